//! What can be read off a draft, and what is known of those who publish: pure functions.
//!
//! Uses `text` and `review`; knows neither files nor clock nor window.

mod lexicon;

pub mod calculation;
pub mod coverage;
pub mod dateline;
pub mod drafts;
pub mod demonyms;
pub mod figures;
pub mod lang;
pub mod outlets;
pub mod quotation_check;
pub mod reading;
pub mod sentences;
pub mod signature;
pub mod sourcing;
pub mod tokens;
