//! Letters by the names that fonts give them, and the old encodings of one byte.
//!
//! Names follow the Adobe Glyph List: most are a letter with the name of its accent (`eacute`), which
//! Unicode composes; the rest are listed. `uni20AC` and `u1F600` say their number.

use unicode_normalization::UnicodeNormalization;

/// Accents as parts of names, and the combining signs that they are.
const ACCENTS: &[(&str, char)] = &[
    ("hungarumlaut", '\u{30b}'),
    ("commaaccent", '\u{326}'),
    ("circumflex", '\u{302}'),
    ("dotaccent", '\u{307}'),
    ("dieresis", '\u{308}'),
    ("cedilla", '\u{327}'),
    ("macron", '\u{304}'),
    ("ogonek", '\u{328}'),
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("tilde", '\u{303}'),
    ("breve", '\u{306}'),
    ("caron", '\u{30c}'),
    ("ring", '\u{30a}'),
];

/// Names that are no letter with an accent.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", " "),
    ("nonbreakingspace", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("sfthyphen", "\u{ad}"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("fraction", "⁄"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("exclamdown", "¡"),
    ("questiondown", "¿"),
    ("cent", "¢"),
    ("sterling", "£"),
    ("currency", "¤"),
    ("yen", "¥"),
    ("Euro", "€"),
    ("florin", "ƒ"),
    ("brokenbar", "¦"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("mu", "µ"),
    ("onequarter", "¼"),
    ("onehalf", "½"),
    ("threequarters", "¾"),
    ("onesuperior", "¹"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotesinglbase", "‚"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotedblbase", "„"),
    ("endash", "–"),
    ("emdash", "—"),
    ("bullet", "•"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("ellipsis", "…"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("perthousand", "‰"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("germandbls", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
    ("lslash", "ł"),
    ("Lslash", "Ł"),
    ("eth", "ð"),
    ("Eth", "Ð"),
    ("thorn", "þ"),
    ("Thorn", "Þ"),
    ("dotlessi", "ı"),
    ("dcroat", "đ"),
    ("Dcroat", "Đ"),
    ("hbar", "ħ"),
    ("Hbar", "Ħ"),
    ("eng", "ŋ"),
    ("Eng", "Ŋ"),
    ("kgreenlandic", "ĸ"),
    ("longs", "ſ"),
    ("acute", "´"),
    ("grave", "`"),
    ("circumflex", "ˆ"),
    ("tilde", "˜"),
    ("dieresis", "¨"),
    ("macron", "¯"),
    ("breve", "˘"),
    ("caron", "ˇ"),
    ("cedilla", "¸"),
    ("ring", "˚"),
    ("ogonek", "˛"),
    ("dotaccent", "˙"),
    ("hungarumlaut", "˝"),
    ("logicalnot", "¬"),
    ("lozenge", "◊"),
    ("infinity", "∞"),
    ("notequal", "≠"),
    ("lessequal", "≤"),
    ("greaterequal", "≥"),
    ("approxequal", "≈"),
    ("summation", "∑"),
    ("product", "∏"),
    ("radical", "√"),
    ("integral", "∫"),
    ("partialdiff", "∂"),
    ("arrowright", "→"),
    ("arrowleft", "←"),
    ("arrowup", "↑"),
    ("arrowdown", "↓"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("omicron", "ο"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("sigma1", "ς"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("numero", "№"),
    ("afii61352", "№"),
    ("afii10023", "Ё"),
    ("afii10071", "ё"),
];

/// What Adobe's standard encoding has above ASCII (ISO 32000-2, annex D.2).
const STANDARD: &[(u8, &str)] = &[
    (0x27, "’"),
    (0x60, "‘"),
    (0xa1, "¡"),
    (0xa2, "¢"),
    (0xa3, "£"),
    (0xa4, "⁄"),
    (0xa5, "¥"),
    (0xa6, "ƒ"),
    (0xa7, "§"),
    (0xa8, "¤"),
    (0xa9, "'"),
    (0xaa, "“"),
    (0xab, "«"),
    (0xac, "‹"),
    (0xad, "›"),
    (0xae, "fi"),
    (0xaf, "fl"),
    (0xb1, "–"),
    (0xb2, "†"),
    (0xb3, "‡"),
    (0xb4, "·"),
    (0xb6, "¶"),
    (0xb7, "•"),
    (0xb8, "‚"),
    (0xb9, "„"),
    (0xba, "”"),
    (0xbb, "»"),
    (0xbc, "…"),
    (0xbd, "‰"),
    (0xbf, "¿"),
    (0xd0, "—"),
    (0xe1, "Æ"),
    (0xe8, "Ł"),
    (0xe9, "Ø"),
    (0xea, "Œ"),
    (0xeb, "º"),
    (0xf1, "æ"),
    (0xf5, "ı"),
    (0xf8, "ł"),
    (0xf9, "ø"),
    (0xfa, "œ"),
    (0xfb, "ß"),
];

/// What a byte reads in an encoding by its name; the standard one where there is no name.
pub fn base(encoding: Option<&[u8]>, code: u8) -> Option<String> {
    let by = match encoding {
        Some(b"WinAnsiEncoding") => encoding_rs::WINDOWS_1252,
        Some(b"MacRomanEncoding") => encoding_rs::MACINTOSH,
        _ => {
            let listed = STANDARD.iter().find(|(at, _)| *at == code).map(|(_, text)| (*text).to_owned());
            return listed.or_else(|| matches!(code, 0x20..0x7f).then(|| char::from(code).to_string()));
        }
    };
    let text = by.decode_without_bom_handling(&[code]).0.into_owned();
    (code >= 0x20 && !text.contains(|letter: char| letter.is_control())).then_some(text)
}

/// What a glyph of this name reads; `None` where the name says nothing (`g123`).
pub fn letter(name: &str) -> Option<String> {
    // Variants are named after the letter: `a.alt`; ligatures after their parts: `f_f_i`.
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if name.contains('_') {
        return name.split('_').map(letter).collect();
    }
    if name.len() == 1 {
        return name.starts_with(|letter: char| letter.is_ascii_alphabetic()).then(|| name.to_owned());
    }
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*text).to_owned());
    }
    accented(name).or_else(|| by_number(name))
}

fn accented(name: &str) -> Option<String> {
    let (accent, sign) = ACCENTS.iter().find(|(accent, _)| name.ends_with(accent))?;
    let base = letter(&name[..name.len() - accent.len()])?;
    Some(base.chars().chain([*sign]).nfc().collect())
}

fn by_number(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix("afii100").and_then(|number| number.parse::<u32>().ok()) {
        return cyrillic(number).map(String::from);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let fits = matches!(digits.len(), 4..=6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = fits.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
    char::from_u32(code).map(String::from)
}

/// The Cyrillic names of Adobe are numbers in the order of the alphabet, with ё behind е.
fn cyrillic(number: u32) -> Option<char> {
    let code = match number {
        17..=22 => 0x410 + number - 17,
        24..=49 => 0x416 + number - 24,
        65..=70 => 0x430 + number - 65,
        72..=97 => 0x436 + number - 72,
        _ => return None,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        for (name, text) in [
            ("A", "A"),
            ("eacute", "é"),
            ("Scaron", "Š"),
            ("ohungarumlaut", "ő"),
            ("f_f_i", "ffi"),
            ("fi", "fi"),
            ("a.alt", "a"),
            ("uni20AC", "€"),
            ("u1F600", "😀"),
            ("afii10017", "А"),
            ("afii10097", "я"),
            ("endash", "–"),
        ] {
            assert_eq!(letter(name).as_deref(), Some(text), "{name}");
        }
        for name in ["g12", ".notdef", "uniXYZW", "", "cid_1"] {
            assert_eq!(letter(name), None, "{name}");
        }
    }

    #[test]
    fn encodings_of_one_byte() {
        assert_eq!(base(Some(b"WinAnsiEncoding"), 0x92).as_deref(), Some("’"));
        assert_eq!(base(Some(b"MacRomanEncoding"), 0x8e).as_deref(), Some("é"));
        assert_eq!(base(None, 0xae).as_deref(), Some("fi"));
        assert_eq!(base(None, 0x41).as_deref(), Some("A"));
        assert_eq!(base(None, 0x01), None);
    }
}
