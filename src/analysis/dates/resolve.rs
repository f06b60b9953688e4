//! From what the words say to a day of the calendar, by the day of the article and what was told before.

use super::calendar::{self, Grain, Value, floor, last_day, shift};
use super::feasts::{Feasts, days_of_feast};
use super::lexicon::Role;
use super::meaning::{Anchor, Base, Feast, Meaning, Part, Point, Time, Which};
use super::stretch::interval;
use super::{DateFound, Tense};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};

/// A date as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct DateRead {
    /// The date; none where it depends on the day of the article and that is not known, and where the day
    /// does not exist.
    pub value: Option<Value>,
    /// The stretch of time that the event lies in, begin and end: narrower than the value where a part of
    /// it is named (“late last month”, “on Thursday morning”), longer after “since”.
    pub interval: Option<(NaiveDateTime, NaiveDateTime)>,
    /// How finely it is given.
    pub grain: Grain,
    /// Whether it depends on the day of the article, or on what was told before.
    pub relative: bool,
    /// Whether it is given roughly: “about noon”, “a few days ago”.
    pub about: bool,
    /// What the preposition says: “since”, “until”.
    pub role: Option<Role>,
    /// Whether the words tell of what is to come.
    pub future: bool,
    /// The weekday that the day really is (0 is Monday), where the text names another.
    pub disagrees: Option<u8>,
    /// Whether no calendar has that day.
    pub impossible: bool,
    /// Whether the range ends before it begins.
    pub backwards: bool,
    /// Why it was read so: a sentence for the reader.
    pub why: String,
}

impl DateRead {
    /// The date as it is told: of a part of a year (“late 2022”) the months that the part lies in.
    pub fn told(&self) -> Option<Value> {
        let value = self.value?;
        let year = value.grain == Grain::Year && value.end.is_none() && self.grain == Grain::Year;
        let (whole, part) = self.interval.filter(|_| year).map(|part| (value.interval(), part)).unzip();
        let Some((whole, part)) = whole.zip(part) else { return Some(value) };
        let narrower = part != whole && whole.0 <= part.0 && part.1 <= whole.1;
        // A third of a year begins and ends near the first of a month.
        let half = Days::new(15);
        let first = floor(part.0.date().checked_add_days(half)?, Grain::Month)?;
        let last = floor(part.1.date().checked_sub_days(half)?, Grain::Month)?;
        Some(if narrower { Value::between(first, last, Grain::Month) } else { value })
    }
}

/// What was told before a date: carried from date to date in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// The last day an event was told of.
    day: Option<NaiveDate>,
    /// The last date of any grain that an event was told of: its first day and how finely it was given.
    last: Option<(NaiveDate, Grain)>,
    /// The sentence that it stands in, and the paragraph.
    sentence: Option<(usize, u32)>,
    /// The last year that was named outright, and the sentence and paragraph.
    year: Option<(i32, usize, u32)>,
    paragraph: usize,
    feasts: Feasts,
}

impl Story {
    /// Tells that the dates that follow stand in the next paragraph.
    pub fn next_paragraph(&mut self) {
        self.paragraph += 1;
    }

    /// Keeps what a date says for those after it.
    fn tell(&mut self, found: &DateFound, read: &DateRead) {
        let Some(value) = read.value else { return };
        // “a day after the vote” dates something beside what is told.
        let beside = matches!(
            found.meaning,
            Meaning::At(Point { base: Some(Base::Shift { from: Anchor::Event, .. }), .. })
        );
        let told = !read.future && !beside && !matches!(read.role, Some(Role::Until | Role::Since));
        let told = told && !matches!(found.meaning, Meaning::Between(..));
        if told {
            self.last = Some((value.day(), value.grain.max(Grain::Day)));
        }
        if value.grain <= Grain::Day && told {
            self.day = Some(value.day());
            self.sentence = Some((self.paragraph, found.sentence));
        }
        if let Meaning::At(Point { base: Some(Base::Calendar { year: Some(year), .. }), .. }) = found.meaning
            && read.role.is_none()
        {
            self.year = Some((year, self.paragraph, found.sentence));
        } else if counts_from_article(&found.meaning) || self.leaves_year(found, value) {
            self.year = None;
        }
    }
}

impl Story {
    /// Whether a day or month without a year is of another year than the one named before: what follows it is not
    /// of that year either.
    fn leaves_year(&self, found: &DateFound, value: Value) -> bool {
        let bare = matches!(
            found.meaning,
            Meaning::At(Point { base: Some(Base::Calendar { year: None, month: Some(_), .. }), .. })
        );
        bare && self.year.is_some_and(|(year, ..)| year != value.day().year())
    }
}

/// Whether the one to come is nearer than the one that has gone.
fn is_nearer(coming: Option<NaiveDate>, past: Option<NaiveDate>, today: NaiveDate) -> bool {
    let far = |day: NaiveDate| (day - today).abs();
    coming.is_some_and(|coming| past.is_none_or(|past| far(coming) < far(past)))
}

/// Whether the words turn to the time of the article: what follows is of its year.
fn counts_from_article(meaning: &Meaning) -> bool {
    let Meaning::At(Point { base: Some(base), .. }) = meaning else { return false };
    matches!(
        base,
        Base::Today(_) | Base::Weekday(..) | Base::Unit { .. } | Base::Shift { from: Anchor::Article, .. }
    )
}

/// Resolves one date. Call it in the order of the text.
///
/// `article` is the day the article is from; without it what depends on it stays open. In news the past
/// wins, unless the sentence tells of what is to come.
pub fn resolve(found: &DateFound, article: Option<NaiveDate>, story: &mut Story) -> DateRead {
    let mut reader = Reader { article, story, found, relative: false, backwards: false, why: String::new() };
    let value = match &found.meaning {
        Meaning::Impossible => None,
        Meaning::At(point) => reader.value(point, None),
        Meaning::Between(left, right) => reader.between(left, right),
    };
    let (relative, backwards, mut why) = (reader.relative, reader.backwards, reader.why);
    let missing = value.is_none() && (article.is_some() || !relative);
    let impossible = found.meaning == Meaning::Impossible || (missing && !backwards);
    if backwards {
        "It ends before it begins.".clone_into(&mut why);
    } else if impossible {
        "No calendar has this day.".clone_into(&mut why);
    } else if value.is_none() {
        "It depends on the day of the article, which is not known.".clone_into(&mut why);
    }
    let interval = value.and_then(|value| interval(found, &value, article));
    let grain = value.map_or(Grain::Day, |value| grain(found, &value));
    let disagrees = value.and_then(|value| disagreement(found, &value));
    let future =
        value.zip(article).map_or(found.tense == Tense::Future, |(value, article)| value.day() > article);
    let read = DateRead {
        value,
        interval,
        grain,
        relative,
        about: found.about,
        role: found.role,
        future,
        disagrees,
        impossible,
        backwards,
        why,
    };
    story.tell(found, &read);
    read
}

/// The grain that the words give, which may be longer than that of the value: a decade is counted in years.
fn grain(found: &DateFound, value: &Value) -> Grain {
    let Meaning::At(Point { base: Some(base), .. }) = &found.meaning else { return value.grain };
    match base {
        Base::Unit { unit: unit @ (Grain::Decade | Grain::Century), .. } => *unit,
        Base::Decade(_) => Grain::Decade,
        Base::Century(_) => Grain::Century,
        Base::Season(..) => Grain::Season,
        _ => value.grain,
    }
}

fn disagreement(found: &DateFound, value: &Value) -> Option<u8> {
    let Meaning::At(Point { weekday: Some(said), .. }) = found.meaning else { return None };
    let real = value.day().weekday().num_days_from_monday() as u8;
    (value.grain <= Grain::Day && real != said).then_some(real)
}

struct Reader<'r> {
    article: Option<NaiveDate>,
    story: &'r Story,
    found: &'r DateFound,
    relative: bool,
    backwards: bool,
    why: String,
}

impl Reader<'_> {
    fn because(&mut self, why: impl Into<String>) {
        if self.why.is_empty() {
            self.why = why.into();
        }
    }

    /// The day of the article; whoever asks depends on it.
    fn today(&mut self) -> Option<NaiveDate> {
        self.relative = true;
        self.article
    }

    /// The last day that was told of, or that of the article.
    fn told(&mut self) -> Option<NaiveDate> {
        self.relative = true;
        self.story.day.or(self.article)
    }

    /// From where months and years are counted on: the last date told of, however finely it was given.
    fn told_roughly(&mut self, unit: Grain) -> Option<(NaiveDate, Grain)> {
        self.relative = true;
        let last = self.story.last.filter(|_| unit >= Grain::Month);
        last.or_else(|| Some((self.told()?, Grain::Day)))
    }

    fn future(&self) -> bool {
        self.found.tense == Tense::Future
    }

    /// From one point to another: what one leaves out, the other may say.
    fn between(&mut self, left: &Point, right: &Point) -> Option<Value> {
        let mut left = left.clone();
        borrow_year(&mut left, right);
        if right.base.is_some() && left.base.is_none() {
            left.base.clone_from(&right.base);
        }
        let mut right = right.clone();
        by_the_clock(&mut left);
        by_the_clock(&mut right);
        let first = self.value(&left, None)?;
        if right.base.is_none() {
            right.base = Some(Base::Calendar {
                year: Some(first.start.year()),
                month: Some(first.start.month() as u8),
                day: Some(first.start.day() as u8),
                which: Which::Nearest,
            });
        }
        let mut last = self.value(&right, Some(first.day()))?;
        // From nine in the evening to five: the next morning.
        if last.start < first.start && last.grain < Grain::Day && last.day() == first.day() {
            last.start = last.start.checked_add_days(Days::new(1))?;
        }
        let end = last.end.unwrap_or(last.start);
        self.backwards = end < first.start;
        (!self.backwards).then_some(())?;
        Some(Value { end: (end != first.start).then_some(end), grain: first.grain.min(last.grain), ..first })
    }

    /// A point; where `not_before` is given it is the end of a range that begins there.
    fn value(&mut self, point: &Point, not_before: Option<NaiveDate>) -> Option<Value> {
        let Some(base) = &point.base else {
            let day = self.told()?;
            self.because(format!("A time of day: on {}, the day last told of.", day_in_words(day)));
            return with_time(Value::of(day, Grain::Day), point.time);
        };
        let value = self.base(base, not_before)?;
        with_time(value, point.time)
    }

    fn base(&mut self, base: &Base, not_before: Option<NaiveDate>) -> Option<Value> {
        match base {
            Base::Calendar { year, month, day, which } => {
                self.calendar(*year, *month, *day, *which, not_before)
            }
            Base::Weekday(weekday, which) => self.weekday(*weekday, *which, not_before),
            Base::Today(days) => {
                let today = self.today()?;
                self.because(format!("Counted from the day of the article, {}.", day_in_words(today)));
                Some(Value::of(shift(today, i32::from(*days), Grain::Day)?, Grain::Day))
            }
            Base::Unit { unit, count, which } => self.unit(*unit, *count, *which),
            Base::Shift { count, unit, from } => self.shifted(*count, *unit, from),
            Base::Weekend(which) => self.weekend(*which),
            Base::Decade(first) => {
                self.because("A decade.");
                let (first, last) = (january(*first)?, january(first.checked_add(9)?)?);
                Some(Value::between(first, last, Grain::Year))
            }
            Base::Century(number) => {
                self.because("A century begins with its year 1.");
                let first = (number - 1) * 100 + 1;
                Some(Value::between(january(first)?, january(first + 99)?, Grain::Year))
            }
            Base::Quarter(quarter, year, which) => self.quarter(*quarter, *year, *which),
            Base::Season(season, year, which) => self.season(*season, *year, *which, not_before),
            Base::Nth { nth, unit, weekday, of } => self.nth(*nth, *unit, *weekday, of),
            Base::DayOfWeek(weekday, week) => {
                let monday = floor(self.base(week, None)?.day(), Grain::Week)?;
                self.because("A weekday of that week.");
                Some(Value::of(shift(monday, i32::from(*weekday), Grain::Day)?, Grain::Day))
            }
            Base::Feast(feast, year, which) => self.feast(*feast, *year, *which, not_before),
            Base::FeastIn(feast, year) => {
                let year = self.base(year, None)?.day().year();
                self.feast(*feast, Some(year), Which::Nearest, None)
            }
        }
    }

    fn calendar(
        &mut self,
        year: Option<i32>,
        month: Option<u8>,
        day: Option<u8>,
        which: Which,
        not_before: Option<NaiveDate>,
    ) -> Option<Value> {
        let grain = if day.is_some() {
            Grain::Day
        } else if month.is_some() {
            Grain::Month
        } else {
            Grain::Year
        };
        let on = |year| NaiveDate::from_ymd_opt(year, month.unwrap_or(1).into(), day.unwrap_or(1).into());
        if let Some(year) = year {
            self.because(if grain == Grain::Day { "A full date." } else { "The year is named." });
            return Some(Value::of(on(year)?, grain));
        }
        let near = self.nearest(which, not_before, grain, on)?;
        let near = self.by_weekday(near, which, on).unwrap_or(near);
        Some(Value::of(near, grain))
    }

    /// The coming one, where the last one has not the weekday that is named and the coming one, soon, has.
    fn by_weekday(
        &self,
        past: NaiveDate,
        which: Which,
        on: impl Fn(i32) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let Meaning::At(Point { weekday: Some(named), .. }) = self.found.meaning else { return None };
        let fits = |day: NaiveDate| day.weekday().num_days_from_monday() == u32::from(named);
        let article = self.article.filter(|_| which == Which::Nearest && !fits(past))?;
        let soon = |day: &NaiveDate| (0..SOON_DAYS).contains(&(*day - article).num_days());
        [article.year(), article.year() + 1].into_iter().filter_map(on).find(|day| fits(*day) && soon(day))
    }

    /// The year that a date without one lies in.
    fn nearest(
        &mut self,
        which: Which,
        not_before: Option<NaiveDate>,
        grain: Grain,
        on: impl Fn(i32) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        if let Some(first) = not_before {
            self.relative = true;
            return [0, 1].into_iter().find_map(|later| on(first.year() + later).filter(|day| *day >= first));
        }
        let told_year = self.told_year().filter(|_| which == Which::Nearest);
        let today = self.today()?;
        let year = today.year();
        let start = floor(today, grain)?;
        // A quarter is reported on when it is over.
        let start = if grain == Grain::Quarter { start.pred_opt()? } else { start };
        let past = |gap: i32| {
            let until = shift(start, -gap, Grain::Day)?;
            [year, year - 1].into_iter().find_map(|year| on(year).filter(|day| *day <= until))
        };
        let coming = || {
            (0..2).find_map(|ahead| {
                on(year + ahead).filter(|day| *day > start || (*day == start && grain == Grain::Day))
            })
        };
        let found = match which {
            Which::Next | Which::After => {
                on(year + 1).filter(|_| on(year).is_some_and(|day| day <= start)).or_else(coming)
            }
            Which::Last | Which::Prior => past(1),
            Which::This => on(year),
            Which::Same | Which::Nearest if self.future() && !just_gone(coming(), past(0), today) => coming(),
            // “until 15 August” is the nearer one.
            Which::Nearest if self.found.role == Some(Role::Until) && is_nearer(coming(), past(0), today) => {
                coming()
            }
            Which::Same | Which::Nearest => {
                // A day that this year lacks is no day of the years before: 29 February.
                let day = if on(year).is_none() {
                    on(year).or_else(coming).filter(|day| day.year() == year)
                } else {
                    past(0)
                };
                match (day, told_year) {
                    (Some(day), Some(told)) if (today - day) > TimeDelta::days(TOLD_YEAR_DAYS) => {
                        self.because(format!("In {told}, the year told of before it."));
                        on(told)
                    }
                    (day, _) => day,
                }
            }
        };
        let way = if self.future() {
            "The next one from the day of the article, as the sentence tells of what is to come"
        } else {
            "The last one up to the day of the article"
        };
        self.because(format!("{way}, {}.", day_in_words(today)));
        found
    }

    /// A year named outright shortly before: in this sentence or the one before it; where it lies further
    /// back, in this paragraph.
    fn told_year(&self) -> Option<i32> {
        let (year, paragraph, sentence) = self.story.year?;
        let long_ago = self.article.is_some_and(|article| year < article.year() - 1);
        let near = long_ago || self.found.sentence <= sentence + 1;
        (paragraph == self.story.paragraph && near).then_some(year)
    }

    fn weekday(&mut self, weekday: u8, which: Which, not_before: Option<NaiveDate>) -> Option<Value> {
        if let Some(first) = not_before {
            return Some(Value::of(weekday_from(first, weekday)?, Grain::Day));
        }
        let today = self.today()?;
        let before = |from: NaiveDate| weekday_from(shift(from, -6, Grain::Day)?, weekday);
        let week = |weeks| shift(floor(today, Grain::Week)?, 7 * weeks + i32::from(weekday), Grain::Day);
        let yesterday = today.pred_opt()?;
        let tomorrow = today.succ_opt()?;
        let (day, why) = match which {
            Which::Last | Which::Prior => (before(yesterday)?, "The last one before the day of the article"),
            Which::Next | Which::After => {
                (weekday_from(tomorrow, weekday)?, "The first one after the day of the article")
            }
            Which::This => (week(0)?, "In the week of the article"),
            Which::Nearest | Which::Same if self.future() => (
                weekday_from(today, weekday)?,
                "The coming one, as the sentence tells of what is to come; the article is of",
            ),
            Which::Nearest | Which::Same => (before(today)?, "The last one up to the day of the article"),
        };
        let joint = if why.ends_with(" of") { "" } else { "," };
        self.because(format!("{why}{joint} {}.", day_in_words(today)));
        Some(Value::of(day, Grain::Day))
    }

    fn unit(&mut self, unit: Grain, count: u32, which: Which) -> Option<Value> {
        let story = matches!(which, Which::Same | Which::After | Which::Prior);
        let from = if story && count == 0 { self.told_roughly(unit)?.0 } else { self.today()? };
        let whose = if story && count == 0 { "the day last told of" } else { "the day of the article" };
        self.because(format!("Counted from {whose}, {}.", day_in_words(from)));
        let many = i32::try_from(count).ok()?;
        if unit < Grain::Day {
            // “the last 24 hours”: to the day. “this minute” is no date.
            let days = (many + 23) / 24 * if which == Which::Next { 1 } else { -1 };
            let far = shift(from, days, Grain::Day)?;
            return (many > 0).then(|| Value::between(far.min(from), far.max(from), Grain::Day));
        }
        match (unit, which) {
            // “the past decade” runs up to now.
            (Grain::Decade | Grain::Century, Which::Last | Which::Next) => {
                let many = many.max(1) * if which == Which::Last { -1 } else { 1 };
                let far = floor(shift(from, many, unit)?, Grain::Year)?;
                let near = floor(from, Grain::Year)?;
                Some(Value::between(far.min(near), far.max(near), Grain::Year))
            }
            (_, Which::Last | Which::Prior) if count > 0 => {
                let near = floor(from, unit)?;
                Some(Value::between(shift(near, -many, unit)?, near, unit))
            }
            (_, Which::Next | Which::After) if count > 0 => {
                let near = floor(from, unit)?;
                Some(Value::between(near, shift(near, many, unit)?, unit))
            }
            (_, Which::Last | Which::Prior) => {
                Some(Value::of(floor(floor(from, unit)?.pred_opt()?, unit)?, unit))
            }
            (_, Which::Next | Which::After) => {
                Some(Value::of(last_day(floor(from, unit)?, unit)?.succ_opt()?, unit))
            }
            (_, Which::This | Which::Same | Which::Nearest) => Some(Value::of(floor(from, unit)?, unit)),
        }
    }

    fn shifted(&mut self, count: i32, unit: Grain, from: &Anchor) -> Option<Value> {
        self.relative = true;
        let mut given = Grain::Day;
        let (day, why) = match from {
            Anchor::Article => (self.today()?, "Counted from the day of the article"),
            Anchor::Story => {
                let (day, grain) = self.told_roughly(unit)?;
                given = grain;
                (day, "Counted from the day last told of")
            }
            Anchor::Date(point) => (self.value(point, None)?.day(), "Counted from the date named with it"),
            Anchor::Event => return self.beside_event(count, unit),
        };
        self.why = format!("{why}, {}.", day_in_words(day));
        let grain = match unit {
            Grain::Year => Grain::Month,
            Grain::Decade | Grain::Century => Grain::Year,
            _ => Grain::Day,
        };
        let (day, grain) = (shift(day, count, unit)?, grain.max(given));
        Some(Value::of(floor(day, grain)?, grain))
    }

    /// “a day after the vote”. Where the sentence says when what it tells of was, or nothing does, the words
    /// say when the event was that they name: so long before. Else they date what the sentence tells of, so
    /// long after the day last told of.
    fn beside_event(&mut self, count: i32, unit: Grain) -> Option<Value> {
        let article = self.today()?;
        let day = match self.story.day {
            Some(day) if !self.is_told_here() => {
                self.because(format!("Counted from the day last told of, {}.", day_in_words(day)));
                shift(day, count, unit)?.min(article)
            }
            told => {
                let told = told.unwrap_or(article);
                self.because(format!("The event named with it: counted from {}.", day_in_words(told)));
                shift(told, -count, unit)?
            }
        };
        let grain = if unit >= Grain::Month { Grain::Month } else { Grain::Day };
        Some(Value::of(floor(day, grain)?, grain))
    }

    /// Whether the day last told of was told in the sentence of this date.
    fn is_told_here(&self) -> bool {
        self.story.sentence == Some((self.story.paragraph, self.found.sentence))
    }

    fn weekend(&mut self, which: Which) -> Option<Value> {
        let today = self.today()?;
        let saturday = shift(floor(today, Grain::Week)?, 5, Grain::Day)?;
        let weeks = match which {
            Which::Last | Which::Prior => -1,
            Which::Next | Which::After => 1,
            Which::Nearest | Which::Same if !self.future() && saturday > today => -1,
            _ => 0,
        };
        let saturday = shift(saturday, weeks, Grain::Week)?;
        self.because(format!(
            "Saturday and Sunday, counted from the day of the article, {}.",
            day_in_words(today)
        ));
        Some(Value::between(saturday, saturday.succ_opt()?, Grain::Day))
    }

    fn quarter(&mut self, quarter: u8, year: Option<i32>, which: Which) -> Option<Value> {
        let on = |year| NaiveDate::from_ymd_opt(year, u32::from(quarter) * 3 - 2, 1);
        let first = match year {
            Some(year) => on(year)?,
            None => self.nearest(which, None, Grain::Quarter, on)?,
        };
        self.because("A quarter of that year.");
        Some(Value::of(first, Grain::Quarter))
    }

    fn season(
        &mut self,
        season: u8,
        year: Option<i32>,
        which: Which,
        not_before: Option<NaiveDate>,
    ) -> Option<Value> {
        let on = |year| calendar::season(year, season);
        let first = match year {
            Some(year) => on(year)?,
            None if which == Which::This => {
                let today = self.today()?;
                let now = floor(today, Grain::Season)?;
                // Of the four that meet this year, the one that lies nearest to now.
                [on(today.year() - 1), on(today.year())]
                    .into_iter()
                    .flatten()
                    .min_by_key(|start| (*start - now).abs())?
            }
            None => self.nearest(which, not_before, Grain::Season, on)?,
        };
        self.because("From solstice to equinox, as calendars print it.");
        Some(Value::between(first, last_day(first, Grain::Season)?, Grain::Day))
    }

    fn feast(
        &mut self,
        feast: Feast,
        year: Option<i32>,
        which: Which,
        not_before: Option<NaiveDate>,
    ) -> Option<Value> {
        let feasts = &self.story.feasts;
        let on = |year| feasts.day(feast, year);
        let day = match year {
            Some(year) => on(year)?,
            None => self.nearest(which, not_before, Grain::Day, on)?,
        };
        self.because("A feast of that year.");
        let last = shift(day, days_of_feast(feast) - 1, Grain::Day)?;
        Some(Value::between(day, last, Grain::Day))
    }

    fn nth(&mut self, nth: i8, unit: Grain, weekday: Option<u8>, of: &Base) -> Option<Value> {
        let of = self.base(of, None)?;
        let (first, after) = of.interval();
        let last = after.date().pred_opt()?;
        let first = first.date();
        let found = match unit {
            Grain::Day => nth_day(first, last, weekday, nth)?,
            Grain::Week if nth > 0 => shift(weekday_from(first, 0)?, i32::from(nth) - 1, Grain::Week)?,
            Grain::Week => shift(floor(last.succ_opt()?, Grain::Week)?, i32::from(nth), Grain::Week)?,
            _ if nth > 0 => shift(floor(first, unit)?, i32::from(nth) - 1, unit)?,
            _ => shift(floor(last, unit)?, i32::from(nth) + 1, unit)?,
        };
        self.because("Counted within what is named with it.");
        (found >= first && found <= last).then(|| Value::of(found, unit))
    }
}

/// How many days ahead a date without a year is looked for by its weekday.
const SOON_DAYS: i64 = 180;

/// Whether what is named is rather the one just past than one most of a year ahead.
fn just_gone(coming: Option<NaiveDate>, past: Option<NaiveDate>, today: NaiveDate) -> bool {
    let ahead = coming.map_or(i64::MAX, |day| (day - today).num_days());
    let ago = past.map_or(i64::MAX, |day| (today - day).num_days());
    ahead > 270 && ago < 95
}

/// A day of the year told before counts instead of the last one, where that lies more than this many days
/// back: “elected in February 2021 and sworn in on 2 April”.
const TOLD_YEAR_DAYS: i64 = 60;

/// Noon and midnight as hours, so that a range can end there.
fn by_the_clock(point: &mut Point) {
    if let Some(Time::Part(part @ (Part::Noon | Part::Midnight))) = point.time {
        point.time = Some(Time::Clock { hour: part.hours().0, minute: None, second: None, zone: None });
    }
}

/// Gives the left end of a range the year that only the right one names: the year before, where it would
/// otherwise end before it begins.
fn borrow_year(left: &mut Point, right: &Point) {
    let (
        Some(Base::Calendar { year: year @ None, month: Some(first), .. }),
        Some(Base::Calendar { year: Some(last_year), month: Some(last), .. }),
    ) = (&mut left.base, &right.base)
    else {
        return;
    };
    *year = Some(last_year - i32::from(*first > *last));
}

fn january(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

/// The first such weekday from a day on.
pub(super) fn weekday_from(from: NaiveDate, weekday: u8) -> Option<NaiveDate> {
    let ahead = (7 + i32::from(weekday) - from.weekday().num_days_from_monday() as i32) % 7;
    shift(from, ahead, Grain::Day)
}

/// The so-many-th day, or such weekday, between two days; counted from the last where below zero.
pub(super) fn nth_day(first: NaiveDate, last: NaiveDate, weekday: Option<u8>, nth: i8) -> Option<NaiveDate> {
    let step = if weekday.is_some() { 7 } else { 1 };
    let start = match (weekday, nth > 0) {
        (None, true) => first,
        (None, false) => last,
        (Some(weekday), true) => weekday_from(first, weekday)?,
        (Some(weekday), false) => weekday_from(shift(last, -6, Grain::Day)?, weekday)?,
    };
    let steps = i32::from(nth) - i32::from(nth.signum());
    shift(start, steps * step, Grain::Day).filter(|day| (first..=last).contains(day))
}

fn with_time(value: Value, time: Option<Time>) -> Option<Value> {
    let Some(Time::Clock { hour, minute, second, zone }) = time else { return Some(value) };
    if value.grain != Grain::Day || value.end.is_some() {
        return Some(value);
    }
    let midnight = hour == 24;
    let clock = calendar::clock(
        if midnight { 0 } else { hour.into() },
        minute.unwrap_or(0).into(),
        second.unwrap_or(0).into(),
    )?;
    let day = if midnight { value.day().succ_opt()? } else { value.day() };
    let grain = match (minute, second) {
        (_, Some(_)) => Grain::Second,
        (Some(_), None) => Grain::Minute,
        (None, None) => Grain::Hour,
    };
    Some(Value { start: day.and_time(clock), grain, zone, ..value })
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The English name of a weekday, 0 is Monday.
pub fn weekday_name(weekday: u8) -> &'static str {
    WEEKDAYS.get(usize::from(weekday)).copied().unwrap_or_default()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// “Thursday 27 July 2023”.
pub(super) fn day_in_words(day: NaiveDate) -> String {
    let weekday = weekday_name(day.weekday().num_days_from_monday() as u8);
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    format!("{weekday} {} {month} {}", day.day(), day.year())
}
