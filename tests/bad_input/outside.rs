//! Two windows on one file, and files that other programs change, delete or exchange.

use crate::desk::{Desk, answer, asked, crash, failed, load, mark, open, opened, run, settle};
use redpencil::app::App;
use redpencil::app::command::Command;
use redpencil::store::{self, kept_states};
use std::fs;

/// The notes of all claims, and on which words they stand.
fn words(app: &App) -> Vec<Vec<String>> {
    opened(app).review().claims.iter().map(|claim| claim.marked_words()).collect()
}

#[test]
fn the_second_window_is_read_only_and_says_who_has_the_file() {
    let desk = Desk::new();
    let before = desk.read("saved.ron");
    let mut first = desk.app_on("saved.ron");
    let mut second = desk.app_on("saved.ron");
    let owner = format!("process {}", std::process::id());
    let notice = second.notice.clone().unwrap();
    assert!(notice.text.starts_with("Read-only: ") && notice.text.contains(&owner), "{notice:?}");
    assert!(!opened(&second).is_writable());
    // No command changes anything, and neither does an edit that comes past the commands.
    for command in Command::all().filter(|&command| command != Command::SaveAs && command != Command::Quit) {
        run(&mut second, Command::SelectAll);
        run(&mut second, Command::NextClaim);
        if !matches!(command, Command::CloseReview | Command::OpenSample | Command::PasteArticle) {
            run(&mut second, command);
        }
    }
    let claim = opened(&second).review().claims[0].clone();
    let edit = redpencil::review::compose::set_note(&claim, "changed").unwrap();
    crate::desk::act(&mut second, redpencil::app::Action::Edit { label: "Note", edit, field: None });
    failed(&second, "nothing was changed here");
    assert_eq!(opened(&second).review(), opened(&first).review());
    assert_eq!(desk.read("saved.ron"), before);
    desk.run(&["mark", "saved.ron", "--quote", "Tuesday"]).refuses(3, &owner);
    // The first window goes on as if there were no second.
    mark(&mut first, "Tuesday");
    run(&mut first, Command::Save);
    assert!(!opened(&first).is_unsaved());
    assert_eq!(load(&desk.path("saved.ron")).claims.len(), 3);
}

#[test]
fn the_second_window_saves_under_another_name_and_goes_on() {
    let desk = Desk::new();
    let _first = desk.app_on("saved.ron");
    let mut second = desk.app_on("saved.ron");
    desk.save_as(&mut second, &desk.path("copy.ron"));
    assert!(opened(&second).is_writable(), "{:?}", second.notice);
    mark(&mut second, "Tuesday");
    run(&mut second, Command::Save);
    assert_eq!(load(&desk.path("copy.ron")).claims.len(), 3);
    assert_eq!(load(&desk.path("saved.ron")).claims.len(), 2);
    // What is typed from now on is kept against a crash.
    mark(&mut second, "the mayor");
    crash(second);
    let mut third = desk.app();
    open(&mut third, &desk.path("copy.ron"));
    answer(&mut third, "Restore");
    assert_eq!(words(&third).last().unwrap(), &["the mayor"]);
}

#[test]
fn a_file_that_another_window_has_is_not_saved_over() {
    let desk = Desk::new();
    let mut first = desk.app_on("saved.ron");
    mark(&mut first, "Tuesday");
    let mut second = desk.app_on("saved.ron");
    desk.save_as(&mut second, &desk.path("saved.ron"));
    failed(&second, "Not saved: ");
    let mut third = desk.app_on("article.txt");
    mark(&mut third, "the mayor");
    desk.save_as(&mut third, &desk.path("saved.ron"));
    failed(&third, "Not saved: ");
    assert!(opened(&third).is_unsaved());
    run(&mut first, Command::Save);
    assert!(first.question.is_none(), "the file is what the first window left");
    assert_eq!(load(&desk.path("saved.ron")).claims.len(), 3);
}

/// A window with a claim that is not saved, on a file that is no longer what it was; asked to save.
fn surprised(desk: &Desk, change: impl FnOnce()) -> App {
    let mut app = desk.app_on("saved.ron");
    mark(&mut app, "Tuesday");
    change();
    run(&mut app, Command::Save);
    assert!(opened(&app).is_unsaved());
    app
}

/// Another program saves the review with one claim less.
fn change_outside(desk: &Desk) {
    let mut review = load(&desk.path("saved.ron"));
    review.claims.pop();
    desk.write("saved.ron", store::to_ron(&review).unwrap());
}

#[test]
fn a_file_changed_outside_is_asked_about_and_kept_on_cancel() {
    let desk = Desk::new();
    let mut app = surprised(&desk, || change_outside(&desk));
    let changed = desk.read("saved.ron");
    assert_eq!(asked(&app), ["Save as…", "Write over it", "Cancel"]);
    answer(&mut app, "Cancel");
    assert_eq!(desk.read("saved.ron"), changed);
    assert!(opened(&app).is_unsaved());
    assert_eq!(words(&app).len(), 3);
    // Asked again, and saved elsewhere: both are there.
    run(&mut app, Command::Save);
    desk.choose(&desk.path("mine.ron"));
    answer(&mut app, "Save as…");
    assert!(!opened(&app).is_unsaved());
    assert_eq!(load(&desk.path("mine.ron")).claims.len(), 3);
    assert_eq!(desk.read("saved.ron"), changed);
}

#[test]
fn a_file_changed_outside_is_kept_as_a_state_where_it_is_written_over() {
    let desk = Desk::new();
    let mut app = surprised(&desk, || change_outside(&desk));
    answer(&mut app, "Write over it");
    assert!(!opened(&app).is_unsaved(), "{:?}", app.notice);
    let path = desk.path("saved.ron");
    assert_eq!(load(&path).claims.len(), 3);
    assert_eq!(load(&kept_states(&path)[0]).claims.len(), 1);
}

#[test]
fn a_deleted_file_is_asked_about() {
    let desk = Desk::new();
    let path = desk.path("saved.ron");
    let mut app = surprised(&desk, || fs::remove_file(&path).unwrap());
    assert!(app.question.as_ref().unwrap().heading.contains("moved or deleted"));
    answer(&mut app, "Cancel");
    assert!(!path.exists());
    run(&mut app, Command::Save);
    answer(&mut app, "Write it anew");
    assert!(!opened(&app).is_unsaved(), "{:?}", app.notice);
    assert_eq!(load(&path).claims.len(), 3);
}

#[test]
fn a_deleted_file_is_saved_elsewhere() {
    let desk = Desk::new();
    let path = desk.path("saved.ron");
    let mut app = surprised(&desk, || fs::remove_file(&path).unwrap());
    desk.choose(&desk.path("mine.ron"));
    answer(&mut app, "Save as…");
    assert_eq!(load(&desk.path("mine.ron")).claims.len(), 3);
    assert!(!path.exists());
}

#[test]
fn a_file_of_a_newer_version_put_in_its_place_is_not_written_over() {
    let desk = Desk::new();
    let newer = desk.read("saved.ron").replacen("version: 1", "version: 2", 1);
    let mut app = surprised(&desk, || drop(desk.write("saved.ron", &newer)));
    answer(&mut app, "Write over it");
    failed(&app, "Not saved: The file there is kept");
    assert_eq!(desk.read("saved.ron"), newer);
    desk.save_as(&mut app, &desk.path("mine.ron"));
    assert_eq!(load(&desk.path("mine.ron")).claims.len(), 3);
    assert_eq!(opened(&app).save_failed, None);
}

#[test]
fn a_folder_put_in_its_place_is_no_file_to_save_to() {
    let desk = Desk::new();
    let path = desk.path("saved.ron");
    let mut app = surprised(&desk, || {
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
    });
    answer(&mut app, "Write over it");
    failed(&app, "it is a folder");
    desk.save_as(&mut app, &desk.path("mine.ron"));
    assert_eq!(load(&desk.path("mine.ron")).claims.len(), 3);
}

#[test]
fn work_on_a_file_that_is_gone_is_not_lost_with_the_window() {
    let desk = Desk::new();
    let path = desk.path("saved.ron");
    let mut app = desk.app_on("saved.ron");
    mark(&mut app, "Tuesday");
    run(&mut app, Command::Save);
    mark(&mut app, "the mayor");
    change_outside(&desk); // the state that was saved stands in the file only, and is lost
    crash(app);
    let mut app = desk.app();
    open(&mut app, &path);
    settle(&mut app);
    assert_eq!(asked(&app), ["Restore", "Open without it"]);
    let journals = || fs::read_dir(desk.journals()).unwrap().count();
    let before = journals();
    answer(&mut app, "Restore");
    if app.open.is_none() {
        failed(&app, "put that state back");
    }
    assert_eq!(journals(), before, "the journal stays as it is");
}
