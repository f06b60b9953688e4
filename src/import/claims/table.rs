//! A table of claims: the columns of `export --to csv`, in any order, with any left out but `passage`.
//!
//! A line with the number of the line before it goes on with the same claim: another passage, another
//! citation.

use super::{
    ClaimsError, Given, GivenAttribution, GivenCitation, GivenClaim, GivenCorrection, GivenDecision,
    GivenMark,
};
use csv::StringRecord;
use std::collections::HashMap;

/// The claims of a table.
pub fn read(text: &str) -> Result<Given, ClaimsError> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let no_table = |error: csv::Error| ClaimsError::Table(error.to_string());
    let columns = Columns::of(reader.headers().map_err(no_table)?);
    if !columns.0.contains_key("passage") {
        return Err(ClaimsError::NoPassages);
    }
    let mut given = Given::default();
    for record in reader.records() {
        let record = record.map_err(no_table)?;
        let row = Row { columns: &columns, record: &record };
        let number = row.cell("number").parse().unwrap_or(0);
        match given.claims.last_mut().filter(|last| number > 0 && last.number == number) {
            Some(last) => row.go_on(last),
            None => given.claims.extend(row.claim(number)),
        }
    }
    Ok(given)
}

/// What parts the columns: a comma, or what spreadsheets of other countries write.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|&byte| byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

/// Where each column stands, by its name.
struct Columns(HashMap<String, usize>);

impl Columns {
    fn of(head: &StringRecord) -> Self {
        let name = |name: &str| match name.trim().to_lowercase().replace([' ', '-'], "_").as_str() {
            "quote" | "quotation_marked" | "words" => "passage".to_owned(),
            name => name.to_owned(),
        };
        Self(head.iter().map(name).zip(0..).collect())
    }
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
}

impl Row<'_> {
    /// A cell without the apostrophe that keeps it from being worked out; empty where there is none.
    fn cell(&self, column: &str) -> String {
        let cell = self.columns.0.get(column).and_then(|&at| self.record.get(at)).unwrap_or_default();
        match cell.strip_prefix('\'') {
            Some(rest) if would_act(rest) => rest.to_owned(),
            _ => cell.to_owned(),
        }
    }

    fn some(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// A claim that begins with this line; none where the line is blank.
    fn claim(&self, number: u32) -> Option<GivenClaim> {
        let mut claim = GivenClaim {
            number,
            wording: self.cell("wording"),
            status: self.cell("status"),
            needs_recheck: matches!(self.cell("needs_recheck").to_lowercase().as_str(), "yes" | "true" | "1"),
            kind: self.cell("kind"),
            attribution: self.attribution(),
            correction: self.correction(),
            note: self.cell("note"),
            tags: self.cell("tags").lines().map(str::to_owned).collect(),
            rating: self.cell("rating"),
            decision: self.decision(),
            ..GivenClaim::default()
        };
        self.go_on(&mut claim);
        let is_blank = claim.marks.is_empty() && claim.wording.is_empty() && claim.citations.is_empty();
        (!is_blank).then_some(claim)
    }

    /// Another passage and another citation of a claim, where the line has them.
    fn go_on(&self, claim: &mut GivenClaim) {
        if let Some(text) = self.some("passage") {
            claim.marks.push(GivenMark {
                text,
                prefix: self.cell("prefix"),
                suffix: self.cell("suffix"),
                start: self.cell("start").parse().ok(),
                draft: self.cell("draft").parse().ok(),
            });
        }
        if self.some("source").or_else(|| self.some("url")).is_some() {
            claim.citations.push(self.citation());
        }
    }

    fn citation(&self) -> GivenCitation {
        GivenCitation {
            source: self.cell("source"),
            stance: self.cell("stance"),
            credibility: self.cell("credibility"),
            rank: self.some("rank"),
            url: self.cell("url"),
            pinpoint: self.cell("pinpoint"),
            quotation: self.cell("quotation"),
            language: self.cell("language"),
            translation: self.cell("translation"),
            translator: self.cell("translator"),
            accessed: self.cell("accessed").parse().ok(),
            method: self.some("method"),
            who: self.cell("who"),
            origin: self.some("origin"),
            note: self.cell("citation_note"),
        }
    }

    fn attribution(&self) -> Option<GivenAttribution> {
        let [speaker, cue, outlet, said] =
            ["speaker", "cue", "outlet", "said"].map(|column| self.cell(column));
        let is_there = [&speaker, &cue, &outlet, &said].iter().any(|cell| !cell.is_empty());
        is_there.then_some(GivenAttribution { speaker, cue, outlet, said })
    }

    fn correction(&self) -> Option<GivenCorrection> {
        let [text, resolution, reason] =
            ["correction", "resolution", "reason"].map(|column| self.cell(column));
        let is_there = !text.is_empty() || !resolution.is_empty();
        is_there.then_some(GivenCorrection { text, resolution, reason })
    }

    fn decision(&self) -> Option<GivenDecision> {
        let (by, at) = (self.cell("by"), self.cell("at").parse().ok());
        (!by.is_empty() || at.is_some()).then_some(GivenDecision { by, at })
    }
}

/// Whether a spreadsheet might take a cell for a formula, as the writer of our tables asks before it puts an
/// apostrophe there.
fn would_act(cell: &str) -> bool {
    let signs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%');
    let before = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\'' | '\u{200b}' | '\u{feff}');
    cell.starts_with(['\t', '\r', '\n']) || cell.trim_start_matches(before).starts_with(signs)
}
