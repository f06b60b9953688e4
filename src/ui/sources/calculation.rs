//! A calculation of the checker's: expression, named figures, and what it comes to.

use super::evidence::Evidence;
use crate::analysis::calculation;
use crate::review::{Calculation, Figure, SourceChange, Status};
use crate::ui::cards::edits::on_source;
use crate::ui::cards::fields::{self, LABEL, scrolled};
use crate::ui::problems::row::{paragraph, sentence};
use crate::ui::theme::{palette, size};
use crate::ui::typeset::{Family, TextStyle};
use crate::ui::{icons, widgets};
use egui::{Id, Popup, Ui};

/// Width of the list of functions.
const FUNCTIONS: f32 = 480.0;

impl Evidence<'_, '_, '_> {
    /// Expression, figures, and the worked line.
    pub(super) fn calculation(&mut self, ui: &mut Ui) {
        let own = self.source.calculation.clone().unwrap_or_default();
        let id = self.id("expression");
        let typed = fields::labelled(ui, "Calculation", LABEL, |ui| {
            self.field(ui, id, "Calculation", &own.expression, "change(before, after)")
        });
        if let Some(expression) = typed {
            self.calculate(Calculation { expression, ..own.clone() }, Some(id));
        }
        for at in 0..own.figures.len() {
            self.figure(ui, &own, at);
        }
        fields::labelled(ui, "", LABEL, |ui| {
            ui.horizontal(|ui| {
                if widgets::quiet_button(ui, "Add figure").clicked() {
                    let mut to = own.clone();
                    to.figures.push(Figure::default());
                    self.calculate(to, None);
                }
                if let Some(function) = functions(ui) {
                    let expression = format!("{} {function}", own.expression.trim_end());
                    let expression = expression.trim_start().to_owned();
                    self.calculate(Calculation { expression, ..own.clone() }, None);
                }
            });
            worked(ui, &own);
        });
    }

    /// One figure: its name, and what it is.
    fn figure(&mut self, ui: &mut Ui, own: &Calculation, at: usize) {
        let Some(figure) = own.figures.get(at) else { return };
        fields::labelled(ui, "", LABEL, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let half = ((ui.available_width() - 34.0) / 2.0).max(40.0);
                let parts =
                    [("Figure name", &figure.name, "before"), ("Figure value", &figure.value, "1,500")];
                for (part, (what, value, hint)) in parts.into_iter().enumerate() {
                    let name = format!("{what} {}", at + 1);
                    let id = self.id(&name);
                    let typed = ui
                        .vertical(|ui| {
                            ui.set_width(half);
                            self.field(ui, id, &name, value, hint)
                        })
                        .inner;
                    if let Some(text) = typed {
                        let mut to = own.clone();
                        let figure = &mut to.figures[at];
                        if part == 0 {
                            figure.name = text;
                        } else {
                            figure.value = text;
                        }
                        self.calculate(to, Some(id));
                    }
                }
                if widgets::icon_button(ui, icons::X, &format!("Remove figure {}", at + 1), 12.0).clicked() {
                    let mut to = own.clone();
                    to.figures.remove(at);
                    self.calculate(to, None);
                }
            });
        });
    }

    /// Takes a calculation in, with what it comes to now.
    fn calculate(&mut self, to: Calculation, field: Option<Id>) {
        let to = calculation::recalculated(&to).unwrap_or(Calculation { result: String::new(), ..to });
        let to = (to != Calculation::default()).then_some(to);
        let edit = on_source(self.source, &self.source.calculation, to, SourceChange::Calculation);
        self.edit("Edit calculation", edit, field);
    }
}

/// The functions with what they give; the one that was picked, as it is written.
fn functions(ui: &mut Ui) -> Option<&'static str> {
    let response = widgets::quiet_button(ui, "Functions");
    let list = |ui: &mut Ui| {
        let mut picked = None;
        for (function, gives) in calculation::FUNCTIONS {
            if fields::option_row(ui, &format!("{function}: {gives}"), false).clicked() {
                picked = Some(*function);
            }
        }
        picked
    };
    let shown = Popup::menu(&response).width(FUNCTIONS).show(|ui| scrolled(ui, list));
    shown.and_then(|shown| shown.inner)
}

/// What a calculation comes to, worked out; or why it comes to nothing.
fn worked(ui: &mut Ui, own: &Calculation) {
    if own.expression.trim().is_empty() {
        return;
    }
    let (words, ink) = match calculation::work_out(own) {
        Ok(worked) => (worked.line, palette(ui).ink),
        Err(why) => (format!("{}.", sentence(&why.to_string())), palette(ui).status(Status::Disputed).text),
    };
    let style = TextStyle::new(Family::SansMedium, size::META, 17.0);
    paragraph(ui, &words, &style, ui.available_width(), ink);
}
