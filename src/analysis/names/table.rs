//! What is known of how a language writes names: `assets/lang/CODE/names.ron`.

use super::NameKind;
use crate::analysis::demonyms::{Demonyms, demonyms};
use crate::analysis::lang::{Lang, WordSet, phrases, table, words};
use crate::analysis::lexicon::Phrases;
use crate::analysis::outlets;
use serde::Deserialize;
use std::sync::LazyLock;

/// A table as it is written; what a language does not have may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    titles: String,
    polite: String,
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
    pub(super) organisations: WordSet,
    pub(super) places: WordSet,
    pub(super) place_before: WordSet,
    pub(super) links: WordSet,
    pub(super) starts: WordSet,
    /// Of every language: a quotation may be in another.
    pub(super) not_names: WordSet,
    pub(super) first_names: WordSet,
    pub(super) demonyms: &'static Demonyms,
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
static READY: LazyLock<[Table; 6]> =
    LazyLock::new(|| Lang::ALL.map(|lang| Table::of(lang, &WRITTEN[lang.slot()])));

/// What is known of a language.
pub(super) fn of(lang: Lang) -> &'static Table {
    &READY[lang.slot()]
}

impl Table {
    fn of(lang: Lang, written: &'static Written) -> Self {
        let polite = phrases(&written.polite).map(|title| (title, true));
        let offices = phrases(&written.titles).map(|title| (title, false));
        Self {
            titles: Phrases::new(lang, polite.chain(offices)),
            known: Phrases::new(lang, known(lang, written)),
            acronyms: known(lang, written).filter_map(|(name, _)| acronym(name)).collect(),
            organisations: words(&written.organisations),
            places: words(&written.places),
            place_before: words(&written.place_before),
            links: words(&written.links),
            starts: words(&written.starts),
            not_names: WRITTEN.iter().flat_map(|written| words(&written.not_names)).collect(),
            first_names: words(&written.first_names),
            demonyms: demonyms(lang),
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
