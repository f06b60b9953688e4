//! Cutting a sentence where it holds what can be checked beside what cannot.

use super::features::Evidence;
use crate::analysis::tokens::{Token, TokenKind};
use std::ops::Range;

/// Sentences given in bytes, as ranges of tokens.
pub(super) fn in_tokens(sentences: &[Range<usize>], tokens: &[Token]) -> Vec<Range<usize>> {
    let at = |byte: usize| tokens.partition_point(|token| (token.start as usize) < byte);
    let ranges = sentences.iter().map(|sentence| at(sentence.start)..at(sentence.end));
    ranges.filter(|range| range.start < range.end).collect()
}

/// The pieces of a sentence that can be checked: the whole sentence where nothing speaks against any part,
/// nothing where all of it is opinion or prediction.
pub(super) fn checkable(evidence: &Evidence, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let body = without_frames(evidence, sentence);
    let clauses = clauses(evidence, &body);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for clause in clauses.iter().filter(|clause| !is_uncheckable(evidence, clause)) {
        match pieces.last_mut() {
            Some(last) if last.end == clause.start => last.end = clause.end,
            _ => pieces.push(clause.clone()),
        }
    }
    pieces
}

/// A sentence without what introduces an opinion at its beginning (`I think that`) or closes it (`, he
/// believes`).
fn without_frames(evidence: &Evidence, sentence: &Range<usize>) -> Range<usize> {
    let mut body = sentence.clone();
    while let Some((length, ())) = evidence.table.frames.at(evidence.words, body.start) {
        let comma = usize::from(evidence.words.get(body.start + length) == ",");
        if body.start + length + comma >= body.end {
            break;
        }
        body.start += length + comma;
    }
    let last = (body.start..body.end).rev().find(|&at| evidence.tokens[at].kind != TokenKind::Sign);
    let Some(end) = last.map(|last| last + 1) else {
        return body;
    };
    let Some((length, ())) = evidence.table.frames.before(evidence.words, end) else {
        return body;
    };
    let start = end - length;
    if start > body.start + 1 && evidence.words.get(start - 1) == "," {
        body.end = start - 1;
    }
    body
}

/// A sentence cut at semicolons, dashes, and where a comma begins a clause of its own.
fn clauses(evidence: &Evidence, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut cuts = vec![sentence.start];
    for at in sentence.start + 1..sentence.end {
        if begins_clause(evidence, at) && !evidence.is_quoted(at) {
            cuts.push(at);
        }
    }
    cuts.push(sentence.end);
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn begins_clause(evidence: &Evidence, at: usize) -> bool {
    let before = evidence.words.get(at - 1);
    match before {
        ";" | "—" => true,
        "–" => evidence.tokens[at].spaced,
        "," => evidence.table.joints.at(evidence.words, at).is_some() || is_participle(evidence, at),
        _ => false,
    }
}

/// `, underscoring …`: the verb form that hangs a remark onto a statement.
fn is_participle(evidence: &Evidence, at: usize) -> bool {
    let word = evidence.words.get(at);
    let ends = evidence.table.remark_endings.iter().any(|end| word.ends_with(end));
    word.len() > 5 && ends && evidence.is_judgement(at)
}

/// Whether a clause only holds an opinion, a prediction, a wish or a judgement.
fn is_uncheckable(evidence: &Evidence, clause: &Range<usize>) -> bool {
    evidence.speaks_against(clause) && !evidence.has_facts(clause)
}

/// A piece without the signs and the joint at its edges: `, and the road was shut.` is `the road was shut`.
pub(super) fn without_edges(evidence: &Evidence, piece: &Range<usize>) -> Range<usize> {
    let mut piece = piece.clone();
    let is_edge = |at: usize| {
        matches!(
            evidence.words.get(at),
            "," | ";" | "." | ":" | "—" | "–" | "-" | "…" | "!" | "×" | "|" | "•"
        )
    };
    while piece.start < piece.end && is_edge(piece.start) {
        piece.start += 1;
    }
    while piece.start < piece.end && is_edge(piece.end - 1) {
        piece.end -= 1;
    }
    piece
}
