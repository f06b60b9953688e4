//! Where the article stands in its view, and how it is moved there.
//!
//! Scrolling is anchored to the paragraph at the top, not to a height of the whole text: heights that
//! were never measured are never needed, and the text does not jump when one becomes known. The thumb
//! stands where the text does, by bytes.

use super::{ArticleView, Page, Placed, ruler};
use crate::app::Action;
use crate::app::open::{OpenReview, Reveal};
use crate::text::ByteOffset;
use crate::ui::theme::Palette;
use crate::ui::{Scene, motion, typeset};
use egui::{Rect, Ui, pos2};

/// A chosen claim is brought to between these parts of the view's height.
const COMFORT: std::ops::RangeInclusive<f32> = 0.35..=0.6;

/// The place in the text that stands at the top of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Anchor {
    pub(super) block: usize,
    /// How much of the block is scrolled out at the top, in points.
    pub(super) out: f32,
}

impl Anchor {
    /// Whether another is the same but for what rounding does.
    fn is_about(self, other: Self) -> bool {
        self.block == other.block && (self.out - other.out).abs() < 0.5
    }
}

/// The way that the view still has to go to a place that it was sent to.
pub(super) struct Glide {
    to: Anchor,
    /// The whole way in points; down the text where positive.
    way: f32,
    began: f64,
    /// Where it was last: where the view stands elsewhere by now, somebody else has moved it.
    last: Anchor,
}

impl ArticleView {
    /// Tells where the view stands, so that it can stand there again.
    pub(super) fn report(&mut self, scene: &mut Scene<'_>, open: &OpenReview) {
        if self.glide.is_some() {
            return;
        }
        let Some(block) = self.blocks.all().get(self.anchor.block) else { return };
        let place = (block.paragraph, self.anchor.out);
        if self.reported != Some(place) && open.place.scroll != place {
            scene.act(Action::Scrolled(place.0, place.1));
        }
        self.reported = Some(place);
    }

    /// Moves the view by some points; down the text where positive.
    pub(super) fn move_by(&mut self, ui: &Ui, open: &OpenReview, page: &Page, points: f32) {
        self.anchor.out += points;
        while self.anchor.out < 0.0 && self.anchor.block > 0 {
            self.anchor.block -= 1;
            self.anchor.out += self.extent(ui, open, page, self.anchor.block);
        }
        self.settle(ui, open, page);
    }

    /// Puts the anchor into the block that is really at the top, and keeps the end of the text in view.
    fn settle(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        let count = self.blocks.all().len();
        self.anchor.block = self.anchor.block.min(count.saturating_sub(1));
        self.anchor.out = self.anchor.out.max(0.0);
        while self.anchor.block + 1 < count {
            let extent = self.extent(ui, open, page, self.anchor.block);
            if self.anchor.out < extent {
                break;
            }
            self.anchor.out -= extent;
            self.anchor.block += 1;
        }
        self.keep_the_end(ui, open, page);
    }

    /// Scrolls back where less than half a view of text is left.
    fn keep_the_end(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        let half = self.view.height() * 0.5;
        let mut left = -self.anchor.out;
        for block in self.anchor.block..self.blocks.all().len() {
            left += self.extent(ui, open, page, block);
            if left >= half {
                return;
            }
        }
        self.anchor.out -= half - left;
        while self.anchor.out < 0.0 && self.anchor.block > 0 {
            self.anchor.block -= 1;
            self.anchor.out += self.extent(ui, open, page, self.anchor.block);
        }
        self.anchor.out = self.anchor.out.max(0.0);
    }

    pub(super) fn scroll(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        let over = ui.rect_contains_pointer(self.view);
        let wheel = if over { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 };
        let wheel = wheel + self.input.edge_scroll(ui, self.view);
        if wheel != 0.0 {
            self.move_by(ui, open, page, -wheel);
        } else {
            self.settle(ui, open, page);
        }
    }

    pub(super) fn scroll_by_ruler(&mut self, ui: &mut Ui, open: &OpenReview, palette: &Palette) {
        let total = open.draft().text().len_bytes().max(1) as f32;
        let (from, to) = self.shown_bytes();
        let rect =
            Rect::from_min_max(pos2(self.view.right() - ruler::WIDTH, self.view.top() + 4.0), self.view.max);
        let Some(part) = self.ruler.show(ui, open, rect, from / total, to / total, palette) else { return };
        let byte = part * total;
        let block = self.blocks.at(ByteOffset(byte as usize));
        let height = self
            .placed
            .iter()
            .find(|placed| placed.block == block)
            .map_or(60.0, |placed| placed.layout.height());
        let inside = self.blocks.all().get(block).map_or(0.0, |block| {
            let length = (block.bytes.end.0 - block.bytes.start.0).max(1) as f32;
            ((byte - block.bytes.start.0 as f32) / length).clamp(0.0, 1.0)
        });
        self.anchor = Anchor { block, out: inside * height };
        ui.ctx().request_repaint();
    }

    /// The bytes shown, with the part of the first block that is scrolled out left out.
    fn shown_bytes(&self) -> (f32, f32) {
        let at = |placed: &Placed, y: f32| {
            let part = ((y - placed.origin.y) / placed.layout.height().max(1.0)).clamp(0.0, 1.0);
            placed.bytes.start.0 as f32 + part * (placed.bytes.end.0 - placed.bytes.start.0) as f32
        };
        let from = self.placed.first().map_or(0.0, |placed| at(placed, self.view.top()));
        let to = self.placed.last().map_or(0.0, |placed| at(placed, self.view.bottom()));
        (from, to.max(from))
    }

    /// Brings into view what was asked for.
    pub(super) fn reveal(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        let Some(reveal) = open.reveal else { return };
        let byte = match reveal {
            Reveal::Text(byte) => Some(byte),
            Reveal::Claim(id) if self.chosen_here.take() == Some(id) => None,
            Reveal::Claim(id) => {
                let claim = open.review().claim(id);
                let mark = claim.and_then(|claim| claim.marks.get(open.current_mark).or(claim.marks.first()));
                mark.and_then(|mark| open.draft().text().byte_of(mark.start))
            }
        };
        if let Some(byte) = byte {
            self.bring_to_comfort(ui, open, page, byte);
        }
    }

    pub(super) fn bring_to_comfort(&mut self, ui: &Ui, open: &OpenReview, page: &Page, byte: ByteOffset) {
        let block = self.blocks.at(byte);
        let (layout, before, _) = self.lay_out(ui, open, page, block);
        let inside = byte.0 - self.blocks.all().get(block).map_or(0, |block| block.bytes.start.0);
        let in_block = before + layout.caret_rect(typeset::Caret::before(inside)).center().y;
        let now = self
            .placed
            .iter()
            .find(|placed| placed.block == block && placed.column_left == page.column.left());
        let height = self.view.height();
        let part = now.map(|placed| (placed.origin.y - before + in_block - self.view.top()) / height);
        let wanted = match part {
            Some(part) if COMFORT.contains(&part) => return,
            Some(part) => part.clamp(*COMFORT.start(), *COMFORT.end()),
            None => *COMFORT.start(),
        };
        let before = self.anchor.block;
        self.anchor = Anchor { block, out: 0.0 };
        self.move_by(ui, open, page, in_block - wanted * height);
        // What was not in view comes from no further away than a view's height.
        let far = if block < before { -height } else { height };
        let way = part.map_or(far, |part| (part - wanted) * height);
        if !motion::is_reduced(ui.ctx()) {
            let began = ui.input(|input| input.time);
            self.glide = Some(Glide { to: self.anchor, way, began, last: self.anchor });
        }
    }

    /// Moves the view a bit further on its way.
    pub(super) fn glide(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        let here = |glide: &Glide| glide.last.is_about(self.anchor);
        let Some(glide) = self.glide.take().filter(here) else { return };
        let time = ui.input(|input| input.time) - glide.began;
        self.anchor = glide.to;
        let left = 1.0 - motion::eased(time as f32 / motion::SCROLL);
        if left <= 0.0 {
            return;
        }
        self.move_by(ui, open, page, -left * glide.way);
        self.glide = Some(Glide { last: self.anchor, ..glide });
        ui.ctx().request_repaint();
    }
}
