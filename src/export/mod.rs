//! Documents made of a review, one file a format.
//!
//! Uses `text`, `review`, `analysis` and `rules`; writes no file: a document is given back to whoever asked.
//! Nothing here asks for the time, so the same review gives the same bytes on any day.

mod annotations;
mod claimreview;
mod docx;
mod escape;
mod html;
pub mod json;
mod markdown;
mod passages;
mod rating;
mod report;
mod table;
mod timeline;
mod told;

pub use claimreview::Publisher;
pub use rating::{Rating, Scale, ScaleError};
pub use timeline::{TimelineEvent, TimelineGroup, timeline};

use crate::review::{Claim, ClaimId, Review};
use crate::rules::Finding;
use std::collections::{BTreeMap, HashSet};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The report as one page for a browser.
    Html,
    /// The report as Markdown.
    Markdown,
    /// The claims as a table.
    Csv,
    /// Everything in the review.
    Json,
    /// The draft with a comment on each mark.
    CheckingCopy,
    /// The draft with the proposed corrections as tracked changes.
    CheckedCopy,
    /// Markup for the page that the check stands on.
    ClaimReview,
    /// W3C Web Annotations, one for each mark.
    Annotations,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Html,
        Self::Markdown,
        Self::CheckingCopy,
        Self::CheckedCopy,
        Self::Csv,
        Self::Json,
        Self::ClaimReview,
        Self::Annotations,
    ];

    /// The word used on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::CheckingCopy => "docx",
            Self::CheckedCopy => "checked-docx",
            Self::ClaimReview => "claimreview",
            Self::Annotations => "annotations",
        }
    }

    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Html => "Report (HTML)",
            Self::Markdown => "Report (Markdown)",
            Self::Csv => "Table of claims (CSV)",
            Self::Json => "Everything (JSON)",
            Self::CheckingCopy => "Checking copy (DOCX)",
            Self::CheckedCopy => "Checked copy (DOCX)",
            Self::ClaimReview => "ClaimReview (JSON-LD)",
            Self::Annotations => "Web annotations (JSON-LD)",
        }
    }

    /// What it is, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Html => "One page for any browser, to read, send or print: queries, article, evidence",
            Self::Markdown => "The report as plain text with Markdown",
            Self::Csv => "The claims as a table for a spreadsheet",
            Self::Json => "Everything in the review, for scripts",
            Self::CheckingCopy => "The draft with a comment on each mark: status, sources, correction, note",
            Self::CheckedCopy => "The draft with only the proposed corrections, as tracked changes",
            Self::ClaimReview => "Ratings as markup for the page that publishes them",
            Self::Annotations => "One W3C web annotation for each mark",
        }
    }

    /// The ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::CheckingCopy | Self::CheckedCopy => "docx",
            Self::ClaimReview | Self::Annotations => "jsonld",
        }
    }

    /// The format of a word, whatever its case.
    pub fn from_key(text: &str) -> Option<Self> {
        let key = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Whether it makes a DOCX document, which is built on the original where there is one.
    pub fn is_docx(self) -> bool {
        matches!(self, Self::CheckingCopy | Self::CheckedCopy)
    }
}

/// What a person may choose about a document.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The claims that go into ClaimReview; none chosen leaves it to the statuses that the scale rates.
    pub claims: Option<HashSet<ClaimId>>,
    /// The address of the page that the check will stand on; ClaimReview needs it.
    pub url: String,
    /// Who publishes the check; else it is the checker who decided.
    pub publisher: Publisher,
    /// What the statuses are called and counted as in ClaimReview.
    pub scale: Scale,
    /// Ratings of claims that differ from their status's, by name on the scale.
    pub ratings: BTreeMap<ClaimId, String>,
    /// Whose name stands on comments and tracked changes where a claim has no decision.
    pub checker: String,
    /// The bytes of the DOCX that the newest draft was read from; a new document is built without it.
    pub original: Option<Vec<u8>>,
    /// What the rules found, in order, for the report; looked for by the caller, who knows the day.
    pub findings: Vec<Finding>,
    /// The timeline for the report; see [`timeline()`].
    pub timeline: Vec<TimelineGroup>,
}

/// A document that was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its bytes, complete.
    pub bytes: Vec<u8>,
    /// What to know about it, one sentence each, without a full stop.
    pub notes: Vec<String>,
}

impl Document {
    fn text(text: String) -> Self {
        Self { bytes: text.into_bytes(), notes: Vec::new() }
    }
}

/// Why no document was made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The review cannot be said in JSON.
    #[error("the review could not be put into JSON; report this as a fault of Redpencil ({0})")]
    Json(#[from] serde_json::Error),
    /// The review holds no draft.
    #[error("the review holds no draft, so there is nothing to make a document of; import an article first")]
    NoDraft,
    /// ClaimReview names a page, and none was given or it is no web address.
    #[error(
        "ClaimReview names the page that the check stands on; give its address, as in https://example.org/check"
    )]
    NoPage,
    /// No claim can be rated.
    #[error("no claim can go into ClaimReview{}", listed(.0))]
    NothingRated(Vec<String>),
    /// The original document cannot be read, so nothing can be added to it.
    #[error("the original DOCX cannot be written into ({0}); make a new document without it")]
    Original(String),
    /// Packing a document failed.
    #[error("the document could not be packed; report this as a fault of Redpencil ({0})")]
    Packing(String),
    /// Whoever asked for it no longer wants it.
    #[error("the export was cancelled; nothing was written")]
    Cancelled,
}

/// Reasons after a colon; the first few, so that a message stays readable.
fn listed(reasons: &[String]) -> String {
    const SHOWN: usize = 3;
    match reasons {
        [] => "; set a status or choose claims first".to_owned(),
        _ if reasons.len() > SHOWN => {
            format!(": {}; and {} more", reasons[..SHOWN].join("; "), reasons.len() - SHOWN)
        }
        _ => format!(": {}", reasons.join("; ")),
    }
}

/// Is told how far a long export is (steps done, steps in all) and says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// Goes on without telling anybody.
pub fn unwatched(_done: usize, _of: usize) -> bool {
    true
}

/// Tells how far it is, every hundredth of the way.
struct Steps<'a> {
    progress: Progress<'a>,
    of: usize,
}

impl<'a> Steps<'a> {
    fn new(progress: Progress<'a>, of: usize) -> Self {
        Self { progress, of }
    }

    fn done(&mut self, done: usize) -> Result<(), ExportError> {
        let every = (self.of / 100).max(1);
        let tells = done.is_multiple_of(every) || done == self.of;
        if !tells || (self.progress)(done, self.of) { Ok(()) } else { Err(ExportError::Cancelled) }
    }
}

/// Makes a document of a review.
///
/// # Errors
/// Where the review holds nothing to make it of, or an option that the format needs is missing; each error
/// says which.
pub fn write(
    review: &Review,
    format: Format,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Document, ExportError> {
    match format {
        Format::Html => html::write(review, options, progress).map(Document::text),
        Format::Markdown => markdown::write(review, options, progress).map(Document::text),
        Format::Csv => table::write(review),
        Format::Json => json::everything(review).map(Document::text),
        Format::CheckingCopy => docx::checking_copy(review, options, progress),
        Format::CheckedCopy => docx::checked_copy(review, options, progress),
        Format::ClaimReview => claimreview::write(review, options),
        Format::Annotations => annotations::write(review).map(Document::text),
    }
}

/// How much of a document is shown before it is made, in chars.
const PREVIEW_CHARS: usize = 20_000;

/// A document as plain text, to look at before it is made; long ones are cut.
///
/// The page for a browser is shown as its words without signs of Markdown, a DOCX as the list of its comments or changes.
///
/// # Errors
/// Those of [`write()`].
pub fn preview(review: &Review, format: Format, options: &Options) -> Result<String, ExportError> {
    let mut text = match format {
        Format::Html => markdown::as_read(&markdown::write(review, options, &mut unwatched)?),
        Format::CheckingCopy => docx::comments_as_text(review)?,
        Format::CheckedCopy => docx::changes_as_text(review)?,
        _ => String::from_utf8_lossy(&write(review, format, options, &mut unwatched)?.bytes).into_owned(),
    };
    if text.starts_with('\u{feff}') {
        text.remove(0); // a mark for spreadsheets, which stands for no words
    }
    if let Some((end, _)) = text.char_indices().nth(PREVIEW_CHARS) {
        text.truncate(end);
        text.push('…');
    }
    Ok(text)
}

/// The SHA-256 of the stored DOCX that has the name of the newest draft's file.
pub fn kept_original(review: &Review) -> Option<&str> {
    let kept = review.original().filter(|kept| kept.name.to_lowercase().ends_with(".docx"))?;
    Some(&kept.sha256)
}

/// The claims in the order in which they stand in the article; those without a mark come last.
fn in_text_order(review: &Review) -> Vec<&Claim> {
    let draft = review.draft().map_or(0, |draft| draft.number);
    let mut claims: Vec<&Claim> = review.claims.iter().map(|claim| &**claim).collect();
    claims.sort_by_key(|claim| {
        let first = claim.marks.iter().filter(|mark| mark.draft == draft).map(|mark| mark.start.0).min();
        (first.unwrap_or(usize::MAX), claim.number)
    });
    claims
}
