//! How a stored file looks: a picture made small, or the beginning of its text. Made on a worker, kept while
//! the review is open.

use super::App;
use super::files::Done;
use crate::review::Backup;
use crate::store;
use egui::ColorImage;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The longest side of a small picture, in pixels: twice what is shown, for a dense screen.
const SIDE: usize = 480;

/// The largest file that is decoded, and the most pixels: more takes too much memory for a small picture.
const MOST_BYTES: u64 = 64 << 20;
const MOST_PIXELS: usize = 50_000_000;

/// How much of a text is read, in bytes.
const TEXT: u64 = 4_096;

/// How many looks are kept.
const MOST: usize = 64;

/// How a stored file looks.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// It is being made.
    Coming,
    /// A picture, made small.
    Picture(Arc<ColorImage>),
    /// The beginning of its text.
    Text(String),
    /// There is nothing to show of it.
    Nothing,
}

impl App {
    /// How a stored file looks, by its SHA-256; none before it was asked for.
    pub fn look(&self, sha256: &str) -> Option<&Look> {
        self.looks.get(sha256)
    }

    /// Has a look made of a stored file.
    pub(super) fn make_look(&mut self, sha256: &str) {
        let Some(open) = &self.open else { return };
        let (Some(dir), Some(backup)) = (self.backup_dir(), open.review().backup(sha256).cloned()) else {
            return;
        };
        if self.looks.len() >= MOST {
            self.looks.clear();
        }
        self.looks.insert(sha256.to_owned(), Look::Coming);
        self.jobs.start(None, move || {
            let look = of(&dir, &backup);
            Done::Looked(backup.sha256, look)
        });
    }

    /// Takes in how a stored file looks.
    pub(super) fn looked(&mut self, sha256: String, look: Look) {
        self.looks.insert(sha256, look);
    }
}

/// How a stored file looks; of a captured page, its readable text.
fn of(dir: &Path, backup: &Backup) -> Look {
    let beginning = |sha256: &str| store::peek_backup(dir, sha256, TEXT).ok();
    if !backup.text.is_empty() {
        return beginning(&backup.text).map_or(Look::Nothing, |bytes| text(&bytes));
    }
    if backup.media_type.starts_with("text/") {
        return beginning(&backup.sha256).map_or(Look::Nothing, |bytes| text(&bytes));
    }
    let decode = match backup.media_type.as_str() {
        "image/png" => png as fn(&[u8]) -> Option<Pixels>,
        "image/jpeg" => jpeg,
        _ => return Look::Nothing,
    };
    if backup.bytes > MOST_BYTES {
        return Look::Nothing;
    }
    let bytes = store::peek_backup(dir, &backup.sha256, MOST_BYTES).unwrap_or_default();
    decode(&bytes).map_or(Look::Nothing, |pixels| Look::Picture(Arc::new(pixels.small())))
}

/// The beginning of a text; its last line may have been cut, also inside a character.
fn text(bytes: &[u8]) -> Look {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_end_matches('\u{fffd}').trim();
    if text.is_empty() { Look::Nothing } else { Look::Text(text.to_owned()) }
}

/// A decoded picture: 1 to 4 channels of a byte, without gaps.
struct Pixels {
    size: [usize; 2],
    channels: usize,
    bytes: Vec<u8>,
}

impl Pixels {
    /// Only what is whole and not too large.
    fn new(size: [usize; 2], channels: usize, bytes: Vec<u8>) -> Option<Self> {
        let is_whole = bytes.len() >= size[0].checked_mul(size[1])?.checked_mul(channels)?;
        (is_whole && size[0] > 0 && size[1] > 0).then_some(Self { size, channels, bytes })
    }

    /// Made small: each pixel the mean of those it stands for.
    fn small(&self) -> ColorImage {
        let [width, height] = self.size;
        let step = width.max(height).div_ceil(SIDE);
        let small = [width.div_ceil(step), height.div_ceil(step)];
        let mut rgba = Vec::with_capacity(small[0] * small[1] * 4);
        for y in 0..small[1] {
            for x in 0..small[0] {
                rgba.extend(self.mean(x * step, y * step, step));
            }
        }
        ColorImage::from_rgba_unmultiplied(small, &rgba)
    }

    fn mean(&self, left: usize, top: usize, step: usize) -> [u8; 4] {
        let [width, height] = self.size;
        let (mut sums, mut count) = ([0_usize; 4], 0);
        for y in top..(top + step).min(height) {
            for x in left..(left + step).min(width) {
                let at = (y * width + x) * self.channels;
                for (sum, byte) in sums.iter_mut().zip(self.rgba(&self.bytes[at..at + self.channels])) {
                    *sum += usize::from(byte);
                }
                count += 1;
            }
        }
        sums.map(|sum| (sum / count.max(1)) as u8)
    }

    fn rgba(&self, pixel: &[u8]) -> [u8; 4] {
        match *pixel {
            [grey] => [grey, grey, grey, 255],
            [grey, alpha] => [grey, grey, grey, alpha],
            [red, green, blue] => [red, green, blue, 255],
            [red, green, blue, alpha, ..] => [red, green, blue, alpha],
            [] => [0; 4],
        }
    }
}

fn png(bytes: &[u8]) -> Option<Pixels> {
    let limits = png::Limits { bytes: MOST_PIXELS * 4 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let size = reader.info().size();
    let size = [usize::try_from(size.0).ok()?, usize::try_from(size.1).ok()?];
    if size[0].checked_mul(size[1])? > MOST_PIXELS {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    Pixels::new(size, frame.color_type.samples(), pixels)
}

fn jpeg(bytes: &[u8]) -> Option<Pixels> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let size = [usize::from(info.width), usize::from(info.height)];
    if size[0].checked_mul(size[1])? > MOST_PIXELS {
        return None;
    }
    let channels = decoder.output_colorspace().map_or(3, |space| space.num_components());
    Pixels::new(size, channels, decoder.decode().ok()?)
}

/// A picture from the clipboard as PNG; none where there is none in it.
pub(super) fn as_png(picture: &ColorImage) -> Option<Vec<u8>> {
    let [width, height] = picture.size.map(|side| u32::try_from(side).ok());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width?, height?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> = picture.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;

    fn picture(width: usize, height: usize) -> ColorImage {
        let mut picture = ColorImage::filled([width, height], Color32::WHITE);
        picture.pixels[0] = Color32::BLACK;
        picture
    }

    #[test]
    fn a_picture_of_the_clipboard_comes_back() {
        let bytes = as_png(&picture(7, 3)).unwrap();
        let back = png(&bytes).unwrap().small();
        assert_eq!((back.size, &back.pixels), ([7, 3], &picture(7, 3).pixels));
        assert_eq!(as_png(&ColorImage::filled([0, 0], Color32::WHITE)), None);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the colour that comes out, not one that is shown")]
    fn a_large_picture_is_made_small_and_a_broken_one_shows_nothing() {
        let bytes = as_png(&picture(SIDE * 3, 100)).unwrap();
        let small = png(&bytes).unwrap().small();
        assert_eq!(small.size, [SIDE, 34]);
        assert_eq!(small.pixels[0], Color32::from_gray(226), "one of nine is black");
        for bytes in [&bytes[..bytes.len() / 2], b"no picture", b""] {
            assert!(png(bytes).is_none() && jpeg(bytes).is_none());
        }
    }

    #[test]
    fn a_picture_that_claims_to_be_vast_is_not_decoded() {
        let mut bytes = as_png(&picture(7, 3)).unwrap();
        // Width and height stand at bytes 16 to 23, and the checksum of that chunk after them.
        bytes[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
        assert!(png(&bytes).is_none());
    }

    #[test]
    fn a_text_that_is_cut_inside_a_character_has_no_broken_end() {
        assert_eq!(text("\u{feff}été".as_bytes()), Look::Text("été".into()));
        assert_eq!(text(&"été".as_bytes()[..4]), Look::Text("ét".into()));
        assert_eq!(text(b" \n"), Look::Nothing);
    }
}
