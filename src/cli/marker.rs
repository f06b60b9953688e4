//! Carries out marks on a review, one after the other, each as the edits it asks for.

use super::error::CliError;
use super::mark::{Cited, Wanted};
use super::{quote, sources};
use crate::analysis::sourcing;
use crate::review::{
    Citation, CitationId, Claim, ClaimId, Edit, Ids, Numbers, Review, SourceId, compose, roots,
};
use crate::text::CharRange;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// What became of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The claim on the passage.
    pub claim: ClaimId,
    /// Whether it was added.
    pub added: bool,
    /// Whether it was added or anything about it changed.
    pub changed: bool,
}

/// A review in which passages are being marked.
pub struct Marker<'a> {
    review: Review,
    by_passage: HashMap<CharRange, ClaimId>,
    /// Who sets a status.
    by: &'a str,
    now: DateTime<Utc>,
    today: NaiveDate,
    ids: &'a mut Numbers,
    edits: usize,
}

impl<'a> Marker<'a> {
    /// Begins with a review as it is.
    pub fn new(
        review: Review,
        by: &'a str,
        now: DateTime<Utc>,
        today: NaiveDate,
        ids: &'a mut Numbers,
    ) -> Self {
        let by_passage = claims_by_passage(&review);
        Self { review, by_passage, by, now, today, ids, edits: 0 }
    }

    /// The review as it is now.
    pub fn into_review(self) -> Review {
        self.review
    }

    /// Whether anything was changed.
    pub fn is_changed(&self) -> bool {
        self.edits > 0
    }

    /// Adds a claim on a passage, or takes the one that is there, and says of it what is wanted.
    ///
    /// Where that fails the review may be changed in part, so it must not be saved.
    pub fn mark(&mut self, wanted: &Wanted) -> Result<Marked, CliError> {
        let before = self.edits;
        let draft = self.review.draft().ok_or(compose::ComposeError::NoDraft)?;
        let passage = quote::find(draft, &wanted.quote, &wanted.prefix, &wanted.suffix)?.range;
        let (claim, added) = self.claim_on(passage)?;
        self.describe(claim, wanted)?;
        if let Some(cited) = &wanted.cited {
            self.cite(claim, cited)?;
        }
        Ok(Marked { claim, added, changed: self.edits > before })
    }

    /// The claim on exactly this passage, and whether it is new.
    fn claim_on(&mut self, passage: CharRange) -> Result<(ClaimId, bool), CliError> {
        if let Some(&id) = self.by_passage.get(&passage) {
            return Ok((id, false));
        }
        let (claim, edit) = compose::new_claim(&self.review, self.ids, std::slice::from_ref(&passage))?;
        self.perform(&edit)?;
        self.by_passage.insert(passage, claim.id);
        Ok((claim.id, true))
    }

    fn describe(&mut self, claim: ClaimId, wanted: &Wanted) -> Result<(), CliError> {
        let (by, now) = (self.by, self.now);
        if let Some(wording) = &wanted.wording {
            self.change(claim, |claim| compose::set_wording(claim, wording))?;
        }
        if let Some(note) = &wanted.note {
            self.change(claim, |claim| compose::set_note(claim, note))?;
        }
        if let Some(status) = wanted.status {
            self.change(claim, |claim| Some(compose::set_status(claim, status, by, now)))?;
        }
        Ok(())
    }

    /// Adds a citation; one of the same source, address and pinpoint takes the stance and origin instead.
    fn cite(&mut self, claim: ClaimId, cited: &Cited) -> Result<(), CliError> {
        let source = self.source(cited)?;
        let origin = cited.origin.as_deref().map(|name| self.source_by_name(name)).transpose()?;
        if origin == Some(source) {
            let message = "a source is not its own origin; name the one that it took the fact from";
            return Err(CliError::Usage(message.into()));
        }
        let mut citation = Citation::of(CitationId::new(self.ids.next()), source);
        citation.url.clone_from(&cited.url);
        citation.pinpoint.clone_from(&cited.pinpoint);
        citation.stance = cited.stance.unwrap_or_default();
        citation.origin = origin;
        citation.accessed = Some(self.today);
        self.refuse_circle(claim, &citation)?;
        let there =
            self.review.claim(claim).and_then(|claim| compose::same_citation(claim, &citation)).cloned();
        let Some(there) = there else {
            return self.change(claim, |claim| Some(compose::add_citation(claim, citation)));
        };
        self.change(claim, |claim| compose::set_stance(claim, &there, cited.stance?))?;
        let Some(claim) = self.review.claim(claim).filter(|_| origin.is_some()) else { return Ok(()) };
        let edit = compose::set_citation_origin(&self.review, claim, &there, origin)
            .map_err(|circle| CliError::Usage(circle.to_string()))?;
        edit.map_or(Ok(()), |edit| self.perform(&edit))
    }

    /// Refuses a citation whose origin leads back to its source.
    fn refuse_circle(&self, claim: ClaimId, citation: &Citation) -> Result<(), CliError> {
        let Some((claim, origin)) = self.review.claim(claim).zip(citation.origin) else { return Ok(()) };
        roots::no_circle_in(&self.review, claim, citation, origin)
            .map_err(|circle| CliError::Usage(circle.to_string()))
    }

    fn source(&mut self, cited: &Cited) -> Result<SourceId, CliError> {
        match &cited.source {
            Some(name) => self.source_by_name(name),
            None => {
                let new = SourceId::new(self.ids.next());
                let (id, edit) = sources::by_address(&self.review, new, &cited.url)?;
                self.add(id, edit)
            }
        }
    }

    fn source_by_name(&mut self, name: &str) -> Result<SourceId, CliError> {
        let new = SourceId::new(self.ids.next());
        let (id, edit) = sourcing::by_name(&self.review, new, name);
        self.add(id, edit)
    }

    fn add(&mut self, id: SourceId, edit: Option<Edit>) -> Result<SourceId, CliError> {
        if let Some(edit) = edit {
            self.perform(&edit)?;
        }
        Ok(id)
    }

    fn change(&mut self, id: ClaimId, compose: impl FnOnce(&Claim) -> Option<Edit>) -> Result<(), CliError> {
        match self.review.claim(id).and_then(compose) {
            Some(edit) => self.perform(&edit),
            None => Ok(()),
        }
    }

    fn perform(&mut self, edit: &Edit) -> Result<(), CliError> {
        edit.apply(&mut self.review)?;
        self.edits += 1;
        Ok(())
    }
}

/// The claim on each marked passage of the newest draft: where there are several, the lowest number.
fn claims_by_passage(review: &Review) -> HashMap<CharRange, ClaimId> {
    let Some(draft) = review.draft() else { return HashMap::new() };
    let mut claims = HashMap::with_capacity(review.claims.len());
    for claim in &review.claims {
        for mark in claim.marks.iter().filter(|mark| mark.draft == draft.number) {
            claims.entry(mark.range()).or_insert(claim.id);
        }
    }
    claims
}
