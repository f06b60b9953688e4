//! Every change of a review, as a value.
//!
//! An [`Edit`] is the undo step, the autosave record and the merge unit. It carries what it changes from
//! and to: it turns round without looking at the review, and refuses to apply where the review is not
//! as it expects.

mod carry_out;
mod field;

use super::{
    Backup, Citation, CitationId, Claim, ClaimId, Draft, Outcome, Review, Revision, RootDecision,
    RuleSettings, Source, SourceId, Waiver,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub use field::{
    ArticleChange, Change, Checked, CitationChange, ClaimChange, MarginaliaChange, SourceChange,
};

/// Why an edit was not carried out. The review is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl Refused {
    fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A change of a review. See the module's beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// A claim comes in; claims stand by number.
    AddClaim {
        /// The whole claim.
        claim: Box<Claim>,
        /// The highest number ever given, which this may raise.
        last_number: Change<u32>,
    },
    /// A claim goes.
    RemoveClaim {
        /// The whole claim, as it is expected to be.
        claim: Box<Claim>,
        /// The highest number ever given; unchanged, unless this takes an addition back.
        last_number: Change<u32>,
    },
    /// One field of a claim.
    Claim {
        /// Which claim.
        id: ClaimId,
        /// What changes.
        change: ClaimChange,
    },
    /// A citation comes in.
    AddCitation {
        /// On which claim.
        claim: ClaimId,
        /// Its place among the claim's citations.
        at: usize,
        /// The whole citation.
        citation: Box<Citation>,
    },
    /// A citation goes.
    RemoveCitation {
        /// From which claim.
        claim: ClaimId,
        /// Its place among the claim's citations.
        at: usize,
        /// The whole citation, as it is expected to be.
        citation: Box<Citation>,
    },
    /// One field of a citation.
    Citation {
        /// On which claim.
        claim: ClaimId,
        /// Which citation.
        id: CitationId,
        /// What changes.
        change: CitationChange,
    },
    /// A source comes into the library.
    AddSource {
        /// Its place in the library.
        at: usize,
        /// The whole source.
        source: Box<Source>,
    },
    /// A source that nothing cites goes.
    RemoveSource {
        /// Its place in the library.
        at: usize,
        /// The whole source, as it is expected to be.
        source: Box<Source>,
    },
    /// One field of a source.
    Source {
        /// Which source.
        id: SourceId,
        /// What changes.
        change: SourceChange,
    },
    /// A stored file comes in.
    AddBackup {
        /// Its place among the stored files.
        at: usize,
        /// What is known of it.
        backup: Box<Backup>,
    },
    /// A stored file that no citation names goes.
    RemoveBackup {
        /// Its place among the stored files.
        at: usize,
        /// What is known of it, as it is expected to be.
        backup: Box<Backup>,
    },
    /// A finding is let stand.
    AddWaiver {
        /// Its place among the waivers.
        at: usize,
        /// The waiver.
        waiver: Box<Waiver>,
    },
    /// A finding is let stand no longer.
    RemoveWaiver {
        /// Its place among the waivers.
        at: usize,
        /// The waiver, as it is expected to be.
        waiver: Box<Waiver>,
    },
    /// Which rules count.
    Rules(Box<Change<RuleSettings>>),
    /// It is decided whether two roots are one; one decision takes another’s place.
    DecideRoot {
        /// As it was and as it is to be; both about the same two sources.
        change: Box<Change<Option<RootDecision>>>,
    },
    /// One field of what is known about the article.
    Article(ArticleChange),
    /// One list of what a person says about the reading of the article.
    Marginalia(MarginaliaChange),
    /// A new draft comes in, after the others.
    AddDraft(Arc<Draft>),
    /// The last draft goes.
    RemoveDraft(Arc<Draft>),
    /// What became of the claims with the last draft.
    AddRevision(Arc<Revision>),
    /// The same, taken back.
    RemoveRevision(Arc<Revision>),
    /// What a person decides about a claim after a draft came in.
    Decide {
        /// The number of the draft.
        draft: u32,
        /// The claim.
        claim: ClaimId,
        /// What was decided, and what is.
        change: Change<Option<Outcome>>,
    },
    /// Several edits that are one step: all or none.
    Together(Vec<Edit>),
}

impl Edit {
    /// Changes the review and gives the edit that takes it back.
    ///
    /// # Errors
    /// Where the review is not as the edit expects; the review is then unchanged.
    pub fn apply(&self, review: &mut Review) -> Result<Self, Refused> {
        self.carry_out(review)?;
        Ok(self.inverse())
    }

    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::AddClaim { claim, last_number } => {
                Self::RemoveClaim { claim, last_number: last_number.inverse() }
            }
            Self::RemoveClaim { claim, last_number } => {
                Self::AddClaim { claim, last_number: last_number.inverse() }
            }
            Self::Claim { id, change } => Self::Claim { id, change: change.inverse() },
            Self::AddCitation { claim, at, citation } => Self::RemoveCitation { claim, at, citation },
            Self::RemoveCitation { claim, at, citation } => Self::AddCitation { claim, at, citation },
            Self::Citation { claim, id, change } => Self::Citation { claim, id, change: change.inverse() },
            Self::AddSource { at, source } => Self::RemoveSource { at, source },
            Self::RemoveSource { at, source } => Self::AddSource { at, source },
            Self::Source { id, change } => Self::Source { id, change: change.inverse() },
            Self::AddBackup { at, backup } => Self::RemoveBackup { at, backup },
            Self::RemoveBackup { at, backup } => Self::AddBackup { at, backup },
            Self::AddWaiver { at, waiver } => Self::RemoveWaiver { at, waiver },
            Self::RemoveWaiver { at, waiver } => Self::AddWaiver { at, waiver },
            Self::Rules(change) => Self::Rules(Box::new(change.inverse())),
            Self::DecideRoot { change } => Self::DecideRoot { change: Box::new(change.inverse()) },
            Self::Article(change) => Self::Article(change.inverse()),
            Self::Marginalia(change) => Self::Marginalia(change.inverse()),
            Self::AddDraft(draft) => Self::RemoveDraft(draft),
            Self::RemoveDraft(draft) => Self::AddDraft(draft),
            Self::AddRevision(revision) => Self::RemoveRevision(revision),
            Self::RemoveRevision(revision) => Self::AddRevision(revision),
            Self::Decide { draft, claim, change } => Self::Decide { draft, claim, change: change.inverse() },
            Self::Together(edits) => Self::Together(edits.iter().rev().map(Self::inverse).collect()),
        }
    }

    /// This edit and then another, as one edit of the same field; `None` where they are two things.
    ///
    /// What makes a burst of typing one step.
    pub fn then(&self, next: &Self) -> Option<Self> {
        match (self, next) {
            (Self::Claim { id, change }, Self::Claim { id: other, change: next }) if id == other => {
                Some(Self::Claim { id: *id, change: change.then(next)? })
            }
            (Self::Citation { claim, id, change }, Self::Citation { id: other, change: next, .. })
                if id == other =>
            {
                Some(Self::Citation { claim: *claim, id: *id, change: change.then(next)? })
            }
            (Self::Source { id, change }, Self::Source { id: other, change: next }) if id == other => {
                Some(Self::Source { id: *id, change: change.then(next)? })
            }
            (Self::Article(change), Self::Article(next)) => Some(Self::Article(change.then(next)?)),
            (Self::Marginalia(change), Self::Marginalia(next)) => Some(Self::Marginalia(change.then(next)?)),
            (Self::Rules(change), Self::Rules(next)) => Some(Self::Rules(Box::new(change.then(next)?))),
            _ => None,
        }
    }

    /// Whether it changes which passages are marked, or on which draft: all other edits leave every mark
    /// where it is.
    pub fn moves_marks(&self) -> bool {
        match self {
            Self::AddClaim { .. } | Self::RemoveClaim { .. } | Self::AddDraft(_) | Self::RemoveDraft(_) => {
                true
            }
            Self::Claim { change, .. } => matches!(change, ClaimChange::Marks(_)),
            Self::Together(edits) => edits.iter().any(Self::moves_marks),
            _ => false,
        }
    }

    /// The claim it touches, where it is about one: where to look after undo.
    pub fn claim(&self) -> Option<ClaimId> {
        match self {
            Self::AddClaim { claim, .. } | Self::RemoveClaim { claim, .. } => Some(claim.id),
            Self::Claim { id, .. } => Some(*id),
            Self::AddCitation { claim, .. }
            | Self::RemoveCitation { claim, .. }
            | Self::Citation { claim, .. }
            | Self::Decide { claim, .. } => Some(*claim),
            Self::Together(edits) => edits.iter().find_map(Self::claim),
            _ => None,
        }
    }
}
