//! A review as text and back.

use super::{FormatError, StoreError, readable};
use crate::review::{
    Article, Backup, Claim, Draft, Marginalia, Review, ReviewId, Revision, RootDecision, RuleSettings,
    Source, Waiver,
};
use ron::error::SpannedError;
use ron::ser::PrettyConfig;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The version of the format that is written, and the newest that is read.
pub const VERSION: u32 = 1;

/// A review as it stands in a file of version 1: the version, then the review’s own fields.
///
/// A later version gets a struct of its own, and this one a function that turns it into the next.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Review")]
struct Stored<'a> {
    version: u32,
    id: ReviewId,
    article: Cow<'a, Article>,
    drafts: Cow<'a, [Arc<Draft>]>,
    #[serde(default)]
    sources: Cow<'a, [Source]>,
    #[serde(default)]
    last_number: u32,
    #[serde(default, deserialize_with = "claims")]
    claims: Cow<'a, [Arc<Claim>]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    revisions: Cow<'a, [Arc<Revision>]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    backups: Cow<'a, [Backup]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    root_decisions: Cow<'a, [RootDecision]>,
    #[serde(default, skip_serializing_if = "is_usual")]
    rules: Cow<'a, RuleSettings>,
    #[serde(default, skip_serializing_if = "is_empty")]
    waivers: Cow<'a, [Waiver]>,
    #[serde(default, skip_serializing_if = "says_nothing")]
    marginalia: Cow<'a, Marginalia>,
}

/// Lists that most reviews never need have no line in their files.
fn is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}

fn says_nothing(marginalia: &Marginalia) -> bool {
    marginalia.is_empty()
}

fn is_usual(rules: &RuleSettings) -> bool {
    *rules == RuleSettings::default()
}

impl<'a> From<&'a Review> for Stored<'a> {
    fn from(review: &'a Review) -> Self {
        // Taken apart by name, so that a new field of the model cannot be left out of the file.
        let Review {
            id,
            article,
            drafts,
            revisions,
            sources,
            last_number,
            claims,
            backups,
            root_decisions,
            rules,
            waivers,
            marginalia,
        } = review;
        Self {
            version: VERSION,
            id: *id,
            article: Cow::Borrowed(article),
            drafts: Cow::Borrowed(drafts),
            revisions: Cow::Borrowed(revisions),
            sources: Cow::Borrowed(sources),
            last_number: *last_number,
            claims: Cow::Borrowed(claims),
            backups: Cow::Borrowed(backups),
            root_decisions: Cow::Borrowed(root_decisions),
            rules: Cow::Borrowed(rules),
            waivers: Cow::Borrowed(waivers),
            marginalia: Cow::Borrowed(marginalia),
        }
    }
}

impl From<Stored<'_>> for Review {
    fn from(stored: Stored<'_>) -> Self {
        Self {
            id: stored.id,
            article: stored.article.into_owned(),
            drafts: stored.drafts.into_owned(),
            revisions: stored.revisions.into_owned(),
            sources: stored.sources.into_owned(),
            last_number: stored.last_number,
            claims: stored.claims.into_owned(),
            backups: stored.backups.into_owned(),
            root_decisions: stored.root_decisions.into_owned(),
            rules: stored.rules.into_owned(),
            waivers: stored.waivers.into_owned(),
            marginalia: stored.marginalia.into_owned(),
        }
    }
}

/// Claims from RON. Lists grow with room for several, and most claims have one mark and one citation: each
/// claim gives its room back as soon as it is read, so that the next one can take it.
fn claims<'de, 'a, D: Deserializer<'de>>(from: D) -> Result<Cow<'a, [Arc<Claim>]>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Fitted(#[serde(deserialize_with = "fitted")] Arc<Claim>);
    let claims = Vec::<Fitted>::deserialize(from)?;
    Ok(claims.into_iter().map(|Fitted(claim)| claim).collect())
}

fn fitted<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Claim>, D::Error> {
    let mut claim = Claim::deserialize(from)?;
    claim.marks.shrink_to_fit();
    claim.citations.shrink_to_fit();
    Ok(Arc::new(claim))
}

/// A review as RON: version first, one field a line, one paragraph a line, a line feed at the end.
///
/// The same review gives the same text on every system.
///
/// # Errors
/// Where the review contradicts itself, for it would not open again.
pub fn to_ron(review: &Review) -> Result<String, StoreError> {
    if let Some(fault) = review.fault() {
        return Err(FormatError::FaultBeforeSave(fault).into());
    }
    let layout = PrettyConfig::new().new_line("\n");
    let mut text = ron::ser::to_string_pretty(&Stored::from(review), layout)
        .map_err(|error| FormatError::Unwritable(error.to_string()))?;
    text.push('\n');
    Ok(readable::strings(&text))
}

/// A review from RON.
///
/// # Errors
/// Where the text is no review, of a newer version, damaged, or contradicts itself.
pub fn from_ron(text: &str) -> Result<Review, StoreError> {
    let text = without_byte_order_mark(text);
    check_version(text)?;
    let stored: Stored<'_> = ron::from_str(text).map_err(|error| damaged(text, error))?;
    let review = Review::from(stored);
    match review.fault() {
        Some(fault) => Err(FormatError::Fault(fault).into()),
        None => Ok(review),
    }
}

/// Refuses a text that does not begin as a review of a version this program reads.
pub(super) fn check_version(text: &str) -> Result<(), FormatError> {
    match version(without_byte_order_mark(text)) {
        None => Err(conflict(text).unwrap_or(FormatError::NoReview)),
        Some(version) if version > u64::from(VERSION) => Err(FormatError::Newer(version)),
        Some(0) => Err(FormatError::NoReview),
        Some(_) => Ok(()),
    }
}

/// Some editors put the mark before a text, and it means nothing in UTF-8.
pub(super) fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The version that a text begins with, however its later fields look.
fn version(text: &str) -> Option<u64> {
    let mut first = FirstField(None);
    // Reading stops by an error after the first field, so that a newer file need not fit in any other way.
    let _ = ron::Deserializer::from_str(text).ok()?.deserialize_struct("Review", &["version"], &mut first);
    first.0
}

/// Keeps the value of a record’s first field where that is its version.
struct FirstField(Option<u64>);

impl<'de> Visitor<'de> for &mut FirstField {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a review")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        if fields.next_key::<Cow<'de, str>>()?.as_deref() == Some("version") {
            self.0 = Some(fields.next_value()?);
        }
        Err(A::Error::custom("the rest does not matter"))
    }
}

/// What RON found, at its place in the text.
pub(super) fn damaged(text: &str, error: SpannedError) -> FormatError {
    conflict(text).unwrap_or_else(|| FormatError::Damaged {
        line: error.span.end.line,
        column: error.span.end.col,
        what: match error.code {
            ron::Error::ExceededRecursionLimit => "it is nested too deeply".into(),
            ron::Error::Eof => "it ends too early".into(),
            other => lower_first(&other.to_string()),
        },
    })
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The first line that a git merge left behind; strings never begin a line, so none is mistaken for it.
fn conflict(text: &str) -> Option<FormatError> {
    let at = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    Some(FormatError::Conflicts(at + 1))
}
