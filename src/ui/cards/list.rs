//! A list of rows of different heights, of which only the visible ones are laid out.
//!
//! Rows that were never seen have an estimated height. When a better one is found above what the reader
//! sees, the list scrolls by the difference, so that nothing moves under the reader.

use super::heights::Heights;
use egui::{Rect, ScrollArea, Ui, pos2, vec2};
use std::collections::HashMap;
use std::ops::Range;

/// What a list shows.
pub trait Rows {
    /// The height of a row in points, where it can be told without drawing.
    fn measure(&mut self, ui: &Ui, row: usize, width: f32) -> Option<f32>;

    /// Draws a row with its top left at that of `rect`, in its width; gives the height it took.
    fn show(&mut self, ui: &mut Ui, row: usize, rect: Rect) -> f32;
}

/// Where a row is to stand after it was brought into view.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its top may stay where it is within this part of the list's height.
    pub stays: Range<f32>,
    /// Where its top goes otherwise, as a part of the list's height.
    pub goes: f32,
}

impl Band {
    /// For a claim chosen elsewhere: beside the claim, which stands between 35 and 60 % of the article's
    /// height (tokens.md, Layout).
    pub const BESIDE: Self = Self { stays: 0.2..0.45, goes: 0.3 };

    /// For a row that was clicked: where it is, unless there is little room below it.
    pub const CLICKED: Self = Self { stays: 0.0..0.45, goes: 0.45 };

    fn top(&self, now: f32, height: f32) -> f32 {
        let stays = self.stays.start * height <= now && now <= self.stays.end * height;
        if stays { now } else { self.goes * height }
    }
}

/// The state of a list.
#[derive(Debug, Default)]
pub struct VirtualList {
    keys: Vec<u64>,
    heights: Heights,
    measured: HashMap<u64, f32>,
    width: f32,
    offset: f32,
    /// The offset to take in the next frame.
    moved: Option<f32>,
    /// A row to bring into view: its key, where its top was, and where it may stand.
    reveal: Option<(u64, f32, Band)>,
}

impl VirtualList {
    /// Gives the list other rows; what is known of a row's height is kept by its key.
    pub fn set_rows(&mut self, keys: Vec<u64>, estimate: f32) {
        if keys == self.keys {
            return;
        }
        // A claim comes or goes: the rows before and behind it are those that stood there.
        let before = self.keys.iter().zip(&keys).take_while(|(old, new)| old == new).count();
        let behind = self.keys[before..].iter().rev().zip(keys[before..].iter().rev());
        let behind = behind.take_while(|(old, new)| old == new).count();
        let looked_up = keys[before..keys.len() - behind].iter();
        let looked_up = looked_up.map(|key| self.measured.get(key).copied().unwrap_or(estimate));
        let old = |row| self.heights.get(row);
        let heights = (0..before).map(old).chain(looked_up);
        let heights = heights.chain((self.keys.len() - behind..self.keys.len()).map(old));
        self.heights = Heights::new(heights.collect());
        self.keys = keys;
    }

    /// Brings a row into view in the next frame; nothing happens where there is no such row.
    pub fn reveal(&mut self, key: u64, band: Band) {
        if let Some(row) = self.row_of(key) {
            let now = self.heights.before(row) as f32 - self.offset;
            self.reveal = Some((key, now, band));
        }
    }

    /// Gives a row another height, because it will be drawn in another way.
    pub fn expect(&mut self, key: u64, height: f32) {
        self.measured.insert(key, height);
        if let Some(row) = self.row_of(key) {
            self.heights.set(row, height);
        }
    }

    fn row_of(&self, key: u64) -> Option<usize> {
        self.keys.iter().position(|&other| other == key)
    }

    /// Draws what is visible of the list in the room that is left.
    pub fn show(&mut self, ui: &mut Ui, rows: &mut impl Rows) {
        let width = ui.available_width();
        if (self.width - width).abs() > 0.5 {
            self.measured.clear();
            self.width = width;
        }
        // Rows reach to the edge of the panel, the bar floats over them, and nothing fades out.
        ui.spacing_mut().scroll.floating_allocated_width = 0.0;
        ui.spacing_mut().scroll.fade.strength = 0.0;
        // A row that opens moves the end of the list: a spring would pull back from where the end was.
        ui.spacing_mut().scroll.kinetic.rubber_band = false;
        let revealed = self.reveal.clone();
        let anchor = self.take_reveal(ui.available_height());
        let expected = anchor.map(|row| self.heights.get(row));
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if let Some(offset) = self.moved.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let before = self.heights.total();
        let output = area.show_viewport(ui, |ui, view| self.draw(ui, view, anchor, rows));
        self.offset = output.state.unclamped_offset().y;
        let shift = output.inner;
        if shift.abs() > 0.1 {
            self.offset += shift;
            self.moved = Some(self.offset);
        }
        if (self.heights.total() - before).abs() > 0.1 {
            ui.ctx().request_repaint();
        }
        if let (Some((key, _, band)), Some(row)) = (revealed, anchor)
            && expected.is_some_and(|height| (height - self.heights.get(row)).abs() > 0.5)
        {
            // It is of another height than expected: only now it can be told whether there is room for it.
            self.reveal(key, band);
        }
    }

    /// The row that must not move in this frame: the one to bring into view.
    fn take_reveal(&mut self, view_height: f32) -> Option<usize> {
        let (key, now, band) = self.reveal.take()?;
        let row = self.row_of(key)?;
        let room = (view_height - self.heights.get(row)).max(0.0);
        let top = band.top(now, view_height).min(room);
        let last = (self.heights.total() as f32 - view_height).max(0.0);
        self.moved = Some((self.heights.before(row) as f32 - top).clamp(0.0, last));
        Some(row)
    }

    /// Draws the rows in view; gives by how much the list must be scrolled for them to stay in place.
    fn draw(&mut self, ui: &mut Ui, view: Rect, anchor: Option<usize>, rows: &mut impl Rows) -> f32 {
        let (top, left, width) = (ui.max_rect().top(), ui.max_rect().left(), ui.available_width());
        // The height as it was: with another one the scroll area would move the rows by itself.
        let all = vec2(width, self.heights.total() as f32);
        let (first, start) = self.first_row(ui, view, anchor, rows);
        let shift = self.heights.before(first) - start;
        let mut y = start;
        for row in first..self.heights.len() {
            if y >= f64::from(view.max.y) {
                break;
            }
            let at = pos2(left, round_to_pixel(ui, top + y as f32));
            let rect = Rect::from_min_size(at, vec2(width, self.heights.get(row)));
            let height = rows.show(ui, row, rect);
            self.note(row, height);
            y += f64::from(height);
        }
        ui.expand_to_include_rect(Rect::from_min_size(pos2(left, top), all));
        shift as f32
    }

    /// The first row in view and where it begins, when the anchor stays where it is.
    ///
    /// Without an anchor the first row that begins in view stays.
    fn first_row(
        &mut self,
        ui: &Ui,
        view: Rect,
        anchor: Option<usize>,
        rows: &mut impl Rows,
    ) -> (usize, f64) {
        let edge = f64::from(view.min.y);
        let cut = self.heights.at(edge);
        let whole = cut + 1;
        let in_view = whole < self.heights.len() && self.heights.before(whole) < f64::from(view.max.y);
        let mut first = anchor.unwrap_or(if in_view { whole } else { cut });
        let mut start = self.heights.before(first);
        while first > 0 && start > edge {
            first -= 1;
            if let Some(height) = rows.measure(ui, first, view.width()) {
                self.note(first, height);
            }
            start -= f64::from(self.heights.get(first));
        }
        if first == 0 { (0, start.min(0.0)) } else { (first, start) }
    }

    fn note(&mut self, row: usize, height: f32) {
        if (self.heights.get(row) - height).abs() > 0.01 {
            self.heights.set(row, height);
        }
        if let Some(&key) = self.keys.get(row) {
            self.measured.insert(key, height);
        }
    }
}

fn round_to_pixel(ui: &Ui, at: f32) -> f32 {
    let scale = ui.ctx().pixels_per_point();
    (at * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stays_in_its_band_and_goes_to_its_place_from_outside() {
        assert_eq!(Band::BESIDE.top(300.0, 1000.0), 300.0);
        assert_eq!(Band::BESIDE.top(900.0, 1000.0), 300.0);
        assert_eq!(Band::BESIDE.top(-50.0, 1000.0), 300.0);
        assert_eq!(Band::CLICKED.top(10.0, 1000.0), 10.0);
        assert_eq!(Band::CLICKED.top(800.0, 1000.0), 450.0);
    }

    #[test]
    fn known_heights_are_kept_when_rows_come_and_go() {
        let mut list = VirtualList::default();
        list.set_rows(vec![1, 2, 3], 70.0);
        list.expect(2, 400.0);
        list.set_rows(vec![3, 2], 70.0);
        assert_eq!(list.heights.before(1), 70.0);
        assert_eq!(list.heights.total(), 470.0);
        list.set_rows(vec![3, 5, 2], 60.0);
        list.expect(5, 10.0);
        list.set_rows(vec![3, 5, 6, 2], 60.0);
        assert_eq!([0, 1, 2, 3].map(|row| list.heights.get(row)), [70.0, 10.0, 60.0, 400.0]);
    }

    /// Rows that are all higher than estimated.
    struct Tall(Vec<(usize, f32)>);

    impl Rows for Tall {
        fn measure(&mut self, _: &Ui, _: usize, _: f32) -> Option<f32> {
            Some(100.0)
        }

        fn show(&mut self, _: &mut Ui, row: usize, rect: Rect) -> f32 {
            self.0.push((row, rect.top()));
            100.0
        }
    }

    /// What is drawn in one frame of 300 by 400 points: rows and where they begin.
    fn frame(ctx: &egui::Context, list: &mut VirtualList, events: Vec<egui::Event>) -> Vec<(usize, f32)> {
        let mut rows = Tall(Vec::new());
        let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(300.0, 400.0));
        let input = egui::RawInput { screen_rect: Some(screen), events, ..Default::default() };
        let mut output = ctx.run_ui(input, |ui| list.show(ui, &mut rows));
        output.textures_delta.clear(); // nothing is painted
        rows.0
    }

    #[test]
    fn rows_do_not_move_when_those_above_turn_out_higher() {
        let ctx = egui::Context::default();
        let mut list = VirtualList::default();
        list.set_rows((0..3000).collect(), 70.0);
        frame(&ctx, &mut list, Vec::new());
        list.reveal(1500, Band::BESIDE);
        let place = |drawn: &[(usize, f32)]| drawn.iter().find(|row| row.0 == 1500).map(|row| row.1);
        let first = frame(&ctx, &mut list, Vec::new());
        assert!(first.len() < 8, "only rows in view are drawn: {first:?}");
        assert_eq!(place(&first), Some(120.0), "{first:?}");
        for _ in 0..3 {
            assert_eq!(place(&frame(&ctx, &mut list, Vec::new())), Some(120.0));
        }
    }

    #[test]
    fn a_row_that_opens_at_the_end_is_seen_whole() {
        let ctx = egui::Context::default();
        let mut list = VirtualList::default();
        list.set_rows((0..5).collect(), 100.0);
        frame(&ctx, &mut list, Vec::new());
        list.set_rows((0..8).collect(), 100.0);
        list.reveal(7, Band::CLICKED);
        for _ in 0..6 {
            frame(&ctx, &mut list, Vec::new());
        }
        let last = frame(&ctx, &mut list, Vec::new()).last().copied();
        assert_eq!(last, Some((7, 300.0)), "it stands at the end of the list’s 400 points");
    }

    #[test]
    fn the_ends_are_reached() {
        let ctx = egui::Context::default();
        let mut list = VirtualList::default();
        list.set_rows((0..50).collect(), 70.0);
        frame(&ctx, &mut list, Vec::new());
        list.reveal(49, Band::BESIDE);
        frame(&ctx, &mut list, Vec::new());
        list.reveal(49, Band::BESIDE);
        frame(&ctx, &mut list, Vec::new());
        let last = frame(&ctx, &mut list, Vec::new());
        assert_eq!(last.last().map(|row| row.0), Some(49));
        list.reveal(0, Band::BESIDE);
        for _ in 0..3 {
            frame(&ctx, &mut list, Vec::new());
        }
        assert_eq!(frame(&ctx, &mut list, Vec::new()).first(), Some(&(0, 0.0)));
    }
}
