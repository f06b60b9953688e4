//! What the bytes of a PDF's strings mean: words and widths, by the font they are shown in.
//!
//! ISO 32000-2, 9.5 to 9.10. A font's own table to Unicode decides; then the names of its glyphs; then its
//! character collection. Widths are in thousandths of the font's size.

use super::names;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use std::collections::HashMap;

/// The width of a glyph of which nothing is known: that of a common small letter.
const USUAL_WIDTH: f64 = 500.0;

/// A sign of a string.
pub struct Sign {
    /// What it reads; empty where nobody knows.
    pub text: String,
    /// How far it moves, in thousandths of the font's size.
    pub width: f64,
    /// A blank of one byte, which word spacing widens.
    pub is_blank: bool,
}

/// A font as far as text needs it.
#[derive(Default)]
pub struct Font {
    to_unicode: Option<CMap>,
    /// Fonts with signs of several bytes: how codes become character ids, and these letters.
    composite: Option<Composite>,
    /// Fonts with signs of one byte: what each reads.
    letters: HashMap<u8, String>,
    widths: HashMap<u32, f64>,
    missing: Option<f64>,
}

struct Composite {
    codes: Option<CMap>,
    letters: Option<CMap>,
}

impl Font {
    /// Reads a font's dictionary.
    pub fn read(dict: &Dict) -> Self {
        let to_unicode = dict.get::<Stream>("ToUnicode").and_then(|stream| parse(&stream));
        let descendant = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
        match descendant {
            Some(below) => Self { to_unicode, ..Self::composite(dict, &below) },
            None => Self { to_unicode, ..Self::simple(dict) },
        }
    }

    fn simple(dict: &Dict) -> Self {
        let descriptor = dict.get::<Dict>("FontDescriptor").unwrap_or_default();
        let first = dict.get::<i32>("FirstChar").unwrap_or(0);
        let type3 = dict.get::<Name>("Subtype").is_some_and(|kind| kind.as_ref() == b"Type3");
        let scale = if type3 { type3_scale(dict) } else { 1.0 };
        let widths = dict
            .get::<Array>("Widths")
            .into_iter()
            .flat_map(|widths| widths.iter::<f32>().collect::<Vec<_>>());
        let widths = widths
            .zip(first..)
            .filter_map(|(width, code)| Some((u32::try_from(code).ok()?, f64::from(width) * scale)));
        Self {
            letters: letters(dict, &descriptor),
            widths: widths.collect(),
            missing: descriptor.get::<f32>("MissingWidth").map(f64::from),
            ..Self::default()
        }
    }

    fn composite(dict: &Dict, below: &Dict) -> Self {
        let codes = match dict.get::<Object>("Encoding") {
            Some(Object::Name(name)) => named(CMapName::from_bytes(name.as_ref())),
            Some(Object::Stream(stream)) => parse(&stream),
            _ => None,
        };
        let info = below.get::<Dict>("CIDSystemInfo").unwrap_or_default();
        let part = |key| {
            info.get::<hayro_syntax::object::String>(key)
                .map(|text| text.as_bytes().to_vec())
                .unwrap_or_default()
        };
        let family = CidFamily::from_registry_ordering(&part("Registry"), &part("Ordering"));
        Self {
            composite: Some(Composite { codes, letters: family.ucs2_cmap().and_then(named) }),
            widths: below.get::<Array>("W").map(|widths| cid_widths(&widths)).unwrap_or_default(),
            missing: Some(below.get::<f32>("DW").map_or(1000.0, f64::from)),
            ..Self::default()
        }
    }

    /// The signs of a string.
    pub fn signs(&self, bytes: &[u8]) -> Vec<Sign> {
        let mut signs = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while !rest.is_empty() {
            let (sign, used) = self.sign(rest);
            signs.push(sign);
            rest = &rest[used.min(rest.len())..];
        }
        signs
    }

    fn sign(&self, bytes: &[u8]) -> (Sign, usize) {
        let Some(composite) = &self.composite else {
            let code = bytes[0];
            let text =
                self.mapped(u32::from(code)).or_else(|| self.letters.get(&code).cloned()).unwrap_or_default();
            let width = self.width(u32::from(code), &text);
            return (Sign { text, width, is_blank: code == b' ' }, 1);
        };
        let (code, used, cid) = composite.code(bytes);
        let text = self.mapped(code).or_else(|| composite.letter(cid)).unwrap_or_default();
        (Sign { width: self.width(cid, &text), text, is_blank: used == 1 && code == 32 }, used)
    }

    fn mapped(&self, code: u32) -> Option<String> {
        self.to_unicode.as_ref()?.lookup_bf_string(code).map(words)
    }

    fn width(&self, code: u32, text: &str) -> f64 {
        let known = self.widths.get(&code).copied().or(self.missing.filter(|&width| width > 0.0));
        known.unwrap_or_else(|| usual_width(text))
    }
}

impl Composite {
    /// The code at the beginning of some bytes, how many of them it takes, and its character id.
    fn code(&self, bytes: &[u8]) -> (u32, usize, u32) {
        let code = |count: usize| bytes.iter().take(count).fold(0, |code, &byte| code << 8 | u32::from(byte));
        if let Some(codes) = &self.codes {
            for count in 1..=bytes.len().min(4) {
                let found = u8::try_from(count).ok().and_then(|len| codes.lookup_cid_code(code(count), len));
                if let Some(cid) = found.filter(|&cid| cid > 0) {
                    return (code(count), count, cid);
                }
            }
        }
        (code(2), 2, code(2))
    }

    fn letter(&self, cid: u32) -> Option<String> {
        self.letters.as_ref()?.lookup_bf_string(cid).map(words)
    }
}

fn words(found: BfString) -> String {
    match found {
        BfString::Char(letter) => letter.to_string(),
        BfString::String(text) => text,
    }
}

fn parse(stream: &Stream) -> Option<CMap> {
    CMap::parse(&stream.decoded_data().ok()?, load_embedded)
}

fn named(name: CMapName) -> Option<CMap> {
    match name {
        CMapName::IdentityH | CMapName::IdentityV => None, // two bytes, and the code is the id
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}

/// How much larger a thousandth of the size is than the units that a font of drawings uses.
fn type3_scale(dict: &Dict) -> f64 {
    let matrix: Vec<f32> =
        dict.get::<Array>("FontMatrix").map(|matrix| matrix.iter::<f32>().collect()).unwrap_or_default();
    matrix.first().map_or(1.0, |&unit| f64::from(unit) * 1000.0)
}

/// The widths of a composite font: `first [w w …]` or `first last w`.
fn cid_widths(array: &Array) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut items = array.iter::<Object>();
    while let Some(first) = items.next().and_then(number) {
        match items.next() {
            Some(Object::Array(list)) => {
                widths.extend((first..).zip(list.iter::<f32>().map(f64::from)));
            }
            Some(last) => {
                let (Some(last), Some(width)) = (number(last), items.next().and_then(Object::into_f32))
                else {
                    break;
                };
                widths.extend(
                    (first..=last.min(first.saturating_add(0xffff))).map(|cid| (cid, f64::from(width))),
                );
            }
            None => break,
        }
    }
    widths
}

fn number(object: Object) -> Option<u32> {
    u32::try_from(object.into_i32()?).ok()
}

/// What each byte reads in a font of one byte a sign.
fn letters(dict: &Dict, descriptor: &Dict) -> HashMap<u8, String> {
    let encoding = dict.get::<Object>("Encoding");
    let (base, differences) = match &encoding {
        Some(Object::Name(name)) => (Some(name.as_ref().to_vec()), None),
        Some(Object::Dict(dict)) => (
            dict.get::<Name>("BaseEncoding").map(|name| name.as_ref().to_vec()),
            dict.get::<Array>("Differences"),
        ),
        _ => (None, None),
    };
    let mut letters: HashMap<u8, String> =
        (0..=255_u8).filter_map(|code| Some((code, names::base(base.as_deref(), code)?))).collect();
    if base.is_none() {
        letters.extend(built_in(descriptor));
    }
    let mut code = 0_u32;
    for object in differences.iter().flat_map(|list| list.raw_iter().collect::<Vec<_>>()) {
        let MaybeRef::NotRef(object) = object else { continue };
        if let Object::Name(name) = &object {
            if let (Ok(at), Some(text)) = (u8::try_from(code), names::letter(name.as_str())) {
                letters.insert(at, text);
            }
            code = code.saturating_add(1);
        } else if let Some(next) = number(object) {
            code = next;
        }
    }
    letters
}

/// The encoding that a Type 1 font program brings along: `dup 12 /fi put` in its part that is text.
fn built_in(descriptor: &Dict) -> Vec<(u8, String)> {
    let Some(program) = descriptor.get::<Stream>("FontFile").and_then(|stream| stream.decoded_data().ok())
    else {
        return Vec::new();
    };
    let head = String::from_utf8_lossy(&program[..program.len().min(64 << 10)]).into_owned();
    let words: Vec<&str> = head.split_whitespace().collect();
    let entry = |four: &[&str]| match four {
        ["dup", code, name, "put"] => Some((code.parse().ok()?, names::letter(name.strip_prefix('/')?)?)),
        _ => None,
    };
    words.windows(4).filter_map(entry).collect()
}

/// About how wide a letter is in Helvetica, which stands for fonts that do not say.
fn usual_width(text: &str) -> f64 {
    match text.chars().next() {
        Some('i' | 'j' | 'l' | '\'' | '’' | '‘') => 222.0,
        Some(' ' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '!' | '/') => 278.0,
        Some('r' | '-' | '(' | ')' | '“' | '”') => 333.0,
        Some('m' | 'M') => 833.0,
        Some('w') => 722.0,
        Some('W' | '—') => 944.0,
        Some(letter) if letter.is_uppercase() => 690.0,
        Some(letter) if u32::from(letter) > 0x2e80 => 1000.0,
        _ => USUAL_WIDTH + 30.0,
    }
}
