//! Which claims the cards show, and in which order.

use super::index::Index;
use crate::review::{Claim, Review, SourceId, Status};
use serde::{Deserialize, Serialize};

/// Which claims are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// By status.
    pub by: By,
    /// Only claims said by this speaker or outlet; empty for all.
    pub attribution: String,
    /// Only claims that cite this source.
    pub source: Option<SourceId>,
    /// Only claims that hold these words somewhere; empty for all.
    pub text: String,
}

/// The part of a filter that looks at the status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// All claims.
    #[default]
    All,
    /// Claims that somebody must look at.
    Open,
    /// Claims whose words changed since their status was set.
    Recheck,
    /// Claims of one status.
    Status(Status),
}

/// The order of the cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// In the order of the text.
    #[default]
    Place,
    /// In the order in which they were made.
    Number,
    /// Open ones first, then by status; in text order within one status.
    Status,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The indices of the claims it lets through, sorted; `keep` is one that it lets through anyway.
    pub fn apply(&self, review: &Review, index: &Index, sort: Sort, keep: Option<usize>) -> Vec<usize> {
        if self.is_empty() && sort == Sort::Place {
            return index.order.clone();
        }
        let words = self.text.trim().to_lowercase();
        let lets_through = |claim: &Claim| {
            self.by.lets_through(claim)
                && self.fits_attribution(claim)
                && self.fits_source(claim)
                && (words.is_empty() || holds(review, claim, &words))
        };
        let order = index.order.iter().copied();
        let shown = order.filter(|&at| keep == Some(at) || lets_through(&review.claims[at]));
        let mut shown: Vec<usize> = shown.collect();
        match sort {
            Sort::Place => {}
            Sort::Number => shown.sort_by_key(|&at| review.claims[at].number),
            Sort::Status => shown.sort_by_key(|&at| {
                let claim = &review.claims[at];
                (!claim.is_open(), claim.status)
            }),
        }
        shown
    }

    fn fits_attribution(&self, claim: &Claim) -> bool {
        self.attribution.is_empty()
            || claim
                .attribution
                .as_ref()
                .is_some_and(|said| said.speaker == self.attribution || said.outlet == self.attribution)
    }

    fn fits_source(&self, claim: &Claim) -> bool {
        self.source.is_none_or(|id| claim.citations.iter().any(|citation| citation.source == id))
    }
}

impl By {
    fn lets_through(self, claim: &Claim) -> bool {
        match self {
            Self::All => true,
            Self::Open => claim.is_open(),
            Self::Recheck => claim.needs_recheck,
            Self::Status(status) => claim.status == status,
        }
    }
}

/// Whether a claim holds some words (given in lower case) anywhere a checker would look for them.
fn holds(review: &Review, claim: &Claim, words: &str) -> bool {
    let attribution = claim.attribution.iter().flat_map(|said| [&said.speaker, &said.cue, &said.outlet]);
    let cited = claim.citations.iter().filter_map(|citation| review.source(citation.source));
    let own = [&claim.wording, &claim.note];
    own.into_iter()
        .chain(claim.marks.iter().map(|mark| &mark.quote))
        .chain(&claim.tags)
        .chain(attribution)
        .chain(claim.correction.iter().map(|correction| &correction.text))
        .chain(cited.map(|source| &source.name))
        .any(|text| text.to_lowercase().contains(words))
        || claim.number.to_string() == words
}
