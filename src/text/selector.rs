//! A passage with what is needed to find it again: place, words, and the words around it.

use super::{ByteRange, CharRange, Text, byte_range};
use memchr::memmem;

/// How many chars before and after a passage are kept with it.
///
/// The number that the Hypothesis client and Apache Annotator keep, so that marks which leave the
/// program are found by theirs.
pub const CONTEXT_CHARS: usize = 32;

/// A passage: its place, its exact words, and up to [`CONTEXT_CHARS`] chars on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// Its place, in chars.
    pub range: CharRange,
    /// Its words.
    pub quote: String,
    /// What stands before it.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
}

impl Selector {
    /// Describes a passage of a text; `None` where the range holds no words of it.
    pub fn of(text: &Text, range: &CharRange) -> Option<Self> {
        let bytes = text.bytes_of(range)?;
        let quote = text.slice_bytes(&bytes).filter(|quote| !quote.is_empty())?;
        let whole = text.as_str();
        let before = &whole[..bytes.start.0];
        let after = &whole[bytes.end.0..];
        let lead = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        let tail = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
        Some(Self {
            range: range.clone(),
            quote: quote.to_owned(),
            prefix: before[lead..].to_owned(),
            suffix: after[..tail].to_owned(),
        })
    }
}

/// A place where a quotation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place, in chars.
    pub range: CharRange,
    /// The same, in bytes.
    pub bytes: ByteRange,
}

/// Why a quotation names no one passage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// There is nothing to look for.
    #[error("the quotation is empty")]
    Empty,
    /// It stands nowhere.
    #[error("the quotation stands nowhere in the text")]
    Nowhere,
    /// It stands in several places, listed in text order.
    #[error("the quotation stands in {} places", .0.len())]
    Several(Vec<Found>),
}

/// The one place where a quotation stands with this before and that after it.
///
/// The words must be the text's own, char for char. `prefix` and `suffix` decide between several
/// places; white space between them and the quotation does not matter, and an empty one fits always.
///
/// # Errors
/// Where no place or more than one fits.
pub fn find_quote(text: &Text, quote: &str, prefix: &str, suffix: &str) -> Result<Found, QuoteError> {
    if quote.is_empty() {
        return Err(QuoteError::Empty);
    }
    let whole = text.as_str();
    let (prefix, suffix) = (prefix.trim(), suffix.trim());
    let mut places: Vec<Found> = overlapping(whole, quote)
        .filter(|&at| whole[..at].trim_end().ends_with(prefix))
        .filter(|&at| whole[at + quote.len()..].trim_start().starts_with(suffix))
        .map(|at| byte_range(at..at + quote.len()))
        .map(|bytes| Found { range: text.chars_of(&bytes), bytes })
        .collect();
    match places.len() {
        0 => Err(QuoteError::Nowhere),
        1 => Ok(places.remove(0)),
        _ => Err(QuoteError::Several(places)),
    }
}

/// Where a needle stands, in bytes, places that overlap included ("ana" stands twice in "banana").
fn overlapping<'a>(whole: &'a str, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
    let finder = memmem::Finder::new(needle.as_bytes()).into_owned();
    let step = needle.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(whole.as_bytes().get(from..)?)?;
        from = at + step;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::char_range;

    fn text() -> Text {
        Text::from_paragraphs(["Déjà vu: nine men left.", "Then nine men came."])
    }

    #[test]
    fn a_passage_keeps_its_surroundings() {
        let text = text();
        let selector = Selector::of(&text, &char_range(9..13));
        let selector = selector.as_ref();
        assert_eq!(selector.map(|s| s.quote.as_str()), Some("nine"));
        assert_eq!(selector.map(|s| s.prefix.as_str()), Some("Déjà vu: "));
        assert_eq!(selector.map(|s| s.suffix.as_str()), Some(" men left.\nThen nine men came."));
        assert_eq!(Selector::of(&text, &char_range(3..3)), None);
        assert_eq!(Selector::of(&text, &char_range(3..999)), None);
    }

    #[test]
    fn a_quotation_in_two_places_needs_its_surroundings() {
        let text = text();
        let Err(QuoteError::Several(places)) = find_quote(&text, "nine men", "", "") else {
            panic!("two places");
        };
        assert_eq!(places.len(), 2);
        assert_eq!(find_quote(&text, "nine men", "Then ", "").map(|f| f.range), Ok(char_range(29..37)));
        assert_eq!(find_quote(&text, "nine men", "", "left").map(|f| f.range), Ok(char_range(9..17)));
        assert_eq!(find_quote(&text, "nine men", "Now", ""), Err(QuoteError::Nowhere));
        assert_eq!(find_quote(&text, "", "", ""), Err(QuoteError::Empty));
    }

    #[test]
    fn places_that_overlap_all_count() {
        let text = Text::from_paragraphs(["banana"]);
        let Err(QuoteError::Several(places)) = find_quote(&text, "ana", "", "") else { panic!("two places") };
        assert_eq!(places.iter().map(|found| found.bytes.start.0).collect::<Vec<_>>(), [1, 3]);
    }
}
