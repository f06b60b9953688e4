//! Saving the review: to its file or to another, and never over what somebody else wrote.

use super::{Done, Pick, Question, Then, sentence};
use crate::app::App;
use crate::app::open::OnDisk;
use crate::review::{ReviewId, StateId};
use crate::store::{self, Fingerprint, Locked, Owner, StoreError};
use crate::text::one_line;
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// A save that was started.
#[derive(Debug)]
pub struct SaveJob {
    path: PathBuf,
    state: StateId,
    review: ReviewId,
    /// How many edits the journal had taken then.
    journalled: Option<u64>,
    /// The file as this window got hold of it; none where it had it before.
    locked: Option<Locked>,
}

impl SaveJob {
    /// Puts the review's backups beside the file that it is saved to.
    fn take_backups(&self, review: &crate::review::Review, from: Option<&Path>) -> Result<(), StoreError> {
        let Some(from) = from else { return Ok(()) };
        let hashes = review.backups.iter().map(|kept| kept.sha256.as_str());
        store::copy_backups(from, &store::backup_dir(&self.path), hashes)
    }

    /// Gets hold of the file, unless it is the window's own; no window saves over another's.
    fn take_file(&mut self, own: Option<&Path>, now: DateTime<Utc>) -> Result<(), StoreError> {
        if own.is_some_and(|own| is_same_file(own, &self.path)) {
            return Ok(());
        }
        match store::lock(&self.path, &Owner::here(now)) {
            Locked::Theirs(owner) => Err(StoreError::Held { owner, path: self.path.clone() }),
            locked => {
                self.locked = Some(locked);
                Ok(())
            }
        }
    }
}

impl App {
    pub(in crate::app) fn save(&mut self) {
        let Some(open) = &self.open else { return };
        match &open.on_disk {
            Some(on_disk) => {
                let (path, fingerprint) = (on_disk.path.clone(), on_disk.fingerprint.clone());
                self.save_to(path, Some(fingerprint));
            }
            None => self.pick_save(),
        }
    }

    pub(in crate::app) fn pick_save(&mut self) {
        let Some(open) = &self.open else { return };
        self.pick(Pick::SaveReview(open.name_to_save()));
    }

    /// Saves to a file; `expected` is what the file must still be, none where the person chose it anew.
    pub(super) fn save_to(&mut self, path: PathBuf, expected: Option<Fingerprint>) {
        let Some(open) = &mut self.open else { return };
        if open.saving {
            return;
        }
        open.saving = true;
        open.end_burst();
        let review = open.review().clone();
        let journalled = open.journal.as_ref().map(store::Journal::position);
        let own = open.on_disk.as_ref().filter(|_| open.lock.is_some()).map(|on_disk| on_disk.path.clone());
        let mut job = SaveJob { path, state: open.state(), review: review.id, journalled, locked: None };
        let now = self.now();
        let backups = self.backup_dir();
        self.jobs.start(None, move || {
            let result = job
                .take_file(own.as_deref(), now)
                .and_then(|()| job.take_backups(&review, backups.as_deref()))
                .and_then(|()| store::save(&job.path, &review, expected.as_ref()));
            Done::Saved(job, result)
        });
    }

    pub(in crate::app) fn saved(&mut self, job: SaveJob, result: Result<store::Saved, StoreError>) {
        let now = self.now();
        let Some(open) = self.open.as_mut().filter(|open| open.review().id == job.review) else { return };
        open.saving = false;
        match result {
            Ok(saved) => {
                let first = open.on_disk.is_none().then_some(job.review);
                let on_disk = OnDisk { path: job.path, fingerprint: saved.fingerprint };
                open.note_saved(job.state, on_disk, job.journalled, job.locked);
                if let Some(dir) = self.world.journals_dir.as_ref().filter(|_| open.may_start_journal()) {
                    open.start_journal(dir); // it was read-only until now
                }
                let warning = saved.warning.map(|why| format!("Saved. {}.", sentence(&why)));
                self.settings.remember(open, now);
                self.keep_settings();
                if let Some(warning) = warning {
                    self.tell(warning);
                }
                if let Some((data, review)) = self.data_dir().zip(first) {
                    self.jobs.tidy(move || store::forget_unsaved_backups(&data, review));
                }
                self.go_on_leaving();
            }
            Err(StoreError::ChangedOutside { path }) => {
                let what = "is no longer what it was when it was last read or saved here";
                self.ask_about_outside("The file was changed outside", what, "Write over it", path);
            }
            Err(StoreError::GoneOutside { path }) => {
                let what = "is no longer there";
                self.ask_about_outside("The file was moved or deleted", what, "Write it anew", path);
            }
            Err(why) => {
                let why = sentence(&why);
                open.save_failed = Some(why.clone());
                self.leave_after_save = None;
                self.fail(format!("Not saved: {why}"));
            }
        }
    }

    /// Asks where to save, for the file is not what it was; `anyway` is the answer that saves there all the same.
    fn ask_about_outside(&mut self, heading: &str, what: &str, anyway: &'static str, path: PathBuf) {
        let name = path.display().to_string();
        let text = format!("{} {what}. What is in this window is in no file yet.", one_line(&name));
        let answers = vec!["Save as…", anyway, "Cancel"];
        self.question = Some(Question::new(heading, text, answers, Then::ChangedOutside(path)));
    }
}

/// Whether two paths lead to one file, by a link or another spelling too.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    one == other || real(one).is_some_and(|one| real(other) == Some(one))
}
