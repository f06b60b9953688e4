//! Marks behind and under the words: tints, underlines, dots under what nobody marked.
//!
//! All measures are those of tokens.md, section 5.

use super::Placed;
use crate::app::index::PlacedMark;
use crate::app::open::OpenReview;
use crate::review::{Claim, ClaimId, Status};
use crate::text::ByteRange;
use crate::ui::theme::Palette;
use egui::epaint::RectShape;
use egui::{
    Color32, ColorImage, Context, CornerRadius, Mesh, Pos2, Rect, Shape, Stroke, TextureHandle,
    TextureOptions, TextureWrapMode, Vec2, pos2, vec2,
};
use std::ops::Range;

/// How far below the baseline the first underline's middle is, in points.
const UNDERLINE_DROP: f32 = 6.0;
/// How much lower each further lane is.
const LANE_DROP: f32 = 4.0;
/// Lanes that fit between two lines; marks beyond share the last.
const LANES: usize = 3;
/// How much wider than the words a tint is at a claim's first and last end.
const OVERHANG: f32 = 2.0;
/// The dots under words that nobody marked: their size, and the distance between two.
const DOT: f32 = 1.6;
const DOT_PITCH: f32 = 4.0;

/// One stretch of a mark on one row, in points.
pub struct Stretch {
    /// The claim, as an index into the review's claims.
    pub claim: usize,
    /// Length of the whole mark in bytes: longer ones are painted first.
    length: usize,
    /// From the tint's top to the underline.
    pub rect: Rect,
    /// Where the words of the row stand.
    pub row: Rect,
}

impl Stretch {
    /// The same stretch elsewhere.
    pub fn moved(&self, by: Vec2) -> Self {
        Self { rect: self.rect.translate(by), row: self.row.translate(by), ..*self }
    }
}

/// The stretches of all marks in a block, from its layout's top left.
pub fn stretches(open: &OpenReview, placed: &Placed, body: f32) -> Vec<Stretch> {
    let block = placed.bytes.start.0..placed.bytes.end.0;
    let mut found = Vec::new();
    for mark in open.index().marks_in(block.clone()) {
        add_stretches(mark, placed, &block, body, &mut found);
    }
    found
}

fn add_stretches(
    mark: &PlacedMark,
    placed: &Placed,
    block: &Range<usize>,
    body: f32,
    found: &mut Vec<Stretch>,
) {
    let begins_here = mark.bytes.start.0 >= block.start;
    let ends_here = mark.bytes.end.0 <= block.end;
    let range =
        mark.bytes.start.0.max(block.start) - block.start..mark.bytes.end.0.min(block.end) - block.start;
    let lane = mark.lane.min(LANES - 1);
    let from = found.len();
    for row in placed.layout.rows() {
        let on_row = range.start.max(row.bytes.start)..range.end.min(row.bytes.end);
        if on_row.is_empty() {
            continue;
        }
        let baseline = row.baseline;
        let top = baseline - 1.08 * body + 2.0 * lane as f32;
        let bottom = baseline + UNDERLINE_DROP + LANE_DROP * lane as f32;
        for words in placed.layout.range_rects(on_row) {
            // Without the blank that hangs over at the end of a row.
            let (left, right) = (words.left().max(row.left), words.right().min(row.right));
            if right <= left {
                continue;
            }
            found.push(Stretch {
                claim: mark.claim,
                length: mark.bytes.end.0 - mark.bytes.start.0,
                rect: Rect::from_min_max(pos2(left, top), pos2(right, bottom)),
                row: Rect::from_min_max(pos2(left, row.top), pos2(right, row.bottom)),
            });
        }
    }
    overhang(&mut found[from..], begins_here, ends_here, placed.layout.is_rtl());
}

/// Widens the first and the last stretch at the mark's two ends.
fn overhang(stretches: &mut [Stretch], begins_here: bool, ends_here: bool, rtl: bool) {
    let widen = |stretch: &mut Stretch, at_left: bool| {
        if at_left {
            stretch.rect.min.x -= OVERHANG;
        } else {
            stretch.rect.max.x += OVERHANG;
        }
    };
    if begins_here && let Some(first) = stretches.first_mut() {
        widen(first, !rtl);
    }
    if ends_here && let Some(last) = stretches.last_mut() {
        widen(last, rtl);
    }
}

/// Paints tints, the longest mark's first, so that overlaps never hide a shorter one.
pub fn paint_tints(shapes: &mut Vec<Shape>, open: &OpenReview, stretches: &mut [Stretch], palette: &Palette) {
    stretches.sort_by_key(|stretch| std::cmp::Reverse(stretch.length));
    for stretch in stretches.iter() {
        let claim = &open.review().claims[stretch.claim];
        let chosen = is_chosen(open, claim);
        if claim.status == Status::NotCheckable && !chosen && !claim.needs_recheck {
            continue;
        }
        let tones = palette.claim(claim);
        let tint = if chosen { tones.tint_chosen } else { tones.tint };
        shapes.push(RectShape::filled(stretch.rect, CornerRadius::same(2), tint).into());
    }
}

/// Paints the underlines: solid where settled, dashed where open, double where disputed.
pub fn paint_underlines(
    shapes: &mut Vec<Shape>,
    open: &OpenReview,
    stretches: &[Stretch],
    palette: &Palette,
) {
    for stretch in stretches {
        let claim = &open.review().claims[stretch.claim];
        let chosen = is_chosen(open, claim);
        let colour = palette.claim(claim).mark;
        let (left, right, y) = (stretch.rect.left(), stretch.rect.right(), stretch.rect.bottom());
        let width = if chosen { 3.0 } else { 2.0 };
        if claim.is_open() {
            let (dash, gap) = if chosen { (7.0, 4.0) } else { (6.0, 4.0) };
            let line = [pos2(left, y), pos2(right, y)];
            shapes.extend(Shape::dashed_line(&line, Stroke::new(width, colour), dash, gap));
        } else if claim.status == Status::Disputed {
            for y in [y - 1.25, y + 1.25] {
                shapes.push(Shape::hline(left..=right, y, Stroke::new(1.25, colour)));
            }
        } else {
            shapes.push(Shape::hline(left..=right, y, Stroke::new(width, colour)));
        }
    }
}

fn is_chosen(open: &OpenReview, claim: &Claim) -> bool {
    open.place.claim == Some(claim.id)
}

/// The factual words of a block that no claim covers, and whether they came with the newest draft.
pub fn dotted(open: &OpenReview, placed: &Placed) -> impl Iterator<Item = (ByteRange, bool)> {
    let words = &open.index().uncovered;
    let from = words.partition_point(|word| word.end <= placed.bytes.start);
    let here = words[from..].iter().take_while(|word| word.start < placed.bytes.end);
    let is_new =
        |word: &ByteRange| open.new_facts().binary_search_by_key(&word.start, |new| new.start).is_ok();
    here.map(move |word| (word.clone(), is_new(word)))
}

/// Dots under words of a block, from its layout's top left. Words that came with the newest draft have a
/// colour of their own.
pub fn dots(words: &[(ByteRange, bool)], placed: &Placed, palette: &Palette) -> Mesh {
    let mut dots = Mesh::default();
    for (word, is_new) in words {
        let colour = if *is_new { palette.ins_ink } else { palette.ink3 };
        let range = word.start.0.saturating_sub(placed.bytes.start.0)
            ..word.end.0.min(placed.bytes.end.0) - placed.bytes.start.0;
        for rect in placed.layout.range_rects(range) {
            let row = placed.layout.rows().find(|row| row.bottom > rect.center().y);
            let y = row.map_or(rect.bottom(), |row| row.baseline + UNDERLINE_DROP);
            let scale = placed.layout.pixels_per_point();
            let left = ((rect.left() + 1.0) * scale).round() / scale;
            let y = (y * scale).round() / scale;
            dot_line(&mut dots, left, rect.right() - 1.0, y, colour);
        }
    }
    dots
}

/// A dotted line: one rectangle, whose texture holds a dot and the gap behind it and begins again and again.
fn dot_line(dots: &mut Mesh, left: f32, right: f32, y: f32, colour: Color32) {
    let gaps = ((right - left - DOT) / DOT_PITCH).floor();
    if gaps >= 0.0 {
        let width = gaps * DOT_PITCH + DOT;
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(width / DOT_PITCH, 1.0));
        dots.add_rect_with_uv(Rect::from_min_size(pos2(left, y), vec2(width, DOT)), uv, colour);
    }
}

/// The texture of a dotted line.
pub fn dots_texture(ctx: &Context) -> TextureHandle {
    /// Texels of a dot and its gap: no screen shows so many pixels there.
    const TEXELS: usize = 40;
    let is_dot = |texel: usize| (texel as f32) < TEXELS as f32 * DOT / DOT_PITCH;
    let colour = |texel| if is_dot(texel) { Color32::WHITE } else { Color32::TRANSPARENT };
    let image = ColorImage::new([TEXELS, 1], (0..TEXELS).map(colour).collect());
    let options = TextureOptions { wrap_mode: TextureWrapMode::Repeat, ..TextureOptions::NEAREST };
    ctx.load_texture("dots under words", image, options)
}

/// What of the chosen claim is on the screen: where the red pencil draws its bracket.
pub fn chosen_extent(open: &OpenReview, chosen: Option<ClaimId>, stretches: &[Stretch]) -> Option<Rect> {
    let chosen = open.index().claim(chosen?)?;
    let own = stretches.iter().filter(|stretch| stretch.claim == chosen);
    own.map(|stretch| stretch.rect).reduce(Rect::union)
}

/// The claims whose marks stand at a point, the shortest mark first.
pub fn claims_at(stretches: &[Stretch], at: Pos2) -> Vec<usize> {
    let mut hit: Vec<&Stretch> = stretches.iter().filter(|stretch| stretch.row.contains(at)).collect();
    hit.sort_by_key(|stretch| stretch.length);
    hit.into_iter().map(|stretch| stretch.claim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dotted_line_is_one_rectangle_that_ends_with_a_whole_dot() {
        let mut dots = Mesh::default();
        dot_line(&mut dots, 10.0, 31.0, 5.0, Color32::RED);
        assert_eq!(dots.vertices.len(), 4);
        let end = dots.vertices[3];
        assert!((end.pos.x - (10.0 + 4.0 * DOT_PITCH + DOT)).abs() < 0.01, "four gaps fit: {end:?}");
        assert!(
            (end.uv.x - (4.0 + DOT / DOT_PITCH)).abs() < 0.01,
            "the texture begins again with each: {end:?}"
        );
        dot_line(&mut dots, 10.0, 11.0, 5.0, Color32::RED);
        assert_eq!(dots.vertices.len(), 4, "there is no room for a dot");
    }
}
