//! A font as one run of glyphs uses it.

use std::hash::{Hash, Hasher};

use parley::FontData;

/// Font, size and every variation that changes how its glyphs look.
#[derive(Clone, Debug)]
pub(super) struct Face {
    /// The font file and the face in it.
    pub font: FontData,
    /// Size in physical pixels per em.
    pub size: f32,
    /// Normalised variation coordinates, in 1/16384.
    pub coords: Vec<i16>,
    /// Slant in degrees for a font that has no italic of its own.
    pub skew: Option<f32>,
    /// Whether strokes are thickened for a font that has no bold of its own.
    pub embolden: bool,
}

impl PartialEq for Face {
    fn eq(&self, other: &Self) -> bool {
        self.font.data.id() == other.font.data.id()
            && self.font.index == other.font.index
            && self.size.to_bits() == other.size.to_bits()
            && self.coords == other.coords
            && self.skew.map(f32::to_bits) == other.skew.map(f32::to_bits)
            && self.embolden == other.embolden
    }
}

impl Eq for Face {}

impl Hash for Face {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.font.data.id().hash(state);
        self.font.index.hash(state);
        self.size.to_bits().hash(state);
        self.coords.hash(state);
        self.skew.map(f32::to_bits).hash(state);
        self.embolden.hash(state);
    }
}
