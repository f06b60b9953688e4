//! Text and places in it: typed offsets, paragraphs, marks and how they are found again.
//!
//! Uses nothing of the other rooms; knows neither files nor clock nor window.

mod body;
pub mod compare;
mod find;
mod offset;
mod selector;
mod visible;

pub use body::Text;
pub use find::{Finder, fold_for_search};
pub use offset::{ByteOffset, ByteRange, CharOffset, CharRange, byte_range, char_range};
pub use selector::{CONTEXT_CHARS, Found, QuoteError, Selector, find_quote};
pub use visible::one_line;
