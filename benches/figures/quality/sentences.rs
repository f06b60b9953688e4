//! Sentences: whether a text is cut as a reader cuts it.

use super::ask::{ask, passages, place};
use super::count::Count;
use super::gold::{self, Sentences};
use crate::measure::{Outcome, Report};
use std::collections::BTreeSet;

/// Measures texts that are cut exactly so, and the ends of their sentences.
pub fn sentences(name: &str, rows: &[Sentences], report: &mut Report) -> Outcome<()> {
    let [mut exact, mut ends] = [Count::default(); 2];
    for (row, answer) in rows.iter().zip(ask(rows.iter().map(|row| (&row.of, None)))?) {
        let given = passages(&answer, "sentences").iter().filter_map(place).map(|place| place.end);
        let (given, wanted) = (given.collect::<BTreeSet<_>>(), wanted(row));
        exact.case(given == wanted);
        // The last ends where the text does, which needs no finding.
        let last = wanted.last().copied();
        let inner = |ends: &BTreeSet<usize>| ends.iter().filter(|&&end| Some(end) != last).count();
        ends.given += inner(&given);
        ends.wanted += inner(&wanted);
        ends.right += inner(&given.intersection(&wanted).copied().collect());
        report.wrong(given != wanted, || {
            let ours: Vec<_> = passages(&answer, "sentences").iter().map(|one| &one["text"]).collect();
            format!("{ours:?}")
        });
    }
    report.note(&exact.words(&format!("{name}, exactly")));
    report.note(&ends.words(&format!("{name}, ends")));
    report.score(format!("{name}_exact"), exact.recall(), "of texts", 0.96);
    report.score(format!("{name}_ends"), ends.f1(), "F1", 0.972);
    Ok(())
}

/// Where the sentences of a row end.
fn wanted(row: &Sentences) -> BTreeSet<usize> {
    let mut from = 0;
    let ends = row.sentences.iter().filter_map(|sentence| {
        let place = gold::place(&row.of.text, sentence, from)?;
        from = place.end;
        Some(place.end)
    });
    ends.collect()
}
