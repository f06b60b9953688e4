//! Processes that are killed, and disks that are full.
//!
//! A test starts this very test program again to run one of the ignored tests below, which does its
//! work, says on standard output how far it is, and never ends well.
#![cfg(unix)]

use crate::strategy::sample;
use redpencil::review::{Change, ClaimChange, Edit, Review};
use redpencil::store::{Journal, Locked, Owner, create, kept_states, load, lock, recoverable, save};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

const FOLDER: &str = "REDPENCIL_TEST_FOLDER";

/// The folder that a child works in; none where this is no child.
fn folder_of_child() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// Says how far the child is. The parent listens until it kills it.
fn say(progress: impl std::fmt::Display) {
    let mut out = std::io::stdout();
    if writeln!(out, "progress {progress}").and_then(|()| out.flush()).is_err() {
        std::process::exit(1); // nobody listens any more
    }
}

/// What starts one of the ignored tests of this program.
fn child(test: &str, folder: &Path) -> String {
    let program = std::env::current_exe().unwrap();
    format!(
        "{FOLDER}='{}' exec '{}' --ignored --exact --nocapture {test}",
        folder.display(),
        program.display()
    )
}

fn start(command: &str) -> (Child, impl Iterator<Item = usize> + use<>) {
    let mut child = Command::new("sh").args(["-c", command]).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The test harness writes lines of its own, and its “test … ” before the first of ours.
    let progress = lines.filter_map(|line| line.rsplit_once("progress ")?.1.parse().ok());
    (child, progress)
}

/// Kills a child when it has come so far and `meanwhile` is done; gives what it said last of all.
fn kill_after(command: &str, steps: usize, meanwhile: impl FnOnce()) -> usize {
    let (mut child, mut progress) = start(command);
    let seen = progress.by_ref().take(steps).last().expect("the child works");
    meanwhile();
    child.kill().unwrap();
    child.wait().unwrap();
    progress.last().unwrap_or(seen)
}

fn state(number: usize) -> Review {
    let mut review = sample();
    Arc::make_mut(&mut review.claims[0]).note = number.to_string();
    review
}

/// A state whose file takes a while to write, and is longer or shorter than the one before.
fn large(number: usize) -> Review {
    let mut review = state(number);
    Arc::make_mut(&mut review.claims[1]).note = "x".repeat(2_000 + number * 3_777 % 40_000);
    review
}

fn number_of(review: &Review) -> usize {
    let number = review.claims[0].note.parse().unwrap();
    assert!(*review == large(number) || *review == state(number), "state {number} is not whole");
    number
}

#[test]
#[ignore = "runs as a child of `a_killed_save_leaves_one_state_whole`"]
fn child_saves() {
    let Some(folder) = folder_of_child() else { return };
    let path = folder.join("airport.ron");
    let loaded = load(&path).unwrap();
    let mut last = loaded.fingerprint;
    for number in number_of(&loaded.review) + 1.. {
        last = save(&path, &large(number), Some(&last)).unwrap().fingerprint;
        say(number);
    }
}

#[test]
fn a_killed_save_leaves_one_state_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airport.ron");
    create(&path, &state(0), false).unwrap();
    for round in 0..40 {
        // Whoever reads meanwhile sees whole states too; how often moves the moment of the kill.
        let reads = || {
            for _ in 0..round % 5 {
                number_of(&load(&path).unwrap().review);
            }
        };
        let said = kill_after(&child("crash::child_saves", folder.path()), 1 + round * 7 % 13, reads);
        let found = number_of(&load(&path).unwrap().review);
        // “Saved” was said only after it was so; the save under way at the end may be done or not.
        assert!(found == said || found == said + 1, "{found} after {said}");
        for kept in kept_states(&path) {
            assert!(number_of(&load(&kept).unwrap().review) <= found);
        }
    }
}

#[test]
#[ignore = "runs as a child of `a_killed_window_loses_no_edit_that_was_written`"]
fn child_types() {
    let Some(folder) = folder_of_child() else { return };
    let path = folder.join("airport.ron");
    let loaded = load(&path).unwrap();
    let mut journal =
        Journal::of_saved(&folder.join("journals"), &loaded.review, &path, &loaded.fingerprint).unwrap();
    let id = loaded.review.claims[0].id;
    for number in 1_usize.. {
        let change = Change::new((number - 1).to_string(), number.to_string());
        journal.done("Typing", &Edit::Claim { id, change: ClaimChange::Note(change) }, None);
        if number.is_multiple_of(5) {
            journal.flush();
            say(number);
        }
    }
}

#[test]
fn a_killed_window_loses_no_edit_that_was_written() {
    for round in 1..12 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("airport.ron");
        create(&path, &state(0), false).unwrap();
        let said = kill_after(&child("crash::child_types", folder.path()), round * 3, || {});
        let recovery = recoverable(&folder.path().join("journals"), &path).unwrap();
        assert!(recovery.edits() >= said, "{} of {said}", recovery.edits());
        let edits = recovery.edits();
        let restored = recovery.restore().unwrap();
        assert_eq!(restored.review.claims[0].note, edits.to_string());
    }
}

#[test]
#[ignore = "runs as a child of `the_lock_of_a_killed_window_is_nobodys`"]
fn child_locks() {
    let Some(folder) = folder_of_child() else { return };
    let Locked::Ours(_lock) = lock(&folder.join("airport.ron"), &Owner::default()) else {
        panic!("not locked")
    };
    say(1);
    std::thread::park();
}

#[test]
fn the_lock_of_a_killed_window_is_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airport.ron");
    let (mut child, mut progress) = start(&child("crash::child_locks", folder.path()));
    assert_eq!(progress.next(), Some(1));
    assert!(matches!(lock(&path, &Owner::default()), Locked::Theirs(_)));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(folder.path().join(".airport.ron.lock").exists());
    assert!(matches!(lock(&path, &Owner::default()), Locked::Ours(_)));
}

#[test]
#[ignore = "runs as a child of `a_disk_that_is_full_leaves_the_old_state_whole`"]
fn child_fills_the_disk() {
    let Some(folder) = folder_of_child() else { return };
    let path = folder.join("airport.ron");
    let last = load(&path).unwrap().fingerprint;
    let mut review = state(1);
    Arc::make_mut(&mut review.claims[2]).note = "x".repeat(200_000);
    let error = save(&path, &review, Some(&last)).unwrap_err().to_string();
    assert!(error.starts_with("cannot save the file, for the file would be larger than"), "{error}");
    assert!(error.ends_with("airport.ron"), "{error}");
    let mut journal = Journal::of_saved(&folder.join("journals"), &state(0), &path, &last).unwrap();
    let id = review.claims[2].id;
    let change = ClaimChange::Note(Change::new(String::new(), "x".repeat(200_000)));
    journal.done("Paste", &Edit::Claim { id, change }, None);
    journal.flush();
    let error = journal.poll().unwrap().to_string();
    assert!(error.starts_with("cannot keep unsaved work safe"), "{error}");
    // A small save still finds room, and so does the journal after it.
    let saved = save(&path, &state(2), Some(&last)).unwrap();
    journal.saved(&path, &saved.fingerprint, 1);
    let change = ClaimChange::Note(Change::new(String::new(), "short".into()));
    journal.done("Typing", &Edit::Claim { id, change }, None);
    journal.flush();
    assert!(journal.poll().is_none());
    // Half a line is taken back, so that the journal can go on when there is room again.
    let change = ClaimChange::Note(Change::new("short".into(), "x".repeat(200_000)));
    journal.done("Paste", &Edit::Claim { id, change }, None);
    journal.flush();
    assert!(journal.poll().is_some());
    say(2);
    std::process::abort();
}

/// A limit on the size of files stands for the disk: writing stops in the middle in the same way.
#[test]
fn a_disk_that_is_full_leaves_the_old_state_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airport.ron");
    create(&path, &state(0), false).unwrap();
    let limited = format!(
        "trap '' XFSZ; ulimit -c 0; ulimit -f 40; {}",
        child("crash::child_fills_the_disk", folder.path())
    );
    let (mut child, progress) = start(&limited);
    assert_eq!(progress.last(), Some(2), "the child did all it should");
    child.wait().unwrap();
    assert_eq!(number_of(&load(&path).unwrap().review), 2);
    let recovery = recoverable(&folder.path().join("journals"), &path).unwrap();
    assert_eq!((recovery.edits(), recovery.is_damaged()), (1, false));
    assert_eq!(recovery.restore().unwrap().review.claims[2].note, "short");
    let rubbish = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let rubbish: Vec<_> = rubbish.filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert!(rubbish.is_empty(), "{rubbish:?}");
}
