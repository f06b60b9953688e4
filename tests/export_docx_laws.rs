//! Word documents in and out, by properties: whatever a document is made of, without claims it comes back byte
//! for byte, and with claims nothing changes but what is put in.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use chrono::DateTime;
use proptest::prelude::*;
use redpencil::export::{Document, Format, Options, unwatched, write};
use redpencil::import::read_bytes;
use redpencil::review::{Claim, ClaimId, Mark, Review, Status};
use redpencil::text::{Selector, char_range};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// Words with signs that XML writes otherwise, blanks at the ends, letters of other scripts.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 éשم,.]{0,14}(&amp;|&lt;|&#233;|😀)?[a-z ]{0,6}"
}

/// One piece of a paragraph, as word processors write them.
fn piece() -> impl Strategy<Value = String> {
    let run = |look: &'static str| {
        move |text: String| format!("<w:r>{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    prop_oneof![
        4 => words().prop_map(run("")),
        2 => words().prop_map(run("<w:rPr><w:b/><w:color w:val=\"FF0000\"/></w:rPr>")),
        1 => words().prop_map(|text| format!("<w:hyperlink r:id=\"rId9\" w:history=\"1\"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>")),
        1 => words().prop_map(|text| format!("<w:ins w:id=\"7\" w:author=\"B\" w:date=\"2024-01-02T03:04:05Z\"><w:r><w:t>{text}</w:t></w:r></w:ins>")),
        1 => words().prop_map(|text| format!("<w:del w:id=\"8\" w:author=\"B\"><w:r><w:delText>{text}</w:delText></w:r></w:del>")),
        1 => words().prop_map(|text| format!("<w:sdt><w:sdtPr><w:alias w:val=\"A\"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>")),
        1 => words().prop_map(|text| format!("<w:commentRangeStart w:id=\"3\"/><w:r><w:t>{text}</w:t></w:r><w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r>")),
        1 => words().prop_map(|text| format!("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{text}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")),
        1 => words().prop_map(|text| format!("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>")),
        1 => Just("<w:r><w:footnoteReference w:id=\"2\"/></w:r>".to_owned()),
        1 => Just("<w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/><w:t>b</w:t></w:r>".to_owned()),
        1 => Just("<w:bookmarkStart w:id=\"1\" w:name=\"x\"/><w:proofErr w:type=\"spellStart\"/><!-- left as it is --><w:bookmarkEnd w:id=\"1\"/>".to_owned()),
    ]
}

fn paragraph() -> impl Strategy<Value = String> {
    let look = prop_oneof![
        Just(""),
        Just("<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>"),
        Just(
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:ins w:id=\"5\" w:author=\"B\"/></w:rPr></w:pPr>"
        ),
        Just("<w:pPr><w:bidi/></w:pPr>"),
    ];
    (look, prop::collection::vec(piece(), 0..6))
        .prop_map(|(look, pieces)| format!("<w:p w:rsidR=\"00A1\">{look}{}</w:p>", pieces.concat()))
}

/// A paragraph, a table of them, or a content control around them.
fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => paragraph(),
        1 => (paragraph(), paragraph()).prop_map(|(one, other)| format!(
            "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{one}</w:tc><w:tc>{other}<w:p/></w:tc></w:tr></w:tbl>"
        )),
        1 => paragraph().prop_map(|inner| format!("<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>")),
    ]
}

/// A document with a first paragraph that has words.
fn docx() -> impl Strategy<Value = Vec<u8>> {
    (prop::collection::vec(block(), 0..6), any::<bool>()).prop_map(|(blocks, stored)| {
        let opening = "<w:p><w:r><w:t>The ferry carries 240 passengers, the harbour office says.</w:t></w:r></w:p>";
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<w:document {W} xmlns:r=\"r\" xmlns:mc=\"mc\"><w:body>{opening}{}<w:sectPr/></w:body></w:document>",
            blocks.concat()
        );
        let note = format!("<w:footnotes {W}><w:footnote w:id=\"2\"><w:p><w:r><w:t>See https://a.example/</w:t></w:r></w:p></w:footnote></w:footnotes>");
        let comment = format!("<w:comments {W}><w:comment w:id=\"3\" w:author=\"B\"><w:p><w:r><w:t>Who?</w:t></w:r></w:p></w:comment></w:comments>");
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
        let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
        let method = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", types),
            ("_rels/.rels", relations),
            ("word/document.xml", &body),
            ("word/footnotes.xml", &note),
            ("word/comments.xml", &comment),
            ("word/media/image1.bin", "\u{0}\u{1}"),
        ] {
            writer.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    })
}

fn review_of(original: &[u8]) -> Review {
    read_bytes("a.docx", original).unwrap().into_review(
        &mut redpencil::review::Numbers::from_seed(7),
        DateTime::UNIX_EPOCH,
        "a.docx",
    )
}

fn made(review: &Review, format: Format, original: &[u8]) -> Document {
    let options = Options { checker: "Ada".into(), original: Some(original.to_vec()), ..Options::default() };
    write(review, format, &options, &mut unwatched).unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |at: usize| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// Every piece of text and every element that is no run, comment mark or look, in order; the text joined.
fn bones(xml: &[u8]) -> (String, Vec<String>) {
    let xml = std::str::from_utf8(xml).unwrap();
    let (mut text, mut tags) = (String::new(), Vec::new());
    for piece in xml.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        text.push_str(words);
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        let is_ours = ["w:r", "w:t", "w:delText", "w:rPr", "w:b", "w:color"].contains(&name)
            || name.starts_with("w:comment");
        if !is_ours {
            tags.push(tag.to_owned());
        }
    }
    (text, tags)
}

fn claim_on_words(review: &mut Review, from: prop::sample::Index, len: prop::sample::Index) {
    let draft = Arc::clone(review.draft().unwrap());
    let chars = draft.text().as_str().chars().count();
    let start = from.index(chars);
    let end = start + 1 + len.index((chars - start).min(40));
    let Some(selector) = Selector::of(draft.text(), &char_range(start..end)) else { return };
    if selector.quote.trim().is_empty() {
        return;
    }
    let number = u32::try_from(review.claims.len()).unwrap() + 1;
    let mut claim = Claim::new(ClaimId::new(u64::from(number) + 100), number, vec![Mark::new(1, selector)]);
    claim.status = Status::Disputed;
    review.claims.push(Arc::new(claim));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn without_claims_any_document_comes_back_byte_for_byte(original in docx()) {
        let mut review = review_of(&original);
        review.claims.clear();
        for format in [Format::CheckingCopy, Format::CheckedCopy] {
            let document = made(&review, format, &original);
            prop_assert_eq!(&document.notes, &Vec::<String>::new());
            prop_assert!(document.bytes == original);
        }
    }

    #[test]
    fn comments_change_no_word_no_element_and_no_other_part(
        original in docx(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let mut review = review_of(&original);
        review.claims.clear();
        places.into_iter().for_each(|(from, len)| claim_on_words(&mut review, from, len));
        let document = made(&review, Format::CheckingCopy, &original);
        let (before, after) = (parts(&original), parts(&document.bytes));
        for (name, bytes) in &before {
            match name.as_str() {
                "word/document.xml" => prop_assert_eq!(bones(&after[name]), bones(bytes)),
                "[Content_Types].xml" | "word/comments.xml" => {}
                _ => prop_assert!(after[name] == *bytes, "{}", name),
            }
        }
        let comments = format!("{:?}", after.iter().filter(|(name, _)| name.contains("comments")).map(|(_, part)| String::from_utf8_lossy(part)).collect::<Vec<_>>());
        prop_assert_eq!(comments.matches("<w:comment ").count(), 1 + review.claims.len());
    }
}
