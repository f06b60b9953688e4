//! One finding: what it is about, what was found, who asks for what, and what to do.

use super::small;
use crate::app::open::OpenReview;
use crate::app::problems::{Key, Step};
use crate::app::{Action, Focus};
use crate::rules::{Finding, Subject};
use crate::ui::cards::fields::{card_frame, inner_ring};
use crate::ui::cards::row::{cut, paint_number};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextStyle};
use crate::ui::{Scene, widgets};
use egui::{Align, Key as Pressed, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// What stands around and between the parts of a row (tokens.md, Claim row).
const LEFT: f32 = 20.0;
const RIGHT: f32 = 14.0;
const GLYPHS: f32 = 46.0;
const PADDING: f32 = 9.0;

/// Chars of a finding that are shown.
const LONGEST: usize = 400;

/// Width of the buttons beside the field for a reason, and the least that the field has beside them.
const REASON_BUTTONS: f32 = 150.0;
const LEAST_REASON: f32 = 180.0;

/// Width of the two buttons at the right of a row that is not chosen.
const BUTTONS: f32 = 116.0;

/// A finding to be drawn.
pub struct FindingRow<'a> {
    /// The review it was found in.
    pub open: &'a OpenReview,
    /// What was found.
    pub finding: &'a Finding,
    /// Its name.
    pub key: Key,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl FindingRow<'_> {
    /// Draws the row with its top left at that of `rect`, in its width; gives where it stands.
    pub fn show(&self, ui: &mut Ui, rect: Rect, scene: &mut Scene<'_>, reason: &mut String) -> Rect {
        let margin = if self.chosen { 8.0 } else { 0.0 };
        let room = Rect::from_min_size(rect.min, vec2(rect.width(), f32::INFINITY)).shrink(margin);
        // The click is asked for first, so that the buttons above it have theirs.
        let id = ui.scope_id().with(&self.key);
        let response = ui.interact(rect, id, Sense::click());
        let name = self.name();
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, self.chosen, &name));
        if response.hovered() && !self.chosen {
            ui.painter().rect_filled(rect, 0, palette(ui).bg_hover);
        }
        let builder = UiBuilder::new().id_salt(&self.key).max_rect(room).layout(Layout::top_down(Align::Min));
        let mut child = ui.new_child(builder);
        let frame = if self.chosen { card_frame(&child) } else { egui::Frame::new() };
        let shown = frame.show(&mut child, |ui| self.contents(ui, scene, margin, reason)).response.rect;
        if !self.chosen {
            ui.painter().hline(rect.x_range(), shown.bottom() - 0.5, (1.0, palette(ui).line_soft));
            inner_ring(ui, &response, shown);
        }
        if response.clicked() {
            self.act(scene, Step::Choose);
        }
        shown
    }

    fn act(&self, scene: &mut Scene<'_>, step: fn(Key) -> Step) {
        scene.act(Action::Problem(step(self.key.clone())));
    }

    /// What a screen reader calls it.
    fn name(&self) -> String {
        format!("{}: {}. {}", self.about(), self.finding.rule.title, cut(&self.finding.what, LONGEST))
    }

    /// What the finding is about, in words.
    fn about(&self) -> String {
        let review = self.open.review();
        match (self.finding.claim.and_then(|id| review.claim(id)), &self.finding.subject) {
            (Some(claim), _) => format!("Claim {}", claim.number),
            (None, Subject::Source(id)) => {
                review.source(*id).map_or("Source", |source| &source.name).to_owned()
            }
            (None, Subject::File(_)) => "Stored file".to_owned(),
            _ => {
                self.paragraph().map_or_else(|| "Draft".to_owned(), |at| self.open.draft().paragraph_name(at))
            }
        }
    }

    /// The paragraph that the finding stands in, as an index into those of the draft.
    fn paragraph(&self) -> Option<usize> {
        let text = self.open.draft().text();
        Some(text.paragraph_at(text.bytes_of(self.finding.passage.as_ref()?)?.start))
    }

    fn contents(&self, ui: &mut Ui, scene: &mut Scene<'_>, margin: f32, reason: &mut String) {
        let left = LEFT - margin;
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        self.glyph(ui, pos2(ui.max_rect().left() + left, ui.cursor().top() + PADDING + 9.0));
        let inside = egui::Margin {
            left: (left + GLYPHS) as i8,
            right: (RIGHT - margin) as i8,
            top: PADDING as i8,
            bottom: PADDING as i8,
        };
        egui::Frame::new().inner_margin(inside).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let width = ui.available_width();
            let top = ui.cursor().min;
            let beside = if self.chosen || self.finding.waived { 0.0 } else { BUTTONS };
            self.words(ui, width - beside);
            if self.finding.waived {
                self.waiver(ui, scene);
            } else if !self.open.is_writable() {
            } else if self.chosen && self.open.problems.waiving {
                self.ask_why(ui, scene, reason);
            } else if self.chosen {
                self.ways_on(ui, scene);
            } else {
                let room = Rect::from_min_size(pos2(top.x + width - BUTTONS, top.y), vec2(BUTTONS, 26.0));
                let builder = UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center));
                ui.scope_builder(builder, |ui| self.beside(ui, scene));
            }
        });
    }

    fn glyph(&self, ui: &Ui, at: egui::Pos2) {
        if let Some(claim) = self.finding.claim.and_then(|id| self.open.review().claim(id)) {
            paint_number(ui, at, claim);
        } else if let Some(number) = self.paragraph().and_then(|at| self.open.draft().paragraph_number(at)) {
            let words = format!("¶{number}");
            let words = widgets::line(ui, &words, theme::medium(size::META), palette(ui).ink3);
            widgets::paint_line(ui.painter(), at.x, at.y, words);
        } else {
            let (icon, ink) = super::look(ui, self.finding.rule.severity);
            widgets::paint_icon(ui, pos2(at.x + 7.0, at.y), icon, theme::icon(14.0), ink);
        }
    }

    /// Title, what was found, who asks.
    fn words(&self, ui: &mut Ui, width: f32) {
        let colours = palette(ui);
        let style = TextStyle::new(Family::SansMedium, size::UI, 18.0);
        paragraph(ui, self.finding.rule.title, &style, width, colours.ink);
        let style = TextStyle::new(Family::Sans, size::META, 17.0).max_rows(4);
        let what = cut(&self.finding.what, LONGEST);
        let stop = if what.ends_with('…') { "" } else { "." };
        let what = format!("{what}{stop}");
        paragraph(ui, &what, &style, width, colours.ink2);
        let style = TextStyle::new(Family::Sans, size::SMALL, 16.0);
        paragraph(ui, &format!("Rule: {}", self.finding.rule.asks), &style, width, colours.ink3);
    }

    /// The buttons of a row that is not chosen.
    fn beside(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        ui.spacing_mut().item_spacing.x = 2.0;
        let about = self.about();
        for (label, step) in [("Waive", Step::AskWhy as fn(Key) -> Step), ("Jump", Step::Jump)] {
            let response = widgets::quiet_button(ui, label);
            let name = format!("{label}: {about}, {}", self.finding.rule.title);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if response.clicked() {
                self.act(scene, step);
            }
        }
    }

    /// The buttons of the chosen row: the fix first.
    fn ways_on(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            if let Some(fix) = &self.finding.fix
                && widgets::primary_button(ui, fix.label(), None).clicked()
            {
                self.act(scene, Step::Fix);
            }
            if widgets::button(ui, "Jump", Some("Enter")).clicked() {
                self.act(scene, Step::Jump);
            }
            if widgets::button(ui, "Waive", Some("W")).clicked() {
                self.act(scene, Step::AskWhy);
            }
        });
    }

    /// The field for the reason, and its buttons: beside it where there is room, or else below.
    fn ask_why(&self, ui: &mut Ui, scene: &mut Scene<'_>, reason: &mut String) {
        ui.add_space(6.0);
        let beside = ui.available_width() - REASON_BUTTONS;
        if beside >= LEAST_REASON {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let answered = reason_field(ui, scene, reason, beside);
                reason_buttons(ui, scene, reason, answered);
            });
        } else {
            let width = ui.available_width();
            let answered = reason_field(ui, scene, reason, width);
            ui.add_space(4.0);
            ui.horizontal(|ui| reason_buttons(ui, scene, reason, answered));
        }
    }

    /// Why it was let stand and by whom, and the way back.
    fn waiver(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let subject = self.finding.subject.to_string();
        let Some(waiver) = self.open.review().waiver(self.finding.rule.id, &subject) else { return };
        let colours = palette(ui);
        let style = TextStyle::new(Family::Sans, size::META, 17.0).max_rows(4);
        paragraph(ui, &format!("Waived: {}", waiver.reason), &style, ui.available_width(), colours.ink);
        let at = waiver.at.with_timezone(&chrono::Local).format("%-d %b %Y, %H:%M");
        let by = if waiver.by.is_empty() { String::new() } else { format!("{}, ", waiver.by) };
        small(ui, &format!("{by}{at}"), colours.ink3);
        if self.open.is_writable() {
            ui.add_space(4.0);
            if widgets::button(ui, "Take waiver back", None).clicked() {
                self.act(scene, Step::Unwaive);
            }
        }
    }
}

/// The field for a reason; whether it was left with Enter, or with Escape.
fn reason_field(ui: &mut Ui, scene: &mut Scene<'_>, reason: &mut String, width: f32) -> Option<bool> {
    let field = widgets::text_field(ui, reason, "Reason", "Why it may stand", width);
    if scene.takes_focus(Focus::Reason) {
        field.request_focus();
    }
    let pressed = |key| field.lost_focus() && ui.input(|input| input.key_pressed(key));
    if pressed(Pressed::Enter) { Some(true) } else { pressed(Pressed::Escape).then_some(false) }
}

/// What is done with a reason, by its buttons or as it was answered in the field.
fn reason_buttons(ui: &mut Ui, scene: &mut Scene<'_>, reason: &str, answered: Option<bool>) {
    ui.spacing_mut().item_spacing.x = 6.0;
    if widgets::primary_button(ui, "Waive", None).clicked() || answered == Some(true) {
        scene.act(Action::Problem(Step::Waive(reason.to_owned())));
    }
    if widgets::quiet_button(ui, "Cancel").clicked() || answered == Some(false) {
        scene.act(Action::Problem(Step::Cancel));
    }
}

/// A clause as a sentence: with a capital letter.
pub fn sentence(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Words of any script over several lines.
pub fn paragraph(ui: &mut Ui, words: &str, style: &TextStyle, width: f32, ink: egui::Color32) {
    let layout = typeset::layout(ui.ctx(), words, style, width.max(20.0));
    let (rect, response) = ui.allocate_exact_size(vec2(width, layout.height()), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    typeset::paint(ui.painter(), &layout, rect.min, ink);
}
