//! Where names stand in the draft: a tip under the pointer asks for it in every frame.

use crate::analysis::names::{Name, NameKind, Names};
use crate::analysis::reading::Reading;
use crate::text::{ByteRange, byte_range};
use std::ops::Range;

/// All mentions of names in text order: first byte, end, and the name's index.
#[derive(Debug)]
pub(super) struct Mentions(Vec<(usize, usize, usize)>);

impl Mentions {
    /// The mentions of the names of a reading.
    pub(super) fn of(reading: &Reading) -> Self {
        let names = reading.names().names.iter().enumerate();
        let all = names.flat_map(|(at, name)| name.mentions.iter().map(move |mention| (at, mention)));
        let placed = |(at, mention)| {
            let range = reading.mention(mention);
            (range.start.0, range.end.0, at)
        };
        let mut placed: Vec<_> = all.map(placed).collect();
        placed.sort_unstable();
        placed.shrink_to_fit();
        Self(placed)
    }

    /// The mentions that begin in a range of bytes, in text order, each with its name's index.
    pub(super) fn beginning_in(&self, range: Range<usize>) -> impl Iterator<Item = (ByteRange, usize)> {
        let from = self.0.partition_point(|&(start, ..)| start < range.start);
        let all = self.0[from..].iter().take_while(move |&&(start, ..)| start < range.end);
        all.map(|&(start, end, name)| (byte_range(start..end), name))
    }

    /// The name that stands in a range: of a person first, of a place only where there is no other.
    pub(super) fn within<'n>(&self, range: &Range<usize>, names: &'n Names) -> Option<&'n Name> {
        let inside = self.beginning_in(range.clone()).filter(|(place, _)| place.end.0 <= range.end);
        let rank = |name: &&Name| match name.kind {
            NameKind::Person => 0,
            NameKind::Organisation => 1,
            NameKind::Other => 2,
            NameKind::Place => 3,
        };
        inside.filter_map(|(_, at)| names.names.get(at)).min_by_key(rank)
    }
}
