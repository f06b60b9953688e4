//! W3C Web Annotations (JSON-LD): one for each mark, after the Web Annotation Data Model of 2017.
//!
//! Positions are code points of the draft’s text, which is what the model asks for and what marks keep. The
//! claim as a whole goes along under `claim`, a term of ours that other programs pass over, so that our own
//! reader gives back the same claim.

use super::claimreview::script_safe;
use super::told::{self, Sources};
use super::{ExportError, in_text_order};
use crate::analysis::sourcing;
use crate::review::{Claim, Draft, Mark, Method, Rank, Review, Status};
use serde_json::{Value, json};

/// What our own terms stand for: a URN, for nothing of it is on the web.
const TERMS: &str = "urn:redpencil:terms:";

/// The annotations of a review, in text order, as a collection with one page.
pub fn write(review: &Review) -> Result<String, ExportError> {
    let sources = Sources::of(review);
    let mut items = Vec::new();
    for claim in in_text_order(review) {
        let record = record(claim, &sources);
        for (at, mark) in claim.marks.iter().enumerate() {
            items.push(annotation(review, &sources, claim, (at, mark), &record));
        }
    }
    let id = format!("urn:redpencil:{}", review.id);
    let collection = json!({
        "@context": [
            "http://www.w3.org/ns/anno.jsonld",
            {
                "claim": { "@id": format!("{TERMS}claim"), "@type": "@json" },
                "draft": format!("{TERMS}draft"),
                "sha256": format!("{TERMS}sha256"),
            },
        ],
        "id": id,
        "type": "AnnotationCollection",
        "label": review.article.title,
        "total": items.len(),
        "first": {
            "id": format!("{id}:page"),
            "type": "AnnotationPage",
            "partOf": id,
            "startIndex": 0,
            "items": items,
        },
    });
    let mut text = script_safe(&serde_json::to_string_pretty(&collection)?);
    text.push('\n');
    Ok(text)
}

fn annotation(
    review: &Review,
    sources: &Sources<'_>,
    claim: &Claim,
    (at, mark): (usize, &Mark),
    record: &Value,
) -> Value {
    let mut annotation = json!({
        "id": format!("urn:redpencil:{}:{}:{}", review.id, claim.id, at + 1),
        "type": "Annotation",
        "motivation": motivation(claim),
    });
    if let Some(decision) = &claim.decision {
        annotation["created"] = json!(decision.at);
        if !decision.by.is_empty() {
            annotation["creator"] = json!({ "type": "Person", "name": decision.by });
        }
    }
    annotation["body"] = json!(bodies(claim, sources));
    annotation["target"] = target(review, mark);
    annotation["claim"] = record.clone();
    annotation
}

/// What an annotation is for: to ask, to propose other words, or to judge.
fn motivation(claim: &Claim) -> &'static str {
    match (&claim.status, &claim.correction) {
        (Status::Query, _) => "questioning",
        (_, Some(correction)) if !correction.text.trim().is_empty() => "editing",
        _ => "assessing",
    }
}

fn bodies(claim: &Claim, sources: &Sources<'_>) -> Vec<Value> {
    let mut bodies = vec![textual("classifying", &told::status_words(claim))];
    if !claim.wording.trim().is_empty() {
        bodies.push(textual("describing", &claim.wording));
    }
    let correction = claim.correction.as_ref().map_or("", |correction| correction.text.as_str());
    if !correction.trim().is_empty() {
        bodies.push(textual("editing", correction));
    }
    if !claim.note.trim().is_empty() {
        let purpose = if claim.status == Status::Query { "questioning" } else { "commenting" };
        bodies.push(textual(purpose, &sources.text(&claim.note)));
    }
    bodies.extend(claim.tags.iter().map(|tag| textual("tagging", tag)));
    for cited in sources.evidence(claim) {
        bodies.push(textual("assessing", &cited.line()));
        if is_iri(&cited.citation.url) {
            let source = cited.citation.url.trim();
            bodies.push(json!({ "type": "SpecificResource", "purpose": "linking", "source": source }));
        }
    }
    bodies
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain" })
}

/// The passage: words, place, and the state of the article that both belong to.
fn target(review: &Review, mark: &Mark) -> Value {
    let Mark { draft: number, start, end, quote, prefix, suffix } = mark;
    let url = review.article.url.trim();
    let source = if is_iri(url) { url.to_owned() } else { format!("urn:redpencil:{}:article", review.id) };
    let mut target = json!({
        "type": "SpecificResource",
        "source": source,
        "selector": [
            { "type": "TextQuoteSelector", "exact": quote, "prefix": prefix, "suffix": suffix },
            { "type": "TextPositionSelector", "start": start.0, "end": end.0 },
        ],
    });
    if let Some(draft) = review.drafts.iter().find(|draft| draft.number == *number) {
        target["state"] = state(draft);
    }
    target
}

fn state(draft: &Draft) -> Value {
    json!({
        "id": format!("urn:sha256:{}", draft.sha256()),
        "type": "TimeState",
        "sourceDate": draft.imported,
        "draft": draft.number,
        "sha256": draft.sha256(),
    })
}

/// The claim with the keys of `export --to json`, without what may not be told.
fn record(claim: &Claim, sources: &Sources<'_>) -> Value {
    let mark = |mark: &Mark| {
        let Mark { draft, start, end, quote, prefix, suffix } = mark;
        json!({ "start": start.0, "end": end.0, "text": quote, "draft": draft, "prefix": prefix, "suffix": suffix })
    };
    let citations = sources.evidence(claim).into_iter().map(|cited| {
        let citation = &*cited.citation;
        json!({
            "source": cited.source, "stance": citation.stance.key(), "pinpoint": citation.pinpoint,
            "url": citation.url, "rank": citation.rank.map(Rank::key), "quotation": citation.quotation,
            "language": citation.language, "translation": citation.translation,
            "accessed": citation.accessed, "method": citation.method.map(Method::key),
            "origin": citation.origin.and(cited.origin.as_deref()), "note": cited.note,
            "credibility": citation.credibility.key(), "translator": citation.translator,
            "who": citation.who,
        })
    });
    json!({
        "number": claim.number,
        "id": claim.id,
        "wording": claim.wording,
        "status": claim.status.key(),
        "needs_recheck": claim.needs_recheck,
        "marks": claim.marks.iter().map(mark).collect::<Vec<_>>(),
        "attribution": claim.attribution.as_ref().map(|said| json!({
            "speaker": said.speaker, "cue": said.cue, "outlet": said.outlet, "said": said.said.key(),
        })),
        "citations": citations.collect::<Vec<_>>(),
        "correction": claim.correction.as_ref().map(|correction| json!({
            "text": correction.text,
            "resolution": correction.resolution.key(),
            "reason": sources.text(&correction.reason),
        })),
        "note": sources.text(&claim.note),
        "kind": claim.kind.key(),
        "tags": claim.tags,
        "rating": claim.rating,
        "decision": claim.decision.as_ref().map(|decision| json!({ "by": decision.by, "at": decision.at })),
    })
}

/// Whether an address can stand where JSON-LD expects an IRI.
fn is_iri(url: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    sourcing::host(url.trim()).is_some() && !url.trim().contains(forbidden)
}
