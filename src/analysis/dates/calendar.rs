//! Days, their grain and the stretch of time they stand for.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// How finely a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// “21:04:30”.
    Second,
    /// “9:30 p.m.”.
    Minute,
    /// “9 p.m.”.
    Hour,
    /// “27 July”, “yesterday evening”.
    Day,
    /// “last week”: begins on Monday (ISO 8601).
    Week,
    /// “July”.
    Month,
    /// “the third quarter”.
    Quarter,
    /// “this winter”: from solstice to equinox, as calendars print it.
    Season,
    /// “2021”.
    Year,
    /// “the 1990s”.
    Decade,
    /// “the 19th century”: begins with the year 1801.
    Century,
}

impl Grain {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }
}

/// A date as it was understood: its first and last unit, both counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its first moment, to the grain; what is finer is the beginning.
    pub start: NaiveDateTime,
    /// The beginning of its last unit, where it is longer than one unit of its grain.
    pub end: Option<NaiveDateTime>,
    /// How finely it is given.
    pub grain: Grain,
    /// Minutes east of Greenwich, where a zone is named.
    pub zone: Option<i16>,
}

impl Value {
    /// One unit of a grain that begins on a day.
    pub fn of(day: NaiveDate, grain: Grain) -> Self {
        Self { start: day.into(), end: None, grain, zone: None }
    }

    /// From one day to another, both counted in.
    pub fn between(first: NaiveDate, last: NaiveDate, grain: Grain) -> Self {
        let end = (last != first).then(|| last.into());
        Self { end, ..Self::of(first, grain) }
    }

    /// The day it begins on.
    pub fn day(&self) -> NaiveDate {
        self.start.date()
    }

    /// Its beginning in ISO 8601, as finely as it is given: `2023-07-27`, `2023-07`, `2023-07-27T21:00`.
    pub fn iso(&self) -> String {
        self.written(self.start)
    }

    /// Its last unit in ISO 8601, where it has more than one.
    pub fn end_iso(&self) -> Option<String> {
        self.end.map(|end| self.written(end))
    }

    fn written(&self, at: NaiveDateTime) -> String {
        let year = if at.year() < 0 { format!("-{:04}", -at.year()) } else { format!("{:04}", at.year()) };
        let month = || format!("{year}-{:02}", at.month());
        let day = || format!("{}-{:02}", month(), at.day());
        match self.grain {
            Grain::Year | Grain::Decade | Grain::Century => year,
            Grain::Month | Grain::Quarter => month(),
            Grain::Day | Grain::Week | Grain::Season => day(),
            Grain::Hour | Grain::Minute => format!("{}T{}{}", day(), at.format("%H:%M"), self.zone_iso()),
            Grain::Second => format!("{}T{}{}", day(), at.format("%H:%M:%S"), self.zone_iso()),
        }
    }

    fn zone_iso(&self) -> String {
        match self.zone {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(east) => {
                let (sign, minutes) = (if east < 0 { '-' } else { '+' }, east.unsigned_abs());
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    /// The stretch it stands for: from its first moment to the one after its last.
    pub fn interval(&self) -> (NaiveDateTime, NaiveDateTime) {
        let last = self.end.unwrap_or(self.start);
        (self.start, after(last, self.grain).unwrap_or(last))
    }
}

/// The beginning of the unit after the one that begins here; `None` beyond the calendar.
fn after(start: NaiveDateTime, grain: Grain) -> Option<NaiveDateTime> {
    let months = |count| start.checked_add_months(Months::new(count));
    match grain {
        Grain::Second => start.checked_add_signed(TimeDelta::seconds(1)),
        Grain::Minute => start.checked_add_signed(TimeDelta::minutes(1)),
        Grain::Hour => start.checked_add_signed(TimeDelta::hours(1)),
        Grain::Day => start.checked_add_days(Days::new(1)),
        Grain::Week => start.checked_add_days(Days::new(7)),
        Grain::Month => months(1),
        Grain::Quarter => months(3),
        Grain::Season => next_season(start.date()).map(Into::into),
        Grain::Year => months(12),
        Grain::Decade => months(120),
        Grain::Century => months(1200),
    }
}

/// A day so many units later, or earlier where the count is below zero; `None` beyond the calendar. Where
/// a month has no such day it is its last: a month after 31 January is the end of February.
pub(super) fn shift(day: NaiveDate, count: i32, unit: Grain) -> Option<NaiveDate> {
    let months = |each: u32| {
        let months = Months::new(count.unsigned_abs().checked_mul(each)?);
        if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
    };
    let days = |each: i64| day.checked_add_signed(TimeDelta::try_days(i64::from(count) * each)?);
    match unit {
        Grain::Second | Grain::Minute | Grain::Hour => Some(day),
        Grain::Day => days(1),
        Grain::Week => days(7),
        Grain::Month => months(1),
        Grain::Quarter | Grain::Season => months(3),
        Grain::Year => months(12),
        Grain::Decade => months(120),
        Grain::Century => months(1200),
    }
}

/// The first day of the unit that a day lies in.
pub(super) fn floor(day: NaiveDate, grain: Grain) -> Option<NaiveDate> {
    let year = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => Some(day),
        Grain::Week => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
        Grain::Month => day.with_day(1),
        Grain::Quarter => NaiveDate::from_ymd_opt(day.year(), (day.month0() / 3) * 3 + 1, 1),
        Grain::Season => season_of(day),
        Grain::Year => year(day.year()),
        Grain::Decade => year(day.year().div_euclid(10) * 10),
        Grain::Century => year((day.year() - 1).div_euclid(100) * 100 + 1),
    }
}

/// The last day of the unit that begins on a day.
pub(super) fn last_day(first: NaiveDate, grain: Grain) -> Option<NaiveDate> {
    after(first.into(), grain)?.date().pred_opt()
}

/// The days the seasons begin on, spring first, to a day or two as it falls in the year.
const SEASONS: [(u32, u32); 4] = [(3, 21), (6, 21), (9, 23), (12, 21)];

/// The first day of a season: 0 is spring; the winter of a year begins in its December.
pub(super) fn season(year: i32, season: u8) -> Option<NaiveDate> {
    let (month, day) = SEASONS.get(usize::from(season))?;
    NaiveDate::from_ymd_opt(year, *month, *day)
}

fn season_of(day: NaiveDate) -> Option<NaiveDate> {
    let starts =
        [day.year(), day.year() - 1].into_iter().flat_map(|year| (0..4).rev().map(move |n| (year, n)));
    starts.filter_map(|(year, n)| season(year, n)).find(|start| *start <= day)
}

fn next_season(start: NaiveDate) -> Option<NaiveDate> {
    season_of(start.checked_add_days(Days::new(95))?)
}

/// Western Easter Sunday of a year (the anonymous Gregorian computus, Nature 1876).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// A time of day to the second; `None` where a clock never shows it. 24:00 is midnight of the next day and
/// left to the caller.
pub(super) fn clock(hour: u32, minute: u32, second: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn units_begin_where_calendars_begin_them() {
        let floor = |text, grain| floor(day(text), grain).unwrap().to_string();
        assert_eq!(floor("2023-07-27", Grain::Week), "2023-07-24");
        assert_eq!(floor("2023-08-27", Grain::Quarter), "2023-07-01");
        assert_eq!(floor("2013-02-12", Grain::Season), "2012-12-21");
        assert_eq!(floor("2023-08-27", Grain::Decade), "2020-01-01");
        assert_eq!(floor("2000-08-27", Grain::Century), "1901-01-01");
    }

    #[test]
    fn a_value_is_written_to_its_grain() {
        assert_eq!(Value::of(day("2023-07-01"), Grain::Month).iso(), "2023-07");
        assert_eq!(Value::of(day("2023-01-01"), Grain::Year).iso(), "2023");
        let night = Value { zone: Some(-210), ..Value::of(day("2023-07-27"), Grain::Minute) };
        assert_eq!(night.iso(), "2023-07-27T00:00-03:30");
    }

    #[test]
    fn an_interval_ends_after_its_last_unit() {
        let interval = |value: Value| value.interval().1.date().to_string();
        assert_eq!(interval(Value::of(day("2023-07-27"), Grain::Day)), "2023-07-28");
        assert_eq!(
            interval(Value::between(day("2023-05-01"), day("2023-07-01"), Grain::Month)),
            "2023-08-01"
        );
        assert_eq!(interval(Value::of(day("2012-12-21"), Grain::Season)), "2013-03-21");
    }

    #[test]
    fn easter_moves() {
        let easters =
            [(2013, "2013-03-31"), (2018, "2018-04-01"), (2024, "2024-03-31"), (2010, "2010-04-04")];
        for (year, expected) in easters {
            assert_eq!(easter(year), Some(day(expected)));
        }
    }
}
