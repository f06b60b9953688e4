//! Numbers as people write them, as exact ones and back.

use super::{Amount, CalculationError};
use crate::analysis::number::Number;

/// The most digits of a number, above and below the fraction line. Two more fit into 128 bits, so that
/// a result is looked at before it can overflow.
const MOST_DIGITS: u32 = 36;

/// The most decimal places that are shown as exact; a longer number is rounded.
const EXACT_PLACES: u32 = 6;

/// The decimal places of a rounded number of one or more, as percentages are printed.
const ROUNDED_PLACES: u32 = 2;

/// The digits that count of a rounded number below one.
const ROUNDED_DIGITS: u32 = 3;

/// The most decimal places at all: what is smaller is shown as zero.
const MOST_PLACES: u32 = 15;

/// Refuses numbers of more digits than are kept.
pub(super) fn within_limits(amount: Amount) -> Result<Amount, CalculationError> {
    let fits = amount.number.is_within(10i128.pow(MOST_DIGITS));
    if fits { Ok(amount) } else { Err(CalculationError::Overflow) }
}

/// Reads digits with a decimal point, in groups of three or not: `1500`, `1,500.25`, `1 500`. A comma
/// before other than three digits (`1,5`) is no number, for it means two things.
pub(super) fn read(text: &str) -> Option<Number> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let whole = without_groups(whole)?;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let right = is_digits(&whole) && is_digits(places) && !whole.is_empty() && !text.ends_with('.');
    if !right || whole.len() + places.len() > MOST_DIGITS as usize {
        return None;
    }
    let digits: i128 = format!("{whole}{places}").parse().ok()?;
    Number::decimal(digits, places.len() as u32)
}

/// The digits of a whole number without what stands between its groups of three.
fn without_groups(whole: &str) -> Option<String> {
    let is_gap = |char: char| matches!(char, ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let mut groups = whole.split(is_gap);
    let first = groups.next()?.to_owned();
    let rest: Vec<&str> = groups.collect();
    let right = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
    right.then(|| first + &rest.concat())
}

/// A number in decimals, and whether that is all of it; otherwise rounded, halves away from zero.
pub(super) fn decimal(number: Number) -> (String, bool) {
    let places = number.places().filter(|&places| places <= EXACT_PLACES);
    let exact = places.and_then(|places| Some(written(number.shifted(places)?.as_whole()?, places)));
    exact.map_or_else(|| (rounded(number), false), |exact| (exact, true))
}

fn rounded(number: Number) -> String {
    let mut places = ROUNDED_PLACES;
    if number.magnitude() < Number::whole(1) {
        let enough = Number::whole(10i128.pow(ROUNDED_DIGITS - 1));
        let is_short = |number: Number| number.magnitude() < enough;
        while places < MOST_PLACES && number.shifted(places).is_some_and(is_short) {
            places += 1;
        }
    }
    // Beyond what fits, the number is so large that its decimals say nothing.
    let digits = |places| number.shifted(places)?.rounded(0)?.as_whole();
    let fitting = (0..=places).rev().find_map(|places| Some((digits(places)?, places)));
    let (digits, places) = fitting.unwrap_or_default();
    written(digits, places)
}

/// A whole number of which the last `places` digits stand after the point.
fn written(number: i128, places: u32) -> String {
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places as usize + 1);
    let (whole, rest) = digits.split_at(digits.len() - places as usize);
    let rest = rest.trim_end_matches('0');
    let sign = if number < 0 { "−" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let halves = |text| read(text)?.times(Number::whole(2))?.as_whole();
        for (text, twice) in [
            ("12", Some(24)),
            ("0.5", Some(1)),
            ("1,500", Some(3_000)),
            ("1\u{202f}500.5", Some(3_001)),
            ("1’234’567", Some(2_469_134)),
            ("1,5", None),
            ("1,50,000", None),
            ("1500,000", None),
            (".5", None),
            ("5.", None),
            ("", None),
            ("１２", None),
            ("1.2.3", None),
        ] {
            assert_eq!(halves(text), twice, "{text}");
        }
        assert_eq!(read(&"9".repeat(40)), None);
    }

    #[test]
    fn what_goes_on_for_ever_is_rounded() {
        let shown = |above, below| Number::fraction(above, below).map(decimal).unwrap();
        assert_eq!(shown(1, 8), ("0.125".into(), true));
        assert_eq!(shown(200, 3), ("66.67".into(), false));
        assert_eq!(shown(-2, 3), ("−0.667".into(), false));
        assert_eq!(shown(10i128.pow(36), 7).0, "142,857,142,857,142,857,142,857,142,857,142,857.14");
    }

    proptest! {
        #[test]
        fn a_number_shown_exactly_reads_back(digits in 0u64..u64::MAX, places in 0u32..=6) {
            let number = Number::decimal(i128::from(digits), places).unwrap();
            let (shown, exact) = decimal(number);
            prop_assert!(exact);
            prop_assert_eq!(read(&shown), Some(number));
        }
    }
}
