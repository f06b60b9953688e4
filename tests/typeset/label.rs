//! Labels: what a screen reader gets, and the atlas they are drawn from.

use crate::drawing::{context, draw, encode, pass};
use crate::text::{ALL, ENGLISH, body, fonts};
use redpencil::ui::typeset::{ArticleLabel, Family, TextStyle, install};

/// What is drawn with the test's fonts.
fn drawn(mut draw: impl FnMut(&mut egui::Ui) + 'static) -> egui_kittest::Harness<'static> {
    let set = fonts();
    let mut ready = false;
    let mut harness = egui_kittest::Harness::new_ui(move |ui| {
        if !ready {
            install(ui.ctx(), &set);
            ready = true;
        }
        draw(ui);
    });
    harness.run();
    harness
}

#[test]
fn a_label_is_found_by_its_text_in_any_script() {
    use egui_kittest::kittest::Queryable as _;
    let harness = drawn(|ui| {
        for text in ALL {
            ui.add(ArticleLabel::new(text).style(body()).max_rows(2));
        }
        ui.add(ArticleLabel::new("אבג").single_line());
        ui.add(ArticleLabel::new("press").role(egui::accesskit::Role::Button).sense(egui::Sense::click()));
    });
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
    let harness = drawn(|ui| {
        ui.add(ArticleLabel::new("He said אבג twice").style(body()));
    });
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
