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

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Color32, ColorImage, Context, Id, Mesh, Painter, Pos2};

mod access;
mod atlas;
mod caret;
mod compose;
mod display;
mod face;
mod fallback;
mod fonts;
mod label;
mod moving;
mod paint;
mod pieces;
mod raster;
mod style;
mod text_layout;
mod typesetter;

pub use access::expose_rows;
pub use caret::{Affinity, Caret, Move};
pub use display::{Display, sanitize_for_display};
pub use fonts::{Fonts, ICONS, ICONS_BOLD, MEDIUM, SEMIBOLD, SERIF_BOLD, SERIF_REGULAR, egui_fonts};
pub use label::{ArticleLabel, text_block, text_line};
pub use moving::MovingMesh;
pub use pieces::pieces;
pub use style::{Direction, Family, TextLanguage, TextStyle};
pub use text_layout::{Row, TextLayout};
pub use typesetter::Typesetter;

use atlas::Atlas;
use fonts::ChromeFallback;
use paint::{Colours, MeshCache};

/// Everything the engine keeps for one egui context.
struct Engine {
    typesetter: Typesetter,
    atlas: Atlas,
    meshes: MeshCache,
    pass: u64,
}

impl Engine {
    fn new(fonts: Fonts) -> Self {
        Self {
            typesetter: Typesetter::new(fonts),
            atlas: Atlas::default(),
            meshes: MeshCache::default(),
            pass: 0,
        }
    }

    /// Ages the caches, once a pass.
    fn begin_pass(&mut self, ctx: &Context) {
        let pass = ctx.cumulative_pass_nr();
        if pass == self.pass {
            return;
        }
        self.pass = pass;
        self.typesetter.begin_pass();
        self.meshes.begin_pass();
        if self.atlas.is_crowded() {
            self.atlas.clear(ctx);
        }
    }
}

type SharedEngine = Arc<Mutex<Engine>>;

/// Sets a context up: the fonts of the chrome, the search for fonts it lacks, and the
/// engine for article text. Once, before the first frame.
pub fn install(ctx: &Context, fonts: &Fonts) {
    ctx.set_fonts(egui_fonts());
    ctx.add_font_provider(Arc::new(ChromeFallback::new(fonts.clone())));
    let engine: SharedEngine = Arc::new(Mutex::new(Engine::new(fonts.clone())));
    ctx.data_mut(|data| data.insert_temp(engine_id(), engine));
}

fn engine_id() -> Id {
    Id::unique("typeset engine")
}

/// Gives access to the context's engine; one with the system's fonts is made where
/// [`install`] was not called.
fn with_engine<R>(ctx: &Context, use_it: impl FnOnce(&mut Engine) -> R) -> R {
    let make = || Arc::new(Mutex::new(Engine::new(Fonts::system())));
    let engine: SharedEngine =
        ctx.data_mut(|data| data.get_temp_mut_or_insert_with(engine_id(), make).clone());
    let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
    engine.begin_pass(ctx);
    use_it(&mut engine)
}

/// Lays out `text` in `width` points for the context's screen. Cached; see
/// [`Typesetter::layout`].
pub fn layout(ctx: &Context, text: &str, style: &TextStyle, width: f32) -> Arc<TextLayout> {
    let pixels_per_point = ctx.pixels_per_point();
    with_engine(ctx, |engine| engine.typesetter.layout(text, style, width, pixels_per_point))
}

/// As [`layout`], with a number of the caller's that stands for the text; see
/// [`Typesetter::layout_keyed`].
pub fn layout_keyed(ctx: &Context, key: u64, text: &str, style: &TextStyle, width: f32) -> Arc<TextLayout> {
    let pixels_per_point = ctx.pixels_per_point();
    with_engine(ctx, |engine| {
        let typesetter = &mut engine.typesetter;
        typesetter.layout_keyed(key, text, style, width, pixels_per_point)
    })
}

/// Draws a layout with its top left at `origin`, rounded to whole physical pixels.
pub fn paint(painter: &Painter, layout: &TextLayout, origin: Pos2, colour: Color32) {
    paint_ranges(painter, layout, origin, colour, &[]);
}

/// Draws a layout with byte ranges of its text in their own colours; where ranges
/// overlap the later one wins. A ligature takes the colour of its first letter.
pub fn paint_ranges(
    painter: &Painter,
    layout: &TextLayout,
    origin: Pos2,
    colour: Color32,
    ranges: &[(Range<usize>, Color32)],
) {
    let colours = Colours { text: colour, ranges };
    with_engine(painter.ctx(), |engine| {
        let Engine { atlas, meshes, .. } = engine;
        meshes.paint(atlas, painter, layout, origin, colours);
    });
}

/// What [`paint_ranges`] would draw, with the pages of the atlas the meshes point
/// into, in order: for tests and tools that draw without a GPU.
pub fn meshes_and_pages(
    ctx: &Context,
    layout: &TextLayout,
    origin: Pos2,
    colour: Color32,
    ranges: &[(Range<usize>, Color32)],
) -> (Vec<Arc<Mesh>>, Vec<(egui::TextureId, ColorImage)>) {
    let colours = Colours { text: colour, ranges };
    with_engine(ctx, |engine| {
        let Engine { atlas, meshes, .. } = engine;
        let origin = paint::to_pixel_grid(origin, layout.pixels_per_point());
        let placed = meshes.placed(atlas, ctx, layout, origin, colours);
        let pages = atlas
            .images()
            .enumerate()
            .filter_map(|(page, image)| Some((atlas.texture(page)?, image.clone())))
            .collect();
        (placed, pages)
    })
}

/// How many glyphs the context's atlas holds; for measurements.
pub fn rasterised_glyphs(ctx: &Context) -> usize {
    with_engine(ctx, |engine| engine.atlas.len())
}
