//! The files stored for a citation: attach, capture, open, take off.

use super::edits::Sheet;
use super::fields::{LABEL, is_web_address, labelled};
use crate::app::Action;
use crate::app::backups::{Place, Step};
use crate::review::{Backup, Citation};
use crate::ui::problems::row::paragraph;
use crate::ui::theme::{palette, size};
use crate::ui::typeset::{Family, TextStyle};
use crate::ui::{icons, widgets};
use egui::Ui;

/// Draws the list and the ways to add to it.
pub fn show(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, citation: &Citation) {
    let place = Place { claim: sheet.claim.id, citation: citation.id };
    let review = sheet.review;
    labelled(ui, "Stored copy", LABEL, |ui| {
        for backup in citation.backups.iter().filter_map(|sha256| review.backup(sha256)) {
            one(ui, sheet, place, backup);
        }
        ui.horizontal_wrapped(|ui| {
            if widgets::quiet_button(ui, "Attach file…").clicked() {
                sheet.scene.act(Action::Backup(Step::Attach(place)));
            }
            let can = is_web_address(&citation.url);
            let button = |ui: &mut Ui| widgets::quiet_button(ui, "Capture page");
            let response = ui.add_enabled_ui(can, button).inner;
            if response.clicked() {
                sheet.scene.act(Action::Backup(Step::Capture(place)));
            }
            response.on_disabled_hover_text("Give the citation a web address first");
        });
    });
}

fn one(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, place: Place, backup: &Backup) {
    let style = TextStyle::new(Family::Sans, size::META, 17.0).max_rows(2);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let room = (ui.available_width() - 90.0).max(60.0);
        paragraph(ui, &in_words(backup), &style, room, palette(ui).ink);
        if widgets::quiet_button(ui, "Open").clicked() {
            sheet.scene.act(Action::Backup(Step::Open(backup.sha256.clone())));
        }
        if widgets::icon_button(ui, icons::X, &format!("Take off {}", backup.name), 12.0).clicked() {
            sheet.scene.act(Action::Backup(Step::Detach(place, backup.sha256.clone())));
        }
    });
}

/// “statement.pdf · application/pdf · 120 kB”.
fn in_words(backup: &Backup) -> String {
    let mut parts = vec![crate::text::one_line(&backup.name).into_owned()];
    parts.extend((!backup.media_type.is_empty()).then(|| backup.media_type.clone()));
    parts.push(size_in_words(backup.bytes));
    parts.join(" · ")
}

fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
