//! The order in which the letters of a row stand.

use crate::text::{lay_out, seen};

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
