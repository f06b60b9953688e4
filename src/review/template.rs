//! What a desk begins its reviews with: its own list of sources, and the rules it works by.

use super::{Change, Edit, Ids, Review, RuleSettings, Source, SourceChange, SourceId, compose};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A house list of sources and a choice of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Which rules count.
    #[serde(default)]
    pub rules: RuleSettings,
    /// The sources.
    #[serde(default)]
    pub sources: Vec<Source>,
}

impl Template {
    /// The sources and rules of a review. Contact logs stay behind, being about that review.
    pub fn of(review: &Review) -> Self {
        let without_contacts = |source: &Source| Source { contacts: Vec::new(), ..source.clone() };
        let sources = review.sources.iter().map(without_contacts).collect();
        Self { rules: review.rules.clone(), sources }
    }

    /// What is wrong with it, in one sentence: two sources of one id, or an origin that is not there.
    pub fn fault(&self) -> Option<String> {
        let mut ids = HashSet::new();
        if let Some(twice) = self.sources.iter().find(|source| !ids.insert(source.id)) {
            return Some(format!("the source id {} stands twice", twice.id));
        }
        self.sources.iter().find_map(|source| {
            let origin = source.origin.filter(|origin| !ids.contains(origin))?;
            Some(format!("{} takes its facts from {origin}, which is not in the list", source.name))
        })
    }

    /// Brings its rules and those of its sources that are missing into a review, as one edit; `None` where
    /// nothing changes. A source that goes by a name of the review’s stays as it is there.
    pub fn adopt(&self, review: &Review, ids: &mut dyn Ids) -> Option<Edit> {
        let mut edits: Vec<Edit> = compose::set_rules(review, self.rules.clone()).into_iter().collect();
        let mut known: HashMap<SourceId, SourceId> = HashMap::new();
        let mut new: Vec<Source> = Vec::new();
        for source in &self.sources {
            let there = review.source_called(&source.name).or_else(|| named(&new, &source.name));
            let id = there.map_or_else(|| free_id(review, source.id, ids), |there| there.id);
            if there.is_none() {
                new.push(Source { id, ..source.clone() });
            }
            known.insert(source.id, id);
        }
        edits.extend(added(review, &new));
        edits.extend(new.iter().filter_map(|source| {
            let to = source.origin.and_then(|origin| known.get(&origin).copied())?;
            let change = SourceChange::Origin(Change::new(None, Some(to)));
            (to != source.id).then_some(Edit::Source { id: source.id, change })
        }));
        (!edits.is_empty()).then(|| compose::together(edits))
    }
}

fn named<'a>(sources: &'a [Source], name: &str) -> Option<&'a Source> {
    sources.iter().find(|source| source.is_called(name))
}

/// Without origins, which can only be named once all are there.
fn added(review: &Review, new: &[Source]) -> Vec<Edit> {
    let at = review.sources.len();
    let add = |(at, source): (usize, &Source)| {
        let source = Source { origin: None, ..source.clone() };
        Edit::AddSource { at, source: Box::new(source) }
    };
    (at..).zip(new).map(add).collect()
}

fn free_id(review: &Review, wanted: SourceId, ids: &mut dyn Ids) -> SourceId {
    let is_free = |id: &SourceId| review.source(*id).is_none();
    Some(wanted).filter(is_free).unwrap_or_else(|| SourceId::new(ids.next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, Draft, ReviewId, RuleBook};
    use chrono::DateTime;

    fn review() -> Review {
        let draft = Draft::new(1, DateTime::UNIX_EPOCH, "", Vec::new());
        Review::new(ReviewId::new(1), Article::default(), draft)
    }

    fn source(id: u64, name: &str, origin: Option<u64>) -> Source {
        Source { origin: origin.map(SourceId::new), ..Source::named(SourceId::new(id), name) }
    }

    #[test]
    fn a_desk_begins_with_its_own_sources_and_rules() {
        let rules = RuleSettings::default().with_book(RuleBook::Afp, true);
        let sources =
            vec![source(1, "Gazette", Some(2)), source(2, "Wire", None), source(3, "Radio", Some(1))];
        let template = Template { rules, sources };
        let mut review = review();
        review.sources.push(source(3, "WIRE", None));
        let edit = template.adopt(&review, &mut || 9).unwrap();
        let back = edit.apply(&mut review).unwrap();
        let library: Vec<_> =
            review.sources.iter().map(|source| (source.name.as_str(), source.id, source.origin)).collect();
        let id = SourceId::new;
        assert_eq!(
            library,
            [("WIRE", id(3), None), ("Gazette", id(1), Some(id(3))), ("Radio", id(9), Some(id(1)))]
        );
        assert_eq!((review.rules.clone(), review.fault()), (template.rules.clone(), None));
        assert_eq!(template.adopt(&review, &mut || 10), None, "once is enough");
        back.apply(&mut review).unwrap();
        assert_eq!(review.sources.len(), 1);
    }

    #[test]
    fn a_list_that_contradicts_itself_says_how() {
        let template = |sources| Template { sources, ..Template::default() };
        let twice = template(vec![source(1, "Wire", None), source(1, "Gazette", None)]);
        assert!(twice.fault().unwrap().contains("stands twice"));
        assert!(template(vec![source(1, "Wire", Some(7))]).fault().unwrap().contains("not in the list"));
        assert_eq!(Template::of(&review()).fault(), None);
    }
}
