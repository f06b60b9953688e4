//! Which unit of one text (a paragraph, a sentence) is which unit of the other, by key alone.
//!
//! After Paul Heckel, “A technique for isolating differences between files” (1978): what stands once on
//! both sides is the same, wherever it stands, and so are equal neighbours of what is the same. That finds
//! moved blocks for nothing; copies are then told apart by what stands around them.

use std::collections::HashMap;

/// Gaps with more cells than this are not searched for the longest common sequence of copies.
const MAX_CELLS: usize = 1 << 20;

/// Units paired so far: for each of the one side, its partner on the other.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    pub(crate) to_after: Vec<Option<usize>>,
    pub(crate) to_before: Vec<Option<usize>>,
}

impl Pairs {
    pub(crate) fn new(before: usize, after: usize) -> Self {
        Self { to_after: vec![None; before], to_before: vec![None; after] }
    }

    pub(crate) fn join(&mut self, before: usize, after: usize) {
        self.to_after[before] = Some(after);
        self.to_before[after] = Some(before);
    }

    fn is_open(&self, before: usize, after: usize) -> bool {
        self.to_after[before].is_none() && self.to_before[after].is_none()
    }

    /// All pairs, in the order of the one side.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.to_after.iter().enumerate().filter_map(|(before, after)| Some((before, (*after)?)))
    }
}

/// Pairs equal units. Key 0 stands for a unit without words, which alone proves nothing.
pub(crate) fn pair_equal(before: &[u64], after: &[u64], weights: &[u32], pairs: &mut Pairs) {
    pair_unique(before, after, pairs);
    spread(before, after, pairs);
    for gap in gaps(&backbone(pairs, weights), before.len(), after.len()) {
        pair_in_order(before, after, &gap, pairs);
    }
    spread(before, after, pairs);
    pair_left_over(before, after, pairs);
}

/// What stands once on both sides, among what is not paired yet.
fn pair_unique(before: &[u64], after: &[u64], pairs: &mut Pairs) {
    /// Where a key stands, and how often on each side.
    #[derive(Default)]
    struct Seen {
        before: (u32, usize),
        after: (u32, usize),
    }
    let mut seen: HashMap<u64, Seen> = HashMap::with_capacity(before.len());
    for (at, &key) in before.iter().enumerate().filter(|(at, _)| pairs.to_after[*at].is_none()) {
        let place = &mut seen.entry(key).or_default().before;
        *place = (place.0 + 1, at);
    }
    for (at, key) in after.iter().enumerate().filter(|(at, _)| pairs.to_before[*at].is_none()) {
        let Some(seen) = seen.get_mut(key) else { continue };
        seen.after = (seen.after.0 + 1, at);
    }
    for (_, seen) in seen.iter().filter(|(key, seen)| **key != 0 && seen.before.0 == 1 && seen.after.0 == 1) {
        pairs.join(seen.before.1, seen.after.1);
    }
}

/// Equal neighbours of pairs, forwards and then backwards.
fn spread(before: &[u64], after: &[u64], pairs: &mut Pairs) {
    for (at, key) in before.iter().enumerate().skip(1) {
        let Some(next) = pairs.to_after[at - 1].map(|after| after + 1) else { continue };
        if next < after.len() && pairs.is_open(at, next) && *key == after[next] {
            pairs.join(at, next);
        }
    }
    for at in (0..before.len().saturating_sub(1)).rev() {
        let Some(last) = pairs.to_after[at + 1].and_then(|after| after.checked_sub(1)) else { continue };
        if pairs.is_open(at, last) && before[at] == after[last] {
            pairs.join(at, last);
        }
    }
}

/// A stretch between two pairs that stand in order: from and to, on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) before: std::ops::Range<usize>,
    pub(crate) after: std::ops::Range<usize>,
}

/// The stretches between the pairs of a backbone, those at both ends included.
pub(crate) fn gaps(backbone: &[(usize, usize)], before: usize, after: usize) -> Vec<Gap> {
    let ends = backbone.iter().copied().chain([(before, after)]);
    let starts = [(0, 0)].into_iter().chain(backbone.iter().map(|&(before, after)| (before + 1, after + 1)));
    starts
        .zip(ends)
        .map(|(from, to)| Gap { before: from.0..to.0, after: from.1..to.1 })
        .filter(|gap| !gap.before.is_empty() && !gap.after.is_empty())
        .collect()
}

/// The pairs that stand in the same order on both sides and weigh most: all others have moved.
pub(crate) fn backbone(pairs: &Pairs, weights: &[u32]) -> Vec<(usize, usize)> {
    let all: Vec<(usize, usize)> = pairs.iter().collect();
    let mut best = MaxTree::new(pairs.to_before.len());
    let mut previous = vec![None; all.len()];
    for (at, &(before, after)) in all.iter().enumerate() {
        let (weight, from) = best.up_to(after);
        previous[at] = from;
        best.raise(after, weight + u64::from(weights[before].max(1)), at);
    }
    let mut chain = Vec::new();
    let mut at = best.up_to(pairs.to_before.len()).1;
    while let Some(index) = at {
        chain.push(all[index]);
        at = previous[index];
    }
    chain.reverse();
    chain
}

/// The greatest weight among the places before one, with who reached it (a Fenwick tree).
struct MaxTree(Vec<(u64, Option<usize>)>);

impl MaxTree {
    fn new(len: usize) -> Self {
        Self(vec![(0, None); len + 1])
    }

    fn up_to(&self, end: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = end;
        while at > 0 {
            if self.0[at].0 > best.0 {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, place: usize, weight: u64, who: usize) {
        let mut at = place + 1;
        while at < self.0.len() {
            if weight > self.0[at].0 {
                self.0[at] = (weight, Some(who));
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Copies of what stands more than once, in one gap: equal ends first, then the longest common sequence.
fn pair_in_order(before: &[u64], after: &[u64], gap: &Gap, pairs: &mut Pairs) {
    let open = |range: &std::ops::Range<usize>, taken: &[Option<usize>]| -> Vec<usize> {
        range.clone().filter(|&at| taken[at].is_none()).collect()
    };
    let mut left = open(&gap.before, &pairs.to_after).into_iter().peekable();
    let mut ones: Vec<usize> = Vec::new();
    let mut others = open(&gap.after, &pairs.to_before);
    let mut from = 0;
    while let Some(&one) = left.peek() {
        if others.get(from).is_none_or(|&other| before[one] != after[other]) {
            break;
        }
        pairs.join(one, others[from]);
        from += 1;
        left.next();
    }
    others.drain(..from);
    ones.extend(left);
    while let (Some(&one), Some(&other)) = (ones.last(), others.last()) {
        if before[one] != after[other] {
            break;
        }
        pairs.join(one, other);
        ones.pop();
        others.pop();
    }
    if ones.len().saturating_mul(others.len()) <= MAX_CELLS {
        let equal = |one: usize, other: usize| u32::from(before[ones[one]] == after[others[other]]);
        for (one, other) in super::diff::heaviest_chain(ones.len(), others.len(), equal, 0) {
            pairs.join(ones[one], others[other]);
        }
    }
}

/// Equal units that are left over, in order: a copy that moved.
fn pair_left_over(before: &[u64], after: &[u64], pairs: &mut Pairs) {
    let mut left: HashMap<u64, std::collections::VecDeque<usize>> = HashMap::new();
    for (at, &key) in after.iter().enumerate().filter(|(at, _)| pairs.to_before[*at].is_none()) {
        left.entry(key).or_default().push_back(at);
    }
    for (at, key) in before.iter().enumerate().filter(|(_, key)| **key != 0) {
        if pairs.to_after[at].is_none()
            && let Some(other) = left.get_mut(key).and_then(std::collections::VecDeque::pop_front)
        {
            pairs.join(at, other);
        }
    }
}
