//! A claim's citations in the order of who feeds whom: each stands below the one that it took the fact from.

use super::roots::{FedBy, Library};
use super::{Claim, SourceId};

/// One citation in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The citation, as an index into the claim's.
    pub citation: usize,
    /// How far it is indented.
    pub depth: usize,
    /// The row that it hangs on, and how it is known to: none for one that hangs on no other of the claim.
    pub from: Option<(usize, FedBy)>,
}

/// The citations of a claim, each once, in the claim's order where none feeds another.
pub fn rows(library: &Library<'_>, claim: &Claim) -> Vec<Row> {
    let parents = parents(library, claim);
    let mut rows = Vec::with_capacity(parents.len());
    let mut seen = vec![false; parents.len()];
    for citation in 0..parents.len() {
        if parents[citation].is_none() {
            hang(&parents, Row { citation, depth: 0, from: None }, &mut seen, &mut rows);
        }
    }
    // What is left runs in a circle, as an older file may hold.
    for citation in 0..parents.len() {
        if !seen[citation] {
            hang(&parents, Row { citation, depth: 0, from: None }, &mut seen, &mut rows);
        }
    }
    rows
}

fn hang(parents: &[Option<(usize, FedBy)>], row: Row, seen: &mut [bool], rows: &mut Vec<Row>) {
    if std::mem::replace(&mut seen[row.citation], true) {
        return;
    }
    let at = rows.len();
    rows.push(row);
    for (citation, parent) in parents.iter().enumerate() {
        if let Some((_, by)) = parent.filter(|(parent, _)| *parent == row.citation) {
            hang(parents, Row { citation, depth: row.depth + 1, from: Some((at, by)) }, seen, rows);
        }
    }
}

/// The citation that each hangs on: one of the source that it took the fact from, or else the first of those
/// that were decided to have one root with it.
fn parents(library: &Library<'_>, claim: &Claim) -> Vec<Option<(usize, FedBy)>> {
    let of = |source: SourceId| claim.citations.iter().position(|citation| citation.source == source);
    let mut parents: Vec<Option<(usize, FedBy)>> = Vec::with_capacity(claim.citations.len());
    for citation in &claim.citations {
        let stated = citation.origin.map(|origin| (origin, FedBy::Citation));
        let known = || library.source(citation.source)?.origin.map(|origin| (origin, FedBy::Library));
        let origin = stated.or_else(known).filter(|(origin, _)| *origin != citation.source);
        parents.push(origin.and_then(|(origin, by)| Some((of(origin)?, by))));
    }
    for root in library.roots_of(claim, |_| true).roots {
        let in_root = |at: &usize| root.citations.contains(&claim.citations[*at].id);
        let mut apart = (0..parents.len()).filter(in_root).filter(|&at| parents[at].is_none());
        let (first, others) = (apart.next(), apart.collect::<Vec<_>>());
        for other in others {
            let is_same =
                first.is_some_and(|first| claim.citations[first].source == claim.citations[other].source);
            parents[other] = first.filter(|_| !is_same).map(|first| (first, FedBy::Decision));
        }
    }
    parents
}
