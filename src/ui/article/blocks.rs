//! What the article view lays out at a time: a paragraph, or a piece of one that is very long.

use crate::review::{Draft, ParagraphKind};
use crate::text::{ByteOffset, ByteRange, byte_range};
use crate::ui::theme::{Palette, size};
use crate::ui::typeset::{Family, TextStyle};
use egui::Color32;
use std::sync::Arc;

/// A paragraph longer than this is laid out in pieces, so that a line of megabytes scrolls like any other.
const LONG_PARAGRAPH_BYTES: usize = 12 * 1024;

/// About how long such a piece is.
const PIECE_BYTES: usize = 4 * 1024;

/// A paragraph, or a piece of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which paragraph of the draft.
    pub paragraph: usize,
    /// Its bytes in the draft's text.
    pub bytes: ByteRange,
    /// What the paragraph is.
    pub kind: ParagraphKind,
    /// The number shown beside it; none for the head, and for all pieces but a paragraph's first.
    pub number: Option<u32>,
    /// Whether the paragraph ends here.
    pub ends: bool,
}

/// The blocks of one draft.
#[derive(Default)]
pub struct Blocks {
    draft: Option<Arc<Draft>>,
    blocks: Vec<Block>,
}

impl Blocks {
    /// The blocks of a draft; worked out anew only where it is another one.
    pub fn of(&mut self, draft: &Arc<Draft>) -> bool {
        if self.draft.as_ref().is_some_and(|own| Arc::ptr_eq(own, draft)) {
            return false;
        }
        self.draft = Some(Arc::clone(draft));
        self.blocks = split(draft);
        true
    }

    /// All blocks in text order.
    pub fn all(&self) -> &[Block] {
        &self.blocks
    }

    /// The block that a byte stands in.
    pub fn at(&self, byte: ByteOffset) -> usize {
        self.blocks.partition_point(|block| block.bytes.start <= byte).saturating_sub(1)
    }

    /// The first block of a paragraph.
    pub fn of_paragraph(&self, paragraph: usize) -> usize {
        let at = self.blocks.partition_point(|block| block.paragraph < paragraph);
        at.min(self.blocks.len().saturating_sub(1))
    }
}

fn split(draft: &Draft) -> Vec<Block> {
    let text = draft.text();
    let mut blocks = Vec::with_capacity(text.paragraph_count());
    let mut number = 0;
    for paragraph in 0..text.paragraph_count() {
        let kind = draft.kind(paragraph);
        let numbered = kind.is_numbered();
        number += u32::from(numbered);
        let bytes = text.paragraph_bytes(paragraph);
        let pieces = pieces(text.paragraph(paragraph));
        let last = pieces.len().saturating_sub(1);
        blocks.extend(pieces.into_iter().enumerate().map(|(piece, range)| Block {
            paragraph,
            bytes: byte_range(bytes.start.0 + range.start..bytes.start.0 + range.end),
            kind,
            number: (numbered && piece == 0).then_some(number),
            ends: piece == last,
        }));
    }
    blocks
}

/// Cuts a long paragraph at blanks, or else at char boundaries; a short one stays whole.
fn pieces(text: &str) -> Vec<std::ops::Range<usize>> {
    if text.len() <= LONG_PARAGRAPH_BYTES {
        return std::iter::once(0..text.len()).collect();
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    while text.len() - from > 2 * PIECE_BYTES {
        let limit = text.floor_char_boundary(from + 2 * PIECE_BYTES);
        let earliest = text.ceil_char_boundary(from + PIECE_BYTES);
        let blank = text[earliest..limit].find(' ').map(|at| earliest + at + 1);
        let to = blank.unwrap_or(limit);
        pieces.push(from..to);
        from = to;
    }
    pieces.push(from..text.len());
    pieces
}

/// Room between the head of the article and its text, in points.
pub const AFTER_HEAD: f32 = 22.0;

/// Whether the head of the article ends between these two paragraphs.
pub fn ends_head(kind: ParagraphKind, next: Option<ParagraphKind>) -> bool {
    !kind.is_numbered() && next.is_some_and(ParagraphKind::is_numbered)
}

/// How a kind of paragraph is set, and the room around it in points.
pub struct Setting {
    /// Type.
    pub style: TextStyle,
    /// Room above.
    pub before: f32,
    /// Room below.
    pub after: f32,
    /// Room at the left.
    pub indent: f32,
}

/// How a kind of paragraph is set at a body size (tokens.md, Type), in a language.
pub fn setting(kind: ParagraphKind, body: f32, language: &str) -> Setting {
    use ParagraphKind as Kind;
    let scale = body / 17.0;
    let line = body * size::BODY_LINE;
    let (style, before, after, indent) = match kind {
        Kind::Hed => {
            let style =
                TextStyle::new(Family::SerifBold, size::HED * scale, 38.0 * scale).letter_spacing(-0.2);
            (style, 0.0, 10.0, 0.0)
        }
        Kind::Dek => (TextStyle::new(Family::Serif, size::DEK * scale, 27.0 * scale), 0.0, 14.0, 0.0),
        Kind::Byline | Kind::Dateline => {
            (TextStyle::new(Family::Sans, size::META * scale, 18.0 * scale), 0.0, 8.0, 0.0)
        }
        Kind::Heading => (TextStyle::new(Family::SerifBold, body + 1.0, line), 10.0, 6.0, 0.0),
        Kind::ListItem => (TextStyle::new(Family::Serif, body, line), 0.0, 6.0, 22.0),
        Kind::Quotation => (TextStyle::new(Family::Serif, body, line), 0.0, 15.0, 22.0),
        Kind::Caption | Kind::TableRow => {
            (TextStyle::new(Family::Serif, body - 2.0, line * 0.88), 0.0, 10.0, 0.0)
        }
        Kind::Boilerplate => (TextStyle::new(Family::Sans, body - 4.0, line * 0.75), 0.0, 12.0, 0.0),
        Kind::Body => (TextStyle::new(Family::Serif, body, line), 0.0, 15.0, 0.0),
    };
    Setting { style: style.language(Some(language)), before, after, indent }
}

/// The colour of a kind of paragraph.
pub fn ink(kind: ParagraphKind, palette: &Palette) -> Color32 {
    use ParagraphKind::{Boilerplate, Byline, Caption, Dateline, Dek};
    match kind {
        Dek | Caption => palette.ink2,
        Byline | Dateline | Boilerplate => palette.ink3,
        _ => palette.ink,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_cover_a_paragraph_without_a_gap(
            part in "[a-zé ]{1,40}|[\u{5d0}-\u{5ea}]{1,30}",
            times in 1usize..900,
        ) {
            let text = part.repeat(times);
            let pieces = pieces(&text);
            prop_assert_eq!(pieces.first().map(|piece| piece.start), Some(0));
            prop_assert_eq!(pieces.last().map(|piece| piece.end), Some(text.len()));
            prop_assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
            prop_assert!(pieces.iter().all(|piece| text.get(piece.clone()).is_some()));
            prop_assert!(pieces.iter().all(|piece| piece.len() <= LONG_PARAGRAPH_BYTES));
        }
    }
}
