//! The sample that the welcome screen offers: it loads, holds what it promises, and belongs to its article.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

use redpencil::review::{Credibility, Reliability, Review, SourceKind, Status, roots};
use redpencil::rules::{Facts, Finding, Findings, Known};
use redpencil::{import, store};
use std::path::PathBuf;

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)
}

fn review() -> Review {
    store::load(&sample("niger-coup-2023.ron")).expect("the sample loads").review
}

#[test]
fn the_sample_holds_claims_in_every_status() {
    let review = review();
    assert_eq!(review.fault(), None);
    assert!(review.claims.len() >= 15, "{} claims", review.claims.len());
    let progress = review.progress();
    for status in Status::ALL {
        assert!(progress.count(status) > 0, "{}", status.label());
    }
}

#[test]
fn the_sample_stands_on_its_article() {
    let review = review();
    let fresh = import::read_path(&sample("niger-coup-2023.md")).expect("the article is read");
    assert_eq!(review.article, fresh.article);
    let draft = review.draft().expect("a draft");
    let fresh = fresh.into_draft(1, draft.imported, "niger-coup-2023.md");
    assert_eq!(**draft, fresh);
}

#[test]
fn the_sample_shows_what_a_review_can_hold() {
    let review = review();
    let holds = |what: &str, found: bool| assert!(found, "{what}");
    holds("title", !review.article.title.is_empty());
    holds("dek", !review.article.dek.is_empty());
    holds("byline", !review.article.byline.is_empty());
    holds("dateline", review.article.dateline.place == "Niamey" && review.article.dateline.date.is_some());
    let claims = &review.claims;
    holds("several marks", claims.iter().any(|claim| claim.marks.len() > 1));
    holds("several citations", claims.iter().filter(|claim| claim.citations.len() > 1).count() >= 3);
    holds("attributions", claims.iter().filter(|claim| claim.attribution.is_some()).count() >= 3);
    holds("two corrections", claims.iter().filter(|claim| claim.correction.is_some()).count() >= 2);
    holds("an origin", claims.iter().flat_map(|claim| &claim.citations).any(|c| c.origin.is_some()));
    holds(
        "a translation",
        claims.iter().flat_map(|claim| &claim.citations).any(|c| !c.translation.is_empty()),
    );
    let mut queries = claims.iter().filter(|claim| claim.status == Status::Query);
    holds("queries that ask", queries.all(|claim| claim.note.contains('?')));
    holds("known outlets", review.sources.iter().all(|source| source.kind != SourceKind::Other));
}

/// What is left is left to be seen: each finding teaches something.
#[test]
fn the_sample_owes_what_it_is_to_show() {
    let review = review();
    let facts = Facts::read(&review).expect("a draft");
    let day = chrono::NaiveDate::from_ymd_opt(2023, 7, 28).expect("a day");
    let findings = Findings::of(&review, Known::on(day).with_facts(&facts));
    let number = |finding: &Finding| Some(review.claim(finding.claim?)?.number);
    let all = findings.in_order();
    let open: Vec<_> = all.iter().filter(|one| !one.waived).map(|one| (one.rule.id, number(one))).collect();
    assert_eq!(
        open,
        [
            ("translation_differs", Some(3)),
            ("unanswered_query", Some(4)),
            ("afp_two_roots", Some(17)),
            ("unanswered_query", Some(17)),
            ("one_root", Some(17)),
        ]
    );
    assert!(review.waivers.len() >= 3 && review.waivers.iter().all(|waiver| !waiver.reason.is_empty()));
    let used = all.iter().filter(|one| one.waived).count();
    assert_eq!(used, review.waivers.len(), "each waiver is of a finding");
}

#[test]
fn the_sample_is_graded_and_counts_roots() {
    let review = review();
    assert!(review.sources.iter().all(|source| source.reliability != Reliability::F));
    let citations = review.claims.iter().flat_map(|claim| &claim.citations);
    assert!(citations.clone().all(|citation| citation.credibility != Credibility::Six));
    let words = |number: u32| {
        let claim = review.claims.iter().find(|claim| claim.number == number).expect("a claim");
        roots::of_claim(&review, claim).words()
    };
    assert_eq!((words(17).as_str(), words(18).as_str()), ("3 citations, 1 root", "3 citations, 3 roots"));
}

#[test]
fn marks_of_the_sample_overlap() {
    let review = review();
    let mut places: Vec<_> =
        review.claims.iter().flat_map(|claim| &claim.marks).map(redpencil::review::Mark::range).collect();
    places.sort_by_key(|place| (place.start, place.end));
    assert!(places.windows(2).any(|pair| pair[1].start < pair[0].end));
}
