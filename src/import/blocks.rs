//! HTML to paragraphs by its block elements.

use super::builder::Builder;
use super::tags::{Piece, pieces};
use crate::review::{Paragraph, ParagraphKind};

/// Elements without text for a reader.
const SILENT: &[&str] = &[
    "template", "svg", "math", "select", "button", "object", "audio", "video", "canvas", "datalist", "dialog",
];

/// Elements around an article that are not it.
const AROUND: &[&str] = &["nav", "footer", "aside", "menu"];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "address",
    "ul",
    "ol",
    "dl",
    "dt",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "form",
    "fieldset",
    "figure",
    "details",
    "summary",
    "hr",
    "body",
    "html",
    "head",
    "center",
    "hgroup",
    "legend",
    "menu",
    "title",
    "item",
    "description",
];

/// Elements that make a table's row more than a row: what is in them are paragraphs.
const BREAK_ROWS: &[&str] =
    &["p", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "article"];

/// What of a page is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leave {
    /// What has no text for a reader.
    #[default]
    Silent,
    /// That, navigation, footer and side columns too.
    Around,
    /// Nothing.
    Nothing,
}

/// The paragraphs of a page or of a part of it.
#[derive(Debug)]
pub struct Blocks {
    /// In order, none of them empty.
    pub paragraphs: Vec<Paragraph>,
    /// How many images there were.
    pub images: usize,
}

/// Reads paragraphs in linear time, whatever the tags.
pub fn read(html: &str, leave: Leave) -> Blocks {
    let mut reader = Reader { leave, ..Reader::default() };
    for piece in pieces(html) {
        reader.piece(piece);
    }
    Blocks { paragraphs: reader.builder.finish(), images: reader.images }
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    leave: Leave,
    images: usize,
    /// Open preformatted elements.
    verbatim: usize,
    /// The element being left out, and how many of its name are open.
    left_out: Option<(String, usize)>,
}

impl Reader {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text) if self.left_out.is_none() => {
                let text = html_escape::decode_html_entities(text);
                if self.verbatim > 0 { self.builder.lines(&text) } else { self.builder.text(&text) }
            }
            Piece::Text(_) => {}
            Piece::Open { name, attributes } => {
                self.open(&name.to_ascii_lowercase(), attributes.ends_with('/'));
            }
            Piece::Close(name) => self.close(&name.to_ascii_lowercase()),
        }
    }

    fn open(&mut self, name: &str, closed: bool) {
        if let Some((left_out, depth)) = &mut self.left_out {
            *depth += usize::from(left_out == name && !closed);
            return;
        }
        if self.is_left_out(name) {
            self.left_out = (!closed).then(|| (name.to_owned(), 1));
            return;
        }
        if BREAK_ROWS.contains(&name) && self.builder.is_in(ParagraphKind::TableRow) {
            self.builder.leave(ParagraphKind::TableRow);
        }
        match (name, kind(name)) {
            ("br", _) => self.builder.line_break(),
            ("img", _) => self.images += 1,
            ("td" | "th", _) => self.builder.cell(),
            ("pre" | "textarea", _) => self.verbatim += 1,
            (_, Some(kind)) => self.builder.enter(kind),
            _ => self.line(name),
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((left_out, depth)) = &mut self.left_out {
            *depth -= usize::from(left_out == name);
            if *depth == 0 {
                self.left_out = None;
            }
            return;
        }
        match (name, kind(name)) {
            ("pre" | "textarea", _) => {
                self.builder.flush();
                self.verbatim = self.verbatim.saturating_sub(1);
            }
            (_, Some(kind)) => self.builder.leave(kind),
            _ => self.line(name),
        }
    }

    fn is_left_out(&self, name: &str) -> bool {
        match self.leave {
            Leave::Silent => SILENT.contains(&name),
            Leave::Around => SILENT.contains(&name) || AROUND.contains(&name),
            Leave::Nothing => false,
        }
    }

    /// Begins or ends a line where the element does; inside a row only a blank.
    fn line(&mut self, name: &str) {
        if LINES.contains(&name) {
            if self.builder.is_in(ParagraphKind::TableRow) {
                self.builder.blank();
            } else {
                self.builder.flush();
            }
        }
    }
}

/// What an element makes of the text in it.
fn kind(name: &str) -> Option<ParagraphKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ParagraphKind::Heading,
        "blockquote" => ParagraphKind::Quotation,
        "li" | "dd" => ParagraphKind::ListItem,
        "figcaption" | "caption" => ParagraphKind::Caption,
        "tr" => ParagraphKind::TableRow,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Caption, Heading, ListItem, Quotation, TableRow};

    fn found(html: &str) -> Vec<(ParagraphKind, String)> {
        read(html, Leave::Around)
            .paragraphs
            .into_iter()
            .map(|paragraph| (paragraph.kind, paragraph.text))
            .collect()
    }

    fn list(items: &[(ParagraphKind, &str)]) -> Vec<(ParagraphKind, String)> {
        items.iter().map(|&(kind, text)| (kind, text.to_owned())).collect()
    }

    #[test]
    fn elements_make_kinds() {
        let html = "<h2>Two <b>bridges</b></h2><p>One&nbsp;&amp;\n two&#33;<br>three<br><br>four</p>\
                    <ul><li>a<ul><li>b</ul><li>c</ul><blockquote><p>q</p></blockquote>\
                    <figure><img src=x><figcaption>f</figcaption></figure>";
        let expected = list(&[
            (Heading, "Two bridges"),
            (Body, "One\u{a0}& two! three"),
            (Body, "four"),
            (ListItem, "a"),
            (ListItem, "b"),
            (ListItem, "c"),
            (Quotation, "q"),
            (Caption, "f"),
        ]);
        assert_eq!(found(html)[..3], expected[..3]);
        assert_eq!(read(html, Leave::Silent).images, 1);
        let closed = html
            .replace("<li>c", "</li><li>c")
            .replace("<ul><li>b</ul>", "<ul><li>b</li></ul>")
            .replace("c</ul>", "c</li></ul>");
        assert_eq!(found(&closed), expected);
    }

    #[test]
    fn rows_hold_their_cells_and_paragraphs_break_them() {
        assert_eq!(
            found("<table><tr><th>a<th>b</tr><tr><td>1</td><td><div>2</div></td></tr></table>"),
            list(&[(TableRow, "a | b"), (TableRow, "1 | 2")])
        );
        assert_eq!(
            found("<table><tr><td><p>one</p><p>two</p></td></tr></table>"),
            list(&[(Body, "one"), (Body, "two")])
        );
    }

    #[test]
    fn what_is_around_or_silent_is_left_out() {
        let html =
            "<nav>n<nav>m</nav>n</nav><script>s</script><p>x</p><svg><text>t</text></svg><pre>a\nb</pre>";
        assert_eq!(found(html), list(&[(Body, "x"), (Body, "a"), (Body, "b")]));
        assert_eq!(read("<nav>n</nav>", Leave::Nothing).paragraphs.len(), 1);
    }
}
