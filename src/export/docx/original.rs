//! Comments and changes put into the document that a draft was read from.
//!
//! Only the runs that something happens in are written anew; every other byte of the main part, and every
//! part that nothing is added to, stays as it is.

use super::super::{Document, ExportError, Progress, Steps};
use super::package::Package;
use super::run::{Happening, Rewriter};
use super::source_text::{Locator, Place, SourceText};
use super::{Change, Comment, markup};
use crate::review::Draft;
use crate::text::one_line;
use std::collections::BTreeMap;
use std::ops::Range;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// How many chars of a passage are shown where it was not found.
const QUOTE_SHOWN: usize = 80;

/// The original with the comments and changes of a draft that was read from it.
///
/// # Errors
/// [`ExportError::Original`] where it cannot be read or is not built as Word and others build one.
pub fn write(
    original: &[u8],
    draft: &Draft,
    comments: &[Comment],
    changes: &[Change],
    progress: Progress<'_>,
) -> Result<Document, ExportError> {
    let mut steps = Steps::new(progress, 3);
    let mut package = Package::open(original)?;
    let name = main_part(&mut package)?;
    let xml = package.part(&name)?.ok_or_else(|| broken("its main part is missing"))?;
    if comments.is_empty() && changes.is_empty() {
        return Ok(Document { bytes: original.to_vec(), notes: Vec::new() });
    }
    let source = SourceText::read(&xml)?;
    if source.texts.is_empty() {
        return Err(broken("it holds no text"));
    }
    let locator = Locator::new(&xml, &source, draft);
    steps.done(1)?;
    let part = CommentsPart::open(&mut package, &name, &xml)?;
    let mut writing = Writing {
        source: &source,
        xml: &xml,
        happenings: BTreeMap::new(),
        outside: BTreeMap::new(),
        notes: Vec::new(),
        added: String::new(),
    };
    let first = part.highest_id.max(source.highest_id) + 1;
    for (at, comment) in comments.iter().enumerate() {
        writing.comment(&locator, comment, first + at);
    }
    for (at, change) in changes.iter().enumerate() {
        writing.change(&locator, change, first + comments.len() + 2 * at);
    }
    let (added, notes) = (std::mem::take(&mut writing.added), std::mem::take(&mut writing.notes));
    package.put(&name, writing.finish());
    if !added.is_empty() {
        part.add(&mut package, &added)?;
    }
    steps.done(2)?;
    let bytes = package.write()?;
    steps.done(3)?;
    Ok(Document { bytes, notes })
}

fn broken(why: &str) -> ExportError {
    ExportError::Original(why.to_owned())
}

/// The name of the main part: the target of the package's relationship to it.
fn main_part(package: &mut Package<'_>) -> Result<String, ExportError> {
    let relations = package.part("_rels/.rels")?.ok_or_else(|| broken("it has no relationships"))?;
    let target = target_of(&relations, "/officeDocument").ok_or_else(|| broken("it names no main part"))?;
    Ok(target.trim_start_matches('/').to_owned())
}

/// The target of the first relationship whose type ends so.
fn target_of(relations: &str, kind: &str) -> Option<String> {
    let elements = relations.split('<').filter(|element| element.starts_with("Relationship "));
    let of_kind = |element: &&str| attribute(element, "Type").is_some_and(|value| value.ends_with(kind));
    elements.into_iter().find(of_kind).and_then(|element| attribute(element, "Target")).map(str::to_owned)
}

/// An attribute of an element as it is written.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let at = element.find(&format!(" {name}="))? + name.len() + 2;
    let quote = element[at..].chars().next()?;
    element[at + 1..].split(quote).next()
}

struct Writing<'a> {
    source: &'a SourceText,
    xml: &'a str,
    /// What happens, by text element and byte, and in which order at one place.
    happenings: BTreeMap<(usize, usize, u8, usize), Happening>,
    /// Markup between runs, by byte of the part, and in which order at one place.
    outside: BTreeMap<(usize, u8, usize), String>,
    notes: Vec<String>,
    /// The comments, as they stand in their part.
    added: String,
}

/// The order of what happens at one place: what ends comes first.
const END_DELETION: u8 = 0;
const INSERT: u8 = 1;
const END_COMMENT: u8 = 2;
const START_COMMENT: u8 = 3;
const START_DELETION: u8 = 4;

impl Writing<'_> {
    fn comment(&mut self, locator: &Locator<'_>, comment: &Comment, id: usize) {
        let Some((start, end)) = locator.locate(&comment.bytes) else {
            return self.stray_comment(comment, id);
        };
        self.comment_at(start, self.source.end_in_cell(start, end), id);
        self.added.push_str(&markup::comment(comment, id));
    }

    fn comment_at(&mut self, start: Place, end: Place, id: usize) {
        let (opened, closed) = (markup::comment_start(id), markup::comment_end(id));
        match self.control_of(start) {
            Some(control) => drop(self.outside.insert((control.start, START_COMMENT, id), opened)),
            None => self.happen(start, START_COMMENT, id, Happening::Between(opened)),
        }
        match self.control_of(end) {
            Some(control) => drop(self.outside.insert((control.end, END_COMMENT, id), closed)),
            None => self.happen(end, END_COMMENT, id, Happening::Between(closed)),
        }
    }

    /// The control for plain text around a place. It holds nothing but text: a comment goes around it, for
    /// LibreOffice loses the words of one that holds an end of a comment.
    fn control_of(&self, place: Place) -> Option<Range<usize>> {
        let control = self.source.texts[place.element].control?;
        self.source.controls.get(control).cloned()
    }

    /// A comment whose passage stands nowhere in the document hangs on the document's first words.
    fn stray_comment(&mut self, comment: &Comment, id: usize) {
        let quote: String = one_line(&comment.quote).chars().take(QUOTE_SHOWN).collect();
        self.notes
            .push(format!("“{quote}” was not found in the original, so its comment stands at the beginning"));
        let Some(first) = self.source.texts.first() else { return };
        let start = Place { element: 0, byte: 0 };
        let end = Place { element: 0, byte: first.inner.len() };
        self.comment_at(start, end, id);
        let mut lines = vec![format!("On “{quote}”:")];
        lines.extend(comment.lines.iter().cloned());
        let stray = Comment {
            lines,
            quote,
            author: comment.author.clone(),
            at: comment.at,
            bytes: comment.bytes.clone(),
        };
        self.added.push_str(&markup::comment(&stray, id));
    }

    fn change(&mut self, locator: &Locator<'_>, change: &Change, id: usize) {
        let Some((start, end)) = locator.locate(&change.bytes) else {
            self.notes.push(format!(
                "The correction of claim {} is left out, for its passage was not found in the original",
                change.number
            ));
            return;
        };
        if change.bytes.start < change.bytes.end {
            self.delete(start, end, change, id);
        }
        let look = &self.xml[self.source.runs[self.source.texts[end.element].run].look.clone()];
        let insertion = markup::insertion(change, id + 1, look);
        self.happen(end, INSERT, id, Happening::Between(insertion));
    }

    /// Takes out the words between two places, run by run.
    fn delete(&mut self, start: Place, end: Place, change: &Change, id: usize) {
        let mut element = start.element;
        while element <= end.element {
            let run = &self.source.runs[self.source.texts[element].run];
            let last = (run.texts.end - 1).min(end.element);
            let from = if element == start.element { start.byte } else { 0 };
            let to = if last == end.element { end.byte } else { self.source.texts[last].inner.len() };
            let begin = Happening::BeginDeletion(markup::deletion(change, id));
            self.happen(Place { element, byte: from }, START_DELETION, id, begin);
            self.happen(
                Place { element: last, byte: to },
                END_DELETION,
                id,
                Happening::EndDeletion(String::new()),
            );
            element = last + 1;
        }
    }

    fn happen(&mut self, at: Place, order: u8, id: usize, what: Happening) {
        self.happenings.insert((at.element, at.byte, order, id), what);
    }

    /// The main part with every run that something happens in written anew.
    fn finish(self) -> String {
        let mut out = String::with_capacity(self.xml.len() + self.happenings.len() * 256);
        let mut from = 0;
        let mut happenings = self.happenings.into_iter().peekable();
        while let Some(((element, ..), _)) = happenings.peek() {
            let run = &self.source.runs[self.source.texts[*element].run];
            let mut here = Vec::new();
            while let Some(((element, byte, ..), what)) =
                happenings.next_if(|((element, ..), _)| run.texts.contains(element))
            {
                here.push(((element, byte), what));
            }
            copy(&mut out, self.xml, from..run.bytes.start, &self.outside);
            out.push_str(&Rewriter::write(self.xml, self.source, run, here));
            from = run.bytes.end;
        }
        copy(&mut out, self.xml, from..self.xml.len(), &self.outside);
        out
    }
}

/// Copies a stretch of the part, with what goes between its elements.
fn copy(out: &mut String, xml: &str, bytes: Range<usize>, outside: &BTreeMap<(usize, u8, usize), String>) {
    let mut from = bytes.start;
    for ((at, ..), markup) in outside.range((bytes.start, 0, 0)..(bytes.end, u8::MAX, usize::MAX)) {
        out.push_str(&xml[from..*at]);
        out.push_str(markup);
        from = *at;
    }
    out.push_str(&xml[from..bytes.end]);
}

/// The part that holds a document's comments, and how to add to it.
struct CommentsPart {
    name: String,
    /// Its text; `None` where the document has none yet.
    text: Option<String>,
    relations: String,
    /// The namespace of the main part's words.
    namespace: String,
    highest_id: usize,
}

impl CommentsPart {
    fn open(package: &mut Package<'_>, main: &str, xml: &str) -> Result<Self, ExportError> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let relations = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let root = xml.find(":document").and_then(|at| xml[at..].split('>').next()).unwrap_or_default();
        let namespace = attribute(&root.replace(['\n', '\r', '\t'], " "), "xmlns:w").map(str::to_owned);
        let namespace = namespace.ok_or_else(|| broken("its main part is written in an unusual way"))?;
        let listed = package.part(&relations)?.and_then(|list| target_of(&list, "/comments"));
        let name = match listed {
            Some(target) if target.starts_with('/') => target.trim_start_matches('/').to_owned(),
            Some(target) if folder.is_empty() => target,
            Some(target) => format!("{folder}/{target}"),
            None if folder.is_empty() => "redpencil-comments.xml".to_owned(),
            None => format!("{folder}/redpencil-comments.xml"),
        };
        let text = package.part(&name)?;
        let ids = text.iter().flat_map(|text| text.split("w:id=\"").skip(1));
        let highest_id = ids.filter_map(|rest| rest.split('"').next()?.parse().ok()).max().unwrap_or(0);
        Ok(Self { name, text, relations, namespace, highest_id })
    }

    fn add(self, package: &mut Package<'_>, comments: &str) -> Result<(), ExportError> {
        let Some(text) = self.text else { return self.create(package, comments) };
        let text = match text.rfind("</w:comments>") {
            Some(at) => format!("{}{comments}{}", &text[..at], &text[at..]),
            None => {
                let at =
                    text.rfind("/>").ok_or_else(|| broken("its comments are written in an unusual way"))?;
                format!("{}>{comments}</w:comments>{}", &text[..at], &text[at + 2..])
            }
        };
        package.put(&self.name, text);
        Ok(())
    }

    /// Makes the part, names its type and leads to it from the main part.
    fn create(self, package: &mut Package<'_>, comments: &str) -> Result<(), ExportError> {
        let part = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:comments xmlns:w=\"{}\">{comments}</w:comments>",
            self.namespace
        );
        package.put(&self.name, part);
        let types =
            package.part("[Content_Types].xml")?.ok_or_else(|| broken("it names no types of parts"))?;
        let kind = format!("<Override PartName=\"/{}\" ContentType=\"{COMMENTS_TYPE}\"/>", self.name);
        package.put("[Content_Types].xml", before_end(&types, "Types", &kind)?);
        let family = if self.namespace.contains("purl.oclc.org") { STRICT } else { OFFICE };
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        let relation =
            format!("<Relationship Id=\"rIdRedpencil\" Type=\"{family}/comments\" Target=\"{file}\"/>");
        let relations = package.part(&self.relations)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
                .to_owned()
        });
        package.put(&self.relations, before_end(&relations, "Relationships", &relation)?);
        Ok(())
    }
}

/// A part with something put in before its root's end tag.
fn before_end(text: &str, root: &str, added: &str) -> Result<String, ExportError> {
    if let Some(at) = text.rfind(&format!("</{root}>")) {
        return Ok(format!("{}{added}{}", &text[..at], &text[at..]));
    }
    match text.rfind("/>").filter(|&at| text[at + 2..].trim().is_empty()) {
        Some(at) => Ok(format!("{}>{added}</{root}>{}", &text[..at], &text[at + 2..])),
        None => Err(broken("its list of parts is written in an unusual way")),
    }
}
