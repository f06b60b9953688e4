//! Where a passage of the old text stands in the new one.

use super::words::{Word, words};
use super::{Comparison, Run};
use crate::text::{ByteRange, Text, byte_range};
use std::ops::Range;

/// The least that a passage and its place must share: Dice’s coefficient of the weights of their words.
const ENOUGH: f32 = 0.4;

/// A passage inside a sentence that so much of is still there may share less: its place is sure.
const SENTENCE_STANDS: f32 = 0.5;

/// Words between two parts of a passage that still leave them one passage, in times of what was found.
const WIDEST_INSERTION: usize = 1;
/// The same for short passages, in bytes.
const SHORT_INSERTION: usize = 60;

/// Where a passage stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// Its place in the new text, in bytes, on grapheme boundaries.
    pub after: ByteRange,
    /// Whether every byte is as it was.
    pub exact: bool,
    /// Whether it stands elsewhere in the order of the text.
    pub moved: bool,
}

/// A part of the passage that stands in the new text.
#[derive(Clone, Debug)]
struct Part {
    before: Range<usize>,
    after: Range<usize>,
    exact: bool,
    moved: bool,
}

impl Comparison {
    /// Where a passage of the old text (in bytes) stands in the new one; `None` where no passage is it.
    pub fn land(&self, before: &Text, after: &Text, passage: &ByteRange) -> Option<Landing> {
        let passage = before.trim(passage);
        let range = passage.start.0..passage.end.0;
        if range.is_empty() {
            return None;
        }
        let parts: Vec<Part> = self.runs_in(&range).iter().filter_map(|run| part(run, &range)).collect();
        if let [only] = parts.as_slice()
            && only.exact
            && only.before == range
        {
            let landed = after.snap_to_graphemes(&byte_range(only.after.clone()));
            let exact = after.slice_bytes(&landed) == before.slice_bytes(&passage);
            return Some(Landing { after: landed, exact, moved: only.moved });
        }
        self.land_edited(before, after, &range, &parts)
    }

    fn land_edited(
        &self,
        before: &Text,
        after: &Text,
        range: &Range<usize>,
        parts: &[Part],
    ) -> Option<Landing> {
        let chain = heaviest(before, parts);
        let (place, moved) = match (chain.first(), chain.last()) {
            (Some(first), Some(last)) => {
                let start = self.widened_start(before, after, range, first);
                let end = self.widened_end(before, after, range, last);
                (start..end, chain.iter().all(|part| part.moved))
            }
            _ => (self.between(before, after, range)?, false),
        };
        let landed = after.snap_to_graphemes(&after.trim(&byte_range(place)));
        if landed.start >= landed.end || !self.is_enough(before, after, range, &landed, chain) {
            return None;
        }
        let exact = after.slice_bytes(&landed) == before.as_str().get(range.clone());
        Some(Landing { after: landed, exact, moved })
    }

    /// Whether what landed is still the passage.
    fn is_enough(
        &self,
        before: &Text,
        after: &Text,
        range: &Range<usize>,
        landed: &ByteRange,
        chain: &[Part],
    ) -> bool {
        let weigh = |words: &[Word]| words.iter().map(|word| word.weight.max(1)).sum::<u32>();
        let ours = words(before.as_str(), range.clone());
        let theirs = words(after.as_str(), landed.start.0..landed.end.0);
        let shared: u32 = ours
            .iter()
            .filter(|word| {
                chain.iter().any(|part| part.before.start <= word.start && word.end <= part.before.end)
            })
            .map(|word| word.weight.max(1))
            .sum();
        let alike = 2.0 * shared as f32 / (weigh(&ours) + weigh(&theirs)).max(1) as f32;
        alike >= ENOUGH || self.sentence_stands(range, landed)
    }

    /// Whether the sentences around a passage stand in those around its place, by more than half.
    fn sentence_stands(&self, range: &Range<usize>, landed: &ByteRange) -> bool {
        let sentence = self.sentences_before(range);
        let place = self.sentences_after(&(landed.start.0..landed.end.0));
        let shared: usize = self
            .runs_in(&sentence)
            .iter()
            .filter(|run| run.after.start < place.end && run.after.end > place.start)
            .map(|run| run.before.end.min(sentence.end) - run.before.start.max(sentence.start))
            .sum();
        // What is marked whole is its own sentence: then only its own words count.
        sentence != *range && shared as f32 >= SENTENCE_STANDS * sentence.len() as f32
    }

    /// Where the passage begins: before the first word that stayed, the words that came in place of its
    /// own first ones belong to it.
    fn widened_start(&self, before: &Text, after: &Text, range: &Range<usize>, first: &Part) -> usize {
        if first.before.start <= range.start {
            return first.after.start;
        }
        let unit = self.sentences_before(&(range.start..first.before.start)).start;
        let place = self.sentences_after(&(first.after.start..first.after.start + 1)).start;
        let last =
            self.runs_in(&(unit..first.before.start)).last().filter(|run| run.after.end <= first.after.start);
        let old_from = last.map_or(unit, |run| run.before.end.max(unit));
        let new_from = last.map_or(place, |run| run.after.end.max(place));
        let lost = words(before.as_str(), old_from.max(range.start)..first.before.start);
        let outside =
            words(before.as_str(), old_from.min(range.start)..range.start.max(old_from).min(range.start));
        let came = words(after.as_str(), new_from..first.after.start);
        let take = share(outside.len(), lost.len(), came.len());
        came.len().checked_sub(take).and_then(|at| came.get(at)).map_or(first.after.start, |word| word.start)
    }

    /// The same for its end.
    fn widened_end(&self, before: &Text, after: &Text, range: &Range<usize>, last: &Part) -> usize {
        if last.before.end >= range.end {
            return last.after.end;
        }
        let unit = self.sentences_before(&(last.before.end..range.end)).end;
        let place = self.sentences_after(&(last.after.end.saturating_sub(1)..last.after.end)).end;
        let next =
            self.runs_in(&(last.before.end..unit)).first().filter(|run| run.after.start >= last.after.end);
        let old_to = next.map_or(unit, |run| run.before.start.min(unit));
        let new_to = next.map_or(place, |run| run.after.start.min(place)).max(last.after.end);
        let lost = words(before.as_str(), last.before.end..old_to.min(range.end).max(last.before.end));
        let outside = words(before.as_str(), range.end.min(old_to)..old_to);
        let came = words(after.as_str(), last.after.end..new_to);
        let take = share(outside.len(), lost.len(), came.len());
        take.checked_sub(1).and_then(|at| came.get(at)).map_or(last.after.end, |word| word.end)
    }

    /// The place of a passage none of whose words stayed: what came between its neighbours.
    fn between(&self, before: &Text, after: &Text, range: &Range<usize>) -> Option<Range<usize>> {
        let unit = self.sentences_before(range);
        let last = self.runs_in(&(unit.start..range.start)).last()?.clone();
        let next = self.runs_in(&(range.end..unit.end)).first().cloned();
        let end = match &next {
            Some(next) if next.after.start >= last.after.end => next.after.start,
            Some(_) => return None,
            None => self.sentences_after(&(last.after.end.saturating_sub(1)..last.after.end)).end,
        };
        let came = words(after.as_str(), last.after.end..end);
        let lead = words(before.as_str(), last.before.end.min(range.start)..range.start).len();
        let lost = words(before.as_str(), range.clone()).len();
        let tail =
            words(before.as_str(), range.end..next.map_or(unit.end, |run| run.before.start).max(range.end))
                .len();
        let from = came.len() * lead / (lead + lost + tail).max(1);
        let to = (came.len() * (lead + lost)).div_ceil((lead + lost + tail).max(1));
        Some(came.get(from)?.start..came.get(to.checked_sub(1)?)?.end)
    }
}

/// How many of the words that came belong to the passage, where some of those that went did not: its
/// share, unless far more came than went.
fn share(outside: usize, lost: usize, came: usize) -> usize {
    if lost == 0 || came > 3 * (lost + outside) + 3 {
        return 0;
    }
    if outside == 0 { came } else { (came * lost).div_ceil(lost + outside).min(came) }
}

/// The part of a run that lies in the passage.
fn part(run: &Run, range: &Range<usize>) -> Option<Part> {
    let Run { before, after, exact, moved } = run.clone();
    if !exact {
        let inside = before.start >= range.start && before.end <= range.end;
        return inside.then_some(Part { before, after, exact, moved });
    }
    let start = range.start.saturating_sub(before.start);
    let end = before.len() - before.end.saturating_sub(range.end);
    Some(Part {
        before: before.start + start..before.start + end,
        after: after.start + start..after.start + end,
        exact,
        moved,
    })
    .filter(|part| !part.before.is_empty())
}

/// The neighbouring parts that stand in order and near each other in the new text and hold most.
fn heaviest<'p>(before: &Text, parts: &'p [Part]) -> &'p [Part] {
    let weight = |parts: &[Part]| -> u32 {
        let held = parts.iter().flat_map(|part| words(before.as_str(), part.before.clone()));
        held.map(|word| 1 + 2 * word.weight).sum()
    };
    let mut best: (u32, &[Part]) = (0, &[]);
    let mut from = 0;
    for at in 1..=parts.len() {
        if at < parts.len() && goes_on(&parts[from..at], &parts[at]) {
            continue;
        }
        let chain = &parts[from..at];
        let weight = weight(chain);
        if weight > best.0 {
            best = (weight, chain);
        }
        from = at;
    }
    best.1
}

/// Whether the next part still belongs to the passage that the parts before it make.
fn goes_on(parts: &[Part], next: &Part) -> bool {
    let Some(last) = parts.last() else { return true };
    let found: usize = parts.iter().map(|part| part.after.len()).sum::<usize>() + next.after.len();
    next.after.start >= last.after.end
        && next.after.start - last.after.end
            <= (WIDEST_INSERTION * found).max(SHORT_INSERTION).max(2 * (next.before.start - last.before.end))
}
