//! `import-claims`: claims from a table, a JSON file or web annotations, added to a review.

use super::error::{CliError, Exit};
use super::terminal::count;
use super::{World, is_standard_input, mark};
use crate::import::claims::{self, Given};
use crate::import::{ImportError, Problem};
use crate::store;
use serde_json::json;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most that is read, in bytes: more than any list of claims has.
const MAX_BYTES: u64 = 256 << 20;

/// Add claims from a table (CSV), JSON or web annotations to a review
///
/// What was exported comes back as the same claims. A claim whose passage is not found is left out, and the
/// program ends with 1.
#[derive(clap::Args)]
pub struct Args {
    /// The review
    review: PathBuf,
    /// The file with claims; - reads standard input
    file: PathBuf,
    /// Who set a status of which the file does not say it; else the name you are logged in with
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let path = args.review.as_path();
    if is_standard_input(path) {
        return Err(CliError::Usage("claims are added to a review in its file; name the file".into()));
    }
    let given = given(&args.file, world)?;
    let _lock = mark::hold(path, world)?;
    let loaded = store::load(path)?;
    let by = args.by.clone().unwrap_or_else(|| world.user.clone());
    let added = claims::add(&loaded.review, &given, &mut world.ids, &by, world.now);
    if let Some(edit) = &added.edit {
        let mut review = loaded.review;
        edit.apply(&mut review)?;
        let saved = store::save(path, &review, Some(&loaded.fingerprint))?;
        world.note(saved.warning)?;
    }
    let (new, known, left_out) = (added.added, added.known, added.left_out);
    if args.json {
        writeln!(world.out, "{}", json!({ "added": new, "known": known, "left_out": left_out }))?;
    } else {
        let (added, left) = (count(new, "claim", "claims"), left_out.len());
        writeln!(world.out, "{added} added, {known} there already, {left} left out")?;
        world.note(&left_out)?;
    }
    Ok(if left_out.is_empty() { Exit::Done } else { Exit::Conflict })
}

fn given(path: &Path, world: &mut World<'_>) -> Result<Given, CliError> {
    let bytes = if is_standard_input(path) { world.read_input()? } else { read(path)? };
    claims::read(&bytes).map_err(|error| CliError::Claims { error, file: path.display().to_string() })
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |error: std::io::Error| {
        CliError::Import(ImportError { problem: Problem::from(error), file: path.display().to_string() })
    };
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes)).map_err(unreadable)?;
    Ok(bytes)
}
