//! Fields that one picks from.

use super::READ_ONLY;
use super::sheet::{paint_words, well};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::Family;
use crate::ui::{icons, widgets};
use egui::{Id, Popup, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// A field that one picks from: shows what is picked, and opens a menu of [`option_row`]s.
pub fn picker<T>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    current: &str,
    options: impl FnOnce(&mut Ui) -> Option<T>,
) -> Option<T> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), widgets::HIT));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo {
        label: Some(name.to_owned()),
        current_text_value: Some(current.to_owned()),
        enabled: ui.is_enabled(),
        ..WidgetInfo::new(Role::ComboBox)
    });
    let colours = palette(ui);
    well(ui, rect);
    if response.hovered() && ui.is_enabled() {
        ui.painter().rect_filled(rect, 4, colours.bg_hover);
    }
    let words = rect.shrink2(vec2(8.0, 0.0)).with_max_x(rect.right() - 22.0);
    paint_words(ui, words, current, Family::Sans, size::UI, colours.ink);
    let caret = pos2(rect.right() - 14.0, rect.center().y);
    widgets::paint_icon(ui, caret, icons::CARET_DOWN, theme::icon(12.0), colours.ink3);
    widgets::focus_ring(ui, &response, rect, 4);
    let popup = Popup::menu(&response).width(rect.width().max(160.0));
    let picked = popup.show(|ui| scrolled(ui, options)).and_then(|shown| shown.inner);
    response.on_disabled_hover_text(READ_ONLY);
    picked
}

/// What may be too long for the window, in a scroll area.
pub fn scrolled<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().max_height(320.0).show(ui, add).inner
}

/// Picks one of a fixed set of values.
pub fn pick_of<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    current: T,
    all: &[T],
    label: impl Fn(T) -> &'static str,
) -> Option<T> {
    let picked = picker(ui, id, name, label(current), |ui| {
        let mut picked = None;
        for &value in all {
            if option_row(ui, label(value), value == current).clicked() {
                picked = Some(value);
            }
        }
        picked
    });
    picked.filter(|&value| value != current)
}

/// One line of a menu that one picks from.
pub fn option_row(ui: &mut Ui, words: &str, selected: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), widgets::HIT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, enabled, selected, words));
    let colours = palette(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, colours.bg_hover);
    }
    let room = Rect::from_min_max(rect.min + vec2(28.0, 0.0), rect.max - vec2(8.0, 0.0));
    let ink = if enabled { colours.ink } else { colours.ink3 };
    paint_words(ui, room, words, Family::Sans, size::UI, ink);
    if selected {
        let tick = pos2(rect.left() + 14.0, rect.center().y);
        widgets::paint_icon(ui, tick, icons::CHECK, theme::icon(14.0), colours.ink);
    }
    response
}
