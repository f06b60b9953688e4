//! Texts of hundreds of thousands of letters.

use crate::text::{body, fonts};
use redpencil::ui::typeset::{Typesetter, pieces};
use std::ops::Range;

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
