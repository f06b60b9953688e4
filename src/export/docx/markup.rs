//! The pieces of WordprocessingML that are put into a document, new or not.

use super::super::escape::xml;
use super::{Change, Comment};
use chrono::{DateTime, SecondsFormat, Utc};

/// Opens the range of a comment.
pub fn comment_start(id: usize) -> String {
    format!("<w:commentRangeStart w:id=\"{id}\"/>")
}

/// Closes it, with the sign that the comment hangs on.
pub fn comment_end(id: usize) -> String {
    format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
}

/// Begins words that are taken out.
pub fn deletion(change: &Change, id: usize) -> String {
    format!("<w:del{}>", signed(id, &change.author, change.at))
}

/// Words that are put in, in the look of a run.
pub fn insertion(change: &Change, id: usize, look: &str) -> String {
    if change.text.is_empty() {
        return String::new();
    }
    let signed = signed(id, &change.author, change.at);
    format!("<w:ins{signed}><w:r>{look}{}</w:r></w:ins>", text("t", &change.text))
}

/// Words in an element of their own (`t` or `delText`), tabs as tabs.
pub fn text(element: &str, words: &str) -> String {
    let parts: Vec<String> = words
        .split('\t')
        .map(|part| match part {
            "" => String::new(),
            part => {
                format!("<w:{element} xml:space=\"preserve\">{}</w:{element}>", xml(&one_line_feed(part)))
            }
        })
        .collect();
    parts.join("<w:tab/>")
}

/// A correction may have been written on several lines; a run holds none.
fn one_line_feed(words: &str) -> String {
    words.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ")
}

/// One comment of the comments part.
pub fn comment(comment: &Comment, id: usize) -> String {
    let initials: String = comment.author.split_whitespace().filter_map(|name| name.chars().next()).collect();
    let mut part =
        format!("<w:comment{} w:initials=\"{}\">", signed(id, &comment.author, comment.at), xml(&initials));
    for line in &comment.lines {
        let look =
            if is_rtl(line) { ("<w:pPr><w:bidi/></w:pPr>", "<w:rPr><w:rtl/></w:rPr>") } else { ("", "") };
        part.push_str(&format!("<w:p>{}<w:r>{}{}</w:r></w:p>", look.0, look.1, text("t", line)));
    }
    part + "</w:comment>"
}

fn signed(id: usize, author: &str, at: Option<DateTime<Utc>>) -> String {
    let date = at.map(|at| format!(" w:date=\"{}\"", at.to_rfc3339_opts(SecondsFormat::Secs, true)));
    format!(" w:id=\"{id}\" w:author=\"{}\"{}", xml(author), date.unwrap_or_default())
}

/// Whether a text runs from right to left: its first letter decides, as in rule P2 of UAX #9.
pub fn is_rtl(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}
