//! The front of the engine: lays out, and remembers what it laid out.

use std::collections::HashMap;
use std::sync::Arc;

use egui::util::hash;

use super::compose::{Request, Shaper, compose};
use super::fonts::Fonts;
use super::style::TextStyle;
use super::text_layout::TextLayout;

/// Layouts kept before the oldest are dropped, in bytes.
const CACHE_BYTES: usize = 48 << 20;
/// Layouts not asked for in this many passes are dropped when room is needed.
const KEEP_PASSES: u64 = 2;

/// Lays out texts with the shared fonts and keeps the results.
///
/// One typesetter belongs to one thread; another thread may own another one over the
/// same [`Fonts`] to lay out ahead, because a [`TextLayout`] can be sent.
pub struct Typesetter {
    fonts: Fonts,
    shaper: Option<Shaper>,
    cache: HashMap<u64, Cached>,
    bytes: usize,
    pass: u64,
    next_id: u64,
}

struct Cached {
    layout: Arc<TextLayout>,
    last_used: u64,
}

impl Typesetter {
    /// A typesetter over `fonts`, which are not waited for until the first layout.
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts, shaper: None, cache: HashMap::new(), bytes: 0, pass: 0, next_id: 1 }
    }

    /// Lays out `text` in `width` points (not finite: one row a paragraph) for a
    /// screen of `pixels_per_point`. Paragraphs end at line feeds; each finds its own
    /// direction from its first strong character. Cached.
    ///
    /// Takes time in proportion to the text; see [`super::pieces`] for texts of more
    /// than a few thousand words in one paragraph.
    pub fn layout(
        &mut self,
        text: &str,
        style: &TextStyle,
        width: f32,
        pixels_per_point: f32,
    ) -> Arc<TextLayout> {
        self.layout_keyed(hash(text), text, style, width, pixels_per_point)
    }

    /// As [`Self::layout`], with a number of the caller's that stands for the text, so
    /// that a long text need not be hashed each frame. A text that differs from the
    /// one remembered under the same number is laid out anew.
    pub fn layout_keyed(
        &mut self,
        key: u64,
        text: &str,
        style: &TextStyle,
        width: f32,
        pixels_per_point: f32,
    ) -> Arc<TextLayout> {
        let style = style.sanitized();
        let pixels_per_point =
            if pixels_per_point.is_finite() { pixels_per_point.clamp(0.25, 8.0) } else { 1.0 };
        let key = hash((key, style, width.to_bits(), pixels_per_point.to_bits()));
        if let Some(cached) = self.cache.get_mut(&key)
            && cached.layout.text() == text
        {
            cached.last_used = self.pass;
            return Arc::clone(&cached.layout);
        }
        let layout = Arc::new(self.lay_out(text, &style, width, pixels_per_point));
        self.remember(key, Arc::clone(&layout));
        layout
    }

    fn lay_out(&mut self, text: &str, style: &TextStyle, width: f32, pixels_per_point: f32) -> TextLayout {
        let id = self.next_id;
        self.next_id += 1;
        let fonts = &self.fonts;
        let shaper = self.shaper.get_or_insert_with(|| Shaper::new(fonts.context()));
        let request = Request { text, style, width, pixels_per_point, cut: None };
        compose(shaper, request, id)
    }

    fn remember(&mut self, key: u64, layout: Arc<TextLayout>) {
        self.bytes += layout.memory();
        let last_used = self.pass;
        let replaced = self.cache.insert(key, Cached { layout, last_used });
        if let Some(replaced) = replaced {
            self.bytes -= replaced.layout.memory();
        }
    }

    /// Begins a new pass. Drops the layouts that were not asked for lately where
    /// together they have grown too large.
    pub fn begin_pass(&mut self) {
        self.pass += 1;
        if self.bytes <= CACHE_BYTES {
            return;
        }
        let oldest = self.pass.saturating_sub(KEEP_PASSES);
        self.cache.retain(|_, cached| cached.last_used >= oldest);
        self.bytes = self.cache.values().map(|cached| cached.layout.memory()).sum();
    }

    /// How many layouts are remembered.
    pub fn cached(&self) -> usize {
        self.cache.len()
    }

    /// Roughly how many bytes they hold.
    pub fn cached_bytes(&self) -> usize {
        self.bytes
    }
}
