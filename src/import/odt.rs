//! OpenDocument texts: paragraphs, headings, lists, tables and comments (OASIS ODF 1.3, part 3).
//!
//! Tracked changes are read as accepted: deleted words stand apart from the text.

use super::archive::Archive;
use super::builder::Builder;
use super::comments::{CommentIn, Note, Places, Spot, add_notes};
use super::docx::Properties;
use super::error::Problem;
use super::xml::{Element, Piece, pieces};
use super::{Imported, counted, head};
use crate::review::{Paragraph, ParagraphKind};
use chrono::NaiveDateTime;

const WHAT: &str = "OpenDocument text";

/// How many blanks one element may stand for.
const MAX_BLANKS: usize = 100;

/// Elements whose words are not the article's.
const APART: &[&str] = &["tracked-changes", "note-citation", "sender-initials", "creator-initials"];

/// Reads an OpenDocument text.
pub fn read(bytes: &[u8]) -> Result<Imported, Problem> {
    let mut archive = Archive::open(bytes, WHAT)?;
    if archive.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Problem::Encrypted(WHAT));
    }
    let Some(xml) = archive.text("content.xml")? else { return Err(Problem::Damaged(WHAT)) };
    let mut reader = Reader::default();
    let mut pieces = pieces(&xml);
    for piece in &mut pieces {
        match piece {
            Piece::Open(element) => reader.open(&element),
            Piece::Close(name) => reader.close(&name),
            Piece::Text(text) => reader.text(&text),
        }
    }
    let broken =
        pieces.broken.then(|| "The document is damaged; its text was read as far as it goes".to_owned());
    let mut imported = reader.finish();
    imported.notes.extend(broken);
    archive
        .text("meta.xml")?
        .map(|xml| Properties::read(&xml))
        .unwrap_or_default()
        .fill(&mut imported.article);
    Ok(imported)
}

/// A comment while it is read, and until its passage ends.
#[derive(Default)]
struct Comment {
    name: String,
    from: Spot,
    to: Spot,
    author: String,
    date: String,
    text: String,
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    /// The texts around the open notes and boxes: their words stand apart.
    around: Vec<Builder>,
    notes: Vec<Note>,
    /// Where the links lead that were met since the last note.
    links: Vec<String>,
    comments: Vec<Comment>,
    /// How many elements with words that are not the article's are open.
    apart: usize,
    /// Inside a comment: the last element opened there.
    in_comment: Option<String>,
    /// The kinds of the open paragraphs; text stands nowhere else.
    paragraphs: Vec<Option<ParagraphKind>>,
    images: usize,
}

impl Reader {
    fn open(&mut self, element: &Element) {
        let name = element.name.as_str();
        self.apart += usize::from(APART.contains(&name));
        if self.in_comment.is_some() {
            self.in_comment = Some(element.name.clone());
            return;
        }
        match name {
            "p" | "h" => self.begin_paragraph(element),
            "list-item" => self.builder.enter(ParagraphKind::ListItem),
            "table-row" => self.builder.enter(ParagraphKind::TableRow),
            "table-cell" => self.builder.cell(),
            "tab" | "line-break" => self.text(" "),
            "s" => self.blanks(element),
            "image" => self.images += 1,
            "note-body" => {
                self.links.clear();
                self.around.push(std::mem::take(&mut self.builder));
            }
            "text-box" => self.around.push(std::mem::take(&mut self.builder)),
            "a" => self.links.extend(element.attribute("href")),
            "annotation" => self.begin_comment(element),
            "annotation-end" => self.end_comment(element),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.apart = self.apart.saturating_sub(usize::from(APART.contains(&name)));
        if self.in_comment.is_some() {
            self.close_in_comment(name);
            return;
        }
        match name {
            "p" | "h" => match self.paragraphs.pop().flatten() {
                Some(kind) => self.builder.leave(kind),
                None => self.builder.flush_unless_row(),
            },
            "list-item" => self.builder.leave(ParagraphKind::ListItem),
            "table-row" => self.builder.leave(ParagraphKind::TableRow),
            "note-body" => self.end_note(),
            "text-box" => {
                let words = self.leave_around();
                self.builder.hang(words);
            }
            _ => {}
        }
    }

    /// The paragraphs of a note or box that ends; the text around it goes on.
    fn leave_around(&mut self) -> Vec<Paragraph> {
        let Some(around) = self.around.pop() else { return Vec::new() };
        std::mem::replace(&mut self.builder, around).finish()
    }

    fn end_note(&mut self) {
        let paragraphs = self.leave_around();
        let links = std::mem::take(&mut self.links);
        self.notes.push(Note { at: self.spot(), paragraphs, links });
    }

    /// Where the next word of the text stands; inside a note or box, where that hangs.
    fn spot(&self) -> Spot {
        self.around.first().unwrap_or(&self.builder).spot()
    }

    fn text(&mut self, text: &str) {
        match (&self.in_comment, self.comments.last_mut()) {
            (Some(within), Some(comment)) => match within.as_str() {
                "creator" => comment.author.push_str(text),
                "date" => comment.date.push_str(text),
                _ if self.apart == 0 => comment.text.push_str(text),
                _ => {}
            },
            _ if self.apart == 0 && !self.paragraphs.is_empty() => self.builder.text(text),
            _ => {}
        }
    }

    fn blanks(&mut self, element: &Element) {
        let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
        self.text(&" ".repeat(std::cmp::min(count, MAX_BLANKS)));
    }

    fn begin_paragraph(&mut self, element: &Element) {
        let style = element.attribute("style-name").unwrap_or_default();
        let kind = if element.name == "h" { Some(ParagraphKind::Heading) } else { by_style(&style) };
        let kind = kind.filter(|_| self.apart == 0 && !self.builder.is_in(ParagraphKind::TableRow));
        self.paragraphs.push(kind);
        match kind {
            Some(kind) => self.builder.enter(kind),
            None => self.builder.flush_unless_row(),
        }
    }

    fn begin_comment(&mut self, element: &Element) {
        let spot = self.spot();
        let name = element.attribute("name").unwrap_or_default();
        self.comments.push(Comment { name, from: spot, to: spot, ..Comment::default() });
        self.in_comment = Some(String::new());
    }

    fn close_in_comment(&mut self, name: &str) {
        match name {
            "annotation" => self.in_comment = None,
            "p" => {
                self.in_comment = Some(String::new());
                self.comments.last_mut().into_iter().for_each(|comment| comment.text.push('\n'));
            }
            _ => self.in_comment = Some(String::new()),
        }
    }

    fn end_comment(&mut self, element: &Element) {
        let (name, spot) = (element.attribute("name").unwrap_or_default(), self.spot());
        if let Some(comment) = self.comments.iter_mut().rev().find(|comment| comment.name == name) {
            comment.to = spot;
        }
    }

    fn finish(mut self) -> Imported {
        while !self.around.is_empty() {
            let words = self.leave_around();
            self.builder.hang(words);
        }
        let mut imported = Imported { paragraphs: self.builder.finish(), ..Imported::default() };
        let places = Places::of(&imported.paragraphs);
        for comment in self.comments.into_iter().filter(|comment| !comment.text.trim().is_empty()) {
            let Some(passage) = places.passage(comment.from, comment.to) else { continue };
            let date = comment.date.parse::<NaiveDateTime>().ok().map(|date| date.and_utc());
            let (author, text) = (comment.author.trim().to_owned(), comment.text.trim().to_owned());
            imported.comments.push(CommentIn { passage, author, date, text });
        }
        add_notes(&mut imported, &places, self.notes);
        head::read(&mut imported.article, &mut imported.paragraphs);
        imported.notes.extend(counted(self.images, "image left out", "images left out"));
        imported
    }
}

/// What a paragraph is by the name of its style; styles made for one paragraph (`P3`) say nothing.
fn by_style(name: &str) -> Option<ParagraphKind> {
    let has = |word: &str| name.contains(word);
    if name == "Title" {
        Some(ParagraphKind::Hed)
    } else if name == "Subtitle" {
        Some(ParagraphKind::Dek)
    } else if has("Quotation") {
        Some(ParagraphKind::Quotation)
    } else if has("Caption") || has("Illustration") {
        Some(ParagraphKind::Caption)
    } else {
        None
    }
}
