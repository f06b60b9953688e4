//! The text of a draft: paragraphs joined by one line feed, with quick ways between bytes and chars.

use super::{ByteOffset, ByteRange, CharOffset, CharRange};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// A char count is noted every so many bytes; between two notes the text is counted.
///
/// 1 KiB keeps a look-up below a tenth of a microsecond and the notes below 1 % of the text.
const CHECKPOINT_BYTES: usize = 1024;

/// An immutable text: paragraphs joined by one line feed.
///
/// A paragraph never holds a line feed itself, so the joined text says where each begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    joined: String,
    /// Where each paragraph begins, in bytes.
    starts: Vec<usize>,
    /// Chars before byte `i * CHECKPOINT_BYTES` (rounded up to a char boundary).
    checkpoints: Vec<usize>,
    chars: usize,
}

impl Text {
    /// Joins paragraphs. Line feeds inside a paragraph become spaces, so that the parts stay apart.
    pub fn from_paragraphs<S: AsRef<str>>(paragraphs: impl IntoIterator<Item = S>) -> Self {
        let mut joined = String::new();
        let mut starts = Vec::new();
        for paragraph in paragraphs {
            if !starts.is_empty() {
                joined.push('\n');
            }
            starts.push(joined.len());
            push_one_line(&mut joined, paragraph.as_ref());
        }
        let (checkpoints, chars) = count_chars(&joined);
        Self { joined, starts, checkpoints, chars }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.joined
    }

    /// Length in bytes.
    pub fn len_bytes(&self) -> usize {
        self.joined.len()
    }

    /// Length in chars.
    pub fn len_chars(&self) -> usize {
        self.chars
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.joined.is_empty()
    }

    /// How many paragraphs there are.
    pub fn paragraph_count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a paragraph, its line feed not included; empty at the end for an index past it.
    pub fn paragraph_bytes(&self, index: usize) -> ByteRange {
        let Some(&start) = self.starts.get(index) else {
            return ByteOffset(self.joined.len())..ByteOffset(self.joined.len());
        };
        let end = self.starts.get(index + 1).map_or(self.joined.len(), |next| next - 1);
        ByteOffset(start)..ByteOffset(end)
    }

    /// A paragraph's text; empty for an index past the end.
    pub fn paragraph(&self, index: usize) -> &str {
        let range = self.paragraph_bytes(index);
        &self.joined[range.start.0..range.end.0]
    }

    /// All paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        (0..self.starts.len()).map(|index| self.paragraph(index))
    }

    /// The index of the paragraph that a byte stands in (a line feed belongs to the one before it).
    pub fn paragraph_at(&self, at: ByteOffset) -> usize {
        self.starts.partition_point(|&start| start <= at.0).saturating_sub(1)
    }

    /// The byte at which a char begins; `None` past the end. The end itself has a place.
    pub fn byte_of(&self, at: CharOffset) -> Option<ByteOffset> {
        if at.0 > self.chars {
            return None;
        }
        let note = self.checkpoints.partition_point(|&chars| chars <= at.0).saturating_sub(1);
        let from = boundary_from(&self.joined, note * CHECKPOINT_BYTES);
        let rest = at.0 - self.checkpoints.get(note).copied().unwrap_or(0);
        let mut chars = self.joined[from..].chars(); // steps over many chars at a time, unlike `char_indices`
        if rest > 0 {
            chars.nth(rest - 1);
        }
        Some(ByteOffset(self.joined.len() - chars.as_str().len()))
    }

    /// How many chars stand before a byte; a byte inside a char counts as that char's beginning, one
    /// past the end as the end.
    pub fn char_of(&self, at: ByteOffset) -> CharOffset {
        let at = self.joined.floor_char_boundary(at.0);
        let mut note = (at / CHECKPOINT_BYTES).min(self.checkpoints.len().saturating_sub(1));
        let mut from = boundary_from(&self.joined, note * CHECKPOINT_BYTES);
        if from > at {
            note -= 1; // only where the note's boundary was rounded up past `at`, so never at note 0
            from = boundary_from(&self.joined, note * CHECKPOINT_BYTES);
        }
        let before = self.checkpoints.get(note).copied().unwrap_or(0);
        CharOffset(before + self.joined[from..at].chars().count())
    }

    /// A range of chars as bytes; `None` where it does not lie inside the text or runs backwards.
    pub fn bytes_of(&self, range: &CharRange) -> Option<ByteRange> {
        if range.start > range.end {
            return None;
        }
        Some(self.byte_of(range.start)?..self.byte_of(range.end)?)
    }

    /// A range of bytes as chars.
    pub fn chars_of(&self, range: &ByteRange) -> CharRange {
        self.char_of(range.start)..self.char_of(range.end)
    }

    /// The words of a range of chars; `None` where it does not lie inside the text.
    pub fn slice(&self, range: &CharRange) -> Option<&str> {
        let bytes = self.bytes_of(range)?;
        self.joined.get(bytes.start.0..bytes.end.0)
    }

    /// The words of a range of bytes; `None` outside the text or inside a char.
    pub fn slice_bytes(&self, range: &ByteRange) -> Option<&str> {
        self.joined.get(range.start.0..range.end.0)
    }

    /// Whether a byte begins a grapheme cluster (what a reader takes for one character).
    pub fn is_grapheme_boundary(&self, at: ByteOffset) -> bool {
        at.0 <= self.joined.len()
            && self.joined.is_char_boundary(at.0)
            && GraphemeCursor::new(at.0, self.joined.len(), true)
                .is_boundary(&self.joined, 0)
                .unwrap_or(false)
    }

    /// The next grapheme boundary after a byte, or the end of the text.
    pub fn next_grapheme(&self, at: ByteOffset) -> ByteOffset {
        let at = self.joined.floor_char_boundary(at.0);
        let next = GraphemeCursor::new(at, self.joined.len(), true).next_boundary(&self.joined, 0);
        ByteOffset(next.ok().flatten().unwrap_or(self.joined.len()))
    }

    /// The last grapheme boundary before a byte, or the beginning of the text.
    pub fn previous_grapheme(&self, at: ByteOffset) -> ByteOffset {
        let at = self.joined.floor_char_boundary(at.0);
        let previous = GraphemeCursor::new(at, self.joined.len(), true).prev_boundary(&self.joined, 0);
        ByteOffset(previous.ok().flatten().unwrap_or(0))
    }

    /// The word that a byte stands in, or the blank or sign where it stands in none.
    ///
    /// Words are those of Unicode Standard Annex 29, inside one paragraph.
    pub fn word_at(&self, at: ByteOffset) -> ByteRange {
        let paragraph = self.paragraph_bytes(self.paragraph_at(at));
        let words = &self.joined[paragraph.start.0..paragraph.end.0];
        let from = window_start(words, at.0.saturating_sub(paragraph.start.0));
        let base = paragraph.start.0 + from;
        let word =
            words[from..].split_word_bound_indices().find(|(start, word)| base + start + word.len() > at.0);
        match word {
            Some((start, word)) => ByteOffset(base + start)..ByteOffset(base + start + word.len()),
            None => paragraph.end..paragraph.end,
        }
    }

    /// The end of the first word that ends after a byte, also in a later paragraph; or the end of the text.
    pub fn next_word_end(&self, at: ByteOffset) -> ByteOffset {
        let at = self.joined.floor_char_boundary(at.0);
        let mut words = self.joined[at..].split_word_bound_indices();
        let word = words.find(|(_, word)| word.chars().any(char::is_alphanumeric));
        ByteOffset(word.map_or(self.joined.len(), |(start, word)| at + start + word.len()))
    }

    /// The end of the last word that ends before a byte, also in an earlier paragraph; or 0.
    pub fn previous_word_end(&self, at: ByteOffset) -> ByteOffset {
        let at = self.joined.floor_char_boundary(at.0);
        let words = self.joined[..at].split_word_bound_indices().rev();
        let mut ends = words.filter(|(_, word)| word.chars().any(char::is_alphanumeric));
        let end = ends.find(|(start, word)| start + word.len() < at);
        ByteOffset(end.map_or(0, |(start, word)| start + word.len()))
    }

    /// The beginning of the last word that begins before a byte, also in an earlier paragraph; or 0.
    pub fn previous_word_start(&self, at: ByteOffset) -> ByteOffset {
        let at = self.joined.floor_char_boundary(at.0);
        let mut words = self.joined[..at].split_word_bound_indices().rev();
        let word = words.find(|(_, word)| word.chars().any(char::is_alphanumeric));
        ByteOffset(word.map_or(0, |(start, _)| start))
    }

    /// The range widened to grapheme boundaries and clamped to the text.
    pub fn snap_to_graphemes(&self, range: &ByteRange) -> ByteRange {
        let start = self.joined.floor_char_boundary(range.start.0);
        let end = self.joined.ceil_char_boundary(range.end.0.min(self.joined.len())).max(start);
        let start = ByteOffset(start);
        let end = ByteOffset(end);
        let start = if self.is_grapheme_boundary(start) { start } else { self.previous_grapheme(start) };
        let end = if self.is_grapheme_boundary(end) { end } else { self.next_grapheme(end) };
        start..end
    }

    /// The range without white space at its two ends; empty (at its start) where it holds nothing else.
    pub fn trim(&self, range: &ByteRange) -> ByteRange {
        let Some(words) = self.slice_bytes(range) else { return range.clone() };
        let kept = words.trim();
        if kept.is_empty() {
            return range.start..range.start;
        }
        let lead = words.len() - words.trim_start().len();
        let start = range.start.0 + lead;
        ByteOffset(start)..ByteOffset(start + kept.len())
    }
}

/// Appends a paragraph with every line break in it turned into a space.
fn push_one_line(joined: &mut String, paragraph: &str) {
    let mut parts = paragraph.split(['\n', '\r', '\u{2028}', '\u{2029}']);
    joined.push_str(parts.next().unwrap_or(""));
    for part in parts {
        joined.push(' ');
        joined.push_str(part);
    }
}

fn boundary_from(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at.min(text.len()))
}

/// How many bytes before a place word boundaries are looked for: more than any word's length, so that a
/// paragraph of megabytes costs no more than a short one.
const WORD_WINDOW_BYTES: usize = 512;

/// A blank before a byte from which word boundaries can be told, not far from it.
fn window_start(words: &str, at: usize) -> usize {
    let at = words.floor_char_boundary(at);
    let from = words.ceil_char_boundary(at.saturating_sub(WORD_WINDOW_BYTES));
    if from == 0 { 0 } else { words[from..at].find(' ').map_or(from, |blank| from + blank) }
}

fn count_chars(text: &str) -> (Vec<usize>, usize) {
    let mut checkpoints = vec![0];
    let mut chars = 0;
    let mut from = 0;
    while from < text.len() {
        let to = boundary_from(text, checkpoints.len() * CHECKPOINT_BYTES);
        chars += text[from..to].chars().count();
        if to < text.len() || to == checkpoints.len() * CHECKPOINT_BYTES {
            checkpoints.push(chars);
        }
        from = to;
    }
    (checkpoints, chars)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{byte_range, char_range};
    use proptest::prelude::*;

    #[test]
    fn paragraphs_are_joined_by_one_line_feed() {
        let text = Text::from_paragraphs(["one", "", "two\r\nthree"]);
        assert_eq!(text.as_str(), "one\n\ntwo  three");
        assert_eq!(text.paragraphs().collect::<Vec<_>>(), ["one", "", "two  three"]);
        assert_eq!(text.paragraph(9), "");
        assert_eq!(text.paragraph_at(ByteOffset(3)), 0);
        assert_eq!(text.paragraph_at(ByteOffset(4)), 1);
        assert_eq!(text.paragraph_at(ByteOffset(99)), 2);
    }

    #[test]
    fn graphemes_are_never_cut() {
        let text = Text::from_paragraphs(["e\u{301}a 👩‍👩‍👧 b"]);
        assert_eq!(text.snap_to_graphemes(&byte_range(1..2)), byte_range(0..3));
        let family = text.as_str().find('👩').unwrap_or(0);
        let whole = text.snap_to_graphemes(&byte_range(family + 5..family + 6));
        assert_eq!(text.slice_bytes(&whole), Some("👩‍👩‍👧"));
    }

    #[test]
    fn trim_leaves_the_words() {
        let text = Text::from_paragraphs(["  a b  "]);
        assert_eq!(text.trim(&byte_range(0..7)), byte_range(2..5));
        assert_eq!(text.trim(&byte_range(0..2)), byte_range(0..0));
    }

    #[test]
    fn a_char_may_stand_across_a_checkpoint_at_the_end() {
        let text = Text::from_paragraphs([format!("{}😀", "a".repeat(CHECKPOINT_BYTES - 2))]);
        assert_eq!(text.char_of(ByteOffset(text.len_bytes())), CharOffset(CHECKPOINT_BYTES - 1));
    }

    #[test]
    fn words_are_found_from_any_place_in_them() {
        let text = Text::from_paragraphs(["Nine men, 1,200 km.", "Ten"]);
        let word = |at| text.slice_bytes(&text.word_at(ByteOffset(at)));
        assert_eq!(word(6), Some("men"));
        assert_eq!(word(8), Some(","));
        assert_eq!(word(12), Some("1,200"));
        assert_eq!(word(99), Some(""));
        assert_eq!(text.next_word_end(ByteOffset(8)), ByteOffset(15));
        assert_eq!(text.next_word_end(ByteOffset(18)), ByteOffset(23));
        assert_eq!(text.previous_word_start(ByteOffset(10)), ByteOffset(5));
        assert_eq!(text.previous_word_start(ByteOffset(20)), ByteOffset(16));
    }

    #[test]
    fn ranges_outside_the_text_have_no_words() {
        let text = Text::from_paragraphs(["añb"]);
        assert_eq!(text.slice(&char_range(1..2)), Some("ñ"));
        assert_eq!(text.slice(&char_range(1..9)), None);
        assert_eq!(text.slice_bytes(&byte_range(0..2)), None);
        #[expect(
            clippy::reversed_empty_ranges,
            reason = "a range that runs backwards is the input under test"
        )]
        let backwards = 2..1;
        assert_eq!(text.bytes_of(&char_range(backwards)), None);
    }

    proptest! {
        #[test]
        fn bytes_and_chars_agree_with_counting(parts in prop::collection::vec("\\PC{0,900}", 0..6)) {
            let text = Text::from_paragraphs(&parts);
            let counted: Vec<usize> = text.as_str().char_indices().map(|(byte, _)| byte).collect();
            prop_assert_eq!(text.len_chars(), counted.len());
            for (chars, &byte) in counted.iter().enumerate() {
                prop_assert_eq!(text.byte_of(CharOffset(chars)), Some(ByteOffset(byte)));
                prop_assert_eq!(text.char_of(ByteOffset(byte)), CharOffset(chars));
            }
            prop_assert_eq!(text.byte_of(CharOffset(counted.len())), Some(ByteOffset(text.len_bytes())));
            prop_assert_eq!(text.char_of(ByteOffset(usize::MAX)), CharOffset(counted.len()));
            prop_assert_eq!(text.byte_of(CharOffset(counted.len() + 1)), None);
        }

        #[test]
        fn a_snapped_range_lies_on_graphemes(part in "\\PC{0,60}", a in 0usize..240, b in 0usize..240) {
            let text = Text::from_paragraphs([part]);
            let range = byte_range(a.min(b)..a.max(b));
            let snapped = text.snap_to_graphemes(&range);
            prop_assert!(text.is_grapheme_boundary(snapped.start) && text.is_grapheme_boundary(snapped.end));
            prop_assert!(text.slice_bytes(&snapped).is_some());
        }
    }
}
