//! A draft cut where marks begin and end, paragraph by paragraph.

use crate::review::{Claim, Draft, Review};
use crate::text::ByteRange;

/// Claims named on one stretch of text at most: more would only be noise.
const MOST_NAMED: usize = 8;

/// A stretch of a paragraph under the same marks.
pub struct Stretch<'a> {
    /// Its words.
    pub text: &'a str,
    /// The claims that stand on it, the one with the shortest mark first; at most eight.
    pub claims: Vec<&'a Claim>,
    /// The claims of which a mark ends with it.
    pub ends: Vec<&'a Claim>,
}

struct Placed<'a> {
    bytes: ByteRange,
    claim: &'a Claim,
}

impl Placed<'_> {
    fn len(&self) -> usize {
        self.bytes.end.0 - self.bytes.start.0
    }
}

/// The marks of a review on one draft, ready to be laid over its paragraphs in order.
pub struct Passages<'a> {
    draft: &'a Draft,
    marks: Vec<Placed<'a>>,
    /// The first mark that begins in a paragraph not asked for yet.
    next: usize,
    /// Marks that reach into the next paragraph, by place in `marks`.
    open: Vec<usize>,
}

impl<'a> Passages<'a> {
    /// The marks of a review's claims that stand on a draft.
    pub fn of(review: &'a Review, draft: &'a Draft) -> Self {
        let mut marks = Vec::new();
        for claim in &review.claims {
            for mark in claim.marks.iter().filter(|mark| mark.draft == draft.number) {
                let bytes = draft.text().bytes_of(&mark.range());
                marks.extend(bytes.map(|bytes| Placed { bytes, claim }));
            }
        }
        marks.sort_by_key(|mark| (mark.bytes.start, mark.bytes.end, mark.claim.number));
        Self { draft, marks, next: 0, open: Vec::new() }
    }

    /// The next paragraph's stretches; `index` counts up from 0.
    pub fn stretches(&mut self, index: usize) -> Vec<Stretch<'a>> {
        let bytes = self.draft.text().paragraph_bytes(index);
        while self.marks.get(self.next).is_some_and(|mark| mark.bytes.start <= bytes.end) {
            self.open.push(self.next);
            self.next += 1;
        }
        let mut cuts = vec![bytes.start.0, bytes.end.0];
        for &at in &self.open {
            let mark = &self.marks[at].bytes;
            cuts.extend([mark.start.0, mark.end.0].map(|cut| cut.clamp(bytes.start.0, bytes.end.0)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut stretches: Vec<_> = cuts.windows(2).map(|cut| self.stretch(cut[0], cut[1])).collect();
        self.end_across_the_break(&mut stretches, bytes.end.0);
        self.open.retain(|&at| self.marks[at].bytes.end > bytes.end);
        stretches
    }

    fn stretch(&self, start: usize, end: usize) -> Stretch<'a> {
        let mut over: Vec<&Placed<'a>> = Vec::new();
        let mut ends = Vec::new();
        for mark in self.open.iter().map(|&at| &self.marks[at]) {
            if mark.bytes.start.0 <= start && mark.bytes.end.0 >= end {
                over.push(mark);
                if mark.bytes.end.0 == end {
                    ends.push(mark.claim);
                }
            }
        }
        over.sort_by_key(|mark| mark.len());
        over.truncate(MOST_NAMED);
        let claims = over.into_iter().map(|mark| mark.claim).collect();
        Stretch { text: &self.draft.text().as_str()[start..end], claims, ends }
    }

    /// A mark that takes in the line feed and no more ends with its paragraph for a reader.
    fn end_across_the_break(&self, stretches: &mut [Stretch<'a>], end: usize) {
        let Some(last) = stretches.last_mut() else { return };
        let ending = self.open.iter().map(|&at| &self.marks[at]).filter(|mark| mark.bytes.end.0 == end + 1);
        last.ends.extend(ending.map(|mark| mark.claim));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, ClaimId, Mark, Paragraph, ParagraphKind, ReviewId};
    use crate::text::{Selector, char_range};
    use chrono::DateTime;
    use std::sync::Arc;

    fn review(marks: &[(usize, usize)]) -> Review {
        let paragraphs = ["abcdef", "ghi"].map(|text| Paragraph::new(ParagraphKind::Body, text));
        let draft = Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs.into());
        let mut review = Review::new(ReviewId::new(1), Article::default(), draft.clone());
        for (number, &(from, to)) in marks.iter().enumerate() {
            let selector = Selector::of(draft.text(), &char_range(from..to)).unwrap();
            let claim = Claim::new(ClaimId::new(number as u64), number as u32, vec![Mark::new(1, selector)]);
            review.claims.push(Arc::new(claim));
        }
        review
    }

    fn cut(marks: &[(usize, usize)]) -> Vec<String> {
        let review = review(marks);
        let mut passages = Passages::of(&review, review.draft().unwrap());
        let mut shown = Vec::new();
        for index in 0..2 {
            for stretch in passages.stretches(index) {
                let list = |claims: &[&Claim]| claims.iter().map(|claim| claim.number.to_string()).collect();
                let (over, ends): (String, String) = (list(&stretch.claims), list(&stretch.ends));
                shown.push(format!("{}:{over}:{ends}", stretch.text));
            }
        }
        shown
    }

    #[test]
    fn a_paragraph_is_cut_at_every_end_of_a_mark() {
        assert_eq!(cut(&[]), ["abcdef::", "ghi::"]);
        assert_eq!(cut(&[(1, 4), (2, 3), (3, 6)]), ["a::", "b:0:", "c:10:1", "d:02:0", "ef:2:2", "ghi::"]);
    }

    #[test]
    fn a_mark_may_run_into_the_next_paragraph() {
        assert_eq!(cut(&[(4, 8)]), ["abcd::", "ef:0:", "g:0:0", "hi::"]);
        assert_eq!(cut(&[(4, 7)]), ["abcd::", "ef:0:0", "ghi::"]);
    }
}
