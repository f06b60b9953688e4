//! `import`: an article becomes a review.

use super::error::{CliError, Exit};
use super::{World, is_standard_input, show, terminal};
use crate::export::json as summaries;
use crate::import::{self, Changes, Imported, Options};
use crate::review::Review;
use crate::store;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Make a review of an article
///
/// Reads the article with its title, byline and date, and writes a new review; comments of a Word, RTF
/// or OpenDocument file become claims. Prints what was read; with --json the same as `show --json`. Of a folder
/// or of several articles, each becomes a review of its own in the output folder.
#[derive(clap::Args)]
pub struct Args {
    /// The article: text, Markdown, HTML, Word, RTF, OpenDocument, PDF or e-mail; - reads standard input. A
    /// folder stands for the files in it
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// The review to write; for a folder or several articles, the folder to write reviews into
    #[arg(short, long, value_name = "REVIEW.ron")]
    output: PathBuf,
    /// Read tracked changes as if all were rejected, not as if all were accepted
    #[arg(long)]
    original: bool,
    /// Take all text of a web page instead of looking for the article in it
    #[arg(long)]
    full_text: bool,
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

impl Args {
    fn options(&self) -> Options {
        let changes = if self.original { Changes::Original } else { Changes::Final };
        Options { changes, full_text: self.full_text }
    }
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    // A folder with a review to write is no folder of articles: it is refused as an article.
    let is_review = args.output.extension().is_some_and(|extension| extension == "ron");
    match args.articles.as_slice() {
        [article] if !article.is_dir() || is_review => one(args, article, world),
        _ if is_review => Err(CliError::Usage(
            "several articles become several reviews; name a folder to write them into with -o FOLDER".into(),
        )),
        articles => many(args, articles, world),
    }
}

fn one(args: &Args, article: &Path, world: &mut World<'_>) -> Result<Exit, CliError> {
    check_output(article, &args.output, "its article")?;
    let (review, notes) = make(args, article, &args.output, world)?;
    if args.json {
        write!(world.out, "{}", summaries::summary(&review)?)?;
    } else {
        show::write_head(world.out, &review)?;
        writeln!(world.out, "Saved as {}", args.output.display())?;
    }
    world.note(notes)?;
    Ok(Exit::Done)
}

/// Reads an article, keeps the file it came in, and writes its review; gives what is worth knowing.
fn make(
    args: &Args,
    article: &Path,
    output: &Path,
    world: &mut World<'_>,
) -> Result<(Review, Vec<String>), CliError> {
    let imported = read_with(article, args.options(), world)?;
    let mut notes = imported.notes.clone();
    let original =
        imported.original.clone().filter(|original| original.is_richer && !is_standard_input(article));
    let mut review = imported.into_review(&mut world.ids, world.now, &file_name(article));
    if args.date.is_some() {
        review.article.dateline.date = args.date;
    }
    review.backups.extend(original.as_ref().map(|original| original.to_backup(world.now)));
    let saved = store::create(output, &review, args.force)?;
    if let Some(original) = &original {
        store::keep_as_read(&store::backup_dir(output), article, &original.sha256)?;
    }
    notes.extend(saved.warning.map(|warning| warning.to_string()));
    Ok((review, notes))
}

/// Makes a review of each article, whatever becomes of the others.
fn many(args: &Args, articles: &[PathBuf], world: &mut World<'_>) -> Result<Exit, CliError> {
    if articles.iter().any(|article| is_standard_input(article)) {
        return Err(CliError::Usage("standard input holds one article; import it by itself".into()));
    }
    let files = import::articles_in(articles)?;
    if files.is_empty() {
        return Err(CliError::Usage(
            "there is no file to import in the folder; name one with articles".into(),
        ));
    }
    std::fs::create_dir_all(&args.output).map_err(CliError::Output)?;
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for (at, (article, review)) in import::reviews_of(&files, Some(&args.output)).into_iter().enumerate() {
        world.note([format!("{} of {}: {}", at + 1, files.len(), article.display())])?;
        match make(args, &article, &review, world) {
            Ok((_, notes)) => done.push(json!({ "article": article, "review": review, "notes": notes })),
            Err(error) => failed.push(json!({ "article": article, "error": error.to_string() })),
        }
    }
    let exit = if failed.is_empty() { Exit::Done } else { Exit::Unreadable };
    tell(args, &done, &failed, world)?;
    Ok(exit)
}

/// Says what became of many articles.
fn tell(args: &Args, done: &[Value], failed: &[Value], world: &mut World<'_>) -> Result<(), CliError> {
    if args.json {
        writeln!(world.out, "{}", json!({ "imported": done, "failed": failed }))?;
        return Ok(());
    }
    writeln!(world.out, "{} imported, {} failed", done.len(), failed.len())?;
    for failure in failed {
        writeln!(world.out, "  {}", terminal::line(failure["error"].as_str().unwrap_or_default()))?;
    }
    Ok(())
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
    read_with(article, Options::default(), world)
}

fn read_with(article: &Path, options: Options, world: &mut World<'_>) -> Result<Imported, CliError> {
    if is_standard_input(article) {
        return Ok(import::read_bytes_with("", &world.read_input()?, options)?);
    }
    Ok(import::read_path_with(article, options)?)
}

/// The name of the article’s file, without a folder; empty for standard input.
pub fn file_name(article: &Path) -> String {
    if is_standard_input(article) {
        return String::new();
    }
    article.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
