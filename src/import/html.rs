//! Web pages: the main text, and what the page says about it.

use super::blocks::{self, Blocks, Leave};
use super::builder::one_line;
use super::html_said::{self, Stated};
use super::plain::ends_sentence;
use super::tags::behind_subset;
use super::{Imported, Options, counted, head, html_around, html_guard, kinds, language};
use crate::analysis::dateline;
use crate::review::{Article, Paragraph, ParagraphKind};
use dom_query::{NodeRef, Selection};
use dom_smoothie::Readability;
use std::collections::HashSet;

/// Elements that the fields below are among, beside those that say when they were published.
const FIELDS: [&str; 4] = ["meta", "link", "time", "abbr"];

/// Where pages say when they were published, besides what the search for the main text looks at.
const DATE_FIELDS: &[(&str, &str)] = &[
    ("meta[property='article:published_time' i]", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("[itemprop='datePublished']", "datetime"),
    ("meta[name='date' i]", "content"),
    ("meta[name='pubdate' i]", "content"),
    ("meta[name='publishdate' i]", "content"),
    ("meta[name='publish-date' i]", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='dc.date.issued' i]", "content"),
    ("meta[name='dc.date' i]", "content"),
    ("meta[name='dcterms.created' i]", "content"),
    ("meta[name='citation_publication_date']", "content"),
    ("meta[name='sailthru.date']", "content"),
    ("abbr.published", "title"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// Where pages say their own address.
const URL_FIELDS: &[(&str, &str)] =
    &[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")];

/// A longer line (in chars) before the hed is no label.
const LABEL_CHARS: usize = 40;

/// A longer line (in chars) behind the hed says more than when it was published.
const DATE_CHARS: usize = 120;

/// How many paragraphs can stand before the one that repeats the hed or dek.
const HEAD_PARAGRAPHS: usize = 6;

/// Reads a page: its main text where one is found, its whole text otherwise.
pub fn read(html: &str, options: Options) -> Imported {
    let html = behind_subset(html);
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
    let stated = html_said::stated(&page.doc);
    let article = metadata(&page, &stated);
    let is_code = |node: &NodeRef<'_>| node.has_name("script") || node.has_name("style");
    html_around::elements(&page.doc, is_code).iter().for_each(NodeRef::remove_from_parent);
    let mut led = html_around::remove(&page.doc);
    let (mut main, byline) = main_text(&mut page);
    led += main.as_mut().map_or(0, drop_leads);
    let shown = main.as_ref().map_or(0, |main| main.paragraphs.iter().map(|found| found.text.len()).sum());
    if shown < SHOWN_BYTES && stated.body.len() > shown * 2 {
        return told_to_machines(article, &stated.body);
    }
    let Some(main) = main else { return Imported { article, ..whole_page(html, NO_MAIN_TEXT) } };
    let mut imported = with_head(html, article, main);
    let note = counted(led, "line that leads elsewhere left out", "lines that lead elsewhere left out");
    imported.notes.extend(note);
    if imported.article.byline.is_empty() {
        imported.article.byline = byline;
    }
    imported
}

const NO_MAIN_TEXT: &str = "No main text was found; the whole page was taken";

/// A page that shows less (in bytes) and states more in its metadata is put together by its script.
const SHOWN_BYTES: usize = 200;

/// The article's text: where the page says in which element it stands and the search for the main text took
/// more or less, that element; else what the search took. And whom the search found named as its author.
fn main_text(page: &mut Readability) -> (Option<Blocks>, String) {
    let scope = html_around::scope(&page.doc).map(|html| blocks::read(&html, Leave::Around));
    let main = page.parse().ok();
    let byline = main.as_ref().and_then(|main| main.byline.as_deref()).map(html_said::name);
    let found = main.map(|main| blocks::read(&main.content, Leave::Silent));
    let text = match (scope, found) {
        (Some(scope), Some(found)) => Some(if is_better(&scope, &found) { scope } else { found }),
        (scope, found) => found.or(scope),
    };
    (text, byline.unwrap_or_default())
}

/// Whether the element that says it is the article is rather to be believed than the search: more than a
/// twentieth of the text stands in one of the two only, and the search found no longer text elsewhere.
fn is_better(scope: &Blocks, found: &Blocks) -> bool {
    let texts =
        |blocks: &Blocks| blocks.paragraphs.iter().map(|one| one.text.clone()).collect::<HashSet<_>>();
    let (scope, found) = (texts(scope), texts(found));
    let bytes = |texts: &mut dyn Iterator<Item = &String>| texts.map(String::len).sum::<usize>();
    let all = bytes(&mut scope.iter());
    let differ = bytes(&mut scope.symmetric_difference(&found)) * 20 > all;
    differ && all > bytes(&mut found.difference(&scope))
}

/// Takes out what says by its words that it leads elsewhere, and a heading that nothing follows any more.
fn drop_leads(blocks: &mut Blocks) -> usize {
    let before = blocks.paragraphs.len();
    blocks.paragraphs.retain(|paragraph| !kinds::is_boilerplate(&paragraph.text));
    let led = before - blocks.paragraphs.len();
    let is_heading = |paragraph: &Paragraph| paragraph.kind == ParagraphKind::Heading;
    if let Some(last) = blocks.paragraphs.iter().rposition(|paragraph| !is_heading(paragraph)) {
        blocks.paragraphs.truncate(last + 1);
    }
    led
}

/// The article as a page's metadata holds it.
fn told_to_machines(article: Article, body: &str) -> Imported {
    let marked = body.contains("<p") || body.contains("<br");
    let lines = body.lines().map(|line| format!("<p>{}</p>", html_escape::encode_text(line)));
    let blocks = if marked {
        blocks::read(body, Leave::Silent)
    } else {
        blocks::read(&lines.collect::<String>(), Leave::Silent)
    };
    let mut imported = with_head("", article, blocks);
    imported
        .notes
        .push("The page shows no text without its script; the text was taken from its metadata".to_owned());
    imported
}

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
fn metadata(page: &Readability, stated: &Stated) -> Article {
    let said = page.get_article_metadata(page.parse_json_ld());
    // The whole page is walked once, not for each of them.
    let told = html_around::elements(&page.doc, |node| {
        FIELDS.iter().any(|name| node.has_name(name)) || node.has_attr("itemprop")
    });
    let told = Selection::from(told);
    let field = |fields: &[(&str, &str)]| {
        fields.iter().find_map(|(selector, attribute)| told.filter(selector).attr(attribute))
    };
    let date = stated.date.or_else(|| dateline::first_date(said.published_time.as_deref()?));
    let date = date.or_else(|| html_said::date(&field(DATE_FIELDS)?));
    let language = said.lang.as_deref().and_then(language::stated);
    let locale = || language::stated(&field(&[("meta[property='og:locale']", "content")])?);
    let mut article = Article {
        title: either(&stated.title, &said.title),
        dek: one_line(&said.excerpt.unwrap_or_default()),
        byline: Some(stated.byline.clone())
            .filter(|byline| !byline.is_empty())
            .unwrap_or_else(|| html_said::author(&page.doc)),
        language: language.or_else(locale).unwrap_or_default(),
        outlet: either(&said.site_name.unwrap_or_default(), &stated.outlet),
        url: field(URL_FIELDS).map(|url| url.to_string()).or(said.url).unwrap_or_default(),
        ..Article::default()
    };
    article.dateline.date = date;
    html_said::part_title(&page.doc, &mut article);
    article
}

/// The first of two texts that says anything, in one line.
fn either(first: &str, second: &str) -> String {
    let first = one_line(first);
    if first.is_empty() { one_line(second) } else { first }
}

/// Puts the head that the page shows in front of its text, and reads what else stands there.
fn with_head(html: &str, article: Article, blocks: Blocks) -> Imported {
    let Blocks { mut paragraphs, images } = blocks;
    let mut article = article;
    let lines = blocks::read(html, Leave::Around).paragraphs;
    html_said::read_lines(&lines, &mut article);
    let hed = place(&mut paragraphs, ParagraphKind::Hed, &article.title, 0);
    if !article.dek.is_empty() && lines.iter().any(|line| line.text == article.dek) {
        place(&mut paragraphs, ParagraphKind::Dek, &article.dek, hed);
    }
    let hed = drop_labels(&mut paragraphs, hed);
    mark_dates(&mut paragraphs[hed..]);
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

/// Takes out short lines before the hed, which stands at the place before `hed`: the section, the way there.
/// Returns where the hed ends then.
fn drop_labels(paragraphs: &mut Vec<Paragraph>, hed: usize) -> usize {
    let mut at = 0;
    let before = paragraphs.len();
    paragraphs.retain(|paragraph| {
        at += 1;
        let is_line = matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::ListItem)
            && paragraph.text.chars().nth(LABEL_CHARS).is_none();
        at >= hed || !is_line || dateline::first_date(&paragraph.text).is_some()
    });
    hed - (before - paragraphs.len())
}

/// Marks lines between the hed and the text that say when it was published: "Updated 12 March 2024, 8:30".
fn mark_dates(paragraphs: &mut [Paragraph]) {
    let lines = paragraphs
        .iter_mut()
        .take(HEAD_PARAGRAPHS)
        .take_while(|line| line.kind != ParagraphKind::Body || !ends_sentence(&line.text));
    for line in lines.filter(|line| line.kind == ParagraphKind::Body) {
        if line.text.chars().nth(DATE_CHARS).is_none() && dateline::first_date(&line.text).is_some() {
            line.kind = ParagraphKind::Dateline;
        }
    }
}
