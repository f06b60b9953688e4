//! The words that dates are made of, looked up in the tables of a language.

use super::calendar::Grain;
use super::meaning::{Edge, Feast, Part};
use crate::analysis::lang::{Lang, PerLang, WordMap, table};
use crate::analysis::tokens::tokens;
use serde::Deserialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word can mean in a date. A word may have several meanings; the grammar takes the one that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sense {
    /// A month, 1 to 12, and whether the word alone is enough.
    Month(u8, Strength),
    /// A weekday, 0 is Monday, and whether the word alone is enough.
    Weekday(u8, Strength),
    Number(u32),
    /// A number that is only roughly given: “a few”.
    Few(u32),
    Ordinal(i8),
    Unit(Grain),
    Weekend,
    Part(Part),
    /// Days from today, and the part of that day: “tonight”.
    Today(i8, Option<Part>),
    Last,
    This,
    Next,
    /// The next after what was told: “the following day”.
    Following,
    /// The one before what was told: “the previous day”.
    Preceding,
    /// The one that was told of: “that day”.
    Same,
    /// The next day, the day before, in one word: “la veille”.
    StoryDay(i8),
    /// Stands behind a count: “ago”.
    AgoBehind,
    /// Stands before a count: “il y a”.
    AgoBefore,
    /// Stands before a count: “in”, “dans”.
    AheadBefore,
    /// Stands behind a count: “from now”.
    AheadBehind,
    /// Stands behind a count: “later”, “after”.
    Later,
    /// Stands behind a count: “earlier”, “before”.
    Earlier,
    Edge(Edge),
    Role(Role),
    /// Small words between the parts of a date: “of”, “the”.
    Glue,
    /// An article in front: “the”.
    Article,
    /// Range: “to”.
    To,
    /// Range in front: “from”, “between”.
    From,
    And,
    /// Whether the era is ours.
    Era(bool),
    Am,
    Pm,
    /// “o’clock”, “Uhr”, “heures”.
    Oclock,
    Season(u8, Strength),
    /// Before a decade: “années 1990”.
    Decades,
    Feast(Feast),
    /// Minutes east of Greenwich.
    Zone(i16),
    /// Before a number that is no date: “page”.
    NoDate,
    /// “recent”: the last few.
    Recent,
    /// More than one of a unit.
    Plural,
    /// After a number that counts: “people”.
    Counted,
    /// Makes a year certain: “year 2014”.
    YearWord,
    /// The clause tells what is to come.
    Future,
    /// The clause tells what has happened.
    Past,
}

/// How sure a word is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// It means nothing else.
    Sure,
    /// It needs a preposition or a number beside it: “in May”.
    Weak,
    /// An abbreviation, which needs a number beside it: “Sept. 4”.
    Short,
}

/// What a word before a date says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Role {
    /// “on”, “in”, “at”.
    On,
    /// “since”.
    Since,
    /// “until”.
    Until,
    /// “before”.
    Before,
    /// “after”.
    After,
    /// “by”.
    By,
    /// “about”.
    About,
}

/// What stands behind the digits of a number: `27th`, `1990s`, `9pm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Ending {
    Ordinal,
    Decade,
    /// Ordinal below 100, decade above: German `1990er`.
    Either,
    Am,
    Pm,
    Hour,
}

/// A table as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Table {
    months: Vec<Vec<String>>,
    short_months: Vec<Vec<String>>,
    weak: Vec<String>,
    weekdays: Vec<Vec<String>>,
    short_weekdays: Vec<Vec<String>>,
    numbers: BTreeMap<String, u32>,
    few: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, i8>,
    endings: BTreeMap<String, Ending>,
    units: BTreeMap<String, UnitName>,
    parts: BTreeMap<String, Part>,
    today: BTreeMap<String, i8>,
    today_parts: BTreeMap<String, (i8, Part)>,
    story_days: BTreeMap<String, i8>,
    last: Vec<String>,
    this: Vec<String>,
    next: Vec<String>,
    following: Vec<String>,
    preceding: Vec<String>,
    same: Vec<String>,
    ago_before: Vec<String>,
    ago_behind: Vec<String>,
    ahead_before: Vec<String>,
    ahead_behind: Vec<String>,
    later: Vec<String>,
    earlier: Vec<String>,
    edges: BTreeMap<String, Edge>,
    roles: BTreeMap<String, Role>,
    glue: Vec<String>,
    articles: Vec<String>,
    to: Vec<String>,
    from: Vec<String>,
    and: Vec<String>,
    ours: Vec<String>,
    before_ours: Vec<String>,
    am: Vec<String>,
    pm: Vec<String>,
    oclock: Vec<String>,
    seasons: Vec<Vec<String>>,
    decades: Vec<String>,
    feasts: BTreeMap<String, Feast>,
    zones: BTreeMap<String, i16>,
    no_date: Vec<String>,
    counted: Vec<String>,
    recent: Vec<String>,
    plurals: Vec<String>,
    year_words: Vec<String>,
    future: Vec<String>,
    future_endings: Vec<String>,
    past: Vec<String>,
    past_endings: Vec<String>,
    quarters: Vec<String>,
    elisions: Vec<String>,
    prefixes: Vec<String>,
    day_first: bool,
    dotted: bool,
    bare_years: bool,
    compounds: bool,
    capitals: bool,
    which_behind: bool,
}

/// A unit as a table names it.
#[derive(Clone, Copy, Debug, Deserialize)]
enum UnitName {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

impl UnitName {
    fn sense(self) -> Sense {
        Sense::Unit(match self {
            Self::Weekend => return Sense::Weekend,
            Self::Second => Grain::Second,
            Self::Minute => Grain::Minute,
            Self::Hour => Grain::Hour,
            Self::Day => Grain::Day,
            Self::Week => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Season => Grain::Season,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        })
    }
}

/// What begins with a word: the word alone, and phrases.
#[derive(Debug, Default)]
struct Entry {
    alone: Vec<Sense>,
    /// The words behind the first and what the whole means, the longest first.
    phrases: Vec<(Vec<String>, Vec<Sense>)>,
}

/// The words of one language, or of all where the language is not known.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: WordMap<Entry, String>,
    /// Shapes of the words that are known, one bit each.
    shapes: Vec<u64>,
    endings: Vec<(String, Ending)>,
    elisions: Vec<String>,
    prefixes: Vec<String>,
    quarters: Vec<String>,
    future_endings: Vec<String>,
    past_endings: Vec<String>,
    /// Whether 7/8 is 7 August; with a point it is everywhere.
    pub day_first: bool,
    /// Whether days are written with points, so that `31.10.74` is one.
    pub dotted: bool,
    /// Whether a year stands without a preposition: “wurde 2021 gegründet”.
    pub bare_years: bool,
    /// Whether months begin with a capital, so that “may 5” is none.
    pub capitals: bool,
    /// Whether the words of all languages are here, so that the order of day and month is open.
    pub any_order: bool,
    /// Whether “last” may stand behind its word: “le mois dernier”.
    pub which_behind: bool,
}

const COMMON: &str = include_str!("../../../assets/lang/common/dates.ron");

/// The tables of the languages that are told apart.
const TABLES: [(Lang, &str); 5] = [
    (Lang::En, include_str!("../../../assets/lang/en/dates.ron")),
    (Lang::Fr, include_str!("../../../assets/lang/fr/dates.ron")),
    (Lang::De, include_str!("../../../assets/lang/de/dates.ron")),
    (Lang::Es, include_str!("../../../assets/lang/es/dates.ron")),
    (Lang::Ar, include_str!("../../../assets/lang/ar/dates.ron")),
];

/// Tables of languages that are read only together with all others.
const MORE: [&str; 4] = [
    include_str!("../../../assets/lang/it/dates.ron"),
    include_str!("../../../assets/lang/pt/dates.ron"),
    include_str!("../../../assets/lang/ru/dates.ron"),
    include_str!("../../../assets/lang/other/dates.ron"),
];

static LEXICONS: PerLang<Lexicon> = PerLang::new(|lang| {
    let own = TABLES.iter().find(|(of, _)| *of == lang);
    own.map_or_else(Lexicon::of_all, |(_, ron)| Lexicon::of([COMMON, ron]))
});

impl Lexicon {
    /// The words of a language; of all languages where it has no table of its own.
    pub fn for_lang(lang: Lang) -> &'static Self {
        LEXICONS.of(lang)
    }

    fn of_all() -> Self {
        let own = TABLES.iter().map(|(_, ron)| *ron);
        let all = Self::of([COMMON].into_iter().chain(own).chain(MORE));
        Self { day_first: true, bare_years: false, capitals: false, any_order: true, ..all }
    }

    fn of<'a>(tables: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::default();
        for ron in tables {
            lexicon.add(table(ron));
        }
        lexicon.shapes = vec![0; SHAPES / 64];
        for shape in lexicon.words.keys().filter_map(|word| shape(word)) {
            lexicon.shapes[shape / 64] |= 1 << (shape % 64);
        }
        for entry in lexicon.words.values_mut() {
            entry.phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    fn add(&mut self, table: Table) {
        let weak = |word: &String, sure| if table.weak.contains(word) { Strength::Weak } else { sure };
        for (number, names) in (1..).zip(&table.months) {
            self.put(names, |word| Sense::Month(number, weak(word, Strength::Sure)));
        }
        for (number, names) in (1..).zip(&table.short_months) {
            self.put(names, |_| Sense::Month(number, Strength::Short));
        }
        for (number, names) in (0..).zip(&table.weekdays) {
            self.put(names, |word| Sense::Weekday(number, weak(word, Strength::Sure)));
        }
        for (number, names) in (0..).zip(&table.short_weekdays) {
            self.put(names, |_| Sense::Weekday(number, Strength::Short));
        }
        for (number, names) in (0..).zip(&table.seasons) {
            self.put(names, |word| Sense::Season(number, weak(word, Strength::Sure)));
        }
        self.add_maps(&table);
        self.add_lists(&table);
        self.take_rest(table);
    }

    fn take_rest(&mut self, table: Table) {
        if table.compounds {
            self.add_compounds(&table);
        }
        self.endings.extend(table.endings);
        self.elisions.extend(table.elisions);
        self.prefixes.extend(table.prefixes.iter().map(|prefix| folded(prefix)));
        self.quarters.extend(table.quarters);
        self.future_endings.extend(table.future_endings);
        self.past_endings.extend(table.past_endings);
        self.day_first |= table.day_first;
        self.dotted |= table.dotted;
        self.bare_years |= table.bare_years;
        self.capitals |= table.capitals;
        self.which_behind |= table.which_behind;
    }

    /// Weekday and part of the day in one word: “Mittwochabend”.
    fn add_compounds(&mut self, table: &Table) {
        for (number, names) in (0..).zip(&table.weekdays) {
            for (day, (name, part)) in
                names.iter().flat_map(|day| table.parts.iter().map(move |part| (day, part)))
            {
                let word = format!("{day}{name}");
                self.put_one(&word, Sense::Weekday(number, Strength::Sure));
                self.put_one(&word, Sense::Part(*part));
            }
        }
    }

    fn add_maps(&mut self, table: &Table) {
        self.put_map(&table.numbers, |number| Sense::Number(*number));
        self.put_map(&table.few, |number| Sense::Few(*number));
        self.put_map(&table.ordinals, |number| Sense::Ordinal(*number));
        self.put_map(&table.units, |unit| unit.sense());
        self.put_map(&table.parts, |part| Sense::Part(*part));
        self.put_map(&table.today, |days| Sense::Today(*days, None));
        self.put_map(&table.today_parts, |(days, part)| Sense::Today(*days, Some(*part)));
        self.put_map(&table.story_days, |days| Sense::StoryDay(*days));
        self.put_map(&table.edges, |edge| Sense::Edge(*edge));
        self.put_map(&table.roles, |role| Sense::Role(*role));
        self.put_map(&table.feasts, |feast| Sense::Feast(*feast));
        self.put_map(&table.zones, |zone| Sense::Zone(*zone));
    }

    fn add_lists(&mut self, table: &Table) {
        let lists = [
            (&table.last, Sense::Last),
            (&table.this, Sense::This),
            (&table.next, Sense::Next),
            (&table.following, Sense::Following),
            (&table.preceding, Sense::Preceding),
            (&table.same, Sense::Same),
            (&table.ago_before, Sense::AgoBefore),
            (&table.ago_behind, Sense::AgoBehind),
            (&table.ahead_before, Sense::AheadBefore),
            (&table.ahead_behind, Sense::AheadBehind),
            (&table.later, Sense::Later),
            (&table.earlier, Sense::Earlier),
            (&table.glue, Sense::Glue),
            (&table.articles, Sense::Article),
            (&table.to, Sense::To),
            (&table.from, Sense::From),
            (&table.and, Sense::And),
            (&table.ours, Sense::Era(true)),
            (&table.before_ours, Sense::Era(false)),
            (&table.am, Sense::Am),
            (&table.pm, Sense::Pm),
            (&table.oclock, Sense::Oclock),
            (&table.decades, Sense::Decades),
            (&table.no_date, Sense::NoDate),
            (&table.year_words, Sense::YearWord),
            (&table.counted, Sense::Counted),
            (&table.recent, Sense::Recent),
            (&table.plurals, Sense::Plural),
            (&table.future, Sense::Future),
            (&table.past, Sense::Past),
        ];
        for (words, sense) in lists {
            self.put(words, |_| sense);
        }
    }

    fn put_map<T>(&mut self, words: &BTreeMap<String, T>, sense: impl Fn(&T) -> Sense) {
        for (phrase, value) in words {
            self.put_one(phrase, sense(value));
        }
    }

    fn put(&mut self, words: &[String], sense: impl Fn(&String) -> Sense) {
        for phrase in words {
            self.put_one(phrase, sense(phrase));
        }
    }

    fn put_one(&mut self, phrase: &str, sense: Sense) {
        let mut words = tokens(phrase).into_iter().map(|token| folded(token.text(phrase)));
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let entry = self.words.entry(first).or_default();
        let senses = if rest.is_empty() {
            &mut entry.alone
        } else {
            let at = entry.phrases.iter().position(|(known, _)| *known == rest);
            let at = at.unwrap_or_else(|| {
                entry.phrases.push((rest, Vec::new()));
                entry.phrases.len() - 1
            });
            &mut entry.phrases[at].1
        };
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// What the phrase means that begins with a folded word; the others are asked for one by one, and
    /// counted in the answer.
    pub fn look_up<'t>(
        &self,
        first: &str,
        word_behind: impl Fn(usize, &mut String) -> bool + 't,
    ) -> Option<(usize, &[Sense])> {
        let entry = self.words.get(first)?;
        let (mut second, mut word) = (String::new(), String::new());
        let more = !entry.phrases.is_empty() && word_behind(1, &mut second);
        let mut fits = |rest: &[String]| {
            let [expected, others @ ..] = rest else { return false };
            *expected == second
                && (2..).zip(others).all(|(ahead, expected)| {
                    word.clear();
                    word_behind(ahead, &mut word) && word == *expected
                })
        };
        let phrase = entry.phrases.iter().find(|(rest, _)| more && fits(rest));
        let found = phrase.map(|(rest, senses)| (rest.len() + 1, senses.as_slice()));
        found.or_else(|| (!entry.alone.is_empty()).then_some((1, entry.alone.as_slice())))
    }

    /// Whether a word as it is written can be known: most words are not, and need not be folded to find out.
    pub fn may_know(&self, word: &str) -> bool {
        let known =
            |shape: usize| self.shapes.get(shape / 64).is_some_and(|bits| bits & (1 << (shape % 64)) != 0);
        shape(word).is_none_or(known)
    }

    /// The word without what is written together with it: `d’octobre` is `octobre`, `Thursday’s` is
    /// `thursday`. Gives how many bytes are left out in front, and the rest.
    pub fn stripped<'w>(&self, word: &'w str) -> Option<(usize, &'w str)> {
        if let Some(at) = word.find('\'') {
            let (front, rest) = (&word[..=at], &word[at + 1..]);
            if self.elisions.iter().any(|elision| elision == front) {
                return Some((front.len(), rest));
            }
            return (rest == "s").then(|| (0, &word[..at]));
        }
        let prefix = self.prefixes.iter().find(|prefix| word.starts_with(prefix.as_str()))?;
        (word.len() > prefix.len() + 3).then(|| (prefix.len(), &word[prefix.len()..]))
    }

    /// What the letters behind a number say.
    pub fn ending(&self, letters: &str) -> Option<Ending> {
        self.endings.iter().find(|(known, _)| known == letters).map(|(_, ending)| *ending)
    }

    /// Whether letters mark a quarter: the Q of `Q3`.
    pub fn is_quarter(&self, letters: &str) -> bool {
        self.quarters.iter().any(|known| known == letters)
    }

    /// What the ending of a verb says of its time: `Some(true)` for what is to come.
    pub fn tense_of(&self, word: &str) -> Option<bool> {
        let ends = |endings: &[String]| {
            endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending.as_str()))
        };
        if ends(&self.future_endings) {
            return Some(true);
        }
        ends(&self.past_endings).then_some(false)
    }
}

/// How many shapes of words are told apart.
const SHAPES: usize = 1 << 16;

/// A number from length and letters of a word in plain letters; none for others, which need folding.
fn shape(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let plain = |byte: u8| byte.is_ascii_alphabetic();
    let (first, last, middle) = (*bytes.first()?, *bytes.last()?, *bytes.get(bytes.len() / 2)?);
    if !(word.is_ascii() && bytes.iter().all(|byte| plain(*byte))) {
        return None;
    }
    let letter = |byte: u8| usize::from(byte.to_ascii_lowercase() & 31);
    Some((letter(first) << 11 | letter(middle) << 6 | letter(last) << 1 | (bytes.len() & 1)) % SHAPES)
}

/// A word as the tables know it, added to a string: lower case, no accents, the straight apostrophe, the
/// Arabic letters that are written one for another made one.
pub(super) fn fold(word: &str, into: &mut String) {
    if word.is_ascii() {
        let start = into.len();
        into.push_str(word);
        into[start..].make_ascii_lowercase();
        return;
    }
    let plain = word.nfkd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase);
    into.extend(plain.filter(|char| *char != 'ـ').map(|char| match char {
        '’' | 'ʼ' => '\'',
        'ة' => 'ه',
        'ى' => 'ي',
        other => other,
    }));
}

fn folded(word: &str) -> String {
    let mut into = String::new();
    fold(word, &mut into);
    into
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read() {
        let tables = TABLES.iter().map(|(_, ron)| *ron).chain(MORE).chain([COMMON]);
        for ron in tables {
            let read = ron::from_str::<Table>(ron);
            assert!(read.is_ok(), "{:?} in {:.80}", read.err(), ron);
        }
    }

    #[test]
    fn words_are_folded_alike() {
        assert_eq!(folded("Février"), "fevrier");
        assert_eq!(folded("L’ANNÉE"), "l'annee");
        assert_eq!(folded("الأربعاء"), folded("الاربعاء"));
    }

    #[test]
    fn phrases_go_before_words() {
        let lexicon = Lexicon::for_lang(Lang::Fr);
        let words = ["il", "y", "a"];
        let (length, senses) = lexicon
            .look_up("il", |ahead, into| words.get(ahead).map(|word| into.push_str(word)).is_some())
            .unwrap();
        assert_eq!((length, senses), (3, [Sense::AgoBefore].as_slice()));
    }
}
