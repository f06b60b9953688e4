//! What changes the meaning of a sentence in one language: a table, `assets/lang/CODE/material.ron`.

use crate::analysis::lang::{Lang, table};
use crate::review::Reason;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The shortest beginning, in chars, to which a spelling ending is a mere ending: of “four”, “our” is not.
const SHORTEST_STEM: usize = 3;

/// How many words that a table knows tell that a sentence is in its language.
const FEWEST_COMMON: usize = 2;

/// A table as it stands in its file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Stored {
    numbers: Vec<String>,
    capital_dates: Vec<String>,
    dates: Vec<String>,
    negations: Vec<String>,
    modality: Vec<String>,
    comparatives: Vec<String>,
    quantifiers: Vec<String>,
    attributions: Vec<String>,
    units: Vec<String>,
    starters: Vec<String>,
    endings: Vec<(String, String)>,
    variants: Vec<(String, String)>,
}

/// A phrase of the table: its words, what it means, and whether only its capital makes it so.
struct Phrase {
    words: Vec<String>,
    reason: Reason,
    capital: bool,
}

/// A language’s table, ready to be asked.
#[derive(Default)]
pub(super) struct Table {
    /// By first word.
    phrases: HashMap<String, Vec<Phrase>>,
    starters: HashSet<String>,
    endings: Vec<(String, String)>,
    variants: HashMap<String, String>,
}

impl Table {
    /// The table of a language; an empty one where it has none.
    pub(super) fn of(lang: Lang) -> &'static Self {
        static EN: OnceLock<Table> = OnceLock::new();
        static FR: OnceLock<Table> = OnceLock::new();
        static NONE: OnceLock<Table> = OnceLock::new();
        match lang {
            Lang::En => EN.get_or_init(|| Self::read(include_str!("../../../assets/lang/en/material.ron"))),
            Lang::Fr => FR.get_or_init(|| Self::read(include_str!("../../../assets/lang/fr/material.ron"))),
            _ => NONE.get_or_init(Self::default),
        }
    }

    /// The table for a sentence of an article in a language: its own, unless the sentence is plainly in
    /// another one (a post in French in an English article), or the article’s is not known.
    pub(super) fn of_sentence(lang: Lang, words: &[String]) -> &'static Self {
        let common = |table: &Self| words.iter().filter(|word| table.is_starter(word)).count();
        let own = Self::of(lang);
        let other = [Lang::En, Lang::Fr].map(Self::of).into_iter().max_by_key(|table| common(table));
        match other {
            _ if own.is_empty() && lang != Lang::Other => own,
            Some(other) if common(other) >= FEWEST_COMMON && common(other) >= 2 * common(own) => other,
            _ => own,
        }
    }

    fn read(ron: &str) -> Self {
        let stored: Stored = table(ron);
        let mut read = Self { endings: stored.endings, ..Self::default() };
        for (words, reason) in [
            (stored.numbers, Reason::Figure),
            (stored.dates, Reason::Date),
            (stored.negations, Reason::Negation),
            (stored.modality, Reason::Modality),
            (stored.comparatives, Reason::Comparative),
            (stored.quantifiers, Reason::Quantifier),
            (stored.attributions, Reason::Attribution),
            (stored.units, Reason::Unit),
        ] {
            words.iter().for_each(|phrase| read.add(phrase, reason, false));
        }
        stored.capital_dates.iter().for_each(|word| read.add(word, Reason::Date, true));
        read.starters = stored.starters.into_iter().collect();
        read.variants = stored.variants.into_iter().collect();
        read
    }

    /// Hyphens part words, in the table as in the text.
    fn add(&mut self, phrase: &str, reason: Reason, capital: bool) {
        let words: Vec<String> = phrase.split([' ', '-', '.', '/']).map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        self.phrases.entry(first).or_default().push(Phrase { words, reason, capital });
    }

    /// What the phrases that begin at the first of these words mean, with how many words each has.
    pub(super) fn meanings<'a, W: AsRef<str>>(
        &'a self,
        words: &'a [W],
        has_capital: bool,
    ) -> impl Iterator<Item = (Reason, usize)> + 'a {
        let first = words.first().and_then(|word| self.phrases.get(word.as_ref()));
        first
            .into_iter()
            .flatten()
            .filter(move |phrase| {
                let fits =
                    words.iter().map(AsRef::as_ref).zip(&phrase.words).all(|(one, other)| one == other);
                (has_capital || !phrase.capital) && words.len() >= phrase.words.len() && fits
            })
            .map(|phrase| (phrase.reason, phrase.words.len()))
    }

    /// Whether a word begins sentences without being a name.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word) || self.phrases.contains_key(word)
    }

    /// Whether nothing is known of the language.
    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// A folded word in the one spelling that stands for all its spellings.
    pub(super) fn spelling(&self, word: &str) -> String {
        if let Some(same) = self.variants.get(word) {
            return same.clone();
        }
        let stem = |ending: &str| {
            word.strip_suffix(ending).filter(|stem| stem.chars().nth(SHORTEST_STEM - 1).is_some())
        };
        let respelled = self.endings.iter().find_map(|(one, other)| Some(format!("{}{other}", stem(one)?)));
        respelled.unwrap_or_else(|| word.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_reads() {
        for ron in [
            include_str!("../../../assets/lang/en/material.ron"),
            include_str!("../../../assets/lang/fr/material.ron"),
        ] {
            let stored: Stored = ron::from_str(ron).unwrap();
            assert!(
                !stored.numbers.is_empty() && !stored.negations.is_empty() && !stored.variants.is_empty()
            );
        }
    }

    #[test]
    fn spellings_of_a_word_are_one() {
        let table = Table::of(Lang::En);
        for (one, other) in
            [("organise", "organize"), ("colour", "color"), ("travelled", "traveled"), ("centre", "center")]
        {
            assert_eq!(table.spelling(one), table.spelling(other));
        }
        assert_ne!(table.spelling("four"), table.spelling("for"));
        assert_ne!(table.spelling("filled"), table.spelling("filed"));
    }

    #[test]
    fn a_month_needs_its_capital() {
        let reasons = |word: &str, capital| {
            Table::of(Lang::En).meanings(&[word], capital).map(|(reason, _)| reason).collect::<Vec<_>>()
        };
        assert_eq!(reasons("may", false), [Reason::Modality]);
        assert!(reasons("may", true).contains(&Reason::Date));
    }
}
