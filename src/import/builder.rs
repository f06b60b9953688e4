//! Gathers running text into paragraphs for the formats that have elements.

use super::comments::Spot;
use crate::review::{Paragraph, ParagraphKind};

/// What wins where a paragraph stands in several elements: a heading in a quotation is a heading.
const PRIORITY: [ParagraphKind; 9] = [
    ParagraphKind::TableRow,
    ParagraphKind::Caption,
    ParagraphKind::Hed,
    ParagraphKind::Dek,
    ParagraphKind::Byline,
    ParagraphKind::Dateline,
    ParagraphKind::Heading,
    ParagraphKind::Quotation,
    ParagraphKind::ListItem,
];

/// A text as one paragraph has it: blanks run together, signs of their own kept.
pub fn one_line(text: &str) -> String {
    let mut builder = Builder::default();
    builder.text(text);
    builder.finish().pop().map(|paragraph| paragraph.text).unwrap_or_default()
}

/// Takes text and the elements around it; gives paragraphs.
#[derive(Default)]
pub struct Builder {
    paragraphs: Vec<Paragraph>,
    /// What follows the open paragraph.
    hanging: Vec<Paragraph>,
    line: String,
    /// How many chars the line has: a paragraph may bear thousands of notes, and each asks where it stands.
    chars: usize,
    /// A line break stands at the end of the line so far.
    broken: bool,
    /// How many elements of each kind are open.
    open: [usize; ParagraphKind::ALL.len()],
}

impl Builder {
    /// Adds text; runs of white space count as one blank.
    pub fn text(&mut self, text: &str) {
        let mut words = text.split(is_blank);
        if let Some(first) = words.next() {
            self.word(first);
        }
        for word in words {
            self.blank();
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        self.broken &= word.is_empty();
        self.add(word);
    }

    fn add(&mut self, text: &str) {
        self.line.push_str(text);
        self.chars += text.chars().count();
    }

    /// Where the next word will stand.
    pub fn spot(&self) -> Spot {
        Spot { paragraph: self.paragraphs.len(), chars: self.chars }
    }

    /// Adds a blank, unless one stands there.
    pub fn blank(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.add(" ");
        }
    }

    /// Adds text in which every line is a paragraph.
    pub fn lines(&mut self, text: &str) {
        let mut lines = text.split(['\n', '\r']);
        if let Some(first) = lines.next() {
            self.text(first);
        }
        for line in lines {
            self.flush();
            self.text(line);
        }
    }

    /// A line break: one is a blank, two end the paragraph.
    pub fn line_break(&mut self) {
        if std::mem::replace(&mut self.broken, true) {
            self.flush();
        } else {
            self.blank();
        }
    }

    /// Begins a cell of a table's row.
    pub fn cell(&mut self) {
        if !self.line.trim().is_empty() {
            self.blank();
            self.add("| ");
        }
    }

    /// Begins an element.
    pub fn enter(&mut self, kind: ParagraphKind) {
        self.flush();
        self.open[kind as usize] += 1;
    }

    /// Ends an element.
    pub fn leave(&mut self, kind: ParagraphKind) {
        self.flush();
        self.open[kind as usize] = self.open[kind as usize].saturating_sub(1);
    }

    /// Whether an element of a kind is open.
    pub fn is_in(&self, kind: ParagraphKind) -> bool {
        self.open[kind as usize] > 0
    }

    /// Ends the paragraph.
    pub fn flush(&mut self) {
        let kind = PRIORITY.into_iter().find(|&kind| self.is_in(kind)).unwrap_or_default();
        let text = self.line.trim().trim_end_matches('|').trim_end();
        if !text.is_empty() {
            self.paragraphs.push(Paragraph::new(kind, text));
        }
        self.line.clear();
        self.chars = 0;
        self.broken = false;
        self.paragraphs.append(&mut self.hanging);
    }

    /// Ends the paragraph as one of a kind.
    pub fn flush_as(&mut self, kind: ParagraphKind) {
        self.open[kind as usize] += 1;
        self.flush();
        self.open[kind as usize] -= 1;
    }

    /// Adds a paragraph as it is.
    pub fn push(&mut self, kind: ParagraphKind, text: &str) {
        self.flush();
        self.enter(kind);
        self.text(text);
        self.leave(kind);
    }

    /// Ends the paragraph, but inside a table's row only adds a blank.
    pub fn flush_unless_row(&mut self) {
        if self.is_in(ParagraphKind::TableRow) { self.blank() } else { self.flush() }
    }

    /// Adds paragraphs that hang on the open one: they follow it.
    pub fn hang(&mut self, paragraphs: Vec<Paragraph>) {
        self.hanging.extend(paragraphs);
    }

    /// All paragraphs.
    pub fn finish(mut self) -> Vec<Paragraph> {
        self.flush();
        self.paragraphs
    }
}

/// What HTML and Markdown count as white space between words, and line separators.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Heading, Quotation, TableRow};

    #[test]
    fn blanks_run_together_across_pieces() {
        let mut builder = Builder::default();
        builder.text(" one \n");
        builder.text("  two");
        builder.text("three");
        builder.line_break();
        builder.text("four");
        builder.line_break();
        builder.text(" ");
        builder.line_break();
        builder.text("five");
        assert_eq!(
            builder.finish(),
            [Paragraph::new(Body, "one twothree four"), Paragraph::new(Body, "five")]
        );
    }

    #[test]
    fn the_inner_kind_wins() {
        let mut builder = Builder::default();
        builder.enter(Quotation);
        builder.push(Heading, "a");
        builder.text("b");
        builder.leave(Quotation);
        builder.leave(Quotation);
        builder.enter(TableRow);
        builder.cell();
        builder.text("c");
        builder.cell();
        builder.text("d");
        builder.leave(TableRow);
        let kinds =
            [Paragraph::new(Heading, "a"), Paragraph::new(Quotation, "b"), Paragraph::new(TableRow, "c | d")];
        assert_eq!(builder.finish(), kinds);
    }
}
