//! What the filter bar counts and offers, gathered once a change and never while drawing.

use crate::review::{Review, Status};
use std::collections::BTreeMap;

/// How many names the filter by attribution offers.
const MOST_NAMES: usize = 200;

/// Claims counted, and who they are said by.
#[derive(Debug, Default)]
pub struct Tally {
    /// All claims.
    pub all: usize,
    /// Claims that somebody must look at.
    pub open: usize,
    /// Claims whose words changed since their status was set.
    pub recheck: usize,
    /// Claims by status, in the order of [`Status::ALL`].
    pub by_status: Vec<(Status, usize)>,
    /// Speakers and outlets with how many claims are said by each, by name.
    pub names: Vec<(String, usize)>,
}

impl Tally {
    /// Counts a review's claims.
    pub fn of(review: &Review) -> Self {
        let progress = review.progress();
        Self {
            all: review.claims.len(),
            open: review.claims.iter().filter(|claim| claim.is_open()).count(),
            recheck: progress.needs_recheck,
            by_status: Status::ALL.map(|status| (status, progress.count(status))).to_vec(),
            names: names(review),
        }
    }
}

fn names(review: &Review) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for said in review.claims.iter().filter_map(|claim| claim.attribution.as_ref()) {
        let outlet = (said.outlet != said.speaker).then_some(said.outlet.as_str());
        for name in [Some(said.speaker.as_str()), outlet].into_iter().flatten() {
            if !name.is_empty() {
                *counted.entry(name).or_default() += 1;
            }
        }
    }
    counted.into_iter().take(MOST_NAMES).map(|(name, count)| (name.to_owned(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, Attribution, Claim, ClaimId, Draft, ReviewId};
    use std::sync::Arc;

    #[test]
    fn open_claims_and_names_are_counted() {
        let draft = Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", Vec::new());
        let mut review = Review::new(ReviewId::new(1), Article::default(), draft);
        let mut claims = Vec::new();
        for number in 1..=3 {
            claims.push(Claim::new(ClaimId::new(number), number as u32, Vec::new()));
        }
        claims[0].status = Status::Verified;
        claims[0].needs_recheck = true;
        claims[1].status = Status::Disputed;
        let said = |speaker: &str, outlet: &str| {
            Some(Attribution { speaker: speaker.into(), outlet: outlet.into(), ..Attribution::default() })
        };
        claims[1].attribution = said("Ada", "The Wire");
        claims[2].attribution = said("The Wire", "The Wire");
        review.claims = claims.into_iter().map(Arc::new).collect();
        let tally = Tally::of(&review);
        assert_eq!((tally.all, tally.open, tally.recheck), (3, 2, 1));
        assert_eq!(tally.names, [("Ada".to_owned(), 1), ("The Wire".to_owned(), 2)]);
        assert_eq!(tally.by_status[Status::Disputed as usize], (Status::Disputed, 1));
    }
}
