//! XML as a stream of tags and text, behind limits: no tree, no entities of the document's own.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// The deepest nesting that is read. Word stops below a hundred.
const MAX_DEPTH: usize = 512;

/// A piece of a document. Names are local: without the prefix of their namespace.
#[derive(Debug)]
pub enum Piece<'a> {
    /// An element begins; one without content ends right after.
    Open(Element<'a>),
    /// An element ends.
    Close(String),
    /// Text, its references resolved.
    Text(String),
}

/// The opening tag of an element.
#[derive(Debug)]
pub struct Element<'a> {
    /// Its local name.
    pub name: String,
    tag: BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute by its local name, whatever its namespace.
    pub fn attribute(&self, local: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        let mut found = attributes.with_checks(false).flatten();
        let attribute = found.find(|attribute| attribute.key.local_name().as_ref() == local.as_bytes())?;
        attribute.normalized_value(XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
    }
}

/// The pieces of a document, up to its end or to where it is broken.
pub struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// Why the reading ended early.
    pub broken: bool,
}

/// Begins to read a document.
///
/// Entities that the document defines are left out, those in other files all the more: only the five of
/// XML itself and characters by number are resolved, so that nothing is fetched and nothing multiplies.
pub fn pieces(xml: &str) -> Pieces<'_> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    Pieces { reader, depth: 0, broken: false }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let Ok(event) = self.reader.read_event() else {
                self.broken = true;
                return None;
            };
            match event {
                Event::Start(tag) => return self.open(tag),
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Piece::Close(text(tag.local_name().as_ref())));
                }
                Event::Text(found) => return Some(Piece::Text(text(&found))),
                Event::CData(found) => return Some(Piece::Text(text(&found))),
                Event::GeneralRef(reference) => return Some(Piece::Text(resolve(&reference))),
                Event::Eof => {
                    self.broken = self.depth > 0;
                    return None;
                }
                _ => {}
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn open(&mut self, tag: BytesStart<'a>) -> Option<Piece<'a>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.broken = true;
            return None;
        }
        Some(Piece::Open(Element { name: text(tag.local_name().as_ref()), tag }))
    }
}

/// The reader was given a `str`, so that nothing is lost here.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn resolve(reference: &BytesRef) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name = text(reference);
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(xml: &str) -> (String, bool) {
        let mut pieces = pieces(xml);
        let mut shown = String::new();
        for piece in &mut pieces {
            match piece {
                Piece::Open(element) => {
                    shown.push_str(&format!("<{} {:?}>", element.name, element.attribute("a")));
                }
                Piece::Close(name) => shown.push_str(&format!("</{name}>")),
                Piece::Text(text) => shown.push_str(&text),
            }
        }
        (shown, pieces.broken)
    }

    #[test]
    fn prefixes_are_dropped_and_references_resolved() {
        let (shown, broken) = shown("<w:p xmlns:w='u' w:a='1 &amp; 2'>x&lt;&#233;<w:br/><![CDATA[<]]></w:p>");
        assert_eq!(shown, "<p Some(\"1 & 2\")>x<é<br None></br><</p>");
        assert!(!broken);
    }

    #[test]
    fn entities_of_the_document_are_left_out() {
        let bomb = "<!DOCTYPE p [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
                    <p>1&b;2&c;3</p>";
        assert_eq!(shown(bomb), ("<p None>123</p>".to_owned(), false));
    }

    #[test]
    fn broken_documents_are_read_as_far_as_they_go() {
        assert_eq!(shown("<p>one<q"), ("<p None>one".to_owned(), true));
        assert_eq!(shown("<p>one"), ("<p None>one".to_owned(), true));
        let (deep, broken) = shown(&"<p>".repeat(MAX_DEPTH + 9));
        assert!(broken && deep.len() == MAX_DEPTH * "<p None>".len());
    }
}
