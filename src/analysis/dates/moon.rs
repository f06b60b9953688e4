//! New moons, and the feasts that follow the moon.
//!
//! The sun and moon after J. Meeus, Astronomical Algorithms, chapters 25 and 47, with the largest terms
//! only: right to some minutes between 1800 and 2200, which decides the day in nearly every year. Where a
//! feast hangs on seeing the crescent, countries differ by a day themselves.

use chrono::{Datelike, NaiveDate};

/// Mean length of a lunation in days.
const LUNATION: f64 = 29.530_588_861;

/// Days from the beginning of our era (as chrono counts them) to the Julian day 0.
const JULIAN_DAY: f64 = 1_721_424.5;

/// The first new moon of 2000, in days of our era.
const FIRST_NEW_MOON: f64 = 730_125.76;

/// The moon’s largest terms: degrees, and multiples of elongation, sun’s anomaly, moon’s anomaly, latitude.
const TERMS: [(f64, f64, f64, f64, f64); 13] = [
    (6.288_774, 0.0, 0.0, 1.0, 0.0),
    (1.274_027, 2.0, 0.0, -1.0, 0.0),
    (0.658_314, 2.0, 0.0, 0.0, 0.0),
    (0.213_618, 0.0, 0.0, 2.0, 0.0),
    (-0.185_116, 0.0, 1.0, 0.0, 0.0),
    (-0.114_332, 0.0, 0.0, 0.0, 2.0),
    (0.058_793, 2.0, 0.0, -2.0, 0.0),
    (0.057_066, 2.0, -1.0, -1.0, 0.0),
    (0.053_322, 2.0, 0.0, 1.0, 0.0),
    (0.045_758, 2.0, -1.0, 0.0, 0.0),
    (-0.040_923, 0.0, 1.0, -1.0, 0.0),
    (-0.034_720, 1.0, 0.0, 0.0, 0.0),
    (-0.030_383, 0.0, 1.0, 1.0, 0.0),
];

/// Centuries since 2000 of a moment in days of our era.
fn centuries(moment: f64) -> f64 {
    (moment + JULIAN_DAY - 2_451_545.0) / 36_525.0
}

/// The sun’s longitude in degrees.
fn sun(t: f64) -> f64 {
    let anomaly = (357.529_11 + 35_999.050_29 * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin() + 0.019_993 * (2.0 * anomaly).sin();
    280.466_46 + 36_000.769_83 * t + centre
}

/// The moon’s longitude in degrees.
fn moon(t: f64) -> f64 {
    let elongation = (297.850_192_1 + 445_267.111_403_4 * t).to_radians();
    let sun = (357.529_109_2 + 35_999.050_290_9 * t).to_radians();
    let anomaly = (134.963_396_4 + 477_198.867_505_5 * t).to_radians();
    let latitude = (93.272_095 + 483_202.017_523_3 * t).to_radians();
    let terms = TERMS
        .iter()
        .map(|(size, d, m, n, f)| size * (d * elongation + m * sun + n * anomaly + f * latitude).sin());
    218.316_447_7 + 481_267.881_234_21 * t + terms.sum::<f64>()
}

/// How far the moon has gone ahead of the sun, 0 to 360 degrees.
fn ahead(moment: f64) -> f64 {
    let t = centuries(moment);
    (moon(t) - sun(t)).rem_euclid(360.0)
}

/// The moment of a new moon, counted from the first of 2000.
fn new_moon(number: i32) -> f64 {
    let mean = FIRST_NEW_MOON + f64::from(number) * LUNATION;
    (0..5).fold(mean, |moment, _| {
        let off = (ahead(moment) + 180.0).rem_euclid(360.0) - 180.0;
        moment - off / 360.0 * LUNATION
    })
}

/// The number of the last new moon, or nearly, before a year begins.
fn before(year: i32) -> Option<i32> {
    let start = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let moons = (f64::from(start.num_days_from_ce()) - FIRST_NEW_MOON) / LUNATION;
    Some(moons.floor() as i32 - 1)
}

fn day(number: f64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number.floor() as i32)
}

/// The sign of the zodiac that the sun stands in, 0 to 11, among the fixed stars (Lahiri’s ayanamsa).
fn sign(moment: f64) -> i32 {
    let t = centuries(moment);
    let longitude = (sun(t) - 23.853 - 1.397_2 * t).rem_euclid(360.0);
    (longitude / 30.0).floor() as i32
}

/// Hours that clocks in India are ahead of Greenwich.
const INDIA: f64 = 5.5;

/// The day of a year on which a lunar day (1 to 30) of a Hindu month rules at an hour. Months are counted
/// from Chaitra, 0, and end with the new moon.
pub(super) fn tithi(year: i32, month: u8, tithi: u8, hour: u8) -> Option<NaiveDate> {
    let first = before(year)?;
    (first..first + 15).find_map(|number| {
        let (start, end) = (new_moon(number), new_moon(number + 1));
        // A month in which the sun changes no sign is a leap month: feasts are kept in the one after it.
        let leap = sign(start) == sign(end);
        let named = (sign(start) + 1) % 12 == i32::from(month);
        (named && !leap).then_some(())?;
        let found = day_of_tithi(start, end, tithi, hour)?;
        (found.year() == year).then_some(found)
    })
}

fn day_of_tithi(start: f64, end: f64, tithi: u8, hour: u8) -> Option<NaiveDate> {
    let days = (0..32).map(|days| start.floor() - 1.0 + f64::from(days));
    let at = |day: f64| day + (f64::from(hour) - INDIA) / 24.0;
    let mut within = days.filter(|day| (start..=end).contains(&at(*day)));
    let reached = within.find(|day| (ahead(at(*day)) / 12.0).floor() as u8 + 1 >= tithi);
    // The last one ends with the month itself, and may begin after its last such hour.
    let found = reached.unwrap_or(end.floor());
    let skipped = reached.is_some_and(|day| (ahead(at(day)) / 12.0).floor() as u8 + 1 > tithi);
    day(if skipped { found - 1.0 } else { found })
}

/// When the sun sets in Mecca, in hours of Greenwich, within some minutes all year.
const SUNSET_IN_MECCA: f64 = 15.4;

/// The new moon before 1 Muharram 1440, counted from the first of 2000: that day was 11 September 2018.
const NEW_MOON_OF_1440: i32 = 231;

/// The first day in a year that is this day of an Islamic month (1 to 12): a month begins after the sunset
/// that follows the new moon in Mecca (the rule of the Umm al-Qura calendar).
pub(super) fn islamic(year: i32, month: u8, day_of_month: u8) -> Option<NaiveDate> {
    let first = before(year)? - 1;
    (first..first + 16).find_map(|number| {
        let named = (number - NEW_MOON_OF_1440).rem_euclid(12) + 1 == i32::from(month);
        named.then_some(())?;
        let sunset = (new_moon(number) - SUNSET_IN_MECCA / 24.0).floor() + 1.0;
        let found = day(sunset + f64::from(day_of_month))?;
        (found.year() == year).then_some(found)
    })
}

/// Chinese New Year: the new moon between 21 January and 20 February, by the clock of China.
pub(super) fn chinese_new_year(year: i32) -> Option<NaiveDate> {
    let (from, to) = (NaiveDate::from_ymd_opt(year, 1, 21)?, NaiveDate::from_ymd_opt(year, 2, 20)?);
    let first = before(year)?;
    (first..first + 5)
        .filter_map(|number| day(new_moon(number) + 8.0 / 24.0))
        .find(|day| (from..=to).contains(day))
}

/// The first day of the Hebrew year (Tishri 1), counted from the creation; after E. M. Reingold and
/// N. Dershowitz, Calendrical Calculations, chapter 8.
fn hebrew_new_year(year: i32) -> Option<i32> {
    let elapsed = |year: i32| {
        let months = (235 * i64::from(year) - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
    };
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let delay = if after - this == 356 { 2 } else { i64::from(this - before == 382) };
    i32::try_from(-1_373_427 + this + delay).ok()
}

/// So many days after 1 Tishri, in the autumn of a year.
pub(super) fn tishri(year: i32, days: i16) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(hebrew_new_year(year.checked_add(3761)?)? + i32::from(days))
}

/// So many days after 25 Kislev, in the winter of a year.
pub(super) fn kislev(year: i32, days: i16) -> Option<NaiveDate> {
    let hebrew = year.checked_add(3761)?;
    let (this, next) = (hebrew_new_year(hebrew)?, hebrew_new_year(hebrew + 1)?);
    // Cheshvan has its thirtieth day in complete years only.
    let cheshvan = 29 + i32::from((next - this) % 10 == 5);
    NaiveDate::from_num_days_from_ce_opt(this + 30 + cheshvan + 24 + i32::from(days))
}

/// So many days after 15 Nisan, in the spring of a year: 163 days before the next year begins.
pub(super) fn nisan(year: i32, days: i16) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(hebrew_new_year(year.checked_add(3761)?)? - 163 + i32::from(days))
}

/// Orthodox Easter Sunday (Meeus’s Julian algorithm), in our calendar.
pub(super) fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let d = (19 * (year % 19) + 15) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let julian = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    let behind = year / 100 - year / 400 - 2;
    julian.checked_add_days(chrono::Days::new(u64::try_from(behind).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: Option<NaiveDate>) -> String {
        day.map(|day| day.to_string()).unwrap_or_default()
    }

    #[test]
    fn feasts_fall_on_the_days_that_almanacs_print() {
        assert_eq!(on(islamic(2024, 9, 1)), "2024-03-11");
        assert_eq!(on(islamic(2024, 10, 1)), "2024-04-10");
        assert_eq!(on(chinese_new_year(2024)), "2024-02-10");
        assert_eq!(on(chinese_new_year(2023)), "2023-01-22");
        assert_eq!(on(tithi(2023, 6, 30, 18)), "2023-11-12");
        assert_eq!(on(tithi(2024, 6, 30, 18)), "2024-10-31");
        assert_eq!(on(tishri(2024, 0)), "2024-10-03");
        assert_eq!(on(nisan(2024, 0)), "2024-04-23");
        assert_eq!(on(kislev(2024, 0)), "2024-12-26");
        assert_eq!(on(orthodox_easter(2024)), "2024-05-05");
        assert_eq!(on(orthodox_easter(2018)), "2018-04-08");
    }

    #[test]
    fn every_year_has_its_feasts() {
        for year in 1800..2200 {
            assert!(chinese_new_year(year).is_some(), "{year}");
            // Full moons around the turn of the year may fall outside it.
            assert!((0..8).all(|month| tithi(year, month, 15, 18).is_some()), "{year}");
            assert!(tishri(year, 0) > nisan(year, 0));
        }
    }
}
