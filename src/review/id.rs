//! Names of things that never change and are never used twice.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: digits and letters without those that are mistaken for each other.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Digits of an id: 40 bits, so that two desks working apart on one review do not meet.
const DIGITS: usize = 8;
const MASK: u64 = (1 << (DIGITS * 5)) - 1;

/// Where new ids come from: random numbers, passed in so that a test can repeat them.
pub trait Ids {
    /// The next number; only its lower 40 bits are used.
    fn next(&mut self) -> u64;
}

impl<F: FnMut() -> u64> Ids for F {
    fn next(&mut self) -> u64 {
        self()
    }
}

/// Numbers that follow from one seed: for ids, take a random one of the system's.
///
/// SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, 2014): each number
/// is another one for 2⁶⁴ steps. Ids need no secrecy, only that they do not meet.
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Begins at a seed.
    pub fn from_seed(seed: u64) -> Self {
        Self(seed)
    }
}

impl Ids for Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Makes an id of a number's lower 40 bits.
            pub fn new(number: u64) -> Self {
                Self(number & MASK)
            }

            /// The number behind it, to seed what must not change for this id (a pencil stroke, say).
            pub fn number(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($prefix)?;
                write_digits(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                text.strip_prefix($prefix)
                    .and_then(read_digits)
                    .map(Self)
                    .ok_or_else(|| format!("“{text}” is no id of the form {}01234567", $prefix))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

id!(
    /// Names a review, also when its file is renamed.
    ReviewId, "r-"
);
id!(
    /// Names a claim.
    ClaimId, "c-"
);
id!(
    /// Names a source of the review's library.
    SourceId, "s-"
);
id!(
    /// Names a citation.
    CitationId, "q-"
);

fn write_digits(number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for place in (0..DIGITS).rev() {
        let digit = (number >> (place * 5)) & 31;
        write!(f, "{}", char::from(ALPHABET[digit as usize]))?;
    }
    Ok(())
}

fn read_digits(text: &str) -> Option<u64> {
    if text.len() != DIGITS {
        return None;
    }
    text.bytes().try_fold(0, |number, byte| {
        let digit = ALPHABET.iter().position(|&letter| letter == byte)?;
        Some(number << 5 | digit as u64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back() {
        for number in [0, 1, 31, 32, 0xdead_beef, MASK] {
            let id = ClaimId::new(number);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!(ClaimId::new(u64::MAX).to_string(), "c-zzzzzzzz");
    }

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // The first numbers that the authors' reference implementation gives for the seed 0.
        let mut numbers = Numbers::from_seed(0);
        let first = [numbers.next(), numbers.next(), numbers.next()];
        assert_eq!(first, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
    }

    #[test]
    fn other_words_are_no_ids() {
        for text in ["", "c-", "s-00000000", "c-0000000", "c-000000000", "c-0000000u", "c-0000000é"] {
            assert!(text.parse::<ClaimId>().is_err(), "{text}");
        }
    }
}
