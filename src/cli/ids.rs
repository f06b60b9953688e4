//! Random numbers for ids.

use super::CliError;
use crate::review::Ids;

/// Numbers that follow from one random number of the system's.
///
/// SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, 2014): each number
/// is another one for 2⁶⁴ steps. Ids need no secrecy, only that they do not meet.
pub struct Numbers(u64);

impl Numbers {
    /// Begins at a random number of the system's.
    pub fn from_system() -> Result<Self, CliError> {
        getrandom::u64().map(Self).map_err(|error| CliError::Random(error.to_string()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // The first numbers that the authors' reference implementation gives for the seed 0.
        let mut numbers = Numbers(0);
        let first = [numbers.next(), numbers.next(), numbers.next()];
        assert_eq!(first, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
    }
}
