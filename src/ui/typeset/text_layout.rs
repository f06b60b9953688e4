//! A text laid out: rows, positions, rectangles.

use std::ops::Range;
use std::sync::Arc;

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::caret::{Affinity, Caret};
use super::face::Face;

/// Rectangles closer than this are one (physical pixels).
const SEAM: f32 = 0.75;
/// How far around a byte a word is looked for, in bytes.
const WORD_WINDOW: usize = 512;

/// One row of a laid out text. Lengths are points from the layout's top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The bytes of the original text on this row. The rows of a layout cover the
    /// text without a gap; a line feed belongs to the row it ends.
    pub bytes: Range<usize>,
    /// Top of the row.
    pub top: f32,
    /// The line the letters stand on.
    pub baseline: f32,
    /// Bottom of the row, the top of the next.
    pub bottom: f32,
    /// Left edge of what is drawn, without spaces at the end of the row.
    pub left: f32,
    /// Right edge of what is drawn, without spaces at the end of the row.
    pub right: f32,
    /// Whether the paragraph this row belongs to runs from right to left.
    pub rtl: bool,
}

/// One caret step: a grapheme, or a part of one where a ligature was split evenly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// First byte in the original text. It ends where the next cell starts.
    pub start: u32,
    /// Left edge in physical pixels.
    pub left: f32,
    /// Right edge in physical pixels.
    pub right: f32,
    pub rtl: bool,
    pub kind: CellKind,
}

/// What a cell holds, as far as rows care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellKind {
    Ink,
    Space,
    /// A line feed: no width, at the end of its row.
    Break,
}

impl Cell {
    fn middle(&self) -> f32 {
        0.5 * (self.left + self.right)
    }

    /// Takes in a cell of the same grapheme that stands beside it. One that does not,
    /// such as a Hindi vowel sign on a Hebrew letter, which are drawn on either side
    /// of what follows, is left out: no single span is right for both.
    pub(super) fn join(&mut self, other: &Self) {
        let apart = (other.left - self.right).max(self.left - other.right);
        if apart <= SEAM {
            self.left = self.left.min(other.left);
            self.right = self.right.max(other.right);
        }
    }

    /// The edge the caret stands at before this cell.
    pub(super) fn leading(&self) -> f32 {
        if self.rtl { self.right } else { self.left }
    }

    /// The edge the caret stands at after this cell.
    pub(super) fn trailing(&self) -> f32 {
        if self.rtl { self.left } else { self.right }
    }
}

/// A row in physical pixels, with the cells on it.
#[derive(Clone, Debug)]
pub(super) struct RowCells {
    /// Indices into the layout's cells, in the order of the text.
    pub cells: Range<usize>,
    pub start: usize,
    pub top: f32,
    pub baseline: f32,
    pub bottom: f32,
    pub left: f32,
    pub right: f32,
    pub rtl: bool,
}

/// A glyph where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedGlyph {
    /// Glyph in its face.
    pub id: u32,
    /// Index into the layout's faces.
    pub face: u16,
    /// Origin in physical pixels from the layout's left.
    pub x: f32,
    /// Baseline in physical pixels from the layout's top.
    pub y: f32,
    /// The original byte of the cell it belongs to: says its colour.
    pub byte: u32,
}

/// A laid out text. Immutable, cheap to share; holds no colour and no egui state.
/// Positions are points from its top left, bytes are those of the original text.
#[derive(Debug)]
pub struct TextLayout {
    pub(super) id: u64,
    pub(super) text: Arc<str>,
    pub(super) pixels_per_point: f32,
    /// Width in physical pixels that rows were aligned in.
    pub(super) width: f32,
    pub(super) rows: Vec<RowCells>,
    pub(super) cells: Vec<Cell>,
    pub(super) glyphs: Vec<PlacedGlyph>,
    pub(super) faces: Vec<Face>,
    pub(super) elided_at: Option<usize>,
}

impl TextLayout {
    /// The original text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Physical pixels per point the glyphs were placed for.
    pub fn pixels_per_point(&self) -> f32 {
        self.pixels_per_point
    }

    /// Height of all rows in points.
    pub fn height(&self) -> f32 {
        self.points(self.rows.last().map_or(0.0, |row| row.bottom))
    }

    /// The width in points that rows are aligned in: the one asked for, or that of
    /// the longest row where none was.
    pub fn width(&self) -> f32 {
        self.points(self.width)
    }

    /// Right edge in points of the widest row as seen from the layout's left.
    pub fn used_width(&self) -> f32 {
        let right = self.rows.iter().map(|row| row.right).fold(0.0, f32::max);
        self.points(right)
    }

    /// Size in points to allocate for the text.
    pub fn size(&self) -> Vec2 {
        vec2(self.width().max(self.used_width()), self.height())
    }

    /// How many rows there are; at least one.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Row `index`, top first.
    pub fn row(&self, index: usize) -> Option<Row> {
        let row = self.rows.get(index)?;
        Some(Row {
            bytes: row.start..self.row_end(index),
            top: self.points(row.top),
            baseline: self.points(row.baseline),
            bottom: self.points(row.bottom),
            left: self.points(row.left),
            right: self.points(row.right),
            rtl: row.rtl,
        })
    }

    /// All rows, top first.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        (0..self.rows.len()).filter_map(|index| self.row(index))
    }

    /// Whether the first paragraph runs from right to left.
    pub fn is_rtl(&self) -> bool {
        self.rows.first().is_some_and(|row| row.rtl)
    }

    /// The byte from which the text gave way to an ellipsis, where rows were limited.
    pub fn elided_at(&self) -> Option<usize> {
        self.elided_at
    }

    /// Bytes held by this layout, roughly; for caches.
    pub fn memory(&self) -> usize {
        self.text.len()
            + self.rows.len() * size_of::<RowCells>()
            + self.cells.len() * size_of::<Cell>()
            + self.glyphs.len() * size_of::<PlacedGlyph>()
    }

    /// The row at `y` points from the top: the first above the text, the last below.
    pub fn row_at(&self, y: f32) -> usize {
        let y = y * self.pixels_per_point;
        let row = self.rows.partition_point(|row| row.bottom <= y);
        row.min(self.rows.len().saturating_sub(1))
    }

    /// The caret position nearest to a point, which may lie outside of the text.
    pub fn hit(&self, at: Pos2) -> Caret {
        self.hit_row(self.row_at(at.y), at.x)
    }

    /// The caret position on row `index` nearest to `x` points.
    pub fn hit_row(&self, index: usize, x: f32) -> Caret {
        let Some(row) = self.rows.get(index) else {
            return Caret::default();
        };
        let x = x * self.pixels_per_point;
        let distance = |cell: &Cell| (cell.left - x).max(x - cell.right).max(0.0);
        let nearest = row
            .cells
            .clone()
            .filter(|i| self.cells[*i].kind != CellKind::Break)
            .min_by(|a, b| distance(&self.cells[*a]).total_cmp(&distance(&self.cells[*b])));
        match nearest {
            Some(index) => self.side_of(index, x),
            None => Caret::before(row.start),
        }
    }

    /// The side of a cell that `x` physical pixels is nearer to.
    fn side_of(&self, index: usize, x: f32) -> Caret {
        let cell = self.cells[index];
        if (x < cell.middle()) != cell.rtl {
            Caret::before(cell.start as usize)
        } else {
            Caret::after(self.cell_end(index))
        }
    }

    /// The grapheme under a point, or `None` where no text is.
    pub fn grapheme_at(&self, at: Pos2) -> Option<Range<usize>> {
        let at = at * self.pixels_per_point;
        let row = self.rows.iter().find(|row| (row.top..row.bottom).contains(&at.y))?;
        row.cells
            .clone()
            .find(|i| (self.cells[*i].left..self.cells[*i].right).contains(&at.x))
            .map(|i| self.cells[i].start as usize..self.cell_end(i))
    }

    /// The rectangles that cover a byte range, in points: one or more a row, several
    /// where directions mix. As high as their row, exact from left to right. Bytes
    /// inside a grapheme count for the whole of it.
    pub fn range_rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        if range.is_empty() {
            return rects;
        }
        let cells = self.cells_in(&range);
        let first_row = self.rows.partition_point(|row| row.cells.end <= cells.start);
        for row in &self.rows[first_row..] {
            if row.cells.start >= cells.end {
                break;
            }
            let shared = row.cells.start.max(cells.start)..row.cells.end.min(cells.end);
            self.row_rects(row, shared, &mut rects);
        }
        rects
    }

    /// Appends the rectangles of some cells of one row, left to right.
    fn row_rects(&self, row: &RowCells, cells: Range<usize>, rects: &mut Vec<Rect>) {
        let mut spans: Vec<(f32, f32)> = self.cells[cells]
            .iter()
            .filter(|cell| cell.right > cell.left)
            .map(|cell| (cell.left, cell.right))
            .collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f32, f32)> = Vec::new();
        for (left, right) in spans {
            match merged.last_mut() {
                Some(last) if left <= last.1 + SEAM => last.1 = last.1.max(right),
                _ => merged.push((left, right)),
            }
        }
        rects.extend(merged.into_iter().map(|(left, right)| {
            Rect::from_min_max(
                pos2(self.points(left), self.points(row.top)),
                pos2(self.points(right), self.points(row.bottom)),
            )
        }));
    }

    /// Where the caret is drawn: a rectangle without width, as high as its row.
    pub fn caret_rect(&self, caret: Caret) -> Rect {
        let (row, x) = self.locate(caret);
        let Some(row) = self.rows.get(row) else {
            return Rect::ZERO;
        };
        let x = self.points(x);
        Rect::from_min_max(pos2(x, self.points(row.top)), pos2(x, self.points(row.bottom)))
    }

    /// The row a caret stands on.
    pub fn row_of(&self, caret: Caret) -> usize {
        self.locate(caret).0
    }

    /// Row and physical x of a caret.
    pub(super) fn locate(&self, caret: Caret) -> (usize, f32) {
        let after = self.cells.partition_point(|cell| (cell.start as usize) < caret.byte);
        let starts_here = self.cells.get(after).is_some_and(|cell| cell.start as usize == caret.byte);
        let previous = after.checked_sub(1).map(|i| (i, self.cells[i]));
        match previous {
            Some((index, cell)) if !starts_here && caret.byte < self.cell_end(index) => {
                (self.row_of_cell(index), cell.leading())
            }
            Some((index, cell)) if cell.kind != CellKind::Break => {
                if starts_here && caret.affinity == Affinity::Downstream {
                    (self.row_of_cell(after), self.cells[after].leading())
                } else {
                    (self.row_of_cell(index), cell.trailing())
                }
            }
            _ if starts_here => (self.row_of_cell(after), self.cells[after].leading()),
            _ => self.empty_row_start(),
        }
    }

    /// The caret's place on a last row without text.
    fn empty_row_start(&self) -> (usize, f32) {
        let last = self.rows.len().saturating_sub(1);
        (last, self.rows.get(last).map_or(0.0, |row| row.left))
    }

    /// The word at a byte, or the run of spaces or marks there, by Unicode's rules.
    pub fn word_at(&self, byte: usize) -> Range<usize> {
        let text = self.text();
        let byte = floor_char(text, byte);
        let start = floor_char(text, byte.saturating_sub(WORD_WINDOW));
        let end = floor_char(text, (byte + WORD_WINDOW).min(text.len()));
        let mut last = byte..byte;
        for (at, word) in text[start..end].split_word_bound_indices() {
            let range = start + at..start + at + word.len();
            if range.contains(&byte) {
                return range;
            }
            last = range;
        }
        last
    }

    /// The largest caret position at or before `byte`.
    pub fn floor_grapheme(&self, byte: usize) -> usize {
        if byte >= self.text.len() {
            return self.text.len();
        }
        let after = self.cells.partition_point(|cell| cell.start as usize <= byte);
        after.checked_sub(1).map_or(0, |i| self.cells[i].start as usize)
    }

    /// The glyphs in the order they stand from left to right on row `index`, as
    /// (glyph id, byte, x in points): for tests and for tools that must know what is
    /// really drawn.
    pub fn drawn_order(&self, index: usize) -> Vec<(u32, usize, f32)> {
        let Some(row) = self.rows.get(index) else {
            return Vec::new();
        };
        let mut drawn: Vec<_> = self
            .glyphs
            .iter()
            .filter(|glyph| glyph.y >= row.top && glyph.y < row.bottom)
            .map(|glyph| (glyph.id, glyph.byte as usize, self.points(glyph.x)))
            .collect();
        drawn.sort_by(|a, b| a.2.total_cmp(&b.2));
        drawn
    }

    /// The cells that a byte range touches.
    fn cells_in(&self, range: &Range<usize>) -> Range<usize> {
        let after = self.cells.partition_point(|cell| cell.start as usize <= range.start);
        let first = after.saturating_sub(1);
        let end = self.cells.partition_point(|cell| (cell.start as usize) < range.end);
        first..end.max(first)
    }

    /// Where a cell ends in the original text.
    pub(super) fn cell_end(&self, index: usize) -> usize {
        self.cells.get(index + 1).map_or(self.text.len(), |next| next.start as usize)
    }

    fn row_of_cell(&self, index: usize) -> usize {
        self.rows.partition_point(|row| row.cells.end <= index)
    }

    pub(super) fn row_end(&self, index: usize) -> usize {
        self.rows.get(index + 1).map_or(self.text.len(), |next| next.start)
    }

    pub(super) fn points(&self, pixels: f32) -> f32 {
        pixels / self.pixels_per_point
    }
}

/// The largest char boundary at or before `byte`.
pub(super) fn floor_char(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
