//! A status set and a mark added, until the next frame is finished and the journal is written.

use crate::label::LabelView;
use crate::material::{self, MIDDLE, noon};
use crate::measure::{Outcome, Report, Times, cpu_time, millis, process_cpu_time};
use crate::stage::{self, Stage, press};
use crate::window::Played;
use egui::{Key, vec2};
use redpencil::app::App;
use redpencil::app::jobs::Runner;
use redpencil::app::open::{OnDisk, OpenReview};
use redpencil::review::History;
use redpencil::store;
use redpencil::ui::theme;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub const FIGURES: &[&str] = &["status_3000", "mark_3000"];

/// Edits that warm up (the first one begins the journal), and edits that are measured.
const WARM_UP: usize = 20;
const EDITS: usize = 200;

/// Edits of the peer: each lays out the whole text anew.
const PEER_EDITS: usize = 8;

/// Frames in which the article comes to rest after it was scrolled to a place.
const SETTLE: usize = 30;

/// A journal that takes longer than this for a line is broken.
const PATIENCE: Duration = Duration::from_secs(10);

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Edits in {}, to the next frame and the journal", MIDDLE.name);
    let folder = tempfile::tempdir()?;
    let mut desk = Desk::new(folder.path())?;
    let keys = [Key::V, Key::D, Key::Q];
    let mut status = Times::default();
    for at in 0..WARM_UP + EDITS {
        desk.played.frame(press(Key::J).to_vec());
        let time = desk.edit(|played| {
            played.frame(press(keys[at % keys.len()]).to_vec());
        })?;
        if at >= WARM_UP {
            status.push(time);
        }
    }
    report.note(&format!("status: {}", status.words()));
    let mut mark = Times::default();
    for _ in 0..EDITS {
        desk.select_next();
        mark.push(desk.edit(|played| {
            played.frame(press(Key::N).to_vec());
        })?);
    }
    report.note(&format!("mark:   {}", mark.words()));
    let peer = relaid_label(&mut desk)?;
    report.note(&format!("label made anew, no journal: {}", peer.words()));
    report.figure(FIGURES[0], millis(status.within(0.99)), "ms", 5.0);
    report.figure(FIGURES[1], millis(mark.within(0.99)), "ms", 5.0);
    Ok(())
}

/// A window on a saved review with a journal.
struct Desk {
    played: Played,
    journal: PathBuf,
}

impl Desk {
    fn new(folder: &Path) -> Outcome<Self> {
        let journals = folder.join("journals");
        let path = folder.join("review.ron");
        let review = material::review(MIDDLE);
        let fingerprint = store::create(&path, &review, false)?.fingerprint;
        let mut open = OpenReview::new(review, History::default(), Some(OnDisk { path, fingerprint }));
        open.start_journal(&journals);
        let journal = journals.join(format!("{}-1.journal", open.review().id));
        let mut app = App::new(stage::world(Runner::Inline, None));
        app.open = Some(open);
        let mut played = Played::new(app);
        played.frame(Vec::new());
        Ok(Self { played, journal })
    }

    /// What it takes from a key to the end of the frame that shows what it did, which is the frame that it is
    /// pressed in, and to a line in the journal: the processor time of all threads, in which neither other
    /// programs nor waiting for the disk count.
    fn edit(&mut self, press: impl FnOnce(&mut Played)) -> Outcome<Duration> {
        let before = self.written();
        let (from, cpu) = (Instant::now(), process_cpu_time());
        press(&mut self.played);
        while self.written() <= before {
            if from.elapsed() > PATIENCE {
                return Err("The journal was not written: did the edit happen?".into());
            }
            std::thread::sleep(Duration::from_micros(100));
        }
        let time = process_cpu_time() - cpu;
        self.played.frame(Vec::new()); // what the frame before asked for
        Ok(time)
    }

    fn written(&self) -> u64 {
        fs::metadata(&self.journal).map_or(0, |metadata| metadata.len())
    }

    /// Selects the next words that stand under no mark, and waits until they have come into view: nobody makes
    /// a claim of words that are not seen.
    fn select_next(&mut self) {
        self.played.frame(press(Key::F8).to_vec());
        for _ in 0..SETTLE {
            self.played.frame(Vec::new());
        }
    }
}

/// The peer: one mark gets another colour, and the label is made and laid out anew.
fn relaid_label(desk: &mut Desk) -> Outcome<Times> {
    let mut stage = Stage::new(vec2(940.0, 800.0));
    let mut times = Times::default();
    for at in 0..PEER_EDITS {
        let app = desk.played.window.app_mut();
        let open = app.open.as_mut().ok_or("No review is open.")?;
        let statuses = redpencil::review::Status::ALL;
        let edit = redpencil::review::compose::set_status(
            &open.review().claims[7],
            statuses[at % statuses.len()],
            "",
            noon(),
        );
        open.perform("Set status", &edit, None, noon())?;
        let before = cpu_time();
        let view = LabelView::of(open, theme::of_context(&stage.ctx));
        stage.frame(Vec::new(), |ui| view.show(ui));
        times.push(cpu_time() - before);
    }
    Ok(times)
}
