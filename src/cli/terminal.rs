//! Text from an article on its way to a terminal, where it must not act.

use std::borrow::Cow;

/// A text as one line that a terminal shows and does not obey.
pub use crate::text::one_line as line;

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
    fn long_text_is_cut_between_chars() {
        assert_eq!(at_most("éàü", 2), "éà…");
        assert_eq!(at_most("éàü", 3), "éàü");
    }
}
