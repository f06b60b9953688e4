//! Disks that are full and folders that take no file: the sentence stays until it is resolved, and the work
//! is in the journal meanwhile.
#![cfg(unix)]

use crate::desk::{Desk, act, answer, crash, failed, load, mark, open, opened, run};
use redpencil::app::command::Command;
use redpencil::app::exporting::Choice;
use redpencil::app::{Action, App};
use redpencil::review::Status;
use std::fs;
use std::path::{Path, PathBuf};

/// Set for a child: the folder of the desk it works at.
const FOLDER: &str = "REDPENCIL_TEST_DESK";

/// A save failed: that is said, and stays said whatever else is said after it.
#[track_caller]
fn stays_unsaved(app: &mut App, words: &str) {
    failed(app, words);
    assert!(opened(app).save_failed.as_ref().is_some_and(|why| why.contains(words)));
    run(app, Command::Undo);
    run(app, Command::Redo);
    assert!(!app.notice.as_ref().is_some_and(|notice| notice.is_error), "another message took its place");
    assert!(opened(app).save_failed.as_ref().is_some_and(|why| why.contains(words)), "and yet it stays");
    assert!(app.has_unsaved_work());
}

/// Saving elsewhere works and takes the sentence away.
#[track_caller]
fn saves_elsewhere(desk: &Desk, app: &mut App, claims: usize) {
    let elsewhere = desk.path("elsewhere.ron");
    desk.save_as(app, &elsewhere);
    assert_eq!((opened(app).save_failed.as_ref(), app.has_unsaved_work()), (None, false), "{:?}", app.notice);
    assert_eq!(load(&elsewhere).claims.len(), claims);
}

#[test]
fn a_verb_on_a_full_disk_leaves_what_was_there() {
    let desk = Desk::new();
    desk.write("long.txt", "The river rose by 12 cm. ".repeat(4_000) + "Nine men left.");
    desk.run(&["import", "long.txt", "-o", "long.ron"]).exits(0);
    let before = desk.read("long.ron");
    let limit = "trap '' XFSZ; ulimit -f 40;";
    let full = "the file would be larger than this system allows";
    desk.shell(&format!("{limit} exec \"$redpencil\" import long.txt -o new.ron")).refuses(3, full);
    desk.shell(&format!("{limit} exec \"$redpencil\" import long.txt -o long.ron --force")).refuses(3, full);
    let mark = r#"mark long.ron --quote "Nine men""#;
    desk.shell(&format!("{limit} exec \"$redpencil\" {mark}")).refuses(3, full);
    assert!(!desk.path("new.ron").exists());
    assert_eq!(desk.read("long.ron"), before);
    assert_eq!(desk.rubbish(), [""; 0]);
}

/// Needs a system that lets a person mount a disk of their own; elsewhere there is nothing to test.
#[cfg(target_os = "linux")]
#[test]
fn a_verb_on_a_disk_without_room_leaves_what_was_there() {
    let desk = Desk::new();
    fs::create_dir(desk.path("disk")).unwrap();
    let with_disk = |line: &str| {
        let mount = "mount -t tmpfs -o size=64k none disk 2>/dev/null || exit 77";
        desk.shell(&format!("unshare -rm sh -c '{mount}; {line}' 2>&1 >/dev/null || echo \"exit $?\" >&2"))
    };
    let ran = with_disk("cp saved.ron disk/ && head -c 1M /dev/zero > disk/fill; cp saved.ron disk/kept");
    if ran.said().contains("exit 77") || ran.said().contains("unshare") || !ran.said().contains("exit 1") {
        eprintln!("not tested: no disk can be mounted here ({})", ran.said().trim());
        return;
    }
    let line = "cp saved.ron disk/ && { head -c 1M /dev/zero > disk/fill; \
        \"$redpencil\" mark disk/saved.ron --quote Tuesday 2>said; echo $? >>said; \
        \"$redpencil\" import article.txt -o disk/new.ron 2>>said; echo $? >>said; \
        cmp saved.ron disk/saved.ron >>said; ls disk >>said; } 2>/dev/null";
    with_disk(line);
    let said = desk.read("said");
    let full = "redpencil: cannot save the file, for the disk is full: ";
    let said: Vec<&str> = said.lines().collect();
    assert!(said[0].starts_with(full) && said[0].ends_with("disk/saved.ron"), "{said:?}");
    assert!(said[2].starts_with(full) && said[2].ends_with("disk/new.ron"), "{said:?}");
    assert_eq!((said[1], said[3], &said[4..]), ("3", "3", &["fill", "saved.ron"][..]));
}

#[test]
#[ignore = "runs as a child of `a_window_on_a_full_disk_keeps_the_work`"]
fn child_works_on_a_full_disk() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let desk = Desk::at(&folder);
    let mut app = desk.app_on("long.ron");
    mark(&mut app, "by 12 cm");
    run(&mut app, Command::SetStatus(Status::Disputed));
    run(&mut app, Command::Save);
    stays_unsaved(&mut app, "larger than this system allows");
    desk.save_as(&mut app, &desk.path("elsewhere.ron"));
    stays_unsaved(&mut app, "larger than this system allows");
    assert!(!desk.path("elsewhere.ron").exists());
    crash(app);
    fs::write(desk.path("done"), "").unwrap();
}

/// A limit on the size of files stands for the disk: writing stops in the middle in the same way.
#[test]
fn a_window_on_a_full_disk_keeps_the_work() {
    let desk = Desk::new();
    desk.write("long.txt", "The river rose by 12 cm. ".repeat(4_000) + "Nine men left.");
    desk.run(&["import", "long.txt", "-o", "long.ron"]).exits(0);
    let before = desk.read("long.ron");
    let (program, folder) = (std::env::current_exe().unwrap(), desk.folder().to_owned());
    let child = format!(
        "trap '' XFSZ; ulimit -f 40; {FOLDER}='{}' '{}' --ignored --exact --nocapture disk::child_works_on_a_full_disk 2>&1 | head -c 9000",
        folder.display(),
        program.display()
    );
    let ran = desk.shell(&child);
    assert!(desk.path("done").exists(), "{}", ran.out());
    assert_eq!(desk.read("long.ron"), before);
    let mut app = desk.app();
    open(&mut app, &desk.path("long.ron"));
    answer(&mut app, "Restore");
    assert_eq!(opened(&app).review().claims[0].status, Status::Disputed);
    saves_elsewhere(&desk, &mut app, 1);
}

#[test]
fn a_write_protected_file_is_said_until_it_is_saved_elsewhere() {
    let desk = Desk::new();
    let path = desk.path("saved.ron");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = desk.read("saved.ron");
    desk.run(&["mark", "saved.ron", "--quote", "Tuesday"]).refuses(3, "you have no permission");
    let mut app = desk.app_on("saved.ron");
    mark(&mut app, "Tuesday");
    run(&mut app, Command::Save);
    stays_unsaved(&mut app, "you have no permission");
    assert_eq!(desk.read("saved.ron"), before);
    kept_by_the_journal(&desk, app, &path);
}

/// For somebody who may do anything, permissions bind nobody, and there is nothing to test.
#[test]
fn a_read_only_folder_is_said_until_it_is_saved_elsewhere() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let folder = desk.path("folder");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("saved.ron");
    fs::rename(desk.path("saved.ron"), &path).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        eprintln!("not tested: permissions do not bind this user");
        return;
    }
    let mut app = desk.app_on("folder/saved.ron");
    mark(&mut app, "Tuesday");
    run(&mut app, Command::Save);
    stays_unsaved(&mut app, "you have no permission");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    kept_by_the_journal(&desk, app, &path);
}

/// Where nobody can make a file, root included: below a file, and in the system's own folder.
#[test]
fn a_place_that_takes_no_file_is_said_until_it_is_saved_elsewhere() {
    let desk = Desk::new();
    let mut places = vec![desk.path("article.txt/new.ron"), desk.path("nowhere/new.ron")];
    if cfg!(target_os = "linux") {
        places.push("/proc/self/new.ron".into());
    }
    let mut app = desk.app_on("article.txt");
    mark(&mut app, "Tuesday");
    for place in places {
        let name = place.to_str().unwrap();
        desk.run(&["import", "article.txt", "-o", name]).refuses(3, name);
        desk.save_as(&mut app, &place);
        stays_unsaved(&mut app, name);
    }
    saves_elsewhere(&desk, &mut app, 1);
}

/// The window ends with work that could not be saved; the next one offers it, and saves it elsewhere.
#[track_caller]
fn kept_by_the_journal(desk: &Desk, app: App, path: &Path) {
    crash(app);
    let mut app = desk.app();
    open(&mut app, path);
    answer(&mut app, "Restore");
    assert_eq!(opened(&app).review().claims.len(), 3);
    saves_elsewhere(desk, &mut app, 3);
}

#[test]
fn a_folder_for_journals_that_takes_none_is_said() {
    let desk = Desk::new();
    desk.write("journals", "a file where the folder would be");
    let mut app = desk.app_on("saved.ron");
    mark(&mut app, "Tuesday");
    opened(&app).journal.as_ref().unwrap().flush();
    crate::desk::settle(&mut app);
    failed(&app, "cannot be kept safe against a crash");
    run(&mut app, Command::Save);
    assert_eq!(load(&desk.path("saved.ron")).claims.len(), 3);
}

#[test]
fn an_export_that_cannot_be_written_is_said() {
    let desk = Desk::new();
    let mut app = desk.app_on("saved.ron");
    desk.choose(&desk.path("article.txt/out.json"));
    let choice = Choice { format: "json".into(), ..Choice::default() };
    run(&mut app, Command::Export);
    act(&mut app, Action::ChooseExport(Box::new(choice)));
    act(&mut app, Action::Export);
    failed(&app, "cannot").ends_with("out.json");
    if cfg!(target_os = "linux") {
        desk.shell("exec \"$redpencil\" show saved.ron >/dev/full")
            .refuses(3, "standard output cannot be written");
        desk.shell("exec \"$redpencil\" export saved.ron --to json >/dev/full")
            .refuses(3, "standard output cannot be written");
    }
}
