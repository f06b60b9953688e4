//! What is in a passage that speaks for or against a claim.

use super::Parts;
use super::table::{FOUND, Table};
use crate::analysis::lexicon::Folded;
use crate::analysis::tokens::{Token, TokenKind};
use std::ops::Range;

/// What every token of a paragraph says, found once and summed up for any passage of it.
pub(super) struct Evidence<'p> {
    pub(super) text: &'p str,
    pub(super) tokens: &'p [Token],
    pub(super) words: &'p Folded,
    pub(super) table: &'static Table,
    parts: &'p Parts<'p>,
    /// For each token the cues that begin there, one bit each, and how many tokens the phrase has.
    cues: Vec<(u64, u8)>,
    bits: Bits,
}

/// The cues that features of more than one word are made of.
#[derive(Clone, Copy)]
struct Bits {
    /// The speaker and those spoken to.
    persons: u64,
    /// Verbs of the past that do not end like most.
    was: u64,
    /// What has happened, and what had.
    happened: u64,
    judgement: u64,
    /// Opinions, predictions and possibilities.
    not_told: u64,
    /// What speaks against a clause: those, wishes and judgements.
    against: u64,
}

impl Bits {
    fn of(table: &Table) -> Self {
        let bits = |names: &[&str]| {
            let bit = |name: &&str| 1u64 << table.index(name).saturating_sub(FOUND.len());
            names.iter().map(bit).fold(0, |all, bit| all | bit)
        };
        Self {
            persons: bits(&["i", "we", "you"]),
            was: bits(&["was"]),
            happened: bits(&["was", "has"]),
            judgement: bits(&["judgement"]),
            not_told: bits(&["opinion", "future", "modal"]),
            against: bits(&["opinion", "future", "modal", "judgement", "imperative"]),
        }
    }
}

/// How much of each feature a passage has, in the order of the table.
pub(super) type Features = Vec<f64>;

impl<'p> Evidence<'p> {
    pub(super) fn of(
        text: &'p str,
        tokens: &'p [Token],
        words: &'p Folded,
        table: &'static Table,
        parts: &'p Parts<'p>,
    ) -> Self {
        let cue = |at: usize| {
            table.cues.at(words, at).map_or((0, 0), |(length, bits)| (bits, length.min(255) as u8))
        };
        let cues = (0..tokens.len()).map(cue).collect();
        Self { text, tokens, words, table, parts, cues, bits: Bits::of(table) }
    }

    /// The features of a passage given in tokens.
    pub(super) fn features(&self, passage: &Range<usize>) -> Features {
        let mut features = vec![0.0; self.table.names.len()];
        let words = self.tokens[passage.clone()].iter().filter(|token| token.kind != TokenKind::Sign).count();
        let mut seen = 0;
        for at in passage.clone() {
            let (bits, _) = self.cues[at];
            seen |= bits;
        }
        let bytes = self.bytes(passage);
        let past = passage.clone().any(|at| self.is_past(at)) || seen & self.bits.was != 0;
        let (figures, names) = (inside(self.parts.figures, &bytes), inside(self.parts.names, &bytes));
        let persons = seen & self.bits.persons != 0;
        let found = [
            1.0,
            flag(figures > 0),
            (figures.saturating_sub(1)).min(3) as f64,
            flag(inside(self.parts.dates, &bytes) > 0),
            flag(names > 0),
            (names.saturating_sub(1)).min(3) as f64,
            flag(inside(self.parts.quotations, &bytes) > 0),
            flag(inside(self.parts.attributions, &bytes) > 0),
            flag(past),
            flag(self.is_question(passage)),
            flag(words > 16),
            flag(!persons),
            flag(past && names > 0 && !persons && seen & self.bits.not_told == 0),
        ];
        features[..FOUND.len()].copy_from_slice(&found);
        for (bit, feature) in features[FOUND.len()..].iter_mut().enumerate() {
            *feature = flag(seen & (1 << bit) != 0);
        }
        features
    }

    /// The weighted sum of features, as a score from 0 to 1 with three digits after the point: those are
    /// the same on every machine.
    pub(super) fn score(&self, features: &Features) -> f64 {
        let sum: f64 =
            features.iter().zip(&self.table.weights).map(|(feature, weight)| feature * weight).sum();
        (1000.0 / (1.0 + (-sum).exp())).round() / 1000.0
    }

    /// The bytes of a passage given in tokens.
    pub(super) fn bytes(&self, passage: &Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(passage.start),
            passage.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if passage.start < passage.end => {
                first.start as usize..last.end as usize
            }
            _ => 0..0,
        }
    }

    /// Whether a word tells of what happened, by its ending.
    pub(super) fn is_past(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.len() > 3
            && self.tokens[at].kind == TokenKind::Word
            && self.tokens[at].text(self.text).starts_with(char::is_lowercase)
            && self.table.past_endings.iter().any(|ending| word.ends_with(ending))
            && !self.table.past_not.contains(word)
    }

    /// Whether a judgement begins at a token.
    pub(super) fn is_judgement(&self, at: usize) -> bool {
        self.cues[at].0 & self.bits.judgement != 0
    }

    /// Whether anything in a passage speaks against a claim.
    pub(super) fn speaks_against(&self, passage: &Range<usize>) -> bool {
        passage.clone().any(|at| self.cues[at].0 & self.bits.against != 0)
    }

    /// Whether a token stands in a quotation.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        inside(self.parts.quotations, &self.tokens[at].range()) > 0
    }

    /// Whether a passage holds a figure, a date, words quoted or attributed, or tells what happened.
    pub(super) fn has_facts(&self, passage: &Range<usize>) -> bool {
        let bytes = self.bytes(passage);
        let lists = [self.parts.figures, self.parts.dates, self.parts.quotations, self.parts.attributions];
        lists.iter().any(|parts| inside(parts, &bytes) > 0)
            || passage.clone().any(|at| self.is_past(at) || self.cues[at].0 & self.bits.happened != 0)
    }

    /// The first words in a passage that give a feature, in bytes; empty where it is none of words.
    pub(super) fn example(&self, passage: &Range<usize>, feature: usize) -> Range<usize> {
        let Some(bit) = feature.checked_sub(FOUND.len()) else {
            return self.part_example(passage, FOUND[feature]);
        };
        let at = passage.clone().find(|&at| self.cues[at].0 & (1 << bit) != 0);
        at.map_or(0..0, |at| self.bytes(&(at..at + usize::from(self.cues[at].1))))
    }

    fn part_example(&self, passage: &Range<usize>, feature: &str) -> Range<usize> {
        let bytes = self.bytes(passage);
        let parts = match feature {
            "figure" => self.parts.figures,
            "date" => self.parts.dates,
            "name" => self.parts.names,
            "attribution" => self.parts.attributions,
            "past" => {
                let verb = passage.clone().find(|&at| self.is_past(at));
                return verb.map_or(0..0, |at| self.tokens[at].range());
            }
            _ => return 0..0,
        };
        let behind = &parts[parts.partition_point(|part| part.start < bytes.start)..];
        let first = behind.first().filter(|part| part.end <= bytes.end);
        first.cloned().unwrap_or_default()
    }

    fn is_question(&self, passage: &Range<usize>) -> bool {
        let closing = passage.clone().rev().take(3).any(|at| matches!(self.words.get(at), "?" | "؟"));
        closing || self.text[self.bytes(passage).end..].trim_start().starts_with(['?', '؟'])
    }
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// How many parts (in order) stand at least partly in a stretch of bytes.
pub(super) fn inside(parts: &[Range<usize>], bytes: &Range<usize>) -> usize {
    let first = parts.partition_point(|part| part.end <= bytes.start);
    parts[first..].iter().take_while(|part| part.start < bytes.end).count()
}
