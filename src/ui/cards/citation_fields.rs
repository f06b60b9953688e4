//! An unfolded citation: every field of it.

use super::edits::{self, Sheet};
use super::fields::{self, Field, Kind, LABEL};
use super::{backups, quotation};
use crate::app::Action;
use crate::review::{Change, Citation, CitationChange, Credibility, Method, Rank, SourceId, Stance, compose};
use crate::ui::sources::evidence::pick;
use crate::ui::theme::{self, palette, size};
use crate::ui::{icons, widgets};
use chrono::{Local, NaiveDate};
use egui::{Id, RichText, Ui};

/// A citation on a sheet.
struct Cited<'c, 'v, 's, 'a> {
    sheet: &'c mut Sheet<'v, 's, 'a>,
    at: usize,
    citation: &'c Citation,
}

/// Draws all fields of the citation at a place among the claim's.
pub fn show(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, at: usize, citation: &Citation) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let mut cited = Cited { sheet, at, citation };
    cited.stance(ui);
    cited.rank(ui);
    cited.credibility(ui);
    cited.address(ui);
    cited.text(
        ui,
        "Pinpoint",
        &citation.pinpoint,
        "Page, paragraph, minute",
        Kind::Line,
        CitationChange::Pinpoint,
    );
    cited.accessed(ui);
    cited.method(ui);
    cited.text(ui, "Checked by", &citation.who, "Who consulted it", Kind::Line, CitationChange::Who);
    cited.origin(ui);
    cited.text(
        ui,
        "Quotation",
        &citation.quotation,
        "The source’s own words",
        Kind::Area,
        CitationChange::Quotation,
    );
    if !citation.quotation.is_empty() || !citation.translation.is_empty() {
        cited.text(ui, "Language", &citation.language, "fr, ar, ha", Kind::Line, CitationChange::Language);
        let hint = "In the article’s language";
        cited.text(ui, "Translation", &citation.translation, hint, Kind::Area, CitationChange::Translation);
        let hint = "Who translated it";
        cited.text(ui, "Translator", &citation.translator, hint, Kind::Line, CitationChange::Translator);
    }
    quotation::show(ui, cited.sheet, citation);
    cited.text(ui, "Citation note", &citation.note, "", Kind::Area, CitationChange::Note);
    backups::show(ui, cited.sheet, citation);
    cited.remove(ui);
}

impl Cited<'_, '_, '_, '_> {
    fn field(&self, name: &str) -> Id {
        edits::field_id(self.citation.id.number(), name)
    }

    fn set<T: Clone + PartialEq>(
        &mut self,
        label: &'static str,
        from: &T,
        to: T,
        make: impl FnOnce(Change<T>) -> CitationChange,
    ) {
        let edit = edits::on_citation(self.sheet.claim, self.citation, from, to, make);
        self.sheet.act(label, edit);
    }

    /// A field of text with its label.
    fn text(
        &mut self,
        ui: &mut Ui,
        name: &'static str,
        value: &String,
        hint: &str,
        kind: Kind,
        make: impl FnOnce(Change<String>) -> CitationChange,
    ) {
        let label = if name == "Citation note" { "Note" } else { name };
        let typed = fields::labelled(ui, label, LABEL, |ui| self.field_of(ui, name, value, hint, kind));
        self.typed(name, typed, value, make);
    }

    fn field_of(&mut self, ui: &mut Ui, name: &str, value: &str, hint: &str, kind: Kind) -> Option<String> {
        let id = self.field(name);
        let language = if name == "Quotation" { self.citation.language.as_str() } else { "" };
        let language = if language.is_empty() { &self.sheet.review.article.language } else { language };
        let field = Field::new(id, name, value, kind).hint(hint).language(language);
        field.show(ui, self.sheet.editing, self.sheet.scene)
    }

    fn typed(
        &mut self,
        name: &str,
        typed: Option<String>,
        value: &String,
        make: impl FnOnce(Change<String>) -> CitationChange,
    ) {
        let Some(text) = typed else { return };
        let edit = edits::on_citation(self.sheet.claim, self.citation, value, text, make);
        self.sheet.typed("Edit citation", edit, self.field(name));
    }

    fn stance(&mut self, ui: &mut Ui) {
        let (id, stance) = (self.field("stance"), self.citation.stance);
        let picked = fields::labelled(ui, "Stance", LABEL, |ui| {
            fields::pick_of(ui, id, "Stance", stance, Stance::ALL, Stance::label)
        });
        if let Some(stance) = picked {
            let edit = compose::set_stance(self.sheet.claim, self.citation, stance);
            self.sheet.act("Set stance", edit);
        }
    }

    fn rank(&mut self, ui: &mut Ui) {
        const ALL: [Option<Rank>; 3] = [None, Some(Rank::Primary), Some(Rank::Secondary)];
        let own =
            self.sheet.review.source(self.citation.source).map_or(Rank::Secondary, |source| source.rank);
        let label = |rank: Option<Rank>| match (rank, own) {
            (Some(rank), _) => rank.label(),
            (None, Rank::Primary) => "Primary, as the source",
            (None, Rank::Secondary) => "Secondary, as the source",
        };
        let (id, rank) = (self.field("rank"), self.citation.rank);
        let picked =
            fields::labelled(ui, "Rank", LABEL, |ui| fields::pick_of(ui, id, "Rank", rank, &ALL, label));
        if let Some(to) = picked {
            self.set("Set rank", &rank, to, CitationChange::Rank);
        }
    }

    /// The digit of the grade, with its wording.
    fn credibility(&mut self, ui: &mut Ui) {
        let (id, own) = (self.field("credibility"), self.citation.credibility);
        let words = |digit: Credibility| format!("{} · {}", digit.digit(), digit.label());
        let picked = fields::labelled(ui, "Credibility", LABEL, |ui| {
            fields::picker(ui, id, "Credibility", &words(own), |ui| pick(ui, Credibility::ALL, own, words))
        });
        if let Some(to) = picked {
            self.set("Set credibility", &own, to, CitationChange::Credibility);
        }
    }

    /// The address, with a button that opens it.
    fn address(&mut self, ui: &mut Ui) {
        let url = &self.citation.url;
        let typed = fields::labelled(ui, "Address", LABEL, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let room = ui.available_width() - 30.0;
                let typed = ui
                    .vertical(|ui| {
                        ui.set_width(room);
                        self.field_of(ui, "Address", url, "https://", Kind::Line)
                    })
                    .inner;
                let open =
                    |ui: &mut Ui| widgets::icon_button(ui, icons::ARROW_SQUARE_OUT, "Open the address", 16.0);
                if ui.add_enabled_ui(fields::is_web_address(url), open).inner.clicked() {
                    fields::open_link(ui.ctx(), url);
                }
                typed
            })
            .inner
        });
        self.typed("Address", typed, url, CitationChange::Url);
    }

    /// The day of access, with today offered.
    fn accessed(&mut self, ui: &mut Ui) {
        let today = self.sheet.scene.app.now().with_timezone(&Local).date_naive();
        let shown = self.citation.accessed.map(edits::day_in_words).unwrap_or_default();
        let (typed, clicked) = fields::labelled(ui, "Accessed", LABEL, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let typed = ui
                    .vertical(|ui| {
                        ui.set_width((ui.available_width() - 64.0).min(180.0));
                        self.field_of(ui, "Accessed", &shown, "27 Jul 2023", Kind::Line)
                    })
                    .inner;
                let offer = |ui: &mut Ui| widgets::quiet_button(ui, "Today");
                let clicked = ui.add_enabled_ui(self.citation.accessed != Some(today), offer).inner.clicked();
                (typed, clicked)
            })
            .inner
        });
        if clicked {
            self.set("Set access date", &self.citation.accessed, Some(today), CitationChange::Accessed);
        }
        if let Some(to) = typed.and_then(|text| day_or_nothing(&text)) {
            let edit = edits::on_citation(
                self.sheet.claim,
                self.citation,
                &self.citation.accessed,
                to,
                CitationChange::Accessed,
            );
            let field = self.field("Accessed");
            self.sheet.typed("Set access date", edit, field);
        }
        self.tell_of_day(ui);
    }

    /// Says what a day looks like while something else stands in the field.
    fn tell_of_day(&self, ui: &mut Ui) {
        let typed = self.sheet.editing.text_of(self.field("Accessed"));
        if typed.is_some_and(|text| day_or_nothing(text).is_none()) {
            let words =
                RichText::new("Write the day as 27 Jul 2023 or 2023-07-27").font(theme::regular(size::SMALL));
            ui.label(words.color(palette(ui).recheck.text));
        }
    }

    fn method(&mut self, ui: &mut Ui) {
        let all: Vec<_> = std::iter::once(None).chain(Method::ALL.iter().copied().map(Some)).collect();
        let label = |method: Option<Method>| method.map_or("Not said", Method::label);
        let (id, method) = (self.field("method"), self.citation.method);
        let picked = fields::labelled(ui, "How", LABEL, |ui| {
            fields::pick_of(ui, id, "How checked", method, &all, label)
        });
        if let Some(to) = picked {
            self.set("Set how it was checked", &method, to, CitationChange::Method);
        }
    }

    /// The source that this one took the fact from.
    fn origin(&mut self, ui: &mut Ui) {
        let (id, review, own) = (self.field("origin"), self.sheet.review, self.citation.source);
        let origin = self.citation.origin;
        let shown = origin.and_then(|id| review.source(id)).map_or("Not said", |source| &source.name);
        let picked: Option<Option<SourceId>> = fields::labelled(ui, "Taken from", LABEL, |ui| {
            fields::picker(ui, id, "Origin", shown, |ui| {
                let mut picked =
                    fields::option_row(ui, "Not said", origin.is_none()).clicked().then_some(None);
                for source in review.sources.iter().filter(|source| source.id != own) {
                    if fields::option_row(ui, &source.name, origin == Some(source.id)).clicked() {
                        picked = Some(Some(source.id));
                    }
                }
                picked
            })
        });
        if let Some(to) = picked {
            match compose::set_citation_origin(review, self.sheet.claim, self.citation, to) {
                Ok(edit) => self.sheet.act("Set origin", edit),
                Err(circle) => self.sheet.scene.act(Action::Refuse(format!("{circle}."))),
            }
        }
    }

    fn remove(&mut self, ui: &mut Ui) {
        if widgets::quiet_button(ui, "Remove citation").clicked() {
            let edit = compose::remove_citation(self.sheet.claim, self.at);
            self.sheet.act("Remove citation", edit);
        }
    }
}

/// What was typed for a day: a day, nothing at all, or something that is neither.
fn day_or_nothing(text: &str) -> Option<Option<NaiveDate>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    edits::day_typed(text).map(Some)
}
