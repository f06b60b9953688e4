//! Seven cells, one a status; the active one shows its word.

use super::fields::READ_ONLY;
use crate::review::Status;
use crate::ui::theme::{self, palette, size};
use crate::ui::widgets;
use egui::{Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Height of a cell, space between two, and widths of one from comfortable to tight (tokens.md, Open card;
/// the tighter ones are for narrow panels).
const HEIGHT: f32 = 28.0;
const GAP: f32 = 2.0;
const CELLS: [f32; 5] = [30.0, 28.0, 26.0, 24.0, 22.0];

/// What stands around and between icon and word of the active cell.
const WORD_PADDING: f32 = 8.0 + 15.0 + 5.0 + 10.0;

/// The width a switch takes when its cells are a little tight: with less, something else must go.
pub fn snug_width(ui: &Ui, active: Status) -> f32 {
    total(CELLS[2], word_width(ui, active))
}

fn word_width(ui: &Ui, active: Status) -> f32 {
    widgets::line(ui, active.label(), theme::semibold(size::UI), palette(ui).ink).size().x + WORD_PADDING
}

fn total(cell: f32, active: f32) -> f32 {
    6.0 * (cell + GAP) + active
}

/// Draws the switch in the width there is; gives the status that was asked for.
///
/// Cells are named by the status after `prefix`; `tip` says what each means.
pub fn status_switch(
    ui: &mut Ui,
    active: Status,
    prefix: &str,
    tip: impl Fn(Status) -> String,
) -> Option<Status> {
    let word = word_width(ui, active);
    let fits = CELLS.into_iter().find(|&cell| total(cell, word) <= ui.available_width());
    let (cell, active_width) = fits.map_or((CELLS[1], CELLS[1]), |cell| (cell, word));
    let mut asked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for status in Status::ALL {
            let width = if status == active { active_width } else { cell };
            let name = format!("{prefix}{}", status.label());
            let response = one_cell(ui, status, status == active, fits.is_some(), width, &name);
            if response.clicked() {
                asked = Some(status);
            }
            response.on_disabled_hover_text(READ_ONLY).on_hover_ui(|ui| {
                ui.label(tip(status));
            });
        }
    });
    asked
}

fn one_cell(ui: &mut Ui, status: Status, active: bool, with_word: bool, width: f32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, active, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let colours = palette(ui);
    let tones = colours.status(status);
    if active {
        ui.painter().rect(rect, 6, tones.tint, (1.0, tones.text), StrokeKind::Inside);
    } else if response.hovered() && enabled {
        ui.painter().rect_filled(rect, 6, colours.bg_hover);
    }
    paint_cell(ui, rect, status, active && with_word);
    widgets::focus_ring(ui, &response, rect, 6);
    response
}

fn paint_cell(ui: &Ui, rect: Rect, status: Status, with_word: bool) {
    let ink = palette(ui).status(status).text;
    let icon = theme::status_icon(status);
    let font = theme::icon_bold(15.0);
    let middle = rect.center().y;
    if !with_word {
        return widgets::paint_icon(ui, rect.center(), icon, font, ink);
    }
    widgets::paint_icon(ui, pos2(rect.left() + 8.0 + 7.5, middle), icon, font, ink);
    let word = widgets::line(ui, status.label(), theme::semibold(size::UI), ink);
    widgets::paint_line(ui.painter(), rect.left() + 28.0, middle, word);
}
