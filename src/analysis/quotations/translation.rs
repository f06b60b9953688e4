//! Which quotation renders which original, where both stand near each other.

use super::{Quotation, QuotationKind};
use crate::analysis::lexicon::Fnv;
use crate::analysis::reading::Read;
use crate::text::fold_for_search;
use std::collections::{HashMap, HashSet};
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

/// How many paragraphs may stand between a rendering and its original, empty ones not counted.
const NEAR: usize = 3;

/// How many quotations before and behind an original may be its rendering.
const CANDIDATES: usize = 8;

/// As many bytes of a quotation as tell it from another.
const MOST: usize = 4000;

/// How many letters of a word two languages share where it is the same word: démocratie, democracy.
const COGNATE: usize = 4;

/// Pairs each original in another language with the quotation in the article’s language nearest to it that
/// can be its rendering: about as long, and by the same speaker or with words in common.
pub(super) fn pair(quotations: &mut [Quotation], paragraphs: &[Read], language: &str) {
    let originals: Vec<usize> = places(quotations, |quotation| quotation.language != language);
    let renderings: Vec<usize> = places(quotations, |quotation| quotation.language == language);
    if originals.is_empty() {
        return;
    }
    let filled = Filled::of(paragraphs);
    let mut words = Words { paragraphs, known: HashMap::new() };
    for original in originals {
        let at = filled.index(quotations[original].range.start);
        let next = renderings
            .partition_point(|&place| quotations[place].range.start < quotations[original].range.start);
        let near = &renderings[next.saturating_sub(CANDIDATES)..(next + CANDIDATES).min(renderings.len())];
        let is_near = |place: &usize| filled.index(quotations[*place].range.start).abs_diff(at) <= NEAR;
        let near = near.iter().copied().filter(is_near);
        let free = near.filter(|&place| quotations[place].translation_of.is_none());
        let mut best = None;
        for place in free {
            let likeness = likeness(&quotations[place], &quotations[original], &mut words);
            best = best.max(Some((likeness, place)).filter(|_| likeness > 0));
        }
        if let Some((_, rendering)) = best {
            quotations[rendering].translation_of = Some(original);
        }
    }
}

fn places(quotations: &[Quotation], fits: impl Fn(&Quotation) -> bool) -> Vec<usize> {
    let outermost = quotations.iter().enumerate().filter(|(_, quotation)| quotation.depth == 0);
    outermost.filter(|(_, quotation)| fits(quotation)).map(|(at, _)| at).collect()
}

/// The paragraphs that hold words, to count how many stand between two places.
struct Filled(Vec<usize>);

impl Filled {
    fn of(paragraphs: &[Read]) -> Self {
        let filled = paragraphs.iter().filter(|read| !read.part.is_blank());
        Self(filled.map(|read| read.start).collect())
    }

    fn index(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start <= byte)
    }
}

/// How like two quotations are to be one statement in two languages; 0 for not at all.
fn likeness(rendering: &Quotation, original: &Quotation, words: &mut Words) -> usize {
    let length = |quotation: &Quotation| (quotation.range.end - quotation.range.start).min(MOST);
    let (one, other) = (length(rendering), length(original));
    let (short, long) = (one.min(other), one.max(other));
    if long > short * 5 / 2 || short < 12 {
        return 0;
    }
    let shared = shared(&words.stems(rendering), &words.stems(original));
    let same_speaker = match (&rendering.speaker, &original.speaker) {
        (Some(one), Some(other)) => {
            share_name(&slice(words.paragraphs, one), &slice(words.paragraphs, other))
        }
        _ => false,
    };
    let is_post = original.kind == QuotationKind::Post;
    match (same_speaker, shared) {
        (true, shared) => 100 + shared,
        (false, shared) if shared >= 3 || shared == 2 && !is_post => shared,
        _ => 0,
    }
}

/// The words of quotations, each looked at once.
struct Words<'a> {
    paragraphs: &'a [Read],
    /// By where the quotation begins and ends.
    known: HashMap<(usize, usize), Arc<[u64]>>,
}

impl Words<'_> {
    fn stems(&mut self, quotation: &Quotation) -> Arc<[u64]> {
        let Range { start, end } = quotation.range;
        let paragraphs = self.paragraphs;
        let found = self.known.entry((start, end));
        Arc::clone(found.or_insert_with(|| stems(&slice(paragraphs, &quotation.range)).into()))
    }
}

/// How many of two ordered lists are the same.
fn shared(one: &[u64], other: &[u64]) -> usize {
    one.iter().filter(|stem| other.binary_search(stem).is_ok()).count()
}

/// Whether two names have a capitalised word in common.
fn share_name(one: &str, other: &str) -> bool {
    let capital = |word: &&str| word.len() > 2 && word.starts_with(char::is_uppercase);
    let names: HashSet<&str> = words(one).filter(capital).collect();
    words(other).any(|word| names.contains(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric())
}

/// The beginnings of the longer words, without accents, and the figures, as numbers in order.
fn stems(text: &str) -> Vec<u64> {
    let long =
        words(text).filter(|word| word.chars().nth(COGNATE).is_some() || word.starts_with(char::is_numeric));
    let stem = |word: &str| {
        let stem = &word[..word.char_indices().nth(COGNATE).map_or(word.len(), |(at, _)| at)];
        let mut hash = Fnv::default();
        if stem.is_ascii() {
            stem.bytes().for_each(|byte| hash.write_u32(byte.to_ascii_lowercase().into()));
        } else {
            fold_for_search(stem).chars().take(COGNATE).for_each(|char| hash.write_u32(char.into()));
        }
        hash.finish()
    };
    let mut stems: Vec<u64> = long.map(stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The words of a stretch of the draft, at most as many as tell two quotations apart.
fn slice(paragraphs: &[Read], range: &Range<usize>) -> String {
    let first = paragraphs.partition_point(|read| read.start + read.part.text.len() <= range.start);
    let mut joined = String::new();
    for read in paragraphs[first..]
        .iter()
        .take_while(|read| read.start < range.end && joined_is_short(range, read.start))
    {
        let from = range.start.saturating_sub(read.start);
        let to = (range.end - read.start).min(read.part.text.len()).min(from + MOST);
        let to = read.part.text.floor_char_boundary(to);
        joined.push_str(read.part.text.get(from..to).unwrap_or_default());
        joined.push(' ');
    }
    joined
}

fn joined_is_short(range: &Range<usize>, at: usize) -> bool {
    at < range.start + 8000
}
