//! Every change of a review, as a value.
//!
//! An [`Edit`] is the undo step, the autosave record and the merge unit. It carries what it changes from
//! and to: it turns round without looking at the review, and refuses to apply where the review is not
//! as it expects.

use super::{
    Access, Article, Attribution, Backup, Calculation, Citation, CitationId, Claim, ClaimId, ClaimKind,
    Contact, Correction, Credibility, DateSet, Dateline, Decision, Dismissed, Draft, FigureSet, Marginalia,
    Mark, Method, Outcome, Rank, Reliability, Review, Revision, RootDecision, RuleSettings, Source, SourceId,
    SourceKind, Stance, Status, Waiver, roots,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Why an edit was not carried out. The review is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl Refused {
    fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A value as it was and as it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// As it was.
    pub from: T,
    /// As it is to be.
    pub to: T,
}

impl<T: Clone + PartialEq> Change<T> {
    /// A change of one value into another.
    pub fn new(from: T, to: T) -> Self {
        Self { from, to }
    }

    fn inverse(&self) -> Self {
        Self { from: self.to.clone(), to: self.from.clone() }
    }

    fn apply(&self, slot: &mut T, what: &str) -> Result<(), Refused> {
        if *slot != self.from {
            return Err(Refused::new(format!("{what} is no longer what it was when this change was made")));
        }
        slot.clone_from(&self.to);
        Ok(())
    }

    /// This change and then another, as one; `None` where the other does not go on from this.
    fn then(&self, next: &Self) -> Option<Self> {
        (self.to == next.from).then(|| Self { from: self.from.clone(), to: next.to.clone() })
    }
}

/// A status with what belongs to it: the three always change together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What the check found.
    pub status: Status,
    /// Whether the words changed since.
    pub needs_recheck: bool,
    /// Who set it, when, on which words.
    pub decision: Option<Decision>,
}

impl Checked {
    /// A claim's present status.
    pub fn of(claim: &Claim) -> Self {
        Self { status: claim.status, needs_recheck: claim.needs_recheck, decision: claim.decision.clone() }
    }
}

/// Declares an enum with one variant a field, each holding the field's [`Change`].
macro_rules! field_changes {
    ($(#[$doc:meta])* $name:ident for $record:ty { $($variant:ident => $($field:ident).+ : $type:ty, $what:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each variant is the change of the field it is named after")]
        pub enum $name { $($variant(Change<$type>),)+ }

        impl $name {
            fn inverse(&self) -> Self {
                match self { $(Self::$variant(change) => Self::$variant(change.inverse()),)+ }
            }

            fn apply(&self, record: &mut $record) -> Result<(), Refused> {
                match self { $(Self::$variant(change) => change.apply(&mut record.$($field).+, $what),)+ }
            }

            fn then(&self, next: &Self) -> Option<Self> {
                match (self, next) {
                    $((Self::$variant(one), Self::$variant(other)) => one.then(other).map(Self::$variant),)+
                    _ => None,
                }
            }

            /// What changes, in words.
            pub fn what(&self) -> &'static str {
                match self { $(Self::$variant(_) => $what,)+ }
            }
        }
    };
}

field_changes! {
    /// A change of one field of a source.
    SourceChange for Source {
        Name => name: String, "the source’s name";
        Aliases => aliases: Vec<String>, "the source’s other names";
        Domains => domains: Vec<String>, "the source’s domains";
        Kind => kind: SourceKind, "the source’s kind";
        Rank => rank: Rank, "primary or secondary";
        Country => country: String, "the source’s country";
        Owner => owner: String, "the source’s owner";
        Reliability => reliability: Reliability, "the source’s letter";
        Access => access: Access, "what may be printed of the source";
        KnownTo => known_to: String, "who knows the source";
        Contacts => contacts: Vec<Contact>, "the contact log";
        Origin => origin: Option<SourceId>, "the source’s origin";
        Calculation => calculation: Option<Calculation>, "the calculation";
        Note => note: String, "the source’s note";
    }
}

field_changes! {
    /// A change of one field of a citation.
    CitationChange for Citation {
        Source => source: SourceId, "the citation’s source";
        Stance => stance: Stance, "the stance";
        Credibility => credibility: Credibility, "the digit";
        Rank => rank: Option<Rank>, "primary or secondary";
        Url => url: String, "the address";
        Pinpoint => pinpoint: String, "the pinpoint";
        Quotation => quotation: String, "the quotation";
        Language => language: String, "the quotation’s language";
        Translation => translation: String, "the translation";
        Translator => translator: String, "the translator";
        Accessed => accessed: Option<NaiveDate>, "the access date";
        Method => method: Option<Method>, "how it was checked";
        Who => who: String, "who checked it";
        Origin => origin: Option<SourceId>, "the origin";
        Backups => backups: Vec<String>, "the stored files";
        Note => note: String, "the citation’s note";
    }
}

field_changes! {
    /// A change of one field of what is known about the article.
    ArticleChange for Article {
        Title => title: String, "the title";
        Dek => dek: String, "the dek";
        Byline => byline: String, "the byline";
        Dateline => dateline: Dateline, "the dateline";
        Language => language: String, "the language";
        Outlet => outlet: String, "the outlet";
        Url => url: String, "the article’s address";
    }
}

field_changes! {
    /// A change of one list of what a person says about the reading.
    MarginaliaChange for Marginalia {
        Rejected => rejected: Vec<String>, "the rejected suggestions";
        Dismissed => dismissed: Vec<Dismissed>, "the dismissed readings";
        Dates => dates: Vec<DateSet>, "the dates set by hand";
        Figures => figures: Vec<FigureSet>, "the figures set by hand";
    }
}

/// A change of one field of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each variant is the change of the field it is named after")]
pub enum ClaimChange {
    Status(Box<Change<Checked>>),
    Wording(Change<String>),
    Kind(Change<ClaimKind>),
    Marks(Change<Vec<Mark>>),
    Attribution(Change<Option<Attribution>>),
    Correction(Change<Option<Correction>>),
    Note(Change<String>),
    Tags(Change<Vec<String>>),
    Rating(Change<String>),
}

impl ClaimChange {
    fn inverse(&self) -> Self {
        match self {
            Self::Status(change) => Self::Status(Box::new(change.inverse())),
            Self::Wording(change) => Self::Wording(change.inverse()),
            Self::Kind(change) => Self::Kind(change.inverse()),
            Self::Marks(change) => Self::Marks(change.inverse()),
            Self::Attribution(change) => Self::Attribution(change.inverse()),
            Self::Correction(change) => Self::Correction(change.inverse()),
            Self::Note(change) => Self::Note(change.inverse()),
            Self::Tags(change) => Self::Tags(change.inverse()),
            Self::Rating(change) => Self::Rating(change.inverse()),
        }
    }

    fn apply(&self, claim: &mut Claim) -> Result<(), Refused> {
        match self {
            Self::Status(change) => {
                let mut checked = Checked::of(claim);
                change.apply(&mut checked, self.what())?;
                claim.status = checked.status;
                claim.needs_recheck = checked.needs_recheck;
                claim.decision = checked.decision;
                Ok(())
            }
            Self::Wording(change) => change.apply(&mut claim.wording, self.what()),
            Self::Kind(change) => change.apply(&mut claim.kind, self.what()),
            Self::Marks(change) => change.apply(&mut claim.marks, self.what()),
            Self::Attribution(change) => change.apply(&mut claim.attribution, self.what()),
            Self::Correction(change) => change.apply(&mut claim.correction, self.what()),
            Self::Note(change) => change.apply(&mut claim.note, self.what()),
            Self::Tags(change) => change.apply(&mut claim.tags, self.what()),
            Self::Rating(change) => change.apply(&mut claim.rating, self.what()),
        }
    }

    fn then(&self, next: &Self) -> Option<Self> {
        match (self, next) {
            (Self::Status(one), Self::Status(other)) => {
                one.then(other).map(|change| Self::Status(Box::new(change)))
            }
            (Self::Wording(one), Self::Wording(other)) => one.then(other).map(Self::Wording),
            (Self::Kind(one), Self::Kind(other)) => one.then(other).map(Self::Kind),
            (Self::Marks(one), Self::Marks(other)) => one.then(other).map(Self::Marks),
            (Self::Attribution(one), Self::Attribution(other)) => one.then(other).map(Self::Attribution),
            (Self::Correction(one), Self::Correction(other)) => one.then(other).map(Self::Correction),
            (Self::Note(one), Self::Note(other)) => one.then(other).map(Self::Note),
            (Self::Tags(one), Self::Tags(other)) => one.then(other).map(Self::Tags),
            (Self::Rating(one), Self::Rating(other)) => one.then(other).map(Self::Rating),
            _ => None,
        }
    }

    /// What changes, in words.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Status(_) => "the status",
            Self::Wording(_) => "the claim’s wording",
            Self::Kind(_) => "the claim’s kind",
            Self::Marks(_) => "the claim’s marks",
            Self::Attribution(_) => "the attribution",
            Self::Correction(_) => "the correction",
            Self::Note(_) => "the note",
            Self::Tags(_) => "the tags",
            Self::Rating(_) => "the rating",
        }
    }
}

/// A change of a review. See the module's beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// A claim comes in; claims stand by number.
    AddClaim {
        /// The whole claim.
        claim: Box<Claim>,
        /// The highest number ever given, which this may raise.
        last_number: Change<u32>,
    },
    /// A claim goes.
    RemoveClaim {
        /// The whole claim, as it is expected to be.
        claim: Box<Claim>,
        /// The highest number ever given; unchanged, unless this takes an addition back.
        last_number: Change<u32>,
    },
    /// One field of a claim.
    Claim {
        /// Which claim.
        id: ClaimId,
        /// What changes.
        change: ClaimChange,
    },
    /// A citation comes in.
    AddCitation {
        /// On which claim.
        claim: ClaimId,
        /// Its place among the claim's citations.
        at: usize,
        /// The whole citation.
        citation: Box<Citation>,
    },
    /// A citation goes.
    RemoveCitation {
        /// From which claim.
        claim: ClaimId,
        /// Its place among the claim's citations.
        at: usize,
        /// The whole citation, as it is expected to be.
        citation: Box<Citation>,
    },
    /// One field of a citation.
    Citation {
        /// On which claim.
        claim: ClaimId,
        /// Which citation.
        id: CitationId,
        /// What changes.
        change: CitationChange,
    },
    /// A source comes into the library.
    AddSource {
        /// Its place in the library.
        at: usize,
        /// The whole source.
        source: Box<Source>,
    },
    /// A source that nothing cites goes.
    RemoveSource {
        /// Its place in the library.
        at: usize,
        /// The whole source, as it is expected to be.
        source: Box<Source>,
    },
    /// One field of a source.
    Source {
        /// Which source.
        id: SourceId,
        /// What changes.
        change: SourceChange,
    },
    /// A stored file comes in.
    AddBackup {
        /// Its place among the stored files.
        at: usize,
        /// What is known of it.
        backup: Box<Backup>,
    },
    /// A stored file that no citation names goes.
    RemoveBackup {
        /// Its place among the stored files.
        at: usize,
        /// What is known of it, as it is expected to be.
        backup: Box<Backup>,
    },
    /// A finding is let stand.
    AddWaiver {
        /// Its place among the waivers.
        at: usize,
        /// The waiver.
        waiver: Box<Waiver>,
    },
    /// A finding is let stand no longer.
    RemoveWaiver {
        /// Its place among the waivers.
        at: usize,
        /// The waiver, as it is expected to be.
        waiver: Box<Waiver>,
    },
    /// Which rules count.
    Rules(Box<Change<RuleSettings>>),
    /// It is decided whether two roots are one; one decision takes another’s place.
    DecideRoot {
        /// As it was and as it is to be; both about the same two sources.
        change: Box<Change<Option<RootDecision>>>,
    },
    /// One field of what is known about the article.
    Article(ArticleChange),
    /// One list of what a person says about the reading of the article.
    Marginalia(MarginaliaChange),
    /// A new draft comes in, after the others.
    AddDraft(Arc<Draft>),
    /// The last draft goes.
    RemoveDraft(Arc<Draft>),
    /// What became of the claims with the last draft.
    AddRevision(Arc<Revision>),
    /// The same, taken back.
    RemoveRevision(Arc<Revision>),
    /// What a person decides about a claim after a draft came in.
    Decide {
        /// The number of the draft.
        draft: u32,
        /// The claim.
        claim: ClaimId,
        /// What was decided, and what is.
        change: Change<Option<Outcome>>,
    },
    /// Several edits that are one step: all or none.
    Together(Vec<Edit>),
}

impl Edit {
    /// Changes the review and gives the edit that takes it back.
    ///
    /// # Errors
    /// Where the review is not as the edit expects; the review is then unchanged.
    pub fn apply(&self, review: &mut Review) -> Result<Self, Refused> {
        self.carry_out(review)?;
        Ok(self.inverse())
    }

    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::AddClaim { claim, last_number } => {
                Self::RemoveClaim { claim, last_number: last_number.inverse() }
            }
            Self::RemoveClaim { claim, last_number } => {
                Self::AddClaim { claim, last_number: last_number.inverse() }
            }
            Self::Claim { id, change } => Self::Claim { id, change: change.inverse() },
            Self::AddCitation { claim, at, citation } => Self::RemoveCitation { claim, at, citation },
            Self::RemoveCitation { claim, at, citation } => Self::AddCitation { claim, at, citation },
            Self::Citation { claim, id, change } => Self::Citation { claim, id, change: change.inverse() },
            Self::AddSource { at, source } => Self::RemoveSource { at, source },
            Self::RemoveSource { at, source } => Self::AddSource { at, source },
            Self::Source { id, change } => Self::Source { id, change: change.inverse() },
            Self::AddBackup { at, backup } => Self::RemoveBackup { at, backup },
            Self::RemoveBackup { at, backup } => Self::AddBackup { at, backup },
            Self::AddWaiver { at, waiver } => Self::RemoveWaiver { at, waiver },
            Self::RemoveWaiver { at, waiver } => Self::AddWaiver { at, waiver },
            Self::Rules(change) => Self::Rules(Box::new(change.inverse())),
            Self::DecideRoot { change } => Self::DecideRoot { change: Box::new(change.inverse()) },
            Self::Article(change) => Self::Article(change.inverse()),
            Self::Marginalia(change) => Self::Marginalia(change.inverse()),
            Self::AddDraft(draft) => Self::RemoveDraft(draft),
            Self::RemoveDraft(draft) => Self::AddDraft(draft),
            Self::AddRevision(revision) => Self::RemoveRevision(revision),
            Self::RemoveRevision(revision) => Self::AddRevision(revision),
            Self::Decide { draft, claim, change } => Self::Decide { draft, claim, change: change.inverse() },
            Self::Together(edits) => Self::Together(edits.iter().rev().map(Self::inverse).collect()),
        }
    }

    /// This edit and then another, as one edit of the same field; `None` where they are two things.
    ///
    /// What makes a burst of typing one step.
    pub fn then(&self, next: &Self) -> Option<Self> {
        match (self, next) {
            (Self::Claim { id, change }, Self::Claim { id: other, change: next }) if id == other => {
                Some(Self::Claim { id: *id, change: change.then(next)? })
            }
            (Self::Citation { claim, id, change }, Self::Citation { id: other, change: next, .. })
                if id == other =>
            {
                Some(Self::Citation { claim: *claim, id: *id, change: change.then(next)? })
            }
            (Self::Source { id, change }, Self::Source { id: other, change: next }) if id == other => {
                Some(Self::Source { id: *id, change: change.then(next)? })
            }
            (Self::Article(change), Self::Article(next)) => Some(Self::Article(change.then(next)?)),
            (Self::Marginalia(change), Self::Marginalia(next)) => Some(Self::Marginalia(change.then(next)?)),
            (Self::Rules(change), Self::Rules(next)) => Some(Self::Rules(Box::new(change.then(next)?))),
            _ => None,
        }
    }

    /// Whether it changes which passages are marked, or on which draft: all other edits leave every mark
    /// where it is.
    pub fn moves_marks(&self) -> bool {
        match self {
            Self::AddClaim { .. } | Self::RemoveClaim { .. } | Self::AddDraft(_) | Self::RemoveDraft(_) => {
                true
            }
            Self::Claim { change, .. } => matches!(change, ClaimChange::Marks(_)),
            Self::Together(edits) => edits.iter().any(Self::moves_marks),
            _ => false,
        }
    }

    /// The claim it touches, where it is about one: where to look after undo.
    pub fn claim(&self) -> Option<ClaimId> {
        match self {
            Self::AddClaim { claim, .. } | Self::RemoveClaim { claim, .. } => Some(claim.id),
            Self::Claim { id, .. } => Some(*id),
            Self::AddCitation { claim, .. }
            | Self::RemoveCitation { claim, .. }
            | Self::Citation { claim, .. }
            | Self::Decide { claim, .. } => Some(*claim),
            Self::Together(edits) => edits.iter().find_map(Self::claim),
            _ => None,
        }
    }

    fn carry_out(&self, review: &mut Review) -> Result<(), Refused> {
        match self {
            Self::AddClaim { claim, last_number } => add_claim(review, claim, last_number),
            Self::RemoveClaim { claim, last_number } => remove_claim(review, claim, last_number),
            Self::Claim { id, change } => change.apply(claim_mut(review, *id)?),
            Self::AddCitation { claim, at, citation } => add_citation(review, *claim, *at, citation),
            Self::RemoveCitation { claim, at, citation } => {
                remove_same(&mut claim_mut(review, *claim)?.citations, *at, citation, "citation")
            }
            Self::Citation { claim, id, change } => change_citation(review, *claim, *id, change),
            Self::AddSource { at, source } => add_source(review, *at, source),
            Self::RemoveSource { at, source } => remove_source(review, *at, source),
            Self::Source { id, change } => change_source(review, *id, change),
            Self::AddBackup { at, backup } => add_backup(review, *at, backup),
            Self::RemoveBackup { at, backup } => remove_backup(review, *at, backup),
            Self::AddWaiver { at, waiver } => add_waiver(review, *at, waiver),
            Self::RemoveWaiver { at, waiver } => remove_same(&mut review.waivers, *at, waiver, "waiver"),
            Self::Rules(change) => change.apply(&mut review.rules, "the choice of rules"),
            Self::DecideRoot { change } => decide_root(review, change),
            Self::Article(change) => change.apply(&mut review.article),
            Self::Marginalia(change) => change.apply(&mut review.marginalia),
            Self::AddDraft(draft) => add_draft(review, draft),
            Self::RemoveDraft(draft) => remove_draft(review, draft),
            Self::AddRevision(revision) => add_revision(review, revision),
            Self::RemoveRevision(revision) => remove_revision(review, revision),
            Self::Decide { draft, claim, change } => decide(review, *draft, *claim, change),
            Self::Together(edits) => all_or_none(review, edits),
        }
    }
}

fn claim_mut(review: &mut Review, id: ClaimId) -> Result<&mut Claim, Refused> {
    let found = review.claims.iter_mut().find(|claim| claim.id == id);
    found.map(Arc::make_mut).ok_or_else(|| Refused::new(format!("claim {id} is no longer there")))
}

fn source_mut(review: &mut Review, id: SourceId) -> Result<&mut Source, Refused> {
    let found = review.sources.iter_mut().find(|source| source.id == id);
    found.ok_or_else(|| Refused::new(format!("source {id} is no longer there")))
}

fn add_claim(review: &mut Review, claim: &Claim, last_number: &Change<u32>) -> Result<(), Refused> {
    if review.claims.iter().any(|other| other.id == claim.id || other.number == claim.number) {
        return Err(Refused::new(format!("claim {} is there already", claim.number)));
    }
    if claim.number > last_number.to {
        return Err(Refused::new(format!("claim {} has a number above the last one given", claim.number)));
    }
    for citation in &claim.citations {
        known_sources(review, citation)?;
    }
    last_number.apply(&mut review.last_number, "the last number given")?;
    let at = review.claims.partition_point(|other| other.number < claim.number);
    review.claims.insert(at, Arc::new(claim.clone()));
    Ok(())
}

fn remove_claim(review: &mut Review, claim: &Claim, last_number: &Change<u32>) -> Result<(), Refused> {
    let Some(at) = review.claims.iter().position(|other| **other == *claim) else {
        return Err(Refused::new(format!("claim {} is no longer what it was", claim.number)));
    };
    last_number.apply(&mut review.last_number, "the last number given")?;
    review.claims.remove(at);
    Ok(())
}

fn add_citation(review: &mut Review, claim: ClaimId, at: usize, citation: &Citation) -> Result<(), Refused> {
    known_sources(review, citation)?;
    if review.claims.iter().flat_map(|claim| &claim.citations).any(|other| other.id == citation.id) {
        return Err(Refused::new(format!("citation {} is there already", citation.id)));
    }
    insert(&mut claim_mut(review, claim)?.citations, at, citation.clone(), "citation")
}

fn change_citation(
    review: &mut Review,
    claim: ClaimId,
    id: CitationId,
    change: &CitationChange,
) -> Result<(), Refused> {
    match change {
        CitationChange::Source(change) => known_source(review, change.to)?,
        CitationChange::Origin(Change { to: Some(origin), .. }) => known_source(review, *origin)?,
        CitationChange::Backups(Change { to, .. }) => known_backups(review, to)?,
        _ => {}
    }
    let found = claim_mut(review, claim)?.citations.iter_mut().find(|citation| citation.id == id);
    change.apply(found.ok_or_else(|| Refused::new(format!("citation {id} is no longer there")))?)
}

/// Everything that a citation names is there.
fn known_sources(review: &Review, citation: &Citation) -> Result<(), Refused> {
    known_source(review, citation.source)?;
    if let Some(origin) = citation.origin {
        known_source(review, origin)?;
    }
    known_backups(review, &citation.backups)
}

fn known_backups(review: &Review, wanted: &[String]) -> Result<(), Refused> {
    match wanted.iter().find(|sha256| review.backup(sha256).is_none()) {
        None => Ok(()),
        Some(sha256) => Err(Refused::new(format!("the stored file {sha256} is not in the review"))),
    }
}

fn known_source(review: &Review, id: SourceId) -> Result<(), Refused> {
    match review.source(id) {
        Some(_) => Ok(()),
        None => Err(Refused::new(format!("source {id} is not in the library"))),
    }
}

fn add_source(review: &mut Review, at: usize, source: &Source) -> Result<(), Refused> {
    if review.source(source.id).is_some() {
        return Err(Refused::new(format!("source {} is there already", source.name)));
    }
    if let Some(origin) = source.origin {
        known_source(review, origin)?;
    }
    insert(&mut review.sources, at, source.clone(), "source")
}

fn remove_source(review: &mut Review, at: usize, source: &Source) -> Result<(), Refused> {
    let cited = review.claims_on(source.id).count();
    if cited > 0 {
        let claims = if cited == 1 { "1 claim rests".into() } else { format!("{cited} claims rest") };
        return Err(Refused::new(format!("{claims} on {}, so it stays in the library", source.name)));
    }
    if let Some(fed) = review.sources.iter().find(|other| other.origin == Some(source.id)) {
        let (fed, name) = (&fed.name, &source.name);
        return Err(Refused::new(format!("{fed} takes its facts from {name}, so it stays in the library")));
    }
    if review.root_decisions.iter().any(|decision| [decision.one, decision.other].contains(&source.id)) {
        let name = &source.name;
        return Err(Refused::new(format!("it was decided whether {name} shares a root, so it stays")));
    }
    remove_same(&mut review.sources, at, source, "source")
}

fn change_source(review: &mut Review, id: SourceId, change: &SourceChange) -> Result<(), Refused> {
    if let SourceChange::Origin(Change { to: Some(origin), .. }) = change {
        known_source(review, *origin)?;
        roots::no_circle(review, id, *origin).map_err(|circle| Refused::new(circle.to_string()))?;
    }
    change.apply(source_mut(review, id)?)
}

fn add_backup(review: &mut Review, at: usize, backup: &Backup) -> Result<(), Refused> {
    if !backup.has_hash() {
        return Err(Refused::new(format!("“{}” is no SHA-256 of a stored file", backup.sha256)));
    }
    if review.backup(&backup.sha256).is_some() {
        return Err(Refused::new(format!("the stored file {} is there already", backup.name)));
    }
    insert(&mut review.backups, at, backup.clone(), "stored file")
}

fn remove_backup(review: &mut Review, at: usize, backup: &Backup) -> Result<(), Refused> {
    let mut citations = review.claims.iter().flat_map(|claim| &claim.citations);
    if citations.any(|citation| citation.backups.contains(&backup.sha256)) {
        let name = &backup.name;
        return Err(Refused::new(format!("a citation rests on the stored file {name}, so it stays")));
    }
    remove_same(&mut review.backups, at, backup, "stored file")
}

fn add_waiver(review: &mut Review, at: usize, waiver: &Waiver) -> Result<(), Refused> {
    if review.waiver(&waiver.rule, &waiver.subject).is_some() {
        return Err(Refused::new("this finding is waived already"));
    }
    insert(&mut review.waivers, at, waiver.clone(), "waiver")
}

/// Decisions stand in the order of what they are about, so that taking one back leaves no trace.
fn decide_root(review: &mut Review, change: &Change<Option<RootDecision>>) -> Result<(), Refused> {
    let about = |decision: &RootDecision| (decision.one, decision.other, decision.claim);
    let Some(key) = change.to.as_ref().or(change.from.as_ref()).map(about) else { return Ok(()) };
    let both = [&change.from, &change.to];
    if key.0 >= key.1 || both.into_iter().flatten().any(|decision| about(decision) != key) {
        return Err(Refused::new("a decision about one root names two sources, the lower id first"));
    }
    known_source(review, key.0)?;
    known_source(review, key.1)?;
    let place = review.root_decisions.binary_search_by_key(&key, about);
    let mut slot = place.ok().and_then(|at| review.root_decisions.get(at).cloned());
    change.apply(&mut slot, "the decision about the roots")?;
    match (place, slot) {
        (Ok(at), Some(decision)) => review.root_decisions[at] = decision,
        (Ok(at), None) => _ = review.root_decisions.remove(at),
        (Err(at), Some(decision)) => review.root_decisions.insert(at, decision),
        (Err(_), None) => {}
    }
    Ok(())
}

fn add_draft(review: &mut Review, draft: &Arc<Draft>) -> Result<(), Refused> {
    if review.drafts.iter().any(|other| other.number >= draft.number) {
        return Err(Refused::new(format!("draft {} is there already", draft.number)));
    }
    review.drafts.push(Arc::clone(draft));
    Ok(())
}

fn remove_draft(review: &mut Review, draft: &Arc<Draft>) -> Result<(), Refused> {
    if review.drafts.last() != Some(draft) {
        return Err(Refused::new(format!("draft {} is no longer the last one", draft.number)));
    }
    if review.revision(draft.number).is_some() {
        return Err(Refused::new(format!("claims were carried to draft {}, so it stays", draft.number)));
    }
    review.drafts.pop();
    Ok(())
}

fn add_revision(review: &mut Review, revision: &Arc<Revision>) -> Result<(), Refused> {
    let draft = revision.draft;
    if review.drafts.len() < 2 || review.draft().is_none_or(|last| last.number != draft) {
        return Err(Refused::new(format!("draft {draft} is not the one that came in last")));
    }
    if review.revision(draft).is_some() {
        return Err(Refused::new(format!("the claims are on draft {draft} already")));
    }
    review.revisions.push(Arc::clone(revision));
    Ok(())
}

fn remove_revision(review: &mut Review, revision: &Arc<Revision>) -> Result<(), Refused> {
    if review.revisions.last() != Some(revision) {
        let draft = revision.draft;
        return Err(Refused::new(format!(
            "what became of the claims in draft {draft} is no longer what it was"
        )));
    }
    review.revisions.pop();
    Ok(())
}

fn decide(
    review: &mut Review,
    draft: u32,
    claim: ClaimId,
    change: &Change<Option<Outcome>>,
) -> Result<(), Refused> {
    let revision = review.revisions.iter_mut().find(|revision| revision.draft == draft);
    let carried = revision.and_then(|revision| {
        Arc::make_mut(revision).carried.iter_mut().find(|carried| carried.claim == claim)
    });
    let carried =
        carried.ok_or_else(|| Refused::new(format!("claim {claim} was not carried to draft {draft}")))?;
    change.apply(&mut carried.outcome, "the decision")
}

fn insert<T>(list: &mut Vec<T>, at: usize, value: T, what: &str) -> Result<(), Refused> {
    if at > list.len() {
        return Err(Refused::new(format!("the {what}’s place is no longer there")));
    }
    list.insert(at, value);
    Ok(())
}

fn remove_same<T: PartialEq>(list: &mut Vec<T>, at: usize, value: &T, what: &str) -> Result<(), Refused> {
    if list.get(at) != Some(value) {
        return Err(Refused::new(format!("the {what} is no longer what it was")));
    }
    list.remove(at);
    Ok(())
}

fn all_or_none(review: &mut Review, edits: &[Edit]) -> Result<(), Refused> {
    for (done, edit) in edits.iter().enumerate() {
        let Err(refused) = edit.carry_out(review) else { continue };
        for edit in edits[..done].iter().rev() {
            // Taking back what was carried out a moment ago meets the very state it expects.
            edit.inverse().carry_out(review)?;
        }
        return Err(refused);
    }
    Ok(())
}
