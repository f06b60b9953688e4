//! A review’s file: read whole, and saved whole or not at all.

use super::{FormatError, StoreError, format, from_ron, states, to_ron};
use crate::review::{Review, hex};
use atomic_write_file::AtomicWriteFile;
use sha2::{Digest, Sha256};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The largest file that is read as a review, in bytes: fifty times a book with 10,000 claims.
const MAX_BYTES: u64 = 512 << 20;

/// How much of a file is read to see whether it is a review, in bytes.
const HEAD_BYTES: u64 = 64 << 10;

/// What a file was when it was read or saved, to notice what other programs do to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    sha256: [u8; 32],
    len: u64,
    modified: Option<SystemTime>,
}

/// What became of a file since its fingerprint was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It holds what it held.
    Same,
    /// It holds something else.
    Changed,
    /// It is no longer there.
    Gone,
}

impl Fingerprint {
    fn of(bytes: &[u8], metadata: &Metadata) -> Self {
        Self::hashed(Sha256::digest(bytes).into(), bytes, metadata)
    }

    fn hashed(sha256: [u8; 32], bytes: &[u8], metadata: &Metadata) -> Self {
        Self { sha256, len: bytes.len() as u64, modified: metadata.modified().ok() }
    }

    /// The SHA-256 of the file, in lower-case hex.
    pub fn sha256(&self) -> String {
        hex(&self.sha256)
    }

    /// Looks at the file again. It is read only where its length is the same and its time is not.
    ///
    /// # Errors
    /// Where it is there and cannot be looked at.
    pub fn outside(&self, path: &Path) -> Result<Outside, StoreError> {
        match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Outside::Gone),
            Err(error) => Err(StoreError::io("read the file", path)(error)),
            Ok(metadata) if !metadata.is_file() || metadata.len() != self.len => Ok(Outside::Changed),
            Ok(metadata) if self.modified.is_some() && metadata.modified().ok() == self.modified => {
                Ok(Outside::Same)
            }
            Ok(_) => self.compare(path),
        }
    }

    fn compare(&self, path: &Path) -> Result<Outside, StoreError> {
        let (_, now) = read(path)?;
        Ok(if now.sha256 == self.sha256 { Outside::Same } else { Outside::Changed })
    }
}

/// A review that was read from a file.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The review.
    pub review: Review,
    /// What the file was.
    pub fingerprint: Fingerprint,
}

/// What saving a review left behind.
#[derive(Debug)]
pub struct Saved {
    /// What the file now is.
    pub fingerprint: Fingerprint,
    /// The review is saved, but its last state could not be kept beside it.
    pub warning: Option<StoreError>,
}

/// Reads a review.
///
/// # Errors
/// Where the file cannot be read or holds no review that this program reads; it is left as it is.
pub fn load(path: &Path) -> Result<Loaded, StoreError> {
    let (bytes, fingerprint) = read(path)?;
    let text = String::from_utf8(bytes)
        .map_err(|error| FormatError::NotText(error.utf8_error().valid_up_to() + 1).into())
        .map_err(|error| in_file(error, path))?;
    let review = from_ron(&text).map_err(|error| in_file(error, path))?;
    Ok(Loaded { review, fingerprint })
}

/// Saves a review: the file holds the old state or the new one, whole, whatever happens meanwhile.
///
/// `expected` is what the file was when it was read or last saved; `None` writes over whatever review
/// stands there now. The state before is kept (see [`super::kept_states`]).
///
/// # Errors
/// Where the file is no longer what was expected, where a file that is no review or of a newer version
/// stands there ([`create`] can force that), and where the system refuses. The old file is then whole.
pub fn save(path: &Path, review: &Review, expected: Option<&Fingerprint>) -> Result<Saved, StoreError> {
    let text = to_ron(review).map_err(|error| in_file(error, path))?;
    let path = resolve(path);
    match expected {
        Some(fingerprint) => refuse_change(&path, fingerprint)?,
        None => refuse_stranger(&path)?,
    }
    write(&path, text.as_bytes())
}

/// Saves a review in a new file; with `force`, in place of whatever file stands there.
///
/// # Errors
/// Where there is a file and `force` is not given, and where the system refuses.
pub fn create(path: &Path, review: &Review, force: bool) -> Result<Saved, StoreError> {
    let text = to_ron(review).map_err(|error| in_file(error, path))?;
    if !force {
        refuse_existing(path)?;
    }
    write(&resolve(path), text.as_bytes())
}

/// Names the file in an error about a text.
fn in_file(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::Format(reason) => StoreError::Unreadable { reason, path: path.to_owned() },
        other => other,
    }
}

/// Where a path leads: a link stays a link, and the file behind it is replaced.
pub(super) fn resolve(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn refuse_change(path: &Path, expected: &Fingerprint) -> Result<(), StoreError> {
    match expected.outside(path)? {
        Outside::Same => Ok(()),
        Outside::Changed => Err(StoreError::ChangedOutside { path: path.to_owned() }),
        Outside::Gone => Err(StoreError::GoneOutside { path: path.to_owned() }),
    }
}

/// Refuses to write over a file that this program could not have read.
fn refuse_stranger(path: &Path) -> Result<(), StoreError> {
    if !path.exists() {
        return Ok(());
    }
    let (file, _) = open(path)?;
    let mut head = Vec::new();
    file.take(HEAD_BYTES).read_to_end(&mut head).map_err(StoreError::io("read the file", path))?;
    let text = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    if head.is_empty() {
        return Ok(());
    }
    format::check_version(text).map_err(|reason| StoreError::Guarded { reason, path: path.to_owned() })
}

/// Reads a file whole, within [`MAX_BYTES`].
pub(super) fn read(path: &Path) -> Result<(Vec<u8>, Fingerprint), StoreError> {
    let (file, metadata) = open(path)?;
    if metadata.len() > MAX_BYTES {
        return Err(StoreError::TooLarge { limit: MAX_BYTES, path: path.to_owned() });
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(StoreError::io("read the file", path))?;
    let fingerprint = Fingerprint::of(&bytes, &metadata);
    Ok((bytes, fingerprint))
}

/// Opens a regular file; a pipe or a device could keep its reader waiting for ever.
pub(super) fn open(path: &Path) -> Result<(File, Metadata), StoreError> {
    let doing = "read the file";
    regular(&fs::metadata(path).map_err(StoreError::io(doing, path))?)
        .map_err(StoreError::io(doing, path))?;
    let file = File::open(path).map_err(StoreError::io(doing, path))?;
    let metadata = file.metadata().map_err(StoreError::io(doing, path))?;
    Ok((file, metadata))
}

fn regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if metadata.is_file() { Ok(()) } else { Err(ErrorKind::InvalidInput.into()) }
}

/// Puts a review in a file’s place and keeps what stood there.
fn write(path: &Path, bytes: &[u8]) -> Result<Saved, StoreError> {
    let mut warning = None;
    let fingerprint = replace_after(path, bytes, || warning = states::keep(path, bytes).err())
        .map_err(StoreError::io("save the file", path))?;
    Ok(Saved { fingerprint, warning })
}

/// Writes a document of any kind, whole or not at all; with `force`, in place of whatever file stands there.
///
/// # Errors
/// Where there is a file and `force` is not given, and where the system refuses.
pub fn write_new(path: &Path, bytes: &[u8], force: bool) -> Result<(), StoreError> {
    if !force {
        refuse_existing(path)?;
    }
    replace(&resolve(path), bytes).map(drop).map_err(StoreError::io("save the file", path))
}

fn refuse_existing(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(_) => Err(StoreError::Exists { path: path.to_owned() }),
        Err(_) => Ok(()), // if it is there after all, writing will say so
    }
}

/// Puts bytes in a file’s place: temporary file in the same folder, fsync, rename, fsync of the folder.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<Fingerprint> {
    replace_after(path, bytes, || {})
}

/// As [`replace`]; `before` runs when the new bytes are written and nothing is exchanged yet, so that a
/// disk that is full is known by then.
fn replace_after(path: &Path, bytes: &[u8], before: impl FnOnce()) -> io::Result<Fingerprint> {
    replaceable(path)?;
    let mut file = AtomicWriteFile::open(path)?;
    std::thread::scope(|scope| {
        let hash = || <[u8; 32]>::from(Sha256::digest(bytes));
        // While the disk works, another core hashes.
        let hashing = std::thread::Builder::new().spawn_scoped(scope, hash).ok();
        file.write_all(bytes)?;
        let metadata = file.as_file().metadata()?;
        before();
        file.commit()?;
        let sha256 = hashing.and_then(|thread| thread.join().ok()).unwrap_or_else(hash);
        Ok(Fingerprint::hashed(sha256, bytes, &metadata))
    })
}

/// Whether what stands at a path, if anything, is a file that may be replaced.
///
/// A folder’s permission is enough to replace a file in it, so a write-protected one is asked for itself.
fn replaceable(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(metadata) if metadata.is_file() && metadata.permissions().readonly() => {
            Err(ErrorKind::PermissionDenied.into())
        }
        Ok(metadata) => regular(&metadata),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn until_the_exchange_the_old_file_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "the old bytes").unwrap();
        let before = || assert_eq!(fs::read(&path).unwrap(), b"the old bytes");
        replace_after(&path, b"the new bytes, which are more", before).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"the new bytes, which are more");
    }

    #[test]
    fn a_save_that_stops_before_the_exchange_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "the old bytes").unwrap();
        let stopped = std::panic::catch_unwind(|| replace_after(&path, b"new", || panic!("stopped")));
        assert!(stopped.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"the old bytes");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
