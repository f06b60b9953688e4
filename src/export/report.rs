//! What the report tells, whatever it is written in.

use super::told::Sources;
use super::{ExportError, Options, TimelineGroup, in_text_order, json};
use crate::analysis::coverage::{Coverage, words};
use crate::review::{Access, Claim, ClaimId, Draft, Progress, Review, Source, SourceId, Status, roots};
use crate::rules::{Finding, Severity, Subject};
use std::borrow::Cow;
use std::collections::HashMap;

/// A review arranged for somebody who gets the result.
pub struct Report<'a> {
    /// The review.
    pub review: &'a Review,
    /// Its newest draft.
    pub draft: &'a Draft,
    /// The claims in text order.
    pub claims: Vec<&'a Claim>,
    /// How many claims have each status.
    pub progress: Progress,
    /// How much of the draft is covered.
    pub coverage: Coverage,
    /// Its sources, as far as they may be told.
    pub sources: Sources<'a>,
    /// When what the article tells happened.
    pub timeline: &'a [TimelineGroup],
    findings: &'a [Finding],
    numbers: HashMap<ClaimId, u32>,
}

/// A finding in words.
pub struct Found {
    /// How much weighs on it.
    pub severity: Severity,
    /// The claim it is about, by number.
    pub claim: Option<u32>,
    /// What was found, and who asks for it.
    pub message: String,
    /// Why it was let stand, and by whom.
    pub waived: Option<String>,
}

/// A source with the numbers of the claims that rest on it.
pub struct Listed<'a> {
    /// What it may be called.
    pub name: Cow<'a, str>,
    /// The source.
    pub source: &'a Source,
    /// The claims, by number.
    pub claims: Vec<u32>,
}

impl Listed<'_> {
    /// “(official, primary)”; empty where even that may not be told.
    pub fn kind(&self) -> String {
        let (kind, rank) = (self.source.kind.label(), self.source.rank.label());
        if self.source.access == Access::OnRecord {
            format!(" ({}, {})", kind.to_lowercase(), rank.to_lowercase())
        } else {
            String::new()
        }
    }
}

impl<'a> Report<'a> {
    /// Arranges a review.
    ///
    /// # Errors
    /// Where it holds no draft.
    pub fn of(review: &'a Review, options: &'a Options) -> Result<Self, ExportError> {
        let draft = review.draft().ok_or(ExportError::NoDraft)?;
        Ok(Self {
            review,
            draft,
            claims: in_text_order(review),
            progress: review.progress(),
            coverage: json::coverage_of(review),
            sources: Sources::of(review),
            timeline: &options.timeline,
            findings: &options.findings,
            numbers: review.claims.iter().map(|claim| (claim.id, claim.number)).collect(),
        })
    }

    /// The title, or what stands for one.
    pub fn title(&self) -> &'a str {
        let title = self.review.article.title.trim();
        if title.is_empty() { "Untitled article" } else { title }
    }

    /// Byline, place, date and outlet, as far as they are known.
    pub fn about(&self) -> Vec<String> {
        let article = &self.review.article;
        let date = article.dateline.date.map(|date| date.to_string()).unwrap_or_default();
        let known = [&article.byline, &article.outlet, &article.dateline.place, &date];
        known.into_iter().filter(|text| !text.trim().is_empty()).cloned().collect()
    }

    /// “Draft 2, 1,340 words”.
    pub fn draft_words(&self) -> String {
        format!("Draft {}, {} words", self.draft.number, grouped(words(self.draft.text().as_str())))
    }

    /// The statuses that claims have, each with how many.
    pub fn counts(&self) -> impl Iterator<Item = (Status, usize)> + '_ {
        let counts = Status::ALL.into_iter().map(|status| (status, self.progress.count(status)));
        counts.filter(|(_, count)| *count > 0)
    }

    /// Progress and coverage, a sentence each.
    pub fn summary(&self) -> Vec<String> {
        let (progress, coverage) = (&self.progress, &self.coverage);
        let mut lines = vec![format!("{} of {} claims checked", progress.checked(), progress.total())];
        if progress.needs_recheck > 0 {
            lines.push(format!("{} to check again, for their words changed", progress.needs_recheck));
        }
        lines.push(format!(
            "{} of {} factual words stand under a mark, {} ticked",
            grouped(coverage.covered),
            grouped(coverage.factual_words),
            grouped(coverage.ticked)
        ));
        lines
    }

    /// The claims whose question the writer or editor must answer, in text order.
    pub fn queries(&self) -> Vec<&'a Claim> {
        self.claims.iter().copied().filter(|claim| claim.status == Status::Query).collect()
    }

    /// What somebody must answer about a claim that is a query.
    pub fn question(&self, claim: &'a Claim) -> Cow<'a, str> {
        match claim.note.trim() {
            "" => "No question is written down.".into(),
            note => self.sources.text(note),
        }
    }

    /// What the rules found: first what stands, then what was waived, each in the order of the rules.
    pub fn findings(&self) -> Vec<Found> {
        let told = self.findings.iter().filter(|finding| !self.is_off_record(&finding.subject));
        let (stand, waived): (Vec<_>, Vec<_>) = told.partition(|finding| !finding.waived);
        stand.into_iter().chain(waived).map(|finding| self.found(finding)).collect()
    }

    /// Whether something is a source, or a citation of one, of which it may not even be told that it was asked.
    fn is_off_record(&self, subject: &Subject) -> bool {
        let source = match subject {
            Subject::Source(id) => Some(*id),
            Subject::Citation(id) => {
                let mut citations = self.review.claims.iter().flat_map(|claim| &claim.citations);
                citations.find(|citation| citation.id == *id).map(|citation| citation.source)
            }
            Subject::Claim(_) | Subject::File(_) | Subject::Words(_) => None,
        };
        source.is_some_and(|id| self.sources.printed(id).is_none())
    }

    fn found(&self, finding: &Finding) -> Found {
        let waiver = self.review.waiver(finding.rule.id, &finding.subject.to_string());
        let waived = waiver.filter(|_| finding.waived).map(|waiver| {
            let by = if waiver.by.is_empty() { String::new() } else { format!("{}, ", waiver.by) };
            self.sources.text(&format!("{} ({by}{})", waiver.reason, waiver.at.date_naive())).into_owned()
        });
        Found {
            severity: finding.rule.severity,
            claim: finding.claim.and_then(|id| self.numbers.get(&id).copied()),
            message: self.sources.text(&finding.message()).into_owned(),
            waived,
        }
    }

    /// The library by root, as far as it may be told: the sources in the order of the page, each with how
    /// many steps it is away from its root. Of one that may not be told nothing shows, not even a gap.
    pub fn roots(&self) -> Vec<(usize, Listed<'a>)> {
        let mut listed = Vec::new();
        for group in roots::library_by_root(self.review) {
            let root = self.listed(group.root, group.claims);
            let from = usize::from(root.is_none());
            listed.extend(root.map(|root| (0, root)));
            let fed = group.fed.into_iter();
            listed.extend(fed.filter_map(|fed| {
                Some((fed.depth.saturating_sub(from), self.listed(fed.source, fed.claims)?))
            }));
        }
        listed
    }

    fn listed(&self, id: SourceId, claims: Vec<u32>) -> Option<Listed<'a>> {
        let (source, name) = self.sources.printed(id)?;
        Some(Listed { name, source, claims })
    }
}

/// Who decided on a claim, and when: “Mara Lind, 2023-07-28”.
pub fn decided(claim: &Claim) -> Option<String> {
    let decision = claim.decision.as_ref()?;
    let day = decision.at.date_naive();
    Some(if decision.by.is_empty() { day.to_string() } else { format!("{}, {day}", decision.by) })
}

/// The article's own words for a claim, where its wording is the checker's.
pub fn passages(claim: &Claim, draft: u32) -> Vec<&str> {
    let has_wording = !claim.wording.trim().is_empty();
    let marks = claim.marks.iter().filter(|mark| has_wording && mark.draft == draft);
    marks.map(|mark| mark.quote.as_str()).collect()
}

/// A number with commas between thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([7, 999, 1_000, 1_234_567].map(grouped), ["7", "999", "1,000", "1,234,567"]);
    }
}
