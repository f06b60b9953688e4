//! What a person does with the reading: takes suggestions, sets dates, asks the author, says what is wrong.

use super::super::App;
use super::super::command::Command;
use super::super::index::PlacedMark;
use super::super::open::{OpenReview, Panel, Reveal};
use super::claim::{length, shared};
use super::told::figure_typed;
use super::{Suggested, TimelineEvent, day_range};
use crate::analysis::timeline::Conflict;
use crate::review::{
    Claim, ClaimId, ClaimKind, DateSet, Edit, FigureSet, InSentence, ReadingKind, Review, Status, compose,
};
use crate::text::{ByteRange, CharRange};

/// Something done with the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingAct {
    /// A passage was chosen in a list, to be seen in the article; or none.
    LookAt(Option<ByteRange>),
    /// The suggestion that stands here becomes a claim.
    Accept(ByteRange),
    /// All suggestions of a kind become claims.
    AcceptAll(ClaimKind),
    /// The suggestion that stands here is not worth a claim.
    Reject(ByteRange),
    /// A reading is wrong.
    Dismiss(ReadingKind, InSentence),
    /// Every dismissed reading counts again.
    BringBack,
    /// A date is what somebody typed; what was read, where that is empty.
    SetDate(InSentence, String),
    /// A figure is what somebody typed; what was read, where that is empty.
    SetFigure(InSentence, String),
    /// A claim is made of a passage.
    ClaimOn(ByteRange),
    /// The author is asked about the event whose date stands here.
    QueryAuthor(ByteRange),
    /// Only the conflicts of the timeline are listed, or all events.
    OnlyConflicts(bool),
}

impl App {
    /// Carries out what was done with the reading.
    pub(in crate::app) fn act_on_reading(&mut self, act: ReadingAct) {
        match act {
            ReadingAct::LookAt(range) => self.with_open(|open| open.look_at(range)),
            ReadingAct::Accept(range) => self.accept(&range),
            ReadingAct::AcceptAll(kind) => self.accept_all(kind),
            ReadingAct::Reject(range) => self.reject(&range),
            ReadingAct::Dismiss(kind, at) => {
                let edit = self.open.as_ref().and_then(|open| compose::dismiss(open.review(), kind, at));
                self.perform_some("Dismiss reading", edit);
            }
            ReadingAct::BringBack => {
                let edit = self.open.as_ref().and_then(|open| compose::bring_back_readings(open.review()));
                self.perform_some("Bring readings back", edit);
            }
            ReadingAct::SetDate(at, typed) => self.set_date(at, &typed),
            ReadingAct::SetFigure(at, typed) => self.set_figure(at, &typed),
            ReadingAct::ClaimOn(range) => self.claim_on(&range),
            ReadingAct::QueryAuthor(range) => self.query_author(&range),
            ReadingAct::OnlyConflicts(only) => self.with_open(|open| open.place.only_conflicts = only),
        }
    }

    /// A new claim on a passage with what was read there, and the edit that adds it; `fill` writes more.
    pub(in crate::app) fn compose_claim(
        &mut self,
        passage: &CharRange,
        fill: impl FnOnce(&mut Claim),
    ) -> Option<(Claim, Edit)> {
        let open = self.open.as_ref()?;
        match composed(open, open.review(), &mut *self.world.ids, passage, fill) {
            Ok(made) => Some(made),
            Err(why) => {
                self.fail(format!("No claim was made: {why}."));
                None
            }
        }
    }

    /// Chooses the next suggestion or the one before, and shows the list of them.
    pub(in crate::app) fn step_suggestion(&mut self, step: isize) {
        let Some(open) = &self.open else { return };
        let all: Vec<ByteRange> = open.suggested().map(|one| one.range.clone()).collect();
        let next = stepped(&all, open.looked_at.as_ref(), step);
        let Some(next) = next else { return self.tell("No suggestion is left.") };
        self.with_open(|open| {
            open.place.panel = Panel::Suggestions;
            open.look_at(Some(next));
        });
    }

    /// Chooses the next event of the timeline or the one before.
    pub(in crate::app) fn step_event(&mut self, step: isize) {
        let Some(open) = &self.open else { return };
        let all: Vec<ByteRange> = open.listed_events().filter_map(|event| event.words().cloned()).collect();
        let at = open.looked_at.as_ref().and_then(|words| all.iter().position(|other| other == words));
        let next = match at {
            Some(at) => at.checked_add_signed(step),
            None => Some(if step < 0 { all.len().saturating_sub(1) } else { 0 }),
        };
        if let Some(next) = next.and_then(|next| all.get(next).cloned()) {
            self.with_open(|open| open.look_at(Some(next)));
        }
    }

    /// The suggestion that is chosen.
    pub(in crate::app) fn chosen_suggestion(&self) -> Option<&Suggested> {
        let open = self.open.as_ref()?;
        let words = open.looked_at.as_ref()?;
        open.suggested().find(|one| one.range == *words)
    }

    /// Carries out a command on the chosen suggestion.
    pub(in crate::app) fn decide_suggestion(&mut self, command: Command) {
        let Some((range, kind)) = self.chosen_suggestion().map(|one| (one.range.clone(), one.kind)) else {
            return;
        };
        match command {
            Command::AcceptKind => self.accept_all(kind),
            Command::RejectSuggestion => self.reject(&range),
            _ => self.accept(&range),
        }
    }

    fn accept(&mut self, range: &ByteRange) {
        let Some(open) = &self.open else { return };
        let passage = open.draft().text().chars_of(range);
        let next = next_suggestion(open, range);
        let Some((claim, edit)) = self.compose_claim(&passage, |_| {}) else { return };
        self.perform("Accept suggestion", &edit, None);
        self.with_open(|open| open.look_at(next));
        self.tell(format!("Claim {} was made of it.", claim.number));
    }

    fn accept_all(&mut self, kind: ClaimKind) {
        let Some(open) = &self.open else { return };
        let passages: Vec<CharRange> = open
            .suggested()
            .filter(|one| one.kind == kind)
            .map(|one| open.draft().text().chars_of(&one.range))
            .collect();
        // Each claim's number follows that of the one before: they are composed on a copy that grows.
        let mut review = open.review().clone();
        let mut edits = Vec::new();
        for passage in &passages {
            let Ok((_, edit)) = composed(open, &review, &mut *self.world.ids, passage, |_| {}) else {
                continue;
            };
            if edit.apply(&mut review).is_ok() {
                edits.push(edit);
            }
        }
        let count = edits.len();
        if count == 0 {
            return;
        }
        self.perform("Accept suggestions", &compose::together(edits), None);
        let claims = if count == 1 { "1 claim was".to_owned() } else { format!("{count} claims were") };
        self.tell(format!("{claims} made. One undo takes them back."));
    }

    fn reject(&mut self, range: &ByteRange) {
        let Some(open) = &self.open else { return };
        let words = open.draft().text().slice_bytes(range).unwrap_or_default();
        let next = next_suggestion(open, range);
        let edit = compose::reject(open.review(), [words]);
        self.perform_some("Reject suggestion", edit);
        self.with_open(|open| open.look_at(next));
    }

    fn set_date(&mut self, at: InSentence, typed: &str) {
        let Some(open) = &self.open else { return };
        if typed.trim().is_empty() {
            let edit = compose::unset_date(open.review(), &at);
            return self.perform_some("Let date be as read", edit);
        }
        let Some((first, last)) = day_range(typed) else {
            return self.fail(format!(
                "“{}” is no date; give one like 26 Jul 2023 or 2023-07, or two with “to” between.",
                typed.trim()
            ));
        };
        let edit = compose::set_date(open.review(), DateSet { at, first, last });
        self.perform_some("Set date", edit);
    }

    fn set_figure(&mut self, at: InSentence, typed: &str) {
        let Some(open) = &self.open else { return };
        if typed.trim().is_empty() {
            let edit = compose::unset_figure(open.review(), &at);
            return self.perform_some("Let figure be as read", edit);
        }
        let Some(figure) = figure_typed(typed, &open.review().article.language) else {
            return self.fail(format!(
                "“{}” is no figure; give a number and its unit, like 12 million crowns.",
                typed.trim()
            ));
        };
        let (value, end_value) = (figure.value.to_string(), figure.end_value.map(|end| end.to_string()));
        let set = FigureSet { at, value, end_value, unit: figure.unit };
        let edit = compose::set_figure(open.review(), set);
        self.perform_some("Set figure", edit);
    }

    fn claim_on(&mut self, range: &ByteRange) {
        let Some(open) = &self.open else { return };
        let passage = open.draft().text().chars_of(&open.draft().text().trim(range));
        let Some((claim, edit)) = self.compose_claim(&passage, |_| {}) else { return };
        self.perform("New claim", &edit, None);
        self.tell(format!("Claim {} was made of it.", claim.number));
    }

    /// Sets the claim on an event to Query, with what does not fit as the question; makes a claim where
    /// there is none.
    fn query_author(&mut self, words: &ByteRange) {
        let (now, by) = (self.now(), self.checker());
        let Some(open) = &self.open else { return };
        let Some(event) = open.article_reading().and_then(|read| read.timeline.at(words)) else { return };
        let question = question(event);
        if let Some(claim) = open.claim_over(words).and_then(|id| open.review().claim(id)) {
            let id = claim.id;
            let note = if claim.note.contains(&question) {
                claim.note.clone()
            } else {
                format!("{}\n{question}", claim.note).trim().to_owned()
            };
            let status = compose::set_status(claim, Status::Query, &by, now);
            let edits = [Some(status), compose::set_note(claim, &note)].into_iter().flatten().collect();
            self.perform("Query author", &compose::together(edits), None);
            return self.with_open(|open| open.place.claim = Some(id));
        }
        let clause = event.place.as_ref().map_or_else(|| words.clone(), |place| place.clause.clone());
        let passage = open.draft().text().chars_of(&clause);
        let Some((claim, edit)) = self.compose_claim(&passage, |claim| claim.note = question) else { return };
        let status = compose::set_status(&claim, Status::Query, &by, now);
        self.perform("Query author", &compose::together(vec![edit, status]), None);
        self.tell(format!("Claim {} asks the author.", claim.number));
    }
}

fn composed(
    open: &OpenReview,
    review: &Review,
    ids: &mut dyn crate::review::Ids,
    passage: &CharRange,
    fill: impl FnOnce(&mut Claim),
) -> Result<(Claim, Edit), compose::ComposeError> {
    let (mut claim, edit) = compose::new_claim(review, ids, std::slice::from_ref(passage))?;
    let bytes = open.draft().text().bytes_of(passage);
    if let Some((read, bytes)) = open.article_reading().zip(bytes) {
        read.prefilled(&bytes).fill(&mut claim);
    }
    fill(&mut claim);
    let edit = match edit {
        Edit::AddClaim { last_number, .. } => Edit::AddClaim { claim: Box::new(claim.clone()), last_number },
        other => other,
    };
    Ok((claim, edit))
}

/// What to ask the author about an event.
fn question(event: &TimelineEvent) -> String {
    let words = &event.event.words;
    let conflicts: Vec<String> = event.event.conflicts.iter().map(Conflict::message).collect();
    if conflicts.is_empty() {
        return format!("“{words}”: which day is meant?");
    }
    format!("“{words}”: {}", conflicts.join(" "))
}

/// The suggestion that comes after one, or else the one before it.
fn next_suggestion(open: &OpenReview, range: &ByteRange) -> Option<ByteRange> {
    let all: Vec<&ByteRange> = open.suggested().map(|one| &one.range).collect();
    let at = all.iter().position(|other| *other == range)?;
    let next = all.get(at + 1).or_else(|| all.get(at.checked_sub(1)?))?;
    Some((*next).clone())
}

/// The range so many places after the chosen one in text order, round at the ends.
fn stepped(all: &[ByteRange], chosen: Option<&ByteRange>, step: isize) -> Option<ByteRange> {
    let count = all.len() as isize;
    if count == 0 {
        return None;
    }
    let Some(chosen) = chosen else { return all.get(if step < 0 { all.len() - 1 } else { 0 }).cloned() };
    let before = all.partition_point(|range| range.start < chosen.start) as isize;
    let is_one = all.get(before as usize).is_some_and(|range| range == chosen);
    // Between two of them, the next one is the one that comes after.
    let at = if is_one || step < 0 { before + step } else { before + step - 1 };
    all.get(at.rem_euclid(count) as usize).cloned()
}

impl OpenReview {
    /// Chooses a passage that a list shows, and brings it into view in the article.
    pub(in crate::app) fn look_at(&mut self, range: Option<ByteRange>) {
        if let Some(range) = &range {
            self.reveal = Some(Reveal::Text(range.start));
            self.selection = None;
        }
        self.looked_at = range;
    }

    /// The claim with the shortest mark on these words.
    pub fn claim_over(&self, words: &ByteRange) -> Option<ClaimId> {
        let marks = self.index().marks_in(words.start.0..words.end.0);
        let marks = marks.filter(|mark| 2 * shared(&mark.bytes, words) >= length(words));
        let shortest = marks.min_by_key(|mark| length(&mark.bytes))?;
        self.review().claims.get(shortest.claim).map(|claim| claim.id)
    }

    /// The event of the timeline that is chosen.
    pub fn chosen_event(&self) -> Option<&TimelineEvent> {
        self.article_reading()?.timeline.at(self.looked_at.as_ref()?)
    }

    /// The events that the timeline lists now.
    pub fn listed_events(&self) -> impl Iterator<Item = &TimelineEvent> {
        let only = self.place.only_conflicts;
        let events = self.article_reading().into_iter().flat_map(|read| &read.timeline.events);
        events.filter(move |event| !only || !event.event.conflicts.is_empty())
    }
}

/// Whether marks cover most of a suggestion already.
pub(in crate::app) fn cover_most<'m>(marks: impl Iterator<Item = &'m PlacedMark>, range: &ByteRange) -> bool {
    let covered: usize = marks.map(|mark| shared(&mark.bytes, range)).sum();
    2 * covered >= length(range)
}
