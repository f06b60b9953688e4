//! The small parts that the whole window is made of: buttons, key caps, chips, switches, progress.
//!
//! Each says its role, name and state to a screen reader, and shows a ring while it has the keyboard.

mod buttons;
mod caps;
mod fields;
mod progress;

pub use buttons::{button, chip, choice, icon_button, primary_button, quiet_button, switch};
pub use caps::{cap_width, key_cap, paint_cap, shortcut_parts, shortcut_text};
pub use fields::{is_typed_in, search_field, select_all, text_field, will_be_typed_in};
pub use progress::{
    BAR_HEIGHT, PROGRESS_ORDER, counts_line, paint_segments, progress_bar, progress_words, segments,
};

use super::theme::{Palette, palette};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Response, Sense, StrokeKind, Ui, pos2, vec2,
};
use std::sync::Arc;

/// Height of buttons, chips and fields, and the least height of what can be clicked (tokens.md, Space).
pub const HIT: f32 = 26.0;

/// Corner radius of buttons, chips and fields.
pub const RADIUS: u8 = 6;

/// One line of interface text.
pub fn line(ui: &Ui, text: &str, font: FontId, ink: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font, ink)
}

/// One line of interface text, cut with an ellipsis where it is wider than `width` points.
pub fn elided(ui: &Ui, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, ink));
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().layout_job(job)
}

/// Paints a line so that its left edge is at `x` and its middle at `y`; gives its right edge.
pub fn paint_line(painter: &Painter, x: f32, y: f32, galley: Arc<Galley>) -> f32 {
    let (right, height) = (x + galley.size().x, galley.size().y);
    let at = pos2(x, y - height / 2.0);
    painter.galley(snapped(painter, at), galley, Color32::PLACEHOLDER);
    right
}

/// Rounds a place to whole pixels, so that text is as sharp there as anywhere.
fn snapped(painter: &Painter, at: Pos2) -> Pos2 {
    let scale = painter.pixels_per_point();
    pos2((at.x * scale).round() / scale, (at.y * scale).round() / scale)
}

/// Draws the ring around what has the keyboard; nothing where it has not.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if response.has_focus() {
        let ring = palette(ui).focus_ring();
        ui.painter().rect_stroke(rect, CornerRadius::same(radius), ring, StrokeKind::Outside);
    }
}

/// The fill of something that lights up: `idle`, or the design's hover and press colours.
fn lit(response: &Response, colours: &Palette, idle: Color32) -> Color32 {
    if !response.enabled() {
        Color32::TRANSPARENT
    } else if response.is_pointer_button_down_on() {
        colours.bg_active
    } else if response.hovered() {
        colours.bg_hover
    } else {
        idle
    }
}

/// Paints an icon around a point.
pub fn paint_icon(ui: &Ui, centre: Pos2, icon: char, font: FontId, ink: Color32) {
    let galley = line(ui, icon.encode_utf8(&mut [0; 4]), font, ink);
    let at = snapped(ui.painter(), centre - galley.size() / 2.0);
    ui.painter().galley(at, galley, ink);
}

/// A tooltip that repeats the accessible name, which a screen reader must not hear twice.
fn named_tip(response: Response, name: &str) -> Response {
    response.on_hover_ui(|ui| {
        ui.label(name);
    })
}

/// A hairline over the whole width.
pub fn hairline(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, palette(ui).line_soft);
}
