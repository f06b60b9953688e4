//! The backup folder: what a citation rests on, kept as it was, named by its SHA-256.
//!
//! `NAME.backup/` lies beside `NAME.ron`. A file in it bears nothing but its hash as a name, so that no name
//! from elsewhere ever becomes a path, the same file is kept once, and a changed one gives itself away.

use super::{StoreError, file};
use crate::review::{ReviewId, hex};
use atomic_write_file::AtomicWriteFile;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Bytes copied between two reports of progress.
const CHUNK: usize = 256 << 10;

/// What was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What became of a backup since it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupState {
    /// It holds what it held.
    Whole,
    /// It holds something else.
    Altered,
    /// It is not there.
    Missing,
}

/// The folder in which a review’s backups lie.
pub fn backup_dir(review: &Path) -> PathBuf {
    review.with_extension("backup")
}

/// The folder for the backups of a review that was never saved; `data` is the program’s own folder.
pub fn unsaved_backup_dir(data: &Path, review: ReviewId) -> PathBuf {
    data.join("unsaved").join(format!("{:010x}.backup", review.number()))
}

/// Where a backup lies; `None` where `sha256` is none in lower-case hex, and so could be any path.
pub fn backup_path(dir: &Path, sha256: &str) -> Option<PathBuf> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then(|| dir.join(sha256))
}

/// Keeps a copy of a file. `progress` is told the bytes done and all there are; it may break off.
///
/// The file is read twice, once for its name and once to be copied, and must be the same both times.
///
/// # Errors
/// Where it is no regular file or cannot be read, changes meanwhile, the disk is full, or `progress` broke
/// off; nothing is then left behind.
pub fn keep_file(
    dir: &Path,
    from: &Path,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Kept, StoreError> {
    let (mut source, metadata) = file::open(from)?;
    let all = metadata.len().saturating_mul(2);
    let mut done = 0;
    let mut step = |bytes: usize| {
        done += bytes as u64;
        match progress(done, all) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(StoreError::GivenUp { path: from.to_owned() }),
        }
    };
    let first = copy(&mut source, &mut io::sink(), from, dir, &mut step)?;
    let target = target(dir, &first.sha256)?;
    if check(&target, &first.sha256, &mut |_| Ok(()))? == BackupState::Whole {
        return Ok(first);
    }
    let (mut source, _) = file::open(from)?;
    let mut into = AtomicWriteFile::open(&target).map_err(StoreError::io("keep the backup", &target))?;
    let second = copy(&mut source, &mut into, from, &target, &mut step)?;
    if second != first {
        return Err(StoreError::Changing { path: from.to_owned() });
    }
    into.commit().map_err(StoreError::io("keep the backup", &target))?;
    Ok(first)
}

/// Keeps a copy of a file that was read before, under the SHA-256 that it had then.
///
/// # Errors
/// As of [`keep_file`], and where the file holds something else by now.
pub fn keep_as_read(dir: &Path, from: &Path, sha256: &str) -> Result<(), StoreError> {
    let kept = keep_file(dir, from, &mut |_, _| ControlFlow::Continue(()))?;
    if kept.sha256 == sha256 { Ok(()) } else { Err(StoreError::Changing { path: from.to_owned() }) }
}

/// Takes away the backups of a review that was never saved: they lie beside its file by now, or nobody wants
/// them. What cannot be taken away costs room and nothing else.
pub fn forget_unsaved_backups(data: &Path, review: ReviewId) {
    let dir = unsaved_backup_dir(data, review);
    for entry in fs::read_dir(&dir).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some(kept) = name.to_str().and_then(|sha256| backup_path(&dir, sha256)) {
            let _ = fs::remove_file(kept);
        }
    }
    let _ = fs::remove_dir(&dir);
}

/// Keeps bytes: a pasted picture, a captured page, an article as it came in.
///
/// # Errors
/// Where the system refuses.
pub fn keep_bytes(dir: &Path, bytes: &[u8]) -> Result<Kept, StoreError> {
    let kept = Kept { sha256: hex(&Sha256::digest(bytes)), bytes: bytes.len() as u64 };
    let target = target(dir, &kept.sha256)?;
    if check(&target, &kept.sha256, &mut |_| Ok(()))? != BackupState::Whole {
        file::replace(&target, bytes).map_err(StoreError::io("keep the backup", &target))?;
    }
    Ok(kept)
}

/// Looks whether a backup is still what it was: reads it whole.
///
/// # Errors
/// Where it is there and cannot be read.
pub fn check_backup(dir: &Path, sha256: &str) -> Result<BackupState, StoreError> {
    match backup_path(dir, sha256) {
        Some(path) => check(&path, sha256, &mut |_| Ok(())),
        None => Ok(BackupState::Missing),
    }
}

/// Those of some backups that are not as they were, with what became of each: reads them whole. One that
/// cannot be read is as good as missing. `progress` is told the bytes read so far; it may break off.
///
/// # Errors
/// Where `progress` broke off.
pub fn lost_backups<'a>(
    dir: &Path,
    hashes: impl IntoIterator<Item = &'a str>,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Vec<(String, BackupState)>, StoreError> {
    let (mut done, mut lost) = (0, Vec::new());
    for sha256 in hashes {
        let mut step = |bytes: usize| {
            done += bytes as u64;
            let given_up = || StoreError::GivenUp { path: dir.to_owned() };
            if progress(done).is_break() { Err(given_up()) } else { Ok(()) }
        };
        let state = match backup_path(dir, sha256) {
            Some(path) => check(&path, sha256, &mut step),
            None => Ok(BackupState::Missing),
        };
        match state {
            Ok(BackupState::Whole) => {}
            Err(given_up @ StoreError::GivenUp { .. }) => return Err(given_up),
            Err(_) => lost.push((sha256.to_owned(), BackupState::Missing)),
            Ok(state) => lost.push((sha256.to_owned(), state)),
        }
    }
    Ok(lost)
}

/// The first bytes of a backup, at most `most`, as they are now.
///
/// # Errors
/// Where it is missing or cannot be read.
pub fn peek_backup(dir: &Path, sha256: &str, most: u64) -> Result<Vec<u8>, StoreError> {
    let missing = || StoreError::io("read the backup", dir)(ErrorKind::NotFound.into());
    let path = backup_path(dir, sha256).ok_or_else(missing)?;
    let (source, _) = file::open(&path)?;
    let mut bytes = Vec::new();
    source.take(most).read_to_end(&mut bytes).map_err(StoreError::io("read the backup", &path))?;
    Ok(bytes)
}

/// The bytes of a backup; none where it is missing or no longer what it was.
///
/// # Errors
/// Where it is there and cannot be read.
pub fn read_backup(dir: &Path, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(path) = backup_path(dir, sha256).filter(|path| path.exists()) else { return Ok(None) };
    let (bytes, found) = file::read(&path)?;
    Ok((found.sha256() == sha256).then_some(bytes))
}

/// Puts backups into another folder too: a review is saved elsewhere. Those that are there already, and those
/// that are missing or altered here, are left out.
///
/// # Errors
/// Where one cannot be copied; the others may be there then.
pub fn copy_backups<'a>(
    from: &Path,
    to: &Path,
    hashes: impl IntoIterator<Item = &'a str>,
) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    for sha256 in hashes {
        let Some(source) = backup_path(from, sha256) else { continue };
        if check(&source, sha256, &mut |_| Ok(()))? == BackupState::Whole {
            keep_file(to, &source, &mut |_, _| ControlFlow::Continue(()))?;
        }
    }
    Ok(())
}

/// A copy of a backup under a name that other programs know what to do with, in a folder of the system’s for
/// temporary files: what a viewer does to it, the backup stays what it was.
///
/// # Errors
/// Where the backup cannot be read or the copy not written.
pub fn copy_to_show(dir: &Path, sha256: &str, name: &str) -> Result<PathBuf, StoreError> {
    let missing = || StoreError::io("open the backup", dir)(ErrorKind::NotFound.into());
    let source = backup_path(dir, sha256).ok_or_else(missing)?;
    let folder = std::env::temp_dir().join("redpencil").join(&sha256[..16]);
    fs::create_dir_all(&folder).map_err(StoreError::io("make the folder", &folder))?;
    let shown = folder.join(harmless(name));
    fs::copy(&source, &shown).map_err(StoreError::io("open the backup", &source))?;
    Ok(shown)
}

/// A file name without anything that makes a path, hides or acts; never empty.
fn harmless(name: &str) -> String {
    let kept = |char: &char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_' | '.' | '(' | ')');
    let name: String = name.chars().filter(kept).collect();
    // The end says what it is, so a long name loses its beginning.
    let from = name.char_indices().rev().nth(79).map_or(0, |(at, _)| at);
    let name = name[from..].trim_start_matches(['.', ' ']);
    if name.is_empty() { "backup".to_owned() } else { name.to_owned() }
}

/// The path of a backup in a folder that is made where it is missing.
fn target(dir: &Path, sha256: &str) -> Result<PathBuf, StoreError> {
    fs::create_dir_all(dir).map_err(StoreError::io("make the folder", dir))?;
    Ok(dir.join(sha256))
}

fn check(
    path: &Path,
    sha256: &str,
    step: &mut dyn FnMut(usize) -> Result<(), StoreError>,
) -> Result<BackupState, StoreError> {
    let source = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BackupState::Missing),
        Err(error) => return Err(StoreError::io("read the backup", path)(error)),
        Ok(metadata) if !metadata.is_file() => return Ok(BackupState::Altered),
        Ok(_) => File::open(path),
    };
    let mut source = source.map_err(StoreError::io("read the backup", path))?;
    let found = copy(&mut source, &mut io::sink(), path, path, step)?;
    Ok(if found.sha256 == sha256 { BackupState::Whole } else { BackupState::Altered })
}

/// Copies everything and says what it was.
fn copy(
    from: &mut impl Read,
    to: &mut impl Write,
    from_path: &Path,
    to_path: &Path,
    step: &mut dyn FnMut(usize) -> Result<(), StoreError>,
) -> Result<Kept, StoreError> {
    let (mut hasher, mut bytes) = (Sha256::new(), 0);
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = match from.read(&mut chunk) {
            Ok(0) => return Ok(Kept { sha256: hex(&hasher.finalize()), bytes }),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(StoreError::io("read the file", from_path)(error)),
        };
        hasher.update(&chunk[..read]);
        to.write_all(&chunk[..read]).map_err(StoreError::io("keep the backup", to_path))?;
        bytes += read as u64;
        step(read)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn go_on(_: u64, _: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn files(dir: &Path) -> usize {
        fs::read_dir(dir).map_or(0, Iterator::count)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn what_is_kept_is_whole_until_a_byte_changes(bytes in prop::collection::vec(any::<u8>(), 1..2000), at in any::<prop::sample::Index>()) {
            let folder = tempfile::tempdir().unwrap();
            let kept = keep_bytes(folder.path(), &bytes).unwrap();
            prop_assert_eq!(check_backup(folder.path(), &kept.sha256).unwrap(), BackupState::Whole);
            let path = backup_path(folder.path(), &kept.sha256).unwrap();
            prop_assert_eq!(&fs::read(&path).unwrap(), &bytes);
            let mut other = bytes;
            let at = at.index(other.len());
            other[at] ^= 1;
            fs::write(&path, other).unwrap();
            prop_assert_eq!(check_backup(folder.path(), &kept.sha256).unwrap(), BackupState::Altered);
        }
    }

    #[test]
    fn the_same_file_is_kept_once_and_by_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let (file, dir) = (folder.path().join("../odd name.pdf"), folder.path().join("a.backup"));
        let file = folder.path().join(file.file_name().unwrap());
        fs::write(&file, "evidence").unwrap();
        let kept = keep_file(&dir, &file, &mut go_on).unwrap();
        assert_eq!(keep_file(&dir, &file, &mut go_on).unwrap(), kept);
        assert_eq!(keep_bytes(&dir, b"evidence").unwrap(), kept);
        assert_eq!((kept.bytes, files(&dir)), (8, 1));
    }

    #[test]
    fn an_altered_backup_is_put_right_when_the_file_is_kept_again() {
        let folder = tempfile::tempdir().unwrap();
        let kept = keep_bytes(folder.path(), b"evidence").unwrap();
        fs::write(folder.path().join(&kept.sha256), "forged").unwrap();
        keep_bytes(folder.path(), b"evidence").unwrap();
        assert_eq!(check_backup(folder.path(), &kept.sha256).unwrap(), BackupState::Whole);
    }

    #[test]
    fn a_folder_is_refused_and_a_copy_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("a.backup");
        assert!(keep_file(&dir, folder.path(), &mut go_on).is_err());
        let file = folder.path().join("long");
        fs::write(&file, vec![7; CHUNK * 3]).unwrap();
        for stops_at in [1, 4] {
            let mut calls = 0;
            let mut stop = |_, _| {
                calls += 1;
                if calls == stops_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            assert!(matches!(keep_file(&dir, &file, &mut stop), Err(StoreError::GivenUp { .. })));
            assert_eq!(files(&dir), 0);
        }
    }

    /// The file is one hole, so it takes no room; what is read of it at a time is told by the steps.
    #[test]
    fn a_file_of_three_gigabytes_is_read_piece_by_piece_and_can_be_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let (dir, path) = (folder.path().join("a.backup"), folder.path().join("film.mp4"));
        File::create(&path).unwrap().set_len(3 << 30).unwrap();
        let (mut last, mut largest) = (0, 0);
        let mut stop = |done, all| {
            assert_eq!(all, 6 << 30, "read twice");
            largest = largest.max(done - last);
            last = done;
            if done < 64 << 20 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert!(matches!(keep_file(&dir, &path, &mut stop), Err(StoreError::GivenUp { .. })));
        assert!(largest <= CHUNK as u64 && last == 64 << 20, "{largest} {last}");
        assert_eq!(files(&dir), 0);
    }

    #[test]
    fn a_file_that_changes_while_it_is_copied_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (dir, file) = (folder.path().join("a.backup"), folder.path().join("growing"));
        fs::write(&file, "one").unwrap();
        let mut grow = |_, _| {
            fs::write(&file, "other").unwrap();
            ControlFlow::Continue(())
        };
        assert!(matches!(keep_file(&dir, &file, &mut grow), Err(StoreError::Changing { .. })));
        assert_eq!(files(&dir), 0);
    }

    #[test]
    fn no_name_becomes_a_path() {
        let dir = Path::new("a.backup");
        assert_eq!(backup_path(dir, "../../etc/passwd"), None);
        assert_eq!(backup_path(dir, &"A".repeat(64)), None);
        assert_eq!(harmless("../../.bashrc"), "bashrc");
        assert_eq!(harmless("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(harmless("///"), "backup");
        assert_eq!(harmless("été 12.pdf"), "été 12.pdf");
    }

    #[test]
    fn what_is_missing_or_altered_is_told_and_looking_can_be_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let whole = keep_bytes(folder.path(), b"evidence").unwrap().sha256;
        let altered = keep_bytes(folder.path(), &vec![7; CHUNK * 2]).unwrap().sha256;
        fs::write(folder.path().join(&altered), "forged").unwrap();
        let missing = "0".repeat(64);
        let hashes = [whole.as_str(), &altered, &missing, "../../etc/passwd"];
        let mut told = 0;
        let mut listen = |done| {
            told = done;
            ControlFlow::Continue(())
        };
        let lost = lost_backups(folder.path(), hashes, &mut listen).unwrap();
        let states = [BackupState::Altered, BackupState::Missing, BackupState::Missing];
        let expected = hashes[1..].iter().map(|hash| (*hash).to_owned()).zip(states);
        assert_eq!(lost, expected.collect::<Vec<_>>());
        assert_eq!(told, 8 + 6);
        let stopped = lost_backups(folder.path(), hashes, &mut |_| ControlFlow::Break(()));
        assert!(matches!(stopped, Err(StoreError::GivenUp { .. })));
        assert_eq!(peek_backup(folder.path(), &whole, 4).unwrap(), b"evid");
        assert!(peek_backup(folder.path(), &missing, 4).is_err());
    }

    #[test]
    fn backups_follow_a_review_that_is_saved_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("a.backup"), folder.path().join("b.backup"));
        let kept = keep_bytes(&one, b"evidence").unwrap();
        let missing = "0".repeat(64);
        copy_backups(&one, &other, [kept.sha256.as_str(), &missing]).unwrap();
        assert_eq!(check_backup(&other, &kept.sha256).unwrap(), BackupState::Whole);
        assert_eq!(files(&other), 1);
    }

    #[test]
    fn what_is_shown_is_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let kept = keep_bytes(folder.path(), b"evidence").unwrap();
        let shown = copy_to_show(folder.path(), &kept.sha256, "letter.txt").unwrap();
        fs::write(&shown, "changed in an editor").unwrap();
        assert_eq!(check_backup(folder.path(), &kept.sha256).unwrap(), BackupState::Whole);
    }
}
