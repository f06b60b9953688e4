//! The source that a typed name or address stands for.

use super::outlets;
use crate::review::compose::{find_or_add_source, source_on};
use crate::review::{Edit, Review, Source, SourceId};
use std::collections::HashMap;

/// The source that goes by a name: one of the library, or else a new one, filled in from the list of known
/// outlets where it stands there. `new` is the id of a new one.
pub fn by_name(review: &Review, new: SourceId, name: &str) -> (SourceId, Option<Edit>) {
    if let Some(source) = review.source_called(name) {
        return (source.id, None);
    }
    let known = outlets::by_name(name);
    let wanted = known.map_or_else(|| Source::named(new, name.trim()), |outlet| outlet.to_source(new));
    find_or_add_source(review, wanted)
}

/// The source that publishes at an address: one of the library, a known outlet, or a new one that is
/// called by the host; `None` where it is no web address.
pub fn by_address(review: &Review, new: SourceId, url: &str) -> Option<(SourceId, Option<Edit>)> {
    let host = host(url)?;
    if let Some(source) = source_on(review, &host) {
        return Some((source.id, None));
    }
    Some(find_or_add_source(review, publisher(new, url, host)))
}

/// The known outlet that publishes at an address, or one that is called by the host.
fn publisher(new: SourceId, url: &str, host: String) -> Source {
    match outlets::recognise(url) {
        Some(outlet) => outlet.to_source(new),
        None => Source { domains: vec![host.clone()], ..Source::named(new, host) },
    }
}

/// The sources of a library by domain and by name, for the thousands of addresses that one document may hold.
#[derive(Debug, Default)]
pub struct Library {
    domains: HashMap<String, SourceId>,
    /// In small letters.
    names: HashMap<String, SourceId>,
    aliases: HashMap<String, SourceId>,
}

impl Library {
    /// The sources of a review.
    pub fn of(review: &Review) -> Self {
        let mut library = Self::default();
        review.sources.iter().for_each(|source| library.add(source));
        library
    }

    fn add(&mut self, source: &Source) {
        let domains = source.domains.iter().filter(|domain| !domain.is_empty());
        self.domains.extend(domains.map(|domain| (domain.clone(), source.id)));
        self.names.entry(source.name.to_lowercase()).or_insert(source.id);
        for alias in &source.aliases {
            self.aliases.entry(alias.to_lowercase()).or_insert(source.id);
        }
    }

    /// The source that publishes at an address, as [`by_address`] finds it, and itself where it is new: it
    /// belongs at the end of the review's sources, and is known here from now on.
    pub fn by_address(&mut self, new: SourceId, url: &str) -> Option<(SourceId, Option<Source>)> {
        let host = host(url)?;
        if let Some(known) = self.on(&host) {
            return Some((known, None));
        }
        let wanted = publisher(new, url, host);
        let name = wanted.name.trim().to_lowercase();
        if let Some(&known) = self.names.get(&name).or_else(|| self.aliases.get(&name)) {
            return Some((known, None));
        }
        self.add(&wanted);
        Some((new, Some(wanted)))
    }

    /// The source with the longest domain that a host lies in.
    fn on(&self, host: &str) -> Option<SourceId> {
        let parents = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
        std::iter::once(host).chain(parents).find_map(|domain| self.domains.get(domain)).copied()
    }
}

/// The host name of a web address, in small letters and without `www.`; `None` where it is none.
pub fn host(url: &str) -> Option<String> {
    let is_web = ["http://", "https://"].iter().any(|scheme| has_prefix(url, scheme));
    let host = outlets::host_of(url).filter(|_| is_web)?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    Some(host).filter(|host| !host.is_empty())
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, Draft, ReviewId};
    use chrono::DateTime;

    #[test]
    fn a_library_finds_what_a_search_of_the_review_finds() {
        let draft = Draft::new(1, DateTime::UNIX_EPOCH, "a.txt", Vec::new());
        let mut review = Review::new(ReviewId::new(1), Article::default(), draft);
        for (id, name, alias, domain) in [
            (1, "wire.example", "", "news.example"),
            (2, "Second", "third.example", "feeds.news.example"),
            (3, "Third.example", "called.example", "news.example"),
            (4, "Fourth", "wire.example", ""),
        ] {
            let mut source = Source::named(SourceId::new(id), name);
            source.aliases.push(alias.to_owned());
            source.domains.push(domain.to_owned());
            review.sources.push(source);
        }
        let mut library = Library::of(&review);
        let hosts = [
            "news",
            "a.feeds.news",
            "feeds.news",
            "xnews",
            "wire",
            "third",
            "www.called",
            "new",
            "a.new",
            "new",
        ];
        let pages = hosts.iter().map(|host| format!("https://{host}.example/a"));
        let others = [
            "https://www.reuters.com/a",
            "https://Reuters.com/b",
            "https://bbc.co.uk/a",
            "none",
            "https://a./",
        ];
        for (id, url) in (100..).zip(pages.chain(others.map(str::to_owned))) {
            let new = SourceId::new(id);
            let searched = by_address(&review, new, &url);
            let found = library.by_address(new, &url);
            assert_eq!(found.as_ref().map(|found| found.0), searched.as_ref().map(|found| found.0), "{url}");
            let added = found.and_then(|found| found.1);
            assert_eq!(added.is_some(), searched.is_some_and(|found| found.1.is_some()), "{url}");
            review.sources.extend(added);
        }
        assert_eq!(review.sources.len(), 8, "two hosts and two outlets came in once each");
    }
}
