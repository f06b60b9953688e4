//! Everything read off a draft, put together.
//!
//! Two steps. What a paragraph says by itself is read once and kept while its words, its kind and its
//! language stay; what depends on the rest of the article (which day “Wednesday” is, whom “he” means) is
//! resolved over the whole draft, from what the paragraphs gave, and costs little.

use super::attributions::{self, Attribution, Said};
use super::dates::{self, DateFound, DateRead, Story};
use super::figures::{self, Arithmetic, Figure};
use super::lang::{self, Lang};
use super::lexicon::Folded;
use super::names::{self, Names};
use super::quotations::scan::{self, Quoted};
use super::quotations::{self, Quotation};
use super::sentences::sentences;
use super::signature::{self, Signature};
use super::suggestions::{self, Parts, Suggestion};
use super::tokens::{Token, tokens};
use crate::review::{Draft, ParagraphKind};
use crate::text::{ByteRange, byte_range};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use unicode_segmentation::GraphemeCursor;

/// How many bytes are read before the first results are shown, which takes a fifth of a second; each time
/// after that as many as all before. A shorter article comes whole: readings of its beginnings would be seen
/// by nobody, and would leave holes in the memory that the whole one takes.
const FIRST_BYTES: usize = 512 * 1024;

/// One paragraph, ready to be read: all ranges in its readings are bytes of its own text.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'t> {
    /// Its words.
    pub text: &'t str,
    /// What it is in the article.
    pub kind: ParagraphKind,
    /// Its language: the article’s, or its own where it is a quotation in another.
    pub lang: Lang,
    /// Its tokens, in order.
    pub tokens: &'t [Token],
    /// All of them as tables know them.
    pub words: &'t Folded,
    /// Its sentences, in order, in bytes.
    pub sentences: &'t [Range<usize>],
}

/// What a paragraph says by itself; all ranges are bytes of its text.
#[derive(Debug)]
pub struct Part {
    /// Its words.
    pub text: String,
    /// How many bytes of them are blanks at the beginning.
    pub(super) lead: usize,
    /// What it is.
    pub kind: ParagraphKind,
    /// Its language (BCP 47): the article’s, or its own.
    pub language: String,
    /// Sentences, in order.
    pub sentences: Vec<Range<usize>>,
    /// Quotation marks, paired.
    pub quoted: Vec<Quoted>,
    /// The language of each of these, where it is not the paragraph’s.
    pub quoted_languages: Vec<String>,
    /// Attributions.
    pub said: Vec<Said>,
    /// Signatures of posts.
    pub signatures: Vec<Signature>,
    /// Dates, as words.
    pub dates: Vec<DateFound>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Sums and shares that the paragraph states.
    pub arithmetic: Vec<Arithmetic>,
    /// Names.
    pub names: Vec<names::Found>,
    /// What is worth a claim.
    pub suggestions: Vec<Suggestion>,
}

impl Part {
    /// Reads a paragraph. Boilerplate has sentences and nothing else.
    fn read(text: &str, kind: ParagraphKind, article: &str) -> Self {
        let tokens = tokens(text);
        let language = lang::of_passage(text, &tokens, article);
        let lang = Lang::of(&language);
        let mut sentences = sentences(text, lang, kind);
        sentences.iter_mut().for_each(|sentence| on_graphemes(text, sentence));
        let mut part = Self::empty(text, kind, language, sentences);
        if kind != ParagraphKind::Boilerplate {
            let sentences = std::mem::take(&mut part.sentences);
            let words = &Folded::of(text, &tokens, lang);
            let paragraph = Paragraph { text, kind, lang, tokens: &tokens, words, sentences: &sentences };
            part.read_from(&paragraph, article);
            part.sentences = sentences;
        }
        part.fit();
        part
    }

    /// Lists that grew have room to spare, which is for nothing: a part never changes.
    fn fit(&mut self) {
        self.sentences.shrink_to_fit();
        self.quoted.shrink_to_fit();
        self.said.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.figures.shrink_to_fit();
        self.names.shrink_to_fit();
        self.suggestions.shrink_to_fit();
    }

    fn empty(text: &str, kind: ParagraphKind, language: String, sentences: Vec<Range<usize>>) -> Self {
        Self {
            lead: text.len() - text.trim_start().len(),
            text: text.to_owned(),
            kind,
            language,
            sentences,
            quoted: Vec::new(),
            quoted_languages: Vec::new(),
            said: Vec::new(),
            signatures: Vec::new(),
            dates: Vec::new(),
            figures: Vec::new(),
            arithmetic: Vec::new(),
            names: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    fn read_from(&mut self, paragraph: &Paragraph, article: &str) {
        self.quoted = scan::quoted(paragraph.text);
        self.quoted_languages =
            self.quoted.iter().map(|quoted| language_of(paragraph, quoted, article)).collect();
        self.said = attributions::read(paragraph, &self.quoted);
        self.signatures = signature::all(paragraph.text).collect();
        self.dates = dates::read(paragraph);
        self.read_signature_dates(paragraph);
        let days: Vec<_> = self.dates.iter().map(|date| date.range.clone()).collect();
        self.figures = figures::without_dates(figures::read(paragraph), &days);
        self.arithmetic = figures::arithmetic(paragraph, &self.figures);
        self.names = names::read(paragraph);
        self.suggestions = self.suggest(paragraph, &days);
        self.snap();
    }

    /// The signature of a post has its date in the language of the network or of the article, whatever the
    /// post’s own.
    fn read_signature_dates(&mut self, paragraph: &Paragraph) {
        let known = self.dates.len();
        for signature in &self.signatures {
            let dates = &self.dates[..known];
            let next = dates.partition_point(|date| date.range.start < signature.range.start);
            let has_date = dates.get(next).is_some_and(|date| date.range.end <= signature.range.end);
            if signature.date.is_none() || has_date {
                continue;
            }
            let start = paragraph.tokens.partition_point(|token| token.range().start < signature.handle.end);
            let end = paragraph.tokens.partition_point(|token| token.range().end <= signature.range.end);
            let tokens = paragraph.tokens.get(start..end).unwrap_or_default();
            let sentence =
                paragraph.sentences.partition_point(|sentence| sentence.end <= signature.range.start);
            let found = dates::read(&Paragraph { tokens, lang: Lang::Other, ..*paragraph });
            self.dates.extend(found.into_iter().map(|date| DateFound { sentence: sentence as u32, ..date }));
        }
        self.dates.sort_by_key(|date| date.range.start);
    }

    fn suggest(&self, paragraph: &Paragraph, dates: &[Range<usize>]) -> Vec<Suggestion> {
        let figures: Vec<_> = self.figures.iter().map(|figure| figure.range.clone()).collect();
        let names: Vec<_> = self.names.iter().map(|name| name.range.clone()).collect();
        let quotations: Vec<_> = self.quoted.iter().map(|quoted| quoted.range.clone()).collect();
        let attributions: Vec<_> = self.said.iter().map(|said| said.range.clone()).collect();
        suggestions::suggest(
            paragraph,
            &Parts {
                figures: &figures,
                names: &names,
                dates,
                quotations: &quotations,
                attributions: &attributions,
            },
        )
    }

    /// Widens every passage to what a reader takes for whole characters.
    fn snap(&mut self) {
        let text = &self.text;
        for said in &mut self.said {
            let parts =
                [Some(&mut said.range), Some(&mut said.cue), said.speaker.as_mut(), said.content.as_mut()];
            parts.into_iter().flatten().for_each(|range| on_graphemes(text, range));
        }
        let signatures = self.signatures.iter_mut().map(|signature| &mut signature.range);
        let quoted = self.quoted.iter_mut().map(|quoted| &mut quoted.range);
        let dates = self.dates.iter_mut().map(|date| &mut date.range);
        let figures = self.figures.iter_mut().map(|figure| &mut figure.range);
        let names = self.names.iter_mut().map(|name| &mut name.range);
        let suggestions = self.suggestions.iter_mut().map(|suggestion| &mut suggestion.range);
        for range in signatures.chain(quoted).chain(dates).chain(figures).chain(names).chain(suggestions) {
            on_graphemes(text, range);
        }
    }

    /// Whether the paragraph holds no words.
    pub(super) fn is_blank(&self) -> bool {
        self.lead >= self.text.len()
    }

    /// Whether the paragraph is nothing but one quotation between marks.
    pub(super) fn is_one_quotation(&self) -> bool {
        let words = self.text.trim();
        self.quoted.first().is_some_and(|quoted| quoted.range.len() >= words.len())
    }
}

/// The language of a quotation, where it is not the paragraph’s.
fn language_of(paragraph: &Paragraph, quoted: &Quoted, article: &str) -> String {
    let start = paragraph.tokens.partition_point(|token| token.range().start < quoted.inner.start);
    let end = paragraph.tokens.partition_point(|token| token.range().start < quoted.inner.end);
    // A quotation in a quotation is in its language.
    if quoted.depth > 0 || start >= end {
        return String::new();
    }
    let text = &paragraph.text[quoted.inner.clone()];
    let tokens: Vec<Token> =
        paragraph.tokens[start..end].iter().map(|token| moved(token, quoted.inner.start)).collect();
    lang::of_passage(text, &tokens, article)
}

/// A token in bytes of a text that begins at a byte of the first.
fn moved(token: &Token, start: usize) -> Token {
    Token { start: token.start - start as u32, end: token.end - start as u32, ..*token }
}

/// Widens a range to grapheme boundaries.
pub(super) fn on_graphemes(text: &str, range: &mut Range<usize>) {
    let boundary = |at: usize| {
        let bytes = text.as_bytes();
        let plain = |at: usize| bytes.get(at).is_none_or(|byte| byte.is_ascii() && *byte != b'\n');
        let apart = at == 0 || at >= text.len() || plain(at) && plain(at - 1);
        apart || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
    };
    if !boundary(range.start) {
        let before = GraphemeCursor::new(range.start, text.len(), true).prev_boundary(text, 0);
        range.start = before.ok().flatten().unwrap_or(0);
    }
    if !boundary(range.end) {
        let after = GraphemeCursor::new(range.end, text.len(), true).next_boundary(text, 0);
        range.end = after.ok().flatten().unwrap_or(text.len());
    }
}

/// A paragraph of a draft that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// Where it begins, in bytes of the draft’s text.
    pub start: usize,
    /// What it says by itself.
    pub part: Arc<Part>,
}

impl Read {
    /// A range of the paragraph in bytes of the draft’s text.
    pub fn at(&self, range: &Range<usize>) -> ByteRange {
        byte_range(self.start + range.start..self.start + range.end)
    }
}

/// A date with the day it means.
#[derive(Clone, Debug)]
pub struct Dated {
    /// Its paragraph, and its place among the dates of that paragraph.
    pub paragraph: usize,
    /// Its place among the dates of its paragraph.
    pub index: usize,
    /// Where it stands in the draft’s text.
    pub range: ByteRange,
    /// What it means.
    pub read: DateRead,
}

/// Everything read off a draft. The same draft, language and date give the same reading.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    language: String,
    paragraphs: Vec<Read>,
    attributions: Vec<Attribution>,
    quotations: Vec<Quotation>,
    dates: Vec<Dated>,
    names: Names,
}

impl Reading {
    /// Reads a draft in a language (BCP 47; where it is empty, the likeliest) whose dates count from a day, where it is known. Paragraphs of a
    /// reading made before, in the same language, that have the same words and kind are not read again.
    pub fn of(draft: &Draft, language: &str, day: Option<NaiveDate>, previous: Option<&Self>) -> Self {
        let language = Self::language_of(draft, language);
        let read = Self::read(draft, &language, previous, |_, _| ControlFlow::Continue(()));
        Self::resolved(read.unwrap_or_default(), &language, day)
    }

    /// The same piece by piece: hands over the reading of the first paragraphs with how many bytes are read
    /// and how many there are, each time of twice as much, until all is read or it is told to break off.
    pub fn in_parts(
        draft: &Draft,
        language: &str,
        day: Option<NaiveDate>,
        previous: Option<&Self>,
        each: impl FnMut(Self, usize, usize) -> ControlFlow<()>,
    ) {
        Self::in_parts_from(FIRST_BYTES, draft, language, day, previous, each);
    }

    /// The first of the pieces has at least `due` bytes.
    fn in_parts_from(
        mut due: usize,
        draft: &Draft,
        language: &str,
        day: Option<NaiveDate>,
        previous: Option<&Self>,
        mut each: impl FnMut(Self, usize, usize) -> ControlFlow<()>,
    ) {
        let language = Self::language_of(draft, language);
        let all = draft.text().len_bytes();
        let read = Self::read(draft, &language, previous, |paragraphs, read| {
            if read < due || read >= all {
                return ControlFlow::Continue(());
            }
            due = read * 2;
            each(Self::resolved(paragraphs.to_vec(), &language, day), read, all)
        });
        if let Some(paragraphs) = read {
            // Whether it is broken off now matters no more.
            let _ = each(Self::resolved(paragraphs, &language, day), all, all);
        }
    }

    fn language_of(draft: &Draft, language: &str) -> String {
        if language.is_empty() { lang::of_text(draft.text().as_str()) } else { language.to_owned() }
    }

    /// The first step: every paragraph by itself. After each, it is told which are read, up to which byte;
    /// `None` where it is told to break off.
    fn read(
        draft: &Draft,
        language: &str,
        previous: Option<&Self>,
        mut each: impl FnMut(&[Read], usize) -> ControlFlow<()>,
    ) -> Option<Vec<Read>> {
        let mut kept = Kept::of(previous.filter(|previous| previous.language == language));
        let mut paragraphs: Vec<Read> = Vec::with_capacity(draft.text().paragraph_count());
        for (index, (kind, text)) in draft.paragraphs().enumerate() {
            let start = draft.text().paragraph_bytes(index).start.0;
            let part = kept.take(kind, text).unwrap_or_else(|| Arc::new(Part::read(text, kind, language)));
            paragraphs.push(Read { start, part });
            if each(&paragraphs, start + text.len()).is_break() {
                return None;
            }
        }
        Some(paragraphs)
    }

    /// The second step: what depends on the whole.
    fn resolved(paragraphs: Vec<Read>, language: &str, day: Option<NaiveDate>) -> Self {
        let attributions = attributions::resolve(&paragraphs);
        let quotations = quotations::resolve(&paragraphs, &attributions, language);
        let found: Vec<_> =
            paragraphs.iter().map(|read| (read.part.text.as_str(), read.part.names.as_slice())).collect();
        let names = names::resolve(&found);
        let dates = dates_of(&paragraphs, day);
        Self { language: language.to_owned(), paragraphs, attributions, quotations, dates, names }
    }

    /// The language it was read in.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The paragraphs with what each says by itself.
    pub fn paragraphs(&self) -> &[Read] {
        &self.paragraphs
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> impl Iterator<Item = ByteRange> {
        self.paragraphs.iter().flat_map(|read| read.part.sentences.iter().map(|range| read.at(range)))
    }

    /// The attributions, in order.
    pub fn attributions(&self) -> &[Attribution] {
        &self.attributions
    }

    /// The quotations, in order.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The dates, in order.
    pub fn dates(&self) -> &[Dated] {
        &self.dates
    }

    /// The figures, in order, each with where it stands.
    pub fn figures(&self) -> impl Iterator<Item = (ByteRange, &Figure)> {
        self.paragraphs
            .iter()
            .flat_map(|read| read.part.figures.iter().map(|figure| (read.at(&figure.range), figure)))
    }

    /// The names with their mentions.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Where a mention of a name stands.
    pub fn mention(&self, mention: &names::Mention) -> ByteRange {
        self.paragraphs.get(mention.paragraph).map_or(byte_range(0..0), |read| read.at(&mention.range))
    }

    /// The suggestions, in order, each with where it stands and the paragraph it was read in.
    pub fn suggestions(&self) -> impl Iterator<Item = (ByteRange, &Arc<Part>, &Suggestion)> {
        let of = |read: &Read, suggestion: &Suggestion| read.at(&suggestion.range);
        self.paragraphs.iter().flat_map(move |read| {
            read.part.suggestions.iter().map(move |one| (of(read, one), &read.part, one))
        })
    }

    /// The name of whoever an attribution is of, where it is known: a pronoun’s is resolved.
    pub fn speaker_name<'d>(&self, draft: &'d Draft, attribution: &Attribution) -> Option<&'d str> {
        let named = attribution.named.as_ref().or(attribution.speaker.as_ref())?;
        draft.text().slice_bytes(&byte_range(named.clone()))
    }
}

/// The days that the dates of all paragraphs mean.
fn dates_of(paragraphs: &[Read], day: Option<NaiveDate>) -> Vec<Dated> {
    let mut story = Story::default();
    let mut resolved = Vec::new();
    for (paragraph, read) in paragraphs.iter().enumerate() {
        for (index, found) in read.part.dates.iter().enumerate() {
            let range = read.at(&found.range);
            resolved.push(Dated { paragraph, index, range, read: dates::resolve(found, day, &mut story) });
        }
        story.next_paragraph();
    }
    resolved.shrink_to_fit();
    resolved
}

/// Paragraphs that were read before: in their order as long as they follow it, else by kind and words.
struct Kept<'p> {
    paragraphs: &'p [Read],
    /// The one after that which was taken last.
    next: usize,
    by_words: Option<HashMap<(ParagraphKind, &'p str), usize>>,
}

impl<'p> Kept<'p> {
    fn of(previous: Option<&'p Reading>) -> Self {
        let paragraphs = previous.map_or(&[][..], |reading| &reading.paragraphs);
        Self { paragraphs, next: 0, by_words: None }
    }

    fn take(&mut self, kind: ParagraphKind, text: &str) -> Option<Arc<Part>> {
        let is_it = |read: &&Read| read.part.kind == kind && read.part.text == text;
        let at = match self.paragraphs.get(self.next).filter(is_it) {
            Some(_) => self.next,
            None => *self.by_words().get(&(kind, text))?,
        };
        self.next = at + 1;
        self.paragraphs.get(at).map(|read| Arc::clone(&read.part))
    }

    fn by_words(&mut self) -> &HashMap<(ParagraphKind, &'p str), usize> {
        let paragraphs = self.paragraphs;
        let key = |(at, read): (usize, &'p Read)| ((read.part.kind, read.part.text.as_str()), at);
        self.by_words.get_or_insert_with(|| paragraphs.iter().enumerate().map(key).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Paragraph as Words;
    use chrono::DateTime;

    fn draft(paragraphs: &[&str]) -> Draft {
        let paragraphs = paragraphs.iter().map(|text| Words::new(ParagraphKind::Body, *text)).collect();
        Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs)
    }

    fn words<'d>(draft: &'d Draft, range: &Range<usize>) -> &'d str {
        draft.text().slice_bytes(&byte_range(range.clone())).unwrap_or_default()
    }

    /// Each quotation as `words|speaker|language`, with `<n` where it renders quotation n.
    fn quotations(draft: &Draft) -> Vec<String> {
        let reading = Reading::of(draft, "en", None, None);
        let show = |quotation: &Quotation| {
            let speaker = quotation.speaker.as_ref().map_or("", |range| words(draft, range));
            let renders = quotation.translation_of.map(|of| format!("<{of}")).unwrap_or_default();
            format!("{}|{speaker}|{}{renders}", words(draft, &quotation.range), quotation.language)
        };
        reading.quotations().iter().map(show).collect()
    }

    #[test]
    fn only_what_changed_is_read_again() {
        let before = Reading::of(&draft(&["Ada left.", "Jo came."]), "en", None, None);
        let after = Reading::of(&draft(&["Ada left.", "Jo stayed."]), "en", None, Some(&before));
        assert!(Arc::ptr_eq(&before.paragraphs[0].part, &after.paragraphs[0].part));
        assert!(!Arc::ptr_eq(&before.paragraphs[1].part, &after.paragraphs[1].part));
        let other = Reading::of(&draft(&["Ada left."]), "fr", None, Some(&before));
        assert!(!Arc::ptr_eq(&before.paragraphs[0].part, &other.paragraphs[0].part));
    }

    #[test]
    fn a_quotation_over_paragraphs_is_one() {
        let draft = draft(&["Ada Example said: “We stay here for ever.", "“We do not leave.”"]);
        assert_eq!(quotations(&draft), ["“We stay here for ever.\n“We do not leave.”|Ada Example|en"]);
    }

    #[test]
    fn a_quotation_goes_on_behind_its_speaker() {
        let draft = draft(&[
            "“We stay here,” said Ada Example. “We do not leave this port.”",
            "“It is ours and no one else’s.”",
        ]);
        let speakers: Vec<_> =
            quotations(&draft).iter().map(|shown| shown.split('|').nth(1).map(str::to_owned)).collect();
        assert_eq!(speakers, vec![Some("Ada Example".to_owned()); 3]);
    }

    #[test]
    fn a_quotation_without_a_speaker_is_of_the_last_one() {
        let paragraphs = [
            "Ada Example said she was glad. “It is over and done with.”",
            "“Nobody will close it again.”",
            "“Why now?”",
        ];
        let speakers = |paragraphs: &[&str]| {
            let found = quotations(&draft(paragraphs));
            found
                .iter()
                .map(|shown| shown.split('|').nth(1).map(str::to_owned).unwrap_or_default())
                .collect::<Vec<_>>()
        };
        assert_eq!(speakers(&paragraphs), ["Ada Example", "Ada Example", ""]);
        assert_eq!(speakers(&["Ada Example said it rained.", "It was “far too late for that” again."]), [""]);
    }

    #[test]
    fn a_quotation_may_be_interrupted_or_announced_in_the_paragraph_before() {
        let found =
            quotations(&draft(&["“We wait for the boat,” the mayor told Reuters, “and then we leave.”"]));
        assert!(found.iter().all(|shown| shown.contains("|the mayor|")), "{found:?}");
        let found = quotations(&draft(&["Ada Example stated,", "“We wait for the boat.”"]));
        assert!(found[0].contains("|Ada Example|"), "{found:?}");
    }

    #[test]
    fn a_rendering_is_paired_with_the_post_it_renders() {
        let draft = draft(&[
            "Okafor wrote, “The port will be saved. Nobody will take our freedom.”",
            "Le port sera sauvé.",
            "Personne ne nous prendra notre liberté. — Jeanne Okafor (@jokafor) July 27, 2023 ×",
        ]);
        let found = quotations(&draft);
        assert_eq!(found[0], "“The port will be saved. Nobody will take our freedom.”|Okafor|en<1");
        assert_eq!(found[1], "Le port sera sauvé.\nPersonne ne nous prendra notre liberté.|Jeanne Okafor|fr");
    }

    #[test]
    fn a_pronoun_means_the_last_speaker_where_that_is_clear() {
        let named = |paragraphs: &[&str]| {
            let draft = draft(paragraphs);
            let reading = Reading::of(&draft, "en", None, None);
            let last = reading.attributions().last().and_then(|said| said.named.clone());
            last.map(|range| words(&draft, &range).to_owned())
        };
        let clear = ["Ada Example said it rained. She said that it was cold."];
        assert_eq!(named(&clear).as_deref(), Some("Ada Example"));
        let open = ["Ada Example said it rained. Jo Diallo said it was dry. She said that it was cold."];
        assert_eq!(named(&open), None);
        let not_him = ["Mr Jo Diallo said it rained. She said that it was cold."];
        assert_eq!(named(&not_him), None);
    }

    #[test]
    fn results_come_before_all_is_read() {
        let long = "Ada Example said that it rained. ".repeat(120);
        let draft = draft(&[long.as_str(); 20]);
        let mut counts = Vec::new();
        Reading::in_parts_from(8192, &draft, "en", None, None, |reading, _, _| {
            counts.push(reading.attributions().len());
            ControlFlow::Continue(())
        });
        assert!(counts.len() > 2 && counts.is_sorted(), "{counts:?}");
        let mut calls = 0;
        Reading::in_parts_from(8192, &draft, "en", None, None, |_, _, _| {
            calls += 1;
            ControlFlow::Break(())
        });
        assert_eq!(calls, 1);
    }
}
