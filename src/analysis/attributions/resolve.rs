//! The attributions of the whole article: whom a pronoun means, where that is clear.

use super::{Cue, Gender, Outlet, Said, Who};
use crate::analysis::names::NameKind;
use crate::analysis::reading::Read;
use crate::analysis::signature::Signature;
use std::collections::VecDeque;
use std::ops::Range;

/// How many paragraphs back somebody may have been named whom a pronoun means.
const NEAR: usize = 3;

/// An attribution in the article; ranges are bytes of the draft’s text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// From the first to the last of speaker and cue.
    pub range: Range<usize>,
    /// The speaker’s name, description or pronoun.
    pub speaker: Option<Range<usize>>,
    /// Whom that names.
    pub who: Who,
    /// The cue.
    pub cue: Range<usize>,
    /// What kind of cue.
    pub kind: Cue,
    /// Where the outlet stands, and its place in the list of outlets.
    pub outlet: Option<Outlet>,
    /// What is said.
    pub content: Option<Range<usize>>,
    /// Where the speaker is named, for a pronoun and for a cue that shares the speaker of the one before;
    /// `None` where that is not clear.
    pub named: Option<Range<usize>>,
    /// The paragraph it stands in.
    pub(in crate::analysis) paragraph_start: usize,
    pub(in crate::analysis) paragraph_end: usize,
}

impl Attribution {
    /// How long what is said is, in bytes.
    pub(in crate::analysis) fn content_len(&self) -> usize {
        self.content.as_ref().map_or(usize::MAX, |content| content.end - content.start)
    }

    /// The speaker as the article has it: its own, or that of the cue before.
    pub(in crate::analysis) fn own_or_named(&self) -> Option<Range<usize>> {
        self.speaker.clone().or_else(|| self.named.clone())
    }

    fn of(said: &Said, start: usize, end: usize) -> Self {
        let shift = |range: &Range<usize>| start + range.start..start + range.end;
        let outlet =
            said.outlet.as_ref().map(|outlet| Outlet { range: shift(&outlet.range), known: outlet.known });
        Self {
            range: shift(&said.range),
            speaker: said.speaker.as_ref().map(shift),
            who: said.who,
            cue: shift(&said.cue),
            kind: said.kind,
            outlet,
            content: said.content.as_ref().map(shift),
            named: None,
            paragraph_start: start,
            paragraph_end: end,
        }
    }

    fn of_signature(signature: &Signature, read: &Read) -> Self {
        let shift = |range: &Range<usize>| read.start + range.start..read.start + range.end;
        let text = &read.part.text;
        let before = text[..signature.range.start].trim();
        let lead = text.len() - text.trim_start().len();
        let content = (!before.is_empty()).then(|| read.start + lead..read.start + lead + before.len());
        let dash = text[signature.range.start..].chars().next().map_or(0, char::len_utf8);
        Self {
            range: shift(&signature.range),
            speaker: Some(shift(&signature.author)),
            who: Who::Named(None),
            cue: shift(&(signature.range.start..signature.range.start + dash)),
            kind: Cue::Signed,
            outlet: None,
            content,
            named: None,
            paragraph_start: read.start,
            paragraph_end: read.start + text.len(),
        }
    }
}

/// All attributions in order, with whom their pronouns mean.
pub(in crate::analysis) fn resolve(paragraphs: &[Read]) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for read in paragraphs {
        let end = read.start + read.part.text.len();
        let first = found.len();
        found.extend(read.part.said.iter().map(|said| Attribution::of(said, read.start, end)));
        found.extend(read.part.signatures.iter().map(|signature| Attribution::of_signature(signature, read)));
        found[first..].sort_by_key(|said| (said.range.start, said.cue.start));
    }
    let mut people = People::default();
    let mut at = 0;
    for (index, read) in paragraphs.iter().enumerate() {
        people.enter(index);
        let mut names = read.part.names.iter().filter(|name| name.kind == NameKind::Person).peekable();
        while found
            .get(at)
            .is_some_and(|said| said.paragraph_start == read.start && !read.part.text.is_empty())
        {
            while let Some(name) = names.next_if(|name| read.start + name.range.end <= found[at].range.start)
            {
                people.mentioned(
                    name.range.start + read.start..name.range.end + read.start,
                    &read.part.text[name.range.clone()],
                );
            }
            let before = at.checked_sub(1).map(|before| &found[before]);
            let named = people.named(&found[at], before);
            found[at].named = named;
            people.spoke(&found[at], read);
            at += 1;
        }
        for name in names {
            people.mentioned(
                name.range.start + read.start..name.range.end + read.start,
                &read.part.text[name.range.clone()],
            );
        }
    }
    found
}

/// Who was named so far, the last one last.
#[derive(Default)]
struct People<'p> {
    paragraph: usize,
    speakers: VecDeque<Person<'p>>,
    mentioned: VecDeque<Person<'p>>,
}

struct Person<'p> {
    range: Range<usize>,
    /// The last word of the name, which tells two people apart.
    surname: &'p str,
    gender: Option<Gender>,
    paragraph: usize,
}

impl<'p> People<'p> {
    /// Begins a paragraph; who was named long before is forgotten.
    fn enter(&mut self, paragraph: usize) {
        self.paragraph = paragraph;
        let near = |person: &Person<'_>| person.paragraph + NEAR >= paragraph;
        self.speakers.retain(near);
        self.mentioned.retain(near);
    }

    fn mentioned(&mut self, range: Range<usize>, name: &'p str) {
        let person = Person { range, surname: surname(name), gender: None, paragraph: self.paragraph };
        self.mentioned.push_back(person);
        if self.mentioned.len() > 32 {
            self.mentioned.pop_front();
        }
    }

    /// Keeps the speaker of an attribution, where it is a person: a name, no outlet, no description in small
    /// letters only.
    fn spoke(&mut self, said: &Attribution, read: &'p Read) {
        let Some(range) = said.speaker.clone().filter(|_| matches!(said.who, Who::Named(_))) else { return };
        let text = &read.part.text[range.start - read.start..range.end - read.start];
        let is_outlet = said
            .outlet
            .as_ref()
            .is_some_and(|outlet| range.start <= outlet.range.start && outlet.range.end <= range.end);
        let name = text.split(", ").next().unwrap_or_default();
        if is_outlet || !name.split(' ').any(|word| word.starts_with(char::is_uppercase)) {
            return;
        }
        let gender = match said.who {
            Who::Named(gender) => gender,
            _ => None,
        };
        self.speakers.push_back(Person { range, surname: surname(name), gender, paragraph: self.paragraph });
        if self.speakers.len() > 32 {
            self.speakers.pop_front();
        }
    }

    /// Whom the speaker of an attribution is named as, where it is no name itself and that is clear.
    fn named(&self, said: &Attribution, before: Option<&Attribution>) -> Option<Range<usize>> {
        match said.who {
            Who::One(gender) => self.one(gender),
            Who::Open if said.speaker.is_none() => {
                let before = before.filter(|before| before.paragraph_start == said.paragraph_start)?;
                before
                    .speaker
                    .clone()
                    .filter(|_| matches!(before.who, Who::Named(_)))
                    .or_else(|| before.named.clone())
            }
            _ => None,
        }
    }

    /// The last speaker that fits “he” or “she”; the only person named near where nobody spoke.
    fn one(&self, gender: Gender) -> Option<Range<usize>> {
        let fits = |person: &&Person<'_>| person.gender.is_none_or(|known| known == gender);
        if let Some(speaker) = self.speakers.iter().rev().find(fits) {
            let since = self.mentioned.iter().filter(|person| person.range.start > speaker.range.end);
            let others = since
                .filter(|person| person.surname != speaker.surname && person.paragraph == self.paragraph);
            let other_speaker = self.speakers.iter().any(|other| {
                other.paragraph == speaker.paragraph && other.surname != speaker.surname && fits(&other)
            });
            return (others.count() == 0 && !other_speaker).then(|| speaker.range.clone());
        }
        let last = self.mentioned.back()?;
        let only = self.mentioned.iter().all(|person| person.surname == last.surname);
        let other_gender = self.speakers.iter().any(|speaker| speaker.surname == last.surname);
        (only && !other_gender).then(|| last.range.clone())
    }
}

fn surname(name: &str) -> &str {
    name.rsplit([' ', '\u{a0}']).next().unwrap_or_default()
}
