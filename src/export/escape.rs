//! Text made harmless where signs of it would act: HTML, XML, Markdown.

use crate::text::one_line;
use std::borrow::Cow;

/// A text for HTML, between tags or between quotation marks: shown and not obeyed.
pub fn html(text: &str) -> String {
    markup(&one_line(text)).into_owned()
}

/// A text for XML. Signs that XML 1.0 cannot hold, not even as a number, become U+FFFD.
///
/// See “Characters” (2.2) in Extensible Markup Language 1.0.
pub fn xml(text: &str) -> String {
    let held = text.replace(|c| !is_xml_char(c), "\u{fffd}");
    markup(&held).into_owned()
}

fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

fn markup(text: &str) -> Cow<'_, str> {
    let entity = |c: char| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    };
    if !text.contains(|c| entity(c).is_some()) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match entity(c) {
            Some(entity) => escaped.push_str(entity),
            None => escaped.push(c),
        }
    }
    escaped.into()
}

/// A text for Markdown, on one line: every sign that CommonMark or its tables give a meaning is escaped.
pub fn markdown(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len() + line.len() / 8);
    let begins_with_number = begins_list(&line);
    let mut is_start = true;
    for (at, c) in line.char_indices() {
        let acts = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$')
            || (is_start && matches!(c, '#' | '+' | '-' | '='))
            || begins_with_number == Some(at);
        if acts {
            escaped.push('\\');
        }
        escaped.push(c);
        is_start = is_start && c.is_whitespace();
    }
    escaped
}

/// Where the stop stands that would make a numbered item of a line: `12.` or `12)`.
pub fn begins_list(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    let digits = line[start..].find(|c: char| !c.is_ascii_digit())?;
    let stop = start + digits;
    (digits > 0 && line[stop..].starts_with(['.', ')'])).then_some(stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_shown() {
        assert_eq!(html("<b> & \"x\" 'y'"), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
        assert_eq!(html("a\u{202e}b\u{0}"), "a⟨U+202E⟩b⟨U+0000⟩");
        assert_eq!(xml("a\u{1}b\u{fffe}<\u{e9}"), "a\u{fffd}b\u{fffd}&lt;é");
    }

    #[test]
    fn markdown_stays_text() {
        assert_eq!(markdown("# a *b* <i>"), "\\# a \\*b\\* \\<i\\>");
        assert_eq!(markdown("12. May"), "12\\. May");
        assert_eq!(markdown("in 2012. May"), "in 2012. May");
        assert_eq!(markdown("  - x\n| y"), "  \\- x \\| y");
    }
}
