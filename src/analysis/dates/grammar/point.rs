//! One date with everything that belongs to it: weekday, part of the day, time, edge.

use super::{Grammar, Place, Read, calendar, grain_of};
use crate::analysis::dates::calendar::Grain;
use crate::analysis::dates::lexicon::{Role, Sense, Strength};
use crate::analysis::dates::meaning::{Base, Part, Point, Time, Which};

impl Grammar<'_, '_> {
    /// A date with everything that belongs to it: weekday, part of the day, time, edge.
    pub(super) fn point(&self, start: usize, licensed: bool) -> Option<Place> {
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
    pub(super) fn unit_alone(&self, at: usize) -> Option<Place> {
        let unit = self.unit(at).filter(|unit| *unit > Grain::Day && !self.is(at, Sense::Plural))?;
        let this = Base::Unit { unit, count: 0, which: Which::This };
        let this = (Point { base: Some(this), ..Point::default() }, at + 1);
        // “le début de l’année 2022”.
        let named = self.year(at + 1).filter(|_| unit == Grain::Year);
        let (point, next) = named.map_or(this, |(year, next)| (calendar(Some(year), None, None), next));
        Some(Place { point, first: at, next, rough: false })
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
}

fn has_day(point: &Point) -> bool {
    matches!(point.base, Some(Base::Calendar { day: Some(_), month: Some(_), .. }))
}
