//! Articles and reviews of any length, made from a seed: the same in every run.

use chrono::{DateTime, NaiveDate, Utc};
use redpencil::review::{
    Article, Attribution, Citation, CitationId, Claim, ClaimId, Correction, Decision, Draft, Ids, Mark,
    Numbers, Paragraph, ParagraphKind, Review, ReviewId, Source, SourceId, Status,
};
use redpencil::text::{Selector, Text, char_range};
use std::sync::Arc;

/// Everything here follows from it.
pub const SEED: u64 = 20_230_727;

/// How long an article is in bytes, and how many claims are made on it.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// What it is called.
    pub name: &'static str,
    /// About how long the article is.
    pub bytes: usize,
    /// How many claims, each with one mark.
    pub claims: usize,
}

pub const SMALL: Size = Size { name: "50 KB, 500 marks", bytes: 50_000, claims: 500 };
pub const MIDDLE: Size = Size { name: "300 KB, 3,000 marks", bytes: 300_000, claims: 3_000 };
pub const LARGE: Size = Size { name: "1 MB, 3,000 marks", bytes: 1_000_000, claims: 3_000 };
pub const HUGE: Size = Size { name: "10 MB, 10,000 marks", bytes: 10_000_000, claims: 10_000 };

/// Words of an article: names, figures and number words among them, as coverage looks for.
const WORDS: &[&str] = &[
    "the",
    "river",
    "authorities",
    "of",
    "Niamey",
    "said",
    "that",
    "bridge",
    "was",
    "closed",
    "to",
    "lorries",
    "after",
    "an",
    "inspection",
    "in",
    "March",
    "while",
    "residents",
    "near",
    "Dosso",
    "waited",
    "for",
    "ferry",
    "service",
    "according",
    "ministry",
    "transport",
    "and",
    "its",
    "spokesman",
    "Idrissa",
    "workers",
    "repaired",
    "two",
    "pillars",
    "a",
    "report",
    "published",
    "by",
    "engineers",
    "found",
    "cracks",
    "on",
    "deck",
    "whose",
    "cost",
    "rose",
    "from",
    "four",
    "million",
    "francs",
    "since",
    "début",
    "works",
    "market",
    "traders",
    "Zinder",
    "counted",
    "fewer",
    "crossings",
    "than",
    "before",
    "rainy",
    "season",
    "when",
    "water",
    "reached",
    "road",
    "schools",
    "remained",
    "open",
    "but",
];

/// A fixed moment: nothing here asks the clock.
pub fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_690_459_200, 0).unwrap_or_default()
}

/// A review of an article of a size.
pub fn review(size: Size) -> Review {
    let mut numbers = Numbers::from_seed(SEED);
    let draft = Draft::new(1, noon(), "article.txt", article(size.bytes, &mut numbers));
    let article = Article { title: "A bridge is closed".into(), language: "en".into(), ..Article::default() };
    let mut review = Review::new(ReviewId::new(numbers.next()), article, draft.clone());
    review.sources = (0..24).map(|at| source(at, &mut numbers)).collect();
    let step = draft.text().len_chars() / size.claims;
    for number in 0..size.claims {
        let claim = claim(number, step, draft.text(), &review.sources, &mut numbers);
        review.claims.extend(claim.map(Arc::new));
    }
    review.last_number = size.claims as u32;
    review
}

fn below(numbers: &mut Numbers, bound: usize) -> usize {
    (numbers.next() % bound.max(1) as u64) as usize
}

fn article(bytes: usize, numbers: &mut Numbers) -> Vec<Paragraph> {
    let mut paragraphs = vec![
        Paragraph::new(ParagraphKind::Hed, "A bridge is closed"),
        Paragraph::new(ParagraphKind::Dateline, "NIAMEY, 27 July 2023"),
    ];
    let mut length = 0;
    while length < bytes {
        let mut text = String::new();
        for _ in 0..2 + below(numbers, 5) {
            sentence(&mut text, numbers);
        }
        length += text.len() + 1;
        paragraphs.push(Paragraph::new(ParagraphKind::Body, text));
    }
    paragraphs
}

fn sentence(text: &mut String, numbers: &mut Numbers) {
    if !text.is_empty() {
        text.push(' ');
    }
    let words = 10 + below(numbers, 16);
    for at in 0..words {
        let word = WORDS[below(numbers, WORDS.len())];
        match at {
            0 => text.extend(word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1))),
            _ if below(numbers, 24) == 0 => text.push_str(&(1900 + below(numbers, 9_000)).to_string()),
            _ if below(numbers, 40) == 0 => {
                text.push_str(&format!("“{word} {}”", WORDS[below(numbers, WORDS.len())]));
            }
            _ => text.push_str(word),
        }
        text.push_str(if at + 1 < words { " " } else { "." });
    }
}

fn source(at: usize, numbers: &mut Numbers) -> Source {
    let name = format!("Courier {}", at + 1);
    Source {
        domains: vec![format!("courier{at}.example")],
        ..Source::named(SourceId::new(numbers.next()), name)
    }
}

/// A claim in the stretch of the text that is its own; every eighth reaches into the next one's.
fn claim(
    number: usize,
    step: usize,
    text: &Text,
    sources: &[Source],
    numbers: &mut Numbers,
) -> Option<Claim> {
    let from = number * step + below(numbers, step / 3);
    let length = if number.is_multiple_of(8) { step } else { 12 + below(numbers, (step / 2).min(140)) };
    let to = (from + length.min(400)).min(text.len_chars());
    let mark = Mark::new(1, Selector::of(text, &char_range(from..to))?);
    let mut claim = Claim::new(ClaimId::new(numbers.next()), number as u32 + 1, vec![mark]);
    claim.status = Status::ALL[below(numbers, Status::ALL.len())];
    if claim.status != Status::Unchecked {
        claim.decision = Some(Decision { by: "Mara Lind".into(), at: noon(), words: claim.marked_words() });
        claim.citations = (0..1 + below(numbers, 2)).map(|_| citation(sources, numbers)).collect();
    }
    if claim.status == Status::Disputed {
        claim.correction =
            Some(Correction { text: "the bridge was opened again".into(), ..Correction::default() });
    }
    if number.is_multiple_of(3) {
        claim.attribution = Some(Attribution {
            speaker: "Idrissa Maïga".into(),
            cue: "said".into(),
            ..Attribution::default()
        });
        claim.note = "Ask the ministry for the inspection’s date.".into();
    }
    Some(claim)
}

fn citation(sources: &[Source], numbers: &mut Numbers) -> Citation {
    let source = sources[below(numbers, sources.len())].id;
    let mut citation = Citation::of(CitationId::new(numbers.next()), source);
    citation.url = format!("https://courier.example/2023/07/{}", below(numbers, 100_000));
    citation.accessed = NaiveDate::from_ymd_opt(2023, 7, 28);
    citation.quotation = "The bridge stays closed until the deck is mended.".into();
    citation
}
