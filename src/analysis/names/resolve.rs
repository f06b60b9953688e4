//! Who is meant: mentions over the whole article put together to names.

use super::alike::alike;
use super::table::{is_article_of_many, is_no_office};
use super::{Found, Mention, Name, NameKind, Names, Oddity};
use crate::text::fold_for_search;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Puts the names of all paragraphs together: each paragraph’s words, and the names found in it.
pub fn resolve(paragraphs: &[(&str, &[Found])]) -> Names {
    let mut clusters = Clusters::default();
    let all = || {
        paragraphs.iter().enumerate().flat_map(|(index, &(text, found))| {
            found.iter().map(move |one| One { paragraph: index, text, found: one })
        })
    };
    let mut waiting = Vec::new();
    // Full names first, so that a surname finds its bearer also where it stands before the full name.
    for one in all() {
        if one.found.is_sure && one.words().contains([' ', '-']) {
            clusters.add_full(one);
        } else {
            waiting.push(one);
        }
    }
    let (sure, unsure): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|one| one.found.is_sure);
    for one in sure {
        clusters.add_short(one);
    }
    for one in unsure {
        clusters.add_if_known(one);
    }
    clusters.finish()
}

/// A mention with the words around it.
#[derive(Clone, Copy)]
struct One<'p> {
    paragraph: usize,
    text: &'p str,
    found: &'p Found,
}

impl<'p> One<'p> {
    fn slice(&self, range: &Range<usize>) -> &'p str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn words(&self) -> &'p str {
        self.slice(&self.found.range)
    }

    fn mention(&self, range: &Range<usize>) -> Mention {
        Mention { paragraph: self.paragraph, range: range.clone() }
    }
}

/// A name in the making.
#[derive(Default)]
struct Cluster<'p> {
    text: &'p str,
    votes: [u32; 4],
    known: Option<NameKind>,
    mentions: Vec<Mention>,
    titles: Vec<(&'p str, Mention)>,
    /// Whether an article stands before it somewhere, as before a family: “the Bellos”.
    after_article: bool,
    /// The ways its full form is written, and where each stands first.
    spellings: Vec<(&'p str, u32, Mention)>,
}

/// More ways of writing one name, or more titles of one person, say nothing more.
const MOST_FORMS: usize = 8;

impl<'p> Cluster<'p> {
    fn add(&mut self, one: One<'p>) {
        let found = one.found;
        self.votes[found.kind as usize] += 1;
        if found.is_kind_known && self.known.is_none() {
            self.known = Some(found.kind);
        }
        self.after_article |= ends_with_article(one.text.get(..found.range.start).unwrap_or_default());
        self.mentions.push(one.mention(&found.range));
        if let Some(title) = &found.title {
            self.add_title(one.slice(title), one.mention(title));
        }
        self.add_spelling(one.words(), one.mention(&found.range));
    }

    fn add_title(&mut self, title: &'p str, mention: Mention) {
        if self.titles.iter().any(|(known, _)| *known == title) {
            return;
        }
        let is_new = self.titles.iter().all(|(known, _)| fold_for_search(known) != fold_for_search(title));
        if is_new && self.titles.len() < MOST_FORMS {
            self.titles.push((title, mention));
        }
    }

    fn add_spelling(&mut self, words: &'p str, mention: Mention) {
        if let Some((_, count, _)) = self.spellings.iter_mut().find(|(known, ..)| *known == words) {
            *count += 1;
        } else if self.spellings.len() < MOST_FORMS {
            self.spellings.push((words, 1, mention));
        }
    }

    fn kind(&self) -> NameKind {
        let kinds = [NameKind::Person, NameKind::Place, NameKind::Organisation, NameKind::Other];
        let most = kinds.into_iter().rev().max_by_key(|&kind| self.votes[kind as usize]);
        self.known.or(most).unwrap_or_default()
    }
}

#[derive(Default)]
struct Clusters<'p> {
    clusters: Vec<Cluster<'p>>,
    /// By folded full form.
    by_form: HashMap<Rc<str>, usize>,
    /// The forms of words seen before: most names stand there many times.
    forms: HashMap<&'p str, Rc<str>>,
    /// By folded surname: the cluster that had it last before, or first.
    by_surname: HashMap<String, Vec<usize>>,
}

/// A name as it is compared: without case, accents, and signs between words.
fn form(words: &str) -> String {
    let mut form = fold_for_search(words);
    form.retain(|char| !matches!(char, '.' | '’' | '\''));
    form.replace(['-', '‑', '\u{a0}'], " ")
}

/// The last word of a name.
fn surname(form: &str) -> &str {
    form.rsplit(' ').next().unwrap_or(form)
}

impl<'p> Clusters<'p> {
    fn form(&mut self, words: &'p str) -> Rc<str> {
        Rc::clone(self.forms.entry(words).or_insert_with(|| form(words).into()))
    }

    fn add_full(&mut self, one: One<'p>) {
        let form = self.form(one.words());
        let at = self.cluster_of(&form, one.words());
        let may_be_person = matches!(one.found.kind, NameKind::Person) || !one.found.is_kind_known;
        if may_be_person {
            self.add_surname(surname(&form), at);
        }
        self.put(at, one);
    }

    fn add_surname(&mut self, surname: &str, at: usize) {
        match self.by_surname.get_mut(surname) {
            Some(same) if !same.contains(&at) && same.len() < MOST_FORMS => same.push(at),
            Some(_) => {}
            None => drop(self.by_surname.insert(surname.to_owned(), vec![at])),
        }
    }

    fn cluster_of(&mut self, form: &Rc<str>, words: &'p str) -> usize {
        if let Some(&at) = self.by_form.get(form) {
            return at;
        }
        let at = self.clusters.len();
        self.clusters.push(Cluster { text: words, ..Cluster::default() });
        self.by_form.insert(Rc::clone(form), at);
        at
    }

    fn put(&mut self, at: usize, one: One<'p>) {
        if let Some(short) = &one.found.short {
            let short = self.form(one.slice(short));
            self.by_form.entry(short).or_insert(at);
        }
        self.clusters[at].add(one);
    }

    fn add_short(&mut self, one: One<'p>) {
        let form = self.form(one.words());
        let at = match self.bearer(&form, one) {
            Some(at) => at,
            None => self.cluster_of(&form, one.words()),
        };
        self.put(at, one);
    }

    fn add_if_known(&mut self, one: One<'p>) {
        let form = self.form(one.words());
        if let Some(at) = self.bearer(&form, one) {
            self.put(at, one);
        }
    }

    /// Whom a short form means: the cluster of that form, or the person of that surname; of several
    /// persons, the last named before.
    fn bearer(&self, form: &str, one: One<'p>) -> Option<usize> {
        if let Some(&at) = self.by_form.get(form) {
            return Some(at);
        }
        let is_other = one.found.is_kind_known && one.found.kind != NameKind::Person;
        let same = self.by_surname.get(form).filter(|_| !is_other)?;
        let place = one.mention(&one.found.range);
        let last_before = |&&at: &&usize| {
            let mentions = &self.clusters[at].mentions;
            let before = mentions.partition_point(|mention| is_before(mention, &place));
            before
                .checked_sub(1)
                .and_then(|at| mentions.get(at))
                .map(|mention| (mention.paragraph, mention.range.start))
        };
        same.iter().max_by_key(last_before).copied()
    }

    fn finish(mut self) -> Names {
        for cluster in &mut self.clusters {
            cluster.mentions.sort_by_key(|mention| (mention.paragraph, mention.range.start));
            cluster.titles.sort_by_key(|(_, mention)| (mention.paragraph, mention.range.start));
        }
        self.clusters.sort_by_key(|cluster| {
            cluster.mentions.first().map(|first| (first.paragraph, first.range.start))
        });
        let mut oddities = two_titles(&self.clusters);
        oddities.extend(spelled_two_ways(&self.clusters));
        oddities.sort_by_key(|oddity| {
            let (Oddity::SpelledTwoWays { other: (_, at), .. } | Oddity::TwoTitles { second: (_, at), .. }) =
                oddity;
            (at.paragraph, at.range.start)
        });
        let names = self.clusters.into_iter().map(|cluster| Name {
            text: cluster.text.to_owned(),
            kind: cluster.kind(),
            titles: cluster.titles.into_iter().map(|(title, mention)| (title.to_owned(), mention)).collect(),
            mentions: cluster.mentions,
        });
        Names { names: names.collect(), oddities }
    }
}

fn is_before(a: &Mention, b: &Mention) -> bool {
    (a.paragraph, a.range.start) < (b.paragraph, b.range.start)
}

/// Persons with two offices of which neither is part of the other (“Minister”, “Foreign Minister”).
fn two_titles(clusters: &[Cluster<'_>]) -> Vec<Oddity> {
    let differ = |a: &str, b: &str| {
        let (a, b) = (fold_for_search(a), fold_for_search(b));
        !a.contains(&b) && !b.contains(&a)
    };
    let persons = clusters.iter().enumerate().filter(|(_, cluster)| cluster.kind() == NameKind::Person);
    let odd = persons.filter_map(|(name, cluster)| {
        let offices: Vec<_> = cluster.titles.iter().filter(|(title, _)| !is_no_office(title)).collect();
        let (first, rest) = offices.split_first()?;
        let second = rest.iter().find(|second| differ(first.0, second.0))?;
        let owned = |(title, mention): &(&str, Mention)| ((*title).to_owned(), mention.clone());
        Some(Oddity::TwoTitles { name, first: owned(first), second: owned(second) })
    });
    odd.collect()
}

/// Names that differ in an accent or a hyphen, or in one letter of a word.
fn spelled_two_ways(clusters: &[Cluster<'_>]) -> Vec<Oddity> {
    let mut odd: Vec<Oddity> = clusters.iter().filter_map(two_spellings).collect();
    let forms: Vec<String> = clusters.iter().map(|cluster| form(cluster.text)).collect();
    let keys: Vec<&str> = forms.iter().map(|form| surname(form)).collect();
    let long_enough = |at: &usize| keys[*at].chars().count() >= SHORTEST;
    for (a, b) in alike(&keys) {
        if long_enough(&a) && long_enough(&b) && may_be_one(&clusters[a], &clusters[b], &forms[a], &forms[b])
        {
            odd.extend(pair(&clusters[a], &clusters[b]));
        }
    }
    odd
}

/// Shorter words differ in a letter too often: Mali and Bali.
const SHORTEST: usize = 5;

/// Whether a text ends with an article that stands before many.
fn ends_with_article(text: &str) -> bool {
    let last = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    is_article_of_many(last)
}

/// Two forms of one cluster that are the same but for accents, hyphens or capitals inside.
fn two_spellings(cluster: &Cluster<'_>) -> Option<Oddity> {
    let (text, count, first) = cluster.spellings.first()?;
    let shape = |words: &str| words.to_lowercase().replace('’', "'").replace(['\u{a0}', '‑'], " ");
    let alike = |other: &str| form(other) == form(text) && shape(other) != shape(text);
    let (other, others, second) = cluster.spellings.iter().find(|(other, ..)| alike(other))?;
    let (one, two) = ((text.to_string(), first.clone()), (other.to_string(), second.clone()));
    let (usual, other) = if others > count { (two, one) } else { (one, two) };
    Some(Oddity::SpelledTwoWays { usual, other })
}

/// Whether two names that end alike may be one: the rest is the same or missing, and not both are known.
fn may_be_one(a: &Cluster<'_>, b: &Cluster<'_>, form_a: &str, form_b: &str) -> bool {
    let front = |form: &str| form.rsplit_once(' ').map(|(front, _)| front.to_owned());
    let fronts_fit = match (front(form_a), front(form_b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let is_person = a.kind() == NameKind::Person || b.kind() == NameKind::Person;
    // A person’s name with an s more is another spelling, but for a family: “the Bellos”.
    let plural = |(short, _): (&str, _), (long, many): (&str, &Cluster<'_>)| {
        let ends = surname(long).strip_suffix('s') == Some(surname(short));
        ends && (many.after_article || !is_person)
    };
    let (kind_a, kind_b) = (a.kind(), b.kind());
    let kinds_fit = kind_a == kind_b
        || kind_a == NameKind::Other
        || kind_b == NameKind::Other
        || a.known.is_none()
        || b.known.is_none();
    let is_known_place = |cluster: &Cluster<'_>| cluster.known == Some(NameKind::Place);
    fronts_fit
        && kinds_fit
        && !(is_known_place(a) && is_known_place(b))
        && !plural((form_a, a), (form_b, b))
        && !plural((form_b, b), (form_a, a))
}

fn pair(a: &Cluster<'_>, b: &Cluster<'_>) -> Option<Oddity> {
    let first = |cluster: &Cluster<'_>| Some((cluster.text.to_owned(), cluster.mentions.first()?.clone()));
    let (usual, other) = if b.mentions.len() > a.mentions.len() { (b, a) } else { (a, b) };
    Some(Oddity::SpelledTwoWays { usual: first(usual)?, other: first(other)? })
}
