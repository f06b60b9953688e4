//! Every rule, in one table: what it is called, who asks for it, how much weighs on it.

use super::citation_rules as citations;
use super::claim_rules as claims;
use super::draft_rules as drafts;
use super::facts::LostFile;
use super::finding::Finding;
use super::findings::{Case, Page};
use super::source_rules as sources;
use crate::review::{Review, RuleBook, Source};

/// How much weighs on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The article cannot go out so.
    Error,
    /// It should not.
    Warning,
    /// It could be better.
    Advice,
}

impl Severity {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Advice];

    /// The words shown to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "Must fix",
            Self::Warning => "Should fix",
            Self::Advice => "Consider",
        }
    }

    /// The word used in JSON and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// Looks at one claim.
pub(super) type OfClaim = fn(&Case<'_>, &'static Rule, &mut Vec<Finding>);
/// Looks at one paragraph of the newest draft.
pub(super) type OfParagraph = fn(&Page<'_>, usize, &'static Rule, &mut Vec<Finding>);
/// Looks at the newest draft as a whole.
pub(super) type OfDraft = fn(&Page<'_>, &'static Rule, &mut Vec<Finding>);
/// Looks at one source.
pub(super) type OfSource = fn(&Source, &'static Rule, &mut Vec<Finding>);
/// Looks at the stored files.
pub(super) type OfFiles = fn(&Review, &[LostFile], &'static Rule, &mut Vec<Finding>);

/// What a rule looks at, and the function that does. Each pushes what it found.
pub(super) enum Check {
    /// One claim.
    Claim(OfClaim),
    /// One paragraph of the newest draft, with the marks that reach into it.
    Paragraph(OfParagraph),
    /// The newest draft as a whole.
    Draft(OfDraft),
    /// One source.
    Source(OfSource),
    /// The stored files.
    Files(OfFiles),
}

/// A rule.
pub struct Rule {
    /// What it is called in data and on the command line.
    pub id: &'static str,
    /// Whose rule it is.
    pub book: RuleBook,
    /// How much weighs on it.
    pub severity: Severity,
    /// A finding’s headline, of few words.
    pub title: &'static str,
    /// Who asks for what, in a clause: “AFP asks for two independent sources”.
    pub asks: &'static str,
    /// Whether it waits for what the analysis reads off the draft.
    pub needs_facts: bool,
    pub(super) check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// The rule with an id.
pub fn called(id: &str) -> Option<&'static Rule> {
    CATALOGUE.iter().find(|rule| rule.id == id)
}

const fn rule(
    id: &'static str,
    book: RuleBook,
    severity: Severity,
    title: &'static str,
    asks: &'static str,
    check: Check,
) -> Rule {
    let needs_facts = matches!(check, Check::Paragraph(_));
    Rule { id, book, severity, title, asks, needs_facts, check }
}

const fn with_facts(rule: Rule) -> Rule {
    // Taken apart by hand: a constant function cannot drop the rest of a struct.
    let Rule { id, book, severity, title, asks, needs_facts: _, check } = rule;
    Rule { id, book, severity, title, asks, needs_facts: true, check }
}

use Check::{Claim, Draft, Files, Paragraph, Source as OneSource};
use RuleBook::{Afp, House, Ifcn, Ksj};
use Severity::{Advice, Error, Warning};

/// Every rule, by book, the heavier first.
#[rustfmt::skip]
pub static CATALOGUE: &[Rule] = &[
    rule("no_citation", House, Error, "Verified without a citation",
        "the house asks for a source behind every tick", Claim(claims::no_citation)),
    rule("needs_recheck", House, Error, "Text changed since the status",
        "the house asks that a status belongs to its words", Claim(claims::needs_recheck)),
    rule("contradicted", House, Error, "Contradicted without a note",
        "the house asks for a note where a source says otherwise", Claim(claims::contradicted)),
    rule("unanswered_query", House, Error, "Query without an answer",
        "the house asks that every query is answered before publication", Claim(claims::unanswered_query)),
    rule("origin_circle", House, Error, "Origins run in a circle",
        "the house asks that origins lead to a root", Claim(citations::origin_circle)),
    rule("translation_without_original", House, Error, "Translation without the original",
        "the house asks for the original beside a translated quotation",
        Claim(citations::translation_without_original)),
    rule("quotation_altered", House, Error, "Quotation altered",
        "the house asks that a quotation is word for word, with … and [ ] where it is not",
        Claim(citations::quotation_altered)),
    rule("translation_differs", House, Error, "Translation says something else",
        "the house asks that names, figures and peoples survive translation",
        Claim(citations::translation_differs)),
    rule("anonymous_unknown", House, Error, "No editor knows this source",
        "the house asks that an editor knows every source who is not named",
        OneSource(sources::anonymous_unknown)),
    rule("calculation", House, Error, "Calculation does not come out",
        "the house asks that a result follows from its figures", OneSource(sources::calculation)),
    rule("backup_lost", House, Error, "Stored file missing or altered",
        "the house asks that stored evidence stays as it was", Files(sources::backup_lost)),
    rule("tk", House, Error, "Unfinished copy",
        "the house asks that no TK, ?? or [CHECK] is left", Draft(drafts::unfinished)),
    with_facts(rule("weekday", House, Error, "Weekday and date disagree",
        "the house asks that weekdays fit their dates", Draft(drafts::weekday))),
    with_facts(rule("arithmetic", House, Error, "Arithmetic fails",
        "the house asks that figures add up", Draft(drafts::arithmetic))),
    rule("uncovered_head", House, Error, "Headline or caption not covered",
        "the house asks that hed, dek and captions are checked like the text",
        Paragraph(drafts::uncovered_head)),
    rule("uncovered", House, Warning, "Factual words under no mark",
        "the house asks that every name, figure and quotation is covered", Paragraph(drafts::uncovered)),
    with_facts(rule("spelling", House, Warning, "A name spelled two ways",
        "the house asks for one spelling of a name", Draft(drafts::spelling))),
    rule("one_root", House, Warning, "Citations share one root",
        "the house counts roots, not citations", Claim(claims::one_root)),
    rule("confirmed_by_one", House, Warning, "Digit 1 with one root",
        "the house keeps digit 1 for what independent sources confirm", Claim(claims::confirmed_by_one)),
    rule("quotation_unrecorded", House, Warning, "Quotation without a record",
        "the house asks for a recording, transcript or document of what was said",
        Claim(claims::quotation_unrecorded)),
    rule("moving_fact", House, Warning, "Moving fact checked too long ago",
        "the house asks that tolls, prices and office-holders are checked again", Claim(claims::moving_fact)),
    rule("no_access_date", House, Warning, "No access date",
        "the house asks when a source was consulted", Claim(citations::no_access_date)),
    rule("no_pinpoint", House, Advice, "No pinpoint",
        "the house asks for page, paragraph or minute", Claim(citations::no_pinpoint)),
    rule("no_backup", House, Advice, "No stored copy",
        "the house asks for a copy of what was consulted", Claim(citations::no_backup)),
    rule("afp_two_roots", Afp, Error, "One independent source",
        "AFP asks for two independent sources for a central claim", Claim(claims::two_roots)),
    rule("afp_anonymous_quotation", Afp, Error, "Anonymous quotation",
        "AFP asks that nobody is quoted without a name", Claim(claims::anonymous_quotation)),
    rule("afp_primary", Afp, Warning, "No primary material",
        "AFP asks for primary material", Claim(claims::primary_material)),
    rule("ksj_primary_or_three", Ksj, Error, "Too few sources",
        "KSJ asks for one primary source, or three secondary ones that are no copies of one another",
        Claim(claims::primary_or_three)),
    rule("ifcn_replicable", Ifcn, Error, "Check cannot be repeated",
        "IFCN asks for enough detail on each source to repeat the check", Claim(citations::replicable)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_has_an_id_of_its_own_and_names_its_book() {
        let ids: HashSet<&str> = CATALOGUE.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), CATALOGUE.len());
        for rule in CATALOGUE {
            let book = if rule.book == House { "the house" } else { rule.book.label() };
            assert!(rule.asks.starts_with(book), "{rule:?}");
            assert!(!rule.asks.ends_with('.') && !rule.title.ends_with('.'), "{rule:?}");
            assert!(rule.id.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase()), "{rule:?}");
            assert_eq!(called(rule.id), Some(rule));
        }
        assert_eq!(called("none"), None);
    }

    #[test]
    fn books_stand_together_and_the_heavier_rules_first() {
        let order: Vec<_> = CATALOGUE.iter().map(|rule| (rule.book, rule.severity)).collect();
        assert!(order.is_sorted());
    }
}
