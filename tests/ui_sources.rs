//! The library of sources, by accessible names.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "ui_cards/desk.rs"]
#[allow(dead_code, reason = "shared with the tests of the claims panel")]
mod desk;

use desk::{Desk, Hands, app, desk, noon, select, with_many_claims};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use redpencil::app::command::Command;
use redpencil::app::{Action, App, Cite};
use redpencil::review::{Rank, Source, SourceKind, Status};
use redpencil::store::Owner;

/// Two claims: the first cites Reuters and the town archive, the second Reuters alone.
fn library() -> App {
    let mut app = app(&["The bridge opened in 1974.", "It cost 12 million crowns."]);
    for (words, sources) in
        [("opened in 1974", &["Reuters", "Town archive"][..]), ("12 million", &["Reuters"])]
    {
        select(&mut app, words);
        app.act(Action::Run(Command::NewClaim));
        let claim = app.open.as_ref().unwrap().chosen().unwrap().id;
        for source in sources {
            app.act(Action::Cite(claim, Cite::Typed((*source).into())));
        }
    }
    app.act(Action::Run(Command::SetStatus(Status::Disputed)));
    app.act(Action::Run(Command::ShowSources));
    app
}

fn source<'a>(desk: &'a Harness<'_, Desk>, name: &str) -> &'a Source {
    desk.state().open().review().source_called(name).unwrap()
}

const REUTERS: &str = "Reuters, agency, secondary, 2 claims";
const ARCHIVE: &str = "Town archive, other, secondary, 1 claim";

#[test]
fn each_source_lists_the_claims_that_rest_on_it() {
    let mut desk = desk(library());
    desk.run();
    assert!(desk.has(REUTERS) && desk.has(ARCHIVE));
    desk.click("Go to claim 2, disputed");
    assert_eq!(desk.state().open().chosen().unwrap().number, 2);
    assert_eq!(desk.query_all_by_label("Go to claim 1, unchecked").count(), 2, "it rests on both");
}

#[test]
fn renaming_a_source_renames_it_everywhere_in_one_step() {
    let mut desk = desk(library());
    desk.run();
    desk.click(REUTERS);
    desk.click("Name");
    desk.press(Key::End);
    for letter in [" ", "w", "i", "r", "e"] {
        desk.event(egui::Event::Text(letter.into()));
        desk.run();
    }
    desk.press(Key::Escape);
    assert!(desk.has("Reuters wire, agency, secondary, 2 claims"));
    desk.state_mut().app.act(Action::Run(Command::ShowClaims));
    desk.run();
    assert!(desk.has("Citation 1: Reuters wire, supports"), "citations hold ids");
    desk.state_mut().app.act(Action::Run(Command::Undo));
    desk.run();
    assert!(desk.has("Citation 1: Reuters, supports"));
}

#[test]
fn a_source_never_loses_its_name() {
    let mut desk = desk(library());
    desk.run();
    desk.click(REUTERS);
    desk.click("Name");
    desk.key_combination_modifiers(Modifiers::COMMAND, &[Key::A]);
    desk.run();
    desk.press(Key::Backspace);
    desk.press(Key::Escape);
    assert_eq!(desk.value("Name"), "Reuters");
}

#[test]
fn everything_known_of_a_source_is_edited() {
    let mut desk = desk(library());
    desk.run();
    desk.click(ARCHIVE);
    desk.type_in("Other names", "archive, town records");
    desk.type_in("Domains", "https://www.town.example/x");
    desk.type_in("Note", "ask Ada");
    desk.click("Kind");
    desk.click("Official");
    desk.click("Rank");
    desk.click("Primary");
    let source = source(&desk, "Town archive");
    assert_eq!(source.aliases, ["archive", "town records"]);
    assert_eq!(source.domains, ["town.example"]);
    assert_eq!(
        (source.kind, source.rank, source.note.as_str()),
        (SourceKind::Official, Rank::Primary, "ask Ada")
    );
    desk.press(Key::Escape);
    desk.click("Town archive, official, primary, 1 claim");
    assert!(!desk.has("Other names"), "it folds again");
}

#[test]
fn a_source_is_added_by_name_and_by_address() {
    let mut desk = desk(library());
    desk.run();
    desk.click("Add source");
    desk.event(egui::Event::Text("france 2".into()));
    desk.run();
    desk.click("France 24, broadcaster");
    assert_eq!(source(&desk, "France 24").kind, SourceKind::Broadcaster);
    assert_eq!(desk.value("Name"), "France 24", "the new one unfolds");
    desk.click("Add source");
    desk.event(egui::Event::Paste("https://www.apnews.com/article/x".into()));
    desk.run();
    desk.press(Key::Enter);
    assert_eq!(desk.state().open().review().sources.len(), 4);
}

#[test]
fn a_source_goes_only_when_nothing_rests_on_it() {
    let mut desk = desk(library());
    desk.state_mut().app.act(Action::AddToLibrary("Unused paper".into()));
    desk.run();
    desk.click(REUTERS);
    assert!(desk.get_by_label("Remove from library").accesskit_node().is_disabled());
    desk.click("Unused paper, other, secondary, no claims rest on it");
    desk.click("Remove from library");
    assert!(desk.state().open().review().source_called("Unused paper").is_none());
    assert_eq!(desk.state().open().review().sources.len(), 2);
}

#[test]
fn sources_are_found_by_any_name() {
    let mut desk = desk(library());
    desk.run();
    desk.type_in("Find a source", "archi");
    assert!(desk.has(ARCHIVE) && !desk.has(REUTERS));
    desk.event(egui::Event::Text("zzz".into()));
    desk.run();
    assert!(desk.has("No source is called “archizzz”"));
    desk.click("Show all");
    assert!(desk.has(ARCHIVE) && desk.has(REUTERS));
}

#[test]
fn an_empty_library_says_how_to_fill_it() {
    let mut app = app(&["The bridge opened in 1974."]);
    app.act(Action::Run(Command::ShowSources));
    let mut desk = desk(app);
    desk.run();
    assert!(desk.has("No sources yet"));
}

#[test]
fn a_review_that_another_window_holds_can_be_read_only() {
    let mut app = library();
    let owner = Owner { user: "Ada".into(), host: "desk".into(), pid: 1, since: Some(noon()) };
    app.open.as_mut().unwrap().held_by = Some(owner);
    let mut desk = desk(app);
    desk.run();
    desk.click(REUTERS);
    for label in ["Name", "Other names", "Kind", "Rank", "Note", "Add source", "Remove from library"] {
        assert!(desk.get_by_label(label).accesskit_node().is_disabled(), "{label}");
    }
}

#[test]
fn a_source_of_many_claims_shows_a_few() {
    let mut app = with_many_claims(60);
    let claims: Vec<_> = app.open.as_ref().unwrap().review().claims.iter().map(|claim| claim.id).collect();
    for claim in claims.into_iter() {
        app.act(Action::Cite(claim, Cite::Typed("Reuters".into())));
    }
    app.act(Action::Run(Command::ShowSources));
    let mut desk = desk(app);
    desk.run();
    assert!(desk.has("Reuters, agency, secondary, 60 claims"));
    let marks = desk.query_all_by_role(egui::Role::Button).count();
    assert!(marks < 20, "a dozen claims and the rest as a number: {marks}");
}
