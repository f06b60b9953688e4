//! What is quoted, by whom, in what language, and which quotation renders which original.
//!
//! Marks are paired paragraph by paragraph ([`scan`]); here the quotations of the whole article are put
//! together: those that run over several paragraphs, posts with their signature, passages in another
//! language, speakers, and translations that stand near their originals.

pub mod scan;
mod translation;

use super::attributions::{Attribution, Cue};
use super::reading::{Read, on_graphemes};
use crate::review::ParagraphKind;
use scan::is_mark;
use std::ops::Range;

/// How a quotation is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotationKind {
    /// By quotation marks.
    Marks,
    /// As a paragraph of its own, by its kind or its language.
    Block,
    /// As a post, with a signature.
    Post,
}

impl QuotationKind {
    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Block => "block",
            Self::Post => "post",
        }
    }
}

/// A quotation in the article; ranges are bytes of the draft’s text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// All of it, with its marks; of a post, without the signature.
    pub range: Range<usize>,
    /// How it is set off.
    pub kind: QuotationKind,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Its language (BCP 47), empty where that is not known.
    pub language: String,
    /// Who says it, as the article has it: a name, a description or a pronoun.
    pub speaker: Option<Range<usize>>,
    /// The attribution that says so, as its place in the list.
    pub attribution: Option<usize>,
    /// The date of a post.
    pub date: Option<Range<usize>>,
    /// The handle of a post.
    pub handle: Option<Range<usize>>,
    /// The quotation that this one renders in another language, as its place in the list.
    pub translation_of: Option<usize>,
}

/// The quotations of an article in order, from its paragraphs and attributions (in order).
pub(super) fn resolve(paragraphs: &[Read], attributions: &[Attribution], language: &str) -> Vec<Quotation> {
    let mut found = marked(paragraphs, language);
    found.extend(set_apart(paragraphs, language));
    found.sort_by_key(|quotation| (quotation.range.start, std::cmp::Reverse(quotation.range.end)));
    speakers(&mut found, paragraphs, attributions);
    translation::pair(&mut found, paragraphs, language);
    found
}

/// Quotations between marks; where the paragraphs after one that nothing closes begin with the same mark
/// again, they are one quotation.
fn marked(paragraphs: &[Read], language: &str) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for read in paragraphs {
        let part = &read.part;
        for (at, quoted) in part.quoted.iter().enumerate() {
            let begins = part.text[..quoted.range.start].trim_start().is_empty();
            let continues = open.take().filter(|&(_, mark)| begins && mark == quoted.mark);
            if let Some((before, _)) = continues {
                found[before].range.end = read.start + quoted.range.end;
                open = (!quoted.closed).then_some((before, quoted.mark));
                continue;
            }
            let range = read.start + quoted.range.start..read.start + quoted.range.end;
            let own = part.quoted_languages.get(at).filter(|own| !own.is_empty());
            let language = own.map_or(language, String::as_str);
            open = (!quoted.closed && quoted.depth == 0).then_some((found.len(), quoted.mark));
            found.push(Quotation {
                depth: quoted.depth,
                ..Quotation::new(range, QuotationKind::Marks, language)
            });
        }
        if part.quoted.is_empty() && !part.text.is_empty() {
            open = None;
        }
    }
    found
}

impl Quotation {
    fn new(range: Range<usize>, kind: QuotationKind, language: &str) -> Self {
        Self {
            range,
            kind,
            depth: 0,
            language: language.to_owned(),
            speaker: None,
            attribution: None,
            date: None,
            handle: None,
            translation_of: None,
        }
    }
}

/// Posts, block quotations and paragraphs in another language. The paragraphs of one post go together: those
/// before its signature that are in the same foreign language or set as quotations.
fn set_apart(paragraphs: &[Read], language: &str) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut last: Option<usize> = None;
    for (index, read) in paragraphs.iter().enumerate() {
        let part = &read.part;
        let foreign = part.language != language && !part.language.is_empty();
        let is_block = part.kind == ParagraphKind::Quotation;
        let apart = (foreign || is_block) && part.kind != ParagraphKind::Boilerplate;
        let begin = part.text.len() - part.text.trim_start().len();
        let end =
            part.signatures.first().map_or(part.text.trim_end().len(), |signature| signature.range.start);
        let mut words = begin..part.text[..end].trim_end().len().max(begin);
        on_graphemes(&part.text, &mut words);
        let Range { start: begin, end } = words;
        let joins = apart && last == index.checked_sub(1) && index > 0 && follows(found.last(), read);
        if joins
            && let Some(before) = found.last_mut()
            && begin < end
        {
            before.range.end = read.start + end;
        } else if (apart || !part.signatures.is_empty()) && begin < end && !part.is_one_quotation() {
            let kind = QuotationKind::Block;
            found.push(Quotation::new(read.start + begin..read.start + end, kind, &part.language));
        }
        last = apart.then_some(index).filter(|_| part.signatures.is_empty());
        if let (Some(signature), Some(post)) = (part.signatures.first(), found.last_mut())
            && post.range.end == read.start + end
        {
            let shifted = |range: &Range<usize>| read.start + range.start..read.start + range.end;
            post.kind = QuotationKind::Post;
            post.speaker = Some(shifted(&signature.author));
            post.handle = Some(shifted(&signature.handle));
            post.date = signature.date.as_ref().map(shifted);
        }
    }
    found
}

/// Whether a paragraph goes on with the quotation before it: it is in the same language.
fn follows(before: Option<&Quotation>, read: &Read) -> bool {
    before.is_some_and(|before| before.language == read.part.language)
}

/// Finds the speaker of every quotation between marks.
fn speakers(quotations: &mut [Quotation], paragraphs: &[Read], attributions: &[Attribution]) {
    let mut last: Option<(usize, Range<usize>)> = None;
    let mut next = 0;
    for quotation in quotations.iter_mut().filter(|quotation| quotation.kind == QuotationKind::Marks) {
        while attributions.get(next).is_some_and(|said| said.paragraph_end < quotation.range.start) {
            next += 1;
        }
        let near = attributions.iter().enumerate().skip(next);
        let near = near.take_while(|(_, said)| said.paragraph_start < quotation.range.end);
        let own =
            near.filter(|(_, said)| says(said, &quotation.range)).min_by_key(|(_, said)| said.content_len());
        let place = own
            .map(|(at, _)| at)
            .or_else(|| interrupted(quotation, paragraphs, attributions))
            .or_else(|| announced(quotation, paragraphs, attributions))
            .or_else(|| carried(&last, quotation, paragraphs, attributions))
            .or_else(|| told_before(quotation, paragraphs, attributions));
        let Some(at) = place else { continue };
        quotation.attribution = Some(at);
        quotation.speaker = attributions[at].speaker_of(attributions);
        if quotation.depth == 0 {
            last = Some((at, quotation.range.clone()));
        }
    }
}

/// The attribution right behind a quotation that goes on after it: “We stay,” said Ada, “and wait.”
fn interrupted(quotation: &Quotation, paragraphs: &[Read], attributions: &[Attribution]) -> Option<usize> {
    let at = attributions.partition_point(|said| said.range.start < quotation.range.end);
    let said = attributions.get(at).filter(|said| said.kind == Cue::Says)?;
    let here = paragraphs.partition_point(|read| read.start <= quotation.range.start).checked_sub(1)?;
    let read = paragraphs.get(here).filter(|read| read.start == said.paragraph_start)?;
    let text = &read.part.text;
    let between = text.get(quotation.range.end - read.start..said.range.start - read.start)?;
    let pauses = text[..quotation.range.end - read.start].trim_end_matches(is_mark).ends_with(',');
    (between.trim().is_empty() && pauses || between.trim() == ",").then_some(at)
}

/// The attribution that ends the paragraph before with a colon or comma.
fn announced(quotation: &Quotation, paragraphs: &[Read], attributions: &[Attribution]) -> Option<usize> {
    let here = paragraphs.partition_point(|read| read.start <= quotation.range.start).checked_sub(1)?;
    let begins =
        paragraphs[here].part.text[..quotation.range.start - paragraphs[here].start].trim().is_empty();
    let before = paragraphs[..here].iter().rev().find(|read| !read.part.text.trim().is_empty())?;
    let at = attributions.partition_point(|said| said.range.start < paragraphs[here].start).checked_sub(1)?;
    let said = attributions.get(at).filter(|said| said.paragraph_start == before.start)?;
    let rest = before.part.text.get(said.range.end - before.start..)?.trim();
    (begins && rest.len() < 80 && rest.ends_with([':', ','])).then_some(at)
}

/// The last speaker before a quotation that is a sentence of its own: “Ada said she was glad. “It is over.””
/// Of one that is a whole paragraph, the last of the paragraph before.
fn told_before(quotation: &Quotation, paragraphs: &[Read], attributions: &[Attribution]) -> Option<usize> {
    let here = paragraphs.partition_point(|read| read.start <= quotation.range.start).checked_sub(1)?;
    let read = &paragraphs[here];
    let local = quotation.range.start - read.start;
    let own_sentence = read.part.sentences.iter().any(|sentence| sentence.start == local);
    if !own_sentence || quotation.depth > 0 || words(read, quotation) < 4 {
        return None;
    }
    let before = attributions.partition_point(|said| said.range.start < quotation.range.start);
    let at = attributions[..before].iter().rposition(|said| said.kind != Cue::Thinks)?;
    let said = &attributions[at];
    let near = if read.part.is_one_quotation() {
        let before = paragraphs[..here].iter().rev().find(|read| !read.part.text.trim().is_empty());
        before.is_some_and(|before| before.start == said.paragraph_start)
    } else {
        said.paragraph_start == read.start
    };
    (near && said.kind != Cue::Signed && said.speaker.is_some()).then_some(at)
}

/// Whether an attribution is of these words: they are its content or stand in it, or hold most of it.
fn says(said: &Attribution, words: &Range<usize>) -> bool {
    let Some(content) = said.content.as_ref().filter(|_| said.kind != Cue::Thinks) else { return false };
    let shared = content.end.min(words.end).saturating_sub(content.start.max(words.start));
    let holds_cue = words.start <= said.cue.start && said.cue.end <= words.end;
    !holds_cue && shared * 2 > content.len().min(words.len())
}

/// The attribution of the quotation before, where this one goes on with it: in the same paragraph, or at the
/// beginning of the next one where that holds nothing else.
fn carried(
    last: &Option<(usize, Range<usize>)>,
    quotation: &Quotation,
    paragraphs: &[Read],
    attributions: &[Attribution],
) -> Option<usize> {
    let (at, before) = last.as_ref()?;
    let said = &attributions[*at];
    let here = paragraphs.partition_point(|read| read.start <= quotation.range.start).checked_sub(1)?;
    let there = paragraphs.partition_point(|read| read.start <= before.start).checked_sub(1)?;
    let read = &paragraphs[here];
    let whole = read.part.text[..quotation.range.start - read.start].trim_start().is_empty();
    let goes_on = quotation.depth == 0 && words(read, quotation) > 3;
    let same_paragraph = here == there && said.range.start < quotation.range.start;
    let filled =
        paragraphs[there + 1..here.max(there + 1)].iter().filter(|read| !read.part.text.trim().is_empty());
    let next_paragraph = here > there
        && whole
        && filled.count() == 0
        && !attributions.iter().skip(*at + 1).take(8).any(|other| other.paragraph_start == read.start);
    let between =
        attributions.iter().skip(*at + 1).take_while(|other| other.range.start < quotation.range.start);
    let uninterrupted = !between
        .filter(|other| other.kind != Cue::Thinks)
        .any(|other| other.speaker.is_some() && !before.contains(&other.cue.start));
    (goes_on && uninterrupted && (same_paragraph || next_paragraph)).then_some(*at)
}

fn words(read: &Read, quotation: &Quotation) -> usize {
    let end = quotation.range.end.min(read.start + read.part.text.len());
    let text = read.part.text.get(quotation.range.start - read.start..end - read.start).unwrap_or_default();
    text.split_whitespace().take(5).count()
}
