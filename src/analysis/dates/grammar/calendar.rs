//! Days, months and years of the calendar, in words.

use super::numeric::short_year;
use super::{BARE_YEARS, Grammar, Read, calendar};
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::{Ending, Sense, Strength};
use crate::analysis::dates::meaning::Point;

impl Grammar<'_, '_> {
    /// A day of the month, in figures or words.
    pub(super) fn day_number(&self, at: usize) -> Read<u8> {
        // “Rose to $5 in January” is no fifth.
        if at > 0 && matches!(self.sign(at - 1), Some('$' | '€' | '£' | '¥')) {
            return None;
        }
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
    pub(super) fn skip_ending(&self, at: usize) -> usize {
        let ending = |at: usize| {
            let letters = self.lexeme(at).map(|lexeme| lexeme.text).unwrap_or_default();
            self.glued(at) && self.lexicon.ending(letters) == Some(Ending::Ordinal)
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
    pub(super) fn month_behind(&self, at: usize) -> Option<(u8, Strength, usize)> {
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
    pub(super) fn year_behind(&self, at: usize, comma: bool) -> Read<i32> {
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
    pub(super) fn year(&self, at: usize) -> Read<i32> {
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
    pub(super) fn calendar(&self, at: usize, licensed: bool) -> Read<Point> {
        self.in_figures(at)
            .or_else(|| self.day_first(at))
            .or_else(|| self.month_first(at, licensed))
            .or_else(|| self.year_alone(at, licensed))
    }

    /// `27 July 2023`, `27. Juli`, `le 1er août`, `27 de julio de 2023`.
    pub(super) fn day_first(&self, at: usize) -> Read<Point> {
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
    pub(super) fn month_first(&self, at: usize, licensed: bool) -> Read<Point> {
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
}
