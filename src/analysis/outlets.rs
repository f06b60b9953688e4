//! News agencies, broadcasters, papers, official and reference sources: who publishes at an address, and
//! whose name somebody is about to type.

use crate::review::{Source, SourceId, SourceKind};
use crate::text::fold_for_search;
use serde::{Deserialize, Deserializer, de};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many completions are offered: as many as are read at a glance.
pub const MOST_COMPLETIONS: usize = 8;

/// Somebody who publishes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// The name it goes by.
    pub name: String,
    /// Other names it is known by; no two outlets share one.
    pub aliases: Vec<String>,
    /// Host names under which it publishes, in lower case, without `www.`; hosts below them are its too.
    pub domains: Vec<String>,
    /// What kind of source it is.
    #[serde(deserialize_with = "kind_of_key")]
    pub kind: SourceKind,
    /// Where it is at home (ISO 3166-1 alpha-2); empty for international bodies.
    pub country: String,
    /// The languages it publishes in (BCP 47), the main one first.
    pub languages: Vec<String>,
}

impl Outlet {
    /// The outlet as a source of a review's library.
    pub fn to_source(&self, id: SourceId) -> Source {
        Source {
            aliases: self.aliases.clone(),
            domains: self.domains.clone(),
            kind: self.kind,
            ..Source::named(id, self.name.clone())
        }
    }
}

fn kind_of_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SourceKind, D::Error> {
    let key = String::deserialize(deserializer)?;
    SourceKind::from_key(&key).ok_or_else(|| de::Error::custom(format!("“{key}” is no kind of source")))
}

const LIST: &str = include_str!("../../assets/outlets.ron");

static ALL: LazyLock<Vec<Outlet>> = LazyLock::new(|| {
    // A list that does not parse is an empty one: the tests say so before anybody meets it.
    ron::from_str(LIST).unwrap_or_default()
});

static BY_DOMAIN: LazyLock<HashMap<&'static str, &'static Outlet>> = LazyLock::new(|| {
    let domains =
        |outlet: &'static Outlet| outlet.domains.iter().map(move |domain| (domain.as_str(), outlet));
    all().iter().flat_map(domains).collect()
});

static NAMES: LazyLock<Vec<Names>> =
    LazyLock::new(|| all().iter().map(|outlet| Names::of(&outlet.name, &outlet.aliases)).collect());

/// All outlets of the list.
pub fn all() -> &'static [Outlet] {
    &ALL
}

/// The outlet that goes by a name or alias, whatever the case, accents and kind of apostrophe.
pub fn by_name(name: &str) -> Option<&'static Outlet> {
    let wanted = fold_for_search(name.trim());
    let at = NAMES.iter().position(|names| names.name == wanted || names.aliases.contains(&wanted))?;
    all().get(at)
}

/// Who publishes at an address or host: the outlet with the longest domain that is the host or above it.
///
/// Only whole labels count: neither `evil-france24.com` nor `france24.com.evil.io` nor a look-alike in
/// other letters is France 24.
pub fn recognise(url_or_host: &str) -> Option<&'static Outlet> {
    let host = host_of(url_or_host)?.to_ascii_lowercase();
    let mut rest = host.as_str();
    loop {
        if let Some(outlet) = BY_DOMAIN.get(rest) {
            return Some(outlet);
        }
        rest = rest.split_once('.')?.1;
    }
}

/// The host that a browser would ask for a web address, as it is written there; a bare host is its own.
///
/// `None` for what is no web address: another scheme, an e-mail address, a host with characters that
/// browsers take away or read as others (`%66`, control characters, an empty label).
pub fn host_of(url: &str) -> Option<&str> {
    let url = url.trim();
    let (has_scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) if is_web(scheme) => (true, rest),
        Some((scheme, _)) if !scheme.contains(['/', '?', '#', '\\']) => return None,
        _ => (false, url.strip_prefix("//").unwrap_or(url)),
    };
    // Browsers take a backslash for a slash (WHATWG URL Standard, “special authority slashes state”).
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host_and_port = match authority.rsplit_once('@') {
        Some((_, host)) if has_scheme => host,
        Some(_) => return None,
        None => authority,
    };
    let host = host_and_port.split(':').next()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    is_host(host).then_some(host)
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|char| char.is_alphanumeric() || char == '-' || char == '_')
    };
    host.contains('.') && host.split('.').all(is_label)
}

/// A source that what was typed may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Its name.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Where it is known from.
    pub known: Known,
}

/// Where a completion is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It stands in the review's library.
    FromLibrary(SourceId),
    /// It stands in the list of outlets.
    FromList(&'static Outlet),
}

/// Names that what was typed may mean, at most [`MOST_COMPLETIONS`].
///
/// The review's own sources come before the list, and in both a whole name or alias before the beginning
/// of a name, that before the beginning of a word in it, that before an alias, that before letters inside. An outlet that
/// the library has under the same name is not offered a second time; with nothing typed, only the
/// library is.
pub fn complete(typed: &str, library: &[Source]) -> Vec<Completion> {
    let typed = fold_for_search(typed.trim());
    let names: Vec<Names> = library.iter().map(|source| Names::of(&source.name, &source.aliases)).collect();
    let own = best(&typed, &names).into_iter().map(|at| &library[at]).map(of_library);
    if typed.is_empty() {
        return own.take(MOST_COMPLETIONS).collect();
    }
    let taken: HashSet<&str> = names.iter().map(|names| names.name.as_str()).collect();
    let others = best(&typed, &NAMES)
        .into_iter()
        .filter(|&at| !taken.contains(NAMES[at].name.as_str()))
        .filter_map(|at| all().get(at))
        .map(of_list);
    own.chain(others).take(MOST_COMPLETIONS).collect()
}

fn of_library(source: &Source) -> Completion {
    Completion { name: source.name.clone(), kind: source.kind, known: Known::FromLibrary(source.id) }
}

fn of_list(outlet: &'static Outlet) -> Completion {
    Completion { name: outlet.name.clone(), kind: outlet.kind, known: Known::FromList(outlet) }
}

/// The places of the names that fit, best first, otherwise in their own order.
fn best(typed: &str, names: &[Names]) -> Vec<usize> {
    let mut fitting: Vec<(Fit, usize)> =
        names.iter().enumerate().filter_map(|(at, names)| Some((names.fit(typed)?, at))).collect();
    fitting.sort_unstable();
    fitting.into_iter().map(|(_, at)| at).collect()
}

/// How well a name fits what was typed, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    NameBegins,
    WordBegins,
    AliasBegins,
    Inside,
}

/// The names of a source, folded.
struct Names {
    name: String,
    aliases: Vec<String>,
}

impl Names {
    fn of(name: &str, aliases: &[String]) -> Self {
        Self {
            name: fold_for_search(name.trim()),
            aliases: aliases.iter().map(|alias| fold_for_search(alias.trim())).collect(),
        }
    }

    fn fit(&self, typed: &str) -> Option<Fit> {
        if self.name == typed || self.aliases.iter().any(|alias| alias == typed) {
            Some(Fit::Whole)
        } else if self.name.starts_with(typed) {
            Some(Fit::NameBegins)
        } else if word_begins(&self.name, typed) {
            Some(Fit::WordBegins)
        } else if self.aliases.iter().any(|alias| word_begins(alias, typed)) {
            Some(Fit::AliasBegins)
        } else if self.name.contains(typed) || self.aliases.iter().any(|alias| alias.contains(typed)) {
            Some(Fit::Inside)
        } else {
            None
        }
    }
}

/// Whether a word of a name, or the name itself, begins so.
fn word_begins(name: &str, typed: &str) -> bool {
    name.match_indices(typed).any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_at(url: &str) -> Option<&'static str> {
        recognise(url).map(|outlet| outlet.name.as_str())
    }

    fn names(typed: &str, library: &[Source]) -> Vec<String> {
        complete(typed, library).into_iter().map(|completion| completion.name).collect()
    }

    #[test]
    fn the_list_parses_and_says_nothing_twice() {
        let outlets: Vec<Outlet> = ron::from_str(LIST).expect("the list parses");
        assert!(outlets.len() >= 200, "{}", outlets.len());
        let mut seen = HashSet::new();
        for outlet in &outlets {
            for name in [&outlet.name].into_iter().chain(&outlet.aliases) {
                assert!(!name.trim().is_empty() && seen.insert(fold_for_search(name)), "name {name}");
            }
            for domain in &outlet.domains {
                assert!(seen.insert(format!("//{domain}")), "domain {domain}");
                assert_eq!(host_of(domain), Some(domain.as_str()));
                assert!(!domain.starts_with("www.") && *domain == domain.to_ascii_lowercase(), "{domain}");
                assert_eq!(name_at(domain), Some(outlet.name.as_str()));
            }
            assert!(matches!(outlet.country.len(), 0 | 2), "{}", outlet.name);
            assert!(!outlet.languages.is_empty(), "{}", outlet.name);
        }
    }

    #[test]
    fn the_list_spans_the_world() {
        let countries: HashSet<&str> = all().iter().map(|outlet| outlet.country.as_str()).collect();
        assert!(countries.len() > 60, "{}", countries.len());
        for kind in [SourceKind::Agency, SourceKind::Broadcaster, SourceKind::Paper, SourceKind::Official] {
            assert!(all().iter().filter(|outlet| outlet.kind == kind).count() >= 20, "{}", kind.label());
        }
    }

    #[test]
    fn an_address_is_recognised_on_whole_labels() {
        for url in [
            "https://www.france24.com/fr/afrique/",
            "http://FRANCE24.com:443?x=1",
            "france24.com",
            "//observers.france24.com/en",
            "https://user:word@www.france24.com./",
            " https://france24.com#top ",
        ] {
            assert_eq!(name_at(url), Some("France 24"), "{url}");
        }
        assert_eq!(name_at("https://www.bbc.co.uk/news"), Some("BBC"));
        assert_eq!(name_at("https://www.bbc.com/news"), Some("BBC"));
        assert_eq!(name_at("https://news.un.org/en/"), Some("UN News"));
        assert_eq!(name_at("https://press.un.org/en/"), Some("United Nations"));
    }

    #[test]
    fn a_look_alike_is_not_recognised() {
        for url in [
            "https://evil-france24.com/",
            "https://france24.com.evil.io/",
            "https://france24.com@evil.io/",
            "https://evil.io\\@france24.com/",
            "https://evil.io/https://france24.com/",
            "https://evil.io?u=//france24.com",
            "evil.io/?u=https://france24.com/",
            "https://frаnce24.com/", // the third letter is Cyrillic
            "https://france24.com\u{3002}evil.io/",
            "https://%66rance24.com/",
            "https://france24..com/",
            "data:text/html,https://france24.com/",
            "javascript://france24.com/",
            "mailto:desk@france24.com",
            "desk@france24.com",
            "https://co.uk/",
            "com",
            "",
        ] {
            assert_eq!(name_at(url), None, "{url}");
        }
    }

    #[test]
    fn a_host_is_read_as_a_browser_reads_it() {
        assert_eq!(host_of("https://a.example:8080/x"), Some("a.example"));
        assert_eq!(host_of("https://a.example@b.example/x"), Some("b.example"));
        assert_eq!(host_of("A.example/x:y@z"), Some("A.example"));
        assert_eq!(host_of("https://пример.рф/"), Some("пример.рф"));
        assert_eq!(host_of("ftp://a.example/"), None);
        assert_eq!(host_of("Reuters, page 3"), None);
    }

    #[test]
    fn a_name_is_known_by_its_aliases() {
        assert_eq!(by_name("afp").map(|outlet| outlet.name.as_str()), Some("Agence France-Presse"));
        assert_eq!(by_name(" ELYSEE ").map(|outlet| outlet.country.as_str()), Some("FR"));
        assert_eq!(by_name("L'Orient-Le Jour").map(|outlet| outlet.country.as_str()), Some("LB"));
        assert_eq!(by_name("Nobody’s Gazette"), None);
    }

    #[test]
    fn typing_completes_a_name() {
        assert_eq!(names("reu", &[]).first().map(String::as_str), Some("Reuters"));
        assert_eq!(names("afp", &[]).first().map(String::as_str), Some("Agence France-Presse"));
        assert_eq!(names("afp", &[])[1], "AFP Fact Check");
        assert_eq!(names("clarin", &[]), ["Clarín"]);
        assert_eq!(names("zzzz", &[]), [""; 0]);
        assert_eq!(names("a", &[]).len(), MOST_COMPLETIONS);
        assert_eq!(names("", &[]), [""; 0]);
    }

    #[test]
    fn the_library_comes_first_and_once() {
        let library = [
            Source::named(SourceId::new(1), "Call with Aïssa, Reuters stringer"),
            Source::named(SourceId::new(2), "Reuters"),
        ];
        let offered = complete("reu", &library);
        assert_eq!(offered[0].known, Known::FromLibrary(SourceId::new(2)));
        assert_eq!(offered[1].known, Known::FromLibrary(SourceId::new(1)));
        assert!(offered[2..].iter().all(|completion| completion.name != "Reuters"));
        assert_eq!(names("aissa", &library), ["Call with Aïssa, Reuters stringer"]);
        assert_eq!(names("", &library).len(), 2);
    }

    #[test]
    fn the_beginning_of_a_name_comes_before_a_word_an_alias_and_letters_inside() {
        let mut alias = Source::named(SourceId::new(3), "Third");
        alias.aliases = vec!["New names".into()];
        let library = [
            Source::named(SourceId::new(1), "Renewed"),
            alias,
            Source::named(SourceId::new(2), "The new one"),
            Source::named(SourceId::new(4), "News"),
        ];
        assert_eq!(names("new", &library)[..4], ["News", "The new one", "Third", "Renewed"]);
    }
}
