//! Going from claim to claim, from hit to hit, from word to word.

use super::{OpenReview, Panel, Reveal, TextSelection};
use crate::app::filter::Filter;
use crate::app::revise;
use crate::review::{Claim, ClaimId};
use crate::text::{ByteOffset, CharRange};
use std::sync::Arc;

impl OpenReview {
    /// Applies the filter anew, after it or the order changed.
    pub fn refilter(&mut self) {
        self.shown = self.place.filter.apply(&self.review, &self.index, self.place.sort, None);
    }

    /// The chosen claim.
    pub fn chosen(&self) -> Option<&Claim> {
        let at = self.index.claim(self.place.claim?)?;
        self.review.claims.get(at).map(Arc::as_ref)
    }

    /// Chooses a claim and brings it into view; a claim the filter hides is shown by taking the filter off.
    pub fn choose(&mut self, claim: Option<ClaimId>) {
        let claim = claim.filter(|&id| self.index.claim(id).is_some());
        if self.place.claim != claim {
            self.current_mark = 0;
            self.citation = None;
            self.place.claim = claim;
            if !self.place.filter.is_empty() {
                self.refilter();
            }
        }
        let Some(id) = claim else { return };
        self.looked_at = None;
        self.reveal = Some(Reveal::Claim(id));
        let hidden = self.index.claim(id).is_some_and(|at| !self.shown.contains(&at));
        if hidden {
            self.place.filter = Filter::default();
            self.refilter();
        }
    }

    /// The shown claim that stands `step` places after the chosen one (before, where negative).
    pub fn neighbour(&self, step: isize) -> Option<ClaimId> {
        if self.place.panel == Panel::Revisions {
            return self.neighbour_in(&revise::listed(self, self.place.fates), step);
        }
        let claim = |at: usize| self.shown.get(at).map(|&index| self.review.claims[index].id);
        let chosen = self.place.claim.and_then(|id| self.index.claim(id));
        let Some(at) = chosen.and_then(|index| self.shown.iter().position(|&shown| shown == index)) else {
            return claim(if step < 0 { self.shown.len().checked_sub(1)? } else { 0 });
        };
        claim(at.checked_add_signed(step)?)
    }

    /// The claim of a list that stands `step` places after the chosen one.
    fn neighbour_in(&self, list: &[ClaimId], step: isize) -> Option<ClaimId> {
        let Some(at) = list.iter().position(|&id| Some(id) == self.place.claim) else {
            return if step < 0 { list.last() } else { list.first() }.copied();
        };
        list.get(at.checked_add_signed(step)?).copied()
    }

    /// The next open claim after the chosen one among those shown, round to the beginning.
    pub fn next_open(&self) -> Option<ClaimId> {
        let chosen = self.place.claim.and_then(|id| self.index.claim(id));
        let at = chosen.and_then(|index| self.shown.iter().position(|&shown| shown == index));
        let from = at.map_or(0, |at| at + 1);
        let (before, after) = self.shown.split_at(from.min(self.shown.len()));
        let mut round = after.iter().chain(before).map(|&index| &self.review.claims[index]);
        round.find(|claim| claim.is_open() && Some(claim.id) != self.place.claim).map(|claim| claim.id)
    }

    /// The selected words as chars of the draft, white space at the ends left out; none where there are none.
    pub fn selected_chars(&self) -> Option<CharRange> {
        let text = self.draft.text();
        let range = text.trim(&text.snap_to_graphemes(&self.selection?.range()));
        (range.start < range.end).then(|| text.chars_of(&range))
    }

    /// The selected words.
    pub fn selected_words(&self) -> Option<&str> {
        self.draft.text().slice_bytes(&self.selection?.range()).filter(|words| !words.is_empty())
    }

    /// Goes to another hit, round at the ends.
    pub fn step_hit(&mut self, step: isize) {
        let count = self.find.hits.len();
        if count > 0 {
            self.find.current = (self.find.current as isize + step).rem_euclid(count as isize) as usize;
            self.reveal_hit();
        }
    }

    /// Brings the hit that the reader is at into view.
    pub(in crate::app) fn reveal_hit(&mut self) {
        if let Some(hit) = self.find.hits.get(self.find.current) {
            self.reveal = Some(Reveal::Text(hit.start));
        }
    }

    /// Selects nothing any more; the caret stays behind the words, so that one goes on from there.
    pub fn end_selection(&mut self) {
        self.selection = self.selection.map(|selection| TextSelection::caret(selection.range().end));
    }

    /// Selects the next factual word that no claim covers, after the caret, round to the beginning; with
    /// `new`, only of those that came with the newest draft.
    pub fn select_next_uncovered(&mut self, new: bool) -> bool {
        let from = self.selection.map_or(ByteOffset(0), |selection| selection.range().end);
        let words = if new { &self.new_facts } else { &self.index.uncovered };
        let at = words.partition_point(|word| word.start < from);
        let Some(word) = words.get(at).or_else(|| words.first()) else { return false };
        self.selection = Some(TextSelection { anchor: word.start, head: word.end });
        self.reveal = Some(Reveal::Text(word.start));
        true
    }
}
