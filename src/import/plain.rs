//! Plain text: lines to paragraphs.

use super::{Imported, head};
use crate::review::{Paragraph, ParagraphKind};

/// Lines longer than this many chars were not broken by hand: each is a paragraph.
const WRAPPED_MAX: usize = 100;

/// Lines broken at fewer chars than this are verse, names, addresses: each is a paragraph.
const WRAPPED_MIN: usize = 45;

/// Reads a plain text: paragraphs, then its head.
pub fn read(text: &str) -> Imported {
    let mut imported = Imported { paragraphs: paragraphs(text), ..Imported::default() };
    head::read(&mut imported.article, &mut imported.paragraphs);
    head::mark_headings(&mut imported.paragraphs);
    imported
}

/// The paragraphs of a text, all of them body or list items: blank lines part them, and so does every
/// line where lines are not wrapped.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut block = Vec::new();
    for line in lines(text) {
        if line.text.is_empty() {
            push_block(&mut found, &mut block);
        } else {
            block.push(line);
        }
    }
    push_block(&mut found, &mut block);
    found
}

/// A line without white space at its ends.
struct Line<'a> {
    text: &'a str,
    indent: usize,
    chars: usize,
}

/// The lines of a text, whatever sign ends them; a paragraph separator counts as an empty line more.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let ends = ['\n', '\r', '\x0b', '\x0c', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut rest = Some(text);
    let mut separated = false;
    std::iter::from_fn(move || {
        if std::mem::take(&mut separated) {
            return Some(Line { text: "", indent: 0, chars: 0 });
        }
        let all = rest?;
        let end = all.find(ends).unwrap_or(all.len());
        let sign = all[end..].chars().next();
        let width = if all[end..].starts_with("\r\n") { 2 } else { sign.map_or(0, char::len_utf8) };
        rest = sign.map(|_| &all[end + width..]);
        separated = sign == Some('\u{2029}');
        let text = all[..end].trim();
        let indent = all[..end].len() - all[..end].trim_start().len();
        Some(Line { text, indent, chars: text.chars().count() })
    })
}

/// Adds a run of lines, joined where they are one paragraph broken by hand.
fn push_block(found: &mut Vec<Paragraph>, block: &mut Vec<Line>) {
    let wrapped = wrap_width(block);
    let mut previous: Option<&Line> = None;
    for line in block.iter() {
        let joins = previous.zip(wrapped).is_some_and(|(previous, width)| continues(previous, line, width));
        match found.last_mut().filter(|_| joins) {
            Some(paragraph) => join(&mut paragraph.text, line.text),
            None => found.push(paragraph(line.text)),
        }
        previous = Some(line);
    }
    block.clear();
}

fn paragraph(line: &str) -> Paragraph {
    let kind = if is_list_item(line) { ParagraphKind::ListItem } else { ParagraphKind::Body };
    Paragraph::new(kind, line)
}

/// The width at which a run of lines was broken by hand, in chars; `None` where it was not.
///
/// Where lines were broken to a width, the next line's first word never fits on a line any more. At
/// least four in five breaks must be so, and one of them inside a sentence: lines that all end with one
/// are paragraphs.
fn wrap_width(block: &[Line]) -> Option<usize> {
    let width = block.iter().map(|line| line.chars).max()?;
    if !(WRAPPED_MIN..=WRAPPED_MAX).contains(&width) {
        return None;
    }
    let (mut full, mut inside, mut breaks) = (0, 0, 0);
    for pair in block.windows(2) {
        let joins = continues(&pair[0], &pair[1], width);
        let ends = ends_sentence(pair[0].text);
        full += usize::from(joins);
        inside += usize::from(joins && !ends);
        breaks += usize::from(joins || !ends);
    }
    (inside > 0 && full * 5 >= breaks * 4).then_some(width)
}

/// Whether a line goes on in the next one, in a text broken at a width.
fn continues(line: &Line, next: &Line, width: usize) -> bool {
    let first = next.text.split_whitespace().next().map_or(0, |word| word.chars().take(width).count());
    // In scripts without blanks a line can be broken between any two signs.
    let first = if next.text.starts_with(is_unspaced) { first.min(2) } else { first };
    let indented = next.indent > line.indent + 1;
    line.chars + 1 + first > width && !indented && !is_list_item(next.text)
}

/// Joins a line to the paragraph it goes on from: by a blank, but not behind a hyphen or between signs
/// of a script without blanks.
fn join(paragraph: &mut String, line: &str) {
    let mut ends = paragraph.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    let hyphen = matches!(last, Some('-' | '\u{2010}')) && before.is_some_and(char::is_alphabetic);
    let unspaced = last.is_some_and(is_unspaced) && line.starts_with(is_unspaced);
    let broken_word = hyphen && line.starts_with(char::is_alphabetic);
    if !unspaced && !broken_word {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// Whether a line ends as a sentence does.
pub fn ends_sentence(line: &str) -> bool {
    let closing =
        |sign: char| matches!(sign, '"' | '”' | '’' | '\'' | '»' | '“' | ')' | ']' | '」' | '』' | '）');
    line.trim_end_matches(closing)
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।', '։'])
}

/// Whether a line begins with a bullet, or a number with a dot or bracket.
fn is_list_item(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once([' ', '\t']) else { return false };
    let number = mark.strip_suffix(['.', ')']).unwrap_or("");
    let numbered = matches!(number.len(), 1..=2) && number.bytes().all(|byte| byte.is_ascii_digit());
    // "27. Juli" begins a line of prose, or a date.
    let numbered =
        numbered && !rest.split(' ').next().is_some_and(crate::analysis::dateline::is_day_or_month);
    matches!(mark, "-" | "*" | "•" | "‣" | "◦" | "–" | "·") && !rest.contains(" - ") || numbered
}

/// Chinese and Japanese signs, which are written without blanks.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(
            texts("One.\n\n  Two.  \r\n \t\r\nThree.\u{2029}Four."),
            ["One.", "Two.", "Three.", "Four."]
        );
    }

    #[test]
    fn every_long_line_is_a_paragraph() {
        let long =
            "The river rose again on Friday and took two of the older bridges with it, the mayor said. "
                .repeat(3);
        assert_eq!(texts(&format!("{long}\n{long}\n")), [long.trim(), long.trim()]);
    }

    #[test]
    fn lines_broken_by_hand_are_joined() {
        let text = "The river rose again on Friday and took two of the older bridges\n\
                    with it, the mayor of the lower town said. Nobody was hurt, and\n\
                    a ferry carries the children.\n\n\
                    A second paragraph.";
        let joined = "The river rose again on Friday and took two of the older bridges with it, the mayor of \
                      the lower town said. Nobody was hurt, and a ferry carries the children.";
        assert_eq!(texts(text), [joined, "A second paragraph."]);
        let hyphen =
            "The river rose again on Friday and took two of the older, well-\nknown bridges with it.";
        assert_eq!(
            texts(hyphen),
            ["The river rose again on Friday and took two of the older, well-known bridges with it."]
        );
    }

    #[test]
    fn short_lines_stay_lines() {
        assert_eq!(
            texts("Bridges lost\nBy Ida Roe\nThe river rose."),
            ["Bridges lost", "By Ida Roe", "The river rose."]
        );
        let sentences = "The river rose again on Friday and took two bridges with it.\nThe mayor of the lower town said nobody had been hurt.";
        assert_eq!(texts(sentences).len(), 2);
    }

    #[test]
    fn chinese_lines_are_joined_without_a_blank() {
        let line = "河水在星期五再次上涨，".repeat(5);
        assert_eq!(texts(&format!("{line}\n{line}\n结束。")), [format!("{line}{line}结束。")]);
    }

    #[test]
    fn list_items_are_known() {
        let kinds: Vec<_> =
            paragraphs("- one\n- two\n1. three\n27. Juli 2023").iter().map(|p| p.kind).collect();
        use ParagraphKind::{Body, ListItem};
        assert_eq!(kinds, [ListItem, ListItem, ListItem, Body]);
    }
}
