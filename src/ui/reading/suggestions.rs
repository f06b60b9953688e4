//! The suggestions panel: passages worth a claim, each with its kind and why.

use super::{Seen, act, nothing, padded, quoted, row, words};
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::app::reading::{ReadingAct, Suggested};
use crate::text::ByteRange;
use crate::ui::cards::filter_bar::{HEAD, bar, title};
use crate::ui::cards::list::{Band, Rows, VirtualList};
use crate::ui::theme::{palette, size};
use crate::ui::typeset::{ArticleLabel, Family, TextStyle};
use crate::ui::{Scene, widgets};
use egui::{Rect, Role, Ui, UiBuilder, vec2};

/// Height of a row that was not seen yet: two lines of words, one of reasons.
const ROW_ESTIMATE: f32 = 76.0;

/// Rows of words shown of a suggestion that is not chosen.
const FEW_ROWS: usize = 3;

/// What the panel keeps from frame to frame.
#[derive(Default)]
pub struct SuggestionsView {
    list: VirtualList,
    seen: Seen<usize>,
    chosen: Option<ByteRange>,
    chosen_rect: Option<Rect>,
}

impl SuggestionsView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        self.chosen_rect = None;
        let Some(open) = scene.app.page() else { return };
        self.follow(open);
        let builder =
            UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Suggestions panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            bar(ui, HEAD, (20.0, 12.0), palette(ui).line_soft, |ui| {
                title(ui, "Suggestions", open.suggested().len());
            });
            if open.suggested().len() == 0 {
                let next = "Every passage worth a claim is marked or was rejected.";
                return nothing(ui, open, "No suggestions left", next);
            }
            let mut rows = SuggestionRows { open, scene, chosen_rect: &mut self.chosen_rect };
            let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Suggestions");
            ui.scope_builder(builder, |ui| self.list.show(ui, &mut rows));
        });
    }

    /// Where the chosen suggestion stands on the screen.
    pub fn chosen_rect(&self) -> Option<Rect> {
        self.chosen_rect
    }

    fn follow(&mut self, open: &OpenReview) {
        let now = (open.review().id, open.generation(), open.suggested().len());
        if self.seen != Some(now) {
            let keys = open.suggested().map(|one| one.range.start.0 as u64).collect();
            self.list.set_rows(keys, ROW_ESTIMATE);
            self.seen = Some(now);
        }
        if self.chosen != open.looked_at {
            self.chosen.clone_from(&open.looked_at);
            if let Some(range) = &self.chosen {
                self.list.reveal(range.start.0 as u64, Band::BESIDE);
            }
        }
    }
}

struct SuggestionRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    chosen_rect: &'v mut Option<Rect>,
}

impl Rows for SuggestionRows<'_, '_, '_> {
    fn measure(&mut self, _: &Ui, _: usize, _: f32) -> Option<f32> {
        None
    }

    fn show(&mut self, ui: &mut Ui, at: usize, rect: Rect) -> f32 {
        let open = self.open;
        let Some(one) = open.suggested().nth(at) else { return 0.0 };
        let chosen = open.looked_at.as_ref() == Some(&one.range);
        let name = format!("Suggestion, {}: {}", one.kind.label().to_lowercase(), words(open, &one.range));
        let key = one.range.start.0 as u64;
        let scene = &mut *self.scene;
        let (height, card, clicked) = row(ui, rect, key, (&name, chosen), |ui, margin| {
            padded(ui, 20.0 - margin, 14.0 - margin, |ui| contents(ui, scene, open, one, chosen));
        });
        if clicked {
            act(self.scene, ReadingAct::LookAt(Some(one.range.clone())));
        }
        if chosen {
            *self.chosen_rect = Some(card);
        } else {
            ui.painter().hline(rect.x_range(), rect.top() + height - 0.5, (1.0, palette(ui).line_soft));
        }
        height
    }
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, one: &Suggested, chosen: bool) {
    let rows = if chosen { 40 } else { FEW_ROWS };
    let label = ArticleLabel::new(words(open, &one.range)).style(quoted(open, rows)).color(palette(ui).ink);
    ui.add(label);
    // The reasons quote the article, so they are set as it is.
    let why = [one.kind.label().to_owned(), one.reasons().collect::<Vec<_>>().join(", ")];
    let why = why.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let style = TextStyle::new(Family::Sans, size::META, 16.0).max_rows(rows);
    ui.add(ArticleLabel::new(&why).style(style).color(palette(ui).ink3));
    if chosen {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| buttons(ui, scene, open, one));
    }
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, one: &Suggested) {
    if !open.is_writable() {
        return;
    }
    let key = |command: Command| command.spec().keys.first().map(widgets::shortcut_text);
    let accept = Command::AcceptSuggestion;
    if widgets::primary_button(ui, "Accept", key(accept).as_deref()).clicked() {
        scene.run(accept);
    }
    let reject = Command::RejectSuggestion;
    if widgets::button(ui, "Reject", key(reject).as_deref()).clicked() {
        scene.run(reject);
    }
    let same = open.suggested().filter(|other| other.kind == one.kind).count();
    if same > 1 {
        let label = format!("Accept all {same} of this kind");
        if widgets::button(ui, &label, key(Command::AcceptKind).as_deref()).clicked() {
            scene.run(Command::AcceptKind);
        }
    }
}
