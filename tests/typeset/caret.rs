//! The caret: where it stops, and where it goes.

use crate::rows::check_rows;
use crate::text::{ALL, ENGLISH, HEBREW, body, fonts, lay_out, stops};
use egui::pos2;
use proptest::prelude::*;
use redpencil::ui::typeset::{Affinity, Caret, Move, TextLayout, Typesetter};

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
