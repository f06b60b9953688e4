//! The strip above the article: which draft it is, and how it is shown.

use super::{ground, line_below, measure, within};
use crate::app::command::Command;
use crate::app::open::{OpenReview, Paper};
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, icons, widgets};
use chrono::Local;
use egui::{Align, Layout, Popup, PopupCloseBehavior, Rect, RichText, Ui, pos2};

/// The strip; nothing where no review is open.
pub fn strip(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(open) = scene.app.page() else { return };
    let colours = palette(ui);
    let rect = ground(ui, measure::STRIP, colours.bg_paper);
    line_below(ui, rect, egui::Stroke::new(1.0, colours.line_soft));
    let inner =
        Rect::from_min_max(pos2(rect.left() + 20.0, rect.top()), pos2(rect.right() - 12.0, rect.bottom()));
    // The controls come first, so that what is left of the width is known to the sentence.
    let left = within(ui, "controls", inner, Layout::right_to_left(Align::Center), |ui| {
        text_size(ui, scene);
        ui.add_space(8.0);
        if open.paper == Paper::Article {
            coverage(ui, scene);
        }
        papers(ui, scene);
        ui.min_rect().left()
    });
    let words = Rect::from_min_max(inner.min, pos2(left - 12.0, inner.bottom()));
    within(ui, "draft", words, Layout::left_to_right(Align::Center), |ui| {
        let sentence = RichText::new(draft_words(open)).font(theme::regular(size::META)).color(colours.ink3);
        if scene.app.can(Command::NewestDraft).is_ok() {
            let label = Command::NewestDraft.spec().label;
            if widgets::button(ui, label, None).clicked() {
                scene.run(Command::NewestDraft);
            }
        }
        ui.add(egui::Label::new(sentence).truncate());
        import_notes(ui, open);
    });
}

/// Which draft it is: "Draft 1, imported 27 Jul 2023, 12:52"; an earlier one "as it was ticked then".
fn draft_words(open: &OpenReview) -> String {
    let draft = open.draft();
    if open.is_earlier() {
        return format!("Draft {} as it was ticked then", draft.number);
    }
    let imported = draft.imported.with_timezone(&Local);
    format!("Draft {}, imported {}", draft.number, imported.format("%-d %b %Y, %H:%M"))
}

/// What lies on the paper, where there is more than the article.
fn papers(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(open) = scene.app.open.as_ref().filter(|open| open.last_two_drafts().is_some()) else { return };
    let paper = open.paper;
    let (inline, beside) = (Paper::Changes { side_by_side: false }, Paper::Changes { side_by_side: true });
    ui.spacing_mut().item_spacing.x = 0.0;
    let of = [
        (beside, Command::SideBySide, icons::ARROWS_LEFT_RIGHT, "Side by side"),
        (inline, Command::ShowChanges, icons::GIT_DIFF, "Changes"),
    ];
    for (shown, command, icon, name) in of {
        let ink = palette(ui).ink2;
        let word = if ui.available_width() > 420.0 { name } else { "" };
        if widgets::chip(ui, paper == shown, Some((icon, ink)), word, None, name).clicked() {
            scene.run(command);
        }
    }
    ui.add_space(8.0);
}

/// What the import did, behind a button.
fn import_notes(ui: &mut Ui, open: &OpenReview) {
    if open.notes.is_empty() {
        return;
    }
    let button = widgets::icon_button(ui, icons::INFO, "What the import did", 14.0);
    Popup::from_toggle_button_response(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(
        |ui| {
            ui.set_max_width(360.0);
            for note in &open.notes {
                ui.label(note);
            }
        },
    );
}

fn text_size(ui: &mut Ui, scene: &mut Scene<'_>) {
    let colours = palette(ui);
    if widgets::icon_button(ui, icons::PLUS, "Larger article text", 12.0).clicked() {
        scene.run(Command::TextLarger);
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    let size_now = scene.app.settings.text_size;
    let number = RichText::new(size_now.to_string()).font(theme::regular(size::META)).color(colours.ink2);
    ui.label(number).on_hover_text("Size of the article’s text");
    let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, widgets::HIT), egui::Sense::hover());
    widgets::paint_icon(ui, rect.center(), icons::TEXT_AA, theme::icon(16.0), colours.ink2);
    if widgets::icon_button(ui, icons::MINUS, "Smaller article text", 12.0).clicked() {
        scene.run(Command::TextSmaller);
    }
}

fn coverage(ui: &mut Ui, scene: &mut Scene<'_>) {
    let word = RichText::new("Coverage").font(theme::regular(size::META)).color(palette(ui).ink2);
    // One name is enough for both: the word belongs to the switch.
    let word = ui.add(egui::Label::new(word).sense(egui::Sense::CLICK));
    let switch = widgets::switch(ui, scene.app.settings.coverage, "Show coverage");
    if switch.on_hover_text(Command::Coverage.spec().tip).clicked() || word.clicked() {
        scene.run(Command::Coverage);
    }
}
