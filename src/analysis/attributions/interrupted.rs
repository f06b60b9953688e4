//! What is said around a speaker and a verb that interrupt it, or that stand behind it: “We stay,” said Ada, “and
//! wait.” “The ship, officials confirmed, was empty.”

use super::table::flag;
use super::{BEFORE, Content, Evidence, Reading};
use std::ops::Range;

impl Reading<'_> {
    /// Whether a quotation behind a comma goes on with the one that speaker and verb interrupt.
    pub(super) fn goes_on(&self, before: &Content, after: &Content) -> bool {
        let start = after.tokens.start;
        before.evidence == Evidence::Quotation
            && after.evidence == Evidence::Quotation
            && before.tokens.end < start
            && self.words.quotation_from(start).is_some()
            && self.words.is_sign(start - 1, &[','])
    }

    /// The clause that a speaker and a verb interrupt or end, between commas: “The ship, officials confirmed, was
    /// empty.”
    pub(super) fn inserted(
        &self,
        verb: usize,
        speaker: Option<&Range<usize>>,
        content: Option<&Content>,
    ) -> Option<Content> {
        let words = self.words;
        let open = content.is_none_or(|content| {
            matches!(content.evidence, Evidence::Anything | Evidence::Before | Evidence::Clause)
        });
        // In German the verb comes first there: “…, sagte sie, …”.
        let weak = words.is(verb, flag::CUE & !flag::SAID & !flag::PERCEIVED)
            && open
            && !words.table.grammar.verb_second;
        let comma = speaker.filter(|speaker| weak && speaker.end <= verb)?.start.checked_sub(1)?;
        let end = self.end_of_insertion(verb)?;
        let before = self.sentence.start..comma;
        if comma <= self.sentence.start || !words.is_sign(comma, &[',']) || self.is_subordinate(&before) {
            return None;
        }
        let ends = end + 1 >= self.last_word;
        let tokens = if ends { before } else { self.sentence.start..self.last_word };
        let far = tokens.end.saturating_sub(BEFORE).max(tokens.start);
        let has_verb = tokens.end - tokens.start > 2 && words.has_any_verb(far..tokens.end);
        has_verb.then_some(Content { tokens, evidence: Evidence::Inserted })
    }

    /// A speaker without what only looks like a description of it: “The ship, Okafor confirmed, was empty”.
    pub(super) fn without_subject(&self, verb: usize, speaker: Range<usize>) -> Range<usize> {
        let words = self.words;
        let comma = speaker.clone().rev().find(|&at| words.is_sign(at, &[',']));
        let own = comma.filter(|_| speaker.end <= verb).map(|comma| comma + 1..speaker.end);
        let goes_on = |end: usize| words.is_sign(end, &[',']) && words.is(end + 1, flag::FINITE | flag::VERB);
        let inserted = self.end_of_insertion(verb).is_some_and(goes_on);
        own.filter(|own| inserted && !own.is_empty()).unwrap_or(speaker)
    }

    /// Whether a verb’s subject is “who” or “which”.
    pub(super) fn is_relative(&self, verb: usize) -> bool {
        let words = self.words;
        let last = (self.clause.start + 1..verb).rev().find(|&at| !words.is_between(at));
        last.is_some_and(|at| words.is(at, flag::RELATIVE) && !words.is(at, flag::DETERMINER | flag::THAT))
    }

    /// The comma or end behind a verb with at most some words that say when or where.
    fn end_of_insertion(&self, verb: usize) -> Option<usize> {
        /// “confirmed in a statement on Tuesday”.
        const LONGEST: usize = 9;
        let words = self.words;
        let end = (verb + 1..self.sentence.end).take(LONGEST).find(|&at| !words.is_word(at))?;
        let says_when =
            words.is(verb + 1, flag::LINK | flag::FRONTING) && !words.is(verb + 1, flag::DETERMINER);
        let stops = words.is_sign(end, &[',']) || end >= self.last_word;
        (stops && (end == verb + 1 || says_when)).then_some(end)
    }

    /// Whether a stretch is a clause that only leads to another: “When the vote ended,”.
    pub(super) fn is_subordinate(&self, stretch: &Range<usize>) -> bool {
        let words = self.words;
        let leads = words.is(stretch.start, flag::FRONTING | flag::CONJUNCTION | flag::LINK)
            && !words.is(stretch.start, flag::DETERMINER);
        leads && !stretch.clone().take(BEFORE).any(|at| words.is_sign(at, &[',']))
    }
}
