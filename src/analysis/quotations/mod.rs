//! What is quoted, by whom, in what language, and which quotation renders which original.
//!
//! Marks are paired paragraph by paragraph ([`scan`]); here the quotations of the whole article are put
//! together: those that run over several paragraphs, posts with their signature, passages in another
//! language, speakers, and translations that stand near their originals.

pub mod scan;
mod speakers;
mod translation;

use super::attributions::Attribution;
use super::reading::{Read, on_graphemes};
use crate::review::ParagraphKind;
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
    speakers::find(&mut found, paragraphs, attributions);
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
            let begins = quoted.range.start <= part.lead;
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
        let foreign = part.language != language && !part.language.is_empty() && !language.is_empty();
        let is_block = part.kind == ParagraphKind::Quotation;
        let apart = (foreign || is_block) && part.kind != ParagraphKind::Boilerplate;
        let begin = part.lead;
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
