//! Documents out: what each holds, that it is the same twice, and that hostile words do no harm in any.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where it cannot go on")]

use chrono::{DateTime, NaiveDate, Utc};
use redpencil::analysis::reading::Reading;
use redpencil::export::{
    ExportError, Format, Options, Publisher, Scale, preview, timeline, unwatched, write,
};
use redpencil::review::{
    Access, Article, Attribution, Citation, CitationId, Claim, ClaimId, Correction, Dateline, Decision,
    Draft, Mark, Paragraph, ParagraphKind, Review, ReviewId, Source, SourceId, SourceKind, Stance, Status,
    Waiver,
};
use redpencil::rules::{Findings, Known};
use redpencil::text::{Selector, char_range};
use serde_json::Value;
use std::sync::Arc;

const PAGE: &str = "https://check.example/ferry";

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_710_244_800, 0).unwrap()
}

fn empty_review(paragraphs: &[(ParagraphKind, &str)]) -> Review {
    let paragraphs = paragraphs.iter().map(|(kind, text)| Paragraph::new(*kind, *text)).collect();
    let article = Article {
        title: "A ferry returns".into(),
        byline: "Ada Example".into(),
        dateline: Dateline { place: "Port Ézé".into(), date: NaiveDate::from_ymd_opt(2024, 3, 12) },
        language: "en".into(),
        outlet: "The Example".into(),
        url: "https://news.example/ferry".into(),
        ..Article::default()
    };
    Review::new(ReviewId::new(7), article, Draft::new(1, noon(), "ferry.txt", paragraphs))
}

/// Adds a claim on the first passage that reads so.
fn claim(review: &mut Review, quote: &str, status: Status) -> usize {
    let draft = review.draft().unwrap();
    let at = draft.text().as_str().find(quote).unwrap();
    let start = draft.text().as_str()[..at].chars().count();
    let range = char_range(start..start + quote.chars().count());
    let mark = Mark::new(1, Selector::of(draft.text(), &range).unwrap());
    let number = review.claims.len() as u32 + 1;
    let mut claim = Claim::new(ClaimId::new(number.into()), number, vec![mark]);
    claim.status = status;
    if status != Status::Unchecked {
        claim.decision = Some(Decision { by: "Mara Lind".into(), at: noon(), words: claim.marked_words() });
    }
    review.last_number = number;
    review.claims.push(Arc::new(claim));
    review.claims.len() - 1
}

fn change(review: &mut Review, at: usize, change: impl FnOnce(&mut Claim)) {
    change(Arc::make_mut(&mut review.claims[at]));
}

fn cite(review: &mut Review, at: usize, name: &str, access: Access) -> SourceId {
    let id = SourceId::new(100 + review.sources.len() as u64);
    let mut source = Source::named(id, name);
    (source.access, source.kind) = (access, SourceKind::Official);
    review.sources.push(source);
    let mut citation = Citation::of(CitationId::new(200 + review.sources.len() as u64), id);
    citation.stance = Stance::Contradicts;
    citation.pinpoint = "p. 4".into();
    citation.url = format!("https://register.example/{}", review.sources.len());
    citation.quotation = "Two hundred and four.".into();
    change(review, at, |claim| claim.citations.push(citation));
    id
}

fn ferry() -> Review {
    let mut review = empty_review(&[
        (ParagraphKind::Hed, "A ferry returns"),
        (
            ParagraphKind::Body,
            "The ferry that sank in 2019 is back. It carries 240 passengers, the harbour told Reuters.",
        ),
        (ParagraphKind::Body, "قال الوزير إن الجسر آمن منذ 1402."),
    ]);
    let disputed = claim(&mut review, "240 passengers", Status::Disputed);
    cite(&mut review, disputed, "Harbour register", Access::OnRecord);
    change(&mut review, disputed, |claim| {
        claim.correction = Some(Correction { text: "204 passengers".into(), ..Correction::default() });
        claim.attribution = Some(Attribution {
            speaker: "the harbour".into(),
            cue: "told".into(),
            outlet: "Reuters".into(),
            ..Attribution::default()
        });
    });
    let query = claim(&mut review, "sank in 2019", Status::Query);
    change(&mut review, query, |claim| claim.note = "Or was it 2018?".into());
    claim(&mut review, "الجسر آمن", Status::Verified);
    review
}

fn options() -> Options {
    Options { url: PAGE.into(), ..Options::default() }
}

fn text_of(review: &Review, format: Format) -> String {
    String::from_utf8(write(review, format, &options(), &mut unwatched).unwrap().bytes).unwrap()
}

fn json_of(review: &Review, format: Format) -> Value {
    serde_json::from_str(&text_of(review, format)).unwrap()
}

/// The XML of every part of a DOCX.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            (name, std::io::read_to_string(&mut file).unwrap())
        })
        .collect()
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    let review = ferry();
    for format in Format::ALL {
        let once = write(&review, format, &options(), &mut unwatched).unwrap();
        let again = write(&review.clone(), format, &options(), &mut unwatched).unwrap();
        assert_eq!(once, again, "{format:?}");
        assert!(!once.bytes.is_empty());
        assert_eq!(Format::from_key(format.key()), Some(format));
        assert!(!preview(&review, format, &options()).unwrap().is_empty());
    }
}

#[test]
fn the_report_begins_with_what_somebody_must_answer() {
    let page = text_of(&ferry(), Format::Html);
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not in the page"));
    assert!(place("Open queries") < place("The article with its marks"));
    assert!(place("Or was it 2018?") < place("The article with its marks"));
    assert!(place("<mark class=\"disputed\">240 passengers</mark>") < place("Claims and their evidence"));
    assert!(place("<del><bdi>240 passengers</bdi></del> <ins><bdi>204 passengers</bdi></ins>") > 0);
    assert!(place("Harbour register, p. 4") > place("Claims and their evidence"));
    assert!(place("default-src 'none'") < place("<style>"));
    for never in ["<script", "http-equiv=\"refresh", " src=", "@import", "url("] {
        assert!(!page.contains(never), "{never}");
    }
}

#[test]
fn the_report_tells_findings_with_their_waivers_the_timeline_and_the_roots() {
    let mut review = ferry();
    let hidden = cite(&mut review, 2, "Naomi Secret", Access::OffRecord);
    let register = review.sources[0].id;
    let paper = cite(&mut review, 2, "The Paper", Access::OnRecord);
    review.sources.iter_mut().find(|source| source.id == paper).unwrap().origin = Some(register);
    let agency = cite(&mut review, 2, "Wire", Access::OnRecord);
    review.sources.iter_mut().find(|source| source.id == agency).unwrap().origin = Some(hidden);
    let day = NaiveDate::from_ymd_opt(2024, 3, 13).unwrap();
    let findings = Findings::of(&review, Known::on(day));
    let first = findings.in_order()[0].clone();
    review.waivers.push(Waiver {
        rule: first.rule.id.into(),
        subject: first.subject.to_string(),
        reason: "Naomi Secret <agrees>".into(),
        by: "Ada".into(),
        at: noon(),
    });
    let reading = Reading::of(review.draft().unwrap(), "en", Some(day), None);
    let options = Options {
        findings: Findings::of(&review, Known::on(day)).in_order().into_iter().cloned().collect(),
        timeline: timeline(&review, &reading),
        ..options()
    };
    for format in [Format::Html, Format::Markdown] {
        let report = write(&review, format, &options, &mut unwatched).unwrap().bytes;
        let report = String::from_utf8(report).unwrap();
        let place = |words: &str| report.find(words).unwrap_or_else(|| panic!("{words} is not in\n{report}"));
        assert!(place("Open queries") < place("Findings"));
        assert!(place("Findings") < place("The article with its marks"));
        assert!(place("name withheld") < place("The article with its marks"));
        assert!(place("Timeline") < place("Sources by root"));
        assert!(place("2019") > 0 && !report.contains("Naomi") && report.contains("Waived: "));
        let sources = &report[place("Sources by root")..];
        let at = |words: &str| sources.find(words).unwrap_or_else(|| panic!("{words} is not in\n{sources}"));
        assert!(at("Harbour register") < at("The Paper"));
        assert!(at("The Paper") < at("Wire") && !sources.contains("not named"), "not even a gap shows");
        let found = &report[place("Findings")..place("The article with its marks")];
        assert_eq!(found.matches("name withheld").count(), 1, "only in the reason that a person wrote");
    }
}

#[test]
fn the_report_says_the_same_in_markdown() {
    let sheet = text_of(&ferry(), Format::Markdown);
    for words in [
        "# A ferry returns",
        "**Or was it 2018?**",
        "It carries 240 passengers \\[1 ✗\\], the harbour",
        "- Correction: ~~240 passengers~~ → **204 passengers** (proposed)",
        "- Contradicts: Harbour register, p. 4, https://register.example/1",
    ] {
        assert!(sheet.contains(words), "{words} is not in\n{sheet}");
    }
}

#[test]
fn a_document_tells_no_more_than_its_sources_allow() {
    let mut review = empty_review(&[(ParagraphKind::Body, "The minister left on Friday.")]);
    let at = claim(&mut review, "left on Friday", Status::Verified);
    for (name, access) in [
        ("Naomi Secret", Access::OffRecord),
        ("Omar Hidden", Access::NotForAttribution),
        ("Pia Quiet", Access::Background),
    ] {
        cite(&mut review, at, name, access);
    }
    let origin = review.sources[0].id;
    let open = cite(&mut review, at, "Open Gazette", Access::OnRecord);
    change(&mut review, at, |claim| {
        claim.note = "NAOMI SECRET and Omar Hidden agree".into();
        let citation = claim.citations.iter_mut().find(|citation| citation.source == open).unwrap();
        citation.origin = Some(origin);
        citation.note = "Pia Quiet sent it".into();
    });
    let mut documents: Vec<(Format, String)> = Vec::new();
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Json) {
        let bytes = write(&review, format, &options(), &mut unwatched).unwrap().bytes;
        let text = if format.is_docx() {
            parts(&bytes).into_iter().map(|(_, text)| text).collect()
        } else {
            String::from_utf8(bytes).unwrap()
        };
        documents.push((format, text));
    }
    for (format, text) in &documents {
        for secret in ["Naomi", "NAOMI", "Secret", "Omar", "Hidden", "Pia", "Quiet", "register.example/1"] {
            assert!(!text.contains(secret), "{secret} in {format:?}\n{text}");
        }
        let is_told = !matches!(format, Format::CheckedCopy | Format::ClaimReview);
        assert_eq!(text.contains("Open Gazette"), is_told, "{format:?}");
        assert_eq!(text.contains("A source not for attribution"), is_told, "{format:?}");
    }
    let page = &documents[0].1;
    assert_eq!(page.matches("Two hundred and four").count(), 2, "background and on the record");
}

#[test]
fn claimreview_has_what_is_required_and_recommended() {
    let json = json_of(&ferry(), Format::ClaimReview);
    let graph = json["@graph"].as_array().unwrap();
    assert_eq!(graph.len(), 2, "a query is not rated");
    let first = &graph[0];
    assert_eq!(first["url"], "https://check.example/ferry#claim-1");
    assert_eq!(first["reviewRating"]["alternateName"], "False");
    assert_eq!(first["reviewRating"]["ratingValue"], 1);
    assert_eq!(first["author"]["name"], "Mara Lind");
    assert_eq!(first["datePublished"], "2024-03-12");
    assert_eq!(first["itemReviewed"]["author"]["name"], "the harbour");
    assert_eq!(first["itemReviewed"]["firstAppearance"]["publisher"]["name"], "Reuters");
    assert_eq!(first["itemReviewed"]["appearance"]["url"], "https://news.example/ferry");
    assert_eq!(graph[1]["reviewRating"]["alternateName"], "True");
}

#[test]
fn a_desk_rates_by_its_own_scale_and_a_claim_by_its_own_rating() {
    let review = ferry();
    let scale: Scale = "10 Right = verified; 4 Half right; 0 Wrong = disputed".parse().unwrap();
    let publisher = Publisher { name: "The Desk".into(), url: "https://check.example/".into() };
    let mut options = Options { scale, publisher, ..options() };
    options.ratings.insert(review.claims[0].id, "half right".into());
    options.ratings.insert(review.claims[1].id, "sort of".into());
    let document = write(&review, Format::ClaimReview, &options, &mut unwatched).unwrap();
    let json: Value = serde_json::from_slice(&document.bytes).unwrap();
    assert_eq!(json["@graph"][0]["reviewRating"]["alternateName"], "Half right");
    assert_eq!(json["@graph"][0]["reviewRating"]["ratingValue"], 4);
    assert_eq!(json["@graph"][0]["reviewRating"]["bestRating"], 10);
    assert_eq!(json["@graph"][0]["author"]["@type"], "Organization");
    assert_eq!(document.notes, ["Claim 2 is left out: “sort of” is no rating of the scale"]);
    options.claims = Some([review.claims[1].id].into());
    let error = write(&review, Format::ClaimReview, &options, &mut unwatched).unwrap_err();
    assert!(error.to_string().contains("“sort of” is no rating"), "{error}");
}

#[test]
fn claimreview_needs_its_page() {
    for url in ["", "check.example", "javascript:alert(1)", "https://a b"] {
        let options = Options { url: url.into(), ..Options::default() };
        let error = write(&ferry(), Format::ClaimReview, &options, &mut unwatched).unwrap_err();
        assert!(matches!(error, ExportError::NoPage), "{url}: {error}");
    }
}

#[test]
fn there_is_one_annotation_for_each_mark() {
    let mut review = ferry();
    let extra = review.claims[1].marks[0].clone();
    change(&mut review, 0, |claim| claim.marks.push(extra));
    let json = json_of(&review, Format::Annotations);
    let items = json["first"]["items"].as_array().unwrap();
    assert_eq!((items.len(), &json["total"]), (4, &Value::from(4)));
    let motivations: Vec<&str> = items.iter().map(|item| item["motivation"].as_str().unwrap()).collect();
    assert_eq!(motivations, ["editing", "editing", "questioning", "assessing"]);
    let draft = review.draft().unwrap();
    for item in items {
        let selector = &item["target"]["selector"];
        let (start, end) = (&selector[1]["start"], &selector[1]["end"]);
        let range = char_range(start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize);
        assert_eq!(selector[0]["exact"], draft.text().slice(&range).unwrap());
        assert_eq!(item["target"]["state"]["sha256"], draft.sha256());
        assert_eq!(item["target"]["source"], "https://news.example/ferry");
    }
}

#[test]
fn the_table_opens_in_a_spreadsheet() {
    let table = text_of(&ferry(), Format::Csv);
    assert!(table.starts_with("\u{feff}number,status,"));
    assert_eq!(table.matches("\r\n").count(), 4);
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let statuses: Vec<String> = reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
    assert_eq!(statuses, ["disputed", "query", "verified"]);
}

/// Words that act where they are not taken for words.
fn hostile() -> Vec<String> {
    vec![
        "<script>alert(1)</script>".into(),
        "</style><img src=x onerror=alert(1)>".into(),
        "=HYPERLINK(\"https://evil.example\",\"x\")".into(),
        "@SUM(1+1)*cmd|' /C calc'!A0".into(),
        "safe \u{202e}gpj.exe\u{202c} name \u{2066}x".into(),
        "]]>&amp;&#0;<w:p/>\u{1}\u{b}\u{fffe}".into(),
        "# not a heading | [x](javascript:alert(1)) `code` ***".into(),
        "long ".repeat(20_000),
    ]
}

#[test]
fn hostile_words_do_no_harm_in_any_document() {
    for words in hostile() {
        let mut review = empty_review(&[(ParagraphKind::Body, &words)]);
        let draft_words = review.draft().unwrap().text().as_str().to_owned();
        let at = claim(&mut review, &draft_words, Status::Disputed);
        cite(&mut review, at, &words, Access::OnRecord);
        review.article.title.clone_from(&words);
        review.article.language = "\"><script>".into();
        change(&mut review, at, |claim| {
            (claim.wording, claim.note) = (words.clone(), words.clone());
            claim.correction = Some(Correction { text: words.clone() + "x", ..Correction::default() });
            claim.citations[0].url.clone_from(&words);
            claim.tags = vec![words.clone()];
            claim.rating.clone_from(&words);
            claim.decision = Some(Decision { by: words.clone(), at: noon(), words: vec![] });
        });
        harmless_page(&text_of(&review, Format::Html));
        harmless_table(&text_of(&review, Format::Csv));
        harmless_sheet(&text_of(&review, Format::Markdown));
        json_of(&review, Format::Json);
        assert!(!text_of(&review, Format::Annotations).contains('<'), "a script element could be ended");
        change(&mut review, at, |claim| claim.rating.clear());
        for format in [Format::ClaimReview, Format::Annotations] {
            assert!(!text_of(&review, format).contains('<'), "a script element could be ended");
        }
        for format in [Format::CheckingCopy, Format::CheckedCopy] {
            let bytes = write(&review, format, &options(), &mut unwatched).unwrap().bytes;
            parts(&bytes).iter().for_each(|(name, xml)| well_formed(name, xml));
        }
    }
}

fn harmless_page(page: &str) {
    assert!(!page.contains("<script") && !page.contains("<img"), "a tag of the article acts");
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains("href=\"javascript"));
    assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{1}']), "a sign of the article turns the page round");
}

fn harmless_table(table: &str) {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    for row in reader.records() {
        for cell in &row.unwrap() {
            let first = cell.trim_start().chars().next();
            assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{cell:.40} would be worked out");
        }
    }
}

fn harmless_sheet(sheet: &str) {
    use pulldown_cmark::{Event, Parser, Tag};
    for event in Parser::new(sheet) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html} acts"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                panic!("{dest_url} is a link")
            }
            Event::Code(code) => assert!(code.len() == 64, "{code} is the article’s"),
            _ => {}
        }
    }
    assert!(!sheet.contains(['\u{202e}', '\u{2066}', '\u{1}']));
}

fn well_formed(name: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(is_allowed), "{name} holds signs that XML cannot");
    assert!(!xml.contains("&#0;") && !xml.contains("<script"), "{name}");
}

#[test]
fn a_long_export_can_be_cancelled() {
    for format in [Format::Html, Format::Markdown, Format::CheckingCopy] {
        let mut told = 0;
        let mut stop = |_, _| {
            told += 1;
            false
        };
        let error = write(&ferry(), format, &options(), &mut stop).unwrap_err();
        assert!(matches!(error, ExportError::Cancelled));
        assert_eq!(told, 1);
    }
}
