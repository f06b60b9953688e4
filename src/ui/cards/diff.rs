//! Which words a correction takes out and puts in.

use std::ops::Range;

/// Words on one side before they are no longer compared one by one: a table of 400 by 400 is filled in
/// well under a millisecond.
const MOST_WORDS: usize = 400;

/// Words kept before the first change, so that it is seen where it stands.
const WORDS_BEFORE: usize = 2;

/// Two wordings as one line: words taken out stand before those put in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The line.
    pub text: String,
    /// Where words were taken out, in bytes of the line.
    pub taken: Vec<Range<usize>>,
    /// Where words were put in, in bytes of the line.
    pub put: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Same,
    Taken,
    Put,
}

impl Changed {
    /// What becomes of `old` when it is replaced by `new`, word by word; all of it.
    pub fn between(old: &str, new: &str) -> Self {
        let mut changed = Self::default();
        for (kind, word) in compared(old, new) {
            changed.push(kind, word);
        }
        changed
    }

    /// The same from shortly before the first change.
    pub fn near_first_change(old: &str, new: &str) -> Self {
        let words = compared(old, new);
        let first = words.iter().position(|(kind, _)| *kind != Kind::Same).unwrap_or(0);
        let from = first.saturating_sub(WORDS_BEFORE);
        let mut changed = Self::default();
        if from > 0 {
            changed.push(Kind::Same, "…");
        }
        for (kind, word) in &words[from..] {
            changed.push(*kind, word);
        }
        changed
    }

    fn push(&mut self, kind: Kind, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        let ranges = match kind {
            Kind::Same => return,
            Kind::Taken => &mut self.taken,
            Kind::Put => &mut self.put,
        };
        match ranges.last_mut() {
            Some(last) if last.end + 1 == start => last.end = self.text.len(),
            _ => ranges.push(start..self.text.len()),
        }
    }
}

/// Which of several passages a correction is meant for: the one it shares most words with, the first of
/// several.
pub fn meant_for<'a>(passages: impl IntoIterator<Item = &'a str>, correction: &str) -> &'a str {
    let mut best: Option<(usize, &str)> = None;
    for passage in passages {
        let shared = compared(passage, correction).iter().filter(|(kind, _)| *kind == Kind::Same).count();
        if best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, passage));
        }
    }
    best.map_or("", |(_, passage)| passage)
}

fn compared<'a>(old: &'a str, new: &'a str) -> Vec<(Kind, &'a str)> {
    let (old, new): (Vec<_>, Vec<_>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail =
        old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let middle = aligned(&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let same = |words: &[&'a str]| words.iter().map(|&word| (Kind::Same, word)).collect::<Vec<_>>();
    [same(&old[..head]), middle, same(&old_rest[old_rest.len() - tail..])].concat()
}

/// Aligns two lists of words by their longest common subsequence.
fn aligned<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Kind, &'a str)> {
    if old.len() > MOST_WORDS || new.len() > MOST_WORDS {
        let taken = old.iter().map(|&word| (Kind::Taken, word));
        return taken.chain(new.iter().map(|&word| (Kind::Put, word))).collect();
    }
    let common = common_lengths(old, new);
    let (mut at, mut to) = (0, 0);
    let mut out = Vec::with_capacity(old.len() + new.len());
    while at < old.len() || to < new.len() {
        if at < old.len() && to < new.len() && old[at] == new[to] {
            out.push((Kind::Same, old[at]));
            (at, to) = (at + 1, to + 1);
        } else if to == new.len() || (at < old.len() && common[at + 1][to] >= common[at][to + 1]) {
            out.push((Kind::Taken, old[at]));
            at += 1;
        } else {
            out.push((Kind::Put, new[to]));
            to += 1;
        }
    }
    out
}

/// For each pair of places, how many words the rests have in common.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u16>> {
    let mut common = vec![vec![0u16; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            common[at][to] = if old[at] == new[to] {
                common[at + 1][to + 1] + 1
            } else {
                common[at + 1][to].max(common[at][to + 1])
            };
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(changed: &Changed) -> String {
        let mut text = changed.text.clone();
        let mut ranges: Vec<_> = changed.taken.iter().map(|range| (range.clone(), '-')).collect();
        ranges.extend(changed.put.iter().map(|range| (range.clone(), '+')));
        ranges.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, sign) in ranges {
            text.insert(range.end, sign);
            text.insert(range.start, sign);
        }
        text
    }

    #[test]
    fn changed_words_stand_beside_each_other() {
        let changed = Changed::between("from 9 p.m. to 5 a.m.", "from 10 p.m. to 5 a.m.");
        assert_eq!(marked(&changed), "from -9- +10+ p.m. to 5 a.m.");
        let added = Changed::between("the seventh since 2020", "the seventh since 2020, by one count");
        assert_eq!(marked(&added), "the seventh since -2020- +2020, by one count+");
        assert_eq!(marked(&Changed::between("nine men", "")), "-nine men-");
    }

    #[test]
    fn a_correction_is_meant_for_the_passage_it_is_like() {
        let passages = ["tous les Nigériens épris", "all Nigerians devoted"];
        assert_eq!(meant_for(passages, "all Nigeriens devoted"), passages[1]);
        assert_eq!(meant_for(passages, "nobody"), passages[0]);
        assert_eq!(meant_for([], "nobody"), "");
    }

    #[test]
    fn a_long_beginning_is_left_out() {
        let changed = Changed::near_first_change("one two three four five", "one two three four six");
        assert_eq!(marked(&changed), "… three four -five- +six+");
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_from_the_line(old in "[ab ]{0,30}", new in "[ab ]{0,30}") {
            let words = compared(&old, &new);
            let side = |out: Kind| -> Vec<&str> {
                words.iter().filter(|(kind, _)| *kind != out).map(|(_, word)| *word).collect()
            };
            prop_assert_eq!(side(Kind::Put), old.split_whitespace().collect::<Vec<_>>());
            prop_assert_eq!(side(Kind::Taken), new.split_whitespace().collect::<Vec<_>>());
        }
    }
}
