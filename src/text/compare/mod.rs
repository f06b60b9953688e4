//! What became of a text: which stretches of one draft stand in another, word by word, moved ones too.
//!
//! Paragraphs are paired first, then the sentences of those that are left, then words inside sentences
//! that are alike; each level sees only what the one before left over, so that the time grows with the
//! text and with what changed in it, not with their product.

mod alike;
mod diff;
mod landing;
mod pairing;
mod rows;
mod sentences;
mod words;

pub(crate) use diff::align;
pub use landing::Landing;
pub use rows::{Piece, Row};
pub(crate) use words::{Word, folded, plain, words};

use super::{ByteRange, Text, byte_range};
use alike::Group;
use pairing::{Pairs, backbone, pair_equal};
use std::collections::HashMap;
use std::ops::Range;

/// A stretch that stands in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its place in the old text, in bytes.
    pub before: Range<usize>,
    /// Its place in the new text, in bytes.
    pub after: Range<usize>,
    /// Whether it is the same byte for byte; else one word that differs in case or typography.
    pub exact: bool,
    /// Whether it stands elsewhere in the order of the text.
    pub moved: bool,
}

/// Two texts compared. It holds places in them, not the texts: pass the same two where they are asked for.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// By place in the old text; they neither overlap nor touch without a reason to.
    runs: Vec<Run>,
    /// The same runs by place in the new text, as indexes.
    by_after: Vec<u32>,
    /// Sentences (whole paragraphs where these did not change), in bytes of the old text.
    before_units: Vec<Range<usize>>,
    /// The same for the new text.
    after_units: Vec<Range<usize>>,
    rows: Vec<Row>,
    likeness: f32,
}

/// Compares two texts.
pub fn compare(before: &Text, after: &Text) -> Comparison {
    compare_with(before, after, &mut |_| true).unwrap_or_default()
}

/// The same, telling how much of it is done (0 to 1); `None` where `go_on` answers no.
pub fn compare_with(before: &Text, after: &Text, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Comparison> {
    let (old, new) = (before.as_str(), after.as_str());
    let paragraphs = pair_paragraphs(before, after);
    if !go_on(0.3) {
        return None;
    }
    let sides = Sides::of(before, after, &paragraphs);
    let mut pairs = sides.pairs();
    let keys = Keys::of(texts(old, &sides.before), texts(new, &sides.after));
    let weights: Vec<u32> = sides.before.iter().map(|unit| unit.len() as u32).collect();
    pair_equal(&keys.before, &keys.after, &weights, &mut pairs);
    if !go_on(0.5) {
        return None;
    }
    let spine = backbone(&pairs, &weights);
    let groups = alike::groups(old, new, &sides, &pairs, &spine);
    if !go_on(0.8) {
        return None;
    }
    let runs = runs(old, new, &sides, &pairs, &spine, &groups);
    let Sides { before: before_units, after: after_units, .. } = sides;
    let mut comparison = Comparison { runs, before_units, after_units, ..Comparison::default() };
    comparison.by_after = by_after(&comparison.runs);
    comparison.likeness = likeness(&comparison.runs, old.len().max(new.len()));
    comparison.rows = rows::rows(before, after, &comparison.runs);
    go_on(1.0).then_some(comparison)
}

impl Comparison {
    /// The stretches that stand in both texts, by place in the old one.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// How much of the longer text stands in the other, 0 to 1.
    pub fn likeness(&self) -> f32 {
        self.likeness
    }

    /// The paragraphs of both texts side by side, in the order of the new one.
    pub fn paragraphs(&self) -> &[Row] {
        &self.rows
    }

    /// The words of one row: what stayed, what was removed, what was added, in reading order.
    pub fn pieces(&self, row: &Row, before: &Text, after: &Text) -> Vec<Piece> {
        rows::pieces(self, row, before, after)
    }

    /// The stretches of the new text that are new, in order; blanks alone are left out.
    pub fn added<'a>(&'a self, after: &'a Text) -> impl Iterator<Item = ByteRange> + 'a {
        let ends = self.by_after.iter().map(|&run| self.runs[run as usize].after.clone());
        let last = after.len_bytes()..after.len_bytes();
        let mut from = 0;
        ends.chain([last]).filter_map(move |run| {
            let gap = after.trim(&byte_range(from..run.start.max(from)));
            from = from.max(run.end);
            (gap.start < gap.end).then_some(gap)
        })
    }

    /// The sentences of the new text that hold something new, in order, in bytes.
    pub fn sentences_added(&self, after: &Text) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for added in self.added(after) {
            let from = self.after_units.partition_point(|unit| unit.end <= added.start.0);
            let touched = self.after_units[from..].iter().take_while(|unit| unit.start < added.end.0);
            let known = found.last().map_or(0, |last| last.end);
            found.extend(touched.filter(|unit| unit.start >= known).cloned());
        }
        found
    }

    /// The sentences of the old text that a range touches, as one range in bytes; the range itself where
    /// it touches none.
    pub fn sentences_before(&self, range: &Range<usize>) -> Range<usize> {
        touched(&self.before_units, range)
    }

    /// The same for the new text.
    pub fn sentences_after(&self, range: &Range<usize>) -> Range<usize> {
        touched(&self.after_units, range)
    }

    /// The runs that touch a range of the old text, by place.
    pub fn runs_in(&self, range: &Range<usize>) -> &[Run] {
        let from = self.runs.partition_point(|run| run.before.end <= range.start);
        let to = from + self.runs[from..].partition_point(|run| run.before.start < range.end);
        &self.runs[from..to]
    }

    /// The runs that touch a range of the new text, by place in it.
    pub fn runs_into<'a>(&'a self, range: &Range<usize>) -> impl Iterator<Item = &'a Run> + use<'a> {
        let run = |index: &u32| -> &'a Run { &self.runs[*index as usize] };
        let from = self.by_after.partition_point(|index| run(index).after.end <= range.start);
        let end = range.end;
        self.by_after[from..].iter().map(run).take_while(move |run| run.after.start < end)
    }
}

fn touched(units: &[Range<usize>], range: &Range<usize>) -> Range<usize> {
    let from = units.partition_point(|unit| unit.end <= range.start);
    let touched = &units[from..from + units[from..].partition_point(|unit| unit.start < range.end)];
    match (touched.first(), touched.last()) {
        (Some(first), Some(last)) => first.start.min(range.start)..last.end.max(range.end),
        _ => range.clone(),
    }
}

/// Keys of units: equal for equal texts, 0 for the empty one.
struct Keys {
    before: Vec<u64>,
    after: Vec<u64>,
}

impl Keys {
    fn of<'t>(before: impl Iterator<Item = &'t str>, after: impl Iterator<Item = &'t str>) -> Self {
        let mut known: HashMap<&str, u64> = HashMap::new();
        let mut key = |text: &'t str| {
            let next = known.len() as u64 + 1;
            if text.trim().is_empty() { 0 } else { *known.entry(text).or_insert(next) }
        };
        Self { before: before.map(&mut key).collect(), after: after.map(&mut key).collect() }
    }
}

fn pair_paragraphs(before: &Text, after: &Text) -> Pairs {
    let keys = Keys::of(before.paragraphs(), after.paragraphs());
    let weights: Vec<u32> = before.paragraphs().map(|paragraph| paragraph.len() as u32).collect();
    let mut pairs = Pairs::new(keys.before.len(), keys.after.len());
    pair_equal(&keys.before, &keys.after, &weights, &mut pairs);
    pairs
}

/// The units that both texts are compared by: paragraphs that are paired, sentences of all others.
struct Sides {
    before: Vec<Range<usize>>,
    after: Vec<Range<usize>>,
    /// Units that are whole paragraphs, paired.
    whole: Vec<(usize, usize)>,
}

impl Sides {
    fn of(before: &Text, after: &Text, paragraphs: &Pairs) -> Self {
        let (before, ones) = units(before, &paragraphs.to_after);
        let (after, others) = units(after, &paragraphs.to_before);
        let whole = paragraphs.iter().filter_map(|(one, other)| Some((ones[one]?, others[other]?))).collect();
        Self { before, after, whole }
    }

    /// The pairs that the paragraphs made.
    fn pairs(&self) -> Pairs {
        let mut pairs = Pairs::new(self.before.len(), self.after.len());
        for &(one, other) in &self.whole {
            pairs.join(one, other);
        }
        pairs
    }
}

/// The units of a text, and for each paragraph that is paired its unit.
fn units(text: &Text, partners: &[Option<usize>]) -> (Vec<Range<usize>>, Vec<Option<usize>>) {
    let mut units = Vec::with_capacity(partners.len());
    let mut whole = vec![None; partners.len()];
    for (index, partner) in partners.iter().enumerate() {
        let bytes = text.paragraph_bytes(index);
        let range = bytes.start.0..bytes.end.0;
        if range.is_empty() {
            continue;
        }
        if partner.is_some() {
            whole[index] = Some(units.len());
            units.push(range);
        } else {
            units.extend(sentences::sentences(text.as_str(), range));
        }
    }
    (units, whole)
}

fn texts<'t>(text: &'t str, units: &'t [Range<usize>]) -> impl Iterator<Item = &'t str> {
    units.iter().map(move |unit| text.get(unit.clone()).unwrap_or_default())
}

/// All runs by place in the old text, those that go on from one another joined.
fn runs(
    old: &str,
    new: &str,
    sides: &Sides,
    pairs: &Pairs,
    spine: &[(usize, usize)],
    groups: &[Group],
) -> Vec<Run> {
    let mut in_order = vec![false; sides.before.len()];
    for &(one, _) in spine {
        in_order[one] = true;
    }
    let mut runs: Vec<Run> = pairs
        .iter()
        .map(|(one, other)| Run {
            before: sides.before[one].clone(),
            after: sides.after[other].clone(),
            exact: true,
            moved: !in_order[one],
        })
        .collect();
    for group in groups {
        runs.extend(runs_of_group(old, new, group));
    }
    runs.sort_unstable_by_key(|run| run.before.start);
    joined(old, new, runs)
}

fn runs_of_group(old: &str, new: &str, group: &Group) -> impl Iterator<Item = Run> {
    let run = |(one, other): (usize, usize)| {
        let (before, after): (&Word, &Word) = (&group.before[one], &group.after[other]);
        let exact = old.get(before.range()) == new.get(after.range());
        Run { before: before.range(), after: after.range(), exact, moved: group.moved }
    };
    diff::align(&group.before, &group.after).into_iter().map(run)
}

/// Joins exact runs between which both texts are equal.
fn joined(old: &str, new: &str, runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        if let Some(last) = joined.last_mut()
            && last.exact
            && run.exact
            && last.moved == run.moved
            && last.before.end <= run.before.start
            && last.after.end <= run.after.start
            && run.before.start - last.before.end == run.after.start - last.after.end
            && old.get(last.before.end..run.before.start) == new.get(last.after.end..run.after.start)
        {
            last.before.end = run.before.end;
            last.after.end = run.after.end;
        } else {
            joined.push(run);
        }
    }
    joined
}

fn by_after(runs: &[Run]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..runs.len() as u32).collect();
    order.sort_unstable_by_key(|&run| runs[run as usize].after.start);
    order
}

fn likeness(runs: &[Run], longer: usize) -> f32 {
    let shared: usize = runs.iter().map(|run| run.after.len()).sum();
    if longer == 0 { 1.0 } else { (shared as f32 / longer as f32).min(1.0) }
}
