//! Frames without a window.

use crate::material::noon;
use crate::measure::cpu_time;
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, Ui, ViewportId,
    pos2, vec2,
};
use redpencil::app::jobs::Runner;
use redpencil::app::{App, World};
use redpencil::review::Numbers;
use redpencil::ui::{theme, typeset};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

/// Seconds from one frame to the next.
pub const FRAME: f64 = 1.0 / 60.0;

/// A context that is drawn in, and the time there.
pub struct Stage {
    /// The context.
    pub ctx: Context,
    time: f64,
    size: egui::Vec2,
}

/// What became of a frame.
pub struct Drawn {
    /// The processor time of this thread for drawing and tessellating.
    pub cpu: Duration,
    /// When the next frame is asked for.
    pub next: Duration,
}

impl Stage {
    /// A stage in the program's look, with the fonts it brings along.
    pub fn new(size: egui::Vec2) -> Self {
        let stage = Self::bare(size);
        typeset::install(&stage.ctx, &typeset::Fonts::bundled_only());
        theme::install(&stage.ctx);
        stage
    }

    /// A stage that the window itself will furnish.
    pub fn bare(size: egui::Vec2) -> Self {
        Self { ctx: Context::default(), time: 0.0, size }
    }

    /// Draws one frame.
    pub fn frame(&mut self, events: Vec<Event>, mut draw: impl FnMut(&mut Ui)) -> Drawn {
        self.time += FRAME;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), self.size)),
            time: Some(self.time),
            predicted_dt: FRAME as f32,
            focused: true,
            events,
            ..RawInput::default()
        };
        let before = cpu_time();
        let output = self.ctx.run_ui(input, &mut draw);
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let cpu = cpu_time() - before;
        black_box(primitives);
        let root = output.viewport_output.get(&ViewportId::ROOT);
        Drawn { cpu, next: root.map_or(Duration::MAX, |root| root.repaint_delay) }
    }

    /// Lets time pass in which nothing is drawn.
    pub fn wait(&mut self, seconds: f64) {
        self.time += seconds;
    }
}

/// The pointer goes to a place.
pub fn pointer(x: f32, y: f32) -> Event {
    Event::PointerMoved(pos2(x, y))
}

/// The wheel turns by so many points; up where positive.
pub fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// A key goes down and up.
pub fn press(key: egui::Key) -> [Event; 2] {
    let event =
        |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    [event(true), event(false)]
}

/// A world with a fixed clock and seeded ids.
pub fn world(runner: Runner, journals_dir: Option<PathBuf>) -> World {
    World {
        now: Box::new(noon),
        ids: Box::new(Numbers::from_seed(crate::material::SEED ^ 1)),
        pick: Box::new(|_| Box::pin(async { None })),
        settings_dir: None,
        journals_dir,
        runner,
    }
}

/// An app without a review, whose jobs run at once.
pub fn app() -> App {
    App::new(world(Runner::Inline, None))
}
