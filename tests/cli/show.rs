//! `show`: what a review holds, for scripts and for people.

use crate::desk::{Desk, keys};
use serde_json::json;
use std::fs;

#[test]
fn the_shape_of_a_shown_review_is_fixed() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified", "--source", "Reuters", "--origin", "AFP"]);
    let shown = desk.show();
    let whole =
        ["title", "byline", "dateline", "language", "draft", "claims", "sources", "progress", "coverage"];
    assert_eq!(keys(&shown), whole);
    assert_eq!(keys(&shown["dateline"]), ["place", "date"]);
    assert_eq!(keys(&shown["draft"]), ["number", "sha256", "words", "paragraphs"]);
    assert_eq!(keys(&shown["draft"]["paragraphs"][0]), ["kind", "text"]);
    let claim = &shown["claims"][0];
    let of_claim = [
        "number",
        "id",
        "wording",
        "status",
        "needs_recheck",
        "marks",
        "attribution",
        "citations",
        "correction",
        "note",
    ];
    assert_eq!(keys(claim), of_claim);
    assert_eq!(keys(&claim["marks"][0]), ["start", "end", "text"]);
    let of_citation = [
        "source",
        "stance",
        "pinpoint",
        "url",
        "rank",
        "quotation",
        "language",
        "translation",
        "accessed",
        "method",
        "origin",
        "note",
    ];
    assert_eq!(keys(&claim["citations"][0]), of_citation);
    let of_source = ["id", "name", "kind", "rank", "aliases", "domains", "note", "claims"];
    assert_eq!(keys(&shown["sources"][0]), of_source);
    let statuses =
        ["unchecked", "verified", "disputed", "query", "unverifiable", "on_author", "not_checkable"];
    assert_eq!(keys(&shown["progress"]), statuses);
    assert_eq!(keys(&shown["coverage"]), ["factual_words", "covered", "ticked"]);
}

#[test]
fn what_is_not_known_is_null_or_empty() {
    let desk = Desk::new();
    desk.run_with(&["import", "-", "-o", "review.ron"], "Nine men crossed the bridge.".as_bytes()).expect(0);
    desk.mark(&["--quote", "Nine men"]);
    let shown = desk.show();
    assert_eq!((&shown["byline"], &shown["dateline"]), (&json!(""), &json!({ "place": "", "date": null })));
    let claim = &shown["claims"][0];
    assert_eq!(
        (&claim["wording"], &claim["attribution"], &claim["correction"]),
        (&json!(""), &json!(null), &json!(null))
    );
    assert_eq!(
        (&claim["needs_recheck"], &claim["citations"], &claim["note"]),
        (&json!(false), &json!([]), &json!(""))
    );
}

#[test]
fn paragraphs_have_the_numbers_of_the_window() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "A bridge over the Ézé"]);
    desk.mark(&["--quote", "the mayor smiled"]);
    let said = desk.run(&["show", "review.ron"]).expect(0).out();
    for words in ["1: 3 paragraphs, ", "   Hed, chars 0 to 21\n", "   Paragraph 2, chars "] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn a_review_reads_at_a_terminal() {
    let desk = Desk::with_review();
    desk.mark(&[
        "--quote",
        "Nine men",
        "--status",
        "disputed",
        "--wording",
        "Nine crossed",
        "--note",
        "Ask\nher",
    ]);
    desk.mark(&["--quote", "on Tuesday", "--url", "https://www.reuters.com/a", "--pinpoint", "p. 2"]);
    let said = desk.run(&["show", "review.ron"]).expect(0).out();
    for words in [
        "A bridge over the Ézé opens\n",
        "2 claims · 1 unchecked · 1 disputed\n",
        "1  Disputed: Nine crossed\n",
        ": “Nine men”\n",
        "Note: Ask her\n",
        "2  Unchecked: on Tuesday\n",
        "Supports: Reuters, p. 2, https://www.reuters.com/a, accessed ",
        "Reuters (agency): claim 2\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn text_does_not_act_on_the_terminal() {
    let desk = Desk::new();
    let article = "Nine \u{1b}[2J men \u{202e}crossed the bridge on Tuesday.";
    desk.run_with(&["import", "-", "-o", "review.ron"], article.as_bytes()).expect(0);
    desk.mark(&["--quote", article, "--note", "\u{7}bell"]);
    let said = desk.run(&["show", "review.ron"]).expect(0).out();
    assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said}");
    assert!(said.contains("⟨U+202E⟩crossed"), "{said}");
    let said = desk.refused_mark(&["--quote", "\u{1b}[2J gone"]);
    assert!(said.contains("⟨U+001B⟩[2J gone"), "{said}");
}

#[test]
fn a_review_comes_from_standard_input() {
    let desk = Desk::with_review();
    let review = desk.read("review.ron");
    let shown = desk.run_with(&["show", "-", "--json"], review.as_bytes()).expect(0).json();
    assert_eq!(shown, desk.show());
    desk.run_with(&["show", "-"], b"\xff").expect(3).says("standard input");
    desk.run_with(&["show", "-"], b"no review").expect(3).says("standard input");
}

#[test]
fn what_is_no_review_cannot_be_read() {
    let desk = Desk::with_review();
    let review = desk.read("review.ron");
    fs::write(desk.path("cut.ron"), &review[..review.len() / 2]).unwrap();
    fs::write(desk.path("newer.ron"), review.replacen("version: 1", "version: 99", 1)).unwrap();
    for name in ["missing.ron", "article.txt", "cut.ron", "newer.ron"] {
        desk.run(&["show", name]).expect(3).says(name);
        desk.run(&["mark", name, "--quote", "Nine men"]).expect(3).says(name);
        desk.run(&["export", name, "--to", "json"]).expect(3).says(name);
    }
}
