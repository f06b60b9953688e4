//! What stands where there are no claims to show: the fact, the next step, one button.

use super::fields::{self, card_frame};
use super::filter_bar::nothing_in_words;
use crate::app::Action;
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::app::settings::Settings;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::Family;
use crate::ui::{Scene, widgets};
use egui::{Frame, Margin, Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};

/// A bold line for the fact and a plain one for the next step.
pub fn fact(ui: &mut Ui, fact: &str, next: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, fact));
    fields::paint_words(ui, rect, fact, Family::SansSemiBold, size::UI, palette(ui).ink);
    if !next.is_empty() {
        ui.label(RichText::new(next).color(palette(ui).ink2));
    }
}

/// Where a panel's text stands while it is empty.
pub fn body<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = Margin { left: 20, right: 20, top: 16, bottom: 16 };
    Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// There are no claims at all. Gives where the hint about selected words stands.
pub fn no_claims(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) -> Option<Rect> {
    body(ui, |ui| {
        fact(ui, "No claims yet", "Select a number, a name, a date or a quote, then press N.");
        let (worth, left) = (open.suggested().len(), open.index().uncovered.len());
        let facts = if left == 1 { "1 uncovered fact".to_owned() } else { format!("{left} uncovered facts") };
        if left == 0 && worth == 0 {
            return;
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let (command, label) = if worth > 0 {
                (Command::NextSuggestion, "Suggest passages")
            } else {
                (Command::NextUncovered, Command::NextUncovered.spec().label)
            };
            let key = command.spec().keys.first().map(widgets::shortcut_text);
            if widgets::button(ui, label, key.as_deref()).clicked() {
                scene.run(command);
            }
            ui.label(RichText::new(facts).font(theme::regular(size::META)).color(palette(ui).ink3));
        });
    });
    let selected = scene.app.settings.hints && open.selected_chars().is_some();
    selected.then(|| hint(ui, scene))
}

/// The filter lets nothing through.
pub fn nothing_fits(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    body(ui, |ui| {
        fact(ui, &nothing_in_words(&open.place.filter, open.review()), "");
        ui.add_space(4.0);
        if widgets::button(ui, "Show all", None).clicked() {
            scene.run(Command::FilterAll);
        }
    });
}

/// What to do with selected words, for somebody's first review.
fn hint(ui: &mut Ui, scene: &mut Scene<'_>) -> Rect {
    let margin = Margin { left: 8, right: 8, top: 0, bottom: 8 };
    let shown = Frame::new().inner_margin(margin).show(ui, |ui| {
        let card =
            card_frame(ui).inner_margin(Margin { left: 11, right: 11, top: 12, bottom: 11 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                ui.label(RichText::new("You selected a passage").font(theme::semibold(size::CLAIM)));
                let words = "Press a key to make it a claim. The words stay linked to its card.";
                ui.label(RichText::new(words).color(palette(ui).ink2));
                keys(ui, &["N"], "New claim, check it later");
                keys(ui, &["V", "D", "Q"], "New claim with a status");
                keys(ui, &["S"], "New claim, then add its source");
                let room = vec2(ui.available_width(), widgets::HIT);
                let layout = egui::Layout::right_to_left(egui::Align::Center);
                ui.allocate_ui_with_layout(room, layout, |ui| {
                    if widgets::button(ui, "Hide hints", None).clicked() {
                        let settings = Settings { hints: false, ..scene.app.settings.clone() };
                        scene.act(Action::Change(Box::new(settings)));
                    }
                });
            });
        card.response.rect
    });
    shown.inner
}

fn keys(ui: &mut Ui, keys: &[&str], words: &str) {
    ui.horizontal(|ui| {
        for key in keys {
            widgets::key_cap(ui, key);
        }
        ui.label(RichText::new(words).color(palette(ui).ink2));
    });
}
