//! What is said by a phrase and not by a verb: “according to two officials”, “nach Angaben der Polizei”, “dem
//! Bericht zufolge”.

use super::speaker;
use super::table::{flag, has};
use super::{BEFORE, Cue, Reading, Said};
use std::ops::Range;

impl Reading<'_> {
    /// “According to …” at a token, and where to read on.
    pub(super) fn according(&self, at: usize) -> Option<(Said, usize)> {
        let words = self.words;
        let Some((length, ())) = self.phrase(at) else {
            let behind = words.is(at, flag::AFTER) && at > self.clause.start;
            return if behind { self.zufolge(at) } else { None };
        };
        let cue = at..at + length;
        // German “nach Angaben der Polizei”: the noun belongs to the speaker.
        let last_is_noun = words.table.grammar.capital_nouns && length > 1 && words.is_capital(cue.end - 1);
        let cue = if last_is_noun { at..cue.end - 1 } else { cue };
        let first = if words.is_sign(cue.end, &[':']) { cue.end + 1 } else { cue.end };
        let speaker = speaker::after(words, first, self.clause.end).or_else(|| self.plain_speaker(&cue))?;
        let speaker = self.with_circumstance(speaker);
        let quoted =
            self.content_before(at).filter(|_| words.is(at, flag::TAIL)).map(|content| content.tokens);
        // “Sie hätten, so Keita, „kein Wasser“ gehabt.”
        let inside = words.is(at, flag::TAIL)
            && words.is_sign(speaker.end, &[','])
            && words.is_sign(at - 1, &[','])
            && at - 1 > self.sentence.start;
        let around = inside.then_some(self.sentence.start..self.last_word);
        let quotes = words.quotation_until(self.clause.start).is_some();
        let quoted = quoted.map(|quoted| self.and_what_follows(quoted, speaker.end));
        let whole = around
            .filter(|_| !quotes)
            .or(quoted)
            .or_else(|| self.embeds(at, speaker.end))
            .or_else(|| self.content_around(at, speaker.end))
            .map(|content| (speaker, content));
        // What seemed to describe the speaker was all there is.
        let (speaker, content) = whole.or_else(|| {
            let name = speaker::name_after(words, first, self.clause.end)?;
            let content = self.content_around(at, name.end)?;
            Some((name, content))
        })?;
        let (end, content) = (speaker.end, Some(content));
        Some((self.said(Cue::According, cue, Some(&speaker), content)?, end))
    }

    /// A quotation before a phrase with the one that goes on with it behind: „Ja“, so Ada, „aber nicht heute.“
    fn and_what_follows(&self, quoted: Range<usize>, comma: usize) -> Range<usize> {
        let words = self.words;
        let goes_on = words.is_sign(comma, &[',']) && words.quotation_from(comma + 1).is_some();
        let end = if goes_on { self.end_of_content(comma + 1, quoted.end) } else { quoted.end };
        quoted.start..end
    }

    /// The clause that a phrase stands in without commas: “Die Brücke bleibt nach Angaben der Stadt gesperrt.”
    fn embeds(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let words = self.words;
        let signs = [',', ';', ':', '–', '—', '“', '”', '"', '„'];
        let inside = words.table.grammar.embeds_phrases && words.is_word(end) && end < self.last_word;
        let before = (self.sentence.start..at).rev().take(BEFORE).filter(|_| inside);
        let start = before.take_while(|&at| !words.is_sign(at, &signs)).last()?;
        (at > start + 1).then_some(start..self.last_word)
    }

    /// “Two officials familiar with the talks, who asked not to be named,”: a description goes on up to the
    /// comma, and what is said begins behind the clause that describes them.
    fn with_circumstance(&self, speaker: Range<usize>) -> Range<usize> {
        /// “close to the ministry for ports”.
        const LONGEST: usize = 8;
        let words = self.words;
        if !words.is(speaker.end, flag::LINK) || !words.table.grammar.describes_with_links {
            return speaker;
        }
        let near = speaker.end..self.clause.end.min(speaker.end + LONGEST);
        let comma = near.clone().find(|&at| !words.is_word(at)).filter(|&at| words.is_sign(at, &[',']));
        let verb = |at: usize| words.is(at, flag::ANY_VERB | flag::PRONOUN) || words.is_past(at);
        match comma {
            Some(comma) if !(speaker.end..comma).any(verb) => speaker.start..comma,
            _ => speaker,
        }
    }

    /// A phrase before a speaker; one that only ends sentences (German “so”) must stand behind a comma or a
    /// quotation.
    fn phrase(&self, at: usize) -> Option<(usize, ())> {
        let words = self.words;
        if words.is(at, flag::TAIL) {
            let behind =
                at > self.sentence.start && words.is_sign(at - 1, &[',', '“', '”', '"', '»', '«', '-', '–']);
            return (behind && !words.is(at + 1, flag::THAT | flag::PRONOUN | flag::CUE)).then_some((1, ()));
        }
        let listed = words.table.according.at(words.folded, at);
        listed.or_else(|| self.before_statement(at).then_some((1, ())))
    }

    /// German “nach ihren Angaben”, “nach Polizeiangaben”: what makes it a cue is the noun.
    fn before_statement(&self, at: usize) -> bool {
        let words = self.words;
        if !has(&words.table.grammar.before_statement, words.folded.get(at)) {
            return false;
        }
        let near = (at + 1..self.clause.end.min(at + 5)).take_while(|&at| words.is_word(at));
        let noun = near.into_iter().find(|&at| words.is_capital(at));
        noun.is_some_and(|at| words.table.is_statement(words.folded.get(at)))
    }

    /// “according to two officials”, “selon plusieurs témoins”, “laut dpa”: a speaker without a capital.
    fn plain_speaker(&self, cue: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        let stops = flag::FINITE | flag::THAT | flag::FRONTING | flag::RELATIVE | flag::LINK | flag::PRONOUN;
        let goes_on = |at: &usize| words.is_word(*at) && !words.is(*at, stops);
        let end = (cue.end..self.clause.end).take(6).take_while(goes_on).last()? + 1;
        Some(cue.end..end)
    }

    /// German “den Angaben zufolge”: the speaker stands before the cue.
    fn zufolge(&self, at: usize) -> Option<(Said, usize)> {
        let words = self.words;
        // A dative: no subject, but the speaker.
        let speaker = speaker::any_phrase_before(words, self.clause.start, at)?;
        // “nach” stands behind only of opinions: “seiner Meinung nach”.
        let of_noun =
            words.is(at - 1, flag::NOUN) || !has(&words.table.grammar.after_opinion, words.folded.get(at));
        let content = self.content_around(speaker.start, at + 1);
        of_noun
            .then(|| self.said(Cue::According, at..at + 1, Some(&speaker), content))?
            .map(|said| (said, at + 1))
    }

    /// What is said around a phrase that is no verb: behind it, or before it where it ends the sentence.
    fn content_around(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let words = self.words;
        let behind = if words.is_sign(end, &[',']) { end + 1 } else { end };
        // “According to two officials, who asked not to be named, the port is shut.”
        let describes = words.is_sign(end, &[',']) && words.is(behind, flag::RELATIVE) && start < end;
        let mut near = (behind..self.last_word).take(if describes { BEFORE } else { 0 });
        let behind = near.find(|&at| words.is_sign(at, &[','])).map_or(behind, |comma| comma + 1);
        if self.sentence.end.saturating_sub(behind) > 2 && !words.is_sign(end, &[';', '.']) {
            return Some(behind..self.last_word);
        }
        let before = if start > 0 && words.is_sign(start - 1, &[',']) { start - 1 } else { start };
        (before > self.sentence.start).then_some(self.sentence.start..before)
    }
}
