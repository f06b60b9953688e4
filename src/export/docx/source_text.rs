//! The text of an existing document and where each char of it stands in the XML.
//!
//! Only where passages stand is read here, so that something can be put beside them; what the article says
//! was read on import. Both texts are compared without white space, which import mends.

use super::super::ExportError;
use crate::review::Draft;
use crate::text::{ByteOffset, ByteRange};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// A run (`w:r`): the piece of a paragraph that has one look.
pub struct Run {
    /// The whole element, in bytes of the part.
    pub bytes: Range<usize>,
    /// Its begin tag.
    pub tag: Range<usize>,
    /// Its properties (`w:rPr`); empty where it has none.
    pub look: Range<usize>,
    /// The text elements in it, by place among all.
    pub texts: Range<usize>,
}

/// A text element (`w:t`).
pub struct TextElement {
    /// The whole element, in bytes of the part.
    pub bytes: Range<usize>,
    /// What stands between its tags.
    pub inner: Range<usize>,
    /// The run that it stands in.
    pub run: usize,
    /// The table cell that it stands in, numbered from 1; 0 outside tables.
    pub cell: usize,
    /// The control for plain text in a paragraph that it stands in, by place among all.
    pub control: Option<usize>,
}

/// A place in the text of the document: a text element, and bytes of its inner XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The text element, by place among all.
    pub element: usize,
    /// Bytes from the beginning of what it holds.
    pub byte: usize,
}

/// The text of the main part of a document.
pub struct SourceText {
    /// Its runs, in order.
    pub runs: Vec<Run>,
    /// Its text elements, in order.
    pub texts: Vec<TextElement>,
    /// The controls for plain text in paragraphs (`w:sdt` with `w:text`), whole, in bytes of the part.
    pub controls: Vec<Range<usize>>,
    /// The highest number that something in it goes by.
    pub highest_id: usize,
    /// All chars that are compared, without white space.
    squeezed: String,
    /// For each char of `squeezed`: its first byte there, and where it begins and ends in the document.
    chars: Vec<(usize, Place, usize)>,
}

/// Elements whose text is not the document's running text: drawings and text boxes, which stand twice, and
/// what was moved away.
const PASSED_OVER: [&[u8]; 5] = [b"txbxContent", b"drawing", b"pict", b"object", b"moveFrom"];

impl SourceText {
    /// Reads the main part.
    pub fn read(xml: &str) -> Result<Self, ExportError> {
        let mut reading = Reading::new(xml);
        let mut reader = Reader::from_str(xml);
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| ExportError::Original(error.to_string()))?;
            let end = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => reading.begin(&tag, start..end)?,
                Event::Empty(tag) => {
                    reading.note_id(&tag);
                    reading.note_control(&tag);
                }
                Event::End(tag) => reading.end(tag.local_name().as_ref(), start..end),
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(reading.text)
    }

    /// The end of a stretch, or of its first part where it begins in one table cell and ends in another:
    /// LibreOffice loses a comment that reaches over the edge of a cell.
    pub fn end_in_cell(&self, start: Place, end: Place) -> Place {
        let cell = self.texts[start.element].cell;
        if self.texts[end.element].cell == cell {
            return end;
        }
        let inside =
            self.texts[start.element..end.element].iter().take_while(|text| text.cell == cell).count();
        let element = start.element + inside.max(1) - 1;
        Place { element, byte: self.texts[element].inner.len() }
    }

    /// Where the chars of a stretch of [`Self::find`]'s text stand: its first and the end of its last.
    fn places(&self, squeezed: Range<usize>) -> Option<(Place, Place)> {
        let at = |byte: usize| self.chars.partition_point(|(start, ..)| *start < byte);
        let first = self.chars.get(at(squeezed.start))?;
        let last = self.chars.get(at(squeezed.end).checked_sub(1)?)?;
        Some((first.1, Place { byte: last.1.byte + last.2, ..last.1 }))
    }
}

struct Reading<'a> {
    xml: &'a str,
    text: SourceText,
    /// How many elements are open in which nothing is read.
    passed_over: usize,
    /// How many runs are open: one in another belongs to ruby or a field.
    in_runs: usize,
    look_from: Option<usize>,
    text_from: Option<Range<usize>>,
    /// The table cells that are open, the innermost last, and how many began so far.
    cells: (Vec<usize>, usize),
    /// How many paragraphs are open.
    in_paragraphs: usize,
    /// The controls that are open: where each begins, and its place among those for plain text.
    controls: Vec<(usize, Option<usize>)>,
}

impl<'a> Reading<'a> {
    fn new(xml: &'a str) -> Self {
        let text = SourceText {
            runs: Vec::new(),
            texts: Vec::new(),
            controls: Vec::new(),
            highest_id: 0,
            squeezed: String::new(),
            chars: Vec::new(),
        };
        Self {
            xml,
            text,
            passed_over: 0,
            in_runs: 0,
            look_from: None,
            text_from: None,
            cells: (Vec::new(), 0),
            in_paragraphs: 0,
            controls: Vec::new(),
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, bytes: Range<usize>) -> Result<(), ExportError> {
        self.note_id(tag);
        let name = tag.name();
        let local = name.local_name();
        if PASSED_OVER.contains(&local.as_ref()) {
            self.passed_over += 1;
        }
        if self.passed_over > 0 || name.prefix().is_none_or(|prefix| prefix.as_ref() != b"w") {
            return Ok(());
        }
        match local.as_ref() {
            b"r" => {
                self.in_runs += 1;
                if self.in_runs == 1 {
                    let texts = self.text.texts.len()..self.text.texts.len();
                    let look = bytes.end..bytes.end;
                    self.text.runs.push(Run { bytes: bytes.clone(), tag: bytes, look, texts });
                }
            }
            b"tc" => {
                self.cells.1 += 1;
                self.cells.0.push(self.cells.1);
            }
            b"p" => self.in_paragraphs += 1,
            b"sdt" => self.controls.push((bytes.start, None)),
            b"text" => self.note_control(tag),
            b"rPr" if self.in_runs == 1 && self.look_from.is_none() => self.look_from = Some(bytes.start),
            b"t" if self.in_runs == 1 => self.text_from = Some(bytes),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, local: &[u8], bytes: Range<usize>) {
        if PASSED_OVER.contains(&local) {
            self.passed_over = self.passed_over.saturating_sub(1);
            return;
        }
        if self.passed_over > 0 {
            return;
        }
        match local {
            b"r" if self.in_runs > 0 => {
                self.in_runs -= 1;
                if let Some(run) = self.text.runs.last_mut().filter(|_| self.in_runs == 0) {
                    run.bytes.end = bytes.end;
                    run.texts.end = self.text.texts.len();
                    self.look_from = None;
                }
            }
            b"rPr" if self.in_runs == 1 => {
                let from = self.look_from;
                if let (Some(run), Some(from)) = (self.text.runs.last_mut(), from)
                    && run.look.is_empty()
                {
                    run.look = from..bytes.end;
                }
            }
            b"tc" => drop(self.cells.0.pop()),
            b"p" => self.in_paragraphs = self.in_paragraphs.saturating_sub(1),
            b"sdt" => {
                if let Some((_, Some(control))) = self.controls.pop() {
                    self.text.controls[control].end = bytes.end;
                }
            }
            b"t" => self.end_text(bytes),
            _ => {}
        }
    }

    fn end_text(&mut self, bytes: Range<usize>) {
        let Some(tag) = self.text_from.take() else { return };
        let inner = tag.end..bytes.start;
        let run = self.text.runs.len().saturating_sub(1);
        let element = self.text.texts.len();
        let cell = self.cells.0.last().copied().unwrap_or(0);
        for (at, len, c) in decoded(&self.xml[inner.clone()]) {
            if !is_passed_over(c) {
                self.text.chars.push((self.text.squeezed.len(), Place { element, byte: at }, len));
                self.text.squeezed.push(c);
            }
        }
        let control = self.controls.iter().find_map(|(_, control)| *control);
        self.text.texts.push(TextElement { bytes: tag.start..bytes.end, inner, run, cell, control });
    }

    /// A control in a paragraph is one for plain text where its properties say so.
    fn note_control(&mut self, tag: &BytesStart<'_>) {
        if tag.name().as_ref() != b"w:text" || self.in_paragraphs == 0 {
            return;
        }
        if let Some((start, control)) = self.controls.last_mut().filter(|(_, control)| control.is_none()) {
            *control = Some(self.text.controls.len());
            self.text.controls.push(*start..*start);
        }
    }

    /// Tracked changes and comments are told apart by number; ours begin after the highest.
    fn note_id(&mut self, tag: &BytesStart<'_>) {
        let id = tag.try_get_attribute("w:id").ok().flatten();
        let number = id.and_then(|id| std::str::from_utf8(&id.value).ok()?.parse::<u32>().ok());
        // Word refuses numbers above 2³¹.
        if let Some(number) = number.filter(|&number| number < (1 << 30)) {
            self.text.highest_id = self.text.highest_id.max(number as usize);
        }
    }
}

/// The chars of XML text: where each begins, how many bytes it takes there, and what it is.
fn decoded(inner: &str) -> Vec<(usize, usize, char)> {
    let mut chars = Vec::with_capacity(inner.len());
    let mut at = 0;
    while let Some(c) = inner[at..].chars().next() {
        let entity = (c == '&').then(|| entity(&inner[at..])).flatten();
        let (len, c) = entity.unwrap_or((c.len_utf8(), c));
        chars.push((at, len, c));
        at += len;
    }
    chars
}

/// The char that an entity at the beginning of a text stands for, and the bytes that it takes.
fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)?
        }
    };
    Some((end + 1, c))
}

/// Signs that import may mend, leave out or put in: white space, hyphens that are not seen or not broken at,
/// controls, and the bar that it puts between the cells of a table.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '|' | '\u{ad}' | '\u{2011}' | '\u{200b}' | '\u{feff}' | '\u{fffd}')
}

/// A text without the signs that are passed over.
fn squeezed(text: &str) -> String {
    text.chars().filter(|&c| !is_passed_over(c)).collect()
}

/// How far ahead of the last paragraph the next one is looked for, in bytes, and how much more for each
/// byte of its own: a short one that stands nowhere must not be taken for words near the end.
const REACH: (usize, usize) = (4096, 64);

/// Finds the passages of a draft in a document's text.
pub struct Locator<'a> {
    xml: &'a str,
    source: &'a SourceText,
    draft: &'a Draft,
    /// For each paragraph, where its squeezed text stands in the document's, where that was found.
    found: Vec<Option<usize>>,
}

impl<'a> Locator<'a> {
    /// Lays the paragraphs of a draft along the document, in order.
    pub fn new(xml: &'a str, source: &'a SourceText, draft: &'a Draft) -> Self {
        let mut from = 0;
        let mut found = Vec::new();
        for words in draft.text().paragraphs() {
            let words = squeezed(words);
            let reach = REACH.0 + REACH.1 * words.len();
            let to = source.squeezed.floor_char_boundary((from + reach).min(source.squeezed.len()));
            let at = find(&source.squeezed[from..to], &words).map(|at| from + at);
            from = at.map_or(from, |at| at + words.len());
            found.push(at);
        }
        Self { xml, source, draft, found }
    }

    /// Where a passage stands: its first char, and the end of its last. An empty one stands before the char
    /// that follows, or at the end of its paragraph.
    pub fn locate(&self, bytes: &ByteRange) -> Option<(Place, Place)> {
        let text = self.draft.text();
        if bytes.start == bytes.end {
            return self.locate_point(bytes.start.0);
        }
        let passage = text.slice_bytes(bytes)?;
        let (start, end) = self.words_of(bytes, &squeezed(passage))?;
        Some((self.widened_before(start, passage), self.widened_after(end, passage)))
    }

    /// Where the words of a passage stand, without the white space around them.
    fn words_of(&self, bytes: &ByteRange, words: &str) -> Option<(Place, Place)> {
        if words.is_empty() {
            return None;
        }
        let start = self.squeezed_place(bytes.start.0);
        let end = self.squeezed_place(bytes.end.0);
        if let (Some(start), Some(end)) = (start, end)
            && self.source.squeezed.get(start..end) == Some(words)
        {
            return self.source.places(start..end);
        }
        let at = self.near(bytes.start.0, words)?;
        self.source.places(at..at + words.len())
    }

    /// A place moved back over the white space that a passage begins with.
    fn widened_before(&self, place: Place, passage: &str) -> Place {
        let inner = &self.xml[self.source.texts[place.element].inner.clone()];
        let before =
            if passage.starts_with(char::is_whitespace) { inner[..place.byte].trim_end() } else { inner };
        Place { byte: place.byte.min(before.len()), ..place }
    }

    /// A place moved on over the white space that a passage ends with.
    fn widened_after(&self, place: Place, passage: &str) -> Place {
        let inner = &self.xml[self.source.texts[place.element].inner.clone()];
        let rest = &inner[place.byte..];
        let blank =
            if passage.ends_with(char::is_whitespace) { rest.len() - rest.trim_start().len() } else { 0 };
        Place { byte: place.byte + blank, ..place }
    }

    fn locate_point(&self, byte: usize) -> Option<(Place, Place)> {
        let squeezed = self.squeezed_place(byte)?;
        let paragraph = self.paragraph_of(byte);
        let is_end = squeezed_len(&self.draft.text().as_str()[byte..paragraph.end]) == 0;
        let at = self.source.chars.partition_point(|(start, ..)| *start < squeezed);
        let place = if is_end {
            let last = self.source.chars.get(at.checked_sub(1)?)?;
            Place { byte: last.1.byte + last.2, ..last.1 }
        } else {
            self.source.chars.get(at)?.1
        };
        Some((place, place))
    }

    fn paragraph_of(&self, byte: usize) -> Range<usize> {
        let text = self.draft.text();
        let bytes = text.paragraph_bytes(text.paragraph_at(ByteOffset(byte)));
        bytes.start.0..bytes.end.0
    }

    /// The place in the squeezed text of a byte of the draft, where its paragraph was found.
    fn squeezed_place(&self, byte: usize) -> Option<usize> {
        let text = self.draft.text();
        let index = text.paragraph_at(ByteOffset(byte));
        let start = text.paragraph_bytes(index).start.0;
        let base = (*self.found.get(index)?)?;
        Some(base + squeezed_len(&text.as_str()[start..byte]))
    }

    /// Words of a paragraph that does not stand in the document as it does in the draft (a row of a table,
    /// say): looked for between its neighbours, first with what stands before them.
    fn near(&self, byte: usize, words: &str) -> Option<usize> {
        let text = self.draft.text();
        let index = text.paragraph_at(ByteOffset(byte));
        let before = self.found[..index].iter().rposition(Option::is_some);
        let from = before.map_or(0, |at| self.found[at].unwrap_or(0) + squeezed_len(text.paragraph(at)));
        let to = self.found[index..].iter().flatten().next().copied().unwrap_or(self.source.squeezed.len());
        let hay = self.source.squeezed.get(from..to)?;
        let start = text.paragraph_bytes(index).start.0;
        let lead = squeezed(&text.as_str()[start..byte]);
        for chars in [16, 4] {
            let lead: String = lead.chars().rev().take(chars).collect::<Vec<_>>().into_iter().rev().collect();
            if let Some(at) = find(hay, &format!("{lead}{words}")) {
                return Some(from + at + lead.len());
            }
        }
        find(hay, words).map(|at| from + at)
    }
}

fn squeezed_len(text: &str) -> usize {
    text.chars().filter(|&c| !is_passed_over(c)).map(char::len_utf8).sum()
}

fn find(hay: &str, needle: &str) -> Option<usize> {
    if needle.is_empty() { None } else { memmem::find(hay.as_bytes(), needle.as_bytes()) }
}
