//! What a claim quotes, and how that compares with what its citations say.

use super::findings::Case;
use crate::analysis::lang::Lang;
use crate::analysis::quotation_check::{self, Difference, Verdict, WordChange};
use crate::review::{Citation, ClaimKind};
use crate::text::{CharRange, one_line};

/// How many chars of a passage a message shows.
const CHARS_SHOWN: usize = 60;

/// How many changes a message shows.
const CHANGES_SHOWN: usize = 3;

/// Quotation marks that open a quotation inside a mark.
const QUOTES: [char; 5] = ['“', '«', '„', '「', '"'];

/// A passage for a message: one line, not too long.
pub(super) fn shortened(text: &str) -> String {
    let line = one_line(text.trim());
    let Some((end, _)) = line.char_indices().nth(CHARS_SHOWN) else { return line.into_owned() };
    let cut = &line[..end];
    // Between words, unless it is one word or a script without blanks.
    let whole = cut.rfind(' ').filter(|at| at * 2 > end).map_or(cut, |at| &cut[..at]);
    format!("{}…", whole.trim_end())
}

/// Whether a claim stands on words that somebody said.
pub(super) fn is_quotation(case: &Case<'_>) -> bool {
    let has_quotes = || case.marks().any(|mark| mark.quote.contains(QUOTES));
    case.claim.kind == ClaimKind::Quote || quoted_places(case).next().is_some() || has_quotes()
}

/// Where the quotations stand that the claim's marks meet, as far as the marks reach.
fn quoted_places<'a>(case: &'a Case<'_>) -> impl Iterator<Item = CharRange> + 'a {
    let quotations = case.world.facts.map_or(&[][..], |facts| &facts.quotations);
    case.marks().flat_map(move |mark| {
        let from = quotations.partition_point(|passage| passage.end <= mark.start);
        let meeting = quotations[from..].iter().take_while(|passage| passage.start < mark.end);
        meeting.map(|passage| passage.start.max(mark.start)..passage.end.min(mark.end))
    })
}

/// The words that the claim quotes: those between quotation marks, or all where it is one quotation.
fn quoted_words(case: &Case<'_>) -> Vec<String> {
    let Some(draft) = case.world.draft else { return Vec::new() };
    let words: Vec<String> =
        quoted_places(case).filter_map(|place| Some(draft.text().slice(&place)?.to_owned())).collect();
    if words.is_empty() && case.claim.kind == ClaimKind::Quote {
        return case.marks().map(|mark| mark.quote.clone()).collect();
    }
    words
}

/// Whether a citation's words are in another language than the article.
fn is_translated(case: &Case<'_>, citation: &Citation) -> bool {
    let code = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let (cited, article) = (code(&citation.language), code(case.world.language));
    !citation.translation.trim().is_empty() || (!cited.is_empty() && cited != article)
}

/// What the article quotes otherwise than a citation in its language says it, without saying so.
pub(super) fn altered(case: &Case<'_>, citation: &Citation) -> Option<String> {
    if citation.quotation.trim().is_empty() || is_translated(case, citation) {
        return None;
    }
    let changes = quoted_words(case).into_iter().find_map(|words| {
        match quotation_check::compare(&words, &citation.quotation) {
            Verdict::Altered(changes) => Some(changes),
            _ => None,
        }
    })?;
    Some(format!("The article quotes {}", listed(changes.iter().map(WordChange::words))))
}

/// What a translated quotation says otherwise than its original: the article's words beside the original,
/// and where the article has none in quotation marks, the translation in the citation.
pub(super) fn translated_otherwise(case: &Case<'_>, citation: &Citation) -> Option<String> {
    if citation.quotation.trim().is_empty() || !is_translated(case, citation) {
        return None;
    }
    let mut renderings = quoted_words(case);
    renderings.push(citation.translation.clone());
    let (from, to) = (Lang::of(&citation.language), Lang::of(case.world.language));
    let renderings = renderings.iter().filter(|rendering| !rendering.trim().is_empty());
    let differences =
        renderings.map(|words| quotation_check::compare_translation(&citation.quotation, from, words, to));
    // A part of the quotation leaves things out; only what is another counts.
    let another =
        |difference: &Difference| !difference.original.is_empty() && !difference.rendering.is_empty();
    let differences: Vec<Difference> = differences
        .map(|found| found.into_iter().filter(another).collect())
        .find(|found: &Vec<_>| !found.is_empty())?;
    Some(listed(differences.iter().map(Difference::words)))
}

fn listed(changes: impl ExactSizeIterator<Item = String>) -> String {
    let more = changes.len().saturating_sub(CHANGES_SHOWN);
    let shown: Vec<String> = changes.take(CHANGES_SHOWN).map(|change| shortened(&change)).collect();
    let list = shown.join(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}
