//! Problems: what the rules find in the open review, and what a person does about each.

use super::open::{OpenReview, Panel, Reveal, TextSelection};
use super::{App, Done, Focus};
use crate::review::{ClaimId, Draft, Edit, Review, compose};
use crate::rules::{Counts, Facts, Finding, Findings, Fix, Known, Loss, LostFile, Subject};
use crate::text::CharOffset;
use chrono::{Local, NaiveDate};
use std::sync::Arc;

/// The findings of a review, with what the rules are told beside it.
///
/// An edit is followed at once. To look at everything is a job: ten thousand claims take longer than a frame
/// may.
#[derive(Default)]
pub struct Ledger {
    findings: Findings,
    facts: Option<Arc<Facts>>,
    lost: Vec<LostFile>,
    /// The day the findings are of; none before they were looked for.
    today: Option<NaiveDate>,
    /// Everything has to be looked at, and no look for that was begun.
    is_stale: bool,
    /// The number of the newest look at everything.
    newest: u64,
    /// What was done since that look began, while it is under way.
    missed: Option<Vec<Edit>>,
}

/// A look at everything that is to be done off the window's thread.
pub(super) struct Look {
    number: u64,
    draft: Arc<Draft>,
    review: Review,
    today: NaiveDate,
    facts: Option<Arc<Facts>>,
    lost: Vec<LostFile>,
}

/// What a look at everything found.
#[derive(Debug)]
pub struct Found {
    number: u64,
    /// The newest draft then: the same review opened again has another.
    draft: Arc<Draft>,
    findings: Findings,
}

impl Look {
    /// Looks at everything.
    pub(super) fn find(self) -> Found {
        let findings = Findings::of(&self.review, known(self.today, self.facts.as_deref(), &self.lost));
        Found { number: self.number, draft: self.draft, findings }
    }
}

impl Ledger {
    /// What was found.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// How much was found.
    pub fn counts(&self) -> Counts {
        self.findings.counts()
    }

    /// The day it is: findings of another day may be others. Gives whether the day is another.
    pub(super) fn set_day(&mut self, today: NaiveDate) -> bool {
        let is_new = self.today.replace(today) != Some(today);
        self.is_stale |= is_new;
        is_new
    }

    /// Takes in what was read off the newest draft.
    pub(super) fn set_facts(&mut self, facts: Arc<Facts>) {
        self.facts = Some(facts);
        self.is_stale = true;
    }

    /// Takes in which stored files are not as they were.
    pub(super) fn set_lost(&mut self, lost: Vec<LostFile>) {
        self.is_stale |= self.lost != lost;
        self.lost = lost;
    }

    /// What became of a stored file, by its SHA-256.
    pub(super) fn loss(&self, sha256: &str) -> Option<Loss> {
        self.lost.iter().find(|file| file.sha256 == sha256).map(|file| file.loss)
    }

    /// Whether stored files are not as they were, as far as is known.
    pub(super) fn has_lost(&self) -> bool {
        !self.lost.is_empty()
    }

    /// Follows an edit that was carried out.
    pub(super) fn follow(&mut self, review: &Review, edit: &Edit) {
        let Some(today) = self.today else { return };
        let known = known(today, self.facts.as_deref(), &self.lost);
        self.is_stale |= !self.findings.update(review, known, edit);
        if let Some(missed) = &mut self.missed {
            missed.push(edit.clone());
        }
    }

    /// The look at everything that has to be begun now, if one has.
    pub(super) fn begin_look(&mut self, review: &Review, draft: &Arc<Draft>) -> Option<Look> {
        let today = self.today.filter(|_| self.is_stale)?;
        self.is_stale = false;
        self.newest += 1;
        self.missed = Some(Vec::new());
        let (facts, lost) = (self.facts.clone(), self.lost.clone());
        let (draft, review) = (Arc::clone(draft), review.clone());
        Some(Look { number: self.newest, draft, review, today, facts, lost })
    }

    /// Takes in what a look found, and what was done since it began; gives what was held before. One that
    /// a newer one overtook is given back.
    pub(super) fn take(&mut self, review: &Review, draft: &Arc<Draft>, found: Found) -> Findings {
        let is_of_now = found.number == self.newest && Arc::ptr_eq(&found.draft, draft);
        let Some((today, missed)) = self.today.zip(self.missed.take_if(|_| is_of_now)) else {
            return found.findings;
        };
        let before = std::mem::replace(&mut self.findings, found.findings);
        if !missed.is_empty() {
            let known = known(today, self.facts.as_deref(), &self.lost);
            let followed = self.findings.update(review, known, &Edit::Together(missed));
            self.is_stale |= !followed;
        }
        before
    }
}

fn known<'a>(today: NaiveDate, facts: Option<&'a Facts>, lost: &'a [LostFile]) -> Known<'a> {
    let known = Known::on(today).with_lost(lost);
    facts.map_or(known, |facts| known.with_facts(facts))
}

/// Names a finding while the review goes on changing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    rule: &'static str,
    subject: Subject,
    /// Where it stands, for words that stand more than once.
    at: Option<CharOffset>,
}

impl Key {
    /// The name of a finding.
    pub fn of(finding: &Finding) -> Self {
        let at = finding.passage.as_ref().map(|passage| passage.start);
        Self { rule: finding.rule.id, subject: finding.subject.clone(), at }
    }

    fn names(&self, finding: &Finding) -> bool {
        self.rule == finding.rule.id
            && self.subject == finding.subject
            && self.at == finding.passage.as_ref().map(|passage| passage.start)
    }
}

/// Where a person stands among the problems.
#[derive(Debug, Default)]
pub struct Place {
    /// The finding that is chosen.
    pub chosen: Option<Key>,
    /// A reason is asked for to let it stand.
    pub waiving: bool,
    /// Those that were let stand are listed, not those that are open.
    pub waived: bool,
}

/// What a person did in the list of problems.
#[derive(Clone, Debug)]
pub enum Step {
    /// Chose a finding.
    Choose(Key),
    /// Went to where it can be worked on.
    Jump(Key),
    /// Did what is known to help.
    Fix(Key),
    /// Wants to let it stand: a reason is asked for.
    AskWhy(Key),
    /// Lets the chosen one stand, for a reason.
    Waive(String),
    /// Does not let it stand after all.
    Cancel,
    /// Takes a waiver back.
    Unwaive(Key),
    /// Lists those that were let stand, or those that are open.
    List {
        /// Those that were let stand.
        waived: bool,
    },
    /// Shows the panel with a finding chosen.
    Show(Option<Key>),
}

impl OpenReview {
    /// A finding by its name.
    pub fn finding(&self, key: &Key) -> Option<&Finding> {
        self.findings().iter().find(|finding| key.names(finding))
    }

    /// The findings that are listed, in order.
    pub fn listed_findings(&self) -> Vec<&Finding> {
        let waived = self.problems.waived;
        self.findings().in_order().into_iter().filter(|finding| finding.waived == waived).collect()
    }

    /// The chosen finding.
    pub fn chosen_finding(&self) -> Option<&Finding> {
        self.finding(self.problems.chosen.as_ref()?)
    }

    /// Chooses a finding and brings what it is about into view.
    fn choose_finding(&mut self, key: Key) {
        let Some(finding) = self.finding(&key) else { return };
        let (claim, passage) = (finding.claim, finding.passage.clone());
        self.problems.waiving = false;
        self.problems.chosen = Some(key);
        let bytes = passage.and_then(|passage| self.draft().text().bytes_of(&passage));
        match (claim, bytes) {
            (Some(claim), _) => {
                self.selection = None;
                self.choose(Some(claim));
            }
            (None, Some(bytes)) => {
                self.choose(None);
                self.selection = Some(TextSelection { anchor: bytes.start, head: bytes.end });
                self.reveal = Some(Reveal::Text(bytes.start));
            }
            (None, None) => {}
        }
    }

    /// The finding `step` places after the chosen one among those listed.
    fn next_finding(&self, step: isize) -> Option<Key> {
        let listed = self.listed_findings();
        let chosen = self.problems.chosen.as_ref();
        let at = chosen.and_then(|key| listed.iter().position(|finding| key.names(finding)));
        let next = match at {
            Some(at) => at.checked_add_signed(step)?,
            None if step < 0 => listed.len().checked_sub(1)?,
            None => 0,
        };
        listed.get(next).map(|finding| Key::of(finding))
    }
}

impl App {
    /// Has everything looked at where that is needed, on a worker.
    pub(super) fn keep_findings(&mut self) {
        let today = self.today();
        if self.open.as_mut().is_some_and(|open| open.set_day(today)) {
            self.verify_backups(false);
        }
        if let Some(look) = self.open.as_mut().and_then(OpenReview::begin_look) {
            self.jobs.start(None, || Done::Findings(Box::new(look.find())));
        }
    }

    /// Takes in what a look at everything found.
    pub(super) fn found(&mut self, found: Found) {
        let before = self.open.as_mut().map(|open| open.take_found(found));
        // To give back the memory of ten thousand claims' findings can take longer than a frame may.
        self.jobs.tidy(|| drop(before));
    }

    /// The day it is where the person is.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&Local).date_naive()
    }

    /// Whether keys mean the chosen finding, not the chosen claim.
    pub(super) fn at_problem(&self) -> bool {
        let open = self.open.as_ref().filter(|open| open.place.panel == Panel::Problems);
        open.is_some_and(|open| open.earlier.is_none() && open.chosen_finding().is_some())
    }

    /// Goes to the next problem or the one before.
    pub(super) fn step_problem(&mut self, step: isize) {
        let next = self.open.as_ref().and_then(|open| open.next_finding(step));
        if let Some(next) = next {
            self.with_open(|open| open.choose_finding(next));
        }
    }

    /// Carries out what a person did in the list of problems.
    pub(super) fn on_problem(&mut self, step: Step) {
        match step {
            Step::Choose(key) => self.with_open(|open| open.choose_finding(key)),
            Step::Jump(key) => self.jump(key),
            Step::Fix(key) => self.fix(key),
            Step::AskWhy(key) => self.ask_why(key),
            Step::Waive(reason) => self.waive(&reason),
            Step::Cancel => self.with_open(|open| open.problems.waiving = false),
            Step::Unwaive(key) => self.unwaive(&key),
            Step::List { waived } => self.with_open(|open| {
                open.problems = Place { waived, ..Place::default() };
            }),
            Step::Show(key) => self.show_problem(key),
        }
    }

    /// The chosen finding does what a key asks for.
    pub(super) fn on_chosen_problem(&mut self, step: fn(Key) -> Step) {
        let chosen = self.open.as_ref().and_then(|open| open.problems.chosen.clone());
        if let Some(key) = chosen {
            self.on_problem(step(key));
        }
    }

    fn show_problem(&mut self, key: Option<Key>) {
        self.with_shown(|open| open.place.panel = Panel::Problems);
        let Some(key) = key else { return };
        self.with_open(|open| {
            open.problems.waived = open.finding(&key).is_some_and(|finding| finding.waived);
            open.choose_finding(key);
        });
    }

    fn ask_why(&mut self, key: Key) {
        self.with_open(|open| {
            open.choose_finding(key);
            open.problems.waiving = open.chosen_finding().is_some_and(|finding| !finding.waived);
        });
        self.focus = Some(Focus::Reason);
    }

    /// Goes to the card of a claim or source, or to the words.
    fn jump(&mut self, key: Key) {
        let Some(finding) = self.open.as_ref().and_then(|open| open.finding(&key)) else { return };
        let (claim, subject) = (finding.claim, finding.subject.clone());
        self.with_open(|open| open.choose_finding(key));
        match (claim, subject) {
            (_, Subject::Source(id)) => self.go_to(Panel::Sources, Some(Focus::Source(id))),
            (Some(_), Subject::Citation(id)) => self.go_to(Panel::Claims, Some(Focus::Citation(id))),
            (Some(_), _) => self.go_to(Panel::Claims, None),
            (None, _) => self.focus = Some(Focus::Article),
        }
    }

    fn go_to(&mut self, panel: Panel, focus: Option<Focus>) {
        self.with_open(|open| open.place.panel = panel);
        self.focus = focus;
    }

    fn fix(&mut self, key: Key) {
        let (now, today, by) = (self.now(), self.today(), self.checker());
        let Some(open) = &self.open else { return };
        let Some(fix) = open.finding(&key).and_then(|finding| finding.fix.clone()) else { return };
        if let Some(edit) = fix.edit(open.review(), today, &by, now) {
            return self.perform(fix.label(), &edit, None);
        }
        self.jump(key);
        match fix {
            Fix::AddSource(id) => {
                self.choose_claim(id);
                self.go_to(Panel::Claims, Some(Focus::AddSource));
            }
            Fix::FillClaim(id, _) => self.choose_claim(id),
            Fix::FillCitation { claim, citation, .. } => {
                self.choose_claim(claim);
                self.go_to(Panel::Claims, Some(Focus::Citation(citation)));
            }
            Fix::FillSource(id, _) | Fix::Recalculate(id) => {
                self.go_to(Panel::Sources, Some(Focus::Source(id)));
            }
            Fix::Mark(_) => drop(self.new_claim(None)),
            Fix::SetAccessToday { .. } | Fix::ClearRecheck(_) => {}
        }
    }

    fn choose_claim(&mut self, id: ClaimId) {
        self.with_open(|open| open.choose(Some(id)));
        self.go_to(Panel::Claims, None);
    }

    fn waive(&mut self, reason: &str) {
        let (now, by) = (self.now(), self.checker());
        let Some(open) = &self.open else { return };
        let Some(finding) = open.chosen_finding() else { return };
        if reason.trim().is_empty() {
            return self.tell("Write why it may stand; the reason is kept with your name.");
        }
        let next = open.next_finding(1).or_else(|| open.next_finding(-1));
        let subject = finding.subject.to_string();
        let edit = compose::waive(open.review(), finding.rule.id, &subject, reason, &by, now);
        self.perform_some("Waive", edit);
        self.with_open(|open| {
            open.problems.waiving = false;
            open.problems.chosen = None;
            if let Some(next) = next {
                open.choose_finding(next);
            }
        });
    }

    fn unwaive(&mut self, key: &Key) {
        let Some(open) = &self.open else { return };
        let edit = compose::unwaive(open.review(), key.rule, &key.subject.to_string());
        self.perform_some("Take waiver back", edit);
    }
}
