//! Which rules count: whole books and single rules.

use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::{RuleBook, RuleSettings, compose};
use crate::rules::{CATALOGUE, Rule};
use crate::ui::cards::fields::{READ_ONLY, scrolled};
use crate::ui::cards::filter_bar::{HEAD, bar};
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, icons, widgets};
use egui::{Align, Layout, Popup, PopupCloseBehavior, RichText, Ui, vec2};

/// Width of the popup.
const WIDTH: f32 = 360.0;

/// Which books count and how many rules that makes, with the way to choose others.
pub fn bar_of_rules(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    let rules = &open.review().rules;
    bar(ui, HEAD, (20.0, 12.0), palette(ui).line, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let colours = palette(ui);
        ui.label(RichText::new(icons::LIST_CHECKS).font(theme::icon(14.0)).color(colours.ink2));
        ui.label(RichText::new(books_in_words(rules)).font(theme::medium(size::META)).color(colours.ink2));
        let active = CATALOGUE.iter().filter(|rule| rules.counts(rule.id, rule.book)).count();
        let rest = if active == 1 { "1 check".to_owned() } else { format!("{active} checks") };
        ui.label(RichText::new(rest).font(theme::regular(size::META)).color(colours.ink3));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can = open.is_writable();
            let response = ui.add_enabled_ui(can, |ui| widgets::quiet_button(ui, "Choose rules")).inner;
            let popup =
                Popup::menu(&response).width(WIDTH).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
            popup.show(|ui| scrolled(ui, |ui| choices(ui, scene, open)));
            response.on_disabled_hover_text(READ_ONLY);
        });
    });
}

/// “House and AFP rules”.
fn books_in_words(rules: &RuleSettings) -> String {
    let names: Vec<&str> = rules.books.iter().map(|book| book.label()).collect();
    match names.as_slice() {
        [] => "Single rules".to_owned(),
        [one] => format!("{one} rules"),
        [first @ .., last] => format!("{} and {last} rules", first.join(", ")),
    }
}

fn choices(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    ui.set_width(WIDTH);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let rules = &open.review().rules;
    let mut chosen = None;
    for &book in RuleBook::ALL {
        let counts = rules.books.contains(&book);
        let name = format!("{} rules", book.label());
        if line(ui, counts, &name, None) {
            chosen = Some(rules.with_book(book, !counts));
        }
    }
    for &book in RuleBook::ALL {
        ui.add_space(6.0);
        widgets::hairline(ui);
        for rule in CATALOGUE.iter().filter(|rule| rule.book == book) {
            let counts = rules.counts(rule.id, book);
            if line(ui, counts, rule.title, Some(rule)) {
                chosen = Some(rules.switched(rule.id, book, !counts));
            }
        }
    }
    if let Some(edit) = chosen.and_then(|rules| compose::set_rules(open.review(), rules)) {
        scene.act(Action::Edit { label: "Choose rules", edit, field: None });
    }
}

/// A switch with its words; whether it was clicked.
fn line(ui: &mut Ui, on: bool, words: &str, rule: Option<&Rule>) -> bool {
    ui.horizontal(|ui| {
        let clicked = widgets::switch(ui, on, words).clicked();
        let font = if rule.is_some() { theme::regular(size::UI) } else { theme::semibold(size::UI) };
        let label = ui.add(egui::Label::new(RichText::new(words).font(font)).sense(egui::Sense::click()));
        if let Some(rule) = rule {
            let book = rule.book.label();
            ui.label(RichText::new(book).font(theme::regular(size::SMALL)).color(palette(ui).ink3));
        }
        let also = label.clicked();
        if let Some(rule) = rule {
            label.on_hover_text(format!("{}.", super::row::sentence(rule.asks)));
        }
        clicked || also
    })
    .inner
}
