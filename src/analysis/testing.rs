//! A text to read, for the tests of this room.

use super::lang::Lang;
use super::lexicon::Folded;
use super::reading::Paragraph;
use super::sentences::sentences;
use super::tokens::tokens;
use crate::review::ParagraphKind;

/// What is read of a text as a paragraph of the article’s body.
pub(super) fn read_body<R>(lang: Lang, text: &str, read: impl FnOnce(&Paragraph<'_>) -> R) -> R {
    read_as(ParagraphKind::Body, lang, text, read)
}

/// What is read of a text as a paragraph of a kind.
pub(super) fn read_as<R>(
    kind: ParagraphKind,
    lang: Lang,
    text: &str,
    read: impl FnOnce(&Paragraph<'_>) -> R,
) -> R {
    let (tokens, sentences) = (tokens(text), sentences(text, lang, kind));
    let words = &Folded::of(text, &tokens, lang);
    read(&Paragraph { text, kind, lang, tokens: &tokens, words, sentences: &sentences })
}
