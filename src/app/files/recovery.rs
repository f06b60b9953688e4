//! What was not saved when the program last ended: offered, brought back or given up.

use super::{Done, Question, Then, sentence};
use crate::app::App;
use crate::app::open::{OnDisk, OpenReview};
use crate::store::{self, BaseState, Recovery};
use crate::text::one_line;
use std::path::Path;

impl App {
    /// Looks for reviews that were never saved when the program last ended.
    pub fn look_for_orphans(&mut self) {
        if let Some(dir) = self.world.journals_dir.clone() {
            self.jobs.start(None, move || Done::Orphaned(store::orphaned(&dir)));
        }
    }

    pub(super) fn ask_recovery(&mut self, recovery: Vec<Recovery>, open: Option<OpenReview>) {
        let Some(text) = recovery.first().map(unsaved) else { return };
        let (answers, then) = (vec!["Restore", "Open without it"], Then::Recover(recovery, Box::new(open)));
        let mut question = Question::new("Restore unsaved work?", text, answers, then);
        question.cancel = 0;
        self.question = Some(question);
    }

    /// Brings back what was not saved: the newest; the others are offered at the next start.
    pub(super) fn restore(&mut self, recovery: Vec<Recovery>, open: Option<OpenReview>) {
        let others = recovery.len().saturating_sub(1);
        let Some(newest) = recovery.into_iter().next() else { return };
        let path = newest.path().map(Path::to_owned);
        let restored = match newest.restore() {
            Ok(restored) => restored,
            Err(why) => return self.fail(sentence(&why)),
        };
        let on_disk = path.zip(restored.fingerprint).map(|(path, fingerprint)| OnDisk { path, fingerprint });
        let mut back = OpenReview::new(restored.review, restored.history, on_disk);
        back.lock = open.and_then(|open| open.lock);
        back.journal = Some(restored.journal);
        self.show(back);
        let mut told = "What was not saved is back. Undo takes it away step by step.".to_owned();
        if restored.lost > 0 {
            told = format!(
                "What was not saved is back, but {} changes could not be carried out; they are kept aside.",
                restored.lost
            );
        }
        if others > 0 {
            told.push_str(&format!(" {others} more unsaved reviews are offered at the next start."));
        }
        self.tell(told);
    }

    /// Gives up what was not saved, with what a review that was never saved had kept.
    pub(super) fn let_go(&mut self, recovery: Vec<Recovery>, open: Option<OpenReview>) {
        for found in recovery {
            let unsaved = self.data_dir().zip(found.unsaved_review());
            match found.discard() {
                Ok(()) => self.jobs.tidy(move || {
                    if let Some((data, review)) = unsaved {
                        store::forget_unsaved_backups(&data, review);
                    }
                }),
                Err(why) => self.fail(sentence(&why)),
            }
        }
        if let Some(open) = open {
            self.show(open);
        }
    }
}

/// What was not saved, in a sentence or two.
fn unsaved(recovery: &Recovery) -> String {
    let changes = match recovery.edits() {
        0 => "the review itself".to_owned(),
        1 => "1 change".to_owned(),
        count => format!("{count} changes"),
    };
    let when = recovery.at().map_or_else(String::new, |at| {
        format!(" on {}", at.with_timezone(&chrono::Local).format("%-d %b %Y at %H:%M"))
    });
    let mut text =
        format!("Redpencil ended{when} before {changes} of “{}” could be saved.", one_line(recovery.title()));
    if recovery.is_damaged() {
        text.push_str(" The end of what was written down cannot be read; it is kept.");
    }
    if recovery.base() != BaseState::Same {
        text.push_str(" The file was changed since; restored work goes on from the state before that.");
    }
    text
}
