//! The line under an embedded post: “— Ada Example (@ada) July 27, 2023”.

use super::dateline;
use memchr::memmem;
use std::ops::Range;

/// How many bytes a name, and a date, may be long: longer ones are no signature, and the look around a
/// place stays short.
const REACH: usize = 120;

/// Who posted, under what handle and when; ranges in bytes of the text it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// All of it, from the dash to the date.
    pub range: Range<usize>,
    /// The name.
    pub author: Range<usize>,
    /// The handle, with its `@`.
    pub handle: Range<usize>,
    /// The date, where one follows.
    pub date: Option<Range<usize>>,
}

/// All signatures in a text, in order.
pub fn all(text: &str) -> impl Iterator<Item = Signature> {
    let mut free = 0;
    memmem::find_iter(text.as_bytes(), b"(@").filter_map(move |bracket| {
        let signature = at(text, free, bracket)?;
        free = signature.range.end;
        Some(signature)
    })
}

/// The signature around a bracket with a handle, beginning at a byte or later.
fn at(text: &str, free: usize, bracket: usize) -> Option<Signature> {
    let from = text.ceil_char_boundary(bracket.saturating_sub(REACH)).max(free);
    let before = text.get(from..bracket)?;
    let dash = before.rfind(['—', '–', '―']).or_else(|| before.rfind("- "))?;
    let sign = before[dash..].chars().next().map_or(0, char::len_utf8);
    let author = trimmed(text, from + dash + sign..bracket)?;
    let handle = bracket + 1..bracket + 1 + handle_length(&text[bracket + 1..])?;
    let date = date(text, handle.end + 1);
    let end = date.as_ref().map_or(handle.end + 1, |date| date.end);
    Some(Signature { range: from + dash..end, author, handle, date })
}

/// How many bytes a handle has that a bracket closes: letters, digits, `_`, and `.`, `-`, `@` of other networks.
fn handle_length(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(REACH)];
    let length = near.find(')')?;
    let fits = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '-' | '@');
    (length > 1 && near[..length].chars().all(fits)).then_some(length)
}

/// The date that stands behind a bracket, up to its year.
fn date(text: &str, from: usize) -> Option<Range<usize>> {
    let near = text.get(from..text.floor_char_boundary(from + REACH / 2))?;
    let ends = near.match_indices(|char: char| char.is_ascii_digit()).map(|(at, _)| at + 1);
    let end = ends.take(8).find(|&end| dateline::first_date(&near[..end]).is_some())?;
    let range = trimmed(text, from..from + end)?;
    // What stands between the bracket and the date is no sentence.
    (!text[range.clone()].contains(". ") || text[range.clone()].len() < 20).then_some(range)
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + words.len() - words.trim_start().len();
    let length = words.trim().len();
    (length > 0).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str, Option<&str>)> {
        let parts =
            |found: Signature| (&text[found.author], &text[found.handle], found.date.map(|date| &text[date]));
        all(text).map(parts).collect()
    }

    #[test]
    fn author_handle_and_date_are_read() {
        let text = "We shall hold. — Ada Example (@ada_e) July 27, 2023 ×";
        assert_eq!(read(text), [("Ada Example", "@ada_e", Some("July 27, 2023"))]);
        assert_eq!(read("Oui – Léa B. (@lea) 3 mars 2024"), [("Léa B.", "@lea", Some("3 mars 2024"))]);
        assert_eq!(read("Yes — Ada (@ada)"), [("Ada", "@ada", None)]);
    }

    #[test]
    fn a_handle_in_a_sentence_is_no_signature() {
        assert_eq!(read("She (@ada) wrote it."), []);
        assert_eq!(read("— Ada (@ada and others)"), []);
        assert_eq!(read("(@"), []);
    }
}
