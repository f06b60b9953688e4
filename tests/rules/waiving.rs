//! Rules that are chosen, and findings that are waived.

use crate::desk::{Desk, NOW, today};
use redpencil::review::{RuleBook, RuleSettings, Status, compose};
use redpencil::rules::{Findings, Known, Severity};

#[test]
fn rules_that_do_not_count_are_silent() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    desk.review.rules = RuleSettings::default();
    desk.is_silent("afp_two_roots");
    desk.review.rules = desk.review.rules.switched("afp_two_roots", RuleBook::Afp, true);
    desk.finds("afp_two_roots", "No source supports it");
    desk.review.rules = desk.review.rules.switched("no_citation", RuleBook::House, false);
    desk.is_silent("no_citation");
}

#[test]
fn a_waived_finding_stays_and_no_longer_counts() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let finding = desk.finds("no_citation", "nothing is cited");
    let before = desk.findings().counts();
    let subject = finding.subject.to_string();
    let waive = |desk: &Desk, reason: &str| {
        compose::waive(&desk.review, "no_citation", &subject, reason, "I. R.", NOW)
    };
    assert_eq!(waive(&desk, "  "), None, "a waiver says why");
    let edit = waive(&desk, "seen by the checker").unwrap();
    desk.apply(&edit);
    assert!(desk.finds("no_citation", "nothing is cited").waived);
    let after = desk.findings().counts();
    assert_eq!(
        (after.of(Severity::Error), after.waived),
        (before.of(Severity::Error) - 1, before.waived + 1)
    );
    assert_eq!(waive(&desk, "again"), None);
    let edit = compose::unwaive(&desk.review, "no_citation", &subject).unwrap();
    desk.apply(&edit);
    assert_eq!(desk.findings().counts(), before);
}

#[test]
fn facts_of_another_draft_are_not_looked_at() {
    let mut desk = Desk::new();
    desk.facts.draft = 7;
    desk.is_silent("weekday");
    desk.is_silent("uncovered");
    assert_eq!(desk.findings(), Findings::of(&desk.review, Known::on(today())));
}
