//! Laws of reading dates: whatever the text, the answer is in order, on whole characters, and the same again.

use chrono::NaiveDate;
use proptest::prelude::*;
use redpencil::analysis::dates::{DateFound, DateRead, Story, read, resolve};
use redpencil::analysis::lang::Lang;
use redpencil::analysis::lexicon::Folded;
use redpencil::analysis::reading::Paragraph;
use redpencil::analysis::timeline::{Dated, Filed, events, groups};
use redpencil::analysis::tokens::tokens;
use redpencil::review::ParagraphKind;
use unicode_segmentation::UnicodeSegmentation;

const LANGS: [Lang; 6] = [Lang::En, Lang::Fr, Lang::De, Lang::Es, Lang::Ar, Lang::Other];

fn dates(text: &str, lang: Lang, article: Option<NaiveDate>) -> Vec<(DateFound, DateRead)> {
    let tokens = tokens(text);
    let whole = 0..text.len();
    let sentences = std::slice::from_ref(&whole);
    let (kind, words) = (ParagraphKind::Body, &Folded::of(text, &tokens, lang));
    let paragraph = Paragraph { text, kind, lang, tokens: &tokens, words, sentences };
    let mut story = Story::default();
    let read = |found: DateFound| {
        let resolved = resolve(&found, article, &mut story);
        (found, resolved)
    };
    self::read(&paragraph).into_iter().map(read).collect()
}

/// What may stand between words.
const GAPS: &[&str] = &[" ", " ", " ", "", "\u{a0}", "\u{202e}"];

/// Words of dates.
const WORDS: &[&str] = &[
    "27",
    "31",
    "0",
    "99",
    "2023",
    "0000",
    "July",
    "February",
    "may",
    "May",
    "Wednesday",
    "on",
    "in",
    "since",
    "from",
    "to",
    "the",
    "of",
    "a",
    "day",
    "days",
    "week",
    "after",
    "ago",
    "last",
    "next",
    "that",
    "early",
    "late",
    "1990s",
    "p.m.",
    "at",
    "9",
    "12:40",
    "GMT",
    "-",
    "–",
    ",",
    ".",
    "(",
    ")",
    "/",
    "27/07/2023",
    "2023-07-27T21:00:00Z",
    "le",
    "mois",
    "dernier",
    "il",
    "y",
    "août",
    "mercredi",
    "vor",
    "drei",
    "Wochen",
    "Mittwochabend",
    "hace",
    "dos",
    "años",
    "مساء",
    "الأربعاء",
    "يوليو",
    "٢٧",
    "٢٠٢٣",
    "é\u{301}",
    "👩‍👩‍👧",
    "century",
    "XIXe",
    "siècle",
    "Diwali",
    "Easter",
    "9999999999",
    "twenty",
    "hundred",
    "thousand",
    "week-end",
    "Q3",
    "’90s",
    "32",
    "29",
    "year",
    "BC",
    "’s",
];

/// Text in which dates are likely: their words and figures in any order, with anything between.
fn datelike() -> impl Strategy<Value = String> {
    let word = prop_oneof![6 => proptest::sample::select(WORDS).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    let gap = proptest::sample::select(GAPS);
    proptest::collection::vec((word, gap), 0..24)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect())
}

proptest! {
    #[test]
    fn dates_stand_in_order_on_whole_characters(text in datelike(), lang in 0..LANGS.len()) {
        let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut last = 0;
        for (found, _) in dates(&text, LANGS[lang], "2023-07-27".parse().ok()) {
            prop_assert!(found.words.start >= last, "{text:?} {found:?}");
            prop_assert!(found.words.start <= found.range.start && found.range.start < found.range.end);
            prop_assert_eq!(found.words.end, found.range.end);
            for end in [found.words.start, found.range.start, found.range.end] {
                prop_assert!(ends.binary_search(&end).is_ok(), "{text:?} {end} {found:?}");
            }
            last = found.words.end;
        }
    }

    #[test]
    fn the_same_text_is_read_alike(text in datelike(), lang in 0..LANGS.len(), day in 1i32..1_200_000) {
        let article = NaiveDate::from_num_days_from_ce_opt(day);
        prop_assert_eq!(dates(&text, LANGS[lang], article), dates(&text, LANGS[lang], article));
    }

    #[test]
    fn no_range_ends_before_it_begins(text in datelike(), lang in 0..LANGS.len(), day in 1i32..1_200_000) {
        let article = NaiveDate::from_num_days_from_ce_opt(day);
        for (found, read) in dates(&text, LANGS[lang], article) {
            if let Some(value) = read.value {
                prop_assert!(value.end.is_none_or(|end| end > value.start), "{text:?} {found:?} {read:?}");
                prop_assert!(!read.impossible && !read.backwards);
            }
            if let Some((start, end)) = read.interval {
                prop_assert!(start <= end, "{text:?} {found:?} {read:?}");
            }
        }
    }

    #[test]
    fn without_the_day_of_the_article_only_what_needs_it_stays_open(text in datelike()) {
        for (found, read) in dates(&text, Lang::En, None) {
            prop_assert!(read.value.is_some() || read.relative || read.impossible || read.backwards, "{found:?}");
        }
    }

    #[test]
    fn whole_dates_read_back(days in 1_000i32..728_000, style in 0..6usize) {
        let day = NaiveDate::from_num_days_from_ce_opt(366_000 + days).unwrap_or_default();
        let (lang, format) = [
            (Lang::En, "It happened on %B %-d, %Y, they said."),
            (Lang::En, "It happened on %A, %-d %B %Y."),
            (Lang::En, "It happened on %Y-%m-%d."),
            (Lang::De, "Es geschah am %d.%m.%Y."),
            (Lang::Fr, "Cela arriva le %d/%m/%Y."),
            (Lang::En, "It happened on %m/%d/%Y."),
        ][style];
        let read = dates(&day.format(format).to_string(), lang, None);
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(read[0].1.value.map(|value| value.iso()), Some(day.to_string()));
        prop_assert!(read[0].1.disagrees.is_none());
    }

    #[test]
    fn a_timeline_holds_every_date_once(text in datelike()) {
        let whole = 0..text.len();
        let sentences = std::slice::from_ref(&whole);
        let filed = Filed { day: "2023-07-27".parse().ok(), ..Filed::default() };
        let reads = dates(&text, Lang::En, filed.day);
        let dated: Vec<_> = reads
            .iter()
            .map(|(found, read)| Dated { paragraph: 0, text: &text, sentences, found, read })
            .collect();
        let events = events(&dated, &filed, &[]);
        prop_assert_eq!(events.len(), reads.len() + 1);
        let groups = groups(&events, &filed);
        let mut next = 0;
        for group in &groups {
            prop_assert_eq!(group.events.start, next);
            next = group.events.end;
        }
        prop_assert_eq!(next, events.len());
    }
}

#[test]
fn hostile_texts_are_read_in_one_pass() {
    let texts = [
        "7".repeat(5_000_000),
        "7 ".repeat(500_000),
        "a day after ".repeat(50_000),
        "last last the the of of ".repeat(20_000),
        "x".repeat(2_000_000),
        "27/07/2023-".repeat(50_000),
        "from from between 1 to ".repeat(30_000),
        "(((((".repeat(100_000),
        "الأربعاء27July年".repeat(50_000),
        "twenty-".repeat(100_000),
        "Diwali ".repeat(20_000),
    ];
    for text in texts {
        for (found, _) in dates(&text, Lang::Other, "2023-07-27".parse().ok()) {
            assert!(found.words.end <= text.len());
        }
    }
}
