//! Who says what, by what word, to whom or where.
//!
//! A verb of saying, or a phrase such as “according to”, is the cue; from it the speaker is looked for in the
//! clause before it, or behind it where the clause is a quotation or turns round; what is said is the clause
//! or quotation that depends on the cue. Words are data (`assets/lang/CODE/attribution.ron`); nothing is
//! parsed, so a speaker in a long relative clause may be missed.

mod according;
mod content;
mod interrupted;
mod outlet;
mod resolve;
mod speaker;
mod table;
mod unlisted;
mod unnamed;
mod verb;
mod words;

use super::dateline;
use super::quotations::scan::Quoted;
use super::reading::Paragraph;
use content::{Content, Evidence};
use std::ops::Range;
use table::flag;
use words::Words;

pub use outlet::Outlet;
pub use resolve::Attribution;
pub(in crate::analysis) use resolve::resolve;

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
