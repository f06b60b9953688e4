//! A change of one field, as it was and as it is to be: of a claim, a citation, a source, the article.

use super::Refused;
use crate::review::{
    Access, Article, Attribution, Calculation, Citation, Claim, ClaimKind, Contact, Correction, Credibility,
    DateSet, Dateline, Decision, Dismissed, FigureSet, Marginalia, Mark, Method, Rank, Reliability, Source,
    SourceId, SourceKind, Stance, Status,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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

    pub(super) fn inverse(&self) -> Self {
        Self { from: self.to.clone(), to: self.from.clone() }
    }

    pub(super) fn apply(&self, slot: &mut T, what: &str) -> Result<(), Refused> {
        if *slot != self.from {
            return Err(Refused::new(format!("{what} is no longer what it was when this change was made")));
        }
        slot.clone_from(&self.to);
        Ok(())
    }

    /// This change and then another, as one; `None` where the other does not go on from this.
    pub(super) fn then(&self, next: &Self) -> Option<Self> {
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
            pub(super) fn inverse(&self) -> Self {
                match self { $(Self::$variant(change) => Self::$variant(change.inverse()),)+ }
            }

            pub(super) fn apply(&self, record: &mut $record) -> Result<(), Refused> {
                match self { $(Self::$variant(change) => change.apply(&mut record.$($field).+, $what),)+ }
            }

            pub(super) fn then(&self, next: &Self) -> Option<Self> {
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
    pub(super) fn inverse(&self) -> Self {
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

    pub(super) fn apply(&self, claim: &mut Claim) -> Result<(), Refused> {
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

    pub(super) fn then(&self, next: &Self) -> Option<Self> {
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
