//! The claims panel, by accessible names.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "ui_cards/desk.rs"]
mod desk;

use desk::{Desk, Hands, app, desk, noon, select, sized, with_many_claims};
use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use redpencil::app::command::Command;
use redpencil::app::filter::{By, Sort};
use redpencil::app::{Action, App, Cite};
use redpencil::review::{
    Attribution, Change, ClaimChange, ClaimKind, Edit, Resolution, Stance, Status, compose,
};
use redpencil::store::Owner;
use redpencil::ui::typeset;

/// Three sentences, each a claim: verified, disputed, unchecked; the last one is chosen.
fn bridge() -> App {
    let mut app = app(&[
        "The bridge opened in 1974.",
        "It cost 12 million crowns.",
        "Some 4,000 people cross it each day.",
    ]);
    for (words, status) in [
        ("bridge opened in 1974", Some(Status::Verified)),
        ("cost 12 million crowns", Some(Status::Disputed)),
        ("4,000 people", None),
    ] {
        select(&mut app, words);
        app.act(Action::Run(status.map_or(Command::NewClaim, Command::SetStatus)));
    }
    app
}

fn one_claim(article: &str, words: &str) -> App {
    let mut app = app(&[article]);
    select(&mut app, words);
    app.act(Action::Run(Command::NewClaim));
    app
}

fn edit_claim(app: &mut App, change: impl FnOnce(&redpencil::review::Claim) -> ClaimChange) {
    let claim = app.open.as_ref().unwrap().chosen().unwrap();
    let edit = Edit::Claim { id: claim.id, change: change(claim) };
    app.act(Action::Edit { label: "Prepare", edit, field: None });
}

fn attribute(app: &mut App, speaker: &str) {
    let said = Attribution { speaker: speaker.into(), ..Attribution::default() };
    edit_claim(app, |_| ClaimChange::Attribution(Change::new(None, Some(said))));
}

fn is_selected(desk: &Harness<'_, Desk>, label: &str) -> bool {
    desk.get_by_label(label).accesskit_node().data().is_selected().unwrap_or_default()
}

fn steps(desk: &mut Harness<'_, Desk>) -> usize {
    let mut steps = 0;
    while desk.state().open().history().next_undo().is_some() {
        desk.state_mut().app.act(Action::Run(Command::Undo));
        steps += 1;
    }
    steps
}

#[test]
fn a_row_that_is_clicked_becomes_the_open_card() {
    let mut desk = desk(bridge());
    desk.run();
    assert!(is_selected(&desk, "Claim 3: 4,000 people"));
    desk.click("Claim 1: bridge opened in 1974");
    assert_eq!(desk.state().open().chosen().unwrap().number, 1);
    assert!(is_selected(&desk, "Claim 1: bridge opened in 1974"));
    assert!(!is_selected(&desk, "Claim 3: 4,000 people"));
    let card = desk.state().cards.open_card_rect().unwrap();
    assert!(card.width() > 400.0 && card.height() > 200.0, "{card:?}");
}

#[test]
fn the_status_switch_sets_the_status_of_the_card() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Query");
    assert_eq!(desk.state().claim(3).status, Status::Query);
    let status = desk.get_by_label("Query");
    assert!(status.accesskit_node().toggled().is_some(), "a cell says whether it is the one");
    // Words are selected: the switch is still about the card, and makes no new claim.
    select(&mut desk.state_mut().app, "opened");
    desk.run();
    desk.click("Unverifiable");
    assert_eq!(desk.state().claim(3).status, Status::Unverifiable);
    assert_eq!(desk.state().open().review().claims.len(), 3);
}

#[test]
fn the_foot_says_who_decided_and_offers_what_is_next() {
    let mut app = bridge();
    app.settings.name = "M. Keller".into();
    let mut desk = desk(app);
    desk.run();
    assert!(desk.has("Nobody has looked yet"));
    desk.click("Mark verified");
    assert_eq!(desk.state().claim(3).status, Status::Verified);
    let time = noon().with_timezone(&chrono::Local).format("%H:%M");
    assert!(desk.has(&format!("Verified by M. Keller, {time}")));
    assert!(desk.has("Next open claim"));
}

#[test]
fn typing_a_wording_is_one_step_and_nothing_typed_is_lost() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Wording");
    desk.key_combination_modifiers(egui::Modifiers::COMMAND, &[Key::A]);
    desk.run();
    desk.event(egui::Event::Text("Each day ".into()));
    desk.run();
    assert_eq!(desk.state().claim(3).wording, "Each day ", "every change is in the review at once");
    desk.event(egui::Event::Text("4,000 cross".into()));
    desk.run();
    desk.press(Key::Escape);
    assert_eq!(desk.state().claim(3).wording, "Each day 4,000 cross");
    assert!(desk.has("Claim 3: Each day 4,000 cross"));
    desk.state_mut().app.act(Action::Run(Command::Undo));
    assert_eq!(desk.state().claim(3).wording, "", "one undo takes all of it back");
}

#[test]
fn an_emptied_wording_stays_empty_while_it_is_typed() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Wording");
    desk.key_combination_modifiers(egui::Modifiers::COMMAND, &[Key::A]);
    desk.run();
    desk.press(Key::Backspace);
    desk.event(egui::Event::Text("People".into()));
    desk.run();
    assert_eq!(desk.state().claim(3).wording, "People");
    desk.key_combination_modifiers(egui::Modifiers::COMMAND, &[Key::A]);
    desk.run();
    desk.press(Key::Backspace);
    assert_eq!(desk.state().claim(3).wording, "");
    assert_eq!(desk.value("Wording"), "", "the article’s words do not come back under the caret");
    desk.press(Key::Enter);
    assert_eq!(desk.value("Wording"), "4,000 people");
}

#[test]
fn undo_from_elsewhere_shows_in_a_field_that_has_the_keyboard() {
    let mut desk = desk(bridge());
    desk.run();
    desk.type_in("Note", "ask");
    desk.state_mut().app.act(Action::Run(Command::Undo));
    desk.run();
    assert_eq!(desk.value("Note"), "");
    desk.event(egui::Event::Text("call".into()));
    desk.run();
    assert_eq!(desk.state().claim(3).note, "call");
}

#[test]
fn enter_edits_the_wording_and_tab_goes_on() {
    let mut desk = desk(bridge());
    desk.run();
    desk.state_mut().app.act(Action::Run(Command::EditClaim));
    desk.run();
    assert!(desk.get_by_label("Wording").is_focused());
    desk.press(Key::Tab);
    assert!(desk.get_by_label("Kind").is_focused());
    desk.press(Key::Tab);
    desk.event(egui::Event::Text("Ada".into()));
    desk.run();
    let said = desk.state().claim(3).attribution.clone();
    assert_eq!(said.unwrap().speaker, "Ada", "a field that Tab reaches can be typed in");
}

#[test]
fn fields_left_are_steps_of_their_own() {
    let mut desk = desk(one_claim("Nine men left.", "Nine men"));
    desk.run();
    desk.type_in("Note", "ab");
    desk.press(Key::Escape);
    desk.type_in("Note", "cd");
    desk.press(Key::Escape);
    desk.type_in("Said by", "Ada");
    desk.press(Key::Escape);
    assert_eq!(steps(&mut desk), 4, "the claim, the note twice, the speaker");
}

#[test]
fn kind_and_attribution_are_edited_and_ask_two_questions() {
    let mut desk = desk(one_claim("Nine men left, Ada told The Wire.", "Nine men left"));
    desk.run();
    desk.click("Kind");
    desk.click("Count");
    assert_eq!(desk.state().claim(1).kind, ClaimKind::Count);
    assert!(!desk.has("Said: Verified"), "nobody said it yet");
    desk.type_in("Said by", "Ada");
    desk.type_in("Cue", "told");
    desk.type_in("Outlet", "The Wire");
    desk.click("Said: Verified");
    desk.click("So: Disputed");
    let claim = desk.state().claim(1);
    let said = claim.attribution.clone().unwrap();
    assert_eq!((said.speaker.as_str(), said.cue.as_str(), said.outlet.as_str()), ("Ada", "told", "The Wire"));
    assert_eq!((said.said, claim.status), (Status::Verified, Status::Disputed));
}

#[test]
fn tags_come_with_a_comma_and_go_with_a_click() {
    let mut desk = desk(one_claim("Nine men left.", "Nine men"));
    desk.run();
    desk.type_in("Add tag", "army, coup");
    desk.press(Key::Enter);
    assert_eq!(desk.state().claim(1).tags, ["army", "coup"]);
    desk.click("Remove tag army");
    assert_eq!(desk.state().claim(1).tags, ["coup"]);
}

#[test]
fn a_correction_begins_with_the_words_and_asks_why_it_was_left() {
    let mut desk = desk(one_claim("Niger has 22 million people.", "22 million people"));
    desk.run();
    desk.click("Correction");
    assert_eq!(desk.value("Correction"), "22 million people");
    assert_eq!(desk.state().claim(1).correction, None, "nothing was typed yet");
    desk.press(Key::Home);
    desk.press(Key::Delete);
    desk.press(Key::Delete);
    desk.event(egui::Event::Text("26".into()));
    desk.run();
    assert_eq!(desk.state().claim(1).correction.clone().unwrap().text, "26 million people");
    desk.press(Key::Escape);
    assert!(!desk.has("Reason"));
    desk.click("Resolution");
    desk.click("Stet");
    desk.type_in("Reason", "old census");
    let correction = desk.state().claim(1).correction.clone().unwrap();
    assert_eq!((correction.resolution, correction.reason.as_str()), (Resolution::Stet, "old census"));
}

#[test]
fn several_passages_are_listed_and_chosen() {
    let mut app = one_claim("Nine men left. Ten came.", "Nine men");
    select(&mut app, "Ten");
    app.act(Action::Run(Command::AddMark));
    let mut desk = desk(app);
    desk.run();
    desk.click("Passage 2: Ten");
    assert_eq!(desk.state().open().current_mark, 1);
    desk.click("More for this claim");
    desk.click("Remove this mark");
    assert_eq!(desk.state().claim(1).marked_words(), ["Nine men"]);
    assert!(!desk.has("Passage 1: Nine men"));
}

#[test]
fn a_claim_is_flagged_and_its_flag_taken_away() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Claim 1: bridge opened in 1974");
    desk.click("More for this claim");
    desk.click("Flag for recheck");
    assert!(desk.state().claim(1).needs_recheck);
    assert_eq!(desk.state().claim(1).status, Status::Verified, "the status stays");
    desk.click("Still verified");
    assert!(!desk.state().claim(1).needs_recheck);
}

#[test]
fn previous_next_and_delete_stand_on_the_card() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Previous claim");
    assert_eq!(desk.state().open().chosen().unwrap().number, 2);
    desk.click("More for this claim");
    desk.click("Delete claim");
    assert_eq!(desk.state().shown(), [1, 3]);
}

#[test]
fn reu_and_enter_cites_reuters() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Add source");
    for letter in ["r", "e", "u"] {
        desk.event(egui::Event::Text(letter.into()));
        desk.run();
    }
    let offer = desk.get_by_label("Reuters, agency").accesskit_node().toggled();
    assert_eq!(offer, Some(egui::accesskit::Toggled::True), "Enter takes the first offer");
    desk.press(Key::Enter);
    let (claim, review) = (desk.state().claim(3), desk.state().open().review());
    assert_eq!(review.source(claim.citations[0].source).unwrap().name, "Reuters");
    assert_eq!(claim.citations[0].accessed, Some(noon().with_timezone(&chrono::Local).date_naive()));
    assert!(desk.has("Citation 1: Reuters, supports"));
    assert!(!desk.has("Source to add"), "single keys act again");
}

#[test]
fn an_address_of_france_24_is_recognised_and_kept() {
    let url = "https://www.france24.com/en/africa/20230727-niger";
    let mut desk = desk(bridge());
    desk.run();
    desk.state_mut().app.act(Action::Run(Command::AddSource));
    desk.run();
    desk.event(egui::Event::Paste(url.into()));
    desk.run();
    desk.click("France 24, at france24.com");
    let (claim, review) = (desk.state().claim(3), desk.state().open().review());
    assert_eq!(review.source(claim.citations[0].source).unwrap().name, "France 24");
    assert_eq!(claim.citations[0].url, url);
}

#[test]
fn arrows_choose_among_the_offers_and_escape_gives_up() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Add source");
    desk.event(egui::Event::Text("Our own files".into()));
    desk.run();
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    assert_eq!(desk.state().open().review().sources[0].name, "Our own files");
    desk.click("Add source");
    assert!(desk.has("Our own files, other, in the library"));
    desk.press(Key::Escape);
    assert!(!desk.has("Source to add"));
    assert_eq!(desk.state().claim(3).citations.len(), 1);
}

fn cited() -> Harness<'static, Desk> {
    let mut app = bridge();
    let claim = app.open.as_ref().unwrap().chosen().unwrap().id;
    for name in ["Reuters", "Town archive"] {
        app.act(Action::Cite(claim, Cite::Typed(name.into())));
    }
    let mut desk = sized(app, vec2(468.0, 1600.0));
    desk.run();
    desk.click("Citation 1: Reuters, supports");
    desk
}

#[test]
fn a_citation_unfolds_to_its_fields() {
    let mut desk = cited();
    desk.click("Stance");
    desk.click("Contradicts");
    desk.type_in("Pinpoint", "para 6");
    desk.type_in("Address", "https://example.org/a");
    desk.type_in("Quotation", "Neuf");
    desk.type_in("Language", "fr");
    desk.type_in("Translation", "Nine");
    desk.type_in("Citation note", "by telephone");
    desk.click("How checked");
    desk.click("Called");
    desk.click("Origin");
    desk.click("Town archive");
    let (claim, review) = (desk.state().claim(3), desk.state().open().review());
    let citation = &claim.citations[0];
    assert_eq!(citation.stance, Stance::Contradicts);
    let texts =
        [&citation.pinpoint, &citation.url, &citation.quotation, &citation.language, &citation.translation];
    assert_eq!(texts.map(String::as_str), ["para 6", "https://example.org/a", "Neuf", "fr", "Nine"]);
    assert_eq!(citation.note, "by telephone");
    assert_eq!(citation.method, Some(redpencil::review::Method::Called));
    assert_eq!(review.source(citation.origin.unwrap()).unwrap().name, "Town archive");
    desk.click("Citation 1: Reuters, contradicts");
    assert!(!desk.has("Pinpoint"), "it folds again");
}

#[test]
fn a_day_is_typed_and_half_a_day_changes_nothing() {
    let mut desk = cited();
    let today = desk.state().claim(3).citations[0].accessed;
    desk.click("Accessed");
    desk.key_combination_modifiers(egui::Modifiers::COMMAND, &[Key::A]);
    desk.run();
    desk.event(egui::Event::Text("25 Ju".into()));
    desk.run();
    assert_eq!(desk.state().claim(3).citations[0].accessed, today);
    assert!(desk.has("Write the day as 27 Jul 2023 or 2023-07-27"));
    desk.event(egui::Event::Text("l 2023".into()));
    desk.run();
    let day = chrono::NaiveDate::from_ymd_opt(2023, 7, 25);
    assert_eq!(desk.state().claim(3).citations[0].accessed, day);
    desk.press(Key::Escape);
    desk.click("Today");
    assert_eq!(desk.state().claim(3).citations[0].accessed, today);
}

#[test]
fn a_citation_is_removed() {
    let mut desk = cited();
    desk.click("Remove citation");
    assert_eq!(desk.state().claim(3).citations.len(), 1);
    assert!(desk.has("Citation 1: Town archive, supports"));
}

#[test]
fn only_an_address_of_the_web_can_be_opened() {
    let mut desk = cited();
    let disabled =
        |desk: &Harness<'_, Desk>| desk.get_by_label("Open the address").accesskit_node().is_disabled();
    desk.type_in("Address", "file:///etc");
    assert!(disabled(&desk));
    desk.key_combination_modifiers(egui::Modifiers::COMMAND, &[Key::A]);
    desk.run();
    desk.event(egui::Event::Text("https://example.org/".into()));
    desk.run();
    assert!(!disabled(&desk));
}

#[test]
fn chips_filter_and_show_all_takes_the_filter_off() {
    let mut desk = desk(bridge());
    desk.run();
    desk.click("Disputed, 1");
    assert_eq!(desk.state().shown(), [2]);
    desk.click("Disputed, 1");
    assert_eq!(desk.state().shown(), [1, 2, 3], "a second click takes it off");
    desk.click("Open claims, 1");
    assert_eq!(desk.state().shown(), [3]);
    desk.click("Query");
    desk.click("Verified");
    assert_eq!(desk.state().shown(), [3], "the card stays under the hand until another is chosen");
    desk.state_mut().app.act(Action::Choose(None));
    desk.run();
    assert!(desk.has("No open claims"));
    desk.click("Show all");
    assert_eq!(desk.state().shown(), [1, 2, 3]);
}

#[test]
fn what_has_no_room_in_the_bar_stands_behind_the_dots() {
    let mut app = app(&["a b c d e f g h i"]);
    for (words, status) in ["a", "b", "c", "d", "e", "f", "g"].into_iter().zip(Status::ALL) {
        select(&mut app, words);
        app.act(Action::Run(Command::SetStatus(status)));
    }
    let mut desk = sized(app, vec2(360.0, 600.0));
    desk.run();
    assert!(!desk.has("Not checkable, 1"));
    desk.click("More filters");
    desk.click("Not checkable, 1");
    assert_eq!(desk.state().shown(), [7]);
}

#[test]
fn claims_are_filtered_by_words_speaker_and_source() {
    let mut app = bridge();
    attribute(&mut app, "Ada");
    let claim = app.open.as_ref().unwrap().chosen().unwrap().id;
    app.act(Action::Cite(claim, Cite::Typed("Town archive".into())));
    let mut desk = desk(app);
    desk.run();
    desk.click("Filter claims by text");
    desk.event(egui::Event::Text("crowns".into()));
    desk.run();
    assert_eq!(desk.state().shown(), [2]);
    desk.click("Stop filtering by text");
    desk.click("More filters");
    desk.click("Ada");
    assert_eq!(desk.state().shown(), [3]);
    desk.click("Remove filter: Said by Ada");
    desk.click("More filters");
    desk.click("Town archive");
    assert_eq!(desk.state().shown(), [3]);
    desk.click("Remove filter: Citing Town archive");
    assert_eq!(desk.state().shown(), [1, 2, 3]);
}

#[test]
fn the_order_is_chosen_from_a_menu() {
    let mut app = app(&["One and two."]);
    for words in ["two", "One"] {
        select(&mut app, words);
        app.act(Action::Run(Command::NewClaim));
    }
    let mut desk = desk(app);
    desk.run();
    assert_eq!(desk.state().shown(), [2, 1]);
    desk.click("Sort claims");
    desk.click("By number");
    assert_eq!((desk.state().open().place.sort, desk.state().shown()), (Sort::Number, vec![1, 2]));
}

#[test]
fn without_claims_the_panel_says_how_to_make_one() {
    let mut app = app(&["In 1974 the bridge opened."]);
    let mut desk = desk(app_without_selection(&mut app));
    desk.run();
    assert!(desk.has("No claims yet"));
    assert!(!desk.has("You selected a passage"));
    desk.click("Next uncovered word");
    assert!(desk.state().open().selected_words().is_some());
    assert!(desk.has("You selected a passage"));
    desk.click("Hide hints");
    assert!(!desk.has("You selected a passage") && !desk.state().app.settings.hints);
    desk.click("New claim");
    assert!(!desk.has("No claims yet"));
}

fn app_without_selection(app: &mut App) -> App {
    let fresh = self::app(&[]);
    std::mem::replace(app, fresh)
}

#[test]
fn a_review_that_another_window_holds_can_be_read_only() {
    let mut app = bridge();
    let claim = app.open.as_ref().unwrap().chosen().unwrap().id;
    app.act(Action::Cite(claim, Cite::Typed("Reuters".into())));
    app.open.as_mut().unwrap().held_by = Some(owner());
    let mut desk = sized(app, vec2(468.0, 1400.0));
    desk.run();
    for label in ["Wording", "Kind", "Said by", "Note", "Correction", "Query", "Mark verified", "Add source"]
    {
        assert!(desk.get_by_label(label).accesskit_node().is_disabled(), "{label}");
    }
    desk.click("Query");
    assert_eq!(desk.state().claim(3).status, Status::Unchecked);
    desk.click("Citation 1: Reuters, supports");
    assert!(desk.get_by_label("Pinpoint").accesskit_node().is_disabled(), "it unfolds to be read");
    desk.click("Previous claim");
    assert_eq!(desk.state().open().chosen().unwrap().number, 2);
}

fn owner() -> Owner {
    Owner { user: "Ada".into(), host: "desk".into(), pid: 1, since: Some(noon()) }
}

#[test]
fn an_arabic_wording_is_shown_and_heard_whole() {
    let mut app = one_claim("وقع الانقلاب في عام ١٩٧٤ في النيجر.", "الانقلاب في عام ١٩٧٤");
    attribute(&mut app, "محمد بازوم");
    edit_claim(&mut app, |claim| {
        ClaimChange::Wording(Change::new(claim.wording.clone(), "كان الانقلاب عام ١٩٧٤".into()))
    });
    let mut desk = desk(app);
    desk.run();
    assert!(desk.has("Claim 1: كان الانقلاب عام ١٩٧٤"));
    assert_eq!(desk.value("Wording"), "كان الانقلاب عام ١٩٧٤");
    assert_eq!(desk.value("Said by"), "محمد بازوم");
}

#[test]
fn three_thousand_claims_are_as_quick_as_ten() {
    let mut desk = desk(with_many_claims(3000));
    desk.run();
    let rows = |desk: &Harness<'_, Desk>| desk.query_all_by_role(egui::accesskit::Role::ListItem).count();
    assert!((5..25).contains(&rows(&desk)), "only rows in view are there: {}", rows(&desk));
    let far = desk.state().claim(2500).id;
    desk.state_mut().app.act(Action::Choose(Some(far)));
    desk.run();
    let card = desk.state().cards.open_card_rect().expect("the chosen card is in view");
    assert!((0.2 * 700.0..0.55 * 780.0).contains(&card.top()), "{card:?}");
    assert!(rows(&desk) < 25);
    for _ in 0..3 {
        let before = desk.state().cards.open_card_rect().unwrap().top();
        desk.state_mut().app.act(Action::Run(Command::NextClaim));
        desk.run();
        let after = desk.state().cards.open_card_rect().unwrap().top();
        assert!((after - before).abs() < 200.0, "the card stays about where it was: {before} to {after}");
    }
    let last = desk.state().claim(3000).id;
    desk.state_mut().app.act(Action::Choose(Some(last)));
    desk.run();
    let card = desk.state().cards.open_card_rect().expect("the last card is in view");
    assert!(card.bottom() <= 780.0 + 1.0, "and can be seen whole: {card:?}");
}

#[test]
fn a_status_sort_and_filter_survive_a_narrow_panel() {
    let mut desk = sized(bridge(), vec2(360.0, 700.0));
    desk.run();
    desk.click("Claim 2: cost 12 million crowns");
    for status in Status::ALL {
        desk.click(status.label());
        assert_eq!(desk.state().claim(2).status, status);
    }
    desk.state_mut().app.act(Action::Run(Command::FilterStatus(Status::NotCheckable)));
    desk.run();
    assert_eq!(desk.state().open().place.filter.by, By::Status(Status::NotCheckable));
    assert_eq!(desk.state().shown(), [2]);
}

#[test]
fn a_corrected_row_shows_without_being_open() {
    let mut app = bridge();
    let claim = app.open.as_ref().unwrap().chosen().unwrap().clone();
    let correction = redpencil::review::Correction { text: "5,000 people".into(), ..Default::default() };
    edit_claim(&mut app, |claim| {
        ClaimChange::Correction(Change::new(claim.correction.clone(), Some(correction)))
    });
    app.act(Action::Edit { label: "Prepare", edit: compose::set_note(&claim, "n").unwrap(), field: None });
    app.act(Action::Choose(None));
    let mut desk = desk(app);
    desk.run();
    let plain = desk.get_by_label("Claim 1: bridge opened in 1974").rect().height();
    let corrected = desk.get_by_label("Claim 3: 4,000 people").rect().height();
    assert_eq!(plain, 56.0, "tokens.md: height 56 for one line");
    assert_eq!(corrected, 56.0 + 23.0);
    assert!(desk.state().cards.open_card_rect().is_none());
}

#[test]
fn emoji_are_coloured_in_a_field_that_has_the_keyboard() {
    let font = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/NotoColorEmoji-subset.ttf");
    let ctx = egui::Context::default();
    typeset::install(&ctx, &typeset::Fonts::with_extra(vec![std::fs::read(font).unwrap()]));
    let mut text = "\u{1f600}".to_owned();
    for _ in 0..3 {
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.text_edit_singleline(&mut text);
        });
        output.textures_delta.clear(); // nothing is painted
    }
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough")]
    let atlas = ctx.fonts(|fonts| fonts.image());
    let coloured = atlas.pixels.iter().filter(|pixel| pixel.r() != pixel.b()).count();
    assert!(coloured > 20, "{coloured} pixels in colour");
}
