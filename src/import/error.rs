//! Why an article could not be read.

/// What is wrong, and the file it is wrong with. Shown as one sentence, the file last.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}{}{file}", if file.is_empty() { "" } else { ": " })]
pub struct ImportError {
    /// What is wrong.
    pub problem: Problem,
    /// The path or name of the file; empty for pasted text.
    pub file: String,
}

/// What can be wrong with an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is no such file.
    #[error("There is no such file; check the name")]
    Missing,
    /// The system does not let us read it.
    #[error("The file cannot be read without permission; change its permissions or copy it")]
    Forbidden,
    /// A folder was named.
    #[error("This is a folder; choose a file in it")]
    Folder,
    /// A device, pipe or socket was named, which may never end.
    #[error("This is a device or pipe, not a file; save its content to a file first")]
    NotAFile,
    /// It is larger than we read.
    #[error("The file has {megabytes} MB and Redpencil reads articles up to {limit} MB; split it")]
    TooBig {
        /// Its size.
        megabytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// Its size or time was another one after reading than before.
    #[error("The file changed while it was read; open it again when it is finished")]
    Changed,
    /// The system reported something else.
    #[error("The file cannot be read ({0}); check the disk and try again")]
    Unreadable(String),
    /// There are no bytes in it.
    #[error("The file is empty; there is nothing to check")]
    Empty,
    /// There is nothing but white space in it.
    #[error("There is nothing but white space here; there is nothing to check")]
    Blank,
    /// A format that is not read.
    #[error("Redpencil does not read {0}; save it as text, Word (DOCX), PDF or HTML")]
    Foreign(&'static str),
    /// Something that can hold no article.
    #[error("This is {0}, not an article; choose a text, Word, PDF, e-mail or web page")]
    NoArticle(&'static str),
    /// A document whose structure is broken.
    #[error(
        "This {0} is damaged and holds no text that can be read; open it in its own program and save it again"
    )]
    Damaged(&'static str),
    /// A document that is locked with a password.
    #[error("This {0} is protected by a password; save it without one and open it again")]
    Encrypted(&'static str),
    /// A document that unpacks to more than we read.
    #[error(
        "This {0} unpacks to far more than an article holds, so it was not read; copy the article out of it"
    )]
    Swollen(&'static str),
    /// A document without words.
    #[error("This {0} holds no words; there is nothing to check")]
    Wordless(&'static str),
    /// Pages that are pictures.
    #[error(
        "This PDF is a scan: its pages are pictures without text; run text recognition (OCR) on it and open the result"
    )]
    Scan,
    /// A document that took too long, or more memory than is good.
    #[error(
        "Reading this {0} took too much time or memory and was stopped; save the article as text and open that"
    )]
    Endless(&'static str),
    /// Another process was needed to read it, and did not start.
    #[error("The reader for this {0} could not be started ({1}); try again")]
    NoReader(&'static str, String),
    /// A review of ours.
    #[error("This is a review, not an article; open it as a review")]
    Review,
    /// Bytes that are no text in any encoding.
    #[error("This is binary data, not text; save the article as text, Markdown or HTML")]
    Binary,
}

impl Problem {
    /// The error of this problem with a file.
    pub(super) fn with(self, file: impl Into<String>) -> ImportError {
        ImportError { problem: self, file: file.into() }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::Forbidden,
            std::io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}
