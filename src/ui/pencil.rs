//! The red pencil: strokes that look drawn by hand, and never move while nobody moves them.
//!
//! The recipe is the design's (tokens.md, Red pencil): the path is sampled every 3 points, shifted along
//! its normal by value noise, and as wide as a second noise says; both ends taper, and a second, thinner
//! and paler strand runs beside the first.

use egui::epaint::Vertex;
use egui::{Color32, Context, Id, Mesh, Painter, Pos2, Rgba, Shape, Vec2, pos2, vec2};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Distance of two samples along the path, in points.
const STEP: f32 = 3.0;

/// Samples at most: a longer path is sampled more coarsely.
const MOST_SAMPLES: usize = 2000;

/// Width of the soft edge, in points: a mesh has no antialiasing of its own.
const FEATHER: f32 = 0.9;

/// Strokes kept at most, before those that were not drawn lately go.
const KEPT: usize = 64;

/// A number between -1 and 1 for each whole number, always the same for the same seed (SplitMix64).
fn lattice(seed: u64, at: i64) -> f32 {
    let mut bits = seed.wrapping_add((at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    (bits >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
}

/// One-dimensional value noise between -1 and 1.
fn noise(seed: u64, x: f32) -> f32 {
    let below = x.floor();
    let share = x - below;
    let eased = share * share * (3.0 - 2.0 * share);
    let (a, b) = (lattice(seed, below as i64), lattice(seed, below as i64 + 1));
    a + (b - a) * eased
}

/// Points along a cubic curve from `ends.0` to `ends.1` with these handles.
pub fn cubic(ends: (Pos2, Pos2), handles: (Pos2, Pos2), parts: usize) -> Vec<Pos2> {
    let at = |part: usize| {
        let t = part as f32 / parts.max(1) as f32;
        let u = 1.0 - t;
        let weigh = |point: Pos2, weight: f32| point.to_vec2() * weight;
        let sum = weigh(ends.0, u * u * u)
            + weigh(handles.0, 3.0 * u * u * t)
            + weigh(handles.1, 3.0 * u * t * t)
            + weigh(ends.1, t * t * t);
        sum.to_pos2()
    };
    (0..=parts.max(1)).map(at).collect()
}

/// The bracket beside a passage: hooks of 7 points open to the left, `x` is its outer edge.
pub fn bracket(x: f32, top: f32, bottom: f32) -> Vec<Pos2> {
    let height = bottom - top;
    let mut path = cubic(
        (pos2(x - 7.0, top), pos2(x + 1.0, top + 7.0)),
        (pos2(x - 1.0, top - 1.0), pos2(x + 1.0, top + 1.0)),
        10,
    );
    path.extend(cubic(
        (pos2(x + 1.0, top + 7.0), pos2(x + 1.0, bottom - 7.0)),
        (pos2(x + 2.5, top + height * 0.4), pos2(x + 0.5, top + height * 0.6)),
        16,
    ));
    path.extend(cubic(
        (pos2(x + 1.0, bottom - 7.0), pos2(x - 8.0, bottom)),
        (pos2(x + 1.0, bottom - 1.0), pos2(x - 1.0, bottom + 1.0)),
        10,
    ));
    path
}

/// The line from a bracket to its card; none where there is no room for one (under 72 points).
pub fn leader(from: Pos2, to: Pos2) -> Option<Vec<Pos2>> {
    let run = to.x - from.x;
    (run >= 72.0).then(|| {
        let handles = (pos2(from.x + run * 0.55, from.y), pos2(to.x - run * 0.5, to.y));
        cubic((from, to), handles, 60)
    })
}

/// The first part of a path, `share` of its length (0 to 1): a stroke while it is being drawn.
pub fn begun(path: &[Pos2], share: f32) -> Vec<Pos2> {
    let mut left = length(path) * share.clamp(0.0, 1.0);
    let mut begun: Vec<Pos2> = path.first().copied().into_iter().collect();
    for pair in path.windows(2) {
        let long = pair[0].distance(pair[1]);
        if long >= left {
            begun.push(pair[0].lerp(pair[1], left / long.max(f32::EPSILON)));
            break;
        }
        begun.push(pair[1]);
        left -= long;
    }
    begun
}

/// The length of some paths together, in points.
pub fn length_of<'p>(paths: impl IntoIterator<Item = &'p [Pos2]>) -> f32 {
    paths.into_iter().map(length).sum()
}

fn length(path: &[Pos2]) -> f32 {
    path.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// A stroke along a path, in white: the colour is put on when it is painted.
///
/// `width` is in points; `tip` says over how many points its beginning and its end taper. The same
/// arguments always give the same mesh.
pub fn stroke(points: &[Pos2], width: f32, seed: u64, tip: (f32, f32)) -> Mesh {
    let path: Vec<Pos2> = points.iter().copied().filter(|point| point.is_finite()).collect();
    let samples = resampled(&path);
    let mut mesh = Mesh::default();
    if samples.len() >= 2 && width.is_finite() && width > 0.0 {
        strand(&mut mesh, &samples, &Strand { width, offset: 0.0, seed, alpha: 0.95 }, tip);
        let beside =
            Strand { width: width * 0.5, offset: width * 0.42, seed: seed.wrapping_add(13), alpha: 0.45 };
        strand(&mut mesh, &samples, &beside, tip);
    }
    mesh
}

/// Points along a path at even distances, both its ends among them.
fn resampled(path: &[Pos2]) -> Vec<Pos2> {
    let step = STEP.max(length(path) / MOST_SAMPLES as f32);
    let mut samples: Vec<Pos2> = path.first().copied().into_iter().collect();
    let mut gone = 0.0; // since the last sample
    for pair in path.windows(2) {
        let long = pair[0].distance(pair[1]);
        let mut at = step - gone;
        while at < long {
            samples.push(pair[0].lerp(pair[1], at / long));
            at += step;
        }
        gone = long - (at - step);
    }
    if let Some(&last) = path.last()
        && samples.last().is_some_and(|sample| sample.distance(last) > 0.01)
    {
        samples.push(last);
    }
    samples
}

/// One strand of a stroke.
struct Strand {
    width: f32,
    /// Distance from the path along its normal.
    offset: f32,
    seed: u64,
    alpha: f32,
}

fn strand(mesh: &mut Mesh, samples: &[Pos2], strand: &Strand, tip: (f32, f32)) {
    let total = length(samples);
    let pressure = strand.seed.wrapping_add(77);
    let mut gone = 0.0;
    for (at, &sample) in samples.iter().enumerate() {
        let before = samples[at.saturating_sub(1)];
        let after = samples[(at + 1).min(samples.len() - 1)];
        gone += before.distance(sample);
        let normal = (after - before).normalized().rot90();
        let wobble = 0.7 * noise(strand.seed, gone / 26.0) + 0.13 * noise(strand.seed, gone / 7.0 + 50.0);
        let width = strand.width * (0.95 + 0.23 * noise(pressure, gone / 18.0));
        let width = width * taper(gone, tip.0, 0.45) * taper(total - gone, tip.1, 0.25);
        cross_section(mesh, sample + normal * (wobble + strand.offset), normal, width, strand.alpha);
        if at > 0 {
            join_sections(mesh);
        }
    }
}

/// How wide the stroke is `distance` points from its end, as a share of its full width.
fn taper(distance: f32, over: f32, least: f32) -> f32 {
    if over <= 0.0 { 1.0 } else { (least + (1.0 - least) * distance / over).clamp(least, 1.0) }
}

/// Four vertices across the stroke: soft edge, body, body, soft edge.
fn cross_section(mesh: &mut Mesh, middle: Pos2, normal: Vec2, width: f32, alpha: f32) {
    // A stroke thinner than its soft edge is paler instead.
    let alpha = alpha * (width / FEATHER).min(1.0);
    let body = Color32::from(Rgba::from_white_alpha(alpha));
    let (inner, outer) = (((width - FEATHER) / 2.0).max(0.0), (width + FEATHER) / 2.0);
    let edge = Color32::TRANSPARENT;
    for (off, color) in [(outer, edge), (inner, body), (-inner, body), (-outer, edge)] {
        let pos = middle + normal * off;
        mesh.vertices.push(Vertex { pos, uv: egui::epaint::WHITE_UV, color });
    }
}

/// Fills the space between the last two cross sections.
fn join_sections(mesh: &mut Mesh) {
    let new = mesh.vertices.len() as u32 - 4;
    let old = new - 4;
    for across in 0..3 {
        mesh.add_triangle(old + across, old + across + 1, new + across);
        mesh.add_triangle(old + across + 1, new + across + 1, new + across);
    }
}

/// The strokes of one window, so that a mesh is built once for a path and not in each frame.
#[derive(Default)]
pub struct Pencil {
    strokes: HashMap<u64, (Arc<Mesh>, u64)>,
}

impl Pencil {
    /// The stroke `id` along a path, in a colour; built only where it was not drawn like that before.
    ///
    /// `pass` is the number of the pass that asks.
    pub fn get(
        &mut self,
        id: Id,
        points: &[Pos2],
        width: f32,
        tip: (f32, f32),
        colour: Color32,
        pass: u64,
    ) -> Arc<Mesh> {
        let key = key(id, points, width, colour);
        if let Some((mesh, used)) = self.strokes.get_mut(&key) {
            *used = pass;
            return Arc::clone(mesh);
        }
        if self.strokes.len() >= KEPT {
            self.strokes.retain(|_, (_, used)| *used + 1 >= pass);
        }
        let mesh = Arc::new(tinted(stroke(points, width, id.value(), tip), colour));
        self.strokes.insert(key, (Arc::clone(&mesh), pass));
        mesh
    }

    /// How many strokes are kept.
    pub fn len(&self) -> usize {
        self.strokes.len()
    }

    /// Whether no stroke is kept.
    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }
}

fn key(id: Id, points: &[Pos2], width: f32, colour: Color32) -> u64 {
    let mut hasher = DefaultHasher::new();
    (id, width.to_bits(), colour).hash(&mut hasher);
    for point in points {
        (point.x.to_bits(), point.y.to_bits()).hash(&mut hasher);
    }
    hasher.finish()
}

/// A white mesh in a colour.
fn tinted(mut mesh: Mesh, colour: Color32) -> Mesh {
    for vertex in &mut mesh.vertices {
        vertex.color = colour.gamma_multiply(f32::from(vertex.color.a()) / 255.0);
    }
    mesh
}

/// Draws a stroke. `id` names it, and gives it its own hand; `tip` as in [`stroke`].
pub fn draw(painter: &Painter, colour: Color32, id: Id, points: &[Pos2], width: f32, tip: (f32, f32)) {
    let ctx = painter.ctx();
    let pass = ctx.cumulative_pass_nr();
    let mesh = with_strokes(ctx, |pencil| pencil.get(id, points, width, tip, colour, pass));
    painter.add(Shape::mesh(mesh));
}

fn with_strokes<R>(ctx: &Context, use_them: impl FnOnce(&mut Pencil) -> R) -> R {
    use std::sync::{Mutex, PoisonError};
    let pencil: Arc<Mutex<Pencil>> =
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(Id::unique("pencil strokes"))));
    let mut pencil = pencil.lock().unwrap_or_else(PoisonError::into_inner);
    use_them(&mut pencil)
}

/// Draws the stroke left of what is chosen in a list: 24 points high around a point.
pub fn tick(painter: &Painter, colour: Color32, id: Id, middle: Pos2) {
    let path = [middle + vec2(0.0, -11.0), middle + vec2(0.6, 0.0), middle + vec2(-0.2, 11.0)];
    draw(painter, colour, id, &path, 2.6, (6.0, 8.0));
}

/// Draws the line under a word that is `width` points wide; `at` is its left end.
pub fn underline(painter: &Painter, colour: Color32, id: Id, at: Pos2, width: f32) {
    let path = cubic(
        (at + vec2(0.0, 1.0), at + vec2(width, -1.0)),
        (at + vec2(width * 0.3, -1.5), at + vec2(width * 0.7, 1.5)),
        40,
    );
    draw(painter, colour, id, &path, 2.6, (10.0, 14.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn positions(mesh: &Mesh) -> Vec<Pos2> {
        mesh.vertices.iter().map(|vertex| vertex.pos).collect()
    }

    fn points() -> impl Strategy<Value = Vec<Pos2>> {
        prop::collection::vec((-1e4_f32..1e4, -1e4_f32..1e4).prop_map(|(x, y)| pos2(x, y)), 0..12)
    }

    #[test]
    fn a_stroke_without_length_is_nothing() {
        let spot = pos2(3.0, 4.0);
        for path in [vec![], vec![spot], vec![spot, spot], vec![pos2(f32::NAN, 0.0), spot]] {
            assert!(stroke(&path, 2.0, 1, (8.0, 10.0)).is_empty(), "{path:?}");
        }
    }

    #[test]
    fn every_seed_has_its_own_hand() {
        let path = [pos2(0.0, 0.0), pos2(200.0, 0.0)];
        let (one, other) = (stroke(&path, 2.3, 1, (8.0, 10.0)), stroke(&path, 2.3, 2, (8.0, 10.0)));
        assert_ne!(positions(&one), positions(&other));
    }

    #[test]
    fn a_stroke_stays_near_its_path_and_reaches_its_ends() {
        let mesh = stroke(&[pos2(0.0, 50.0), pos2(300.0, 50.0)], 2.3, 7, (8.0, 10.0));
        let bounds = mesh.calc_bounds();
        assert!(bounds.top() > 45.0 && bounds.bottom() < 55.0, "{bounds:?}");
        assert!(bounds.left() < 0.1 && bounds.right() > 299.9, "{bounds:?}");
    }

    #[test]
    fn a_leader_needs_room() {
        assert!(leader(pos2(0.0, 0.0), pos2(71.0, 40.0)).is_none());
        let path = leader(pos2(0.0, 0.0), pos2(100.0, 40.0)).expect("room enough");
        assert_eq!((path.first(), path.last()), (Some(&pos2(0.0, 0.0)), Some(&pos2(100.0, 40.0))));
    }

    #[test]
    fn a_stroke_is_built_once_and_forgotten_when_it_is_gone() {
        let mut pencil = Pencil::default();
        let path = |x: f32| [pos2(x, 0.0), pos2(x + 50.0, 0.0)];
        let get = |pencil: &mut Pencil, x: f32, pass| {
            pencil.get(Id::unique("one"), &path(x), 2.0, (8.0, 10.0), Color32::RED, pass)
        };
        let first = get(&mut pencil, 0.0, 1);
        assert!(Arc::ptr_eq(&first, &get(&mut pencil, 0.0, 2)));
        for frame in 0_u16..500 {
            get(&mut pencil, f32::from(frame), 3 + u64::from(frame));
        }
        assert!(pencil.len() <= KEPT + 1, "{}", pencil.len());
    }

    proptest! {
        #[test]
        fn the_same_arguments_give_the_same_finite_mesh(path in points(), seed: u64, width in 0.1_f32..6.0) {
            let mesh = stroke(&path, width, seed, (8.0, 12.0));
            prop_assert!(mesh.is_valid());
            prop_assert!(mesh.vertices.iter().all(|vertex| vertex.pos.is_finite()));
            prop_assert!(mesh.vertices.len() <= 8 * (MOST_SAMPLES + 16));
            prop_assert_eq!(positions(&mesh), positions(&stroke(&path, width, seed, (8.0, 12.0))));
        }

        #[test]
        fn noise_stays_between_its_bounds(seed: u64, x in -1e4_f32..1e4) {
            prop_assert!(noise(seed, x).abs() <= 1.0);
        }

        #[test]
        fn the_beginning_of_a_path_is_as_long_as_asked(path in points(), share in 0.0_f32..1.0) {
            let (part, whole) = (length(&begun(&path, share)), length(&path));
            prop_assert!((part - whole * share).abs() <= whole * 1e-3 + 0.1, "{} of {}", part, whole);
        }
    }
}
