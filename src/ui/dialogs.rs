//! What lies over the window: settings, article details, about, and questions.

mod details;
mod export;
mod import;
mod question;
mod settings;

use super::palette::{framed, scroll};
use super::reading::told;
use super::shell::just_opened;
use super::theme::{self, palette, size};
use super::{Scene, icons, widgets};
use crate::app::{Action, Overlay};
use egui::{Align, Context, Frame, Id, Layout, Margin, Modal, Response, RichText, Ui, vec2};

/// Shows what lies over the window, if anything does: a dialog (the palette has a view of its own), and
/// over it the question that must be answered first.
pub fn show(ui: &Ui, scene: &mut Scene<'_>) {
    match scene.app.overlay {
        Some(Overlay::Settings) => settings::settings(ui, scene),
        Some(Overlay::ArticleDetails) => details::details(ui, scene),
        Some(Overlay::Export) => export::export(ui, scene),
        Some(Overlay::Import) => import::import(ui, scene),
        Some(Overlay::ReadAgain) => import::read_again(ui, scene),
        Some(Overlay::About) => about(ui, scene),
        Some(Overlay::Shortcuts) => super::palette::shortcuts(ui, scene),
        Some(Overlay::ReadHere) => read_here(ui, scene),
        Some(Overlay::Palette) | None => {}
    }
    question::question(ui, scene);
}

/// Shows a dialog: a heading, a button to close it, and its contents. Says whether it is to be closed.
fn dialog(ui: &Ui, id: Id, title: &str, width: f32, contents: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let modal = framed(Modal::default_area(id), palette(ui)).show(ui.ctx(), |ui| {
        ui.set_width(width.min(screen.width() - 48.0));
        let close = head(ui, title);
        scroll(screen.height() - 140.0).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 20, right: 20, top: 4, bottom: 20 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                contents(ui);
            });
        });
        close
    });
    modal.inner || modal.should_close()
}

/// The head of a dialog: its title, and a button to close it. Says whether that was clicked.
pub(super) fn head(ui: &mut Ui, title: &str) -> bool {
    let colours = palette(ui);
    let room = vec2(ui.available_width(), 48.0);
    let clicked = ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(room);
        ui.add_space(4.0);
        let close = widgets::icon_button(ui, icons::X, "Close", 16.0);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(20.0);
            ui.heading(RichText::new(title).font(theme::semibold(15.0)).color(colours.ink));
        });
        close
    });
    clicked.inner.clicked()
}

/// Puts the keyboard into the first field of a dialog when it is opened.
fn focus_first(ctx: &Context, dialog: Id, field: &Response) {
    // An area measures itself in a pass that is never shown; focus given then would be lost.
    if just_opened(ctx, dialog) || ctx.data(|data| data.get_temp(dialog.with("unfocused"))).unwrap_or(false) {
        field.request_focus();
        ctx.request_repaint(); // its ring is drawn in the next frame
        ctx.data_mut(|data| data.insert_temp(dialog.with("unfocused"), !field.enabled()));
    }
}

/// Width of the column of labels in a dialog.
const LABELS: f32 = 132.0;

/// One line of a dialog: a label and what it names.
fn line(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let words = widgets::line(ui, label, theme::regular(size::META), palette(ui).ink3);
        let (rect, _) = ui.allocate_exact_size(vec2(LABELS, widgets::HIT), egui::Sense::hover());
        widgets::paint_line(ui.painter(), rect.left(), rect.center().y, words);
        contents(ui);
    });
}

/// A sentence under a line, beside the labels.
fn remark(ui: &mut Ui, text: &str, is_error: bool) {
    let colours = palette(ui);
    let ink = if is_error { colours.status(crate::review::Status::Disputed).text } else { colours.ink3 };
    ui.horizontal_top(|ui| {
        ui.add_space(LABELS + ui.spacing().item_spacing.x);
        let words = RichText::new(text).font(theme::regular(size::META)).color(ink);
        ui.add(egui::Label::new(words).wrap());
    });
}

/// How the words at the caret or in the selection were read.
fn read_here(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(open) = scene.app.page() else { return scene.act(Action::CloseOverlay) };
    let range = open.selection.map(|selection| selection.range()).or_else(|| open.looked_at.clone());
    let close = dialog(ui, Id::unique("read here"), "What was read here", 460.0, |ui| match &range {
        Some(range) => told::list(ui, scene, open, &told::told_in(open, range)),
        None => {
            ui.label("Put the caret on a date, figure, name or attribution of the article first.");
        }
    });
    if close {
        scene.act(Action::CloseOverlay);
    }
}

fn about(ui: &Ui, scene: &mut Scene<'_>) {
    let close = dialog(ui, Id::unique("about dialog"), "About Redpencil", 440.0, |ui| {
        let colours = palette(ui);
        ui.label(
            RichText::new(format!("Version {}", env!("CARGO_PKG_VERSION"))).font(theme::medium(size::UI)),
        );
        ui.label("Every claim, checked against its source.");
        ui.label("Works on this machine only. Nothing is sent anywhere unless you ask.");
        ui.label(concat!("Licence: ", env!("CARGO_PKG_LICENSE"), "."));
        let fonts = "Fonts: Inter and Noto Serif under the SIL Open Font License 1.1, Phosphor under the MIT licence.";
        ui.label(RichText::new(fonts).color(colours.ink2));
    });
    if close {
        scene.act(Action::CloseOverlay);
    }
}
