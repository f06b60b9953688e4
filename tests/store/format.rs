//! Laws of the text form.

use crate::strategy::{self, sample};
use proptest::prelude::*;
use redpencil::review::{Claim, ClaimId, Review, Status};
use redpencil::store::{StoreError, from_ron, to_ron};
use std::sync::Arc;

fn refusal(text: &str) -> String {
    match from_ron(text) {
        Ok(_) => panic!("read: {text}"),
        Err(error @ StoreError::Format(_)) => error.to_string(),
        Err(other) => panic!("a text has no path: {other}"),
    }
}

/// The sample with one stretch of its text replaced.
fn spoiled(from: &str, to: &str) -> String {
    let text = to_ron(&sample()).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

#[test]
fn a_file_reads_well() {
    let text = to_ron(&sample()).unwrap();
    assert!(text.starts_with("(\n    version: 1,\n    id: \"r-00000019\",\n"), "{text}");
    assert!(text.contains("\n                (Hed, \"The airport stayed shut\"),\n"), "{text}");
    assert!(text.contains("(Body, \"« On attend », a dit un voyageur."), "{text}");
    assert!(text.ends_with("    ],\n)\n"), "{text}");
    assert!(!text.contains('\r'));
}

#[test]
fn line_ends_comments_and_the_byte_order_mark_do_not_matter() {
    let text = to_ron(&sample()).unwrap();
    for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("// mine\n/* too */ {text}")]
    {
        assert_eq!(from_ron(&other).unwrap(), sample());
    }
}

/// A review as the first Redpencil wrote one, without any field that came later.
const FIRST: &str = r#"(
    version: 1,
    id: "r-00000019",
    article: (title: "A ferry returns"),
    drafts: [
        (
            number: 1,
            imported: "2024-03-12T12:00:00Z",
            sha256: "a98fc5f9580943f9348e43d73085b23edd293c9478f1a8407d38fb20cdbef57a",
            paragraphs: [
                (Body, "The ferry carries 240 passengers."),
            ],
        ),
    ],
    last_number: 1,
    claims: [
        (
            id: "c-00000001",
            number: 1,
            marks: [(draft: 1, start: 18, end: 32, quote: "240 passengers", prefix: "The ferry carries ", suffix: ".")],
            status: Verified,
        ),
    ],
)
"#;

#[test]
fn a_review_without_the_fields_that_came_later_opens_and_stays_as_it_was() {
    let review = from_ron(FIRST).unwrap();
    let claim = &review.claims[0];
    assert_eq!(
        (claim.status, claim.rating.as_str(), review.rules.scale.as_str()),
        (Status::Verified, "", "")
    );
    assert_eq!((review.fault(), review.backups.len()), (None, 0));
    let written = to_ron(&review).unwrap();
    for later in ["rating", "scale", "followed", "sourcing", "moving", "waivers: [\n        ("] {
        assert!(!written.contains(later), "{later} in {written}");
    }
    assert_eq!(from_ron(&written).unwrap(), review);
}

#[test]
fn a_rating_and_a_scale_are_kept() {
    let mut review = from_ron(FIRST).unwrap();
    review.rules.scale = "10 Right = verified; 0 Wrong = disputed".to_owned();
    Arc::make_mut(&mut review.claims[0]).rating = "Right".to_owned();
    assert_eq!(from_ron(&to_ron(&review).unwrap()).unwrap(), review);
}

#[test]
fn a_newer_version_is_named() {
    let newer = "(version: 2, whatever: {1: [), nothing else fits";
    assert!(refusal(newer).contains("newer Redpencil (version 2; this one reads up to 1)"));
    assert!(refusal(&spoiled("version: 1", "version: 0")).contains("no review"));
}

#[test]
fn other_texts_are_no_reviews() {
    for text in [
        "",
        "\n",
        "{}",
        "{\"version\": 1}",
        "(",
        "version: 1",
        "(id: \"r-00000000\")",
        "An article.",
        "[1]",
        "\u{0}",
    ] {
        assert!(refusal(text).contains("no review"), "{text}: {}", refusal(text));
    }
}

#[test]
fn a_damaged_place_is_named() {
    let message = refusal(&spoiled("status: Unchecked", "status: Maybe"));
    assert!(message.contains("line ") && message.contains("`Maybe`"), "{message}");
    let message = refusal(&spoiled("    last_number: 3,", "    last_number: 3, extra: 4,"));
    assert!(message.contains("`extra`"), "{message}");
    let message = refusal(&spoiled("\n)\n", "\n) more\n"));
    assert!(message.contains("trailing"), "{message}");
}

#[test]
fn an_unfinished_merge_is_named() {
    let text =
        spoiled("            status: Unchecked,", "<<<<<<< ours\n            status: Verified,\n=======");
    assert!(refusal(&text).contains("unfinished merge"), "{}", refusal(&text));
}

#[test]
fn a_review_at_odds_with_itself_is_refused() {
    for (from, to, said) in [
        ("id: \"c-00000002\"", "id: \"c-00000001\"", "claim id c-00000001 stands twice"),
        ("number: 3,\n            status", "number: 2,\n            status", "claim number 2 stands twice"),
        ("start: 12", "start: 13", "where its words do not stand"),
        ("end: 23", "end: 999999", "where its words do not stand"),
        ("end: 23", "end: 18446744073709551615", "where its words do not stand"),
        ("source: \"s-00000001\"", "source: \"s-00000002\"", "not in the library"),
        ("last_number: 3", "last_number: 2", "above the last one"),
        ("The airport stayed shut\"),", "The airport stays shut\"),", "not those it was saved with"),
    ] {
        let message = refusal(&spoiled(from, to));
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn a_faulty_review_is_not_written() {
    let mut review = sample();
    review.claims.push(Claim::new(ClaimId::new(1), 1, Vec::new()).into());
    let message = to_ron(&review).unwrap_err().to_string();
    assert!(message.contains("stands twice") && message.contains("not saved"), "{message}");
}

#[test]
fn deep_nesting_is_one_sentence() {
    let deep = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
    for text in [
        deep("(", ")"),
        deep("[", "]"),
        deep("/*", "*/"),
        format!("(version: 1, id: {}", deep("(", ")")),
        spoiled("sources: [", &format!("sources: {}[", "[".repeat(10_000))),
        spoiled("kind: Unsorted", &format!("decision: {}", deep("Some(", ")"))),
        format!("(version: {}", deep("(", ")")),
        format!("(version: 1, {}: 1", deep("(", ")")),
    ] {
        assert_eq!(refusal(&text).lines().count(), 1);
        assert!(refusal(&text).len() < 400, "{}", refusal(&text));
    }
}

/// The lines of `new` that stand on no line of `old`, counted from the common beginning and end.
fn changed_lines<'a>(old: &'a str, new: &'a str) -> Vec<&'a str> {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tails = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tails.take_while(|(a, b)| a == b).count();
    new[head..new.len() - tail].to_vec()
}

#[test]
fn one_status_is_one_line() {
    let old = to_ron(&sample()).unwrap();
    let mut review = sample();
    Arc::make_mut(&mut review.claims[1]).status = Status::Verified;
    let new = to_ron(&review).unwrap();
    assert_eq!(changed_lines(&old, &new), ["            status: Verified,"]);
}

/// A claim’s own lines in a file.
fn lines_of(review: &Review, claim: ClaimId) -> (usize, usize) {
    let text = to_ron(review).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let id = lines.iter().position(|line| line.trim() == format!("id: \"{claim}\",")).unwrap();
    let end = lines[id..].iter().position(|line| *line == "        ),").unwrap();
    (id - 1, id + end + 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_review_reads_back(review in strategy::review()) {
        let text = to_ron(&review).unwrap();
        prop_assert_eq!(&from_ron(&text).unwrap(), &review);
        prop_assert_eq!(to_ron(&from_ron(&text).unwrap()).unwrap(), text);
    }

    #[test]
    fn a_paragraph_is_a_line(review in strategy::review()) {
        let text = to_ron(&review).unwrap();
        let lines = text.lines().filter(|line| line.starts_with("                (") && line.ends_with("\"),"));
        let paragraphs: usize = review.drafts.iter().map(|draft| draft.paragraphs().len()).sum();
        prop_assert_eq!(lines.count(), paragraphs);
    }

    #[test]
    fn nothing_in_a_file_can_reorder_a_line(review in strategy::review()) {
        let text = to_ron(&review).unwrap();
        let sly = |c: char| matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        prop_assert!(!text.contains(sly));
        prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    }

    #[test]
    fn one_changed_claim_changes_its_own_lines(review in strategy::review(), which in any::<prop::sample::Index>(), note in strategy::words()) {
        prop_assume!(!review.claims.is_empty());
        let at = which.index(review.claims.len());
        let mut changed = review.clone();
        let claim = Arc::make_mut(&mut changed.claims[at]);
        claim.note = note.clone();
        claim.tags.push(note);
        claim.status = Status::Disputed;
        let (old, new) = (to_ron(&review).unwrap(), to_ron(&changed).unwrap());
        let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
        let (start, old_end) = lines_of(&review, review.claims[at].id);
        let (_, new_end) = lines_of(&changed, review.claims[at].id);
        prop_assert_eq!(&old[..start], &new[..start]);
        prop_assert_eq!(&old[old_end..], &new[new_end..]);
    }

    #[test]
    fn a_cut_file_is_refused(review in strategy::review(), cut in any::<prop::sample::Index>()) {
        let text = to_ron(&review).unwrap();
        let at = text.floor_char_boundary(cut.index(text.len() - 1));
        refusal(&text[..at]);
    }

    #[test]
    fn random_text_is_refused(text in any::<String>(), more in strategy::words()) {
        refusal(&text);
        refusal(&format!("(version: 1, {more}"));
    }

    #[test]
    fn a_spoiled_file_never_panics(review in strategy::review(), at in any::<prop::sample::Index>(), other in any::<char>()) {
        let mut text = to_ron(&review).unwrap();
        let at = text.floor_char_boundary(at.index(text.len()));
        text.insert(at, other);
        if let Ok(read) = from_ron(&text) {
            prop_assert_eq!(read.fault(), None);
        }
    }
}

#[test]
fn a_file_cut_at_any_byte_is_refused() {
    let text = to_ron(&sample()).unwrap();
    for at in (0..text.len() - 1).filter(|&at| text.is_char_boundary(at)) {
        refusal(&text[..at]);
    }
}

#[test]
fn the_example_of_the_documentation_is_what_is_written() {
    let page = include_str!("../../docs/format.md").replace("\r\n", "\n");
    let (_, rest) = page.split_once("```ron\n").unwrap();
    let (example, _) = rest.split_once("```\n").unwrap();
    assert_eq!(to_ron(&from_ron(example).unwrap()).unwrap(), example);
}
