//! The find bar above the article.

use super::{ground, line_below, measure, within};
use crate::app::command::Command;
use crate::app::open::Find;
use crate::app::{Action, Focus};
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, icons, widgets};
use egui::{Align, Key, Layout, Modifiers, RichText, Ui, pos2};

/// The find bar, while it is open.
pub fn find_bar(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(open) = scene.app.page() else { return };
    if !open.find.open {
        return;
    }
    let colours = palette(ui);
    let rect = ground(ui, measure::STRIP, colours.bg_paper);
    line_below(ui, rect, colours.hairline());
    let inner = egui::Rect::from_min_max(
        pos2(rect.left() + 20.0, rect.top()),
        pos2(rect.right() - 12.0, rect.bottom()),
    );
    within(ui, "find", inner, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        field(ui, scene, &open.find);
        ui.add_space(8.0);
        let found =
            RichText::new(found_words(&open.find)).font(theme::regular(size::META)).color(colours.ink2);
        ui.label(found);
        ui.add_space(4.0);
        ui.add_enabled_ui(!open.find.hits.is_empty(), |ui| {
            if widgets::icon_button(ui, icons::CARET_UP, "Find previous", 16.0).clicked() {
                scene.run(Command::FindPrevious);
            }
            if widgets::icon_button(ui, icons::CARET_DOWN, "Find next", 16.0).clicked() {
                scene.run(Command::FindNext);
            }
        });
        if widgets::icon_button(ui, icons::X, "Close find bar", 14.0).clicked() {
            close(scene);
        }
    });
}

fn field(ui: &mut Ui, scene: &mut Scene<'_>, find: &Find) {
    let mut query = find.query.clone();
    let width = (ui.available_width() - 220.0).clamp(120.0, 300.0);
    let response = widgets::text_field(ui, &mut query, "Find in article", "Find in article", width);
    if scene.takes_focus(Focus::Find) {
        response.request_focus();
        widgets::select_all(ui.ctx(), response.id, &query);
    }
    if response.changed() {
        scene.act(Action::Search(query));
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        return close(scene);
    }
    // Enter leaves a field of one line; here it goes on to the next hit and stays.
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        let back = ui.input(|input| input.modifiers.matches_exact(Modifiers::SHIFT));
        scene.run(if back { Command::FindPrevious } else { Command::FindNext });
        response.request_focus();
    }
}

fn close(scene: &mut Scene<'_>) {
    scene.act(Action::CloseFind);
    scene.run(Command::FocusArticle);
}

/// How many hits there are, and at which the reader is: "3 of 17".
fn found_words(find: &Find) -> String {
    match find.hits.len() {
        0 if find.query.trim().is_empty() || find.under_way => String::new(),
        0 => "Not found".to_owned(),
        count => format!("{} of {count}", find.current + 1),
    }
}
