//! Opening and saving a large review: how long they take, and how long the window waits for them.

use crate::material::{self, HUGE, Size, noon};
use crate::measure::{Outcome, Report, Times, away, cpu, millis, ratio, wall};
use crate::stage;
use crate::window::Played;
use chrono::{DateTime, Utc};
use redpencil::app::command::Command;
use redpencil::app::jobs::Runner;
use redpencil::app::{Action, App};
use redpencil::review::{Article, Claim, ParagraphKind, Review, ReviewId, Source};
use redpencil::store;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const OPEN_AND_SAVE: &[&str] = &["open_10mb_of_ron", "save_10mb_of_ron"];
pub const BLOCKED: &[&str] = &["open_blocks", "save_blocks"];

const ROUNDS: usize = 7;

/// What is waited for at most for a job.
const PATIENCE: Duration = Duration::from_secs(60);

/// The peer: the file's own shape in plain derived types, without a check.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Review")]
struct PlainReview {
    version: u32,
    id: ReviewId,
    article: Article,
    drafts: Vec<PlainDraft>,
    sources: Vec<Source>,
    last_number: u32,
    claims: Vec<Arc<Claim>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Draft")]
struct PlainDraft {
    number: u32,
    imported: DateTime<Utc>,
    file: String,
    sha256: String,
    paragraphs: Vec<(ParagraphKind, String)>,
}

pub fn open_and_save(report: &mut Report) -> Outcome<()> {
    println!("Opening and saving {}", HUGE.name);
    let folder = tempfile::tempdir()?;
    let (path, peer_path) = (folder.path().join("review.ron"), folder.path().join("plain.ron"));
    let review = material::review(HUGE);
    let mut fingerprint = store::create(&path, &review, false)?.fingerprint;
    let text = std::fs::read_to_string(&path)?;
    let plain: PlainReview = ron::from_str(&text)?;
    report.note(&format!("the file is {:.1} MB long", text.len() as f64 / 1e6));
    let [mut open, mut open_peer, mut save, mut save_peer] =
        [const { None }; 4].map(|_: Option<()>| Times::default());
    for round in 0..=ROUNDS {
        let (ours, read) = cpu(|| store::from_ron(&text));
        let (theirs, read_peer) = cpu(|| ron::from_str::<PlainReview>(&text));
        let mut ours = ours?;
        black_box(theirs?);
        ours.article.dek = format!("Round {round}"); // another state, so that the one before is kept
        let (saved, written) = wall(|| store::save(&path, &ours, Some(&fingerprint)));
        fingerprint = saved?.fingerprint;
        let (done, written_peer) = wall(|| write_plain(&peer_path, &plain));
        done?;
        if round > 0 {
            open.push(read);
            open_peer.push(read_peer);
            save.push(written);
            save_peer.push(written_peer);
        }
    }
    for (what, times) in [
        ("open", &open),
        ("ron::from_str", &open_peer),
        ("save", &save),
        ("ron::ser, write, fsync", &save_peer),
    ] {
        report.note(&format!("{what}: {}", times.words()));
    }
    report.figure(OPEN_AND_SAVE[0], ratio(open.median(), open_peer.median()), "times", 1.5);
    report.figure(OPEN_AND_SAVE[1], ratio(save.median(), save_peer.median()), "times", 1.5);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the peer of saving writes as plainly as can be")]
fn write_plain(path: &Path, review: &PlainReview) -> Outcome<()> {
    let text = ron::ser::to_string_pretty(review, ron::ser::PrettyConfig::new())?;
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}

pub fn blocked(report: &mut Report) -> Outcome<()> {
    println!("The window while {} is opened and saved", HUGE.name);
    let folder = tempfile::tempdir()?;
    let paths = ["one.ron", "other.ron"].map(|name| folder.path().join(name));
    for (path, size) in paths.iter().zip([HUGE, Size { bytes: HUGE.bytes + 2_000, ..HUGE }]) {
        let review = material::review(size);
        let id = ReviewId::new(size.bytes as u64);
        store::create(path, &Review { id, ..review }, false)?;
    }
    let runner = Runner::Threads(Arc::new(|| {}));
    let mut played = Played::new(App::new(stage::world(runner, Some(folder.path().join("journals")))));
    played.frame(Vec::new());
    let (mut opening, mut saving) = (Times::default(), Times::default());
    for round in 0..ROUNDS {
        let path = paths[round % 2].clone();
        // Until the article was read and the rules know of it: what comes in then is part of opening.
        let is_done = |app: &App| is_open(app, &path) && app.is_idle();
        opening.push(longest_frame(&mut played, Action::Open(path.clone()), is_done)?);
        change(played.window.app_mut())?;
        played.frame(Vec::new());
        saving.push(longest_frame(&mut played, Action::Run(Command::Save), |app| !app.has_unsaved_work())?);
    }
    report.note(&format!("longest frame of each opening: {}", opening.words()));
    report.note(&format!("longest frame of each saving:  {}", saving.words()));
    report.figure(BLOCKED[0], millis(opening.median()), "ms", 16.0);
    report.figure(BLOCKED[1], millis(saving.median()), "ms", 16.0);
    Ok(())
}

fn is_open(app: &App, path: &Path) -> bool {
    app.open.as_ref().is_some_and(|open| open.on_disk.as_ref().is_some_and(|on_disk| on_disk.path == path))
}

fn change(app: &mut App) -> Outcome<()> {
    let open = app.open.as_mut().ok_or("No review is open.")?;
    let claim = &open.review().claims[3];
    let edit =
        redpencil::review::compose::set_note(claim, &format!("{} Seen.", claim.note)).ok_or("No change.")?;
    Ok(open.perform("Edit note", &edit, None, noon())?)
}

/// Does something and draws until it is done, as long again after that; gives the longest that the
/// window's thread was away.
fn longest_frame(played: &mut Played, action: Action, is_done: impl Fn(&App) -> bool) -> Outcome<Duration> {
    let (_, acted) = away(|| played.window.app_mut().act(action));
    let mut longest = acted;
    let from = Instant::now();
    let mut after = 0;
    while after < 20 {
        let (_, frame) = away(|| played.frame(Vec::new()));
        longest = longest.max(frame);
        after += usize::from(is_done(played.window.app()));
        if from.elapsed() > PATIENCE {
            let notice = played.window.app().notice.as_ref();
            return Err(format!("It took more than a minute: {notice:?}").into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(longest)
}
