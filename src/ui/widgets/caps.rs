//! Key caps, and keys in words.

use super::{line, snapped};
use crate::ui::theme::{self, palette, size};
use egui::{
    Color32, Galley, Key, KeyboardShortcut, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Corner radius of key caps.
pub(super) const CAP_RADIUS: u8 = 4;

/// A key as it stands on the keyboard.
pub fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let colours = palette(ui);
    let cap = line(ui, key, theme::medium(size::KEY), colours.ink2);
    let (rect, response) = ui.allocate_exact_size(vec2(cap_width(&cap), CAP_HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), key));
    if ui.is_rect_visible(rect) {
        let edge = colours.hairline();
        paint_cap(ui.painter(), rect.left(), rect.center().y, cap, colours.ink2, edge, colours.bg_card);
    }
    response
}

/// Height of a key cap.
const CAP_HEIGHT: f32 = 16.0;

/// Width of a key cap around its word.
pub fn cap_width(word: &Galley) -> f32 {
    (word.size().x + 8.0).max(CAP_HEIGHT)
}

/// Paints a key cap with its left edge at `x` and its middle at `y`; gives its right edge.
pub fn paint_cap(
    painter: &Painter,
    x: f32,
    y: f32,
    word: Arc<Galley>,
    ink: Color32,
    edge: Stroke,
    fill: Color32,
) -> f32 {
    let rect = Rect::from_min_size(pos2(x, y - CAP_HEIGHT / 2.0), vec2(cap_width(&word), CAP_HEIGHT));
    painter.rect(rect, CAP_RADIUS, fill, edge, StrokeKind::Inside);
    let at = snapped(painter, rect.center() - word.size() / 2.0);
    painter.galley_with_override_text_color(at, word, ink);
    rect.right()
}

/// A key with its modifiers, as the words on the keyboard: `["Ctrl", "Shift", "V"]`.
pub fn shortcut_parts(shortcut: &KeyboardShortcut) -> Vec<&'static str> {
    let modifiers = shortcut.modifiers;
    let command = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
    let held =
        [(modifiers.command || modifiers.ctrl, command), (modifiers.alt, "Alt"), (modifiers.shift, "Shift")];
    let held = held.into_iter().filter_map(|(is_held, word)| is_held.then_some(word));
    held.chain([key_word(shortcut.logical_key)]).collect()
}

/// A key with its modifiers in words: `Ctrl Shift V`.
pub fn shortcut_text(shortcut: &KeyboardShortcut) -> String {
    shortcut_parts(shortcut).join(" ")
}

/// What stands on a key.
fn key_word(key: Key) -> &'static str {
    match key {
        Key::Comma => ",",
        Key::Minus => "-",
        Key::Plus => "+",
        Key::Equals => "=",
        Key::Escape => "Esc",
        other => other.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    #[test]
    fn shortcuts_are_written_as_on_the_keyboard() {
        let text = |modifiers, key| shortcut_text(&KeyboardShortcut::new(modifiers, key));
        let command = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
        assert_eq!(text(Modifiers::NONE, Key::V), "V");
        assert_eq!(text(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::V), format!("{command} Shift V"));
        assert_eq!(text(Modifiers::ALT, Key::Minus), "Alt -");
        assert_eq!(text(Modifiers::COMMAND, Key::Comma), format!("{command} ,"));
    }
}
