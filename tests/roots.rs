//! Laws of origins and roots: copies do not count, order does not matter, circles are refused.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use redpencil::review::feeds;
use redpencil::review::roots::{self, FedBy, Library, Likeness, RootGroup};
use redpencil::review::{
    Article, Change, Citation, CitationId, Claim, ClaimId, Draft, Edit, Paragraph, ParagraphKind, Review,
    ReviewId, Source, SourceChange, SourceId, Stance, compose,
};
use redpencil::text::char_range;
use std::collections::BTreeSet;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// How many sources the library of a random review has.
const SOURCES: usize = 7;

fn source(number: usize) -> SourceId {
    SourceId::new(number as u64 + 1)
}

/// A review with a library and one claim without citations.
fn desk() -> Review {
    let paragraphs = vec![Paragraph::new(ParagraphKind::Body, "Nine men crossed the bridge.")];
    let mut review =
        Review::new(ReviewId::new(1), Article::default(), Draft::new(1, NOW, "a.txt", paragraphs));
    for (number, name) in
        ["Wire", "Gazette", "Courier", "Radio", "Ministry", "Herald", "Post"].iter().enumerate()
    {
        let source = Source::named(source(number), *name);
        Edit::AddSource { at: number, source: Box::new(source) }.apply(&mut review).unwrap();
    }
    let (_, edit) = compose::new_claim(&review, &mut || 1, &[char_range(0..4)]).unwrap();
    edit.apply(&mut review).unwrap();
    review
}

fn cite(review: &mut Review, of: usize, origin: Option<usize>) {
    let id = CitationId::new(review.claims[0].citations.len() as u64 + 1);
    compose::add_citation(&review.claims[0], Citation::of(id, source(of))).apply(review).unwrap();
    let claim = review.claims[0].clone();
    let citation = claim.citations.last().unwrap();
    let origin = origin.map(source);
    if let Ok(Some(edit)) = compose::set_citation_origin(review, &claim, citation, origin) {
        edit.apply(review).unwrap();
    }
}

fn take_from(review: &mut Review, taker: usize, from: usize) -> Result<(), roots::Circle> {
    let taker = review.source(source(taker)).unwrap().clone();
    let edit = compose::set_source_origin(review, &taker, Some(source(from)))?;
    edit.map(|edit| edit.apply(review).expect("what is composed is not refused"));
    Ok(())
}

/// A review made by random work, without circles.
fn reviews() -> impl Strategy<Value = Review> {
    let number = 0..SOURCES;
    let origins = prop::collection::vec((number.clone(), number.clone()), 0..8);
    let citations = prop::collection::vec((number.clone(), prop::option::of(number.clone())), 0..8);
    let same = prop::collection::vec((number.clone(), number, any::<bool>()), 0..3);
    (origins, citations, same).prop_map(|(origins, citations, same)| {
        let mut review = desk();
        for (taker, from) in origins {
            let _ = take_from(&mut review, taker, from);
        }
        for (of, origin) in citations {
            cite(&mut review, of, origin);
        }
        for (one, other, same) in same {
            decide(&mut review, one, other, same);
        }
        review
    })
}

fn decide(review: &mut Review, one: usize, other: usize, same: bool) {
    let pair = (source(one), source(other));
    if let Some(edit) = compose::decide_root(review, pair, None, Some(same), "I. R.", NOW) {
        edit.apply(review).unwrap();
    }
}

fn count(review: &Review) -> usize {
    roots::of_claim(review, &review.claims[0]).count()
}

fn root_ids(review: &Review, claim: &Claim) -> BTreeSet<SourceId> {
    roots::of_claim(review, claim).roots.iter().map(|root| root.source).collect()
}

proptest! {
    #[test]
    fn there_are_no_more_roots_than_citations(review in reviews()) {
        let roots = roots::of_claim(&review, &review.claims[0]);
        prop_assert_eq!(roots.rows, review.claims[0].citations.len());
        prop_assert!(roots.count() <= roots.rows);
        prop_assert_eq!(roots.count() == 0, roots.rows == 0);
        let led: usize = roots.roots.iter().map(|root| root.citations.len()).sum();
        prop_assert_eq!(led, roots.rows, "every citation leads to one root");
    }

    #[test]
    fn a_copy_never_raises_the_count(mut review in reviews(), of in 0usize..8) {
        let before = count(&review);
        let Some(copied) = of.checked_rem(review.claims[0].citations.len()) else { return Ok(()) };
        let copied = review.claims[0].citations[copied].source;
        let copy = Source { origin: Some(copied), ..Source::named(SourceId::new(100), "Copy") };
        Edit::AddSource { at: SOURCES, source: Box::new(copy) }.apply(&mut review).unwrap();
        let citation = Citation::of(CitationId::new(100), SourceId::new(100));
        compose::add_citation(&review.claims[0], citation).apply(&mut review).unwrap();
        prop_assert_eq!(count(&review), before);
    }

    #[test]
    fn the_order_of_citations_does_not_matter(review in reviews(), turn in 0usize..8) {
        let mut other = (*review.claims[0]).clone();
        let by = turn.checked_rem(other.citations.len()).unwrap_or_default();
        other.citations.rotate_left(by);
        prop_assert_eq!(root_ids(&review, &review.claims[0]), root_ids(&review, &other));
        other.citations.reverse();
        prop_assert_eq!(root_ids(&review, &review.claims[0]), root_ids(&review, &other));
    }

    #[test]
    fn deciding_that_two_are_one_never_raises_the_count(mut review in reviews(), one in 0..SOURCES, other in 0..SOURCES) {
        let before = count(&review);
        decide(&mut review, one, other, true);
        prop_assert!(count(&review) <= before);
    }

    #[test]
    fn a_circle_is_always_refused(arrows in prop::collection::vec((0..SOURCES, 0..SOURCES), 1..30)) {
        let mut review = desk();
        for (taker, from) in arrows {
            let leads_back = Library::of(&review).root(source(from)) == source(taker) || chain(&review, from).contains(&source(taker));
            let before = review.clone();
            let made = take_from(&mut review, taker, from);
            prop_assert_eq!(made.is_err(), leads_back);
            if made.is_err() {
                prop_assert_eq!(&review, &before);
                // Not even an edit that was made elsewhere closes it.
                let change = SourceChange::Origin(Change::new(review.source(source(taker)).unwrap().origin, Some(source(from))));
                let edit = Edit::Source { id: source(taker), change };
                prop_assert!(edit.apply(&mut review).is_err());
            }
            prop_assert_eq!(roots::circle(&review), None);
            prop_assert_eq!(review.fault(), None);
        }
    }

    /// Files written before circles were refused may hold them in citations.
    #[test]
    fn any_origins_of_citations_lead_to_an_end(pairs in prop::collection::vec((0..SOURCES, 0..SOURCES), 0..12)) {
        let mut claim = Claim::new(ClaimId::new(1), 1, Vec::new());
        for (at, (of, origin)) in pairs.iter().enumerate() {
            let mut citation = Citation::of(CitationId::new(at as u64), source(*of));
            citation.origin = Some(source(*origin));
            claim.citations.push(citation);
        }
        let roots = roots::of_claim(&desk(), &claim);
        prop_assert!(roots.count() <= roots.rows);
    }

    #[test]
    fn on_the_card_each_citation_stands_once_below_what_fed_it(review in reviews()) {
        let claim = &review.claims[0];
        let rows = feeds::rows(&Library::of(&review), claim);
        let each: BTreeSet<usize> = rows.iter().map(|row| row.citation).collect();
        prop_assert_eq!((rows.len(), each.len()), (claim.citations.len(), claim.citations.len()));
        for (at, row) in rows.iter().enumerate() {
            let Some((from, by)) = row.from else {
                prop_assert_eq!(row.depth, 0);
                continue;
            };
            prop_assert!(from < at && rows[from].depth + 1 == row.depth);
            let (fed, feeds) = (&claim.citations[row.citation], &claim.citations[rows[from].citation]);
            let origin = fed.origin.or_else(|| review.source(fed.source).unwrap().origin);
            prop_assert!(by == FedBy::Decision || origin == Some(feeds.source));
        }
    }

    #[test]
    fn the_picture_shows_every_source_and_arrow(review in reviews()) {
        let groups = roots::library_by_root(&review);
        let mut shown = BTreeSet::new();
        for RootGroup { root, fed, .. } in &groups {
            prop_assert!(shown.insert((*root, *root)), "a root stands once");
            let mut above = BTreeSet::from([*root]);
            for fed in fed {
                prop_assert!(above.contains(&fed.from), "what feeds stands before what it feeds");
                above.insert(fed.source);
                shown.insert((fed.source, fed.from));
            }
        }
        for source in &review.sources {
            prop_assert!(shown.iter().any(|(shown, _)| *shown == source.id), "{} is missing", source.name);
            let arrow = source.origin.map(|origin| (source.id, origin));
            prop_assert!(arrow.is_none_or(|arrow| shown.contains(&arrow)), "the arrow to {}", source.name);
        }
    }
}

fn chain(review: &Review, from: usize) -> BTreeSet<SourceId> {
    let mut seen = BTreeSet::from([source(from)]);
    let mut at = source(from);
    while let Some(origin) = review.source(at).and_then(|source| source.origin) {
        seen.insert(origin);
        at = origin;
    }
    seen
}

#[test]
fn three_papers_with_one_wire_story_have_one_root() {
    let mut review = desk();
    cite(&mut review, 1, Some(0));
    cite(&mut review, 2, Some(0));
    take_from(&mut review, 3, 1).unwrap();
    cite(&mut review, 3, None);
    let roots = roots::of_claim(&review, &review.claims[0]);
    assert_eq!(roots.words(), "3 citations, 1 root");
    assert_eq!(roots.roots[0].source, source(0));
    cite(&mut review, 4, None);
    assert_eq!(roots::of_claim(&review, &review.claims[0]).words(), "4 citations, 2 roots");
}

#[test]
fn copies_hang_on_what_they_copied_and_context_is_no_root() {
    let mut review = desk();
    for (of, origin) in [(1, Some(0)), (4, None), (0, None), (2, Some(1))] {
        cite(&mut review, of, origin);
    }
    let by = |number: usize| Some((number, FedBy::Citation));
    let rows: Vec<_> = feeds::rows(&Library::of(&review), &review.claims[0])
        .into_iter()
        .map(|row| (row.citation, row.depth, row.from))
        .collect();
    assert_eq!(rows, [(1, 0, None), (2, 0, None), (0, 1, by(1)), (3, 2, by(2))]);
    assert_eq!(roots::of_claim(&review, &review.claims[0]).words(), "4 citations, 2 roots");
    let (claim, citation) = (review.claims[0].clone(), review.claims[0].citations[1].clone());
    compose::set_stance(&claim, &citation, Stance::ContextOnly).unwrap().apply(&mut review).unwrap();
    assert_eq!(roots::of_claim(&review, &review.claims[0]).words(), "4 citations, 1 root");
}

#[test]
fn a_circle_is_told_with_all_its_names() {
    let mut review = desk();
    take_from(&mut review, 1, 0).unwrap();
    take_from(&mut review, 2, 1).unwrap();
    assert_eq!(
        take_from(&mut review, 0, 2).unwrap_err().to_string(),
        "Wire would take its facts from Courier, from Gazette, which takes them from Wire; name an origin \
         outside this circle"
    );
    assert_eq!(
        take_from(&mut review, 0, 0).unwrap_err().to_string(),
        "Wire cannot be its own origin; name the source that it took the fact from"
    );
}

#[test]
fn citations_of_one_claim_do_not_feed_each_other() {
    let mut review = desk();
    cite(&mut review, 0, Some(1));
    cite(&mut review, 1, None);
    let claim = review.claims[0].clone();
    let back = compose::set_citation_origin(&review, &claim, &claim.citations[1], Some(source(0)));
    assert!(back.is_err());
    assert!(take_from(&mut review, 1, 0).is_err(), "nor does the library what a citation says");
}

#[test]
fn a_source_is_not_taken_out_from_under_another() {
    let mut review = desk();
    take_from(&mut review, 1, 0).unwrap();
    let edit = Edit::RemoveSource { at: 0, source: Box::new(review.sources[0].clone()) };
    let said = edit.apply(&mut review).unwrap_err().to_string();
    assert_eq!(said, "Gazette takes its facts from Wire, so it stays in the library");
}

const STORY: &str = "Nine men crossed the bridge on Tuesday after the ministry opened it, a witness said.";

#[test]
fn one_owner_and_one_wording_are_offered_until_decided() {
    let mut review = desk();
    review.sources[1].owner = "Groupe Exemple".into();
    review.sources[2].owner = "groupe exemple ".into();
    for of in [1, 2, 3, 4] {
        cite(&mut review, of, None);
    }
    let claim = std::sync::Arc::make_mut(&mut review.claims[0]);
    claim.citations[2].quotation = STORY.into();
    claim.citations[3].quotation = STORY.replace("Tuesday", "Wednesday");
    let likely = roots::likely(&review, &review.claims[0]);
    let why: Vec<String> = likely.iter().map(|likely| likely.why.words()).collect();
    assert_eq!(why, ["same owner, Groupe Exemple", "same wording, 76%"]);
    assert_eq!(likely[0].claim, None, "an owner is one everywhere");
    assert!(likely[1].claim.is_some(), "the same words are one story");
    assert!(matches!(likely[1].why, Likeness::SameWords { .. }));
    for (likely, same) in likely.iter().zip([true, false]) {
        let pair = (likely.one, likely.other);
        compose::decide_root(&review, pair, likely.claim, Some(same), "I. R.", NOW)
            .unwrap()
            .apply(&mut review)
            .unwrap();
    }
    assert_eq!(roots::likely(&review, &review.claims[0]), []);
    assert_eq!(count(&review), 3, "one owner is one root, the others stay two");
}

#[test]
fn what_one_claim_credits_does_not_feed_another_claim() {
    let mut review = desk();
    cite(&mut review, 1, Some(0)); // for claim 1, the Gazette credits the Wire
    let (_, edit) = compose::new_claim(&review, &mut || 2, &[char_range(5..8)]).unwrap();
    edit.apply(&mut review).unwrap();
    let claim = review.claims[1].clone();
    let citation = Citation { origin: Some(source(1)), ..Citation::of(CitationId::new(9), source(2)) };
    compose::add_citation(&claim, citation).apply(&mut review).unwrap(); // for claim 2, the Courier the Gazette
    let groups = roots::library_by_root(&review);
    let fed = |root: usize| -> Vec<(SourceId, Vec<u32>)> {
        let group = groups.iter().find(|group| group.root == source(root)).unwrap();
        group.fed.iter().map(|fed| (fed.source, fed.claims.clone())).collect()
    };
    assert_eq!(fed(0), [(source(1), vec![1])]);
    assert_eq!(fed(1), [(source(2), vec![2])]);
}

#[test]
fn the_library_shows_who_feeds_whom() {
    let mut review = desk();
    take_from(&mut review, 2, 1).unwrap();
    cite(&mut review, 1, Some(0));
    cite(&mut review, 2, None);
    cite(&mut review, 0, None);
    decide(&mut review, 0, 5, true);
    let groups = roots::library_by_root(&review);
    let wire = groups.iter().find(|group| group.root == source(0)).unwrap();
    assert_eq!(wire.claims, [1]);
    let fed: Vec<_> = wire.fed.iter().map(|fed| (fed.source, fed.from, fed.depth, fed.by)).collect();
    assert_eq!(
        fed,
        [
            (source(1), source(0), 1, FedBy::Citation),
            (source(2), source(1), 2, FedBy::Library),
            (source(5), source(0), 1, FedBy::Decision),
        ]
    );
    let roots: Vec<SourceId> = groups.iter().map(|group| group.root).collect();
    assert_eq!(roots, [0, 3, 4, 6].map(source));
}
