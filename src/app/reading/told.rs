//! How the words under the pointer or the caret were read, in words.

use super::{ArticleReading, in_draft, in_sentence};
use crate::analysis::dates::Value;
use crate::analysis::figures::{Figure, FigureKind, Qualifier};
use crate::analysis::reading::Dated;
use crate::review::{DateSet, InSentence, Marginalia, ReadingKind};
use crate::text::{ByteRange, byte_range};

/// A reading, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it was taken for.
    pub kind: ReadingKind,
    /// Where it stands.
    pub range: ByteRange,
    /// By what a dismissal is kept.
    pub at: InSentence,
    /// What it means: “26 Jul 2023”, “9 officers”.
    pub value: String,
    /// Why, or what else is known of it; may be empty.
    pub why: String,
}

impl ArticleReading {
    /// What was read in these bytes of the draft, the shortest passage first; what was dismissed is left out.
    pub fn told(&self, range: &ByteRange, margin: &Marginalia) -> Vec<Told> {
        let mut told = self.dates(range, margin);
        told.extend(self.figures(range));
        told.extend(self.names(range));
        told.extend(self.attributions(range));
        told.retain(|told| !margin.is_dismissed(told.kind, &told.at));
        told.sort_by_key(|told| (told.range.end.0 - told.range.start.0, told.kind));
        told
    }

    fn tell(&self, kind: ReadingKind, range: ByteRange, value: String, why: String) -> Told {
        let at = in_sentence(&self.asked.draft, &self.reading, &range);
        Told { kind, range, at, value, why }
    }

    fn dates(&self, range: &ByteRange, margin: &Marginalia) -> Vec<Told> {
        let dates = self.reading.dates();
        let from = dates.partition_point(|date| date.range.end <= range.start);
        let here = dates[from..].iter().take_while(|date| touches(&date.range, range));
        let told = |date: &Dated| {
            let told = self.tell(ReadingKind::Date, date.range.clone(), date_in_words(date), String::new());
            let set = margin.date(&told.at);
            match set {
                Some(set) => Told { value: set_in_words(set), why: "Set by hand.".to_owned(), ..told },
                None => Told { why: date.read.why.clone(), ..told },
            }
        };
        here.map(told).collect()
    }

    fn figures(&self, range: &ByteRange) -> Vec<Told> {
        let paragraph = self.asked.draft.text().paragraph_at(range.start);
        let Some(read) = self.reading.paragraphs().get(paragraph) else { return Vec::new() };
        let here = read.part.figures.iter().map(|figure| (in_draft(read.start, &figure.range), figure));
        let here = here.filter(|(place, _)| touches(place, range));
        here.map(|(place, figure)| {
            let why = figure_kind(figure.kind).to_owned();
            self.tell(ReadingKind::Figure, place, figure_in_words(figure), why)
        })
        .collect()
    }

    fn names(&self, range: &ByteRange) -> Vec<Told> {
        let paragraph = self.asked.draft.text().paragraph_at(range.start);
        let mut told = Vec::new();
        for name in &self.reading.names().names {
            let first = name.mentions.partition_point(|mention| mention.paragraph < paragraph);
            let here = name.mentions[first..].iter().take_while(|mention| mention.paragraph == paragraph);
            for mention in here.map(|mention| self.reading.mention(mention)) {
                if touches(&mention, range) {
                    let mut value = format!("{}, {}", name.text, name.kind.key());
                    let titles: Vec<&str> = name.titles.iter().map(|(title, _)| title.as_str()).collect();
                    if !titles.is_empty() {
                        value = format!("{value}: {}", titles.join("; "));
                    }
                    let times = match name.mentions.len() {
                        1 => "Named once.".to_owned(),
                        count => format!("Named {count} times."),
                    };
                    told.push(self.tell(ReadingKind::Name, mention, value, times));
                }
            }
        }
        told
    }

    fn attributions(&self, range: &ByteRange) -> Vec<Told> {
        let draft = &self.asked.draft;
        let words = |range: &std::ops::Range<usize>| {
            draft.text().slice_bytes(&byte_range(range.clone())).unwrap_or_default()
        };
        let here =
            self.reading.attributions().iter().filter(|said| touches(&byte_range(said.range.clone()), range));
        here.map(|said| {
            let (speaker, outlet) = super::voices::named(draft, &self.reading, said);
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

fn date_in_words(date: &Dated) -> String {
    let Some(value) = &date.read.value else {
        let why = if date.read.impossible { "no day of the calendar" } else { "stays open" };
        return why.to_owned();
    };
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
    set.last.map_or_else(|| set.first.to_string(), |last| format!("{} to {last}", set.first))
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
    let end = figure.end_value.map(|end| format!(" to {end}")).unwrap_or_default();
    let unit = if figure.unit.is_empty() { String::new() } else { format!(" {}", figure.unit) };
    format!("{qualifier}{}{end}{unit}", figure.value)
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
