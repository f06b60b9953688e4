//! The article by keyboard: the caret, selecting, scrolling.

use super::scroll::Anchor;
use super::{ArticleView, Page, Placed};
use crate::app::Action;
use crate::app::index::PlacedMark;
use crate::app::open::{OpenReview, TextSelection};
use crate::text::ByteOffset;
use crate::ui::Scene;
use crate::ui::typeset::{Affinity, Caret, Move};
use egui::{Event, EventFilter, Id, Key, Modifiers, Rect, Response, Ui};

impl ArticleView {
    /// The keyboard, while the article has it.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        scene: &mut Scene<'_>,
        open: &OpenReview,
        page: &Page,
        response: &Response,
    ) {
        // Not `response.has_focus()`: that also asks whether the window is in front, and keys that reach a
        // window behind (from a screen reader, say) count all the same.
        if !ui.memory(|memory| memory.has_focus(response.id)) {
            return self.scroll_keys(ui, open, page);
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        self.draw_caret(ui, open);
        let events = ui.input(|input| input.filtered_events(&filter));
        // Several keys may come in one slow frame: each goes on from the one before.
        let mut selection = open.selection;
        for event in events {
            match event {
                Event::Key { key, pressed: true, modifiers, .. } => {
                    self.key(ui, scene, open, page, (key, modifiers), &mut selection);
                }
                Event::Copy => scene.run(crate::app::command::Command::Copy),
                _ => {}
            }
        }
    }

    fn key(
        &mut self,
        ui: &Ui,
        scene: &mut Scene<'_>,
        open: &OpenReview,
        page: &Page,
        (key, modifiers): (Key, Modifiers),
        selection: &mut Option<TextSelection>,
    ) {
        if modifiers.alt {
            return;
        }
        if key == Key::Escape {
            if selection.is_none() {
                ui.memory_mut(|memory| memory.surrender_focus(Id::unique("article text")));
            }
            *selection = None;
            return scene.act(Action::Select(None));
        }
        let by_page = match key {
            Key::PageUp => -1.0,
            Key::PageDown => 1.0,
            _ => 0.0,
        };
        if by_page != 0.0 {
            return self.move_by(ui, open, page, by_page * self.view.height() * 0.9);
        }
        let Some(step) = step_of(key, modifiers) else { return };
        let head = selection.map_or_else(|| self.first_caret(open), |selection| selection.head);
        let Some(moved) = self.stepped(ui, open, page, head, step) else { return };
        let anchor = match *selection {
            Some(selection) if modifiers.shift => selection.anchor,
            None if modifiers.shift => head,
            _ => moved,
        };
        *selection = Some(TextSelection { anchor, head: moved });
        scene.act(Action::Select(*selection));
        self.keep_in_view(ui, open, page, moved);
    }

    /// Where the caret is before anything was selected: at the chosen claim where that is shown.
    fn first_caret(&self, open: &OpenReview) -> ByteOffset {
        let chosen = open.place.claim.and_then(|id| open.index().claim(id));
        let is_chosen = |mark: &&PlacedMark| Some(mark.claim) == chosen && mark.mark == open.current_mark;
        let start = open.index().marks().iter().find(is_chosen).map(|mark| mark.bytes.start);
        let is_shown =
            |&start: &ByteOffset| self.caret_line(start).is_some_and(|line| self.view.intersects(line));
        start.filter(is_shown).unwrap_or_else(|| self.first_shown())
    }

    fn first_shown(&self) -> ByteOffset {
        let shown = self.placed.iter().find(|placed| placed.origin.y >= self.view.top());
        shown.or(self.placed.first()).map_or(ByteOffset(0), |placed| placed.bytes.start)
    }

    /// Where a step leads, over the ends of blocks too.
    fn stepped(
        &mut self,
        ui: &Ui,
        open: &OpenReview,
        page: &Page,
        from: ByteOffset,
        step: Move,
    ) -> Option<ByteOffset> {
        match step {
            Move::Start => return Some(ByteOffset(0)),
            Move::End => return Some(ByteOffset(open.draft().text().len_bytes())),
            _ => {}
        }
        let block = self.blocks.at(from);
        let start = self.blocks.all().get(block)?.bytes.start.0;
        let (layout, ..) = self.lay_out(ui, open, page, block);
        let byte = from.0 - start;
        let caret = if self.input.upstream { Caret::after(byte) } else { Caret::before(byte) };
        let vertical = matches!(step, Move::Up | Move::Down);
        if vertical && self.input.goal_x.is_none() {
            self.input.goal_x = Some(layout.caret_rect(caret).left());
        } else if !vertical {
            self.input.goal_x = None;
        }
        if let Some(moved) = layout.moved(caret, step, self.input.goal_x) {
            self.input.upstream = moved.affinity == Affinity::Upstream;
            return Some(ByteOffset(start + moved.byte));
        }
        self.step_into_neighbour(ui, open, page, block, step, layout.is_rtl())
    }

    fn step_into_neighbour(
        &mut self,
        ui: &Ui,
        open: &OpenReview,
        page: &Page,
        block: usize,
        step: Move,
        rtl: bool,
    ) -> Option<ByteOffset> {
        let forward = match step {
            Move::Down | Move::RowEnd => true,
            Move::Right | Move::WordRight => !rtl,
            Move::Left | Move::WordLeft => rtl,
            _ => false,
        };
        let other = if forward { block + 1 } else { block.checked_sub(1)? };
        let bytes = self.blocks.all().get(other)?.bytes.clone();
        self.input.upstream = false;
        let vertical = matches!(step, Move::Up | Move::Down);
        if !vertical {
            return Some(if forward { bytes.start } else { bytes.end });
        }
        let (layout, ..) = self.lay_out(ui, open, page, other);
        let row = if forward { 0 } else { layout.row_count().saturating_sub(1) };
        let caret = layout.hit_row(row, self.input.goal_x.unwrap_or(0.0));
        Some(ByteOffset(bytes.start.0 + caret.byte))
    }

    /// Scrolls where the caret left the view.
    fn keep_in_view(&mut self, ui: &Ui, open: &OpenReview, page: &Page, byte: ByteOffset) {
        match self.caret_line(byte) {
            Some(line) if line.top() < self.view.top() => {
                self.move_by(ui, open, page, line.top() - self.view.top() - 8.0);
            }
            Some(line) if line.bottom() > self.view.bottom() => {
                self.move_by(ui, open, page, line.bottom() - self.view.bottom() + 8.0);
            }
            Some(_) => {}
            None => self.bring_to_comfort(ui, open, page, byte),
        }
    }

    fn caret_line(&self, byte: ByteOffset) -> Option<Rect> {
        let inside = |placed: &&Placed| placed.bytes.start <= byte && byte <= placed.bytes.end;
        let placed = self.placed.iter().find(inside)?;
        let local = byte.0 - placed.bytes.start.0;
        let caret = if self.input.upstream { Caret::after(local) } else { Caret::before(local) };
        Some(placed.layout.caret_rect(caret).translate(placed.origin.to_vec2()))
    }

    fn draw_caret(&self, ui: &Ui, open: &OpenReview) {
        let Some(line) = open.selection.and_then(|selection| self.caret_line(selection.head)) else { return };
        let inset = line.height() * 0.14;
        let rows = line.top() + inset..=line.bottom() - inset;
        ui.painter().vline(line.left(), rows, egui::Stroke::new(1.5, crate::ui::theme::palette(ui).ink));
    }

    /// Arrows and page keys scroll while nothing has the keyboard.
    fn scroll_keys(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        if ui.memory(|memory| memory.focused().is_some()) {
            return;
        }
        let line = page.body * 1.82;
        let (height, count) = (self.view.height(), self.blocks.all().len());
        let pressed = |key| ui.input(|input| input.key_pressed(key) && input.modifiers.is_none());
        let steps = [
            (Key::ArrowDown, 3.0 * line),
            (Key::ArrowUp, -3.0 * line),
            (Key::PageDown, 0.9 * height),
            (Key::PageUp, -0.9 * height),
            (Key::Space, 0.9 * height),
        ];
        for (key, points) in steps {
            if pressed(key) {
                self.move_by(ui, open, page, points);
            }
        }
        if pressed(Key::Home) {
            self.anchor = Anchor::default();
        } else if pressed(Key::End) {
            self.anchor = Anchor { block: count.saturating_sub(1), out: 0.0 };
            self.move_by(ui, open, page, -0.5 * height);
        }
    }
}

/// The step that a key asks for.
fn step_of(key: Key, modifiers: Modifiers) -> Option<Move> {
    let word = modifiers.ctrl || modifiers.command;
    Some(match (key, word) {
        (Key::ArrowLeft, false) => Move::Left,
        (Key::ArrowRight, false) => Move::Right,
        (Key::ArrowLeft, true) => Move::WordLeft,
        (Key::ArrowRight, true) => Move::WordRight,
        (Key::ArrowUp, _) => Move::Up,
        (Key::ArrowDown, _) => Move::Down,
        (Key::Home, false) => Move::RowStart,
        (Key::End, false) => Move::RowEnd,
        (Key::Home, true) => Move::Start,
        (Key::End, true) => Move::End,
        _ => return None,
    })
}
