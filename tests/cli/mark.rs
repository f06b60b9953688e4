//! `mark`: passages become claims, with statuses and citations.

use crate::desk::{Desk, draft_text, keys, slice};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_passage_becomes_a_claim() {
    let desk = Desk::with_review();
    let claim = desk.mark(&["--quote", "Nine men"]);
    assert_eq!((&claim["number"], &claim["status"]), (&json!(1), &json!("unchecked")));
    let shown = desk.show();
    assert_eq!(shown["claims"], json!([claim]));
    assert_eq!(slice(&draft_text(&shown), &claim["marks"][0]), "Nine men");
    assert_eq!(desk.mark(&["--quote", "on Tuesday"])["number"], 2);
}

#[test]
fn places_are_counted_in_chars() {
    let desk = Desk::with_review();
    for quote in ["Ézé opens", "👩‍👩‍👧, and", "الجسر آمن", "smiled.\nقال الوزير", "“It is safe”"]
    {
        let claim = desk.mark(&["--quote", quote]);
        assert_eq!(claim["marks"][0]["text"], quote);
        assert_eq!(slice(&draft_text(&desk.show()), &claim["marks"][0]), quote);
    }
}

#[test]
fn the_same_passage_is_the_same_claim() {
    let desk = Desk::with_review();
    let first = desk.mark(&["--quote", "Nine men", "--wording", "Nine crossed", "--note", "first"]);
    let second = desk.mark(&["--quote", "Nine men", "--status", "query", "--note", "second"]);
    assert_eq!(first["id"], second["id"]);
    assert_eq!(
        (&second["wording"], &second["note"], &second["status"]),
        (&json!("Nine crossed"), &json!("second"), &json!("query"))
    );
    assert_ne!(desk.mark(&["--quote", "Nine men crossed"])["id"], first["id"]);
    assert_eq!(desk.mark(&["--quote", "Nine men", "--note", ""])["note"], "");
    assert_eq!(desk.show()["claims"].as_array().unwrap().len(), 2);
}

#[test]
fn a_mark_that_asks_for_nothing_new_leaves_the_file_as_it_is() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--note", "ask"]);
    let before =
        (desk.read("review.ron"), fs::metadata(desk.path("review.ron")).unwrap().modified().unwrap());
    let said = desk.run(&["mark", "review.ron", "--quote", "Nine men", "--note", "ask"]).expect(0).out();
    assert!(said.starts_with("Claim 1 stays as it is: "), "{said}");
    assert_eq!(
        (desk.read("review.ron"), fs::metadata(desk.path("review.ron")).unwrap().modified().unwrap()),
        before
    );
}

#[test]
fn prefix_and_suffix_decide_between_places() {
    let desk = Desk::with_review();
    let said = desk.refused_mark(&["--quote", "men c"]);
    assert!(said.contains("“men c” stands in 2 places"), "{said}");
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(said.contains("Paragraph 1, chars ") && said.contains("Paragraph 2, chars "), "{said}");
    let first = desk.mark(&["--quote", "men c", "--suffix", "rossed"]);
    let second = desk.mark(&["--quote", "men c", "--prefix", "Then nine "]);
    assert!(first["marks"][0]["start"].as_u64() < second["marks"][0]["start"].as_u64());
    let said = desk.refused_mark(&["--quote", "men c", "--prefix", "eleven"]);
    assert!(said.contains("stands in 2 places, but not with that prefix"), "{said}");
}

#[test]
fn the_places_of_a_quotation_are_passages_in_json() {
    let desk = Desk::with_review();
    let text = draft_text(&desk.show());
    let error = desk.run(&["mark", "review.ron", "--quote", "men c", "--json"]).expect(2).json();
    assert_eq!(keys(&error), ["error", "places"]);
    let places = error["places"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    for place in places {
        assert_eq!(keys(place), ["start", "end", "text"]);
        assert_eq!(slice(&text, place), "men c");
    }
    let error = desk.run(&["mark", "review.ron", "--quote", "ten women", "--json"]).expect(2).json();
    assert_eq!(error["places"], json!([]));
    let error = desk
        .run(&["mark", "review.ron", "--quote", "Nine men", "--status", "done", "--json"])
        .expect(2)
        .json();
    assert_eq!(keys(&error), ["error"]);
}

#[test]
fn a_quotation_that_nearly_stands_there_is_recognised_and_refused() {
    let desk = Desk::with_review();
    let said = desk.refused_mark(&["--quote", "\"It  is safe\", SHE"]);
    assert!(said.contains("did you mean ““It is safe”, she”?"), "{said}");
    assert!(said.contains("Paragraph 1, chars"), "{said}");
    let said = desk.refused_mark(&["--quote", "ten women"]);
    assert!(said.contains("“ten women” stands nowhere"), "{said}");
    assert!(desk.refused_mark(&["--quote", ""]).contains("empty"));
}

#[test]
fn a_status_is_signed_and_bound_to_its_words() {
    let desk = Desk::with_review();
    let decision = || {
        desk.run(&["export", "review.ron", "--to", "json"]).expect(0).json()["claims"][0]["decision"].clone()
    };
    desk.mark(&["--quote", "Nine men"]);
    assert_eq!(decision(), Value::Null);
    desk.mark(&["--quote", "Nine men", "--status", "On author"]);
    assert_eq!((&decision()["by"], &decision()["words"]), (&json!("ada"), &json!(["Nine men"])));
    desk.mark(&["--quote", "Nine men", "--status", "verified", "--by", "Grace"]);
    assert_eq!(decision()["by"], "Grace");
    let at = decision()["at"].as_str().unwrap().to_owned();
    assert!(at.len() == "2024-03-12T10:00:00Z".len() && at.ends_with('Z'), "{at}");
}

#[test]
fn every_status_and_stance_is_known_by_its_word() {
    let desk = Desk::with_review();
    for status in ["verified", "disputed", "query", "unverifiable", "on_author", "not_checkable", "unchecked"]
    {
        assert_eq!(desk.mark(&["--quote", "Nine men", "--status", status])["status"], status);
    }
    for stance in ["contradicts", "partly_supports", "context_only", "does_not_address", "supports"] {
        let claim = desk.mark(&["--quote", "Nine men", "--source", "Reuters", "--stance", stance]);
        assert_eq!(
            (&claim["citations"][0]["stance"], &claim["citations"][1]),
            (&json!(stance), &Value::Null)
        );
    }
    let said = desk.refused_mark(&["--quote", "Nine men", "--status", "true"]);
    assert!(said.contains("“true” is no status") && said.contains("on_author, not_checkable"), "{said}");
    let said = desk.refused_mark(&["--quote", "Nine men", "--source", "Reuters", "--stance", "for"]);
    assert!(said.contains("“for” is no stance") && said.contains("does_not_address"), "{said}");
}

#[test]
fn citations_are_added_and_none_is_doubled() {
    let desk = Desk::with_review();
    let on = |options: &[&str]| {
        desk.mark(&[&["--quote", "Nine men"], options].concat())["citations"].as_array().unwrap().len()
    };
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 1"]), 1);
    assert_eq!(on(&["--source", "city RECORDS", "--pinpoint", "p. 1"]), 1);
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 2"]), 2);
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 1", "--url", "https://city.example/1"]), 3);
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 1", "--origin", "The mayor"]), 3);
    let shown = desk.show();
    let citations = &shown["claims"][0]["citations"];
    assert_eq!((&citations[0]["origin"], &citations[1]["origin"]), (&json!("The mayor"), &Value::Null));
    assert!(citations[0]["accessed"].as_str().unwrap().len() == "2024-03-12".len());
    let names: Vec<_> = shown["sources"].as_array().unwrap().iter().map(|source| &source["name"]).collect();
    assert_eq!(names, ["City records", "The mayor"]);
}

#[test]
fn known_outlets_are_recognised_by_name_and_address() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--source", "reuters"]);
    desk.mark(&["--quote", "on Tuesday", "--url", "https://www.reuters.com/world/bridge"]);
    let claim = desk.mark(&["--quote", "smiled", "--url", "HTTPS://Live.France24.com:443/x"]);
    assert_eq!(claim["citations"][0]["source"], "France 24");
    let shown = desk.show();
    let sources = shown["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 2);
    assert_eq!(
        (&sources[0]["name"], &sources[0]["kind"], &sources[0]["claims"]),
        (&json!("Reuters"), &json!("agency"), &json!([1, 2]))
    );
    assert!(sources[0]["domains"].as_array().unwrap().contains(&json!("reuters.com")));
}

#[test]
fn another_address_is_called_by_its_host() {
    let desk = Desk::with_review();
    let claim = desk.mark(&["--quote", "Nine men", "--url", "https://www.Bridge-Post.example/a?b#c"]);
    assert_eq!(claim["citations"][0]["source"], "bridge-post.example");
    assert_eq!(claim["citations"][0]["url"], "https://www.Bridge-Post.example/a?b#c");
    desk.mark(&["--quote", "on Tuesday", "--url", "http://news.bridge-post.example/"]);
    let sources = desk.show()["sources"].clone();
    assert_eq!((&sources[0]["domains"], &sources[1]), (&json!(["bridge-post.example"]), &Value::Null));
}

#[test]
fn a_citation_needs_a_source_and_a_web_address() {
    let desk = Desk::with_review();
    for options in [&["--stance", "supports"], &["--pinpoint", "p. 1"], &["--origin", "AFP"]] {
        let said = desk.refused_mark(&[&["--quote", "Nine men"], &options[..]].concat());
        assert!(said.contains("belong to a source"), "{said}");
    }
    for url in
        ["javascript:alert(1)", "bridge.example", "ftp://bridge.example/", "https://", "https:///x", " "]
    {
        desk.refused_mark(&["--quote", "Nine men", "--url", url]);
        desk.refused_mark(&["--quote", "Nine men", "--source", "Reuters", "--url", url]);
    }
    let said = desk.refused_mark(&["--quote", "Nine men", "--source", " "]);
    assert!(said.contains("“source” is blank"), "{said}");
    let said = desk.refused_mark(&["--quote", "Nine men", "--source", "Reuters", "--origin", "reuters"]);
    assert!(said.contains("not its own origin"), "{said}");
}

#[test]
fn sources_that_took_a_fact_from_each_other_are_refused() {
    let desk = Desk::with_review();
    let cite = |source, origin| ["--quote", "Nine men", "--source", source, "--origin", origin];
    desk.run(&[&["mark", "review.ron"][..], &cite("Le Monde", "Reuters")].concat()).expect(0);
    desk.refused_mark(&cite("Reuters", "Le Monde"));
}

#[test]
fn a_quotation_may_begin_with_a_hyphen() {
    let desk = Desk::new();
    desk.run_with(
        &["import", "-", "-o", "review.ron"],
        "It was -5 degrees in Port Ézé on Tuesday.".as_bytes(),
    )
    .expect(0);
    let claim = desk.mark(&["--quote", "-5 degrees", "--note", "-- below"]);
    assert_eq!((&claim["marks"][0]["text"], &claim["note"]), (&json!("-5 degrees"), &json!("-- below")));
}

#[test]
fn a_review_that_is_open_elsewhere_is_not_changed() {
    let desk = Desk::with_review();
    let before = desk.read("review.ron");
    let owner = redpencil::store::Owner { user: "grace".into(), ..Default::default() };
    let held = redpencil::store::lock(&desk.path("review.ron"), &owner);
    assert!(matches!(held, redpencil::store::Locked::Ours(_)));
    desk.run(&["mark", "review.ron", "--quote", "Nine men"]).expect(3).says("open, held by grace");
    assert_eq!(desk.read("review.ron"), before);
    desk.run(&["show", "review.ron"]).expect(0);
    drop(held);
    desk.mark(&["--quote", "Nine men"]);
    assert!(!desk.path(".review.ron.lock").exists());
}
