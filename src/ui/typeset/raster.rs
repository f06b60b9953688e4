//! From a glyph to pixels.

use std::collections::HashMap;

use egui::Color32;
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, HintingInstance, OutlinePen, SmoothMode, Target};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::face::Face;

/// Curves are drawn as lines that stray no further than this, in pixels.
const TOLERANCE: f32 = 0.06;
/// Glyphs with a longer side than this, in pixels, are not drawn.
const MAX_SIDE: f32 = 1000.0;
/// How far an artificial bold thickens a stroke, as a part of the size.
const BOLDER: f32 = 1.0 / 36.0;
/// egui's hinting: vertical only, so that widths stay what layout measured.
const HINTING: Target =
    Target::Smooth { mode: SmoothMode::Normal, symmetric_rendering: true, preserve_linear_metrics: true };

/// A rasterised glyph.
#[derive(Clone, Debug)]
pub(super) struct Bitmap {
    pub width: usize,
    pub height: usize,
    /// Pixels from the glyph's origin to the left edge.
    pub left: i32,
    /// Pixels from the baseline down to the top edge; negative above it.
    pub top: i32,
    pub pixels: Pixels,
}

/// The content of a [`Bitmap`], row by row.
#[derive(Clone, Debug)]
pub(super) enum Pixels {
    /// How much of each pixel the glyph covers.
    Coverage(Vec<u8>),
    /// The glyph's own colours, premultiplied.
    Colour(Vec<Color32>),
}

/// What rasterising a face needs again and again.
pub(super) struct FaceRaster {
    face: Face,
    hinting: Option<HintingInstance>,
    coords: Vec<NormalizedCoord>,
    has_colour: bool,
    /// Hinted outlines by glyph. Hinting costs more than filling, and a glyph is
    /// filled at up to four phases.
    outlines: HashMap<u32, Option<Vec<Line>>>,
}

impl FaceRaster {
    /// Prepares a face.
    pub(super) fn new(face: Face) -> Self {
        let coords: Vec<NormalizedCoord> =
            face.coords.iter().map(|bits| NormalizedCoord::from_bits(*bits)).collect();
        let font = font_ref(&face);
        let hinting = font.as_ref().and_then(|font| {
            let location = LocationRef::new(&coords);
            let size = Size::new(face.size);
            HintingInstance::new(&font.outline_glyphs(), size, location, HINTING).ok()
        });
        let has_colour =
            font.is_some_and(|font| font.cbdt().is_ok() || font.colr().is_ok() || font.sbix().is_ok());
        Self { hinting, has_colour, coords, face, outlines: HashMap::new() }
    }

    /// Whether a glyph carries its own colours, so that phases are of no use to it.
    pub(super) fn is_colour(&self, glyph: u32) -> bool {
        if !self.has_colour {
            return false;
        }
        let id = GlyphId::new(glyph);
        font_ref(&self.face).is_some_and(|font| {
            let size = Size::new(self.face.size);
            font.color_glyphs().get(id).is_some() || font.bitmap_strikes().glyph_for_size(size, id).is_some()
        })
    }

    /// Draws a glyph `phase` pixels (0 to 1) right of the pixel grid. `None` where
    /// there is nothing to draw.
    pub(super) fn draw(&mut self, glyph: u32, phase: f32) -> Option<Bitmap> {
        if self.is_colour(glyph) {
            return self.draw_colour(glyph);
        }
        if !self.outlines.contains_key(&glyph) {
            self.outlines.insert(glyph, self.outline(glyph));
        }
        let lines = self.outlines.get(&glyph)?.as_ref()?;
        coverage(lines, phase, self.boldness())
    }

    /// Pixels to thicken strokes by.
    fn boldness(&self) -> f32 {
        if self.face.embolden { self.face.size * BOLDER } else { 0.0 }
    }

    /// The outline of a glyph as lines, hinted where the font can be.
    fn outline(&self, glyph: u32) -> Option<Vec<Line>> {
        let mut pen = LinePen::new(self.face.skew);
        let font = font_ref(&self.face)?;
        let outline = font.outline_glyphs().get(GlyphId::new(glyph))?;
        if let Some(hinting) = &self.hinting
            && outline.draw(DrawSettings::hinted(hinting, false), &mut pen).is_ok()
        {
            return Some(pen.lines);
        }
        pen.lines.clear();
        let location = LocationRef::new(&self.coords);
        let settings = DrawSettings::unhinted(Size::new(self.face.size), location);
        outline.draw(settings, &mut pen).ok().map(|_| pen.lines)
    }

    /// Draws a glyph in its own colours (COLR, CBDT or sbix) on a canvas with an em
    /// of room around the em box, because its bounds are not known before.
    fn draw_colour(&self, glyph: u32) -> Option<Bitmap> {
        let size = self.face.size;
        let side = (3.0 * size).ceil().clamp(1.0, MAX_SIDE) as u16;
        let (origin_x, origin_y) = (size.round(), (2.0 * size).round());
        let mut context = vello_cpu::RenderContext::new(side, side);
        let mut resources = vello_cpu::Resources::new();
        context.set_paint(vello_cpu::color::OpaqueColor::<vello_cpu::color::Srgb>::WHITE);
        context
            .glyph_run(&mut resources, &self.face.font)
            .font_size(size)
            .hint(false)
            .normalized_coords(&self.face.coords)
            .fill_glyphs(std::iter::once(vello_cpu::Glyph { id: glyph, x: origin_x, y: origin_y }));
        let mut canvas = vello_cpu::Pixmap::new(side, side);
        context.render(&mut canvas, &mut resources);
        let pixels: Vec<Color32> = canvas
            .data_as_u8_slice()
            .chunks_exact(4)
            .map(|p| Color32::from_rgba_premultiplied(p[0], p[1], p[2], p[3]))
            .collect();
        crop(&pixels, usize::from(side), [origin_x as i32, origin_y as i32])
    }
}

fn font_ref(face: &Face) -> Option<FontRef<'_>> {
    FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()
}

/// Cuts the painted part out of a square canvas with the glyph's origin at `origin`.
fn crop(pixels: &[Color32], side: usize, origin: [i32; 2]) -> Option<Bitmap> {
    let painted = |i: &usize| pixels[*i].a() != 0;
    let top = (0..pixels.len()).find(painted)? / side;
    let bottom = (0..pixels.len()).rfind(painted)? / side + 1;
    let column = |x: usize| (top..bottom).any(|y| pixels[y * side + x].a() != 0);
    let left = (0..side).find(|x| column(*x))?;
    let right = (0..side).rfind(|x| column(*x))? + 1;
    let rows = (top..bottom).flat_map(|y| pixels[y * side + left..y * side + right].iter());
    Some(Bitmap {
        width: right - left,
        height: bottom - top,
        left: left as i32 - origin[0],
        top: top as i32 - origin[1],
        pixels: Pixels::Colour(rows.copied().collect()),
    })
}

type Line = [[f32; 2]; 2];

/// Turns an outline into lines, y down.
struct LinePen {
    lines: Vec<Line>,
    start: [f32; 2],
    at: [f32; 2],
    slant: f32,
}

impl LinePen {
    fn new(skew_degrees: Option<f32>) -> Self {
        Self {
            lines: Vec::with_capacity(128),
            start: [0.0; 2],
            at: [0.0; 2],
            slant: skew_degrees.map_or(0.0, |degrees| degrees.to_radians().tan()),
        }
    }

    fn point(&self, x: f32, y: f32) -> [f32; 2] {
        [x + y * self.slant, -y]
    }

    fn push(&mut self, to: [f32; 2]) {
        self.lines.push([self.at, to]);
        self.at = to;
    }

    /// Draws a curve as `steps` lines; `at` answers the point at a part of it.
    fn push_curve(&mut self, steps: usize, at: impl Fn(f32) -> [f32; 2]) {
        for step in 1..=steps {
            self.push(at(step as f32 / steps as f32));
        }
    }
}

impl OutlinePen for LinePen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = self.point(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(self.point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (a, b, c) = (self.at, self.point(cx, cy), self.point(x, y));
        // A parabola strays from its chord by a quarter of this.
        let bend = bend(a, b, c);
        let steps = steps(0.25 * bend);
        self.push_curve(steps, |t| {
            let u = 1.0 - t;
            [0, 1].map(|i| u * u * a[i] + 2.0 * u * t * b[i] + t * t * c[i])
        });
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (a, b) = (self.at, self.point(cx0, cy0));
        let (c, d) = (self.point(cx1, cy1), self.point(x, y));
        let bend = bend(a, b, c).max(bend(b, c, d));
        let steps = steps(0.75 * bend);
        self.push_curve(steps, |t| {
            let u = 1.0 - t;
            [0, 1].map(|i| u * u * u * a[i] + 3.0 * u * t * (u * b[i] + t * c[i]) + t * t * t * d[i])
        });
    }

    fn close(&mut self) {
        if self.at != self.start {
            self.push(self.start);
        }
    }
}

/// How far the middle point lies from between the other two, times two.
fn bend(a: [f32; 2], b: [f32; 2], c: [f32; 2]) -> f32 {
    (a[0] - 2.0 * b[0] + c[0]).hypot(a[1] - 2.0 * b[1] + c[1])
}

/// Lines for a curve that strays from its chord by `stray` pixels: each halving
/// brings it four times nearer.
fn steps(stray: f32) -> usize {
    ((stray / TOLERANCE).sqrt().ceil() as usize).clamp(1, 64)
}

/// Fills an outline moved `phase` pixels to the right. `bolder` pixels of smear to the
/// right thicken its strokes.
fn coverage(lines: &[Line], phase: f32, bolder: f32) -> Option<Bitmap> {
    let (mut low, mut high) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
    for point in lines.iter().flatten() {
        for axis in [0, 1] {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    let (left, top) = ((low[0] + phase).floor(), low[1].floor());
    let (right, bottom) = ((high[0] + phase + bolder).ceil(), high[1].ceil());
    let (width, height) = (right - left, bottom - top);
    // Written so that NaN, from an outline without lines, fails too.
    if !(width >= 1.0 && height >= 1.0 && width <= MAX_SIDE && height <= MAX_SIDE) {
        return None;
    }
    let (width, height) = (width as usize, height as usize);
    let mut covered = vec![0_u8; width * height];
    let copies = if bolder > 0.0 { 3 } else { 1 };
    for copy in 0..copies {
        let shift = phase - left + bolder * copy as f32 / 2.0;
        let mut sheet = Sheet::new(width, height);
        for [from, to] in lines {
            sheet.add([from[0] + shift, from[1] - top], [to[0] + shift, to[1] - top]);
        }
        sheet.blend_into(&mut covered);
    }
    Some(Bitmap { width, height, left: left as i32, top: top as i32, pixels: Pixels::Coverage(covered) })
}

/// Exact area coverage. Every edge adds to each pixel it crosses how much of the
/// pixel lies to its right, and to the next pixel the rest of its height; the running
/// sum along a row is then the covered part, by the sign of the winding.
struct Sheet {
    width: usize,
    stride: usize,
    sums: Vec<f32>,
}

impl Sheet {
    fn new(width: usize, height: usize) -> Self {
        // Two spare columns take what an edge at the right border leaves.
        let stride = width + 2;
        Self { width, stride, sums: vec![0.0; stride * height] }
    }

    /// Adds the edge between two points, which lie within the sheet.
    fn add(&mut self, from: [f32; 2], to: [f32; 2]) {
        if from[1] == to[1] {
            return;
        }
        let (sign, upper, lower) = if from[1] < to[1] { (1.0, from, to) } else { (-1.0, to, from) };
        let slope = (lower[0] - upper[0]) / (lower[1] - upper[1]);
        let last = lower[1].ceil() as usize;
        for row in upper[1] as usize..last {
            let top = upper[1].max(row as f32);
            let bottom = lower[1].min(row as f32 + 1.0);
            let x_top = upper[0] + (top - upper[1]) * slope;
            let x_bottom = upper[0] + (bottom - upper[1]) * slope;
            self.add_in_row(row, x_top, x_bottom, sign * (bottom - top));
        }
    }

    /// Adds an edge that stays within one row and covers `height` of it, signed.
    fn add_in_row(&mut self, row: usize, x0: f32, x1: f32, height: f32) {
        let limit = (self.width + 1) as f32;
        let left = x0.min(x1).clamp(0.0, limit);
        let right = x0.max(x1).clamp(0.0, limit);
        let per_x = height / (right - left).max(f32::EPSILON);
        let first = left as usize;
        let last = (right as usize).max(first);
        let Some(sums) = self.sums.get_mut(row * self.stride..(row + 1) * self.stride) else {
            return;
        };
        for column in first..=last.min(self.width) {
            let from = left.max(column as f32);
            let to = right.min(column as f32 + 1.0);
            let share = if last == first { height } else { (to - from).max(0.0) * per_x };
            let beside = 0.5 * (from + to) - column as f32;
            sums[column] += share * (1.0 - beside);
            sums[column + 1] += share * beside;
        }
    }

    /// Sums the rows up and keeps the larger coverage in each pixel.
    fn blend_into(&self, covered: &mut [u8]) {
        let rows = self.sums.chunks_exact(self.stride);
        for (sums, pixels) in rows.zip(covered.chunks_exact_mut(self.width)) {
            let mut sum = 0.0_f32;
            for (delta, pixel) in sums.iter().zip(pixels) {
                sum += delta;
                *pixel = (*pixel).max((sum.abs().min(1.0) * 255.0).round() as u8);
            }
        }
    }
}
