//! The settings: changed at once, without a button to apply them.

use super::{dialog, focus_first, line, remark};
use crate::app::Action;
use crate::app::settings::{Settings, TEXT_SIZES, Theme};
use crate::ui::{Scene, icons, widgets};
use egui::{Id, Ui};

/// The least and the most that everything can be zoomed.
const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// Shows the settings. To be called only while they are open.
pub(super) fn settings(ui: &Ui, scene: &mut Scene<'_>) {
    let id = Id::unique("settings dialog");
    let mut settings = scene.app.settings.clone();
    let close = dialog(ui, id, "Settings", 560.0, |ui| {
        line(ui, "Your name", |ui| {
            let width = ui.available_width();
            let field = widgets::text_field(
                ui,
                &mut settings.name,
                "Your name",
                "As it is to stand in reviews",
                width,
            );
            focus_first(ui.ctx(), id, &field);
        });
        remark(
            ui,
            "It is put to every status that you set, and stays on this machine until you share a review.",
            false,
        );
        line(ui, "Theme", |ui| theme(ui, &mut settings));
        line(ui, "Article text", |ui| text_size(ui, &mut settings));
        line(ui, "Everything", |ui| zoom(ui, &mut settings));
        toggle(ui, "V goes on", "V goes on to the next open claim", &mut settings.verify_goes_on);
        toggle(
            ui,
            "Coverage",
            "Dotted line under factual words that no claim covers",
            &mut settings.coverage,
        );
        toggle(ui, "Capture", "Allow addresses in the own network", &mut settings.own_network);
        toggle(ui, "Hints", "Hints for a first review", &mut settings.hints);
        toggle(ui, "Motion", "Reduced motion", &mut settings.reduced_motion);
    });
    if settings != scene.app.settings {
        scene.act(Action::Change(Box::new(settings)));
    }
    if close {
        scene.act(Action::CloseOverlay);
    }
}

fn theme(ui: &mut Ui, settings: &mut Settings) {
    ui.spacing_mut().item_spacing.x = 2.0;
    for (theme, word) in [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")] {
        let name = format!("Theme: {}", word.to_lowercase());
        if widgets::chip(ui, settings.theme == theme, None, word, None, &name).clicked() {
            settings.theme = theme;
        }
    }
}

fn text_size(ui: &mut Ui, settings: &mut Settings) {
    let step = stepper(ui, &format!("{} points", settings.text_size), ("Smaller text", "Larger text"));
    let wanted = settings.text_size.saturating_add_signed(step);
    settings.text_size = wanted.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
}

fn zoom(ui: &mut Ui, settings: &mut Settings) {
    let percent = (settings.zoom * 100.0).round();
    let step = stepper(ui, &format!("{percent} %"), ("Everything smaller", "Everything larger"));
    if step != 0 {
        settings.zoom = ((percent + f32::from(step) * 10.0) / 100.0).clamp(*ZOOM.start(), *ZOOM.end());
    }
}

/// A value between two buttons: -1, 1, or 0 where none is clicked.
fn stepper(ui: &mut Ui, value: &str, names: (&str, &str)) -> i8 {
    let less = widgets::icon_button(ui, icons::MINUS, names.0, 14.0).clicked();
    ui.label(value);
    let more = widgets::icon_button(ui, icons::PLUS, names.1, 14.0).clicked();
    i8::from(more) - i8::from(less)
}

fn toggle(ui: &mut Ui, label: &str, name: &str, on: &mut bool) {
    line(ui, label, |ui| {
        let switch = widgets::switch(ui, *on, name);
        let words = ui.add(egui::Label::new(name).wrap().sense(egui::Sense::CLICK));
        *on ^= switch.clicked() || words.clicked();
    });
}
