//! Laws of the model: every edit can be taken back, a refused one changes nothing, and history leads to
//! the same states whichever way one goes.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use redpencil::review::{
    Access, Article, ArticleChange, Attribution, Backup, Calculation, Change, Citation, CitationChange,
    CitationId, ClaimChange, ClaimKind, Contact, Correction, Credibility, DateSet, Dateline, Dismissed,
    Draft, Edit, FigureSet, History, InSentence, MarginaliaChange, Method, Paragraph, ParagraphKind, Rank,
    ReadingKind, Reliability, Review, ReviewId, RuleBook, Source, SourceChange, SourceId, Stance, StateId,
    Status, compose,
};
use redpencil::text::char_range;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Something to do to a review; `a` and `b` choose on what.
#[derive(Clone, Copy, Debug)]
struct Move {
    what: u8,
    a: usize,
    b: usize,
}

const KINDS_OF_MOVE: u8 = 34;

/// The kinds below are work; the others repeat an edit of the past or take it back, which may be refused.
const KINDS_OF_WORK: u8 = 32;

fn moves(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Move>> {
    let one = (0..KINDS_OF_MOVE, 0usize..64, 0usize..64).prop_map(|(what, a, b)| Move { what, a, b });
    prop::collection::vec(one, count)
}

/// A review under random work: what was done so far, and where new ids come from.
#[derive(Clone)]
struct Desk {
    review: Review,
    past: Vec<Edit>,
    last_id: u64,
}

impl Desk {
    fn new() -> Self {
        let review = Review::new(ReviewId::new(1), Article::default(), draft(1));
        Self { review, past: Vec::new(), last_id: 0 }
    }

    fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// The edit that a move asks for; `None` where there is nothing to do it to. It may be refused.
    fn edit(&mut self, Move { what, a, b }: Move) -> Option<Edit> {
        match what {
            0..=2 => self.new_claim(a, b),
            3..=11 => self.claim_edit(what, a, b),
            12 => Some(self.new_source(a)),
            13..=16 => self.source_edit(what, a, b),
            17 => self.new_citation(a, b),
            18..=20 => self.citation_edit(what, a, b),
            21 => Some(self.article_edit(a, b)),
            22 => self.draft_edit(a),
            23..=30 => self.evidence_edit(what, a, b),
            31 => Some(self.margin_edit(a, b)),
            KINDS_OF_WORK => Some(pick(&self.past, a)?.clone()),
            _ => Some(pick(&self.past, a)?.inverse()),
        }
    }

    fn new_claim(&mut self, a: usize, b: usize) -> Option<Edit> {
        let mut next = self.last_id;
        let mut ids = || {
            next += 1;
            next
        };
        let passage = char_range(a % 20..a % 20 + 1 + b % 10);
        let (_, edit) = compose::new_claim(&self.review, &mut ids, &[passage]).ok()?;
        self.last_id = next;
        Some(edit)
    }

    fn claim_edit(&mut self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let claim = pick(&self.review.claims, a)?;
        let on = |change| Some(Edit::Claim { id: claim.id, change });
        match what {
            3 => Some(compose::remove_claim(&self.review, claim)),
            4 => Some(compose::set_status(claim, *pick(&Status::ALL, b)?, "I. R.", NOW)),
            5 => compose::set_wording(claim, &word(b)),
            6 => compose::set_note(claim, &word(b)),
            7 => on(ClaimChange::Kind(Change::new(claim.kind, *pick(ClaimKind::ALL, b)?))),
            8 => {
                let mark = compose::mark(&self.review, &char_range(b % 20..b % 20 + 3)).ok()?;
                let marks = [claim.marks.as_slice(), &[mark]].concat();
                compose::set_marks(claim, marks)
            }
            9 => {
                let to = Attribution { speaker: word(b), ..Attribution::default() };
                on(ClaimChange::Attribution(Change::new(claim.attribution.clone(), Some(to))))
            }
            10 => {
                let to = (b > 9).then(|| Correction { text: word(b), ..Correction::default() });
                on(ClaimChange::Correction(Change::new(claim.correction.clone(), to)))
            }
            _ if b.is_multiple_of(2) => compose::set_rating(claim, &word(b)),
            _ => on(ClaimChange::Tags(Change::new(claim.tags.clone(), vec![word(b)]))),
        }
    }

    fn new_source(&mut self, a: usize) -> Edit {
        let source = Source::named(SourceId::new(self.new_id()), word(a));
        Edit::AddSource { at: a % (self.review.sources.len() + 1), source: Box::new(source) }
    }

    /// Removing a source is refused while a claim rests on it.
    fn source_edit(&mut self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let source = pick(&self.review.sources, a)?;
        let change = match what {
            13 => {
                let at = a % self.review.sources.len();
                return Some(Edit::RemoveSource { at, source: Box::new(source.clone()) });
            }
            14 => SourceChange::Name(Change::new(source.name.clone(), word(b))),
            15 => SourceChange::Aliases(Change::new(source.aliases.clone(), vec![word(b)])),
            _ => SourceChange::Rank(Change::new(source.rank, *pick(Rank::ALL, b)?)),
        };
        Some(Edit::Source { id: source.id, change })
    }

    /// Now and then of a source that is not in the library, which is refused.
    fn new_citation(&mut self, a: usize, b: usize) -> Option<Edit> {
        let id = CitationId::new(self.new_id());
        let claim = pick(&self.review.claims, a)?;
        let known = pick(&self.review.sources, b).map(|source| source.id).filter(|_| b != 7);
        Some(compose::add_citation(claim, Citation::of(id, known.unwrap_or(SourceId::new(u64::MAX)))))
    }

    fn citation_edit(&mut self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let cited = |claim: &&redpencil::review::Claim| !claim.citations.is_empty();
        let claims: Vec<_> = self.review.claims.iter().map(Arc::as_ref).filter(cited).collect();
        let claim = *pick(&claims, a)?;
        let citation = pick(&claim.citations, b)?;
        match what {
            18 => compose::remove_citation(claim, b % claim.citations.len()),
            19 => compose::set_stance(claim, citation, *pick(Stance::ALL, a + b)?),
            _ => {
                let to = pick(&self.review.sources, a)?.id;
                let change = CitationChange::Source(Change::new(citation.source, to));
                Some(Edit::Citation { claim: claim.id, id: citation.id, change })
            }
        }
    }

    fn evidence_edit(&mut self, what: u8, a: usize, b: usize) -> Option<Edit> {
        match what {
            23 => self.origin_edit(a, b),
            24 => self.backup_edit(a, b),
            25 => {
                let at = a % (self.review.backups.len() + 1);
                Some(Edit::AddBackup { at, backup: Box::new(backup(b)) })
            }
            26 => {
                let at = a.checked_rem(self.review.backups.len())?;
                Some(Edit::RemoveBackup { at, backup: Box::new(self.review.backups[at].clone()) })
            }
            27 if b.is_multiple_of(3) => compose::unwaive(&self.review, &word(a), &word(a + b)),
            27 => compose::waive(&self.review, &word(a), &word(a + b), "known", "I. R.", NOW),
            28 => {
                let book = *pick(RuleBook::ALL, a)?;
                let rules =
                    self.review.rules.with_book(book, b.is_multiple_of(2)).switched("tk", book, a > b);
                compose::set_rules(&self.review, rules)
            }
            29 => {
                let one = pick(&self.review.sources, a)?.id;
                let other = pick(&self.review.sources, b)?.id;
                let claim = pick(&self.review.claims, a + b).map(|claim| claim.id).filter(|_| b > 30);
                let same = [Some(true), Some(false), None][b % 3];
                compose::decide_root(&self.review, (one, other), claim, same, "I. R.", NOW)
            }
            _ => self.record_edit(a, b),
        }
    }

    /// Now and then one that closes a circle, which is refused.
    fn origin_edit(&self, a: usize, b: usize) -> Option<Edit> {
        let source = pick(&self.review.sources, a)?;
        let origin = pick(&self.review.sources, b).map(|source| source.id).filter(|_| b != 9);
        let change = SourceChange::Origin(Change::new(source.origin, origin));
        Some(Edit::Source { id: source.id, change })
    }

    /// A stored file on a citation, or off it.
    fn backup_edit(&self, a: usize, b: usize) -> Option<Edit> {
        let claim = pick(&self.review.claims, a)?;
        let citation = pick(&claim.citations, b)?;
        match citation.backups.first().filter(|_| b.is_multiple_of(2)) {
            Some(sha256) => compose::detach_backup(&self.review, claim, citation, sha256),
            None => compose::attach_backup(&self.review, claim, citation, backup(a + b)),
        }
    }

    /// What else is known of a source or citation.
    fn record_edit(&self, a: usize, b: usize) -> Option<Edit> {
        let source = pick(&self.review.sources, a)?;
        let change = match b % 6 {
            0 => SourceChange::Reliability(Change::new(source.reliability, *pick(Reliability::ALL, b)?)),
            1 => SourceChange::Access(Change::new(source.access, *pick(Access::ALL, b)?)),
            2 => SourceChange::Owner(Change::new(source.owner.clone(), word(b))),
            3 => {
                let to = Calculation { expression: word(b), ..Calculation::default() };
                SourceChange::Calculation(Change::new(source.calculation.clone(), Some(to)))
            }
            4 => {
                let contact = Contact { at: NOW, how: Method::Called, answered: b > 9, note: word(b) };
                return Some(compose::log_contact(source, contact));
            }
            _ => {
                let claim = pick(&self.review.claims, b)?;
                let citation = pick(&claim.citations, a)?;
                let to = *pick(Credibility::ALL, b)?;
                let change = CitationChange::Credibility(Change::new(citation.credibility, to));
                return Some(Edit::Citation { claim: claim.id, id: citation.id, change });
            }
        };
        Some(Edit::Source { id: source.id, change })
    }

    fn article_edit(&self, a: usize, b: usize) -> Edit {
        let article = &self.review.article;
        if a.is_multiple_of(2) {
            return Edit::Article(ArticleChange::Title(Change::new(article.title.clone(), word(b))));
        }
        let to = Dateline { place: word(b), date: NaiveDate::from_yo_opt(2023, 1 + b as u32) };
        Edit::Article(ArticleChange::Dateline(Change::new(article.dateline.clone(), to)))
    }

    /// Something said about the reading, or taken back.
    fn margin_edit(&self, a: usize, b: usize) -> Edit {
        let margin = &self.review.marginalia;
        let at = InSentence { words: word(b), sentence: word(a + b) };
        Edit::Marginalia(match a % 4 {
            0 => MarginaliaChange::Rejected(Change::new(margin.rejected.clone(), vec![word(b)])),
            1 => {
                let mut to = margin.dismissed.clone();
                to.push(Dismissed { kind: ReadingKind::ALL[b % 4], at });
                MarginaliaChange::Dismissed(Change::new(margin.dismissed.clone(), to))
            }
            2 => {
                let (value, unit) = (b.to_string(), word(a));
                let to = vec![FigureSet { at, value, end_value: (b > 9).then(|| word(b)), unit }];
                MarginaliaChange::Figures(Change::new(margin.figures.clone(), to))
            }
            _ => {
                let first = NaiveDate::from_yo_opt(2023, 1 + b as u32).unwrap();
                let to = vec![DateSet { at, first, last: first.succ_opt().filter(|_| b > 9) }];
                MarginaliaChange::Dates(Change::new(margin.dates.clone(), to))
            }
        })
    }

    /// A new draft, or the last one out where nothing stands on it.
    fn draft_edit(&self, a: usize) -> Option<Edit> {
        let last = self.review.drafts.last()?;
        let marks = self.review.claims.iter().flat_map(|claim| &claim.marks);
        let stands = marks.into_iter().any(|mark| mark.draft == last.number);
        if a.is_multiple_of(2) || stands || self.review.drafts.len() == 1 {
            return Some(Edit::AddDraft(Arc::new(draft(last.number + 1))));
        }
        Some(Edit::RemoveDraft(Arc::clone(last)))
    }

    /// Does what a move asks for, and says what that was and whether it was carried out.
    fn make(&mut self, one: Move) -> Option<(Edit, bool)> {
        let edit = self.edit(one)?;
        let done = edit.apply(&mut self.review).is_ok();
        if done {
            self.past.push(edit.clone());
        }
        Some((edit, done))
    }
}

/// One of few stored files, so that a change often meets one that is there.
fn backup(number: usize) -> Backup {
    Backup {
        sha256: format!("{:064x}", number % 3),
        name: word(number),
        bytes: 7,
        media_type: String::new(),
        added: NOW,
        url: String::new(),
        text: String::new(),
        note: String::new(),
    }
}

fn draft(number: u32) -> Draft {
    let paragraphs = vec![
        Paragraph::new(ParagraphKind::Hed, "Le pont de Zébra"),
        Paragraph::new(ParagraphKind::Body, format!("Draft {number} says that 12 men crossed the bridge.")),
    ];
    Draft::new(number, NOW, "bridge.txt", paragraphs)
}

fn pick<T>(list: &[T], at: usize) -> Option<&T> {
    list.get(at.checked_rem(list.len())?)
}

/// One of few words, so that a change often meets what is there already.
fn word(number: usize) -> String {
    ["", "“so”", "12 men", "ça\tva\\", "جسر"][number % 5].to_owned()
}

/// The review as it would be stored: equal in every byte.
fn stored(review: &Review) -> String {
    ron::to_string(review).expect("a review is storable")
}

proptest! {
    #[test]
    fn an_edit_and_its_inverse_leave_no_trace(moves in moves(1..60)) {
        let mut desk = Desk::new();
        for one in moves {
            let before = desk.review.clone();
            let Some(edit) = desk.edit(one) else { continue };
            match edit.apply(&mut desk.review) {
                Err(_) => prop_assert_eq!(&desk.review, &before),
                Ok(inverse) => {
                    let after = desk.review.clone();
                    prop_assert_eq!(&inverse, &edit.inverse());
                    prop_assert_eq!(&inverse.inverse(), &edit);
                    let again = inverse.apply(&mut desk.review);
                    prop_assert_eq!(again, Ok(edit.clone()));
                    prop_assert_eq!(stored(&desk.review), stored(&before));
                    prop_assert_eq!(&desk.review, &before);
                    prop_assert!(edit.apply(&mut desk.review).is_ok());
                    prop_assert_eq!(&desk.review, &after);
                    desk.past.push(edit);
                }
            }
        }
    }

    #[test]
    fn work_leaves_no_fault(moves in moves(1..60)) {
        let mut desk = Desk::new();
        for one in moves.into_iter().filter(|one| one.what < KINDS_OF_WORK) {
            let done = desk.make(one);
            prop_assert_eq!(desk.review.fault(), None, "after {:?}", done);
        }
    }

    #[test]
    fn an_edit_survives_being_stored(moves in moves(1..30)) {
        let mut desk = Desk::new();
        for one in moves {
            let Some((edit, _)) = desk.make(one) else { continue };
            let line = ron::to_string(&edit).expect("an edit is storable");
            let read: Edit = ron::from_str(&line).expect("a stored edit reads back");
            prop_assert_eq!(read, edit);
        }
    }

    #[test]
    fn together_is_all_or_none(first in moves(0..20), step in moves(1..12)) {
        let mut desk = Desk::new();
        for one in first {
            desk.make(one);
        }
        // What each edit does alone, one after the other, up to the first that is refused.
        let before = desk.review.clone();
        let mut alone = desk.clone();
        let mut edits = Vec::new();
        let mut all_done = true;
        for one in step {
            let Some((edit, done)) = alone.make(one) else { continue };
            edits.push(edit);
            all_done &= done;
        }
        let together = Edit::Together(edits);
        match together.apply(&mut desk.review) {
            Ok(inverse) => {
                prop_assert!(all_done);
                prop_assert_eq!(&desk.review, &alone.review);
                prop_assert!(inverse.apply(&mut desk.review).is_ok());
                prop_assert_eq!(stored(&desk.review), stored(&before));
            }
            Err(_) => {
                prop_assert!(!all_done);
                prop_assert_eq!(stored(&desk.review), stored(&before));
            }
        }
    }

    #[test]
    fn history_goes_back_and_forth_without_loss(moves in moves(1..40), walk in prop::collection::vec(0usize..12, 0..12)) {
        let mut desk = Desk::new();
        let mut history = History::default();
        let mut states = vec![(history.state(), desk.review.clone())];
        for one in moves {
            let Some(edit) = desk.edit(one) else { continue };
            if history.perform(&mut desk.review, "step", edit.clone(), None).is_ok() {
                desk.past.push(edit);
                states.push((history.state(), desk.review.clone()));
            }
            prop_assert_eq!(&desk.review, &states[states.len() - 1].1);
        }
        let names: HashSet<StateId> = states.iter().map(|(name, _)| *name).collect();
        prop_assert_eq!(names.len(), states.len(), "no two states of a path share a name");
        let mut at = states.len() - 1;
        for (turn, steps) in walk.into_iter().enumerate() {
            for _ in 0..steps {
                let (moved, to) = if turn % 2 == 0 {
                    (history.undo(&mut desk.review), at.checked_sub(1))
                } else {
                    (history.redo(&mut desk.review), Some(at + 1).filter(|to| *to < states.len()))
                };
                prop_assert_eq!(moved.map(|edit| edit.is_some()), Ok(to.is_some()));
                at = to.unwrap_or(at);
                prop_assert_eq!(history.state(), states[at].0);
                prop_assert_eq!(&desk.review, &states[at].1);
            }
        }
    }

    #[test]
    fn a_state_name_stands_for_one_content(moves in moves(1..60), bursts in prop::collection::vec(0u64..3, 60), turns in prop::collection::vec(0u8..6, 60)) {
        let mut desk = Desk::new();
        let mut history = History::default();
        let mut known: HashMap<StateId, Review> = HashMap::new();
        known.insert(history.state(), desk.review.clone());
        for ((one, burst), turn) in moves.into_iter().zip(bursts).zip(turns) {
            let before = history.state();
            let moved = match turn {
                0 => history.undo(&mut desk.review).is_ok_and(|edit| edit.is_some()),
                1 => history.redo(&mut desk.review).is_ok_and(|edit| edit.is_some()),
                _ => match desk.edit(one) {
                    Some(edit) => history.perform(&mut desk.review, "step", edit, Some(burst)).is_ok(),
                    None => false,
                },
            };
            prop_assert_eq!(moved, history.state() != before);
            let state = known.entry(history.state()).or_insert_with(|| desk.review.clone());
            prop_assert_eq!(&*state, &desk.review);
        }
    }

    #[test]
    fn a_burst_is_one_step(texts in prop::collection::vec("\\PC{0,6}", 1..12), other in any::<bool>()) {
        let mut desk = Desk::new();
        let mut history = History::default();
        desk.make(Move { what: 0, a: 0, b: 3 });
        let before = desk.review.clone();
        let mut typed = 0;
        for text in &texts {
            let claim = &desk.review.claims[0];
            let edit = if other { compose::set_note(claim, text) } else { compose::set_wording(claim, text) };
            let Some(edit) = edit else { continue };
            history.perform(&mut desk.review, "typing", edit, Some(7)).expect("typing is not refused");
            typed += 1;
        }
        let after = desk.review.clone();
        prop_assert_eq!(history.undo(&mut desk.review).map(|edit| edit.is_some()), Ok(typed > 0));
        prop_assert_eq!(&desk.review, &before);
        prop_assert_eq!(history.undo(&mut desk.review), Ok(None), "one step took all of it back");
        let _ = history.redo(&mut desk.review);
        prop_assert_eq!(&desk.review, &after);
    }

    #[test]
    fn a_number_is_never_given_twice(moves in moves(1..80)) {
        let mut desk = Desk::new();
        let mut numbers = HashSet::new();
        let mut ids = HashSet::new();
        for one in moves.into_iter().filter(|one| one.what < KINDS_OF_WORK) {
            let highest = desk.review.last_number;
            if let Some((Edit::AddClaim { claim, .. }, true)) = desk.make(one) {
                prop_assert!(numbers.insert(claim.number), "number {}", claim.number);
                prop_assert!(ids.insert(claim.id), "id {}", claim.id);
                prop_assert!(claim.number > highest);
            }
            prop_assert!(desk.review.last_number >= highest);
        }
    }
}

/// Typing into one field: the edit that makes its content `to`.
fn typing(review: &Review, to: &str) -> Edit {
    compose::set_wording(&review.claims[0], to).expect("another wording")
}

#[test]
fn another_burst_field_or_pause_begins_another_step() {
    let mut desk = Desk::new();
    let mut history = History::default();
    desk.make(Move { what: 0, a: 0, b: 3 });
    let review = &mut desk.review;
    let type_in = |history: &mut History, review: &mut Review, to: &str, burst| {
        let edit = typing(review, to);
        history.perform(review, "typing", edit, burst).expect("typing is not refused");
    };
    type_in(&mut history, review, "a", Some(1));
    type_in(&mut history, review, "ab", Some(1));
    type_in(&mut history, review, "abc", Some(2));
    history.end_burst();
    type_in(&mut history, review, "abcd", Some(2));
    type_in(&mut history, review, "abcde", None);
    type_in(&mut history, review, "abcdef", None);
    let mut seen = Vec::new();
    while let Ok(Some(_)) = history.undo(review) {
        seen.push(review.claims[0].wording.clone());
    }
    assert_eq!(seen, ["abcde", "abcd", "abc", "ab", ""]);
}

#[test]
fn an_edit_made_elsewhere_stops_undo_and_loses_nothing() {
    let mut desk = Desk::new();
    let mut history = History::default();
    desk.make(Move { what: 0, a: 0, b: 3 });
    let edit = typing(&desk.review, "here");
    history.perform(&mut desk.review, "typing", edit, None).expect("typing is not refused");
    let elsewhere = typing(&desk.review, "elsewhere");
    elsewhere.apply(&mut desk.review).expect("typing is not refused");
    let before = desk.review.clone();
    assert!(history.undo(&mut desk.review).is_err());
    assert_eq!(desk.review, before);
    assert_eq!(history.next_undo().map(|step| step.label.as_str()), Some("typing"));
}
