//! WARC 1.1 (ISO 28500:2017): the form in which archives keep what a server answered.
//!
//! Written here, for a record is a dozen lines and the crate for it stands still since 2022. A block holds
//! the answer's status, headers and body; the coding for transport is undone by the client, so the header
//! that names it is left out and the length is that of the body as it stands.

use crate::review::hex;
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use ureq::Body;
use ureq::http::{Response, Uri, header};

/// The record that says who wrote the file.
pub fn begin(now: DateTime<Utc>) -> Vec<u8> {
    let about = concat!(
        "software: Redpencil/",
        env!("CARGO_PKG_VERSION"),
        "\r\nformat: WARC File Format 1.1\r\nisPartOf: a review’s backup\r\n"
    );
    let mut warc = Vec::new();
    record(&mut warc, "warcinfo", now, None, "application/warc-fields", about.as_bytes(), None);
    warc
}

/// Adds an answer.
pub fn push(warc: &mut Vec<u8>, now: DateTime<Utc>, uri: &Uri, answer: &Response<Body>, body: &[u8]) {
    let status = answer.status();
    let mut block =
        format!("HTTP/1.1 {} {}\r\n", status.as_u16(), status.canonical_reason().unwrap_or_default())
            .into_bytes();
    for (name, value) in answer.headers() {
        if name != header::TRANSFER_ENCODING && name != header::CONTENT_LENGTH {
            block.extend_from_slice(name.as_str().as_bytes());
            block.extend_from_slice(b": ");
            block.extend_from_slice(value.as_bytes());
            block.extend_from_slice(b"\r\n");
        }
    }
    block.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    block.extend_from_slice(body);
    let payload = format!("sha-256:{}", hex(&Sha256::digest(body)));
    let kind = "application/http;msgtype=response";
    record(warc, "response", now, Some(&uri.to_string()), kind, &block, Some(&payload));
}

fn record(
    warc: &mut Vec<u8>,
    kind: &str,
    now: DateTime<Utc>,
    target: Option<&str>,
    content_type: &str,
    block: &[u8],
    payload: Option<&str>,
) {
    let date = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    let digest = Sha256::digest(block);
    let mut head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {date}\r\n");
    head.push_str(&format!("WARC-Record-ID: <{}>\r\n", id(&date, warc.len(), &digest)));
    if let Some(target) = target {
        head.push_str(&format!("WARC-Target-URI: {target}\r\n"));
    }
    if let Some(payload) = payload {
        head.push_str(&format!("WARC-Payload-Digest: {payload}\r\n"));
    }
    head.push_str(&format!("WARC-Block-Digest: sha-256:{}\r\n", hex(&digest)));
    head.push_str(&format!("Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", block.len()));
    warc.extend_from_slice(head.as_bytes());
    warc.extend_from_slice(block);
    warc.extend_from_slice(b"\r\n\r\n");
}

/// A record's id: a UUID of version 8 (RFC 9562), made of what the record holds, when, and where it stands.
fn id(date: &str, at: usize, digest: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(date);
    hash.update(at.to_le_bytes());
    hash.update(digest);
    let mut bytes: Vec<u8> = hash.finalize().iter().copied().take(16).collect();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let text = hex(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}
