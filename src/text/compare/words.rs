//! A stretch of text as words and signs, each with a key that is the same for words that differ in
//! typography only, and a weight that says how much it tells.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The longest word in bytes; what is longer is cut, so that a text without blanks still has words.
const LONGEST_WORD: usize = 256;

/// Words of at most so many chars tell little: they are mostly articles, pronouns and prepositions.
const SHORT_CHARS: usize = 4;

/// A word, number or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it begins, in bytes of the text.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    /// The same for words that differ in case or typography only.
    pub(crate) key: u64,
    /// How much it tells: 0 for a sign, 1 for a short word, 3 for a longer one, 4 for names and figures.
    pub(crate) weight: u32,
}

impl Word {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The words and signs of `text[range]`, in order.
pub(crate) fn words(text: &str, range: Range<usize>) -> Vec<Word> {
    let mut found = Vec::with_capacity(range.len() / 5);
    let Some(part) = text.get(range.clone()) else { return found };
    let mut at = 0;
    while let Some(first) = part[at..].chars().next() {
        let end = at + length(&part[at..], first);
        if !is_blank(first) {
            let word = &part[at..end];
            found.push(Word {
                start: range.start + at,
                end: range.start + end,
                key: key(word),
                weight: weight(word, first),
            });
        }
        at = end;
    }
    found
}

fn length(text: &str, first: char) -> usize {
    if !is_word_char(first) || is_alone(first) {
        return first.len_utf8();
    }
    let bytes = text.as_bytes();
    let mut end = first.len_utf8();
    while end < LONGEST_WORD && end < bytes.len() {
        if bytes[end].is_ascii_alphanumeric() {
            end += 1;
            continue;
        }
        let mut rest = text[end..].chars();
        let Some(char) = rest.next() else { break };
        let next = rest.next();
        let goes_on =
            (!char.is_ascii() && is_word_char(char) && !is_alone(char)) || joins(&text[..end], char, next);
        if !goes_on {
            break;
        }
        end += char.len_utf8();
    }
    end
}

fn is_word_char(char: char) -> bool {
    char.is_alphanumeric() || is_mark(char)
}

/// Characters of scripts that put no blanks between words: each is a word of its own.
fn is_alone(char: char) -> bool {
    matches!(char, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Combining marks and joiners: part of the letter before them.
fn is_mark(char: char) -> bool {
    unicode_normalization::char::is_combining_mark(char)
        || matches!(char, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether a sign stands inside a word: the apostrophe of `don’t`, the separators of `1,500.50`.
fn joins(before: &str, sign: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before.chars().next_back(), after) else { return false };
    match sign {
        '\'' | '’' | 'ʼ' => before.is_alphabetic() && after.is_alphabetic(),
        '.' | ',' | ':' | '٫' | '٬' => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn weight(word: &str, first: char) -> u32 {
    if !is_word_char(first) {
        return 0;
    }
    if first.is_uppercase() || word.contains(char::is_numeric) {
        return 4;
    }
    if is_alone(first) {
        return 2;
    }
    if word.chars().nth(SHORT_CHARS).is_some() { 3 } else { 1 }
}

/// A sign or letter as it counts in comparing: quotation marks, apostrophes and dashes of one kind.
pub(crate) fn plain(char: char) -> char {
    match char {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' => '"',
        '’' | '‘' | 'ʼ' | '‚' | '‛' | '′' | '‹' | '›' => '\'',
        '–' | '—' | '―' | '‐' | '‑' | '−' => '-',
        other => other,
    }
}

/// A word in lower case, composed, with plain signs and without invisible hyphens.
pub(crate) fn folded(word: &str) -> impl Iterator<Item = char> + '_ {
    word.nfc().filter(|char| *char != '\u{ad}').map(plain).flat_map(char::to_lowercase)
}

fn key(word: &str) -> u64 {
    if word.is_ascii() {
        return word.bytes().fold(0, |hash, byte| mix(hash, u64::from(byte.to_ascii_lowercase())));
    }
    folded(word).fold(0, |hash, char| mix(hash, u64::from(char)))
}

/// One step of a multiplicative hash (the odd constant is 2⁶⁴ over the golden ratio, after Knuth).
pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, 0..text.len()).iter().map(|word| &text[word.range()]).collect()
    }

    #[test]
    fn words_numbers_and_signs_stand_apart() {
        assert_eq!(
            cut("Don’t pay $1,500.50, he said."),
            ["Don’t", "pay", "$", "1,500.50", ",", "he", "said", "."]
        );
        assert_eq!(cut("三人死亡"), ["三", "人", "死", "亡"]);
        assert_eq!(cut("e\u{301}te\u{301}"), ["e\u{301}te\u{301}"]);
    }

    #[test]
    fn typography_and_case_give_one_key() {
        for (one, other) in [("“Déjà”", "\"De\u{301}ja\u{300}\""), ("don’t", "DON'T"), ("a—b", "a-b")]
        {
            let keys =
                |text: &str| words(text, 0..text.len()).iter().map(|word| word.key).collect::<Vec<_>>();
            assert_eq!(keys(one), keys(other), "{one} {other}");
        }
        assert_ne!(key("12"), key("21"));
    }

    #[test]
    fn names_and_figures_tell_most() {
        let weights: Vec<_> = words("the 12 men left Gao.", 0..20).iter().map(|word| word.weight).collect();
        assert_eq!(weights, [1, 4, 1, 1, 4, 0]);
    }
}
