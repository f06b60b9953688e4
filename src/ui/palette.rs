//! The command palette: every command by its name, and the claims of the review.

mod matching;
mod results;
mod shortcuts;

pub use matching::{Match, find};
pub use shortcuts::{TEXT_KEYS, shortcuts};

use super::shell::just_opened;
use super::theme::{self, Palette, palette, size};
use super::typeset::{self, Family, TextStyle};
use super::{Scene, icons, pencil, widgets};
use crate::app::open::OpenReview;
use crate::app::{Action, App, Overlay};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Area, Color32, Frame, Id, Key, Modal, Modifiers, Rect, Role, ScrollArea, Sense, Shadow, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};
use results::{Found, Goal, Group};

/// Measures of the palette (tokens.md, Palette).
const WIDTH: f32 = 620.0;
const TOP: f32 = 112.0;
const QUERY: f32 = 48.0;
const ROW: f32 = 34.0;
const FOOT: f32 = 34.0;
const ROWS_VISIBLE: f32 = 9.0;

/// What was found for which query, on which state of the review.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    query: String,
    group: Option<Group>,
    generation: Option<u64>,
}

/// The palette between two frames.
#[derive(Default)]
pub struct PaletteView {
    query: String,
    /// Only this group is shown.
    group: Option<Group>,
    /// Which of the results is chosen.
    chosen: usize,
    asked: Option<Asked>,
    found: Vec<Found>,
    /// The chosen row is to be scrolled to.
    scroll: bool,
}

impl PaletteView {
    /// Shows the palette over the window while it is open.
    pub fn show(&mut self, ui: &Ui, scene: &mut Scene<'_>) {
        if scene.app.overlay != Some(Overlay::Palette) {
            return;
        }
        let id = Id::unique("command palette");
        let opened = just_opened(ui.ctx(), id);
        if opened {
            *self = Self::default();
        }
        let screen = ui.ctx().content_rect();
        let width = WIDTH.min(screen.width() - 48.0);
        let top = TOP.min(screen.height() * 0.125);
        let colours = palette(ui);
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
        let modal = framed(area, colours).show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            self.keys(ui, scene);
            self.query_row(ui, opened);
            self.refresh(scene.app);
            self.results(ui, scene, screen.height() - top - QUERY - FOOT - 40.0);
            foot(ui);
        });
        if modal.should_close() {
            scene.act(Action::CloseOverlay);
        }
    }

    /// Takes the keys that choose, before the field for the query sees them.
    fn keys(&mut self, ui: &Ui, scene: &mut Scene<'_>) {
        let last = self.found.len().saturating_sub(1);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let before = self.chosen;
        if pressed(Key::ArrowDown) {
            self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 };
        }
        if pressed(Key::ArrowUp) {
            self.chosen = self.chosen.checked_sub(1).unwrap_or(last);
        }
        if pressed(Key::PageDown) {
            self.chosen = (self.chosen + ROWS_VISIBLE as usize).min(last);
        }
        if pressed(Key::PageUp) {
            self.chosen = self.chosen.saturating_sub(ROWS_VISIBLE as usize);
        }
        self.scroll |= before != self.chosen;
        if pressed(Key::Tab) {
            self.group = if self.group.is_some() {
                None
            } else {
                self.found.get(self.chosen).map(|found| found.group)
            };
        }
        if pressed(Key::Enter)
            && let Some(found) = self.found.get(self.chosen)
        {
            run(found, scene);
        }
    }

    fn query_row(&mut self, ui: &mut Ui, opened: bool) {
        let colours = palette(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), QUERY), Sense::hover());
        let lens = pos2(rect.left() + 23.0, rect.center().y);
        widgets::paint_icon(ui, lens, icons::MAGNIFYING_GLASS, theme::icon(18.0), colours.ink3);
        let count = self.found.len();
        let count = format!("{count} {}", if count == 1 { "result" } else { "results" });
        let words = widgets::line(ui, &count, theme::regular(size::META), colours.ink3);
        let right = rect.right() - 14.0 - words.size().x;
        let place = Rect::from_center_size(pos2(right + words.size().x / 2.0, rect.center().y), words.size());
        let told = ui.interact(place, ui.scope_id().with("count"), Sense::hover());
        told.widget_info(|| WidgetInfo::labeled(Role::Label, true, &count));
        widgets::paint_line(ui.painter(), right, rect.center().y, words);
        let field =
            Rect::from_min_max(pos2(rect.left() + 42.0, rect.top()), pos2(right - 12.0, rect.bottom() - 1.0));
        let field_id = ui.scope_id().with("query");
        let edit = egui::TextEdit::singleline(&mut self.query)
            .id(field_id)
            .font(theme::regular(16.0))
            .frame(Frame::NONE)
            .lock_focus(true) // Tab is ours
            .return_key(None) // so is Enter
            .align(egui::Align2::LEFT_CENTER)
            .min_size(field.size())
            .hint_text("Type a command, or words of a claim")
            .desired_width(field.width());
        let response = ui.put(field, edit).accessible_name("Find a command");
        if opened || !response.has_focus() {
            response.request_focus();
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
    }

    /// Searches anew where the query or the review changed since.
    fn refresh(&mut self, app: &App) {
        let generation = app.open.as_ref().map(OpenReview::generation);
        let asked = Asked { query: self.query.clone(), group: self.group, generation };
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        if self.asked.as_ref().is_some_and(|before| before.query != asked.query) {
            self.chosen = 0;
        }
        self.found = results::search(app, &asked.query, asked.group);
        self.chosen = self.chosen.min(self.found.len().saturating_sub(1));
        self.asked = Some(asked);
    }

    fn results(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, room: f32) {
        let height = (ROW * ROWS_VISIBLE + 4.0 * 28.0).min(room);
        if self.found.is_empty() {
            ui.add_space(12.0);
            ui.horizontal(|ui| {
                ui.add_space(16.0);
                ui.label("No command is called that");
            });
            ui.add_space(12.0);
            return;
        }
        scroll(height).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let mut group = None;
            for (at, found) in self.found.iter().enumerate() {
                if group != Some(found.group) {
                    group = Some(found.group);
                    heading(ui, &found.group.label(scene.app));
                }
                let is_chosen = at == self.chosen;
                let response = row(ui, scene.app, found, is_chosen);
                if is_chosen && std::mem::take(&mut self.scroll) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    run(found, scene);
                }
            }
            ui.add_space(6.0);
        });
    }
}

/// The look of the palette and of dialogs.
pub(super) fn framed(area: Area, colours: &Palette) -> Modal {
    let shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: colours.shadow };
    let frame = Frame::new().fill(colours.bg_card).stroke(colours.control()).corner_radius(8).shadow(shadow);
    Modal { area, backdrop_color: colours.scrim, frame: Some(frame) }
}

/// A part of the palette or of a dialog that scrolls where it is higher than `height` points, and not
/// before: an area that is centred would keep it as low as it was at first.
pub(super) fn scroll(height: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true])
}

/// Does what a row stands for; nothing where it cannot be done now.
fn run(found: &Found, scene: &mut Scene<'_>) {
    match found.goal {
        Goal::Command(command) if scene.app.can(command).is_ok() => {
            scene.act(Action::CloseOverlay);
            scene.run(command);
        }
        Goal::Command(_) => {}
        Goal::Claim(claim) => {
            scene.act(Action::CloseOverlay);
            scene.act(Action::Choose(Some(claim)));
        }
    }
}

fn heading(ui: &mut Ui, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    let words = widgets::line(ui, text, theme::medium(size::SMALL), palette(ui).ink3);
    widgets::paint_line(ui.painter(), rect.left() + 16.0, rect.bottom() - 11.0, words);
}

fn row(ui: &mut Ui, app: &App, found: &Found, is_chosen: bool) -> egui::Response {
    let colours = palette(ui);
    let refused = match found.goal {
        Goal::Command(command) => app.can(command).err(),
        Goal::Claim(_) => None,
    };
    let (outer, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let name = &found.label;
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, refused.is_none(), is_chosen, name));
    let rect = outer.shrink2(vec2(6.0, 0.0));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if is_chosen {
        ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_active);
        let at = pos2(rect.left() - 1.0, rect.center().y);
        pencil::tick(ui.painter(), colours.pencil, ui.scope_id().with("palette pencil"), at);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_hover);
    }
    if let Some(icon) = found.icon {
        let ink = if refused.is_some() { colours.ink3 } else { icon.ink(colours) };
        let at = pos2(rect.left() + 18.0, rect.center().y);
        widgets::paint_icon(ui, at, icon.glyph, icon.font(16.0), ink);
    }
    let right = keys(ui, found, rect);
    let ink = if refused.is_some() { colours.ink3 } else { colours.ink };
    let words = Rect::from_min_max(pos2(rect.left() + 36.0, rect.top()), pos2(right - 10.0, rect.bottom()));
    paint_words(ui, words, found, refused, ink, if is_chosen { colours.ink2 } else { colours.ink3 });
    response
}

/// Paints the keys of a row at its right; gives their left edge.
fn keys(ui: &Ui, found: &Found, rect: Rect) -> f32 {
    let colours = palette(ui);
    let mut right = rect.right() - 8.0;
    let Goal::Command(command) = found.goal else { return right };
    let Some(keys) = command.spec().keys.first() else { return right };
    for key in widgets::shortcut_parts(keys).into_iter().rev() {
        let cap = widgets::line(ui, key, theme::medium(size::SMALL), colours.ink2);
        let left = right - widgets::cap_width(&cap);
        let edge = colours.hairline();
        widgets::paint_cap(ui.painter(), left, rect.center().y, cap, colours.ink2, edge, colours.bg_card);
        right = left - 3.0;
    }
    right
}

/// Paints the name of a row with the letters that match in bold, then what it does or why it cannot be
/// done.
fn paint_words(ui: &Ui, rect: Rect, found: &Found, refused: Option<&str>, ink: Color32, pale: Color32) {
    let middle = rect.center().y;
    let right = if let Goal::Claim(_) = found.goal {
        // Words of an article, in any script.
        let style = TextStyle::new(Family::Sans, size::UI, 18.0).max_rows(1);
        let layout = typeset::layout(ui.ctx(), &found.label, &style, rect.width());
        typeset::paint(ui.painter(), &layout, pos2(rect.left(), middle - layout.height() / 2.0), ink);
        rect.left() + layout.used_width()
    } else {
        let galley = ui.painter().layout_job(emphasised(found, ink));
        widgets::paint_line(ui.painter(), rect.left(), middle, galley)
    };
    let hint = refused.unwrap_or(&found.hint);
    let room = rect.right() - right - 10.0;
    if room > 40.0 && !hint.is_empty() {
        let hint = widgets::elided(ui, hint, theme::regular(size::META), pale, room);
        widgets::paint_line(ui.painter(), right + 10.0, middle, hint);
    }
}

/// A name with the letters that match in bold.
fn emphasised(found: &Found, ink: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut from = 0;
    for range in &found.matched {
        let plain = TextFormat::simple(theme::regular(size::UI), ink);
        job.append(&found.label[from..range.start], 0.0, plain);
        job.append(&found.label[range.clone()], 0.0, TextFormat::simple(theme::semibold(size::UI), ink));
        from = range.end;
    }
    job.append(&found.label[from..], 0.0, TextFormat::simple(theme::regular(size::UI), ink));
    job
}

fn foot(ui: &mut Ui) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), FOOT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, colours.line_soft));
    let mut x = rect.left() + 14.0;
    for (keys, what) in [(&["↑", "↓"][..], "choose"), (&["Enter"], "run"), (&["Tab"], "only this group")]
    {
        x = hint(ui, x, rect.center().y, keys, what) + 14.0;
    }
    let wide = widgets::line(ui, "close", theme::regular(size::META), colours.ink3).size().x + 38.0;
    hint(ui, rect.right() - 14.0 - wide, rect.center().y, &["Esc"], "close");
}

fn hint(ui: &Ui, x: f32, y: f32, keys: &[&str], what: &str) -> f32 {
    let colours = palette(ui);
    let mut x = x;
    for key in keys {
        let cap = widgets::line(ui, key, theme::medium(size::SMALL), colours.ink2);
        let (edge, fill) = (colours.hairline(), colours.bg_card);
        x = widgets::paint_cap(ui.painter(), x, y, cap, colours.ink2, edge, fill) + 4.0;
    }
    let words = widgets::line(ui, what, theme::regular(size::META), colours.ink3);
    widgets::paint_line(ui.painter(), x, y, words)
}
