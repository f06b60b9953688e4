//! Reading the figures of a paragraph from left to right.

use super::table::{self, After, Table, Things, Word};
use super::words::{self, InWords};
use super::{Figure, FigureKind, Number, digits};
use crate::analysis::lang::WordSet;
use crate::analysis::lexicon::Folded;
use crate::analysis::reading::Paragraph;
use crate::analysis::tokens::{Token, TokenKind};
use std::ops::Range;

/// The figures of a paragraph, in order, never overlapping.
pub fn read(paragraph: &Paragraph) -> Vec<Figure> {
    let reader = Reader {
        text: paragraph.text,
        tokens: paragraph.tokens,
        words: paragraph.words,
        table: table::of(paragraph.lang),
    };
    reader.read()
}

/// A number before anything is known of what it counts.
#[derive(Clone, Copy, Debug)]
struct Core {
    /// Its first token.
    first: usize,
    /// The token after its last.
    end: usize,
    value: Number,
    kind: FigureKind,
    in_digits: bool,
    /// Whether it holds a word like “million”.
    scaled: bool,
    /// What was written onto the digits (`5km`), in bytes from the token’s start.
    suffix: Option<After>,
}

struct Reader<'p> {
    text: &'p str,
    tokens: &'p [Token],
    words: &'p Folded,
    table: &'static Table,
}

impl Reader<'_> {
    fn read(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let (mut at, mut free) = (0, 0);
        while at < self.tokens.len() {
            match self.step(at, free) {
                Step::Figure(figure, next) => {
                    figures.push(*figure);
                    at = next.max(at + 1);
                    free = at;
                }
                Step::Skip(tokens) => at += tokens.max(1),
            }
        }
        figures
    }

    /// What is at a token; those before `free` belong to the figure before.
    fn step(&self, at: usize, free: usize) -> Step {
        let core = match self.tokens[at].kind {
            TokenKind::Sign => return Step::Skip(1),
            TokenKind::Number | TokenKind::Mixed => self.in_digits(at),
            TokenKind::Word => match self.table.words.at(self.words, at) {
                Some((length, Word::Not)) => return Step::Skip(length),
                None if !words::may_be_compound(self.words.get(at), self.table) => return Step::Skip(1),
                _ => self.in_words(at),
            },
        };
        let Some(core) = core else {
            return Step::Skip(self.chain(at));
        };
        self.finish(core, free)
    }

    /// How many tokens hang together with the one at an index: none of them begins a figure of its own
    /// where the first is none (`2023-07-27`, `192.168.0.1`, `+49 30/1234`).
    fn chain(&self, at: usize) -> usize {
        if self.tokens[at].kind == TokenKind::Word {
            return 1;
        }
        let is_telephone = at > 0 && self.is_joined(at) && self.is_sign(at - 1, "+");
        let belongs = |token: &&Token| match token.kind {
            TokenKind::Word => false,
            TokenKind::Number => is_telephone || !token.spaced,
            _ => !token.spaced,
        };
        1 + self.tokens.iter().skip(at + 1).take_while(belongs).count()
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at)
    }

    /// Whether a token stands right after the one before it.
    fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Sign && token.text(self.text) == sign)
    }

    // --- numbers ---

    fn in_digits(&self, at: usize) -> Option<Core> {
        if self.is_part_of_a_code(at) || self.is_list_number(at) {
            return None;
        }
        let token = self.tokens[at];
        let core = match token.kind {
            TokenKind::Mixed => self.with_letters(at, token.text(self.text))?,
            _ => self.grouped(at)?,
        };
        let is_labelled = at > 0 && self.table.labels.contains(self.word(at - 1)) && core.suffix.is_none();
        (!is_labelled).then(|| self.with_scale(core))
    }

    /// Whether the digits are a piece of something longer: `F-16`, `#3`, `@user7`, `/2023/`, `555-1234-99`.
    fn is_part_of_a_code(&self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .filter(|_| self.is_joined(at))
            .map(|before| self.tokens[before].text(self.text));
        let code_before = match before {
            Some("@" | "#" | "/" | "_" | "\\" | "=" | ":" | "&" | ".") => true,
            Some("+") => self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number),
            Some("-" | "–") => {
                let joined_to =
                    at.checked_sub(2).filter(|_| self.is_joined(at - 1)).map(|at| self.tokens[at].kind);
                matches!(joined_to, Some(TokenKind::Word | TokenKind::Mixed))
            }
            Some(_) | None => false,
        };
        let slash_after = (self.is_sign(at + 1, "/") || self.is_sign(at + 1, "_"))
            && self.is_joined(at + 1)
            && self.is_joined(at + 2)
            && self.table.after.at(self.words, at + 1).is_none();
        code_before || slash_after || self.is_digit_chain(at)
    }

    /// Whether three groups of digits or more are strung together: dates and telephone numbers.
    fn is_digit_chain(&self, at: usize) -> bool {
        let links = (1..).step_by(2).take(3).take_while(|&step| {
            let (sign, digits) = (at + step, at + step + 1);
            self.is_joined(sign)
                && self.is_joined(digits)
                && ["-", "–", ".", "/"].iter().any(|mark| self.is_sign(sign, mark))
                && self.tokens.get(digits).is_some_and(|token| token.kind == TokenKind::Number)
        });
        links.count() >= 2
    }

    /// The `1.` or `1)` that numbers a paragraph.
    fn is_list_number(&self, at: usize) -> bool {
        at == 0
            && self.is_joined(1)
            && (self.is_sign(1, ")")
                || (self.is_sign(1, ".") && self.tokens.get(2).is_some_and(|next| next.spaced)))
    }

    /// Digits alone, with the groups of three that blanks set apart: `1 500`.
    fn grouped(&self, at: usize) -> Option<Core> {
        let mut end = at + 1;
        let groups_by_blank = self.table.group.contains(' ');
        if self.tokens[at].end - self.tokens[at].start <= 3 {
            while end - at < 8 && self.is_group(end, groups_by_blank) {
                end += 1;
            }
        }
        let written = &self.text[self.tokens[at].range().start..self.tokens[end - 1].range().end];
        let value = digits::number(written, self.table)?;
        Some(Core {
            first: at,
            end,
            value,
            kind: FigureKind::Count,
            in_digits: true,
            scaled: false,
            suffix: None,
        })
    }

    /// Whether a token is a group of three digits that one blank sets apart from those before it.
    fn is_group(&self, at: usize, by_blank: bool) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number) else {
            return false;
        };
        let gap = &self.text[self.tokens[at - 1].range().end..token.range().start];
        let sets_apart = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") || (by_blank && gap == " ");
        let digits = token.text(self.text);
        let whole = digits.split([',', '.']).next().unwrap_or_default();
        sets_apart
            && whole.chars().count() == 3
            && digits::digit(whole.chars().next().unwrap_or(' ')).is_some()
    }

    /// Digits with letters written onto them: `7th`, `5bn`, `40km`.
    fn with_letters(&self, at: usize, written: &str) -> Option<Core> {
        let split = written.find(char::is_alphabetic)?;
        let (front, letters) = (written.get(..split)?, self.word(at).get(split..)?);
        let value = digits::number(front, self.table)?;
        let core = Core {
            first: at,
            end: at + 1,
            value,
            kind: FigureKind::Count,
            in_digits: true,
            scaled: false,
            suffix: None,
        };
        if self.table.ordinal_ends.contains(letters) {
            return Some(Core { kind: FigureKind::Ordinal, ..core });
        }
        let has_currency =
            self.currency_before(at).is_some() || self.table.currencies.at(self.words, at + 1).is_some();
        if let Some(&scale) = self.table.letters.get(letters)
            && (has_currency || !matches!(self.unit_of(letters), Some(After::Unit(_))))
        {
            return Some(Core { value: value.times(Number::whole(scale.into()))?, scaled: true, ..core });
        }
        Some(Core { suffix: Some(self.unit_of(letters)?), ..core })
    }

    /// The unit that letters alone name.
    fn unit_of(&self, letters: &str) -> Option<After> {
        self.table.after.of_word(letters)
    }

    fn in_words(&self, at: usize) -> Option<Core> {
        if at > 0
            && self.is_joined(at)
            && self.is_sign(at - 1, "-")
            && at > 1
            && self.tokens[at - 2].kind != TokenKind::Number
        {
            return None; // “thirty-something”, “mid-seventies” and the like
        }
        let core = |tokens, value, kind| Core {
            first: at,
            end: at + tokens,
            value,
            kind,
            in_digits: false,
            scaled: false,
            suffix: None,
        };
        match self.table.words.at(self.words, at) {
            Some((tokens, Word::Fraction(numerator, denominator))) => {
                let value = Number::fraction(numerator.into(), denominator.into())?;
                return Some(self.part(core(tokens, value, FigureKind::Part)));
            }
            Some((tokens, Word::Times(value))) => {
                return Some(core(tokens, Number::whole(value.into()), FigureKind::Times));
            }
            _ => {}
        }
        let InWords { tokens, value, ordinal } = words::read(self.words, self.tokens, at, self.table)?;
        if let Some((end, rate)) = self.rate(at + tokens).filter(|_| value == 1 && !ordinal) {
            return Some(core(end - at, rate, FigureKind::Part));
        }
        let kind = if ordinal { FigureKind::Ordinal } else { FigureKind::Count };
        let scaled = value >= 1000;
        Some(self.with_scale(Core { scaled, ..core(tokens, Number::whole(value), kind) }))
    }

    /// `in eight` behind “one”: the token behind it, and the part. Of more than one both are counted: “two in
    /// four days”.
    fn rate(&self, at: usize) -> Option<(usize, Number)> {
        /// “One in two thousand” is told as a count.
        const MOST: i128 = 100;
        let (tokens, ()) = self.table.rates.at(self.words, at)?;
        let whole = words::read(self.words, self.tokens, at + tokens, self.table)?;
        let fits = (2..=MOST).contains(&whole.value) && !whole.ordinal;
        let value = Number::fraction(1, whole.value).filter(|_| fits)?;
        Some((at + tokens + whole.tokens, value))
    }

    /// `half a million` is an amount, `half of them` a part.
    fn part(&self, core: Core) -> Core {
        let scale_at = core.end + usize::from(self.table.articles.contains(self.word(core.end)));
        match self.table.words.at(self.words, scale_at) {
            Some((tokens, Word::Scale(scale))) => match core.value.times(Number::whole(scale.into())) {
                Some(value) => {
                    Core { end: scale_at + tokens, value, kind: FigureKind::Count, scaled: true, ..core }
                }
                None => core,
            },
            _ => core,
        }
    }

    /// Takes in what multiplies the number: `and a half`, `million`, `-million`.
    fn with_scale(&self, mut core: Core) -> Core {
        if core.kind != FigureKind::Count || core.suffix.is_some() {
            return core;
        }
        if let Some((tokens, ())) = self.table.and_half.at(self.words, core.end)
            && let Some(value) = Number::fraction(1, 2).and_then(|half| core.value.plus(half))
        {
            core = Core { end: core.end + tokens, value, ..core };
        }
        for _ in 0..2 {
            let hyphen =
                self.is_sign(core.end, "-") && self.is_joined(core.end) && self.is_joined(core.end + 1);
            let at = core.end + usize::from(hyphen);
            let Some((tokens, Word::Scale(scale))) = self.table.words.at(self.words, at) else {
                break;
            };
            let Some(value) = core.value.times(Number::whole(scale.into())) else {
                break;
            };
            core = Core { end: at + tokens, value, scaled: true, ..core };
            // “3.5 Mio.”: the stop belongs to the short form.
        }
        core
    }

    // --- what belongs to a number ---

    fn finish(&self, core: Core, free: usize) -> Step {
        let (core, end_value) = self.with_end(core);
        let mut figure = Figure {
            range: self.tokens[core.first].range().start..self.tokens[core.end - 1].range().end,
            kind: core.kind,
            value: core.value,
            end_value,
            unit: String::new(),
            thing: None,
            qualifier: None,
        };
        let mut first = core.first;
        let mut next = core.end;
        if let Some((at, code)) = self.currency_before(core.first).filter(|(at, _)| *at >= free) {
            first = at;
            figure.kind = FigureKind::Money;
            code.clone_into(&mut figure.unit);
        } else if let Some(after) = core.suffix {
            apply(&mut figure, after);
        } else if core.kind == FigureKind::Count
            && let Some((tokens, after)) = self.unit_after(core.end)
        {
            next += tokens;
            apply(&mut figure, after);
        }
        if figure.kind == FigureKind::Measure || figure.kind == FigureKind::Count {
            next = self.age(first, next, &mut figure);
        }
        figure.range = self.tokens[first].range().start..self.tokens[next - 1].range().end;
        figure.qualifier = self.qualifier(first);
        if matches!(figure.kind, FigureKind::Count | FigureKind::Ordinal) {
            self.count(&core, next, &mut figure);
            if self.is_no_figure(&core, &figure) {
                return Step::Skip(core.end - core.first);
            }
        }
        Step::Figure(Box::new(figure), next)
    }

    /// The unit that stands after a number; a hyphen may join it.
    fn unit_after(&self, at: usize) -> Option<(usize, After)> {
        let (tokens, after) = self.table.after.at(self.words, at)?;
        let is_letter = self
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.end - token.start == 1);
        let is_capital = is_letter && self.tokens[at].text(self.text).starts_with(char::is_uppercase);
        (!is_capital).then_some((tokens, after))
    }

    fn currency_before(&self, at: usize) -> Option<(usize, &'static str)> {
        let (tokens, code) = self.table.currencies.before(self.words, at)?;
        let first = at - tokens;
        let sign = self.tokens[at - 1];
        let is_sign = sign.kind == TokenKind::Sign;
        let is_code = sign.end - sign.start == 3 && sign.text(self.text).chars().all(char::is_uppercase);
        (is_sign || is_code).then_some((first, code))
    }

    /// Reads an age: `aged 63`, `63 ans` after `âgé de`; gives the token after it.
    fn age(&self, first: usize, next: usize, figure: &mut Figure) -> usize {
        let plausible = figure.value > Number::whole(0) && figure.value < Number::whole(130);
        if !plausible || self.table.age_before.before(self.words, first).is_none() {
            return next;
        }
        figure.kind = FigureKind::Age;
        "years".clone_into(&mut figure.unit);
        next + self.table.age_unit.at(self.words, next).map_or(0, |(tokens, ())| tokens)
    }

    fn qualifier(&self, first: usize) -> Option<super::Qualifier> {
        self.table.qualifiers.before(self.words, first).map(|(_, qualifier)| qualifier)
    }

    /// The end of a range: `10 to 12`, `between 10 and 12`. A scale at the end counts for both
    /// (`5 to 10 million`).
    fn with_end(&self, core: Core) -> (Core, Option<Number>) {
        self.end_of(&core).map_or((core, None), |end| {
            let scaled = (end.scaled && !core.scaled).then(|| self.scaled_alike(core.value, &end)).flatten();
            let value = scaled.unwrap_or(core.value);
            (Core { end: end.end, value, suffix: end.suffix.or(core.suffix), ..core }, Some(end.value))
        })
    }

    fn end_of(&self, core: &Core) -> Option<Core> {
        if core.kind != FigureKind::Count {
            return None;
        }
        let is_between = self.table.between.before(self.words, core.first).is_some();
        let joined = match self.table.to.at(self.words, core.end) {
            Some((tokens, ())) => Some(tokens),
            None => (is_between && self.word(core.end) == self.table.between_and).then_some(1),
        }?;
        let at = core.end + joined;
        // A range like “$10–$12” repeats its sign.
        let at =
            at + usize::from(self.table.currencies.at(self.words, at).is_some() && self.is_joined(at + 1));
        let token = self.tokens.get(at)?;
        let end = match token.kind {
            TokenKind::Number => self.grouped(at).map(|end| self.with_scale(end)),
            TokenKind::Mixed => self.with_letters(at, token.text(self.text)),
            TokenKind::Word => self.in_words_plain(at),
            TokenKind::Sign => None,
        }?;
        let scaled =
            if end.scaled && !core.scaled { self.scaled_alike(core.value, &end) } else { Some(core.value) };
        (end.kind == FigureKind::Count && scaled? < end.value).then_some(end)
    }

    fn in_words_plain(&self, at: usize) -> Option<Core> {
        self.in_words(at).filter(|core| core.kind == FigureKind::Count)
    }

    /// The beginning of a range with the scale of its end, where it is smaller so.
    fn scaled_alike(&self, start: Number, end: &Core) -> Option<Number> {
        let last = self.table.words.at(self.words, end.end - 1).map(|(_, word)| word);
        let letters = self.word(end.end - 1).trim_start_matches(|char: char| !char.is_alphabetic());
        let scale = match last {
            Some(Word::Scale(scale)) => scale,
            _ => *self.table.letters.get(letters)?,
        };
        let scaled = start.times(Number::whole(scale.into()))?;
        Some(if scaled < end.value { scaled } else { start })
    }

    // --- what is counted ---

    fn count(&self, core: &Core, next: usize, figure: &mut Figure) {
        figure.thing = self.thing(next, core.kind);
        if let Some(thing) = &figure.thing {
            self.text[thing.clone()].clone_into(&mut figure.unit);
        }
    }

    /// The words of what is counted, which begin at a token.
    fn thing(&self, at: usize, kind: FigureKind) -> Option<Range<usize>> {
        /// “1,500 young French special forces”: longer phrases are other things.
        const MOST_WORDS: usize = 4;
        // “A nine-day strike” counts days.
        let joins = self.is_sign(at, "-") && self.is_joined(at) && self.is_joined(at + 1);
        if joins && kind == FigureKind::Count {
            let word = self.tokens.get(at + 1).filter(|word| word.kind == TokenKind::Word)?;
            return self.goes_on(at + 1, at).then(|| word.range());
        }
        let words = (at..at + MOST_WORDS).take_while(|&word| self.goes_on(word, at)).count();
        let (first, end) = match self.table.things {
            _ if words == 0 => return None,
            Things::Last => {
                let plural = (at..at + words).find(|&word| self.is_plural(word));
                (
                    at,
                    plural.map_or(
                        at + if kind == FigureKind::Ordinal { words.min(1) } else { words.min(2) },
                        |word| word + 1,
                    ),
                )
            }
            Things::First => {
                let more = (at + 1..at + words).take_while(|&word| self.is_plural(word)).count();
                (at, at + 1 + more)
            }
            Things::Capital => {
                let noun = (at..at + words).find(|&word| self.is_capital(word))?;
                (at, noun + 1)
            }
        };
        Some(self.tokens[first].range().start..self.tokens[end - 1].range().end)
    }

    /// Whether a phrase that began at a token still goes on at another.
    fn goes_on(&self, at: usize, first: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let is_apart = token.spaced || (at > first && self.is_joined(at));
        token.kind == TokenKind::Word
            && is_apart
            && !self.table.stops.contains(self.word(at))
            && self.table.words.at(self.words, at).is_none()
    }

    /// Whether a word is for many, by its ending or as the table has it.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        let ends = |endings: &WordSet| endings.iter().any(|end| word.ends_with(end));
        self.table.plurals.contains(word)
            || word.len() > 3 && ends(&self.table.plural_ends) && !ends(&self.table.singular_ends)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens[at].text(self.text).starts_with(char::is_uppercase)
    }

    /// English “First boats return”: with many behind it and no article, it says which and not how many.
    fn is_order(&self, core: &Core) -> bool {
        matches!(self.table.things, Things::Last)
            && core.kind == FigureKind::Ordinal
            && !core.in_digits
            && self.is_capital(core.first)
            && self.goes_on(core.end, core.end)
            && self.is_plural(core.end)
    }

    /// What reads like a count and is none: “one” as a pronoun, a year, an “I am second to none”.
    fn is_no_figure(&self, core: &Core, figure: &Figure) -> bool {
        let alone = core.end - core.first == 1;
        if self.is_order(core) {
            return true;
        }
        if !core.in_digits {
            let lone = alone && self.table.lone.contains(self.word(core.first));
            return lone && figure.qualifier.is_none() && figure.end_value.is_none();
        }
        let looks_like_year = alone
            && core.suffix.is_none()
            && self.tokens[core.first].end - self.tokens[core.first].start == 4
            && figure.value.as_whole().is_some_and(|year| (1000..=2100).contains(&year));
        let after_year_word = core.first > 0 && self.table.year_cues.contains(self.word(core.first - 1));
        looks_like_year && core.kind == FigureKind::Count && (after_year_word || figure.thing.is_none())
    }
}

/// Makes of a number what the words after it say.
fn apply(figure: &mut Figure, after: After) {
    let (kind, unit) = match after {
        After::Percent => (FigureKind::Percent, "%"),
        After::Points => (FigureKind::Points, "pp"),
        After::Currency(code) => (FigureKind::Money, code),
        After::Unit(unit) => (FigureKind::Measure, unit),
        After::Times => (FigureKind::Times, "times"),
        After::Age => (FigureKind::Age, "years"),
    };
    figure.kind = kind;
    unit.clone_into(&mut figure.unit);
}

/// What was found at a token.
enum Step {
    /// A figure, and the token after it.
    Figure(Box<Figure>, usize),
    /// Nothing: how many tokens to go on.
    Skip(usize),
}
