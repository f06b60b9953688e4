//! Sentences that were edited: which of one text is which of the other.

use super::Sides;
use super::diff::heaviest_chain;
use super::pairing::{Gap, Pairs, gaps};
use super::words::{Word, words};
use std::collections::HashMap;
use std::ops::Range;

/// Sentences at the same place in the text are the same from this likeness on. Two unrelated sentences of
/// a kind ("Nine people were wounded in Kidal") share about a third.
const ALIKE_IN_PLACE: f32 = 0.42;

/// Sentences elsewhere must be more alike…
const ALIKE_ELSEWHERE: f32 = 0.6;

/// …and clearly more than any other.
const CLEARLY: f32 = 0.08;

/// A neighbour belongs to a pair (a sentence that was split, or two that became one) where so much of it
/// stands in the other text's sentence.
const BELONGS: f32 = 0.5;

/// Or where it holds so much of the other that was missing.
const COMPLETES: f32 = 0.25;

/// Two sentences in place that begin with so many equal words are taken for the same…
const SAME_BEGINNING: usize = 4;
/// …if they are else nearly alike enough.
const BEGINNING_COUNTS: f32 = 0.15;

/// The most pairs of sentences that one gap compares.
const MAX_CELLS: usize = 1 << 16;

/// A word in more sentences than this tells nothing about which one is meant.
const MAX_PLACES: usize = 64;

/// Sentences of one text that became those of the other, as words.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) before: Vec<Word>,
    pub(crate) after: Vec<Word>,
    pub(crate) moved: bool,
}

/// A sentence as a bag: keys with their weights, sorted by key.
struct Bag {
    words: Vec<Word>,
    sorted: Vec<(u64, u32)>,
    weight: u32,
}

impl Bag {
    fn of(words: Vec<Word>) -> Self {
        let mut sorted: Vec<(u64, u32)> =
            words.iter().filter(|word| word.weight > 0).map(|word| (word.key, word.weight)).collect();
        sorted.sort_unstable();
        let weight = sorted.iter().map(|(_, weight)| weight).sum();
        Self { words, sorted, weight }
    }

    fn with(&self, next: &Self) -> Self {
        Self::of(self.words.iter().chain(&next.words).copied().collect())
    }

    /// The weight of what both hold.
    fn shared(&self, other: &Self) -> u32 {
        let (mut one, mut two, mut shared) = (0, 0, 0);
        while let (Some(left), Some(right)) = (self.sorted.get(one), other.sorted.get(two)) {
            match left.0.cmp(&right.0) {
                std::cmp::Ordering::Less => one += 1,
                std::cmp::Ordering::Greater => two += 1,
                std::cmp::Ordering::Equal => {
                    shared += left.1.min(right.1);
                    (one, two) = (one + 1, two + 1);
                }
            }
        }
        shared
    }

    /// Dice’s coefficient of the weights, 0 to 1; bags without words are alike only where both have none.
    fn alike(&self, other: &Self) -> f32 {
        let all = self.weight + other.weight;
        if all == 0 { 0.0 } else { 2.0 * self.shared(other) as f32 / all as f32 }
    }

    /// The same, more for sentences that begin alike: an editor cuts and adds at the end.
    fn alike_in_place(&self, other: &Self) -> f32 {
        let begin = self.words.iter().zip(&other.words).take_while(|(one, two)| one.key == two.key).count();
        self.alike(other) + if begin >= SAME_BEGINNING { BEGINNING_COUNTS } else { 0.0 }
    }

    /// How much of this stands in the other.
    fn part_in(&self, other: &Self) -> f32 {
        if self.weight == 0 { 0.0 } else { self.shared(other) as f32 / self.weight as f32 }
    }
}

/// Sentences that are not paired yet, of both texts.
struct Open {
    before: HashMap<usize, Bag>,
    after: HashMap<usize, Bag>,
}

/// The edited sentences: first those in place, gap by gap, then those that moved.
pub(crate) fn groups(
    old: &str,
    new: &str,
    sides: &Sides,
    pairs: &Pairs,
    spine: &[(usize, usize)],
) -> Vec<Group> {
    let bags = |text: &str, units: &[Range<usize>], taken: &[Option<usize>]| -> HashMap<usize, Bag> {
        let open = units.iter().enumerate().filter(|(at, _)| taken[*at].is_none());
        open.map(|(at, unit)| (at, Bag::of(words(text, unit.clone())))).collect()
    };
    let mut open = Open {
        before: bags(old, &sides.before, &pairs.to_after),
        after: bags(new, &sides.after, &pairs.to_before),
    };
    let mut groups = Vec::new();
    for gap in gaps(spine, sides.before.len(), sides.after.len()) {
        in_place(&mut open, &gap, &mut groups);
    }
    elsewhere(&mut open, &mut groups);
    groups
}

/// Pairs the sentences of one gap, in order.
fn in_place(open: &mut Open, gap: &Gap, groups: &mut Vec<Group>) {
    let ones: Vec<usize> = gap.before.clone().filter(|at| open.before.contains_key(at)).collect();
    let others: Vec<usize> = gap.after.clone().filter(|at| open.after.contains_key(at)).collect();
    let cells = ones.len().saturating_mul(others.len());
    if cells == 0 || cells > MAX_CELLS {
        return;
    }
    let table: Vec<u32> = ones
        .iter()
        .flat_map(|one| others.iter().map(|other| open.before[one].alike_in_place(&open.after[other])))
        .map(|alike| if alike >= ALIKE_IN_PLACE { (alike * 1000.0) as u32 } else { 0 })
        .collect();
    let chain = heaviest_chain(ones.len(), others.len(), |one, other| table[one * others.len() + other], 0);
    let mut spans: Vec<(Range<usize>, Range<usize>)> =
        chain.into_iter().map(|(one, other)| (one..one + 1, other..other + 1)).collect();
    for at in 0..spans.len() {
        let limit = |spans: &[(Range<usize>, Range<usize>)]| {
            let low = at.checked_sub(1).map_or((0, 0), |last| (spans[last].0.end, spans[last].1.end));
            let high =
                spans.get(at + 1).map_or((ones.len(), others.len()), |next| (next.0.start, next.1.start));
            (low, high)
        };
        let (low, high) = limit(&spans);
        spans[at] = widened(open, &ones, &others, spans[at].clone(), low, high);
    }
    for (before, after) in spans {
        let take = |bags: &mut HashMap<usize, Bag>, units: &[usize]| -> Vec<Word> {
            units.iter().filter_map(|unit| bags.remove(unit)).flat_map(|bag| bag.words).collect()
        };
        let before = take(&mut open.before, &ones[before]);
        let after = take(&mut open.after, &others[after]);
        groups.push(Group { before, after, moved: false });
    }
}

/// A pair with the neighbours that it was split into or joined from.
fn widened(
    open: &Open,
    ones: &[usize],
    others: &[usize],
    (mut before, mut after): (Range<usize>, Range<usize>),
    low: (usize, usize),
    high: (usize, usize),
) -> (Range<usize>, Range<usize>) {
    let bag = |bags: &HashMap<usize, Bag>, units: &[usize]| {
        Bag::of(units.iter().flat_map(|unit| bags[unit].words.iter().copied()).collect())
    };
    loop {
        let (one, other) =
            (bag(&open.before, &ones[before.clone()]), bag(&open.after, &others[after.clone()]));
        let present = one.alike(&other);
        let gains = |grown: &Bag, added: &Bag, rest: &Bag| {
            let now = if std::ptr::eq(rest, &other) { &one } else { &other };
            grown.alike(rest) > present && added.part_in(rest) >= BELONGS
                || rest.part_in(grown) - rest.part_in(now) >= COMPLETES
        };
        if before.start > low.0
            && gains(
                &open.before[&ones[before.start - 1]].with(&one),
                &open.before[&ones[before.start - 1]],
                &other,
            )
        {
            before.start -= 1;
        } else if before.end < high.0
            && gains(&one.with(&open.before[&ones[before.end]]), &open.before[&ones[before.end]], &other)
        {
            before.end += 1;
        } else if after.start > low.1
            && gains(
                &open.after[&others[after.start - 1]].with(&other),
                &open.after[&others[after.start - 1]],
                &one,
            )
        {
            after.start -= 1;
        } else if after.end < high.1
            && gains(&other.with(&open.after[&others[after.end]]), &open.after[&others[after.end]], &one)
        {
            after.end += 1;
        } else {
            return (before, after);
        }
    }
}

/// Pairs sentences that moved and were edited: only where one candidate is clearly the best.
fn elsewhere(open: &mut Open, groups: &mut Vec<Group>) {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (&at, bag) in &open.after {
        for (key, weight) in &bag.sorted {
            if *weight > 1 {
                places.entry(*key).or_default().push(at);
            }
        }
    }
    let mut found: Vec<(f32, usize, usize)> = open
        .before
        .iter()
        .filter_map(|(&one, bag)| {
            clearest(bag, &open.after, &places).map(|(alike, other)| (alike, one, other))
        })
        .collect();
    found.sort_unstable_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    for (_, one, other) in found {
        if !open.after.contains_key(&other) {
            continue;
        }
        if let (Some(before), Some(after)) = (open.before.remove(&one), open.after.remove(&other)) {
            groups.push(Group { before: before.words, after: after.words, moved: true });
        }
    }
}

/// The sentence that is like this one, where it is clearly more so than any other.
fn clearest(
    bag: &Bag,
    after: &HashMap<usize, Bag>,
    places: &HashMap<u64, Vec<usize>>,
) -> Option<(f32, usize)> {
    let mut votes: HashMap<usize, u32> = HashMap::new();
    for (key, weight) in &bag.sorted {
        for place in places.get(key).filter(|places| places.len() <= MAX_PLACES).into_iter().flatten() {
            *votes.entry(*place).or_default() += weight;
        }
    }
    let mut best: (f32, usize) = (0.0, 0);
    let mut second = 0.0f32;
    for (place, votes) in votes {
        if (votes as f32) * 4.0 < bag.weight as f32 {
            continue;
        }
        let alike = bag.alike(&after[&place]);
        if alike > best.0 {
            second = best.0;
            best = (alike, place);
        } else {
            second = second.max(alike);
        }
    }
    (best.0 >= ALIKE_ELSEWHERE && best.0 >= second + CLEARLY).then_some(best)
}
