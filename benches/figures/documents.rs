//! Documents in: a web page beside the readability crate alone, a long Word draft, a long PDF.

use crate::measure::{Outcome, Report, Times, cpu, millis, ratio, wall};
use redpencil::import;
use std::hint::black_box;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const FIGURES: &[&str] = &["import_html", "import_docx_500_pages", "import_pdf_100_pages"];

const ROUNDS: usize = 7;

/// A sentence that fills a line; a page has some forty of them.
const SENTENCE: &str =
    "The river rose again on Friday and took two of the older bridges with it, the mayor said. ";
const LINES: usize = 40;

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Documents in");
    if report.wants(FIGURES[0]) {
        html(report)?;
    }
    if report.wants(FIGURES[1]) {
        let bytes = word(500)?;
        let times = times("a.docx", &bytes)?;
        report.note(&format!("a Word document of 500 pages, {} KB: {}", bytes.len() >> 10, times.words()));
        report.figure(FIGURES[1], millis(times.median()), "ms", 1_000.0);
    }
    if report.wants(FIGURES[2]) {
        let bytes = pdf(100);
        let times = times("a.pdf", &bytes)?;
        report.note(&format!("a PDF of 100 pages, {} KB: {}", bytes.len() >> 10, times.words()));
        report.figure(FIGURES[2], millis(times.median()), "ms", 2_000.0);
    }
    Ok(())
}

/// By the clock on the wall: a PDF is read by another process.
fn times(name: &str, bytes: &[u8]) -> Outcome<Times> {
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        let (read, time) = wall(|| import::read_bytes(name, bytes));
        black_box(read?);
        times.push(time);
    }
    Ok(times)
}

fn html(report: &mut Report) -> Outcome<()> {
    let page = page(60);
    let (mut ours, mut peer) = (Times::default(), Times::default());
    for round in 0..=ROUNDS {
        let (read, time) = cpu(|| import::read_bytes("a.html", page.as_bytes()));
        let (theirs, their_time) = cpu(|| {
            let mut page = dom_smoothie::Readability::new(page.as_str(), None, None)?;
            page.parse()
        });
        black_box((read?, theirs?));
        if round > 0 {
            ours.push(time);
            peer.push(their_time);
        }
    }
    report.note(&format!("a page of {} KB: {}", page.len() >> 10, ours.words()));
    report.note(&format!("dom_smoothie alone: {}", peer.words()));
    report.figure(FIGURES[0], ratio(ours.median(), peer.median()), "times", 2.0);
    Ok(())
}

fn page(paragraphs: usize) -> String {
    let links = "<li><a href='/x'>More news</a></li>".repeat(200);
    let text: String =
        (0..paragraphs).map(|at| format!("<p class='c{at}'>{}</p>", SENTENCE.repeat(4))).collect();
    format!(
        "<!DOCTYPE html><html lang='en'><head><title>Two bridges</title></head><body><nav><ul>{links}</ul></nav>\
         <article><h1>Two bridges</h1>{text}</article><footer><ul>{links}</ul></footer></body></html>"
    )
}

fn word(pages: usize) -> Outcome<Vec<u8>> {
    let run = format!("<w:r><w:rPr><w:sz w:val=\"24\"/></w:rPr><w:t>{SENTENCE}</w:t></w:r>");
    let paragraph = format!("<w:p><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr>{}</w:p>", run.repeat(4));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())?;
    write!(zip, "<w:document xmlns:w=\"w\"><w:body>")?;
    for number in 0..pages {
        write!(zip, "<w:p><w:r><w:t>Page {number}</w:t></w:r></w:p>{}", paragraph.repeat(LINES / 4))?;
    }
    write!(zip, "</w:body></w:document>")?;
    Ok(zip.finish()?.into_inner())
}

fn pdf(pages: usize) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids: String = (0..pages).map(|at| format!("{} 0 R ", 4 + 2 * at)).collect();
    objects.push(format!("<</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[0 0 595 842]>>"));
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned());
    for at in 0..pages {
        let content =
            format!("BT /F 10 Tf 14 TL 50 780 Td {}ET", format!("({SENTENCE}) Tj T* ").repeat(LINES));
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            5 + 2 * at
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
    file.push_str(&format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1));
    file.into_bytes()
}
