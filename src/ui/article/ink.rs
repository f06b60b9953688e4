//! What lies behind and under the words of a block, kept from frame to frame: a block is tessellated once
//! and then only moved, as long as nothing changes but the place it is scrolled to.

use super::gutter::{self, GlyphLine};
use super::marks::{self, Stretch};
use super::{Page, Placed};
use crate::app::open::OpenReview;
use crate::review::ClaimId;
use crate::ui::theme::{self, Palette, size};
use crate::ui::typeset::{MovingMesh, TextLayout};
use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Galley, Mesh, Painter, Pos2, Shape, TextureId, Ui};
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
    blocks: HashMap<usize, Ink>,
}

/// What the ink of all blocks was made from, beside their layouts.
#[derive(PartialEq)]
struct Key {
    generation: u64,
    chosen: Option<ClaimId>,
    is_dark: bool,
    coverage: bool,
    body: f32,
    pixels_per_point: f32,
    compact: bool,
}

/// The ink of one block, in points from its layout's top left.
pub struct Ink {
    layout: Arc<TextLayout>,
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
            generation: open.generation(),
            chosen: open.place.claim,
            is_dark: palette.is_dark,
            coverage,
            body: page.body,
            pixels_per_point: ui.ctx().pixels_per_point(),
            compact: page.compact,
        };
        let probe = ui.painter().layout_no_wrap("¶".to_owned(), theme::regular(size::SMALL), palette.ink3);
        let same_letters = self.probe.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, &probe));
        if self.key.as_ref() != Some(&key) || !same_letters {
            self.blocks.clear();
        }
        self.probe = Some(probe);
        if self.blocks.len() > KEEP_BLOCKS {
            self.blocks.retain(|block, _| placed.iter().any(|placed| placed.block == *block));
        }
        let (options, scale) = (ui.ctx().tessellation_options(|options| *options), key.pixels_per_point);
        for placed in placed {
            let kept = self.blocks.get(&placed.block);
            if kept.is_none_or(|ink| !Arc::ptr_eq(&ink.layout, &placed.layout)) {
                let tessellator = Tessellator::new(scale, whole(options), [1, 1], Vec::new());
                let mut ink = Ink::of(open, placed, page, palette, tessellator);
                if coverage {
                    ink.dots = MovingMesh::new(marks::dots(open, placed, palette));
                }
                ink.glyph_lines = gutter::glyph_lines(ui, open, placed, palette);
                let number = number_of(placed).filter(|_| !page.compact);
                ink.number = number.map(|number| gutter::number(ui, number, palette));
                self.blocks.insert(placed.block, ink);
            }
        }
        self.key = Some(key);
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
        open: &OpenReview,
        placed: &Placed,
        page: &Page,
        palette: &Palette,
        mut tessellator: Tessellator,
    ) -> Self {
        let mut stretches = marks::stretches(open, placed, page.body);
        let (mut shapes, mut marks) = (Vec::new(), Mesh::default());
        marks::paint_tints(&mut shapes, open, &mut stretches, palette);
        marks::paint_underlines(&mut shapes, open, &stretches, palette);
        for shape in shapes {
            tessellator.tessellate_shape(shape, &mut marks);
        }
        let layout = Arc::clone(&placed.layout);
        let (marks, dots) = (MovingMesh::new(marks), MovingMesh::new(Mesh::default()));
        Self { layout, stretches, marks, dots, glyph_lines: Vec::new(), number: None }
    }

    /// Paints tints and underlines of the marks.
    pub fn paint_marks(&mut self, painter: &Painter, origin: Pos2) {
        paint(painter, &mut self.marks, origin);
    }

    /// Paints the dots under words that nobody marked.
    pub fn paint_dots(&mut self, painter: &Painter, origin: Pos2) {
        paint(painter, &mut self.dots, origin);
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
fn paint(painter: &Painter, mesh: &mut MovingMesh, origin: Pos2) {
    if !mesh.is_empty() {
        painter.add(Shape::Mesh(mesh.at(origin, TextureId::default())));
    }
}
