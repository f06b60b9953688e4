//! Who says what, by what word, to whom or where.
//!
//! A verb of saying, or a phrase such as “according to”, is the cue; from it the speaker is looked for in the
//! clause before it, or behind it where the clause is a quotation or turns round; what is said is the clause
//! or quotation that depends on the cue. Words are data (`assets/lang/CODE/attribution.ron`); nothing is
//! parsed, so a speaker in a long relative clause may be missed.

mod interrupted;
mod outlet;
mod resolve;
mod speaker;
mod table;
mod unlisted;
mod unnamed;
mod words;

use super::dateline;
use super::quotations::scan::Quoted;
use super::reading::Paragraph;
use speaker::Subject;
use std::ops::Range;
use table::{ends, flag, has};
use words::Words;

pub use outlet::Outlet;
pub use resolve::Attribution;
pub(in crate::analysis) use resolve::resolve;

/// How many tokens behind a cue the quotation or clause may begin that depends on it: “told the radio in an
/// interview on Monday that”.
const REACH: usize = 14;

/// How many tokens of a clause are looked at for its verb, its beginning or its comma.
const BEFORE: usize = 64;

/// How many tokens of a sentence are taken for what is said: a text without a full stop is no statement.
const LONGEST: usize = 400;

/// What kind of cue it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Somebody says or writes something.
    Says,
    /// Somebody thinks, knows or finds something.
    Thinks,
    /// “According to”.
    According,
    /// The signature of a post or a quotation.
    Signed,
}

/// Whom a speaker’s words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A name or description, of a man or woman where that shows.
    Named(Option<Gender>),
    /// “He”, “she”.
    One(Gender),
    /// “They”.
    Several,
    /// “I”, “one”, “it”.
    Open,
}

/// What a title or pronoun shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]

pub enum Gender {
    /// A man.
    Man,
    /// A woman.
    Woman,
}

/// An attribution in a paragraph; all ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// From the first to the last of speaker and cue.
    pub range: Range<usize>,
    /// The speaker’s name, description or pronoun; `None` where the cue has none of its own.
    pub speaker: Option<Range<usize>>,
    /// Whom that names.
    pub who: Who,
    /// The cue.
    pub cue: Range<usize>,
    /// What kind of cue.
    pub kind: Cue,
    /// Whom it was said to, or where.
    pub outlet: Option<Outlet>,
    /// What is said.
    pub content: Option<Range<usize>>,
}

/// The attributions of a paragraph, in order of their cues.
pub fn read(paragraph: &Paragraph, quoted: &[Quoted]) -> Vec<Said> {
    let words = Words::new(paragraph, quoted);
    let mut found = Vec::new();
    let mut start = 0;
    // Whether the sentence before reports what somebody says.
    let mut goes_on = false;
    let head = dateline::read_opening(paragraph.text).map_or(0, |head| head.end);
    start += paragraph.tokens.partition_point(|token| token.range().start < head);
    for sentence in paragraph.sentences {
        let rest = &paragraph.tokens[start..];
        let end = start + rest.partition_point(|token| token.range().start < sentence.end);
        let before = found.len();
        in_sentence(&words, start..end, &mut found);
        if found.len() == before && goes_on {
            found.extend(unlisted::still_reported(&words, start..end));
        }
        goes_on = found.len() > before;
        start = end;
    }
    found
}

/// Reads one sentence.
fn in_sentence(words: &Words, sentence: Range<usize>, found: &mut Vec<Said>) {
    let first = found.len();
    let mut at = sentence.start;
    let mut from = sentence.start;
    let last_word = last_word(words, &sentence);
    while at < sentence.end {
        let clause = clause(words, &sentence, at);
        let clause = from.max(clause.start)..clause.end;
        let reading = Reading { words, sentence: &sentence, clause, last_word };
        let before = found.get(first..).unwrap_or_default();
        let said = reading
            .according(at)
            .or_else(|| reading.verb(at, before.last()))
            .or_else(|| reading.unnamed(at, before))
            .or_else(|| reading.announced(at, before));
        let Some((said, next)) = said else {
            at += 1;
            continue;
        };
        from = if said.kind == Cue::According { from } else { next };
        found.push(said);
        at = next;
    }
}

/// The stretch of a sentence around a token that no quotation interrupts; inside one, that quotation’s part.
fn clause(words: &Words, sentence: &Range<usize>, at: usize) -> Range<usize> {
    let same = |other: &usize| words.quotation[*other] == words.quotation[at];
    let far = at.saturating_sub(64).max(sentence.start);
    let start = (far..at).rev().take_while(same).last().unwrap_or(at);
    let end = (at..sentence.end).take(64).take_while(same).last().map_or(at, |last| last + 1);
    start..end
}

/// Behind the last token of a sentence that is no end sign.
fn last_word(words: &Words, sentence: &Range<usize>) -> usize {
    let signs = ['.', '!', '?', ',', ';', '…', '×'];
    sentence.clone().rev().find(|&at| !words.is_sign(at, &signs)).map_or(sentence.end, |at| at + 1)
}

struct Reading<'w> {
    words: &'w Words<'w>,
    sentence: &'w Range<usize>,
    /// The part of the sentence the cue stands in, behind the cue before it.
    clause: Range<usize>,
    /// Behind the last token of the sentence that is no end sign.
    last_word: usize,
}

impl Reading<'_> {
    /// “According to …” at a token, and where to read on.
    fn according(&self, at: usize) -> Option<(Said, usize)> {
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
        let of_noun = words.is(at - 1, flag::NOUN) || !has(&words.table.grammar.after_opinion, words.folded.get(at));
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

    /// A verb of saying at a token, and where to read on.
    fn verb(&self, at: usize, last: Option<&Said>) -> Option<(Said, usize)> {
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
    fn can_be_verb(&self, at: usize) -> bool {
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
        let helper = near.find(|&at| !words.is(at, flag::ADVERB) && !ends(words.text(at), &grammar.adverb_ends));
        let passive =
            helper.is_some_and(|at| words.is(at, flag::PASSIVE)) && !ends(words.text(at), &grammar.participle_ends);
        !name && !noun && !linked && !passive || self.is_infinitive(at) && self.depends_that(at)
    }

    fn is_infinitive(&self, at: usize) -> bool {
        at > 0 && has(&self.words.table.grammar.infinitive, self.words.folded.get(at - 1))
    }

    fn depends_that(&self, at: usize) -> bool {
        self.words.is(at + 1, flag::THAT | flag::ASKING)
    }

    /// “and added”, “, saying”: the verb shares the subject of the cue before it.
    fn is_chained(&self, at: usize) -> bool {
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

    /// Whether a word announces a German clause: ging “davon aus”, dass.
    fn is_prepared(&self, clause: usize) -> bool {
        self.words.table.grammar.announces_clauses && clause > 1 && self.words.is(clause - 2, flag::ADVERB)
    }

    /// What depends on a verb: what stands behind it, else the quotation or clause before it.
    fn content(&self, at: usize, behind: usize, inverted: bool) -> Option<Content> {
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

    fn content_after(&self, verb: usize, behind: usize) -> Option<Content> {
        let words = self.words;
        let grammar = &words.table.grammar;
        // What somebody says in a quotation ends with it.
        let quoted = words.quotation[verb] > 0;
        let end = if quoted { self.last_word.min(self.clause.end) } else { self.last_word };
        let last = if quoted { self.clause.end } else { self.sentence.end };
        let far = last.min(behind + REACH);
        // “Called off a strike that had cost millions” says nothing.
        let helper = |at: usize| words.is(at, flag::AUXILIARY | flag::PASSIVE) && !words.is(at, flag::NOUN);
        let relative = |at: usize| grammar.relative_that && at > behind && helper(at + 1);
        let depends = |at: usize| match () {
            () if words.quotation_from(at).is_some() => Some(Evidence::Quotation),
            () if words.is_sign(at, &[':']) || self.ends_paragraph(at) => Some(Evidence::Colon),
            // “Denied that, saying”.
            () if words.is(at, flag::THAT) && words.is_word(at + 1) && !relative(at) => Some(Evidence::That),
            () if words.is(at, flag::ASKING) && at == behind => Some(Evidence::That),
            () if words.is_sign(at, &[',']) && words.has_infinitive(at + 1) => Some(Evidence::Clause),
            () => None,
        };
        // What stands behind another verb of saying is that one’s: “asked not to be named told us: “…””.
        let others =
            |at: usize| words.is(at, flag::SAID) && !words.is(at, flag::NOUN) && self.can_be_verb(at);
        let found = (behind..far)
            .take_while(|&at| !words.is_sign(at, &[';']) && !others(at))
            .find_map(|at| Some((at, depends(at)?)));
        // Of “think” and the like a clause further on is no content.
        let reach = if grammar.verb_second { 4 } else { 1 };
        let far_that = |at: usize| {
            at > behind + reach && !self.is_prepared(at) && !words.is(verb, flag::SAID | flag::TOLD)
        };
        let found = found.filter(|&(at, evidence)| evidence != Evidence::That || !far_that(at));
        if let Some((at, evidence)) = found {
            let start = if matches!(evidence, Evidence::Colon | Evidence::Clause) { at + 1 } else { at };
            let end = self.end_of_content(start, end);
            return (start < end || evidence == Evidence::Colon)
                .then_some(Content { tokens: start..end.max(start), evidence });
        }
        let far = (behind..far).find(|&at| others(at)).unwrap_or(far);
        let first = if words.is_sign(behind, &[',']) { behind + 1 } else { behind };
        if first >= end || words.is_sign(first, &['.', ')', '”', '"', ';']) {
            let start = self.words_before(verb).filter(|_| grammar.verb_second && first >= end)?;
            return Some(Content { tokens: start..verb, evidence: Evidence::Quotation });
        }
        // “Einen „Fehler“ nannte sie die Reise.”
        let turned = grammar.verb_second && !self.quotes_words(verb, first..far);
        if let Some(start) = self.words_before(verb).filter(|_| turned) {
            return Some(Content { tokens: start..verb, evidence: Evidence::Quotation });
        }
        let clause = self.begins_clause(first) && (words.has_verb(first, end) || words.is_subject(first));
        let evidence = match clause {
            true => Evidence::Clause,
            false
                if self.quotes_words(verb, first..far)
                    || self.quotes_words(verb, self.clause.start..verb) =>
            {
                Evidence::Quotation
            }
            false => Evidence::Anything,
        };
        // “Told Reuters on Tuesday” says when, not what.
        let says_when = evidence == Evidence::Anything
            && words.is(first, flag::LINK | flag::FRONTING)
            && !words.is(first, flag::DETERMINER)
            && grammar.links_tell_when
            && !has(&grammar.content_links, words.folded.get(first));
        let end = if says_when { first } else { end };
        Some(Content { tokens: first..end, evidence })
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
    fn end_of_content(&self, start: usize, end: usize) -> usize {
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
    fn content_before(&self, at: usize) -> Option<Content> {
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

    fn said(
        &self,
        kind: Cue,
        cue: Range<usize>,
        speaker: Option<&Range<usize>>,
        content: Option<Range<usize>>,
    ) -> Option<Said> {
        let words = self.words;
        let cue_bytes = words.bytes(&cue)?;
        let speaker_bytes = speaker.and_then(|speaker| words.bytes(speaker));
        let start =
            speaker_bytes.as_ref().map_or(cue_bytes.start, |speaker| speaker.start.min(cue_bytes.start));
        let end = speaker_bytes.as_ref().map_or(cue_bytes.end, |speaker| speaker.end.max(cue_bytes.end));
        let who = speaker.map_or(Who::Open, |speaker| who(words, speaker));
        let outlet = outlet::find(words, self.sentence, speaker, &cue, content.as_ref());
        let content = content.and_then(|content| words.bytes(&cut(words, content)));
        Some(Said { range: start..end, speaker: speaker_bytes, who, cue: cue_bytes, kind, outlet, content })
    }
}

/// Content of a sensible length; a quotation may have any.
fn cut(words: &Words, content: Range<usize>) -> Range<usize> {
    let is_quotation = words.quotation_from(content.start).is_some();
    let end = if is_quotation { content.end } else { content.end.min(content.start + LONGEST) };
    content.start..end
}

/// What is said, and what shows that it is.
#[derive(Debug)]
struct Content {
    tokens: Range<usize>,
    evidence: Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
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

/// Whom a speaker’s words name.
fn who(words: &Words, speaker: &Range<usize>) -> Who {
    if speaker.len() == 1 && words.is(speaker.start, flag::PRONOUN) {
        return match () {
            () if words.is(speaker.start, flag::MAN) => Who::One(Gender::Man),
            () if words.is(speaker.start, flag::WOMAN) && !words.is(speaker.start, flag::SEVERAL) => {
                Who::One(Gender::Woman)
            }
            () if words.is(speaker.start, flag::SEVERAL) => Who::Several,
            () => Who::Open,
        };
    }
    let title = |flag| speaker.clone().any(|at| words.is(at, flag) && !words.is(at, flag::DETERMINER));
    match (title(flag::TITLE_MAN), title(flag::TITLE_WOMAN)) {
        (true, false) => Who::Named(Some(Gender::Man)),
        (false, true) => Who::Named(Some(Gender::Woman)),
        _ => Who::Named(None),
    }
}

#[cfg(test)]
mod tests;
