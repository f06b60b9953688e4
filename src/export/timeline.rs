//! The events of the article in the order in which they happened, in words for a report.

use crate::analysis::reading::Reading;
use crate::analysis::timeline::{Conflict, Dated, Event, Filed, events, groups};
use crate::review::Review;

/// Events under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineGroup {
    /// The heading: “Background”, “Wed 26 July”.
    pub title: String,
    /// Its events, in order.
    pub events: Vec<TimelineEvent>,
}

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineEvent {
    /// When, in short.
    pub when: String,
    /// The article's words for it; empty for the filing of the article.
    pub words: String,
    /// What does not fit, a sentence each.
    pub conflicts: Vec<String>,
}

/// The timeline of a review's newest draft, as its reading tells the dates.
pub fn timeline(review: &Review, reading: &Reading) -> Vec<TimelineGroup> {
    let dateline = &review.article.dateline;
    let filed = Filed { day: dateline.date, time: None, place: dateline.place.clone() };
    let dated: Vec<Dated<'_>> = reading
        .dates()
        .iter()
        .filter_map(|date| {
            let part = &reading.paragraphs().get(date.paragraph)?.part;
            let found = part.dates.get(date.index)?;
            let (text, sentences) = (part.text.as_str(), part.sentences.as_slice());
            Some(Dated { paragraph: date.paragraph, text, sentences, found, read: &date.read })
        })
        .collect();
    let events = events(&dated, &filed, &[]);
    let in_group = |range: std::ops::Range<usize>| {
        events.get(range).unwrap_or_default().iter().map(|event| told(event, reading)).collect()
    };
    let groups = groups(&events, &filed).into_iter();
    groups.map(|group| TimelineGroup { title: group.title, events: in_group(group.events) }).collect()
}

fn told(event: &Event, reading: &Reading) -> TimelineEvent {
    let words = event.place.as_ref().and_then(|place| {
        let paragraph = reading.paragraphs().get(place.paragraph)?;
        Some(paragraph.part.text.get(place.clause.clone())?.trim().to_owned())
    });
    TimelineEvent {
        when: if event.label.is_empty() { event.resolved.clone() } else { event.label.clone() },
        words: words.unwrap_or_else(|| event.words.clone()),
        conflicts: event.conflicts.iter().map(Conflict::message).collect(),
    }
}
