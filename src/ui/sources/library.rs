//! The library in the order it is shown, and the claims that rest on each source: gathered once a change.

use crate::review::{Review, Source, SourceId};
use std::collections::HashMap;

/// What was gathered from a review.
#[derive(Debug, Default)]
pub struct Library {
    shown: Vec<usize>,
    claims: HashMap<SourceId, Vec<usize>>,
    count: usize,
}

impl Library {
    /// Gathers it: sources that hold `query`, by name. While a name is being typed (`steady`) the order
    /// stays as it is.
    pub fn gather(&mut self, review: &Review, query: &str, steady: bool) {
        self.claims = claims_by_source(review);
        if !(steady && self.count == review.sources.len()) {
            self.shown = by_name(review, query);
        }
        self.count = review.sources.len();
    }

    /// How many sources there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// The sources shown, as indices into the review's.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The claims that cite a source or name it as an origin, as indices into the review's.
    pub fn claims_on(&self, source: SourceId) -> &[usize] {
        self.claims.get(&source).map_or(&[], Vec::as_slice)
    }
}

fn claims_by_source(review: &Review) -> HashMap<SourceId, Vec<usize>> {
    let mut claims: HashMap<SourceId, Vec<usize>> = HashMap::new();
    for (at, claim) in review.claims.iter().enumerate() {
        for citation in &claim.citations {
            for source in [Some(citation.source), citation.origin].into_iter().flatten() {
                let on = claims.entry(source).or_default();
                if on.last() != Some(&at) {
                    on.push(at);
                }
            }
        }
    }
    claims
}

fn by_name(review: &Review, query: &str) -> Vec<usize> {
    let query = query.trim().to_lowercase();
    let fits = |source: &Source| {
        let texts = std::iter::once(&source.name).chain(&source.aliases).chain(&source.domains);
        query.is_empty() || texts.chain([&source.note]).any(|text| text.to_lowercase().contains(&query))
    };
    let mut shown: Vec<usize> = (0..review.sources.len()).filter(|&at| fits(&review.sources[at])).collect();
    shown.sort_by_cached_key(|&at| review.sources[at].name.to_lowercase());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, Citation, CitationId, Claim, ClaimId, Draft, ReviewId};

    fn review() -> Review {
        let draft = Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", Vec::new());
        let mut review = Review::new(ReviewId::new(1), Article::default(), draft);
        for (id, name) in [(1, "zeta"), (2, "Alpha"), (3, "mid")] {
            review.sources.push(Source::named(SourceId::new(id), name));
        }
        let mut claim = Claim::new(ClaimId::new(1), 1, Vec::new());
        for id in [1, 2] {
            let citation = Citation::of(CitationId::new(id), SourceId::new(1));
            claim.citations.push(Citation { origin: Some(SourceId::new(3)), ..citation });
        }
        review.claims.push(claim.into());
        review
    }

    #[test]
    fn sources_stand_by_name_and_claims_are_counted_once() {
        let mut library = Library::default();
        library.gather(&review(), "", false);
        assert_eq!(library.shown(), [1, 2, 0]);
        assert_eq!(library.claims_on(SourceId::new(3)), [0]);
        assert_eq!(library.claims_on(SourceId::new(2)), [] as [usize; 0]);
        library.gather(&review(), " MI ", false);
        assert_eq!(library.shown(), [2]);
    }

    #[test]
    fn the_order_stays_while_a_name_is_typed() {
        let (mut library, mut review) = (Library::default(), review());
        library.gather(&review, "", false);
        review.sources[0].name = "aaa".into();
        library.gather(&review, "", true);
        assert_eq!(library.shown(), [1, 2, 0]);
        library.gather(&review, "", false);
        assert_eq!(library.shown(), [0, 1, 2]);
    }
}
