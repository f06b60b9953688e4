//! Heights of many rows: the place of each, and the row at a place, in logarithmic time.

/// Heights of rows in points, kept as a binary indexed tree.
///
/// Sums are `f64`: a list of 100,000 rows is millions of points high, where `f32` no longer tells half a
/// pixel.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    /// Heights from the top down.
    pub fn new(each: Vec<f32>) -> Self {
        let mut tree = vec![0.0; each.len() + 1];
        for (row, height) in each.iter().enumerate() {
            let at = row + 1;
            tree[at] += f64::from(*height);
            let parent = at + lowest_bit(at);
            if parent < tree.len() {
                tree[parent] += tree[at];
            }
        }
        Self { each, tree }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// The height of a row; 0 for one past the end.
    pub fn get(&self, row: usize) -> f32 {
        self.each.get(row).copied().unwrap_or(0.0)
    }

    /// Gives a row another height.
    pub fn set(&mut self, row: usize, height: f32) {
        let Some(slot) = self.each.get_mut(row) else { return };
        let change = f64::from(height) - f64::from(*slot);
        *slot = height;
        let mut at = row + 1;
        while at < self.tree.len() {
            self.tree[at] += change;
            at += lowest_bit(at);
        }
    }

    /// Where a row begins: the height of all rows before it.
    pub fn before(&self, row: usize) -> f64 {
        let mut at = row.min(self.each.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree[at];
            at -= lowest_bit(at);
        }
        sum
    }

    /// The height of all rows.
    pub fn total(&self) -> f64 {
        self.before(self.each.len())
    }

    /// The row at a place: the last one past the end, 0 before the beginning.
    pub fn at(&self, y: f64) -> usize {
        let mut step = self.each.len().next_power_of_two();
        let (mut row, mut rest) = (0, y);
        while step > 0 {
            let next = row + step;
            if next < self.tree.len() && self.tree[next] <= rest {
                row = next;
                rest -= self.tree[next];
            }
            step /= 2;
        }
        row.min(self.each.len().saturating_sub(1))
    }
}

fn lowest_bit(at: usize) -> usize {
    at & at.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Half points, whose sums are exact.
    fn heights() -> impl Strategy<Value = Vec<f32>> {
        prop::collection::vec((1u16..400).prop_map(|half| f32::from(half) / 2.0), 1..70)
    }

    proptest! {
        #[test]
        fn places_are_sums_and_every_place_finds_its_row(
            each in heights(), changes in prop::collection::vec((0usize..70, 1u16..400), 0..20)
        ) {
            let mut each = each;
            let mut kept = Heights::new(each.clone());
            for (row, half) in changes {
                kept.set(row, f32::from(half) / 2.0);
                if let Some(height) = each.get_mut(row) {
                    *height = f32::from(half) / 2.0;
                }
            }
            let mut top = 0.0;
            for (row, height) in each.iter().enumerate() {
                prop_assert_eq!(kept.before(row), top);
                prop_assert_eq!(kept.at(top), row);
                prop_assert_eq!(kept.at(top + f64::from(*height) - 0.25), row);
                top += f64::from(*height);
            }
            prop_assert_eq!(kept.total(), top);
            prop_assert_eq!(kept.at(top + 1000.0), each.len() - 1);
            prop_assert_eq!(kept.at(-5.0), 0);
        }
    }

    #[test]
    fn no_rows_have_no_height() {
        let none = Heights::new(Vec::new());
        assert_eq!((none.len(), none.total(), none.at(10.0), none.get(0)), (0, 0.0, 0, 0.0));
    }
}
