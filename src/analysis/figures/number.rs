//! Exact numbers: what is shown of a figure was never rounded.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

/// A fraction in lowest terms, its denominator positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i128,
    denominator: i128,
}

impl Number {
    /// A whole number.
    pub const fn whole(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// A fraction; `None` for a denominator of nought and for what is too large.
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = common_divisor(numerator, denominator)?;
        let sign = denominator.signum();
        Some(Self { numerator: sign * (numerator / divisor), denominator: sign * (denominator / divisor) })
    }

    /// `mantissa` with its last `places` digits after the point; `None` for what is too large.
    pub fn decimal(mantissa: i128, places: u32) -> Option<Self> {
        Self::fraction(mantissa, 10i128.checked_pow(places)?)
    }

    /// The sum; `None` for what is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::fraction(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The difference; `None` for what is too large.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { numerator: other.numerator.checked_neg()?, ..other })
    }

    /// The product; `None` for what is too large.
    pub fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        Self::fraction(numerator, self.denominator.checked_mul(other.denominator)?)
    }

    /// The quotient; `None` for a division by nought and for what is too large.
    pub fn over(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.denominator)?;
        Self::fraction(numerator, self.denominator.checked_mul(other.numerator)?)
    }

    /// The number without its sign.
    pub fn magnitude(self) -> Self {
        Self { numerator: self.numerator.saturating_abs(), ..self }
    }

    /// The whole number that it is, if it is one.
    pub fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// How many digits stand after the point where it is written out; `None` where they never end.
    pub fn places(self) -> Option<u32> {
        (0..=MOST_PLACES)
            .find(|&places| 10i128.checked_pow(places).is_some_and(|power| power % self.denominator == 0))
    }

    /// The nearest number with at most that many digits after the point; a half goes away from nought.
    pub fn rounded(self, places: u32) -> Option<Self> {
        let power = 10i128.checked_pow(places)?;
        let scaled = self.numerator.checked_mul(power)?;
        let doubled = scaled.checked_abs()?.checked_mul(2)?;
        let nearest = doubled.checked_add(self.denominator)? / self.denominator.checked_mul(2)?;
        Self::fraction(scaled.signum() * nearest, power)
    }
}

/// How many digits after the point are written out; what needs more is written as a fraction.
const MOST_PLACES: u32 = 18;

/// The greatest common divisor, never nought; `None` where the second is nought or too large.
fn common_divisor(a: i128, b: i128) -> Option<i128> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs().filter(|&b| b != 0)?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some(a)
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.minus(*other)?.numerator.cmp(&0))
    }
}

/// As a decimal without grouping (`1500.5`), or as a fraction where its digits never end (`1/3`).
impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let power = self.places().and_then(|places| Some((places, 10i128.checked_pow(places)?)));
        let digits = power.and_then(|(places, power)| {
            Some((places, self.numerator.checked_abs()?.checked_mul(power / self.denominator)?, power))
        });
        let sign = if self.numerator < 0 { "-" } else { "" };
        match digits {
            Some((0, whole, _)) => write!(f, "{sign}{whole}"),
            Some((places, digits, power)) => {
                write!(f, "{sign}{}.{:0width$}", digits / power, digits % power, width = places as usize)
            }
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(mantissa: i128, places: u32) -> Number {
        Number::decimal(mantissa, places).expect("a small number")
    }

    #[test]
    fn numbers_are_written_without_rounding() {
        assert_eq!(decimal(150_050, 2).to_string(), "1500.5");
        assert_eq!(decimal(-5, 3).to_string(), "-0.005");
        assert_eq!(Number::fraction(2, 6).expect("a fraction").to_string(), "1/3");
        assert_eq!(Number::fraction(1, 8).expect("a fraction").to_string(), "0.125");
        assert_eq!(Number::fraction(1, 0), None);
    }

    #[test]
    fn a_half_is_rounded_away_from_nought() {
        assert_eq!(decimal(25, 1).rounded(0), Some(Number::whole(3)));
        assert_eq!(decimal(-25, 1).rounded(0), Some(Number::whole(-3)));
        assert_eq!(Number::fraction(1, 3).and_then(|third| third.rounded(2)), Some(decimal(33, 2)));
        assert_eq!(Number::fraction(2, 3).and_then(|third| third.rounded(0)), Some(Number::whole(1)));
    }

    #[test]
    fn too_large_a_number_is_none() {
        assert_eq!(Number::whole(i128::MAX).plus(Number::whole(1)), None);
        assert_eq!(Number::whole(i128::MIN).times(Number::whole(-1)), None);
        assert_eq!(Number::decimal(1, 60), None);
    }

    proptest! {
        #[test]
        fn arithmetic_is_exact(a in -10_000i128..10_000, b in -10_000i128..10_000, places in 0u32..6) {
            let (x, y) = (decimal(a, places), decimal(b, places));
            prop_assert_eq!(x.plus(y), Number::decimal(a + b, places));
            prop_assert_eq!(x.plus(y).and_then(|sum| sum.minus(y)), Some(x));
            if b != 0 {
                prop_assert_eq!(x.over(y).and_then(|quotient| quotient.times(y)), Some(x));
            }
            prop_assert_eq!(x.partial_cmp(&y), Some(a.cmp(&b)));
        }

        #[test]
        fn a_rounded_number_is_the_nearest(a in -100_000i128..100_000, b in 1i128..500, places in 0u32..4) {
            let exact = Number::fraction(a, b).expect("small");
            let rounded = exact.rounded(places).expect("small");
            let off = exact.minus(rounded).expect("small").magnitude();
            prop_assert!(off <= decimal(5, places + 1));
            prop_assert!(rounded.places().expect("ends") <= places);
        }
    }
}
