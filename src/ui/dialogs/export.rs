//! Export…: which document, what it needs, and how it will look.

use super::{dialog, line, remark};
use crate::app::exporting::{Choice, Format};
use crate::app::{Action, App};
use crate::ui::cards::fields::option_row;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{ArticleLabel, Family, TextStyle};
use crate::ui::{Scene, widgets};
use egui::{Frame, Id, Margin, RichText, Role, ScrollArea, Ui, UiBuilder, vec2};

/// Height of the preview, in points.
const PREVIEW: f32 = 240.0;

/// Shows the dialog. To be called only while it is open.
pub(super) fn export(ui: &Ui, scene: &mut Scene<'_>) {
    let id = Id::unique("export dialog");
    let mut choice = scene.app.settings.export.clone();
    let mut go = false;
    let app = scene.app;
    let close = dialog(ui, id, "Export", 680.0, |ui| {
        formats(ui, &mut choice);
        if choice.format() == Format::ClaimReview {
            claim_review(ui, &mut choice);
        }
        preview(ui, app);
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
        for format in Format::ALL {
            if option_row(ui, format.label(), choice.format() == format)
                .on_hover_text(format.meaning())
                .clicked()
            {
                choice.format = format.key().to_owned();
            }
        }
    });
    ui.label(RichText::new(choice.format().meaning()).color(palette(ui).ink2));
}

/// What ClaimReview needs besides the review.
fn claim_review(ui: &mut Ui, choice: &mut Choice) {
    let field = |ui: &mut Ui, label: &str, hint: &str, text: &mut String| {
        line(ui, label, |ui| {
            let width = ui.available_width();
            widgets::text_field(ui, text, label, hint, width);
        });
    };
    field(ui, "Page", "https://, where the check will stand", &mut choice.url);
    field(ui, "Publisher", "Whose check it is", &mut choice.publisher);
    field(ui, "Publisher’s address", "https://", &mut choice.publisher_url);
    field(ui, "Scale", "5 True = verified; 1 False = disputed; Unproven = unverifiable", &mut choice.scale);
    remark(ui, "Without a scale, verified is True, disputed False and unverifiable Unproven.", false);
}

/// How it will look, or why it cannot be made.
fn preview(ui: &mut Ui, app: &App) {
    let colours = palette(ui);
    ui.label(RichText::new("Preview").font(theme::semibold(size::META)));
    let frame = Frame::new().fill(colours.bg_well).corner_radius(6).inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::vertical().id_salt("preview").max_height(PREVIEW).min_scrolled_height(PREVIEW).show(
            ui,
            |ui| {
                ui.set_min_size(vec2(ui.available_width(), PREVIEW));
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
