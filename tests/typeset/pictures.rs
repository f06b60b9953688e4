//! Pictures of the text, compared with those that are stored.

use crate::drawing::{context, draw, encode};
use crate::text::{ARABIC, CHINESE, ENGLISH, HEBREW, HINDI, MIXED, PERSIAN, URDU, body, root};
use egui::{Color32, ColorImage};
use redpencil::ui::typeset::{Family, TextStyle};

fn snapshot(name: &str, image: &ColorImage) {
    let folder = root().join("tests/snapshots/typeset");
    let path = folder.join(format!("{name}.png"));
    let png = encode(image);
    let new = folder.join(format!("{name}.new.png"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, png).unwrap();
        let _ = std::fs::remove_file(new);
        return;
    }
    let problem = match std::fs::read(&path) {
        Err(error) => Some(error.to_string()),
        Ok(stored) => difference(image, &stored),
    };
    if let Some(problem) = problem {
        std::fs::write(&new, png).unwrap();
        panic!("{name}: {problem}; compare {}", new.display());
    }
    let _ = std::fs::remove_file(new);
}

/// Says how a picture differs from a stored one: at most one pixel in two thousand
/// may be off by more than an eighth of the scale, which another CPU's rounding never is.
fn difference(image: &ColorImage, stored: &[u8]) -> Option<String> {
    let stored = vello_cpu::Pixmap::from_png(std::io::Cursor::new(stored)).ok()?;
    let size = [usize::from(stored.width()), usize::from(stored.height())];
    if size != image.size {
        return Some(format!("size {:?}, was {size:?}", image.size));
    }
    let off = image
        .pixels
        .iter()
        .zip(stored.data_as_u8_slice().chunks_exact(4))
        .filter(|(new, old)| (0..3).any(|i| new.to_array()[i].abs_diff(old[i]) > 32))
        .count();
    (off * 2000 > image.pixels.len()).then(|| format!("{off} pixels differ"))
}

#[test]
fn pictures_of_every_script() {
    let ctx = context(2.0);
    for (name, text) in [
        ("english", ENGLISH),
        ("arabic", ARABIC),
        ("hebrew", HEBREW),
        ("persian", PERSIAN),
        ("urdu", URDU),
        ("hindi", HINDI),
        ("chinese", CHINESE),
        ("mixed", MIXED),
    ] {
        snapshot(name, &draw(&ctx, text, &body(), 260.0, &[], false));
    }
}

#[test]
fn pictures_of_colours_themes_and_signs() {
    let ctx = context(2.0);
    let emoji = "Press 📰 says 😀 ✅ 🇳🇪 done";
    snapshot("emoji", &draw(&ctx, emoji, &body(), 300.0, &[], false));
    snapshot("dark", &draw(&ctx, ENGLISH, &body(), 260.0, &[], true));
    let signs = "not \u{202E}guilty\u{202C} of\u{200B}f \u{AD}soft\0 \u{FEFF}";
    snapshot("signs", &draw(&ctx, signs, &body(), 300.0, &[], false));
    let ranges = [(4..9, Color32::from_rgb(0x8F, 0x0D, 0x31)), (10..14, Color32::from_rgb(0x0A, 0x5F, 0x45))];
    snapshot("coloured", &draw(&ctx, ENGLISH, &body(), 260.0, &ranges, false));
    let claim = TextStyle::new(Family::SansMedium, 14.0, 20.0).max_rows(2);
    snapshot("claim", &draw(&ctx, ENGLISH, &claim, 200.0, &[], false));
    let hed = TextStyle::new(Family::SerifBold, 30.0, 38.0).letter_spacing(-0.2);
    snapshot("headline", &draw(&ctx, "Niger’s soldiers say № 12 → out", &hed, 300.0, &[], false));
}

#[test]
fn pictures_at_one_pixel_a_point() {
    let ctx = context(1.0);
    snapshot("english-1x", &draw(&ctx, ENGLISH, &body(), 260.0, &[], false));
}
