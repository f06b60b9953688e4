//! How words and numbers make a date, in any language: the tables say which word is what, this says what
//! may stand beside what.

mod calendar;
mod clock;
mod count;
mod long;
mod numeric;
mod point;
mod range;
mod relative;

use super::calendar::Grain;
use super::lexemes::{Figure, Lexeme};
use super::lexicon::{Lexicon, Role, Sense, Strength};
use super::meaning::{Base, Edge, Meaning, Part, Point, Which};

/// Something read, and the index of the lexeme behind it.
type Read<T> = Option<(T, usize)>;

/// A date in a row of lexemes.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// The lexemes with the preposition in front.
    pub lead: usize,
    /// The lexemes of the date itself.
    pub first: usize,
    /// Behind its last lexeme.
    pub next: usize,
    /// What it says.
    pub meaning: Meaning,
    /// What the preposition says.
    pub role: Option<Role>,
    /// Whether “about” or a rough count stands with it.
    pub about: bool,
}

/// The lexemes of one paragraph and the words of its language.
pub(super) struct Grammar<'l, 't> {
    pub lexemes: &'l [Lexeme<'t>],
    pub lexicon: &'l Lexicon,
}

/// How many small words may stand between two parts of a date.
const MOST_GLUE: usize = 4;

/// The first and last year that a bare number of four digits is taken for.
const BARE_YEARS: std::ops::RangeInclusive<u32> = 1500..=2100;

impl<'l, 't> Grammar<'l, 't> {
    fn lexeme(&self, at: usize) -> Option<&'l Lexeme<'t>> {
        self.lexemes.get(at)
    }

    fn find<T>(&self, at: usize, meaning: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.lexeme(at)?.senses.iter().find_map(meaning)
    }

    fn is(&self, at: usize, sense: Sense) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.senses.contains(&sense))
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.lexeme(at)?.sign
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.sign(at), Some('-' | '–' | '—' | '‑' | '−' | '‒'))
    }

    fn figure(&self, at: usize) -> Figure {
        self.lexeme(at).map_or(Figure::None, |lexeme| lexeme.figure)
    }

    /// Whether a word is written as names are, where months are names.
    fn capital(&self, at: usize) -> bool {
        !self.lexicon.capitals || self.lexeme(at).is_some_and(|lexeme| lexeme.capital)
    }

    /// Whether a lexeme is written together with the one before it.
    fn glued(&self, at: usize) -> bool {
        self.lexeme(at).is_some_and(|lexeme| !lexeme.spaced)
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.find(at, |sense| if let Sense::Role(role) = sense { Some(*role) } else { None })
    }

    fn unit(&self, at: usize) -> Option<Grain> {
        self.find(at, |sense| if let Sense::Unit(unit) = sense { Some(*unit) } else { None })
    }

    fn part(&self, at: usize) -> Option<Part> {
        self.find(at, |sense| if let Sense::Part(part) = sense { Some(*part) } else { None })
    }

    fn edge(&self, at: usize) -> Option<Edge> {
        self.find(at, |sense| if let Sense::Edge(edge) = sense { Some(*edge) } else { None })
    }

    fn ordinal_word(&self, at: usize) -> Option<i8> {
        self.find(at, |sense| if let Sense::Ordinal(number) = sense { Some(*number) } else { None })
    }

    fn weekday_word(&self, at: usize) -> Option<(u8, Strength)> {
        self.find(
            at,
            |sense| if let Sense::Weekday(day, strength) = sense { Some((*day, *strength)) } else { None },
        )
    }

    fn month_word(&self, at: usize) -> Option<(u8, Strength)> {
        self.find(at, |sense| {
            if let Sense::Month(month, strength) = sense { Some((*month, *strength)) } else { None }
        })
    }

    /// Skips “of”, “the” and, where asked, one comma.
    fn skip_glue(&self, from: usize, comma: bool) -> usize {
        let mut at = from;
        if comma && self.is_sign(at, ',') {
            at += 1;
        }
        while at < from + MOST_GLUE && (self.is(at, Sense::Glue) || self.is(at, Sense::Article)) {
            at += 1;
        }
        at
    }

    fn skip_articles(&self, from: usize) -> usize {
        let mut at = from;
        while at < from + 2 && self.is(at, Sense::Article) {
            at += 1;
        }
        at
    }

    /// Skips the full stop of an abbreviation.
    fn skip_point(&self, at: usize) -> usize {
        at + usize::from(self.is_sign(at, '.') && self.glued(at))
    }

    /// The date that begins at a lexeme, with the prepositions in front of it.
    pub fn date_at(&self, lead: usize) -> Option<Found> {
        let Lead { next: start, role, about, from, licensed } = self.lead(lead);
        let licensed = licensed || self.licensed_from_before(lead);
        let first = self.skip_articles(start);
        let read = self.range(start, first, licensed, from)?;
        let Span { meaning, first, next, rough } = read;
        // “Has gone on since 2020”: that “on” belongs to the verb.
        let particle = self.role(lead) == Some(Role::On)
            && lead + 1 < first
            && matches!(self.role(lead + 1), Some(Role::Since | Role::Until | Role::Before | Role::After));
        let lead = lead + usize::from(particle);
        Some(Found { lead, first, next, meaning, role, about: about || rough })
    }

    /// Whether “vor” or “in” stands here before a count: “vor drei Wochen”.
    fn counts_behind(&self, at: usize) -> bool {
        (self.is(at, Sense::AgoBefore) || (self.is(at, Sense::AheadBefore) && self.count(at + 1).is_some()))
            && self.counted_strictly(at + 1).is_some()
    }

    /// Whether “year” stands here before its number.
    fn is_year_word(&self, at: usize) -> bool {
        self.is(at, Sense::YearWord) && matches!(self.figure(at + 1), Figure::Whole { .. })
    }

    /// Whether what stands before a lexeme makes a bare year or month certain: an opening bracket.
    fn licensed_from_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_sign(before, '(') || self.is(before, Sense::YearWord))
            || at == 0 && self.begins_entry()
    }

    /// Whether the paragraph is an entry of a live blog: “13:05 First boats return”, “13:05 | Boats”.
    fn begins_entry(&self) -> bool {
        let goes_on = |behind: &Lexeme| behind.capital || matches!(behind.sign, Some('|' | '–' | '—' | ':'));
        matches!(self.figure(0), Figure::Clock { .. }) && self.lexeme(1).is_some_and(goes_on)
    }

    fn lead(&self, start: usize) -> Lead {
        let mut lead = Lead { next: start, role: None, about: false, from: false, licensed: false };
        while lead.next < start + 4 {
            let at = lead.next;
            if self.counts_behind(at) {
                break;
            }
            // “before”, “last” and their like may begin the date itself: that is tried where this fails.
            match self.role(at) {
                Some(Role::About) => lead.about = true,
                Some(role) => {
                    lead.role = Some(role).filter(|role| *role != Role::On).or(lead.role);
                    lead.licensed = true;
                }
                None if self.is(at, Sense::From) => {
                    lead.from = true;
                    lead.licensed = true;
                }
                None if self.is_year_word(at) => lead.licensed = true,
                None if self.is(at, Sense::Article) && lead.next > start => {
                    let behind = at + 1;
                    let goes_on = self.role(behind).is_some() || self.is_year_word(behind);
                    if !goes_on {
                        break;
                    }
                }
                None => break,
            }
            lead.next += 1;
        }
        lead
    }
}

/// The prepositions in front of a date.
struct Lead {
    next: usize,
    role: Option<Role>,
    about: bool,
    from: bool,
    /// Whether a month or year alone is certain behind them.
    licensed: bool,
}

/// A date or a range of them.
struct Span {
    meaning: Meaning,
    first: usize,
    next: usize,
    /// Whether a count was only roughly given.
    rough: bool,
}

/// A point, where it begins without articles that do not belong to it, and whether it is rough.
struct Place {
    point: Point,
    first: usize,
    next: usize,
    rough: bool,
}

fn grain_of(base: &Base) -> Grain {
    match base {
        Base::Calendar { day: Some(_), .. }
        | Base::Weekday(..)
        | Base::Today(_)
        | Base::DayOfWeek(..)
        | Base::Feast(..)
        | Base::FeastIn(..) => Grain::Day,
        Base::Calendar { month: Some(_), .. } => Grain::Month,
        Base::Calendar { .. } => Grain::Year,
        Base::Unit { unit, .. } | Base::Nth { unit, .. } => *unit,
        Base::Shift { .. } => Grain::Day,
        Base::Weekend(_) => Grain::Week,
        Base::Decade(_) => Grain::Decade,
        Base::Century(_) => Grain::Century,
        Base::Quarter(..) => Grain::Quarter,
        Base::Season(..) => Grain::Season,
    }
}

fn calendar(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Point {
    Point { base: Some(Base::Calendar { year, month, day, which: Which::Nearest }), ..Point::default() }
}

fn year_base(year: i32) -> Base {
    Base::Calendar { year: Some(year), month: None, day: None, which: Which::Nearest }
}
