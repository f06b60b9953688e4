//! The whole window over a review of the test's own, worked by key, mouse and accessible name.
#![allow(dead_code, reason = "each test takes what it needs")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, Utc};
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use redpencil::app::jobs::Runner;
use redpencil::app::open::{OpenReview, TextSelection};
use redpencil::app::{Action, App, World};
use redpencil::review::{Article, Draft, History, Ids, Numbers, Paragraph, ParagraphKind, Review, ReviewId};
use redpencil::text::ByteOffset;
use redpencil::ui::{Window, typeset};

pub type Desk = Harness<'static, Option<Window>>;

pub fn noon() -> DateTime<Utc> {
    "2023-07-27T12:00:00Z".parse().unwrap()
}

/// A world without files, in which it is always noon and every file dialog is cancelled.
pub fn world() -> World {
    World {
        now: Box::new(noon),
        ids: Box::new(Numbers::from_seed(1)),
        pick: Box::new(|_| Box::pin(async { None })),
        settings_dir: None,
        journals_dir: None,
        runner: Runner::Inline,
    }
}

/// An app over a draft of paragraphs.
pub fn app(paragraphs: &[&str]) -> App {
    let mut app = App::new(world());
    let paragraphs = paragraphs.iter().map(|text| Paragraph::new(ParagraphKind::Body, *text)).collect();
    let article = Article { title: "The bridge".into(), ..Article::default() };
    let id = ReviewId::new(Numbers::from_seed(9).next());
    let review = Review::new(id, article, Draft::new(1, noon(), "bridge.txt", paragraphs));
    app.open = Some(OpenReview::new(review, History::default(), None));
    app
}

/// The bundled fonts and the test's own for Arabic and Hebrew.
pub fn fonts() -> typeset::Fonts {
    let files = ["NotoNaskhArabic-subset.ttf", "NotoSerifHebrew-subset.ttf"];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts");
    typeset::Fonts::with_extra(files.iter().map(|file| std::fs::read(folder.join(file)).unwrap()).collect())
}

/// A window of the design's own size.
pub fn desk(app: App) -> Desk {
    let mut app = Some(app);
    let mut desk = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(60)
        .with_step_dt(1.0 / 60.0)
        .with_theme(egui::Theme::Light)
        .build_ui_state(
            move |ui, window: &mut Option<Window>| {
                let ctx = ui.ctx().clone();
                let window = window.get_or_insert_with(|| Window::new(&ctx, &fonts(), app.take().unwrap()));
                window.show(ui);
            },
            None,
        );
    desk.run();
    desk
}

pub fn open(desk: &Desk) -> &OpenReview {
    desk.state().as_ref().unwrap().app().open.as_ref().unwrap()
}

pub fn act(desk: &mut Desk, action: Action) {
    desk.state_mut().as_mut().unwrap().app_mut().act(action);
    desk.run();
}

pub fn press(desk: &mut Desk, modifiers: Modifiers, key: Key) {
    desk.key_press_modifiers(modifiers, key);
    desk.run();
}

pub fn keys(desk: &mut Desk, keys: &[Key]) {
    for &key in keys {
        press(desk, Modifiers::NONE, key);
    }
}

/// Clicks what goes by a name.
pub fn click_on(desk: &mut Desk, name: &str) {
    desk.get_by_label(name).click();
    desk.run();
}

/// Selects words of the draft.
pub fn select(desk: &mut Desk, words: &str) {
    let text = open(desk).draft().text().as_str().to_owned();
    let start = text.find(words).unwrap_or_else(|| panic!("the draft does not say {words}"));
    let selection = TextSelection { anchor: ByteOffset(start), head: ByteOffset(start + words.len()) };
    act(desk, Action::Select(Some(selection)));
}
