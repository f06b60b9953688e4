//! Facts that may be others tomorrow, as far as they can be read off the words: tolls.
//!
//! Prices and office-holders are not: a sum of money and a title do not tell whether they move. A checker
//! tags such claims.

use super::facts::MovingFact;
use crate::analysis::figures::{self, Figure, FigureKind};
use crate::analysis::lang::Lang;
use crate::analysis::reading::{Part, Reading};
use crate::review::Draft;
use crate::text::byte_range;

/// How many words before and after a number are looked at.
const WORDS: usize = 4;

/// The tolls of a draft, in text order.
pub fn tolls(draft: &Draft, reading: &Reading) -> Vec<MovingFact> {
    let in_part = |start: usize, part: &Part, figure: &Figure| {
        let range = byte_range(start + figure.range.start..start + figure.range.end);
        is_toll(part, figure)
            .then(|| MovingFact { passage: draft.text().chars_of(&range), kind: "toll".to_owned() })
    };
    let all = reading.paragraphs().iter().flat_map(|read| {
        let of = move |figure| in_part(read.start, &read.part, figure);
        read.part.figures.iter().filter_map(of)
    });
    all.collect()
}

/// Whether a number stands beside a word for the dead, hurt or missing, in the same sentence.
fn is_toll(part: &Part, figure: &Figure) -> bool {
    if figure.kind != FigureKind::Count {
        return false;
    }
    let at = part.sentences.partition_point(|sentence| sentence.end <= figure.range.start);
    let Some(sentence) = part.sentences.get(at) else { return false };
    let before = part.text.get(sentence.start..figure.range.start).unwrap_or_default();
    // What is counted may be a part of the figure: “30 morts”.
    let from = part.text.get(figure.range.start..sentence.end).unwrap_or_default();
    let inside = words(part.text.get(figure.range.clone()).unwrap_or_default()).count();
    let lang = Lang::of(&part.language);
    let is_word = |word: &str| figures::is_toll_word(word, lang);
    words(before).rev().take(WORDS).any(is_word) || words(from).take(inside + WORDS).any(is_word)
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Paragraph, ParagraphKind};
    use chrono::DateTime;

    #[test]
    fn a_number_of_dead_is_a_toll_and_a_number_of_seats_is_none() {
        for (text, expected) in [
            ("The flood killed at least 42 people in Dosso.", &["42"][..]),
            ("Some 1,200 people are still missing.", &["1,200"]),
            ("Les inondations ont fait 30 morts.", &["30"]),
            ("The hall has 300 seats. Nobody died.", &[]),
            ("It cost $40 million, and nobody was injured.", &[]),
        ] {
            let paragraphs = vec![Paragraph::new(ParagraphKind::Body, text)];
            let draft = Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs);
            let reading = Reading::of(&draft, "en", None, None);
            let found: Vec<_> = tolls(&draft, &reading)
                .iter()
                .map(|fact| draft.text().slice(&fact.passage).unwrap().to_owned())
                .collect();
            let holds = |(found, expected): (&String, &&str)| found.starts_with(*expected);
            assert!(
                found.len() == expected.len() && found.iter().zip(expected).all(holds),
                "{text}: {found:?}"
            );
        }
    }
}
