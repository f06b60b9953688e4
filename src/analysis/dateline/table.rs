//! The words of datelines: `assets/lang/CODE/dateline.ron`.
//!
//! Whoever reads the head of a text does not know its language yet, so all languages are read as one.

use crate::analysis::lang::{WordMap, WordSet, table, words};
use serde::Deserialize;
use std::sync::LazyLock;

/// A table as it is written; what a language does not have may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    months: Vec<String>,
    weekdays: String,
    labels: String,
    fillers: String,
    clock: String,
    place_words: String,
    no_places: String,
    agencies: String,
    after_day: String,
    after_month: String,
    before_year: String,
}

/// The words of all languages, in lower case.
pub(super) struct Words {
    /// Names of months, with the month from 1.
    pub(super) months: WordMap<u32>,
    /// Names of weekdays.
    pub(super) weekdays: WordSet,
    /// Words that announce a date.
    pub(super) labels: WordSet,
    /// Small words that stand before a date without meaning anything.
    pub(super) fillers: WordSet,
    /// Words of a time of day.
    pub(super) clock: WordSet,
    /// Small words inside the name of a place.
    pub(super) place_words: WordSet,
    /// Words in capitals before a dash that name no place.
    pub(super) no_places: WordSet,
    /// Agencies that write themselves in small letters.
    pub(super) agencies: WordSet,
    /// What stands between a day and its month.
    pub(super) after_day: WordSet,
    /// What stands between a month and its year.
    pub(super) after_month: WordSet,
    /// What stands between a day and its year, where the month comes first.
    pub(super) before_year: WordSet,
}

const TABLES: [&str; 5] = [
    include_str!("../../../assets/lang/en/dateline.ron"),
    include_str!("../../../assets/lang/fr/dateline.ron"),
    include_str!("../../../assets/lang/de/dateline.ron"),
    include_str!("../../../assets/lang/es/dateline.ron"),
    include_str!("../../../assets/lang/common/dateline.ron"),
];

static WRITTEN: LazyLock<[Written; 5]> = LazyLock::new(|| TABLES.map(table));

/// The words of all languages.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all = |list: fn(&'static Written) -> &'static str| {
        WRITTEN.iter().flat_map(|written| words(list(written))).collect()
    };
    Words {
        months: WRITTEN.iter().flat_map(months).collect(),
        weekdays: all(|written| &written.weekdays),
        labels: all(|written| &written.labels),
        fillers: all(|written| &written.fillers),
        clock: all(|written| &written.clock),
        place_words: all(|written| &written.place_words),
        no_places: all(|written| &written.no_places),
        agencies: all(|written| &written.agencies),
        after_day: all(|written| &written.after_day),
        after_month: all(|written| &written.after_month),
        before_year: all(|written| &written.before_year),
    }
});

fn months(written: &'static Written) -> impl Iterator<Item = (&'static str, u32)> {
    (1..)
        .zip(&written.months)
        .flat_map(|(month, names)| words(names).into_iter().map(move |name| (name, month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read_and_has_twelve_months() {
        for (at, written) in TABLES.into_iter().enumerate() {
            let read: Written = ron::from_str(written).unwrap();
            let months = if at < 4 { 12 } else { 0 };
            assert_eq!(read.months.len(), months, "{at}");
        }
        assert_eq!(WORDS.months["dezember"], 12);
    }
}
