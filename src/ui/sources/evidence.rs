//! What makes a source worth its citations: grade, access, origin, who was asked.

use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::{
    Access, Change, Contact, Edit, Method, Reliability, Source, SourceChange, SourceId, SourceKind, compose,
};
use crate::ui::cards::edits::{field_id, on_source};
use crate::ui::cards::fields::{self, Editing, Field, Kind, LABEL};
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, widgets};
use chrono::Local;
use egui::{Id, RichText, Ui};

/// A source whose evidence fields are drawn.
pub struct Evidence<'v, 's, 'a> {
    /// The source.
    pub source: &'a Source,
    /// What is typed.
    pub editing: &'v mut Editing,
    /// Where it says what the person did.
    pub scene: &'s mut Scene<'a>,
    /// The review it belongs to.
    pub open: &'v OpenReview,
}

impl Evidence<'_, '_, '_> {
    /// Draws all of them.
    pub fn show(&mut self, ui: &mut Ui) {
        let source = self.source;
        self.reliability(ui);
        self.access(ui);
        if source.access != Access::OnRecord || !source.known_to.is_empty() {
            self.text(
                ui,
                "Known to",
                &source.known_to,
                "The editor who knows who this is",
                SourceChange::KnownTo,
            );
        }
        self.text(ui, "Country", &source.country, "NE, FR, GB", SourceChange::Country);
        self.text(ui, "Owner", &source.owner, "Who owns or runs it", SourceChange::Owner);
        self.origin(ui);
        if source.kind == SourceKind::Calculation || source.calculation.is_some() {
            self.calculation(ui);
        }
        self.contacts(ui);
    }

    pub(super) fn id(&self, name: &str) -> Id {
        field_id(self.source.id.number(), name)
    }

    pub(super) fn edit(&mut self, label: &'static str, edit: Option<Edit>, field: Option<Id>) {
        if let Some(edit) = edit {
            self.scene.act(Action::Edit { label, edit, field: field.map(|id| id.value()) });
        }
    }

    fn text(
        &mut self,
        ui: &mut Ui,
        name: &'static str,
        value: &String,
        hint: &str,
        make: impl FnOnce(Change<String>) -> SourceChange,
    ) {
        let id = self.id(name);
        let typed = fields::labelled(ui, name, LABEL, |ui| self.field(ui, id, name, value, hint));
        if let Some(text) = typed {
            self.edit("Edit source", on_source(self.source, value, text, make), Some(id));
        }
    }

    pub(super) fn field(
        &mut self,
        ui: &mut Ui,
        id: Id,
        name: &str,
        value: &str,
        hint: &str,
    ) -> Option<String> {
        Field::new(id, name, value, Kind::Line).hint(hint).show(ui, self.editing, self.scene)
    }

    fn reliability(&mut self, ui: &mut Ui) {
        let (id, own) = (self.id("reliability"), self.source.reliability);
        let words = |grade: Reliability| format!("{} · {}", grade.letter(), grade.label());
        let picked = fields::labelled(ui, "Reliability", LABEL, |ui| {
            fields::picker(ui, id, "Reliability", &words(own), |ui| pick(ui, Reliability::ALL, own, words))
        });
        if let Some(to) = picked {
            self.edit("Set reliability", on_source(self.source, &own, to, SourceChange::Reliability), None);
        }
    }

    fn access(&mut self, ui: &mut Ui) {
        let (id, own) = (self.id("access"), self.source.access);
        let picked = fields::labelled(ui, "Access", LABEL, |ui| {
            fields::pick_of(ui, id, "Access", own, Access::ALL, Access::label)
        });
        if let Some(to) = picked {
            self.edit("Set access", on_source(self.source, &own, to, SourceChange::Access), None);
        }
    }

    /// The source that this one takes its facts from; a circle is refused with the reason.
    fn origin(&mut self, ui: &mut Ui) {
        let (id, source, review) = (self.id("origin"), self.source, self.open.review());
        let shown = source.origin.and_then(|id| review.source(id)).map_or("Not said", |origin| &origin.name);
        let picked: Option<Option<SourceId>> = fields::labelled(ui, "Origin", LABEL, |ui| {
            fields::picker(ui, id, "Takes its facts from", shown, |ui| {
                let none = fields::option_row(ui, "Not said", source.origin.is_none()).clicked();
                let mut picked = none.then_some(None);
                for other in review.sources.iter().filter(|other| other.id != source.id) {
                    if fields::option_row(ui, &other.name, source.origin == Some(other.id)).clicked() {
                        picked = Some(Some(other.id));
                    }
                }
                picked
            })
        });
        match picked.map(|origin| compose::set_source_origin(review, source, origin)) {
            Some(Ok(edit)) => self.edit("Set origin", edit, None),
            Some(Err(circle)) => self.scene.act(Action::Refuse(format!("{circle}."))),
            None => {}
        }
    }

    /// Who was asked, when and how, and whether there was an answer.
    fn contacts(&mut self, ui: &mut Ui) {
        let source = self.source;
        for at in 0..source.contacts.len() {
            self.contact(ui, at);
        }
        let id = self.id("log contact");
        let picked = fields::labelled(ui, "Contact log", LABEL, |ui| {
            fields::picker(ui, id, "Log a contact", "Log a contact", |ui| {
                let mut picked = None;
                for &how in Method::ALL {
                    if fields::option_row(ui, how.label(), false).clicked() {
                        picked = Some(how);
                    }
                }
                picked
            })
        });
        if let Some(how) = picked {
            let at = self.scene.app.now();
            let contact = Contact { at, how, answered: false, note: String::new() };
            self.edit("Log contact", Some(compose::log_contact(source, contact)), None);
        }
    }

    fn contact(&mut self, ui: &mut Ui, at: usize) {
        let Some(contact) = self.source.contacts.get(at) else { return };
        let when = contact.at.with_timezone(&Local).format("%-d %b, %H:%M");
        let label = if at == 0 { "Contacts" } else { "" };
        let line = format!("{}, {when}", contact.how.label());
        let mut to = None;
        fields::labelled(ui, label, LABEL, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.label(RichText::new(&line).font(theme::regular(size::META)));
                if widgets::switch(ui, contact.answered, &format!("Answered: {line}")).clicked() {
                    to = Some(Contact { answered: !contact.answered, ..contact.clone() });
                }
                let word = if contact.answered { "answered" } else { "no answer" };
                ui.label(RichText::new(word).font(theme::regular(size::META)).color(palette(ui).ink3));
            });
            let name = format!("What came of it {}", at + 1);
            let id = self.id(&name);
            if let Some(note) = self.field(ui, id, &name, &contact.note, "What came of it") {
                self.set_contact(at, Contact { note, ..contact.clone() }, Some(id));
            }
        });
        if let Some(contact) = to {
            self.set_contact(at, contact, None);
        }
    }

    fn set_contact(&mut self, at: usize, contact: Contact, field: Option<Id>) {
        let mut to = self.source.contacts.clone();
        if let Some(old) = to.get_mut(at) {
            *old = contact;
        }
        let edit = on_source(self.source, &self.source.contacts, to, SourceChange::Contacts);
        self.edit("Edit contact log", edit, field);
    }
}

/// Picks one of a fixed set of values whose words are made.
pub fn pick<T: Copy + PartialEq>(
    ui: &mut Ui,
    all: &[T],
    current: T,
    words: impl Fn(T) -> String,
) -> Option<T> {
    let mut picked = None;
    for &value in all {
        if fields::option_row(ui, &words(value), value == current).clicked() && value != current {
            picked = Some(value);
        }
    }
    picked
}
