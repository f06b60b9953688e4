//! Nothing is drawn while nothing happens.

use crate::material::SMALL;
use crate::measure::{Outcome, Report};
use crate::stage::{FRAME, pointer, press};
use crate::window::Played;
use egui::Key;
use std::time::Duration;

pub const FIGURES: &[&str] = &["idle_frames"];

/// Seconds until everything must have come to rest, and seconds that are watched then.
const SETTLE: f64 = 5.0;
const WATCH: f64 = 60.0;

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Idle, after a step to a claim");
    let mut played = Played::on(SMALL);
    played.frame(vec![pointer(500.0, 400.0)]);
    let mut next = played.frame(press(Key::J).to_vec()).next;
    let settling = drawn_within(&mut played, &mut next, SETTLE);
    let idle = drawn_within(&mut played, &mut next, WATCH);
    report.note(&format!("{settling} frames in the first {SETTLE} s, {idle} in the {WATCH} s after"));
    report.figure(FIGURES[0], idle as f64, "frames", 0.0);
    Ok(())
}

/// Draws only when a frame is asked for, and counts how many are within some seconds.
fn drawn_within(played: &mut Played, next: &mut Duration, seconds: f64) -> usize {
    let (mut now, mut frames) = (0.0, 0);
    loop {
        let delay = next.as_secs_f64().max(FRAME);
        if now + delay > seconds {
            played.stage.wait(seconds - now);
            *next = next.saturating_sub(Duration::from_secs_f64(seconds - now));
            return frames;
        }
        now += delay;
        played.stage.wait(delay - FRAME);
        *next = played.frame(Vec::new()).next;
        frames += 1;
    }
}
