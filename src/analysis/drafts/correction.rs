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

/// The sentences of the new draft that hold something new, as words, for looking many wordings up.
pub(super) struct Added(Vec<Vec<Word>>);

impl Added {
    pub(super) fn of(comparison: &Comparison, to: &Draft) -> Self {
        let text = to.text();
        let sentences = comparison.sentences_added(text);
        Self(sentences.into_iter().map(|sentence| only_words(words(text.as_str(), sentence))).collect())
    }

    /// The one place where the wording came in.
    pub(super) fn find(&self, comparison: &Comparison, to: &Draft, wording: &str) -> Option<Mark> {
        let text = to.text();
        let wanted = only_words(words(wording, 0..wording.len()));
        let places = self.0.iter().filter_map(|sentence| find_words(sentence, &wanted));
        let mut places = places.filter(|place| is_new(comparison, to, place));
        let place = places.next().filter(|_| places.next().is_none())?;
        let selector = Selector::of(text, &text.chars_of(&byte_range(place)))?;
        Some(Mark::new(to.number, selector))
    }
}

fn is_new(comparison: &Comparison, to: &Draft, place: &Range<usize>) -> bool {
    let stood = |word: &Word| comparison.runs_into(&word.range()).any(|run| run.exact);
    words(to.text().as_str(), place.clone()).iter().filter(|word| word.weight > 0).any(|word| !stood(word))
}

/// Where words stand one after the other, whatever their case, signs and blanks.
fn find(text: &str, range: Range<usize>, wording: &str) -> Option<Range<usize>> {
    find_words(&only_words(words(text, range)), &only_words(words(wording, 0..wording.len())))
}

fn find_words(there: &[Word], wanted: &[Word]) -> Option<Range<usize>> {
    if wanted.is_empty() {
        return None;
    }
    let equal = |window: &&[Word]| window.iter().zip(wanted).all(|(one, other)| one.key == other.key);
    let found = there.windows(wanted.len()).find(equal)?;
    Some(found.first()?.start..found.last()?.end)
}

fn only_words(words: Vec<Word>) -> Vec<Word> {
    words.into_iter().filter(|word| word.weight > 0).collect()
}
