//! Edits for a new draft, and for what a person decides about each claim afterwards.

use super::{in_text_order, on, set_marks, together};
use crate::review::{
    Carried, CarriedTo, Carrying, Change, Checked, Claim, ClaimChange, ClaimId, Correction, Decision, Draft,
    Edit, Mark, Outcome, Resolution, Review, Revision, Status, flagged,
};
use chrono::{DateTime, SubsecRound, Utc};
use std::collections::HashMap;
use std::sync::Arc;

/// The whole step to a new draft as one edit: the draft, what became of each claim, marks and statuses.
///
/// `carrying` was made for this review and this draft; a claim that it does not name stays where it is.
pub fn new_draft(review: &Review, draft: Arc<Draft>, carrying: &Carrying) -> Edit {
    let to: HashMap<ClaimId, &CarriedTo> = carrying.carried.iter().map(|to| (to.claim, to)).collect();
    let known = || review.claims.iter().filter_map(|claim| Some((claim.as_ref(), *to.get(&claim.id)?)));
    let carried = known().map(|(claim, to)| record(claim, to)).collect();
    let revision = Revision { draft: draft.number, carried };
    let mut edits = vec![Edit::AddDraft(draft), Edit::AddRevision(Arc::new(revision))];
    for (claim, to) in known() {
        edits.extend(set_marks(claim, to.marks.clone()));
        edits.extend(set_checked(claim, to.checked.clone()));
    }
    Edit::Together(edits)
}

fn record(claim: &Claim, to: &CarriedTo) -> Carried {
    Carried {
        claim: claim.id,
        number: claim.number,
        fate: to.fate,
        reasons: to.reasons.clone(),
        takes_correction: to.takes_correction,
        before: claim.marks.clone(),
        checked: Checked::of(claim),
        outcome: None,
    }
}

/// Lets the status stand on the new words: the flag goes, and the decision is bound to them.
///
/// `at` is kept to the second. `None` where the claim was not carried to that draft.
pub fn keep(review: &Review, draft: u32, claim: &Claim, by: &str, at: DateTime<Utc>) -> Option<Edit> {
    let decided = decide(review, draft, claim, Outcome::Kept)?;
    let status = set_checked(claim, bound(claim, claim.status, by, at));
    Some(together([Some(decided), status].into_iter().flatten().collect()))
}

/// Leaves the claim to be checked again: the flag stays until a status is set.
///
/// `None` where the claim was not carried to that draft.
pub fn recheck(review: &Review, draft: u32, claim: &Claim) -> Option<Edit> {
    let decided = decide(review, draft, claim, Outcome::Recheck)?;
    let status = set_checked(claim, flagged(&Checked::of(claim)));
    Some(together([Some(decided), status].into_iter().flatten().collect()))
}

/// Puts the claim on other passages of the newest draft. Its status needs a recheck, unless it was set on
/// just these words.
///
/// `None` where the claim was not carried to that draft.
pub fn put_elsewhere(review: &Review, draft: u32, claim: &Claim, marks: Vec<Mark>) -> Option<Edit> {
    let decided = decide(review, draft, claim, Outcome::PutElsewhere)?;
    let marks = in_text_order(marks);
    let same = claim
        .decision
        .as_ref()
        .is_some_and(|decision| decision.words.iter().eq(marks.iter().map(|mark| &mark.quote)));
    let checked = Checked::of(claim);
    let checked = if same { Checked { needs_recheck: false, ..checked } } else { flagged(&checked) };
    let edits = [Some(decided), set_marks(claim, marks), set_checked(claim, checked)];
    Some(together(edits.into_iter().flatten().collect()))
}

/// Closes a claim whose passage was cut: nothing is left to do about it, and its record stays.
///
/// `None` where the claim was not carried to that draft.
pub fn cut(review: &Review, draft: u32, claim: &Claim) -> Option<Edit> {
    let decided = decide(review, draft, claim, Outcome::Cut)?;
    let status = set_checked(claim, Checked { needs_recheck: false, ..Checked::of(claim) });
    let correction = resolve(claim, Resolution::Cut);
    Some(together([Some(decided), status, correction].into_iter().flatten().collect()))
}

/// Takes note that the writer took the proposed correction over: it is accepted, and `status` (Verified,
/// where the correction was what the sources say) is bound to the new words.
///
/// `None` where the claim was not carried to that draft.
pub fn take_correction(
    review: &Review,
    draft: u32,
    claim: &Claim,
    status: Status,
    by: &str,
    at: DateTime<Utc>,
) -> Option<Edit> {
    let decided = decide(review, draft, claim, Outcome::CorrectionTaken)?;
    let status = set_checked(claim, bound(claim, status, by, at));
    let correction = resolve(claim, Resolution::Accepted);
    Some(together([Some(decided), status, correction].into_iter().flatten().collect()))
}

/// Takes a decision back, without touching marks or status; `None` where there is none.
pub fn undecide(review: &Review, draft: u32, claim: &Claim) -> Option<Edit> {
    let from = review.revision(draft)?.of(claim.id)?.outcome?;
    let change = Change::new(Some(from), None);
    Some(Edit::Decide { draft, claim: claim.id, change })
}

fn decide(review: &Review, draft: u32, claim: &Claim, outcome: Outcome) -> Option<Edit> {
    let from = review.revision(draft)?.of(claim.id)?.outcome;
    Some(Edit::Decide { draft, claim: claim.id, change: Change::new(from, Some(outcome)) })
}

/// A status that stands on the words that are marked now; one that was never set stays so.
fn bound(claim: &Claim, status: Status, by: &str, at: DateTime<Utc>) -> Checked {
    let decision = (status != Status::Unchecked).then(|| Decision {
        by: by.to_owned(),
        at: at.trunc_subsecs(0),
        words: claim.marked_words(),
    });
    Checked { status, needs_recheck: false, decision }
}

fn set_checked(claim: &Claim, to: Checked) -> Option<Edit> {
    let from = Checked::of(claim);
    (from != to).then(|| on(claim, ClaimChange::Status(Box::new(Change::new(from, to)))))
}

/// Says what became of an open correction; `None` where none is open.
fn resolve(claim: &Claim, resolution: Resolution) -> Option<Edit> {
    let from = claim.correction.as_ref().filter(|correction| correction.resolution == Resolution::Open)?;
    let to = Correction { resolution, ..from.clone() };
    Some(on(claim, ClaimChange::Correction(Change::new(Some(from.clone()), Some(to)))))
}
