//! Rules about one citation.

use super::catalogue::Rule;
use super::finding::Finding;
use super::findings::Case;
use super::fix::{Field, Fix};
use super::quoted;
use crate::review::{Citation, Method, SourceKind, Status};

fn fill(case: &Case<'_>, citation: &Citation, field: Field) -> Option<Fix> {
    Some(Fix::FillCitation { claim: case.claim.id, citation: citation.id, field })
}

/// Whether the claim was decided on what it cites.
fn rests_on_citations(case: &Case<'_>) -> bool {
    matches!(case.claim.status, Status::Verified | Status::Disputed)
}

fn kind(case: &Case<'_>, citation: &Citation) -> SourceKind {
    case.world.library.source(citation.source).map(|source| source.kind).unwrap_or_default()
}

pub(super) fn origin_circle(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for citation in case.claim.citations.iter().filter(|citation| citation.origin.is_some()) {
        if case.world.library.leads_back(case.claim, citation) {
            let name = case.world.library.name(citation.source);
            let what = format!("What {name} took this from leads back to it");
            found.push(case.finding_in(citation, rule, what, fill(case, citation, Field::Origin)));
        }
    }
}

pub(super) fn translation_without_original(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for citation in &case.claim.citations {
        if !citation.translation.trim().is_empty() && citation.quotation.trim().is_empty() {
            let name = case.world.library.name(citation.source);
            let what = format!("A translation of {name} stands without its original");
            found.push(case.finding_in(citation, rule, what, fill(case, citation, Field::Quotation)));
        }
    }
}

pub(super) fn quotation_altered(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for citation in &case.claim.citations {
        if let Some(what) = quoted::altered(case, citation) {
            found.push(case.finding_in(citation, rule, what, None));
        }
    }
}

pub(super) fn translation_differs(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for citation in &case.claim.citations {
        if let Some(what) = quoted::translated_otherwise(case, citation) {
            found.push(case.finding_in(citation, rule, what, None));
        }
    }
}

pub(super) fn no_access_date(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if !rests_on_citations(case) {
        return;
    }
    for citation in case.claim.citations.iter().filter(|citation| citation.accessed.is_none()) {
        let fix = Fix::SetAccessToday { claim: case.claim.id, citation: citation.id };
        let what = format!("Nobody says when {} was consulted", case.world.library.name(citation.source));
        found.push(case.finding_in(citation, rule, what, Some(fix)));
    }
}

pub(super) fn no_pinpoint(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if !rests_on_citations(case) {
        return;
    }
    // What a person says, a post and a calculation have no place inside them.
    let has_places = |kind| !matches!(kind, SourceKind::Person | SourceKind::Post | SourceKind::Calculation);
    for citation in case.claim.citations.iter().filter(|citation| citation.pinpoint.trim().is_empty()) {
        if has_places(kind(case, citation)) {
            let what = format!("No place in {} is named", case.world.library.name(citation.source));
            found.push(case.finding_in(citation, rule, what, fill(case, citation, Field::Pinpoint)));
        }
    }
}

pub(super) fn no_backup(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if !rests_on_citations(case) {
        return;
    }
    for citation in case.claim.citations.iter().filter(|citation| citation.backups.is_empty()) {
        if kind(case, citation) != SourceKind::Calculation {
            let what = format!("No copy of {} is kept", case.world.library.name(citation.source));
            found.push(case.finding_in(citation, rule, what, fill(case, citation, Field::Backups)));
        }
    }
}

pub(super) fn replicable(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if matches!(case.claim.status, Status::NotCheckable | Status::OnAuthor) {
        return;
    }
    for citation in &case.claim.citations {
        let Some((missing, field)) = missing_detail(case, citation) else { continue };
        let what =
            format!("{} cannot be consulted again: {missing}", case.world.library.name(citation.source));
        found.push(case.finding_in(citation, rule, what, fill(case, citation, field)));
    }
}

/// What somebody else would need to repeat the check, and the field for it.
fn missing_detail(case: &Case<'_>, citation: &Citation) -> Option<(&'static str, Field)> {
    let source = case.world.library.source(citation.source)?;
    let asked = matches!(citation.method, Some(Method::Called | Method::Wrote | Method::Met));
    match source.kind {
        SourceKind::Calculation if source.calculation.is_none() => {
            Some(("no expression and figures", Field::Calculation))
        }
        SourceKind::Calculation => None,
        SourceKind::Person if source.contacts.is_empty() && !asked => {
            Some(("not how and when the person was asked", Field::Contacts))
        }
        SourceKind::Person => None,
        _ if asked && !source.contacts.is_empty() => None,
        _ => {
            let parts = [&citation.url, &citation.pinpoint];
            let is_there = !citation.backups.is_empty() || parts.iter().any(|part| !part.trim().is_empty());
            (!is_there).then_some(("no address, pinpoint or stored copy", Field::Url))
        }
    }
}
