//! Cutting a huge paragraph into parts that can be laid out one at a time.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// The length of a piece in bytes, more or less: some fifty rows.
const PIECE: usize = 4096;
/// How far back from there a space is looked for, in bytes.
const REACH: usize = 1024;

/// Cuts a paragraph into pieces of a few thousand bytes, at spaces where there are
/// any and at graphemes where not; a paragraph of ordinary length is one piece.
///
/// A whole paragraph costs about 0.2 ms a kilobyte to lay out, which one of several
/// megabytes turns into seconds. A caller that lays out each piece as a paragraph of
/// its own, and only what is visible, never waits; the one thing seen is that a piece
/// ends with a row that is not full. Give every piece the direction of the first
/// ([`super::TextStyle::direction`]).
pub fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let end = piece_end(text, start);
        let range = start..end;
        start = end;
        done = end == text.len();
        Some(range)
    })
}

fn piece_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    if rest.len() <= PIECE + REACH {
        return text.len();
    }
    let limit = super::text_layout::floor_char(rest, PIECE);
    let window = super::text_layout::floor_char(rest, PIECE - REACH);
    if let Some(space) = rest[window..limit].rfind(' ') {
        return start + window + space + 1;
    }
    // No mark piles higher than the reach; where one does, it is cut.
    let mut graphemes = rest[window..limit].grapheme_indices(true);
    let last = graphemes.next_back().map_or(limit, |(at, _)| window + at);
    start + last.max(1)
}
