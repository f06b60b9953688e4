//! Stored evidence: files and captured pages that citations rest on.

use super::files::{Done, sentence};
use super::open::OpenReview;
use super::{App, Pick};
use crate::capture::{self, Limits};
use crate::review::{Backup, CitationId, ClaimId, Edit, ReviewId, compose};
use crate::rules::{Loss, LostFile};
use crate::store::{self, BackupState, Kept};
use chrono::{DateTime, SubsecRound, Utc};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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

impl App {
    /// Carries out what a person did with stored files.
    pub(super) fn on_backup(&mut self, step: Step) {
        match step {
            Step::Attach(place) => self.pick(Pick::Backup(place)),
            Step::Capture(place) => self.capture(place),
            Step::Open(sha256) => self.show_backup(&sha256),
            Step::Detach(place, sha256) => self.detach(place, &sha256),
        }
    }

    /// The folder for the open review's backups; none where there is no place for them.
    pub(super) fn backup_dir(&self) -> Option<PathBuf> {
        let open = self.open.as_ref()?;
        match &open.on_disk {
            Some(on_disk) => Some(store::backup_dir(&on_disk.path)),
            None => {
                let data = self.world.journals_dir.as_ref()?.parent()?;
                Some(store::unsaved_backup_dir(data, open.review().id))
            }
        }
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
        let Some(open) = self.open.as_ref().filter(|open| open.review().id == review) else { return };
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
        // The text goes in after the page, which a new page's edit puts at the end.
        let edits = match add_text {
            Some(add) => vec![add, shifted(attach)],
            None => vec![attach],
        };
        self.perform("Attach file", &compose::together(edits), None);
        self.tell(format!("{name} was kept."));
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

    /// Looks whether all stored files are as they were.
    pub(super) fn verify_backups(&mut self) {
        let Some(open) = &self.open else { return };
        let hashes: Vec<String> = open.review().backups.iter().map(|kept| kept.sha256.clone()).collect();
        let review = open.review().id;
        let Some(dir) = self.backup_dir().filter(|_| !hashes.is_empty()) else { return };
        self.jobs.start(None, move || Done::Verified(review, lost(&dir, hashes)));
    }
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

/// Which files are missing or altered. One that cannot be read is as good as missing.
fn lost(dir: &Path, hashes: Vec<String>) -> Vec<LostFile> {
    let loss = |sha256: &str| match store::check_backup(dir, sha256) {
        Ok(BackupState::Whole) => None,
        Ok(BackupState::Altered) => Some(Loss::Altered),
        Ok(BackupState::Missing) | Err(_) => Some(Loss::Missing),
    };
    let of = |sha256: String| loss(&sha256).map(|loss| LostFile { sha256, loss });
    hashes.into_iter().filter_map(of).collect()
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
        media_type: "application/warc".to_owned(),
        url: captured.url,
        text: text.as_ref().map(|text| text.sha256.clone()).unwrap_or_default(),
        note: format!("Status {}, {} bytes, SHA-256 {}", captured.status, captured.bytes, captured.sha256),
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
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        "html" | "htm" => "text/html",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "warc" => "application/warc",
        _ => "",
    }
}
