//! What can go wrong with a verb, as one sentence, and the number the program ends with.

use super::terminal;
use crate::export::ExportError;
use crate::import::ImportError;
use crate::import::claims::ClaimsError;
use crate::review::Refused;
use crate::review::compose::ComposeError;
use crate::store::{Owner, StoreError};
use crate::text::Selector;
use clap::error::{ContextKind, ErrorKind};
use serde_json::{Value, json};
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many places of a quotation are listed at a terminal.
const PLACES_LISTED: usize = 20;

/// How many chars of a quotation are shown in the list of its places.
const QUOTE_SHOWN: usize = 60;

/// What the program ends with; see `docs/cli.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, and there are findings or conflicts.
    Conflict = 1,
    /// The command line or a line of input asks for what cannot be done.
    Usage = 2,
    /// A file or standard input cannot be read, or an output cannot be written.
    Unreadable = 3,
    /// An output stands there already and is kept.
    WouldOverwrite = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A place where a quotation stands: its passage, and what its paragraph is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The passage with what stands around it.
    pub passage: Selector,
    /// What the paragraph is called that it begins in: `Paragraph 4`.
    pub paragraph: String,
}

/// Why a verb was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command line, or a line of input, asks for what cannot be done.
    #[error("{0}")]
    Usage(String),
    /// A quotation names no one passage.
    #[error("{message}")]
    Quote {
        /// What is the matter with it.
        message: String,
        /// The places it may mean.
        places: Vec<Place>,
    },
    /// A line of standard input is at fault.
    #[error("line {line}: {error}; no line was carried out")]
    AtLine {
        /// Its number, from 1.
        line: usize,
        /// What is the matter with it.
        error: Box<CliError>,
    },
    /// A passage could not be marked.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// The review is not as an edit expects it.
    #[error("nothing was changed, for {0}; try again")]
    Refused(#[from] Refused),
    /// An article could not be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// Claims could not be read.
    #[error("{error}: {file}")]
    Claims {
        /// What is the matter with the file.
        error: ClaimsError,
        /// The file.
        file: String,
    },
    /// A review could not be read or saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A window, or another run of the program, works on the review.
    #[error("this review is open, held by {owner}; close it there and try again: {}", path.display())]
    Held {
        /// Who holds it.
        owner: Owner,
        /// The review.
        path: PathBuf,
    },
    /// A document could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Standard input could not be read.
    #[error("standard input cannot be read ({0}); check what is piped into it")]
    Input(io::Error),
    /// Standard input is endless, or nearly so.
    #[error("standard input holds more than {megabytes} MB, so it is not read; check what is piped into it")]
    InputTooLarge {
        /// The limit.
        megabytes: u64,
    },
    /// Standard output could not be written.
    #[error("standard output cannot be written ({0}); check where it is piped to")]
    Output(#[from] io::Error),
    /// The system gave no random number for ids.
    #[error("the system gives no random numbers ({0}), so nothing new can be named; try again")]
    Random(String),
}

impl CliError {
    /// What the program ends with.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) | Self::Quote { .. } | Self::Compose(_) => Exit::Usage,
            Self::Export(ExportError::NoPage | ExportError::NothingRated(_)) => Exit::Usage,
            Self::AtLine { error, .. } => error.exit(),
            Self::Refused(_) => Exit::Conflict,
            Self::Store(error) if error.would_overwrite() => Exit::WouldOverwrite,
            Self::Import(_)
            | Self::Claims { .. }
            | Self::Store(_)
            | Self::Held { .. }
            | Self::Export(_)
            | Self::Input(_)
            | Self::InputTooLarge { .. }
            | Self::Output(_)
            | Self::Random(_) => Exit::Unreadable,
        }
    }

    /// Whether whoever read standard output went away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The error for a script: `error`, and where they apply `line` and `places` (passages).
    pub fn to_json(&self) -> Value {
        let mut object = json!({ "error": self.to_string() });
        if let Self::AtLine { line, .. } = self {
            object["line"] = json!(line);
        }
        if let Some(places) = self.quote_places() {
            object["places"] = places.iter().map(|place| passage(&place.passage)).collect();
        }
        object
    }

    /// The places a quotation may mean, a line each; empty for any other error.
    pub fn places(&self) -> String {
        let places = self.quote_places().unwrap_or_default();
        let mut listed: String = places.iter().take(PLACES_LISTED).map(place_line).collect();
        if places.len() > PLACES_LISTED {
            listed.push_str(&format!("  and in {} more places\n", places.len() - PLACES_LISTED));
        }
        listed
    }

    fn quote_places(&self) -> Option<&[Place]> {
        match self {
            Self::Quote { places, .. } => Some(places),
            Self::AtLine { error, .. } => error.quote_places(),
            _ => None,
        }
    }
}

fn passage(passage: &Selector) -> Value {
    json!({ "start": passage.range.start, "end": passage.range.end, "text": passage.quote })
}

fn place_line(place: &Place) -> String {
    let Selector { range, quote, prefix, suffix } = &place.passage;
    let words = format!("{prefix}[{}]{suffix}", terminal::at_most(quote, QUOTE_SHOWN));
    let (start, end) = (range.start.0, range.end.0);
    format!("  {}, chars {start} to {end}: {}\n", place.paragraph, terminal::line(&words))
}

/// A mistake in the command line as one sentence that ends with where to read more. `verb` is the program's
/// name and, where one was named, the verb.
pub fn usage(error: &clap::Error, verb: &str) -> String {
    let named = |kind| error.get(kind).map(|value| value.to_string().replace('\n', ", "));
    let what = match (error.kind(), named(ContextKind::InvalidArg), named(ContextKind::InvalidValue)) {
        (ErrorKind::UnknownArgument, Some(word), _) if word.starts_with('-') => {
            format!("there is no option {word} here")
        }
        (ErrorKind::UnknownArgument, Some(word), _) => format!("“{word}” is one word too many"),
        (ErrorKind::ArgumentConflict, Some(option), _) if option == "--jsonl" => {
            "with --jsonl every mark comes from standard input, so leave out the options of a single one"
                .into()
        }
        (ErrorKind::ArgumentConflict, Some(option), _)
            if named(ContextKind::PriorArg).as_ref() == Some(&option) =>
        {
            format!("{option} is there twice")
        }
        (ErrorKind::ArgumentConflict, ..) => "Redpencil opens one file at a time".into(),
        (ErrorKind::MissingRequiredArgument, Some(needed), _) => format!("this is still needed: {needed}"),
        (ErrorKind::InvalidValue, Some(option), Some(value)) if value.is_empty() => {
            format!("{option} is there without a value")
        }
        (ErrorKind::InvalidValue, Some(option), Some(value)) => {
            let valid = named(ContextKind::ValidValue).unwrap_or_default();
            format!("“{value}” is no value for {option}; use {valid}")
        }
        (ErrorKind::ValueValidation, Some(option), Some(value)) => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("“{value}” is no value for {option}; {why}")
        }
        _ => first_sentence(&error.to_string()),
    };
    format!("{what}; see `{verb} --help`")
}

/// The first paragraph of a message, without its `error:`, on one line.
fn first_sentence(message: &str) -> String {
    let first = message.split("\n\n").next().unwrap_or_default();
    let first = first.trim().trim_start_matches("error: ");
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}
