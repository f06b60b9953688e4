//! Statements that no verb with its subject tells: nouns and adjectives before a clause (“the claim that”, “is
//! sure that”), and what is said without saying by whom (“it is believed that”, “is said to be”, “allegedly”).

use super::speaker::{self, Subject};
use super::table::flag;
use super::{Content, Cue, Evidence, Reading, Said, Who};
use std::ops::Range;

/// How many words may stand between a form of “be” and what it belongs to, between an owner and a noun, and
/// between a verb and the noun it goes with.
const NEAR: usize = 4;

impl Reading<'_> {
    /// A statement told by a noun, by an adjective, or by nobody in particular, and where to read on.
    pub(super) fn unnamed(&self, at: usize, before: &[Said]) -> Option<(Said, usize)> {
        let words = self.words;
        if !words.is(at, flag::ADJECTIVE | flag::IDEA | flag::RUMOUR | flag::CUE | flag::HEARSAY) {
            return None;
        }
        let said = self
            .adjective(at)
            .or_else(|| self.idea(at))
            .or_else(|| self.impersonal(at))
            .or_else(|| self.said_to(at))
            .or_else(|| self.rumour(at).filter(|_| before.is_empty()))?;
        Some((said, at + 1))
    }

    /// “We are confident that”, “I’m sure the vote was fair”.
    fn adjective(&self, at: usize) -> Option<Said> {
        let words = self.words;
        if !words.is(at, flag::ADJECTIVE) {
            return None;
        }
        let copula = self.helper(at)?;
        let subject = if words.is(copula, flag::PRONOUN) {
            Subject::Tokens(copula..copula + 1)
        } else {
            self.subject(copula)
        };
        let Subject::Tokens(speaker) = subject else { return None };
        let content = self.content_after(at, at + 1).filter(|content| self.depends_near(content, at + 1))?;
        self.said(Cue::Thinks, at..at + 1, Some(&speaker), Some(content.tokens))
    }

    /// The form of “be” that a participle or adjective belongs to; “we’re” is one.
    fn helper(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let near = at.saturating_sub(NEAR).max(self.clause.start)..at;
        let short = |at: usize| words.is(at, flag::PRONOUN) && words.text(at).contains(['’', '\'']);
        let found = near.rev().find(|&at| words.is(at, flag::PASSIVE) || short(at) || !words.is_word(at))?;
        words.is_word(found).then_some(found)
    }

    /// Whether a clause begins at a token, or behind a comma there.
    fn depends_near(&self, content: &Content, first: usize) -> bool {
        let comma = usize::from(self.words.is_sign(first, &[',']));
        matches!(content.evidence, Evidence::That | Evidence::Clause) && content.tokens.start <= first + comma
    }

    /// “Okafor’s claim that”, “claims by two officials that”, “came to the conclusion that”, “fears that”.
    fn idea(&self, at: usize) -> Option<Said> {
        let words = self.words;
        if !words.is(at, flag::IDEA) || at == self.sentence.start && !words.is(at + 1, flag::THAT) {
            return None;
        }
        let of =
            words.is(at + 1, flag::LINK) || words.table.by.iter().any(|by| by == words.folded.get(at + 1));
        let agent = of.then(|| speaker::name_after(words, at + 2, self.clause.end)).flatten();
        let first = agent.as_ref().map_or(at + 1, |agent| agent.end);
        let start = self.clause_of_noun(first)?;
        let speaker = agent.or_else(|| self.owner(at)).or_else(|| self.holder(at));
        let content = start..self.last_word();
        let said = self.said(Cue::Says, at..at + 1, speaker.as_ref(), Some(content))?;
        Some(nobody(said))
    }

    /// Where the clause begins that a noun before a token announces, if one does: with “that”, of which no
    /// verb is the next word (“claims that were made”), or French “selon laquelle”.
    fn clause_of_noun(&self, first: usize) -> Option<usize> {
        let words = self.words;
        let first = first + usize::from(words.is_sign(first, &[',']));
        if words.table.according.at(words.folded, first).is_some() && words.is(first + 1, flag::RELATIVE) {
            return Some(first + 2).filter(|&start| start < self.sentence.end);
        }
        let verb = words.is(first + 1, flag::ANY_VERB) || words.is_past(first + 1);
        let begins = words.is(first, flag::THAT) && words.is_word(first + 1) && !verb;
        (begins && words.has_verb(first, self.sentence.end)).then_some(first)
    }

    /// Whose a noun is: “the ministry’s false claim”.
    fn owner(&self, noun: usize) -> Option<Range<usize>> {
        let words = self.words;
        let near = noun.saturating_sub(NEAR - 1).max(self.clause.start)..noun;
        let owns = |at: &usize| words.text(*at).ends_with("’s") || words.text(*at).ends_with("'s");
        let last = near.rev().take_while(|&at| words.is_word(at)).find(owns)?;
        speaker::any_phrase_before(words, self.clause.start, last + 1)
    }

    /// Who is the subject of a verb that goes with the noun: “The court reached the conclusion”.
    fn holder(&self, noun: usize) -> Option<Range<usize>> {
        let words = self.words;
        let near = noun.saturating_sub(NEAR).max(self.clause.start)..noun;
        let supports = |at: &usize| words.table.supports.iter().any(|verb| verb == words.folded.get(*at));
        let verb = near.rev().find(supports)?;
        match self.subject(verb) {
            Subject::Tokens(speaker) => Some(speaker),
            Subject::SameAsBefore | Subject::None => None,
        }
    }

    /// “It is believed that”, “it was confirmed by the ministry that”.
    fn impersonal(&self, at: usize) -> Option<Said> {
        let words = self.words;
        let helper = self.helper(at).filter(|_| words.is(at, flag::CUE))?;
        let subject = helper.checked_sub(1).filter(|&subject| subject >= self.clause.start);
        let nobody_is = |at: usize| {
            words.is(at, flag::ANYBODY) && words.table.it.iter().any(|it| it == words.folded.get(at))
        };
        let turned = words.table.capital_nouns && words.is(helper + 1, flag::ANYBODY);
        if !subject.is_some_and(nobody_is) && !nobody_is(helper) && !turned {
            return None;
        }
        let by = words.table.by.iter().any(|by| by == words.folded.get(at + 1));
        let agent = by.then(|| speaker::name_after(words, at + 2, self.clause.end)).flatten();
        let first = agent.as_ref().map_or(at + 1, |agent| agent.end);
        let start = first + usize::from(words.is_sign(first, &[',']));
        let content = words.is(start, flag::THAT).then(|| start..self.last_word())?;
        self.said(Cue::Says, at..at + 1, agent.as_ref(), Some(content)).map(nobody)
    }

    /// “He is said to be ill”.
    fn said_to(&self, at: usize) -> Option<Said> {
        let words = self.words;
        if !words.is(at, flag::HEARSAY) || words.folded.get(at + 1) != "to" {
            return None;
        }
        self.helper(at)?;
        self.said(Cue::Says, at..at + 1, None, Some(self.sentence.start..self.last_word())).map(nobody)
    }

    /// “Allegedly”, “reportedly”.
    fn rumour(&self, at: usize) -> Option<Said> {
        let is = self.words.is(at, flag::RUMOUR);
        let content = is.then(|| self.sentence.start..self.last_word())?;
        self.said(Cue::Says, at..at + 1, None, Some(content)).map(nobody)
    }
}

/// Where no speaker stands, it is nobody’s: not that of the statement before.
fn nobody(said: Said) -> Said {
    let who = if said.speaker.is_none() { Who::Several } else { said.who };
    Said { who, ..said }
}
