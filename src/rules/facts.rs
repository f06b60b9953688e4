//! What the rules need to know of a draft beyond the review: plain data, filled from the analysis.
//!
//! A list that is empty makes its rule silent, and so does no [`Facts`] at all.

use crate::analysis::coverage;
use crate::review::Draft;
use crate::text::{ByteRange, CharRange, byte_range};
use chrono::{NaiveDate, Weekday};

/// What was read off one draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The number of the draft; facts of another draft than the newest are not looked at.
    pub draft: u32,
    /// Words that state facts, in text order, in bytes.
    pub factual: Vec<ByteRange>,
    /// Dates whose weekday is another.
    pub date_clashes: Vec<DateClash>,
    /// Arithmetic that fails.
    pub wrong_sums: Vec<WrongSum>,
    /// Names spelled in more than one way.
    pub spellings: Vec<Spellings>,
    /// Facts that move: tolls, prices, office-holders.
    pub moving: Vec<MovingFact>,
    /// What stands between quotation marks, in text order, in chars, without the marks.
    pub quotations: Vec<CharRange>,
}

/// A date that names another weekday than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateClash {
    /// Where it stands, in chars.
    pub passage: CharRange,
    /// The weekday that the article names.
    pub says: Weekday,
    /// The date it stands with, whose weekday is another.
    pub date: NaiveDate,
}

/// Figures that do not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongSum {
    /// Where they stand, in chars.
    pub passage: CharRange,
    /// What the article says: “a rise of 25%”.
    pub says: String,
    /// What comes out: “20%”.
    pub comes_to: String,
}

/// A name that is spelled in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spellings {
    /// Each spelling with a place where it stands, in chars, the most frequent first.
    pub spellings: Vec<(String, CharRange)>,
}

/// A fact that may be another tomorrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovingFact {
    /// Where it stands, in chars.
    pub passage: CharRange,
    /// What kind of fact it is, in words: “toll”.
    pub kind: String,
}

/// A stored file that is not as it was, found when the files were verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostFile {
    /// Its SHA-256.
    pub sha256: String,
    /// What became of it.
    pub loss: Loss,
}

/// What became of a stored file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It is not in the backup folder.
    Missing,
    /// Its bytes are not those of its hash.
    Altered,
}

impl Facts {
    /// What the analysis reads off a draft.
    pub fn of(draft: &Draft) -> Self {
        let factual = coverage::factual_words(draft);
        Self { draft: draft.number, factual, quotations: quotations(draft), ..Self::default() }
    }
}

fn quotations(draft: &Draft) -> Vec<CharRange> {
    let text = draft.text();
    let in_paragraph = |(at, paragraph)| {
        let start = text.paragraph_bytes(at).start.0;
        let found = coverage::quotations(paragraph).into_iter();
        found.map(move |range| text.chars_of(&byte_range(start + range.start..start + range.end)))
    };
    text.paragraphs().enumerate().flat_map(in_paragraph).collect()
}
