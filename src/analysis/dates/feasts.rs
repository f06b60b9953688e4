//! On which days feasts are kept.

use super::calendar::{self, Grain, last_day, shift};
use super::meaning::Feast;
use super::moon;
use super::resolve::{nth_day, weekday_from};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;

/// The days of feasts, worked out once: the moon takes long.
#[derive(Clone, Debug, Default)]
pub(super) struct Feasts(RefCell<HashMap<(Feast, i32), Option<NaiveDate>>>);

impl Feasts {
    /// The day of a feast in a year; none where that year has none.
    pub(super) fn day(&self, feast: Feast, year: i32) -> Option<NaiveDate> {
        *self.0.borrow_mut().entry((feast, year)).or_insert_with(|| day_of_feast(feast, year))
    }
}

fn nth_of_month(year: i32, month: u8, weekday: u8, nth: i8) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month.into(), 1)?;
    nth_day(first, last_day(first, Grain::Month)?, Some(weekday), nth)
}

/// How many days a feast lasts.
pub(super) fn days_of_feast(feast: Feast) -> i32 {
    match feast {
        Feast::Tishri(_, days)
        | Feast::Kislev(_, days)
        | Feast::Nisan(_, days)
        | Feast::Islamic(_, _, days) => i32::from(days).max(1),
        Feast::Easters(first, last) => i32::from(last - first) + 1,
        _ => 1,
    }
}

/// The day of a feast in a year.
fn day_of_feast(feast: Feast, year: i32) -> Option<NaiveDate> {
    match feast {
        Feast::On(month, day) => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
        Feast::Easter(days) => shift(calendar::easter(year)?, days.into(), Grain::Day),
        Feast::Easters(days, _) => shift(calendar::easter(year)?, days.into(), Grain::Day),
        Feast::Nth(month, weekday, nth) => nth_of_month(year, month, weekday, nth),
        Feast::NthPlus(month, weekday, nth, days) => {
            shift(nth_of_month(year, month, weekday, nth)?, days.into(), Grain::Day)
        }
        Feast::UpTo(month, day, weekday) => {
            let last = NaiveDate::from_ymd_opt(year, month.into(), day.into())?;
            weekday_from(shift(last, -6, Grain::Day)?, weekday)
        }
        Feast::Orthodox(days) => shift(moon::orthodox_easter(year)?, days.into(), Grain::Day),
        Feast::Tishri(days, _) => moon::tishri(year, days),
        Feast::Kislev(days, _) => moon::kislev(year, days),
        Feast::Nisan(days, _) => moon::nisan(year, days),
        Feast::Islamic(month, day, _) => moon::islamic(year, month, day),
        Feast::Tithi(month, tithi, hour) => moon::tithi(year, month, tithi, hour),
        Feast::Chinese(days) => shift(moon::chinese_new_year(year)?, days.into(), Grain::Day),
    }
}
