//! What a document says about passages of its text: comments, and notes with links.

use super::Imported;
use crate::analysis::lang::Lang;
use crate::analysis::sourcing::Library;
use crate::analysis::{outlets, sentences};
use crate::review::compose::new_claim;
use crate::review::{Citation, CitationId, Ids, Paragraph, ParagraphKind, Review, SourceId};
use crate::text::{ByteOffset, CharOffset, CharRange, Text, byte_range, char_range};
use chrono::{DateTime, Utc};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// A comment on a passage of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentIn {
    /// The passage, in chars of the draft's text.
    pub passage: CharRange,
    /// Who wrote it; empty where the document does not say.
    pub author: String,
    /// When.
    pub date: Option<DateTime<Utc>>,
    /// Its words; its paragraphs are parted by line feeds.
    pub text: String,
}

/// A footnote or endnote with links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteIn {
    /// The sentence that bears it, in chars of the draft's text.
    pub passage: CharRange,
    /// Its words.
    pub text: String,
    /// The web addresses in it.
    pub links: Vec<String>,
}

/// A footnote or endnote while a document is read.
pub struct Note {
    /// Where its sign stands.
    pub at: Spot,
    /// Its words.
    pub paragraphs: Vec<Paragraph>,
    /// Where its links lead.
    pub links: Vec<String>,
}

/// Puts notes behind the text: each with web addresses is one of the sentence that bears it.
pub fn add_notes(imported: &mut Imported, places: &Places, notes: Vec<Note>) {
    for note in notes {
        let words: Vec<&str> = note.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        let text = words.join(" ");
        let mut links = note.links;
        links.extend(words.iter().flat_map(|words| addresses(words)));
        let links = unique(links);
        if let Some(passage) = places.sentence_at(note.at).filter(|_| !links.is_empty()) {
            imported.footnotes.push(NoteIn { passage, text, links });
        }
        imported.paragraphs.extend(note.paragraphs);
    }
}

/// Web addresses once each; `https://a.example/` and `https://a.example` are one.
fn unique(links: Vec<String>) -> Vec<String> {
    let is_web = |link: &String| link.starts_with("http://") || link.starts_with("https://");
    let mut seen = HashSet::new();
    let is_new = |link: &String| seen.insert(link.trim_end_matches('/').to_owned());
    links.into_iter().filter(is_web).filter(is_new).collect()
}

/// Where something stands while a document is read: a paragraph, and chars in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The index of the paragraph.
    pub paragraph: usize,
    /// Chars from its beginning.
    pub chars: usize,
}

/// The draft's text while passages are settled.
pub struct Places {
    text: Text,
    /// The sentences of each paragraph, in bytes of it, once one is asked for.
    sentences: Vec<OnceCell<Vec<Range<usize>>>>,
}

impl Places {
    /// Of these paragraphs.
    pub fn of(paragraphs: &[Paragraph]) -> Self {
        let text = Text::from_paragraphs(paragraphs.iter().map(|paragraph| &paragraph.text));
        Self { text, sentences: vec![OnceCell::new(); paragraphs.len()] }
    }

    /// The passage between two spots without white space at its ends; where it holds no words, the sentence
    /// that the first stands in. `None` where that holds none either.
    pub fn passage(&self, from: Spot, to: Spot) -> Option<CharRange> {
        let (from, to) = (self.byte_of(from), self.byte_of(to));
        let range = self.text.trim(&byte_range(from..to.max(from)));
        if range.is_empty() { self.sentence(from) } else { Some(self.text.chars_of(&range)) }
    }

    /// The sentence that ends at or holds a spot.
    pub fn sentence_at(&self, spot: Spot) -> Option<CharRange> {
        self.sentence(self.byte_of(spot))
    }

    fn byte_of(&self, spot: Spot) -> usize {
        let last = self.text.paragraph_count().saturating_sub(1);
        let range = self.text.paragraph_bytes(spot.paragraph.min(last));
        let at = CharOffset(self.text.char_of(range.start).0 + spot.chars);
        self.text.byte_of(at).map_or(range.end.0, |at| at.0.min(range.end.0))
    }

    fn sentence(&self, at: usize) -> Option<CharRange> {
        let paragraph = self.text.paragraph_at(ByteOffset(at));
        let start = self.text.paragraph_bytes(paragraph).start.0;
        let read = || sentences::sentences(self.text.paragraph(paragraph), Lang::of(""), ParagraphKind::Body);
        let found = self.sentences.get(paragraph)?.get_or_init(read);
        // A mark of a note stands behind the full stop: the sentence that ends there bears it.
        let first = found.partition_point(|sentence| sentence.end + 1 < at - start);
        let inside = found.get(first).filter(|sentence| sentence.start < at - start);
        let sentence = inside.or_else(|| found.first())?;
        let range = self.text.trim(&byte_range(start + sentence.start..start + sentence.end));
        (!range.is_empty()).then(|| self.text.chars_of(&range))
    }
}

/// What a document says about one passage.
#[derive(Default)]
struct Said<'a> {
    comments: Vec<&'a CommentIn>,
    notes: Vec<&'a NoteIn>,
}

/// Makes claims of what a document says about its passages, in text order: one of each passage that is
/// commented on, with the comments as its note and their authors as tags; one of each sentence whose notes
/// hold links, with a citation of each.
pub fn make_claims(imported: &Imported, review: &mut Review, ids: &mut dyn Ids) {
    let mut said: BTreeMap<(usize, usize), Said> = BTreeMap::new();
    let key = |range: &CharRange| (range.start.0, range.end.0);
    for comment in &imported.comments {
        said.entry(key(&comment.passage)).or_default().comments.push(comment);
    }
    for note in &imported.footnotes {
        said.entry(key(&note.passage)).or_default().notes.push(note);
    }
    let mut library = Library::of(review);
    for ((start, end), said) in said {
        add_claim(review, &mut library, ids, char_range(start..end), &said);
    }
}

/// Adds a claim to a review that is being made: so there is nothing to undo, and nothing is looked for in
/// what was added before, of which there may be much.
fn add_claim(review: &mut Review, library: &mut Library, ids: &mut dyn Ids, passage: CharRange, said: &Said) {
    // A passage that cannot be marked is no reason to lose the article.
    let Ok((mut claim, _)) = new_claim(review, ids, &[passage]) else { return };
    claim.note = thread(&said.comments);
    claim.tags = authors(&said.comments);
    for note in &said.notes {
        for link in &note.links {
            let Some((source, added)) = library.by_address(SourceId::new(ids.next()), link) else {
                continue;
            };
            review.sources.extend(added);
            let mut citation = Citation::of(CitationId::new(ids.next()), source);
            citation.url.clone_from(link);
            citation.note.clone_from(&note.text);
            claim.citations.push(citation);
        }
    }
    review.last_number = claim.number;
    review.claims.push(Arc::new(claim));
}

/// The comments on one passage as one note: the first as it is, answers with who wrote them.
fn thread(comments: &[&CommentIn]) -> String {
    let shown = |(at, comment): (usize, &&CommentIn)| match comment.author.as_str() {
        author if at > 0 && !author.is_empty() => format!("{author}: {}", comment.text),
        _ => comment.text.clone(),
    };
    comments.iter().enumerate().map(shown).collect::<Vec<_>>().join("\n")
}

fn authors(comments: &[&CommentIn]) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for comment in comments.iter().filter(|comment| !comment.author.is_empty()) {
        if !authors.contains(&comment.author) {
            authors.push(comment.author.clone());
        }
    }
    authors
}

/// The web addresses that a text holds, without the signs that close the sentence around them.
fn addresses(text: &str) -> Vec<String> {
    let begins = |word: &str| word.find("https://").or_else(|| word.find("http://"));
    let words = text.split_whitespace();
    let found = words.filter_map(|word| {
        let address = word[begins(word)?..]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '”', '’', '»', '>', ']']);
        let open = address.contains('(');
        let address = if open { address } else { address.trim_end_matches([')', '.', ',']) };
        outlets::host_of(address).is_some().then(|| address.to_owned())
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_signs_around_them() {
        let text = "See (https://courier.example/a). And <http://b.example/c_(d)>, or https://; https://e.example/?f=1…";
        assert_eq!(addresses(text)[..2], ["https://courier.example/a", "http://b.example/c_(d)"]);
        assert_eq!(addresses("no address, ftp://a.example/"), [""; 0]);
    }

    #[test]
    fn a_passage_without_words_is_its_sentence() {
        let paragraphs = [
            Paragraph::new(crate::review::ParagraphKind::Body, "It rained. The river rose, he said."),
            Paragraph::new(crate::review::ParagraphKind::Body, "Nobody was hurt."),
        ];
        let places = Places::of(&paragraphs);
        let spot = |paragraph, chars| Spot { paragraph, chars };
        let words = |range: Option<CharRange>| {
            range.and_then(|range| places.text.slice(&range).map(str::to_owned)).unwrap_or_default()
        };
        assert_eq!(words(places.passage(spot(0, 15), spot(0, 21))), "river");
        assert_eq!(words(places.passage(spot(0, 17), spot(0, 17))), "The river rose, he said.");
        assert_eq!(words(places.sentence_at(spot(0, 10))), "It rained.");
        assert_eq!(words(places.sentence_at(spot(1, 400))), "Nobody was hurt.");
        assert_eq!(words(places.passage(spot(0, 27), spot(1, 6))), "he said.\nNobody");
    }
}
