//! House lists: a desk's own sources and rules, saved from one review and loaded into another.

use super::files::{Done, sentence, with_extension};
use super::{App, Pick};
use crate::review::{Edit, Review, RuleBook, RuleSettings, Template};
use crate::store;
use std::path::{Path, PathBuf};

impl App {
    /// Asks where the house list is to go.
    pub(super) fn pick_list_to_save(&mut self) {
        self.pick(Pick::SaveList("house list.ron".to_owned()));
    }

    /// Writes the open review's sources and rules as a house list.
    pub(super) fn save_list(&mut self, picked: PathBuf) {
        let Some(open) = &self.open else { return };
        let list = Template::of(open.review());
        self.jobs
            .start(Some("Saving the house list".to_owned()), move || Done::ListSaved(write(&picked, &list)));
    }

    /// Reads a house list.
    pub(super) fn load_list(&mut self, path: PathBuf) {
        self.jobs.start(Some("Reading the house list".to_owned()), move || {
            Done::ListRead(store::load_template(&path).map(Box::new).map_err(|why| sentence(&why)))
        });
    }

    /// Brings a house list into the open review, in one step, and says what came in.
    pub(super) fn take_list(&mut self, list: &Template) {
        let Some(open) = &self.open else { return };
        let Some(edit) = list.adopt(open.review(), &mut *self.world.ids) else {
            return self.tell("All of the house list is in this review already.");
        };
        let told = came_in(list, open.review(), &edit);
        let before = open.state();
        self.perform("Load house list", &edit, None);
        if self.open.as_ref().is_some_and(|open| open.state() != before) {
            self.tell(told);
        }
    }
}

/// Writes a list. The file dialog asked before it gave the name of a file that is there; but no list takes
/// the place of a file that is none, a review above all.
fn write(picked: &Path, list: &Template) -> Result<PathBuf, String> {
    let path = with_extension(picked.to_owned(), "ron");
    let was_asked = path == picked && store::load_template(&path).is_ok();
    let text = store::template_to_ron(list).map_err(|why| sentence(&why))?;
    store::write_new(&path, text.as_bytes(), was_asked).map_err(|why| sentence(&why))?;
    Ok(path)
}

/// “2 sources came in, 3 were there already. The rules of House and AFP count now.”
fn came_in(list: &Template, review: &Review, edit: &Edit) -> String {
    let new = added(edit);
    let there = list.sources.len() - new;
    let one =
        |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let mut told = match (new, there) {
        (0, 0) => String::new(),
        (0, there) => format!("{} there already. ", one(there, "source was", "sources were")),
        (new, 0) => format!("{} came in. ", one(new, "source", "sources")),
        (new, there) => format!(
            "{} came in, {} there already and stayed as it was. ",
            one(new, "source", "sources"),
            one(there, "was", "were")
        ),
    };
    if list.rules != review.rules {
        told.push_str(&format!("{} now. ", rules(&list.rules)));
    }
    told + "Undo takes it back."
}

/// How many sources an edit adds.
fn added(edit: &Edit) -> usize {
    match edit {
        Edit::AddSource { .. } => 1,
        Edit::Together(edits) => edits.iter().map(added).sum(),
        _ => 0,
    }
}

fn rules(rules: &RuleSettings) -> String {
    let books: Vec<&str> =
        RuleBook::ALL.iter().filter(|book| rules.books.contains(book)).map(|book| book.label()).collect();
    match books.as_slice() {
        [] => "No book of rules counts".to_owned(),
        [book] => format!("The rules of {book} count"),
        [books @ .., last] => format!("The rules of {} and {last} count", books.join(", ")),
    }
}
