//! Files of settings: small, this person’s own, and worth no trouble when they are damaged.

use super::{StoreError, file};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const NAME: &str = "settings.ron";

/// Reads the settings in a folder; the usual ones where there are none yet.
///
/// Settings that cannot be read are put aside as `settings.ron.broken`, never written over; the usual
/// ones are then used, and the error says so.
pub fn read_settings<T: DeserializeOwned + Default>(dir: &Path) -> (T, Option<StoreError>) {
    let path = dir.join(NAME);
    match read(&path) {
        Ok(settings) => (settings.unwrap_or_default(), None),
        Err(what) => (T::default(), Some(put_aside(&path, what))),
    }
}

/// The settings in a file; none where there is no file.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, String> {
    let bytes = match file::read(path) {
        Ok((bytes, _)) => bytes,
        Err(StoreError::Io { error, .. }) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(StoreError::Io { error, .. }) => return Err(super::error::why(&error)),
        Err(error) => return Err(error.to_string()),
    };
    let settings = ron::de::from_bytes(&bytes);
    settings.map(Some).map_err(|error| format!("line {}: {}", error.span.end.line, error.code))
}

/// Moves settings that cannot be read out of the way; where that fails, they stay and are named there.
fn put_aside(path: &Path, what: String) -> StoreError {
    let broken = free_name(path);
    match fs::rename(path, &broken) {
        Ok(()) => StoreError::BrokenSettings { what, path: broken },
        Err(_) => StoreError::BrokenSettings { what, path: path.to_owned() },
    }
}

fn free_name(path: &Path) -> PathBuf {
    let named = |number: u32| match number {
        1 => path.with_extension("ron.broken"),
        _ => path.with_extension(format!("ron.broken{number}")),
    };
    (1..).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1))
}

/// Writes the settings of a folder, whole or not at all.
///
/// # Errors
/// Where the system refuses, or they cannot be put into RON.
pub fn write_settings<T: Serialize>(dir: &Path, settings: &T) -> Result<(), StoreError> {
    let path = dir.join(NAME);
    let doing = "save the settings";
    let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::new().new_line("\n"))
        .map_err(|error| StoreError::io(doing, &path)(std::io::Error::other(error)))?;
    fs::create_dir_all(dir).map_err(StoreError::io(doing, dir))?;
    file::replace(&path, text.as_bytes()).map(drop).map_err(StoreError::io(doing, &path))
}
