//! Words that may be one name spelled two ways.

use std::collections::HashMap;

/// Pairs of words (by index) that differ in one letter, two letters changing places included. Takes time in
/// proportion to their letters: words are compared only where they agree after losing a letter each.
pub(super) fn alike(words: &[&str]) -> Vec<(usize, usize)> {
    let mut by_rest: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, word) in words.iter().enumerate() {
        for rest in shortened(word) {
            by_rest.entry(rest).or_default().push(index);
        }
    }
    let mut pairs: Vec<(usize, usize)> = by_rest.values().flat_map(|group| pairs_of(group, words)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The most words that share one shortened form and are still compared: more are a list, not a slip.
const MOST_ALIKE: usize = 8;

fn pairs_of(group: &[usize], words: &[&str]) -> Vec<(usize, usize)> {
    let group = &group[..group.len().min(MOST_ALIKE)];
    let pairs = group.iter().enumerate().flat_map(|(at, &a)| group[at + 1..].iter().map(move |&b| (a, b)));
    pairs
        .filter(|&(a, b)| a != b && one_apart(words[a], words[b]))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect()
}

/// A word, and the word without each of its letters after the first.
fn shortened(word: &str) -> impl Iterator<Item = String> {
    /// Longer ones are no name.
    const LONGEST: usize = 24;
    let chars: Vec<char> = word.chars().take(LONGEST + 1).collect();
    let count = if chars.len() > LONGEST { 0 } else { chars.len() };
    (0..count).map(move |skip| {
        chars.iter().enumerate().filter(|&(at, _)| at != skip || skip == 0).map(|(_, &char)| char).collect()
    })
}

/// Whether two different words differ in one letter put in, left out, changed, or in two that changed places.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same_front = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let rest = (&short[same_front..], &long[same_front..]);
    match long.len() - short.len() {
        0 => match rest {
            ([], []) => false,
            ([x, y, a @ ..], [u, v, b @ ..]) if x == v && y == u && a == b => true,
            (a, b) => a[1..] == b[1..],
        },
        1 => rest.0 == &rest.1[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_letter_apart() {
        assert!(one_apart("massoudou", "massoudu"));
        assert!(one_apart("tchiani", "tchaini"));
        assert!(one_apart("bazoum", "bazoun"));
        assert!(!one_apart("bazoum", "bazoum"));
        assert!(!one_apart("niger", "nigeria"));
    }

    proptest! {
        #[test]
        fn pairs_are_those_that_comparing_all_finds(words in prop::collection::hash_set("[ab]{3,5}", 0..7)) {
            let words: Vec<String> = words.into_iter().collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let all = (0..words.len()).flat_map(|a| (a + 1..words.len()).map(move |b| (a, b)));
            let expected: Vec<_> = all
                .filter(|&(a, b)| one_apart(words[a], words[b]) && words[a].as_bytes()[0] == words[b].as_bytes()[0])
                .collect();
            let found: Vec<_> = alike(&words)
                .into_iter()
                .filter(|&(a, b)| words[a].as_bytes()[0] == words[b].as_bytes()[0])
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
