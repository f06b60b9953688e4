//! The timeline panel: what happened when, the filing drawn in, and what does not fit.

use super::{Seen, act, claim_link, link, meta, nothing, padded, quoted, row};
use crate::app::Focus;
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::app::reading::{EventPlace, ReadingAct, Timeline, TimelineEvent};
use crate::review::{Claim, InSentence, ReadingKind, Status};
use crate::text::ByteRange;
use crate::ui::cards::filter_bar::{HEAD, bar};
use crate::ui::cards::list::{Band, Rows, VirtualList};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset;
use crate::ui::{Scene, icons, pencil, widgets};
use egui::{
    Align, Frame, Id, Key, Layout, Margin, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of a row that was not seen yet.
const ROW_ESTIMATE: f32 = 46.0;
/// Height of a heading and of the line of the filing.
const HEADING: f32 = 32.0;
/// Height of the line with the dateline.
const DATELINE: f32 = 40.0;
/// Where the times end, where the axis runs, and where the words begin, from the panel's left edge; less in a
/// narrow panel.
const COLUMNS: (f32, f32, f32) = (97.0, 114.0, 124.0);
const COLUMNS_NARROW: (f32, f32, f32) = (84.0, 98.0, 108.0);
/// A panel narrower than this is narrow.
const NARROW: f32 = 400.0;

/// What the panel keeps from frame to frame.
#[derive(Default)]
pub struct TimelineView {
    list: VirtualList,
    seen: Seen<bool>,
    lines: Vec<Line>,
    chosen: Option<ByteRange>,
    chosen_rect: Option<Rect>,
    /// What is typed as the date of the chosen event.
    typed: Option<String>,
}

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    Heading(usize),
    Event(usize),
}

impl TimelineView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        self.chosen_rect = None;
        let Some(open) = scene.app.page() else { return };
        self.follow(open);
        let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Timeline panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            let timeline = open.article_reading().map(|read| &read.timeline);
            head(ui, scene, open, timeline.unwrap_or(&Timeline::default()));
            dateline(ui, scene, open);
            let what = if open.place.only_conflicts { "No conflicts" } else { "No dates" };
            let Some(timeline) = timeline.filter(|_| !self.lines.is_empty()) else {
                return nothing(ui, open, what, "");
            };
            if scene.takes_focus(Focus::EventDate) {
                self.typed = Some(String::new());
                widgets::will_be_typed_in(ui.ctx(), Id::unique("date of an event"));
            }
            let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Events");
            ui.scope_builder(builder, |ui| {
                let mut list = std::mem::take(&mut self.list);
                list.show(ui, &mut EventRows { open, scene, timeline, view: self });
                self.list = list;
            });
        });
    }

    /// Where the chosen event stands on the screen.
    pub fn chosen_rect(&self) -> Option<Rect> {
        self.chosen_rect
    }

    fn follow(&mut self, open: &OpenReview) {
        let now = (open.review().id, open.generation(), open.place.only_conflicts);
        if self.seen != Some(now) {
            self.lines = open.article_reading().map_or_else(Vec::new, |read| lines(open, &read.timeline));
            let keys = self.lines.iter().map(|line| key(*line)).collect();
            self.list.set_rows(keys, ROW_ESTIMATE);
            self.seen = Some(now);
        }
        if self.chosen != open.looked_at {
            self.chosen.clone_from(&open.looked_at);
            self.typed = None;
            let timeline = open.article_reading().map(|read| &read.timeline);
            let at = timeline.zip(self.chosen.as_ref()).and_then(|(timeline, words)| {
                timeline.events.iter().position(|event| event.words() == Some(words))
            });
            if let Some(at) = at {
                self.list.reveal(key(Line::Event(at)), Band::BESIDE);
            }
        }
    }
}

fn key(line: Line) -> u64 {
    match line {
        Line::Heading(at) => 2 * at as u64,
        Line::Event(at) => 2 * at as u64 + 1,
    }
}

/// Headings and events; of the conflicts alone, only headings that hold one.
fn lines(open: &OpenReview, timeline: &Timeline) -> Vec<Line> {
    let listed = |at: &usize| {
        !open.place.only_conflicts
            || timeline.events.get(*at).is_some_and(|event| !event.event.conflicts.is_empty())
    };
    let mut lines = Vec::new();
    for (group, heading) in timeline.groups.iter().enumerate() {
        let events: Vec<usize> = heading.events.clone().filter(listed).collect();
        if !events.is_empty() {
            lines.push(Line::Heading(group));
            lines.extend(events.into_iter().map(Line::Event));
        }
    }
    lines
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, timeline: &Timeline) {
    bar(ui, HEAD, (20.0, 12.0), palette(ui).line_soft, |ui| {
        ui.heading("Timeline");
        let count = timeline.dates();
        let words = if count == 1 { "1 date".to_owned() } else { format!("{count} dates") };
        ui.label(RichText::new(words).color(palette(ui).ink3));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (only, conflicts) = (open.place.only_conflicts, timeline.conflicts());
            let name = format!("Conflicts, {conflicts}");
            if widgets::chip(ui, only, None, "Conflicts", Some(conflicts), &name).clicked() {
                act(scene, ReadingAct::OnlyConflicts(true));
            }
            if widgets::chip(ui, !only, None, "All", None, "All events").clicked() {
                act(scene, ReadingAct::OnlyConflicts(false));
            }
        });
    });
}

/// Place and date that the article was filed at, with a way to change them.
fn dateline(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    bar(ui, DATELINE, (20.0, 12.0), palette(ui).line, |ui| {
        let colours = palette(ui);
        let dateline = &open.review().article.dateline;
        let (pin, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        widgets::paint_icon(ui, pin.center(), icons::MAP_PIN, theme::icon(16.0), colours.ink2);
        ui.label(RichText::new("Dateline").font(theme::semibold(size::META)));
        let day = dateline.date.map(|day| day.format("%a %-d %B %Y").to_string());
        let parts = [Some(dateline.place.trim().to_owned()).filter(|place| !place.is_empty()), day];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let words =
            if words.is_empty() { "not known, so relative dates stay open".to_owned() } else { words };
        let style = typeset::TextStyle::new(typeset::Family::Sans, size::META, 16.0);
        let room = ui.available_width() - 70.0;
        ui.add(typeset::ArticleLabel::new(&words).style(style).color(colours.ink2).width(room).single_line());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if widgets::quiet_button(ui, "Change").clicked() {
                scene.run(Command::ArticleDetails);
            }
        });
    });
}

struct EventRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    timeline: &'a Timeline,
    view: &'v mut TimelineView,
}

impl Rows for EventRows<'_, '_, '_> {
    fn measure(&mut self, _: &Ui, _: usize, _: f32) -> Option<f32> {
        None
    }

    fn show(&mut self, ui: &mut Ui, at: usize, rect: Rect) -> f32 {
        match self.view.lines.get(at) {
            Some(Line::Heading(group)) => self.heading(ui, rect, *group),
            Some(Line::Event(event)) => self.event(ui, rect, *event),
            None => 0.0,
        }
    }
}

impl EventRows<'_, '_, '_> {
    fn heading(&self, ui: &Ui, rect: Rect, group: usize) -> f32 {
        let Some(group) = self.timeline.groups.get(group) else { return 0.0 };
        let colours = palette(ui);
        let rect = Rect::from_min_size(rect.min, vec2(rect.width(), HEADING));
        let response = ui.interact(rect, ui.scope_id().with(("heading", group.events.start)), Sense::hover());
        let name = if group.note.is_empty() {
            group.title.clone()
        } else {
            format!("{}, {}", group.title, group.note)
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let title = widgets::line(ui, &group.title, theme::semibold(size::META), colours.ink);
        let middle = rect.bottom() - 11.0;
        let end = widgets::paint_line(ui.painter(), rect.left() + 20.0, middle, title);
        let note = widgets::line(ui, &group.note, theme::regular(size::META), colours.ink3);
        let left = (rect.left() + columns(rect.width()).2).max(end + 10.0);
        widgets::paint_line(ui.painter(), left, middle, note);
        HEADING
    }

    fn event(&mut self, ui: &mut Ui, rect: Rect, at: usize) -> f32 {
        let Some(event) = self.timeline.events.get(at) else { return 0.0 };
        let Some(place) = &event.place else { return filed(ui, rect, event) };
        let open = self.open;
        let chosen = open.looked_at.as_ref() == Some(&place.words);
        let claim = open.claim_over(&place.words).and_then(|id| open.review().claim(id));
        let name = name(event, claim);
        let scene = &mut *self.scene;
        let typed = &mut self.view.typed;
        let left = rect.left();
        let (_, axis, words) = columns(rect.width());
        let top = rect.top() + if chosen { 8.0 } else { 0.0 };
        let (height, card, clicked) = row(ui, rect, key(Line::Event(at)), (&name, chosen), |ui, margin| {
            padded(ui, words - margin, 14.0 - margin, |ui| {
                what(ui, open, event);
                ui.horizontal_wrapped(|ui| under(ui, scene, event, place, claim));
                if chosen {
                    details(ui, scene, open, event, place, typed);
                }
            });
        });
        paint_time(ui, pos2(left, top), columns(rect.width()).0, &event.event.label);
        let line = rect.top()..=rect.top() + height;
        paint_axis(ui, left + axis, line, pos2(left + axis, top + 18.0), event, claim);
        if clicked {
            act(self.scene, ReadingAct::LookAt(Some(place.words.clone())));
        }
        if chosen {
            self.view.chosen_rect = Some(card);
        }
        height
    }
}

fn columns(width: f32) -> (f32, f32, f32) {
    if width < NARROW { COLUMNS_NARROW } else { COLUMNS }
}

/// What a screen reader calls an event.
fn name(event: &TimelineEvent, claim: Option<&Claim>) -> String {
    let told = &event.event;
    let resolved = if told.resolved.is_empty() { "date open" } else { &told.resolved };
    let claim = claim.map_or_else(|| "no claim yet".to_owned(), |claim| format!("claim {}", claim.number));
    let conflict = if told.conflicts.is_empty() { "" } else { ", conflict" };
    format!("“{}”, {resolved}, {claim}{conflict}", told.words)
}

/// The quoted words and the date they mean, on one line where there is room.
fn what(ui: &mut Ui, open: &OpenReview, event: &TimelineEvent) {
    let told = &event.event;
    let words = format!("“{}”", told.words);
    let resolved = if told.resolved.is_empty() { "stays open" } else { &told.resolved };
    ui.horizontal_wrapped(|ui| {
        let room = ui.available_width();
        let label = typeset::ArticleLabel::new(&words).style(quoted(open, 3)).color(palette(ui).ink);
        ui.add(label.width(room).single_line());
        ui.label(RichText::new(format!("→ {resolved}")).font(theme::medium(size::UI)));
    });
}

/// The line under it: claim or paragraph, and between which times it lies.
fn under(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    event: &TimelineEvent,
    place: &EventPlace,
    claim: Option<&Claim>,
) {
    match claim {
        Some(claim) => claim_link(ui, scene, claim),
        None => {
            // The head of the article has no numbers.
            let number =
                if place.paragraph == 0 { String::new() } else { format!("¶{} · ", place.paragraph) };
            meta(ui, &format!("{number}no claim yet ·"));
            let name = format!("New claim on “{}”", event.event.words);
            if link(ui, "New claim", &name) {
                act(scene, ReadingAct::ClaimOn(place.clause.clone()));
            }
        }
    }
    if let Some(between) = between(event) {
        meta(ui, &format!("· {between}"));
    }
    if !event.event.conflicts.is_empty() {
        let ink = palette(ui).status(Status::Disputed).text;
        ui.label(RichText::new("Conflict").font(theme::medium(size::META)).color(ink));
    }
    if event.event.corrected {
        meta(ui, "· set by hand");
    }
}

/// Between which times of its day a vague event lies; days are told by the date itself.
fn between(event: &TimelineEvent) -> Option<String> {
    let (start, end) = event.event.interval.filter(|_| event.event.vague)?;
    let is_part = start.date() == end.date() || (end - start).num_hours() < 24;
    is_part.then(|| format!("range {} to {}", start.format("%H:%M"), end.format("%H:%M")))
}

/// What the chosen event shows besides: why, what does not fit, and what can be done.
fn details(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    open: &OpenReview,
    event: &TimelineEvent,
    place: &EventPlace,
    typed: &mut Option<String>,
) {
    let Some(read) = open.article_reading() else { return };
    let why = read.why(event);
    if !why.is_empty() {
        meta(ui, why);
    }
    for conflict in &event.event.conflicts {
        conflict_box(ui, &conflict.message());
    }
    let Some(at) = read.date_in_sentence(place).filter(|_| open.is_writable()) else { return };
    ui.add_space(4.0);
    if typed.is_some() {
        return date_field(ui, scene, at, typed);
    }
    ui.horizontal_wrapped(|ui| {
        let key = |command: Command| command.spec().keys.first().map(widgets::shortcut_text);
        if widgets::button(ui, "Set date", None).clicked() {
            scene.run(Command::SetDate);
        }
        if widgets::button(ui, "Query author", key(Command::QueryAuthor).as_deref()).clicked() {
            scene.run(Command::QueryAuthor);
        }
        if event.event.corrected && widgets::quiet_button(ui, "As read").clicked() {
            act(scene, ReadingAct::SetDate(at.clone(), String::new()));
        }
        if widgets::quiet_button(ui, "Dismiss").clicked() {
            act(scene, ReadingAct::Dismiss(ReadingKind::Date, at));
        }
    });
}

fn conflict_box(ui: &mut Ui, message: &str) {
    let tones = palette(ui).status(Status::Disputed);
    ui.add_space(3.0);
    let frame = Frame::new().fill(tones.tint).corner_radius(4).inner_margin(Margin::symmetric(8, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let (icon, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
            widgets::paint_icon(ui, icon.center(), icons::WARNING_OCTAGON, theme::icon(16.0), tones.text);
            let words = RichText::new(message).font(theme::regular(size::META)).color(tones.text);
            ui.add(egui::Label::new(words).wrap());
        });
    });
}

/// The field that sets the date: Enter keeps it, Esc leaves it.
fn date_field(ui: &mut Ui, scene: &mut Scene<'_>, at: InSentence, typed: &mut Option<String>) {
    let Some(text) = typed else { return };
    let id = Id::unique("date of an event");
    let colours = palette(ui);
    let frame = Frame::new()
        .fill(colours.bg_card)
        .stroke(colours.focus_ring())
        .corner_radius(6)
        .inner_margin(vec2(7.0, 4.0));
    let hint = RichText::new("2023-07-26, or 2020 to 2023-07").color(colours.ink3);
    let is_empty = text.is_empty();
    let field = egui::TextEdit::singleline(text).id(id).frame(frame).hint_text(hint);
    let first = !ui.memory(|memory| memory.has_focus(id)) && is_empty;
    let response = ui.add(field.desired_width(ui.available_width())).accessible_name("Date of the event");
    if first && !response.lost_focus() {
        response.request_focus();
    }
    if response.lost_focus() {
        if ui.input(|input| input.key_pressed(Key::Enter)) {
            act(scene, ReadingAct::SetDate(at, text.clone()));
        }
        *typed = None;
    }
}

fn paint_time(ui: &Ui, at: egui::Pos2, right: f32, label: &str) {
    let words = widgets::elided(ui, label, theme::regular(size::META), palette(ui).ink2, right - 6.0);
    widgets::paint_line(ui.painter(), at.x + right - words.size().x, at.y + 18.0, words);
}

/// The axis with the event on it: the claim's icon or a hollow circle; a bar where it is vague.
fn paint_axis(
    ui: &Ui,
    x: f32,
    rows: std::ops::RangeInclusive<f32>,
    at: egui::Pos2,
    event: &TimelineEvent,
    claim: Option<&Claim>,
) {
    let colours = palette(ui);
    let (top, bottom) = rows.into_inner();
    ui.painter().vline(x, top..=at.y - 8.0, (1.0, colours.line));
    ui.painter().vline(x, at.y + 8.0..=bottom, (1.0, colours.line));
    if event.event.vague {
        let bar =
            Rect::from_min_max(pos2(x - 2.0, at.y + 9.0), pos2(x + 2.0, (bottom - 4.0).max(at.y + 15.0)));
        ui.painter().rect_filled(bar, 2, colours.line_control);
    }
    match claim {
        Some(claim) => {
            let ink = colours.claim(claim).text;
            widgets::paint_icon(ui, at, theme::claim_icon(claim), theme::icon_bold(14.0), ink);
        }
        None => {
            ui.painter().circle_stroke(at, 4.0, (1.5, colours.ink3));
        }
    }
}

/// The line that the red pencil draws at the time of filing.
fn filed(ui: &Ui, rect: Rect, event: &TimelineEvent) -> f32 {
    let colours = palette(ui);
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), HEADING));
    let response = ui.interact(rect, ui.scope_id().with("filed"), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Filed, {}", event.event.resolved)));
    let (right, axis, _) = columns(rect.width());
    let middle = rect.center().y;
    let time =
        widgets::elided(ui, &event.event.label, theme::semibold(size::META), colours.ink, right - 12.0);
    widgets::paint_line(ui.painter(), rect.left() + right - time.size().x, middle, time);
    let words = widgets::line(ui, "Filed", theme::regular(size::META), colours.ink);
    let from = widgets::paint_line(ui.painter(), rect.left() + axis - 6.0, middle, words) + 8.0;
    let id = Id::unique("filing line");
    pencil::underline(ui.painter(), colours.pencil, id, pos2(from, middle), rect.right() - 14.0 - from);
    HEADING
}
