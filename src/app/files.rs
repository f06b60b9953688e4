//! Opening, saving, closing: what touches files, each on a worker, each with its question where work
//! could be lost.

mod opening;
mod questions;
mod recovery;
mod saving;

use super::exporting::Preview;
use super::open::OpenReview;
use super::revise::{Arrived, DraftFrom};
use super::{App, Picking};
use crate::store::{self, Recovery, StoreError};
use crate::text::compare::Comparison;
use std::path::{Path, PathBuf};

pub use questions::Question;
pub(super) use questions::{Leave, Then};
pub use saving::SaveJob;

/// What a file dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An article to read, or several.
    Article,
    /// Articles for the dialog that reads many.
    Articles,
    /// A folder of articles for it.
    ArticleFolder,
    /// The folder that it puts reviews into.
    ReviewFolder,
    /// A new draft of the open review.
    Draft,
    /// A review to open.
    Review,
    /// A file to keep for a citation.
    Backup(super::backups::Place),
    /// A house list to load.
    List,
    /// Where to save a house list; the name offered.
    SaveList(String),
    /// Where to save the review; the name offered.
    SaveReview(String),
    /// Where to write the export; the name offered.
    Export(String),
}

/// What a job brings back.
pub enum Done {
    /// A file dialog was closed.
    Picked(Pick, Option<Vec<PathBuf>>),
    /// A file or page was kept, or not.
    Stored(Result<Box<super::backups::Stored>, String>),
    /// A copy of a stored file is to be shown.
    ToShow(Result<PathBuf, String>),
    /// The rules looked at everything.
    Findings(Box<super::problems::Found>),
    /// The stored files of a review were verified, or not.
    Verified(super::backups::Verified),
    /// How a stored file looks, by its SHA-256.
    Looked(String, super::looks::Look),
    /// A house list was read.
    ListRead(Result<Box<crate::review::Template>, String>),
    /// A house list was written.
    ListSaved(Result<PathBuf, String>),
    /// A file was read.
    Opened(Result<Box<OpenReview>, String>, Vec<Recovery>),
    /// The articles that were meant, folders looked into.
    Found(Result<Vec<PathBuf>, String>),
    /// Many articles were read; what became of each is told as it happens.
    Imported,
    /// A new draft was read and compared.
    Drafted(Result<Box<Arrived>, String>),
    /// A draft, by number, was compared with the one before it.
    Compared(u32, Box<Comparison>),
    /// The review was saved, or not.
    Saved(SaveJob, Result<store::Saved, StoreError>),
    /// How a document will look.
    Previewed(Preview),
    /// The export was written, with what to know about it, or not.
    Exported(Result<(PathBuf, Vec<String>), String>),
    /// Reviews that were never saved when the program ended.
    Orphaned(Vec<Recovery>),
    /// The article was read; what was read came in by itself.
    Read,
    /// Words were looked for in the article.
    Sought(Box<super::seeking::Sought>),
    /// The settings were written, or not.
    SettingsKept(Result<(), StoreError>),
}

impl App {
    /// Takes in what jobs brought back. To be called once a frame.
    pub fn take_results(&mut self) {
        loop {
            self.follow_article();
            self.keep_findings();
            let finished = self.jobs.finished();
            if finished.is_empty() {
                break;
            }
            finished.into_iter().for_each(|done| self.take_in(done));
        }
        if let Some(why) = self.open.as_mut().and_then(|open| open.journal.as_mut()?.poll()) {
            self.fail(format!("What you type cannot be kept safe against a crash: {why}. Save often."));
        }
    }

    fn take_in(&mut self, done: Done) {
        match done {
            Done::Picked(pick, Some(path)) => self.picked(&pick, path),
            Done::Picked(_, None) => self.leave_after_save = None,
            Done::Opened(Ok(open), recovery) => self.opened(*open, recovery),
            Done::Opened(Err(why), _) => self.fail(why),
            Done::Stored(Ok(stored)) => self.stored(*stored),
            Done::Stored(Err(why)) | Done::ToShow(Err(why)) => self.fail(why),
            Done::ToShow(Ok(path)) => self.to_show = Some(path),
            Done::Findings(found) => self.found(*found),
            Done::Looked(sha256, look) => self.looked(sha256, look),
            Done::ListRead(Ok(list)) => self.take_list(&list),
            Done::ListSaved(Ok(path)) => {
                self.tell(format!("The house list was saved to {}.", path.display()));
            }
            Done::ListRead(Err(why)) | Done::ListSaved(Err(why)) => self.fail(why),
            Done::Verified(verified) => self.verified(verified),
            Done::Found(Ok(articles)) => self.take_articles(articles),
            Done::Found(Err(why)) => self.fail(why),
            Done::Imported => self.imported(),
            Done::Drafted(Ok(arrived)) => self.drafted(*arrived),
            Done::Drafted(Err(why)) => self.fail(why),
            Done::Compared(draft, comparison) => self.compared(draft, *comparison),
            Done::Saved(job, result) => self.saved(job, result),
            Done::Previewed(preview) => self.previewed(preview),
            Done::Exported(Ok((path, notes))) => {
                let notes: String = notes.iter().map(|note| format!(" {note}.")).collect();
                self.tell(format!("Exported to {}.{notes}", path.display()));
            }
            Done::Exported(Err(why)) => self.fail(why),
            Done::Orphaned(found) if !found.is_empty() && self.open.is_none() => {
                self.ask_recovery(found, None);
            }
            Done::Sought(sought) => self.take_sought(*sought),
            Done::Orphaned(_) | Done::SettingsKept(Ok(())) | Done::Read => {}
            Done::SettingsKept(Err(why)) => self.fail(format!("The settings were not kept: {why}.")),
        }
    }

    pub(super) fn pick(&mut self, pick: Pick) {
        let picking: Picking = (self.world.pick)(pick.clone());
        self.jobs.start(None, move || Done::Picked(pick, pollster::block_on(picking)));
    }

    fn picked(&mut self, pick: &Pick, mut paths: Vec<PathBuf>) {
        match pick {
            Pick::Article if paths.len() > 1 => return self.find_articles(paths),
            Pick::Articles | Pick::ArticleFolder => return self.find_articles(paths),
            _ => {}
        }
        let Some(path) = paths.pop() else { return };
        match pick {
            Pick::Article | Pick::Review => self.open_path(path),
            Pick::Articles | Pick::ArticleFolder => {}
            Pick::ReviewFolder => self.importing.folder = Some(path),
            Pick::Backup(place) => self.attach(*place, path),
            Pick::List => self.load_list(path),
            Pick::SaveList(_) => self.save_list(path),
            Pick::Draft => self.begin_draft(DraftFrom::File(path)),
            Pick::SaveReview(_) => self.save_to(with_extension(path, "ron"), None),
            Pick::Export(_) => self.export_to(path),
        }
    }

    /// Puts everything away: the window closes.
    pub fn shut_down(&mut self) {
        self.put_away();
        self.jobs.finish_tidying();
        if let Some(dir) = &self.world.settings_dir {
            // The window is gone: nobody is left to be told of a failure, and nothing of the review is in it.
            drop(store::write_settings(dir, &self.settings));
        }
    }

    /// Writes the settings where they changed since they were last written.
    pub fn keep_settings(&mut self) {
        let Some(dir) = &self.world.settings_dir else { return };
        if self.settings == self.kept_settings {
            return;
        }
        let (dir, settings) = (dir.clone(), self.settings.clone());
        self.kept_settings = self.settings.clone();
        self.jobs.start(None, move || Done::SettingsKept(store::write_settings(&dir, &settings)));
    }

    pub(super) fn forget(&mut self, path: Option<PathBuf>) {
        match path {
            Some(path) => self.settings.forget(&path),
            None => self.settings.recent.clear(),
        }
        self.keep_settings();
    }
}

pub(super) fn is_review(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

pub(super) fn with_extension(mut path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_none_or(|own| !own.eq_ignore_ascii_case(extension)) {
        let name = format!("{}.{extension}", file_name(&path));
        path.set_file_name(if path.extension().is_some_and(|own| own == "ron") {
            format!("{}.{extension}", path.file_stem().unwrap_or_default().to_string_lossy())
        } else {
            name
        });
    }
    path
}

/// An error as a sentence of its own: a capital at its beginning.
pub(super) fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
