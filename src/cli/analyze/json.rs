//! A reading as JSON. A passage is `{"start", "end", "text"}` in chars of the draft’s text.

use crate::analysis::attributions::Attribution;
use crate::analysis::dates;
use crate::analysis::figures::{Figure, Number};
use crate::analysis::names::{Name, Oddity};
use crate::analysis::quotations::Quotation;
use crate::analysis::reading::{Dated, Part, Reading};
use crate::analysis::suggestions::Suggestion;
use crate::review::Draft;
use crate::text::{ByteRange, byte_range};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// How many places behind the point a value is given that has no end (a third).
const PLACES: u32 = 6;

/// Everything read off a draft.
pub(super) fn reading(draft: &Draft, reading: &Reading) -> Value {
    let page = Page { draft, reading };
    let attributions = reading.attributions();
    json!({
        "language": reading.language(),
        "sentences": reading.sentences().map(|range| Value::Object(page.passage(&range))).collect::<Vec<_>>(),
        "attributions": attributions.iter().map(|said| page.attribution(said)).collect::<Vec<_>>(),
        "quotations": reading.quotations().iter().map(|quotation| page.quotation(quotation)).collect::<Vec<_>>(),
        "dates": reading.dates().iter().map(|date| page.date(date)).collect::<Vec<_>>(),
        "figures": reading.figures().map(|(range, figure)| page.figure(&range, figure)).collect::<Vec<_>>(),
        "names": reading.names().names.iter().map(|name| page.name(name)).collect::<Vec<_>>(),
        "oddities": reading.names().oddities.iter().map(|oddity| page.oddity(oddity)).collect::<Vec<_>>(),
        "suggestions": reading.suggestions().map(|(range, part, one)| page.suggestion(&range, part, one)).collect::<Vec<_>>(),
    })
}

struct Page<'d> {
    draft: &'d Draft,
    reading: &'d Reading,
}

impl Page<'_> {
    fn passage(&self, range: &ByteRange) -> Map<String, Value> {
        let chars = self.draft.text().chars_of(range);
        let mut passage = Map::new();
        passage.insert("start".into(), chars.start.0.into());
        passage.insert("end".into(), chars.end.0.into());
        passage.insert("text".into(), self.draft.text().slice_bytes(range).unwrap_or_default().into());
        passage
    }

    /// A passage with more keys.
    fn with(&self, range: &ByteRange, more: Value) -> Value {
        let mut passage = self.passage(range);
        if let Value::Object(more) = more {
            passage.extend(more);
        }
        Value::Object(passage)
    }

    fn span(&self, range: Option<&Range<usize>>) -> Value {
        range.map_or(Value::Null, |range| Value::Object(self.passage(&byte_range(range.clone()))))
    }

    fn words(&self, range: Option<&Range<usize>>) -> Option<&str> {
        self.draft.text().slice_bytes(&byte_range(range?.clone()))
    }

    fn attribution(&self, said: &Attribution) -> Value {
        let outlet = said.outlet.as_ref();
        let name = outlet.and_then(|outlet| outlet.name().or_else(|| self.words(Some(&outlet.range))));
        let more = json!({
            "speaker": self.words(said.speaker.as_ref()),
            "cue": self.words(Some(&said.cue)),
            "outlet": name,
            "content": self.span(said.content.as_ref()),
            "speaker_name": self.reading.speaker_name(self.draft, said),
            "speaker_span": self.span(said.speaker.as_ref()),
            "cue_span": self.span(Some(&said.cue)),
        });
        self.with(&byte_range(said.range.clone()), more)
    }

    fn quotation(&self, quotation: &Quotation) -> Value {
        let said = quotation.attribution.and_then(|at| self.reading.attributions().get(at));
        let name = said.and_then(|said| self.reading.speaker_name(self.draft, said));
        let speaker = self.words(quotation.speaker.as_ref());
        let more = json!({
            "speaker": speaker,
            "language": quotation.language,
            "speaker_name": name.or(speaker),
            "speaker_span": self.span(quotation.speaker.as_ref()),
            "kind": quotation.kind.key(),
            "handle": self.words(quotation.handle.as_ref()),
            "date": self.words(quotation.date.as_ref()),
            "translation_of": quotation.translation_of,
        });
        self.with(&byte_range(quotation.range.clone()), more)
    }

    fn date(&self, date: &Dated) -> Value {
        let read = &date.read;
        let told = read.told();
        let more = json!({
            "value": told.as_ref().map(dates::Value::iso),
            "end_value": told.as_ref().and_then(dates::Value::end_iso),
            "grain": read.grain.name(),
            "relative": read.relative,
            "about": read.about,
            "impossible": read.impossible,
            "disagrees": read.disagrees.map(dates::weekday_name),
            "reason": read.why,
        });
        self.with(&date.range, more)
    }

    fn figure(&self, range: &ByteRange, figure: &Figure) -> Value {
        let more = json!({
            "value": number(figure.value),
            "end_value": figure.end_value.map(number),
            "unit": figure.unit,
            "kind": format!("{:?}", figure.kind).to_lowercase(),
        });
        self.with(range, more)
    }

    fn name(&self, name: &Name) -> Value {
        let mentions =
            name.mentions.iter().map(|mention| Value::Object(self.passage(&self.reading.mention(mention))));
        json!({
            "text": name.text,
            "kind": name.kind.key(),
            "mentions": mentions.collect::<Vec<_>>(),
            "titles": name.titles.iter().map(|(title, _)| title).collect::<Vec<_>>(),
        })
    }

    /// One name spelled two ways, or one person with two offices.
    fn oddity(&self, oddity: &Oddity) -> Value {
        let (kind, (one, here), (other, there)) = match oddity {
            Oddity::SpelledTwoWays { usual, other } => ("spelled_two_ways", usual, other),
            Oddity::TwoTitles { first, second, .. } => ("two_titles", first, second),
        };
        let place = |mention| Value::Object(self.passage(&self.reading.mention(mention)));
        json!({ "kind": kind, "words": [one, other], "passages": [place(here), place(there)] })
    }

    fn suggestion(&self, range: &ByteRange, part: &Part, suggestion: &Suggestion) -> Value {
        let reasons: Vec<_> = suggestion.reasons.iter().map(|reason| reason.in_words(&part.text)).collect();
        let score = (suggestion.score * 1000.0).round() / 1000.0;
        let more = json!({ "score": score, "reasons": reasons, "kind": suggestion.kind.key() });
        self.with(range, more)
    }
}

/// A number of JSON; exact where it has an end.
fn number(number: Number) -> Value {
    if let Some(whole) = number.as_whole().and_then(|whole| i64::try_from(whole).ok()) {
        return whole.into();
    }
    let rounded = number.rounded(PLACES).unwrap_or(number).to_string();
    rounded.parse::<f64>().map_or(Value::String(rounded), Value::from)
}
