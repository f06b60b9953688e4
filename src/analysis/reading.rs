//! Everything read off a draft, put together.
//!
//! Two steps. What a paragraph says by itself is read once and kept while its words, its kind and its
//! language stay; what depends on the rest of the article (which day “Wednesday” is, whom “he” means) is
//! resolved over the whole draft, from what the paragraphs gave, and costs little.

use super::lang::Lang;
use super::tokens::Token;
use crate::review::ParagraphKind;
use std::ops::Range;

/// One paragraph, ready to be read: all ranges in its readings are bytes of its own text.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'t> {
    /// Its words.
    pub text: &'t str,
    /// What it is in the article.
    pub kind: ParagraphKind,
    /// Its language: the article’s, or its own where it is a quotation in another.
    pub lang: Lang,
    /// Its tokens, in order.
    pub tokens: &'t [Token],
    /// Its sentences, in order, in bytes.
    pub sentences: &'t [Range<usize>],
}
