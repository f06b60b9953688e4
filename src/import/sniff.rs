//! What a file is: told by its first bytes, then by its name.

use super::encoding::Declared;
use super::error::Problem;
use super::{Format, mail};
use memchr::memmem;

/// How far into a file a declaration is looked for. The HTML standard looks at 1,024 bytes; pages that
/// declare themselves later are many.
const HEAD_BYTES: usize = 4096;

/// Beginnings of files that hold no text, and what they are called in "This is …, not an article".
const NO_ARTICLES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!\x1a", "a compressed archive"),
    (b"\xfd7zXZ\0", "a compressed archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound or video file"),
    (b"\x1aE\xdf\xa3", "a sound or video file"),
];

/// The format of a document that is no text by itself; `None` for what may be a text.
///
/// # Errors
/// For what is known by its first bytes to be something else.
pub fn document_of(name: &str, bytes: &[u8]) -> Result<Option<Format>, Problem> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(name, bytes).map(Some);
    }
    if is_pdf(name, bytes) {
        return Ok(Some(Format::Pdf));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(compound(bytes));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Some(Format::Rtf));
    }
    if let Some((_, what)) = NO_ARTICLES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Problem::NoArticle(what));
    }
    if is_media(bytes) {
        return Err(Problem::NoArticle("a sound, image or video file"));
    }
    if has_extension(name, &["eml"]) || mail::is_message(bytes) {
        return Ok(Some(Format::Mail));
    }
    Ok(None)
}

/// A PDF says so in its first kilobyte, behind nothing that reads; one whose beginning is lost still has
/// its name and the words that hold it together.
fn is_pdf(name: &str, bytes: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(1024)];
    let marked = memmem::find(near, b"%PDF-")
        .is_some_and(|at| near[..at].iter().all(|byte| !byte.is_ascii_alphanumeric()));
    let words: [&[u8]; 4] = [b"%PDF-", b" obj", b"trailer", b"xref"];
    marked || has_extension(name, &["pdf"]) && words.iter().any(|word| memmem::find(bytes, word).is_some())
}

/// What a compound file (MS-CFB) is: old Office programs and locked new documents are stored so. The names
/// of its streams stand in it in UTF-16.
fn compound(bytes: &[u8]) -> Problem {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memmem::find(bytes, &locked).is_some() {
        return Problem::Encrypted("document");
    }
    Problem::Foreign("old Word and Office documents")
}

/// Containers that say what they are a few bytes in.
fn is_media(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        || bytes.starts_with(b"RIFF")
            && bytes.get(8..12).is_some_and(|kind| [b"WEBP", b"WAVE", b"AVI "].iter().any(|k| *k == kind))
}

/// What a zip archive is by the names of the files in it, or else by its own.
fn zipped(name: &str, bytes: &[u8]) -> Result<Format, Problem> {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    if holds(b"word/document") || has_extension(name, &["docx", "docm", "dotx"]) {
        Ok(Format::Word)
    } else if holds(b"application/vnd.oasis.opendocument") {
        let is_text = holds(b"application/vnd.oasis.opendocument.text");
        if is_text { Ok(Format::OpenDocument) } else { Err(Problem::Foreign("spreadsheets and slides")) }
    } else if has_extension(name, &["odt", "ott"]) && holds(b"content.xml") {
        Ok(Format::OpenDocument) // its media type was packed, against the format's rule
    } else if holds(b"application/epub+zip") {
        Err(Problem::Foreign("e-books"))
    } else if holds(b"[Content_Types].xml") {
        Err(Problem::Foreign("spreadsheets and slides"))
    } else {
        Err(Problem::NoArticle("a compressed archive"))
    }
}

/// The format of a text: by what stands in it, then by the name of its file.
///
/// # Errors
/// [`Problem::Review`] for a review of ours.
pub fn format_of(name: &str, text: &str) -> Result<Format, Problem> {
    if is_review(name, text) {
        return Err(Problem::Review);
    }
    if is_html(text) {
        return Ok(Format::Html);
    }
    if has_extension(name, &["md", "markdown", "mdown", "mkd"]) {
        return Ok(Format::Markdown);
    }
    let html = has_extension(name, &["html", "htm", "xhtml", "shtml"]) && text.contains('<');
    Ok(if html { Format::Html } else { Format::PlainText })
}

/// A review is RON and names its version first.
fn is_review(name: &str, text: &str) -> bool {
    let head = text[..text.floor_char_boundary(200)].trim_start();
    let head = head.strip_prefix("Review").unwrap_or(head);
    let Some(fields) = head.strip_prefix('(') else { return false };
    fields.trim_start().starts_with("version:") || has_extension(name, &["ron"])
}

/// Whether a text begins as a page does: comments and declarations, then an element of a page.
fn is_html(text: &str) -> bool {
    let head = text[..text.floor_char_boundary(HEAD_BYTES)].trim_start();
    if !head.starts_with('<') {
        return false;
    }
    let head = head.to_ascii_lowercase();
    head.starts_with("<?xml")
        || ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag))
}

/// The encoding that a page or XML file declares in its first bytes: `charset=…`, `encoding="…"`.
pub fn declared_encoding(bytes: &[u8]) -> Option<Declared> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let first = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if head[first] != b'<' {
        return None;
    }
    let head = head.to_ascii_lowercase();
    [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let at = memmem::find(&head, key)? + key.len();
        let label = head[at..].trim_ascii_start();
        let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
        let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte))?;
        Declared::named(&label[..end])
    })
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let found = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extensions.iter().any(|extension| found.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_named() {
        let refused = |name: &str, bytes: &[u8]| document_of(name, bytes).err();
        assert_eq!(document_of("a", b"%PDF-1.7\n%\xe2"), Ok(Some(Format::Pdf)));
        assert_eq!(document_of("a.pdf", b"\n1 0 obj\n<<"), Ok(Some(Format::Pdf)), "its beginning is lost");
        assert_eq!(document_of("a.txt", b"PK\x03\x04....word/document.xml"), Ok(Some(Format::Word)));
        assert_eq!(
            refused("a.zip", b"PK\x03\x04....notes"),
            Some(Problem::NoArticle("a compressed archive"))
        );
        assert_eq!(refused("a.txt", b"\x89PNG\r\n\x1a\n"), Some(Problem::NoArticle("an image")));
        assert_eq!(document_of("a.eml", b"From: x"), Ok(Some(Format::Mail)));
        assert_eq!(refused("a.txt", b"The sign %PDF- begins a PDF file."), None);
    }

    #[test]
    fn content_comes_before_the_name() {
        assert_eq!(format_of("a.txt", "<!DOCTYPE html><p>x"), Ok(Format::Html));
        assert_eq!(format_of("a.txt", "\n<!-- saved --><html lang=en>"), Ok(Format::Html));
        assert_eq!(format_of("a.html", "<p>x</p>"), Ok(Format::Html));
        assert_eq!(format_of("a.html", "no tag at all"), Ok(Format::PlainText));
        assert_eq!(format_of("a.md", "# x"), Ok(Format::Markdown));
        assert_eq!(format_of("a.txt", "# x"), Ok(Format::PlainText));
        assert_eq!(format_of("a.txt", "(\n    version: 1,"), Err(Problem::Review));
        assert_eq!(format_of("a.txt", "(Reuters) - Men"), Ok(Format::PlainText));
    }

    #[test]
    fn pages_declare_their_encoding() {
        let name = |text: &str| match declared_encoding(text.as_bytes())? {
            Declared::Web(encoding) => Some(encoding.name()),
            Declared::Dos(_) => Some("DOS"),
        };
        assert_eq!(name("<html><meta charset=\"KOI8-R\">"), Some("KOI8-R"));
        assert_eq!(name("<meta http-equiv=x content='text/html; charset=Shift_JIS'>"), Some("Shift_JIS"));
        assert_eq!(name("<?xml version=\"1.0\" encoding='iso-8859-2'?>"), Some("ISO-8859-2"));
        assert_eq!(name("A text on charset=\"KOI8-R\" declarations"), None);
    }
}
