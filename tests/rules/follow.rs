//! Following edits gives what looking at everything would.

use crate::desk::{Desk, NOW, backup, draft, facts};
use proptest::prelude::*;
use redpencil::review::{
    Access, Change, Citation, CitationChange, CitationId, ClaimChange, ClaimKind, Credibility, Edit, Rank,
    RuleBook, Source, SourceChange, SourceId, Stance, Status, compose,
};
use redpencil::rules::{Findings, Loss, LostFile};
use redpencil::text::char_range;
use std::sync::Arc;

fn pick<T>(list: &[T], at: usize) -> Option<&T> {
    list.get(at.checked_rem(list.len())?)
}

const KINDS_OF_EDIT: u8 = 24;

impl Desk {
    /// A random edit; `a` and `b` choose on what. It may be refused.
    fn edit(&mut self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let id = self.id();
        let review = &self.review;
        match what {
            0..=2 => {
                let from = (a * 7) % 200;
                let passage = char_range(from..from + 1 + b);
                return compose::new_claim(review, &mut || id, &[passage]).ok().map(|made| made.1);
            }
            3 => {
                let name = ["Wire", "Gazette", "Courier", "Ministry"][a % 4];
                return Some(Edit::AddSource {
                    at: 0,
                    source: Box::new(Source::named(SourceId::new(id), name)),
                });
            }
            4 => {
                let rules = review.rules.with_book(*pick(RuleBook::ALL, a)?, b.is_multiple_of(2));
                return compose::set_rules(review, rules);
            }
            5 => return self.waiver(a),
            6 => {
                let (one, other) = (pick(&review.sources, a)?.id, pick(&review.sources, b)?.id);
                return compose::decide_root(review, (one, other), None, Some(a > b), "", NOW);
            }
            7..=9 => return self.source_edit(what, a, b),
            10 => return Some(Edit::AddDraft(Arc::new(draft(review.drafts.len() as u32 + 1)))),
            11 => {
                let at = a.checked_rem(review.backups.len())?;
                return Some(Edit::RemoveBackup { at, backup: Box::new(review.backups[at].clone()) });
            }
            _ => {}
        }
        let claim = pick(&review.claims, a)?;
        let citation = pick(&claim.citations, b);
        let on = |change| Some(Edit::Citation { claim: claim.id, id: citation?.id, change });
        match what {
            12 => Some(compose::set_status(claim, *pick(&Status::ALL, b)?, "I. R.", NOW)),
            13 | 14 => {
                let mut citation = Citation::of(CitationId::new(id), pick(&review.sources, b)?.id);
                citation.quotation = "The bridge of Dosso is quite safe for all".into();
                Some(compose::add_citation(claim, citation))
            }
            15 => compose::set_marks(claim, vec![compose::mark(review, &char_range(b..b + 9 + a)).ok()?]),
            16 => Some(compose::remove_claim(review, claim)),
            17 => compose::set_note(claim, ["", "known"][b % 2]),
            18 => {
                let change = Change::new(claim.kind, *pick(ClaimKind::ALL, b)?);
                Some(Edit::Claim { id: claim.id, change: ClaimChange::Kind(change) })
            }
            19 => compose::set_stance(claim, citation?, *pick(Stance::ALL, a + b)?),
            20 => {
                on(CitationChange::Origin(Change::new(citation?.origin, Some(pick(&review.sources, a)?.id))))
            }
            21 => on(CitationChange::Credibility(Change::new(citation?.credibility, Credibility::One))),
            22 => compose::attach_backup(review, claim, citation?, backup(a)),
            _ => compose::remove_citation(claim, b.checked_rem(claim.citations.len())?),
        }
    }

    /// Waives a finding, or takes a waiver back.
    fn waiver(&self, a: usize) -> Option<Edit> {
        if let Some(waiver) = pick(&self.review.waivers, a).filter(|_| a.is_multiple_of(3)) {
            return compose::unwaive(&self.review, &waiver.rule, &waiver.subject);
        }
        let findings = self.findings();
        let all = findings.in_order();
        let finding = pick(&all, a)?;
        compose::waive(&self.review, finding.rule.id, &finding.subject.to_string(), "so be it", "", NOW)
    }

    fn source_edit(&self, what: u8, a: usize, b: usize) -> Option<Edit> {
        let source = pick(&self.review.sources, a)?;
        let change = match what {
            7 => SourceChange::Origin(Change::new(
                source.origin,
                pick(&self.review.sources, b).map(|one| one.id),
            )),
            8 => SourceChange::Rank(Change::new(source.rank, *pick(Rank::ALL, b)?)),
            _ if b.is_multiple_of(2) => {
                SourceChange::Name(Change::new(source.name.clone(), format!("Wire {b}")))
            }
            _ => SourceChange::Access(Change::new(source.access, *pick(Access::ALL, b)?)),
        };
        Some(Edit::Source { id: source.id, change })
    }
}

/// Follows an edit, or looks at everything where it cannot be followed.
fn follow(findings: &mut Findings, desk: &Desk, lost: &[LostFile], edit: &Edit) {
    let known = desk.known().with_lost(lost);
    if !findings.update(&desk.review, known, edit) {
        *findings = Findings::of(&desk.review, known);
    }
}

proptest! {
    #[test]
    fn following_edits_gives_what_looking_at_everything_does(
        work in prop::collection::vec((0..KINDS_OF_EDIT, 0usize..40, 0usize..40), 1..60),
        back in prop::collection::vec(any::<bool>(), 60),
    ) {
        let mut desk = Desk::new();
        let lost = [LostFile { sha256: backup(1).sha256, loss: Loss::Missing }];
        let mut findings = Findings::of(&desk.review, desk.known().with_lost(&lost));
        let (mut late, mut missed) = (findings.clone(), Vec::new());
        let mut burst = Vec::new();
        for ((what, a, b), back) in work.into_iter().zip(back) {
            let Some(edit) = desk.edit(what, a, b) else { continue };
            let Ok(inverse) = edit.apply(&mut desk.review) else { continue };
            let newest = desk.review.draft().unwrap();
            if desk.facts.draft != newest.number {
                desk.facts = facts(&desk.review);
            }
            follow(&mut findings, &desk, &lost, &edit);
            let all = Findings::of(&desk.review, desk.known().with_lost(&lost));
            prop_assert_eq!(&findings, &all, "after {:?}", edit);
            missed.push(edit);
            if back && inverse.apply(&mut desk.review).is_ok() {
                missed.push(inverse.clone());
                if desk.facts.draft != desk.review.draft().unwrap().number {
                    desk.facts = facts(&desk.review);
                }
                follow(&mut findings, &desk, &lost, &inverse);
                prop_assert_eq!(&findings, &Findings::of(&desk.review, desk.known().with_lost(&lost)));
            } else {
                burst.push(inverse);
            }
        }
        // What was done while a worker looked, followed all at once.
        follow(&mut late, &desk, &lost, &Edit::Together(missed));
        prop_assert_eq!(&findings, &late);
        // All of it taken back in one step.
        burst.reverse();
        let back = Edit::Together(burst);
        if back.apply(&mut desk.review).is_ok() {
            desk.facts = facts(&desk.review);
            follow(&mut findings, &desk, &lost, &back);
            prop_assert_eq!(&findings, &Findings::of(&desk.review, desk.known().with_lost(&lost)));
        }
    }
}
