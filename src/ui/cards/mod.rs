//! The claims panel: its head, the filter, and a card for each claim, of which only the chosen one is open.

mod about;
pub(super) mod add_source;
mod backups;
mod citation_fields;
mod citations;
pub(super) mod diff;
pub(super) mod edits;
pub(super) mod empty;
pub(super) mod fields;
pub(super) mod filter_bar;
mod heights;
pub(super) mod list;
mod menu;
mod open_card;
mod quotation;
mod read;
pub(super) mod row;
mod status_switch;
mod tags;

use super::Scene;
use super::theme::{self, palette, size};
use super::{motion, widgets};
use crate::app::filter::{Filter, Sort};
use crate::app::open::{OpenReview, Reveal};
use crate::app::{Action, Focus};
use crate::review::{Claim, ClaimId, ReviewId};
use egui::{Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use list::{Band, Rows, VirtualList};
use open_card::OpenCard;
use row::{RowLayout, RowText};
use std::collections::HashMap;
use std::sync::Arc;

/// Height of a row that was not seen yet: two lines of sentence, one of meta.
const ROW_ESTIMATE: f32 = 74.0;

/// Height of the heading over claims that are no longer in the text.
const GONE_HEADING: f32 = 34.0;

/// What the claims panel keeps from frame to frame.
#[derive(Default)]
pub struct CardsView {
    list: VirtualList,
    seen: Option<Seen>,
    texts: HashMap<ClaimId, RowText>,
    chosen: Option<ClaimId>,
    /// A claim whose row was clicked here: it opens where it is.
    clicked: Option<ClaimId>,
    card: OpenCard,
    card_height: f32,
    /// A claim whose card was open before, and how high it was: it closes while the other one opens.
    closing: Option<(ClaimId, f32)>,
    search: filter_bar::Search,
    open_rect: Option<Rect>,
    hint_rect: Option<Rect>,
}

/// What the rows were last made from.
#[derive(PartialEq)]
struct Seen {
    review: ReviewId,
    generation: u64,
    filter: Filter,
    sort: Sort,
}

impl CardsView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        self.open_rect = None;
        self.hint_rect = None;
        let Some(open) = scene.app.page() else { return };
        self.follow_review(open);
        self.follow_choice(open, scene.focus);
        let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Claims panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            filter_bar::head(ui, scene, open, &mut self.search);
            if open.review().claims.is_empty() {
                self.hint_rect = empty::no_claims(ui, scene, open);
            } else {
                filter_bar::filter_bar(ui, scene, open);
                filter_bar::active_filters(ui, scene, open, &mut self.search);
                self.rows(ui, scene, open);
            }
        });
        self.card.editing.end_frame(scene);
    }

    /// Where the open card stands on the screen, as it was drawn in this frame.
    pub fn open_card_rect(&self) -> Option<Rect> {
        self.open_rect
    }

    /// Where the hint about selected words stands on the screen, while there are no claims.
    pub fn hint_rect(&self) -> Option<Rect> {
        self.hint_rect
    }

    fn rows<'a>(&mut self, ui: &mut Ui, scene: &mut Scene<'a>, open: &'a OpenReview) {
        if open.shown().is_empty() {
            return empty::nothing_fits(ui, scene, open);
        }
        let mut rows = ClaimRows {
            open,
            scene,
            texts: &mut self.texts,
            chosen: self.chosen,
            clicked: &mut self.clicked,
            card: &mut self.card,
            card_height: &mut self.card_height,
            closing: self.closing,
            gone: motion::since_change(
                ui.ctx(),
                Id::unique("open card"),
                self.chosen.map_or(0, ClaimId::number),
                motion::CARD,
            ),
            open_rect: &mut self.open_rect,
        };
        let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Claim cards");
        ui.scope_builder(builder, |ui| self.list.show(ui, &mut rows));
    }

    /// Makes the rows anew where the review, the filter or the order changed.
    fn follow_review(&mut self, open: &OpenReview) {
        let (review, generation) = (open.review(), open.generation());
        let place = &open.place;
        let old = self.seen.as_ref();
        if old.is_some_and(|seen| {
            seen.review == review.id
                && seen.generation == generation
                && seen.sort == place.sort
                && seen.filter == place.filter
        }) {
            return;
        }
        if old.is_none_or(|seen| seen.review != review.id) {
            *self = Self { card_height: open_card::ESTIMATE, ..Self::default() };
        }
        if self.seen.as_ref().is_none_or(|seen| seen.generation != generation) {
            self.texts.clear();
        }
        let keys = open.shown().iter().map(|&at| review.claims[at].id.number()).collect();
        self.list.set_rows(keys, ROW_ESTIMATE);
        self.seen =
            Some(Seen { review: review.id, generation, filter: place.filter.clone(), sort: place.sort });
    }

    /// Opens another card where another claim is chosen, and brings it into view where that is asked for.
    fn follow_choice(&mut self, open: &OpenReview, focus: Option<Focus>) {
        let chosen = open.place.claim;
        let turned = chosen != self.chosen;
        let wanted = matches!(open.reveal, Some(Reveal::Claim(id)) if Some(id) == chosen)
            || matches!(focus, Some(Focus::Wording | Focus::AddSource));
        if (turned || wanted)
            && let Some(id) = chosen
        {
            let clicked = self.clicked.take() == Some(id);
            self.list.reveal(id.number(), if clicked { Band::CLICKED } else { Band::BESIDE });
        }
        if turned {
            self.closing = self.chosen.map(|old| (old, self.card_height));
            if let Some(old) = self.chosen {
                self.list.expect(old.number(), ROW_ESTIMATE);
            }
            if let Some(new) = chosen {
                self.list.expect(new.number(), self.card_height);
            }
            self.chosen = chosen;
            self.card.turn();
        }
    }
}

/// The rows of the list.
struct ClaimRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    texts: &'v mut HashMap<ClaimId, RowText>,
    chosen: Option<ClaimId>,
    clicked: &'v mut Option<ClaimId>,
    card: &'v mut OpenCard,
    card_height: &'v mut f32,
    closing: Option<(ClaimId, f32)>,
    /// How far the card has opened, and the one before has closed; 1 when it is done.
    gone: f32,
    open_rect: &'v mut Option<Rect>,
}

impl<'a> ClaimRows<'_, '_, 'a> {
    fn claim(&self, row: usize) -> Option<&'a Claim> {
        self.open.review().claims.get(*self.open.shown().get(row)?).map(Arc::as_ref)
    }

    fn text(&mut self, claim: &Claim) -> &RowText {
        let review = self.open.review();
        self.texts.entry(claim.id).or_insert_with(|| RowText::of(claim, review))
    }

    /// Whether the group of claims whose words are no longer in the text begins with this row.
    fn begins_gone(&self, row: usize) -> bool {
        let gone = |row: usize| self.claim(row).is_some_and(|claim| self.open.review().is_gone(claim));
        self.open.place.sort == Sort::Place && gone(row) && (row == 0 || !gone(row - 1))
    }

    /// The heading of that group.
    fn gone_heading(&self, ui: &mut Ui, rect: Rect) {
        let review = self.open.review();
        let shown = self.open.shown().iter().filter_map(|&at| review.claims.get(at));
        let count = shown.filter(|claim| review.is_gone(claim)).count();
        let response = ui.interact(rect, ui.scope_id().with("gone"), Sense::hover());
        let name = format!("No longer in the text, {count}");
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
        let words = widgets::line(ui, "No longer in the text", theme::semibold(size::META), palette(ui).ink);
        let right = widgets::paint_line(ui.painter(), rect.left() + 20.0, rect.center().y, words);
        let count = widgets::line(ui, &count.to_string(), theme::regular(size::META), palette(ui).ink3);
        widgets::paint_line(ui.painter(), right + 6.0, rect.center().y, count);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, palette(ui).line_soft));
    }

    /// The height of a row whose card is closing, or of any other.
    fn closing(&self, claim: &Claim, height: f32) -> f32 {
        match self.closing {
            Some((id, from)) if id == claim.id => height + (from - height).max(0.0) * (1.0 - self.gone),
            _ => height,
        }
    }

    /// Draws a claim that is not open; gives its height.
    fn collapsed(&mut self, ui: &mut Ui, claim: &Claim, rect: Rect) -> f32 {
        let text = self.text(claim);
        let layout = RowLayout::new(ui, text, claim, rect.width());
        let rect = Rect::from_min_size(rect.min, vec2(rect.width(), layout.height));
        let response = ui.interact(rect, ui.scope_id().with(claim.id.number()), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, false, &text.name));
        let status = if claim.needs_recheck { "Needs recheck" } else { claim.status.label() };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(status));
        if ui.is_rect_visible(rect) {
            if response.hovered() {
                ui.painter().rect_filled(rect, 0, palette(ui).bg_hover);
            }
            layout.paint(ui, rect.min, text, claim);
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, palette(ui).line_soft));
            fields::inner_ring(ui, &response, rect);
        }
        if response.clicked() {
            *self.clicked = Some(claim.id);
            self.scene.act(Action::Choose(Some(claim.id)));
        }
        self.closing(claim, layout.height)
    }
}

impl Rows for ClaimRows<'_, '_, '_> {
    fn measure(&mut self, ui: &Ui, row: usize, width: f32) -> Option<f32> {
        let claim = self.claim(row)?;
        if self.chosen == Some(claim.id) {
            return None;
        }
        let heading = if self.begins_gone(row) { GONE_HEADING } else { 0.0 };
        let height = RowLayout::new(ui, self.text(claim), claim, width).height;
        Some(self.closing(claim, height) + heading)
    }

    fn show(&mut self, ui: &mut Ui, row: usize, rect: Rect) -> f32 {
        let Some(claim) = self.claim(row) else { return 0.0 };
        let mut rect = rect;
        let mut heading = 0.0;
        if self.begins_gone(row) {
            heading = GONE_HEADING;
            self.gone_heading(ui, Rect::from_min_size(rect.min, vec2(rect.width(), heading)));
            rect.min.y += heading;
        }
        if self.chosen != Some(claim.id) {
            return heading + self.collapsed(ui, claim, rect);
        }
        let whole = ui.clip_rect();
        let opened = ROW_ESTIMATE + (*self.card_height - ROW_ESTIMATE).max(0.0) * self.gone;
        if self.gone < 1.0 {
            ui.set_clip_rect(whole.intersect(rect.with_max_y(rect.top() + opened)));
        }
        let (height, card) = self.card.show(ui, rect, self.open, claim, self.scene);
        ui.set_clip_rect(whole);
        *self.open_rect = Some(card);
        *self.card_height = height;
        heading + if self.gone < 1.0 { opened.min(height) } else { height }
    }
}
