//! Articles in: whole files of each format, bad input, and what must hold for any input.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

#[path = "import/page.rs"]
mod page;
#[path = "import/pages.rs"]
mod pages;
#[path = "import/rich.rs"]
mod rich;
#[path = "import/word.rs"]
mod word;

use proptest::prelude::*;
use redpencil::import::{ImportError, Imported, MAX_BYTES, Problem, read_bytes, read_pasted, read_path};
use redpencil::review::ParagraphKind::{
    self, Body, Boilerplate, Caption, Dateline, Dek, Heading, Hed, ListItem, Quotation, TableRow,
};
use std::fs::File;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    // Beside this file, wherever the package that tests it lies.
    Path::new(file!()).parent().unwrap_or(Path::new("tests")).join("fixtures/import").join(name)
}

fn read_fixture(name: &str) -> Imported {
    read_path(&fixture(name)).unwrap_or_else(|error| panic!("{error}"))
}

fn kinds(imported: &Imported) -> Vec<ParagraphKind> {
    imported.paragraphs.iter().map(|paragraph| paragraph.kind).collect()
}

fn date(imported: &Imported) -> Option<String> {
    imported.article.dateline.date.map(|date| date.to_string())
}

fn problem(result: Result<Imported, ImportError>) -> Option<Problem> {
    result.err().map(|error| error.problem)
}

#[test]
fn a_plain_text_with_a_date_at_its_head() {
    let imported = read_fixture("flood.txt");
    assert_eq!(date(&imported).as_deref(), Some("2023-07-28"));
    assert_eq!(imported.article.title, "Flood");
    assert_eq!(imported.article.language, "en");
    assert_eq!(imported.paragraphs[0].text, "date 2023-07-28");
    assert!(imported.paragraphs[1].text.starts_with("The river Lenne rose"));
    let expected =
        [Dateline, Body, Body, Body, Quotation, Quotation, Heading, Body, Boilerplate, Heading, Body];
    assert_eq!(kinds(&imported), expected);
    assert_eq!(imported.notes, [""; 0]);
}

#[test]
fn a_markdown_article_with_front_matter() {
    let imported = read_fixture("flood.md");
    assert_eq!(imported.article.title, "River takes two bridges");
    assert_eq!(imported.article.byline, "Ida Roe");
    assert_eq!(imported.article.dek, "Nobody was hurt in Lowtown.");
    assert_eq!(imported.article.dateline.place, "LOWTOWN");
    assert_eq!(imported.article.outlet, "Lowtown Courier");
    assert_eq!(date(&imported).as_deref(), Some("2023-07-28"));
    let expected = [Body, Heading, Quotation, ListItem, ListItem, TableRow, TableRow, Caption];
    assert_eq!(kinds(&imported), expected);
    assert!(
        imported.paragraphs[0].text.ends_with("The river Lenne took two of the older bridges on Friday.")
    );
}

#[test]
fn a_web_page_with_its_metadata() {
    let imported = read_fixture("flood.html");
    let article = &imported.article;
    assert_eq!(article.title, "River takes two bridges");
    assert_eq!(article.dek, "Nobody was hurt in Lowtown.");
    assert_eq!(article.byline, "Ida Roe");
    assert_eq!(article.outlet, "Lowtown Courier");
    assert_eq!(article.language, "en");
    assert_eq!(article.url, "https://courier.example/river-takes-two-bridges");
    assert_eq!(date(&imported).as_deref(), Some("2023-07-28"), "the day as the page writes it");
    let expected = [Hed, Dek, Caption, Body, Heading, Body, Quotation, Body, ListItem, ListItem];
    assert_eq!(kinds(&imported), expected);
    assert_eq!(imported.notes, ["1 image left out", "1 line that leads elsewhere left out"]);
}

#[test]
fn json_ld_says_who_wrote_it_and_when() {
    let words = "The river rose again on Friday and took two of the older bridges with it, the mayor said. "
        .repeat(8);
    let page = format!(
        "<html><head><title>x</title><script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\
         \"@type\":\"NewsArticle\",\"headline\":\"River takes two bridges\",\"datePublished\":\"2023-07-28\",\
         \"author\":{{\"@type\":\"Person\",\"name\":\"Ida Roe\"}}}}</script></head><body><p>{words}</p></body></html>"
    );
    let imported = read_bytes("a.html", page.as_bytes()).unwrap_or_default();
    assert_eq!(imported.article.title, "River takes two bridges");
    assert_eq!(imported.article.byline, "Ida Roe");
    assert_eq!(date(&imported).as_deref(), Some("2023-07-28"));
}

#[test]
fn a_page_declares_its_encoding() {
    let page = "<html><head><meta charset=iso-8859-7></head><body><p>caf\u{e9}</p></body></html>";
    let bytes: Vec<u8> = page.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    let imported = read_bytes("a.html", &bytes).unwrap_or_default();
    assert_eq!(imported.paragraphs[0].text, "cafι");
    assert!(imported.notes.contains(&"Read as ISO-8859-7".to_owned()));
}

#[test]
fn a_page_nested_without_end_is_read_flat() {
    let page = format!("<html><body>{}The river rose.", "<ul><li>".repeat(64_000));
    let imported = read_bytes("a.html", page.as_bytes()).unwrap_or_default();
    assert_eq!(imported.paragraphs.len(), 1);
    assert_eq!(imported.paragraphs[0].text, "The river rose.");
    assert!(imported.notes[0].starts_with("The page is too large or too deeply nested"));
}

#[test]
fn a_dateline_in_the_first_paragraph_fills_the_article_and_stays() {
    let text = "River takes two bridges\n\nPARIS, 12 mars 2024 – Le fleuve a emporté deux ponts vendredi.";
    let imported = read_pasted(text).unwrap_or_default();
    assert_eq!(imported.article.title, "River takes two bridges");
    assert_eq!(imported.article.dateline.place, "PARIS");
    assert_eq!(date(&imported).as_deref(), Some("2024-03-12"));
    assert_eq!(kinds(&imported), [Hed, Body]);
    assert!(imported.paragraphs[1].text.starts_with("PARIS, 12 mars 2024 – Le"));
}

#[test]
fn a_french_hed_stands_above_a_dateline_in_capitals() {
    let hed = "Le président promet de résister";
    let body = "Le chef de l’État a promis jeudi de résister, a annoncé son cabinet dans la capitale.";
    for (between, expected) in [("\n\n", vec![Hed, Dateline, Body]), (" ", vec![Hed, Body])] {
        let text = format!("{hed}\n\nNIAMEY, 27 juillet 2023 (AFP) –{between}{body}");
        let imported = read_pasted(&text).unwrap_or_default();
        assert_eq!(kinds(&imported), expected, "{text}");
        assert_eq!(imported.article.title, hed);
        assert_eq!(imported.article.dateline.place, "NIAMEY");
        assert_eq!(date(&imported).as_deref(), Some("2023-07-27"));
    }
}

#[test]
fn an_import_becomes_a_review() {
    let imported = read_fixture("flood.txt");
    let count = imported.paragraphs.len();
    let review =
        imported.into_review(&mut redpencil::review::Numbers::from_seed(7), Default::default(), "flood.txt");
    assert_eq!(review.article.title, "Flood");
    let draft = review.draft().expect("a first draft");
    assert_eq!((draft.number, draft.file.as_str(), draft.paragraphs().len()), (1, "flood.txt", count));
    assert_eq!(review.fault(), None);
}

#[test]
fn characters_that_are_not_seen_are_kept_and_told() {
    let imported = read_pasted("He said \u{202e}desrever\u{202c}, then\0 left.").unwrap_or_default();
    assert_eq!(imported.paragraphs[0].text, "He said \u{202e}desrever\u{202c}, then\0 left.");
    let notes =
        ["2 bidirectional control characters, shown as signs", "1 control character, shown as a sign"];
    assert_eq!(imported.notes, notes);
}

#[test]
fn only_combining_marks_are_a_text() {
    let imported = read_pasted(&"\u{301}".repeat(50)).unwrap_or_default();
    assert_eq!(imported.paragraphs[0].text.chars().count(), 50);
}

#[test]
fn a_line_of_five_megabytes_is_one_paragraph() {
    let line = "The river rose. ".repeat(330_000);
    let imported = read_pasted(&line).unwrap_or_default();
    assert_eq!(imported.paragraphs.len(), 1);
    assert_eq!(imported.paragraphs[0].text, line.trim());
}

#[test]
fn what_holds_no_article_is_refused_in_a_sentence() {
    assert_eq!(problem(read_bytes("a.txt", b"")), Some(Problem::Empty));
    assert_eq!(problem(read_bytes("a.txt", b" \n\t\r\n")), Some(Problem::Blank));
    assert_eq!(problem(read_bytes("a.html", b"<html><body></body></html>")), Some(Problem::Blank));
    assert_eq!(problem(read_bytes("a.txt", &[0; 4096])), Some(Problem::Binary));
    assert_eq!(problem(read_bytes("a.ron", b"(\n    version: 1,\n)")), Some(Problem::Review));
    let word = read_bytes("a.docx", b"PK\x03\x04..word/document.xml").err().map(|error| error.to_string());
    let sentence = "This Word document is damaged and holds no text that can be read; open it in its own program and save it again: a.docx";
    assert_eq!(word.as_deref(), Some(sentence));
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(problem(read_path(&folder.path().join("none.txt"))), Some(Problem::Missing));
    assert_eq!(problem(read_path(folder.path())), Some(Problem::Folder));
    let large = folder.path().join("large.txt");
    let file = File::create(&large).expect("a file");
    file.set_len(200 << 20).expect("a sparse file");
    let error = read_path(&large).expect_err("too large").to_string();
    assert!(error.starts_with("The file has 200 MB and Redpencil reads articles up to 64 MB"), "{error}");
    assert!(error.ends_with("large.txt"), "{error}");
    assert_eq!(MAX_BYTES, 64 << 20);
}

#[cfg(unix)]
#[test]
fn devices_are_not_opened() {
    assert_eq!(problem(read_path(Path::new("/dev/zero"))), Some(Problem::NotAFile));
    assert_eq!(problem(read_path(Path::new("/dev/null"))), Some(Problem::NotAFile));
}

/// The runs of letters and digits of a text.
fn tokens(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty()).collect()
}

/// Plain text as people write it: heads, lines of all lengths, blank lines, signatures.
fn plain_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[A-Za-z0-9 ,.'“”–-]{0,90}",
        "[A-Z][a-z]{2,9}( [a-z]{1,9}){8,14}",
        "\\PC{0,40}",
        Just("date 2023-07-28 The river rose.".to_owned()),
        Just("By Ida Roe | 28 July 2023".to_owned()),
        Just("LOWTOWN, July 28, 2023 (Courier) - The river rose.".to_owned()),
        Just("Il pleut. — Ida Roe (@idaroe) July 28, 2023 ×".to_owned()),
        Just("Also read | Floods".to_owned()),
    ];
    let end = prop_oneof![Just("\n"), Just("\n\n"), Just("\r\n"), Just("\u{2029}"), Just("\u{c}")];
    prop::collection::vec((line, end), 0..14)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end.to_owned()]).collect())
}

proptest! {
    #[test]
    fn no_word_of_a_plain_text_is_lost(text in plain_text()) {
        if let Ok(imported) = read_bytes("a.txt", text.as_bytes()) {
            let kept: Vec<&str> = imported.paragraphs.iter().flat_map(|paragraph| tokens(&paragraph.text)).collect();
            prop_assert_eq!(kept, tokens(&text));
            prop_assert!(imported.paragraphs.iter().all(|paragraph| paragraph.text.trim() == paragraph.text && !paragraph.text.is_empty()));
        } else {
            prop_assert!(text.trim().is_empty() || text.starts_with(['<', '(', '%']) || text.contains(char::is_control), "{:?}", text);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "a\\.(txt|md|html|ron|eml)") {
        if let Ok(imported) = read_bytes(&name, &bytes) {
            prop_assert!(!imported.paragraphs.is_empty());
        }
    }

    #[test]
    fn any_markup_is_read_or_refused(
        parts in prop::collection::vec(prop_oneof![
            "</?(p|b|a|div|ul|li|table|tr|td|h1|h2|blockquote|nav|svg|template|script|style|title|pre|br|img|select|form)( [a-z]=['\"]?[a-z/]*['\"]?)?/?>?",
            "[a-z ]{1,9}", "&[a-z#0-9]{0,6};?", "<!--|-->|<!\\[CDATA\\[|\\]\\]>",
        ], 0..60),
    ) {
        for (name, head) in [("a.html", "<html>"), ("a.md", "")] {
            let _ = read_bytes(name, format!("{head}{}", parts.concat()).as_bytes());
        }
    }

    #[test]
    fn any_markdown_is_read_or_refused(text in "[-#>*_`|\\[\\]()!a-c0-9 \n:~<&]{0,300}") {
        let _ = read_bytes("a.md", text.as_bytes());
    }
}
