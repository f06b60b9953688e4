//! The rules: what each finds, what a waiver does, and that following edits gives what looking at
//! everything would.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and writes a page of the docs"
)]

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use redpencil::review::{
    Access, Article, Attribution, Backup, Calculation, Change, Citation, CitationChange, CitationId, Claim,
    ClaimChange, ClaimKind, Credibility, Draft, Edit, Figure, Method, Paragraph, ParagraphKind, Rank, Review,
    ReviewId, RuleBook, RuleSettings, Source, SourceChange, SourceId, SourceKind, Stance, Status, compose,
};
use redpencil::rules::{
    CATALOGUE, DateClash, Facts, Finding, Findings, Fix, Known, Loss, LostFile, MovingFact, Severity,
    Spellings, WrongSum, called,
};
use redpencil::text::{CharRange, char_range, find_quote};
use std::sync::Arc;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 7, 28).unwrap()
}

fn draft(number: u32) -> Draft {
    let paragraph = |kind, text: &str| Paragraph::new(kind, text);
    let paragraphs = vec![
        paragraph(ParagraphKind::Hed, "Nine men cross the bridge at Dosso"),
        paragraph(ParagraphKind::Body, "On Tuesday, 27 July 2023, nine men crossed, Ada Maiga told Reuters."),
        paragraph(
            ParagraphKind::Body,
            "“The bridge of Dosso is safe for all Nigerians”, she wrote. TK more.",
        ),
        paragraph(ParagraphKind::Body, "It cost 20 million francs, half of the 50 million planned."),
        paragraph(ParagraphKind::Caption, "The bridge at Dosso"),
    ];
    Draft::new(number, NOW, "bridge.txt", paragraphs)
}

/// A review under test, with what the analysis would have read off its draft.
struct Desk {
    review: Review,
    facts: Facts,
    last_id: u64,
}

impl Desk {
    fn new() -> Self {
        let article = Article { language: "en".into(), ..Article::default() };
        let mut review = Review::new(ReviewId::new(1), article, draft(1));
        review.rules.books = RuleBook::ALL.to_vec();
        let facts = facts(&review);
        Self { review, facts, last_id: 0 }
    }

    fn id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    fn known(&self) -> Known<'_> {
        Known::on(today()).with_facts(&self.facts)
    }

    fn findings(&self) -> Findings {
        Findings::of(&self.review, self.known())
    }

    fn apply(&mut self, edit: &Edit) {
        edit.apply(&mut self.review).unwrap();
    }

    /// A claim on the only place of some words.
    fn claim(&mut self, words: &str, status: Status) -> &mut Claim {
        let passage = place(&self.review, words);
        let id = self.id();
        let (claim, edit) = compose::new_claim(&self.review, &mut || id, &[passage]).unwrap();
        self.apply(&edit);
        self.apply(&compose::set_status(&claim, status, "I. R.", NOW));
        Arc::make_mut(self.review.claims.last_mut().unwrap())
    }

    fn source(&mut self, name: &str) -> SourceId {
        let id = SourceId::new(self.id());
        self.apply(&Edit::AddSource {
            at: self.review.sources.len(),
            source: Box::new(Source::named(id, name)),
        });
        id
    }

    /// A citation on the last claim that lacks nothing.
    fn cite(&mut self, source: SourceId) -> &mut Citation {
        let mut citation = Citation::of(CitationId::new(self.id()), source);
        citation.accessed = Some(today());
        citation.url = "https://example.org/story".into();
        citation.pinpoint = "paragraph 2".into();
        let claim = self.review.claims.last().unwrap().clone();
        self.apply(&compose::add_citation(&claim, citation));
        let claim = Arc::make_mut(self.review.claims.last_mut().unwrap());
        claim.citations.last_mut().unwrap()
    }

    fn source_mut(&mut self, id: SourceId) -> &mut Source {
        self.review.sources.iter_mut().find(|source| source.id == id).unwrap()
    }

    /// What a rule found, waived or not.
    fn found(&self, rule: &str) -> Vec<Finding> {
        let rule = called(rule).unwrap();
        let findings = self.findings();
        findings.in_order().into_iter().filter(|finding| finding.rule == rule).cloned().collect()
    }

    #[track_caller]
    fn finds(&self, rule: &str, words: &str) -> Finding {
        let found = self.found(rule);
        let [finding] = found.as_slice() else { panic!("{rule}: {found:?}") };
        assert!(finding.what.contains(words), "{rule}: {}", finding.what);
        finding.clone()
    }

    #[track_caller]
    fn is_silent(&self, rule: &str) {
        assert_eq!(self.found(rule), []);
    }
}

fn place(review: &Review, words: &str) -> CharRange {
    find_quote(review.draft().unwrap().text(), words, "", "").unwrap().range
}

/// What the analysis reads, with one finding for each rule that waits for it.
fn facts(review: &Review) -> Facts {
    Facts {
        date_clashes: vec![DateClash {
            passage: place(review, "Tuesday, 27 July 2023"),
            date: NaiveDate::from_ymd_opt(2023, 7, 27).unwrap(),
        }],
        wrong_sums: vec![WrongSum {
            passage: place(review, "half of the 50 million"),
            says: "half".into(),
            comes_to: "40%".into(),
        }],
        spellings: vec![Spellings {
            spellings: vec![
                ("Dosso".into(), place(review, "cross the bridge at Dosso")),
                ("Dossou".into(), place(review, "bridge of Dosso")),
            ],
        }],
        moving: vec![MovingFact { passage: place(review, "20 million francs"), kind: "price".into() }],
        ..Facts::read(review).unwrap()
    }
}

// Each rule of the house.

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

// Other books.

#[test]
fn afp_complains_until_a_second_root_is_there() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let [wire, gazette, courier] = ["Wire", "Gazette", "Courier"].map(|name| desk.source(name));
    desk.cite(wire);
    desk.cite(gazette).origin = Some(wire);
    desk.cite(courier).origin = Some(wire);
    let finding = desk.finds("afp_two_roots", "3 citations, 1 root: Wire");
    assert_eq!(finding.rule.severity, Severity::Error);
    desk.finds("afp_primary", "second-hand");
    let ministry = desk.source("Ministry");
    desk.cite(ministry).rank = Some(Rank::Primary);
    desk.is_silent("afp_two_roots");
    desk.is_silent("afp_primary");
}

#[test]
fn afp_quotes_nobody_without_a_name() {
    let mut desk = Desk::new();
    let quoted = "“The bridge of Dosso is safe for all Nigerians”";
    let attribution = |speaker: &str| Some(Attribution { speaker: speaker.into(), ..Attribution::default() });
    desk.claim(quoted, Status::Unchecked).attribution = attribution("a senior official");
    desk.finds("afp_anonymous_quotation", "“a senior official”");
    Arc::make_mut(&mut desk.review.claims[0]).attribution = attribution("Ada Maiga");
    desk.is_silent("afp_anonymous_quotation");
}

#[test]
fn ksj_takes_one_primary_source_or_three_others() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    for name in ["Wire", "Gazette"] {
        let source = desk.source(name);
        desk.cite(source);
    }
    desk.finds("ksj_primary_or_three", "2 citations, 2 roots, none of them primary");
    let mut primary = Desk { review: desk.review.clone(), ..Desk::new() };
    let first = primary.review.sources[0].id;
    primary.source_mut(first).rank = Rank::Primary;
    primary.is_silent("ksj_primary_or_three");
    let third = desk.source("Courier");
    desk.cite(third);
    desk.is_silent("ksj_primary_or_three");
}

#[test]
fn ifcn_wants_to_repeat_the_check() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let wire = desk.source("Wire");
    let citation = desk.cite(wire);
    citation.url.clear();
    citation.pinpoint.clear();
    desk.finds("ifcn_replicable", "no address, pinpoint or stored copy");
    desk.source_mut(wire).kind = SourceKind::Person;
    desk.finds("ifcn_replicable", "how and when the person was asked");
    let claim = Arc::make_mut(&mut desk.review.claims[0]);
    claim.citations[0].method = Some(Method::Called);
    desk.is_silent("ifcn_replicable");
}

// Choosing and waiving.

#[test]
fn rules_that_do_not_count_are_silent() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    desk.review.rules = RuleSettings::default();
    desk.is_silent("afp_two_roots");
    desk.review.rules = desk.review.rules.switched("afp_two_roots", RuleBook::Afp, true);
    desk.finds("afp_two_roots", "No source supports it");
    desk.review.rules = desk.review.rules.switched("no_citation", RuleBook::House, false);
    desk.is_silent("no_citation");
}

#[test]
fn a_waived_finding_stays_and_no_longer_counts() {
    let mut desk = Desk::new();
    desk.claim("nine men crossed", Status::Verified);
    let finding = desk.finds("no_citation", "nothing is cited");
    let before = desk.findings().counts();
    let subject = finding.subject.to_string();
    let waive = |desk: &Desk, reason: &str| {
        compose::waive(&desk.review, "no_citation", &subject, reason, "I. R.", NOW)
    };
    assert_eq!(waive(&desk, "  "), None, "a waiver says why");
    let edit = waive(&desk, "seen by the checker").unwrap();
    desk.apply(&edit);
    assert!(desk.finds("no_citation", "nothing is cited").waived);
    let after = desk.findings().counts();
    assert_eq!(
        (after.of(Severity::Error), after.waived),
        (before.of(Severity::Error) - 1, before.waived + 1)
    );
    assert_eq!(waive(&desk, "again"), None);
    let edit = compose::unwaive(&desk.review, "no_citation", &subject).unwrap();
    desk.apply(&edit);
    assert_eq!(desk.findings().counts(), before);
}

#[test]
fn facts_of_another_draft_are_not_looked_at() {
    let mut desk = Desk::new();
    desk.facts.draft = 7;
    desk.is_silent("weekday");
    desk.is_silent("uncovered");
    assert_eq!(desk.findings(), Findings::of(&desk.review, Known::on(today())));
}

// Following edits.

fn backup(number: usize) -> Backup {
    Backup {
        sha256: format!("{:064x}", number % 3),
        name: "page.png".into(),
        bytes: 7,
        media_type: "image/png".into(),
        added: NOW,
        url: String::new(),
        text: String::new(),
        note: String::new(),
    }
}

fn pick<T>(list: &[T], at: usize) -> Option<&T> {
    list.get(at.checked_rem(list.len())?)
}

const KINDS_OF_EDIT: u8 = 24;

impl Desk {
    /// A random edit; `a` and `b` choose on what. It may be refused.
    fn edit(&mut self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let id = self.id();
        let review = &self.review;
        match what {
            0..=2 => {
                let from = (a * 7) % 200;
                let passage = char_range(from..from + 1 + b);
                return compose::new_claim(review, &mut || id, &[passage]).ok().map(|made| made.1);
            }
            3 => {
                let name = ["Wire", "Gazette", "Courier", "Ministry"][a % 4];
                return Some(Edit::AddSource {
                    at: 0,
                    source: Box::new(Source::named(SourceId::new(id), name)),
                });
            }
            4 => {
                let rules = review.rules.with_book(*pick(RuleBook::ALL, a)?, b.is_multiple_of(2));
                return compose::set_rules(review, rules);
            }
            5 => return self.waiver(a),
            6 => {
                let (one, other) = (pick(&review.sources, a)?.id, pick(&review.sources, b)?.id);
                return compose::decide_root(review, (one, other), None, Some(a > b), "", NOW);
            }
            7..=9 => return self.source_edit(what, a, b),
            10 => return Some(Edit::AddDraft(Arc::new(draft(review.drafts.len() as u32 + 1)))),
            11 => {
                let at = a.checked_rem(review.backups.len())?;
                return Some(Edit::RemoveBackup { at, backup: Box::new(review.backups[at].clone()) });
            }
            _ => {}
        }
        let claim = pick(&review.claims, a)?;
        let citation = pick(&claim.citations, b);
        let on = |change| Some(Edit::Citation { claim: claim.id, id: citation?.id, change });
        match what {
            12 => Some(compose::set_status(claim, *pick(&Status::ALL, b)?, "I. R.", NOW)),
            13 | 14 => {
                let mut citation = Citation::of(CitationId::new(id), pick(&review.sources, b)?.id);
                citation.quotation = "The bridge of Dosso is quite safe for all".into();
                Some(compose::add_citation(claim, citation))
            }
            15 => compose::set_marks(claim, vec![compose::mark(review, &char_range(b..b + 9 + a)).ok()?]),
            16 => Some(compose::remove_claim(review, claim)),
            17 => compose::set_note(claim, ["", "known"][b % 2]),
            18 => {
                let change = Change::new(claim.kind, *pick(ClaimKind::ALL, b)?);
                Some(Edit::Claim { id: claim.id, change: ClaimChange::Kind(change) })
            }
            19 => compose::set_stance(claim, citation?, *pick(Stance::ALL, a + b)?),
            20 => {
                on(CitationChange::Origin(Change::new(citation?.origin, Some(pick(&review.sources, a)?.id))))
            }
            21 => on(CitationChange::Credibility(Change::new(citation?.credibility, Credibility::One))),
            22 => compose::attach_backup(review, claim, citation?, backup(a)),
            _ => compose::remove_citation(claim, b.checked_rem(claim.citations.len())?),
        }
    }

    /// Waives a finding, or takes a waiver back.
    fn waiver(&self, a: usize) -> Option<Edit> {
        if let Some(waiver) = pick(&self.review.waivers, a).filter(|_| a.is_multiple_of(3)) {
            return compose::unwaive(&self.review, &waiver.rule, &waiver.subject);
        }
        let findings = self.findings();
        let all = findings.in_order();
        let finding = pick(&all, a)?;
        compose::waive(&self.review, finding.rule.id, &finding.subject.to_string(), "so be it", "", NOW)
    }

    fn source_edit(&self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let source = pick(&self.review.sources, a)?;
        let change = match what {
            7 => SourceChange::Origin(Change::new(
                source.origin,
                pick(&self.review.sources, b).map(|one| one.id),
            )),
            8 => SourceChange::Rank(Change::new(source.rank, *pick(Rank::ALL, b)?)),
            _ if b.is_multiple_of(2) => {
                SourceChange::Name(Change::new(source.name.clone(), format!("Wire {b}")))
            }
            _ => SourceChange::Access(Change::new(source.access, *pick(Access::ALL, b)?)),
        };
        Some(Edit::Source { id: source.id, change })
    }
}

/// Follows an edit, or looks at everything where it cannot be followed.
fn follow(findings: &mut Findings, desk: &Desk, lost: &[LostFile], edit: &Edit) {
    let known = desk.known().with_lost(lost);
    if !findings.update(&desk.review, known, edit) {
        *findings = Findings::of(&desk.review, known);
    }
}

proptest! {
    #[test]
    fn following_edits_gives_what_looking_at_everything_does(
        work in prop::collection::vec((0..KINDS_OF_EDIT, 0usize..40, 0usize..40), 1..60),
        back in prop::collection::vec(any::<bool>(), 60),
    ) {
        let mut desk = Desk::new();
        let lost = [LostFile { sha256: backup(1).sha256, loss: Loss::Missing }];
        let mut findings = Findings::of(&desk.review, desk.known().with_lost(&lost));
        let (mut late, mut missed) = (findings.clone(), Vec::new());
        let mut burst = Vec::new();
        for ((what, a, b), back) in work.into_iter().zip(back) {
            let Some(edit) = desk.edit(what, a, b) else { continue };
            let Ok(inverse) = edit.apply(&mut desk.review) else { continue };
            let newest = desk.review.draft().unwrap();
            if desk.facts.draft != newest.number {
                desk.facts = facts(&desk.review);
            }
            follow(&mut findings, &desk, &lost, &edit);
            let all = Findings::of(&desk.review, desk.known().with_lost(&lost));
            prop_assert_eq!(&findings, &all, "after {:?}", edit);
            missed.push(edit);
            if back && inverse.apply(&mut desk.review).is_ok() {
                missed.push(inverse.clone());
                if desk.facts.draft != desk.review.draft().unwrap().number {
                    desk.facts = facts(&desk.review);
                }
                follow(&mut findings, &desk, &lost, &inverse);
                prop_assert_eq!(&findings, &Findings::of(&desk.review, desk.known().with_lost(&lost)));
            } else {
                burst.push(inverse);
            }
        }
        // What was done while a worker looked, followed all at once.
        follow(&mut late, &desk, &lost, &Edit::Together(missed));
        prop_assert_eq!(&findings, &late);
        // All of it taken back in one step.
        burst.reverse();
        let back = Edit::Together(burst);
        if back.apply(&mut desk.review).is_ok() {
            desk.facts = facts(&desk.review);
            follow(&mut findings, &desk, &lost, &back);
            prop_assert_eq!(&findings, &Findings::of(&desk.review, desk.known().with_lost(&lost)));
        }
    }
}

// The page about the rules.

/// `docs/rules.md` as the catalogue has it.
fn rules_page() -> String {
    let mut page = String::from(
        "# Rules\n\nMade from the catalogue of rules; `UPDATE_DOCS=1 cargo test` writes it anew.\n\nA rule finds \
         what a review still owes. A desk works by one or more books of rules and switches single rules on \
         or off; the choice is kept in the review. A finding is put right, or waived with a reason, which \
         stays in the review. `redpencil check` prints the findings and ends with 1 where one that must be \
         fixed stands.\n\nA rule marked * waits for what the analysis reads off the draft, and is silent until \
         then.\n",
    );
    for book in RuleBook::ALL {
        page +=
            &format!("\n## {}\n\n| Rule | Weight | Finding | Reason |\n|---|---|---|---|\n", book.label());
        for rule in CATALOGUE.iter().filter(|rule| rule.book == *book) {
            let star = if rule.needs_facts { "*" } else { "" };
            page += &format!(
                "| `{}`{star} | {} | {} | {} |\n",
                rule.id,
                rule.severity.label(),
                rule.title,
                rule.asks
            );
        }
    }
    page += "\n## Notes\n\n\
        - *AFP* counts every claim as central unless it is tagged `minor`.\n\
        - *Moving facts* are tolls, which the analysis finds, and claims tagged `moving`, `toll`, `price` or \
        `office-holder`: a sum of money and a title do not tell whether they move. A check holds for two \
        days unless the review says otherwise.\n\
        - *Different journalists*, as KSJ asks, are not known to a review; independent roots stand for them.\n\
        - *Sign-off* is no part of a review yet, so there is no rule about one that no longer matches the \
        draft.\n\
        - *The window and `redpencil check`* find the same for the same review on the same day. A review that \
        is read from standard input has no backup folder, so its stored files are not looked at.\n\
        - *Roots*: a citation or a source may name its origin. Origins are followed to their ends, and \
        independent roots are counted, not citations; two roots count as one where the checker decided so.\n\
        - *A waiver* is bound to the rule and to what the finding is about: a claim, citation, source or \
        stored file, or the very words of the draft.\n";
    page
}

#[test]
fn the_rules_page_is_the_catalogue() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = rules_page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/rules.md is not what the rules are now; UPDATE_DOCS=1 cargo test writes it anew"
    );
}

#[test]
fn the_page_about_evidence_has_every_function_of_a_calculation() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/evidence.md");
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    for (function, gives) in redpencil::analysis::calculation::FUNCTIONS {
        let row = format!("| `{function}` | {gives} |");
        assert!(page.contains(&row), "docs/evidence.md has no row {row}");
    }
}
