//! The rail at the left: which panel stands beside the article.

use super::{fixed, measure, within};
use crate::app::command::Command;
use crate::ui::theme::{self, palette};
use crate::ui::{Scene, icons, pencil, widgets};
use egui::{Layout, Panel, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Side of an item, in points.
const ITEM: f32 = 36.0;

/// The rail, over the whole height that is left.
pub fn rail(ui: &mut Ui, scene: &mut Scene<'_>) {
    fixed(ui, Panel::left("rail"), measure::RAIL, |ui, rect| contents(ui, scene, rect));
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let colours = palette(ui);
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), colours.hairline());
    let inner = rect.shrink(6.0);
    within(ui, "panels", inner, Layout::top_down(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        item(ui, scene, Command::ShowClaims, icons::LIST_CHECKS, "Claims");
        item(ui, scene, Command::ShowSources, icons::BOOKS, "Sources");
        item(ui, scene, Command::ShowTimeline, icons::CALENDAR_DOTS, "Timeline");
        item(ui, scene, Command::ShowProblems, icons::WARNING, "Problems");
        item(ui, scene, Command::ShowRevisions, icons::GIT_DIFF, "Revisions");
        item(ui, scene, Command::ShowAttributions, icons::QUOTES, "Attributions");
        item(ui, scene, Command::ShowSuggestions, icons::SPARKLE, "Suggestions");
    });
    let bottom = Rect::from_min_max(pos2(inner.left(), inner.bottom() - ITEM), inner.max);
    within(ui, "pinned", bottom, Layout::top_down(egui::Align::Min), |ui| {
        item(ui, scene, Command::Settings, icons::GEAR_SIX, "Settings");
    });
}

fn item(ui: &mut Ui, scene: &mut Scene<'_>, command: Command, icon: char, name: &str) {
    let chosen = super::is_on(scene.app, command);
    let is_on = chosen == Some(true);
    let (rect, response) = ui.allocate_exact_size(vec2(ITEM, ITEM), Sense::click());
    response.widget_info(|| match chosen {
        Some(chosen) => WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, name),
        None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), name),
    });
    let colours = palette(ui);
    if is_on {
        ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_active);
        let at = pos2(rect.left() - 3.0, rect.center().y);
        pencil::tick(ui.painter(), colours.pencil, ui.scope_id().with("rail pencil"), at);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_hover);
    }
    let ink = if is_on || response.hovered() { colours.ink } else { colours.ink2 };
    widgets::paint_icon(ui, rect.center(), icon, theme::icon(20.0), ink);
    badge(ui, scene, command, rect, response.id);
    widgets::focus_ring(ui, &response, rect, widgets::RADIUS);
    if response.clicked() {
        scene.run(command);
    }
    let keys = command.spec().keys.first().map(widgets::shortcut_text).unwrap_or_default();
    response.on_hover_ui(|ui| {
        ui.label(format!("{name} ({keys})"));
    });
}

/// How many problems stand, at the corner of their item.
fn badge(ui: &Ui, scene: &Scene<'_>, command: Command, rect: Rect, id: egui::Id) {
    let count = scene.app.open.as_ref().map_or(0, |open| open.finding_counts().total());
    if command != Command::ShowProblems || count == 0 {
        return;
    }
    ui.ctx().accesskit_node_builder(id, |node| node.set_value(count.to_string()));
    let colours = palette(ui);
    let words = if count > 99 { "99+".to_owned() } else { count.to_string() };
    let words = widgets::line(ui, &words, theme::semibold(theme::size::KEY), colours.ink_inverse);
    let width = (words.size().x + 7.0).max(14.0);
    let pill = Rect::from_center_size(pos2(rect.right() - 8.0, rect.top() + 8.0), vec2(width, 14.0));
    ui.painter().rect_filled(pill, 7, colours.bg_inverse);
    widgets::paint_line(ui.painter(), pill.center().x - words.size().x / 2.0, pill.center().y, words);
}
