//! Which addresses may be fetched.

use super::CaptureError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Reads a web address as it was typed.
pub fn read(typed: &str) -> Result<Uri, CaptureError> {
    let typed = typed.trim();
    let no_address = || CaptureError::NoAddress { url: typed.to_owned() };
    let whole = url::Url::parse(typed).map_err(|_| no_address())?;
    if !matches!(whole.scheme(), "http" | "https") {
        return Err(CaptureError::Scheme { scheme: whole.scheme().to_owned(), url: typed.to_owned() });
    }
    if !whole.username().is_empty() || whole.password().is_some() {
        return Err(CaptureError::Password { url: whole.host_str().unwrap_or_default().to_owned() });
    }
    let mut page = whole;
    page.set_fragment(None); // a server never sees it
    page.as_str().parse().map_err(|_| no_address())
}

/// The address that a redirect leads to, which may be relative to where it stands.
pub fn join(from: &Uri, to: &str) -> Result<Uri, CaptureError> {
    let no_address = || CaptureError::NoAddress { url: to.to_owned() };
    let from = url::Url::parse(&from.to_string()).map_err(|_| no_address())?;
    read(from.join(to).map_err(|_| no_address())?.as_str())
}

/// Looks up names and refuses what lies in the own network: by the addresses themselves, so that no name
/// can stand for one.
#[derive(Debug)]
pub struct Guard {
    /// Whether the own network may be reached.
    pub own_network: bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        match found.iter().find(|address| !self.own_network && !is_public(address.ip())) {
            Some(_) => Err(ureq::Error::Other(Box::new(CaptureError::OwnNetwork { url: uri.to_string() }))),
            None => Ok(found),
        }
    }
}

/// Whether an address is one of the public network: none of the special ones of RFC 6890 and its registries.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => embedded(v6).map_or_else(|| is_public_v6(v6), is_public_v4),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // shared by a provider's customers, RFC 6598
        || (a == 198 && (18..20).contains(&b)) // measuring, RFC 2544
        || (a == 192 && b == 0 && c == 0); // protocols, RFC 6890
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Everything that is handed out lies in 2000::/3.
    let [first, second, ..] = address.segments();
    let handed_out = first & 0xe000 == 0x2000;
    let protocols = first == 0x2001 && second < 0x0200; // tunnels and measuring among them, RFC 2928
    let documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    handed_out && !protocols && !documentation
}

/// The IPv4 address that an IPv6 address stands for: mapped, translated (RFC 6052) or 6to4 (RFC 3056).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let from = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some(from(high, low)),
        _ => address.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_own_network_are_not_public_however_they_are_written() {
        let own = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:0:7f00:1::",
            "2001:db8::1",
            "3fff::1",
            "224.0.0.1",
            "ff02::1",
        ];
        for address in own {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in
            ["8.8.8.8", "172.15.0.1", "100.128.0.1", "2600::1", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
        {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn only_web_addresses_are_read() {
        let page = read(" https://example.org/a b?c#part ").unwrap();
        assert_eq!(page.to_string(), "https://example.org/a%20b?c");
        assert!(matches!(read("file:///etc/passwd"), Err(CaptureError::Scheme { .. })));
        assert!(matches!(read("ftp://example.org"), Err(CaptureError::Scheme { .. })));
        assert!(matches!(read("https://me:secret@example.org"), Err(CaptureError::Password { .. })));
        assert!(matches!(read("example.org"), Err(CaptureError::NoAddress { .. })));
        assert!(matches!(read(""), Err(CaptureError::NoAddress { .. })));
    }

    #[test]
    fn a_redirect_may_be_relative_and_never_leads_off_the_web() {
        let from = read("https://example.org/news/1").unwrap();
        assert_eq!(join(&from, "../2").unwrap().to_string(), "https://example.org/2");
        assert_eq!(join(&from, "//example.net/").unwrap().to_string(), "https://example.net/");
        assert!(matches!(join(&from, "file:///etc/passwd"), Err(CaptureError::Scheme { .. })));
    }
}
