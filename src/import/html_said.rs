//! What a page says about its article: in JSON-LD for machines, and in its first lines for readers.

use super::{builder, head};
use crate::analysis::dateline;
use crate::review::{Article, Paragraph};
use chrono::NaiveDate;
use dom_query::Document;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What stands between a title and the name of the paper behind it.
const PARTING: &[char] = &['|', '-', '–', '—', '·', '•', '«', '»', ':'];

/// A longer tail of a title (in chars) is no paper's name.
const OUTLET_CHARS: usize = 40;

/// How many lines below the hed are looked at for who wrote it and when.
const LINES: usize = 8;

/// A longer line (in chars) below the hed says more than who and when.
const LINE_CHARS: usize = 120;

/// Where pages name who wrote the article, besides what the search for the main text looks at.
const BYLINE_FIELDS: &[(&str, &str)] = &[
    ("meta[name='author' i]", "content"),
    ("meta[property='article:author']", "content"),
    ("meta[name='parsely-author']", "content"),
    ("meta[name='sailthru.author']", "content"),
    ("meta[name='byl']", "content"),
    ("meta[name='dc.creator' i]", "content"),
    ("meta[name='dcterms.creator' i]", "content"),
    ("meta[name='citation_author']", "content"),
];

/// Elements that hold who wrote it and nothing else.
const BYLINE_ELEMENTS: &[&str] =
    &["[itemprop='author'] [itemprop='name']", "[itemprop='author']", "a[rel~='author']", ".vcard .fn"];

/// What a page says in JSON-LD, in the words of schema.org.
#[derive(Debug, Default)]
pub struct Stated {
    /// The headline.
    pub title: String,
    /// Who wrote it.
    pub byline: String,
    /// Who publishes it.
    pub outlet: String,
    /// The day on which it was published.
    pub date: Option<NaiveDate>,
    /// All its words, one paragraph a line, where they are there.
    pub body: String,
}

/// Reads the article's JSON-LD: the first article in it, or the one whose headline the page shows.
pub fn stated(page: &Document) -> Stated {
    let scripts = page.select("script[type='application/ld+json' i]");
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(&script.text())).collect();
    let (mut names, mut articles) = (HashMap::new(), Vec::new());
    values.iter().for_each(|value| gather(value, false, &mut names, &mut articles));
    let shown: Vec<String> = headings(page);
    let is_shown = |article: &&&Map<String, Value>| shown.contains(&text(article.get("headline")));
    let Some(article) = articles.iter().find(is_shown).or(articles.first()) else { return Stated::default() };
    let people = |key: &str| article.get(key).map(|value| called(value, &names)).unwrap_or_default();
    let authors = ["author", "creator"].map(people).into_iter().find(|names| !names.is_empty());
    Stated {
        title: text(article.get("headline")),
        byline: authors.unwrap_or_default().join(", "),
        outlet: people("publisher").into_iter().next().unwrap_or_default(),
        date: article.get("datePublished").and_then(Value::as_str).and_then(dateline::first_date),
        body: article.get("articleBody").and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}

/// The first value of a script, whatever comment stands around it. Line ends within strings, which JSON
/// forbids and pages write, are blanks.
fn parse(script: &str) -> Option<Value> {
    let plain = script.replace(|letter: char| letter.is_ascii_control(), " ");
    let first = plain.find('{')?;
    let array = plain[..first].trim_end();
    let start = if array.ends_with('[') && !array.ends_with("CDATA[") { array.len() - 1 } else { first };
    serde_json::Deserializer::from_str(&plain[start..]).into_iter().next()?.ok()
}

/// Gathers the articles, and what things with an id are called. What belongs to an article is none itself.
fn gather<'a>(
    value: &'a Value,
    within: bool,
    names: &mut HashMap<&'a str, &'a Value>,
    articles: &mut Vec<&'a Map<String, Value>>,
) {
    match value {
        Value::Array(all) => all.iter().for_each(|value| gather(value, within, names, articles)),
        Value::Object(fields) => {
            if let (Some(id), Some(name)) = (fields.get("@id").and_then(Value::as_str), fields.get("name")) {
                names.insert(id, name);
            }
            let is_article = is_article(fields);
            if is_article && !within {
                articles.push(fields);
            }
            fields.values().for_each(|value| gather(value, within || is_article, names, articles));
        }
        _ => {}
    }
}

fn is_article(fields: &Map<String, Value>) -> bool {
    let known = |value: &Value| {
        let kind = value.as_str().and_then(|kind| kind.rsplit(['/', '#', ':']).next());
        kind.is_some_and(|kind| {
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        })
    };
    match fields.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(known),
        Some(kind) => known(kind),
        None => false,
    }
}

/// The names of one or several people or papers: strings, things with a name, or ids of such.
fn called(value: &Value, names: &HashMap<&str, &Value>) -> Vec<String> {
    let mut found: Vec<String> = match value {
        Value::Array(all) => all.iter().flat_map(|value| called(value, names)).collect(),
        Value::Object(fields) => {
            let id = fields.get("@id").and_then(Value::as_str);
            let name = fields.get("name").or_else(|| names.get(id?).copied());
            // A name is a string or several; a thing in its place names nobody.
            name.filter(|name| !name.is_object())
                .map(|name| called(name, &HashMap::new()))
                .unwrap_or_default()
        }
        Value::String(_) => vec![name(&text(Some(value)))],
        _ => Vec::new(),
    };
    found.retain(|name| !name.is_empty());
    found.dedup();
    found
}

/// A field's text without the entities that some pages write even here.
fn text(value: Option<&Value>) -> String {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    builder::one_line(&html_escape::decode_html_entities(text))
}

/// Who a text names: without "By", a date behind, or a network's address. Empty where it names nobody.
pub fn name(text: &str) -> String {
    let text = builder::one_line(text);
    let text = head::byline(&text).unwrap_or(&text);
    let is_name = !text.contains("://") && !text.starts_with('@') && text.chars().count() <= LINE_CHARS;
    if is_name { text.to_owned() } else { String::new() }
}

/// The date in a field, also in the short form of ISO 8601: `20240506`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let digits = text.trim().get(..8).and_then(|short| NaiveDate::parse_from_str(short, "%Y%m%d").ok());
    dateline::first_date(text).or(digits)
}

/// The texts of the page's highest headings.
fn headings(page: &Document) -> Vec<String> {
    page.select("h1").iter().map(|heading| builder::one_line(&heading.text())).collect()
}

/// Who wrote the article, as the page's fields and elements name them.
pub fn author(page: &Document) -> String {
    let head = page.select_single("head"); // the whole page need not be walked for each of them
    let fields = BYLINE_FIELDS.iter().filter_map(|(field, of)| head.select_single(field).attr(of));
    let any = page.select(&BYLINE_ELEMENTS.join(", "));
    let element = |selector: &&str| any.filter(selector).iter().next().map(|first| first.text());
    let elements = BYLINE_ELEMENTS.iter().filter_map(element);
    fields.chain(elements).map(|text| name(&text)).find(|name| !name.is_empty()).unwrap_or_default()
}

/// Parts a title from the paper's name behind it, where the page shows the title alone as a heading or names
/// the paper elsewhere too; gives the paper's name to an article without one.
pub fn part_title(page: &Document, article: &mut Article) {
    let title = article.title.as_str();
    let behind = |hed: &str| {
        let tail = title.strip_prefix(hed)?.strip_prefix([' ', '\u{a0}'])?.trim_start();
        let tail = tail.strip_prefix(PARTING)?.rsplit(['|', '–', '—']).next()?.trim();
        Some(tail.to_owned())
    };
    let shown = headings(page).into_iter().find_map(|hed| behind(&hed).map(|tail| (hed, tail)));
    let named = || {
        let hed = title.strip_suffix(article.outlet.as_str()).filter(|_| !article.outlet.is_empty())?;
        let hed = hed.trim_end().strip_suffix(PARTING)?.trim_end();
        (!hed.is_empty()).then(|| (hed.to_owned(), String::new()))
    };
    let Some((hed, tail)) = shown.or_else(named) else { return };
    if article.outlet.is_empty() && tail.chars().count() <= OUTLET_CHARS {
        article.outlet = tail;
    }
    article.title = hed;
}

/// Fills in who wrote it and when from the lines below the hed, as a reader finds them.
pub fn read_lines(lines: &[Paragraph], article: &mut Article) {
    let Some(hed) = lines.iter().position(|line| line.text == article.title) else { return };
    let near = lines[hed + 1..].iter().take(LINES).map(|line| line.text.as_str());
    for line in near.take_while(|line| line.chars().nth(LINE_CHARS * 2).is_none()) {
        if line.chars().nth(LINE_CHARS).is_some() {
            continue;
        }
        if let Some(names) = head::byline(line).filter(|_| article.byline.is_empty()) {
            names.clone_into(&mut article.byline);
        }
        article.dateline.date = article.dateline.date.or_else(|| dateline::first_date(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Stated {
        stated(&Document::from(format!("<h1>Two</h1><script type=application/ld+json>{json}</script>")))
    }

    #[test]
    fn json_ld_is_read_in_the_forms_that_pages_write() {
        let flat = of("<!-- [{\"@type\":\"Organization\",\"name\":\"x\"},{\"@type\":\"NewsArticle\",\
            \"headline\":\"One &amp;\ntwo\",\"author\":[\"By Ida Roe\",{\"name\":[\"Sam Poe\"]}],\
            \"datePublished\":\"12 March 2024\"}] -->");
        assert_eq!((flat.title.as_str(), flat.byline.as_str()), ("One & two", "Ida Roe, Sam Poe"));
        assert_eq!(flat.date, NaiveDate::from_ymd_opt(2024, 3, 12));
        let graph = of(
            "//<![CDATA[\n{\"@graph\":[{\"@id\":\"#p\",\"name\":\"Post\"},{\"@type\":[\"Article\",\"x\"],\
            \"publisher\":{\"@id\":\"#p\"},\"author\":{\"url\":\"https://a.example\"},\"creator\":\"Ida Roe\"}]}\n//]]>",
        );
        assert_eq!((graph.outlet.as_str(), graph.byline.as_str()), ("Post", "Ida Roe"));
        let within =
            of("{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"http://schema.org/BlogPosting\",\
            \"headline\":\"Two\",\"articleBody\":\"a\"}}");
        assert_eq!((within.title.as_str(), within.body.as_str()), ("Two", "a"));
        assert_eq!(of("{\"@type\":\"NewsArticle\",").title, "");
    }

    #[test]
    fn of_several_articles_the_one_on_show_is_meant() {
        let articles = ["One", "Two"].map(|hed| format!("{{\"@type\":\"Article\",\"headline\":\"{hed}\"}}"));
        assert_eq!(of(&format!("[{}]", articles.join(","))).title, "Two");
    }

    #[test]
    fn a_title_is_parted_from_the_paper() {
        let part = |html: &str, title: &str, outlet: &str| {
            let mut article = Article { title: title.into(), outlet: outlet.into(), ..Article::default() };
            part_title(&Document::from(html), &mut article);
            (article.title, article.outlet)
        };
        let both = |title: &str, outlet: &str| (title.to_owned(), outlet.to_owned());
        let shown = "<h1>Two bridges</h1>";
        assert_eq!(part(shown, "Two bridges – Asp Local", ""), both("Two bridges", "Asp Local"));
        assert_eq!(part(shown, "Two bridges | Traffic | Asp", ""), both("Two bridges", "Asp"));
        assert_eq!(part("", "Two bridges · Asp", "Asp"), both("Two bridges", "Asp"));
        assert_eq!(part("", "Two bridges - one ferry", ""), both("Two bridges - one ferry", ""));
        assert_eq!(part(shown, "Two bridges-heads", ""), both("Two bridges-heads", ""));
    }
}
