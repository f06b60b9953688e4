//! Signs on pages to paragraphs, as a reader takes them in: lines, columns, running heads, broken words.

use super::glyphs::Glyph;
use crate::import::words::WORDS;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// Signs whose lines are less apart than this part of their size stand on one line (indices do).
const SAME_LINE: f64 = 0.4;
/// A wider gap than this part of the size parts words.
const WORD_GAP: f64 = 0.2;
/// A wider gap than this part of the size parts columns.
const COLUMN_GAP: f64 = 1.3;
/// Lines farther apart than this many times the usual distance are in two paragraphs.
const PARAGRAPH_GAP: f64 = 1.3;
/// A line that begins this part of its size further in begins a paragraph.
const INDENT: f64 = 0.8;
/// A size larger than this many times the usual one is a heading's.
const HEADING: f64 = 1.15;
/// Longer lines (in chars) are no headings, whatever their size.
const HEADING_CHARS: usize = 200;
/// So many lines at the top and bottom of a page can be its running head.
const HEAD_LINES: usize = 2;
/// A running head stands on so many pages at least.
const HEAD_PAGES: usize = 3;
/// How deep columns are looked for in columns.
const MAX_CUTS: usize = 24;

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    text: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
}

/// A paragraph, and the page on which it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The number of the page, from 1.
    pub page: u32,
    /// Its words.
    pub text: String,
    /// Whether it is set as a heading is.
    pub heading: bool,
}

/// The lines of a page in reading order: those that stand as most do first, then what is turned.
pub fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let mut turned: [Vec<Glyph>; 4] = Default::default();
    for glyph in glyphs {
        turned[usize::from(glyph.turn) % 4].push(glyph);
    }
    turned.sort_by_key(|glyphs| std::cmp::Reverse(glyphs.len()));
    turned.into_iter().flat_map(|glyphs| in_columns(split_lines(glyphs), 0)).collect()
}

/// Signs to lines, parted where columns are.
fn split_lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut lines = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let fits = row
            .iter()
            .max_by(|one, other| one.size.total_cmp(&other.size))
            .is_none_or(|largest| (glyph.y - largest.y).abs() < SAME_LINE * largest.size.max(glyph.size));
        if !fits {
            split_row(std::mem::take(&mut row), &mut lines);
        }
        row.push(glyph);
    }
    split_row(row, &mut lines);
    lines
}

/// A row of signs to the lines of its columns.
fn split_row(mut row: Vec<Glyph>, lines: &mut Vec<Line>) {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    row.dedup_by(|next, last| is_shadow(next, last));
    let mut part: Vec<Glyph> = Vec::new();
    for glyph in row {
        let apart = |last: &Glyph| glyph.x - (last.x + last.width) > COLUMN_GAP * glyph.size.max(last.size);
        let blank = glyph.text.trim().is_empty();
        if blank {
            continue;
        }
        if part.last().is_some_and(apart) {
            lines.extend(line(&std::mem::take(&mut part)));
        }
        part.push(glyph);
    }
    lines.extend(line(&part));
}

/// Bold type is made by printing the same sign again a hair further on.
fn is_shadow(next: &Glyph, last: &Glyph) -> bool {
    next.text == last.text
        && (next.x - last.x).abs() < 0.1 * last.size
        && (next.y - last.y).abs() < 0.1 * last.size
}

fn line(glyphs: &[Glyph]) -> Option<Line> {
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    let mut words: Vec<String> = vec![String::new()];
    let mut end = first.x;
    for glyph in glyphs {
        if glyph.x - end > WORD_GAP * glyph.size {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(&glyph.text);
        }
        end = glyph.x + glyph.width;
    }
    let text = readable(&words);
    let size = middle(glyphs.iter().map(|glyph| glyph.size));
    let y = middle(glyphs.iter().map(|glyph| glyph.y));
    (!text.is_empty()).then_some(Line { text, left: first.x, right: last.x + last.width, y, size })
}

/// The middle of some lengths.
fn middle(lengths: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = lengths.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// Words in the order they are read. In a line of Arabic or Hebrew the eye runs the other way than the
/// places: there the signs are turned round, but for figures and words of other scripts.
fn readable(words: &[String]) -> String {
    let plain: String = words
        .join(" ")
        .chars()
        .flat_map(|letter| if is_form(letter) { letter.nfkc().collect() } else { vec![letter] })
        .collect();
    let right = plain.chars().filter(|&letter| is_right_to_left(letter)).count();
    let letters = plain.chars().filter(|letter| letter.is_alphabetic()).count();
    let text = if right * 2 > letters { turned_round(&plain) } else { plain };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ligatures and the drawn forms of Arabic letters, which stand for plain letters.
fn is_form(letter: char) -> bool {
    matches!(letter, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

fn turned_round(text: &str) -> String {
    let mut runs: Vec<String> = Vec::new();
    let mut kept = false;
    for letter in text.chars() {
        let keeps = letter.is_alphanumeric() && !is_right_to_left(letter)
            || kept && matches!(letter, '.' | ',' | ':' | '/' | '-' | '%');
        match runs.last_mut().filter(|_| keeps && kept) {
            Some(run) => run.push(letter),
            None => runs.push(letter.to_string()),
        }
        kept = keeps;
    }
    runs.reverse();
    runs.concat()
}

/// Orders lines by columns: a page is cut where white space runs down it, or else across it, again and
/// again; what cannot be cut is read from top to bottom.
fn in_columns(mut lines: Vec<Line>, cuts: usize) -> Vec<Line> {
    lines.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.left.total_cmp(&other.left)));
    if lines.len() < 4 || cuts > MAX_CUTS {
        return lines;
    }
    if let Some(at) = gutter(&lines) {
        let (left, right): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.right <= at);
        return [in_columns(left, cuts + 1), in_columns(right, cuts + 1)].concat();
    }
    // A line across all columns hides the gutter of those below it: it is set apart first.
    let Some(at) = spanning(&lines) else { return lines };
    let below = lines.split_off(at);
    [in_columns(lines, cuts + 1), in_columns(below, cuts + 1)].concat()
}

/// Where white space runs down all lines with several of them on both sides.
fn gutter(lines: &[Line]) -> Option<f64> {
    let mut spans: Vec<(f64, f64)> = lines.iter().map(|line| (line.left, line.right)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = middle(lines.iter().map(|line| line.size));
    let mut end = f64::MIN;
    for (at, (left, right)) in spans.iter().enumerate() {
        let wide = |side: &[(f64, f64)]| {
            side.iter().map(|(left, right)| right - left).fold(0.0, f64::max) > 8.0 * size
        };
        let gap = at > 0 && left - end > size * 0.8;
        if gap && at >= 3 && spans.len() - at >= 3 && wide(&spans[..at]) && wide(&spans[at..]) {
            return Some((left + end) / 2.0);
        }
        end = end.max(*right);
    }
    None
}

/// The index of the first line behind a line that stands across a gutter of the lines below or above it.
fn spanning(lines: &[Line]) -> Option<usize> {
    let side_by_side = |pair: &[Line]| (pair[0].y - pair[1].y).abs() < SAME_LINE * pair[0].size;
    let first = lines.windows(2).position(side_by_side)?;
    if first > 0 {
        return Some(first);
    }
    let alone =
        lines.windows(3).position(|three| !side_by_side(&three[..2]) && !side_by_side(&three[1..]))?;
    (alone + 1 < lines.len()).then_some(alone + 1)
}

/// Paragraphs of pages, without running heads and page numbers.
pub fn paragraphs(mut pages: Vec<Vec<Line>>) -> Vec<Block> {
    drop_running_heads(&mut pages);
    let usual = usual_size(&pages);
    let hyphened = hyphened_words(&pages);
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<(Line, u32)> = None;
    for (page, lines) in (1..).zip(pages) {
        let leading = leading(&lines);
        let edges = edges(&lines);
        for line in lines {
            let heading = line.size > usual * HEADING && line.text.chars().count() < HEADING_CHARS;
            let goes_on = before.as_ref().is_some_and(|(last, last_page)| {
                if *last_page == page { continues(last, &line, leading, edges) } else { crosses(last, &line) }
            });
            match blocks.last_mut().filter(|block| goes_on && block.heading == heading) {
                Some(block) => join(&mut block.text, &line.text, &hyphened),
                None => blocks.push(Block { page, text: line.text.clone(), heading }),
            }
            before = Some((line, page));
        }
    }
    blocks
}

/// The size that most letters have.
fn usual_size(pages: &[Vec<Line>]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *letters.entry((line.size * 4.0).round() as i64).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|&(size, count)| (count, size));
    most.map_or(f64::MAX, |(size, _)| size as f64 / 4.0)
}

/// The usual distance of two lines of a page.
fn leading(lines: &[Line]) -> f64 {
    let gaps = lines.windows(2).map(|pair| pair[1].y - pair[0].y);
    middle(gaps.filter(|gap| *gap > 0.0))
}

/// Where the lines of a page end on the right at the most.
fn edges(lines: &[Line]) -> f64 {
    lines.iter().map(|line| line.right).fold(0.0, f64::max)
}

/// Whether a line goes on in the one behind it on the same page.
fn continues(last: &Line, line: &Line, leading: f64, edge: f64) -> bool {
    let gap = line.y - last.y;
    if (line.size - last.size).abs() > 0.12 * last.size || is_bullet(&line.text) {
        return false;
    }
    // A new column, or another part of the page.
    if gap < 0.0 || line.left > last.right || line.right < last.left {
        return crosses(last, line);
    }
    let near = gap <= (leading * PARAGRAPH_GAP).max(last.size * 1.05) || gap <= last.size * 1.6;
    let indented = line.left - last.left > INDENT * line.size && !is_bullet(&last.text);
    let short = last.right
        < edge.min(line.right.max(last.right)) - 0.15 * (last.right - last.left).max(line.size * 8.0);
    near && !indented && !(short && ends(&last.text))
}

/// Whether a line goes on at the top of another column or page.
fn crosses(last: &Line, line: &Line) -> bool {
    let same = (line.size - last.size).abs() <= 0.12 * last.size;
    same && !ends(&last.text) && !is_bullet(&line.text)
}

fn ends(text: &str) -> bool {
    crate::import::plain::ends_sentence(text)
}

fn is_bullet(text: &str) -> bool {
    text.starts_with(['•', '▪', '‣', '◦', '●', '■'])
}

/// Words that stand with a hyphen inside a line: where one is broken at its hyphen, it keeps it.
fn hyphened_words(pages: &[Vec<Line>]) -> HashSet<String> {
    let words = pages.iter().flatten().flat_map(|line| line.text.split_whitespace());
    let words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase());
    words.filter(|word| word.contains('-')).collect()
}

/// Joins a line to its paragraph; a word broken at its end is mended.
fn join(text: &mut String, line: &str, hyphened: &HashSet<String>) {
    let broken = text.ends_with(['-', '\u{ad}', '\u{2010}'])
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.starts_with(char::is_lowercase);
    if !broken {
        if !text.ends_with('-') || !line.starts_with(char::is_alphabetic) {
            text.push(' ');
        }
        text.push_str(line);
        return;
    }
    let tail = |letter: char| !letter.is_alphanumeric() && letter != '-';
    let head = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = format!("{head}{}", line.split_whitespace().next().unwrap_or_default()).to_lowercase();
    if !hyphened.contains(word.trim_matches(tail)) {
        text.pop();
    }
    text.push_str(line);
}

/// Takes away lines at the top and bottom of pages that stand on several with no more than their number
/// changed, and page numbers.
fn drop_running_heads(pages: &mut [Vec<Line>]) {
    if pages.len() < 2 {
        return;
    }
    let needed = HEAD_PAGES.min(pages.len());
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let heads: HashSet<String> =
            outer(page).into_iter().map(|at| without_figures(&page[at].text)).collect();
        for head in heads {
            *seen.entry(head).or_default() += 1;
        }
    }
    let is_head = |line: &Line| {
        is_page_number(&line.text)
            || seen.get(&without_figures(&line.text)).is_some_and(|&count| count >= needed)
    };
    let dropped = |page: &Vec<Line>| -> HashSet<usize> {
        outer(page).into_iter().filter(|&at| is_head(&page[at])).collect()
    };
    let dropped: Vec<HashSet<usize>> = pages.iter().map(dropped).collect();
    if pages.iter().zip(&dropped).all(|(page, dropped)| page.len() == dropped.len()) {
        return; // pages of one line each, all alike: they are what there is to read
    }
    for (page, dropped) in pages.iter_mut().zip(dropped) {
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// The indices of the lines highest and lowest on a page.
fn outer(page: &[Line]) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..page.len()).collect();
    by_height.sort_by(|&one, &other| page[one].y.total_cmp(&page[other].y));
    let last = by_height.len().saturating_sub(HEAD_LINES);
    by_height
        .iter()
        .enumerate()
        .filter(|&(at, _)| at < HEAD_LINES || at >= last)
        .map(|(_, &index)| index)
        .collect()
}

fn without_figures(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_numeric() { '#' } else { letter })
        .collect::<String>()
        .replace("##", "#")
        .replace("##", "#")
}

/// "7", "- 7 -", "Page 7 of 9", "vii".
fn is_page_number(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let small = |word: &str| WORDS.page_words.contains(word.to_lowercase().as_str());
    let number = |word: &str| {
        word.chars().all(char::is_numeric) && word.len() <= 4
            || word.len() <= 6 && word.chars().all(|letter| "ivx".contains(letter))
    };
    words.iter().any(|word| number(word)) && words.iter().all(|word| number(word) || small(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of text set in signs half as wide as they are high.
    fn set(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        text.chars()
            .enumerate()
            .map(|(at, letter)| Glyph {
                text: letter.to_string(),
                x: x + at as f64 * size / 2.0,
                y,
                width: size / 2.0,
                size,
                turn: 0,
            })
            .collect()
    }

    fn texts(pages: Vec<Vec<Glyph>>) -> Vec<String> {
        paragraphs(pages.into_iter().map(lines).collect()).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn lines_become_paragraphs_and_broken_words_are_mended() {
        let page = [
            set("The river rose again on Friday and took two of the older brid-", 50.0, 100.0, 10.0),
            set("ges with it, the mayor of the lower town said. Nobody at all was", 50.0, 112.0, 10.0),
            set("hurt.", 50.0, 124.0, 10.0),
            set("A ferry carries the children of well-known schools to the well-", 60.0, 136.0, 10.0),
            set("known market.", 50.0, 148.0, 10.0),
        ];
        let expected = [
            "The river rose again on Friday and took two of the older bridges with it, the mayor of the lower town said. Nobody at all was hurt.",
            "A ferry carries the children of well-known schools to the well-known market.",
        ];
        assert_eq!(texts(vec![page.concat()]), expected);
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut page = set("Two bridges lost in the flood of the year, says the mayor", 50.0, 60.0, 18.0);
        for (at, (left, right)) in [
            ("one one one one one", "six six six six six"),
            ("two two two two two", "ten ten ten ten ten"),
            ("end end end end end", "fin fin fin fin fin."),
        ]
        .into_iter()
        .enumerate()
        {
            let y = 100.0 + 12.0 * at as f64;
            page.extend(set(left, 50.0, y, 10.0));
            page.extend(set(right, 300.0, y + 2.0, 10.0));
        }
        let found = texts(vec![page]);
        assert_eq!(found[0], "Two bridges lost in the flood of the year, says the mayor");
        assert_eq!(
            found[1..].join(" "),
            "one one one one one two two two two two end end end end end six six six six six ten ten ten ten ten fin fin fin fin fin."
        );
    }

    #[test]
    fn running_heads_and_page_numbers_are_dropped() {
        let page = |number: usize, text: &str| {
            [
                set(&format!("Lowtown Courier, issue {number}"), 50.0, 30.0, 9.0),
                set(text, 50.0, 100.0, 10.0),
                set(["and ends.", "or ends.", "but ends."][number - 1], 50.0, 112.0, 10.0),
                set(&format!("Page {number} of 3"), 250.0, 800.0, 9.0),
            ]
            .concat()
        };
        let found = texts(vec![
            page(1, "The first page of the paper begins"),
            page(2, "The second page of the paper begins"),
            page(3, "The third page of the paper begins"),
        ]);
        assert_eq!(
            found,
            [
                "The first page of the paper begins and ends.",
                "The second page of the paper begins or ends.",
                "The third page of the paper begins but ends."
            ]
        );
    }

    #[test]
    fn pages_of_nothing_but_one_line_keep_it() {
        let page = |number: usize| set(&format!("Notice {number} to all"), 50.0, 100.0, 10.0);
        let found = texts((1..=4).map(page).collect());
        assert_eq!(found.join(" "), "Notice 1 to all Notice 2 to all Notice 3 to all Notice 4 to all");
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        let pages = vec![
            set("The river rose again and took", 50.0, 700.0, 10.0),
            set("two of the older bridges.", 50.0, 100.0, 10.0),
        ];
        let blocks = paragraphs(pages.into_iter().map(lines).collect());
        assert_eq!(
            blocks,
            [Block {
                page: 1,
                text: "The river rose again and took two of the older bridges.".to_owned(),
                heading: false
            }]
        );
    }

    #[test]
    fn lines_from_right_to_left_are_turned_round() {
        assert_eq!(readable(&["240".to_owned(), "םולש".to_owned()]), "שלום 240");
        assert_eq!(readable(&["ﬁnd".to_owned()]), "find");
    }

    #[test]
    fn page_numbers_are_known() {
        for text in ["7", "- 7 -", "Page 7 of 9", "vii", "Seite 3"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["7 men left", "Page", "civil"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
