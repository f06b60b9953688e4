//! Dates with two ends, and days that cannot be.

use super::{Grammar, Place, Read, Span, calendar, grain_of, year_base};
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::{Role, Sense, Strength};
use crate::analysis::dates::meaning::{Base, Meaning, Point, Time};

impl Grammar<'_, '_> {
    /// A date, or two with a dash or “to” between them.
    pub(super) fn range(&self, start: usize, first: usize, licensed: bool, from: bool) -> Option<Span> {
        if let Some(next) = self.impossible(first) {
            return Some(Span { meaning: Meaning::Impossible, first, next, rough: false });
        }
        if let Some(((left, right), next)) = self.days_of_month(first).or_else(|| self.hours(first, from)) {
            return Some(Span { meaning: self.checked(left, Some(right)), first, next, rough: false });
        }
        let left = self.point(start, licensed)?;
        if let Some(behind) = self.connector(left.next, from)
            && let Some(right) = self.right_of_range(&left.point, behind)
        {
            let rough = left.rough || right.rough;
            let meaning = self.checked(left.point, Some(right.point));
            return Some(Span { meaning, first: left.first, next: right.next, rough });
        }
        Some(Span {
            meaning: self.checked(left.point, None),
            first: left.first,
            next: left.next,
            rough: left.rough,
        })
    }

    fn checked(&self, left: Point, right: Option<Point>) -> Meaning {
        let impossible = |point: &Point| match point.base {
            Some(Base::Calendar { year, month: Some(month), day: Some(day), .. }) => {
                let longest = match month {
                    2 => {
                        28 + u8::from(
                            year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)),
                        )
                    }
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                day > longest
            }
            _ => false,
        };
        match right {
            _ if impossible(&left) || right.as_ref().is_some_and(impossible) => Meaning::Impossible,
            Some(right) => Meaning::Between(left, right),
            None => Meaning::At(left),
        }
    }

    pub(super) fn connector(&self, at: usize, from: bool) -> Option<usize> {
        if self.is_dash(at) || self.is(at, Sense::To) || (from && self.is(at, Sense::And)) {
            return Some(at + 1);
        }
        let until = from && self.role(at) == Some(Role::Until);
        until.then_some(at + 1)
    }

    fn right_of_range(&self, left: &Point, at: usize) -> Option<Place> {
        let at = (at..at + 2).find(|at| self.role(*at).is_none()).unwrap_or(at);
        if let (
            Some(Base::Calendar { year: Some(first), month: None, .. }),
            Figure::Whole { value, digits: 2 },
        ) = (&left.base, self.figure(at))
            && self.glued(at)
            && i32::try_from(value).is_ok_and(|value| value > first % 100)
        {
            let year = first - first % 100 + i32::try_from(value).ok()?;
            let point = Point { base: Some(year_base(year)), ..Point::default() };
            return Some(Place { point, first: at, next: at + 1, rough: false });
        }
        let right = self.point(at, true)?;
        // A dash between a date and something of another kind is punctuation.
        let alike = same_kind(left, &right.point);
        alike.then_some(right)
    }

    /// `10 au 22 août 2012`, `July 26–27`.
    fn days_of_month(&self, at: usize) -> Read<(Point, Point)> {
        if let Some((first, behind)) = self.day_number(at)
            && let Some(second) = self.connector(behind, true)
            && let Some((last, behind)) = self.day_number(self.skip_articles(second))
            && let Some((month, _, behind)) = self.month_behind(behind)
        {
            let (year, next) =
                self.year_behind(behind, true).map_or((None, behind), |(year, next)| (Some(year), next));
            let day = |day| calendar(year, Some(month), Some(day));
            return (first < last).then(|| ((day(first), day(last)), next));
        }
        let (month, strength) = self.month_word(at)?;
        let (first, behind) = self.day_number(self.skip_point(at + 1))?;
        let (last, behind) = self.day_number(self.connector(behind, false)?)?;
        if self.month_behind(behind).is_some()
            || (strength == Strength::Weak && !self.capital(at))
            || last <= first
        {
            return None;
        }
        let (year, next) =
            self.year_behind(behind, true).map_or((None, behind), |(year, next)| (Some(year), next));
        let day = |day| calendar(year, Some(month), Some(day));
        Some(((day(first), day(last)), next))
    }

    /// `from 9 to 11 a.m.`, where the first hour is a number alone.
    fn hours(&self, at: usize, from: bool) -> Read<(Point, Point)> {
        let (left, behind) = match self.figure(at) {
            Figure::Whole { value, digits: 1..=2 } if (0..=24).contains(&value) => {
                ((value as u8, None), at + 1)
            }
            Figure::Clock { hour, minute, pm: None, .. } => ((hour, minute), at + 1),
            _ => return None,
        };
        let second = self.connector(behind, from)?;
        let (right, next) = self.clock(second, false)?;
        let Time::Clock { hour, zone, .. } = right else { return None };
        // “9 to 11 p.m.”: both in the same half of the day, where the order allows it.
        let shifted = left.0 + if hour > 12 && left.0 < 12 && left.0 + 12 < hour { 12 } else { 0 };
        let left = Time::Clock { hour: shifted, minute: left.1, second: None, zone };
        let point = |time| Point { time: Some(time), ..Point::default() };
        Some(((point(left), point(right)), next))
    }

    /// A day that cannot be: `32 August`, `0 March`, `2014-08-32`, `8/32/2014`.
    fn impossible(&self, at: usize) -> Option<usize> {
        if let Figure::Whole { value, digits: 1..=2 } = self.figure(at)
            && (value == 0 || (32..40).contains(&value))
            && let Some((_, strength, next)) = self.month_behind(at + 1)
            && (strength != Strength::Weak || self.capital(next - 1))
        {
            return Some(self.year_behind(next, false).map_or(next, |(_, next)| next));
        }
        self.month_word(at)?;
        let Figure::Whole { value, digits: 1..=2 } = self.figure(at + 1) else { return None };
        let next = at + 2;
        let year = self.is_sign(next, ',').then(|| self.year_behind(next, true)).flatten();
        (value == 0 || (32..40).contains(&value)).then_some(())?;
        year.map(|(_, next)| next)
    }
}

/// Whether two points can be the ends of one range.
fn same_kind(left: &Point, right: &Point) -> bool {
    match (&left.base, &right.base) {
        (None, _) => right.time.is_some(),
        (_, None) => left.time.is_some(),
        (Some(left), Some(right)) => grain_of(left) == grain_of(right),
    }
}
