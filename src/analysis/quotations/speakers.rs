//! Who says a quotation that stands between marks.

use super::scan::is_mark;
use super::{Quotation, QuotationKind};
use crate::analysis::attributions::{Attribution, Cue};
use crate::analysis::reading::Read;
use std::ops::Range;

/// How many attributions before and behind a quotation may be its own: whatever stands further off is of
/// another one, and a paragraph of megabytes costs no more than many short ones.
const NEAR: usize = 8;

/// How many bytes may stand between a cue and the colon or comma that ends its paragraph.
const ANNOUNCED: usize = 80;

/// Fewer words between marks are a term and no statement of their own.
const FEWEST_WORDS: usize = 4;

/// Finds the speaker of every quotation between marks.
pub(super) fn find(quotations: &mut [Quotation], paragraphs: &[Read], attributions: &[Attribution]) {
    let mut article = Article { paragraphs, attributions, last: None };
    for quotation in quotations.iter_mut().filter(|quotation| quotation.kind == QuotationKind::Marks) {
        let Some(at) = article.attribution_of(quotation) else { continue };
        quotation.attribution = Some(at);
        quotation.speaker = attributions[at].own_or_named();
        if quotation.depth == 0 {
            article.last = Some((at, quotation.range.clone()));
        }
    }
}

struct Article<'a> {
    paragraphs: &'a [Read],
    attributions: &'a [Attribution],
    /// The quotation before, and its attribution.
    last: Option<(usize, Range<usize>)>,
}

impl Article<'_> {
    fn attribution_of(&self, quotation: &Quotation) -> Option<usize> {
        let here = self.paragraph_at(quotation.range.start)?;
        let own = self.near(quotation).filter(|&at| says(&self.attributions[at], &quotation.range));
        own.min_by_key(|&at| {
            (self.attributions[at].own_or_named().is_none(), self.attributions[at].content_len())
        })
        .or_else(|| self.interrupted(quotation, here))
        .or_else(|| self.announced(quotation, here))
        .or_else(|| self.in_sentence(quotation, here))
        .or_else(|| self.carried(quotation, here))
        .or_else(|| self.told_before(quotation, here))
    }

    /// The paragraph that a byte of the draft stands in.
    fn paragraph_at(&self, byte: usize) -> Option<usize> {
        self.paragraphs.partition_point(|read| read.start <= byte).checked_sub(1)
    }

    /// The attributions around a quotation’s two ends.
    fn near(&self, quotation: &Quotation) -> impl Iterator<Item = usize> {
        let before = self.attributions.partition_point(|said| said.range.start < quotation.range.start);
        let behind = self.attributions.partition_point(|said| said.range.start < quotation.range.end);
        let all = self.attributions.len();
        let around = before.saturating_sub(NEAR)..(before + NEAR).min(all);
        around.chain(behind.max(before + NEAR).min(all)..(behind + NEAR).min(all))
    }

    /// The nearest attribution in the sentence that words between marks stand in: called it “a shame” and its
    /// makers “children”.
    fn in_sentence(&self, quotation: &Quotation, here: usize) -> Option<usize> {
        let read = &self.paragraphs[here];
        let local = quotation.range.start - read.start;
        let sentence = read.part.sentences.partition_point(|sentence| sentence.end <= local);
        let sentence = read.part.sentences.get(sentence).filter(|_| quotation.depth == 0)?;
        let sentence = read.start + sentence.start..read.start + sentence.end;
        let fits = |said: &Attribution| {
            matches!(said.kind, Cue::Says | Cue::According)
                && sentence.contains(&said.cue.start)
                && !quotation.range.contains(&said.cue.start)
                && said.own_or_named().is_some()
        };
        let own = self.near(quotation).filter(|&at| fits(&self.attributions[at]));
        let far = |at: usize| {
            let cue = &self.attributions[at].cue;
            cue.start.saturating_sub(quotation.range.end) + quotation.range.start.saturating_sub(cue.end)
        };
        own.min_by_key(|&at| far(at))
    }

    /// The attribution right behind a quotation that goes on after it: “We stay,” said Ada, “and wait.”
    fn interrupted(&self, quotation: &Quotation, here: usize) -> Option<usize> {
        let at = self.attributions.partition_point(|said| said.range.start < quotation.range.end);
        let said = self.attributions.get(at).filter(|said| said.kind == Cue::Says)?;
        let read = self.paragraphs.get(here).filter(|read| read.start == said.paragraph_start)?;
        let text = &read.part.text;
        let between = text.get(quotation.range.end - read.start..said.range.start - read.start)?.trim();
        let quoted = text.get(quotation.range.start - read.start..quotation.range.end - read.start)?;
        let pauses = quoted.trim_end_matches(is_mark).ends_with(',');
        (between.is_empty() && pauses || between == ",").then_some(at)
    }

    /// The attribution that ends the paragraph before with a colon or comma.
    fn announced(&self, quotation: &Quotation, here: usize) -> Option<usize> {
        let read = &self.paragraphs[here];
        let before =
            self.filled_before(here).filter(|_| quotation.range.start <= read.start + read.part.lead)?;
        let at = self.attributions.partition_point(|said| said.range.start < read.start).checked_sub(1)?;
        let said = self.attributions.get(at).filter(|said| said.paragraph_start == before.start)?;
        let rest = before.part.text.get(said.range.end - before.start..)?.trim();
        (rest.len() < ANNOUNCED && rest.ends_with([':', ','])).then_some(at)
    }

    /// The paragraph before that holds words.
    fn filled_before(&self, here: usize) -> Option<&Read> {
        self.paragraphs[..here].iter().rev().take(NEAR).find(|read| !read.part.is_blank())
    }

    /// The attribution of the quotation before, where this one goes on with it: in the same paragraph, or at
    /// the beginning of the next one.
    fn carried(&self, quotation: &Quotation, here: usize) -> Option<usize> {
        let (at, before) = self.last.as_ref()?;
        let said = &self.attributions[*at];
        let read = &self.paragraphs[here];
        let there = self.paragraph_at(before.start)?;
        let begins = quotation.range.start <= read.start + read.part.lead;
        let follows =
            begins && self.filled_before(here).is_some_and(|read| read.start == self.paragraphs[there].start);
        let mut own = self.attributions.iter().skip(at + 1).take(NEAR);
        let has_own = own.any(|other| other.paragraph_start == read.start);
        let same = here == there && said.range.start < quotation.range.start;
        let goes_on = quotation.depth == 0 && is_statement(read, quotation) && !is_announced(read, quotation);
        (goes_on && (same || here > there && follows && !has_own) && self.is_last(*at, before, quotation))
            .then_some(*at)
    }

    /// Whether nobody else speaks between the quotation before and this one.
    fn is_last(&self, at: usize, before: &Range<usize>, quotation: &Quotation) -> bool {
        let behind =
            self.attributions.iter().skip(at + 1).take_while(|said| said.range.start < quotation.range.start);
        let mut others = behind.filter(|said| said.kind != Cue::Thinks).take(NEAR);
        !others.any(|said| said.speaker.is_some() && !before.contains(&said.cue.start))
    }

    /// The last speaker before a quotation that is a sentence of its own: “Ada said she was glad. “It is
    /// over.”” Of one that is a whole paragraph, the last of the paragraph before.
    fn told_before(&self, quotation: &Quotation, here: usize) -> Option<usize> {
        let read = &self.paragraphs[here];
        let local = quotation.range.start - read.start;
        let sentence = read.part.sentences.partition_point(|sentence| sentence.start < local);
        let own_sentence = read.part.sentences.get(sentence).is_some_and(|sentence| sentence.start == local);
        if !own_sentence
            || quotation.depth > 0
            || !is_statement(read, quotation)
            || is_announced(read, quotation)
        {
            return None;
        }
        let before = self.attributions.partition_point(|said| said.range.start < quotation.range.start);
        let mut near = (before.saturating_sub(NEAR)..before).rev();
        let at = near.find(|&at| self.attributions[at].kind != Cue::Thinks)?;
        let said = &self.attributions[at];
        let paragraph = if read.part.is_one_quotation() { self.filled_before(here)? } else { read };
        (said.paragraph_start == paragraph.start && said.kind != Cue::Signed && said.speaker.is_some())
            .then_some(at)
    }
}

/// Whether an attribution is of these words: they are its content or stand in it, or hold most of it.
fn says(said: &Attribution, words: &Range<usize>) -> bool {
    let Some(content) = said.content.as_ref().filter(|_| said.kind != Cue::Thinks) else { return false };
    let shared = content.end.min(words.end).saturating_sub(content.start.max(words.start));
    let holds_cue = words.start <= said.cue.start && said.cue.end <= words.end;
    !holds_cue && shared * 2 > content.len().min(words.len())
}

/// Whether a colon before it says that somebody else speaks now, known or not.
fn is_announced(read: &Read, quotation: &Quotation) -> bool {
    let before = read.part.text.get(..quotation.range.start - read.start).unwrap_or_default();
    before.trim_end().ends_with(':')
}

/// Whether a quotation says something by itself: it has some words, or is a sentence with its end sign and
/// no paragraph of its own, which may be somebody else’s.
fn is_statement(read: &Read, quotation: &Quotation) -> bool {
    let end = quotation.range.end.min(read.start + read.part.text.len());
    let text = read.part.text.get(quotation.range.start - read.start..end - read.start).unwrap_or_default();
    let inner = text.trim_matches(|char: char| is_mark(char) || char.is_whitespace());
    let is_sentence = inner.starts_with(char::is_uppercase) && inner.ends_with(['.', '!', '?', '…']);
    is_sentence && !read.part.is_one_quotation()
        || text.split_whitespace().take(FEWEST_WORDS).count() >= FEWEST_WORDS
}
