//! How the words under the pointer were read, and the menu on them.

use super::ArticleView;
use crate::app::Action;
use crate::app::command::Command;
use crate::app::open::{OpenReview, TextSelection};
use crate::ui::Scene;
use crate::ui::reading::told;
use egui::{Response, Ui};

impl ArticleView {
    /// Shows a tip over words that were read; a click with the other button offers to dismiss that.
    pub(super) fn reading_tip(&self, ui: &Ui, scene: &mut Scene<'_>, open: &OpenReview, response: &Response) {
        let selects = open.selection.is_some_and(|selection| !selection.is_empty());
        if self.input.is_dragging() || open.article_reading().is_none() {
            return;
        }
        let Some(at) = response.hover_pos().and_then(|pointer| self.words_under(pointer)) else { return };
        if response.secondary_clicked() {
            scene.act(Action::Select(Some(TextSelection::caret(at))));
            scene.run(Command::ReadHere);
        }
        if selects || ui.input(|input| input.pointer.any_down()) {
            return;
        }
        let told = told::told_in(open, &(at..crate::text::ByteOffset(at.0 + 1)));
        if !told.is_empty() {
            response.clone().on_hover_ui_at_pointer(|ui| told::tip(ui, &told));
        }
    }
}
