//! The text engine for everything that comes from an article.
//!
//! egui has no bidirectional layout: it would draw the year ۱۴۰۲ as ۲۰۴۱. So text from
//! an article is laid out by parley and drawn from an atlas of our own.
//!
//! ```text
//! Typesetter::layout(text, style, width, pixels per point) → Arc<TextLayout>
//! TextLayout: rows, hit, range_rects, caret_rect, moved, word_at
//! paint(ui.painter(), &layout, origin, colour)
//! ui.add(ArticleLabel::new(text).style(style).max_rows(2))
//! ```
//!
//! Bytes are always those of the text handed in, on grapheme boundaries; lengths are
//! points from the layout's top left unless something else is said.

mod caret;
mod compose;
mod display;
mod face;
mod fallback;
mod fonts;
mod style;
mod text_layout;
mod typesetter;

pub use caret::{Affinity, Caret, Move};
pub use display::{Display, sanitize_for_display};
pub use fonts::{
    Fonts, ICONS, ICONS_BOLD, MEDIUM, SEMIBOLD, SERIF_BOLD, SERIF_REGULAR, egui_fonts,
};
pub use style::{Family, TextLanguage, TextStyle};
pub use text_layout::{Row, TextLayout};
pub use typesetter::Typesetter;
