//! A checker's calculation: a small expression over named figures, worked out exactly.
//!
//! Arithmetic is done with fractions of whole numbers ([`Number`]), not with decimals or floats: a third
//! times three is one, and nothing is rounded before the result is shown. `+ − × ÷` (also `-`, `*`, `x`
//! between blanks, `/`), brackets, `%`, figures by name, and the functions of [`FUNCTIONS`].

mod number;
mod parser;
mod units;

use super::number::Number;
use crate::review::{Calculation, Figure};
use chrono::NaiveDate;
use number::{decimal, within_limits};

/// The functions, each with its arguments and what it gives, as shown to a person.
pub const FUNCTIONS: &[(&str, &str)] = &[
    ("total(a, b, …)", "the sum of figures"),
    ("share(part, whole)", "a part of a whole, in per cent"),
    ("ratio(a, b)", "how many of a for one of b"),
    ("change(from, to)", "the change from one figure to another, in per cent"),
    ("per_head(total, people)", "a total divided among people"),
    ("convert(figure, from, to)", "a figure in another unit, as in convert(26, miles, km)"),
    ("age(born, on)", "full years from one date to another"),
    ("days(from, to)", "days from one date to another"),
];

/// Why a calculation gives no result. Each message is one sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalculationError {
    /// Nothing is to be calculated.
    #[error("there is nothing to calculate; write an expression such as change(before, after)")]
    Empty,
    /// The expression is longer or nested deeper than any calculation of a person's.
    #[error("the expression is too long or nested too deeply; take it apart into several calculations")]
    TooLarge,
    /// Something stands where it cannot.
    #[error("the expression cannot be read at “{0}”; check the signs and brackets there")]
    Unreadable(String),
    /// The expression ends too early.
    #[error("the expression ends too early; a figure or a closing bracket is missing")]
    Unfinished,
    /// A name that no figure has.
    #[error("no figure is called “{0}”; add it to the figures or correct its name")]
    UnknownName(String),
    /// A name that two figures have.
    #[error("two figures are called “{0}”; give each a name of its own")]
    NameTwice(String),
    /// A function that is not there.
    #[error("there is no function “{0}”; use total, share, ratio, change, per_head, convert, age or days")]
    UnknownFunction(String),
    /// A function with too few or too many figures.
    #[error("{function} takes {takes}; give it just these")]
    Arguments {
        /// The function.
        function: &'static str,
        /// What it takes, in words.
        takes: &'static str,
    },
    /// A unit that is not known, or a pair that measures different things.
    #[error("{0} cannot be converted into {1}; use two units of the same kind, such as miles and km")]
    Units(String, String),
    /// A figure's value is no number and no date.
    #[error("“{value}” is no number or date for “{name}”; write it like 1,500.5, 24% or 2023-07-27")]
    NoValue {
        /// The figure's name.
        name: String,
        /// What stands there.
        value: String,
    },
    /// A date stands where a number is needed.
    #[error("a date cannot be calculated with here; use age(born, on) or days(from, to)")]
    DateInArithmetic,
    /// A number stands where a date is needed.
    #[error("age and days take two dates, earlier first; write them like 2023-07-27")]
    NoDates,
    /// Divided by zero.
    #[error("the calculation divides by zero; check the figure that it divides by")]
    ByZero,
    /// A change from a negative figure has no percentage that means anything.
    #[error("a change from a negative figure has no percentage; give both figures instead")]
    FromNegative,
    /// A percentage is added to a figure, which people read in two ways.
    #[error("a percentage is added to a figure; write × (1 + 20%) or × 20% to say which is meant")]
    MixedPercent,
    /// The numbers grow beyond what is kept exactly (36 digits).
    #[error("the numbers grow beyond 36 digits; use fewer digits or larger units")]
    Overflow,
}

/// A calculation worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// The figures put in and the result: `(24 − 20) ÷ 20 = 20%`.
    pub line: String,
    /// The result alone, with its unit: `20%`.
    pub result: String,
    /// Whether the result is exact as shown; otherwise it is rounded and the line says `≈`.
    pub exact: bool,
}

/// Works a calculation out.
///
/// # Errors
/// Where it cannot be read, names what is not there, divides by zero or grows beyond all bounds.
pub fn work_out(calculation: &Calculation) -> Result<Worked, CalculationError> {
    let figures = named(&calculation.figures)?;
    let expression = parser::parse(&calculation.expression, &figures)?;
    let amount = value(&expression)?;
    let (result, exact) = amount.shown();
    let sign = if exact { "=" } else { "≈" };
    Ok(Worked { line: format!("{} {sign} {result}", working(&expression)), result, exact })
}

/// The calculation with the result that its figures give now.
///
/// # Errors
/// As [`work_out`].
pub fn recalculated(calculation: &Calculation) -> Result<Calculation, CalculationError> {
    Ok(Calculation { result: work_out(calculation)?.result, ..calculation.clone() })
}

/// What a figure stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Given {
    Number(Amount),
    Date(NaiveDate),
}

/// A figure by the name that an expression calls it.
struct Named {
    name: String,
    given: Given,
}

fn named(figures: &[Figure]) -> Result<Vec<Named>, CalculationError> {
    let mut all: Vec<Named> = Vec::with_capacity(figures.len());
    for figure in figures {
        let name = parser::folded_name(&figure.name);
        if all.iter().any(|other| other.name == name) {
            return Err(CalculationError::NameTwice(figure.name.clone()));
        }
        let no_value =
            || CalculationError::NoValue { name: figure.name.clone(), value: figure.value.clone() };
        all.push(Named { given: given(figure.value.trim()).ok_or_else(no_value)?, name });
    }
    Ok(all)
}

fn given(value: &str) -> Option<Given> {
    if let Ok(date) = value.parse() {
        return Some(Given::Date(date));
    }
    let (digits, unit) = match value.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), Unit::Percent),
        None => (value, Unit::None),
    };
    let (digits, negative) = match digits.strip_prefix(['-', '−']) {
        Some(digits) => (digits, true),
        None => (digits, false),
    };
    let number = number::read(digits)?;
    let number = if unit == Unit::Percent { number.over(Number::whole(100))? } else { number };
    let number = if negative { Number::whole(0).minus(number)? } else { number };
    Some(Given::Number(Amount { number, unit }))
}

/// What a number counts, as far as its writing goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unit {
    None,
    Percent,
    ToOne,
    Years,
    Days,
    Named(&'static str),
}

/// A number with its unit; a percentage is kept as a fraction of one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Amount {
    number: Number,
    unit: Unit,
}

impl Amount {
    /// As shown, and whether that is exact.
    fn shown(&self) -> (String, bool) {
        // Two more digits than are kept fit.
        let hundred_times = self.number.shifted(2).filter(|_| self.unit == Unit::Percent);
        let (digits, exact) = decimal(hundred_times.unwrap_or(self.number));
        let text = match self.unit {
            Unit::None => digits,
            Unit::Percent => format!("{digits}%"),
            Unit::ToOne => format!("{digits} to 1"),
            Unit::Years if digits == "1" => "1 year".into(),
            Unit::Years => format!("{digits} years"),
            Unit::Days if digits == "1" => "1 day".into(),
            Unit::Days => format!("{digits} days"),
            Unit::Named(unit) => format!("{digits} {unit}"),
        };
        (text, exact)
    }
}

/// An operation between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Sign {
    fn shown(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '−',
            Self::Multiply => '×',
            Self::Divide => '÷',
        }
    }

    /// How strongly it binds.
    fn strength(self) -> u8 {
        match self {
            Self::Add | Self::Subtract => 1,
            Self::Multiply | Self::Divide => 2,
        }
    }
}

/// An expression with its figures put in; functions are taken apart into arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expression {
    Number(Amount),
    Date(NaiveDate),
    Minus(Box<Expression>),
    Of(Sign, Box<Expression>, Box<Expression>),
    /// Arithmetic whose result counts something.
    As(Unit, Box<Expression>),
    Convert(Box<Expression>, &'static units::Known, &'static units::Known),
    Age(NaiveDate, NaiveDate),
    Days(NaiveDate, NaiveDate),
}

fn value(expression: &Expression) -> Result<Amount, CalculationError> {
    match expression {
        Expression::Number(amount) => Ok(amount.clone()),
        Expression::Date(_) => Err(CalculationError::DateInArithmetic),
        Expression::Minus(inner) => {
            let Amount { number, unit } = value(inner)?;
            let number = Number::whole(0).minus(number).ok_or(CalculationError::Overflow)?;
            Ok(Amount { number, unit })
        }
        Expression::Of(sign, left, right) => combined(*sign, &value(left)?, &value(right)?),
        Expression::As(unit, inner) => Ok(Amount { number: value(inner)?.number, unit: unit.clone() }),
        Expression::Convert(inner, from, to) => {
            let number = units::convert(value(inner)?.number, from, to).ok_or(CalculationError::Overflow)?;
            within_limits(Amount { number, unit: Unit::Named(to.shown) })
        }
        Expression::Age(born, on) => {
            let years = on.years_since(*born).ok_or(CalculationError::NoDates)?;
            Ok(Amount { number: Number::whole(i128::from(years)), unit: Unit::Years })
        }
        Expression::Days(from, to) => {
            let days = to.signed_duration_since(*from).num_days();
            Ok(Amount { number: Number::whole(i128::from(days)), unit: Unit::Days })
        }
    }
}

fn combined(sign: Sign, left: &Amount, right: &Amount) -> Result<Amount, CalculationError> {
    let one_percent = (left.unit == Unit::Percent) != (right.unit == Unit::Percent);
    if sign.strength() == 1
        && one_percent
        && left.number.as_whole().is_some_and(|left| left.unsigned_abs() > 1)
    {
        return Err(CalculationError::MixedPercent);
    }
    let (a, b) = (left.number, right.number);
    let number = match sign {
        Sign::Add => a.plus(b),
        Sign::Subtract => a.minus(b),
        Sign::Multiply => a.times(b),
        Sign::Divide if b == Number::whole(0) => return Err(CalculationError::ByZero),
        Sign::Divide => a.over(b),
    };
    let unit = if sign.strength() == 1 && left.unit == right.unit { left.unit.clone() } else { Unit::None };
    within_limits(Amount { number: number.ok_or(CalculationError::Overflow)?, unit })
}

/// The expression as one would write it on paper, with every figure's number.
fn working(expression: &Expression) -> String {
    match expression {
        Expression::Number(amount) => amount.shown().0,
        Expression::Date(date) => date.to_string(),
        Expression::Minus(inner) => format!("−{}", bracketed(inner, 3)),
        Expression::Of(sign, left, right) => {
            // What is taken away or divided by needs brackets already at the same strength.
            let right_needs = sign.strength() + u8::from(matches!(sign, Sign::Subtract | Sign::Divide));
            let (left, right) = (bracketed(left, sign.strength()), bracketed(right, right_needs));
            format!("{left} {} {right}", sign.shown())
        }
        Expression::As(_, inner) => working(inner),
        Expression::Convert(inner, from, _) => match inner.as_ref() {
            Expression::Of(..) => format!("({}) {}", working(inner), from.shown),
            number => format!("{} {}", working(number), from.shown),
        },
        Expression::Age(from, to) | Expression::Days(from, to) => format!("from {from} to {to}"),
    }
}

/// The same in brackets where it binds less strongly than it has to.
fn bracketed(expression: &Expression, needed: u8) -> String {
    let text = working(expression);
    if strength(expression) < needed { format!("({text})") } else { text }
}

fn strength(expression: &Expression) -> u8 {
    match expression {
        Expression::Of(sign, ..) => sign.strength(),
        Expression::As(_, inner) => strength(inner),
        Expression::Minus(_) => 1,
        Expression::Number(amount) if amount.number < Number::whole(0) => 1,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn calculation(expression: &str, figures: &[(&str, &str)]) -> Calculation {
        let figure = |(name, value): &(&str, &str)| Figure {
            name: (*name).into(),
            value: (*value).into(),
            note: String::new(),
        };
        Calculation {
            expression: expression.into(),
            figures: figures.iter().map(figure).collect(),
            result: String::new(),
        }
    }

    fn line(expression: &str, figures: &[(&str, &str)]) -> String {
        match work_out(&calculation(expression, figures)) {
            Ok(worked) => worked.line,
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_function_shows_its_working() {
        let toll = [("before", "20"), ("after", "24"), ("people", "1,500"), ("born", "1960-05-09")];
        for (expression, expected) in [
            ("change(before, after)", "(24 − 20) ÷ 20 = 20%"),
            ("change(after; before)", "(20 − 24) ÷ 24 ≈ −16.67%"),
            ("share(before, people)", "20 ÷ 1,500 ≈ 1.33%"),
            ("total(before, after, 6)", "20 + 24 + 6 = 50"),
            ("ratio(people, before)", "1,500 ÷ 20 = 75 to 1"),
            ("per_head(people, after)", "1,500 ÷ 24 = 62.5"),
            ("convert(26, miles, km)", "26 mi = 41.842944 km"),
            ("convert(-40, F, C)", "−40 °F = −40 °C"),
            ("age(born, 2023-07-27)", "from 1960-05-09 to 2023-07-27 = 63 years"),
            ("days(2023-07-26, 2023-07-27)", "from 2023-07-26 to 2023-07-27 = 1 day"),
        ] {
            assert_eq!(line(expression, &toll), expected, "{expression}");
        }
    }

    #[test]
    fn signs_bind_as_on_paper() {
        for (expression, expected) in [
            ("1 + 2 * 3", "1 + 2 × 3 = 7"),
            ("(1 + 2) × 3", "(1 + 2) × 3 = 9"),
            ("10 - (4 − 3)", "10 − (4 − 3) = 9"),
            ("10 - 4 - 3", "10 − 4 − 3 = 3"),
            ("8 / 4 / 2", "8 ÷ 4 ÷ 2 = 1"),
            ("8 ÷ (4 ÷ 2)", "8 ÷ (4 ÷ 2) = 4"),
            ("-(2 + 3) x 2", "(−(2 + 3)) × 2 = −10"),
            ("1 ÷ 3 × 3", "1 ÷ 3 × 3 = 1"),
            ("200 × 15%", "200 × 15% = 30"),
            ("15% + 5%", "15% + 5% = 20%"),
            ("300 × (1 + 20%)", "300 × (1 + 20%) = 360"),
            ("1,234,567.5 × 2", "1,234,567.5 × 2 = 2,469,135"),
            ("2 ÷ 3000000", "2 ÷ 3,000,000 ≈ 0.000000667"),
        ] {
            assert_eq!(line(expression, &[]), expected, "{expression}");
        }
    }

    #[test]
    fn names_may_be_words_in_any_case() {
        let figures = [("Soldiers killed", "17"), ("all soldiers", "85")];
        assert_eq!(line("share(soldiers  killed, All Soldiers)", &figures), "17 ÷ 85 = 20%");
        assert_eq!(line("soldiers_killed + 1", &figures), "17 + 1 = 18");
    }

    #[test]
    fn what_gives_no_result_says_why_in_one_sentence() {
        let deep = "(".repeat(5_000);
        let long = "1+".repeat(5_000);
        for (expression, words) in [
            ("", "nothing to calculate"),
            ("1 ÷ (2 − 2)", "divides by zero"),
            ("change(0, 4)", "divides by zero"),
            ("change(-2, 4)", "negative figure"),
            ("tol + 1", "no figure is called “tol”"),
            ("mean(1, 2)", "no function “mean”"),
            ("share(1)", "share takes a part and a whole"),
            ("100 + 20%", "a percentage is added"),
            ("convert(1, miles, kg)", "mi cannot be converted into kg"),
            ("convert(1, leagues, kg)", "leagues cannot be converted into kg"),
            ("age(2, 3)", "two dates"),
            ("age(2023-07-27, 1960-05-09)", "two dates"),
            ("2023-07-27 + 1", "a date cannot be calculated with"),
            ("1 +", "ends too early"),
            ("(1 + 2", "ends too early"),
            ("1 $ 2", "“$ 2”"),
            ("1 2", "“2”"),
            ("1,5 + 2", "cannot be read at"),
            ("99999999999999999999999999999999999999 + 1", "36 digits"),
            ("999999999999999999 * 999999999999999999 * 999999999999999999", "36 digits"),
            (&deep, "too long or nested"),
            (&long, "too long or nested"),
        ] {
            let said = line(expression, &[]);
            assert!(said.contains(words), "{expression}: {said}");
        }
        assert!(line("a", &[("a", "many")]).contains("“many” is no number or date for “a”"));
        assert!(line("a", &[("a", "1"), ("A", "2")]).contains("two figures are called “A”"));
    }

    #[test]
    fn a_changed_figure_changes_the_result() {
        let mut change = calculation("change(before, after)", &[("before", "20"), ("after", "24")]);
        change = recalculated(&change).unwrap();
        assert_eq!(change.result, "20%");
        change.figures[1].value = "25".into();
        assert_eq!(recalculated(&change).unwrap().result, "25%");
    }

    proptest! {
        #[test]
        fn no_text_stops_the_program(text in "[-+*/()%,.; 0-9a-zé×÷−]{0,60}", any in any::<String>()) {
            for text in [text, any] {
                let said = line(&text, &[("a", "3"), ("b", "2023-01-01")]);
                prop_assert!(!said.is_empty());
            }
        }

        #[test]
        fn whole_numbers_agree_with_the_processor(a in -10_000i64..10_000, b in -10_000i64..10_000, c in 1i64..500) {
            let figures = [("a", a.to_string()), ("b", b.to_string()), ("c", c.to_string())];
            let figures = figures.each_ref().map(|(name, value)| (*name, value.as_str()));
            let worked = work_out(&calculation("(a + b) × c − a × (b - c)", &figures));
            let expected = decimal(Number::whole(i128::from((a + b) * c - a * (b - c)))).0;
            prop_assert_eq!(worked.map(|worked| worked.result), Ok(expected));
        }

        #[test]
        fn a_share_and_the_rest_make_a_hundred_per_cent(part in 0u32..100_000, rest in 1u32..100_000) {
            let (part, whole, rest) = (part.to_string(), (part + rest).to_string(), rest.to_string());
            let figures = [("part", part.as_str()), ("whole", &whole), ("rest", &rest)];
            let worked = work_out(&calculation("share(part, whole) + share(rest, whole)", &figures));
            prop_assert_eq!(worked.map(|worked| worked.result), Ok("100%".to_owned()));
        }
    }
}
