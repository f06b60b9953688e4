//! The bar over selected words: make a claim of them, with or without a status.

use super::{ArticleView, COMPACT_BELOW, input};
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::review::Status;
use crate::ui::theme::{self, Palette, size};
use crate::ui::{Scene, icons, widgets};
use egui::{
    Area, CornerRadius, Frame, Id, Order, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// The bar's height in points.
const HEIGHT: f32 = 36.0;
/// How far the arrow under it reaches, and half of its width.
const ARROW: f32 = 6.0;

impl ArticleView {
    /// Draws the bar while words are selected and the pointer is not selecting.
    pub(super) fn selection_bar(&mut self, ui: &Ui, scene: &mut Scene<'_>, open: &OpenReview) {
        if self.input.is_dragging() || !open.is_writable() || open.selected_chars().is_none() {
            return;
        }
        let Some((first, whole)) = self.selection_rect(open) else { return };
        let id = Id::unique("selection bar");
        let last_size = ui.ctx().data(|data| data.get_temp::<Vec2>(id)).unwrap_or(vec2(430.0, HEIGHT));
        let column = self.placed.first().map_or(self.view, |placed| {
            Rect::from_min_max(egui::pos2(placed.column_left, self.view.top()), self.view.right_bottom())
        });
        let at = input::bar_place(first, whole, self.view, last_size, column);
        // The other theme's ground, so the other theme's status colours.
        let palette = theme::palette(ui);
        let inner = Area::new(id).order(Order::Foreground).fixed_pos(at).constrain_to(self.view).show(
            ui.ctx(),
            |ui| {
                let frame = Frame::new()
                    .fill(palette.bg_inverse)
                    .corner_radius(CornerRadius::same(8))
                    .inner_margin(4.0);
                let frame =
                    frame.shadow(egui::Shadow { offset: [0, 3], blur: 10, spread: 0, color: palette.shadow });
                frame.show(ui, |ui| row(ui, scene, palette));
            },
        );
        arrow(ui, inner.response.rect, first, whole, palette);
        ui.ctx().data_mut(|data| data.insert_temp(id, inner.response.rect.size()));
    }
}

/// The arrow from the bar to the words: from the edge that is nearer to them.
fn arrow(ui: &Ui, bar: Rect, first: Rect, whole: Rect, palette: &Palette) {
    let x = first.center().x.clamp(bar.left() + 16.0, bar.right() - 16.0);
    let (base, tip) = if bar.center().y < first.center().y {
        (bar.bottom(), (bar.bottom() + ARROW).min(first.top()))
    } else {
        (bar.top(), (bar.top() - ARROW).max(whole.bottom()))
    };
    let points = vec![pos2(x - ARROW, base), pos2(x + ARROW, base), pos2(x, tip)];
    let layer = egui::LayerId::new(Order::Foreground, Id::unique("selection bar arrow"));
    let shape = egui::Shape::convex_polygon(points, palette.bg_inverse, egui::Stroke::NONE);
    ui.ctx().layer_painter(layer).add(shape);
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, palette: &Palette) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let compact = ui.ctx().content_rect().width() < COMPACT_BELOW;
        let new = item(ui, icons::PLUS, theme::icon(14.0), palette.ink_inverse, "New claim", "N", palette);
        if new.clicked() {
            scene.run(Command::NewClaim);
        }
        let shown: &[Status] = if compact {
            &[Status::Verified, Status::Query]
        } else {
            &[Status::Verified, Status::Disputed, Status::Query]
        };
        for &status in shown {
            let ink = theme::other(palette).status(status).text;
            let key = widgets::shortcut_text(&Command::SetStatus(status).spec().keys[0]);
            let icon = theme::status_icon(status);
            if item(ui, icon, theme::icon_bold(14.0), ink, status.label(), &key, palette).clicked() {
                scene.run(Command::SetStatus(status));
            }
        }
    });
}

/// One thing to do: icon, word, key.
fn item(
    ui: &mut Ui,
    icon: char,
    font: egui::FontId,
    ink: egui::Color32,
    word: &str,
    key: &str,
    palette: &Palette,
) -> Response {
    let word_galley = widgets::line(ui, word, theme::medium(size::UI), palette.ink_inverse);
    let key_galley = widgets::line(ui, key, theme::medium(size::KEY), palette.ink_inverse);
    let cap = widgets::cap_width(&key_galley);
    let width = 10.0 + 16.0 + 6.0 + word_galley.size().x + 6.0 + cap + 8.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT - 8.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, word));
    // The first item is what the bar is there for.
    if response.hovered() || icon == icons::PLUS {
        ui.painter().rect_filled(rect, 6.0, palette.ink_inverse.gamma_multiply(0.14));
    }
    let middle = rect.center().y;
    widgets::paint_icon(ui, egui::pos2(rect.left() + 18.0, middle), icon, font, ink);
    let right = widgets::paint_line(ui.painter(), rect.left() + 32.0, middle, word_galley);
    let cap_rect = Rect::from_min_size(egui::pos2(right + 6.0, middle - 8.0), vec2(cap, 16.0));
    let edge = egui::Stroke::new(1.0, palette.ink_inverse2);
    ui.painter().rect_stroke(cap_rect, 4.0, edge, egui::StrokeKind::Inside);
    widgets::paint_line(ui.painter(), cap_rect.center().x - key_galley.size().x / 2.0, middle, key_galley);
    widgets::focus_ring(ui, &response, rect, 6);
    response
}
