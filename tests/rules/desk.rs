//! A review under test, with what the analysis would have read off its draft.

use chrono::{DateTime, NaiveDate, Utc};
use redpencil::review::{
    Article, Backup, Citation, CitationId, Claim, Draft, Edit, Paragraph, ParagraphKind, Review, ReviewId,
    RuleBook, Source, SourceId, Status, compose,
};
use redpencil::rules::{DateClash, Facts, Finding, Findings, Known, MovingFact, Spellings, WrongSum, called};
use redpencil::text::{CharRange, find_quote};
use std::sync::Arc;

pub const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 7, 28).unwrap()
}

pub fn draft(number: u32) -> Draft {
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
pub struct Desk {
    pub review: Review,
    pub facts: Facts,
    pub last_id: u64,
}

impl Desk {
    pub fn new() -> Self {
        let article = Article { language: "en".into(), ..Article::default() };
        let mut review = Review::new(ReviewId::new(1), article, draft(1));
        review.rules.books = RuleBook::ALL.to_vec();
        let facts = facts(&review);
        Self { review, facts, last_id: 0 }
    }

    pub fn id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    pub fn known(&self) -> Known<'_> {
        Known::on(today()).with_facts(&self.facts)
    }

    pub fn findings(&self) -> Findings {
        Findings::of(&self.review, self.known())
    }

    pub fn apply(&mut self, edit: &Edit) {
        edit.apply(&mut self.review).unwrap();
    }

    /// A claim on the only place of some words.
    pub fn claim(&mut self, words: &str, status: Status) -> &mut Claim {
        let passage = place(&self.review, words);
        let id = self.id();
        let (claim, edit) = compose::new_claim(&self.review, &mut || id, &[passage]).unwrap();
        self.apply(&edit);
        self.apply(&compose::set_status(&claim, status, "I. R.", NOW));
        Arc::make_mut(self.review.claims.last_mut().unwrap())
    }

    pub fn source(&mut self, name: &str) -> SourceId {
        let id = SourceId::new(self.id());
        self.apply(&Edit::AddSource {
            at: self.review.sources.len(),
            source: Box::new(Source::named(id, name)),
        });
        id
    }

    /// A citation on the last claim that lacks nothing.
    pub fn cite(&mut self, source: SourceId) -> &mut Citation {
        let mut citation = Citation::of(CitationId::new(self.id()), source);
        citation.accessed = Some(today());
        citation.url = "https://example.org/story".into();
        citation.pinpoint = "paragraph 2".into();
        let claim = self.review.claims.last().unwrap().clone();
        self.apply(&compose::add_citation(&claim, citation));
        let claim = Arc::make_mut(self.review.claims.last_mut().unwrap());
        claim.citations.last_mut().unwrap()
    }

    pub fn source_mut(&mut self, id: SourceId) -> &mut Source {
        self.review.sources.iter_mut().find(|source| source.id == id).unwrap()
    }

    /// What a rule found, waived or not.
    pub fn found(&self, rule: &str) -> Vec<Finding> {
        let rule = called(rule).unwrap();
        let findings = self.findings();
        findings.in_order().into_iter().filter(|finding| finding.rule == rule).cloned().collect()
    }

    #[track_caller]
    pub fn finds(&self, rule: &str, words: &str) -> Finding {
        let found = self.found(rule);
        let [finding] = found.as_slice() else { panic!("{rule}: {found:?}") };
        assert!(finding.what.contains(words), "{rule}: {}", finding.what);
        finding.clone()
    }

    #[track_caller]
    pub fn is_silent(&self, rule: &str) {
        assert_eq!(self.found(rule), []);
    }
}

pub fn place(review: &Review, words: &str) -> CharRange {
    find_quote(review.draft().unwrap().text(), words, "", "").unwrap().range
}

/// What the analysis reads, with one finding for each rule that waits for it.
pub fn facts(review: &Review) -> Facts {
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

pub fn backup(number: usize) -> Backup {
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
