//! The revisions panel: the drafts there are, and what became of each claim when the newest came in.

mod changes;
mod claim;
mod drafts;

pub use changes::ChangesView;

use super::cards::empty::{body, fact};
use super::cards::filter_bar::{HEAD, bar, title};
use super::cards::list::{Band, Rows, VirtualList};
use super::theme::{self, palette, size};
use super::{Scene, icons, widgets};
use crate::app::Action;
use crate::app::command::Command;
use crate::app::open::{OpenReview, Reveal};
use crate::app::revise::{self, Fates};
use crate::review::{ClaimId, Fate, ReviewId};
use claim::{ClaimRow, Words};
use egui::{Align, Color32, Layout, Rect, RichText, Role, Ui, UiBuilder, vec2};
use std::collections::HashMap;

/// Height of a row that was not seen yet: fate, two lines of words, buttons.
const ROW_ESTIMATE: f32 = 104.0;

/// What the panel keeps from frame to frame.
#[derive(Default)]
pub struct RevisionsView {
    list: VirtualList,
    seen: Option<(ReviewId, u64, Fates)>,
    listed: Vec<ClaimId>,
    words: HashMap<ClaimId, Words>,
    chosen: Option<ClaimId>,
    clicked: Option<ClaimId>,
    chosen_rect: Option<Rect>,
}

impl RevisionsView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        self.chosen_rect = None;
        // The list is about the newest draft, also while an earlier one lies on the paper.
        let Some(open) = &scene.app.open else { return };
        self.follow(open);
        let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Revisions panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            head(ui, scene, open);
            drafts::show(ui, scene, open);
            if open.review().last_revision().is_none() {
                return one_draft(ui, scene);
            }
            chips(ui, scene, open);
            let below = if open.is_writable() { FOOT } else { 0.0 };
            let room = vec2(ui.available_width(), (ui.available_height() - below).max(0.0));
            ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(room);
                self.rows(ui, scene, open);
            });
            if below > 0.0 {
                foot(ui, scene, open);
            }
        });
    }

    /// Where the chosen claim's row stands on the screen.
    pub fn chosen_rect(&self) -> Option<Rect> {
        self.chosen_rect
    }

    /// Makes the list anew where the review or what is listed changed; follows the choice.
    fn follow(&mut self, open: &OpenReview) {
        let now = (open.review().id, open.generation(), open.place.fates);
        if self.seen != Some(now) {
            if self.seen.is_none_or(|seen| (seen.0, seen.1) != (now.0, now.1)) {
                self.words.clear();
            }
            self.listed = revise::listed(open, open.place.fates);
            self.list.set_rows(self.listed.iter().map(|id| id.number()).collect(), ROW_ESTIMATE);
            self.seen = Some(now);
        }
        let turned = self.chosen != open.place.claim;
        let wanted = matches!(open.reveal, Some(Reveal::Claim(id)) if Some(id) == open.place.claim);
        if let Some(id) = open.place.claim.filter(|_| turned || wanted) {
            let clicked = self.clicked.take() == Some(id);
            self.list.reveal(id.number(), if clicked { Band::CLICKED } else { Band::BESIDE });
        }
        self.chosen = open.place.claim;
    }

    fn rows<'a>(&mut self, ui: &mut Ui, scene: &mut Scene<'a>, open: &'a OpenReview) {
        if self.listed.is_empty() {
            let (what, next) = nothing(open.place.fates);
            return body(ui, |ui| fact(ui, what, next));
        }
        let mut rows = ClaimRows { open, scene, view: self };
        let builder =
            UiBuilder::new().accessibility_role(Role::List).accessibility_label("Claims carried over");
        ui.scope_builder(builder, |ui| {
            let mut list = std::mem::take(&mut rows.view.list);
            list.show(ui, &mut rows);
            rows.view.list = list;
        });
    }
}

/// The rows of the list.
struct ClaimRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    view: &'v mut RevisionsView,
}

impl Rows for ClaimRows<'_, '_, '_> {
    fn measure(&mut self, _: &Ui, _: usize, _: f32) -> Option<f32> {
        None
    }

    fn show(&mut self, ui: &mut Ui, row: usize, rect: Rect) -> f32 {
        let review = self.open.review();
        let claim = self.view.listed.get(row).and_then(|&id| review.claim(id));
        let Some((claim, carried)) = claim.and_then(|claim| Some((claim, revise::fate(review, claim)?)))
        else {
            return 0.0;
        };
        let words = self.view.words.entry(claim.id).or_insert_with(|| Words::of(self.open, claim, carried));
        let chosen = self.open.place.claim == Some(claim.id);
        let shown = ClaimRow { claim, carried, words, chosen }.show(ui, rect, self.scene);
        if shown.clicked {
            self.view.clicked = Some(claim.id);
            self.scene.act(Action::Choose(Some(claim.id)));
        }
        if chosen {
            self.view.chosen_rect = Some(shown.rect);
        }
        shown.height
    }
}

/// Title and the way to a new draft.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    bar(ui, HEAD, (20.0, 12.0), palette(ui).line_soft, |ui| {
        title(ui, "Revisions", open.review().drafts.len());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can = scene.app.can(Command::NewDraft);
            let response =
                ui.add_enabled_ui(can.is_ok(), |ui| widgets::button(ui, "New draft…", Some("Ctrl D"))).inner;
            if response.clicked() {
                scene.run(Command::NewDraft);
            }
            if let Err(why) = can {
                response.on_disabled_hover_text(why);
            }
        });
    });
}

fn one_draft(ui: &mut Ui, scene: &mut Scene<'_>) {
    body(ui, |ui| {
        let next = "When the writer sends another, take it in here: every claim is carried over, and what \
                    changed under a tick is shown to you.";
        fact(ui, "One draft so far", next);
        ui.add_space(4.0);
        ui.add_enabled_ui(scene.app.can(Command::PasteDraft).is_ok(), |ui| {
            if widgets::button(ui, Command::PasteDraft.spec().label, None).clicked() {
                scene.run(Command::PasteDraft);
            }
        });
    });
}

/// The icon, the word and the colour of a fate.
fn look(ui: &Ui, fate: Fate) -> (char, &'static str, Color32) {
    let colours = palette(ui);
    match fate {
        Fate::Unchanged => (icons::EQUALS, "Unchanged", colours.ink2),
        Fate::Moved => (icons::ARROWS_LEFT_RIGHT, "Moved", colours.ink2),
        Fate::Cosmetic => (icons::APPROXIMATE_EQUALS, "Signs only", colours.ink2),
        Fate::Material => (icons::ARROW_CLOCKWISE, "Changed", colours.recheck.text),
        Fate::Gone => (icons::MINUS_CIRCLE, "Gone", colours.del_ink),
    }
}

/// One chip for each list.
fn chips(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    let Some(revision) = open.review().last_revision() else { return };
    let (left, _) = revise::decisions(open.review());
    let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Lists of claims");
    bar(ui, HEAD, (8.0, 4.0), palette(ui).line, |ui| {
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for fates in Fates::ALL {
                let held = revision.carried.iter().filter(|carried| fates.holds(carried.fate)).count();
                let count = if fates == Fates::ToDecide { left } else { held };
                let label = match fates {
                    Fates::ToDecide => "To decide",
                    Fates::Changed => "Changed",
                    Fates::Gone => "Gone",
                    Fates::Moved => "Moved",
                    Fates::Unchanged => "Unchanged",
                };
                let chosen = open.place.fates == fates;
                let name = format!("{label}, {count}");
                if widgets::chip(ui, chosen, None, label, Some(count), &name).clicked() {
                    scene.act(Action::ListFates(fates));
                }
            }
        });
    });
}

/// What an empty list says.
fn nothing(fates: Fates) -> (&'static str, &'static str) {
    match fates {
        Fates::ToDecide => ("Nothing to decide", "No words changed under a claim, and none is gone."),
        Fates::Changed => ("No claim’s words changed", ""),
        Fates::Gone => ("No claim is gone", ""),
        Fates::Moved => ("No claim moved", ""),
        Fates::Unchanged => ("No claim stands as it was", ""),
    }
}

/// Height of the panel's foot.
const FOOT: f32 = 48.0;

/// How far the decisions are.
fn foot(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    let (left, all) = revise::decisions(open.review());
    let colours = palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), FOOT));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, colours.line));
    let inner = rect.shrink2(vec2(20.0, 0.0));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        let words = match (left, all) {
            (_, 0) => "Nothing to decide.".to_owned(),
            (0, _) => format!("All {all} decided."),
            _ => format!("{} of {all} decided.", all - left),
        };
        ui.label(RichText::new(words).font(theme::semibold(size::META)));
        if left > 0 && (inner.width() > 420.0 || open.new_facts().is_empty()) {
            let rest = RichText::new("The others need recheck.").font(theme::regular(size::META));
            ui.label(rest.color(colours.ink2));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let new = open.new_facts().len();
            if new == 0 {
                return;
            }
            let words = if new == 1 { "1 new fact".to_owned() } else { format!("{new} new facts") };
            let key = Command::NextNew.spec().keys.first().map(widgets::shortcut_text);
            let response = widgets::button(ui, &words, key.as_deref());
            if response.clicked() {
                scene.run(Command::NextNew);
            }
            response.on_hover_text(Command::NextNew.spec().tip);
        });
    });
}
