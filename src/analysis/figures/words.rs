//! Numbers written in words: `two hundred and six`, `quatre-vingt-dix`, `fünfhunderttausend`.

use super::table::{Table, Word};
use crate::analysis::lang::WordMap;
use crate::analysis::lexicon::Folded;
use crate::analysis::tokens::{Token, TokenKind};

/// A number in words: how many tokens it has, its value, and whether it ends in an ordinal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct InWords {
    pub(super) tokens: usize,
    pub(super) value: i128,
    pub(super) ordinal: bool,
}

/// A number as it is put together, word by word.
#[derive(Default)]
struct Sum {
    /// What is done with: whole thousands, millions.
    total: u64,
    /// What a scale that follows will multiply.
    current: u64,
    /// The last scale; the next must be smaller.
    last_scale: Option<u64>,
    begun: bool,
}

impl Sum {
    /// Adds the next word; `false` where it begins another number.
    fn add(&mut self, word: Word, table: &Table) -> bool {
        let fits = match word {
            Word::Number(value) => self.add_number(value, table.twenties, !table.prefix.is_empty()),
            Word::Scale(scale) => self.multiply(scale),
            _ => false,
        };
        self.begun |= fits;
        fits
    }

    fn add_number(&mut self, value: u64, twenties: bool, ones_first: bool) -> bool {
        let tens = self.current % 100;
        if twenties && value == 20 && tens == 4 {
            self.current += 76; // quatre-vingts: four times twenty
            return true;
        }
        let fits = match value {
            0 => !self.begun,
            1..10 => self.current.is_multiple_of(10) && tens != 10,
            10..20 => tens == 0 || (twenties && matches!(tens, 60 | 80)),
            // Arabic says the ones before the tens.
            20..100 => tens == 0 || (ones_first && tens < 10),
            _ => self.current == 0,
        };
        if fits {
            self.current += value;
        }
        fits
    }

    fn multiply(&mut self, scale: u64) -> bool {
        if scale <= 100 {
            let fits = self.current < 100;
            self.current = if fits { self.current.max(1) * scale } else { self.current };
            return fits;
        }
        if self.last_scale.is_some_and(|last| last <= scale) {
            return false;
        }
        self.total = self.total.saturating_add(self.current.max(1).saturating_mul(scale));
        self.current = 0;
        self.last_scale = Some(scale);
        true
    }

    fn value(&self) -> i128 {
        i128::from(self.total) + i128::from(self.current)
    }
}

/// The number in words that begins at a token.
pub(super) fn read(words: &Folded, tokens: &[Token], at: usize, table: &Table) -> Option<InWords> {
    let mut sum = Sum::default();
    let mut end = at;
    let mut next = at;
    while let Some(step) = step(words, next, next > at, table) {
        let (length, word, ordinal) = step;
        if let (Word::Ordinal(value), true) = (word, ordinal) {
            if !sum.begun {
                return Some(InWords { tokens: length, value: i128::from(value), ordinal: true });
            }
            // “seventy-first”: only what a hyphen joins, or “two hundred first” would be read.
            let fits = next > at && tokens.get(next - 1).is_some_and(|sign| sign.kind == TokenKind::Sign);
            if fits && sum.add(Word::Number(value), table) {
                return Some(InWords { tokens: next + length - at, value: sum.value(), ordinal: true });
            }
            break;
        }
        if !sum.add(word, table) {
            break;
        }
        end = next + length;
        next = after_joiner(words, tokens, end, word, table);
    }
    (end > at).then(|| InWords { tokens: end - at, value: sum.value(), ordinal: false })
}

/// The number word at a token: how many tokens, what it says, whether it is an ordinal.
fn step(words: &Folded, at: usize, inside: bool, table: &Table) -> Option<(usize, Word, bool)> {
    match table.words.at(words, at) {
        Some((length, word @ (Word::Number(_) | Word::Scale(_)))) => Some((length, word, false)),
        Some((length, word @ Word::Ordinal(_))) => Some((length, word, true)),
        Some(_) => None,
        None => {
            let word = words.get(at);
            if !table.prefix.is_empty() {
                // The Arabic “and” is written onto the word: only inside a number is it taken off.
                let bare = word.strip_prefix(table.prefix).filter(|_| inside)?;
                return Some((1, *table.pieces.get(bare)?, false));
            }
            Some((1, Word::Number(compound(word, table)?), false))
        }
    }
}

/// Where the next word of a number may stand: past a hyphen or “and”, if a number word follows it.
fn after_joiner(words: &Folded, tokens: &[Token], at: usize, last: Word, table: &Table) -> usize {
    let Some(token) = tokens.get(at) else {
        return at;
    };
    // “two hundred and six”, but “vingt et un”: elsewhere the word counts on.
    let may_join = match last {
        Word::Number(value) => table.joins_tens && value >= 20,
        _ => !table.joins_tens,
    };
    let hyphen = words.get(at) == "-" && !token.spaced;
    let joined = may_join && !table.joiner.is_empty() && words.get(at) == table.joiner;
    if hyphen || joined { at + 1 } else { at }
}

/// The value of a word made of number words: `zweiundzwanzig`. The longest pieces are taken from the left.
fn compound(word: &str, table: &Table) -> Option<u64> {
    /// `neunhundertneunundneunzigtausendneunhundertneunundneunzig` has 57 letters.
    const LONGEST: usize = 64;
    if word.len() > LONGEST || !may_be_compound(word, table) {
        return None;
    }
    let mut rest = word;
    let (mut total, mut current, mut count) = (0u64, 0u64, 0);
    while !rest.is_empty() {
        let (length, piece) = longest_piece(rest, table.longest_piece, &table.pieces).or_else(|| {
            rest.starts_with(table.compounds).then_some((table.compounds.len(), Word::Number(0)))
        })?;
        match piece {
            Word::Number(value) => current += value,
            Word::Scale(100) => current = current.max(1) * 100,
            Word::Scale(scale) => {
                total += current.max(1) * scale;
                current = 0;
            }
            _ => return None,
        }
        count += 1;
        rest = &rest[length..];
    }
    (count > 1).then_some(total + current)
}

/// Whether a word begins like a number made of several: a quick look that leaves out most words.
pub(super) fn may_be_compound(word: &str, table: &Table) -> bool {
    !table.compounds.is_empty()
        && word.get(..PIECE_FRONT).is_some_and(|front| table.piece_fronts.contains(front))
}

/// How many bytes of a piece tell it from other words; no German number word is shorter.
pub(super) const PIECE_FRONT: usize = 3;

fn longest_piece(text: &str, longest: usize, pieces: &WordMap<Word>) -> Option<(usize, Word)> {
    let lengths = (1..=longest.min(text.len())).rev();
    lengths.filter_map(|length| Some((length, *pieces.get(text.get(..length)?)?))).next()
}
