//! What is known about a source and kept of it: its grade, how it may be used, who was asked and when, what
//! was calculated, which files were stored.

use super::Method;
use super::words::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// How far a source can be relied on: the letter of the Admiralty code (NATO AJP-2.1, the same words in
    /// FM 2-22.3, appendix B). Judged by itself and never computed from the digit.
    Reliability {
        /// No doubt about it.
        A => "Completely reliable", "a";
        /// Minor doubts; right most of the time.
        B => "Usually reliable", "b";
        /// Doubts; right at times.
        C => "Fairly reliable", "c";
        /// Great doubts; right now and then.
        D => "Not usually reliable", "d";
        /// Wrong again and again.
        E => "Unreliable", "e";
        /// Nothing to judge by.
        #[default]
        F => "Reliability cannot be judged", "f";
    }
}

impl Reliability {
    /// The letter alone.
    pub fn letter(self) -> char {
        char::from(b'A' + self as u8)
    }
}

words! {
    /// How credible one piece of information is: the digit of the Admiralty code. Judged by itself and never
    /// computed from the letter.
    Credibility {
        /// Independent sources say the same.
        One => "Confirmed by other sources", "1";
        /// Not confirmed, and in keeping with what is known.
        Two => "Probably true", "2";
        /// Not confirmed, and reasonably in keeping with what is known.
        Three => "Possibly true", "3";
        /// Not confirmed, possible, and by itself.
        Four => "Doubtful", "4";
        /// Against what is known.
        Five => "Improbable", "5";
        /// Nothing to judge by.
        #[default]
        Six => "Truth cannot be judged", "6";
    }
}

impl Credibility {
    /// The digit alone.
    pub fn digit(self) -> u8 {
        self as u8 + 1
    }
}

words! {
    /// What may be printed of a source, and under which name.
    Access {
        /// Everything, by name.
        #[default]
        OnRecord => "On record", "on_record";
        /// The words, under a description agreed on.
        Background => "Background", "background";
        /// The information, and no hint of whom it comes from.
        NotForAttribution => "Not for attribution", "not_for_attribution";
        /// Nothing; it leads to other sources.
        OffRecord => "Off the record", "off_the_record";
    }
}

/// One time that somebody was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// When, to the second.
    pub at: DateTime<Utc>,
    /// How: called, written to, met.
    pub how: Method,
    /// Whether there was an answer.
    #[serde(default)]
    pub answered: bool,
    /// What came of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A number or date that a calculation calls by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The name that the expression calls it.
    pub name: String,
    /// The number or date as written: `1,500`, `24%`, `2023-07-27`.
    pub value: String,
    /// Where it is from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A calculation of the checker's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calculation {
    /// What is calculated: `change(before, after)`.
    pub expression: String,
    /// The figures that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// What came out when it was last worked out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
}

/// A stored file: evidence that is there when its source is gone. The file itself lies in the backup folder
/// under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// The SHA-256 of its bytes, in lower-case hex: what it is called everywhere.
    pub sha256: String,
    /// The name it came with, for a person; never used as a path.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// What it is (RFC 6838: `image/png`), as far as is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// When it was taken in, to the second.
    pub added: DateTime<Utc>,
    /// The page it was captured from; empty for a file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The readable text of it, which is a backup of its own, by its SHA-256.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Anything else worth keeping: the headers of a captured page, say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Backup {
    /// Whether its hash has the form of one: 64 lower-case hex digits.
    pub fn has_hash(&self) -> bool {
        self.sha256.len() == 64 && self.sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_f6_until_somebody_judges() {
        assert_eq!((Reliability::default().letter(), Credibility::default().digit()), ('F', 6));
        let letters: String = Reliability::ALL.iter().map(|letter| letter.letter()).collect();
        assert_eq!(letters, "ABCDEF");
        let digits: Vec<u8> = Credibility::ALL.iter().map(|digit| digit.digit()).collect();
        assert_eq!(digits, [1, 2, 3, 4, 5, 6]);
        assert_eq!(Credibility::from_key("2"), Some(Credibility::Two));
        assert_eq!(Reliability::from_key("B"), Some(Reliability::B));
    }

    #[test]
    fn a_hash_has_one_form() {
        let backup = |sha256: &str| Backup {
            sha256: sha256.into(),
            name: String::new(),
            bytes: 0,
            media_type: String::new(),
            added: DateTime::UNIX_EPOCH,
            url: String::new(),
            text: String::new(),
            note: String::new(),
        };
        assert!(backup(&"0f".repeat(32)).has_hash());
        for other in ["", &"0F".repeat(32), &"0".repeat(63), "../../etc/passwd", &"é".repeat(32)] {
            assert!(!backup(other).has_hash(), "{other}");
        }
    }
}
