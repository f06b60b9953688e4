//! What makes a review contradict itself.

use super::{Mark, Review, Revision, roots};
use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

/// The first fault of a review, as one sentence.
pub(super) fn of(review: &Review) -> Option<String> {
    if review.drafts.is_empty() {
        return Some("the review holds no draft".into());
    }
    twice("draft number", review.drafts.iter().map(|draft| draft.number))
        .or_else(|| not_ascending("drafts", review.drafts.iter().map(|draft| draft.number)))
        .or_else(|| twice("source id", review.sources.iter().map(|source| source.id)))
        .or_else(|| twice("claim id", review.claims.iter().map(|claim| claim.id)))
        .or_else(|| twice("claim number", review.claims.iter().map(|claim| claim.number)))
        .or_else(|| {
            twice("citation id", review.claims.iter().flat_map(|claim| &claim.citations).map(|c| c.id))
        })
        .or_else(|| unknown_source(review))
        .or_else(|| evidence_astray(review))
        .or_else(|| waivers_astray(review))
        .or_else(|| review.claims.iter().find_map(|claim| mark_astray(review, claim.number, &claim.marks)))
        .or_else(|| not_ascending("revisions", review.revisions.iter().map(|revision| revision.draft)))
        .or_else(|| review.revisions.iter().find_map(|revision| revision_astray(review, revision)))
        .or_else(|| numbers(review))
}

fn twice<T: Eq + Hash + Display>(what: &str, values: impl Iterator<Item = T>) -> Option<String> {
    let mut seen = HashSet::new();
    for value in values {
        if let Some(value) = seen.replace(value) {
            return Some(format!("the {what} {value} stands twice"));
        }
    }
    None
}

/// The order that edits keep: without it, taking an edit back would not give the same review.
fn not_ascending(what: &str, numbers: impl Iterator<Item = u32>) -> Option<String> {
    let mut before = None;
    for number in numbers {
        if before.is_some_and(|before| before >= number) {
            return Some(format!(
                "the {what} do not stand in the order of their numbers ({number} comes too late)"
            ));
        }
        before = Some(number);
    }
    None
}

fn unknown_source(review: &Review) -> Option<String> {
    let known: HashSet<_> = review.sources.iter().map(|source| source.id).collect();
    review.claims.iter().find_map(|claim| {
        let cited =
            claim.citations.iter().flat_map(|citation| [Some(citation.source), citation.origin]).flatten();
        let unknown = cited.into_iter().find(|id| !known.contains(id))?;
        Some(format!("claim {} cites {unknown}, which is not in the library", claim.number))
    })
}

/// A source whose origin is not there or is its own copy, a stored file that is not there.
fn evidence_astray(review: &Review) -> Option<String> {
    let known: HashSet<_> = review.sources.iter().map(|source| source.id).collect();
    let backups: HashSet<&str> = review.backups.iter().map(|backup| backup.sha256.as_str()).collect();
    let unknown_origin = review.sources.iter().find_map(|source| {
        let origin = source.origin.filter(|origin| !known.contains(origin))?;
        Some(format!("{} takes its facts from {origin}, which is not in the library", source.name))
    });
    let no_hash = || {
        let backup = review.backups.iter().find(|backup| !backup.has_hash())?;
        Some(format!("“{}” is no SHA-256 of a stored file", backup.sha256))
    };
    let unknown_backup = || {
        review.claims.iter().find_map(|claim| {
            let mut named = claim.citations.iter().flat_map(|citation| &citation.backups);
            let unknown = named.find(|sha256| !backups.contains(sha256.as_str()))?;
            Some(format!("claim {} names the stored file {unknown}, which is not there", claim.number))
        })
    };
    unknown_origin
        .or_else(|| roots::circle(review).map(|circle| circle.to_string()))
        .or_else(|| twice("stored file", review.backups.iter().map(|backup| backup.sha256.as_str())))
        .or_else(no_hash)
        .or_else(unknown_backup)
}

/// What edits keep: a finding is waived once, and decisions about roots stand in order.
fn waivers_astray(review: &Review) -> Option<String> {
    let waivers = review.waivers.iter().map(|waiver| format!("{} of {}", waiver.rule, waiver.subject));
    twice("waiver", waivers).or_else(|| {
        let known = |id| review.source(id).is_some();
        let about = |at: usize| review.root_decisions.get(at).map(|one| (one.one, one.other, one.claim));
        let astray = (0..review.root_decisions.len()).find(|&at| {
            let next = about(at + 1);
            about(at).is_none_or(|(one, other, _)| one >= other || !known(one) || !known(other))
                || next.is_some() && about(at) >= next
        })?;
        Some(format!("decision {} about roots names unknown sources or stands out of order", astray + 1))
    })
}

/// A step to a draft that is not there, or one that says two things of a claim.
fn revision_astray(review: &Review, revision: &Revision) -> Option<String> {
    if review.drafts.iter().skip(1).all(|draft| draft.number != revision.draft) {
        return Some(format!("claims are carried to draft {}, which is not there", revision.draft));
    }
    twice("carried claim", revision.carried.iter().map(|carried| carried.claim)).or_else(|| {
        let mut carried = revision.carried.iter();
        carried.find_map(|carried| mark_astray(review, carried.number, &carried.before))
    })
}

fn mark_astray(review: &Review, number: u32, marks: &[Mark]) -> Option<String> {
    marks.iter().find_map(|mark| {
        let Some(draft) = review.drafts.iter().find(|draft| draft.number == mark.draft) else {
            return Some(format!("claim {} stands on draft {}, which is not there", number, mark.draft));
        };
        let fits = mark.start < mark.end && draft.text().slice(&mark.range()) == Some(mark.quote.as_str());
        (!fits).then(|| {
            format!(
                "claim {} is marked at chars {} to {} of draft {}, where its words do not stand",
                number, mark.start.0, mark.end.0, mark.draft
            )
        })
    })
}

fn numbers(review: &Review) -> Option<String> {
    let highest = review.claims.iter().map(|claim| claim.number).max().unwrap_or(0);
    (highest > review.last_number)
        .then(|| format!("claim {highest} has a number above the last one given ({})", review.last_number))
}
