//! What was consulted, and how a claim rests on it.

use super::words::words;
use super::{Access, Calculation, CitationId, Contact, Credibility, Reliability, SourceId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What kind of thing a source is.
    SourceKind {
        /// A news agency.
        Agency => "Agency", "agency";
        /// Radio or television.
        Broadcaster => "Broadcaster", "broadcaster";
        /// A newspaper, magazine or news site.
        Paper => "Paper", "paper";
        /// A government, authority or international body.
        Official => "Official", "official";
        /// A court, or a file of one.
        Court => "Court", "court";
        /// A company.
        Company => "Company", "company";
        /// A university, institute or study.
        Research => "Research", "research";
        /// A dataset or statistical series.
        Dataset => "Dataset", "dataset";
        /// Somebody who was asked.
        Person => "Person", "person";
        /// A post on a network.
        Post => "Post", "post";
        /// A calculation of the checker's.
        Calculation => "Calculation", "calculation";
        /// A reference work.
        Reference => "Reference", "reference";
        /// Anything else.
        #[default]
        Other => "Other", "other";
    }
}

words! {
    /// First-hand record or witness, or derived from somebody else.
    Rank {
        /// First-hand record or witness.
        Primary => "Primary", "primary";
        /// Derived from somebody else.
        #[default]
        Secondary => "Secondary", "secondary";
    }
}

words! {
    /// What a citation does for its claim.
    Stance {
        /// It says the same.
        #[default]
        Supports => "Supports", "supports";
        /// It says otherwise.
        Contradicts => "Contradicts", "contradicts";
        /// It says a part of it.
        PartlySupports => "Partly supports", "partly_supports";
        /// It helps to understand and decides nothing.
        ContextOnly => "Context only", "context_only";
        /// It was consulted and is silent.
        DoesNotAddress => "Does not address", "does_not_address";
    }
}

words! {
    /// How a source was consulted.
    Method {
        /// Read.
        #[default]
        Read => "Read", "read";
        /// Watched.
        Watched => "Watched", "watched";
        /// Listened to.
        Heard => "Heard", "heard";
        /// Called on the telephone.
        Called => "Called", "called";
        /// Written to.
        Wrote => "Wrote", "wrote";
        /// Met in person.
        Met => "Met", "met";
        /// Computed again.
        Recomputed => "Recomputed", "recomputed";
    }
}

/// A record in the review's library: an outlet, document, person, dataset, calculation or post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// The name it goes by in this review.
    pub name: String,
    /// Other names it is known by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Host names under which it publishes, without `www.`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// What kind of thing it is.
    #[serde(default)]
    pub kind: SourceKind,
    /// Primary or secondary where a citation does not say otherwise.
    #[serde(default)]
    pub rank: Rank,
    /// Where it is at home (ISO 3166-1 alpha-2); empty where that is not known or means nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Who owns or runs it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// How far it can be relied on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reliability: Reliability,
    /// What may be printed of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub access: Access,
    /// The editor who knows who this is, of a source that is not named in print.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub known_to: String,
    /// Every time it was asked, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// The source that this one takes its facts from, where a citation does not say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SourceId>,
    /// What was calculated, where it is a calculation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculation: Option<Calculation>,
    /// Anything else worth keeping.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Source {
    /// A source of which only the name is known.
    pub fn named(id: SourceId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            aliases: Vec::new(),
            domains: Vec::new(),
            kind: SourceKind::default(),
            rank: Rank::default(),
            country: String::new(),
            owner: String::new(),
            reliability: Reliability::default(),
            access: Access::default(),
            known_to: String::new(),
            contacts: Vec::new(),
            origin: None,
            calculation: None,
            note: String::new(),
        }
    }

    /// Whether it goes by this name or alias, whatever the case.
    pub fn is_called(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.name.to_lowercase() == name || self.aliases.iter().any(|alias| alias.to_lowercase() == name)
    }
}

/// The link between a claim and a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Its id.
    pub id: CitationId,
    /// The source consulted.
    pub source: SourceId,
    /// What it does for the claim.
    #[serde(default)]
    pub stance: Stance,
    /// How credible what it says here is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub credibility: Credibility,
    /// Primary or secondary for this claim; the source's own where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// Where it stands on the web.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Page, paragraph, minute.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pinpoint: String,
    /// The source's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quotation: String,
    /// The language of the quotation (BCP 47), empty where it is the article's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The quotation in the article's language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub translation: String,
    /// Who translated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub translator: String,
    /// The day on which it was consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<NaiveDate>,
    /// How it was consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Who consulted it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The source that this one took the fact from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SourceId>,
    /// The stored files that show it, by the SHA-256 of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backups: Vec<String>,
    /// Anything else worth keeping.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A field that says no more than what is assumed anyway is left out of the file.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Citation {
    /// A citation that says no more than that a source was consulted.
    pub fn of(id: CitationId, source: SourceId) -> Self {
        Self {
            id,
            source,
            stance: Stance::default(),
            credibility: Credibility::default(),
            rank: None,
            url: String::new(),
            pinpoint: String::new(),
            quotation: String::new(),
            language: String::new(),
            translation: String::new(),
            translator: String::new(),
            accessed: None,
            method: None,
            who: String::new(),
            origin: None,
            backups: Vec::new(),
            note: String::new(),
        }
    }
}
