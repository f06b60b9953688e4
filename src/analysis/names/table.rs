//! What is known of how a language writes names: `assets/lang/CODE/names.ron`.

use super::NameKind;
use crate::analysis::demonyms::{Demonyms, demonyms};
use crate::analysis::lang::{Lang, PerLang, WordSet, elided, phrases, table, words};
use crate::analysis::lexicon::Phrases;
use crate::analysis::outlets;
use crate::text::fold_for_search;
use serde::Deserialize;
use std::sync::LazyLock;

/// A table as it is written; what a language does not have may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    titles: String,
    polite: String,
    learned: String,
    articles: String,
    many: String,
    before_title: String,
    directions: String,
    network_before: String,
    organisations: String,
    organisation_names: String,
    places: String,
    place_before: String,
    links: String,
    starts: String,
    not_names: String,
    first_names: String,
    nouns_have_capitals: bool,
    no_capitals: bool,
}

/// A table ready to be looked into.
pub(super) struct Table {
    /// Titles and offices; whether one is mere politeness.
    pub(super) titles: Phrases<bool>,
    /// Names known beforehand.
    pub(super) known: Phrases<NameKind>,
    /// Those of the known names that are written in capitals only, in lower case.
    pub(super) acronyms: WordSet<String>,
    /// Articles, of every language: a quotation may be in another.
    pub(super) articles: WordSet,
    /// What may stand between a name and the title behind it.
    pub(super) before_title: WordSet,
    /// Where in a country or among a people somebody is at home.
    pub(super) directions: WordSet,
    /// Before “X” where it is the network, of every language.
    pub(super) network_before: WordSet,
    pub(super) organisations: WordSet,
    pub(super) places: WordSet,
    pub(super) place_before: WordSet,
    pub(super) links: WordSet,
    pub(super) starts: WordSet,
    /// Of every language.
    pub(super) not_names: WordSet,
    pub(super) first_names: WordSet,
    pub(super) demonyms: &'static Demonyms,
    /// Articles that stand before a name with an apostrophe.
    pub(super) elided: &'static [String],
    pub(super) nouns_have_capitals: bool,
    pub(super) no_capitals: bool,
}

const TABLES: [&str; 6] = [
    include_str!("../../../assets/lang/en/names.ron"),
    include_str!("../../../assets/lang/fr/names.ron"),
    include_str!("../../../assets/lang/de/names.ron"),
    include_str!("../../../assets/lang/es/names.ron"),
    include_str!("../../../assets/lang/ar/names.ron"),
    "()",
];

static WRITTEN: LazyLock<[Written; 6]> = LazyLock::new(|| TABLES.map(table));
static READY: PerLang<Table> = PerLang::new(|lang| Table::of(lang, &WRITTEN[lang.slot()]));

/// The titles that say nothing about an office, folded, of every language.
static NO_OFFICES: LazyLock<WordSet<String>> = LazyLock::new(|| {
    let titles = WRITTEN.iter().flat_map(|written| [&written.polite, &written.learned]);
    titles.flat_map(|list| phrases(list)).map(as_title).collect()
});

/// The articles that stand before many, of every language.
static MANY: LazyLock<WordSet> = LazyLock::new(|| of_all(|written| &written.many));

/// The words that a list has in any language.
fn of_all(list: fn(&'static Written) -> &'static str) -> WordSet {
    WRITTEN.iter().flat_map(|written| words(list(written))).collect()
}

/// A title as it is compared: without case, accents and the stop of a short form.
fn as_title(title: &str) -> String {
    fold_for_search(title.trim_end_matches('.'))
}

/// Whether a title is a form of address or of learning in any language, and so no office.
pub(super) fn is_no_office(title: &str) -> bool {
    NO_OFFICES.contains(&as_title(title))
}

/// Whether a word is an article that stands before many in any language.
pub(super) fn is_article_of_many(word: &str) -> bool {
    MANY.contains(word.to_lowercase().as_str())
}

/// What is known of a language.
pub(super) fn of(lang: Lang) -> &'static Table {
    READY.of(lang)
}

impl Table {
    fn of(lang: Lang, written: &'static Written) -> Self {
        let polite = phrases(&written.polite).map(|title| (title, true));
        let offices = phrases(&written.titles).map(|title| (title, false));
        Self {
            titles: Phrases::new(lang, polite.chain(offices)),
            known: Phrases::new(lang, known(lang, written)),
            acronyms: known(lang, written).filter_map(|(name, _)| acronym(name)).collect(),
            articles: of_all(|written| &written.articles),
            before_title: words(&written.before_title),
            directions: words(&written.directions),
            network_before: of_all(|written| &written.network_before),
            organisations: words(&written.organisations),
            places: words(&written.places),
            place_before: words(&written.place_before),
            links: words(&written.links),
            starts: words(&written.starts),
            not_names: of_all(|written| &written.not_names),
            first_names: words(&written.first_names),
            demonyms: demonyms(lang),
            elided: elided(lang),
            nouns_have_capitals: written.nouns_have_capitals,
            no_capitals: written.no_capitals,
        }
    }
}

/// Countries, cities, bodies and outlets. “X” is left out: the letter is too common to be looked up.
fn known(lang: Lang, written: &'static Written) -> impl Iterator<Item = (&'static str, NameKind)> {
    let places = demonyms(lang).places().iter().map(|&place| (place, NameKind::Place));
    let bodies = phrases(&written.organisation_names).map(|name| (name, NameKind::Organisation));
    let outlets = outlets::all().iter().flat_map(|outlet| {
        let names = std::iter::once(&outlet.name).chain(&outlet.aliases);
        names.map(|name| (name.as_str(), NameKind::Organisation))
    });
    places.chain(bodies).chain(outlets.filter(|(name, _)| name.chars().nth(1).is_some()))
}

/// A name of capitals only, in lower case.
fn acronym(name: &str) -> Option<String> {
    let is_acronym =
        name.chars().count() > 1 && name.chars().all(|char| char.is_uppercase() && char.is_alphabetic());
    is_acronym.then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for written in TABLES.into_iter().take(5) {
            assert!(ron::from_str::<Written>(written).is_ok_and(|table| !table.titles.is_empty()));
        }
    }
}
