//! PDF files, e-mail messages and OpenDocument texts.

use super::word::archive;
use super::{date, kinds, problem};
use redpencil::import::{Imported, Problem, read_bytes};
use redpencil::review::ParagraphKind::{Body, Heading, Hed, ListItem, TableRow};

/// A PDF of one page for each content, set in Helvetica.
fn pdf(contents: &[&str]) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids: String = (0..contents.len()).map(|at| format!("{} 0 R ", 5 + 2 * at)).collect();
    objects.push(format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]>>", contents.len()));
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned());
    objects.push("<</Title(Two bridges)/Author(Ida Roe)/CreationDate(D:20240312080000Z)>>".to_owned());
    for (at, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            6 + 2 * at
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!(
        "trailer<</Size {}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    ));
    file.into_bytes()
}

/// Lines from the top of a page, twelve points apart.
fn lines(lines: &[&str]) -> String {
    let shown: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
    format!("BT /F 10 Tf 12 TL 50 700 Td {shown}ET")
}

fn texts(imported: &Imported) -> Vec<&str> {
    imported.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

#[test]
fn a_pdf_is_read_with_its_pages() {
    let first = lines(&[
        "The river rose again on Friday and took two of the older brid-",
        "ges with it, the mayor of the lower town said. Nobody had",
    ]);
    let second =
        lines(&["been hurt, he said.", "The ferry now carries the children of both the schools there."]);
    let imported = read_bytes("a.pdf", &pdf(&[&first, &second])).unwrap();
    let expected = [
        "The river rose again on Friday and took two of the older bridges with it, the mayor of the lower town said. Nobody had been hurt, he said.",
        "The ferry now carries the children of both the schools there.",
    ];
    assert_eq!(texts(&imported), expected);
    assert_eq!(imported.pages, [1, 2]);
    assert_eq!(
        (imported.article.title.as_str(), imported.article.byline.as_str()),
        ("Two bridges", "Ida Roe")
    );
    assert_eq!(date(&imported).as_deref(), Some("2024-03-12"));
    assert_eq!(imported.notes, ["Read from 2 pages of PDF"]);
    assert_eq!(imported.original.map(|original| original.media_type), Some("application/pdf"));
}

#[test]
fn pages_without_words_and_broken_files_are_told() {
    assert_eq!(problem(read_bytes("a.pdf", &pdf(&["0 0 m"]))), Some(Problem::Wordless("PDF")));
    let picture = "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI";
    assert_eq!(problem(read_bytes("a.pdf", &pdf(&[picture]))), Some(Problem::Scan));
    assert_eq!(problem(read_bytes("a.pdf", b"1 0 obj\n<</Length 9999999")), Some(Problem::Damaged("PDF")));
    let whole = pdf(&[&lines(&["Nine men left."])]);
    let cut = &whole[..whole.len() - 150];
    assert_eq!(texts(&read_bytes("a.pdf", cut).unwrap()), ["Nine men left."], "its table is lost");
}

#[test]
fn a_page_that_never_ends_is_stopped() {
    let content = "q 1 0 0 1 0 0 cm Q ".repeat(1_000_000);
    let imported = read_bytes("a.pdf", &pdf(&[&format!("{}{content}", lines(&["Nine men left."]))])).unwrap();
    assert_eq!(texts(&imported), ["Nine men left."]);
}

#[test]
fn a_message_is_read_with_its_head() {
    let message = "From: Ida Roe <ida@courier.example>\r\nTo: desk@courier.example\r\nDate: Tue, 12 Mar 2024 23:30:00 -0800\r\n\
                   Subject: =?utf-8?q?Two_bridges=2C_d=C3=A9j=C3=A0?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
                   --x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                   The river rose in the d=E9partement.\r\n\r\nNobody was hurt.\r\n\
                   --x\r\nContent-Type: image/png; name=\"map.png\"\r\nContent-Disposition: attachment\r\n\r\nxx\r\n--x--\r\n";
    for name in ["a.eml", "a.txt"] {
        let imported = read_bytes(name, message.as_bytes()).unwrap();
        assert_eq!(
            texts(&imported),
            ["Two bridges, déjà", "The river rose in the département.", "Nobody was hurt."]
        );
        assert_eq!(kinds(&imported), [Hed, Body, Body]);
        assert_eq!(
            (imported.article.title.as_str(), imported.article.byline.as_str()),
            ("Two bridges, déjà", "Ida Roe")
        );
        assert_eq!(date(&imported).as_deref(), Some("2024-03-12"), "the day where it was written");
        assert_eq!(imported.notes, ["1 attachment left out: map.png"]);
    }
}

#[test]
fn a_message_of_a_page_alone_is_read_as_a_page() {
    let message = "From: a@b.example\nSubject: Bridges\nContent-Type: text/html\n\n<html><body><h2>Costs</h2><p>Nine million.</p></body></html>";
    let imported = read_bytes("a.eml", message.as_bytes()).unwrap();
    assert!(texts(&imported).contains(&"Nine million."), "{:?}", texts(&imported));
    assert_eq!(imported.article.title, "Bridges");
}

#[test]
fn an_opendocument_text_is_read_with_its_comments() {
    let content = "<office:document-content><office:body><office:text>\
        <text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h>Costs</text:h><text:p>The ferry carries <office:annotation office:name='1'><dc:creator>Grace</dc:creator>\
        <dc:date>2024-03-12T10:00:00</dc:date><text:p>The register says 204.</text:p></office:annotation>240 passengers<office:annotation-end office:name='1'/>.</text:p>\
        <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>\
        </office:text></office:body></office:document-content>";
    let meta = "<office:document-meta><office:meta><dc:title>Ferry</dc:title><meta:initial-creator>Ada</meta:initial-creator></office:meta></office:document-meta>";
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", "<m media='application/vnd.oasis.opendocument.text'/>"),
    ]);
    let imported = read_bytes("a.odt", &bytes).unwrap();
    assert_eq!(texts(&imported), ["Costs", "The ferry carries 240 passengers.", "one", "a | b"]);
    assert_eq!(kinds(&imported)[1..], [Body, ListItem, TableRow]);
    assert!(matches!(kinds(&imported)[0], Hed | Heading));
    let review =
        imported.into_review(&mut redpencil::review::Numbers::from_seed(7), Default::default(), "a.odt");
    assert_eq!(
        (review.claims[0].statement().as_ref(), review.claims[0].note.as_str()),
        ("240 passengers", "The register says 204.")
    );
    assert_eq!(review.claims[0].tags, ["Grace"]);
}
