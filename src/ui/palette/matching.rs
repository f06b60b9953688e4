//! How well a name answers to what was typed.

use std::ops::Range;

/// How a name matches what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// How well: less is better.
    pub rank: usize,
    /// The bytes of the name that match, in order, none empty.
    pub ranges: Vec<Range<usize>>,
}

/// Ranks of a match: the whole words typed stand at the beginning, at the beginning of a word, inside a
/// word; or only their letters stand in the name, in this order.
const AT_START: usize = 0;
const AT_WORD: usize = 1;
const INSIDE: usize = 2;
/// The rank of letters that stand here and there.
pub(super) const SCATTERED_RANK: usize = 3;

impl Match {
    /// Whether the letters typed stand in the name only here and there.
    pub fn is_scattered(&self) -> bool {
        self.rank == SCATTERED_RANK
    }
}

/// Looks for what was typed in a name, whatever the case. Everything matches an empty query.
pub fn find(name: &str, query: &str) -> Option<Match> {
    let query: Vec<char> = query.trim().chars().flat_map(char::to_lowercase).collect();
    if query.is_empty() {
        return Some(Match { rank: AT_START, ranges: Vec::new() });
    }
    let letters = folded(name);
    let found = (0..letters.len()).filter_map(|from| together(name, &letters, from, &query));
    found.min_by_key(|found| found.rank).or_else(|| scattered(&letters, &query))
}

/// A letter of a name in lower case, and the bytes it stands at.
struct Letter {
    folded: char,
    bytes: Range<usize>,
}

fn folded(name: &str) -> Vec<Letter> {
    let letters = name.char_indices().flat_map(|(at, letter)| {
        letter.to_lowercase().map(move |folded| Letter { folded, bytes: at..at + letter.len_utf8() })
    });
    letters.collect()
}

/// The query as one stretch that begins with letter `from`.
fn together(name: &str, letters: &[Letter], from: usize, query: &[char]) -> Option<Match> {
    let stretch = letters.get(from..from + query.len())?;
    if !stretch.iter().map(|letter| letter.folded).eq(query.iter().copied()) {
        return None;
    }
    let bytes = stretch.first()?.bytes.start..stretch.last()?.bytes.end;
    let before = name[..bytes.start].chars().next_back();
    let rank = match before {
        None => AT_START,
        Some(letter) if letter.is_alphanumeric() => INSIDE,
        Some(_) => AT_WORD,
    };
    Some(Match { rank, ranges: vec![bytes] })
}

/// The letters of the query one after the other, with others between them.
fn scattered(letters: &[Letter], query: &[char]) -> Option<Match> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut rest = letters.iter();
    for wanted in query.iter().filter(|letter| !letter.is_whitespace()) {
        let letter = rest.find(|letter| letter.folded == *wanted)?;
        match ranges.last_mut() {
            Some(last) if last.end >= letter.bytes.start => last.end = letter.bytes.end,
            _ => ranges.push(letter.bytes.clone()),
        }
    }
    Some(Match { rank: SCATTERED_RANK, ranges })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matched<'a>(name: &'a str, query: &str) -> Option<(usize, Vec<&'a str>)> {
        let found = find(name, query)?;
        Some((found.rank, found.ranges.into_iter().map(|range| &name[range]).collect()))
    }

    #[test]
    fn a_better_place_ranks_before_a_worse_one() {
        assert_eq!(matched("Verify", "ver"), Some((AT_START, vec!["Ver"])));
        assert_eq!(matched("Mark verified", "ver"), Some((AT_WORD, vec!["ver"])));
        assert_eq!(matched("Mark unverifiable", "ver"), Some((INSIDE, vec!["ver"])));
        assert_eq!(matched("Move end right", "ver"), Some((SCATTERED_RANK, vec!["ve", "r"])));
        assert_eq!(matched("Save", "ver"), None);
    }

    #[test]
    fn the_best_of_several_places_counts() {
        assert_eq!(matched("Unverified, verified", "ver"), Some((AT_WORD, vec!["ver"])));
    }

    #[test]
    fn an_empty_query_matches_everything() {
        assert_eq!(matched("Save", "  "), Some((AT_START, vec![])));
    }

    proptest! {
        #[test]
        fn what_matched_reads_as_the_query(name in "\\PC{0,24}", query in "\\PC{1,4}") {
            if let Some(found) = find(&name, &query) {
                let read: String = found.ranges.iter().map(|range| &name[range.clone()]).collect();
                let fold = |text: &str| -> String {
                    let letters = text.chars().flat_map(char::to_lowercase);
                    letters.filter(|letter| !letter.is_whitespace()).collect()
                };
                // A letter may become several in lower case, of which only some were typed.
                prop_assert!(fold(&read).contains(&fold(query.trim())) || read.chars().any(|c| c.to_lowercase().count() > 1));
            }
        }

        #[test]
        fn every_part_of_a_name_is_found_in_it(name in "[a-zA-Z ]{1,30}", from in 0usize..30, len in 1usize..6) {
            let part: String = name.chars().skip(from).take(len).collect();
            let found = find(&name, &part);
            prop_assert!(found.is_some_and(|found| !found.is_scattered()));
        }
    }
}
