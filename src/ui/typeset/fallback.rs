//! Which family answers for which script and language.
//!
//! Asked about a pair that was never set, fontique asks fontconfig each time, and
//! fontconfig answers with what its own order says: a Rashi face for Hebrew, Naskh
//! for Urdu. So every pair is set once, the language's own family first.

use fontique::{Collection, FallbackKey, FamilyId, GenericFamily, Language, Script, ScriptExt as _};
use skrifa::raw::TableProvider as _;

use super::fonts::{SANS, SERIF};

/// The families wanted for a script, best first, by the tags fontique tells apart.
/// An empty language is the script's default.
const PREFERRED: &[(&[u8; 4], &str, &[&str])] = &[
    (b"Arab", "", NASKH),
    (b"Arab", "ar-IR", NASKH),
    (b"Arab", "fa", NASKH),
    (b"Arab", "ks", NASTALIQ),
    (b"Arab", "ku-IQ", NASKH),
    (b"Arab", "ku-IR", NASKH),
    (b"Arab", "la", NASKH),
    (b"Arab", "ota", NASKH),
    (b"Arab", "pa-PK", NASTALIQ),
    (b"Arab", "ps-AF", NASKH),
    (b"Arab", "ps-PK", NASKH),
    (b"Arab", "sd", NASKH),
    (b"Arab", "ug", NASKH),
    (b"Arab", "ur", NASTALIQ),
    (b"Hebr", "", HEBREW),
    (b"Hebr", "yi", HEBREW),
    (b"Deva", "", DEVANAGARI),
    (b"Deva", "bh", DEVANAGARI),
    (b"Deva", "bho", DEVANAGARI),
    (b"Deva", "brx", DEVANAGARI),
    (b"Deva", "doi", DEVANAGARI),
    (b"Deva", "hne", DEVANAGARI),
    (b"Deva", "kok", DEVANAGARI),
    (b"Deva", "mai", DEVANAGARI),
    (b"Deva", "mr", DEVANAGARI),
    (b"Deva", "bne", DEVANAGARI),
    (b"Deva", "sa", DEVANAGARI),
    (b"Deva", "sat", DEVANAGARI),
    (b"Beng", "", BENGALI),
    (b"Beng", "as", BENGALI),
    (b"Beng", "mni", BENGALI),
    (b"Ethi", "", ETHIOPIC),
    (b"Ethi", "am", ETHIOPIC),
    (b"Ethi", "byn", ETHIOPIC),
    (b"Ethi", "sid", ETHIOPIC),
    (b"Ethi", "ti-ER", ETHIOPIC),
    (b"Ethi", "ti-ET", ETHIOPIC),
    (b"Ethi", "tig", ETHIOPIC),
    (b"Ethi", "wal", ETHIOPIC),
    (b"Tibt", "", TIBETAN),
    (b"Tibt", "dz", TIBETAN),
    (b"Hani", "", HAN_SC),
    (b"Hani", "ja", HAN_JP),
    (b"Hani", "ko", HAN_KR),
    (b"Hani", "zh-TW", HAN_TC),
    (b"Hani", "zh-HK", HAN_HK),
    (b"Hani", "zh-MO", HAN_HK),
    (b"Hani", "zh-SG", HAN_SC),
    (b"Hira", "", HAN_JP),
    (b"Kana", "", HAN_JP),
    (b"Hang", "", HAN_KR),
    (b"Bopo", "", HAN_TC),
    (b"Thai", "", &["Noto Serif Thai", "Noto Sans Thai", "Thonburi", "Leelawadee UI"]),
    (b"Geor", "", &["Noto Serif Georgian", "Noto Sans Georgian"]),
    (b"Armn", "", &["Noto Serif Armenian", "Noto Sans Armenian"]),
    (b"Taml", "", &["Noto Serif Tamil", "Noto Sans Tamil"]),
    (b"Telu", "", &["Noto Serif Telugu", "Noto Sans Telugu"]),
    (b"Gujr", "", &["Noto Serif Gujarati", "Noto Sans Gujarati"]),
    (b"Guru", "", &["Noto Serif Gurmukhi", "Noto Sans Gurmukhi"]),
    (b"Knda", "", &["Noto Serif Kannada", "Noto Sans Kannada"]),
    (b"Mlym", "", &["Noto Serif Malayalam", "Noto Sans Malayalam"]),
    (b"Sinh", "", &["Noto Serif Sinhala", "Noto Sans Sinhala"]),
    (b"Khmr", "", &["Noto Serif Khmer", "Noto Sans Khmer"]),
    (b"Laoo", "", &["Noto Serif Lao", "Noto Sans Lao"]),
    (b"Mymr", "", &["Noto Serif Myanmar", "Noto Sans Myanmar"]),
];

const NASKH: &[&str] = &["Noto Naskh Arabic", "Amiri", "Geeza Pro", "Noto Sans Arabic", "Segoe UI"];
const NASTALIQ: &[&str] =
    &["Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic"];
const HEBREW: &[&str] = &["Noto Serif Hebrew", "Noto Sans Hebrew", "Frank Ruehl CLM", "David"];
const DEVANAGARI: &[&str] =
    &["Noto Serif Devanagari", "Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI"];
const BENGALI: &[&str] = &["Noto Serif Bengali", "Noto Sans Bengali", "Nirmala UI"];
const ETHIOPIC: &[&str] = &["Noto Serif Ethiopic", "Noto Sans Ethiopic"];
const TIBETAN: &[&str] = &["Noto Serif Tibetan", "Noto Sans Tibetan"];
const HAN_SC: &[&str] =
    &["Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Noto Sans SC", "Songti SC", "SimSun"];
const HAN_TC: &[&str] =
    &["Noto Serif CJK TC", "Source Han Serif TC", "Noto Sans CJK TC", "Songti TC", "PMingLiU"];
const HAN_HK: &[&str] =
    &["Noto Serif CJK HK", "Noto Sans CJK HK", "Noto Serif CJK TC", "Songti TC", "PMingLiU"];
const HAN_JP: &[&str] =
    &["Noto Serif CJK JP", "Source Han Serif", "Noto Sans CJK JP", "Hiragino Mincho ProN", "Yu Mincho"];
const HAN_KR: &[&str] =
    &["Noto Serif CJK KR", "Source Han Serif K", "Noto Sans CJK KR", "AppleMyungjo", "Batang"];

/// Families asked after a script's own, for signs that belong to no script.
const SYMBOLS: &[&str] = &[
    SERIF,
    SANS,
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "DejaVu Sans",
    "Apple Symbols",
    "Segoe UI Symbol",
];

/// Families that draw emoji in colour.
const EMOJI: &[&str] = &["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twemoji"];

/// Sets the fallbacks of every script and of every language fontique tells apart.
/// `extra` are families registered by hand; they answer last, for every script.
pub(super) fn seed(collection: &mut Collection, extra: &[FamilyId]) {
    let emoji = seed_emoji(collection, extra);
    let tail: Vec<FamilyId> =
        ids(collection, SYMBOLS).into_iter().chain(extra.iter().copied()).chain(emoji).collect();
    let common = [b"Zyyy", b"Zinh", b"Zzzz", b"Latn", b"Grek", b"Cyrl"];
    let sampled = Script::all_samples().iter().map(|(script, _)| script.to_bytes());
    let scripts: Vec<[u8; 4]> = common.into_iter().copied().chain(sampled).collect();
    for script in scripts {
        let script = Script::from_bytes(script);
        let chosen = preferred(collection, script, "");
        // For the common scripts the bundled fonts and symbols are the answer;
        // asking the system would put a text font of its choice before them.
        let chosen = if chosen.is_empty() && !common.contains(&&script.to_bytes()) {
            collection.fallback_families(script).collect()
        } else {
            chosen
        };
        collection.set_fallbacks(script, distinct(&chosen, &tail).into_iter());
    }
    seed_languages(collection, &tail);
}

/// The script most of a text's letters belong to, where that is one whose own family
/// should set the spaces and marks between them too: with those from a Latin family,
/// every word would be shaped by itself, at three times the cost.
pub(super) fn main_script(text: &str) -> Option<Script> {
    let mut counts = [0_u32; NATIVE.len()];
    let mut letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE) {
        letters += 1;
        let native = NATIVE
            .iter()
            .position(|(_, ranges)| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)));
        if let Some(index) = native {
            counts[index] += 1;
        }
    }
    let (index, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (count * 2 > letters).then(|| Script::from_bytes(*NATIVE[index].0))
}

/// The name of the family that answers first for a script and language.
pub(super) fn first_family(
    collection: &mut Collection,
    script: Script,
    language: Option<&Language>,
) -> Option<String> {
    let key = FallbackKey::new(script, language);
    let family = collection.fallback_families(key).next()?;
    collection.family_name(family).map(str::to_owned)
}

/// Letters looked at to find a text's script.
const SAMPLE: usize = 200;

/// Characters, first to last.
type Span = (char, char);

/// Scripts with families of their own, and where their letters lie.
const NATIVE: &[(&[u8; 4], &[Span])] = &[
    (b"Arab", &[('\u{600}', '\u{77F}'), ('\u{8A0}', '\u{8FF}'), ('\u{FB50}', '\u{FEFC}')]),
    (b"Hebr", &[('\u{590}', '\u{5FF}')]),
    (b"Deva", &[('\u{900}', '\u{97F}')]),
    (b"Beng", &[('\u{980}', '\u{9FF}')]),
    (b"Guru", &[('\u{A00}', '\u{A7F}')]),
    (b"Gujr", &[('\u{A80}', '\u{AFF}')]),
    (b"Taml", &[('\u{B80}', '\u{BFF}')]),
    (b"Telu", &[('\u{C00}', '\u{C7F}')]),
    (b"Knda", &[('\u{C80}', '\u{CFF}')]),
    (b"Mlym", &[('\u{D00}', '\u{D7F}')]),
    (b"Sinh", &[('\u{D80}', '\u{DFF}')]),
    (b"Thai", &[('\u{E00}', '\u{E7F}')]),
    (b"Tibt", &[('\u{F00}', '\u{FFF}')]),
    (b"Mymr", &[('\u{1000}', '\u{109F}')]),
    (b"Geor", &[('\u{10A0}', '\u{10FF}')]),
    (b"Ethi", &[('\u{1200}', '\u{139F}')]),
    (b"Khmr", &[('\u{1780}', '\u{17FF}')]),
    (b"Armn", &[('\u{530}', '\u{58F}')]),
    (b"Hang", &[('\u{1100}', '\u{11FF}'), ('\u{AC00}', '\u{D7AF}')]),
    (b"Hira", &[('\u{3040}', '\u{30FF}')]),
    (b"Hani", &[('\u{3400}', '\u{9FFF}'), ('\u{20000}', '\u{3FFFF}')]),
];

/// Sets the pairs of script and language that are not a script's default.
fn seed_languages(collection: &mut Collection, tail: &[FamilyId]) {
    for (script, tag, names) in PREFERRED.iter().filter(|(_, tag, _)| !tag.is_empty()) {
        let Ok(language) = Language::parse(tag) else {
            continue;
        };
        let script = Script::from_bytes(**script);
        let mut chosen = ids(collection, names);
        chosen.extend(preferred(collection, script, ""));
        let key = FallbackKey::new(script, Some(&language));
        collection.set_fallbacks(key, distinct(&chosen, tail).into_iter());
    }
}

/// Puts the families known to be in colour first among the emoji families.
fn seed_emoji(collection: &mut Collection, extra: &[FamilyId]) -> Vec<FamilyId> {
    let mut families = ids(collection, EMOJI);
    families.extend(extra.iter().copied().filter(|id| is_colour(collection, *id)));
    let others: Vec<FamilyId> = collection.generic_families(GenericFamily::Emoji).collect();
    let families = distinct(&families, &others);
    collection.set_generic_families(GenericFamily::Emoji, families.iter().copied());
    families.into_iter().take(1).collect()
}

/// Whether the family's first font has a table of coloured glyphs.
fn is_colour(collection: &mut Collection, id: FamilyId) -> bool {
    let Some(blob) =
        collection.family(id).and_then(|family| family.fonts().first().and_then(|font| font.load(None)))
    else {
        return false;
    };
    skrifa::FontRef::from_index(blob.as_ref(), 0)
        .is_ok_and(|font| font.cbdt().is_ok() || font.colr().is_ok() || font.sbix().is_ok())
}

/// The preferred families of a script and language that exist here.
fn preferred(collection: &mut Collection, script: Script, tag: &str) -> Vec<FamilyId> {
    PREFERRED
        .iter()
        .filter(|entry| *entry.0 == script.to_bytes() && entry.1 == tag)
        .flat_map(|entry| ids(collection, entry.2))
        .collect()
}

fn ids(collection: &mut Collection, names: &[&str]) -> Vec<FamilyId> {
    names.iter().filter_map(|name| collection.family_id(name)).collect()
}

/// Both lists in order, each family once.
fn distinct(first: &[FamilyId], rest: &[FamilyId]) -> Vec<FamilyId> {
    let mut all = Vec::with_capacity(first.len() + rest.len());
    for id in first.iter().chain(rest) {
        if !all.contains(id) {
            all.push(*id);
        }
    }
    all
}
