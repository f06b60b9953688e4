//! `revise`: a new draft comes in, and every claim is carried over to it.

use super::error::{CliError, Exit};
use super::terminal::{at_most, count, line};
use super::{World, import, is_standard_input, show};
use crate::analysis::drafts::carry;
use crate::import::{Imported, Original};
use crate::review::{
    ArticleChange, CarriedTo, Carrying, Change, Claim, Draft, Edit, Fate, Mark, Review, compose,
};
use crate::store;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// How many chars of a passage are shown at a terminal.
const PASSAGE_SHOWN: usize = 72;

/// Take a new draft into a review, and carry every claim over to it
///
/// Compares the article with the last draft, writes a review that holds both, and says what became of each
/// claim: unchanged, moved, cosmetic, material (its status needs a recheck) or gone.
#[derive(clap::Args)]
pub struct Args {
    /// The review
    review: PathBuf,
    /// The new draft of its article, in any format that import reads; - reads standard input
    article: PathBuf,
    /// The review to write
    #[arg(short, long, value_name = "OUT.ron")]
    output: PathBuf,
    /// The article's date, where it is another one now: 2023-07-27
    #[arg(long, value_name = "DATE", value_parser = import::date)]
    date: Option<NaiveDate>,
    /// Write over a file that stands there, and carry claims even to another article
    #[arg(long)]
    force: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    check_paths(args)?;
    let mut review = show::load(&args.review, world)?;
    let imported = import::read(&args.article, world)?;
    let mut notes = imported.notes.clone();
    notes.extend(other_language(&review, &imported.article.language));
    let last = review.draft().map_or(0, |draft| draft.number);
    let original = original(&imported, &review);
    let draft = imported.into_draft(last.saturating_add(1), world.now, &import::file_name(&args.article));
    if review.draft().is_some_and(|last| last.sha256() == draft.sha256()) {
        notes.push(format!("The article has the very words of draft {last}"));
    }
    let carrying = carry(&review, &draft, &mut |_| true).unwrap_or_default();
    if carrying.is_another_article() && !args.force {
        return Err(another_article(last));
    }
    let old = review.clone();
    let draft = Arc::new(draft);
    step(&review, &draft, &carrying, args.date).apply(&mut review)?;
    review.backups.extend(original.as_ref().map(|original| original.to_backup(world.now)));
    let saved = store::create(&args.output, &review, args.force)?;
    keep_backups(args, &review)?;
    if let Some(original) = &original {
        store::keep_as_read(&store::backup_dir(&args.output), &args.article, &original.sha256)?;
    }
    if args.json {
        writeln!(world.out, "{}", in_json(&old, &draft, &carrying))?;
    } else {
        write_fates(world.out, &old, &carrying)?;
        writeln!(world.out, "Saved as {}", args.output.display())?;
    }
    world.note(notes)?;
    world.note(saved.warning)?;
    Ok(Exit::Done)
}

/// The file that the new draft came in, where it is to be kept with the review and is not yet.
fn original(imported: &Imported, review: &Review) -> Option<Original> {
    let original = imported.original.clone()?;
    (original.is_richer && !original.name.is_empty() && review.backup(&original.sha256).is_none())
        .then_some(original)
}

/// Refuses two inputs on one standard input, and an output that would take the place of an input.
fn check_paths(args: &Args) -> Result<(), CliError> {
    if is_standard_input(&args.review) && is_standard_input(&args.article) {
        let message = "standard input holds the review or the article, not both; name a file for one of them";
        return Err(CliError::Usage(message.into()));
    }
    import::check_output(&args.review, &args.output, "the one it is made from")?;
    import::check_output(&args.article, &args.output, "its article")
}

fn another_article(last: u32) -> CliError {
    CliError::Usage(format!(
        "this is another article than draft {last}, so no claim was carried over; make a review of it with \
         `redpencil import`, or carry the claims all the same with --force"
    ))
}

fn other_language(review: &Review, language: &str) -> Option<String> {
    let before = review.article.language.as_str();
    let differs = !before.is_empty() && !language.is_empty() && before != language;
    differs.then(|| format!("The new draft is in another language ({language}) than the review ({before})"))
}

/// The whole step as one edit, with the article's date where one is given.
fn step(review: &Review, draft: &Arc<Draft>, carrying: &Carrying, date: Option<NaiveDate>) -> Edit {
    let step = compose::new_draft(review, Arc::clone(draft), carrying);
    let before = &review.article.dateline;
    let Some(date) = date.filter(|date| before.date != Some(*date)) else { return step };
    let mut dateline = before.clone();
    dateline.date = Some(date);
    let dated = Edit::Article(ArticleChange::Dateline(Change::new(before.clone(), dateline)));
    Edit::Together(vec![step, dated])
}

/// The stored evidence goes with the review, whose folder is named after its file.
fn keep_backups(args: &Args, review: &Review) -> Result<(), CliError> {
    if is_standard_input(&args.review) {
        return Ok(());
    }
    let (from, to) = (store::backup_dir(&args.review), store::backup_dir(&args.output));
    let hashes = review.backups.iter().map(|backup| backup.sha256.as_str());
    Ok(store::copy_backups(&from, &to, hashes)?)
}

fn in_json(old: &Review, new: &Draft, carrying: &Carrying) -> Value {
    let claims = old.claims.iter().zip(&carrying.carried);
    let claims: Vec<Value> = claims.map(|(claim, to)| claim_in_json(claim, to)).collect();
    let new_words = carrying.new_words.iter().filter_map(|word| {
        let chars = new.text().chars_of(word);
        let text = new.text().slice_bytes(word)?;
        Some(json!({ "start": chars.start, "end": chars.end, "text": text }))
    });
    json!({
        "draft": new.number,
        "claims": claims,
        "new_words": new_words.collect::<Vec<_>>(),
        "likeness": (f64::from(carrying.likeness) * 1000.0).round() / 1000.0,
    })
}

fn claim_in_json(claim: &Claim, to: &CarriedTo) -> Value {
    let passages = |marks: &[Mark]| marks.iter().map(passage).collect::<Vec<_>>();
    let after = if to.fate == Fate::Gone { Vec::new() } else { passages(&to.marks) };
    let before = passages(&claim.marks);
    json!({
        "number": claim.number,
        "id": claim.id,
        "fate": to.fate.key(),
        "before": before.first(),
        "after": after.first(),
        "reasons": to.reasons.iter().map(|reason| reason.key()).collect::<Vec<_>>(),
        "status": to.checked.status.key(),
        "needs_recheck": to.checked.needs_recheck,
        "takes_correction": to.takes_correction,
        "marks": { "before": before, "after": after },
    })
}

fn passage(mark: &Mark) -> Value {
    json!({ "start": mark.start, "end": mark.end, "text": mark.quote })
}

fn write_fates(out: &mut dyn Write, old: &Review, carrying: &Carrying) -> io::Result<()> {
    for (claim, to) in old.claims.iter().zip(&carrying.carried) {
        let words = shown(&claim.marks);
        writeln!(out, "Claim {:<4} {:<10} {words}", claim.number, to.fate.key())?;
        if to.fate == Fate::Material {
            writeln!(out, "{:21} → {}", "", shown(&to.marks))?;
        }
        for reason in &to.reasons {
            writeln!(out, "{:21} {}", "", reason.sentence())?;
        }
        if to.takes_correction {
            writeln!(out, "{:21} The proposed correction was taken over", "")?;
        }
    }
    writeln!(out, "{}", summary(carrying))
}

/// The words under a claim's marks, shortened.
fn shown(marks: &[Mark]) -> String {
    let words: Vec<&str> = marks.iter().map(|mark| mark.quote.as_str()).collect();
    line(&at_most(&words.join(" … "), PASSAGE_SHOWN)).into_owned()
}

fn summary(carrying: &Carrying) -> String {
    let counts = Fate::ALL.iter().filter(|&&fate| carrying.count(fate) > 0);
    let mut parts = vec![count(carrying.carried.len(), "claim", "claims")];
    parts.extend(counts.map(|&fate| format!("{} {}", carrying.count(fate), fate.key())));
    let new = count(carrying.new_words.len(), "new factual word", "new factual words");
    format!("{}; {new} under no mark", parts.join(", "))
}
