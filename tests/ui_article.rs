//! The article: selecting, marking, choosing, moving ends, finding, scrolling, in the whole window.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::Queryable;
use redpencil::app::Action;
use redpencil::app::command::Command;
use redpencil::review::Status;

#[path = "common/window.rs"]
mod window;
use window::{Desk, act, app, desk, keys, open, press, select};

const ENGLISH: &str = "The bridge opened in 1974 and cost 12 million crowns.";
const SECOND: &str = "Some 4,000 people cross it each day, the city says.";
const ARABIC: &str = "قال الوزير إن عدد الضحايا بلغ 25 شخصا في يوليو 2023.";

fn rect_of(node: &Node<'_>) -> Rect {
    node.rect()
}

/// A point on the first row of a paragraph, at a part of its width.
fn point_in(desk: &Desk, paragraph: &str, part: f32) -> Pos2 {
    let rect = rect_of(&desk.get_by_label(paragraph));
    Pos2::new(rect.left() + rect.width() * part, rect.top() + 14.0)
}

fn pointer(desk: &mut Desk, at: Pos2, pressed: bool, modifiers: Modifiers) {
    desk.event(Event::PointerMoved(at));
    desk.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
    desk.run_steps(2);
}

fn click(desk: &mut Desk, at: Pos2) {
    pointer(desk, at, true, Modifiers::NONE);
    pointer(desk, at, false, Modifiers::NONE);
    desk.run();
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    pointer(desk, from, true, Modifiers::NONE);
    for step in 1..=4 {
        desk.event(Event::PointerMoved(from + (to - from) * (step as f32 / 4.0)));
        desk.run_steps(1);
    }
    pointer(desk, to, false, Modifiers::NONE);
    desk.run();
}

fn selected(desk: &Desk) -> String {
    open(desk).selected_words().unwrap_or("").to_owned()
}

fn statements(desk: &Desk) -> Vec<(String, Status)> {
    open(desk).review().claims.iter().map(|claim| (claim.statement().into_owned(), claim.status)).collect()
}

/// Selects words with the keyboard alone: the caret before them, then word by word.
fn select_by_key(desk: &mut Desk, words_before: usize, words: usize) {
    press(desk, Modifiers::NONE, Key::F6);
    press(desk, Modifiers::COMMAND, Key::Home);
    for _ in 0..words_before {
        press(desk, Modifiers::COMMAND, Key::ArrowRight);
    }
    for _ in 0..words {
        press(desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    }
}

#[test]
fn words_are_selected_by_keyboard_and_become_claims() {
    let mut desk = desk(app(&[ENGLISH, SECOND]));
    select_by_key(&mut desk, 1, 2);
    assert_eq!(selected(&desk).trim(), "bridge opened");
    keys(&mut desk, &[Key::N]);
    assert_eq!(statements(&desk), [("bridge opened".to_owned(), Status::Unchecked)]);
    assert_eq!(selected(&desk), "", "the selection has become a claim");
    select_by_key(&mut desk, 4, 1);
    keys(&mut desk, &[Key::V]);
    assert_eq!(statements(&desk)[1], ("1974".to_owned(), Status::Verified));
    keys(&mut desk, &[Key::D]);
    assert_eq!(statements(&desk)[1].1, Status::Disputed, "a key sets the status of the chosen claim");
}

#[test]
fn every_status_has_its_key() {
    let mut desk = desk(app(&[ENGLISH]));
    select_by_key(&mut desk, 0, 2);
    keys(&mut desk, &[Key::N]);
    let table = [
        (Key::V, Status::Verified),
        (Key::D, Status::Disputed),
        (Key::Q, Status::Query),
        (Key::X, Status::Unverifiable),
        (Key::A, Status::OnAuthor),
        (Key::O, Status::NotCheckable),
        (Key::U, Status::Unchecked),
    ];
    for (key, status) in table {
        keys(&mut desk, &[key]);
        assert_eq!(statements(&desk)[0].1, status);
    }
}

#[test]
fn words_are_selected_by_mouse_also_over_paragraphs() {
    let mut desk = desk(app(&[ENGLISH, SECOND]));
    let (from, to) = (point_in(&desk, ENGLISH, 0.5), point_in(&desk, SECOND, 0.5));
    drag(&mut desk, from, to);
    let words = selected(&desk);
    assert!(words.contains('\n') && words.contains("crowns.\nSome 4,000"), "{words:?}");
    // One stands in the bar over the selection, one at the head of the claims panel.
    let bar = desk.get_all_by_label("New claim").find(|node| node.rect().top() > 90.0).unwrap();
    bar.click();
    desk.run();
    let claims = statements(&desk);
    assert_eq!(claims.len(), 1);
    assert!(claims[0].0.contains("crowns.\nSome 4,000"), "{claims:?}");
}

#[test]
fn a_double_click_selects_a_word_and_shift_extends() {
    let mut desk = desk(app(&[ENGLISH]));
    let at = point_in(&desk, ENGLISH, 0.1);
    for _ in 0..2 {
        pointer(&mut desk, at, true, Modifiers::NONE);
        pointer(&mut desk, at, false, Modifiers::NONE);
    }
    desk.run();
    assert_eq!(selected(&desk), "bridge");
    let further = point_in(&desk, ENGLISH, 0.995);
    pointer(&mut desk, further, true, Modifiers::SHIFT);
    pointer(&mut desk, further, false, Modifiers::SHIFT);
    desk.run();
    assert!(selected(&desk).starts_with("bridge opened in 1974"), "{:?}", selected(&desk));
}

#[test]
fn a_double_click_on_the_end_of_a_word_selects_the_word() {
    let mut desk = desk(app(&["ab cd"]));
    let rect = rect_of(&desk.get_by_label("ab cd"));
    // The right half of the b: a little less than two letters from the left.
    let at = Pos2::new(rect.left() + 17.0, rect.top() + 14.0);
    for _ in 0..2 {
        pointer(&mut desk, at, true, Modifiers::NONE);
        pointer(&mut desk, at, false, Modifiers::NONE);
    }
    desk.run();
    assert_eq!(selected(&desk), "ab");
}

#[test]
fn keys_that_come_in_one_frame_all_count() {
    let mut desk = desk(app(&[ENGLISH]));
    press(&mut desk, Modifiers::NONE, Key::F6);
    press(&mut desk, Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        for pressed in [true, false] {
            desk.event(Event::Key {
                key: Key::ArrowRight,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: Modifiers::COMMAND | Modifiers::SHIFT,
            });
        }
    }
    desk.run();
    assert_eq!(selected(&desk), "The bridge opened");
}

#[test]
fn the_selection_bar_sets_a_status() {
    let mut desk = desk(app(&[ENGLISH]));
    select_by_key(&mut desk, 4, 1);
    desk.get_by_label("Query").click();
    desk.run();
    assert_eq!(statements(&desk), [("1974".to_owned(), Status::Query)]);
}

#[test]
fn a_click_on_overlapping_marks_chooses_each_in_turn() {
    let mut desk = desk(app(&[ENGLISH]));
    select_by_key(&mut desk, 1, 4);
    keys(&mut desk, &[Key::N]);
    select_by_key(&mut desk, 2, 1);
    keys(&mut desk, &[Key::N]);
    act(&mut desk, Action::Choose(None));
    let at = point_in(&desk, ENGLISH, 0.19);
    let mut chosen = Vec::new();
    for _ in 0..3 {
        // Far apart in time, so that two clicks are no double click.
        for _ in 0..40 {
            desk.step();
        }
        click(&mut desk, at);
        chosen.push(open(&desk).chosen().map(|claim| claim.number));
    }
    assert_eq!(chosen, [Some(2), Some(1), Some(2)], "the shortest first, then the others, then round");
}

#[test]
fn the_ends_of_a_mark_move_by_key_in_one_step_each_burst() {
    let mut desk = desk(app(&[ENGLISH]));
    select_by_key(&mut desk, 1, 1);
    keys(&mut desk, &[Key::N]);
    press(&mut desk, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(statements(&desk)[0].0, "bridge opened");
    press(&mut desk, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(statements(&desk)[0].0, "bridge opened in");
    press(&mut desk, Modifiers::COMMAND | Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(statements(&desk)[0].0, "The bridge opened in");
    press(&mut desk, Modifiers::ALT | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(statements(&desk)[0].0, "The bridge opened i");
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(statements(&desk)[0].0, "bridge", "moves in quick succession are one step");
}

#[test]
fn the_end_of_a_mark_is_dragged_to_a_word() {
    let mut desk = desk(app(&[ENGLISH]));
    select_by_key(&mut desk, 1, 1);
    keys(&mut desk, &[Key::N]);
    let handle = rect_of(&desk.get_by_label("End of mark")).center();
    let to = point_in(&desk, ENGLISH, 0.37);
    drag(&mut desk, handle, to);
    let words = statements(&desk)[0].0.clone();
    assert!(words.starts_with("bridge opened in") && ENGLISH.contains(&words), "{words:?}");
    assert!(!words.ends_with(' '));
}

#[test]
fn a_claim_can_hold_several_marks() {
    let mut desk = desk(app(&[ENGLISH, SECOND]));
    select_by_key(&mut desk, 1, 1);
    keys(&mut desk, &[Key::N]);
    select_by_key(&mut desk, 4, 1);
    keys(&mut desk, &[Key::M]);
    let claim = &open(&desk).review().claims[0];
    assert_eq!(claim.marked_words(), ["bridge", "1974"]);
    assert_eq!(open(&desk).review().claims.len(), 1);
    press(&mut desk, Modifiers::SHIFT, Key::M);
    assert_eq!(open(&desk).review().claims[0].marks.len(), 1);
}

#[test]
fn arabic_words_are_selected_and_marked_as_they_are_written() {
    let mut desk = desk(app(&[ARABIC]));
    press(&mut desk, Modifiers::NONE, Key::F6);
    press(&mut desk, Modifiers::COMMAND, Key::Home);
    // In a line that runs from right to left, the left arrow goes on in the text.
    for _ in 0..2 {
        press(&mut desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    }
    assert_eq!(selected(&desk).trim(), "قال الوزير");
    keys(&mut desk, &[Key::N]);
    assert_eq!(statements(&desk)[0].0, "قال الوزير");
    let mark = &open(&desk).review().claims[0].marks[0];
    assert_eq!((mark.start.0, mark.end.0), (0, 10), "in chars");
}

#[test]
fn find_counts_and_steps_through_all_hits() {
    let mut desk = desk(app(&[ENGLISH, SECOND, ENGLISH]));
    press(&mut desk, Modifiers::COMMAND, Key::F);
    desk.event(Event::Text("BRIDGE".into()));
    desk.run();
    assert_eq!(open(&desk).find.hits.len(), 2);
    press(&mut desk, Modifiers::NONE, Key::F3);
    assert_eq!(open(&desk).find.current, 1);
    press(&mut desk, Modifiers::NONE, Key::F3);
    assert_eq!(open(&desk).find.current, 0, "round at the end");
    press(&mut desk, Modifiers::NONE, Key::Escape);
    assert!(!open(&desk).find.open);
}

#[test]
fn choosing_a_claim_far_down_scrolls_to_it() {
    let long: Vec<String> =
        (0..400).map(|number| format!("Paragraph {number} says that it is the {number}th.")).collect();
    let mut paragraphs: Vec<&str> = long.iter().map(String::as_str).collect();
    paragraphs.push("Far down stands one more fact.");
    let mut desk = desk(app(&paragraphs));
    assert!(desk.query_by_label("Far down stands one more fact.").is_none());
    act(&mut desk, Action::Search("one more fact".into()));
    let rect = rect_of(&desk.get_by_label("Far down stands one more fact."));
    assert!((200.0..700.0).contains(&rect.center().y), "{rect:?}");
    press(&mut desk, Modifiers::NONE, Key::Home);
    assert!(desk.query_by_label("Paragraph 0 says that it is the 0th.").is_some());
}

#[test]
fn the_wheel_scrolls_and_stops_at_both_ends() {
    let long: Vec<String> =
        (0..60).map(|number| format!("Paragraph {number} says that it is the {number}th.")).collect();
    let paragraphs: Vec<&str> = long.iter().map(String::as_str).collect();
    let mut desk = desk(app(&paragraphs));
    let wheel = |desk: &mut Desk, points: f32| {
        desk.event(Event::PointerMoved(Pos2::new(500.0, 500.0)));
        desk.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        desk.run();
    };
    wheel(&mut desk, -100_000.0);
    let last = rect_of(&desk.get_by_label(long.last().unwrap()));
    assert!(last.center().y > 100.0 && last.center().y < 900.0, "the end stays in view: {last:?}");
    wheel(&mut desk, 100_000.0);
    let first = rect_of(&desk.get_by_label(&long[0]));
    assert!(first.top() > 88.0 && first.top() < 160.0, "{first:?}");
}

#[test]
fn the_next_uncovered_words_are_selected_until_none_is_left() {
    let mut desk = desk(app(&[ENGLISH]));
    let mut seen = Vec::new();
    for _ in 0..20 {
        if open(&desk).index().uncovered.is_empty() {
            break;
        }
        press(&mut desk, Modifiers::NONE, Key::F8);
        seen.push(selected(&desk));
        keys(&mut desk, &[Key::N]);
    }
    assert!(seen.iter().any(|words| words == "1974"), "{seen:?}");
    assert!(open(&desk).index().uncovered.is_empty(), "{seen:?}");
    assert_eq!(open(&desk).index().coverage.covered, open(&desk).index().coverage.factual_words);
}

#[test]
fn a_paragraph_of_megabytes_opens_is_found_in_and_marked() {
    let line = "Nine men crossed the bridge in 1974. ".repeat(30_000);
    let text = format!("{line}The last words stand here.");
    let mut desk = desk(app(&[&text]));
    act(&mut desk, Action::Search("last words".into()));
    assert_eq!(open(&desk).find.hits.len(), 1);
    let hit = open(&desk).find.hits[0].clone();
    let selection = redpencil::app::open::TextSelection { anchor: hit.start, head: hit.end };
    act(&mut desk, Action::Select(Some(selection)));
    act(&mut desk, Action::Run(Command::NewClaim));
    assert_eq!(statements(&desk)[0].0, "last words");
}

#[test]
fn a_claim_stays_under_the_hand_that_set_its_status() {
    let mut desk = desk(app(&[ENGLISH, SECOND]));
    for words_before in [1, 4, 10] {
        select_by_key(&mut desk, words_before, 1);
        keys(&mut desk, &[Key::N]);
    }
    act(&mut desk, Action::Run(Command::FilterOpen));
    keys(&mut desk, &[Key::J, Key::J]);
    let chosen = open(&desk).place.claim;
    keys(&mut desk, &[Key::V]);
    assert_eq!(open(&desk).place.claim, chosen);
    assert_eq!(open(&desk).shown().len(), 3, "it is shown until another is chosen");
    keys(&mut desk, &[Key::K]);
    assert_eq!(open(&desk).shown().len(), 2);
    assert_ne!(open(&desk).place.claim, chosen);
}

#[test]
fn letters_typed_in_a_field_are_no_commands() {
    let mut desk = desk(app(&[ENGLISH]));
    select_by_key(&mut desk, 4, 1);
    keys(&mut desk, &[Key::N, Key::S]);
    for key in [Key::V, Key::D, Key::X] {
        desk.key_press(key);
        desk.event(Event::Text(format!("{key:?}").to_lowercase()));
        desk.run();
    }
    assert_eq!(statements(&desk)[0].1, Status::Unchecked);
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut desk = desk(app(&[ENGLISH, ARABIC]));
    select_by_key(&mut desk, 1, 2);
    keys(&mut desk, &[Key::N]);
    // `run` panics where the window goes on asking for frames.
    desk.run();
    let delay = desk.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert_eq!(delay, Some(std::time::Duration::MAX));
}

#[test]
fn claims_are_searched_by_key() {
    let mut desk = desk(app(&[ENGLISH, SECOND]));
    for words in ["1974", "4,000 people"] {
        window::select(&mut desk, words);
        keys(&mut desk, &[Key::N]);
    }
    press(&mut desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.event(Event::Text("people".to_owned()));
    desk.run();
    assert_eq!(open(&desk).shown().len(), 1, "only the claim that holds the word");
    keys(&mut desk, &[Key::Escape]);
    assert_eq!(open(&desk).shown().len(), 2);
}

/// Forty paragraphs with a claim on the first and on the last.
fn long_article() -> Desk {
    let paragraphs: Vec<String> =
        (1..=40).map(|number| format!("Paragraph {number} counts {number} men.")).collect();
    let texts: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let mut desk = desk(app(&texts));
    for words in ["1 men", "40 men"] {
        window::select(&mut desk, words);
        keys(&mut desk, &[Key::N]);
    }
    keys(&mut desk, &[Key::K]);
    desk
}

/// Where the last paragraph stands, or nothing where it is not in view.
fn last_paragraph(desk: &Desk) -> Option<f32> {
    desk.query_by_label("Paragraph 40 counts 40 men.").map(|node| node.rect().top())
}

#[test]
fn the_article_scrolls_to_a_claim_and_comes_to_rest() {
    let mut desk = long_article();
    assert_eq!(last_paragraph(&desk), None);
    desk.key_press(Key::J);
    desk.run_steps(4);
    let on_the_way = last_paragraph(&desk);
    desk.run();
    let there = last_paragraph(&desk).expect("the claim that was gone to");
    assert!(on_the_way.is_none_or(|way| way > there + 1.0), "{on_the_way:?} on the way to {there}");
    desk.run_steps(3);
    assert_eq!(last_paragraph(&desk), Some(there));
}

#[test]
fn with_reduced_motion_it_is_there_at_once() {
    let mut desk = long_article();
    let mut settings = desk.state().as_ref().unwrap().app().settings.clone();
    settings.reduced_motion = true;
    act(&mut desk, Action::Change(Box::new(settings)));
    desk.key_press(Key::J);
    // The key, and the frame that shows what it did.
    desk.run_steps(2);
    let at_once = last_paragraph(&desk).expect("the claim that was gone to");
    desk.run();
    assert_eq!(last_paragraph(&desk), Some(at_once));
}

#[test]
fn the_wheel_stops_the_way_to_a_claim() {
    let mut desk = long_article();
    desk.key_press(Key::J);
    desk.run_steps(3);
    desk.event(Event::PointerMoved(Pos2::new(500.0, 400.0)));
    desk.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, 4000.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    });
    desk.run();
    assert!(desk.query_by_label("Paragraph 1 counts 1 men.").is_some(), "the reader went back up");
}

fn pressed(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

/// One frame, in which all of this happens.
fn frame(desk: &mut Desk, events: Vec<Event>) {
    desk.input_mut().events.extend(events);
    desk.step();
}

#[test]
fn the_frame_in_which_a_key_is_pressed_shows_what_it_did() {
    let mut desk = desk(app(&["The bridge opened in 1974.", "It cost 12 million crowns."]));
    select(&mut desk, "opened in 1974");
    frame(&mut desk, vec![pressed(Key::N), Event::Text("n".into())]);
    assert!(desk.query_by_label("Claim 1: opened in 1974").is_some(), "a new claim is on its card");
    frame(&mut desk, vec![pressed(Key::D), Event::Text("d".into())]);
    assert!(desk.query_by_label("Progress: 1 disputed").is_some(), "the new status is counted");
}

#[test]
fn keys_of_one_frame_do_what_they_say_in_their_order() {
    let mut desk = desk(app(&["The bridge opened in 1974.", "It cost 12 million crowns."]));
    select(&mut desk, "opened in 1974");
    let typed = ["n", "s", "r", "e", "u"].map(|letter| Event::Text(letter.into()));
    let keys = [Key::N, Key::S, Key::R, Key::E, Key::U].map(pressed);
    frame(&mut desk, keys.into_iter().zip(typed).flat_map(|(key, text)| [key, text]).collect());
    desk.run();
    let claims = &open(&desk).review().claims;
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].status, Status::Unchecked, "U was typed and is no command");
    let field = desk.get_by_label("Source to add");
    assert_eq!(field.value().as_deref(), Some("reu"), "what was typed after S is a source’s name");
}

#[test]
fn words_selected_and_marked_within_one_frame_become_a_claim() {
    let mut desk = desk(app(&["The bridge opened in 1974.", "It cost 12 million crowns."]));
    press(&mut desk, Modifiers::NONE, Key::F6);
    let with =
        |modifiers, key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let word = with(Modifiers::CTRL | Modifiers::COMMAND, Key::ArrowRight);
    let select = with(Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    let mut events =
        vec![word.clone(), select.clone(), select.clone(), pressed(Key::N), Event::Text("n".into())];
    events.extend([word.clone(), word, select.clone(), select, pressed(Key::V)]);
    frame(&mut desk, events);
    desk.run();
    let statements = statements(&desk);
    assert_eq!(statements.len(), 2, "{statements:?}");
    assert_eq!((statements[0].1, statements[1].1), (Status::Unchecked, Status::Verified));
    assert_ne!(statements[0].0, statements[1].0, "each stands on the words selected for it");
}

#[test]
fn one_goes_on_by_key_from_the_claim_just_made_and_from_the_chosen_one() {
    let mut desk = desk(app(&["The bridge opened in 1974.", "It cost 12 million crowns."]));
    press(&mut desk, Modifiers::NONE, Key::F6);
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    let word = |desk: &mut Desk, modifiers| press(desk, modifiers, Key::ArrowRight);
    for _ in 0..2 {
        word(&mut desk, ctrl);
        word(&mut desk, ctrl | Modifiers::SHIFT);
        keys(&mut desk, &[Key::N]);
    }
    let claims = statements(&desk);
    assert_eq!(claims.iter().map(|claim| claim.0.trim()).collect::<Vec<_>>(), ["bridge", "in"]);
    keys(&mut desk, &[Key::K]);
    word(&mut desk, ctrl | Modifiers::SHIFT);
    assert_eq!(selected(&desk).trim(), "bridge");
}
