//! Rich Text Format: paragraphs, headings, lists, tables, notes, comments, properties.
//!
//! Rich Text Format Specification 1.9.1. Read as a stream of tokens with the open groups on a stack of our
//! own; formatting, headers and footers are left alone.

mod letters;
mod reader;
mod tokens;

use super::comments::{CommentIn, Places, add_notes};
use super::docx::Properties;
use super::error::Problem;
use super::{Changes, Imported, Options, counted, head};
use crate::review::{Paragraph, ParagraphKind};
use reader::{Reader, Told};

const WHAT: &str = "RTF document";

/// Reads an RTF document.
pub fn read(bytes: &[u8], options: Options) -> Result<Imported, Problem> {
    let told = Reader::new(options.changes).read(bytes).ok_or(Problem::Damaged(WHAT))?;
    let mut imported = Imported { notes: notes(&told, options.changes), ..Imported::default() };
    let Told { paragraphs, notes, comments, title, author, date, .. } = told;
    imported.paragraphs = paragraphs;
    let places = Places::of(&imported.paragraphs);
    for comment in comments.into_iter().filter(|comment| !comment.text.is_empty()) {
        let Some(passage) = places.passage(comment.from, comment.to) else { continue };
        let (author, date, text) = (comment.author, comment.date, comment.text);
        imported.comments.push(CommentIn { passage, author, date, text });
    }
    add_notes(&mut imported, &places, notes);
    take_head(&mut imported, Properties { title, author, date });
    Ok(imported)
}

/// Reads the head of the text and fills in what the properties say besides.
fn take_head(imported: &mut Imported, properties: Properties) {
    let Imported { article, paragraphs, .. } = imported;
    let styled = |kind: ParagraphKind, all: &[Paragraph]| {
        all.iter().find(|paragraph| paragraph.kind == kind).map(|paragraph| paragraph.text.clone())
    };
    article.title = styled(ParagraphKind::Hed, paragraphs).unwrap_or_default();
    article.dek = styled(ParagraphKind::Dek, paragraphs).unwrap_or_default();
    head::read(article, paragraphs);
    properties.fill(article);
}

/// What to know about the reading.
fn notes(told: &Told, changes: Changes) -> Vec<String> {
    let (one, many) = match changes {
        Changes::Final => ("tracked change taken as accepted", "tracked changes taken as accepted"),
        Changes::Original => ("tracked change taken back", "tracked changes taken back"),
    };
    let broken = "The document is damaged; its text was read as far as it goes";
    [
        told.broken.then(|| broken.to_owned()),
        counted(told.changes, one, many),
        counted(told.images, "image left out", "images left out"),
        counted(told.embedded, "embedded document left out", "embedded documents left out"),
        counted(told.hidden, "hidden passage left out", "hidden passages left out"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
