//! The DOCX that leaves, as LibreOffice reads it: all comments and tracked changes at their places.
//!
//! Runs where `REDPENCIL_SOFFICE` names LibreOffice's program (`soffice`), as it does in `.ci/run`; elsewhere
//! it has nothing to ask and passes.

#![allow(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test says what is wrong by a panic, and lays out its own files"
)]
#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use chrono::DateTime;
use redpencil::export::{Format, Options, unwatched, write};
use redpencil::import;
use redpencil::review::{Correction, Numbers, Resolution, Review, Status, compose};
use redpencil::text::char_range;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use zip::write::SimpleFileOptions;

const HEAD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

/// A document of another program's making.
struct Case {
    /// What is nasty about it.
    name: &'static str,
    /// What stands in its body.
    body: &'static str,
    /// Passages that get a comment, each to be found where it stands.
    comments: &'static [&'static str],
    /// Passages that end inside a control for plain text, and the words around it.
    around: &'static [(&'static str, &'static str)],
    /// Words that get others in their place.
    changes: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        name: "table",
        body: "<w:p><w:r><w:t>Before the table.</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>\
            <w:tr><w:tc><w:p><w:r><w:t>North</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>240 boats</w:t></w:r></w:p><w:p><w:r><w:t>and 9 ferries</w:t></w:r></w:p></w:tc></w:tr>\
            <w:tr><w:tc><w:p><w:r><w:t>South</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12 boats</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>After the table.</w:t></w:r></w:p>",
        comments: &["Before the table", "North", "240 boats", "9 ferries", "12 boats", "After the table."],
        around: &[],
        changes: &[("240", "204"), ("12", "21"), ("After", "Behind")],
    },
    Case {
        name: "hyperlink and fields",
        body: "<w:p><w:r><w:t xml:space=\"preserve\">See </w:t></w:r><w:hyperlink w:anchor=\"x\"><w:r><w:t>the register</w:t></w:r><w:r><w:t xml:space=\"preserve\"> of ships</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> on page </w:t></w:r>\
            <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> for the date.</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space=\"preserve\">Seen by </w:t></w:r><w:fldSimple w:instr=\" AUTHOR \"><w:r><w:t>Ida Roe</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> in March.</w:t></w:r></w:p>\
            <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> HYPERLINK \"https://a.example/\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>The whole list</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> is long.</w:t></w:r></w:p>",
        comments: &[
            "the register of ships",
            "See the register",
            "ships on page",
            "for the date",
            "in March",
            "The whole list",
            "list is long",
        ],
        around: &[],
        changes: &[("register", "list"), ("March", "May"), ("long", "short")],
    },
    Case {
        name: "content controls in each other",
        body: "<w:sdt><w:sdtPr><w:id w:val=\"11\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t xml:space=\"preserve\">Nine </w:t></w:r><w:sdt><w:sdtPr><w:id w:val=\"12\"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>men and</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space=\"preserve\"> a dog </w:t></w:r>\
            <w:sdt><w:sdtPr><w:id w:val=\"13\"/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr><w:id w:val=\"14\"/></w:sdtPr><w:sdtContent><w:r><w:t>crossed</w:t></w:r></w:sdtContent></w:sdt></w:sdtContent></w:sdt><w:r><w:t xml:space=\"preserve\"> the bridge.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        comments: &[
            "Nine men",
            "men and",
            "a dog crossed",
            "crossed",
            "crossed the bridge.",
            "Nine men and a dog crossed the bridge.",
        ],
        around: &[("Nine men", "Ninemenand"), ("men and", "Ninemenand")],
        changes: &[], // LibreOffice 7.4 takes a content control for a field, which keeps no change
    },
    Case {
        name: "moved and changed by others",
        body: "<w:p><w:moveFromRangeStart w:id=\"31\" w:author=\"B\" w:date=\"2024-01-01T00:00:00Z\" w:name=\"m1\"/><w:moveFrom w:id=\"32\" w:author=\"B\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:t xml:space=\"preserve\">It rained for days. </w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id=\"31\"/><w:r><w:t>The river rose.</w:t></w:r></w:p>\
            <w:p><w:moveToRangeStart w:id=\"33\" w:author=\"B\" w:date=\"2024-01-01T00:00:00Z\" w:name=\"m1\"/><w:moveTo w:id=\"34\" w:author=\"B\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:t xml:space=\"preserve\">It rained for days. </w:t></w:r></w:moveTo><w:moveToRangeEnd w:id=\"33\"/>\
            <w:ins w:id=\"35\" w:author=\"B\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:t xml:space=\"preserve\">Nobody slept. </w:t></w:r></w:ins><w:del w:id=\"36\" w:author=\"B\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:delText xml:space=\"preserve\">All slept. </w:delText></w:r></w:del><w:r><w:t>Then the sun came.</w:t></w:r></w:p>",
        comments: &["The river rose.", "rained for days", "Nobody slept", "slept. Then", "the sun came."],
        around: &[],
        changes: &[],
    },
    Case {
        name: "ends, beginnings and several paragraphs",
        body: "<w:p><w:r><w:t>First words.</w:t></w:r></w:p><w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>Second </w:t></w:r><w:r><w:br/><w:t>line</w:t><w:tab/><w:t>and tab.</w:t></w:r></w:p><w:p/>\
            <w:p><w:bookmarkStart w:id=\"7\" w:name=\"b\"/><w:r><w:t>Third begins here</w:t></w:r><w:bookmarkEnd w:id=\"7\"/><w:r><w:t xml:space=\"preserve\"> </w:t></w:r><w:r><w:t>and ends.</w:t></w:r></w:p><w:p><w:r><w:rPr><w:rtl/></w:rPr><w:t>قال الوزير</w:t></w:r></w:p>",
        comments: &[
            "First",
            "words.\nSecond",
            "line and tab.",
            "Third begins here",
            "here and ends.\nقال",
            "قال الوزير",
            "First words.",
        ],
        around: &[],
        changes: &[("First", "Early"), ("tab", "stop"), ("ends", "stops")],
    },
    Case {
        name: "footnote and text box",
        body: "<w:p><w:r><w:t>Before the note</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> and after it.</w:t></w:r></w:p>\
            <w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent cx=\"900000\" cy=\"900000\"/><wp:docPr id=\"1\" name=\"Box\"/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"900000\" cy=\"900000\"/></a:xfrm><a:prstGeom prst=\"rect\"/></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>Words in a box.</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r><w:r><w:t>Beside the box.</w:t></w:r></w:p>",
        comments: &["the note and after", "Before the note", "Beside the box.", "and after it."],
        around: &[],
        changes: &[("after", "behind"), ("Beside", "Under")],
    },
    Case {
        name: "comments on the same and on touching words",
        body: "<w:p><w:r><w:t>The ferry carries 240 passengers and 12 cars every day.</w:t></w:r></w:p>",
        comments: &[
            "240 passengers",
            "carries 240",
            "240 passengers",
            " passengers and",
            "The ferry carries 240 passengers and 12 cars every day.",
            "12 cars",
            "cars every",
        ],
        around: &[],
        changes: &[("240", "204"), ("12 cars", "no cars")],
    },
];

const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
const NOTE_RELATION: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/></Types>";

fn docx(body: &str) -> Vec<u8> {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let document = format!("{declaration}<w:document {HEAD}><w:body>{body}</w:body></w:document>");
    let notes = format!(
        "{declaration}<w:footnotes {HEAD}><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Words of the note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", NOTE_RELATION),
        ("word/footnotes.xml", &notes),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A review of a document with a claim on each passage, its note being the passage's number.
fn review(original: &[u8], quotes: &[&str]) -> Review {
    let imported = import::read_bytes("draft.docx", original).unwrap();
    let mut ids = Numbers::from_seed(5);
    let mut review = imported.into_review(&mut ids, DateTime::UNIX_EPOCH, "draft.docx");
    for (at, quote) in quotes.iter().enumerate() {
        let text = review.draft().unwrap().text().as_str();
        let start = text.find(quote).unwrap_or_else(|| panic!("“{quote}” stands nowhere in {text:?}"));
        let start = text[..start].chars().count();
        let passage = char_range(start..start + quote.chars().count());
        let (claim, edit) = compose::new_claim(&review, &mut ids, &[passage]).unwrap();
        edit.apply(&mut review).unwrap();
        compose::set_note(&claim, &format!("passage {at};")).unwrap().apply(&mut review).unwrap();
    }
    review
}

/// The same with a correction of each passage.
fn corrected(original: &[u8], changes: &[(&str, &str)]) -> Review {
    let quotes: Vec<&str> = changes.iter().map(|(from, _)| *from).collect();
    let mut review = review(original, &quotes);
    for (claim, (_, to)) in review.claims.iter_mut().zip(changes) {
        let claim = Arc::make_mut(claim);
        claim.status = Status::Disputed;
        claim.correction =
            Some(Correction { text: (*to).into(), resolution: Resolution::Open, reason: String::new() });
    }
    review
}

fn made(review: &Review, format: Format, original: Option<&[u8]>) -> Vec<u8> {
    let options = Options { original: original.map(<[u8]>::to_vec), ..Options::default() };
    let document = write(review, format, &options, &mut unwatched).unwrap();
    assert_eq!(document.notes, [""; 0]);
    document.bytes
}

/// Has LibreOffice read all documents of a folder and write them as OpenDocument texts.
fn convert(soffice: &str, folder: &Path) {
    let documents = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let documents: Vec<_> =
        documents.filter(|path| path.extension().is_some_and(|end| end == "docx")).collect();
    let home = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new(soffice)
        .args([&home, "--headless", "--convert-to", "odt", "--outdir"])
        .arg(folder)
        .args(documents)
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

/// Words without white space and the bars between cells, which every program sets in its own way.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect()
}

/// The passages that LibreOffice has comments on, by the number in the comment.
fn commented(odt: &Path) -> Vec<(usize, String)> {
    let read = import::read_path(odt).unwrap();
    let draft = read.clone().into_draft(1, DateTime::UNIX_EPOCH, "");
    let number = |text: &str| text.split("passage ").nth(1)?.split(';').next()?.parse().ok();
    let mut found: Vec<_> = read
        .comments
        .iter()
        .map(|comment| {
            let words = draft.text().slice(&comment.passage).unwrap();
            (number(&comment.text).unwrap_or_else(|| panic!("{}", comment.text)), squeezed(words))
        })
        .collect();
    found.sort();
    found
}

/// The words that a comment stands on where its own passage ends inside a control for plain text.
fn around<'a>(case: &'a Case, passage: &str) -> Option<&'a str> {
    let found = case.around.iter().find(|(own, _)| squeezed(own) == passage);
    found.map(|(_, around)| *around)
}

/// How many tracked changes LibreOffice keeps, and the text as it is when all are accepted.
fn changed(odt: &Path) -> (usize, String) {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(odt).unwrap()).unwrap();
    let xml = std::io::read_to_string(archive.by_name("content.xml").unwrap()).unwrap();
    let draft = import::read_path(odt).unwrap().into_draft(1, DateTime::UNIX_EPOCH, "");
    (xml.matches("<text:changed-region").count(), sorted(draft.text().as_str()))
}

#[test]
fn without_claims_every_document_comes_back_byte_for_byte() {
    for case in CASES {
        let original = docx(case.body);
        let review = review(&original, &[]);
        for format in [Format::CheckingCopy, Format::CheckedCopy] {
            assert!(made(&review, format, Some(&original)) == original, "{}", case.name);
        }
    }
}

#[test]
fn libreoffice_finds_every_comment_and_change_at_its_place() {
    let Ok(soffice) = std::env::var("REDPENCIL_SOFFICE") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, what: &str| folder.path().join(format!("{}-{what}", name.replace(' ', "-")));
    for case in CASES {
        let original = docx(case.body);
        let with_comments = review(&original, case.comments);
        let with_changes = corrected(&original, case.changes);
        for (what, from) in [("original", Some(&original[..])), ("fresh", None)] {
            let comments = made(&with_comments, Format::CheckingCopy, from);
            std::fs::write(path(case.name, &format!("{what}-comments.docx")), comments).unwrap();
            let changes = made(&with_changes, Format::CheckedCopy, from);
            std::fs::write(path(case.name, &format!("{what}-changes.docx")), changes).unwrap();
        }
    }
    convert(&soffice, folder.path());
    let mut wrong = Vec::new();
    for case in CASES {
        let before = changed_text(case);
        for what in ["original", "fresh"] {
            let found = commented(&path(case.name, &format!("{what}-comments.odt")));
            let wanted: Vec<_> = case.comments.iter().map(|quote| squeezed(quote)).enumerate().collect();
            // A comment goes around a control for plain text, which may hold no end of one.
            let same =
                |(a, b): (&(usize, String), &(usize, String))| a == b || around(case, &b.1) == Some(&a.1[..]);
            if found.len() != wanted.len() || !found.iter().zip(&wanted).all(same) {
                wrong.push(format!("{} ({what}): {found:?}\n   not {wanted:?}", case.name));
            }
            let (regions, text) = changed(&path(case.name, &format!("{what}-changes.odt")));
            if regions < case.changes.len() * 2 || text != before {
                wrong.push(format!("{} ({what}): {regions} changes, {text}\n   not {before}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text of a case with its corrections, its paragraphs sorted: where boxes and notes go is each program's own.
fn changed_text(case: &Case) -> String {
    let review = corrected(&docx(case.body), case.changes);
    let mut text = review.draft().unwrap().text().as_str().to_owned();
    for (from, to) in case.changes {
        text = text.replacen(from, to, 1);
    }
    sorted(&text)
}

fn sorted(text: &str) -> String {
    let mut paragraphs: Vec<String> = text.lines().map(squeezed).collect();
    paragraphs.sort();
    paragraphs.join("¶")
}
