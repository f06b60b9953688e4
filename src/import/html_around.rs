//! Takes out of a page what stands around an article, and finds the element that the article stands in.
//!
//! The search for the main text weighs elements by their length and their commas. What it cannot weigh are
//! boxes within an article, comments longer than it, and short articles beside long teasers. Those say what
//! they are: in the names that pages give them, and by headings that are links.

use super::kinds;
use super::words::WORDS;
use dom_query::{Document, NodeRef};

/// Words in the names of elements (class, id, role) that are never an article's own, however long.
const NEVER: &[&str] = &[
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "cmp",
    "onetrust",
    "newsletter",
    "comments",
    "commentlist",
    "disqus",
    "outbrain",
    "taboola",
];

/// Words in the names of elements that are beside the article where they hold the smaller part of the page.
const BESIDE: &[&str] = &[
    "share",
    "sharing",
    "partage",
    "partager",
    "teilen",
    "compartir",
    "breadcrumb",
    "breadcrumbs",
    "related",
    "recirc",
    "recommended",
    "recommendations",
    "popular",
    "trending",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "anzeige",
    "werbung",
    "publicite",
    "publicidad",
    "sponsored",
    "promo",
    "tags",
    "signup",
    "teasers",
    "readmore",
    "readalso",
    "mostread",
    "sharedaddy",
    "relatedposts",
];

/// Pairs of words in the names of elements, in this order, that are beside the article too.
const PAIRS: &[(&str, &str)] = &[
    ("read", "also"),
    ("also", "read"),
    ("most", "read"),
    ("lire", "aussi"),
    ("a", "lire"),
    ("plus", "lus"),
    ("author", "bio"),
    ("about", "author"),
    ("tag", "list"),
    ("entry", "utility"),
];

/// Words in the names of boxes that sell the paper; papers give them to the text for sale as well.
const SELLS: &[&str] =
    &["paywall", "regwall", "subscribe", "subscription", "abonnement", "abo", "donate", "donation"];

/// The longest box that sells the paper, in chars.
const OFFER_CHARS: usize = 1_000;

/// Takes out what says by its name, its words or its headings that it stands around the article. Gives how
/// many lines that lead elsewhere were among the text.
pub fn remove(page: &Document) -> usize {
    let all = chars(&page.root());
    elements(page, is_over).iter().for_each(NodeRef::remove_from_parent);
    for node in elements(page, is_hidden) {
        if chars(&node) * 5 < all * 2 && !holds_article(&node) {
            node.remove_from_parent();
        }
    }
    for node in elements(page, |node| node.has_attr("class") || node.has_attr("id")) {
        if is_around(&node, all) && !holds_article(&node) {
            node.remove_from_parent();
        }
    }
    remove_cards(page, all);
    remove_leads(page)
}

/// What lies over a page.
fn is_over(node: &NodeRef<'_>) -> bool {
    let says = |name: &str, value: &str| node.attr(name).is_some_and(|said| &*said == value);
    ["amp-sidebar", "amp-consent", "amp-ad"].iter().any(|name| node.has_name(name))
        || says("aria-modal", "true")
        || says("role", "dialog")
}

/// What a reader does not see.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    const STYLES: [&str; 3] = ["display:none", "display: none", "visibility:hidden"];
    let style = node.attr("style").is_some_and(|style| STYLES.iter().any(|hides| style.contains(hides)));
    style || node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true")
}

/// The elements of a page that something holds of, in order: to walk them costs less than to match a selector.
pub(super) fn elements<'a>(page: &'a Document, fits: impl Fn(&NodeRef<'a>) -> bool) -> Vec<NodeRef<'a>> {
    page.root().descendants_it().filter(|node| node.is_element() && fits(node)).collect()
}

fn is_around(node: &NodeRef<'_>, all: usize) -> bool {
    if ["html", "body", "main", "article", "p"].iter().any(|name| node.has_name(name)) && !is_short(node) {
        return false;
    }
    let words = words(node);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if has(NEVER) {
        return true;
    }
    let paired = words.windows(2).any(|two| PAIRS.contains(&(two[0].as_str(), two[1].as_str())));
    if paired || has(BESIDE) {
        return chars(node) * 5 < all * 2;
    }
    has(SELLS) && chars(node) <= OFFER_CHARS && {
        let text = node.text().to_lowercase();
        WORDS.offers.iter().any(|offer| text.contains(offer))
    }
}

/// A paragraph that names itself so is believed where it is a line.
fn is_short(node: &NodeRef<'_>) -> bool {
    node.has_name("p") && chars(node) < 150
}

/// The words of an element's names, in lower case: `relatedBox-inner` is "related", "box", "inner".
fn words(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for name in ["class", "id"].into_iter().filter_map(|attribute| node.attr(attribute)) {
        let mut before = ' ';
        for letter in name.chars() {
            let begins = !before.is_alphanumeric() || letter.is_uppercase() && before.is_lowercase();
            if letter.is_alphanumeric() && begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
                word.extend(letter.to_lowercase());
            }
            before = letter;
        }
        words.push(String::new()); // the names of class and id make no pair
    }
    words
}

/// Whether the article itself stands in an element, as far as the page says where it stands.
fn holds_article(node: &NodeRef<'_>) -> bool {
    let is_it = |node: &NodeRef<'_>| {
        node.has_name("h1")
            || node.has_name("main")
            || node.has_name("article") && node.attr("itemprop").is_none_or(|what| &*what != "comment")
            || node.attr("itemprop").is_some_and(|what| &*what == "articleBody")
    };
    is_it(node) || node.descendants_it().any(|inner| is_it(&inner))
}

/// Takes out cards: what stands with a heading that is a link to elsewhere, and under no other heading.
fn remove_cards(page: &Document, all: usize) {
    let is_heading = |node: &NodeRef<'_>| ["h2", "h3", "h4", "h5"].iter().any(|name| node.has_name(name));
    for heading in elements(page, is_heading) {
        let Some(card) = is_link(&heading).then(|| card(&heading)).flatten() else { continue };
        let is_main = |node: &NodeRef<'_>| node.has_name("h1") || node.has_name("main");
        if chars(&card) * 5 < all * 2 && !is_main(&card) && !card.descendants_it().any(|node| is_main(&node))
        {
            card.remove_from_parent();
        }
    }
}

/// Whether a heading is a link as a whole, in it or around it, to another page.
fn is_link(heading: &NodeRef<'_>) -> bool {
    let leads =
        |node: &NodeRef<'_>| node.has_name("a") && node.attr("href").is_some_and(|to| !to.starts_with('#'));
    let around = heading.parent().is_some_and(|parent| leads(&parent));
    around || heading.children_it(false).any(|inner| leads(&inner) && chars(&inner) == chars(heading))
}

/// The largest element around a heading that has no other heading; none where the heading stands alone.
fn card<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let one = |node: &NodeRef<'_>| {
        let is_heading =
            |node: &NodeRef<'_>| ["h1", "h2", "h3", "h4", "h5"].iter().any(|name| node.has_name(name));
        node.descendants_it().filter(is_heading).nth(1).is_none()
    };
    let around = heading.ancestors_it(Some(6));
    let card = around.take_while(|node| !node.has_name("body") && one(node)).last()?;
    card.is_element().then_some(card)
}

/// Takes out lines that lead elsewhere: "Also read", "Advertisement", and the links right below them.
fn remove_leads(page: &Document) -> usize {
    let mut removed = 0;
    const LINES: [&str; 8] = ["p", "div", "li", "span", "h2", "h3", "h4", "h5"];
    for line in elements(page, |node| LINES.iter().any(|name| node.has_name(name))) {
        let inner = line.descendants_it().filter(|inner| inner.has_name("p") || inner.has_name("li"));
        if inner.take(2).count() < 2 && chars(&line) < 200 && kinds::is_boilerplate(line.text().trim()) {
            let below = line.next_element_sibling();
            below.filter(is_to_click).inspect(NodeRef::remove_from_parent);
            line.remove_from_parent();
            removed += 1;
        }
    }
    removed
}

/// The only element that says it is an article and holds the page's heading; as HTML without what is in it
/// only to be clicked.
pub fn scope(page: &Document) -> Option<String> {
    let holds_hed = |node: &&NodeRef<'_>| node.descendants_it().any(|inner| inner.has_name("h1"));
    let outer = page.select("article");
    let mut found = outer.nodes().iter().filter(holds_hed);
    let (Some(article), None) = (found.next(), found.next()) else { return None };
    for part in article.descendants_it().filter(NodeRef::is_element).collect::<Vec<_>>() {
        let is_block = ["ul", "ol", "div", "p", "section"].iter().any(|name| part.has_name(name));
        if is_block && is_to_click(&part) {
            part.remove_from_parent();
        }
    }
    Some(article.html().to_string())
}

/// Whether nearly all text of an element is links.
fn is_to_click(node: &NodeRef<'_>) -> bool {
    let all = chars(node);
    let links = node.descendants_it().filter(|inner| inner.has_name("a"));
    all > 0 && all < 300 && links.map(|link| chars(&link)).sum::<usize>() * 10 >= all * 7
}

/// How many chars of text an element has, without blanks.
fn chars(node: &NodeRef<'_>) -> usize {
    node.text().chars().filter(|letter| !letter.is_whitespace()).count()
}
