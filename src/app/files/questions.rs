//! Questions that must be answered before the window goes on, and what their answers lead to.

use crate::app::App;
use crate::app::open::OpenReview;
use crate::app::revise::{self, Arrived};
use crate::import;
use crate::store::Recovery;
use crate::text::one_line;
use std::path::PathBuf;

/// A question that must be answered before the window goes on.
pub struct Question {
    /// What it is about.
    pub heading: String,
    /// What is at stake.
    pub text: String,
    /// The answers, the one that loses nothing first.
    pub answers: Vec<&'static str>,
    /// The answer that changes nothing, given by Esc.
    pub cancel: usize,
    then: Then,
}

/// What an answer leads to.
pub(in crate::app) enum Then {
    /// Save, discard or cancel, before something else is opened or closed.
    Leave(Leave),
    /// Restore or discard what was not saved before a crash.
    Recover(Vec<Recovery>, Box<Option<OpenReview>>),
    /// Write over a file that was changed outside, save elsewhere, or cancel.
    ChangedOutside(PathBuf),
    /// Begin a review of its own, take it as a draft all the same, or cancel.
    AnotherArticle(Box<Arrived>),
    /// Take it as a new draft, open it instead, or cancel.
    Dropped(PathBuf),
    /// Keep files for a citation, take them as articles, or cancel.
    Evidence(crate::app::backups::Place, Vec<PathBuf>),
}

impl Question {
    /// A question whose last answer changes nothing.
    pub(in crate::app) fn new(heading: &str, text: String, answers: Vec<&'static str>, then: Then) -> Self {
        Self { heading: heading.into(), text, cancel: answers.len().saturating_sub(1), answers, then }
    }
}

/// What was asked for while there was unsaved work.
#[derive(Clone, Debug)]
pub(in crate::app) enum Leave {
    Close,
    Quit,
    Open(PathBuf, import::Options),
    Paste(String),
    Sample,
}

impl App {
    /// Whether work would be lost if the review were closed now.
    pub fn has_unsaved_work(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.is_writable() && open.has_work() && open.is_unsaved())
    }

    pub(super) fn ask_to_leave(&mut self, leave: Leave) {
        let title = self.open.as_ref().map(OpenReview::title).unwrap_or_default();
        let text = format!("“{}” has changes that are not saved.", one_line(&title));
        let answers = vec!["Save", "Discard", "Cancel"];
        self.question = Some(Question::new("Save the review first?", text, answers, Then::Leave(leave)));
    }

    pub(in crate::app) fn answer(&mut self, index: usize) {
        let Some(question) = self.question.take() else { return };
        match (question.then, index) {
            (Then::Leave(leave), 0) => {
                self.leave_after_save = Some(leave);
                self.save();
            }
            (Then::Leave(leave), 1) => {
                self.discard();
                self.leave(leave);
            }
            (Then::Recover(recovery, open), 0) => self.restore(recovery, *open),
            (Then::Recover(recovery, open), _) => self.let_go(recovery, *open),
            (Then::ChangedOutside(_), 0) => self.pick_save(),
            (Then::ChangedOutside(path), 1) => self.save_to(path, None),
            (Then::Evidence(place, paths), 0) => self.attach_all(place, paths),
            (Then::Evidence(_, paths), 1) => self.dropped_all(paths),
            (then @ (Then::AnotherArticle(_) | Then::Dropped(_)), index) => {
                revise::answered(self, then, index);
            }
            _ => self.leave_after_save = None,
        }
    }

    /// Drops the open review with its unsaved work.
    pub(super) fn discard(&mut self) {
        if let Some(journal) = self.open.as_mut().and_then(|open| open.journal.take()) {
            journal.discard();
        }
        self.put_away();
    }

    pub(in crate::app) fn close_review(&mut self) {
        self.leave_or_ask(Leave::Close);
    }

    /// The window is to close: asks where work would be lost.
    pub fn close_window(&mut self) {
        self.leave_or_ask(Leave::Quit);
    }

    fn leave_or_ask(&mut self, leave: Leave) {
        if self.has_unsaved_work() {
            self.ask_to_leave(leave);
        } else {
            self.leave(leave);
        }
    }

    pub(super) fn go_on_leaving(&mut self) {
        if let Some(leave) = self.leave_after_save.take() {
            self.leave_or_ask(leave);
        }
    }

    fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Close => self.put_away(),
            Leave::Quit => self.quit = true,
            Leave::Open(path, options) => self.open_with(path, options),
            Leave::Paste(text) => self.begin_with_text(text),
            Leave::Sample => self.open_sample(),
        }
    }
}
