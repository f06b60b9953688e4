//! `show`: a review for reading at a terminal, or as JSON.

use super::error::{CliError, Exit};
use super::terminal::{count, line};
use super::{World, is_standard_input};
use crate::analysis::coverage;
use crate::export::json;
use crate::review::{Article, Attribution, Citation, Claim, Correction, Review, Source, SourceId, Status};
use crate::store::{self, FormatError, StoreError};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Show a review: article, progress, coverage, claims and sources
#[derive(clap::Args)]
pub struct Args {
    /// The review; - reads standard input
    review: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let review = load(&args.review, world)?;
    if args.json {
        write!(world.out, "{}", json::summary(&review)?)?;
    } else {
        write_review(world.out, &review)?;
    }
    Ok(Exit::Done)
}

/// A review from a file, or from standard input for `-`.
pub fn load(path: &Path, world: &mut World<'_>) -> Result<Review, CliError> {
    if !is_standard_input(path) {
        return Ok(store::load(path)?.review);
    }
    let text = String::from_utf8(world.read_input()?)
        .map_err(|error| FormatError::NotText(error.utf8_error().valid_up_to() + 1).into());
    Ok(text.and_then(|text| store::from_ron(&text)).map_err(on_standard_input)?)
}

/// Says where a text came from that is no review.
fn on_standard_input(error: StoreError) -> StoreError {
    match error {
        StoreError::Format(reason) => StoreError::Unreadable { reason, path: "standard input".into() },
        other => other,
    }
}

/// What is known about the article, its newest draft and how far the review is.
pub fn write_head(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    let Article { title, byline, dateline, language, .. } = &review.article;
    writeln!(out, "{}", line(if title.is_empty() { "(no title)" } else { title }))?;
    let date = dateline.date.map(|date| date.to_string()).unwrap_or_default();
    for (label, value) in
        [("Byline", byline), ("Place", &dateline.place), ("Date", &date), ("Language", language)]
    {
        writeln!(out, "  {label:<9} {}", if value.is_empty() { "not known".into() } else { line(value) })?;
    }
    let Some(draft) = review.draft() else { return Ok(()) };
    let numbered = draft.paragraphs().filter(|(kind, _)| kind.is_numbered()).count();
    let paragraphs = count(numbered, "paragraph", "paragraphs");
    let words = count(coverage::words(draft.text().as_str()), "word", "words");
    writeln!(out, "  {:<9} {}: {paragraphs}, {words}", "Draft", draft.number)?;
    writeln!(out, "  {:<9} {}", "Progress", progress(review))?;
    let coverage = json::coverage_of(review);
    let (of, covered, ticked) = (coverage.factual_words, coverage.covered, coverage.ticked);
    writeln!(out, "  {:<9} {covered} of {of} factual words under a mark, {ticked} ticked", "Coverage")
}

fn progress(review: &Review) -> String {
    let progress = review.progress();
    let counts = Status::ALL.iter().filter(|&&status| progress.count(status) > 0);
    let counts =
        counts.map(|&status| format!("{} {}", progress.count(status), status.label().to_lowercase()));
    let mut parts = vec![count(progress.total(), "claim", "claims")];
    parts.extend(counts);
    if progress.needs_recheck > 0 {
        parts.push(format!("{} needing recheck", progress.needs_recheck));
    }
    parts.join(" · ")
}

fn write_review(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    write_head(out, review)?;
    let sources: HashMap<SourceId, &Source> =
        review.sources.iter().map(|source| (source.id, source)).collect();
    for claim in &review.claims {
        writeln!(out)?;
        write_claim(out, review, claim, &sources)?;
    }
    write_sources(out, review)
}

/// One claim: its number, status and statement, then a line for each thing that is known about it.
fn write_claim(
    out: &mut dyn Write,
    review: &Review,
    claim: &Claim,
    sources: &HashMap<SourceId, &Source>,
) -> io::Result<()> {
    let again = if claim.needs_recheck { ", needs recheck" } else { "" };
    let Claim { number, status, .. } = claim;
    writeln!(out, "{number}  {}{again}: {}", status.label(), line(&claim.statement()))?;
    for mark in &claim.marks {
        let is_said = claim.statement() == mark.quote;
        let words = if is_said { String::new() } else { format!(": “{}”", line(&mark.quote)) };
        writeln!(out, "   {}{words}", place(review, mark))?;
    }
    if let Some(attribution) = &claim.attribution {
        writeln!(out, "   {}", line(&attribution_line(attribution)))?;
    }
    for citation in &claim.citations {
        writeln!(out, "   {}", line(&citation_line(citation, sources)))?;
    }
    if let Some(correction) = &claim.correction {
        writeln!(out, "   {}", line(&correction_line(correction)))?;
    }
    if !claim.note.is_empty() {
        writeln!(out, "   Note: {}", line(&claim.note))?;
    }
    Ok(())
}

/// Where a mark stands, for a person: the paragraph, as the window numbers it, and the chars.
fn place(review: &Review, mark: &crate::review::Mark) -> String {
    let (start, end) = (mark.start.0, mark.end.0);
    let newest = review.draft().filter(|draft| draft.number == mark.draft);
    let Some(at) = newest.and_then(|draft| Some((draft, draft.text().byte_of(mark.start)?))) else {
        return format!("Draft {}, chars {start} to {end}", mark.draft);
    };
    let (draft, byte) = at;
    format!("{}, chars {start} to {end}", draft.paragraph_name(draft.text().paragraph_at(byte)))
}

fn attribution_line(attribution: &Attribution) -> String {
    let Attribution { speaker, cue, outlet, said } = attribution;
    let parts = [("", speaker), ("cue ", cue), ("to ", outlet)];
    let parts = parts.iter().filter(|(_, value)| !value.is_empty());
    let who: Vec<String> = parts.map(|(label, value)| format!("{label}{value}")).collect();
    format!("Attributed: {}, said: {}", who.join(", "), said.label().to_lowercase())
}

fn citation_line(citation: &Citation, sources: &HashMap<SourceId, &Source>) -> String {
    let name = |id: &SourceId| sources.get(id).map_or("", |source| source.name.as_str());
    let mut text = format!("{}: {}", citation.stance.label(), name(&citation.source));
    for part in [&citation.pinpoint, &citation.url].into_iter().filter(|part| !part.is_empty()) {
        text = text + ", " + part;
    }
    if let Some(origin) = &citation.origin {
        text = text + ", from " + name(origin);
    }
    if let Some(accessed) = citation.accessed {
        text = format!("{text}, accessed {accessed}");
    }
    text
}

fn correction_line(correction: &Correction) -> String {
    let Correction { text, resolution, reason } = correction;
    let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    format!("Correction: “{text}” ({}{reason})", resolution.label().to_lowercase())
}

fn write_sources(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    if review.sources.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSources")?;
    let resting = json::claims_by_source(review);
    for source in &review.sources {
        let numbers = resting.get(&source.id).map(Vec::as_slice).unwrap_or_default();
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let claims = match numbers.as_slice() {
            [] => "no claim".to_owned(),
            [only] => format!("claim {only}"),
            several => format!("claims {}", several.join(", ")),
        };
        writeln!(out, "  {} ({}): {claims}", line(&source.name), source.kind.label().to_lowercase())?;
    }
    Ok(())
}
