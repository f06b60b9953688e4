//! What a review still owes, at the window: problems, rules, waivers, roots, stored files.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test lays out its own files")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::command::Command;
use redpencil::app::open::{OpenReview, Panel};
use redpencil::app::problems::{self, Step};
use redpencil::app::{Action, App, Pick, World};
use redpencil::review::{
    Article, Change, Citation, CitationChange, CitationId, Draft, Edit, History, Method, Numbers, Paragraph,
    ParagraphKind, Review, ReviewId, RuleBook, Source, SourceChange, SourceId, Status, compose,
};
use redpencil::rules::{Findings, Known};
use redpencil::text::char_range;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[path = "common/window.rs"]
mod window;
use window::{Desk, app, click_on, desk, keys, noon, open, press, world};

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
    assert!(desk.query_by_label("Must fix, 1").is_some());
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

/// Each panel keeps its own place: the problems begin at the first, however far the claims were scrolled.
#[test]
fn problems_begin_at_the_first_whatever_was_scrolled_before() {
    let words: Vec<String> = (1000..1040).map(|toll| format!("paid {toll} crowns")).collect();
    let mut app = app(&[&words.join(", ")]);
    words.iter().for_each(|words| mark(&mut app, words, Status::Verified, &[]));
    let last = app.open.as_ref().unwrap().review().claims[39].id;
    let mut desk = desk(app);
    window::act(&mut desk, Action::Choose(Some(last)));
    assert!(desk.query_by_label_contains("Claim 1: ").is_none(), "scrolled");
    press(&mut desk, Modifiers::ALT, Key::Num4);
    assert!(desk.query_by_label("Must fix, 40").is_some());
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
    open_reuters(&mut desk);
    click_on(&mut desk, "Takes its facts from");
    click_on(&mut desk, "Sahel Daily");
    assert_eq!(open(&desk).review().sources[0].origin, None);
    assert!(desk.query_by_label_contains("name an origin outside this circle").is_some());
}

#[test]
fn a_circle_of_citations_is_refused_on_the_card() {
    let mut desk = card_of_second();
    click_on(&mut desk, "Citation 1: Reuters, supports");
    click_on(&mut desk, "Origin");
    click_on(&mut desk, "The Harbour Post");
    assert_eq!(open(&desk).review().claims[1].citations[0].origin, None);
    assert!(notice(&desk).contains("name an origin outside this circle"), "{}", notice(&desk));
}

#[test]
fn two_roots_of_one_owner_are_one_where_the_checker_says_so() {
    let mut app = with_library(app(&TEXT));
    let review = app.open.as_mut().unwrap();
    for (at, owner) in [(0, "Harbour Group"), (2, "harbour group")] {
        let source = review.review().sources[at].clone();
        let owner = SourceChange::Owner(Change::new(source.owner.clone(), owner.to_owned()));
        let origin = SourceChange::Origin(Change::new(source.origin, None));
        for change in [owner, origin] {
            let edit = Edit::Source { id: source.id, change };
            review.perform("source", &edit, None, noon()).unwrap();
        }
    }
    mark(&mut app, "cost 12 million crowns", Status::Verified, &[1, 3]);
    let mut desk = desk(app);
    press(&mut desk, Modifiers::ALT, Key::Num2);
    click_on(&mut desk, "By root");
    let offer = "Reuters and Sahel Daily probably have one root: same owner";
    assert!(desk.query_by_label_contains(offer).is_some());
    assert!(desk.query_by_label("2 independent roots from 3 sources").is_some());
    click_on(&mut desk, "Yes, one root");
    assert!(desk.query_by_label_contains(offer).is_none());
    assert!(desk.query_by_label("1 independent root from 3 sources").is_some());
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert!(desk.query_by_label_contains(offer).is_some());
}

#[test]
fn a_problem_is_put_right_where_it_stands() {
    let mut desk = owing();
    let found = |desk: &Desk| {
        let all = open(desk).listed_findings();
        all.into_iter().find(|finding| finding.rule.id == "no_access_date").cloned()
    };
    let first = found(&desk).unwrap();
    window::act(&mut desk, Action::Problem(Step::Show(Some(problems::Key::of(&first)))));
    click_on(&mut desk, "Accessed today");
    assert_eq!(open(&desk).review().claims[1].citations[0].accessed, Some(noon().date_naive()));
    assert_ne!(found(&desk).map(|next| next.subject), Some(first.subject));
    assert_kept(&desk);
}

#[test]
fn a_citation_has_a_digit_and_its_quotation_is_compared() {
    let mut desk = card_of_second();
    click_on(&mut desk, "Citation 1: Reuters, supports");
    click_on(&mut desk, "Credibility");
    click_on(&mut desk, "2 · Probably true");
    let citation = |desk: &Desk| open(desk).review().claims[1].citations[0].clone();
    assert_eq!(citation(&desk).credibility.digit(), 2);
    click_on(&mut desk, "How checked");
    click_on(&mut desk, "Called");
    click_on(&mut desk, "Checked by");
    desk.get_by_label("Checked by").type_text("Ada");
    desk.run();
    assert_eq!((citation(&desk).method, citation(&desk).who.as_str()), (Some(Method::Called), "Ada"));
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
    click_on(&mut desk, "Go to claim 2, verified");
    assert_eq!(open(&desk).chosen().unwrap().number, 2);
}

#[test]
fn a_finding_is_called_by_the_paragraph_that_it_stands_in() {
    let head = Paragraph::new(ParagraphKind::Hed, "TK men cross the bridge");
    let paragraphs = vec![head, Paragraph::new(ParagraphKind::Body, "It cost TK crowns.")];
    let draft = Draft::new(1, noon(), "bridge.txt", paragraphs);
    let mut app = app(&[]);
    let review = Review::new(ReviewId::new(1), Article::default(), draft);
    app.open = Some(OpenReview::new(review, History::default(), None));
    let mut desk = desk(app);
    press(&mut desk, Modifiers::ALT, Key::Num4);
    assert!(desk.query_by_label_contains("Hed: ").is_some(), "it has no number in the article");
    assert!(desk.query_all_by_label_contains("Paragraph 1: ").next().is_some());
    // What stands left of the row is the number alone: there is room for no more.
    let painted = desk.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) => text.galley.text().strip_prefix('¶').map(str::to_owned),
        _ => None,
    });
    let mut signs: Vec<_> = painted.collect();
    signs.dedup();
    assert_eq!(signs, ["1"], "beside the paragraph and beside the finding");
}

/// Opens Reuters in the library of sources.
fn open_reuters(desk: &mut Desk) {
    press(desk, Modifiers::ALT, Key::Num2);
    click_on(desk, "Reuters, other, secondary, 1 claim");
}

/// Puts words into a field in place of what is there.
fn type_in(desk: &mut Desk, name: &str, words: &str) {
    click_on(desk, name);
    press(desk, Modifiers::COMMAND, Key::A);
    desk.get_by_label(name).type_text(words);
    desk.run();
}

#[test]
fn a_calculation_follows_its_figures_and_says_why_it_cannot() {
    let mut desk = owing();
    open_reuters(&mut desk);
    click_on(&mut desk, "Kind");
    click_on(&mut desk, "Calculation");
    click_on(&mut desk, "Functions");
    click_on(&mut desk, "share(part, whole): a part of a whole, in per cent");
    for (number, name, value) in [(1, "part", "20"), (2, "whole", "50")] {
        click_on(&mut desk, "Add figure");
        type_in(&mut desk, &format!("Figure name {number}"), name);
        type_in(&mut desk, &format!("Figure value {number}"), value);
    }
    let result = |desk: &Desk| open(desk).review().sources[0].calculation.clone().unwrap().result;
    assert_eq!(result(&desk), "40%");
    type_in(&mut desk, "Figure value 2", "80");
    assert!(desk.query_by_label("20 ÷ 80 = 25%").is_some());
    for (whole, why) in [
        ("0", "The calculation divides by zero; check the figure that it divides by"),
        (
            "0.00000000000000000000000000000000001",
            "The numbers grow beyond 36 digits; use fewer digits or larger units",
        ),
        ("many", "“many” is no number or date for “whole”; write it like 1,500.5, 24% or 2023-07-27"),
    ] {
        type_in(&mut desk, "Figure value 2", whole);
        assert!(desk.query_by_label_contains(why).is_some(), "{why}");
        assert_eq!(result(&desk), "", "no result stays that does not follow");
        let found = open(&desk).findings().iter().find(|finding| finding.rule.id == "calculation").unwrap();
        assert!(found.what.to_lowercase().ends_with(&why.to_lowercase()), "{}", found.what);
    }
    assert_kept(&desk);
}

#[test]
fn a_source_has_a_grade_and_a_log() {
    let mut desk = owing();
    open_reuters(&mut desk);
    click_on(&mut desk, "Reliability");
    click_on(&mut desk, "B · Usually reliable");
    click_on(&mut desk, "Log a contact");
    click_on(&mut desk, "Called");
    let source = &open(&desk).review().sources[0];
    assert_eq!(source.reliability.letter(), 'B');
    assert_eq!((source.contacts.len(), source.contacts[0].at), (1, noon()));
}

/// An app that keeps its files in a folder, and what its file dialogs give.
fn kept_in(folder: &Path, pick: impl Fn(Pick) -> Option<PathBuf> + 'static) -> App {
    App::new(World {
        pick: Box::new(move |asked| {
            let path = pick(asked);
            Box::pin(async move { path.map(|path| vec![path]) })
        }),
        journals_dir: Some(folder.join("data/journals")),
        ..world()
    })
}

/// Opens the review of the bridge with a claim that cites Reuters, chosen.
fn on_the_cost(own: &mut App) {
    own.open = with_library(app(&TEXT)).open;
    mark(own, "cost 12 million crowns", Status::Verified, &[1]);
    let claim = own.open.as_ref().unwrap().review().claims[0].id;
    own.open.as_mut().unwrap().choose(Some(claim));
}

/// A window on that claim, its citation unfolded, and the folder that its files lie in.
fn desk_on_the_cost() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut own = kept_in(folder.path(), |_| None);
    on_the_cost(&mut own);
    let mut desk = desk(own);
    click_on(&mut desk, "Citation 1: Reuters, supports");
    (desk, folder)
}

fn notice(desk: &Desk) -> String {
    desk.state().as_ref().unwrap().app().notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
}

#[test]
fn a_pasted_picture_is_kept_and_shown() {
    let (mut desk, _folder) = desk_on_the_cost();
    let picture = egui::ColorImage::filled([60, 40], egui::Color32::RED);
    desk.event(egui::Event::PasteImage(Arc::new(picture)));
    desk.run();
    let kept = open(&desk).review().backups[0].clone();
    assert!(kept.name.starts_with("Pasted 2023-07-2") && kept.media_type == "image/png", "{kept:?}");
    assert_eq!(notice(&desk), format!("{} was kept for Reuters in claim 1.", kept.name));
    assert!(desk.query_by_label(&format!("Picture {}", kept.name)).is_some());
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert!(open(&desk).review().backups.is_empty());
}

#[test]
fn a_dropped_text_is_asked_about_kept_and_its_beginning_shown() {
    let (mut desk, folder) = desk_on_the_cost();
    let file = folder.path().join("letter 100% #1 été.txt");
    std::fs::write(&file, "Dear council,\nthe bridge cost 12 million crowns.").unwrap();
    window::act(&mut desk, Action::Drop(vec![file]));
    click_on(&mut desk, "Attach to the citation");
    assert!(desk.query_by_label("Dear council, ¶ the bridge cost 12 million crowns.").is_some());
    // The system's program gets an address that leads to a copy of it.
    desk.get_by_label("Open").click();
    let mut address = None;
    for _ in 0..4 {
        desk.step();
        let commands = &desk.output().platform_output.commands;
        address = address.or(commands.iter().find_map(|command| match command {
            egui::OutputCommand::OpenUrl(open) => Some(open.url.clone()),
            _ => None,
        }));
    }
    let shown = url::Url::parse(&address.unwrap()).unwrap().to_file_path().unwrap();
    assert_eq!(std::fs::read_to_string(&shown).unwrap(), "Dear council,\nthe bridge cost 12 million crowns.");
    assert_eq!(shown.file_name().unwrap(), "letter 100 1 été.txt");
}

#[test]
fn stored_files_are_verified_when_asked_and_an_altered_one_says_so() {
    let (mut desk, folder) = desk_on_the_cost();
    let file = folder.path().join("photo.png");
    std::fs::write(&file, "no picture").unwrap();
    window::act(&mut desk, Action::Drop(vec![file]));
    window::act(&mut desk, Action::Run(Command::VerifyFiles));
    assert_eq!(notice(&desk), "The stored file is as it was.");
    let kept = open(&desk).review().backups[0].sha256.clone();
    let dir = std::fs::read_dir(folder.path().join("data/unsaved")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(dir.join(kept), "forged").unwrap();
    window::act(&mut desk, Action::Run(Command::VerifyFiles));
    assert_eq!(notice(&desk), "The stored file is missing or altered; Problems says which.");
    assert!(desk.query_by_label_contains("Altered: the file is not the one that was stored.").is_some());
    press(&mut desk, Modifiers::ALT, Key::Num4);
    assert!(desk.query_all_by_label_contains("Stored file missing or altered").count() > 0);
}

const PAGE: &str = "<html><body><article><h1>Nine left</h1><p>Nine people left the hall on Friday, the council \
    said in a statement that it read aloud.</p><p>None of them came back before the vote was taken, and the doors \
    were then closed for the night.</p></article></body></html>";

/// A server of the test's own, on this machine; gives a page's address.
fn server() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/nine", listener.local_addr().unwrap());
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nx-kept: yes\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{PAGE}",
        PAGE.len()
    );
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]); // whatever it asks for
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

#[test]
fn a_page_is_captured_on_request_and_shown_with_what_the_server_said() {
    let (mut desk, _folder) = desk_on_the_cost();
    let url = server();
    let claim = open(&desk).review().claims[0].clone();
    let change = Change::new(String::new(), url.clone());
    let change = CitationChange::Url(change);
    let edit = Edit::Citation { claim: claim.id, id: claim.citations[0].id, change };
    window::act(&mut desk, Action::Edit { label: "Edit citation", edit, field: None });
    click_on(&mut desk, "Capture page");
    assert!(notice(&desk).contains("your own network"), "{}", notice(&desk));
    desk.state_mut().as_mut().unwrap().app_mut().settings.own_network = true;
    click_on(&mut desk, "Capture page");
    assert_eq!(notice(&desk), "127.0.0.1.warc was kept for Reuters in claim 1.");
    let [text, page] = open(&desk).review().backups.as_slice() else { panic!("text and page") };
    assert_eq!((page.url.as_str(), page.text.as_str()), (url.as_str(), text.sha256.as_str()));
    assert!(desk.query_by_label_contains("Nine people left the hall on Friday").is_some());
    assert!(desk.query_by_label_contains(&format!("from {url}")).is_some());
    assert!(desk.query_by_label_contains("Status 200, ").is_some());
    assert!(desk.query_by_label_contains("x-kept: yes").is_none());
    desk.get_by_label("Show headers").click_accesskit(); // the card is longer than the window
    desk.run();
    assert!(desk.query_by_label_contains("x-kept: yes").is_some());
}

#[test]
fn a_house_list_goes_from_one_review_to_another_and_back_out() {
    let folder = tempfile::tempdir().unwrap();
    let (list, review) = (folder.path().join("house.ron"), folder.path().join("bridge.ron"));
    let picked = (list.clone(), review.clone());
    let mut own = kept_in(folder.path(), move |pick| {
        Some(if matches!(pick, Pick::SaveReview(_)) { picked.1.clone() } else { picked.0.clone() })
    });
    on_the_cost(&mut own);
    let mut desk = desk(own);
    window::act(&mut desk, Action::Run(Command::SaveList));
    assert!(notice(&desk).starts_with("The house list was saved to "), "{}", notice(&desk));
    window::act(&mut desk, Action::Run(Command::LoadList));
    assert_eq!(notice(&desk), "All of the house list is in this review already.");
    let other = app(&["Nobody is cited here."]).open;
    desk.state_mut().as_mut().unwrap().app_mut().open = other;
    window::act(&mut desk, Action::Run(Command::LoadList));
    assert_eq!(notice(&desk), "3 sources came in. Undo takes it back.");
    let names: Vec<_> = open(&desk).review().sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["Reuters", "The Harbour Post", "Sahel Daily"]);
    press(&mut desk, Modifiers::COMMAND, Key::Z);
    assert!(open(&desk).review().sources.is_empty());
}

#[test]
fn a_house_list_takes_the_place_of_no_review() {
    let folder = tempfile::tempdir().unwrap();
    let review = folder.path().join("bridge.ron");
    let picked = review.clone();
    let mut own = kept_in(folder.path(), move |_| Some(picked.clone()));
    on_the_cost(&mut own);
    let mut desk = desk(own);
    window::act(&mut desk, Action::Run(Command::SaveAs));
    let before = std::fs::read(&review).unwrap();
    window::act(&mut desk, Action::Run(Command::SaveList));
    assert!(notice(&desk).contains("bridge.ron"), "{}", notice(&desk));
    assert_eq!(std::fs::read(&review).unwrap(), before);
    window::act(&mut desk, Action::Run(Command::LoadList));
    assert!(notice(&desk).contains("house list cannot be read"), "{}", notice(&desk));
}

#[test]
fn a_file_is_attached_listed_and_follows_the_review_to_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (file, saved) = (folder.path().join("statement.txt"), folder.path().join("bridge.ron"));
    std::fs::write(&file, "The bridge cost 12 million crowns.").unwrap();
    let mut own = kept_in(folder.path(), move |pick| {
        let is_backup = matches!(pick, Pick::Backup(_));
        Some(if is_backup { file.clone() } else { saved.clone() })
    });
    on_the_cost(&mut own);
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
