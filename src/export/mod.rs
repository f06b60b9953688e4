//! Documents made of a review, one file a format.
//!
//! Uses `text`, `review` and `analysis`; writes no file: a document is given back to whoever asked.

pub mod json;

/// Why no document was made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The review cannot be said in JSON.
    #[error("the review could not be put into JSON; report this as a fault of Redpencil ({0})")]
    Json(#[from] serde_json::Error),
}
