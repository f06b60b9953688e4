//! A claim: one checkable statement, the passages it stands on, and what its check found.

use super::words::words;
use super::{Citation, ClaimId, Status};
use crate::text::{CharOffset, CharRange, Selector};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// What a claim is about.
    ClaimKind {
        /// Nobody has said.
        #[default]
        Unsorted => "Not sorted", "unsorted";
        /// Something that happened.
        Event => "Event", "event";
        /// How many, how much.
        Count => "Count", "count";
        /// When.
        Time => "Time", "time";
        /// Where.
        Place => "Place", "place";
        /// A name, its spelling, a title or an office.
        Name => "Name", "name";
        /// What somebody said.
        Quote => "Quote", "quote";
        /// What is so in general, or was before.
        Background => "Background", "background";
        /// What brought something about.
        Cause => "Cause", "cause";
        /// More, less, first, most.
        Comparison => "Comparison", "comparison";
    }
}

words! {
    /// What became of a correction.
    Resolution {
        /// Nobody has decided.
        #[default]
        Open => "Open", "open";
        /// Taken as proposed.
        Accepted => "Accepted", "accepted";
        /// Put in other words.
        Reworded => "Reworded", "reworded";
        /// Given to somebody who says it.
        Attributed => "Attributed", "attributed";
        /// Taken out.
        Cut => "Cut", "cut";
        /// Left as it stands, with a reason.
        Stet => "Stet", "stet";
    }
}

/// A passage of a draft that a claim stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The number of the draft it was made on.
    pub draft: u32,
    /// Where it begins, in chars of the draft's text.
    pub start: CharOffset,
    /// Where it ends, in chars; the char there is not part of it.
    pub end: CharOffset,
    /// The words themselves.
    pub quote: String,
    /// What stands before them, up to 32 chars.
    pub prefix: String,
    /// What stands after them, up to 32 chars.
    pub suffix: String,
}

impl Mark {
    /// A mark on a passage of a draft.
    pub fn new(draft: u32, selector: Selector) -> Self {
        Self {
            draft,
            start: selector.range.start,
            end: selector.range.end,
            quote: selector.quote,
            prefix: selector.prefix,
            suffix: selector.suffix,
        }
    }

    /// Its place, in chars of the draft's text.
    pub fn range(&self) -> CharRange {
        self.start..self.end
    }
}

/// Who the article says a claim from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// Who speaks: "Hassoumi Massoudou".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    /// The words that say so: "told", "as per".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cue: String,
    /// The outlet it was said to or printed by: "France 24".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outlet: String,
    /// Whether they said it. Whether it *is so* is the claim's own status.
    #[serde(default)]
    pub said: Status,
}

/// The wording proposed instead of the draft's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The words proposed.
    pub text: String,
    /// What became of it.
    #[serde(default)]
    pub resolution: Resolution,
    /// Why, where it was left as it stood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Who set a status, when, and on which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The checker's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, to the second.
    pub at: DateTime<Utc>,
    /// The exact words under the claim's marks at that moment: a tick is bound to them.
    pub words: Vec<String>,
}

/// One checkable statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The number people call it by; given once, never given again.
    pub number: u32,
    /// What the check found; for an attributed claim, whether it is so.
    pub status: Status,
    /// The words under its marks changed materially since the status was set.
    #[serde(default, skip_serializing_if = "is_false")]
    pub needs_recheck: bool,
    /// Who set the status; none while it was never set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// The claim in the checker's own words; empty where the article's serve.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wording: String,
    /// What it is about.
    #[serde(default)]
    pub kind: ClaimKind,
    /// The passages it stands on, in text order.
    pub marks: Vec<Mark>,
    /// Who the article says it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// What was consulted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// The wording proposed instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// The checker's note; for a query, the question.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Free words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The name of a rating of the desk's scale that it is published under; empty where its status says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rating: String,
}

pub(super) fn is_false(value: &bool) -> bool {
    !value
}

impl Claim {
    /// An unchecked claim on some passages.
    pub fn new(id: ClaimId, number: u32, marks: Vec<Mark>) -> Self {
        Self {
            id,
            number,
            status: Status::Unchecked,
            needs_recheck: false,
            decision: None,
            wording: String::new(),
            kind: ClaimKind::default(),
            marks,
            attribution: None,
            citations: Vec::new(),
            correction: None,
            note: String::new(),
            tags: Vec::new(),
            rating: String::new(),
        }
    }

    /// The words under its marks, one string a mark.
    pub fn marked_words(&self) -> Vec<String> {
        self.marks.iter().map(|mark| mark.quote.clone()).collect()
    }

    /// What to call it: its own wording, or else the article's words joined by an ellipsis.
    pub fn statement(&self) -> std::borrow::Cow<'_, str> {
        match (self.wording.trim(), self.marks.as_slice()) {
            ("", [only]) => only.quote.as_str().into(),
            ("", marks) => {
                marks.iter().map(|mark| mark.quote.as_str()).collect::<Vec<_>>().join(" … ").into()
            }
            (wording, _) => wording.into(),
        }
    }

    /// Where it stands in the text: the beginning of its first mark; claims without one come last.
    pub fn place(&self) -> (CharOffset, CharOffset) {
        let last = CharOffset(usize::MAX);
        self.marks.iter().map(|mark| (mark.start, mark.end)).min().unwrap_or((last, last))
    }

    /// Whether somebody still has to do something about it.
    pub fn is_open(&self) -> bool {
        self.status.is_open() || self.needs_recheck
    }
}
