//! The chosen claim: everything that is known of it, and everything that can be done to it.

use super::diff::{self, Changed};
use super::edits::{self, Sheet};
use super::fields::{self, Editing, Field, Kind, READ_ONLY, block};
use super::status_switch::{snug_width, status_switch};
use super::{about, citations, menu, read, row, tags};
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::app::problems::{Key, Step};
use crate::app::revise;
use crate::app::{Action, Focus};
use crate::review::{Claim, Decision, Resolution, Review, Status, compose};
use crate::rules::Finding;
use crate::ui::problems::look as severity_look;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextLanguage, TextStyle};
use crate::ui::{Scene, icons, widgets};
use chrono::{DateTime, Local, Utc};
use egui::{Align, Layout, Popup, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// Space around a card (tokens.md: open cards sit at 8).
pub const MARGIN: f32 = 8.0;

/// Height of a card before it was ever drawn.
pub const ESTIMATE: f32 = 440.0;

/// What belongs to the open card alone.
#[derive(Default)]
pub struct OpenCard {
    pub(super) editing: Editing,
    citations: citations::State,
    read: read::Read,
}

impl OpenCard {
    /// Another claim was chosen: what was half done on the card before is let go.
    pub fn turn(&mut self) {
        self.citations = citations::State::default();
    }

    /// Draws the card in a row of the list; gives the height the row took, and the card’s own rectangle.
    pub fn show<'a>(
        &mut self,
        ui: &mut Ui,
        row: Rect,
        open: &'a OpenReview,
        claim: &'a Claim,
        scene: &mut Scene<'a>,
    ) -> (f32, Rect) {
        let review = open.review();
        let room = Rect::from_min_size(row.min, vec2(row.width(), f32::INFINITY)).shrink(MARGIN);
        let builder = UiBuilder::new()
            .id_salt(claim.id.number())
            .max_rect(room)
            .layout(Layout::top_down(Align::Min))
            .accessibility_role(Role::Group)
            .accessibility_label(row::accessible_name(claim));
        let mut ui = ui.new_child(builder);
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_selected(true));
        let writable = open.is_writable();
        let mut sheet = Sheet { claim, review, editing: &mut self.editing, scene };
        let frame = fields::card_frame(&ui);
        let card = frame.show(&mut ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
            head(ui, &mut sheet, writable);
            ui.scope(|ui| {
                if !writable {
                    ui.disable();
                }
                wording(ui, &mut sheet);
                recheck(ui, &mut sheet);
            });
            marks(ui, &mut sheet);
            ui.scope(|ui| {
                if !writable {
                    ui.disable();
                }
                block(ui, |ui| {
                    about::show(ui, &mut sheet);
                    read::show(ui, &mut sheet, self.read.of(open, claim));
                });
            });
            problems(ui, &mut sheet, open);
            block(ui, |ui| self.citations.show(ui, &mut sheet, writable));
            ui.scope(|ui| {
                if !writable {
                    ui.disable();
                }
                block(ui, |ui| findings(ui, &mut sheet));
            });
            foot(ui, &mut sheet, writable);
        });
        let rect = card.response.rect;
        (rect.height() + 2.0 * MARGIN, rect)
    }
}

/// Number, status, previous, next, more.
fn head(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, writable: bool) {
    const BUTTONS: f32 = 26.0;
    let claim = sheet.claim;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 48.0));
    let inner = Rect::from_min_max(rect.min + vec2(11.0, 0.0), rect.max - vec2(8.0, 0.0));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let number = RichText::new(claim.number.to_string()).font(theme::semibold(15.0));
        let shown = ui.add(egui::Label::new(number)).rect.width();
        ui.add_space((20.0 - shown).max(0.0) + 8.0);
        let all = 3.0 * BUTTONS;
        let steps = snug_width(ui, claim.status) + all + 4.0 <= ui.available_width();
        let buttons = if steps { all } else { BUTTONS };
        let room = vec2(ui.available_width() - buttons - 4.0, 28.0);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(room.x);
            if !writable {
                ui.disable();
            }
            if let Some(status) = status_switch(ui, claim.status, "", status_tip) {
                set_status(sheet, status);
            }
        });
        ui.add_space(4.0);
        if steps {
            step_button(ui, sheet, icons::CARET_UP, Command::PreviousClaim);
            step_button(ui, sheet, icons::CARET_DOWN, Command::NextClaim);
        }
        more(ui, sheet);
    });
}

/// What a status means, and its key.
fn status_tip(status: Status) -> String {
    let key = Command::SetStatus(status).spec().keys.first().map(widgets::shortcut_text);
    match key {
        Some(key) => format!("{} ({key})", status.meaning()),
        None => status.meaning().to_owned(),
    }
}

/// Gives the claim on the card a status, also while words are selected, of which the command would make
/// a new claim.
pub(super) fn set_status(sheet: &mut Sheet<'_, '_, '_>, status: Status) {
    let app = sheet.scene.app;
    let words_selected = app.page().is_some_and(|open| open.selected_chars().is_some());
    let command = Command::SetStatus(status);
    if words_selected {
        let edit = compose::set_status(sheet.claim, status, &app.checker(), app.now());
        sheet.act(command.spec().label, Some(edit));
    } else {
        sheet.scene.run(command);
    }
}

fn step_button(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, icon: char, command: Command) {
    if widgets::icon_button(ui, icon, command.spec().label, 16.0).clicked() {
        sheet.scene.run(command);
    }
}

/// What is seldom done to a claim.
fn more(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let response = widgets::icon_button(ui, icons::DOTS_THREE, "More for this claim", 16.0);
    Popup::menu(&response).show(|ui| {
        ui.set_width(menu::WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        for command in [Command::PreviousClaim, Command::NextClaim, Command::AddMark, Command::RemoveMark] {
            menu::command_row(ui, sheet.scene, command);
        }
        let can_flag = sheet.claim.status != Status::Unchecked && !sheet.claim.needs_recheck;
        let writable = sheet.scene.app.can(Command::DeleteClaim).is_ok();
        if menu::row(ui, "Flag for recheck", "", can_flag && writable).clicked() {
            sheet.act("Flag for recheck", edits::flag_recheck(sheet.claim));
        }
        if menu::row(ui, "Copy claim text", "", true).clicked() {
            ui.ctx().copy_text(sheet.claim.statement().into_owned());
        }
        menu::command_row(ui, sheet.scene, Command::DeleteClaim);
    });
}

/// The claim in the checker's own words, or in the article's.
fn wording(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let (claim, field) = (sheet.claim, sheet.field("wording"));
    if ui.is_enabled() && sheet.scene.takes_focus(Focus::Wording) {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    let statement = claim.statement();
    let margin = egui::Margin { left: 7, right: 8, top: 0, bottom: 7 };
    let typed = egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        Field::new(field, "Wording", &statement, Kind::Sentence)
            .language(&sheet.review.article.language)
            .show(ui, sheet.editing, sheet.scene)
    });
    if let Some(text) = typed.inner {
        sheet.typed("Edit wording", compose::set_wording(claim, &text), field);
    }
}

/// Most findings that a card names; the panel has them all.
const MOST_PROBLEMS: usize = 4;

/// What the rules find about the claim, a line each, the heavier first; a click shows it in the panel.
fn problems(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, open: &OpenReview) {
    let mut found: Vec<_> =
        open.findings().of_claim(sheet.claim.id).iter().filter(|finding| !finding.waived).collect();
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|finding| finding.rule.severity);
    block(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for finding in found.iter().take(MOST_PROBLEMS) {
            if problem(ui, finding) {
                sheet.scene.act(Action::Problem(Step::Show(Some(Key::of(finding)))));
            }
        }
        let more = found.len().saturating_sub(MOST_PROBLEMS);
        if more > 0 && widgets::quiet_button(ui, &format!("{more} more")).clicked() {
            sheet.scene.act(Action::Problem(Step::Show(found.get(MOST_PROBLEMS).map(|next| Key::of(next)))));
        }
    });
}

/// One finding in one line: its title, and what was found where there is room; whether it was clicked.
fn problem(ui: &mut Ui, finding: &Finding) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), widgets::HIT), Sense::click());
    let name = format!("Problem: {}", finding.rule.title);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let colours = palette(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4, colours.bg_hover);
    }
    let (icon, ink) = severity_look(ui, finding.rule.severity);
    widgets::paint_icon(ui, egui::pos2(rect.left() + 7.0, rect.center().y), icon, theme::icon(15.0), ink);
    let words = rect.with_min_x(rect.left() + 24.0);
    let title = format!("{}.", finding.rule.title);
    let end = fields::paint_words(ui, words, &title, Family::SansSemiBold, size::META, colours.ink) + 5.0;
    if end + 40.0 < rect.right() {
        fields::paint_words(ui, words.with_min_x(end), &finding.what, Family::Sans, size::META, colours.ink2);
    }
    widgets::focus_ring(ui, &response, rect, 4);
    response.on_hover_text(format!("{}.", finding.message())).clicked()
}

/// The flag, and the way to take it away.
fn recheck(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let claim = sheet.claim;
    if !claim.needs_recheck {
        return;
    }
    block(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let flag = row::recheck_flag(ui);
            let (rect, response) = ui.allocate_exact_size(flag.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, "Needs recheck"));
            widgets::paint_line(ui.painter(), rect.left(), rect.center().y, flag);
            let tones = palette(ui).status(claim.status);
            let was = RichText::new(claim.status.label()).font(theme::medium(size::META)).color(tones.text);
            ui.label(was.strikethrough());
            ui.label(RichText::new(why(sheet)).font(theme::regular(size::META)));
            let answer = format!("Still {}", claim.status.label().to_lowercase());
            if widgets::button(ui, &answer, None).clicked() {
                set_status(sheet, claim.status);
            }
        });
        changed_words(ui, sheet);
    });
}

/// Why the claim needs a recheck, in a sentence.
fn why(sheet: &Sheet<'_, '_, '_>) -> String {
    let carried = revise::fate(sheet.review, sheet.claim).filter(|carried| !carried.fate.keeps_status());
    let sentences: Vec<_> =
        carried.into_iter().flat_map(|carried| &carried.reasons).map(|reason| reason.sentence()).collect();
    if sentences.is_empty() { "The words changed since".to_owned() } else { sentences.join(". ") }
}

/// The words as they were ticked and as they are now, where that is known.
fn changed_words(ui: &mut Ui, sheet: &Sheet<'_, '_, '_>) {
    let Some(decision) = &sheet.claim.decision else { return };
    let now = sheet.claim.marked_words();
    if decision.words == now {
        return;
    }
    let of = |words: &[String]| row::cut(&words.join(" … "), 1200).into_owned();
    let change = Changed::between(&of(&decision.words), &of(&now));
    let language = TextLanguage::parse(&sheet.review.article.language);
    let style = TextStyle { language, ..TextStyle::new(Family::Serif, 14.0, 21.0) };
    let layout = typeset::layout(ui.ctx(), &change.text, &style, ui.available_width());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), layout.height()), Sense::hover());
    let name = format!("Ticked as “{}”, now “{}”", of(&decision.words), of(&now));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    row::paint_changed(ui.painter(), &layout, rect.min, &change, palette(ui), palette(ui).ink);
}

/// The passages the claim stands on, where there are several.
fn marks(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let claim = sheet.claim;
    if claim.marks.len() < 2 {
        return;
    }
    let current = sheet.scene.app.page().map_or(0, |open| open.current_mark);
    block(ui, |ui| {
        for (at, mark) in claim.marks.iter().enumerate() {
            if passage(ui, sheet.review, at, &mark.quote, at == current) {
                sheet.scene.act(Action::ChooseMark(claim.id, at));
            }
        }
    });
}

/// One passage; whether it was clicked.
fn passage(ui: &mut Ui, review: &Review, at: usize, quote: &str, current: bool) -> bool {
    let words = row::cut(quote, 400);
    let style =
        TextStyle::new(Family::Serif, 14.0, 19.0).language(Some(&review.article.language)).max_rows(2);
    let width = ui.available_width();
    let layout = typeset::layout(ui.ctx(), &words, &style, width - 12.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, layout.height() + 7.0), Sense::click());
    let name = format!("Passage {}: {words}", at + 1);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, current, &name));
    let colours = palette(ui);
    if current || response.hovered() {
        let fill = if current { colours.bg_active } else { colours.bg_hover };
        ui.painter().rect_filled(rect, 4, fill);
    }
    typeset::paint(ui.painter(), &layout, rect.min + vec2(6.0, 3.0), colours.ink);
    widgets::focus_ring(ui, &response, rect, 4);
    response.clicked()
}

/// Correction, note and tags.
fn findings(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    ui.spacing_mut().item_spacing.y = 6.0;
    let (claim, field) = (sheet.claim, sheet.field("correction"));
    let text = claim.correction.as_ref().map_or("", |correction| &correction.text);
    let words = corrected_words(sheet, text);
    let changed = (!text.is_empty()).then(|| Changed::between(words, text));
    let language = &sheet.review.article.language;
    let typed = fields::labelled(ui, "Correction", fields::LABEL, |ui| {
        Field::new(field, "Correction", text, Kind::Area)
            .hint("The wording proposed instead")
            .prefill(words)
            .changed(changed.as_ref())
            .language(language)
            .show(ui, sheet.editing, sheet.scene)
    });
    if let Some(typed) = typed {
        sheet.typed("Edit correction", edits::correction(claim, |correction| correction.text = typed), field);
    }
    if claim.correction.is_some() {
        resolution(ui, sheet);
    }
    note(ui, sheet);
    fields::labelled(ui, "Tags", fields::LABEL, |ui| tags::show(ui, sheet));
}

/// The passage that the correction is meant for; before there is one, the passage that is current.
fn corrected_words<'a>(sheet: &Sheet<'_, '_, 'a>, correction: &str) -> &'a str {
    let marks = &sheet.claim.marks;
    if correction.is_empty() {
        let current = sheet.scene.app.page().map_or(0, |open| open.current_mark);
        return marks.get(current).map_or("", |mark| &mark.quote);
    }
    diff::meant_for(marks.iter().take(row::MOST_PASSAGES).map(|mark| mark.quote.as_str()), correction)
}

/// What became of the correction, and why it was left.
fn resolution(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let claim = sheet.claim;
    let Some(correction) = &claim.correction else { return };
    let (pick, field) = (sheet.field("resolution"), sheet.field("reason"));
    let picked = fields::labelled(ui, "Resolution", fields::LABEL, |ui| {
        fields::pick_of(ui, pick, "Resolution", correction.resolution, Resolution::ALL, Resolution::label)
    });
    if let Some(resolution) = picked {
        let edit = edits::correction(claim, |correction| correction.resolution = resolution);
        sheet.act("Set resolution", edit);
    }
    if correction.resolution != Resolution::Stet {
        return;
    }
    let typed =
        fields::labelled(ui, "Reason", fields::LABEL, |ui| {
            Field::new(field, "Reason", &correction.reason, Kind::Area)
                .hint("Why it is left as it stands")
                .show(ui, sheet.editing, sheet.scene)
        });
    if let Some(typed) = typed {
        sheet.typed("Edit reason", edits::correction(claim, |correction| correction.reason = typed), field);
    }
}

fn note(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let (claim, field) = (sheet.claim, sheet.field("note"));
    let hint = if claim.status == Status::Query { "The question for the writer or editor" } else { "" };
    let typed = fields::labelled(ui, "Note", fields::LABEL, |ui| {
        Field::new(field, "Note", &claim.note, Kind::Area).hint(hint).show(ui, sheet.editing, sheet.scene)
    });
    if let Some(text) = typed {
        sheet.typed("Edit note", compose::set_note(claim, &text), field);
    }
}

/// Who set the status and when, and what comes next.
fn foot(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, writable: bool) {
    widgets::hairline(ui);
    let claim = sheet.claim;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 36.0));
    let inner = Rect::from_min_max(rect.min + vec2(11.0, 0.0), rect.max - vec2(12.0, 0.0));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        let done = claim.status == Status::Verified && !claim.needs_recheck;
        let command = if done { Command::NextOpen } else { Command::SetStatus(Status::Verified) };
        let key = command.spec().keys.first().map(widgets::shortcut_text);
        let response = ui.add_enabled_ui(done || writable, |ui| {
            widgets::primary_button(ui, command.spec().label, key.as_deref())
                .on_disabled_hover_text(READ_ONLY)
        });
        if response.inner.clicked() {
            if done { sheet.scene.run(command) } else { set_status(sheet, Status::Verified) }
        }
        let words = decision_in_words(claim, sheet.scene.app.now());
        let rect = ui.available_rect_before_wrap();
        let label = ui.interact(rect, ui.scope_id().with("decision"), Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        fields::paint_words(ui, rect, &words, Family::Sans, size::SMALL, palette(ui).ink3);
    });
}

/// Who set a claim's status, and when: the time alone where it was today.
fn decision_in_words(claim: &Claim, now: DateTime<Utc>) -> String {
    let Some(Decision { by, at, .. }) = &claim.decision else { return "Nobody has looked yet".to_owned() };
    let (at, now) = (at.with_timezone(&Local), now.with_timezone(&Local));
    let time = if at.date_naive() == now.date_naive() {
        at.format("%H:%M").to_string()
    } else {
        at.format("%-d %b %Y, %H:%M").to_string()
    };
    let done = match claim.status {
        Status::Unchecked => "Looked at",
        Status::Verified => "Verified",
        Status::Disputed => "Disputed",
        Status::Query => "Queried",
        Status::Unverifiable => "Found unverifiable",
        Status::OnAuthor => "Put on the author",
        Status::NotCheckable => "Found not checkable",
    };
    if by.is_empty() { format!("{done}, {time}") } else { format!("{done} by {by}, {time}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::ClaimId;

    #[test]
    fn a_decision_says_who_and_when() {
        let mut claim = Claim::new(ClaimId::new(1), 1, Vec::new());
        let now = DateTime::from_timestamp(1_690_450_000, 0).unwrap_or_default();
        assert_eq!(decision_in_words(&claim, now), "Nobody has looked yet");
        claim.status = Status::Query;
        claim.decision = Some(Decision { by: "M. Keller".into(), at: now, words: Vec::new() });
        let time = now.with_timezone(&Local).format("%H:%M");
        assert_eq!(decision_in_words(&claim, now), format!("Queried by M. Keller, {time}"));
        let later = now + chrono::TimeDelta::days(3);
        let day = now.with_timezone(&Local).format("%-d %b %Y");
        assert_eq!(decision_in_words(&claim, later), format!("Queried by M. Keller, {day}, {time}"));
    }
}
