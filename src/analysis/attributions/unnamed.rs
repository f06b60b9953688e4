//! Statements that no verb with its subject tells: nouns and adjectives before a clause (“the claim that”, “is
//! sure that”), and what is said without saying by whom (“it is believed that”, “is said to be”, “allegedly”).

use super::speaker::{self, Subject};
use super::table::{flag, has};
use super::{Content, Cue, Evidence, Reading, Said, Who};
use std::ops::Range;

/// How many words may stand between a form of “be” and what it belongs to, between an owner and a noun, and
/// between a verb and the noun it goes with.
const NEAR: usize = 4;

impl Reading<'_> {
    /// A statement told by a noun, by an adjective, or by nobody in particular, and where to read on.
    pub(super) fn unnamed(&self, at: usize, before: &[Said]) -> Option<(Said, usize)> {
        let words = self.words;
        let listed = words.is(at, flag::ADJECTIVE | flag::IDEA | flag::RUMOUR | flag::CUE | flag::HEARSAY);
        if !listed && !words.is_sign(at, &['—', '–', '―', '-']) {
            return None;
        }
        let said = self
            .adjective(at)
            .or_else(|| self.signed(at))
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
        // “It is clear that” tells what nobody thinks.
        if words.is_it(speaker.start) {
            return None;
        }
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
        if !words.is(at, flag::IDEA) {
            return None;
        }
        let of = words.is(at + 1, flag::LINK) || self.is_by(at + 1);
        let agent = of.then(|| speaker::name_after(words, at + 2, self.clause.end)).flatten();
        let first = agent.as_ref().map_or(at + 1, |agent| agent.end);
        let start = self.clause_of_noun(first)?;
        let speaker = agent.or_else(|| self.owner(at)).or_else(|| self.holder(at));
        let content = start..self.last_word;
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
        let reported = |at: usize| words.is(at, flag::REPORTED);
        let told =
            (first..self.sentence.end.min(first + 2 * NEAR)).any(reported) || words.has_infinitive(first);
        if words.is_sign(first - 1, &[',']) && told {
            return Some(first);
        }
        let verb = words.is(first + 1, flag::ANY_VERB) || words.is_past(first + 1);
        let begins = words.is(first, flag::THAT) && words.is_word(first + 1) && !verb;
        (begins && words.has_verb(first, self.sentence.end)).then_some(first)
    }

    /// Whether a word names who does what a passive tells.
    pub(super) fn is_by(&self, at: usize) -> bool {
        has(&self.words.table.by, self.words.folded.get(at))
    }

    /// Whose a noun is: “the ministry’s false claim”.
    fn owner(&self, noun: usize) -> Option<Range<usize>> {
        let words = self.words;
        let near = noun.saturating_sub(NEAR - 1).max(self.clause.start)..noun;
        let last = near.rev().take_while(|&at| words.is_word(at)).find(|&at| words.owns(at))?;
        speaker::any_phrase_before(words, self.clause.start, last + 1)
    }

    /// Whether a verb goes with a noun near behind it, which is the cue: “kommt zu dem Schluss”.
    pub(super) fn supports(&self, verb: usize) -> bool {
        let words = self.words;
        let near = verb + 1..self.clause.end.min(verb + 1 + NEAR);
        let idea = |at: usize| words.is(at, flag::IDEA) && self.clause_of_noun(at + 1).is_some();
        near.clone().any(|at| words.is(at, flag::IDEA)) && self.is_support(verb) && near.clone().any(idea)
    }

    fn is_support(&self, at: usize) -> bool {
        has(&self.words.table.supports, self.words.folded.get(at))
    }

    /// Who is the subject of a verb that goes with the noun: “The court reached the conclusion”.
    fn holder(&self, noun: usize) -> Option<Range<usize>> {
        let near = noun.saturating_sub(2 * NEAR).max(self.clause.start)..noun;
        let verb = near.rev().find(|&at| self.is_support(at))?;
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
        let turned = words.table.grammar.verb_second && words.is(helper + 1, flag::ANYBODY);
        if !subject.is_some_and(|at| words.is_it(at)) && !words.is_it(helper) && !turned {
            return None;
        }
        let agent = self.is_by(at + 1).then(|| speaker::name_after(words, at + 2, self.clause.end)).flatten();
        let first = agent.as_ref().map_or(at + 1, |agent| agent.end);
        let start = first + usize::from(words.is_sign(first, &[',']));
        let content = words.is(start, flag::THAT).then_some(start..self.last_word)?;
        self.said(Cue::Says, at..at + 1, agent.as_ref(), Some(content)).map(nobody)
    }

    /// “He is said to be ill”.
    fn said_to(&self, at: usize) -> Option<Said> {
        let words = self.words;
        if !words.is(at, flag::HEARSAY) || !has(&words.table.grammar.infinitive, words.folded.get(at + 1)) {
            return None;
        }
        self.helper(at)?;
        self.said(Cue::Says, at..at + 1, None, Some(self.sentence.start..self.last_word)).map(nobody)
    }

    /// “Allegedly”, “reportedly”.
    fn rumour(&self, at: usize) -> Option<Said> {
        let is = self.words.is(at, flag::RUMOUR);
        let content = is.then_some(self.sentence.start..self.last_word)?;
        self.said(Cue::Says, at..at + 1, None, Some(content)).map(nobody)
    }
}

impl Reading<'_> {
    /// The name under a quotation: “We stay.” — Ada Example, minister. A dash that begins the paragraph needs to
    /// be long, since lists have short ones.
    fn signed(&self, dash: usize) -> Option<Said> {
        let words = self.words;
        let quotation = words.quotation_until(dash);
        let begins = dash == 0 && words.is_sign(dash, &['—', '―']);
        if quotation.is_none() && !begins || !words.is_sign(dash, &['—', '–', '―', '-']) {
            return None;
        }
        let name = self.lone_name(dash + 1)?;
        // A single word under nothing is an item of a list.
        if begins && name.len() < 2 {
            return None;
        }
        let start = (0..dash).rev().take_while(|&at| words.quotation[at] == words.quotation[dash - 1]).last();
        let content = start.filter(|_| quotation.is_some()).map(|start| start..dash);
        self.said(Cue::Signed, dash..dash + 1, Some(&name), content)
    }

    /// A name that begins at a token, where nothing but what describes it follows in the paragraph.
    fn lone_name(&self, first: usize) -> Option<Range<usize>> {
        /// “— Ada Example, minister for ports, 3 May 2024”.
        const LONGEST: usize = 14;
        let words = self.words;
        let all = words.folded.len();
        if all > first + LONGEST || !words.is_capital(first) {
            return None;
        }
        let name = speaker::name_after(words, first, all)?;
        // “example.org” is a name too.
        let small = |at: usize| {
            let joined = words.is_sign(at - 1, &['.']);
            words.is_word(at) && !words.is_capital(at) && !words.is(at, flag::LINK) && !joined
        };
        let says =
            |at: usize| words.is(at, flag::ANY_VERB) && !words.is_capital(at) || words.is_sign(at, &['@']);
        let plain = !name.clone().any(small) && !(first..all).any(says);
        plain.then_some(name)
    }
}

/// Where no speaker stands, it is nobody’s: not that of the statement before.
fn nobody(said: Said) -> Said {
    let who = if said.speaker.is_none() { Who::Several } else { said.who };
    Said { who, ..said }
}
