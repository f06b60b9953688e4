//! Beside the text: paragraph numbers, and the glyph and number of each claim on the line it begins.

use super::Placed;
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::Claim;
use crate::ui::theme::{self, Palette, size};
use crate::ui::{Scene, widgets};
use egui::{Align2, CornerRadius, Id, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

/// Glyphs shown on one line; more are counted.
const MOST_GLYPHS: usize = 3;
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

/// Draws the glyphs of the claims that begin in a block.
pub fn glyphs(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, placed: &Placed) {
    let block = placed.bytes.start.0..placed.bytes.end.0;
    let begins = |mark: &&crate::app::index::PlacedMark| {
        mark.mark == 0 && block.contains(&mark.bytes.start.0)
    };
    let mut begun: Vec<(usize, usize)> = open
        .index()
        .marks_in(block.clone())
        .filter(begins)
        .map(|mark| (row_of(placed, mark.bytes.start.0 - block.start), mark.claim))
        .collect();
    begun.dedup();
    for line in begun.chunk_by(|one, other| one.0 == other.0) {
        let claims: Vec<&Claim> = line.iter().map(|&(_, claim)| &open.review().claims[claim]).collect();
        line_of_glyphs(ui, scene, open, placed, line[0].0, &claims);
    }
}

fn row_of(placed: &Placed, byte: usize) -> usize {
    placed.layout.row_of(crate::ui::typeset::Caret::before(byte))
}

fn line_of_glyphs(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, placed: &Placed, row: usize, claims: &[&Claim]) {
    let Some(row) = placed.layout.row(row) else { return };
    let palette = theme::palette(ui);
    let y = placed.origin.y + (row.top + row.bottom) / 2.0;
    let mut right = placed.column_left - GLYPHS_AT;
    if claims.len() > MOST_GLYPHS {
        let more = format!("+{}", claims.len() - MOST_GLYPHS);
        let rect = ui.painter().text(
            pos2(right, y),
            Align2::RIGHT_CENTER,
            more,
            theme::medium(size::SMALL),
            palette.ink3,
        );
        right = rect.left() - 4.0;
    }
    for claim in claims.iter().take(MOST_GLYPHS).rev() {
        let chosen = open.place.claim == Some(claim.id);
        let rect = glyph(ui, claim, chosen, pos2(right, y), palette);
        let name = format!("Go to claim {}: {}", claim.number, claim.status.label());
        let id = Id::unique(("margin glyph", claim.id));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, chosen, &name));
        widgets::focus_ring(ui, &response, rect, 4);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            scene.act(Action::Choose(Some(claim.id)));
        }
        right = rect.left() - 2.0;
    }
}

/// Paints icon and number so that they end at a point; gives the room they take.
fn glyph(ui: &Ui, claim: &Claim, chosen: bool, right: egui::Pos2, palette: &Palette) -> Rect {
    let tones = palette.claim(claim);
    let ink = if chosen { palette.bg_paper } else { tones.text };
    let font = if chosen { theme::semibold(size::SMALL) } else { theme::medium(size::SMALL) };
    let number = ui.painter().layout_no_wrap(claim.number.to_string(), font, ink);
    let width = 4.0 + 12.0 + 2.0 + number.size().x + 4.0;
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
