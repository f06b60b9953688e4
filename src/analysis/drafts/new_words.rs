//! Factual words that a new draft brings and that stand under no mark.

use crate::analysis::coverage::{factual_words, uncovered};
use crate::review::{CarriedTo, Draft, Paragraph};
use crate::text::compare::Comparison;
use crate::text::{ByteRange, byte_range};
use std::ops::Range;

/// The factual words among what was added, in text order, less those under carried marks.
pub(super) fn new_words(comparison: &Comparison, to: &Draft, carried: &[CarriedTo]) -> Vec<ByteRange> {
    let sentences = comparison.sentences_added(to.text());
    let factual = factual_in(to, &sentences)
        .into_iter()
        .filter(|word| !stood_before(comparison, word))
        .collect::<Vec<_>>();
    let marks = carried.iter().flat_map(|to| &to.marks).filter(|mark| mark.draft == to.number);
    let marks: Vec<_> = marks.filter_map(|mark| Some((to.text().bytes_of(&mark.range())?, false))).collect();
    uncovered(&factual, &marks)
}

/// The factual words of some sentences, which are read as a draft of their own: reading the whole new
/// draft would cost more than comparing it.
fn factual_in(to: &Draft, sentences: &[Range<usize>]) -> Vec<ByteRange> {
    let paragraphs = sentences.iter().map(|sentence| {
        let kind = to.kind(to.text().paragraph_at(byte_range(sentence.clone()).start));
        Paragraph::new(kind, to.text().as_str().get(sentence.clone()).unwrap_or_default())
    });
    let part = Draft::new(to.number, to.imported, "", paragraphs.collect::<Vec<Paragraph>>());
    let place = |word: ByteRange| {
        let index = part.text().paragraph_at(word.start);
        let base = part.text().paragraph_bytes(index).start.0;
        let start = sentences.get(index)?.start;
        Some(byte_range(start + word.start.0 - base..start + word.end.0 - base))
    };
    factual_words(&part).into_iter().filter_map(place).collect()
}

fn stood_before(comparison: &Comparison, word: &ByteRange) -> bool {
    let mut runs = comparison.runs_into(&(word.start.0..word.end.0));
    runs.any(|run| run.after.start <= word.start.0 && word.end.0 <= run.after.end)
}
