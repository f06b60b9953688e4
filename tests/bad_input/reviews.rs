//! Files called reviews that are damaged, from the future, or contradict themselves.

use crate::desk::{Desk, failed, load, mark, open, opened, run};
use redpencil::app::command::Command;
use redpencil::store::kept_states;
use std::fs;

/// A file that is no review is refused by every verb and by the window, and stays as it is.
#[track_caller]
fn refused(desk: &Desk, bytes: &[u8], words: &str) {
    desk.write("bad.ron", bytes);
    desk.run(&["show", "bad.ron"]).refuses(3, words);
    desk.run(&["mark", "bad.ron", "--quote", "Nine men"]).refuses(3, words);
    desk.run(&["export", "bad.ron", "--to", "json"]).refuses(3, words);
    desk.run_with(&["show", "-"], bytes).refuses(3, words);
    desk.run(&["import", "article.txt", "-o", "bad.ron"]).refuses(4, "there is a file already");
    refused_by_window(desk, bytes, words);
}

/// The window refuses the file, keeps what is open, and does not save over it.
#[track_caller]
fn refused_by_window(desk: &Desk, bytes: &[u8], words: &str) {
    let path = desk.write("bad.ron", bytes);
    let mut app = desk.app_on("saved.ron");
    open(&mut app, &path);
    let said = failed(&app, words);
    assert!(said.ends_with(&format!(": {}", path.display())), "{said}");
    assert_eq!(opened(&app).review().claims.len(), 2, "the review that was open stays open");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_review_cut_at_any_byte_is_refused() {
    let desk = Desk::new();
    let whole = desk.read("saved.ron").into_bytes();
    // The last byte is a line feed, and the review is whole without it.
    for at in (0..whole.len() - 1).step_by(59) {
        refused_by_window(&desk, &whole[..at], "");
    }
    for at in (0..whole.len() - 1).step_by(311).chain([whole.len() - 2]) {
        refused(&desk, &whole[..at], "");
    }
    refused_by_window(&desk, &whole[..whole.len() - 2], "it ends too early");
    let path = desk.write("bad.ron", &whole[..whole.len() - 1]);
    assert_eq!(load(&path), load(&desk.path("saved.ron")));
}

#[test]
fn a_review_with_a_byte_put_wrong_is_refused_or_whole() {
    let desk = Desk::new();
    let whole = desk.read("saved.ron").into_bytes();
    let mut app = desk.app();
    for at in (0..whole.len()).step_by(13) {
        for byte in [0, b'"', b'(', 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            let path = desk.write("bad.ron", &bytes);
            open(&mut app, &path);
            let claims = app.open.as_ref().map_or(2, |open| open.review().claims.len());
            assert_eq!(claims, 2, "byte {at}");
            if app.open.is_none() {
                failed(&app, "bad.ron");
            }
            run(&mut app, Command::CloseReview);
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }
}

#[test]
fn a_newer_review_is_refused_and_never_written_over() {
    let desk = Desk::new();
    let newer = desk.read("saved.ron").replacen("version: 1", "version: 2", 1);
    let newer = newer.replacen("article:", "signatures: [1, 2], article:", 1);
    refused(&desk, newer.as_bytes(), "saved by a newer Redpencil (version 2");
    let path = desk.write("bad.ron", &newer);
    let mut app = desk.app_on("saved.ron");
    mark(&mut app, "Tuesday");
    desk.save_as(&mut app, &path);
    failed(&app, "Not saved: The file there is kept");
    assert!(opened(&app).is_unsaved() && opened(&app).save_failed.is_some());
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    assert!(kept_states(&path).is_empty());
}

#[test]
fn an_article_is_not_written_over_by_a_review() {
    let desk = Desk::new();
    let mut app = desk.app_on("saved.ron");
    mark(&mut app, "Tuesday");
    let path = desk.write("article.ron", "Nine men crossed the bridge.");
    desk.save_as(&mut app, &path);
    failed(&app, "Not saved: The file there is kept");
    assert_eq!(desk.read("article.ron"), "Nine men crossed the bridge.");
}

#[test]
fn an_id_that_stands_twice_is_refused() {
    let desk = Desk::new();
    let (review, text) = (load(&desk.path("saved.ron")), desk.read("saved.ron"));
    let (first, second) = (review.claims[0].id.to_string(), review.claims[1].id.to_string());
    refused(&desk, text.replace(&second, &first).as_bytes(), &format!("the claim id {first} stands twice"));
    let number = text.replacen("number: 2,\n            status", "number: 1,\n            status", 1);
    refused(&desk, number.as_bytes(), "the claim number 1 stands twice");
    let source = review.sources[0].id.to_string();
    let (at, end) = (
        text.find("        (\n            id: \"s-").unwrap(),
        text.find("    ],\n    last_number").unwrap(),
    );
    let twice = format!("{}{}{}", &text[..end], &text[at..end], &text[end..]);
    refused(&desk, twice.as_bytes(), &format!("the source id {source} stands twice"));
    let unknown = text.replacen(&format!("source: \"{source}\""), "source: \"s-00000000\"", 1);
    refused(&desk, unknown.as_bytes(), "which is not in the library");
}

#[test]
fn a_mark_outside_its_draft_is_refused() {
    let desk = Desk::new();
    let text = desk.read("saved.ron");
    let mark = load(&desk.path("saved.ron")).claims[0].marks[0].clone();
    let place = |start: &str, end: &str| {
        let text = text.replacen(&format!("start: {}", mark.start.0), &format!("start: {start}"), 1);
        text.replacen(&format!("end: {}", mark.end.0), &format!("end: {end}"), 1)
    };
    let (start, end) = (mark.start.0.to_string(), mark.end.0.to_string());
    for (start, end) in [
        (start.as_str(), "99999"),
        ("99998", "99999"),
        ("0", "8"),
        (end.as_str(), start.as_str()),
        (start.as_str(), start.as_str()),
        ("0", &u64::MAX.to_string()),
    ] {
        refused(&desk, place(start, end).as_bytes(), "where its words do not stand");
    }
    refused(&desk, place("-1", "8").as_bytes(), "the review is damaged at line");
    refused(&desk, place("0", "18446744073709551616").as_bytes(), "the review is damaged at line");
    refused(&desk, text.replace("draft: 1", "draft: 9").as_bytes(), "draft 9, which is not there");
    let other_words = text.replacen("(Body, \"Ten", "(Body, \"Two", 1);
    refused(&desk, other_words.as_bytes(), "not those it was saved with");
}

#[test]
fn nesting_without_end_is_refused() {
    let desk = Desk::new();
    let whole = desk.read("saved.ron");
    for bracket in ["(", "[", "{", "Some(", "/*", "(a:", "{\"a\":"] {
        let deep = bracket.repeat(10_000);
        refused_by_window(&desk, deep.as_bytes(), "bad.ron");
        refused_by_window(&desk, format!("(version: {deep}").as_bytes(), "bad.ron");
        for field in ["id: ", "title: ", "sources: [", "decision: Some(", "marks: [", "note: "] {
            let text = whole.replacen(field, &format!("{field}{deep}"), 1);
            if text != whole {
                refused_by_window(&desk, text.as_bytes(), "bad.ron");
            }
        }
    }
    let deep = whole.replacen("sources: [", &format!("sources: [{}", "(".repeat(10_000)), 1);
    refused(&desk, deep.as_bytes(), "the review is damaged at line");
    refused(&desk, "(".repeat(1_000_000).as_bytes(), "this is no review");
    // The settings and what a crash left behind are read from disk as well.
    fs::create_dir_all(desk.path("settings")).unwrap();
    desk.write("settings/settings.ron", "(places: {".repeat(10_000));
    fs::create_dir_all(desk.journals()).unwrap();
    desk.write("journals/r-00000000-1.journal", "(".repeat(10_000));
    let app = desk.app_on("saved.ron");
    assert_eq!(opened(&app).review().claims.len(), 2);
}
