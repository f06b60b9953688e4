//! Buttons, chips and switches.

use super::{
    HIT, RADIUS, cap_width, focus_ring, line, lit, named_tip, paint_cap, paint_icon, paint_line, snapped,
};
use crate::ui::theme::{self, Palette, palette, size};
use egui::{Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// A button that is only an icon: `size` is the icon’s, the button around it is 26 or 30 points wide.
///
/// `name` is its accessible name and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: char, name: &str, size: f32) -> Response {
    let side = if size > 16.0 { size + 12.0 } else { HIT };
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        let colours = palette(ui);
        ui.painter().rect_filled(rect, RADIUS, lit(&response, colours, Color32::TRANSPARENT));
        let ink = if !response.enabled() {
            colours.ink3
        } else if response.hovered() {
            colours.ink
        } else {
            colours.ink2
        };
        paint_icon(ui, rect.center(), icon, theme::icon(size), ink);
        focus_ring(ui, &response, rect, RADIUS);
    }
    named_tip(response, name)
}

/// What a text button is painted with.
struct Look {
    fill: Color32,
    edge: Stroke,
    ink: Color32,
}

/// A button. `key` is shown on it as a key cap.
pub fn button(ui: &mut Ui, text: &str, key: Option<&str>) -> Response {
    text_button(ui, None, text, key, |response, colours| Look {
        fill: lit(response, colours, colours.bg_card),
        edge: colours.control(),
        ink: colours.ink,
    })
}

/// The one button of a card or dialog that does what it is there for.
pub fn primary_button(ui: &mut Ui, text: &str, key: Option<&str>) -> Response {
    let response = text_button(ui, None, text, key, |response, colours| {
        let fill = if response.hovered() { colours.ink2 } else { colours.btn };
        Look { fill, edge: Stroke::new(1.0, fill), ink: colours.btn_ink }
    });
    // The ring has the colour of the button: it is seen only at a distance.
    focus_ring(ui, &response, response.rect.expand(2.0), RADIUS + 2);
    response
}

/// A button that is one of several answers: with an icon, and a stronger edge where it was given.
pub fn choice(ui: &mut Ui, icon: char, given: bool, text: &str, key: Option<&str>) -> Response {
    let response = text_button(ui, Some(icon), text, key, |response, colours| Look {
        fill: lit(response, colours, colours.bg_card),
        edge: if given { colours.focus_ring() } else { colours.control() },
        ink: colours.ink,
    });
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), given, text));
    response
}

/// A button without an edge, for what is seldom wanted.
pub fn quiet_button(ui: &mut Ui, text: &str) -> Response {
    text_button(ui, None, text, None, |response, colours| Look {
        fill: lit(response, colours, Color32::TRANSPARENT),
        edge: Stroke::NONE,
        ink: colours.ink2,
    })
}

fn text_button(
    ui: &mut Ui,
    icon: Option<char>,
    text: &str,
    key: Option<&str>,
    look: impl FnOnce(&Response, &'static Palette) -> Look,
) -> Response {
    const PADDING: f32 = 9.0;
    const GAP: f32 = 6.0;
    let words = line(ui, text, theme::medium(size::META), Color32::PLACEHOLDER);
    let cap = key.map(|key| line(ui, key, theme::medium(size::KEY), Color32::PLACEHOLDER));
    let cap_width = cap.as_ref().map_or(0.0, |cap| GAP + cap_width(cap));
    let icon_width = if icon.is_some() { 18.0 } else { 0.0 };
    let wanted = vec2(icon_width + words.size().x + cap_width + 2.0 * PADDING, HIT);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        let colours = palette(ui);
        let mut look = look(&response, colours);
        if !response.enabled() {
            look = Look { fill: Color32::TRANSPARENT, edge: colours.hairline(), ink: colours.ink3 };
        }
        ui.painter().rect(rect, RADIUS, look.fill, look.edge, StrokeKind::Inside);
        let middle = rect.center().y;
        if let Some(icon) = icon {
            let centre = pos2(rect.left() + PADDING + 6.5, middle);
            paint_icon(ui, centre, icon, theme::icon(14.0), look.ink);
        }
        let left = rect.left() + PADDING + icon_width;
        let at = snapped(ui.painter(), pos2(left, middle - words.size().y / 2.0));
        let right = at.x + words.size().x;
        ui.painter().galley_with_override_text_color(at, words, look.ink);
        if let Some(cap) = cap {
            let edge = Stroke::new(1.0, look.ink);
            paint_cap(ui.painter(), right + GAP, middle, cap, look.ink, edge, Color32::TRANSPARENT);
        }
        focus_ring(ui, &response, rect, RADIUS);
    }
    response
}

/// A choice that stays pressed: a filter, say. `name` is its accessible name and its tooltip.
pub fn chip(
    ui: &mut Ui,
    selected: bool,
    icon: Option<(char, Color32)>,
    label: &str,
    count: Option<usize>,
    name: &str,
) -> Response {
    let colours = palette(ui);
    let (ink, pale) = if selected { (colours.ink, colours.ink2) } else { (colours.ink2, colours.ink3) };
    let font = if selected { theme::medium(size::META) } else { theme::regular(size::META) };
    let (padding, gap) = if label.is_empty() { (6.0, 3.0) } else { (8.0, 5.0) };
    let icon = icon.map(|(icon, ink)| line(ui, icon.encode_utf8(&mut [0; 4]), theme::icon_bold(13.0), ink));
    let label = (!label.is_empty()).then(|| line(ui, label, font, ink));
    let count = count.map(|count| line(ui, &count.to_string(), theme::medium(size::META), pale));
    let parts: Vec<_> = [icon, label, count].into_iter().flatten().collect();
    let gaps = gap * parts.len().saturating_sub(1) as f32;
    let width = parts.iter().map(|part| part.size().x).sum::<f32>() + gaps + 2.0 * padding;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HIT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name));
    if ui.is_rect_visible(rect) {
        let idle = if selected { colours.bg_active } else { Color32::TRANSPARENT };
        let fill = if selected { idle } else { lit(&response, colours, idle) };
        ui.painter().rect_filled(rect, RADIUS, fill);
        let mut x = rect.left() + padding;
        for part in parts {
            x = paint_line(ui.painter(), x, rect.center().y, part) + gap;
        }
        focus_ring(ui, &response, rect, RADIUS);
    }
    named_tip(response, name)
}

/// A switch; the caller turns `on` round when it is clicked. `name` is its accessible name.
pub fn switch(ui: &mut Ui, on: bool, name: &str) -> Response {
    const TRACK: egui::Vec2 = vec2(24.0, 14.0);
    let (rect, response) = ui.allocate_exact_size(vec2(TRACK.x, HIT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, ui.is_enabled(), on, name));
    if ui.is_rect_visible(rect) {
        let colours = palette(ui);
        let track = Rect::from_center_size(rect.center(), TRACK);
        let fill = if on { colours.ink } else { colours.line_control };
        ui.painter().rect_filled(track, 7, fill);
        let x = if on { track.right() - 7.0 } else { track.left() + 7.0 };
        ui.painter().circle_filled(pos2(x, track.center().y), 5.0, colours.bg_paper);
        focus_ring(ui, &response, track.expand(2.0), 9);
    }
    response
}
