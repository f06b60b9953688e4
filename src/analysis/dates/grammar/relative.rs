//! What stands beside now or beside what was told: “last week”, “that day”, “the first Monday in May”.

use super::{Grammar, Place, Read, calendar};
use crate::analysis::dates::calendar::Grain;
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::{Sense, Strength};
use crate::analysis::dates::meaning::{Anchor, Base, Part, Point, Time, Which};

impl Grammar<'_, '_> {
    pub(super) fn which(&self, at: usize) -> Option<Which> {
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

    pub(super) fn relative(&self, start: usize, licensed: bool) -> Option<Place> {
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
        // “Au lendemain du vote” names the event that it is counted from.
        let (base, next) = match base {
            Base::Shift { count, unit, .. } if self.is(at + 1, Sense::Glue) || self.has_elided_of(at + 1) => {
                let (from, next) = self.event(self.skip_glue(at + 1, false));
                let next = if matches!(from, Anchor::Date(_)) { next } else { at + 1 };
                (Base::Shift { count, unit, from }, next)
            }
            base => (base, at + 1),
        };
        let story = matches!(base, Base::Shift { .. });
        // “la veille” keeps its article, which a day of the calendar does not.
        let first = if story && at > 0 && self.is(at - 1, Sense::Article) { at - 1 } else { at };
        Some(Place { point: Point { base: Some(base), time, ..Point::default() }, first, next, rough: false })
    }

    /// French “d’une”, “d’élections”.
    fn has_elided_of(&self, at: usize) -> bool {
        let rest = self.lexeme(at).and_then(|word| word.text.strip_prefix('d'));
        rest.is_some_and(|rest| rest.starts_with(['\'', '’']))
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

    /// “last week”, “the past two years”, “that day”, “last night”, “last Wednesday”, “2 derniers mois”.
    pub(super) fn which_first(&self, start: usize, at: usize) -> Option<Place> {
        let early = self.count(at).filter(|(_, _, next)| {
            let fits = self.lexicon.which_behind || self.is(*next + 1, Sense::Plural);
            fits && self.which(*next).is_some() && !self.is(at, Sense::Recent)
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
    pub(super) fn which_behind(&self, start: usize, at: usize) -> Option<Place> {
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
    pub(super) fn of_week(&self, place: Place) -> Place {
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
}
