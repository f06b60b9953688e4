//! The library of sources, with the claims that rest on each.

mod by_root;
mod calculation;
pub mod evidence;
mod fields;
mod library;
mod row;

use super::Scene;
use super::cards::add_source::Adding;
use super::cards::empty::{body, fact};
use super::cards::fields::{Editing, READ_ONLY, card_frame, inner_ring};
use super::cards::filter_bar::{HEAD, bar, title};
use super::cards::list::{Band, Rows, VirtualList};
use super::theme::{self, palette, size};
use super::widgets;
use crate::app::open::OpenReview;
use crate::app::{Action, Cite, Focus};
use crate::review::{ReviewId, Source, SourceId};
use by_root::ByRoot;
use egui::{Align, Id, Layout, Margin, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use library::Library;
use row::RowLayout;

/// Height of a row that was not seen yet, and of an unfolded one.
const ROW_ESTIMATE: f32 = 57.0;
const CARD_ESTIMATE: f32 = 320.0;

/// A panel narrower than this has no room for both counts beside the two ways to order.
const NARROW: f32 = 400.0;

/// Space around an unfolded source.
const MARGIN: f32 = 8.0;

/// What the sources panel keeps from frame to frame.
#[derive(Default)]
pub struct SourcesView {
    list: VirtualList,
    seen: Option<(ReviewId, u64, String)>,
    library: Library,
    query: String,
    editing: Editing,
    adding: Option<Adding>,
    unfolded: Option<SourceId>,
    by_root: ByRoot,
    /// The library is shown by root, not by name.
    grouped: bool,
    /// A source was asked for; when the library grows, the new one unfolds.
    awaits_new: bool,
}

impl SourcesView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let Some(open) = scene.app.page() else { return };
        self.follow(open);
        if let Some(Focus::Source(id)) = scene.focus {
            scene.focus = None;
            self.query.clear();
            self.grouped = false;
            self.follow(open);
            self.unfold(Some(id), Band::BESIDE);
        }
        let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Sources panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            self.head(ui, open);
            self.add(ui, scene, open);
            if open.review().sources.is_empty() {
                let next = "Add one here, or press S on a claim to cite one.";
                return body(ui, |ui| fact(ui, "No sources yet", next));
            }
            self.order(ui, open);
            if self.grouped {
                if let Some(source) = self.by_root.show(ui, scene, open) {
                    self.grouped = false;
                    self.unfold(Some(source), Band::BESIDE);
                }
                return;
            }
            self.search(ui);
            self.rows(ui, scene, open);
        });
        self.editing.end_frame(scene);
    }

    /// Makes the rows anew where the review or what is looked for changed.
    fn follow(&mut self, open: &OpenReview) {
        let review = open.review();
        let old = self.seen.take();
        if let Some(seen) = old {
            let (id, generation, query) = &seen;
            let same_review = *id == review.id;
            if same_review && *generation == open.generation() && *query == self.query {
                self.seen = Some(seen);
                return;
            }
            if !same_review {
                *self = Self::default();
            }
        }
        let grown = review.sources.len() > self.library.len();
        self.library.gather(review, &self.query, self.editing.is_active());
        let keys = self.library.shown().iter().map(|&at| review.sources[at].id.number()).collect();
        self.list.set_rows(keys, ROW_ESTIMATE);
        if grown && std::mem::take(&mut self.awaits_new) {
            self.unfold(review.sources.last().map(|source| source.id), Band::BESIDE);
        }
        self.seen = Some((review.id, open.generation(), self.query.clone()));
    }

    fn unfold(&mut self, source: Option<SourceId>, band: Band) {
        if let Some(old) = self.unfolded {
            self.list.expect(old.number(), ROW_ESTIMATE);
        }
        if let Some(new) = source {
            self.list.reveal(new.number(), band);
            self.list.expect(new.number(), CARD_ESTIMATE);
        }
        self.unfolded = source;
    }

    fn head(&mut self, ui: &mut Ui, open: &OpenReview) {
        bar(ui, HEAD, (20.0, 12.0), palette(ui).line_soft, |ui| {
            title(ui, "Sources", open.review().sources.len());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let can = open.is_writable() && self.adding.is_none();
                let response = ui.add_enabled_ui(can, |ui| widgets::button(ui, "Add source", None)).inner;
                if response.clicked() {
                    self.adding = Some(Adding::begin(open.review()));
                }
                if !open.is_writable() {
                    response.on_disabled_hover_text(READ_ONLY);
                }
            });
        });
    }

    /// The field that adds a source by name or address.
    fn add(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
        let Some(adding) = &mut self.adding else { return };
        let margin = Margin { left: 12, right: 12, top: 8, bottom: 4 };
        let id = Id::unique("source to add to the library");
        let done =
            egui::Frame::new().inner_margin(margin).show(ui, |ui| adding.show(ui, id, open.review())).inner;
        let Some(done) = done else { return };
        self.adding = None;
        match done {
            Some(Cite::Source(source)) => self.unfold(Some(source), Band::BESIDE),
            Some(Cite::Typed(typed)) => {
                self.awaits_new = true;
                scene.act(Action::AddToLibrary(typed));
            }
            None => {}
        }
    }

    /// How many roots there are, and whether the library stands by name or by root.
    fn order(&mut self, ui: &mut Ui, open: &OpenReview) {
        bar(ui, HEAD, (20.0, 12.0), palette(ui).line, |ui| {
            let words = self.by_root.summary(open);
            // A narrow panel has room for the number that counts, and tells the other when it is asked.
            let is_narrow = ui.available_width() < NARROW;
            let shown = if is_narrow { words.split(" from ").next().unwrap_or_default() } else { &words };
            let label = RichText::new(shown).font(theme::medium(size::META)).color(palette(ui).ink2);
            ui.label(label).on_hover_text(&words);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for (grouped, label) in [(true, "By root"), (false, "By name")] {
                    if widgets::chip(ui, self.grouped == grouped, None, label, None, label).clicked() {
                        self.grouped = grouped;
                    }
                }
            });
        });
    }

    fn search(&mut self, ui: &mut Ui) {
        bar(ui, HEAD, (12.0, 12.0), palette(ui).line, |ui| {
            let colours = palette(ui);
            let frame = egui::Frame::new()
                .fill(colours.bg_card)
                .stroke(colours.control())
                .corner_radius(6)
                .inner_margin(vec2(7.0, 4.0));
            let field = egui::TextEdit::singleline(&mut self.query)
                .id(Id::unique("find a source"))
                .frame(frame)
                .hint_text(RichText::new("Find a source").color(colours.ink3))
                .desired_width(ui.available_width());
            ui.add(field).accessible_name("Find a source");
        });
    }

    fn rows<'a>(&mut self, ui: &mut Ui, scene: &mut Scene<'a>, open: &'a OpenReview) {
        if self.library.shown().is_empty() {
            let words = format!("No source is called “{}”", self.query.trim());
            return body(ui, |ui| {
                fact(ui, &words, "");
                ui.add_space(4.0);
                if widgets::button(ui, "Show all", None).clicked() {
                    self.query.clear();
                }
            });
        }
        let mut rows = SourceRows {
            open,
            scene,
            library: &self.library,
            unfolded: self.unfolded,
            editing: &mut self.editing,
            turned: None,
        };
        let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Source library");
        ui.scope_builder(builder, |ui| self.list.show(ui, &mut rows));
        if let Some(source) = rows.turned {
            let folds = self.unfolded == Some(source);
            self.unfold((!folds).then_some(source), Band::CLICKED);
        }
    }
}

/// The rows of the list.
struct SourceRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    library: &'v Library,
    unfolded: Option<SourceId>,
    editing: &'v mut Editing,
    /// The source whose row was clicked.
    turned: Option<SourceId>,
}

impl<'a> SourceRows<'_, '_, 'a> {
    fn source(&self, row: usize) -> Option<&'a Source> {
        self.open.review().sources.get(*self.library.shown().get(row)?)
    }

    /// The part of a row that is always shown; gives its height.
    fn summary(&mut self, ui: &mut Ui, source: &Source, rect: Rect, unfolded: bool) -> f32 {
        let claims = self.library.claims_on(source.id);
        let layout = RowLayout::new(ui, self.open, claims, rect.width(), unfolded);
        let rect = Rect::from_min_size(rect.min, vec2(rect.width(), layout.height));
        let response = ui.interact(rect, ui.scope_id().with(("source", source.id.number())), Sense::click());
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, row::accessible_name(source, claims.len()))
        });
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(unfolded));
        if response.hovered() && !unfolded {
            ui.painter().rect_filled(rect, 0, palette(ui).bg_hover);
        }
        layout.paint(ui, rect.min, source);
        inner_ring(ui, &response, rect);
        if response.clicked() {
            self.turned = Some(source.id);
        }
        if let Some(claim) = layout.claims(ui, rect.min, self.open) {
            self.scene.act(Action::Choose(Some(claim)));
        }
        layout.height
    }

    fn card(&mut self, ui: &mut Ui, source: &'a Source, rect: Rect) -> f32 {
        let room = Rect::from_min_size(rect.min, vec2(rect.width(), f32::INFINITY)).shrink(MARGIN);
        let builder = UiBuilder::new()
            .id_salt(source.id.number())
            .max_rect(room)
            .layout(Layout::top_down(Align::Min))
            .accessibility_role(Role::Group)
            .accessibility_label(format!("Source {}", source.name));
        let mut ui = ui.new_child(builder);
        let frame = card_frame(&ui);
        let card = frame.show(&mut ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            let top = ui.available_rect_before_wrap();
            let height = self.summary(ui, source, top, true);
            ui.allocate_space(vec2(top.width(), height));
            fields::show(ui, source, self.library, self.editing, self.scene, self.open);
        });
        card.response.rect.height() + 2.0 * MARGIN
    }
}

impl Rows for SourceRows<'_, '_, '_> {
    fn measure(&mut self, ui: &Ui, row: usize, width: f32) -> Option<f32> {
        let source = self.source(row)?;
        if self.unfolded == Some(source.id) {
            return None;
        }
        let claims = self.library.claims_on(source.id);
        Some(RowLayout::new(ui, self.open, claims, width, false).height)
    }

    fn show(&mut self, ui: &mut Ui, row: usize, rect: Rect) -> f32 {
        let Some(source) = self.source(row) else { return 0.0 };
        if self.unfolded == Some(source.id) {
            return self.card(ui, source, rect);
        }
        let height = self.summary(ui, source, rect, false);
        let bottom = rect.top() + height - 0.5;
        ui.painter().hline(rect.x_range(), bottom, (1.0, palette(ui).line_soft));
        height
    }
}
