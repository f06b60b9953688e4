//! New drafts at the window: what becomes of each claim, and what a person decides about it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test lays out its own files")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::command::Command;
use redpencil::app::open::{Panel, Paper};
use redpencil::app::revise::Fates;
use redpencil::app::{Action, App};
use redpencil::review::{Claim, Correction, Fate, Outcome, Status, compose};
use redpencil::text::char_range;

#[path = "common/window.rs"]
mod window;
use window::{Desk, act, app, click_on, desk, keys, noon, open, press, select};

const FIRST: [&str; 4] = [
    "The bridge opened in 1974 and cost 12 million crowns, the city council said on Tuesday.",
    "Some 4,000 people cross it each day, and none of them pays a toll.",
    "Nine men died while it was built, a plaque at its foot says.",
    "It was painted green in the spring after the great flood.",
];

/// A figure changed, a paragraph moved, one cut, the rest as it was.
const SECOND: [&str; 3] = [
    "It was painted green in the spring after the great flood.",
    "The bridge opened in 1974 and cost 21 million crowns, the city council said on Tuesday.",
    "Some 4,000 people cross it each day, and none of them pays a toll.",
];

/// Marks words as a claim with a status.
fn mark(app: &mut App, words: &str, status: Status) {
    let open = app.open.as_mut().unwrap();
    let text = open.draft().text().as_str();
    let start = text[..text.find(words).unwrap()].chars().count();
    let passage = char_range(start..start + words.chars().count());
    let mut ids = redpencil::review::Numbers::from_seed(start as u64 + 100);
    let (claim, edit) = compose::new_claim(open.review(), &mut ids, &[passage]).unwrap();
    let edit = compose::together(vec![edit, compose::set_status(&claim, status, "Ada", noon())]);
    open.perform("mark", &edit, None, noon()).unwrap();
}

/// A review with four verified claims, into which the second draft came.
fn revised() -> Desk {
    let mut app = app(&FIRST);
    for words in
        ["cost 12 million crowns", "Some 4,000 people cross it each day", "Nine men died", "painted green"]
    {
        mark(&mut app, words, Status::Verified);
    }
    let mut desk = desk(app);
    act(&mut desk, Action::PasteDraft(SECOND.join("\n\n")));
    desk
}

fn claim(desk: &Desk, number: u32) -> &Claim {
    open(desk).review().claims.iter().find(|claim| claim.number == number).unwrap()
}

fn fates(desk: &Desk) -> Vec<Fate> {
    open(desk).review().last_revision().unwrap().carried.iter().map(|carried| carried.fate).collect()
}

fn outcome(desk: &Desk, number: u32) -> Option<Outcome> {
    let review = open(desk).review();
    review.last_revision().unwrap().of(claim(desk, number).id).unwrap().outcome
}

#[test]
fn a_new_draft_carries_every_claim_and_shows_what_wants_a_decision() {
    let desk = revised();
    assert_eq!(fates(&desk), [Fate::Material, Fate::Unchanged, Fate::Gone, Fate::Moved]);
    assert_eq!(open(&desk).place.panel, Panel::Revisions);
    assert!(desk.query_by_label("To decide, 2").is_some());
    assert!(desk.query_by_label_contains("1 material").is_some());
    let chosen = open(&desk).chosen().unwrap();
    assert_eq!((chosen.number, chosen.needs_recheck, chosen.status), (1, true, Status::Verified));
    assert!(desk.query_by_label_contains("Taken out: 12. Put in: 21").is_some());
    assert!(desk.query_by_label("0 of 2 decided.").is_some());
}

#[test]
fn what_changed_beside_words_that_stayed_is_shown_too() {
    let mut app = app(&["As per Reuters, nine men left the hall before the vote."]);
    mark(&mut app, "nine men left the hall", Status::Verified);
    let mut desk = desk(app);
    act(&mut desk, Action::PasteDraft("As per AFP, nine men left the hall before the vote.".into()));
    desk.run(); // the comparison is taken in by the next frame
    assert_eq!(fates(&desk), [Fate::Material]);
    assert!(desk.query_by_label_contains("Taken out: Reuters,. Put in: AFP,").is_some());
}

#[test]
fn the_whole_step_is_one_undo() {
    let mut app = app(&FIRST);
    mark(&mut app, "cost 12 million crowns", Status::Verified);
    let before = app.open.as_ref().unwrap().review().clone();
    let mut desk = desk(app);
    act(&mut desk, Action::PasteDraft(SECOND.join("\n\n")));
    assert_ne!(open(&desk).review(), &before);
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(open(&desk).review(), &before);
}

#[test]
fn decisions_are_made_by_key_and_go_on_to_the_next() {
    let mut desk = revised();
    keys(&mut desk, &[Key::C]);
    assert_eq!(outcome(&desk, 1), Some(Outcome::Kept));
    assert!(!claim(&desk, 1).needs_recheck);
    assert_eq!(claim(&desk, 1).decision.as_ref().unwrap().words, ["cost 21 million crowns"]);
    assert_eq!(open(&desk).chosen().unwrap().number, 3);
    press(&mut desk, Modifiers::SHIFT, Key::X);
    assert_eq!(outcome(&desk, 3), Some(Outcome::Cut));
    assert!(desk.query_by_label("All 2 decided.").is_some());
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(outcome(&desk, 3), None);
}

#[test]
fn a_claim_left_to_recheck_keeps_its_flag_until_a_status_is_set() {
    let mut desk = revised();
    click_on(&mut desk, "Recheck");
    assert_eq!(outcome(&desk, 1), Some(Outcome::Recheck));
    assert!(claim(&desk, 1).needs_recheck);
    let first = claim(&desk, 1).id;
    act(&mut desk, Action::Choose(Some(first)));
    keys(&mut desk, &[Key::V]);
    assert!(!claim(&desk, 1).needs_recheck);
}

#[test]
fn a_claim_that_is_gone_is_put_on_selected_words() {
    let mut desk = revised();
    let third = claim(&desk, 3).id;
    act(&mut desk, Action::Choose(Some(third)));
    assert!(desk.state().as_ref().unwrap().app().can(Command::PutElsewhere).is_err());
    select(&mut desk, "none of them pays a toll");
    keys(&mut desk, &[Key::P]);
    assert_eq!(claim(&desk, 3).marked_words(), ["none of them pays a toll"]);
    assert_eq!(outcome(&desk, 3), Some(Outcome::PutElsewhere));
    assert!(claim(&desk, 3).needs_recheck);
}

#[test]
fn a_correction_that_was_taken_over_can_be_accepted() {
    let mut app = app(&FIRST);
    mark(&mut app, "cost 12 million crowns", Status::Disputed);
    let open_review = app.open.as_mut().unwrap();
    let mut corrected = open_review.review().claims[0].as_ref().clone();
    corrected.correction =
        Some(Correction { text: "cost 21 million crowns".into(), ..Correction::default() });
    let change = redpencil::review::Change::new(None, corrected.correction.clone());
    let edit = redpencil::review::Edit::Claim {
        id: corrected.id,
        change: redpencil::review::ClaimChange::Correction(change),
    };
    open_review.perform("correct", &edit, None, noon()).unwrap();
    let mut desk = desk(app);
    act(&mut desk, Action::PasteDraft(SECOND.join("\n\n")));
    assert!(desk.query_by_label("Accept correction, mark verified").is_some());
    keys(&mut desk, &[Key::T]);
    assert_eq!(
        (claim(&desk, 1).status, outcome(&desk, 1)),
        (Status::Verified, Some(Outcome::CorrectionTaken))
    );
}

#[test]
fn claims_that_are_gone_stand_last_under_a_heading() {
    let mut desk = revised();
    click_on(&mut desk, "Claims");
    let review = open(&desk).review();
    let shown: Vec<_> = open(&desk).shown().iter().map(|&at| review.claims[at].number).collect();
    assert_eq!(shown, [4, 1, 2, 3]);
    assert!(desk.query_by_label("No longer in the text, 1").is_some());
}

#[test]
fn the_lists_hold_what_their_names_say() {
    let mut desk = revised();
    for (list, name) in
        [(Fates::Moved, "Moved, 1"), (Fates::Unchanged, "Unchanged, 1"), (Fates::Gone, "Gone, 1")]
    {
        click_on(&mut desk, name);
        assert_eq!(open(&desk).place.fates, list);
        assert_eq!(redpencil::app::revise::listed(open(&desk), list).len(), 1);
    }
}

#[test]
fn the_changes_are_shown_inline_and_side_by_side() {
    let mut desk = revised();
    press(&mut desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert_eq!(open(&desk).paper, Paper::Changes { side_by_side: false });
    assert!(desk.query_by_label_contains("cost 12 21 million").is_some(), "both figures in one column");
    press(&mut desk, Modifiers::COMMAND | Modifiers::ALT, Key::D);
    assert!(desk.query_by_label(FIRST[0]).is_some());
    assert!(desk.query_by_label(SECOND[1]).is_some());
    press(&mut desk, Modifiers::COMMAND | Modifiers::ALT, Key::D);
    assert_eq!(open(&desk).paper, Paper::Article);
}

#[test]
fn an_earlier_draft_shows_what_was_ticked_then_and_cannot_be_changed() {
    let mut desk = revised();
    desk.get_by_label_contains("Draft 1, 27 Jul 2023").click();
    desk.run();
    let earlier = open(&desk).earlier.as_ref().unwrap();
    assert_eq!(earlier.draft().number, 1);
    assert_eq!(earlier.review().claims[0].marked_words(), ["cost 12 million crowns"]);
    assert!(!earlier.review().claims[0].needs_recheck);
    assert!(desk.query_by_label_contains("cost 12 million crowns").is_some());
    let before = open(&desk).review().clone();
    keys(&mut desk, &[Key::D, Key::Delete, Key::C]);
    assert_eq!(open(&desk).review(), &before);
    click_on(&mut desk, "Back to the newest draft");
    assert!(open(&desk).earlier.is_none());
}

#[test]
fn new_factual_words_are_counted_and_stepped_through() {
    let mut app = app(&FIRST);
    mark(&mut app, "cost 12 million crowns", Status::Verified);
    let mut desk = desk(app);
    let second = FIRST.join("\n\n") + "\n\nIt closes in 2031.";
    act(&mut desk, Action::PasteDraft(second));
    desk.run(); // the comparison is taken in by the next frame
    assert!(desk.query_by_label("1 new fact").is_some());
    press(&mut desk, Modifiers::SHIFT, Key::F8);
    assert_eq!(open(&desk).selected_words(), Some("2031"));
    keys(&mut desk, &[Key::N]);
    assert!(open(&desk).new_facts().is_empty());
}

#[test]
fn another_article_is_not_taken_for_a_draft_unasked() {
    let mut app = app(&FIRST);
    mark(&mut app, "cost 12 million crowns", Status::Verified);
    let mut desk = desk(app);
    let other = "Rain fell over the northern valleys for the sixth night, and rivers rose above their banks.";
    act(&mut desk, Action::PasteDraft(other.into()));
    assert_eq!(open(&desk).review().drafts.len(), 1);
    click_on(&mut desk, "Cancel");
    assert_eq!(open(&desk).review().drafts.len(), 1);
    act(&mut desk, Action::PasteDraft(other.into()));
    click_on(&mut desk, "Take it as a new draft");
    assert_eq!(fates(&desk), [Fate::Gone]);
}

#[test]
fn the_same_text_changes_nothing() {
    let mut app = app(&FIRST);
    mark(&mut app, "cost 12 million crowns", Status::Verified);
    let before = app.open.as_ref().unwrap().review().clone();
    let mut desk = desk(app);
    act(&mut desk, Action::PasteDraft(FIRST.join("\n\n")));
    assert_eq!(open(&desk).review(), &before);
    assert!(desk.query_by_label_contains("word for word").is_some());
}

#[test]
fn a_file_dropped_on_a_review_may_be_its_new_draft() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bridge-2.txt");
    std::fs::write(&path, SECOND.join("\n\n")).unwrap();
    let mut app = app(&FIRST);
    mark(&mut app, "cost 12 million crowns", Status::Verified);
    let mut desk = desk(app);
    act(&mut desk, Action::Drop(vec![path]));
    click_on(&mut desk, "New draft");
    assert_eq!(fates(&desk), [Fate::Material]);
    assert_eq!(open(&desk).draft().file, "bridge-2.txt");
}
