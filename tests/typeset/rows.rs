//! Where rows begin, end and stand.

use crate::text::{ALL, ARABIC, HEBREW, PERSIAN, URDU, body, fonts, lay_out};
use redpencil::ui::typeset::{TextLayout, Typesetter};

#[test]
fn rows_cover_the_text_and_lie_one_below_the_other() {
    for text in ALL {
        let layout = lay_out(text, 160.0);
        assert!(layout.row_count() > 1, "{text}");
        check_rows(&layout);
    }
}

pub fn check_rows(layout: &TextLayout) {
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
