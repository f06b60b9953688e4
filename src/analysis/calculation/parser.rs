//! Reads an expression, with the figures that it names put in.

use super::{
    Amount, CalculationError, Expression, Given, Named, Sign, Unit, number, units, value, within_limits,
};
use crate::analysis::number::Number;
use chrono::NaiveDate;

/// Longer expressions, in chars, are no person’s calculation.
const MOST_CHARS: usize = 1_000;

/// Brackets and functions inside one another.
const MOST_NESTED: usize = 50;

/// A name as it is compared: small letters, words joined by `_`.
pub(super) fn folded_name(name: &str) -> String {
    name.split(|char: char| char.is_whitespace() || char == '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("_")
}

/// Reads a whole expression.
pub(super) fn parse(text: &str, figures: &[Named]) -> Result<Expression, CalculationError> {
    if text.trim().is_empty() {
        return Err(CalculationError::Empty);
    }
    if text.chars().count() > MOST_CHARS {
        return Err(CalculationError::TooLarge);
    }
    let mut reader = Reader { rest: text.trim(), figures, nested: 0 };
    let expression = reader.sum()?;
    if reader.rest.is_empty() { Ok(expression) } else { Err(reader.unreadable()) }
}

struct Reader<'t> {
    rest: &'t str,
    figures: &'t [Named],
    nested: usize,
}

impl<'t> Reader<'t> {
    fn unreadable(&self) -> CalculationError {
        if self.rest.is_empty() {
            return CalculationError::Unfinished;
        }
        CalculationError::Unreadable(self.rest.chars().take(20).collect())
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest[bytes..].trim_start();
    }

    fn take(&mut self, signs: &[char]) -> bool {
        let found = self.rest.chars().next().filter(|char| signs.contains(char));
        if let Some(sign) = found {
            self.skip(sign.len_utf8());
        }
        found.is_some()
    }

    fn sum(&mut self) -> Result<Expression, CalculationError> {
        let mut left = self.product()?;
        loop {
            let sign = if self.take(&['+']) {
                Sign::Add
            } else if self.take(&['-', '−', '–']) {
                Sign::Subtract
            } else {
                return Ok(left);
            };
            left = Expression::Of(sign, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expression, CalculationError> {
        let mut left = self.signed()?;
        loop {
            let sign = if self.take(&['*', '×', '·']) || self.take_times() {
                Sign::Multiply
            } else if self.take(&['/', '÷', ':']) {
                Sign::Divide
            } else {
                return Ok(left);
            };
            left = Expression::Of(sign, Box::new(left), Box::new(self.signed()?));
        }
    }

    /// `x` for times, where it is no name: `3 x 4`.
    fn take_times(&mut self) -> bool {
        let is_times = self.rest.strip_prefix('x').is_some_and(|rest| !rest.starts_with(is_name_char));
        if is_times {
            self.skip(1);
        }
        is_times
    }

    fn signed(&mut self) -> Result<Expression, CalculationError> {
        if !self.take(&['-', '−', '–']) {
            return self.percent();
        }
        self.nest(|reader| Ok(Expression::Minus(Box::new(reader.signed()?))))
    }

    fn percent(&mut self) -> Result<Expression, CalculationError> {
        let inner = self.atom()?;
        if !self.take(&['%']) {
            return Ok(inner);
        }
        let amount = value(&inner)?;
        let number = amount.number.over(Number::whole(100)).ok_or(CalculationError::Overflow)?;
        within_limits(Amount { number, unit: Unit::Percent }).map(Expression::Number)
    }

    fn atom(&mut self) -> Result<Expression, CalculationError> {
        if self.take(&['(']) {
            return self.nest(|reader| {
                let inner = reader.sum()?;
                if reader.take(&[')']) { Ok(inner) } else { Err(reader.unreadable()) }
            });
        }
        match self.rest.chars().next() {
            Some(char) if char.is_ascii_digit() => self.number(),
            Some(char) if char.is_alphabetic() => self.named(),
            _ => Err(self.unreadable()),
        }
    }

    fn nest<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, CalculationError>,
    ) -> Result<T, CalculationError> {
        if self.nested == MOST_NESTED {
            return Err(CalculationError::TooLarge);
        }
        self.nested += 1;
        let read = read(self);
        self.nested -= 1;
        read
    }

    fn number(&mut self) -> Result<Expression, CalculationError> {
        if let Some(date) = self.date() {
            return Ok(Expression::Date(date));
        }
        let length = self.number_length();
        let digits = &self.rest[..length];
        if digits.len() > 36 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CalculationError::Overflow);
        }
        let number = number::read(digits).ok_or_else(|| self.unreadable())?;
        self.skip(length);
        Ok(Expression::Number(Amount { number, unit: Unit::None }))
    }

    /// `2023-07-27`, without blanks: with blanks it is a subtraction.
    fn date(&mut self) -> Option<NaiveDate> {
        let date = self.rest.get(..10)?;
        let is_whole = !self.rest[10..].starts_with(|char: char| char.is_ascii_digit());
        let found = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().filter(|_| is_whole)?;
        self.skip(10);
        Some(found)
    }

    /// How many bytes the number takes: a comma belongs to it before three digits without a blank.
    fn number_length(&self) -> usize {
        let bytes = self.rest.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut at = 0;
        loop {
            let group =
                bytes.get(at) == Some(&b',') && (1..=3).all(|next| digit(at + next)) && !digit(at + 4);
            let point = bytes.get(at) == Some(&b'.') && digit(at + 1);
            if !(digit(at) || group || point) {
                return at;
            }
            at += 1;
        }
    }

    /// A function, or a figure of one or more words.
    fn named(&mut self) -> Result<Expression, CalculationError> {
        let name = self.name();
        if self.take(&['(']) {
            return self.nest(|reader| reader.function(&name));
        }
        let folded = folded_name(&name);
        let Some(figure) = self.figures.iter().find(|figure| figure.name == folded) else {
            return Err(CalculationError::UnknownName(name));
        };
        Ok(match &figure.given {
            Given::Number(amount) => Expression::Number(amount.clone()),
            Given::Date(date) => Expression::Date(*date),
        })
    }

    /// Words up to the next sign; an `x` between blanks is a sign.
    fn name(&mut self) -> String {
        let mut end = 0;
        loop {
            let rest = self.rest[end..].trim_start();
            let length = rest.find(|char| !is_name_char(char)).unwrap_or(rest.len());
            if length == 0 || (end > 0 && &rest[..length] == "x") {
                break;
            }
            end = self.rest.len() - rest.len() + length;
        }
        let name = self.rest[..end].to_owned();
        self.skip(end);
        name
    }

    fn function(&mut self, name: &str) -> Result<Expression, CalculationError> {
        match folded_name(name).as_str() {
            "total" | "sum" => self.total(),
            "share" => self.quotient("share", "a part and a whole", Unit::Percent),
            "ratio" => self.quotient("ratio", "two figures", Unit::ToOne),
            "per_head" => self.quotient("per_head", "a total and a number of people", Unit::None),
            "change" => self.change(),
            "convert" => self.convert(),
            "age" => self.dates(Expression::Age),
            "days" => self.dates(Expression::Days),
            _ => Err(CalculationError::UnknownFunction(name.to_owned())),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, CalculationError> {
        let mut arguments = vec![self.sum()?];
        while self.take(&[',', ';']) {
            arguments.push(self.sum()?);
        }
        if self.take(&[')']) { Ok(arguments) } else { Err(self.unreadable()) }
    }

    fn two(
        &mut self,
        function: &'static str,
        takes: &'static str,
    ) -> Result<[Box<Expression>; 2], CalculationError> {
        let two: Result<[Expression; 2], _> = self.arguments()?.try_into();
        two.map(|two| two.map(Box::new)).map_err(|_| CalculationError::Arguments { function, takes })
    }

    fn total(&mut self) -> Result<Expression, CalculationError> {
        let sum = self
            .arguments()?
            .into_iter()
            .reduce(|sum, next| Expression::Of(Sign::Add, Box::new(sum), Box::new(next)));
        sum.ok_or(CalculationError::Unfinished)
    }

    fn quotient(
        &mut self,
        function: &'static str,
        takes: &'static str,
        unit: Unit,
    ) -> Result<Expression, CalculationError> {
        let [above, below] = self.two(function, takes)?;
        Ok(Expression::As(unit, Box::new(Expression::Of(Sign::Divide, above, below))))
    }

    fn change(&mut self) -> Result<Expression, CalculationError> {
        let [from, to] = self.two("change", "a figure before and a figure after")?;
        if value(&from)?.number < Number::whole(0) {
            return Err(CalculationError::FromNegative);
        }
        let difference = Expression::Of(Sign::Subtract, to, from.clone());
        let quotient = Expression::Of(Sign::Divide, Box::new(difference), from);
        Ok(Expression::As(Unit::Percent, Box::new(quotient)))
    }

    fn convert(&mut self) -> Result<Expression, CalculationError> {
        let wrong = CalculationError::Arguments {
            function: "convert",
            takes: "a figure, the unit it has and the unit it is to have",
        };
        let figure = self.sum()?;
        if !self.take(&[',', ';']) {
            return Err(wrong);
        }
        let from = self.name();
        if !self.take(&[',', ';']) {
            return Err(wrong);
        }
        let to = self.name();
        if !self.take(&[')']) {
            return Err(wrong);
        }
        let known = [&from, &to].map(|name| units::find(&folded_name(name)));
        match known {
            [Some(from), Some(to)] if units::fit(from, to) => {
                Ok(Expression::Convert(Box::new(figure), from, to))
            }
            [a, b] => {
                let shown =
                    |unit: Option<&units::Known>, name: String| unit.map_or(name, |unit| unit.shown.into());
                Err(CalculationError::Units(shown(a, from), shown(b, to)))
            }
        }
    }

    fn dates(
        &mut self,
        of: impl FnOnce(NaiveDate, NaiveDate) -> Expression,
    ) -> Result<Expression, CalculationError> {
        match self.arguments()?.as_slice() {
            [Expression::Date(from), Expression::Date(to)] if from <= to => Ok(of(*from, *to)),
            _ => Err(CalculationError::NoDates),
        }
    }
}

fn is_name_char(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '’' || char == '\''
}
