//! The claims as a table for a spreadsheet: CSV after RFC 4180, in UTF-8 with a byte order mark, without
//! which Excel and LibreOffice take accents for signs of another encoding.
//!
//! A claim takes as many lines as it has passages or citations, at least one: what is said of the claim
//! stands on its first line, its number on each. The columns are read back by `import::claims`.

use super::told::{Evidence, Sources};
use super::{Document, ExportError};
use crate::review::{Claim, Mark, Method, Rank, Review};

/// The columns, in order.
pub const COLUMNS: [&str; 38] = [
    "number",
    "status",
    "needs_recheck",
    "wording",
    "kind",
    "passage",
    "prefix",
    "suffix",
    "start",
    "end",
    "draft",
    "speaker",
    "cue",
    "outlet",
    "said",
    "correction",
    "resolution",
    "reason",
    "note",
    "tags",
    "rating",
    "by",
    "at",
    "source",
    "stance",
    "credibility",
    "rank",
    "url",
    "pinpoint",
    "quotation",
    "language",
    "translation",
    "translator",
    "accessed",
    "method",
    "who",
    "origin",
    "citation_note",
];

/// The claims of a review, by number.
pub fn write(review: &Review) -> Result<Document, ExportError> {
    let mut table =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    let packing = |error: csv::Error| ExportError::Packing(error.to_string());
    table.write_record(COLUMNS).map_err(packing)?;
    let sources = Sources::of(review);
    for claim in &review.claims {
        for line in lines(claim, &sources) {
            table.write_record(line.iter().map(|cell| harmless(cell))).map_err(packing)?;
        }
    }
    let bytes = table.into_inner().map_err(|error| ExportError::Packing(error.to_string()))?;
    Ok(Document { bytes, notes: Vec::new() })
}

/// The lines of a claim, each with all columns.
fn lines(claim: &Claim, sources: &Sources<'_>) -> Vec<Vec<String>> {
    let evidence = sources.evidence(claim);
    let count = claim.marks.len().max(evidence.len()).max(1);
    let line = |at: usize| {
        let mut line = vec![claim.number.to_string()];
        let first = of_claim(claim, sources);
        let (head, tail) = first.split_at(4);
        let blank =
            |cells: &[String]| if at == 0 { cells.to_vec() } else { vec![String::new(); cells.len()] };
        line.extend(blank(head));
        line.extend(of_mark(claim.marks.get(at)));
        line.extend(blank(tail));
        line.extend(of_citation(evidence.get(at)));
        line
    };
    (0..count).map(line).collect()
}

/// What is said once of a claim: four columns before its passage, twelve after.
fn of_claim(claim: &Claim, sources: &Sources<'_>) -> [String; 16] {
    let attribution = claim.attribution.as_ref();
    let correction = claim.correction.as_ref();
    let decision = claim.decision.as_ref();
    [
        claim.status.key().to_owned(),
        if claim.needs_recheck { "yes".to_owned() } else { String::new() },
        claim.wording.clone(),
        claim.kind.key().to_owned(),
        attribution.map(|said| said.speaker.clone()).unwrap_or_default(),
        attribution.map(|said| said.cue.clone()).unwrap_or_default(),
        attribution.map(|said| said.outlet.clone()).unwrap_or_default(),
        attribution.map(|said| said.said.key().to_owned()).unwrap_or_default(),
        correction.map(|correction| correction.text.clone()).unwrap_or_default(),
        correction.map(|correction| correction.resolution.key().to_owned()).unwrap_or_default(),
        correction.map(|correction| sources.text(&correction.reason).into_owned()).unwrap_or_default(),
        sources.text(&claim.note).into_owned(),
        claim.tags.join("\n"),
        claim.rating.clone(),
        decision.map(|decision| decision.by.clone()).unwrap_or_default(),
        decision.map(|decision| decision.at.to_rfc3339()).unwrap_or_default(),
    ]
}

fn of_mark(mark: Option<&Mark>) -> [String; 6] {
    let Some(Mark { draft, start, end, quote, prefix, suffix }) = mark else { return Default::default() };
    [quote.clone(), prefix.clone(), suffix.clone(), start.0.to_string(), end.0.to_string(), draft.to_string()]
}

fn of_citation(evidence: Option<&Evidence<'_>>) -> [String; 15] {
    let Some(evidence) = evidence else { return Default::default() };
    let citation = &*evidence.citation;
    [
        evidence.source.to_string(),
        citation.stance.key().to_owned(),
        citation.credibility.key().to_owned(),
        citation.rank.map(Rank::key).unwrap_or_default().to_owned(),
        citation.url.clone(),
        citation.pinpoint.clone(),
        citation.quotation.clone(),
        citation.language.clone(),
        citation.translation.clone(),
        citation.translator.clone(),
        citation.accessed.map(|day| day.to_string()).unwrap_or_default(),
        citation.method.map(Method::key).unwrap_or_default().to_owned(),
        citation.who.clone(),
        citation.origin.and(evidence.origin.as_deref()).unwrap_or_default().to_owned(),
        evidence.note.clone(),
    ]
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before a sign that would begin one.
///
/// Signs after OWASP, “CSV Injection”; also their full-width forms, and behind white space. An apostrophe
/// that stands before such a sign already gets another, so that reading takes away just ours.
fn harmless(cell: &str) -> String {
    if would_act(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn would_act(cell: &str) -> bool {
    let signs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%');
    let before = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\'' | '\u{200b}' | '\u{feff}');
    cell.starts_with(['\t', '\r', '\n']) || cell.trim_start_matches(before).starts_with(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", " =1", "'=1", "\u{feff}=1", "\tx"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["1", "a=b", "'tis", "", "“=1”"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
