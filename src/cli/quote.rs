//! The passage that a quotation names, and what to say where it names none or several.

use super::error::{CliError, Place};
use super::terminal::{at_most, count, line};
use crate::text::{Finder, Found, QuoteError, Selector, Text, find_quote};

/// How many chars of a quotation are shown in a message.
const SHOWN_CHARS: usize = 200;

/// The one passage of a text that stands for the quotation, with `prefix` before and `suffix` after it.
pub fn find(text: &Text, quote: &str, prefix: &str, suffix: &str) -> Result<Found, CliError> {
    find_quote(text, quote, prefix, suffix).map_err(|error| match error {
        QuoteError::Empty => CliError::Usage("the quotation is empty; give --quote some words".into()),
        QuoteError::Several(places) => several(text, quote, &places),
        QuoteError::Nowhere if prefix.is_empty() && suffix.is_empty() => nowhere(text, quote),
        QuoteError::Nowhere => not_in_context(text, quote),
    })
}

fn several(text: &Text, quote: &str, places: &[Found]) -> CliError {
    let message = format!(
        "{} stands in {} places; say which with the words before it (prefix) or after it (suffix)",
        quoted(quote),
        places.len()
    );
    CliError::Quote { message, places: described(text, places) }
}

/// The words do not stand in the text; perhaps they do with other quotation marks or white space.
fn nowhere(text: &Text, quote: &str) -> CliError {
    let Some(found) = closest(text, quote) else {
        let message = format!(
            "{} stands nowhere in the article; give the words exactly as they stand there",
            quoted(quote)
        );
        return CliError::Quote { message, places: Vec::new() };
    };
    let words = text.slice_bytes(&found.bytes).unwrap_or_default();
    let message = format!("{} stands nowhere in the article; did you mean {}?", quoted(quote), quoted(words));
    CliError::Quote { message, places: described(text, &[found]) }
}

/// The words stand in the text, but not with that before and after them.
fn not_in_context(text: &Text, quote: &str) -> CliError {
    let places = match find_quote(text, quote, "", "") {
        Ok(only) => vec![only],
        Err(QuoteError::Several(places)) => places,
        Err(_) => return nowhere(text, quote),
    };
    let message = format!(
        "{} stands in {}, but not with that prefix and suffix; give them as they stand there",
        quoted(quote),
        count(places.len(), "place", "places")
    );
    CliError::Quote { message, places: described(text, &places) }
}

fn quoted(words: &str) -> String {
    format!("“{}”", at_most(&line(words), SHOWN_CHARS))
}

fn described(text: &Text, places: &[Found]) -> Vec<Place> {
    let describe = |found: &Found| {
        let passage = Selector::of(text, &found.range)?;
        Some(Place { passage, paragraph: text.paragraph_at(found.bytes.start) + 1 })
    };
    places.iter().filter_map(describe).collect()
}

/// The first passage that differs from the quotation in nothing but what a reader overlooks.
fn closest(text: &Text, quote: &str) -> Option<Found> {
    let bytes = Finder::new(quote.trim(), false)?.find_all(text).into_iter().next()?;
    Some(Found { range: text.chars_of(&bytes), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Text {
        Text::from_paragraphs(["“Été”, she said — nine\u{a0}men left.", "Nine men came."])
    }

    fn closest_words(quote: &str) -> Option<String> {
        let text = text();
        closest(&text, quote).and_then(|found| text.slice_bytes(&found.bytes).map(str::to_owned))
    }

    #[test]
    fn other_quotation_marks_and_white_space_are_recognised() {
        assert_eq!(
            closest_words("\"été\", she  said - NINE men").as_deref(),
            Some("“Été”, she said — nine\u{a0}men")
        );
        assert_eq!(closest_words(" left. nine ").as_deref(), Some("left.\nNine"));
        assert_eq!(closest_words("É").as_deref(), Some("É"));
        assert_eq!(closest_words("ten men"), None);
        assert_eq!(closest_words(" "), None);
    }

    #[test]
    fn the_places_are_listed() {
        let text = Text::from_paragraphs(["one two", "one three"]);
        let Err(CliError::Quote { places, .. }) = find(&text, "one", "", "") else { panic!("two places") };
        assert_eq!(places.iter().map(|place| place.paragraph).collect::<Vec<_>>(), [1, 2]);
        let Err(CliError::Quote { places, message }) = find(&text, "one", "", "four") else {
            panic!("no place")
        };
        assert_eq!(places.len(), 2);
        assert!(message.contains("stands in 2 places, but not with that"), "{message}");
        assert!(matches!(find(&text, "", "", ""), Err(CliError::Usage(_))));
    }
}
