//! New drafts: one is read and compared on a worker and comes in as one step; then a person decides about
//! each claim whose words changed.

use super::command::Command;
use super::files::{self, Done, sentence};
use super::importing::KeptFile;
use super::open::{OpenReview, Panel, Paper};
use super::{App, Question};
use crate::analysis::drafts;
use crate::import;
use crate::review::{
    Article, ArticleChange, Backup, Carried, Carrying, Change, Claim, ClaimId, Draft, Edit, Fate,
    ParagraphKind, Review, Status, compose,
};
use crate::store;
use crate::text::compare::{Comparison, compare_with};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a new draft comes from.
#[derive(Clone, Debug)]
pub enum DraftFrom {
    /// A file.
    File(PathBuf),
    /// A file that was kept, read otherwise than before.
    Kept(KeptFile),
    /// The clipboard.
    Pasted(String),
}

/// A new draft that was read and compared with the review.
pub struct Arrived {
    draft: Arc<Draft>,
    article: Article,
    carrying: Carrying,
    notes: Vec<String>,
    /// The file that it came in, where that was kept and is none of the review's yet.
    original: Option<Backup>,
    from: DraftFrom,
    /// The review's generation when it was compared.
    generation: u64,
}

/// Which claims the list of revisions shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fates {
    /// Those that want a decision, decided or not.
    #[default]
    ToDecide,
    /// Those whose words changed.
    Changed,
    /// Those that no passage is any more.
    Gone,
    /// Those that stand elsewhere, or in other signs.
    Moved,
    /// Those that stand as they were.
    Unchanged,
}

impl Fates {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 5] = [Self::ToDecide, Self::Changed, Self::Gone, Self::Moved, Self::Unchanged];

    /// Whether a claim with a fate belongs there.
    pub fn holds(self, fate: Fate) -> bool {
        match self {
            Self::ToDecide => !fate.keeps_status(),
            Self::Changed => fate == Fate::Material,
            Self::Gone => fate == Fate::Gone,
            Self::Moved => matches!(fate, Fate::Moved | Fate::Cosmetic),
            Self::Unchanged => fate == Fate::Unchanged,
        }
    }
}

/// The claims that the newest draft's revision lists, in text order; gone ones last.
pub fn listed(open: &OpenReview, fates: Fates) -> Vec<ClaimId> {
    let review = open.review();
    let Some(revision) = review.last_revision() else { return Vec::new() };
    let wanted: std::collections::HashSet<ClaimId> = revision
        .carried
        .iter()
        .filter(|carried| fates.holds(carried.fate))
        .map(|carried| carried.claim)
        .collect();
    let order = open.index().order.iter().map(|&at| review.claims[at].id);
    order.filter(|id| wanted.contains(id)).collect()
}

/// How many claims still want a decision, and how many wanted one at all.
pub fn decisions(review: &Review) -> (usize, usize) {
    let carried = || review.last_revision().into_iter().flat_map(|revision| &revision.carried);
    let all = carried().filter(|carried| !carried.fate.keeps_status()).count();
    (carried().filter(|carried| carried.wants_decision()).count(), all)
}

impl App {
    /// Reads and compares a new draft on a worker.
    pub(super) fn begin_draft(&mut self, from: DraftFrom) {
        let now = self.now();
        let Some(open) = self.open.as_ref().filter(|open| open.is_writable()) else { return };
        let (review, generation) = (open.review().clone(), open.generation());
        let what = match &from {
            DraftFrom::File(path) => format!("Comparing {}", files::file_name(path)),
            DraftFrom::Kept(kept) => format!("Comparing {}", kept.name()),
            DraftFrom::Pasted(_) => "Comparing the clipboard".to_owned(),
        };
        let backups = self.backup_dir();
        self.jobs.start_long(what, move |progress| {
            let arrived = arrive(&review, from, generation, now, &mut |part| progress.at(part));
            Done::Drafted(arrived.map(|mut arrived| {
                arrived.keep_original(&review, backups.as_deref());
                Box::new(arrived)
            }))
        });
    }

    /// Takes in a draft that was compared, after asking where it seems to be none of this article.
    pub(super) fn drafted(&mut self, arrived: Arrived) {
        let Some(open) = &self.open else { return };
        if open.generation() != arrived.generation {
            return self.begin_draft(arrived.from); // something was changed meanwhile
        }
        if open.draft().sha256() == arrived.draft.sha256() {
            let number = open.draft().number;
            return self
                .tell(format!("The text is that of draft {number}, word for word, so nothing was changed."));
        }
        if arrived.carrying.is_another_article() {
            self.question = Some(Question::another_article(arrived));
        } else {
            self.take_draft(arrived);
        }
    }

    /// Makes a draft the newest: one step, which one undo takes back.
    pub(super) fn take_draft(&mut self, arrived: Arrived) {
        let Some(open) = &self.open else { return };
        let Arrived { draft, article, carrying, notes, original, .. } = arrived;
        let number = draft.number;
        let mut edits = vec![compose::new_draft(open.review(), Arc::clone(&draft), &carrying)];
        edits.extend(head_changes(open.review(), &article));
        let at = open.review().backups.len();
        edits.extend(original.map(|backup| Edit::AddBackup { at, backup: Box::new(backup) }));
        self.perform("New draft", &compose::together(edits), None);
        let told = format!("Draft {number} is in. Claims: {}.", in_words(&carrying));
        self.with_open(|open| {
            if open.draft().number != number {
                return;
            }
            open.notes = notes;
            open.selection = None;
            open.place.panel = Panel::Revisions;
            open.place.fates = Fates::ToDecide;
            open.choose(listed(open, Fates::ToDecide).first().copied());
        });
        self.compare();
        if self.notice.as_ref().is_none_or(|notice| !notice.is_error) {
            self.tell(told);
        }
    }

    /// Begins a review of its own with what came as a new draft.
    pub(super) fn begin_apart(&mut self, from: DraftFrom) {
        match from {
            DraftFrom::File(path) => self.open_path(path),
            DraftFrom::Kept(kept) => self.begin_with_kept(kept),
            DraftFrom::Pasted(text) => self.begin_with_text(text),
        }
    }

    /// A file was dropped on the window: an article beside an open review may be its new draft.
    pub(super) fn dropped(&mut self, path: PathBuf) {
        let may_be_draft =
            self.open.as_ref().is_some_and(OpenReview::is_writable) && !files::is_review(&path);
        if may_be_draft {
            self.question = Some(Question::draft_or_review(path));
        } else {
            self.open_path(path);
        }
    }

    /// Whether something is to be decided about the chosen claim, and can be in this way.
    pub(super) fn can_decide(command: Command, open: &OpenReview) -> Result<(), &'static str> {
        let review = open.review();
        let Some(claim) = open.chosen() else { return Err("Choose a claim first") };
        let carried = review.last_revision().and_then(|revision| revision.of(claim.id));
        let Some(carried) = carried.filter(|carried| !carried.fate.keeps_status()) else {
            return Err("Nothing changed under this claim in the newest draft");
        };
        let gone = review.is_gone(claim);
        match command {
            Command::KeepStatus if gone => Err("The claim stands on no passage; put it on one first"),
            Command::Recheck if gone => Err("The claim stands on no passage; put it on one first"),
            Command::CutClaim if !gone => Err("The claim still stands in the text"),
            Command::TakeCorrection if !carried.takes_correction => {
                Err("The new words do not hold the correction")
            }
            Command::PutElsewhere if open.selected_chars().is_none() => {
                Err("Select the words in the article first")
            }
            _ => Ok(()),
        }
    }

    /// Carries out a decision about the chosen claim, and goes on to the next that wants one.
    pub(super) fn decide(&mut self, command: Command) {
        let (now, by) = (self.now(), self.checker());
        let Some(open) = &self.open else { return };
        let (review, draft) = (open.review(), open.draft().number);
        let Some(claim) = open.chosen() else { return };
        let edit = match command {
            Command::KeepStatus => compose::keep(review, draft, claim, &by, now),
            Command::Recheck => compose::recheck(review, draft, claim),
            Command::CutClaim => compose::cut(review, draft, claim),
            Command::TakeCorrection => {
                compose::take_correction(review, draft, claim, Status::Verified, &by, now)
            }
            Command::PutElsewhere => {
                selected_mark(open).and_then(|mark| compose::put_elsewhere(review, draft, claim, vec![mark]))
            }
            _ => None,
        };
        let next = next_to_decide(open, claim.id);
        self.perform_some(command.spec().label, edit);
        self.with_open(|open| {
            open.selection = None;
            if open.place.panel == Panel::Revisions && next.is_some() {
                open.choose(next);
            }
        });
    }

    /// Shows the changes from the draft before, or the article again; `side_by_side` says how.
    pub(super) fn show_changes(&mut self, side_by_side: bool) {
        let Some(open) = &mut self.open else { return };
        open.earlier = None;
        open.paper = match open.paper {
            Paper::Changes { side_by_side: now } if now == side_by_side => Paper::Article,
            _ => Paper::Changes { side_by_side },
        };
        if open.paper != Paper::Article {
            self.compare();
        }
    }

    /// Compares the newest draft with the one before it, where that is not done yet.
    pub(super) fn compare(&mut self) {
        let Some(open) = &self.open else { return };
        let Some((before, after)) = open.last_two_drafts() else { return };
        if open.comparison().is_some() {
            return;
        }
        let (before, after) = (Arc::clone(before), Arc::clone(after));
        self.jobs.start_long("Comparing the drafts".to_owned(), move |progress| {
            let compared = compare_with(before.text(), after.text(), &mut |part| progress.at(part));
            Done::Compared(after.number, Box::new(compared.unwrap_or_default()))
        });
    }

    /// Takes in a comparison.
    pub(super) fn compared(&mut self, draft: u32, comparison: Comparison) {
        self.with_open(|open| open.set_comparison(draft, comparison));
    }

    /// Shows an earlier draft as it was ticked then; the newest, where none or the newest is named.
    pub(super) fn show_draft(&mut self, draft: Option<u32>) {
        let Some(open) = &mut self.open else { return };
        open.paper = Paper::Article;
        open.earlier = draft.and_then(|draft| open.as_of(draft)).map(Box::new);
        if let Some(claim) = open.place.claim {
            open.reveal = Some(super::open::Reveal::Claim(claim));
        }
    }
}

/// The claim after this one that wants a decision, round to the beginning.
fn next_to_decide(open: &OpenReview, claim: ClaimId) -> Option<ClaimId> {
    let revision = open.review().last_revision()?;
    let listed = listed(open, Fates::ToDecide);
    let at = listed.iter().position(|&id| id == claim).map_or(0, |at| at + 1);
    let mut round = listed[at..].iter().chain(&listed[..at]);
    round.find(|&&id| id != claim && revision.of(id).is_some_and(Carried::wants_decision)).copied()
}

fn selected_mark(open: &OpenReview) -> Option<crate::review::Mark> {
    compose::mark(open.review(), &open.selected_chars()?).ok()
}

fn arrive(
    review: &Review,
    from: DraftFrom,
    generation: u64,
    now: DateTime<Utc>,
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Result<Arrived, String> {
    let (imported, file) = match &from {
        DraftFrom::File(path) => {
            (import::read_path(path).map_err(|error| sentence(&error))?, files::file_name(path))
        }
        DraftFrom::Kept(kept) => (kept.read()?, kept.name().to_owned()),
        DraftFrom::Pasted(text) => {
            (import::read_pasted(text).map_err(|error| sentence(&error))?, String::new())
        }
    };
    let original = imported.original.clone().filter(|original| original.is_richer);
    let number = review.drafts.iter().map(|draft| draft.number).max().unwrap_or(0) + 1;
    let (article, notes) = (imported.article.clone(), imported.notes.clone());
    let draft = Arc::new(imported.into_draft(number, now, &file));
    let carrying =
        drafts::carry(review, &draft, go_on).ok_or_else(|| "The comparison was given up.".to_owned())?;
    let original = original.map(|original| original.to_backup(now));
    Ok(Arrived { draft, article, carrying, notes, original, from, generation })
}

impl Arrived {
    /// Keeps the file that the draft came in, so that it can be read again and written into.
    fn keep_original(&mut self, review: &Review, folder: Option<&Path>) {
        let Some(original) = self.original.take() else { return };
        let (DraftFrom::File(path), Some(folder)) = (&self.from, folder) else { return };
        if review.backup(&original.sha256).is_some() {
            return;
        }
        match store::keep_as_read(folder, path, &original.sha256) {
            Ok(()) => self.original = Some(original),
            Err(why) => self.notes.push(format!("The file itself was not kept: {why}")),
        }
    }
}

/// What the head of a new draft says otherwise: a field follows it only where its value stood in the old
/// draft, for otherwise a person wrote it.
fn head_changes(review: &Review, new: &Article) -> Vec<Edit> {
    let old = &review.article;
    let stood = |value: &str, kind: ParagraphKind| {
        let draft = review.draft();
        draft.is_some_and(|draft| {
            draft.paragraphs().any(|(is, text)| is == kind && text.trim() == value.trim())
        })
    };
    let changed = |from: &str, to: &str, kind| {
        (!to.is_empty() && from != to && stood(from, kind))
            .then(|| Change::new(from.to_owned(), to.to_owned()))
    };
    let title = changed(&old.title, &new.title, ParagraphKind::Hed).map(ArticleChange::Title);
    let dek = changed(&old.dek, &new.dek, ParagraphKind::Dek).map(ArticleChange::Dek);
    let byline = changed(&old.byline, &new.byline, ParagraphKind::Byline).map(ArticleChange::Byline);
    [title, dek, byline].into_iter().flatten().map(Edit::Article).collect()
}

/// "15 unchanged, 2 moved, 4 changed, 1 gone".
fn in_words(carrying: &Carrying) -> String {
    let counted = [
        (carrying.count(Fate::Unchanged), "unchanged"),
        (carrying.count(Fate::Moved), "moved"),
        (carrying.count(Fate::Cosmetic), "with other signs only"),
        (carrying.count(Fate::Material), "changed"),
        (carrying.count(Fate::Gone), "gone"),
    ];
    let some: Vec<_> = counted
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if some.is_empty() { "no claims to carry over".to_owned() } else { some.join(", ") }
}

/// What became of a claim in the newest draft, where a person should know of it.
pub fn fate<'a>(review: &'a Review, claim: &Claim) -> Option<&'a Carried> {
    review.last_revision()?.of(claim.id)
}

impl Question {
    fn another_article(arrived: Arrived) -> Self {
        Self::new(
            "Is this the same article?",
            "Next to nothing of the last draft stands in the new text. As a draft, nearly every claim would be gone."
                .to_owned(),
            vec!["Begin a new review", "Take it as a new draft", "Cancel"],
            files::Then::AnotherArticle(Box::new(arrived)),
        )
    }

    fn draft_or_review(path: PathBuf) -> Self {
        Self::new(
            "A new draft of this article?",
            format!(
                "“{}” can be compared with this review, or begin one of its own.",
                files::file_name(&path)
            ),
            vec!["New draft", "New review", "Cancel"],
            files::Then::Dropped(path),
        )
    }
}

/// The answers to the two questions above.
pub(super) fn answered(app: &mut App, then: files::Then, index: usize) {
    match (then, index) {
        (files::Then::AnotherArticle(arrived), 0) => app.begin_apart(arrived.from),
        (files::Then::AnotherArticle(arrived), 1) => app.take_draft(*arrived),
        (files::Then::Dropped(path), 0) => app.begin_draft(DraftFrom::File(path)),
        (files::Then::Dropped(path), 1) => app.open_path(path),
        _ => {}
    }
}
