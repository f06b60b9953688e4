//! The small parts that the whole window is made of: buttons, key caps, chips, switches, progress.
//!
//! Each says its role, name and state to a screen reader, and shows a ring while it has the keyboard.

use super::theme::{self, Palette, palette, size};
use super::typeset::{self, Family, TextStyle};
use crate::app::filter::By;
use crate::review::{Progress, Status};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, FontId, Galley, Id, Key, KeyboardShortcut, Painter, Pos2, Rect, Response, Role,
    Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Height of buttons, chips and fields, and the least height of what can be clicked (tokens.md, Space).
pub const HIT: f32 = 26.0;

/// Corner radius of buttons, chips and fields.
pub const RADIUS: u8 = 6;

/// Corner radius of key caps.
const CAP_RADIUS: u8 = 4;

/// One line of interface text.
pub fn line(ui: &Ui, text: &str, font: FontId, ink: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font, ink)
}

/// One line of interface text, cut with an ellipsis where it is wider than `width` points.
pub fn elided(ui: &Ui, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, ink));
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().layout_job(job)
}

/// Paints a line so that its left edge is at `x` and its middle at `y`; gives its right edge.
pub fn paint_line(painter: &Painter, x: f32, y: f32, galley: Arc<Galley>) -> f32 {
    let (right, height) = (x + galley.size().x, galley.size().y);
    let at = pos2(x, y - height / 2.0);
    painter.galley(snapped(painter, at), galley, Color32::PLACEHOLDER);
    right
}

/// Rounds a place to whole pixels, so that text is as sharp there as anywhere.
fn snapped(painter: &Painter, at: Pos2) -> Pos2 {
    let scale = painter.pixels_per_point();
    pos2((at.x * scale).round() / scale, (at.y * scale).round() / scale)
}

/// Notes that a field takes the keyboard now, before it is drawn as one: what is typed next is for it.
pub fn will_be_typed_in(ctx: &egui::Context, field: Id) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("field to be typed in"), field));
}

/// Whether what is typed goes into a field.
pub fn is_typed_in(ctx: &egui::Context) -> bool {
    let next: Option<Id> = ctx.data(|data| data.get_temp(Id::unique("field to be typed in")));
    ctx.text_edit_focused() || (next.is_some() && ctx.memory(egui::Memory::focused) == next)
}

/// Draws the ring around what has the keyboard; nothing where it has not.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if response.has_focus() {
        let ring = palette(ui).focus_ring();
        ui.painter().rect_stroke(rect, CornerRadius::same(radius), ring, StrokeKind::Outside);
    }
}

/// The fill of something that lights up: `idle`, or the design's hover and press colours.
fn lit(response: &Response, colours: &Palette, idle: Color32) -> Color32 {
    if !response.enabled() {
        Color32::TRANSPARENT
    } else if response.is_pointer_button_down_on() {
        colours.bg_active
    } else if response.hovered() {
        colours.bg_hover
    } else {
        idle
    }
}

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

/// Paints an icon around a point.
pub fn paint_icon(ui: &Ui, centre: Pos2, icon: char, font: FontId, ink: Color32) {
    let galley = line(ui, icon.encode_utf8(&mut [0; 4]), font, ink);
    let at = snapped(ui.painter(), centre - galley.size() / 2.0);
    ui.painter().galley(at, galley, ink);
}

/// A tooltip that repeats the accessible name, which a screen reader must not hear twice.
fn named_tip(response: Response, name: &str) -> Response {
    response.on_hover_ui(|ui| {
        ui.label(name);
    })
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

/// A key as it stands on the keyboard.
pub fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let colours = palette(ui);
    let cap = line(ui, key, theme::medium(size::KEY), colours.ink2);
    let (rect, response) = ui.allocate_exact_size(vec2(cap_width(&cap), CAP_HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), key));
    if ui.is_rect_visible(rect) {
        let edge = colours.hairline();
        paint_cap(ui.painter(), rect.left(), rect.center().y, cap, colours.ink2, edge, colours.bg_card);
    }
    response
}

/// Height of a key cap.
const CAP_HEIGHT: f32 = 16.0;

/// Width of a key cap around its word.
pub fn cap_width(word: &Galley) -> f32 {
    (word.size().x + 8.0).max(CAP_HEIGHT)
}

/// Paints a key cap with its left edge at `x` and its middle at `y`; gives its right edge.
pub fn paint_cap(
    painter: &Painter,
    x: f32,
    y: f32,
    word: Arc<Galley>,
    ink: Color32,
    edge: Stroke,
    fill: Color32,
) -> f32 {
    let rect = Rect::from_min_size(pos2(x, y - CAP_HEIGHT / 2.0), vec2(cap_width(&word), CAP_HEIGHT));
    painter.rect(rect, CAP_RADIUS, fill, edge, StrokeKind::Inside);
    let at = snapped(painter, rect.center() - word.size() / 2.0);
    painter.galley_with_override_text_color(at, word, ink);
    rect.right()
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

/// A hairline over the whole width.
pub fn hairline(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, palette(ui).line_soft);
}

/// A field of one line. `name` is its accessible name; `hint` stands in it while it is empty.
///
/// While nobody types in it, its text is set by the article's engine, so that it reads right in every
/// script; egui has no bidirectional layout.
pub fn text_field(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) -> Response {
    let colours = palette(ui);
    let id = ui.next_auto_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (fill, edge) =
        if has_focus { (colours.bg_card, colours.focus_ring()) } else { (colours.bg_well, Stroke::NONE) };
    let frame = egui::Frame::new().fill(fill).stroke(edge).corner_radius(4).inner_margin(vec2(8.0, 4.0));
    let response = bare_field(ui, text, id, name, hint, width, frame);
    if !has_focus {
        let rect = response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.control());
    }
    response
}

/// A field without a look of its own.
fn bare_field(
    ui: &mut Ui,
    text: &mut String,
    id: Id,
    name: &str,
    hint: &str,
    width: f32,
    frame: egui::Frame,
) -> Response {
    let colours = palette(ui);
    let set_by_us = !text.is_ascii() && !ui.memory(|memory| memory.has_focus(id));
    let ink = if set_by_us { Color32::TRANSPARENT } else { colours.ink };
    let padding = frame.inner_margin.leftf();
    let field = egui::TextEdit::singleline(text)
        .id(id)
        .text_color(ink)
        .hint_text(egui::RichText::new(hint).color(colours.ink3))
        .frame(frame)
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(width);
    let response = ui.add(field).accessible_name(name);
    if set_by_us {
        let style = TextStyle::new(Family::Sans, size::UI, 18.0).max_rows(1);
        let layout = typeset::layout(ui.ctx(), text, &style, response.rect.width() - 2.0 * padding);
        let at = response.rect.left_center() + vec2(padding, -layout.height() / 2.0);
        typeset::paint(&ui.painter().with_clip_rect(response.rect), &layout, at, colours.ink);
    }
    response
}

/// A search field 30 points high, with a lens and, once there is something in it, a button to clear it.
/// Second is whether it was cleared. `key` is shown as a key cap while it is empty.
pub fn search_field(
    ui: &mut Ui,
    text: &mut String,
    name: &str,
    key: Option<&str>,
    width: f32,
) -> (Response, bool) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), Sense::hover());
    let id = ui.scope_id().with(name);
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let edge = if has_focus { colours.focus_ring() } else { colours.control() };
    ui.painter().rect(rect, RADIUS, colours.bg_card, edge, StrokeKind::Inside);
    let lens = pos2(rect.left() + 16.0, rect.center().y);
    paint_icon(ui, lens, super::icons::MAGNIFYING_GLASS, theme::icon(16.0), colours.ink3);
    let inside = Rect::from_min_max(rect.min + vec2(31.0, 0.0), rect.max - vec2(32.0, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(name).max_rect(inside).layout(layout));
    let response = bare_field(&mut child, text, id, name, name, inside.width(), egui::Frame::new());
    let mut cleared = false;
    if !text.is_empty() {
        let place = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(HIT, HIT));
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt((name, "clear")).max_rect(place));
        cleared = icon_button(&mut child, super::icons::X, "Clear search", 12.0).clicked();
        if cleared {
            text.clear();
        }
    } else if let Some(key) = key {
        let cap = line(ui, key, theme::medium(size::KEY), colours.ink2);
        let left = rect.right() - 6.0 - cap_width(&cap);
        let (edge, fill) = (colours.hairline(), colours.bg_card);
        paint_cap(ui.painter(), left, rect.center().y, cap, colours.ink2, edge, fill);
    }
    (response, cleared)
}

/// Selects everything in a field, so that typing replaces it.
pub fn select_all(ctx: &egui::Context, field: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::TextEdit::load_state(ctx, field).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ctx, field);
}

/// A key with its modifiers, as the words on the keyboard: `["Ctrl", "Shift", "V"]`.
pub fn shortcut_parts(shortcut: &KeyboardShortcut) -> Vec<&'static str> {
    let modifiers = shortcut.modifiers;
    let command = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
    let held =
        [(modifiers.command || modifiers.ctrl, command), (modifiers.alt, "Alt"), (modifiers.shift, "Shift")];
    let held = held.into_iter().filter_map(|(is_held, word)| is_held.then_some(word));
    held.chain([key_word(shortcut.logical_key)]).collect()
}

/// A key with its modifiers in words: `Ctrl Shift V`.
pub fn shortcut_text(shortcut: &KeyboardShortcut) -> String {
    shortcut_parts(shortcut).join(" ")
}

/// What stands on a key.
fn key_word(key: Key) -> &'static str {
    match key {
        Key::Comma => ",",
        Key::Minus => "-",
        Key::Plus => "+",
        Key::Equals => "=",
        Key::Escape => "Esc",
        other => other.name(),
    }
}

/// The order of the statuses in a progress bar (tokens.md, Progress bar).
pub const PROGRESS_ORDER: [Status; 7] = [
    Status::Verified,
    Status::Disputed,
    Status::Query,
    Status::Unverifiable,
    Status::OnAuthor,
    Status::NotCheckable,
    Status::Unchecked,
];

/// The statuses that the line under the bar sums up as "other".
const OTHER: [Status; 3] = [Status::Unverifiable, Status::OnAuthor, Status::NotCheckable];

/// The space between two segments, and the least width of one, in points.
const SEGMENT_GAP: f32 = 2.0;
const LEAST_SEGMENT: f32 = 4.0;

/// Height of a progress bar.
pub const BAR_HEIGHT: f32 = 6.0;

/// The segments of a bar `width` points wide: each status that has claims, where its segment begins, and
/// how wide it is. Widths go by count, but none is narrower than 4 points.
pub fn segments(width: f32, progress: &Progress) -> Vec<(Status, f32, f32)> {
    let counts: Vec<_> = PROGRESS_ORDER
        .into_iter()
        .map(|status| (status, progress.count(status)))
        .filter(|&(_, count)| count > 0)
        .collect();
    let total = progress.total() as f32;
    let gaps = SEGMENT_GAP * counts.len().saturating_sub(1) as f32;
    let spare = (width - gaps - LEAST_SEGMENT * counts.len() as f32).max(0.0);
    let mut x = 0.0;
    let place = |(status, count): (Status, usize)| {
        let segment = (status, x, LEAST_SEGMENT + spare * count as f32 / total);
        x += segment.2 + SEGMENT_GAP;
        segment
    };
    counts.into_iter().map(place).collect()
}

/// Paints a progress bar in a rectangle.
pub fn paint_segments(painter: &Painter, rect: Rect, progress: &Progress, colours: &Palette) {
    let all = segments(rect.width(), progress);
    let last = all.len().saturating_sub(1);
    for (at, (status, x, width)) in all.into_iter().enumerate() {
        let segment = Rect::from_min_size(rect.min + vec2(x, 0.0), vec2(width, rect.height()));
        let (left, right) = (if at == 0 { 3 } else { 1 }, if at == last { 3 } else { 1 });
        let corners = CornerRadius { nw: left, sw: left, ne: right, se: right };
        let mark = colours.status(status).mark;
        if status == Status::Unchecked {
            painter.rect_stroke(segment, corners, Stroke::new(1.5, mark), StrokeKind::Inside);
        } else {
            painter.rect_filled(segment, corners, mark);
        }
    }
}

/// How far a review is, in words: "10 verified, 2 disputed, 4 unchecked".
pub fn progress_words(progress: &Progress) -> String {
    let counted = PROGRESS_ORDER.into_iter().filter_map(|status| {
        let count = progress.count(status);
        (count > 0).then(|| format!("{count} {}", status.label().to_lowercase()))
    });
    let recheck = (progress.needs_recheck > 0).then(|| format!("{} to recheck", progress.needs_recheck));
    let words: Vec<_> = counted.chain(recheck).collect();
    if words.is_empty() { "no claims yet".to_owned() } else { words.join(", ") }
}

/// The progress bar. Gives the filter that a click on a segment asks for.
pub fn progress_bar(ui: &mut Ui, width: f32, progress: &Progress) -> Option<By> {
    // Not focusable: with the keyboard the counts under the bar do the same.
    let (rect, response) = ui.allocate_exact_size(vec2(width, BAR_HEIGHT), Sense::CLICK);
    let name = format!("Progress: {}", progress_words(progress));
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, ui.is_enabled(), &name));
    if ui.is_rect_visible(rect) {
        paint_segments(ui.painter(), rect, progress, palette(ui));
    }
    let status_at = |at: Pos2| {
        let x = at.x - rect.left();
        let found =
            segments(width, progress).into_iter().find(|&(_, start, wide)| x < start + wide + SEGMENT_GAP);
        found.map(|(status, ..)| status)
    };
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked()).and_then(status_at);
    named_tip(response, &name);
    clicked.map(By::Status)
}

/// The line under the progress bar: counts by status, with words unless it is `compact` or they do not
/// fit. Gives the filter that a click on a count asks for.
pub fn counts_line(ui: &mut Ui, width: f32, progress: &Progress, compact: bool) -> Option<By> {
    // The gap between two counts, the least one, and how far the line may run past its bar.
    const GAP: f32 = 10.0;
    const LEAST_GAP: f32 = 5.0;
    const OVERHANG: f32 = 12.0;
    let groups: [&[Status]; 5] =
        [&[Status::Verified], &[Status::Disputed], &[Status::Query], &OTHER, &[Status::Unchecked]];
    let counts: Vec<_> = groups.into_iter().filter_map(|group| Count::of(progress, group)).collect();
    let gaps = counts.len().saturating_sub(1) as f32;
    let wide = |with_words| counts.iter().map(|count| count.width(ui, with_words)).sum::<f32>();
    let spread = |room: f32, with_words| (room - wide(with_words)) / gaps.max(1.0);
    let gap = spread(width + OVERHANG, true).min(GAP);
    let with_words = !compact && gap >= LEAST_GAP;
    // Without words the counts are spread over the width of the bar.
    let gap = if with_words { gap } else { spread(width, false).max(LEAST_GAP) };
    let row = egui::Layout::left_to_right(egui::Align::Center);
    let shown = ui.allocate_ui_with_layout(vec2(width, 14.0), row, |ui| {
        ui.spacing_mut().item_spacing.x = gap;
        counts.iter().fold(None, |asked, count| count.show(ui, with_words).or(asked))
    });
    shown.inner
}

/// One count under the progress bar: of one status, or of several summed up.
struct Count {
    statuses: Vec<(Status, usize)>,
}

impl Count {
    /// The claims of some statuses; none where there are none.
    fn of(progress: &Progress, statuses: &[Status]) -> Option<Self> {
        let counted = statuses.iter().map(|&status| (status, progress.count(status)));
        let statuses: Vec<_> = counted.filter(|&(_, count)| count > 0).collect();
        (!statuses.is_empty()).then_some(Self { statuses })
    }

    /// The one status that is counted. Several cannot be one filter: then the count only tells.
    fn only(&self) -> Option<Status> {
        if let [(only, _)] = self.statuses.as_slice() { Some(*only) } else { None }
    }

    fn total(&self) -> usize {
        self.statuses.iter().map(|(_, count)| count).sum()
    }

    /// "10 verified".
    fn name(&self) -> String {
        let word = self.only().map_or_else(|| "other".to_owned(), |only| only.label().to_lowercase());
        format!("{} {word}", self.total())
    }

    fn parts(&self, ui: &Ui, with_words: bool) -> (Arc<Galley>, Arc<Galley>) {
        let colours = palette(ui);
        let shown = self.only().unwrap_or(Status::NotCheckable);
        let icon = theme::status_icon(shown);
        let ink = colours.status(shown).text;
        let icon = line(ui, icon.encode_utf8(&mut [0; 4]), theme::icon_bold(size::SMALL), ink);
        let text = if with_words { self.name() } else { self.total().to_string() };
        (icon, line(ui, &text, theme::regular(size::SMALL), colours.ink2))
    }

    fn width(&self, ui: &Ui, with_words: bool) -> f32 {
        let (icon, text) = self.parts(ui, with_words);
        icon.size().x + 3.0 + text.size().x
    }

    /// Draws it; gives the filter that a click asks for.
    fn show(&self, ui: &mut Ui, with_words: bool) -> Option<By> {
        let (icon, text) = self.parts(ui, with_words);
        let (sense, role) = match self.only() {
            Some(_) => (Sense::click(), Role::Button),
            None => (Sense::hover(), Role::Label),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(self.width(ui, with_words), 14.0), sense);
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), self.name()));
        let x = paint_line(ui.painter(), rect.left(), rect.center().y, icon);
        paint_line(ui.painter(), x + 3.0, rect.center().y, text);
        focus_ring(ui, &response, rect.expand(2.0), CAP_RADIUS);
        let asked = self.only().filter(|_| response.clicked()).map(By::Status);
        let each =
            self.statuses.iter().map(|(status, count)| format!("{count} {}", status.label().to_lowercase()));
        named_tip(response, &each.collect::<Vec<_>>().join(", "));
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;
    use proptest::prelude::*;

    fn progress(counts: [usize; 7]) -> Progress {
        // The counts are private to the model, and a review with claims is long to build: read them.
        let text =
            format!("(counts: ({}), needs_recheck: 0)", counts.map(|count| count.to_string()).join(","));
        ron::from_str(&text).expect("progress as it is stored")
    }

    #[test]
    fn shortcuts_are_written_as_on_the_keyboard() {
        let text = |modifiers, key| shortcut_text(&KeyboardShortcut::new(modifiers, key));
        let command = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
        assert_eq!(text(Modifiers::NONE, Key::V), "V");
        assert_eq!(text(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::V), format!("{command} Shift V"));
        assert_eq!(text(Modifiers::ALT, Key::Minus), "Alt -");
        assert_eq!(text(Modifiers::COMMAND, Key::Comma), format!("{command} ,"));
    }

    #[test]
    fn progress_is_said_in_words_and_leaves_out_what_is_not_there() {
        assert_eq!(progress_words(&progress([4, 10, 2, 0, 0, 0, 0])), "10 verified, 2 disputed, 4 unchecked");
        assert_eq!(progress_words(&Progress::default()), "no claims yet");
    }

    proptest! {
        #[test]
        fn segments_fill_the_bar_and_none_is_too_narrow(counts in prop::array::uniform7(0usize..5000)) {
            let progress = progress(counts);
            let all = segments(348.0, &progress);
            prop_assert_eq!(all.len(), counts.iter().filter(|&&count| count > 0).count());
            prop_assert!(all.iter().all(|&(.., width)| width >= LEAST_SEGMENT));
            if let Some(&(_, x, width)) = all.last() {
                prop_assert!((x + width - 348.0).abs() < 0.1, "{}", x + width);
            }
            for pair in all.windows(2) {
                prop_assert!((pair[0].1 + pair[0].2 + SEGMENT_GAP - pair[1].1).abs() < 0.01);
            }
        }
    }
}
