//! The events of an article on the days they were: what a timeline draws.
//!
//! Pure data, made from the resolved dates. A date corrected by hand wins over what was read.

use super::dates::{
    DateFound, DateRead, Edge, Grain, Meaning, Part, Point, Role, Tense, Time, Value, weekday_name,
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use std::ops::Range;

/// A date of the text with where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'t> {
    /// The paragraph’s number in the draft, from 0.
    pub paragraph: usize,
    /// The paragraph’s text.
    pub text: &'t str,
    /// Its sentences, in bytes.
    pub sentences: &'t [Range<usize>],
    /// The date as it was found there.
    pub found: &'t DateFound,
    /// The date as it was resolved.
    pub read: &'t DateRead,
}

/// When and where the article was filed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed {
    /// The day; without it nothing is before or after it.
    pub day: Option<NaiveDate>,
    /// The time of day, where the dateline names it.
    pub time: Option<NaiveTime>,
    /// The place; empty where none is named.
    pub place: String,
}

/// A date that a person has set.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The words of the date, as [`DateFound::words`] or [`DateFound::range`] gives them.
    pub words: String,
    /// The sentence they stand in, so that the same word elsewhere keeps its own date; empty for any.
    pub sentence: String,
    /// The date it is.
    pub value: Value,
}

/// Something that happened, or is to, at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Where it stands; none for the filing of the article itself.
    pub place: Option<Place>,
    /// The words of the date, with the preposition: “around noon on Wednesday”.
    pub words: String,
    /// From when to when it lies; none where the date stays open.
    pub interval: Option<(NaiveDateTime, NaiveDateTime)>,
    /// How finely it is given.
    pub grain: Grain,
    /// Whether it is given roughly, and is drawn as a bar.
    pub vague: bool,
    /// The time in short: “about 12:00”, “2020 to 2023”, “21 Feb 2021”.
    pub label: String,
    /// The resolved date in words: “26 Jul 2023”.
    pub resolved: String,
    /// Whether a person has set it.
    pub corrected: bool,
    /// What does not fit.
    pub conflicts: Vec<Conflict>,
}

/// Where an event stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The paragraph’s number in the draft, from 0.
    pub paragraph: usize,
    /// The words of the date, in bytes of the paragraph.
    pub date: Range<usize>,
    /// The clause that tells what happened, in bytes of the paragraph.
    pub clause: Range<usize>,
}

/// What does not fit about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The weekday named is not that of the date; 0 is Monday.
    Weekday {
        /// The weekday it really is.
        real: u8,
    },
    /// No calendar has that day.
    Impossible,
    /// Told as past, but after the article was filed.
    AfterFiling,
    /// The range ends before it begins.
    Backwards,
}

impl Conflict {
    /// What is wrong and what to look at, in words.
    pub fn message(&self) -> String {
        match self {
            Self::Weekday { real } => {
                format!("Weekday and date disagree: that day is a {}. Check both.", weekday_name(*real))
            }
            Self::Impossible => "No calendar has this day. Check the date.".to_owned(),
            Self::AfterFiling => {
                "The event falls after the filing time. Check the time or the tense.".to_owned()
            }
            Self::Backwards => "It ends before it begins. Check both dates.".to_owned(),
        }
    }
}

/// Events under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// “Background”, “Wed 26 July”.
    pub title: String,
    /// “day before the dateline”; empty for others.
    pub note: String,
    /// Its events, as indices.
    pub events: Range<usize>,
}

/// The events of an article in the order they happened, the filing among them; those whose date stays open
/// come last, in the order of the text.
pub fn events(dates: &[Dated], filed: &Filed, corrections: &[Correction]) -> Vec<Event> {
    let mut events: Vec<Event> = dates.iter().map(|date| event(date, filed, corrections)).collect();
    events.extend(filing(filed));
    events.sort_by_key(|event| match event.interval {
        // The filing comes after what was told of its day, where its own time is not known.
        Some((start, end)) => (false, bucket(event, filed), start, event.place.is_none(), end),
        None => (true, Bucket::Open, NaiveDateTime::MAX, false, NaiveDateTime::MAX),
    });
    events
}

/// Groups events that [`events`] gave: background, the days around the dateline, what lies ahead.
pub fn groups(events: &[Event], filed: &Filed) -> Vec<Group> {
    let mut groups: Vec<(Bucket, Group)> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let bucket = bucket(event, filed);
        match groups.last_mut() {
            Some((last, group)) if *last == bucket => group.events.end = index + 1,
            _ => groups.push((bucket, bucket.group(filed, index))),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// How many days around the dateline have a heading of their own.
const NEAR_DAYS: i64 = 7;

/// The heading an event stands under, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    Background,
    Day(NaiveDate),
    Ahead,
    Open,
}

fn bucket(event: &Event, filed: &Filed) -> Bucket {
    let Some((start, end)) = event.interval else { return Bucket::Open };
    let Some(day) = filed.day else { return Bucket::Background };
    let away = (start.date() - day).num_days();
    let within_day = (end - start).num_hours() <= 24;
    if within_day && away.abs() <= NEAR_DAYS {
        Bucket::Day(start.date())
    } else if away > 0 {
        Bucket::Ahead
    } else {
        Bucket::Background
    }
}

impl Bucket {
    fn group(self, filed: &Filed, index: usize) -> Group {
        let title = match self {
            Self::Background => "Background".to_owned(),
            Self::Day(day) => day.format("%a %-d %B").to_string(),
            Self::Ahead => "Ahead".to_owned(),
            Self::Open => "Open".to_owned(),
        };
        let note = match (self, filed.day) {
            (Self::Day(day), Some(filed)) => match (day - filed).num_days() {
                0 => "day of the dateline",
                -1 => "day before the dateline",
                1 => "day after the dateline",
                _ => "",
            },
            _ => "",
        };
        Group { title, note: note.to_owned(), events: index..index + 1 }
    }
}

fn event(date: &Dated, filed: &Filed, corrections: &[Correction]) -> Event {
    let sentence = date.sentences.get(date.found.sentence as usize).cloned().unwrap_or(0..date.text.len());
    let words = date.text.get(date.found.words.clone()).unwrap_or_default().to_owned();
    let correction = correction(date, &sentence, &words, corrections);
    let value = correction.map(|correction| correction.value).or(date.read.value);
    let interval = match correction {
        Some(correction) => Some(correction.value.interval()),
        None => later_today(date, filed).or(date.read.interval),
    };
    let conflicts = if correction.is_some() {
        after_filing(date, interval, filed)
    } else {
        conflicts(date, interval, filed)
    };
    let place = Place {
        paragraph: date.paragraph,
        date: date.found.words.clone(),
        clause: clause(date.text, &sentence, &date.found.words),
    };
    let grain = value.map_or(date.read.grain, |value| value.grain);
    Event {
        place: Some(place),
        words,
        interval,
        grain,
        vague: date.read.about
            || interval.is_some_and(|(start, end)| (end - start).num_hours() != 24 && grain >= Grain::Day),
        label: value
            .zip(interval)
            .map_or_else(String::new, |(value, interval)| label(date, &value, interval, filed)),
        resolved: value
            .zip(interval)
            .map_or_else(String::new, |(value, interval)| resolved(date, &value, interval)),
        corrected: correction.is_some(),
        conflicts,
    }
}

fn correction<'c>(
    date: &Dated,
    sentence: &Range<usize>,
    words: &str,
    corrections: &'c [Correction],
) -> Option<&'c Correction> {
    let core = date.text.get(date.found.range.clone()).unwrap_or_default();
    let sentence = date.text.get(sentence.clone()).unwrap_or_default().trim();
    let fits = |correction: &&Correction| {
        let here = correction.sentence.is_empty() || correction.sentence.trim() == sentence;
        here && (correction.words == words || correction.words == core)
    };
    corrections.iter().rev().find(fits)
}

fn filing(filed: &Filed) -> Option<Event> {
    let day = filed.day?;
    let moment = filed.time.map_or_else(|| day.and_time(NaiveTime::MIN), |time| day.and_time(time));
    let end = if filed.time.is_some() { moment } else { day.checked_add_days(Days::new(1))?.into() };
    Some(Event {
        place: None,
        words: "Filed".to_owned(),
        interval: Some((moment, end)),
        grain: if filed.time.is_some() { Grain::Minute } else { Grain::Day },
        vague: false,
        label: filed.time.map_or_else(|| short_day(day), |time| time.format("%H:%M").to_string()),
        resolved: short_day(day),
        corrected: false,
        conflicts: Vec::new(),
    })
}

/// “later on Thursday”, where the article was filed on that Thursday: after the filing.
fn later_today(date: &Dated, filed: &Filed) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let Meaning::At(Point { edge: Some(Edge::Later), .. }) = date.found.meaning else { return None };
    let (start, end) = date.read.interval?;
    let moment = filed.day?.and_time(filed.time?);
    (start <= moment && moment < end && date.read.grain == Grain::Day).then_some((moment, end))
}

fn conflicts(date: &Dated, interval: Option<(NaiveDateTime, NaiveDateTime)>, filed: &Filed) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    conflicts.extend(date.read.disagrees.map(|real| Conflict::Weekday { real }));
    conflicts.extend(date.read.impossible.then_some(Conflict::Impossible));
    conflicts.extend(date.read.backwards.then_some(Conflict::Backwards));
    conflicts.extend(after_filing(date, interval, filed));
    conflicts
}

fn after_filing(
    date: &Dated,
    interval: Option<(NaiveDateTime, NaiveDateTime)>,
    filed: &Filed,
) -> Vec<Conflict> {
    let told_past = date.found.tense == Tense::Past
        && !matches!(date.found.role, Some(Role::Until | Role::By | Role::Before));
    let (Some((start, _)), Some(day)) = (interval, filed.day) else { return Vec::new() };
    let after = match filed.time {
        Some(time) => start >= day.and_time(time),
        None => start.date() > day,
    };
    if told_past && after { vec![Conflict::AfterFiling] } else { Vec::new() }
}

/// The clause around a date: from the comma or semicolon before it to the one behind it, within its
/// sentence.
fn clause(text: &str, sentence: &Range<usize>, date: &Range<usize>) -> Range<usize> {
    let (Some(before), Some(behind)) =
        (text.get(sentence.start..date.start), text.get(date.end..sentence.end.max(date.end)))
    else {
        return date.clone();
    };
    let ends = |char: char| matches!(char, ';' | ':' | '—' | '–' | '“' | '”' | '«' | '»' | '"' | '؛');
    let start = before
        .char_indices()
        .rev()
        .find(|(_, char)| ends(*char))
        .map_or(0, |(at, char)| at + char.len_utf8());
    let end = behind.find(ends).unwrap_or(behind.len());
    let (start, end) = (sentence.start + start, date.end + end);
    let inner = &text[start..end];
    // Behind a quotation the clause begins with its comma.
    let lead = inner.len() - inner.trim_start_matches([',', '.', '،', ' ', '\u{a0}', '\n', '\t']).len();
    let lead = lead.min(date.start - start);
    start + lead..start + inner.trim_end().len()
}

/// “21 Feb 2021”.
fn short_day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// The time at the left of an event.
fn label(date: &Dated, value: &Value, (start, end): (NaiveDateTime, NaiveDateTime), filed: &Filed) -> String {
    let near = filed.day.is_some_and(|day| (start.date() - day).num_days().abs() <= NEAR_DAYS);
    if value.grain > Grain::Day || value.end.is_some() && value.grain == Grain::Day || !near {
        return spell(value, (start, end));
    }
    let clock = |at: NaiveDateTime| at.format("%H:%M").to_string();
    let instant = |part: Part| matches!(part, Part::Noon | Part::Midnight | Part::Dusk | Part::Dawn);
    let point = match &date.found.meaning {
        Meaning::At(point) => Some(point),
        _ => None,
    };
    let role = match date.found.role {
        Some(Role::After | Role::Since) => "after ",
        Some(Role::Before) => "before ",
        Some(Role::Until) => "until ",
        _ if date.read.about => "about ",
        _ => "",
    };
    match point.and_then(|point| point.time) {
        Some(Time::Part(part)) if instant(part) => format!("about {}", clock(middle(part, start))),
        Some(Time::Part(_)) => format!("{} to {}", clock(start), clock(end)),
        Some(Time::Clock { .. }) => format!("{role}{}", clock(value.start)),
        None if value.grain < Grain::Day => match value.end {
            Some(last) => format!("{} to {}", clock(value.start), clock(last)),
            None => clock(value.start),
        },
        None => match point.and_then(|point| point.edge) {
            Some(Edge::Late) => format!("after {}", clock(start)),
            Some(Edge::Later) => format!("after {}", clock(start)),
            Some(Edge::Early) => format!("before {}", clock(end)),
            _ => String::new(),
        },
    }
}

/// The middle of a short part of the day: noon itself, the hour of dusk.
fn middle(part: Part, start: NaiveDateTime) -> NaiveDateTime {
    let hours = match part {
        Part::Dusk | Part::Dawn => 1,
        _ => 0,
    };
    start + chrono::TimeDelta::hours(hours)
}

/// A stretch as it is named: “2020 to 2023”, “Feb 2021”, “21 Feb 2021”.
fn spell(value: &Value, (start, end): (NaiveDateTime, NaiveDateTime)) -> String {
    let last = end - chrono::TimeDelta::seconds(1);
    let name = |at: NaiveDateTime| match value.grain {
        Grain::Year | Grain::Decade | Grain::Century => at.year().to_string(),
        Grain::Month | Grain::Quarter => at.format("%b %Y").to_string(),
        _ => short_day(at.date()),
    };
    let (first, last) = (name(start), name(last.max(start)));
    if first == last { first } else { format!("{first} to {last}") }
}

/// The resolved date in words, to the day where it is a stretch of days.
fn resolved(date: &Dated, value: &Value, (start, end): (NaiveDateTime, NaiveDateTime)) -> String {
    let open = date.found.role == Some(Role::Since);
    if !open && value.end.is_none() && value.grain >= Grain::Month {
        return spell(value, value.interval());
    }
    let last = (end - chrono::TimeDelta::seconds(1)).max(start);
    if start.date() == last.date() {
        short_day(start.date())
    } else {
        format!("{} to {}", short_day(start.date()), short_day(last.date()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::dates::{Story, read, resolve};
    use crate::analysis::lang::Lang;
    use crate::analysis::lexicon::Folded;
    use crate::analysis::reading::Paragraph;
    use crate::analysis::tokens::tokens;
    use crate::review::ParagraphKind;

    fn filed() -> Filed {
        Filed { day: "2024-03-14".parse().ok(), time: "12:40:00".parse().ok(), place: "Lyon".to_owned() }
    }

    fn timeline(text: &str, corrections: &[Correction]) -> Vec<Event> {
        let tokens = tokens(text);
        let whole = 0..text.len();
        let sentence = std::slice::from_ref(&whole);
        let paragraph = Paragraph {
            text,
            kind: ParagraphKind::Body,
            lang: Lang::En,
            tokens: &tokens,
            words: &Folded::of(text, &tokens, Lang::En),
            sentences: sentence,
        };
        let mut story = Story::default();
        let found = read(&paragraph);
        let reads: Vec<_> = found.iter().map(|found| resolve(found, filed().day, &mut story)).collect();
        let dated = |(found, read)| Dated { paragraph: 0, text, sentences: sentence, found, read };
        let dates: Vec<_> = found.iter().zip(&reads).map(dated).collect();
        events(&dates, &filed(), corrections)
    }

    #[test]
    fn a_row_does_not_begin_with_a_comma() {
        let text = "“We stay,” Ada said on Tuesday. “We wait”, she said on Monday.";
        let clauses: Vec<_> = timeline(text, &[])
            .into_iter()
            .filter_map(|event| event.place.map(|place| text[place.clause].to_owned()))
            .collect();
        assert!(clauses.iter().any(|clause| clause.starts_with("she said on Monday")), "{clauses:?}");
    }

    #[test]
    fn only_a_verb_that_tells_of_the_past_conflicts_with_the_filing() {
        let odd = |text: &str| timeline(text, &[]).iter().any(|event| !event.conflicts.is_empty());
        assert!(odd("The bridge opened on 3 August 2024."));
        assert!(!odd("The court sits late next month."));
    }

    fn labels(text: &str) -> Vec<(String, String, String)> {
        timeline(text, &[]).into_iter().map(|event| (event.label, event.words, event.resolved)).collect()
    }

    #[test]
    fn events_stand_in_the_order_they_happened() {
        let text = "The bridge, opened in 1931, fell around noon on Wednesday, and fires burned since 2020.";
        let labels = labels(text);
        let expected = [
            ("1931", "in 1931", "1931"),
            ("2020 to 2024", "since 2020", "1 Jan 2020 to 14 Mar 2024"),
            ("about 12:00", "around noon on Wednesday", "13 Mar 2024"),
            ("12:40", "Filed", "14 Mar 2024"),
        ];
        let labels: Vec<_> = labels.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn what_was_told_as_past_cannot_lie_ahead() {
        let conflicts = |text| -> Vec<Conflict> {
            timeline(text, &[]).into_iter().flat_map(|event| event.conflicts).collect()
        };
        assert_eq!(conflicts("The mayor said later on Thursday that she was safe."), [Conflict::AfterFiling]);
        assert_eq!(conflicts("The mayor said on Thursday morning that she was safe."), []);
        assert_eq!(conflicts("The mayor will speak on 20 March 2024."), []);
        assert_eq!(conflicts("The mayor was safe on 20 March 2024."), [Conflict::AfterFiling]);
        assert_eq!(conflicts("It burned on Friday, 13 March 2024."), [Conflict::Weekday { real: 2 }]);
        assert_eq!(conflicts("It burned on 31 February 2024."), [Conflict::Impossible]);
        assert_eq!(conflicts("It lasted from 9 May 2019 to 3 May 2019."), [Conflict::Backwards]);
    }

    #[test]
    fn a_date_set_by_hand_wins() {
        let text = "The bridge fell on Wednesday.";
        let value = Value::of("2024-03-06".parse().unwrap(), Grain::Day);
        let set =
            |sentence: &str| Correction { words: "on Wednesday".into(), sentence: sentence.into(), value };
        let event = |correction| timeline(text, &[correction]).remove(0);
        assert!(event(set(text)).corrected);
        assert_eq!(event(set("")).resolved, "6 Mar 2024");
        assert_eq!(event(set("Another sentence.")).resolved, "13 Mar 2024");
    }

    #[test]
    fn days_near_the_dateline_have_headings() {
        let text = "Opened in 1931, it fell on Wednesday and burned on Thursday morning; a vote is due on 9 May 2024.";
        let events = timeline(text, &[]);
        let groups = groups(&events, &filed());
        let titles: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.note.as_str())).collect();
        let expected = [
            ("Background", ""),
            ("Wed 13 March", "day before the dateline"),
            ("Thu 14 March", "day of the dateline"),
            ("Ahead", ""),
        ];
        assert_eq!(titles, expected);
        assert_eq!(groups.last().map(|group| group.events.end), Some(events.len()));
    }
}
