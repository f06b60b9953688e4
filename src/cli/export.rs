//! `export`: a document made of a review.

use super::error::{CliError, Exit};
use super::{World, is_standard_input, show};
use crate::export::json;
use crate::store;
use clap::ValueEnum;
use serde_json::json;
use std::path::PathBuf;

/// Make a document of a review
///
/// Without -o, or with -o -, the document goes to standard output.
#[derive(clap::Args)]
pub struct Args {
    /// The review; - reads standard input
    review: PathBuf,
    /// What to make: json is everything in the review
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// The file to write
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Write over a file that stands there
    #[arg(long)]
    force: bool,
    /// Print JSON about the file written
    #[arg(long)]
    pub json: bool,
}

/// A kind of document.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Everything in the review
    Json,
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let review = show::load(&args.review, world)?;
    let document = match args.to {
        Format::Json => json::everything(&review)?,
    };
    let Some(path) = args.output.as_deref().filter(|path| !is_standard_input(path)) else {
        world.out.write_all(document.as_bytes())?;
        return Ok(Exit::Done);
    };
    store::write_new(path, document.as_bytes(), args.force)?;
    if args.json {
        writeln!(world.out, "{}", json!({ "output": path.to_string_lossy(), "bytes": document.len() }))?;
    } else {
        writeln!(world.out, "Saved as {}", path.display())?;
    }
    Ok(Exit::Done)
}
