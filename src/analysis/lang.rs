//! The languages the program reads. What is known of one is data: `assets/lang/CODE/TOPIC.ron`.

use serde::de::DeserializeOwned;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_language_whatever_the_region() {
        assert_eq!(Lang::of("fr-CA"), Lang::Fr);
        assert_eq!(Lang::of("EN"), Lang::En);
        assert_eq!(Lang::of("pt"), Lang::Other);
        assert_eq!(Lang::of(""), Lang::Other);
    }
}
