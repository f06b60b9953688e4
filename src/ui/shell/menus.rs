//! The menus, made from the table of commands.

use super::commands::{self, Icon};
use crate::app::App;
use crate::app::command::{Command, Menu};
use crate::review::Status;
use crate::ui::theme::{self, Palette, palette, size};
use crate::ui::widgets::{self, line};
use crate::ui::{Scene, icons};
use egui::containers::menu::{MenuBar, MenuButton, SubMenuButton};
use egui::{Button, Galley, Rect, RichText, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2};
use std::sync::Arc;

/// Width of the column for icons and ticks, and the least space between label and keys.
const ICONS: f32 = 24.0;
const BEFORE_KEYS: f32 = 28.0;
const PADDING: f32 = 8.0;

/// The menus side by side, or folded into one.
pub fn menu_bar(ui: &mut Ui, scene: &mut Scene<'_>, folded: bool) {
    MenuBar::new().ui(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        if folded {
            one_for_all(ui, scene);
        } else {
            for menu in Menu::ALL {
                let button = Button::new(on_bar(ui, menu.label()));
                let (response, _) = MenuButton::from_button(button).ui(ui, |ui| entries(ui, scene, menu));
                widgets::focus_ring(ui, &response, response.rect, widgets::RADIUS);
            }
        }
    });
}

fn on_bar(ui: &Ui, text: &str) -> RichText {
    RichText::new(text).font(theme::regular(size::UI)).color(palette(ui).ink2)
}

fn one_for_all(ui: &mut Ui, scene: &mut Scene<'_>) {
    let icon = RichText::new(icons::LIST).font(theme::icon(18.0)).color(palette(ui).ink2);
    let (response, _) = MenuButton::from_button(Button::new(icon)).ui(ui, |ui| {
        ui.set_min_width(140.0);
        for menu in Menu::ALL {
            SubMenuButton::new(menu.label()).ui(ui, |ui| entries(ui, scene, menu));
        }
    });
    let response = response.accessible_name("Menu").on_hover_ui(|ui| {
        ui.label("Menu");
    });
    widgets::focus_ring(ui, &response, response.rect, widgets::RADIUS);
}

/// Whether a hairline stands above a command in its menu.
fn begins_group(command: Command) -> bool {
    use Command::*;
    matches!(
        command,
        Save | ArticleDetails
            | CloseReview
            | Copy
            | Find
            | Settings
            | NextClaim
            | SetStatus(Status::Unchecked)
            | AddSource
            | FilterAll
            | SortByPlace
            | Coverage
            | ThemeLight
            | ZoomIn
            | TextLarger
            | About
    )
}

fn entries(ui: &mut Ui, scene: &mut Scene<'_>, menu: Menu) {
    let entries: Vec<_> = Command::all()
        .filter(|command| command.spec().menu == Some(menu))
        .map(|command| Entry::of(ui, scene.app, command))
        .collect();
    let icons = if entries.iter().any(|entry| entry.icon.is_some()) { ICONS } else { 0.0 };
    let width = entries.iter().map(|entry| icons + entry.width()).fold(0.0, f32::max);
    let height = ui.ctx().content_rect().height() - 2.0 * super::measure::TOP;
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, entry) in entries.into_iter().enumerate() {
            if at > 0 && begins_group(entry.command) {
                ui.add_space(4.0);
                widgets::hairline(ui);
                ui.add_space(4.0);
            }
            entry.show(ui, scene, vec2(width, widgets::HIT), icons);
        }
    });
}

/// One line of a menu.
struct Entry {
    command: Command,
    /// Why it cannot be carried out now.
    refused: Option<&'static str>,
    /// Whether what it chooses is chosen; none where it does something once.
    chosen: Option<bool>,
    icon: Option<Icon>,
    label: Arc<Galley>,
    keys: Option<Arc<Galley>>,
}

impl Entry {
    fn of(ui: &Ui, app: &App, command: Command) -> Self {
        let (colours, spec) = (palette(ui), command.spec());
        let refused = app.can(command).err();
        let ink = if refused.is_some() { colours.ink3 } else { colours.ink };
        let keys = spec.keys.first().map(|keys| {
            let keys = widgets::shortcut_text(keys);
            line(ui, &keys, theme::medium(size::SMALL), colours.ink3)
        });
        let chosen = commands::is_on(app, command);
        let icon = match chosen {
            Some(_) => Some(Icon { glyph: icons::CHECK, status: None }),
            None => commands::icon(command).filter(|icon| icon.status.is_some()),
        };
        let label = line(ui, spec.label, theme::regular(size::UI), ink);
        Self { command, refused, chosen, icon, label, keys }
    }

    fn width(&self) -> f32 {
        let keys = self.keys.as_ref().map_or(0.0, |keys| BEFORE_KEYS + keys.size().x);
        2.0 * PADDING + self.label.size().x + keys
    }

    fn show(self, ui: &mut Ui, scene: &mut Scene<'_>, room: Vec2, icons: f32) {
        let sense = if self.refused.is_some() { Sense::hover() } else { Sense::click() };
        let (rect, response) = ui.allocate_exact_size(room, sense);
        let (spec, chosen) = (self.command.spec(), self.chosen);
        let can = self.refused.is_none();
        response.widget_info(|| match chosen {
            Some(chosen) => WidgetInfo::selected(Role::MenuItemCheckBox, can, chosen, spec.label),
            None => WidgetInfo::labeled(Role::MenuItem, can, spec.label),
        });
        let (refused, command) = (self.refused, self.command);
        if ui.is_rect_visible(rect) {
            let colours = palette(ui);
            if can && (response.hovered() || response.has_focus()) {
                ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_hover);
            }
            self.paint(ui, rect, icons, colours);
            widgets::focus_ring(ui, &response, rect.shrink(1.0), widgets::RADIUS);
        }
        if response.clicked() {
            scene.run(command);
            ui.close();
        }
        response.on_hover_text(refused.unwrap_or(spec.tip));
    }

    fn paint(self, ui: &Ui, rect: Rect, icons: f32, colours: &Palette) {
        let middle = rect.center().y;
        let left = rect.left() + PADDING;
        if let Some(icon) = self.icon.filter(|_| self.chosen != Some(false)) {
            let ink = if self.refused.is_some() { colours.ink3 } else { icon.ink(colours) };
            widgets::paint_icon(ui, egui::pos2(left + 7.0, middle), icon.glyph, icon.font(14.0), ink);
        }
        widgets::paint_line(ui.painter(), left + icons, middle, self.label);
        if let Some(keys) = self.keys {
            widgets::paint_line(ui.painter(), rect.right() - PADDING - keys.size().x, middle, keys);
        }
    }
}
