//! The welcome screen: what one can begin with, and the reviews that were open before.

mod recent;

use super::shell::reviews_sought;
use super::theme::{self, palette, size};
use super::typeset::{self, Family, TextStyle};
use super::{Scene, icons, pencil, shell, widgets};
use crate::app::command::Command;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Id, Layout, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};
use std::f32::consts::FRAC_PI_2;

/// Measures of the screen (tokens.md and picture 7).
const LEFT: f32 = 400.0;
const RIGHT: f32 = 520.0;
const GAP: f32 = 88.0;
const TOP: f32 = 164.0;
const HEIGHT: f32 = 500.0;

/// Fills `ui` with the welcome screen.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0, palette(ui).bg_paper);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let width = ui.available_width();
        let wide = width >= LEFT + GAP + 360.0;
        let gap = if wide { GAP.min((width - LEFT - RIGHT - 48.0).max(40.0)) } else { 0.0 };
        let right = if wide { (width - LEFT - gap - 48.0).min(RIGHT) } else { LEFT };
        let top = ((room.height() - HEIGHT) / 2.0).clamp(20.0, TOP);
        let block = if wide { LEFT + gap + right } else { LEFT };
        let origin = ui.min_rect().min + vec2(((width - block) / 2.0).max(24.0), top);
        let below = column(ui, "begin", origin, LEFT, |ui| begin(ui, scene));
        let origin = if wide { origin + vec2(LEFT + gap, 0.0) } else { pos2(origin.x, below.y + 24.0) };
        let end =
            column(ui, "recent", origin, right, |ui| recent::recent(ui, scene, &reviews_sought(ui.ctx())));
        ui.allocate_rect(
            Rect::from_min_max(room.min, pos2(room.left(), below.y.max(end.y) + 24.0)),
            Sense::hover(),
        );
    });
}

/// A column of the screen; gives its lower right corner.
fn column(ui: &mut Ui, name: &str, origin: Pos2, width: f32, contents: impl FnOnce(&mut Ui)) -> Pos2 {
    let rect = Rect::from_min_size(origin, vec2(width, f32::INFINITY));
    let layout = Layout::top_down(egui::Align::Min);
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(layout));
    child.spacing_mut().item_spacing.y = 0.0;
    contents(&mut child);
    child.min_rect().max
}

fn begin(ui: &mut Ui, scene: &mut Scene<'_>) {
    wordmark(ui);
    ui.add_space(28.0);
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(LEFT, 27.0), Sense::hover());
    let tag = "Every claim, checked against its source.";
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tag));
    let layout = typeset::layout(ui.ctx(), tag, &TextStyle::new(Family::Serif, size::DEK, 27.0), LEFT);
    typeset::paint(ui.painter(), &layout, rect.min, colours.ink2);
    ui.add_space(30.0);
    for (at, command) in
        [Command::OpenArticle, Command::OpenReview, Command::PasteArticle, Command::OpenSample]
            .into_iter()
            .enumerate()
    {
        action(ui, scene, command, at == 0);
        ui.add_space(if at == 0 { 6.0 } else { 2.0 });
    }
    ui.add_space(20.0);
    drop_area(ui);
}

/// The name of the program with its two strokes of red pencil.
fn wordmark(ui: &mut Ui) {
    let colours = palette(ui);
    let mut format = TextFormat::simple(theme::serif_bold(52.0), colours.ink);
    format.extra_letter_spacing = -0.8;
    let galley = ui.painter().layout_job(LayoutJob::single_section("Redpencil".to_owned(), format));
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 60.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Redpencil"));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colours.ink);
    let (wide, high) = (rect.width() + 8.0, 16.0);
    let origin = pos2(rect.left(), rect.bottom() - 3.0);
    let at = |x: f32, y: f32| origin + vec2(wide * x, high * y);
    let there = pencil::cubic((at(0.0, 0.55), at(1.0, 0.18)), (at(0.35, 0.2), at(0.75, 0.5)), 60);
    let back = pencil::cubic((at(1.0, 0.18), at(0.3, 0.92)), (at(0.9, 0.5), at(0.55, 0.7)), 60);
    let red = colours.pencil;
    pencil::draw(ui.painter(), red, Id::unique("wordmark there"), &there, 4.2, (14.0, 6.0));
    pencil::draw(ui.painter(), red, Id::unique("wordmark back"), &back, 3.15, (4.0, 40.0));
}

/// One thing to begin with: icon, name, keys.
fn action(ui: &mut Ui, scene: &mut Scene<'_>, command: Command, primary: bool) {
    let colours = palette(ui);
    let spec = command.spec();
    let (inner, response) = ui.allocate_exact_size(vec2(LEFT, 40.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), spec.label));
    let rect = inner.expand2(vec2(10.0, 0.0));
    let (fill, ink) = match (primary, response.hovered()) {
        (true, true) => (colours.ink2, colours.btn_ink),
        (true, false) => (colours.btn, colours.btn_ink),
        (false, true) => (colours.bg_hover, colours.ink),
        (false, false) => (colours.bg_paper, colours.ink),
    };
    ui.painter().rect_filled(rect, widgets::RADIUS, fill);
    let middle = rect.center().y;
    if let Some(icon) = shell::icon(command) {
        let ink = if primary { ink } else { colours.ink2 };
        widgets::paint_icon(ui, pos2(inner.left() + 9.0, middle), icon.glyph, theme::icon(18.0), ink);
    }
    let font = if primary { theme::medium(size::CLAIM) } else { theme::regular(size::CLAIM) };
    let words = widgets::line(ui, spec.label, font, ink);
    widgets::paint_line(ui.painter(), inner.left() + 30.0, middle, words);
    if let Some(keys) = spec.keys.first() {
        let ink = if primary { ink } else { colours.ink2 };
        let cap = widgets::line(ui, &widgets::shortcut_text(keys), theme::medium(size::SMALL), ink);
        let left = inner.right() - widgets::cap_width(&cap);
        let edge = if primary { Stroke::new(1.0, ink) } else { colours.hairline() };
        widgets::paint_cap(ui.painter(), left, middle, cap, ink, edge, egui::Color32::TRANSPARENT);
    }
    let ring = if primary { rect.expand(2.0) } else { rect };
    widgets::focus_ring(ui, &response, ring, widgets::RADIUS + 2);
    if response.clicked() {
        scene.run(command);
    }
    response.on_hover_text(spec.tip);
}

/// Where files may be dropped: anywhere in the window, but here it is said.
fn drop_area(ui: &mut Ui) {
    let colours = palette(ui);
    let is_over = ui.input(|input| !input.raw.hovered_files.is_empty());
    let (rect, response) = ui.allocate_exact_size(vec2(LEFT, 96.0), Sense::hover());
    let (what, kinds) = ("Drag an article or a review here", ".txt, .md, .html, .docx, .odt, .pdf or .ron");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{what}: {kinds}")));
    if is_over {
        let edge = Stroke::new(1.5, colours.ink);
        ui.painter().rect(rect, 8, colours.bg_hover, edge, StrokeKind::Inside);
    } else {
        let edge = Stroke::new(1.0, colours.line_control);
        ui.painter().extend(Shape::dashed_line(&rounded(rect.shrink(0.5), 8.0), edge, 4.0, 3.0));
    }
    let icon = rect.center() - vec2(0.0, 22.0);
    widgets::paint_icon(ui, icon, icons::FILE_ARROW_DOWN, theme::icon(20.0), colours.ink2);
    for (text, y, font, ink) in [
        (if is_over { "Drop to open" } else { what }, 6.0, theme::regular(size::UI), colours.ink2),
        (kinds, 25.0, theme::regular(size::META), colours.ink3),
    ] {
        let words = widgets::line(ui, text, font, ink);
        widgets::paint_line(ui.painter(), rect.center().x - words.size().x / 2.0, rect.center().y + y, words);
    }
}

/// The outline of a rectangle with round corners, closed.
fn rounded(rect: Rect, radius: f32) -> Vec<Pos2> {
    const STEPS: usize = 6;
    let inner = rect.shrink(radius);
    let corners = [inner.right_bottom(), inner.left_bottom(), inner.left_top(), inner.right_top()];
    let around = corners.into_iter().enumerate().flat_map(|(quarter, corner)| {
        (0..=STEPS).map(move |step| {
            let turn = quarter as f32 + step as f32 / STEPS as f32;
            corner + radius * Vec2::angled(turn * FRAC_PI_2)
        })
    });
    let mut path: Vec<Pos2> = around.collect();
    path.extend(path.first().copied());
    path
}
