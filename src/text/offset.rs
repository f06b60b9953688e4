//! Offsets with their unit in the type, so that a count of bytes can never be taken for a count of chars.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A position in a text, counted in UTF-8 bytes from its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(pub usize);

/// A position in a text, counted in chars (Unicode scalar values) from its beginning.
///
/// The same unit as the code points of the W3C Web Annotation text selectors, so that a stored
/// position can leave the program as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CharOffset(pub usize);

/// A stretch of a text in bytes: `start..end`, end not included.
pub type ByteRange = Range<ByteOffset>;

/// A stretch of a text in chars: `start..end`, end not included.
pub type CharRange = Range<CharOffset>;

/// Makes a [`ByteRange`] of two plain byte counts.
pub fn byte_range(range: Range<usize>) -> ByteRange {
    ByteOffset(range.start)..ByteOffset(range.end)
}

/// Makes a [`CharRange`] of two plain char counts.
pub fn char_range(range: Range<usize>) -> CharRange {
    CharOffset(range.start)..CharOffset(range.end)
}
