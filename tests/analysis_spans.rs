//! Laws of what is read off a paragraph: every span stands in it, in order, on whole characters, and the
//! same text gives the same reading; whatever the text.

use proptest::prelude::*;
use redpencil::analysis::figures::{self, Figure};
use redpencil::analysis::lang::Lang;
use redpencil::analysis::lexicon::Folded;
use redpencil::analysis::names::{self, Found};
use redpencil::analysis::reading::Paragraph;
use redpencil::analysis::suggestions::{self, Parts, Suggestion};
use redpencil::analysis::tokens::tokens;
use redpencil::review::ParagraphKind;
use std::ops::Range;

type All = (Vec<Figure>, Vec<figures::Arithmetic>, Vec<Found>, Vec<Suggestion>);

fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = text.match_indices(". ").map(|(at, _)| at + 2).collect();
    ends.push(text.len());
    let mut start = 0;
    ends.into_iter().map(|end| std::mem::replace(&mut start, end)..end).collect()
}

fn read(text: &str, lang: Lang) -> All {
    let (tokens, sentences) = (tokens(text), sentences(text));
    let (kind, words) = (ParagraphKind::Body, &Folded::of(text, &tokens, lang));
    let paragraph = Paragraph { text, kind, lang, tokens: &tokens, words, sentences: &sentences };
    let figures = figures::read(&paragraph);
    let names = names::read(&paragraph);
    let ranges = |all: &[Figure]| all.iter().map(|figure| figure.range.clone()).collect::<Vec<_>>();
    let (numbers, named) =
        (ranges(&figures), names.iter().map(|name| name.range.clone()).collect::<Vec<_>>());
    let parts = Parts { figures: &numbers, names: &named, ..Parts::default() };
    let suggestions = suggestions::suggest(&paragraph, &parts);
    (figures.clone(), figures::arithmetic(&paragraph, &figures), names, suggestions)
}

fn in_order(text: &str, ranges: &[Range<usize>]) -> bool {
    let whole = ranges.iter().all(|range| range.start < range.end && text.get(range.clone()).is_some());
    whole && ranges.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

const LANGS: [Lang; 6] = [Lang::En, Lang::Fr, Lang::De, Lang::Es, Lang::Ar, Lang::Other];

/// Pieces that readers stumble over, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Bazin",
        "Colonel",
        "the",
        "of",
        "12",
        "1,500",
        "1 500",
        "%",
        "$",
        "€",
        "million",
        "twenty",
        "-",
        "–",
        "’s",
        "l’",
        "d’",
        "'",
        "and",
        "et",
        "zwei",
        "und",
        "to",
        "3.5",
        "1.2.3",
        "½",
        "km",
        "°C",
        ".",
        ",",
        ";",
        "?",
        "(",
        ")",
        "X",
        "on",
        "UN",
        "I think that",
        ", he believes",
        "rose",
        "from",
        "in all",
        "or",
        "20",
        "30",
        "a third",
        "aged",
        "63",
        "-year-old",
        "ans",
        "é",
        "e\u{301}",
        "😀",
        "مليون",
        "٣",
        "五",
        "\u{200b}",
        "\u{202e}",
        "@",
        "#",
        "Jean",
        "al",
        "président",
        "killed",
        "more than",
        "because",
    ]);
    prop::collection::vec((piece, prop::bool::weighted(0.7)), 0..30).prop_map(|all| {
        all.into_iter().map(|(piece, blank)| format!("{piece}{}", if blank { " " } else { "" })).collect()
    })
}

proptest! {
    #[test]
    fn spans_stand_in_the_text_in_order(text in pieces(), lang in prop::sample::select(LANGS.to_vec())) {
        let (figures, arithmetic, names, suggestions) = read(&text, lang);
        let figure_ranges: Vec<_> = figures.iter().map(|figure| figure.range.clone()).collect();
        let name_ranges: Vec<_> = names.iter().map(|name| name.range.clone()).collect();
        let suggested: Vec<_> = suggestions.iter().map(|suggestion| suggestion.range.clone()).collect();
        prop_assert!(in_order(&text, &figure_ranges), "{:?}", figure_ranges);
        prop_assert!(in_order(&text, &name_ranges), "{:?}", name_ranges);
        prop_assert!(in_order(&text, &suggested), "{:?}", suggested);
        let inner = figures.iter().filter_map(|figure| figure.thing.clone())
            .chain(names.iter().filter_map(|name| name.title.clone()))
            .chain(names.iter().filter_map(|name| name.short.clone()))
            .chain(arithmetic.into_iter().flat_map(|one| one.ranges));
        for range in inner {
            prop_assert!(text.get(range.clone()).is_some_and(|words| !words.is_empty()), "{:?}", range);
        }
        prop_assert!(suggestions.iter().all(|one| (suggestions::LOWEST..=1.0).contains(&one.score) && !one.reasons.is_empty()));
    }

    #[test]
    fn any_text_is_read_the_same_way_twice(text in "\\PC{0,60}", lang in prop::sample::select(LANGS.to_vec())) {
        prop_assert_eq!(read(&text, lang), read(&text, lang));
    }

    #[test]
    fn names_are_resolved_to_mentions_that_were_found(texts in prop::collection::vec(pieces(), 0..5)) {
        let found: Vec<_> = texts.iter().map(|text| read(text, Lang::En).2).collect();
        let paragraphs: Vec<_> = texts.iter().map(String::as_str).zip(found.iter().map(Vec::as_slice)).collect();
        let names = names::resolve(&paragraphs);
        let mut mentions: Vec<_> =
            names.names.iter().flat_map(|name| &name.mentions).map(|at| (at.paragraph, at.range.start)).collect();
        let count = mentions.len();
        mentions.sort_unstable();
        mentions.dedup();
        prop_assert_eq!(mentions.len(), count, "one mention belongs to one name");
        for (paragraph, start) in mentions {
            prop_assert!(found[paragraph].iter().any(|name| name.range.start == start));
        }
        prop_assert!(names.names.iter().all(|name| !name.mentions.is_empty()));
    }

    #[test]
    fn a_key_outlives_capitals_and_signs(words in prop::collection::vec("[a-z]{1,6}", 1..6)) {
        let plain = suggestions::key(&words.join(" "));
        prop_assert_eq!(suggestions::key(&format!("“{}.”", words.join(", ").to_uppercase())), plain);
        prop_assert_ne!(suggestions::key(&format!("{} more", words.join(" "))), plain);
    }
}

#[test]
fn hostile_texts_are_read_in_passing() {
    let many = 20_000;
    for text in [
        "7".repeat(many),
        "7 ".repeat(many),
        "1 234 ".repeat(many / 4),
        "1-".repeat(many),
        "Aa ".repeat(many),
        "A.".repeat(many),
        "A-".repeat(many),
        "Aa of ".repeat(many / 4),
        "l’".repeat(many),
        "twenty-".repeat(many / 8),
        "million ".repeat(many / 8),
        "President ".repeat(many / 8),
        "zweiund".repeat(many / 8),
        ", and ".repeat(many / 4),
        "I think that ".repeat(many / 8),
        "20 of 40 or ".repeat(many / 8),
        "“".repeat(many),
        "x".repeat(many),
    ] {
        for lang in [Lang::En, Lang::Fr, Lang::De] {
            let (figures, _, names, suggestions) = read(&text, lang);
            assert!(figures.len() + names.len() + suggestions.len() <= text.len());
        }
    }
}
