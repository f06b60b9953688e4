//! Whether a status set on old words stands on new ones.
//!
//! Only what is known to mean the same is cosmetic; everything else is material. The tables name what
//! changed, and decide what outside a mark still changes what the mark says.

use super::table::Table;
use crate::analysis::lang::Lang;
use crate::review::Reason;
use crate::text::compare::{Word, align, folded, plain, words};
use std::collections::BTreeSet;
use std::ops::Range;

/// A figure, name or quantity outside a mark changes what it says only within so many words of it, and
/// with no comma between.
const CLOSE_WORDS: usize = 3;

/// A word next to a mark that was exchanged for another changes what it says: who did it, or to whom.
const NEXT_WORDS: usize = 1;

/// Names and figures belong to an attribution within so many words of the verb or phrase that makes it.
const ATTRIBUTED_WORDS: usize = 6;

/// A passage and the sentences around it, in bytes of a text.
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) mark: Range<usize>,
    pub(super) sentence: Range<usize>,
}

impl Side<'_> {
    /// The words of its sentences, folded.
    fn folded(&self) -> Vec<String> {
        let words = words(self.text, self.sentence.clone());
        words.iter().map(|word| folded(&self.text[word.range()]).collect()).collect()
    }
}

/// Which words of the sentences came or went: those that stand in the other draft elsewhere did neither.
pub(super) struct Known<'a> {
    pub(super) stands_after: &'a dyn Fn(&Range<usize>) -> bool,
    pub(super) stood_before: &'a dyn Fn(&Range<usize>) -> bool,
}

/// Why the status does not stand, in the order of [`Reason::ALL`]; nothing where it does.
pub(super) fn reasons(lang: Lang, before: &Side<'_>, after: &Side<'_>, known: &Known<'_>) -> Vec<Reason> {
    let table = Table::of_sentence(lang, &before.folded());
    let (old, new) = (Tokens::of(table, before), Tokens::of(table, after));
    let mut found = BTreeSet::new();
    old.compare_marks(&new, table, &mut found);
    old.compare_surroundings(&new, table, known, &mut found);
    if found.len() > 1 {
        found.remove(&Reason::Wording);
    }
    found.into_iter().collect()
}

/// What is known of one word.
struct Token {
    word: Word,
    /// In lower case, with plain signs.
    folded: String,
    /// What it means by the tables, its capital or its sign.
    tags: BTreeSet<Reason>,
    begins_sentence: bool,
}

impl Token {
    fn is_sign(&self) -> bool {
        self.word.weight == 0
    }
}

/// The words of a side’s sentences.
struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Those under the mark.
    mark: Range<usize>,
}

/// Words that went and words that came in their place, by index.
#[derive(Debug)]
struct Hunk {
    gone: Range<usize>,
    came: Range<usize>,
}

impl<'t> Tokens<'t> {
    fn of(table: &Table, side: &Side<'t>) -> Self {
        let words = words(side.text, side.sentence.clone());
        let starts = sentence_starts(side.text, &words);
        let tokens: Vec<Token> = words
            .into_iter()
            .zip(starts)
            .map(|(word, begins_sentence)| Token {
                word,
                folded: folded(&side.text[word.range()]).collect(),
                tags: BTreeSet::new(),
                begins_sentence,
            })
            .collect();
        let from = tokens.partition_point(|token| token.word.end <= side.mark.start);
        let to = tokens.partition_point(|token| token.word.start < side.mark.end);
        let mut all = Self { text: side.text, tokens, mark: from..to.max(from) };
        all.tag(table);
        all
    }

    fn raw(&self, at: usize) -> &'t str {
        self.text.get(self.tokens[at].word.range()).unwrap_or_default()
    }

    fn words(&self, range: Range<usize>) -> Vec<Word> {
        self.tokens[range].iter().map(|token| token.word).collect()
    }

    /// Says of every word what it means.
    fn tag(&mut self, table: &Table) {
        let folded: Vec<(usize, String)> = self
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| !token.is_sign())
            .map(|(at, token)| (at, token.folded.clone()))
            .collect();
        let only: Vec<&str> = folded.iter().map(|(_, word)| without_elision(word)).collect();
        for (place, (at, _)) in folded.iter().enumerate() {
            let capital = self.raw(*at).starts_with(char::is_uppercase);
            // “States” inside a sentence is no verb of saying, and “Most” may be a town.
            let name = capital && !self.tokens[*at].begins_sentence;
            let meanings = table.meanings(&only[place..], capital);
            for (reason, length) in meanings.filter(|(reason, _)| !name || stands_in_capitals(*reason)) {
                for (member, _) in &folded[place..place + length] {
                    self.tokens[*member].tags.insert(reason);
                }
            }
        }
        for at in 0..self.tokens.len() {
            self.tag_by_form(table, at);
        }
    }

    /// What digits, capitals and signs say.
    fn tag_by_form(&mut self, table: &Table, at: usize) {
        let raw = self.raw(at);
        let number = raw.contains(char::is_numeric);
        let beside = |step: isize| at.checked_add_signed(step).and_then(|at| self.tokens.get(at));
        if self.tokens[at].is_sign() {
            let reason = match raw.chars().next().map(plain) {
                Some('"') => Some(Reason::Quotation),
                Some('\'') if opens(self.text, self.tokens[at].word.start) => Some(Reason::Quotation),
                Some('%' | '‰' | '$' | '€' | '£' | '¥' | '₦' | '₹' | '₽' | '°' | '¢') => {
                    Some(Reason::Unit)
                }
                Some('?' | '¿' | '؟' | '？') => Some(Reason::Modality),
                Some('+' | '<' | '>' | '=' | '~' | '±') => Some(Reason::Figure),
                Some('-' | '/' | ',' | '.' | ':' | '×') if self.is_between_digits(at) => {
                    Some(Reason::Figure)
                }
                _ => None,
            };
            self.tokens[at].tags.extend(reason);
            return;
        }
        if number {
            let month = [-2, -1, 1, 2]
                .into_iter()
                .filter_map(beside)
                .any(|token| token.tags.contains(&Reason::Date) && !token.word_is_number());
            let token = &mut self.tokens[at];
            token.tags.insert(Reason::Figure);
            if month || is_year(raw) {
                token.tags.insert(Reason::Date);
            }
        } else if raw.starts_with(char::is_uppercase) || raw.chars().skip(1).any(char::is_uppercase) {
            let token = &self.tokens[at];
            let common = token.begins_sentence
                && (table.is_empty() || table.is_starter(without_elision(&token.folded)));
            let is_pronoun = raw == "I";
            if !common && !is_pronoun && !token.tags.contains(&Reason::Date) {
                self.tokens[at].tags.insert(Reason::Name);
            }
        } else if let Some((_, name)) = raw.split_once(['’', '\'']) // d’Alger, l’Union
            && name.starts_with(char::is_uppercase)
        {
            self.tokens[at].tags.insert(Reason::Name);
        }
    }

    /// Whether a sign stands at a digit so that it is part of a figure: a minus, a range, a ratio.
    fn is_between_digits(&self, at: usize) -> bool {
        let word = self.tokens[at].word;
        let before = self.text[..word.start].chars().next_back();
        let after = self.text[word.end..].chars().next();
        let digit = |char: Option<char>| char.is_some_and(char::is_numeric);
        let minus = plain(self.text[word.start..].chars().next().unwrap_or(' ')) == '-'
            && before.is_none_or(|char| char.is_whitespace() || matches!(char, '(' | '$' | '€' | '£'));
        digit(after) && (digit(before) || minus)
    }

    /// What differs under the two marks.
    fn compare_marks(&self, new: &Self, table: &Table, found: &mut BTreeSet<Reason>) {
        let pairs = align(&self.words(self.mark.clone()), &new.words(new.mark.clone()));
        let pairs: Vec<_> =
            pairs.into_iter().map(|(one, other)| (self.mark.start + one, new.mark.start + other)).collect();
        for hunk in hunks(&pairs, self.mark.clone(), new.mark.clone()) {
            if self.is_cosmetic(new, table, &hunk) {
                continue;
            }
            let before = found.len();
            let sides = [(self, hunk.gone.clone()), (new, hunk.came.clone())];
            for (side, range) in &sides {
                found.extend(side.tokens[range.clone()].iter().flat_map(|token| &token.tags));
            }
            if sides.iter().any(|(side, range)| side.is_quoted(range)) {
                found.insert(Reason::Quotation);
            }
            let has_words = sides
                .iter()
                .any(|(side, range)| side.tokens[range.clone()].iter().any(|token| !token.is_sign()));
            if found.len() == before && has_words {
                found.insert(Reason::Wording);
            }
            if !has_words && found.len() == before {
                continue;
            }
        }
        if pairs.iter().any(|&(one, other)| self.changes_case(new, one, other))
            && !(self.is_headline() || new.is_headline())
        {
            found.insert(Reason::Name);
        }
    }

    /// Whether the words under the mark are all capitals, which then make no names.
    fn is_headline(&self) -> bool {
        let text =
            self.tokens[self.mark.clone()].iter().enumerate().map(|(at, _)| self.raw(self.mark.start + at));
        let mut letters = text.flat_map(str::chars).filter(|char| char.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|char| !char.is_lowercase())
    }

    /// Whether two equal words differ in a capital that says something.
    fn changes_case(&self, new: &Self, one: usize, other: usize) -> bool {
        let (old, young) = (self.raw(one), new.raw(other));
        if old == young {
            return false;
        }
        let typed = |word: &str| folded_case(word);
        let (old_typed, new_typed) = (typed(old), typed(young));
        if old_typed == new_typed {
            return false;
        }
        let rest = |word: &str| word.chars().skip(1).collect::<String>();
        let only_first = rest(&old_typed) == rest(&new_typed);
        !(only_first && (self.tokens[one].begins_sentence || new.tokens[other].begins_sentence))
    }

    /// Whether what came means what went.
    fn is_cosmetic(&self, new: &Self, table: &Table, hunk: &Hunk) -> bool {
        let (gone, came) = (&self.tokens[hunk.gone.clone()], &new.tokens[hunk.came.clone()]);
        let signs = |tokens: &[Token]| {
            tokens
                .iter()
                .filter(|token| token.is_sign())
                .flat_map(|token| token.tags.clone())
                .collect::<Vec<_>>()
        };
        if signs(gone) != signs(came) {
            return false;
        }
        let letters = |tokens: &'_ [Token]| {
            tokens
                .iter()
                .filter(|token| !token.is_sign() || table.spelling(&token.folded) != token.folded)
                .map(|token| table.spelling(&token.folded))
                .collect::<Vec<_>>()
        };
        let (one, other) = (letters(gone), letters(came));
        let same_first = |at: usize, side: &Self, place: Option<usize>| {
            place.map(|place| side.raw(place)).map(|raw| (at, raw.starts_with(char::is_uppercase)))
        };
        if one.is_empty() && other.is_empty() {
            return true;
        }
        let place = |tokens: &[Token], base: usize| {
            tokens.iter().position(|token| !token.is_sign()).map(|at| base + at)
        };
        let (first, second) = (place(gone, hunk.gone.start), place(came, hunk.came.start));
        let begins = [(self, first), (new, second)]
            .iter()
            .any(|(side, place)| place.is_some_and(|place| side.tokens[place].begins_sentence));
        if !begins && same_first(0, self, first) != same_first(0, new, second) {
            return false;
        }
        same_number(&one, &other).unwrap_or_else(|| {
            let tagged =
                gone.iter().chain(came).any(|token| token.tags.iter().any(|tag| *tag != Reason::Name));
            let short = |words: &[String]| words.iter().all(|word| word.chars().count() == 1);
            let joinable = one.len() == other.len()
                || (!tagged && one.len() + other.len() <= 4)
                || short(&one)
                || short(&other);
            joinable && one.concat() == other.concat()
        })
    }

    /// Whether words stand inside a quotation of their sentences.
    fn is_quoted(&self, range: &Range<usize>) -> bool {
        if range.is_empty() {
            return false;
        }
        let quotes =
            |range: Range<usize>| self.tokens[range].iter().filter(|token| token.folded == "\"").count();
        let (before, after) = (quotes(0..range.start), quotes(range.end..self.tokens.len()));
        before % 2 == 1 && after > 0
    }

    /// What differs around the two marks, as far as it changes what they say.
    fn compare_surroundings(
        &self,
        new: &Self,
        table: &Table,
        known: &Known<'_>,
        found: &mut BTreeSet<Reason>,
    ) {
        if self.mark == (0..self.tokens.len()) && new.mark == (0..new.tokens.len()) {
            return;
        }
        let all = |side: &Self| 0..side.tokens.len();
        let pairs = align(&self.words(all(self)), &new.words(all(new)));
        for hunk in hunks(&pairs, all(self), all(new)) {
            if self.is_cosmetic(new, table, &hunk) {
                continue;
            }
            let exchanged = !hunk.gone.is_empty() && !hunk.came.is_empty();
            for (side, range, stands) in
                [(self, hunk.gone, known.stands_after), (new, hunk.came, known.stood_before)]
            {
                for at in range.filter(|at| !side.mark.contains(at)) {
                    if !stands(&side.tokens[at].word.range()) {
                        side.weigh_outside(at, exchanged, found);
                    }
                }
            }
        }
        if self.opened_before_mark() != new.opened_before_mark()
            && self.quotes_outside() != new.quotes_outside()
        {
            found.insert(Reason::Quotation);
        }
    }

    /// Whether a quotation that began in the sentence goes on at the mark.
    fn opened_before_mark(&self) -> bool {
        self.tokens[..self.mark.start].iter().filter(|token| token.folded == "\"").count() % 2 == 1
    }

    fn quotes_outside(&self) -> usize {
        let outside = self.tokens[..self.mark.start].iter().chain(&self.tokens[self.mark.end..]);
        outside.filter(|token| token.folded == "\"").count()
    }

    /// What a word outside the mark that came or went does to it.
    fn weigh_outside(&self, at: usize, exchanged: bool, found: &mut BTreeSet<Reason>) {
        let token = &self.tokens[at];
        for reason in [Reason::Negation, Reason::Modality, Reason::Attribution] {
            if token.tags.contains(&reason) && !token.is_sign() {
                found.insert(reason);
            }
        }
        let names = token.tags.contains(&Reason::Name) || token.tags.contains(&Reason::Figure);
        if names && self.is_attributed(at) {
            found.insert(Reason::Attribution);
        }
        let Some(distance) = self.distance(at) else { return };
        if distance < CLOSE_WORDS {
            let close = token.tags.iter().filter(|tag| **tag != Reason::Quotation);
            found.extend(close.copied());
        }
        if exchanged && distance < NEXT_WORDS && token.word.weight >= 3 && token.tags.is_empty() {
            found.insert(Reason::Wording);
        }
    }

    /// How many words stand between a word and the mark; `None` where a comma or the like does.
    fn distance(&self, at: usize) -> Option<usize> {
        let between = if at < self.mark.start { at + 1..self.mark.start } else { self.mark.end..at };
        let parts = |token: &Token| {
            matches!(token.folded.as_str(), "," | ";" | ":" | "\"" | "(" | ")" | "." | "!" | "?" | "…")
                || (token.folded == "-" && is_spaced(self.text, token.word))
        };
        if self.tokens[between.clone()].iter().any(parts) {
            return None;
        }
        Some(self.tokens[between].iter().filter(|token| !token.is_sign()).count())
    }

    /// Whether words of attribution stand near.
    fn is_attributed(&self, at: usize) -> bool {
        let near = at.saturating_sub(ATTRIBUTED_WORDS)..(at + ATTRIBUTED_WORDS + 1).min(self.tokens.len());
        self.tokens[near].iter().any(|token| token.tags.contains(&Reason::Attribution))
    }
}

impl Token {
    fn word_is_number(&self) -> bool {
        self.folded.contains(char::is_numeric)
    }
}

/// Whether a word means this also where it begins with a capital inside a sentence, as in a headline.
fn stands_in_capitals(reason: Reason) -> bool {
    matches!(reason, Reason::Figure | Reason::Date | Reason::Negation | Reason::Modality)
}

/// What stands between pairs, on both sides.
fn hunks(pairs: &[(usize, usize)], one: Range<usize>, other: Range<usize>) -> Vec<Hunk> {
    let starts =
        [(one.start, other.start)].into_iter().chain(pairs.iter().map(|&(one, other)| (one + 1, other + 1)));
    let ends = pairs.iter().copied().chain([(one.end, other.end)]);
    starts
        .zip(ends)
        .map(|(from, to)| Hunk { gone: from.0..to.0, came: from.1..to.1 })
        .filter(|hunk| !hunk.gone.is_empty() || !hunk.came.is_empty())
        .collect()
}

/// Whether two lists of words are one number with and without signs between its thousands; `None` where
/// they hold more than digits.
fn same_number(one: &[String], other: &[String]) -> Option<bool> {
    let is_number = |words: &[String]| {
        !words.is_empty()
            && words.iter().all(|word| {
                word.chars().all(|char| char.is_ascii_digit() || matches!(char, ',' | '.'))
                    && word.contains(|char: char| char.is_ascii_digit())
            })
    };
    if !one.iter().chain(other).any(|word| word.contains(char::is_numeric)) {
        return None;
    }
    if !is_number(one) || !is_number(other) {
        return Some(one == other);
    }
    let grouped = |words: &[String]| -> Option<String> {
        let groups: Vec<&str> = words.iter().flat_map(|word| word.split([',', '.'])).collect();
        let (first, rest) = groups.split_first()?;
        let fits = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
        fits.then(|| groups.concat())
    };
    Some(one == other || matches!((grouped(one), grouped(other)), (Some(one), Some(other)) if one == other))
}

/// Which words begin a sentence, a quotation or what follows a colon: there a capital says nothing.
fn sentence_starts(text: &str, words: &[Word]) -> Vec<bool> {
    let mut starts = Vec::with_capacity(words.len());
    let mut begins = true;
    for word in words {
        starts.push(begins && word.weight > 0);
        begins = if word.weight > 0 {
            false
        } else {
            match text[word.range()].chars().next().map(plain) {
                Some('.' | '!' | '?' | '…' | ':' | '。' | '"' | '•' | '*' | '|') => true,
                Some('\'' | '(' | '[' | ')' | ']') => begins,
                Some('-') => begins || is_spaced(text, *word),
                _ => false,
            }
        };
    }
    starts
}

/// Whether an apostrophe stands where a quotation opens: after a blank or bracket, before a letter.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().nth(1);
    before.is_none_or(|char| char.is_whitespace() || matches!(char, '(' | '['))
        && after.is_some_and(char::is_alphanumeric)
}

fn is_spaced(text: &str, word: Word) -> bool {
    text[..word.start].ends_with(char::is_whitespace) || text[word.end..].starts_with(char::is_whitespace)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(word.as_bytes(), [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..])
}

/// A word without the elided article before it: of “l'armée”, “armée”.
fn without_elision(word: &str) -> &str {
    match word.split_once('\'') {
        Some((article, rest))
            if article.chars().count() <= 2 && rest.chars().count() > 1 && !matches!(article, "o") =>
        {
            rest
        }
        _ => word,
    }
}

/// A word with plain signs, composed, its case kept.
fn folded_case(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfc().filter(|char| *char != '\u{ad}').map(plain).collect()
}
