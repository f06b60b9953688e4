//! Looking words up in a language’s tables: a paragraph’s tokens in lower case, and phrases of several.

use super::lang::{Lang, elided};
use super::tokens::{Token, tokens};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The tokens of a paragraph as tables know them: in lower case, with the straight apostrophe; in French
/// without the elided article (`l’eau` is `eau`).
#[derive(Debug)]
pub struct Folded {
    text: String,
    words: Vec<Word>,
}

/// One token, folded.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Where it ends, in bytes of the folded text; it begins where the one before it ends.
    end: u32,
    /// Of its letters. Every table is asked about every word, so it is taken once.
    hash: u32,
}

impl Folded {
    /// Folds the tokens of a text in a language.
    pub fn of(text: &str, tokens: &[Token], lang: Lang) -> Self {
        let mut folded = Self::with_capacity(text.len(), tokens.len());
        let elided = elided(lang);
        for token in tokens {
            folded.push(token.text(text), elided);
        }
        folded
    }

    /// The same without the possessive: `niger` for `niger's`.
    pub(crate) fn without_possessives(&self) -> Self {
        let mut folded = Self::with_capacity(self.text.len(), self.words.len());
        for (at, word) in self.words.iter().enumerate() {
            let text = self.get(at);
            let bare = without_possessive(text);
            folded.text.push_str(bare.unwrap_or(text));
            let hash = bare.map_or(word.hash, hash);
            folded.words.push(Word { end: folded.text.len() as u32, hash });
        }
        folded
    }

    fn with_capacity(bytes: usize, tokens: usize) -> Self {
        Self { text: String::with_capacity(bytes), words: Vec::with_capacity(tokens) }
    }

    fn push(&mut self, word: &str, elided: &[String]) {
        let start = self.text.len();
        if word.is_ascii() {
            self.text.push_str(word);
            self.text[start..].make_ascii_lowercase();
        } else {
            let straight = |char| if matches!(char, '’' | 'ʼ') { '\'' } else { char };
            self.text.extend(word.chars().flat_map(char::to_lowercase).map(straight));
        }
        if let Some(elision) = elision(&self.text[start..], elided) {
            self.text.replace_range(start..start + elision, "");
        }
        self.words.push(Word { end: self.text.len() as u32, hash: hash(&self.text[start..]) });
    }

    /// The token at an index, folded; empty past the end.
    pub(crate) fn get(&self, index: usize) -> &str {
        let end_of = |index: usize| self.words.get(index).map(|word| word.end as usize);
        let start = index.checked_sub(1).and_then(end_of).unwrap_or_default();
        self.text.get(start..end_of(index).unwrap_or_default()).unwrap_or_default()
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// A word’s hash, the upper half of FNV-1a folded onto the lower.
fn hash(word: &str) -> u32 {
    let mut hasher = Fnv::default();
    hasher.write(word.as_bytes());
    (hasher.0 ^ hasher.0 >> 32) as u32
}

/// A word without the English possessive, where it has one; names take it in other languages as well.
pub(crate) fn without_possessive(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))
}

/// How many bytes of a folded word are one of the elided articles and pronouns of its language.
pub(crate) fn elision(word: &str, elided: &[String]) -> Option<usize> {
    let known = elided.iter().find(|known| word.starts_with(known.as_str()))?;
    (word.len() > known.len()).then_some(known.len())
}

/// Phrases of one or more tokens, each with what it means; found by the hash of the first.
pub(crate) struct Phrases<T> {
    by_first: HashMap<u32, Vec<(Folded, T)>, BuildHasherDefault<Spread>>,
    /// How many tokens the longest has.
    longest: usize,
}

/// Hashes what is a hash already: the map wants bits that differ at both ends (Fibonacci hashing, Knuth,
/// The Art of Computer Programming, 6.4).
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = (self.0 ^ u64::from(hash)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// FNV-1a (Fowler, Noll, Vo: 64 bits): quick for short words. The tables are ours, so that nobody can choose
/// words that collide.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl<T: Copy> Phrases<T> {
    /// A table of phrases. Of two that are alike, the first counts.
    pub(crate) fn new<'a>(lang: Lang, phrases: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: HashMap<u32, Vec<(Folded, T)>, _> = HashMap::default();
        for (phrase, meaning) in phrases {
            let folded = Folded::of(phrase, &tokens(phrase), lang);
            let first = folded.words.first().map_or(0, |word| word.hash);
            by_first.entry(first).or_default().push((folded, meaning));
        }
        for alike in by_first.values_mut() {
            alike.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
            // Most words begin one phrase, and a list that grew has room for four.
            alike.shrink_to_fit();
        }
        let longest = by_first.values().flatten().map(|(phrase, _)| phrase.len()).max();
        Self { by_first, longest: longest.unwrap_or_default() }
    }

    /// The longest phrase that begins at a token: how many tokens it has, and what it means.
    pub(crate) fn at(&self, words: &Folded, index: usize) -> Option<(usize, T)> {
        self.alike(words, index).next().map(|(phrase, meaning)| (phrase.len(), *meaning))
    }

    /// All phrases that begin at a token, the longest first.
    fn alike<'s>(&'s self, words: &'s Folded, index: usize) -> impl Iterator<Item = &'s (Folded, T)> {
        let first = words.words.get(index);
        let alike = first.and_then(|word| self.by_first.get(&word.hash)).map_or(&[][..], Vec::as_slice);
        let fits = move |phrase: &Folded| (0..phrase.len()).all(|at| phrase.get(at) == words.get(index + at));
        alike.iter().filter(move |(phrase, _)| fits(phrase))
    }

    /// What a single word means that is folded already.
    pub(crate) fn of_word(&self, word: &str) -> Option<T> {
        let mut alike = self.by_first.get(&hash(word))?.iter();
        let is_it = |phrase: &Folded| phrase.len() == 1 && phrase.text == word;
        alike.find(|(phrase, _)| is_it(phrase)).map(|(_, meaning)| *meaning)
    }

    /// The longest phrase that ends before a token.
    pub(crate) fn before(&self, words: &Folded, index: usize) -> Option<(usize, T)> {
        let mut lengths = (1..=self.longest.min(index)).rev();
        lengths.find_map(|length| {
            let mut alike = self.alike(words, index - length);
            alike.find(|(phrase, _)| phrase.len() == length).map(|(_, meaning)| (length, *meaning))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_elisions_left_out() {
        let text = "L’Été n'est QU’UN";
        let folded = Folded::of(text, &tokens(text), Lang::Fr);
        let words: Vec<_> = (0..folded.len()).map(|at| folded.get(at)).collect();
        assert_eq!(words, ["été", "est", "un"]);
        assert_eq!(folded.get(9), "");
    }

    #[test]
    fn the_longest_phrase_is_found_from_both_ends() {
        let phrases = Phrases::new(Lang::En, [("more", 1), ("more than", 2)]);
        let text = "No more than he";
        let words = Folded::of(text, &tokens(text), Lang::En);
        assert_eq!(phrases.at(&words, 1), Some((2, 2)));
        assert_eq!(phrases.before(&words, 3), Some((2, 2)));
        assert_eq!(phrases.before(&words, 2), Some((1, 1)));
        assert_eq!(phrases.at(&words, 2), None);
    }
}
