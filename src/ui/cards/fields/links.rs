//! The one place that opens a link.

/// Opens an address in the browser, where it is one of the web; nothing else is ever opened.
#[expect(clippy::disallowed_methods, reason = "this is the one place that opens a link")]
pub fn open_link(ctx: &egui::Context, url: &str) {
    if is_web_address(url) {
        ctx.open_url(egui::OpenUrl::new_tab(url.trim()));
    }
}

/// Whether an address is one of the web.
pub fn is_web_address(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    (url.starts_with("https://") || url.starts_with("http://"))
        && crate::analysis::outlets::host_of(&url).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        for url in ["https://example.org/a", "http://example.org", " HTTPS://Example.org "] {
            assert!(is_web_address(url), "{url}");
        }
        for url in
            ["", "file:///etc/passwd", "javascript:alert(1)", "example.org", "https://", "mailto:a@b.c"]
        {
            assert!(!is_web_address(url), "{url}");
        }
    }
}
