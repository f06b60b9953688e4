//! What leaves as a table, JSON or web annotations comes back as the same claims.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use chrono::{DateTime, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use redpencil::export::{Format, Options, unwatched, write};
use redpencil::import::claims::{self, ClaimsError};
use redpencil::review::{
    Article, Attribution, Citation, CitationId, Claim, ClaimId, ClaimKind, Correction, Credibility, Decision,
    Draft, Mark, Method, Numbers, Paragraph, ParagraphKind, Rank, Resolution, Review, ReviewId, Source,
    SourceId, Stance, Status,
};
use redpencil::text::{Selector, char_range};
use std::sync::Arc;

const TEXTS: [&str; 16] = [
    "",
    "plain words",
    "=1+1",
    "'=1",
    "''-x",
    "'tis",
    " leading and trailing ",
    "a \"quoted\", comma; semicolon",
    "two\nlines\r\nand three",
    "<script>alert(1)</script>",
    "قال الوزير ۱۴۰۲",
    "\u{202e}turned\u{202c}",
    "👩‍👩‍👧 été e\u{301}",
    "\tx",
    "@SUM(A1)",
    "\u{feff}-1",
];

const SOURCES: [&str; 4] = ["Harbour register", "=Source", "الوزارة", "Zoë’s diary"];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(TEXTS.as_slice()).prop_map(String::from), 1 => "\\PC{0,40}"]
}

fn draft() -> Draft {
    let texts = [
        "The ferry carries 240 passengers.",
        "=1+1 is the ferry’s name, ferry of Ézé.",
        "قال الوزير إن الجسر آمن 👩‍👩‍👧.",
    ];
    let paragraphs = texts.iter().map(|text| Paragraph::new(ParagraphKind::Body, *text)).collect();
    Draft::new(1, DateTime::UNIX_EPOCH, "ferry.txt", paragraphs)
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let chars = draft().text().len_chars();
    let one = (0..chars - 1).prop_flat_map(move |start| (Just(start), start + 1..=chars.min(start + 40)));
    vec(one, 1..4).prop_map(|ranges| {
        let draft = draft();
        let mark = |(from, to)| Mark::new(1, Selector::of(draft.text(), &char_range(from..to)).unwrap());
        ranges.into_iter().map(mark).collect()
    })
}

fn citation() -> impl Strategy<Value = Citation> {
    let words = (text(), text(), text(), text(), text());
    let day = proptest::option::of(
        (0..20_000i32).prop_map(|day| NaiveDate::from_num_days_from_ce_opt(730_000 + day).unwrap()),
    );
    let picked = (
        0..SOURCES.len(),
        select(Stance::ALL),
        select(Credibility::ALL),
        proptest::option::of(select(Rank::ALL)),
        proptest::option::of(select(Method::ALL)),
        proptest::option::of(0..SOURCES.len()),
    );
    (words, day, picked).prop_map(|(words, accessed, (source, stance, credibility, rank, method, origin))| {
        let origin = origin.filter(|&origin| origin != source).map(|origin| SourceId::new(origin as u64));
        let (pinpoint, quotation, translation, note, who) = words;
        let url = "https://register.example/?q=1".to_owned();
        let named = Citation::of(CitationId::new(0), SourceId::new(source as u64));
        Citation {
            stance,
            credibility,
            rank,
            url,
            pinpoint,
            quotation,
            translation,
            accessed,
            method,
            who,
            origin,
            note,
            ..named
        }
    })
}

fn claim() -> impl Strategy<Value = Claim> {
    let attribution = (text(), text(), text(), select(Status::ALL.as_slice()))
        .prop_map(|(speaker, cue, outlet, said)| Attribution { speaker, cue, outlet, said });
    let correction = (text(), select(Resolution::ALL), text())
        .prop_map(|(text, resolution, reason)| Correction { text, resolution, reason });
    let tags = vec(select(&["toll", "=tag", "à voir"][..]).prop_map(String::from), 0..3);
    let fields = (
        (text(), text(), text(), tags, text()),
        (select(Status::ALL.as_slice()), select(ClaimKind::ALL), any::<bool>(), 0i64..4_000_000_000),
        proptest::option::of(attribution),
        proptest::option::of(correction),
        vec(citation(), 0..3),
        marks(),
    );
    fields.prop_map(
        |(
            (wording, note, by, tags, rating),
            (status, kind, needs_recheck, at),
            said,
            correction,
            citations,
            marks,
        )| {
            let mut claim = Claim::new(ClaimId::new(0), 0, marks);
            (claim.wording, claim.note, claim.tags, claim.rating) = (wording, note, tags, rating);
            (claim.status, claim.kind, claim.needs_recheck) = (status, kind, needs_recheck);
            (claim.attribution, claim.correction, claim.citations) = (said, correction, citations);
            if status != Status::Unchecked {
                let at = DateTime::from_timestamp(at, 0).unwrap();
                claim.decision = Some(Decision { by, at, words: claim.marked_words() });
            }
            claim
        },
    )
}

fn empty() -> Review {
    Review::new(ReviewId::new(1), Article::default(), draft())
}

fn review(claims: Vec<Claim>) -> Review {
    let mut review = empty();
    let source = |(id, name): (usize, &&str)| Source::named(SourceId::new(id as u64), *name);
    review.sources = SOURCES.iter().enumerate().map(source).collect();
    for (at, claim) in claims.into_iter().enumerate() {
        let number = at as u32 + 1;
        // Two claims on the same passages with the same wording would be one.
        let wording = format!("{} ({number})", claim.wording);
        let claim = Claim { id: ClaimId::new(number.into()), number, wording, ..claim };
        review.claims.push(Arc::new(claim));
        review.last_number = number;
    }
    review
}

/// A claim without ids, and for each citation the names of its source and origin.
type Told = (Claim, Vec<(String, Option<String>)>);

/// The claims with everything but ids: sources and origins by name.
fn told(review: &Review) -> Vec<Told> {
    let name = |id| review.source(id).unwrap().name.clone();
    let without_ids = |claim: &Arc<Claim>| {
        let names =
            claim.citations.iter().map(|cited| (name(cited.source), cited.origin.map(name))).collect();
        let mut claim = Claim { id: ClaimId::new(0), ..Claim::clone(claim) };
        for citation in &mut claim.citations {
            (citation.id, citation.source, citation.origin) = (CitationId::new(0), SourceId::new(0), None);
        }
        (claim, names)
    };
    review.claims.iter().map(without_ids).collect()
}

fn brought_back(review: &Review, format: Format) -> Review {
    let document = write(review, format, &Options::default(), &mut unwatched).unwrap();
    let given = claims::read(&document.bytes).unwrap();
    let mut back = empty();
    let added = claims::add(&back, &given, &mut Numbers::from_seed(1), "nobody", DateTime::UNIX_EPOCH);
    assert_eq!(added.left_out, [""; 0], "{format:?}");
    added.edit.unwrap().apply(&mut back).unwrap();
    assert_eq!(back.fault(), None);
    let again = claims::add(&back, &given, &mut Numbers::from_seed(2), "nobody", DateTime::UNIX_EPOCH);
    assert_eq!((again.added, again.known), (0, back.claims.len()), "{format:?}");
    back
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_same_claims_come_back(claims in vec(claim(), 1..5)) {
        let review = review(claims);
        for format in [Format::Csv, Format::Json, Format::Annotations] {
            let back = brought_back(&review, format);
            prop_assert_eq!(told(&back), told(&review), "{:?}", format);
        }
    }

    #[test]
    fn no_bytes_do_harm(bytes in vec(any::<u8>(), 0..400), head in select(&["", "{", "[", "passage,number\n", "\u{feff}passage;x\n"][..])) {
        let bytes = [head.as_bytes(), &bytes].concat();
        if let Ok(given) = claims::read(&bytes) {
            claims::add(&empty(), &given, &mut Numbers::from_seed(1), "", DateTime::UNIX_EPOCH);
        }
    }
}

fn added(bytes: &str) -> (Review, claims::Added) {
    let mut review = empty();
    let given = claims::read(bytes.as_bytes()).unwrap();
    let added = claims::add(&review, &given, &mut Numbers::from_seed(1), "Ada", DateTime::UNIX_EPOCH);
    if let Some(edit) = &added.edit {
        edit.apply(&mut review).unwrap();
    }
    (review, added)
}

#[test]
fn a_table_from_a_spreadsheet_needs_little() {
    let (review, added) = added(
        "Passage;Status;Note;URL\n240 passengers;Disputed;\"204; see the register\";https://register.example/p4\nnowhere;;;\nferry;;;\n",
    );
    assert_eq!((added.added, added.known), (1, 0));
    assert_eq!(
        added.left_out,
        [
            "Claim 2 is left out, for its passage stands nowhere in the draft",
            "Claim 3 is left out, for its passage stands in 3 places"
        ]
    );
    let claim = &review.claims[0];
    assert_eq!((claim.status, claim.note.as_str()), (Status::Disputed, "204; see the register"));
    assert_eq!(claim.decision.as_ref().map(|decision| decision.by.as_str()), Some("Ada"));
    assert_eq!(review.source(claim.citations[0].source).unwrap().name, "register.example");
}

#[test]
fn annotations_of_other_programs_are_read() {
    let (review, added) = added(
        r#"[{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "motivation": ["questioning"],
            "creator": {"type": "Person", "name": "Grace"}, "created": "2024-03-12T12:00:00Z",
            "body": [{"type": "TextualBody", "value": "Is it 204?"}, {"type": "TextualBody", "purpose": "tagging", "value": "toll"},
                     "https://register.example/p4"],
            "target": {"source": "https://news.example/", "selector": [
                {"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "240 passengers", "prefix": "carries "}]}},
           {"type": "Annotation", "body": [], "target": "https://news.example/"}]"#,
    );
    assert_eq!(added.left_out, ["Claim 2 is left out, for it names no passage"]);
    let claim = &review.claims[0];
    assert_eq!((claim.status, claim.note.as_str()), (Status::Query, "Is it 204?"));
    assert_eq!(claim.tags, ["toll"]);
    assert_eq!(claim.decision.as_ref().map(|decision| decision.by.as_str()), Some("Grace"));
    assert_eq!(claim.citations[0].url, "https://register.example/p4");
}

/// What Hypothesis hands out: rows with `text`, `tags` and `user`, three selectors, answers and page notes.
#[test]
fn rows_of_hypothesis_are_read() {
    let selectors = |exact: &str, start: usize| {
        format!(
            r#"[{{"type": "RangeSelector", "startContainer": "/div[1]/p[1]", "startOffset": 4, "endContainer": "/div[1]/p[1]", "endOffset": 9}},
                {{"type": "TextPositionSelector", "start": {start}, "end": {}}},
                {{"type": "TextQuoteSelector", "exact": "{exact}", "prefix": "", "suffix": ""}}]"#,
            start + exact.len()
        )
    };
    let row = |text: &str, tags: &str, selector: &str| {
        format!(
            r#"{{"id": "x", "created": "2024-03-12T12:00:00.512+00:00", "user": "acct:grace@hypothes.is", "uri": "https://news.example/",
                "text": "{text}", "tags": {tags}, "target": [{{"source": "https://news.example/"{selector}}}]}}"#
        )
    };
    let found = row(
        "Is it 204?",
        r#"["toll", "ask"]"#,
        &format!(r#", "selector": {}"#, selectors("240 passengers", 9_000)),
    );
    let lost = row("", "[]", &format!(r#", "selector": {}"#, selectors("two hundred whales", 3)));
    let page_note = row("A note on the whole page", "[]", "");
    let (review, added) = added(&format!(r#"{{"total": 3, "rows": [{found}, {lost}, {page_note}]}}"#));
    let left_out = [
        "Claim 2 is left out, for its passage stands nowhere in the draft",
        "Claim 3 is left out, for it names no passage",
    ];
    assert_eq!(added.left_out, left_out);
    let claim = &review.claims[0];
    assert_eq!((claim.status, claim.note.as_str()), (Status::Unchecked, "Is it 204?"));
    assert_eq!(
        (claim.marks[0].quote.as_str(), &claim.tags[..]),
        ("240 passengers", &["toll".to_owned(), "ask".to_owned()][..])
    );
    assert_eq!(claim.decision, None, "nobody set a status");
}

#[test]
fn a_string_for_a_body_is_an_address_or_words() {
    let (review, _) = added(
        r#"{"type": "Annotation", "body": ["https://register.example/p4", "Too many?"], "target": {"source": "https://news.example/",
            "selector": {"type": "TextQuoteSelector", "exact": "240 passengers"}}}"#,
    );
    let claim = &review.claims[0];
    assert_eq!(
        (claim.note.as_str(), claim.citations[0].url.as_str()),
        ("Too many?", "https://register.example/p4")
    );
}

#[test]
fn what_holds_no_claims_is_told_so() {
    let error = |bytes: &[u8]| claims::read(bytes).unwrap_err();
    assert!(matches!(error(b""), ClaimsError::NoPassages));
    assert!(matches!(error(b"passage\n"), ClaimsError::NoClaims));
    assert!(matches!(error(b"name,age\nx,1\n"), ClaimsError::NoPassages));
    assert!(matches!(error(b"{\"a\": 1}"), ClaimsError::Neither));
    assert!(matches!(error(b"{"), ClaimsError::Json(_)));
    assert!(matches!(error(b"\xff\xfe\x00"), ClaimsError::NotText));
    let nested = "[".repeat(100_000);
    assert!(matches!(error(nested.as_bytes()), ClaimsError::Json(_)));
}
