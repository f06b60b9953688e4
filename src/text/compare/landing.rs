//! Where a passage of the old text stands in the new one.

use super::words::{Word, words};
use super::{Comparison, Run};
use crate::text::{ByteRange, Text, byte_range};
use std::ops::Range;

/// The least that a passage and its place must share: Dice’s coefficient of the weights of their words.
const ENOUGH: f32 = 0.4;

/// A passage inside a sentence that so much of is still there may share less: its place is sure.
const SENTENCE_STANDS: f32 = 0.5;
/// …but where any of its words are left, not less than this.
const AT_LEAST: f32 = 0.2;

/// A passage that left no such place is looked for in what came in beside its sentence, if it has so many
/// words…
const NEARBY_WORDS: usize = 5;
/// …of so much weight, for a shorter one is found anywhere…
const NEARBY_WEIGHT: u32 = 12;
/// …and is this much like what it finds.
const NEARBY_ALIKE: f32 = 0.45;
/// How far it is looked for, in bytes and in runs.
const NEARBY_BYTES: usize = 3 << 10;
/// See [`NEARBY_BYTES`].
const NEIGHBOURS: usize = 16;

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
        let parts: Vec<Part> =
            self.runs_in(&range).iter().filter_map(|run| part(before, after, run, &range)).collect();
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
        if let Some(landing) = verbatim(before, after, range, chain) {
            return Some(landing);
        }
        let (place, moved) = match (chain.first(), chain.last()) {
            (Some(first), Some(last)) => {
                let start = self.widened_start(before, after, range, first);
                let end = self.widened_end(before, after, range, last);
                (Some(start..end), chain.iter().all(|part| part.moved))
            }
            _ => (self.between(before, after, range), false),
        };
        let landed = place
            .map(|place| after.snap_to_graphemes(&after.trim(&byte_range(place))))
            .filter(|landed| landed.start < landed.end);
        let alike = landed.as_ref().map_or(0.0, |landed| alike(before, after, range, landed, chain));
        let sure = landed.clone().filter(|_| alike >= ENOUGH);
        let landed = sure.or_else(|| self.nearby(before, after, range)).or_else(|| {
            landed.filter(|landed| {
                (chain.is_empty() || alike >= AT_LEAST) && self.sentence_stands(range, landed)
            })
        })?;
        let exact = after.slice_bytes(&landed) == before.as_str().get(range.clone());
        Some(Landing { after: landed, exact, moved })
    }

    /// The stretch most like the passage among what came in between the neighbours of its sentence.
    fn nearby(&self, before: &Text, after: &Text, range: &Range<usize>) -> Option<ByteRange> {
        let ours = words(before.as_str(), range.clone());
        let weight = weigh(&ours);
        if ours.len() < NEARBY_WORDS || weight < NEARBY_WEIGHT {
            return None;
        }
        let sentence = self.sentences_before(range);
        let first = self.runs.partition_point(|run| run.before.end <= sentence.start);
        let last = self.runs.partition_point(|run| run.before.start < sentence.end);
        let from = self.runs[..first]
            .iter()
            .rev()
            .take(NEIGHBOURS)
            .find(|run| !run.moved)
            .map_or(0, |run| run.after.end);
        let to = self.runs[last..]
            .iter()
            .take(NEIGHBOURS)
            .find(|run| !run.moved)
            .map_or(after.len_bytes(), |run| run.after.start);
        if let Some(copy) = self.copy_beside(after, &ours, from.min(to), from.max(to)) {
            return Some(copy);
        }
        if from >= to || to - from > NEARBY_BYTES {
            return None;
        }
        let theirs = words(after.as_str(), from..to);
        let pairs = super::diff::align(&ours, &theirs);
        let mut best: (u32, Option<Range<usize>>) = (0, None);
        for (at, &(_, start)) in pairs.iter().enumerate() {
            let mut shared = 0;
            for &(one, end) in &pairs[at..] {
                shared += ours[one].weight.max(1);
                let alike = 2.0 * shared as f32 / (weight + weigh(&theirs[start..=end])) as f32;
                if alike >= NEARBY_ALIKE && shared > best.0 {
                    best = (shared, Some(theirs[start].start..theirs[end].end));
                }
            }
        }
        let place = best.1?;
        Some(after.snap_to_graphemes(&byte_range(place)))
    }

    /// A passage that stood twice, one beside the other, and now stands once: its words in the sentences
    /// around its place, whatever its last stop.
    fn copy_beside(&self, after: &Text, ours: &[Word], from: usize, to: usize) -> Option<ByteRange> {
        let start = self.sentences_after(&(from.saturating_sub(1)..from)).start;
        let end = self.sentences_after(&(to..to + 1)).end.min(after.len_bytes());
        if end.saturating_sub(start) > NEARBY_BYTES {
            return None;
        }
        let kept = ours.len() - ours.iter().rev().take_while(|word| word.weight == 0).count();
        let wanted = &ours[..kept];
        let theirs = words(after.as_str(), after.snap_to_graphemes(&byte_range(start..end)).start.0..end);
        let equal = |window: &&[Word]| window.iter().zip(wanted).all(|(one, other)| one.key == other.key);
        let found = theirs.windows(wanted.len().max(1)).find(equal)?;
        Some(after.snap_to_graphemes(&byte_range(found.first()?.start..found.last()?.end)))
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
        let new_from = self
            .runs_into(&(new_from..first.after.start))
            .map(|run| run.after.end)
            .fold(new_from, usize::max);
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
        let new_to = self
            .runs_into(&(last.after.end..new_to))
            .map(|run| run.after.start)
            .fold(new_to, usize::min)
            .max(last.after.end);
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

/// The passage word for word around one of its parts, where the comparison gave its other words to a copy.
fn verbatim(before: &Text, after: &Text, range: &Range<usize>, chain: &[Part]) -> Option<Landing> {
    let words = before.as_str().get(range.clone())?;
    let part = chain.iter().max_by_key(|part| part.before.len())?;
    let start = part.after.start.checked_sub(part.before.start - range.start)?;
    let place = start..start + range.len();
    let landed = byte_range(place.clone());
    let stands = after.as_str().get(place)? == words && after.snap_to_graphemes(&landed) == landed;
    stands.then_some(Landing { after: landed, exact: true, moved: part.moved })
}

fn weigh(words: &[Word]) -> u32 {
    words.iter().map(|word| word.weight.max(1)).sum()
}

/// How much a passage and its place share: Dice’s coefficient of the weights, 0 to 1.
fn alike(before: &Text, after: &Text, range: &Range<usize>, landed: &ByteRange, chain: &[Part]) -> f32 {
    let ours = words(before.as_str(), range.clone());
    let theirs = words(after.as_str(), landed.start.0..landed.end.0);
    let stays = |word: &&Word| {
        chain.iter().any(|part| part.before.start <= word.start && word.end <= part.before.end)
    };
    let shared: u32 = ours.iter().filter(stays).map(|word| word.weight.max(1)).sum();
    2.0 * shared as f32 / (weigh(&ours) + weigh(&theirs)).max(1) as f32
}

/// How many of the words that came belong to the passage, where some of those that went did not: its
/// share, unless far more came than went.
fn share(outside: usize, lost: usize, came: usize) -> usize {
    if lost == 0 || came > 2 * (lost + outside) + 2 {
        return 0;
    }
    if outside == 0 { came } else { (came * lost).div_ceil(lost + outside).min(came) }
}

/// The part of a run that lies in the passage.
fn part(old: &Text, new: &Text, run: &Run, range: &Range<usize>) -> Option<Part> {
    let Run { before, after, exact, moved } = run.clone();
    if !exact {
        let inside = before.start >= range.start && before.end <= range.end;
        return if inside {
            Some(Part { before, after, exact, moved })
        } else {
            part_of_word(old, new, run, range)
        };
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

/// The part of a word that differs in case or typography: char by char, where it has as many.
fn part_of_word(old: &Text, new: &Text, run: &Run, range: &Range<usize>) -> Option<Part> {
    let (one, other) = (old.as_str().get(run.before.clone())?, new.as_str().get(run.after.clone())?);
    let start = range.start.max(run.before.start) - run.before.start;
    let end = range.end.min(run.before.end) - run.before.start;
    if one.chars().count() != other.chars().count() {
        return None;
    }
    let place = |at: usize| -> Option<usize> {
        let chars = one.get(..at)?.chars().count();
        Some(other.char_indices().nth(chars).map_or(other.len(), |(at, _)| at))
    };
    let after = run.after.start + place(start)?..run.after.start + place(end)?;
    Some(Part {
        before: run.before.start + start..run.before.start + end,
        after,
        exact: false,
        moved: run.moved,
    })
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
