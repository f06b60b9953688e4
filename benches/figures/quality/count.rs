//! Counting what was right.

/// How many of what a reader wants and of what the program gives agree.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Given and wanted.
    pub right: usize,
    /// Given by the program.
    pub given: usize,
    /// Wanted by the reader.
    pub wanted: usize,
}

impl Count {
    /// One case that is either right or not.
    pub fn case(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.given += 1;
        self.wanted += 1;
    }

    /// Which share of what is wanted was given.
    pub fn recall(self) -> f64 {
        share(self.right, self.wanted)
    }

    /// Which share of what was given is wanted.
    pub fn precision(self) -> f64 {
        share(self.right, self.given)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.given + self.wanted)
    }

    /// All three, in words.
    pub fn words(self, what: &str) -> String {
        let Self { right, given, wanted } = self;
        format!(
            "{what}: {right} right of {given} given and {wanted} wanted; precision {:.3}, recall {:.3}, F1 {:.3}",
            self.precision(),
            self.recall(),
            self.f1()
        )
    }
}

/// A part of a whole; of nothing, all.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
