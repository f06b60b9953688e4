//! Texts of many scripts, and how they are laid out.

use redpencil::ui::typeset::{Caret, Family, Fonts, Move, TextLayout, TextStyle, Typesetter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const ENGLISH: &str = "The Sahel Post reported on July 27 that 12 people had been hurt.";
pub const ARABIC: &str = "أصيب 12 شخصا (بينهم 3 أطفال) في نيامي يوم 27 يوليو 2023 بحسب الصحيفة";
pub const HEBREW: &str = "העיתון דיווח כי 12 בני אדם נפצעו ב-27 ביולי 2023 (בניאמיי).";
pub const PERSIAN: &str = "در سال ۱۴۰۲ روزنامه نوشت که می‌خواهند ۱۲ نفر را ببرند";
pub const URDU: &str = "اخبار نے بتایا کہ بارہ افراد زخمی ہوئے ہیں";
pub const HINDI: &str = "अख़बार ने बताया कि बारह लोग घायल हुए।";
pub const CHINESE: &str = "中国的报纸说，二零二三年七月十二个人受伤。";
pub const MIXED: &str = "He said “צה״ל הודיע” and then 12 شخصا left, ۱۴۰۲ too.";
pub const ALL: [&str; 8] = [ENGLISH, ARABIC, HEBREW, PERSIAN, URDU, HINDI, CHINESE, MIXED];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The bundled fonts and the subsets of `tests/fonts`.
pub fn fonts() -> Fonts {
    let folder = root().join("tests/fonts");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "ttf" || e == "otf"))
        .collect();
    files.sort();
    Fonts::with_extra(files.iter().map(|path| std::fs::read(path).unwrap()).collect())
}

pub fn body() -> TextStyle {
    TextStyle::new(Family::Serif, 17.0, 31.0)
}

pub fn lay_out(text: &str, width: f32) -> Arc<TextLayout> {
    Typesetter::new(fonts()).layout(text, &body(), width, 1.0)
}

/// The caret positions of a text, first to last.
pub fn stops(layout: &TextLayout) -> Vec<usize> {
    let mut stops = vec![0];
    let mut caret = Caret::before(0);
    while let Some(next) = layout.moved(caret, forward(layout, caret), None) {
        assert!(next.byte > caret.byte, "the caret stuck at {}", caret.byte);
        stops.push(next.byte);
        caret = next;
    }
    stops
}

/// The key that goes on in the text.
pub fn forward(layout: &TextLayout, caret: Caret) -> Move {
    let row = layout.row(layout.row_of(caret)).unwrap();
    if row.rtl { Move::Left } else { Move::Right }
}

/// The text in the order its graphemes stand from left to right on the first row.
pub fn seen(layout: &TextLayout) -> String {
    let mut drawn: Vec<(f32, usize, usize)> = stops(layout)
        .windows(2)
        .flat_map(|pair| {
            let rects = layout.range_rects(pair[0]..pair[1]);
            let (start, end) = (pair[0], pair[1]);
            rects.into_iter().map(move |rect| (rect.left(), start, end))
        })
        .collect();
    drawn.sort_by(|a, b| a.0.total_cmp(&b.0));
    drawn.iter().map(|(_, start, end)| &layout.text()[*start..*end]).collect()
}
