//! What can be read off a draft, and what is known of those who publish: pure functions.
//!
//! Uses `text` and `review`; knows neither files nor clock nor window.

pub mod attributions;
pub mod calculation;
pub mod coverage;
pub mod dateline;
pub mod dates;
pub mod demonyms;
pub mod drafts;
pub mod figures;
pub mod lang;
pub mod lexicon;
pub mod names;
pub mod number;
pub mod outlets;
pub mod quotation_check;
pub mod quotations;
pub mod reading;
pub mod sentences;
pub mod signature;
pub mod sourcing;
pub mod suggestions;
pub mod timeline;
pub mod tokens;

#[cfg(test)]
mod testing;
