//! What became of every claim when a new draft came in, and what was decided about it.
//!
//! The record keeps each claim's marks and status as they stood until then, so that an earlier draft can
//! always be shown as it was ticked: see [`Review::as_of`].

use super::words::words;
use super::{Checked, Claim, ClaimId, Mark, Review, Status};
use crate::text::ByteRange;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

words! {
    /// What became of a claim in a new draft.
    Fate {
        /// The same words, in the same surroundings or not far.
        #[default]
        Unchanged => "Unchanged", "unchanged";
        /// The same words, elsewhere.
        Moved => "Moved", "moved";
        /// Other signs or spelling that change no meaning.
        Cosmetic => "Cosmetic", "cosmetic";
        /// Words that change what is said.
        Material => "Material", "material";
        /// No passage is this claim any more.
        Gone => "Gone", "gone";
    }
}

impl Fate {
    /// Whether a status set on the old words stands on the new ones.
    pub fn keeps_status(self) -> bool {
        matches!(self, Self::Unchanged | Self::Moved | Self::Cosmetic)
    }

    /// What it means, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Unchanged => "The words stand as they were",
            Self::Moved => "The same words stand elsewhere",
            Self::Cosmetic => "Only signs or spelling changed",
            Self::Material => "The words changed in what they say, so the claim needs a recheck",
            Self::Gone => "No passage of the new draft is this claim any more",
        }
    }
}

words! {
    /// Why a change of words is material.
    Reason {
        /// A number, in digits or words.
        Figure => "Figure", "figure";
        /// A day, month, year, or a word such as “yesterday”.
        Date => "Date", "date";
        /// A name, or a capital letter that makes one.
        Name => "Name", "name";
        /// “Not”, “never”, “without” and the like.
        Negation => "Negation", "negation";
        /// Words between quotation marks, or the marks themselves.
        Quotation => "Quotation", "quotation";
        /// What is counted in: per cent, dollars, kilometres.
        Unit => "Unit", "unit";
        /// “May”, “allegedly”, “likely”: how sure it is.
        Modality => "Modality", "modality";
        /// “More”, “first”, “largest”.
        Comparative => "Comparative", "comparative";
        /// “All”, “most”, “about”, “only”.
        Quantifier => "Quantifier", "quantifier";
        /// Who says it, or the verb that says so.
        Attribution => "Attribution", "attribution";
        /// Other words that are not known to mean the same.
        #[default]
        Wording => "Wording", "wording";
    }
}

impl Reason {
    /// Why the claim needs a recheck, in one sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Figure => "A figure was changed, added or taken out",
            Self::Date => "A date or time was changed, added or taken out",
            Self::Name => "A name was changed, added or taken out",
            Self::Negation => "A negation was added or taken out",
            Self::Quotation => "Quoted words or their quotation marks were changed",
            Self::Unit => "A unit or currency was changed, added or taken out",
            Self::Modality => "How certain it is was changed",
            Self::Comparative => "A comparison was changed, added or taken out",
            Self::Quantifier => "How much or how many it is said of was changed",
            Self::Attribution => "Who says it, or how, was changed",
            Self::Wording => "The wording was changed",
        }
    }
}

words! {
    /// What a person decided about a claim after a new draft came in.
    Outcome {
        /// The status stands, on the new words.
        #[default]
        Kept => "Kept", "kept";
        /// It has to be checked again.
        Recheck => "To recheck", "recheck";
        /// It was put on another passage by hand.
        PutElsewhere => "Put elsewhere", "put_elsewhere";
        /// The passage was cut; the claim is closed and its record kept.
        Cut => "Cut", "cut";
        /// The writer took the proposed correction over.
        CorrectionTaken => "Correction taken", "correction_taken";
    }
}

/// What became of one claim, with what it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// The claim.
    pub claim: ClaimId,
    /// Its number.
    pub number: u32,
    /// What became of it.
    pub fate: Fate,
    /// Why, where it is material; in the order of [`Reason::ALL`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// The new words hold the correction that was proposed.
    #[serde(default, skip_serializing_if = "super::claim::is_false")]
    pub takes_correction: bool,
    /// Its marks until then.
    pub before: Vec<Mark>,
    /// Its status until then.
    pub checked: Checked,
    /// What a person decided since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

impl Carried {
    /// Whether a person still has to decide: the words changed or are gone, and nobody has.
    pub fn wants_decision(&self) -> bool {
        self.outcome.is_none() && !self.fate.keeps_status()
    }
}

/// The step from one draft to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The number of the draft that came in.
    pub draft: u32,
    /// What became of every claim there was, by number.
    pub carried: Vec<Carried>,
}

impl Revision {
    /// What became of a claim.
    pub fn of(&self, claim: ClaimId) -> Option<&Carried> {
        self.carried.iter().find(|carried| carried.claim == claim)
    }

    /// How many claims have a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.carried.iter().filter(|carried| carried.fate == fate).count()
    }
}

/// Where a claim goes in a draft that is about to come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedTo {
    /// The claim.
    pub claim: ClaimId,
    /// What becomes of it.
    pub fate: Fate,
    /// Why, where it is material; in the order of [`Reason::ALL`].
    pub reasons: Vec<Reason>,
    /// Its marks from then on; as they were, on an older draft, where it is gone.
    pub marks: Vec<Mark>,
    /// Its status from then on.
    pub checked: Checked,
    /// The new words hold the correction that was proposed.
    pub takes_correction: bool,
}

/// A new draft compared with a review: what [`super::compose::new_draft`] makes an edit of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carrying {
    /// What becomes of every claim, in the review's order.
    pub carried: Vec<CarriedTo>,
    /// Factual words of the new draft that were not in the old one and stand under no mark; in text order.
    pub new_words: Vec<ByteRange>,
    /// How much of the longer draft stands in the other, 0 to 1: below [`Self::ANOTHER_ARTICLE`] the new
    /// text is more likely another article than a draft of this one.
    pub likeness: f32,
}

impl Carrying {
    /// The likeness below which a text is taken for another article. Two articles on one event share
    /// names and phrases, not sentences; a rewrite that keeps less than this is as well checked anew.
    pub const ANOTHER_ARTICLE: f32 = 0.1;

    /// Whether the new text seems to be another article altogether.
    pub fn is_another_article(&self) -> bool {
        self.likeness < Self::ANOTHER_ARTICLE
    }

    /// How many claims have a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.carried.iter().filter(|carried| carried.fate == fate).count()
    }
}

impl Review {
    /// The step that brought a draft in; none for the first draft.
    pub fn revision(&self, draft: u32) -> Option<&Revision> {
        self.revisions.iter().map(Arc::as_ref).find(|revision| revision.draft == draft)
    }

    /// The step that brought the newest draft in.
    pub fn last_revision(&self) -> Option<&Revision> {
        let draft = self.draft()?.number;
        self.revision(draft)
    }

    /// Whether a claim stands on no passage of the newest draft: its words are no longer in the text.
    pub fn is_gone(&self, claim: &Claim) -> bool {
        let newest = self.draft().map(|draft| draft.number);
        !claim.marks.is_empty() && claim.marks.iter().all(|mark| Some(mark.draft) != newest)
    }

    /// The review as it stood when the draft after this one came in: that draft the newest, each claim on
    /// its marks of then with its status of then; claims that came later are left out. For the newest
    /// draft, the review as it is. `None` for a number that no draft has.
    ///
    /// What else a claim holds (citations, note) is as it is now; a claim that was removed since has only
    /// its marks and status.
    pub fn as_of(&self, draft: u32) -> Option<Self> {
        let last = self.drafts.iter().position(|other| other.number == draft)?;
        let Some(next) = self.revisions.iter().find(|revision| revision.draft > draft) else {
            return Some(self.clone());
        };
        let now: HashMap<_, _> = self.claims.iter().map(|claim| (claim.id, claim)).collect();
        let claims = next.carried.iter().map(|carried| as_it_was(carried, now.get(&carried.claim).copied()));
        Some(Self {
            drafts: self.drafts[..=last].to_vec(),
            revisions: self.revisions.iter().filter(|revision| revision.draft <= draft).cloned().collect(),
            claims: claims.collect(),
            ..self.clone()
        })
    }
}

/// A claim with the marks and the status it had before a step.
fn as_it_was(carried: &Carried, now: Option<&Arc<Claim>>) -> Arc<Claim> {
    let mut claim = now
        .map_or_else(|| Claim::new(carried.claim, carried.number, Vec::new()), |claim| Claim::clone(claim));
    claim.marks.clone_from(&carried.before);
    let Checked { status, needs_recheck, decision } = carried.checked.clone();
    (claim.status, claim.needs_recheck, claim.decision) = (status, needs_recheck, decision);
    Arc::new(claim)
}

/// A status that no longer binds because the words changed: kept, with the flag; one that was never set
/// needs none.
pub fn flagged(checked: &Checked) -> Checked {
    Checked { needs_recheck: checked.status != Status::Unchecked, ..checked.clone() }
}
