//! What is known of how a language writes figures: `assets/lang/CODE/figures.ron`.

use super::Qualifier;
use super::words::PIECE_FRONT;
use crate::analysis::lang::{Lang, PerLang, WordMap, WordSet, phrases, table, words};
use crate::analysis::lexicon::Phrases;
use crate::analysis::outlets;
use serde::Deserialize;
use std::sync::LazyLock;

/// A table as it is written; what a language does not have may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    decimal: char,
    group: String,
    prefix: String,
    numbers: Vec<(String, u64)>,
    scales: Vec<(String, u64)>,
    letters: Vec<(String, u64)>,
    compounds: String,
    ordinals: Vec<(String, u64)>,
    ordinal_ends: String,
    fractions: Vec<(String, u64, u64)>,
    times: Vec<(String, u64)>,
    times_after: String,
    joiner: String,
    joins_tens: bool,
    and_half: String,
    twenties: bool,
    articles: String,
    lone: String,
    qualifiers: Vec<(String, Qualifier)>,
    percent: String,
    points: String,
    currencies: Vec<(String, String)>,
    units: Vec<(String, String)>,
    age_before: String,
    age_after: String,
    age_unit: String,
    to: String,
    between: String,
    between_and: String,
    share_of: String,
    rates: String,
    from: String,
    totals: String,
    joins: String,
    year_cues: String,
    labels: String,
    not_figures: String,
    things_first: bool,
    things_capital: bool,
    plurals: String,
    plural_ends: String,
    singular_ends: String,
    stops: String,
    tolls: String,
}

/// What a number word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// Below a hundred, or a whole hundred of its own: `seven`, `doscientos`.
    Number(u64),
    /// What multiplies what stands before it: `hundred`, `million`.
    Scale(u64),
    Ordinal(u64),
    Fraction(u64, u64),
    /// `twice`.
    Times(u64),
    /// Reads like a number and is none: `first lady`.
    Not,
}

/// What a phrase after a number makes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum After {
    Percent,
    Points,
    Currency(&'static str),
    Unit(&'static str),
    Times,
    Age,
}

/// Where the thing counted stands in what follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Things {
    /// At the end of the phrase, in the plural: `1,500 French troops`.
    Last,
    /// At its beginning: `1 500 soldats français`.
    First,
    /// The first word with a capital: `1.500 französische Soldaten`.
    Capital,
}

/// A table ready to be looked into.
pub(super) struct Table {
    pub(super) decimal: char,
    pub(super) group: &'static str,
    pub(super) prefix: &'static str,
    pub(super) words: Phrases<Word>,
    pub(super) letters: WordMap<u64>,
    pub(super) pieces: WordMap<Word>,
    pub(super) longest_piece: usize,
    /// The first bytes of each piece.
    pub(super) piece_fronts: WordSet,
    pub(super) compounds: &'static str,
    pub(super) ordinal_ends: WordSet,
    pub(super) joiner: &'static str,
    /// The joiner stands between tens and ones (`treinta y uno`), not after hundreds.
    pub(super) joins_tens: bool,
    pub(super) and_half: Phrases<()>,
    pub(super) twenties: bool,
    pub(super) articles: WordSet,
    pub(super) lone: WordSet,
    pub(super) qualifiers: Phrases<Qualifier>,
    pub(super) after: Phrases<After>,
    pub(super) currencies: Phrases<&'static str>,
    pub(super) age_before: Phrases<()>,
    pub(super) age_unit: Phrases<()>,
    pub(super) to: Phrases<()>,
    pub(super) between: Phrases<()>,
    pub(super) between_and: &'static str,
    /// Between a part and its whole: `12 of 40`.
    pub(super) share_of: Phrases<()>,
    /// Between one and the few that it is counted in: `one in eight`.
    pub(super) rates: Phrases<()>,
    pub(super) from: Phrases<()>,
    /// Before or after a sum: `seven in all`.
    pub(super) totals: Phrases<()>,
    /// Between the parts of a sum.
    pub(super) joins: WordSet,
    pub(super) year_cues: WordSet,
    pub(super) labels: WordSet,
    pub(super) things: Things,
    /// What is many, where its ending does not say so.
    pub(super) plurals: WordSet,
    /// How words for many end, and how among those words end that are for one.
    pub(super) plural_ends: WordSet,
    pub(super) singular_ends: WordSet,
    pub(super) stops: WordSet,
    /// Beside a number, who was killed, hurt or is missing.
    pub(super) tolls: WordSet,
}

const TABLES: [&str; 6] = [
    include_str!("../../../assets/lang/en/figures.ron"),
    include_str!("../../../assets/lang/fr/figures.ron"),
    include_str!("../../../assets/lang/de/figures.ron"),
    include_str!("../../../assets/lang/es/figures.ron"),
    include_str!("../../../assets/lang/ar/figures.ron"),
    "(decimal: '.', group: \",\", percent: \"%\", plural_ends: \"s aux\", singular_ends: \"ss 's\", to: \"–, -\", currencies: [(\"$\", \"USD\"), (\"€\", \"EUR\"), (\"£\", \"GBP\")])",
];

static WRITTEN: LazyLock<[Written; 6]> = LazyLock::new(|| TABLES.map(table));
static READY: PerLang<Table> = PerLang::new(|lang| Table::of(lang, &WRITTEN[lang.slot()]));

/// What is known of a language.
pub(super) fn of(lang: Lang) -> &'static Table {
    READY.of(lang)
}

fn set(lang: Lang, list: &'static str) -> Phrases<()> {
    Phrases::new(lang, phrases(list).map(|phrase| (phrase, ())))
}

impl Table {
    fn of(lang: Lang, written: &'static Written) -> Self {
        let pieces: WordMap<Word> = simple_words(written).collect();
        Self {
            decimal: written.decimal,
            group: &written.group,
            prefix: &written.prefix,
            words: Phrases::new(lang, number_words(written)),
            letters: written.letters.iter().map(|(letters, scale)| (letters.as_str(), *scale)).collect(),
            longest_piece: pieces.keys().map(|piece| piece.len()).max().unwrap_or_default(),
            piece_fronts: pieces.keys().filter_map(|piece| piece.get(..PIECE_FRONT)).collect(),
            pieces,
            compounds: &written.compounds,
            ordinal_ends: words(&written.ordinal_ends),
            joiner: &written.joiner,
            joins_tens: written.joins_tens,
            and_half: set(lang, &written.and_half),
            twenties: written.twenties,
            articles: words(&written.articles),
            lone: words(&written.lone),
            qualifiers: Phrases::new(lang, written.qualifiers.iter().map(|(word, q)| (word.as_str(), *q))),
            after: Phrases::new(lang, after(written)),
            currencies: Phrases::new(lang, currencies(written)),
            age_before: set(lang, &written.age_before),
            age_unit: set(lang, &written.age_unit),
            to: set(lang, &written.to),
            between: set(lang, &written.between),
            between_and: &written.between_and,
            share_of: set(lang, &written.share_of),
            rates: set(lang, &written.rates),
            from: set(lang, &written.from),
            totals: set(lang, &written.totals),
            joins: words(&written.joins),
            year_cues: words(&written.year_cues),
            labels: words(&written.labels),
            things: match (written.things_first, written.things_capital) {
                (true, _) => Things::First,
                (_, true) => Things::Capital,
                _ => Things::Last,
            },
            plurals: words(&written.plurals),
            plural_ends: words(&written.plural_ends),
            singular_ends: words(&written.singular_ends),
            stops: words(&written.stops),
            tolls: words(&written.tolls),
        }
    }
}

fn simple_words(written: &'static Written) -> impl Iterator<Item = (&'static str, Word)> {
    let numbers = written.numbers.iter().map(|(word, value)| (word.as_str(), Word::Number(*value)));
    numbers.chain(written.scales.iter().map(|(word, value)| (word.as_str(), Word::Scale(*value))))
}

/// All number words, those that are none first: they hide what they begin with. Outlets that are called
/// by a number (“20 Minutes”) are none either.
fn number_words(written: &'static Written) -> impl Iterator<Item = (&'static str, Word)> {
    let not = phrases(&written.not_figures).map(|phrase| (phrase, Word::Not));
    let outlets = outlets::all()
        .iter()
        .flat_map(|outlet| std::iter::once(&outlet.name).chain(&outlet.aliases).map(String::as_str));
    let named_by_number = outlets
        .filter(|name| name.contains(' ') && name.contains(|char: char| char.is_ascii_digit()))
        .map(|name| (name, Word::Not));
    let fractions = written.fractions.iter().map(|(word, n, d)| (word.as_str(), Word::Fraction(*n, *d)));
    not.chain(named_by_number)
        .chain(fractions)
        .chain(simple_words(written))
        .chain(written.ordinals.iter().map(|(word, value)| (word.as_str(), Word::Ordinal(*value))))
        .chain(written.times.iter().map(|(word, value)| (word.as_str(), Word::Times(*value))))
}

fn currencies(written: &'static Written) -> impl Iterator<Item = (&'static str, &'static str)> {
    written.currencies.iter().map(|(word, code)| (word.as_str(), code.as_str()))
}

fn after(written: &'static Written) -> impl Iterator<Item = (&'static str, After)> {
    let units = written.units.iter().map(|(word, unit)| (word.as_str(), After::Unit(unit)));
    phrases(&written.points)
        .map(|phrase| (phrase, After::Points))
        .chain(phrases(&written.percent).map(|phrase| (phrase, After::Percent)))
        .chain(phrases(&written.age_after).map(|phrase| (phrase, After::Age)))
        .chain(phrases(&written.times_after).map(|phrase| (phrase, After::Times)))
        .chain(currencies(written).map(|(word, code)| (word, After::Currency(code))))
        .chain(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for (lang, written) in Lang::WITH_TABLES.into_iter().zip(TABLES) {
            let read: Result<Written, _> = ron::from_str(written);
            assert!(read.is_ok_and(|table| !table.numbers.is_empty() && !table.tolls.is_empty()), "{lang:?}");
        }
        assert!(ron::from_str::<Written>(TABLES[5]).is_ok());
    }
}
