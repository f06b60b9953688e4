//! W3C Web Annotations: our own, with the claim they carry, and those of other programs.

use super::{ClaimsError, Given, GivenCitation, GivenClaim, GivenCorrection, GivenDecision, GivenMark};
use crate::review::Status;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;

/// The claims of an annotation, a list of them, or a collection or page.
pub fn read(value: &Value) -> Result<Given, ClaimsError> {
    let mut given = Given::default();
    let mut seen = HashSet::new();
    for annotation in annotations(value) {
        let carried = annotation.get("claim").filter(|claim| claim.is_object());
        match carried {
            // A claim with several marks has an annotation for each; it is one claim all the same.
            Some(claim) if !is_new(claim, &mut seen) => {}
            Some(claim) => given.claims.push(GivenClaim::deserialize(claim)?),
            None => given.claims.push(foreign(annotation)),
        }
    }
    if given.claims.is_empty() { Err(ClaimsError::Neither) } else { Ok(given) }
}

fn is_new<'a>(claim: &'a Value, seen: &mut HashSet<&'a str>) -> bool {
    claim.get("id").and_then(Value::as_str).is_none_or(|id| seen.insert(id))
}

/// The annotations in a document, in order, whichever way they are held together.
fn annotations(value: &Value) -> Vec<&Value> {
    if let Some(list) = value.as_array() {
        return list.iter().filter(|value| value.get("target").is_some()).collect();
    }
    if value.get("target").is_some() {
        return vec![value];
    }
    let page = value.get("first").filter(|first| first.is_object()).unwrap_or(value);
    let lists = ["items", "rows", "@graph"].into_iter().filter_map(|key| page.get(key)?.as_array());
    lists.flatten().filter(|value| value.get("target").is_some()).collect()
}

/// One of another program, read by the standard's own terms.
fn foreign(annotation: &Value) -> GivenClaim {
    let mut claim = GivenClaim::default();
    for target in many(annotation.get("target")) {
        claim.marks.extend(mark(target));
    }
    if texts(annotation.get("motivation")).any(|word| word == "questioning") {
        claim.status = Status::Query.key().to_owned();
    }
    if let Some(note) = annotation.get("bodyValue").and_then(Value::as_str) {
        claim.note = note.to_owned();
    }
    for body in many(annotation.get("body")) {
        take_body(&mut claim, body);
    }
    // Hypothesis has words of its own for what the standard calls bodies and creator.
    if let Some(note) = annotation.get("text").and_then(Value::as_str).filter(|_| claim.note.is_empty()) {
        note.clone_into(&mut claim.note);
    }
    claim.tags.extend(texts(annotation.get("tags")).map(str::to_owned));
    let creator = annotation.get("creator").or_else(|| annotation.get("user"));
    let by = creator.and_then(|creator| creator.as_str().or_else(|| creator.get("name")?.as_str()));
    let by = by.unwrap_or_default();
    let at = annotation.get("created").and_then(|at| at.as_str()?.parse().ok());
    claim.decision = Some(GivenDecision { by: by.to_owned(), at });
    claim
}

/// The passage that a target selects by its words.
fn mark(target: &Value) -> Option<GivenMark> {
    let selectors: Vec<&Value> = many(target.get("selector")).collect();
    let of_type = |wanted: &str| {
        selectors.iter().find(|selector| texts(selector.get("type")).any(|kind| kind == wanted)).copied()
    };
    let quote = of_type("TextQuoteSelector")?;
    let text = |key: &str| quote.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let start = of_type("TextPositionSelector").and_then(|position| position.get("start")?.as_u64());
    Some(GivenMark {
        text: text("exact"),
        prefix: text("prefix"),
        suffix: text("suffix"),
        start: start.and_then(|start| usize::try_from(start).ok()),
        draft: None,
    })
}

fn take_body(claim: &mut GivenClaim, body: &Value) {
    let link = body.as_str().or_else(|| body.get("source")?.as_str());
    if let Some(url) = link.filter(|link| link.contains(':') && !link.contains(char::is_whitespace)) {
        claim.citations.push(GivenCitation { url: url.to_owned(), ..GivenCitation::default() });
        return;
    }
    // A string is an address by the standard; some programs write their words there.
    let Some(value) = body.get("value").unwrap_or(body).as_str() else { return };
    let purpose = texts(body.get("purpose")).next().unwrap_or_default();
    match purpose {
        "tagging" => claim.tags.push(value.to_owned()),
        "editing" => {
            claim.correction = Some(GivenCorrection { text: value.to_owned(), ..GivenCorrection::default() });
        }
        "describing" => claim.wording = value.to_owned(),
        "classifying" if Status::from_key(value).is_some() => claim.status = value.to_owned(),
        _ if claim.note.is_empty() => claim.note = value.to_owned(),
        _ => claim.note = format!("{}\n{value}", claim.note),
    }
}

/// JSON-LD writes one of a thing as itself and several as a list.
fn many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, list) = match value {
        Some(Value::Array(list)) => (None, list.as_slice()),
        one => (one, &[][..]),
    };
    one.into_iter().chain(list)
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    many(value).filter_map(Value::as_str)
}
