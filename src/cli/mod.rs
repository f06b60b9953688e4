//! The verbs that need no window, for scripts, tests and machines without a display.
//!
//! One file a verb. `docs/cli.md` shows each with its output. The clock, the standard streams and random
//! numbers are taken here, in [`start`], and passed to the verbs.

mod analyze;
mod check;
mod claims;
mod error;
mod export;
mod import;
mod mark;
mod marker;
mod quote;
mod revise;
mod show;
mod sources;
mod terminal;

use crate::review::Numbers;
use chrono::{DateTime, Local, NaiveDate, Utc};
use clap::{CommandFactory, Parser, Subcommand};
use error::{CliError, Exit};
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The largest input that is taken from standard input, in bytes: as much as a review may hold.
const MAX_INPUT_BYTES: u64 = 512 << 20;

/// What the command line asked for.
#[derive(Debug)]
pub enum Start {
    /// The window, with this article or review.
    Window(Option<PathBuf>),
    /// Something that is done by now.
    Done(ExitCode),
}

/// A desktop workbench for checking an article fact by fact
///
/// Without a verb, opens the window. A file that is called like a verb is opened as ./NAME.
#[derive(Parser)]
#[command(name = "redpencil", bin_name = "redpencil", version, args_conflicts_with_subcommands = true)]
#[command(subcommand_value_name = "VERB", subcommand_help_heading = "Verbs")]
struct Line {
    /// The article or review to open in the window
    file: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Import(import::Args),
    Mark(Box<mark::Args>),
    ImportClaims(claims::Args),
    Show(show::Args),
    Revise(revise::Args),
    Analyze(analyze::Args),
    Check(check::Args),
    Export(export::Args),
}

impl Verb {
    fn run(&self, world: &mut World<'_>) -> Result<Exit, CliError> {
        match self {
            Self::Import(args) => import::run(args, world),
            Self::Mark(args) => mark::run(args, world),
            Self::ImportClaims(args) => claims::run(args, world),
            Self::Show(args) => show::run(args, world),
            Self::Revise(args) => revise::run(args, world),
            Self::Analyze(args) => analyze::run(args, world),
            Self::Check(args) => check::run(args, world),
            Self::Export(args) => export::run(args, world),
        }
    }

    fn wants_json(&self) -> bool {
        match self {
            Self::Import(args) => args.json,
            Self::Mark(args) => args.json,
            Self::ImportClaims(args) => args.json,
            Self::Show(args) => args.json,
            Self::Revise(args) => args.json,
            Self::Analyze(args) => args.json,
            Self::Check(args) => args.json,
            Self::Export(args) => args.json,
        }
    }
}

/// What a verb needs of the world around it.
struct World<'a> {
    /// The time.
    now: DateTime<Utc>,
    /// The day where the checker is.
    today: NaiveDate,
    /// The name put to a status where none is given.
    user: String,
    /// New ids.
    ids: Numbers,
    /// Standard input.
    input: &'a mut dyn Read,
    /// Standard output.
    out: &'a mut dyn Write,
    /// Standard error, for what is no error but worth a line.
    notes: &'a mut dyn Write,
}

impl World<'_> {
    /// Says what is worth knowing and is no error, a line each.
    fn note(&mut self, notes: impl IntoIterator<Item: ToString>) -> Result<(), CliError> {
        for note in notes {
            writeln!(self.notes, "note: {}", terminal::line(&note.to_string()))?;
        }
        Ok(())
    }

    /// All of standard input, within [`MAX_INPUT_BYTES`].
    fn read_input(&mut self) -> Result<Vec<u8>, CliError> {
        let mut bytes = Vec::new();
        let mut limited = self.input.take(MAX_INPUT_BYTES + 1);
        limited.read_to_end(&mut bytes).map_err(CliError::Input)?;
        if bytes.len() as u64 > MAX_INPUT_BYTES {
            return Err(CliError::InputTooLarge { megabytes: MAX_INPUT_BYTES >> 20 });
        }
        Ok(bytes)
    }
}

/// Carries out what the command line asks for, its first word being the program's name; the window alone
/// is left to the caller.
pub fn start(line: impl IntoIterator<Item = OsString>) -> Start {
    let line: Vec<OsString> = line.into_iter().collect();
    match Line::try_parse_from(&line) {
        Ok(Line { verb: None, file }) => Start::Window(file),
        Ok(Line { verb: Some(verb), .. }) => Start::Done(run(&verb).into()),
        Err(error) => Start::Done(say(&error, &called(&line)).into()),
    }
}

/// The program's name and, where the command line begins with one, the verb.
fn called(line: &[OsString]) -> String {
    let program = Line::command();
    let verb = line.get(1).and_then(|word| program.find_subcommand(word));
    verb.map_or("redpencil".to_owned(), |verb| format!("redpencil {}", verb.get_name()))
}

/// Whether a path stands for standard input.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn run(verb: &Verb) -> Exit {
    let mut out = BufWriter::new(io::stdout().lock());
    let result = run_in_system(verb, &mut out).and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    result.unwrap_or_else(|error| report(&error, verb.wants_json(), &mut out))
}

#[expect(clippy::disallowed_methods, reason = "the one place of the verbs that asks the clock")]
fn run_in_system(verb: &Verb, out: &mut dyn Write) -> Result<Exit, CliError> {
    let mut world = World {
        now: Utc::now(),
        today: Local::now().date_naive(),
        user: user_name(),
        ids: Numbers::from_seed(getrandom::u64().map_err(|error| CliError::Random(error.to_string()))?),
        input: &mut io::stdin().lock(),
        out,
        notes: &mut io::stderr().lock(),
    };
    verb.run(&mut world)
}

/// The name under which the checker is logged in; empty where the system does not say.
fn user_name() -> String {
    let named = ["USER", "USERNAME"].into_iter().find_map(|variable| std::env::var(variable).ok());
    named.unwrap_or_default()
}

/// Says what went wrong: one sentence on standard error and, where JSON is wanted, an object on standard
/// output. A reader that went away (`| head`) is no error.
fn report(error: &CliError, json: bool, out: &mut dyn Write) -> Exit {
    if error.is_broken_pipe() {
        return Exit::Done;
    }
    // Where even this cannot be written, nobody is left to tell.
    if json {
        let _ = writeln!(out, "{}", error.to_json()).and_then(|()| out.flush());
    }
    let _ = writeln!(io::stderr(), "redpencil: {}", terminal::line(&error.to_string()));
    let _ = write!(io::stderr(), "{}", error.places());
    error.exit()
}

/// Help and version as they are; a mistake in the command line as one sentence.
fn say(error: &clap::Error, called: &str) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    let _ = writeln!(io::stderr(), "redpencil: {}", terminal::line(&error::usage(error, called)));
    Exit::Usage
}
