//! The page of all keys, made from the table of commands.

use super::{framed, scroll};
use crate::app::Action;
use crate::app::command::{Command, Menu};
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, dialogs, shell, widgets};
use egui::{Id, Modal, Role, Sense, Ui, WidgetInfo, vec2};

/// Keys that belong to the article and to lists and not to a command: what is pressed, what it does.
pub const TEXT_KEYS: &[(&str, &str)] = &[
    ("Left, Right", "Move the caret by one character"),
    ("Ctrl Left, Ctrl Right", "Move the caret by one word"),
    ("Up, Down", "Move the caret by one row"),
    ("Home, End", "Move the caret to the beginning or end of the row"),
    ("Ctrl Home, Ctrl End", "Move the caret to the beginning or end of the article"),
    ("Page Up, Page Down", "Move the caret, or scroll, by a screen"),
    ("Shift with any of these", "Select words on the way"),
    ("Double-click", "Select a word"),
    ("Shift click", "Extend the selection"),
    ("Esc", "Leave a field, close what lies over the window"),
];

/// Shows the page over the window. To be called only while it is open.
pub fn shortcuts(ui: &Ui, scene: &mut Scene<'_>) {
    let id = Id::unique("shortcuts page");
    let screen = ui.ctx().content_rect();
    let colours = palette(ui);
    let modal = framed(Modal::default_area(id), colours).show(ui.ctx(), |ui| {
        ui.set_width(620.0_f32.min(screen.width() - 48.0));
        let close = dialogs::head(ui, "Keyboard shortcuts");
        scroll(screen.height() - 160.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for menu in Menu::ALL {
                heading(ui, menu.label());
                for command in Command::all().filter(|&command| shell::group(command) == menu) {
                    of_command(ui, command);
                }
            }
            heading(ui, "Article text");
            for (keys, what) in TEXT_KEYS {
                row(ui, what, &[keys.split(' ').collect()], Some(keys));
            }
            ui.add_space(12.0);
        });
        close
    });
    if modal.inner || modal.should_close() {
        scene.act(Action::CloseOverlay);
    }
}

fn heading(ui: &mut Ui, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    let words = widgets::line(ui, text, theme::semibold(size::UI), palette(ui).ink);
    widgets::paint_line(ui.painter(), rect.left() + 20.0, rect.bottom() - 13.0, words);
}

fn of_command(ui: &mut Ui, command: Command) {
    let spec = command.spec();
    if !spec.keys.is_empty() {
        let keys: Vec<_> = spec.keys.iter().map(widgets::shortcut_parts).collect();
        row(ui, spec.label, &keys, None);
    }
}

/// One line: what it does, and its keys at the right. Keys given as `words` are written, not drawn as
/// caps.
fn row(ui: &mut Ui, what: &str, keys: &[Vec<&str>], words: Option<&str>) {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), widgets::HIT), Sense::hover());
    let spoken: Vec<_> = keys.iter().map(|keys| keys.join(" ")).collect();
    let name = format!("{what}: {}", words.map_or_else(|| spoken.join(", "), str::to_owned));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let middle = rect.center().y;
    let label = widgets::line(ui, what, theme::regular(size::UI), colours.ink);
    widgets::paint_line(ui.painter(), rect.left() + 20.0, middle, label);
    let mut right = rect.right() - 20.0;
    if let Some(words) = words {
        let words = widgets::line(ui, words, theme::regular(size::META), colours.ink2);
        widgets::paint_line(ui.painter(), right - words.size().x, middle, words);
        return;
    }
    for keys in keys.iter().rev() {
        for key in keys.iter().rev() {
            let cap = widgets::line(ui, key, theme::medium(size::SMALL), colours.ink2);
            right -= widgets::cap_width(&cap);
            let edge = colours.hairline();
            widgets::paint_cap(ui.painter(), right, middle, cap, colours.ink2, edge, colours.bg_card);
            right -= 3.0;
        }
        right -= 9.0;
    }
}
