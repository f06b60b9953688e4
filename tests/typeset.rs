//! The text engine: order, positions, caret, pictures. Needs neither a display nor a
//! GPU nor any font of the machine; see `tests/fonts/README.md`.
//!
//! Pictures are compared with `tests/snapshots/typeset/NAME.png`. A difference writes
//! `NAME.new.png` beside it; `UPDATE_SNAPSHOTS=1` takes the new ones as right.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Color32, ColorImage, Mesh, TextureId, pos2, vec2};
use proptest::prelude::*;
use redpencil::ui::typeset::{
    Affinity, ArticleLabel, Caret, Family, Fonts, Move, TextLayout, TextStyle, Typesetter, install,
    meshes_and_pages, pieces, sanitize_for_display,
};

const ENGLISH: &str = "The Sahel Post reported on July 27 that 12 people had been hurt.";
const ARABIC: &str = "أصيب 12 شخصا (بينهم 3 أطفال) في نيامي يوم 27 يوليو 2023 بحسب الصحيفة";
const HEBREW: &str = "העיתון דיווח כי 12 בני אדם נפצעו ב-27 ביולי 2023 (בניאמיי).";
const PERSIAN: &str = "در سال ۱۴۰۲ روزنامه نوشت که می‌خواهند ۱۲ نفر را ببرند";
const URDU: &str = "اخبار نے بتایا کہ بارہ افراد زخمی ہوئے ہیں";
const HINDI: &str = "अख़बार ने बताया कि बारह लोग घायल हुए।";
const CHINESE: &str = "中国的报纸说，二零二三年七月十二个人受伤。";
const MIXED: &str = "He said “צה״ל הודיע” and then 12 شخصا left, ۱۴۰۲ too.";
const ALL: [&str; 8] = [ENGLISH, ARABIC, HEBREW, PERSIAN, URDU, HINDI, CHINESE, MIXED];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The bundled fonts and the subsets of `tests/fonts`.
fn fonts() -> Fonts {
    let folder = root().join("tests/fonts");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "ttf" || e == "otf"))
        .collect();
    files.sort();
    Fonts::with_extra(files.iter().map(|path| std::fs::read(path).unwrap()).collect())
}

fn body() -> TextStyle {
    TextStyle::new(Family::Serif, 17.0, 31.0)
}

fn lay_out(text: &str, width: f32) -> Arc<TextLayout> {
    Typesetter::new(fonts()).layout(text, &body(), width, 1.0)
}

/// The caret positions of a text, first to last.
fn stops(layout: &TextLayout) -> Vec<usize> {
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
fn forward(layout: &TextLayout, caret: Caret) -> Move {
    let row = layout.row(layout.row_of(caret)).unwrap();
    if row.rtl { Move::Left } else { Move::Right }
}

/// The text in the order its graphemes stand from left to right on the first row.
fn seen(layout: &TextLayout) -> String {
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

// Order.

#[test]
fn persian_year_is_drawn_in_reading_order() {
    let layout = lay_out("سال ۱۴۰۲ بود", f32::INFINITY);
    let start = layout.text().find('۱').unwrap();
    let order: Vec<usize> = layout
        .drawn_order(0)
        .iter()
        .map(|(_, byte, _)| *byte)
        .filter(|byte| (start..start + 8).contains(byte))
        .collect();
    assert_eq!(order, [start, start + 2, start + 4, start + 6]);
    assert!(seen(&layout).contains("۱۴۰۲"));
}

#[test]
fn right_to_left_words_stand_in_their_order() {
    assert_eq!(seen(&lay_out("אבג דהו", f32::INFINITY)), "והד גבא");
    assert_eq!(seen(&lay_out("abc אבג דהו xyz", f32::INFINITY)), "abc והד גבא xyz");
    assert_eq!(seen(&lay_out("אבג abc דהו", f32::INFINITY)), "והד abc גבא");
}

#[test]
fn digits_in_right_to_left_text_keep_their_order() {
    assert_eq!(seen(&lay_out("אב 2023 גד", f32::INFINITY)), "דג 2023 בא");
    assert_eq!(seen(&lay_out("אב 12.5% גד", f32::INFINITY)), "דג 12.5% בא");
}

#[test]
fn brackets_are_mirrored() {
    let layout = lay_out("א(ב)", f32::INFINITY);
    let drawn = layout.drawn_order(0);
    let plain = lay_out("(b)", f32::INFINITY);
    let (open, close) = (plain.drawn_order(0)[0].0, plain.drawn_order(0)[2].0);
    // From left to right: the closing bracket of the text, drawn as an opening one.
    assert_eq!(drawn.first().map(|glyph| glyph.0), Some(open));
    assert_eq!(drawn.first().map(|glyph| glyph.1), Some(5));
    assert!(drawn.iter().any(|glyph| glyph.0 == close && glyph.1 == 2));
}

#[test]
fn each_paragraph_finds_its_own_direction() {
    let layout = lay_out("abc\nאבג\n123 דהו", 300.0);
    let directions: Vec<bool> = layout.rows().map(|row| row.rtl).collect();
    assert_eq!(directions, [false, true, true]);
    let rows: Vec<_> = layout.rows().collect();
    assert_eq!(rows[0].left, 0.0);
    assert!((rows[1].right - 300.0).abs() < 0.01);
}

// Rows.

#[test]
fn rows_cover_the_text_and_lie_one_below_the_other() {
    for text in ALL {
        let layout = lay_out(text, 160.0);
        assert!(layout.row_count() > 1, "{text}");
        check_rows(&layout);
    }
}

fn check_rows(layout: &TextLayout) {
    let rows: Vec<_> = layout.rows().collect();
    assert!(!rows.is_empty());
    assert_eq!(rows[0].bytes.start, 0);
    assert_eq!(rows[rows.len() - 1].bytes.end, layout.text().len());
    for pair in rows.windows(2) {
        assert_eq!(pair[0].bytes.end, pair[1].bytes.start);
        assert_eq!(pair[0].bottom, pair[1].top);
        assert!(pair[0].top < pair[0].baseline && pair[0].baseline < pair[0].bottom);
    }
    assert_eq!(rows[rows.len() - 1].bottom, layout.height());
}

#[test]
fn rows_keep_within_the_width() {
    for text in ALL {
        let layout = lay_out(text, 160.0);
        for row in layout.rows() {
            assert!(row.left >= -0.5 && row.right <= 160.5, "{text}: {row:?}");
        }
    }
}

#[test]
fn a_word_longer_than_a_row_is_broken() {
    let layout = lay_out(&"w".repeat(200), 100.0);
    assert!(layout.row_count() > 10);
    assert!(layout.rows().all(|row| row.right <= 100.5));
}

#[test]
fn right_to_left_rows_end_at_the_right_edge() {
    for text in [ARABIC, HEBREW, PERSIAN, URDU] {
        let layout = lay_out(text, 200.0);
        for row in layout.rows() {
            assert!(row.rtl && (row.right - 200.0).abs() < 1.0, "{text}: {row:?}");
        }
    }
}

#[test]
fn a_latin_word_at_the_end_of_a_right_to_left_row_leaves_no_double_space() {
    let text = "אבג דהו latin words here";
    let words = lay_out("אבג דהו latin", f32::INFINITY).used_width();
    let layout = lay_out(text, words + 4.0);
    let row = layout.row(0).unwrap();
    assert!(text[row.bytes.clone()].ends_with("latin "));
    let hebrew = layout.range_rects(0..text.find("latin").unwrap());
    let latin = layout.range_rects(text.find("latin").unwrap()..row.bytes.end - 1);
    assert!((hebrew[0].left() - latin[0].right()).abs() < 0.8);
}

#[test]
fn urdu_rows_are_higher() {
    let layout = lay_out(URDU, f32::INFINITY);
    assert!((38.0..46.0).contains(&layout.height()), "{}", layout.height());
    assert_eq!(lay_out(ARABIC, f32::INFINITY).height(), 31.0);
}

#[test]
fn text_beyond_the_rows_gives_way_to_an_ellipsis() {
    for text in ALL {
        for rows in 1..3 {
            let style = body().max_rows(rows);
            let layout = Typesetter::new(fonts()).layout(text, &style, 90.0, 1.0);
            assert_eq!(layout.row_count(), rows, "{text}");
            let at = layout.elided_at().unwrap();
            assert!(text.is_char_boundary(at) && at < text.len());
            check_rows(&layout);
            assert!(layout.rows().all(|row| row.left >= -0.5 && row.right <= 90.5));
        }
    }
    let style = body().max_rows(1);
    let short = Typesetter::new(fonts()).layout("short", &style, 120.0, 1.0);
    assert_eq!(short.elided_at(), None);
    let lines = Typesetter::new(fonts()).layout("one\ntwo", &style, 120.0, 1.0);
    assert_eq!((lines.row_count(), lines.elided_at()), (1, Some(3)));
}

// Selection.

#[test]
fn a_range_over_two_directions_has_two_rectangles() {
    let text = "abc אבג דהו";
    let layout = lay_out(text, f32::INFINITY);
    let rects = layout.range_rects(2..8);
    assert_eq!(rects.len(), 2, "{rects:?}");
    let one = layout.range_rects(0..4);
    assert_eq!(one.len(), 1);
    assert_eq!((one[0].top(), one[0].bottom()), (0.0, 31.0));
}

#[test]
fn the_rectangles_of_all_text_cover_the_ink_of_each_row() {
    for text in ALL {
        let layout = lay_out(text, 180.0);
        let rects = layout.range_rects(0..text.len());
        for row in layout.rows() {
            let of_row: Vec<_> = rects.iter().filter(|rect| rect.top() == row.top).collect();
            assert_eq!(of_row.len(), 1, "{text} {row:?} {of_row:?}");
            assert!(of_row[0].left() <= row.left + 0.5 && of_row[0].right() >= row.right - 0.5);
        }
    }
}

// Caret.

#[test]
fn the_caret_stops_at_every_grapheme() {
    for text in ALL {
        use unicode_segmentation::UnicodeSegmentation as _;
        let mut expected: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        expected.push(text.len());
        assert_eq!(stops(&lay_out(text, 160.0)), expected, "{text}");
    }
}

#[test]
fn left_goes_forward_in_right_to_left_text() {
    let layout = lay_out(HEBREW, 300.0);
    let start = Caret::before(0);
    assert_eq!(layout.moved(start, Move::Right, None), None);
    let next = layout.moved(start, Move::Left, None).unwrap();
    assert_eq!(next.byte, 2);
    assert!(layout.caret_rect(next).left() < layout.caret_rect(start).left());
}

#[test]
fn words_are_stepped_over_whole() {
    let layout = lay_out("one two, three", 500.0);
    let mut caret = Caret::before(0);
    let mut ends = Vec::new();
    while let Some(next) = layout.moved(caret, Move::WordRight, None) {
        ends.push(next.byte);
        caret = next;
    }
    assert_eq!(ends, [3, 7, 14]);
    let mut starts = Vec::new();
    while let Some(next) = layout.moved(caret, Move::WordLeft, None) {
        starts.push(next.byte);
        caret = next;
    }
    assert_eq!(starts, [9, 4, 0]);
    assert_eq!(layout.word_at(5), 4..7);
    assert_eq!(layout.word_at(14), 9..14);
    let hebrew = lay_out("אבג דהו", 500.0);
    assert_eq!(hebrew.moved(Caret::before(0), Move::WordLeft, None), Some(Caret::before(6)));
}

#[test]
fn up_and_down_keep_to_a_column() {
    let layout = lay_out(ENGLISH, 160.0);
    let start = layout.hit(pos2(70.0, 5.0));
    let down = layout.moved(start, Move::Down, Some(70.0)).unwrap();
    assert_eq!(layout.row_of(down), 1);
    assert!((layout.caret_rect(down).left() - 70.0).abs() < 12.0);
    assert_eq!(layout.moved(down, Move::Up, Some(70.0)), Some(start));
    assert_eq!(layout.moved(start, Move::Up, None), None);
}

#[test]
fn row_ends_are_told_apart_from_row_starts() {
    let layout = lay_out(ENGLISH, 160.0);
    let end = layout.moved(Caret::before(0), Move::RowEnd, None).unwrap();
    assert_eq!(end.affinity, Affinity::Upstream);
    assert_eq!(layout.row_of(end), 0);
    assert_eq!(layout.row_of(Caret::before(end.byte)), 1);
    assert_eq!(layout.moved(end, Move::RowStart, None), Some(Caret::before(0)));
    let lines = lay_out("one\ntwo", 160.0);
    assert_eq!(lines.moved(Caret::before(1), Move::RowEnd, None), Some(Caret::before(3)));
    assert_eq!(lines.row_of(Caret::before(3)), 0);
    assert_eq!(lines.row_of(Caret::before(4)), 1);
}

#[test]
fn an_empty_text_has_a_row_and_a_caret() {
    for text in ["", "\n", "a\n", "\u{301}", "\u{200D}", "\u{20DD}\u{20DD}"] {
        let layout = lay_out(text, 100.0);
        check_rows(&layout);
        let caret = layout.caret_rect(Caret::after(text.len()));
        assert_eq!(caret.height(), 31.0, "{text:?}");
        assert_eq!(layout.hit(caret.center()).byte, text.len(), "{text:?}");
    }
}

// Invisible characters.

#[test]
fn a_bidirectional_override_is_shown_and_not_obeyed() {
    let text = "not \u{202E}guilty\u{202C}.";
    let layout = lay_out(text, f32::INFINITY);
    assert_eq!(seen(&layout), text);
    let sign = layout.range_rects(4..7);
    assert!(sign[0].width() > 15.0);
    assert_eq!(stops(&layout)[4..6], [4, 7]);
}

#[test]
fn signs_do_not_change_the_order_around_them() {
    let text = "אב\u{200F}גד \u{202A}abc";
    assert_eq!(seen(&lay_out(text, f32::INFINITY)), "abc\u{202A} דג\u{200F}בא");
}

#[test]
fn every_dangerous_character_is_visible() {
    for c in "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}\u{200B}\u{AD}\u{FEFF}\0\u{1}\u{1B}\u{7F}\r\u{85}\u{2060}\u{3164}".chars() {
        let text = format!("a{c}b");
        let layout = lay_out(&text, f32::INFINITY);
        let rects = layout.range_rects(1..1 + c.len_utf8());
        assert_eq!(rects.len(), 1, "U+{:04X}", c as u32);
        assert!(rects[0].width() > 8.0, "U+{:04X}", c as u32);
    }
    let tab = lay_out("a\tb", f32::INFINITY);
    assert!(tab.range_rects(1..2)[0].width() > 2.0);
}

#[test]
fn what_words_need_is_left_alone() {
    for text in ["می‌خواهند", "क्‍ष", "👨‍👩‍👧", "❤️", "plain", "e\u{301}"] {
        assert_eq!(sanitize_for_display(text).text, text);
    }
    let display = sanitize_for_display("a\u{202E}b\tc");
    assert_eq!(display.to_original(0), 0);
    assert_eq!(display.to_original(3), 1);
    let b = display.text.find('b').unwrap();
    assert_eq!(display.to_original(b), 4);
    assert_eq!(display.to_original(b + 2), 6);
}

// Large texts.

#[test]
fn a_huge_paragraph_is_cut_into_pieces_at_spaces() {
    let text = "Twelve people were hurt, the paper said. ".repeat(50_000);
    let cut: Vec<Range<usize>> = pieces(&text).collect();
    assert!(cut.len() > 100);
    assert_eq!((cut[0].start, cut[cut.len() - 1].end), (0, text.len()));
    for pair in cut.windows(2) {
        assert_eq!(pair[0].end, pair[1].start);
        assert!(text[..pair[0].end].ends_with(' '));
    }
    let whole: Vec<Range<usize>> = pieces("short").collect();
    assert_eq!(whole, vec![0..5]);
    let unbroken = "字".repeat(20_000);
    assert!(pieces(&unbroken).all(|range| unbroken.is_char_boundary(range.end)));
    assert_eq!(pieces("").collect::<Vec<_>>(), vec![0..0]);
}

#[test]
fn a_label_of_a_huge_text_is_quick() {
    let text = "Twelve people were hurt, the paper said. ".repeat(120_000);
    let started = std::time::Instant::now();
    let style = body().max_rows(2);
    let layout = Typesetter::new(fonts()).layout(&text, &style, 300.0, 1.0);
    assert_eq!(layout.row_count(), 2);
    assert!(started.elapsed().as_secs_f32() < 2.0);
}

// Properties.

fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z0-9 .,()“”-]{0,12}",
        3 => "[אבגדהוזחטי ()0-9]{0,10}",
        3 => "[ابتثجحخدذرزسشصضطظعغفقكلمنهويپچگ ۰-۹‌]{0,12}",
        2 => "[कखगघचछजझटठडढणतथदधनपफबभमयरलव्ािीुूेैोौंः ]{0,10}",
        2 => "[中国的报纸说二零三年七月十个人受伤]{0,8}",
        1 => "[\u{300}-\u{30F}\u{64B}-\u{652}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]{0,4}",
        1 => "[😀📰✅\u{FE0F}\u{200D}\n\t]{0,4}",
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

thread_local! {
    static TYPESETTER: std::cell::RefCell<Typesetter> =
        std::cell::RefCell::new(Typesetter::new(fonts()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_laid_out_soundly(text in any_text(), width in 80.0_f32..400.0) {
        let layout = TYPESETTER.with_borrow_mut(|typesetter| {
            typesetter.layout(&text, &body(), width, 1.5)
        });
        check_rows(&layout);
        let size = layout.size();
        for rect in layout.range_rects(0..text.len()) {
            prop_assert!(rect.left() >= -1.0 && rect.right() <= size.x + 1.0, "{rect:?} {size:?}");
            prop_assert!(rect.top() >= 0.0 && rect.bottom() <= size.y + 0.01);
        }
        let stops = stops(&layout);
        prop_assert_eq!(*stops.last().unwrap(), text.len());
        for pair in stops.windows(2) {
            prop_assert!(text.is_char_boundary(pair[0]));
            check_round_trip(&layout, pair[0], pair[1]);
        }
    }
}

/// The carets of a grapheme stand at its two edges, and a point just inside an edge
/// hits the caret there.
fn check_round_trip(layout: &TextLayout, start: usize, end: usize) {
    let rects = layout.range_rects(start..end);
    let [rect] = rects.as_slice() else {
        return;
    };
    if rect.width() < 1.0 {
        return;
    }
    let (before, after) = (Caret::before(start), Caret::after(end));
    let edges = [before, after].map(|caret| layout.caret_rect(caret).left());
    let apart = (edges[0] - edges[1]).abs();
    assert!((apart - rect.width()).abs() < 0.01, "{start}..{end}: {edges:?}, {rect:?}");
    for (caret, byte) in [(before, start), (after, end)] {
        let at = layout.caret_rect(caret);
        assert_eq!((at.top(), at.bottom()), (rect.top(), rect.bottom()));
        let hit = layout.hit(at.center() + (rect.center() - at.center()) * 0.2);
        assert_eq!(hit.byte, byte, "{start}..{end} of {:?}", layout.text());
    }
}

#[test]
fn the_caret_stands_at_the_edge_it_is_read_from() {
    let latin = lay_out("abc", 300.0);
    assert_eq!(latin.caret_rect(Caret::before(0)).left(), 0.0);
    assert_eq!(latin.caret_rect(Caret::after(3)).left(), latin.used_width());
    let hebrew = lay_out("אבג", 300.0);
    let row = hebrew.row(0).unwrap();
    assert_eq!(hebrew.caret_rect(Caret::before(0)).left(), row.right);
    assert_eq!(hebrew.caret_rect(Caret::after(6)).left(), row.left);
}

// Label.

#[test]
fn a_label_is_found_by_its_text_in_any_script() {
    use egui_kittest::kittest::Queryable as _;
    let set = fonts();
    let mut ready = false;
    let mut harness = egui_kittest::Harness::new_ui(move |ui| {
        if !ready {
            install(ui.ctx(), &set);
            ready = true;
        }
        for text in ALL {
            ui.add(ArticleLabel::new(text).style(body()).max_rows(2));
        }
        ui.add(ArticleLabel::new("אבג").single_line());
        ui.add(ArticleLabel::new("press").role(egui::accesskit::Role::Button).sense(egui::Sense::click()));
    });
    harness.run();
    for text in ALL {
        let node = harness.get_by_label(text);
        let rect = node.rect();
        assert!(rect.width() > 100.0 && rect.height() >= 31.0, "{text}: {rect:?}");
    }
    assert!(harness.get_by_label("אבג").rect().width() < 60.0);
    harness.get_by_label("press");
}

#[test]
fn a_screen_reader_gets_each_stretch_of_one_direction() {
    use egui::accesskit::{Role, TextDirection};
    use egui_kittest::kittest::NodeT as _;
    let set = fonts();
    let mut ready = false;
    let mut harness = egui_kittest::Harness::new_ui(move |ui| {
        if !ready {
            install(ui.ctx(), &set);
            ready = true;
        }
        ui.add(ArticleLabel::new("He said אבג twice").style(body()));
    });
    harness.run();
    let mut runs = Vec::new();
    let mut open = vec![harness.root().accesskit_node()];
    while let Some(node) = open.pop() {
        if node.role() == Role::TextRun {
            runs.push((node.data().value().unwrap().to_owned(), node.data().text_direction()));
            let characters = node.data().character_positions().unwrap();
            assert_eq!(characters[0], 0.0);
            assert!(characters.is_sorted());
        }
        open.extend(node.children());
    }
    runs.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        runs,
        [
            (" twice".to_owned(), Some(TextDirection::LeftToRight)),
            ("He said ".to_owned(), Some(TextDirection::LeftToRight)),
            ("אבג".to_owned(), Some(TextDirection::RightToLeft)),
        ]
    );
}

#[test]
fn a_full_atlas_starts_over_and_draws_on() {
    let ctx = context(2.0);
    let before = encode(&draw(&ctx, ENGLISH, &body(), 260.0, &[], false));
    let mut most = 0;
    for size in 40..130 {
        let large = TextStyle::new(Family::Serif, size as f32, 200.0);
        draw(&ctx, "ABCDEFGHKLMNOPQRSTUWXYZabcdegmnopqsw", &large, 4000.0, &[], false);
        most = most.max(redpencil::ui::typeset::rasterised_glyphs(&ctx));
    }
    assert!(redpencil::ui::typeset::rasterised_glyphs(&ctx) < most);
    let after = encode(&draw(&ctx, ENGLISH, &body(), 260.0, &[], false));
    assert!(before == after);
}

#[test]
fn chrome_text_finds_fonts_for_other_scripts() {
    let set = fonts();
    let ctx = egui::Context::default();
    install(&ctx, &set);
    let mut missing = Vec::new();
    pass(&ctx, |ui| {
        let font = egui::FontId::proportional(13.0);
        for c in "aé…—–“”‘’·•→←↑↓×÷≠≤≥€№✓中אبक".chars() {
            if !ui.ctx().fonts_mut(|fonts| fonts.has_glyph(&font, c)) {
                missing.push(c);
            }
        }
    });
    assert_eq!(missing, Vec::<char>::new());
}

// Pictures.

/// Draws what the engine hands to egui, as a GPU would, onto a plain ground.
fn draw(
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

fn context(scale: f32) -> egui::Context {
    let ctx = egui::Context::default();
    install(&ctx, &fonts());
    ctx.set_pixels_per_point(scale);
    pass(&ctx, |_| ());
    pass(&ctx, |_| ());
    ctx
}

/// Runs a pass without a window: nobody takes the textures.
fn pass(ctx: &egui::Context, draw: impl FnMut(&mut egui::Ui)) {
    let mut output = ctx.run_ui(egui::RawInput::default(), draw);
    output.textures_delta.clear();
}

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

fn encode(image: &ColorImage) -> Vec<u8> {
    let [width, height] = image.size.map(|side| side as u16);
    let mut pixmap = vello_cpu::Pixmap::new(width, height);
    for (to, from) in pixmap.data_as_u8_slice_mut().chunks_exact_mut(4).zip(&image.pixels) {
        to.copy_from_slice(&from.to_array());
    }
    pixmap.into_png().unwrap()
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
