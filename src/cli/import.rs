//! `import`: an article becomes a review.

use super::error::{CliError, Exit};
use super::{World, is_standard_input, show};
use crate::export::json;
use crate::import::{self, Imported};
use crate::store;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Make a review of an article
///
/// Reads the article with its title, byline and date, and writes a new review without claims. Prints what
/// was read; with --json the same as `show --json`.
#[derive(clap::Args)]
pub struct Args {
    /// The article: text, Markdown or HTML; - reads standard input
    article: PathBuf,
    /// The review to write
    #[arg(short, long, value_name = "REVIEW.ron")]
    output: PathBuf,
    /// The article's date, where its own is missing or wrong: 2023-07-27
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<NaiveDate>,
    /// Write over a file that stands there
    #[arg(long)]
    force: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Reads a date of the form 2023-07-27.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    let is_long = text.len() == "2023-07-27".len();
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_long);
    date.ok_or_else(|| "a date has the form 2023-07-27".to_owned())
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    check_output(&args.article, &args.output, "its article")?;
    let imported = read(&args.article, world)?;
    let notes = imported.notes.clone();
    let mut review = imported.into_review(&mut world.ids, world.now, &file_name(&args.article));
    if args.date.is_some() {
        review.article.dateline.date = args.date;
    }
    let saved = store::create(&args.output, &review, args.force)?;
    if args.json {
        write!(world.out, "{}", json::summary(&review)?)?;
    } else {
        show::write_head(world.out, &review)?;
        writeln!(world.out, "Saved as {}", args.output.display())?;
    }
    world.note(notes)?;
    world.note(saved.warning)?;
    Ok(Exit::Done)
}

/// Refuses an output that would be lost to its owner: what it is made of (named by `what`), or a file
/// called `-`.
pub fn check_output(input: &Path, output: &Path, what: &str) -> Result<(), CliError> {
    if is_standard_input(output) {
        return Err(CliError::Usage("a review is written to a file; name one with -o REVIEW.ron".into()));
    }
    let same = match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) => input == output,
        _ => false,
    };
    if same {
        let message = format!("the review would take the place of {what}; give it another name with -o");
        return Err(CliError::Usage(message));
    }
    Ok(())
}

/// Reads an article from a file, or from standard input for `-`.
pub fn read(article: &Path, world: &mut World<'_>) -> Result<Imported, CliError> {
    if is_standard_input(article) {
        return Ok(import::read_bytes("", &world.read_input()?)?);
    }
    Ok(import::read_path(article)?)
}

/// The name of the article’s file, without a folder; empty for standard input.
pub fn file_name(article: &Path) -> String {
    if is_standard_input(article) {
        return String::new();
    }
    article.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
