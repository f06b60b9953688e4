//! The source that a name or an address stands for.

use super::error::CliError;
use crate::analysis::outlets;
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
/// called by the host.
pub fn by_address(review: &Review, new: SourceId, url: &str) -> Result<(SourceId, Option<Edit>), CliError> {
    let host = host(url)?;
    if let Some(source) = source_on(review, &host) {
        return Ok((source.id, None));
    }
    let wanted = match outlets::recognise(url) {
        Some(outlet) => outlet.to_source(new),
        None => Source { domains: vec![host.clone()], ..Source::named(new, host) },
    };
    Ok(find_or_add_source(review, wanted))
}

/// The host name of a web address, in small letters and without `www.`.
pub fn host(url: &str) -> Result<String, CliError> {
    let is_web = ["http://", "https://"].iter().any(|scheme| has_prefix(url, scheme));
    let host = outlets::host_of(url).filter(|_| is_web).map(str::to_lowercase);
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(&host).to_owned());
    host.filter(|host| !host.is_empty()).ok_or_else(|| {
        CliError::Usage(format!("“{url}” is no web address; give one that begins with https:// or http://"))
    })
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix))
}
