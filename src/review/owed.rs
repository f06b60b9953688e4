//! What a desk decides about rules: which it works by, and which findings it lets stand.

use super::words::words;
use super::{ClaimId, SourceId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// A book of rules that a desk can work by.
    RuleBook {
        /// What every review owes.
        #[default]
        House => "House", "house";
        /// What the news agency AFP asks for.
        Afp => "AFP", "afp";
        /// What the KSJ Fact-Checking Project asks for.
        Ksj => "KSJ", "ksj";
        /// What the International Fact-Checking Network asks for.
        Ifcn => "IFCN", "ifcn";
    }
}

/// A moving fact that was checked longer ago than this many days is a finding, unless a desk says otherwise.
const MOVING_DAYS: u32 = 2;

/// Which rules count in a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSettings {
    /// The books, each once.
    pub books: Vec<RuleBook>,
    /// Ids of single rules that do not count, though their book does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
    /// Ids of single rules that count, though their book does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
    /// How many days a check of a moving fact (toll, price, office-holder) holds.
    #[serde(default = "moving_days")]
    pub moving_days: u32,
    /// The ratings that checks are published under, as the desk writes them; empty for the usual three.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scale: String,
}

fn moving_days() -> u32 {
    MOVING_DAYS
}

impl Default for RuleSettings {
    fn default() -> Self {
        Self {
            books: vec![RuleBook::House],
            off: Vec::new(),
            on: Vec::new(),
            moving_days: MOVING_DAYS,
            scale: String::new(),
        }
    }
}

impl RuleSettings {
    /// Whether a rule of a book counts.
    pub fn counts(&self, rule: &str, book: RuleBook) -> bool {
        let named = |list: &[String]| list.iter().any(|id| id == rule);
        if self.books.contains(&book) { !named(&self.off) } else { named(&self.on) }
    }

    /// The same with one rule of a book switched.
    #[must_use]
    pub fn switched(&self, rule: &str, book: RuleBook, counts: bool) -> Self {
        let mut settings = self.clone();
        settings.off.retain(|id| id != rule);
        settings.on.retain(|id| id != rule);
        match (self.books.contains(&book), counts) {
            (true, false) => settings.off.push(rule.to_owned()),
            (false, true) => settings.on.push(rule.to_owned()),
            _ => {}
        }
        settings
    }

    /// The same with a whole book switched; the order of the books does not depend on when.
    #[must_use]
    pub fn with_book(&self, book: RuleBook, counts: bool) -> Self {
        let kept = |other: &RuleBook| if *other == book { counts } else { self.books.contains(other) };
        let books = RuleBook::ALL.iter().copied().filter(kept).collect();
        Self { books, ..self.clone() }
    }
}

/// A finding that somebody lets stand, with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The id of the rule.
    pub rule: String,
    /// What the finding is about: the id of a claim, citation or source, or the words it stands on.
    pub subject: String,
    /// Why it may stand.
    pub reason: String,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, to the second.
    pub at: DateTime<Utc>,
}

/// Whether two roots are one, as the checker decided: the same owner or nearly the same words only suggest it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootDecision {
    /// One source, the one with the lower id.
    pub one: SourceId,
    /// The other.
    pub other: SourceId,
    /// The claim that this was decided for; none where it holds everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// Whether both have one root.
    pub same: bool,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, to the second.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_and_single_rules_are_switched_apart() {
        let settings = RuleSettings::default();
        assert!(settings.counts("tk", RuleBook::House) && !settings.counts("two_roots", RuleBook::Afp));
        let without = settings.switched("tk", RuleBook::House, false);
        assert!(!without.counts("tk", RuleBook::House));
        assert_eq!(without.switched("tk", RuleBook::House, true), settings);
        let with = settings.switched("two_roots", RuleBook::Afp, true);
        assert!(with.counts("two_roots", RuleBook::Afp) && !with.counts("other", RuleBook::Afp));
        let books = settings.with_book(RuleBook::Ifcn, true).with_book(RuleBook::Afp, true).books;
        assert_eq!(books, [RuleBook::House, RuleBook::Afp, RuleBook::Ifcn]);
    }
}
