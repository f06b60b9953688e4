//! `mark --jsonl`: many marks at once.

use crate::desk::{Desk, keys};
use serde_json::{Value, json};

#[test]
fn many_marks_are_carried_out_at_once() {
    let desk = Desk::with_review();
    let lines = concat!(
        "{\"quote\": \"Nine men\", \"status\": \"verified\", \"source\": \"Reuters\", \"stance\": \"supports\"}\r\n",
        "\n  \n",
        "{\"quote\":\"الجسر\",\"note\":null}\n",
        "{\"quote\":\"men c\",\"prefix\":\"Then nine\",\"wording\":\"They came\\nback\"}\n",
        "{\"quote\":\"Nine men\",\"note\":\"again\"}"
    );
    let said = desk.run_with(&["mark", "review.ron", "--jsonl"], lines.as_bytes()).expect(0).out();
    assert_eq!(said, "4 marks carried out: 3 claims added, 1 changed\n");
    let claims = desk.show()["claims"].clone();
    assert_eq!((&claims[0]["note"], &claims[0]["status"]), (&json!("again"), &json!("verified")));
    assert_eq!(
        (&claims[1]["marks"][0]["text"], &claims[2]["wording"]),
        (&json!("الجسر"), &json!("They came\nback"))
    );
    assert_eq!(claims[3], Value::Null);
}

#[test]
fn each_line_is_answered_in_json() {
    let desk = Desk::with_review();
    let lines = b"{\"quote\":\"Nine men\"}\n{\"quote\":\"on Tuesday\"}\n{\"quote\":\"Nine men\"}\n";
    let out = desk.run_with(&["mark", "review.ron", "--jsonl", "--json"], lines).expect(0).out();
    let answers: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<_> = answers.iter().map(|answer| (&answer["added"], &answer["claim"]["number"])).collect();
    assert_eq!(said, [(&json!(true), &json!(1)), (&json!(true), &json!(2)), (&json!(false), &json!(1))]);
    assert!(answers.iter().all(|answer| keys(answer) == ["added", "claim"]));
}

#[test]
fn of_many_marks_all_are_carried_out_or_none() {
    let desk = Desk::with_review();
    let before = desk.read("review.ron");
    for (line, words) in [
        ("{\"quote\":\"ten women\"}", "line 3: “ten women” stands nowhere"),
        ("{\"quote\":\"men c\"}", "line 3: “men c” stands in 2 places"),
        ("{\"quote\":\"smiled\",\"status\":\"true\"}", "line 3: “true” is no status"),
        (
            "{\"quote\":\"smiled\",\"colour\":\"red\"}",
            "line 3: this is no object with the keys of a mark (unknown field `colour`",
        ),
        ("{\"quote\":\"smiled\",\"note\":\"a\",\"note\":\"b\"}", "line 3: this is no object"),
        ("{\"quote\":5}", "line 3: this is no object"),
        ("[\"smiled\"]", "line 3: this is no object"),
        ("smiled", "line 3: this is no object"),
        ("{\"status\":\"verified\"}", "line 3: a quotation is missing"),
        ("{\"quote\":\"smiled\",\"stance\":\"supports\"}", "line 3: stance, pinpoint and origin"),
    ] {
        let lines = format!("{{\"quote\":\"Nine men\"}}\n\n{line}\n{{\"quote\":\"on Tuesday\"}}\n");
        let ran = desk.run_with(&["mark", "review.ron", "--jsonl"], lines.as_bytes()).expect(2);
        assert!(
            ran.said().contains(words) && ran.said().contains("no line was carried out"),
            "{}",
            ran.said()
        );
        assert_eq!(desk.read("review.ron"), before);
    }
    let ran = desk.run_with(&["mark", "review.ron", "--jsonl"], b"{\"quote\":\"\xff\"}").expect(2);
    assert!(ran.said().contains("line 1"), "{}", ran.said());
    let lines = b"{\"quote\":\"Nine men\"}\n{\"quote\":\"men c\"}";
    let error = desk.run_with(&["mark", "review.ron", "--jsonl", "--json"], lines).expect(2).json();
    assert_eq!((keys(&error), &error["line"]), (vec!["error", "line", "places"], &json!(2)));
}

#[test]
fn no_lines_are_nothing_to_do() {
    let desk = Desk::with_review();
    let said = desk.run_with(&["mark", "review.ron", "--jsonl"], b"\n").expect(0).out();
    assert_eq!(said, "0 marks carried out: 0 claims added, 0 changed\n");
}
