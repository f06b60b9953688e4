//! The files stored for a citation: attach, capture, look at, open, take off.

use super::edits::{self, Sheet};
use super::fields::{LABEL, is_web_address, labelled};
use crate::app::Action;
use crate::app::backups::{Place, Step};
use crate::app::looks::Look;
use crate::review::{Backup, Citation, Status};
use crate::rules::Loss;
use crate::ui::problems::row::paragraph;
use crate::ui::theme::{palette, size};
use crate::ui::typeset::{Family, TextLanguage, TextStyle};
use crate::ui::{icons, widgets};
use chrono::Local;
use egui::{ColorImage, Id, Image, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// The largest that a picture is shown, in points.
const PICTURE: egui::Vec2 = vec2(240.0, 135.0);

/// How many rows of a text are shown.
const ROWS: usize = 5;

/// How many pictures are held ready.
const MOST_PICTURES: usize = 16;

/// Pictures as the window has them, by the SHA-256 of their file.
#[derive(Clone, Default)]
struct Pictures(HashMap<String, TextureHandle>);

/// Draws the list and the ways to add to it.
pub fn show(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, citation: &Citation) {
    let place = Place { claim: sheet.claim.id, citation: citation.id };
    let review = sheet.review;
    let drawn = ui.scope(|ui| {
        labelled(ui, "Stored copy", LABEL, |ui| {
            for backup in citation.backups.iter().filter_map(|sha256| review.backup(sha256)) {
                one(ui, sheet, place, backup);
                ui.add_space(8.0);
            }
            ways_to_add(ui, sheet, place, citation);
        });
    });
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        let edge = Stroke::new(1.5, palette(ui).ink);
        ui.painter().rect_stroke(drawn.response.rect.expand(2.0), 6, edge, StrokeKind::Outside);
    }
}

fn ways_to_add(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, place: Place, citation: &Citation) {
    ui.horizontal_wrapped(|ui| {
        let attach = widgets::quiet_button(ui, "Attach file…");
        if attach.clicked() {
            sheet.scene.act(Action::Backup(Step::Attach(place)));
        }
        attach.on_hover_text("A file can be dropped here too, and a picture pasted");
        let can = is_web_address(&citation.url);
        let button = |ui: &mut Ui| widgets::quiet_button(ui, "Capture page");
        let response = ui.add_enabled_ui(can, button).inner;
        if response.clicked() {
            sheet.scene.act(Action::Backup(Step::Capture(place)));
        }
        response.on_disabled_hover_text("Give the citation a web address first");
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
    if let Some(loss) = sheet.scene.app.page().and_then(|open| open.loss(&backup.sha256)) {
        let words = match loss {
            Loss::Missing => "Missing: the file is no longer in the backup folder.",
            Loss::Altered => "Altered: the file is not the one that was stored.",
        };
        paragraph(ui, words, &style, ui.available_width(), palette(ui).status(Status::Disputed).text);
    }
    look(ui, sheet, backup);
    origin(ui, backup);
}

/// The picture made small, or the beginning of the text.
fn look(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, backup: &Backup) {
    match sheet.scene.app.look(&backup.sha256) {
        None => sheet.scene.act(Action::Backup(Step::Look(backup.sha256.clone()))),
        Some(Look::Coming | Look::Nothing) => {}
        Some(Look::Picture(picture)) => show_picture(ui, backup, picture),
        Some(Look::Text(text)) => {
            let language = TextLanguage::parse(&sheet.review.article.language);
            let style = TextStyle { language, ..TextStyle::new(Family::Serif, size::META, 18.0) };
            let ink = palette(ui).ink2;
            paragraph(ui, &short(text), &style.max_rows(ROWS), ui.available_width(), ink);
        }
    }
}

fn show_picture(ui: &mut Ui, backup: &Backup, picture: &Arc<ColorImage>) {
    let pictures = Id::unique("stored pictures");
    let known = ui.data(|data| data.get_temp::<Pictures>(pictures)).unwrap_or_default();
    let texture = known.0.get(&backup.sha256).cloned().unwrap_or_else(|| {
        let texture = ui.ctx().load_texture(&backup.sha256, Arc::clone(picture), TextureOptions::LINEAR);
        let mut kept = if known.0.len() < MOST_PICTURES { known.clone() } else { Pictures::default() };
        kept.0.insert(backup.sha256.clone(), texture.clone());
        ui.data_mut(|data| data.insert_temp(pictures, kept));
        texture
    });
    let [width, height] = picture.size.map(|side| side as f32);
    let most = vec2(PICTURE.x.min(ui.available_width()), PICTURE.y);
    let scale = (most.x / width).min(most.y / height).min(1.0);
    let name = format!("Picture {}", crate::text::one_line(&backup.name));
    ui.add(
        Image::from_texture((texture.id(), vec2(width, height) * scale))
            .fit_to_exact_size(vec2(width, height) * scale)
            .alt_text(name),
    );
}

/// When it was stored, from where, and what the server said.
fn origin(ui: &mut Ui, backup: &Backup) {
    let style = TextStyle::new(Family::Sans, size::SMALL, 15.0);
    let (ink, room) = (palette(ui).ink3, ui.available_width());
    paragraph(ui, &kept(backup), &style.max_rows(3), room, ink);
    let Some((answer, headers)) = backup.note.split_once('\n') else {
        if !backup.note.is_empty() {
            paragraph(ui, &backup.note, &style.max_rows(3), room, ink);
        }
        return;
    };
    paragraph(ui, answer, &style.max_rows(3), room, ink);
    let id = Id::unique(("headers shown", &backup.sha256));
    let shown = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default();
    let button = widgets::quiet_button(ui, if shown { "Hide headers" } else { "Show headers" });
    if button.clicked() {
        ui.data_mut(|data| data.insert_temp(id, !shown));
    }
    if shown {
        paragraph(ui, headers, &style.max_rows(40), room, ink);
    }
}

/// “Captured 27 Jul 2023, 14:32, from https://example.org/”.
fn kept(backup: &Backup) -> String {
    let at = backup.added.with_timezone(&Local);
    let when = format!("{}, {}", edits::day_in_words(at.date_naive()), at.format("%H:%M"));
    if backup.url.is_empty() {
        let hash = backup.sha256.get(..12).unwrap_or_default();
        format!("Kept {when}, SHA-256 {hash}…")
    } else {
        format!("Captured {when}, from {}", crate::text::one_line(&backup.url))
    }
}

/// The lines of a text as one, for a preview.
fn short(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ¶ ").chars().take(600).collect()
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
