//! What a claim on a passage holds from the beginning, because it was read there.

use super::{ArticleReading, Suggested};
use crate::analysis::attributions::{Attribution as Said, Cue};
use crate::review::{Attribution, Claim, ClaimKind};
use crate::text::{ByteRange, byte_range};

/// What is known of a new claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefilled {
    /// What it is about.
    pub kind: ClaimKind,
    /// Who the article says it from.
    pub attribution: Option<Attribution>,
}

impl Prefilled {
    /// Writes it into a claim that nobody has worked on.
    pub fn fill(self, claim: &mut Claim) {
        claim.kind = self.kind;
        claim.attribution = self.attribution;
    }
}

impl ArticleReading {
    /// What was read of a passage that becomes a claim.
    pub fn prefilled(&self, passage: &ByteRange) -> Prefilled {
        let said = self.said_of(passage);
        let attribution = said.map(|said| self.attribution(said));
        let suggested = self.suggestion_on(passage).map(|one| one.kind);
        let kind = suggested.unwrap_or_else(|| self.kind_of(passage));
        Prefilled { kind, attribution }
    }

    /// The attribution that a passage is said in: the one with the shortest words that hold it, or else one
    /// whose words make up most of the passage.
    fn said_of(&self, passage: &ByteRange) -> Option<&Said> {
        let all = self.reading.attributions().iter().filter(|said| said.kind != Cue::Thinks);
        let with_words = all.filter_map(|said| Some((said, byte_range(said.content.clone()?))));
        let fits = with_words.filter(|(said, words)| {
            let whole = byte_range(said.range.start.min(words.start.0)..said.range.end.max(words.end.0));
            let inside = whole.start <= passage.start && passage.end <= whole.end;
            inside || 2 * shared(words, passage) > length(passage)
        });
        fits.min_by_key(|(_, words)| length(words)).map(|(said, _)| said)
    }

    fn attribution(&self, said: &Said) -> Attribution {
        let draft = &self.asked.draft;
        let (speaker, outlet) = self.named(said);
        let cue = draft.text().slice_bytes(&byte_range(said.cue.clone())).unwrap_or_default();
        // The dash before a signature is a sign, and no word of saying.
        let cue = cue.trim_matches(|char: char| !char.is_alphanumeric()).to_owned();
        Attribution { speaker, cue, outlet, ..Attribution::default() }
    }

    /// The suggestion that a passage is, but for a few words.
    fn suggestion_on(&self, passage: &ByteRange) -> Option<&Suggested> {
        let from = self.suggestions.partition_point(|one| one.range.end <= passage.start);
        let here = self.suggestions[from..].iter().take_while(|one| one.range.start < passage.end);
        let most = here.max_by_key(|one| shared(&one.range, passage))?;
        let longer = length(&most.range).max(length(passage));
        (2 * shared(&most.range, passage) >= longer).then_some(most)
    }

    /// What a passage is about, by what else was read in it.
    fn kind_of(&self, passage: &ByteRange) -> ClaimKind {
        let paragraph = self.asked.draft.text().paragraph_at(passage.start);
        let Some(read) = self.reading.paragraphs().get(paragraph) else { return ClaimKind::default() };
        let part = &read.part;
        let holds = |range: &std::ops::Range<usize>| {
            let place = read.at(range);
            passage.start <= place.start && place.end <= passage.end
        };
        let within = |range: &std::ops::Range<usize>| {
            let place = read.at(range);
            place.start <= passage.start && passage.end <= place.end
        };
        match () {
            () if part.quoted.iter().any(|quoted| holds(&quoted.range)) => ClaimKind::Quote,
            () if part.figures.iter().any(|figure| holds(&figure.range)) => ClaimKind::Count,
            () if part.dates.iter().any(|date| holds(&date.range)) => ClaimKind::Time,
            () if part.quoted.iter().any(|quoted| within(&quoted.range)) => ClaimKind::Quote,
            () if part
                .names
                .iter()
                .any(|name| 2 * name.range.len() > length(passage) && holds(&name.range)) =>
            {
                ClaimKind::Name
            }
            () => ClaimKind::default(),
        }
    }
}

/// How many bytes two ranges share.
pub(super) fn shared(one: &ByteRange, other: &ByteRange) -> usize {
    one.end.0.min(other.end.0).saturating_sub(one.start.0.max(other.start.0))
}

/// How many bytes a range has.
pub(super) fn length(range: &ByteRange) -> usize {
    range.end.0.saturating_sub(range.start.0)
}
