//! What is derived from a review for drawing, computed once a change and never while drawing.

use crate::analysis::coverage::{Coverage, coverage, runs, uncovered};
use crate::review::{Claim, ClaimId, Draft, Edit, Progress, Review, Status};
use crate::text::{ByteRange, CharRange};
use std::collections::HashMap;
use std::ops::Range;

/// A mark with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedMark {
    /// The claim it belongs to, as an index into the review's claims.
    pub claim: usize,
    /// Which of the claim's marks it is.
    pub mark: usize,
    /// Its place in the newest draft, in bytes.
    pub bytes: ByteRange,
    /// The underline's lane: 0 is nearest to the words, overlapping marks take the next free one.
    pub lane: usize,
}

/// Where everything in a review stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// Marks on the newest draft by their beginning, longer ones first where several begin together.
    marks: Vec<PlacedMark>,
    /// For each mark, the furthest end of it and all before it: where a search may stop.
    furthest: Vec<usize>,
    by_id: HashMap<ClaimId, usize>,
    /// Of each claim its status and whether it needs a recheck: all that is counted again with every edit.
    statuses: Vec<(Status, bool)>,
    /// Claims in text order, as indices into the review's claims.
    pub order: Vec<usize>,
    /// Claims by status.
    pub progress: Progress,
    /// How many factual words stand under a mark.
    pub coverage: Coverage,
    /// Factual words under no mark, in text order; neighbours that read as one ("Mohamed Bazoum",
    /// "2023-07-27") as one range.
    pub uncovered: Vec<ByteRange>,
}

impl Index {
    /// Derives everything. `factual` are the factual words of the newest draft, `places` what earlier calls
    /// for the same review found.
    pub fn of(review: &Review, factual: &[ByteRange], places: &mut Places) -> Self {
        let mut order: Vec<usize> = (0..review.claims.len()).collect();
        order.sort_by_cached_key(|&index| in_text(review, &review.claims[index]));
        let mut marks = Vec::with_capacity(review.claims.len());
        for at in 0..review.claims.len() {
            marks.extend(placed(review, at, places));
        }
        let mut index = Self {
            marks,
            by_id: review.claims.iter().enumerate().map(|(index, claim)| (claim.id, index)).collect(),
            statuses: review.claims.iter().map(|claim| status_of(claim)).collect(),
            order,
            ..Self::default()
        };
        index.follow_marks();
        index.follow_factual(review, factual);
        index
    }

    /// Takes in the last claim of the review, which alone is new since the index was made: the same as
    /// deriving everything, in a fraction of the time.
    pub fn add_last(&mut self, review: &Review, factual: &[ByteRange], places: &mut Places) {
        let Some((claim, at)) = review.claims.last().zip(review.claims.len().checked_sub(1)) else { return };
        let place = self
            .order
            .partition_point(|&other| in_text(review, &review.claims[other]) < in_text(review, claim));
        self.order.insert(place, at);
        self.by_id.insert(claim.id, at);
        let new: Vec<PlacedMark> = placed(review, at, places).collect();
        let passages: Vec<ByteRange> = new.iter().map(|mark| mark.bytes.clone()).collect();
        let before = self.covered_in(factual, &passages);
        self.statuses.push(status_of(claim));
        self.marks.extend(new);
        self.follow_marks();
        self.count_again(before, self.covered_in(factual, &passages));
        if let Some(draft) = review.draft() {
            passages.iter().for_each(|passage| self.uncover(draft, factual, passage));
        }
    }

    /// Derives anew only what follows from the factual words.
    pub fn follow_factual(&mut self, review: &Review, factual: &[ByteRange]) {
        let Some(draft) = review.draft() else { return };
        self.take(Covered::of(draft, factual, self.ticks()));
    }

    /// Takes in what was derived elsewhere from the factual words, where it is of the marks as they stand
    /// now; tells whether it is.
    pub fn take_covered(&mut self, covered: Covered) -> bool {
        let is_now = covered.ticks == self.ticks();
        if is_now {
            self.take(covered);
        }
        is_now
    }

    fn take(&mut self, covered: Covered) {
        self.coverage = covered.coverage;
        self.uncovered = covered.uncovered;
    }

    /// Every mark's place, and whether it is ticked.
    pub fn ticks(&self) -> Vec<(ByteRange, bool)> {
        self.marks.iter().map(|mark| (mark.bytes.clone(), is_tick(self.statuses[mark.claim]))).collect()
    }

    /// Derives what follows from the marks alone.
    fn follow_marks(&mut self) {
        self.marks.sort_by_key(|mark| (mark.bytes.start, std::cmp::Reverse(mark.bytes.end), mark.claim));
        assign_lanes(&mut self.marks);
        self.furthest = furthest_ends(&self.marks);
        self.progress = Progress::of(self.statuses.iter().copied());
    }

    /// Of the factual words that some passages meet, those under marks and those under ticked ones.
    fn covered_in(&self, factual: &[ByteRange], passages: &[ByteRange]) -> (usize, usize) {
        let mut words: Vec<&ByteRange> =
            passages.iter().flat_map(|passage| meeting(factual, passage)).collect();
        words.sort_unstable_by_key(|word| word.start);
        words.dedup();
        let count = |ticked| words.iter().filter(|word| self.is_under(word, ticked)).count();
        (count(false), count(true))
    }

    /// Whether a word stands wholly under marks, or under ticked ones, taken together.
    fn is_under(&self, word: &ByteRange, ticked: bool) -> bool {
        let counts = |mark: &&PlacedMark| !ticked || is_tick(self.statuses[mark.claim]);
        let mut reached = word.start;
        for mark in self.marks_in(word.start.0..word.end.0).filter(counts) {
            if mark.bytes.start > reached {
                return false;
            }
            reached = reached.max(mark.bytes.end);
        }
        reached >= word.end
    }

    /// Counts words anew that were covered and ticked before, and are now.
    fn count_again(&mut self, before: (usize, usize), now: (usize, usize)) {
        self.coverage.covered = self.coverage.covered + now.0 - before.0;
        self.coverage.ticked = self.coverage.ticked + now.1 - before.1;
    }

    /// Lists anew what stands under no mark around a passage that came under one.
    fn uncover(&mut self, draft: &Draft, factual: &[ByteRange], passage: &ByteRange) {
        let from = self.uncovered.partition_point(|run| run.end <= passage.start);
        let to = self.uncovered.partition_point(|run| run.start < passage.end);
        let Some((first, last)) = self.uncovered.get(from..to).and_then(|runs| runs.first().zip(runs.last()))
        else {
            return;
        };
        let words = meeting(factual, &ByteRange { start: first.start, end: last.end });
        let left = words.iter().filter(|word| !self.is_under(word, false)).cloned().collect();
        self.uncovered.splice(from..to, runs(draft, left));
    }

    /// How many claims it knows.
    pub fn claim_count(&self) -> usize {
        self.order.len()
    }

    /// Derives anew only what follows from the statuses of the claims that an edit touches: enough after one
    /// that moves no mark.
    pub fn update_statuses(
        &mut self,
        review: &Review,
        factual: &[ByteRange],
        edit: &Edit,
        places: &mut Places,
    ) {
        for id in claims_of(edit) {
            let Some(at) = self.claim(id) else { continue };
            let passages: Vec<ByteRange> = placed(review, at, places).map(|mark| mark.bytes).collect();
            let before = self.covered_in(factual, &passages);
            self.statuses[at] = status_of(&review.claims[at]);
            self.count_again(before, self.covered_in(factual, &passages));
        }
        self.progress = Progress::of(self.statuses.iter().copied());
    }

    /// All marks in text order.
    pub fn marks(&self) -> &[PlacedMark] {
        &self.marks
    }

    /// The marks that meet a range of bytes, in text order.
    pub fn marks_in(&self, range: Range<usize>) -> impl Iterator<Item = &PlacedMark> {
        let from = self.furthest.partition_point(|&end| end <= range.start);
        let to = self.marks.partition_point(|mark| mark.bytes.start.0 < range.end);
        self.marks[from.min(to)..to].iter().filter(move |mark| mark.bytes.end.0 > range.start)
    }

    /// Goes along the marks, for many ranges in text order: cheaper than to look each up.
    pub fn along(&self) -> Along<'_> {
        Along { index: self, from: 0 }
    }

    /// The index of a claim in the review's list.
    pub fn claim(&self, id: ClaimId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }
}

/// A walk along the marks of an index.
pub struct Along<'i> {
    index: &'i Index,
    /// All marks before this one end before the ranges that are still to come.
    from: usize,
}

impl<'i> Along<'i> {
    /// The marks that meet a range of bytes; no range begins before the one asked about before it.
    pub fn marks_in(&mut self, range: Range<usize>) -> impl Iterator<Item = &'i PlacedMark> + use<'i> {
        let furthest = &self.index.furthest;
        while furthest.get(self.from).is_some_and(|&end| end <= range.start) {
            self.from += 1;
        }
        let near =
            self.index.marks[self.from..].iter().take_while(move |mark| mark.bytes.start.0 < range.end);
        near.filter(move |mark| mark.bytes.end.0 > range.start)
    }
}

/// What follows from the factual words of a draft and the marks on it. Of a long article it takes longer than
/// a frame may, so that a worker can derive it for the marks as they stood when it began.
#[derive(Debug)]
pub struct Covered {
    ticks: Vec<(ByteRange, bool)>,
    coverage: Coverage,
    uncovered: Vec<ByteRange>,
}

impl Covered {
    /// Derives it; `ticks` is what [`Index::ticks`] gives.
    pub fn of(draft: &Draft, factual: &[ByteRange], ticks: Vec<(ByteRange, bool)>) -> Self {
        let coverage = coverage(factual, &ticks);
        Self { coverage, uncovered: runs(draft, uncovered(factual, &ticks)), ticks }
    }
}

/// A claim's status, and whether it needs a recheck.
fn status_of(claim: &Claim) -> (Status, bool) {
    (claim.status, claim.needs_recheck)
}

/// Whether the tick stands: verified, and its words unchanged since.
fn is_tick((status, needs_recheck): (Status, bool)) -> bool {
    status == Status::Verified && !needs_recheck
}

/// The claims that an edit touches.
fn claims_of(edit: &Edit) -> Vec<ClaimId> {
    match edit {
        Edit::Together(edits) => edits.iter().flat_map(claims_of).collect(),
        edit => edit.claim().into_iter().collect(),
    }
}

/// The words (in text order) that meet a passage.
fn meeting<'w>(words: &'w [ByteRange], passage: &ByteRange) -> &'w [ByteRange] {
    let from = words.partition_point(|word| word.end <= passage.start);
    let to = words.partition_point(|word| word.start < passage.end);
    words.get(from..to).unwrap_or_default()
}

/// By what claims are in text order; those that stand in no passage of the newest draft come last.
fn in_text(review: &Review, claim: &Claim) -> impl Ord + use<> {
    (review.is_gone(claim), claim.place(), claim.number)
}

/// Where a claim's marks on the newest draft stand; `at` is its index.
fn placed<'a>(
    review: &'a Review,
    at: usize,
    places: &'a mut Places,
) -> impl Iterator<Item = PlacedMark> + use<'a> {
    let draft = review.draft();
    review.claims[at].marks.iter().enumerate().filter_map(move |(mark, place)| {
        let draft = draft.filter(|draft| draft.number == place.draft)?;
        Some(PlacedMark { claim: at, mark, bytes: places.of(draft, place.range())?, lane: 0 })
    })
}

/// Where marks stand in bytes, kept from change to change: nearly all stay where they are.
#[derive(Debug, Default)]
pub struct Places {
    draft: u32,
    known: HashMap<CharRange, ByteRange>,
}

impl Places {
    fn of(&mut self, draft: &Draft, range: CharRange) -> Option<ByteRange> {
        if self.draft != draft.number {
            *self = Self { draft: draft.number, known: HashMap::new() };
        }
        if let Some(known) = self.known.get(&range) {
            return Some(known.clone());
        }
        let bytes = draft.text().bytes_of(&range)?;
        self.known.insert(range, bytes.clone());
        Some(bytes)
    }
}

/// Gives each mark the lowest lane that no mark before it still holds.
fn assign_lanes(marks: &mut [PlacedMark]) {
    let mut held_until: Vec<usize> = Vec::new();
    for mark in marks {
        let free = held_until.iter().position(|&end| end <= mark.bytes.start.0);
        mark.lane = free.unwrap_or(held_until.len());
        match held_until.get_mut(mark.lane) {
            Some(end) => *end = mark.bytes.end.0,
            None => held_until.push(mark.bytes.end.0),
        }
    }
}

fn furthest_ends(marks: &[PlacedMark]) -> Vec<usize> {
    let mut furthest = 0;
    let step = |mark: &PlacedMark| {
        furthest = furthest.max(mark.bytes.end.0);
        furthest
    };
    marks.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::coverage::factual_words;
    use crate::review::{Article, Numbers, Paragraph, ParagraphKind, ReviewId, compose};
    use crate::text::{byte_range, char_range};
    use proptest::prelude::*;

    fn index(ranges: &[Range<usize>]) -> Index {
        let mut marks: Vec<PlacedMark> = ranges
            .iter()
            .enumerate()
            .map(|(claim, range)| PlacedMark { claim, mark: 0, bytes: byte_range(range.clone()), lane: 0 })
            .collect();
        marks.sort_by_key(|mark| (mark.bytes.start, std::cmp::Reverse(mark.bytes.end), mark.claim));
        assign_lanes(&mut marks);
        Index { furthest: furthest_ends(&marks), marks, ..Index::default() }
    }

    fn ranges() -> impl Strategy<Value = Vec<Range<usize>>> {
        prop::collection::vec((0usize..200, 1usize..60).prop_map(|(start, len)| start..start + len), 0..40)
    }

    proptest! {
        #[test]
        fn marks_in_finds_what_a_full_search_finds(ranges in ranges(), from in 0usize..260, len in 0usize..60) {
            let index = index(&ranges);
            let asked = from..from + len;
            let found: Vec<_> = index.marks_in(asked.clone()).map(|mark| mark.claim).collect();
            let meets = |mark: &&PlacedMark| mark.bytes.start.0 < asked.end && mark.bytes.end.0 > asked.start;
            let searched: Vec<_> = index.marks.iter().filter(meets).map(|mark| mark.claim).collect();
            prop_assert_eq!(found, searched);
        }

        #[test]
        fn a_walk_along_finds_what_each_search_finds(ranges in ranges(), mut asked in ranges()) {
            let index = index(&ranges);
            asked.sort_by_key(|range| range.start);
            let mut along = index.along();
            for range in asked {
                let walked: Vec<_> = along.marks_in(range.clone()).collect();
                prop_assert_eq!(walked, index.marks_in(range).collect::<Vec<_>>());
            }
        }

        #[test]
        fn taking_in_claims_one_by_one_gives_what_deriving_everything_gives(
            passages in prop::collection::vec((0usize..70, 1usize..30), 0..12)
        ) {
            let words = "On 3 March the council of Été paid “4,000 crowns” to Ada Brown and nine others.";
            let paragraphs = vec![Paragraph::new(ParagraphKind::Body, words); 2];
            let draft = Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", paragraphs);
            let factual = factual_words(&draft);
            let mut review = Review::new(ReviewId::new(1), Article::default(), draft);
            let (mut ids, mut places) = (Numbers::from_seed(1), Places::default());
            let mut grown = Index::of(&review, &factual, &mut places);
            for (start, len) in passages {
                let (_, edit) = compose::new_claim(&review, &mut ids, &[char_range(start..start + len)]).unwrap();
                edit.apply(&mut review).unwrap();
                grown.add_last(&review, &factual, &mut places);
                prop_assert_eq!(&grown, &Index::of(&review, &factual, &mut Places::default()));
            }
        }

        #[test]
        fn marks_that_overlap_have_lanes_of_their_own(ranges in ranges()) {
            let index = index(&ranges);
            for (at, one) in index.marks.iter().enumerate() {
                for other in &index.marks[at + 1..] {
                    let apart = one.bytes.end <= other.bytes.start || other.bytes.end <= one.bytes.start;
                    prop_assert!(apart || one.lane != other.lane, "{:?} {:?}", one, other);
                }
            }
        }
    }
}
