//! Passages worth a claim: which, how much, and why.
//!
//! The score of a passage is a weighted sum of named features (a figure, a name, something that happened,
//! an opinion …), squeezed between 0 and 1. Features, words and weights stand in a table; the reasons are
//! the features that spoke most for it. A sentence is worth a claim where a suggestion stands in it, and
//! only passages of a score of at least [`LOWEST`] are suggested.
//!
//! The weights of the English table were fitted on sentences of debates (CheckThat! 2024, task 1) and
//! checked on news; other languages use them with words of their own.

mod clauses;
mod features;
mod table;

use crate::analysis::dateline;
use crate::analysis::lexicon::{Fnv, Folded};
use crate::analysis::reading::Paragraph;
use crate::review::{ClaimKind, ParagraphKind};
use crate::text::fold_for_search;
use features::{Evidence, Features};
use std::hash::Hasher;
use std::ops::Range;

/// The score from which a passage is suggested.
pub const LOWEST: f64 = 0.5;

/// What else was read in a paragraph: ranges in its bytes, each list in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'a> {
    /// Figures.
    pub figures: &'a [Range<usize>],
    /// Names.
    pub names: &'a [Range<usize>],
    /// Dates and times.
    pub dates: &'a [Range<usize>],
    /// Quotations.
    pub quotations: &'a [Range<usize>],
    /// Who says something: speaker and cue, without what is said.
    pub attributions: &'a [Range<usize>],
}

/// A passage worth a claim; ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The passage.
    pub range: Range<usize>,
    /// What the claim would be about.
    pub kind: ClaimKind,
    /// How much it is worth one, from [`LOWEST`] to 1.
    pub score: f64,
    /// Why, what weighs most first.
    pub reasons: Vec<Reason>,
}

/// What speaks for a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// In words: `a figure`.
    pub feature: &'static str,
    /// The words of the paragraph that it rests on, in bytes; empty where those are no words of their own.
    pub example: Range<usize>,
}

impl Reason {
    /// The reason in words, with an example from the paragraph it was read in: `a figure (“1,500”)`.
    pub fn in_words(&self, paragraph: &str) -> String {
        match paragraph.get(self.example.clone()).unwrap_or_default() {
            "" => self.feature.to_owned(),
            example => format!("{} (“{example}”)", self.feature),
        }
    }
}

/// A key that stays the same while a passage’s words do, whatever their capitals, accents and signs: by it
/// a rejection is remembered. FNV-1a of the folded words (Fowler, Noll, Vo: 64 bits).
pub fn key(passage: &str) -> u64 {
    let folded = fold_for_search(passage);
    let words = folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut hash = Fnv::default();
    for word in words {
        hash.write(word.as_bytes());
        hash.write(b" ");
    }
    hash.finish()
}

/// The passages of a paragraph that are worth a claim, in order, never overlapping.
pub fn suggest(paragraph: &Paragraph, parts: &Parts) -> Vec<Suggestion> {
    let table = table::of(paragraph.lang);
    if !is_article(paragraph.kind) || is_boilerplate(paragraph.words, table) {
        return Vec::new();
    }
    let evidence = Evidence::of(paragraph.text, paragraph.tokens, paragraph.words, table, parts);
    let sentences = clauses::in_tokens(paragraph.sentences, paragraph.tokens);
    // Where and when a text was written is no part of what it says.
    let head = dateline::read_opening(paragraph.text).map_or(0, |head| head.end);
    let head = paragraph.tokens.partition_point(|token| token.range().start < head);
    let sentences = sentences.iter().map(|sentence| sentence.start.max(head)..sentence.end);
    let found = sentences.filter(|one| !one.is_empty()).flat_map(|one| in_sentence(&evidence, &one));
    with_whole_quotations(found.collect(), parts.quotations)
}

/// Suggestions that end a quotation of several sentences, from where it begins; not over the one before.
fn with_whole_quotations(mut found: Vec<Suggestion>, quotations: &[Range<usize>]) -> Vec<Suggestion> {
    let mut free = 0;
    for suggestion in &mut found {
        let Range { start, end } = suggestion.range;
        let next = quotations.partition_point(|quotation| quotation.end <= start);
        let cut = quotations.get(next).filter(|one| one.start < start && start < one.end && one.end <= end);
        if let Some(quotation) = cut.filter(|quotation| quotation.start >= free) {
            suggestion.range.start = quotation.start;
        }
        free = end;
    }
    found
}

/// Words of a paragraph that rank, compare or give a cause, in order: the name of the cue, and its bytes.
pub(crate) fn telling_words(paragraph: &Paragraph) -> Vec<(&'static str, Range<usize>)> {
    const CUES: [&str; 3] = ["superlative", "comparison", "cause"];
    let table = table::of(paragraph.lang);
    let words = paragraph.words;
    let bits = CUES.map(|name| (name, 1u64 << table.index(name).saturating_sub(table::FOUND.len())));
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let cue = table.cues.at(words, at).unwrap_or((1, 0));
        if let Some((name, _)) = bits.iter().find(|(_, bit)| cue.1 & bit != 0) {
            let (first, last) = (paragraph.tokens[at], paragraph.tokens[at + cue.0 - 1]);
            found.push((*name, first.start as usize..last.end as usize));
        }
        at += cue.0;
    }
    found
}

/// Whether a paragraph says something of its own.
fn is_article(kind: ParagraphKind) -> bool {
    !matches!(
        kind,
        ParagraphKind::Boilerplate | ParagraphKind::Byline | ParagraphKind::Dateline | ParagraphKind::Heading
    )
}

/// Whether a paragraph begins like what is put between those of an article: “Also read |”.
fn is_boilerplate(words: &Folded, table: &table::Table) -> bool {
    let Some((length, ())) = table.boilerplate.at(words, 0) else {
        return false;
    };
    // “Watch” and “Photo” begin sentences too: only with a sign behind, or nothing, is it that.
    matches!(words.get(length), "" | ":" | "|" | "/" | "-" | "–" | "—" | ">" | "»") || length > 1
}

fn in_sentence(evidence: &Evidence, sentence: &Range<usize>) -> Vec<Suggestion> {
    let whole = evidence.features(sentence);
    let score = evidence.score(&whole);
    let pieces = clauses::checkable(evidence, sentence);
    let is_cut = pieces.len() != 1 || pieces.first() != Some(sentence);
    let scored: Vec<(Range<usize>, Features, f64)> = pieces
        .into_iter()
        .map(|piece| {
            let features = if is_cut { evidence.features(&piece) } else { whole.clone() };
            let own = evidence.score(&features);
            (piece, features, own)
        })
        .collect();
    let best = scored.iter().map(|(.., own)| *own).fold(0.0, f64::max);
    let suggestions = scored.into_iter().filter_map(|(piece, features, own)| {
        // Where the sentence as a whole is worth a claim, its best piece carries it.
        let score = if own == best && score >= LOWEST { own.max(score) } else { own };
        let is_enough = score >= LOWEST && (!is_cut || is_statement(evidence, &piece));
        is_enough.then(|| suggestion(evidence, &piece, &features, score))
    });
    suggestions.filter(|suggestion| suggestion.range.start < suggestion.range.end).collect()
}

/// Whether a piece of a sentence says something by itself.
fn is_statement(evidence: &Evidence, piece: &Range<usize>) -> bool {
    /// “Bazoum left”: fewer words are the rest of something.
    const FEWEST: usize = 3;
    let words =
        piece.clone().filter(|&at| !evidence.words.get(at).chars().all(|char| !char.is_alphanumeric()));
    words.count() >= FEWEST
}

fn suggestion(evidence: &Evidence, piece: &Range<usize>, features: &Features, score: f64) -> Suggestion {
    let piece = clauses::without_edges(evidence, piece);
    Suggestion {
        range: evidence.bytes(&piece),
        kind: kind(evidence, features),
        score,
        reasons: reasons(evidence, &piece, features),
    }
}

/// What a claim on a passage would be about.
fn kind(evidence: &Evidence, features: &Features) -> ClaimKind {
    let has = |name: &str| features.get(evidence.table.index(name)).is_some_and(|&feature| feature > 0.0);
    let happened = has("past") || has("has");
    match () {
        () if has("quotation") => ClaimKind::Quote,
        () if has("comparison") || (has("superlative") && has("figure")) => ClaimKind::Comparison,
        () if has("figure") || has("amount") => ClaimKind::Count,
        () if has("cause") => ClaimKind::Cause,
        () if has("attribution") => ClaimKind::Quote,
        () if happened => ClaimKind::Event,
        () if has("superlative") => ClaimKind::Comparison,
        () if has("date") => ClaimKind::Time,
        () if has("office") && has("name") => ClaimKind::Name,
        () => ClaimKind::Background,
    }
}

/// The features that spoke most for a passage.
fn reasons(evidence: &Evidence, piece: &Range<usize>, features: &Features) -> Vec<Reason> {
    /// As many as are read at a glance.
    const MOST: usize = 4;
    let table = evidence.table;
    let mut weighty: Vec<(f64, usize)> = features
        .iter()
        .zip(&table.weights)
        .enumerate()
        .filter(|(index, (feature, weight))| **feature * **weight > 0.0 && !table.reasons[*index].is_empty())
        .map(|(index, (feature, weight))| (feature * weight, index))
        .collect();
    weighty.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighty.truncate(MOST);
    let reason = |&(_, index): &(f64, usize)| Reason {
        feature: table.reasons[index],
        example: evidence.example(piece, index),
    };
    weighty.iter().map(reason).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::figures;
    use crate::analysis::lang::Lang;
    use crate::analysis::names;
    use crate::analysis::testing::read_as;

    fn suggested(lang: Lang, kind: ParagraphKind, text: &str) -> Vec<Suggestion> {
        read_as(kind, lang, text, |paragraph| {
            let figures: Vec<_> = figures::read(paragraph).into_iter().map(|figure| figure.range).collect();
            let names: Vec<_> = names::read(paragraph).into_iter().map(|name| name.range).collect();
            suggest(paragraph, &Parts { figures: &figures, names: &names, ..Parts::default() })
        })
    }

    fn words(text: &str) -> Vec<&str> {
        suggested(Lang::En, ParagraphKind::Body, text).into_iter().map(|one| &text[one.range]).collect()
    }

    #[test]
    fn what_happened_and_how_much_is_suggested() {
        let text = "The ministry said 40 wells were closed in Zinder.";
        let all = suggested(Lang::En, ParagraphKind::Body, text);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].kind, ClaimKind::Count);
        let reasons: Vec<_> = all[0].reasons.iter().map(|reason| reason.in_words(text)).collect();
        assert!(reasons.iter().any(|reason| reason == "a figure (“40”)"), "{reasons:?}");
        let french = "Le ministère a annoncé que 40 puits ont été fermés à Zinder.";
        assert_eq!(suggested(Lang::Fr, ParagraphKind::Body, french).len(), 1);
    }

    #[test]
    fn a_suggestion_has_the_whole_of_a_quotation_that_it_ends() {
        let one = |range| Suggestion { range, kind: ClaimKind::Quote, score: 1.0, reasons: Vec::new() };
        let ranges = |found: Vec<Suggestion>, quotation: Range<usize>| -> Vec<(usize, usize)> {
            let found = with_whole_quotations(found, std::slice::from_ref(&quotation));
            found.into_iter().map(|one| (one.range.start, one.range.end)).collect()
        };
        assert_eq!(ranges(vec![one(20..40)], 5..30), [(5, 40)]);
        assert_eq!(ranges(vec![one(5..18), one(20..40)], 5..30), [(5, 18), (20, 40)]);
        assert_eq!(ranges(vec![one(20..40)], 5..50), [(20, 40)]);
        assert_eq!(ranges(vec![one(20..40)], 22..30), [(20, 40)]);
    }

    #[test]
    fn a_dateline_is_no_part_of_a_suggestion() {
        assert_eq!(
            words("Port Ézé, 12 March 2024 – The army killed 12 rebels near Gao."),
            ["The army killed 12 rebels near Gao"]
        );
    }

    #[test]
    fn opinions_questions_and_boilerplate_are_not() {
        for text in [
            "I think that we should be kinder to each other.",
            "Who will lead the country?",
            "Also read | 40 wells were closed in Zinder",
            "Let us hope for a better future.",
            "You will be proud of it.",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
        let text = "The ministry said 40 wells were closed in Zinder.";
        assert_eq!(suggested(Lang::En, ParagraphKind::Boilerplate, text), []);
    }

    #[test]
    fn what_cannot_be_checked_is_cut_off() {
        assert_eq!(
            words("I think that unemployment rose by 8 percent in Togo."),
            ["unemployment rose by 8 percent in Togo"]
        );
        assert_eq!(
            words("The army killed 12 rebels near Gao, he believes."),
            ["The army killed 12 rebels near Gao"]
        );
        assert_eq!(
            words("The army killed 12 rebels near Gao, but we should be better than this."),
            ["The army killed 12 rebels near Gao"]
        );
    }
}
