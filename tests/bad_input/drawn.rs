//! Odd texts and failures as the window draws them.

use crate::desk::{Desk, load, noon, opened};
use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, ViewportCommand, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use redpencil::app::command::Command;
use redpencil::app::open::{Panel, TextSelection};
use redpencil::app::{Action, App};
use redpencil::review::{Article, Draft, History, Paragraph, ParagraphKind, Review, ReviewId};
use redpencil::text::ByteOffset;
use redpencil::ui::{Window, theme, typeset};
use std::fs;
use std::path::Path;

/// A window that is made in its first frame, when there is a context.
struct Screen {
    app: Option<App>,
    window: Option<Window>,
}

impl Screen {
    fn show(&mut self, ui: &mut egui::Ui) {
        if let Some(app) = self.app.take() {
            self.window = Some(Window::new(ui.ctx(), &typeset::Fonts::bundled_only(), app));
        }
        if let Some(window) = &mut self.window {
            window.show(ui);
        }
    }

    fn app(&mut self) -> &mut App {
        self.window.as_mut().unwrap().app_mut()
    }
}

type Shown = Harness<'static, Screen>;

fn shown(app: App) -> Shown {
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_context_setup(|ctx| {
            typeset::install(ctx, &typeset::Fonts::bundled_only());
            theme::install(ctx);
        })
        .build_ui_state(|ui, screen: &mut Screen| screen.show(ui), Screen { app: Some(app), window: None });
    harness.run_steps(4);
    harness
}

fn shown_on(desk: &Desk, path: &Path) -> Shown {
    let mut harness = shown(desk.app());
    act(&mut harness, Action::Open(path.to_owned()));
    harness
}

fn act(harness: &mut Shown, action: Action) {
    harness.state_mut().app().act(action);
    harness.run_steps(4);
}

fn press(harness: &mut Shown, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn click(harness: &mut Shown, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(4);
}

#[track_caller]
fn reads(harness: &Shown, words: &str) {
    assert!(harness.query_all_by_label_contains(words).next().is_some(), "nobody reads “{words}”");
}

/// The pieces of the article that are drawn.
fn pieces(harness: &Shown, words: &str) -> usize {
    harness.query_all_by_label_contains(words).count()
}

fn scroll(harness: &mut Shown, points: f32) {
    harness.event(Event::PointerMoved(pos2(600.0, 450.0)));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(30);
}

#[test]
fn a_line_of_five_megabytes_is_drawn_scrolled_searched_and_marked() {
    let desk = Desk::new();
    let line = "The river rose by 12 cm. ".repeat(200_000) + "Nine men left.";
    let mut harness = shown_on(&desk, &desk.write("line.txt", &line));
    let drawn = pieces(&harness, "The river rose by 12 cm.");
    assert!((1..6).contains(&drawn), "{drawn} pieces are drawn");
    scroll(&mut harness, 20_000.0);
    let place = opened(harness.state_mut().app()).place.scroll;
    assert!(place.1 > 0.0 || place.0 > 0, "{place:?}");
    press(&mut harness, Modifiers::COMMAND, Key::F);
    harness.event(Event::Text("nine men".into()));
    harness.run_steps(4);
    reads(&harness, "Nine men left.");
    let selection = TextSelection { anchor: ByteOffset(5_000_000), head: ByteOffset(5_000_008) };
    act(&mut harness, Action::Select(Some(selection)));
    act(&mut harness, Action::Run(Command::FocusArticle));
    press(&mut harness, Modifiers::NONE, Key::N);
    reads(&harness, "Claim 1: Nine men");
    assert_eq!(opened(harness.state_mut().app()).review().claims[0].marked_words(), ["Nine men"]);
    // A mark of all of it: its card shows the beginning.
    act(&mut harness, Action::Run(Command::SelectAll));
    act(&mut harness, Action::Run(Command::NewClaim));
    assert_eq!(opened(harness.state_mut().app()).review().claims.len(), 2);
    scroll(&mut harness, -20_000.0);
}

#[test]
fn nothing_but_combining_marks_is_drawn_and_marked() {
    let desk = Desk::new();
    let marks = "\u{301}\u{323}".repeat(10_000);
    let mut harness = shown_on(&desk, &desk.write("marks.txt", &marks));
    scroll(&mut harness, 2_000.0);
    act(&mut harness, Action::Run(Command::SelectAll));
    act(&mut harness, Action::Run(Command::NewClaim));
    assert_eq!(opened(harness.state_mut().app()).review().claims[0].marked_words(), [marks]);
    let selection = TextSelection::caret(ByteOffset(4_000));
    act(&mut harness, Action::Select(Some(selection)));
    act(&mut harness, Action::Run(Command::FocusArticle));
    for key in [Key::ArrowRight, Key::ArrowLeft, Key::ArrowDown, Key::ArrowUp, Key::Home, Key::End] {
        press(&mut harness, Modifiers::SHIFT, key);
        press(&mut harness, Modifiers::COMMAND, key);
    }
}

/// What turns round where the controls are obeyed, and the place of each control in it.
const TURNED: &str = "He was \u{202e}not\u{202c} guilty \u{2067}of it\u{2069}, \u{200f}they\u{61c} said.";

#[test]
fn bidirectional_controls_are_signs_and_turn_nothing_round() {
    let desk = Desk::new();
    let mut harness = shown_on(&desk, &desk.write("turned.txt", TURNED));
    assert!(harness.query_by_label(TURNED).is_some(), "a screen reader reads the words as they stand");
    let style = typeset::TextStyle::new(typeset::Family::Serif, 17.0, 28.0);
    let layout = typeset::layout(&harness.ctx, TURNED, &style, 2_000.0);
    let drawn: Vec<usize> = layout.drawn_order(0).into_iter().map(|(_, byte, _)| byte).collect();
    assert!(drawn.is_sorted(), "left to right as it stands in the text: {drawn:?}");
    for (at, control) in TURNED.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let room: f32 = layout.range_rects(at..at + control.len_utf8()).iter().map(egui::Rect::width).sum();
        assert!(room > 8.0 && drawn.contains(&at), "U+{:04X} is not seen", u32::from(control));
    }
    let words = TURNED.find('\u{202e}').unwrap()..TURNED.find(" guilty").unwrap();
    let selection = TextSelection { anchor: ByteOffset(words.start), head: ByteOffset(words.end) };
    act(&mut harness, Action::Select(Some(selection)));
    act(&mut harness, Action::Run(Command::NewClaim));
    reads(&harness, "Claim 1: \u{202e}not\u{202c}");
    assert_eq!(opened(harness.state_mut().app()).review().claims[0].marked_words(), [&TURNED[words]]);
}

/// The name that the system’s own bars show; they obey what stands in it.
#[test]
fn a_title_turns_nothing_round_in_the_systems_bars() {
    let desk = Desk::new();
    let mut app = desk.app();
    let paragraphs = vec![Paragraph::new(ParagraphKind::Body, "Nine men left.")];
    let article = Article {
        title: format!("Not \u{202e}guilty\u{0} {}", "very ".repeat(1_000_000)),
        ..Article::default()
    };
    let review = Review::new(ReviewId::new(3), article, Draft::new(1, noon(), "", paragraphs));
    app.open = Some(redpencil::app::open::OpenReview::new(review, History::default(), None));
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_context_setup(|ctx| {
            typeset::install(ctx, &typeset::Fonts::bundled_only());
            theme::install(ctx);
        })
        .build_ui_state(|ui, screen: &mut Screen| screen.show(ui), Screen { app: None, window: None });
    harness.state_mut().app = Some(app);
    harness.step();
    let commands = harness.output().viewport_output.values().flat_map(|viewport| &viewport.commands);
    let titles = commands.filter_map(|command| match command {
        ViewportCommand::Title(title) => Some(title.as_str()),
        _ => None,
    });
    let titles: Vec<_> = titles.collect();
    assert_eq!(titles.len(), 1);
    assert!(titles[0].starts_with("Not ⟨U+202E⟩guilty⟨U+0000⟩ very"), "{titles:?}");
    assert!(titles[0].ends_with(" – Redpencil") && titles[0].len() < 300, "{titles:?}");
}

#[test]
fn what_cannot_be_opened_is_said_in_the_status_bar() {
    let desk = Desk::new();
    let mut harness = shown_on(&desk, &desk.path("saved.ron"));
    for (name, bytes, words) in [
        ("empty.txt", "", "The file is empty"),
        ("bad.ron", "(version: 9)", "This review was saved by a newer Redpencil (version 9"),
        ("cut.ron", "(version: 1, id: \"r-", "The review is damaged at line 1"),
    ] {
        let path = desk.write(name, bytes);
        act(&mut harness, Action::Open(path));
        reads(&harness, words);
        reads(&harness, "Claim 1: Nine men");
        click(&mut harness, "Dismiss message");
        assert_eq!(pieces(&harness, words), 0);
    }
    act(&mut harness, Action::Run(Command::ShowSources));
    assert_eq!(opened(harness.state_mut().app()).place.panel, Panel::Sources);
}

#[test]
fn a_window_that_is_read_only_says_so() {
    let desk = Desk::new();
    let _first = desk.app_on("saved.ron");
    let mut harness = shown_on(&desk, &desk.path("saved.ron"));
    reads(&harness, &format!("(process {})", std::process::id()));
    reads(&harness, "Read-only, held by");
    act(&mut harness, Action::Run(Command::NextClaim));
    act(&mut harness, Action::Run(Command::FocusArticle));
    for key in [Key::V, Key::D, Key::Q, Key::S, Key::N, Key::M, Key::Delete, Key::Enter] {
        press(&mut harness, Modifiers::NONE, key);
        harness.event(Event::Text("typed".into()));
        harness.run_steps(2);
    }
    let review = opened(harness.state_mut().app()).review().clone();
    assert_eq!(review, load(&desk.path("saved.ron")));
}

#[test]
fn a_file_that_is_gone_is_asked_about_and_a_failed_save_stays_in_sight() {
    let desk = Desk::new();
    let path = desk.path("saved.ron");
    let mut harness = shown_on(&desk, &path);
    let text = opened(harness.state_mut().app()).draft().text().as_str().to_owned();
    let at = text.find("Tuesday").unwrap();
    let selection = TextSelection { anchor: ByteOffset(at), head: ByteOffset(at + 7) };
    act(&mut harness, Action::Select(Some(selection)));
    act(&mut harness, Action::Run(Command::NewClaim));
    fs::remove_file(&path).unwrap();
    press(&mut harness, Modifiers::COMMAND, Key::S);
    reads(&harness, "The file was moved or deleted");
    click(&mut harness, "Cancel");
    assert_eq!(pieces(&harness, "The file was moved or deleted"), 0);
    desk.choose(&desk.path("article.txt/new.ron"));
    press(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    click(&mut harness, "Dismiss message");
    reads(&harness, "Not saved: Cannot save the file, for a part of the path is no folder");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    click(&mut harness, "Write it anew");
    assert_eq!(pieces(&harness, "Not saved"), 0);
    assert_eq!(load(&path).claims.len(), 3);
    assert!(harness.query_by_label("Saved").is_some_and(|node| !node.accesskit_node().is_hidden()));
}
