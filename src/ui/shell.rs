//! What stands around the article and its cards: top bar, rail, strip, find bar, status bar.
//!
//! Top bar, status bar and rail are panels and take their room off the `Ui` they are given; strip and find
//! bar are rows of it.

mod commands;
mod find;
mod memo;
mod menus;
mod rail;
mod status;
mod strip;
mod top;

pub use commands::{Icon, group, icon, is_on};
pub use find::find_bar;
pub use memo::{just_opened, takes_long};
pub use rail::rail;
pub use status::status_bar;
pub use strip::strip;
pub use top::{focus_search, reviews_sought, top_bar};

use egui::{Color32, Frame, Layout, Panel, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

/// Heights and widths of the parts, in points (tokens.md, Layout).
pub mod measure {
    /// Height of the top bar.
    pub const TOP: f32 = 48.0;
    /// Width of the rail.
    pub const RAIL: f32 = 48.0;
    /// Height of the strip above the article, and of the find bar.
    pub const STRIP: f32 = 40.0;
    /// Height of the status bar.
    pub const STATUS: f32 = 28.0;
    /// Windows narrower than this are compact.
    pub const COMPACT: f32 = 1200.0;
}

/// Whether the window is too narrow for menus, counts in words and the search field.
pub fn is_compact(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < measure::COMPACT
}

/// Shows a part as a panel of a fixed size, and hands on its rectangle.
fn fixed(ui: &mut Ui, panel: Panel, size: f32, contents: impl FnOnce(&mut Ui, Rect)) {
    let panel = panel.exact_size(size).resizable(false).show_separator_line(false);
    panel.frame(Frame::new().fill(crate::ui::theme::palette(ui).bg_chrome)).show(ui, |ui| {
        let rect = ui.max_rect();
        contents(ui, rect);
    });
}

/// Takes a part's room over the whole width and paints its ground.
fn ground(ui: &mut Ui, height: f32, fill: Color32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    ui.painter().rect_filled(rect, 0, fill);
    rect
}

/// Lays something out in a rectangle of a part.
fn within<R>(ui: &mut Ui, name: &str, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(layout));
    contents(&mut child)
}

/// A hairline along the bottom of a rectangle.
fn line_below(ui: &Ui, rect: Rect, stroke: Stroke) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}
