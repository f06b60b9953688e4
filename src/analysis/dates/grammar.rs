//! How words and numbers make a date, in any language: the tables say which word is what, this says what
//! may stand beside what.

use super::calendar::Grain;
use super::lexemes::{Figure, Lexeme};
use super::lexicon::{Lexicon, Role, Sense, Strength};
use super::meaning::{Anchor, Base, Edge, Meaning, Part, Point, Time, Which};

/// Something read, and the index of the lexeme behind it.
type Read<T> = Option<(T, usize)>;

/// A date in a row of lexemes.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// The lexemes with the preposition in front.
    pub lead: usize,
    /// The lexemes of the date itself.
    pub first: usize,
    /// Behind its last lexeme.
    pub next: usize,
    /// What it says.
    pub meaning: Meaning,
    /// What the preposition says.
    pub role: Option<Role>,
    /// Whether “about” or a rough count stands with it.
    pub about: bool,
}

/// The lexemes of one paragraph and the words of its language.
pub(super) struct Grammar<'l, 't> {
    pub lexemes: &'l [Lexeme<'t>],
    pub lexicon: &'l Lexicon,
}

/// How many small words may stand between two parts of a date.
const MOST_GLUE: usize = 4;

/// The first and last year that a bare number of four digits is taken for.
const BARE_YEARS: std::ops::RangeInclusive<u32> = 1500..=2100;

impl<'l, 't> Grammar<'l, 't> {
    fn lexeme(&self, at: usize) -> Option<&'l Lexeme<'t>> {
        self.lexemes.get(at)
    }

    fn find<T>(&self, at: usize, meaning: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.lexeme(at)?.senses.iter().find_map(meaning)
    }

    fn is(&self, at: usize, sense: Sense) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.senses.contains(&sense))
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.lexeme(at)?.sign
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.sign(at), Some('-' | '–' | '—' | '‑' | '−' | '‒'))
    }

    fn figure(&self, at: usize) -> Figure {
        self.lexeme(at).map_or(Figure::None, |lexeme| lexeme.figure)
    }

    /// Whether a word is written as names are, where months are names.
    fn capital(&self, at: usize) -> bool {
        !self.lexicon.capitals || self.lexeme(at).is_some_and(|lexeme| lexeme.capital)
    }

    /// Whether a lexeme is written together with the one before it.
    fn glued(&self, at: usize) -> bool {
        self.lexeme(at).is_some_and(|lexeme| !lexeme.spaced)
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.find(at, |sense| if let Sense::Role(role) = sense { Some(*role) } else { None })
    }

    fn unit(&self, at: usize) -> Option<Grain> {
        self.find(at, |sense| if let Sense::Unit(unit) = sense { Some(*unit) } else { None })
    }

    fn part(&self, at: usize) -> Option<Part> {
        self.find(at, |sense| if let Sense::Part(part) = sense { Some(*part) } else { None })
    }

    fn edge(&self, at: usize) -> Option<Edge> {
        self.find(at, |sense| if let Sense::Edge(edge) = sense { Some(*edge) } else { None })
    }

    fn ordinal_word(&self, at: usize) -> Option<i8> {
        self.find(at, |sense| if let Sense::Ordinal(number) = sense { Some(*number) } else { None })
    }

    fn weekday_word(&self, at: usize) -> Option<(u8, Strength)> {
        self.find(
            at,
            |sense| if let Sense::Weekday(day, strength) = sense { Some((*day, *strength)) } else { None },
        )
    }

    fn month_word(&self, at: usize) -> Option<(u8, Strength)> {
        self.find(at, |sense| {
            if let Sense::Month(month, strength) = sense { Some((*month, *strength)) } else { None }
        })
    }

    /// Skips “of”, “the” and, where asked, one comma.
    fn skip_glue(&self, from: usize, comma: bool) -> usize {
        let mut at = from;
        if comma && self.is_sign(at, ',') {
            at += 1;
        }
        while at < from + MOST_GLUE && (self.is(at, Sense::Glue) || self.is(at, Sense::Article)) {
            at += 1;
        }
        at
    }

    fn skip_articles(&self, from: usize) -> usize {
        let mut at = from;
        while at < from + 2 && self.is(at, Sense::Article) {
            at += 1;
        }
        at
    }

    /// Skips the full stop of an abbreviation.
    fn skip_point(&self, at: usize) -> usize {
        at + usize::from(self.is_sign(at, '.') && self.glued(at))
    }

    /// The date that begins at a lexeme, with the prepositions in front of it.
    pub fn date_at(&self, lead: usize) -> Option<Found> {
        let Lead { next: start, role, about, from, licensed } = self.lead(lead);
        let licensed = licensed || self.licensed_from_before(lead);
        let first = self.skip_articles(start);
        let read = self.range(start, first, licensed, from)?;
        let Span { meaning, first, next, rough } = read;
        Some(Found { lead, first, next, meaning, role, about: about || rough })
    }

    /// Whether “vor” or “in” stands here before a count: “vor drei Wochen”.
    fn counts_behind(&self, at: usize) -> bool {
        (self.is(at, Sense::AgoBefore) || (self.is(at, Sense::AheadBefore) && self.count(at + 1).is_some()))
            && self.counted_strictly(at + 1).is_some()
    }

    /// Whether “year” stands here before its number.
    fn is_year_word(&self, at: usize) -> bool {
        self.is(at, Sense::YearWord) && matches!(self.figure(at + 1), Figure::Whole { .. })
    }

    /// Whether what stands before a lexeme makes a bare year or month certain: an opening bracket.
    fn licensed_from_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_sign(before, '(') || self.is(before, Sense::YearWord))
    }

    fn lead(&self, start: usize) -> Lead {
        let mut lead = Lead { next: start, role: None, about: false, from: false, licensed: false };
        while lead.next < start + 4 {
            let at = lead.next;
            if self.counts_behind(at) {
                break;
            }
            // “before”, “last” and their like may begin the date itself: that is tried where this fails.
            match self.role(at) {
                Some(Role::About) => lead.about = true,
                Some(role) => {
                    lead.role = Some(role).filter(|role| *role != Role::On).or(lead.role);
                    lead.licensed = true;
                }
                None if self.is(at, Sense::From) => {
                    lead.from = true;
                    lead.licensed = true;
                }
                None if self.is_year_word(at) => lead.licensed = true,
                None if self.is(at, Sense::Article) && lead.next > start => {
                    let behind = at + 1;
                    let goes_on = self.role(behind).is_some() || self.is_year_word(behind);
                    if !goes_on {
                        break;
                    }
                }
                None => break,
            }
            lead.next += 1;
        }
        lead
    }
}

/// The prepositions in front of a date.
struct Lead {
    next: usize,
    role: Option<Role>,
    about: bool,
    from: bool,
    /// Whether a month or year alone is certain behind them.
    licensed: bool,
}

/// A date or a range of them.
struct Span {
    meaning: Meaning,
    first: usize,
    next: usize,
    /// Whether a count was only roughly given.
    rough: bool,
}

/// A point, where it begins without articles that do not belong to it, and whether it is rough.
struct Place {
    point: Point,
    first: usize,
    next: usize,
    rough: bool,
}

impl Grammar<'_, '_> {
    /// A date, or two with a dash or “to” between them.
    fn range(&self, start: usize, first: usize, licensed: bool, from: bool) -> Option<Span> {
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

    fn connector(&self, at: usize, from: bool) -> Option<usize> {
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

fn grain_of(base: &Base) -> Grain {
    match base {
        Base::Calendar { day: Some(_), .. }
        | Base::Weekday(..)
        | Base::Today(_)
        | Base::DayOfWeek(..)
        | Base::Feast(..)
        | Base::FeastIn(..) => Grain::Day,
        Base::Calendar { month: Some(_), .. } => Grain::Month,
        Base::Calendar { .. } => Grain::Year,
        Base::Unit { unit, .. } | Base::Nth { unit, .. } => *unit,
        Base::Shift { .. } => Grain::Day,
        Base::Weekend(_) => Grain::Week,
        Base::Decade(_) => Grain::Decade,
        Base::Century(_) => Grain::Century,
        Base::Quarter(..) => Grain::Quarter,
        Base::Season(..) => Grain::Season,
    }
}

fn calendar(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Point {
    Point { base: Some(Base::Calendar { year, month, day, which: Which::Nearest }), ..Point::default() }
}

fn year_base(year: i32) -> Base {
    Base::Calendar { year: Some(year), month: None, day: None, which: Which::Nearest }
}

/// Days, months and years of the calendar.
impl Grammar<'_, '_> {
    /// A day of the month, in figures or words.
    fn day_number(&self, at: usize) -> Read<u8> {
        let (value, next) = match self.figure(at) {
            Figure::Whole { value, digits: 1..=2 } => (value, self.skip_ending(at + 1)),
            Figure::Ordinal(value) => (value, at + 1),
            _ => match self.ordinal_word(at) {
                Some(ordinal) if ordinal > 0 => (u32::try_from(ordinal).ok()?, at + 1),
                _ => self.cardinal(at)?,
            },
        };
        (1..=31).contains(&value).then_some((value as u8, next))
    }

    /// Skips the point of `27. Juli` and the letters of `3-го`.
    fn skip_ending(&self, at: usize) -> usize {
        let ending = |at: usize| {
            let letters = self.lexeme(at).map(|lexeme| lexeme.text).unwrap_or_default();
            self.glued(at) && self.lexicon.ending(letters) == Some(super::lexicon::Ending::Ordinal)
        };
        if self.is_dash(at) && ending(at + 1) {
            return at + 2;
        }
        // The point ends a sentence, unless the date goes on behind it.
        let point = self.skip_point(at);
        let goes_on = self.month_behind(point).is_some()
            || self.unit(point).is_some()
            || self.connector(point, true).is_some();
        if goes_on { point } else { at }
    }

    /// The month behind a day: `of`, a dash or a slash may stand between.
    fn month_behind(&self, at: usize) -> Option<(u8, Strength, usize)> {
        let dashed =
            usize::from((self.is_dash(at) || self.is_sign(at, '/')) && self.glued(at) && self.glued(at + 1));
        let at = self.skip_glue(at + dashed, false);
        let (month, strength) = self.month_word(at)?;
        Some((month, strength, self.skip_other_name(at + 1, month)))
    }

    /// Skips the second name of a month: `يوليو/تموز`.
    fn skip_other_name(&self, at: usize, month: u8) -> usize {
        let again = self.is_sign(at, '/') && self.month_word(at + 1).is_some_and(|(other, _)| other == month);
        if again { at + 2 } else { at }
    }

    /// The year behind a month or day; a comma, “of” or a full stop may stand between.
    fn year_behind(&self, at: usize, comma: bool) -> Read<i32> {
        let mut start = self.skip_point(at);
        let joined =
            (self.is_dash(start) || self.is_sign(start, '/')) && self.glued(start) && self.glued(start + 1);
        start = self.skip_glue(start + usize::from(joined), comma);
        if self.is(start, Sense::YearWord) {
            start = self.skip_glue(start + 1, false);
        }
        self.year(start).or_else(|| self.short_year(at, start, joined))
    }

    /// `1996`, `88 BC`, or a year in words.
    fn year(&self, at: usize) -> Read<i32> {
        if let Figure::Whole { value, digits } = self.figure(at) {
            let year = i32::try_from(value).ok().filter(|year| *year > 0)?;
            if let Some((ours, next)) = self.era(at + 1) {
                return (digits <= 4).then_some((if ours { year } else { 1 - year }, next));
            }
            let counted = self.is_counted(at + 1);
            return (digits == 4 && (1000..3000).contains(&year) && !counted).then_some((year, at + 1));
        }
        let (value, next) = self.cardinal(at)?;
        (next > at + 1 && (1000..3000).contains(&value)).then_some((i32::try_from(value).ok()?, next))
    }

    fn era(&self, at: usize) -> Read<bool> {
        let era = |sense: &Sense| if let Sense::Era(ours) = sense { Some(*ours) } else { None };
        Some((self.find(at, era)?, at + 1))
    }

    /// `96`, `’96`: a year only where it can be no day.
    fn short_year(&self, behind: usize, at: usize, joined: bool) -> Read<i32> {
        let apostrophe = usize::from(matches!(self.sign(at), Some('\'' | '’')));
        let Figure::Whole { value, digits: 2 } = self.figure(at + apostrophe) else { return None };
        let certain = value > 31 && at <= behind + 2 && !self.is_counted(at + 1);
        (apostrophe == 1 || certain || joined).then(|| (short_year(value), at + apostrophe + 1))
    }

    /// Whether what stands here makes the number before it a count, an amount or an age.
    fn is_counted(&self, at: usize) -> bool {
        let sign = matches!(self.sign(at), Some('%' | '€' | '$' | '£' | '°'));
        let joined = self.is_dash(at) && self.glued(at) && self.unit(at + 1).is_some();
        sign || joined
            || self.is(at, Sense::Counted)
            || (self.unit(at).is_some() && !self.is(at, Sense::YearWord))
    }

    /// A day, month or year of the calendar without its weekday.
    fn calendar(&self, at: usize, licensed: bool) -> Read<Point> {
        self.in_figures(at)
            .or_else(|| self.day_first(at))
            .or_else(|| self.month_first(at, licensed))
            .or_else(|| self.year_alone(at, licensed))
    }

    /// `27 July 2023`, `27. Juli`, `le 1er août`, `27 de julio de 2023`.
    fn day_first(&self, at: usize) -> Read<Point> {
        let (day, behind) = self.day_number(at)?;
        let (month, strength, behind) = self.month_behind(behind)?;
        let year = self.year_behind(behind, true);
        let words = self.figure(at) == Figure::None;
        let capital = self.capital(behind - 1);
        if year.is_none()
            && ((strength == Strength::Weak && !capital) || (words && strength == Strength::Short))
        {
            return None;
        }
        let behind_point = if strength == Strength::Short { self.skip_point(behind) } else { behind };
        let (year, next) = year.map_or((None, behind_point), |(year, next)| (Some(year), next));
        Some((calendar(year, Some(month), Some(day)), next))
    }

    /// `July 27, 2023`, `July 2023`, `in July`.
    fn month_first(&self, at: usize, licensed: bool) -> Read<Point> {
        let (month, strength) = self.month_word(at)?;
        let behind = self.skip_other_name(at + 1, month);
        let behind = if strength == Strength::Short { self.skip_point(behind) } else { behind };
        if let Some((day, next)) = self.day_behind(at, behind, strength) {
            let (year, next) =
                self.year_behind(next, true).map_or((None, next), |(year, next)| (Some(year), next));
            let own_order = !self.lexicon.day_first || self.lexicon.any_order || year.is_some() || licensed;
            return own_order.then(|| (calendar(year, Some(month), Some(day)), next));
        }
        if let Some((year, next)) = self.year_behind(behind, true) {
            return Some((calendar(Some(year), Some(month), None), next));
        }
        let certain = match strength {
            Strength::Sure => true,
            Strength::Weak => licensed && self.capital(at) && !self.is_name(at),
            Strength::Short => licensed && behind > at + 1,
        };
        (certain && !self.is_sign(at + 1, '\'')).then(|| (calendar(None, Some(month), None), behind))
    }

    fn day_behind(&self, at: usize, behind: usize, strength: Strength) -> Read<u8> {
        if strength == Strength::Weak && !self.capital(at) && self.year_behind(behind + 1, true).is_none() {
            return None;
        }
        let start = self.skip_articles(behind + usize::from(self.is_dash(behind) && self.glued(behind)));
        let (day, next) = self.day_number(start)?;
        let certain = self.figure(start) != Figure::None || self.ordinal_word(start).is_some();
        let other_month = self.month_behind(next).is_some_and(|_| self.figure(start) != Figure::None);
        (certain && !other_month && !self.is_counted(next) && !self.is_clock(start)).then_some((day, next))
    }

    /// Whether a number is an hour: `July 9 p.m.` is none of ours.
    fn is_clock(&self, at: usize) -> bool {
        self.is(at + 1, Sense::Am) || self.is(at + 1, Sense::Pm) || self.is(at + 1, Sense::Oclock)
    }

    /// Whether a capital follows: “in April O’Neil”.
    fn is_name(&self, at: usize) -> bool {
        let next = self.lexeme(at + 1);
        next.is_some_and(|next| next.capital && next.spaced && next.senses.is_empty())
    }

    /// `in 2021`, `(2019)`, `the 2020 vote`.
    fn year_alone(&self, at: usize, licensed: bool) -> Read<Point> {
        let (year, next) = self.year(at)?;
        let era = next > at + 1 && self.figure(at) != Figure::None;
        let point = calendar(Some(year), None, None);
        if era {
            return Some((point, next));
        }
        let before = at.checked_sub(1);
        let article = before.is_some_and(|before| self.is(before, Sense::Article));
        let of =
            before.is_some_and(|before| self.is(before, Sense::Glue) && !self.is(before, Sense::Article));
        let noted = before.is_some_and(|before| self.is(before, Sense::NoDate));
        let noun = self.lexeme(next).is_some_and(|next| next.capital);
        let free = self.lexicon.bare_years && !noun;
        let within = BARE_YEARS.contains(&u32::try_from(year).ok()?) || licensed;
        let money = before
            .is_some_and(|before| matches!(self.sign(before), Some('$' | '€' | '£' | '#' | '№' | '/' | '.')));
        let certain = licensed || self.fits_article(next, article) || of || free;
        let joined =
            self.is_dash(next) && self.glued(next) && self.glued(next + 1) && !self.is_range_of_years(next);
        (certain && within && !noted && !money && !joined).then_some((point, next))
    }

    fn fits_article(&self, next: usize, article: bool) -> bool {
        article && self.lexeme(next).is_some_and(|word| word.sign.is_none() && word.figure == Figure::None)
    }

    fn is_range_of_years(&self, dash: usize) -> bool {
        matches!(self.figure(dash + 1), Figure::Whole { digits: 4 | 2, .. })
    }

    /// `2023-07-27`, `27.07.2023`, `27/07/2023`, `06/2004`, `31 10 1974`.
    fn in_figures(&self, at: usize) -> Read<Point> {
        if let Figure::Dots { parts, digits } = self.figure(at) {
            let sure = !at
                .checked_sub(1)
                .is_some_and(|before| self.is(before, Sense::NoDate) || self.after_no_date(before));
            return sure.then(|| self.dotted(parts, digits)).flatten().map(|point| (point, at + 1));
        }
        let Figure::Whole { value: a, digits: first } = self.figure(at) else { return None };
        let before = at.checked_sub(1).and_then(|before| self.sign(before));
        if self.glued(at) && matches!(before, Some('/' | '-' | '–' | '.' | ':' | '+' | '#' | '=')) {
            return None;
        }
        let Figure::Whole { value: b, digits: second } = self.second_figure(at)? else { return None };
        if self.sign(at + 1).is_none() {
            return self.in_blanks(at, a, b, (first, second));
        }
        let sign = self.sign(at + 1)?;
        let third = self.is_same_sign(at + 3, sign).then(|| self.figure(at + 4));
        if third.is_none() || !self.glued(at + 3) {
            return self.month_and_year(at, a, b, (first, second), sign);
        }
        let longer = self.glued(at + 5) && (self.is_dash(at + 5) || self.is_sign(at + 5, '/'));
        if longer && self.glued(at + 6) {
            return None;
        }
        self.three_figures(at, [a, b], [first, second], third?, sign)
    }

    fn after_no_date(&self, at: usize) -> bool {
        self.is_sign(at, ':') && at.checked_sub(1).is_some_and(|before| self.is(before, Sense::NoDate))
    }

    /// The second of figures with a sign or a blank between them.
    fn second_figure(&self, at: usize) -> Option<Figure> {
        if matches!(self.figure(at + 1), Figure::Whole { .. }) {
            return Some(self.figure(at + 1));
        }
        let sign = self.is_dash(at + 1) || self.is_sign(at + 1, '/');
        (sign && self.glued(at + 1) && self.glued(at + 2)).then(|| self.figure(at + 2))
    }

    fn is_same_sign(&self, at: usize, sign: char) -> bool {
        self.is_sign(at, sign) && self.glued(at) && self.glued(at + 1)
    }

    fn three_figures(
        &self,
        at: usize,
        [a, b]: [u32; 2],
        [first, second]: [u8; 2],
        third: Figure,
        sign: char,
    ) -> Read<Point> {
        let next = at + 5;
        if first == 4 && second <= 2 {
            let Figure::DayAndTime { day, hour, minute, second, utc } = third else {
                let Figure::Whole { value: c, digits: 1..=2 } = third else { return None };
                return Some((whole(a, b, c)?, next));
            };
            let mut point = whole(a, b, day.into())?;
            let zone = utc.then_some(0);
            let (offset, next) =
                self.offset(next).map_or((zone, next), |(offset, next)| (Some(offset), next));
            point.time = Some(Time::Clock { hour, minute: Some(minute), second: Some(second), zone: offset });
            return Some((point, next));
        }
        let Figure::Whole { value: year, digits } = third else { return None };
        if first > 2 || second > 2 {
            return None;
        }
        let year = match digits {
            4 => i32::try_from(year).ok()?,
            // `1-2-3` and `4-5-6` are no dates: two figures each.
            2 if first == 2 && second == 2 || sign == '/' => short_year(year),
            _ => return None,
        };
        let (day, month) = self.in_order(a, b);
        Some((whole_signed(year, month, day)?, next))
    }

    /// Which of two figures is the day.
    fn in_order(&self, a: u32, b: u32) -> (u32, u32) {
        let day_first = a > 12 || (b <= 12 && self.lexicon.day_first);
        if day_first { (a, b) } else { (b, a) }
    }

    /// `+02:00` behind a time.
    fn offset(&self, at: usize) -> Read<i16> {
        let east = match self.sign(at)? {
            '+' => 1,
            '-' | '−' => -1,
            _ => return None,
        };
        let Figure::Clock { hour, minute, .. } = self.figure(at + 1) else { return None };
        let minutes = i16::from(hour) * 60 + i16::from(minute.unwrap_or(0));
        self.glued(at).then_some((east * minutes, at + 2))
    }

    /// `31 10 1974`.
    fn in_blanks(&self, at: usize, a: u32, b: u32, (first, second): (u8, u8)) -> Read<Point> {
        let Figure::Whole { value: year, digits: 4 } = self.figure(at + 2) else { return None };
        let alone = matches!(self.figure(at + 3), Figure::None)
            && at.checked_sub(1).is_none_or(|before| self.figure(before) == Figure::None);
        let fits = first == 2 && second <= 2 && a <= 31 && b <= 12 && (1900..2100).contains(&year) && alone;
        fits.then(|| Some((whole(year, b, a)?, at + 3))).flatten()
    }

    /// `06/2004`.
    fn month_and_year(&self, at: usize, a: u32, b: u32, digits: (u8, u8), sign: char) -> Read<Point> {
        let longer = self.glued(at + 3) && matches!(self.sign(at + 3), Some('/' | '-'));
        let fits = sign == '/'
            && digits.0 <= 2
            && digits.1 == 4
            && (1..=12).contains(&a)
            && (1000..3000).contains(&b);
        (fits && !longer).then(|| (calendar(i32::try_from(b).ok(), Some(a as u8), None), at + 3))
    }

    /// `27.07.2023`; `31.10.74` where dates are written so. With points the day comes first (DIN 1355).
    fn dotted(&self, [a, b, c]: [u32; 3], digits: [u8; 3]) -> Option<Point> {
        match digits {
            [1..=2, 1..=2, 4] if b > 12 && a <= 12 => whole(c, a, b),
            [1..=2, 1..=2, 4] => whole(c, b, a),
            [4, 1..=2, 1..=2] => whole(a, b, c),
            [2, 2, 2] if self.lexicon.dotted => whole_signed(short_year(c), b, a),
            _ => None,
        }
    }
}

/// A year of two figures: nearest to the present century (as POSIX `%y` reads it, with the pivot at 50).
fn short_year(value: u32) -> i32 {
    let value = i32::try_from(value).unwrap_or(0);
    if value > 50 { 1900 + value } else { 2000 + value }
}

fn whole(year: u32, month: u32, day: u32) -> Option<Point> {
    whole_signed(i32::try_from(year).ok()?, month, day)
}

/// A whole date; one that cannot be has its day kept at 0 or above 31, so that it is told.
fn whole_signed(year: i32, month: u32, day: u32) -> Option<Point> {
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && year > 0;
    fits.then(|| calendar(Some(year), Some(month as u8), Some(day as u8)))
}

/// Weekdays, times of day and what they stand beside.
impl Grammar<'_, '_> {
    /// A date with everything that belongs to it: weekday, part of the day, time, edge.
    fn point(&self, start: usize, licensed: bool) -> Option<Place> {
        self.edged(start, licensed)
            .or_else(|| self.time_first(start, licensed))
            .or_else(|| self.base_first(start, licensed))
    }

    /// “early 2020”, “late on Wednesday”, “the beginning of the year”, “earlier that day”.
    fn edged(&self, start: usize, _: bool) -> Option<Place> {
        let at = self.skip_articles(start);
        let edge = self.edge(at)?;
        let mut behind = at + 1;
        behind += usize::from(self.is_dash(behind));
        behind += usize::from(self.role(behind) == Some(Role::On));
        behind = self.skip_glue(behind, false);
        let inner = self.base_first(behind, true).or_else(|| self.unit_alone(behind))?;
        let article_first = if self.is(start, Sense::Article) { start } else { at };
        let point = Point { edge: Some(edge), ..inner.point };
        let daily = point.base.as_ref().is_some_and(|base| grain_of(base) == Grain::Day);
        // “late” and its like say nothing of a week ago or of a time by the clock.
        (point.time.is_none() || daily).then_some(Place {
            point,
            first: article_first,
            next: inner.next,
            rough: inner.rough,
        })
    }

    /// “(the beginning of) the year”.
    fn unit_alone(&self, at: usize) -> Option<Place> {
        let unit = self.unit(at).filter(|unit| *unit > Grain::Day && !self.is(at, Sense::Plural))?;
        let base = Base::Unit { unit, count: 0, which: Which::This };
        Some(Place {
            point: Point { base: Some(base), ..Point::default() },
            first: at,
            next: at + 1,
            rough: false,
        })
    }

    /// “9 p.m. on Wednesday”, “noon on 3 May”, “the evening of July 27”, or a time alone.
    fn time_first(&self, start: usize, licensed: bool) -> Option<Place> {
        let at = self.skip_articles(start);
        let (time, behind, alone) = match self.clock(at, licensed) {
            Some((time, behind)) => (time, behind, true),
            None if self.weekday_word(at).is_some() => return None,
            None => (Time::Part(self.part(at)?), at + 1, false),
        };
        let mut day = behind + usize::from(alone && self.is_sign(behind, ','));
        let mut linked = day > behind;
        while day < behind + 4
            && (self.role(day) == Some(Role::On) || self.is(day, Sense::Glue) || self.is(day, Sense::Article))
        {
            linked = true;
            day += 1;
        }
        let inner = self
            .base_first(day, false)
            .filter(|inner| self.is_day(&inner.point) && inner.point.time.is_none());
        let weekday = |place: &Place| {
            place.point.weekday.is_some() || matches!(place.point.base, Some(Base::Weekday(..)))
        };
        if let Some(inner) = inner.filter(|inner| linked || alone || weekday(inner)) {
            let point = Point { time: Some(time), ..inner.point };
            return Some(Place { point, first: at, next: inner.next, rough: inner.rough });
        }
        let named =
            matches!(time, Time::Part(Part::Noon | Part::Midnight | Part::Dusk | Part::Dawn)) && licensed;
        let own = alone && matches!(time, Time::Clock { .. }) || named;
        own.then(|| Place {
            point: Point { time: Some(time), ..Point::default() },
            first: at,
            next: behind,
            rough: false,
        })
    }

    fn is_day(&self, point: &Point) -> bool {
        match &point.base {
            Some(Base::Shift { unit, .. } | Base::Unit { unit, .. }) => *unit <= Grain::Week,
            Some(base) => grain_of(base) == Grain::Day,
            None => false,
        }
    }

    /// A day or longer stretch, with the time behind it.
    fn base_first(&self, start: usize, licensed: bool) -> Option<Place> {
        let place = self.with_weekday(start, licensed).or_else(|| self.relative(start, licensed))?;
        Some(if self.is_day(&place.point) { self.with_time(place) } else { place })
    }

    /// “Thursday (July 27th)”, “le mercredi 26 juillet”, “27 July 2023 (Thursday)”.
    fn with_weekday(&self, start: usize, licensed: bool) -> Option<Place> {
        let at = self.skip_articles(start);
        if let Some((weekday, _)) = self.weekday_word(at) {
            let mut behind = self.skip_point(at + 1);
            let part = self.part(behind).map(Time::Part);
            behind += usize::from(part.is_some());
            behind += usize::from(self.is_sign(behind, ',') || self.is_sign(behind, '('));
            let bracket = self.is_sign(behind - 1, '(');
            behind += usize::from(self.role(behind) == Some(Role::On));
            let behind = self.skip_glue(behind, false);
            if let Some((point, next)) = self.calendar(behind, false)
                && has_day(&point)
            {
                let next = next + usize::from(bracket && self.is_sign(next, ')'));
                let point = Point { weekday: Some(weekday), time: point.time.or(part), ..point };
                return Some(Place { point, first: at, next, rough: false });
            }
        }
        let (point, next) = self.calendar(at, licensed)?;
        let (weekday, next) = if has_day(&point) { self.weekday_behind(next) } else { (None, next) };
        // “last July” is a date of its own kind.
        if let Some(place) = self.month_with_which(at, &point, next) {
            return Some(place);
        }
        Some(Place { point: Point { weekday, ..point }, first: at, next, rough: false })
    }

    /// “March of last year”, “Mai vergangenen Jahres”, “août dernier”.
    fn month_with_which(&self, at: usize, point: &Point, next: usize) -> Option<Place> {
        let Some(Base::Calendar { year: None, month: Some(month), day: None, .. }) = point.base else {
            return None;
        };
        let place = |base, next| Place {
            point: Point { base: Some(base), ..Point::default() },
            first: at,
            next,
            rough: false,
        };
        let of = self.skip_glue(next, false);
        let year = self.which_first(of, of).or_else(|| self.which_behind(of, of));
        if let Some(Place { point: Point { base: Some(year), .. }, next, .. }) = year
            && matches!(year, Base::Unit { unit: Grain::Year, count: 0, .. })
        {
            let base = Base::Nth { nth: month as i8, unit: Grain::Month, weekday: None, of: Box::new(year) };
            return Some(place(base, next));
        }
        let which = self.which(next).filter(|_| self.lexicon.which_behind)?;
        Some(place(Base::Calendar { year: None, month: Some(month), day: None, which }, next + 1))
    }

    fn weekday_behind(&self, at: usize) -> (Option<u8>, usize) {
        let open = usize::from(matches!(self.sign(at), Some(',' | '(')));
        let word = at + open;
        let Some((weekday, strength)) = self.weekday_word(word) else { return (None, at) };
        let closed = self.is_sign(word + 1, ')');
        let bracket = open == 1 && self.is_sign(at, '(');
        // “On 3 May, Friday prayers …”: only what is set off behind it belongs to it.
        let ends = closed || self.lexeme(word + 1).is_none_or(|next| next.sign.is_some());
        if strength == Strength::Sure && ends && bracket == closed {
            return (Some(weekday), word + 1 + usize::from(closed));
        }
        (None, at)
    }

    /// Adds the part of the day or the time by the clock that stands behind a day.
    fn with_time(&self, place: Place) -> Place {
        if place.point.time.is_some() {
            return place;
        }
        let mut at = place.next;
        at += usize::from(self.is_sign(at, ','));
        let comma = at > place.next;
        let mut linked = false;
        while at < place.next + 4
            && (self.role(at).is_some_and(|role| matches!(role, Role::On | Role::About))
                || self.is(at, Sense::Article)
                || (linked && self.is(at, Sense::Glue)))
        {
            linked = true;
            at += 1;
        }
        let clock = self.clock(at, linked || comma);
        let part = || (!comma || linked).then(|| self.part_behind(at)).flatten();
        let Some((time, next)) = clock.or_else(part) else { return place };
        Place { point: Point { time: Some(time), ..place.point }, next, ..place }
    }

    fn part_behind(&self, at: usize) -> Read<Time> {
        // “Wednesday early morning”, “Mittwoch am frühen Abend”.
        let at = at + usize::from(self.edge(at).is_some() && self.part(at + 1).is_some());
        Some((Time::Part(self.part(at)?), at + 1))
    }

    /// A time by the clock. Where nothing says that it is one, `12:40` alone is a score or a ratio.
    fn clock(&self, at: usize, licensed: bool) -> Read<Time> {
        let (hour, minute, second, pm, sure, behind) = match self.figure(at) {
            Figure::Clock { hour, minute, second, pm, sure } => (hour, minute, second, pm, sure, at + 1),
            Figure::Whole { value, digits: 1..=2 } if value <= 24 => {
                (value as u8, None, None, None, false, at + 1)
            }
            Figure::Whole { value, digits: 4 }
                if value <= 2400 && value % 100 < 60 && self.zone(at + 1).is_some() =>
            {
                ((value / 100) as u8, Some((value % 100) as u8), None, None, true, at + 1)
            }
            Figure::Point { left, right, digits: 2 } if left <= 24 && right < 60 => {
                (left as u8, Some(right as u8), None, None, false, at + 1)
            }
            Figure::None => {
                let (value, next) = self.cardinal(at).filter(|(value, _)| *value <= 12)?;
                (value as u8, None, None, None, false, next)
            }
            _ => return None,
        };
        let (mut pm, mut minute, mut next, mut sure) = (pm, minute, behind, sure);
        if self.is(next, Sense::Oclock) {
            sure = true;
            next += 1;
            if let (None, Figure::Whole { value, digits: 2 }) = (minute, self.figure(next))
                && value < 60
            {
                minute = Some(value as u8);
                next += 1;
            }
        }
        let half = self.skip_articles(
            next + usize::from(self.role(next) == Some(Role::On) || self.is(next, Sense::Glue)),
        );
        if pm.is_none() {
            let said = sure || licensed;
            let meridian = if said { half } else { next };
            pm = self.half_of_day(meridian, said);
            if pm.is_some() {
                next = meridian + 1;
            }
        }
        let zone = self.zone(next);
        let colon = matches!(self.figure(at), Figure::Clock { .. }) && licensed;
        if !(sure || pm.is_some() || colon || (zone.is_some() && minute.is_some())) {
            return None;
        }
        let hour = twelve(hour, pm)?;
        let (zone, next) = zone.map_or((None, next), |(zone, next)| (Some(zone), next));
        Some((Time::Clock { hour, minute, second, zone }, next))
    }

    /// Whether “p.m.” stands here, or behind an hour “in the evening”.
    fn half_of_day(&self, at: usize, sure: bool) -> Option<bool> {
        if self.is(at, Sense::Pm) {
            return Some(true);
        }
        if self.is(at, Sense::Am) {
            return Some(false);
        }
        let part = self.part(at).filter(|_| sure)?;
        Some(matches!(part, Part::Afternoon | Part::Evening | Part::Dusk | Part::Night))
    }

    fn zone(&self, at: usize) -> Read<i16> {
        let bracket = usize::from(self.is_sign(at, '('));
        let zone =
            self.find(at + bracket, |sense| if let Sense::Zone(zone) = sense { Some(*zone) } else { None })?;
        let next = at + bracket + 1;
        // `GMT+2`: the hours are added.
        let hours = match (self.sign(next), self.figure(next + 1)) {
            (Some(sign @ ('+' | '-' | '−')), Figure::Whole { value, digits: 1..=2 })
                if self.glued(next) && value <= 14 =>
            {
                Some((if sign == '+' { 60 } else { -60 }) * value as i16)
            }
            _ => None,
        };
        let next = hours.map_or(next, |_| next + 2);
        Some((zone + hours.unwrap_or(0), next + usize::from(bracket == 1 && self.is_sign(next, ')'))))
    }
}

fn has_day(point: &Point) -> bool {
    matches!(point.base, Some(Base::Calendar { day: Some(_), month: Some(_), .. }))
}

/// The hour of 24; `None` for hours that no clock of twelve shows.
fn twelve(hour: u8, pm: Option<bool>) -> Option<u8> {
    match pm {
        None => (hour <= 24).then_some(hour),
        Some(_) if hour > 12 => None,
        Some(false) => Some(hour % 12),
        Some(true) => Some(hour % 12 + 12),
    }
}

/// What is counted from somewhere: “last week”, “two days ago”.
impl Grammar<'_, '_> {
    /// A number in words, up to four of them: “twenty-five”, “mil novecientos noventa”.
    fn cardinal(&self, from: usize) -> Read<u32> {
        let number =
            |at| self.find(at, |sense| if let Sense::Number(number) = sense { Some(*number) } else { None });
        let mut total = number(from)?;
        let mut next = from + 1;
        while next < from + 8 {
            let joined = self.is_dash(next) && self.glued(next) || (self.is(next, Sense::And) && total >= 20);
            let Some(value) = number(next + usize::from(joined)) else { break };
            total = match value {
                100 | 1000 if total < value => total * value,
                _ if total >= 20 && value < power_below(total) => total + value,
                _ => break,
            };
            next += 1 + usize::from(joined);
        }
        Some((total, next))
    }

    /// A count before a unit: figures, words, or “a”.
    fn count(&self, at: usize) -> Option<(u32, bool, usize)> {
        if let Figure::Whole { value, digits: 1..=4 } = self.figure(at) {
            return Some((value, false, at + 1));
        }
        let few = self.find(at, |sense| if let Sense::Few(few) = sense { Some(*few) } else { None });
        if let Some(few) = few {
            return Some((few, true, self.skip_glue(at + 1, false)));
        }
        let (value, next) = self.cardinal(at)?;
        Some((value, false, next))
    }

    fn which(&self, at: usize) -> Option<Which> {
        self.find(at, |sense| match sense {
            Sense::Last => Some(Which::Last),
            Sense::This => Some(Which::This),
            Sense::Next => Some(Which::Next),
            Sense::Following => Some(Which::After),
            Sense::Preceding => Some(Which::Prior),
            Sense::Same => Some(Which::Same),
            _ => None,
        })
    }

    fn relative(&self, start: usize, licensed: bool) -> Option<Place> {
        let at = self.skip_articles(start);
        self.nth(start, at)
            .or_else(|| self.shifted(start))
            .or_else(|| self.which_first(start, at))
            .or_else(|| self.which_behind(start, at))
            .or_else(|| self.today(at))
            .or_else(|| self.long(start, at, licensed))
            .or_else(|| self.feast(at))
            .or_else(|| self.weekday(at, licensed))
    }

    /// “yesterday”, “tonight”, “la veille”.
    fn today(&self, at: usize) -> Option<Place> {
        let today = |sense: &Sense| match sense {
            Sense::Today(days, part) => Some((Base::Today(*days), part.map(Time::Part))),
            Sense::StoryDay(days) => {
                Some((Base::Shift { count: i32::from(*days), unit: Grain::Day, from: Anchor::Story }, None))
            }
            _ => None,
        };
        let (base, time) = self.find(at, today)?;
        let story = matches!(base, Base::Shift { .. });
        // “la veille” keeps its article, which a day of the calendar does not.
        let first = if story && at > 0 && self.is(at - 1, Sense::Article) { at - 1 } else { at };
        Some(Place {
            point: Point { base: Some(base), time, ..Point::default() },
            first,
            next: at + 1,
            rough: false,
        })
    }

    /// “the first Monday in this month”, “last week of September 2014”, “fourth quarter of 2018”.
    fn nth(&self, start: usize, at: usize) -> Option<Place> {
        let (nth, weekday, unit, behind) = self.nth_head(at)?;
        let of = self.skip_glue(behind, false);
        let inner = self.nth_of(of, of > behind)?;
        let first = if self.is(start, Sense::Article) { start } else { at };
        let base = match (unit, &inner.point.base, nth) {
            (Grain::Quarter, Some(Base::Calendar { year, month: None, day: None, which }), 1..=4) => {
                Base::Quarter(nth as u8, *year, *which)
            }
            (_, Some(of), _) => Base::Nth { nth, unit, weekday, of: Box::new(of.clone()) },
            _ => return None,
        };
        Some(Place {
            point: Point { base: Some(base), ..Point::default() },
            first,
            next: inner.next,
            rough: false,
        })
    }

    fn nth_head(&self, at: usize) -> Option<(i8, Option<u8>, Grain, usize)> {
        let ordinal = |at: usize| match self.figure(at) {
            Figure::Ordinal(value) => i8::try_from(value).ok(),
            _ => self.ordinal_word(at).or_else(|| self.is(at, Sense::Last).then_some(-1)),
        };
        let head = |at: usize| match self.weekday_word(at) {
            Some((weekday, _)) => Some((Some(weekday), Grain::Day)),
            None => self.unit(at).filter(|unit| *unit >= Grain::Day).map(|unit| (None, unit)),
        };
        if let Some(mut nth) = ordinal(at) {
            let mut word = at + 1;
            // “second last”.
            if nth > 0 && self.is(word, Sense::Last) {
                nth = -nth;
                word += 1;
            }
            let (weekday, unit) = head(word)?;
            return Some((nth, weekday, unit, word + 1));
        }
        let (weekday, unit) = head(at)?;
        Some((ordinal(at + 1)?, weekday, unit, at + 2))
    }

    fn nth_of(&self, at: usize, linked: bool) -> Option<Place> {
        // “من شهر عشرة”: the word for month may stand before its name.
        let named =
            usize::from(linked && self.unit(at) == Some(Grain::Month) && self.month_word(at + 1).is_some());
        let at = at + named + usize::from(self.is(at, Sense::YearWord));
        let place = |point, next| Place { point, first: at, next, rough: false };
        if let Some((point, next)) = self.month_first(at, true).or_else(|| self.numbered_month(at)) {
            return Some(place(point, next));
        }
        if let Some((year, next)) = self.year(at) {
            return Some(place(calendar(Some(year), None, None), next));
        }
        linked.then(|| {
            self.which_first(at, at).or_else(|| self.which_behind(at, at)).or_else(|| self.unit_alone(at))
        })?
    }

    /// “the ninth month of 2014”, “شهر عشرة”.
    fn numbered_month(&self, at: usize) -> Read<Point> {
        (self.unit(at)? == Grain::Month).then_some(())?;
        let number = self.ordinal_word(at + 1).and_then(|number| u32::try_from(number).ok());
        let (number, next) = number.map(|number| (number, at + 2)).or_else(|| self.cardinal(at + 1))?;
        let (year, next) = self.year_behind(next, false)?;
        (1..=12).contains(&number).then(|| (calendar(Some(year), Some(number as u8), None), next))
    }

    /// “two days ago”, “il y a deux ans”, “a day after”, “in two weeks”.
    fn shifted(&self, start: usize) -> Option<Place> {
        let before = self.find(start, |sense| match sense {
            Sense::AgoBefore => Some(-1),
            Sense::AheadBefore => Some(1),
            _ => None,
        });
        if let Some(sign) = before {
            (sign < 0 || self.count(start + 1).is_some()).then_some(())?;
            let Counted { count, unit, rough, next } = self.counted_strictly(start + 1)?;
            // “in a second”: soon, and no date.
            (sign < 0 || unit > Grain::Second).then_some(())?;
            let base = Base::Shift { count: sign * count, unit, from: Anchor::Article };
            return Some(Place {
                point: Point { base: Some(base), ..Point::default() },
                first: start,
                next,
                rough,
            });
        }
        let Counted { count, unit, rough, next } = self.counted(start)?;
        let (more, next) = self.more_counted(next);
        let direction = |sense: &Sense| match sense {
            Sense::AgoBehind => Some((-1, Anchor::Article)),
            Sense::AheadBehind => Some((1, Anchor::Article)),
            Sense::Later | Sense::Role(Role::After) => Some((1, Anchor::Story)),
            Sense::Earlier | Sense::Role(Role::Before) => Some((-1, Anchor::Story)),
            _ => None,
        };
        let (sign, anchor) = self.find(next, direction)?;
        let takes_event = self.role(next).is_some();
        let (anchor, behind) = if takes_event { self.event(next + 1) } else { (anchor, next + 1) };
        let base = Base::Shift { count: sign * count, unit, from: anchor };
        let base = match more {
            Some((count, unit)) => Base::Shift {
                count: sign * count,
                unit,
                from: Anchor::Date(Box::new(Point { base: Some(base), ..Point::default() })),
            },
            None => base,
        };
        Some(Place {
            point: Point { base: Some(base), ..Point::default() },
            first: start,
            next: behind,
            rough,
        })
    }

    /// What stands behind “a day after”: a date, an event, or nothing.
    fn event(&self, at: usize) -> (Anchor, usize) {
        let inner = self.skip_articles(at);
        let dated = self.calendar(inner, true);
        let feast = || self.feast(inner).map(|place| (place.point, place.next));
        if let Some((point, next)) = dated.or_else(feast) {
            return (Anchor::Date(Box::new(point)), next);
        }
        let word = self.lexeme(at).is_some_and(|next| next.sign.is_none());
        (if word { Anchor::Event } else { Anchor::Story }, at)
    }

    /// The second of “3 weeks and 2 days ago”.
    fn more_counted(&self, at: usize) -> (Option<(i32, Grain)>, usize) {
        let start = at + usize::from(self.is(at, Sense::And));
        let more = self.counted(start).filter(|more| {
            let direction = |sense: &Sense| {
                matches!(sense, Sense::AgoBehind | Sense::Later | Sense::Earlier).then_some(())
            };
            self.find(more.next, direction).is_some()
        });
        more.map_or((None, at), |more| (Some((more.count, more.unit)), more.next))
    }

    /// A count and what is counted, where no article stands for the count: “dans la semaine” is none.
    fn counted_strictly(&self, at: usize) -> Option<Counted> {
        (!self.is(at, Sense::Article)).then(|| self.counted(at)).flatten()
    }

    /// A count and what is counted.
    fn counted(&self, at: usize) -> Option<Counted> {
        let number = self.count(at);
        // The dual of Arabic is count and unit in one word.
        if let (Some((count, rough, _)), Some(unit)) = (number, self.unit(at)) {
            return Some(Counted { count: i32::try_from(count).ok()?, unit, rough, next: at + 1 });
        }
        let (count, rough, behind) = match number {
            Some(count) => count,
            // “the day after”, “tags darauf”.
            None if self.is(at, Sense::Article) => (1, false, at + 1),
            // “years later” says not how many.
            None if self.is(at, Sense::Plural) => return None,
            None => (1, false, at),
        };
        let unit = self.unit(behind)?;
        let count = i32::try_from(count).ok().filter(|count| *count <= 5000)?;
        Some(Counted { count, unit, rough, next: behind + 1 })
    }

    /// “last week”, “the past two years”, “that day”, “last night”, “last Wednesday”, “2 derniers mois”.
    fn which_first(&self, start: usize, at: usize) -> Option<Place> {
        let early = self.count(at).filter(|(_, _, next)| {
            self.lexicon.which_behind && self.which(*next).is_some() && !self.is(at, Sense::Recent)
        });
        let (count, rough, word) = early.map_or((0, false, at), |(count, rough, next)| (count, rough, next));
        let recent = self.is(word, Sense::Recent);
        let which = if recent { Which::Last } else { self.which(word)? };
        let behind = self.skip_articles(word + 1);
        let late = self.count(behind).filter(|(_, _, next)| count == 0 && self.unit(*next).is_some());
        let (count, rough, noun) =
            late.map_or((count, rough, behind), |(count, rough, next)| (count, rough, next));
        let first = if self.is(start, Sense::Article) { start } else { at };
        let (count, rough) =
            self.roughly(noun, which, count, recent).map_or((count, rough), |count| (count, true));
        // “el pasado 3 de mayo”.
        if let Some((mut point, next)) = self.day_first(noun)
            && let Some(Base::Calendar { year: None, which: of_date, .. }) = &mut point.base
        {
            *of_date = which;
            return Some(Place { point, first: noun, next, rough: false });
        }
        // “said that two weeks …” is no “that”.
        (which != Which::Same || (count == 0 && noun == word + 1)).then_some(())?;
        let (base, time) = self.named(noun, which, count)?;
        let next = noun + 1;
        let place = Place { point: Point { base: Some(base), time, ..Point::default() }, first, next, rough };
        Some(self.of_week(place))
    }

    /// “le mois dernier”, “semana passada”, “les 30 jours précédents”.
    fn which_behind(&self, start: usize, at: usize) -> Option<Place> {
        self.lexicon.which_behind.then_some(())?;
        let counted = self.count(at).filter(|(_, _, next)| self.unit(*next).is_some());
        let (count, rough, noun) = counted.unwrap_or((0, false, at));
        self.unit(noun)
            .map(|_| ())
            .or_else(|| self.weekday_word(noun).map(|_| ()))
            .or_else(|| self.season_word(noun).map(|_| ()))
            .or_else(|| self.part(noun).map(|_| ()))
            .or_else(|| self.is(noun, Sense::Weekend).then_some(()))?;
        let which = self.which(noun + 1)?;
        let (count, rough) =
            self.roughly(noun, which, count, false).map_or((count, rough), |count| (count, true));
        let (base, time) = self.named(noun, which, count)?;
        let first =
            if self.is(start, Sense::Article) && self.weekday_word(noun).is_none() { start } else { at };
        let place = Place {
            point: Point { base: Some(base), time, ..Point::default() },
            first,
            next: noun + 2,
            rough,
        };
        Some(self.of_week(place))
    }

    /// How many “recent weeks” or “the last years” are, where no number says it: three or so.
    fn roughly(&self, noun: usize, which: Which, count: u32, recent: bool) -> Option<u32> {
        let many = recent || (self.is(noun, Sense::Plural) && matches!(which, Which::Last | Which::Next));
        (many && count == 0 && self.unit(noun).is_some()).then_some(3)
    }

    /// What “last” or “this” stands beside.
    fn named(&self, at: usize, which: Which, count: u32) -> Option<(Base, Option<Time>)> {
        if let Some(part) = self.part(at)
            && self.weekday_word(at).is_none()
            && count == 0
        {
            return Some((self.day_of_part(which, part), Some(Time::Part(part))));
        }
        if self.is(at, Sense::Weekend) {
            return Some((Base::Weekend(which), None));
        }
        if let Some(unit) = self.unit(at) {
            return Some((self.unit_beside(unit, which, count), None));
        }
        if let Some((weekday, _)) = self.weekday_word(at) {
            return Some((Base::Weekday(weekday, which), self.part(at).map(Time::Part)));
        }
        if let Some((month, _)) =
            self.month_word(at).filter(|(_, strength)| *strength == Strength::Sure || self.capital(at))
        {
            return Some((Base::Calendar { year: None, month: Some(month), day: None, which }, None));
        }
        if let Some((season, _)) = self.season_word(at) {
            return Some((Base::Season(season, None, which), None));
        }
        let feast =
            self.find(at, |sense| if let Sense::Feast(feast) = sense { Some(*feast) } else { None })?;
        Some((Base::Feast(feast, None, which), None))
    }

    fn unit_beside(&self, unit: Grain, which: Which, count: u32) -> Base {
        let story = |count| Base::Shift { count, unit, from: Anchor::Story };
        match (unit, which, count) {
            (Grain::Day, Which::This, 0) => Base::Today(0),
            (Grain::Day, Which::Last, 0) => Base::Today(-1),
            (Grain::Day, Which::Next | Which::After, 0) => story(1),
            (Grain::Day, Which::Prior, 0) => story(-1),
            (Grain::Day, Which::Same, 0) => story(0),
            _ => Base::Unit { unit, count, which },
        }
    }

    fn day_of_part(&self, which: Which, part: Part) -> Base {
        let story = |count| Base::Shift { count, unit: Grain::Day, from: Anchor::Story };
        let _ = part;
        match which {
            Which::Last => Base::Today(-1),
            Which::Same => story(0),
            Which::Next | Which::After => story(1),
            Which::Prior => story(-1),
            Which::This | Which::Nearest => Base::Today(0),
        }
    }

    /// “Tuesday (of) last week”, “mittwoch vor zwei wochen”.
    fn of_week(&self, place: Place) -> Place {
        let Some(Base::Weekday(weekday, Which::Nearest)) = place.point.base else { return place };
        let start = self.skip_glue(place.next, false);
        let week = self
            .which_first(start, start)
            .or_else(|| self.which_behind(start, start))
            .or_else(|| self.shifted(start));
        let fits = |base: &Base| {
            matches!(base, Base::Unit { unit: Grain::Week, count: 0, .. })
                || matches!(base, Base::Shift { unit: Grain::Week, from: Anchor::Article, .. })
        };
        match week {
            Some(Place { point: Point { base: Some(base), .. }, next, .. }) if fits(&base) => {
                let base = Base::DayOfWeek(weekday, Box::new(base));
                Place { point: Point { base: Some(base), ..place.point }, next, ..place }
            }
            _ => place,
        }
    }

    fn season_word(&self, at: usize) -> Option<(u8, Strength)> {
        self.find(at, |sense| {
            if let Sense::Season(season, strength) = sense { Some((*season, *strength)) } else { None }
        })
    }

    /// Decades, centuries, quarters and seasons.
    fn long(&self, start: usize, at: usize, licensed: bool) -> Option<Place> {
        let article = self.is(start, Sense::Article) || (start > 0 && self.is(start - 1, Sense::Article));
        if self.is(at, Sense::Weekend) && licensed {
            let base = Base::Weekend(Which::Nearest);
            return Some(Place {
                point: Point { base: Some(base), ..Point::default() },
                first: start,
                next: at + 1,
                rough: false,
            });
        }
        let first = if self.is(start, Sense::Article) { start } else { at };
        let place = |base, next| Place {
            point: Point { base: Some(base), ..Point::default() },
            first,
            next,
            rough: false,
        };
        if let Figure::Quarter(quarter) = self.figure(at) {
            let year = self.year_behind(at + 1, false);
            let (year, next) = year.map_or((None, at + 1), |(year, next)| (Some(year), next));
            return Some(place(Base::Quarter(quarter, year, Which::Nearest), next));
        }
        if let Some((decade, next)) = self.decade(at) {
            return Some(place(Base::Decade(decade), next));
        }
        let ordinal = match self.figure(at) {
            Figure::Ordinal(value) => Some((i32::try_from(value).ok()?, at + 1)),
            Figure::Whole { value, digits: 1..=2 } => Some((value as i32, self.skip_ending(at + 1))),
            _ => self
                .ordinal_word(at)
                .map(|ordinal| (i32::from(ordinal), at + 1))
                .or_else(|| Some((self.roman(at)?, at + 1))),
        };
        if self.unit(at) == Some(Grain::Century)
            && let Some(number) = self.roman(at + 1)
        {
            return Some(place(Base::Century(number), at + 2));
        }
        if let Some((ordinal, behind)) = ordinal {
            let behind = behind + usize::from(self.is_dash(behind));
            match self.unit(behind)? {
                Grain::Century if (1..=30).contains(&ordinal) => {
                    return Some(place(Base::Century(ordinal), behind + 1));
                }
                Grain::Quarter if (1..=4).contains(&ordinal) => {
                    return Some(place(Base::Quarter(ordinal as u8, None, Which::Nearest), behind + 1));
                }
                _ => return None,
            }
        }
        let (season, strength) = self.season_word(at)?;
        let year = self.year_behind(at + 1, false);
        let certain = strength == Strength::Sure && (licensed || article || at == 0) || (licensed && article);
        let (year, next) = year.map_or((None, at + 1), |(year, next)| (Some(year), next));
        (year.is_some() || certain).then(|| place(Base::Season(season, year, Which::Nearest), next))
    }

    /// Whether an article stands before, as in “the late 80s”: “in his 80s” is an age.
    fn behind_article(&self, at: usize) -> bool {
        let before = |ago: usize| at.checked_sub(ago);
        let article = |at: Option<usize>| at.is_some_and(|at| self.is(at, Sense::Article));
        article(before(1)) || (before(1).is_some_and(|at| self.edge(at).is_some()) && article(before(2)))
    }

    /// The Roman numeral of a century: `XIX`, `XIXe`.
    fn roman(&self, at: usize) -> Option<i32> {
        let text = self.lexeme(at)?.text;
        let letters = text.find(|char| !matches!(char, 'I' | 'V' | 'X')).unwrap_or(text.len());
        let (numeral, ending) = text.split_at(letters);
        let ends = ending.is_empty() || self.lexicon.ending(ending) == Some(super::lexicon::Ending::Ordinal);
        (ends && (1..=5).contains(&numeral.len())).then_some(())?;
        let worth = |char| match char {
            'I' => 1,
            'V' => 5,
            _ => 10,
        };
        let (total, _) = numeral.chars().rev().fold((0, 0), |(total, before), char| {
            let value = worth(char);
            (if value < before { total - value } else { total + value }, value.max(before))
        });
        Some(total)
    }

    /// `the 1990s`, `the ’90s`, `les années 1990`, `die 1990er Jahre`.
    fn decade(&self, at: usize) -> Read<i32> {
        let apostrophe = usize::from(matches!(self.sign(at), Some('\'' | '’' | '‘')));
        let value = |number: u32, four: bool| match number {
            1000..=2090 if four => i32::try_from(number).ok(),
            10..=90 if !four => Some(if number < 30 { 2000 } else { 1900 } + number as i32),
            _ => None,
        };
        let number = at + apostrophe;
        if let Figure::Decade(decade) = self.figure(number)
            && (decade >= 1000 || apostrophe == 1 || self.behind_article(at))
        {
            let next = number
                + 1
                + usize::from(
                    self.is(number + 1, Sense::Decades) || self.unit(number + 1) == Some(Grain::Year),
                );
            return Some((value(decade, decade >= 1000)?, next));
        }
        if self.is(at, Sense::Decades)
            && let Figure::Whole { value: decade, digits } = self.figure(at + 1)
            && decade % 10 == 0
        {
            return Some((value(decade, digits == 4)?, at + 2));
        }
        None
    }

    /// “Easter 2013”, “last Christmas”.
    fn feast(&self, at: usize) -> Option<Place> {
        let feast =
            self.find(at, |sense| if let Sense::Feast(feast) = sense { Some(*feast) } else { None })?;
        let behind = self.skip_glue(at + 1, false);
        let place = |base, next| Place {
            point: Point { base: Some(base), ..Point::default() },
            first: at,
            next,
            rough: false,
        };
        if let Some((year, next)) = self.year(behind) {
            return Some(place(Base::Feast(feast, Some(year), Which::Nearest), next));
        }
        let year = self.which_first(behind, behind).or_else(|| self.which_behind(behind, behind));
        if let Some(Place {
            point: Point { base: Some(year @ Base::Unit { unit: Grain::Year, .. }), .. },
            next,
            ..
        }) = year
        {
            return Some(place(Base::FeastIn(feast, Box::new(year)), next));
        }
        Some(place(Base::Feast(feast, None, Which::Nearest), at + 1))
    }

    /// A weekday alone.
    fn weekday(&self, at: usize, licensed: bool) -> Option<Place> {
        let (weekday, strength) = self.weekday_word(at)?;
        let point = self.is_sign(at + 1, '.') && self.glued(at + 1);
        let timed = || self.clock(at + 1, false).is_some();
        let certain = strength == Strength::Sure || (self.capital(at) && ((licensed && point) || timed()));
        let next = if strength == Strength::Short { self.skip_point(at + 1) } else { at + 1 };
        let time = self.part(at).map(Time::Part);
        let place = Place {
            point: Point { base: Some(Base::Weekday(weekday, Which::Nearest)), time, ..Point::default() },
            first: at,
            next,
            rough: false,
        };
        let of_week = self.of_week(place);
        let certain = certain || matches!(of_week.point.base, Some(Base::DayOfWeek(..)));
        certain.then_some(of_week)
    }
}

struct Counted {
    count: i32,
    unit: Grain,
    rough: bool,
    next: usize,
}

/// The round number that what is added must stay below: after “twenty” units, after “hundred” tens.
fn power_below(total: u32) -> u32 {
    if total.is_multiple_of(1000) {
        1000
    } else if total.is_multiple_of(100) {
        100
    } else if total.is_multiple_of(10) {
        10
    } else {
        0
    }
}
