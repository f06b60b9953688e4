//! Beside the text: paragraph numbers, and the glyph and number of each claim on the line it begins.

use super::Placed;
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::Claim;
use crate::ui::theme::{self, Palette, size};
use crate::ui::{Scene, widgets};
use egui::{Align2, CornerRadius, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

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

/// Draws a block's paragraph number.
pub fn number(ui: &Ui, placed: &Placed, number: u32, palette: &Palette) {
    let Some(row) = placed.layout.row(0) else { return };
    let y = placed.origin.y + (row.top + row.bottom) / 2.0;
    let at = pos2(placed.column_left - NUMBERS_AT, y);
    let font = theme::regular(size::SMALL);
    ui.painter().text(at, Align2::RIGHT_CENTER, format!("¶{number}"), font, palette.ink3);
}

/// The claims that begin on one row of a block.
pub struct GlyphLine {
    row: usize,
    /// As indices into the review's claims.
    claims: Vec<usize>,
    /// How many of them there is room for.
    fitting: usize,
}

/// Where claims begin in a block.
pub fn glyph_lines(ui: &Ui, open: &OpenReview, placed: &Placed) -> Vec<GlyphLine> {
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
    let line = |line: &[(usize, usize)]| {
        let claims: Vec<usize> = line.iter().map(|&(_, claim)| claim).collect();
        let fitting = fitting(ui, open, &claims);
        GlyphLine { row: line[0].0, claims, fitting }
    };
    begun.chunk_by(|one, other| one.0 == other.0).map(line).collect()
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
    let GlyphLine { row, claims, fitting } = line;
    let Some(row) = placed.layout.row(*row) else { return };
    let palette = theme::palette(ui);
    let y = placed.origin.y + (row.top + row.bottom) / 2.0;
    let mut right = placed.column_left - GLYPHS_AT;
    if claims.len() > *fitting {
        let more = format!("+{}", claims.len() - fitting);
        let rect = ui.painter().text(
            pos2(right, y),
            Align2::RIGHT_CENTER,
            more,
            theme::medium(size::SMALL),
            palette.ink3,
        );
        right = rect.left() - 4.0;
    }
    for claim in claims.iter().take(*fitting).rev().map(|&claim| &open.review().claims[claim]) {
        let chosen = open.place.claim == Some(claim.id);
        let rect = glyph(ui, claim, chosen, pos2(right, y), palette);
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

/// How many of a line's glyphs there is room for; one always is.
fn fitting(ui: &Ui, open: &OpenReview, claims: &[usize]) -> usize {
    let mut room = GLYPHS_REACH - GLYPHS_AT;
    if claims.len() > MOST_GLYPHS {
        room -= MORE_WIDTH;
    }
    let shown = claims.iter().take(MOST_GLYPHS).map(|&claim| &open.review().claims[claim]);
    let widths = shown.map(|claim| glyph_width(ui, open.place.claim == Some(claim.id), claim) + 2.0);
    let fitting = widths
        .scan(0.0, |sum, width| {
            *sum += width;
            Some(*sum)
        })
        .take_while(|sum| *sum <= room)
        .count();
    fitting.max(1)
}

fn glyph_width(ui: &Ui, chosen: bool, claim: &Claim) -> f32 {
    let font = if chosen { theme::semibold(size::SMALL) } else { theme::medium(size::SMALL) };
    let number = ui.painter().layout_no_wrap(claim.number.to_string(), font, theme::palette(ui).ink);
    width_around(&number)
}

/// The room of a number with its icon.
fn width_around(number: &egui::Galley) -> f32 {
    4.0 + 12.0 + 2.0 + number.size().x + 4.0
}

/// Paints icon and number so that they end at a point; gives the room they take.
fn glyph(ui: &Ui, claim: &Claim, chosen: bool, right: egui::Pos2, palette: &Palette) -> Rect {
    let tones = palette.claim(claim);
    let ink = if chosen { palette.bg_paper } else { tones.text };
    let font = if chosen { theme::semibold(size::SMALL) } else { theme::medium(size::SMALL) };
    let number = ui.painter().layout_no_wrap(claim.number.to_string(), font, ink);
    let width = width_around(&number);
    let rect = Rect::from_min_max(
        pos2(right.x - width, right.y - GLYPH_HEIGHT / 2.0),
        pos2(right.x, right.y + GLYPH_HEIGHT / 2.0),
    );
    if chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(4), tones.text);
    }
    let middle = rect.left_center() + vec2(4.0 + 6.0, 0.0);
    ui.painter().text(middle, Align2::CENTER_CENTER, theme::claim_icon(claim), theme::icon_bold(12.0), ink);
    let at = pos2(rect.left() + 18.0, right.y - number.size().y / 2.0);
    ui.painter().galley(at, number, ink);
    rect
}
