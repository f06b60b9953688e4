//! The parts around the article, by their accessible names: menus, palette, dialogs, welcome, find bar.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::TimeDelta;
use egui::{Key, Modifiers, Theme as Look, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use redpencil::app::command::{Command, Menu};
use redpencil::app::filter::By;
use redpencil::app::open::{OpenReview, Panel, TextSelection};
use redpencil::app::settings::{Recent, Theme};
use redpencil::app::{Action, App, Notice, Overlay};
use redpencil::review::{
    Article, Draft, History, Ids, Numbers, Paragraph, ParagraphKind, Progress, Review, ReviewId, Status,
};
use redpencil::text::ByteOffset;
use redpencil::ui::palette::{PaletteView, TEXT_KEYS};
use redpencil::ui::{Scene, dialogs, shell, theme, typeset, welcome, widgets};

#[path = "common/window.rs"]
mod window;
use window::{noon, world};

/// The parts under test around an empty middle.
struct Desk {
    app: App,
    palette: PaletteView,
}

impl Desk {
    fn show(&mut self, ui: &mut egui::Ui) {
        let mut scene = Scene { focus: self.app.focus.take(), app: &self.app, actions: Vec::new() };
        shell::top_bar(ui, &mut scene);
        shell::status_bar(ui, &mut scene);
        if scene.app.open.is_some() {
            shell::rail(ui, &mut scene);
            egui::CentralPanel::no_frame().show(ui, |ui| {
                shell::strip(ui, &mut scene);
                shell::find_bar(ui, &mut scene);
            });
        } else {
            egui::CentralPanel::no_frame().show(ui, |ui| welcome::show(ui, &mut scene));
        }
        self.palette.show(ui, &mut scene);
        dialogs::show(ui, &mut scene);
        for action in scene.actions {
            self.app.act(action);
        }
    }
}

fn app() -> App {
    App::new(world())
}

/// A review of three sentences with three claims: verified, disputed, unchecked.
fn reviewing(title: &str) -> App {
    let mut app = app();
    let texts =
        ["The bridge opened in 1974.", "It cost 12 million crowns.", "Some 4,000 people cross it each day."];
    let paragraphs = texts.map(|text| Paragraph::new(ParagraphKind::Body, text)).to_vec();
    let article = Article { title: title.into(), ..Article::default() };
    let id = ReviewId::new(Numbers::from_seed(9).next());
    let review = Review::new(id, article, Draft::new(1, noon(), "bridge.txt", paragraphs));
    app.open = Some(OpenReview::new(review, History::default(), None));
    for (from, status) in [(0, Some(Status::Verified)), (27, Some(Status::Disputed)), (54, None)] {
        let selection = TextSelection { anchor: ByteOffset(from), head: ByteOffset(from + 20) };
        app.act(Action::Select(Some(selection)));
        app.act(Action::Run(status.map_or(Command::NewClaim, Command::SetStatus)));
    }
    app.act(Action::Select(None));
    app
}

fn harness_in(app: App, size: egui::Vec2, look: Look) -> Harness<'static, Desk> {
    let desk = Desk { app, palette: PaletteView::default() };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(look)
        .with_context_setup(|ctx| {
            typeset::install(ctx, &typeset::Fonts::bundled_only());
            theme::install(ctx);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.show(ui), desk);
    harness.run();
    harness
}

fn harness(app: App) -> Harness<'static, Desk> {
    harness_in(app, vec2(1440.0, 900.0), Look::Light)
}

fn click(harness: &mut Harness<'_, Desk>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn press(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn type_text(harness: &mut Harness<'_, Desk>, text: &str) {
    harness.event(egui::Event::Text(text.into()));
    harness.run();
}

fn run(harness: &mut Harness<'_, Desk>, command: Command) {
    harness.state_mut().app.act(Action::Run(command));
    harness.run();
}

fn is_disabled(node: &Node<'_>) -> bool {
    node.accesskit_node().is_disabled()
}

#[test]
fn a_menu_runs_its_command_and_closes() {
    let mut harness = harness(app());
    click(&mut harness, "View");
    click(&mut harness, "Dark theme");
    assert_eq!(harness.state().app.settings.theme, Theme::Dark);
    assert!(harness.query_by_label("Dark theme").is_none(), "the menu closes");
}

#[test]
fn a_menu_lists_every_command_of_the_table_and_greys_what_cannot_be_done() {
    for menu in Menu::ALL {
        let mut harness = harness(app());
        click(&mut harness, menu.label());
        for command in Command::all().filter(|command| command.spec().menu == Some(menu)) {
            let label = command.spec().label;
            let node = harness.get_all_by_label(label).next().expect("it is in the menu");
            assert_eq!(is_disabled(&node), harness.state().app.can(command).is_err(), "{label}");
        }
    }
}

#[test]
fn a_greyed_entry_does_nothing_and_says_why() {
    let mut harness = harness(app());
    click(&mut harness, "File");
    let save = harness.get_by_label("Save");
    assert_eq!(save.accesskit_node().description().as_deref(), Some("Open a review first"));
    save.click();
    harness.run();
    assert!(harness.state().app.notice.is_none());
}

#[test]
fn a_menu_is_walked_with_the_arrow_keys() {
    let mut harness = harness(app());
    harness.get_by_label("View").focus();
    harness.run();
    press(&mut harness, Key::Enter);
    // On the welcome screen the first entry that can be run is a theme.
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_ne!(harness.state().app.settings.theme, Theme::System);
}

#[test]
fn a_narrow_window_folds_the_menus_into_one() {
    let mut harness = harness_in(reviewing("Bridge"), vec2(1024.0, 700.0), Look::Light);
    assert!(harness.query_by_label("View").is_none());
    click(&mut harness, "Menu");
    click(&mut harness, "View");
    click(&mut harness, "Dark theme");
    assert_eq!(harness.state().app.settings.theme, Theme::Dark);
}

#[test]
fn the_palette_finds_a_command_and_runs_it() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::Palette);
    assert!(harness.get_by_label("Find a command").is_focused());
    type_text(&mut harness, "dark");
    harness.get_by_label("1 result");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().app.settings.theme, Theme::Dark);
    assert_eq!(harness.state().app.overlay, None);
}

#[test]
fn the_palette_chooses_with_arrows_and_clicks() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::Palette);
    type_text(&mut harness, "theme");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().app.settings.theme, Theme::Light, "what begins with the word comes first");
    run(&mut harness, Command::Palette);
    type_text(&mut harness, "theme");
    click(&mut harness, "Dark theme");
    assert_eq!(harness.state().app.settings.theme, Theme::Dark);
}

#[test]
fn the_palette_goes_to_a_claim() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::Palette);
    type_text(&mut harness, "crowns");
    assert!(harness.query_by_label_contains("Claim 2: ").is_none(), "the mark ends before that word");
    harness.state_mut().app.overlay = None;
    harness.run();
    run(&mut harness, Command::Palette);
    type_text(&mut harness, "12 million");
    press(&mut harness, Key::Enter);
    let app = &harness.state().app;
    let chosen = app.open.as_ref().and_then(OpenReview::chosen).map(|claim| claim.number);
    assert_eq!(chosen, Some(2));
}

#[test]
fn the_palette_leaves_alone_what_cannot_be_done() {
    let mut harness = harness(app());
    run(&mut harness, Command::Palette);
    type_text(&mut harness, "mark verified");
    assert!(harness.get_all_by_label("Mark verified").all(|node| is_disabled(&node)));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().app.overlay, Some(Overlay::Palette));
    type_text(&mut harness, " and nothing");
    harness.get_by_label("No command is called that");
}

#[test]
fn tab_keeps_to_one_group() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::Palette);
    type_text(&mut harness, "ver");
    assert!(harness.query_by_label("Show only verified claims").is_some());
    press(&mut harness, Key::Tab);
    assert!(harness.query_by_label("Show only verified claims").is_none());
    assert!(harness.query_by_label("Mark verified").is_some());
    assert!(harness.get_by_label("Find a command").is_focused());
}

#[test]
fn esc_closes_what_lies_over_the_window() {
    let mut harness = harness(reviewing("Bridge"));
    for command in
        [Command::Palette, Command::Shortcuts, Command::About, Command::Settings, Command::ArticleDetails]
    {
        run(&mut harness, command);
        assert!(harness.state().app.overlay.is_some(), "{command:?}");
        press(&mut harness, Key::Escape);
        assert_eq!(harness.state().app.overlay, None, "{command:?}");
    }
}

#[test]
fn the_shortcuts_page_lists_every_key() {
    let mut harness = harness(app());
    run(&mut harness, Command::Shortcuts);
    for command in Command::all() {
        let spec = command.spec();
        let keys: Vec<_> = spec.keys.iter().map(widgets::shortcut_text).collect();
        if !keys.is_empty() {
            harness.get_by_label(&format!("{}: {}", spec.label, keys.join(", ")));
        }
    }
    for (keys, what) in TEXT_KEYS {
        harness.get_by_label(&format!("{what}: {keys}"));
    }
    click(&mut harness, "Close");
    assert_eq!(harness.state().app.overlay, None);
}

#[test]
fn settings_apply_at_once() {
    let mut harness = harness(app());
    run(&mut harness, Command::Settings);
    assert!(harness.get_by_label("Your name").is_focused());
    type_text(&mut harness, "M. Keller");
    click(&mut harness, "Theme: dark");
    click(&mut harness, "Larger text");
    click(&mut harness, "Everything larger");
    harness.get_by_role_and_label(egui::Role::Switch, "V goes on to the next open claim").click();
    harness.run();
    let settings = &harness.state().app.settings;
    assert_eq!(settings.name, "M. Keller");
    assert_eq!(settings.theme, Theme::Dark);
    assert_eq!(settings.text_size, 18);
    assert!((settings.zoom - 1.1).abs() < 0.001);
    assert!(settings.verify_goes_on);
}

#[test]
fn article_details_go_into_the_review_and_can_be_undone() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::ArticleDetails);
    assert!(harness.get_by_label("Title").is_focused());
    press(&mut harness, Key::End);
    type_text(&mut harness, " of 1974");
    let title = |harness: &Harness<'_, Desk>| harness.state().app.open.as_ref().map(OpenReview::title);
    assert_eq!(title(&harness).as_deref(), Some("Bridge of 1974"));
    run(&mut harness, Command::Undo);
    assert_eq!(title(&harness).as_deref(), Some("Bridge"));
}

#[test]
fn a_date_counts_once_it_names_a_day() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::ArticleDetails);
    let date = |harness: &Harness<'_, Desk>| {
        harness.state().app.open.as_ref().and_then(|open| open.review().article.dateline.date)
    };
    harness.get_by_label("Date").focus();
    harness.run();
    type_text(&mut harness, "2023-07");
    assert_eq!(date(&harness), None);
    harness.get_by_label_contains("That names no day");
    type_text(&mut harness, "-27");
    assert_eq!(date(&harness), "2023-07-27".parse().ok());
    harness.get_by_label_contains("Thursday 27 July 2023");
}

#[test]
fn a_question_is_answered_by_button_and_by_esc() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::CloseReview);
    assert!(harness.get_by_label("Save").is_focused());
    press(&mut harness, Key::Escape);
    assert!(harness.state().app.question.is_none());
    assert!(harness.state().app.open.is_some(), "Esc changes nothing");
    run(&mut harness, Command::CloseReview);
    click(&mut harness, "Discard");
    assert!(harness.state().app.open.is_none());
    assert!(harness.state().app.question.is_none());
}

fn recent(title: &str, file: &str, days: i64) -> Recent {
    let path = std::path::PathBuf::from("/nowhere").join(file);
    let progress = reviewing(title).open.map(|open| open.review().progress()).unwrap_or_default();
    Recent { path, title: title.into(), at: noon() - TimeDelta::days(days), progress }
}

#[test]
fn the_welcome_screen_lists_recent_reviews() {
    let mut app = app();
    app.settings.recent = vec![recent("Harbour strike", "harbour.ron", 0), recent("Budget", "budget.ron", 5)];
    let mut harness = harness(app);
    for command in [Command::OpenArticle, Command::OpenReview, Command::PasteArticle, Command::OpenSample] {
        harness.get_by_label(command.spec().label);
    }
    harness.get_by_label("Harbour strike");
    harness.get_by_label("Search reviews").focus();
    harness.run();
    type_text(&mut harness, "budg");
    assert!(harness.query_by_label("Harbour strike").is_none());
    harness.get_by_label("Budget");
    click(&mut harness, "Clear search");
    harness.get_by_label("Harbour strike");
    click(&mut harness, "Clear list");
    assert!(harness.state().app.settings.recent.is_empty());
    harness.get_by_label("No reviews yet");
}

#[test]
fn a_review_can_be_taken_off_the_list() {
    let mut app = app();
    app.settings.recent = vec![recent("Harbour strike", "harbour.ron", 0), recent("Budget", "budget.ron", 5)];
    let mut harness = harness(app);
    harness.get_by_label("Budget").hover();
    harness.run();
    click(&mut harness, "Take “Budget” off the list");
    let left: Vec<_> =
        harness.state().app.settings.recent.iter().map(|recent| recent.title.as_str()).collect();
    assert_eq!(left, ["Harbour strike"]);
}

#[test]
fn ctrl_f_searches_reviews_where_none_is_open() {
    let mut harness = harness(app());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    assert!(harness.get_by_label("Search reviews").is_focused());
}

#[test]
fn the_find_bar_counts_and_steps() {
    let mut harness = harness(reviewing("Bridge"));
    run(&mut harness, Command::Find);
    assert!(harness.get_by_label("Find in article").is_focused());
    type_text(&mut harness, "it");
    let count = harness.state().app.open.as_ref().map(|open| open.find.hits.len()).unwrap_or_default();
    assert!(count > 1);
    harness.get_by_label(&format!("1 of {count}"));
    press(&mut harness, Key::Enter);
    harness.get_by_label(&format!("2 of {count}"));
    assert!(harness.get_by_label("Find in article").is_focused(), "Enter stays in the field");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    harness.get_by_label(&format!("1 of {count}"));
    click(&mut harness, "Find next");
    harness.get_by_label(&format!("2 of {count}"));
    click(&mut harness, "Find previous");
    harness.get_by_label("Find in article").focus();
    harness.run();
    type_text(&mut harness, "zzz");
    harness.get_by_label("Not found");
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Find in article").is_none());
}

#[test]
fn counts_filter_the_claims() {
    let mut harness = harness(reviewing("Bridge"));
    harness.get_by_label("Progress: 1 verified, 1 disputed, 1 unchecked");
    click(&mut harness, "1 disputed");
    let filter =
        |harness: &Harness<'_, Desk>| harness.state().app.open.as_ref().map(|open| open.place.filter.by);
    assert_eq!(filter(&harness), Some(By::Status(Status::Disputed)));
    // The bar itself: its left end is verified.
    let bar = harness.get_by_label_contains("Progress: ").rect();
    harness.drag_at(bar.left_center() + vec2(4.0, 0.0));
    harness.drop_at(bar.left_center() + vec2(4.0, 0.0));
    harness.run();
    assert_eq!(filter(&harness), Some(By::Status(Status::Verified)));
}

#[test]
fn the_search_field_filters_by_text() {
    let mut harness = harness(reviewing("Bridge"));
    harness.get_by_label("Search claims and sources").focus();
    harness.run();
    type_text(&mut harness, "12 million");
    let shown =
        |harness: &Harness<'_, Desk>| harness.state().app.open.as_ref().map(|open| open.shown().len());
    assert_eq!(shown(&harness), Some(1));
    press(&mut harness, Key::Escape);
    assert_eq!(shown(&harness), Some(3));
}

#[test]
fn the_rail_changes_the_panel_and_opens_settings() {
    let mut harness = harness(reviewing("Bridge"));
    click(&mut harness, "Sources");
    let panel = harness.state().app.open.as_ref().map(|open| open.place.panel);
    assert_eq!(panel, Some(Panel::Sources));
    click(&mut harness, "Settings");
    assert_eq!(harness.state().app.overlay, Some(Overlay::Settings));
}

#[test]
fn the_strip_says_the_draft_and_changes_the_look() {
    let mut harness = harness(reviewing("Bridge"));
    harness.get_by_label_contains("Draft 1, imported 27 Jul 2023");
    click(&mut harness, "Larger article text");
    assert_eq!(harness.state().app.settings.text_size, 18);
    click(&mut harness, "Show coverage");
    assert!(!harness.state().app.settings.coverage);
}

#[test]
fn the_status_bar_tells_until_it_is_dismissed() {
    let mut app = reviewing("Bridge");
    app.notice = Some(Notice { text: "The file could not be read.".into(), is_error: true });
    let mut harness = harness(app);
    harness.get_by_label("Unsaved changes");
    harness.get_by_label("17 words");
    harness.get_by_label("Claim 3 of 3");
    harness.get_by_label("The file could not be read.");
    click(&mut harness, "Dismiss message");
    assert!(harness.query_by_label("The file could not be read.").is_none());
}

#[test]
fn a_failed_save_stays_in_the_status_bar() {
    let mut app = reviewing("Bridge");
    if let Some(open) = &mut app.open {
        open.save_failed = Some("the disk is full. Save it elsewhere".into());
    }
    let harness = harness(app);
    harness.get_by_label("Not saved: the disk is full. Save it elsewhere");
}

#[test]
fn every_size_and_theme_draws_with_long_and_foreign_titles() {
    let long = "A very long title of a review ".repeat(40);
    let titles = ["", "Bridge", "الجسر الذي افتتح عام ١٩٧٤", long.trim_end()];
    for size in [
        vec2(880.0, 600.0),
        vec2(1024.0, 700.0),
        vec2(1200.0, 700.0),
        vec2(1440.0, 900.0),
        vec2(2560.0, 1400.0),
    ] {
        for look in [Look::Light, Look::Dark] {
            for title in titles {
                let harness = harness_in(reviewing(title), size, look);
                let right = harness.get_by_label_contains("Progress: ").rect().left();
                if !title.is_empty() {
                    let shown = harness.get_by_label(title).rect();
                    assert!(shown.right() <= right, "{title:.20} runs into the progress bar at {size}");
                }
                let mut welcome = app();
                welcome.settings.recent = vec![recent(title, "file.ron", 1); 12];
                harness_in(welcome, size, look);
            }
        }
    }
}

#[test]
fn every_overlay_draws_in_the_smallest_window() {
    for look in [Look::Light, Look::Dark] {
        for command in
            [Command::Palette, Command::Shortcuts, Command::About, Command::Settings, Command::ArticleDetails]
        {
            let mut harness = harness_in(reviewing("Bridge"), vec2(880.0, 600.0), look);
            run(&mut harness, command);
            for close in harness.query_all_by_label("Close") {
                assert!(close.rect().top() >= 0.0 && close.rect().right() <= 880.0, "{command:?}");
            }
        }
    }
}

/// `docs/keys.md` as the table of commands has it.
fn keys_page() -> String {
    let mut page = String::from(
        "# Keys\n\nMade from the table of commands; `UPDATE_DOCS=1 cargo test` writes it anew. On a Mac, Ctrl is Cmd.\n\nSingle letters act only while no text field has the keyboard. Esc leaves a field.\n",
    );
    let row = |what: &str, keys: &str, tip: &str| format!("| {what} | {keys} | {tip} |\n");
    for menu in Menu::ALL {
        page += &format!("\n## {}\n\n| Command | Keys | What it does |\n|---|---|---|\n", menu.label());
        for command in Command::all().filter(|&command| shell::group(command) == menu) {
            let spec = command.spec();
            let keys: Vec<_> =
                spec.keys.iter().map(|keys| format!("`{}`", widgets::shortcut_text(keys))).collect();
            page += &row(spec.label, &keys.join(", "), spec.tip);
        }
    }
    page += "\n## Article text\n\n| Keys | What they do |\n|---|---|\n";
    for (keys, what) in TEXT_KEYS {
        page += &format!("| {keys} | {what} |\n");
    }
    page
}

#[expect(clippy::disallowed_methods, reason = "a page of the docs is written anew, not a person’s work")]
#[test]
fn the_keys_page_is_the_table_of_commands() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let page = keys_page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/keys.md is not what the commands are now; UPDATE_DOCS=1 cargo test writes it anew"
    );
}

#[test]
fn progress_of_nothing_is_no_claims() {
    assert_eq!(widgets::progress_words(&Progress::default()), "no claims yet");
}
