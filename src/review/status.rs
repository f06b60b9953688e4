//! What a check found.

use serde::{Deserialize, Serialize};

/// What the check of a claim found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Nobody has looked yet.
    #[default]
    Unchecked,
    /// Confirmed by the cited sources.
    Verified,
    /// Contradicted by a source, or sources conflict.
    Disputed,
    /// The writer or editor must answer.
    Query,
    /// Cannot be confirmed with what can be reached.
    Unverifiable,
    /// The author's own observation, no outside source.
    OnAuthor,
    /// Opinion, rhetoric, future.
    NotCheckable,
}

impl Status {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Unchecked,
        Self::Verified,
        Self::Disputed,
        Self::Query,
        Self::Unverifiable,
        Self::OnAuthor,
        Self::NotCheckable,
    ];

    /// The word shown to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unchecked => "Unchecked",
            Self::Verified => "Verified",
            Self::Disputed => "Disputed",
            Self::Query => "Query",
            Self::Unverifiable => "Unverifiable",
            Self::OnAuthor => "On author",
            Self::NotCheckable => "Not checkable",
        }
    }

    /// What it means, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Unchecked => "Nobody has looked yet",
            Self::Verified => "Confirmed by the cited sources",
            Self::Disputed => "Contradicted by a source, or sources conflict",
            Self::Query => "The writer or editor must answer",
            Self::Unverifiable => "Cannot be confirmed with what can be reached",
            Self::OnAuthor => "The author’s own observation, no outside source",
            Self::NotCheckable => "Opinion, rhetoric, future",
        }
    }

    /// The word used in JSON, CSV and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::Query => "query",
            Self::Unverifiable => "unverifiable",
            Self::OnAuthor => "on_author",
            Self::NotCheckable => "not_checkable",
        }
    }

    /// Reads [`Self::key`] or [`Self::label`], whatever its case, with blank, `-` or `_` between words.
    pub fn from_key(text: &str) -> Option<Self> {
        let key = super::words::snake(text);
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Unchecked | Self::Query)
    }
}
