//! Reads a file's bytes behind limits: only a regular file, only up to a size, only while it stays the same.

use super::error::Problem;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

const MEGABYTE: u64 = 1 << 20;

/// The largest file that is read, in bytes: some 10,000 printed pages.
pub const MAX_BYTES: u64 = 64 * MEGABYTE;

/// The bytes of an article's file.
///
/// What it is and how large it is are asked before it is opened, so that a pipe or an endless device
/// cannot hold us.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let before = std::fs::metadata(path)?;
    check(&before)?;
    let file = File::open(path)?;
    check(&file.metadata()?)?;
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let after = std::fs::metadata(path)?;
    if changed(&before, &after, bytes.len() as u64) {
        return Err(Problem::Changed);
    }
    Ok(bytes)
}

fn check(found: &Metadata) -> Result<(), Problem> {
    if found.is_dir() {
        return Err(Problem::Folder);
    }
    if !found.is_file() {
        return Err(Problem::NotAFile);
    }
    check_size(found.len())
}

/// Whether so many bytes are within the limit.
pub fn check_size(bytes: u64) -> Result<(), Problem> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    Err(Problem::TooBig { megabytes: bytes.div_ceil(MEGABYTE), limit: MAX_BYTES / MEGABYTE })
}

fn changed(before: &Metadata, after: &Metadata, read: u64) -> bool {
    before.len() != read || after.len() != read || before.modified().ok() != after.modified().ok()
}
