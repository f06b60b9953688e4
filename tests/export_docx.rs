//! DOCX out: comments and tracked changes at their places, in a new document and in the original one.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use chrono::DateTime;
use quick_xml::Reader;
use quick_xml::events::Event;
use redpencil::export::{Document, Format, Options, unwatched, write};
use redpencil::review::{
    Article, Claim, ClaimId, Correction, Draft, Mark, Paragraph, ParagraphKind, Resolution, Review, ReviewId,
    Status,
};
use redpencil::text::{Selector, char_range};
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

fn review(paragraphs: &[&str]) -> Review {
    let paragraphs = paragraphs.iter().map(|text| Paragraph::new(ParagraphKind::Body, *text)).collect();
    let draft = Draft::new(1, DateTime::UNIX_EPOCH, "draft.docx", paragraphs);
    Review::new(ReviewId::new(1), Article::default(), draft)
}

fn claim(review: &mut Review, quote: &str, correction: Option<(&str, Resolution)>) {
    let draft = review.draft().unwrap();
    let at = draft.text().as_str().find(quote).unwrap();
    let start = draft.text().as_str()[..at].chars().count();
    let range = char_range(start..start + quote.chars().count());
    let number = review.claims.len() as u32 + 1;
    let mark = Mark::new(1, Selector::of(draft.text(), &range).unwrap());
    let mut claim = Claim::new(ClaimId::new(number.into()), number, vec![mark]);
    claim.status = Status::Disputed;
    claim.note = format!("Note {number} & <more>");
    claim.correction = correction.map(|(text, resolution)| Correction {
        text: text.into(),
        resolution,
        ..Correction::default()
    });
    review.claims.push(Arc::new(claim));
}

fn made(review: &Review, format: Format, original: Option<&[u8]>) -> Document {
    let options =
        Options { checker: "Ada".into(), original: original.map(<[u8]>::to_vec), ..Options::default() };
    write(review, format, &options, &mut unwatched).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// What a reader of the document sees: plain words, `{`comment`}`, `[-`taken out`-]`, `[+`put in`+]`.
fn seen(xml: &str) -> String {
    let mut seen = String::new();
    let mut reader = Reader::from_str(xml);
    let mut in_text = false;
    loop {
        let event = reader.read_event().unwrap();
        let (is_start, name) = match &event {
            Event::Start(tag) => (true, tag.name()),
            Event::Empty(tag) => (true, tag.name()),
            Event::End(tag) => (false, tag.name()),
            Event::Text(text) if in_text => {
                seen.push_str(&text.decode().unwrap());
                continue;
            }
            Event::GeneralRef(entity) if in_text => {
                seen.push_str(&format!("&{};", entity.decode().unwrap()));
                continue;
            }
            Event::Eof => return seen,
            _ => continue,
        };
        match (name.as_ref(), is_start) {
            (b"w:t" | b"w:delText", starts) => in_text = starts,
            (b"w:commentRangeStart", _) => seen.push('{'),
            (b"w:commentRangeEnd", _) => seen.push('}'),
            (b"w:del", true) => seen.push_str("[-"),
            (b"w:del", false) => seen.push_str("-]"),
            (b"w:ins", true) => seen.push_str("[+"),
            (b"w:ins", false) => seen.push_str("+]"),
            (b"w:tab", true) => seen.push('\t'),
            (b"w:p", false) => seen.push('\n'),
            _ => {}
        }
    }
}

fn seen_in(document: &Document) -> String {
    seen(&part(&document.bytes, "word/document.xml"))
}

const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/// A document as another program writes one, of this body.
fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
        ("word/odd.bin", "\u{1}"),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const BODY: &str = "<w:p w:rsidR=\"00A1\"><w:pPr><w:pStyle w:val=\"Odd\"/></w:pPr>\
    <w:r w:rsidR=\"00A2\"><w:rPr><w:b/></w:rPr><w:t>The ferry </w:t></w:r><w:r><w:t xml:space=\"preserve\">carries 240 pass</w:t></w:r>\
    <w:hyperlink w:anchor=\"x\"><w:r><w:rPr><w:i/></w:rPr><w:t>engers &amp; crew</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t> daily.</w:t></w:r></w:p>\
    <w:p><w:ins w:id=\"9\" w:author=\"B\"><w:r><w:t>It sank </w:t></w:r></w:ins><w:del w:id=\"10\" w:author=\"B\"><w:r><w:delText>twice </w:delText></w:r></w:del><w:r><w:t>in 2019.</w:t></w:r></w:p>";

fn original_review() -> Review {
    review(&["The ferry carries 240 passengers & crew daily.", "It sank in 2019."])
}

#[test]
fn a_new_document_has_its_comments_at_their_places() {
    let mut review = review(&["The ferry carries 240 passengers.", "It sank in 2019.", "قال 1402."]);
    claim(&mut review, "240 passengers", None);
    claim(&mut review, "carries 240", None);
    claim(&mut review, "passengers.\nIt sank", None);
    let document = made(&review, Format::CheckingCopy, None);
    assert_eq!(seen_in(&document), "The ferry {carries {240} {passengers}.\nIt sank} in 2019.\nقال 1402.\n");
    let comments = part(&document.bytes, "word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 3);
    assert!(comments.contains("Note 1 &amp; &lt;more&gt;") && comments.contains("w:author=\"Ada\""));
    assert!(part(&document.bytes, "word/document.xml").contains("<w:pPr><w:bidi/></w:pPr>"));
}

#[test]
fn a_checked_copy_changes_only_what_is_proposed() {
    let mut review = review(&["The ferry carries 240 passengers.", "It sank in 2019, again.", "It is red."]);
    claim(&mut review, "carries 240 passengers", Some(("carries 204 passengers", Resolution::Open)));
    claim(&mut review, "240", Some(("2,040", Resolution::Accepted)));
    claim(&mut review, ", again", Some(("", Resolution::Cut)));
    claim(&mut review, "It is red", Some(("It is bright red", Resolution::Reworded)));
    claim(&mut review, "sank", Some(("went down", Resolution::Stet)));
    let document = made(&review, Format::CheckedCopy, None);
    assert_eq!(
        seen_in(&document),
        "The ferry carries [-240-][+204+] passengers.\nIt sank in 2019[-, again-].\nIt is [+bright +]red.\n"
    );
    assert_eq!(
        document.notes,
        ["The correction of claim 2 is left out, for its passage overlaps another correction’s"]
    );
    assert!(!part(&document.bytes, "word/document.xml").contains("comment"));
}

#[test]
fn without_claims_the_original_comes_back_byte_for_byte() {
    let original = docx(BODY);
    for format in [Format::CheckingCopy, Format::CheckedCopy] {
        assert_eq!(made(&original_review(), format, Some(&original)).bytes, original);
    }
}

#[test]
fn comments_go_into_the_original_and_nothing_else_changes() {
    let original = docx(BODY);
    let mut review = original_review();
    claim(&mut review, "240 passengers & crew", None);
    claim(&mut review, "sank in", None);
    let document = made(&review, Format::CheckingCopy, Some(&original));
    assert_eq!(document.notes, [""; 0]);
    assert_eq!(
        seen_in(&document),
        "The ferry carries {240 passengers &amp; crew}\t daily.\n[+It {sank +][-twice -]in} 2019.\n"
    );
    let xml = part(&document.bytes, "word/document.xml");
    for kept in [
        "<w:p w:rsidR=\"00A1\"><w:pPr><w:pStyle w:val=\"Odd\"/></w:pPr><w:r w:rsidR=\"00A2\"><w:rPr><w:b/></w:rPr><w:t>The ferry </w:t></w:r>",
        "<w:hyperlink w:anchor=\"x\"><w:r><w:rPr><w:i/></w:rPr>",
        "<w:r><w:tab/><w:t> daily.</w:t></w:r></w:p>",
    ] {
        assert!(xml.contains(kept), "{kept} is not in\n{xml}");
    }
    assert_eq!(part(&document.bytes, "word/odd.bin"), "\u{1}");
    assert!(part(&document.bytes, "[Content_Types].xml").contains("/word/redpencil-comments.xml"));
    assert!(part(&document.bytes, "word/_rels/document.xml.rels").contains("redpencil-comments.xml"));
    // Numbers of tracked changes and comments are told apart.
    assert!(part(&document.bytes, "word/redpencil-comments.xml").contains("w:id=\"11\""));
}

#[test]
fn corrections_go_into_the_original_with_the_look_of_their_words() {
    let original = docx(BODY);
    let mut review = original_review();
    claim(&mut review, "240 passengers & crew", Some(("204 passengers & crew", Resolution::Open)));
    claim(&mut review, "in 2019", Some(("in May 2018", Resolution::Open)));
    let document = made(&review, Format::CheckedCopy, Some(&original));
    assert_eq!(
        seen_in(&document),
        "The ferry carries [-240-][+204+] passengers &amp; crew\t daily.\n[+It sank +][-twice -]in [-2019-][+May 2018+].\n"
    );
    let mut review = original_review();
    claim(&mut review, "ferry carries 240 passengers", Some(("boat", Resolution::Open)));
    let document = made(&review, Format::CheckedCopy, Some(&original));
    assert!(
        seen_in(&document)
            .starts_with("The [-ferry -][-carries 240 pass-][-engers-][+boat+] &amp; crew\t daily.\n"),
        "{}",
        seen_in(&document)
    );
    let xml = part(&document.bytes, "word/document.xml");
    assert!(xml.contains("<w:ins w:id=\"12\" w:author=\"Ada\"><w:r><w:rPr><w:i/></w:rPr>"), "{xml}");
}

#[test]
fn comments_that_are_there_stay() {
    let first = docx(BODY);
    let mut review = original_review();
    claim(&mut review, "240", None);
    let once = made(&review, Format::CheckingCopy, Some(&first));
    let twice = made(&review, Format::CheckingCopy, Some(&once.bytes));
    let comments = part(&twice.bytes, "word/redpencil-comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 2);
    assert_eq!(seen_in(&twice).matches('{').count(), 2);
    assert_eq!(part(&twice.bytes, "[Content_Types].xml").matches("redpencil-comments").count(), 1);
}

#[test]
fn a_passage_that_is_not_in_the_original_is_not_lost() {
    let original = docx(BODY);
    let mut review = review(&["Another text altogether."]);
    claim(&mut review, "Another text", Some(("Some text", Resolution::Open)));
    let document = made(&review, Format::CheckingCopy, Some(&original));
    assert_eq!(document.notes.len(), 1);
    assert!(seen_in(&document).starts_with("{The ferry }"));
    assert!(part(&document.bytes, "word/redpencil-comments.xml").contains("On “Another text”:"));
    let document = made(&review, Format::CheckedCopy, Some(&original));
    assert_eq!(seen_in(&document), seen(&part(&original, "word/document.xml")));
    assert!(document.notes[0].contains("claim 1"));
}

#[test]
fn rows_of_a_table_are_found_cell_by_cell() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let original = docx(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Passengers"), cell("240")));
    let mut review = review(&["Passengers | 240"]);
    claim(&mut review, "240", None);
    let document = made(&review, Format::CheckingCopy, Some(&original));
    assert_eq!(seen_in(&document), "Passengers\n{240}\n");
    claim(&mut review, "Passengers | 240", None);
    let document = made(&review, Format::CheckingCopy, Some(&original));
    assert_eq!((seen_in(&document).as_str(), document.notes.len()), ("{Passengers}\n{240}\n", 0));
}

#[test]
fn a_comment_keeps_inside_its_cell() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let original =
        docx(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("All passengers"), cell("240 of them")));
    let mut review = review(&["All passengers", "240 of them"]);
    claim(&mut review, "passengers\n240", None);
    let document = made(&review, Format::CheckingCopy, Some(&original));
    assert_eq!(seen_in(&document), "All {passengers}\n240 of them\n");
}

#[test]
fn what_is_no_document_is_left_for_a_new_one() {
    let mut review = original_review();
    claim(&mut review, "240", None);
    for original in [&b"no archive"[..], &docx("")[..40], &docx("<w:p/>"), b""] {
        let document = made(&review, Format::CheckingCopy, Some(original));
        assert!(document.notes[0].contains("this is a new document"), "{:?}", document.notes);
        assert!(seen_in(&document).contains("{240}"));
    }
}
