//! The dates and figures that were read in the words of a claim, to be set right where they were read wrongly.
//!
//! They are not the claim's own: what is set here is what the timeline and the tips in the article show.

use super::edits::{Sheet, field_id};
use super::fields::{self, Field, Kind, LABEL};
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::app::reading::{ReadingAct, Told};
use crate::review::{Claim, ClaimId, ReadingKind};
use crate::text::ByteRange;
use crate::ui::theme::{palette, size};
use crate::ui::typeset::{self, ArticleLabel, Family, TextLayout, TextStyle};
use crate::ui::{icons, widgets};
use egui::{Align, Id, Layout, Ui, vec2};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Most dates and figures shown; where a claim holds more, a line says so.
const MOST: usize = 8;
/// A card narrower than this has less room for labels, as for those above.
const NARROW: f32 = 360.0;
/// The most that the article's words have of the width; the value has the rest.
const WORDS_SHARE: f32 = 0.5;

/// What was read in a claim, until the review changes.
#[derive(Default)]
pub struct Read {
    of: Option<(ClaimId, u64)>,
    told: Vec<Told>,
}

impl Read {
    /// What was read in the passages of a claim.
    pub fn of(&mut self, open: &OpenReview, claim: &Claim) -> &[Told] {
        let now = (claim.id, open.generation());
        if self.of != Some(now) {
            let text = open.draft().text();
            let passages: Vec<ByteRange> =
                claim.marks.iter().filter_map(|mark| text.bytes_of(&mark.range())).collect();
            let margin = &open.review().marginalia;
            self.told = open.article_reading().map_or_else(Vec::new, |read| read.told_of(&passages, margin));
            self.of = Some(now);
        }
        &self.told
    }
}

/// Dates, then figures: a line each.
pub fn show(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, told: &[Told]) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let mut before = None;
    let column = if ui.available_width() < NARROW { LABEL - 10.0 } else { LABEL };
    let shown = &told[..told.len().min(MOST)];
    let words = shown.iter().map(|one| words(ui, sheet, one).used_width()).fold(0.0, f32::max);
    for one in shown {
        let label = match one.kind {
            kind if before == Some(kind) => "",
            ReadingKind::Date => "Dates",
            _ => "Figures",
        };
        before = Some(one.kind);
        fields::labelled(ui, label, column, |ui| line(ui, sheet, one, words));
    }
    if told.len() > MOST {
        fields::labelled(ui, "", column, |ui| {
            let more = egui::RichText::new(format!("{} more in these words", told.len() - MOST));
            ui.label(more.font(crate::ui::theme::regular(size::META)).color(palette(ui).ink3));
        });
    }
}

/// The words, what they were taken for, and a way to say that they are nothing of the kind.
fn line(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, told: &Told, words: f32) {
    let kind = told.kind.label();
    let id = field(told);
    let name = format!("{kind} “{}”", told.at.words);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), widgets::HIT),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let width = words.ceil().min((ui.available_width() * WORDS_SHARE).round());
            quoted(ui, sheet, told, width);
            let room = ui.available_width() - widgets::HIT - 6.0;
            let typed = ui
                .allocate_ui(vec2(room, widgets::HIT), |ui| {
                    ui.set_width(room);
                    let hint = if told.kind == ReadingKind::Date { "Stays open" } else { "" };
                    let field = Field::new(id, &name, &told.value, Kind::Line).hint(hint).until_left();
                    field.show(ui, sheet.editing, sheet.scene)
                })
                .inner;
            if let Some(typed) = typed {
                act(sheet, set(told, typed));
            }
            let (icon, name, act_) = if told.set {
                let name = format!("As read: {} “{}”", kind.to_lowercase(), told.at.words);
                (icons::ARROW_U_UP_LEFT, name, set(told, String::new()))
            } else {
                let name = format!("Dismiss {} “{}”", kind.to_lowercase(), told.at.words);
                (icons::X, name, ReadingAct::Dismiss(told.kind, told.at.clone()))
            };
            if widgets::icon_button(ui, icon, &name, 12.0).clicked() {
                act(sheet, act_);
            }
        },
    );
}

/// How the words of the article are set.
fn style(sheet: &Sheet<'_, '_, '_>) -> TextStyle {
    TextStyle::new(Family::Serif, size::CLAIM, 19.0).language(Some(&sheet.review.article.language))
}

/// The words of the article on one line.
fn words(ui: &Ui, sheet: &Sheet<'_, '_, '_>, told: &Told) -> Arc<TextLayout> {
    let words = format!("“{}”", told.at.words);
    typeset::layout(ui.ctx(), &words, &style(sheet).max_rows(1), f32::INFINITY)
}

/// The words of the article; why they were read so stands in the tip.
fn quoted(ui: &mut Ui, sheet: &Sheet<'_, '_, '_>, told: &Told, width: f32) {
    let words = format!("“{}”", told.at.words);
    let room = vec2(width, widgets::HIT);
    let label =
        ArticleLabel::new(&words).style(style(sheet)).color(palette(ui).ink).width(width).single_line();
    let response = ui
        .allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(room);
            ui.add(label)
        })
        .inner;
    if !told.why.is_empty() {
        response.on_hover_text(&told.why);
    }
}

fn set(told: &Told, typed: String) -> ReadingAct {
    match told.kind {
        ReadingKind::Date => ReadingAct::SetDate(told.at.clone(), typed),
        _ => ReadingAct::SetFigure(told.at.clone(), typed),
    }
}

fn act(sheet: &mut Sheet<'_, '_, '_>, act: ReadingAct) {
    sheet.scene.act(Action::Reading(act));
}

/// Names the field of a reading by the place of its words.
fn field(told: &Told) -> Id {
    let mut hasher = DefaultHasher::new();
    (told.kind, told.range.start.0).hash(&mut hasher);
    field_id(hasher.finish(), "reading")
}
