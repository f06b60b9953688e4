//! How well articles are read: what `analyze --jsonl` says, beside what a reader says.
//!
//! The gold is in `benches/gold`, one JSON object a line; each file is told by its keys (see [`gold`]). More
//! of these shapes is measured where `REDPENCIL_GOLD` names a folder. Each file gives figures of its own,
//! with the share that a reader may expect as the bound.

mod ask;
mod claims;
mod count;
mod dates;
mod gold;
mod sentences;
mod speech;

use crate::measure::{Outcome, Report};
use gold::{File, Rows};
use std::path::{Path, PathBuf};

pub const FIGURES: &[&str] = &[
    "quality_claims",
    "quality_dates_span",
    "quality_dates_value",
    "quality_no_dates",
    "quality_sentences_ends",
    "quality_sentences_exact",
    "quality_speech_de",
    "quality_speech_en",
    "quality_speech_fr",
];

/// The folder of further gold.
const FOLDER: &str = "REDPENCIL_GOLD";

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("How well articles are read");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/gold");
    let others = std::env::var_os(FOLDER).map(PathBuf::from);
    for folder in std::iter::once(own).chain(others) {
        for file in gold::files(&folder)? {
            measure(&file, report)?;
        }
    }
    Ok(())
}

/// Measures one file; what it holds says how.
fn measure(file: &File, report: &mut Report) -> Outcome<()> {
    let name = format!("quality_{}", file.name);
    if !report.wants(&name) && !FIGURES.iter().any(|own| own.starts_with(&name) && report.wants(own)) {
        return Ok(());
    }
    match &file.rows {
        Rows::Dates(rows) => dates::dates(&name, rows, report),
        Rows::NoDates(rows) => dates::no_dates(&name, rows, report),
        Rows::Sentences(rows) => sentences::sentences(&name, rows, report),
        Rows::Speech(rows) => speech::speech(&name, rows, report),
        Rows::Clauses(rows) => speech::clauses(&name, rows, report),
        Rows::Claims(rows) => claims::claims(&name, rows, report),
    }
}
