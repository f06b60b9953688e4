//! What the window keeps between two starts: the checker's wishes, recent reviews, and places in them.

use super::exporting::Choice;
use super::open::{OpenReview, Place};
use crate::review::{Progress, ReviewId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many recent reviews are listed, and how many places are kept.
const RECENT_REVIEWS: usize = 12;
const KEPT_PLACES: usize = 200;

/// Article text size in points (tokens.md: 15 to 22, 17 unless chosen otherwise).
pub const TEXT_SIZES: std::ops::RangeInclusive<u8> = 15..=22;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// A review that was open before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Where its file is.
    pub path: PathBuf,
    /// What it is called.
    pub title: String,
    /// When it was last open here.
    pub at: DateTime<Utc>,
    /// How far it was.
    pub progress: Progress,
}

/// What the window keeps between two starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The checker's name, put to every status that is set.
    pub name: String,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// Size of the article's text, in points.
    pub text_size: u8,
    /// Size of everything; 1 is its own.
    pub zoom: f32,
    /// Dotted line under factual words that no claim covers.
    pub coverage: bool,
    /// V goes on to the next unchecked claim.
    pub verify_goes_on: bool,
    /// Pages inside the own network may be captured.
    pub own_network: bool,
    /// Hints for a first review.
    pub hints: bool,
    /// Nothing moves: cards open and the article scrolls at once.
    pub reduced_motion: bool,
    /// Width of the panel beside the article, in points; 0 for the design's own.
    pub panel_width: f32,
    /// What was chosen for documents.
    pub export: Choice,
    /// Reviews that were open before, the newest first.
    pub recent: Vec<Recent>,
    /// Where the window stood in each review, by the review's id.
    pub places: BTreeMap<String, Place>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            own_network: false,
            theme: Theme::System,
            text_size: 17,
            zoom: 1.0,
            coverage: true,
            verify_goes_on: false,
            hints: true,
            reduced_motion: false,
            panel_width: 0.0,
            export: Choice::default(),
            recent: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// Notes that a review is or was open: it moves to the top of the list, with its progress and place.
    pub fn remember(&mut self, open: &OpenReview, now: DateTime<Utc>) {
        let id = open.review().id.to_string();
        self.places.insert(id.clone(), open.place.clone());
        while self.places.len() > KEPT_PLACES {
            let Some(other) = self.places.keys().find(|key| **key != id).cloned() else { break };
            self.places.remove(&other);
        }
        let Some(on_disk) = &open.on_disk else { return };
        self.forget(&on_disk.path);
        let recent = Recent {
            path: on_disk.path.clone(),
            title: open.title(),
            at: now,
            progress: open.index().progress,
        };
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT_REVIEWS);
    }

    /// Takes a review off the list.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent.path != path);
    }

    /// Where the window stood in a review.
    pub fn place(&self, review: ReviewId) -> Place {
        self.places.get(&review.to_string()).cloned().unwrap_or_default()
    }
}
