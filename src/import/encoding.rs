//! Bytes to text, in whatever encoding they were written.

use super::error::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use oem_cp::code_table::DECODING_TABLE_CP_MAP;

/// How many bytes at the beginning decide between UTF-16, UTF-32 and the rest.
const SAMPLE_BYTES: usize = 1 << 16;

/// So many valid characters of several bytes for each broken one still speak for UTF-8: no other
/// encoding produces them by chance.
const VALID_FOR_BROKEN: usize = 8;

/// What a document says that it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// An encoding of the Encoding Standard.
    Web(&'static Encoding),
    /// A code page of DOS that the standard does not list.
    Dos(u16),
}

impl Declared {
    /// By the name in a declaration, in lower case; none for one that nobody knows.
    pub fn named(label: &[u8]) -> Option<Self> {
        // Feeds of Russian papers use this name, which the Encoding Standard does not list.
        if label == b"maccyrillic" {
            return Some(Self::Web(encoding_rs::X_MAC_CYRILLIC));
        }
        // A name that stands for refusal (ISO-2022-KR, HZ) declares nothing that could be read.
        Encoding::for_label_no_replacement(label).map(Self::Web).or_else(|| {
            let number = ["cp-", "cp", "ibm-", "ibm", "oem", "dos-"]
                .iter()
                .find_map(|name| std::str::from_utf8(label).ok()?.strip_prefix(name)?.parse().ok())?;
            DECODING_TABLE_CP_MAP.contains_key(&number).then_some(Self::Dos(number))
        })
    }

    fn decode(self, bytes: &[u8]) -> (String, String) {
        match self {
            Self::Web(encoding) => decode_as(encoding, bytes),
            Self::Dos(page) => {
                let table = DECODING_TABLE_CP_MAP.get(&page);
                (
                    table.map(|table| table.decode_string_lossy(bytes)).unwrap_or_default(),
                    format!("IBM{page}"),
                )
            }
        }
    }
}

/// A text and how it was read.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What to tell about the reading; empty for plain UTF-8.
    pub notes: Vec<String>,
}

/// Reads bytes as text.
///
/// A byte order mark decides; then valid UTF-8; then the encoding that the document itself declares;
/// then what the bytes look like. What the encoding does not know becomes U+FFFD and is noted.
///
/// # Errors
/// [`Problem::Binary`] where too many characters are controls for a text.
pub fn decode(bytes: &[u8], declared: Option<Declared>) -> Result<Decoded, Problem> {
    let (text, name) = read(bytes, declared);
    if is_binary(&text) {
        return Err(Problem::Binary);
    }
    let mut notes = Vec::new();
    if name != UTF_8.name() {
        notes.push(format!("Read as {name}"));
    }
    // A U+FFFD that the file itself holds was lost before us, but it is lost all the same.
    match text.matches('\u{fffd}').count() {
        0 => {}
        1 => notes.push("1 character could not be read and is shown as \u{fffd}".to_owned()),
        lost => notes.push(format!("{lost} characters could not be read and are shown as \u{fffd}")),
    }
    Ok(Decoded { text, notes })
}

fn read(bytes: &[u8], declared: Option<Declared>) -> (String, String) {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe, 0, 0]) {
        return (utf32(rest, u32::from_le_bytes), "UTF-32LE".to_owned());
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xfe, 0xff]) {
        return (utf32(rest, u32::from_be_bytes), "UTF-32BE".to_owned());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(read) = wide(bytes) {
        return read;
    }
    let escapes = bytes.windows(2).any(|pair| pair == b"\x1b$" || pair == b"\x1b(");
    if !escapes && let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), UTF_8.name().to_owned());
    }
    if nearly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    if let Some(declared) = declared.filter(|&declared| declared != Declared::Web(UTF_8)) {
        return declared.decode(bytes);
    }
    let guessed = decode_as(guess(bytes), bytes);
    let western = decode_as(WINDOWS_1252, bytes);
    if is_sign_taken_for_letter(&guessed.0, &western.0) { western } else { guessed }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, String) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), encoding.name().to_owned())
}

/// Whether letters of a guess stand in no word and windows-1252 has signs in their places, and nothing but
/// signs beyond ASCII: "£825" is not "Ł825". Few bytes are too little for the detector to tell.
fn is_sign_taken_for_letter(guessed: &str, western: &str) -> bool {
    let beyond = |letter: char| !letter.is_ascii() && letter.is_alphabetic();
    if western.contains(beyond) {
        return false;
    }
    let letters: Vec<char> = guessed.chars().collect();
    let in_word =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphabetic());
    letters
        .iter()
        .enumerate()
        .any(|(at, &letter)| beyond(letter) && !in_word(at.checked_sub(1)) && !in_word(at.checked_add(1)))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether some broken bytes stand in a text that is UTF-8 otherwise (cut in the middle, pasted together).
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken > 0 && valid >= broken * VALID_FOR_BROKEN
}

/// UTF-32 or UTF-16 without a byte order mark.
fn wide(bytes: &[u8]) -> Option<(String, String)> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    // A text in ASCII with zeros here and there: half of the bytes of UTF-16 are zeros, or they are not ASCII.
    let zeros = sample.iter().filter(|&&byte| byte == 0).count();
    let ascii = sample.iter().filter(|byte| matches!(byte, 0x20..0x7f | b'\n' | b'\r' | b'\t')).count();
    if zeros * 4 < sample.len() && (ascii + zeros) * 20 >= sample.len() * 19 {
        return None;
    }
    if bytes.len() >= 8 && bytes.len().is_multiple_of(4) {
        if is_utf32(sample, u32::from_le_bytes) {
            return Some((utf32(bytes, u32::from_le_bytes), "UTF-32LE".to_owned()));
        }
        if is_utf32(sample, u32::from_be_bytes) {
            return Some((utf32(bytes, u32::from_be_bytes), "UTF-32BE".to_owned()));
        }
    }
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    [(UTF_16LE, u16::from_le_bytes as fn([u8; 2]) -> u16), (UTF_16BE, u16::from_be_bytes)]
        .into_iter()
        .find(|(_, unit)| is_utf16(sample, *unit))
        .map(|(encoding, _)| decode_as(encoding, bytes))
}

/// Every fourth byte of UTF-32 is 0 and the one before at most 0x10: no other text looks so.
fn is_utf32(sample: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    sample.as_chunks::<4>().0.iter().all(|&four| {
        let letter = unit(four);
        letter != 0 && char::from_u32(letter).is_some()
    })
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> String {
    let (units, rest) = bytes.as_chunks::<4>();
    let letters = units.iter().map(|&four| char::from_u32(unit(four)).unwrap_or('\u{fffd}'));
    letters.chain((!rest.is_empty()).then_some('\u{fffd}')).collect()
}

/// UTF-16 shows by its blanks and line ends, which have a 0 byte on one side, and by what it never
/// holds: NUL characters, broken surrogates, other controls, unassigned or private planes' lead units.
fn is_utf16(sample: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let (pairs, _) = sample.as_chunks::<2>();
    let units = || pairs.iter().map(|&pair| unit(pair));
    let ascii = units().filter(|&unit| matches!(unit, 0x20..0x7f | 0x0a | 0x0d | 0x09)).count();
    let odd = units().filter(|&unit| matches!(unit, 0..9 | 0x0e..0x20 | 0xfff0..)).count();
    let broken = char::decode_utf16(units()).filter(Result::is_err).count();
    // The last pair of the sample may be the first half of a surrogate pair.
    ascii > 0 && ascii * 50 >= pairs.len() && odd == 0 && broken <= 1
}

/// Whether a text holds too many control characters to be one: more than two, and more than one in fifty.
///
/// Backspace, escape and the like do stand in captured text now and then, hence the room left.
fn is_binary(text: &str) -> bool {
    let control =
        |letter: &char| matches!(letter, '\0'..='\x08' | '\x0e'..='\x1a' | '\x1c'..='\x1f' | '\x7f');
    let controls = text.chars().filter(control).count();
    controls > 2 && controls * 50 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).map(|read| read.text).unwrap_or_default()
    }

    const SAMPLE: &str = "Ein Bericht über Öl.\nZweite Zeile: 24 Männer – 日本 😀";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn utf32(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().flat_map(|letter| bytes(u32::from(letter))).collect()
    }

    #[test]
    fn every_unicode_form_reads_the_same_with_and_without_a_mark() {
        let marked = format!("\u{feff}{SAMPLE}");
        for sample in [SAMPLE, &marked] {
            assert_eq!(text(sample.as_bytes()), SAMPLE);
            assert_eq!(text(&utf16(sample, u16::to_le_bytes)), SAMPLE);
            assert_eq!(text(&utf16(sample, u16::to_be_bytes)), SAMPLE);
            assert_eq!(text(&utf32(sample, u32::to_le_bytes)), SAMPLE);
            assert_eq!(text(&utf32(sample, u32::to_be_bytes)), SAMPLE);
        }
    }

    #[test]
    fn legacy_encodings_are_told_apart_and_noted() {
        let russian = "Военные объявили о закрытии границ страны и введении комендантского часа.";
        for (encoding, sample) in [
            (encoding_rs::WINDOWS_1252, "L’armée a annoncé la fermeture des frontières à l’été « déjà »."),
            (encoding_rs::WINDOWS_1251, russian),
            (encoding_rs::SHIFT_JIS, "軍は国境を閉鎖し、夜間外出禁止令を出したと発表した。"),
            (encoding_rs::BIG5, "軍方宣布關閉邊境並實施宵禁，總統仍被扣押在官邸內。"),
            (encoding_rs::EUC_KR, "군은 국경을 폐쇄하고 야간 통행금지령을 내렸다고 발표했다."),
        ] {
            let (bytes, _, _) = encoding.encode(sample);
            let read = decode(&bytes, None).ok();
            assert_eq!(read.as_ref().map(|read| read.text.as_str()), Some(sample), "{}", encoding.name());
            let note = format!("Read as {}", encoding.name());
            assert_eq!(read.map(|read| read.notes), Some(vec![note]));
        }
        let (koi8, _, _) = encoding_rs::KOI8_R.encode(russian);
        assert_eq!(text(&koi8), russian, "KOI8-R or KOI8-U: the letters are the same");
    }

    #[test]
    fn code_pages_of_dos_are_read_where_they_are_declared() {
        assert_eq!(Declared::named(b"ibm866"), Some(Declared::Web(encoding_rs::IBM866)), "the web knows it");
        for (label, bytes, words) in [
            (&b"ibm855"[..], &b"\xdd\xa8\xe5\xb7"[..], "Пети"),
            (b"cp437", b"caf\x82", "café"),
            (b"cp850", b"\x99l", "Öl"),
        ] {
            let read = decode(bytes, Declared::named(label)).ok();
            assert_eq!(read.map(|read| read.text).as_deref(), Some(words), "{label:?}");
        }
        for unknown in [&b"cp"[..], b"cp99999", b"iso-2022-kr", b"no-such"] {
            assert_eq!(Declared::named(unknown), None);
        }
    }

    #[test]
    fn a_currency_sign_is_no_letter() {
        assert_eq!(
            text(b"if they win i stand to lift \xa3825. not bad for a \xa32 bet."),
            "if they win i stand to lift £825. not bad for a £2 bet."
        );
        assert_eq!(text(b"Miasto \xa3\xf3d\xbc le\xbfy nad \xa3\xf3dk\xb1."), "Miasto Łódź leży nad Łódką.");
    }

    #[test]
    fn zeros_in_a_plain_text_make_no_utf_16() {
        let page = "A long line of ASCII with a\0zero in it now and then, and many that have none of them\n"
            .repeat(20);
        assert_eq!(text(page.as_bytes()), page);
    }

    #[test]
    fn a_declared_encoding_decides_where_the_bytes_do_not() {
        let bytes = b"caf\xe9";
        let read = decode(bytes, Some(Declared::Web(encoding_rs::ISO_8859_7))).map(|read| read.text);
        assert_eq!(read.as_deref(), Ok("cafι"));
        let read =
            decode("café".as_bytes(), Some(Declared::Web(encoding_rs::ISO_8859_7))).map(|read| read.text);
        assert_eq!(read.as_deref(), Ok("café"), "valid UTF-8 is UTF-8, whatever is declared");
    }

    #[test]
    fn a_cut_utf8_text_stays_utf8() {
        let whole = "Журналисты сообщили о перевороте";
        let cut = &whole.as_bytes()[..whole.len() - 1];
        let read = decode(cut, None).map(|read| (read.text.contains("Журналисты"), read.notes));
        assert_eq!(
            read,
            Ok((true, vec!["1 character could not be read and is shown as \u{fffd}".to_owned()]))
        );
    }

    #[test]
    fn binary_data_is_refused_and_a_stray_control_is_not() {
        let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise, None).map(|read| read.text), Err(Problem::Binary));
        assert_eq!(text(b"one\0two"), "one\0two");
    }

    proptest! {
        #[test]
        fn utf8_always_reads_as_it_is(sample in "[\\PC\n]{0,200}") {
            prop_assert_eq!(decode(sample.as_bytes(), None).map(|r| r.text).ok(), Some(sample.trim_start_matches('\u{feff}').to_owned()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes, None);
        }
    }
}
