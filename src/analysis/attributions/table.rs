//! What a language says about saying, from `assets/lang/CODE/attribution.ron`.

use crate::analysis::lang::{Lang, WordMap, table};
use crate::analysis::lexicon::Phrases;
use crate::analysis::outlets;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a word can be; a word can be several.
pub(super) type Flags = u32;

/// Bits of [`Flags`].
pub(super) mod flag {
    pub const SAID: u32 = 1;
    pub const TOLD: u32 = 1 << 1;
    pub const THOUGHT: u32 = 1 << 2;
    pub const AFTER: u32 = 1 << 3;
    pub const NOUN: u32 = 1 << 4;
    pub const AUXILIARY: u32 = 1 << 5;
    pub const PASSIVE: u32 = 1 << 6;
    pub const ADVERB: u32 = 1 << 7;
    pub const THAT: u32 = 1 << 8;
    pub const DETERMINER: u32 = 1 << 9;
    pub const LINK: u32 = 1 << 10;
    pub const FRONTING: u32 = 1 << 11;
    pub const CONJUNCTION: u32 = 1 << 12;
    pub const RELATIVE: u32 = 1 << 13;
    pub const MAN: u32 = 1 << 14;
    pub const WOMAN: u32 = 1 << 15;
    pub const SEVERAL: u32 = 1 << 16;
    pub const ANYBODY: u32 = 1 << 17;
    pub const TITLE_MAN: u32 = 1 << 18;
    pub const TITLE_WOMAN: u32 = 1 << 19;
    pub const ADDRESSED: u32 = 1 << 20;
    pub const TAIL: u32 = 1 << 21;
    pub const ASKING: u32 = 1 << 22;
    pub const OBLIQUE: u32 = 1 << 23;
    pub const VERB: u32 = 1 << 24;
    pub const REPORTED: u32 = 1 << 25;
    pub const HOLDER: u32 = 1 << 26;
    pub const PERCEIVED: u32 = 1 << 27;
    pub const ADJECTIVE: u32 = 1 << 28;
    pub const IDEA: u32 = 1 << 29;
    pub const RUMOUR: u32 = 1 << 30;
    pub const HEARSAY: u32 = 1 << 31;
    /// Any verb that introduces what somebody says or thinks.
    pub const CUE: u32 = SAID | TOLD | THOUGHT | PERCEIVED;
    /// Any pronoun that can be a subject.
    pub const PRONOUN: u32 = MAN | WOMAN | SEVERAL | ANYBODY;
    /// What shows that a clause has a verb.
    pub const FINITE: u32 = AUXILIARY | PASSIVE;
    /// What shows that a clause has a verb, others that are no nouns as well among it.
    pub const ANY_VERB: u32 = FINITE | CUE | VERB;
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    said: Vec<String>,
    told: Vec<String>,
    thought: Vec<String>,
    perceived: Vec<String>,
    adjectives: Vec<String>,
    ideas: Vec<String>,
    supports: Vec<String>,
    by: Vec<String>,
    it: Vec<String>,
    hearsay: Vec<String>,
    rumour: Vec<String>,
    according: Vec<String>,
    after: Vec<String>,
    nouns: Vec<String>,
    auxiliaries: Vec<String>,
    passive: Vec<String>,
    adverbs: Vec<String>,
    that: Vec<String>,
    determiners: Vec<String>,
    links: Vec<String>,
    fronting: Vec<String>,
    conjunctions: Vec<String>,
    relatives: Vec<String>,
    men: Vec<String>,
    women: Vec<String>,
    several: Vec<String>,
    anybody: Vec<String>,
    titles_men: Vec<String>,
    titles_women: Vec<String>,
    addressed: Vec<String>,
    tails: Vec<String>,
    asking: Vec<String>,
    oblique: Vec<String>,
    verbs: Vec<String>,
    #[serde(default)]
    reported: Vec<String>,
    holders: Vec<String>,
    to_outlet: Vec<String>,
    networks: Vec<String>,
    capital_nouns: bool,
    #[serde(default)]
    feminine_ends: Vec<String>,
}

/// Where something can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    /// An outlet, by its place in [`outlets::all`].
    Outlet(usize),
    /// A network, or a kind of medium.
    Network,
}

/// A language’s table, ready for use.
pub(super) struct Table {
    flags: WordMap<Flags, String>,
    /// What stands before a speaker.
    pub(super) according: Phrases<()>,
    /// Words before an outlet somebody speaks to.
    pub(super) to_outlet: Phrases<()>,
    /// Outlets and networks by name.
    pub(super) media: Phrases<Medium>,
    /// What somebody says something in.
    nouns: Vec<String>,
    /// Verbs that go with a noun for what somebody says or thinks: “reached” the conclusion.
    pub(super) supports: Vec<String>,
    /// Words before whoever a passive says does it.
    pub(super) by: Vec<String>,
    /// The pronoun that means nobody: “it” is said.
    pub(super) it: Vec<String>,
    /// Whether nouns have capitals.
    pub(super) capital_nouns: bool,
    /// How feminine nouns end, where that tells a dative.
    pub(super) feminine_ends: Vec<String>,
}

static TABLES: LazyLock<[Table; 6]> = LazyLock::new(|| {
    let file = |lang: Lang| match lang {
        Lang::En => include_str!("../../../assets/lang/en/attribution.ron"),
        Lang::Fr => include_str!("../../../assets/lang/fr/attribution.ron"),
        Lang::De => include_str!("../../../assets/lang/de/attribution.ron"),
        Lang::Es => include_str!("../../../assets/lang/es/attribution.ron"),
        Lang::Ar => include_str!("../../../assets/lang/ar/attribution.ron"),
        Lang::Other => "",
    };
    [Lang::En, Lang::Fr, Lang::De, Lang::Es, Lang::Ar, Lang::Other]
        .map(|lang| Table::new(lang, table(file(lang))))
});

impl Table {
    /// The table of a language; an empty one for [`Lang::Other`].
    pub(super) fn of(lang: Lang) -> &'static Self {
        &TABLES[lang as usize]
    }

    fn new(lang: Lang, file: File) -> Self {
        let media = outlets::all().iter().enumerate().flat_map(|(at, outlet)| {
            let names = std::iter::once(&outlet.name).chain(&outlet.aliases);
            names.map(move |name| (name.as_str(), Medium::Outlet(at)))
        });
        let networks = file.networks.iter().map(|name| (name.as_str(), Medium::Network));
        Self {
            according: Phrases::new(lang, file.according.iter().map(|words| (words.as_str(), ()))),
            to_outlet: Phrases::new(lang, file.to_outlet.iter().map(|words| (words.as_str(), ()))),
            media: Phrases::new(lang, media.chain(networks)),
            capital_nouns: file.capital_nouns,
            nouns: file.nouns.clone(),
            supports: file.supports.clone(),
            by: file.by.clone(),
            it: file.it.clone(),
            feminine_ends: file.feminine_ends.clone(),
            flags: flags(file),
        }
    }

    /// Whether a folded word names what somebody says something in, alone or at the end of a compound
    /// (“Polizeiangaben”).
    pub(super) fn is_statement(&self, word: &str) -> bool {
        self.nouns.iter().any(|noun| word.ends_with(noun.as_str()))
    }

    /// What a folded word can be.
    pub(super) fn flags(&self, word: &str) -> Flags {
        self.flags.get(word).copied().unwrap_or_default()
    }
}

fn flags(file: File) -> WordMap<Flags, String> {
    let lists = [
        (flag::SAID, file.said),
        (flag::TOLD, file.told),
        (flag::THOUGHT, file.thought),
        (flag::AFTER, file.after),
        (flag::NOUN, file.nouns),
        (flag::AUXILIARY, file.auxiliaries),
        (flag::PASSIVE, file.passive),
        (flag::ADVERB, file.adverbs),
        (flag::THAT, file.that),
        (flag::DETERMINER, file.determiners),
        (flag::LINK, file.links),
        (flag::FRONTING, file.fronting),
        (flag::CONJUNCTION, file.conjunctions),
        (flag::RELATIVE, file.relatives),
        (flag::MAN, file.men),
        (flag::WOMAN, file.women),
        (flag::SEVERAL, file.several),
        (flag::ANYBODY, file.anybody),
        (flag::TITLE_MAN, file.titles_men),
        (flag::TITLE_WOMAN, file.titles_women),
        (flag::ADDRESSED, file.addressed),
        (flag::TAIL, file.tails),
        (flag::ASKING, file.asking),
        (flag::OBLIQUE, file.oblique),
        (flag::VERB, file.verbs),
        (flag::REPORTED, file.reported),
        (flag::HOLDER, file.holders),
        (flag::PERCEIVED, file.perceived),
        (flag::ADJECTIVE, file.adjectives),
        (flag::IDEA, file.ideas),
        (flag::RUMOUR, file.rumour),
        (flag::HEARSAY, file.hearsay),
    ];
    let mut flags: WordMap<Flags, String> = WordMap::default();
    for (bit, words) in lists {
        for word in words {
            *flags.entry(word).or_default() |= bit;
        }
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for lang in Lang::WITH_TABLES {
            assert!(!Table::of(lang).flags.is_empty(), "{lang:?}");
        }
        assert_eq!(Table::of(Lang::En).flags("said") & flag::SAID, flag::SAID);
    }
}
