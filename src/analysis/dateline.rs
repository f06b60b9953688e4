//! The date and place at the head of a news text: `NIAMEY, July 27 (Reuters) -`, `Paris, 12 mars 2024`.
//!
//! English, French, German and Spanish words (`assets/lang/CODE/dateline.ron`), ISO dates, and figures whose order is certain. What
//! a line does not say is never made up: without a year there is no date.

mod table;

use super::lang::WordSet;
use chrono::NaiveDate;
use table::WORDS;

/// How many bytes at the beginning of a text can belong to its head. The longest datelines of news
/// agencies (two places, date, agency) stay below half of it.
const HEAD_BYTES: usize = 240;

/// A line longer than this many bytes is prose, whatever date it begins with.
const LINE_BYTES: usize = 160;

/// How many tokens before a date can name the place.
const PLACE_TOKENS: usize = 14;

/// What a head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The place as it is written (`NIAMEY`); empty where none is named.
    pub place: String,
    /// The date; none where it is not given whole, or does not exist.
    pub date: Option<NaiveDate>,
    /// Who publishes it, from brackets: `(Reuters)`; empty where nobody is named.
    pub outlet: String,
    /// Where the head ends and the text goes on, in bytes.
    pub end: usize,
}

/// Reads a line that is nothing but a dateline: `Niamey, Thursday 27 July 2023, 12:40`.
///
/// `None` where it names no day, or says anything else.
pub fn read_line(text: &str) -> Option<Head> {
    let line = text.trim_end();
    if line.len() > LINE_BYTES {
        return None;
    }
    let read = parse(line)?;
    read.dated.then_some(Head { end: text.len(), ..read.head })
}

/// Reads the dateline that a paragraph begins with: `NIAMEY, July 27 (Reuters) - The army …`.
///
/// It ends with a dash. Before it stands a place that begins in capitals, or a place with a day or an
/// agency, and nothing else.
pub fn read_opening(text: &str) -> Option<Head> {
    let start = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let Dash { before, after, spaced } = first_dash(start)?;
    let read = parse(&start[..before])?;
    let capital = read.head.place.split([',', ' ']).next().is_some_and(in_capitals);
    if !spaced && !capital {
        return None;
    }
    let named = read.dated || !read.head.outlet.is_empty() || capital;
    let stands = !read.head.place.is_empty() || !read.head.outlet.is_empty();
    (named && stands).then_some(Head { end: after, ..read.head })
}

/// Reads a date in front of a paragraph: `date 2023-07-27 The president …`, or an ISO date alone.
///
/// Only a whole date counts, with a word that announces it or in ISO form, and only before a capital
/// letter or a quotation mark: what goes on in lower case is a sentence that begins with a date.
pub fn read_label(text: &str) -> Option<Head> {
    let tokens = tokens(text);
    let first = skip_labels(&tokens, 0);
    let iso = tokens.first().is_some_and(|token| token.text.len() == 4 && token.is_number());
    let day = day_at(&tokens, first)?;
    let end = tokens.get(day.next - 1)?.end();
    let rest = text.get(end..)?.trim_start_matches([':', ',', '.', '|', '-', '–', '—', ' ', '\u{a0}']);
    let opens = rest.chars().next().is_some_and(|letter| letter.is_alphanumeric() && !letter.is_lowercase());
    let opens = opens || rest.starts_with(['"', '“', '«', '„', '\'', '‘']);
    let apart = text[end..].starts_with(|next: char| !next.is_alphanumeric());
    let date = day.date.filter(|_| (first > 0 || iso) && opens && apart)?;
    Some(Head { date: Some(date), end: text.len() - rest.len(), ..Head::default() })
}

/// The first whole date in a short text, such as the value of a metadata field.
///
/// Reads the first few hundred bytes only. Of a date with a time the day as written is taken, without
/// turning it into another time zone.
pub fn first_date(text: &str) -> Option<NaiveDate> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| day_at(&tokens, at)?.date)
}

/// Whether a word is the name of a weekday or month.
pub fn is_day_or_month(word: &str) -> bool {
    let word = word.to_lowercase();
    WORDS.weekdays.contains(word.as_str()) || month(&word).is_some()
}

/// Where the first day named in a short text begins, in bytes, with or without its year.
pub fn first_day_start(text: &str) -> Option<usize> {
    let tokens = tokens(text);
    let at = (0..tokens.len()).find(|&at| day_at(&tokens, at).is_some())?;
    let mut first = at;
    while first > 0 && tokens[first - 1].is_one_of(&WORDS.weekdays) {
        first -= 1;
    }
    Some(tokens[first].start)
}

struct Parsed {
    head: Head,
    /// Whether a day is named, with or without its year.
    dated: bool,
}

/// Reads `label? place? weekday? day? time? (agency)?`, all of it.
fn parse(line: &str) -> Option<Parsed> {
    let tokens = tokens(line);
    let first = skip_labels(&tokens, 0);
    let last = (first + PLACE_TOKENS).min(tokens.len());
    let found = (first..last).find_map(|at| Some((at, day_at(&tokens, at)?)));
    let rest_of = |at: usize| tokens.get(at..).unwrap_or_default();
    let (place_end, date, rest) = match &found {
        Some((at, day)) => (*at, day.date, rest_of(day.next)),
        None => {
            let bracket = tokens.iter().position(|token| token.text == "(").unwrap_or(tokens.len());
            (bracket, None, rest_of(bracket))
        }
    };
    let (place, early) = split_agency(line, tokens.get(first..place_end)?)?;
    let late = read_rest(line, rest)?;
    let outlet = if early.is_empty() { late } else { early };
    let head = Head { place: place_name(line, place)?, date, outlet, end: line.len() };
    Some(Parsed { head, dated: found.is_some() })
}

/// The tokens of the place, and the agency in brackets behind them: `Paris (AFP), 12 March`.
fn split_agency<'t, 'a>(line: &str, tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], String)> {
    let Some(open) = tokens.iter().position(|token| token.text == "(") else {
        return Some((tokens, String::new()));
    };
    let agency = read_rest(line, without_commas(&tokens[open..]))?;
    Some((&tokens[..open], agency))
}

fn without_commas<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [kept @ .., last] = tokens
        && (last.text == "," || last.is_one_of(&WORDS.weekdays) || last.is_one_of(&WORDS.fillers))
    {
        tokens = kept;
    }
    tokens
}

/// The place named by these tokens: none at all is the empty string, anything else than a place `None`.
fn place_name(line: &str, tokens: &[Token]) -> Option<String> {
    let mut tokens = tokens;
    while let [kept @ .., last] = tokens
        && (matches!(last.text, "," | "|" | "·" | "-" | "–" | "—" | ":")
            || last.is_one_of(&WORDS.weekdays)
            || last.is_one_of(&WORDS.fillers))
    {
        tokens = kept;
    }
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Some(String::new()) };
    let fits = first.begins_name() && tokens.iter().all(Token::can_be_place);
    let name = line[first.start..last.end()].trim();
    let fits = fits && name.chars().count() <= 50 && !WORDS.no_places.contains(name.to_lowercase().as_str());
    fits.then(|| name.to_owned())
}

/// What stands after the day: a time of day and an agency in brackets, which is returned.
fn read_rest(line: &str, tokens: &[Token]) -> Option<String> {
    let Some(open) = tokens.iter().position(|token| token.text == "(") else {
        return tokens.iter().all(Token::can_be_clock).then(String::new);
    };
    let close = tokens.iter().position(|token| token.text == ")").filter(|&close| close > open)?;
    let inside = &tokens[open + 1..close];
    let around = tokens[..open].iter().chain(&tokens[close + 1..]).all(Token::can_be_clock);
    if !around || inside.len() > 6 {
        return None;
    }
    if inside.iter().all(Token::can_be_clock) {
        return Some(String::new());
    }
    let named = inside
        .iter()
        .all(|token| token.begins_name() || token.is_one_of(&WORDS.agencies) || !token.is_word());
    let (first, last) = (inside.first()?, inside.last()?);
    named.then(|| line[first.start..last.end()].to_owned())
}

fn skip_labels(tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    while tokens.get(at).is_some_and(|token| token.is_one_of(&WORDS.labels)) {
        at += 1;
        while tokens.get(at).is_some_and(|token| token.text == ":" || token.is_one_of(&WORDS.fillers)) {
            at += 1;
        }
    }
    at
}

/// A dash that can end a head.
struct Dash {
    /// Where it begins, in bytes.
    before: usize,
    /// Where the text goes on behind it.
    after: usize,
    /// Whether it stands between blanks (or behind a bracket).
    spaced: bool,
}

/// The first dash between blanks, or the first long dash without any.
fn first_dash(text: &str) -> Option<Dash> {
    let dashes = |letter: char| matches!(letter, '-' | '–' | '—' | '―' | '‒');
    text.char_indices().filter(|&(_, letter)| dashes(letter)).find_map(|(at, letter)| {
        let behind = text[at..].trim_start_matches(dashes);
        let rest = behind.trim_start();
        // Spanish agencies: “(EFE).- ”.
        let stop = usize::from(text[..at].ends_with(")."));
        let before = &text[..at - stop];
        let free = before.ends_with(|before: char| before.is_whitespace() || before == ')');
        let spaced = free && rest.len() < behind.len();
        let dash = || Dash { before: before.len(), after: text.len() - rest.len(), spaced };
        (spaced || letter == '—').then(dash)
    })
}

/// Whether a word has at least four letters and none of them is small. Shorter ones are as often
/// abbreviations (WHO) as places.
fn in_capitals(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 4 && name.chars().all(|letter| letter.is_uppercase() || !letter.is_alphabetic())
}

/// A word, a number or a sign, and where it begins.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_number(&self) -> bool {
        self.text.starts_with(|letter: char| letter.is_ascii_digit())
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }

    /// Its value, where it is a number of so many digits.
    fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let fits = self.is_number() && digits.contains(&self.text.len());
        fits.then(|| self.text.parse().ok()).flatten()
    }

    fn is_one_of(&self, words: &WordSet) -> bool {
        self.is_word() && words.contains(self.text.to_lowercase().as_str())
    }

    /// A word that does not begin with a small letter.
    fn begins_name(&self) -> bool {
        self.is_word() && !self.text.starts_with(char::is_lowercase)
    }

    fn can_be_place(&self) -> bool {
        self.begins_name()
            || self.is_one_of(&WORDS.place_words)
            || matches!(self.text, "," | "." | "-" | "'" | "’" | "‑" | "/")
    }

    fn can_be_clock(&self) -> bool {
        self.number(1..=4).is_some()
            || self.is_one_of(&WORDS.clock)
            || matches!(self.text, ":" | "," | "." | "+" | "-" | "–" | "—" | "|" | "·")
    }
}

/// The tokens at the beginning of a text; numbers are runs of ASCII digits, words runs of letters.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(first) = head[start..].chars().next() {
        let same: fn(char) -> bool = match first {
            digit if digit.is_ascii_digit() => |letter| letter.is_ascii_digit(),
            letter if letter.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let rest = &head[start..];
        let length = rest.find(|letter| !same(letter)).unwrap_or(rest.len()).max(first.len_utf8());
        if !first.is_whitespace() {
            found.push(Token { text: &rest[..length], start });
        }
        start += length;
    }
    found
}

/// A day that is named, and the token after it.
struct Day {
    /// None where the year is missing or the day does not exist.
    date: Option<NaiveDate>,
    next: usize,
}

/// Reads the day that begins at a token.
fn day_at(tokens: &[Token], at: usize) -> Option<Day> {
    figures_at(tokens, at).or_else(|| day_first(tokens, at)).or_else(|| month_first(tokens, at))
}

/// `2023-07-27`, `27.7.2023`, `27/07/2023`.
fn figures_at(tokens: &[Token], at: usize) -> Option<Day> {
    let [a, sign, b, second, c] = tokens.get(at..at + 5)? else { return None };
    let glued = sign.text == "." || c.end() - a.start == a.text.len() + b.text.len() + c.text.len() + 2;
    if sign.text != second.text || !matches!(sign.text, "-" | "/" | "." | "‑") || !glued {
        return None;
    }
    let b = b.number(1..=2)?;
    let date = match (a.number(4..=4), c.number(4..=4)) {
        (Some(year), None) => date(year, b, c.number(1..=2)?),
        (None, Some(year)) => in_certain_order(a.number(1..=2)?, b, year, sign.text == "."),
        _ => return None,
    };
    Some(Day { date, next: at + 5 })
}

/// Two figures before a year: day and month where only one order is possible. Dots put the day first
/// (DIN 5008 and its like); with other signs 7/8 may be either, so it is none.
fn in_certain_order(a: u32, b: u32, year: u32, dots: bool) -> Option<NaiveDate> {
    match (a > 12, b > 12) {
        (true, false) => date(year, b, a),
        (false, true) => date(year, a, b),
        (false, false) if a == b || dots => date(year, b, a),
        _ => None,
    }
}

/// `27 July 2023`, `27. Juli 2023`, `1er mars 2024`, `27 de julio de 2023`, `27-Jul-2023`.
fn day_first(tokens: &[Token], at: usize) -> Option<Day> {
    let day = tokens.get(at)?.number(1..=2)?;
    let next = skip(tokens, at + 1, &WORDS.after_day, &[".", "-"]);
    let month = month(tokens.get(next)?.text)?;
    let next = skip(tokens, next + 1, &WORDS.after_month, &[".", ",", "-"]);
    Some(with_year(tokens, next, month, day))
}

/// `July 27, 2023`, `Jul. 27th 2023`.
fn month_first(tokens: &[Token], at: usize) -> Option<Day> {
    let month = month(tokens.get(at)?.text)?;
    let stops = tokens.get(at + 1..).unwrap_or_default().iter().take_while(|token| token.text == ".");
    let next = at + 1 + stops.count();
    let day = tokens.get(next)?.number(1..=2)?;
    let next = skip(tokens, next + 1, &WORDS.before_year, &[","]);
    Some(with_year(tokens, next, month, day))
}

/// The day with the year at a token, or without one where no year stands there.
fn with_year(tokens: &[Token], at: usize, month: u32, day: u32) -> Day {
    let year = tokens.get(at).and_then(|token| token.number(4..=4));
    Day { date: year.and_then(|year| date(year, month, day)), next: at + usize::from(year.is_some()) }
}

/// The token behind any of these words and signs.
fn skip(tokens: &[Token], from: usize, words: &WordSet, signs: &[&str]) -> usize {
    let skipped = |token: &&Token| token.is_one_of(words) || signs.contains(&token.text);
    from + tokens.get(from..).unwrap_or_default().iter().take_while(skipped).count()
}

fn month(word: &str) -> Option<u32> {
    WORDS.months.get(word.to_lowercase().as_str()).copied()
}

/// A day of our calendar; year 0 and days that do not exist are none.
fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|&year| year > 0)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(text: &str) -> Option<String> {
        first_date(text).map(|date| date.to_string())
    }

    #[test]
    fn dates_of_four_languages_are_read() {
        for text in [
            "2023-07-27",
            "2023-07-27T23:30:00-11:00",
            "2023/07/27",
            "27.07.2023",
            "27. 7. 2023",
            "27/07/2023",
            "07/27/2023",
            "27 July 2023",
            "27th of July, 2023",
            "July 27, 2023",
            "Jul. 27th 2023",
            "27-Jul-2023",
            "27 juillet 2023",
            "27. Juli 2023",
            "27 de julio de 2023",
            "Thursday, 27 July 2023",
            "JULY 27, 2023",
        ] {
            assert_eq!(ymd(text).as_deref(), Some("2023-07-27"), "{text}");
        }
        assert_eq!(ymd("1er mars 2024").as_deref(), Some("2024-03-01"));
        assert_eq!(ymd("3. März 2024").as_deref(), Some("2024-03-03"));
        assert_eq!(ymd("7.8.2024").as_deref(), Some("2024-08-07"));
        assert_eq!(ymd("29 février 2024").as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn what_is_not_said_is_not_made_up() {
        for text in [
            "",
            "July 27",
            "27 juillet",
            "7/8/2024",
            "31 February 2024",
            "29 February 2023",
            "2023-13-01",
            "0000-01-01",
            "27/07/23",
            "2023",
            "July 2023",
            "32 July 2023",
            "Version 1.2.3",
            "10:15:2023",
            "99999",
        ] {
            assert_eq!(ymd(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_with_place_and_date() {
        let read = |line| read_line(line).map(|head| (head.place, head.date.map(|date| date.to_string())));
        let day = || Some("2023-07-27".to_owned());
        assert_eq!(read("Niamey, Thursday 27 July 2023, 12:40"), Some(("Niamey".into(), day())));
        assert_eq!(read("Port-au-Prince, le 27 juillet 2023"), Some(("Port-au-Prince".into(), day())));
        assert_eq!(read("Niamey, Niger, July 27, 2023"), Some(("Niamey, Niger".into(), day())));
        assert_eq!(read("Published: July 27, 2023 at 10:05 GMT"), Some((String::new(), day())));
        assert_eq!(read("Stand: 27.07.2023, 14:05 Uhr"), Some((String::new(), day())));
        assert_eq!(read("Frankfurt am Main, 27. Juli 2023"), Some(("Frankfurt am Main".into(), day())));
        assert_eq!(read("Niamey, 27 July"), Some(("Niamey".into(), None)));
    }

    #[test]
    fn a_sentence_with_a_date_is_no_dateline() {
        for line in [
            "The army took the palace on 27 July 2023",
            "On 27 July 2023 the army took the palace.",
            "Niamey",
            "Who was there on July 27, 2023?",
            "",
        ] {
            assert_eq!(read_line(line), None, "{line}");
        }
    }

    #[test]
    fn an_opening_names_place_date_and_agency() {
        let read = |text: &str| {
            let head = read_opening(text)?;
            Some((head.place, head.date.map(|d| d.to_string()), head.outlet, text[head.end..].to_owned()))
        };
        let expect = |place: &str, date: Option<&str>, outlet: &str, rest: &str| {
            Some((place.to_owned(), date.map(str::to_owned), outlet.to_owned(), rest.to_owned()))
        };
        assert_eq!(
            read("NIAMEY, July 27 (Reuters) - The army"),
            expect("NIAMEY", None, "Reuters", "The army")
        );
        assert_eq!(
            read("PARIS, 12 mars 2024 – Le train"),
            expect("PARIS", Some("2024-03-12"), "", "Le train")
        );
        assert_eq!(read("WASHINGTON (AP) — Two men"), expect("WASHINGTON", None, "AP", "Two men"));
        assert_eq!(read("Berlin (dpa) - Zwei Züge"), expect("Berlin", None, "dpa", "Zwei Züge"));
        assert_eq!(read("Paris (AFP), 12 mars 2024 – Un"), expect("Paris", Some("2024-03-12"), "AFP", "Un"));
        assert_eq!(read("LEIPZIG, Germany—A car"), expect("LEIPZIG, Germany", None, "", "A car"));
        assert_eq!(read("LAGOS -- Nine boats"), expect("LAGOS", None, "", "Nine boats"));
    }

    #[test]
    fn a_stop_may_stand_between_agency_and_dash() {
        let text = "CARRASAL, 14 de marzo de 2024 (EFE).- El puerto está cerrado.";
        let head = read_opening(text).unwrap_or_default();
        assert_eq!((head.place.as_str(), head.outlet.as_str()), ("CARRASAL", "EFE"));
        assert_eq!(&text[head.end..], "El puerto está cerrado.");
    }

    #[test]
    fn prose_with_a_dash_is_no_opening() {
        for text in [
            "Niger - a landlocked country - has seen five coups.",
            "UPDATE - The army has spoken.",
            "The coup – the fifth since 1960 – was quick.",
            "In 2023 (the year of the coup) - and later - prices rose.",
            "-",
            "NIAMEY-based men spoke.",
            "WHO – the health agency – warned.",
            "Niamey—the capital—was calm.",
        ] {
            assert_eq!(read_opening(text), None, "{text}");
        }
    }

    #[test]
    fn a_labelled_date_stands_before_the_text() {
        let text = "date 2023-07-27 Boats returned";
        let head = read_label(text).unwrap_or_default();
        assert_eq!(head.date.map(|date| date.to_string()).as_deref(), Some("2023-07-27"));
        assert_eq!(&text[head.end..], "Boats returned");
        assert_eq!(read_label("2023-07-27 was the day"), None);
        assert_eq!(read_label("27 July 2023 Boats returned"), None);
        assert_eq!(read_label("Dates 2023-07-27 Boats returned"), None);
        assert_eq!(read_label("date July 27 Boats returned"), None);
    }

    proptest! {
        #[test]
        fn every_day_reads_back(days in 0i32..300_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(366_000 + days).unwrap_or_default();
            prop_assert_eq!(first_date(&day.to_string()), Some(day));
            prop_assert_eq!(first_date(&day.format("%B %-d, %Y").to_string()), Some(day));
            prop_assert_eq!(first_date(&day.format("%-d. %b %Y").to_string()), Some(day));
        }

        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,80}|[A-Z]{2,8}[ ,(-]{0,4}[0-9./-]{0,12}[ )–-]{0,4}\\PC{0,20}") {
            for head in [read_line(&text), read_opening(&text), read_label(&text)].into_iter().flatten() {
                prop_assert!(text.is_char_boundary(head.end));
                prop_assert!(text.contains(&head.place));
            }
        }
    }
}
