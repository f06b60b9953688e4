//! Markdown: CommonMark with tables, and front matter.

use super::blocks::{self, Leave};
use super::builder::Builder;
use super::{Imported, head, language};
use crate::analysis::dateline;
use crate::review::{Article, ParagraphKind};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a Markdown text: front matter first, then its blocks; the first heading of the first level is
/// the hed.
pub fn read(text: &str) -> Imported {
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    let mut imported =
        Imported { article: reader.article, paragraphs: reader.builder.finish(), ..Imported::default() };
    if let Some(hed) = imported.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Hed) {
        imported.article.title.clone_from(&hed.text);
    }
    head::read(&mut imported.article, &mut imported.paragraphs);
    imported
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    article: Article,
    has_hed: bool,
    front_matter: Option<String>,
    code: bool,
    html: String,
    image: Option<String>,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.builder.line_break();
            }
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Rule => self.builder.flush(),
            Event::FootnoteReference(label) => self.text(&format!("[{label}]")),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(front_matter) = &mut self.front_matter {
            front_matter.push_str(text);
        } else if let Some(image) = &mut self.image {
            image.push_str(text);
        } else if self.code {
            self.builder.lines(text);
        } else {
            self.builder.text(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::MetadataBlock(_) => self.front_matter = Some(String::new()),
            Tag::Image { .. } => self.image = Some(String::new()),
            Tag::CodeBlock(_) => {
                self.builder.flush();
                self.code = true;
            }
            Tag::TableCell => self.builder.cell(),
            Tag::Heading { level: HeadingLevel::H1, .. } if !self.has_hed => {
                self.builder.enter(ParagraphKind::Hed);
            }
            Tag::FootnoteDefinition(label) => {
                self.builder.flush();
                self.builder.text(&format!("[{label}] "));
            }
            tag => self.around(tag.to_end(), Builder::enter),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.read_front_matter(),
            TagEnd::Image => {
                let alt = self.image.take().unwrap_or_default();
                self.builder.push(ParagraphKind::Caption, &alt);
            }
            TagEnd::CodeBlock => {
                self.builder.flush();
                self.code = false;
            }
            TagEnd::HtmlBlock => self.read_html(),
            TagEnd::Heading(HeadingLevel::H1) if !self.has_hed => {
                self.builder.leave(ParagraphKind::Hed);
                self.has_hed = true;
            }
            tag => self.around(tag, Builder::leave),
        }
    }

    /// Enters or leaves a block; marks within a line are dropped.
    fn around(&mut self, tag: TagEnd, step: fn(&mut Builder, ParagraphKind)) {
        match tag {
            TagEnd::Heading(_) => step(&mut self.builder, ParagraphKind::Heading),
            TagEnd::BlockQuote(_) => step(&mut self.builder, ParagraphKind::Quotation),
            TagEnd::Item => step(&mut self.builder, ParagraphKind::ListItem),
            TagEnd::TableHead | TagEnd::TableRow => step(&mut self.builder, ParagraphKind::TableRow),
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::FootnoteDefinition => {
                self.builder.flush();
            }
            _ => {}
        }
    }

    /// Takes the text of an HTML block without its tags.
    fn read_html(&mut self) {
        for paragraph in blocks::read(&std::mem::take(&mut self.html), Leave::Silent).paragraphs {
            self.builder.push(paragraph.kind, &paragraph.text);
        }
    }

    /// Reads `key: value` lines; what is deeper than that is none of an article's head.
    fn read_front_matter(&mut self) {
        for line in self.front_matter.take().unwrap_or_default().lines() {
            if let Some((key, value)) = line.split_once(':') {
                self.note(&key.trim().to_lowercase(), unquoted(value));
            }
        }
    }

    fn note(&mut self, key: &str, value: &str) {
        match key {
            "title" => value.clone_into(&mut self.article.title),
            "description" | "subtitle" | "dek" => value.clone_into(&mut self.article.dek),
            "author" | "authors" | "byline" => {
                self.article.byline = value.trim_matches(['[', ']']).to_owned();
            }
            "date" | "published" => self.article.dateline.date = dateline::first_date(value),
            "place" | "location" => value.clone_into(&mut self.article.dateline.place),
            "lang" | "language" => self.article.language = language::stated(value).unwrap_or_default(),
            "publisher" | "outlet" => value.clone_into(&mut self.article.outlet),
            "url" | "canonical" => value.clone_into(&mut self.article.url),
            _ => {}
        }
    }
}

/// A YAML scalar without its quotes.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Caption, Heading, Hed, ListItem, Quotation, TableRow};

    fn found(text: &str) -> Vec<(ParagraphKind, String)> {
        read(text).paragraphs.into_iter().map(|paragraph| (paragraph.kind, paragraph.text)).collect()
    }

    #[test]
    fn blocks_make_kinds_and_marks_are_dropped() {
        let text = "# River *takes* bridges\n\nThe [mayor](https://example.org/m) said\n`no` **more**.\n\n## Costs\n\n\
                    - one\n  - two\n\n> “Never.”\n\n![A bridge](b.jpg)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    x\n    y\n\n\
                    <div>left <b>over</b></div>\n";
        let expected = [
            (Hed, "River takes bridges"),
            (Body, "The mayor said no more."),
            (Heading, "Costs"),
            (ListItem, "one"),
            (ListItem, "two"),
            (Quotation, "“Never.”"),
            (Caption, "A bridge"),
            (TableRow, "a | b"),
            (TableRow, "1 | 2"),
            (Body, "x"),
            (Body, "y"),
            (Body, "left over"),
        ];
        assert_eq!(found(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn front_matter_fills_the_article() {
        let text = "---\ntitle: \"River: two bridges\"\nauthor: Ida Roe\ndate: 2023-07-28T10:00:00Z\n\
                    description: 'Nobody hurt'\nlang: en-GB\n---\n\nThe river rose.\n";
        let imported = read(text);
        let article = imported.article;
        assert_eq!(article.title, "River: two bridges");
        assert_eq!(article.byline, "Ida Roe");
        assert_eq!(article.dek, "Nobody hurt");
        assert_eq!(article.language, "en");
        assert_eq!(article.dateline.date.map(|date| date.to_string()).as_deref(), Some("2023-07-28"));
        assert_eq!(imported.paragraphs.len(), 1);
    }

    #[test]
    fn deep_nesting_is_read() {
        assert_eq!(found(&format!("{} deep", ">".repeat(10_000))), [(Quotation, "deep".to_owned())]);
        assert!(!found(&format!("{}x", "- ".repeat(5_000))).is_empty());
        assert!(!found(&format!("{}x", "[".repeat(20_000))).is_empty());
        assert!(!found(&format!("{}x", "*a _".repeat(5_000))).is_empty());
    }
}
