//! HTML.
use super::Imported;
/// Reads a page.
pub fn read(text: &str) -> Imported { super::plain::read(text) }
