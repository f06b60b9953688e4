//! Everything on disk: the `.ron` file, saving whole or not at all, the journal of what was not saved,
//! the lock, and the settings files.
//!
//! Uses `text` and `review`; knows no window. `docs/format.md` describes what is written here.

#![expect(clippy::disallowed_methods, reason = "this is the room that writes files")]

mod backup;
mod error;
mod file;
mod format;
mod journal;
mod lock;
mod places;
mod readable;
mod settings;
mod states;
mod template;

pub use backup::{
    BackupState, Kept, backup_dir, backup_path, check_backup, copy_backups, copy_to_show,
    forget_unsaved_backups, keep_as_read, keep_bytes, keep_file, lost_backups, peek_backup, read_backup,
    unsaved_backup_dir,
};
pub use error::{FormatError, StoreError};
pub use file::{Fingerprint, Loaded, Outside, Saved, create, load, save, write_new};
pub use format::{VERSION, from_ron, to_ron};
pub use journal::{BaseState, Journal, Recovery, Restored, journals_dir, orphaned, recoverable};
pub use lock::{Lock, Locked, Owner, lock};
pub use places::{HOME_VARIABLE, config_dir, data_dir};
pub use settings::{read_settings, write_settings};
pub use states::{KEPT_STATES, kept_states};
pub use template::{load_template, template_from_ron, template_to_ron};
