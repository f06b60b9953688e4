//! Characters that are not seen and could act.

use crate::text::{lay_out, seen, stops};
use redpencil::ui::typeset::sanitize_for_display;

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
