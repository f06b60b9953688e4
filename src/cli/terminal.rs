//! Text from an article on its way to a terminal, where it must not act.

use std::borrow::Cow;

/// A text as one line that a terminal shows and does not obey: line breaks and tabs become blanks;
/// other control characters, and those that turn the direction of text round, are shown by their number.
pub fn line(text: &str) -> Cow<'_, str> {
    shown(text, false)
}

/// The same for a text of several lines.
pub fn lines(text: &str) -> Cow<'_, str> {
    shown(text, true)
}

fn shown(text: &str, keep_line_feeds: bool) -> Cow<'_, str> {
    let acts = |c: char| is_acting(c) && !(keep_line_feeds && c == '\n');
    if !text.contains(acts) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !acts(c) => shown.push(c),
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            c => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
        }
    }
    shown.into()
}

/// Control characters, line breaks, and the embeddings, overrides and isolates of the bidirectional
/// algorithm (UAX #9).
fn is_acting(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// At most so many chars of a text, and an ellipsis where there are more.
pub fn at_most(text: &str, chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// A count with its word: `1 claim`, `2 claims`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert_eq!(line("a\u{1b}[2Jb\nc\td"), "a⟨U+001B⟩[2Jb c d");
        assert_eq!(line("abc \u{202e}def\u{2069}"), "abc ⟨U+202E⟩def⟨U+2069⟩");
        assert_eq!(lines("a\nb\rc"), "a\nb c");
        assert!(matches!(line("مرحبا 👩‍👩‍👧"), Cow::Borrowed("مرحبا 👩‍👩‍👧")));
    }

    #[test]
    fn long_text_is_cut_between_chars() {
        assert_eq!(at_most("éàü", 2), "éà…");
        assert_eq!(at_most("éàü", 3), "éàü");
    }
}
