//! Random reviews that hold together, in the scripts and with the signs that trouble a file.

use chrono::{DateTime, NaiveDate, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use redpencil::review::{
    Article, Attribution, Citation, CitationId, Claim, ClaimId, ClaimKind, Correction, DateSet, Dateline,
    Decision, Dismissed, Draft, FigureSet, InSentence, Marginalia, Mark, Method, Paragraph, ParagraphKind,
    Rank, ReadingKind, Resolution, Review, ReviewId, Source, SourceId, SourceKind, Stance, Status,
};
use redpencil::text::{Selector, byte_range};
use std::sync::Arc;

/// Words that have broken files before: scripts, joined emoji, controls, quotes, comments, merge marks.
const TRICKY: [&str; 20] = [
    "Le président a parlé à l’aube.",
    "قال المتحدث إن المطار مُغلق",
    "שָׁלוֹם",
    "हिन्दी में",
    "👩‍👩‍👧 ❤️ 🇳🇪",
    "\u{202e}desrever\u{202c}",
    "\u{2066}isolate\u{2069}",
    "می\u{200c}شود",
    "\"quoted\" and \\ back",
    r"\u{202e} as letters, \n too",
    "it's 'said'",
    "// no comment /* here */",
    "(version: 2, id: \"x\")",
    "<<<<<<< ours",
    "\u{0}\t\u{7f}\u{feff}",
    "e\u{301}\u{34f}\u{3164}\u{a0}",
    "r#\"raw\"#",
    "]),",
    "",
    "12 people",
];

pub fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(TRICKY.as_slice()).prop_map(String::from), 1 => any::<String>()];
    vec(piece, 0..4).prop_map(|pieces| pieces.join(" "))
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0i64..4_000_000_000).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0i32..800_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(600_000 + days % 200_000).unwrap())
}

fn article() -> impl Strategy<Value = Article> {
    (words(), words(), words(), words(), proptest::option::of(day())).prop_map(
        |(title, dek, byline, place, date)| Article {
            title,
            dek,
            byline,
            dateline: Dateline { place, date },
            language: "en".into(),
            ..Article::default()
        },
    )
}

fn draft(number: u32) -> impl Strategy<Value = Draft> {
    let paragraph = (select(ParagraphKind::ALL), words()).prop_map(|(kind, text)| Paragraph::new(kind, text));
    (moment(), words(), vec(paragraph, 1..8))
        .prop_map(move |(at, file, paragraphs)| Draft::new(number, at, file, paragraphs))
}

fn source() -> impl Strategy<Value = Source> {
    (words(), vec(words(), 0..3), select(SourceKind::ALL), select(Rank::ALL), words()).prop_map(
        |(name, aliases, kind, rank, note)| Source {
            aliases,
            domains: vec!["example.org".into()],
            kind,
            rank,
            note,
            ..Source::named(SourceId::new(0), name)
        },
    )
}

fn citation() -> impl Strategy<Value = Citation> {
    let method = proptest::option::of(select(Method::ALL));
    (any::<u64>(), select(Stance::ALL), words(), words(), proptest::option::of(day()), method).prop_map(
        |(seed, stance, quotation, translation, accessed, method)| Citation {
            stance,
            quotation,
            translation,
            accessed,
            method,
            url: format!("https://example.org/{seed}"),
            // Which source is settled when the library is known.
            ..Citation::of(CitationId::new(0), SourceId::new(seed))
        },
    )
}

/// A claim but for its ids; its marks are drawn as two shares of the text.
fn claim() -> impl Strategy<Value = (Claim, Vec<(u32, u32)>)> {
    let attribution = (words(), words(), select(Status::ALL.as_slice()))
        .prop_map(|(speaker, cue, said)| Attribution { speaker, cue, outlet: String::new(), said });
    let correction = (words(), select(Resolution::ALL), words())
        .prop_map(|(text, resolution, reason)| Correction { text, resolution, reason });
    let decision =
        (words(), moment(), vec(words(), 0..3)).prop_map(|(by, at, words)| Decision { by, at, words });
    let fields = (
        select(Status::ALL.as_slice()),
        select(ClaimKind::ALL),
        any::<bool>(),
        words(),
        words(),
        (vec(words(), 0..3), words()),
        vec(citation(), 0..3),
        proptest::option::of(attribution),
        proptest::option::of(correction),
        proptest::option::of(decision),
    );
    (fields, vec(any::<(u32, u32)>(), 0..3)).prop_map(|(fields, places)| {
        let (status, kind, needs_recheck, wording, note, free, citations, attribution, correction, decision) =
            fields;
        let (tags, rating) = free;
        let claim = Claim {
            status,
            kind,
            needs_recheck,
            wording,
            note,
            tags,
            rating,
            citations,
            attribution,
            correction,
            decision,
            ..Claim::new(ClaimId::new(0), 0, Vec::new())
        };
        (claim, places)
    })
}

fn marginalia() -> impl Strategy<Value = Marginalia> {
    let at = || (words(), words()).prop_map(|(words, sentence)| InSentence { words, sentence });
    let dismissed = (select(ReadingKind::ALL), at()).prop_map(|(kind, at)| Dismissed { kind, at });
    let set =
        (at(), day(), proptest::option::of(day())).prop_map(|(at, first, last)| DateSet { at, first, last });
    let figure = (at(), words(), proptest::option::of(words()), words())
        .prop_map(|(at, value, end_value, unit)| FigureSet { at, value, end_value, unit });
    (vec(words(), 0..3), vec(dismissed, 0..3), vec(set, 0..3), vec(figure, 0..3))
        .prop_map(|(rejected, dismissed, dates, figures)| Marginalia { rejected, dismissed, dates, figures })
}

/// A review without fault.
pub fn review() -> impl Strategy<Value = Review> {
    let library = vec(source(), 0..4);
    let second = proptest::option::of(draft(2));
    (any::<u64>(), article(), draft(1), second, library, vec(claim(), 0..6), marginalia()).prop_map(
        |(id, article, first, second, library, claims, marginalia)| {
            let mut review = Review::new(ReviewId::new(id), article, first);
            review.drafts.extend(second.map(Into::into));
            review.sources = library;
            review.marginalia = marginalia;
            for (number, source) in review.sources.iter_mut().enumerate() {
                source.id = SourceId::new(number as u64 * 7 + 1);
            }
            for (claim, places) in claims {
                add(&mut review, claim, &places);
            }
            assert_eq!(review.fault(), None);
            review
        },
    )
}

fn add(review: &mut Review, mut claim: Claim, places: &[(u32, u32)]) {
    review.last_number += 2;
    claim.number = review.last_number - 1;
    claim.id = ClaimId::new(claim.number.into());
    claim.marks = places.iter().filter_map(|&place| mark(review, place)).collect();
    claim.citations.retain(|_| !review.sources.is_empty());
    for (number, citation) in claim.citations.iter_mut().enumerate() {
        citation.id = CitationId::new(u64::from(claim.number) * 100 + number as u64);
        let which = citation.source.number() as usize % review.sources.len();
        citation.source = review.sources[which].id;
        citation.origin = citation.method.map(|_| review.sources[0].id);
    }
    review.claims.push(claim.into());
}

/// A mark on whole graphemes of a draft; none where the draft has no words there.
fn mark(review: &Review, (start, end): (u32, u32)) -> Option<Mark> {
    let draft = &review.drafts[start as usize % review.drafts.len()];
    let text = draft.text();
    let share = |part: u32| part as usize % (text.len_bytes() + 1);
    let range = byte_range(share(start).min(share(end))..share(start).max(share(end)));
    let chars = text.chars_of(&text.snap_to_graphemes(&range));
    Some(Mark::new(draft.number, Selector::of(text, &chars)?))
}

/// A small review with three claims, one of them cited.
pub fn sample() -> Review {
    let paragraphs = vec![
        Paragraph::new(ParagraphKind::Hed, "The airport stayed shut"),
        Paragraph::new(ParagraphKind::Body, "It closed on Thursday, the ministry told Agence Exemple."),
        Paragraph::new(ParagraphKind::Body, "« On attend », a dit un voyageur. 12 flights were cancelled."),
    ];
    let at = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let article = Article { title: "The airport stayed shut".into(), ..Article::default() };
    let mut review = Review::new(ReviewId::new(41), article, Draft::new(1, at, "airport.txt", paragraphs));
    review.sources.push(Source::named(SourceId::new(1), "Agence Exemple"));
    for (number, quote) in [(1, "stayed shut"), (2, "closed on Thursday"), (3, "12 flights")] {
        let text = review.drafts[0].text();
        let found = redpencil::text::find_quote(text, quote, "", "").unwrap();
        let mark = Mark::new(1, Selector::of(text, &found.range).unwrap());
        review.claims.push(Claim::new(ClaimId::new(number.into()), number, vec![mark]).into());
    }
    Arc::make_mut(&mut review.claims[1]).citations.push(Citation::of(CitationId::new(9), SourceId::new(1)));
    review.last_number = 3;
    review
}
