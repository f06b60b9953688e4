//! Dates: whether they are found, and which day they mean.

use super::ask::{ask, passages, place};
use super::count::Count;
use super::gold::{self, Date, Place, Text, likeness};
use crate::measure::{Outcome, Report};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Which part of what two passages cover they must share to be one, where neither holds the other.
const SAME: f64 = 0.5;

/// Measures dates: the place, and the day it begins with.
pub fn dates(name: &str, rows: &[Date], report: &mut Report) -> Outcome<()> {
    let texts = by_text(rows);
    let answers = ask(texts.values().map(|rows| (&rows[0].of, rows[0].reference_date.as_deref())))?;
    let [mut span, mut exact, mut value, mut end] = [Count::default(); 4];
    for (rows, answer) in texts.values().zip(&answers) {
        let given = passages(answer, "dates");
        let places = rows.iter().map(|row| row.span.as_deref()).collect::<BTreeSet<_>>();
        for count in [&mut span, &mut exact, &mut value] {
            count.given += given.len();
            count.wanted += places.len();
        }
        for row in rows.iter().filter(|row| is_told_best(row, rows, given)) {
            let found = found(row, given);
            report.wrong(found.is_none(), || format!("{}: {:?} not found", row.of.text, row.span));
            let Some(ours) = found else { continue };
            span.right += 1;
            exact.right += usize::from(place(ours) == gold_place(row));
            let begins = begins(ours, row);
            value.right += usize::from(begins);
            if row.expected_end.is_some() && row.end_inclusive != Some(false) {
                end.case(begins && ends(ours, row));
            }
            let Date { of, expected_start, .. } = row;
            report.wrong(!begins, || {
                format!("{}: {} is {}, not {expected_start}", of.text, ours["text"], ours["value"])
            });
        }
    }
    report.note(&span.words(&format!("{name}, found")));
    report.note(&exact.words(&format!("{name}, the very words")));
    report.note(&value.words(&format!("{name}, day")));
    report.note(&end.words(&format!("{name}, both ends of ranges")));
    report.score(format!("{name}_span"), span.f1(), "F1", 0.92);
    report.score(format!("{name}_value"), value.f1(), "F1", 0.85);
    Ok(())
}

/// Rows of the same text and day belong together.
fn by_text(rows: &[Date]) -> BTreeMap<(&str, Option<&str>), Vec<&Date>> {
    let mut texts: BTreeMap<_, Vec<&Date>> = BTreeMap::new();
    for row in rows {
        texts.entry((row.of.text.as_str(), row.reference_date.as_deref())).or_default().push(row);
    }
    texts
}

/// Where the date of a row stands; the whole text where the row does not say.
fn gold_place(row: &Date) -> Option<Place> {
    gold::place(&row.of.text, row.span.as_deref().unwrap_or(&row.of.text), 0)
}

/// The date of ours that is the one of a row.
fn found<'v>(row: &Date, given: &'v [Value]) -> Option<&'v Value> {
    let wanted = gold_place(row)?;
    let like = |date: &Value| place(date).map_or(0.0, |place| sameness(&place, &wanted));
    let best = given.iter().max_by(|a, b| like(a).total_cmp(&like(b)))?;
    (like(best) >= SAME).then_some(best)
}

/// How like two passages are to be one date; one that holds the other has a preposition or article more.
fn sameness(a: &Place, b: &Place) -> f64 {
    let holds = |a: &Place, b: &Place| a.start <= b.start && b.end <= a.end;
    if holds(a, b) || holds(b, a) { likeness(a, b).max(SAME) } else { likeness(a, b) }
}

/// Whether a row is the one that counts among those of one place: where calendars differ by country, several
/// days are right, each on a row.
fn is_told_best(row: &Date, rows: &[&Date], given: &[Value]) -> bool {
    let same: Vec<&&Date> = rows.iter().filter(|other| other.span == row.span).collect();
    let right = same.iter().find(|other| found(other, given).is_some_and(|ours| begins(ours, other)));
    right.or(same.first()).is_some_and(|best| std::ptr::eq(**best, row))
}

/// Whether a date begins when the row says; what the row leaves open (`2013-01-00`, `2013-01`) may be any.
fn begins(ours: &Value, row: &Date) -> bool {
    let expected = row.expected_start.trim_end_matches("-00");
    first_day(&ours["value"]).is_some_and(|day| day.starts_with(expected))
}

/// The first day of a value such as `2023-07-27T12:00`, `2023-07` or `2023`.
fn first_day(value: &Value) -> Option<String> {
    let day = value.as_str()?.split('T').next()?;
    Some(match day.len() {
        4 | 5 => format!("{day}-01-01"),
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    })
}

/// Whether a date ends when the row says; `2019` ends with its last day.
fn ends(ours: &Value, row: &Date) -> bool {
    let end = ours["end_value"].as_str().and_then(|end| end.split('T').next());
    let last_days = |end: &str| match end.len() {
        4 => vec![format!("{end}-12-31")],
        7 => (28..=31).map(|day| format!("{end}-{day}")).collect(),
        _ => vec![end.to_owned()],
    };
    end.is_some_and(|end| row.expected_end.as_ref().is_some_and(|wanted| last_days(end).contains(wanted)))
}

/// Measures texts without a date: in how many none is found that has a value.
pub fn no_dates(name: &str, rows: &[Text], report: &mut Report) -> Outcome<()> {
    let mut clean = Count::default();
    for (row, answer) in rows.iter().zip(ask(rows.iter().map(|row| (row, None)))?) {
        // A day that no calendar has is told as such, without a value.
        let date = passages(&answer, "dates").iter().find(|date| !date["value"].is_null());
        clean.case(date.is_none());
        report.wrong(date.is_some(), || format!("{}: {:?} is no date", row.text, date));
    }
    report.score(name.to_owned(), clean.recall(), "of texts", 0.95);
    Ok(())
}
