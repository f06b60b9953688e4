//! The passage that a quotation names, and what to say where it names none or several.

use super::error::{CliError, Place};
use super::terminal::{at_most, count, line};
use crate::review::Draft;
use crate::text::{Finder, Found, QuoteError, Selector, Text, find_quote};

/// How many chars of a quotation are shown in a message.
const SHOWN_CHARS: usize = 200;

/// The one passage of a draft that stands for the quotation, with `prefix` before and `suffix` after it.
pub fn find(draft: &Draft, quote: &str, prefix: &str, suffix: &str) -> Result<Found, CliError> {
    find_quote(draft.text(), quote, prefix, suffix).map_err(|error| match error {
        QuoteError::Empty => CliError::Usage("the quotation is empty; give --quote some words".into()),
        QuoteError::Several(places) => several(draft, quote, &places),
        QuoteError::Nowhere if prefix.is_empty() && suffix.is_empty() => nowhere(draft, quote),
        QuoteError::Nowhere => not_in_context(draft, quote),
    })
}

fn several(draft: &Draft, quote: &str, places: &[Found]) -> CliError {
    let message = format!(
        "{} stands in {} places; say which with the words before it (prefix) or after it (suffix)",
        quoted(quote),
        places.len()
    );
    CliError::Quote { message, places: described(draft, places) }
}

/// The words do not stand in the text; perhaps they do with other quotation marks or white space.
fn nowhere(draft: &Draft, quote: &str) -> CliError {
    let Some(found) = closest(draft.text(), quote) else {
        let message = format!(
            "{} stands nowhere in the article; give the words exactly as they stand there",
            quoted(quote)
        );
        return CliError::Quote { message, places: Vec::new() };
    };
    let words = draft.text().slice_bytes(&found.bytes).unwrap_or_default();
    let message = format!("{} stands nowhere in the article; did you mean {}?", quoted(quote), quoted(words));
    CliError::Quote { message, places: described(draft, &[found]) }
}

/// The words stand in the text, but not with that before and after them.
fn not_in_context(draft: &Draft, quote: &str) -> CliError {
    let places = match find_quote(draft.text(), quote, "", "") {
        Ok(only) => vec![only],
        Err(QuoteError::Several(places)) => places,
        Err(_) => return nowhere(draft, quote),
    };
    let message = format!(
        "{} stands in {}, but not with that prefix and suffix; give them as they stand there",
        quoted(quote),
        count(places.len(), "place", "places")
    );
    CliError::Quote { message, places: described(draft, &places) }
}

fn quoted(words: &str) -> String {
    format!("“{}”", at_most(&line(words), SHOWN_CHARS))
}

fn described(draft: &Draft, places: &[Found]) -> Vec<Place> {
    let text = draft.text();
    let describe = |found: &Found| {
        let passage = Selector::of(text, &found.range)?;
        let paragraph = draft.paragraph_name(text.paragraph_at(found.bytes.start));
        Some(Place { passage, paragraph })
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
    use crate::review::{Paragraph, ParagraphKind};
    use chrono::DateTime;

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
        let hed = Paragraph::new(ParagraphKind::Hed, "one two");
        let paragraphs = vec![hed, Paragraph::new(ParagraphKind::Body, "one three")];
        let draft = Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs);
        let Err(CliError::Quote { places, .. }) = find(&draft, "one", "", "") else { panic!("two places") };
        assert_eq!(
            places.iter().map(|place| place.paragraph.as_str()).collect::<Vec<_>>(),
            ["Hed", "Paragraph 1"]
        );
        let Err(CliError::Quote { places, message }) = find(&draft, "one", "", "four") else {
            panic!("no place")
        };
        assert_eq!(places.len(), 2);
        assert!(message.contains("stands in 2 places, but not with that"), "{message}");
        assert!(matches!(find(&draft, "", "", ""), Err(CliError::Usage(_))));
    }
}
