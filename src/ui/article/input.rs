//! Selecting words by mouse, choosing claims, dragging the ends of marks.

use super::{ArticleView, Placed, marks, rects_in};
use crate::app::Action;
use crate::app::open::{OpenReview, TextSelection};
use crate::review::ClaimId;
use crate::text::{ByteOffset, ByteRange};
use crate::ui::Scene;
use crate::ui::theme::Palette;
use crate::ui::typeset::Caret;
use egui::{CursorIcon, Event, Id, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// How near to the view's edge a drag scrolls, and how fast at most, in points a frame.
const EDGE: f32 = 28.0;
const EDGE_SPEED: f32 = 14.0;
/// The room around a mark's end in which it can be taken hold of.
const HANDLE: f32 = 14.0;

/// What the pointer and the keyboard are doing.
#[derive(Default)]
pub(super) struct Input {
    drag: Option<Drag>,
    /// The x that moves up and down keep to.
    pub(super) goal_x: Option<f32>,
    /// Whether the caret belongs to the character before it.
    pub(super) upstream: bool,
}

/// What is being dragged.
#[derive(Clone, Copy, Debug)]
enum Drag {
    /// The end of a selection that began in this range.
    Select { from: (ByteOffset, ByteOffset), unit: Unit },
    /// One end of a mark.
    Handle { claim: ClaimId, mark: usize, fixed: ByteOffset },
}

/// What a selection grows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Grapheme,
    Word,
    Paragraph,
}

impl Input {
    /// How far to scroll in this frame because a drag is at the view's edge; up where positive.
    pub(super) fn edge_scroll(&self, ui: &Ui, view: Rect) -> f32 {
        let (Some(_), Some(at)) = (self.drag, ui.input(|input| input.pointer.interact_pos())) else {
            return 0.0;
        };
        let above = (view.top() + EDGE - at.y).clamp(0.0, EDGE) / EDGE;
        let below = (at.y - view.bottom() + EDGE).clamp(0.0, EDGE) / EDGE;
        if above + below > 0.0 {
            ui.ctx().request_repaint();
        }
        (above - below) * EDGE_SPEED
    }

    /// Whether something is being dragged.
    pub(super) fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }
}

impl ArticleView {
    /// The place in the text nearest to a point on the screen.
    fn byte_at(&self, at: Pos2) -> Option<ByteOffset> {
        let placed = self.nearest(at.y)?;
        let caret = placed.layout.hit((at - placed.origin).to_pos2());
        Some(ByteOffset(placed.bytes.start.0 + caret.byte))
    }

    /// The character under a point: unlike the caret's place, never the one after it.
    fn byte_under(&self, at: Pos2) -> Option<ByteOffset> {
        let placed = self.nearest(at.y)?;
        let under = placed.layout.grapheme_at((at - placed.origin).to_pos2());
        under.map(|grapheme| ByteOffset(placed.bytes.start.0 + grapheme.start)).or_else(|| self.byte_at(at))
    }

    /// The character under a point, where the point is on words.
    pub(super) fn words_under(&self, at: Pos2) -> Option<ByteOffset> {
        let placed = self.nearest(at.y)?;
        let rect = Rect::from_min_size(placed.origin, placed.layout.size());
        self.byte_under(at).filter(|_| rect.contains(at))
    }

    fn nearest(&self, y: f32) -> Option<&Placed> {
        let bottom = |placed: &Placed| placed.origin.y + placed.layout.height();
        self.placed.iter().find(|placed| bottom(placed) > y).or(self.placed.last())
    }

    /// Mouse and pen.
    pub(super) fn pointer(
        &mut self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        open: &OpenReview,
        response: &Response,
    ) {
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        let Some(at) = response.interact_pointer_pos() else {
            if matches!(self.input.drag, Some(Drag::Select { .. }))
                && !ui.input(|input| input.pointer.any_down())
            {
                self.input.drag = None;
            }
            return;
        };
        if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
            response.request_focus();
            let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
            self.press(ui, scene, open, origin);
        } else if response.dragged() {
            self.extend_by_drag(scene, open, at);
        }
        if response.clicked() {
            self.click(ui, scene, open, at, response);
        }
        if ui.input(|input| input.pointer.any_released()) {
            self.input.drag = None;
        }
    }

    fn press(&mut self, ui: &Ui, scene: &mut Scene<'_>, open: &OpenReview, at: Pos2) {
        let Some(byte) = self.byte_at(at) else { return };
        self.input.goal_x = None;
        self.input.upstream = false;
        let anchor = match open.selection {
            Some(selection) if extends(ui) => selection.anchor,
            _ => byte,
        };
        scene.act(Action::Select(Some(TextSelection { anchor, head: byte })));
        self.input.drag = Some(Drag::Select { from: (anchor, anchor), unit: Unit::Grapheme });
    }

    fn extend_by_drag(&mut self, scene: &mut Scene<'_>, open: &OpenReview, at: Pos2) {
        let Some(Drag::Select { from, unit }) = self.input.drag else { return };
        let Some(byte) = self.byte_at(at) else { return };
        let unit = self.unit_at(open, byte, unit);
        let selection = if byte < from.0 {
            TextSelection { anchor: from.1, head: unit.0 }
        } else {
            TextSelection { anchor: from.0, head: unit.1 }
        };
        scene.act(Action::Select(Some(selection)));
    }

    fn unit_at(&self, open: &OpenReview, byte: ByteOffset, unit: Unit) -> (ByteOffset, ByteOffset) {
        let text = open.draft().text();
        let range = match unit {
            Unit::Grapheme => byte..byte,
            Unit::Word => text.word_at(byte),
            Unit::Paragraph => text.paragraph_bytes(text.paragraph_at(byte)),
        };
        (range.start, range.end)
    }

    /// One click chooses a claim, two select a word, three a paragraph.
    fn click(&mut self, ui: &Ui, scene: &mut Scene<'_>, open: &OpenReview, at: Pos2, response: &Response) {
        let Some(byte) = self.byte_under(at) else { return };
        if response.triple_clicked() {
            return self.select_unit(scene, open, byte, Unit::Paragraph);
        }
        if response.double_clicked() {
            return self.select_unit(scene, open, byte, Unit::Word);
        }
        if extends(ui) {
            return;
        }
        let claims = marks::claims_at(&self.stretches, at);
        let review = open.review();
        let chosen = claims.iter().position(|&claim| Some(review.claims[claim].id) == open.place.claim);
        // Where marks overlap, each further click chooses the next of them.
        let next = chosen.map_or(0, |chosen| (chosen + 1) % claims.len().max(1));
        if let Some(&claim) = claims.get(next) {
            let id = review.claims[claim].id;
            self.chosen_here = Some(id);
            scene.act(Action::Choose(Some(id)));
        }
    }

    fn select_unit(&mut self, scene: &mut Scene<'_>, open: &OpenReview, byte: ByteOffset, unit: Unit) {
        let (anchor, head) = self.unit_at(open, byte, unit);
        scene.act(Action::Select(Some(TextSelection { anchor, head })));
        self.input.drag = Some(Drag::Select { from: (anchor, head), unit });
    }

    /// The two ends of the chosen claim's current mark, to drag them.
    pub(super) fn handles(
        &mut self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        open: &OpenReview,
        palette: &Palette,
    ) {
        let Some(claim) = open.chosen().filter(|_| open.is_writable()) else { return };
        let mark = open.current_mark.min(claim.marks.len().saturating_sub(1));
        let Some(range) = claim.marks.get(mark).and_then(|mark| open.draft().text().bytes_of(&mark.range()))
        else {
            return;
        };
        let colour = palette.claim(claim).text;
        for (is_start, name) in [(true, "Start of mark"), (false, "End of mark")] {
            let fixed = if is_start { range.end } else { range.start };
            let Some(line) = self.end_line(&range, !is_start) else { continue };
            let id = Id::unique(("handle", is_start));
            let response = ui.interact(line.expand(HANDLE / 2.0), id, Sense::drag());
            response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
            if response.hovered() || response.dragged() {
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            }
            if response.drag_started() {
                self.input.drag = Some(Drag::Handle { claim: claim.id, mark, fixed });
            }
            let knob = if is_start { line.center_top() } else { line.center_bottom() };
            ui.painter().vline(line.center().x, line.y_range(), egui::Stroke::new(1.5, colour));
            ui.painter().circle_filled(knob, if response.hovered() { 4.5 } else { 3.5 }, colour);
        }
        self.drag_handle(ui, scene, open, palette);
    }

    /// The line on the screen at one end of a mark.
    fn end_line(&self, mark: &ByteRange, upstream: bool) -> Option<Rect> {
        let at = if upstream { mark.end } else { mark.start };
        let inside = |placed: &&Placed| {
            if upstream {
                placed.bytes.start < at && at <= placed.bytes.end
            } else {
                placed.bytes.start <= at && at < placed.bytes.end
            }
        };
        let placed = self.placed.iter().find(inside)?;
        let byte = at.0 - placed.bytes.start.0;
        let caret = if upstream { Caret::after(byte) } else { Caret::before(byte) };
        let row = placed.layout.row(placed.layout.row_of(caret))?;
        // The outer edge of the mark's words on that row: where directions mix, the caret may stand inside.
        let on_row = if upstream { row.bytes.start..byte } else { byte..row.bytes.end };
        let mark = mark.start.0.saturating_sub(placed.bytes.start.0)..mark.end.0 - placed.bytes.start.0;
        let words = on_row.start.max(mark.start)..on_row.end.min(mark.end);
        let extent = placed.layout.range_rects(words).into_iter().reduce(Rect::union)?;
        let at_right = upstream != row.rtl;
        let x = if at_right { extent.right().min(row.right) } else { extent.left().max(row.left) };
        let rect = Rect::from_x_y_ranges(x..=x, row.top..=row.bottom).translate(placed.origin.to_vec2());
        Some(Rect::from_center_size(rect.center(), vec2(0.0, rect.height() * 0.72)))
    }

    fn drag_handle(&mut self, ui: &Ui, scene: &mut Scene<'_>, open: &OpenReview, palette: &Palette) {
        let Some(Drag::Handle { claim, mark, fixed }) = self.input.drag else { return };
        let Some(at) = ui.input(|input| input.pointer.interact_pos()) else { return };
        let Some(byte) = self.byte_at(at) else { return };
        let by_character = ui.input(|input| input.modifiers.alt);
        let byte = if by_character { byte } else { nearest_word_end(open, byte, fixed) };
        let range = fixed.min(byte)..fixed.max(byte);
        for placed in &self.placed {
            for rect in rects_in(placed, &range) {
                ui.painter().rect_stroke(
                    rect.shrink2(vec2(0.0, 4.0)),
                    2.0,
                    palette.focus_ring(),
                    egui::StrokeKind::Inside,
                );
            }
        }
        if !ui.input(|input| input.pointer.any_down()) {
            self.input.drag = None;
            scene.act(Action::MoveMark(claim, mark, range));
        }
    }

    /// The selected words' rectangle on the screen, for the bar over them.
    pub(super) fn selection_rect(&self, open: &OpenReview) -> Option<(Rect, Rect)> {
        let range = open.selection.filter(|selection| !selection.is_empty())?.range();
        let mut rects = self.placed.iter().flat_map(|placed| rects_in(placed, &range));
        let first = rects.next()?;
        Some((first, rects.fold(first, Rect::union)))
    }
}

/// Whether Shift is held: by the keyboard's state, or by what came with the pointer's own event.
fn extends(ui: &Ui) -> bool {
    let with_pointer =
        |event: &Event| matches!(event, Event::PointerButton { modifiers, .. } if modifiers.shift);
    ui.input(|input| input.modifiers.shift || input.events.iter().any(with_pointer))
}

/// The end of a word that is nearest to a byte and does not make the mark empty.
fn nearest_word_end(open: &OpenReview, byte: ByteOffset, fixed: ByteOffset) -> ByteOffset {
    let text = open.draft().text();
    let word: ByteRange = text.word_at(byte);
    let blank = text.slice_bytes(&word).is_none_or(|word| word.trim().is_empty());
    match (byte < fixed, blank) {
        (true, false) => word.start,
        (true, true) => word.end.min(fixed),
        (false, false) if word.start == byte => byte,
        (false, false) => word.end,
        (false, true) => word.start,
    }
}

/// The place for the bar over a selection: above it, or below where there is no room above.
pub(super) fn bar_place(first: Rect, whole: Rect, view: Rect, size: egui::Vec2, column: Rect) -> Pos2 {
    let left = (first.center().x - size.x / 2.0)
        .clamp(column.left() - 20.0, (column.right() + 20.0 - size.x).max(column.left() - 20.0));
    let above = first.top() - size.y - 10.0;
    let free_above = first.top() - view.top();
    let top = if free_above < 60.0 { whole.bottom() + 10.0 } else { above };
    pos2(left, top.clamp(view.top() + 4.0, (view.bottom() - size.y - 4.0).max(view.top() + 4.0)))
}
