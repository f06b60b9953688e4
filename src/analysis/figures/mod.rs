//! Figures: what a paragraph counts, measures, ranks and prices, with value and unit in one form.
//!
//! A figure is a number in digits or words with what belongs to it: `about 22 million`, `the seventh`,
//! `10 to 12 km`, `$3.5bn`, `aged 63`, `1,500 French troops`. Values are exact. Dates and times are read
//! elsewhere; where both claim the same words, the date wins ([`without_dates`]).

mod arithmetic;
mod digits;
mod read;
mod table;
mod words;

pub use super::number::Number;
pub use arithmetic::{Arithmetic, arithmetic};
pub use read::read;

use super::lang::Lang;
use serde::Deserialize;
use std::ops::Range;

/// What a figure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// How many: `1,500 French troops`.
    Count,
    /// Which in order: `the seventh coup`.
    Ordinal,
    /// A share: `30%`.
    Percent,
    /// A difference between shares: `two percentage points`.
    Points,
    /// An amount of money: `$3.5bn`.
    Money,
    /// An amount of a unit: `40 km`.
    Measure,
    /// Somebody’s age in years: `aged 63`.
    Age,
    /// A part: `a third`.
    Part,
    /// How many times: `twice`, `three times`.
    Times,
}

/// How exactly a figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// `about`, `some`.
    About,
    /// `nearly`: a little less.
    Almost,
    /// `more than`.
    MoreThan,
    /// `less than`.
    LessThan,
    /// `at least`.
    AtLeast,
    /// `up to`.
    AtMost,
    /// `only`, `exactly`.
    Exactly,
}

impl Qualifier {
    /// Whether the figure itself need not be right to the last digit.
    pub fn is_loose(self) -> bool {
        self != Self::Exactly
    }
}

/// A figure of a paragraph; ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number with its unit, without what qualifies it.
    pub range: Range<usize>,
    /// What it says.
    pub kind: FigureKind,
    /// How much; of a range, where it begins.
    pub value: Number,
    /// Where a range ends.
    pub end_value: Option<Number>,
    /// The unit in one form (`km`, `USD`, `%`), for a count the words of what it counts; may be empty.
    pub unit: String,
    /// Where the words of what it counts stand.
    pub thing: Option<Range<usize>>,
    /// How exactly it is meant.
    pub qualifier: Option<Qualifier>,
}

/// Whether a word beside a number makes it a toll: of people killed, hurt or missing.
pub fn is_toll_word(word: &str, lang: Lang) -> bool {
    table::of(lang).tolls.contains(word.to_lowercase().as_str())
}

/// Takes out the figures that stand in dates (in order, in bytes of the paragraph): a date wins.
pub fn without_dates(mut figures: Vec<Figure>, dates: &[Range<usize>]) -> Vec<Figure> {
    let mut dates = dates.iter().peekable();
    figures.retain(|figure| {
        while dates.next_if(|date| date.end <= figure.range.start).is_some() {}
        dates.peek().is_none_or(|date| figure.range.end <= date.start)
    });
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::read_body;

    fn figures(lang: Lang, text: &str) -> Vec<Figure> {
        read_body(lang, text, read)
    }

    /// Each figure as `words=value..end unit ?qualifier`.
    fn shown(lang: Lang, text: &str) -> Vec<String> {
        let show = |figure: &Figure| {
            let end = figure.end_value.map(|end| format!("..{end}")).unwrap_or_default();
            let qualifier = figure.qualifier.map(|qualifier| format!(" ?{qualifier:?}")).unwrap_or_default();
            let unit = format!(" {}", figure.unit);
            let words = &text[figure.range.clone()];
            format!("{words}={}{end}{}{qualifier}", figure.value, unit.trim_end())
        };
        figures(lang, text).iter().map(show).collect()
    }

    #[test]
    fn digits_are_read_as_the_language_writes_them() {
        assert_eq!(shown(Lang::En, "1,500 and 1.500 and 3,5"), ["1,500=1500", "1.500=1.5", "3,5=3.5"]);
        assert_eq!(shown(Lang::De, "1.500 und 1,500 und 3.5"), ["1.500=1500", "1,500=1.5", "3.5=3.5"]);
        assert_eq!(shown(Lang::Fr, "1 500,25 et 22 000 000"), ["1 500,25=1500.25", "22 000 000=22000000"]);
        assert_eq!(
            shown(Lang::En, "1,234,567.89 or 1,50,000"),
            ["1,234,567.89=1234567.89", "1,50,000=150000"]
        );
        assert_eq!(shown(Lang::Ar, "١٬٥٠٠ و ٣٫٥"), ["١٬٥٠٠=1500", "٣٫٥=3.5"]);
        assert_eq!(shown(Lang::En, "2½ litres, ¾ of them"), ["2½ litres=2.5 L", "¾=0.75"]);
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(shown(Lang::En, "twenty-two million goats"), ["twenty-two million=22000000 goats"]);
        assert_eq!(shown(Lang::En, "two hundred and six bones"), ["two hundred and six=206 bones"]);
        assert_eq!(shown(Lang::En, "two and a half million"), ["two and a half million=2500000"]);
        assert_eq!(shown(Lang::En, "half a million eggs"), ["half a million=500000 eggs"]);
        assert_eq!(shown(Lang::En, "no one saw one of them"), [""; 0]);
        assert_eq!(shown(Lang::Fr, "deux cents soldats"), ["deux cents=200 soldats"]);
        assert_eq!(shown(Lang::Fr, "quatre-vingt-dix-sept maisons"), ["quatre-vingt-dix-sept=97 maisons"]);
        assert_eq!(
            shown(Lang::Fr, "soixante et onze, vingt et un"),
            ["soixante et onze=71", "vingt et un=21"]
        );
        assert_eq!(shown(Lang::De, "zwei Millionen Menschen"), ["zwei Millionen=2000000 Menschen"]);
        assert_eq!(
            shown(Lang::De, "fünfhundertzweiundzwanzig Schafe"),
            ["fünfhundertzweiundzwanzig=522 Schafe"]
        );
        assert_eq!(shown(Lang::Es, "treinta y dos mil casas"), ["treinta y dos mil=32000 casas"]);
        assert_eq!(shown(Lang::Ar, "خمسة وعشرون كيلومترا"), ["خمسة وعشرون كيلومترا=25 km"]);
    }

    #[test]
    fn ordinals_parts_and_times() {
        assert_eq!(shown(Lang::En, "the seventh coup, the 21st bid"), ["seventh=7 coup", "21st=21 bid"]);
        assert_eq!(shown(Lang::Fr, "le 3e vol, la deuxième fois"), ["3e=3 vol", "deuxième=2"]);
        assert_eq!(shown(Lang::En, "two thirds voted, twice"), ["two thirds=2/3", "twice=2"]);
        assert_eq!(shown(Lang::En, "three times as many"), ["three times=3 times"]);
    }

    #[test]
    fn a_first_of_many_is_an_order() {
        assert_eq!(shown(Lang::En, "First boats return"), [""; 0]);
        assert_eq!(shown(Lang::En, "The first boats return"), ["first=1 boats"]);
        assert_eq!(shown(Lang::En, "First boat home"), ["First=1 boat"]);
    }

    #[test]
    fn what_a_hyphen_joins_to_a_count_is_counted() {
        assert_eq!(shown(Lang::En, "a nine-day strike of 12-hour shifts"), ["nine=9 day", "12=12 hour"]);
        assert_eq!(shown(Lang::En, "a three-storey house"), ["three=3 storey"]);
        assert_eq!(shown(Lang::Es, "nueve días de huelga"), ["nueve=9 días"]);
        assert_eq!(shown(Lang::Fr, "neuf jours de grève"), ["neuf=9 jours"]);
    }

    #[test]
    fn one_in_so_many_is_a_part() {
        assert_eq!(shown(Lang::En, "employs one in eight people"), ["one in eight=0.125"]);
        assert_eq!(shown(Lang::En, "three out of nine wells"), ["three=3", "nine=9 wells"]);
        assert_eq!(shown(Lang::En, "two in four days"), ["two=2", "four=4 days"]);
        assert_eq!(shown(Lang::En, "no one in ten years"), ["ten=10 years"]);
        assert_eq!(shown(Lang::Fr, "une sur quatre est fermée"), ["une sur quatre=0.25"]);
        assert_eq!(shown(Lang::Es, "uno de cada ocho vecinos"), ["uno de cada ocho=0.125"]);
        assert_eq!(shown(Lang::De, "drei von vier Fällen"), ["drei=3", "vier=4 Fällen"]);
    }

    #[test]
    fn ranges_and_qualifiers() {
        assert_eq!(shown(Lang::En, "10 to 12 km"), ["10 to 12 km=10..12 km"]);
        assert_eq!(shown(Lang::En, "between five and ten lorries"), ["five and ten=5..10 lorries"]);
        assert_eq!(shown(Lang::En, "5–10 million birds"), ["5–10 million=5000000..10000000 birds"]);
        assert_eq!(shown(Lang::En, "they won 3-2"), ["3=3", "2=2"]);
        assert_eq!(shown(Lang::En, "about 1,500 French troops"), ["1,500=1500 French troops ?About"]);
        assert_eq!(shown(Lang::En, "more than 40 lorries were"), ["40=40 lorries ?MoreThan"]);
        assert_eq!(
            shown(Lang::Fr, "près de 1 500 soldats français ont"),
            ["1 500=1500 soldats français ?Almost"]
        );
    }

    #[test]
    fn units_money_percent_and_ages() {
        assert_eq!(
            shown(Lang::En, "30% of it, 2 percentage points"),
            ["30%=30 %", "2 percentage points=2 pp"]
        );
        assert_eq!(
            shown(Lang::En, "$3.5bn, US$40 million"),
            ["$3.5bn=3500000000 USD", "US$40 million=40000000 USD"]
        );
        assert_eq!(shown(Lang::En, "five million euros"), ["five million euros=5000000 EUR"]);
        assert_eq!(
            shown(Lang::De, "3,5 Mio. Euro und 20 Prozent"),
            ["3,5 Mio. Euro=3500000 EUR", "20 Prozent=20 %"]
        );
        assert_eq!(shown(Lang::Fr, "2 milliards d’euros"), ["2 milliards d’euros=2000000000 EUR"]);
        assert_eq!(shown(Lang::En, "40km at 30 °C"), ["40km=40 km", "30 °C=30 °C"]);
        assert_eq!(shown(Lang::En, "aged 63, a 21-year-old"), ["63=63 years", "21-year-old=21 years"]);
        assert_eq!(shown(Lang::Fr, "âgée de 63 ans"), ["63 ans=63 years"]);
    }

    #[test]
    fn codes_dates_and_versions_are_no_figures() {
        for text in [
            "F-16 and F16",
            "on 2023-07-27",
            "at 12:40",
            "call 555-123-4567",
            "+49 30",
            "user @abc12 #3",
            "version 1.2.3",
            "192.168.0.1",
            "since 2020",
            "Article 5",
            "France 24",
            "007",
            "COVID-19",
            "http://x.org/2023/5",
            &"9".repeat(40),
        ] {
            assert_eq!(shown(Lang::En, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_date_wins() {
        let found = figures(Lang::En, "on 27 July, 40 men");
        assert_eq!(found.len(), 2);
        let kept = without_dates(found, std::slice::from_ref(&(3..10)));
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].unit, "men");
    }
}
