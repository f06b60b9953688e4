//! The languages the program reads. What is known of one is data: `assets/lang/CODE/TOPIC.ron`.

use super::lexicon::Fnv;
use super::tokens::{Token, TokenKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::{LazyLock, OnceLock};

/// A language with tables of its own; what has none is read by what every script shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
    /// German.
    De,
    /// Spanish.
    Es,
    /// Arabic.
    Ar,
    /// Any other, or not known: digits, capital letters, quotation marks.
    #[default]
    Other,
}

impl Lang {
    /// Every language with tables.
    pub const WITH_TABLES: [Self; 5] = [Self::En, Self::Fr, Self::De, Self::Es, Self::Ar];

    /// Its place among [`Self::WITH_TABLES`]; one past the last for what has no tables.
    pub(crate) fn slot(self) -> usize {
        Self::WITH_TABLES.iter().position(|&known| known == self).unwrap_or(Self::WITH_TABLES.len())
    }

    /// The language of a BCP 47 tag: of `fr-CA`, French.
    pub fn of(tag: &str) -> Self {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        let known = Self::WITH_TABLES.into_iter();
        known.clone().find(|lang| lang.code().eq_ignore_ascii_case(code)).unwrap_or_default()
    }

    /// Its code (BCP 47); empty where it is none of ours.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Es => "es",
            Self::Ar => "ar",
            Self::Other => "",
        }
    }
}

/// Reads one bundled table. The tables are part of the program and a test reads them all, so a table that
/// cannot be read is left empty rather than stopping the program.
pub(crate) fn table<T: DeserializeOwned + Default>(ron: &str) -> T {
    ron::from_str(ron).unwrap_or_default()
}

/// A table of each language, made ready when the language is first met: most articles are in one or two.
pub(crate) struct PerLang<T: 'static> {
    /// In the order of [`Lang::slot`].
    ready: [OnceLock<T>; Lang::WITH_TABLES.len() + 1],
    make: fn(Lang) -> T,
}

impl<T> PerLang<T> {
    pub(crate) const fn new(make: fn(Lang) -> T) -> Self {
        Self { ready: [const { OnceLock::new() }; Lang::WITH_TABLES.len() + 1], make }
    }

    /// The table of a language.
    pub(crate) fn of(&self, lang: Lang) -> &T {
        self.ready[lang.slot()].get_or_init(|| (self.make)(lang))
    }
}

/// Words of a table.
pub(crate) type WordSet<W = &'static str> = HashSet<W, BuildHasherDefault<Fnv>>;

/// What words of a table mean.
pub(crate) type WordMap<V, W = &'static str> = HashMap<W, V, BuildHasherDefault<Fnv>>;

/// The words of a table's list, which blanks part.
pub(crate) fn words(list: &'static str) -> WordSet {
    list.split_whitespace().collect()
}

/// The phrases of a table's list, which commas part.
pub(crate) fn phrases(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty())
}

/// How many words a passage must have for its language to be asked at all: shorter ones are names.
const FEWEST_WORDS: usize = 4;

/// How many words a passage is judged by: enough to be sure.
const MOST_WORDS: usize = 60;

/// No small word of a table has more bytes.
const LONGEST_SMALL: usize = 16;

/// How many bytes of a passage the detector of languages without tables is shown.
const SAMPLE_BYTES: usize = 600;

/// Small words that tell a language, from `assets/lang/CODE/small_words.ron`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SmallWords {
    words: Vec<String>,
    #[serde(default)]
    elided: Vec<String>,
}

/// The tables of small words, in the order of [`Lang::WITH_TABLES`].
static TABLES: LazyLock<[SmallWords; 5]> = LazyLock::new(|| {
    [
        include_str!("../../assets/lang/en/small_words.ron"),
        include_str!("../../assets/lang/fr/small_words.ron"),
        include_str!("../../assets/lang/de/small_words.ron"),
        include_str!("../../assets/lang/es/small_words.ron"),
        include_str!("../../assets/lang/ar/small_words.ron"),
    ]
    .map(table)
});

/// Each small word with the languages that have it, one bit a language of [`Lang::WITH_TABLES`].
static SMALL_WORDS: LazyLock<WordMap<u8>> = LazyLock::new(|| {
    let mut languages = WordMap::default();
    for (bit, file) in TABLES.iter().enumerate() {
        for word in &file.words {
            *languages.entry(word.as_str()).or_default() |= 1 << bit;
        }
    }
    languages
});

/// What a language puts before a vowel with an apostrophe (`l'`), in lower case; most have nothing.
pub(crate) fn elided(lang: Lang) -> &'static [String] {
    TABLES.get(lang.slot()).map_or(&[], |file| &file.elided)
}

/// The language of a passage in an article (BCP 47 tags): the article’s, unless the passage says otherwise.
///
/// Short passages mislead every detector, so the article’s language stays where at least one of its small
/// words is there for two of another’s, or where nothing is certain.
pub fn of_passage(text: &str, tokens: &[Token], article: &str) -> String {
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word).take(MOST_WORDS);
    let votes = Votes::of(words.map(|token| token.text(text)));
    if votes.words < FEWEST_WORDS {
        return article.to_owned();
    }
    let own = Lang::WITH_TABLES.iter().position(|lang| *lang == Lang::of(article));
    // Languages without tables share small words with those that have some: “con”, “de”, “il”.
    if own.is_none() && !article.is_empty() {
        let other = detected(text).filter(|_| votes.words >= 2 * FEWEST_WORDS);
        return other.unwrap_or_else(|| article.to_owned());
    }
    let home = own.map_or(0, |own| votes.hits[own]);
    // Of equals, the earlier in our list.
    let best = (0..votes.hits.len()).rev().max_by_key(|&at| (votes.hits[at], Some(at) == own));
    match best.map(|at| (Lang::WITH_TABLES[at], votes.hits[at])) {
        Some((lang, hits)) if hits >= 2 && hits > home * 2 => lang.code().to_owned(),
        // A short one with letters that English has not.
        Some((lang, 1))
            if home == 0 && votes.words <= 2 * FEWEST_WORDS && !text.is_ascii() && lang != Lang::En =>
        {
            lang.code().to_owned()
        }
        _ if home > 0 || own.is_some() && votes.words < 3 * FEWEST_WORDS && text.is_ascii() => {
            article.to_owned()
        }
        _ => detected(text).unwrap_or_else(|| article.to_owned()),
    }
}

/// The language of a whole text (BCP 47), by its small words or by the detector; empty where nothing is sure.
pub fn of_text(text: &str) -> String {
    let sample = &text[..text.floor_char_boundary(4 * SAMPLE_BYTES)];
    let words = sample.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty());
    let votes = Votes::of(words);
    let best = (0..votes.hits.len()).rev().max_by_key(|&at| votes.hits[at]);
    let best = best.filter(|&at| votes.hits[at] * 8 >= votes.words && votes.hits[at] > 0);
    let by_words = best.map(|at| Lang::WITH_TABLES[at].code().to_owned());
    if votes.are_sure() {
        return by_words.unwrap_or_default();
    }
    detected(sample).or(by_words).unwrap_or_default()
}

/// What the detector makes of a passage, where it is sure.
fn detected(text: &str) -> Option<String> {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let found = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    let code = found.lang().code();
    let short = TWO_LETTERS.iter().find(|(three, _)| *three == code).map(|(_, two)| *two);
    Some(short.unwrap_or(code).to_owned())
}

/// Two-letter codes (ISO 639-1) for those of the detector (ISO 639-3) that articles are quoted in most.
const TWO_LETTERS: &[(&str, &str)] = &[
    ("eng", "en"),
    ("fra", "fr"),
    ("deu", "de"),
    ("spa", "es"),
    ("ara", "ar"),
    ("por", "pt"),
    ("ita", "it"),
    ("nld", "nl"),
    ("rus", "ru"),
    ("ukr", "uk"),
    ("pol", "pl"),
    ("tur", "tr"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("heb", "he"),
    ("pes", "fa"),
    ("urd", "ur"),
    ("hin", "hi"),
    ("ben", "bn"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nob", "nb"),
    ("fin", "fi"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("bul", "bg"),
    ("ell", "el"),
    ("srp", "sr"),
    ("hrv", "hr"),
    ("slv", "sl"),
    ("mkd", "mk"),
    ("bel", "be"),
    ("cat", "ca"),
    ("vie", "vi"),
    ("tha", "th"),
    ("ind", "id"),
    ("afr", "af"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("kat", "ka"),
    ("hye", "hy"),
    ("amh", "am"),
    ("tam", "ta"),
    ("tel", "te"),
    ("mal", "ml"),
    ("kan", "kn"),
    ("guj", "gu"),
    ("mar", "mr"),
    ("pan", "pa"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("mya", "my"),
    ("aze", "az"),
    ("uzb", "uz"),
    ("tuk", "tk"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("cym", "cy"),
    ("yid", "yi"),
    ("epo", "eo"),
    ("lat", "la"),
    ("tgl", "tl"),
    ("jav", "jv"),
    ("ori", "or"),
    ("aka", "ak"),
];

/// How many small words of each language a passage has.
struct Votes {
    words: usize,
    hits: [usize; Lang::WITH_TABLES.len()],
}

impl Votes {
    /// Whether every third word is a small one of the same language, as in texts that are in it.
    fn are_sure(&self) -> bool {
        let most = self.hits.into_iter().max().unwrap_or_default();
        most > 0 && most * 3 >= self.words
    }

    fn of<'t>(passage: impl Iterator<Item = &'t str>) -> Self {
        let mut votes = Self { words: 0, hits: [0; Lang::WITH_TABLES.len()] };
        let mut lower = String::new();
        for word in passage {
            votes.words += 1;
            // Of “l’eau” the article tells.
            let word = word.split(['\'', '’']).next().unwrap_or_default();
            if word.len() > LONGEST_SMALL {
                continue;
            }
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            let languages = SMALL_WORDS.get(lower.as_str()).copied().unwrap_or_default();
            for (bit, hits) in votes.hits.iter_mut().enumerate() {
                *hits += usize::from(languages >> bit & 1);
            }
        }
        votes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokens;

    #[test]
    fn a_passage_keeps_the_language_of_its_article_unless_it_says_otherwise() {
        let of = |text: &str| of_passage(text, &tokens(text), "en");
        assert_eq!(of("Vive la paix, vive le port"), "fr");
        assert_eq!(of("Wir haben den Hafen nicht verlassen."), "de");
        assert_eq!(of("The bridge is open again."), "en");
        assert_eq!(of("Le Monde"), "en");
        assert_eq!(of("Ada Example visited Los Angeles"), "en");
        assert_eq!(of("Мы не покинем этот город, пока живы."), "ru");
        assert_eq!(of("!!! 1 2 3 4 5"), "en");
    }

    #[test]
    fn a_tag_names_its_language_whatever_the_region() {
        assert_eq!(Lang::of("fr-CA"), Lang::Fr);
        assert_eq!(Lang::of("EN"), Lang::En);
        assert_eq!(Lang::of("pt"), Lang::Other);
        assert_eq!(Lang::of(""), Lang::Other);
    }
}
