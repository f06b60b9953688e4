//! Rules about the text of the newest draft.

use super::catalogue::Rule;
use super::finding::Finding;
use super::findings::Page;
use super::fix::Fix;
use super::quoted::shortened;
use crate::analysis::coverage;
use crate::review::ParagraphKind;
use crate::text::{ByteRange, byte_range};

/// How many uncovered words a message names.
const WORDS_NAMED: usize = 4;

/// What writers leave in copy that is not finished, as whole words where they are letters.
const UNFINISHED: &[&str] = &["TK", "TKTK", "TKTKTK", "TKs", "??", "[CHECK]", "[check]", "[Check]"];

pub(super) fn unfinished(page: &Page<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    let text = page.draft.text().as_str();
    let mut from = 0;
    while let Some((at, sign)) = next_sign(text, from) {
        from = at + sign.len();
        let paragraph = page.draft.text().paragraph_at(byte_range(at..from).start);
        let words = page.draft.text().paragraph(paragraph);
        let passage = page.draft.text().chars_of(&byte_range(at..from));
        let what = format!("“{sign}” is left in “{}”", shortened(words));
        found.push(page.finding(passage, words, rule, what, None));
    }
}

/// The next sign of unfinished copy and its place, in bytes.
fn next_sign(text: &str, from: usize) -> Option<(usize, &'static str)> {
    text[from..].match_indices(['T', '?', '[']).find_map(|(at, _)| {
        let rest = &text[from + at..];
        let whole = |sign: &str| {
            let is_word = sign.starts_with('T');
            let before = text[..from + at].ends_with(char::is_alphanumeric);
            let after = rest[sign.len()..].starts_with(char::is_alphanumeric);
            !is_word || !(before || after)
        };
        let sign = UNFINISHED.iter().find(|sign| rest.starts_with(**sign) && whole(sign))?;
        Some((from + at, *sign))
    })
}

pub(super) fn weekday(page: &Page<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for clash in page.facts.map_or(&[][..], |facts| &facts.date_clashes) {
        let words = page.draft.text().slice(&clash.passage).unwrap_or_default();
        let (date, is) = (clash.date, clash.date.format("%A"));
        let what = format!("“{}”: {date} is a {is}", shortened(words));
        found.push(page.finding(clash.passage.clone(), words, rule, what, None));
    }
}

pub(super) fn arithmetic(page: &Page<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for sum in page.facts.map_or(&[][..], |facts| &facts.wrong_sums) {
        let words = page.draft.text().slice(&sum.passage).unwrap_or_default();
        let what = format!("The article says {}; it comes to {}", sum.says, sum.comes_to);
        found.push(page.finding(sum.passage.clone(), words, rule, what, None));
    }
}

pub(super) fn spelling(page: &Page<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for name in page.facts.map_or(&[][..], |facts| &facts.spellings) {
        // The place to look at is that of the rarest spelling, the last one.
        let Some((_, passage)) = name.spellings.last() else { continue };
        let spellings: Vec<&str> = name.spellings.iter().map(|(spelling, _)| spelling.as_str()).collect();
        let what = format!("Spelled “{}”", spellings.join("” and “"));
        found.push(page.finding(passage.clone(), &spellings.join(" / "), rule, what, None));
    }
}

fn is_head(kind: ParagraphKind) -> bool {
    matches!(kind, ParagraphKind::Hed | ParagraphKind::Dek | ParagraphKind::Caption)
}

pub(super) fn uncovered(page: &Page<'_>, at: usize, rule: &'static Rule, found: &mut Vec<Finding>) {
    // Who wrote it, where and when stands in the article’s details and is no claim of the text.
    let is_told_apart = matches!(page.draft.kind(at), ParagraphKind::Byline | ParagraphKind::Dateline);
    if !is_head(page.draft.kind(at)) && !is_told_apart {
        found.extend(uncovered_words(page, at, rule));
    }
}

pub(super) fn uncovered_head(page: &Page<'_>, at: usize, rule: &'static Rule, found: &mut Vec<Finding>) {
    if is_head(page.draft.kind(at)) {
        found.extend(uncovered_words(page, at, rule));
    }
}

/// The factual words of a paragraph under no mark, as one finding.
fn uncovered_words(page: &Page<'_>, at: usize, rule: &'static Rule) -> Option<Finding> {
    let facts = page.facts?;
    let bytes = page.draft.text().paragraph_bytes(at);
    let from = facts.factual.partition_point(|word| word.start < bytes.start);
    let to = facts.factual.partition_point(|word| word.start < bytes.end);
    let words =
        coverage::runs(page.draft, coverage::uncovered(&facts.factual[from..to.max(from)], page.marks(at)));
    let (first, last) = (words.first()?, words.last()?);
    let texts: Vec<&str> = words.iter().filter_map(|word| page.draft.text().slice_bytes(word)).collect();
    let passage = page.draft.text().chars_of(&ByteRange { start: first.start, end: last.end });
    let fix = Some(Fix::Mark(page.draft.text().chars_of(first)));
    Some(page.finding(passage, &texts.join(", "), rule, named(&texts), fix))
}

fn named(words: &[&str]) -> String {
    let quoted = words.iter().take(WORDS_NAMED).map(|word| format!("“{}”", shortened(word)));
    let mut what = quoted.collect::<Vec<_>>().join(", ");
    if words.len() > WORDS_NAMED {
        what += &format!(" and {} more", words.len() - WORDS_NAMED);
    }
    what + if words.len() == 1 { " stands under no mark" } else { " stand under no mark" }
}
