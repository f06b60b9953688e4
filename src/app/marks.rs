//! Moving the ends of marks, and giving a claim more or fewer of them.

use super::App;
use super::command::Command;
use super::open::OpenReview;
use crate::review::{ClaimId, Mark, compose};
use crate::text::{ByteRange, Text};

impl App {
    /// Lets the chosen claim stand on the selected words too.
    pub(super) fn add_mark(&mut self) {
        let Some(open) = &self.open else { return };
        let (Some(claim), Some(passage)) = (open.chosen(), open.selected_chars()) else { return };
        let mark = match compose::mark(open.review(), &passage) {
            Ok(mark) => mark,
            Err(why) => return self.fail(format!("The mark was not added: {why}.")),
        };
        let mut marks = claim.marks.clone();
        if !marks.contains(&mark) {
            marks.push(mark);
        }
        let edit = compose::set_marks(claim, marks);
        self.perform_some("Add mark", edit);
        self.with_open(OpenReview::end_selection);
    }

    /// Takes the current mark off the chosen claim.
    pub(super) fn remove_mark(&mut self) {
        let Some(open) = &self.open else { return };
        let Some(claim) = open.chosen() else { return };
        let mut marks = claim.marks.clone();
        if marks.len() < 2 || open.current_mark >= marks.len() {
            return;
        }
        marks.remove(open.current_mark);
        let edit = compose::set_marks(claim, marks);
        self.perform_some("Remove mark", edit);
        self.with_open(|open| open.current_mark = 0);
    }

    /// Moves one end of the current mark by a word or a character.
    pub(super) fn move_end(&mut self, command: Command) {
        let Some(open) = &self.open else { return };
        let Some(claim) = open.chosen() else { return };
        let text = open.draft().text();
        let mark = claim.marks.get(open.current_mark).filter(|mark| mark.draft == open.draft().number);
        let Some(range) = mark.and_then(|mark| text.bytes_of(&mark.range())) else {
            return;
        };
        let (claim, mark) = (claim.id, open.current_mark);
        let moved = stepped(text, &range, command);
        self.move_mark(claim, mark, &moved);
    }

    /// Puts a mark on another range, in bytes; widened to grapheme boundaries. An empty range changes nothing.
    pub(super) fn move_mark(&mut self, claim: ClaimId, mark: usize, range: &ByteRange) {
        let Some(open) = &self.open else { return };
        let Some(claim) = open.review().claim(claim) else { return };
        let text = open.draft().text();
        let range = text.trim(&text.snap_to_graphemes(range));
        let moved = compose::mark(open.review(), &text.chars_of(&range));
        let (Ok(moved), Some(_)) = (moved, claim.marks.get(mark)) else { return };
        let mut marks = claim.marks.clone();
        marks[mark] = moved.clone();
        let edit = compose::set_marks(claim, marks);
        let field = claim.id.number() ^ 0x6d61_726b; // one field a claim: steps in quick succession are one
        if let Some(edit) = edit {
            self.perform("Move mark", &edit, Some(field));
        }
        self.with_open(|open| {
            open.current_mark = place_of(open.chosen().map(|c| c.marks.as_slice()), &moved);
        });
    }
}

fn place_of(marks: Option<&[Mark]>, mark: &Mark) -> usize {
    marks.and_then(|marks| marks.iter().position(|other| other == mark)).unwrap_or(0)
}

/// A range with one end moved one step; never turned inside out.
fn stepped(text: &Text, range: &ByteRange, command: Command) -> ByteRange {
    let (start, end) = (range.start, range.end);
    let moved = match command {
        Command::StartWordLeft => text.previous_word_start(start)..end,
        Command::StartCharLeft => text.previous_grapheme(start)..end,
        Command::StartCharRight => text.next_grapheme(start)..end,
        Command::StartWordRight => {
            text.previous_word_start(text.next_word_end(text.next_word_end(start)))..end
        }
        Command::EndWordLeft => start..text.previous_word_end(end),
        Command::EndWordRight => start..text.next_word_end(end),
        Command::EndCharLeft => start..text.previous_grapheme(end),
        Command::EndCharRight => start..text.next_grapheme(end),
        _ => return range.clone(),
    };
    if moved.start < moved.end { moved } else { range.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::byte_range;

    #[test]
    fn ends_step_by_words_and_characters() {
        let text = Text::from_paragraphs(["The seventh coup, since 2020."]);
        let words = |range: std::ops::Range<usize>, command| {
            let moved = stepped(&text, &byte_range(range), command);
            text.slice_bytes(&moved).unwrap_or("").to_owned()
        };
        assert_eq!(words(4..16, Command::EndWordRight), "seventh coup, since");
        assert_eq!(words(4..16, Command::EndWordLeft), "seventh");
        assert_eq!(words(4..16, Command::StartWordLeft), "The seventh coup");
        assert_eq!(words(4..16, Command::StartWordRight), "coup");
        assert_eq!(words(4..16, Command::EndCharRight), "seventh coup,");
        assert_eq!(words(4..16, Command::StartCharRight), "eventh coup");
        assert_eq!(words(4..11, Command::EndWordLeft), "seventh", "a mark never becomes empty");
        assert_eq!(words(4..5, Command::EndCharLeft), "s");
    }
}
