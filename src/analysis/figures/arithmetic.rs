//! The sums, shares and changes that a text itself states, done again.
//!
//! Three patterns are known, each within one sentence: a share (`12 of 40, or 30%`), a change (`from 20 to
//! 30, a 50% increase`), a sum (`three men and four women, seven in all`).

use super::table::{self, Table};
use super::{Figure, FigureKind, Number};
use crate::analysis::lexicon::Folded;
use crate::analysis::reading::Paragraph;
use crate::analysis::tokens::TokenKind;
use std::ops::Range;

/// A calculation the text states; ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Arithmetic {
    /// The figures it is made of, the stated result last.
    pub ranges: Vec<Range<usize>>,
    /// The result as the text has it.
    pub stated: Number,
    /// The result as it is, with as many digits after the point as the text gives.
    pub recomputed: Number,
    /// Whether the two agree as far as the text is exact.
    pub agrees: bool,
    /// The calculation in words: `12 of 40 is 30%`.
    pub words: String,
}

/// The calculations a paragraph states, from its figures in order.
pub fn arithmetic(paragraph: &Paragraph, figures: &[Figure]) -> Vec<Arithmetic> {
    if figures.len() < 2 {
        return Vec::new();
    }
    let reader = Reader { paragraph, words: paragraph.words, table: table::of(paragraph.lang) };
    let in_sentence = |sentence: &Range<usize>| {
        let first = figures.partition_point(|figure| figure.range.start < sentence.start);
        let end = figures.partition_point(|figure| figure.range.start < sentence.end);
        reader.in_sentence(figures.get(first..end).unwrap_or_default())
    };
    paragraph.sentences.iter().flat_map(in_sentence).collect()
}

/// How many tokens may stand between the figures of one calculation.
const REACH: usize = 8;

struct Reader<'p> {
    paragraph: &'p Paragraph<'p>,
    words: &'p Folded,
    table: &'static Table,
}

impl Reader<'_> {
    fn in_sentence(&self, figures: &[Figure]) -> Vec<Arithmetic> {
        let mut found = Vec::new();
        for at in 0..figures.len() {
            let next = figures.get(at + 1);
            found.extend(next.and_then(|whole| self.share(&figures[at], whole, figures, at)));
            found.extend(self.change(figures, at));
            found.extend(self.sum(figures, at));
        }
        found
    }

    // --- shares ---

    fn share(&self, part: &Figure, whole: &Figure, figures: &[Figure], at: usize) -> Option<Arithmetic> {
        let counts =
            [part, whole].iter().all(|figure| figure.kind == FigureKind::Count && figure.end_value.is_none());
        if !counts || !self.is_between(part, whole, |at| self.table.share_of.at(self.words, at).is_some(), 4)
        {
            return None;
        }
        let stated = self.percent_near(figures, at, at + 1)?;
        let exact = hundred().times(part.value)?.over(whole.value)?;
        let words = |percent: &str| format!("{} of {} is {percent}%", part.value, whole.value);
        result([part, whole, stated], exact, words)
    }

    /// The per cent that stands next to a pair of figures: after it, or before it.
    fn percent_near<'f>(&self, figures: &'f [Figure], first: usize, last: usize) -> Option<&'f Figure> {
        let is_percent = |figure: &&Figure| figure.kind == FigureKind::Percent && figure.end_value.is_none();
        let after =
            figures.get(last + 1).filter(is_percent).filter(|figure| self.is_near(&figures[last], figure));
        let before = first.checked_sub(1).and_then(|before| figures.get(before)).filter(is_percent);
        after.or_else(|| before.filter(|figure| self.is_near(figure, &figures[first])))
    }

    // --- changes ---

    fn change(&self, figures: &[Figure], at: usize) -> Option<Arithmetic> {
        let start = &figures[at];
        let is_from = self.table.from.before(self.words, self.token_at(start.range.start)).is_some();
        let (end_value, last) = match start.end_value {
            Some(end) => (end, at),
            None => {
                let end = figures.get(at + 1)?;
                let joins = |at: usize| self.table.to.at(self.words, at).is_some();
                let alike = end.unit == start.unit || start.unit.is_empty() || start.kind == end.kind;
                (alike && self.is_between(start, end, joins, 4)).then_some((end.value, at + 1))?
            }
        };
        let measured = !matches!(start.kind, FigureKind::Percent | FigureKind::Points | FigureKind::Ordinal);
        if !is_from || !measured {
            return None;
        }
        let stated = self.percent_near(figures, at, last)?;
        let exact = hundred().times(end_value.minus(start.value)?)?.over(start.value)?.magnitude();
        let direction = if end_value < start.value { "less" } else { "more" };
        let words = |percent: &str| format!("{end_value} is {percent}% {direction} than {}", start.value);
        let ranges = figures[at..=last].iter().map(|figure| figure.range.clone());
        let loose = figures[at..=last].iter().any(is_loose);
        finish(ranges.collect(), stated, exact, loose, words)
    }

    // --- sums ---

    fn sum(&self, figures: &[Figure], at: usize) -> Option<Arithmetic> {
        let total = &figures[at];
        let after = self.token_at(total.thing.as_ref().unwrap_or(&total.range).end);
        let before = self.token_at(total.range.start);
        let is_total = self.table.totals.at(self.words, after).is_some()
            || self.table.totals.before(self.words, before).is_some();
        if !is_total || total.kind != FigureKind::Count {
            return None;
        }
        let joins = |at: usize| {
            let word = self.words.get(at);
            matches!(word, "," | "–" | "—" | ":" | ";") || self.table.joins.contains(word)
        };
        let mut first = at;
        while first > 0
            && self.is_part(&figures[first - 1])
            && self.is_between(&figures[first - 1], &figures[first], joins, 6)
        {
            first -= 1;
        }
        let parts = figures.get(first..at).filter(|parts| parts.len() >= 2)?;
        let exact = parts.iter().try_fold(Number::whole(0), |sum, part| sum.plus(part.value))?;
        let terms: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
        let words = |sum: &str| format!("{} = {sum}", terms.join(" + "));
        let ranges = parts.iter().map(|part| part.range.clone());
        finish(ranges.collect(), total, exact, parts.iter().any(is_loose), words)
    }

    fn is_part(&self, figure: &Figure) -> bool {
        figure.kind == FigureKind::Count && figure.end_value.is_none()
    }

    // --- places ---

    /// The first token that begins at a byte or after it.
    fn token_at(&self, byte: usize) -> usize {
        self.paragraph.tokens.partition_point(|token| (token.start as usize) < byte)
    }

    fn gap(&self, before: &Figure, after: &Figure) -> Range<usize> {
        self.token_at(before.range.end)..self.token_at(after.range.start)
    }

    fn is_near(&self, before: &Figure, after: &Figure) -> bool {
        self.gap(before, after).len() <= REACH
    }

    /// Whether no more than so many tokens stand between two figures, and one of them joins them.
    fn is_between(
        &self,
        before: &Figure,
        after: &Figure,
        joins: impl Fn(usize) -> bool,
        most: usize,
    ) -> bool {
        let gap = self.gap(before, after);
        let words = gap.clone().filter(|&at| self.paragraph.tokens[at].kind != TokenKind::Sign).count();
        words <= most && gap.len() <= REACH && gap.clone().any(joins)
    }
}

fn hundred() -> Number {
    Number::whole(100)
}

fn is_loose(figure: &Figure) -> bool {
    figure.qualifier.is_some_and(super::Qualifier::is_loose)
}

fn result(figures: [&Figure; 3], exact: Number, words: impl Fn(&str) -> String) -> Option<Arithmetic> {
    let [part, whole, stated] = figures;
    finish(
        vec![part.range.clone(), whole.range.clone()],
        stated,
        exact,
        is_loose(part) || is_loose(whole),
        words,
    )
}

/// Compares what the text states with what it comes to.
fn finish(
    mut ranges: Vec<Range<usize>>,
    stated: &Figure,
    exact: Number,
    loose: bool,
    words: impl Fn(&str) -> String,
) -> Option<Arithmetic> {
    let places = stated.value.places()?;
    let recomputed = exact.rounded(places)?;
    let off = exact.minus(stated.value)?.magnitude();
    // “About 30%” may be one in twenty off, and a per cent at least.
    let slack = stated.value.magnitude().over(Number::whole(20))?;
    let is_about = loose || is_loose(stated);
    let agrees = recomputed == stated.value || (is_about && (off <= slack || off <= Number::whole(1)));
    ranges.push(stated.range.clone());
    Some(Arithmetic {
        ranges,
        stated: stated.value,
        recomputed,
        agrees,
        words: words(&recomputed.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::figures::read;
    use crate::analysis::lang::Lang;
    use crate::analysis::testing::read_body;

    fn done_again(lang: Lang, text: &str) -> Vec<(String, bool)> {
        let all = read_body(lang, text, |paragraph| arithmetic(paragraph, &read(paragraph)));
        all.into_iter().map(|one| (one.words, one.agrees)).collect()
    }

    fn one(words: &str, agrees: bool) -> Vec<(String, bool)> {
        vec![(words.to_owned(), agrees)]
    }

    #[test]
    fn shares() {
        assert_eq!(done_again(Lang::En, "12 of 40 wells, or 30%, ran dry"), one("12 of 40 is 30%", true));
        assert_eq!(
            done_again(Lang::En, "12 of the 40 wells, or 35%, ran dry"),
            one("12 of 40 is 30%", false)
        );
        assert_eq!(done_again(Lang::En, "33.3 per cent, 4 out of 12, stayed"), one("4 of 12 is 33.3%", true));
        assert_eq!(done_again(Lang::Fr, "12 puits sur 40, soit 30 %"), one("12 of 40 is 30%", true));
        assert_eq!(done_again(Lang::En, "about 13 of 40, or 30%"), one("13 of 40 is 33%", false));
        assert_eq!(done_again(Lang::En, "about 12 of 41, or 30%"), one("12 of 41 is 29%", true));
    }

    #[test]
    fn changes() {
        assert_eq!(
            done_again(Lang::En, "rose from 20 to 30, a 50% increase"),
            one("30 is 50% more than 20", true)
        );
        assert_eq!(
            done_again(Lang::En, "fell from 30 to 20, a 50% drop"),
            one("20 is 33% less than 30", false)
        );
        assert_eq!(done_again(Lang::En, "rose 25% from $40 to $50"), one("50 is 25% more than 40", true));
        assert_eq!(done_again(Lang::En, "rose from 0 to 30, a 50% increase"), []);
    }

    #[test]
    fn sums() {
        assert_eq!(done_again(Lang::En, "three men and four women, seven in all"), one("3 + 4 = 7", true));
        assert_eq!(
            done_again(Lang::En, "2 cows, 5 goats and 4 hens, a total of 12"),
            one("2 + 5 + 4 = 11", false)
        );
        assert_eq!(done_again(Lang::En, "three men and four women met twice"), []);
    }
}
