//! Parts of a zip archive (Word, OpenDocument), behind limits: what is packed small can be endless.

use super::encoding;
use super::error::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most parts of an archive. Word files have dozens, with many pictures hundreds.
const MAX_PARTS: usize = 20_000;

/// The largest part that is unpacked, in bytes: the text of some 5,000 pages.
const MAX_PART: u64 = 64 << 20;

/// How many bytes are unpacked of one archive.
const MAX_TOTAL: u64 = 128 << 20;

/// How many times larger than packed a part over [`FREE`] may be. Word's XML shrinks to a tenth, tables of
/// the same figure to a hundredth; the format allows a thousandth, which only a trap comes near.
const MAX_RATIO: u64 = 300;

/// Parts up to this many bytes may be packed as tightly as they like.
const FREE: u64 = 4 << 20;

/// An archive whose parts are read one by one.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What the file is called in messages.
    what: &'static str,
    /// How many more bytes are unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of parts; `what` is what the file is called in messages ("Word document").
    pub fn open(bytes: &'a [u8], what: &'static str) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged(what))?;
        if zip.len() > MAX_PARTS {
            return Err(Problem::Swollen(what));
        }
        Ok(Self { zip, what, left: MAX_TOTAL })
    }

    /// A part as text; `None` where there is none of this name.
    ///
    /// # Errors
    /// Where it is protected, damaged, or unpacks to more than the limits.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let declared = super::sniff::declared_encoding(&bytes);
        Ok(Some(encoding::decode(&bytes, declared).map_err(|_| Problem::Damaged(self.what))?.text))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(index) = self.place_of(name) else { return Ok(None) };
        let part = match self.zip.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Problem::Encrypted(self.what));
            }
            Err(_) => return Err(Problem::Damaged(self.what)),
        };
        let limit = MAX_PART.min(self.left).min(part.compressed_size().saturating_mul(MAX_RATIO).max(FREE));
        let mut bytes = Vec::new();
        // A part whose end is missing is read as far as it goes; what lies about its size is cut off.
        let read = part.take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(Problem::Swollen(self.what));
        }
        if read.is_err() && bytes.is_empty() {
            return Err(Problem::Damaged(self.what));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Names of parts are the same in both cases (ECMA-376, part 2, 6.2.2.3), and some programs write `\`.
    fn place_of(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| {
            (0..self.zip.len()).find(|&at| {
                self.zip
                    .name_for_index(at)
                    .and_then(Result::ok)
                    .is_some_and(|found| found.replace('\\', "/").eq_ignore_ascii_case(name))
            })
        })
    }
}
