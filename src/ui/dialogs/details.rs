//! Article details: what was read from the article when it came in, to be put right by the checker.

use super::{dialog, focus_first, line, remark};
use crate::analysis::dateline;
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::{Article, ArticleChange, Change, Dateline, Edit};
use crate::ui::typeset::TextLanguage;
use crate::ui::{Scene, widgets};
use egui::{Id, Response, Ui};

/// Shows the article's details. To be called only while they are open.
pub(super) fn details(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(open) = &scene.app.open else { return scene.act(Action::CloseOverlay) };
    let id = Id::unique("article details dialog");
    let close = dialog(ui, id, "Article details", 560.0, |ui| {
        if !open.is_writable() {
            ui.label("Another window holds this review, so it can only be read here.");
        }
        ui.add_enabled_ui(open.is_writable(), |ui| fields(ui, id, scene, open));
    });
    if close {
        scene.act(Action::LeftField);
        scene.act(Action::CloseOverlay);
    }
}

fn fields(ui: &mut Ui, id: Id, scene: &mut Scene<'_>, open: &OpenReview) {
    let article = &open.review().article;
    let title = plain(ui, scene, "Title", "", &article.title, ArticleChange::Title);
    focus_first(ui.ctx(), id, &title);
    plain(ui, scene, "Dek", "The line under the headline", &article.dek, ArticleChange::Dek);
    plain(ui, scene, "Byline", "Who wrote it", &article.byline, ArticleChange::Byline);
    place(ui, scene, article);
    date(ui, scene, article);
    language(ui, scene, article);
    plain(ui, scene, "Outlet", "Who publishes it", &article.outlet, ArticleChange::Outlet);
    plain(ui, scene, "Web address", "https://", &article.url, ArticleChange::Url);
}

/// A labelled field over the rest of the width.
fn field(ui: &mut Ui, label: &str, hint: &str, text: &mut String) -> Response {
    let mut response = None;
    line(ui, label, |ui| {
        let width = ui.available_width();
        response = Some(widgets::text_field(ui, text, label, hint, width));
    });
    response.unwrap_or_else(|| ui.response())
}

/// A field whose text goes into the review as it is typed.
fn plain(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    label: &'static str,
    hint: &str,
    now: &str,
    change: impl FnOnce(Change<String>) -> ArticleChange,
) -> Response {
    let mut text = now.to_owned();
    let response = field(ui, label, hint, &mut text);
    if response.changed() {
        edit(scene, label, &response, change(Change::new(now.to_owned(), text)));
    }
    left(scene, &response);
    response
}

fn edit(scene: &mut Scene<'_>, label: &'static str, field: &Response, change: ArticleChange) {
    let field = Some(field.id.value());
    scene.act(Action::Edit { label: undo_label(label), edit: Edit::Article(change), field });
}

fn left(scene: &mut Scene<'_>, field: &Response) {
    if field.lost_focus() {
        scene.act(Action::LeftField);
    }
}

/// What undo calls a change of a field.
fn undo_label(field: &str) -> &'static str {
    match field {
        "Title" => "Edit title",
        "Dek" => "Edit dek",
        "Byline" => "Edit byline",
        "Place" => "Edit place",
        "Date" => "Edit date",
        "Language" => "Edit language",
        "Outlet" => "Edit outlet",
        _ => "Edit web address",
    }
}

fn place(ui: &mut Ui, scene: &mut Scene<'_>, article: &Article) {
    let mut place = article.dateline.place.clone();
    let response = field(ui, "Place", "Where it was written", &mut place);
    if response.changed() {
        let to = Dateline { place, ..article.dateline.clone() };
        edit(scene, "Place", &response, ArticleChange::Dateline(Change::new(article.dateline.clone(), to)));
    }
    left(scene, &response);
}

/// The date: what is typed goes into the review once it names a day.
fn date(ui: &mut Ui, scene: &mut Scene<'_>, article: &Article) {
    let kept = article.dateline.date.map(|date| date.format("%Y-%m-%d").to_string()).unwrap_or_default();
    let (response, typed) = typed(ui, "Date", "2023-07-27", &kept);
    let Some(typed) = typed else { return left(scene, &response) };
    let date = dateline::first_date(&typed);
    if date.is_some() || typed.trim().is_empty() {
        let to = Dateline { date, ..article.dateline.clone() };
        if response.changed() && to != article.dateline {
            edit(
                scene,
                "Date",
                &response,
                ArticleChange::Dateline(Change::new(article.dateline.clone(), to)),
            );
        }
        if let Some(date) = date {
            remark(
                ui,
                &format!("{}. Relative dates are counted from it.", date.format("%A %-d %B %Y")),
                false,
            );
        }
    } else {
        remark(ui, "That names no day. Write it like 2023-07-27 or 27 July 2023.", true);
    }
    left(scene, &response);
}

/// The language: what is typed goes into the review once it can be read as a language.
fn language(ui: &mut Ui, scene: &mut Scene<'_>, article: &Article) {
    let kept = &article.language;
    let (response, typed) = typed(ui, "Language", "en, fr, ar", kept);
    let Some(typed) = typed else { return left(scene, &response) };
    let typed = typed.trim();
    if typed.is_empty() || TextLanguage::parse(typed).is_some() {
        if response.changed() && typed != kept {
            edit(
                scene,
                "Language",
                &response,
                ArticleChange::Language(Change::new(kept.clone(), typed.to_owned())),
            );
        }
    } else {
        remark(ui, "That is no language tag. Write it like en, fr or zh-TW.", true);
    }
    left(scene, &response);
}

/// A field whose text may be unfinished: it is kept beside the review while somebody types. Second is
/// that text, while it is not what the review holds.
fn typed(ui: &mut Ui, label: &str, hint: &str, kept: &str) -> (Response, Option<String>) {
    let id = Id::unique("article details dialog").with(label);
    let unfinished = ui.data(|data| data.get_temp::<String>(id));
    let mut text = unfinished.unwrap_or_else(|| kept.to_owned());
    let response = field(ui, label, hint, &mut text);
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(id, text.clone()));
    }
    // Left, the field shows again what the review holds.
    if response.lost_focus() || !response.has_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
    }
    let is_typing = response.changed() || ui.data(|data| data.get_temp::<String>(id)).is_some();
    (response, is_typing.then_some(text))
}
