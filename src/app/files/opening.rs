//! Opening a file, a pasted text or the sample, and showing the review.

use super::{Done, Leave, file_name, is_review, sentence};
use crate::app::App;
use crate::app::open::{OnDisk, OpenReview, Reveal};
use crate::import;
use crate::review::History;
use crate::store::{self, Locked, Owner, Recovery};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// The sample review that ships with the program.
const SAMPLE: &str = include_str!("../../../assets/samples/niger-coup-2023.ron");

impl App {
    /// Opens an article or a review, after asking where work would be lost.
    pub fn open_path(&mut self, path: PathBuf) {
        self.open_with(path, import::Options::default());
    }

    /// Opens an article, read as chosen, or a review.
    pub(in crate::app) fn open_with(&mut self, path: PathBuf, options: import::Options) {
        if self.has_unsaved_work() {
            return self.ask_to_leave(Leave::Open(path, options));
        }
        let now = self.now();
        let beginning = self.beginning();
        let what = format!("Reading {}", file_name(&path));
        let journals = self.world.journals_dir.clone();
        self.jobs.start(Some(what), move || {
            let (result, recovery) = if is_review(&path) {
                read_review(&path, journals.as_deref(), now)
            } else {
                (beginning.read(&path, options), Vec::new())
            };
            Done::Opened(result, recovery)
        });
    }

    /// Begins a review with pasted text.
    pub(in crate::app) fn begin_with_text(&mut self, text: String) {
        if self.has_unsaved_work() {
            return self.ask_to_leave(Leave::Paste(text));
        }
        let beginning = self.beginning();
        self.jobs.start(Some("Reading the clipboard".into()), move || {
            Done::Opened(beginning.paste(&text), Vec::new())
        });
    }

    pub(in crate::app) fn open_sample(&mut self) {
        if self.has_unsaved_work() {
            return self.ask_to_leave(Leave::Sample);
        }
        self.jobs.start(Some("Opening the sample".into()), move || {
            let read = store::from_ron(SAMPLE).map_err(|error| sentence(&error));
            let open = read.map(|review| {
                let mut open = OpenReview::new(review, History::default(), None);
                open.suggested_name = "sample.ron".into();
                Box::new(open)
            });
            Done::Opened(open, Vec::new())
        });
    }

    pub(super) fn opened(&mut self, open: OpenReview, recovery: Vec<Recovery>) {
        if recovery.is_empty() {
            self.show(open);
        } else {
            self.ask_recovery(recovery, Some(open));
        }
    }

    /// Shows a review, at the place where it was left.
    pub(super) fn show(&mut self, mut open: OpenReview) {
        self.put_away();
        open.place = self.settings.place(open.review().id);
        let chosen = open.place.claim;
        open.place.claim = None;
        open.refilter();
        open.choose(chosen);
        open.reveal = chosen.filter(|_| open.place.scroll == (0, 0.0)).map(Reveal::Claim);
        if let Some(dir) =
            self.world.journals_dir.as_ref().filter(|_| open.is_writable() && open.journal.is_none())
        {
            open.start_journal(dir);
        }
        self.settings.remember(&open, self.now());
        self.notice = None;
        let held = open.held_by.as_ref().map(|owner| format!("Read-only: {owner} has this review open."));
        let notes = (!open.notes.is_empty()).then(|| format!("{}.", open.notes.join(". ")));
        self.open = Some(open);
        self.compare();
        self.keep_settings();
        if let Some(text) = held.or(notes) {
            self.tell(text);
        }
    }

    /// Puts the open review away: its place is kept, its journal removed, its lock let go.
    pub(super) fn put_away(&mut self) {
        let now = self.now();
        let Some(mut open) = self.open.take() else { return };
        if open.on_disk.is_some() {
            self.settings.remember(&open, now);
        }
        open.lock = None;
        let unsaved = open.on_disk.is_none().then(|| open.review().id);
        let data = self.data_dir();
        self.jobs.tidy(move || {
            open.let_go();
            if let Some((data, review)) = data.zip(unsaved) {
                store::forget_unsaved_backups(&data, review);
            }
        });
        self.keep_settings();
    }
}

/// Reads a review with what belongs to it: lock and unsaved work.
fn read_review(
    path: &Path,
    journals: Option<&Path>,
    now: DateTime<Utc>,
) -> (Result<Box<OpenReview>, String>, Vec<Recovery>) {
    let loaded = match store::load(path) {
        Ok(loaded) => loaded,
        Err(why) => return (Err(sentence(&why)), Vec::new()),
    };
    let on_disk = OnDisk { path: path.to_owned(), fingerprint: loaded.fingerprint };
    let mut open = OpenReview::new(loaded.review, History::default(), Some(on_disk));
    let mut recovery = Vec::new();
    match store::lock(path, &Owner::here(now)) {
        Locked::Ours(lock) => {
            open.lock = Some(lock);
            recovery.extend(journals.and_then(|dir| store::recoverable(dir, path)));
        }
        Locked::Theirs(owner) => open.held_by = Some(owner),
        Locked::Unknown(why) => open.notes.push(sentence(&why)),
    }
    (Ok(Box::new(open)), recovery)
}
