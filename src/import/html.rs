//! Web pages: the main text, and what the page says about it.

use super::blocks::{self, Blocks, Leave};
use super::builder::Builder;
use super::{Imported, Options, counted, head, html_guard, language};
use crate::analysis::dateline;
use crate::review::{Article, Paragraph, ParagraphKind};
use dom_smoothie::Readability;

/// Where pages say when they were published, besides what the search for the main text looks at.
const DATE_FIELDS: &[(&str, &str)] = &[
    ("meta[itemprop='datePublished']", "content"),
    ("[itemprop='datePublished']", "datetime"),
    ("meta[name='date']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='sailthru.date']", "content"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// Where pages say their own address.
const URL_FIELDS: &[(&str, &str)] =
    &[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")];

/// How many paragraphs can stand before the one that repeats the hed or dek.
const HEAD_PARAGRAPHS: usize = 6;

/// Reads a page: its main text where one is found, its whole text otherwise.
pub fn read(html: &str, options: Options) -> Imported {
    if options.full_text {
        return whole_page(html, "The whole page was taken");
    }
    if !html_guard::is_tame(html) {
        return whole_page(
            html,
            "The page is too large or too deeply nested; its text was taken without looking for the article in it",
        );
    }
    let Some(mut page) = Readability::new(html, None, None).ok() else {
        return whole_page(html, NO_MAIN_TEXT);
    };
    let mut article = metadata(&page);
    let Ok(main) = page.parse() else {
        return Imported { article, ..whole_page(html, NO_MAIN_TEXT) };
    };
    if let Some(byline) = main.byline.filter(|_| article.byline.is_empty()) {
        article.byline = one_line(&byline);
    }
    let blocks = blocks::read(&main.content, Leave::Silent);
    with_head(html, article, blocks)
}

const NO_MAIN_TEXT: &str = "No main text was found; the whole page was taken";

/// The text of a page without looking for the article in it.
fn whole_page(html: &str, note: &str) -> Imported {
    let found = [Leave::Around, Leave::Silent, Leave::Nothing]
        .into_iter()
        .map(|leave| blocks::read(html, leave))
        .find(|blocks| !blocks.paragraphs.is_empty());
    let Some(blocks) = found else { return Imported::default() };
    let mut imported = with_head(html, Article::default(), blocks);
    imported.notes.insert(0, note.to_owned());
    imported
}

/// What the page says about the article in its metadata.
fn metadata(page: &Readability) -> Article {
    let said = page.get_article_metadata(page.parse_json_ld());
    let field = |fields: &[(&str, &str)]| {
        fields.iter().find_map(|(selector, attribute)| page.doc.select_single(selector).attr(attribute))
    };
    let date = said.published_time.as_deref().and_then(dateline::first_date);
    let date = date.or_else(|| dateline::first_date(&field(DATE_FIELDS)?));
    let language = said.lang.as_deref().and_then(language::stated);
    let locale = || language::stated(&field(&[("meta[property='og:locale']", "content")])?);
    let mut article = Article {
        title: one_line(&said.title),
        dek: one_line(&said.excerpt.unwrap_or_default()),
        byline: one_line(&said.byline.unwrap_or_default()),
        language: language.or_else(locale).unwrap_or_default(),
        outlet: one_line(&said.site_name.unwrap_or_default()),
        url: field(URL_FIELDS).map(|url| url.to_string()).or(said.url).unwrap_or_default(),
        ..Article::default()
    };
    article.dateline.date = date;
    article
}

/// A field's text as one paragraph has it: blanks run together, signs of their own kept.
fn one_line(text: &str) -> String {
    let mut builder = Builder::default();
    builder.text(text);
    builder.finish().pop().map(|paragraph| paragraph.text).unwrap_or_default()
}

/// Puts the head that the page shows in front of its text, and reads what else stands there.
fn with_head(html: &str, article: Article, blocks: Blocks) -> Imported {
    let Blocks { mut paragraphs, images } = blocks;
    let mut article = article;
    let hed = place(&mut paragraphs, ParagraphKind::Hed, &article.title, 0);
    if !article.dek.is_empty() && shows(html, &article.dek) {
        place(&mut paragraphs, ParagraphKind::Dek, &article.dek, hed);
    }
    head::read(&mut article, &mut paragraphs);
    let notes = counted(images, "image left out", "images left out").into_iter().collect();
    Imported { article, paragraphs, notes, ..Imported::default() }
}

/// Gives a kind to the paragraph near the top that says this, or puts one there; returns the next place.
fn place(paragraphs: &mut Vec<Paragraph>, kind: ParagraphKind, text: &str, at: usize) -> usize {
    if text.is_empty() {
        return at;
    }
    let near = paragraphs.iter_mut().take(HEAD_PARAGRAPHS).position(|paragraph| paragraph.text == text);
    if let Some(found) = near {
        paragraphs[found].kind = kind;
        return found + 1;
    }
    paragraphs.insert(at, Paragraph::new(kind, text));
    at + 1
}

/// Whether a page shows a line on its own, for a reader to see.
fn shows(html: &str, line: &str) -> bool {
    blocks::read(html, Leave::Around).paragraphs.iter().any(|paragraph| paragraph.text == line)
}
