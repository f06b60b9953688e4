//! What lies behind and under the words of a block, kept from frame to frame: a block is tessellated once
//! and then only moved, as long as nothing changes but the place it is scrolled to.

use super::gutter::{self, GlyphLine};
use super::marks::{self, Stretch};
use super::{Page, Placed};
use crate::app::open::OpenReview;
use crate::review::ClaimId;
use crate::ui::theme::Palette;
use crate::ui::typeset::TextLayout;
use egui::epaint::{TessellationOptions, Tessellator, Vertex};
use egui::{Mesh, Painter, Pos2, Shape, Ui, pos2};
use std::collections::HashMap;
use std::sync::Arc;

/// Blocks whose ink is kept: some screens full, so that scrolling back and forth makes none anew.
const KEEP_BLOCKS: usize = 128;

/// The tints, underlines and dots of the blocks on the screen, and of some that were.
#[derive(Default)]
pub struct Inks {
    key: Option<Key>,
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
}

/// The ink of one block, in points from its layout's top left.
pub struct Ink {
    layout: Arc<TextLayout>,
    stretches: Vec<Stretch>,
    marks: Mesh,
    dots: Mesh,
    glyph_lines: Vec<GlyphLine>,
}

impl Inks {
    /// Begins a frame: makes ink anew where what it was made from changed.
    pub fn begin(
        &mut self,
        ui: &Ui,
        open: &OpenReview,
        page: &Page,
        placed: &[Placed],
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
        };
        if self.key.as_ref() != Some(&key) {
            self.blocks.clear();
        }
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
                    ink.dots = marks::dots(open, placed, palette.ink3);
                }
                ink.glyph_lines = gutter::glyph_lines(ui, open, placed);
                self.blocks.insert(placed.block, ink);
            }
        }
        self.key = Some(key);
    }

    /// The ink of a block that is on the screen.
    pub fn of(&self, placed: &Placed) -> Option<&Ink> {
        self.blocks.get(&placed.block)
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
        Self { layout, stretches, marks, dots: Mesh::default(), glyph_lines: Vec::new() }
    }

    /// Paints tints and underlines of the marks.
    pub fn paint_marks(&self, painter: &Painter, origin: Pos2) {
        paint(painter, &self.marks, origin);
    }

    /// Paints the dots under words that nobody marked.
    pub fn paint_dots(&self, painter: &Painter, origin: Pos2) {
        paint(painter, &self.dots, origin);
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
fn paint(painter: &Painter, mesh: &Mesh, origin: Pos2) {
    if mesh.is_empty() {
        return;
    }
    let by = origin - pos2(0.0, 0.0);
    let vertices = mesh.vertices.iter().map(|vertex| Vertex { pos: vertex.pos + by, ..*vertex }).collect();
    let moved = Mesh { indices: mesh.indices.clone(), vertices, texture_id: mesh.texture_id };
    painter.add(Shape::mesh(moved));
}
