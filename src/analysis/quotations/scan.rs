//! Quotation marks of every style in one paragraph, paired.

use std::ops::Range;

/// How deep quotations are followed into each other: nobody nests deeper, and it bounds the work on a text
/// that is all quotation marks.
const DEPTH: usize = 6;

/// A stretch between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// With its marks, in bytes of the paragraph.
    pub range: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// How many quotations it stands in.
    pub depth: usize,
    /// The mark that opens it.
    pub mark: char,
    /// Whether it is closed in this paragraph.
    pub closed: bool,
}

/// A mark that was opened and not yet closed.
struct Open {
    at: usize,
    mark: char,
    /// Words seen before it, to leave out what holds none.
    words: usize,
}

/// The quotations of a paragraph, in order of their beginnings, one inside the other where they are nested.
///
/// A double mark that nothing closes reaches to the paragraph’s end and is said to be open; a single or
/// straight one is an apostrophe or an inch, unless the paragraph begins with it. Takes time in proportion
/// to the paragraph, whatever the marks.
pub fn quoted(text: &str) -> Vec<Quoted> {
    let mut scan = Scan { text, open: Vec::new(), found: Vec::new(), words: 0 };
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let after = chars.peek().map(|&(_, after)| after);
        scan.words += usize::from(char.is_alphanumeric());
        if is_mark(char) {
            scan.mark(at, char, before, after);
        }
        before = Some(char);
    }
    scan.finish()
}

struct Scan<'t> {
    text: &'t str,
    open: Vec<Open>,
    found: Vec<Quoted>,
    /// Letters and digits so far.
    words: usize,
}

impl Scan<'_> {
    fn mark(&mut self, at: usize, mark: char, before: Option<char>, after: Option<char>) {
        let free_before =
            is_bracket(mark) || before.is_none_or(|char| !char.is_alphanumeric() && !is_sentence_end(char));
        let inside_word =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if inside_word && is_single(mark) {
            return;
        }
        let opens_word = starts_fresh(before) && after.is_some_and(|char| !char.is_whitespace());
        let closable = self.open.iter().rposition(|open| closes(open.mark, mark));
        let must_open = opens_word && after.is_some_and(char::is_alphanumeric) && !only_closes(mark);
        match closable {
            Some(place) if !must_open || only_closes(mark) => self.close(place, at, mark),
            Some(place) if is_straight(mark) && self.open.len() > place => {
                // The earlier one was never closed: an inch, or a mark that got lost.
                self.open.truncate(place);
                self.open(at, mark);
            }
            _ if opens(mark) && (free_before || opens_word) && may_open(mark, before, after) => {
                self.open(at, mark);
            }
            _ => {}
        }
    }

    fn open(&mut self, at: usize, mark: char) {
        if self.open.len() < DEPTH {
            self.open.push(Open { at, mark, words: self.words });
        }
    }

    fn close(&mut self, place: usize, at: usize, mark: char) {
        self.open.truncate(place + 1);
        let Some(open) = self.open.pop() else { return };
        if self.words > open.words {
            let end = at + mark.len_utf8();
            self.push(&open, at, end, true);
        }
    }

    fn push(&mut self, open: &Open, inner_end: usize, end: usize, closed: bool) {
        let inner = open.at + open.mark.len_utf8()..inner_end;
        let depth = self.open.len();
        self.found.push(Quoted { range: open.at..end, inner, depth, mark: open.mark, closed });
    }

    /// What is still open at the paragraph’s end.
    fn finish(mut self) -> Vec<Quoted> {
        while let Some(open) = self.open.pop() {
            let before = self.text[..open.at].trim_end();
            // What “said,” or a colon announces is a quotation also where its end got lost.
            let announced = before.is_empty() || before.ends_with([',', ':']);
            let stays =
                matches!(open.mark, '“' | '„' | '«' | '「' | '『') || announced && !is_single(open.mark);
            if stays && self.words > open.words {
                let end = self.text.trim_end().len();
                self.push(&open, end, end, false);
            }
        }
        self.found.sort_by_key(|quoted| (quoted.range.start, quoted.depth));
        self.found
    }
}

/// Whether a char is a quotation mark of any style.
pub(super) fn is_mark(char: char) -> bool {
    opens(char) || only_closes(char) || matches!(char, '’')
}

/// Marks that can open a quotation in some language.
fn opens(mark: char) -> bool {
    matches!(
        mark,
        '“' | '„' | '«' | '»' | '"' | '”' | '‘' | '‚' | '‹' | '›' | '\'' | '「' | '『' | '＂' | '〝'
    )
}

fn only_closes(mark: char) -> bool {
    matches!(mark, '」' | '』' | '〞' | '〟')
}

fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚')
}

fn is_straight(mark: char) -> bool {
    matches!(mark, '"' | '\'' | '＂')
}

/// Whether a mark closes what another opened, in any language that writes so.
fn closes(open: char, mark: char) -> bool {
    match open {
        '“' => matches!(mark, '”' | '“'),
        '„' => matches!(mark, '“' | '”' | '„'),
        '”' => mark == '”',
        '«' => mark == '»',
        '»' => mark == '«',
        '‹' => mark == '›',
        '›' => mark == '‹',
        '‘' => mark == '’',
        '‚' => matches!(mark, '‘' | '’'),
        '「' => mark == '」',
        '『' => mark == '』',
        '〝' => matches!(mark, '〞' | '〟'),
        other => other == mark,
    }
}

/// Whether what stands before lets a quotation begin.
fn starts_fresh(before: Option<char>) -> bool {
    before.is_none_or(|char| {
        char.is_whitespace() || matches!(char, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':') || opens(char)
    })
}

/// Marks that do nothing but open, also where no blank stands before them.
fn is_bracket(mark: char) -> bool {
    matches!(mark, '「' | '『' | '〝' | '„' | '«' | '“')
}

fn is_sentence_end(char: char) -> bool {
    matches!(char, '.' | ',' | '!' | '?' | '…' | ';')
}

/// Marks that also close, stand for feet and inches or for letters left out open only before a word.
fn may_open(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let before_word = starts_fresh(before) && after.is_some_and(|char| !char.is_whitespace());
    match mark {
        '"' | '＂' | '“' | '„' | '«' | '‹' | '「' | '『' | '〝' => {
            starts_fresh(before) || !is_straight(mark)
        }
        '\'' => {
            before_word
                && after.is_some_and(|char| char.is_alphabetic() || opens(char) || char == '[' || char == '.')
        }
        _ => before_word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inner(text: &str) -> Vec<&str> {
        quoted(text).into_iter().map(|quoted| &text[quoted.inner]).collect()
    }

    #[test]
    fn every_style_is_paired() {
        assert_eq!(inner("He said “no” and ‘yes’."), ["no", "yes"]);
        assert_eq!(inner("\"No,\" he said, \"never.\""), ["No,", "never."]);
        assert_eq!(inner("« Non », dit-il, et «oui»."), [" Non ", "oui"]);
        assert_eq!(inner("Er sagte: „Nein“, »ja« und ‚so‘."), ["Nein", "ja", "so"]);
        assert_eq!(inner("Han sa ”nej” och „tak”."), ["nej", "tak"]);
        assert_eq!(inner("彼は「はい」と『本』と言った。"), ["はい", "本"]);
        assert_eq!(inner("'It is late,' she said."), ["It is late,"]);
    }

    #[test]
    fn quotations_stand_in_quotations() {
        assert_eq!(inner("“He said ‘no’ twice”"), ["He said ‘no’ twice", "no"]);
        assert_eq!(inner("\"He said 'no' twice\""), ["He said 'no' twice", "no"]);
        assert_eq!(quoted("« Il a dit “non” »")[1].depth, 1);
    }

    #[test]
    fn apostrophes_and_inches_open_nothing() {
        for text in [
            "It’s the girls’ team’s day",
            "rock 'n' roll's",
            "l’été d'hier",
            "a 5\" nail",
            "5' 10\" tall",
            "\"\"\"\" ''",
        ] {
            assert_eq!(inner(text).iter().filter(|words| **words != "n").count(), 0, "{text}");
        }
    }

    #[test]
    fn what_nothing_closes_reaches_to_the_end_or_is_none() {
        assert_eq!(inner("“We stay. We fight."), ["We stay. We fight."]);
        assert!(!quoted("\"We stay.")[0].closed);
        assert_eq!(inner("He left \"early and never came back."), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn quotations_are_ordered_and_nested(text in "[a-c .,“”„«»‹›‘’\"'「」\\-]{0,60}") {
            let found = quoted(&text);
            for pair in found.windows(2) {
                prop_assert!(pair[0].range.start < pair[1].range.start);
            }
            for quoted in &found {
                prop_assert!(text.get(quoted.range.clone()).is_some() && text.get(quoted.inner.clone()).is_some());
                prop_assert!(text[quoted.inner.clone()].contains(char::is_alphanumeric));
            }
        }
    }
}
