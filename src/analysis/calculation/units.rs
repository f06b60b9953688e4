//! Units that can be turned into one another.
//!
//! Every factor is exact by definition: the international yard and pound of 1959, the litre, the US and
//! imperial gallons and the oil barrel of 42 US gallons (NIST Special Publication 811, appendix B).

use crate::analysis::number::Number;

/// A known unit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// How it is shown.
    pub shown: &'static str,
    names: &'static [&'static str],
    measures: Measure,
    /// How many of the measure's first unit it is: above and below the fraction line.
    factor: (i128, i128),
    /// What is added before the factor counts, in this unit, times 100; only temperatures have it.
    zero_at: i128,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Length,
    Area,
    Volume,
    Mass,
    Speed,
    Time,
    Temperature,
}

const fn unit(
    shown: &'static str,
    names: &'static [&'static str],
    measures: Measure,
    factor: (i128, i128),
) -> Known {
    Known { shown, names, measures, factor, zero_at: 0 }
}

/// By measure; names in the form that [`find`] looks for.
static UNITS: &[Known] = &[
    unit("m", &["m", "metre", "meter"], Measure::Length, (1, 1)),
    unit("km", &["km", "kilometre", "kilometer"], Measure::Length, (1_000, 1)),
    unit("cm", &["cm", "centimetre", "centimeter"], Measure::Length, (1, 100)),
    unit("mm", &["mm", "millimetre", "millimeter"], Measure::Length, (1, 1_000)),
    unit("mi", &["mi", "mile"], Measure::Length, (1_609_344, 1_000)),
    unit("yd", &["yd", "yard"], Measure::Length, (9_144, 10_000)),
    unit("ft", &["ft", "foot", "feet"], Measure::Length, (3_048, 10_000)),
    unit("in", &["in", "inch", "inche"], Measure::Length, (254, 10_000)),
    unit("nmi", &["nmi", "nautical_mile"], Measure::Length, (1_852, 1)),
    unit("m²", &["m2", "square_metre", "square_meter"], Measure::Area, (1, 1)),
    unit("km²", &["km2", "square_kilometre", "square_kilometer"], Measure::Area, (1_000_000, 1)),
    unit("ha", &["ha", "hectare"], Measure::Area, (10_000, 1)),
    unit("acres", &["acre"], Measure::Area, (40_468_564_224, 10_000_000)),
    unit("sq mi", &["sq_mi", "square_mile"], Measure::Area, (2_589_988_110_336, 1_000_000)),
    unit("sq ft", &["sq_ft", "square_foot", "square_feet"], Measure::Area, (9_290_304, 100_000_000)),
    unit("l", &["l", "litre", "liter"], Measure::Volume, (1, 1)),
    unit("ml", &["ml", "millilitre", "milliliter"], Measure::Volume, (1, 1_000)),
    unit("m³", &["m3", "cubic_metre", "cubic_meter"], Measure::Volume, (1_000, 1)),
    unit("US gal", &["gal", "gallon", "us_gallon"], Measure::Volume, (3_785_411_784, 1_000_000_000)),
    unit("imp gal", &["imp_gal", "imperial_gallon"], Measure::Volume, (454_609, 100_000)),
    unit("bbl", &["bbl", "barrel"], Measure::Volume, (158_987_294_928, 1_000_000_000)),
    unit("kg", &["kg", "kilogram", "kilo"], Measure::Mass, (1, 1)),
    unit("g", &["g", "gram"], Measure::Mass, (1, 1_000)),
    unit("t", &["t", "tonne"], Measure::Mass, (1_000, 1)),
    unit("lb", &["lb", "pound"], Measure::Mass, (45_359_237, 100_000_000)),
    unit("oz", &["oz", "ounce"], Measure::Mass, (45_359_237, 1_600_000_000)),
    unit("st", &["stone"], Measure::Mass, (635_029_318, 100_000_000)),
    unit("short tons", &["short_ton"], Measure::Mass, (90_718_474, 100_000)),
    unit("km/h", &["kmh", "kph"], Measure::Speed, (1, 1)),
    unit("mph", &["mph"], Measure::Speed, (1_609_344, 1_000_000)),
    unit("kn", &["kn", "knot"], Measure::Speed, (1_852, 1_000)),
    unit("m/s", &["mps"], Measure::Speed, (36, 10)),
    unit("s", &["s", "second"], Measure::Time, (1, 1)),
    unit("min", &["min", "minute"], Measure::Time, (60, 1)),
    unit("h", &["h", "hour"], Measure::Time, (3_600, 1)),
    unit("days", &["day"], Measure::Time, (86_400, 1)),
    unit("weeks", &["week"], Measure::Time, (604_800, 1)),
    Known { zero_at: 27_315, ..unit("°C", &["c", "celsius"], Measure::Temperature, (1, 1)) },
    Known { zero_at: 45_967, ..unit("°F", &["f", "fahrenheit"], Measure::Temperature, (5, 9)) },
    unit("K", &["k", "kelvin"], Measure::Temperature, (1, 1)),
];

/// The unit of a name in small letters with `_` between words; a plural’s s may stand.
pub(super) fn find(name: &str) -> Option<&'static Known> {
    let called = |name: &str| UNITS.iter().find(|unit| unit.names.contains(&name));
    called(name).or_else(|| called(name.strip_suffix('s')?))
}

/// Whether one can be turned into the other.
pub(super) fn fit(from: &Known, to: &Known) -> bool {
    from.measures == to.measures
}

/// A number of one unit in another; `None` where it grows beyond what is kept.
pub(super) fn convert(number: Number, from: &Known, to: &Known) -> Option<Number> {
    let factor = |unit: &Known| Number::fraction(unit.factor.0, unit.factor.1);
    let zero = |unit: &Known| Number::decimal(unit.zero_at, 2);
    let first = number.plus(zero(from)?)?.times(factor(from)?)?;
    first.over(factor(to)?)?.minus(zero(to)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_pairs_come_out_exactly() {
        let shown = |number: i128, from: &str, to: &str| {
            super::super::decimal(convert(Number::whole(number), find(from)?, find(to)?)?).0.into()
        };
        let shown = |number, from, to| -> Option<String> { shown(number, from, to) };
        assert_eq!(shown(100, "celsius", "f").as_deref(), Some("212"));
        assert_eq!(shown(1, "square_miles", "acres").as_deref(), Some("640"));
        assert_eq!(shown(1, "barrel", "gallons").as_deref(), Some("42"));
        assert_eq!(shown(1, "stone", "lb").as_deref(), Some("14"));
        assert_eq!(shown(1, "mile", "feet").as_deref(), Some("5,280"));
        assert_eq!(shown(36, "kmh", "mps").as_deref(), Some("10"));
    }

    #[test]
    fn there_and_back_is_the_same_number() {
        for from in UNITS {
            for to in UNITS.iter().filter(|to| fit(from, to)) {
                let here = Number::fraction(7, 3).unwrap();
                let there = convert(here, from, to);
                assert_eq!(there.and_then(|there| convert(there, to, from)), Some(here));
            }
        }
    }

    #[test]
    fn no_two_units_share_a_name() {
        let mut names: Vec<_> = UNITS.iter().flat_map(|unit| unit.names).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
