//! How a text is to be set: family, size, spacing, language.

use std::hash::{Hash, Hasher};

use fontique::{FontWeight, Language};

use super::fonts::{SANS, SERIF};

/// The five cuts the interface uses. Every other script is found by fallback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Family {
    /// Noto Serif Regular: the article and words quoted from it.
    #[default]
    Serif,
    /// Noto Serif Bold: headlines.
    SerifBold,
    /// Inter Regular.
    Sans,
    /// Inter Medium: the claim sentence on an open card.
    SansMedium,
    /// Inter SemiBold: numbers, panel titles.
    SansSemiBold,
}

impl Family {
    /// The name the family carries in the shared font collection.
    pub(super) fn collection_name(self) -> &'static str {
        match self {
            Self::Serif | Self::SerifBold => SERIF,
            Self::Sans | Self::SansMedium | Self::SansSemiBold => SANS,
        }
    }

    /// The weight asked of the family, and of every fallback family.
    pub(super) fn weight(self) -> FontWeight {
        match self {
            Self::Serif | Self::Sans => FontWeight::NORMAL,
            Self::SansMedium => FontWeight::MEDIUM,
            Self::SansSemiBold => FontWeight::SEMI_BOLD,
            Self::SerifBold => FontWeight::BOLD,
        }
    }
}

/// The language of a text, which decides between fonts of one script (Naskh or
/// Nastaliq, Chinese or Japanese forms) and between forms within one font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextLanguage(pub(super) Language);

impl TextLanguage {
    /// Reads a BCP 47 tag such as `ur` or `zh-TW`; `None` where it is not one.
    pub fn parse(tag: &str) -> Option<Self> {
        Language::parse(tag).ok().map(Self)
    }
}

/// The direction of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// That of its first strong character.
    #[default]
    Auto,
    /// From left to right, whatever it begins with.
    LeftToRight,
    /// From right to left, whatever it begins with.
    RightToLeft,
}

/// How one text is set. Colour is no part of it: it is given when painting, so
/// that a change of theme or of a mark never causes a new layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The cut of the Latin letters, and the weight of all others.
    pub family: Family,
    /// Font size in points.
    pub size: f32,
    /// Distance between baselines in points. Scripts that need more (Nastaliq)
    /// take more.
    pub line_height: f32,
    /// Extra space after each letter in points; may be negative.
    pub letter_spacing: f32,
    /// The language of the text, where it is known.
    pub language: Option<TextLanguage>,
    /// The direction of every paragraph.
    pub direction: Direction,
    /// Rows to show at most; what does not fit gives way to an ellipsis.
    pub max_rows: Option<usize>,
}

impl TextStyle {
    /// A style of `size` points on lines of `line_height` points.
    pub fn new(family: Family, size: f32, line_height: f32) -> Self {
        Self {
            family,
            size,
            line_height,
            letter_spacing: 0.0,
            language: None,
            direction: Direction::Auto,
            max_rows: None,
        }
    }

    /// The same with extra space after each letter, in points.
    #[must_use]
    pub fn letter_spacing(self, points: f32) -> Self {
        Self { letter_spacing: points, ..self }
    }

    /// The same in a language given by its BCP 47 tag; an unreadable tag is none.
    #[must_use]
    pub fn language(self, tag: Option<&str>) -> Self {
        Self { language: tag.and_then(TextLanguage::parse), ..self }
    }

    /// The same with every paragraph in one direction.
    #[must_use]
    pub fn direction(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The same cut to `rows` rows.
    #[must_use]
    pub fn max_rows(self, rows: usize) -> Self {
        Self { max_rows: Some(rows), ..self }
    }

    /// The style with every number made safe to lay out with: finite, positive,
    /// and no larger than a glyph atlas page can hold.
    pub(super) fn sanitized(self) -> Self {
        let size = finite_or(self.size, 14.0).clamp(1.0, 200.0);
        Self {
            size,
            line_height: finite_or(self.line_height, size * 1.4).clamp(1.0, 1000.0),
            letter_spacing: finite_or(self.letter_spacing, 0.0).clamp(-size, size * 4.0),
            max_rows: self.max_rows.map(|rows| rows.max(1)),
            ..self
        }
    }
}

fn finite_or(value: f32, other: f32) -> f32 {
    if value.is_finite() { value } else { other }
}

impl Hash for TextStyle {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.family.hash(state);
        self.size.to_bits().hash(state);
        self.line_height.to_bits().hash(state);
        self.letter_spacing.to_bits().hash(state);
        self.language.hash(state);
        self.direction.hash(state);
        self.max_rows.hash(state);
    }
}
