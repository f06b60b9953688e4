//! Rules about one claim.

use super::catalogue::Rule;
use super::finding::Finding;
use super::findings::{Case, supports};
use super::fix::{Field, Fix};
use super::quoted::{is_quotation, shortened};
use crate::review::{Access, Citation, Credibility, Method, Rank, SourceKind, Stance, Status};

/// A claim that a checker tags so needs no second source.
const MINOR: &str = "minor";

/// Tags of facts that may be others tomorrow.
const MOVING_TAGS: &[&str] = &["moving", "toll", "price", "office-holder", "office holder"];

/// Words for people who are not named, in the languages with tables of their own.
const UNNAMED: &[&str] = &[
    "source",
    "sources",
    "official",
    "officials",
    "diplomat",
    "diplomats",
    "insider",
    "insiders",
    "aide",
    "aides",
    "witness",
    "witnesses",
    "person",
    "people",
    "employee",
    "employees",
    "responsable",
    "responsables",
    "diplomate",
    "diplomates",
    "proche",
    "proches",
    "témoin",
    "témoins",
    "quelle",
    "quellen",
    "insidern",
    "diplomatenkreise",
    "regierungskreise",
    "fuente",
    "fuentes",
    "funcionario",
    "funcionarios",
    "مصدر",
    "مصادر",
    "مسؤول",
];

/// How many citations “KSJ” asks for where none is primary.
const SECONDARY_ROOTS: usize = 3;

pub(super) fn no_citation(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if case.claim.status != Status::Verified || case.supporting().rows > 0 {
        return;
    }
    let what = if case.claim.citations.is_empty() {
        "Verified, and nothing is cited"
    } else {
        "Verified, and no citation supports it"
    };
    found.push(case.finding(rule, what, Some(Fix::AddSource(case.claim.id))));
}

pub(super) fn needs_recheck(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if !case.claim.needs_recheck {
        return;
    }
    let status = case.claim.status.label();
    let before = case.claim.decision.as_ref().map(|decision| decision.words.join(" … "));
    let now = case.claim.marked_words().join(" … ");
    let what = match before.filter(|before| *before != now) {
        Some(before) => format!("{status} was set on “{}”, now “{}”", shortened(&before), shortened(&now)),
        None => format!("The words changed since {status} was set"),
    };
    found.push(case.finding(rule, what, Some(Fix::ClearRecheck(case.claim.id))));
}

pub(super) fn contradicted(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if case.claim.status != Status::Verified || !case.claim.note.trim().is_empty() {
        return;
    }
    let contradicts = case.claim.citations.iter().filter(|citation| citation.stance == Stance::Contradicts);
    for citation in contradicts.filter(|citation| citation.note.trim().is_empty()) {
        let name = case.world.library.name(citation.source);
        let fix = Fix::FillClaim(case.claim.id, Field::Note);
        found.push(case.finding_in(
            citation,
            rule,
            format!("Verified, and {name} says otherwise"),
            Some(fix),
        ));
    }
}

pub(super) fn unanswered_query(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if case.claim.status != Status::Query {
        return;
    }
    let what = match case.claim.note.trim() {
        "" => "The query asks nothing yet".to_owned(),
        question => format!("Not answered: {}", shortened(question)),
    };
    found.push(case.finding(rule, what, Some(Fix::FillClaim(case.claim.id, Field::Note))));
}

pub(super) fn one_root(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    let is_shared = |case: &Case<'_>| case.supporting().rows > 1 && case.supporting().count() == 1;
    if case.claim.citations.len() > 1 && is_shared(case) {
        let what = format!("{}: {}", case.supporting().words(), case.root_names());
        found.push(case.finding(rule, what, Some(Fix::AddSource(case.claim.id))));
    }
}

pub(super) fn confirmed_by_one(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    for citation in case.claim.citations.iter().filter(|one| one.credibility == Credibility::One) {
        // Two that contradict the claim confirm each other.
        let says_the_same =
            |other: &Citation| other.stance == citation.stance || supports(other) && supports(citation);
        if case.world.library.roots_of(case.claim, says_the_same).count() < 2 {
            let name = case.world.library.name(citation.source);
            let what = format!("{name} has digit 1, and no second root confirms it");
            found.push(case.finding_in(citation, rule, what, Some(Fix::AddSource(case.claim.id))));
        }
    }
}

pub(super) fn quotation_unrecorded(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if case.claim.status != Status::Verified || !is_quotation(case) {
        return;
    }
    let is_record = |citation: &Citation| {
        let witnessed = matches!(citation.method, Some(Method::Heard | Method::Watched));
        witnessed || !citation.backups.is_empty() || !citation.quotation.trim().is_empty()
    };
    if case.claim.citations.iter().filter(|citation| supports(citation)).any(is_record) {
        return;
    }
    let fix = case.claim.citations.first().map_or(Fix::AddSource(case.claim.id), |citation| {
        Fix::FillCitation { claim: case.claim.id, citation: citation.id, field: Field::Quotation }
    });
    found.push(case.finding(rule, "Verified, and no citation holds the words that were said", Some(fix)));
}

pub(super) fn moving_fact(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    let Some(kind) = moving_kind(case) else { return };
    let consulted = case.claim.citations.iter().filter_map(|citation| citation.accessed);
    let decided = case.claim.decision.as_ref().map(|decision| decision.at.date_naive());
    let Some(last) = consulted.max().or(decided) else { return };
    let days = case.world.today.signed_duration_since(last).num_days();
    if days > i64::from(case.world.settings.moving_days) {
        let what = format!("{kind} last checked on {last}, {days} days ago");
        found.push(case.finding(rule, what, Some(Fix::AddSource(case.claim.id))));
    }
}

fn moving_kind(case: &Case<'_>) -> Option<String> {
    let tag = case.claim.tags.iter().find(|tag| MOVING_TAGS.contains(&tag.to_lowercase().as_str()));
    let read = || {
        let facts = case.world.facts?;
        let meets = |passage: &crate::text::CharRange| {
            case.marks().any(|mark| mark.start < passage.end && passage.start < mark.end)
        };
        facts.moving.iter().find(|fact| meets(&fact.passage)).map(|fact| fact.kind.as_str())
    };
    tag.map(String::as_str).or_else(read).map(capitalised)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether the claim is to rest on sources: verified, or on its way there.
fn is_to_rest(case: &Case<'_>) -> bool {
    match case.claim.status {
        Status::Verified => true,
        Status::Unchecked | Status::Query => case.claim.citations.iter().any(supports),
        _ => false,
    }
}

pub(super) fn two_roots(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    let is_minor = case.claim.tags.iter().any(|tag| tag.eq_ignore_ascii_case(MINOR));
    if is_minor || !is_to_rest(case) || case.supporting().count() >= 2 {
        return;
    }
    let what = match case.supporting().rows {
        0 => "No source supports it".to_owned(),
        _ => format!("{}: {}", case.supporting().words(), case.root_names()),
    };
    found.push(case.finding(rule, what, Some(Fix::AddSource(case.claim.id))));
}

/// Whether a supporting citation is first-hand.
fn has_primary(case: &Case<'_>) -> bool {
    let rank = |citation: &Citation| {
        let own = || case.world.library.source(citation.source).map(|source| source.rank);
        citation.rank.or_else(own)
    };
    let mut supporting = case.claim.citations.iter().filter(|citation| supports(citation));
    supporting.any(|citation| rank(citation) == Some(Rank::Primary))
}

pub(super) fn primary_material(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if is_to_rest(case) && case.supporting().rows > 0 && !has_primary(case) {
        let what = "Everything that supports it is second-hand";
        found.push(case.finding(rule, what, Some(Fix::AddSource(case.claim.id))));
    }
}

pub(super) fn primary_or_three(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if !is_to_rest(case) || has_primary(case) || case.supporting().count() >= SECONDARY_ROOTS {
        return;
    }
    let what = format!("{}, none of them primary", case.supporting().words());
    found.push(case.finding(rule, what, Some(Fix::AddSource(case.claim.id))));
}

pub(super) fn anonymous_quotation(case: &Case<'_>, rule: &'static Rule, found: &mut Vec<Finding>) {
    if !is_quotation(case) {
        return;
    }
    let speaker = case.claim.attribution.as_ref().map(|attribution| attribution.speaker.trim());
    let fix = Some(Fix::FillClaim(case.claim.id, Field::Attribution));
    if let Some(speaker) = speaker.filter(|speaker| is_unnamed(speaker)) {
        found.push(case.finding(rule, format!("Quoted from “{}”", shortened(speaker)), fix));
    } else if let Some(name) = unnamed_person(case) {
        found.push(case.finding(rule, format!("Quoted from {name}, who may not be named"), fix));
    }
}

/// Whether a speaker is described and not named: one of the words for it, and no capital after the first
/// letter. Known limit: German nouns have capitals, so German descriptions pass for names.
fn is_unnamed(speaker: &str) -> bool {
    let words = || speaker.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let described = words().any(|word| UNNAMED.contains(&word.to_lowercase().as_str()));
    described && !words().skip(1).any(|word| word.starts_with(char::is_uppercase))
}

/// A supporting source that is a person who may not be named.
fn unnamed_person<'a>(case: &'a Case<'_>) -> Option<&'a str> {
    let supporting = case.claim.citations.iter().filter(|citation| supports(citation));
    let sources = supporting.filter_map(|citation| case.world.library.source(citation.source));
    let mut unnamed =
        sources.filter(|source| source.kind == SourceKind::Person && source.access != Access::OnRecord);
    unnamed.next().map(|source| source.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_unnamed;

    #[test]
    fn a_description_is_no_name() {
        for described in ["a senior official", "Sources close to the talks", "un diplomate", "مصدر أمني"]
        {
            assert!(is_unnamed(described), "{described}");
        }
        for named in ["Idrissa Maïga", "the ministry", "an official, Ada Example", "", "witness Bello Sani"]
        {
            assert!(!is_unnamed(named), "{named}");
        }
    }
}
