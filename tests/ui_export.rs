//! Export…: choosing a document, seeing how it will look, writing it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::App;
use redpencil::app::{Overlay, World};
use redpencil::review::{Numbers, Status, compose};
use redpencil::text::char_range;
use std::path::PathBuf;

#[path = "common/window.rs"]
mod window;
use window::{Desk, click_on, desk, noon, press, world};

/// A review of one disputed claim, whose file dialog answers with a path.
fn app_that_picks(path: PathBuf) -> App {
    let mut app = App::new(World {
        pick: Box::new(move |_| {
            let path = path.clone();
            Box::pin(async move { Some(vec![path]) })
        }),
        ..world()
    });
    app.open = window::app(&["The bridge opened in 1974.", "=1+1 is how it began."]).open;
    let open = app.open.as_mut().unwrap();
    let (claim, edit) =
        compose::new_claim(open.review(), &mut Numbers::from_seed(2), &[char_range(11..25)]).unwrap();
    let edit = compose::together(vec![edit, compose::set_status(&claim, Status::Disputed, "Ada", noon())]);
    open.perform("mark", &edit, None, noon()).unwrap();
    app
}

fn told(desk: &Desk) -> String {
    desk.state().as_ref().unwrap().app().notice.as_ref().unwrap().text.clone()
}

/// Opens the dialog and chooses a document; the preview is taken in by the next frame.
fn choose(desk: &mut Desk, format: &str) {
    press(desk, Modifiers::COMMAND, Key::E);
    click_on(desk, format);
    desk.run();
}

#[test]
fn a_report_is_seen_before_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report");
    let mut desk = desk(app_that_picks(path.clone()));
    let shown = |desk: &Desk| desk.query_all_by_label_contains("opened in 1974").count();
    let before = shown(&desk);
    choose(&mut desk, "Report (HTML)");
    assert!(shown(&desk) > before, "the preview says it too");
    assert!(desk.query_by_label_contains("# ").is_none(), "as its reader sees it, not as Markdown");
    click_on(&mut desk, "Export to file…");
    desk.run();
    let page = std::fs::read_to_string(path.with_extension("html")).unwrap();
    assert!(page.contains("opened in 1974") && !page.contains("<script"));
    assert!(told(&desk).starts_with("Exported to"));
    assert!(desk.state().as_ref().unwrap().app().overlay.is_none());
}

#[test]
fn what_a_document_needs_is_said_before_it_is_asked_where_it_goes() {
    let mut desk = desk(app_that_picks(PathBuf::new()));
    choose(&mut desk, "ClaimReview (JSON-LD)");
    assert!(desk.query_by_label_contains("give its address").is_some());
    click_on(&mut desk, "Export to file…");
    assert_eq!(
        desk.state().as_ref().unwrap().app().overlay,
        Some(Overlay::Export),
        "the button does nothing"
    );
    desk.get_by_label("Page").focus();
    desk.run();
    desk.get_by_label("Page").type_text("https://example.org/check");
    desk.run();
    desk.run();
    assert!(desk.query_by_label_contains("ClaimReview\"").is_some());
}

#[test]
fn every_document_is_written_under_its_own_ending() {
    let folder = tempfile::tempdir().unwrap();
    for (label, ending) in [
        ("Report (Markdown)", "md"),
        ("Checking copy (DOCX)", "docx"),
        ("Table of claims (CSV)", "csv"),
        ("Everything (JSON)", "json"),
        ("Web annotations (JSON-LD)", "jsonld"),
    ] {
        let path = folder.path().join(ending);
        let mut desk = desk(app_that_picks(path.clone()));
        choose(&mut desk, label);
        assert!(
            desk.query_by_label_contains("\u{feff}").is_none(),
            "the preview of {label} shows no marks of bytes"
        );
        click_on(&mut desk, "Export to file…");
        desk.run();
        assert!(std::fs::metadata(path.with_extension(ending)).unwrap().len() > 40, "{label}");
    }
}

#[test]
fn a_claim_gets_a_rating_of_its_own_and_can_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rated");
    let mut desk = desk(app_that_picks(path.clone()));
    choose(&mut desk, "ClaimReview (JSON-LD)");
    desk.get_by_label("Page").focus();
    desk.run();
    desk.get_by_label("Page").type_text("https://example.org/check");
    desk.run();
    desk.get_by_label("Scale").focus();
    desk.run();
    desk.get_by_label("Scale").type_text("3 Right = verified; 2 Half right; 1 Wrong = disputed");
    desk.run();
    desk.run();
    let app = desk.state().as_ref().unwrap().app();
    let preview = (app.preview(), &app.notice, &app.settings.export, &window::open(&desk).review().rules);
    assert!(desk.query_by_label_contains("\"alternateName\": \"Wrong\"").is_some(), "{preview:?}");
    click_on(&mut desk, "Rating of claim 1");
    click_on(&mut desk, "Half right");
    desk.run();
    assert!(desk.query_by_label_contains("\"alternateName\": \"Half right\"").is_some());
    let review = window::open(&desk).review();
    assert_eq!((review.claims[0].rating.as_str(), review.rules.scale.len()), ("Half right", 52));
    click_on(&mut desk, "Claim 1 in the document");
    desk.run();
    assert!(desk.query_by_label_contains("\"alternateName\"").is_none());
    click_on(&mut desk, "Claim 1 in the document");
    desk.run();
    click_on(&mut desk, "Export to file…");
    desk.run();
    let markup = std::fs::read_to_string(path.with_extension("jsonld")).unwrap();
    assert!(markup.contains("\"ratingValue\": 2"), "{markup}");
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(window::open(&desk).review().claims[0].rating, "");
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(window::open(&desk).review().rules.scale, "", "what was typed is one step");
}

/// The smallest window that the design knows.
#[test]
fn the_button_stays_in_a_low_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(app_that_picks(folder.path().join("ratings")));
    desk.set_size(egui::vec2(1024.0, 700.0));
    choose(&mut desk, "ClaimReview (JSON-LD)");
    let button = desk.get_by_label("Export to file…").rect();
    assert!(button.bottom() < 672.0, "above the status bar: {button:?}");
}
