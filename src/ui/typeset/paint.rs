//! From a layout to triangles.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::util::hash;
use egui::{Color32, Context, Mesh, Painter, Pos2, Rect, Rgba, Shape, Vec2, pos2, vec2};

use super::atlas::{Atlas, PAGE, Slot};
use super::moving::MovingMesh;
use super::text_layout::TextLayout;

/// Meshes not drawn for this many passes are dropped.
const KEEP_PASSES: u64 = 3;
/// Meshes kept without asking for their age.
const KEEP_MESHES: usize = 64;

/// Turns layouts into meshes, one a page of the atlas, and keeps them.
#[derive(Default)]
pub(super) struct MeshCache {
    meshes: HashMap<u64, Cached>,
    pass: u64,
    generation: u64,
}

struct Cached {
    /// Each with its page of the atlas.
    meshes: Vec<(usize, MovingMesh)>,
    last_used: u64,
}

/// The colours of a text.
#[derive(Clone, Copy)]
pub(super) struct Colours<'a> {
    /// Where no range says otherwise.
    pub text: Color32,
    /// Byte ranges of the original text in their own colour; a later one wins.
    pub ranges: &'a [(Range<usize>, Color32)],
}

impl Colours<'_> {
    fn at(&self, byte: usize) -> Color32 {
        let own = self.ranges.iter().rev().find(|(range, _)| range.contains(&byte));
        own.map_or(self.text, |(_, colour)| *colour)
    }
}

impl MeshCache {
    /// Begins a new pass; drops what was not drawn lately.
    pub(super) fn begin_pass(&mut self) {
        self.pass += 1;
        if self.meshes.len() > KEEP_MESHES {
            let oldest = self.pass.saturating_sub(KEEP_PASSES);
            self.meshes.retain(|_, cached| cached.last_used >= oldest);
        }
    }

    /// Draws a layout with its top left at `origin`, rounded to whole pixels.
    pub(super) fn paint(
        &mut self,
        atlas: &mut Atlas,
        painter: &Painter,
        layout: &TextLayout,
        origin: Pos2,
        colours: Colours<'_>,
    ) {
        let origin = to_pixel_grid(origin, layout.pixels_per_point);
        let bounds = Rect::from_min_size(origin, layout.size());
        // Marks and long tails stand out of their row.
        let reach = Vec2::splat(layout.rows.first().map_or(0.0, |row| layout.points(row.bottom)));
        if !painter.is_visible() || !painter.clip_rect().intersects(bounds.expand2(reach)) {
            return;
        }
        for mesh in self.placed(atlas, painter.ctx(), layout, origin, colours) {
            painter.add(Shape::Mesh(mesh));
        }
    }

    /// The meshes of a layout at `origin`.
    pub(super) fn placed(
        &mut self,
        atlas: &mut Atlas,
        ctx: &Context,
        layout: &TextLayout,
        origin: Pos2,
        colours: Colours<'_>,
    ) -> Vec<Arc<Mesh>> {
        if self.generation != atlas.generation() {
            self.meshes.clear();
            self.generation = atlas.generation();
        }
        let key = hash((layout.id, colours.text, colours.ranges));
        let pass = self.pass;
        let cached = self
            .meshes
            .entry(key)
            .or_insert_with(|| Cached { meshes: build(atlas, layout, colours), last_used: pass });
        cached.last_used = pass;
        atlas.upload(ctx);
        cached.at(origin, atlas)
    }
}

impl Cached {
    /// The meshes moved to `origin`.
    fn at(&mut self, origin: Pos2, atlas: &Atlas) -> Vec<Arc<Mesh>> {
        let placed = |(page, mesh): &mut (usize, MovingMesh)| Some(mesh.at(origin, atlas.texture(*page)?));
        self.meshes.iter_mut().filter_map(placed).collect()
    }
}

/// Builds the quads of a layout, a mesh for each page they lie on.
fn build(atlas: &mut Atlas, layout: &TextLayout, colours: Colours<'_>) -> Vec<(usize, MovingMesh)> {
    let faces: Vec<usize> = layout.faces.iter().map(|face| atlas.face(face)).collect();
    let mut meshes: Vec<(usize, Mesh)> = Vec::new();
    for glyph in &layout.glyphs {
        let colour = colours.at(glyph.byte as usize);
        let Some(face) = faces.get(usize::from(glyph.face)) else {
            continue;
        };
        let Some((slot, x)) = atlas.slot(*face, glyph.id, glyph.x, is_light(colour)) else {
            continue;
        };
        let min = [x + slot.offset[0], glyph.y.round() as i32 + slot.offset[1]];
        let min = pos2(layout.points(min[0] as f32), layout.points(min[1] as f32));
        push_quad(mesh_of(&mut meshes, slot.page), layout, min, &slot, colour);
    }
    meshes.into_iter().map(|(page, mesh)| (page, MovingMesh::new(mesh))).collect()
}

/// The mesh that collects the quads of a page.
fn mesh_of(meshes: &mut Vec<(usize, Mesh)>, page: usize) -> &mut Mesh {
    let index = meshes.iter().position(|(of, _)| *of == page).unwrap_or_else(|| {
        meshes.push((page, Mesh::default()));
        meshes.len() - 1
    });
    &mut meshes[index].1
}

fn push_quad(mesh: &mut Mesh, layout: &TextLayout, min: Pos2, slot: &Slot, colour: Color32) {
    let [left, top, right, bottom] = slot.area.map(f32::from);
    let size = vec2(layout.points(right - left), layout.points(bottom - top));
    let uv = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
    let uv = Rect::from_min_max(uv.min / PAGE as f32, uv.max / PAGE as f32);
    // A glyph in its own colours takes only the text's transparency.
    let colour = if slot.colour { Color32::from_white_alpha(colour.a()) } else { colour };
    mesh.add_rect_with_uv(Rect::from_min_size(min, size), uv, colour);
}

/// Whether text of this colour stands on something darker.
fn is_light(colour: Color32) -> bool {
    let opaque = Rgba::from(colour.to_opaque());
    // The luminance half way between black and white as the eye sees it.
    opaque.intensity() > 0.18
}

/// The nearest point whose coordinates are whole physical pixels.
pub(super) fn to_pixel_grid(at: Pos2, pixels_per_point: f32) -> Pos2 {
    let snap = |x: f32| (x * pixels_per_point).round() / pixels_per_point;
    pos2(snap(at.x), snap(at.y))
}
