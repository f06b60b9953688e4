//! Which sentences are worth a claim.

use super::ask::{ask, passages};
use super::count::Count;
use super::gold::Claim;
use crate::measure::{Outcome, Report};

/// Measures sentences: one is taken where anything in it is suggested.
pub fn claims(name: &str, rows: &[Claim], report: &mut Report) -> Outcome<()> {
    let mut taken = Count::default();
    for (row, answer) in rows.iter().zip(ask(rows.iter().map(|row| (&row.of, None)))?) {
        let (ours, worth) = (!passages(&answer, "suggestions").is_empty(), row.label == 1);
        taken.given += usize::from(ours);
        taken.wanted += usize::from(worth);
        taken.right += usize::from(ours && worth);
        report
            .wrong(ours != worth, || format!("{}: {}", if worth { "missed" } else { "taken" }, row.of.text));
    }
    report.note(&taken.words(name));
    report.score(name.to_owned(), taken.f1(), "F1", 0.61);
    Ok(())
}
