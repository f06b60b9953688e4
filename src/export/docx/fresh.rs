//! A new document of a draft, for articles that did not come as one.

use super::super::escape::xml;
use super::super::{ExportError, Progress, Steps};
use super::package::pack;
use super::{Change, Comment, markup};
use crate::review::{Draft, ParagraphKind, Review};
use std::fmt::Write;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The document as a package.
pub fn write(
    review: &Review,
    draft: &Draft,
    comments: &[Comment],
    changes: &[Change],
    progress: Progress<'_>,
) -> Result<Vec<u8>, ExportError> {
    let document = Body::new(draft, comments, changes).write(progress)?;
    pack(&[
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(review)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles()),
        ("word/comments.xml", comments_part(comments)),
    ])
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| format!("<Override PartName=\"{name}\" ContentType=\"{kind}+xml\"/>");
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    format!(
        "{HEADER}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}{}</Types>",
        part("/word/document.xml", &format!("{word}.document.main")),
        part("/word/styles.xml", &format!("{word}.styles")),
        part("/word/comments.xml", &format!("{word}.comments")),
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties"),
    )
}

fn relations(list: &[(&str, &str)]) -> String {
    let relation = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", at + 1)
    };
    let list: String = list.iter().enumerate().map(relation).collect();
    format!(
        "{HEADER}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         {list}</Relationships>"
    )
}

fn package_relations() -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[(office, "word/document.xml"), (core, "docProps/core.xml")])
}

fn document_relations() -> String {
    let styles = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles";
    let comments = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
    relations(&[(styles, "styles.xml"), (comments, "comments.xml")])
}

fn core(review: &Review) -> String {
    let article = &review.article;
    format!(
        "{HEADER}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        xml(&article.title),
        xml(&article.byline),
        xml(&article.language)
    )
}

/// Styles by id: name, what it is based on, its paragraphs' and its runs' properties.
fn styles() -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    format!(
        "{HEADER}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"140\" w:line=\"320\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         {}{}{}{}{}{}{}</w:styles>",
        style("Title", "Title", "<w:keepNext/>", "<w:b/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>"),
        style("Subtitle", "Subtitle", "<w:keepNext/>", "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"),
        style("Byline", "Byline", "", "<w:color w:val=\"565048\"/><w:sz w:val=\"20\"/>"),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:spacing w:before=\"280\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>"
        ),
        style("Quote", "Quote", "<w:ind w:left=\"567\" w:right=\"567\"/>", ""),
        style("ListParagraph", "List Paragraph", "<w:ind w:left=\"340\"/>", ""),
        style("Caption", "caption", "", "<w:color w:val=\"565048\"/><w:sz w:val=\"19\"/>"),
    )
}

fn style_of(kind: ParagraphKind) -> Option<&'static str> {
    Some(match kind {
        ParagraphKind::Hed => "Title",
        ParagraphKind::Dek => "Subtitle",
        ParagraphKind::Byline | ParagraphKind::Dateline => "Byline",
        ParagraphKind::Heading => "Heading1",
        ParagraphKind::Quotation => "Quote",
        ParagraphKind::ListItem => "ListParagraph",
        ParagraphKind::Caption => "Caption",
        ParagraphKind::Body | ParagraphKind::TableRow | ParagraphKind::Boilerplate => return None,
    })
}

fn comments_part(comments: &[Comment]) -> String {
    let list: String =
        comments.iter().enumerate().map(|(id, comment)| markup::comment(comment, id)).collect();
    format!("{HEADER}<w:comments xmlns:w=\"{MAIN}\">{list}</w:comments>")
}

/// What happens at a place of the text. At one place what ends comes before what begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    EndDeletion(usize),
    Insert(usize),
    EndComment(usize),
    StartComment(usize),
    StartDeletion(usize),
}

struct Body<'a> {
    draft: &'a Draft,
    changes: &'a [Change],
    /// In text order, in bytes of the draft.
    events: Vec<(usize, Event)>,
    /// The number of the first tracked change, after those of the comments.
    first_change: usize,
}

impl<'a> Body<'a> {
    fn new(draft: &'a Draft, comments: &[Comment], changes: &'a [Change]) -> Self {
        let mut events = Vec::new();
        for (id, comment) in comments.iter().enumerate() {
            let end = last_word(draft, comment.bytes.end.0);
            if comment.bytes.start.0 < end {
                events.push((comment.bytes.start.0, Event::StartComment(id)));
            }
            events.push((end, Event::EndComment(id)));
        }
        for (at, change) in changes.iter().enumerate() {
            if change.bytes.start < change.bytes.end {
                events.push((change.bytes.start.0, Event::StartDeletion(at)));
                events.push((last_word(draft, change.bytes.end.0), Event::EndDeletion(at)));
            }
            events.push((last_word(draft, change.bytes.end.0), Event::Insert(at)));
        }
        events.sort_unstable();
        Self { draft, changes, events, first_change: comments.len() + 1 }
    }

    fn write(&self, progress: Progress<'_>) -> Result<String, ExportError> {
        let text = self.draft.text();
        let mut steps = Steps::new(progress, text.paragraph_count());
        let mut out = format!("{HEADER}<w:document xmlns:w=\"{MAIN}\"><w:body>");
        let mut events = self.events.as_slice();
        let mut deleting = None;
        for (index, (kind, words)) in self.draft.paragraphs().enumerate() {
            let bytes = text.paragraph_bytes(index);
            let here = events.partition_point(|(at, _)| *at <= bytes.end.0);
            let (now, later) = events.split_at(here);
            events = later;
            let look = paragraph_look(&mut out, kind, words);
            self.runs(&mut out, now, bytes.start.0..bytes.end.0, look, &mut deleting);
            out.push_str("</w:p>");
            steps.done(index + 1)?;
        }
        out.push_str("<w:sectPr/></w:body></w:document>");
        Ok(out)
    }

    /// The runs of a paragraph, cut where something happens.
    fn runs(
        &self,
        out: &mut String,
        events: &[(usize, Event)],
        bytes: std::ops::Range<usize>,
        look: &str,
        deleting: &mut Option<usize>,
    ) {
        let text = self.draft.text().as_str();
        let mut from = bytes.start;
        for &(at, event) in events {
            let at = at.clamp(from, bytes.end);
            self.run(out, &text[from..at], look, *deleting);
            from = at;
            match event {
                Event::StartComment(id) => out.push_str(&markup::comment_start(id)),
                Event::EndComment(id) => out.push_str(&markup::comment_end(id)),
                Event::StartDeletion(change) => *deleting = Some(change),
                Event::EndDeletion(_) => *deleting = None,
                Event::Insert(at) => {
                    let id = self.first_change + 2 * at + 1;
                    out.push_str(&markup::insertion(&self.changes[at], id, look));
                }
            }
        }
        self.run(out, &text[from..bytes.end], look, *deleting);
    }

    fn run(&self, out: &mut String, words: &str, look: &str, deleting: Option<usize>) {
        if words.is_empty() {
            return;
        }
        let run = |element| format!("<w:r>{look}{}</w:r>", markup::text(element, words));
        let _ = match deleting {
            // Writing to a String cannot fail.
            Some(at) => {
                let begin = markup::deletion(&self.changes[at], self.first_change + 2 * at);
                write!(out, "{begin}{}</w:del>", run("delText"))
            }
            None => write!(out, "{}", run("t")),
        };
    }
}

/// A passage that takes in the break after its paragraph ends with the paragraph.
fn last_word(draft: &Draft, end: usize) -> usize {
    if draft.text().as_str()[..end].ends_with('\n') { end - 1 } else { end }
}

/// Begins a paragraph; gives the properties of its runs.
fn paragraph_look(out: &mut String, kind: ParagraphKind, words: &str) -> &'static str {
    let style = style_of(kind).map(|style| format!("<w:pStyle w:val=\"{style}\"/>")).unwrap_or_default();
    let rtl = markup::is_rtl(words);
    let bidi = if rtl { "<w:bidi/>" } else { "" };
    let _ = write!(out, "<w:p><w:pPr>{style}{bidi}</w:pPr>"); // writing to a String cannot fail
    if rtl { "<w:rPr><w:rtl/></w:rPr>" } else { "" }
}
