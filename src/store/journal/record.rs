//! The lines of a journal.
//!
//! The first is the header, each other one an edit. A line is 16 hex digits, a blank, RON, a line feed.
//! The digits are the beginning of the SHA-256 of the digits before and the RON, so that a line counts
//! only where all before it are whole.

use crate::review::{Edit, Review, ReviewId, hex};
use crate::store::Fingerprint;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The version of the lines.
pub(super) const JOURNAL_VERSION: u32 = 1;

/// How many bytes of a hash are kept with a line: enough to tell damage, which nobody makes on purpose.
const CHECK_BYTES: usize = 8;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) journal: u32,
    pub(super) review: ReviewId,
    /// What the review is called, to offer it to a person.
    pub(super) title: String,
    pub(super) base: Base,
}

impl Header {
    pub(super) fn new(review: &Review, base: Base) -> Self {
        let title = review.article.title.clone();
        Self { journal: JOURNAL_VERSION, review: review.id, title, base }
    }
}

/// The state of the review that the edits go on from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Base {
    /// A review in a file of its own.
    Saved {
        /// Its path; where it is not Unicode, with `U+FFFD` in it.
        path: String,
        /// The file’s SHA-256.
        sha256: String,
    },
    /// A review that was never saved; it lies beside the journal.
    Unsaved {
        /// The SHA-256 of the file beside the journal.
        sha256: String,
    },
}

impl Base {
    pub(super) fn saved(path: &Path, fingerprint: &Fingerprint) -> Self {
        Self::Saved { path: path_text(path), sha256: fingerprint.sha256() }
    }
}

/// A path as a journal notes it: where the file really is.
pub(super) fn path_text(path: &Path) -> String {
    crate::store::file::resolve(path).to_string_lossy().into_owned()
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    Do,
    Undo,
    Redo,
}

/// Every line but the first.
///
/// Undo and redo carry their edit too: what they take back may have been saved and be in no journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) kind: Kind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) burst: Option<u64>,
    pub(super) edit: Edit,
}

/// Chains lines together.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain(String);

impl Chain {
    /// A whole line for some RON, which holds no line feed.
    pub(super) fn line(&mut self, ron: &str) -> String {
        self.step(ron);
        format!("{} {ron}\n", self.0)
    }

    /// The RON of a line without its line feed; `None` where the line is not the one that was written.
    fn check<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        let (check, ron) = line.split_once(' ')?;
        self.step(ron);
        (check == self.0).then_some(ron)
    }

    fn step(&mut self, ron: &str) {
        let digest = Sha256::new().chain_update(&self.0).chain_update(ron).finalize();
        self.0 = hex(&digest[..CHECK_BYTES]);
    }
}

/// The RON of each line, up to the first that is damaged or not whole.
pub(super) fn whole_lines(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let mut chain = Chain::default();
    bytes.split_inclusive(|&byte| byte == b'\n').map_while(move |line| {
        let line = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
        chain.check(line)
    })
}

/// How many bytes [`whole_lines`] are.
pub(super) fn whole_bytes(bytes: &[u8]) -> usize {
    whole_lines(bytes).map(|ron| CHECK_BYTES * 2 + 1 + ron.len() + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_damaged_line_ends_the_journal(lines in prop::collection::vec("[^\n]{0,30}", 1..6), at: prop::sample::Index, other: u8) {
            let mut chain = Chain::default();
            let written: Vec<String> = lines.iter().map(|line| chain.line(line)).collect();
            let whole = written.concat().into_bytes();
            prop_assert_eq!(whole_lines(&whole).collect::<Vec<_>>(), lines.iter().collect::<Vec<_>>());
            prop_assert_eq!(whole_bytes(&whole), whole.len());

            let at = at.index(whole.len());
            let before = written.iter().scan(0, |end, line| { *end += line.len(); Some(*end) }).filter(|&end| end <= at).count();
            prop_assert_eq!(whole_lines(&whole[..at]).count(), before);
            let mut damaged = whole.clone();
            damaged[at] = other;
            prop_assume!(damaged != whole);
            prop_assert_eq!(whole_lines(&damaged).count(), before);
        }
    }
}
