//! What is drawn for a text that holds characters nobody can see.
//!
//! A bidirectional control can make “not guilty” read “guilty ton”, a zero width
//! space can hide that two words differ. In a tool that checks words such a
//! character is never obeyed and never hidden: a small visible sign stands for it.
//! Positions of the drawn text are mapped back, so that everything outside this
//! module speaks of the original bytes.

use std::borrow::Cow;
use std::ops::Range;

/// Begins a sign. An isolate, so that a sign never changes the order of the words
/// around it, which a Latin name in an Arabic sentence otherwise would.
const SIGN_START: &str = "\u{2066}\u{2039}";
/// Ends a sign.
const SIGN_END: &str = "\u{203A}\u{2069}";

/// A text made ready to draw, with the way back to the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display<'a> {
    /// The text as drawn.
    pub text: Cow<'a, str>,
    /// Where signs stand, in order.
    signs: Vec<Sign>,
}

/// One replaced character.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sign {
    /// Its bytes in the original text.
    original: Range<usize>,
    /// The bytes that stand for it in the drawn text.
    drawn: Range<usize>,
    /// Whether it is set as a small sign (and not as a mere space).
    labelled: bool,
}

impl Display<'_> {
    /// The original byte for a byte of the drawn text. A byte inside a sign is the
    /// start of the character it stands for.
    pub fn to_original(&self, drawn: usize) -> usize {
        let after = self.signs.partition_point(|sign| sign.drawn.start <= drawn);
        let Some(sign) = after.checked_sub(1).and_then(|i| self.signs.get(i)) else {
            return drawn;
        };
        if drawn < sign.drawn.end {
            sign.original.start
        } else {
            sign.original.end + (drawn - sign.drawn.end)
        }
    }

    /// Ends the drawn text in an ellipsis that stands for everything up to byte
    /// `until` of the original text.
    pub(super) fn push_ellipsis(&mut self, until: usize) {
        let text = self.text.to_mut();
        let start = text.len();
        text.push('\u{2026}');
        let end = text.len();
        let original = self.to_original(start)..until;
        self.signs.push(Sign { original, drawn: start..end, labelled: false });
    }

    /// The byte ranges of the drawn text that are signs, in order.
    pub fn signs(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.signs.iter().filter(|sign| sign.labelled).map(|sign| sign.drawn.clone())
    }
}

/// What is drawn in place of a character.
enum Stand {
    /// A plain space.
    Space,
    /// A small sign with this name.
    Sign(Cow<'static, str>),
}

/// Replaces every character that cannot be seen, or that would silently change
/// the order of others, by something visible. Joiners (U+200C, U+200D) and
/// variation selectors stay: Persian, Hindi and emoji cannot be written without.
/// Line feeds stay too; splitting at them is the caller's.
pub fn sanitize_for_display(text: &str) -> Display<'_> {
    let Some(first) = text.find(|c| stand_for(c).is_some()) else {
        return Display { text: Cow::Borrowed(text), signs: Vec::new() };
    };
    let mut drawn = String::with_capacity(text.len() + 32);
    drawn.push_str(&text[..first]);
    let mut signs = Vec::new();
    for (at, c) in text[first..].char_indices() {
        let Some(stand) = stand_for(c) else {
            drawn.push(c);
            continue;
        };
        let start = drawn.len();
        let labelled = push_stand(&mut drawn, &stand);
        let at = first + at;
        signs.push(Sign { original: at..at + c.len_utf8(), drawn: start..drawn.len(), labelled });
    }
    Display { text: Cow::Owned(drawn), signs }
}

/// Appends what stands for a character; answers whether it is a sign.
fn push_stand(drawn: &mut String, stand: &Stand) -> bool {
    match stand {
        Stand::Space => {
            drawn.push(' ');
            false
        }
        Stand::Sign(name) => {
            drawn.push_str(SIGN_START);
            drawn.push_str(name);
            drawn.push_str(SIGN_END);
            true
        }
    }
}

/// What stands for `c`, or `None` where it is drawn as it is.
fn stand_for(c: char) -> Option<Stand> {
    if c == '\t' {
        return Some(Stand::Space);
    }
    if let Some(name) = named_sign(c) {
        return Some(Stand::Sign(Cow::Borrowed(name)));
    }
    let code = u32::from(c);
    let unnamed = (c.is_control() && c != '\n')
        || matches!(code, 0x206A..=0x206F | 0xFFF9..=0xFFFB | 0xE0001)
        || (code & 0xFFFE == 0xFFFE);
    unnamed.then(|| Stand::Sign(Cow::Owned(format!("{code:04X}"))))
}

/// The abbreviation of an invisible character, as the Unicode name lists give it.
fn named_sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{061C}' => "ALM",
        '\u{200B}' => "ZWSP",
        '\u{2060}' => "WJ",
        '\u{2061}'..='\u{2064}' => "INV",
        '\u{00AD}' => "SHY",
        '\u{034F}' => "CGJ",
        '\u{180E}' => "MVS",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "HF",
        '\u{FEFF}' => "BOM",
        '\0' => "NUL",
        '\u{8}' => "BS",
        '\u{B}' => "VT",
        '\u{C}' => "FF",
        '\r' => "CR",
        '\u{1B}' => "ESC",
        '\u{7F}' => "DEL",
        '\u{85}' => "NEL",
        _ => return None,
    })
}
