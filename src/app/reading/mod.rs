//! The article as the program read it: read on a worker, shown as it comes, with what a person says about it.
//!
//! Whatever needs the whole draft is made on the worker with the reading ([`ArticleReading`]); what follows
//! from the claims ([`super::open::OpenReview::suggested`]) is made anew with every edit and costs little.

mod acts;
mod claim;
mod events;
mod job;
mod mentions;
mod told;
mod voices;

use super::index::Covered;
pub use acts::ReadingAct;
pub(in crate::app) use acts::cover_most;
pub use claim::Prefilled;
pub use events::{EventPlace, Timeline, TimelineEvent, day_range};
pub use job::Reader;
use mentions::Mentions;
pub use told::Told;
pub use voices::{Stretch, Voice, VoiceKind, Voices};

use crate::analysis::reading::{Part, Read, Reading};
use crate::analysis::suggestions::{self, Suggestion};
use crate::review::{Article, ClaimKind, Draft, InSentence, Marginalia, Review};
use crate::rules::Facts;
use crate::text::ByteRange;
use chrono::NaiveDate;
use std::collections::HashSet;
use std::sync::Arc;

/// What a reading is made from.
#[derive(Clone, Debug)]
pub struct Asked {
    draft: Arc<Draft>,
    article: Article,
    margin: Marginalia,
    /// The marks as they stand when it is asked.
    ticks: Vec<(ByteRange, bool)>,
}

impl Asked {
    /// What there is to read in a review with its marks ([`super::index::Index::ticks`]); none where it has
    /// no draft.
    pub fn of(review: &Review, ticks: Vec<(ByteRange, bool)>) -> Option<Self> {
        let (article, margin) = (review.article.clone(), review.marginalia.clone());
        Some(Self { draft: Arc::clone(review.draft()?), article, margin, ticks })
    }

    /// Whether a reading for this serves a review as it is now.
    pub fn serves(&self, review: &Review) -> bool {
        review.draft().is_some_and(|draft| Arc::ptr_eq(draft, &self.draft))
            && review.article.language == self.article.language
            && review.article.dateline == self.article.dateline
            && review.marginalia.dates == self.margin.dates
            && review.marginalia.dismissed == self.margin.dismissed
    }

    /// The day that relative dates count from.
    fn day(&self) -> Option<NaiveDate> {
        self.article.dateline.date
    }
}

/// A passage worth a claim.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// Where it stands.
    pub range: ByteRange,
    /// What the claim would be about.
    pub kind: ClaimKind,
    /// How much it is worth one, at most 1.
    pub score: f64,
    /// The paragraph it was read in, and its place among what is suggested there.
    part: Arc<Part>,
    place: usize,
    /// What stays the same while its words do.
    key: u64,
}

impl Suggested {
    /// Why, in words, what weighs most first.
    pub fn reasons(&self) -> impl Iterator<Item = String> {
        let suggestion = self.part.suggestions.get(self.place);
        let reasons = suggestion.into_iter().flat_map(|suggestion| &suggestion.reasons);
        reasons.map(|reason| reason.in_words(&self.part.text))
    }
}

/// Everything read off the newest draft, or off its beginning while the rest is being read.
#[derive(Debug)]
pub struct ArticleReading {
    asked: Asked,
    /// What the analysis gives.
    pub reading: Arc<Reading>,
    /// Whether all of the draft was read.
    pub is_whole: bool,
    /// What the rules need to know.
    pub facts: Arc<Facts>,
    /// Which factual words stood under marks when it was asked; none of a beginning, or once it is taken.
    pub(super) covered: Option<Covered>,
    /// Passages worth a claim, in text order.
    pub suggestions: Vec<Suggested>,
    /// What happened when.
    pub timeline: Timeline,
    /// Whom the article rests on.
    pub voices: Voices,
    mentions: Mentions,
}

impl ArticleReading {
    /// Puts together what follows from a reading.
    pub fn of(mut asked: Asked, reading: Arc<Reading>, is_whole: bool) -> Self {
        let ticks = std::mem::take(&mut asked.ticks);
        let draft = &asked.draft;
        let mentions = Mentions::of(&reading);
        let facts = Facts::of(draft, &reading);
        Self {
            covered: is_whole.then(|| Covered::of(draft, &facts.factual, ticks)),
            facts: Arc::new(facts),
            suggestions: suggested(draft, &reading),
            timeline: events::timeline(&asked, &reading),
            voices: voices::voices(draft, &reading, &mentions, &asked.margin),
            mentions,
            is_whole,
            reading,
            asked,
        }
    }

    /// Whether it is of this very draft.
    pub fn is_of(&self, draft: &Arc<Draft>) -> bool {
        Arc::ptr_eq(&self.asked.draft, draft)
    }

    /// The suggestions that nobody rejected, as indices.
    pub fn not_rejected(&self, margin: &Marginalia) -> Vec<usize> {
        let rejected: HashSet<u64> = margin.rejected.iter().map(|words| suggestions::key(words)).collect();
        let all = self.suggestions.iter().enumerate();
        all.filter(|(_, one)| !rejected.contains(&one.key)).map(|(at, _)| at).collect()
    }
}

fn suggested(draft: &Draft, reading: &Reading) -> Vec<Suggested> {
    let words = |range: &ByteRange| draft.text().slice_bytes(range).unwrap_or_default();
    let of = |read: &Read| {
        let suggested = |(place, one): (usize, &Suggestion)| {
            let range = read.at(&one.range);
            let (key, part) = (suggestions::key(words(&range)), Arc::clone(&read.part));
            Suggested { range, kind: one.kind, score: one.score, part, place, key }
        };
        read.part.suggestions.iter().enumerate().map(suggested).collect::<Vec<_>>()
    };
    reading.paragraphs().iter().flat_map(of).collect()
}

/// Words of the draft in the sentence they stand in.
pub fn in_sentence(draft: &Draft, reading: &Reading, range: &ByteRange) -> InSentence {
    let text = draft.text();
    let paragraph = text.paragraph_at(range.start);
    let words = text.slice_bytes(range).unwrap_or_default().to_owned();
    let sentence = reading.paragraphs().get(paragraph).and_then(|read| {
        let start = range.start.0.checked_sub(read.start)?;
        let sentences = &read.part.sentences;
        let at = sentences.partition_point(|sentence| sentence.end <= start);
        read.part.text.get(sentences.get(at)?.clone())
    });
    InSentence { words, sentence: sentence.unwrap_or_default().trim().to_owned() }
}
