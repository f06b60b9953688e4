//! Fields of one line.

use super::{HIT, RADIUS, cap_width, icon_button, line, paint_cap, paint_icon};
use crate::ui::icons;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextStyle};
use egui::{Color32, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

/// Notes that a field takes the keyboard now, before it is drawn as one: what is typed next is for it.
pub fn will_be_typed_in(ctx: &egui::Context, field: Id) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("field to be typed in"), field));
}

/// Whether what is typed goes into a field.
pub fn is_typed_in(ctx: &egui::Context) -> bool {
    let next: Option<Id> = ctx.data(|data| data.get_temp(Id::unique("field to be typed in")));
    ctx.text_edit_focused() || (next.is_some() && ctx.memory(egui::Memory::focused) == next)
}

/// A field of one line. `name` is its accessible name; `hint` stands in it while it is empty.
///
/// While nobody types in it, its text is set by the article's engine, so that it reads right in every
/// script; egui has no bidirectional layout.
pub fn text_field(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) -> Response {
    let colours = palette(ui);
    let id = ui.next_auto_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (fill, edge) =
        if has_focus { (colours.bg_card, colours.focus_ring()) } else { (colours.bg_well, Stroke::NONE) };
    let frame = egui::Frame::new().fill(fill).stroke(edge).corner_radius(4).inner_margin(vec2(8.0, 4.0));
    let response = bare_field(ui, text, id, name, hint, width, frame);
    if !has_focus {
        let rect = response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.control());
    }
    response
}

/// A field without a look of its own.
fn bare_field(
    ui: &mut Ui,
    text: &mut String,
    id: Id,
    name: &str,
    hint: &str,
    width: f32,
    frame: egui::Frame,
) -> Response {
    let colours = palette(ui);
    let set_by_us = !text.is_ascii() && !ui.memory(|memory| memory.has_focus(id));
    let ink = if set_by_us { Color32::TRANSPARENT } else { colours.ink };
    let padding = frame.inner_margin.leftf();
    let field = egui::TextEdit::singleline(text)
        .id(id)
        .text_color(ink)
        .hint_text(egui::RichText::new(hint).color(colours.ink3))
        .frame(frame)
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(width);
    let response = ui.add(field).accessible_name(name);
    if set_by_us {
        let style = TextStyle::new(Family::Sans, size::UI, 18.0).max_rows(1);
        let layout = typeset::layout(ui.ctx(), text, &style, response.rect.width() - 2.0 * padding);
        let at = response.rect.left_center() + vec2(padding, -layout.height() / 2.0);
        typeset::paint(&ui.painter().with_clip_rect(response.rect), &layout, at, colours.ink);
    }
    response
}

/// A search field 30 points high, with a lens and, once there is something in it, a button to clear it.
/// Second is whether it was cleared. `key` is shown as a key cap while it is empty.
pub fn search_field(
    ui: &mut Ui,
    text: &mut String,
    name: &str,
    key: Option<&str>,
    width: f32,
) -> (Response, bool) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), Sense::hover());
    let id = ui.scope_id().with(name);
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let edge = if has_focus { colours.focus_ring() } else { colours.control() };
    ui.painter().rect(rect, RADIUS, colours.bg_card, edge, StrokeKind::Inside);
    let lens = pos2(rect.left() + 16.0, rect.center().y);
    paint_icon(ui, lens, icons::MAGNIFYING_GLASS, theme::icon(16.0), colours.ink3);
    let inside = Rect::from_min_max(rect.min + vec2(31.0, 0.0), rect.max - vec2(32.0, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(name).max_rect(inside).layout(layout));
    let response = bare_field(&mut child, text, id, name, name, inside.width(), egui::Frame::new());
    let mut cleared = false;
    if !text.is_empty() {
        let place = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(HIT, HIT));
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt((name, "clear")).max_rect(place));
        cleared = icon_button(&mut child, icons::X, "Clear search", 12.0).clicked();
        if cleared {
            text.clear();
        }
    } else if let Some(key) = key {
        let cap = line(ui, key, theme::medium(size::KEY), colours.ink2);
        let left = rect.right() - 6.0 - cap_width(&cap);
        let (edge, fill) = (colours.hairline(), colours.bg_card);
        paint_cap(ui.painter(), left, rect.center().y, cap, colours.ink2, edge, fill);
    }
    (response, cleared)
}

/// Selects everything in a field, so that typing replaces it.
pub fn select_all(ctx: &egui::Context, field: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::TextEdit::load_state(ctx, field).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ctx, field);
}
