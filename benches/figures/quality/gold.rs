//! What a reader says: files of JSON objects, one a line, told apart by their keys.
//!
//! | Keys beside `text` (and `lang`) | What it is |
//! |---|---|
//! | `span`, `reference_date`, `expected_start`, `expected_end`, `end_inclusive` | one date of the text; a text with several stands on several lines |
//! | `expected`: null | a text without a date |
//! | `sentences` | all its sentences, in order |
//! | `quotes`: `speaker`, `cue`, `content`, `form` (`Direct` for words in quotation marks) | who says what; places in chars as `source_spans`, `cue_spans`, `content_spans`, or else looked for in the text |
//! | `attribution_edus`: `start`, `end` | clauses that say who says something, in chars |
//! | `label` | a sentence that is worth a claim (1) or not (0) |

use crate::measure::Outcome;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file of one kind.
pub struct File {
    /// Its name without the ending.
    pub name: String,
    /// Its lines.
    pub rows: Rows,
}

/// The lines of a file.
pub enum Rows {
    Dates(Vec<Date>),
    NoDates(Vec<Text>),
    Sentences(Vec<Sentences>),
    Speech(Vec<Speech>),
    Clauses(Vec<Clauses>),
    Claims(Vec<Claim>),
}

/// A text alone.
#[derive(Deserialize)]
pub struct Text {
    pub text: String,
    #[serde(default)]
    pub lang: Option<String>,
}

/// A date in a text.
#[derive(Deserialize)]
pub struct Date {
    #[serde(flatten)]
    pub of: Text,
    pub span: Option<String>,
    pub reference_date: Option<String>,
    pub expected_start: String,
    #[serde(default)]
    pub expected_end: Option<String>,
    #[serde(default)]
    pub end_inclusive: Option<bool>,
}

/// A text cut into sentences.
#[derive(Deserialize)]
pub struct Sentences {
    #[serde(flatten)]
    pub of: Text,
    pub sentences: Vec<String>,
}

/// A text in which people say something.
#[derive(Deserialize)]
pub struct Speech {
    #[serde(flatten)]
    pub of: Text,
    pub quotes: Vec<Quote>,
}

/// Something said.
#[derive(Deserialize)]
pub struct Quote {
    pub speaker: Option<String>,
    pub cue: Option<String>,
    pub content: Option<String>,
    pub form: String,
    #[serde(default)]
    pub source_spans: Vec<(usize, usize)>,
    #[serde(default)]
    pub cue_spans: Vec<(usize, usize)>,
    #[serde(default)]
    pub content_spans: Vec<(usize, usize)>,
}

/// A text with the clauses that say who says something.
#[derive(Deserialize)]
pub struct Clauses {
    #[serde(flatten)]
    pub of: Text,
    #[serde(default)]
    pub genre: Option<String>,
    pub attribution_edus: Vec<Clause>,
}

/// Such a clause, in chars.
#[derive(Deserialize)]
pub struct Clause {
    pub start: usize,
    pub end: usize,
}

/// A sentence that is worth a claim or not.
#[derive(Deserialize)]
pub struct Claim {
    #[serde(flatten)]
    pub of: Text,
    pub label: u8,
}

/// The files of a folder and of the folders in it, by name; one that is of none of the shapes is left out.
pub fn files(folder: &Path) -> Outcome<Vec<File>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match rows(&std::fs::read_to_string(&path)?)? {
            Some(rows) => files.push(File { name, rows }),
            None => println!("  {name}: of no known shape, left out"),
        }
    }
    Ok(files)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            paths.push(path);
        }
    }
    Ok(())
}

/// The lines of a file, by what the first one has.
fn rows(text: &str) -> Outcome<Option<Rows>> {
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else { return Ok(None) };
    let first: Value = serde_json::from_str(first)?;
    let has = |key: &str| first.get(key).is_some();
    Ok(match () {
        () if has("expected_start") => Some(Rows::Dates(read(text)?)),
        () if has("expected") => Some(Rows::NoDates(read(text)?)),
        () if has("sentences") => Some(Rows::Sentences(read(text)?)),
        () if has("quotes") => Some(Rows::Speech(read(text)?)),
        () if has("attribution_edus") => Some(Rows::Clauses(read(text)?)),
        () if has("label") => Some(Rows::Claims(read(text)?)),
        () => None,
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Outcome<Vec<T>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// A place in chars.
pub type Place = Range<usize>;

/// Where words stand in a text, in chars: the first place from a char on.
pub fn place(text: &str, words: &str, from: usize) -> Option<Place> {
    let start = text.char_indices().nth(from).map_or(text.len(), |(at, _)| at);
    let found = text[start..].find(words)?;
    let at = from + text[start..start + found].chars().count();
    Some(at..at + words.chars().count())
}

/// How much two places share, as a part of what either covers.
pub fn likeness(a: &Place, b: &Place) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Whether two places share a char.
pub fn meet(a: &Place, b: &Place) -> bool {
    a.start < b.end && b.start < a.end
}
