//! What cards are laid out with: blocks, labels, columns, grounds and rings.

use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextStyle};
use crate::ui::widgets;
use egui::{Color32, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

/// The ground of a field that nobody types in: a well with an edge below.
pub(super) fn well(ui: &Ui, rect: Rect) {
    let colours = palette(ui);
    let corners = egui::CornerRadius { nw: 4, ne: 4, sw: 2, se: 2 };
    ui.painter().rect_filled(rect, corners, colours.bg_well);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.control());
}

/// One line of words from an article or a checker, in the room of `rect`, its middle on that of `rect`.
pub fn paint_words(ui: &Ui, rect: Rect, words: &str, family: Family, size: f32, ink: Color32) -> f32 {
    let style = TextStyle::new(family, size, 18.0).max_rows(1);
    let mut layout = typeset::layout(ui.ctx(), words, &style, f32::INFINITY);
    if layout.used_width() > rect.width() {
        layout = typeset::layout(ui.ctx(), words, &style, rect.width().max(1.0));
    }
    let at = pos2(rect.left(), rect.center().y - layout.height() / 2.0);
    typeset::paint(ui.painter(), &layout, at, ink);
    rect.left() + layout.used_width()
}

/// A label of ours in front of a field, which has its own accessible name.
pub fn labelled<R>(ui: &mut Ui, label: &str, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (_, rect) = ui.allocate_space(vec2(width, widgets::HIT));
        let words = widgets::line(ui, label, theme::regular(size::META), palette(ui).ink3);
        widgets::paint_line(ui.painter(), rect.left(), rect.center().y, words);
        ui.vertical(add).inner
    })
    .inner
}

/// Two things side by side where there is room, else one below the other.
pub fn two_columns(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    const GAP: f32 = 12.0;
    // What stands on the left is picked from short words; on the right stand names.
    const LEFT_SHARE: f32 = 0.48;
    let width = ui.available_width();
    if width < 360.0 {
        left(ui);
        right(ui);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let first = ((width - GAP) * LEFT_SHARE).round();
        for_width(ui, first, left);
        for_width(ui, width - GAP - first, right);
    });
}

fn for_width(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        add(ui);
    });
}

/// A block of an open card: a hairline over its whole width, then what is in it.
pub fn block<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    widgets::hairline(ui);
    let margin = egui::Margin { left: 11, right: 12, top: 6, bottom: 8 };
    egui::Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// The frame of an open card, in claims as in sources.
pub fn card_frame(ui: &Ui) -> egui::Frame {
    let colours = palette(ui);
    let shadow = egui::Shadow { offset: [0, 2], blur: 6, spread: 0, color: colours.shadow };
    egui::Frame::new().fill(colours.bg_card).stroke(colours.control()).corner_radius(8).shadow(shadow)
}

/// A ring inside a row that has the keyboard.
pub fn inner_ring(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        let ring: Stroke = palette(ui).focus_ring();
        ui.painter().rect_stroke(rect.shrink(2.0), 4, ring, StrokeKind::Inside);
    }
}
