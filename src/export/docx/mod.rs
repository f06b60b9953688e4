//! The draft as a Word document (ECMA-376, WordprocessingML): the checking copy with a comment on each
//! mark, and the checked copy with the proposed corrections as tracked changes.
//!
//! Where the draft was read from a DOCX, it is that very document: only runs with something to say are cut,
//! every other byte of its parts stays. Else a plain new document is built.

mod fresh;
mod markup;
mod original;
mod package;
mod run;
mod source_text;

use super::told::{self, Sources};
use super::{Document, ExportError, Options, Progress, in_text_order};
use crate::review::{Claim, Draft, Review, Status};
use crate::text::{ByteRange, one_line};
use chrono::{DateTime, Utc};

/// Who stands on comments and changes where nobody is named.
const NOBODY: &str = "Redpencil";

/// A comment on a passage.
pub struct Comment {
    /// The passage, in bytes of the draft.
    pub bytes: ByteRange,
    /// Its words.
    pub quote: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// What it says, a paragraph each.
    pub lines: Vec<String>,
}

/// Words to put in another's place.
pub struct Change {
    /// The words to take out, in bytes of the draft; empty where words are only put in.
    pub bytes: ByteRange,
    /// What to put there; empty where words are only taken out.
    pub text: String,
    /// Who proposes it.
    pub author: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// The claim that asks for it.
    pub number: u32,
}

/// The draft with a comment on each mark.
pub fn checking_copy(
    review: &Review,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Document, ExportError> {
    let draft = review.draft().ok_or(ExportError::NoDraft)?;
    build(review, draft, &comments(review, draft, &options.checker), &[], options, progress)
}

/// The draft with the proposed corrections as tracked changes.
pub fn checked_copy(
    review: &Review,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Document, ExportError> {
    let draft = review.draft().ok_or(ExportError::NoDraft)?;
    let (changes, mut notes) = changes(review, draft, &options.checker);
    let mut document = build(review, draft, &[], &changes, options, progress)?;
    notes.append(&mut document.notes);
    Ok(Document { notes, ..document })
}

fn build(
    review: &Review,
    draft: &Draft,
    comments: &[Comment],
    changes: &[Change],
    options: &Options,
    progress: Progress<'_>,
) -> Result<Document, ExportError> {
    let mut notes = Vec::new();
    if let Some(bytes) = &options.original {
        match original::write(bytes, draft, comments, changes, progress) {
            Err(ExportError::Original(reason)) => notes.push(format!(
                "The original could not be written into ({reason}), so this is a new document"
            )),
            done => return done,
        }
    }
    let bytes = fresh::write(review, draft, comments, changes, progress)?;
    Ok(Document { bytes, notes })
}

/// The comments of a checking copy as plain text.
pub fn comments_as_text(review: &Review) -> Result<String, ExportError> {
    let draft = review.draft().ok_or(ExportError::NoDraft)?;
    let shown = comments(review, draft, "")
        .into_iter()
        .map(|comment| format!("“{}”\n{}\n", one_line(&comment.quote), comment.lines.join("\n")));
    Ok(shown.collect::<Vec<_>>().join("\n"))
}

/// The changes of a checked copy as plain text.
pub fn changes_as_text(review: &Review) -> Result<String, ExportError> {
    let draft = review.draft().ok_or(ExportError::NoDraft)?;
    let (changes, notes) = changes(review, draft, "");
    let line = |change: &Change| {
        let old = draft.text().slice_bytes(&change.bytes).unwrap_or_default();
        format!("Claim {}: “{}” → “{}”\n", change.number, one_line(old), one_line(&change.text))
    };
    Ok(changes.iter().map(line).chain(notes.into_iter().map(|note| note + "\n")).collect())
}

fn comments(review: &Review, draft: &Draft, checker: &str) -> Vec<Comment> {
    let sources = Sources::of(review);
    let mut comments = Vec::new();
    for claim in in_text_order(review) {
        let lines = said_of(claim, &sources);
        for mark in claim.marks.iter().filter(|mark| mark.draft == draft.number) {
            let Some(bytes) = draft.text().bytes_of(&mark.range()) else { continue };
            let (author, at) = signed(claim, checker);
            comments.push(Comment { bytes, quote: mark.quote.clone(), author, at, lines: lines.clone() });
        }
    }
    comments.sort_by_key(|comment| (comment.bytes.start, comment.bytes.end));
    comments
}

/// What a comment says of a claim: status, wording, sources, correction, note.
fn said_of(claim: &Claim, sources: &Sources<'_>) -> Vec<String> {
    let mut lines =
        vec![format!("{} {} {}", claim.number, told::glyph(claim.status), told::status_words(claim))];
    if !claim.wording.trim().is_empty() {
        lines.push(claim.wording.clone());
    }
    if let Some(attribution) = &claim.attribution {
        lines.push(format!("Attributed: {}", told::attribution_line(attribution)));
    }
    if !claim.rating.trim().is_empty() {
        lines.push(format!("Rating: {}", claim.rating));
    }
    for cited in sources.evidence(claim) {
        lines.push(cited.line());
        for quoted in [&cited.citation.quotation, &cited.citation.translation] {
            if !quoted.is_empty() {
                lines.push(format!("“{quoted}”"));
            }
        }
    }
    if let Some(correction) = claim.correction.as_ref() {
        let became = told::resolution_words(correction);
        lines.push(format!("Correction: “{}” ({})", correction.text, sources.text(&became)));
    }
    if !claim.note.trim().is_empty() {
        let label = if claim.status == Status::Query { "Query" } else { "Note" };
        lines.push(format!("{label}: {}", sources.text(&claim.note)));
    }
    lines.iter().map(|line| one_line(line).into_owned()).collect()
}

/// The corrections as changes in text order; of two that overlap the later one is left out and noted.
fn changes(review: &Review, draft: &Draft, checker: &str) -> (Vec<Change>, Vec<String>) {
    let mut proposed: Vec<(ByteRange, &str, &Claim)> = Vec::new();
    for claim in &review.claims {
        let Some(proposal) = told::proposal(claim, draft.number) else { continue };
        if let Some(bytes) = draft.text().bytes_of(&proposal.mark.range()) {
            proposed.push((bytes, proposal.text, claim));
        }
    }
    proposed.sort_by_key(|(bytes, _, claim)| (bytes.start, bytes.end, claim.number));
    let (mut changes, mut notes): (Vec<Change>, Vec<String>) = (Vec::new(), Vec::new());
    let mut taken = 0;
    for (bytes, text, claim) in proposed {
        if bytes.start.0 < taken {
            notes.push(format!(
                "The correction of claim {} is left out, for its passage overlaps another correction’s",
                claim.number
            ));
            continue;
        }
        taken = bytes.end.0;
        let (author, at) = signed(claim, checker);
        let (bytes, text) = narrowed(draft, bytes, text);
        changes.push(Change { bytes, text, author, at, number: claim.number });
    }
    (changes, notes)
}

fn signed(claim: &Claim, checker: &str) -> (String, Option<DateTime<Utc>>) {
    let decision = claim.decision.as_ref();
    let named = [decision.map_or("", |decision| decision.by.as_str()), checker];
    let author = named.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or(NOBODY);
    (author.to_owned(), decision.map(|decision| decision.at))
}

/// A change without the whole words that stay at its beginning and end.
fn narrowed(draft: &Draft, bytes: ByteRange, text: &str) -> (ByteRange, String) {
    let old = draft.text().slice_bytes(&bytes).unwrap_or_default();
    let head = common_head(old, text);
    let (old_rest, new_rest) = (&old[head..], &text[head..]);
    let tail = common_tail(old_rest, new_rest);
    let start = bytes.start.0 + head;
    let end = bytes.end.0 - tail;
    (crate::text::byte_range(start..end), new_rest[..new_rest.len() - tail].to_owned())
}

/// How many bytes two texts have in common at their beginnings, in whole words.
fn common_head(one: &str, other: &str) -> usize {
    let same = one.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
    let len = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let ends = |rest: &str| rest.chars().next().is_none_or(char::is_whitespace);
    if ends(&one[len..]) && ends(&other[len..]) {
        return len;
    }
    let blank = one[..len].char_indices().rfind(|(_, c)| c.is_whitespace());
    blank.map_or(0, |(at, c)| at + c.len_utf8())
}

/// The same at their ends.
fn common_tail(one: &str, other: &str) -> usize {
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let len: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let begins = |text: &str| text[..text.len() - len].chars().next_back().is_none_or(char::is_whitespace);
    if begins(one) && begins(other) {
        return len;
    }
    let tail = &one[one.len() - len..];
    tail.find(char::is_whitespace).map_or(0, |at| len - at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Paragraph, ParagraphKind};
    use crate::text::byte_range;

    #[test]
    fn a_change_keeps_the_words_that_stay() {
        let narrow = |old: &str, new: &str| {
            let draft =
                Draft::new(1, DateTime::UNIX_EPOCH, "", vec![Paragraph::new(ParagraphKind::Body, old)]);
            let (bytes, text) = narrowed(&draft, byte_range(0..old.len()), new);
            (old[bytes.start.0..bytes.end.0].to_owned(), text)
        };
        assert_eq!(narrow("carries 240 people", "carries 204 people"), ("240".into(), "204".into()));
        assert_eq!(narrow("a b c", "a c"), ("b ".into(), String::new()));
        assert_eq!(narrow("a c", "a b c"), (String::new(), "b ".into()));
        assert_eq!(narrow("a b", "a b c"), (String::new(), " c".into()));
        assert_eq!(narrow("all of it", ""), ("all of it".into(), String::new()));
        assert_eq!(narrow("l’été 2020", "l’été 2021"), ("2020".into(), "2021".into()));
    }
}
