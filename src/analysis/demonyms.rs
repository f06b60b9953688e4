//! Countries, their great cities and the words for their people: `assets/lang/CODE/demonyms.ron`.

use super::lang::{Lang, PerLang, WordMap, table};
use serde::Deserialize;
use std::sync::LazyLock;

/// A table as it is written: code, names, cities, words for the people.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    plural: String,
    countries: Vec<(String, String, String, String)>,
    regions: String,
    groups: String,
}

/// What a language calls countries, places and peoples.
#[derive(Default)]
pub struct Demonyms {
    people: WordMap<&'static str, String>,
    groups: WordMap<(), String>,
    countries: WordMap<&'static str, String>,
    places: Vec<&'static str>,
}

const TABLES: [&str; 5] = [
    include_str!("../../assets/lang/en/demonyms.ron"),
    include_str!("../../assets/lang/fr/demonyms.ron"),
    include_str!("../../assets/lang/de/demonyms.ron"),
    include_str!("../../assets/lang/es/demonyms.ron"),
    include_str!("../../assets/lang/ar/demonyms.ron"),
];

static WRITTEN: LazyLock<[Written; 5]> = LazyLock::new(|| TABLES.map(table));
static READY: PerLang<Demonyms> =
    PerLang::new(|lang| WRITTEN.get(lang.slot()).map(Demonyms::of).unwrap_or_default());

/// What a language calls countries and peoples; empty for a language without tables.
pub fn demonyms(lang: Lang) -> &'static Demonyms {
    READY.of(lang)
}

fn listed(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// In lower case, with the hyphen for the blank inside: `north korean` and `North-Korean` are one.
fn key(word: &str) -> String {
    let plain = |char| match char {
        ' ' => '-',
        '’' => '\'',
        char => char,
    };
    word.chars().flat_map(char::to_lowercase).map(plain).collect()
}

impl Demonyms {
    fn of(written: &'static Written) -> Self {
        let mut demonyms = Self::default();
        for (code, names, cities, people) in &written.countries {
            for word in people.split_whitespace() {
                demonyms.people.insert(key(word), code);
                demonyms.people.entry(format!("{}{}", key(word), written.plural)).or_insert(code);
            }
            for name in listed(names) {
                demonyms.countries.insert(key(name), code);
            }
            demonyms.places.extend(listed(names).chain(listed(cities)));
        }
        demonyms.places.extend(listed(&written.regions));
        for word in written.groups.split_whitespace() {
            demonyms.groups.insert(key(word), ());
            demonyms.groups.insert(format!("{}{}", key(word), written.plural), ());
        }
        demonyms
    }

    /// The country (ISO 3166-1 alpha-2) whose people a word means: `NE` for “Nigeriens”, `NG` for
    /// “Nigerians”; whatever the case.
    pub fn people_of(&self, word: &str) -> Option<&'static str> {
        self.people.get(&key(word)).copied()
    }

    /// The country (ISO 3166-1 alpha-2) that a name means.
    pub fn country(&self, name: &str) -> Option<&'static str> {
        self.countries.get(&key(name)).copied()
    }

    /// Whether a word means people of a country, a faith or a part of the world: it is written with a
    /// capital in English and is no name.
    pub fn is_people(&self, word: &str) -> bool {
        let key = key(word);
        self.people.contains_key(&key) || self.groups.contains_key(&key)
    }

    /// The names of all countries, cities and regions.
    pub fn places(&self) -> &[&'static str] {
        &self.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for written in TABLES {
            let read: Result<Written, _> = ron::from_str(written);
            assert!(read.is_ok_and(|table| table.countries.len() > 30));
        }
    }

    #[test]
    fn the_people_of_niger_are_not_those_of_nigeria() {
        assert_eq!(demonyms(Lang::Fr).people_of("nigériens"), Some("NE"));
        assert_eq!(demonyms(Lang::Fr).people_of("nigérianes"), Some("NG"));
        assert_eq!(demonyms(Lang::En).people_of("Nigerians"), Some("NG"));
        assert_eq!(demonyms(Lang::En).people_of("Nigeriens"), Some("NE"));
        assert_eq!(demonyms(Lang::Other).people_of("Nigerians"), None);
    }

    #[test]
    fn countries_by_any_of_their_names() {
        assert_eq!(demonyms(Lang::En).country("Côte d’Ivoire"), Some("CI"));
        assert_eq!(demonyms(Lang::En).country("U.S."), Some("US"));
        assert!(demonyms(Lang::En).is_people("South-African"));
        assert!(!demonyms(Lang::En).is_people("Niger"));
    }
}
