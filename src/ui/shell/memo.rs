//! What parts of the window remember between two frames, beside what the app knows.

use egui::{Context, Id};

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
