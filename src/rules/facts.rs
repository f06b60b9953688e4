//! What the rules need to know of a draft beyond the review: plain data, filled from the analysis.
//!
//! A list that is empty makes its rule silent, and so does no [`Facts`] at all.

use super::{factual, moving};
use crate::analysis::figures::Arithmetic;
use crate::analysis::names::{Mention, Oddity};
use crate::analysis::quotations::{Quotation, QuotationKind};
use crate::analysis::reading::{Dated, Read, Reading};
use crate::review::{Article, Draft, ParagraphKind, Review};
use crate::text::{ByteRange, CharRange, byte_range};
use chrono::NaiveDate;
use std::sync::Arc;

/// What was read off one draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The number of the draft; facts of another draft than the newest are not looked at.
    pub draft: u32,
    /// Words that state facts, in text order, in bytes.
    pub factual: Arc<[ByteRange]>,
    /// Dates whose weekday is another.
    pub date_clashes: Vec<DateClash>,
    /// Arithmetic that fails.
    pub wrong_sums: Vec<WrongSum>,
    /// Names spelled in more than one way.
    pub spellings: Vec<Spellings>,
    /// Facts that move and can be told by their words: tolls.
    pub moving: Vec<MovingFact>,
    /// What stands between quotation marks, in text order, in chars, without the marks.
    pub quotations: Vec<CharRange>,
}

/// A date that names another weekday than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateClash {
    /// Where it stands, in chars.
    pub passage: CharRange,
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

impl LostFile {
    /// A file of which something is there under its name, which then is altered, or nothing.
    pub fn new(sha256: String, is_there: bool) -> Self {
        Self { sha256, loss: if is_there { Loss::Altered } else { Loss::Missing } }
    }
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
    /// What the analysis read off a draft: a reading of just this draft.
    pub fn of(draft: &Draft, reading: &Reading) -> Self {
        Self {
            draft: draft.number,
            factual: factual::words(draft, reading).into(),
            date_clashes: date_clashes(draft, reading),
            wrong_sums: wrong_sums(draft, reading),
            spellings: spellings(draft, reading),
            moving: moving::tolls(draft, reading),
            quotations: quotations(draft, reading),
        }
    }

    /// The same, read here and now.
    pub fn read(review: &Review) -> Option<Self> {
        let draft = review.draft()?;
        let Article { language, dateline, .. } = &review.article;
        Some(Self::of(draft, &Reading::of(draft, language, dateline.date, None)))
    }
}

fn date_clashes(draft: &Draft, reading: &Reading) -> Vec<DateClash> {
    let clashing = reading.dates().iter().filter(|dated| dated.read.disagrees.is_some());
    let of = |dated: &Dated| {
        let date = dated.read.value.as_ref()?.day();
        Some(DateClash { passage: draft.text().chars_of(&dated.range), date })
    };
    clashing.filter_map(of).collect()
}

fn wrong_sums(draft: &Draft, reading: &Reading) -> Vec<WrongSum> {
    let of = |(read, sum): (&Read, &Arithmetic)| {
        let first = sum.ranges.iter().map(|range| range.start).min()?;
        let last = sum.ranges.iter().map(|range| range.end).max()?;
        let passage = draft.text().chars_of(&byte_range(read.start + first..read.start + last));
        Some(WrongSum { passage, says: sum.words.clone(), comes_to: sum.recomputed.to_string() })
    };
    let all =
        reading.paragraphs().iter().flat_map(|read| read.part.arithmetic.iter().map(move |sum| (read, sum)));
    all.filter(|(_, sum)| !sum.agrees).filter_map(of).collect()
}

fn spellings(draft: &Draft, reading: &Reading) -> Vec<Spellings> {
    let place = |(text, mention): &(String, Mention)| {
        (text.clone(), draft.text().chars_of(&reading.mention(mention)))
    };
    let of = |oddity: &Oddity| match oddity {
        Oddity::SpelledTwoWays { usual, other } => {
            Some(Spellings { spellings: vec![place(usual), place(other)] })
        }
        Oddity::TwoTitles { .. } => None,
    };
    reading.names().oddities.iter().filter_map(of).collect()
}

/// Without the marks at their ends, which are the articles’ and not the speakers’.
fn quotations(draft: &Draft, reading: &Reading) -> Vec<CharRange> {
    // A paragraph that only seems to be in another language may be the article’s own words.
    let is_certain = |quotation: &&Quotation| {
        let at = draft.text().paragraph_at(byte_range(quotation.range.clone()).start);
        quotation.kind != QuotationKind::Block || draft.kind(at) == ParagraphKind::Quotation
    };
    let outer = reading.quotations().iter().filter(|quotation| quotation.depth == 0).filter(is_certain);
    let of = |quotation: &Quotation| {
        let range = quotation.range.clone();
        let text = draft.text().as_str().get(range.clone())?;
        let inner = text.trim_matches(|char: char| !char.is_alphanumeric() && !matches!(char, '…' | '['));
        let start = range.start + text.find(inner)?;
        Some(draft.text().chars_of(&byte_range(start..start + inner.len())))
    };
    outer.filter_map(of).collect()
}
