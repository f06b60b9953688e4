//! The paragraphs of two texts side by side.

use super::pairing::{Gap, Pairs, backbone};
use super::{Comparison, Run};
use crate::text::{ByteRange, Text, byte_range};
use std::ops::Range;

/// A paragraph of the old text beside the one of the new text that it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The paragraph of the old text, by index; none where it is new.
    pub before: Option<usize>,
    /// The paragraph of the new text, by index; none where it is no longer there, or not here.
    pub after: Option<usize>,
    /// It stands elsewhere in the order of the text: the row with both tells where to, the one with
    /// `before` alone where from.
    pub moved: bool,
    /// Whether the two differ in no byte.
    pub same: bool,
}

/// A stretch of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It stayed: its places in the old and in the new text, in bytes. The words of the new text are
    /// shown, which may differ in case or typography.
    Equal(ByteRange, ByteRange),
    /// It was taken out: its place in the old text.
    Removed(ByteRange),
    /// It came in: its place in the new text.
    Added(ByteRange),
}

/// Pairs paragraphs by how much of them is shared and lays them out in order.
pub(super) fn rows(before: &Text, after: &Text, runs: &[Run]) -> Vec<Row> {
    let (pairs, weights) = paired(before, after, runs);
    let spine = backbone(&pairs, &weights);
    let same = |one: usize, other: usize| before.paragraph(one) == after.paragraph(other);
    let mut rows = Vec::with_capacity(before.paragraph_count().max(after.paragraph_count()));
    let ends = spine.iter().copied().map(Some).chain([None]);
    let mut from = (0, 0);
    for end in ends {
        let to = end.unwrap_or((before.paragraph_count(), after.paragraph_count()));
        for one in from.0..to.0 {
            let moved = pairs.to_after[one].is_some();
            rows.push(Row { before: Some(one), after: None, moved, same: false });
        }
        for other in from.1..to.1 {
            let one = pairs.to_before[other];
            let same = one.is_some_and(|one| same(one, other));
            rows.push(Row { before: one, after: Some(other), moved: one.is_some(), same });
        }
        if let Some((one, other)) = end {
            rows.push(Row { before: Some(one), after: Some(other), moved: false, same: same(one, other) });
        }
        from = (to.0 + 1, to.1 + 1);
    }
    rows
}

/// Each paragraph with the one it shares most with, where that is free; and how many bytes they share.
fn paired(before: &Text, after: &Text, runs: &[Run]) -> (Pairs, Vec<u32>) {
    let mut shared: Vec<(u32, usize, usize)> = Vec::new();
    for (one, other, bytes) in runs.iter().flat_map(|run| by_paragraph(before, after, run)) {
        match shared.last_mut() {
            Some(last) if (last.1, last.2) == (one, other) => last.0 += bytes,
            _ => shared.push((bytes, one, other)),
        }
    }
    shared.sort_by_key(|&(bytes, ..)| std::cmp::Reverse(bytes));
    let mut pairs = Pairs::new(before.paragraph_count(), after.paragraph_count());
    let mut weights = vec![0; before.paragraph_count()];
    for (bytes, one, other) in shared {
        if pairs.to_after[one].is_none() && pairs.to_before[other].is_none() {
            pairs.join(one, other);
            weights[one] = bytes;
        }
    }
    (pairs, weights)
}

/// A run cut where paragraphs end: the old paragraph, the new one, and the bytes.
fn by_paragraph<'a>(
    before: &'a Text,
    after: &'a Text,
    run: &'a Run,
) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
    let first = before.paragraph_at(byte_range(run.before.clone()).start);
    let mut other = after.paragraph_at(byte_range(run.after.clone()).start);
    let paragraphs = (first..before.paragraph_count()).map(|index| (index, before.paragraph_bytes(index)));
    let inside =
        paragraphs.take_while(move |(index, bytes)| *index == first || bytes.start.0 < run.before.end);
    inside.map(move |(index, bytes)| {
        let length = bytes.end.0.min(run.before.end) - bytes.start.0.max(run.before.start).min(bytes.end.0);
        let here = other;
        other += 1;
        (index, here, length as u32)
    })
}

/// See [`Comparison::pieces`].
pub(super) fn pieces(comparison: &Comparison, row: &Row, before: &Text, after: &Text) -> Vec<Piece> {
    let bytes = |text: &Text, index: Option<usize>| {
        let range = text.paragraph_bytes(index.unwrap_or(usize::MAX));
        if index.is_some() { range.start.0..range.end.0 } else { 0..0 }
    };
    let (one, other) = (bytes(before, row.before), bytes(after, row.after));
    let mut pieces = Vec::new();
    let mut from = Gap { before: one.clone(), after: other.clone() };
    for run in comparison.runs_in(&one) {
        let Some((left, right)) = clipped(run, &one, &other) else { continue };
        if right.start < from.after.start {
            continue;
        }
        push_change(&mut pieces, before, after, from.before.start..left.start, from.after.start..right.start);
        from.before.start = left.end;
        from.after.start = right.end;
        pieces.push(Piece::Equal(byte_range(left), byte_range(right)));
    }
    push_change(&mut pieces, before, after, from.before, from.after);
    pieces
}

/// The part of a run that lies in both paragraphs.
fn clipped(run: &Run, one: &Range<usize>, other: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    if !run.exact {
        let inside = run.before.start >= one.start
            && run.before.end <= one.end
            && run.after.start >= other.start
            && run.after.end <= other.end;
        return inside.then(|| (run.before.clone(), run.after.clone()));
    }
    let start = one.start.saturating_sub(run.before.start).max(other.start.saturating_sub(run.after.start));
    let end = run
        .before
        .len()
        .saturating_sub(run.before.end.saturating_sub(one.end))
        .min(run.after.len().saturating_sub(run.after.end.saturating_sub(other.end)));
    (start < end).then(|| {
        (run.before.start + start..run.before.start + end, run.after.start + start..run.after.start + end)
    })
}

/// What was taken out and what came in between two equal stretches. Blanks that only widened or narrowed
/// are no change worth showing.
fn push_change(pieces: &mut Vec<Piece>, before: &Text, after: &Text, one: Range<usize>, other: Range<usize>) {
    let (one, other) = (byte_range(one), byte_range(other));
    let words =
        |text: &Text, range: &ByteRange| !text.slice_bytes(range).unwrap_or_default().trim().is_empty();
    match (words(before, &one), words(after, &other)) {
        (false, false) if one.start < one.end && other.start < other.end => {
            pieces.push(Piece::Equal(one, other));
        }
        (removed, added) => {
            if removed || (one.start < one.end && !added) {
                pieces.push(Piece::Removed(one));
            }
            if other.start < other.end {
                pieces.push(Piece::Added(other));
            }
        }
    }
}
