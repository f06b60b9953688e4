//! Text that comes from elsewhere, made harmless where a line of plain text is shown.

use std::borrow::Cow;

/// A text as one line that is shown and not obeyed: line breaks and tabs become blanks; other control
/// characters, and those that turn the direction of text round, are shown by their number.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_acting) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !is_acting(c) => shown.push(c),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(one_line("a\u{1b}[2Jb\nc\td"), "a⟨U+001B⟩[2Jb c d");
        assert_eq!(one_line("abc \u{202e}def\u{2069}"), "abc ⟨U+202E⟩def⟨U+2069⟩");
        assert!(matches!(one_line("مرحبا 👩‍👩‍👧"), Cow::Borrowed("مرحبا 👩‍👩‍👧")));
    }
}
