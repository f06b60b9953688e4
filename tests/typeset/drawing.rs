//! What the engine hands to egui, drawn as a GPU would.

use crate::text::fonts;
use egui::{Color32, ColorImage, Mesh, TextureId, pos2, vec2};
use redpencil::ui::typeset::{TextStyle, install, meshes_and_pages};
use std::ops::Range;

/// Draws what the engine hands to egui, as a GPU would, onto a plain ground.
pub fn draw(
    ctx: &egui::Context,
    text: &str,
    style: &TextStyle,
    width: f32,
    ranges: &[(Range<usize>, Color32)],
    dark: bool,
) -> ColorImage {
    let (ground, ink) = if dark {
        (Color32::from_rgb(0x20, 0x1F, 0x1B), Color32::from_rgb(0xED, 0xE9, 0xE1))
    } else {
        (Color32::from_rgb(0xFE, 0xFD, 0xFB), Color32::from_rgb(0x1F, 0x1C, 0x18))
    };
    let layout = redpencil::ui::typeset::layout(ctx, text, style, width);
    let scale = layout.pixels_per_point();
    let size = (layout.size() + vec2(16.0, 8.0)) * scale;
    let mut image = ColorImage::filled([size.x as usize, size.y as usize], ground);
    let (meshes, pages) = meshes_and_pages(ctx, &layout, pos2(8.0, 4.0), ink, ranges);
    for mesh in meshes {
        composite(&mut image, &mesh, &pages, scale);
    }
    pass(ctx, |_| ());
    image
}

/// Blends the quads of a mesh, which all lie on whole pixels.
fn composite(image: &mut ColorImage, mesh: &Mesh, pages: &[(TextureId, ColorImage)], scale: f32) {
    let page = &pages.iter().find(|(id, _)| *id == mesh.texture_id).unwrap().1;
    let side = page.width() as f32;
    for quad in mesh.vertices.chunks_exact(4) {
        let (min, max) = (quad[0], quad[3]);
        let at = [min.pos.x, min.pos.y].map(|x| (x * scale).round() as i64);
        let far = [max.pos.x, max.pos.y].map(|x| (x * scale).round() as i64);
        let uv = [min.uv.x, min.uv.y].map(|x| (x * side).round() as usize);
        for y in at[1].max(0)..far[1].min(image.height() as i64) {
            for x in at[0].max(0)..far[0].min(image.width() as i64) {
                let texel = page[(uv[0] + (x - at[0]) as usize, uv[1] + (y - at[1]) as usize)];
                let pixel = &mut image[(x as usize, y as usize)];
                *pixel = pixel.blend(tinted(texel, min.color));
            }
        }
    }
}

fn tinted(texel: Color32, tint: Color32) -> Color32 {
    let [r, g, b, a] = [0, 1, 2, 3]
        .map(|i| ((u32::from(texel.to_array()[i]) * u32::from(tint.to_array()[i]) + 127) / 255) as u8);
    Color32::from_rgba_premultiplied(r, g, b, a)
}

pub fn context(scale: f32) -> egui::Context {
    let ctx = egui::Context::default();
    install(&ctx, &fonts());
    ctx.set_pixels_per_point(scale);
    pass(&ctx, |_| ());
    pass(&ctx, |_| ());
    ctx
}

/// Runs a pass without a window: nobody takes the textures.
pub fn pass(ctx: &egui::Context, draw: impl FnMut(&mut egui::Ui)) {
    let mut output = ctx.run_ui(egui::RawInput::default(), draw);
    output.textures_delta.clear();
}

pub fn encode(image: &ColorImage) -> Vec<u8> {
    let [width, height] = image.size.map(|side| side as u16);
    let mut pixmap = vello_cpu::Pixmap::new(width, height);
    for (to, from) in pixmap.data_as_u8_slice_mut().chunks_exact_mut(4).zip(&image.pixels) {
        to.copy_from_slice(&from.to_array());
    }
    pixmap.into_png().unwrap()
}
