//! What the report tells, whatever it is written in.

use super::told::Sources;
use super::{ExportError, in_text_order, json};
use crate::analysis::coverage::{Coverage, words};
use crate::review::{Access, Claim, Draft, Progress, Review, Source, Status};
use std::borrow::Cow;

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
    pub fn of(review: &'a Review) -> Result<Self, ExportError> {
        let draft = review.draft().ok_or(ExportError::NoDraft)?;
        Ok(Self {
            review,
            draft,
            claims: in_text_order(review),
            progress: review.progress(),
            coverage: json::coverage_of(review),
            sources: Sources::of(review),
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

    /// The library, as far as it may be told, by name.
    pub fn library(&self) -> Vec<Listed<'a>> {
        let mut resting = json::claims_by_source(self.review);
        let told = self.review.sources.iter().filter_map(|source| {
            let name = self.sources.name(source.id)?;
            Some(Listed { name, source, claims: resting.remove(&source.id).unwrap_or_default() })
        });
        let mut listed: Vec<Listed<'_>> = told.collect();
        listed.sort_by_key(|listed| listed.name.to_lowercase());
        listed
    }
}

/// Who decided on a claim, and when: “Mara Lind, 2023-07-28”.
pub fn decided(claim: &Claim) -> Option<String> {
    let decision = claim.decision.as_ref()?;
    let day = decision.at.date_naive();
    Some(if decision.by.is_empty() { day.to_string() } else { format!("{}, {day}", decision.by) })
}

/// The article's own words for a claim, where its wording is the checker's.
pub fn passages<'a>(claim: &'a Claim, draft: u32) -> Vec<&'a str> {
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
