//! An open review: the review itself, its file, what is chosen in it, and what was derived from it.

mod choose;
mod place;

pub use place::{Find, Panel, Paper, Place, Reveal, TextSelection};

use crate::analysis::coverage;
use crate::analysis::reading::Reading;
use crate::app::index::{Along, Index, Places};
use crate::app::problems::{self, Ledger};
use crate::app::reading::{self, ArticleReading, Asked, Suggested};
use crate::review::{CitationId, ClaimId, Draft, Edit, History, Refused, Review, StateId};
use crate::rules::{Counts, Facts, Findings, Loss, LostFile};
use crate::store::{Fingerprint, Journal, Lock, Locked, Owner};
use crate::text::ByteRange;
use crate::text::compare::Comparison;
use chrono::{DateTime, NaiveDate, Utc};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file behind a review.
#[derive(Debug)]
pub struct OnDisk {
    /// Where it is.
    pub path: PathBuf,
    /// What it was when it was last read or written.
    pub fingerprint: Fingerprint,
}

/// An open review.
pub struct OpenReview {
    review: Review,
    history: History,
    saved: Option<StateId>,
    generation: u64,
    draft: Arc<Draft>,
    factual: Arc<[ByteRange]>,
    words: usize,
    index: Index,
    places: Places,
    shown: Vec<usize>,
    ledger: Ledger,
    /// What the newest reading was asked for.
    asked: Option<Asked>,
    read: Option<ArticleReading>,
    /// What was read of the draft before, for what both have in common.
    previous: Option<Arc<Reading>>,
    /// Suggestions that are neither rejected nor marked, as indices.
    suggested: Vec<usize>,
    /// A passage that was chosen in a list: of an event, a suggestion, an attribution.
    pub looked_at: Option<ByteRange>,
    /// Its file; none while it was never saved.
    pub on_disk: Option<OnDisk>,
    /// A name for the file, offered by Save as…
    pub suggested_name: String,
    /// Held while this window may write the file.
    pub lock: Option<Lock>,
    /// Who has the file, where another window holds it: then nothing here can be changed.
    pub held_by: Option<Owner>,
    /// Takes every edit as it happens.
    pub journal: Option<Journal>,
    /// A save is under way.
    pub saving: bool,
    /// Why the last save failed.
    pub save_failed: Option<String>,
    /// Where the window stands in it.
    pub place: Place,
    /// Which mark of the chosen claim is current.
    pub current_mark: usize,
    /// The citation that is unfolded on the chosen claim’s card.
    pub citation: Option<CitationId>,
    /// Selected words.
    pub selection: Option<TextSelection>,
    /// The search in the article.
    pub find: Find,
    /// The problem that is looked at.
    pub problems: problems::Place,
    /// To bring into view in the next frame.
    pub reveal: Option<Reveal>,
    /// What stands on the paper.
    pub paper: Paper,
    /// An earlier draft that is looked at, as it was ticked then.
    pub earlier: Option<Box<OpenReview>>,
    /// It is an earlier state, to be looked at only.
    frozen: bool,
    /// The newest draft, by number, compared with the one before it.
    comparison: Option<(u32, Arc<Comparison>)>,
    /// Factual words that came with the newest draft and stand under no mark.
    new_facts: Vec<ByteRange>,
    /// What the import did, one sentence each.
    pub notes: Vec<String>,
    burst: Burst,
}

/// A stretch of typing in one field, without a pause.
#[derive(Debug, Default)]
struct Burst {
    number: u64,
    field: u64,
    last: Option<DateTime<Utc>>,
}

/// A pause that ends a burst of typing: after it, undo begins a new step.
const BURST_PAUSE_MS: i64 = 1200;

impl OpenReview {
    /// Opens a review that is in memory. `history` holds steps restored after a crash, if any.
    pub fn new(review: Review, history: History, on_disk: Option<OnDisk>) -> Self {
        let draft = review.draft().cloned();
        let draft = draft.unwrap_or_else(|| Arc::new(Draft::new(1, DateTime::default(), "", Vec::new())));
        let mut open = Self {
            factual: coverage::factual_words(&draft).into(),
            words: coverage::words(draft.text().as_str()),
            draft,
            review,
            history,
            saved: on_disk.is_some().then(StateId::default),
            generation: 0,
            index: Index::default(),
            places: Places::default(),
            shown: Vec::new(),
            ledger: Ledger::default(),
            asked: None,
            read: None,
            previous: None,
            suggested: Vec::new(),
            looked_at: None,
            on_disk,
            suggested_name: String::new(),
            lock: None,
            held_by: None,
            journal: None,
            saving: false,
            save_failed: None,
            place: Place::default(),
            current_mark: 0,
            citation: None,
            selection: None,
            find: Find::default(),
            problems: problems::Place::default(),
            reveal: None,
            paper: Paper::default(),
            earlier: None,
            frozen: false,
            comparison: None,
            new_facts: Vec::new(),
            notes: Vec::new(),
            burst: Burst::default(),
        };
        open.derive(None);
        open
    }

    /// The review. Only [`Self::perform`], undo and redo change it.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// The newest draft.
    pub fn draft(&self) -> &Arc<Draft> {
        &self.draft
    }

    /// How many words the newest draft has.
    pub fn words(&self) -> usize {
        self.words
    }

    /// What is derived from the review.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What the rules found; nothing before they looked.
    pub fn findings(&self) -> &Findings {
        self.ledger.findings()
    }

    /// How much the rules found.
    pub fn finding_counts(&self) -> Counts {
        self.ledger.counts()
    }

    /// Tells the rules what day it is; gives whether it is another than before.
    pub(super) fn set_day(&mut self, today: NaiveDate) -> bool {
        self.ledger.set_day(today)
    }

    /// Tells the rules which stored files are not as they were.
    pub(super) fn set_lost(&mut self, lost: Vec<LostFile>) {
        self.ledger.set_lost(lost);
    }

    /// What became of a stored file, by its SHA-256; none where it is as it was, as far as is known.
    pub fn loss(&self, sha256: &str) -> Option<Loss> {
        self.ledger.loss(sha256)
    }

    /// Whether stored files are missing or altered, as far as is known.
    pub(super) fn has_lost(&self) -> bool {
        self.ledger.has_lost()
    }

    /// The look at everything that the rules want now, if they do; asked for once.
    pub(super) fn begin_look(&mut self) -> Option<problems::Look> {
        self.ledger.begin_look(&self.review, &self.draft)
    }

    /// Takes in what the rules found; gives what is not needed any more.
    pub(super) fn take_found(&mut self, found: problems::Found) -> Findings {
        self.generation += 1;
        self.ledger.take(&self.review, &self.draft, found)
    }

    /// The claims that the filter lets through, sorted, as indices into the review's claims.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// Goes up with every change of the review: what was drawn from an older one is stale.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The history, to say what undo and redo would do.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether there is work that is not in the file.
    pub fn is_unsaved(&self) -> bool {
        self.saved != Some(self.history.state())
    }

    /// Whether it may be changed.
    pub fn is_writable(&self) -> bool {
        self.held_by.is_none() && !self.frozen
    }

    /// Whether it is an earlier draft, to be looked at only.
    pub fn is_earlier(&self) -> bool {
        self.frozen
    }

    /// The newest draft and the one before it; none where there is one draft only.
    pub fn last_two_drafts(&self) -> Option<(&Arc<Draft>, &Arc<Draft>)> {
        match self.review.drafts.as_slice() {
            [.., before, after] => Some((before, after)),
            _ => None,
        }
    }

    /// The newest draft compared with the one before it, where that was done.
    pub fn comparison(&self) -> Option<&Arc<Comparison>> {
        let (draft, comparison) = self.comparison.as_ref()?;
        (*draft == self.draft.number).then_some(comparison)
    }

    /// Takes in a comparison of a draft with the one before it.
    pub fn set_comparison(&mut self, draft: u32, comparison: Comparison) {
        self.comparison = Some((draft, Arc::new(comparison)));
        self.generation += 1; // what is drawn of the words is stale
        self.find_new_facts();
    }

    /// Factual words that came with the newest draft and stand under no mark, in text order; none before
    /// the drafts are compared.
    pub fn new_facts(&self) -> &[ByteRange] {
        &self.new_facts
    }

    /// Both lists are in text order, so one walk finds what they share.
    fn find_new_facts(&mut self) {
        let Some(comparison) = self.comparison().cloned() else { return self.new_facts.clear() };
        let mut added = comparison.added(self.draft.text()).peekable();
        self.new_facts.clear();
        for word in &self.index.uncovered {
            while added.next_if(|added| added.end <= word.start).is_some() {}
            if added.peek().is_some_and(|added| added.start < word.end) {
                self.new_facts.push(word.clone());
            }
        }
    }

    /// An earlier draft as it was ticked then, to be looked at only; none for the newest and for no draft.
    pub fn as_of(&self, draft: u32) -> Option<Self> {
        if draft == self.draft.number {
            return None;
        }
        let mut earlier = Self::new(self.review.as_of(draft)?, History::default(), None);
        earlier.frozen = true;
        earlier.place.panel = self.place.panel;
        earlier.place.claim = self.place.claim.filter(|&id| earlier.index.claim(id).is_some());
        Some(earlier)
    }

    /// The state that a save would write now.
    pub fn state(&self) -> StateId {
        self.history.state()
    }

    /// Whether there is anything in it beyond the article as it came in.
    pub fn has_work(&self) -> bool {
        self.on_disk.is_some() || self.history.next_undo().is_some()
    }

    /// Notes that a state is in a file, which is the review's from now on.
    ///
    /// `journalled` is how many edits the journal had taken when that state was taken.
    /// `locked` is the file as this window got hold of it; none where it had it before.
    pub fn note_saved(
        &mut self,
        state: StateId,
        on_disk: OnDisk,
        journalled: Option<u64>,
        locked: Option<Locked>,
    ) {
        self.saved = Some(state);
        self.save_failed = None;
        if let (Some(journal), Some(position)) = (&mut self.journal, journalled) {
            journal.saved(&on_disk.path, &on_disk.fingerprint, position);
        }
        if let Some(locked) = locked {
            // Another file: the old one is let go, the new one is held from now on.
            self.held_by = None;
            self.lock = if let Locked::Ours(lock) = locked { Some(lock) } else { None };
        }
        self.on_disk = Some(on_disk);
    }

    /// Whether a journal can begin with what is in the file now.
    pub fn may_start_journal(&self) -> bool {
        self.journal.is_none() && self.is_writable() && !self.is_unsaved()
    }

    /// Lets go of the review and its file: the journal is not needed any more. To write it to its end and to
    /// give back the memory of ten thousand claims can take longer than a frame may.
    pub fn let_go(mut self) {
        if let Some(journal) = self.journal.take() {
            journal.finish();
        }
    }

    /// The name offered where the review is saved.
    pub fn name_to_save(&self) -> String {
        let own =
            self.file_name().or_else(|| Some(self.suggested_name.clone()).filter(|name| !name.is_empty()));
        own.unwrap_or_else(|| "review.ron".to_owned())
    }

    /// From now on every edit is kept against a crash.
    ///
    /// `dir` is where journals lie.
    pub fn start_journal(&mut self, dir: &Path) {
        let begun = match &self.on_disk {
            Some(on_disk) => Journal::of_saved(dir, &self.review, &on_disk.path, &on_disk.fingerprint),
            None => Journal::of_unsaved(dir, &self.review),
        };
        match begun {
            Ok(journal) => self.journal = Some(journal),
            Err(why) => self.notes.push(format!("Unsaved work cannot be kept safe against a crash: {why}")),
        }
    }

    /// What the review is called: its title, or else its file's name.
    pub fn title(&self) -> String {
        let title = self.review.article.title.trim();
        if !title.is_empty() {
            return title.to_owned();
        }
        self.file_name().unwrap_or_else(|| "Untitled".to_owned())
    }

    /// The name of its file, without the folder.
    pub fn file_name(&self) -> Option<String> {
        let name = self.on_disk.as_ref()?.path.file_name()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// Carries out an edit: the review changes, history and journal take it, what is derived follows.
    ///
    /// `field` names the field that somebody types in, so that a burst of typing is one step.
    ///
    /// # Errors
    /// Where the review may not be changed, or is not as the edit expects.
    pub fn perform(
        &mut self,
        label: &str,
        edit: &Edit,
        field: Option<u64>,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        let burst = field.map(|field| self.burst.of(field, now));
        self.history.perform(&mut self.review, label, edit.clone(), burst)?;
        if let Some(journal) = &mut self.journal {
            journal.done(label, edit, burst);
        }
        self.derive(Some(edit));
        Ok(())
    }

    /// Takes the last step back; gives what it was called.
    ///
    /// # Errors
    /// Where the review was changed from elsewhere.
    pub fn undo(&mut self) -> Result<Option<String>, Refused> {
        let label = self.history.next_undo().map(|step| step.label.clone());
        let Some(edit) = self.history.undo(&mut self.review)? else { return Ok(None) };
        if let Some(journal) = &mut self.journal {
            journal.undone(&edit);
        }
        self.follow(&edit);
        Ok(label)
    }

    /// Does again what was taken back; gives what it was called.
    ///
    /// # Errors
    /// Where the review was changed from elsewhere.
    pub fn redo(&mut self) -> Result<Option<String>, Refused> {
        let label = self.history.next_redo().map(|step| step.label.clone());
        let Some(edit) = self.history.redo(&mut self.review)? else { return Ok(None) };
        if let Some(journal) = &mut self.journal {
            journal.redone(&edit);
        }
        self.follow(&edit);
        Ok(label)
    }

    /// After undo or redo: derives anew and shows the claim that changed.
    fn follow(&mut self, edit: &Edit) {
        self.burst = Burst { number: self.burst.number + 1, ..Burst::default() };
        self.derive(Some(edit));
        if let Some(id) = edit.claim() {
            self.choose(Some(id));
        }
    }

    /// Ends a burst of typing: a field was left.
    pub fn end_burst(&mut self) {
        self.burst.last = None;
    }

    /// Derives anew what follows from the review; less where all that changed is one edit that is known to
    /// change less.
    fn derive(&mut self, edit: Option<&Edit>) {
        self.generation += 1;
        if let Some(draft) = self.review.draft()
            && !Arc::ptr_eq(draft, &self.draft)
        {
            self.draft = Arc::clone(draft);
            self.factual = coverage::factual_words(&self.draft).into();
            self.words = coverage::words(self.draft.text().as_str());
            self.previous = self.read.take().map(|read| read.reading).or(self.previous.take());
            self.looked_at = None;
            // What was found is of the draft before.
            self.find = Find::default();
            self.earlier = None;
            self.paper = Paper::default();
        }
        match edit {
            Some(Edit::AddClaim { claim, .. }) if self.is_last(claim.id) => {
                self.index.add_last(&self.review, &self.factual, &mut self.places);
            }
            Some(edit) if !edit.moves_marks() => {
                self.index.update_statuses(&self.review, &self.factual, edit, &mut self.places);
            }
            _ => self.index = Index::of(&self.review, &self.factual, &mut self.places),
        }
        if edit.is_none_or(Edit::moves_marks) {
            self.find_new_facts();
        }
        if let Some(edit) = edit {
            self.ledger.follow(&self.review, edit);
        }
        if self.place.claim.is_some_and(|id| self.index.claim(id).is_none()) {
            self.place.claim = None;
        }
        // A claim whose status was just set stays until another is chosen, whatever the filter says:
        // nobody wants a card to go from under the hand that works on it.
        let keep = self.place.claim.and_then(|id| self.index.claim(id)).filter(|at| self.shown.contains(at));
        self.shown = self.place.filter.apply(&self.review, &self.index, self.place.sort, keep);
        match edit {
            Some(Edit::AddClaim { .. }) => self.suggest_less(),
            Some(edit) if !edit.moves_marks() && !matches!(edit, Edit::Marginalia(_)) => {}
            _ => self.suggest(),
        }
    }

    /// Takes suggestions off the list that marks cover by now: all that a claim which comes in changes.
    fn suggest_less(&mut self) {
        let Some(read) = &self.read else { return };
        let mut along = self.index.along();
        self.suggested.retain(|&at| !is_covered(&mut along, &read.suggestions[at].range));
    }

    /// Lists the suggestions that are left.
    fn suggest(&mut self) {
        let Some(read) = &self.read else { return self.suggested.clear() };
        let mut along = self.index.along();
        let left = read.not_rejected(&self.review.marginalia).into_iter();
        self.suggested = left.filter(|&at| !is_covered(&mut along, &read.suggestions[at].range)).collect();
    }

    /// What has to be read now, with what was read before; none where the reading serves. Asked for once.
    pub(super) fn ask_for_reading(&mut self) -> Option<(Asked, Option<Arc<Reading>>)> {
        if self.frozen || self.asked.as_ref().is_some_and(|asked| asked.serves(&self.review)) {
            return None;
        }
        let asked = Asked::of(&self.review, self.index.ticks())?;
        self.asked = Some(asked.clone());
        let previous = self.read.as_ref().map(|read| &read.reading).or(self.previous.as_ref());
        Some((asked, previous.cloned()))
    }

    /// Takes in what was read, all of the draft or its beginning; gives what is not needed any more: what was
    /// read before, or this, where it is of another draft.
    pub(super) fn take_reading(
        &mut self,
        mut read: ArticleReading,
    ) -> (Option<ArticleReading>, Option<Arc<Reading>>) {
        // A beginning never takes the place of a whole reading of the same words.
        let is_less = !read.is_whole && self.read.as_ref().is_some_and(|whole| whole.is_whole);
        if !read.is_of(&self.draft) || is_less {
            return (Some(read), None);
        }
        if read.is_whole {
            self.ledger.set_facts(Arc::clone(&read.facts));
            self.factual = Arc::clone(&read.facts.factual);
            let covered = read.covered.take();
            if !covered.is_some_and(|covered| self.index.take_covered(covered)) {
                self.index.follow_factual(&self.review, &self.factual);
            }
            self.find_new_facts();
        }
        let before = (self.read.replace(read), self.previous.take());
        self.suggest();
        self.generation += 1;
        before
    }

    /// What was read off the newest draft, as far as it was read.
    pub fn article_reading(&self) -> Option<&ArticleReading> {
        self.read.as_ref()
    }

    /// What the rules need to know of the newest draft; none until all of it was read.
    pub fn facts(&self) -> Option<&Facts> {
        self.read.as_ref().filter(|read| read.is_whole).map(|read| read.facts.as_ref())
    }

    /// The suggestions that are left, in text order.
    pub fn suggested(&self) -> impl ExactSizeIterator<Item = &Suggested> + Clone {
        let all = self.read.as_ref().map_or(&[][..], |read| &read.suggestions);
        self.suggested.iter().map(move |&at| &all[at])
    }

    /// Whether a claim is the last of the review, and the only one that the index does not know.
    fn is_last(&self, claim: ClaimId) -> bool {
        self.review.claims.last().is_some_and(|last| last.id == claim)
            && self.index.claim_count() + 1 == self.review.claims.len()
    }
}

/// Whether marks cover most of a passage; no passage begins before the one asked about before it.
fn is_covered(along: &mut Along<'_>, passage: &ByteRange) -> bool {
    reading::cover_most(along.marks_in(passage.start.0..passage.end.0), passage)
}

impl Burst {
    /// The number of the burst that an edit of a field belongs to.
    fn of(&mut self, field: u64, now: DateTime<Utc>) -> u64 {
        let goes_on = self.field == field
            && self.last.is_some_and(|last| (now - last).num_milliseconds() < BURST_PAUSE_MS);
        if !goes_on {
            self.number += 1;
        }
        self.field = field;
        self.last = Some(now);
        self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, Numbers, Paragraph, ParagraphKind, ReviewId, Status, compose};
    use crate::text::char_range;
    use proptest::prelude::*;

    const WORDS: &str = "Nine men crossed the bridge in 1974, said Ada Lovelace on Thursday.";

    fn open() -> OpenReview {
        let draft =
            Draft::new(1, DateTime::default(), "a.txt", vec![Paragraph::new(ParagraphKind::Body, WORDS)]);
        let review = Review::new(ReviewId::new(1), Article::default(), draft);
        OpenReview::new(review, History::default(), None)
    }

    fn add(open: &mut OpenReview, ids: &mut Numbers, from: usize, len: usize) {
        let end = (from + len).min(WORDS.len());
        if let Ok((_, edit)) = compose::new_claim(open.review(), ids, &[char_range(from.min(end)..end)]) {
            open.perform("add", &edit, None, DateTime::default()).expect("an added claim");
        }
    }

    proptest! {
        #[test]
        fn what_is_derived_step_by_step_is_what_is_derived_at_once(
            steps in prop::collection::vec((0u8..5, 0usize..60, 1usize..12), 1..30),
        ) {
            let (mut open, mut ids) = (open(), Numbers::from_seed(3));
            for (kind, at, len) in steps {
                let count = open.review().claims.len();
                let claim = (count > 0).then(|| open.review().claims[at % count].clone());
                match (kind, claim) {
                    (0 | 1, _) | (_, None) => add(&mut open, &mut ids, at, len),
                    (2, Some(claim)) => {
                        let edit = compose::set_status(&claim, Status::ALL[len % 7], "", DateTime::default());
                        open.perform("status", &edit, None, DateTime::default()).expect("a status");
                    }
                    (3, Some(_)) => drop(open.undo().expect("undo")),
                    (_, Some(_)) => drop(open.redo().expect("redo")),
                }
                let fresh = Index::of(open.review(), &open.factual, &mut Places::default());
                prop_assert_eq!(fresh.marks(), open.index().marks());
                prop_assert_eq!(&fresh.order, &open.index().order);
                prop_assert_eq!(fresh.progress, open.index().progress);
                prop_assert_eq!(fresh.coverage, open.index().coverage);
                prop_assert_eq!(&fresh.uncovered, &open.index().uncovered);
            }
        }
    }
}
