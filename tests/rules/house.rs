//! Each rule of the house.

use crate::desk::{Desk, NOW, backup, facts, place, today};
use chrono::NaiveDate;
use redpencil::review::{
    Access, Article, Calculation, Credibility, Draft, Figure, Paragraph, ParagraphKind, Review, ReviewId,
    SourceKind, Stance, Status, compose,
};
use redpencil::rules::{Facts, Findings, Fix, Known, Loss, LostFile, called};
use std::sync::Arc;

#[test]
fn a_tick_needs_a_citation_that_supports() {
    let mut desk = Desk::new();
    let claim = desk.claim("nine men crossed", Status::Verified).id;
    let finding = desk.finds("no_citation", "nothing is cited");
    assert_eq!(finding.fix, Some(Fix::AddSource(claim)));
    assert_eq!(finding.passage, Some(place(&desk.review, "nine men crossed")));
    assert!(finding.message().ends_with("; the house asks for a source behind every tick"));
    let wire = desk.source("Wire");
    desk.cite(wire).stance = Stance::ContextOnly;
    desk.finds("no_citation", "no citation supports it");
    desk.cite(wire);
    desk.is_silent("no_citation");
}

#[test]
fn a_status_belongs_to_its_words() {
    let mut desk = Desk::new();
    let claim = desk.claim("nine men crossed", Status::Verified);
    claim.needs_recheck = true;
    claim.decision.as_mut().unwrap().words = vec!["ten men crossed".into()];
    let finding =
        desk.finds("needs_recheck", "Verified was set on “ten men crossed”, now “nine men crossed”");
    let edit = finding.fix.unwrap().edit(&desk.review, today(), "I. R.", NOW).unwrap();
    desk.apply(&edit);
    desk.is_silent("needs_recheck");
}

#[test]
fn a_source_that_says_otherwise_needs_a_note() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let wire = desk.source("Wire");
    desk.cite(wire).stance = Stance::Contradicts;
    desk.finds("contradicted", "Wire says otherwise");
    Arc::make_mut(&mut desk.review.claims[0]).note = "Wire corrected itself an hour later.".into();
    desk.is_silent("contradicted");
}

#[test]
fn a_query_is_answered_before_publication() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Query).note = "Who counted them?".into();
    desk.finds("unanswered_query", "Who counted them?");
}

#[test]
fn copies_share_a_root() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let [wire, gazette] = ["Wire", "Gazette"].map(|name| desk.source(name));
    desk.cite(wire).credibility = Credibility::One;
    desk.finds("confirmed_by_one", "Wire has digit 1");
    desk.is_silent("one_root");
    desk.cite(gazette).origin = Some(wire);
    desk.finds("one_root", "2 citations, 1 root: Wire");
    desk.finds("confirmed_by_one", "Wire has digit 1");
    let ministry = desk.source("Ministry");
    desk.cite(ministry);
    desk.is_silent("one_root");
    desk.is_silent("confirmed_by_one");
}

#[test]
fn sources_that_contradict_a_claim_confirm_each_other() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Disputed);
    let [wire, gazette] = ["Wire", "Gazette"].map(|name| desk.source(name));
    let citation = desk.cite(wire);
    (citation.credibility, citation.stance) = (Credibility::One, Stance::Contradicts);
    desk.cite(gazette);
    desk.finds("confirmed_by_one", "Wire has digit 1");
    desk.cite(gazette).stance = Stance::Contradicts;
    desk.is_silent("confirmed_by_one");
}

#[test]
fn who_wrote_it_and_where_needs_no_claim() {
    let paragraphs = vec![
        Paragraph::new(ParagraphKind::Byline, "By Ada Maiga"),
        Paragraph::new(ParagraphKind::Dateline, "Dosso, 27 July 2023"),
        Paragraph::new(ParagraphKind::Body, "It opened in 1974."),
    ];
    let review =
        Review::new(ReviewId::new(1), Article::default(), Draft::new(1, NOW, "bridge.txt", paragraphs));
    let facts = Facts::read(&review).unwrap();
    let findings = Findings::of(&review, Known::on(today()).with_facts(&facts));
    let what: Vec<_> = findings.in_order().iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(what, ["“1974” stands under no mark"]);
}

#[test]
fn origins_of_an_older_file_may_run_in_a_circle() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Unchecked);
    let [wire, gazette] = ["Wire", "Gazette"].map(|name| desk.source(name));
    desk.cite(wire).origin = Some(gazette);
    desk.is_silent("origin_circle");
    desk.cite(gazette).origin = Some(wire);
    assert_eq!(desk.found("origin_circle").len(), 2);
}

#[test]
fn a_quotation_is_compared_with_its_source() {
    let mut desk = Desk::new();
    desk.claim("“The bridge of Dosso is safe for all Nigerians”", Status::Verified);
    let post = desk.source("Ada Maiga on X");
    desk.cite(post);
    desk.finds("quotation_unrecorded", "the words that were said");
    desk.cite(post).quotation = "The bridge of Dosso is quite safe for all Nigerians.".into();
    desk.is_silent("quotation_unrecorded");
    desk.finds("quotation_altered", "“quite” left out");
    desk.cite(post).quotation = "Friends, the bridge of Dosso is safe for all Nigerians.".into();
    assert_eq!(desk.found("quotation_altered").len(), 1, "trimming at the ends is no change");
}

#[test]
fn a_translated_quotation_stands_beside_its_original() {
    let mut desk = Desk::new();
    desk.claim("“The bridge of Dosso is safe for all Nigerians”", Status::Verified);
    let post = desk.source("Ada Maiga on X");
    desk.cite(post).translation = "The bridge is safe.".into();
    desk.finds("translation_without_original", "Ada Maiga on X");
    let citation = desk.cite(post);
    citation.language = "fr".into();
    citation.quotation = "Le pont de Dosso est sûr pour tous les nigériens.".into();
    desk.finds("translation_differs", "“nigériens” became “Nigerians”");
    desk.is_silent("quotation_altered");
}

#[test]
fn a_citation_says_when_and_where_and_keeps_a_copy() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let wire = desk.source("Wire");
    let citation = desk.cite(wire);
    citation.accessed = None;
    citation.pinpoint.clear();
    let finding = desk.finds("no_access_date", "when Wire was consulted");
    desk.finds("no_pinpoint", "No place in Wire");
    desk.finds("no_backup", "No copy of Wire");
    let edit = finding.fix.unwrap().edit(&desk.review, today(), "I. R.", NOW).unwrap();
    desk.apply(&edit);
    desk.is_silent("no_access_date");
    desk.source_mut(wire).kind = SourceKind::Person;
    desk.is_silent("no_pinpoint");
}

#[test]
fn an_editor_knows_who_is_not_named() {
    let mut desk = Desk::new();
    let person = desk.source("Officer in Dosso");
    desk.source_mut(person).access = Access::Background;
    desk.finds("anonymous_unknown", "Officer in Dosso speaks on background");
    desk.source_mut(person).known_to = "B. Sani".into();
    desk.is_silent("anonymous_unknown");
}

#[test]
fn a_calculation_follows_from_its_figures() {
    let mut desk = Desk::new();
    let source = desk.source("Share of the plan");
    let figure =
        |name: &str, value: &str| Figure { name: name.into(), value: value.into(), note: String::new() };
    desk.source_mut(source).calculation = Some(Calculation {
        expression: "share(cost, plan)".into(),
        figures: vec![figure("cost", "20"), figure("plan", "50")],
        result: "50%".into(),
    });
    let finding = desk.finds("calculation", "says 50%, and its figures give 20 ÷ 50 = 40%");
    let edit = finding.fix.unwrap().edit(&desk.review, today(), "I. R.", NOW).unwrap();
    desk.apply(&edit);
    desk.is_silent("calculation");
    desk.source_mut(source).calculation.as_mut().unwrap().figures[1].value = "0".into();
    desk.finds("calculation", "divides by zero");
}

#[test]
fn stored_evidence_stays_as_it_was() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let wire = desk.source("Wire");
    desk.cite(wire);
    let claim = desk.review.claims[0].clone();
    let edit = compose::attach_backup(&desk.review, &claim, &claim.citations[0], backup(1)).unwrap();
    desk.apply(&edit);
    let lost = [LostFile { sha256: backup(1).sha256, loss: Loss::Altered }];
    let findings = Findings::of(&desk.review, desk.known().with_lost(&lost));
    let rule = called("backup_lost");
    let found: Vec<_> = findings.iter().filter(|finding| Some(finding.rule) == rule).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].claim, Some(claim.id));
    assert_eq!(found[0].what, "page.png is not the file that was stored");
}

#[test]
fn the_copy_is_finished_and_adds_up() {
    let desk = Desk::new();
    desk.finds("tk", "“TK” is left in");
    desk.finds("weekday", "“Tuesday, 27 July 2023”: 2023-07-27 is a Thursday");
    desk.finds("arithmetic", "The article says half; it comes to 40%");
    desk.finds("spelling", "“Dosso” and “Dossou”");
}

#[test]
fn unfinished_copy_is_found_by_whole_words() {
    for (text, count) in [
        ("TK", 1),
        ("ATK TKO stk", 0),
        ("Who?? [CHECK] TKTK", 3),
        ("“TK”, (TK)", 2),
        ("Why? [Check]", 1),
        ("éTK", 0),
    ] {
        let mut desk = Desk::new();
        let paragraphs = vec![Paragraph::new(ParagraphKind::Body, text)];
        desk.review.drafts = vec![Arc::new(Draft::new(1, NOW, "", paragraphs))];
        desk.facts = Facts::default();
        assert_eq!(desk.found("tk").len(), count, "{text}");
    }
}

#[test]
fn factual_words_stand_under_marks() {
    let mut desk = Desk::new();
    let uncovered = |desk: &Desk| desk.found("uncovered").len();
    assert_eq!(desk.found("uncovered_head").len(), 2, "hed and caption");
    assert_eq!(uncovered(&desk), 3);
    desk.claim("It cost 20 million francs, half of the 50 million planned.", Status::Unchecked);
    assert_eq!(uncovered(&desk), 2);
    desk.claim("The bridge at Dosso", Status::Unchecked);
    let finding = desk.finds("uncovered_head", "“Nine");
    assert!(matches!(finding.fix, Some(Fix::Mark(_))));
}

#[test]
fn words_of_the_article_are_no_quotation_though_its_language_is_not_known() {
    let mut desk = Desk::new();
    desk.review.article.language.clear();
    desk.facts = facts(&desk.review);
    desk.claim("nine men crossed", Status::Verified);
    let wire = desk.source("Wire");
    desk.cite(wire);
    desk.is_silent("quotation_unrecorded");
}

#[test]
fn a_moving_fact_is_checked_again() {
    let mut desk = Desk::new();
    desk.claim("20 million francs", Status::Verified);
    let wire = desk.source("Wire");
    desk.cite(wire).accessed = NaiveDate::from_ymd_opt(2023, 7, 25);
    desk.finds("moving_fact", "Price last checked on 2023-07-25, 3 days ago");
    desk.review.rules.moving_days = 3;
    desk.is_silent("moving_fact");
}
