//! Which word of one sentence is which word of the other.

use super::words::Word;
use std::collections::HashMap;

/// Two stretches with at most so many pairs of words are compared in full.
const MAX_CELLS: usize = 1 << 17;

/// What it counts that two equal words follow two others at once: keeps phrases together.
const FOLLOWS: u32 = 2;

/// Pairs of equal words, by index, in order on both sides.
pub(crate) fn align(before: &[Word], after: &[Word]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    align_part(before, after, (0, 0), &mut pairs);
    pairs
}

fn align_part(before: &[Word], after: &[Word], base: (usize, usize), pairs: &mut Vec<(usize, usize)>) {
    let head = before.iter().zip(after).take_while(|(one, other)| one.key == other.key).count();
    pairs.extend((0..head).map(|at| (base.0 + at, base.1 + at)));
    let (before, after, base) = (&before[head..], &after[head..], (base.0 + head, base.1 + head));
    let tail =
        before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one.key == other.key).count();
    let (middle, other) = (&before[..before.len() - tail], &after[..after.len() - tail]);
    if middle.len().saturating_mul(other.len()) <= MAX_CELLS {
        let equal = |one: usize, two: usize| {
            if middle[one].key == other[two].key { 1 + 2 * middle[one].weight } else { 0 }
        };
        let chain = heaviest_chain(middle.len(), other.len(), equal, FOLLOWS);
        pairs.extend(chain.into_iter().map(|(one, two)| (base.0 + one, base.1 + two)));
    } else {
        align_by_anchors(middle, other, base, pairs);
    }
    pairs.extend((0..tail).map(|at| (base.0 + middle.len() + at, base.1 + other.len() + at)));
}

/// Compares what lies between words that stand once on both sides; without any, nothing is equal.
fn align_by_anchors(before: &[Word], after: &[Word], base: (usize, usize), pairs: &mut Vec<(usize, usize)>) {
    let anchors = anchors(before, after);
    if anchors.is_empty() {
        return;
    }
    let mut from = (0, 0);
    for (one, two) in anchors.into_iter().chain([(before.len(), after.len())]) {
        align_part(&before[from.0..one], &after[from.1..two], (base.0 + from.0, base.1 + from.1), pairs);
        if one < before.len() {
            pairs.push((base.0 + one, base.1 + two));
        }
        from = ((one + 1).min(before.len()), (two + 1).min(after.len()));
    }
}

/// Words that stand once on both sides, in the same order on both.
fn anchors(before: &[Word], after: &[Word]) -> Vec<(usize, usize)> {
    let unique = |words: &[Word]| {
        let mut places: HashMap<u64, Option<usize>> = HashMap::new();
        for (at, word) in words.iter().enumerate() {
            places.entry(word.key).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (ones, others) = (unique(before), unique(after));
    let mut pairs = super::pairing::Pairs::new(before.len(), after.len());
    for (key, one) in ones {
        if let (Some(one), Some(Some(other))) = (one, others.get(&key)) {
            pairs.join(one, *other);
        }
    }
    super::pairing::backbone(&pairs, &vec![1; before.len()])
}

/// The chain of pairs, rising on both sides, whose weights sum highest; `follows` is added where a pair
/// continues the one just before it. A weight of 0 is no pair.
pub(crate) fn heaviest_chain(
    before: usize,
    after: usize,
    weight: impl Fn(usize, usize) -> u32,
    follows: u32,
) -> Vec<(usize, usize)> {
    if before == 0 || after == 0 {
        return Vec::new();
    }
    let width = after + 1;
    // best[i][j]: the heaviest chain within the first i and j; last[i][j]: the same, ending with that pair.
    let mut best = vec![0u32; (before + 1) * width];
    let mut last = vec![0u32; (before + 1) * width];
    for one in 1..=before {
        for other in 1..=after {
            let cell = one * width + other;
            let corner = cell - width - 1;
            let own = weight(one - 1, other - 1);
            if own > 0 {
                let continued = if last[corner] > 0 { last[corner] + follows } else { 0 };
                last[cell] = own + best[corner].max(continued);
            }
            best[cell] = last[cell].max(best[cell - 1]).max(best[cell - width]);
        }
    }
    trace(&best, &last, width, (before, after), weight, follows)
}

fn trace(
    best: &[u32],
    last: &[u32],
    width: usize,
    (mut one, mut other): (usize, usize),
    weight: impl Fn(usize, usize) -> u32,
    follows: u32,
) -> Vec<(usize, usize)> {
    let mut chain = Vec::new();
    let mut must_match = false;
    while one > 0 && other > 0 {
        let cell = one * width + other;
        if must_match || (last[cell] > 0 && last[cell] == best[cell]) {
            let corner = cell - width - 1;
            let own = weight(one - 1, other - 1);
            chain.push((one - 1, other - 1));
            must_match = last[corner] > 0 && last[cell] == own + last[corner] + follows;
            (one, other) = (one - 1, other - 1);
        } else if best[cell] == best[cell - 1] {
            other -= 1;
        } else {
            one -= 1;
        }
    }
    chain.reverse();
    chain
}
