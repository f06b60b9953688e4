//! What a person says about the reading of the article: which suggestions and readings are wrong, and which
//! day a date is. Kept in the review, so that a new draft, or another window, need not be told again.

use super::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What kind of thing was read.
    ReadingKind {
        /// A date or time.
        #[default]
        Date => "Date", "date";
        /// A figure with its unit.
        Figure => "Figure", "figure";
        /// A name of somebody or something.
        Name => "Name", "name";
        /// Who says something.
        Attribution => "Attribution", "attribution";
    }
}

/// Words of the article in their sentence: the same words elsewhere are others, and a sentence that a new
/// draft leaves alone keeps what was said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InSentence {
    /// The words.
    pub words: String,
    /// The sentence they stand in.
    pub sentence: String,
}

/// A reading that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dismissed {
    /// What it was taken for.
    pub kind: ReadingKind,
    /// Where it stands.
    pub at: InSentence,
}

/// A date that a person has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateSet {
    /// Where its words stand.
    pub at: InSentence,
    /// The day it is, or the first of several.
    pub first: NaiveDate,
    /// The last day, counted in, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NaiveDate>,
}

/// A figure that a person has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureSet {
    /// Where its words stand.
    pub at: InSentence,
    /// How much, in digits with a point; of a range, where it begins.
    pub value: String,
    /// Where a range ends, in digits with a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_value: Option<String>,
    /// The unit, or what is counted; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// All that a person says about the reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marginalia {
    /// The words of suggestions that are not worth a claim, in the order in which they were rejected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<String>,
    /// Readings that are wrong, in the order in which they were dismissed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dismissed: Vec<Dismissed>,
    /// Dates set by hand, each place once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateSet>,
    /// Figures set by hand, each place once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureSet>,
}

impl Marginalia {
    /// Whether nobody said anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a reading was dismissed.
    pub fn is_dismissed(&self, kind: ReadingKind, at: &InSentence) -> bool {
        self.dismissed.iter().any(|dismissed| dismissed.kind == kind && dismissed.at == *at)
    }

    /// The date that was set at a place.
    pub fn date(&self, at: &InSentence) -> Option<&DateSet> {
        self.dates.iter().find(|set| set.at == *at)
    }

    /// The figure that was set at a place.
    pub fn figure(&self, at: &InSentence) -> Option<&FigureSet> {
        self.figures.iter().find(|set| set.at == *at)
    }
}
