//! The glyph atlas: pages of rasterised glyphs, uploaded as they grow.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::ImageDelta;
use egui::{Color32, ColorImage, Context, TextureId, TextureOptions};

use super::face::Face;
use super::raster::{Bitmap, FaceRaster, Pixels};

/// Side of a page in pixels: room for the letters of an article in one script. A page is held by this
/// program and by the GPU, and its pixels once more while they are sent, so a large one costs memory.
pub(super) const PAGE: usize = 512;
/// Pages kept before the atlas starts over: 32 MB of texture.
const MAX_PAGES: usize = 32;
/// Free pixels around a glyph, so that linear filtering never reads a neighbour.
const GAP: usize = 1;
/// Horizontal positions a glyph is rasterised at, per pixel.
const PHASES: f32 = 4.0;

/// Where a glyph lies in the atlas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub page: usize,
    /// Left, top, right and bottom in the page, in pixels.
    pub area: [u16; 4],
    /// Pixels from the glyph's origin to the slot's left and top.
    pub offset: [i32; 2],
    /// Drawn in its own colours, not in the text's.
    pub colour: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    face: usize,
    glyph: u32,
    phase: u8,
    light: bool,
}

/// Rasterised glyphs, and the textures that hold them.
#[derive(Default)]
pub(super) struct Atlas {
    faces: HashMap<Face, usize>,
    rasters: Vec<FaceRaster>,
    slots: HashMap<Key, Option<Slot>>,
    pages: Vec<Page>,
    generation: u64,
}

impl Atlas {
    /// Changes when slots handed out before have become meaningless.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// How many glyphs have been rasterised since the atlas last started over.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The number of a face, for [`Self::slot`].
    pub(super) fn face(&mut self, face: &Face) -> usize {
        if let Some(known) = self.faces.get(face) {
            return *known;
        }
        let number = self.rasters.len();
        self.rasters.push(FaceRaster::new(face.clone()));
        self.faces.insert(face.clone(), number);
        number
    }

    /// The slot of a glyph whose origin is at `x` physical pixels, and the whole pixel
    /// to draw from. Rasterises the glyph where it is new. `light` text is drawn a
    /// little stronger, because light on dark looks thinner than dark on light.
    pub(super) fn slot(&mut self, face: usize, glyph: u32, x: f32, light: bool) -> Option<(Slot, i32)> {
        let raster = self.rasters.get_mut(face)?;
        let steps = (x * PHASES).round();
        let (pixel, phase) = if raster.is_colour(glyph) {
            (x.round(), 0.0)
        } else {
            let pixel = (steps / PHASES).floor();
            (pixel, steps - pixel * PHASES)
        };
        let key = Key { face, glyph, phase: phase as u8, light };
        let slot = if let Some(known) = self.slots.get(&key) {
            *known
        } else {
            let bitmap = raster.draw(glyph, phase / PHASES);
            let slot = bitmap.and_then(|bitmap| self.store(&bitmap, light));
            self.slots.insert(key, slot);
            slot
        };
        slot.map(|slot| (slot, pixel as i32))
    }

    /// Copies a bitmap into the first page with room.
    fn store(&mut self, bitmap: &Bitmap, light: bool) -> Option<Slot> {
        let size = [bitmap.width + GAP, bitmap.height + GAP];
        if size[0] > PAGE || size[1] > PAGE {
            return None;
        }
        let found = self
            .pages
            .iter_mut()
            .enumerate()
            .find_map(|(index, page)| page.reserve(size).map(|at| (index, at)));
        let (page, [x, y]) = match found {
            Some(found) => found,
            None => {
                let mut page = Page::new();
                let at = page.reserve(size)?;
                self.pages.push(page);
                (self.pages.len() - 1, at)
            }
        };
        self.pages[page].write([x, y], bitmap, light);
        Some(Slot {
            page,
            area: [x, y, x + bitmap.width, y + bitmap.height].map(|side| side as u16),
            offset: [bitmap.left, bitmap.top],
            colour: matches!(bitmap.pixels, Pixels::Colour(_)),
        })
    }

    /// Sends what is new to the textures. Cheap where nothing is.
    pub(super) fn upload(&mut self, ctx: &Context) {
        for (index, page) in self.pages.iter_mut().enumerate() {
            page.upload(ctx, index);
        }
    }

    /// The texture of a page, once uploaded.
    pub(super) fn texture(&self, page: usize) -> Option<TextureId> {
        self.pages.get(page)?.texture
    }

    /// The pixels of the pages, for tests that draw without a GPU.
    pub(super) fn images(&self) -> impl Iterator<Item = &ColorImage> {
        self.pages.iter().map(|page| &page.image)
    }

    /// Whether so much has been rasterised that the atlas should start over.
    pub(super) fn is_crowded(&self) -> bool {
        self.pages.len() > MAX_PAGES
    }

    /// Starts over. Only between two passes: what this pass has already drawn points
    /// into the old pages.
    pub(super) fn clear(&mut self, ctx: &Context) {
        for page in self.pages.drain(..) {
            if let Some(texture) = page.texture {
                ctx.tex_manager().write().free(texture);
            }
        }
        self.slots.clear();
        self.faces.clear();
        self.rasters.clear();
        self.generation += 1;
    }
}

/// One texture, filled shelf by shelf.
struct Page {
    image: ColorImage,
    texture: Option<TextureId>,
    shelves: Vec<Shelf>,
    bottom: usize,
    dirty: Option<Area>,
}

/// A strip of glyphs of similar height.
struct Shelf {
    top: usize,
    height: usize,
    right: usize,
}

#[derive(Clone, Copy)]
struct Area {
    min: [usize; 2],
    max: [usize; 2],
}

impl Page {
    fn new() -> Self {
        Self {
            image: ColorImage::filled([PAGE, PAGE], Color32::TRANSPARENT),
            texture: None,
            shelves: Vec::new(),
            bottom: 0,
            dirty: None,
        }
    }

    /// A free place of `size` pixels, on the shelf that wastes least height.
    fn reserve(&mut self, size: [usize; 2]) -> Option<[usize; 2]> {
        let [width, height] = size;
        let fits = |shelf: &&mut Shelf| {
            shelf.right + width <= PAGE && (height..=height + height / 3 + 2).contains(&shelf.height)
        };
        if let Some(shelf) = self.shelves.iter_mut().filter(fits).min_by_key(|s| s.height) {
            let at = [shelf.right, shelf.top];
            shelf.right += width;
            return Some(at);
        }
        let top = self.bottom;
        if top + height > PAGE {
            return None;
        }
        self.bottom += height;
        self.shelves.push(Shelf { top, height, right: width });
        Some([0, top])
    }

    fn write(&mut self, [x, y]: [usize; 2], bitmap: &Bitmap, light: bool) {
        let texel = |index: usize| match &bitmap.pixels {
            Pixels::Coverage(covered) => Color32::from_white_alpha(strengthened(covered[index], light)),
            Pixels::Colour(colours) => colours[index],
        };
        for row in 0..bitmap.height {
            let start = (y + row) * PAGE + x;
            let line = &mut self.image.pixels[start..start + bitmap.width];
            for (column, pixel) in line.iter_mut().enumerate() {
                *pixel = texel(row * bitmap.width + column);
            }
        }
        let new = Area { min: [x, y], max: [x + bitmap.width, y + bitmap.height] };
        self.dirty = Some(self.dirty.map_or(new, |old| old.union(new)));
    }

    fn upload(&mut self, ctx: &Context, index: usize) {
        let Some(dirty) = self.dirty.take() else {
            return;
        };
        let manager = ctx.tex_manager();
        let mut manager = manager.write();
        let options = TextureOptions::LINEAR;
        if let Some(texture) = self.texture {
            let size = [0, 1].map(|axis| dirty.max[axis] - dirty.min[axis]);
            let part = self.image.region_by_pixels(dirty.min, size);
            manager.set(texture, ImageDelta::partial(dirty.min, part, options));
        } else {
            let name = format!("glyphs {index}");
            let image = Arc::new(self.image.clone());
            self.texture = Some(manager.alloc(name, image.into(), options));
        }
    }
}

impl Area {
    fn union(self, other: Self) -> Self {
        Self {
            min: [0, 1].map(|axis| self.min[axis].min(other.min[axis])),
            max: [0, 1].map(|axis| self.max[axis].max(other.max[axis])),
        }
    }
}

/// The coverage to blend with: as measured for dark text, 2c − c² for light text, as
/// egui does in its dark theme.
fn strengthened(covered: u8, light: bool) -> u8 {
    if !light {
        return covered;
    }
    let c = f32::from(covered) / 255.0;
    ((2.0 * c - c * c) * 255.0).round() as u8
}
