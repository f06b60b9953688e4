//! A paragraph cut into words, numbers and signs: what every reader of the text stands on.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with apostrophes, inner hyphens left out: `don’t` is one word, `hard-won` two and a sign.
    Word,
    /// Digits of any script with their separators: `1,500`, `3.5`, `12:40`, `۱۴۰۲`.
    Number,
    /// Letters and digits together: `F16`, `7th`, `3pm`.
    Mixed,
    /// One sign: punctuation, symbol, emoji.
    Sign,
}

/// A word, number or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, in bytes of the paragraph.
    pub start: u32,
    /// Where it ends, in bytes; the byte there is not part of it.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Whether a blank stands before it, or nothing.
    pub spaced: bool,
}

impl Token {
    /// Its place, in bytes of the paragraph.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its letters in the paragraph it was cut from.
    pub fn text<'t>(&self, paragraph: &'t str) -> &'t str {
        paragraph.get(self.range()).unwrap_or_default()
    }
}

/// Cuts a paragraph into tokens, in order; blanks stand between them. A paragraph of more than 4 GiB gives
/// what its first 4 GiB hold.
pub fn tokens(paragraph: &str) -> Vec<Token> {
    let paragraph = paragraph.get(..u32::MAX as usize).unwrap_or(paragraph);
    let mut found = Vec::with_capacity(paragraph.len() / 5);
    let mut at = 0;
    let mut spaced = true;
    while let Some(first) = paragraph[at..].chars().next() {
        let (length, kind) = cut(&paragraph[at..], first);
        let start = at;
        at += length;
        let Some(kind) = kind else {
            spaced = true;
            continue;
        };
        found.push(Token { start: start as u32, end: at as u32, kind, spaced });
        spaced = false;
    }
    found
}

/// How many bytes belong to what begins here, and what it is; `None` for a blank.
fn cut(text: &str, first: char) -> (usize, Option<TokenKind>) {
    let length = first.len_utf8();
    if !first.is_alphanumeric() {
        let is_blank = first.is_whitespace() || is_invisible(first);
        return (length, (!is_blank).then_some(TokenKind::Sign));
    }
    let mut seen = Seen::default();
    seen.add(first);
    let length = rest_of_word(text, first, &mut seen);
    (length, Some(seen.kind()))
}

/// What stands in a token.
#[derive(Default)]
struct Seen {
    letters: bool,
    digits: bool,
}

impl Seen {
    fn add(&mut self, char: char) {
        self.letters |= char.is_alphabetic();
        self.digits |= char.is_numeric();
    }

    fn kind(&self) -> TokenKind {
        match (self.letters, self.digits) {
            (true, true) => TokenKind::Mixed,
            (false, true) => TokenKind::Number,
            _ => TokenKind::Word,
        }
    }
}

/// How many bytes belong to the word or number that begins here.
fn rest_of_word(text: &str, first: char, seen: &mut Seen) -> usize {
    let bytes = text.as_bytes();
    let mut at = first.len_utf8();
    let mut before = first;
    loop {
        // Most words are ASCII, which is told apart byte by byte.
        while let Some(&byte) = bytes.get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
            seen.letters |= byte.is_ascii_alphabetic();
            seen.digits |= byte.is_ascii_digit();
            before = char::from(byte);
            at += 1;
        }
        if bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\n')) {
            return at;
        }
        let mut chars = text[at..].chars();
        let Some(char) = chars.next() else { return text.len() };
        let mut joined = || chars.next().is_some_and(|after| joins(before, char, after));
        if !(char.is_alphanumeric() || is_joined_mark(char) || joined()) {
            return at;
        }
        seen.add(char);
        before = char;
        at += char.len_utf8();
    }
}

/// Whether a sign between two chars makes one token of them: the apostrophe in `l’eau`, the point in `3.5`.
fn joins(before: char, sign: char, after: char) -> bool {
    match sign {
        '\'' | '’' | 'ʼ' => before.is_alphabetic() && after.is_alphabetic(),
        '.' | ',' | ':' | '٫' | '٬' => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

/// Combining marks, joiners and variation signs: they belong to the letter before them.
fn is_joined_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Signs of writing direction and the like: they are no part of what is read.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, TokenKind)> {
        tokens(text).iter().map(|token| (token.text(text), token.kind)).collect()
    }

    #[test]
    fn words_numbers_and_signs_stand_apart() {
        use TokenKind::*;
        let expected = [("Don’t", Word), ("pay", Word), ("$", Sign), ("1,500.50", Number), (".", Sign)];
        assert_eq!(cut("Don’t pay $1,500.50."), expected);
        assert_eq!(cut("7th F16"), [("7th", Mixed), ("F16", Mixed)]);
        assert_eq!(cut("hard-won"), [("hard", Word), ("-", Sign), ("won", Word)]);
        assert_eq!(cut("۱۴۰۲"), [("۱۴۰۲", Number)]);
    }

    #[test]
    fn a_token_knows_whether_a_blank_stands_before_it() {
        let spaced: Vec<_> = tokens("a-b c").iter().map(|token| token.spaced).collect();
        assert_eq!(spaced, [true, false, false, true]);
    }

    #[test]
    fn nothing_is_lost_but_blanks() {
        let text = "« L’été », e\u{301}t 12:40…\u{202e} fin";
        let joined: String = tokens(text).iter().map(|token| token.text(text)).collect();
        assert_eq!(joined, "«L’été»,e\u{301}t12:40…fin");
    }
}
