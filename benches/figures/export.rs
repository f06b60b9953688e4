//! Documents made of a large review: the report, and the checking copy as a new and as the original DOCX.

use crate::material::{self, LARGE, MIDDLE};
use crate::measure::{Outcome, Report, Times, cpu, millis};
use redpencil::export::{Format, Options, unwatched, write};
use redpencil::review::Review;
use redpencil::rules::{Findings, Known};
use std::hint::black_box;

pub const FIGURES: &[&str] = &["report_3000_claims", "docx_500_pages", "docx_500_pages_original"];

const ROUNDS: usize = 7;

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("The report of {}, the checking copy of {} (500 pages)", MIDDLE.name, LARGE.name);
    let review = material::review(MIDDLE);
    let findings = Findings::of(&review, Known::on(material::noon().date_naive()));
    let findings = findings.in_order().into_iter().cloned().collect();
    let time = made(&review, Format::Html, &Options { findings, ..Options::default() })?;
    report.note(&format!("report: {}", time.words()));
    report.figure(FIGURES[0], millis(time.median()), "ms", 300.0);

    let review = material::review(LARGE);
    let fresh = made(&review, Format::CheckingCopy, &Options::default())?;
    report.note(&format!("a new document: {}", fresh.words()));
    report.figure(FIGURES[1], millis(fresh.median()), "ms", 1_000.0);
    let empty = Review { claims: Vec::new(), ..review.clone() };
    let original = write(&empty, Format::CheckingCopy, &Options::default(), &mut unwatched)?.bytes;
    let options = Options { original: Some(original), ..Options::default() };
    let added = made(&review, Format::CheckingCopy, &options)?;
    report.note(&format!("into the original: {}", added.words()));
    report.figure(FIGURES[2], millis(added.median()), "ms", 1_000.0);
    Ok(())
}

/// How long making a document takes, and that it is made whole.
fn made(review: &Review, format: Format, options: &Options) -> Outcome<Times> {
    let mut times = Times::default();
    for round in 0..=ROUNDS {
        let (document, time) = cpu(|| write(review, format, options, &mut unwatched));
        let document = black_box(document?);
        if let Some(note) = document.notes.first() {
            return Err(format!("the document is not what is measured: {note}").into());
        }
        if round > 0 {
            times.push(time);
        }
    }
    Ok(times)
}
