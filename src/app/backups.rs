//! Stored evidence: files and captured pages that citations rest on.

use super::files::{Done, Question, Then, sentence};
use super::open::OpenReview;
use super::{App, Pick, looks};
use crate::capture::{self, Limits};
use crate::review::{Backup, CitationId, ClaimId, Edit, ReviewId, compose};
use crate::rules::LostFile;
use crate::store::{self, BackupState, Kept};
use chrono::{DateTime, Local, SubsecRound, Utc};
use egui::ColorImage;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The citation that something is stored for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The claim.
    pub claim: ClaimId,
    /// Its citation.
    pub citation: CitationId,
}

/// What a person did with stored files.
#[derive(Clone, Debug)]
pub enum Step {
    /// Wants to attach a file: a dialog asks which.
    Attach(Place),
    /// Wants the page at the citation's address captured.
    Capture(Place),
    /// Opens a stored file with the system's program, by its SHA-256.
    Open(String),
    /// Takes a stored file off a citation, by its SHA-256.
    Detach(Place, String),
    /// Pasted a picture, for the citation that is worked on.
    Paste(Arc<ColorImage>),
    /// Wants to see how a stored file looks, by its SHA-256.
    Look(String),
}

/// What a job stored.
#[derive(Debug)]
pub struct Stored {
    review: ReviewId,
    place: Place,
    backup: Backup,
    /// The readable text of a page, which is a backup of its own.
    text: Option<Backup>,
}

/// What a look at the stored files found.
#[derive(Debug)]
pub struct Verified {
    review: ReviewId,
    /// How many files were looked at.
    count: usize,
    /// Those that are not as they were; why that is not known, in words.
    lost: Result<Vec<LostFile>, String>,
    /// A person asked for it, and is told.
    asked: bool,
}

impl OpenReview {
    /// The citation that a dropped or pasted file is for: the one that is unfolded on the chosen claim’s card,
    /// or the claim’s only one.
    fn place_for_files(&self) -> Option<Place> {
        let claim = self.chosen().filter(|_| self.is_writable() && self.earlier.is_none())?;
        let unfolded = self.citation.filter(|id| claim.citations.iter().any(|own| own.id == *id));
        let only = || match claim.citations.as_slice() {
            [only] => Some(only.id),
            _ => None,
        };
        Some(Place { claim: claim.id, citation: unfolded.or_else(only)? })
    }

    /// “Reuters in claim 3”.
    fn place_in_words(&self, place: Place) -> String {
        let claim = self.review().claim(place.claim);
        let citation = claim.and_then(|claim| claim.citations.iter().find(|own| own.id == place.citation));
        let source = citation.and_then(|citation| self.review().source(citation.source));
        let name = source.map_or("the citation", |source| &source.name);
        claim.map_or_else(|| name.to_owned(), |claim| format!("{name} in claim {}", claim.number))
    }
}

/// Where a file goes that was dropped or pasted while no citation is worked on.
const NO_PLACE: &str = "Unfold the citation that it belongs to, then try again.";

impl App {
    /// Carries out what a person did with stored files.
    pub(super) fn on_backup(&mut self, step: Step) {
        match step {
            Step::Attach(place) => self.pick(Pick::Backup(place)),
            Step::Capture(place) => self.capture(place),
            Step::Open(sha256) => self.show_backup(&sha256),
            Step::Detach(place, sha256) => self.detach(place, &sha256),
            Step::Paste(picture) => self.paste(picture),
            Step::Look(sha256) => self.make_look(&sha256),
        }
    }

    /// Files dropped on the window: those that can only be evidence go to the citation that is worked on, for
    /// others it is asked what they are; without such a citation they are articles.
    pub(super) fn dropped_on_page(&mut self, paths: Vec<PathBuf>) {
        let Some(open) = &self.open else { return self.dropped_all(paths) };
        let is_evidence = paths.iter().all(|path| is_only_evidence(path));
        match open.place_for_files() {
            Some(place) if is_evidence => self.attach_all(place, paths),
            Some(place) if !paths.iter().any(|path| super::files::is_review(path)) => {
                let what = match paths.as_slice() {
                    [one] => format!("“{}”", super::files::file_name(one)),
                    several => format!("{} files", several.len()),
                };
                let text = format!("{what} can be kept for {}, or read.", open.place_in_words(place));
                let answers = vec!["Attach to the citation", "Read as an article", "Cancel"];
                let then = Then::Evidence(place, paths);
                self.question = Some(Question::new("Evidence or an article?", text, answers, then));
            }
            None if is_evidence => self.tell(NO_PLACE),
            _ => self.dropped_all(paths),
        }
    }

    /// Keeps a copy of several files for a citation.
    pub(super) fn attach_all(&mut self, place: Place, paths: Vec<PathBuf>) {
        paths.into_iter().for_each(|path| self.attach(place, path));
    }

    /// Keeps a picture from the clipboard for the citation that is worked on.
    fn paste(&mut self, picture: Arc<ColorImage>) {
        let Some(open) = &self.open else { return };
        let Some(place) = open.place_for_files() else { return self.tell(NO_PLACE) };
        let Some((dir, review)) = self.where_to_keep() else { return };
        let now = self.now();
        self.jobs.start(Some("Keeping the pasted picture".to_owned()), move || {
            let Some(bytes) = looks::as_png(&picture) else {
                return Done::Stored(Err("The picture on the clipboard is empty.".to_owned()));
            };
            let name = format!("Pasted {}.png", now.with_timezone(&Local).format("%Y-%m-%d %H.%M.%S"));
            let stored = store::keep_bytes(&dir, &bytes).map(|kept| {
                let backup = Backup { media_type: "image/png".to_owned(), ..backup(kept, name, now) };
                Box::new(Stored { review, place, backup, text: None })
            });
            Done::Stored(stored.map_err(|why| sentence(&why)))
        });
    }

    /// The folder for the open review's backups; none where there is no place for them.
    pub(super) fn backup_dir(&self) -> Option<PathBuf> {
        let open = self.open.as_ref()?;
        match &open.on_disk {
            Some(on_disk) => Some(store::backup_dir(&on_disk.path)),
            None => Some(store::unsaved_backup_dir(&self.data_dir()?, open.review().id)),
        }
    }

    /// The program's own folder, which holds the journals and what unsaved reviews keep.
    pub(super) fn data_dir(&self) -> Option<PathBuf> {
        self.world.journals_dir.as_ref()?.parent().map(Path::to_owned)
    }

    /// Keeps a copy of a file for a citation.
    pub(super) fn attach(&mut self, place: Place, path: PathBuf) {
        let Some((dir, review)) = self.where_to_keep() else { return };
        let (name, now) = (super::files::file_name(&path), self.now());
        self.jobs.start_long(format!("Keeping {name}"), move |progress| {
            let mut go_on = |done: u64, all: u64| go_on(progress.at(done as f32 / all.max(1) as f32));
            let kept = store::keep_file(&dir, &path, &mut go_on);
            let stored = kept.map(|kept| {
                let media_type = media_type(&path).to_owned();
                let backup = Backup { media_type, ..backup(kept, name, now) };
                Box::new(Stored { review, place, backup, text: None })
            });
            Done::Stored(stored.map_err(|why| sentence(&why)))
        });
    }

    /// Where backups go; says so where there is no place.
    fn where_to_keep(&mut self) -> Option<(PathBuf, ReviewId)> {
        let review = self.open.as_ref().filter(|open| open.is_writable())?.review().id;
        let dir = self.backup_dir();
        if dir.is_none() {
            self.fail("There is no folder to keep files in; save the review first.");
        }
        Some((dir?, review))
    }

    fn capture(&mut self, place: Place) {
        let Some((dir, review)) = self.where_to_keep() else { return };
        let Some(url) = self.open.as_ref().and_then(|open| address(open, place)) else { return };
        let (now, own_network) = (self.now(), self.settings.own_network);
        self.jobs.start_long(format!("Capturing {url}"), move |progress| {
            let limits = Limits { own_network, ..Limits::default() };
            let part = |done: u64| done as f32 / limits.bytes as f32;
            let captured = capture::capture(&url, now, limits, &mut |done| go_on(progress.at(part(done))));
            let stored = captured
                .map_err(|why| sentence(&why))
                .and_then(|captured| keep_page(&dir, captured, now).map_err(|why| sentence(&why)));
            Done::Stored(stored.map(|(backup, text)| Box::new(Stored { review, place, backup, text })))
        });
    }

    /// Takes in what was stored: the citation names it from now on.
    pub(super) fn stored(&mut self, stored: Stored) {
        let Stored { review, place, backup, text } = stored;
        let is_here = |open: &&OpenReview| open.review().id == review;
        if self.open.as_ref().filter(is_here).is_some_and(OpenReview::has_lost) {
            self.verify_backups(false); // it may be the one that was missing
        }
        let Some(open) = self.open.as_ref().filter(is_here) else { return };
        let Some(claim) = open.review().claim(place.claim) else { return };
        let Some(citation) = claim.citations.iter().find(|citation| citation.id == place.citation) else {
            return;
        };
        let name = backup.name.clone();
        let Some(attach) = compose::attach_backup(open.review(), claim, citation, backup) else {
            return self.tell(format!("{name} is attached already."));
        };
        let text = text.filter(|text| open.review().backup(&text.sha256).is_none());
        let at = open.review().backups.len();
        let add_text = text.map(|text| Edit::AddBackup { at, backup: Box::new(text) });
        // Both go in at the end, the page after its text.
        let edits = match add_text {
            Some(add) => vec![add, shifted(attach)],
            None => vec![attach],
        };
        let to = open.place_in_words(place);
        self.perform("Attach file", &compose::together(edits), None);
        self.tell(format!("{name} was kept for {to}."));
    }

    fn detach(&mut self, place: Place, sha256: &str) {
        let Some(open) = &self.open else { return };
        let Some(claim) = open.review().claim(place.claim) else { return };
        let citation = claim.citations.iter().find(|citation| citation.id == place.citation);
        let edit = citation.and_then(|own| compose::detach_backup(open.review(), claim, own, sha256));
        self.perform_some("Take file off", edit);
    }

    fn show_backup(&mut self, sha256: &str) {
        let name =
            self.open.as_ref().and_then(|open| open.review().backup(sha256)).map(|kept| kept.name.clone());
        let (Some(dir), Some(name)) = (self.backup_dir(), name) else { return };
        let sha256 = sha256.to_owned();
        self.jobs.start(Some(format!("Opening {name}")), move || {
            Done::ToShow(store::copy_to_show(&dir, &sha256, &name).map_err(|why| sentence(&why)))
        });
    }

    /// Looks whether all stored files are as they were; `asked` where a person wants to be told. What takes
    /// long is seen in the status bar, and can be cancelled there.
    pub(super) fn verify_backups(&mut self, asked: bool) {
        let Some(open) = &self.open else { return };
        let kept = &open.review().backups;
        let (review, count) = (open.review().id, kept.len());
        let hashes: Vec<String> = kept.iter().map(|kept| kept.sha256.clone()).collect();
        let all: u64 = kept.iter().map(|kept| kept.bytes).sum();
        let Some(dir) = self.backup_dir().filter(|_| count > 0) else { return };
        let verify = move |told: &dyn Fn(f32) -> bool| {
            let mut progress = |done: u64| go_on(told(done as f32 / all.max(1) as f32));
            let hashes = hashes.iter().map(String::as_str);
            let lost = store::lost_backups(&dir, hashes, &mut progress).map(lost_files);
            Done::Verified(Verified { review, count, lost: lost.map_err(|why| sentence(&why)), asked })
        };
        if asked || all > SHORT {
            let what = "Verifying stored files".to_owned();
            self.jobs.start_long(what, move |progress| verify(&|part| progress.at(part)));
        } else {
            self.jobs.start(None, move || verify(&|_| true));
        }
    }

    /// Takes in which stored files are not as they were.
    pub(super) fn verified(&mut self, verified: Verified) {
        let Verified { review, count, lost, asked } = verified;
        let Some(open) = self.open.as_mut().filter(|open| open.review().id == review) else { return };
        let told = match &lost {
            Ok(lost) => in_words(count, lost.len()),
            Err(why) => why.clone(),
        };
        let is_well = lost.as_ref().is_ok_and(Vec::is_empty);
        if let Ok(lost) = lost {
            open.set_lost(lost);
        }
        match (asked, is_well) {
            (true, true) => self.tell(told),
            (true, false) => self.fail(told),
            (false, _) => {}
        }
    }
}

/// So many bytes are read in less time than a word in the status bar takes to be seen.
const SHORT: u64 = 50 << 20;

/// “All 4 stored files are as they were.”
fn in_words(count: usize, lost: usize) -> String {
    match (count, lost) {
        (1, 0) => "The stored file is as it was.".to_owned(),
        (count, 0) => format!("All {count} stored files are as they were."),
        (1, _) => "The stored file is missing or altered; Problems says which.".to_owned(),
        (count, lost) => {
            format!("{lost} of {count} stored files are missing or altered; Problems says which.")
        }
    }
}

/// What the rules are told of files that are not as they were.
fn lost_files(lost: Vec<(String, BackupState)>) -> Vec<LostFile> {
    let of = |(sha256, state)| LostFile::new(sha256, state == BackupState::Altered);
    lost.into_iter().map(of).collect()
}

/// Whether a file can be evidence and nothing else: a picture, a recording, a captured page.
fn is_only_evidence(path: &Path) -> bool {
    let media_type = media_type(path);
    ["image/", "audio/", "video/", capture::MEDIA_TYPE].iter().any(|kind| media_type.starts_with(kind))
}

fn go_on(wanted: bool) -> ControlFlow<()> {
    if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// An edit that adds a backup at the end, one place further on.
fn shifted(edit: Edit) -> Edit {
    match edit {
        Edit::AddBackup { at, backup } => Edit::AddBackup { at: at + 1, backup },
        Edit::Together(edits) => Edit::Together(edits.into_iter().map(shifted).collect()),
        other => other,
    }
}

/// The address that a citation names.
fn address(open: &OpenReview, place: Place) -> Option<String> {
    let claim = open.review().claim(place.claim)?;
    let citation = claim.citations.iter().find(|citation| citation.id == place.citation)?;
    Some(citation.url.trim().to_owned()).filter(|url| !url.is_empty())
}

fn backup(kept: Kept, name: String, now: DateTime<Utc>) -> Backup {
    let Kept { sha256, bytes } = kept;
    let (media_type, url, text, note) = (String::new(), String::new(), String::new(), String::new());
    Backup { sha256, name, bytes, media_type, added: now.trunc_subsecs(0), url, text, note }
}

/// Keeps a captured page, and its readable text beside it.
fn keep_page(
    dir: &Path,
    captured: capture::Captured,
    now: DateTime<Utc>,
) -> Result<(Backup, Option<Backup>), store::StoreError> {
    let host = crate::analysis::outlets::host_of(&captured.url).unwrap_or("page").to_owned();
    let text = match captured.text {
        Some(imported) => {
            let draft = imported.into_draft(1, now, "");
            let kept = store::keep_bytes(dir, draft.text().as_str().as_bytes())?;
            let media_type = "text/plain".to_owned();
            Some(Backup { media_type, ..backup(kept, format!("{host}.txt"), now) })
        }
        None => None,
    };
    let kept = store::keep_bytes(dir, &captured.warc)?;
    let page = Backup {
        media_type: capture::MEDIA_TYPE.to_owned(),
        url: captured.url,
        text: text.as_ref().map(|text| text.sha256.clone()).unwrap_or_default(),
        note: format!(
            "Status {}, {} bytes, SHA-256 {}\n{}",
            captured.status,
            captured.bytes,
            captured.sha256,
            captured.headers.trim_end()
        ),
        ..backup(kept, format!("{host}.warc"), now)
    };
    Ok((page, text))
}

/// What a file is by the end of its name (RFC 6838), of the kinds that evidence comes in; else empty.
fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "heic" => "image/heic",
        "tif" | "tiff" => "image/tiff",
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        "html" | "htm" => "text/html",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "webm" => "video/webm",
        "warc" => "application/warc",
        _ => "",
    }
}
