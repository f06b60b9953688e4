//! Which words of a draft state facts, as the reading has it.

use crate::analysis::attributions::Cue;
use crate::analysis::coverage::{self, Facts};
use crate::analysis::lang::Lang;
use crate::analysis::lexicon::Folded;
use crate::analysis::reading::{Paragraph, Part, Reading};
use crate::analysis::tokens::tokens;
use crate::review::{Draft, ParagraphKind};
use crate::text::{ByteRange, byte_range};
use std::ops::Range;

/// The factual words, in text order, each once, on grapheme boundaries.
pub fn words(draft: &Draft, reading: &Reading) -> Vec<ByteRange> {
    let text = draft.text();
    let mut factual: Vec<ByteRange> = Vec::new();
    for read in reading.paragraphs() {
        for word in in_part(&read.part) {
            let word = text.snap_to_graphemes(&byte_range(read.start + word.start..read.start + word.end));
            match factual.last_mut() {
                Some(last) if word.start < last.end => last.end = last.end.max(word.end),
                _ => factual.push(word),
            }
        }
    }
    factual
}

fn in_part(part: &Part) -> Vec<Range<usize>> {
    let tokens = tokens(&part.text);
    let lang = Lang::of(&part.language);
    let paragraph = Paragraph {
        text: &part.text,
        kind: part.kind,
        lang,
        tokens: &tokens,
        words: &Folded::of(&part.text, &tokens, lang),
        sentences: &part.sentences,
    };
    let names = part.names.iter().filter(|name| name.is_sure);
    let said = part.said.iter().filter(|said| said.kind != Cue::Thinks);
    let mut quotations = ordered(part.quoted.iter().map(|quoted| quoted.range.clone()));
    if part.kind == ParagraphKind::Quotation || !part.signatures.is_empty() {
        quotations = std::iter::once(0..part.text.len()).collect();
    }
    let facts = Facts {
        figures: &ordered(part.figures.iter().map(|figure| figure.range.clone())),
        dates: &ordered(part.dates.iter().map(|date| date.range.clone())),
        names: &ordered(names.clone().map(|name| name.range.clone())),
        titles: &ordered(names.filter_map(|name| name.title.clone())),
        quotations: &quotations,
        attributed: &ordered(said.filter_map(|said| said.content.clone())),
    };
    coverage::factual(&paragraph, &facts).into_iter().map(|(word, _)| word).collect()
}

/// Ranges in order, those that overlap as one.
fn ordered(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    let mut ordered: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match ordered.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => ordered.push(range),
        }
    }
    ordered
}
