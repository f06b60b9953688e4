//! Taking times and telling what they come to.

use std::time::{Duration, Instant};

/// What a measure gives; whatever fails ends the run, with a sentence.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The processor time that this thread has used: other programs do not count.
#[cfg(unix)]
pub fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The processor time that all threads of this process have used.
#[cfg(unix)]
pub fn process_cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Where processes have no clock of their own, the time that has passed.
#[cfg(not(unix))]
pub fn process_cpu_time() -> Duration {
    cpu_time()
}

/// Where threads have no clock of their own, the time that has passed.
#[cfg(not(unix))]
pub fn cpu_time() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// How much processor time of this thread something takes.
pub fn cpu<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let from = cpu_time();
    let result = work();
    (result, cpu_time() - from)
}

/// How long something takes by the clock on the wall.
pub fn wall<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let from = Instant::now();
    let result = work();
    (result, from.elapsed())
}

/// How long this thread is away while something is done: by the clock, less the time in which it stood ready
/// and the machine ran something else. Waiting for locks, threads and the disk counts.
pub fn away<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let ready = time_ready();
    let (result, time) = wall(work);
    (result, time.saturating_sub(time_ready() - ready))
}

/// How long this thread has stood ready without being run, by Linux's own account; zero on other systems.
fn time_ready() -> Duration {
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = account.split_whitespace().nth(1).and_then(|waited| waited.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// Many times of one thing.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Takes one more.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Takes all of another.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The time that `part` of them stay within.
    pub fn within(&self, part: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (part * sorted.len() as f64).ceil() as usize;
        sorted.get(at.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// The one in the middle.
    pub fn median(&self) -> Duration {
        self.within(0.5)
    }

    /// What one takes on average.
    pub fn mean(&self) -> Duration {
        self.0.iter().sum::<Duration>() / (self.0.len().max(1) as u32)
    }

    /// The longest.
    pub fn longest(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }

    /// All that is worth saying about them.
    pub fn words(&self) -> String {
        let times = [self.mean(), self.median(), self.within(0.99), self.longest()].map(millis);
        let [mean, median, p99, longest] = times;
        let count = self.0.len();
        format!("mean {mean:.3}, median {median:.3}, p99 {p99:.3}, longest {longest:.3} ms of {count}")
    }
}

/// A time in milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// How many times a peer's time ours is.
pub fn ratio(ours: Duration, peer: Duration) -> f64 {
    ours.as_secs_f64() / peer.as_secs_f64().max(1e-9)
}

/// A measured figure with its bound.
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    bound: f64,
    /// Whether the bound is the most or the least it may be.
    keeps: fn(&f64, &f64) -> bool,
}

/// The figures so far, and which are asked for.
pub struct Report {
    wanted: Vec<String>,
    figures: Vec<Figure>,
}

impl Report {
    /// No figures yet. Those are asked for whose name begins with one of these, or all where there are none.
    pub fn new(wanted: Vec<String>) -> Self {
        Self { wanted, figures: Vec::new() }
    }

    /// Whether a figure is asked for.
    pub fn wants(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|wanted| name.starts_with(wanted.as_str()))
    }

    /// Tells something that no bound is on.
    pub fn note(&self, text: &str) {
        println!("  {text}");
    }

    /// Tells a case that is wrong, where `REDPENCIL_WRONG` is set.
    pub fn wrong(&self, is_wrong: bool, words: impl FnOnce() -> String) {
        if is_wrong && std::env::var_os("REDPENCIL_WRONG").is_some() {
            println!("    {}", words());
        }
    }

    /// Takes a figure; `bound` is the most it may be.
    pub fn figure(&mut self, name: &str, value: f64, unit: &'static str, bound: f64) {
        self.take(Figure { name: name.to_owned(), value, unit, bound, keeps: f64::le });
    }

    /// Takes a share from 0 to 1; `bound` is the least it may be.
    pub fn score(&mut self, name: String, value: f64, unit: &'static str, bound: f64) {
        self.take(Figure { name, value, unit, bound, keeps: f64::ge });
    }

    fn take(&mut self, figure: Figure) {
        if self.wants(&figure.name) {
            self.figures.push(figure);
        }
    }

    /// Prints the figures, one a line.
    pub fn print(&self) {
        for Figure { name, value, unit, bound, keeps } in &self.figures {
            let verdict = if keeps(value, bound) { "ok" } else { "short" };
            println!("figure {name} {value:.3} {unit} bound {bound} {verdict}");
        }
    }
}
