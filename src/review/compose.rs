//! Edits made of what a person asked for. The window and the command line both make theirs here.
//!
//! Nothing here changes a review: each function reads it and gives the [`Edit`] that would. Several of
//! them for one action go into [`together`]; what is composed for a claim that is not in the review yet
//! takes the claim that [`new_claim`] gives.

mod drafts;
mod evidence;
mod margin;

pub use drafts::{cut, keep, new_draft, put_elsewhere, recheck, take_correction, undecide};
pub use evidence::{
    attach_backup, decide_root, detach_backup, log_contact, set_citation_origin, set_rules,
    set_source_origin, unwaive, waive,
};
pub use margin::{bring_back_readings, dismiss, reject, set_date, set_figure, unset_date, unset_figure};

use super::{
    Change, Checked, Citation, CitationChange, Claim, ClaimChange, ClaimId, Decision, Edit, Ids, Mark,
    Review, Source, SourceId, Stance, Status,
};
use crate::text::{CharRange, Selector};
use chrono::{DateTime, SubsecRound, Utc};
use std::sync::Arc;

/// Why a passage cannot be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// The review holds no draft.
    #[error("the review holds no draft to mark; import an article first")]
    NoDraft,
    /// The range is empty, runs backwards or ends past the draft.
    #[error("the passage holds no words of the newest draft; select some words of it")]
    NoWords,
    /// No passage was named.
    #[error("a claim needs at least one passage; select some words of the draft")]
    NoPassage,
}

/// Several edits as the one step a person sees: all or none. One alone stays as it is.
pub fn together(mut edits: Vec<Edit>) -> Edit {
    match edits.len() {
        1 => edits.remove(0),
        _ => Edit::Together(edits),
    }
}

/// A mark on a passage of the newest draft, in chars of its text.
///
/// # Errors
/// Where there is no draft, or the range holds no words of it.
pub fn mark(review: &Review, passage: &CharRange) -> Result<Mark, ComposeError> {
    let draft = review.draft().ok_or(ComposeError::NoDraft)?;
    let selector = Selector::of(draft.text(), passage).ok_or(ComposeError::NoWords)?;
    Ok(Mark::new(draft.number, selector))
}

/// A new unchecked claim on passages of the newest draft, and the edit that adds it.
///
/// Its marks stand in text order, whatever the order of `passages`.
///
/// # Errors
/// Where no passage is named, or one of them cannot be marked.
pub fn new_claim(
    review: &Review,
    ids: &mut dyn Ids,
    passages: &[CharRange],
) -> Result<(Claim, Edit), ComposeError> {
    let marks = passages.iter().map(|passage| mark(review, passage)).collect::<Result<Vec<_>, _>>()?;
    if marks.is_empty() {
        return Err(ComposeError::NoPassage);
    }
    let number = review.last_number.saturating_add(1);
    let claim = Claim::new(ClaimId::new(ids.next()), number, in_text_order(marks));
    let last_number = Change::new(review.last_number, number);
    let edit = Edit::AddClaim { claim: Box::new(claim.clone()), last_number };
    Ok((claim, edit))
}

/// Takes a claim out. Its number is not given again.
pub fn remove_claim(review: &Review, claim: &Claim) -> Edit {
    let last_number = Change::new(review.last_number, review.last_number);
    Edit::RemoveClaim { claim: Box::new(claim.clone()), last_number }
}

/// The claim that stands on exactly this passage of the newest draft, in chars; the one with the lowest
/// number where there are several.
pub fn claim_on<'a>(review: &'a Review, passage: &CharRange) -> Option<&'a Claim> {
    let draft = review.draft()?.number;
    review
        .claims
        .iter()
        .map(Arc::as_ref)
        .find(|claim| claim.marks.iter().any(|mark| mark.draft == draft && mark.range() == *passage))
}

/// Gives a claim other marks, in text order; `None` where it has just these.
pub fn set_marks(claim: &Claim, marks: Vec<Mark>) -> Option<Edit> {
    change(&claim.marks, in_text_order(marks)).map(|change| on(claim, ClaimChange::Marks(change)))
}

/// Sets a status, bound to the words under the claim's marks. The claim then needs no recheck.
///
/// `at` is kept to the second. [`Status::Unchecked`] takes the decision back, so it carries none.
pub fn set_status(claim: &Claim, status: Status, by: &str, at: DateTime<Utc>) -> Edit {
    let decision = (status != Status::Unchecked).then(|| Decision {
        by: by.to_owned(),
        at: at.trunc_subsecs(0),
        words: claim.marked_words(),
    });
    let to = Checked { status, needs_recheck: false, decision };
    on(claim, ClaimChange::Status(Box::new(Change::new(Checked::of(claim), to))))
}

/// Puts a claim in other words of the checker's; `None` where it has just these.
pub fn set_wording(claim: &Claim, wording: &str) -> Option<Edit> {
    change(&claim.wording, wording.to_owned()).map(|change| on(claim, ClaimChange::Wording(change)))
}

/// Gives a claim another rating of its own, by its name on the desk's scale; `None` where it has just this one.
pub fn set_rating(claim: &Claim, name: &str) -> Option<Edit> {
    change(&claim.rating, name.to_owned()).map(|change| on(claim, ClaimChange::Rating(change)))
}

/// Gives a claim another note; `None` where it has just this one.
pub fn set_note(claim: &Claim, note: &str) -> Option<Edit> {
    change(&claim.note, note.to_owned()).map(|change| on(claim, ClaimChange::Note(change)))
}

/// The source of the library that goes by the wanted one's name or an alias, or else the edit that adds
/// the wanted one at the library's end.
///
/// `wanted` comes with an id of its own, which is used only where it is added.
pub fn find_or_add_source(review: &Review, wanted: Source) -> (SourceId, Option<Edit>) {
    if let Some(known) = review.source_called(&wanted.name) {
        return (known.id, None);
    }
    let id = wanted.id;
    (id, Some(Edit::AddSource { at: review.sources.len(), source: Box::new(wanted) }))
}

/// The source of the library that publishes under this host name (without `www.`), or under a domain
/// that it is part of; the longest domain decides.
pub fn source_on<'a>(review: &'a Review, host: &str) -> Option<&'a Source> {
    let fits =
        |source: &Source| source.domains.iter().filter(|domain| is_part(host, domain)).map(String::len).max();
    review
        .sources
        .iter()
        .filter_map(|source| Some((fits(source)?, source)))
        .max_by_key(|(len, _)| *len)
        .map(|found| found.1)
}

/// The claim's citation of the same source at the same address and pinpoint.
pub fn same_citation<'a>(claim: &'a Claim, citation: &Citation) -> Option<&'a Citation> {
    claim.citations.iter().find(|other| {
        other.source == citation.source && other.url == citation.url && other.pinpoint == citation.pinpoint
    })
}

/// Adds a citation after the claim's others.
pub fn add_citation(claim: &Claim, citation: Citation) -> Edit {
    Edit::AddCitation { claim: claim.id, at: claim.citations.len(), citation: Box::new(citation) }
}

/// Takes a citation out; `None` where it is not at that place among the claim's citations.
pub fn remove_citation(claim: &Claim, at: usize) -> Option<Edit> {
    let citation = claim.citations.get(at)?.clone();
    Some(Edit::RemoveCitation { claim: claim.id, at, citation: Box::new(citation) })
}

/// Gives a citation another stance; `None` where it has just this one.
pub fn set_stance(claim: &Claim, citation: &Citation, stance: Stance) -> Option<Edit> {
    let change = change(&citation.stance, stance)?;
    Some(Edit::Citation { claim: claim.id, id: citation.id, change: CitationChange::Stance(change) })
}

fn on(claim: &Claim, change: ClaimChange) -> Edit {
    Edit::Claim { id: claim.id, change }
}

fn change<T: Clone + PartialEq>(from: &T, to: T) -> Option<Change<T>> {
    (*from != to).then(|| Change::new(from.clone(), to))
}

fn in_text_order(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.draft, mark.start, mark.end));
    marks.dedup();
    marks
}

/// Whether a host name is a domain or lies in it: `feeds.example.org` in `example.org`.
fn is_part(host: &str, domain: &str) -> bool {
    !domain.is_empty() && host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, CitationId, Draft, Paragraph, ParagraphKind, ReviewId};
    use crate::text::char_range;

    fn review() -> Review {
        let paragraphs = vec![
            Paragraph::new(ParagraphKind::Body, "Été: nine men left."),
            Paragraph::new(ParagraphKind::Body, "None came back."),
        ];
        let draft = Draft::new(1, DateTime::UNIX_EPOCH, "draft.txt", paragraphs);
        Review::new(ReviewId::new(1), Article::default(), draft)
    }

    fn ids() -> impl Ids {
        let mut last = 0;
        move || {
            last += 1;
            last
        }
    }

    fn with_claim() -> (Review, Claim) {
        let mut review = review();
        let (claim, edit) = new_claim(&review, &mut ids(), &[char_range(5..13)]).unwrap();
        edit.apply(&mut review).unwrap();
        (review, claim)
    }

    #[test]
    fn a_new_claim_takes_the_next_number_and_stands_in_text_order() {
        let mut review = review();
        review.last_number = 6;
        let (claim, edit) = new_claim(&review, &mut ids(), &[char_range(20..24), char_range(5..9)]).unwrap();
        assert_eq!(claim.number, 7);
        assert_eq!(claim.marked_words(), ["nine", "None"]);
        let back = edit.apply(&mut review).unwrap();
        assert_eq!((review.last_number, review.claims.as_slice()), (7, [claim.into()].as_slice()));
        back.apply(&mut review).unwrap();
        assert_eq!((review.last_number, review.claims.len()), (6, 0));
    }

    #[test]
    fn a_passage_without_words_makes_no_claim() {
        let mut review = review();
        let made =
            |review: &Review, passages: &[CharRange]| new_claim(review, &mut ids(), passages).map(|_| ());
        assert_eq!(made(&review, &[]), Err(ComposeError::NoPassage));
        assert_eq!(made(&review, &[char_range(3..3)]), Err(ComposeError::NoWords));
        assert_eq!(made(&review, &[char_range(3..300)]), Err(ComposeError::NoWords));
        review.drafts.clear();
        assert_eq!(made(&review, &[char_range(3..4)]), Err(ComposeError::NoDraft));
    }

    #[test]
    fn a_removed_claim_keeps_its_number() {
        let (mut review, claim) = with_claim();
        remove_claim(&review, &claim).apply(&mut review).unwrap();
        assert_eq!((review.last_number, review.claims.len()), (1, 0));
    }

    #[test]
    fn a_claim_is_found_by_its_exact_passage() {
        let (review, claim) = with_claim();
        assert_eq!(claim_on(&review, &char_range(5..13)), Some(&claim));
        assert_eq!(claim_on(&review, &char_range(5..12)), None);
    }

    #[test]
    fn a_status_is_bound_to_the_words_and_takes_the_flag_away() {
        let (mut review, mut claim) = with_claim();
        claim.needs_recheck = true;
        Arc::make_mut(&mut review.claims[0]).needs_recheck = true;
        let at = DateTime::from_timestamp_millis(1_500).unwrap();
        set_status(&claim, Status::Verified, "Ada", at).apply(&mut review).unwrap();
        let decision = Decision {
            by: "Ada".into(),
            at: DateTime::from_timestamp(1, 0).unwrap(),
            words: vec!["nine men".into()],
        };
        let expected = Checked { status: Status::Verified, needs_recheck: false, decision: Some(decision) };
        assert_eq!(Checked::of(&review.claims[0]), expected);
        let claim = review.claims[0].clone();
        set_status(&claim, Status::Unchecked, "Ada", at).apply(&mut review).unwrap();
        assert_eq!(review.claims[0].decision, None);
    }

    #[test]
    fn what_is_so_already_is_no_edit() {
        let (mut review, claim) = with_claim();
        assert_eq!(set_note(&claim, ""), None);
        assert_eq!(set_marks(&claim, claim.marks.clone()), None);
        set_note(&claim, "ask").unwrap().apply(&mut review).unwrap();
        set_wording(&claim, "Nine left").unwrap().apply(&mut review).unwrap();
        assert_eq!((review.claims[0].note.as_str(), review.claims[0].wording.as_str()), ("ask", "Nine left"));
        let marks = vec![mark(&review, &char_range(0..3)).unwrap()];
        set_marks(&claim, marks).unwrap().apply(&mut review).unwrap();
        assert_eq!(review.claims[0].marked_words(), ["Été"]);
    }

    #[test]
    fn a_known_source_is_not_added_twice() {
        let mut review = review();
        let mut wanted = Source::named(SourceId::new(1), "Example Wire");
        wanted.aliases.push("EW".into());
        let (first, edit) = find_or_add_source(&review, wanted);
        edit.unwrap().apply(&mut review).unwrap();
        assert_eq!(find_or_add_source(&review, Source::named(SourceId::new(2), "ew")), (first, None));
        assert!(find_or_add_source(&review, Source::named(SourceId::new(2), "Other")).1.is_some());
    }

    #[test]
    fn the_longest_domain_names_the_source() {
        let mut review = review();
        for (id, domain) in [(1, "example.org"), (2, "news.example.org"), (3, "ample.org")] {
            let mut source = Source::named(SourceId::new(id), domain);
            source.domains.push(domain.into());
            review.sources.push(source);
        }
        let found = |host| source_on(&review, host).map(|source| source.name.as_str());
        assert_eq!(found("example.org"), Some("example.org"));
        assert_eq!(found("live.news.example.org"), Some("news.example.org"));
        assert_eq!(found("badexample.org"), None);
    }

    #[test]
    fn a_citation_is_the_same_by_source_address_and_pinpoint() {
        let (mut review, claim) = with_claim();
        let source = Source::named(SourceId::new(1), "Example Wire");
        find_or_add_source(&review, source).1.unwrap().apply(&mut review).unwrap();
        let mut citation = Citation::of(CitationId::new(1), SourceId::new(1));
        add_citation(&claim, citation.clone()).apply(&mut review).unwrap();
        let claim = review.claims[0].clone();
        assert_eq!(same_citation(&claim, &citation), Some(&citation));
        set_stance(&claim, &citation, Stance::Contradicts).unwrap().apply(&mut review).unwrap();
        let other = Source::named(SourceId::new(2), "Other Wire");
        find_or_add_source(&review, other).1.unwrap().apply(&mut review).unwrap();
        let claim = review.claims[0].clone();
        let origin =
            |review: &Review, id| set_citation_origin(review, &claim, &citation, Some(SourceId::new(id)));
        assert!(origin(&review, 1).is_err(), "no source is its own origin");
        origin(&review, 2).unwrap().unwrap().apply(&mut review).unwrap();
        let changed = &review.claims[0].citations[0];
        assert_eq!((changed.stance, changed.origin), (Stance::Contradicts, Some(SourceId::new(2))));
        citation.pinpoint = "p. 2".into();
        assert_eq!(same_citation(&claim, &citation), None);
        let claim = review.claims[0].clone();
        assert_eq!(remove_citation(&claim, 1), None);
        remove_citation(&claim, 0).unwrap().apply(&mut review).unwrap();
        assert!(review.claims[0].citations.is_empty());
    }

    #[test]
    fn one_edit_alone_needs_no_wrapping() {
        let (review, claim) = with_claim();
        let edit = remove_claim(&review, &claim);
        assert_eq!(together(vec![edit.clone()]), edit);
        assert_eq!(together(vec![]), Edit::Together(vec![]));
    }
}
