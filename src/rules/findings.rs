//! All findings of a review, kept up to date edit by edit.

use super::catalogue::{CATALOGUE, Check, OfClaim, OfDraft, OfFiles, OfParagraph, OfSource, Rule, Severity};
use super::facts::{Facts, LostFile};
use super::finding::{Finding, Subject};
use super::fix::Fix;
use crate::review::roots::{Library, Roots};
use crate::review::{
    Change, Citation, Claim, ClaimChange, ClaimId, Draft, Edit, Mark, Review, RuleSettings, SourceId, Stance,
};
use crate::text::{ByteRange, CharRange};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What the rules are told beside the review.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The day it is.
    pub today: NaiveDate,
    /// What was read off the newest draft, once it is.
    pub facts: Option<&'a Facts>,
    /// Stored files that are not as they were, once they were verified.
    pub lost: &'a [LostFile],
}

impl<'a> Known<'a> {
    /// Only the day.
    pub fn on(today: NaiveDate) -> Self {
        Self { today, facts: None, lost: &[] }
    }

    /// The same with what was read off the newest draft.
    #[must_use]
    pub fn with_facts(self, facts: &'a Facts) -> Self {
        Self { facts: Some(facts), ..self }
    }

    /// The same with files that are not as they were.
    #[must_use]
    pub fn with_lost(self, lost: &'a [LostFile]) -> Self {
        Self { lost, ..self }
    }
}

/// How many findings stand that nobody waived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By severity, the heaviest first.
    by_severity: [usize; Severity::ALL.len()],
    /// How many were waived.
    pub waived: usize,
}

impl Counts {
    /// How many of a severity stand.
    pub fn of(&self, severity: Severity) -> usize {
        self.by_severity[severity as usize]
    }

    /// How many stand.
    pub fn total(&self) -> usize {
        self.by_severity.iter().sum()
    }

    /// The count that a finding belongs to.
    fn of_finding(&mut self, finding: &Finding) -> &mut usize {
        if finding.waived { &mut self.waived } else { &mut self.by_severity[finding.rule.severity as usize] }
    }

    fn add(&mut self, findings: &[Finding]) {
        findings.iter().for_each(|finding| *self.of_finding(finding) += 1);
    }

    fn take_away(&mut self, findings: &[Finding]) {
        findings.iter().for_each(|finding| *self.of_finding(finding) -= 1);
    }
}

/// Everything the rules found in a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    claims: HashMap<ClaimId, Vec<Finding>>,
    paragraphs: BTreeMap<usize, Vec<Finding>>,
    draft: Vec<Finding>,
    sources: HashMap<SourceId, Vec<Finding>>,
    files: Vec<Finding>,
    counts: Counts,
}

impl Findings {
    /// Looks at everything.
    pub fn of(review: &Review, known: Known<'_>) -> Self {
        let mut findings = Self::default();
        findings.look(review, known, &Touched::everything(review));
        findings
    }

    /// Follows an edit that was carried out: looks again only at what it touches. An edit that can change
    /// what is found anywhere (a new draft, other rules) is not followed, which it says by `false`: then
    /// everything has to be looked at.
    ///
    /// `known` is as it was before; where it changes, everything has to be looked at, too. Edits of before,
    /// joined to one, can be followed all at once: only the review as it is now is looked at.
    #[must_use]
    pub fn update(&mut self, review: &Review, known: Known<'_>, edit: &Edit) -> bool {
        let mut touched = Touched::default();
        touched.add(review, edit);
        if !touched.everything {
            self.look(review, known, &touched);
        }
        !touched.everything
    }

    /// All findings, waived ones too: the heavier first, each weight in text order.
    pub fn in_order(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.iter().collect();
        all.sort_by_cached_key(|finding| {
            let place = finding.passage.as_ref().map_or(usize::MAX, |passage| passage.start.0);
            (finding.rule.severity, place, finding.claim, finding.rule.id, &finding.subject)
        });
        all
    }

    /// All findings in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        let claims = self.claims.values().chain(self.paragraphs.values()).chain(self.sources.values());
        claims.flatten().chain(&self.draft).chain(&self.files)
    }

    /// The findings about one claim, for its card.
    pub fn of_claim(&self, id: ClaimId) -> &[Finding] {
        self.claims.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The findings about one source.
    pub fn of_source(&self, id: SourceId) -> &[Finding] {
        self.sources.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many stand.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    fn look(&mut self, review: &Review, known: Known<'_>, touched: &Touched) {
        let active = Active::of(&review.rules);
        if !touched.claims.is_empty() {
            self.look_at_claims(review, known, &active, &touched.claims);
        }
        if let Some(draft) = review.draft().filter(|_| !touched.paragraphs.is_empty() || touched.everything) {
            self.look_at_draft(review, draft, known, &active, touched);
        }
        for id in &touched.sources {
            self.look_at_source(review, *id, &active);
        }
        if touched.files || touched.everything {
            let mut found = Vec::new();
            for (rule, check) in &active.files {
                check(review, known.lost, rule, &mut found);
            }
            waive(review, &mut found);
            self.counts.add(&found);
            self.counts.take_away(&std::mem::replace(&mut self.files, found));
        }
        if touched.waivers {
            self.waive_all(review);
        }
    }

    fn look_at_claims(
        &mut self,
        review: &Review,
        known: Known<'_>,
        active: &Active,
        ids: &BTreeSet<ClaimId>,
    ) {
        let world = World::of(review, known);
        for gone in ids.iter().filter_map(|id| self.claims.remove(id)) {
            self.counts.take_away(&gone);
        }
        for claim in review.claims.iter().filter(|claim| ids.contains(&claim.id)) {
            let case = Case { claim, world: &world, supporting: OnceCell::new() };
            let mut found = Vec::new();
            for (rule, check) in &active.claims {
                check(&case, rule, &mut found);
            }
            waive(review, &mut found);
            self.counts.add(&found);
            if !found.is_empty() {
                found.shrink_to_fit(); // a list that grew has room for four, and most have one
                self.claims.insert(claim.id, found);
            }
        }
    }

    fn look_at_draft(
        &mut self,
        review: &Review,
        draft: &Arc<Draft>,
        known: Known<'_>,
        active: &Active,
        touched: &Touched,
    ) {
        let page = Page::of(review, draft, known, &touched.paragraphs);
        for &paragraph in &touched.paragraphs {
            self.counts.take_away(&self.paragraphs.remove(&paragraph).unwrap_or_default());
            let mut found = Vec::new();
            for (rule, check) in &active.paragraphs {
                check(&page, paragraph, rule, &mut found);
            }
            waive(review, &mut found);
            self.counts.add(&found);
            if !found.is_empty() {
                found.shrink_to_fit();
                self.paragraphs.insert(paragraph, found);
            }
        }
        if touched.everything {
            let mut found = Vec::new();
            for (rule, check) in &active.draft {
                check(&page, rule, &mut found);
            }
            waive(review, &mut found);
            self.counts.add(&found);
            self.counts.take_away(&std::mem::replace(&mut self.draft, found));
        }
    }

    fn look_at_source(&mut self, review: &Review, id: SourceId, active: &Active) {
        self.counts.take_away(&self.sources.remove(&id).unwrap_or_default());
        let Some(source) = review.source(id) else { return };
        let mut found = Vec::new();
        for (rule, check) in &active.sources {
            check(source, rule, &mut found);
        }
        waive(review, &mut found);
        self.counts.add(&found);
        if !found.is_empty() {
            self.sources.insert(id, found);
        }
    }

    fn waive_all(&mut self, review: &Review) {
        let lists = self.claims.values_mut().chain(self.paragraphs.values_mut());
        for list in lists.chain(self.sources.values_mut()).chain([&mut self.draft, &mut self.files]) {
            self.counts.take_away(list);
            waive(review, list);
            self.counts.add(list);
        }
    }
}

/// Says of each finding whether it was let stand.
fn waive(review: &Review, findings: &mut [Finding]) {
    for finding in findings {
        let mut of_rule = review.waivers.iter().filter(|waiver| waiver.rule == finding.rule.id).peekable();
        finding.waived = of_rule.peek().is_some() && {
            let subject = finding.subject.to_string();
            of_rule.any(|waiver| waiver.subject == subject)
        };
    }
}

/// What an edit touches.
#[derive(Debug, Default)]
struct Touched {
    everything: bool,
    claims: BTreeSet<ClaimId>,
    paragraphs: BTreeSet<usize>,
    sources: HashSet<SourceId>,
    files: bool,
    waivers: bool,
}

impl Touched {
    fn everything(review: &Review) -> Self {
        Self {
            everything: true,
            claims: review.claims.iter().map(|claim| claim.id).collect(),
            paragraphs: (0..review.draft().map_or(0, |draft| draft.text().paragraph_count())).collect(),
            sources: review.sources.iter().map(|source| source.id).collect(),
            files: true,
            waivers: false,
        }
    }

    fn add(&mut self, review: &Review, edit: &Edit) {
        match edit {
            Edit::AddClaim { claim, .. } | Edit::RemoveClaim { claim, .. } => {
                self.claims.insert(claim.id);
                self.files = true; // a lost file names the claim that rests on it
                self.add_marks(review, &claim.marks);
            }
            Edit::Claim { id, change } => {
                self.claims.insert(*id);
                if let ClaimChange::Marks(Change { from, to }) = change {
                    self.add_marks(review, from);
                    self.add_marks(review, to);
                }
            }
            Edit::AddCitation { claim, .. }
            | Edit::RemoveCitation { claim, .. }
            | Edit::Citation { claim, .. } => {
                self.claims.insert(*claim);
                self.files = true;
            }
            Edit::AddSource { source, .. } | Edit::RemoveSource { source, .. } => {
                self.sources.insert(source.id);
            }
            Edit::Source { id, .. } => self.add_source(review, *id),
            Edit::AddBackup { .. } | Edit::RemoveBackup { .. } => self.files = true,
            Edit::AddWaiver { .. } | Edit::RemoveWaiver { .. } => self.waivers = true,
            Edit::DecideRoot { change } => {
                let decided = change.to.as_ref().or(change.from.as_ref());
                self.add_decided(review, decided.and_then(|decision| decision.claim));
            }
            Edit::AddRevision(_) | Edit::RemoveRevision(_) | Edit::Decide { .. } => {}
            Edit::Together(edits) => edits.iter().for_each(|edit| self.add(review, edit)),
            // Other drafts, other rules and another language change what is found anywhere.
            _ => self.everything = true,
        }
    }

    /// The paragraphs that marks on the newest draft reach into.
    fn add_marks(&mut self, review: &Review, marks: &[Mark]) {
        let Some(draft) = review.draft() else { return };
        let on_draft = marks.iter().filter(|mark| mark.draft == draft.number);
        for bytes in on_draft.filter_map(|mark| draft.text().bytes_of(&mark.range())) {
            self.paragraphs.extend(paragraphs_of(draft, &bytes));
        }
    }

    /// A source, and the claims whose origins lead through it.
    fn add_source(&mut self, review: &Review, id: SourceId) {
        self.sources.insert(id);
        let fed = fed_by(review, id);
        let through = |citation: &Citation| {
            fed.contains(&citation.source) || citation.origin.is_some_and(|origin| fed.contains(&origin))
        };
        let claims = review.claims.iter().filter(|claim| claim.citations.iter().any(through));
        self.claims.extend(claims.map(|claim| claim.id));
    }

    /// The claims that a decision about roots can matter to: those with two citations.
    fn add_decided(&mut self, review: &Review, only: Option<ClaimId>) {
        let matters =
            |claim: &&Arc<Claim>| claim.citations.len() > 1 && only.is_none_or(|only| only == claim.id);
        self.claims.extend(review.claims.iter().filter(matters).map(|claim| claim.id));
    }
}

/// A source and all that take their facts from it, over any number of steps.
fn fed_by(review: &Review, id: SourceId) -> HashSet<SourceId> {
    let mut fed = HashSet::from([id]);
    loop {
        let before = fed.len();
        let next =
            review.sources.iter().filter(|source| source.origin.is_some_and(|from| fed.contains(&from)));
        let next: Vec<SourceId> = next.map(|source| source.id).collect();
        fed.extend(next);
        if fed.len() == before {
            return fed;
        }
    }
}

fn paragraphs_of(draft: &Draft, bytes: &ByteRange) -> std::ops::RangeInclusive<usize> {
    draft.text().paragraph_at(bytes.start)..=draft.text().paragraph_at(bytes.end)
}

/// The rules that count in a review, by what they look at.
#[derive(Default)]
struct Active {
    claims: Vec<(&'static Rule, OfClaim)>,
    paragraphs: Vec<(&'static Rule, OfParagraph)>,
    draft: Vec<(&'static Rule, OfDraft)>,
    sources: Vec<(&'static Rule, OfSource)>,
    files: Vec<(&'static Rule, OfFiles)>,
}

impl Active {
    fn of(settings: &RuleSettings) -> Self {
        let mut active = Self::default();
        for rule in CATALOGUE.iter().filter(|rule| settings.counts(rule.id, rule.book)) {
            match rule.check {
                Check::Claim(check) => active.claims.push((rule, check)),
                Check::Paragraph(check) => active.paragraphs.push((rule, check)),
                Check::Draft(check) => active.draft.push((rule, check)),
                Check::Source(check) => active.sources.push((rule, check)),
                Check::Files(check) => active.files.push((rule, check)),
            }
        }
        active
    }
}

/// What all claims of a review share.
pub(super) struct World<'a> {
    pub library: Library<'a>,
    pub settings: &'a RuleSettings,
    /// The article’s language (BCP 47).
    pub language: &'a str,
    pub today: NaiveDate,
    pub draft: Option<&'a Draft>,
    /// Facts of the newest draft.
    pub facts: Option<&'a Facts>,
}

impl<'a> World<'a> {
    fn of(review: &'a Review, known: Known<'a>) -> Self {
        let draft = review.draft().map(Arc::as_ref);
        Self {
            library: Library::of(review),
            settings: &review.rules,
            language: &review.article.language,
            today: known.today,
            draft,
            facts: facts_of(draft, known),
        }
    }
}

/// The facts, where they are the newest draft’s.
fn facts_of<'a>(draft: Option<&Draft>, known: Known<'a>) -> Option<&'a Facts> {
    known.facts.filter(|facts| draft.is_some_and(|draft| draft.number == facts.draft))
}

/// One claim as the rules see it.
pub(super) struct Case<'a> {
    pub claim: &'a Claim,
    pub world: &'a World<'a>,
    supporting: OnceCell<Roots>,
}

impl Case<'_> {
    /// The roots of the citations that say the same or a part of it.
    pub fn supporting(&self) -> &Roots {
        self.supporting.get_or_init(|| self.world.library.roots_of(self.claim, supports))
    }

    /// The names of the supporting roots.
    pub fn root_names(&self) -> String {
        let names = self.supporting().roots.iter().map(|root| self.world.library.name(root.source));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Where the claim stands in the newest draft.
    pub fn passage(&self) -> Option<CharRange> {
        let newest = self.world.draft?.number;
        self.claim.marks.iter().find(|mark| mark.draft == newest).map(Mark::range)
    }

    /// The claim’s marks on the newest draft.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        let newest = self.world.draft.map(|draft| draft.number);
        self.claim.marks.iter().filter(move |mark| Some(mark.draft) == newest)
    }

    /// A finding about the claim.
    pub fn finding(&self, rule: &'static Rule, what: impl Into<String>, fix: Option<Fix>) -> Finding {
        self.about(Subject::Claim(self.claim.id), rule, what.into(), fix)
    }

    /// A finding about one of its citations.
    pub fn finding_in(
        &self,
        citation: &Citation,
        rule: &'static Rule,
        what: impl Into<String>,
        fix: Option<Fix>,
    ) -> Finding {
        self.about(Subject::Citation(citation.id), rule, what.into(), fix)
    }

    fn about(&self, subject: Subject, rule: &'static Rule, what: String, fix: Option<Fix>) -> Finding {
        let (claim, passage) = (Some(self.claim.id), self.passage());
        Finding { rule, subject, claim, passage, what, fix, waived: false }
    }
}

/// Whether a citation says the same as its claim, or a part of it.
pub(super) fn supports(citation: &Citation) -> bool {
    matches!(citation.stance, Stance::Supports | Stance::PartlySupports)
}

/// The newest draft with the marks that reach into the paragraphs looked at.
pub(super) struct Page<'a> {
    pub draft: &'a Draft,
    pub facts: Option<&'a Facts>,
    marks: HashMap<usize, Vec<(ByteRange, bool)>>,
}

impl<'a> Page<'a> {
    fn of(review: &Review, draft: &'a Draft, known: Known<'a>, paragraphs: &BTreeSet<usize>) -> Self {
        let mut marks: HashMap<usize, Vec<(ByteRange, bool)>> = HashMap::new();
        let (Some(first), Some(last)) = (paragraphs.first(), paragraphs.last()) else {
            return Self { draft, facts: facts_of(Some(draft), known), marks };
        };
        // Most marks stand elsewhere, which their place in chars tells without looking into the text.
        let from = draft.text().char_of(draft.text().paragraph_bytes(*first).start);
        let to = draft.text().char_of(draft.text().paragraph_bytes(*last).end);
        let all = review.claims.iter().flat_map(|claim| &claim.marks);
        let near = all.filter(|mark| mark.draft == draft.number && mark.start < to && mark.end > from);
        for bytes in near.filter_map(|mark| draft.text().bytes_of(&mark.range())) {
            for paragraph in paragraphs_of(draft, &bytes).filter(|at| paragraphs.contains(at)) {
                marks.entry(paragraph).or_default().push((bytes.clone(), false));
            }
        }
        Self { draft, facts: facts_of(Some(draft), known), marks }
    }

    /// The marks that reach into a paragraph, in the form that coverage takes.
    pub fn marks(&self, paragraph: usize) -> &[(ByteRange, bool)] {
        self.marks.get(&paragraph).map_or(&[], Vec::as_slice)
    }

    /// A finding about words of the draft.
    pub fn finding(
        &self,
        passage: CharRange,
        words: &str,
        rule: &'static Rule,
        what: String,
        fix: Option<Fix>,
    ) -> Finding {
        let subject = Subject::Words(words.to_owned());
        Finding { rule, subject, claim: None, passage: Some(passage), what, fix, waived: false }
    }
}
