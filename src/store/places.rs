//! Where this program keeps files of its own.

use super::StoreError;
use directories::ProjectDirs;
use std::path::PathBuf;

/// The environment variable that names a folder for everything this program keeps: for a portable copy,
/// and for tests.
pub const HOME_VARIABLE: &str = "REDPENCIL_HOME";

/// The folder of the settings. It need not be there yet.
///
/// # Errors
/// Where this person has no home folder.
pub fn config_dir() -> Result<PathBuf, StoreError> {
    place("settings", "config", ProjectDirs::config_local_dir)
}

/// The folder of the journals. It need not be there yet.
///
/// # Errors
/// Where this person has no home folder.
pub fn data_dir() -> Result<PathBuf, StoreError> {
    place("journals", "data", ProjectDirs::data_local_dir)
}

fn place(
    what: &'static str,
    below_home: &str,
    usual: fn(&ProjectDirs) -> &std::path::Path,
) -> Result<PathBuf, StoreError> {
    if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
        return Ok(PathBuf::from(home).join(below_home));
    }
    let dirs = ProjectDirs::from("", "", "redpencil").ok_or(StoreError::NoHome { what })?;
    Ok(usual(&dirs).to_owned())
}
