//! One claim in the list of revisions: what became of it, its words before and after, and what to decide.

use super::look;
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::review::{Carried, Claim, Fate, Mark, Outcome};
use crate::text::Text;
use crate::ui::cards::diff::Changed;
use crate::ui::cards::fields::{card_frame, inner_ring};
use crate::ui::cards::row::{cut, paint_changed, paint_number};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextLanguage, TextStyle};
use crate::ui::{Scene, icons, widgets};
use egui::{Align, Layout, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Chars of each wording that are compared and shown: more than a claim's passage ever should hold.
const LONGEST: usize = 1200;

/// What stands around and between the parts of a row (tokens.md, Claim row).
const LEFT: f32 = 20.0;
const RIGHT: f32 = 14.0;
const GLYPHS: f32 = 46.0;
const PADDING: f32 = 10.0;

/// The words of a row, made once a change.
pub struct Words {
    change: Changed,
    reason: String,
    name: String,
    language: Option<TextLanguage>,
}

impl Words {
    /// The words of a claim that was carried over.
    pub fn of(open: &OpenReview, claim: &Claim, carried: &Carried) -> Self {
        let review = open.review();
        let mut before = joined(carried.before.iter().map(|mark| mark.quote.as_str()));
        let gone = review.is_gone(claim);
        let mut after =
            if gone { String::new() } else { joined(claim.marks.iter().map(|mark| mark.quote.as_str())) };
        if carried.fate == Fate::Material
            && before == after
            && let Some((old, new)) = sentences(open, claim, carried)
        {
            (before, after) = (old.to_owned(), new.to_owned());
        }
        let fate = carried.fate.meaning();
        Self {
            change: Changed::between(&cut(&before, LONGEST), &cut(&after, LONGEST)),
            reason: reason(carried),
            name: format!("Claim {}, {}: {}", claim.number, fate, cut(&claim.statement(), 200)),
            language: TextLanguage::parse(&review.article.language),
        }
    }
}

/// The sentences around a claim's first mark, before and after: what changed beside words that stayed. None
/// before the drafts are compared.
fn sentences<'a>(open: &'a OpenReview, claim: &Claim, carried: &Carried) -> Option<(&'a str, &'a str)> {
    let comparison = open.comparison()?;
    let (before, after) = open.last_two_drafts()?;
    let (old, new) = (carried.before.first()?, claim.marks.first()?);
    if (old.draft, new.draft) != (before.number, after.number) {
        return None;
    }
    let bytes =
        |text: &Text, mark: &Mark| text.bytes_of(&mark.range()).map(|range| range.start.0..range.end.0);
    let old = comparison.sentences_before(&bytes(before.text(), old)?);
    let new = comparison.sentences_after(&bytes(after.text(), new)?);
    Some((before.text().as_str().get(old)?.trim(), after.text().as_str().get(new)?.trim()))
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" … ")
}

/// Why, in words that follow the fate: "a figure was changed, added or taken out".
fn reason(carried: &Carried) -> String {
    if carried.takes_correction {
        return "your correction was taken".to_owned();
    }
    let mut sentences: Vec<String> =
        carried.reasons.iter().map(|reason| lower_first(reason.sentence())).collect();
    if sentences.is_empty() {
        sentences.push(lower_first(carried.fate.meaning()));
    }
    sentences.join("; ")
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A row to be drawn.
pub struct ClaimRow<'a> {
    /// The claim as it is now.
    pub claim: &'a Claim,
    /// What became of it.
    pub carried: &'a Carried,
    /// Its words.
    pub words: &'a Words,
    /// Whether it is the chosen claim.
    pub chosen: bool,
}

/// A row that was drawn.
pub struct Shown {
    /// Its height with what stands around it.
    pub height: f32,
    /// The card's rectangle.
    pub rect: Rect,
    /// Whether it was clicked, beside its buttons.
    pub clicked: bool,
}

impl ClaimRow<'_> {
    /// Draws the row with its top left at that of `rect`, in its width.
    pub fn show(&self, ui: &mut Ui, rect: Rect, scene: &mut Scene<'_>) -> Shown {
        let margin = if self.chosen { 8.0 } else { 0.0 };
        let room = Rect::from_min_size(rect.min, vec2(rect.width(), f32::INFINITY)).shrink(margin);
        // The click is asked for first, so that the buttons above it have theirs.
        let response = ui.interact(rect, ui.scope_id().with(self.claim.id.number()), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, self.chosen, &self.words.name));
        if response.hovered() && !self.chosen {
            ui.painter().rect_filled(rect, 0, palette(ui).bg_hover);
        }
        let builder = UiBuilder::new()
            .id_salt(self.claim.id.number())
            .max_rect(room)
            .layout(Layout::top_down(Align::Min));
        let mut child = ui.new_child(builder);
        let frame = if self.chosen { card_frame(&child) } else { egui::Frame::new() };
        let shown = frame.show(&mut child, |ui| self.contents(ui, scene, margin)).response.rect;
        let height = shown.height() + 2.0 * margin;
        let bottom = rect.top() + height - 0.5;
        if !self.chosen {
            ui.painter().hline(rect.x_range(), bottom, (1.0, palette(ui).line_soft));
            inner_ring(ui, &response, Rect::from_min_size(rect.min, vec2(rect.width(), height)));
        }
        Shown { height, rect: shown, clicked: response.clicked() }
    }

    fn contents(&self, ui: &mut Ui, scene: &mut Scene<'_>, margin: f32) {
        let left = LEFT - margin;
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        let top = ui.cursor().top() + PADDING;
        paint_number(ui, pos2(ui.max_rect().left() + left, top + 8.0), self.claim);
        let inside = egui::Margin {
            left: (left + GLYPHS) as i8,
            right: (RIGHT - margin) as i8,
            top: PADDING as i8,
            bottom: PADDING as i8,
        };
        egui::Frame::new().inner_margin(inside).show(ui, |ui| {
            ui.set_width(ui.available_width());
            self.fate(ui);
            self.change(ui);
            if !self.carried.fate.keeps_status() {
                self.decision(ui, scene);
            }
        });
    }

    fn fate(&self, ui: &mut Ui) {
        let (icon, word, ink) = look(ui, self.carried.fate);
        let colours = palette(ui);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(RichText::new(icon).font(theme::icon_bold(13.0)).color(ink));
            ui.label(RichText::new(word).font(theme::medium(size::META)).color(ink));
            let why = format!("· {}", self.words.reason);
            ui.label(RichText::new(why).font(theme::regular(size::META)).color(colours.ink3));
        });
    }

    /// The words with what went and what came.
    fn change(&self, ui: &mut Ui) {
        let style = TextStyle { language: self.words.language, ..TextStyle::new(Family::Serif, 15.0, 23.0) };
        let layout = typeset::layout(ui.ctx(), &self.words.change.text, &style, ui.available_width());
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), layout.height()), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(&self.words.change)));
        paint_changed(ui.painter(), &layout, rect.min, &self.words.change, palette(ui), palette(ui).ink);
    }

    /// What was decided, or the ways to decide.
    fn decision(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            let selected = self.chosen && scene.app.can(Command::PutElsewhere).is_ok();
            for (command, outcome, label) in self.choices(selected) {
                self.choice(ui, scene, command, outcome, &label);
            }
        });
    }

    /// The decisions that fit, the likeliest first.
    fn choices(&self, words_selected: bool) -> Vec<(Command, Outcome, String)> {
        let choice = |command: Command, outcome, label: &str| (command, outcome, label.to_owned());
        let mut choices = Vec::with_capacity(3);
        if self.carried.fate == Fate::Gone {
            choices.push(choice(Command::CutClaim, Outcome::Cut, "Close claim, keep the record"));
            choices.push(choice(Command::PutElsewhere, Outcome::PutElsewhere, "Put on selected words"));
            return choices;
        }
        if self.carried.takes_correction {
            let label = "Accept correction, mark verified";
            choices.push(choice(Command::TakeCorrection, Outcome::CorrectionTaken, label));
        } else {
            let status = self.carried.checked.status.label().to_lowercase();
            choices.push((Command::KeepStatus, Outcome::Kept, format!("Carry {status} over")));
        }
        choices.push(choice(Command::Recheck, Outcome::Recheck, "Recheck"));
        if words_selected {
            choices.push(choice(Command::PutElsewhere, Outcome::PutElsewhere, "Put on selected words"));
        }
        choices
    }

    fn choice(&self, ui: &mut Ui, scene: &mut Scene<'_>, command: Command, outcome: Outcome, label: &str) {
        let decided = self.carried.outcome == Some(outcome);
        // A command is about the chosen claim, so only there it can be said why it is not possible.
        let can = if self.chosen { scene.app.can(command) } else { Ok(()) };
        let key = command.spec().keys.first().filter(|_| self.chosen).map(widgets::shortcut_text);
        let button = |ui: &mut Ui| choice_button(ui, decided, label, key.as_deref());
        let response = ui.add_enabled(can.is_ok(), button);
        if response.clicked() {
            scene.act(crate::app::Action::Choose(Some(self.claim.id)));
            scene.run(command);
        }
        if let Err(why) = can {
            response.on_disabled_hover_text(why);
        }
    }
}

/// A button with a ring that is filled once it is decided.
fn choice_button(ui: &mut Ui, decided: bool, label: &str, key: Option<&str>) -> egui::Response {
    let icon = if decided { icons::CHECK_CIRCLE } else { icons::CIRCLE };
    widgets::choice(ui, icon, decided, label, key)
}

/// The change as one hears it.
fn spoken(change: &Changed) -> String {
    let words =
        |range: &std::ops::Range<usize>| change.text.get(range.clone()).unwrap_or_default().to_owned();
    let mut spoken = change.text.clone();
    if !change.taken.is_empty() {
        let taken: Vec<_> = change.taken.iter().map(words).collect();
        spoken.push_str(&format!(". Taken out: {}", taken.join(", ")));
    }
    if !change.put.is_empty() {
        let put: Vec<_> = change.put.iter().map(words).collect();
        spoken.push_str(&format!(". Put in: {}", put.join(", ")));
    }
    spoken
}
