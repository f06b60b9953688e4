//! Bytes to text, in whatever encoding they were written.

use super::error::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes at the beginning decide between UTF-16, UTF-32 and the rest.
const SAMPLE_BYTES: usize = 1 << 16;

/// So many valid characters of several bytes for each broken one still speak for UTF-8: no other
/// encoding produces them by chance.
const VALID_FOR_BROKEN: usize = 8;

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
pub fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Problem> {
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

fn read(bytes: &[u8], declared: Option<&'static Encoding>) -> (String, &'static str) {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe, 0, 0]) {
        return (utf32(rest, u32::from_le_bytes), "UTF-32LE");
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xfe, 0xff]) {
        return (utf32(rest, u32::from_be_bytes), "UTF-32BE");
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(read) = wide(bytes) {
        return read;
    }
    let escapes = bytes.windows(2).any(|pair| pair == b"\x1b$" || pair == b"\x1b(");
    if !escapes && let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), UTF_8.name());
    }
    if nearly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return decode_as(encoding, bytes);
    }
    decode_as(guess(bytes), bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, &'static str) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), encoding.name())
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
fn wide(bytes: &[u8]) -> Option<(String, &'static str)> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    if bytes.len() >= 8 && bytes.len().is_multiple_of(4) {
        if is_utf32(sample, u32::from_le_bytes) {
            return Some((utf32(bytes, u32::from_le_bytes), "UTF-32LE"));
        }
        if is_utf32(sample, u32::from_be_bytes) {
            return Some((utf32(bytes, u32::from_be_bytes), "UTF-32BE"));
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
    fn a_declared_encoding_decides_where_the_bytes_do_not() {
        let bytes = b"caf\xe9";
        let read = decode(bytes, Some(encoding_rs::ISO_8859_7)).map(|read| read.text);
        assert_eq!(read.as_deref(), Ok("cafι"));
        let read = decode("café".as_bytes(), Some(encoding_rs::ISO_8859_7)).map(|read| read.text);
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
