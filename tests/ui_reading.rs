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
fn without_claims_the_panel_leads_to_the_suggestions() {
    let mut desk = filed();
    assert!(desk.query_by_label("No claims marked yet").is_some());
    let before = suggested(&desk);
    click_on(&mut desk, "Suggest passages");
    assert_eq!(open(&desk).place.panel, Panel::Suggestions);
    assert!(desk.query_by_label("Y: accept").is_some(), "the status bar names the keys that serve here");
    click_on(&mut desk, "Accept");
    click_on(&mut desk, "Reject");
    assert_eq!(suggested(&desk), before[2..]);
    assert!(desk.query_by_label("1 unchecked").is_some());
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

fn value(desk: &Desk, name: &str) -> String {
    desk.get_by_label(name).value().unwrap_or_default()
}

/// Types over what stands in a field.
fn type_over(desk: &mut Desk, name: &str, text: &str) {
    click_on(desk, name);
    press(desk, Modifiers::COMMAND, Key::A);
    desk.event(egui::Event::Text(text.to_owned()));
    desk.run();
}

/// A window with the claim on the first words of the article open.
fn nine_men() -> Desk {
    let mut desk = filed();
    select(&mut desk, "Nine men crossed the bridge on Wednesday");
    keys(&mut desk, &[Key::N]);
    desk
}

#[test]
fn dates_and_figures_of_a_claim_stand_on_its_card() {
    let desk = nine_men();
    assert_eq!(value(&desk, "Date “Wednesday”"), "26 Jul 2023");
    assert_eq!(value(&desk, "Figure “Nine”"), "9 men");
    assert!(desk.query_by_label_contains("Figure “12 million").is_none(), "other words, other claims");
}

#[test]
fn a_date_set_on_the_card_is_the_one_in_the_timeline() {
    let mut desk = nine_men();
    type_over(&mut desk, "Date “Wednesday”", "2023-07-19");
    assert!(open(&desk).review().marginalia.dates.is_empty(), "half a date is none");
    keys(&mut desk, &[Key::Enter]);
    assert_eq!(value(&desk, "Date “Wednesday”"), "19 Jul 2023");
    assert_eq!(resolved(&desk, "on Wednesday"), "19 Jul 2023");
    click_on(&mut desk, "As read: date “Wednesday”");
    assert_eq!(value(&desk, "Date “Wednesday”"), "26 Jul 2023");
    assert_eq!(resolved(&desk, "on Wednesday"), "26 Jul 2023");
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(resolved(&desk, "on Wednesday"), "19 Jul 2023");
}

#[test]
fn a_figure_is_set_right_on_the_card_by_keyboard() {
    let mut desk = nine_men();
    click_on(&mut desk, "Date “Wednesday”");
    // Past the date's own button to the figure.
    keys(&mut desk, &[Key::Tab, Key::Tab]);
    press(&mut desk, Modifiers::COMMAND, Key::A);
    desk.event(egui::Event::Text("11 men".to_owned()));
    desk.run();
    keys(&mut desk, &[Key::Tab]);
    assert_eq!(value(&desk, "Figure “Nine”"), "11 men");
    let set = &open(&desk).review().marginalia.figures[0];
    assert_eq!((set.value.as_str(), set.unit.as_str()), ("11", "men"));
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(value(&desk, "Figure “Nine”"), "9 men");
}

#[test]
fn esc_leaves_a_reading_as_it_was_and_nonsense_is_refused() {
    let mut desk = nine_men();
    type_over(&mut desk, "Figure “Nine”", "11 men");
    keys(&mut desk, &[Key::Escape]);
    assert_eq!(value(&desk, "Figure “Nine”"), "9 men");
    type_over(&mut desk, "Date “Wednesday”", "soon");
    keys(&mut desk, &[Key::Enter]);
    assert_eq!(value(&desk, "Date “Wednesday”"), "26 Jul 2023");
    assert!(desk.query_by_label_contains("“soon” is no date").is_some());
    let margin = &open(&desk).review().marginalia;
    assert!(margin.dates.is_empty() && margin.figures.is_empty());
}

#[test]
fn what_is_typed_in_a_reading_is_kept_when_another_claim_is_chosen() {
    let mut desk = nine_men();
    select(&mut desk, "cost 12 million crowns");
    keys(&mut desk, &[Key::N, Key::K]);
    type_over(&mut desk, "Figure “Nine”", "10 men");
    click_on(&mut desk, "Claim 2: cost 12 million crowns");
    assert_eq!(open(&desk).chosen().unwrap().number, 2);
    assert_eq!(open(&desk).review().marginalia.figures[0].value, "10");
}

#[test]
fn a_reading_dismissed_on_the_card_is_gone_everywhere() {
    let mut desk = nine_men();
    let dates = |desk: &Desk| open(desk).article_reading().unwrap().timeline.dates();
    let before = dates(&desk);
    click_on(&mut desk, "Dismiss date “Wednesday”");
    assert!(desk.query_by_label("Date “Wednesday”").is_none());
    assert_eq!(dates(&desk), before - 1);
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert!(desk.query_by_label("Date “Wednesday”").is_some());
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
