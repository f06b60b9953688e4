//! What a claim is about, and who the article says it from.

use super::edits::{self, Sheet};
use super::fields::{self, Field, Kind, LABEL};
use super::open_card::set_status;
use super::status_switch::status_switch;
use crate::app::command::Command;
use crate::review::{Attribution, ClaimChange, ClaimKind, Status};
use egui::Ui;

/// Kind and speaker; where the claim is attributed also cue, outlet and the two questions.
pub fn show(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let width = ui.available_width();
    let (first, second) = if width < 360.0 { (LABEL - 10.0, LABEL - 10.0) } else { (LABEL, 52.0) };
    two(ui, sheet, |ui, sheet| kind(ui, sheet, first), |ui, sheet| speaker(ui, sheet, second));
    let Some(said) = &sheet.claim.attribution else { return };
    two(
        ui,
        sheet,
        |ui, sheet| {
            words(ui, sheet, ("Cue", first), &said.cue, "told, as per", |said, text| said.cue = text);
        },
        |ui, sheet| {
            words(ui, sheet, ("Outlet", second), &said.outlet, "Who it was told to", |said, text| {
                said.outlet = text;
            });
        },
    );
    two_questions(ui, sheet, said.said);
}

/// Two parts of the sheet side by side, where there is room.
fn two<'v, 's, 'a>(
    ui: &mut Ui,
    sheet: &mut Sheet<'v, 's, 'a>,
    left: impl FnOnce(&mut Ui, &mut Sheet<'v, 's, 'a>),
    right: impl FnOnce(&mut Ui, &mut Sheet<'v, 's, 'a>),
) {
    let sheet = std::cell::RefCell::new(sheet);
    fields::two_columns(ui, |ui| left(ui, &mut sheet.borrow_mut()), |ui| right(ui, &mut sheet.borrow_mut()));
}

fn kind(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, label: f32) {
    let (claim, id) = (sheet.claim, sheet.field("kind"));
    let picked = fields::labelled(ui, "Kind", label, |ui| {
        fields::pick_of(ui, id, "Kind", claim.kind, ClaimKind::ALL, ClaimKind::label)
    });
    if let Some(kind) = picked {
        sheet.act("Set kind", edits::on_claim(claim, &claim.kind, kind, ClaimChange::Kind));
    }
}

fn speaker(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, label: f32) {
    let speaker = sheet.claim.attribution.as_ref().map_or("", |said| &said.speaker);
    words(ui, sheet, ("Said by", label), speaker, "The article itself", |said, text| said.speaker = text);
}

/// One field of the attribution, with its label and the label's width.
fn words(
    ui: &mut Ui,
    sheet: &mut Sheet<'_, '_, '_>,
    (name, label): (&'static str, f32),
    value: &str,
    hint: &str,
    set: impl FnOnce(&mut Attribution, String),
) {
    let (claim, field) = (sheet.claim, sheet.field(name));
    let language = &sheet.review.article.language;
    let typed = fields::labelled(ui, name, label, |ui| {
        let field = Field::new(field, name, value, Kind::Line).hint(hint).language(language);
        field.show(ui, sheet.editing, sheet.scene)
    });
    if let Some(text) = typed {
        sheet.typed("Edit attribution", edits::attribution(claim, |said| set(said, text)), field);
    }
}

/// Did they say it? Is it so?
fn two_questions(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, said: Status) {
    // The sign in the first cell stands under the fields; in a narrow panel the words need the room.
    let label = if ui.available_width() < 360.0 { 34.0 } else { LABEL - 10.0 };
    let tip = |status: Status| format!("Did they say it? {}", status.meaning());
    if let Some(status) = fields::labelled(ui, "Said", label, |ui| status_switch(ui, said, "Said: ", tip)) {
        sheet.scene.run(Command::SetSaid(status));
    }
    let tip = |status: Status| format!("Is it so? {}", status.meaning());
    let so = sheet.claim.status;
    if let Some(status) = fields::labelled(ui, "So", label, |ui| status_switch(ui, so, "So: ", tip)) {
        set_status(sheet, status);
    }
}
