//! What a crash leaves behind, and how it is brought back.

use crate::strategy::{self, sample};
use proptest::prelude::*;
use redpencil::review::{
    Change, Checked, Claim, ClaimChange, Edit, History, Review, Source, SourceChange, SourceId, Status,
};
use redpencil::store::{
    BaseState, Fingerprint, Journal, Recovery, StoreError, create, kept_states, load, orphaned, recoverable,
    save,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A desk: a review’s file, a folder for journals, and a review open with its history and journal.
struct Desk {
    _folder: TempDir,
    dir: PathBuf,
    path: PathBuf,
    review: Review,
    history: History,
    fingerprint: Fingerprint,
    journal: Journal,
}

fn places() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("journals");
    let path = folder.path().join("airport.ron");
    (folder, dir, path)
}

impl Desk {
    fn new() -> Self {
        let (folder, dir, path) = places();
        let fingerprint = create(&path, &sample(), false).unwrap().fingerprint;
        let journal = Journal::of_saved(&dir, &sample(), &path, &fingerprint).unwrap();
        Self {
            _folder: folder,
            dir,
            path,
            review: sample(),
            history: History::default(),
            fingerprint,
            journal,
        }
    }

    fn perform(&mut self, edit: &Edit, burst: Option<u64>) {
        self.history.perform(&mut self.review, "Edit", edit.clone(), burst).unwrap();
        self.journal.done("Edit", edit, burst);
    }

    fn note(&mut self, text: &str) {
        let edit = note(&self.review, 0, text);
        self.perform(&edit, None);
    }

    fn undo(&mut self) {
        if let Some(edit) = self.history.undo(&mut self.review).unwrap() {
            self.journal.undone(&edit);
        }
    }

    fn redo(&mut self) {
        if let Some(edit) = self.history.redo(&mut self.review).unwrap() {
            self.journal.redone(&edit);
        }
    }

    fn save(&mut self) {
        let position = self.journal.position();
        self.fingerprint = save(&self.path, &self.review, Some(&self.fingerprint)).unwrap().fingerprint;
        self.journal.saved(&self.path, &self.fingerprint, position);
    }

    /// The window is gone, without a word; what it knew stays for comparison.
    fn crash(self) -> Wreck {
        drop(self.journal);
        Wreck { _folder: self._folder, dir: self.dir, path: self.path, review: self.review }
    }
}

struct Wreck {
    _folder: TempDir,
    dir: PathBuf,
    path: PathBuf,
    review: Review,
}

impl Wreck {
    fn recovery(&self) -> Recovery {
        recoverable(&self.dir, &self.path).expect("unsaved work")
    }
}

fn note(review: &Review, claim: usize, text: &str) -> Edit {
    let claim = &review.claims[claim % review.claims.len()];
    Edit::Claim { id: claim.id, change: ClaimChange::Note(Change::new(claim.note.clone(), text.into())) }
}

fn status(review: &Review, claim: usize, status: Status) -> Edit {
    let claim = &review.claims[claim % review.claims.len()];
    let from = Checked::of(claim);
    let to = Checked { status, needs_recheck: false, decision: None };
    Edit::Claim { id: claim.id, change: ClaimChange::Status(Box::new(Change::new(from, to))) }
}

fn remove(review: &Review, claim: usize) -> Edit {
    let claim = Box::new(Claim::clone(&review.claims[claim % review.claims.len()]));
    Edit::RemoveClaim { claim, last_number: Change::new(review.last_number, review.last_number) }
}

fn add_source(review: &Review, name: &str) -> Edit {
    let id = SourceId::new(1000 + review.sources.len() as u64);
    Edit::AddSource { at: review.sources.len(), source: Box::new(Source::named(id, name)) }
}

#[derive(Clone, Debug)]
enum Act {
    Note(usize, String, Option<u64>),
    Status(usize, Status),
    Remove(usize),
    AddSource(String),
    Undo,
    Redo,
    Save,
}

fn act() -> impl Strategy<Value = Act> {
    let burst = prop_oneof![Just(None), Just(Some(1)), Just(Some(2))];
    prop_oneof![
        4 => (any::<usize>(), strategy::words(), burst).prop_map(|(claim, text, burst)| Act::Note(claim, text, burst)),
        2 => (any::<usize>(), prop::sample::select(&Status::ALL[..])).prop_map(|(claim, status)| Act::Status(claim, status)),
        1 => any::<usize>().prop_map(Act::Remove),
        1 => strategy::words().prop_map(Act::AddSource),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => Just(Act::Save),
    ]
}

fn carry_out(desk: &mut Desk, act: Act) {
    let review = &desk.review;
    let has_claims = !review.claims.is_empty();
    match act {
        Act::Note(claim, text, burst) if has_claims => {
            let edit = note(review, claim, &text);
            desk.perform(&edit, burst);
        }
        Act::Status(claim, to) if has_claims => {
            let edit = status(review, claim, to);
            desk.perform(&edit, None);
        }
        Act::Remove(claim) if has_claims => {
            let edit = remove(review, claim);
            desk.perform(&edit, None);
        }
        Act::AddSource(name) => {
            let edit = add_source(review, &name);
            desk.perform(&edit, None);
        }
        Act::Undo => desk.undo(),
        Act::Redo => desk.redo(),
        Act::Save => desk.save(),
        Act::Note(..) | Act::Status(..) | Act::Remove(_) => {}
    }
}

fn undo_all(review: &mut Review, history: &mut History) {
    while history.undo(review).unwrap().is_some() {}
}

/// The one journal in a folder.
fn journal_in(dir: &Path) -> PathBuf {
    let mut journals = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let found = journals.find(|path| path.extension().is_some_and(|end| end == "journal")).unwrap();
    assert!(!journals.any(|path| path.extension().is_some_and(|end| end == "journal")));
    found
}

fn files(dir: &Path) -> usize {
    fs::read_dir(dir)
        .map_or(0, |entries| entries.filter(|entry| entry.as_ref().unwrap().path().is_file()).count())
}

#[test]
fn unsaved_work_comes_back_and_can_be_undone() {
    let mut desk = Desk::new();
    desk.note("first");
    desk.note("second");
    desk.undo();
    let wreck = desk.crash();
    let recovery = wreck.recovery();
    assert_eq!((recovery.title(), recovery.edits()), ("The airport stayed shut", 3));
    assert_eq!((recovery.path(), recovery.base()), (Some(wreck.path.as_path()), BaseState::Same));
    assert!(recovery.at().is_some());

    let mut restored = recovery.restore().unwrap();
    assert_eq!((&restored.review, restored.lost), (&wreck.review, 0));
    assert_eq!(restored.fingerprint, Some(load(&wreck.path).unwrap().fingerprint));
    assert_eq!(restored.history.next_redo().map(|step| step.label.as_str()), Some("Edit"));
    restored.history.redo(&mut restored.review).unwrap();
    assert_eq!(restored.review.claims[0].note, "second");
    undo_all(&mut restored.review, &mut restored.history);
    assert_eq!(restored.review, sample());
}

#[test]
fn nothing_is_written_before_the_first_edit_and_nothing_stays_after_the_last_save() {
    let mut desk = Desk::new();
    desk.journal.flush();
    assert_eq!(files(&desk.dir), 0);
    desk.note("first");
    desk.journal.flush();
    assert_eq!(files(&desk.dir), 1);
    desk.save();
    desk.journal.flush();
    assert_eq!(files(&desk.dir), 0);
    desk.note("second");
    let Desk { journal, dir, path, _folder, .. } = desk;
    journal.finish();
    assert_eq!(files(&dir), 0);
    assert!(recoverable(&dir, &path).is_none());
}

#[test]
fn edits_made_while_a_save_runs_are_kept() {
    let mut desk = Desk::new();
    desk.note("in the snapshot");
    let (snapshot, position) = (desk.review.clone(), desk.journal.position());
    desk.note("after the snapshot");
    desk.fingerprint = save(&desk.path, &snapshot, Some(&desk.fingerprint)).unwrap().fingerprint;
    desk.journal.saved(&desk.path, &desk.fingerprint, position);
    let wreck = desk.crash();
    let recovery = wreck.recovery();
    assert_eq!((recovery.edits(), recovery.base()), (1, BaseState::Same));
    let mut restored = recovery.restore().unwrap();
    assert_eq!(restored.review, wreck.review);
    undo_all(&mut restored.review, &mut restored.history);
    assert_eq!(restored.review, snapshot);
}

#[test]
fn undo_of_a_saved_step_is_brought_back_as_a_step() {
    let mut desk = Desk::new();
    desk.note("saved");
    desk.save();
    desk.undo();
    let mut restored = desk.crash().recovery().restore().unwrap();
    assert_eq!(restored.review, sample());
    undo_all(&mut restored.review, &mut restored.history);
    assert_eq!(restored.review.claims[0].note, "saved");
}

#[test]
fn a_second_crash_loses_nothing_either() {
    let mut desk = Desk::new();
    desk.note("first");
    let wreck = desk.crash();
    let mut restored = wreck.recovery().restore().unwrap();
    let edit = note(&restored.review, 1, "after the crash");
    restored.history.perform(&mut restored.review, "Edit", edit.clone(), None).unwrap();
    assert_eq!(restored.journal.position(), 1);
    restored.journal.done("Edit", &edit, None);
    drop(restored.journal);
    let again = wreck.recovery();
    assert_eq!(again.edits(), 2);
    assert_eq!(again.restore().unwrap().review, restored.review);
}

#[test]
fn work_of_a_living_window_is_not_offered() {
    let mut desk = Desk::new();
    desk.note("mine");
    desk.journal.flush();
    assert!(recoverable(&desk.dir, &desk.path).is_none());
    let wreck = desk.crash();
    let offered = wreck.recovery();
    assert!(recoverable(&wreck.dir, &wreck.path).is_none(), "offered twice");
    let restored = offered.restore().unwrap();
    restored.journal.flush();
    assert!(recoverable(&wreck.dir, &wreck.path).is_none(), "offered while it is worked on");
}

#[test]
fn two_crashes_on_one_review_leave_two_journals() {
    let mut desk = Desk::new();
    desk.note("first window");
    let wreck = desk.crash();
    let Recovery { .. } = wreck.recovery();
    let fingerprint = load(&wreck.path).unwrap().fingerprint;
    let mut journal = Journal::of_saved(&wreck.dir, &sample(), &wreck.path, &fingerprint).unwrap();
    journal.done("Edit", &note(&sample(), 2, "second window"), None);
    drop(journal);
    assert_eq!(files(&wreck.dir), 2);
    let (one, other) = (wreck.recovery(), wreck.recovery());
    let notes = |recovery: Recovery| {
        let review = recovery.restore().unwrap().review;
        review.claims.iter().map(|claim| claim.note.clone()).collect::<String>()
    };
    let mut both = [notes(one), notes(other)];
    both.sort();
    assert_eq!(both, ["first window", "second window"]);
}

#[test]
fn a_review_without_a_file_comes_back_whole() {
    let (_folder, dir, path) = places();
    let mut journal = Journal::of_unsaved(&dir, &sample()).unwrap();
    let edit = note(&sample(), 0, "typed");
    journal.done("Edit", &edit, None);
    journal.flush();
    assert!(orphaned(&dir).is_empty(), "it is open");
    drop(journal);

    let recovery = orphaned(&dir).remove(0);
    assert_eq!((recovery.path(), recovery.edits()), (None, 1));
    let mut restored = recovery.restore().unwrap();
    assert_eq!(restored.review.claims[0].note, "typed");
    assert_eq!(restored.fingerprint, None);

    let saved = create(&path, &restored.review, false).unwrap();
    restored.journal.saved(&path, &saved.fingerprint, 1);
    restored.journal.flush();
    assert_eq!(files(&dir), 0);
}

#[test]
fn a_pasted_article_without_an_edit_comes_back_too() {
    let (_folder, dir, _) = places();
    drop(Journal::of_unsaved(&dir, &sample()).unwrap());
    let recovery = orphaned(&dir).remove(0);
    assert_eq!(recovery.edits(), 0);
    assert_eq!(recovery.restore().unwrap().review, sample());
}

#[test]
fn discarded_work_is_put_aside() {
    let mut desk = Desk::new();
    desk.note("first");
    let wreck = desk.crash();
    wreck.recovery().discard().unwrap();
    assert!(recoverable(&wreck.dir, &wreck.path).is_none());
    assert_eq!((files(&wreck.dir), files(&wreck.dir.join("discarded"))), (0, 1));

    let mut journal = Journal::of_unsaved(&wreck.dir, &sample()).unwrap();
    journal.done("Edit", &note(&sample(), 0, "typed"), None);
    journal.discard();
    assert!(orphaned(&wreck.dir).is_empty());
    assert_eq!((files(&wreck.dir), files(&wreck.dir.join("discarded"))), (0, 3));
}

#[test]
fn a_file_changed_since_is_never_written_over_unasked() {
    let mut desk = Desk::new();
    desk.note("saved");
    desk.save();
    desk.note("not saved");
    let wreck = desk.crash();
    let mut other = sample();
    Arc::make_mut(&mut other.claims[2]).note = "from another machine".into();
    save(&wreck.path, &other, None).unwrap();

    let recovery = wreck.recovery();
    assert_eq!(recovery.base(), BaseState::Changed);
    let restored = recovery.restore().unwrap();
    assert_eq!(restored.review, wreck.review);
    let error = save(&wreck.path, &restored.review, restored.fingerprint.as_ref()).unwrap_err();
    assert!(matches!(error, StoreError::ChangedOutside { .. }), "{error}");
}

#[test]
fn work_on_a_lost_state_is_shown_and_kept() {
    let mut desk = Desk::new();
    desk.note("not saved");
    let wreck = desk.crash();
    let mut other = sample();
    Arc::make_mut(&mut other.claims[2]).note = "from another machine".into();
    fs::write(&wreck.path, redpencil::store::to_ron(&other).unwrap()).unwrap();
    assert!(kept_states(&wreck.path).is_empty());
    let recovery = wreck.recovery();
    assert_eq!((recovery.base(), recovery.edits()), (BaseState::Lost, 1));
    let error = recovery.restore().unwrap_err();
    assert!(matches!(error, StoreError::BaseLost { .. }), "{error}");
    assert_eq!(wreck.recovery().edits(), 1);
}

#[test]
fn a_crash_right_after_the_save_asks_nothing() {
    let mut desk = Desk::new();
    desk.note("saved");
    // The file is saved, and the journal does not hear of it any more.
    save(&desk.path, &desk.review, Some(&desk.fingerprint)).unwrap();
    let wreck = desk.crash();
    assert!(recoverable(&wreck.dir, &wreck.path).is_none());
    assert_eq!(files(&wreck.dir), 0);
}

#[test]
fn a_moved_file_finds_its_journal() {
    let mut desk = Desk::new();
    desk.note("not saved");
    let wreck = desk.crash();
    let moved = wreck.path.with_file_name("moved.ron");
    fs::rename(&wreck.path, &moved).unwrap();
    assert_eq!(orphaned(&wreck.dir).len(), 1);
    let recovery = recoverable(&wreck.dir, &moved).unwrap();
    assert_eq!(recovery.base(), BaseState::Same);
    assert_eq!(recovery.restore().unwrap().review, wreck.review);
}

#[test]
fn a_journal_cut_at_any_byte_brings_back_all_before() {
    let mut desk = Desk::new();
    let mut states = vec![sample()];
    for text in ["one", "two\nlines", "trois, l’été", "أربعة"] {
        desk.note(text);
        states.push(desk.review.clone());
    }
    let wreck = desk.crash();
    let journal = journal_in(&wreck.dir);
    let whole = fs::read(&journal).unwrap();
    let header = whole.iter().position(|&byte| byte == b'\n').unwrap();
    for at in 0..=whole.len() {
        fs::remove_dir_all(&wreck.dir).unwrap();
        fs::create_dir(&wreck.dir).unwrap();
        fs::write(&journal, &whole[..at]).unwrap();
        if at <= header {
            assert!(recoverable(&wreck.dir, &wreck.path).is_none());
            assert!(journal.exists(), "what cannot be read is kept");
            continue;
        }
        let lines = whole[header + 1..at].iter().filter(|&&byte| byte == b'\n').count();
        let restored = wreck.recovery().restore().unwrap();
        assert_eq!((&restored.review, restored.lost), (&states[lines], 0), "cut at {at}");
        let is_damaged = whole[at - 1] != b'\n';
        assert_eq!(files(&wreck.dir.join("discarded")) == 1, is_damaged, "cut at {at}");
    }
}

#[test]
fn an_edit_that_does_not_fit_ends_the_replay_and_is_kept() {
    let mut desk = Desk::new();
    desk.note("fits");
    desk.journal.done("Edit", &remove(&sample(), 0), None);
    let known = sample().sources[0].id;
    let change = SourceChange::Name(Change::new("Agence Exemple".into(), "Other".into()));
    desk.journal.done("Edit", &Edit::Source { id: known, change }, None);
    let wreck = desk.crash();
    let restored = wreck.recovery().restore().unwrap();
    assert_eq!((restored.review, restored.lost), (wreck.review, 2));
    assert_eq!(files(&wreck.dir.join("discarded")), 1);
}

#[test]
fn a_folder_that_takes_no_journal_is_told_once_and_tried_again() {
    let (_folder, dir, path) = places();
    let fingerprint = create(&path, &sample(), false).unwrap().fingerprint;
    fs::write(&dir, "a file where the folder would be").unwrap();
    let mut journal = Journal::of_saved(&dir, &sample(), &path, &fingerprint).unwrap();
    journal.done("Edit", &note(&sample(), 0, "typed"), None);
    journal.flush();
    let text = journal.poll().unwrap().to_string();
    assert!(text.starts_with("cannot keep unsaved work safe from a crash"), "{text}");
    journal.flush();
    assert!(journal.poll().is_none(), "told twice");
    fs::remove_file(&dir).unwrap();
    drop(journal);
    assert_eq!(recoverable(&dir, &path).unwrap().edits(), 1);
}

#[test]
fn many_edits_come_back() {
    let mut desk = Desk::new();
    for number in 0..10_000 {
        let edit = note(&desk.review, number, &format!("note {number}"));
        desk.perform(&edit, None);
    }
    let wreck = desk.crash();
    let restored = wreck.recovery().restore().unwrap();
    assert_eq!((restored.review, restored.lost), (wreck.review, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_done_comes_back(acts in prop::collection::vec(act(), 0..30)) {
        let mut desk = Desk::new();
        for act in acts {
            carry_out(&mut desk, act);
        }
        let wreck = desk.crash();
        let saved = load(&wreck.path).unwrap().review;
        let Some(recovery) = recoverable(&wreck.dir, &wreck.path) else {
            prop_assert_eq!(saved, wreck.review);
            return Ok(());
        };
        let mut restored = recovery.restore().unwrap();
        prop_assert_eq!(&restored.review, &wreck.review);
        prop_assert_eq!(restored.lost, 0);
        undo_all(&mut restored.review, &mut restored.history);
        prop_assert_eq!(&restored.review, &saved);
    }

    #[test]
    fn a_damaged_journal_never_panics(at in any::<prop::sample::Index>(), other in any::<u8>()) {
        let mut desk = Desk::new();
        desk.note("one");
        desk.note("two");
        let wreck = desk.crash();
        let journal = journal_in(&wreck.dir);
        let mut bytes = fs::read(&journal).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = other;
        fs::write(&journal, bytes).unwrap();
        if let Some(recovery) = recoverable(&wreck.dir, &wreck.path) {
            recovery.restore().unwrap();
        }
    }
}
