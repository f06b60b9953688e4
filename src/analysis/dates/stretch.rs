//! The stretch of time that an event lies in, narrower or longer than the date that is named.

use super::DateFound;
use super::calendar::{Grain, Value};
use super::lexicon::Role;
use super::meaning::{Base, Edge, Meaning, Part, Point, Time, Which};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// The stretch that an event lies in: a part of the day, an edge of the year, from “since” to the article.
pub(super) fn interval(
    found: &DateFound,
    value: &Value,
    article: Option<NaiveDate>,
) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (mut start, mut end) = value.interval();
    if let Meaning::At(point) = &found.meaning {
        if let Some(Time::Part(part)) = point.time {
            (start, end) = part_of_day(value.day(), part)?;
        }
        (start, end) = edge_of(point.edge, start, end);
    }
    if found.about && value.grain == Grain::Hour {
        (start, end) = (start - TimeDelta::hours(1), start + TimeDelta::hours(1));
    }
    let until = article.and_then(|article| article.succ_opt()).map(NaiveDateTime::from);
    match (found.role, until) {
        (Some(Role::Since), Some(until)) if until > start => end = until,
        _ if unfinished(found) => end = until.map_or(end, |until| end.min(until)),
        _ => {}
    }
    Some((start, end))
}

/// Whether it runs up to the day of the article and no further: “the past two weeks”.
fn unfinished(found: &DateFound) -> bool {
    matches!(&found.meaning, Meaning::At(Point { base: Some(Base::Unit { which: Which::Last, unit, count }), .. })
        if *count > 0 || *unit >= Grain::Decade)
}

fn part_of_day(day: NaiveDate, part: Part) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (from, to) = part.hours();
    let from = day.and_time(NaiveTime::from_hms_opt(from.into(), 0, 0)?);
    let hours = i64::from(to) - i64::from(part.hours().0);
    Some((from, from.checked_add_signed(TimeDelta::hours(hours))?))
}

/// Thirds of a stretch; of a day, its evening is late.
fn edge_of(edge: Option<Edge>, start: NaiveDateTime, end: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
    let third = (end - start) / 3;
    match edge {
        Some(Edge::Early) => (start, start + third),
        Some(Edge::Mid) => (start + third, end - third),
        Some(Edge::Late) => (end - third, end),
        Some(Edge::Later | Edge::Earlier) | None => (start, end),
    }
}
