//! Fields that one types in; beside them fields that one picks from, and what a card is laid out with.
//!
//! egui has no bidirectional text, so a field is an egui text field only while it has the keyboard; left
//! alone, its text is set by the article's engine and reads right in every script.

mod links;
mod pick;
mod sheet;

pub use links::{is_web_address, open_link};
pub use pick::{option_row, pick_of, picker, scrolled};
pub use sheet::{block, card_frame, inner_ring, labelled, paint_words, two_columns};

use super::diff::Changed;
use super::row::paint_changed;
use crate::app::Action;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextLanguage, TextLayout, TextStyle};
use crate::ui::{Scene, widgets};
use egui::text::{CCursor, CCursorRange, LayoutJob};
use egui::text_edit::TextEditState;
use egui::{
    FontId, Id, Key, Pos2, Rect, Response, Role, Sense, TextBuffer, TextEdit, Ui, Vec2, WidgetInfo,
    accesskit, pos2, vec2,
};
use sheet::well;
use std::sync::Arc;

/// Why nothing can be changed in a review that another window holds.
pub const READ_ONLY: &str = "Another window holds this review, so it is read-only here";

/// Width of the column of labels (tokens.md, Open card).
pub const LABEL: f32 = 86.0;
/// The rows of a field that nobody types in: more than anybody writes, and still quickly laid out where a
/// claim stands on a line of megabytes.
const MOST_ROWS: usize = 200;

/// What somebody is typing.
///
/// The text is kept here while the field has the keyboard, because the review may not hold every state of
/// it: half a date, a comma after the last tag.
#[derive(Debug, Default)]
pub struct Editing {
    field: Option<Id>,
    text: String,
    /// The review's value when the text was last taken from it or given to it.
    known: String,
    /// The text was given to the review, whose value is not seen yet.
    awaits: bool,
    drawn: bool,
}

impl Editing {
    /// What is typed in a field; none where it has not the keyboard.
    pub fn text_of(&self, field: Id) -> Option<&str> {
        (self.field == Some(field)).then_some(&self.text)
    }

    /// Whether somebody types in a field.
    pub fn is_active(&self) -> bool {
        self.field.is_some()
    }

    /// Empties a field that somebody types in: what was typed was taken.
    pub fn clear(&mut self, field: Id) {
        if self.field == Some(field) {
            self.text.clear();
        }
    }

    /// Ends the frame: a field that is no longer drawn was left.
    pub fn end_frame(&mut self, scene: &mut Scene<'_>) {
        if !std::mem::take(&mut self.drawn)
            && let Some(field) = self.field
        {
            self.leave(field, scene);
        }
    }

    fn leave(&mut self, field: Id, scene: &mut Scene<'_>) {
        if self.field == Some(field) {
            self.field = None;
            scene.act(Action::LeftField);
        }
    }

    /// Takes the review's value where the field was just entered or the value changed elsewhere (undo).
    fn follow(&mut self, field: Id, value: &str, prefill: &str, scene: &mut Scene<'_>) {
        self.drawn = true;
        if self.field != Some(field) {
            if let Some(other) = self.field {
                self.leave(other, scene);
            }
            self.field = Some(field);
            self.text = if value.is_empty() { prefill } else { value }.to_owned();
        } else if !self.awaits && self.known != value {
            self.text = value.to_owned();
        }
        self.awaits = false;
        if self.known != value {
            self.known = value.to_owned();
        }
    }
}

/// How a field looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// As many lines as there are.
    Area,
    /// The claim's sentence: no ground until it is edited.
    Sentence,
}

struct Look {
    family: Family,
    font: FontId,
    line: f32,
    padding: Vec2,
}

impl Kind {
    fn look(self) -> Look {
        match self {
            Self::Line => Look {
                family: Family::Sans,
                font: theme::regular(size::UI),
                line: 18.0,
                padding: vec2(8.0, 4.0),
            },
            Self::Area => Look {
                family: Family::Sans,
                font: theme::regular(size::UI),
                line: 19.0,
                padding: vec2(8.0, 5.0),
            },
            Self::Sentence => Look {
                family: Family::SansMedium,
                font: theme::medium(size::CLAIM),
                line: 20.0,
                padding: vec2(4.0, 3.0),
            },
        }
    }

    fn role(self) -> Role {
        if self == Self::Line { Role::TextInput } else { Role::MultilineTextInput }
    }
}

/// A field that one types in.
pub struct Field<'a> {
    id: Id,
    name: &'a str,
    value: &'a str,
    kind: Kind,
    hint: &'a str,
    prefill: &'a str,
    changed: Option<&'a Changed>,
    language: Option<TextLanguage>,
    until_left: bool,
}

impl<'a> Field<'a> {
    /// A field with an accessible name that shows a value of the review.
    pub fn new(id: Id, name: &'a str, value: &'a str, kind: Kind) -> Self {
        Self {
            id,
            name,
            value,
            kind,
            hint: "",
            prefill: "",
            changed: None,
            language: None,
            until_left: false,
        }
    }

    /// What stands in it, faintly, while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What typing begins with where it is empty.
    pub fn prefill(mut self, prefill: &'a str) -> Self {
        self.prefill = prefill;
        self
    }

    /// What to show instead of the value while nobody types: the words it changes.
    pub fn changed(mut self, changed: Option<&'a Changed>) -> Self {
        self.changed = changed;
        self
    }

    /// The language of its text (BCP 47); none where that is empty.
    pub fn language(mut self, tag: &str) -> Self {
        self.language = TextLanguage::parse(tag);
        self
    }

    /// Gives the text only when the field is left, and nothing where that is by Esc: for what means nothing
    /// half typed.
    pub fn until_left(mut self) -> Self {
        self.until_left = true;
        self
    }

    /// Draws it over the width there is; gives the text where it was changed.
    pub fn show(self, ui: &mut Ui, editing: &mut Editing, scene: &mut Scene<'_>) -> Option<String> {
        // A screen reader's request is met at once: what is typed next must find a text field.
        if ui.is_enabled()
            && ui.input(|input| input.has_accesskit_action_request(self.id, accesskit::Action::Focus))
        {
            ui.memory_mut(|memory| memory.request_focus(self.id));
        }
        if ui.is_enabled() && ui.memory(|memory| memory.has_focus(self.id)) {
            return self.edit(ui, editing, scene);
        }
        let left = self.left(ui, editing);
        editing.leave(self.id, scene);
        self.rest(ui);
        left
    }

    /// What was typed in a field that tells it when it is left, where that is another value.
    fn left(&self, ui: &Ui, editing: &Editing) -> Option<String> {
        let typed = editing.text_of(self.id).filter(|_| self.until_left)?;
        let dropped = ui.input(|input| input.key_pressed(Key::Escape));
        (typed != self.value && !dropped).then(|| typed.to_owned())
    }

    fn edit(self, ui: &mut Ui, editing: &mut Editing, scene: &mut Scene<'_>) -> Option<String> {
        editing.follow(self.id, self.value, self.prefill, scene);
        let look = self.kind.look();
        let mut text = std::mem::take(&mut editing.text);
        let typed = self.text_edit(ui, &look, &mut text);
        editing.text = text;
        if self.kind == Kind::Sentence && ui.input(|input| input.key_pressed(Key::Enter)) {
            ui.memory_mut(|memory| memory.surrender_focus(self.id));
        }
        if self.until_left {
            // Left in this very frame: another claim may be chosen before the next one.
            let left = !ui.memory(|memory| memory.has_focus(self.id));
            let text = self.left(ui, editing).filter(|_| left);
            if left {
                editing.leave(self.id, scene);
            }
            return text;
        }
        if typed {
            editing.awaits = true;
            return Some(editing.text.clone());
        }
        None
    }

    /// The egui field; whether something was typed.
    fn text_edit(&self, ui: &mut Ui, look: &Look, text: &mut String) -> bool {
        let colours = palette(ui);
        let ring = colours.focus_ring();
        // The ring takes its width from the padding, so that words stand where they stood.
        let inset = look.padding - Vec2::splat(ring.width);
        let frame =
            egui::Frame::new().fill(colours.bg_card).stroke(ring).corner_radius(6).inner_margin(inset);
        let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| {
            let wrap = if self.kind == Kind::Line { f32::INFINITY } else { width };
            let mut job = LayoutJob::simple(buffer.as_str().to_owned(), look.font.clone(), colours.ink, wrap);
            job.break_on_newline = self.kind != Kind::Line;
            job.keep_trailing_whitespace = true;
            for section in &mut job.sections {
                section.format.line_height = Some(look.line);
            }
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let field = match self.kind {
            Kind::Line => TextEdit::singleline(text),
            Kind::Area => TextEdit::multiline(text),
            Kind::Sentence => TextEdit::multiline(text).return_key(None),
        };
        let field = field
            .id(self.id)
            .frame(frame)
            .font(look.font.clone())
            .desired_rows(1)
            .desired_width(ui.available_width())
            .min_size(vec2(ui.available_width(), look.line + 2.0 * look.padding.y))
            .layouter(&mut layouter);
        let response = ui.add(field).accessible_name(self.name);
        response.changed()
    }

    /// What the field is while nobody types in it.
    fn rest(&self, ui: &mut Ui) -> Response {
        let look = self.kind.look();
        let width = ui.available_width();
        let layout = self.layout(ui, &look, width);
        let height = layout.height().max(look.line) + 2.0 * look.padding.y;
        let (_, rect) = ui.allocate_space(vec2(width, height));
        let response = ui.interact(rect, self.id, Sense::click());
        response.widget_info(|| WidgetInfo {
            label: Some(self.name.to_owned()),
            current_text_value: Some(self.value.to_owned()),
            hint_text: Some(self.hint.to_owned()),
            enabled: ui.is_enabled(),
            ..WidgetInfo::new(self.kind.role())
        });
        self.paint(ui, &look, &layout, rect, &response);
        if response.clicked() {
            self.enter(ui, &response, &layout, rect.min + look.padding);
        }
        if response.gained_focus() {
            ui.ctx().request_repaint();
        }
        response.on_hover_cursor(egui::CursorIcon::Text).on_disabled_hover_text(READ_ONLY)
    }

    fn layout(&self, ui: &Ui, look: &Look, width: f32) -> Arc<TextLayout> {
        let style =
            TextStyle { language: self.language, ..TextStyle::new(look.family, look.font.size, look.line) };
        let style = style.max_rows(if self.kind == Kind::Line { 1 } else { MOST_ROWS });
        typeset::layout(ui.ctx(), self.shown(), &style, (width - 2.0 * look.padding.x).max(20.0))
    }

    fn shown(&self) -> &str {
        match self.changed {
            Some(changed) => &changed.text,
            None if self.value.is_empty() => self.hint,
            None => self.value,
        }
    }

    fn paint(&self, ui: &Ui, look: &Look, layout: &TextLayout, rect: Rect, response: &Response) {
        if !ui.is_rect_visible(rect) {
            return;
        }
        let colours = palette(ui);
        if self.kind != Kind::Sentence {
            well(ui, rect);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 4, colours.bg_hover);
        }
        let ink = if self.value.is_empty() { colours.ink3 } else { colours.ink };
        let at = rect.min + look.padding;
        match self.changed {
            Some(changed) => paint_changed(ui.painter(), layout, at, changed, colours, ink),
            None => typeset::paint(ui.painter(), layout, at, ink),
        }
        widgets::focus_ring(ui, response, rect, 4);
    }

    /// Gives the field the keyboard, with the caret where it was clicked.
    fn enter(&self, ui: &Ui, response: &Response, layout: &TextLayout, origin: Pos2) {
        ui.memory_mut(|memory| memory.request_focus(self.id));
        widgets::will_be_typed_in(ui.ctx(), self.id);
        let Some(at) = response.interact_pointer_pos() else { return };
        if self.changed.is_some() || self.value.is_empty() {
            return;
        }
        let caret = layout.hit(pos2(at.x - origin.x, at.y - origin.y));
        let chars = self.value.get(..caret.byte).map_or(0, |before| before.chars().count());
        let mut state = TextEditState::load(ui.ctx(), self.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(chars))));
        state.store(ui.ctx(), self.id);
    }
}
