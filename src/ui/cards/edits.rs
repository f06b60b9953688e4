//! Edits made of what was typed and picked on a card.

use super::fields::Editing;
use crate::app::Action;
use crate::review::{
    Attribution, Change, Checked, Citation, CitationChange, Claim, ClaimChange, Correction, Edit, Review,
    Source, SourceChange,
};
use crate::ui::Scene;
use chrono::NaiveDate;
use egui::Id;

/// What a part of an open card is drawn from.
pub struct Sheet<'v, 's, 'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The review it belongs to.
    pub review: &'a Review,
    /// What is typed.
    pub editing: &'v mut Editing,
    /// Where it says what the person did.
    pub scene: &'s mut Scene<'a>,
}

impl Sheet<'_, '_, '_> {
    /// Names a field of the claim: for its widget, and for the burst of typing that is one undo step.
    pub fn field(&self, name: &str) -> Id {
        field_id(self.claim.id.number(), name)
    }

    /// Carries out an edit, if there is one.
    pub fn act(&mut self, label: &'static str, edit: Option<Edit>) {
        if let Some(edit) = edit {
            self.scene.act(Action::Edit { label, edit, field: None });
        }
    }

    /// Carries out an edit that somebody is typing, if there is one.
    pub fn typed(&mut self, label: &'static str, edit: Option<Edit>, field: Id) {
        if let Some(edit) = edit {
            self.scene.act(Action::Edit { label, edit, field: Some(field.value()) });
        }
    }
}

/// Names a field of something with an id of its own.
pub fn field_id(owner: u64, name: &str) -> Id {
    Id::unique((owner, name))
}

fn changed<T: Clone + PartialEq>(from: &T, to: T) -> Option<Change<T>> {
    (*from != to).then(|| Change::new(from.clone(), to))
}

/// Changes one field of a claim; `None` where it is so already.
pub fn on_claim<T: Clone + PartialEq>(
    claim: &Claim,
    from: &T,
    to: T,
    make: impl FnOnce(Change<T>) -> ClaimChange,
) -> Option<Edit> {
    changed(from, to).map(|change| Edit::Claim { id: claim.id, change: make(change) })
}

/// Changes one field of a citation; `None` where it is so already.
pub fn on_citation<T: Clone + PartialEq>(
    claim: &Claim,
    citation: &Citation,
    from: &T,
    to: T,
    make: impl FnOnce(Change<T>) -> CitationChange,
) -> Option<Edit> {
    changed(from, to).map(|change| Edit::Citation { claim: claim.id, id: citation.id, change: make(change) })
}

/// Changes one field of a source; `None` where it is so already.
pub fn on_source<T: Clone + PartialEq>(
    source: &Source,
    from: &T,
    to: T,
    make: impl FnOnce(Change<T>) -> SourceChange,
) -> Option<Edit> {
    changed(from, to).map(|change| Edit::Source { id: source.id, change: make(change) })
}

/// Changes who a claim is said by; nobody where nothing is left of it.
pub fn attribution(claim: &Claim, change: impl FnOnce(&mut Attribution)) -> Option<Edit> {
    let mut to = claim.attribution.clone().unwrap_or_default();
    change(&mut to);
    let to = (to != Attribution::default()).then_some(to);
    on_claim(claim, &claim.attribution, to, ClaimChange::Attribution)
}

/// Changes the correction; none where nothing is left of it.
pub fn correction(claim: &Claim, change: impl FnOnce(&mut Correction)) -> Option<Edit> {
    let mut to = claim.correction.clone().unwrap_or_default();
    change(&mut to);
    let to = (to != Correction::default()).then_some(to);
    on_claim(claim, &claim.correction, to, ClaimChange::Correction)
}

/// Says that a claim needs recheck, and leaves its status and who set it as they are.
pub fn flag_recheck(claim: &Claim) -> Option<Edit> {
    let to = Checked { needs_recheck: true, ..Checked::of(claim) };
    on_claim(claim, &Checked::of(claim), to, |change| ClaimChange::Status(Box::new(change)))
}

/// The parts of a list that was typed with commas, each once.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split([',', '،', '、', ';', '\n']).map(str::trim) {
        if !part.is_empty() && !parts.iter().any(|other| other == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

/// A day as it is shown: 27 Jul 2023.
pub fn day_in_words(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// Reads a day as somebody types it: 27 Jul 2023, 27 July 2023, 2023-07-27, 27.7.2023.
pub fn day_typed(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|day| (1000..=9999).contains(&chrono::Datelike::year(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{ClaimId, Status};

    #[test]
    fn a_list_is_read_from_commas_of_any_script() {
        assert_eq!(parts(" coup, Niger,, coup ،troops"), ["coup", "Niger", "troops"]);
        assert!(parts(" , ").is_empty());
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let day = NaiveDate::from_ymd_opt(2023, 7, 27);
        for text in ["27 Jul 2023", " 27 July 2023 ", "2023-07-27", "27.7.2023"] {
            assert_eq!(day_typed(text), day, "{text}");
        }
        for text in ["", "27", "27 Jul", "32 Jul 2023", "27 Jul 23", "7/27/2023"] {
            assert_eq!(day_typed(text), None, "{text}");
        }
        assert_eq!(day.map(day_in_words).as_deref(), Some("27 Jul 2023"));
    }

    #[test]
    fn what_is_empty_is_nothing() {
        let mut claim = Claim::new(ClaimId::new(1), 1, Vec::new());
        assert_eq!(attribution(&claim, |said| said.speaker.clear()), None);
        claim.attribution = Some(Attribution { speaker: "Ada".into(), ..Attribution::default() });
        let edit = attribution(&claim, |said| said.speaker.clear());
        let expected = Change::new(claim.attribution.clone(), None);
        assert_eq!(edit, Some(Edit::Claim { id: claim.id, change: ClaimChange::Attribution(expected) }));
        assert!(attribution(&claim, |said| said.said = Status::Verified).is_some());
        assert_eq!(correction(&claim, |correction| correction.text.clear()), None);
    }
}
