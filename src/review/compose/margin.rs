//! What a person says about the reading of the article.

use super::change;
use crate::review::{
    DateSet, Dismissed, Edit, FigureSet, InSentence, Marginalia, MarginaliaChange, ReadingKind, Review,
};

/// Rejects suggestions by their words; `None` where each was rejected before.
pub fn reject<'w>(review: &Review, words: impl IntoIterator<Item = &'w str>) -> Option<Edit> {
    let mut to = review.marginalia.rejected.clone();
    for words in words {
        if !to.iter().any(|other| other == words) {
            to.push(words.to_owned());
        }
    }
    let change = change(&review.marginalia.rejected, to)?;
    Some(Edit::Marginalia(MarginaliaChange::Rejected(change)))
}

/// Says that something was read wrongly; `None` where that was said before.
pub fn dismiss(review: &Review, kind: ReadingKind, at: InSentence) -> Option<Edit> {
    let Marginalia { dismissed, .. } = &review.marginalia;
    if review.marginalia.is_dismissed(kind, &at) {
        return None;
    }
    let to = dismissed.iter().cloned().chain([Dismissed { kind, at }]).collect();
    Some(Edit::Marginalia(MarginaliaChange::Dismissed(change(dismissed, to)?)))
}

/// Takes every dismissal back; `None` where there is none.
pub fn bring_back_readings(review: &Review) -> Option<Edit> {
    let change = change(&review.marginalia.dismissed, Vec::new())?;
    Some(Edit::Marginalia(MarginaliaChange::Dismissed(change)))
}

/// Sets a date by hand; `None` where it is set just so.
pub fn set_date(review: &Review, set: DateSet) -> Option<Edit> {
    let dates = &review.marginalia.dates;
    let mut to = dates.clone();
    match to.iter_mut().find(|other| other.at == set.at) {
        Some(other) => *other = set,
        None => to.push(set),
    }
    Some(Edit::Marginalia(MarginaliaChange::Dates(change(dates, to)?)))
}

/// Lets a date be what was read again; `None` where it was not set.
pub fn unset_date(review: &Review, at: &InSentence) -> Option<Edit> {
    let dates = &review.marginalia.dates;
    let to = dates.iter().filter(|set| set.at != *at).cloned().collect();
    Some(Edit::Marginalia(MarginaliaChange::Dates(change(dates, to)?)))
}

/// Sets a figure by hand; `None` where it is set just so.
pub fn set_figure(review: &Review, set: FigureSet) -> Option<Edit> {
    let figures = &review.marginalia.figures;
    let mut to = figures.clone();
    match to.iter_mut().find(|other| other.at == set.at) {
        Some(other) => *other = set,
        None => to.push(set),
    }
    Some(Edit::Marginalia(MarginaliaChange::Figures(change(figures, to)?)))
}

/// Lets a figure be what was read again; `None` where it was not set.
pub fn unset_figure(review: &Review, at: &InSentence) -> Option<Edit> {
    let figures = &review.marginalia.figures;
    let to = figures.iter().filter(|set| set.at != *at).cloned().collect();
    Some(Edit::Marginalia(MarginaliaChange::Figures(change(figures, to)?)))
}
