//! The words and numbers of a paragraph, each with what it can mean in a date.

use super::lexicon::{Ending, Lexicon, Sense, fold};
use crate::analysis::reading::Paragraph;
use crate::analysis::tokens::TokenKind;

/// What a number can be by the way it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    None,
    /// `27`, `2023`.
    Whole {
        value: u32,
        digits: u8,
    },
    /// `27th`.
    Ordinal(u32),
    /// `1990s`, `90s`.
    Decade(u32),
    /// `27.07.2023`, `1.1.3`.
    Dots {
        parts: [u32; 3],
        digits: [u8; 3],
    },
    /// `12.40`, `1.5`.
    Point {
        left: u32,
        right: u32,
        digits: u8,
    },
    /// `12:40`, `9pm`, `21h30`: afternoon or not, where that is said.
    Clock {
        hour: u8,
        minute: Option<u8>,
        second: Option<u8>,
        pm: Option<bool>,
        sure: bool,
    },
    /// `Q3`.
    Quarter(u8),
    /// The day and the time in `2023-07-27T21:00:00`.
    DayAndTime {
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
        utc: bool,
    },
}

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme<'t> {
    /// Where it begins and ends, in bytes of the paragraph, without what is left out of it.
    pub start: u32,
    pub end: u32,
    /// Its letters.
    pub text: &'t str,
    pub senses: &'static [Sense],
    pub figure: Figure,
    pub sign: Option<char>,
    pub capital: bool,
    /// Whether a blank stands before it.
    pub spaced: bool,
}

impl Lexeme<'_> {
    /// Whether no date goes on across it: a word without a meaning here. Roman numerals count centuries.
    pub fn is_plain(&self) -> bool {
        let roman = || self.text.len() <= 8 && self.text.starts_with(['I', 'V', 'X']);
        self.senses.is_empty() && self.figure == Figure::None && self.sign.is_none() && !roman()
    }

    /// Whether a date may rest on it: no date is made of prepositions and articles alone.
    pub fn is_anchor(&self) -> bool {
        let rests = |sense: &Sense| {
            matches!(
                sense,
                Sense::Month(..)
                    | Sense::Weekday(..)
                    | Sense::Unit(_)
                    | Sense::Weekend
                    | Sense::Part(_)
                    | Sense::Today(..)
                    | Sense::StoryDay(_)
                    | Sense::Season(..)
                    | Sense::Feast(_)
                    | Sense::Am
                    | Sense::Pm
                    | Sense::Oclock
            )
        };
        self.figure != Figure::None || self.senses.iter().any(rests)
    }
}

/// Reads the tokens of a paragraph.
pub(super) fn lexemes<'t>(paragraph: &Paragraph<'t>, lexicon: &'static Lexicon) -> Vec<Lexeme<'t>> {
    let mut found = Vec::with_capacity(paragraph.tokens.len());
    let mut word = String::new();
    let mut at = 0;
    while let Some(token) = paragraph.tokens.get(at) {
        let text = token.text(paragraph.text);
        let mut lexeme = Lexeme {
            start: token.start,
            end: token.end,
            text,
            senses: &[],
            figure: Figure::None,
            sign: None,
            capital: text.starts_with(char::is_uppercase),
            spaced: token.spaced,
        };
        let mut length = 1;
        word.clear();
        match token.kind {
            TokenKind::Sign => lexeme.sign = text.chars().next(),
            TokenKind::Number => lexeme.figure = number(text, &mut word),
            TokenKind::Mixed => {
                digits_folded(text, &mut word);
                lexeme.figure = mixed(&word, lexicon).unwrap_or(Figure::None);
                if lexeme.figure == Figure::None {
                    length = look_up(paragraph, lexicon, at, &word, &mut lexeme);
                }
            }
            // A text without blanks is one word; no word of ours is as long.
            TokenKind::Word if text.len() <= LONGEST_WORD && lexicon.may_know(text) => {
                fold(text, &mut word);
                length = look_up(paragraph, lexicon, at, &word, &mut lexeme);
            }
            TokenKind::Word => {}
        }
        found.push(lexeme);
        at += length;
    }
    found
}

/// No word of a date has more bytes.
const LONGEST_WORD: usize = 80;

fn look_up(
    paragraph: &Paragraph,
    lexicon: &'static Lexicon,
    at: usize,
    word: &str,
    lexeme: &mut Lexeme,
) -> usize {
    let behind = |ahead: usize, into: &mut String| {
        let token = paragraph.tokens.get(at + ahead);
        let fits = token.filter(|token| token.range().len() <= LONGEST_WORD);
        fits.is_some_and(|token| {
            fold(token.text(paragraph.text), into);
            true
        })
    };
    let mut cut = None;
    let found = lexicon.look_up(word, behind).or_else(|| {
        let (front, rest) = lexicon.stripped(word)?;
        cut = Some((front, word.len() - front - rest.len()));
        lexicon.look_up(rest, behind)
    });
    let Some((length, senses)) = found else { return 1 };
    lexeme.senses = senses;
    if let Some(last) = paragraph.tokens.get(at + length - 1) {
        lexeme.end = last.end;
    }
    if let Some((front, back)) = cut {
        lexeme.start += unfolded_length(lexeme.text, front);
        if length == 1 {
            lexeme.end -= unfolded_length_back(lexeme.text, back);
        }
        lexeme.capital = paragraph.text[lexeme.start as usize..].starts_with(char::is_uppercase);
    }
    length
}

/// How many bytes of a word the elided article has, or the letters written together with it: up to the
/// apostrophe, or one letter.
fn unfolded_length(word: &str, folded: usize) -> u32 {
    if folded == 0 {
        return 0;
    }
    let apostrophe = word.char_indices().find(|(_, char)| matches!(char, '\'' | '’' | 'ʼ'));
    let end = match apostrophe {
        Some((at, char)) => at + char.len_utf8(),
        None => word.chars().next().map_or(0, char::len_utf8),
    };
    end as u32
}

/// How many bytes the apostrophe and the s behind a word have.
fn unfolded_length_back(word: &str, folded: usize) -> u32 {
    let apostrophe = word.char_indices().rev().find(|(_, char)| matches!(char, '\'' | '’' | 'ʼ'));
    apostrophe.filter(|_| folded > 0).map_or(0, |(at, _)| (word.len() - at) as u32)
}

/// A number longer than this many bytes is no date.
const LONGEST_NUMBER: usize = 40;

/// The digits of any script as ours, letters in lower case.
fn digits_folded(text: &str, into: &mut String) {
    if text.len() > LONGEST_NUMBER {
        return;
    }
    if text.is_ascii() {
        let start = into.len();
        into.push_str(text);
        into[start..].make_ascii_lowercase();
    } else {
        into.extend(text.chars().flat_map(char::to_lowercase).map(|char| digit(char).unwrap_or(char)));
    }
}

/// A decimal digit as ours: Arabic, Persian, Devanagari, Bengali, Thai, full width.
fn digit(char: char) -> Option<char> {
    let zero = match char {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(u32::from(char) - u32::from(zero), 10)
}

fn number(text: &str, word: &mut String) -> Figure {
    digits_folded(text, word);
    read_number(word).unwrap_or(Figure::None)
}

fn read_number(text: &str) -> Option<Figure> {
    if text.contains(':') {
        return clock(text, None);
    }
    let mut parts = text.split('.');
    let figure = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        (whole, None, ..) => Figure::Whole { value: value(whole)?, digits: whole.len() as u8 },
        (left, Some(right), None, _) => {
            Figure::Point { left: value(left)?, right: value(right)?, digits: right.len() as u8 }
        }
        (a, Some(b), Some(c), None) => Figure::Dots {
            parts: [value(a)?, value(b)?, value(c)?],
            digits: [a, b, c].map(|part| part.len() as u8),
        },
        _ => return None,
    };
    Some(figure)
}

/// The value of up to nine digits.
fn value(digits: &str) -> Option<u32> {
    let plain = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// `12:40`, `12:40:05`.
fn clock(text: &str, pm: Option<bool>) -> Option<Figure> {
    let mut parts = text.split([':', '.']);
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next());
    let two = |part: &str| (part.len() == 2).then(|| value(part)).flatten().filter(|value| *value < 60);
    let hour = value(hour).filter(|value| *value <= 24 && hour.len() <= 2)?;
    let second = second.map(|second| two(second).ok_or(())).transpose().ok()?;
    (parts.next().is_none()).then_some(())?;
    Some(Figure::Clock {
        hour: hour as u8,
        minute: Some(two(minute)? as u8),
        second: second.map(|second| second as u8),
        pm,
        sure: pm.is_some(),
    })
}

/// Digits with letters behind or before them.
fn mixed(text: &str, lexicon: &Lexicon) -> Option<Figure> {
    if text.is_empty() {
        return None;
    }
    let letters = text.find(|char: char| !char.is_ascii_digit() && !matches!(char, '.' | ':'))?;
    if letters == 0 {
        return quarter(text, lexicon);
    }
    let (digits, ending) = text.split_at(letters);
    day_and_time(digits, ending)
        .or_else(|| hour_and_minute(digits, ending, lexicon))
        .or_else(|| with_ending(digits, lexicon.ending(ending)?))
        .or_else(|| quarter_behind(digits, ending, lexicon))
}

fn quarter(text: &str, lexicon: &Lexicon) -> Option<Figure> {
    let at = text.find(|char: char| char.is_ascii_digit())?;
    quarter_behind(&text[at..], &text[..at], lexicon)
}

fn quarter_behind(digits: &str, letters: &str, lexicon: &Lexicon) -> Option<Figure> {
    let quarter = value(digits).filter(|quarter| (1..=4).contains(quarter) && digits.len() == 1)?;
    lexicon.is_quarter(letters).then_some(Figure::Quarter(quarter as u8))
}

fn with_ending(digits: &str, ending: Ending) -> Option<Figure> {
    let clock = |pm| {
        if digits.contains([':', '.']) {
            return clock(digits, pm).map(|figure| match figure {
                Figure::Clock { hour, minute, second, .. } => {
                    Figure::Clock { hour, minute, second, pm, sure: true }
                }
                other => other,
            });
        }
        let hour = value(digits).filter(|hour| *hour <= 24)?;
        Some(Figure::Clock { hour: hour as u8, minute: None, second: None, pm, sure: true })
    };
    let number = value(digits);
    match ending {
        Ending::Am => clock(Some(false)),
        Ending::Pm => clock(Some(true)),
        Ending::Hour => clock(None),
        Ending::Ordinal => number.map(Figure::Ordinal),
        Ending::Decade => number.filter(|number| number % 10 == 0).map(Figure::Decade),
        Ending::Either if digits.len() == 4 => number.filter(|number| number % 10 == 0).map(Figure::Decade),
        Ending::Either => number.map(Figure::Ordinal),
    }
}

/// `21h30`.
fn hour_and_minute(digits: &str, ending: &str, lexicon: &Lexicon) -> Option<Figure> {
    let at = ending.find(|char: char| char.is_ascii_digit())?;
    let (letters, minute) = ending.split_at(at);
    (lexicon.ending(letters)? == Ending::Hour).then_some(())?;
    let hour = value(digits).filter(|hour| *hour <= 24)?;
    let minute = value(minute).filter(|minutes| *minutes < 60 && minute.len() == 2)?;
    Some(Figure::Clock { hour: hour as u8, minute: Some(minute as u8), second: None, pm: None, sure: true })
}

/// `27T21:00:00Z`, the end of an ISO 8601 date and time; fractions of a second are left out.
fn day_and_time(digits: &str, ending: &str) -> Option<Figure> {
    let time = ending.strip_prefix('t')?;
    let (time, utc) = time.strip_suffix('z').map_or((time, false), |time| (time, true));
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let Figure::Clock { hour, minute, second, .. } = clock(time, None)? else { return None };
    let day = value(digits).filter(|day| (1..=31).contains(day) && digits.len() == 2)?;
    Some(Figure::DayAndTime {
        day: day as u8,
        hour,
        minute: minute.unwrap_or(0),
        second: second.unwrap_or(0),
        utc,
    })
}
