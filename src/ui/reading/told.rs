//! How words of the article were read: as a tip under the pointer, and as a list with a way to dismiss.

use super::act;
use crate::app::open::OpenReview;
use crate::app::reading::{ReadingAct, Told};
use crate::text::ByteRange;
use crate::ui::Scene;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{ArticleLabel, Family, TextStyle};
use crate::ui::widgets;
use egui::{RichText, Ui};

/// What was read in a range, or at a caret.
pub fn told_in(open: &OpenReview, range: &ByteRange) -> Vec<Told> {
    let read = open.article_reading();
    read.map_or_else(Vec::new, |read| read.told(range, &open.review().marginalia))
}

/// What was read, one thing after another: for a tip.
pub fn tip(ui: &mut Ui, told: &[Told]) {
    ui.set_max_width(320.0);
    for told in told {
        words(ui, told);
    }
}

/// What was read, each with a way to dismiss it.
pub fn list(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, told: &[Told]) {
    if told.is_empty() {
        ui.label("Nothing was read at these words.");
    }
    for told in told {
        words(ui, told);
        if open.is_writable() {
            let quoted = &told.at.words;
            let response = widgets::button(ui, "Dismiss", None);
            let name = format!("Dismiss {} “{quoted}”", told.kind.label().to_lowercase());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if response.clicked() {
                act(scene, ReadingAct::Dismiss(told.kind, told.at.clone()));
            }
        }
        ui.add_space(6.0);
    }
    let dismissed = open.review().marginalia.dismissed.len();
    if dismissed > 0 && open.is_writable() {
        let label = format!("Bring {dismissed} dismissed back");
        if widgets::quiet_button(ui, &label).clicked() {
            act(scene, ReadingAct::BringBack);
        }
    }
}

fn words(ui: &mut Ui, told: &Told) {
    let colours = palette(ui);
    ui.spacing_mut().interact_size.y = 18.0;
    ui.horizontal(|ui| {
        ui.label(RichText::new(told.kind.label()).font(theme::semibold(size::META)));
        let style = TextStyle::new(Family::Serif, size::UI, 18.0);
        let quoted = format!("“{}”", told.at.words);
        ui.add(ArticleLabel::new(&quoted).style(style).single_line());
    });
    let style = TextStyle::new(Family::Sans, size::UI, 18.0).max_rows(4);
    let value = if told.value.is_empty() { "Stays open" } else { &told.value };
    ui.add(ArticleLabel::new(value).style(style));
    if !told.why.is_empty() {
        let style = TextStyle::new(Family::Sans, size::META, 16.0).max_rows(4);
        ui.add(ArticleLabel::new(&told.why).style(style).color(colours.ink2));
    }
}
