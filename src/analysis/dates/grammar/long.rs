//! Decades, centuries, quarters, seasons, feasts and weekdays alone.

use super::{Grammar, Place, Read};
use crate::analysis::dates::calendar::Grain;
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::{Ending, Sense, Strength};
use crate::analysis::dates::meaning::{Base, Point, Time, Which};

impl Grammar<'_, '_> {
    pub(super) fn season_word(&self, at: usize) -> Option<(u8, Strength)> {
        self.find(at, |sense| {
            if let Sense::Season(season, strength) = sense { Some((*season, *strength)) } else { None }
        })
    }

    /// Decades, centuries, quarters and seasons.
    pub(super) fn long(&self, start: usize, at: usize, licensed: bool) -> Option<Place> {
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
        let ends = ending.is_empty() || self.lexicon.ending(ending) == Some(Ending::Ordinal);
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
    pub(super) fn feast(&self, at: usize) -> Option<Place> {
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
    pub(super) fn weekday(&self, at: usize, licensed: bool) -> Option<Place> {
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
