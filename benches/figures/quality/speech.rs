//! Who says what: cues, speakers, contents, and quotations with the right speaker.

use super::ask::{ask, passages, place};
use super::count::Count;
use super::gold::{self, Clauses, Place, Quote, Speech, likeness, meet};
use crate::measure::{Outcome, Report};
use serde_json::Value;

/// Which part of what two quotations cover they must share to be one.
const SAME: f64 = 0.5;

/// Measures statements: of those whose cue was found, whether speaker and content meet; of quotations,
/// whether they are found with the right speaker.
pub fn speech(name: &str, rows: &[Speech], report: &mut Report) -> Outcome<()> {
    let mut scores = Scores::default();
    for (row, answer) in rows.iter().zip(ask(rows.iter().map(|row| (&row.of, None)))?) {
        let mut quotes: Vec<Said> = row.quotes.iter().map(|quote| Said::of(&row.of.text, quote)).collect();
        scores.statements(&quotes, &answer);
        quotes.retain(|said| said.is_direct && !said.speaker.is_empty());
        scores.quotations(&merged(quotes), &answer, &row.of.text, report);
    }
    let Scores { cues, speakers, contents, quotations } = scores;
    report.note(&quotations.words(&format!("{name}, quotations with the right speaker")));
    report.score(format!("{name}_cues"), cues.recall(), "of cues", 0.82);
    report.score(format!("{name}_speakers"), speakers.recall(), "of found", 0.85);
    report.score(format!("{name}_contents"), contents.recall(), "of found", 0.85);
    report.score(format!("{name}_quotations"), quotations.recall(), "of quotations", 0.85);
    Ok(())
}

#[derive(Default)]
struct Scores {
    cues: Count,
    speakers: Count,
    contents: Count,
    quotations: Count,
}

/// A statement by its places in chars.
struct Said {
    speaker: Vec<Place>,
    cue: Vec<Place>,
    content: Vec<Place>,
    is_direct: bool,
}

impl Said {
    fn of(text: &str, quote: &Quote) -> Self {
        let content = places(text, &quote.content_spans, quote.content.as_deref(), 0);
        let near = content.first().map_or(0, |place| place.start);
        let by = |spans: &[(usize, usize)], words: Option<&str>| places(text, spans, words, near);
        Self {
            speaker: by(&quote.source_spans, quote.speaker.as_deref()),
            cue: by(&quote.cue_spans, quote.cue.as_deref()),
            content,
            is_direct: quote.form == "Direct",
        }
    }
}

/// Places given as such, or that of the words nearest to a char.
fn places(text: &str, spans: &[(usize, usize)], words: Option<&str>, near: usize) -> Vec<Place> {
    if !spans.is_empty() {
        return spans.iter().map(|&(start, end)| start..end).collect();
    }
    let Some(words) = words.filter(|words| !words.is_empty()) else { return Vec::new() };
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(place) = gold::place(text, words, from) {
        from = place.start + 1;
        if is_whole(text, &place) {
            all.push(place);
        }
    }
    all.into_iter().min_by_key(|place| place.start.abs_diff(near)).into_iter().collect()
}

/// Whether words do not stand inside a longer word.
fn is_whole(text: &str, place: &Place) -> bool {
    let letter = |at: usize| text.chars().nth(at).is_some_and(char::is_alphanumeric);
    let joined = |at: usize| at > 0 && letter(at - 1) && letter(at);
    !joined(place.start) && !joined(place.end)
}

/// Quotations of which one is told twice, by two who say so: either may be its speaker.
fn merged(quotes: Vec<Said>) -> Vec<Said> {
    let mut merged: Vec<Said> = Vec::new();
    for said in quotes {
        match merged.iter_mut().find(|other| other.content == said.content) {
            Some(other) => other.speaker.extend(said.speaker),
            None => merged.push(said),
        }
    }
    merged
}

impl Scores {
    fn statements(&mut self, quotes: &[Said], answer: &Value) {
        let ours = passages(answer, "attributions");
        self.cues.given += ours.len();
        for said in quotes.iter().filter(|said| !said.cue.is_empty()) {
            self.cues.wanted += 1;
            let with_cue = |ours: &&Value| meets(&ours["cue_span"], &said.cue);
            let Some(found) = ours.iter().find(with_cue) else { continue };
            self.cues.right += 1;
            if !said.speaker.is_empty() {
                self.speakers.case(meets(&found["speaker_span"], &said.speaker));
            }
            if !said.content.is_empty() {
                self.contents.case(meets(&found["content"], &said.content));
            }
        }
    }

    fn quotations(&mut self, quotes: &[Said], answer: &Value, text: &str, report: &Report) {
        let ours = passages(answer, "quotations");
        for said in quotes {
            let Some((first, last)) = said.content.first().zip(said.content.last()) else { continue };
            let whole = first.start..last.end;
            let same = |ours: &&Value| place(ours).is_some_and(|ours| likeness(&ours, &whole) >= SAME);
            // Two quotations that follow each other may be told as one.
            let within = |ours: &&Value| place(ours).is_some_and(|ours| meet(&ours, &whole));
            let found = ours.iter().find(same).or_else(|| ours.iter().find(within));
            let right = found.is_some_and(|found| meets(&found["speaker_span"], &said.speaker));
            self.quotations.case(right);
            report.wrong(!right, || {
                let speakers: Vec<String> = said.speaker.iter().map(|place| words(text, place)).collect();
                let ours = found.map(|found| &found["speaker"]);
                format!("{}: by {speakers:?}, not {ours:?}", words(text, &whole))
            });
        }
    }
}

fn words(text: &str, place: &Place) -> String {
    text.chars().skip(place.start).take(place.len()).collect()
}

/// Whether a passage of ours shares a char with a place.
fn meets(ours: &Value, places: &[Place]) -> bool {
    place(ours).is_some_and(|ours| places.iter().any(|place| meet(&ours, place)))
}

/// Measures clauses that say who says something: one is found where a cue of ours stands in it. Texts that
/// are no news are told beside.
pub fn clauses(name: &str, rows: &[Clauses], report: &mut Report) -> Outcome<()> {
    let [mut news, mut others] = [Count::default(); 2];
    for (row, answer) in rows.iter().zip(ask(rows.iter().map(|row| (&row.of, None)))?) {
        let is_news = row.genre.as_deref().is_none_or(|genre| genre == "news");
        let count = if is_news { &mut news } else { &mut others };
        let cues: Vec<Place> =
            passages(&answer, "attributions").iter().filter_map(|said| place(&said["cue_span"])).collect();
        count.given += cues.len();
        for clause in &row.attribution_edus {
            count.wanted += 1;
            let found = cues.iter().any(|cue| meet(cue, &(clause.start..clause.end)));
            count.right += usize::from(found);
        }
    }
    report.note(&news.words(&format!("{name}, news")));
    report.note(&others.words(&format!("{name}, other texts")));
    report.score(format!("{name}_cues"), news.recall(), "of clauses", 0.82);
    Ok(())
}
