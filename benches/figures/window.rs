//! The whole window while one scrolls and steps from claim to claim.

use crate::material::{self, HUGE, MIDDLE, SMALL, Size};
use crate::measure::{Outcome, Report, Times, millis, ratio};
use crate::stage::{self, Stage, pointer, press, wheel};
use egui::{Event, Key, vec2};
use redpencil::app::App;
use redpencil::app::open::OpenReview;
use redpencil::review::History;
use redpencil::ui::{Window, typeset};

pub const FIGURES: &[&str] = &["window_300kb_p99", "window_10mb_of_50kb"];

/// Frames that warm up, and frames of a round.
const WARM_UP: usize = 120;
const FRAMES: usize = 300;
const ROUNDS: usize = 4;

/// A claim is gone to in every so many frames; in the others the article scrolls.
const STEP_EVERY: usize = 10;

/// How far the text goes on from a claim that is gone to to the next, in bytes: the same at every size, where
/// claims stand close together and where they do not, so that as many new paragraphs come into view.
const STRIDE: usize = 1_000;

/// A window with a stage of its own.
pub struct Played {
    pub stage: Stage,
    pub window: Window,
    /// How many claims the next one that is gone to lies further on.
    steps: usize,
}

impl Played {
    /// A window of the design's size on an app.
    pub fn new(app: App) -> Self {
        let stage = Stage::bare(vec2(1440.0, 900.0));
        let window = Window::new(&stage.ctx, &typeset::Fonts::bundled_only(), app);
        Self { stage, window, steps: 1 }
    }

    /// A window on a review of a size.
    pub fn on(size: Size) -> Self {
        let mut app = stage::app();
        app.open = Some(OpenReview::new(material::review(size), History::default(), None));
        Self { steps: STRIDE * size.claims / size.bytes, ..Self::new(app) }
    }

    /// Draws one frame.
    pub fn frame(&mut self, events: Vec<Event>) -> stage::Drawn {
        let Self { stage, window, .. } = self;
        stage.frame(events, |ui| window.show(ui))
    }

    fn play(&mut self, frames: usize) -> Times {
        let mut times = Times::default();
        for at in 0..frames {
            let mut events = vec![pointer(500.0, 400.0)];
            if at % STEP_EVERY == 0 {
                (0..self.steps).for_each(|_| events.extend(press(Key::J)));
            } else {
                events.push(wheel(-40.0));
            }
            times.push(self.frame(events).cpu);
        }
        times
    }
}

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Whole window, scrolling and stepping from claim to claim");
    let sizes = [SMALL, MIDDLE, HUGE];
    let mut windows = sizes.map(Played::on);
    let mut times = sizes.map(|_| Times::default());
    for window in &mut windows {
        window.play(WARM_UP);
    }
    for _ in 0..ROUNDS {
        for (window, times) in windows.iter_mut().zip(&mut times) {
            times.append(window.play(FRAMES));
        }
    }
    for (size, times) in sizes.iter().zip(&times) {
        report.note(&format!("{}: {}", size.name, times.words()));
    }
    report.figure(FIGURES[0], millis(times[1].within(0.99)), "ms", 4.0);
    report.figure(FIGURES[1], ratio(times[2].mean(), times[0].mean()), "times", 1.2);
    Ok(())
}
