//! Articles into the window: many at once, read as chosen, and read again from the file that was kept.
#![allow(clippy::disallowed_methods, reason = "a test lays out its own files")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use redpencil::app::command::Command;
use redpencil::app::{Action, App, Overlay, Pick, World};
use redpencil::store;
use std::path::{Path, PathBuf};

#[path = "common/window.rs"]
mod window;
use window::{Desk, act, click_on, desk, open, press, select, world};

const TRACKED: &str = "{\\rtf1\\ansi{\\*\\atrfstart 1}Nine men{\\*\\atrfend 1}{\\*\\atnauthor Ida}\\chatn\
    {\\*\\annotation{\\*\\atnref 1}Who counted?} crossed the {\\deleted old }{\\revised new }bridge \
    {\\*\\atrfstart 2}on Tuesday{\\*\\atrfend 2}{\\*\\atnauthor Ida}\\chatn{\\*\\annotation{\\*\\atnref 2}Not Monday?}.}";

/// A window whose file dialogs answer with what is asked for, over a folder of its own.
fn import_desk(folder: &Path) -> Desk {
    let own = folder.to_owned();
    let app = App::new(World {
        pick: Box::new(move |pick| {
            let picked = match pick {
                Pick::Article => vec![own.join("in/tracked.rtf")],
                Pick::Articles => vec![own.join("in/tracked.rtf"), own.join("in/fire.txt")],
                Pick::ArticleFolder => vec![own.join("in")],
                Pick::ReviewFolder => vec![own.join("out")],
                Pick::SaveReview(_) => vec![own.join("out/saved.ron")],
                _ => Vec::new(),
            };
            Box::pin(async move { Some(picked) })
        }),
        journals_dir: Some(folder.join("data/journals")),
        ..world()
    });
    for name in ["in", "out"] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("in/tracked.rtf"), TRACKED).unwrap();
    std::fs::write(folder.join("in/fire.txt"), "The fire began at noon.").unwrap();
    std::fs::write(folder.join("in/broken.docx"), "PK\x03\x04word/document.xml and no more").unwrap();
    desk(app)
}

fn app(desk: &Desk) -> &App {
    desk.state().as_ref().unwrap().app()
}

fn is_shown(desk: &Desk, words: &str) -> bool {
    desk.query_all_by_label_contains(words).next().is_some()
}

fn files(folder: PathBuf) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_folder_of_articles_becomes_a_review_each() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = import_desk(folder.path());
    press(&mut desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    click_on(&mut desk, "Choose a folder…");
    desk.run();
    for name in ["broken.docx", "fire.txt", "tracked.rtf"] {
        assert!(is_shown(&desk, name), "{name}");
    }
    click_on(&mut desk, "Save them in…");
    desk.run();
    click_on(&mut desk, "Import 3 articles");
    desk.run();
    assert!(is_shown(&desk, "2 imported, 1 failed"));
    assert!(is_shown(&desk, "damaged"), "the list says why");
    assert!(is_shown(&desk, "2 comments became claims"));
    let out = folder.path().join("out");
    let review = store::load(&out.join("tracked.ron")).unwrap().review;
    assert_eq!(review.claims.len(), 2);
    assert!(out.join("tracked.backup").join(&review.original().unwrap().sha256).is_file());
    assert!(out.join("fire.ron").is_file() && !out.join("broken.ron").exists());
    click_on(&mut desk, "Open fire.ron");
    desk.run();
    assert_eq!(open(&desk).draft().text().as_str(), "The fire began at noon.");
    assert_eq!(app(&desk).overlay, None);
}

#[test]
fn a_review_that_stands_there_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = import_desk(folder.path());
    std::fs::write(folder.path().join("in/fire.ron"), "mine").unwrap();
    let paths = ["in/tracked.rtf", "in/fire.txt"].map(|name| folder.path().join(name));
    act(&mut desk, Action::Drop(paths.to_vec()));
    desk.run();
    assert!(is_shown(&desk, "Each beside its article"));
    click_on(&mut desk, "Import 2 articles");
    desk.run();
    assert!(is_shown(&desk, "1 imported, 1 failed"));
    assert_eq!(std::fs::read_to_string(folder.path().join("in/fire.ron")).unwrap(), "mine");
    assert!(folder.path().join("in/tracked.ron").is_file());
}

#[test]
fn a_dropped_folder_is_offered_and_one_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = import_desk(folder.path());
    act(&mut desk, Action::Drop(vec![folder.path().join("in")]));
    desk.run();
    assert_eq!(app(&desk).overlay, Some(Overlay::Import));
    assert!(is_shown(&desk, "3 articles"));
    press(&mut desk, Modifiers::NONE, Key::Escape);
    act(&mut desk, Action::Drop(vec![folder.path().join("in/fire.txt")]));
    desk.run();
    assert_eq!(open(&desk).draft().text().as_str(), "The fire began at noon.");
}

#[test]
fn one_article_is_read_as_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = import_desk(folder.path());
    act(&mut desk, Action::Run(Command::ImportArticles));
    click_on(&mut desk, "Choose articles…");
    desk.run();
    click_on(&mut desk, "Tracked changes: as rejected");
    click_on(&mut desk, "Import 2 articles");
    desk.run();
    let review = store::load(&folder.path().join("in/tracked.ron")).unwrap().review;
    assert_eq!(review.draft().unwrap().text().as_str(), "Nine men crossed the old bridge on Tuesday.");
}

/// A desk at which the article was opened.
fn desk_with_article(folder: &Path) -> Desk {
    let mut desk = import_desk(folder);
    act(&mut desk, Action::Run(Command::OpenArticle));
    desk.run();
    desk
}

/// How many files wait until their reviews are saved.
fn unsaved(folder: &Path) -> usize {
    let kept = std::fs::read_dir(folder.join("data/unsaved")).into_iter().flatten();
    kept.map(|dir| files(dir.unwrap().path())).sum()
}

#[test]
fn an_original_goes_with_the_unsaved_work_that_nobody_wants_back() {
    let folder = tempfile::tempdir().unwrap();
    drop(desk_with_article(folder.path())); // without a word, as in a crash
    let mut desk = import_desk(folder.path());
    desk.state_mut().as_mut().unwrap().app_mut().look_for_orphans();
    desk.run();
    assert_eq!(unsaved(folder.path()), 1, "it may be wanted back");
    click_on(&mut desk, "Open without it");
    assert_eq!(unsaved(folder.path()), 0);
}

#[test]
fn the_original_is_kept_until_the_review_is_saved_and_then_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let unsaved = || unsaved(folder.path());
    let mut desk = desk_with_article(folder.path());
    let original = open(&desk).review().original().unwrap().clone();
    assert_eq!((original.name.as_str(), original.media_type.as_str()), ("tracked.rtf", "application/rtf"));
    assert_eq!((open(&desk).review().claims.len(), unsaved()), (2, 1));
    act(&mut desk, Action::Run(Command::SaveAs));
    desk.run();
    let kept = folder.path().join("out/saved.backup").join(&original.sha256);
    assert_eq!(std::fs::read(kept).unwrap(), TRACKED.as_bytes());
    assert_eq!(unsaved(), 0);
    act(&mut desk, Action::Run(Command::OpenArticle));
    desk.run();
    assert_eq!(unsaved(), 1);
    act(&mut desk, Action::Run(Command::CloseReview));
    assert_eq!(unsaved(), 0, "nobody saved it");
}

#[test]
fn the_original_is_read_again_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_article(folder.path());
    std::fs::remove_file(folder.path().join("in/tracked.rtf")).unwrap();
    let read_again = |desk: &mut Desk, how: &str| {
        act(desk, Action::Run(Command::ReadAgain));
        click_on(desk, how);
        click_on(desk, "Read again");
        desk.run();
        desk.run();
    };
    read_again(&mut desk, "Tracked changes: as rejected");
    let text = |desk: &Desk| open(desk).draft().text().as_str().to_owned();
    assert_eq!(text(&desk), "Nine men crossed the old bridge on Tuesday.");
    assert_eq!(open(&desk).draft().number, 1, "nothing was done yet, so it began anew");
    select(&mut desk, "crossed");
    act(&mut desk, Action::Run(Command::NewClaim));
    read_again(&mut desk, "Tracked changes: as accepted");
    assert_eq!(text(&desk), "Nine men crossed the new bridge on Tuesday.");
    assert_eq!((open(&desk).draft().number, open(&desk).review().claims.len()), (2, 3));
    act(&mut desk, Action::Run(Command::Undo));
    assert_eq!(open(&desk).draft().number, 1);
}

#[test]
fn what_was_not_kept_cannot_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = import_desk(folder.path());
    act(&mut desk, Action::Drop(vec![folder.path().join("in/fire.txt")]));
    desk.run();
    assert_eq!(app(&desk).can(Command::ReadAgain), Err("The file that this draft was read from is not kept"));
}
