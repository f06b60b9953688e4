//! Carrying claims to a new draft, beside looking each of them up as a quotation.

use crate::material::{self, HUGE, LARGE, SEED, Size, noon};
use crate::measure::{Outcome, Report, Times, cpu, millis, ratio};
use memchr::memmem;
use redpencil::analysis::drafts::carry;
use redpencil::review::{Draft, Fate, Ids, Numbers, Paragraph, Review};
use std::hint::black_box;
use std::time::Duration;

pub const FIGURES: &[&str] =
    &["carry_1mb_3000", "carry_1mb_of_search", "carry_10mb_10000", "carry_10mb_of_search"];

const ROUNDS: usize = 5;

/// How many edits there are between the two drafts.
const EDITS: usize = 500;

/// One size: what it is called, how long it may take in milliseconds, and of how many marks one is looked up
/// by the peer, whose time for all of them would be minutes.
struct Case {
    size: Size,
    bound: f64,
    one_of: usize,
}

const CASES: [Case; 2] =
    [Case { size: LARGE, bound: 100.0, one_of: 30 }, Case { size: HUGE, bound: 1500.0, one_of: 500 }];

pub fn run(report: &mut Report) -> Outcome<()> {
    for (case, names) in CASES.iter().zip(FIGURES.chunks(2)) {
        println!("Carrying claims to a new draft: {}, {EDITS} edits", case.size.name);
        let review = material::review(case.size);
        let Some(before) = review.draft() else { return Err("the material holds no draft".into()) };
        let after = edited(before);
        let mut ours = Times::default();
        for round in 0..=ROUNDS {
            let (carrying, time) = cpu(|| carry(&review, &after, &mut |_| true));
            let carrying = carrying.ok_or("nobody cancelled")?;
            if round == 0 {
                report.note(&counts(|fate| carrying.count(fate)));
            } else {
                ours.push(time);
            }
        }
        report.note(&format!("carry: {}", ours.words()));
        let peer = search_all(&review, &after, case.one_of);
        report.note(&format!("fuzzy search, one of {} marks, for all: {:.0} ms", case.one_of, millis(peer)));
        report.figure(names[0], millis(ours.median()), "ms", case.bound);
        report.figure(names[1], ratio(ours.median(), peer), "times", 0.1);
    }
    Ok(())
}

fn counts(count: impl Fn(Fate) -> usize) -> String {
    Fate::ALL.iter().map(|&fate| format!("{} {}", count(fate), fate.key())).collect::<Vec<_>>().join(", ")
}

/// The draft as an editor would send it back: words put in and exchanged, paragraphs cut, moved and added.
fn edited(draft: &Draft) -> Draft {
    let mut numbers = Numbers::from_seed(SEED);
    let mut below = |bound: usize| (numbers.next() % bound.max(1) as u64) as usize;
    let mut paragraphs: Vec<Paragraph> =
        draft.paragraphs().map(|(kind, text)| Paragraph::new(kind, text)).collect();
    for edit in 0..EDITS {
        let at = below(paragraphs.len());
        let text = &mut paragraphs[at].text;
        let place = text.floor_char_boundary(below(text.len()));
        let blank = text[place..].find(' ').map(|blank| place + blank);
        match (edit % 6, blank) {
            (0, _) => {
                let paragraph = paragraphs.remove(at);
                let to = below(paragraphs.len());
                paragraphs.insert(to, paragraph);
            }
            (1, _) => drop(paragraphs.remove(at)),
            (2, _) => {
                paragraphs.insert(at, Paragraph::new(paragraphs[at].kind, "None of this was known then."));
            }
            (3, Some(blank)) => text.insert_str(blank, " not"),
            (4, Some(blank)) => text.insert_str(blank, " 4,711"),
            (_, Some(blank)) => text.truncate(blank),
            _ => {}
        }
    }
    Draft::new(draft.number + 1, noon(), "second.txt", paragraphs)
}

/// What looking up every mark would take, by those of which one in `one_of` is.
fn search_all(review: &Review, after: &Draft, one_of: usize) -> Duration {
    let text = after.text().as_str().as_bytes();
    let quotes: Vec<&str> = review
        .claims
        .iter()
        .step_by(one_of)
        .filter_map(|claim| Some(claim.marks.first()?.quote.as_str()))
        .collect();
    let ((), time) = cpu(|| {
        for quote in &quotes {
            black_box(search(text, quote.as_bytes()));
        }
    });
    time.mul_f64(review.claims.len() as f64 / quotes.len().max(1) as f64)
}

/// How often a quotation is found: exactly, or else with errors in at most half of it and no more than 256,
/// as the client of Hypothesis looks for what it anchors (`match-quote.ts`).
fn search(text: &[u8], quote: &[u8]) -> usize {
    match memmem::find_iter(text, quote).count() {
        0 => approximate(text, quote, (quote.len() / 2).min(256)),
        exact => exact,
    }
}

/// Where a pattern ends with at most so many errors: how many places. Bit by bit in words of 64, after Myers
/// (“A fast bit-vector algorithm for approximate string matching”, 1999).
fn approximate(text: &[u8], pattern: &[u8], errors: usize) -> usize {
    let blocks = pattern.len().div_ceil(64);
    let mut equal = vec![0u64; 256 * blocks];
    for (at, &byte) in pattern.iter().enumerate() {
        equal[usize::from(byte) * blocks + at / 64] |= 1 << (at % 64);
    }
    let last = 1u64 << ((pattern.len() - 1) % 64);
    let (mut plus, mut minus) = (vec![u64::MAX; blocks], vec![0u64; blocks]);
    let (mut score, mut found) = (pattern.len() as i64, 0);
    for &byte in text {
        let mut carry = 0i64;
        for block in 0..blocks {
            let mut same = equal[usize::from(byte) * blocks + block];
            let (up, down) = (plus[block], minus[block]);
            let vertical = same | down;
            same |= u64::from(carry < 0);
            let horizontal = (((same & up).wrapping_add(up)) ^ up) | same;
            let (mut rise, mut fall) = (down | !(horizontal | up), up & horizontal);
            let top = if block + 1 == blocks { last } else { 1 << 63 };
            let out = i64::from(rise & top != 0) - i64::from(fall & top != 0);
            rise = rise << 1 | u64::from(carry > 0);
            fall = fall << 1 | u64::from(carry < 0);
            plus[block] = fall | !(vertical | rise);
            minus[block] = rise & vertical;
            carry = out;
        }
        score += carry;
        found += usize::from(score <= errors as i64);
    }
    found
}
