//! Why something could not be read or written, as sentences for a person.

use super::{Owner, VERSION};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What is wrong with a text that should be a review.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The file holds no text.
    #[error("this is no review, for it is not UTF-8 text (the first odd byte is number {0})")]
    NotText(usize),
    /// The text does not begin as a review does.
    #[error("this is no review, for it does not begin with “(version: 1,”; to check an article, import it")]
    NoReview,
    /// It was saved by a newer Redpencil.
    #[error(
        "this review was saved by a newer Redpencil (version {0}; this one reads up to {VERSION}); \
         update to open it"
    )]
    Newer(u64),
    /// A git merge left its marks in it.
    #[error(
        "line {0} holds the marks of an unfinished merge; resolve it with git, then open the review again"
    )]
    Conflicts(usize),
    /// It cannot be read at some place. Line and column count from 1, columns in chars.
    #[error(
        "the review is damaged at line {line}, column {column} ({what}); repair it there or open a kept state"
    )]
    Damaged {
        /// The line.
        line: usize,
        /// The column, in chars.
        column: usize,
        /// What was found or missing.
        what: String,
    },
    /// It can be read and contradicts itself.
    #[error("the review contradicts itself ({0}); repair it in a text editor or open a kept state")]
    Fault(String),
    /// A house list cannot be read.
    #[error("this house list cannot be read ({0}); repair it there, or save it anew from a review")]
    List(String),
    /// A review that contradicts itself would not open again, so it is not written.
    #[error("the review contradicts itself ({0}), so it was not saved; undo the last steps and save again")]
    FaultBeforeSave(String),
    /// The review cannot be put into RON.
    #[error("the review cannot be written as RON ({0})")]
    Unwritable(String),
}

/// Why something could not be read or written. Each message is one sentence, its path last.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A text is no review, or a review cannot become text.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A file is no review that this program can read. It is left as it is.
    #[error("{reason}: {}", path.display())]
    Unreadable {
        /// What is wrong with it.
        reason: FormatError,
        /// Which file.
        path: PathBuf,
    },
    /// The system did not let a file be read or written.
    #[error("cannot {doing}, for {}: {}", why(error), path.display())]
    Io {
        /// What was tried, as a verb and its object.
        doing: &'static str,
        /// What the system said.
        error: io::Error,
        /// Which file or folder.
        path: PathBuf,
    },
    /// A file is larger than any review.
    #[error("this file is larger than {} MB, so it is not read: {}", limit >> 20, path.display())]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
        /// Which file.
        path: PathBuf,
    },
    /// There is a file already where a new one was to be made.
    #[error("there is a file already, and it is kept; choose another name or force it: {}", path.display())]
    Exists {
        /// Which file.
        path: PathBuf,
    },
    /// The file is no longer what it was when it was read or last saved.
    #[error("the file was changed by another program since it was read; save under another name or write over it: {}", path.display())]
    ChangedOutside {
        /// Which file.
        path: PathBuf,
    },
    /// The file is gone since it was read or last saved.
    #[error("the file was moved or deleted since it was read; save under another name or write it anew: {}", path.display())]
    GoneOutside {
        /// Which file.
        path: PathBuf,
    },
    /// What stands there is of a newer version or no review, and is not written over unless forced.
    #[error("the file there is kept, for it could not be brought back ({reason}); save under another name: {}", path.display())]
    Guarded {
        /// What stands there.
        reason: FormatError,
        /// Which file.
        path: PathBuf,
    },
    /// Another window writes the file, and would be surprised.
    #[error("{owner} has this file open; save under another name: {}", path.display())]
    Held {
        /// Who has it.
        owner: Owner,
        /// Which file.
        path: PathBuf,
    },
    /// A file did not stand still while it was copied.
    #[error("the file changed while it was copied, so nothing was kept; try again when it is finished: {}", path.display())]
    Changing {
        /// Which file.
        path: PathBuf,
    },
    /// The person did not want to wait for it.
    #[error("copying was given up, and nothing was kept: {}", path.display())]
    GivenUp {
        /// Which file.
        path: PathBuf,
    },
    /// Unsaved edits go on from a state of a review that is gone.
    #[error(
        "the edits that were not saved belong to another state of this file; put that state back and open \
         it again: {}",
        path.display()
    )]
    BaseLost {
        /// Where the state was.
        path: PathBuf,
    },
    /// The settings cannot be read. The usual ones are used instead.
    #[error("the settings cannot be read ({what}), so the usual ones are used; the old ones are kept: {}", path.display())]
    BrokenSettings {
        /// What is wrong with them.
        what: String,
        /// Where they are kept.
        path: PathBuf,
    },
    /// There is no place for this program's own files.
    #[error("there is no home folder to keep {what} in; set {} to a folder", super::HOME_VARIABLE)]
    NoHome {
        /// What would be kept there.
        what: &'static str,
    },
}

impl StoreError {
    /// The system did not let something be done with a file.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { doing, error, path: path.to_owned() }
    }

    /// Whether something that exists would have been written over.
    pub fn would_overwrite(&self) -> bool {
        matches!(
            self,
            Self::Exists { .. }
                | Self::ChangedOutside { .. }
                | Self::GoneOutside { .. }
                | Self::Guarded { .. }
        )
    }
}

/// What the system said, in words that end a sentence.
pub(super) fn why(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "you have no permission",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your quota on this disk is used up",
        ErrorKind::FileTooLarge => "the file would be larger than this system allows",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::InvalidFilename => "the name is not allowed here",
        ErrorKind::InvalidInput => "it is no file that can hold a review",
        _ => return error.to_string(),
    };
    known.into()
}
