//! Who is the subject of a verb of saying: the name or description before or after it.

use super::table::{ends, flag, has};
use super::words::Words;
use std::ops::Range;

/// How many tokens a description of somebody may have.
const LONGEST: usize = 40;

/// How many objects may stand between a subject and its verb.
const MOST_OBJECTS: usize = 3;

/// Where a subject was found.
pub(super) enum Subject {
    /// These tokens.
    Tokens(Range<usize>),
    /// It is that of the verb before (“… and added”).
    SameAsBefore,
    /// There is none.
    None,
}

/// The subject before a verb, in the clause that begins at `from`.
pub(super) fn before(words: &Words, from: usize, verb: usize) -> Subject {
    let mut end = verb;
    while end > from && words.is_between(end - 1) && !words.is(end - 1, flag::PRONOUN) {
        end -= 1;
    }
    let Some(last) = end.checked_sub(1).filter(|&last| last >= from) else { return Subject::None };
    let relative = words.is(last, flag::RELATIVE) && last > from;
    // “Declined to say”: the subject is that of the verb before.
    let wish = last
        .checked_sub(1)
        .filter(|&wish| wish > from && has(&words.table.grammar.infinitive, words.folded.get(last)));
    if let Some(wish) = wish.filter(|&wish| words.is_past(wish) || words.is(wish, flag::ANY_VERB)) {
        return before(words, from, wish);
    }
    if words.is(last, flag::PRONOUN) && !relative {
        return Subject::Tokens(last..end);
    }
    if words.is(last, flag::CONJUNCTION) || words.is_sign(last, &[',']) && is_participle(words, verb) {
        return Subject::SameAsBefore;
    }
    let found = if words.is_sign(last, &[',']) {
        before_apposition(words, from, last)
    } else if words.is(last, flag::RELATIVE) {
        let end = if last > from && words.is_sign(last - 1, &[',']) { last - 1 } else { last };
        phrase_before(words, from, end)
    } else {
        phrase_before(words, from, end).map(|phrase| with_description(words, from, phrase))
    };
    found.map_or(Subject::None, Subject::Tokens)
}

/// “saying”, “adding”: the subject stands in the main clause.
fn is_participle(words: &Words, verb: usize) -> bool {
    ends(words.text(verb), &words.table.grammar.participle_ends)
}

/// Somebody whom something between two commas describes: “Ada Example, the mayor, said”.
fn before_apposition(words: &Words, from: usize, comma: usize) -> Option<Range<usize>> {
    let first = (from..comma).rev().take(LONGEST).find(|&at| words.is_sign(at, &[',']))?;
    let name = phrase_before(words, from, first)?;
    let describes = !words.is(first + 1, flag::RELATIVE | flag::FRONTING);
    Some(if describes { name.start..comma } else { name })
}

/// A name whose description stands before it, parted by a comma: “The mayor, Ada Example said”.
fn with_description(words: &Words, from: usize, name: Range<usize>) -> Range<usize> {
    let Some(comma) = name.start.checked_sub(1).filter(|&at| at > from && words.is_sign(at, &[','])) else {
        return name;
    };
    let described = words.is_capital(name.start) && !words.is(name.start, flag::DETERMINER | flag::PRONOUN);
    match phrase_before(words, from, comma) {
        Some(description) if described && description.start == from => description.start..name.end,
        _ => name,
    }
}

/// The name or description that ends before a token; objects between it and the verb are left out (German
/// “der Minister dem Sender”).
fn phrase_before(words: &Words, from: usize, end: usize) -> Option<Range<usize>> {
    let mut end = end;
    for _ in 0..MOST_OBJECTS {
        let phrase = any_phrase_before(words, from, end)?;
        if !words.is(phrase.start, flag::OBLIQUE) && !is_dative(words, &phrase) {
            return Some(phrase);
        }
        end = phrase.start;
    }
    None
}

/// German “der Zeitung”: with a noun that is feminine by its ending, “der” makes no subject.
fn is_dative(words: &Words, phrase: &Range<usize>) -> bool {
    let grammar = &words.table.grammar;
    let noun = phrase.clone().find(|&at| words.is_capital(at) && !words.is(at, flag::DETERMINER));
    has(&grammar.feminine_dative, words.folded.get(phrase.start))
        && noun.is_some_and(|at| ends(words.folded.get(at), &grammar.feminine_ends))
}

/// The name or description that ends before a token, in any case.
pub(super) fn any_phrase_before(words: &Words, from: usize, end: usize) -> Option<Range<usize>> {
    let from = from.max(end.saturating_sub(LONGEST));
    let mut start = end;
    let mut at = end;
    while at > from {
        at = step_back(words, from, at - 1)?;
        if !goes_back_over(words, from, at) {
            break;
        }
        start = at;
        let linked = at > from && words.is(at - 1, flag::LINK);
        if words.is(at, flag::DETERMINER) && !linked {
            break;
        }
    }
    without_fronting(words, start..end)
}

/// The token itself, or the bracket that opens where it is one that closes.
fn step_back(words: &Words, from: usize, at: usize) -> Option<usize> {
    if !words.is_sign(at, &[')', ']']) {
        return Some(at);
    }
    (from..at).rev().take(LONGEST).find(|&open| words.is_sign(open, &['(', '[']))
}

/// Whether a phrase goes on to the left over a token.
fn goes_back_over(words: &Words, from: usize, at: usize) -> bool {
    if !words.is_word(at) {
        let opens_bracket = words.is_sign(at, &['(', '[']);
        let name_mark =
            words.is_sign(at, &['"', '“', '”', '„', '«', '»', '‘', '’']) && words.quotation[at] == 0;
        return opens_bracket
            || name_mark
            || words.is_sign(at, &['-', '‑', '.', '&', '/', '\'', '@', '#', '’']);
    }
    if words.is(at, flag::LINK) {
        // German “der” is both: at the beginning it is the article.
        return at > from || words.is(at, flag::DETERMINER);
    }
    if words.is(at, flag::CONJUNCTION) {
        return at > from && joins_names(words, at);
    }
    let ends = flag::RELATIVE | flag::PRONOUN | flag::FINITE | flag::FRONTING;
    words.is(at, flag::DETERMINER) || !words.is(at, ends) && !is_verb_of_saying(words, at)
}

/// “and” between two names or two descriptions.
fn joins_names(words: &Words, at: usize) -> bool {
    let part = |at: usize| words.is_word(at) && (words.is_capital(at) || words.is(at, flag::DETERMINER));
    part(at + 1) && words.is_word(at - 1) && (words.is_capital(at - 1) || words.is(at + 1, flag::DETERMINER))
}

fn is_verb_of_saying(words: &Words, at: usize) -> bool {
    words.is(at, flag::SAID) && !words.is(at, flag::NOUN) && !words.is_capital(at)
}

/// The phrase without what stands before the subject: “In a statement the ministry” is the ministry.
fn without_fronting(words: &Words, phrase: Range<usize>) -> Option<Range<usize>> {
    let leads = flag::LINK | flag::FRONTING | flag::CONJUNCTION;
    let leading = |at: usize| words.is(at, leads) && !words.is(at, flag::DETERMINER);
    if phrase.is_empty() || !phrase.clone().any(|at| words.is_word(at)) {
        return None;
    }
    if !leading(phrase.start) {
        return Some(phrase);
    }
    let begins = |at: usize| {
        let after_noun = !words.is(at - 1, leads | flag::DETERMINER) && words.is_word(at - 1);
        let new_name = words.is_capital(at) && !words.is_capital(at - 1);
        after_noun && (words.is(at, flag::DETERMINER) || new_name)
    };
    let start = (phrase.start + 2..phrase.end).rev().find(|&at| begins(at))?;
    Some(start..phrase.end)
}

/// The subject after a verb, or the speaker after “according to”, up to `to`: a name or description that
/// begins at a token.
pub(super) fn after(words: &Words, first: usize, to: usize) -> Option<Range<usize>> {
    let name = name_after(words, first, to)?;
    let end = end_of_name_behind(words, &name, to).unwrap_or_else(|| end_of_description(words, name.end, to));
    Some(name.start..end)
}

/// Where a name ends that stands behind a description and a comma: said the mayor, “Ada Example”.
fn end_of_name_behind(words: &Words, description: &Range<usize>, to: usize) -> Option<usize> {
    /// “Maria de la Cruz”.
    const LONGEST: usize = 5;
    let comma = description.end;
    let described = words.is(description.start, flag::DETERMINER)
        && !description.clone().skip(1).any(|at| words.is_capital(at));
    if !described
        || words.table.grammar.capital_nouns
        || !words.is_sign(comma, &[','])
        || !words.is_capital(comma + 1)
    {
        return None;
    }
    let goes_on = |at: &usize| words.is_word(*at) && (words.is_capital(*at) || words.is(*at, flag::LINK));
    let end = (comma + 1..to.min(comma + 1 + LONGEST)).take_while(goes_on).last()? + 1;
    let closed = words.is_sign(end, &[',', '.', '“', '«']) || end >= to;
    (closed && words.is_capital(end - 1) && !words.is(comma + 1, flag::DETERMINER | flag::PRONOUN))
        .then_some(end)
}

/// The token behind a phrase that says how or when, between a verb and its subject: a déclaré “en anglais” le
/// maire, anunció “el miércoles” la gobernadora.
pub(super) fn behind_circumstance(words: &Words, first: usize) -> usize {
    let adverb = words.is(first, flag::ADVERB) && !words.is(first, flag::LINK);
    if adverb || !words.table.grammar.circumstance_first {
        return first;
    }
    let article = |at: usize| words.is(at, flag::DETERMINER) && !words.is(at, flag::PRONOUN);
    let leads = words.is(first, flag::LINK | flag::FRONTING) && !article(first);
    let noun = first + usize::from(leads);
    let noun = noun + usize::from(article(noun));
    let day = words.is(noun, flag::ADVERB) && noun > first;
    let behind = noun + 1;
    let elided = words.bare(behind).len() < words.text(behind).len();
    // “Dijo a la cadena SER”: that is whom it was said to.
    let dative = has(&words.table.grammar.told_to, words.folded.get(first));
    let named = words.is_capital(behind) && words.is_word(behind) && (!dative || words.is_capital(noun));
    let begins = article(behind) || elided || named;
    if (leads || day) && words.is_word(noun) && begins { behind } else { first }
}

/// The same without a description behind a comma.
pub(super) fn name_after(words: &Words, first: usize, to: usize) -> Option<Range<usize>> {
    let to = to.min(first + LONGEST);
    // French and archaic English: “dit-il”, “said he”.
    let first = if words.is_sign(first, &['-']) { first + 1 } else { first };
    let joint = has(&words.table.grammar.joints, words.text(first)) && words.is_sign(first + 1, &['-']);
    let first = if joint { first + 2 } else { first };
    if words.is(first, flag::PRONOUN) && first < to && !words.is(first, flag::DETERMINER) {
        return Some(first..first + 1);
    }
    let opens = words.is_sign(first, &['"', '“', '„', '«', '‘']);
    let head = if opens { first + 1 } else { first };
    // “l’agence” has its article in the word.
    let elided = words.bare(head).len() < words.text(head).len();
    let fits = words.is_capital(head) || words.is(head, flag::DETERMINER | flag::NOUN) || elided;
    if first >= to || !words.is_word(head) || !fits {
        return None;
    }
    let end = (first + 1..to).find(|&at| !goes_on_over(words, first, at)).unwrap_or(to);
    Some(first..end)
}

/// Whether a phrase goes on to the right over a token.
fn goes_on_over(words: &Words, first: usize, at: usize) -> bool {
    if words.quotation.get(at).copied() != words.quotation.get(first).copied() {
        return false;
    }
    if !words.is_word(at) {
        let initial = words.is_sign(at, &['.']) && is_short_form(words, at);
        return initial
            || words.is_sign(at, &['-', '‑', '&', '/', '(', ')', '"', '“', '”', '„', '«', '»', '‘', '’']);
    }
    if words.is(at, flag::LINK) && has(&words.table.grammar.own_links, words.folded.get(at)) {
        return words.is_word(at + 1);
    }
    if words.is(at, flag::CONJUNCTION) {
        return joins_names(words, at);
    }
    let after_noun = words.is_capital(at - 1) && !words.is(at - 1, flag::DETERMINER);
    if words.table.grammar.capital_nouns && after_noun && !words.is_capital(at) {
        return words.is(at, flag::DETERMINER) && words.is(at, flag::LINK);
    }
    let linked = words.is(at - 1, flag::LINK | flag::CONJUNCTION | flag::DETERMINER);
    if words.is(at, flag::DETERMINER) {
        return linked;
    }
    !words.is(
        at,
        flag::THAT
            | flag::FINITE
            | flag::FRONTING
            | flag::RELATIVE
            | flag::PRONOUN
            | flag::LINK
            | flag::ADVERB,
    ) && !is_verb_of_saying(words, at)
}

/// A point that ends an initial or a title and no sentence.
fn is_short_form(words: &Words, at: usize) -> bool {
    let sentences = words.paragraph.sentences;
    let end = words.paragraph.tokens[at].range().end;
    let place = sentences.partition_point(|sentence| sentence.end < end);
    sentences.get(place).is_some_and(|sentence| sentence.end > end)
}

/// Where the description behind a name ends: “said Ada Example, a pilot.”; the name’s own end where what
/// follows the comma describes nobody.
fn end_of_description(words: &Words, end: usize, to: usize) -> usize {
    let first = end + 1;
    let only_name = words.is(end.saturating_sub(1), flag::PRONOUN);
    let is_clause = only_name
        || words.is(first, flag::RELATIVE | flag::FRONTING | flag::CONJUNCTION | flag::PRONOUN | flag::THAT);
    if !words.is_sign(end, &[',']) || is_clause || words.is_capital(first) || !words.is_word(first) {
        return end;
    }
    let stop = (first..to.min(first + LONGEST / 2))
        .find(|&at| words.is_sign(at, &[',', ';', ':', '.']) && !is_short_form(words, at));
    match stop {
        Some(stop) if !(first..stop).any(|at| words.is(at, flag::FINITE | flag::CUE | flag::PRONOUN)) => stop,
        _ => end,
    }
}
