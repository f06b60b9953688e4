//! Edits about what claims rest on: origins, stored files, rules and waivers.

use super::{change, together};
use crate::review::roots::{Circle, no_circle, no_circle_in, no_circle_in_claims};
use crate::review::{
    Backup, Change, Citation, CitationChange, Claim, ClaimId, Contact, Edit, Review, RootDecision,
    RuleSettings, Source, SourceChange, SourceId, Waiver,
};
use chrono::{DateTime, SubsecRound, Utc};

/// Says which source another takes its facts from in general; `None` where that is said already.
///
/// # Errors
/// Where the origin leads back to the source, in the library or by what the citations of a claim say.
pub fn set_source_origin(
    review: &Review,
    source: &Source,
    origin: Option<SourceId>,
) -> Result<Option<Edit>, Circle> {
    if let Some(origin) = origin {
        no_circle(review, source.id, origin)?;
        no_circle_in_claims(review, source.id, origin)?;
    }
    let change = change(&source.origin, origin).map(SourceChange::Origin);
    Ok(change.map(|change| Edit::Source { id: source.id, change }))
}

/// Says which source a citation’s source took the fact from; `None` where that is said already.
///
/// # Errors
/// Where the origin leads back to the source, by what the claim’s other citations or the library say.
pub fn set_citation_origin(
    review: &Review,
    claim: &Claim,
    citation: &Citation,
    origin: Option<SourceId>,
) -> Result<Option<Edit>, Circle> {
    if let Some(origin) = origin {
        no_circle_in(review, claim, citation, origin)?;
    }
    let change = change(&citation.origin, origin).map(CitationChange::Origin);
    Ok(change.map(|change| Edit::Citation { claim: claim.id, id: citation.id, change }))
}

/// Decides whether two roots are one, for one claim or everywhere; `same: None` takes the decision back.
///
/// `at` is kept to the second. `None` where nothing changes, or both are the same source.
pub fn decide_root(
    review: &Review,
    sources: (SourceId, SourceId),
    claim: Option<ClaimId>,
    same: Option<bool>,
    by: &str,
    at: DateTime<Utc>,
) -> Option<Edit> {
    let (one, other) = (sources.0.min(sources.1), sources.0.max(sources.1));
    let is_it =
        |decision: &&RootDecision| (decision.one, decision.other, decision.claim) == (one, other, claim);
    let from = review.root_decisions.iter().find(is_it).cloned();
    let is_so = from.as_ref().map(|decision| decision.same) == same;
    let (by, at) = (by.to_owned(), at.trunc_subsecs(0));
    let to = same.map(|same| RootDecision { one, other, claim, same, by, at });
    (one != other && !is_so).then(|| Edit::DecideRoot { change: Box::new(Change::new(from, to)) })
}

/// Adds a line to a source’s contact log, by time. Its moment is kept to the second.
pub fn log_contact(source: &Source, contact: Contact) -> Edit {
    let mut contacts = source.contacts.clone();
    let contact = Contact { at: contact.at.trunc_subsecs(0), ..contact };
    let at = contacts.partition_point(|other| other.at <= contact.at);
    contacts.insert(at, contact);
    let change = SourceChange::Contacts(Change::new(source.contacts.clone(), contacts));
    Edit::Source { id: source.id, change }
}

/// Attaches a stored file to a citation, taking it into the review where it is new; `None` where the
/// citation names it already.
pub fn attach_backup(review: &Review, claim: &Claim, citation: &Citation, backup: Backup) -> Option<Edit> {
    if citation.backups.contains(&backup.sha256) {
        return None;
    }
    let to = [citation.backups.as_slice(), std::slice::from_ref(&backup.sha256)].concat();
    let change = CitationChange::Backups(Change::new(citation.backups.clone(), to));
    let attach = Edit::Citation { claim: claim.id, id: citation.id, change };
    let is_known = review.backup(&backup.sha256).is_some();
    let add = (!is_known).then(|| Edit::AddBackup { at: review.backups.len(), backup: Box::new(backup) });
    Some(together([add, Some(attach)].into_iter().flatten().collect()))
}

/// Takes a stored file off a citation, and out of the review where no other citation names it; `None`
/// where the citation does not name it. The file itself stays in the backup folder.
pub fn detach_backup(review: &Review, claim: &Claim, citation: &Citation, sha256: &str) -> Option<Edit> {
    let to: Vec<String> = citation.backups.iter().filter(|other| *other != sha256).cloned().collect();
    let change = CitationChange::Backups(change(&citation.backups, to)?);
    let detach = Edit::Citation { claim: claim.id, id: citation.id, change };
    let all = review.claims.iter().flat_map(|claim| &claim.citations);
    let elsewhere = all.filter(|other| other.id != citation.id).any(|other| names(other, sha256));
    let place = review.backups.iter().position(|backup| backup.sha256 == sha256).filter(|_| !elsewhere);
    let remove = place.map(|at| Edit::RemoveBackup { at, backup: Box::new(review.backups[at].clone()) });
    Some(together([Some(detach), remove].into_iter().flatten().collect()))
}

fn names(citation: &Citation, sha256: &str) -> bool {
    citation.backups.iter().any(|backup| backup == sha256)
}

/// Lets a finding stand, for a reason. `at` is kept to the second. `None` where it stands already or the
/// reason says nothing.
pub fn waive(
    review: &Review,
    rule: &str,
    subject: &str,
    reason: &str,
    by: &str,
    at: DateTime<Utc>,
) -> Option<Edit> {
    let reason = reason.trim();
    if reason.is_empty() || review.waiver(rule, subject).is_some() {
        return None;
    }
    let waiver = Waiver {
        rule: rule.to_owned(),
        subject: subject.to_owned(),
        reason: reason.to_owned(),
        by: by.to_owned(),
        at: at.trunc_subsecs(0),
    };
    Some(Edit::AddWaiver { at: review.waivers.len(), waiver: Box::new(waiver) })
}

/// Takes a waiver back; `None` where there is none.
pub fn unwaive(review: &Review, rule: &str, subject: &str) -> Option<Edit> {
    let is_it = |waiver: &Waiver| waiver.rule == rule && waiver.subject == subject;
    let at = review.waivers.iter().position(is_it)?;
    Some(Edit::RemoveWaiver { at, waiver: Box::new(review.waivers[at].clone()) })
}

/// Chooses which rules count; `None` where just these do.
pub fn set_rules(review: &Review, rules: RuleSettings) -> Option<Edit> {
    change(&review.rules, rules).map(|change| Edit::Rules(Box::new(change)))
}
