//! Against a server of the test's own, on this machine: nothing leaves it.

use super::*;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Made for these tests by `openssl req -x509`; nobody vouches for it.
const CERTIFICATE: &[u8] = include_bytes!("../../tests/fixtures/capture/self-signed.cert.der");
const KEY: &[u8] = include_bytes!("../../tests/fixtures/capture/self-signed.key.der");

/// A server that answers each path with fixed bytes; gives its address.
fn server(answers: &[(&str, Vec<u8>)]) -> String {
    let answers: HashMap<String, Vec<u8>> =
        answers.iter().map(|(path, answer)| ((*path).to_owned(), answer.clone())).collect();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &answers);
        }
    });
    address
}

fn answer(mut stream: TcpStream, answers: &HashMap<String, Vec<u8>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    lines.find(String::is_empty);
    let path = first.split(' ').nth(1).unwrap_or_default();
    if let Some(answer) = answers.get(path) {
        drop(stream.write_all(answer)); // the client may have gone
    }
}

fn page(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

fn limits() -> Limits {
    Limits { own_network: true, time: Duration::from_secs(20), ..Limits::default() }
}

fn fetch(url: &str, limits: Limits) -> Result<Captured, CaptureError> {
    capture(url, DateTime::UNIX_EPOCH, limits, &mut |_| ControlFlow::Continue(()))
}

const ARTICLE: &str = "<html><head><title>Nine left</title></head><body><article><h1>Nine left</h1><p>Nine \
    people left the hall on Friday, the council said in a statement that it read aloud.</p><p>None of them \
    came back before the vote was taken, and the doors were then closed for the night.</p></article></body></html>";

#[test]
fn a_page_is_kept_raw_with_its_text_and_its_redirects() {
    let moved = page("301 Moved Permanently", "location: /page\r\n", "");
    let found = page("200 OK", "content-type: text/html; charset=utf-8\r\nx-kept: yes\r\n", ARTICLE);
    let server = server(&[("/old", moved), ("/page", found)]);
    let captured = fetch(&format!("{server}/old"), limits()).unwrap();
    assert_eq!((captured.url, captured.status), (format!("{server}/page"), 200));
    assert_eq!(captured.bytes, ARTICLE.len() as u64);
    assert_eq!(captured.sha256, hex(&Sha256::digest(ARTICLE)));
    assert!(captured.headers.contains("x-kept: yes\n"), "{}", captured.headers);
    let paragraphs = captured.text.unwrap().paragraphs;
    assert!(paragraphs.iter().any(|paragraph| paragraph.text.starts_with("Nine people left")));
    let warc = String::from_utf8(captured.warc).unwrap();
    assert_eq!(warc.matches("WARC/1.1\r\n").count(), 3, "{warc}");
    assert!(warc.contains("x-kept: yes") && warc.contains(ARTICLE) && warc.contains("HTTP/1.1 301"));
}

/// Every record's length is that of its block: what a reader of WARC goes by.
#[test]
fn the_records_can_be_taken_apart_again() {
    let server =
        server(&[("/", page("200 OK", "content-type: text/plain\r\n", "One line.\r\n\r\nWARC/1.1"))]);
    let warc = fetch(&server, limits()).unwrap().warc;
    let (mut rest, mut records) = (warc.as_slice(), 0);
    while !rest.is_empty() {
        let end = rest.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
        let head = std::str::from_utf8(&rest[..end]).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
        rest = rest[end + length.parse::<usize>().unwrap()..].strip_prefix(b"\r\n\r\n").unwrap();
        records += 1;
    }
    assert_eq!(records, 2);
}

#[test]
fn a_page_that_is_gone_is_evidence_too() {
    let server = server(&[("/gone", page("404 Not Found", "content-type: text/html\r\n", "<p>Gone.</p>"))]);
    assert_eq!(fetch(&format!("{server}/gone"), limits()).unwrap().status, 404);
}

#[test]
fn the_own_network_is_refused_unless_it_is_allowed() {
    let server = server(&[("/", page("200 OK", "", "secret"))]);
    let refused = fetch(&server, Limits { own_network: false, ..limits() });
    assert!(matches!(refused, Err(CaptureError::OwnNetwork { .. })), "{refused:?}");
}

#[test]
fn a_redirect_off_the_web_or_without_end_is_given_up() {
    let to_file = page("302 Found", "location: file:///etc/passwd\r\n", "");
    let round = page("302 Found", "location: /round\r\n", "");
    let server = server(&[("/file", to_file), ("/round", round)]);
    assert!(matches!(fetch(&format!("{server}/file"), limits()), Err(CaptureError::Scheme { .. })));
    assert!(matches!(fetch(&format!("{server}/round"), limits()), Err(CaptureError::Redirects { .. })));
}

/// A server that begins an answer and goes on with it until the client hangs up; gives its address.
fn endless(begins: &'static str, goes_on: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(begins.as_bytes());
            while stream.write_all(&goes_on).is_ok() {}
        }
    });
    address
}

#[test]
fn a_page_that_never_ends_stops_at_the_limit() {
    let small = Limits { bytes: 200 << 10, ..limits() };
    let chunk = [b"4000\r\n".as_slice(), &[b'a'; 0x4000], b"\r\n"].concat();
    let chunked = endless("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk);
    let until_closed = endless("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", vec![b'a'; 0x4000]);
    for server in [chunked, until_closed] {
        let refused = fetch(&server, small).unwrap_err();
        assert_eq!(refused, CaptureError::TooLong { limit: small.bytes, url: server });
    }
}

#[test]
fn headers_that_never_end_are_given_up() {
    let server = endless("HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n".repeat(500));
    let refused = fetch(&server, limits()).unwrap_err();
    assert!(matches!(refused, CaptureError::Failed { .. }), "{refused:?}");
    assert!(refused.to_string().ends_with(&format!("try again later: {server}")), "{refused}");
}

#[test]
fn a_server_that_never_answers_is_waited_for_no_longer_than_the_limit() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap(); // nobody takes the connection up
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let hasty = Limits { time: Duration::from_millis(200), ..limits() };
    assert_eq!(fetch(&url, hasty).unwrap_err(), CaptureError::TooSlow { url });
}

/// A proxy would connect to what the guard has not seen, so none is used, whatever the environment says.
#[test]
fn a_proxy_of_the_environment_is_not_used() {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "capture::tests::a_page_that_is_gone_is_evidence_too"]);
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(variable, "http://127.0.0.1:9");
    }
    for variable in ["NO_PROXY", "no_proxy"] {
        child.env_remove(variable);
    }
    let ran = child.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_capture_can_be_broken_off() {
    let server = server(&[("/", page("200 OK", "", "some words"))]);
    let stopped = capture(&server, DateTime::UNIX_EPOCH, limits(), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(CaptureError::GivenUp { .. })));
}

#[test]
fn a_server_that_speaks_no_safe_language_is_not_trusted() {
    let rubbish = endless("HTTP/1.1 400 Bad Request\r\n", b"rubbish\r\n".to_vec());
    let refused = fetch(&rubbish.replace("http://", "https://"), limits());
    assert!(matches!(refused, Err(CaptureError::Untrusted { .. })), "{refused:?}");
}

/// A server that shakes hands with a certificate that nobody vouches for; gives its address.
fn unvouched() -> String {
    let key = PrivateKeyDer::try_from(KEY).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.unwrap().with_no_client_auth();
    let config = Arc::new(config.with_single_cert(vec![CertificateDer::from(CERTIFICATE)], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            drop(connection.complete_io(&mut stream)); // the client hangs up
        }
    });
    address
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_not_trusted() {
    let refused = fetch(&unvouched(), limits());
    assert!(matches!(refused, Err(CaptureError::Untrusted { .. })), "{refused:?}");
}
