//! Word documents: the text as it would be printed, with comments, notes and properties.
//!
//! ECMA-376 (Office Open XML). Read as a stream, part by part; formatting, headers and footers are left
//! alone.

mod body;
mod parts;
mod styles;

pub use parts::Properties;
pub use styles::by_name as kind_by_name;

use super::archive::Archive;
use super::comments::{CommentIn, Note, Places, Spot, add_notes};
use super::error::Problem;
use super::xml::{Piece, pieces};
use super::{Changes, Imported, Options, counted, head};
use crate::review::{Article, Paragraph, ParagraphKind};
use body::{Anchors, Body, Reading};
use chrono::{DateTime, Utc};
use parts::Relations;
use std::collections::HashMap;
use styles::Styles;

const WHAT: &str = "Word document";

/// Reads a Word document.
pub fn read(bytes: &[u8], options: Options) -> Result<Imported, Problem> {
    let mut archive = Archive::open(bytes, WHAT)?;
    let top = Relations::of(&mut archive, "")?;
    let main = top.part("officeDocument").unwrap_or("word/document.xml").to_owned();
    let Some(xml) = archive.text(&main)? else { return Err(Problem::Damaged(WHAT)) };
    let relations = Relations::of(&mut archive, &main)?;
    let styles = part(&mut archive, &relations, "styles", &main)?
        .map(|(_, xml)| Styles::read(&xml))
        .unwrap_or_default();
    let reading = Reading { styles: &styles, changes: options.changes };
    let mut body = Body::read(&xml, &reading);
    let comments = part(&mut archive, &relations, "comments", &main)?;
    let comments = comments.map(|(_, xml)| read_comments(&xml, &reading)).unwrap_or_default();
    let mut notes = HashMap::new();
    for kind in ["footnotes", "endnotes"] {
        if let Some((path, xml)) = part(&mut archive, &relations, kind, &main)? {
            let links = Relations::of(&mut archive, &path)?;
            notes.extend(read_notes(&xml, kind, &reading, &links));
        }
    }
    let core = top.part("core-properties").unwrap_or("docProps/core.xml").to_owned();
    let properties = archive.text(&core)?.map(|xml| Properties::read(&xml)).unwrap_or_default();
    let told = tell(&body, comments.len(), options.changes);
    let anchors = std::mem::take(&mut body.anchors);
    let mut imported = Imported {
        article: Article::default(),
        paragraphs: body.paragraphs,
        notes: told,
        ..Imported::default()
    };
    anchor(&mut imported, &anchors, comments, notes);
    take_head(&mut imported, properties);
    Ok(imported)
}

/// The part of a kind, with its path: as the relations say, or where Word puts it.
fn part(
    archive: &mut Archive,
    relations: &Relations,
    kind: &str,
    main: &str,
) -> Result<Option<(String, String)>, Problem> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = relations.part(kind).map_or_else(|| format!("{folder}/{kind}.xml"), str::to_owned);
    Ok(archive.text(&path)?.map(|xml| (path, xml)))
}

/// A comment before it is known where it stands.
struct Comment {
    id: String,
    author: String,
    date: Option<DateTime<Utc>>,
    text: String,
}

fn read_comments(xml: &str, reading: &Reading) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut pieces = pieces(xml);
    while let Some(piece) = pieces.next() {
        let Piece::Open(element) = piece else { continue };
        if element.name == "comment"
            && let Some(id) = element.attribute("id")
        {
            let author = element.attribute("author").unwrap_or_default();
            let date = element.attribute("date").and_then(|date| date_time(&date));
            let body = Body::until(&mut pieces, "comment", reading);
            let text = joined(&body.paragraphs, "\n");
            found.push(Comment { id, author: author.trim().to_owned(), date, text });
        }
    }
    found
}

/// The notes of a part by kind and number; where each stands is not known yet.
fn read_notes(
    xml: &str,
    kind: &'static str,
    reading: &Reading,
    relations: &Relations,
) -> HashMap<(&'static str, String), Note> {
    let mut found = HashMap::new();
    let element_name = kind.trim_end_matches('s');
    let mut pieces = pieces(xml);
    while let Some(piece) = pieces.next() {
        let Piece::Open(element) = piece else { continue };
        // The lines between text and notes stand among them, with a type of their own.
        let is_note =
            element.name == element_name && element.attribute("type").is_none_or(|kind| kind == "normal");
        if is_note && let Some(id) = element.attribute("id") {
            let mut body = Body::until(&mut pieces, element_name, reading);
            let mut links: Vec<String> =
                body.links.iter().filter_map(|id| relations.target(id)).map(str::to_owned).collect();
            links.append(&mut body.addresses);
            found.insert((kind, id), Note { at: Spot::default(), paragraphs: body.paragraphs, links });
        }
    }
    found
}

/// Puts comments and notes where the text bears them; the notes' own words follow the text.
fn anchor(
    imported: &mut Imported,
    anchors: &Anchors,
    comments: Vec<Comment>,
    mut notes: HashMap<(&'static str, String), Note>,
) {
    let places = Places::of(&imported.paragraphs);
    for comment in comments.into_iter().filter(|comment| !comment.text.is_empty()) {
        let Some(&(from, to)) = anchors.comments.get(&comment.id) else { continue };
        let Some(passage) = places.passage(from, to) else { continue };
        let Comment { author, date, text, .. } = comment;
        imported.comments.push(CommentIn { passage, author, date, text });
    }
    let stands = |(key, at): &((&'static str, String), Spot)| Some(Note { at: *at, ..notes.remove(key)? });
    let notes = anchors.notes.iter().filter_map(stands).collect();
    add_notes(imported, &places, notes);
}

fn joined(paragraphs: &[Paragraph], by: &str) -> String {
    paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join(by)
}

/// Reads the head of the text and fills in what the properties say besides.
fn take_head(imported: &mut Imported, properties: Properties) {
    let Imported { article, paragraphs, .. } = imported;
    let styled =
        |paragraphs: &[Paragraph], kind| paragraphs.iter().find(|p| p.kind == kind).map(|p| p.text.clone());
    article.title = styled(paragraphs, ParagraphKind::Hed).unwrap_or_default();
    article.dek = styled(paragraphs, ParagraphKind::Dek).unwrap_or_default();
    head::read(article, paragraphs);
    properties.fill(article);
}

/// What to know about the reading.
fn tell(body: &Body, comments: usize, changes: Changes) -> Vec<String> {
    let (one, many) = match changes {
        Changes::Final => ("tracked change taken as accepted", "tracked changes taken as accepted"),
        Changes::Original => ("tracked change taken back", "tracked changes taken back"),
    };
    let broken = "The document is damaged; its text was read as far as it goes";
    let loose = comments.saturating_sub(body.anchors.comments.len());
    [
        body.broken.then(|| broken.to_owned()),
        counted(body.changes, one, many),
        counted(body.images, "image left out", "images left out"),
        counted(body.embedded, "embedded document left out", "embedded documents left out"),
        counted(body.unseen, "hidden passage left out", "hidden passages left out"),
        counted(
            loose,
            "comment left out, for it stands on no passage",
            "comments left out, for they stand on no passage",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A time as Word writes it: in UTC or, without saying so, where the writer was.
fn date_time(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).ok().map(|date| date.to_utc());
    zoned.or_else(|| text.parse::<chrono::NaiveDateTime>().ok().map(|date| date.and_utc()))
}
