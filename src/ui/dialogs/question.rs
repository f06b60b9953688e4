//! The question that must be answered before the window goes on.

use super::focus_first;
use crate::app::Action;
use crate::ui::palette::framed;
use crate::ui::theme::{self, palette};
use crate::ui::{Scene, widgets};
use egui::{Frame, Id, Key, Modal, Modifiers, RichText, Ui};

/// Shows the question there is, if any. Esc gives the answer that changes nothing; a click beside it
/// gives none, because work is at stake.
pub(super) fn question(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(question) = &scene.app.question else { return };
    let id = Id::unique("question");
    let width = 440.0_f32.min(ui.ctx().content_rect().width() - 48.0);
    let modal = framed(Modal::default_area(id), palette(ui)).show(ui.ctx(), |ui| {
        Frame::new()
            .inner_margin(20)
            .show(ui, |ui| {
                ui.set_width(width - 40.0);
                ui.heading(RichText::new(&question.heading).font(theme::semibold(15.0)));
                ui.add_space(4.0);
                ui.label(&question.text);
                ui.add_space(12.0);
                ui.horizontal(|ui| {
                    let mut given = None;
                    for (at, answer) in question.answers.iter().enumerate() {
                        let response = if at == 0 {
                            widgets::primary_button(ui, answer, None)
                        } else {
                            widgets::button(ui, answer, (at == question.cancel).then_some("Esc"))
                        };
                        if at == 0 {
                            focus_first(ui.ctx(), id, &response);
                        }
                        given = response.clicked().then_some(at).or(given);
                    }
                    given
                })
                .inner
            })
            .inner
    });
    let escaped = modal.is_top_modal && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if let Some(answer) = modal.inner.or(escaped.then_some(question.cancel)) {
        scene.act(Action::Answer(answer));
    }
}
