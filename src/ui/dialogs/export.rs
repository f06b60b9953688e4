//! Export…: which document, what it needs, and how it will look.

use super::{dialog, line, remark};
use crate::app::exporting::{Choice, Format, Scale};
use crate::app::open::OpenReview;
use crate::app::{Action, App};
use crate::review::{Change, Claim, Edit, RuleSettings, compose};
use crate::text::one_line;
use crate::ui::cards::fields::{option_row, paint_words, picker};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{ArticleLabel, Family, TextStyle};
use crate::ui::{Scene, widgets};
use egui::{Frame, Id, Margin, RichText, Role, ScrollArea, Ui, UiBuilder, vec2};
use std::sync::Arc;

/// Height of the preview, in points, and what is left of it beside the list of claims.
const PREVIEW: f32 = 240.0;
const PREVIEW_BELOW_CLAIMS: f32 = 60.0;

/// Height of the list of rated claims, and the width of a rating in it, in points.
const CLAIMS: f32 = 110.0;
const RATING: f32 = 190.0;

/// Shows the dialog. To be called only while it is open.
pub(super) fn export(ui: &Ui, scene: &mut Scene<'_>) {
    let id = Id::unique("export dialog");
    let mut choice = scene.app.settings.export.clone();
    let mut go = false;
    let app = scene.app;
    let close = dialog(ui, id, "Export", 680.0, |ui| {
        formats(ui, &mut choice);
        if choice.format() == Format::ClaimReview {
            claim_review(ui, scene, &mut choice);
        }
        let is_rated = choice.format() == Format::ClaimReview;
        preview(ui, app, if is_rated { PREVIEW_BELOW_CLAIMS } else { PREVIEW });
        let room = vec2(ui.available_width(), widgets::HIT);
        ui.allocate_ui_with_layout(room, egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ready = app.preview().is_some_and(|preview| preview.text.is_ok());
            go = ui
                .add_enabled(ready, |ui: &mut Ui| widgets::primary_button(ui, "Export to file…", None))
                .clicked();
        });
    });
    if choice != scene.app.settings.export {
        scene.act(Action::ChooseExport(Box::new(choice)));
    }
    if go {
        scene.act(Action::Export);
    }
    if close {
        scene.act(Action::CloseOverlay);
    }
}

/// Every format with what it is.
fn formats(ui: &mut Ui, choice: &mut Choice) {
    let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Kinds of documents");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // In two columns, so that what else a document needs and the button stay in a low window.
        ui.columns(2, |columns| {
            for (ui, formats) in columns.iter_mut().zip(Format::ALL.chunks(Format::ALL.len().div_ceil(2))) {
                formats.iter().for_each(|&format| format_row(ui, format, choice));
            }
        });
    });
    ui.label(RichText::new(choice.format().meaning()).color(palette(ui).ink2));
}

fn format_row(ui: &mut Ui, format: Format, choice: &mut Choice) {
    let row = option_row(ui, format.label(), choice.format() == format).on_hover_text(format.meaning());
    if row.clicked() {
        choice.format = format.key().to_owned();
    }
}

/// What ClaimReview needs besides the review: where it will stand, who publishes it, the scale, the claims.
fn claim_review(ui: &mut Ui, scene: &mut Scene<'_>, choice: &mut Choice) {
    let field = |ui: &mut Ui, label: &str, hint: &str, text: &mut String| {
        line(ui, label, |ui| {
            let width = ui.available_width();
            widgets::text_field(ui, text, label, hint, width);
        });
    };
    field(ui, "Page", "https://, where the check will stand", &mut choice.url);
    field(ui, "Publisher", "Whose check it is", &mut choice.publisher);
    field(ui, "Publisher’s address", "https://", &mut choice.publisher_url);
    let app = scene.app;
    let Some(open) = &app.open else { return };
    scale(ui, scene, open, choice);
    remark(ui, "Without a scale, verified is True, disputed False and unverifiable Unproven.", false);
    let scale = Scale::of_review(open.review()).unwrap_or_default();
    rated(ui, scene, open, &scale, choice);
}

/// The review's scale; what is written here is also where new reviews begin.
fn scale(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, choice: &mut Choice) {
    let now = &open.review().rules;
    let mut text = now.scale.clone();
    line(ui, "Scale", |ui| {
        let hint = "5 True = verified; 3 Half true; 1 False = disputed";
        let width = ui.available_width();
        let field = ui.add_enabled_ui(open.is_writable(), |ui| {
            widgets::text_field(ui, &mut text, "Scale", hint, width)
        });
        let field = field.inner;
        if field.changed() {
            let to = RuleSettings { scale: text.clone(), ..now.clone() };
            let edit = Edit::Rules(Box::new(Change::new(now.clone(), to)));
            scene.act(Action::Edit { label: "Edit scale", edit, field: Some(field.id.value()) });
            choice.scale = text;
        }
        if field.lost_focus() {
            scene.act(Action::LeftField);
        }
    });
}

/// Every claim, whether it is rated in public, and its own rating.
fn rated(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, scale: &Scale, choice: &mut Choice) {
    let claims = &open.review().claims;
    let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Rated claims");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let room = ScrollArea::vertical().id_salt("rated").max_height(CLAIMS).min_scrolled_height(CLAIMS);
        room.show_rows(ui, widgets::HIT, claims.len(), |ui, rows| {
            for at in rows {
                rated_claim(ui, scene, (claims, at), scale, choice);
            }
        });
    });
}

fn rated_claim(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    (all, at): (&[Arc<Claim>], usize),
    scale: &Scale,
    choice: &mut Choice,
) {
    let claim = &all[at];
    let is_in =
        choice.claims.as_ref().map_or_else(|| scale.rates(claim), |chosen| chosen.contains(&claim.id));
    ui.horizontal(|ui| {
        if widgets::switch(ui, is_in, &format!("Claim {} in the document", claim.number)).clicked() {
            let usual = || all.iter().filter(|claim| scale.rates(claim)).map(|claim| claim.id).collect();
            let chosen = choice.claims.get_or_insert_with(usual);
            if !chosen.remove(&claim.id) {
                chosen.insert(claim.id);
            }
        }
        let words = format!("{}  {}", claim.number, one_line(&claim.statement()));
        let width = (ui.available_width() - RATING).max(80.0);
        let (rect, _) = ui.allocate_exact_size(vec2(width, widgets::HIT), egui::Sense::hover());
        paint_words(ui, rect, &words, Family::Sans, size::UI, palette(ui).ink);
        if let Some(edit) = rating(ui, claim, scale).and_then(|name| compose::set_rating(claim, &name)) {
            scene.act(Action::Edit { label: "Set rating", edit, field: None });
        }
    });
}

/// A claim's rating: as its status is rated, or one of its own.
fn rating(ui: &mut Ui, claim: &Claim, scale: &Scale) -> Option<String> {
    let by_status = match scale.of(claim.status) {
        Some(rating) => format!("{}, by status", rating.name),
        None => "None, by status".to_owned(),
    };
    let own = claim.rating.trim();
    let current = if own.is_empty() { by_status.as_str() } else { own };
    let id = Id::unique(("rating", claim.id.number()));
    ui.add_enabled_ui(true, |ui| {
        picker(ui, id, &format!("Rating of claim {}", claim.number), current, |ui| {
            let usual = option_row(ui, &by_status, own.is_empty()).clicked().then(String::new);
            // Every row is drawn, whichever was clicked.
            let mut chosen = |name: &String| option_row(ui, name, name == own).clicked();
            let names = scale.ratings().iter().map(|rating| &rating.name);
            let named = names.fold(None, |named, name| if chosen(name) { Some(name) } else { named });
            usual.or(named.cloned())
        })
    })
    .inner
}

/// How it will look, or why it cannot be made.
fn preview(ui: &mut Ui, app: &App, height: f32) {
    let colours = palette(ui);
    ui.label(RichText::new("Preview").font(theme::semibold(size::META)));
    let frame = Frame::new().fill(colours.bg_well).corner_radius(6).inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::vertical().id_salt("preview").max_height(height).min_scrolled_height(height).show(
            ui,
            |ui| {
                ui.set_min_size(vec2(ui.available_width(), height));
                match app.preview().map(|preview| &preview.text) {
                    None => drop(ui.label(RichText::new("Being made").color(colours.ink3))),
                    Some(Err(why)) => {
                        let alarm = colours.status(crate::review::Status::Disputed).text;
                        ui.add(egui::Label::new(RichText::new(why).color(alarm)).wrap());
                    }
                    Some(Ok(text)) => {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        let style = TextStyle::new(Family::Sans, size::META, 17.0);
                        for paragraph in text.lines() {
                            ui.add(
                                ArticleLabel::new(if paragraph.is_empty() { " " } else { paragraph })
                                    .style(style)
                                    .color(colours.ink2),
                            );
                        }
                    }
                }
            },
        );
    });
}
