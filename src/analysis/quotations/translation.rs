//! Which quotation renders which original, where both stand near each other.

use super::{Quotation, QuotationKind};
use crate::analysis::reading::Read;
use std::collections::HashSet;

/// How many paragraphs may stand between a rendering and its original, empty ones not counted.
const NEAR: usize = 3;

/// How many quotations before and behind an original may be its rendering.
const CANDIDATES: usize = 8;

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
    for original in originals {
        let at = filled.index(quotations[original].range.start);
        let next = renderings
            .partition_point(|&place| quotations[place].range.start < quotations[original].range.start);
        let near = &renderings[next.saturating_sub(CANDIDATES)..(next + CANDIDATES).min(renderings.len())];
        let is_near = |place: &usize| filled.index(quotations[*place].range.start).abs_diff(at) <= NEAR;
        let near = near.iter().copied().filter(is_near);
        let free = near.filter(|&place| quotations[place].translation_of.is_none());
        let likeness = |place: usize| likeness(&quotations[place], &quotations[original], paragraphs);
        let best = free.map(|place| (likeness(place), place)).filter(|(likeness, _)| *likeness > 0).max();
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
fn likeness(rendering: &Quotation, original: &Quotation, paragraphs: &[Read]) -> usize {
    let (one, other) = (text(paragraphs, rendering), text(paragraphs, original));
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if long > short * 5 / 2 || short < 12 {
        return 0;
    }
    let shared = stems(&one).intersection(&stems(&other)).count();
    let same_speaker = match (&rendering.speaker, &original.speaker) {
        (Some(one), Some(other)) => share_name(&slice(paragraphs, one), &slice(paragraphs, other)),
        _ => false,
    };
    let is_post = original.kind == QuotationKind::Post;
    match (same_speaker, shared) {
        (true, shared) => 100 + shared,
        (false, shared) if shared >= 3 || shared == 2 && !is_post => shared,
        _ => 0,
    }
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

/// The beginnings of the longer words, without accents, and the figures.
fn stems(text: &str) -> HashSet<String> {
    let long =
        words(text).filter(|word| word.chars().count() > COGNATE || word.starts_with(char::is_numeric));
    long.map(|word| crate::text::fold_for_search(word).chars().take(COGNATE).collect()).collect()
}

fn text(paragraphs: &[Read], quotation: &Quotation) -> String {
    slice(paragraphs, &quotation.range)
}

/// The words of a stretch of the draft, at most as many as tell two quotations apart.
fn slice(paragraphs: &[Read], range: &std::ops::Range<usize>) -> String {
    const MOST: usize = 4000;
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

fn joined_is_short(range: &std::ops::Range<usize>, at: usize) -> bool {
    at < range.start + 8000
}
