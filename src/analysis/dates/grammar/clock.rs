//! Times by the clock.

use super::{Grammar, Read};
use crate::analysis::dates::lexemes::Figure;
use crate::analysis::dates::lexicon::{Role, Sense};
use crate::analysis::dates::meaning::{Part, Time};

impl Grammar<'_, '_> {
    /// A time by the clock. Where nothing says that it is one, `12:40` alone is a score or a ratio.
    pub(super) fn clock(&self, at: usize, licensed: bool) -> Read<Time> {
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

/// The hour of 24; `None` for hours that no clock of twelve shows.
fn twelve(hour: u8, pm: Option<bool>) -> Option<u8> {
    match pm {
        None => (hour <= 24).then_some(hour),
        Some(_) if hour > 12 => None,
        Some(false) => Some(hour % 12),
        Some(true) => Some(hour % 12 + 12),
    }
}
