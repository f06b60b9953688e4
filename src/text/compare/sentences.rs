//! A paragraph cut into sentences, well enough to compare two drafts: no language is known here.

use std::ops::Range;

/// A sentence longer than this, in bytes, is cut after a comma or semicolon…
const LONG_BYTES: usize = 2048;
/// …or, without one, after a blank that the words before it choose, so that both drafts cut alike…
const VERY_LONG_BYTES: usize = 4096;
/// …and at last anywhere.
const LONGEST_BYTES: usize = 8192;

/// Words before a name whose full stop ends no sentence, without it, in lower case.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "sgt", "gov", "sen", "rep", "rev",
    "st", "no", "vs", "mme", "mlle", "hon", "pres", "jr", "sr", "inc", "ltd", "co", "corp", "approx", "jan",
    "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec", "janv", "févr", "av", "fig", "cf", "e.g", "i.e",
];

/// The sentences of `text[range]` (a paragraph), without the blanks between them, in order.
pub(crate) fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(paragraph) = text.get(range.clone()) else { return found };
    let mut start = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let end = at + char.len_utf8();
        let ends = match char {
            '.' | '!' | '?' | '…' | '؟' | '۔' | '।' => {
                ends_sentence(&paragraph[start..at], char, &paragraph[end..])
            }
            '。' | '！' | '？' => Some(closing(&paragraph[end..])),
            _ => is_too_long(&paragraph[start..end], char).then_some(0),
        };
        let Some(more) = ends else { continue };
        push(&mut found, paragraph, start..end + more, range.start);
        start = end + more;
        while chars.peek().is_some_and(|(at, _)| *at < start) {
            chars.next();
        }
    }
    push(&mut found, paragraph, start..paragraph.len(), range.start);
    found
}

fn push(found: &mut Vec<Range<usize>>, paragraph: &str, range: Range<usize>, base: usize) {
    let words = &paragraph[range.clone()];
    let kept = words.trim();
    if !kept.is_empty() {
        let start = base + range.start + (words.len() - words.trim_start().len());
        found.push(start..start + kept.len());
    }
}

/// Whether a stop ends a sentence: how many bytes of closing marks still belong to it.
fn ends_sentence(before: &str, stop: char, after: &str) -> Option<usize> {
    let closing = closing(after);
    let rest = &after[closing..];
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let next = rest.trim_start().chars().next();
    if next.is_some_and(char::is_lowercase) || (stop == '.' && closing == 0 && is_short_form(before)) {
        return None;
    }
    Some(closing)
}

/// How many bytes of quotation marks, brackets and further stops follow.
fn closing(after: &str) -> usize {
    let is_closing = |char: &char| {
        matches!(char, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '.' | '!' | '?' | '…')
    };
    after.chars().take_while(is_closing).map(char::len_utf8).sum()
}

/// Whether the last word is an initial or a title, whose full stop ends no sentence.
fn is_short_form(before: &str) -> bool {
    let word = before
        .rsplit(|char: char| char.is_whitespace() || matches!(char, '(' | '"' | '“' | '\'' | '’'))
        .next();
    let word = word.unwrap_or_default();
    let last = word.rsplit('.').next().unwrap_or_default();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    is_initial || (word.len() < 8 && TITLES.contains(&word.to_lowercase().as_str()))
}

fn is_too_long(sentence: &str, last: char) -> bool {
    let bytes = sentence.len();
    if bytes < LONG_BYTES {
        return false;
    }
    let chosen = || {
        last.is_whitespace()
            && sentence
                .bytes()
                .rev()
                .skip(1)
                .take(4)
                .fold(0u32, |sum, byte| sum * 31 + u32::from(byte))
                .is_multiple_of(16)
    };
    matches!(last, ',' | ';' | '،' | '、') || (bytes >= VERY_LONG_BYTES && chosen()) || bytes >= LONGEST_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn stops_end_sentences_and_titles_do_not() {
        assert_eq!(
            cut("Gen. Ali left. “Why?” he asked.  No one knew!"),
            ["Gen. Ali left.", "“Why?” he asked.", "No one knew!"]
        );
        assert_eq!(
            cut("The U.S. army paid 3.5 million. It left."),
            ["The U.S. army paid 3.5 million.", "It left."]
        );
        assert_eq!(cut("He said: “Go.” They went."), ["He said: “Go.”", "They went."]);
        assert_eq!(cut("三人死亡。两人受伤。"), ["三人死亡。", "两人受伤。"]);
        assert_eq!(cut("  "), [""; 0]);
    }

    #[test]
    fn a_line_without_stops_is_cut_alike_in_both_drafts() {
        let words: String = (0..20_000).map(|number| format!("w{number} ")).collect();
        let changed = words.replacen("w50 ", "other words here ", 1);
        let (one, other) = (cut(&words), cut(&changed));
        assert!(one.iter().all(|part| part.len() <= LONGEST_BYTES));
        let shared = one.iter().filter(|part| other.contains(part)).count();
        assert!(one.len() - shared <= 3, "{} of {}", shared, one.len());
    }
}
