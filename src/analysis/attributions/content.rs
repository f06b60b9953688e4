//! What is said: the clause or quotation behind a verb of saying, or the one before it.

use super::table::{flag, has};
use super::{BEFORE, Reading};
use std::ops::Range;

/// How many tokens behind a cue the quotation or clause may begin that depends on it: “told the radio in an
/// interview on Monday that”.
const REACH: usize = 14;

/// What is said, and what shows that it is.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) tokens: Range<usize>,
    pub(super) evidence: Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// A word that begins a clause of content.
    That,
    /// Quotation marks.
    Quotation,
    /// A colon.
    Colon,
    /// What looks like a clause, with a subject and a verb.
    Clause,
    /// A clause before the verb and a comma.
    Before,
    /// The clause that speaker and verb stand in between commas, or end.
    Inserted,
    /// Something, perhaps an object.
    Anything,
}

impl Reading<'_> {
    /// What depends on a verb: what stands behind it, else the quotation or clause before it.
    pub(super) fn content(&self, at: usize, behind: usize, inverted: bool) -> Option<Content> {
        let after = self.content_after(at, behind);
        let turned = inverted
            || after
                .as_ref()
                .is_none_or(|content| matches!(content.evidence, Evidence::Anything | Evidence::Quotation));
        let before = if turned { self.content_before(at) } else { None };
        match (before, after) {
            // “We stay,” said Ada, “and wait.”
            (Some(before), Some(after)) if self.goes_on(&before, &after) => {
                Some(Content { tokens: before.tokens.start..after.tokens.end, ..before })
            }
            (Some(before), _) if inverted => Some(before),
            (_, Some(after)) if after.evidence != Evidence::Anything => Some(after),
            (Some(before), _) => Some(before),
            (None, after) => after,
        }
    }

    /// What stands behind a verb of saying or another cue, from a token on.
    pub(super) fn content_after(&self, verb: usize, behind: usize) -> Option<Content> {
        let words = self.words;
        // What somebody says in a quotation ends with it.
        let quoted = words.quotation[verb] > 0;
        let end = if quoted { self.last_word.min(self.clause.end) } else { self.last_word };
        let last = if quoted { self.clause.end } else { self.sentence.end };
        let far = last.min(behind + REACH);
        // What stands behind another verb of saying is that one’s: “asked not to be named told us: “…””.
        let others =
            |at: &usize| words.is(*at, flag::SAID) && !words.is(*at, flag::NOUN) && self.can_be_verb(*at);
        let near = behind..(behind..far).find(others).unwrap_or(far);
        let Some((at, evidence)) = self.announced_content(verb, &near) else {
            return self.plain_content(verb, &near, end);
        };
        let start = if matches!(evidence, Evidence::Colon | Evidence::Clause) { at + 1 } else { at };
        let end = self.end_of_content(start, end);
        (start < end || evidence == Evidence::Colon)
            .then_some(Content { tokens: start..end.max(start), evidence })
    }

    /// Where something announces among the tokens behind a verb what is said, and by what.
    fn announced_content(&self, verb: usize, near: &Range<usize>) -> Option<(usize, Evidence)> {
        let words = self.words;
        let behind = near.start;
        let (at, evidence) = near
            .clone()
            .take_while(|&at| !words.is_sign(at, &[';']))
            .find_map(|at| Some((at, self.evidence(at, behind)?)))?;
        // Of “think” and the like a clause further on is no content.
        let reach = if words.table.grammar.verb_second { 4 } else { 1 };
        let is_far = at > behind + reach && !self.is_prepared(at) && !words.is(verb, flag::SAID | flag::TOLD);
        (evidence != Evidence::That || !is_far).then_some((at, evidence))
    }

    /// What shows at a token that something depends on the verb that it stands behind.
    fn evidence(&self, at: usize, behind: usize) -> Option<Evidence> {
        let words = self.words;
        // “Called off a strike that had cost millions” says nothing.
        let helper = |at: usize| words.is(at, flag::AUXILIARY | flag::PASSIVE) && !words.is(at, flag::NOUN);
        let relative = || words.table.grammar.relative_that && at > behind && helper(at + 1);
        match () {
            () if words.quotation_from(at).is_some() => Some(Evidence::Quotation),
            () if words.is_sign(at, &[':']) || self.ends_paragraph(at) => Some(Evidence::Colon),
            // “Denied that, saying”.
            () if words.is(at, flag::THAT) && words.is_word(at + 1) && !relative() => Some(Evidence::That),
            () if words.is(at, flag::ASKING) && at == behind => Some(Evidence::That),
            () if words.is_sign(at, &[',']) && words.has_infinitive(at + 1) => Some(Evidence::Clause),
            () => None,
        }
    }

    /// What is said behind a verb where nothing announces it: “said the ferries stop”; in German what stands
    /// between marks before the verb as well.
    fn plain_content(&self, verb: usize, near: &Range<usize>, end: usize) -> Option<Content> {
        let words = self.words;
        let grammar = &words.table.grammar;
        let first = near.start + usize::from(words.is_sign(near.start, &[',']));
        let ends = first >= end;
        let quotes_behind = self.quotes_words(verb, first..near.end);
        let before = || {
            let start = self.words_before(verb).filter(|_| grammar.verb_second)?;
            Some(Content { tokens: start..verb, evidence: Evidence::Quotation })
        };
        if ends || words.is_sign(first, &['.', ')', '”', '"', ';']) {
            return before().filter(|_| ends);
        }
        // “Einen „Fehler“ nannte sie die Reise.”
        if let Some(before) = before().filter(|_| !quotes_behind) {
            return Some(before);
        }
        let is_clause = self.begins_clause(first) && (words.has_verb(first, end) || words.is_subject(first));
        let evidence = match () {
            () if is_clause => Evidence::Clause,
            () if quotes_behind || self.quotes_words(verb, self.clause.start..verb) => Evidence::Quotation,
            () => Evidence::Anything,
        };
        let end = if evidence == Evidence::Anything && self.says_when(first) { first } else { end };
        Some(Content { tokens: first..end, evidence })
    }

    /// Whether a preposition says when and not what: told Reuters “on” Tuesday.
    fn says_when(&self, first: usize) -> bool {
        let words = self.words;
        let grammar = &words.table.grammar;
        words.is(first, flag::LINK | flag::FRONTING)
            && !words.is(first, flag::DETERMINER)
            && grammar.links_tell_when
            && !has(&grammar.content_links, words.folded.get(first))
    }

    /// Whether a word announces a German clause: ging “davon aus”, dass.
    pub(super) fn is_prepared(&self, clause: usize) -> bool {
        self.words.table.grammar.announces_clauses && clause > 1 && self.words.is(clause - 2, flag::ADVERB)
    }

    /// Where words between marks begin that stand before a verb of saying in its clause.
    fn words_before(&self, verb: usize) -> Option<usize> {
        let mut before = self.clause.start..verb;
        self.words
            .is(verb, flag::SAID | flag::TOLD)
            .then(|| before.find(|&at| self.opens_words(at)))
            .flatten()
    }

    /// Whether a token is a comma at the end of the paragraph: what is said stands in the next.
    fn ends_paragraph(&self, at: usize) -> bool {
        self.words.is_sign(at, &[',']) && at + 1 == self.words.paragraph.tokens.len()
    }

    /// Whether a verb of saying has words between quotation marks near it: called it “a shame”. A name in
    /// marks is none: “a ship called “Ada””.
    fn quotes_words(&self, verb: usize, mut near: Range<usize>) -> bool {
        let words = self.words;
        words.is(verb, flag::SAID | flag::TOLD) && near.any(|at| self.opens_words(at))
    }

    /// Whether words between marks begin at a token that are no name.
    fn opens_words(&self, at: usize) -> bool {
        let words = self.words;
        let is_name = words.is_capital(at + 1) && !words.table.grammar.capital_nouns;
        words.is_sign(at, &['“', '„', '«', '"', '‘']) && !is_name
    }

    /// Where a quotation or clause ends that begins at a token: a quotation may hold several sentences.
    pub(super) fn end_of_content(&self, start: usize, end: usize) -> usize {
        let words = self.words;
        let rest = words.quotation.get(start..).unwrap_or_default();
        match words.quotation_from(start) {
            Some(_) => start + rest.iter().take_while(|&&number| number == rest[0]).count(),
            None => end,
        }
    }

    /// Whether a clause may begin at a token: with a pronoun, a determiner, a name or a noun.
    fn begins_clause(&self, first: usize) -> bool {
        let words = self.words;
        let is_adverb =
            |at: usize| words.is(at, flag::ADVERB) && !words.is(at, flag::PRONOUN | flag::DETERMINER);
        let at = first + (first..first + 2).take_while(|&at| is_adverb(at)).count();
        let object = words.is(at, flag::THAT) && !words.is_word(at + 1);
        words.is_word(at)
            && !object
            && (words.is(at, flag::PRONOUN | flag::DETERMINER)
                || !words.is(at, flag::LINK | flag::CONJUNCTION | flag::FINITE))
    }

    /// The quotation or clause before a verb and its subject.
    pub(super) fn content_before(&self, at: usize) -> Option<Content> {
        let words = self.words;
        let start = self.clause.start;
        if let Some(place) = words.quotation_until(start) {
            let number = place as u32 + 1;
            let before = words.quotation.get(..start).unwrap_or_default().iter().rev();
            let first = start - before.take_while(|&&other| other == number).count();
            return Some(Content { tokens: first..start, evidence: Evidence::Quotation });
        }
        let comma = (start..at).rev().find(|&at| words.is_sign(at, &[',']))?;
        // No table has all verbs: “The ferries stop on Monday, the union said.”
        // In German what stands there leads to the verb: “Wie die Stadt, …, mitteilte”.
        let long = !words.table.grammar.verb_second
            && comma > self.sentence.start + 3
            && words.is(at, flag::SAID)
            && (at + 1 >= self.last_word || (comma + 1..at).all(|at| words.is_between(at)))
            && !self.is_subordinate(&(self.sentence.start..comma));
        let told = self.as_told(at).filter(|&told| told > self.sentence.start + 1);
        let comma = told.unwrap_or(comma);
        let enough = long
            || told.is_some()
            || comma > self.sentence.start + 1
                && words.has_any_verb(comma.saturating_sub(BEFORE).max(self.sentence.start)..comma);
        enough.then_some(Content { tokens: self.sentence.start..comma, evidence: Evidence::Before })
    }
}
