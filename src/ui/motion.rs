//! Motion: short, once, and none at all where somebody wants none (tokens.md, Motion).
//!
//! What moves stands at its end already and is only drawn on the way there, so that nothing waits for it.

use egui::{Context, Id};

/// Seconds in which a card opens or closes.
pub const CARD: f32 = 0.12;
/// Seconds in which the article scrolls to a claim.
pub const SCROLL: f32 = 0.16;
/// Seconds in which the red pencil draws itself.
pub const PENCIL: f32 = 0.18;
/// Seconds in which a segment of the progress bar takes its width.
pub const PROGRESS: f32 = 0.16;

/// Lets things move or not, egui's own parts among them.
pub fn set_reduced(ctx: &Context, reduced: bool) {
    let time = if reduced { 0.0 } else { egui::Style::default().animation_time };
    ctx.all_styles_mut(|style| style.animation_time = time);
}

/// Whether nothing moves.
pub fn is_reduced(ctx: &Context) -> bool {
    ctx.global_style().animation_time <= 0.0
}

/// How much of its way something has gone since `what` became another under this name: 0 to 1, fast at first.
/// 1 where it was never anything else, and where nothing moves. While it is under way, a frame is asked for.
pub fn since_change(ctx: &Context, id: Id, what: u64, seconds: f32) -> f32 {
    let now = ctx.input(|input| input.time);
    let known: Option<(u64, f64)> = ctx.data(|data| data.get_temp(id));
    let began = match known {
        Some((before, began)) if before == what => began,
        Some(_) if !is_reduced(ctx) => now,
        _ => f64::NEG_INFINITY,
    };
    if known.is_none_or(|(before, _)| before != what) {
        ctx.data_mut(|data| data.insert_temp(id, (what, began)));
    }
    let gone = eased(((now - began) / f64::from(seconds)) as f32);
    if gone < 1.0 {
        ctx.request_repaint();
    }
    gone
}

/// The part of the way after a part of the time: fast at first, slow at the end.
pub fn eased(time: f32) -> f32 {
    let left = 1.0 - time.clamp(0.0, 1.0);
    1.0 - left * left * left
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How far it is at a time.
    fn at(ctx: &Context, time: f64, what: u64) -> f32 {
        let input = egui::RawInput { time: Some(time), ..egui::RawInput::default() };
        let mut gone = 0.0;
        let mut output = ctx.run_ui(input, |ui| gone = since_change(ui.ctx(), Id::unique("one"), what, CARD));
        output.textures_delta.clear(); // nothing is painted
        gone
    }

    #[test]
    fn a_change_takes_its_time_once() {
        let ctx = Context::default();
        assert_eq!(at(&ctx, 1.0, 7), 1.0, "what was never otherwise does not move");
        assert_eq!(at(&ctx, 2.0, 8), 0.0);
        let halfway = at(&ctx, 2.06, 8);
        assert!(0.5 < halfway && halfway < 1.0, "{halfway}");
        assert_eq!(at(&ctx, 2.13, 8), 1.0);
        assert_eq!(at(&ctx, 9.0, 8), 1.0);
    }

    #[test]
    fn nothing_moves_where_nobody_wants_it() {
        let ctx = Context::default();
        set_reduced(&ctx, true);
        at(&ctx, 1.0, 7);
        assert_eq!(at(&ctx, 2.0, 8), 1.0);
        set_reduced(&ctx, false);
        assert_eq!(at(&ctx, 3.0, 9), 0.0);
    }
}
