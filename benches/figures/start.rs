//! From start to the first frame, and memory, beside a window with nothing in it.
//!
//! Each start is a process of its own: this program again, told by a variable what to be.

use crate::material::{self, MIDDLE, noon};
use crate::measure::{Outcome, Report, Times, ratio};
use eframe::egui;
use redpencil::app::jobs::Runner;
use redpencil::app::{App, World};
use redpencil::review::{Numbers, Review};
use redpencil::store;
use redpencil::ui::{Window, typeset};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const FIGURES: &[&str] = &["start_of_empty", "memory_of_empty", "memory_article_of_empty"];

/// Tells a child what to be: [`EMPTY`], or the path of a review.
const ROLE: &str = "REDPENCIL_BENCH_WINDOW";
const EMPTY: &str = "empty";

const ROUNDS: usize = 5;

/// Frames drawn before memory is looked at: by then glyphs are rasterised and buffers have grown.
const FRAMES: u32 = 40;

/// The window that this process is to open instead of measuring, once it was closed.
pub fn child() -> Option<Outcome<()>> {
    let role = std::env::var_os(ROLE)?;
    Some(if role == EMPTY { open_empty() } else { open_review(PathBuf::from(role)) })
}

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Start and memory, {}, beside an empty window", MIDDLE.name);
    let screen = match Screen::new() {
        Ok(screen) => screen,
        Err(why) => {
            report.note(&format!("not measured: there is no display and Xvfb does not start ({why})"));
            return Ok(());
        }
    };
    let folder = tempfile::tempdir()?;
    let [path, bare] = ["review.ron", "article.ron"].map(|name| folder.path().join(name));
    let review = material::review(MIDDLE);
    let text = review.draft().map_or(0, |draft| draft.text().len_bytes()) as f64 / 1024.0;
    store::create(&path, &review, false)?;
    store::create(&bare, &Review { claims: Vec::new(), ..review }, false)?;
    let [mut ours, mut article, mut empty] = [(); 3].map(|()| Starts::default());
    for round in 0..=ROUNDS {
        let roles = [(&mut ours, &*path), (&mut article, &*bare), (&mut empty, Path::new(EMPTY))];
        for (starts, role) in roles {
            let (first, kilobytes) = started(&screen, role)?;
            if round > 0 {
                starts.first.push(first);
                starts.kilobytes.push(kilobytes);
            }
        }
    }
    for (what, starts) in [("ours", &ours), ("ours, no claims", &article), ("empty", &empty)] {
        let memory = starts.memory() / 1024.0;
        report.note(&format!("{what}: first frame {}; {memory:.1} MB", starts.first.words()));
    }
    report.figure(FIGURES[0], ratio(ours.first.median(), empty.first.median()), "times", 1.3);
    for (figure, starts) in FIGURES[1..].iter().zip([&ours, &article]) {
        report.figure(figure, (starts.memory() - 3.0 * text) / empty.memory(), "times", 1.3);
    }
    Ok(())
}

#[derive(Default)]
struct Starts {
    first: Times,
    kilobytes: Vec<u64>,
}

impl Starts {
    /// The memory in the middle, in KiB.
    fn memory(&self) -> f64 {
        let mut sorted = self.kilobytes.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or(0) as f64
    }
}

/// Starts a child: the time to its first frame, and its memory in KiB when it has come to rest.
fn started(screen: &Screen, role: &Path) -> Outcome<(Duration, u64)> {
    let from = Instant::now();
    let mut command = Command::new(std::env::current_exe()?);
    command.env(ROLE, role).stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null());
    command.env("DISPLAY", &screen.name).env_remove("WAYLAND_DISPLAY");
    let mut child = command.spawn()?;
    let lines = BufReader::new(child.stdout.take().ok_or("The child has no output.")?).lines();
    let (mut first, mut memory) = (None, None);
    for line in lines {
        let line = line?;
        if line == "first" {
            first = Some(from.elapsed());
        } else if let Some(kilobytes) = line.strip_prefix("memory ") {
            memory = Some(kilobytes.parse()?);
        }
    }
    child.wait()?;
    Ok((first.ok_or("The child drew no frame.")?, memory.ok_or("The child told no memory.")?))
}

/// A display: the one there is, or one of our own that goes with this value.
struct Screen {
    name: String,
    server: Option<Child>,
}

impl Screen {
    /// Prefers an Xvfb of our own, so that no desktop has a say.
    fn new() -> Outcome<Self> {
        match Self::of_our_own() {
            Ok(screen) => Ok(screen),
            Err(why) => std::env::var("DISPLAY").map(|name| Self { name, server: None }).map_err(|_| why),
        }
    }

    fn of_our_own() -> Outcome<Self> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]);
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take().ok_or("Xvfb has no output.")?).read_line(&mut number)?;
        Ok(Self { name: format!(":{}", number.trim()), server: Some(server) })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // It may be gone already, and then there is nothing to end.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Draws a window's frames and tells of them.
struct Told<A> {
    inner: A,
    is_ready: fn(&A) -> bool,
    frames: u32,
    since_ready: u32,
}

impl<A: eframe::App> eframe::App for Told<A> {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.frames += 1;
        if self.frames == 2 {
            tell("first"); // the first frame is on the screen when the second begins
        }
        self.inner.ui(ui, frame);
        self.since_ready += u32::from((self.is_ready)(&self.inner));
        if self.since_ready == FRAMES {
            tell(&format!("memory {}", resident_kilobytes()));
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
        ui.ctx().request_repaint();
    }
}

fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    // Where nobody listens any more, the child ends with the window.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Memory that this process holds, by Linux's own account; 0 on other systems.
fn resident_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |_| {});
    }
}

fn open_empty() -> Outcome<()> {
    run_window(|_| Ok(Told { inner: Empty, is_ready: |_| true, frames: 0, since_ready: 0 }))
}

fn open_review(path: PathBuf) -> Outcome<()> {
    let fonts = typeset::Fonts::system();
    run_window(move |ctx| {
        let mut app = App::new(world(ctx));
        app.open_path(path);
        let inner = Window::new(ctx, &fonts, app);
        let is_ready = |window: &Window| window.app().open.is_some() && window.app().is_idle();
        Ok(Told { inner, is_ready, frames: 0, since_ready: 0 })
    })
}

fn run_window<A: eframe::App + 'static>(
    make: impl FnOnce(&egui::Context) -> Outcome<Told<A>>,
) -> Outcome<()> {
    let viewport = egui::ViewportBuilder::default().with_title("Redpencil").with_inner_size([1440.0, 900.0]);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let run = eframe::run_native(
        "redpencil-bench",
        options,
        Box::new(|creation| {
            let told = make(&creation.egui_ctx).map_err(|why| why.to_string())?;
            Ok(Box::new(told))
        }),
    );
    run.map_err(|why| why.to_string().into())
}

/// The window's own world, with a fixed clock and nothing kept.
fn world(ctx: &egui::Context) -> World {
    let ctx = ctx.clone();
    World {
        now: Box::new(noon),
        ids: Box::new(Numbers::from_seed(material::SEED)),
        pick: Box::new(|_| Box::pin(async { None })),
        settings_dir: None,
        journals_dir: None,
        runner: Runner::Threads(Arc::new(move || ctx.request_repaint())),
    }
}
