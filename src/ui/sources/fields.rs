//! What is known of a source, to be edited.

use super::evidence::Evidence;
use super::library::Library;
use super::row::claims_in_words;
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::{Change, Edit, Rank, Source, SourceChange, SourceKind};
use crate::ui::cards::edits::{field_id, on_source, parts};
use crate::ui::cards::fields::{self, Editing, Field, Kind, LABEL, READ_ONLY, block};
use crate::ui::{Scene, widgets};
use egui::Ui;

/// A source whose fields are drawn.
struct Sheet<'v, 's, 'a> {
    source: &'a Source,
    editing: &'v mut Editing,
    scene: &'s mut Scene<'a>,
}

/// Draws the fields, and the button that takes the source out of the library.
pub fn show<'a>(
    ui: &mut Ui,
    source: &'a Source,
    library: &Library,
    editing: &mut Editing,
    scene: &mut Scene<'a>,
    open: &OpenReview,
) {
    let mut sheet = Sheet { source, editing, scene };
    let writable = open.is_writable();
    block(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if !writable {
            ui.disable();
        }
        sheet.all(ui, open);
    });
    block(ui, |ui| sheet.remove(ui, library.claims_on(source.id).len(), writable, open));
}

impl Sheet<'_, '_, '_> {
    fn all(&mut self, ui: &mut Ui, open: &OpenReview) {
        let source = self.source;
        if let Some(name) = self.text(ui, "Name", &source.name, "", Kind::Line)
            && !name.trim().is_empty()
        {
            self.typed("Name", &source.name, name, SourceChange::Name);
        }
        let aliases = source.aliases.join(", ");
        if let Some(text) = self.text(ui, "Other names", &aliases, "AFP, Agence France-Presse", Kind::Line) {
            self.typed("Other names", &source.aliases, parts(&text), SourceChange::Aliases);
        }
        let domains = source.domains.join(", ");
        if let Some(text) = self.text(ui, "Domains", &domains, "example.org", Kind::Line) {
            let domains = parts(&text).iter().map(|domain| bare_domain(domain)).collect();
            self.typed("Domains", &source.domains, domains, SourceChange::Domains);
        }
        self.kind(ui);
        self.rank(ui);
        Evidence { source, editing: self.editing, scene: self.scene, open }.show(ui);
        if let Some(text) = self.text(ui, "Note", &source.note, "", Kind::Area) {
            self.typed("Note", &source.note, text, SourceChange::Note);
        }
    }

    fn text(&mut self, ui: &mut Ui, name: &str, value: &str, hint: &str, kind: Kind) -> Option<String> {
        let id = field_id(self.source.id.number(), name);
        fields::labelled(ui, name, LABEL, |ui| {
            Field::new(id, name, value, kind).hint(hint).show(ui, self.editing, self.scene)
        })
    }

    fn typed<T: Clone + PartialEq>(
        &mut self,
        name: &str,
        from: &T,
        to: T,
        make: impl FnOnce(Change<T>) -> SourceChange,
    ) {
        let label = if name == "Name" { "Rename source" } else { "Edit source" };
        let field = Some(field_id(self.source.id.number(), name).value());
        if let Some(edit) = on_source(self.source, from, to, make) {
            self.scene.act(Action::Edit { label, edit, field });
        }
    }

    fn picked<T: Clone + PartialEq>(
        &mut self,
        from: &T,
        to: T,
        make: impl FnOnce(Change<T>) -> SourceChange,
    ) {
        if let Some(edit) = on_source(self.source, from, to, make) {
            self.scene.act(Action::Edit { label: "Edit source", edit, field: None });
        }
    }

    fn kind(&mut self, ui: &mut Ui) {
        let (source, id) = (self.source, field_id(self.source.id.number(), "kind"));
        let picked = fields::labelled(ui, "Kind", LABEL, |ui| {
            fields::pick_of(ui, id, "Kind", source.kind, SourceKind::ALL, SourceKind::label)
        });
        if let Some(kind) = picked {
            self.picked(&source.kind, kind, SourceChange::Kind);
        }
    }

    fn rank(&mut self, ui: &mut Ui) {
        let (source, id) = (self.source, field_id(self.source.id.number(), "rank"));
        let picked = fields::labelled(ui, "Rank", LABEL, |ui| {
            fields::pick_of(ui, id, "Rank", source.rank, Rank::ALL, Rank::label)
        });
        if let Some(rank) = picked {
            self.picked(&source.rank, rank, SourceChange::Rank);
        }
    }

    /// The button that takes it out of the library, where nothing rests on it.
    fn remove(&mut self, ui: &mut Ui, claims: usize, writable: bool, open: &OpenReview) {
        let can = claims == 0 && writable;
        let response = ui.add_enabled_ui(can, |ui| widgets::quiet_button(ui, "Remove from library")).inner;
        if response.clicked()
            && let Some(at) = open.review().sources.iter().position(|source| source.id == self.source.id)
        {
            let edit = Edit::RemoveSource { at, source: Box::new(self.source.clone()) };
            self.scene.act(Action::Edit { label: "Remove source", edit, field: None });
        }
        if !writable {
            response.on_disabled_hover_text(READ_ONLY);
        } else if claims > 0 {
            let rests = if claims == 1 { "rests" } else { "rest" };
            let why = format!("{} {rests} on it, so it stays in the library", claims_in_words(claims));
            response.on_disabled_hover_text(why);
        }
    }
}

/// A domain as it is stored: the host of an address, without `www.`, in lower case.
fn bare_domain(typed: &str) -> String {
    let host = crate::analysis::outlets::host_of(typed).unwrap_or(typed).to_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_taken_from_an_address() {
        assert_eq!(bare_domain("https://www.Example.org/a"), "example.org");
        assert_eq!(bare_domain("example.org"), "example.org");
        assert_eq!(bare_domain("exa"), "exa");
    }
}
