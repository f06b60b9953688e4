//! The timeline: what happened when, with the dates that a person has set.

use super::{ArticleReading, Asked, in_sentence};
use crate::analysis::dates::{Grain, Value};
use crate::analysis::reading::{Dated, Reading};
use crate::analysis::timeline::{self, Correction, Event, Filed, Group};
use crate::review::{DateSet, InSentence, ReadingKind};
use crate::text::ByteRange;
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// What happened when, in order.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// When and where the article was filed.
    pub filed: Filed,
    /// The events, the filing among them.
    pub events: Vec<TimelineEvent>,
    /// The headings they stand under.
    pub groups: Vec<Group>,
    /// Where the events stand, by the first of their words, in text order.
    by_place: Vec<usize>,
}

/// An event and where it stands in the draft.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// What the analysis knows of it.
    pub event: Event,
    /// Its place; none for the filing of the article.
    pub place: Option<EventPlace>,
}

/// Where an event stands.
#[derive(Clone, Debug)]
pub struct EventPlace {
    /// The words of the date, with the preposition.
    pub words: ByteRange,
    /// The clause that tells what happened.
    pub clause: ByteRange,
    /// The number of the paragraph.
    pub paragraph: u32,
    /// Its date, as an index into those of the reading.
    date: usize,
}

impl Timeline {
    /// How many events have something that does not fit.
    pub fn conflicts(&self) -> usize {
        self.events.iter().filter(|event| !event.event.conflicts.is_empty()).count()
    }

    /// How many dates there are, without the filing.
    pub fn dates(&self) -> usize {
        self.events.iter().filter(|event| event.place.is_some()).count()
    }

    /// The event whose words stand here.
    pub fn at(&self, words: &ByteRange) -> Option<&TimelineEvent> {
        self.around(words).find(|event| event.words() == Some(words))
    }

    /// The event of the date that stands here.
    pub fn of_date(&self, date: &ByteRange) -> Option<&TimelineEvent> {
        self.around(date).next()
    }

    /// The events in whose words a place stands, the nearest beginning first.
    fn around(&self, place: &ByteRange) -> impl Iterator<Item = &TimelineEvent> {
        let begins = |at: usize| self.events.get(at).and_then(TimelineEvent::words).map(|words| words.start);
        let upto = self.by_place.partition_point(|&at| begins(at).is_some_and(|start| start <= place.start));
        let before = self.by_place[..upto].iter().rev().filter_map(|&at| self.events.get(at));
        let end = place.end;
        before.take_while(move |event| event.words().is_some_and(|words| words.end >= end))
    }
}

impl TimelineEvent {
    /// The words of its date.
    pub fn words(&self) -> Option<&ByteRange> {
        self.place.as_ref().map(|place| &place.words)
    }
}

impl ArticleReading {
    /// By what a correction or dismissal of an event’s date is kept.
    pub fn date_in_sentence(&self, place: &EventPlace) -> Option<InSentence> {
        let date = self.reading.dates().get(place.date)?;
        Some(in_sentence(&self.asked.draft, &self.reading, &date.range))
    }

    /// Why the date of an event was read so, in words.
    pub fn why(&self, event: &TimelineEvent) -> &str {
        let Some(place) = &event.place else { return "The dateline of the article." };
        let read = self.reading.dates().get(place.date).map_or("", |date| &date.read.why);
        if event.event.corrected { "Set by hand." } else { read }
    }
}

/// The timeline of a draft as it was read; dismissed dates are left out.
pub(super) fn timeline(asked: &Asked, reading: &Reading) -> Timeline {
    let dateline = &asked.article.dateline;
    let filed = Filed { day: dateline.date, time: None, place: dateline.place.clone() };
    let mut dated = Vec::new();
    let mut places = HashMap::new();
    let numbers = asked.draft.paragraph_numbers();
    for (index, date) in reading.dates().iter().enumerate() {
        let at = in_sentence(&asked.draft, reading, &date.range);
        let Some(one) = with_text(reading, date) else { continue };
        if !asked.margin.is_dismissed(ReadingKind::Date, &at) {
            let words = (date.paragraph, one.found.words.start);
            places.insert(words, (numbers.get(date.paragraph).copied().unwrap_or_default(), index));
            dated.push(one);
        }
    }
    let corrections: Vec<Correction> = asked.margin.dates.iter().map(correction).collect();
    let events = timeline::events(&dated, &filed, &corrections);
    let groups = timeline::groups(&events, &filed);
    let placed = |event: Event| {
        let place = event.place.as_ref().and_then(|place| {
            let read = reading.paragraphs().get(place.paragraph)?;
            let (paragraph, date) = *places.get(&(place.paragraph, place.date.start))?;
            let (words, clause) = (read.at(&place.date), read.at(&place.clause));
            Some(EventPlace { words, clause, paragraph, date })
        });
        TimelineEvent { event, place }
    };
    let events: Vec<TimelineEvent> = events.into_iter().map(placed).collect();
    let mut by_place: Vec<usize> = (0..events.len()).filter(|&at| events[at].place.is_some()).collect();
    by_place.sort_by_key(|&at| events[at].words().map(|words| (words.start, std::cmp::Reverse(words.end))));
    Timeline { filed, events, groups, by_place }
}

/// A date with the text it stands in.
fn with_text<'r>(reading: &'r Reading, date: &'r Dated) -> Option<timeline::Dated<'r>> {
    let part = &reading.paragraphs().get(date.paragraph)?.part;
    let found = part.dates.get(date.index)?;
    let (text, sentences) = (part.text.as_str(), part.sentences.as_slice());
    Some(timeline::Dated { paragraph: date.paragraph, text, sentences, found, read: &date.read })
}

fn correction(set: &DateSet) -> Correction {
    let InSentence { words, sentence } = set.at.clone();
    Correction { words, sentence, value: value(set.first, set.last.unwrap_or(set.first)) }
}

/// From one day to another, as a year or month where it is just that.
fn value(first: NaiveDate, last: NaiveDate) -> Value {
    for grain in [Grain::Year, Grain::Month] {
        let whole = Value::of(first, grain);
        let begins = first.day() == 1 && (grain == Grain::Month || first.month() == 1);
        if begins && last.succ_opt().is_some_and(|next| whole.interval().1.date() == next) {
            return whole;
        }
    }
    Value::between(first, last, Grain::Day)
}

/// The days that somebody types: `2023-07-26` or `26 Jul 2023`, `2023-07` or `Jul 2023`, `2023`, or two of
/// these with `to` or `/` between them. The last is none where it is one day; nothing where it is no date, or
/// ends before it begins.
pub fn day_range(typed: &str) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let typed = typed.trim();
    let (from, to) = typed.split_once('/').or_else(|| typed.split_once(" to ")).unwrap_or((typed, typed));
    let stretch = |typed: &str| stretch(typed).or_else(|| named(typed));
    let first = stretch(from.trim())?.0;
    let last = stretch(to.trim())?.1;
    (first <= last).then(|| (first, (first < last).then_some(last)))
}

/// The first and last day of a day or month with its English name, as the window shows it.
fn named(typed: &str) -> Option<(NaiveDate, NaiveDate)> {
    let of = |typed: &str, formats: [&str; 2]| {
        formats.iter().find_map(|format| NaiveDate::parse_from_str(typed, format).ok())
    };
    let day = of(typed, ["%d %b %Y", "%d %B %Y"]).map(|day| (day, day));
    let month = || {
        let first = of(&format!("1 {typed}"), ["%d %b %Y", "%d %B %Y"])?;
        Some((first, Value::of(first, Grain::Month).interval().1.date().pred_opt()?))
    };
    day.or_else(month).filter(|(first, _)| (1000..=9999).contains(&first.year()))
}

/// The first and last day of a day, month or year in ISO 8601.
fn stretch(typed: &str) -> Option<(NaiveDate, NaiveDate)> {
    let parts: Vec<&str> = typed.split('-').collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || parts.first()?.len() != 4 {
        return None;
    }
    let number = |at: usize| parts.get(at).map(|part| part.parse::<u32>().ok());
    let year = parts.first()?.parse().ok()?;
    let (grain, month, day) = match (number(1), number(2), parts.len()) {
        (None, _, 1) => (Grain::Year, 1, 1),
        (Some(month), None, 2) => (Grain::Month, month?, 1),
        (Some(month), Some(day), 3) => (Grain::Day, month?, day?),
        _ => return None,
    };
    let first = NaiveDate::from_ymd_opt(year, month, day)?;
    let last = Value::of(first, grain).interval().1.date().pred_opt()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(typed: &str) -> Option<String> {
        let (first, last) = day_range(typed)?;
        Some(last.map_or_else(|| first.to_string(), |last| format!("{first} {last}")))
    }

    #[test]
    fn days_months_years_and_ranges_are_understood() {
        assert_eq!(days(" 2023-07-26 ").as_deref(), Some("2023-07-26"));
        assert_eq!(days("2023-02").as_deref(), Some("2023-02-01 2023-02-28"));
        assert_eq!(days("2020").as_deref(), Some("2020-01-01 2020-12-31"));
        assert_eq!(days("2020-05-01/2020-06").as_deref(), Some("2020-05-01 2020-06-30"));
        assert_eq!(days("2020 to 2023-07-27").as_deref(), Some("2020-01-01 2023-07-27"));
        assert_eq!(days("26 Jul 2023").as_deref(), Some("2023-07-26"));
        assert_eq!(days("1 January 2020 to Feb 2020").as_deref(), Some("2020-01-01 2020-02-29"));
        for wrong in [
            "",
            "yesterday",
            "July",
            "32 Jul 2023",
            "2023-02-31",
            "2023-07-26/2023-07-25",
            "26",
            "2023-7-",
            "+023-01-01",
            "/",
        ] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_whole_month_or_year_is_named_as_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(value(day("2020-01-01"), day("2020-12-31")).iso(), "2020");
        assert_eq!(value(day("2020-02-01"), day("2020-02-29")).iso(), "2020-02");
        assert_eq!(value(day("2020-02-01"), day("2020-02-28")).end_iso().as_deref(), Some("2020-02-28"));
    }
}
