//! What was consulted, and how a claim rests on it.

use super::words::words;
use super::{CitationId, SourceId};
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
    /// The day on which it was consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<NaiveDate>,
    /// How it was consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The source that this one took the fact from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SourceId>,
    /// Anything else worth keeping.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Citation {
    /// A citation that says no more than that a source was consulted.
    pub fn of(id: CitationId, source: SourceId) -> Self {
        Self {
            id,
            source,
            stance: Stance::default(),
            rank: None,
            url: String::new(),
            pinpoint: String::new(),
            quotation: String::new(),
            language: String::new(),
            translation: String::new(),
            accessed: None,
            method: None,
            origin: None,
            note: String::new(),
        }
    }
}
