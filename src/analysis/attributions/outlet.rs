//! Whom something was said to, or where: outlets of the list, networks, state television.

use super::table::{Medium, has};
use super::words::Words;
use crate::analysis::outlets;
use std::ops::Range;

/// How many words behind a cue that interrupts what is said an outlet may stand.
const NEAR: usize = 6;

/// An outlet or network in an attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Where it stands, in bytes of the paragraph.
    pub range: Range<usize>,
    /// Its place in [`outlets::all`]; `None` for a network or a kind of medium.
    pub known: Option<usize>,
}

impl Outlet {
    /// The name in the list of outlets.
    pub fn name(&self) -> Option<&'static str> {
        Some(outlets::all().get(self.known?)?.name.as_str())
    }
}

/// The outlet of an attribution: the speaker itself, or what the sentence says behind “told” or “on”, the
/// content left out.
pub(super) fn find(
    words: &Words,
    sentence: &Range<usize>,
    speaker: Option<&Range<usize>>,
    cue: &Range<usize>,
    content: Option<&Range<usize>>,
) -> Option<Outlet> {
    let speaking = speaker.into_iter().flat_map(Clone::clone);
    if let Some(outlet) = speaking.take(3).find_map(|at| known(words, at)) {
        return Some(outlet);
    }
    let content = content.cloned().unwrap_or(sentence.end..sentence.end);
    // What is said can be interrupted by who says it: “We stay,” Ada told the BBC, “and wait.”
    let interrupted = content.contains(&cue.start);
    let near = if interrupted { cue.start..content.end.min(cue.end + NEAR) } else { 0..0 };
    let between = near.filter(|&at| words.quotation[at] == 0);
    let before = sentence.start..content.start.min(sentence.end);
    let outside = before.chain(between).chain(content.end.max(sentence.start)..sentence.end).take(80);
    outside.filter(|&at| is_said_to(words, at)).find_map(|at| medium(words, at))
}

/// The outlet of the list that begins at a token, where the speaker is one.
fn known(words: &Words, at: usize) -> Option<Outlet> {
    // “X said” is somebody called X.
    medium(words, at).filter(|outlet| outlet.known.is_some() && outlet.range.len() > 1)
}

fn medium(words: &Words, at: usize) -> Option<Outlet> {
    let is_small = |name: &str| has(&words.table.grammar.small_outlets, name);
    let (length, medium) = words.table.media.at(words.folded, at)?;
    let is_name = words.is_capital(at) || medium == Medium::Network || is_small(words.text(at));
    // “x” alone is a letter; the network writes itself with a capital.
    let is_letter = length == 1 && words.text(at).len() == 1 && !words.is_capital(at);
    let whole = words.bytes(&(at..at + length))?;
    let range = whole.start + words.text(at).len() - words.bare(at).len()..whole.end;
    let known = match medium {
        Medium::Outlet(place) => Some(place),
        Medium::Network => None,
    };
    (is_name && !is_letter).then_some(Outlet { range, known })
}

/// Whether the words before a token say that something is said to it or on it: “told the”, “on”, “Musk’s”.
fn is_said_to(words: &Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let owner = words.owns(before);
    let article = has(&words.table.grammar.articles, words.folded.get(before));
    let end = if article { before } else { at };
    owner || words.table.to_outlet.before(words.folded, end).is_some()
}
