//! Statements that no verb of the tables tells: by an unknown verb behind a quotation, by a colon before one,
//! and by the form of the verb in the sentence after a report.

use super::speaker::{self, Subject};
use super::table::{flag, has};
use super::words::Words;
use super::{Content, Cue, Evidence, Reading, Said, Who, clause};
use std::ops::Range;

/// What no verb of saying is.
const NO_VERB: u32 = flag::THAT
    | flag::DETERMINER
    | flag::LINK
    | flag::FRONTING
    | flag::CONJUNCTION
    | flag::RELATIVE
    | flag::PRONOUN
    | flag::AUXILIARY
    | flag::PASSIVE
    | flag::ADVERB
    | flag::TAIL;

/// How many cues back one may stand whose content goes on past a colon.
const NEAR: usize = 16;

impl Reading<'_> {
    /// Whether an unknown word stands where only a verb of saying does: “Nobody asked us,” grumbled Ada.
    pub(super) fn is_behind_quotation(&self, at: usize) -> bool {
        let words = self.words;
        let start = self.clause.start;
        if words.quotation_until(start).is_none() || at > start + 4 || !words.is_word(at) {
            return false;
        }
        let pauses = words.is_sign(start, &[','])
            || start.checked_sub(2).is_some_and(|last| words.is_sign(last, &[',', '?', '!', '…']));
        let only_signs = (start..at).all(|at| {
            words.is_sign(at, &[',', '-', '–', '—']) || words.is(at, flag::AUXILIARY | flag::ADVERB)
        });
        let speaker = (at + 1..at + 4).find(|&at| !words.is(at, flag::ADVERB)).unwrap_or(at + 1);
        let begins_speaker = words.is_capital(speaker) || words.is(speaker, flag::DETERMINER | flag::PRONOUN);
        pauses && only_signs && begins_speaker && !words.is_capital(at) && !words.is(at, NO_VERB)
    }

    /// The subject of a verb; where it stands right behind a quotation, with more between, its beginning is
    /// looked at: “We ran,” a guard who saw it all told us.
    pub(super) fn subject(&self, verb: usize) -> Subject {
        let words = self.words;
        let found = speaker::before(words, self.clause.start, verb);
        let names = |phrase: &Range<usize>| {
            phrase
                .clone()
                .any(|at| words.is_capital(at) || words.is(at, flag::DETERMINER | flag::PRONOUN | flag::NOUN))
        };
        let is_none = match &found {
            Subject::Tokens(phrase) => !names(phrase),
            Subject::SameAsBefore | Subject::None => false,
        };
        if let Some(comma) = self.as_told(verb) {
            return speaker::name_after(words, comma + 2, verb).map_or(Subject::None, Subject::Tokens);
        }
        if words.table.grammar.verb_second && verb + 1 == self.last_word {
            // “Der Minister hatte am Samstag … bekanntgegeben.”
            let helped = |head: &Range<usize>| words.is(head.end, flag::FINITE) && head.end < verb;
            let head = self.head(verb).filter(|(head, holder)| !holder && helped(head));
            return head.map_or(found, |(head, _)| Subject::Tokens(head));
        }
        if is_none && words.quotation_until(self.clause.start).is_some() {
            let name = speaker::name_after(words, self.clause.start, verb);
            return name.map_or(found, Subject::Tokens);
        }
        found
    }

    /// The comma before a German clause that ends a sentence and tells who said it: “Das Boot ist gesunken, wie
    /// die Stadt am Montag mitteilte.”
    pub(super) fn as_told(&self, verb: usize) -> Option<usize> {
        let words = self.words;
        let words_for_it = &words.table.grammar.as_told;
        let ends = verb + 1 >= self.last_word;
        let begins = |at: &usize| words.is_sign(*at, &[',']) && has(words_for_it, words.folded.get(at + 1));
        ends.then(|| (self.clause.start..verb).rev().find(begins)).flatten()
    }

    /// A quotation behind a colon, where no verb of saying stands before it: the subject of the clause says
    /// it, whatever the verb. “The mayor shrugged: “Nobody asked us.””
    pub(super) fn announced(&self, colon: usize, before: &[Said]) -> Option<(Said, usize)> {
        let words = self.words;
        let quotation = colon + 1;
        if !words.is_sign(colon, &[':']) || words.quotation_from(quotation).is_none() {
            return None;
        }
        let begins = words.bytes(&(quotation..quotation + 1))?.start;
        let holds = |said: &Said| said.content.as_ref().is_some_and(|content| content.contains(&begins));
        if before.iter().rev().take(NEAR).any(holds) {
            return None;
        }
        let (speaker, holder) = self.head(colon)?;
        let one = speaker.len() == 1 && words.is(speaker.start, flag::ANYBODY);
        let oblique = !holder && words.is(speaker.start, flag::OBLIQUE);
        let content = quotation..self.end_of_content(quotation, self.sentence.end);
        let cue = self.cue_before(speaker.end, colon);
        (!one && !oblique)
            .then(|| self.said(Cue::Says, cue..cue + 1, Some(&speaker), Some(content)))?
            .map(|said| (said, quotation))
    }

    /// The name or description that begins the clause of a token, and whether a word before it says that it
    /// holds what follows.
    fn head(&self, at: usize) -> Option<(Range<usize>, bool)> {
        let words = self.words;
        let start = clause(words, self.sentence, at).start;
        let holder = words.is(start, flag::HOLDER);
        if !holder && words.is(start, flag::FRONTING | flag::LINK) && !words.is(start, flag::DETERMINER) {
            return None;
        }
        Some((self.without_verb(start + usize::from(holder), at)?, holder))
    }

    /// The subject of a verb that stands far from it, at the beginning of the clause: of a quotation that a
    /// participle announces (“The mayor left, saying: “…””), or a passive or the end of a German clause.
    pub(super) fn far_subject(
        &self,
        verb: usize,
        last: Option<&Said>,
        content: &Content,
    ) -> Option<Range<usize>> {
        let announces = matches!(content.evidence, Evidence::Colon | Evidence::Quotation);
        let shares = last.is_some() && self.is_chained(verb);
        let (head, holder) = self.head(verb).filter(|_| announces && !shares)?;
        let one = head.len() == 1 && self.words.is(head.start, flag::ANYBODY);
        (!holder && !one && head.end <= verb && !self.words.is(head.start, flag::OBLIQUE)).then_some(head)
    }

    /// The name or description that begins at a token, without a verb behind it that no table has.
    fn without_verb(&self, first: usize, to: usize) -> Option<Range<usize>> {
        let words = self.words;
        let name = speaker::name_after(words, first, to)?;
        let by_name = words.is_capital(first) && !words.is(first, flag::DETERMINER);
        let belongs = flag::LINK | flag::CONJUNCTION | flag::DETERMINER;
        let small = |at: usize| words.is_word(at) && !words.is_capital(at) && !words.is(at, belongs);
        let owned = |at: usize| at.checked_sub(1).is_some_and(|owner| words.owns(owner));
        let own = (first + 1..to).any(owned);
        let verb =
            |at: usize| words.is(at, flag::ANY_VERB) || words.is_past(at) || by_name && !own && small(at);
        match (first + 1..name.end).find(|&at| verb(at)) {
            Some(end) => Some(first..end),
            None if self.is_named_behind(name.end, to) => {
                Some(first..(name.end + 1..to).find(|&at| words.is_sign(at, &[',']))?)
            }
            None => speaker::after(words, first, to),
        }
    }

    /// Whether a name stands between two commas: “The minister, Jo Diallo, …”.
    fn is_named_behind(&self, comma: usize, to: usize) -> bool {
        /// More words are no name.
        const LONGEST: usize = 6;
        let words = self.words;
        let behind = comma + 1..to.min(comma + 1 + LONGEST);
        let end = behind.clone().find(|&at| words.is_sign(at, &[',']));
        words.is_sign(comma, &[','])
            && end.is_some_and(|end| {
                (comma + 1..end).all(|at| !words.is_word(at) || words.is_capital(at)) && end > comma + 1
            })
    }

    /// The word that stands for the cue: the verb behind the speaker, or the colon.
    fn cue_before(&self, from: usize, colon: usize) -> usize {
        let words = self.words;
        let fits = |at: &usize| {
            words.is_word(*at)
                && !words.is_capital(*at)
                && !words.is(*at, NO_VERB & !flag::AUXILIARY & !flag::PASSIVE)
        };
        let from = from + usize::from(words.is_sign(from, &[',']));
        Some(from).filter(fits).filter(|&at| at < colon).unwrap_or(colon)
    }
}

/// A sentence without a cue that goes on with the report before it by the form of its verb: German “Das Boot
/// sei alt.” Who says it is whoever said the sentence before.
pub(super) fn still_reported(words: &Words, sentence: Range<usize>) -> Option<Said> {
    /// A longer sentence is none.
    const LONGEST: usize = 120;
    let near = sentence.start..sentence.end.min(sentence.start + LONGEST);
    let first_person = |at: usize| has(&words.table.grammar.first_person, words.folded.get(at));
    let verb = near.clone().find(|&at| words.is(at, flag::REPORTED) && words.quotation[at] == 0)?;
    if near.clone().any(|at| words.quotation[at] == 0 && first_person(at)) {
        return None;
    }
    let cue = words.bytes(&(verb..verb + 1))?;
    let content = words.bytes(&near)?;
    Some(Said {
        range: cue.clone(),
        speaker: None,
        who: Who::Open,
        cue,
        kind: Cue::Says,
        outlet: None,
        content: Some(content),
    })
}
