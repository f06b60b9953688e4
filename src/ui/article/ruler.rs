//! At the right edge: where the claims stand in the whole article, and the thumb to scroll by.

use crate::app::open::OpenReview;
use crate::ui::theme::Palette;
use egui::{CornerRadius, Id, Mesh, Rect, Role, Sense, Shape, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Width of the ruler in points.
pub const WIDTH: f32 = 12.0;
/// The smallest thumb, in points.
const THUMB: f32 = 28.0;

/// The ruler's ticks, painted anew only when the claims change.
#[derive(Default)]
pub struct Ruler {
    key: Option<(u64, Rect, bool)>,
    ticks: Arc<Mesh>,
}

impl Ruler {
    /// Draws the ruler and gives the place in the text to scroll to, as a part of its bytes, where the
    /// thumb was dragged or the ruler clicked. `from` and `to` say which part of the text is shown.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        open: &OpenReview,
        rect: Rect,
        from: f32,
        to: f32,
        palette: &Palette,
    ) -> Option<f32> {
        // Not focusable: with the keyboard the article itself scrolls.
        let response = ui.interact(rect, Id::unique("ruler"), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Place in the article"));
        let thumb = thumb(rect, from, to);
        let fill = if response.hovered() || response.dragged() { palette.line } else { palette.bg_hover };
        ui.painter().rect_filled(thumb, CornerRadius::same(4), fill);
        let key = (open.generation(), rect, palette.is_dark);
        if self.key != Some(key) {
            self.key = Some(key);
            self.ticks = Arc::new(ticks(open, rect, palette));
        }
        ui.painter().add(Shape::Mesh(Arc::clone(&self.ticks)));
        chosen_tick(ui, open, rect, palette);
        if !(response.dragged() || response.clicked()) {
            return None;
        }
        let at = response.interact_pointer_pos()?;
        let room = (rect.height() - thumb.height()).max(1.0);
        let part = (at.y - rect.top() - thumb.height() / 2.0) / room;
        Some(part.clamp(0.0, 1.0) * (1.0 - (to - from)).max(0.0))
    }
}

fn thumb(rect: Rect, from: f32, to: f32) -> Rect {
    let height = ((to - from) * rect.height()).clamp(THUMB.min(rect.height()), rect.height());
    let room = rect.height() - height;
    let hidden = (1.0 - (to - from)).max(1e-6);
    let top = rect.top() + room * (from / hidden).clamp(0.0, 1.0);
    Rect::from_min_size(pos2(rect.right() - 10.0, top), vec2(8.0, height))
}

/// One tick for each claim, at most one a row of points: the last claim there gives the colour.
fn ticks(open: &OpenReview, rect: Rect, palette: &Palette) -> Mesh {
    let total = open.draft().text().len_bytes().max(1) as f32;
    let mut mesh = Mesh::default();
    let mut last = None;
    for mark in open.index().marks() {
        let y = (mark.bytes.start.0 as f32 / total * rect.height()).floor();
        if last == Some(y) {
            continue;
        }
        last = Some(y);
        let colour = palette.claim(&open.review().claims[mark.claim]).mark;
        mesh.add_colored_rect(tick(rect, y, 6.0), colour);
    }
    mesh
}

fn chosen_tick(ui: &Ui, open: &OpenReview, rect: Rect, palette: &Palette) {
    let Some(claim) = open.chosen() else { return };
    let chosen = open.index().claim(claim.id);
    let total = open.draft().text().len_bytes().max(1) as f32;
    let Some(bytes) = claim.marks.first().and_then(|mark| open.draft().text().byte_of(mark.start)) else {
        return;
    };
    let y = (bytes.0 as f32 / total * rect.height()).floor();
    if chosen.is_some() {
        ui.painter().rect_filled(tick(rect, y, 10.0), CornerRadius::ZERO, palette.claim(claim).mark);
    }
}

fn tick(rect: Rect, y: f32, width: f32) -> Rect {
    Rect::from_min_size(pos2(rect.left() + (WIDTH - width) / 2.0, rect.top() + y), vec2(width, 2.0))
}
