//! What the words of a date say by themselves, before it is known which day the article is from.

use super::calendar::Grain;

/// A date as the words give it.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// One date.
    At(Point),
    /// From one date to another, both counted in.
    Between(Point, Point),
    /// A day that no calendar has, such as 31 February.
    Impossible,
}

/// A day, month or other stretch, and the time of day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Which day or stretch; where only a time of day is named, none.
    pub base: Option<Base>,
    /// The time of day.
    pub time: Option<Time>,
    /// The weekday that is named beside a calendar day: 0 is Monday.
    pub weekday: Option<u8>,
    /// Which part of the stretch: “early 2020”, “late on Wednesday”.
    pub edge: Option<Edge>,
}

/// A part of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub enum Edge {
    /// Its beginning.
    Early,
    /// Its middle.
    Mid,
    /// Its end.
    Late,
    /// After what was told before it: “later on Thursday”.
    Later,
    /// Before what was told before it: “earlier that day”.
    Earlier,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// By the clock.
    Clock {
        /// Hour, 0 to 24.
        hour: u8,
        /// Minute, where it is given.
        minute: Option<u8>,
        /// Second, where it is given.
        second: Option<u8>,
        /// Minutes east of Greenwich, where a zone is named.
        zone: Option<i16>,
    },
    /// By its name.
    Part(Part),
}

/// A named part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
pub enum Part {
    /// First light.
    Dawn,
    /// From first light to noon.
    Morning,
    /// Twelve o’clock.
    Noon,
    /// From noon to evening.
    Afternoon,
    /// Last light.
    Dusk,
    /// After the afternoon.
    Evening,
    /// From evening on.
    Night,
    /// Twelve at night.
    Midnight,
}

impl Part {
    /// The hours it spans, in common use: first hour, hour it ends at.
    pub fn hours(self) -> (u8, u8) {
        match self {
            Self::Dawn => (5, 7),
            Self::Morning => (5, 12),
            Self::Noon => (12, 13),
            Self::Afternoon => (12, 18),
            Self::Dusk => (18, 20),
            Self::Evening => (17, 23),
            Self::Night => (20, 24),
            Self::Midnight => (0, 1),
        }
    }
}

/// Which one of several that have the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The nearest one that the tense allows.
    Nearest,
    /// The one before now: “last week”.
    Last,
    /// The one we are in, or the nearest: “this week”.
    This,
    /// The one to come: “next week”.
    Next,
    /// The one that was just told of: “that day”.
    Same,
    /// The one after what was told: “the following week”.
    After,
    /// The one before what was told: “the previous week”.
    Prior,
}

/// From where it is counted.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// From the day of the article: “ago”.
    Article,
    /// From what was told before: “the next day”.
    Story,
    /// From an event that the words after it name: “a day after the vote”. The words before it may say
    /// when that was.
    Event,
    /// From another date: “two days after 14 May”.
    Date(Box<Point>),
}

/// What a date is built on.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// A day, month or year of the calendar, in part or whole.
    Calendar {
        /// The year, astronomical: 0 is 1 BC.
        year: Option<i32>,
        /// The month, 1 to 12.
        month: Option<u8>,
        /// The day of the month.
        day: Option<u8>,
        /// Which, where the year is missing.
        which: Which,
    },
    /// A weekday: 0 is Monday.
    Weekday(u8, Which),
    /// So many days from the day of the article: yesterday is -1.
    Today(i8),
    /// A unit beside the present one, or so many: “last month”, “the past two years”.
    Unit {
        /// What is counted.
        unit: Grain,
        /// How many: 0 where none is named.
        count: u32,
        /// Which.
        which: Which,
    },
    /// So many units from somewhere: “two weeks ago”, “a day after”.
    Shift {
        /// How many, below zero for earlier.
        count: i32,
        /// What is counted.
        unit: Grain,
        /// From where.
        from: Anchor,
    },
    /// Saturday and Sunday.
    Weekend(Which),
    /// Ten years, by their first: 1990.
    Decade(i32),
    /// A hundred years: 19 is 1801 to 1900.
    Century(i32),
    /// A quarter of a year, 1 to 4.
    Quarter(u8, Option<i32>, Which),
    /// A season, 0 is spring.
    Season(u8, Option<i32>, Which),
    /// The first, second or last of its kind in something longer.
    Nth {
        /// Which: 1 is the first, -1 the last.
        nth: i8,
        /// Of what: a unit, or a day where a weekday is named.
        unit: Grain,
        /// The weekday, where one is named.
        weekday: Option<u8>,
        /// In what.
        of: Box<Base>,
    },
    /// A weekday of a week: “Tuesday of last week”.
    DayOfWeek(u8, Box<Base>),
    /// A feast.
    Feast(Feast, Option<i32>, Which),
    /// A feast in a year that is not named outright: “Easter last year”.
    FeastIn(Feast, Box<Base>),
}

/// When a feast is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
pub enum Feast {
    /// Month and day.
    On(u8, u8),
    /// Days after western Easter.
    Easter(i16),
    /// From so many days after western Easter to so many.
    Easters(i16, i16),
    /// The so-many-th weekday of a month (below zero: from its end): month, weekday from Monday 0, which.
    Nth(u8, u8, i8),
    /// So many days after such a weekday: month, weekday, which, days.
    NthPlus(u8, u8, i8, i8),
    /// The last such weekday up to a day: month, day, weekday from Monday 0.
    UpTo(u8, u8, u8),
    /// Days after orthodox Easter.
    Orthodox(i16),
    /// Days after 1 Tishri, and how many days it lasts.
    Tishri(i16, u8),
    /// Days after 25 Kislev, and how many days it lasts.
    Kislev(i16, u8),
    /// Days after 15 Nisan, and how many days it lasts.
    Nisan(i16, u8),
    /// Islamic month and day, and how many days it lasts.
    Islamic(u8, u8, u8),
    /// Hindu month from Chaitra 0, lunar day, and the hour it must rule at.
    Tithi(u8, u8, u8),
    /// Days after Chinese New Year.
    Chinese(i16),
}
