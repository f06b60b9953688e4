//! What a language says about saying, from `assets/lang/CODE/attribution.ron`.

use crate::analysis::lang::{Lang, PerLang, WordMap, table};
use crate::analysis::lexicon::Phrases;
use crate::analysis::outlets;
use serde::Deserialize;

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
    grammar: Grammar,
}

/// How a language builds its sentences; what it does not have may be left out of its table. Words are folded,
/// endings are those of the text.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Grammar {
    /// Whether nouns have capitals, so that a capital names nobody.
    pub(super) capital_nouns: bool,
    /// Whether the verb stands second, whatever begins the clause, and last in a clause that depends: what
    /// begins it need not be the subject, and what is said can stand on both sides of the verb.
    pub(super) verb_second: bool,
    /// Whether a phrase such as “according to” stands inside what is said without commas.
    pub(super) embeds_phrases: bool,
    /// Whether a description goes on behind a preposition that no name has: “familiar with the talks”.
    pub(super) describes_with_links: bool,
    /// Whether an adverb can announce the clause that follows: ging “davon” aus, dass.
    pub(super) announces_clauses: bool,
    /// Whether “that” before an auxiliary tells of the noun before it: “a strike that had cost millions”.
    pub(super) relative_that: bool,
    /// Whether a preposition behind the verb says when or where: told Reuters “on Tuesday”.
    pub(super) links_tell_when: bool,
    /// Whether a circumstance stands between the verb and a subject behind it: anunció “el miércoles” la
    /// gobernadora.
    pub(super) circumstance_first: bool,
    /// Whether the pronouns of persons are subjects and never objects.
    pub(super) subject_pronouns: bool,
    /// Outlets that write themselves in small letters.
    pub(super) small_outlets: Vec<String>,
    /// Articles before an outlet.
    pub(super) articles: Vec<String>,
    /// Prepositions that still belong to somebody behind a verb: “said the head of the office for ports”; the
    /// others say where or when.
    pub(super) own_links: Vec<String>,
    /// Before a noun for what somebody says: “nach” ihren Angaben.
    pub(super) before_statement: Vec<String>,
    /// What stands behind a speaker only where that is an opinion: seiner Meinung “nach”.
    pub(super) after_opinion: Vec<String>,
    /// Before a verb that is no more than named: “to” say.
    pub(super) infinitive: Vec<String>,
    /// Before the infinitive that ends a clause, or inside it: den Hafen “zu” schließen, an“zu”legen.
    pub(super) last_infinitive: Vec<String>,
    /// How such an infinitive ends.
    pub(super) infinitive_ends: Vec<String>,
    /// Prepositions that begin what is said: promet “de” rester.
    pub(super) content_links: Vec<String>,
    /// Before whoever is shown something: proved “to” the whole town that.
    pub(super) shown_to: Vec<String>,
    /// Before whoever is told something: dijo “a” la cadena.
    pub(super) told_to: Vec<String>,
    /// Begins a clause that tells at the end who said what stands before: “wie” die Stadt mitteilte.
    pub(super) as_told: Vec<String>,
    /// Pronouns of whoever speaks, which reported speech has none of.
    pub(super) first_person: Vec<String>,
    /// A letter between a verb and its pronoun: a-“t”-il.
    pub(super) joints: Vec<String>,
    /// Before a noun that looks like a verb: “one” rule.
    pub(super) before_singular: Vec<String>,
    /// How verbs end behind such a word.
    pub(super) singular_verb_ends: Vec<String>,
    /// How adverbs end.
    pub(super) adverb_ends: Vec<String>,
    /// How participles end that share the subject of the verb before.
    pub(super) participle_ends: Vec<String>,
    /// How verbs end that tell what was, and the participles of others.
    pub(super) past_ends: Vec<String>,
    /// How participles end that are no verbs without an auxiliary before them.
    pub(super) bare_participle_ends: Vec<String>,
    /// How words end that hide a verb: “it’s”, “isn’t”; folded.
    pub(super) short_verbs: Vec<String>,
    /// Articles that with a feminine noun make no subject: “der” Zeitung sagte er.
    pub(super) feminine_dative: Vec<String>,
    /// How feminine nouns end, where that tells such a dative; folded.
    pub(super) feminine_ends: Vec<String>,
}

/// Whether a list of a table has a word.
pub(super) fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known == word)
}

/// Whether a word ends as one of a table’s endings.
pub(super) fn ends(word: &str, endings: &[String]) -> bool {
    endings.iter().any(|end| word.ends_with(end.as_str()))
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
    /// How sentences are built.
    pub(super) grammar: Grammar,
}

static TABLES: PerLang<Table> = PerLang::new(|lang| {
    let file = match lang {
        Lang::En => include_str!("../../../assets/lang/en/attribution.ron"),
        Lang::Fr => include_str!("../../../assets/lang/fr/attribution.ron"),
        Lang::De => include_str!("../../../assets/lang/de/attribution.ron"),
        Lang::Es => include_str!("../../../assets/lang/es/attribution.ron"),
        Lang::Ar => include_str!("../../../assets/lang/ar/attribution.ron"),
        Lang::Other => "",
    };
    Table::new(lang, table(file))
});

impl Table {
    /// The table of a language; an empty one for [`Lang::Other`].
    pub(super) fn of(lang: Lang) -> &'static Self {
        TABLES.of(lang)
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
            nouns: file.nouns.clone(),
            supports: file.supports.clone(),
            by: file.by.clone(),
            it: file.it.clone(),
            grammar: file.grammar.clone(),
            flags: flags(file),
        }
    }

    /// Whether a folded word names what somebody says something in, alone or at the end of a compound
    /// (“Polizeiangaben”).
    pub(super) fn is_statement(&self, word: &str) -> bool {
        ends(word, &self.nouns)
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
