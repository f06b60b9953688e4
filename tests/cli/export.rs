//! `export`: a review becomes a document.

use crate::desk::{Desk, keys};
use serde_json::{Value, json};
use std::fs;

#[test]
fn everything_is_more_than_what_is_shown() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified", "--source", "Reuters", "--origin", "AFP"]);
    let all = desk.run(&["export", "review.ron", "--to", "json"]).expect(0).json();
    assert!(contains(&all, &desk.show()));
    let whole = ["id", "dek", "outlet", "url", "last_number", "drafts", "backups", "waivers"];
    assert_eq!(keys(&all)[9..17], whole);
    assert_eq!(keys(&all)[17..], ["root_decisions", "rules"]);
    assert_eq!(keys(&all["drafts"][0])[4..], ["imported", "file"]);
    assert_eq!(all["drafts"][0]["file"], "article.txt");
    let claim = &all["claims"][0];
    assert_eq!(keys(claim)[10..], ["kind", "tags", "rating", "decision"]);
    assert_eq!(keys(&claim["decision"]), ["by", "at", "words"]);
    assert_eq!(keys(&claim["marks"][0])[3..], ["draft", "prefix", "suffix"]);
    let more = ["id", "source_id", "origin_id", "credibility", "translator", "who", "backups"];
    assert_eq!(keys(&claim["citations"][0])[12..], more);
    assert_eq!(claim["citations"][0]["source_id"], all["sources"][0]["id"]);
}

/// Whether a value holds everything that another holds, and perhaps more keys.
fn contains(all: &Value, some: &Value) -> bool {
    match (all, some) {
        (Value::Object(all), Value::Object(some)) => {
            some.iter().all(|(key, value)| all.get(key).is_some_and(|other| contains(other, value)))
        }
        (Value::Array(all), Value::Array(some)) => {
            all.len() == some.len() && all.iter().zip(some).all(|(all, some)| contains(all, some))
        }
        _ => all == some,
    }
}

#[test]
fn a_document_is_written_whole_and_over_nothing() {
    let desk = Desk::with_review();
    let document = desk.run(&["export", "review.ron", "--to", "json"]).expect(0).out();
    let piped =
        desk.run_with(&["export", "-", "--to", "json", "-o", "-"], desk.read("review.ron").as_bytes());
    assert_eq!(piped.expect(0).out(), document);
    let said = desk.run(&["export", "review.ron", "--to", "json", "-o", "out.json"]).expect(0).out();
    assert_eq!(said, "Saved as out.json\n");
    assert_eq!(desk.read("out.json"), document);
    fs::write(desk.path("out.json"), "mine").unwrap();
    desk.run(&["export", "review.ron", "--to", "json", "-o", "out.json"]).expect(4).says("out.json");
    assert_eq!(desk.read("out.json"), "mine");
    let args = ["export", "review.ron", "--to", "json", "-o", "out.json", "--force", "--json"];
    let written = desk.run(&args).expect(0).json();
    assert_eq!(written, json!({ "output": "out.json", "bytes": document.len() }));
    assert_eq!(desk.read("out.json"), document);
    desk.run(&["export", "review.ron", "--to", "json", "-o", "no/out.json"]).expect(3).says("no/out.json");
}
