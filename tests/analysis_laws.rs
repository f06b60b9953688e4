//! Laws of reading an article: whatever the text, every passage lies inside it, on whole characters, in order,
//! and the same text gives the same reading.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use redpencil::analysis::reading::Reading;
use redpencil::review::{Draft, Paragraph, ParagraphKind};
use redpencil::text::{ByteRange, byte_range};
use std::time::Instant;

const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "ar", "pt", ""];

fn draft(paragraphs: &[String]) -> Draft {
    let paragraphs = paragraphs.iter().map(|text| Paragraph::new(ParagraphKind::Body, text.as_str()));
    Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs.collect())
}

fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, 7, 27)
}

/// Pieces of which articles are made, in several languages, with every sign that is read.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "“",
        "”",
        "\"",
        "'",
        "’",
        "«",
        "»",
        "„",
        "「",
        "」",
        ".",
        "!",
        "?",
        "…",
        ",",
        ":",
        "—",
        "(",
        ")",
        " ",
        " ",
        " ",
        "Ada Example",
        "said",
        "told",
        "Reuters",
        "X",
        "that",
        "the mayor",
        "wrote",
        "He",
        "according to",
        "on",
        "and",
        "a dit",
        "selon",
        "sagte",
        "laut",
        "dijo",
        "según",
        "قال",
        "الوزير",
        "Wednesday",
        "July 27, 2023",
        "27 juillet",
        "31 February",
        "seven",
        "1,500",
        "۱۴۰۲",
        "%",
        "$3.5bn",
        "e\u{301}",
        "👩‍👩‍👧",
        "กำ",
        "क्षि",
        "\u{600}",
        "(@ada)",
        "1)",
        "2)",
        "0000-01-01",
        "since 2020",
        "#MB",
        "×",
        "I think",
        "they know",
        "Dr.",
        "U.S.",
        "z. B.",
        "x",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

fn paragraph() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat()),
        2 => prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.join(" ")),
        1 => "\\PC{0,60}",
    ]
}

/// Every passage of a reading, kind by kind; within a kind in order.
fn passages(reading: &Reading) -> Vec<Vec<ByteRange>> {
    let ranges = |range: &std::ops::Range<usize>| byte_range(range.clone());
    vec![
        reading.sentences().collect(),
        reading.attributions().iter().map(|said| ranges(&said.range)).collect(),
        reading.quotations().iter().map(|quotation| ranges(&quotation.range)).collect(),
        reading.dates().iter().map(|date| date.range.clone()).collect(),
        reading.figures().map(|(range, _)| range).collect(),
        reading.suggestions().map(|(range, ..)| range).collect(),
    ]
}

/// Parts of passages, in no order of their own.
fn parts(reading: &Reading) -> Vec<ByteRange> {
    let said = reading.attributions().iter().flat_map(|said| {
        let outlet = said.outlet.as_ref().map(|outlet| outlet.range.clone());
        [said.speaker.clone(), Some(said.cue.clone()), said.content.clone(), said.named.clone(), outlet]
    });
    let quoted = reading
        .quotations()
        .iter()
        .flat_map(|quotation| [quotation.speaker.clone(), quotation.handle.clone(), quotation.date.clone()]);
    let names = reading.names().names.iter().flat_map(|name| &name.mentions);
    let mentions = names.map(|mention| reading.mention(mention));
    said.chain(quoted).flatten().map(byte_range).chain(mentions).collect()
}

proptest! {
    #[test]
    fn passages_lie_in_the_text_on_whole_characters_in_order(
        paragraphs in prop::collection::vec(paragraph(), 0..6),
        language in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        let draft = draft(&paragraphs);
        let reading = Reading::of(&draft, language, day(), None);
        for kind in passages(&reading) {
            prop_assert!(kind.windows(2).all(|pair| pair[0].start <= pair[1].start), "{:?}", kind);
            for range in &kind {
                let text = draft.text();
                prop_assert!(text.slice_bytes(range).is_some_and(|words| !words.is_empty()), "{:?}", range);
                prop_assert!(text.is_grapheme_boundary(range.start) && text.is_grapheme_boundary(range.end), "{:?}", range);
            }
        }
        for range in parts(&reading) {
            prop_assert!(draft.text().slice_bytes(&range).is_some(), "{:?}", range);
        }
        for (at, quotation) in reading.quotations().iter().enumerate() {
            prop_assert!(quotation.translation_of.is_none_or(|of| of != at && of < reading.quotations().len()));
        }
    }

    #[test]
    fn what_is_kept_from_before_changes_nothing(
        before in prop::collection::vec(paragraph(), 0..5),
        after in prop::collection::vec(paragraph(), 0..5),
    ) {
        let all: Vec<String> = before.iter().chain(&after).cloned().collect();
        let previous = Reading::of(&draft(&before), "en", day(), None);
        let draft = draft(&all);
        let kept = Reading::of(&draft, "en", day(), Some(&previous));
        let fresh = Reading::of(&draft, "en", day(), None);
        prop_assert_eq!(passages(&kept), passages(&fresh));
        prop_assert_eq!(kept.attributions(), fresh.attributions());
        prop_assert_eq!(kept.quotations(), fresh.quotations());
        prop_assert_eq!(kept.names(), fresh.names());
    }
}

/// Texts that cost much where anything looks further than it must.
fn hard(unit: &str, bytes: usize) -> Draft {
    draft(&[unit.repeat(bytes / unit.len())])
}

/// One sentence without end, in which every cue and comma might look through all of it.
const ENDLESS: [&str; 9] = [
    "he said, and she said, that ",
    "“x”, said Ada, “y”, ",
    "it is believed that, ",
    "according to two officials, who asked ",
    "he told the radio on Monday ",
    "port — said Ada — and ",
    "Claims that it was said: “x” ",
    ", ",
    "—",
];

/// How many times longer four times the text takes, at its best of three.
fn growth(unit: &str) -> f64 {
    const BYTES: usize = 40_000;
    let best = |bytes: usize| {
        let draft = hard(unit, bytes);
        let times = (0..3).map(|_| {
            let start = Instant::now();
            assert!(!Reading::of(&draft, "en", day(), None).paragraphs().is_empty());
            start.elapsed().as_secs_f64()
        });
        times.fold(f64::INFINITY, f64::min)
    };
    best(4 * BYTES) / best(BYTES)
}

/// Not a timed assertion but a law: four times the text costs four times as much, and sixteen times where
/// anything is quadratic. Run by hand, because a busy machine can fail it: `cargo test --release -- --ignored`.
#[test]
#[ignore = "measures time"]
fn cost_grows_in_proportion_to_the_text() {
    for unit in [
        "7",
        "\"",
        "“",
        "— Ada Example (@ada) July 27, 2023 ",
        "” ",
        "'a ",
        "a",
        "Ab",
        "said ",
        "said, ",
        "\"said\" ",
        "He said ",
        ". ",
        "...",
        "( ",
        "1) ",
        "@",
        "(@",
        "— ",
        "Ada said “",
        "of the ",
        "27 ",
        "2023-",
        "“We stay here for now,” said Ada. ",
        "“Nous restons ici pour le moment.” ",
        "It is “fine” here. ",
        " ",
    ]
    .into_iter()
    .chain(ENDLESS)
    {
        let growth = growth(unit);
        assert!(growth < 9.0, "{unit:?} grows by {growth:.1}");
    }
}

#[test]
fn hard_texts_are_read() {
    for unit in [
        "7",
        "\"",
        "“",
        "‘",
        "a",
        "said",
        "said ",
        "Ada said “",
        "漢",
        "。",
        "قال ",
        ".",
        "(@",
        "1) ",
        "e\u{301}",
    ]
    .into_iter()
    .chain(ENDLESS)
    {
        let draft = hard(unit, 20_000);
        let reading = Reading::of(&draft, "", None, None);
        assert!(
            passages(&reading).iter().flatten().all(|range| draft.text().slice_bytes(range).is_some()),
            "{unit}"
        );
    }
}

#[test]
fn unbalanced_marks_spoil_no_more_than_their_paragraph() {
    let paragraphs =
        vec!["“We stay. Nobody leaves the port.".to_owned(), "Ada Example said it rained.".to_owned()];
    let draft = draft(&paragraphs);
    let reading = Reading::of(&draft, "en", day(), None);
    assert_eq!(reading.quotations().len(), 1);
    let said = reading.attributions().last().unwrap();
    assert_eq!(draft.text().slice_bytes(&byte_range(said.speaker.clone().unwrap())), Some("Ada Example"));
}
