//! The whole window while one scrolls and steps from claim to claim.

use crate::material::{self, HUGE, MIDDLE, SMALL, Size};
use crate::measure::{Outcome, Report, Times, cpu, millis, ratio};
use crate::stage::{self, Stage, pointer, press, wheel};
use egui::{Event, Key, vec2};
use redpencil::app::open::OpenReview;
use redpencil::app::{Action, App};
use redpencil::review::History;
use redpencil::ui::{Window, typeset};
use std::time::Duration;

pub const FIGURES: &[&str] = &["window_300kb_p99", "window_10mb_of_50kb"];

/// Frames that warm up, and frames of a round.
const WARM_UP: usize = 120;
const FRAMES: usize = 300;
const ROUNDS: usize = 4;

/// A claim is gone to in every so many frames; in the others the article scrolls.
const STEP_EVERY: usize = 10;

/// How far apart claims lie that are gone to where sizes are compared, and the part of the text that they lie
/// in, in bytes: at every size as many paragraphs come into view, although at some claims stand ten times as
/// close as at others.
const STRIDE: usize = 1_000;
const WALK: usize = 40_000;

/// A window with a stage of its own.
pub struct Played {
    pub stage: Stage,
    pub window: Window,
}

impl Played {
    /// A window of the design's size on an app.
    pub fn new(app: App) -> Self {
        let stage = Stage::bare(vec2(1440.0, 900.0));
        let window = Window::new(&stage.ctx, &typeset::Fonts::bundled_only(), app);
        Self { stage, window }
    }

    /// A window on a review of a size.
    pub fn on(size: Size) -> Self {
        let mut app = stage::app();
        app.open = Some(OpenReview::new(material::review(size), History::default(), None));
        Self::new(app)
    }

    /// Draws one frame.
    pub fn frame(&mut self, events: Vec<Event>) -> stage::Drawn {
        let Self { stage, window } = self;
        stage.frame(events, |ui| window.show(ui))
    }

    /// Scrolls, and every so often does something that is told how often it was done before.
    fn play(&mut self, frames: usize, mut step: impl FnMut(&mut Self, usize) -> Vec<Event>) -> Times {
        let mut times = Times::default();
        for at in 0..frames {
            let mut events = vec![pointer(500.0, 400.0)];
            let (more, stepped) = match at % STEP_EVERY {
                0 => cpu(|| step(self, at / STEP_EVERY)),
                _ => (vec![wheel(-40.0)], Duration::ZERO),
            };
            events.extend(more);
            times.push(stepped + self.frame(events).cpu);
        }
        times
    }

    /// Goes to the first claim behind a place in the text, as a click on its card does.
    fn go_behind(&mut self, place: usize) -> Vec<Event> {
        let app = self.window.app_mut();
        let open = app.open.as_ref();
        let claim = open.and_then(|open| {
            let mark = open.index().marks().iter().find(|mark| mark.bytes.start.0 >= place)?;
            Some(open.review().claims[mark.claim].id)
        });
        app.act(Action::Choose(claim));
        Vec::new()
    }
}

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Whole window, scrolling and stepping from claim to claim");
    let next_claim = |_: &mut Played, _| press(Key::J).to_vec();
    let mut middle = Played::on(MIDDLE);
    middle.play(WARM_UP, next_claim);
    let times = middle.play(ROUNDS * FRAMES, next_claim);
    report.note(&format!("{}: {}", MIDDLE.name, times.words()));
    report.figure(FIGURES[0], millis(times.within(0.99)), "ms", 4.0);

    let walk = |played: &mut Played, at: usize| played.go_behind(at * STRIDE % WALK);
    let mut windows = [SMALL, HUGE].map(Played::on);
    let mut times = [(); 2].map(|()| Times::default());
    for window in &mut windows {
        window.play(WALK / STRIDE * STEP_EVERY, walk);
    }
    for _ in 0..ROUNDS {
        for (window, times) in windows.iter_mut().zip(&mut times) {
            times.append(window.play(FRAMES, walk));
        }
    }
    for (size, times) in [SMALL, HUGE].iter().zip(&times) {
        report.note(&format!("{}, a claim every {STRIDE} bytes: {}", size.name, times.words()));
    }
    report.figure(FIGURES[1], ratio(times[1].mean(), times[0].mean()), "times", 1.2);
    Ok(())
}
