//! What other books of rules want.

use crate::desk::Desk;
use redpencil::review::{Attribution, Method, Rank, SourceKind, Status};
use redpencil::rules::Severity;
use std::sync::Arc;

#[test]
fn afp_complains_until_a_second_root_is_there() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let [wire, gazette, courier] = ["Wire", "Gazette", "Courier"].map(|name| desk.source(name));
    desk.cite(wire);
    desk.cite(gazette).origin = Some(wire);
    desk.cite(courier).origin = Some(wire);
    let finding = desk.finds("afp_two_roots", "3 citations, 1 root: Wire");
    assert_eq!(finding.rule.severity, Severity::Error);
    desk.finds("afp_primary", "second-hand");
    let ministry = desk.source("Ministry");
    desk.cite(ministry).rank = Some(Rank::Primary);
    desk.is_silent("afp_two_roots");
    desk.is_silent("afp_primary");
}

#[test]
fn afp_quotes_nobody_without_a_name() {
    let mut desk = Desk::new();
    let quoted = "“The bridge of Dosso is safe for all Nigerians”";
    let attribution = |speaker: &str| Some(Attribution { speaker: speaker.into(), ..Attribution::default() });
    desk.claim(quoted, Status::Unchecked).attribution = attribution("a senior official");
    desk.finds("afp_anonymous_quotation", "“a senior official”");
    Arc::make_mut(&mut desk.review.claims[0]).attribution = attribution("Ada Maiga");
    desk.is_silent("afp_anonymous_quotation");
}

#[test]
fn ksj_takes_one_primary_source_or_three_others() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    for name in ["Wire", "Gazette"] {
        let source = desk.source(name);
        desk.cite(source);
    }
    desk.finds("ksj_primary_or_three", "2 citations, 2 roots, none of them primary");
    let mut primary = Desk { review: desk.review.clone(), ..Desk::new() };
    let first = primary.review.sources[0].id;
    primary.source_mut(first).rank = Rank::Primary;
    primary.is_silent("ksj_primary_or_three");
    let third = desk.source("Courier");
    desk.cite(third);
    desk.is_silent("ksj_primary_or_three");
}

#[test]
fn ifcn_wants_to_repeat_the_check() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let wire = desk.source("Wire");
    let citation = desk.cite(wire);
    citation.url.clear();
    citation.pinpoint.clear();
    desk.finds("ifcn_replicable", "no address, pinpoint or stored copy");
    desk.source_mut(wire).kind = SourceKind::Person;
    desk.finds("ifcn_replicable", "how and when the person was asked");
    let claim = Arc::make_mut(&mut desk.review.claims[0]);
    claim.citations[0].method = Some(Method::Called);
    desk.is_silent("ifcn_replicable");
}
