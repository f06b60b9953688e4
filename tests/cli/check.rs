//! `check`: what a review owes.

use crate::desk::{Desk, draft_text, keys, slice};
use serde_json::Value;
use std::fs;

impl Desk {
    /// The findings of one rule, after the program ended with a code.
    fn findings(&self, code: i32, rules: &str, rule: &str) -> Vec<Value> {
        let ran = self.run(&["check", "review.ron", "--rules", rules, "--json"]).expect(code);
        let all = ran.json()["findings"].as_array().unwrap().clone();
        all.into_iter().filter(|finding| finding["rule"] == rule).collect()
    }
}

#[test]
fn what_a_review_owes_is_told_to_scripts() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified"]);
    let [finding] = desk.findings(1, "house", "no_citation").try_into().unwrap();
    assert_eq!(keys(&finding), ["rule", "profile", "severity", "claim", "passage", "message", "waived"]);
    assert_eq!(finding["profile"], "house");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["claim"], 1);
    assert_eq!(finding["waived"], false);
    assert_eq!(slice(&draft_text(&desk.show()), &finding["passage"]), "Nine men");
    assert_eq!(
        finding["message"],
        "Verified, and nothing is cited; the house asks for a source behind every tick"
    );
}

#[test]
fn one_story_in_three_papers_is_one_source() {
    let desk = Desk::with_review();
    let cite = |options: &[&str]| {
        desk.mark(
            &[&["--quote", "Nine men", "--status", "verified", "--url", "https://example.org/a"], options]
                .concat(),
        );
    };
    cite(&["--source", "Reuters"]);
    cite(&["--source", "The Gazette", "--origin", "Reuters"]);
    cite(&["--source", "The Courier", "--origin", "Reuters"]);
    let [finding] = desk.findings(1, "afp", "afp_two_roots").try_into().unwrap();
    assert!(finding["message"].as_str().unwrap().starts_with("3 citations, 1 root: Reuters; AFP asks"));
    cite(&["--source", "Harbour office"]);
    assert_eq!(desk.findings(0, "afp", "afp_two_roots"), [] as [Value; 0]);
}

#[test]
fn a_finding_that_is_waived_stays_and_weighs_nothing() {
    let desk = Desk::with_review();
    let id = desk.mark(&["--quote", "Nine men", "--status", "verified"])["id"].as_str().unwrap().to_owned();
    assert_eq!(desk.findings(1, "afp", "afp_two_roots").len(), 1);
    let waiver = format!(
        "    waivers: [(rule: \"afp_two_roots\", subject: \"{id}\", reason: \"Seen by the checker\", \
         at: \"2024-03-12T12:00:00Z\")],\n)\n"
    );
    let review = desk.read("review.ron");
    fs::write(desk.path("review.ron"), review.strip_suffix(")\n").unwrap().to_owned() + &waiver).unwrap();
    let [finding] = desk.findings(0, "afp", "afp_two_roots").try_into().unwrap();
    assert_eq!(finding["waived"], true);
    let said = desk.run(&["check", "review.ron", "--rules", "afp"]).expect(0).out();
    assert_eq!(said, "0 findings: 0 must fix, 0 should fix, 0 consider, 1 waived\n");
}

/// The reason for which a finding may stand is in the report, whatever its form.
#[test]
fn a_report_says_what_was_waived_and_why() {
    let desk = Desk::with_review();
    let id = desk.mark(&["--quote", "Nine men", "--status", "verified"])["id"].as_str().unwrap().to_owned();
    let waiver = format!(
        "    waivers: [(rule: \"no_citation\", subject: \"{id}\", reason: \"Seen by the <checker>\", \
         at: \"2024-03-12T12:00:00Z\")],\n)\n"
    );
    let review = desk.read("review.ron");
    fs::write(desk.path("review.ron"), review.strip_suffix(")\n").unwrap().to_owned() + &waiver).unwrap();
    for (form, reason) in [
        ("html", "Waived: <bdi>Seen by the &lt;checker&gt; (2024-03-12)</bdi>"),
        ("md", "Waived: Seen by the \\<checker"),
    ] {
        let report = desk.run(&["export", "review.ron", "--to", form]).expect(0).out();
        assert!(report.contains("Verified, and nothing is cited") && report.contains(reason), "{report}");
    }
}

#[test]
fn findings_for_a_person_stand_by_weight() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified"]);
    let said = desk.run(&["check", "review.ron"]).expect(1).out();
    let place = |words: &str| said.find(words).unwrap_or_else(|| panic!("{words}: {said}"));
    assert!(place("Must fix\n") < place("Claim 1: Verified, and nothing is cited"), "{said}");
    assert!(place("no_citation") < place("Should fix\n"), "{said}");
    assert!(place("Should fix\n") < place("Paragraph 1: "), "{said}");
    let piped = desk.run_with(&["check", "-"], desk.read("review.ron").as_bytes()).expect(1).out();
    assert_eq!(piped, said);
    desk.run(&["check", "review.ron", "--rules", "house,bbc"]).expect(2).says("use house, afp, ksj or ifcn");
}
