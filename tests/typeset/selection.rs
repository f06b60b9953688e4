//! The rectangles of a stretch of text.

use crate::text::{ALL, lay_out};

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
