//! Documents out: what a person chooses, how it will look, and writing it on a worker.

use super::files::{self, Done, Pick, sentence};
use super::{App, Overlay};
use crate::analysis::reading::Reading;
use crate::export::{self, Options, Publisher};
use crate::review::{Article, ClaimId, Review, StateId};
use crate::rules::{Facts, Findings, Known};
use crate::store;
use chrono::{DateTime, Local, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use crate::export::{Format, Scale};

/// What a person chose for documents, kept from one to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The format, by its word on the command line.
    pub format: String,
    /// The page that a published check will stand on.
    pub url: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where the publisher is on the web.
    pub publisher_url: String,
    /// The desk's scale, as it is written, for reviews that begin here; the usual one where it is empty.
    pub scale: String,
    /// The claims that are rated in public; none stands for all that the scale rates. Not kept.
    #[serde(skip)]
    pub claims: Option<BTreeSet<ClaimId>>,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            format: Format::Html.key().to_owned(),
            url: String::new(),
            publisher: String::new(),
            publisher_url: String::new(),
            scale: String::new(),
            claims: None,
        }
    }
}

impl Choice {
    /// The format chosen.
    pub fn format(&self) -> Format {
        Format::from_key(&self.format).unwrap_or(Format::Html)
    }
}

/// How the document will look, as plain text, or why there will be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What it was made for.
    of: (Choice, StateId),
    /// The text.
    pub text: Result<String, String>,
}

/// What a document is made from, taken from the window so that a worker can make it.
struct Order {
    review: Review,
    choice: Choice,
    checker: String,
    now: DateTime<Utc>,
    backups: Option<PathBuf>,
}

impl App {
    /// Opens the dialog.
    pub(super) fn show_export(&mut self) {
        self.overlay = Some(Overlay::Export);
        self.settings.export.claims = None;
        self.look_ahead();
    }

    /// Takes in a choice.
    pub(super) fn choose_export(&mut self, choice: Choice) {
        self.settings.export = choice;
        self.look_ahead();
    }

    /// How the document will look, where that is known for the present choice.
    pub fn preview(&self) -> Option<&Preview> {
        let now = (&self.settings.export, self.open.as_ref()?.state());
        self.preview.as_ref().filter(|preview| (&preview.of.0, preview.of.1) == now)
    }

    /// Makes the preview anew after a change that was made in the dialog.
    pub(super) fn keep_preview(&mut self) {
        if self.overlay == Some(Overlay::Export) {
            self.look_ahead();
        }
    }

    /// Makes the preview on a worker.
    fn look_ahead(&mut self) {
        let Some((order, state)) = self.order() else { return };
        self.jobs.start(None, move || {
            let text = order.options().and_then(|options| {
                export::preview(&order.review, order.choice.format(), &options).map_err(|why| sentence(&why))
            });
            Done::Previewed(Preview { of: (order.choice, state), text })
        });
    }

    pub(super) fn previewed(&mut self, preview: Preview) {
        self.preview = Some(preview);
    }

    /// Asks where the document is to go.
    pub(super) fn pick_export(&mut self) {
        let Some(open) = &self.open else { return };
        let extension = self.settings.export.format().extension();
        let name = files::with_extension(PathBuf::from(open.name_to_save()), extension);
        self.pick(Pick::Export(name.to_string_lossy().into_owned()));
    }

    /// Writes the document. The file dialog asked before writing over a file, so it is not asked again.
    pub(super) fn export_to(&mut self, path: PathBuf) {
        let Some((order, _)) = self.order() else { return };
        self.overlay = None;
        let path = files::with_extension(path, order.choice.format().extension());
        self.jobs.start_long(format!("Exporting {}", files::file_name(&path)), move |progress| {
            let watch = &mut |done: usize, of: usize| progress.at(done as f32 / of.max(1) as f32);
            Done::Exported(order.write(&path, watch).map(|notes| (path, notes)))
        });
    }

    fn order(&self) -> Option<(Order, StateId)> {
        let open = self.open.as_ref()?;
        let order = Order {
            review: open.review().clone(),
            choice: self.settings.export.clone(),
            checker: self.checker(),
            now: self.now(),
            backups: open.on_disk.as_ref().map(|on_disk| store::backup_dir(&on_disk.path)),
        };
        Some((order, open.state()))
    }
}

impl Order {
    fn write(&self, path: &Path, progress: export::Progress<'_>) -> Result<Vec<String>, String> {
        let options = self.options()?;
        let format = self.choice.format();
        let document =
            export::write(&self.review, format, &options, progress).map_err(|why| sentence(&why))?;
        store::write_new(path, &document.bytes, true).map_err(|why| sentence(&why))?;
        Ok(document.notes)
    }

    fn options(&self) -> Result<Options, String> {
        let Choice { url, publisher, publisher_url, claims, .. } = &self.choice;
        let scale = Scale::of_review(&self.review).map_err(|why| sentence(&why))?;
        let publisher = Publisher { name: publisher.trim().into(), url: publisher_url.trim().into() };
        let url = url.trim().to_owned();
        let claims = claims.as_ref().map(|chosen| chosen.iter().copied().collect());
        let checker = self.checker.clone();
        let mut options = Options { url, publisher, scale, claims, checker, ..Options::default() };
        match self.choice.format() {
            Format::Html | Format::Markdown => self.add_findings(&mut options),
            Format::CheckingCopy | Format::CheckedCopy => options.original = self.original()?,
            _ => {}
        }
        Ok(options)
    }

    /// What the rules and the timeline say, for the report.
    fn add_findings(&self, options: &mut Options) {
        let today = self.now.with_timezone(&Local).date_naive();
        let facts = Facts::read(&self.review).unwrap_or_default();
        let findings = Findings::of(&self.review, Known::on(today).with_facts(&facts));
        options.findings = findings.in_order().into_iter().cloned().collect();
        if let Some(draft) = self.review.draft() {
            let Article { language, dateline, .. } = &self.review.article;
            let reading = Reading::of(draft, language, dateline.date, None);
            options.timeline = export::timeline(&self.review, &reading);
        }
    }

    /// The DOCX that the newest draft was read from, where it is kept and whole.
    fn original(&self) -> Result<Option<Vec<u8>>, String> {
        let Some((dir, sha256)) = self.backups.as_deref().zip(export::kept_original(&self.review)) else {
            return Ok(None);
        };
        store::read_backup(dir, sha256).map_err(|why| sentence(&why))
    }
}
