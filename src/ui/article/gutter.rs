//! Beside the text: paragraph numbers, and the glyph and number of each claim on the line it begins.

use super::Placed;
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::Claim;
use crate::ui::theme::{self, Palette, size};
use crate::ui::{Scene, widgets};
use egui::{Align2, Color32, CornerRadius, Galley, Id, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Glyphs shown on one line; more are counted.
const MOST_GLYPHS: usize = 3;
/// How far left of the column glyphs may reach, so that they leave the paragraph number free.
const GLYPHS_REACH: f32 = 104.0;
/// Room for the count of those not shown.
const MORE_WIDTH: f32 = 22.0;
/// Height of a glyph with its number.
const GLYPH_HEIGHT: f32 = 20.0;
/// How far left of the column glyphs end, and paragraph numbers end.
const GLYPHS_AT: f32 = 12.0;
const NUMBERS_AT: f32 = 110.0;

/// A paragraph's number, laid out.
pub fn number(ui: &Ui, number: u32, palette: &Palette) -> Arc<Galley> {
    ui.painter().layout_no_wrap(format!("¶{number}"), theme::regular(size::SMALL), palette.ink3)
}

/// Draws a block's paragraph number.
pub fn paint_number(ui: &Ui, placed: &Placed, number: &Arc<Galley>, palette: &Palette) {
    let Some(row) = placed.layout.row(0) else { return };
    let y = placed.origin.y + (row.top + row.bottom) / 2.0;
    let at = pos2(placed.column_left - NUMBERS_AT, y);
    paint(ui, number, Align2::RIGHT_CENTER, at, palette.ink3);
}

/// Draws a galley beside or around a point; gives the room it takes.
fn paint(ui: &Ui, galley: &Arc<Galley>, align: Align2, at: Pos2, ink: Color32) -> Rect {
    let rect = align.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, Arc::clone(galley), ink);
    rect
}

/// The claims that begin on one row of a block, laid out.
pub struct GlyphLine {
    row: usize,
    /// Those there is room for, in text order.
    glyphs: Vec<Glyph>,
    /// How many there are beside.
    more: Option<Arc<Galley>>,
}

/// A claim's icon and number.
struct Glyph {
    /// The claim, as an index into the review's claims.
    claim: usize,
    icon: Arc<Galley>,
    number: Arc<Galley>,
    ink: Color32,
}

/// Where claims begin in a block.
pub fn glyph_lines(ui: &Ui, open: &OpenReview, placed: &Placed, palette: &Palette) -> Vec<GlyphLine> {
    let block = placed.bytes.start.0..placed.bytes.end.0;
    let begins =
        |mark: &&crate::app::index::PlacedMark| mark.mark == 0 && block.contains(&mark.bytes.start.0);
    let mut begun: Vec<(usize, usize)> = open
        .index()
        .marks_in(block.clone())
        .filter(begins)
        .map(|mark| (row_of(placed, mark.bytes.start.0 - block.start), mark.claim))
        .collect();
    begun.dedup();
    let line = |line: &[(usize, usize)]| glyph_line(ui, open, line, palette);
    begun.chunk_by(|one, other| one.0 == other.0).map(line).collect()
}

/// Lays out the claims of a line, each with its row: as many as there is room for, and one always.
fn glyph_line(ui: &Ui, open: &OpenReview, line: &[(usize, usize)], palette: &Palette) -> GlyphLine {
    let shown = line.iter().take(MOST_GLYPHS);
    let mut glyphs: Vec<Glyph> = shown.map(|&(_, claim)| Glyph::of(ui, open, claim, palette)).collect();
    let mut room = GLYPHS_REACH - GLYPHS_AT;
    if line.len() > MOST_GLYPHS {
        room -= MORE_WIDTH;
    }
    let fits = |glyph: &Glyph| {
        room -= glyph.width() + 2.0;
        room >= 0.0
    };
    let fitting = glyphs.iter().map(fits).take_while(|&fits| fits).count().max(1);
    glyphs.truncate(fitting);
    let more = (line.len() > glyphs.len()).then(|| {
        let more = format!("+{}", line.len() - glyphs.len());
        ui.painter().layout_no_wrap(more, theme::medium(size::SMALL), palette.ink3)
    });
    GlyphLine { row: line[0].0, glyphs, more }
}

impl Glyph {
    fn of(ui: &Ui, open: &OpenReview, at: usize, palette: &Palette) -> Self {
        let claim = &open.review().claims[at];
        let chosen = is_chosen(open, claim);
        let ink = if chosen { palette.bg_paper } else { palette.claim(claim).text };
        let font = if chosen { theme::semibold(size::SMALL) } else { theme::medium(size::SMALL) };
        let icon = theme::claim_icon(claim).to_string();
        Self {
            claim: at,
            // Laid out without a colour, so that another status is no other text.
            icon: ui.painter().layout_no_wrap(icon, theme::icon_bold(12.0), Color32::PLACEHOLDER),
            number: ui.painter().layout_no_wrap(claim.number.to_string(), font, Color32::PLACEHOLDER),
            ink,
        }
    }

    /// The room of icon and number.
    fn width(&self) -> f32 {
        4.0 + 12.0 + 2.0 + self.number.size().x + 4.0
    }

    /// Paints icon and number so that they end at a point; gives the room they take.
    fn paint(&self, ui: &Ui, chosen: Option<Color32>, right: Pos2) -> Rect {
        let rect = Align2::RIGHT_CENTER.anchor_size(right, vec2(self.width(), GLYPH_HEIGHT));
        if let Some(ground) = chosen {
            ui.painter().rect_filled(rect, CornerRadius::same(4), ground);
        }
        let middle = rect.left_center() + vec2(4.0 + 6.0, 0.0);
        paint(ui, &self.icon, Align2::CENTER_CENTER, middle, self.ink);
        paint(ui, &self.number, Align2::LEFT_CENTER, pos2(rect.left() + 18.0, right.y), self.ink);
        rect
    }
}

fn is_chosen(open: &OpenReview, claim: &Claim) -> bool {
    open.place.claim == Some(claim.id)
}

/// Draws the glyphs of the claims that begin in a block.
pub fn glyphs(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, placed: &Placed, lines: &[GlyphLine]) {
    for line in lines {
        line_of_glyphs(ui, scene, open, placed, line);
    }
}

fn row_of(placed: &Placed, byte: usize) -> usize {
    placed.layout.row_of(crate::ui::typeset::Caret::before(byte))
}

fn line_of_glyphs(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, placed: &Placed, line: &GlyphLine) {
    let Some(row) = placed.layout.row(line.row) else { return };
    let palette = theme::palette(ui);
    let y = placed.origin.y + (row.top + row.bottom) / 2.0;
    let mut right = placed.column_left - GLYPHS_AT;
    if let Some(more) = &line.more {
        right = paint(ui, more, Align2::RIGHT_CENTER, pos2(right, y), palette.ink3).left() - 4.0;
    }
    for glyph in line.glyphs.iter().rev() {
        let Some(claim) = open.review().claims.get(glyph.claim) else { continue };
        let chosen = is_chosen(open, claim);
        let rect = glyph.paint(ui, chosen.then(|| palette.claim(claim).text), pos2(right, y));
        let id = Id::unique(("margin glyph", claim.id));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            let name = format!("Go to claim {}: {}", claim.number, claim.status.label());
            WidgetInfo::selected(Role::Button, true, chosen, name)
        });
        widgets::focus_ring(ui, &response, rect, 4);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            scene.act(Action::Choose(Some(claim.id)));
        }
        right = rect.left() - 2.0;
    }
}
