//! Claims carried to a new draft.
//!
//! Two questions, answered apart: *where* a mark goes is decided by likeness and surroundings
//! ([`crate::text::compare`]); *whether its status stands* is decided by what the changed words mean
//! ([`material`]). `docs/drafts.md` explains both.

mod correction;
mod material;
mod new_words;
mod table;

use super::lang::Lang;
use crate::review::{
    CarriedTo, Carrying, Checked, Claim, Draft, Fate, Mark, Outcome, Reason, Review, flagged,
};
use crate::text::compare::{Comparison, Landing, compare, compare_with};
use crate::text::{ByteRange, Selector};
use correction::Added;
use material::{Known, Side};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How many claims are carried between two answers to `go_on`.
const CLAIMS_A_STEP: usize = 256;

/// How much of the work is comparing the drafts.
const COMPARING: f32 = 0.7;

/// Carries every claim of a review to a new draft, which is not in the review yet.
///
/// `go_on` is told how much is done (0 to 1) and answers whether to go on; `None` where it answered no.
/// Takes time in proportion to the two drafts and the claims.
pub fn carry(review: &Review, to: &Draft, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Carrying> {
    let steps = Steps::to(review, to, &mut |done| go_on(done * COMPARING))?;
    let mut carried = Vec::with_capacity(review.claims.len());
    for (at, claim) in review.claims.iter().enumerate() {
        let done = at as f32 / review.claims.len() as f32;
        if at % CLAIMS_A_STEP == 0 && !go_on(COMPARING + (1.0 - COMPARING) * done) {
            return None;
        }
        carried.push(steps.carry(claim));
    }
    let newest = steps.since_newest();
    let likeness = newest.map_or(1.0, Comparison::likeness);
    let new_words = newest.map_or_else(Vec::new, |comparison| new_words::new_words(comparison, to, &carried));
    Some(Carrying { carried, new_words, likeness })
}

/// The new draft compared with every draft that a mark stands on, the older ones only when asked.
struct Steps<'a> {
    review: &'a Review,
    to: &'a Draft,
    older: HashMap<u32, (&'a Draft, OnceCell<Comparison>)>,
    lang: Lang,
    added: OnceCell<Added>,
}

/// Where one claim goes.
struct Place {
    fate: Fate,
    reasons: BTreeSet<Reason>,
    marks: Vec<Mark>,
}

impl<'a> Steps<'a> {
    /// Compares with the newest draft at once, the long part of the work.
    fn to(review: &'a Review, to: &'a Draft, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Self> {
        let mut older = HashMap::new();
        for draft in &review.drafts {
            older.insert(draft.number, (draft.as_ref(), OnceCell::new()));
        }
        if let Some(newest) = review.draft() {
            let comparison = compare_with(newest.text(), to.text(), go_on)?;
            older.insert(newest.number, (newest.as_ref(), OnceCell::from(comparison)));
        }
        let lang = Lang::of(&review.article.language);
        Some(Self { review, to, older, lang, added: OnceCell::new() })
    }

    fn since(&self, draft: u32) -> Option<(&'a Draft, &Comparison)> {
        let (draft, comparison) = self.older.get(&draft)?;
        Some((*draft, comparison.get_or_init(|| compare(draft.text(), self.to.text()))))
    }

    fn since_newest(&self) -> Option<&Comparison> {
        Some(self.since(self.review.draft()?.number)?.1)
    }

    fn carry(&self, claim: &Claim) -> CarriedTo {
        let mut place = self.place(&claim.marks);
        let mut checked = Checked::of(claim);
        if (claim.needs_recheck || !place.fate.keeps_status())
            && let Some((marks, as_checked)) = as_decided(self.review, claim)
        {
            let since = self.place(marks);
            if since.fate.keeps_status() {
                (place, checked) = (since, as_checked.clone());
            } else if place.fate == Fate::Gone {
                place = since;
            }
        }
        let takes_correction = self.find_correction(claim, &mut place);
        if place.fate == Fate::Material {
            checked = flagged(&checked);
        }
        CarriedTo {
            claim: claim.id,
            fate: place.fate,
            reasons: place.reasons.into_iter().collect(),
            marks: place.marks,
            checked,
            takes_correction,
        }
    }

    /// Where marks go, each for itself, and what that makes of the claim.
    fn place(&self, marks: &[Mark]) -> Place {
        let mut place = Place { fate: Fate::Unchanged, reasons: BTreeSet::new(), marks: Vec::new() };
        for mark in marks {
            let (fate, reasons, landed) = self.place_mark(mark);
            place.fate = place.fate.max(fate);
            place.reasons.extend(reasons);
            place.marks.extend(landed);
        }
        if place.marks.is_empty() {
            return Place { fate: Fate::Gone, reasons: BTreeSet::new(), marks: marks.to_vec() };
        }
        if place.fate == Fate::Gone {
            // One passage of several is gone: what is left says less than what was checked.
            place.fate = Fate::Material;
            place.reasons.insert(Reason::Wording);
        }
        place
    }

    fn place_mark(&self, mark: &Mark) -> (Fate, Vec<Reason>, Option<Mark>) {
        let gone = (Fate::Gone, Vec::new(), None);
        let Some((draft, comparison)) = self.since(mark.draft) else { return gone };
        let Some(passage) = draft.text().bytes_of(&mark.range()) else { return gone };
        let Some(landing) = comparison.land(draft.text(), self.to.text(), &passage) else { return gone };
        let chars = self.to.text().chars_of(&landing.after);
        let Some(selector) = Selector::of(self.to.text(), &chars) else { return gone };
        let reasons = self.reasons(draft, comparison, &passage, &landing);
        let fate = match (reasons.is_empty(), landing.exact, landing.moved) {
            (false, ..) => Fate::Material,
            (true, false, _) => Fate::Cosmetic,
            (true, true, true) => Fate::Moved,
            (true, true, false) => Fate::Unchanged,
        };
        (fate, reasons, Some(Mark::new(self.to.number, selector)))
    }

    fn reasons(
        &self,
        draft: &Draft,
        comparison: &Comparison,
        passage: &ByteRange,
        landing: &Landing,
    ) -> Vec<Reason> {
        let (old, new) = (plain_range(passage), plain_range(&landing.after));
        let (sentence, place) = (comparison.sentences_before(&old), comparison.sentences_after(&new));
        let (before, after) = (draft.text().as_str(), self.to.text().as_str());
        if landing.exact && before.get(sentence.clone()) == after.get(place.clone()) {
            return Vec::new();
        }
        let known = Known {
            stands_after: &|word| {
                comparison
                    .runs_in(word)
                    .iter()
                    .any(|run| run.before.start <= word.start && word.end <= run.before.end)
            },
            stood_before: &|word| {
                comparison
                    .runs_into(word)
                    .any(|run| run.after.start <= word.start && word.end <= run.after.end)
            },
        };
        let before = Side { text: before, mark: old, sentence };
        let after = Side { text: after, mark: new, sentence: place };
        material::reasons(self.lang, &before, &after, &known)
    }

    /// Whether the writer took the claim’s open correction over. One that replaced the whole passage
    /// brings a claim that was gone back to it.
    fn find_correction(&self, claim: &Claim, place: &mut Place) -> bool {
        let Some(wanted) = correction::open(claim) else { return false };
        let newest = self.since_newest();
        let Some(comparison) = newest.filter(|_| place.fate == Fate::Material || place.fate == Fate::Gone)
        else {
            return false;
        };
        if place.fate == Fate::Material {
            return place.marks.iter().any(|mark| correction::stands_at(comparison, self.to, mark, wanted));
        }
        let added = self.added.get_or_init(|| Added::of(comparison, self.to));
        let Some(mark) = added.find(comparison, self.to, wanted) else { return false };
        *place = Place { fate: Fate::Material, reasons: [Reason::Wording].into(), marks: vec![mark] };
        true
    }
}

/// The marks and status of a claim on the draft on which its status was set, where nobody has decided
/// otherwise since: words that come back bring the status back with them.
fn as_decided<'a>(review: &'a Review, claim: &Claim) -> Option<(&'a [Mark], &'a Checked)> {
    let mut found = None;
    for revision in review.revisions.iter().rev() {
        let Some(carried) = revision.of(claim.id) else { break };
        let decided = matches!(carried.outcome, Some(Outcome::Recheck | Outcome::PutElsewhere));
        if decided || carried.checked.decision != claim.decision {
            break;
        }
        if !carried.checked.needs_recheck {
            found = Some((carried.before.as_slice(), &carried.checked));
        }
    }
    found
}

fn plain_range(range: &ByteRange) -> Range<usize> {
    range.start.0..range.end.0
}
