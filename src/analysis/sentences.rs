//! Where sentences end.
//!
//! Candidates come from `icu_segmenter`, which follows Unicode Standard Annex 29 in every script, in linear
//! time and without tables of ours; each is then judged here by the words around it (titles, initials,
//! short forms, times, ordinals, quotations), and a few more are added that the annex leaves out: before a
//! figure, after an ellipsis, where a blank was forgotten, list items on one line, the signature of a post.
//!
//! `sentencex` was the other choice. It knows short forms of more languages, but joins whatever stands
//! between quotation marks into one sentence, cuts in front of what we must keep together, gives no say in
//! either, and its decisions cannot be undone without making them again. With candidates that only say
//! “perhaps here” the rules stay in one place.

use super::lang::{Lang, WordSet, table};
use super::signature;
use crate::review::ParagraphKind;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use serde::Deserialize;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::LazyLock;

/// How many bytes before and after a candidate are looked at: more than any word that is read, and a bound
/// for texts that are all points or quotation marks.
const REACH: usize = 64;

/// How many words a sentence has at most that has only just begun: “At 5 a.m. Mr. Smith went”.
const OPENING_WORDS: usize = 3;

/// What a language knows about points, from `assets/lang/CODE/sentences.ron`; all words in small letters.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    titles: WordSet<String>,
    before_number: WordSet<String>,
    inner: WordSet<String>,
    times: WordSet<String>,
    starters: WordSet<String>,
    exclaimed: WordSet<String>,
    ordinal_points: bool,
}

static TABLES: LazyLock<[Table; 6]> = LazyLock::new(|| {
    [
        table(include_str!("../../assets/lang/en/sentences.ron")),
        table(include_str!("../../assets/lang/fr/sentences.ron")),
        table(include_str!("../../assets/lang/de/sentences.ron")),
        table(include_str!("../../assets/lang/es/sentences.ron")),
        table(include_str!("../../assets/lang/ar/sentences.ron")),
        Table::default(),
    ]
});

impl Table {
    fn of(lang: Lang) -> &'static Self {
        &TABLES[lang as usize]
    }
}

/// The sentences of a paragraph, in order, in bytes of it, without the blanks between them; together they
/// hold every char that is no blank. Takes time in proportion to the paragraph.
///
/// A byline, a dateline and a row of a table are one whole. A quotation that holds several sentences is cut
/// into them; what follows its last one (“he said”) belongs to that one.
pub fn sentences(paragraph: &str, lang: Lang, kind: ParagraphKind) -> Vec<Range<usize>> {
    let whole = matches!(kind, ParagraphKind::Byline | ParagraphKind::Dateline | ParagraphKind::TableRow);
    let ends = if whole { Vec::new() } else { ends(paragraph, lang) };
    let mut found = Vec::with_capacity(ends.len() + 1);
    let mut start = 0;
    for end in ends.into_iter().chain([paragraph.len()]) {
        found.extend(trimmed(paragraph, start..end));
        start = end;
    }
    found
}

/// A range without the blanks at its ends; `None` where it holds nothing else.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + words.len() - words.trim_start().len();
    let kept = words.trim().len();
    (kept > 0).then_some(start..start + kept)
}

/// Where sentences end inside a paragraph, in order.
fn ends(text: &str, lang: Lang) -> Vec<usize> {
    let forced = forced(text);
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let candidates = merged(segmenter.segment_str(text), missed(text));
    let mut judge = Judge { text, table: Table::of(lang), start: 0 };
    let mut found: Vec<usize> = Vec::new();
    let mut forced = forced.into_iter().peekable();
    for candidate in candidates.chain([text.len()]) {
        while let Some(at) = forced.next_if(|&at| at <= candidate) {
            judge.take(&mut found, at);
        }
        if candidate < text.len()
            && let Some(end) = judge.end(candidate)
        {
            judge.take(&mut found, end);
        }
    }
    found
}

/// Two ordered sequences as one, in order, each place once.
fn merged(a: impl Iterator<Item = usize>, b: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || {
        let next = match (a.peek(), b.peek()) {
            (Some(&a), Some(&b)) => a.min(b),
            (Some(&next), None) | (None, Some(&next)) => next,
            (None, None) => return None,
        };
        take(&mut a, next);
        take(&mut b, next);
        Some(next)
    })
}

fn take(from: &mut Peekable<impl Iterator<Item = usize>>, place: usize) {
    while from.next_if(|&at| at <= place).is_some() {}
}

/// Candidates that the annex leaves out: a point or ellipsis before a figure or a capital, a point glued to
/// the next sentence.
fn missed(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['.', '…']).filter_map(|(at, sign)| {
        let after = at + sign.len();
        let close = after + run(&text[after..], is_closing);
        let rest = &text[close..];
        match rest.chars().next()? {
            next if next.is_whitespace() => Some(close),
            next if next.is_uppercase() && close == after => Some(after),
            _ => None,
        }
    })
}

/// How many bytes at the beginning fit, at most [`REACH`].
fn run(text: &str, fits: fn(char) -> bool) -> usize {
    let near = &text[..text.floor_char_boundary(REACH)];
    near.len() - near.trim_start_matches(fits).len()
}

/// Places where a sentence ends whatever the signs say: before the items of a list on one line and before
/// the signature of a post.
fn forced(text: &str) -> Vec<usize> {
    let mut places = items(text);
    places.extend(signature::all(text).map(|signature| signature.range.start));
    places.sort_unstable();
    places
}

/// Judges candidates, one sentence after the other.
struct Judge<'t> {
    text: &'t str,
    table: &'static Table,
    /// Where the sentence under judgement begins.
    start: usize,
}

/// What stands before a candidate.
struct Before<'t> {
    /// The sentence as far as it is looked at, without its end signs.
    words: &'t str,
    /// The last of it, from the last blank on, without the brackets and quotation marks it begins with.
    chunk: &'t str,
    /// The end signs, with the blanks between them.
    signs: &'t str,
    /// Whether a quotation mark or bracket closes behind them.
    closed: bool,
    /// Whether `words` begins where the sentence does.
    from_start: bool,
}

/// What stands after a candidate.
struct After<'t> {
    /// The next word, without what opens before it; empty where a sign comes first.
    word: &'t str,
    /// What stands up to the next blank.
    chunk: &'t str,
    /// Whether a blank stands before it.
    parted: bool,
    /// Whether there is anything more at all that can begin a sentence.
    any: bool,
}

impl<'t> Judge<'t> {
    /// Notes an end, unless no word stands before it or none after.
    fn take(&mut self, found: &mut Vec<usize>, end: usize) {
        if end > self.start && self.text[self.start..end].contains(|char: char| !char.is_whitespace()) {
            found.push(end);
            self.start = end;
        }
    }

    /// Where the sentence ends, if it does so at a candidate: there, or behind the closing mark that a blank
    /// parts from it (French).
    fn end(&self, candidate: usize) -> Option<usize> {
        let before = self.before(candidate)?;
        if let Some(end) = self.before_points(candidate, &before) {
            return After::of(&self.text[candidate..]).any.then_some(end);
        }
        let rest = &self.text[candidate..];
        let blank = rest.len() - rest.trim_start().len();
        let end = match run(&rest[blank..], is_only_closing) {
            0 => candidate,
            closing => candidate + blank + closing,
        };
        let after = After::of(&self.text[end..]);
        (after.any && self.is_end(&before, &after)).then_some(end)
    }

    fn before(&self, candidate: usize) -> Option<Before<'t>> {
        let far = self.text.ceil_char_boundary(candidate.saturating_sub(REACH));
        let from = far.max(self.start);
        let near = self.text.get(from..candidate)?.trim_end();
        let inside = near.trim_end_matches(|char| is_closing(char) || char.is_whitespace());
        let words = inside.trim_end_matches(|char| is_terminal(char) || char == ' ');
        let chunk = words.rsplit(char::is_whitespace).next()?.trim_start_matches(is_opening);
        let signs = &inside[words.len()..];
        let closed = inside.len() < near.len();
        (!signs.is_empty()).then_some(Before { words, chunk, signs, closed, from_start: from == self.start })
    }

    /// Points that stand apart behind the one at the end of a word begin the next sentence, as where the
    /// beginning of a quotation is left out: `… compounds. . . . The practice`.
    fn before_points(&self, candidate: usize, before: &Before) -> Option<usize> {
        let apart =
            before.signs.starts_with(". .") && before.signs.matches('.').count() > 3 && !before.closed;
        let signs = before.signs.len() + blanks_at_end(&self.text[self.start..candidate]);
        apart.then(|| candidate - signs + 1)
    }

    fn is_end(&self, before: &Before, after: &After) -> bool {
        match before.signs.chars().next_back() {
            Some('.' | '．') => self.is_end_at_point(before, after),
            Some('…') => !after.is_small() && after.word != "I",
            Some('!' | '?') => self.is_end_at_call(before, after),
            _ => true,
        }
    }

    /// Whether `!` or `?` ends a sentence.
    fn is_end_at_call(&self, before: &Before, after: &After) -> bool {
        let in_name = before.signs == "!" && self.table.exclaimed.contains(&before.chunk.to_lowercase());
        !after.is_small() && (after.parted || !is_address(before.chunk)) && (!in_name || self.starts(after))
    }

    fn is_end_at_point(&self, before: &Before, after: &After) -> bool {
        if after.is_small() || !after.parted && !before.is_glued_end(after) || before.is_list_mark() {
            return false;
        }
        match before.signs.matches('.').count() {
            1 => before.closed || self.is_end_after(before, after),
            3 if before.signs.starts_with(' ') || before.words.ends_with(['[', '(']) => false,
            _ => after.word != "I",
        }
    }

    /// Whether a single point right behind a word or figure ends a sentence.
    fn is_end_after(&self, before: &Before, after: &After) -> bool {
        let chunk = before.chunk.to_lowercase();
        let last = chunk.rsplit(['-', '‑', '/', '(', '’', '\'']).next().unwrap_or_default();
        let in_table = |words: &WordSet<String>| words.contains(&chunk) || words.contains(last);
        if in_table(&self.table.titles) || after.is_number() && in_table(&self.table.before_number) {
            return false;
        }
        if self.table.times.contains(&chunk) && chunk.contains('.') {
            return !after.is_number() && before.words_from_start().is_none_or(|words| words > OPENING_WORDS);
        }
        if is_one_letter(last) {
            return before.is_no_initial() && self.starts(after);
        }
        let is_short_form = in_table(&self.table.inner) || is_dotted(&chunk);
        let is_ordinal = self.table.ordinal_points && is_small_number(&chunk);
        !(is_short_form || is_ordinal) || self.starts(after)
    }

    /// Whether the next word is one that begins sentences.
    fn starts(&self, after: &After) -> bool {
        let word = after.word.to_lowercase();
        let elided = word.split_inclusive(['’', '\'']).next().unwrap_or_default().replace('\'', "’");
        self.table.starters.contains(&word)
            || self.table.starters.contains(&elided)
            || self.table.starters.contains(elided.trim_end_matches('’'))
    }
}

impl Before<'_> {
    /// Whether a point without a blank behind it ends a sentence: after a whole word or a grouped figure
    /// and before a capitalised word, not in an address or a short form.
    fn is_glued_end(&self, after: &After) -> bool {
        let letters = self.chunk.chars().rev().take_while(|char| char.is_lowercase()).count();
        let is_figure = self.chunk.ends_with(|char: char| char.is_ascii_digit()) && self.chunk.contains(',');
        let next = after.word.chars().nth(1).is_some_and(char::is_lowercase);
        (letters >= 2 || is_figure)
            && next
            && !self.chunk.contains('.')
            && !is_address(self.chunk)
            && !is_address(after.chunk)
    }

    /// Whether the sentence so far is only the number of an item or heading: “1.”, “b.”, “IV.”.
    fn is_list_mark(&self) -> bool {
        let is_number = self.chunk.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_letter = self.chunk.chars().count() == 1 && self.chunk != "I";
        let is_roman = self.chunk.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        self.words_from_start() == Some(1) && (is_number && self.chunk.len() <= 5 || is_letter || is_roman)
    }

    /// Whether a single letter is none of somebody’s initials: the pronoun at the end of a phrase, or a
    /// letter that counts things (“vitamin C”), both behind a word in small letters.
    fn is_no_initial(&self) -> bool {
        let phrase = self.words.trim_end_matches(|char: char| !char.is_whitespace()).trim_end();
        let previous = phrase.rsplit(char::is_whitespace).next().unwrap_or_default();
        previous.starts_with(char::is_lowercase) && self.chunk.chars().all(char::is_uppercase)
    }

    /// How many words the sentence has so far; `None` where they are more than are looked at.
    fn words_from_start(&self) -> Option<usize> {
        self.from_start.then(|| {
            self.words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
        })
    }
}

impl<'t> After<'t> {
    fn of(text: &'t str) -> Self {
        let near = &text[..text.floor_char_boundary(REACH)];
        let rest = near.trim_start();
        let rest = rest.trim_start_matches(|char| is_opening(char) || char.is_whitespace());
        let length =
            rest.find(|char: char| !char.is_alphanumeric() && !matches!(char, '’' | '\'' | '\u{301}'));
        Self {
            word: &rest[..length.unwrap_or(rest.len())],
            chunk: rest.split(char::is_whitespace).next().unwrap_or_default(),
            parted: near.starts_with(char::is_whitespace),
            any: !rest.starts_with(|char| is_terminal(char) || matches!(char, ',' | ';' | ':'))
                && (near.contains(char::is_alphanumeric) || text.len() > near.len()),
        }
    }

    /// Whether the sentence goes on in a word with a small letter; “iPhone” may begin one.
    fn is_small(&self) -> bool {
        let mut chars = self.word.chars();
        chars.next().is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase)
    }

    fn is_number(&self) -> bool {
        self.word.starts_with(char::is_numeric)
    }
}

fn blanks_at_end(text: &str) -> usize {
    text.len() - text.trim_end().len()
}

/// “U.S”, “a.m”, “J.-C”: letters one by one with points between.
fn is_dotted(chunk: &str) -> bool {
    chunk.contains('.') && chunk.split(['.', '-']).all(|part| part.chars().count() <= 2)
}

fn is_one_letter(chunk: &str) -> bool {
    let mut chars = chunk.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// A number of at most two digits: a day or a century, no year.
fn is_small_number(chunk: &str) -> bool {
    matches!(chunk.len(), 1..=2) && chunk.bytes().all(|byte| byte.is_ascii_digit())
}

/// An address of the web or of mail, in which points and question marks end nothing.
fn is_address(chunk: &str) -> bool {
    chunk.contains(['/', '@', '=']) || chunk.starts_with("www")
}

fn is_terminal(char: char) -> bool {
    matches!(
        char,
        '.' | '!'
            | '?'
            | '…'
            | '．'
            | '。'
            | '！'
            | '？'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '‼'
            | '⁇'..='⁉'
    ) || matches!(char, '။' | '።' | '፧' | '፨' | '។' | '៕' | '᠃' | '᠉')
}

/// Marks that may close, among them those that open in other languages.
fn is_closing(char: char) -> bool {
    is_only_closing(char) || matches!(char, '“' | '‘' | '"' | '\'' | '«' | '‹')
}

/// Marks that never open where a blank stands before them.
fn is_only_closing(char: char) -> bool {
    matches!(char, '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '】')
}

/// Marks that may stand before the first word of a sentence.
fn is_opening(char: char) -> bool {
    matches!(
        char,
        '“' | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '"'
            | '\''
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
    ) || matches!(
        char,
        '「' | '『'
            | '（'
            | '【'
            | '-'
            | '–'
            | '—'
            | '―'
            | '•'
            | '⁃'
            | '◦'
            | '▪'
            | '‣'
            | '*'
            | '#'
            | '@'
            | '$'
            | '€'
            | '£'
    )
}

/// What numbers an item of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ItemMark<'t> {
    /// The sign before the number: a bullet, or none.
    bullet: Option<char>,
    /// Its value, from 1; 0 where only a bullet stands.
    value: u32,
    /// Whether it is a letter.
    is_letter: bool,
    /// What stands behind it: `.`, `)`, `.)`.
    tail: &'t str,
}

/// Where the items after the first begin, of a list that stands on one line: “1) Open 2) Read”. The first
/// must begin the paragraph, and each must count on from the one before.
fn items(text: &str) -> Vec<usize> {
    let Some(mut last) = item_mark(text.trim_start()) else { return Vec::new() };
    let mut places = Vec::new();
    for (blank, sign) in text.match_indices(char::is_whitespace) {
        let at = blank + sign.len();
        let Some(mark) = item_mark(&text[at..]).filter(|mark| mark.follows(&last)) else { continue };
        places.push(at);
        last = mark;
    }
    places
}

impl ItemMark<'_> {
    fn follows(&self, last: &Self) -> bool {
        let counts = self.value == last.value + 1 || self.value == 0 && last.value == 0;
        counts && self.bullet == last.bullet && self.is_letter == last.is_letter && self.tail == last.tail
    }
}

fn item_mark(text: &str) -> Option<ItemMark<'_>> {
    let bullet = text.chars().next().filter(|char| matches!(char, '•' | '⁃' | '◦' | '▪' | '‣'));
    let rest = text[bullet.map_or(0, char::len_utf8)..].trim_start_matches([' ', '\t']);
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let letter = rest.bytes().next().filter(u8::is_ascii_lowercase).filter(|_| digits == 0);
    let after = &rest[if letter.is_some() { 1 } else { digits }..];
    let tail = [".)", ")", "."].into_iter().find(|tail| after.starts_with(tail));
    let parted = |tail: &str| after[tail.len()..].starts_with([' ', '\t']);
    let value =
        letter.map_or_else(|| rest[..digits].parse().unwrap_or(0), |letter| u32::from(letter - b'a') + 1);
    match tail.filter(|tail| parted(tail) && value > 0) {
        Some(tail) => Some(ItemMark { bullet, value, is_letter: letter.is_some(), tail }),
        None => bullet.map(|_| ItemMark { bullet, value: 0, is_letter: false, tail: "" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(lang: Lang, text: &str) -> Vec<&str> {
        sentences(text, lang, ParagraphKind::Body).into_iter().map(|range| &text[range]).collect()
    }

    /// Cases are written with `|` between sentences.
    #[track_caller]
    fn check(lang: Lang, cases: &[&str]) {
        for case in cases {
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            let text = case.replace('|', "");
            assert_eq!(cut(lang, &text), expected);
        }
    }

    #[test]
    fn every_table_is_read() {
        for lang in Lang::WITH_TABLES {
            assert!(!Table::of(lang).titles.is_empty(), "{lang:?}");
        }
    }

    #[test]
    fn titles_initials_and_short_forms_end_nothing() {
        check(
            Lang::En,
            &[
                "The harbour is closed. |Nobody knows why.",
                "Is it closed? |Yes! |It is.",
                "Col. Ada B. Example and Dr. Okafor met Mr. Diallo of Grain & Co. at noon.",
                "She sold it to Grain & Co. |They paid at once.",
                "See p. 12 and fig. 3, or vol. 2.",
                "He said no. |Then he left.",
                "The U.S. Senate met. |She lives in the U.S. |He does not.",
                "It was you and I. |She saw Albert I. Okafor.",
                "At 6 a.m. Mr. Diallo rose. |He slept at 9 p.m. |Mrs. Diallo did not.",
                "On Nov. 3 they met in St. Albans. |It rained.",
                "It costs $12.50. |That is much.",
            ],
        );
    }

    #[test]
    fn quotations_and_brackets() {
        check(
            Lang::En,
            &[
                "“We stay. |We fight,” he said. |Nobody left.",
                "\"Why?\" he asked. |Nobody knew.",
                "He cried, \"Stop!\" and ran.",
                "He said, \"It is late.\" |She nodded.",
                "He teaches (He was a smith for years.) at the school.",
                "The note [...] was short.",
            ],
        );
        check(Lang::Fr, &["« Nous restons. |Nous luttons. » |Il est parti.", "M. Diallo est là. |Il reste."]);
    }

    #[test]
    fn ellipses_figures_addresses_and_forgotten_blanks() {
        check(
            Lang::En,
            &[
                "They waited... and waited . . . for hours.",
                "They waited.... |She left.",
                "It ended… |Nobody spoke.",
                "They came in 2019. |15 men stayed.",
                "Write to Ada.Example@mail.org. |It helps.",
                "They left the ferry. |. . . The boat stayed. . . .",
                "\"It [...] was late [...]\" (Okafor 12).",
                "Write to ada.example@mail.org or see www.Example.org/New.html. |It helps.",
                "It was late.|Nobody came.",
                "He owes 1,000.|That is much.",
            ],
        );
    }

    #[test]
    fn lists_on_one_line_and_signatures() {
        check(
            Lang::En,
            &[
                "1. Open the box |2. Read the note |3. Close it",
                "1) Open the box. |2) Read it.",
                "a. Open it. |b. Read it.",
                "• Open the box |• Read the note",
                "1.) Open the box |2.) Read it",
                "• 9. Open the box |• 10. Read it",
                "⁃9. Open it |⁃10. Read it",
                "1. The first thing he did was wait. |It took 3. |It was long.",
                "We shall hold |— Ada Example (@ada) July 27, 2023 ×",
                "NIAMEY, July 27 (Reuters) - The army took over. |Nobody spoke.",
            ],
        );
    }

    #[test]
    fn other_languages() {
        check(
            Lang::De,
            &["Am 3. Oktober kam Dr. Weiß, z. B. nach Köln. |Der Zug fuhr.", "Das war 1990. |Er blieb."],
        );
        check(Lang::Es, &["La Sra. Díaz vino con el Dr. Ruiz. |¿Quién sabe? |¡Nadie!"]);
        check(Lang::Ar, &["وصل د. أحمد إلى المدينة. |لم يعرف أحد؟ |عاد."]);
        check(Lang::Other, &["士兵们关闭了边境。|没有人知道。", "सीमा बंद है। |कोई नहीं जानता।"]);
    }

    proptest! {
        #[test]
        fn sentences_hold_every_char_that_is_no_blank(text in "[A-Za-z0-9 .!?…“”\"'()»«•\\-—@é。]{0,80}|\\PC{0,60}") {
            let found = sentences(&text, Lang::En, ParagraphKind::Body);
            let joined: String = found.iter().map(|range| &text[range.clone()]).collect();
            let kept = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
            prop_assert_eq!(kept(&joined), kept(&text));
            prop_assert!(found.iter().all(|range| text[range.clone()].trim() == &text[range.clone()]));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
