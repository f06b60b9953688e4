//! The letters of an RTF document: bytes in the encoding of the font they are set in, and Unicode by number.

use encoding_rs::Encoding;
use std::collections::HashMap;

/// The encoding of a Windows or Macintosh code page; `None` for one that the web does not use.
pub fn of_code_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        874 => "windows-874".to_owned(),
        866 => "ibm866".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        1250..=1258 => format!("windows-{page}"),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        28592..=28606 => format!("iso-8859-{}", page - 28590),
        54936 => "gb18030".to_owned(),
        65001 => "utf-8".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a character set as fonts name it (`\fcharset`); `None` for the document's own.
pub fn of_charset(charset: i32) -> Option<&'static Encoding> {
    let page = match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    of_code_page(page)
}

/// The encodings of the fonts by number, and the document's own.
pub struct Fonts {
    /// The document's own encoding.
    pub usual: &'static Encoding,
    /// The font that text is set in where nothing is said.
    pub default: i32,
    fonts: HashMap<i32, &'static Encoding>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { usual: encoding_rs::WINDOWS_1252, default: -1, fonts: HashMap::new() }
    }
}

impl Fonts {
    /// Notes the encoding of a font.
    pub fn set(&mut self, font: i32, encoding: Option<&'static Encoding>) {
        if let Some(encoding) = encoding {
            self.fonts.insert(font, encoding);
        }
    }

    /// The encoding of text in a font.
    pub fn encoding(&self, font: Option<i32>) -> &'static Encoding {
        self.fonts.get(&font.unwrap_or(self.default)).copied().unwrap_or(self.usual)
    }
}

/// Half a character that stands as two numbers (`\u` knows only UTF-16), until the other half comes.
#[derive(Default)]
pub struct Unicode {
    high: Option<u16>,
}

impl Unicode {
    /// The character that a number completes; `None` while half of one is missing.
    pub fn take(&mut self, number: i32) -> Option<char> {
        // Numbers above 32,767 are written as negative ones, by some writers also as they are.
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return None };
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return None;
        }
        let units = high.into_iter().chain([unit]);
        char::decode_utf16(units).last().map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER))
    }
}

/// The sign that a control word stands for.
pub fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "~" => "\u{a0}",
        "_" => "\u{2011}",
        "tab" | "emspace" | "enspace" | "qmspace" | "page" | "column" => " ",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        "ltrmark" => "\u{200e}",
        "rtlmark" => "\u{200f}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_characters_also_in_two_halves() {
        let mut unicode = Unicode::default();
        assert_eq!(unicode.take(233), Some('é'));
        assert_eq!(unicode.take(-10179), None);
        assert_eq!(unicode.take(-8694), Some('😊'));
        assert_eq!(unicode.take(0xd83d), None);
        assert_eq!(unicode.take(0xde0a), Some('😊'));
        assert_eq!(unicode.take(-8694), Some('\u{fffd}'), "half of one");
    }

    #[test]
    fn fonts_bring_their_encoding() {
        let mut fonts = Fonts::default();
        fonts.set(1, of_charset(204));
        fonts.set(2, of_charset(255));
        assert_eq!(fonts.encoding(Some(1)).name(), "windows-1251");
        assert_eq!(fonts.encoding(Some(2)).name(), "windows-1252");
        assert_eq!(of_code_page(28592).map(Encoding::name), Some("ISO-8859-2"));
        assert_eq!(of_code_page(437), None);
    }
}
