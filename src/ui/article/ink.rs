//! What lies behind and under the words of a block, kept from frame to frame: a block is tessellated once
//! and then only moved, as long as nothing changes but the place it is scrolled to.

use super::gutter::{self, GlyphLine};
use super::marks::{self, Stretch};
use super::{Page, Placed};
use crate::app::index::PlacedMark;
use crate::app::open::OpenReview;
use crate::review::{ClaimId, Status};
use crate::text::ByteRange;
use crate::ui::theme::{self, Palette, size};
use crate::ui::typeset::{MovingMesh, TextLayout};
use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Galley, Mesh, Painter, Pos2, Shape, TextureHandle, TextureId, Ui};
use std::collections::HashMap;
use std::sync::Arc;

/// Blocks whose ink is kept: some screens full, so that scrolling back and forth makes none anew.
const KEEP_BLOCKS: usize = 128;

/// The tints, underlines and dots of the blocks on the screen, and of some that were.
#[derive(Default)]
pub struct Inks {
    key: Option<Key>,
    /// A word of the chrome: another galley than in the last frame means that egui laid everything out
    /// anew, and that those kept here show other letters now.
    probe: Option<Arc<Galley>>,
    dots: Option<TextureHandle>,
    blocks: HashMap<usize, Ink>,
}

/// What the ink of all blocks was made from, beside their layouts.
#[derive(PartialEq)]
struct Key {
    is_dark: bool,
    body: f32,
    pixels_per_point: f32,
    compact: bool,
}

/// As long as this is the same, no block looks otherwise.
#[derive(Clone, Copy, PartialEq)]
struct Version {
    generation: u64,
    chosen: Option<ClaimId>,
    coverage: bool,
}

/// What of the review is seen in one block: most edits change that of one or two.
#[derive(PartialEq)]
struct Look {
    /// The paragraph’s number.
    number: Option<u32>,
    marks: Vec<(PlacedMark, Face)>,
    /// Words under dots, and whether they came with the newest draft.
    dotted: Vec<(ByteRange, bool)>,
}

/// What of a claim is seen where its mark is.
#[derive(PartialEq)]
struct Face {
    number: u32,
    status: Status,
    needs_recheck: bool,
    chosen: bool,
}

impl Look {
    fn of(open: &OpenReview, placed: &Placed, number: Option<u32>, coverage: bool) -> Self {
        let face = |mark: &PlacedMark| {
            let claim = open.review().claims.get(mark.claim)?;
            let chosen = open.place.claim == Some(claim.id);
            let (status, needs_recheck) = (claim.status, claim.needs_recheck);
            Some((mark.clone(), Face { number: claim.number, status, needs_recheck, chosen }))
        };
        let marks = open.index().marks_in(placed.bytes.start.0..placed.bytes.end.0).filter_map(face);
        let dotted = if coverage { marks::dotted(open, placed).collect() } else { Vec::new() };
        Self { number, marks: marks.collect(), dotted }
    }
}

/// The ink of one block, in points from its layout's top left.
pub struct Ink {
    layout: Arc<TextLayout>,
    look: Look,
    /// When it was last found to look as the review says.
    version: Version,
    stretches: Vec<Stretch>,
    marks: MovingMesh,
    dots: MovingMesh,
    glyph_lines: Vec<GlyphLine>,
    number: Option<Arc<Galley>>,
}

impl Inks {
    /// Begins a frame: makes ink anew where what it was made from changed.
    #[expect(clippy::too_many_arguments, reason = "what ink is made from, each part once")]
    pub fn begin(
        &mut self,
        ui: &Ui,
        open: &OpenReview,
        page: &Page,
        placed: &[Placed],
        number_of: impl Fn(&Placed) -> Option<u32>,
        palette: &Palette,
        coverage: bool,
    ) {
        let key = Key {
            is_dark: palette.is_dark,
            body: page.body,
            pixels_per_point: ui.ctx().pixels_per_point(),
            compact: page.compact,
        };
        let probe = ui.painter().layout_no_wrap("¶".to_owned(), theme::regular(size::SMALL), palette.ink3);
        let same_letters = self.probe.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, &probe));
        if self.key.as_ref() != Some(&key) || !same_letters {
            self.blocks.clear();
        }
        self.key = Some(key);
        self.probe = Some(probe);
        self.dots.get_or_insert_with(|| marks::dots_texture(ui.ctx()));
        if self.blocks.len() > KEEP_BLOCKS {
            self.blocks.retain(|block, _| placed.iter().any(|placed| placed.block == *block));
        }
        let version = Version { generation: open.generation(), chosen: open.place.claim, coverage };
        for placed in placed {
            let mut kept = self.blocks.remove(&placed.block);
            kept = kept.filter(|ink| Arc::ptr_eq(&ink.layout, &placed.layout));
            if kept.as_ref().is_none_or(|ink| ink.version != version) {
                let look = Look::of(open, placed, number_of(placed), coverage);
                kept = kept.filter(|ink| ink.look == look).map(|ink| Ink { version, ..ink });
                kept = kept.or_else(|| Some(Ink::of(ui, open, placed, page, palette, look, version)));
            }
            self.blocks.extend(kept.map(|ink| (placed.block, ink)));
        }
    }

    /// The texture of the dots under words.
    pub fn dots(&self) -> TextureId {
        self.dots.as_ref().map_or_else(TextureId::default, TextureHandle::id)
    }

    /// The ink of a block that is on the screen.
    pub fn of(&mut self, placed: &Placed) -> Option<&mut Ink> {
        self.blocks.get_mut(&placed.block)
    }
}

/// Nothing is left out for being off the screen: it may be scrolled in.
fn whole(options: TessellationOptions) -> TessellationOptions {
    TessellationOptions { coarse_tessellation_culling: false, ..options }
}

impl Ink {
    fn of(
        ui: &Ui,
        open: &OpenReview,
        placed: &Placed,
        page: &Page,
        palette: &Palette,
        look: Look,
        version: Version,
    ) -> Self {
        let options = whole(ui.ctx().tessellation_options(|options| *options));
        let mut tessellator = Tessellator::new(ui.ctx().pixels_per_point(), options, [1, 1], Vec::new());
        let mut stretches = marks::stretches(open, placed, page.body);
        let (mut shapes, mut marks) = (Vec::new(), Mesh::default());
        marks::paint_tints(&mut shapes, open, &mut stretches, palette);
        marks::paint_underlines(&mut shapes, open, &stretches, palette);
        for shape in shapes {
            tessellator.tessellate_shape(shape, &mut marks);
        }
        let number = look.number.filter(|_| !page.compact);
        Self {
            layout: Arc::clone(&placed.layout),
            stretches,
            marks: MovingMesh::new(marks),
            dots: MovingMesh::new(marks::dots(&look.dotted, placed, palette)),
            glyph_lines: gutter::glyph_lines(ui, open, placed, palette),
            number: number.map(|number| gutter::number(ui, number, palette)),
            look,
            version,
        }
    }

    /// Paints tints and underlines of the marks.
    pub fn paint_marks(&mut self, painter: &Painter, origin: Pos2) {
        paint(painter, &mut self.marks, origin, TextureId::default());
    }

    /// Paints the dots under words that nobody marked, with [`Inks::dots`].
    pub fn paint_dots(&mut self, painter: &Painter, origin: Pos2, texture: TextureId) {
        paint(painter, &mut self.dots, origin, texture);
    }

    /// The paragraph's number.
    pub fn number(&self) -> Option<&Arc<Galley>> {
        self.number.as_ref()
    }

    /// Where claims begin.
    pub fn glyph_lines(&self) -> &[GlyphLine] {
        &self.glyph_lines
    }

    /// The stretches of the marks where they stand on the screen, in the order they are painted.
    pub fn stretches(&self, origin: Pos2) -> impl Iterator<Item = Stretch> + '_ {
        self.stretches.iter().map(move |stretch| stretch.moved(origin.to_vec2()))
    }
}

/// Paints a mesh that was made with its block at zero. Blocks stand on whole pixels, so what was made sharp
/// there is sharp here.
fn paint(painter: &Painter, mesh: &mut MovingMesh, origin: Pos2, texture: TextureId) {
    if !mesh.is_empty() {
        painter.add(Shape::Mesh(mesh.at(origin, texture)));
    }
}
