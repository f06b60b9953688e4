//! What makes a passage worth a claim: `assets/lang/CODE/suggestions.ron`.

use crate::analysis::lang::{Lang, PerLang, WordSet, phrases, table};
use crate::analysis::lexicon::Phrases;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The features that are found without a list of words; cues of the table come after them.
pub(super) const FOUND: [&str; 13] = [
    "bias",
    "figure",
    "figures",
    "date",
    "name",
    "names",
    "quotation",
    "attribution",
    "past",
    "question",
    "long",
    "impersonal",
    "report",
];

/// A table as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    cues: Vec<(String, String)>,
    frames: String,
    joints: String,
    boilerplate: String,
    past_ending: String,
    past_not: String,
    remark_ending: String,
    weights: Vec<(String, f64)>,
    reasons: Vec<(String, String)>,
}

/// A table ready to be looked into.
pub(super) struct Table {
    /// For each phrase the cues it belongs to, one bit each.
    pub(super) cues: Phrases<u64>,
    pub(super) frames: Phrases<()>,
    pub(super) joints: Phrases<()>,
    pub(super) boilerplate: Phrases<()>,
    pub(super) past_endings: Vec<&'static str>,
    pub(super) past_not: WordSet,
    /// How verbs end that hang a remark onto a statement: `, underscoring …`.
    pub(super) remark_endings: Vec<&'static str>,
    /// The names of all features, those found by the program first.
    pub(super) names: Vec<&'static str>,
    /// The weight of each feature, in the order of the names.
    pub(super) weights: Vec<f64>,
    /// What each feature is called in a reason; empty for one that is not told.
    pub(super) reasons: Vec<&'static str>,
}

const TABLES: [&str; 5] = [
    include_str!("../../../assets/lang/en/suggestions.ron"),
    include_str!("../../../assets/lang/fr/suggestions.ron"),
    include_str!("../../../assets/lang/de/suggestions.ron"),
    include_str!("../../../assets/lang/es/suggestions.ron"),
    include_str!("../../../assets/lang/ar/suggestions.ron"),
];

static WRITTEN: LazyLock<[Written; 5]> = LazyLock::new(|| TABLES.map(table));
// The weights are those of features, not of words: a language without its own takes the English ones.
static READY: PerLang<Table> = PerLang::new(|lang| Table::of(lang, &WRITTEN[lang.slot()], &WRITTEN[0]));

/// What is known of a language; for one without tables, English.
pub(super) fn of(lang: Lang) -> &'static Table {
    READY.of(if lang == Lang::Other { Lang::En } else { lang })
}

fn set(lang: Lang, list: &'static str) -> Phrases<()> {
    Phrases::new(lang, phrases(list).map(|phrase| (phrase, ())))
}

fn value_of<T: Clone + Default>(pairs: &[(String, T)], name: &str) -> T {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

impl Table {
    fn of(lang: Lang, written: &'static Written, english: &'static Written) -> Self {
        let mut cues: BTreeMap<&str, u64> = BTreeMap::new();
        // The order of the features is that of the English table in every language.
        for (index, (name, _)) in english.cues.iter().enumerate() {
            let own = written.cues.iter().filter(|(own, _)| own == name);
            for phrase in own.flat_map(|(_, list)| phrases(list)) {
                *cues.entry(phrase).or_default() |= 1 << index;
            }
        }
        let names: Vec<&str> =
            FOUND.into_iter().chain(english.cues.iter().map(|(name, _)| name.as_str())).collect();
        let weights = if written.weights.is_empty() { &english.weights } else { &written.weights };
        let reason = |name: &&str| {
            english.reasons.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.as_str())
        };
        Self {
            cues: Phrases::new(lang, cues),
            frames: set(lang, &written.frames),
            joints: set(lang, &written.joints),
            boilerplate: set(lang, &written.boilerplate),
            past_endings: written.past_ending.split_whitespace().collect(),
            past_not: written.past_not.split_whitespace().collect(),
            remark_endings: written.remark_ending.split_whitespace().collect(),
            weights: names.iter().map(|name| value_of(weights, name)).collect(),
            reasons: names.iter().map(reason).collect(),
            names,
        }
    }

    /// The index of a feature.
    pub(super) fn index(&self, name: &str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read_and_every_cue_is_a_feature() {
        for (written, lang) in TABLES.into_iter().zip(Lang::WITH_TABLES) {
            let read: Result<Written, _> = ron::from_str(written);
            assert!(read.is_ok_and(|table| !table.cues.is_empty()), "{lang:?}");
        }
        let english = &WRITTEN[0];
        let names = &of(Lang::En).names;
        assert!(english.cues.len() <= 64, "a bit each");
        for (name, _) in &english.weights {
            assert!(names.contains(&name.as_str()), "{name}");
        }
        for (name, _) in WRITTEN.iter().flat_map(|written| &written.cues) {
            assert!(names.contains(&name.as_str()), "{name}");
        }
    }
}
