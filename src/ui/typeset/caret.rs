//! The caret: where it is and how it moves.

use unicode_segmentation::UnicodeSegmentation as _;

use super::text_layout::{TextLayout, floor_char};

/// How far a word move looks for its end, in bytes.
const WORD_REACH: usize = 1024;

/// Which of two neighbours a caret belongs to where they are not drawn side by side:
/// at the end of a wrapped row, and where directions meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// To the grapheme that follows in the text.
    #[default]
    Downstream,
    /// To the grapheme before.
    Upstream,
}

/// A place between two graphemes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caret {
    /// Byte in the original text, on a grapheme boundary.
    pub byte: usize,
    /// The neighbour it is drawn at.
    pub affinity: Affinity,
}

impl Caret {
    /// The caret drawn before the grapheme that starts at `byte`.
    pub fn before(byte: usize) -> Self {
        Self { byte, affinity: Affinity::Downstream }
    }

    /// The caret drawn after the grapheme that ends at `byte`.
    pub fn after(byte: usize) -> Self {
        Self { byte, affinity: Affinity::Upstream }
    }
}

/// A move of the caret, named as the keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// One grapheme to the left.
    Left,
    /// One grapheme to the right.
    Right,
    /// To the start or end of a word, to the left.
    WordLeft,
    /// To the start or end of a word, to the right.
    WordRight,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the start of the row in reading order.
    RowStart,
    /// To the end of the row in reading order.
    RowEnd,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    End,
}

impl TextLayout {
    /// Where a move leads, or `None` where it leads out of this text. `goal_x` is the
    /// x in points that moves up and down keep to; without it the caret's own.
    ///
    /// Left and right step through the text, swapped where the paragraph runs from
    /// right to left: a caret that followed what is drawn would stick at a row's edge.
    pub fn moved(&self, caret: Caret, step: Move, goal_x: Option<f32>) -> Option<Caret> {
        let row = self.row_of(caret);
        let rtl = self.rows.get(row).is_some_and(|row| row.rtl);
        match step {
            Move::Left | Move::Right => self.step_grapheme(caret, (step == Move::Right) != rtl),
            Move::WordLeft | Move::WordRight => self.step_word(caret, (step == Move::WordRight) != rtl),
            Move::Up => self.at_row(row.checked_sub(1)?, caret, goal_x),
            Move::Down => self.at_row(row + 1, caret, goal_x),
            Move::RowStart => Some(Caret::before(self.rows.get(row)?.start)),
            Move::RowEnd => Some(self.row_end_caret(row)),
            Move::Start => Some(Caret::before(0)),
            Move::End => Some(Caret::after(self.text.len())),
        }
    }

    fn step_grapheme(&self, caret: Caret, forward: bool) -> Option<Caret> {
        let here = self.floor_grapheme(caret.byte);
        if forward {
            if here >= self.text.len() {
                return None;
            }
            let after = self.cells.partition_point(|cell| cell.start as usize <= here);
            Some(Caret::before(self.cell_end(after.checked_sub(1)?)))
        } else {
            let before = self.cells.partition_point(|cell| (cell.start as usize) < here);
            let index = before.checked_sub(1)?;
            Some(Caret::before(self.cells[index].start as usize))
        }
    }

    fn step_word(&self, caret: Caret, forward: bool) -> Option<Caret> {
        let text = self.text();
        let here = floor_char(text, caret.byte);
        let byte = if forward {
            let end = floor_char(text, (here + WORD_REACH).min(text.len()));
            next_word_end(&text[here..end]).map(|at| here + at)?
        } else {
            let start = floor_char(text, here.saturating_sub(WORD_REACH));
            previous_word_start(&text[start..here]).map(|at| start + at)?
        };
        Some(Caret::before(self.floor_grapheme(byte)))
    }

    fn at_row(&self, row: usize, caret: Caret, goal_x: Option<f32>) -> Option<Caret> {
        if row >= self.rows.len() {
            return None;
        }
        let x = goal_x.unwrap_or_else(|| self.caret_rect(caret).left());
        Some(self.hit_row(row, x))
    }

    /// The end of a row: before its line feed, else before its last hanging space.
    fn row_end_caret(&self, row: usize) -> Caret {
        let end = self.row_end(row);
        let breaks = self.text[..end].ends_with('\n') && row + 1 < self.rows.len();
        if !breaks {
            return Caret::after(end);
        }
        let last = self.rows.get(row).and_then(|row| row.cells.clone().last());
        Caret::before(last.map_or(end, |cell| self.cells[cell].start as usize))
    }
}

/// The end of the first word in `text`, or the end of `text` where none is left.
fn next_word_end(text: &str) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    text.split_word_bound_indices()
        .find(|(_, word)| is_word(word))
        .map(|(at, word)| at + word.len())
        .or(Some(text.len()))
}

/// The start of the last word in `text`, or its start where none is left.
fn previous_word_start(text: &str) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    text.split_word_bound_indices().rev().find(|(_, word)| is_word(word)).map(|(at, _)| at).or(Some(0))
}

fn is_word(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}
