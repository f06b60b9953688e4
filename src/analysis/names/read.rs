//! Finding the names of a paragraph by capitals, titles and known names.

use super::table::{self, Table};
use super::{Found, NameKind};
use crate::analysis::lang::WordSet;
use crate::analysis::lexicon::{Folded, elision};
use crate::analysis::reading::Paragraph;
use crate::analysis::tokens::{Token, TokenKind};
use crate::review::ParagraphKind;
use std::ops::Range;

/// The names of a paragraph, in order, never overlapping.
pub fn read(paragraph: &Paragraph) -> Vec<Found> {
    let words = &paragraph.words.without_possessives();
    let table = table::of(paragraph.lang);
    let mut reader =
        Reader { text: paragraph.text, tokens: paragraph.tokens, words, table, is_headline: false };
    reader.is_headline = reader.is_headline(paragraph.kind);
    reader.read(paragraph.sentences)
}

/// The most tokens of one name; a longer run of capitals is a headline.
const LONGEST: usize = 12;

struct Reader<'p> {
    text: &'p str,
    tokens: &'p [Token],
    words: &'p Folded,
    table: &'static Table,
    /// Whether capitals say nothing, every word having one.
    is_headline: bool,
}

impl Reader<'_> {
    fn read(&self, sentences: &[Range<usize>]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut starts = sentences.iter().map(|sentence| sentence.start).peekable();
        let mut at = 0;
        let mut begins = true;
        while at < self.tokens.len() {
            let token = self.tokens[at];
            while starts.next_if(|&start| start <= token.start as usize).is_some() {
                begins = true;
            }
            if token.kind == TokenKind::Sign {
                begins |= matches!(self.raw(at), ":" | "“" | "«" | "„" | "‘" | "\"" | "|" | "•" | "—");
                at += 1;
                continue;
            }
            let (name, end) = self.name_at(at, begins);
            found.extend(name);
            begins = false;
            at = end.max(at + 1);
        }
        found
    }

    /// The name that begins at a token, if one does, and the token after it.
    fn name_at(&self, at: usize, begins: bool) -> (Option<Found>, usize) {
        if self.table.no_capitals || self.table.nouns_have_capitals {
            return self.without_capitals(at, self.known(at));
        }
        if !self.is_name_word(at) {
            return (None, at + 1);
        }
        let known = self.known(at);
        let word = self.words.get(at);
        let is_common = self.table.not_names.contains(word) || (begins && self.is_start(at));
        let end = self.run_end(at);
        // “Nous” and “The” alone name nobody, wherever they stand.
        let is_common =
            is_common || end == at + 1 && self.table.starts.contains(word) && !self.is_acronym(at);
        if let Some((tokens, kind)) = known
            && at + tokens >= end
        {
            return (Some(self.found(at, at + tokens, kind, true, true)), at + tokens);
        }
        if is_common && !(word.len() > 2 && self.first_name_starts(at, end)) {
            return (None, at + 1);
        }
        (self.judge(at, end, begins), end)
    }

    /// Whether a common word begins a name all the same: “May Jones”, “Mark Allen”.
    fn first_name_starts(&self, at: usize, end: usize) -> bool {
        end > at + 1 && self.table.first_names.contains(self.words.get(at))
    }

    /// In German and Arabic: known names, and what follows a title or a first name.
    fn without_capitals(&self, at: usize, known: Option<(usize, NameKind)>) -> (Option<Found>, usize) {
        if let Some((tokens, kind)) = known {
            return (Some(self.found(at, at + tokens, kind, true, true)), at + tokens);
        }
        let after_title = self.title_before(at).is_some();
        if self.table.no_capitals || !self.is_name_word(at) {
            let follows =
                after_title && self.table.no_capitals && !self.table.starts.contains(self.words.get(at));
            let is_name = follows && self.tokens[at].kind == TokenKind::Word;
            let end = at + 1 + usize::from(is_name && self.is_word_after(at));
            return (is_name.then(|| self.found(at, end, NameKind::Person, true, true)), end);
        }
        let end = self.run_end(at);
        let first = self.table.first_names.contains(self.words.get(at)) && end > at + 1;
        let is_title = self.table.titles.at(self.words, at).is_some();
        if is_title || !(first || after_title) {
            let acronym = self.is_acronym(at);
            let found = acronym.then(|| self.found(at, at + 1, NameKind::Organisation, false, true));
            return (found, at + 1);
        }
        let end = end.min(at + 3);
        (Some(self.found(at, end, NameKind::Person, true, true)), end)
    }

    fn is_word_after(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Word && token.spaced)
            && !self.table.starts.contains(self.words.get(at + 1))
    }

    // --- words ---

    fn raw(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// The bytes of a token without an elided article before and a possessive after it.
    fn bare(&self, at: usize) -> Range<usize> {
        let Some(token) = self.tokens.get(at) else {
            return 0..0;
        };
        let raw = self.raw(at);
        let start = match raw.find(['\'', '’']) {
            Some(sign) if raw.starts_with(char::is_lowercase) || self.is_elided(raw, sign) => {
                raw.ceil_char_boundary(sign + 1)
            }
            _ => 0,
        };
        let end =
            ["'s", "’s", "'S", "’S"].iter().find_map(|end| raw.strip_suffix(end)).map_or(raw.len(), str::len);
        let first = token.start as usize;
        if start < end { first + start..first + end } else { token.range() }
    }

    /// Whether a capital letter before an apostrophe is an article that begins a sentence (`L’Union`).
    fn is_elided(&self, raw: &str, sign: usize) -> bool {
        let folded = raw.get(..sign).unwrap_or_default().to_lowercase() + "'x";
        elision(&folded, self.table.elided).is_some() && raw.len() > sign + 3 && raw.get(..sign) != Some("N")
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| self.bare(at).end < token.end as usize)
    }

    /// Whether a token has the capital of a name.
    fn is_name_word(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind != TokenKind::Sign) else {
            return false;
        };
        let raw = self.raw(at);
        // “d’Ivoire” begins small.
        let may_be = raw.starts_with(char::is_uppercase) || raw.contains(['\'', '’']);
        if !may_be || token.kind == TokenKind::Number || self.is_handle(at) {
            return false;
        }
        self.text[self.bare(at)].starts_with(char::is_uppercase) && raw != "I"
    }

    /// Whether a token is part of a handle, tag or address.
    fn is_handle(&self, at: usize) -> bool {
        let joined = |at: usize| self.tokens.get(at).is_some_and(|token| !token.spaced);
        (at > 0 && joined(at) && matches!(self.raw(at - 1), "@" | "#" | "/" | "_"))
            || (joined(at + 1) && matches!(self.raw(at + 1), "@" | "_"))
            || (joined(at + 1)
                && self.raw(at + 1) == "."
                && joined(at + 2)
                && self.raw(at + 2).starts_with(char::is_lowercase))
    }

    /// Whether a word begins many a sentence; `L’` of `L’Union` does not count.
    fn is_start(&self, at: usize) -> bool {
        let raw = self.raw(at).to_lowercase().replace('’', "'");
        self.table.starts.contains(self.words.get(at)) || self.table.starts.contains(raw.as_str())
    }

    fn is_acronym(&self, at: usize) -> bool {
        let raw = &self.text[self.bare(at)];
        (2..=6).contains(&raw.chars().count())
            && raw.chars().all(|char| char.is_uppercase() || char.is_numeric())
            && !self.table.not_names.contains(self.words.get(at))
            && !self.is_headline
    }

    /// Whether the words of a paragraph have capitals one and all, as in headlines.
    fn is_headline(&self, kind: ParagraphKind) -> bool {
        let words = || {
            self.tokens.iter().filter(|token| token.kind == TokenKind::Word && token.end - token.start > 1)
        };
        let (all, capital) = words().take(40).fold((0, 0), |(all, capital), token| {
            (all + 1, capital + usize::from(token.text(self.text).starts_with(char::is_uppercase)))
        });
        let headlines = matches!(kind, ParagraphKind::Hed | ParagraphKind::Heading | ParagraphKind::Dek);
        if headlines { all >= 4 && capital * 10 >= all * 6 } else { all >= 6 && capital * 10 >= all * 8 }
    }

    // --- runs of capitals ---

    /// A name known beforehand that begins at a token with a capital.
    fn known(&self, at: usize) -> Option<(usize, NameKind)> {
        let (tokens, kind) = self.table.known.at(self.words, at)?;
        let has_capital = self.table.no_capitals || self.is_name_word(at);
        let all_capitals = !self.raw(at).chars().any(char::is_lowercase);
        // “Who” is not the WHO.
        if tokens == 1 && !all_capitals && self.table.acronyms.contains(self.words.get(at)) {
            return None;
        }
        // “us” and “who” in a line of capitals are no country and no body.
        let is_word_in_capitals = self.is_headline && tokens == 1 && all_capitals && self.raw(at).len() < 4;
        (has_capital && !is_word_in_capitals && !self.is_in_email(at + tokens)).then_some((tokens, kind))
    }

    fn is_in_email(&self, at: usize) -> bool {
        self.raw(at) == "@" && !self.tokens[at].spaced
    }

    /// The token after a run of words with capitals.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end - start < LONGEST && !self.is_possessive(end - 1) {
            match self.extended(start, end) {
                Some(further) => end = further,
                None => break,
            }
        }
        end
    }

    /// Where a run that reaches to a token goes on to.
    fn extended(&self, start: usize, end: usize) -> Option<usize> {
        let next = self.tokens.get(end)?;
        if self.is_blank_before(end)
            && self.is_name_word(end)
            && !self.table.not_names.contains(self.words.get(end))
        {
            return Some(end + 1);
        }
        let raw = next.text(self.text);
        let is_joined = |at: usize| self.tokens.get(at).is_some_and(|token| !token.spaced);
        match raw {
            "-" | "‑" if is_joined(end) && is_joined(end + 1) && self.is_name_word(end + 1) => {
                Some(end + 2)
            }
            "." if is_joined(end) && self.takes_stop(start, end) => self.after_stop(end),
            "&" if next.spaced && self.is_name_word(end + 1) => Some(end + 2),
            "'" | "’" if is_joined(end) && self.is_owned_body(end) => Some(end + 2),
            _ => self.linked(start, end),
        }
    }

    fn is_blank_before(&self, at: usize) -> bool {
        let before = self.tokens[at - 1].end as usize;
        matches!(&self.text[before..self.tokens[at].start as usize], " " | "\u{a0}" | "\u{202f}")
    }

    /// Whether a full stop belongs to the word before it: an initial, or a shortened title.
    fn takes_stop(&self, start: usize, end: usize) -> bool {
        let is_initial = self.raw(end - 1).chars().count() == 1;
        is_initial
            || self
                .table
                .titles
                .before(self.words, end)
                .is_some_and(|(tokens, _)| end - tokens >= start && self.raw(end - 1).len() < 5)
    }

    /// Whether the apostrophe at a token stands between many and their body: `Dockers' Union`, `Farmers’ Trade
    /// Association`.
    fn is_owned_body(&self, apostrophe: usize) -> bool {
        let mut near = apostrophe + 1..apostrophe + 3;
        self.raw(apostrophe - 1).ends_with('s')
            && self.tokens.get(apostrophe + 1).is_some_and(|next| next.spaced)
            && self.is_name_word(apostrophe + 1)
            && near.any(|at| self.is_name_word(at) && self.table.organisations.contains(self.words.get(at)))
    }

    fn after_stop(&self, stop: usize) -> Option<usize> {
        self.is_name_word(stop + 1).then_some(stop + 2)
    }

    /// Past one or two small words to another capital: `Bank of England`, `de la Vega`.
    fn linked(&self, start: usize, end: usize) -> Option<usize> {
        let is_link = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.spaced)
                && self.table.links.contains(self.words.get(at))
        };
        let links = (end..end + 2).take_while(|&at| is_link(at)).count();
        let elided = self.raw(end).find(['\'', '’']).is_some_and(|_| self.raw(end).starts_with(['d', 'l']));
        if links == 0 {
            // “Côte d’Ivoire”
            return (elided && self.is_blank_before(end) && self.is_name_word(end)).then_some(end + 1);
        }
        let place = self.table.known.at(self.words, start);
        let is_place = place.is_some_and(|(tokens, kind)| kind == NameKind::Place && start + tokens == end);
        let hyphen = self.raw(end + links) == "-" && !self.tokens[end + links].spaced;
        let at = end + links + usize::from(hyphen);
        // “Paul Morel on Facebook”: what is known by itself is no part of a name.
        let is_body = links == 1
            && self.table.known.at(self.words, at).is_some_and(|(_, kind)| kind == NameKind::Organisation);
        let stands_alone = is_place || is_body && self.table.first_names.contains(self.words.get(start));
        let fits = !stands_alone
            && self.is_name_word(at)
            && self.is_blank_before(at) != hyphen
            && !self.table.not_names.contains(self.words.get(at));
        fits.then_some(at + 1)
    }

    // --- what a run is ---

    fn judge(&self, start: usize, end: usize, begins: bool) -> Option<Found> {
        let (start, has_title) = self.without_front(start, end)?;
        let words = end - start;
        let is_people = (start..end).all(|at| self.is_people(at) || self.raw(at) == "-");
        let only_title =
            self.table.titles.at(self.words, start).is_some_and(|(tokens, _)| start + tokens >= end);
        if is_people || (only_title && !has_title) {
            return None;
        }
        let is_letter = words == 1 && self.bare(start).len() == 1;
        if is_letter {
            return self.network(start);
        }
        let (kind, is_kind_known) = self.kind(start, end, has_title);
        let is_known =
            self.table.known.at(self.words, start).is_some_and(|(tokens, _)| start + tokens == end);
        let is_sure = is_known || has_title || (!self.is_headline && (!begins || words > 1));
        Some(self.found(start, end, kind, is_kind_known, is_sure))
    }

    /// Leaves out what stands before a name: `French President` before `Emmanuel Macron`; whether a title
    /// was there. `None` where nothing else is there.
    fn without_front(&self, start: usize, end: usize) -> Option<(usize, bool)> {
        let mut at = start;
        let mut has_title = self.title_before(start).is_some();
        while at < end {
            if let Some((tokens, _)) = self.table.titles.at(self.words, at)
                && at + tokens < end
                && !self.names_body(at + tokens, end)
            {
                at += tokens;
                has_title = true;
            } else if self.is_people(at) && (at + 1 < end) && self.goes_with_people(at + 1, end) {
                at += 1;
            } else {
                break;
            }
        }
        (at < end).then_some((at, has_title))
    }

    /// Whether what follows makes a body or place of the words before: `General Assembly`.
    fn names_body(&self, at: usize, end: usize) -> bool {
        let word = self.words.get(at);
        let is_link = self.table.links.contains(word);
        is_link
            || (at + 1 >= end
                && (self.table.organisations.contains(word) || self.table.places.contains(word)))
    }

    /// Whether a title or a first name follows, so that the word before only says whence somebody is.
    fn goes_with_people(&self, at: usize, end: usize) -> bool {
        let titled = self
            .table
            .titles
            .at(self.words, at)
            .is_some_and(|(tokens, _)| !self.names_body(at + tokens, end));
        titled || self.table.first_names.contains(self.words.get(at))
    }

    fn is_people(&self, at: usize) -> bool {
        let word = &self.text[self.bare(at)];
        self.table.demonyms.is_people(word) || self.table.directions.contains(self.words.get(at))
    }

    /// “X”, the network: told from the letter by what stands before it.
    fn network(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1).map(|before| self.words.get(before))?;
        let is_network =
            self.raw(at) == "X" && (self.table.network_before.contains(before) || self.is_possessive(at - 1));
        is_network.then(|| self.found(at, at + 1, NameKind::Organisation, true, true))
    }

    fn kind(&self, start: usize, end: usize, has_title: bool) -> (NameKind, bool) {
        let words = end - start;
        let has = |set: &WordSet| (start..end).any(|at| set.contains(self.words.get(at)));
        let known = self.table.known.at(self.words, start).filter(|(tokens, _)| start + tokens == end);
        if let Some((_, kind)) = known {
            return (kind, true);
        }
        if has_title {
            return (NameKind::Person, true);
        }
        if has(&self.table.organisations) {
            return (NameKind::Organisation, true);
        }
        if words > 1 && (self.table.first_names.contains(self.words.get(start)) || self.has_initial(start)) {
            return (NameKind::Person, true);
        }
        if words > 1 && has(&self.table.places) {
            return (NameKind::Place, true);
        }
        if words == 1 && self.is_acronym(start) {
            return (NameKind::Organisation, false);
        }
        (self.guess(start, end), false)
    }

    fn has_initial(&self, start: usize) -> bool {
        self.raw(start + 1) == "." && self.bare(start).len() == 1
    }

    fn guess(&self, start: usize, end: usize) -> NameKind {
        let words = end - start;
        // “Rosa de la Vega”, but “Gulf of Tuva”
        let links = (start..end)
            .filter(|&at| self.table.links.contains(self.raw(at)) && self.words.get(at) != "of")
            .count();
        let before = start.checked_sub(1).map_or("", |before| self.words.get(before));
        if words == 1 && self.table.place_before.contains(before) {
            return NameKind::Place;
        }
        let after_article = self.table.articles.contains(before);
        if (2..=3).contains(&(words - links)) && !after_article { NameKind::Person } else { NameKind::Other }
    }

    fn found(&self, start: usize, end: usize, kind: NameKind, is_kind_known: bool, is_sure: bool) -> Found {
        let last = self.bare(end - 1);
        let range = self.bare(start).start..last.end;
        let is_person = kind == NameKind::Person || (!is_kind_known && kind == NameKind::Other);
        let title = is_person.then(|| self.title_before(start).or_else(|| self.title_after(end))).flatten();
        Found { range, kind, is_kind_known, is_sure, title, short: self.short_after(end) }
    }

    /// The title that stands before a name, perhaps with a comma between.
    fn title_before(&self, start: usize) -> Option<Range<usize>> {
        let end = match start.checked_sub(1).map(|before| self.raw(before)) {
            Some(",") => start - 1,
            _ => start,
        };
        let (tokens, _) = self.table.titles.before(self.words, end)?;
        let is_joined = self.tokens.get(start).is_some_and(|token| !token.spaced);
        (!is_joined).then(|| self.tokens[end - tokens].range().start..self.tokens[end - 1].range().end)
    }

    /// The office that follows a name after a comma: `, the president of Niger,`.
    fn title_after(&self, end: usize) -> Option<Range<usize>> {
        /// “, Niger’s former interim prime minister”
        const MOST_BEFORE: usize = 4;
        if self.raw(end) != "," {
            return None;
        }
        let leads = |at: usize| {
            self.table.before_title.contains(self.words.get(at))
                || self.is_possessive(at)
                || self.is_people(at)
        };
        let at = (end + 1..end + 1 + MOST_BEFORE)
            .find(|&at| self.table.titles.at(self.words, at).is_some() || !leads(at))?;
        let (tokens, is_polite) = self.table.titles.at(self.words, at)?;
        let next_is_name = self.is_name_word(at + tokens) && self.tokens[at + tokens].spaced;
        let ends =
            self.tokens.get(at + tokens).is_none_or(|next| next.kind == TokenKind::Sign || next.spaced);
        (!is_polite && !next_is_name && ends)
            .then(|| self.tokens[at].range().start..self.tokens[at + tokens - 1].range().end)
    }

    /// The short form that stands in brackets after a name.
    fn short_after(&self, end: usize) -> Option<Range<usize>> {
        let is_short = self.raw(end) == "(" && self.raw(end + 2) == ")" && self.is_acronym(end + 1);
        is_short.then(|| self.tokens[end + 1].range())
    }
}
