//! The thread that writes a journal.

use super::record::{Base, Chain, Header, Record};
use crate::review::Review;
use crate::store::{StoreError, file, to_ron};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// The disk is asked to keep what was written this often at most: what a power cut can take.
///
/// What a crash of the program can take is less, for every edit is handed to the system at once.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// Where journals of given-up work go, and how many of them are kept.
const ASIDE: &str = "discarded";
const KEPT_ASIDE: usize = 20;

/// What the window tells the thread.
pub(super) enum Message {
    Append(Box<Record>),
    Saved { base: Base, position: u64 },
    Flush(Sender<()>),
    Finish,
    Discard,
}

/// Writes one journal.
pub(super) struct Worker {
    dir: PathBuf,
    /// The journal’s own path, once one was found that nobody else has.
    path: Option<PathBuf>,
    header: Header,
    /// A review that has no file, until it is written beside the journal.
    unwritten_base: Option<Box<Review>>,
    /// The edits since the base, each as RON.
    records: Vec<String>,
    /// How many edits came before those, in this session.
    before: u64,
    open: Option<Open>,
    /// A journal that this one takes over: kept open, and so locked, until the new one stands in its place.
    taken_over: Option<File>,
    failing: bool,
}

/// The file as far as it is written.
struct Open {
    file: File,
    chain: Chain,
    records: usize,
    bytes: u64,
    unsynced: bool,
}

impl Worker {
    pub(super) fn new(dir: &Path, header: Header, unwritten_base: Option<Box<Review>>) -> Self {
        Self {
            dir: dir.to_owned(),
            path: None,
            header,
            unwritten_base,
            records: Vec::new(),
            before: 0,
            open: None,
            taken_over: None,
            failing: false,
        }
    }

    /// Goes on with a journal that a crash left behind.
    pub(super) fn take_over(
        dir: &Path,
        path: PathBuf,
        file: File,
        header: Header,
        records: Vec<String>,
    ) -> Self {
        Self { path: Some(path), records, taken_over: Some(file), ..Self::new(dir, header, None) }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// How many edits there were so far.
    pub(super) fn position(&self) -> u64 {
        self.before + self.records.len() as u64
    }

    /// Takes messages until the window goes away.
    pub(super) fn run(mut self, inbox: &Receiver<Message>, problems: &Sender<StoreError>) {
        let mut synced = Instant::now();
        self.work(problems, Self::write);
        loop {
            match self.next(inbox, synced) {
                Ok(Message::Finish) => return self.remove(),
                Ok(Message::Discard) => {
                    self.work(problems, Self::put_aside);
                    return;
                }
                Ok(Message::Flush(done)) => {
                    self.work(problems, Self::write_and_sync);
                    let _ = done.send(()); // nobody may be waiting any more
                }
                Ok(message) => {
                    self.take(message);
                    self.work(problems, Self::write);
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.work(problems, Self::write_and_sync);
                    synced = Instant::now();
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.work(problems, Self::write_and_sync);
                    return;
                }
            }
            if self.is_unsynced() && synced.elapsed() >= SYNC_EVERY {
                self.work(problems, Self::write_and_sync);
                synced = Instant::now();
            }
        }
    }

    /// The next message; times out where something is to be synced or tried again.
    fn next(&self, inbox: &Receiver<Message>, synced: Instant) -> Result<Message, RecvTimeoutError> {
        if self.failing {
            return inbox.recv_timeout(SYNC_EVERY);
        }
        if self.is_unsynced() {
            return inbox.recv_timeout(SYNC_EVERY.saturating_sub(synced.elapsed()));
        }
        inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
    }

    fn is_unsynced(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.unsynced)
    }

    /// Does some work and tells the window when it begins to fail, once.
    fn work(&mut self, problems: &Sender<StoreError>, work: fn(&mut Self) -> io::Result<()>) {
        let result = work(self);
        let failed_before = std::mem::replace(&mut self.failing, result.is_err());
        if let Err(error) = result
            && !failed_before
        {
            let path = self.path.as_ref().unwrap_or(&self.dir);
            let problem = StoreError::io("keep unsaved work safe from a crash", path)(error);
            let _ = problems.send(problem); // nobody may be listening any more
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Append(record) => match ron::to_string(&record) {
                Ok(ron) => self.records.push(ron),
                Err(_) => debug_assert!(false, "an edit is made of what RON can write"),
            },
            Message::Saved { base, position } => self.rebase(base, position),
            Message::Flush(_) | Message::Finish | Message::Discard => {}
        }
    }

    /// The file holds the first edits now: the journal begins anew after them.
    fn rebase(&mut self, base: Base, position: u64) {
        let saved = position.saturating_sub(self.before).min(self.records.len() as u64);
        self.records.drain(..saved as usize);
        self.before += saved;
        self.header.base = base;
        self.unwritten_base = None;
        if self.records.is_empty() {
            self.remove();
        } else {
            self.open = None; // and is written anew, in the place of the old one
        }
    }

    fn write_and_sync(&mut self) -> io::Result<()> {
        self.write()?;
        match &mut self.open {
            Some(open) if open.unsynced => {
                open.file.sync_data()?;
                open.unsynced = false;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Writes what is not written yet.
    fn write(&mut self) -> io::Result<()> {
        let is_needed = !self.records.is_empty() || matches!(self.header.base, Base::Unsaved { .. });
        if self.open.is_none() && is_needed {
            self.begin()?;
        }
        match &mut self.open {
            Some(open) => self.records[open.records..].iter().try_for_each(|ron| open.append(ron)),
            None => Ok(()),
        }
    }

    /// Writes the journal so far and puts it in its place in one step.
    fn begin(&mut self) -> io::Result<()> {
        fs::create_dir_all(&self.dir)?;
        let path = match &self.path {
            Some(path) => path.clone(),
            None => self.path.insert(free_path(&self.dir, &self.header)?).clone(),
        };
        self.write_base(&path)?;
        let new = path.with_extension("new");
        let mut open = Open::create(&new, &self.header)?;
        self.records.iter().try_for_each(|ron| open.append(ron))?;
        open.file.sync_all()?;
        open.unsynced = false;
        fs::rename(&new, &path)?;
        sync_folder(&self.dir)?;
        if matches!(self.header.base, Base::Saved { .. }) {
            remove_if_there(&base_path(&path));
        }
        self.open = Some(open);
        self.taken_over = None;
        Ok(())
    }

    /// Writes a review that has no file beside its journal.
    fn write_base(&mut self, journal: &Path) -> io::Result<()> {
        let Some(review) = &self.unwritten_base else { return Ok(()) };
        let text = to_ron(review).map_err(io::Error::other)?;
        let fingerprint = file::replace(&base_path(journal), text.as_bytes())?;
        self.header.base = Base::Unsaved { sha256: fingerprint.sha256() };
        self.unwritten_base = None;
        Ok(())
    }

    /// Nothing is left to be kept. The file goes while it is still locked, so that it is never offered.
    fn remove(&mut self) {
        if let Some(path) = self.path.take() {
            remove_if_there(&path);
            remove_if_there(&base_path(&path));
        }
        self.open = None;
        self.taken_over = None;
    }

    fn put_aside(&mut self) -> io::Result<()> {
        self.write()?;
        self.open = None;
        self.taken_over = None;
        self.path.take().map_or(Ok(()), |path| put_aside(&path))
    }
}

impl Open {
    /// Makes a journal with its first line, locked for as long as it is open.
    fn create(path: &Path, header: &Header) -> io::Result<Self> {
        let file = File::create(path)?;
        lock(&file)?;
        let mut open = Self { file, chain: Chain::default(), records: 0, bytes: 0, unsynced: false };
        open.put(&ron::to_string(header).map_err(io::Error::other)?)?;
        Ok(open)
    }

    fn append(&mut self, ron: &str) -> io::Result<()> {
        self.put(ron)?;
        self.records += 1;
        Ok(())
    }

    /// Writes a line whole or not at all, so that it can be tried again on a disk that was full.
    fn put(&mut self, ron: &str) -> io::Result<()> {
        let mut chain = self.chain.clone();
        let line = chain.line(ron);
        if let Err(error) = self.file.write_all(line.as_bytes()) {
            self.file.set_len(self.bytes)?;
            self.file.seek(SeekFrom::Start(self.bytes))?;
            return Err(error);
        }
        self.bytes += line.len() as u64;
        self.chain = chain;
        self.unsynced = true;
        Ok(())
    }
}

/// Locks a journal for this process; some disks know no locks, and a journal without one is still a journal.
fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(ErrorKind::ResourceBusy.into()),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// A path that no other journal has; it is taken by an empty file.
fn free_path(dir: &Path, header: &Header) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = dir.join(format!("{}-{number}.journal", header.review));
        match File::create_new(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Where a review that has no file lies, beside its journal.
pub(super) fn base_path(journal: &Path) -> PathBuf {
    journal.with_extension("ron")
}

/// Moves a journal, and the review beside it, to the folder of given-up work.
pub(super) fn put_aside(journal: &Path) -> io::Result<()> {
    let Some(dir) = journal.parent() else { return Ok(()) };
    let aside = dir.join(ASIDE);
    fs::create_dir_all(&aside)?;
    let base = base_path(journal);
    let stem = free_stem(&aside, journal);
    fs::rename(journal, stem.with_extension("journal"))?;
    if base.exists() {
        fs::rename(&base, base_path(&stem))?;
    }
    prune(&aside)
}

/// A path in the folder of given-up work under which nothing lies yet, without its ending.
fn free_stem(aside: &Path, journal: &Path) -> PathBuf {
    let name = journal.file_stem().unwrap_or_default().to_string_lossy();
    let mut stems = (1_u64..).map(|number| aside.join(format!("{name}-{number}")));
    stems.find(|stem| !stem.with_extension("journal").exists()).unwrap_or_default()
}

/// Leaves the newest journals of given-up work.
fn prune(aside: &Path) -> io::Result<()> {
    let mut journals: Vec<_> = journals(aside).into_iter().map(|path| (modified(&path), path)).collect();
    journals.sort();
    for (_, path) in journals.iter().rev().skip(KEPT_ASIDE) {
        fs::remove_file(path)?;
        remove_if_there(&base_path(path));
    }
    Ok(())
}

/// The journals in a folder; none where there is no folder.
pub(super) fn journals(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "journal"))
        .collect()
}

/// When a file was last written, where the system knows.
pub(super) fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

fn remove_if_there(path: &Path) {
    let _ = fs::remove_file(path); // what stays behind is offered once more and does no harm
}

#[cfg(unix)]
fn sync_folder(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Only on Unix can a folder be synced; elsewhere the system does it.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
