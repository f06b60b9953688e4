//! The journal: every edit as it happens, so that a crash loses at most a second of typing.
//!
//! A journal lies in the folder of this person’s data, not beside the review: it can be written when the
//! review’s folder cannot, it is nobody else’s business on a shared disk, and no file service uploads
//! every keystroke. There is one only while something is not saved.

mod record;
mod recovery;
mod worker;

pub use recovery::{BaseState, Recovery, Restored, orphaned, recoverable};

use super::{Fingerprint, StoreError};
use crate::review::{Edit, Review};
use record::{Base, Header, Kind, Record};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use worker::{Message, Worker};

/// Takes every edit of one open review and writes it down on a thread of its own.
///
/// No method but [`Self::flush`], [`Self::finish`] and [`Self::discard`] waits for the disk. Dropping a
/// journal writes what is still to be written and leaves the file: only a program that ends well says so.
#[derive(Debug)]
pub struct Journal {
    messages: Option<Sender<Message>>,
    problems: Receiver<StoreError>,
    thread: Option<JoinHandle<()>>,
    position: u64,
}

impl Journal {
    /// Begins the journal of a review that was just read from a file or saved to it.
    ///
    /// `dir` is where journals lie (see [`journals_dir`]). Nothing is written before the first edit.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn of_saved(
        dir: &Path,
        review: &Review,
        path: &Path,
        fingerprint: &Fingerprint,
    ) -> Result<Self, StoreError> {
        Self::start(Worker::new(dir, Header::new(review, Base::saved(path, fingerprint)), None))
    }

    /// Begins the journal of a review that has no file yet; the review itself is written down at once.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn of_unsaved(dir: &Path, review: &Review) -> Result<Self, StoreError> {
        let header = Header::new(review, Base::Unsaved { sha256: String::new() });
        Self::start(Worker::new(dir, header, Some(Box::new(review.clone()))))
    }

    fn start(worker: Worker) -> Result<Self, StoreError> {
        let (messages, inbox) = channel();
        let (outbox, problems) = channel();
        let position = worker.position();
        let dir = worker.dir().to_owned();
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || worker.run(&inbox, &outbox))
            .map_err(StoreError::io("start the journal", &dir))?;
        Ok(Self { messages: Some(messages), problems, thread: Some(thread), position })
    }

    /// Takes an edit that was carried out, with its label and burst as [`crate::review::History`] got them.
    pub fn done(&mut self, label: impl Into<String>, edit: &Edit, burst: Option<u64>) {
        self.append(Record { kind: Kind::Do, label: label.into(), burst, edit: edit.clone() });
    }

    /// Takes the edit that an undo carried out.
    pub fn undone(&mut self, edit: &Edit) {
        self.append(Record { kind: Kind::Undo, label: String::new(), burst: None, edit: edit.clone() });
    }

    /// Takes the edit that a redo carried out.
    pub fn redone(&mut self, edit: &Edit) {
        self.append(Record { kind: Kind::Redo, label: String::new(), burst: None, edit: edit.clone() });
    }

    fn append(&mut self, record: Record) {
        self.position += 1;
        self.send(Message::Append(Box::new(record)));
    }

    /// How many edits it took so far: to be noted together with the snapshot that a save writes.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The review was saved as it was at `position`: only what came after it is still to be kept.
    pub fn saved(&mut self, path: &Path, fingerprint: &Fingerprint, position: u64) {
        self.send(Message::Saved { base: Base::saved(path, fingerprint), position });
    }

    /// What went wrong since this was last asked; edits are then not safe, and it goes on trying.
    pub fn poll(&mut self) -> Option<StoreError> {
        self.problems.try_iter().last()
    }

    /// Waits until all edits so far are on the disk, or could not be put there.
    pub fn flush(&self) {
        let (done, wait) = channel();
        self.send(Message::Flush(done));
        let _ = wait.recv(); // an error only where the thread is gone, and then there is nothing to wait for
    }

    /// Ends the journal and removes it: everything is saved.
    pub fn finish(mut self) {
        self.send(Message::Finish);
        self.join();
    }

    /// Ends the journal of work that is given up. Its file is put aside, for second thoughts.
    pub fn discard(mut self) {
        self.send(Message::Discard);
        self.join();
    }

    fn send(&self, message: Message) {
        if let Some(messages) = &self.messages {
            let _ = messages.send(message); // an error only where the thread is gone, which `poll` has told
        }
    }

    fn join(&mut self) {
        self.messages = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // a panic there must not become one here
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.join();
    }
}

/// Where journals lie in the folder of this person’s data.
pub fn journals_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("journals")
}
