//! Claims that a file brings to a review that is there: our own JSON, W3C web annotations, or a table.
//!
//! Each reader gives [`GivenClaim`]s, in words; [`add`] finds their passages in the review's draft and makes
//! the edit that adds them. What was exported comes back as the same claims.

mod add;
mod annotations;
mod table;

pub use add::{Added, add};

use crate::review::SourceId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

/// The largest file that claims are read from, in bytes: a hundred thousand of them.
const MAX_BYTES: usize = 128 << 20;

/// Why no claims could be read.
#[derive(Debug, thiserror::Error)]
pub enum ClaimsError {
    /// It is larger than is read.
    #[error("the file has more than {} MB, which no list of claims has; split it", MAX_BYTES >> 20)]
    TooBig,
    /// It is no text.
    #[error("the file is not UTF-8 text; save it as UTF-8")]
    NotText,
    /// It begins like JSON and is none, or not of the shape that is read.
    #[error("the file is no JSON with claims or annotations ({0}); export one to see the shape")]
    Json(#[from] serde_json::Error),
    /// It is JSON that holds neither.
    #[error("the file is JSON without claims or annotations; it needs the key “claims” or web annotations")]
    Neither,
    /// It is no table.
    #[error("the file is no table of claims ({0}); export one to see its columns")]
    Table(String),
    /// The table has no column with passages.
    #[error("the table has no column “passage”; name the column that holds the article’s words so")]
    NoPassages,
    /// There is no claim in it.
    #[error("the file holds no claim")]
    NoClaims,
}

/// What a file brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Given {
    /// Its claims, in its order.
    pub claims: Vec<GivenClaim>,
    /// What it says of sources, where it does.
    #[serde(default)]
    pub sources: Vec<GivenSource>,
}

/// A claim as a file tells it, with the keys of `export --to json`. Words for status and the like are their
/// keys; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GivenClaim {
    /// The number that it goes by.
    pub number: u32,
    /// Its wording.
    pub wording: String,
    /// Its status.
    pub status: String,
    /// Whether its words changed since.
    pub needs_recheck: bool,
    /// What it is about.
    pub kind: String,
    /// Its passages.
    pub marks: Vec<GivenMark>,
    /// Who the article says it from.
    pub attribution: Option<GivenAttribution>,
    /// What it rests on.
    pub citations: Vec<GivenCitation>,
    /// The wording proposed.
    pub correction: Option<GivenCorrection>,
    /// The note.
    pub note: String,
    /// Free words.
    pub tags: Vec<String>,
    /// A rating of its own.
    pub rating: String,
    /// Who set the status, and when.
    pub decision: Option<GivenDecision>,
}

/// A passage as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GivenMark {
    /// Its words.
    pub text: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// Where it begins, in chars, where that is told.
    pub start: Option<usize>,
    /// The draft that this is said of, where it is told.
    pub draft: Option<u32>,
}

/// An attribution as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the model's attribution")]
pub struct GivenAttribution {
    pub speaker: String,
    pub cue: String,
    pub outlet: String,
    pub said: String,
}

/// A correction as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the model's correction")]
pub struct GivenCorrection {
    pub text: String,
    pub resolution: String,
    pub reason: String,
}

/// Who set a status, as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the model's decision")]
pub struct GivenDecision {
    pub by: String,
    pub at: Option<DateTime<Utc>>,
}

/// A citation as a file tells it: its source and origin by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the model's citation")]
pub struct GivenCitation {
    pub source: String,
    pub stance: String,
    pub credibility: String,
    pub rank: Option<String>,
    pub url: String,
    pub pinpoint: String,
    pub quotation: String,
    pub language: String,
    pub translation: String,
    pub translator: String,
    pub accessed: Option<NaiveDate>,
    pub method: Option<String>,
    pub who: String,
    pub origin: Option<String>,
    pub note: String,
}

/// A source as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the model's source")]
pub struct GivenSource {
    pub id: Option<SourceId>,
    pub name: String,
    pub kind: String,
    pub rank: String,
    pub aliases: Vec<String>,
    pub domains: Vec<String>,
    pub country: String,
    pub owner: String,
    pub reliability: String,
    pub access: String,
    pub known_to: String,
    pub note: String,
}

/// Reads claims from bytes: JSON where they begin with a bracket, else a table.
///
/// # Errors
/// Where they are neither, or hold no claim.
pub fn read(bytes: &[u8]) -> Result<Given, ClaimsError> {
    if bytes.len() > MAX_BYTES {
        return Err(ClaimsError::TooBig);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ClaimsError::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    let is_json = text.trim_start().starts_with(['{', '[']);
    let given = if is_json { read_json(text)? } else { table::read(text)? };
    if given.claims.is_empty() { Err(ClaimsError::NoClaims) } else { Ok(given) }
}

fn read_json(text: &str) -> Result<Given, ClaimsError> {
    let value: serde_json::Value = serde_json::from_str(text)?;
    if value.get("claims").is_some() {
        return Ok(Given::deserialize(value)?);
    }
    annotations::read(&value)
}
