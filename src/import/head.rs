//! The head of an article: hed, dek, byline and dateline, read where they stand.

use super::kinds::is_boilerplate;
use super::plain::ends_sentence;
use super::words::WORDS;
use crate::analysis::dateline::{self, Head};
use crate::review::{Article, Paragraph, ParagraphKind};

/// The head lies in the first paragraphs; what looks like one further down is another article's.
const HEAD_PARAGRAPHS: usize = 8;

/// A longer line (in chars) is no headline.
const HED_CHARS: usize = 150;
/// A longer paragraph (in chars) is no subheading.
const DEK_CHARS: usize = 300;
/// A longer line (in chars) is no author's line.
const BYLINE_CHARS: usize = 120;
/// A longer line (in chars) is no heading.
const HEADING_CHARS: usize = 80;

/// Reads the head: sets kinds, and fills what the article does not say yet.
pub fn read(article: &mut Article, paragraphs: &mut Vec<Paragraph>) {
    split_labelled_date(article, paragraphs);
    let known_title = !article.title.is_empty();
    let mut titled = known_title;
    for at in 0..paragraphs.len().min(HEAD_PARAGRAPHS) {
        let paragraph = &paragraphs[at];
        let kind = match paragraph.kind {
            ParagraphKind::Body | ParagraphKind::Heading if !is_boilerplate(&paragraph.text) => {
                head_kind(paragraphs, at, titled)
            }
            ParagraphKind::ListItem | ParagraphKind::TableRow => break,
            _ => continue,
        };
        if kind == ParagraphKind::Body && paragraph.kind == ParagraphKind::Heading {
            continue;
        }
        if kind == ParagraphKind::Body {
            read_opening(article, &paragraphs[at].text);
            break;
        }
        titled |= kind == ParagraphKind::Hed;
        note(article, kind, &paragraphs[at].text);
        paragraphs[at].kind = kind;
    }
}

/// Makes a date in front of the first paragraph a paragraph of its own.
fn split_labelled_date(article: &mut Article, paragraphs: &mut Vec<Paragraph>) {
    let Some(first) = paragraphs.first_mut().filter(|first| first.kind == ParagraphKind::Body) else {
        return;
    };
    let Some(head) = dateline::read_label(&first.text) else { return };
    let rest = first.text.split_off(head.end);
    let kept = first.text.trim_end().len();
    first.text.truncate(kept);
    first.kind = ParagraphKind::Dateline;
    fill_dateline(article, &head);
    paragraphs.insert(1, Paragraph::new(ParagraphKind::Body, rest));
}

/// What a paragraph of the head is; [`ParagraphKind::Body`] where the text begins.
fn head_kind(paragraphs: &[Paragraph], at: usize, titled: bool) -> ParagraphKind {
    let text = &paragraphs[at].text;
    if dateline::read_line(text).is_some() {
        ParagraphKind::Dateline
    } else if byline(text).is_some() {
        ParagraphKind::Byline
    } else if !titled && is_hed(paragraphs, at) {
        ParagraphKind::Hed
    } else if is_dek(paragraphs, at) {
        ParagraphKind::Dek
    } else {
        ParagraphKind::Body
    }
}

/// A hed is short, ends without a full stop and has text after it.
fn is_hed(paragraphs: &[Paragraph], at: usize) -> bool {
    let text = &paragraphs[at].text;
    let short = text.chars().nth(HED_CHARS).is_none();
    let question = text.ends_with(['?', '!', '？', '؟']);
    let more = paragraphs[at + 1..].iter().any(|paragraph| !is_boilerplate(&paragraph.text));
    short
        && more
        && (question || !ends_sentence(text) && !text.ends_with(','))
        && opens_line(text)
        && dateline::read_opening(text).is_none()
}

/// A dek stands right after the hed, and before an author's line, a dateline or longer text.
fn is_dek(paragraphs: &[Paragraph], at: usize) -> bool {
    let after_hed = at.checked_sub(1).is_some_and(|hed| paragraphs[hed].kind == ParagraphKind::Hed);
    let text = &paragraphs[at].text;
    let chars = text.chars().take(DEK_CHARS + 1).count();
    let body = paragraphs[at].kind == ParagraphKind::Body;
    let Some(next) = paragraphs.get(at + 1).filter(|_| after_hed && body && chars <= DEK_CHARS) else {
        return false;
    };
    if dateline::read_opening(text).is_some() {
        return false;
    }
    if text.split_whitespace().nth(2).is_none() {
        return false; // "Live", "14:32": no sentence has so few words
    }
    let announced = byline(&next.text).is_some() || dateline::read_line(&next.text).is_some();
    announced || !ends_sentence(text) && next.text.chars().nth(chars).is_some()
}

/// The names in an author's line: `By Ida Roe and Sam Poe | 27 July 2023` → "Ida Roe and Sam Poe".
///
/// `None` where a line is none. "By Thursday the army …" is none: a line of names has no other words.
pub fn byline(text: &str) -> Option<&str> {
    if text.chars().nth(BYLINE_CHARS).is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    let lead = WORDS
        .by
        .iter()
        .find(|lead| lower.strip_prefix(**lead).is_some_and(|rest| rest.starts_with([' ', '\u{a0}', ':'])))?;
    // The leads are ASCII, so that their length is the same in both cases.
    let names = text.get(lead.len()..)?.trim_start_matches([' ', '\u{a0}', ':']);
    let end = names.find(['|', '·', '•', '(']).unwrap_or(names.len());
    let end = end.min(dateline::first_day_start(names).unwrap_or(end));
    let names = names[..end].trim_end_matches([' ', '\u{a0}', ',', '-', '–', '—', '.']);
    let sentence = text.ends_with('.') && !names.contains(' ');
    (!sentence && are_names(names)).then_some(names)
}

fn are_names(text: &str) -> bool {
    is_unnamed(text) || begin_as_names(text)
}

/// "a staff reporter", "our correspondent in Lowtown": whoever wrote it without a name.
fn is_unnamed(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some((_, rest)) = lower.split_once(' ').filter(|(lead, _)| WORDS.unnamed.contains(lead)) else {
        return false;
    };
    let mut words = rest.split_whitespace();
    let is_trade = |word: &str| WORDS.trades.contains(word);
    let within = |word: &str| is_trade(word) || WORDS.trade_words.contains(word);
    words.by_ref().find(|word| !within(word) || is_trade(word)).is_some_and(is_trade)
        && words.next().is_none_or(|word| WORDS.trade_places.contains(word))
}

fn begin_as_names(text: &str) -> bool {
    let mut words = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '/' | '&'))
        .filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let is_name =
        |word: &str| word.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase());
    is_name(first)
        && !dateline::is_day_or_month(first)
        && words.all(|word| is_name(word) || WORDS.byline_words.contains(word.to_lowercase().as_str()))
}

/// Fills what the article does not say yet from a paragraph of the head.
fn note(article: &mut Article, kind: ParagraphKind, text: &str) {
    match kind {
        ParagraphKind::Hed => fill(&mut article.title, text),
        ParagraphKind::Dek => fill(&mut article.dek, text),
        ParagraphKind::Byline => {
            fill(&mut article.byline, byline(text).unwrap_or(text));
            article.dateline.date = article.dateline.date.or_else(|| dateline::first_date(text));
        }
        ParagraphKind::Dateline => {
            if let Some(head) = dateline::read_line(text) {
                fill_dateline(article, &head);
            }
        }
        _ => {}
    }
}

/// Reads the dateline that the text begins with; it stays part of the text.
pub fn read_opening(article: &mut Article, text: &str) {
    if let Some(head) = dateline::read_opening(text) {
        fill_dateline(article, &head);
    }
}

fn fill_dateline(article: &mut Article, head: &Head) {
    fill(&mut article.dateline.place, &head.place);
    fill(&mut article.outlet, &head.outlet);
    article.dateline.date = article.dateline.date.or(head.date);
}

fn fill(field: &mut String, value: &str) {
    if field.is_empty() {
        value.clone_into(field);
    }
}

/// Marks short lines between paragraphs of running text as headings.
pub fn mark_headings(paragraphs: &mut [Paragraph]) {
    for at in 1..paragraphs.len().saturating_sub(1) {
        let before = paragraphs[at - 1].kind;
        let fits = paragraphs[at].kind == ParagraphKind::Body
            && is_heading(&paragraphs[at].text)
            && before != ParagraphKind::Heading
            && paragraphs[at + 1].kind == ParagraphKind::Body
            && !is_heading(&paragraphs[at + 1].text);
        if fits {
            paragraphs[at].kind = ParagraphKind::Heading;
        }
    }
}

/// A short line that begins like one and ends without a stop, though perhaps with a question mark.
fn is_heading(text: &str) -> bool {
    let short = text.chars().nth(HEADING_CHARS).is_none() && text.split_whitespace().count() <= 12;
    let open = text.ends_with(['?', '？', '؟'])
        || !ends_sentence(text) && !text.ends_with([',', '-', '–', '—', '"', '”', '»', '×']);
    short && open && opens_line(text) && !text.contains("://")
}

/// Whether a text begins as a headline can: with a capital, a digit, or a letter of a script without case.
fn opens_line(text: &str) -> bool {
    let first =
        text.chars().find(|letter| !matches!(letter, '"' | '“' | '„' | '«' | '‘' | '\'' | '¿' | '¡' | '#'));
    first.is_some_and(|letter| letter.is_alphanumeric() && !letter.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Boilerplate, Byline, Dateline, Dek, Heading, Hed};

    fn read_head(texts: &[&str]) -> (Article, Vec<ParagraphKind>) {
        let mut article = Article::default();
        let mut paragraphs: Vec<_> = texts.iter().map(|&text| Paragraph::new(Body, text)).collect();
        read(&mut article, &mut paragraphs);
        mark_headings(&mut paragraphs);
        (article, paragraphs.iter().map(|paragraph| paragraph.kind).collect())
    }

    const TEXT: &str =
        "The river rose again on Friday and took two of the older bridges with it, the mayor said.";

    #[test]
    fn a_whole_head_is_read() {
        let (article, kinds) = read_head(&[
            "River takes two bridges",
            "Nobody was hurt. Ferries carry schoolchildren.",
            "By Ida Roe and Sam van Poe",
            "Lowtown, Friday 28 July 2023, 12:40",
            TEXT,
        ]);
        assert_eq!(kinds, [Hed, Dek, Byline, Dateline, Body]);
        assert_eq!(article.title, "River takes two bridges");
        assert_eq!(article.dek, "Nobody was hurt. Ferries carry schoolchildren.");
        assert_eq!(article.byline, "Ida Roe and Sam van Poe");
        assert_eq!(article.dateline.place, "Lowtown");
        assert_eq!(article.dateline.date.map(|date| date.to_string()).as_deref(), Some("2023-07-28"));
    }

    #[test]
    fn a_dateline_in_the_text_stays_there() {
        let (article, kinds) =
            read_head(&["River takes two bridges", "LOWTOWN, July 28, 2023 (Reuters) - The river rose."]);
        assert_eq!(kinds, [Hed, Body]);
        assert_eq!((article.dateline.place.as_str(), article.outlet.as_str()), ("LOWTOWN", "Reuters"));
        assert_eq!(article.dateline.date.map(|date| date.to_string()).as_deref(), Some("2023-07-28"));
    }

    #[test]
    fn a_date_in_front_becomes_a_dateline() {
        let mut article = Article::default();
        let mut paragraphs = vec![Paragraph::new(Body, format!("date 2023-07-28 {TEXT}"))];
        read(&mut article, &mut paragraphs);
        assert_eq!(paragraphs, [Paragraph::new(Dateline, "date 2023-07-28"), Paragraph::new(Body, TEXT)]);
        assert_eq!(article.dateline.date.map(|date| date.to_string()).as_deref(), Some("2023-07-28"));
        assert_eq!(article.title, "");
    }

    #[test]
    fn text_is_not_taken_for_a_head() {
        assert_eq!(read_head(&[TEXT, TEXT]).1, [Body, Body]);
        assert_eq!(read_head(&["One short line"]).1, [Body], "nothing follows it");
        assert_eq!(read_head(&["A line that goes on,", TEXT, TEXT]).1, [Body, Body, Body]);
        assert_eq!(read_head(&["By Thursday the army had left", TEXT]).1, [Hed, Body]);
        assert_eq!(read_head(&["Von Angela Merkel zum Nachfolger", TEXT]).1, [Hed, Body]);
    }

    #[test]
    fn authors_lines_are_read_in_four_languages() {
        assert_eq!(byline("By JANE DOE, Lowtown Bureau"), Some("JANE DOE, Lowtown Bureau"));
        assert_eq!(byline("Par Inès de la Tour | 27 juillet 2023"), Some("Inès de la Tour"));
        assert_eq!(byline("Von Jörg Müller, 27. Juli 2023"), Some("Jörg Müller"));
        assert_eq!(byline("Por Juan Pérez"), Some("Juan Pérez"));
        assert_eq!(byline("By JANE DOE ."), Some("JANE DOE"));
        assert_eq!(byline("By a staff reporter"), Some("a staff reporter"));
        assert_eq!(
            byline("By our special correspondent in Lowtown"),
            Some("our special correspondent in Lowtown")
        );
        assert_eq!(byline("By a reporter’s own account it rained"), None);
        assert_eq!(byline("By a narrow margin"), None);
        assert_eq!(byline("By Niger."), None);
        assert_eq!(byline("By the river"), None);
        assert_eq!(byline("Byron Roe"), None);
    }

    #[test]
    fn headings_stand_between_paragraphs() {
        let (_, kinds) =
            read_head(&[TEXT, "The flood", TEXT, "Who pays for it?", TEXT, "So be it.", TEXT, "The end"]);
        assert_eq!(kinds, [Body, Heading, Body, Heading, Body, Body, Body, Body]);
        let (_, kinds) = read_head(&["River takes two bridges", "Advertisement", TEXT]);
        assert_ne!(kinds[1], Boilerplate, "kinds by words are set later");
        assert_eq!((kinds[0], kinds[2]), (Hed, Body));
    }
}
