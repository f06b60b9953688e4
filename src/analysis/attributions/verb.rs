//! What is said by a verb with its subject: “the minister said that”, “said Ada Example”.

use super::speaker::{self, Subject};
use super::table::{ends, flag, has};
use super::{Content, Cue, Evidence, LONGEST, Reading, Said};
use std::ops::Range;

impl Reading<'_> {
    /// A verb of saying at a token, and where to read on.
    pub(super) fn verb(&self, at: usize, last: Option<&Said>) -> Option<(Said, usize)> {
        let words = self.words;
        let unlisted = !words.is(at, flag::CUE);
        if unlisted && !self.is_behind_quotation(at) || !self.can_be_verb(at) || self.supports(at) {
            return None;
        }
        let subject = self.subject(at);
        let inverted = self.inverted(at, &subject);
        let inverted = inverted.map(|speaker| self.written_in(at, &speaker).unwrap_or(speaker));
        let speaker = inverted.clone().or(match subject {
            Subject::Tokens(speaker) => Some(speaker),
            Subject::SameAsBefore | Subject::None => None,
        });
        let behind = inverted.as_ref().map_or(at + 1, |speaker| speaker.end.max(at + 1));
        let behind =
            behind + usize::from(words.table.grammar.verb_second && behind == at + 1 && words.is_it(behind));
        let told = if words.is(at, flag::ADDRESSED) { self.behind_object(behind) } else { behind };
        let content = self.content(at, told, inverted.is_some());
        let speaker = speaker.or_else(|| self.far_subject(at, last, content.as_ref()?));
        let speaker = speaker.map(|speaker| self.without_subject(at, speaker));
        let content = self.inserted(at, speaker.as_ref(), content.as_ref()).or(content);
        // “A guard who asked not to be named told us”: what stands before is not what the guard asked.
        if self.is_relative(at) && content.as_ref().is_some_and(|content| content.tokens.end <= at) {
            return None;
        }
        // “Asked about it, the mayor said …” tells of no asking.
        if speaker.is_none() && words.is(at, flag::FRONTING) {
            return None;
        }
        let known = speaker.is_some() || last.is_some() && self.is_chained(at);
        if !self.counts(at, known, &content, inverted.is_some()) || unlisted && inverted.is_none() {
            return None;
        }
        let kind = if unlisted || words.is(at, flag::SAID | flag::TOLD) { Cue::Says } else { Cue::Thinks };
        Some((self.said(kind, at..at + 1, speaker.as_ref(), content.map(|content| content.tokens))?, behind))
    }

    /// “In dem Papier heißt es”: what stands before “it is said” is where it is written.
    fn written_in(&self, verb: usize, speaker: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        let nobody = speaker.len() == 1 && words.is_it(speaker.start);
        let start = self.clause.start;
        let fronted = nobody && start + 1 < verb && words.is(start, flag::LINK | flag::FRONTING);
        let end = (start + 1..verb).find(|&at| words.is_sign(at, &[','])).unwrap_or(verb);
        fronted.then_some(start + 1..end)
    }

    /// Behind whom something is said to: “told the BBC she would stay”.
    fn behind_object(&self, first: usize) -> usize {
        let words = self.words;
        let pronoun = words.is_word(first)
            && words.text(first).len() <= 4
            && !words.is_capital(first)
            && !words.is(first, flag::LINK | flag::FRONTING | flag::CONJUNCTION);
        let object = speaker::after(words, first, self.clause.end);
        object.map_or(if pronoun && !words.is(first, flag::THAT) { first + 1 } else { first }, |object| {
            object.end
        })
    }

    /// Whether the word is a verb here: no noun (“the report”), name (“Islamic State”) or passive (“is said
    /// to”).
    pub(super) fn can_be_verb(&self, at: usize) -> bool {
        let words = self.words;
        let name = words.is_capital(at) && at > self.sentence.start && words.quotation_from(at - 1).is_none();
        if words.is_bare_participle(at, self.clause.start) {
            return false;
        }
        // “Claims by two officials that”.
        let begins = at == self.sentence.start
            && words.is(at, flag::IDEA)
            && (words.is(at + 1, flag::LINK) || self.is_by(at + 1));
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.clause.start) else {
            return !name && !begins;
        };
        let pronoun = words.is(before, flag::PRONOUN | flag::ADVERB | flag::RELATIVE);
        let noun = words.is(before, flag::DETERMINER) && (!pronoun || words.is_singular_noun(at))
            || words.is_sign(before, &['-', '\'', '’', '$', '#', '@']) && !words.is_sign(before, &['’']);
        let linked = words.is(before, flag::LINK) && !words.is(before, flag::ADVERB | flag::AUXILIARY);
        let grammar = &words.table.grammar;
        let mut near = (self.clause.start..at).rev();
        let helper =
            near.find(|&at| !words.is(at, flag::ADVERB) && !ends(words.text(at), &grammar.adverb_ends));
        let passive = helper.is_some_and(|at| words.is(at, flag::PASSIVE))
            && !ends(words.text(at), &grammar.participle_ends);
        !name && !noun && !linked && !passive || self.is_infinitive(at) && self.depends_that(at)
    }

    fn is_infinitive(&self, at: usize) -> bool {
        at > 0 && has(&self.words.table.grammar.infinitive, self.words.folded.get(at - 1))
    }

    fn depends_that(&self, at: usize) -> bool {
        self.words.is(at + 1, flag::THAT | flag::ASKING)
    }

    /// “and added”, “, saying”: the verb shares the subject of the cue before it.
    pub(super) fn is_chained(&self, at: usize) -> bool {
        matches!(speaker::before(self.words, self.clause.start, at), Subject::SameAsBefore)
            || at == self.clause.start
    }

    /// The speaker behind the verb, where the clause turns round: behind a quotation or what is said, or
    /// where nothing before the verb can be its subject.
    fn inverted(&self, at: usize, subject: &Subject) -> Option<Range<usize>> {
        let words = self.words;
        let start = self.clause.start;
        let between = (start..at).rev().find(|&at| !words.is_between(at) && !words.is(at, flag::PASSIVE));
        let comma =
            between.is_some_and(|at| words.is_sign(at, &[',', '”', '"', '»', '“', '’', '\'', '-', '–', '—']));
        let quotation_ends = between.is_none() && words.quotation_until(start).is_some();
        let none = matches!(subject, Subject::None) || words.table.grammar.verb_second && self.is_fronted(at);
        // “Told Reuters”: whom somebody tells is not who tells.
        let tells = words.is(at, flag::ADDRESSED) && !quotation_ends && !none;
        if !(comma || quotation_ends || none) || words.is(at + 1, flag::THAT) || tells {
            return None;
        }
        // “Underscoring the need” turns nothing round.
        if ends(words.text(at), &words.table.grammar.participle_ends) {
            return None;
        }
        let first = (at + 1..self.clause.end)
            .find(|&at| !words.is(at, flag::ADVERB) || words.is(at, flag::PRONOUN))?;
        let direct = speaker::behind_circumstance(words, at + 1);
        let first = if direct > at + 1 { direct } else { speaker::behind_circumstance(words, first) };
        let found = speaker::after(words, first, self.clause.end)?;
        let described = matches!(subject, Subject::Tokens(_)) && comma && !quotation_ends;
        let ends = found.end >= self.sentence.end
            || !words.is_word(found.end)
            || words.is(found.end, flag::FRONTING | flag::LINK);
        let person = words.is_capital(found.start) || !described;
        (ends && person && (!described || found.end >= self.last_word) || none).then_some(found)
    }

    /// German: the verb stands second, so that a clause that begins with anything but its subject turns round.
    fn is_fronted(&self, at: usize) -> bool {
        let words = self.words;
        let start = self.clause.start;
        let is_pronoun = words.is(at + 1, flag::PRONOUN);
        words.is(start, flag::FRONTING | flag::LINK) && !words.is(start, flag::DETERMINER) || is_pronoun
    }

    /// Whether the verb introduces something said: always of “said” with a speaker, else where something
    /// depends on it.
    fn counts(&self, at: usize, known: bool, content: &Option<Content>, inverted: bool) -> bool {
        let words = self.words;
        let Some(content) = content else { return false };
        if !content.tokens.is_empty() && !content.tokens.clone().take(LONGEST).any(|at| words.is_word(at)) {
            return false;
        }
        match content.evidence {
            // “Found a boat that sank” says nothing.
            Evidence::That if !words.is(at, flag::SAID | flag::TOLD) => {
                known
                    && (content.tokens.start <= at + 2
                        || self.is_dative(at + 1..content.tokens.start)
                        || self.is_prepared(content.tokens.start))
            }
            Evidence::That | Evidence::Quotation | Evidence::Colon => {
                known || inverted || words.is(at, flag::SAID | flag::TOLD)
            }
            // “Saw the ship go down” tells nothing.
            Evidence::Clause => known && words.is(at, flag::CUE & !flag::PERCEIVED),
            Evidence::Inserted => known,
            Evidence::Before => known && (inverted || words.is(at, flag::SAID)),
            Evidence::Anything => known && words.is(at, flag::SAID),
        }
    }

    /// Whether words only say to whom: proved “to the whole town” that.
    fn is_dative(&self, between: Range<usize>) -> bool {
        let words = self.words;
        let verb = |at: usize| words.is(at, flag::ANY_VERB) || words.is_past(at);
        has(&words.table.grammar.shown_to, words.folded.get(between.start))
            && between.skip(1).all(|at| words.is_word(at) && !verb(at))
    }
}
