//! The words that stand around an article: `assets/lang/CODE/article.ron`.
//!
//! Whoever reads a file does not know its language yet, so all languages are read as one.

use crate::analysis::lang::{WordSet, phrases, table, words};
use serde::Deserialize;
use std::sync::LazyLock;

/// A table as it is written; what a language does not have may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    by: String,
    byline_words: String,
    unnamed: String,
    trades: String,
    trade_words: String,
    trade_places: String,
    leads: String,
    leads_alone: String,
    page_words: String,
    offers: String,
}

/// The words of all languages, in lower case.
pub(super) struct Words {
    /// What an author’s line begins with.
    pub(super) by: Vec<&'static str>,
    /// Words in small letters that an author’s line can hold.
    pub(super) byline_words: WordSet,
    /// What an author’s line without a name begins with: “a staff reporter”.
    pub(super) unnamed: WordSet,
    /// Who writes without a name.
    pub(super) trades: WordSet,
    /// What stands before them.
    pub(super) trade_words: WordSet,
    /// What stands behind them.
    pub(super) trade_places: WordSet,
    /// Beginnings of lines that lead elsewhere.
    pub(super) leads: Vec<&'static str>,
    /// The same that are also common words: these count only alone, or before a sign that parts them from a
    /// title.
    pub(super) leads_alone: Vec<&'static str>,
    /// What stands beside the number of a page.
    pub(super) page_words: WordSet,
    /// What a box says that sells the paper; beginnings of words.
    pub(super) offers: Vec<&'static str>,
}

const TABLES: [&str; 8] = [
    include_str!("../../assets/lang/en/article.ron"),
    include_str!("../../assets/lang/fr/article.ron"),
    include_str!("../../assets/lang/de/article.ron"),
    include_str!("../../assets/lang/es/article.ron"),
    include_str!("../../assets/lang/ar/article.ron"),
    include_str!("../../assets/lang/it/article.ron"),
    include_str!("../../assets/lang/pt/article.ron"),
    include_str!("../../assets/lang/other/article.ron"),
];

static WRITTEN: LazyLock<[Written; 8]> = LazyLock::new(|| TABLES.map(table));

/// The words of all languages.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    by: all(|written| &written.by, phrases),
    byline_words: all(|written| &written.byline_words, words),
    unnamed: all(|written| &written.unnamed, words),
    trades: all(|written| &written.trades, words),
    trade_words: all(|written| &written.trade_words, words),
    trade_places: all(|written| &written.trade_places, words),
    leads: all(|written| &written.leads, phrases),
    leads_alone: all(|written| &written.leads_alone, phrases),
    page_words: all(|written| &written.page_words, words),
    offers: all(|written| &written.offers, phrases),
});

/// What a list has in all languages.
fn all<List, Parts, Found>(list: fn(&'static Written) -> &'static str, parts: List) -> Found
where
    List: Fn(&'static str) -> Parts,
    Parts: IntoIterator<Item = &'static str>,
    Found: FromIterator<&'static str>,
{
    WRITTEN.iter().flat_map(|written| parts(list(written))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for written in TABLES {
            let read: Written = ron::from_str(written).unwrap();
            assert!(!(read.leads.is_empty() && read.byline_words.is_empty()), "{written}");
        }
    }

    #[test]
    fn what_an_authors_line_begins_with_has_one_length_in_capitals_and_small_letters() {
        assert!(WORDS.by.iter().all(|lead| lead.is_ascii()));
    }
}
