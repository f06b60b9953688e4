//! Where a window stands in a review.

use crate::app::filter::{Filter, Sort};
use crate::app::revise::Fates;
use crate::review::ClaimId;
use crate::text::{ByteOffset, ByteRange};
use serde::{Deserialize, Serialize};

/// Selected words of the article: where the selection began and where it is now, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSelection {
    /// Where it began.
    pub anchor: ByteOffset,
    /// Where the caret is.
    pub head: ByteOffset,
}

impl TextSelection {
    /// A caret without selected words.
    pub fn caret(at: ByteOffset) -> Self {
        Self { anchor: at, head: at }
    }

    /// The words selected, in text order.
    pub fn range(&self) -> ByteRange {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether no words are selected.
    pub fn is_empty(&self) -> bool {
        self.anchor == self.head
    }
}

/// The search in the article.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// Whether the find bar is shown.
    pub open: bool,
    /// What is looked for.
    pub query: String,
    /// Where it stands, in text order.
    pub hits: Vec<ByteRange>,
    /// The hit that the reader is at.
    pub current: usize,
    /// It is not known yet where it stands.
    pub under_way: bool,
}

/// Which panel stands beside the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Panel {
    /// The claim cards.
    #[default]
    Claims,
    /// The library of sources.
    Sources,
    /// What the rules found.
    Problems,
    /// The drafts, and what became of each claim.
    Revisions,
    /// What happened when.
    Timeline,
    /// Whom the article rests on.
    Attributions,
    /// Passages worth a claim.
    Suggestions,
}

impl Panel {
    /// Whether it lists passages that are chosen in it, beside the claims.
    pub fn lists_passages(self) -> bool {
        matches!(self, Self::Timeline | Self::Attributions | Self::Suggestions)
    }
}

/// What stands on the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// The article.
    #[default]
    Article,
    /// The newest draft with what changed since the one before it.
    Changes {
        /// Both drafts, not one with its changes.
        side_by_side: bool,
    },
}

/// Where the window stands in a review: kept in the window's settings, never in the review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The chosen claim.
    pub claim: Option<ClaimId>,
    /// The first paragraph shown, and how far it is scrolled out, in points.
    pub scroll: (usize, f32),
    /// Which claims are shown.
    pub filter: Filter,
    /// Their order.
    pub sort: Sort,
    /// The panel beside the article.
    pub panel: Panel,
    /// Which claims the list of revisions shows.
    pub fates: Fates,
    /// Only the conflicts of the timeline are listed.
    pub only_conflicts: bool,
}

/// Something to bring into view once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// A claim, in the article and among the cards.
    Claim(ClaimId),
    /// A place in the article, in bytes.
    Text(ByteOffset),
}
