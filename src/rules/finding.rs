//! What a rule found.

use super::{Fix, Rule};
use crate::review::{CitationId, ClaimId, SourceId};
use crate::text::CharRange;
use std::fmt;

/// What a finding is about. Together with the rule it names the finding for good, so that a waiver holds
/// while the review goes on changing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A claim.
    Claim(ClaimId),
    /// A citation.
    Citation(CitationId),
    /// A source.
    Source(SourceId),
    /// A stored file, by its SHA-256.
    File(String),
    /// Words of the draft, wherever they stand.
    Words(String),
}

impl fmt::Display for Subject {
    /// The form in which a waiver keeps it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim(id) => id.fmt(f),
            Self::Citation(id) => id.fmt(f),
            Self::Source(id) => id.fmt(f),
            Self::File(sha256) => write!(f, "sha256:{sha256}"),
            Self::Words(words) => write!(f, "“{words}”"),
        }
    }
}

/// What a rule found wrong or missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it is about.
    pub subject: Subject,
    /// The claim it is about, or that the citation belongs to.
    pub claim: Option<ClaimId>,
    /// The passage of the newest draft, in chars; none where it stands nowhere there.
    pub passage: Option<CharRange>,
    /// What was found, in a clause with a capital letter and no full stop.
    pub what: String,
    /// What to do about it, where that is known.
    pub fix: Option<Fix>,
    /// Whether it was let stand; the reason is the review’s waiver.
    pub waived: bool,
}

impl Finding {
    /// What was found and who asks for it, in one sentence without a full stop.
    pub fn message(&self) -> String {
        format!("{}; {}", self.what, self.rule.asks)
    }
}
