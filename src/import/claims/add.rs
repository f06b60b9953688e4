//! Claims that a file tells, found in the draft and made into edits.

use super::{Given, GivenCitation, GivenClaim, GivenMark, GivenSource};
use crate::analysis::sourcing;
use crate::review::{
    Access, Attribution, Change, Citation, CitationId, Claim, ClaimId, ClaimKind, Correction, Credibility,
    Decision, Edit, Ids, Mark, Method, Rank, Reliability, Resolution, Review, Source, SourceId, SourceKind,
    Stance, Status, compose,
};
use crate::text::{CharOffset, QuoteError, Selector, find_quote};
use chrono::{DateTime, SubsecRound, Utc};
use std::sync::Arc;

/// How many numbers a file may leave out: a wild one must not use up those that are left.
const MOST_SKIPPED: u32 = 1_000_000;

/// What became of claims that a file told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The edit that adds them, as one step; none where nothing is to be added.
    pub edit: Option<Edit>,
    /// How many are added.
    pub added: usize,
    /// How many stand in the review already, on the same passages with the same wording.
    pub known: usize,
    /// Why the others are left out, a sentence each without a full stop.
    pub left_out: Vec<String>,
}

/// Finds the passages of claims in a review's drafts and makes the edit that adds them.
///
/// `by` and `now` stand for a status whose file does not say who set it and when.
pub fn add(review: &Review, given: &Given, ids: &mut dyn Ids, by: &str, now: DateTime<Utc>) -> Added {
    let mut adding = Adding {
        review: review.clone(),
        edits: Vec::new(),
        ids,
        by,
        now: now.trunc_subsecs(0),
        added: Added::default(),
    };
    for source in &given.sources {
        adding.source(source);
    }
    let mut claims: Vec<(usize, &GivenClaim)> = given.claims.iter().enumerate().collect();
    claims.sort_by_key(|(_, claim)| if claim.number == 0 { u32::MAX } else { claim.number });
    for (at, claim) in claims {
        if let Err(reason) = adding.claim(claim) {
            let name = if claim.number > 0 { claim.number as usize } else { at + 1 };
            adding.added.left_out.push(format!("Claim {name} is left out, for {reason}"));
        }
    }
    let Adding { edits, mut added, .. } = adding;
    if added.added > 0 {
        added.edit = Some(compose::together(edits));
    }
    added
}

struct Adding<'a> {
    /// The review as it is with what was added so far.
    review: Review,
    edits: Vec<Edit>,
    ids: &'a mut dyn Ids,
    by: &'a str,
    now: DateTime<Utc>,
    added: Added,
}

impl Adding<'_> {
    fn perform(&mut self, edit: Edit) -> Result<(), String> {
        edit.apply(&mut self.review).map_err(|refused| refused.to_string())?;
        self.edits.push(edit);
        Ok(())
    }

    /// Adds a source with all that is told of it, unless the library has one of that name.
    fn source(&mut self, given: &GivenSource) {
        if given.name.trim().is_empty() || self.review.source_called(&given.name).is_some() {
            return;
        }
        let taken = |id: &SourceId| self.review.source(*id).is_some();
        let id = given.id.filter(|id| !taken(id)).unwrap_or_else(|| SourceId::new(self.ids.next()));
        let source = Source {
            kind: SourceKind::from_key(&given.kind).unwrap_or_default(),
            rank: Rank::from_key(&given.rank).unwrap_or_default(),
            aliases: given.aliases.clone(),
            domains: given.domains.clone(),
            country: given.country.clone(),
            owner: given.owner.clone(),
            reliability: Reliability::from_key(&given.reliability).unwrap_or_default(),
            access: Access::from_key(&given.access).unwrap_or_default(),
            known_to: given.known_to.clone(),
            note: given.note.clone(),
            ..Source::named(id, given.name.as_str())
        };
        // The library may hold an id twice in the file: the second is then not added.
        let _ = self.perform(Edit::AddSource { at: self.review.sources.len(), source: Box::new(source) });
    }

    fn claim(&mut self, given: &GivenClaim) -> Result<(), String> {
        let marks = given.marks.iter().map(|mark| self.mark(mark)).collect::<Result<Vec<_>, _>>()?;
        if marks.is_empty() {
            return Err("it names no passage".to_owned());
        }
        let mut claim = Claim::new(ClaimId::new(self.ids.next()), 0, marks);
        describe(&mut claim, given)?;
        self.decide(&mut claim, given);
        if self.is_known(&claim) {
            self.added.known += 1;
            return Ok(());
        }
        for citation in &given.citations {
            let citation = self.citation(citation)?;
            claim.citations.push(citation);
        }
        let last = self.review.last_number;
        // A number is given once: one that the review has given already is another claim's.
        let is_free = given.number > last && given.number - last < MOST_SKIPPED;
        claim.number = if is_free { given.number } else { last.saturating_add(1) };
        let last_number = Change::new(last, claim.number);
        self.perform(Edit::AddClaim { claim: Box::new(claim), last_number })?;
        self.added.added += 1;
        Ok(())
    }

    fn is_known(&self, claim: &Claim) -> bool {
        let same = |other: &Arc<Claim>| other.marks == claim.marks && other.wording == claim.wording;
        self.review.claims.iter().any(same)
    }

    /// Where the file says a passage stands, if its words stand there; else where they stand in the newest
    /// draft.
    fn mark(&self, given: &GivenMark) -> Result<Mark, String> {
        let drafts = &self.review.drafts;
        let named = drafts.iter().rev().find(|draft| given.draft.is_none_or(|number| number == draft.number));
        if let (Some(draft), Some(start)) = (named, given.start) {
            let range = CharOffset(start)..CharOffset(start.saturating_add(given.text.chars().count()));
            let stands = draft.text().slice(&range) == Some(given.text.as_str());
            if let Some(selector) = Selector::of(draft.text(), &range).filter(|_| stands) {
                return Ok(Mark::new(draft.number, selector));
            }
        }
        let draft = self.review.draft().ok_or("the review holds no draft")?;
        let found = find_quote(draft.text(), &given.text, &given.prefix, &given.suffix);
        let found = found.map_err(|error| match error {
            QuoteError::Several(places) => format!("its passage stands in {} places", places.len()),
            QuoteError::Nowhere => "its passage stands nowhere in the draft".to_owned(),
            QuoteError::Empty => "its passage is empty".to_owned(),
        })?;
        compose::mark(&self.review, &found.range).map_err(|error| error.to_string())
    }

    /// Sets the status, signed as the file says, and bound to the words.
    fn decide(&self, claim: &mut Claim, given: &GivenClaim) {
        if claim.status == Status::Unchecked {
            return;
        }
        let told = given.decision.as_ref();
        let by = told.map_or(self.by, |decision| decision.by.as_str());
        let at = told.and_then(|decision| decision.at).unwrap_or(self.now);
        claim.decision =
            Some(Decision { by: by.to_owned(), at: at.trunc_subsecs(0), words: claim.marked_words() });
    }

    fn citation(&mut self, given: &GivenCitation) -> Result<Citation, String> {
        let source = self.source_of(given)?;
        let origin = given.origin.as_deref().filter(|name| !name.trim().is_empty());
        let origin = origin.map(|name| self.source_called(name)).transpose()?;
        Ok(Citation {
            stance: word("stance", &given.stance, Stance::from_key)?,
            credibility: word("credibility", &given.credibility, Credibility::from_key)?,
            rank: optional("rank", given.rank.as_deref(), Rank::from_key)?,
            url: given.url.clone(),
            pinpoint: given.pinpoint.clone(),
            quotation: given.quotation.clone(),
            language: given.language.clone(),
            translation: given.translation.clone(),
            translator: given.translator.clone(),
            accessed: given.accessed,
            method: optional("method", given.method.as_deref(), Method::from_key)?,
            who: given.who.clone(),
            origin: origin.filter(|&origin| origin != source),
            note: given.note.clone(),
            ..Citation::of(CitationId::new(self.ids.next()), source)
        })
    }

    fn source_of(&mut self, given: &GivenCitation) -> Result<SourceId, String> {
        if !given.source.trim().is_empty() {
            return self.source_called(&given.source);
        }
        let new = SourceId::new(self.ids.next());
        let (id, edit) = sourcing::by_address(&self.review, new, &given.url)
            .ok_or_else(|| format!("“{}” is neither a source nor a web address", given.url))?;
        edit.map_or(Ok(()), |edit| self.perform(edit))?;
        Ok(id)
    }

    fn source_called(&mut self, name: &str) -> Result<SourceId, String> {
        let new = SourceId::new(self.ids.next());
        let (id, edit) = sourcing::by_name(&self.review, new, name);
        edit.map_or(Ok(()), |edit| self.perform(edit))?;
        Ok(id)
    }
}

/// All that is said of a claim but its passages, its decision and what it rests on.
fn describe(claim: &mut Claim, given: &GivenClaim) -> Result<(), String> {
    claim.status = word("status", &given.status, Status::from_key)?;
    claim.needs_recheck = given.needs_recheck;
    claim.kind = word("kind", &given.kind, ClaimKind::from_key)?;
    claim.wording.clone_from(&given.wording);
    claim.note.clone_from(&given.note);
    claim.tags.clone_from(&given.tags);
    claim.rating.clone_from(&given.rating);
    if let Some(said) = &given.attribution {
        claim.attribution = Some(Attribution {
            speaker: said.speaker.clone(),
            cue: said.cue.clone(),
            outlet: said.outlet.clone(),
            said: word("status", &said.said, Status::from_key)?,
        });
    }
    if let Some(correction) = &given.correction {
        claim.correction = Some(Correction {
            text: correction.text.clone(),
            resolution: word("resolution", &correction.resolution, Resolution::from_key)?,
            reason: correction.reason.clone(),
        });
    }
    Ok(())
}

/// A word of the model by its key; the usual one where nothing is said.
fn word<T: Default>(what: &str, key: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    if key.trim().is_empty() {
        return Ok(T::default());
    }
    read(key).ok_or_else(|| format!("“{key}” is no {what}"))
}

fn optional<T: Default>(
    what: &str,
    key: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    key.filter(|key| !key.trim().is_empty()).map(|key| word(what, key, read)).transpose()
}
