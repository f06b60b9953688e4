//! A quotation in the article beside what its source says: word for word in one language, names, figures
//! and peoples across two.

use super::demonyms::{Demonyms, demonyms};
use super::figures;
use super::lang::Lang;
use super::lexicon::{Folded, without_possessive};
use super::reading::Paragraph;
use super::tokens::tokens;
use crate::review::ParagraphKind;
use crate::text::compare::{Word, align, words};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Of longer texts, in bytes, only the beginning is compared: a quotation is not that long.
const MOST_BYTES: usize = 1 << 16;

/// Where fewer of the quoted words stand in the source, in per cent, the two are different statements.
const ALIKE_PERCENT: usize = 50;

/// Shorter names, in chars, differ by one letter too often by chance.
const SHORTEST_NAME: usize = 5;

/// How a quotation stands to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same words.
    Exact,
    /// The same words, fewer of them: the rest is left out at the ends or under an ellipsis, what is put in
    /// stands in brackets.
    Trimmed,
    /// Other words, with nothing that says so.
    Altered(Vec<WordChange>),
    /// Another statement: too little of it stands in the source to compare.
    Different,
}

/// A place where the words differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordChange {
    /// What the source says; empty where the article puts words in.
    pub source: String,
    /// What the article says; empty where it leaves words out.
    pub article: String,
}

impl WordChange {
    /// For a person: “fell” for “was toppled”.
    pub fn words(&self) -> String {
        match (self.article.as_str(), self.source.as_str()) {
            ("", source) => format!("“{source}” left out"),
            (article, "") => format!("“{article}” put in"),
            (article, source) => format!("“{article}” for “{source}”"),
        }
    }
}

/// Compares words that the article quotes with their source’s, in one language.
///
/// Case, punctuation, quotation marks and dashes do not count. An ellipsis (… or ...) says that words are
/// left out, brackets that words are put in or stand for others.
pub fn compare(article: &str, source: &str) -> Verdict {
    let (article, source) = (beginning(article), beginning(source));
    let said = spoken(words(source, 0..source.len()));
    let pieces = pieces(article);
    let count: usize = pieces.iter().map(Vec::len).sum();
    if count == 0 || said.is_empty() {
        return Verdict::Different;
    }
    if stand_in_order(&pieces, &said) {
        let whole = pieces.len() == 1 && count == said.len();
        return if whole { Verdict::Exact } else { Verdict::Trimmed };
    }
    let aligned: Vec<Aligned<'_>> = in_turn(&pieces, &said);
    let alike: usize = aligned.iter().map(|aligned| aligned.pairs.len()).sum();
    if alike * 100 < count * ALIKE_PERCENT {
        return Verdict::Different;
    }
    Verdict::Altered(aligned.iter().flat_map(|aligned| aligned.changes(article, source)).collect())
}

fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_BYTES)]
}

/// Words without the signs between them.
fn spoken(mut words: Vec<Word>) -> Vec<Word> {
    words.retain(|word| word.weight > 0);
    words
}

/// What stands between ellipses and brackets.
fn pieces(article: &str) -> Vec<Vec<Word>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < article.len() {
        let (end, next) = next_gap(article, from);
        pieces.push(spoken(words(article, from..end)));
        from = next;
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Where the next ellipsis or bracket begins and ends; the end of the text where there is none.
fn next_gap(text: &str, from: usize) -> (usize, usize) {
    let gaps = text[from..].char_indices().filter_map(|(at, char)| {
        let at = from + at;
        match char {
            '…' => Some((at, at + char.len_utf8())),
            '.' if text[at..].starts_with("...") => Some((at, at + 3)),
            '[' => Some((at, text[at..].find(']').map_or(text.len(), |end| at + end + 1))),
            _ => None,
        }
    });
    gaps.into_iter().next().unwrap_or((text.len(), text.len()))
}

fn stand_in_order(pieces: &[Vec<Word>], said: &[Word]) -> bool {
    let mut from = 0;
    pieces.iter().all(|piece| {
        let found = place(piece, &said[from..]);
        from += found.map_or(0, |at| at + piece.len());
        found.is_some()
    })
}

/// Where words stand among others, one after the other.
fn place(piece: &[Word], said: &[Word]) -> Option<usize> {
    let first = piece.first()?.key;
    let same = |at: usize| {
        let window = said.get(at..at + piece.len());
        window.is_some_and(|window| window.iter().zip(piece).all(|(one, other)| one.key == other.key))
    };
    (0..said.len()).filter(|&at| said[at].key == first).find(|&at| same(at))
}

/// One piece of a quotation beside the part of its source that follows the pieces before.
struct Aligned<'w> {
    piece: &'w [Word],
    said: &'w [Word],
    pairs: Vec<(usize, usize)>,
}

fn in_turn<'w>(pieces: &'w [Vec<Word>], said: &'w [Word]) -> Vec<Aligned<'w>> {
    let mut from = 0;
    let mut aligned = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let said = &said[from..];
        let pairs = match place(piece, said) {
            Some(at) => (0..piece.len()).map(|next| (next, at + next)).collect(),
            None => align(piece, said),
        };
        from += pairs.last().map_or(0, |last| last.1 + 1);
        aligned.push(Aligned { piece, said, pairs });
    }
    aligned
}

impl Aligned<'_> {
    /// What stands between the words that are the same; what the source says before and after is trimmed.
    fn changes(&self, article: &str, source: &str) -> Vec<WordChange> {
        let mut changes = Vec::new();
        let (mut next, mut next_said) = (0, self.pairs.first().map_or(0, |first| first.1));
        let last = self.pairs.last().map_or(next_said, |last| last.1 + 1);
        let ends = [(self.piece.len(), last)];
        for &(at, at_said) in self.pairs.iter().chain(&ends) {
            let change = WordChange {
                article: passage(article, &self.piece[next..at]),
                source: passage(source, self.said.get(next_said..at_said).unwrap_or_default()),
            };
            if change.article != change.source {
                changes.push(change);
            }
            (next, next_said) = (at + 1, at_said + 1);
        }
        changes
    }
}

/// From the first of some words to the last.
fn passage(text: &str, words: &[Word]) -> String {
    let range = words.first().zip(words.last()).map(|(first, last)| first.start..last.end);
    range.and_then(|range| text.get(range)).unwrap_or_default().to_owned()
}

/// What differs between an original and its translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// A name.
    Name,
    /// A figure.
    Figure,
    /// A people or country.
    People,
}

/// A name, figure or people that is another in the translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// As in the original; empty where only the translation has it.
    pub original: String,
    /// As in the translation; empty where only the original has it.
    pub rendering: String,
}

impl Difference {
    /// For a person: “nigériens” became “Nigerians”.
    pub fn words(&self) -> String {
        match (self.original.as_str(), self.rendering.as_str()) {
            (original, "") => format!("“{original}” is not in the translation"),
            ("", rendering) => format!("“{rendering}” is not in the original"),
            (original, rendering) => format!("“{original}” became “{rendering}”"),
        }
    }
}

/// Compares an original with its translation by what both must share: peoples and countries, figures,
/// names. What languages spell differently (Moscou, Moscow) is known for countries and great cities only;
/// of other names one letter’s difference is told, no more.
pub fn compare_translation(original: &str, from: Lang, rendering: &str, to: Lang) -> Vec<Difference> {
    let original = Side::of(beginning(original), from);
    let rendering = Side::of(beginning(rendering), to);
    let mut differences = peoples(&original, &rendering);
    differences.extend(figures_between(&original, &rendering));
    differences.extend(names(&original, &rendering));
    differences
}

/// One of the two texts, with what counts in it.
struct Side<'t> {
    text: &'t str,
    lang: Lang,
    table: &'static Demonyms,
    words: Vec<&'t str>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str, lang: Lang) -> Self {
        Self { text, lang, table: demonyms(lang), words: text.unicode_words().collect() }
    }

    /// The countries that words stand for, as peoples or by name, each with the first such word.
    fn countries(&self) -> BTreeMap<&'static str, &'t str> {
        let mut found = BTreeMap::new();
        for word in &self.words {
            let bare = without_ending(word);
            let country = self.table.people_of(bare).or_else(|| {
                // A country’s name has a capital; “chile” and “turkey” are words as well.
                bare.starts_with(char::is_uppercase).then(|| self.table.country(bare)).flatten()
            });
            if let Some(country) = country {
                found.entry(country).or_insert(*word);
            }
        }
        found
    }

    fn figures(&self) -> BTreeMap<String, &'t str> {
        let tokens = tokens(self.text);
        let whole = 0..self.text.len();
        let paragraph = Paragraph {
            text: self.text,
            kind: ParagraphKind::Quotation,
            lang: self.lang,
            tokens: &tokens,
            words: &Folded::of(self.text, &tokens, self.lang),
            sentences: std::slice::from_ref(&whole),
        };
        let figures = figures::read(&paragraph);
        let written = |figure: &figures::Figure| Some((figure.value, self.text.get(figure.range.clone())?));
        figures.iter().filter_map(written).map(|(value, text)| (format!("{value:?}"), text)).collect()
    }

    /// Words with a capital inside a sentence, folded, each as it is written.
    fn names(&self) -> BTreeMap<String, &'t str> {
        let mut names = BTreeMap::new();
        let mut begins = true;
        for (at, word) in self.text.unicode_word_indices() {
            let bare = without_ending(word);
            if !begins && bare.starts_with(char::is_uppercase) && bare.chars().count() >= SHORTEST_NAME {
                names.insert(without_accents(bare), bare);
            }
            let rest = self.text[at + word.len()..].trim_start();
            begins = rest.starts_with(['.', '!', '?', '…', '“', '«', '"', ':']);
        }
        names
    }

    /// Whether a word is known to be spelled in this language’s own way.
    fn is_known(&self, word: &str) -> bool {
        let is_it = |place: &&str| place.split([' ', '-']).any(|part| part == word);
        self.table.is_people(word)
            || self.table.country(word).is_some()
            || self.table.places().iter().any(is_it)
    }
}

/// Without an English genitive or a French article before an apostrophe.
fn without_ending(word: &str) -> &str {
    let word = without_possessive(word).unwrap_or(word);
    match word.split_once(['’', '\'']) {
        Some((article, rest)) if article.chars().count() <= 2 && !rest.is_empty() => rest,
        _ => word,
    }
}

fn without_accents(word: &str) -> String {
    word.nfd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase).collect()
}

fn peoples(original: &Side<'_>, rendering: &Side<'_>) -> Vec<Difference> {
    let (before, after) = (original.countries(), rendering.countries());
    let lost = before.iter().filter(|(country, _)| !after.contains_key(*country));
    let new = after.iter().filter(|(country, _)| !before.contains_key(*country));
    // Only one people in another’s place: that a people is named on one side alone may be style.
    lost.zip(new).map(|(lost, new)| difference(DifferenceKind::People, lost.1, new.1)).collect()
}

fn difference(kind: DifferenceKind, original: &str, rendering: &str) -> Difference {
    Difference { kind, original: original.to_owned(), rendering: rendering.to_owned() }
}

fn figures_between(original: &Side<'_>, rendering: &Side<'_>) -> Vec<Difference> {
    let (before, after) = (original.figures(), rendering.figures());
    let lost: Vec<&str> = only_in(&before, &after);
    let new: Vec<&str> = only_in(&after, &before);
    let in_digits = |figure: &&&str| figure.contains(char::is_numeric);
    let pairs = lost.iter().zip(&new).map(|(one, other)| difference(DifferenceKind::Figure, one, other));
    // A number word alone (“first of all”) may be style; digits are not.
    let shared = lost.len().min(new.len());
    let left = lost[shared..].iter().filter(in_digits);
    let left = left.map(|figure| difference(DifferenceKind::Figure, figure, ""));
    let added = new[shared..].iter().filter(in_digits);
    pairs.chain(left).chain(added.map(|figure| difference(DifferenceKind::Figure, "", figure))).collect()
}

fn only_in<'t>(here: &BTreeMap<String, &'t str>, there: &BTreeMap<String, &'t str>) -> Vec<&'t str> {
    here.iter().filter(|(key, _)| !there.contains_key(*key)).map(|(_, text)| *text).collect()
}

fn names(original: &Side<'_>, rendering: &Side<'_>) -> Vec<Difference> {
    let (before, after) = (original.names(), rendering.names());
    let lost =
        before.iter().filter(|(folded, name)| !after.contains_key(*folded) && !original.is_known(name));
    let mut taken = BTreeSet::new();
    let mut differences = Vec::new();
    for (folded, name) in lost {
        let near = after.iter().find(|(other, rendered)| {
            let free = !before.contains_key(*other) && !taken.contains(*other);
            free && !rendering.is_known(rendered) && is_one_letter_off(folded, other)
        });
        if let Some((other, rendered)) = near {
            taken.insert(other.clone());
            differences.push(difference(DifferenceKind::Name, name, rendered));
        }
    }
    differences
}

/// Whether one letter put in, left out or changed makes one word of the other.
fn is_one_letter_off(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let head = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let tail = short[head..].iter().rev().zip(long[head..].iter().rev());
    let tail = tail.take_while(|(one, other)| one == other).count();
    head + tail + 1 >= long.len().max(short.len()) && one != other
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(article: &str, source: &str) -> String {
        match compare(article, source) {
            Verdict::Exact => "exact".into(),
            Verdict::Trimmed => "trimmed".into(),
            Verdict::Different => "different".into(),
            Verdict::Altered(changes) => changes.iter().map(WordChange::words).collect::<Vec<_>>().join(", "),
        }
    }

    const SOURCE: &str =
        "We will not leave this bridge to the river, not today and not tomorrow, said the engineer.";

    #[test]
    fn the_same_words_are_exact_whatever_their_signs() {
        assert_eq!(said("“We will not leave”", "we will NOT leave!"), "exact");
        assert_eq!(said("l’eau monte", "L'eau monte…"), "exact");
    }

    #[test]
    fn fewer_words_are_trimmed_where_that_is_said_or_at_the_ends() {
        for quotation in [
            "We will not leave this bridge",
            "not today and not tomorrow",
            "We will not leave this bridge … not tomorrow",
            "We will not leave ... the river",
            "We will not leave [it] to the river",
            "We [engineers] will not leave this bridge",
        ] {
            assert_eq!(said(quotation, SOURCE), "trimmed", "{quotation}");
        }
    }

    #[test]
    fn other_words_are_shown() {
        for (quotation, changes) in [
            ("We will never leave this bridge", "“never” for “not”"),
            ("We will not leave the river", "“this bridge to” left out"),
            ("We will not ever leave this bridge", "“ever” put in"),
            ("not today and not tomorrow, he added", "“he added” put in"),
        ] {
            let said = said(quotation, SOURCE);
            assert!(said.contains(changes), "{quotation}: {said}");
        }
        assert_eq!(said("The minister resigned on Tuesday", SOURCE), "different");
        assert_eq!(said("", SOURCE), "different");
        assert_eq!(said("We", ""), "different");
    }

    fn translated(original: &str, rendering: &str) -> Vec<String> {
        let differences = compare_translation(original, Lang::Fr, rendering, Lang::En);
        differences.iter().map(Difference::words).collect()
    }

    #[test]
    fn a_people_taken_for_another_is_caught() {
        let original = "Tous les nigériens y veilleront.";
        assert_eq!(translated(original, "All Nigerians will see to it."), ["“nigériens” became “Nigerians”"]);
        assert_eq!(translated(original, "All Nigeriens will see to it."), [""; 0]);
        assert_eq!(translated(original, "All people of Niger will see to it."), [""; 0]);
        assert_eq!(translated("Les citoyens veilleront.", "Nigerians will watch."), [""; 0]);
    }

    #[test]
    fn figures_count_in_words_and_digits() {
        assert_eq!(translated("Neuf hommes et 1 500 vaches", "Nine men and 1,500 cows"), [""; 0]);
        assert_eq!(translated("Il y avait 27 hommes", "There were 72 men"), ["“27” became “72”"]);
        assert_eq!(
            translated("Il y avait 27 hommes", "There were some men"),
            ["“27” is not in the translation"]
        );
    }

    #[test]
    fn a_name_off_by_a_letter_is_told_and_a_city_of_its_own_name_is_not() {
        let found = translated("Hier, Massoudou a parlé à Moscou", "Yesterday Masoudou spoke in Moscow");
        assert_eq!(found, ["“Massoudou” became “Masoudou”"]);
        assert_eq!(translated("le Sénégal et la Tunisie", "both Senegal and Tunisia"), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_part_of_a_text_is_exact_or_trimmed(words in prop::collection::vec("[a-zé]{1,8}", 1..30), from in 0usize..30, len in 1usize..30) {
            let from = from % words.len();
            let to = (from + len).min(words.len());
            let verdict = compare(&words[from..to].join(" "), &words.join(" "));
            let whole = from == 0 && to == words.len();
            prop_assert_eq!(verdict, if whole { Verdict::Exact } else { Verdict::Trimmed });
        }

        #[test]
        fn no_two_texts_stop_the_program(article in any::<String>(), source in any::<String>()) {
            let _ = compare(&article, &source);
            let differences = compare_translation(&article, Lang::Fr, &source, Lang::En);
            prop_assert!(differences.iter().all(|one| one.original != one.rendering));
        }

        #[test]
        fn a_text_is_its_own_translation(text in "[A-Za-zé0-9 .,’]{0,80}") {
            prop_assert_eq!(compare_translation(&text, Lang::Fr, &text, Lang::Fr), []);
        }
    }
}
