//! Word documents: text, comments, notes, changes, properties; and those that are broken or made to hurt.

use super::{kinds, problem};
use proptest::prelude::*;
use redpencil::import::{Changes, Imported, Options, Problem, read_bytes, read_bytes_with};
use redpencil::review::ParagraphKind::{Body, Byline, Heading, Hed, ListItem, TableRow};
use redpencil::review::Review;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip archive of parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>")
}

fn word(body: &str) -> Vec<u8> {
    archive(&[("word/document.xml", &document(body))])
}

fn read_word(body: &str) -> Imported {
    read_bytes("a.docx", &word(body)).unwrap()
}

fn texts(imported: &Imported) -> Vec<&str> {
    imported.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

const FERRY: &str = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>A ferry returns</w:t></w:r></w:p>\
    <w:p><w:r><w:t>By Ada Example</w:t></w:r></w:p>\
    <w:p><w:r><w:t xml:space='preserve'>The ferry carries </w:t></w:r><w:commentRangeStart w:id='0'/>\
    <w:r><w:t>240 passengers</w:t></w:r><w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>\
    <w:r><w:t>.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>\
    <w:r><w:t xml:space='preserve'> It sank in 2019.</w:t></w:r><w:r><w:endnoteReference w:id='3'/></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>Costs</w:t></w:r></w:p>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9 million</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

fn ferry() -> Vec<u8> {
    archive(&[
        ("word/document.xml", &document(FERRY)),
        (
            "word/comments.xml",
            "<w:comments><w:comment w:id='0' w:author='Grace' w:date='2024-03-12T10:00:00Z'><w:p><w:r><w:t>The register says 204.</w:t></w:r></w:p>\
             <w:p><w:r><w:t>Ask the harbour.</w:t></w:r></w:p></w:comment><w:comment w:id='9'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        (
            "word/footnotes.xml",
            "<w:footnotes><w:footnote w:id='0' w:type='separator'><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>\
             <w:footnote w:id='2'><w:p><w:r><w:t xml:space='preserve'>Harbour office, see </w:t></w:r><w:hyperlink r:id='rId1'><w:r><w:t>its page</w:t></w:r></w:hyperlink></w:p></w:footnote></w:footnotes>",
        ),
        (
            "word/_rels/footnotes.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='http://x/hyperlink' Target='https://www.reuters.com/world/ferry' TargetMode='External'/></Relationships>",
        ),
        (
            "word/endnotes.xml",
            "<w:endnotes><w:endnote w:id='3'><w:p><w:r><w:t>See https://harbour.example/log.</w:t></w:r></w:p></w:endnote></w:endnotes>",
        ),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:title>Draft 3</dc:title><dc:creator>Somebody Else</dc:creator><dcterms:created>2024-03-12T08:00:00Z</dcterms:created></cp:coreProperties>",
        ),
    ])
}

#[test]
fn a_draft_with_everything() {
    let imported = read_bytes("ferry.docx", &ferry()).unwrap();
    let expected = [
        "A ferry returns",
        "By Ada Example",
        "The ferry carries 240 passengers. It sank in 2019.",
        "Costs",
        "2023 | 9 million",
        "Harbour office, see its page",
        "See https://harbour.example/log.",
    ];
    assert_eq!(texts(&imported), expected);
    assert_eq!(kinds(&imported), [Hed, Byline, Body, Heading, TableRow, Body, Body]);
    assert_eq!(
        (imported.article.title.as_str(), imported.article.byline.as_str()),
        ("A ferry returns", "Ada Example")
    );
    assert_eq!(imported.article.dateline.date.map(|date| date.to_string()).as_deref(), Some("2024-03-12"));
    let comment = &imported.comments[0];
    assert_eq!(comment.author, "Grace");
    assert_eq!(comment.text, "The register says 204.\nAsk the harbour.");
    assert_eq!(comment.date.map(|date| date.to_rfc3339()).as_deref(), Some("2024-03-12T10:00:00+00:00"));
    let notes = [
        "1 comment left out, for it stands on no passage",
        "1 comment became a claim",
        "2 notes with links became citations",
    ];
    assert_eq!(imported.notes, notes);
    let original = imported.original.unwrap();
    assert_eq!(
        (original.name.as_str(), original.sha256.len(), original.bytes),
        ("ferry.docx", 64, ferry().len() as u64)
    );
    assert!(original.media_type.ends_with("wordprocessingml.document"));
}

fn review(bytes: &[u8]) -> Review {
    let mut last = 0;
    let mut ids = move || {
        last += 1;
        last
    };
    read_bytes("a.docx", bytes).unwrap().into_review(&mut ids, Default::default(), "a.docx")
}

#[test]
fn comments_and_notes_become_claims() {
    let review = review(&ferry());
    assert_eq!(review.fault(), None);
    let words: Vec<_> = review.claims.iter().map(|claim| claim.statement().into_owned()).collect();
    assert_eq!(words, ["The ferry carries 240 passengers.", "240 passengers", "It sank in 2019."]);
    assert_eq!(review.claims.iter().map(|claim| claim.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(review.claims[1].note, "The register says 204.\nAsk the harbour.");
    assert_eq!(review.claims[1].tags, ["Grace"]);
    let citation = &review.claims[0].citations[0];
    assert_eq!(citation.url, "https://www.reuters.com/world/ferry");
    assert_eq!(citation.note, "Harbour office, see its page");
    assert_eq!(review.source(citation.source).map(|source| source.name.as_str()), Some("Reuters"));
    assert_eq!(review.claims[2].citations[0].url, "https://harbour.example/log");
    assert_eq!(review.sources.len(), 2);
}

#[test]
fn answers_join_the_comment_they_answer() {
    let body = "<w:p><w:commentRangeStart w:id='1'/><w:commentRangeStart w:id='2'/><w:r><w:t>Nine men</w:t></w:r>\
                <w:commentRangeEnd w:id='1'/><w:commentRangeEnd w:id='2'/><w:r><w:t xml:space='preserve'> left.</w:t></w:r></w:p>";
    let comment = |id: u8, who: &str, text: &str| {
        format!("<w:comment w:id='{id}' w:author='{who}'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>")
    };
    let comments =
        format!("<w:comments>{}{}</w:comments>", comment(1, "Ada", "Nine?"), comment(2, "Bo", "Yes."));
    let review =
        review(&archive(&[("word/document.xml", &document(body)), ("word/comments.xml", &comments)]));
    assert_eq!(review.claims.len(), 1);
    assert_eq!((review.claims[0].note.as_str(), review.claims[0].tags.len()), ("Nine?\nBo: Yes.", 2));
}

#[test]
fn tracked_changes_are_read_as_chosen() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>The river took </w:t></w:r><w:del><w:r><w:delText>three</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>two</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> bridges.</w:t></w:r></w:p>";
    let read =
        |changes| read_bytes_with("a.docx", &word(body), Options { changes, ..Options::default() }).unwrap();
    assert_eq!(texts(&read(Changes::Final)), ["The river took two bridges."]);
    assert_eq!(texts(&read(Changes::Original)), ["The river took three bridges."]);
    assert_eq!(read(Changes::Final).notes, ["2 tracked changes taken as accepted"]);
}

#[test]
fn a_comment_on_deleted_words_stands_on_its_sentence() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>It rained. The river </w:t></w:r><w:commentRangeStart w:id='1'/><w:del><w:r><w:delText>really </w:delText></w:r></w:del>\
                <w:commentRangeEnd w:id='1'/><w:r><w:t>rose.</w:t></w:r></w:p>";
    let comments =
        "<w:comments><w:comment w:id='1'><w:p><w:r><w:t>Cut?</w:t></w:r></w:p></w:comment></w:comments>";
    let review = review(&archive(&[("word/document.xml", &document(body)), ("word/comments.xml", comments)]));
    assert_eq!(review.claims[0].statement(), "The river rose.");
}

#[test]
fn lists_and_parts_at_other_places() {
    let rels = "<Relationships><Relationship Id='a' Type='http://x/officeDocument' Target='/stuff/text.xml'/></Relationships>";
    let body = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>Two men.</w:t></w:r></w:p>";
    let bytes = archive(&[
        ("_rels/.rels", rels),
        ("stuff/text.xml", &document(body)),
        ("word/document.xml", "<no/>"),
    ]);
    let imported = read_bytes("a.docx", &bytes).unwrap();
    assert_eq!((texts(&imported), kinds(&imported)), (vec!["one", "Two men."], vec![ListItem, Body]));
}

#[test]
fn broken_and_empty_documents_are_told() {
    assert_eq!(
        problem(read_bytes("a.docx", b"PK\x03\x04..word/document.xml")),
        Some(Problem::Damaged("Word document"))
    );
    assert_eq!(
        problem(read_bytes("a.docx", &archive(&[("a", "b")]))),
        Some(Problem::Damaged("Word document"))
    );
    assert_eq!(problem(read_bytes("a.docx", &word(""))), Some(Problem::Wordless("Word document")));
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(problem(read_bytes("a.docx", &locked)), Some(Problem::Encrypted("document")));
    let cut = archive(&[(
        "word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>Nine men left.</w:t></w:r></w:p><w:p",
    )]);
    let imported = read_bytes("a.docx", &cut).unwrap();
    assert_eq!(texts(&imported), ["Nine men left."]);
    assert_eq!(imported.notes, ["The document is damaged; its text was read as far as it goes"]);
}

#[test]
fn a_document_that_unpacks_without_end_is_refused() {
    let bomb = word(&"<w:p/>".repeat(4_000_000));
    assert!(bomb.len() < 200_000, "packed it is small: {}", bomb.len());
    assert_eq!(problem(read_bytes("a.docx", &bomb)), Some(Problem::Swollen("Word document")));
}

#[test]
fn entities_bring_nothing_in() {
    let xml = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>\
               <w:document><w:body><w:p><w:r><w:t>Nine&a;&b; men</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(texts(&read_bytes("a.docx", &archive(&[("word/document.xml", xml)])).unwrap()), ["Nine men"]);
}

#[test]
fn boxes_and_breaks_stand_in_order() {
    let body = "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p></w:txbxContent></w:r></w:p>\
                <w:p><w:r><w:t>Three men.</w:t></w:r></w:p>";
    assert_eq!(texts(&read_word(body)), ["One two", "Box.", "Three men."]);
}

proptest! {
    #[test]
    fn any_document_is_read_or_refused(
        parts in prop::collection::vec(prop_oneof![
            "</?w:(p|r|t|tbl|tr|tc|pPr|rPr|ins|del|txbxContent|delText|br|instrText|hyperlink)( w:val='[0-9a-z]*')?/?>",
            "<w:(commentRangeStart|commentRangeEnd|footnoteReference) w:id='[0-2]'/>", "[a-z ]{1,9}", "&[a-z#0-9]{0,6};?",
        ], 0..60),
    ) {
        let comments = "<w:comments><w:comment w:id='1'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:comment></w:comments>";
        let notes = "<w:footnotes><w:footnote w:id='1'><w:p><w:r><w:t>https://a.example/</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = archive(&[("word/document.xml", &document(&parts.concat())), ("word/comments.xml", comments), ("word/footnotes.xml", notes)]);
        if let Ok(imported) = read_bytes("a.docx", &bytes) {
            let review = imported.into_review(&mut redpencil::review::Numbers::from_seed(7), Default::default(), "a.docx");
            prop_assert_eq!(review.fault(), None);
        }
    }
}

#[test]
fn more_notes_than_any_article_has_are_counted_and_left_out() {
    let bear = |at: usize| {
        format!("<w:p><w:r><w:t>A.</w:t></w:r><w:r><w:footnoteReference w:id='{at}'/></w:r></w:p>")
    };
    let note = |at: usize| {
        format!(
            "<w:footnote w:id='{at}'><w:p><w:r><w:t>https://a.example/{at}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let body: String = (1..=10_003).map(bear).collect();
    let notes = format!("<w:footnotes>{}</w:footnotes>", (1..=10_003).map(note).collect::<String>());
    let bytes = archive(&[("word/document.xml", &document(&body)), ("word/footnotes.xml", &notes)]);
    let imported = read_bytes("a.docx", &bytes).unwrap();
    assert_eq!(
        imported.notes,
        ["3 comments and notes too many left out", "10000 notes with links became citations"]
    );
}

/// A Word document of one paragraph, in which each sentence bears a comment and a note that leads elsewhere.
fn crowded(sentences: usize) -> Vec<u8> {
    let each = |part: &dyn Fn(usize) -> String| (0..sentences).map(part).collect::<String>();
    let body = each(&|at| {
        format!(
            "<w:commentRangeStart w:id='{at}'/><w:r><w:t>Costs é {at}</w:t></w:r><w:commentRangeEnd w:id='{at}'/>\
             <w:r><w:t>.</w:t></w:r><w:r><w:footnoteReference w:id='{at}'/></w:r><w:r><w:t xml:space='preserve'> </w:t></w:r>"
        )
    });
    let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let comment = |at| format!("<w:comment w:id='{at}'>{}</w:comment>", words("Who says so?"));
    let note =
        |at| format!("<w:footnote w:id='{at}'>{}</w:footnote>", words(&format!("https://a{at}.example/")));
    archive(&[
        ("word/document.xml", &document(&format!("<w:p>{body}</w:p>"))),
        ("word/comments.xml", &format!("<w:comments>{}</w:comments>", each(&comment))),
        ("word/footnotes.xml", &format!("<w:footnotes>{}</w:footnotes>", each(&note))),
    ])
}

/// Each comment and note stands on its own words however many there are. This takes minutes where each one
/// is looked for from the beginning of the paragraph or among all before it.
#[test]
fn thousands_of_comments_and_notes_in_one_paragraph() {
    let review = review(&crowded(10_001));
    assert_eq!((review.claims.len(), review.sources.len()), (20_000, 10_000));
    for (number, claim) in (1..).zip(&review.claims) {
        assert_eq!(claim.number, number);
    }
    for (at, pair) in review.claims.chunks(2).enumerate() {
        assert_eq!(pair[0].marked_words(), [format!("Costs é {at}")]);
        assert_eq!(pair[1].marked_words(), [format!("Costs é {at}.")]);
        assert_eq!(pair[1].citations[0].url, format!("https://a{at}.example/"));
        assert_eq!(pair[1].citations[0].source, review.sources[at].id);
    }
    assert_eq!(review.last_number, 20_000);
}
