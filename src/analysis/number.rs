//! Exact numbers, of figures and of calculations: nothing is rounded before it is shown.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use std::fmt::{self, Display, Formatter};

/// A fraction of two whole numbers in lowest terms, its denominator positive.
///
/// What grows beyond 128 bits is no number: arithmetic then gives `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(Ratio<i128>);

impl Number {
    /// A whole number.
    pub const fn whole(value: i128) -> Self {
        Self(Ratio::new_raw(value, 1))
    }

    /// A fraction; `None` for a denominator of nought and for what is too large.
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        Self::whole(numerator).over(Self::whole(denominator))
    }

    /// `mantissa` with its last `places` digits after the point; `None` for what is too large.
    pub fn decimal(mantissa: i128, places: u32) -> Option<Self> {
        Self::fraction(mantissa, 10i128.checked_pow(places)?)
    }

    /// The sum; `None` for what is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(&other.0).map(Self)
    }

    /// The difference; `None` for what is too large.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(&other.0).map(Self)
    }

    /// The product; `None` for what is too large.
    pub fn times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(&other.0).map(Self)
    }

    /// The quotient; `None` for a division by nought and for what is too large.
    pub fn over(self, other: Self) -> Option<Self> {
        self.0.checked_div(&other.0).map(Self)
    }

    /// The number without its sign.
    pub fn magnitude(self) -> Self {
        Self(Ratio::new_raw(self.0.numer().saturating_abs(), *self.0.denom()))
    }

    /// The whole number that it is, if it is one.
    pub fn as_whole(self) -> Option<i128> {
        self.0.is_integer().then(|| self.0.to_integer())
    }

    /// Whether neither part of the fraction is beyond a limit, whatever its sign.
    pub fn is_within(self, limit: i128) -> bool {
        let limits = -limit..=limit;
        limits.contains(self.0.numer()) && limits.contains(self.0.denom())
    }

    /// How many digits stand after the point where it is written out; `None` where they never end.
    pub fn places(self) -> Option<u32> {
        (0..=MOST_PLACES)
            .find(|&places| 10i128.checked_pow(places).is_some_and(|power| power % self.0.denom() == 0))
    }

    /// The number with the point that many digits further on; `None` for what is too large.
    pub fn shifted(self, places: u32) -> Option<Self> {
        self.times(Self::whole(10i128.checked_pow(places)?))
    }

    /// The nearest number with at most that many digits after the point; a half goes away from nought.
    pub fn rounded(self, places: u32) -> Option<Self> {
        Self::decimal(self.shifted(places)?.0.round().to_integer(), places)
    }
}

/// How many digits after the point are written out; what needs more is written as a fraction.
const MOST_PLACES: u32 = 18;

/// As a decimal without grouping (`1500.5`), or as a fraction where its digits never end (`1/3`).
impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let digits = self.places().and_then(|places| {
            let digits = self.shifted(places)?.as_whole()?;
            Some((places, digits.unsigned_abs(), 10u128.checked_pow(places)?))
        });
        let sign = if *self.0.numer() < 0 { "-" } else { "" };
        match digits {
            Some((0, whole, _)) => write!(f, "{sign}{whole}"),
            Some((places, digits, power)) => {
                write!(f, "{sign}{}.{:0width$}", digits / power, digits % power, width = places as usize)
            }
            None => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
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
        assert_eq!(Number::fraction(i128::MIN, -1), None);
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
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
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
