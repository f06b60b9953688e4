//! Work that the window must not wait for: each job runs on a thread and comes back as a value.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// Where jobs run.
#[derive(Clone)]
pub enum Runner {
    /// On a thread each; the function wakes the window when one is done.
    Threads(Arc<dyn Fn() + Send + Sync>),
    /// At once, where they are started: for tests, which must not wait.
    Inline,
}

/// A job under way.
struct Job {
    number: u64,
    what: Option<String>,
    progress: Progress,
}

/// How far a job is, told by the job; and whether anybody still wants its result, told to it.
#[derive(Clone, Default)]
pub struct Progress {
    /// In percent; 0 where nothing was told.
    percent: Arc<AtomicU8>,
    given_up: Arc<AtomicBool>,
    wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Progress {
    /// Says how much is done, 0 to 1; gives whether to go on.
    pub fn at(&self, part: f32) -> bool {
        let percent = (part.clamp(0.0, 1.0) * 100.0) as u8;
        let before = self.percent.swap(percent, Ordering::Relaxed);
        if let Some(wake) = self.wake.as_ref().filter(|_| before != percent) {
            wake();
        }
        !self.given_up.load(Ordering::Relaxed)
    }
}

/// Jobs under way and their results, each a `T`.
pub struct Jobs<T> {
    runner: Runner,
    sender: Sender<(u64, T)>,
    receiver: Receiver<(u64, T)>,
    under_way: Vec<Job>,
    last: u64,
    tidying: Vec<JoinHandle<()>>,
}

impl<T: Send + 'static> Jobs<T> {
    /// No jobs yet.
    pub fn new(runner: Runner) -> Self {
        let (sender, receiver) = channel();
        Self { runner, sender, receiver, under_way: Vec::new(), last: 0, tidying: Vec::new() }
    }

    /// Starts a job. `what` says in words what it does, where a person may see and cancel it
    /// ("Reading niger.html").
    pub fn start(&mut self, what: Option<String>, job: impl FnOnce() -> T + Send + 'static) {
        self.begin(what, move |_| job());
    }

    /// Starts a job that says how far it is and asks whether to go on.
    pub fn start_long(&mut self, what: String, job: impl FnOnce(&Progress) -> T + Send + 'static) {
        self.begin(Some(what), job);
    }

    fn begin(&mut self, what: Option<String>, job: impl FnOnce(&Progress) -> T + Send + 'static) {
        self.last += 1;
        let number = self.last;
        let wake = if let Runner::Threads(wake) = &self.runner { Some(Arc::clone(wake)) } else { None };
        let progress = Progress { wake, ..Progress::default() };
        self.under_way.push(Job { number, what, progress: progress.clone() });
        let sender = self.sender.clone();
        match &self.runner {
            Runner::Inline => drop(sender.send((number, job(&progress)))),
            Runner::Threads(wake) => {
                let wake = Arc::clone(wake);
                std::thread::spawn(move || {
                    drop(sender.send((number, job(&progress)))); // nobody listens once the window is closed
                    wake();
                });
            }
        }
    }

    /// Does what must be done before the program ends and whose end nobody else waits for.
    pub fn tidy(&mut self, work: impl FnOnce() + Send + 'static) {
        self.tidying.retain(|thread| !thread.is_finished());
        match &self.runner {
            Runner::Inline => work(),
            Runner::Threads(_) => self.tidying.push(std::thread::spawn(work)),
        }
    }

    /// Waits for what [`Self::tidy`] began.
    pub fn finish_tidying(&mut self) {
        for thread in self.tidying.drain(..) {
            let _ = thread.join(); // a panic there must not become one here
        }
    }

    /// The results that have come in; those of cancelled jobs are dropped.
    pub fn finished(&mut self) -> Vec<T> {
        let mut results = Vec::new();
        while let Ok((number, result)) = self.receiver.try_recv() {
            let before = self.under_way.len();
            self.under_way.retain(|job| job.number != number);
            if self.under_way.len() < before {
                results.push(result);
            }
        }
        results
    }

    /// What is under way, in words: the newest job that a person may see.
    pub fn under_way(&self) -> Option<String> {
        let job = self.under_way.iter().rev().find(|job| job.what.is_some())?;
        let what = job.what.as_deref()?;
        match job.progress.percent.load(Ordering::Relaxed) {
            0 => Some(what.to_owned()),
            percent => Some(format!("{what}, {percent}%")),
        }
    }

    /// Lets go of what [`Self::under_way`] names; its result is dropped.
    pub fn cancel(&mut self) {
        if let Some(at) = self.under_way.iter().rposition(|job| job.what.is_some()) {
            let job = self.under_way.remove(at);
            job.progress.given_up.store(true, Ordering::Relaxed);
        }
    }

    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn what_must_be_done_is_done_before_the_end() {
        let (release, held) = channel::<()>();
        let done = Arc::new(AtomicBool::new(false));
        let mut jobs = Jobs::<()>::new(Runner::Threads(Arc::new(|| {})));
        let note = Arc::clone(&done);
        jobs.tidy(move || {
            let _ = held.recv();
            note.store(true, Ordering::SeqCst);
        });
        assert!(jobs.is_idle(), "nobody waits for it");
        assert!(!done.load(Ordering::SeqCst));
        drop(release);
        jobs.finish_tidying();
        assert!(done.load(Ordering::SeqCst));
    }

    #[test]
    fn without_threads_it_is_done_at_once() {
        let done = Arc::new(AtomicBool::new(false));
        let note = Arc::clone(&done);
        Jobs::<()>::new(Runner::Inline).tidy(move || note.store(true, Ordering::SeqCst));
        assert!(done.load(Ordering::SeqCst));
    }
}
