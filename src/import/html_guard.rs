//! Tells pages that a tree can be built of from those made to stop us.
//!
//! The parser of the HTML standard has no limit of depth, and much of what it and the search for the main
//! text do takes time in proportion to the depth at each element. Here the tags are counted once, in
//! linear time, before anything else.

use super::tags::{Piece, pieces};
use std::collections::HashMap;

/// The largest page, in bytes, that a tree is built of. News pages have one or two million.
const MAX_BYTES: usize = 16 << 20;
/// The most tags. The longest articles of Wikipedia have a fifth of it.
const MAX_TAGS: usize = 300_000;
/// The most character references and loose signs: each makes the parser copy the text before it.
const MAX_REFERENCES: usize = 200_000;
/// The deepest nesting. Browsers stop at 512; pages in the wild stay below 100.
const MAX_DEPTH: usize = 256;
/// The most attributes of one tag: each is compared with all others.
const MAX_ATTRIBUTES: usize = 1_000;
/// How many formatting elements may have to be opened again, over the whole page: one that is never
/// closed is opened again in every block behind it.
const MAX_REOPENED: usize = 1_000_000;

/// Elements that have no closing tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements whose closing tag can be left out, and which cannot nest without one that cannot.
const CLOSED_BY_OTHERS: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    "html", "head", "body", "rp", "rt",
];

/// The formatting elements of the HTML standard (13.2.4.2).
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Whether a tree of the page can be built in reasonable time and memory.
pub fn is_tame(html: &str) -> bool {
    html.len() <= MAX_BYTES && counts_are_tame(html)
}

fn counts_are_tame(html: &str) -> bool {
    let mut open = Open::default();
    let (mut tags, mut references) = (0, 0);
    for piece in pieces(html) {
        tags += usize::from(!matches!(piece, Piece::Text(_)));
        match piece {
            Piece::Open { name, attributes } => open.open(name.to_ascii_lowercase(), attributes),
            Piece::Close(name) => open.close(&name.to_ascii_lowercase()),
            Piece::Text(text) => {
                references += text.bytes().filter(|byte| matches!(byte, b'&' | b'<' | 0)).count();
            }
        }
        if tags > MAX_TAGS || references > MAX_REFERENCES || open.is_wild() {
            return false;
        }
    }
    true
}

/// The elements that are open, by name.
#[derive(Default)]
struct Open {
    names: HashMap<String, usize>,
    depth: usize,
    formatting: usize,
    reopened: usize,
    attributes: usize,
}

impl Open {
    fn open(&mut self, name: String, attributes: &str) {
        self.attributes = attributes.split_ascii_whitespace().take(MAX_ATTRIBUTES * 8).count();
        let formatting = FORMATTING.contains(&name.as_str());
        if !formatting {
            self.reopened += self.formatting;
        }
        let drawn = attributes.ends_with('/') && (self.is_open("svg") || self.is_open("math"));
        if drawn && !formatting || VOID.contains(&name.as_str()) || CLOSED_BY_OTHERS.contains(&name.as_str())
        {
            return;
        }
        self.depth += 1;
        self.formatting += usize::from(formatting);
        *self.names.entry(name).or_default() += 1;
    }

    /// A closing tag closes only what is open: else a page could hide its depth behind tags that close
    /// nothing.
    fn close(&mut self, name: &str) {
        if let Some(count) = self.names.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(FORMATTING.contains(&name));
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|&count| count > 0)
    }

    fn is_wild(&self) -> bool {
        self.depth > MAX_DEPTH || self.reopened > MAX_REOPENED || self.attributes > MAX_ATTRIBUTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_tame() {
        assert!(is_tame(&"<p>one<li>two<div><b>x</b></div><br><img src=x/>".repeat(5_000)));
        assert!(is_tame(&format!("<svg>{}</svg>", "<path d='x'/>".repeat(5_000))));
    }

    #[test]
    fn depth_is_seen_through_tricks() {
        assert!(!is_tame(&"<ul><li>".repeat(400)));
        assert!(!is_tame(&"<div></x>".repeat(400)));
        assert!(!is_tame(&"<div/>".repeat(400)));
        assert!(!is_tame(&"<x-y>".repeat(400)));
    }

    #[test]
    fn elements_opened_again_and_again_are_seen() {
        let bold: String = (0..200).map(|n| format!("<b id={n}>")).collect();
        assert!(!is_tame(&format!("{bold}{}", "<p>x".repeat(10_000))));
        assert!(!is_tame(&format!("<p {}>", "a=b ".repeat(5_000))));
        assert!(!is_tame(&"<p>".repeat(MAX_TAGS + 1)));
        assert!(!is_tame(&"&".repeat(MAX_REFERENCES + 1)));
        assert!(!is_tame(&"< ".repeat(MAX_REFERENCES + 1)));
    }
}
