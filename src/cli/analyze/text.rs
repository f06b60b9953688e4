//! A reading for a person at a terminal.

use crate::analysis::attributions::Attribution;
use crate::analysis::dates;
use crate::analysis::quotations::Quotation;
use crate::analysis::reading::{Dated, Reading};
use crate::cli::terminal::{at_most, count, line};
use crate::review::Draft;
use crate::text::byte_range;
use std::io::{self, Write};
use std::ops::Range;

/// How many chars of a passage are shown.
const SHOWN: usize = 72;

/// Writes everything read off a draft, kind by kind.
pub(super) fn write(out: &mut dyn Write, draft: &Draft, reading: &Reading) -> io::Result<()> {
    let page = Page { draft, reading };
    let language = if reading.language().is_empty() { "not known" } else { reading.language() };
    writeln!(out, "Language {language}, {}", count(reading.sentences().count(), "sentence", "sentences"))?;
    section(out, "Attributions", reading.attributions().iter().map(|said| page.attribution(said)))?;
    section(out, "Quotations", reading.quotations().iter().map(|quotation| page.quotation(quotation)))?;
    section(out, "Dates", reading.dates().iter().map(|date| page.date(date)))?;
    section(
        out,
        "Figures",
        reading.figures().map(|(range, figure)| {
            let end = figure.end_value.map(|end| format!(" to {end}")).unwrap_or_default();
            let unit = if figure.unit.is_empty() { String::new() } else { format!(" {}", figure.unit) };
            format!("{} = {}{end}{unit}", page.words(&(range.start.0..range.end.0)), figure.value)
        }),
    )?;
    section(
        out,
        "Names",
        reading.names().names.iter().map(|name| {
            let titles: Vec<&str> = name.titles.iter().map(|(title, _)| title.as_str()).collect();
            let titles = if titles.is_empty() { String::new() } else { format!(", {}", titles.join(", ")) };
            format!(
                "{} ({}{titles}): {}",
                name.text,
                name.kind.key(),
                count(name.mentions.len(), "mention", "mentions")
            )
        }),
    )?;
    section(
        out,
        "Suggestions",
        reading.suggestions().map(|(range, part, suggestion)| {
            let words = page.words(&(range.start.0..range.end.0));
            let reasons: Vec<_> =
                suggestion.reasons.iter().map(|reason| reason.in_words(&part.text)).collect();
            format!("{:.2} {words}\n       {}", suggestion.score, reasons.join(", "))
        }),
    )
}

/// A heading with its lines, or nothing where there are none.
fn section(out: &mut dyn Write, title: &str, lines: impl Iterator<Item = String>) -> io::Result<()> {
    for (index, text) in lines.enumerate() {
        if index == 0 {
            writeln!(out, "\n{title}")?;
        }
        let parts: Vec<String> = text.split('\n').map(|part| line(part).into_owned()).collect();
        writeln!(out, "  {}", parts.join("\n"))?;
    }
    Ok(())
}

struct Page<'d> {
    draft: &'d Draft,
    reading: &'d Reading,
}

impl Page<'_> {
    fn words(&self, range: &Range<usize>) -> String {
        let words = self.draft.text().slice_bytes(&byte_range(range.clone())).unwrap_or_default();
        at_most(&words.replace('\n', " ¶ "), SHOWN).into_owned()
    }

    fn attribution(&self, said: &Attribution) -> String {
        let speaker = match (&said.speaker, &said.named) {
            (Some(speaker), Some(named)) => format!("{} ({})", self.words(speaker), self.words(named)),
            (Some(one), None) | (None, Some(one)) => self.words(one),
            (None, None) => "somebody".to_owned(),
        };
        let outlet = said
            .outlet
            .as_ref()
            .map(|outlet| format!(" [{}]", self.words(&outlet.range)))
            .unwrap_or_default();
        let content =
            said.content.as_ref().map(|content| format!(": {}", self.words(content))).unwrap_or_default();
        format!("{speaker}, “{}”{outlet}{content}", self.words(&said.cue))
    }

    fn quotation(&self, quotation: &Quotation) -> String {
        let said = quotation.attribution.and_then(|at| self.reading.attributions().get(at));
        let name = said.and_then(|said| self.reading.speaker_name(self.draft, said)).map(str::to_owned);
        let name = name.or_else(|| quotation.speaker.as_ref().map(|range| self.words(range)));
        let mut about = vec![name.unwrap_or_else(|| "nobody named".to_owned()), quotation.language.clone()];
        let post = [&quotation.handle, &quotation.date].into_iter().flatten().map(|range| self.words(range));
        about.extend(post);
        if let Some(original) = quotation.translation_of.and_then(|at| self.reading.quotations().get(at)) {
            about.push(format!("renders {}", at_most(&self.words(&original.range), 30)));
        }
        about.retain(|part| !part.is_empty());
        format!("{}\n       {}", self.words(&quotation.range), about.join(", "))
    }

    fn date(&self, date: &Dated) -> String {
        let value = date.read.told();
        let end = value.as_ref().and_then(dates::Value::end_iso);
        let end = end.map(|end| format!(" to {end}")).unwrap_or_default();
        let value = value.as_ref().map_or("not known".to_owned(), dates::Value::iso);
        format!("{} = {value}{end} ({})", self.words(&(date.range.start.0..date.range.end.0)), date.read.why)
    }
}
