//! Opening, saving, closing: what touches files, each on a worker, each with its question where work
//! could be lost.

use super::exporting::Preview;
use super::open::{OnDisk, OpenReview, Reveal};
use super::revise::{self, Arrived, DraftFrom};
use super::{App, Picking};
use crate::import;
use crate::review::{History, ReviewId, StateId};
use crate::store::{self, BaseState, Fingerprint, Locked, Owner, Recovery, StoreError};
use crate::text::compare::Comparison;
use crate::text::one_line;
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// The sample review that ships with the program.
const SAMPLE: &str = include_str!("../../assets/samples/niger-coup-2023.ron");

/// What a file dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An article to read, or several.
    Article,
    /// Articles for the dialog that reads many.
    Articles,
    /// A folder of articles for it.
    ArticleFolder,
    /// The folder that it puts reviews into.
    ReviewFolder,
    /// A new draft of the open review.
    Draft,
    /// A review to open.
    Review,
    /// A file to keep for a citation.
    Backup(super::backups::Place),
    /// A house list to load.
    List,
    /// Where to save a house list; the name offered.
    SaveList(String),
    /// Where to save the review; the name offered.
    SaveReview(String),
    /// Where to write the export; the name offered.
    Export(String),
}

/// What a job brings back.
pub enum Done {
    /// A file dialog was closed.
    Picked(Pick, Option<Vec<PathBuf>>),
    /// A file or page was kept, or not.
    Stored(Result<Box<super::backups::Stored>, String>),
    /// A copy of a stored file is to be shown.
    ToShow(Result<PathBuf, String>),
    /// The rules looked at everything.
    Findings(Box<super::problems::Found>),
    /// The stored files of a review were verified, or not.
    Verified(super::backups::Verified),
    /// How a stored file looks, by its SHA-256.
    Looked(String, super::looks::Look),
    /// A house list was read.
    ListRead(Result<Box<crate::review::Template>, String>),
    /// A house list was written.
    ListSaved(Result<PathBuf, String>),
    /// A file was read.
    Opened(Result<Box<OpenReview>, String>, Vec<Recovery>),
    /// The articles that were meant, folders looked into.
    Found(Result<Vec<PathBuf>, String>),
    /// Many articles were read; what became of each is told as it happens.
    Imported,
    /// A new draft was read and compared.
    Drafted(Result<Box<Arrived>, String>),
    /// A draft, by number, was compared with the one before it.
    Compared(u32, Box<Comparison>),
    /// The review was saved, or not.
    Saved(SaveJob, Result<store::Saved, StoreError>),
    /// How a document will look.
    Previewed(Preview),
    /// The export was written, with what to know about it, or not.
    Exported(Result<(PathBuf, Vec<String>), String>),
    /// Reviews that were never saved when the program ended.
    Orphaned(Vec<Recovery>),
    /// The article was read; what was read came in by itself.
    Read,
    /// Words were looked for in the article.
    Sought(Box<super::seeking::Sought>),
    /// The settings were written, or not.
    SettingsKept(Result<(), StoreError>),
}

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

/// A question that must be answered before the window goes on.
pub struct Question {
    /// What it is about.
    pub heading: String,
    /// What is at stake.
    pub text: String,
    /// The answers, the one that loses nothing first.
    pub answers: Vec<&'static str>,
    /// The answer that changes nothing, given by Esc.
    pub cancel: usize,
    then: Then,
}

/// What an answer leads to.
pub(super) enum Then {
    /// Save, discard or cancel, before something else is opened or closed.
    Leave(Leave),
    /// Restore or discard what was not saved before a crash.
    Recover(Vec<Recovery>, Box<Option<OpenReview>>),
    /// Write over a file that was changed outside, save elsewhere, or cancel.
    ChangedOutside(PathBuf),
    /// Begin a review of its own, take it as a draft all the same, or cancel.
    AnotherArticle(Box<Arrived>),
    /// Take it as a new draft, open it instead, or cancel.
    Dropped(PathBuf),
    /// Keep files for a citation, take them as articles, or cancel.
    Evidence(super::backups::Place, Vec<PathBuf>),
}

impl Question {
    /// A question whose last answer changes nothing.
    pub(super) fn new(heading: &str, text: String, answers: Vec<&'static str>, then: Then) -> Self {
        Self { heading: heading.into(), text, cancel: answers.len().saturating_sub(1), answers, then }
    }
}

/// What was asked for while there was unsaved work.
#[derive(Clone, Debug)]
pub(super) enum Leave {
    Close,
    Quit,
    Open(PathBuf, import::Options),
    Paste(String),
    Sample,
}

impl App {
    /// Looks for reviews that were never saved when the program last ended.
    pub fn look_for_orphans(&mut self) {
        if let Some(dir) = self.world.journals_dir.clone() {
            self.jobs.start(None, move || Done::Orphaned(store::orphaned(&dir)));
        }
    }

    /// Takes in what jobs brought back. To be called once a frame.
    pub fn take_results(&mut self) {
        loop {
            self.follow_article();
            self.keep_findings();
            let finished = self.jobs.finished();
            if finished.is_empty() {
                break;
            }
            finished.into_iter().for_each(|done| self.take_in(done));
        }
        if let Some(why) = self.open.as_mut().and_then(|open| open.journal.as_mut()?.poll()) {
            self.fail(format!("What you type cannot be kept safe against a crash: {why}. Save often."));
        }
    }

    fn take_in(&mut self, done: Done) {
        match done {
            Done::Picked(pick, Some(path)) => self.picked(&pick, path),
            Done::Picked(_, None) => self.leave_after_save = None,
            Done::Opened(Ok(open), recovery) => self.opened(*open, recovery),
            Done::Opened(Err(why), _) => self.fail(why),
            Done::Stored(Ok(stored)) => self.stored(*stored),
            Done::Stored(Err(why)) | Done::ToShow(Err(why)) => self.fail(why),
            Done::ToShow(Ok(path)) => self.to_show = Some(path),
            Done::Findings(found) => self.found(*found),
            Done::Looked(sha256, look) => self.looked(sha256, look),
            Done::ListRead(Ok(list)) => self.take_list(&list),
            Done::ListSaved(Ok(path)) => {
                self.tell(format!("The house list was saved to {}.", path.display()));
            }
            Done::ListRead(Err(why)) | Done::ListSaved(Err(why)) => self.fail(why),
            Done::Verified(verified) => self.verified(verified),
            Done::Found(Ok(articles)) => self.take_articles(articles),
            Done::Found(Err(why)) => self.fail(why),
            Done::Imported => self.imported(),
            Done::Drafted(Ok(arrived)) => self.drafted(*arrived),
            Done::Drafted(Err(why)) => self.fail(why),
            Done::Compared(draft, comparison) => self.compared(draft, *comparison),
            Done::Saved(job, result) => self.saved(job, result),
            Done::Previewed(preview) => self.previewed(preview),
            Done::Exported(Ok((path, notes))) => {
                let notes: String = notes.iter().map(|note| format!(" {note}.")).collect();
                self.tell(format!("Exported to {}.{notes}", path.display()));
            }
            Done::Exported(Err(why)) => self.fail(why),
            Done::Orphaned(found) if !found.is_empty() && self.open.is_none() => {
                self.ask_recovery(found, None);
            }
            Done::Sought(sought) => self.take_sought(*sought),
            Done::Orphaned(_) | Done::SettingsKept(Ok(())) | Done::Read => {}
            Done::SettingsKept(Err(why)) => self.fail(format!("The settings were not kept: {why}.")),
        }
    }

    /// Whether work would be lost if the review were closed now.
    pub fn has_unsaved_work(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.is_writable() && open.has_work() && open.is_unsaved())
    }

    pub(super) fn pick(&mut self, pick: Pick) {
        let picking: Picking = (self.world.pick)(pick.clone());
        self.jobs.start(None, move || Done::Picked(pick, pollster::block_on(picking)));
    }

    fn picked(&mut self, pick: &Pick, mut paths: Vec<PathBuf>) {
        match pick {
            Pick::Article if paths.len() > 1 => return self.find_articles(paths),
            Pick::Articles | Pick::ArticleFolder => return self.find_articles(paths),
            _ => {}
        }
        let Some(path) = paths.pop() else { return };
        match pick {
            Pick::Article | Pick::Review => self.open_path(path),
            Pick::Articles | Pick::ArticleFolder => {}
            Pick::ReviewFolder => self.importing.folder = Some(path),
            Pick::Backup(place) => self.attach(*place, path),
            Pick::List => self.load_list(path),
            Pick::SaveList(_) => self.save_list(path),
            Pick::Draft => self.begin_draft(DraftFrom::File(path)),
            Pick::SaveReview(_) => self.save_to(with_extension(path, "ron"), None),
            Pick::Export(_) => self.export_to(path),
        }
    }

    /// Opens an article or a review, after asking where work would be lost.
    pub fn open_path(&mut self, path: PathBuf) {
        self.open_with(path, import::Options::default());
    }

    /// Opens an article, read as chosen, or a review.
    pub(super) fn open_with(&mut self, path: PathBuf, options: import::Options) {
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
    pub(super) fn begin_with_text(&mut self, text: String) {
        if self.has_unsaved_work() {
            return self.ask_to_leave(Leave::Paste(text));
        }
        let beginning = self.beginning();
        self.jobs.start(Some("Reading the clipboard".into()), move || {
            Done::Opened(beginning.paste(&text), Vec::new())
        });
    }

    pub(super) fn open_sample(&mut self) {
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

    fn opened(&mut self, open: OpenReview, recovery: Vec<Recovery>) {
        if recovery.is_empty() {
            self.show(open);
        } else {
            self.ask_recovery(recovery, Some(open));
        }
    }

    /// Shows a review, at the place where it was left.
    fn show(&mut self, mut open: OpenReview) {
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
    fn put_away(&mut self) {
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

    /// Puts everything away: the window closes.
    pub fn shut_down(&mut self) {
        self.put_away();
        self.jobs.finish_tidying();
        if let Some(dir) = &self.world.settings_dir {
            // The window is gone: nobody is left to be told of a failure, and nothing of the review is in it.
            drop(store::write_settings(dir, &self.settings));
        }
    }

    /// Writes the settings where they changed since they were last written.
    pub fn keep_settings(&mut self) {
        let Some(dir) = &self.world.settings_dir else { return };
        if self.settings == self.kept_settings {
            return;
        }
        let (dir, settings) = (dir.clone(), self.settings.clone());
        self.kept_settings = self.settings.clone();
        self.jobs.start(None, move || Done::SettingsKept(store::write_settings(&dir, &settings)));
    }

    pub(super) fn save(&mut self) {
        let Some(open) = &self.open else { return };
        match &open.on_disk {
            Some(on_disk) => {
                let (path, fingerprint) = (on_disk.path.clone(), on_disk.fingerprint.clone());
                self.save_to(path, Some(fingerprint));
            }
            None => self.pick_save(),
        }
    }

    pub(super) fn pick_save(&mut self) {
        let Some(open) = &self.open else { return };
        self.pick(Pick::SaveReview(open.name_to_save()));
    }

    /// Saves to a file; `expected` is what the file must still be, none where the person chose it anew.
    fn save_to(&mut self, path: PathBuf, expected: Option<Fingerprint>) {
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

    fn saved(&mut self, job: SaveJob, result: Result<store::Saved, StoreError>) {
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
        self.question = Some(Question {
            heading: heading.into(),
            text: format!("{} {what}. What is in this window is in no file yet.", one_line(&name)),
            answers: vec!["Save as…", anyway, "Cancel"],
            cancel: 2,
            then: Then::ChangedOutside(path),
        });
    }

    fn ask_to_leave(&mut self, leave: Leave) {
        let title = self.open.as_ref().map(OpenReview::title).unwrap_or_default();
        self.question = Some(Question {
            heading: "Save the review first?".into(),
            text: format!("“{}” has changes that are not saved.", one_line(&title)),
            answers: vec!["Save", "Discard", "Cancel"],
            cancel: 2,
            then: Then::Leave(leave),
        });
    }

    fn ask_recovery(&mut self, recovery: Vec<Recovery>, open: Option<OpenReview>) {
        let Some(newest) = recovery.first() else { return };
        self.question = Some(Question {
            heading: "Restore unsaved work?".into(),
            text: unsaved(newest),
            answers: vec!["Restore", "Open without it"],
            cancel: 0,
            then: Then::Recover(recovery, Box::new(open)),
        });
    }

    pub(super) fn answer(&mut self, index: usize) {
        let Some(question) = self.question.take() else { return };
        match (question.then, index) {
            (Then::Leave(leave), 0) => {
                self.leave_after_save = Some(leave);
                self.save();
            }
            (Then::Leave(leave), 1) => {
                self.discard();
                self.leave(leave);
            }
            (Then::Recover(recovery, open), 0) => self.restore(recovery, *open),
            (Then::Recover(recovery, open), _) => self.let_go(recovery, *open),
            (Then::ChangedOutside(_), 0) => self.pick_save(),
            (Then::ChangedOutside(path), 1) => self.save_to(path, None),
            (Then::Evidence(place, paths), 0) => self.attach_all(place, paths),
            (Then::Evidence(_, paths), 1) => self.dropped_all(paths),
            (then @ (Then::AnotherArticle(_) | Then::Dropped(_)), index) => {
                revise::answered(self, then, index);
            }
            _ => self.leave_after_save = None,
        }
    }

    /// Drops the open review with its unsaved work.
    fn discard(&mut self) {
        if let Some(journal) = self.open.as_mut().and_then(|open| open.journal.take()) {
            journal.discard();
        }
        self.put_away();
    }

    /// Brings back what was not saved: the newest; the others are offered at the next start.
    fn restore(&mut self, recovery: Vec<Recovery>, open: Option<OpenReview>) {
        let others = recovery.len().saturating_sub(1);
        let Some(newest) = recovery.into_iter().next() else { return };
        let path = newest.path().map(Path::to_owned);
        let restored = match newest.restore() {
            Ok(restored) => restored,
            Err(why) => return self.fail(sentence(&why)),
        };
        let on_disk = path.zip(restored.fingerprint).map(|(path, fingerprint)| OnDisk { path, fingerprint });
        let mut back = OpenReview::new(restored.review, restored.history, on_disk);
        back.lock = open.and_then(|open| open.lock);
        back.journal = Some(restored.journal);
        self.show(back);
        let mut told = "What was not saved is back. Undo takes it away step by step.".to_owned();
        if restored.lost > 0 {
            told = format!(
                "What was not saved is back, but {} changes could not be carried out; they are kept aside.",
                restored.lost
            );
        }
        if others > 0 {
            told.push_str(&format!(" {others} more unsaved reviews are offered at the next start."));
        }
        self.tell(told);
    }

    /// Gives up what was not saved, with what a review that was never saved had kept.
    fn let_go(&mut self, recovery: Vec<Recovery>, open: Option<OpenReview>) {
        for found in recovery {
            let unsaved = self.data_dir().zip(found.unsaved_review());
            match found.discard() {
                Ok(()) => self.jobs.tidy(move || {
                    if let Some((data, review)) = unsaved {
                        store::forget_unsaved_backups(&data, review);
                    }
                }),
                Err(why) => self.fail(sentence(&why)),
            }
        }
        if let Some(open) = open {
            self.show(open);
        }
    }

    pub(super) fn close_review(&mut self) {
        self.leave_or_ask(Leave::Close);
    }

    /// The window is to close: asks where work would be lost.
    pub fn close_window(&mut self) {
        self.leave_or_ask(Leave::Quit);
    }

    fn leave_or_ask(&mut self, leave: Leave) {
        if self.has_unsaved_work() {
            self.ask_to_leave(leave);
        } else {
            self.leave(leave);
        }
    }

    fn go_on_leaving(&mut self) {
        if let Some(leave) = self.leave_after_save.take() {
            self.leave_or_ask(leave);
        }
    }

    fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Close => self.put_away(),
            Leave::Quit => self.quit = true,
            Leave::Open(path, options) => self.open_with(path, options),
            Leave::Paste(text) => self.begin_with_text(text),
            Leave::Sample => self.open_sample(),
        }
    }

    pub(super) fn forget(&mut self, path: Option<PathBuf>) {
        match path {
            Some(path) => self.settings.forget(&path),
            None => self.settings.recent.clear(),
        }
        self.keep_settings();
    }
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

/// Whether two paths lead to one file, by a link or another spelling too.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    one == other || real(one).is_some_and(|one| real(other) == Some(one))
}

/// What was not saved, in a sentence or two.
fn unsaved(recovery: &Recovery) -> String {
    let changes = match recovery.edits() {
        0 => "the review itself".to_owned(),
        1 => "1 change".to_owned(),
        count => format!("{count} changes"),
    };
    let when = recovery.at().map_or_else(String::new, |at| {
        format!(" on {}", at.with_timezone(&chrono::Local).format("%-d %b %Y at %H:%M"))
    });
    let mut text =
        format!("Redpencil ended{when} before {changes} of “{}” could be saved.", one_line(recovery.title()));
    if recovery.is_damaged() {
        text.push_str(" The end of what was written down cannot be read; it is kept.");
    }
    if recovery.base() != BaseState::Same {
        text.push_str(" The file was changed since; restored work goes on from the state before that.");
    }
    text
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

pub(super) fn is_review(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

pub(super) fn with_extension(mut path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_none_or(|own| !own.eq_ignore_ascii_case(extension)) {
        let name = format!("{}.{extension}", file_name(&path));
        path.set_file_name(if path.extension().is_some_and(|own| own == "ron") {
            format!("{}.{extension}", path.file_stem().unwrap_or_default().to_string_lossy())
        } else {
            name
        });
    }
    path
}

/// An error as a sentence of its own: a capital at its beginning.
pub(super) fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
