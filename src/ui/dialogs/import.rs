//! Import articles… and Read the original again…: which articles, how they are read, and what became of each.

use super::{dialog, line, remark};
use crate::app::Action;
use crate::app::importing::{Batch, Changes, Importing, Options, Outcome, Step};
use crate::review::Status;
use crate::text::one_line;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{ArticleLabel, Family, TextStyle};
use crate::ui::{Scene, icons, widgets};
use egui::{
    Align, Color32, Frame, Id, Label, Layout, Margin, RichText, Role, ScrollArea, Ui, UiBuilder, vec2,
};
use std::path::Path;

/// Height of the list of articles, in points.
const LIST: f32 = 220.0;

/// Shows the dialog for many articles. To be called only while it is open.
pub(super) fn import(ui: &Ui, scene: &mut Scene<'_>) {
    let app = scene.app;
    let mut asked = Vec::new();
    let close = dialog(ui, Id::unique("import dialog"), "Import articles", 640.0, |ui| {
        let importing = &app.importing;
        ui.add_enabled_ui(!importing.is_under_way(), |ui| {
            articles_line(ui, importing, &mut asked);
            options(ui, importing.options, true, true, &mut asked);
            reviews_line(ui, importing, &mut asked);
        });
        list(ui, importing, &mut asked);
        foot(ui, importing, &mut asked);
    });
    for action in asked {
        scene.act(action);
    }
    if close {
        scene.act(Action::CloseOverlay);
    }
}

/// Shows the dialog for reading the newest draft's file again. To be called only while it is open.
pub(super) fn read_again(ui: &Ui, scene: &mut Scene<'_>) {
    let app = scene.app;
    let mut asked = Vec::new();
    let close = dialog(ui, Id::unique("read again dialog"), "Read the original again", 560.0, |ui| {
        let Some(original) = app.original() else { return };
        line(ui, "File", |ui| name(ui, &original.name, palette(ui).ink));
        let kind = original.media_type.as_str();
        let (word, web) = (
            kind.contains("wordprocessing") || kind == "application/rtf",
            matches!(kind, "text/html" | "message/rfc822"),
        );
        options(ui, app.importing.options, word, web, &mut asked);
        let becomes = if app.open.as_ref().is_some_and(crate::app::open::OpenReview::has_work) {
            "What is read comes in as a new draft, and every claim is carried over to it."
        } else {
            "Nothing was done in this review yet, so it begins anew."
        };
        remark(ui, becomes, false);
        right(ui, |ui| {
            if widgets::primary_button(ui, "Read again", None).clicked() {
                asked.push(Action::Import(Step::Again));
            }
        });
    });
    for action in asked {
        scene.act(action);
    }
    if close {
        scene.act(Action::CloseOverlay);
    }
}

fn articles_line(ui: &mut Ui, importing: &Importing, asked: &mut Vec<Action>) {
    line(ui, "Articles", |ui| {
        ui.label(match importing.articles.len() {
            0 => "None chosen".to_owned(),
            1 => "1 article".to_owned(),
            count => format!("{count} articles"),
        });
        if widgets::button(ui, "Choose articles…", None).clicked() {
            asked.push(Action::Import(Step::PickArticles));
        }
        if widgets::button(ui, "Choose a folder…", None).clicked() {
            asked.push(Action::Import(Step::PickFolder));
        }
    });
}

/// How articles are read, as far as that matters.
fn options(ui: &mut Ui, now: Options, word: bool, web: bool, asked: &mut Vec<Action>) {
    let mut options = now;
    let two = |ui: &mut Ui, label: &str, words: [&str; 2], second: &mut bool| {
        line(ui, label, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (at, word) in words.into_iter().enumerate() {
                let name = format!("{label}: {}", word.to_lowercase());
                if widgets::chip(ui, *second == (at == 1), None, word, None, &name).clicked() {
                    *second = at == 1;
                }
            }
        });
    };
    if word {
        let mut original = options.changes == Changes::Original;
        two(ui, "Tracked changes", ["As accepted", "As rejected"], &mut original);
        options.changes = if original { Changes::Original } else { Changes::Final };
    }
    if web {
        two(ui, "Pages and e-mail", ["Main text", "All text"], &mut options.full_text);
    }
    if options != now {
        asked.push(Action::Import(Step::Read(options)));
    }
}

fn reviews_line(ui: &mut Ui, importing: &Importing, asked: &mut Vec<Action>) {
    if importing.articles.len() < 2 {
        return;
    }
    line(ui, "Reviews", |ui| {
        match &importing.folder {
            Some(folder) => name(ui, &folder.display().to_string(), palette(ui).ink),
            None => drop(ui.label("Each beside its article")),
        }
        if widgets::button(ui, "Save them in…", None).clicked() {
            asked.push(Action::Import(Step::PickReviewFolder));
        }
        if importing.folder.is_some() && widgets::button(ui, "Beside the articles", None).clicked() {
            asked.push(Action::Import(Step::BesideArticles));
        }
    });
}

/// The articles chosen; once they are read, what became of each, failures first.
fn list(ui: &mut Ui, importing: &Importing, asked: &mut Vec<Action>) {
    if importing.articles.is_empty() {
        return remark(ui, "A folder stands for the articles in it, without the folders below.", false);
    }
    let frame = Frame::new().fill(palette(ui).bg_well).corner_radius(6).inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::vertical().id_salt("articles").max_height(LIST).min_scrolled_height(LIST).show(
            ui,
            |ui| {
                ui.set_min_size(vec2(ui.available_width(), 60.0));
                ui.spacing_mut().item_spacing.y = 4.0;
                let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Articles");
                ui.scope_builder(builder, |ui| match importing.batch() {
                    Some(batch) => outcomes(ui, &batch, asked),
                    None => {
                        let ink = palette(ui).ink2;
                        importing.articles.iter().for_each(|article| name(ui, &file_name(article), ink));
                    }
                });
            },
        );
    });
}

fn outcomes(ui: &mut Ui, batch: &Batch, asked: &mut Vec<Action>) {
    let (made, failed): (Vec<&Outcome>, Vec<&Outcome>) =
        batch.outcomes.iter().partition(|outcome| outcome.made.is_ok());
    let colours = palette(ui);
    for outcome in failed.into_iter().chain(made) {
        let article = file_name(&outcome.article);
        match &outcome.made {
            Err(why) => {
                name(ui, &article, colours.ink);
                said(ui, why, colours.status(Status::Disputed).text);
            }
            Ok(made) => {
                let open = format!("Open {}", one_line(&file_name(&made.review)));
                let clicked = ui.horizontal(|ui| {
                    let button = widgets::icon_button(ui, icons::FOLDER_OPEN, &open, 16.0);
                    name(ui, &article, colours.ink);
                    button.clicked()
                });
                if clicked.inner {
                    asked.push(Action::CloseOverlay);
                    asked.push(Action::Open(made.review.clone()));
                }
                if !made.notes.is_empty() {
                    said(ui, &format!("{}.", made.notes.join(". ")), colours.ink2);
                }
            }
        }
    }
}

/// How far it is and a way to stop it, or the button that begins.
fn foot(ui: &mut Ui, importing: &Importing, asked: &mut Vec<Action>) {
    let batch = importing.batch();
    if let Some(batch) = &batch {
        ui.label(RichText::new(told(batch)).font(theme::medium(size::UI)));
    }
    let under_way = batch.as_ref().is_some_and(|batch| !batch.ended);
    if batch.is_some() && !under_way {
        return;
    }
    right(ui, |ui| {
        if under_way {
            if widgets::button(ui, "Stop", None).clicked() {
                asked.push(Action::CancelJob);
            }
        } else {
            let words = match importing.articles.len() {
                0 | 1 => "Open article".to_owned(),
                count => format!("Import {count} articles"),
            };
            let ready = !importing.articles.is_empty();
            if ui.add_enabled(ready, |ui: &mut Ui| widgets::primary_button(ui, &words, None)).clicked() {
                asked.push(Action::Import(Step::Begin));
            }
        }
    });
}

/// "12 imported, 2 failed".
fn told(batch: &Batch) -> String {
    let (made, failed) = batch.counts();
    let left = batch.all - batch.outcomes.len();
    match (batch.ended, left) {
        (false, _) => format!("{} of {} read", batch.outcomes.len(), batch.all),
        (true, 0) => format!("{made} imported, {failed} failed"),
        (true, left) => format!("{made} imported, {failed} failed, {left} left when it was stopped"),
    }
}

fn right(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = vec2(ui.available_width(), widgets::HIT);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), contents);
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A name from the disk, in whatever script.
fn name(ui: &mut Ui, name: &str, ink: Color32) {
    let style = TextStyle::new(Family::Sans, size::UI, 18.0);
    ui.add(ArticleLabel::new(&one_line(name)).style(style).color(ink));
}

fn said(ui: &mut Ui, text: &str, ink: Color32) {
    ui.add(Label::new(RichText::new(one_line(text)).font(theme::regular(size::META)).color(ink)).wrap());
}
