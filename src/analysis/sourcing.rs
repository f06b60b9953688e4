//! The source that a typed name or address stands for.

use super::outlets;
use crate::review::compose::{find_or_add_source, source_on};
use crate::review::{Edit, Review, Source, SourceId};

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
    let wanted = match outlets::recognise(url) {
        Some(outlet) => outlet.to_source(new),
        None => Source { domains: vec![host.clone()], ..Source::named(new, host) },
    };
    Some(find_or_add_source(review, wanted))
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
