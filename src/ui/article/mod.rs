//! The article: its paragraphs with their marks, laid out only where they are seen.

pub(super) mod blocks;
mod gutter;
mod ink;
mod input;
mod keys;
mod marks;
mod ruler;
mod scroll;
mod selection_bar;
mod tip;

use super::theme::{self, Palette};
use super::typeset::{self, TextLayout};
use super::{Scene, widgets};
use crate::app::Focus;
use crate::app::open::OpenReview;
use crate::review::{ClaimId, ParagraphKind};
use crate::text::ByteRange;
use blocks::Blocks;
use egui::{Id, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use marks::Stretch;
use scroll::{Anchor, Glide};
use std::sync::Arc;

/// The column's width at 17 points, and the widest it may be (tokens.md, Measure).
const COLUMN: f32 = 606.0;
const WIDEST_COLUMN: f32 = 640.0;
/// Room left of the column for glyphs and paragraph numbers; less in a narrow window.
const LEFT: f32 = 176.0;
const LEFT_COMPACT: f32 = 84.0;
/// Room right of the column for the red pencil's bracket and the ruler.
const RIGHT: f32 = 56.0;
/// Room above the first paragraph and below the last.
const TOP: f32 = 34.0;
/// A window narrower than this is compact (tokens.md, Layout).
pub const COMPACT_BELOW: f32 = 1200.0;

/// A block that is on the screen in this frame.
pub struct Placed {
    /// Which block.
    block: usize,
    /// Its bytes in the draft's text.
    bytes: ByteRange,
    /// Where its words are.
    layout: Arc<TextLayout>,
    /// The layout's top left on the screen.
    origin: Pos2,
    /// The left edge of the column it stands in.
    column_left: f32,
}

/// Where the red pencil's bracket stands: beside the chosen claim or the selected words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// The right edge of the column.
    pub x: f32,
    /// The top of the words.
    pub top: f32,
    /// Their end.
    pub bottom: f32,
    /// Seeds the stroke, so that it is the same in every frame.
    pub seed: u64,
    /// It stands beside selected words, which are no claim yet.
    pub is_selection: bool,
}

/// What the article view keeps from frame to frame.
pub struct ArticleView {
    blocks: Blocks,
    anchor: Anchor,
    placed: Vec<Placed>,
    inks: ink::Inks,
    stretches: Vec<Stretch>,
    view: Rect,
    input: input::Input,
    ruler: ruler::Ruler,
    bracket: Option<Bracket>,
    glide: Option<Glide>,
    /// A claim that was chosen in the text itself, which therefore need not be brought into view.
    chosen_here: Option<ClaimId>,
    reported: Option<(usize, f32)>,
}

impl Default for ArticleView {
    fn default() -> Self {
        Self {
            blocks: Blocks::default(),
            anchor: Anchor::default(),
            placed: Vec::new(),
            inks: ink::Inks::default(),
            stretches: Vec::new(),
            view: Rect::ZERO,
            input: input::Input::default(),
            ruler: ruler::Ruler::default(),
            bracket: None,
            glide: None,
            chosen_here: None,
            reported: None,
        }
    }
}

impl ArticleView {
    /// Draws the article in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let Some(open) = scene.app.page() else { return };
        let palette = theme::palette(ui);
        let view = ui.available_rect_before_wrap();
        self.view = view;
        let page = Page::of(ui, scene, view, &open.review().article.language);
        if self.blocks.of(open.draft()) {
            let (paragraph, out) = open.place.scroll;
            self.anchor = Anchor { block: self.blocks.of_paragraph(paragraph), out };
            self.inks = ink::Inks::default();
            self.ruler = ruler::Ruler::default();
        }
        let id = Id::unique("article text");
        let response = ui.interact(view, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Article text"));
        if scene.takes_focus(Focus::Article) {
            response.request_focus();
        }
        self.reveal(ui, open, &page);
        self.glide(ui, open, &page);
        self.scroll(ui, open, &page);
        self.place(ui, open, &page);
        ui.scope_builder(egui::UiBuilder::new().max_rect(view), |ui| {
            ui.set_clip_rect(view.intersect(ui.clip_rect()));
            self.draw(ui, scene, open, &page, palette);
            self.handles(ui, scene, open, palette);
            self.pointer(ui, scene, open, &response);
            self.reading_tip(ui, scene, open, &response);
            self.keys(ui, scene, open, &page, &response);
        });
        self.scroll_by_ruler(ui, open, palette);
        self.selection_bar(ui, scene, open);
        widgets::focus_ring(ui, &response, view.shrink(1.0), 0);
        self.report(scene, open);
        ui.advance_cursor_after_rect(view);
    }

    /// Where the red pencil's bracket stands in this frame.
    pub fn bracket(&self) -> Option<Bracket> {
        self.bracket
    }

    /// The view's rectangle in this frame.
    pub fn view(&self) -> Rect {
        self.view
    }

    /// The whole extent of a block: its words and the room around them.
    fn extent(&self, ui: &Ui, open: &OpenReview, page: &Page, block: usize) -> f32 {
        let (layout, before, after) = self.lay_out(ui, open, page, block);
        before + layout.height() + after
    }

    /// A block's words laid out, and the room above and below them.
    fn lay_out(&self, ui: &Ui, open: &OpenReview, page: &Page, block: usize) -> (Arc<TextLayout>, f32, f32) {
        let Some(this) = self.blocks.all().get(block) else {
            return (
                typeset::layout(ui.ctx(), "", &page.setting(ParagraphKind::Body).style, 100.0),
                0.0,
                0.0,
            );
        };
        let setting = page.setting(this.kind);
        let text = open.draft().text().slice_bytes(&this.bytes).unwrap_or("");
        let width = (page.column.width() - setting.indent).max(80.0);
        let key = (this.bytes.start.0 as u64) ^ page.key;
        let layout = typeset::layout_keyed(ui.ctx(), key, text, &setting.style, width);
        let top = if block == 0 { TOP } else { setting.before };
        let next_kind = self.blocks.all().get(block + 1).map(|next| next.kind);
        let after = if blocks::ends_head(this.kind, next_kind) {
            blocks::AFTER_HEAD
        } else if this.ends {
            setting.after
        } else {
            0.0
        };
        (layout, top, after)
    }

    /// Finds the blocks that are on the screen and where.
    fn place(&mut self, ui: &Ui, open: &OpenReview, page: &Page) {
        self.placed.clear();
        let mut y = self.view.top() - self.anchor.out;
        for block in self.anchor.block..self.blocks.all().len() {
            if y >= self.view.bottom() {
                break;
            }
            let (layout, before, after) = self.lay_out(ui, open, page, block);
            let this = &self.blocks.all()[block];
            let indent = page.setting(this.kind).indent;
            let left = if layout.is_rtl() { page.column.left() } else { page.column.left() + indent };
            let origin = snapped(ui, pos2(left, y + before));
            y += before + layout.height() + after;
            let bytes = this.bytes.clone();
            self.placed.push(Placed { block, bytes, layout, origin, column_left: page.column.left() });
        }
    }

    fn draw(
        &mut self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        open: &OpenReview,
        page: &Page,
        palette: &Palette,
    ) {
        let number_of = |placed: &Placed| self.blocks.all()[placed.block].number;
        self.inks.begin(ui, open, page, &self.placed, number_of, palette, scene.app.settings.coverage);
        self.stretches.clear();
        for placed in &self.placed {
            let Some(ink) = self.inks.of(placed) else { continue };
            ink.paint_marks(ui.painter(), placed.origin);
            self.stretches.extend(ink.stretches(placed.origin));
        }
        let dots = self.inks.dots();
        for placed in &self.placed {
            let Some(ink) = self.inks.of(placed) else { continue };
            let block = &self.blocks.all()[placed.block];
            paint_ranges_behind(ui, open, placed, palette);
            ink.paint_dots(ui.painter(), placed.origin, dots);
            paint_sign(ui, block.kind, placed, page, palette);
            typeset::paint(ui.painter(), &placed.layout, placed.origin, blocks::ink(block.kind, palette));
            if let Some(number) = ink.number() {
                gutter::paint_number(ui, placed, number, palette);
            }
            gutter::glyphs(ui, scene, open, placed, ink.glyph_lines());
            expose(ui, placed);
        }
        self.bracket = self.find_bracket(open, page);
    }

    fn find_bracket(&self, open: &OpenReview, page: &Page) -> Option<Bracket> {
        let x = page.column.right() + 18.0;
        if let Some(selection) = open.selection.filter(|selection| !selection.is_empty()) {
            let range = selection.range();
            let rects = self.placed.iter().flat_map(|placed| rects_in(placed, &range));
            let extent = rects.reduce(Rect::union)?;
            return Some(Bracket {
                x,
                top: extent.top(),
                bottom: extent.bottom(),
                seed: 5,
                is_selection: true,
            });
        }
        if let Some(range) = looked_at(open) {
            let rects = self.placed.iter().flat_map(|placed| rects_in(placed, range));
            let extent = rects.reduce(Rect::union)?;
            let seed = 7 + ((range.start.0 as u64) << 8);
            return Some(Bracket {
                x,
                top: extent.top(),
                bottom: extent.bottom(),
                seed,
                is_selection: false,
            });
        }
        let extent = marks::chosen_extent(open, open.place.claim, &self.stretches)?;
        let seed = open.place.claim.map_or(5, ClaimId::number);
        let (top, bottom) = (extent.top() + 1.0, extent.bottom() + 2.0);
        Some(Bracket { x, top, bottom, seed, is_selection: false })
    }
}

/// How the page is set in this frame.
pub struct Page {
    column: Rect,
    body: f32,
    compact: bool,
    language: String,
    /// Mixed into the layout cache's keys, so that two drafts do not meet.
    key: u64,
}

impl Page {
    fn of(ui: &Ui, scene: &Scene<'_>, view: Rect, language: &str) -> Self {
        let compact = ui.ctx().content_rect().width() < COMPACT_BELOW;
        let chosen = f32::from(scene.app.settings.text_size);
        let body = if compact { chosen - 1.0 } else { chosen };
        let least = if compact { LEFT_COMPACT } else { LEFT };
        let wanted = (COLUMN * chosen / 17.0).min(WIDEST_COLUMN);
        let width = wanted.min(view.width() - least - RIGHT).max(160.0);
        let left = ((view.width() - width) / 2.0).max(least);
        let column = Rect::from_min_size(pos2(view.left() + left, view.top()), vec2(width, view.height()));
        Self { column, body, compact, language: language.to_owned(), key: 0x5eed << 40 }
    }

    fn setting(&self, kind: ParagraphKind) -> blocks::Setting {
        blocks::setting(kind, self.body, &self.language)
    }
}

fn snapped(ui: &Ui, at: Pos2) -> Pos2 {
    let scale = ui.ctx().pixels_per_point();
    pos2((at.x * scale).round() / scale, (at.y * scale).round() / scale)
}

/// The rectangles on the screen of the part of a range that stands in a block.
fn rects_in(placed: &Placed, range: &ByteRange) -> Vec<Rect> {
    let (start, end) = (range.start.max(placed.bytes.start), range.end.min(placed.bytes.end));
    if start >= end {
        return Vec::new();
    }
    let local = start.0 - placed.bytes.start.0..end.0 - placed.bytes.start.0;
    let move_to = placed.origin.to_vec2();
    placed.layout.range_rects(local).into_iter().map(|rect| rect.translate(move_to)).collect()
}

/// Selected words and hits of the search, behind the text.
fn paint_ranges_behind(ui: &Ui, open: &OpenReview, placed: &Placed, palette: &Palette) {
    let hits = &open.find.hits;
    let from = hits.partition_point(|hit| hit.end <= placed.bytes.start);
    for (at, hit) in hits.iter().enumerate().skip(from).take_while(|(_, hit)| hit.start < placed.bytes.end) {
        for rect in rects_in(placed, hit) {
            let rect = rect.shrink2(vec2(-1.0, rect.height() * 0.12));
            ui.painter().rect_filled(rect, 2.0, palette.selection);
            if at == open.find.current {
                ui.painter().rect_stroke(rect, 2.0, palette.focus_ring(), egui::StrokeKind::Outside);
            }
        }
    }
    if let Some(range) = looked_at(open) {
        for rect in rects_in(placed, range) {
            paint_looked_at(ui, rect, palette);
        }
    }
    if let Some(selection) = open.selection {
        for rect in rects_in(placed, &selection.range()) {
            ui.painter().rect_filled(rect.expand2(vec2(1.0, 0.0)), 0.0, palette.selection);
        }
    }
}

/// The passage that was chosen in a list, while that list is seen.
fn looked_at(open: &OpenReview) -> Option<&ByteRange> {
    open.looked_at.as_ref().filter(|_| open.place.panel.lists_passages())
}

/// The words of an event or suggestion that was chosen in a list: a pale ground, and a dashed line where a
/// mark would have its own.
fn paint_looked_at(ui: &Ui, rect: Rect, palette: &Palette) {
    let ground = rect.shrink2(vec2(-1.0, rect.height() * 0.12));
    ui.painter().rect_filled(ground, 2.0, palette.bg_hover);
    let line = [ground.left_bottom(), ground.right_bottom()];
    ui.painter().extend(egui::Shape::dashed_line(&line, egui::Stroke::new(1.5, palette.ink3), 4.0, 3.0));
}

/// The dot of a list item, the line beside a quotation.
fn paint_sign(ui: &Ui, kind: ParagraphKind, placed: &Placed, page: &Page, palette: &Palette) {
    let rtl = placed.layout.is_rtl();
    let edge = if rtl { page.column.right() - 8.0 } else { page.column.left() + 8.0 };
    match kind {
        ParagraphKind::ListItem => {
            let Some(row) = placed.layout.row(0) else { return };
            let y = placed.origin.y + row.baseline - page.body * 0.3;
            ui.painter().circle_filled(pos2(edge, y), 2.5, palette.ink2);
        }
        ParagraphKind::Quotation => {
            let rows = placed.origin.y..=placed.origin.y + placed.layout.height();
            ui.painter().vline(edge, rows, egui::Stroke::new(2.0, palette.line));
        }
        _ => {}
    }
}

/// Lets a screen reader read the paragraph.
fn expose(ui: &mut Ui, placed: &Placed) {
    let rect = Rect::from_min_size(placed.origin, placed.layout.size());
    let id = Id::unique(("paragraph", placed.bytes.start.0));
    let response = ui.interact(rect, id, Sense::hover());
    let text = placed.layout.text();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    typeset::expose_rows(ui, id, &placed.layout, placed.origin);
}
