//! The package that a document comes in (ECMA-376 part 2): parts in a ZIP archive, content types,
//! relationships.

use super::super::ExportError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The largest part that is read, in bytes: a document of many thousand pages.
const MAX_PART_BYTES: u64 = 256 << 20;

/// A package that was read, and the parts to be put in place of its own or beside them.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    changed: Vec<(String, String)>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ExportError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
        Ok(Self { archive, changed: Vec::new() })
    }

    /// A part as text; `None` where there is none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ExportError> {
        if self.archive.index_for_name(name).is_none() {
            return Ok(None);
        }
        let file = self.archive.by_name(name).map_err(|error| unreadable(&error))?;
        let mut bytes = Vec::new();
        file.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > MAX_PART_BYTES {
            return Err(ExportError::Original(format!("{name} is larger than {} MB", MAX_PART_BYTES >> 20)));
        }
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| ExportError::Original(format!("{name} is not UTF-8")))
    }

    /// Puts a part in place of the one of that name, or beside the others.
    pub fn put(&mut self, name: &str, text: String) {
        self.changed.push((name.to_owned(), text));
    }

    /// The package with its changes. What was not changed is copied as it is packed.
    pub fn write(mut self) -> Result<Vec<u8>, ExportError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let file = self.archive.by_index_raw(index).map_err(|error| unreadable(&error))?;
            match self.changed.iter().position(|(name, _)| file.name().is_ok_and(|own| own == *name)) {
                Some(at) => {
                    let (name, text) = self.changed.remove(at);
                    add(&mut writer, &name, &text)?;
                }
                None => writer.raw_copy_file(file).map_err(|error| packing(&error))?,
            }
        }
        for (name, text) in &self.changed {
            add(&mut writer, name, text)?;
        }
        Ok(writer.finish().map_err(|error| packing(&error))?.into_inner())
    }
}

/// A new package of these parts.
pub fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, ExportError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        add(&mut writer, name, text)?;
    }
    Ok(writer.finish().map_err(|error| packing(&error))?.into_inner())
}

/// Adds a part, with the time of the format's beginning (1980), so that the same text gives the same bytes.
fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), ExportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    writer.start_file(name, options).map_err(|error| packing(&error))?;
    writer.write_all(text.as_bytes()).map_err(|error| packing(&error))
}

fn unreadable(error: &impl ToString) -> ExportError {
    ExportError::Original(error.to_string())
}

fn packing(error: &impl ToString) -> ExportError {
    ExportError::Packing(error.to_string())
}
