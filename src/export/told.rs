//! What a document tells about a claim: in words, and only what its sources allow.

use crate::review::{
    Access, Attribution, Calculation, Citation, Claim, Correction, Mark, Resolution, Review, Source,
    SourceId, Status,
};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The sign of a status, for documents without our icons.
pub fn glyph(status: Status) -> &'static str {
    match status {
        Status::Unchecked => "○",
        Status::Verified => "✓",
        Status::Disputed => "✗",
        Status::Query => "?",
        Status::Unverifiable => "⊘",
        Status::OnAuthor => "✎",
        Status::NotCheckable => "−",
    }
}

/// The status in words, and whether it stands on words that changed.
pub fn status_words(claim: &Claim) -> String {
    let again = if claim.needs_recheck { ", needs recheck" } else { "" };
    format!("{}{again}", claim.status.label())
}

/// What stands where a name may not.
const WITHHELD: &str = "[name withheld]";

/// The sources of a review as documents may name them.
pub struct Sources<'a> {
    all: HashMap<SourceId, &'a Source>,
    /// Names and aliases of sources that are not named in print, the longest first.
    withheld: Vec<&'a str>,
}

impl<'a> Sources<'a> {
    /// Looks at a review once.
    pub fn of(review: &'a Review) -> Self {
        let all = review.sources.iter().map(|source| (source.id, source)).collect();
        let hidden = review.sources.iter().filter(|source| source.access != Access::OnRecord);
        let mut withheld: Vec<&str> = hidden
            .flat_map(|source| std::iter::once(&source.name).chain(&source.aliases))
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
            .collect();
        withheld.sort_by_key(|name| Reverse(name.len()));
        Self { all, withheld }
    }

    /// What a source may be called; `None` where it may not be known that it was asked.
    pub fn name(&self, id: SourceId) -> Option<Cow<'a, str>> {
        self.all.get(&id).and_then(|source| printed_name(source))
    }

    /// A source with what it may be called; `None` where it may not be known that it was asked.
    pub fn printed(&self, id: SourceId) -> Option<(&'a Source, Cow<'a, str>)> {
        let source = *self.all.get(&id)?;
        Some((source, printed_name(source)?))
    }

    /// A checker's own text without the names that may not be printed, in whatever case they are written.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut printed = Cow::Borrowed(text);
        for name in &self.withheld {
            if let Some(without) = without_name(&printed, name) {
                printed = without.into();
            }
        }
        printed
    }

    /// What a claim rests on, as far as it may be told.
    pub fn evidence(&self, claim: &'a Claim) -> Vec<Evidence<'a>> {
        claim.citations.iter().filter_map(|citation| self.told(citation)).collect()
    }

    fn told(&self, citation: &'a Citation) -> Option<Evidence<'a>> {
        let source = *self.all.get(&citation.source)?;
        let name = printed_name(source)?;
        let mut citation = printed(citation, source.access);
        let is_named = source.access == Access::OnRecord;
        if !is_named {
            let told = citation.to_mut();
            told.quotation = self.text(&told.quotation).into_owned();
            told.translation = self.text(&told.translation).into_owned();
        }
        let origin = citation.origin.or(source.origin).filter(|_| is_named);
        Some(Evidence {
            source: name,
            origin: origin.and_then(|origin| self.name(origin)),
            grade: if is_named { grade(source, &citation) } else { String::new() },
            calculation: source.calculation.as_ref().filter(|_| is_named),
            note: self.text(&citation.note).into_owned(),
            citation,
        })
    }
}

/// A text with something else in a name's place wherever it stands; `None` where it stands nowhere.
fn without_name(text: &str, name: &str) -> Option<String> {
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let mut printed = String::with_capacity(text.len());
    let (mut rest, mut found) = (text, false);
    while let Some(first) = rest.chars().next() {
        if let Some(len) = begins_with(rest, &name) {
            printed.push_str(WITHHELD);
            rest = &rest[len..];
            found = true;
        } else {
            printed.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    found.then_some(printed)
}

/// How many bytes of a text's beginning are a name, which is given in lower case.
fn begins_with(text: &str, name: &[char]) -> Option<usize> {
    let mut wanted = name.iter();
    for (at, letter) in text.char_indices() {
        if wanted.as_slice().is_empty() {
            return Some(at);
        }
        for lower in letter.to_lowercase() {
            if wanted.next() != Some(&lower) {
                return None;
            }
        }
    }
    wanted.as_slice().is_empty().then_some(text.len())
}

/// What may be printed of a citation: all of it, the words alone, or no more than its stance.
fn printed(citation: &Citation, access: Access) -> Cow<'_, Citation> {
    let bare = Citation { stance: citation.stance, ..Citation::of(citation.id, citation.source) };
    match access {
        Access::OnRecord => Cow::Borrowed(citation),
        Access::Background => Cow::Owned(Citation {
            quotation: citation.quotation.clone(),
            language: citation.language.clone(),
            translation: citation.translation.clone(),
            accessed: citation.accessed,
            method: citation.method,
            ..bare
        }),
        Access::NotForAttribution | Access::OffRecord => Cow::Owned(bare),
    }
}

/// The name under which a source may be printed: its own, a description, or nothing at all.
fn printed_name(source: &Source) -> Option<Cow<'_, str>> {
    match source.access {
        Access::OnRecord => Some(source.name.as_str().into()),
        Access::Background => Some(format!("{}, on background", source.kind.label().to_lowercase()).into()),
        Access::NotForAttribution => Some("A source not for attribution".into()),
        Access::OffRecord => None,
    }
}

/// The Admiralty grade, “B2”; empty where nobody has judged (F6).
fn grade(source: &Source, citation: &Citation) -> String {
    let grade = format!("{}{}", source.reliability.letter(), citation.credibility.digit());
    if grade == "F6" { String::new() } else { grade }
}

/// A citation as it may be told.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// The citation without what is not to be told. Its ids are of no use to a reader, and its note is
    /// [`Self::note`].
    pub citation: Cow<'a, Citation>,
    /// What the source is called.
    pub source: Cow<'a, str>,
    /// The source that it took the fact from.
    pub origin: Option<Cow<'a, str>>,
    /// The Admiralty grade; empty where nobody has judged.
    pub grade: String,
    /// What was calculated, where it is a calculation.
    pub calculation: Option<&'a Calculation>,
    /// What else is noted.
    pub note: String,
}

impl Evidence<'_> {
    /// Source, place and how it was consulted: what stands after the stance, without the address.
    pub fn described(&self) -> String {
        let Citation { pinpoint, method, accessed, .. } = &*self.citation;
        let mut parts = vec![self.source.to_string()];
        parts.extend(Some(pinpoint.clone()).filter(|pinpoint| !pinpoint.is_empty()));
        parts.extend(self.calculation.map(|done| format!("{} = {}", done.expression, done.result)));
        parts.extend(self.origin.as_ref().map(|origin| format!("from {origin}")));
        parts.extend(method.map(|method| method.label().to_lowercase()));
        parts.extend(accessed.map(|day| format!("accessed {day}")));
        parts.extend(
            Some(&self.grade).filter(|grade| !grade.is_empty()).map(|grade| format!("grade {grade}")),
        );
        parts.join(", ")
    }

    /// All of it on one line: “Contradicts: Harbour register, p. 4, https://example.org/register”.
    pub fn line(&self) -> String {
        let Citation { stance, url, .. } = &*self.citation;
        let address = if url.is_empty() { String::new() } else { format!(", {url}") };
        format!("{}: {}{address}", stance.label(), self.described())
    }
}

/// Who the article says it from, and whether they did.
pub fn attribution_line(attribution: &Attribution) -> String {
    let Attribution { speaker, cue, outlet, said } = attribution;
    let parts = [("", speaker), ("cue ", cue), ("to ", outlet)];
    let parts = parts.iter().filter(|(_, value)| !value.is_empty());
    let who: Vec<String> = parts.map(|(label, value)| format!("{label}{value}")).collect();
    format!("{}; said: {}", who.join(", "), said.label().to_lowercase())
}

/// What became of a correction: “proposed”, “stet: the writer has it on tape”.
pub fn resolution_words(correction: &Correction) -> String {
    let word = match correction.resolution {
        Resolution::Open => "proposed".to_owned(),
        other => other.label().to_lowercase(),
    };
    if correction.reason.is_empty() { word } else { format!("{word}: {}", correction.reason) }
}

/// A change of the draft's words that a claim asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The passage.
    pub mark: &'a Mark,
    /// The words to put there; none where it is cut.
    pub text: &'a str,
}

/// The change that a claim asks for on a draft; `None` where nothing is proposed, it was left as it stood,
/// or the claim has no mark on that draft.
///
/// Of several marks it is meant for the one that shares most words with it, as on the claim's card.
pub fn proposal(claim: &Claim, draft: u32) -> Option<Proposal<'_>> {
    let correction = claim.correction.as_ref()?;
    let text = match correction.resolution {
        Resolution::Stet => return None,
        Resolution::Cut => "",
        _ if correction.text.trim().is_empty() => return None,
        _ => correction.text.as_str(),
    };
    let marks = claim.marks.iter().filter(|mark| mark.draft == draft);
    let mut best: Option<(usize, &Mark)> = None;
    for mark in marks {
        let shared = shared_words(&mark.quote, &correction.text);
        if best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, mark));
        }
    }
    let mark = best?.1;
    (mark.quote != text).then_some(Proposal { mark, text })
}

fn shared_words(passage: &str, text: &str) -> usize {
    let words: std::collections::HashSet<&str> = passage.split_whitespace().collect();
    text.split_whitespace().filter(|word| words.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::ClaimId;
    use crate::text::CharOffset;

    fn mark(draft: u32, at: usize, quote: &str) -> Mark {
        let end = CharOffset(at + quote.chars().count());
        let (prefix, suffix) = (String::new(), String::new());
        Mark { draft, start: CharOffset(at), end, quote: quote.into(), prefix, suffix }
    }

    fn corrected(text: &str, resolution: Resolution) -> Claim {
        let marks = vec![mark(1, 0, "old draft"), mark(2, 0, "The ferry"), mark(2, 20, "240 passengers")];
        let correction = Correction { text: text.into(), resolution, ..Correction::default() };
        Claim { correction: Some(correction), ..Claim::new(ClaimId::new(1), 1, marks) }
    }

    #[test]
    fn a_correction_is_meant_for_the_passage_nearest_to_it() {
        let claim = corrected("204 passengers", Resolution::Open);
        assert_eq!(proposal(&claim, 2).map(|p| (p.mark.start.0, p.text)), Some((20, "204 passengers")));
        assert_eq!(proposal(&claim, 3), None);
    }

    #[test]
    fn stet_and_an_empty_correction_change_nothing_and_cut_takes_out() {
        assert_eq!(proposal(&corrected("204", Resolution::Stet), 2), None);
        assert_eq!(proposal(&corrected(" ", Resolution::Open), 2), None);
        assert_eq!(proposal(&corrected("240 passengers", Resolution::Accepted), 2), None);
        assert_eq!(proposal(&corrected("", Resolution::Cut), 2).map(|p| p.text), Some(""));
    }
}
