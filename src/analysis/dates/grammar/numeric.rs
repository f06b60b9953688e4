//! Dates in figures: `2023-07-27`, `27.07.2023`, `7/27/23`, `06/2004`.

use super::{Grammar, Read, calendar};
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::Sense;
use crate::analysis::dates::meaning::{Point, Time};

impl Grammar<'_, '_> {
    /// `2023-07-27`, `27.07.2023`, `27/07/2023`, `06/2004`, `31 10 1974`.
    pub(super) fn in_figures(&self, at: usize) -> Read<Point> {
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
pub(super) fn short_year(value: u32) -> i32 {
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
