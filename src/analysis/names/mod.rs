//! Names: people with their titles, places, organisations, each with all its mentions.
//!
//! What a paragraph holds is read by itself ([`read`]); who is meant by “Massoudou” or “the ECOWAS” is
//! settled over the whole article ([`resolve`]), where also the same name spelled two ways and the same
//! person with two offices come to light.
//!
//! Known limits: German writes every noun with a capital and Arabic none, so there only known names and
//! what follows a title or first name are found.

mod alike;
mod read;
mod resolve;
mod table;

pub use read::read;
pub use resolve::resolve;

use std::ops::Range;

/// What a name is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// Somewhere.
    Place,
    /// A body, a company, an outlet.
    Organisation,
    /// Something else, or not to be told.
    #[default]
    Other,
}

impl NameKind {
    /// Its name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Other => "other",
        }
    }
}

/// A name as it stands in a paragraph; ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name, without title and possessive.
    pub range: Range<usize>,
    /// What it seems to be of.
    pub kind: NameKind,
    /// Whether the kind is known, from a table or a title, and not guessed.
    pub is_kind_known: bool,
    /// Whether it is a name for certain; what only begins a sentence may be any word.
    pub is_sure: bool,
    /// The title or office that stands with it: `Foreign Minister`.
    pub title: Option<Range<usize>>,
    /// The short form in brackets after it: `ECOWAS`.
    pub short: Option<Range<usize>>,
}

/// Where a name stands: in which paragraph, and in which bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The paragraph’s index.
    pub paragraph: usize,
    /// Bytes of the paragraph.
    pub range: Range<usize>,
}

/// Somebody or something named, with all mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The fullest form the article has.
    pub text: String,
    /// What it is.
    pub kind: NameKind,
    /// Where it stands, in text order.
    pub mentions: Vec<Mention>,
    /// Titles and offices it is given, each as first written, in text order.
    pub titles: Vec<(String, Mention)>,
}

/// What is odd about names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// What seems to be one name is spelled two ways: the two words, and where each stands first.
    SpelledTwoWays {
        /// The commoner spelling, or the first.
        usual: (String, Mention),
        /// The other one.
        other: (String, Mention),
    },
    /// One person is given two offices.
    TwoTitles {
        /// The person’s place in the list of names.
        name: usize,
        /// The first office.
        first: (String, Mention),
        /// Another one.
        second: (String, Mention),
    },
}

/// All names of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The names, in the order of their first mentions.
    pub names: Vec<Name>,
    /// What is odd about them, in text order.
    pub oddities: Vec<Oddity>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::lang::Lang;
    use crate::analysis::testing::read_body;

    fn found(lang: Lang, text: &str) -> Vec<Found> {
        read_body(lang, text, read)
    }

    /// Each name as `title|words|kind`.
    fn shown(lang: Lang, text: &str) -> Vec<String> {
        let show = |found: &Found| {
            let title =
                found.title.as_ref().map(|title| format!("{}|", &text[title.clone()])).unwrap_or_default();
            format!("{title}{}|{}", &text[found.range.clone()], found.kind.key())
        };
        found(lang, text).iter().map(show).collect()
    }

    fn names(texts: &[&str]) -> Names {
        let all: Vec<_> = texts.iter().map(|text| found(Lang::En, text)).collect();
        let paragraphs: Vec<_> = texts.iter().copied().zip(all.iter().map(Vec::as_slice)).collect();
        resolve(&paragraphs)
    }

    #[test]
    fn titles_stand_with_names_and_are_no_part_of_them() {
        assert_eq!(
            shown(Lang::En, "it was Foreign Minister Ana Bello who"),
            ["Foreign Minister|Ana Bello|person"]
        );
        assert_eq!(
            shown(Lang::En, "Togo’s President, Ana Bello, left"),
            ["Togo|place", "President|Ana Bello|person"]
        );
        assert_eq!(shown(Lang::En, "when French President Luc Morel came"), ["President|Luc Morel|person"]);
        assert_eq!(
            shown(Lang::En, "then Ana Bello, the former mayor of Lomé, left"),
            ["mayor|Ana Bello|person", "Lomé|place"]
        );
        assert_eq!(shown(Lang::Fr, "selon le président Luc Morel"), ["président|Luc Morel|person"]);
        assert_eq!(
            shown(Lang::De, "der Minister Karl Vogt in Wien"),
            ["Minister|Karl Vogt|person", "Wien|place"]
        );
    }

    #[test]
    fn bodies_places_and_outlets() {
        assert_eq!(
            shown(Lang::En, "the Bank of England and the State Department"),
            ["Bank of England|organisation", "State Department|organisation"]
        );
        assert_eq!(
            shown(Lang::En, "in Burkina Faso, near Lake Volta"),
            ["Burkina Faso|place", "Lake Volta|place"]
        );
        assert_eq!(
            shown(Lang::En, "told France 24 and the U.S. Army"),
            ["France 24|organisation", "U.S. Army|organisation"]
        );
        assert_eq!(
            shown(Lang::En, "the Economic Community of West African States (ECOWAS) met"),
            ["Economic Community of West African States|organisation", "ECOWAS|organisation"]
        );
        assert_eq!(
            shown(Lang::Fr, "ils ont quitté l’Union africaine à Abidjan"),
            ["Union africaine|organisation", "Abidjan|place"]
        );
        assert_eq!(shown(Lang::En, "she wrote on X that plan X failed"), ["X|organisation"]);
    }

    #[test]
    fn a_small_word_with_a_capital_is_no_name_wherever_it_stands() {
        assert_eq!(shown(Lang::En, "it read (The end) and then, The end"), [""; 0]);
        assert_eq!(shown(Lang::Fr, "il a lu (Nous restons)"), [""; 0]);
        assert_eq!(
            shown(Lang::Fr, "a écrit Paul Morel sur Facebook"),
            ["Paul Morel|person", "Facebook|organisation"]
        );
        assert_eq!(shown(Lang::De, "sagte Stadträtin Mira Beispiel"), ["Stadträtin|Mira Beispiel|person"]);
        assert_eq!(shown(Lang::En, "it is the US that"), ["US|place"]);
    }

    #[test]
    fn peoples_days_and_first_words_are_no_names() {
        assert_eq!(shown(Lang::En, "the French troops left on Monday in July"), [""; 0]);
        assert_eq!(shown(Lang::En, "The road was shut. In the north it rained. I slept."), [""; 0]);
        assert_eq!(shown(Lang::Fr, "Les soldats nigériens partent. Il pleut."), [""; 0]);
    }

    #[test]
    fn compound_names_are_one() {
        assert_eq!(
            shown(Lang::En, "then Jean-Luc Morel met J. K. Abo"),
            ["Jean-Luc Morel|person", "J. K. Abo|person"]
        );
        assert_eq!(
            shown(Lang::En, "when Omar al-Basri met Rosa de la Vega"),
            ["Omar al-Basri|person", "Rosa de la Vega|person"]
        );
        assert_eq!(
            shown(Lang::En, "near N’Djamena and Côte d’Ivoire"),
            ["N’Djamena|place", "Côte d’Ivoire|place"]
        );
    }

    #[test]
    fn a_body_of_many_is_one_name() {
        for name in ["Harbour Workers' Union", "Dockers’ Trade Union"] {
            let text = format!("then the {name} met");
            assert_eq!(shown(Lang::En, &text), [format!("{name}|organisation")]);
        }
        let text = "when the Harbour Workers' Mona Bell left";
        assert_eq!(shown(Lang::En, text), ["Harbour Workers|place", "Mona Bell|person"]);
    }

    #[test]
    fn a_surname_is_its_bearer() {
        let names = names(&[
            "Bello left. Then Ana Bello met Karl Vogt.",
            "Later President Bello told Vogt. Nobody heard.",
        ]);
        let all: Vec<_> = names.names.iter().map(|name| (name.text.as_str(), name.mentions.len())).collect();
        assert_eq!(all, [("Ana Bello", 3), ("Karl Vogt", 2)]);
        assert_eq!(names.names[0].titles[0].0, "President");
    }

    #[test]
    fn a_short_form_in_brackets_is_the_long_one() {
        let names = names(&["the Lagos Port Authority (LPA) said", "later the LPA closed"]);
        assert_eq!(names.names.len(), 1);
        assert_eq!(names.names[0].mentions.len(), 3);
    }

    #[test]
    fn two_spellings_are_reported() {
        for (one, other) in [("Massado", "Masado"), ("Bérard", "Berard"), ("Tchiani", "Tchaini")] {
            let texts = [format!("then Hamid {one} spoke"), format!("later Hamid {other} left")];
            let odd = names(&[&texts[0], &texts[1]]).oddities;
            assert!(matches!(odd.as_slice(), [Oddity::SpelledTwoWays { .. }]), "{one} {other}: {odd:?}");
        }
        for (one, other) in
            [("Karl Hansen", "Ole Hanson"), ("Karl Hansen", "Karl Hansen"), ("Niger", "Nigeria")]
        {
            let texts = [format!("then came {one} again"), format!("then left {other} again")];
            assert_eq!(names(&[&texts[0], &texts[1]]).oddities, [], "{one} {other}");
        }
    }

    #[test]
    fn an_s_more_is_another_spelling_of_a_person_and_no_family() {
        let odd = |lang, one: &str, other: &str| {
            let all = [found(lang, one), found(lang, other)];
            resolve(&[(one, &all[0]), (other, &all[1])]).oddities.len()
        };
        assert_eq!(odd(Lang::En, "then Jean Desmarets spoke", "later Mr Desmaret left"), 1);
        assert_eq!(odd(Lang::En, "then Jean Desmaret spoke", "later it was Desmarets who left"), 1);
        assert_eq!(odd(Lang::Fr, "puis Claire Desmarets est venue", "puis Mme Desmaret est partie"), 1);
        assert_eq!(odd(Lang::En, "then Jean Desmaret spoke", "later the Desmarets left"), 0);
        assert_eq!(odd(Lang::En, "then the Hoverer sank", "later two Hoverers sank"), 0);
    }

    #[test]
    fn two_offices_are_reported() {
        let odd = names(&["then Colonel Abo Darran spoke", "later General Darran left"]).oddities;
        assert!(matches!(odd.as_slice(), [Oddity::TwoTitles { name: 0, .. }]), "{odd:?}");
        assert_eq!(
            names(&["then Minister Ana Bello spoke", "later Foreign Minister Bello left"]).oddities,
            []
        );
    }
}
