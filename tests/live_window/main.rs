//! The built program in a real window: started on a virtual screen, used with keyboard, mouse and the
//! system's file dialog, killed, closed and opened again.
//!
//! `cargo test --features inspection --test live_window`: that feature lets the test read the window as a
//! screen reader does. All that is done to the window goes through the X server.

#![cfg(all(feature = "inspection", target_os = "linux"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files"
)]

mod screen;
mod tree;
mod window;

use egui::accesskit::Role;
use screen::Screen;
use serde_json::{Value, json};
use std::fs;
use window::{Desk, Window};

const ARTICLE: &str = "\
Night ferry to Larnholm sails again after storm

By Ana Brandt

LARNHOLM, 14 March 2024 – The night ferry sailed on Tuesday with 212 people on board, the harbour office \
told Reuters.

Two lifeboats were lost on Monday. The captain said the storm was “the worst in thirty years”.

Repairs cost 1.4 million crowns, as per the owner. Critics call that sum far too low.
";

const TITLE: &str = "Night ferry to Larnholm sails again after storm";
const SAVED_TITLE: &str = "Night ferry to Larnholm sails again after storm – Redpencil";
const UNSAVED_TITLE: &str = "• Night ferry to Larnholm sails again after storm – Redpencil";
const NOTE: &str = "Ask the yard for its own count";

/// The story of one review, from the article to the last look at it.
#[test]
fn an_article_is_opened_checked_saved_killed_and_opened_again() {
    let (screen, desk) = (Screen::new(), Desk::with(ARTICLE));
    let mut window = Window::open(&screen, &desk, None);
    open_the_article(&mut window);
    mark_and_check(&mut window);
    cite_reuters(&mut window);
    save_in_a_new_file(&mut window);
    assert_saved(&desk.show("ferry.ron"));
    lose_a_note(window, &desk);
    let mut window = Window::open(&screen, &desk, Some("ferry.ron"));
    restore_the_note_and_take_it_back(&mut window);
    leave_at_the_second_claim_and_the_sources(window);
    assert_saved(&desk.show("ferry.ron"));
    find_it_as_it_was(&mut Window::open(&screen, &desk, None));
}

fn open_the_article(window: &mut Window<'_>) {
    window.wait_until("the welcome screen", |tree| tree.find(Role::Button, "Open article…").is_some());
    window.press(&["ctrl+o"]);
    window.answer_open_dialog("ferry.txt");
    for paragraph in ARTICLE.split("\n\n") {
        window.wait_for_text(paragraph.trim());
    }
    window.wait_for_title(SAVED_TITLE);
    window.press(&["ctrl+i"]);
    window.wait_until("the date of the dateline", |tree| tree.field("Date") == Some("2024-03-14"));
    window.press(&["Escape"]);
    window.wait_until("the article alone", |tree| tree.field("Date").is_none());
}

/// Words are selected by double click, by drag and by keyboard.
fn mark_and_check(window: &mut Window<'_>) {
    window.double_click_word("212");
    window.wait_until("the bar over selected words", |tree| tree.find(Role::Button, "Verified").is_some());
    window.press(&["n"]);
    window.wait_for_claim("Claim 1: 212", "Unchecked");
    window.press(&["v"]);
    window.wait_for_claim("Claim 1: 212", "Verified");

    window.drag_over("Two lifeboats");
    window.press(&["d"]);
    window.wait_for_claim("Claim 2: Two lifeboats", "Disputed");

    window.press(&["F6", "ctrl+Home", "ctrl+shift+Right", "ctrl+shift+Right"]);
    window.press(&["q"]);
    window.wait_for_claim("Claim 3: Night ferry", "Query");
    window.wait_until("every claim and its status", |tree| {
        tree.has(Role::ListItem, "Claim 1: 212")
            && tree.has(Role::ListItem, "Claim 2: Two lifeboats")
            && tree.has(Role::Button, "Go to claim 1: Verified")
            && tree.has(Role::Button, "Go to claim 2: Disputed")
    });
    window.wait_for_title(UNSAVED_TITLE);
}

fn cite_reuters(window: &mut Window<'_>) {
    window.choose("Claim 1: 212", "Verified");
    window.press(&["s"]);
    window.wait_until("an empty field for the source", |tree| tree.field("Source to add") == Some(""));
    window.type_text("reu");
    window.wait_until("the offer of Reuters", |tree| tree.has(Role::ListBoxOption, "Reuters"));
    window.press(&["Return"]);
    window.wait_until("the citation", |tree| tree.has(Role::Button, "Citation 1: Reuters"));
}

fn save_in_a_new_file(window: &mut Window<'_>) {
    window.press(&["ctrl+s"]);
    window.answer_save_dialog("ferry.ron");
    window.wait_for_text("Saved");
    window.wait_for_title(SAVED_TITLE);
}

fn assert_saved(review: &Value) {
    let claim =
        |claim: &Value| json!([claim["number"], claim["marks"][0]["text"], claim["status"], claim["note"]]);
    let mut claims: Vec<Value> = review["claims"].as_array().unwrap().iter().map(claim).collect();
    claims.sort_by_key(|claim| claim[0].as_u64());
    let expected = [
        json!([1, "212", "verified", ""]),
        json!([2, "Two lifeboats", "disputed", ""]),
        json!([3, "Night ferry", "query", ""]),
    ];
    assert_eq!(claims, expected);
    let first = review["claims"].as_array().unwrap().iter().find(|claim| claim["number"] == 1).unwrap();
    assert_eq!(first["citations"][0]["source"], "Reuters");
    assert_eq!(review["dateline"], json!({"place": "LARNHOLM", "date": "2024-03-14"}));
}

/// A note is typed, and the program killed before it is saved.
fn lose_a_note(mut window: Window<'_>, desk: &Desk) {
    window.click_field("Note");
    window.type_text(NOTE);
    window.wait_until("the note, kept against a crash", |_| desk.journal_has(NOTE));
    window.kill();
    assert_saved(&desk.show("ferry.ron"));
}

fn restore_the_note_and_take_it_back(window: &mut Window<'_>) {
    window.wait_for_text("Restore unsaved work?");
    window.click(Role::Button, "Restore");
    window.wait_until("the note", |tree| tree.field("Note") == Some(NOTE));
    window.wait_for_claim("Claim 1: 212", "Verified");
    window.wait_for_title(UNSAVED_TITLE);
    window.press(&["ctrl+z"]);
    window.wait_until("the claim without the note", |tree| tree.field("Note") == Some(""));
    window.press(&["ctrl+s"]);
    window.wait_for_text("Saved");
}

fn leave_at_the_second_claim_and_the_sources(mut window: Window<'_>) {
    window.choose("Claim 2: Two lifeboats", "Disputed");
    window.press(&["alt+2"]);
    window.wait_until("the sources", |tree| tree.is_on("Sources") && tree.has(Role::Button, "Reuters"));
    window.close();
    assert!(window.ended().success());
}

fn find_it_as_it_was(window: &mut Window<'_>) {
    window.click(Role::Button, TITLE);
    window.wait_until("the sources again", |tree| tree.is_on("Sources") && tree.has(Role::Button, "Reuters"));
    window.press(&["alt+1"]);
    window.wait_for_claim("Claim 2: Two lifeboats", "Disputed");
    window.wait_until("the other claims", |tree| tree.has(Role::ListItem, "Claim 3: Night ferry"));
}

/// A desk with a review of one claim in `ferry.ron`.
fn desk_with_review() -> Desk {
    let desk = Desk::with(ARTICLE);
    desk.run(&["import", "ferry.txt", "-o", "ferry.ron"]);
    desk.run(&["mark", "ferry.ron", "--quote", "Two lifeboats", "--status", "query"]);
    desk
}

#[test]
fn a_second_window_reads_only_and_says_who_writes() {
    let (screen, desk) = (Screen::new(), desk_with_review());
    let mut first = Window::open(&screen, &desk, Some("ferry.ron"));
    first.wait_for_text("Saved");
    let mut second = Window::open(&screen, &desk, Some("ferry.ron"));
    second.wait_for_text("Read-only, held by ada");
    second.wait_for_text(&format!("(process {})", first.process()));
    second.choose("Claim 1: Two lifeboats", "Query");
    second.press(&["v"]);
    second.wait_for_claim("Claim 1: Two lifeboats", "Query");
    second.wait_until("no status to set", |tree| tree.find(Role::Button, "Disputed").is_none());
    second.close();
    assert!(second.ended().success());

    first.choose("Claim 1: Two lifeboats", "Query");
    first.press(&["v"]);
    first.wait_for_claim("Claim 1: Two lifeboats", "Verified");
    first.press(&["ctrl+s"]);
    first.wait_for_text("Saved");
    assert_eq!(desk.show("ferry.ron")["claims"][0]["status"], "verified");
}

#[test]
fn closing_asks_before_work_is_lost() {
    let (screen, desk) = (Screen::new(), desk_with_review());
    let before = fs::read(desk.path("ferry.ron")).unwrap();
    let mut window = Window::open(&screen, &desk, Some("ferry.ron"));
    window.choose("Claim 1: Two lifeboats", "Query");
    window.press(&["v"]);
    window.wait_for_claim("Claim 1: Two lifeboats", "Verified");
    window.close();
    window.click(Role::Button, "Cancel");
    window.wait_until("no question", |tree| tree.find(Role::Button, "Discard").is_none());
    window.wait_for_claim("Claim 1: Two lifeboats", "Verified");
    window.press(&["ctrl+q"]);
    window.click(Role::Button, "Discard");
    assert!(window.ended().success());
    assert_eq!(fs::read(desk.path("ferry.ron")).unwrap(), before, "the file is as it was");

    let mut window = Window::open(&screen, &desk, Some("ferry.ron"));
    window.wait_for_text("Saved");
    window.wait_for_claim("Claim 1: Two lifeboats", "Query");
    window.press(&["d"]);
    window.wait_for_claim("Claim 1: Two lifeboats", "Disputed");
    window.close();
    window.click(Role::Button, "Save");
    assert!(window.ended().success());
    assert_eq!(desk.show("ferry.ron")["claims"][0]["status"], "disputed");
}

/// Frames that the window draws to answer a question: one for the answer, one in its wake.
const FRAMES_TO_ANSWER: u64 = 2;

/// Running a verb is only a way to spend time in which a window that draws without need would be seen.
#[test]
fn a_window_that_is_let_alone_draws_nothing() {
    let (screen, desk) = (Screen::new(), desk_with_review());
    let mut window = Window::open(&screen, &desk, Some("ferry.ron"));
    window.choose("Claim 1: Two lifeboats", "Query");
    window.wait_until_at_rest();
    let before = window.tree().frames;
    for _ in 0..30 {
        desk.show("ferry.ron");
    }
    let drawn = window.tree().frames - before;
    assert!(drawn <= FRAMES_TO_ANSWER, "{drawn} frames drawn while nothing happened");
}

#[test]
fn without_a_display_it_says_what_to_do() {
    let output = Desk::with(ARTICLE).program().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("xvfb-run") && said.contains("import, mark, show and export"), "{said}");
    assert_eq!(said.matches(['.', '\n']).count(), 2, "one sentence on one line: {said}");
}
