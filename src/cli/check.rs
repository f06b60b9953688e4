//! `check`: what a review still owes, by the rules of a desk.

use super::error::{CliError, Exit};
use super::terminal::{count, line};
use super::{World, show};
use crate::review::{Claim, ClaimId, Review, RuleBook, RuleSettings};
use crate::rules::{Facts, Finding, Findings, Known, LostFile, Severity};
use crate::store::{self, BackupState};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Find what a review still owes
///
/// Ends with 1 where a finding stands that must be fixed and is not waived.
#[derive(clap::Args)]
pub struct Args {
    /// The review; - reads standard input
    review: PathBuf,
    /// The books of rules, instead of the review's own: house, afp, ksj, ifcn
    #[arg(long, value_name = "BOOKS", value_delimiter = ',', value_parser = book)]
    rules: Vec<RuleBook>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn book(text: &str) -> Result<RuleBook, &'static str> {
    RuleBook::from_key(text).ok_or("use house, afp, ksj or ifcn, with commas between them")
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let mut review = show::load(&args.review, world)?;
    if !args.rules.is_empty() {
        review.rules = chosen(&review.rules, &args.rules);
    }
    let facts = Facts::read(&review).unwrap_or_default();
    let lost = lost(&args.review, &review)?;
    let known = Known::on(world.today).with_facts(&facts).with_lost(&lost);
    let findings = Findings::of(&review, known);
    if args.json {
        let findings: Vec<Value> = in_json(&review, &findings);
        writeln!(world.out, "{}", json!({ "findings": findings }))?;
    } else {
        write_findings(world.out, &review, &findings)?;
    }
    let stands = findings.counts().of(Severity::Error) > 0;
    Ok(if stands { Exit::Conflict } else { Exit::Done })
}

/// Which stored files are not as they were; of a review that came in on standard input nothing is known.
fn lost(path: &Path, review: &Review) -> Result<Vec<LostFile>, CliError> {
    if super::is_standard_input(path) {
        return Ok(Vec::new());
    }
    let hashes = review.backups.iter().map(|kept| kept.sha256.as_str());
    let mut go_on = |_| ControlFlow::Continue(());
    let lost = store::lost_backups(&store::backup_dir(path), hashes, &mut go_on)?;
    let of = |(sha256, state)| LostFile::new(sha256, state == BackupState::Altered);
    Ok(lost.into_iter().map(of).collect())
}

/// The review's own settings with other books; rules that are switched off stay off.
fn chosen(settings: &RuleSettings, books: &[RuleBook]) -> RuleSettings {
    let counts = |book: &&RuleBook| books.contains(book);
    let books = RuleBook::ALL.iter().filter(counts).copied().collect();
    RuleSettings { books, on: Vec::new(), ..settings.clone() }
}

fn numbers(review: &Review) -> HashMap<ClaimId, u32> {
    review.claims.iter().map(|claim: &Arc<Claim>| (claim.id, claim.number)).collect()
}

fn in_json(review: &Review, findings: &Findings) -> Vec<Value> {
    let numbers = numbers(review);
    let one = |finding: &Finding| {
        json!({
            "rule": finding.rule.id,
            "profile": finding.rule.book.key(),
            "severity": finding.rule.severity.key(),
            "claim": finding.claim.and_then(|id| numbers.get(&id)),
            "passage": passage(review, finding),
            "message": finding.message(),
            "waived": finding.waived,
        })
    };
    findings.in_order().into_iter().map(one).collect()
}

fn passage(review: &Review, finding: &Finding) -> Option<Value> {
    let range = finding.passage.as_ref()?;
    let text = review.draft()?.text().slice(range)?;
    Some(json!({ "start": range.start, "end": range.end, "text": text }))
}

fn write_findings(out: &mut dyn Write, review: &Review, findings: &Findings) -> io::Result<()> {
    let numbers = numbers(review);
    let mut heading = None;
    for finding in findings.in_order().into_iter().filter(|finding| !finding.waived) {
        if heading.replace(finding.rule.severity) != Some(finding.rule.severity) {
            writeln!(out, "{}", finding.rule.severity.label())?;
        }
        let place = place(review, finding, &numbers);
        writeln!(out, "  {place}: {} ({})", line(&finding.message()), finding.rule.id)?;
    }
    let counts = findings.counts();
    let waived = if counts.waived > 0 { format!(", {} waived", counts.waived) } else { String::new() };
    let weights =
        Severity::ALL.map(|severity| format!("{} {}", counts.of(severity), severity.label().to_lowercase()));
    writeln!(out, "{}: {}{waived}", count(counts.total(), "finding", "findings"), weights.join(", "))
}

/// Where a finding is, for a person: its claim, or the paragraph, as the window numbers it.
fn place(review: &Review, finding: &Finding, numbers: &HashMap<ClaimId, u32>) -> String {
    if let Some(number) = finding.claim.and_then(|id| numbers.get(&id)) {
        return format!("Claim {number}");
    }
    let paragraph = || {
        let draft = review.draft()?;
        let byte = draft.text().byte_of(finding.passage.as_ref()?.start)?;
        Some(draft.paragraph_name(draft.text().paragraph_at(byte)))
    };
    paragraph().unwrap_or_else(|| "Review".to_owned())
}
