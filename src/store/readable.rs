//! Strings in a file that people read and compare: letters as they are, what cannot be seen as `\u{…}`.
//!
//! RON escapes a little too much for that (every apostrophe, and the marks that Hindi or pointed Arabic
//! are written with) and a little too little (some signs that show as nothing). This mends both, in text
//! that RON has written.

use std::fmt::Write;

/// Rewrites the strings of a RON text. Reading it gives the same values as before.
///
/// A backslash stands only inside strings in what RON writes for a review, and so does every char
/// beyond ASCII; that is why the text need not be parsed.
pub(super) fn strings(ron: &str) -> String {
    let mut out = String::with_capacity(ron.len());
    let mut rest = ron;
    while let Some(at) = next_special(rest) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        rest =
            if special.starts_with('\\') { unescape(special, &mut out) } else { escape(special, &mut out) };
    }
    out.push_str(rest);
    out
}

/// Where the next char stands that may have to be written otherwise.
///
/// Looks at bytes, for this runs over megabytes at every save: most chars are told by their first byte.
fn next_special(text: &str) -> Option<usize> {
    let may_begin_special = |byte| matches!(byte, b'\\' | 0xcd | 0xe1..=0xe3 | 0xef | 0xf3);
    let is_special = |char| char == '\\' || shows_as_nothing(char);
    let mut from = 0;
    loop {
        from += plain_blocks(&text.as_bytes()[from..]);
        from += text.as_bytes()[from..].iter().position(|&byte| may_begin_special(byte))?;
        if text[from..].starts_with(is_special) {
            return Some(from);
        }
        from += 1; // what follows inside this char begins none
    }
}

/// How many bytes at the beginning stand in whole blocks of plain ASCII: a block is looked at in one step.
fn plain_blocks(bytes: &[u8]) -> usize {
    const BLOCK: usize = 32;
    let is_plain =
        |block: &&[u8]| block.iter().fold(true, |plain, &byte| plain & byte.is_ascii() & (byte != b'\\'));
    BLOCK * bytes.chunks_exact(BLOCK).take_while(is_plain).count()
}

/// Copies one escape, as the char itself where that can be read, and gives what follows it.
fn unescape<'a>(text: &'a str, out: &mut String) -> &'a str {
    if let Some(rest) = text.strip_prefix("\\'") {
        out.push('\'');
        return rest;
    }
    if let Some((mark, rest)) = escaped_mark(text) {
        out.push(mark);
        return rest;
    }
    let (escape, rest) = text.split_at(text.len().min(2));
    out.push_str(escape);
    rest
}

/// A combining mark that can be seen, written as `\u{…}`, and what follows it.
fn escaped_mark(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.strip_prefix("\\u{")?.split_once('}')?;
    let char = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    (is_printable_mark(char) && !shows_as_nothing(char)).then_some((char, rest))
}

/// Whether it was escaped only because it joins the letter before it.
///
/// The standard library escapes a combining mark alone or first in a string, and not after a letter; a
/// control, format, separator or unassigned char it escapes everywhere.
fn is_printable_mark(char: char) -> bool {
    let mut after_letter = [b'a'; 5];
    let len = char.encode_utf8(&mut after_letter[1..]).len();
    let text = str::from_utf8(&after_letter[..=len]).unwrap_or_default();
    !char.is_ascii() && text.escape_debug().count() == 2
}

fn escape<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut chars = text.chars();
    if let Some(char) = chars.next() {
        let _ = write!(out, "{}", char.escape_unicode()); // writing to a String cannot fail
    }
    chars.as_str()
}

/// Letters and marks that show as nothing: the Default_Ignorable_Code_Point of Unicode 16
/// (`DerivedCoreProperties.txt`) that are no format characters, for those RON escapes by itself; and the
/// blank of Braille, which no other blank is told from. [`next_special`] knows their first bytes.
fn shows_as_nothing(char: char) -> bool {
    matches!(
        char,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &str) -> String {
        strings(&ron::to_string(value).unwrap_or_default())
    }

    #[test]
    fn letters_of_every_script_stay_as_they_are() {
        for text in
            ["L’été à Niamey, c'est l’harmattan", "نِيَامِي", "हिन्दी में", "שָׁלוֹם", "ไทย", "e\u{301}", "漢字 👩"]
        {
            assert_eq!(written(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        for (hidden, shown) in [
            ("a\u{202e}b", r#""a\u{202e}b""#),
            ("a\u{2066}b\u{2069}", r#""a\u{2066}b\u{2069}""#),
            ("a\u{a0}b", r#""a\u{a0}b""#),
            ("a\u{200b}b\u{ad}", r#""a\u{200b}b\u{ad}""#),
            ("a\u{feff}", r#""a\u{feff}""#),
            ("\u{2764}\u{fe0f}", "\"\u{2764}\\u{fe0f}\""),
            ("\u{3164}", r#""\u{3164}""#),
            ("a\u{34f}", r#""a\u{34f}""#),
            ("\u{e0041}", r#""\u{e0041}""#),
            ("a\nb\t\\\"", r#""a\nb\t\\\"""#),
        ] {
            assert_eq!(written(hidden), shown);
        }
    }

    #[test]
    fn an_escape_in_the_words_themselves_is_not_undone() {
        for text in [r"\u{301}", r"\\u{301}", r"\'", "\\\\'", r"\u{202e}", "\\"] {
            assert_eq!(ron::from_str::<String>(&written(text)).as_deref(), Ok(text), "{text}");
        }
    }

    #[test]
    fn the_first_byte_tells_what_may_be_special() {
        for char in (char::MIN..=char::MAX).filter(|&char| shows_as_nothing(char)) {
            assert_eq!(next_special(&format!("à{char}")), Some(2), "{}", char.escape_unicode());
        }
    }

    proptest! {
        #[test]
        fn every_string_reads_back(text in any::<String>(), tricky in "[\\\\'\"u{}0-9a-f\u{301}\u{202e}\u{fe0f}n]{0,20}") {
            for text in [text, tricky] {
                let written = written(&text);
                let read: Result<String, _> = ron::from_str(&written);
                prop_assert_eq!(read.as_deref(), Ok(text.as_str()), "{}", written);
            }
        }

        #[test]
        fn nothing_written_can_reorder_or_hide(text in any::<String>()) {
            for char in written(&text).chars() {
                let hidden = shows_as_nothing(char) || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}');
                prop_assert!(!hidden && !char.is_control());
            }
        }
    }
}
