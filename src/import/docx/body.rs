//! The text of a Word document, of a comment or of a note: paragraphs, and what hangs on them.

use super::super::builder::Builder;
use super::super::comments::Spot;
use super::super::xml::{Element, Piece, Pieces, pieces};
use super::styles::{Styles, by_level};
use crate::import::Changes;
use crate::review::{Paragraph, ParagraphKind};
use std::collections::HashMap;

/// What is the same for all parts of a document.
pub struct Reading<'a> {
    /// Its styles.
    pub styles: &'a Styles,
    /// Which side of tracked changes is read.
    pub changes: Changes,
}

/// Where comments and notes hang.
#[derive(Debug, Default)]
pub struct Anchors {
    /// From where to where each comment stands, by id.
    pub comments: HashMap<String, (Spot, Spot)>,
    /// The notes in text order: the kind and id of each, and where its sign stands.
    pub notes: Vec<((&'static str, String), Spot)>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Body {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Where comments and notes hang.
    pub anchors: Anchors,
    /// The ids of its links.
    pub links: Vec<String>,
    /// The addresses of its links that are written as fields.
    pub addresses: Vec<String>,
    /// How many images were left out.
    pub images: usize,
    /// How many embedded documents were left out.
    pub embedded: usize,
    /// How many insertions, deletions and moves were decided.
    pub changes: usize,
    /// How many hidden runs were left out.
    pub unseen: usize,
    /// Whether it ended early.
    pub broken: bool,
}

impl Body {
    /// Reads a whole part.
    pub fn read(xml: &str, reading: &Reading) -> Self {
        let mut pieces = pieces(xml);
        let mut body = Self::until(&mut pieces, "", reading);
        body.broken = pieces.broken;
        body
    }

    /// Reads up to the end of the element that was just opened, which can hold none of its own name.
    pub fn until(pieces: &mut Pieces, name: &str, reading: &Reading) -> Self {
        let mut reader = Reader {
            reading,
            body: Self::default(),
            builders: vec![Builder::default()],
            state: State::default(),
        };
        for piece in pieces {
            match piece {
                Piece::Open(element) => reader.open(&element),
                Piece::Close(closed) if closed == name => break,
                Piece::Close(closed) => reader.close(&closed),
                Piece::Text(text) => reader.text(&text),
            }
        }
        reader.finish()
    }
}

/// Where in the document the reader is.
#[derive(Default)]
struct State {
    /// The kind of the open paragraph, once its properties are read.
    kind: Option<ParagraphKind>,
    /// Inside the properties of a paragraph, of a run's mark in them, of a table's row.
    in_properties: bool,
    in_mark: bool,
    /// The paragraph's end is not there on the side that is read: the next one goes on.
    joins: bool,
    /// The last paragraph was such a one: the next begins in its middle.
    goes_on: bool,
    /// Inside an element whose content is text.
    in_text: bool,
    in_field: bool,
    field: String,
    /// How many old looks are open, which tracked changes keep.
    in_old_look: usize,
    /// The open run is set to be hidden.
    is_unseen: bool,
    /// How many open elements hide their content: the other side of a change, a second rendering.
    hidden: usize,
    /// Open text boxes: the kind of the paragraph around each.
    around: Vec<Option<ParagraphKind>>,
}

struct Reader<'a> {
    reading: &'a Reading<'a>,
    body: Body,
    /// The text, and inside it the open text boxes: their words follow the paragraph they hang on.
    builders: Vec<Builder>,
    state: State,
}

impl Reader<'_> {
    fn builder(&mut self) -> &mut Builder {
        let last = self.builders.len() - 1; // the first one is never taken away
        &mut self.builders[last]
    }

    fn finish(mut self) -> Body {
        while self.builders.len() > 1 {
            self.leave_box();
        }
        self.end_paragraph();
        self.body.paragraphs = self.builders.remove(0).finish();
        self.body
    }

    fn open(&mut self, element: &Element) {
        if self.hides(&element.name) {
            self.state.hidden += 1;
        }
        match element.name.as_str() {
            "ins" | "del" | "moveFrom" | "moveTo" => self.change(&element.name),
            "p" if !std::mem::take(&mut self.state.goes_on) => self.builder().flush_unless_row(),
            "pPr" => self.state.in_properties = true,
            "rPr" if self.state.in_properties => self.state.in_mark = true,
            "rPrChange" => self.state.in_old_look += 1,
            "vanish" => self.vanish(element),
            "pStyle" | "numPr" | "numId" | "outlineLvl" if self.state.in_properties => self.property(element),
            "t" | "delText" => self.state.in_text = true,
            "instrText" => self.state.in_field = true,
            "tab" | "ptab" if !self.state.in_properties => self.sign(" "),
            "noBreakHyphen" => self.sign("\u{2011}"),
            "br" | "cr" => self.line_break(element),
            "sym" => self.symbol(element),
            "tr" | "tc" => self.row(&element.name),
            "txbxContent" => self.enter_box(),
            "blip" | "imagedata" => self.body.images += usize::from(self.state.hidden == 0),
            "altChunk" | "OLEObject" => self.body.embedded += 1,
            "hyperlink" => self.body.links.extend(element.attribute("id")),
            "fldSimple" => self.field(&element.attribute("instr").unwrap_or_default()),
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => self.comment(element),
            "footnoteReference" => self.note("footnotes", element),
            "endnoteReference" => self.note("endnotes", element),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.end_properties(),
            "rPr" => self.state.in_mark = false,
            "rPrChange" => self.state.in_old_look = self.state.in_old_look.saturating_sub(1),
            "r" => self.state.is_unseen = false,
            "t" | "delText" => self.state.in_text = false,
            "instrText" => self.state.in_field = false,
            "fldChar" => {
                let field = std::mem::take(&mut self.state.field);
                self.field(&field);
            }
            "tr" => self.builder().leave(ParagraphKind::TableRow),
            "txbxContent" => self.leave_box(),
            _ => {}
        }
        if self.hides(name) {
            self.state.hidden = self.state.hidden.saturating_sub(1);
        }
    }

    fn text(&mut self, text: &str) {
        if self.state.in_field {
            self.state.field.push_str(text);
        } else if self.state.in_text {
            self.sign(text);
        }
    }

    /// Adds words, unless they are on the side of a change that is not read.
    fn sign(&mut self, text: &str) {
        if self.state.hidden == 0 && !self.state.is_unseen {
            self.builder().text(text);
        }
    }

    /// A run is set to be hidden: its words are in the file, and nobody sees them.
    fn vanish(&mut self, element: &Element) {
        let is_on =
            element.attribute("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"));
        if is_on && !self.state.in_properties && self.state.in_old_look == 0 {
            self.body.unseen += 1;
            self.state.is_unseen = true;
        }
    }

    /// Whether the content of an element is the other side of a change, or what stands there for programs
    /// that cannot draw the first. Inside properties the same names mark the end of the paragraph.
    fn hides(&self, name: &str) -> bool {
        let hidden = match self.reading.changes {
            Changes::Final => ["del", "moveFrom"],
            Changes::Original => ["ins", "moveTo"],
        };
        name == "Fallback" || !self.state.in_properties && hidden.contains(&name)
    }

    fn change(&mut self, name: &str) {
        self.body.changes += usize::from(name != "moveTo");
        let gone = match self.reading.changes {
            Changes::Final => matches!(name, "del" | "moveFrom"),
            Changes::Original => matches!(name, "ins" | "moveTo"),
        };
        self.state.joins |= gone && self.state.in_mark;
    }

    fn property(&mut self, element: &Element) {
        let value = || element.attribute("val").unwrap_or_default();
        let kind = match element.name.as_str() {
            "pStyle" => self.reading.styles.kind(&value()),
            "outlineLvl" => by_level(&value()),
            "numId" => (value() != "0").then_some(ParagraphKind::ListItem),
            _ => None,
        };
        self.state.kind = self.state.kind.or(kind);
    }

    fn end_properties(&mut self) {
        self.state.in_properties = false;
        let in_row = self.builder().is_in(ParagraphKind::TableRow);
        if let Some(kind) = self.state.kind.filter(|_| !in_row) {
            self.builder().enter(kind);
        } else {
            self.state.kind = None;
        }
    }

    fn end_paragraph(&mut self) {
        self.state.goes_on = std::mem::take(&mut self.state.joins);
        if self.state.goes_on {
            return;
        }
        match self.state.kind.take() {
            Some(kind) => self.builder().leave(kind),
            None => self.builder().flush_unless_row(),
        }
    }

    fn line_break(&mut self, element: &Element) {
        let page = element.attribute("type").is_some_and(|kind| kind != "textWrapping");
        if self.state.hidden == 0 && !page {
            self.builder().line_break();
        } else {
            self.sign(" ");
        }
    }

    /// A sign of a symbol font; those of the private area mean nothing without the font.
    fn symbol(&mut self, element: &Element) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let letter = code.filter(|code| !(0xe000..0xf900).contains(code)).and_then(char::from_u32);
        if let Some(letter) = letter {
            self.sign(letter.encode_utf8(&mut [0; 4]));
        }
    }

    fn row(&mut self, name: &str) {
        if name == "tr" {
            self.builder().enter(ParagraphKind::TableRow);
        } else {
            self.builder().cell();
        }
    }

    fn enter_box(&mut self) {
        self.state.around.push(self.state.kind.take());
        self.builders.push(Builder::default());
    }

    fn leave_box(&mut self) {
        if self.builders.len() < 2 {
            return;
        }
        self.end_paragraph();
        let words = self.builders.pop().map(Builder::finish).unwrap_or_default();
        self.state.kind = self.state.around.pop().flatten();
        if self.state.hidden == 0 {
            self.builder().hang(words);
        }
    }

    /// A field that is a link says where it leads: `HYPERLINK "https://…"`.
    fn field(&mut self, instruction: &str) {
        let mut words = instruction.split_whitespace();
        if words.next() == Some("HYPERLINK") {
            self.body
                .addresses
                .extend(words.next().map(|word| word.trim_matches(['"', '“', '”']).to_owned()));
        }
    }

    fn comment(&mut self, element: &Element) {
        let Some(id) = element.attribute("id") else { return };
        let spot = self.spot();
        let range = self.body.anchors.comments.entry(id).or_insert((spot, spot));
        if element.name == "commentRangeEnd" {
            range.1 = spot;
        }
    }

    fn note(&mut self, kind: &'static str, element: &Element) {
        if let Some(id) = element.attribute("id").filter(|_| self.state.hidden == 0) {
            let spot = self.spot();
            self.body.anchors.notes.push(((kind, id), spot));
        }
    }

    /// Where the next word stands; inside a text box, where the box hangs.
    fn spot(&self) -> Spot {
        self.builders.first().map(Builder::spot).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body as Text, Heading, ListItem, TableRow};

    fn read(xml: &str, changes: Changes) -> Body {
        Body::read(
            &format!("<document><body>{xml}</body></document>"),
            &Reading { styles: &Styles::default(), changes },
        )
    }

    fn found(xml: &str, changes: Changes) -> Vec<(ParagraphKind, String)> {
        read(xml, changes).paragraphs.into_iter().map(|paragraph| (paragraph.kind, paragraph.text)).collect()
    }

    fn list(items: &[(ParagraphKind, &str)]) -> Vec<(ParagraphKind, String)> {
        items.iter().map(|&(kind, text)| (kind, text.to_owned())).collect()
    }

    #[test]
    fn paragraphs_rows_and_boxes() {
        let xml = "<p><pPr><pStyle val='Heading1'/></pPr><r><t>Costs</t></r></p>\
                   <p><pPr><numPr><numId val='3'/></numPr></pPr><r><t>one</t></r></p>\
                   <p><r><t xml:space='preserve'>The </t></r><r><drawing><blip/><txbxContent><p><r><t>Box</t></r></p></txbxContent>\
                   </drawing><t>river</t><tab/><t>rose</t></r></p>\
                   <tbl><tr><tc><p><r><t>a</t></r></p><p><r><t>b</t></r></p></tc><tc><p><r><t>c</t></r></p></tc></tr></tbl>";
        let expected = [
            (Heading, "Costs"),
            (ListItem, "one"),
            (Text, "The river rose"),
            (Text, "Box"),
            (TableRow, "a b | c"),
        ];
        assert_eq!(found(xml, Changes::Final), list(&expected));
        assert_eq!(read(xml, Changes::Final).images, 1);
    }

    #[test]
    fn changes_are_read_from_either_side() {
        let xml = "<p><r><t xml:space='preserve'>Two </t></r><del><r><delText>boats</delText></r></del>\
                   <ins><r><t>ferries</t></r></ins><r><t xml:space='preserve'> sank</t></r></p>\
                   <p><pPr><rPr><ins/></rPr></pPr><r><t xml:space='preserve'>One </t></r></p><p><r><t>half</t></r></p>\
                   <p><pPr><rPr><del/></rPr></pPr><r><t xml:space='preserve'>An </t></r></p><p><r><t>end</t></r></p>";
        let after = [(Text, "Two ferries sank"), (Text, "One"), (Text, "half"), (Text, "An end")];
        let before = [(Text, "Two boats sank"), (Text, "One half"), (Text, "An"), (Text, "end")];
        assert_eq!(found(xml, Changes::Final), list(&after));
        assert_eq!(found(xml, Changes::Original), list(&before));
        assert_eq!(read(xml, Changes::Final).changes, 4);
    }

    #[test]
    fn a_second_rendering_is_left_out() {
        let xml = "<p><AlternateContent><Choice><r><t>one</t></r></Choice><Fallback><r><t>one</t></r></Fallback></AlternateContent></p>";
        assert_eq!(found(xml, Changes::Final), list(&[(Text, "one")]));
    }

    #[test]
    fn hidden_words_are_left_out_and_counted() {
        let xml = "<p><pPr><rPr><vanish/></rPr></pPr><r><t>seen</t></r><r><rPr><vanish/></rPr><t>not</t></r>\
                   <r><rPr><vanish val='0'/><rPrChange><rPr><vanish/></rPr></rPrChange></rPr><t> too</t></r></p>";
        assert_eq!(found(xml, Changes::Final), list(&[(Text, "seen too")]));
        assert_eq!(read(xml, Changes::Final).unseen, 1);
    }

    #[test]
    fn links_are_found_in_elements_and_fields() {
        let xml = "<p><hyperlink id='rId3'><r><t>a</t></r></hyperlink><r><fldChar fldCharType='begin'/></r>\
                   <r><instrText> HYPERLINK \"https://a.example/\" </instrText></r><r><fldChar fldCharType='separate'/></r>\
                   <r><t>b</t></r><r><fldChar fldCharType='end'/></r></p>";
        let body = read(xml, Changes::Final);
        assert_eq!(
            (body.links, body.addresses),
            (vec!["rId3".to_owned()], vec!["https://a.example/".to_owned()])
        );
        assert_eq!(body.paragraphs[0].text, "ab");
    }
}
