//! The scale of ratings that a desk publishes by.

use crate::review::{Claim, Review, Status};
use std::fmt;
use std::str::FromStr;

/// One step of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Its number, between the scale's worst and best.
    pub value: f64,
    /// What readers are shown.
    pub name: String,
    /// The status that is rated so where a claim has no rating of its own.
    pub status: Option<Status>,
}

/// The ratings that a desk gives, best known by their names.
///
/// Written as `5 True = verified; 3 Unproven = unverifiable; 1 False = disputed`: number, name and, where
/// a status is rated so, its key.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    ratings: Vec<Rating>,
}

/// Why a text is no scale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScaleError {
    /// It names no rating.
    #[error("the scale names no rating; write it as “5 True = verified; 1 False = disputed”")]
    Empty,
    /// One of its parts does not begin with a number and a name.
    #[error("“{0}” is no rating; write number, name and perhaps a status, as in “5 True = verified”")]
    NoRating(String),
    /// What stands after the sign of equality is no status.
    #[error("“{0}” is no status; it is one of verified, disputed, unverifiable and so on")]
    NoStatus(String),
    /// Two ratings go by one name, or one status is rated twice.
    #[error("“{0}” stands twice in the scale; name each rating and status once")]
    Twice(String),
}

impl Default for Scale {
    /// True, Unproven and False, as PRODUCT’s statuses stand for them.
    fn default() -> Self {
        let rating =
            |value, name: &str, status| Rating { value, name: name.to_owned(), status: Some(status) };
        Self {
            ratings: vec![
                rating(5.0, "True", Status::Verified),
                rating(3.0, "Unproven", Status::Unverifiable),
                rating(1.0, "False", Status::Disputed),
            ],
        }
    }
}

impl Scale {
    /// The scale of a review: the desk's own, or else the usual one.
    ///
    /// # Errors
    /// Where what the desk wrote is no scale.
    pub fn of_review(review: &Review) -> Result<Self, ScaleError> {
        let own = review.rules.scale.trim();
        if own.is_empty() { Ok(Self::default()) } else { own.parse() }
    }

    /// Its ratings, as they were written.
    pub fn ratings(&self) -> &[Rating] {
        &self.ratings
    }

    /// The rating of that name, whatever its case.
    pub fn named(&self, name: &str) -> Option<&Rating> {
        let wanted = name.trim().to_lowercase();
        self.ratings.iter().find(|rating| rating.name.to_lowercase() == wanted)
    }

    /// The rating that stands for a status.
    pub fn of(&self, status: Status) -> Option<&Rating> {
        self.ratings.iter().find(|rating| rating.status == Some(status))
    }

    /// Whether a claim has a rating: its own, or the one that stands for its status.
    pub fn rates(&self, claim: &Claim) -> bool {
        !claim.rating.trim().is_empty() || self.of(claim.status).is_some()
    }

    /// The lowest and the highest number.
    pub fn bounds(&self) -> (f64, f64) {
        let values = self.ratings.iter().map(|rating| rating.value);
        let lowest = values.clone().fold(f64::INFINITY, f64::min);
        (lowest, values.fold(f64::NEG_INFINITY, f64::max))
    }
}

impl FromStr for Scale {
    type Err = ScaleError;

    fn from_str(text: &str) -> Result<Self, ScaleError> {
        let parts = text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let ratings = parts.map(rating).collect::<Result<Vec<_>, _>>()?;
        if ratings.is_empty() {
            return Err(ScaleError::Empty);
        }
        for (at, rating) in ratings.iter().enumerate() {
            refuse_double(rating, &ratings[..at])?;
        }
        Ok(Self { ratings })
    }
}

fn rating(part: &str) -> Result<Rating, ScaleError> {
    let no_rating = || ScaleError::NoRating(part.to_owned());
    let (value, rest) = part.split_once(char::is_whitespace).ok_or_else(no_rating)?;
    let value: f64 = value.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(no_rating)?;
    let (name, status) = match rest.split_once('=') {
        Some((name, key)) => {
            let status = Status::from_key(key).ok_or_else(|| ScaleError::NoStatus(key.trim().to_owned()))?;
            (name.trim(), Some(status))
        }
        None => (rest.trim(), None),
    };
    if name.is_empty() {
        return Err(no_rating());
    }
    Ok(Rating { value, name: name.to_owned(), status })
}

fn refuse_double(rating: &Rating, before: &[Rating]) -> Result<(), ScaleError> {
    if before.iter().any(|other| other.name.to_lowercase() == rating.name.to_lowercase()) {
        return Err(ScaleError::Twice(rating.name.clone()));
    }
    match rating.status {
        Some(status) if before.iter().any(|other| other.status == Some(status)) => {
            Err(ScaleError::Twice(status.key().to_owned()))
        }
        _ => Ok(()),
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Rating { value, name, status }) in self.ratings.iter().enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(f, "{separator}{value} {name}")?;
            if let Some(status) = status {
                write!(f, " = {}", status.key())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_reads_back() {
        let scale: Scale = "5 True = verified; 4 Mostly true; 1 Pants on fire = disputed".parse().unwrap();
        assert_eq!(scale.to_string().parse(), Ok(scale.clone()));
        assert_eq!(scale.bounds(), (1.0, 5.0));
        assert_eq!(scale.named("mostly TRUE").map(|rating| rating.value), Some(4.0));
        assert_eq!(scale.of(Status::Disputed).map(|rating| rating.name.as_str()), Some("Pants on fire"));
        assert_eq!(scale.of(Status::Query), None);
        assert_eq!(Scale::default().to_string().parse(), Ok(Scale::default()));
    }

    #[test]
    fn what_is_no_scale_is_refused() {
        let read = |text: &str| text.parse::<Scale>().unwrap_err();
        assert_eq!(read(" ; "), ScaleError::Empty);
        assert_eq!(read("True"), ScaleError::NoRating("True".into()));
        assert_eq!(read("NaN True"), ScaleError::NoRating("NaN True".into()));
        assert_eq!(read("1 True = right"), ScaleError::NoStatus("right".into()));
        assert_eq!(read("1 True; 2 TRUE"), ScaleError::Twice("TRUE".into()));
        assert_eq!(read("1 A = verified; 2 B = verified"), ScaleError::Twice("verified".into()));
    }
}
