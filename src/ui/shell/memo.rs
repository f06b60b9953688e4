//! What parts of the window remember between two frames, beside what the app knows.

use crate::app::App;
use egui::{Context, Id, Ui};
use std::time::Duration;

/// Seconds that something may take before it is said that it is under way (tokens.md, States).
const SOON: f64 = 0.3;

/// Whether something that a person may see has been under way for a while. Where it has only begun, a frame is
/// asked for in time.
pub fn takes_long(ui: &Ui, app: &App) -> bool {
    let id = Id::unique("under way since");
    let now = ui.input(|input| input.time);
    if app.under_way().is_none() {
        ui.data_mut(|data| data.remove_temp::<f64>(id));
        return false;
    }
    let since: f64 = ui.data_mut(|data| *data.get_temp_mut_or_insert_with(id, || now));
    let left = SOON - (now - since);
    if left > 0.0 {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    }
    left <= 0.0
}

/// Whether what is drawn under this id was not drawn in the pass before: it has just been opened.
pub fn just_opened(ctx: &Context, id: Id) -> bool {
    let pass = ctx.cumulative_pass_nr();
    let id = id.with("last drawn");
    let before = ctx.data_mut(|data| data.get_temp::<u64>(id));
    ctx.data_mut(|data| data.insert_temp(id, pass));
    // Asked twice in one pass, both get the same answer.
    let opened = before.is_none_or(|before| before + 1 < pass);
    let answered = id.with("answer");
    if before == Some(pass) {
        return ctx.data(|data| data.get_temp(answered)).unwrap_or(false);
    }
    ctx.data_mut(|data| data.insert_temp(answered, opened));
    opened
}
