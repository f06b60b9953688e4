//! What a crash left behind.

use super::record::{Base, Header, JOURNAL_VERSION, Kind, Record, path_text, whole_bytes, whole_lines};
use super::worker::{self, Worker, base_path, journals};
use super::{Journal, StoreError};
use crate::review::{History, Refused, Review, ReviewId};
use crate::store::{Fingerprint, Loaded, file, kept_states, load};
use chrono::{DateTime, Utc};
use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Whether the state that unsaved edits go on from is still what the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseState {
    /// It is.
    Same,
    /// The file was changed or deleted since; the state is still kept elsewhere, and saving will ask.
    Changed,
    /// The file was changed or deleted since, and the state is kept nowhere.
    Lost,
}

/// Work that was not saved. While this value lives, no other window is offered the same work.
#[derive(Debug)]
pub struct Recovery {
    journal: PathBuf,
    file: File,
    header: Header,
    records: Vec<String>,
    damaged: bool,
    path: Option<PathBuf>,
    at: Option<DateTime<Utc>>,
    base: BaseState,
}

/// Unsaved work, brought back.
#[derive(Debug)]
pub struct Restored {
    /// The review with all edits that could be read.
    pub review: Review,
    /// Undoes them.
    pub history: History,
    /// The state of the file that they go on from; none for a review that has no file.
    pub fingerprint: Option<Fingerprint>,
    /// Goes on with the journal, so that a second crash loses nothing either.
    pub journal: Journal,
    /// How many edits could not be carried out; the journal with them is put aside.
    pub lost: usize,
}

impl Recovery {
    /// What the review is called.
    pub fn title(&self) -> &str {
        &self.header.title
    }

    /// The review’s file; none where it was never saved.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The review, where it was never saved.
    pub fn unsaved_review(&self) -> Option<ReviewId> {
        self.path.is_none().then_some(self.header.review)
    }

    /// How many edits were not saved and can be read.
    pub fn edits(&self) -> usize {
        self.records.len()
    }

    /// Whether more was written after those edits that cannot be read.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// When the last of them was written down, where the system knows.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        self.at
    }

    /// Whether the file is still what it was.
    pub fn base(&self) -> BaseState {
        self.base
    }

    /// Brings the work back.
    ///
    /// # Errors
    /// Where the state that the edits go on from is gone, cannot be read, or cannot be journalled. The
    /// journal is then left as it is.
    pub fn restore(self) -> Result<Restored, StoreError> {
        let Loaded { mut review, fingerprint } = self.base_state()?;
        let mut history = History::default();
        let carried_out = replay(&mut review, &mut history, &self.records);
        let lost = self.records.len() - carried_out;
        if lost > 0 || self.damaged {
            copy_aside(&self.journal).map_err(StoreError::io("put the journal aside", &self.journal))?;
        }
        let fingerprint = self.path.as_ref().map(|_| fingerprint);
        let journal = self.go_on(carried_out)?;
        Ok(Restored { review, history, fingerprint, journal, lost })
    }

    fn go_on(mut self, records: usize) -> Result<Journal, StoreError> {
        self.records.truncate(records);
        let dir = self.journal.parent().unwrap_or(Path::new(".")).to_owned();
        if let (Base::Saved { path: noted, .. }, Some(path)) = (&mut self.header.base, &self.path) {
            *noted = path_text(path); // the file may have been moved
        }
        Journal::start(Worker::take_over(&dir, self.journal, self.file, self.header, self.records))
    }

    /// Gives the work up. Its journal is put aside, for second thoughts.
    ///
    /// # Errors
    /// Where the system refuses; the work is then offered again.
    pub fn discard(self) -> Result<(), StoreError> {
        drop(self.file);
        worker::put_aside(&self.journal).map_err(StoreError::io("put the journal aside", &self.journal))
    }

    /// The state that the edits go on from.
    fn base_state(&self) -> Result<Loaded, StoreError> {
        match (&self.header.base, &self.path) {
            (Base::Saved { sha256, .. }, Some(path)) => match find_base(path, sha256) {
                Some((place, _)) => load(&place),
                None => Err(StoreError::BaseLost { path: path.clone() }),
            },
            (Base::Unsaved { sha256 }, _) => {
                let path = base_path(&self.journal);
                let loaded = load(&path)?;
                let is_whole = loaded.fingerprint.sha256() == *sha256;
                if is_whole { Ok(loaded) } else { Err(StoreError::BaseLost { path }) }
            }
            (Base::Saved { path, .. }, None) => Err(StoreError::BaseLost { path: path.into() }),
        }
    }

    /// Whether the file holds all of this work already: the crash came after the save.
    fn is_saved(&self) -> bool {
        let Some(path) = self.path.as_ref().filter(|_| self.base == BaseState::Changed) else { return false };
        let (Ok(base), Ok(now)) = (self.base_state(), load(path)) else { return false };
        let mut review = base.review;
        let carried_out = replay(&mut review, &mut History::default(), &self.records);
        carried_out == self.records.len() && review == now.review
    }
}

/// The unsaved work on a review’s file, the newest where there is more; `dir` is where journals lie.
///
/// Work of a window that is still open is not offered.
pub fn recoverable(dir: &Path, path: &Path) -> Option<Recovery> {
    let wanted = path_text(path);
    let found = left_behind(dir, |base| match base {
        Base::Saved { path: noted, sha256 } if *noted == wanted || moved_to(noted, sha256, path) => {
            Some(Some(path.to_owned()))
        }
        _ => None,
    });
    found.into_iter().find(|recovery| {
        let is_saved = recovery.is_saved();
        if is_saved {
            let _ = fs::remove_file(&recovery.journal); // else it is looked at again next time
        }
        !is_saved
    })
}

/// The unsaved work on reviews that have no file, or none any more; the newest first.
pub fn orphaned(dir: &Path) -> Vec<Recovery> {
    left_behind(dir, |base| match base {
        Base::Unsaved { .. } => Some(None),
        Base::Saved { path, .. } if !Path::new(path).exists() => Some(Some(path.into())),
        Base::Saved { .. } => None,
    })
}

/// Whether a file that is no longer at the path noted is the one at another path now.
fn moved_to(noted: &str, sha256: &str, path: &Path) -> bool {
    !Path::new(noted).exists() && file::read(path).is_ok_and(|(_, now)| now.sha256() == sha256)
}

/// The journals that no living window holds and whose base is wanted: `Some` of the review’s file.
fn left_behind(dir: &Path, wanted: impl Fn(&Base) -> Option<Option<PathBuf>>) -> Vec<Recovery> {
    let mut found: Vec<_> = journals(dir).into_iter().filter_map(|path| open(path, &wanted)).collect();
    found.sort_by_key(|recovery| std::cmp::Reverse(recovery.at));
    found
}

fn open(journal: PathBuf, wanted: impl Fn(&Base) -> Option<Option<PathBuf>>) -> Option<Recovery> {
    let file = File::open(&journal).ok()?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return None;
    }
    let mut bytes = Vec::new();
    (&file).read_to_end(&mut bytes).ok()?;
    let mut lines = whole_lines(&bytes);
    let header: Header = ron::from_str(lines.next()?).ok()?;
    let path = wanted(&header.base).filter(|_| header.journal == JOURNAL_VERSION)?;
    let records: Vec<_> = lines.map(str::to_owned).collect();
    let damaged = whole_bytes(&bytes) < bytes.len();
    let at = worker::modified(&journal).map(DateTime::from);
    let base = state_of(&header.base, path.as_deref());
    Some(Recovery { journal, file, header, records, damaged, path, at, base })
}

fn state_of(base: &Base, path: Option<&Path>) -> BaseState {
    match (base, path) {
        (Base::Saved { sha256, .. }, Some(path)) => {
            find_base(path, sha256).map_or(BaseState::Lost, |(_, state)| state)
        }
        _ => BaseState::Same,
    }
}

/// Where the state with a hash is: in the review’s file, or in one of its kept states.
fn find_base(path: &Path, sha256: &str) -> Option<(PathBuf, BaseState)> {
    let is_it = |path: &Path| file::read(path).is_ok_and(|(_, now)| now.sha256() == sha256);
    if is_it(path) {
        return Some((path.to_owned(), BaseState::Same));
    }
    let kept = kept_states(path).into_iter().find(|state| is_it(state))?;
    Some((kept, BaseState::Changed))
}

/// Carries out edits up to the first that does not fit, and says how many.
fn replay(review: &mut Review, history: &mut History, records: &[String]) -> usize {
    let done = records.iter().take_while(|ron| {
        ron::from_str(ron).is_ok_and(|record: Record| carry_out(review, history, record).is_ok())
    });
    let done = done.count();
    history.end_burst();
    done
}

/// Undo and redo go through the history where it knows the step; what was saved meanwhile becomes a step.
fn carry_out(review: &mut Review, history: &mut History, record: Record) -> Result<(), Refused> {
    let Record { kind, label, burst, edit } = record;
    match kind {
        Kind::Undo if history.next_undo().is_some_and(|step| step.edit.inverse() == edit) => {
            history.undo(review).map(drop)
        }
        Kind::Redo if history.next_redo().is_some_and(|step| step.edit == edit) => {
            history.redo(review).map(drop)
        }
        Kind::Do => history.perform(review, label, edit, burst),
        Kind::Undo => history.perform(review, "Undo", edit, None),
        Kind::Redo => history.perform(review, "Redo", edit, None),
    }
}

fn copy_aside(journal: &Path) -> std::io::Result<()> {
    let copy = journal.with_extension("copy.journal");
    fs::copy(journal, &copy)?;
    worker::put_aside(&copy)
}
