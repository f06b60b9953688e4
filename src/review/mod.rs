//! The model: a review and everything in it, and [`Edit`], the only thing that changes one.
//!
//! Uses `text`; knows neither files nor clock nor window.

mod claim;
pub mod compose;
mod draft;
mod edit;
mod evidence;
pub mod feeds;
mod history;
mod id;
mod marginalia;
mod owed;
mod revision;
pub mod roots;
mod source;
mod status;
mod template;
mod words;

pub use claim::{Attribution, Claim, ClaimKind, Correction, Decision, Mark, Resolution};
pub use draft::{Article, Dateline, Draft, Paragraph, ParagraphKind, hex};
pub use edit::{
    ArticleChange, Change, Checked, CitationChange, ClaimChange, Edit, MarginaliaChange, Refused,
    SourceChange,
};
pub use evidence::{Access, Backup, Calculation, Contact, Credibility, Figure, Reliability};
pub use history::{History, StateId, Step};
pub use id::{CitationId, ClaimId, Ids, Numbers, ReviewId, SourceId};
pub use marginalia::{DateSet, Dismissed, FigureSet, InSentence, Marginalia, ReadingKind};
pub use owed::{RootDecision, RuleBook, RuleSettings, Waiver};
pub use revision::{Carried, CarriedTo, Carrying, Fate, Outcome, Reason, Revision, flagged};
pub use source::{Citation, Method, Rank, Source, SourceKind, Stance};
pub use status::Status;
pub use template::Template;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The unit of work and the file: one article in all its drafts, its claims and its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// What is known about the article.
    pub article: Article,
    /// The drafts, oldest first; never empty in a review that came from an article.
    pub drafts: Vec<Arc<Draft>>,
    /// What became of the claims with each draft after the first, oldest first.
    #[serde(default)]
    pub revisions: Vec<Arc<Revision>>,
    /// The library: everything consulted for any claim.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The highest number ever given to a claim.
    #[serde(default)]
    pub last_number: u32,
    /// The claims, by number; shared, so that a copy of the review costs next to nothing.
    #[serde(default)]
    pub claims: Vec<Arc<Claim>>,
    /// The stored files, in the order in which they came in.
    #[serde(default)]
    pub backups: Vec<Backup>,
    /// What was decided about roots that look like one, by what it is about.
    #[serde(default)]
    pub root_decisions: Vec<RootDecision>,
    /// Which rules count.
    #[serde(default)]
    pub rules: RuleSettings,
    /// Findings that were let stand, in the order in which they were.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// What a person says about the reading of the article.
    #[serde(default)]
    pub marginalia: Marginalia,
}

impl Review {
    /// A review of an article's first draft.
    pub fn new(id: ReviewId, article: Article, draft: Draft) -> Self {
        Self {
            id,
            article,
            drafts: vec![Arc::new(draft)],
            revisions: Vec::new(),
            sources: Vec::new(),
            last_number: 0,
            claims: Vec::new(),
            backups: Vec::new(),
            root_decisions: Vec::new(),
            rules: RuleSettings::default(),
            waivers: Vec::new(),
            marginalia: Marginalia::default(),
        }
    }

    /// The newest draft; none only in a review that was built without one.
    pub fn draft(&self) -> Option<&Arc<Draft>> {
        self.drafts.last()
    }

    /// A claim by its id.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.iter().map(Arc::as_ref).find(|claim| claim.id == id)
    }

    /// A source by its id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// A stored file by its SHA-256.
    pub fn backup(&self, sha256: &str) -> Option<&Backup> {
        self.backups.iter().find(|backup| backup.sha256 == sha256)
    }

    /// The stored file that the newest draft was read from, where it was kept: the last that is called as the
    /// draft's file was.
    pub fn original(&self) -> Option<&Backup> {
        let name = self.draft().map(|draft| draft.file.as_str()).filter(|name| !name.is_empty())?;
        self.backups.iter().rev().find(|kept| kept.name == name && kept.url.is_empty())
    }

    /// The waiver of a rule's finding about a subject.
    pub fn waiver(&self, rule: &str, subject: &str) -> Option<&Waiver> {
        self.waivers.iter().find(|waiver| waiver.rule == rule && waiver.subject == subject)
    }

    /// The source that goes by a name or alias, whatever the case; a name before an alias.
    pub fn source_called(&self, name: &str) -> Option<&Source> {
        let wanted = name.trim().to_lowercase();
        let by_name = self.sources.iter().find(|source| source.name.to_lowercase() == wanted);
        by_name.or_else(|| self.sources.iter().find(|source| source.is_called(name)))
    }

    /// The claims that cite a source or name it as an origin.
    pub fn claims_on(&self, source: SourceId) -> impl Iterator<Item = &Claim> {
        self.claims.iter().map(Arc::as_ref).filter(move |claim| {
            claim
                .citations
                .iter()
                .any(|citation| citation.source == source || citation.origin == Some(source))
        })
    }

    /// How many claims have each status.
    pub fn progress(&self) -> Progress {
        Progress::of(self.claims.iter().map(|claim| (claim.status, claim.needs_recheck)))
    }

    /// What is wrong with the review as a whole, in one sentence; `None` where nothing is.
    ///
    /// Checked when a file is read: ids and numbers stand once, every citation names a source of the
    /// library, every mark stands inside its draft on the words it quotes.
    pub fn fault(&self) -> Option<String> {
        fault::of(self)
    }
}

/// How far a review is: claims counted by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    counts: [usize; Status::ALL.len()],
    /// Claims whose words changed since their status was set.
    pub needs_recheck: usize,
    /// Claims that somebody still has to do something about.
    #[serde(default)] // it came later than the others
    pub open: usize,
}

impl Progress {
    /// Counts claims, each told by its status and whether it has to be looked at again.
    pub fn of(claims: impl IntoIterator<Item = (Status, bool)>) -> Self {
        let mut progress = Self::default();
        for (status, needs_recheck) in claims {
            progress.counts[status as usize] += 1;
            progress.needs_recheck += usize::from(needs_recheck);
            progress.open += usize::from(status.is_open() || needs_recheck);
        }
        progress
    }

    /// How many claims have a status.
    pub fn count(&self, status: Status) -> usize {
        self.counts[status as usize]
    }

    /// How many claims there are.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many claims somebody has looked at.
    pub fn checked(&self) -> usize {
        self.total() - self.count(Status::Unchecked)
    }
}

mod fault;
