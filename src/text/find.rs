//! Find in the article: words as a person types them, whatever the case, accents and typography.

use super::{ByteRange, Text, byte_range};
use std::ops::Range;
use std::sync::OnceLock;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::GraphemeCursor;

/// Something to look for.
///
/// Two texts are the same to it when they differ only in case (unless told otherwise), in accents and
/// vowel points (é and e, Arabic tashkeel, Hebrew niqqud), in the shape of quotation marks, apostrophes
/// and dashes, in how much white space stands between words, or in characters that cannot be seen.
#[derive(Clone, Debug)]
pub struct Finder {
    /// The query, folded; never empty.
    query: Vec<char>,
    /// For each prefix of the query, the length of its longest proper prefix that also ends it
    /// (Knuth, Morris and Pratt 1977): where to go on when the next char does not fit.
    fallback: Vec<usize>,
    /// Which ASCII chars fold to the first char of the query.
    begins: [bool; 128],
    match_case: bool,
}

impl Finder {
    /// A finder for a query; `None` where nothing of it can be looked for.
    pub fn new(query: &str, match_case: bool) -> Option<Self> {
        let query: Vec<char> = Folding::new(query, match_case).map(|folded| folded.char).collect();
        let first = *query.first()?;
        let table = Table::of(match_case);
        let begins = std::array::from_fn(|code| table.fold(char::from(code as u8)) == Fold::One(first));
        Some(Self { fallback: fallback(&query), query, begins, match_case })
    }

    /// Where it stands in a text, in text order: whole graphemes, never overlapping.
    ///
    /// Takes time in proportion to the text, whatever the query.
    pub fn find_all(&self, text: &Text) -> Vec<ByteRange> {
        self.find_in(text.as_str()).into_iter().map(byte_range).collect()
    }

    /// Where it stands in a string, in bytes; like [`Self::find_all`].
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        self.each_match(text, |matched| {
            // A match inside the last hit's grapheme (one face of a family) is already shown.
            if matched.start >= from {
                let hit = widen(text, from, &matched);
                from = hit.end;
                hits.push(hit);
            }
        });
        hits
    }

    /// Calls back with each match, leftmost first and without overlap, in bytes of the text.
    fn each_match(&self, text: &str, mut found: impl FnMut(Range<usize>)) {
        let mut starts = vec![0; self.query.len()]; // of the last folded chars, as a ring
        let (mut slot, mut fitting) = (0, 0);
        let mut folding = Folding::new(text, self.match_case);
        while let Some(folded) = folding.next() {
            starts[slot] = folded.start;
            slot = if slot + 1 == starts.len() { 0 } else { slot + 1 };
            fitting = self.step(fitting, folded.char);
            if fitting == self.query.len() {
                found(starts[slot]..folded.end);
                fitting = 0;
            }
            if fitting == 0 {
                folding.pass_over(&self.begins);
            }
        }
    }

    /// How many chars of the query fit after one more char of the text.
    fn step(&self, mut fitting: usize, char: char) -> usize {
        while fitting > 0 && self.query[fitting] != char {
            fitting = self.fallback[fitting - 1];
        }
        fitting + usize::from(self.query[fitting] == char)
    }
}

/// A text as a [`Finder`] sees it: two texts that it takes for the same fold to the same.
pub fn fold_for_search(text: &str) -> String {
    // A backtick is an apostrophe.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'`';
    if text.bytes().all(is_plain) && !text.contains("  ") {
        return text.to_ascii_lowercase();
    }
    Folding::new(text, false).map(|folded| folded.char).collect()
}

fn fallback(query: &[char]) -> Vec<usize> {
    let mut lengths = vec![0; query.len()];
    let mut length = 0;
    for at in 1..query.len() {
        while length > 0 && query[at] != query[length] {
            length = lengths[length - 1];
        }
        length += usize::from(query[at] == query[length]);
        lengths[at] = length;
    }
    lengths
}

/// A match widened to grapheme boundaries; `from` is a boundary at or before it, so that looking for the
/// others never goes over the same text twice.
fn widen(text: &str, from: usize, matched: &Range<usize>) -> Range<usize> {
    let start = boundary(text, from, matched.start, GraphemeCursor::prev_boundary);
    let end = boundary(text, start, matched.end, GraphemeCursor::next_boundary);
    start..end
}

/// The byte itself where it is a grapheme boundary, or else the one that `other` steps to.
fn boundary(
    text: &str,
    from: usize,
    at: usize,
    other: fn(
        &mut GraphemeCursor,
        &str,
        usize,
    ) -> Result<Option<usize>, unicode_segmentation::GraphemeIncomplete>,
) -> usize {
    let rest = &text[from..];
    let mut cursor = GraphemeCursor::new(at - from, rest.len(), true);
    if cursor.is_boundary(rest, 0).unwrap_or(true) {
        return at;
    }
    from + other(&mut cursor, rest, 0).ok().flatten().unwrap_or(at - from)
}

/// A folded char and the bytes of the text it came from.
struct Folded {
    char: char,
    start: usize,
    end: usize,
}

/// A text as the finder sees it, char by char.
struct Folding<'a> {
    text: &'a str,
    at: usize,
    table: &'static Table,
    /// What is left of a char that folds to several, last first, and where that char stands.
    rest: Vec<char>,
    whole: Range<usize>,
}

impl<'a> Folding<'a> {
    fn new(text: &'a str, match_case: bool) -> Self {
        Self { text, at: 0, table: Table::of(match_case), rest: Vec::new(), whole: 0..0 }
    }

    /// Goes past ASCII that cannot begin a match (up to the last char before other text, which may join it).
    fn pass_over(&mut self, begins: &[bool; 128]) {
        let bytes = self.text.as_bytes();
        while let [byte, next, ..] = bytes[self.at..]
            && byte.is_ascii()
            && next.is_ascii()
            && !begins[usize::from(byte)]
        {
            self.at += 1;
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// One blank for all white space from `start` on, unseen chars between included.
    fn blank(&mut self, start: usize) -> Folded {
        let mut at = self.at;
        while let Some(char) = self.peek(at) {
            at += char.len_utf8();
            match self.table.fold(char) {
                Fold::One(' ') => self.at = at,
                Fold::Nothing => {}
                _ => break,
            }
        }
        Folded { char: ' ', start, end: self.at }
    }

    /// A char with the marks after it that make it another letter (kana voicing, the letters of a Korean
    /// syllable), as one char: か is then never found in が, however that is stored.
    fn letter(&mut self, mut char: char, start: usize) -> Folded {
        while self.text.as_bytes().get(self.at).is_some_and(|byte| !byte.is_ascii())
            && let Some(next) = self.peek(self.at)
            && self.table.fold(next) == Fold::Joining(next)
            && let Some(whole) = compose(char, next)
        {
            char = whole;
            self.at += next.len_utf8();
        }
        Folded { char, start, end: self.at }
    }
}

impl Iterator for Folding<'_> {
    type Item = Folded;

    fn next(&mut self) -> Option<Folded> {
        if let Some(char) = self.rest.pop() {
            return Some(Folded { char, start: self.whole.start, end: self.whole.end });
        }
        loop {
            let start = self.at;
            let char = self.peek(start)?;
            self.at += char.len_utf8();
            match self.table.fold(char) {
                Fold::Nothing => {}
                Fold::One(' ') => return Some(self.blank(start)),
                Fold::One(char) | Fold::Joining(char) => return Some(self.letter(char, start)),
                Fold::Several => {
                    self.whole = start..self.at;
                    self.rest = folded(char, self.table.match_case);
                    self.rest.reverse();
                    return self.next();
                }
            }
        }
    }
}

/// What one char folds to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fold {
    Nothing,
    One(char),
    /// Itself, or a part of the letter before.
    Joining(char),
    /// Rare; see [`folded`].
    Several,
}

/// Chars of the basic plane: nearly all text. Others are folded when they come.
const TABLED: usize = 0x1_0000;

/// Chars that are folded at once: a script or a part of it.
const PAGE: usize = 256;

static CASED: Table = Table::new(true);
static CASELESS: Table = Table::new(false);

/// What every char of the basic plane folds to: ten times as fast as folding each when it comes. A page is
/// made when a char of it first comes, for a text is in few scripts.
struct Table {
    pages: [OnceLock<Box<[Fold; PAGE]>>; TABLED / PAGE],
    match_case: bool,
}

impl Table {
    fn of(match_case: bool) -> &'static Self {
        if match_case { &CASED } else { &CASELESS }
    }

    const fn new(match_case: bool) -> Self {
        Self { pages: [const { OnceLock::new() }; TABLED / PAGE], match_case }
    }

    fn fold(&self, char: char) -> Fold {
        let (number, at) = (char as usize / PAGE, char as usize % PAGE);
        match self.pages.get(number) {
            Some(page) => page.get_or_init(|| self.page(number))[at],
            None => fold(char, self.match_case),
        }
    }

    fn page(&self, number: usize) -> Box<[Fold; PAGE]> {
        let char = |at| char::from_u32((number * PAGE + at) as u32);
        let fold = |at| char(at).map_or(Fold::Nothing, |char| fold(char, self.match_case));
        Box::new(std::array::from_fn(fold))
    }
}

fn fold(char: char, match_case: bool) -> Fold {
    match folded(char, match_case).as_slice() {
        [] => Fold::Nothing,
        [only] if is_nfc_quick(std::iter::once(*only)) == IsNormalized::Maybe => Fold::Joining(*only),
        [only] => Fold::One(*only),
        _ => Fold::Several,
    }
}

/// The chars a char folds to: its parts without accents, in lower case, in plain typography.
fn folded(char: char, match_case: bool) -> Vec<char> {
    let mut parts = Vec::new();
    let mut take = |part| {
        if !is_unseen(part) && !is_dropped_mark(part) {
            parts.push(plain(part));
        }
    };
    if match_case {
        decompose_canonical(char, take);
    } else {
        decompose_canonical(char, |part| part.to_lowercase().for_each(&mut take));
    }
    parts.into_iter().nfc().collect()
}

/// Accents and vowel points, by canonical combining class (Unicode Standard, section 4.3): Hebrew,
/// Arabic and Syriac points (10 to 36) and what stands above, below or at a letter (200 and more).
///
/// Marks of other classes are letters to those who write them: the vowel signs and viramas of India,
/// Thai vowels and tones, the voicing marks of kana, and the stroke that makes = into ≠.
fn is_dropped_mark(char: char) -> bool {
    matches!(canonical_combining_class(char), 10..=36 | 200..)
}

/// Soft hyphen, joiners, direction controls, variation selectors and tags; and the Arabic tatweel, which
/// only stretches a word.
fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// White space as a blank, quotation marks, apostrophes and dashes as on a keyboard, final sigma as sigma.
fn plain(char: char) -> char {
    match char {
        '‘'..='‛' | '′' | '‹' | '›' | '`' | '´' | 'ʻ' | 'ʼ' | '׳' | '＇' => '\'',
        '“'..='‟' | '″' | '«' | '»' | '״' | '〝'..='〟' | '＂' => '"',
        '‐'..='―' | '−' | '֊' | '־' | '⸺' | '⸻' | '﹘' | '﹣' | '－' => '-',
        'ς' => 'σ',
        char if char.is_whitespace() => ' ',
        char => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// The words that a query finds.
    fn found<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        let finder = Finder::new(query, false).expect("a query");
        finder.find_in(text).into_iter().map(|hit| &text[hit]).collect()
    }

    #[test]
    fn plain_text_is_folded_as_any_other() {
        let chars = || (b' '..=b'~').map(char::from);
        for text in chars().flat_map(|one| chars().map(move |other| format!("a{one}{other}B"))) {
            let slowly: String = Folding::new(&text, false).map(|folded| folded.char).collect();
            assert_eq!(fold_for_search(&text), slowly, "{text:?}");
        }
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(found("francais", "En Français, FRANC\u{327}AIS"), ["Français", "FRANC\u{327}AIS"]);
        assert_eq!(found("ÉTAT", "etat et état"), ["etat", "état"]);
        assert_eq!(found("οδος", "ΟΔΟΣ, οδός"), ["ΟΔΟΣ", "οδός"]);
        assert_eq!(found("istanbul", "İstanbul"), ["İstanbul"]);
    }

    #[test]
    fn case_matters_when_asked() {
        let finder = Finder::new("mali", true).expect("a query");
        assert_eq!(finder.find_in("Mali mali málí"), [5..9, 10..16]);
    }

    #[test]
    fn vowel_points_do_not_matter() {
        assert_eq!(found("محمد", "قال مُحَمَّد ومحـــمد"), ["مُحَمَّد", "محـــمد"]);
        assert_eq!(found("שלום", "שָׁלוֹם עולם"), ["שָׁלוֹם"]);
    }

    #[test]
    fn letters_that_are_marks_do_matter() {
        assert_eq!(found("की", "का कि की"), ["की"]);
        assert_eq!(found("ปู", "ปุ ปู"), ["ปู"]);
        assert_eq!(found("か", "が"), [""; 0]);
        assert_eq!(found("a = b", "a ≠ b, a = b"), ["a = b"]);
    }

    #[test]
    fn korean_is_found_by_syllables_however_stored() {
        assert_eq!(
            found("가", "각 가 \u{1100}\u{1161} \u{1100}\u{1161}\u{11a8} 가\u{11a8}"),
            ["가", "\u{1100}\u{1161}"]
        );
        assert_eq!(found("\u{1100}\u{1161}\u{11a8}", "각"), ["각"]);
    }

    #[test]
    fn typography_and_white_space_do_not_matter() {
        assert_eq!(found("it's \"2020-21\"", "It’s  “2020–21”; it‘s\n\u{a0}«2020—21»").len(), 2);
        assert_eq!(found("co-op", "co\u{ad}‑\u{200b}op"), ["co\u{ad}‑\u{200b}op"]);
        assert_eq!(found("a b", "a \u{200f}\u{2009} b"), ["a \u{200f}\u{2009} b"]);
    }

    #[test]
    fn hits_are_whole_graphemes() {
        assert_eq!(found("e", "e\u{301}\u{323}t"), ["e\u{301}\u{323}"]);
        assert_eq!(found("👩", "x 👩‍👩‍👧 👩"), ["👩‍👩‍👧", "👩"]);
        assert_eq!(found("aa", "aaaaa"), ["aa", "aa"]);
    }

    #[test]
    fn nothing_to_look_for() {
        for query in ["", "\u{301}", "\u{200b}\u{ad}"] {
            assert!(Finder::new(query, false).is_none(), "{query:?}");
        }
        assert_eq!(found(" ", "a  b"), ["  "]);
        assert_eq!(found("x", ""), [""; 0]);
    }

    #[test]
    fn places_are_those_of_the_whole_text() {
        let text = Text::from_paragraphs(["Été à Niamey", "", "niamey"]);
        let hits = Finder::new("NIAMEY", false).expect("a query").find_all(&text);
        assert_eq!(hits, [byte_range(9..15), byte_range(17..23)]);
    }

    /// Folded chars with their places, made the slow way.
    fn naive_folding(text: &str, match_case: bool) -> Vec<(char, Range<usize>)> {
        let mut all: Vec<(char, Range<usize>)> = Vec::new();
        for (start, char) in text.char_indices() {
            let end = start + char.len_utf8();
            for part in folded(char, match_case) {
                match all.last_mut() {
                    Some((' ', range)) if part == ' ' => range.end = end,
                    Some((last, range)) if range.end == start && compose(*last, part).is_some() => {
                        *last = compose(*last, part).expect("just seen");
                        range.end = end;
                    }
                    _ => all.push((part, start..end)),
                }
            }
        }
        all
    }

    fn naive_find(query: &str, text: &str, match_case: bool) -> Vec<Range<usize>> {
        let query: Vec<char> = naive_folding(query, match_case).into_iter().map(|(char, _)| char).collect();
        if query.is_empty() {
            return Vec::new();
        }
        let chars = naive_folding(text, match_case);
        let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut hits: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at + query.len() <= chars.len() {
            let window = &chars[at..at + query.len()];
            if !window.iter().map(|(char, _)| char).eq(&query) {
                at += 1;
                continue;
            }
            at += query.len();
            let (first, last) = (window[0].1.start, window[query.len() - 1].1.end);
            let start = *bounds.iter().rev().find(|&&bound| bound <= first).expect("0 is a boundary");
            let end = *bounds.iter().find(|&&bound| bound >= last).expect("the end is a boundary");
            if hits.last().is_none_or(|hit| hit.end <= first) {
                hits.push(start..end);
            }
        }
        hits
    }

    /// Few letters and many of what folds, so that matches are frequent.
    fn text_of(chars: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
        const LETTERS: &str =
            "abAB éÉe=\u{338}\u{301}\u{323}\u{200b}\u{ad}’'“—-\u{a0}\n\r👩\u{200d}🇫🇷कोिמَـς각";
        let letter = prop::sample::select(LETTERS.chars().collect::<Vec<_>>());
        prop::collection::vec(letter, chars).prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn finds_what_a_plain_search_finds(
            query in text_of(1..=4),
            text in text_of(0..=60),
            match_case in any::<bool>(),
        ) {
            let expected = naive_find(&query, &text, match_case);
            match Finder::new(&query, match_case) {
                Some(finder) => prop_assert_eq!(finder.find_in(&text), expected),
                None => prop_assert!(naive_folding(&query, match_case).is_empty()),
            }
        }

        #[test]
        fn any_stretch_of_a_text_is_found_in_it(text in "\\PC{1,80}", a in 0usize..80, b in 1usize..20) {
            let query: String = text.graphemes(true).skip(a).take(b).collect();
            if let Some(finder) = Finder::new(&query, true) {
                prop_assert!(!finder.find_in(&text).is_empty());
            }
        }
    }
}
