//! A web page as it was on a day: fetched because somebody asked for it, within limits, and kept as WARC.
//!
//! The only room that uses the network. Uses `text` and `import` (for the page's readable text); writes no
//! file and knows neither clock nor window.
//!
//! What a page can do is bounded: only http and https, at every redirect anew; addresses inside the own
//! network are refused unless the settings allow them, and it is the address connected to that is looked
//! at, not the name; bytes, redirects and time have limits.

mod address;
mod error;
mod warc;

pub use error::CaptureError;

use crate::import::{self, Imported};
use crate::review::hex;
use address::Guard;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::ops::ControlFlow;
use std::time::Duration;
use ureq::http::{HeaderMap, HeaderName, HeaderValue, Response, Uri, header};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

/// The media type of what is kept.
pub const MEDIA_TYPE: &str = "application/warc";

/// How far a capture may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a page.
    pub bytes: usize,
    /// The longest a capture may take.
    pub time: Duration,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// Whether addresses inside the own network may be fetched.
    pub own_network: bool,
}

impl Default for Limits {
    /// 50 MB, two minutes, ten redirects, nothing inside the own network.
    fn default() -> Self {
        Self { bytes: 50 << 20, time: Duration::from_secs(120), redirects: 10, own_network: false }
    }
}

/// A page that was captured.
#[derive(Clone, Debug)]
pub struct Captured {
    /// Every answer on the way to the page, and the page, as WARC 1.1 (ISO 28500).
    pub warc: Vec<u8>,
    /// The address that answered in the end.
    pub url: String,
    /// Its answer's status: 200, 404.
    pub status: u16,
    /// The SHA-256 of the page itself, in lower-case hex.
    pub sha256: String,
    /// How many bytes the page itself has.
    pub bytes: u64,
    /// The headers of its answer, a line each.
    pub headers: String,
    /// What can be read on it; none where it holds no text.
    pub text: Option<Imported>,
}

/// Fetches a page. `progress` is told the bytes that came in; it may break off.
///
/// # Errors
/// Where the address is none of http or https or lies in the own network, nothing answers, the certificate
/// fails, a limit is reached, or `progress` broke off.
pub fn capture(
    url: &str,
    now: DateTime<Utc>,
    limits: Limits,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Captured, CaptureError> {
    let agent = agent(limits);
    let mut uri = address::read(url)?;
    let mut warc = warc::begin(now);
    for _ in 0..=limits.redirects {
        let mut answer = agent.get(&uri).call().map_err(|error| CaptureError::of(error, &uri))?;
        let body = read(&mut answer, &uri, limits, progress)?;
        warc::push(&mut warc, now, &uri, &answer, &body);
        match redirect(&answer, &uri)? {
            Some(next) => uri = next,
            None => return Ok(captured(warc, &uri, &answer, &body)),
        }
    }
    Err(CaptureError::Redirects { limit: limits.redirects, url: url.to_owned() })
}

fn agent(limits: Limits) -> Agent {
    let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
    let config = Agent::config_builder()
        .max_redirects(0) // each is looked at here first
        .http_status_as_error(false) // a page that is gone is evidence too
        .timeout_global(Some(limits.time))
        .timeout_connect(Some(limits.time / 4))
        .tls_config(tls)
        .proxy(None) // it would look up names itself, past the guard
        .user_agent(concat!("Redpencil/", env!("CARGO_PKG_VERSION")))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Guard { own_network: limits.own_network })
}

/// Where an answer leads; none where it is the page.
fn redirect(answer: &Response<Body>, from: &Uri) -> Result<Option<Uri>, CaptureError> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(to) = answer.headers().get(header::LOCATION) else { return Ok(None) };
    address::join(from, &String::from_utf8_lossy(to.as_bytes())).map(Some)
}

fn read(
    answer: &mut Response<Body>,
    uri: &Uri,
    limits: Limits,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, CaptureError> {
    let mut reader = answer.body_mut().as_reader();
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; 32 << 10]);
    loop {
        let read = reader.read(&mut chunk).map_err(|error| CaptureError::of(error.into(), uri))?;
        if read == 0 {
            return Ok(bytes);
        }
        if bytes.len() + read > limits.bytes {
            return Err(CaptureError::TooLong { limit: limits.bytes, url: uri.to_string() });
        }
        bytes.extend_from_slice(&chunk[..read]);
        if progress(bytes.len() as u64).is_break() {
            return Err(CaptureError::GivenUp { url: uri.to_string() });
        }
    }
}

fn captured(warc: Vec<u8>, uri: &Uri, answer: &Response<Body>, body: &[u8]) -> Captured {
    Captured {
        warc,
        url: uri.to_string(),
        status: answer.status().as_u16(),
        sha256: hex(&Sha256::digest(body)),
        bytes: body.len() as u64,
        headers: header_lines(answer.headers()),
        text: readable(answer.headers(), uri, body),
    }
}

/// “content-type: text/html”, a line each; bytes that are no text as �.
fn header_lines(headers: &HeaderMap) -> String {
    let line = |name: &HeaderName, value: &HeaderValue| {
        format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))
    };
    headers.iter().map(|(name, value)| line(name, value)).collect()
}

/// What a reader sees of the page.
fn readable(headers: &HeaderMap, uri: &Uri, body: &[u8]) -> Option<Imported> {
    let declared =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = match declared.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => "page.html",
        "text/plain" => "page.txt",
        "" => uri.path().rsplit('/').next().unwrap_or_default(),
        other => other.strip_prefix("application/").filter(|kind| *kind == "pdf").map(|_| "page.pdf")?,
    };
    import::read_bytes(name, body).ok()
}

#[cfg(test)]
mod tests;
