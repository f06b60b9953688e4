//! Markdown.
use super::Imported;
/// Reads a Markdown text.
pub fn read(text: &str) -> Imported { super::plain::read(text) }
