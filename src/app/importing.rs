//! Articles in: how one is read, many at once, and one read again from the file it came in.

use super::files::{self, Done, Pick, sentence};
use super::open::OpenReview;
use super::revise::DraftFrom;
use super::{App, Overlay};
use crate::import::{self, Imported};
use crate::review::{Backup, History, Numbers, Review};
use crate::store;
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use crate::import::{Changes, Options};

/// What the dialog for articles holds.
#[derive(Default)]
pub struct Importing {
    /// How they are to be read.
    pub options: Options,
    /// The articles chosen.
    pub articles: Vec<PathBuf>,
    /// The folder for their reviews; none puts each review beside its article.
    pub folder: Option<PathBuf>,
    batch: Option<Arc<Mutex<Batch>>>,
}

impl Importing {
    /// The last articles that were read together, if any; still under way where it has not ended.
    pub fn batch(&self) -> Option<MutexGuard<'_, Batch>> {
        self.batch.as_deref().map(held)
    }

    /// Whether articles are being read.
    pub fn is_under_way(&self) -> bool {
        self.batch().is_some_and(|batch| !batch.ended)
    }
}

/// Many articles, and what became of each so far.
#[derive(Debug, Default)]
pub struct Batch {
    /// How many there are.
    pub all: usize,
    /// What became of those that were read, in order.
    pub outcomes: Vec<Outcome>,
    /// Whether it is over, also where somebody stopped it.
    pub ended: bool,
}

/// What became of an article.
#[derive(Debug)]
pub struct Outcome {
    /// The article's file.
    pub article: PathBuf,
    /// Its review, or why there is none, in a sentence.
    pub made: Result<Made, String>,
}

/// A review that was made of an article.
#[derive(Debug)]
pub struct Made {
    /// Where it was saved.
    pub review: PathBuf,
    /// What is to know about the reading, one sentence each, without a full stop.
    pub notes: Vec<String>,
}

impl Batch {
    /// How many reviews there are, and how many articles failed.
    pub fn counts(&self) -> (usize, usize) {
        let made = self.outcomes.iter().filter(|outcome| outcome.made.is_ok()).count();
        (made, self.outcomes.len() - made)
    }
}

/// What a person did in the dialogs for articles.
#[derive(Clone, Debug)]
pub enum Step {
    /// Wants to choose articles.
    PickArticles,
    /// Wants to choose a folder of articles.
    PickFolder,
    /// Wants to choose the folder for the reviews.
    PickReviewFolder,
    /// Wants each review beside its article.
    BesideArticles,
    /// Chose how articles are read.
    Read(Options),
    /// Wants them read.
    Begin,
    /// Wants the newest draft's file read again.
    Again,
}

/// A file that was kept in a review's backup folder, to be read again.
#[derive(Clone, Debug)]
pub struct KeptFile {
    folder: PathBuf,
    file: Backup,
    options: Options,
}

impl KeptFile {
    /// What it was called.
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// Reads it.
    pub(super) fn read(&self) -> Result<Imported, String> {
        let Backup { sha256, name, .. } = &self.file;
        let bytes = store::read_backup(&self.folder, sha256).map_err(|why| sentence(&why))?;
        let bytes = bytes.ok_or_else(|| {
            format!("{name} is missing in the backup folder or is not what it was; open the article’s file itself.")
        })?;
        import::read_bytes_with(name, &bytes, self.options).map_err(|why| sentence(&why))
    }
}

impl App {
    /// Carries out what a person did in the dialogs for articles.
    #[expect(clippy::needless_pass_by_value, reason = "an action is given away whole, as every other is")]
    pub(super) fn on_import(&mut self, step: Step) {
        match step {
            Step::PickArticles => self.pick(Pick::Articles),
            Step::PickFolder => self.pick(Pick::ArticleFolder),
            Step::PickReviewFolder => self.pick(Pick::ReviewFolder),
            Step::BesideArticles => self.importing.folder = None,
            Step::Read(options) => self.importing.options = options,
            Step::Begin => self.begin_import(),
            Step::Again => self.read_again(),
        }
    }

    /// Files were dropped on the window: one as it always was, more than one or a folder to the dialog.
    pub(super) fn dropped_all(&mut self, mut paths: Vec<PathBuf>) {
        match paths.as_slice() {
            [one] if !one.is_dir() => self.dropped(paths.remove(0)),
            [] => {}
            _ => self.find_articles(paths),
        }
    }

    /// Looks which articles are meant, and opens the dialog for them.
    pub(super) fn find_articles(&mut self, named: Vec<PathBuf>) {
        if self.importing.is_under_way() {
            return self.tell("Other articles are being read; choose more when they are done.");
        }
        self.jobs.start(Some("Looking for articles".into()), move || {
            Done::Found(import::articles_in(&named).map_err(|why| sentence(&why)))
        });
    }

    /// Takes in which articles are meant.
    pub(super) fn take_articles(&mut self, articles: Vec<PathBuf>) {
        if articles.is_empty() {
            self.fail("There is no article in the folder; choose one with articles in it.");
        } else {
            self.importing = Importing {
                articles,
                options: self.importing.options,
                folder: self.importing.folder.take(),
                batch: None,
            };
        }
        self.overlay = Some(Overlay::Import);
    }

    /// Reads the articles chosen: one into the window, several each into a file of its own.
    fn begin_import(&mut self) {
        let Importing { options, articles, folder, .. } = &self.importing;
        let options = *options;
        if let [article] = articles.as_slice() {
            self.overlay = None;
            return self.open_with(article.clone(), options);
        }
        let pairs = import::reviews_of(articles, folder.as_deref());
        let batch = Arc::new(Mutex::new(Batch { all: pairs.len(), ..Batch::default() }));
        self.importing.batch = Some(Arc::clone(&batch));
        let beginning = self.beginning();
        let mut ids = Numbers::from_seed(beginning.seed);
        self.jobs.start_long(format!("Importing {} articles", pairs.len()), move |progress| {
            let all = pairs.len();
            for (at, (article, review)) in pairs.into_iter().enumerate() {
                if !progress.at(at as f32 / all as f32) {
                    break;
                }
                let notes = make(&article, &review, options, &mut ids, &beginning);
                let made = notes.map(|notes| Made { review, notes });
                held(&batch).outcomes.push(Outcome { article, made });
            }
            held(&batch).ended = true;
            Done::Imported
        });
    }

    /// Says what became of many articles.
    pub(super) fn imported(&mut self) {
        let Some((made, failed)) = self.importing.batch().map(|batch| batch.counts()) else { return };
        let articles = if made == 1 { "article" } else { "articles" };
        if failed == 0 {
            self.tell(format!("{made} {articles} imported."));
        } else {
            self.fail(format!(
                "{made} {articles} imported, {failed} failed; File, Import articles… says why."
            ));
        }
    }

    /// The file that the newest draft was read from, where it is kept and can be read again.
    pub fn original(&self) -> Option<&Backup> {
        self.open.as_ref()?.review().original().filter(|_| self.backup_dir().is_some())
    }

    /// Reads the newest draft's file again: it begins the review anew while nothing was done in it, and is a
    /// new draft afterwards.
    fn read_again(&mut self) {
        let options = self.importing.options;
        let (Some(file), Some(folder)) = (self.original().cloned(), self.backup_dir()) else { return };
        self.overlay = None;
        let kept = KeptFile { folder, file, options };
        if self.open.as_ref().is_some_and(OpenReview::has_work) {
            self.begin_draft(DraftFrom::Kept(kept));
        } else {
            self.begin_with_kept(kept);
        }
    }

    /// Begins a review with a file that was kept.
    pub(super) fn begin_with_kept(&mut self, kept: KeptFile) {
        let beginning = self.beginning();
        self.jobs.start(Some(format!("Reading {}", kept.name())), move || {
            let read = kept.read().map(|imported| {
                let name = kept.name();
                let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
                Box::new(beginning.review(imported, name, &stem, |review| {
                    keep_original(review, kept.file.clone(), beginning.data.as_deref(), |to| {
                        store::copy_backups(&kept.folder, to, [kept.file.sha256.as_str()])
                    })
                }))
            });
            Done::Opened(read, Vec::new())
        });
    }

    /// What a review that begins now is made with.
    pub(super) fn beginning(&mut self) -> Beginning {
        Beginning {
            seed: self.world.ids.next(),
            now: self.now(),
            scale: self.settings.export.scale.trim().to_owned(),
            data: self.data_dir(),
        }
    }
}

/// What a review that begins is made with, besides its article.
pub(super) struct Beginning {
    seed: u64,
    now: DateTime<Utc>,
    /// The desk's scale.
    scale: String,
    /// The program's own folder, where files are kept until the review is saved.
    data: Option<PathBuf>,
}

impl Beginning {
    /// Reads an article, begins its review and keeps the file it came in until the review is saved.
    pub(super) fn read(&self, path: &Path, options: Options) -> Result<Box<OpenReview>, String> {
        let imported = import::read_path_with(path, options).map_err(|error| sentence(&error))?;
        let original = imported.original.clone().filter(|original| original.is_richer);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Box::new(self.review(imported, &files::file_name(path), &stem, |review| {
            let original = original?;
            keep_original(review, original.to_backup(self.now), self.data.as_deref(), |to| {
                store::keep_as_read(to, path, &original.sha256)
            })
        })))
    }

    /// Begins a review with pasted text.
    pub(super) fn paste(&self, text: &str) -> Result<Box<OpenReview>, String> {
        let imported = import::read_pasted(text).map_err(|error| sentence(&error))?;
        Ok(Box::new(self.review(imported, "", "Pasted article", |_| None)))
    }

    /// A review of an article. `keep` keeps the file it came in, and may say something about that.
    fn review(
        &self,
        imported: Imported,
        file: &str,
        stem: &str,
        keep: impl FnOnce(&mut Review) -> Option<String>,
    ) -> OpenReview {
        let mut notes = imported.notes.clone();
        let mut review = imported.into_review(&mut Numbers::from_seed(self.seed), self.now, file);
        review.rules.scale.clone_from(&self.scale);
        notes.extend(keep(&mut review));
        let mut open = OpenReview::new(review, History::default(), None);
        open.suggested_name = format!("{stem}.ron");
        open.notes = notes;
        open
    }
}

fn held(batch: &Mutex<Batch>) -> MutexGuard<'_, Batch> {
    batch.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the file that an article came in among the backups of its review, which was never saved; `keep` copies
/// it. Says why where it was not kept.
fn keep_original(
    review: &mut Review,
    original: Backup,
    data: Option<&Path>,
    keep: impl FnOnce(&Path) -> Result<(), store::StoreError>,
) -> Option<String> {
    let dir = store::unsaved_backup_dir(data?, review.id);
    match keep(&dir) {
        Ok(()) => review.backups.push(original),
        Err(why) => return Some(format!("The file itself was not kept: {why}")),
    }
    None
}

/// Makes the review of an article in a file of its own, with the article's file among its backups; gives
/// what is to know about the reading.
fn make(
    article: &Path,
    output: &Path,
    options: Options,
    ids: &mut Numbers,
    beginning: &Beginning,
) -> Result<Vec<String>, String> {
    let imported = import::read_path_with(article, options).map_err(|error| sentence(&error.problem))?;
    let mut notes = imported.notes.clone();
    let original = imported.original.clone().filter(|original| original.is_richer);
    let mut review = imported.into_review(ids, beginning.now, &files::file_name(article));
    review.rules.scale.clone_from(&beginning.scale);
    review.backups.extend(original.as_ref().map(|original| original.to_backup(beginning.now)));
    let saved = store::create(output, &review, false).map_err(|error| sentence(&error))?;
    notes.extend(saved.warning.map(|warning| warning.to_string()));
    if let Some(original) = original {
        let kept = store::keep_as_read(&store::backup_dir(output), article, &original.sha256);
        kept.map_err(|error| sentence(&error))?;
    }
    Ok(notes)
}
