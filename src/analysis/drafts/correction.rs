//! A proposed correction that the writer took over, recognised by its words.

use crate::review::{Claim, Draft, Mark, Resolution};
use crate::text::compare::{Comparison, Word, words};
use crate::text::{Selector, byte_range};
use std::ops::Range;

/// The wording proposed for a claim, where nobody has decided about it yet.
pub(super) fn open(claim: &Claim) -> Option<&str> {
    let correction = claim.correction.as_ref()?;
    let wording = correction.text.trim();
    (correction.resolution == Resolution::Open && !wording.is_empty()).then_some(wording)
}

/// Whether the wording stands in the sentences around a mark, and is at least in part new there.
pub(super) fn stands_at(comparison: &Comparison, to: &Draft, mark: &Mark, wording: &str) -> bool {
    let Some(bytes) = to.text().bytes_of(&mark.range()) else { return false };
    let sentences = comparison.sentences_after(&(bytes.start.0..bytes.end.0));
    find(to.text().as_str(), sentences, wording).is_some_and(|place| is_new(comparison, to, &place))
}

/// The one place where the wording came in.
pub(super) fn came_in(comparison: &Comparison, to: &Draft, wording: &str) -> Option<Mark> {
    let text = to.text();
    let mut places = comparison.added(text).filter_map(|added| {
        let sentences = comparison.sentences_after(&(added.start.0..added.end.0));
        find(text.as_str(), sentences, wording).filter(|place| is_new(comparison, to, place))
    });
    let place = places.next()?;
    if places.any(|other| other != place) {
        return None;
    }
    let selector = Selector::of(text, &text.chars_of(&byte_range(place)))?;
    Some(Mark::new(to.number, selector))
}

fn is_new(comparison: &Comparison, to: &Draft, place: &Range<usize>) -> bool {
    let stood = |word: &Word| comparison.runs_into(&word.range()).any(|run| run.exact);
    words(to.text().as_str(), place.clone()).iter().filter(|word| word.weight > 0).any(|word| !stood(word))
}

/// Where words stand one after the other, whatever their case, signs and blanks.
fn find(text: &str, range: Range<usize>, wording: &str) -> Option<Range<usize>> {
    let only_words = |words: Vec<Word>| words.into_iter().filter(|word| word.weight > 0).collect::<Vec<_>>();
    let wanted: Vec<u64> = only_words(words(wording, 0..wording.len())).iter().map(|word| word.key).collect();
    let there = only_words(words(text, range));
    if wanted.is_empty() {
        return None;
    }
    let found = there
        .windows(wanted.len())
        .find(|window| window.iter().map(|word| word.key).eq(wanted.iter().copied()))?;
    Some(found.first()?.start..found.last()?.end)
}
