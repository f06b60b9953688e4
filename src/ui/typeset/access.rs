//! What a screen reader gets to know of a laid out text.

use std::ops::Range;

use egui::accesskit::{Node, Rect as AccessRect, Role, TextDirection};
use egui::{Id, Pos2, Rect, Ui, UiBuilder};

use super::text_layout::{Cell, CellKind, TextLayout};

/// AccessKit counts characters and words of a run in bytes.
const MAX_RUN: usize = 255;

/// Adds a text run for each stretch of one direction on each row, as children of the
/// node of `widget`, with the place and width of every grapheme. Does nothing while
/// no screen reader listens. `origin` is the layout's top left in points.
pub fn expose_rows(ui: &mut Ui, widget: Id, layout: &TextLayout, origin: Pos2) {
    if !ui.ctx().has_accesskit_node(widget) {
        return;
    }
    for row in 0..layout.row_count() {
        let runs = runs_of(layout, row);
        for (index, cells) in runs.iter().enumerate() {
            // Only a child `Ui` can be given a parent in the accessibility tree.
            let run = UiBuilder::new()
                .scope_id(run_id(widget, row, index))
                .max_rect(Rect::from_min_size(origin, layout.size()))
                .accessibility_parent(widget);
            let id = ui.new_child(run).unique_id();
            ui.ctx().accesskit_node_builder(id, |node| {
                describe(node, layout, row, cells.clone(), origin);
                if index > 0 {
                    node.set_previous_on_line(run_id(widget, row, index - 1).accesskit_id());
                }
                if index + 1 < runs.len() {
                    node.set_next_on_line(run_id(widget, row, index + 1).accesskit_id());
                }
            });
        }
    }
}

fn run_id(widget: Id, row: usize, run: usize) -> Id {
    widget.with("text run").with(row).with(run)
}

/// Splits the cells of a row where the direction changes, and where a run would grow
/// too long to count.
fn runs_of(layout: &TextLayout, row: usize) -> Vec<Range<usize>> {
    let Some(row) = layout.rows.get(row) else {
        return Vec::new();
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for index in row.cells.clone() {
        let rtl = layout.cells[index].rtl;
        match runs.last_mut() {
            Some(run) if run.len() < MAX_RUN && layout.cells[run.start].rtl == rtl => {
                run.end = index + 1;
            }
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Fills in a text run: its text, and of each character how long it is in UTF-8,
/// where it begins and how wide it is, seen from the edge the run is read from.
fn describe(node: &mut Node, layout: &TextLayout, row: usize, cells: Range<usize>, origin: Pos2) {
    let (Some(row), Some(first)) = (layout.row(row), layout.cells.get(cells.start)) else {
        return;
    };
    let rtl = first.rtl;
    let shown = &layout.cells[cells.clone()];
    let left = shown.iter().map(|cell| cell.left).fold(f32::INFINITY, f32::min);
    let right = shown.iter().map(|cell| cell.right).fold(0.0, f32::max);
    let from_edge = |cell: &Cell| {
        let distance = if rtl { right - cell.right } else { cell.left - left };
        layout.points(distance)
    };
    let mut value = String::new();
    let mut lengths = Vec::with_capacity(cells.len());
    for index in cells.clone() {
        let before = value.len();
        value.push_str(spoken(layout, index));
        lengths.push((value.len() - before) as u8);
    }
    node.set_role(Role::TextRun);
    node.set_text_direction(if rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
    node.set_bounds(AccessRect {
        x0: f64::from(origin.x + layout.points(left)),
        y0: f64::from(origin.y + row.top),
        x1: f64::from(origin.x + layout.points(right)),
        y1: f64::from(origin.y + row.bottom),
    });
    node.set_word_starts(word_starts(layout, cells));
    node.set_character_positions(shown.iter().map(from_edge).collect::<Vec<f32>>());
    let width = |cell: &Cell| layout.points(cell.right - cell.left);
    node.set_character_widths(shown.iter().map(width).collect::<Vec<f32>>());
    node.set_character_lengths(lengths);
    node.set_value(value);
}

/// The text of a cell; one too long to count (an ellipsis that stands for the rest
/// of a text, a pile of marks) is spoken as an ellipsis.
fn spoken(layout: &TextLayout, cell: usize) -> &str {
    let start = layout.cells[cell].start as usize;
    let text = layout.text.get(start..layout.cell_end(cell)).unwrap_or("");
    let elided = layout.elided_at.is_some_and(|at| start >= at);
    if elided || text.len() > MAX_RUN { "\u{2026}" } else { text }
}

/// The characters of a run that begin a word: those after a space.
fn word_starts(layout: &TextLayout, cells: Range<usize>) -> Vec<u8> {
    let is_ink = |index: usize| layout.cells[index].kind == CellKind::Ink;
    cells
        .clone()
        .filter(|index| is_ink(*index))
        .filter(|index| index.checked_sub(1).is_none_or(|before| !is_ink(before)))
        .map(|index| (index - cells.start) as u8)
        .collect()
}
