//! One text of `--jsonl`: its draft keeps every char in its place, so that the passages are places in the
//! text that was given.

use super::json;
use crate::analysis::reading::Reading;
use crate::analysis::{dateline, lang};
use crate::review::{Draft, Paragraph, ParagraphKind};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::Value;

/// How many lines at the beginning can hold the line with place and date.
const HEAD_LINES: usize = 6;

/// A line at least so many chars long that ends in no end sign was broken to fit a width.
const WRAPPED: usize = 60;

#[derive(Deserialize)]
struct Asked {
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

/// The answer to a line of JSON; `Err` says what is the matter with it. Keys it does not know are let be.
pub(super) fn answer(line: &[u8], now: DateTime<Utc>) -> Result<Value, String> {
    let asked: Asked = serde_json::from_slice(line).map_err(|error| no_text(&error))?;
    let date = asked.date.as_deref().filter(|date| !date.is_empty()).map(day).transpose()?;
    let draft = draft(&asked.text, now);
    let language = asked.language.filter(|language| !language.is_empty());
    let language = language.unwrap_or_else(|| lang::of_text(&asked.text));
    let reading = Reading::of(&draft, &language, date.or_else(|| own_date(&asked.text)), None);
    Ok(json::reading(&draft, &reading))
}

fn no_text(error: &serde_json::Error) -> String {
    let why = error.to_string().replace(" at line 1 column", " at column");
    format!("this is no object with the key text ({why})")
}

/// A day, also as the beginning of a time: `2023-07-27T10:05:00Z`.
fn day(date: &str) -> Result<NaiveDate, String> {
    let day = date.get(.."2023-07-27".len()).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    day.ok_or_else(|| format!("“{date}” is no date of the form 2023-07-27"))
}

/// The date that the text itself gives at its head.
fn own_date(text: &str) -> Option<NaiveDate> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD_LINES);
    let head = |line: &str| {
        let head = dateline::read_line(line)
            .or_else(|| dateline::read_opening(line))
            .or_else(|| dateline::read_label(line));
        head?.date
    };
    lines.filter_map(head).next()
}

/// The text as a draft, a paragraph a line; what was broken to fit a width is one paragraph.
fn draft(text: &str, now: DateTime<Utc>) -> Draft {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut lines = text.split('\n').peekable();
    let mut joins = false;
    while let Some(line) = lines.next() {
        match paragraphs.last_mut().filter(|_| joins) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            None => paragraphs.push(line.to_owned()),
        }
        joins = lines.peek().is_some_and(|next| goes_on(line, next));
    }
    let paragraphs =
        paragraphs.into_iter().map(|paragraph| Paragraph::new(kind(&paragraph), paragraph)).collect();
    Draft::new(1, now, "", paragraphs)
}

/// Whether a line goes on in the next: it ends inside a sentence, and was long or left a blank at its end.
fn goes_on(line: &str, next: &str) -> bool {
    let long = line.chars().take(WRAPPED).count() == WRAPPED;
    let inside = !line.trim_end().ends_with(['.', '!', '?', ':', '…', '”', '"', '»', '。', '×']);
    let blank = line.ends_with([' ', '\t']) && !line.trim().is_empty();
    inside && (blank || long) && next.starts_with(char::is_lowercase)
}

fn kind(paragraph: &str) -> ParagraphKind {
    let has_date = dateline::read_line(paragraph.trim()).is_some_and(|head| head.date.is_some());
    if has_date { ParagraphKind::Dateline } else { ParagraphKind::Body }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(line: &str) -> Result<Value, String> {
        answer(line.as_bytes(), DateTime::UNIX_EPOCH)
    }

    #[test]
    fn passages_are_places_in_the_text_that_was_given() {
        let text = "A head\n\nAda Example told Reuters that é\r\nit rained.  \n\nIt was late.";
        let line = serde_json::json!({ "text": text }).to_string();
        let Ok(answer) = answered(&line) else { panic!("no answer") };
        for passage in answer["sentences"].as_array().into_iter().flatten() {
            let at = |key: &str| passage[key].as_u64().unwrap_or_default() as usize;
            let words: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
            assert_eq!(Some(words.replace(['\r', '\n'], " ").as_str()), passage["text"].as_str());
        }
        assert_eq!(answer["attributions"][0]["outlet"], "Reuters");
    }

    #[test]
    fn a_line_that_is_no_text_is_told_in_one_sentence() {
        for line in
            ["", "{", "[]", "{\"date\":\"2023-07-27\"}", "{\"text\":1}", "{\"text\":\"a\",\"date\":\"soon\"}"]
        {
            let told = answered(line).err().unwrap_or_default();
            assert!(!told.is_empty() && !told.contains('\n'), "{line}: {told}");
        }
    }

    #[test]
    fn lines_broken_to_a_width_are_one_paragraph() {
        let broken =
            "The harbour was closed on the evening of the storm because the wind had\nturned. It rained.";
        assert_eq!(draft(broken, DateTime::UNIX_EPOCH).text().paragraph_count(), 1);
        assert_eq!(draft("features\nnames", DateTime::UNIX_EPOCH).text().paragraph_count(), 2);
    }
}
