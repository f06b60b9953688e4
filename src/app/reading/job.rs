//! Reads the newest draft on a worker whenever it, its language or its date is another.

use super::super::open::OpenReview;
use super::super::{App, Done};
use super::{ArticleReading, Asked};
use crate::analysis::reading::Reading;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// A draft shorter than this, in bytes, is read in less time than a word in the status bar takes to be seen.
const SHORT: usize = 200_000;

/// Where readings come in: parts of one while the rest is being read, too.
pub struct Reader {
    sender: Sender<ArticleReading>,
    receiver: Receiver<ArticleReading>,
    /// The number of the newest job: those before it break off.
    newest: Arc<AtomicU64>,
}

impl Default for Reader {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, newest: Arc::default() }
    }
}

impl App {
    /// Has the newest draft read where that was not done yet, and takes in what was read since. To be called
    /// once a frame.
    pub(in crate::app) fn follow_article(&mut self) {
        if let Some((asked, previous)) = self.open.as_mut().and_then(OpenReview::ask_for_reading) {
            self.read_article(asked, previous);
        }
        while let Ok(part) = self.reader.receiver.try_recv() {
            let Some(open) = &mut self.open else { continue };
            let before = open.take_reading(part);
            // To give back the memory of a long article's reading can take longer than a frame may.
            self.jobs.tidy(|| drop(before));
        }
    }

    fn read_article(&mut self, asked: Asked, previous: Option<Arc<Reading>>) {
        let number = self.reader.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let (newest, sender) = (Arc::clone(&self.reader.newest), self.reader.sender.clone());
        let is_short = asked.draft.text().len_bytes() < SHORT;
        let read = move |told: &dyn Fn(f32) -> bool| {
            let Asked { draft, article, .. } = &asked;
            let previous = previous.as_deref();
            Reading::in_parts(draft, &article.language, asked.day(), previous, |reading, read, all| {
                let wanted = newest.load(Ordering::Relaxed) == number;
                let part = ArticleReading::of(asked.clone(), Arc::new(reading), read == all);
                // Nobody listens once the window is closed.
                let heard = wanted && sender.send(part).is_ok();
                let goes_on = told(read as f32 / all.max(1) as f32);
                if heard && goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            Done::Read
        };
        if is_short {
            self.jobs.start(None, move || read(&|_| true));
        } else {
            self.jobs.start_long("Reading the article".to_owned(), move |progress| {
                read(&|part| progress.at(part))
            });
        }
    }
}
