//! How the words under the pointer or the caret were read, in words.

use super::{ArticleReading, in_sentence};
use crate::analysis::dates::Value;
use crate::analysis::figures::{self, Figure, FigureKind, Qualifier};
use crate::analysis::lang::Lang;
use crate::analysis::lexicon::Folded;
use crate::analysis::reading::{Dated, Paragraph};
use crate::analysis::timeline::Event;
use crate::analysis::tokens::tokens;
use crate::review::{DateSet, InSentence, Marginalia, ParagraphKind, ReadingKind};
use crate::text::{ByteRange, byte_range};
use chrono::NaiveDate;

/// A reading, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it was taken for.
    pub kind: ReadingKind,
    /// Where it stands.
    pub range: ByteRange,
    /// By what a dismissal is kept.
    pub at: InSentence,
    /// What it means: “26 Jul 2023”, “9 officers”; empty for a date that stays open.
    pub value: String,
    /// Why, or what else is known of it; may be empty.
    pub why: String,
    /// Whether a person has set it.
    pub set: bool,
}

impl ArticleReading {
    /// What was read in these bytes of the draft, the shortest passage first; what was dismissed is left out.
    pub fn told(&self, range: &ByteRange, margin: &Marginalia) -> Vec<Told> {
        let mut told = self.dates(range, margin);
        told.extend(self.figures(range, margin));
        told.extend(self.names(range));
        told.extend(self.attributions(range));
        told.retain(|told| !margin.is_dismissed(told.kind, &told.at));
        told.sort_by_key(|told| (told.range.end.0 - told.range.start.0, told.kind));
        told
    }

    /// The dates and figures read in the passages of a claim, each kind in text order and each place once;
    /// what was dismissed is left out.
    pub fn told_of(&self, passages: &[ByteRange], margin: &Marginalia) -> Vec<Told> {
        let mut told: Vec<Told> = Vec::new();
        for range in passages {
            told.extend(self.dates(range, margin));
            told.extend(self.figures(range, margin));
        }
        told.retain(|told| !margin.is_dismissed(told.kind, &told.at));
        told.sort_by_key(|told| (told.kind, told.range.start));
        told.dedup_by(|one, other| one.kind == other.kind && one.range == other.range);
        told
    }

    fn tell(&self, kind: ReadingKind, range: ByteRange, value: String, why: String) -> Told {
        let at = in_sentence(&self.asked.draft, &self.reading, &range);
        Told { kind, range, at, value, why, set: false }
    }

    fn dates(&self, range: &ByteRange, margin: &Marginalia) -> Vec<Told> {
        let dates = self.reading.dates();
        let from = dates.partition_point(|date| date.range.end <= range.start);
        let here = dates[from..].iter().take_while(|date| touches(&date.range, range));
        let told = |date: &Dated| {
            let told = self.tell(ReadingKind::Date, date.range.clone(), date_in_words(date), String::new());
            let event = self.timeline.of_date(&date.range);
            let in_words = event.map(|event| event.event.resolved.clone()).filter(|words| !words.is_empty());
            match margin.date(&told.at) {
                Some(set) => {
                    // The timeline follows as soon as the article is read with the date that was set.
                    let value = in_words.filter(|_| event.is_some_and(|event| event.event.corrected));
                    let value = value.unwrap_or_else(|| set_in_words(set));
                    Told { value, why: "Set by hand.".to_owned(), set: true, ..told }
                }
                None => {
                    let value = in_words.unwrap_or_else(|| told.value.clone());
                    Told { value, why: why(date, event.map(|event| &event.event)), ..told }
                }
            }
        };
        here.map(told).collect()
    }

    fn figures(&self, range: &ByteRange, margin: &Marginalia) -> Vec<Told> {
        let text = self.asked.draft.text();
        let paragraphs = text.paragraph_at(range.start)..=text.paragraph_at(range.end);
        let read = paragraphs.filter_map(|paragraph| self.reading.paragraphs().get(paragraph));
        let all =
            read.flat_map(|read| read.part.figures.iter().map(|figure| (read.at(&figure.range), figure)));
        let told = |(place, figure): (ByteRange, &Figure)| {
            let why = figure_kind(figure.kind).to_owned();
            let told = self.tell(ReadingKind::Figure, place, figure_in_words(figure), why);
            match margin.figure(&told.at) {
                Some(set) => {
                    let value = in_words(&set.value, set.end_value.as_deref(), &set.unit);
                    Told { value, why: "Set by hand.".to_owned(), set: true, ..told }
                }
                None => told,
            }
        };
        all.filter(|(place, _)| touches(place, range)).map(told).collect()
    }

    fn names(&self, range: &ByteRange) -> Vec<Told> {
        let start = self.paragraph_start(range);
        let here = self.mentions.beginning_in(start..range.end.0 + 1);
        let named = here.filter(|(place, _)| touches(place, range)).filter_map(|(place, name)| {
            let name = self.reading.names().names.get(name)?;
            let mut value = format!("{}, {}", name.text, name.kind.key());
            let titles: Vec<&str> = name.titles.iter().map(|(title, _)| title.as_str()).collect();
            if !titles.is_empty() {
                value = format!("{value}: {}", titles.join("; "));
            }
            let times = match name.mentions.len() {
                1 => "Named once.".to_owned(),
                count => format!("Named {count} times."),
            };
            Some(self.tell(ReadingKind::Name, place, value, times))
        });
        named.collect()
    }

    /// The first byte of the paragraph that a range begins in: what was read begins nowhere before it.
    fn paragraph_start(&self, range: &ByteRange) -> usize {
        let text = self.asked.draft.text();
        text.paragraph_bytes(text.paragraph_at(range.start)).start.0
    }

    fn attributions(&self, range: &ByteRange) -> Vec<Told> {
        let draft = &self.asked.draft;
        let words = |range: &std::ops::Range<usize>| {
            draft.text().slice_bytes(&byte_range(range.clone())).unwrap_or_default()
        };
        let start = self.paragraph_start(range);
        let all = self.reading.attributions();
        let from = all.partition_point(|said| said.range.start < start);
        let here = all[from..].iter().take_while(|said| said.range.start <= range.end.0);
        let here = here.filter(|said| touches(&byte_range(said.range.clone()), range));
        here.map(|said| {
            let (speaker, outlet) = self.named(said);
            let who = match (speaker.is_empty(), outlet.is_empty()) {
                (false, false) => format!("{speaker}, in {outlet}"),
                (false, true) => speaker,
                (true, false) => outlet,
                (true, true) => "It is not clear who".to_owned(),
            };
            let why = format!("Cue “{}”.", words(&said.cue));
            self.tell(ReadingKind::Attribution, byte_range(said.range.clone()), who, why)
        })
        .collect()
    }
}

/// Whether two ranges share a char, or one is a caret at or in the other.
fn touches(place: &ByteRange, range: &ByteRange) -> bool {
    if range.start == range.end {
        return place.start <= range.start && range.start <= place.end;
    }
    place.start < range.end && range.start < place.end
}

/// Why a date was read so, after the time of day where there is one.
fn why(date: &Dated, event: Option<&Event>) -> String {
    let time = event.filter(|event| !event.label.is_empty() && event.label != event.resolved);
    match time {
        Some(event) => format!("{}. {}", capitalised(&event.label), date.read.why),
        None => date.read.why.clone(),
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What the timeline does not tell: the value as it was resolved.
fn date_in_words(date: &Dated) -> String {
    let Some(value) = &date.read.value else { return String::new() };
    let about = if date.read.about { "about " } else { "" };
    format!("{about}{}", value_in_words(value))
}

fn value_in_words(value: &Value) -> String {
    match value.end_iso() {
        Some(end) => format!("{} to {end}", value.iso()),
        None => value.iso(),
    }
}

fn set_in_words(set: &DateSet) -> String {
    let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    set.last.map_or_else(|| day(set.first), |last| format!("{} to {}", day(set.first), day(last)))
}

fn figure_in_words(figure: &Figure) -> String {
    let qualifier = match figure.qualifier {
        Some(Qualifier::About) => "about ",
        Some(Qualifier::Almost) => "almost ",
        Some(Qualifier::MoreThan) => "more than ",
        Some(Qualifier::LessThan) => "less than ",
        Some(Qualifier::AtLeast) => "at least ",
        Some(Qualifier::AtMost) => "at most ",
        Some(Qualifier::Exactly) | None => "",
    };
    let end = figure.end_value.map(|end| end.to_string());
    format!("{qualifier}{}", in_words(&figure.value.to_string(), end.as_deref(), &figure.unit))
}

/// A figure as it is shown: “10 to 12 km”.
fn in_words(value: &str, end: Option<&str>, unit: &str) -> String {
    let end = end.map(|end| format!(" to {end}")).unwrap_or_default();
    format!("{value}{end} {unit}").trim_end().to_owned()
}

/// The figure that somebody types, read as the article's own are; none where it does not begin with one, or
/// where there is more than one.
pub(super) fn figure_typed(typed: &str, language: &str) -> Option<Figure> {
    let text = typed.trim();
    let (tokens, sentences) = (tokens(text), Vec::from_iter(std::iter::once(0..text.len())));
    let (kind, lang) = (ParagraphKind::Body, Lang::of(language));
    let words = &Folded::of(text, &tokens, lang);
    let paragraph = Paragraph { text, kind, lang, tokens: &tokens, words, sentences: &sentences };
    let mut found = figures::read(&paragraph).into_iter();
    let figure = found.next().filter(|_| found.next().is_none())?;
    let before = text.get(..figure.range.start)?;
    if before.chars().any(char::is_alphanumeric) && figure.qualifier.is_none() {
        return None;
    }
    let unit = match figure.unit.is_empty() {
        true => text.get(figure.range.end..)?.trim().to_owned(),
        false => figure.unit.clone(),
    };
    Some(Figure { unit, ..figure })
}

fn figure_kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Count => "A count.",
        FigureKind::Ordinal => "A place in an order.",
        FigureKind::Percent => "A share in per cent.",
        FigureKind::Points => "A difference of percentage points.",
        FigureKind::Money => "An amount of money.",
        FigureKind::Measure => "An amount of a unit.",
        FigureKind::Age => "An age in years.",
        FigureKind::Part => "A part of a whole.",
        FigureKind::Times => "A number of times.",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, TimelineEvent};
    use super::*;
    use crate::analysis::reading::Reading;
    use crate::review::{Article, Draft, Paragraph as Words, Review, ReviewId};
    use std::sync::Arc;

    fn typed(text: &str, language: &str) -> Option<(String, Option<String>, String)> {
        let figure = figure_typed(text, language)?;
        Some((figure.value.to_string(), figure.end_value.map(|end| end.to_string()), figure.unit))
    }

    #[test]
    fn whatever_was_read_is_told_where_it_stands() {
        let words = [
            "The mayor, Ada Brown, told Reuters on Monday that 40 people had left.",
            "On Tuesday Ada Brown said that nine had come back, Reuters wrote on 3 March.",
            "Nobody was hurt, he told France 24 on 4 March.",
            "According to Ada Brown, the bridge of 1974 stands.",
        ];
        let paragraphs = words.iter().map(|words| Words::new(ParagraphKind::Body, *words)).collect();
        let draft = Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", paragraphs);
        let article = Article { language: "en".to_owned(), ..Article::default() };
        let review = Review::new(ReviewId::new(1), article, draft);
        let asked = Asked::of(&review, Vec::new()).unwrap();
        let reading = Arc::new(Reading::of(&asked.draft, "en", NaiveDate::from_ymd_opt(2023, 7, 27), None));
        let read = ArticleReading::of(asked, Arc::clone(&reading), true);
        let is_told = |kind, place: &ByteRange| {
            let told = read.told(place, &review.marginalia);
            assert!(
                told.iter().any(|told| told.kind == kind && told.range == *place),
                "{kind:?} at {place:?}"
            );
        };
        let mentions = reading.names().names.iter().flat_map(|name| &name.mentions);
        let mentions: Vec<_> = mentions.map(|mention| reading.mention(mention)).collect();
        let said: Vec<_> = reading.attributions().iter().map(|said| byte_range(said.range.clone())).collect();
        assert!(mentions.len() > 2 && said.len() > 2 && reading.dates().len() > 2);
        mentions.iter().for_each(|place| is_told(ReadingKind::Name, place));
        said.iter().for_each(|place| is_told(ReadingKind::Attribution, place));
        reading.dates().iter().for_each(|date| {
            is_told(ReadingKind::Date, &date.range);
            let event = read.timeline.of_date(&date.range).and_then(TimelineEvent::words);
            assert!(
                event.is_some_and(|words| words.start <= date.range.start && date.range.end <= words.end)
            );
        });
    }

    #[test]
    fn a_figure_that_is_typed_is_read_as_the_articles_own() {
        let of = |value: &str, unit: &str| Some((value.to_owned(), None, unit.to_owned()));
        assert_eq!(typed("12 million crowns", "en"), of("12000000", "crowns"));
        assert_eq!(typed(" nine ", "en"), of("9", ""));
        assert_eq!(typed("1.500 Soldaten", "de"), of("1500", "Soldaten"));
        assert_eq!(typed("30%", "en"), of("30", "%"));
        let range =
            typed("10 to 12 km", "en").map(|(value, end, unit)| (value, end.unwrap_or_default(), unit));
        assert_eq!(range, Some(("10".to_owned(), "12".to_owned(), "km".to_owned())));
        for wrong in ["", "many", "from Lyon 5", "5 here and 6 there"] {
            assert_eq!(typed(wrong, "en"), None, "{wrong}");
        }
    }
}
