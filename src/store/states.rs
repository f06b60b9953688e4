//! The last good states of a review, kept beside it.
//!
//! Saving puts a new file in the old one’s place; the old one is kept in `NAME.backup/states/` under the
//! next number, by a hard link where the disk knows them, so that keeping it costs nothing.

use super::StoreError;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How many states before the present one are kept.
pub const KEPT_STATES: usize = 5;

/// The kept states of a review’s file, the newest first. Each is a review of its own and can be opened.
pub fn kept_states(path: &Path) -> Vec<PathBuf> {
    let folder = folder(path);
    let mut states = numbered(&folder).unwrap_or_default();
    states.reverse();
    states.into_iter().map(|number| folder.join(name(number))).collect()
}

/// Keeps the file that is about to be replaced by `next`, unless the two are the same.
pub(super) fn keep(path: &Path, next: &[u8]) -> Result<(), StoreError> {
    let folder = folder(path);
    keep_in(&folder, path, next).map_err(StoreError::io("keep the state before this one", &folder))
}

fn keep_in(folder: &Path, path: &Path, next: &[u8]) -> io::Result<()> {
    if !path.exists() || holds(path, next)? {
        return Ok(());
    }
    prepare(folder)?;
    let states = numbered(folder)?;
    let newest = states.last().copied().unwrap_or(0);
    if !same_file(path, &folder.join(name(newest))) {
        let place = folder.join(name(newest + 1));
        fs::hard_link(path, &place).or_else(|_| fs::copy(path, &place).map(drop))?;
    }
    prune(folder)
}

/// `NAME.backup/states` for `NAME.ron`; for another ending, the whole name stands before `.backup`.
fn folder(path: &Path) -> PathBuf {
    let named = if path.extension().is_some_and(|end| end == "ron") {
        path.with_extension("")
    } else {
        path.to_owned()
    };
    let mut backup = named.into_os_string();
    backup.push(".backup");
    PathBuf::from(backup).join("states")
}

fn name(number: u64) -> String {
    format!("state-{number:05}.ron")
}

/// The numbers of the states in a folder, the oldest first.
fn numbered(folder: &Path) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.file_name();
        let number = file.to_str().and_then(|name| name.strip_prefix("state-")?.strip_suffix(".ron"));
        numbers.extend(number.and_then(|digits| digits.parse::<u64>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Makes the folder, and tells git that it is nothing to share.
fn prepare(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join(".gitignore"), "*\n")
}

fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    Ok(fs::metadata(path)?.len() == bytes.len() as u64 && fs::read(path)? == bytes)
}

/// Whether the newest state is this very file: it was kept for a save that then failed.
fn same_file(path: &Path, state: &Path) -> bool {
    let seen = |path| fs::metadata(path).ok().map(|metadata| (metadata.len(), metadata.modified().ok()));
    seen(state).is_some() && seen(path) == seen(state) && fs::read(path).ok() == fs::read(state).ok()
}

fn prune(folder: &Path) -> io::Result<()> {
    let states = numbered(folder)?;
    for &number in states.iter().rev().skip(KEPT_STATES) {
        match fs::remove_file(folder.join(name(number))) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
