//! A paragraph’s tokens with what each can be in an attribution, and the sentences and quotations they stand in.

use super::table::{Flags, Table, ends, flag, has};
use crate::analysis::lang::elided;
use crate::analysis::lexicon::{Folded, without_possessive};
use crate::analysis::quotations::scan::Quoted;
use crate::analysis::reading::Paragraph;
use crate::analysis::tokens::{Token, TokenKind};
use std::ops::Range;

/// How many words between quotation marks make a quotation that ends a clause; fewer are a name or a term.
const QUOTATION_WORDS: usize = 4;

/// How many tokens of a clause are looked at for its verb.
const CLAUSE: usize = 16;

/// A paragraph under reading. Indexes are those of its tokens.
pub(super) struct Words<'p> {
    pub(super) paragraph: &'p Paragraph<'p>,
    pub(super) table: &'static Table,
    pub(super) folded: &'p Folded,
    flags: Vec<Flags>,
    /// For each token, the quotation it stands in, from 1, where that is one that ends a clause.
    pub(super) quotation: Vec<u32>,
}

impl<'p> Words<'p> {
    pub(super) fn new(paragraph: &'p Paragraph<'p>, quoted: &[Quoted]) -> Self {
        let table = Table::of(paragraph.lang);
        let folded = paragraph.words;
        let flags: Vec<_> = (0..folded.len()).map(|at| table.flags(folded.get(at))).collect();
        let quotation = quotations_of(paragraph, quoted, &flags);
        Self { paragraph, table, folded, flags, quotation }
    }

    pub(super) fn text(&self, at: usize) -> &'p str {
        self.paragraph.tokens.get(at).map_or("", |token| token.text(self.paragraph.text))
    }

    pub(super) fn is(&self, at: usize, flags: Flags) -> bool {
        self.flags.get(at).is_some_and(|all| all & flags != 0)
    }

    pub(super) fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        self.kind(at) == Some(TokenKind::Sign) && self.text(at).starts_with(signs)
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.paragraph.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|kind| kind != TokenKind::Sign)
    }

    /// Whether a token begins with a capital, or is written without any (Arabic).
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.bare(at)
            .starts_with(|char: char| char.is_uppercase() || char.is_alphabetic() && !char.is_lowercase())
    }

    /// A token without its elided article: “AFP” of “l’AFP”.
    pub(super) fn bare(&self, at: usize) -> &'p str {
        let text = self.text(at);
        let elided = text.split_once(['\'', '’']).filter(|_| !elided(self.paragraph.lang).is_empty());
        elided.map_or(text, |(_, rest)| rest)
    }

    /// Words between subject and verb: auxiliaries, “not”, “also”, and English adverbs in -ly.
    pub(super) fn is_between(&self, at: usize) -> bool {
        let adverb = ends(self.text(at), &self.table.grammar.adverb_ends) && !self.is_capital(at);
        self.is(at, flag::AUXILIARY | flag::ADVERB) || adverb
    }

    /// The bytes of some tokens.
    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.paragraph.tokens.get(tokens.clone())?;
        Some(tokens.first()?.range().start..tokens.last()?.range().end)
    }

    /// Whether a clause that begins at a token has a verb of its own, as far as can be told without knowing
    /// all verbs; one behind “that” or “who” is another clause’s.
    pub(super) fn has_verb(&self, from: usize, to: usize) -> bool {
        let is_verb = |at: usize| self.is(at, flag::ANY_VERB) || self.is_past(at) || self.is_short(at);
        let others = flag::THAT | flag::ASKING | flag::RELATIVE;
        self.is_short(from)
            || (from + 1..to.min(from + CLAUSE))
                .take_while(|&at| !self.is(at, others) || self.is(at, flag::DETERMINER))
                .any(is_verb)
    }

    /// Whether a stretch before a verb of saying holds a verb, so that it can be what is said.
    pub(super) fn has_any_verb(&self, mut stretch: Range<usize>) -> bool {
        stretch.any(|at| self.is(at, flag::ANY_VERB) || self.is_past(at))
    }

    /// English “it’s”, “we’ll”, “isn’t”: a verb hides in the word.
    pub(super) fn is_short(&self, at: usize) -> bool {
        let word = self.folded.get(at);
        let owner = without_possessive(word).is_some() && !self.is(at, flag::PRONOUN);
        !owner && ends(word, &self.table.grammar.short_verbs)
    }

    /// English “he”, “she”, “they”, which are subjects and never objects.
    pub(super) fn is_subject(&self, at: usize) -> bool {
        self.table.grammar.subject_pronouns && self.is(at, flag::MAN | flag::WOMAN | flag::SEVERAL)
    }

    /// Whether a token is the pronoun that means nobody: “it”, “es”.
    pub(super) fn is_it(&self, at: usize) -> bool {
        self.is(at, flag::ANYBODY) && has(&self.table.it, self.folded.get(at))
    }

    /// Whether a German clause from a token to the next comma ends with an infinitive: “, den Hafen zu
    /// schließen”, “, anzulegen”.
    pub(super) fn has_infinitive(&self, from: usize) -> bool {
        /// How many tokens of the clause are looked at.
        const LONGEST: usize = 32;
        let near = from..self.folded.len().min(from + LONGEST);
        let clause = || near.clone().take_while(|&at| !self.is_sign(at, &[',', '.', ';', ':', '!', '?']));
        let grammar = &self.table.grammar;
        let joined = |word: &str| {
            let mut places = grammar.last_infinitive.iter().filter_map(|joint| word.find(joint.as_str()));
            places.any(|place| (1..8).contains(&place))
        };
        let is = |at: usize| {
            let word = self.folded.get(at);
            ends(self.text(at), &grammar.infinitive_ends)
                && !self.is_capital(at)
                && word.len() > 3
                && (has(&grammar.last_infinitive, self.folded.get(at - 1)) || joined(word))
        };
        // The verb stands last but for words in brackets and a second verb.
        !grammar.last_infinitive.is_empty() && clause().skip(1).any(is)
    }

    /// English “rule” behind “one” or “this”, which verbs end differently behind.
    pub(super) fn is_singular_noun(&self, at: usize) -> bool {
        let grammar = &self.table.grammar;
        let before = at.checked_sub(1).map_or("", |before| self.folded.get(before));
        has(&grammar.before_singular, before) && !ends(self.text(at), &grammar.singular_verb_ends)
    }

    /// French “publié” without “a” or “est” before it: “un message publié hier” says nothing.
    pub(super) fn is_bare_participle(&self, at: usize, from: usize) -> bool {
        /// “a toutefois également”.
        const NEAR: usize = 5;
        let near = at.saturating_sub(NEAR).max(from)..at;
        let mut helpers = near.chain(at.checked_sub(1));
        ends(self.text(at), &self.table.grammar.bare_participle_ends)
            && at > from
            && !helpers.any(|at| self.is(at, flag::AUXILIARY | flag::CONJUNCTION) || self.has_helper(at))
    }

    /// French “l’a”, “n’ont”: an auxiliary behind an elided word.
    fn has_helper(&self, at: usize) -> bool {
        self.bare(at) != self.text(at) && self.table.flags(self.bare(at)) & flag::AUXILIARY != 0
    }

    /// Whether a word is somebody’s: “Okafor’s”.
    pub(super) fn owns(&self, at: usize) -> bool {
        without_possessive(self.text(at)).is_some()
    }

    /// English verbs in the past, and the participles of others, which few nouns look like.
    pub(super) fn is_past(&self, at: usize) -> bool {
        let word = self.text(at);
        word.len() > 4 && ends(word, &self.table.grammar.past_ends)
    }

    /// The quotation that begins at a token and ends a clause, as its place in `quoted`.
    pub(super) fn quotation_from(&self, at: usize) -> Option<usize> {
        let number = *self.quotation.get(at).filter(|&&number| number > 0)?;
        let before =
            at.checked_sub(1).and_then(|before| self.quotation.get(before)).copied().unwrap_or_default();
        (before != number).then_some(number as usize - 1)
    }

    /// The quotation that ends before a token, as its place in `quoted`.
    pub(super) fn quotation_until(&self, at: usize) -> Option<usize> {
        let number = *self.quotation.get(at.checked_sub(1)?).filter(|&&number| number > 0)?;
        (self.quotation.get(at) != Some(&number)).then_some(number as usize - 1)
    }
}

/// Whether every word has a capital, short ones left out: “Friends of the Northern Lights”.
fn is_name(paragraph: &Paragraph, tokens: &[Token]) -> bool {
    /// “and”, “für”, “de la”.
    const SHORT: usize = 3;
    let small = |token: &Token| {
        let word = token.text(paragraph.text);
        word.starts_with(char::is_lowercase) && word.chars().count() > SHORT
    };
    let capitals = tokens.iter().filter(|token| token.text(paragraph.text).starts_with(char::is_uppercase));
    capitals.take(2).count() == 2 && !tokens.iter().any(small)
}

/// For each token the outermost quotation it stands in that ends a clause, from 1; 0 for none.
fn quotations_of(paragraph: &Paragraph, quoted: &[Quoted], flags: &[Flags]) -> Vec<u32> {
    let mut found = vec![0; paragraph.tokens.len()];
    let mut from = 0;
    for (number, quotation) in (1..).zip(quoted).filter(|(_, quoted)| quoted.depth == 0) {
        let tokens = &paragraph.tokens[from..];
        let start = from + tokens.partition_point(|token| token.range().start < quotation.range.start);
        let end = from + tokens.partition_point(|token| token.range().start < quotation.range.end);
        let stops = paragraph.text[quotation.inner.clone()].trim_end().ends_with([',', '.', '!', '?', '…']);
        // „Nein“, sagte er.
        let comma = paragraph.tokens.get(end).is_some_and(|next| next.text(paragraph.text) == ",");
        let told = comma && flags.get(end + 1).is_some_and(|next| next & (flag::CUE | flag::TAIL) != 0);
        let inner = paragraph.tokens.get(start + 1..end.saturating_sub(1)).unwrap_or_default();
        if stops || told || end - start >= QUOTATION_WORDS + 2 && !is_name(paragraph, inner) {
            found[start..end].fill(number);
        }
        from = end;
    }
    found
}
