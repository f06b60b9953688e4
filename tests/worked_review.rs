//! An article checked from beginning to end, as a checker does at the window: attributions get their sources,
//! copies count once, AFP's rules complain until a second root is there, and a translation is caught.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::{Action, Cite};
use redpencil::review::{
    Change, Citation, CitationChange, Edit, RuleBook, SourceChange, Stance, Status, compose,
};
use std::path::Path;

#[path = "common/window.rs"]
mod window;
use window::{Desk, act, app, click_on, desk, keys, open, press, select};

/// A window on the article that ships with the program.
fn at_the_article() -> Desk {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/niger-coup-2023.md");
    let mut own = app(&[""]);
    own.open = None;
    own.open_path(article);
    let mut desk = desk(own);
    desk.run();
    assert!(open(&desk).article_reading().is_some(), "the article was read");
    desk
}

/// Marks words as a claim and cites a source for it by name.
fn cite(desk: &mut Desk, words: &str, source: &str) {
    let is_marked = open(desk).chosen().is_some_and(|claim| claim.marked_words() == [words]);
    if !is_marked {
        select(desk, words);
        keys(desk, &[Key::N]);
    }
    let claim = open(desk).chosen().unwrap().id;
    act(desk, Action::Cite(claim, Cite::Typed(source.to_owned())));
}

fn last(desk: &Desk) -> Citation {
    open(desk).chosen().unwrap().citations.last().unwrap().clone()
}

/// Changes the last citation of the chosen claim.
fn change(desk: &mut Desk, change: impl FnOnce(&Citation) -> CitationChange) {
    let (claim, citation) = (open(desk).chosen().unwrap().id, last(desk));
    let edit = Edit::Citation { claim, id: citation.id, change: change(&citation) };
    act(desk, Action::Edit { label: "Edit citation", edit, field: None });
}

/// The last citation took the fact from another source of the library.
fn from(desk: &mut Desk, origin: &str) {
    let review = open(desk).review();
    let origin = review.sources.iter().find(|source| source.is_called(origin)).unwrap().id;
    let claim = open(desk).chosen().unwrap();
    let edit = compose::set_citation_origin(review, claim, &last(desk), Some(origin)).unwrap().unwrap();
    act(desk, Action::Edit { label: "Set origin", edit, field: None });
}

fn with_afp(desk: &mut Desk) {
    let review = open(desk).review();
    let rules = review.rules.clone().with_book(RuleBook::Afp, true);
    let edit = compose::set_rules(review, rules).unwrap();
    act(desk, Action::Edit { label: "Choose rules", edit, field: None });
}

const COUNT: &str = "the seventh coup in West and Central Africa since 2020";
const INTERVIEW: &str = "Foreign minister Hassoumi Massoudou told France 24 that he was now the legitimate head of the government";

#[test]
fn one_claim_printed_by_three_outlets_has_one_root_until_a_second_is_found() {
    let mut desk = at_the_article();
    with_afp(&mut desk);
    cite(&mut desk, COUNT, "Reuters");
    for paper in ["BBC", "Le Monde"] {
        cite(&mut desk, COUNT, paper);
        from(&mut desk, "Reuters");
    }
    keys(&mut desk, &[Key::V]);
    assert!(desk.query_by_label("3 citations, 1 root").is_some());
    assert!(desk.query_by_label("Problem: One independent source").is_some());
    assert!(desk.query_by_label("Problem: Citations share one root").is_some());
    cite(&mut desk, COUNT, "African Union");
    assert!(desk.query_by_label("4 citations, 2 roots").is_some());
    assert!(desk.query_by_label("Problem: One independent source").is_none());
    assert!(desk.query_by_label("Problem: Citations share one root").is_none());
}

#[test]
fn every_attribution_gets_the_source_that_the_article_names() {
    let mut desk = at_the_article();
    cite(&mut desk, INTERVIEW, "France 24");
    let attribution = open(&desk).chosen().unwrap().attribution.clone().unwrap();
    assert_eq!(
        (attribution.speaker.as_str(), attribution.outlet.as_str()),
        ("Hassoumi Massoudou", "France 24")
    );
    cite(&mut desk, "Who was really in charge remained unclear on Thursday, Reuters reported", "Reuters");
    cite(&mut desk, "Mohamed Bazoum promised that what the country had won would not be given up", "X");
    assert_eq!(open(&desk).chosen().unwrap().attribution.as_ref().unwrap().outlet, "X");
    press(&mut desk, Modifiers::ALT, Key::Num2);
    assert!(desk.query_by_label("3 independent roots from 3 sources").is_some());
    for name in ["France 24", "Reuters"] {
        let source = open(&desk).review().sources.iter().find(|source| source.name == name).unwrap();
        assert!(!source.domains.is_empty(), "{name} is known");
    }
}

#[test]
fn both_languages_stand_side_by_side_and_the_wrong_people_is_caught() {
    let mut desk = at_the_article();
    let rendering = "“all Nigerians devoted to democracy and liberty”";
    cite(&mut desk, rendering, "Mohamed Bazoum");
    let original = "Tous les Nigériens épris de démocratie et de liberté";
    change(&mut desk, |own| CitationChange::Quotation(Change::new(own.quotation.clone(), original.into())));
    change(&mut desk, |own| CitationChange::Language(Change::new(own.language.clone(), "fr".into())));
    click_on(&mut desk, "Citation 1: Mohamed Bazoum, supports");
    assert!(desk.query_by_label("Original").is_some() && desk.query_by_label("Rendering").is_some());
    assert!(desk.query_by_label_contains("“Nigériens” became “Nigerians”").is_some());
    assert!(desk.query_by_label("Problem: Translation says something else").is_some());
    // What the checker does about it: disputed, with the source against it and the right words.
    let (claim, citation) = (open(&desk).chosen().unwrap().clone(), last(&desk));
    let edit = compose::set_stance(&claim, &citation, Stance::Contradicts).unwrap();
    act(&mut desk, Action::Edit { label: "Set stance", edit, field: None });
    keys(&mut desk, &[Key::D]);
    assert_eq!(open(&desk).chosen().unwrap().status, Status::Disputed);
}

#[test]
fn a_source_in_general_may_be_a_copy_too() {
    let mut desk = at_the_article();
    for source in ["Reuters", "Sahel Daily"] {
        cite(&mut desk, INTERVIEW, source);
    }
    assert!(desk.query_by_label("2 citations, 2 roots").is_some());
    let [reuters, daily] = open(&desk).review().sources.as_slice() else { panic!("two sources") };
    let change = SourceChange::Origin(Change::new(None, Some(reuters.id)));
    let edit = Edit::Source { id: daily.id, change };
    act(&mut desk, Action::Edit { label: "Set origin", edit, field: None });
    assert!(desk.query_by_label("2 citations, 1 root").is_some());
}
