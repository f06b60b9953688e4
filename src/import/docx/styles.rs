//! What a paragraph is by its style.

use crate::import::xml::{Piece, pieces};
use crate::review::ParagraphKind;
use std::collections::HashMap;

/// How far a style is followed to the ones it is based on; Word allows ten.
const MAX_BASES: usize = 10;

/// The paragraph styles of a document, by id.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    kind: Option<ParagraphKind>,
    base: String,
}

impl Styles {
    /// Reads the part `styles.xml`.
    pub fn read(xml: &str) -> Self {
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        for piece in pieces(xml) {
            match piece {
                Piece::Open(element) => match (element.name.as_str(), &mut open) {
                    ("style", _) => {
                        open = element.attribute("styleId").map(|id| (id, Style::default()));
                    }
                    ("name", Some((_, style))) => {
                        style.kind = style.kind.or_else(|| by_name(&element.attribute("val")?));
                    }
                    ("basedOn", Some((_, style))) => {
                        style.base = element.attribute("val").unwrap_or_default();
                    }
                    ("outlineLvl", Some((_, style))) => {
                        style.kind = style.kind.or_else(|| by_level(&element.attribute("val")?));
                    }
                    _ => {}
                },
                Piece::Close(name) if name == "style" => styles.extend(open.take()),
                _ => {}
            }
        }
        Self { styles }
    }

    /// What a paragraph of a style is: the style's own name decides, then what it is based on.
    pub fn kind(&self, id: &str) -> Option<ParagraphKind> {
        let mut id = id;
        for _ in 0..MAX_BASES {
            // A document without styles still names them by the ids that Word gives.
            let Some(style) = self.styles.get(id) else { return by_name(id) };
            if style.kind.is_some() {
                return style.kind;
            }
            id = &style.base;
        }
        None
    }
}

/// The kind that the name of a style says; Word keeps its own styles under their English names in every
/// language.
pub fn by_name(name: &str) -> Option<ParagraphKind> {
    let name = name.to_lowercase().replace([' ', '-', '_'], "");
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if matches!(name.as_str(), "title" | "headline" | "hed") {
        Some(ParagraphKind::Hed)
    } else if matches!(name.as_str(), "subtitle" | "dek" | "standfirst" | "subhed" | "subheadline") {
        Some(ParagraphKind::Dek)
    } else if name.starts_with("heading") && name != "headingtext" {
        Some(ParagraphKind::Heading)
    } else if has(&["byline"]) {
        Some(ParagraphKind::Byline)
    } else if has(&["dateline"]) {
        Some(ParagraphKind::Dateline)
    } else if has(&["caption"]) {
        Some(ParagraphKind::Caption)
    } else if has(&["quote", "quotation", "blocktext"]) {
        Some(ParagraphKind::Quotation)
    } else if has(&["listbullet", "listnumber"]) {
        Some(ParagraphKind::ListItem)
    } else {
        None
    }
}

/// Outline levels 0 to 8 are headings, 9 is running text.
pub fn by_level(level: &str) -> Option<ParagraphKind> {
    matches!(level.parse(), Ok(0..=8)).then_some(ParagraphKind::Heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_known_by_name_level_or_base() {
        let styles = Styles::read(
            "<styles><style styleId='T'><name val='Title'/></style><style styleId='A'><name val='Aside'/>\
             <basedOn val='Q'/></style><style styleId='Q'><name val='Intense Quote'/></style>\
             <style styleId='L'><name val='x'/><outlineLvl val='2'/></style>\
             <style styleId='R'><name val='r'/><basedOn val='R'/></style></styles>",
        );
        assert_eq!(styles.kind("T"), Some(ParagraphKind::Hed));
        assert_eq!(styles.kind("A"), Some(ParagraphKind::Quotation));
        assert_eq!(styles.kind("L"), Some(ParagraphKind::Heading));
        assert_eq!(styles.kind("R"), None);
        assert_eq!(styles.kind("Heading1"), Some(ParagraphKind::Heading));
        assert_eq!(styles.kind("Normal"), None);
    }
}
