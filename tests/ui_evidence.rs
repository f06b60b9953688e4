//! What a review still owes, at the window: problems, rules, waivers, roots, stored files.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test lays out its own files")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::App;
use redpencil::app::open::Panel;
use redpencil::review::{Citation, CitationId, Numbers, RuleBook, Source, SourceId, Status, compose};
use redpencil::rules::{Findings, Known};
use redpencil::text::char_range;

#[path = "common/window.rs"]
mod window;
use window::{Desk, app, click_on, desk, keys, noon, open, press};

const TEXT: [&str; 2] = [
    "The bridge opened in 1974 and cost 12 million crowns, the city council said on Tuesday.",
    "Some 4,000 people cross it each day, and none of them pays a toll.",
];

/// Marks words as a claim with a status and citations of sources.
fn mark(app: &mut App, words: &str, status: Status, sources: &[u64]) {
    let open = app.open.as_mut().unwrap();
    let text = open.draft().text().as_str();
    let start = text[..text.find(words).unwrap()].chars().count();
    let passage = char_range(start..start + words.chars().count());
    let mut ids = Numbers::from_seed(start as u64 + 100);
    let (claim, edit) = compose::new_claim(open.review(), &mut ids, &[passage]).unwrap();
    let edit = compose::together(vec![edit, compose::set_status(&claim, status, "Ada", noon())]);
    open.perform("mark", &edit, None, noon()).unwrap();
    for &source in sources {
        let claim = open.review().claim(claim.id).unwrap();
        let id = CitationId::new(source * 1000 + start as u64);
        let edit = compose::add_citation(claim, Citation::of(id, SourceId::new(source)));
        open.perform("cite", &edit, None, noon()).unwrap();
    }
}

/// The library: Reuters, and two papers that print what it says.
fn with_library(mut app: App) -> App {
    let open = app.open.as_mut().unwrap();
    for (id, name) in [(1, "Reuters"), (2, "The Harbour Post"), (3, "Sahel Daily")] {
        let mut source = Source::named(SourceId::new(id), name);
        source.origin = (id > 1).then(|| SourceId::new(1));
        let edit =
            redpencil::review::Edit::AddSource { at: open.review().sources.len(), source: Box::new(source) };
        open.perform("source", &edit, None, noon()).unwrap();
    }
    app
}

/// One verified claim without a source, one with three citations of one root; the panel is shown.
fn owing() -> Desk {
    let mut app = with_library(app(&TEXT));
    mark(&mut app, "cost 12 million crowns", Status::Verified, &[]);
    mark(&mut app, "Some 4,000 people cross it each day", Status::Verified, &[1, 2, 3]);
    let mut desk = desk(app);
    press(&mut desk, Modifiers::ALT, Key::Num4);
    desk
}

fn chosen_rule(desk: &Desk) -> Option<&'static str> {
    open(desk).chosen_finding().map(|finding| finding.rule.id)
}

/// What is kept up to date edit by edit is what looking at everything finds.
fn assert_kept(desk: &Desk) {
    let known = Known::on(desk.state().as_ref().unwrap().app().today());
    let known = open(desk).facts().map_or(known, |facts| known.with_facts(facts));
    assert!(open(desk).findings() == &Findings::of(open(desk).review(), known), "not as found anew");
}

#[test]
fn problems_stand_by_weight_and_follow_each_edit() {
    let mut desk = owing();
    assert_eq!(open(&desk).place.panel, Panel::Problems);
    assert!(desk.query_by_label("Must fix, 1, blocks sign-off").is_some());
    assert!(desk.query_by_label_contains("Claim 1: Verified without a citation").is_some());
    assert!(desk.query_by_label_contains("Claim 2: Citations share one root").is_some());
    let before = open(&desk).finding_counts().total();
    assert!(desk.query_by_label(&format!("{before} problems, show")).is_some());
    keys(&mut desk, &[Key::J]);
    assert_eq!(chosen_rule(&desk), Some("no_citation"));
    keys(&mut desk, &[Key::U]);
    assert!(desk.query_by_label_contains("Verified without a citation").is_none());
    assert_kept(&desk);
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert_eq!(open(&desk).finding_counts().total(), before);
    assert_kept(&desk);
}

#[test]
fn keys_step_through_problems_and_enter_goes_to_the_card() {
    let mut desk = owing();
    keys(&mut desk, &[Key::J, Key::J]);
    let second = open(&desk).chosen_finding().unwrap().clone();
    assert_eq!(&second, open(&desk).listed_findings()[1]);
    keys(&mut desk, &[Key::K]);
    assert_eq!(open(&desk).chosen().unwrap().number, 1);
    keys(&mut desk, &[Key::Enter]);
    assert_eq!(open(&desk).place.panel, Panel::Claims);
}

#[test]
fn a_problem_is_waived_with_a_reason_and_a_name_and_taken_back() {
    let mut desk = owing();
    desk.state_mut().as_mut().unwrap().app_mut().settings.name = "Ada".into();
    keys(&mut desk, &[Key::J, Key::W]);
    keys(&mut desk, &[Key::Escape]);
    assert!(!open(&desk).problems.waiving);
    keys(&mut desk, &[Key::W]);
    desk.get_by_label("Reason").type_text("Seen by the editor");
    desk.run();
    keys(&mut desk, &[Key::Enter]);
    let waivers = &open(&desk).review().waivers;
    assert_eq!(waivers.len(), 1);
    let waiver = &waivers[0];
    assert_eq!((waiver.rule.as_str(), waiver.by.as_str(), waiver.at), ("no_citation", "Ada", noon()));
    assert_eq!(waiver.reason, "Seen by the editor");
    assert_eq!(open(&desk).finding_counts().waived, 1);
    click_on(&mut desk, "Waived, 1");
    assert!(desk.query_by_label("Waived: Seen by the editor").is_some());
    click_on(&mut desk, "Take waiver back");
    assert!(open(&desk).review().waivers.is_empty());
    assert_kept(&desk);
}

#[test]
fn a_waiver_without_a_reason_is_none() {
    let mut desk = owing();
    keys(&mut desk, &[Key::J, Key::W, Key::Enter]);
    assert!(open(&desk).review().waivers.is_empty());
}

#[test]
fn books_and_single_rules_are_chosen() {
    let mut desk = owing();
    click_on(&mut desk, "Choose rules");
    let switch =
        |name: &'static str| egui_kittest::kittest::By::new().role(egui::accesskit::Role::Switch).label(name);
    desk.get(switch("AFP rules")).click();
    desk.run();
    assert!(open(&desk).review().rules.books.contains(&RuleBook::Afp));
    desk.get(switch("Verified without a citation")).click();
    desk.run();
    assert_eq!(open(&desk).review().rules.off, ["no_citation"]);
    assert!(open(&desk).findings().iter().all(|finding| finding.rule.id != "no_citation"));
    assert_kept(&desk);
}

#[test]
fn the_card_names_its_problems_and_its_roots() {
    let mut desk = owing();
    press(&mut desk, Modifiers::ALT, Key::Num1);
    let second = open(&desk).review().claims[1].id;
    window::act(&mut desk, redpencil::app::Action::Choose(Some(second)));
    assert!(desk.query_by_label("3 citations, 1 root").is_some());
    click_on(&mut desk, "Problem: Citations share one root");
    assert_eq!(open(&desk).place.panel, Panel::Problems);
    assert_eq!(chosen_rule(&desk), Some("one_root"));
}

fn card_of_second() -> Desk {
    let mut desk = owing();
    press(&mut desk, Modifiers::ALT, Key::Num1);
    let second = open(&desk).review().claims[1].id;
    window::act(&mut desk, redpencil::app::Action::Choose(Some(second)));
    desk
}

#[test]
fn a_circle_of_origins_is_refused_with_a_sentence() {
    let mut desk = owing();
    press(&mut desk, Modifiers::ALT, Key::Num2);
    click_on(&mut desk, "Reuters, other, secondary, 1 claim");
    click_on(&mut desk, "Takes its facts from");
    click_on(&mut desk, "Sahel Daily");
    assert_eq!(open(&desk).review().sources[0].origin, None);
    assert!(desk.query_by_label_contains("name an origin outside this circle").is_some());
}

#[test]
fn a_citation_has_a_digit_and_its_quotation_is_compared() {
    let mut desk = card_of_second();
    click_on(&mut desk, "Citation 1: Reuters, supports");
    click_on(&mut desk, "Credibility");
    click_on(&mut desk, "2 · Probably true");
    let citation = |desk: &Desk| open(desk).review().claims[1].citations[0].clone();
    assert_eq!(citation(&desk).credibility.digit(), 2);
    click_on(&mut desk, "Quotation");
    desk.get_by_label("Quotation").type_text("Some 5,000 people cross it each day");
    desk.run();
    assert!(desk.query_by_label_contains("Altered: “4,000” for “5,000”").is_some());
}

#[test]
fn original_and_rendering_stand_side_by_side() {
    let mut app = with_library(app(&["“All Nigerians will see to it,” he wrote."]));
    mark(&mut app, "“All Nigerians will see to it,”", Status::Verified, &[1]);
    let review = app.open.as_mut().unwrap();
    let english = redpencil::review::Change::new(review.review().article.language.clone(), "en".to_owned());
    let edit = redpencil::review::Edit::Article(redpencil::review::ArticleChange::Language(english));
    review.perform("language", &edit, None, noon()).unwrap();
    let claim = review.review().claims[0].clone();
    let own = &claim.citations[0];
    let quote =
        redpencil::review::Change::new(own.quotation.clone(), "Tous les Nigériens y veilleront".to_owned());
    let language = redpencil::review::Change::new(own.language.clone(), "fr".to_owned());
    for change in [
        redpencil::review::CitationChange::Quotation(quote),
        redpencil::review::CitationChange::Language(language),
    ] {
        let edit = redpencil::review::Edit::Citation { claim: claim.id, id: own.id, change };
        review.perform("quote", &edit, None, noon()).unwrap();
    }
    review.choose(Some(claim.id));
    let mut desk = desk(app);
    click_on(&mut desk, "Citation 1: Reuters, supports");
    assert!(desk.query_by_label("Tous les Nigériens y veilleront").is_some());
    assert!(desk.query_by_label_contains("Translated: ").is_some(), "no comparison");
    let said = format!("{:?}", desk.get_by_label_contains("Translated: "));
    assert!(said.contains("“Nigerians”"), "{said}");
}

#[test]
fn the_library_is_shown_by_root() {
    let mut desk = owing();
    press(&mut desk, Modifiers::ALT, Key::Num2);
    assert!(desk.query_by_label("1 independent root from 3 sources").is_some());
    click_on(&mut desk, "By root");
    assert!(desk.query_by_label_contains("Reuters, secondary, 2 outlets trace here").is_some());
    assert!(desk.query_by_label_contains("Sahel Daily, takes its facts from Reuters").is_some());
}

#[test]
fn a_source_has_a_grade_a_log_and_a_calculation() {
    let mut desk = owing();
    press(&mut desk, Modifiers::ALT, Key::Num2);
    click_on(&mut desk, "Reuters, other, secondary, 1 claim");
    click_on(&mut desk, "Reliability");
    click_on(&mut desk, "B · Usually reliable");
    click_on(&mut desk, "Log a contact");
    click_on(&mut desk, "Called");
    let source = &open(&desk).review().sources[0];
    assert_eq!(source.reliability.letter(), 'B');
    assert_eq!((source.contacts.len(), source.contacts[0].at), (1, noon()));
}

#[test]
fn a_file_is_attached_listed_and_follows_the_review_to_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (file, saved) = (folder.path().join("statement.txt"), folder.path().join("bridge.ron"));
    std::fs::write(&file, "The bridge cost 12 million crowns.").unwrap();
    let picked = (file.clone(), saved.clone());
    let mut own = App::new(redpencil::app::World {
        now: Box::new(noon),
        ids: Box::new(Numbers::from_seed(1)),
        pick: Box::new(move |pick| {
            let is_backup = matches!(pick, redpencil::app::Pick::Backup(_));
            let path = if is_backup { picked.0.clone() } else { picked.1.clone() };
            Box::pin(async move { Some(path) })
        }),
        settings_dir: None,
        journals_dir: Some(folder.path().join("data/journals")),
        runner: redpencil::app::jobs::Runner::Inline,
    });
    own.open = with_library(app(&TEXT)).open;
    mark(&mut own, "cost 12 million crowns", Status::Verified, &[1]);
    let claim = own.open.as_ref().unwrap().review().claims[0].id;
    own.open.as_mut().unwrap().choose(Some(claim));
    let mut desk = desk(own);
    click_on(&mut desk, "Citation 1: Reuters, supports");
    click_on(&mut desk, "Attach file…");
    desk.run();
    let kept = open(&desk).review().backups[0].clone();
    assert_eq!(
        (kept.name.as_str(), kept.bytes, kept.media_type.as_str()),
        ("statement.txt", 34, "text/plain")
    );
    assert!(desk.query_by_label("statement.txt · text/plain · 34 bytes").is_some());
    window::act(&mut desk, redpencil::app::Action::Run(redpencil::app::command::Command::SaveAs));
    desk.run();
    assert!(folder.path().join("bridge.backup").join(&kept.sha256).is_file());
}
