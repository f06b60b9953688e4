//! E-mail messages: subject, sender, date, and the text through the reader of its kind.

use super::error::Problem;
use super::{Imported, Options, counted, html, plain};
use crate::review::{Paragraph, ParagraphKind};
use chrono::NaiveDate;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

const WHAT: &str = "e-mail message";

/// How many names of attachments are listed.
const NAMES_SHOWN: usize = 5;

/// How many messages within a message are read. A digest names its parts once.
const MAX_MESSAGES: usize = 200;

/// How many bytes a media type's second name can have, with a comment before it.
const LONGEST_TYPE: usize = 200;

/// Second names of media types whose parts are messages, in lower case.
const HOLDERS: &[&[u8]] = &[b"rfc822", b"global", b"digest"];

/// Fields of which a message has one at least (RFC 5322, 3.6), in lower case.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "x-mailer",
    "reply-to",
    "cc",
    "sender",
];

/// Whether a text begins as a message does: two lines or more of fields, known ones among them.
pub fn is_message(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let head = head
        .strip_prefix(b"From ")
        .and_then(|rest| Some(&rest[memchr::memchr(b'\n', rest)? + 1..]))
        .unwrap_or(head);
    let lines = head.split(|&byte| byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let (mut known, mut fields) = (0, 0);
    for line in lines.filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t")) {
        let Some(end) = memchr::memchr(b':', line) else { return false };
        let name = line[..end].trim_ascii_end();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        fields += 1;
        known += usize::from(FIELDS.iter().any(|field| field.as_bytes().eq_ignore_ascii_case(name)));
    }
    fields >= 2 && known >= 2
}

/// Reads a message.
pub fn read(bytes: &[u8], options: Options) -> Result<Imported, Problem> {
    let tame = tame(bytes);
    let Some(message) = MessageParser::default().parse(tame) else { return Err(Problem::Damaged(WHAT)) };
    let mut imported = body(&message, options);
    if tame.len() < bytes.len() {
        imported.notes.push(
            "The message holds hundreds of other messages; it was read as far as the first of them".into(),
        );
    }
    let article = &mut imported.article;
    if let Some(subject) = message.subject().map(str::trim).filter(|subject| !subject.is_empty()) {
        subject.clone_into(&mut article.title);
        if !imported.paragraphs.iter().any(|paragraph| paragraph.text == subject) {
            imported.paragraphs.insert(0, Paragraph::new(ParagraphKind::Hed, subject));
        }
    }
    if article.byline.is_empty() {
        article.byline = message.from().map(name).unwrap_or_default();
    }
    article.dateline.date = article.dateline.date.or_else(|| day(&message));
    imported.notes.extend(attachments(&message));
    Ok(imported)
}

/// The message as far as messages within it are not too many. Each may hold the next, and the parser lets go
/// of them one within the other, on a stack that ends.
fn tame(bytes: &[u8]) -> &[u8] {
    let names = memchr::memchr_iter(b'/', bytes).filter(|&slash| {
        // A comment may stand before the name (RFC 2045, 5.1).
        let near = &bytes[slash + 1..bytes.len().min(slash + LONGEST_TYPE)];
        let name = near.split(|&byte| matches!(byte, b';' | b'\r' | b'\n')).next();
        let name = name.map(|name| name.rsplit(|&byte| byte == b')').next().unwrap_or(name).trim_ascii());
        name.is_some_and(|name| HOLDERS.iter().any(|holder| holder.eq_ignore_ascii_case(name)))
    });
    let mut names = names.skip(MAX_MESSAGES);
    names.next().map_or(bytes, |end| &bytes[..end])
}

/// The text as it was written, or else the page that stands for it.
fn body(message: &Message, options: Options) -> Imported {
    let is_html = |part: &&mail_parser::MessagePart| matches!(part.body, PartType::Html(_));
    let is_text = |part: &&mail_parser::MessagePart| matches!(part.body, PartType::Text(_));
    let texts: Vec<_> =
        message.text_bodies().filter(is_text).filter_map(|part| part.text_contents()).collect();
    let text = texts.join("\n\n");
    // Some programs put no more than "see the page" into the text.
    let page = message.html_bodies().find(is_html).and_then(|part| part.text_contents());
    match page.filter(|page| text.trim().is_empty() || text.len() * 20 < page.len()) {
        Some(page) => html::read(page, options),
        None => plain::read(&text),
    }
}

/// Who sent it: the name, or else the address.
fn name(address: &Address) -> String {
    let first = address.first();
    first.and_then(|sender| sender.name().or_else(|| sender.address())).unwrap_or_default().trim().to_owned()
}

/// The day in the sender's own time.
fn day(message: &Message) -> Option<NaiveDate> {
    let date = message.date()?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

/// "2 attachments left out: table.xlsx, map.png".
fn attachments(message: &Message) -> Option<String> {
    let names: Vec<&str> =
        message.attachments().map(|part| part.attachment_name().unwrap_or("without a name")).collect();
    let told = counted(names.len(), "attachment left out", "attachments left out")?;
    let more = if names.len() > NAMES_SHOWN { " and more" } else { "" };
    Some(format!("{told}: {}{more}", names[..names.len().min(NAMES_SHOWN)].join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_within_messages_without_end_are_cut() {
        let head = "From: ida@courier.example\r\nSubject: Bridges\r\n";
        let nested = "Content-Type: message/(a)RFC822 ; x=y\r\n\r\n".repeat(20_000);
        let deep = format!("{head}{nested}Content-Type: text/plain\r\n\r\nText");
        let notes =
            read(deep.as_bytes(), Options::default()).map(|imported| imported.notes).unwrap_or_default();
        assert!(notes[0].starts_with("The message holds hundreds of other messages"), "{notes:?}");
        let ordinary = format!("{head}\r\nSee /global and /digest/rfc822, a/b.");
        assert_eq!(tame(ordinary.as_bytes()), ordinary.as_bytes());
    }

    #[test]
    fn messages_are_told_from_texts() {
        assert!(is_message(b"From: Ida Roe <ida@courier.example>\r\nSubject: Bridges\r\n\r\nText"));
        assert!(is_message(b"From ida Mon Jan 1\nReceived: by x\n  y\nDate: today\n\nText"));
        assert!(!is_message(b"From: the desk\n\nText: one two three"));
        assert!(!is_message(b"Date: 27 July\nThe river rose.\nTo: nobody\n"));
        assert!(!is_message(b""));
    }
}
