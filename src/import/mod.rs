//! Bytes to an article: paragraphs by kind, and what is known about it. One file a format, behind limits.
//!
//! Uses `text`, `review` and `analysis`. Reads files; writes none, and knows neither clock nor window.

mod archive;
mod blocks;
mod builder;
pub mod claims;
mod comments;
mod docx;
mod encoding;
mod error;
mod file;
mod head;
mod html;
mod html_around;
mod html_guard;
mod html_said;
mod kinds;
mod language;
mod mail;
mod many;
mod markdown;
mod odt;
mod pdf;
mod plain;
mod rtf;
mod sniff;
mod tags;
mod words;
mod xml;

pub use comments::{CommentIn, NoteIn};
pub use error::{ImportError, Problem};
pub use file::MAX_BYTES;
pub use many::{articles_in, reviews_of};
pub use pdf::{CHILD_VERB, answer_parent, this_program_reads};

use crate::review::{Article, Backup, Draft, Ids, Paragraph, ParagraphKind, Review, ReviewId, hex};
use chrono::{DateTime, SubsecRound, Utc};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines and paragraphs.
    PlainText,
    /// CommonMark with tables and front matter.
    Markdown,
    /// A saved web page.
    Html,
    /// A Word document (Office Open XML).
    Word,
    /// An OpenDocument text.
    OpenDocument,
    /// A Rich Text Format document.
    Rtf,
    /// A page description (ISO 32000).
    Pdf,
    /// An e-mail message.
    Mail,
}

impl Format {
    /// Its media type (IANA), as it is kept with a stored original.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::PlainText => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::OpenDocument => "application/vnd.oasis.opendocument.text",
            Self::Rtf => "application/rtf",
            Self::Pdf => "application/pdf",
            Self::Mail => "message/rfc822",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// Which side of tracked changes is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// All accepted.
    #[default]
    Final,
    /// All rejected.
    Original,
}

/// What a person can choose about the reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which side of tracked changes is read.
    pub changes: Changes,
    /// Take all text of a web page or e-mail instead of looking for the article in it.
    pub full_text: bool,
}

/// The file that an article was read from, so that it can be kept and read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its name, without a folder; empty for what was pasted.
    pub name: String,
    /// Its media type (IANA).
    pub media_type: &'static str,
    /// The SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether it holds more than the draft does: everything but plain text and Markdown.
    pub is_richer: bool,
}

impl Original {
    /// The entry of a review's backups for it, once its bytes are kept in the backup folder.
    pub fn to_backup(&self, added: DateTime<Utc>) -> Backup {
        Backup {
            sha256: self.sha256.clone(),
            name: self.name.clone(),
            bytes: self.bytes,
            media_type: self.media_type.to_owned(),
            added: added.trunc_subsecs(0),
            url: String::new(),
            text: String::new(),
            note: String::new(),
        }
    }
}

/// An article that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What is known about it.
    pub article: Article,
    /// Its paragraphs, in order; at least one, none without words or with a line break.
    pub paragraphs: Vec<Paragraph>,
    /// What to know about the reading, one sentence each, without a full stop: "Read as windows-1252".
    pub notes: Vec<String>,
    /// Comments on passages, in the document's order.
    pub comments: Vec<CommentIn>,
    /// Footnotes and endnotes with links, in text order.
    pub footnotes: Vec<NoteIn>,
    /// The page, from 1, on which each paragraph begins; empty where the format has no pages.
    pub pages: Vec<u32>,
    /// The file it was read from; `None` for what was pasted.
    pub original: Option<Original>,
}

impl Imported {
    /// The draft of these paragraphs under a number.
    pub fn into_draft(self, number: u32, imported: DateTime<Utc>, file_name: &str) -> Draft {
        Draft::new(number, imported, file_name, self.paragraphs)
    }

    /// A new review with this as its first draft: each passage with a comment, and each sentence whose
    /// note holds a link, is a claim of it.
    pub fn into_review(self, ids: &mut impl Ids, imported: DateTime<Utc>, file_name: &str) -> Review {
        let id = ReviewId::new(ids.next());
        let draft = Draft::new(1, imported, file_name, self.paragraphs.clone());
        let mut review = Review::new(id, self.article.clone(), draft);
        comments::make_claims(&self, &mut review, ids);
        review
    }
}

/// Reads an article from a file.
///
/// # Errors
/// Where the file cannot be read, is larger than [`MAX_BYTES`], or holds no article.
pub fn read_path(path: &Path) -> Result<Imported, ImportError> {
    read_path_with(path, Options::default())
}

/// Reads an article from a file as somebody chose.
///
/// # Errors
/// Where the file cannot be read, is larger than [`MAX_BYTES`], or holds no article.
pub fn read_path_with(path: &Path, options: Options) -> Result<Imported, ImportError> {
    let shown = || path.display().to_string();
    let bytes = file::read(path).map_err(|problem| problem.with(shown()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read_whole(&name, &bytes, options).map_err(|problem| problem.with(shown()))
}

/// Reads an article from bytes: by what they are first, by the extension of the name second.
///
/// # Errors
/// Where the bytes are more than [`MAX_BYTES`] or hold no article.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    read_bytes_with(name, bytes, Options::default())
}

/// Reads an article from bytes as somebody chose.
///
/// # Errors
/// Where the bytes are more than [`MAX_BYTES`] or hold no article.
pub fn read_bytes_with(name: &str, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    read_whole(name, bytes, options).map_err(|problem| problem.with(name))
}

/// Reads an article that was pasted: plain text, or a page's source.
///
/// # Errors
/// Where it is longer than [`MAX_BYTES`] or holds no article.
pub fn read_pasted(text: &str) -> Result<Imported, ImportError> {
    read("", text.as_bytes(), Options::default())
        .map(|(imported, _)| imported)
        .map_err(|problem| problem.with(""))
}

/// Reads an article and notes the file it came from.
fn read_whole(name: &str, bytes: &[u8], options: Options) -> Result<Imported, Problem> {
    let (mut imported, format) = read(name, bytes, options)?;
    imported.original = Some(Original {
        name: name.to_owned(),
        media_type: format.media_type(),
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
        is_richer: !matches!(format, Format::PlainText | Format::Markdown),
    });
    Ok(imported)
}

fn read(name: &str, bytes: &[u8], options: Options) -> Result<(Imported, Format), Problem> {
    file::check_size(bytes.len() as u64)?;
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    let (mut imported, format) = match sniff::document_of(name, bytes)? {
        Some(format) => (read_document(format, bytes, options)?, format),
        None => read_text(name, bytes, options)?,
    };
    finish(&mut imported, name);
    if imported.paragraphs.is_empty() { Err(nothing(format)) } else { Ok((imported, format)) }
}

/// Reads a format that is no text by itself.
fn read_document(format: Format, bytes: &[u8], options: Options) -> Result<Imported, Problem> {
    match format {
        Format::Word => docx::read(bytes, options),
        Format::OpenDocument => odt::read(bytes),
        Format::Rtf => rtf::read(bytes, options),
        Format::Pdf => pdf::read(bytes),
        Format::Mail => mail::read(bytes, options),
        Format::PlainText | Format::Markdown | Format::Html => Err(Problem::Binary),
    }
}

fn read_text(name: &str, bytes: &[u8], options: Options) -> Result<(Imported, Format), Problem> {
    let decoded = encoding::decode(bytes, sniff::declared_encoding(bytes))?;
    if decoded.text.trim().is_empty() {
        return Err(Problem::Blank);
    }
    let format = sniff::format_of(name, &decoded.text)?;
    let mut imported = match format {
        Format::Markdown => markdown::read(&decoded.text),
        Format::Html => html::read(&decoded.text, options),
        _ => plain::read(&decoded.text),
    };
    imported.notes.splice(0..0, decoded.notes);
    Ok((imported, format))
}

/// Why there is nothing to check in a file of this format.
fn nothing(format: Format) -> Problem {
    match format {
        Format::Word => Problem::Wordless("Word document"),
        Format::OpenDocument => Problem::Wordless("OpenDocument text"),
        Format::Rtf => Problem::Wordless("RTF document"),
        Format::Pdf => Problem::Wordless("PDF"),
        Format::Mail => Problem::Wordless("e-mail message"),
        _ => Problem::Blank,
    }
}

/// "2 images left out"; nothing where there are none.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
}

/// What every format needs: kinds that show in the words, title, language, notes on odd characters.
fn finish(imported: &mut Imported, name: &str) {
    imported.paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
    kinds::sort(&mut imported.paragraphs);
    let article = &mut imported.article;
    if article.title.is_empty() {
        article.title = fallback_title(&imported.paragraphs, name);
    }
    if article.language.is_empty() {
        article.language = language::detect(&sample(&imported.paragraphs));
    }
    let over = |count: usize| count.saturating_sub(MAX_CLAIMS);
    let left_out = over(imported.comments.len()) + over(imported.footnotes.len());
    imported.comments.truncate(MAX_CLAIMS);
    imported.footnotes.truncate(MAX_CLAIMS);
    imported.notes.extend(counted(
        left_out,
        "comment or note too many left out",
        "comments and notes too many left out",
    ));
    imported.notes.extend(counted(
        imported.comments.len(),
        "comment became a claim",
        "comments became claims",
    ));
    imported.notes.extend(counted(
        imported.footnotes.len(),
        "note with a link became a citation",
        "notes with links became citations",
    ));
    imported.notes.extend(odd_characters(&imported.paragraphs));
}

/// So many comments, and so many notes with links, become claims. A review with more would be none.
const MAX_CLAIMS: usize = 10_000;

/// The first heading, or else the name of the file made readable: `niger-coup.txt` → "Niger coup".
fn fallback_title(paragraphs: &[Paragraph], name: &str) -> String {
    let heading = |kind| paragraphs.iter().find(|paragraph| paragraph.kind == kind);
    // A heading far down names a part of the article, not the article; a file name names it whole.
    let first = paragraphs.first().filter(|paragraph| paragraph.kind == ParagraphKind::Heading);
    if let Some(paragraph) = heading(ParagraphKind::Hed).or(first) {
        return paragraph.text.clone();
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Running text to tell the language by, a few thousand words at most.
fn sample(paragraphs: &[Paragraph]) -> String {
    let running = |kind| !matches!(kind, ParagraphKind::Boilerplate | ParagraphKind::Quotation);
    let mut sample = String::new();
    for paragraph in paragraphs.iter().filter(|paragraph| running(paragraph.kind)) {
        sample.push_str(&paragraph.text);
        sample.push('\n');
        if sample.len() > 16 * 1024 {
            break;
        }
    }
    sample
}

/// Characters that do something without being seen, counted.
fn odd_characters(paragraphs: &[Paragraph]) -> Vec<String> {
    let count = |odd: fn(char) -> bool| -> usize {
        paragraphs.iter().map(|paragraph| paragraph.text.chars().filter(|&letter| odd(letter)).count()).sum()
    };
    [
        (count(is_bidi_control), "bidirectional control character"),
        (count(|letter| letter.is_control() && letter != '\t'), "control character"),
    ]
    .into_iter()
    .filter(|&(count, _)| count > 0)
    .map(|(count, what)| {
        if count == 1 {
            format!("1 {what}, shown as a sign")
        } else {
            format!("{count} {what}s, shown as signs")
        }
    })
    .collect()
}

/// The characters with the Unicode property `Bidi_Control` (UAX #9, section 2).
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_made_readable() {
        assert_eq!(fallback_title(&[], "niger-coup.txt"), "Niger coup");
        assert_eq!(fallback_title(&[], "écluse_2.final.md"), "Écluse 2.final");
        assert_eq!(fallback_title(&[], ""), "");
    }

    #[test]
    fn unseen_characters_are_counted() {
        let notes = |text: &str| odd_characters(&[Paragraph::new(ParagraphKind::Body, text)]);
        assert_eq!(
            notes("a\u{202e}b\u{2066}c\u{200f}"),
            ["3 bidirectional control characters, shown as signs"]
        );
        assert_eq!(notes("a\0b"), ["1 control character, shown as a sign"]);
        assert_eq!(notes("a\tb\u{200d}"), [""; 0]);
    }
}
