//! Why a page was not captured, as sentences for a person.

use ureq::Error;
use ureq::http::Uri;

/// Why a page was not captured. Nothing is kept then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptureError {
    /// What was given is no address.
    #[error("this is no web address; give one that begins with https:// or http://: {url}")]
    NoAddress {
        /// What was given.
        url: String,
    },
    /// An address of another kind, where it was given or where a page redirected to.
    #[error("only http and https are fetched, not {scheme}: {url}")]
    Scheme {
        /// The kind.
        scheme: String,
        /// The address.
        url: String,
    },
    /// A name and a password would be sent and kept.
    #[error("an address with a name or password in it is not fetched; take them out: {url}")]
    Password {
        /// The host alone.
        url: String,
    },
    /// The address lies in the own network.
    #[error("this address lies in your own network; allow that in the settings to fetch it: {url}")]
    OwnNetwork {
        /// The address.
        url: String,
    },
    /// Nobody goes by that name.
    #[error("there is no such host, or no network; check the address and try again: {url}")]
    NoHost {
        /// The address.
        url: String,
    },
    /// The certificate, or another part of a safe connection, fails.
    #[error("the page cannot be trusted ({what}), so it was not fetched: {url}")]
    Untrusted {
        /// What fails.
        what: String,
        /// The address.
        url: String,
    },
    /// It took too long.
    #[error("the page did not come in time; try again later: {url}")]
    TooSlow {
        /// The address.
        url: String,
    },
    /// It is too long.
    #[error("the page is longer than {} MB, so it was not kept: {url}", limit >> 20)]
    TooLong {
        /// The limit in bytes.
        limit: usize,
        /// The address.
        url: String,
    },
    /// It leads from one address to the next.
    #[error("the page redirects more than {limit} times, so it was given up: {url}")]
    Redirects {
        /// The limit.
        limit: usize,
        /// The first address.
        url: String,
    },
    /// The person did not want to wait for it.
    #[error("the capture was given up: {url}")]
    GivenUp {
        /// The address.
        url: String,
    },
    /// Something else between here and there.
    #[error("the page could not be fetched ({what}); try again later: {url}")]
    Failed {
        /// What was said.
        what: String,
        /// The address.
        url: String,
    },
}

impl CaptureError {
    /// What the client said, about an address.
    pub(super) fn of(error: Error, uri: &Uri) -> Self {
        let url = uri.to_string();
        match error {
            Error::Other(other) => match other.downcast::<Self>() {
                Ok(own) => *own,
                Err(other) => Self::Failed { what: other.to_string(), url },
            },
            Error::HostNotFound => Self::NoHost { url },
            Error::Timeout(_) => Self::TooSlow { url },
            Error::Tls(what) => Self::Untrusted { what: what.to_owned(), url },
            Error::Rustls(what) => Self::Untrusted { what: what.to_string(), url },
            Error::Io(error) => Self::of_io(&error, url),
            other => Self::Failed { what: other.to_string(), url },
        }
    }

    /// What the system said; an error of the client may be wrapped in it.
    fn of_io(error: &std::io::Error, url: String) -> Self {
        let inner = error.get_ref();
        match inner.and_then(|inner| inner.downcast_ref::<Error>()) {
            Some(Error::Timeout(_)) => return Self::TooSlow { url },
            Some(Error::Rustls(what)) => return Self::Untrusted { what: what.to_string(), url },
            Some(other) => return Self::Failed { what: other.to_string(), url },
            None => {}
        }
        if error.kind() == std::io::ErrorKind::TimedOut {
            return Self::TooSlow { url };
        }
        let text = error.to_string();
        if text.contains("lookup") || text.contains("resolve") {
            return Self::NoHost { url };
        }
        let no_handshake = error.kind() == std::io::ErrorKind::InvalidData && url.starts_with("https:");
        if no_handshake || text.contains("certificate") {
            return Self::Untrusted { what: text, url };
        }
        Self::Failed { what: text, url }
    }
}
