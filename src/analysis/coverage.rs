//! Which words of a draft state facts, and how many of them stand under marks.
//!
//! A first level that needs to know no language: words with digits, names (capitals inside a sentence),
//! everything quoted, and number words of English and French. Known limit: German writes every noun with
//! a capital, so all of its nouns count; scripts without capitals have only digits and quotations.

use super::lang::{self, WordSet, table};
use super::reading;
use super::suggestions;
use super::tokens::{Token, TokenKind};
use crate::review::{Draft, ParagraphKind, Review, Status};
use crate::text::{ByteRange, Text, byte_range};
use serde::Deserialize;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// What is known of the languages of which anything is: `assets/lang/CODE/coverage.ron`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    numbers: String,
    short_forms: String,
}

static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
    [include_str!("../../assets/lang/en/coverage.ron"), include_str!("../../assets/lang/fr/coverage.ron")]
        .map(table)
});

/// Number words.
static NUMBER_WORDS: LazyLock<WordSet> =
    LazyLock::new(|| TABLES.iter().flat_map(|table| lang::words(&table.numbers)).collect());

/// Short forms whose full stop ends no sentence, without it.
static SHORT_FORMS: LazyLock<WordSet> =
    LazyLock::new(|| TABLES.iter().flat_map(|table| lang::words(&table.short_forms)).collect());

/// How many words of a text an editor counts: what stands between blanks and dashes and holds a letter or
/// digit; in Chinese and Japanese, every character.
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for char in text.chars() {
        if is_ideograph(char) {
            count += 1;
            inside = false;
        } else if char.is_whitespace() || matches!(char, '–' | '—' | '―') {
            inside = false;
        } else if char.is_alphanumeric() {
            count += usize::from(!inside);
            inside = true;
        }
    }
    count
}

/// Han, hiragana and katakana.
fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// The words of a draft that state facts, in text order, on grapheme boundaries; boilerplate left out.
///
/// Takes time in proportion to the text.
pub fn factual_words(draft: &Draft) -> Vec<ByteRange> {
    let text = draft.text();
    let common = common_words(draft);
    let mut factual: Vec<ByteRange> = Vec::new();
    for (index, (kind, paragraph)) in draft.paragraphs().enumerate() {
        if kind == ParagraphKind::Boilerplate {
            continue;
        }
        let start = text.paragraph_bytes(index).start.0;
        for word in in_paragraph(paragraph, &common) {
            push(&mut factual, text, start + word.start..start + word.end);
        }
    }
    factual
}

/// Appends a word, widened to graphemes: word boundaries cut some of them (Thai sara am).
fn push(factual: &mut Vec<ByteRange>, text: &Text, word: Range<usize>) {
    let word = text.snap_to_graphemes(&byte_range(word));
    match factual.last_mut() {
        Some(last) if word.start < last.end => last.end = last.end.max(word.end),
        _ => factual.push(word),
    }
}

/// Words that the draft also writes without a capital: at the beginning of a sentence, these are not
/// taken for part of the name that follows (“On Wednesday”).
fn common_words(draft: &Draft) -> HashSet<&str> {
    let words = draft.text().as_str().unicode_words();
    words.filter(|word| word.starts_with(char::is_lowercase)).collect()
}

/// A word of a paragraph.
struct Word<'a> {
    text: &'a str,
    at: usize,
    begins_sentence: bool,
    /// Nothing but a blank, hyphen or apostrophe stands between it and the word before.
    joins: bool,
}

fn in_paragraph(paragraph: &str, common: &HashSet<&str>) -> Vec<Range<usize>> {
    let words = words_of(paragraph);
    let mut quotations = quotations(paragraph).into_iter().peekable();
    let mut factual = Vec::new();
    for (index, word) in words.iter().enumerate() {
        while quotations.next_if(|quotation| quotation.end <= word.at).is_some() {}
        let quoted = quotations.peek().is_some_and(|quotation| quotation.start <= word.at);
        if quoted || is_figure(word.text) {
            factual.push(word.at..word.at + word.text.len());
        } else if let Some(name) = name_in(word.text)
            && (!word.begins_sentence || begins_name(word, words.get(index + 1), common))
        {
            factual.push(word.at + name.start..word.at + name.end);
        }
    }
    factual
}

fn words_of(paragraph: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for (at, text) in paragraph.unicode_word_indices() {
        let (begins_sentence, joins) = match words.last() {
            Some(last) => {
                let gap = &paragraph[last.at + last.text.len()..at];
                (ends_sentence(last.text, gap), matches!(gap, " " | "-" | "\u{a0}" | "’" | "'" | "‑"))
            }
            None => (true, false),
        };
        words.push(Word { text, at, begins_sentence, joins });
    }
    words
}

/// Whether a sentence ends between a word and the next.
fn ends_sentence(word: &str, gap: &str) -> bool {
    let Some(stop) = gap.find(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।']) else {
        return false;
    };
    if !gap[stop..].starts_with('.') {
        return true;
    }
    // The last part of “U.S” is an initial as well.
    let last = word.rsplit('.').next().unwrap_or(word);
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    !is_initial && !SHORT_FORMS.contains(last.to_lowercase().as_str())
}

/// Whether the first word of a sentence belongs to a name: another capital follows at once, and the draft
/// does not write the word small elsewhere.
fn begins_name(word: &Word<'_>, next: Option<&Word<'_>>, common: &HashSet<&str>) -> bool {
    next.is_some_and(|next| next.joins && !next.begins_sentence && name_in(next.text).is_some())
        && !common.contains(word.text.to_lowercase().as_str())
}

/// Whether a word holds a digit or is a number word.
fn is_figure(word: &str) -> bool {
    word.chars().any(char::is_numeric) || NUMBER_WORDS.contains(word.to_lowercase().as_str())
}

/// The part of a word that is a name: “Niger” of “Niger’s”, “Union” of “l’Union”; the pronoun “I” is none.
fn name_in(word: &str) -> Option<Range<usize>> {
    let mut name: Option<Range<usize>> = None;
    let mut at = 0;
    for part in word.split_inclusive(['’', '\'']) {
        let letters = part.trim_end_matches(['’', '\'']);
        if letters.starts_with(char::is_uppercase) && letters != "I" {
            let start = name.as_ref().map_or(at, |name| name.start);
            name = Some(start..at + letters.len());
        }
        at += part.len();
    }
    name
}

/// Quotation marks that open, and those that close what each opened. Where two stand for the same
/// languages differently (”so” in Swedish, »so« in Danish), the mark that comes first opens.
const QUOTATION_MARKS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('”', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('"', &['"']),
    ('「', &['」']),
    ('『', &['』']),
    ('〝', &['〞', '〟']),
    ('‹', &['›']),
    ('‘', &['’']),
    ('‚', &['‘', '’']),
    ('\'', &['\'']),
];

/// The stretches of a paragraph between quotation marks, in order, never overlapping.
///
/// A quotation that is opened by a mark of its own shape and not closed goes on to the paragraph's end, as
/// when the next paragraph continues it; a straight or single mark alone is an inch or an apostrophe.
fn quotations(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut unclosed = HashSet::new(); // marks known to close nowhere further on: looked for only once
    let mut from = 0;
    while let Some((start, mark, closing)) = next_opening(paragraph, from) {
        from = start + mark.len_utf8();
        if unclosed.contains(&mark) {
            continue;
        }
        if let Some(end) = closing_at(paragraph, from, closing) {
            found.push(from..end);
            from = paragraph.ceil_char_boundary(end + 1);
        } else if matches!(mark, '“' | '„' | '«' | '「' | '『') {
            found.push(from..paragraph.len());
            break;
        } else {
            unclosed.insert(mark);
        }
    }
    found
}

fn next_opening(paragraph: &str, from: usize) -> Option<(usize, char, &'static [char])> {
    paragraph[from..].char_indices().find_map(|(at, char)| {
        let &(mark, closing) = QUOTATION_MARKS.iter().find(|(mark, _)| *mark == char)?;
        let at = from + at;
        (!is_apostrophe_like(mark) || !stands_after_letter(paragraph, at)).then_some((at, mark, closing))
    })
}

fn closing_at(paragraph: &str, from: usize, closing: &[char]) -> Option<usize> {
    let closes = |at: usize, mark: char| {
        !is_apostrophe_like(mark) || !paragraph[at + mark.len_utf8()..].starts_with(char::is_alphanumeric)
    };
    paragraph[from..]
        .char_indices()
        .map(|(at, char)| (from + at, char))
        .find(|&(at, char)| closing.contains(&char) && closes(at, char))
        .map(|(at, _)| at)
}

/// Single marks, which are apostrophes inside words.
fn is_apostrophe_like(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚')
}

fn stands_after_letter(paragraph: &str, at: usize) -> bool {
    paragraph[..at].ends_with(char::is_alphanumeric)
}

/// Why a word is factual; where several reasons hold, the first counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactualKind {
    /// It belongs to a figure.
    Figure,
    /// It belongs to a date or time.
    Date,
    /// It belongs to a name.
    Name,
    /// It belongs to somebody’s title or office.
    Title,
    /// It is quoted.
    Quotation,
    /// It is said from somebody.
    Attributed,
    /// It ranks: a first, an only, a most.
    Superlative,
    /// It compares.
    Comparison,
    /// It tells what brought something about.
    Cause,
}

/// What was read in a paragraph, as far as it makes words factual: ranges in its bytes, each list in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Figures.
    pub figures: &'a [Range<usize>],
    /// Dates and times.
    pub dates: &'a [Range<usize>],
    /// Names that are certain.
    pub names: &'a [Range<usize>],
    /// Titles and offices.
    pub titles: &'a [Range<usize>],
    /// Quotations.
    pub quotations: &'a [Range<usize>],
    /// What is said from somebody, without who says it.
    pub attributed: &'a [Range<usize>],
}

/// The words of a paragraph that state facts, each with the reason, in order; none in boilerplate. Ranges
/// are bytes of the paragraph.
pub fn factual(paragraph: &reading::Paragraph, facts: &Facts) -> Vec<(Range<usize>, FactualKind)> {
    if paragraph.kind == ParagraphKind::Boilerplate {
        return Vec::new();
    }
    let told = suggestions::telling_words(paragraph);
    let of =
        |cue: &str| told.iter().filter(|(name, _)| *name == cue).map(|(_, range)| range.clone()).collect();
    let cues: [Vec<Range<usize>>; 3] = [of("superlative"), of("comparison"), of("cause")];
    let lists = [
        (facts.figures, FactualKind::Figure),
        (facts.dates, FactualKind::Date),
        (facts.names, FactualKind::Name),
        (facts.titles, FactualKind::Title),
        (facts.quotations, FactualKind::Quotation),
        (facts.attributed, FactualKind::Attributed),
        (&cues[0], FactualKind::Superlative),
        (&cues[1], FactualKind::Comparison),
        (&cues[2], FactualKind::Cause),
    ];
    let kind_of =
        |word: &Range<usize>| lists.iter().find(|(list, _)| touches(list, word)).map(|(_, kind)| *kind);
    let words = paragraph.tokens.iter().filter(|token| token.kind != TokenKind::Sign).map(Token::range);
    words.filter_map(|word| kind_of(&word).map(|kind| (word, kind))).collect()
}

/// Whether a word stands at least partly in one of some stretches, which are in order.
fn touches(stretches: &[Range<usize>], word: &Range<usize>) -> bool {
    let first = stretches.partition_point(|stretch| stretch.end <= word.start);
    stretches.get(first).is_some_and(|stretch| stretch.start < word.end)
}

/// How many factual words stand under marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Words that state facts.
    pub factual_words: usize,
    /// Those of them that stand wholly under marks.
    pub covered: usize,
    /// Those of them that stand wholly under marks of ticked claims.
    pub ticked: usize,
}

/// The marks of a review that stand on a draft, each with whether its claim is ticked: verified, and on
/// words that did not change since.
pub fn marks_on(review: &Review, draft: &Draft) -> Vec<(ByteRange, bool)> {
    let mut marks = Vec::new();
    for claim in &review.claims {
        let ticked = claim.status == Status::Verified && !claim.needs_recheck;
        let places = claim.marks.iter().filter(|mark| mark.draft == draft.number);
        marks.extend(places.filter_map(|mark| Some((draft.text().bytes_of(&mark.range())?, ticked))));
    }
    marks
}

/// Counts the factual words (in text order) that stand under marks (in any order; they may overlap).
pub fn coverage(factual: &[ByteRange], marks: &[(ByteRange, bool)]) -> Coverage {
    let count = |covered: Vec<bool>| covered.into_iter().filter(|&covered| covered).count();
    Coverage {
        factual_words: factual.len(),
        covered: count(under(factual, marks.iter().map(|(range, _)| range))),
        ticked: count(under(factual, marks.iter().filter(|(_, ticked)| *ticked).map(|(range, _)| range))),
    }
}

/// The factual words (in text order) that do not stand wholly under marks.
pub fn uncovered(factual: &[ByteRange], marks: &[(ByteRange, bool)]) -> Vec<ByteRange> {
    let covered = under(factual, marks.iter().map(|(range, _)| range));
    let open = factual.iter().zip(covered).filter(|(_, covered)| !covered);
    open.map(|(word, _)| word.clone()).collect()
}

/// Joins words of a draft (in text order) with nothing but a blank, a hyphen or an apostrophe between them:
/// what reads as one, as “Mohamed Bazoum” and “2023-07-27” do.
pub fn runs(draft: &Draft, words: Vec<ByteRange>) -> Vec<ByteRange> {
    let text = draft.text().as_str();
    let mut runs: Vec<ByteRange> = Vec::with_capacity(words.len());
    for word in words {
        let gap = runs.last().and_then(|last| text.get(last.end.0..word.start.0));
        match runs.last_mut() {
            Some(last) if gap.is_some_and(|gap| matches!(gap, "" | " " | "-" | "‑" | "’" | "'" | "/")) => {
                last.end = word.end;
            }
            _ => runs.push(word),
        }
    }
    runs
}

/// For each word, whether it stands wholly under the marks taken together.
fn under<'a>(words: &[ByteRange], marks: impl Iterator<Item = &'a ByteRange>) -> Vec<bool> {
    let mut stretches = united(marks).into_iter().peekable();
    let covers = |word: &ByteRange| {
        while stretches.next_if(|stretch| stretch.end <= word.start).is_some() {}
        stretches.peek().is_some_and(|stretch| stretch.start <= word.start && word.end <= stretch.end)
    };
    words.iter().map(covers).collect()
}

/// The text under all marks, as stretches in order that neither overlap nor touch.
fn united<'a>(marks: impl Iterator<Item = &'a ByteRange>) -> Vec<ByteRange> {
    let mut sorted: Vec<&ByteRange> = marks.collect();
    sorted.sort_unstable_by_key(|mark| mark.start);
    let mut stretches: Vec<ByteRange> = Vec::new();
    for mark in sorted {
        match stretches.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => stretches.push(mark.clone()),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Paragraph;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn draft(paragraphs: &[(ParagraphKind, &str)]) -> Draft {
        let paragraphs = paragraphs.iter().map(|&(kind, text)| Paragraph::new(kind, text)).collect();
        Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs)
    }

    /// The factual words of one paragraph.
    fn factual(paragraph: &str) -> Vec<String> {
        let draft = draft(&[(ParagraphKind::Body, paragraph)]);
        let words = factual_words(&draft);
        words.iter().filter_map(|word| draft.text().slice_bytes(word)).map(str::to_owned).collect()
    }

    #[test]
    fn figures_are_factual() {
        assert_eq!(
            factual("it cost 3,000.50 in 2020-21, or seven times"),
            ["3,000.50", "2020", "21", "seven"]
        );
        assert_eq!(factual("il y avait ۱۴۰۲ lits et vingt-deux lampes"), ["۱۴۰۲", "vingt", "deux"]);
    }

    #[test]
    fn names_are_factual_and_the_beginning_of_a_sentence_is_not() {
        assert_eq!(
            factual("The road to Zinder was shut. Nobody left Agadez’s market."),
            ["Zinder", "Agadez"]
        );
        assert_eq!(
            factual("Then came Gen. Moussa of the U.S. Army. Rain fell."),
            ["Gen", "Moussa", "U.S", "Army"]
        );
        assert_eq!(factual("ils ont quitté l’Union d'Afrique"), ["Union", "Afrique"]);
        assert_eq!(factual("what I saw, and I’m sure"), [""; 0]);
    }

    #[test]
    fn a_name_at_the_beginning_of_a_sentence_counts_whole() {
        assert_eq!(factual("Aïcha Diallo spoke. Nobody heard."), ["Aïcha", "Diallo"]);
        assert_eq!(factual("On Monday it rained on us."), ["Monday"]);
    }

    #[test]
    fn everything_quoted_is_factual() {
        for (open, close) in
            [("“", "”"), ("„", "“"), ("«\u{a0}", "\u{a0}»"), ("\"", "\""), ("‘", "’"), ("'", "'"), ("»", "«")]
        {
            let text = format!("he called it {open}a grave risk{close} to all");
            assert_eq!(factual(&text), ["a", "grave", "risk"], "{text}");
        }
        assert_eq!(factual("“it goes on").len(), 3);
        assert_eq!(factual("the 5\" pipe and the workers’ hut, rock 'n roll"), ["5"]);
        assert_eq!(factual("the workers’ hut isn’t ours"), [""; 0]);
        assert_eq!(factual("‘we don’t know’ is what’s said"), ["we", "don’t", "know"]);
    }

    #[test]
    fn boilerplate_is_left_out() {
        let draft = draft(&[
            (ParagraphKind::Boilerplate, "Also read | 10 things in Paris"),
            (ParagraphKind::Body, "we went to Paris"),
        ]);
        let words = factual_words(&draft);
        assert_eq!(words, [byte_range(42..47)]);
    }

    #[test]
    fn what_was_read_makes_words_factual() {
        use crate::analysis::lang::Lang;
        use crate::analysis::testing::read_as;
        let text = "Ana Bello, mayor since May, built the largest of 3 wells because it was dry";
        let read = |kind| {
            let place = |words: &str| [text.find(words).map_or(0..0, |at| at..at + words.len())];
            let (figures, dates, names, titles) =
                (place("3"), place("May"), place("Ana Bello"), place("mayor"));
            let facts = Facts {
                figures: &figures,
                dates: &dates,
                names: &names,
                titles: &titles,
                ..Facts::default()
            };
            let words = read_as(kind, Lang::En, text, |paragraph| super::factual(paragraph, &facts));
            words.into_iter().map(|(word, kind)| (&text[word], kind)).collect::<Vec<_>>()
        };
        use FactualKind::*;
        let expected = [
            ("Ana", Name),
            ("Bello", Name),
            ("mayor", Title),
            ("May", Date),
            ("largest", Superlative),
            ("3", Figure),
            ("because", Cause),
        ];
        assert_eq!(read(ParagraphKind::Body), expected);
        assert_eq!(read(ParagraphKind::Boilerplate), []);
    }

    #[test]
    fn words_are_counted_as_editors_count() {
        assert_eq!(words("It’s a well-known fact — 3.5 % of it…"), 7);
        assert_eq!(words("here—there\nnow"), 3);
        assert_eq!(words("总统周四 said"), 5);
        assert_eq!(words(" — … "), 0);
    }

    #[test]
    fn coverage_counts_words_under_marks() {
        let factual: Vec<ByteRange> = [0..4, 6..8, 10..14, 20..22].into_iter().map(byte_range).collect();
        let marks: Vec<_> = [(12..16, true), (0..7, false), (7..12, true)]
            .map(|(range, tick)| (byte_range(range), tick))
            .into();
        let expected = Coverage { factual_words: 4, covered: 3, ticked: 1 };
        assert_eq!(coverage(&factual, &marks), expected);
        assert_eq!(uncovered(&factual, &marks), [byte_range(20..22)]);
        assert_eq!(coverage(&factual, &[]), Coverage { factual_words: 4, ..Coverage::default() });
    }

    proptest! {
        #[test]
        fn factual_words_are_in_order_on_graphemes(text in "[A-Ca-c0-9 .’“”'\"«»กำคี่😀\u{301}\u{600}क्षि]{0,80}") {
            let draft = draft(&[(ParagraphKind::Body, &text)]);
            let words = factual_words(&draft);
            for word in &words {
                prop_assert!(word.start < word.end);
                prop_assert!(draft.text().is_grapheme_boundary(word.start));
                prop_assert!(draft.text().is_grapheme_boundary(word.end));
            }
            prop_assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }

        #[test]
        fn coverage_is_what_counting_bytes_gives(
            gaps in prop::collection::vec((1usize..4, 1usize..5), 0..12),
            marks in prop::collection::vec((0usize..60, 0usize..20, any::<bool>()), 0..8),
        ) {
            let mut at = 0;
            let factual: Vec<ByteRange> = gaps.iter().map(|&(gap, length)| {
                let start = at + gap;
                at = start + length;
                byte_range(start..at)
            }).collect();
            let marks: Vec<_> =
                marks.iter().map(|&(start, length, tick)| (byte_range(start..start + length), tick)).collect();
            let covered = |word: &&ByteRange, ticked_only: bool| (word.start.0..word.end.0).all(|byte| {
                marks.iter().any(|(mark, tick)| {
                    (*tick || !ticked_only) && mark.start.0 <= byte && byte < mark.end.0
                })
            });
            let expected = Coverage {
                factual_words: factual.len(),
                covered: factual.iter().filter(|word| covered(word, false)).count(),
                ticked: factual.iter().filter(|word| covered(word, true)).count(),
            };
            prop_assert_eq!(coverage(&factual, &marks), expected);
            let open: Vec<_> = factual.iter().filter(|word| !covered(word, false)).cloned().collect();
            prop_assert_eq!(uncovered(&factual, &marks), open);
        }
    }
}
