//! Who writes a review’s file: one window at a time, and the others say who.
//!
//! The lock is the system’s, on the file `.NAME.ron.lock` beside the review: it ends with the process
//! that holds it, however that ends, and it holds between users and, where the disk knows locks, between
//! machines. What stands in the file only says who it is.

use super::{StoreError, file};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// How often a lock file that vanished while it was being locked is made anew.
const TRIES: usize = 10;

/// The longest record of an owner that is read, in bytes.
const MAX_RECORD: u64 = 4096;

/// Who holds a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Owner {
    /// The name at login; empty where it is not known.
    pub user: String,
    /// The machine; empty where it is not known.
    pub host: String,
    /// The process; 0 where it is not known.
    pub pid: u32,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
}

impl Owner {
    /// This process, from `since` on.
    pub fn here(since: DateTime<Utc>) -> Self {
        let named =
            |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        Self {
            user: named(&["USER", "USERNAME", "LOGNAME"]),
            host: host().unwrap_or_else(|| named(&["HOSTNAME", "COMPUTERNAME"])),
            pid: std::process::id(),
            since: Some(since),
        }
    }
}

/// The machine’s name where the system has it in a file.
fn host() -> Option<String> {
    let name =
        fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| fs::read_to_string("/etc/hostname"));
    name.ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.user.is_empty() { "another window" } else { &self.user })?;
        if !self.host.is_empty() {
            write!(f, " on {}", self.host)?;
        }
        if self.pid != 0 {
            write!(f, " (process {})", self.pid)?;
        }
        match self.since {
            Some(since) => write!(f, " since {} UTC", since.format("%-d %B %Y, %H:%M")),
            None => Ok(()),
        }
    }
}

/// Whether this window may write a review’s file.
#[derive(Debug)]
pub enum Locked {
    /// It may, as long as it keeps the lock.
    Ours(Lock),
    /// Somebody else holds it.
    Theirs(Owner),
    /// The disk knows no locks or takes no file; whoever saves last is then told of the other’s change.
    Unknown(StoreError),
}

/// Holds a review’s file for this window until it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// Held only to be closed, which ends the lock.
    _file: File,
    path: PathBuf,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // one that stays behind is nobody’s and locks nothing
    }
}

/// Asks for a review’s file.
pub fn lock(review: &Path, owner: &Owner) -> Locked {
    let path = lock_path(&file::resolve(review));
    for _ in 0..TRIES {
        match try_lock(&path, owner) {
            Ok(Some(locked)) => return locked,
            Ok(None) => {} // the owner before removed the file at this very moment
            Err(error) => return Locked::Unknown(StoreError::io("lock the review", &path)(error)),
        }
    }
    Locked::Theirs(Owner::default())
}

/// `.NAME.ron.lock` beside `NAME.ron`.
fn lock_path(review: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(review.file_name().unwrap_or_default());
    name.push(".lock");
    review.with_file_name(name)
}

/// Locks the file and writes the owner into it; `None` where the file locked is no longer the one at the path.
fn try_lock(path: &Path, owner: &Owner) -> io::Result<Option<Locked>> {
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(Some(Locked::Theirs(read_owner(&mut file)))),
        Err(TryLockError::Error(error)) => return Err(error),
        Ok(()) => {}
    }
    if !is_at(&file, path)? {
        return Ok(None);
    }
    let _ = write_owner(&mut file, owner); // the lock holds, even where a full disk hides whose it is
    Ok(Some(Locked::Ours(Lock { _file: file, path: path.to_owned() })))
}

fn write_owner(file: &mut File, owner: &Owner) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    let record = ron::to_string(owner).map_err(io::Error::other)?;
    file.write_all(record.as_bytes())
}

/// What an owner wrote into the file; on some systems nobody else can read it while it is locked.
fn read_owner(file: &mut File) -> Owner {
    let mut record = String::new();
    let read = file.take(MAX_RECORD).read_to_string(&mut record);
    read.ok().and_then(|_| ron::from_str(&record).ok()).unwrap_or_default()
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere a file that somebody has open keeps its name.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
