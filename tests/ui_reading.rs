//! What the program read of the article, at the window: suggestions, timeline, attributions, coverage.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::Action;
use redpencil::app::command::Command;
use redpencil::app::open::Panel;
use redpencil::app::reading::ReadingAct;
use redpencil::review::{ArticleChange, Change, Dateline, Edit, Status};

#[path = "common/window.rs"]
mod window;
use window::{Desk, act, app, click_on, desk, keys, open, press, select};

const ARTICLE: [&str; 3] = [
    "Nine men crossed the bridge on Wednesday, Mayor Ada Lovelace said. “We were lucky,” she told Reuters.",
    "The bridge opened in 1974 and cost 12 million crowns, according to the town archive.",
    "Repairs ended on 31 July 2023, and the bridge was shut.",
];

/// A window on the article, filed on Thursday, 27 July 2023.
fn filed() -> Desk {
    let mut desk = desk(app(&ARTICLE));
    let to = Dateline { place: "Lyon".into(), date: "2023-07-27".parse().ok() };
    let edit = Edit::Article(ArticleChange::Dateline(Change::new(Dateline::default(), to)));
    act(&mut desk, Action::Edit { label: "Set dateline", edit, field: None });
    desk.run();
    desk
}

/// The words of every suggestion that is left.
fn suggested(desk: &Desk) -> Vec<String> {
    let open = open(desk);
    let words = |range| open.draft().text().slice_bytes(range).unwrap().to_owned();
    open.suggested().map(|one| words(&one.range)).collect()
}

fn resolved(desk: &Desk, words: &str) -> String {
    let timeline = &open(desk).article_reading().unwrap().timeline;
    let event = timeline.events.iter().find(|event| event.event.words == words);
    event.unwrap_or_else(|| panic!("no event {words}")).event.resolved.clone()
}

#[test]
fn a_shown_article_is_read_and_its_dates_follow_the_dateline() {
    let desk = filed();
    assert!(open(&desk).article_reading().unwrap().is_whole);
    assert!(open(&desk).facts().is_some());
    assert_eq!(resolved(&desk, "on Wednesday"), "26 Jul 2023");
}

#[test]
fn a_suggestion_is_accepted_by_key_and_undone() {
    let mut desk = filed();
    let before = suggested(&desk);
    assert!(before.len() > 1, "{before:?}");
    keys(&mut desk, &[Key::I]);
    assert_eq!(open(&desk).place.panel, Panel::Suggestions);
    keys(&mut desk, &[Key::Y]);
    assert_eq!(suggested(&desk), before[1..]);
    assert_eq!(open(&desk).review().claims.len(), 1);
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(suggested(&desk), before);
}

#[test]
fn a_rejection_holds_in_the_next_draft() {
    let mut desk = filed();
    let before = suggested(&desk);
    keys(&mut desk, &[Key::I, Key::L]);
    assert_eq!(suggested(&desk), before[1..]);
    let mut next = ARTICLE.map(str::to_owned).to_vec();
    next.push("Nobody was hurt.".to_owned());
    act(&mut desk, Action::PasteDraft(next.join("\n\n")));
    desk.run();
    assert_eq!(open(&desk).draft().number, 2);
    assert!(!suggested(&desk).contains(&before[0]));
}

#[test]
fn a_claim_on_a_quotation_knows_who_says_it() {
    let mut desk = filed();
    select(&mut desk, "We were lucky");
    keys(&mut desk, &[Key::N]);
    let claim = open(&desk).chosen().unwrap();
    let said = claim.attribution.as_ref().expect("an attribution");
    assert_eq!((said.cue.as_str(), said.outlet.as_str()), ("told", "Reuters"));
}

#[test]
fn a_date_set_by_hand_is_kept() {
    let mut desk = filed();
    press(&mut desk, Modifiers::ALT, Key::Num3);
    desk.get_by_label_contains("“on Wednesday”, ").click();
    desk.run();
    press(&mut desk, Modifiers::SHIFT, Key::T);
    for letter in "2023-07-19".chars() {
        desk.event(egui::Event::Text(letter.to_string()));
        desk.run();
    }
    keys(&mut desk, &[Key::Enter]);
    assert_eq!(resolved(&desk, "on Wednesday"), "19 Jul 2023");
    assert_eq!(open(&desk).review().marginalia.dates.len(), 1);
}

#[test]
fn a_conflict_is_asked_of_the_author() {
    let mut desk = filed();
    press(&mut desk, Modifiers::ALT, Key::Num3);
    click_on(&mut desk, "Conflicts, 1");
    desk.get_by_label_contains("“on 31 July 2023”, ").click();
    desk.run();
    press(&mut desk, Modifiers::SHIFT, Key::Q);
    let claim = &open(&desk).review().claims[0];
    assert_eq!(claim.status, Status::Query);
    assert!(claim.note.contains("after the filing time"), "{}", claim.note);
}

#[test]
fn a_dismissed_reading_is_gone_until_brought_back() {
    let mut desk = filed();
    select(&mut desk, "Wednesday");
    act(&mut desk, Action::Run(Command::ReadHere));
    click_on(&mut desk, "Dismiss date “Wednesday”");
    let told = |desk: &Desk| open(desk).article_reading().unwrap().timeline.dates();
    let fewer = told(&desk);
    act(&mut desk, Action::Reading(ReadingAct::BringBack));
    desk.run();
    assert_eq!(told(&desk), fewer + 1);
}

#[test]
fn the_attributions_name_whom_the_article_rests_on() {
    let mut desk = filed();
    press(&mut desk, Modifiers::ALT, Key::Num6);
    assert!(desk.query_by_label_contains("Ada Lovelace, named").is_some());
    assert!(desk.query_by_label_contains("Reuters, outlet").is_some());
}
