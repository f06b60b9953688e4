//! What each edit does, and where it refuses: the review must be as the edit expects it.

use super::{Change, CitationChange, Edit, Refused, SourceChange};
use crate::review::{
    Backup, Citation, CitationId, Claim, ClaimId, Draft, Outcome, Review, Revision, RootDecision, Source,
    SourceId, Waiver, roots,
};
use std::sync::Arc;

impl Edit {
    /// Changes the review, or leaves it as it is.
    pub(super) fn carry_out(&self, review: &mut Review) -> Result<(), Refused> {
        match self {
            Self::AddClaim { claim, last_number } => add_claim(review, claim, last_number),
            Self::RemoveClaim { claim, last_number } => remove_claim(review, claim, last_number),
            Self::Claim { id, change } => change.apply(claim_mut(review, *id)?),
            Self::AddCitation { claim, at, citation } => add_citation(review, *claim, *at, citation),
            Self::RemoveCitation { claim, at, citation } => {
                remove_same(&mut claim_mut(review, *claim)?.citations, *at, citation, "citation")
            }
            Self::Citation { claim, id, change } => change_citation(review, *claim, *id, change),
            Self::AddSource { at, source } => add_source(review, *at, source),
            Self::RemoveSource { at, source } => remove_source(review, *at, source),
            Self::Source { id, change } => change_source(review, *id, change),
            Self::AddBackup { at, backup } => add_backup(review, *at, backup),
            Self::RemoveBackup { at, backup } => remove_backup(review, *at, backup),
            Self::AddWaiver { at, waiver } => add_waiver(review, *at, waiver),
            Self::RemoveWaiver { at, waiver } => remove_same(&mut review.waivers, *at, waiver, "waiver"),
            Self::Rules(change) => change.apply(&mut review.rules, "the choice of rules"),
            Self::DecideRoot { change } => decide_root(review, change),
            Self::Article(change) => change.apply(&mut review.article),
            Self::Marginalia(change) => change.apply(&mut review.marginalia),
            Self::AddDraft(draft) => add_draft(review, draft),
            Self::RemoveDraft(draft) => remove_draft(review, draft),
            Self::AddRevision(revision) => add_revision(review, revision),
            Self::RemoveRevision(revision) => remove_revision(review, revision),
            Self::Decide { draft, claim, change } => decide(review, *draft, *claim, change),
            Self::Together(edits) => all_or_none(review, edits),
        }
    }
}

fn claim_mut(review: &mut Review, id: ClaimId) -> Result<&mut Claim, Refused> {
    let found = review.claims.iter_mut().find(|claim| claim.id == id);
    found.map(Arc::make_mut).ok_or_else(|| Refused::new(format!("claim {id} is no longer there")))
}

fn source_mut(review: &mut Review, id: SourceId) -> Result<&mut Source, Refused> {
    let found = review.sources.iter_mut().find(|source| source.id == id);
    found.ok_or_else(|| Refused::new(format!("source {id} is no longer there")))
}

fn add_claim(review: &mut Review, claim: &Claim, last_number: &Change<u32>) -> Result<(), Refused> {
    if review.claims.iter().any(|other| other.id == claim.id || other.number == claim.number) {
        return Err(Refused::new(format!("claim {} is there already", claim.number)));
    }
    if claim.number > last_number.to {
        return Err(Refused::new(format!("claim {} has a number above the last one given", claim.number)));
    }
    for citation in &claim.citations {
        known_sources(review, citation)?;
    }
    last_number.apply(&mut review.last_number, "the last number given")?;
    let at = review.claims.partition_point(|other| other.number < claim.number);
    review.claims.insert(at, Arc::new(claim.clone()));
    Ok(())
}

fn remove_claim(review: &mut Review, claim: &Claim, last_number: &Change<u32>) -> Result<(), Refused> {
    let Some(at) = review.claims.iter().position(|other| **other == *claim) else {
        return Err(Refused::new(format!("claim {} is no longer what it was", claim.number)));
    };
    last_number.apply(&mut review.last_number, "the last number given")?;
    review.claims.remove(at);
    Ok(())
}

fn add_citation(review: &mut Review, claim: ClaimId, at: usize, citation: &Citation) -> Result<(), Refused> {
    known_sources(review, citation)?;
    if review.claims.iter().flat_map(|claim| &claim.citations).any(|other| other.id == citation.id) {
        return Err(Refused::new(format!("citation {} is there already", citation.id)));
    }
    insert(&mut claim_mut(review, claim)?.citations, at, citation.clone(), "citation")
}

fn change_citation(
    review: &mut Review,
    claim: ClaimId,
    id: CitationId,
    change: &CitationChange,
) -> Result<(), Refused> {
    match change {
        CitationChange::Source(change) => known_source(review, change.to)?,
        CitationChange::Origin(Change { to: Some(origin), .. }) => known_source(review, *origin)?,
        CitationChange::Backups(Change { to, .. }) => known_backups(review, to)?,
        _ => {}
    }
    let found = claim_mut(review, claim)?.citations.iter_mut().find(|citation| citation.id == id);
    change.apply(found.ok_or_else(|| Refused::new(format!("citation {id} is no longer there")))?)
}

/// Everything that a citation names is there.
fn known_sources(review: &Review, citation: &Citation) -> Result<(), Refused> {
    known_source(review, citation.source)?;
    if let Some(origin) = citation.origin {
        known_source(review, origin)?;
    }
    known_backups(review, &citation.backups)
}

fn known_backups(review: &Review, wanted: &[String]) -> Result<(), Refused> {
    match wanted.iter().find(|sha256| review.backup(sha256).is_none()) {
        None => Ok(()),
        Some(sha256) => Err(Refused::new(format!("the stored file {sha256} is not in the review"))),
    }
}

fn known_source(review: &Review, id: SourceId) -> Result<(), Refused> {
    match review.source(id) {
        Some(_) => Ok(()),
        None => Err(Refused::new(format!("source {id} is not in the library"))),
    }
}

fn add_source(review: &mut Review, at: usize, source: &Source) -> Result<(), Refused> {
    if review.source(source.id).is_some() {
        return Err(Refused::new(format!("source {} is there already", source.name)));
    }
    if let Some(origin) = source.origin {
        known_source(review, origin)?;
    }
    insert(&mut review.sources, at, source.clone(), "source")
}

fn remove_source(review: &mut Review, at: usize, source: &Source) -> Result<(), Refused> {
    let cited = review.claims_on(source.id).count();
    if cited > 0 {
        let claims = if cited == 1 { "1 claim rests".into() } else { format!("{cited} claims rest") };
        return Err(Refused::new(format!("{claims} on {}, so it stays in the library", source.name)));
    }
    if let Some(fed) = review.sources.iter().find(|other| other.origin == Some(source.id)) {
        let (fed, name) = (&fed.name, &source.name);
        return Err(Refused::new(format!("{fed} takes its facts from {name}, so it stays in the library")));
    }
    if review.root_decisions.iter().any(|decision| [decision.one, decision.other].contains(&source.id)) {
        let name = &source.name;
        return Err(Refused::new(format!("it was decided whether {name} shares a root, so it stays")));
    }
    remove_same(&mut review.sources, at, source, "source")
}

fn change_source(review: &mut Review, id: SourceId, change: &SourceChange) -> Result<(), Refused> {
    if let SourceChange::Origin(Change { to: Some(origin), .. }) = change {
        known_source(review, *origin)?;
        roots::no_circle(review, id, *origin).map_err(|circle| Refused::new(circle.to_string()))?;
    }
    change.apply(source_mut(review, id)?)
}

fn add_backup(review: &mut Review, at: usize, backup: &Backup) -> Result<(), Refused> {
    if !backup.has_hash() {
        return Err(Refused::new(format!("“{}” is no SHA-256 of a stored file", backup.sha256)));
    }
    if review.backup(&backup.sha256).is_some() {
        return Err(Refused::new(format!("the stored file {} is there already", backup.name)));
    }
    insert(&mut review.backups, at, backup.clone(), "stored file")
}

fn remove_backup(review: &mut Review, at: usize, backup: &Backup) -> Result<(), Refused> {
    let mut citations = review.claims.iter().flat_map(|claim| &claim.citations);
    if citations.any(|citation| citation.backups.contains(&backup.sha256)) {
        let name = &backup.name;
        return Err(Refused::new(format!("a citation rests on the stored file {name}, so it stays")));
    }
    remove_same(&mut review.backups, at, backup, "stored file")
}

fn add_waiver(review: &mut Review, at: usize, waiver: &Waiver) -> Result<(), Refused> {
    if review.waiver(&waiver.rule, &waiver.subject).is_some() {
        return Err(Refused::new("this finding is waived already"));
    }
    insert(&mut review.waivers, at, waiver.clone(), "waiver")
}

/// Decisions stand in the order of what they are about, so that taking one back leaves no trace.
fn decide_root(review: &mut Review, change: &Change<Option<RootDecision>>) -> Result<(), Refused> {
    let about = |decision: &RootDecision| (decision.one, decision.other, decision.claim);
    let Some(key) = change.to.as_ref().or(change.from.as_ref()).map(about) else { return Ok(()) };
    let both = [&change.from, &change.to];
    if key.0 >= key.1 || both.into_iter().flatten().any(|decision| about(decision) != key) {
        return Err(Refused::new("a decision about one root names two sources, the lower id first"));
    }
    known_source(review, key.0)?;
    known_source(review, key.1)?;
    let place = review.root_decisions.binary_search_by_key(&key, about);
    let mut slot = place.ok().and_then(|at| review.root_decisions.get(at).cloned());
    change.apply(&mut slot, "the decision about the roots")?;
    match (place, slot) {
        (Ok(at), Some(decision)) => review.root_decisions[at] = decision,
        (Ok(at), None) => _ = review.root_decisions.remove(at),
        (Err(at), Some(decision)) => review.root_decisions.insert(at, decision),
        (Err(_), None) => {}
    }
    Ok(())
}

fn add_draft(review: &mut Review, draft: &Arc<Draft>) -> Result<(), Refused> {
    if review.drafts.iter().any(|other| other.number >= draft.number) {
        return Err(Refused::new(format!("draft {} is there already", draft.number)));
    }
    review.drafts.push(Arc::clone(draft));
    Ok(())
}

fn remove_draft(review: &mut Review, draft: &Arc<Draft>) -> Result<(), Refused> {
    if review.drafts.last() != Some(draft) {
        return Err(Refused::new(format!("draft {} is no longer the last one", draft.number)));
    }
    if review.revision(draft.number).is_some() {
        return Err(Refused::new(format!("claims were carried to draft {}, so it stays", draft.number)));
    }
    review.drafts.pop();
    Ok(())
}

fn add_revision(review: &mut Review, revision: &Arc<Revision>) -> Result<(), Refused> {
    let draft = revision.draft;
    if review.drafts.len() < 2 || review.draft().is_none_or(|last| last.number != draft) {
        return Err(Refused::new(format!("draft {draft} is not the one that came in last")));
    }
    if review.revision(draft).is_some() {
        return Err(Refused::new(format!("the claims are on draft {draft} already")));
    }
    review.revisions.push(Arc::clone(revision));
    Ok(())
}

fn remove_revision(review: &mut Review, revision: &Arc<Revision>) -> Result<(), Refused> {
    if review.revisions.last() != Some(revision) {
        let draft = revision.draft;
        return Err(Refused::new(format!(
            "what became of the claims in draft {draft} is no longer what it was"
        )));
    }
    review.revisions.pop();
    Ok(())
}

fn decide(
    review: &mut Review,
    draft: u32,
    claim: ClaimId,
    change: &Change<Option<Outcome>>,
) -> Result<(), Refused> {
    let revision = review.revisions.iter_mut().find(|revision| revision.draft == draft);
    let carried = revision.and_then(|revision| {
        Arc::make_mut(revision).carried.iter_mut().find(|carried| carried.claim == claim)
    });
    let carried =
        carried.ok_or_else(|| Refused::new(format!("claim {claim} was not carried to draft {draft}")))?;
    change.apply(&mut carried.outcome, "the decision")
}

fn insert<T>(list: &mut Vec<T>, at: usize, value: T, what: &str) -> Result<(), Refused> {
    if at > list.len() {
        return Err(Refused::new(format!("the {what}’s place is no longer there")));
    }
    list.insert(at, value);
    Ok(())
}

fn remove_same<T: PartialEq>(list: &mut Vec<T>, at: usize, value: &T, what: &str) -> Result<(), Refused> {
    if list.get(at) != Some(value) {
        return Err(Refused::new(format!("the {what} is no longer what it was")));
    }
    list.remove(at);
    Ok(())
}

fn all_or_none(review: &mut Review, edits: &[Edit]) -> Result<(), Refused> {
    for (done, edit) in edits.iter().enumerate() {
        let Err(refused) = edit.carry_out(review) else { continue };
        for edit in edits[..done].iter().rev() {
            // Taking back what was carried out a moment ago meets the very state it expects.
            edit.inverse().carry_out(review)?;
        }
        return Err(refused);
    }
    Ok(())
}
