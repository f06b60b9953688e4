//! ClaimReview markup (schema.org) for the page that a check is published on.
//!
//! Required and recommended properties are those of Google’s “Fact Check (ClaimReview) structured data”:
//! `claimReviewed`, `reviewRating.alternateName` and `url` are required; `author`, `datePublished`,
//! `itemReviewed` with its author, date and appearance, and the rating’s three numbers are recommended. A
//! claim that lacks a required one is left out, one that lacks a recommended one is noted.

use super::{Document, ExportError, Options, Rating};
use crate::analysis::{outlets, sourcing};
use crate::review::{Attribution, Claim, Review, SourceKind};
use serde_json::{Value, json};

/// Who publishes a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    /// The organisation's name; empty where the checker's own name stands.
    pub name: String,
    /// Its address on the web.
    pub url: String,
}

/// The markup for the chosen claims.
pub fn write(review: &Review, options: &Options) -> Result<Document, ExportError> {
    if !is_address(&options.url) {
        return Err(ExportError::NoPage);
    }
    let mut notes = Vec::new();
    let mut reviewed = Vec::new();
    for claim in review.claims.iter().filter(|claim| is_chosen(claim, options)) {
        match required(claim, options) {
            Ok(rating) => reviewed.push((&**claim, rating)),
            Err(reason) => notes.push(format!("Claim {} is left out: {reason}", claim.number)),
        }
    }
    if reviewed.is_empty() {
        return Err(ExportError::NothingRated(notes));
    }
    let several = reviewed.len() > 1;
    let mut graph = Vec::with_capacity(reviewed.len());
    for (claim, rating) in reviewed {
        let markup = Markup { review, options, claim, rating, several };
        notes.extend(markup.lacking().map(|lacking| format!("Claim {} has no {lacking}", claim.number)));
        graph.push(markup.value());
    }
    let mut text = script_safe(&serde_json::to_string_pretty(&json!({
        "@context": "https://schema.org",
        "@graph": graph,
    }))?);
    text.push('\n');
    Ok(Document { bytes: text.into_bytes(), notes })
}

/// JSON that can stand in a `script` element: no sign of it ends the element.
pub fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn is_chosen(claim: &Claim, options: &Options) -> bool {
    match &options.claims {
        Some(chosen) => chosen.contains(&claim.id),
        None => options.ratings.contains_key(&claim.id) || options.scale.rates(claim),
    }
}

/// The name of the rating that a claim has of its own: one given for this document goes before its own.
fn own_rating<'a>(claim: &'a Claim, options: &'a Options) -> Option<&'a str> {
    let given = options.ratings.get(&claim.id).map(String::as_str);
    given.or_else(|| Some(claim.rating.trim()).filter(|name| !name.is_empty()))
}

/// The rating of a claim that has all that is required; else what it lacks.
fn required<'a>(claim: &Claim, options: &'a Options) -> Result<&'a Rating, String> {
    if claim.statement().trim().is_empty() {
        return Err("it has no wording and no passage".to_owned());
    }
    if claim.needs_recheck {
        return Err("its words changed since it was checked".to_owned());
    }
    match own_rating(claim, options) {
        Some(name) => {
            let rating = options.scale.named(name);
            rating.ok_or_else(|| format!("“{name}” is no rating of the scale"))
        }
        None => options.scale.of(claim.status).ok_or_else(|| {
            format!("the scale rates no claim that is {}", claim.status.label().to_lowercase())
        }),
    }
}

struct Markup<'a> {
    review: &'a Review,
    options: &'a Options,
    claim: &'a Claim,
    rating: &'a Rating,
    /// Whether the page holds more than this one, so that each needs an address of its own.
    several: bool,
}

impl Markup<'_> {
    fn value(&self) -> Value {
        let mut value = json!({
            "@type": "ClaimReview",
            "url": self.address(),
            "claimReviewed": self.claim.statement(),
            "reviewRating": self.rating(),
            "itemReviewed": self.item(),
        });
        if let Some(author) = self.author() {
            value["author"] = author;
        }
        if let Some(decision) = &self.claim.decision {
            value["datePublished"] = json!(decision.at.date_naive());
        }
        if !self.review.article.language.is_empty() {
            value["inLanguage"] = json!(self.review.article.language);
        }
        value
    }

    /// The page, with the claim's own place on it where it holds several.
    fn address(&self) -> String {
        let page = self.options.url.trim();
        if self.several && !page.contains('#') {
            return format!("{page}#claim-{}", self.claim.number);
        }
        page.to_owned()
    }

    fn rating(&self) -> Value {
        let (worst, best) = self.options.scale.bounds();
        json!({
            "@type": "Rating",
            "ratingValue": number(self.rating.value),
            "bestRating": number(best),
            "worstRating": number(worst),
            "alternateName": self.rating.name,
        })
    }

    /// Who publishes the check, or else who decided.
    fn author(&self) -> Option<Value> {
        let Publisher { name, url } = &self.options.publisher;
        if !name.trim().is_empty() {
            let mut publisher = json!({ "@type": "Organization", "name": name.trim() });
            if is_address(url) {
                publisher["url"] = json!(url.trim());
            }
            return Some(publisher);
        }
        let by = self.claim.decision.as_ref().map_or("", |decision| decision.by.trim());
        let by = if by.is_empty() { self.options.checker.trim() } else { by };
        (!by.is_empty()).then(|| json!({ "@type": "Person", "name": by }))
    }

    /// The claim itself: who made it, when, and where it appeared.
    fn item(&self) -> Value {
        let mut item = json!({ "@type": "Claim" });
        if let Some(author) = self.claimant() {
            item["author"] = author;
        }
        if let Some(date) = self.review.article.dateline.date {
            item["datePublished"] = json!(date);
        }
        if let Some(appearance) = self.appearance() {
            item["appearance"] = appearance;
        }
        let outlet = self.claim.attribution.as_ref().map_or("", |attribution| attribution.outlet.trim());
        if !outlet.is_empty() {
            let publisher = json!({ "@type": "Organization", "name": outlet });
            item["firstAppearance"] = json!({ "@type": "CreativeWork", "publisher": publisher });
        }
        item
    }

    /// Who the article says it from; where it says it from nobody, its author.
    fn claimant(&self) -> Option<Value> {
        let said = self.claim.attribution.as_ref();
        let spoken = said.map(
            |Attribution { speaker, outlet, .. }| {
                if speaker.trim().is_empty() { outlet.trim() } else { speaker.trim() }
            },
        );
        if let Some(name) = spoken.filter(|name| !name.is_empty()) {
            return Some(json!({ "@type": self.kind_of(name), "name": name }));
        }
        let article = &self.review.article;
        match (article.byline.trim(), article.outlet.trim()) {
            ("", "") => None,
            ("", outlet) => Some(json!({ "@type": "Organization", "name": outlet })),
            (byline, _) => Some(json!({ "@type": "Person", "name": byline })),
        }
    }

    /// A person unless the library or the list of outlets knows better.
    fn kind_of(&self, name: &str) -> &'static str {
        let kind = self.review.source_called(name).map(|source| source.kind);
        let is_body = kind.map_or_else(
            || outlets::by_name(name).is_some(),
            |kind| !matches!(kind, SourceKind::Person | SourceKind::Other),
        );
        if is_body { "Organization" } else { "Person" }
    }

    /// The article, where something is known of it that readers can find it by.
    fn appearance(&self) -> Option<Value> {
        let article = &self.review.article;
        let mut work = json!({ "@type": "NewsArticle" });
        if is_address(&article.url) {
            work["url"] = json!(article.url.trim());
        }
        if !article.title.trim().is_empty() {
            work["headline"] = json!(article.title.trim());
        }
        if let Some(date) = article.dateline.date {
            work["datePublished"] = json!(date);
        }
        if !article.outlet.trim().is_empty() {
            work["publisher"] = json!({ "@type": "Organization", "name": article.outlet.trim() });
        }
        (work.get("url").is_some() || work.get("headline").is_some()).then_some(work)
    }

    /// What is recommended and not there.
    fn lacking(&self) -> impl Iterator<Item = &'static str> {
        let decided = self.claim.decision.is_some();
        let dated = self.review.article.dateline.date.is_some();
        [
            (self.author().is_none(), "author of the check; name the publisher"),
            (!decided, "date of the check; set its status"),
            (self.claimant().is_none(), "claimant; fill in its attribution or the byline"),
            (!dated, "date of the claim; fill in the dateline"),
            (self.appearance().is_none(), "appearance; fill in the article’s title or address"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
    }
}

/// A whole number without a fraction, as scales are written.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2⁵³: below it every whole number is exact
    if value.fract() == 0.0 && value.abs() < EXACT { json!(value as i64) } else { json!(value) }
}

/// Whether a text is an address that readers can follow.
fn is_address(url: &str) -> bool {
    let url = url.trim();
    sourcing::host(url).is_some() && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}
