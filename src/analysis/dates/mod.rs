//! Dates and times: found in a paragraph by itself, then resolved over the whole article.
//!
//! Finding them uses nothing but the paragraph, so that it is done once while its words stay. Which day
//! “Wednesday” is depends on the day of the article and on what was told before, and costs little.
//!
//! What words mean is data (`assets/lang/CODE/dates.ron`); [`grammar`] says what may stand beside what, in
//! every language alike.

mod calendar;
mod grammar;
mod lexemes;
mod lexicon;
mod meaning;
mod moon;
mod resolve;

pub use calendar::{Grain, Value};
pub use lexicon::Role;
pub use meaning::{Anchor, Base, Edge, Feast, Meaning, Part, Point, Time, Which};
pub use resolve::{DateRead, Story, resolve, weekday_name};

use super::lang::Lang;
use super::reading::Paragraph;
use grammar::Grammar;
use lexemes::{Lexeme, lexemes};
use lexicon::{Lexicon, Sense};
use std::ops::Range;

/// A date in a paragraph, as its words give it.
#[derive(Clone, Debug, PartialEq)]
pub struct DateFound {
    /// The date itself, in bytes of the paragraph: “Wednesday”.
    pub range: Range<usize>,
    /// With the prepositions in front: “around noon on Wednesday”, “since 2020”.
    pub words: Range<usize>,
    /// The sentence of the paragraph that it stands in, counted from 0.
    pub sentence: u32,
    /// What it says.
    pub meaning: Meaning,
    /// What the preposition says of it.
    pub role: Option<Role>,
    /// Whether it is given roughly.
    pub about: bool,
    /// What the sentence tells of.
    pub tense: Tense,
}

/// What a sentence tells of, by its verbs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// Of what has happened; in news that is what is not said otherwise.
    #[default]
    Past,
    /// Of what is to come: “will meet on Friday”.
    Future,
}

/// A paragraph shorter than this many tokens may be in another language than it was taken for: where its
/// own tables find nothing, all are asked.
const SHORT: usize = 12;

/// Finds the dates of a paragraph, in order; none overlaps another. The time grows with the length of the
/// paragraph.
pub fn read(paragraph: &Paragraph) -> Vec<DateFound> {
    let found = read_with(paragraph, Lexicon::for_lang(paragraph.lang));
    let doubtful = found.is_empty() && paragraph.tokens.len() < SHORT && paragraph.lang != Lang::Other;
    if doubtful { read_with(paragraph, Lexicon::for_lang(Lang::Other)) } else { found }
}

fn read_with(paragraph: &Paragraph, lexicon: &'static Lexicon) -> Vec<DateFound> {
    let lexemes = lexemes(paragraph, lexicon);
    let grammar = Grammar { lexemes: &lexemes, lexicon };
    let mut sentences = Sentences { ranges: paragraph.sentences, at: 0 };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        let read = if lexeme.is_plain() && lexeme.sign.is_none() { None } else { grammar.date_at(at) };
        let Some(read) = read.filter(|read| read.next > at) else {
            at += 1;
            continue;
        };
        let place = |from: usize| lexemes[from].start as usize..lexemes[read.next - 1].end as usize;
        let sentence = sentences.of(lexeme.start as usize);
        found.push(DateFound {
            range: place(read.first),
            words: place(read.lead),
            sentence,
            meaning: read.meaning,
            role: read.role,
            about: read.about,
            tense: tense(&lexemes, lexicon, at, read.next, sentences.range()),
        });
        at = read.next;
    }
    found
}

/// The sentences of a paragraph, asked for from left to right.
struct Sentences<'s> {
    ranges: &'s [Range<usize>],
    at: usize,
}

impl Sentences<'_> {
    /// Which sentence a byte stands in.
    fn of(&mut self, byte: usize) -> u32 {
        while self.ranges.get(self.at).is_some_and(|range| range.end <= byte)
            && self.at + 1 < self.ranges.len()
        {
            self.at += 1;
        }
        self.at as u32
    }

    fn range(&self) -> Range<usize> {
        self.ranges.get(self.at).cloned().unwrap_or(0..usize::MAX)
    }
}

/// How many words before and behind a date are looked at for a verb.
const NEAR: usize = 25;

/// The tense of the verb nearest to a date: before it in the sentence, or where none stands there, behind.
fn tense(lexemes: &[Lexeme], lexicon: &Lexicon, first: usize, next: usize, sentence: Range<usize>) -> Tense {
    let inside = |lexeme: &&Lexeme| sentence.contains(&(lexeme.start as usize));
    let mut word = String::new();
    let mut told = |lexeme: &Lexeme| {
        if lexeme.senses.contains(&Sense::Future) {
            return Some(Tense::Future);
        }
        if lexeme.senses.contains(&Sense::Past) {
            return Some(Tense::Past);
        }
        if !lexeme.senses.is_empty() || lexeme.sign.is_some() || lexeme.text.len() > 40 || lexeme.capital {
            return None;
        }
        // With its accents: “hablará” is to come, “hablara” is not.
        word.clear();
        word.extend(lexeme.text.chars().flat_map(char::to_lowercase));
        lexicon.tense_of(&word).map(|future| if future { Tense::Future } else { Tense::Past })
    };
    let before = lexemes[..first].iter().rev().take(NEAR).take_while(inside).find_map(&mut told);
    let behind = || lexemes[next..].iter().take(NEAR).take_while(inside).find_map(&mut told);
    before.or_else(behind).unwrap_or_default()
}
