//! `mark`: claims on passages that are named by their words.

use super::error::{CliError, Exit};
use super::marker::{Marked, Marker};
use super::terminal::{count, line};
use super::{World, is_standard_input, sources};
use crate::export::json;
use crate::review::{Claim, Review, Stance, Status};
use crate::store::{self, Locked, Owner};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Mark a passage as a claim, and say what its check found
///
/// Adds a claim on the passage, or takes the claim that stands on just this passage. A citation is added to
/// those there are. A quotation that stands nowhere or more than once is an error that lists the places;
/// prefix and suffix decide between them.
#[derive(clap::Args)]
pub struct Args {
    /// The review
    review: PathBuf,
    #[command(flatten)]
    ask: Ask,
    /// Carry out many marks: one JSON object a line on standard input, with the names of the options above
    /// as keys; all or none
    #[arg(long, conflicts_with = "Ask")]
    jsonl: bool,
    /// Your name, put to the status; the name you are logged in with where it is not given
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// One mark as it is asked for, by options or by a line of JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ask {
    /// The words of the passage, exactly as they stand in the article
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, required_unless_present = "jsonl")]
    quote: Option<String>,
    /// Words that stand before the passage
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    prefix: Option<String>,
    /// Words that stand after the passage
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    suffix: Option<String>,
    /// What the check found: unchecked, verified, disputed, query, unverifiable, on_author, not_checkable
    #[arg(long)]
    status: Option<String>,
    /// The claim in your own words
    #[arg(long, allow_hyphen_values = true)]
    wording: Option<String>,
    /// A note; for a query, the question
    #[arg(long, allow_hyphen_values = true)]
    note: Option<String>,
    /// The source consulted, by its name
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// What the source does for the claim: supports, contradicts, partly_supports, context_only,
    /// does_not_address
    #[arg(long)]
    stance: Option<String>,
    /// Where the source stands on the web; names the source where --source does not
    #[arg(long)]
    url: Option<String>,
    /// Page, paragraph or minute of the source
    #[arg(long, allow_hyphen_values = true)]
    pinpoint: Option<String>,
    /// The source that this one took the fact from, by its name
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

/// One mark, read and found to make sense.
#[derive(Debug)]
pub struct Wanted {
    /// The words of the passage.
    pub quote: String,
    /// What stands before it; empty where that was not said.
    pub prefix: String,
    /// What stands after it; empty where that was not said.
    pub suffix: String,
    /// The status to set.
    pub status: Option<Status>,
    /// The wording to give.
    pub wording: Option<String>,
    /// The note to give.
    pub note: Option<String>,
    /// The citation to add.
    pub cited: Option<Cited>,
}

/// A citation that is wanted. It names a source, an address, or both.
#[derive(Debug)]
pub struct Cited {
    /// The source's name.
    pub source: Option<String>,
    /// The address; empty where none was given.
    pub url: String,
    /// The stance, where one was given.
    pub stance: Option<Stance>,
    /// The pinpoint; empty where none was given.
    pub pinpoint: String,
    /// The name of the origin.
    pub origin: Option<String>,
}

impl Wanted {
    fn read(ask: Ask) -> Result<Self, CliError> {
        let status = ask.status.as_deref().map(status).transpose()?;
        let cited = Cited::read(&ask)?;
        let Ask { quote, prefix, suffix, wording, note, .. } = ask;
        let quote = quote
            .ok_or_else(|| CliError::Usage("a quotation is missing; name the passage with “quote”".into()))?;
        let (prefix, suffix) = (prefix.unwrap_or_default(), suffix.unwrap_or_default());
        Ok(Self { quote, prefix, suffix, status, wording, note, cited })
    }
}

impl Cited {
    fn read(ask: &Ask) -> Result<Option<Self>, CliError> {
        let source = named("source", ask.source.as_deref())?;
        let url = named("url", ask.url.as_deref())?;
        let origin = named("origin", ask.origin.as_deref())?;
        let stance = ask.stance.as_deref().map(stance).transpose()?;
        if source.is_none() && url.is_none() {
            return match (stance, &ask.pinpoint, origin) {
                (None, None, None) => Ok(None),
                _ => Err(CliError::Usage(
                    "stance, pinpoint and origin belong to a source; name it with “source” or “url”".into(),
                )),
            };
        }
        let url = url.unwrap_or_default();
        if !url.is_empty() {
            sources::check_address(&url)?;
        }
        Ok(Some(Self { source, url, stance, pinpoint: ask.pinpoint.clone().unwrap_or_default(), origin }))
    }
}

/// A name without white space at its ends; a blank one names nothing and is an error.
fn named(what: &str, value: Option<&str>) -> Result<Option<String>, CliError> {
    match value.map(str::trim) {
        Some("") => Err(CliError::Usage(format!("“{what}” is blank; give it a value or leave it out"))),
        value => Ok(value.map(str::to_owned)),
    }
}

fn status(text: &str) -> Result<Status, CliError> {
    Status::from_key(text).ok_or_else(|| unknown("status", text, &Status::ALL.map(Status::key)))
}

fn stance(text: &str) -> Result<Stance, CliError> {
    let keys: Vec<&str> = Stance::ALL.iter().map(|stance| stance.key()).collect();
    Stance::from_key(text).ok_or_else(|| unknown("stance", text, &keys))
}

fn unknown(what: &str, text: &str, known: &[&str]) -> CliError {
    CliError::Usage(format!("“{text}” is no {what}; it is one of {}", known.join(", ")))
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let path = args.review.as_path();
    if is_standard_input(path) {
        let message =
            "mark changes a review in its file, so it reads none from standard input; name the file";
        return Err(CliError::Usage(message.into()));
    }
    let wanted = if args.jsonl {
        Asked::Many(read_lines(&world.read_input()?)?)
    } else {
        Asked::One(Box::new(Wanted::read(args.ask.clone())?))
    };
    let _lock = hold(path, world)?;
    let loaded = store::load(path)?;
    let by = args.by.as_deref().unwrap_or(&world.user);
    let mut marker = Marker::new(loaded.review, by, world.now, world.today, &mut world.ids);
    let marked = wanted.carry_out(&mut marker)?;
    let is_changed = marker.is_changed();
    let review = marker.into_review();
    if is_changed {
        let saved = store::save(path, &review, Some(&loaded.fingerprint))?;
        world.note(saved.warning)?;
    }
    match (&wanted, args.json) {
        (_, true) => print_json(world, &review, &marked)?,
        (Asked::Many(_), false) => print_counts(world, &marked)?,
        (Asked::One(_), false) => print_marked(world, &review, &marked)?,
    }
    Ok(Exit::Done)
}

/// Takes the review's file for as long as what is given back is kept. A disk that knows no locks is no
/// hindrance: saving notices what another program did to the file.
pub fn hold(path: &Path, world: &World<'_>) -> Result<Option<store::Lock>, CliError> {
    match store::lock(path, &Owner::here(world.now)) {
        Locked::Ours(lock) => Ok(Some(lock)),
        Locked::Unknown(_) => Ok(None),
        Locked::Theirs(owner) => Err(CliError::Held { owner, path: path.to_owned() }),
    }
}

/// The marks asked for.
enum Asked {
    /// By options.
    One(Box<Wanted>),
    /// By lines of standard input, each with its number, from 1.
    Many(Vec<(usize, Wanted)>),
}

impl Asked {
    fn carry_out(&self, marker: &mut Marker<'_>) -> Result<Vec<Marked>, CliError> {
        match self {
            Self::One(wanted) => Ok(vec![marker.mark(wanted)?]),
            Self::Many(lines) => {
                lines.iter().map(|(line, wanted)| marker.mark(wanted).map_err(at(*line))).collect()
            }
        }
    }
}

/// The marks of a JSONL text with their line numbers, from 1. Blank lines are passed over.
fn read_lines(bytes: &[u8]) -> Result<Vec<(usize, Wanted)>, CliError> {
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    let lines = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    lines.map(|(index, line)| Ok((index + 1, read_line(line).map_err(at(index + 1))?))).collect()
}

fn read_line(line: &[u8]) -> Result<Wanted, CliError> {
    // A record may be written as a list too, which would hide what each value is meant for.
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err(no_mark("it does not begin with {"));
    }
    // Each line is read by itself, so that the line within it says nothing.
    let ask = serde_json::from_slice(line)
        .map_err(|error| no_mark(&error.to_string().replace(" at line 1 column", " at column")))?;
    Wanted::read(ask)
}

fn no_mark(why: &str) -> CliError {
    CliError::Usage(format!("this is no object with the keys of a mark ({why}); see `redpencil mark --help`"))
}

fn at(line: usize) -> impl FnOnce(CliError) -> CliError {
    move |error| CliError::AtLine { line, error: Box::new(error) }
}

/// One object a mark and line: whether the claim was added, and the claim as it now is.
fn print_json(world: &mut World<'_>, review: &Review, marked: &[Marked]) -> Result<(), CliError> {
    let shapes = json::Claims::of(review);
    for mark in marked {
        let claim = review.claim(mark.claim).map(|claim| shapes.shape(claim)).transpose()?;
        writeln!(world.out, "{}", json!({ "added": mark.added, "claim": claim.unwrap_or(Value::Null) }))?;
    }
    Ok(())
}

fn print_counts(world: &mut World<'_>, marked: &[Marked]) -> Result<(), CliError> {
    let added = marked.iter().filter(|mark| mark.added).count();
    let changed = marked.iter().filter(|mark| mark.changed && !mark.added).count();
    let marks = count(marked.len(), "mark", "marks");
    let claims = count(added, "claim", "claims");
    writeln!(world.out, "{marks} carried out: {claims} added, {changed} changed")?;
    Ok(())
}

fn print_marked(world: &mut World<'_>, review: &Review, marked: &[Marked]) -> Result<(), CliError> {
    for mark in marked {
        let Some(claim) = review.claim(mark.claim) else { continue };
        writeln!(world.out, "{}", said(claim, *mark))?;
    }
    Ok(())
}

/// What became of one mark, in a line.
fn said(claim: &Claim, mark: Marked) -> String {
    let what = match (mark.added, mark.changed) {
        (true, _) => "was added",
        (false, true) => "was changed",
        (false, false) => "stays as it is",
    };
    let status = claim.status.label();
    let sources = count(claim.citations.len(), "citation", "citations");
    format!("Claim {} {what}: {status}, {sources}: {}", claim.number, line(&claim.statement()))
}
