//! What is counted from somewhere: “two days ago”, “a day after the vote”.

use super::{Grammar, Place, Read};
use crate::analysis::dates::calendar::Grain;
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::{Role, Sense};
use crate::analysis::dates::meaning::{Anchor, Base, Point};

impl Grammar<'_, '_> {
    /// A number in words, up to four of them: “twenty-five”, “mil novecientos noventa”.
    pub(super) fn cardinal(&self, from: usize) -> Read<u32> {
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
    pub(super) fn count(&self, at: usize) -> Option<(u32, bool, usize)> {
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

    /// “two days ago”, “il y a deux ans”, “a day after”, “in two weeks”.
    pub(super) fn shifted(&self, start: usize) -> Option<Place> {
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
    pub(super) fn event(&self, at: usize) -> (Anchor, usize) {
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
    pub(super) fn counted_strictly(&self, at: usize) -> Option<Counted> {
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
}

pub(super) struct Counted {
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
