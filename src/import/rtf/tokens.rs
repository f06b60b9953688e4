//! RTF as a stream of tokens (Rich Text Format Specification 1.9.1): groups, control words, bytes of text.

/// One piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word or sign, with its number where it has one.
    Word(&'a str, Option<i32>),
    /// A byte of text, in the encoding that holds there.
    Byte(u8),
}

/// The tokens of a document, in order.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The longest control word that is one; the specification allows 32 letters.
const LONGEST_WORD: usize = 32;

/// The most digits of a control word's number.
const MOST_DIGITS: usize = 10;

impl<'a> Tokens<'a> {
    /// Of a document.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over bytes that are no text: what `\bin` announces.
    pub fn pass_over(&mut self, bytes: i32) {
        self.at = self.at.saturating_add(usize::try_from(bytes).unwrap_or(0)).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let rest = &self.bytes[self.at..];
        let first = *rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'\'' => self.hex(),
                b'\\' | b'{' | b'}' => Token::Byte(first),
                b'\n' | b'\r' => Token::Word("par", None),
                _ => Token::Word(std::str::from_utf8(&rest[..1]).unwrap_or("?"), None),
            });
        }
        let letters = rest.iter().take(LONGEST_WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        let number = &rest[letters..];
        let sign = usize::from(number.first() == Some(&b'-'));
        let digits = number[sign..].iter().take(MOST_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
        let mut len = letters;
        let mut value = None;
        if digits > 0 {
            len += sign + digits;
            let digits = std::str::from_utf8(&number[..sign + digits]).ok();
            value = digits.and_then(|digits| digits.parse().ok());
        }
        // One blank ends the word and is part of it.
        len += usize::from(rest.get(len) == Some(&b' '));
        self.at += len;
        Some(Token::Word(word, value))
    }

    /// A byte by its two digits; a sign that is none stands for itself.
    fn hex(&mut self) -> Token<'a> {
        let digits = self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                self.at += 2;
                Token::Byte(byte)
            }
            None => Token::Byte(b'\''),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                // Line ends of the file mean nothing, nor do the zeros that some writers end with.
                b'\n' | b'\r' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Token::{Byte, Close, Open, Word};

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens::of(text.as_bytes()).collect()
    }

    #[test]
    fn words_take_their_number_and_one_blank() {
        assert_eq!(
            tokens("{\\rtf1 \\b0x\\u-10 ?\\'e9\\~}"),
            [
                Open,
                Word("rtf", Some(1)),
                Word("b", Some(0)),
                Byte(b'x'),
                Word("u", Some(-10)),
                Byte(b'?'),
                Byte(0xe9),
                Word("~", None),
                Close
            ]
        );
        assert_eq!(tokens("\\par-x"), [Word("par", None), Byte(b'-'), Byte(b'x')]);
    }

    #[test]
    fn broken_tokens_end_and_never_run_over() {
        assert_eq!(tokens("\\"), []);
        assert_eq!(tokens("\\'g"), [Byte(b'\''), Byte(b'g')]);
        assert_eq!(tokens("\\'"), [Byte(b'\'')]);
        assert_eq!(tokens("\\u99999999999"), [Word("u", None), Byte(b'9')]);
        let mut tokens = Tokens::of(b"\\bin5 ab");
        assert_eq!(tokens.next(), Some(Word("bin", Some(5))));
        tokens.pass_over(5);
        assert_eq!(tokens.next(), None);
    }
}
