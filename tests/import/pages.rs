//! Pages in the shapes of news sites: what is read of each, beside what a reader would call the article.
//!
//! Beside `NAME.html` lies `NAME.txt`: what the page says of the article, and the article's paragraphs.

use super::fixture;
use redpencil::import::{Imported, read_path};
use redpencil::review::ParagraphKind::{Boilerplate, Byline, Dateline, Hed};
use std::collections::HashMap;

const PAGES: &[&str] = &[
    "amp",
    "arabic",
    "block_editor",
    "brief",
    "captions",
    "comments",
    "component",
    "cookie_banner",
    "french",
    "german",
    "interview",
    "letter",
    "listicle",
    "live_blog",
    "old_tables",
    "paywall",
    "paywalled_body",
    "read_also",
    "script_page",
    "spanish",
    "split",
    "table_and_list",
    "weblog",
];

fn expected(page: &str) -> (String, String) {
    let text = std::fs::read_to_string(fixture(&format!("pages/{page}.txt"))).unwrap();
    let (head, body) = text.split_once("\n\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn read(page: &str) -> Imported {
    read_path(&fixture(&format!("pages/{page}.html"))).unwrap_or_else(|error| panic!("{error}"))
}

/// How often each word stands in a text.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The token F1 of a text.
fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let same: usize =
        found.iter().map(|(word, &count)| count.min(expected.get(word).copied().unwrap_or(0))).sum();
    let all: usize = found.values().sum::<usize>() + expected.values().sum::<usize>();
    let count = |count: usize| f64::from(u32::try_from(count).unwrap());
    2.0 * count(same) / count(all)
}

/// Of head lines only the hed, the author's line and the date are told apart; the rest is the article's text.
#[test]
fn the_article_and_nothing_else_is_read_of_a_page() {
    let score = |page: &&str| {
        let imported = read(page);
        let text = imported
            .paragraphs
            .iter()
            .filter(|paragraph| !matches!(paragraph.kind, Hed | Byline | Dateline | Boilerplate));
        let text: Vec<_> = text.map(|paragraph| paragraph.text.as_str()).collect();
        f1(&text.join("\n"), &expected(page).1)
    };
    let scores: Vec<f64> = PAGES.iter().map(score).collect();
    let told: Vec<_> = PAGES.iter().zip(&scores).map(|(page, score)| format!("{page} {score:.3}")).collect();
    let count = f64::from(u32::try_from(PAGES.len()).unwrap());
    assert!(scores.iter().sum::<f64>() / count > 0.98, "{told:#?}");
    assert!(scores.iter().all(|&score| score > 0.9), "{told:#?}");
}

#[test]
fn a_page_says_who_wrote_it_when_and_where() {
    for page in PAGES {
        let article = read(page).article;
        let date = article.dateline.date.map(|date| date.to_string()).unwrap_or_default();
        let found = format!(
            "title: {}\nbyline: {}\ndate: {date}\noutlet: {}",
            article.title, article.byline, article.outlet
        );
        assert_eq!(found, expected(page).0, "{page}");
    }
}

#[test]
fn what_leads_elsewhere_is_left_out_and_counted_and_taken_on_request() {
    let note = "3 lines that lead elsewhere left out".to_owned();
    let read = |full_text| {
        let options = redpencil::import::Options { full_text, ..Default::default() };
        redpencil::import::read_path_with(&fixture("pages/french.html"), options).unwrap()
    };
    let says =
        |imported: &Imported, words: &str| imported.paragraphs.iter().any(|one| one.text.contains(words));
    let (main, full) = (read(false), read(true));
    assert!(main.notes.contains(&note), "{:?}", main.notes);
    for words in ["Qui surveille les ponts", "Publicité", "abonnez-vous", "Votre vie privée", "Les plus lus"]
    {
        assert!(!says(&main, words), "{words}");
        assert!(says(&full, words), "{words}");
    }
}
