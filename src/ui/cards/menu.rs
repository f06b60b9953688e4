//! Lines of the card's menu of what is seldom done.

use crate::app::command::Command;
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, widgets};
use egui::{Response, Role, Sense, Ui, WidgetInfo, vec2};

/// Width of the menu.
pub const WIDTH: f32 = 240.0;

/// A command: its name, its key, and why it cannot be done.
pub fn command_row(ui: &mut Ui, scene: &mut Scene<'_>, command: Command) {
    let spec = command.spec();
    let can = scene.app.can(command);
    let key = spec.keys.first().map(widgets::shortcut_text).unwrap_or_default();
    let response = row(ui, spec.label, &key, can.is_ok());
    if response.clicked() {
        scene.run(command);
    }
    if let Err(why) = can {
        response.on_disabled_hover_text(why);
    }
}

/// A line of the menu with the key that does the same.
pub fn row(ui: &mut Ui, label: &str, key: &str, enabled: bool) -> Response {
    const PADDING: f32 = 10.0;
    ui.add_enabled_ui(enabled, |ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, widgets::HIT), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, enabled, label));
        let colours = palette(ui);
        if enabled && (response.hovered() || response.has_focus()) {
            ui.painter().rect_filled(rect, 4, colours.bg_hover);
        }
        let ink = if enabled { colours.ink } else { colours.ink3 };
        let words = widgets::line(ui, label, theme::regular(size::UI), ink);
        widgets::paint_line(ui.painter(), rect.left() + PADDING, rect.center().y, words);
        let key = widgets::line(ui, key, theme::regular(size::META), colours.ink3);
        let left = rect.right() - PADDING - key.size().x;
        widgets::paint_line(ui.painter(), left, rect.center().y, key);
        response
    })
    .inner
}
