//! Laws of carrying claims to a new draft, on random texts and random edits.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use redpencil::analysis::drafts::carry;
use redpencil::review::{
    Article, Checked, Claim, ClaimId, Decision, Draft, Fate, Mark, Paragraph, ParagraphKind, Review,
    ReviewId, Status, compose,
};
use redpencil::text::compare::{Piece, compare};
use redpencil::text::{Selector, Text, char_range};
use std::sync::Arc;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Words of which sentences are made: facts of every kind, common words, and signs that combine.
const WORDS: &[&str] = &[
    "soldiers",
    "harbour",
    "twelve",
    "21",
    "1,500",
    "Reuters",
    "Niamey",
    "said",
    "not",
    "may",
    "Thursday",
    "most",
    "more",
    "percent",
    "the",
    "of",
    "bridge",
    "closed",
    "ferry",
    "market",
    "officers",
    "prices",
    "e\u{301}te\u{301}",
    "“truce”",
    "l’armée",
    "nobody",
    "reported",
    "left",
    "crossed",
    "quickly",
    "rebels",
    "village",
    "hospital",
    "teachers",
    "winter",
    "jobs",
    "river",
    "stone",
    "garden",
    "school",
];

/// An article: paragraphs of sentences of words.
type Story = Vec<Vec<Vec<&'static str>>>;

fn sentence() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WORDS), 5..14)
}

fn story() -> impl Strategy<Value = Story> {
    prop::collection::vec(prop::collection::vec(sentence(), 1..5), 1..7)
}

/// Something an editor does; the numbers choose where.
#[derive(Clone, Debug)]
enum Stroke {
    ReplaceWord(usize, usize, usize, &'static str),
    InsertWord(usize, usize, usize, &'static str),
    CutWord(usize, usize, usize),
    InsertSentence(usize, usize, Vec<&'static str>),
    CutSentence(usize, usize),
    MoveParagraph(usize, usize),
    SplitParagraph(usize, usize),
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let at = || 0usize..64;
    let word = || prop::sample::select(WORDS);
    prop_oneof![
        (at(), at(), at(), word()).prop_map(|(a, b, c, word)| Stroke::ReplaceWord(a, b, c, word)),
        (at(), at(), at(), word()).prop_map(|(a, b, c, word)| Stroke::InsertWord(a, b, c, word)),
        (at(), at(), at()).prop_map(|(a, b, c)| Stroke::CutWord(a, b, c)),
        (at(), at(), sentence()).prop_map(|(a, b, words)| Stroke::InsertSentence(a, b, words)),
        (at(), at()).prop_map(|(a, b)| Stroke::CutSentence(a, b)),
        (at(), at()).prop_map(|(a, b)| Stroke::MoveParagraph(a, b)),
        (at(), at()).prop_map(|(a, b)| Stroke::SplitParagraph(a, b)),
    ]
}

/// Carries a stroke out, unless it would touch the kept sentence, which begins with this word.
fn draw(story: &mut Story, stroke: Stroke, kept: Option<&str>) {
    let is_kept = |sentence: &[&str]| kept.is_some() && sentence.first().copied() == kept;
    let paragraphs = story.len();
    let place = |story: &Story, a: usize, b: usize| -> Option<(usize, usize)> {
        let a = a % paragraphs;
        let b = b.checked_rem(story[a].len())?;
        (!is_kept(&story[a][b])).then_some((a, b))
    };
    match stroke {
        Stroke::ReplaceWord(a, b, c, word) => {
            if let Some((a, b)) = place(story, a, b) {
                let at = c % story[a][b].len();
                story[a][b][at] = word;
            }
        }
        Stroke::InsertWord(a, b, c, word) => {
            if let Some((a, b)) = place(story, a, b) {
                let at = c % (story[a][b].len() + 1);
                story[a][b].insert(at, word);
            }
        }
        Stroke::CutWord(a, b, c) => {
            if let Some((a, b)) = place(story, a, b)
                && story[a][b].len() > 1
            {
                let at = c % story[a][b].len();
                story[a][b].remove(at);
            }
        }
        Stroke::InsertSentence(a, b, words) => {
            let a = a % paragraphs;
            let at = b % (story[a].len() + 1);
            story[a].insert(at, words);
        }
        Stroke::CutSentence(a, b) => {
            if let Some((a, b)) = place(story, a, b) {
                story[a].remove(b);
            }
        }
        Stroke::MoveParagraph(a, b) => {
            let paragraph = story.remove(a % paragraphs);
            let at = b % (story.len() + 1);
            story.insert(at, paragraph);
        }
        Stroke::SplitParagraph(a, b) => {
            let a = a % paragraphs;
            if story[a].len() > 1 {
                let at = 1 + b % (story[a].len() - 1);
                let rest = story[a].split_off(at);
                story.insert(a + 1, rest);
            }
        }
    }
}

fn written(sentence: &[&str]) -> String {
    let mut words = sentence.join(" ");
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    words + "."
}

fn draft(number: u32, story: &Story) -> Draft {
    let paragraphs = story.iter().map(|paragraph| {
        let sentences: Vec<String> = paragraph.iter().map(|sentence| written(sentence)).collect();
        Paragraph::new(ParagraphKind::Body, sentences.join(" "))
    });
    Draft::new(number, NOW, "draft.txt", paragraphs.collect())
}

/// A review of a draft with verified claims on stretches of it: from, and how many chars.
fn review(draft: Draft, marks: &[(usize, usize)]) -> Review {
    let article = Article { language: "en".into(), ..Article::default() };
    let mut review = Review::new(ReviewId::new(1), article, draft);
    for &(from, length) in marks {
        let text = review.drafts[0].text();
        let all = text.len_chars();
        let from = from.checked_rem(all).unwrap_or(0);
        let Some(bytes) = text.bytes_of(&char_range(from..(from + 1 + length).min(all))) else { continue };
        let bytes = text.trim(&text.snap_to_graphemes(&bytes));
        let Some(selector) = Selector::of(text, &text.chars_of(&bytes)) else { continue };
        let number = review.last_number + 1;
        review.claims.push(Arc::new(verified(number, Mark::new(1, selector))));
        review.last_number = number;
    }
    review
}

fn verified(number: u32, mark: Mark) -> Claim {
    let mut claim = Claim::new(ClaimId::new(u64::from(number)), number, vec![mark]);
    claim.status = Status::Verified;
    claim.decision = Some(Decision { by: "Ada".into(), at: NOW, words: claim.marked_words() });
    claim
}

/// The review with a draft put in, every claim carried.
fn revised(mut review: Review, draft: Draft) -> Review {
    let carrying = carry(&review, &draft, &mut |_| true).expect("nobody cancelled");
    let edit = compose::new_draft(&review, Arc::new(draft), &carrying);
    let before = ron::to_string(&review).unwrap();
    edit.apply(&mut review).expect("a step that fits");
    let mut undone = review.clone();
    edit.inverse().apply(&mut undone).expect("a step can be taken back");
    assert_eq!(ron::to_string(&undone).unwrap(), before, "undo restores byte for byte");
    review
}

/// How well a claim stands: lower is worse.
fn standing(review: &Review, claim: &Claim) -> u8 {
    match (review.is_gone(claim), claim.needs_recheck) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

fn marks() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0usize..2000, 0usize..90), 1..12)
}

/// Any text: what no editor writes as well.
fn wild() -> impl Strategy<Value = Vec<String>> {
    let letter = prop::sample::select(
        "ab AB12.,?!“”\"'’-–\u{301}\u{200d}👩é¡の。نًا\u{ad}\t ".chars().collect::<Vec<_>>(),
    );
    prop::collection::vec(
        prop::collection::vec(letter, 0..60).prop_map(|letters| letters.into_iter().collect()),
        0..6,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_draft_compared_with_itself_changes_nothing(story in story(), marks in marks()) {
        let review = review(draft(1, &story), &marks);
        let carrying = carry(&review, &draft(2, &story), &mut |_| true).unwrap();
        prop_assert_eq!(carrying.count(Fate::Unchanged), review.claims.len());
        prop_assert_eq!(carrying.likeness, 1.0);
        prop_assert!(carrying.new_words.is_empty());
        for (claim, to) in review.claims.iter().zip(&carrying.carried) {
            prop_assert_eq!(Checked::of(claim), to.checked.clone());
            prop_assert_eq!(claim.marks[0].range(), to.marks[0].range());
        }
    }

    #[test]
    fn edits_outside_a_mark_and_its_sentence_never_make_it_material(
        story in story(),
        kept in sentence(),
        place in (0usize..64, 0usize..64),
        strokes in prop::collection::vec(stroke(), 0..12),
        part in (0usize..60, 0usize..60),
    ) {
        let mut story = story;
        let mut sentence = kept;
        sentence.insert(0, "Zebra");
        let paragraph = place.0 % story.len();
        let at = place.1 % (story[paragraph].len() + 1);
        story[paragraph].insert(at, sentence.clone());
        let before = draft(1, &story);
        let words = written(&sentence);
        let start = before.text().as_str().find(&words).unwrap();
        let from = before.text().char_of(redpencil::text::ByteOffset(start)).0;
        let length = words.chars().count();
        let first = part.0 % length;
        let last = first + 1 + part.1 % (length - first);
        let review = review(before, &[(from + first, last - first - 1)]);
        prop_assume!(!review.claims.is_empty());
        for stroke in strokes {
            draw(&mut story, stroke, Some("Zebra"));
        }
        let carrying = carry(&review, &draft(2, &story), &mut |_| true).unwrap();
        let to = &carrying.carried[0];
        prop_assert!(to.fate.keeps_status(), "{:?} {:?}\n{}\n{}", to.fate, to.reasons, review.drafts[0].text().as_str(), draft(2, &story).text().as_str());
        prop_assert_eq!(&to.marks[0].quote, &review.claims[0].marks[0].quote);
    }

    #[test]
    fn a_mark_lies_on_grapheme_boundaries_of_its_text(before in wild(), after in wild(), marks in marks()) {
        let paragraphs = |parts: &[String]| parts.iter().map(|part| Paragraph::new(ParagraphKind::Body, part.clone())).collect::<Vec<_>>();
        let review = review(Draft::new(1, NOW, "", paragraphs(&before)), &marks);
        let new = Draft::new(2, NOW, "", paragraphs(&after));
        let carrying = carry(&review, &new, &mut |_| true).unwrap();
        for mark in carrying.carried.iter().flat_map(|to| &to.marks).filter(|mark| mark.draft == 2) {
            let bytes = new.text().bytes_of(&mark.range()).expect("inside the text");
            prop_assert!(new.text().is_grapheme_boundary(bytes.start) && new.text().is_grapheme_boundary(bytes.end));
            prop_assert_eq!(new.text().slice_bytes(&bytes), Some(mark.quote.as_str()));
            prop_assert!(!mark.quote.is_empty());
        }
        prop_assert_eq!(revised(review, new).fault(), None);
    }

    #[test]
    fn what_keeps_its_status_says_the_same(story in story(), marks in marks(), strokes in prop::collection::vec(stroke(), 1..16)) {
        let review = review(draft(1, &story), &marks);
        let mut changed = story;
        for stroke in strokes {
            draw(&mut changed, stroke, None);
        }
        let carrying = carry(&review, &draft(2, &changed), &mut |_| true).unwrap();
        for (claim, to) in review.claims.iter().zip(&carrying.carried).filter(|(_, to)| to.fate.keeps_status()) {
            let letters = |words: &str| words.to_lowercase().chars().filter(|char| char.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&claim.marks[0].quote), letters(&to.marks[0].quote));
        }
    }

    #[test]
    fn two_steps_end_no_worse_than_one(
        story in story(),
        marks in marks(),
        first in prop::collection::vec(stroke(), 0..8),
        second in prop::collection::vec(stroke(), 0..8),
        back in any::<bool>(),
    ) {
        let review = review(draft(1, &story), &marks);
        let mut between = story.clone();
        for stroke in first {
            draw(&mut between, stroke, None);
        }
        let mut end = if back { story } else { between.clone() };
        for stroke in second {
            draw(&mut end, stroke, None);
        }
        let at_once = revised(review.clone(), draft(2, &end));
        let by_two = revised(revised(review, draft(2, &between)), draft(3, &end));
        for (one, two) in at_once.claims.iter().zip(&by_two.claims) {
            let (direct, stepwise) = (standing(&at_once, one), standing(&by_two, two));
            prop_assert!(stepwise >= direct, "claim {} on {:?}: {stepwise} after two steps, {direct} after one: {:?} {:?}", one.number, two.marks[0].quote, at_once.revisions, by_two.revisions);
        }
    }

    #[test]
    fn pieces_hold_every_word_of_both_texts(before in wild(), after in wild()) {
        let (old, new) = (Text::from_paragraphs(&before), Text::from_paragraphs(&after));
        let comparison = compare(&old, &new);
        let (mut left, mut right) = (vec![String::new(); old.paragraph_count()], vec![String::new(); new.paragraph_count()]);
        for row in comparison.paragraphs() {
            let is_whole = |mut_row: &redpencil::text::compare::Row| mut_row.after.is_some() || !mut_row.moved;
            for piece in comparison.pieces(row, &old, &new) {
                let (gone, came) = match piece {
                    Piece::Equal(one, other) => (Some(one), Some(other)),
                    Piece::Removed(one) => (Some(one), None),
                    Piece::Added(other) => (None, Some(other)),
                };
                if let (Some(range), Some(at), true) = (gone, row.before, is_whole(row)) {
                    left[at].push_str(old.slice_bytes(&range).unwrap());
                }
                if let (Some(range), Some(at)) = (came, row.after) {
                    right[at].push_str(new.slice_bytes(&range).unwrap());
                }
            }
        }
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        for (index, found) in left.iter().enumerate() {
            prop_assert_eq!(solid(found), solid(old.paragraph(index)));
        }
        for (index, found) in right.iter().enumerate() {
            prop_assert_eq!(solid(found), solid(new.paragraph(index)));
        }
        let told: Vec<usize> = comparison.paragraphs().iter().filter_map(|row| row.after).collect();
        prop_assert_eq!(told, (0..new.paragraph_count()).collect::<Vec<_>>(), "every new paragraph once, in order");
    }
}
