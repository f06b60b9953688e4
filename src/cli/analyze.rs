//! `analyze`: what can be read off an article, for reading at a terminal, or as JSON.

mod json;
mod lines;
mod text;

use super::error::{CliError, Exit};
use super::{World, import};
use crate::analysis::reading::Reading;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Read off an article who says what, quotations, dates, figures, names and what is worth a claim
///
/// With --jsonl, texts come as JSON objects on standard input, one a line: {"text", "date", "language"}, of
/// which only text is needed. One line of JSON answers each.
#[derive(clap::Args)]
pub struct Args {
    /// The article: text, Markdown, HTML or Word; - reads standard input
    #[arg(required_unless_present = "jsonl")]
    article: Option<PathBuf>,
    /// The day that “Wednesday” and “last month” count from, where the article’s own is missing or wrong:
    /// 2023-07-27
    #[arg(long, value_name = "DATE", value_parser = import::date)]
    date: Option<NaiveDate>,
    /// Read texts from standard input, one JSON object a line
    #[arg(long, conflicts_with_all = ["article", "date"])]
    jsonl: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let Some(article) = args.article.as_deref().filter(|_| !args.jsonl) else {
        let input = world.read_input()?;
        return answer_all(&input, world);
    };
    let imported = import::read(article, world)?;
    let language = imported.article.language.clone();
    let date = args.date.or(imported.article.dateline.date);
    let draft = imported.into_draft(1, world.now, "");
    let reading = Reading::of(&draft, &language, date, None);
    if args.json {
        writeln!(world.out, "{}", json::reading(&draft, &reading))?;
    } else {
        text::write(world.out, &draft, &reading)?;
    }
    Ok(Exit::Done)
}

/// Answers every line of the input; a line that cannot be read is answered by its error, and the others all
/// the same.
fn answer_all(input: &[u8], world: &mut World<'_>) -> Result<Exit, CliError> {
    let mut bad = Vec::new();
    for (index, line) in input.split(|&byte| byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match lines::answer(line, world.now) {
            Ok(answer) => writeln!(world.out, "{answer}")?,
            Err(why) => {
                let why = format!("line {}: {why}; see `redpencil analyze --help`", index + 1);
                writeln!(world.out, "{}", serde_json::json!({ "error": why, "line": index + 1 }))?;
                bad.push(why);
            }
        }
    }
    match bad.as_slice() {
        [] => Ok(Exit::Done),
        [only] => Err(CliError::Usage(only.clone())),
        [first, rest @ ..] => Err(CliError::Usage(format!("{first} (and {} more lines)", rest.len()))),
    }
}
