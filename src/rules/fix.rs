//! What can be done about a finding.

use crate::analysis::calculation;
use crate::review::compose::set_status;
use crate::review::{
    Change, Citation, CitationChange, CitationId, ClaimId, Edit, Review, SourceChange, SourceId,
};
use crate::text::CharRange;
use chrono::{DateTime, NaiveDate, Utc};

/// What can be done about a finding: an edit that is made at once, or the field to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Add a citation to a claim.
    AddSource(ClaimId),
    /// Say that a citation was consulted today.
    SetAccessToday {
        /// The claim.
        claim: ClaimId,
        /// Its citation.
        citation: CitationId,
    },
    /// Let the status stand on the words as they are now.
    ClearRecheck(ClaimId),
    /// Work a calculation out again.
    Recalculate(SourceId),
    /// Put a mark on words of the draft.
    Mark(CharRange),
    /// Fill in a field of a claim.
    FillClaim(ClaimId, Field),
    /// Fill in a field of a citation.
    FillCitation {
        /// The claim.
        claim: ClaimId,
        /// Its citation.
        citation: CitationId,
        /// The field.
        field: Field,
    },
    /// Fill in a field of a source.
    FillSource(SourceId, Field),
}

/// A field of a claim, citation or source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The note; of a query, the question.
    Note,
    /// Who the article says it from.
    Attribution,
    /// The source’s own words.
    Quotation,
    /// Page, paragraph, minute.
    Pinpoint,
    /// The address.
    Url,
    /// The stored files.
    Backups,
    /// What it was taken from.
    Origin,
    /// The digit.
    Credibility,
    /// The editor who knows the source.
    KnownTo,
    /// The contact log.
    Contacts,
    /// The calculation.
    Calculation,
}

impl Field {
    fn label(self) -> &'static str {
        match self {
            Self::Note => "Write a note",
            Self::Attribution => "Name the speaker",
            Self::Quotation => "Quote the original",
            Self::Pinpoint => "Add a pinpoint",
            Self::Url => "Add an address",
            Self::Backups => "Attach a file",
            Self::Origin => "Set origin",
            Self::Credibility => "Change the digit",
            Self::KnownTo => "Name the editor",
            Self::Contacts => "Log a contact",
            Self::Calculation => "Open calculation",
        }
    }
}

impl Fix {
    /// The words on its button.
    pub fn label(&self) -> &'static str {
        match self {
            Self::AddSource(_) => "Add source",
            Self::SetAccessToday { .. } => "Accessed today",
            Self::ClearRecheck(_) => "Status still stands",
            Self::Recalculate(_) => "Work out again",
            Self::Mark(_) => "Mark",
            Self::FillClaim(_, field) | Self::FillSource(_, field) => field.label(),
            Self::FillCitation { field, .. } => field.label(),
        }
    }

    /// The edit that carries it out; `None` where a person has to fill something in first, or it is done.
    ///
    /// `by` and `at` sign a status that is set again.
    pub fn edit(&self, review: &Review, today: NaiveDate, by: &str, at: DateTime<Utc>) -> Option<Edit> {
        match self {
            Self::SetAccessToday { claim, citation } => {
                accessed(*claim, citation_of(review, *claim, *citation)?, today)
            }
            Self::ClearRecheck(id) => {
                let claim = review.claim(*id).filter(|claim| claim.needs_recheck)?;
                Some(set_status(claim, claim.status, by, at))
            }
            Self::Recalculate(id) => recalculated(review, *id),
            _ => None,
        }
    }
}

fn citation_of(review: &Review, claim: ClaimId, id: CitationId) -> Option<&Citation> {
    review.claim(claim)?.citations.iter().find(|citation| citation.id == id)
}

fn accessed(claim: ClaimId, citation: &Citation, today: NaiveDate) -> Option<Edit> {
    let change = Change::new(citation.accessed, Some(today));
    let differs = change.from != change.to;
    let change = CitationChange::Accessed(change);
    differs.then_some(Edit::Citation { claim, id: citation.id, change })
}

fn recalculated(review: &Review, id: SourceId) -> Option<Edit> {
    let from = review.source(id)?.calculation.clone()?;
    let to = calculation::recalculated(&from).ok().filter(|to| *to != from)?;
    let change = SourceChange::Calculation(Change::new(Some(from), Some(to)));
    Some(Edit::Source { id, change })
}
