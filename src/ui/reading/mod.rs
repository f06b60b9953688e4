//! What the program read of the article: timeline, attributions, suggestions, and how words were read.

mod attributions;
mod suggestions;
mod timeline;
pub(super) mod told;

pub use attributions::AttributionsView;
pub use suggestions::SuggestionsView;
pub use timeline::TimelineView;

use super::cards::empty::{body, fact};
use super::cards::fields::{card_frame, inner_ring};
use super::cards::row::accessible_name;
use super::theme::{self, palette, size};
use super::typeset::{Family, TextStyle};
use super::{Scene, widgets};
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::app::reading::ReadingAct;
use crate::review::{Claim, ReviewId};
use crate::text::ByteRange;
use egui::{Align, Frame, Layout, Margin, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// What a list was last made from: the review, its generation, and what the panel itself chose.
type Seen<T> = Option<(ReviewId, u64, T)>;

/// The type of words quoted from the article (tokens.md, Type).
fn quoted(open: &OpenReview, rows: usize) -> TextStyle {
    TextStyle::new(Family::Serif, size::CLAIM, 19.0)
        .language(Some(&open.review().article.language))
        .max_rows(rows)
}

/// The draft's words in a range.
fn words<'a>(open: &'a OpenReview, range: &ByteRange) -> &'a str {
    open.draft().text().slice_bytes(range).unwrap_or_default()
}

/// What stands in a panel while nothing was read yet, or where there is nothing of its kind.
fn nothing(ui: &mut Ui, open: &OpenReview, what: &str, next: &str) {
    body(ui, |ui| match open.article_reading() {
        Some(read) if read.is_whole => fact(ui, what, next),
        _ => fact(ui, "The article is being read", ""),
    });
}

/// A row of a list that can be chosen: a card where it is. Gives its height, its rectangle, and whether it
/// was clicked beside what it holds.
fn row(
    ui: &mut Ui,
    rect: Rect,
    key: u64,
    (name, chosen): (&str, bool),
    contents: impl FnOnce(&mut Ui, f32),
) -> (f32, Rect, bool) {
    let margin = if chosen { 8.0 } else { 0.0 };
    let room = Rect::from_min_size(rect.min, vec2(rect.width(), f32::INFINITY)).shrink(margin);
    // The click is asked for first, so that the buttons above it have theirs.
    let response = ui.interact(rect, ui.scope_id().with(key), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, name));
    if response.hovered() && !chosen {
        ui.painter().rect_filled(rect, 0, palette(ui).bg_hover);
    }
    let builder = UiBuilder::new().id_salt(key).max_rect(room).layout(Layout::top_down(Align::Min));
    let mut child = ui.new_child(builder);
    let frame = if chosen { card_frame(&child) } else { Frame::new() };
    let shown = frame
        .show(&mut child, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
            // Lines of text stand as close as text does; buttons have a height of their own.
            ui.spacing_mut().interact_size.y = 18.0;
            contents(ui, margin);
        })
        .response
        .rect;
    let height = shown.height() + 2.0 * margin;
    if !chosen {
        let whole = Rect::from_min_size(rect.min, vec2(rect.width(), height));
        inner_ring(ui, &response, whole);
    }
    (height, shown, response.clicked())
}

/// Pads what a row holds.
fn padded<R>(ui: &mut Ui, left: f32, right: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = Margin { left: left as i8, right: right as i8, top: 8, bottom: 8 };
    Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// A word in the type of the line under a row.
fn meta(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::regular(size::META)).color(palette(ui).ink3));
}

/// Icon and number of a claim, to go to it.
fn claim_link(ui: &mut Ui, scene: &mut Scene<'_>, claim: &Claim) {
    let ink = palette(ui).claim(claim).text;
    let number = widgets::line(ui, &claim.number.to_string(), theme::medium(size::META), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(17.0 + number.size().x, 18.0), Sense::click());
    let name = format!("Go to claim {}, {}", claim.number, claim.status.label().to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let middle = rect.left_center();
    widgets::paint_icon(ui, middle + vec2(7.0, 0.0), theme::claim_icon(claim), theme::icon_bold(12.0), ink);
    widgets::paint_line(ui.painter(), rect.left() + 16.0, middle.y, number);
    widgets::focus_ring(ui, &response, rect, 3);
    if response.clicked() {
        scene.act(Action::Choose(Some(claim.id)));
    }
    response.on_hover_ui(|ui| {
        ui.label(accessible_name(claim));
    });
}

/// A word that does something, set like a line of text.
fn link(ui: &mut Ui, text: &str, name: &str) -> bool {
    let galley = widgets::line(ui, text, theme::medium(size::META), palette(ui).ink2);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 18.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom() - 2.0, (1.0, palette(ui).ink2));
    }
    widgets::paint_line(ui.painter(), rect.left(), rect.center().y, galley);
    widgets::focus_ring(ui, &response, rect, 3);
    response.clicked()
}

fn act(scene: &mut Scene<'_>, act: ReadingAct) {
    scene.act(Action::Reading(act));
}
