//! Whom the article rests on: speakers and outlets, each with the passages it is the source of, and the
//! stretches that rest on one of them alone.

use super::{ArticleReading, Mentions, in_sentence};
use crate::analysis::attributions::{Attribution, Cue};
use crate::analysis::names::Names;
use crate::analysis::reading::Reading;
use crate::review::{Draft, Marginalia, ReadingKind};
use crate::text::{ByteOffset, ByteRange, byte_range};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What kind of source somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VoiceKind {
    /// A person or body that is named.
    Named,
    /// A news outlet or network.
    Outlet,
    /// Somebody who is only described: “two officials”.
    Described,
}

/// Somebody whom the article rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The fullest form of the name, or the description.
    pub name: String,
    /// What kind of source it is.
    pub kind: VoiceKind,
    /// What it is the source of, in text order: the words said, or where none are known, the attribution.
    pub passages: Vec<ByteRange>,
}

/// Paragraphs that rest on one source alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The paragraphs, counted from 0.
    pub paragraphs: Range<usize>,
    /// The numbers beside the first and the last.
    pub numbers: (u32, u32),
    /// The source, as its place in the list.
    pub voice: usize,
    /// Where it begins.
    pub start: ByteOffset,
}

/// Whom the article rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Everybody, those with the most passages first.
    pub all: Vec<Voice>,
    /// For each paragraph, how many sources it rests on.
    pub counts: Vec<u32>,
    /// Where paragraphs rest on one source alone.
    pub stretches: Vec<Stretch>,
}

/// A paragraph, and who is the source of something in it, by name.
type Sources = BTreeMap<usize, Vec<String>>;

/// Whom a draft rests on, as it was read; dismissed attributions are left out.
pub(super) fn voices(draft: &Draft, reading: &Reading, mentions: &Mentions, margin: &Marginalia) -> Voices {
    let mut found: HashMap<(String, VoiceKind), Vec<ByteRange>> = HashMap::new();
    let mut sources = Sources::new();
    for said in reading.attributions() {
        let range = byte_range(said.range.clone());
        let thinks = said.kind == Cue::Thinks;
        if thinks || margin.is_dismissed(ReadingKind::Attribution, &in_sentence(draft, reading, &range)) {
            continue;
        }
        let passage = said.content.clone().map_or_else(|| range.clone(), byte_range);
        let speaker = speaker(draft, said, mentions, reading.names());
        let outlet = outlet(draft, said);
        // What an outlet printed of somebody rests on both; the source of the words is the speaker.
        let source = speaker.as_ref().or(outlet.as_ref()).map(|(name, _)| name.clone());
        if let Some(source) = source {
            let paragraph = draft.text().paragraph_at(passage.start);
            sources.entry(paragraph).or_default().push(source);
        }
        let both = speaker.filter(|speaker| outlet.as_ref().is_none_or(|outlet| outlet.0 != speaker.0));
        for key in both.into_iter().chain(outlet) {
            found.entry(key).or_default().push(passage.clone());
        }
    }
    let voice = |((name, kind), mut passages): (_, Vec<ByteRange>)| {
        passages.sort_by_key(|passage| (passage.start, passage.end));
        passages.dedup();
        Voice { name, kind, passages }
    };
    let mut all: Vec<Voice> = found.into_iter().map(voice).collect();
    all.sort_by(|a, b| {
        let key = |voice: &Voice| (std::cmp::Reverse(voice.passages.len()), voice.passages[0].start);
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    let counts = counts(draft, &sources);
    let stretches = stretches(draft, &sources, &all);
    Voices { all, counts, stretches }
}

/// Who speaks: by the fullest form of the name where it is one of the article's.
fn speaker(
    draft: &Draft,
    said: &Attribution,
    mentions: &Mentions,
    names: &Names,
) -> Option<(String, VoiceKind)> {
    let range = said.named.as_ref().or(said.speaker.as_ref())?;
    if let Some(name) = mentions.within(range, names) {
        return Some((name.text.clone(), VoiceKind::Named));
    }
    if matches!(said.who, crate::analysis::attributions::Who::Named(_)) || said.named.is_some() {
        let words = draft.text().slice_bytes(&byte_range(range.clone()))?;
        return Some((words.to_owned(), VoiceKind::Described));
    }
    None
}

fn outlet(draft: &Draft, said: &Attribution) -> Option<(String, VoiceKind)> {
    let outlet = said.outlet.as_ref()?;
    let words = || draft.text().slice_bytes(&byte_range(outlet.range.clone()));
    Some((outlet.name().or_else(words)?.to_owned(), VoiceKind::Outlet))
}

impl ArticleReading {
    /// The speaker and outlet of an attribution, by the names they go by in the overview; each may be empty.
    pub(super) fn named(&self, said: &Attribution) -> (String, String) {
        let draft = &self.asked.draft;
        let speaker = speaker(draft, said, &self.mentions, self.reading.names());
        let speaker = speaker.map(|(name, _)| name).unwrap_or_default();
        let outlet = outlet(draft, said).map(|(name, _)| name).unwrap_or_default();
        (if speaker == outlet { String::new() } else { speaker }, outlet)
    }
}

fn counts(draft: &Draft, sources: &Sources) -> Vec<u32> {
    let count = |paragraph: usize| {
        let mut names: Vec<&String> = sources.get(&paragraph).into_iter().flatten().collect();
        names.sort();
        names.dedup();
        names.len() as u32
    };
    (0..draft.text().paragraph_count()).map(count).collect()
}

/// Paragraphs one after the other that rest on one and the same source alone.
fn stretches(draft: &Draft, sources: &Sources, all: &[Voice]) -> Vec<Stretch> {
    let numbers = draft.paragraph_numbers();
    let places: HashMap<&str, usize> =
        all.iter().enumerate().map(|(at, voice)| (voice.name.as_str(), at)).collect();
    let mut found: Vec<Stretch> = Vec::new();
    for (&paragraph, names) in sources {
        let Some(first) = names.first().filter(|first| names.iter().all(|name| name == *first)) else {
            continue;
        };
        let (Some(&voice), Some(&number)) = (places.get(first.as_str()), numbers.get(paragraph)) else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.voice == voice && last.paragraphs.end == paragraph => {
                last.paragraphs.end = paragraph + 1;
                last.numbers.1 = number;
            }
            _ => found.push(Stretch {
                paragraphs: paragraph..paragraph + 1,
                numbers: (number, number),
                voice,
                start: draft.text().paragraph_bytes(paragraph).start,
            }),
        }
    }
    found
}
