//! Dates and times: found in a paragraph by itself, then resolved over the whole article.
//!
//! Finding them uses nothing but the paragraph, so that it is done once while its words stay. Which day
//! “Wednesday” is depends on the day of the article and on what was told before, and costs little.
//!
//! What words mean is data (`assets/lang/CODE/dates.ron`); [`grammar`] says what may stand beside what, in
//! every language alike.

mod calendar;
mod feasts;
mod grammar;
mod lexemes;
mod lexicon;
mod meaning;
mod moon;
mod resolve;
mod stretch;

pub use calendar::{Grain, Value};
pub use lexicon::Role;
pub use meaning::{Anchor, Base, Edge, Feast, Meaning, Part, Point, Time, Which};
pub use resolve::{DateRead, Story, resolve, weekday_name};

use super::lang::Lang;
use super::reading::Paragraph;
use grammar::{Found, Grammar};
use lexemes::{Lexeme, lexemes};
use lexicon::{Lexicon, Sense};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A date in a paragraph, as its words give it.
#[derive(Clone, Debug, PartialEq)]
pub struct DateFound {
    /// The date itself, in bytes of the paragraph: “Wednesday”.
    pub range: Range<usize>,
    /// With the prepositions in front: “around noon on Wednesday”, “since 2020”.
    pub words: Range<usize>,
    /// The sentence of the paragraph that it stands in, counted from 0.
    pub sentence: u32,
    /// What it says.
    pub meaning: Meaning,
    /// What the preposition says of it.
    pub role: Option<Role>,
    /// Whether it is given roughly.
    pub about: bool,
    /// What the sentence tells of.
    pub tense: Tense,
}

/// What a sentence tells of, by its verbs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// No verb says; in news, of what has happened.
    #[default]
    Open,
    /// Of what has happened: “met on Friday”.
    Past,
    /// Of what is to come: “will meet on Friday”.
    Future,
}

/// A paragraph shorter than this many tokens may be in another language than it was taken for: where its
/// own tables find nothing, all are asked.
const SHORT: usize = 12;

/// Finds the dates of a paragraph, in order; none overlaps another. The time grows with the length of the
/// paragraph.
pub fn read(paragraph: &Paragraph) -> Vec<DateFound> {
    let short = paragraph.tokens.len() < SHORT;
    // A few words in plain letters tell no language: they are English until they say nothing in it.
    let plain = short && paragraph.lang == Lang::Other && paragraph.text.is_ascii();
    let lang = if plain { Lang::En } else { paragraph.lang };
    let found = read_with(paragraph, Lexicon::for_lang(lang));
    let doubtful = short && found.is_empty() && lang != Lang::Other;
    if doubtful { read_with(paragraph, Lexicon::for_lang(Lang::Other)) } else { found }
}

fn read_with(paragraph: &Paragraph, lexicon: &'static Lexicon) -> Vec<DateFound> {
    let lexemes = lexemes(paragraph, lexicon);
    let grammar = Grammar { lexemes: &lexemes, lexicon };
    let mut sentences = Sentences { ranges: paragraph.sentences, at: 0 };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(&lexemes, at) {
        at = run.start;
        while at < run.end {
            let read = grammar.date_at(at).filter(|read| read.next > at);
            let Some(read) = read else {
                at += 1;
                continue;
            };
            let next = read.next;
            let sentence = sentences.of(lexemes[at].start as usize);
            let tense = tense(&lexemes, lexicon, at, next, sentences.range());
            // “The third in a decade”, unless the sentence tells of what is to come.
            let long = matches!(&read.meaning, Meaning::At(Point { base: Some(Base::Shift { unit, .. }), .. })
                if *unit >= Grain::Decade)
                && tense != Some(Tense::Future);
            let duration = is_duration(&read.meaning) && (tense == Some(Tense::Past) || long);
            if !duration {
                found.extend(date(paragraph.text, &lexemes, read, sentence, tense));
            }
            at = next;
        }
    }
    found
}

/// The next row of lexemes, from one on, that a date can stand in: it ends with the last that a date can
/// rest on.
fn next_run(lexemes: &[Lexeme], from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let start = at + lexemes.get(at..)?.iter().position(|lexeme| !lexeme.is_plain())?;
        let row = lexemes[start..].iter().take_while(|lexeme| !lexeme.is_plain());
        let (mut length, mut end) = (0, None);
        for lexeme in row {
            length += 1;
            end = if lexeme.is_anchor() { Some(start + length) } else { end };
        }
        if let Some(end) = end {
            return Some(start..end);
        }
        at = start + length;
    }
}

/// A date as it stands in the paragraph; none where it would cut a letter from its accent.
fn date(
    text: &str,
    lexemes: &[Lexeme],
    read: Found,
    sentence: u32,
    tense: Option<Tense>,
) -> Option<DateFound> {
    let place = |from: usize| lexemes[from].start as usize..lexemes[read.next - 1].end as usize;
    let (range, words) = (place(read.first), place(read.lead));
    let cut = |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_combining_mark);
    (!cut(words.start) && !cut(range.start) && !cut(range.end)).then_some(())?;
    Some(DateFound {
        range,
        words,
        sentence,
        meaning: read.meaning,
        role: read.role,
        about: read.about,
        tense: tense.unwrap_or_default(),
    })
}

/// “in two weeks”: in a sentence that tells what happened it says how long that took.
fn is_duration(meaning: &Meaning) -> bool {
    let Meaning::At(Point { base: Some(Base::Shift { count, from: Anchor::Article, .. }), .. }) = meaning
    else {
        return false;
    };
    *count > 0
}

/// The sentences of a paragraph, asked for from left to right.
struct Sentences<'s> {
    ranges: &'s [Range<usize>],
    at: usize,
}

impl Sentences<'_> {
    /// Which sentence a byte stands in.
    fn of(&mut self, byte: usize) -> u32 {
        while self.ranges.get(self.at).is_some_and(|range| range.end <= byte)
            && self.at + 1 < self.ranges.len()
        {
            self.at += 1;
        }
        self.at as u32
    }

    fn range(&self) -> Range<usize> {
        self.ranges.get(self.at).cloned().unwrap_or(0..usize::MAX)
    }
}

/// How many words before and behind a date are looked at for a verb.
const NEAR: usize = 25;

/// The tense of the verb nearest to a date: before it in the sentence, or where none stands there, behind.
fn tense(
    lexemes: &[Lexeme],
    lexicon: &Lexicon,
    first: usize,
    next: usize,
    sentence: Range<usize>,
) -> Option<Tense> {
    let inside = |lexeme: &&Lexeme| sentence.contains(&(lexeme.start as usize));
    let mut word = String::new();
    let mut told = |lexeme: &Lexeme| {
        if lexeme.senses.contains(&Sense::Future) {
            return Some(Tense::Future);
        }
        if lexeme.senses.contains(&Sense::Past) {
            return Some(Tense::Past);
        }
        if !lexeme.senses.is_empty() || lexeme.sign.is_some() || lexeme.text.len() > 40 || lexeme.capital {
            return None;
        }
        // With its accents: “hablará” is to come, “hablara” is not.
        word.clear();
        word.extend(lexeme.text.chars().flat_map(char::to_lowercase));
        lexicon.tense_of(&word).map(|future| if future { Tense::Future } else { Tense::Past })
    };
    let before = lexemes[..first].iter().rev().take(NEAR).take_while(inside).find_map(&mut told);
    let behind = || lexemes[next..].iter().take(NEAR).take_while(inside).find_map(&mut told);
    before.or_else(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::read_body;

    /// The dates of a text from Thursday 14 March 2024: words and values.
    fn dates(lang: Lang, text: &str) -> Vec<(String, String)> {
        let mut story = Story::default();
        let written = |found: DateFound| {
            let value = resolve(&found, "2024-03-14".parse().ok(), &mut story).value?;
            let end = value.end_iso().map(|end| format!("/{end}")).unwrap_or_default();
            Some((text[found.range].to_owned(), value.iso() + &end))
        };
        read_body(lang, text, read).into_iter().filter_map(written).collect()
    }

    #[track_caller]
    fn assert_dates(lang: Lang, text: &str, expected: &[(&str, &str)]) {
        let found = dates(lang, text);
        let found: Vec<_> = found.iter().map(|(words, value)| (words.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_and_partial_dates_are_read() {
        let read = |text, words, value| assert_dates(Lang::En, text, &[(words, value)]);
        read("The bridge opened on 9 May 1931.", "9 May 1931", "1931-05-09");
        read("The bridge opened on May 9th, 1931.", "May 9th, 1931", "1931-05-09");
        read("It fell on March 3.", "March 3", "2024-03-03");
        read("It fell in July.", "July", "2023-07");
        read("It fell in the early 1990s.", "the early 1990s", "1990/1999");
        read("It fell in the third quarter of 2019.", "the third quarter of 2019", "2019-07");
        read("It fell at 9 p.m. on 3 May 2019.", "9 p.m. on 3 May 2019", "2019-05-03T21:00");
        read("It closed at 1930 GMT.", "1930 GMT", "2024-03-14T19:30Z");
        read("It was shut from 9 p.m. to 5 a.m.", "9 p.m. to 5 a.m.", "2024-03-14T21:00/2024-03-15T05:00");
        read("It stood from July 26 to 28, 2019.", "July 26 to 28, 2019", "2019-07-26/2019-07-28");
    }

    #[test]
    fn what_is_on_a_calendar_is_told_in_the_present() {
        let read = |lang, text, words, value| assert_dates(lang, text, &[(words, value)]);
        read(Lang::En, "Parliament meets on Friday.", "Friday", "2024-03-15");
        read(Lang::En, "The court takes place on Monday.", "Monday", "2024-03-18");
        read(Lang::De, "Das Parlament stimmt am Freitag ab.", "Freitag", "2024-03-15");
        read(Lang::Fr, "Le conseil se réunit vendredi.", "vendredi", "2024-03-15");
        read(Lang::Es, "El consejo se reúne el viernes.", "viernes", "2024-03-15");
        read(Lang::En, "Parliament met on Friday.", "Friday", "2024-03-08");
        read(Lang::Es, "El puerto quedará cerrado, anunció el viernes.", "viernes", "2024-03-08");
    }

    #[test]
    fn a_month_of_this_year_ends_the_year_told_of() {
        let text = "It was twice that of 2019. It fell. It rose in February, more than in January.";
        let dates = [("2019", "2019"), ("February", "2024-02"), ("January", "2024-01")];
        assert_dates(Lang::En, text, &dates);
    }

    #[test]
    fn the_morrow_of_an_event_says_when_the_event_was() {
        let told =
            |text, words, value| assert_dates(Lang::Fr, text, &[("mercredi", "2024-03-13"), (words, value)]);
        told("Elle l’a dit mercredi, au lendemain du vote.", "au lendemain", "2024-03-12");
        told("Elle l’a dit mercredi, au lendemain d'une réunion.", "au lendemain", "2024-03-12");
        told("Elle l’a dit mercredi, au lendemain d’élections.", "au lendemain", "2024-03-12");
        told("Il est parti mercredi et revenu le lendemain.", "le lendemain", "2024-03-14");
    }

    #[test]
    fn a_particle_of_a_verb_is_no_preposition_of_a_date() {
        let lang = Lang::En;
        let text = "It has gone on since 2020.";
        let found = read_body(lang, text, read);
        let leads: Vec<_> = found.iter().map(|found| &text[found.words.clone()]).collect();
        assert_eq!(leads, ["since 2020"]);
        assert_dates(lang, "It was the hottest June on record.", &[]);
        assert_dates(lang, "It is the third in a decade.", &[]);
        assert_dates(lang, "It rose from $4 to $5 in January.", &[("January", "2024-01")]);
        assert_dates(lang, "13:05 First boats return", &[("13:05", "2024-03-14T13:05")]);
        assert_dates(lang, "2:1 is the score", &[]);
    }

    #[test]
    fn a_part_of_a_year_is_told_by_its_months() {
        let told = |text: &str| {
            let found = read_body(Lang::En, text, read).remove(0);
            let told = resolve(&found, "2024-03-14".parse().ok(), &mut Story::default()).told();
            told.map(|value| (value.iso(), value.end_iso().unwrap_or_default()))
        };
        let months = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(told("It was ready by the end of 2022."), months("2022-09", "2022-12"));
        assert_eq!(told("It began in early 2021."), months("2021-01", "2021-04"));
        assert_eq!(told("It began in 2021."), months("2021", ""));
        assert_eq!(told("It has run since 2021."), months("2021", ""));
    }

    #[test]
    fn the_past_wins_unless_the_tense_says_otherwise() {
        assert_dates(Lang::En, "Engineers met on Tuesday.", &[("Tuesday", "2024-03-12")]);
        assert_dates(Lang::En, "Engineers will meet on Tuesday.", &[("Tuesday", "2024-03-19")]);
        assert_dates(Lang::En, "They said on Tuesday that it will rain.", &[("Tuesday", "2024-03-12")]);
        assert_dates(Lang::Fr, "Les élus se réuniront mardi.", &[("mardi", "2024-03-19")]);
        assert_dates(Lang::De, "Der Rat will am Dienstag beraten.", &[("Dienstag", "2024-03-19")]);
        assert_dates(Lang::Es, "El consejo se reunirá el martes.", &[("martes", "2024-03-19")]);
    }

    #[test]
    fn what_was_told_before_anchors_what_follows() {
        let text = "It fell on Tuesday. Earlier that day a crack was seen. The next morning divers came.";
        let expected = [
            ("Tuesday", "2024-03-12"),
            ("Earlier that day", "2024-03-12"),
            ("The next morning", "2024-03-13"),
        ];
        assert_dates(Lang::En, text, &expected);
        let text = "On Wednesday the mayor spoke, just a day after losing the vote.";
        assert_dates(Lang::En, text, &[("Wednesday", "2024-03-13"), ("a day after", "2024-03-12")]);
        assert_dates(
            Lang::En,
            "In 1931 it opened. Two years later it shut.",
            &[("1931", "1931"), ("Two years later", "1933")],
        );
    }

    #[test]
    fn other_languages_are_read_by_their_tables() {
        assert_dates(
            Lang::Fr,
            "Il y a deux semaines, le 1er août 2023 et mercredi soir.",
            &[
                ("Il y a deux semaines", "2024-02-29"),
                ("1er août 2023", "2023-08-01"),
                ("mercredi soir", "2024-03-13"),
            ],
        );
        assert_dates(
            Lang::De,
            "Am Mittwochabend, vor drei Tagen und im Mai vergangenen Jahres.",
            &[
                ("Mittwochabend", "2024-03-13"),
                ("vor drei Tagen", "2024-03-11"),
                ("Mai vergangenen Jahres", "2023-05"),
            ],
        );
        assert_dates(
            Lang::Es,
            "El mes pasado y el 27 de julio de 2023.",
            &[("El mes pasado", "2024-02"), ("27 de julio de 2023", "2023-07-27")],
        );
        assert_dates(Lang::Ar, "في ٢٧ يوليو ٢٠٢٣", &[("٢٧ يوليو ٢٠٢٣", "2023-07-27")]);
        assert_dates(Lang::Other, "domenica 7 dicembre 2014", &[("domenica 7 dicembre 2014", "2014-12-07")]);
    }

    #[test]
    fn no_date_is_made_up() {
        for text in [
            "She may march in a second.",
            "Theresa May spoke for 1,500 troops on page 2021.",
            "Version 2.0.1 won 3-2 at a ratio of 3:20.",
            "He is in his 80s and a 20-year-old called 555-2021.",
            "The Sun printed it for $2020.",
            "31 February 2024",
            "29 February 2023",
            "0 March 2020",
            "2014-08-32",
            "25:12 and 8:62",
            "Years later they said that two weeks would do.",
            "Within two weeks it was sold.",
        ] {
            assert_dates(Lang::En, text, &[]);
        }
    }

    #[test]
    fn a_day_that_cannot_be_is_told() {
        let found = read_body(Lang::En, "It burned on 31 February 2024.", read);
        let read = resolve(&found[0], None, &mut Story::default());
        assert!(read.impossible && read.value.is_none());
        assert_eq!(read.why, "No calendar has this day.");
    }
}
