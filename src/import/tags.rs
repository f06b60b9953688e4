//! Splits HTML into tags and text, in linear time and without a tree.

use memchr::{memchr, memchr3, memmem};

/// Elements whose content is no text of the page: it ends at their own closing tag and nowhere else.
const RAW: &[&str] =
    &["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"];

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text, its character references not decoded.
    Text(&'a str),
    /// An opening tag.
    Open {
        /// Its name as written.
        name: &'a str,
        /// What stands between the name and `>`.
        attributes: &'a str,
    },
    /// The name of a closing tag as written.
    Close(&'a str),
}

/// The pieces of a page in order. Comments, declarations and the content of scripts, styles and the like
/// are left out.
pub fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html }
}

/// A page from behind a DOCTYPE with a subset of its own (`[<!ENTITY …>]`), which HTML does not know and would
/// show the end of; the page itself where it has none.
pub fn behind_subset(html: &str) -> &str {
    let mut rest = html.trim_start();
    while rest.starts_with("<!") || rest.starts_with("<?") {
        let end = declaration_end(rest);
        let is_doctype = rest.get(..9).is_some_and(|name| name.eq_ignore_ascii_case("<!doctype"));
        if is_doctype && rest[..end].contains('[') {
            let mut subset = rest.match_indices(']').map(|(at, _)| rest[at + 1..].trim_start());
            return subset.find_map(|after| after.strip_prefix('>')).unwrap_or(html);
        }
        rest = rest[end..].trim_start();
    }
    html
}

/// Where a comment or another declaration ends.
fn declaration_end(html: &str) -> usize {
    let end = if html.starts_with("<!--") { "-->" } else { ">" };
    memmem::find(html.as_bytes(), end.as_bytes()).map_or(html.len(), |at| at + end.len())
}

/// See [`pieces`].
pub struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while !self.rest.is_empty() {
            let after = &self.rest[usize::from(self.rest.starts_with('<'))..];
            if after.len() == self.rest.len() {
                return Some(self.text(0));
            }
            match after.bytes().next() {
                Some(b'!' | b'?') => self.skip_declaration(),
                Some(b'/') => return Some(Piece::Close(self.close())),
                Some(letter) if letter.is_ascii_alphabetic() => return Some(self.open()),
                _ => return Some(self.text(1)),
            }
        }
        None
    }
}

impl<'a> Pieces<'a> {
    /// Takes so many bytes.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// Text up to the next `<` behind the first so many bytes.
    fn text(&mut self, from: usize) -> Piece<'a> {
        let end = memchr(b'<', &self.rest.as_bytes()[from..]).map_or(self.rest.len(), |at| from + at);
        Piece::Text(self.take(end))
    }

    fn skip_declaration(&mut self) {
        self.take(declaration_end(self.rest));
    }

    fn close(&mut self) -> &'a str {
        let end = memchr(b'>', self.rest.as_bytes()).map_or(self.rest.len(), |at| at + 1);
        name(&self.take(end)[2..])
    }

    fn open(&mut self) -> Piece<'a> {
        let end = tag_end(self.rest);
        let tag = self.take(end);
        let name = name(&tag[1..]);
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            self.skip_raw(name);
        }
        Piece::Open { name, attributes: tag[1 + name.len()..].trim_end_matches('>') }
    }

    /// Skips to the closing tag of this name, or to the end.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let end = memmem::find_iter(bytes, b"</").find(|at| {
            bytes
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.take(end.unwrap_or(bytes.len()));
    }
}

fn name(tag: &str) -> &str {
    let end = tag.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'));
    &tag[..end.unwrap_or(tag.len())]
}

/// Where a tag ends, its `>` included; a quoted value may hold one that ends nothing.
fn tag_end(tag: &str) -> usize {
    let bytes = tag.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let sign = at + found;
        if bytes[sign] == b'>' {
            return sign + 1;
        }
        at = sign + 1;
        if bytes[..sign].trim_ascii_end().ends_with(b"=") {
            let Some(close) = memchr(bytes[sign], &bytes[at..]) else { return bytes.len() };
            at += close + 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> Vec<String> {
        pieces(html)
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Open { name, attributes } => format!("<{name}{attributes}>"),
                Piece::Close(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn pages_are_split() {
        assert_eq!(
            shown("a<P class='x>y'>b</P ><br/>c"),
            ["a", "<P class='x>y'>", "b", "</P>", "<br/>", "c"]
        );
        assert_eq!(shown("<!doctype html><!-- <p> -->1 < 2 <3"), ["1 ", "< 2 ", "<3"]);
        assert_eq!(shown("<script>if (a</b) '</p>'</SCRIPT>x"), ["<script>", "</SCRIPT>", "x"]);
        assert_eq!(shown("<p title=it's>x"), ["<p title=it's>", "x"]);
        assert_eq!(shown("<p title='x>y"), ["<p title='x>y>"]);
        assert_eq!(shown("<style>x"), ["<style>"]);
    }

    #[test]
    fn a_subset_of_the_doctype_is_passed_over() {
        let page = "<?xml version='1.0'?>\n<!-- [ --><!DOCTYPE html [<!ENTITY a 'b[1]'>\n] >\n<p>x";
        assert_eq!(behind_subset(page), "\n<p>x");
        for page in
            ["<!doctype html><p>[x]>", "<p>x<!doctype a [<!ENTITY b 'c'>]>", "<!doctype a [<p>x", "", "<!"]
        {
            assert_eq!(behind_subset(page), page);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_split(html in "[<>/!a-c \"'=é-]{0,60}") {
            prop_assert!(pieces(&html).count() <= html.len());
        }
    }
}
