//! What a claim rests on: its citations, each a row that unfolds, and the field that adds one.

use super::add_source::Adding;
use super::citation_fields;
use super::edits::Sheet;
use super::fields::{self, READ_ONLY};
use super::row::sources_in_words;
use crate::app::command::Command;
use crate::app::open::OpenReview;
use crate::app::{Action, Focus};
use crate::review::roots::{self, FedBy};
use crate::review::{Citation, Rank, Review, Source, Stance, Status, feeds};
use crate::ui::theme::{self, Palette, palette, size};
use crate::ui::typeset::Family;
use crate::ui::{icons, widgets};
use egui::{Align, Color32, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a citation's row.
const ROW: f32 = 26.0;

/// How far a citation is indented below the one that it took the fact from, and how often at most.
const STEP: f32 = 20.0;
const MOST_STEPS: usize = 4;

/// A row narrower than this has no room for the day.
const NARROW: f32 = 360.0;

/// What is being added, and what was worked out about the citations.
#[derive(Default)]
pub struct State {
    /// Who feeds whom, and the count of roots in words, as of a state of the review.
    order: Option<(u64, Vec<feeds::Row>, String)>,
    adding: Option<Adding>,
}

impl State {
    /// Draws the block.
    pub fn show(&mut self, ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>, writable: bool) {
        if writable && sheet.scene.takes_focus(Focus::AddSource) {
            self.adding = Some(Adding::begin(sheet.review));
        }
        self.work_out(sheet);
        if self.header(ui, writable) {
            self.adding = Some(Adding::begin(sheet.review));
        }
        if let Some(adding) = &mut self.adding
            && let Some(done) = adding.show(ui, sheet.field("add source"), sheet.review)
        {
            self.adding = None;
            if let Some(cite) = done {
                sheet.scene.act(Action::Cite(sheet.claim.id, cite));
            }
        }
        if let Some(Focus::Citation(id)) = sheet.scene.focus
            && sheet.claim.citations.iter().any(|citation| citation.id == id)
        {
            sheet.scene.focus = None;
            sheet.scene.act(Action::Unfold(Some(id)));
        }
        let unfolded = sheet.scene.app.page().and_then(|open| open.citation);
        let rows = self.order.as_ref().map_or(&[][..], |(_, rows, _)| rows);
        let mut drawn: Vec<Rect> = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(citation) = sheet.claim.citations.get(row.citation) else { continue };
            let from = row.from.and_then(|(from, by)| Some((rows.get(from)?.citation, by)));
            let from = from.and_then(|(from, by)| Some((sheet.claim.citations.get(from)?, by)));
            let hung = Hung { at: row.citation, depth: row.depth, from };
            let rect = one(ui, sheet, &hung, citation, unfolded == Some(citation.id), writable);
            if let Some(above) = row.from.and_then(|(from, _)| drawn.get(from)) {
                elbow(ui, *above, rect);
            }
            drawn.push(rect);
        }
    }

    /// Works out who feeds whom where the review changed since.
    fn work_out(&mut self, sheet: &Sheet<'_, '_, '_>) {
        let now = sheet.scene.app.page().map_or(0, OpenReview::generation);
        if self.order.as_ref().is_none_or(|(of, ..)| *of != now) {
            let rows = feeds::rows(&roots::Library::of(sheet.review), sheet.claim);
            self.order = Some((now, rows, roots_in_words(sheet)));
        }
    }

    /// How many there are, and the button; whether it was clicked.
    fn header(&self, ui: &mut Ui, writable: bool) -> bool {
        let count = self.order.as_ref().map_or("", |(_, _, words)| words);
        let mut asked = false;
        ui.horizontal(|ui| {
            ui.label(egui::RichText::new(count).font(theme::regular(size::META)).color(palette(ui).ink3));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let key = Command::AddSource.spec().keys.first().map(widgets::shortcut_text);
                let button = |ui: &mut Ui| widgets::button(ui, "Add source", key.as_deref());
                let response = ui.add_enabled_ui(writable && self.adding.is_none(), button).inner;
                asked = response.clicked();
                if !writable {
                    response.on_disabled_hover_text(READ_ONLY);
                }
            });
        });
        asked
    }
}

/// Where a citation stands among the others of its claim.
struct Hung<'c> {
    /// Its place in the claim.
    at: usize,
    /// How far it is indented.
    depth: usize,
    /// The citation that it took the fact from.
    from: Option<(&'c Citation, FedBy)>,
}

/// One citation, unfolded or not; gives where its row is, from its sign on.
fn one(
    ui: &mut Ui,
    sheet: &mut Sheet<'_, '_, '_>,
    hung: &Hung<'_>,
    citation: &Citation,
    unfolded: bool,
    writable: bool,
) -> Rect {
    let Some(source) = sheet.review.source(citation.source) else { return Rect::NOTHING };
    let at = hung.at;
    let (clicked, rect) = row(ui, sheet.review, hung, citation, source, unfolded);
    if clicked {
        sheet.scene.act(Action::Unfold((!unfolded).then_some(citation.id)));
    }
    if !unfolded {
        return rect;
    }
    ui.scope(|ui| {
        if !writable {
            ui.disable();
        }
        let margin = egui::Margin { left: 20, right: 0, top: 2, bottom: 8 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| citation_fields::show(ui, sheet, at, citation));
    });
    rect
}

/// The line from what was copied to what copied it (tokens.md, Open card).
fn elbow(ui: &Ui, above: Rect, rect: Rect) {
    let (stroke, middle) = ((1.0, palette(ui).line_control), rect.center().y);
    let x = above.left() + 7.0;
    ui.painter().vline(x, above.center().y + 10.0..=middle, stroke);
    ui.painter().hline(x..=rect.left(), middle, stroke);
}

/// “3 citations, 1 root”.
fn roots_in_words(sheet: &Sheet<'_, '_, '_>) -> String {
    match sheet.claim.citations.len() {
        0 => sources_in_words(0),
        _ => roots::of_claim(sheet.review, sheet.claim).words(),
    }
}

/// The sign of a stance, and its colour.
fn stance_sign(stance: Stance, colours: &Palette) -> (char, Color32) {
    match stance {
        Stance::Supports => (icons::EQUALS, colours.status(Status::Verified).text),
        Stance::Contradicts => (icons::NOT_EQUALS, colours.status(Status::Disputed).text),
        Stance::PartlySupports => (icons::APPROXIMATE_EQUALS, colours.status(Status::Query).text),
        Stance::ContextOnly => (icons::INFO, colours.status(Status::OnAuthor).text),
        Stance::DoesNotAddress => (icons::MINUS, colours.ink3),
    }
}

/// Primary or secondary for this claim: as the citation says, or else as its source does.
fn rank_of(citation: &Citation, source: &Source) -> Rank {
    citation.rank.unwrap_or(source.rank)
}

/// What stands behind the name: stance, rank, pinpoint, origin. Of one that hangs on another the stance is
/// told only where it is not that one’s, and the rank not at all: it is second-hand.
fn details(review: &Review, hung: &Hung<'_>, citation: &Citation, source: &Source) -> String {
    let mut parts = Vec::new();
    if let Some((from, by)) = hung.from {
        let name = review.source(from.source).map_or("", |source| &source.name);
        parts.push(match by {
            FedBy::Citation => format!("credits {name}"),
            FedBy::Library => format!("takes its facts from {name}"),
            FedBy::Decision => format!("one root with {name}"),
        });
    }
    if hung.from.is_none_or(|(from, _)| from.stance != citation.stance) {
        parts.push(citation.stance.label().to_lowercase());
    }
    if hung.from.is_none() {
        parts.push(rank_of(citation, source).label().to_lowercase());
    }
    parts.extend((!citation.pinpoint.trim().is_empty()).then(|| citation.pinpoint.trim().to_owned()));
    let stated = citation.origin.filter(|_| hung.from.is_none_or(|(_, by)| by != FedBy::Citation));
    if let Some(origin) = stated.and_then(|id| review.source(id)) {
        parts.push(format!("from {}", origin.name));
    }
    parts.join(" · ")
}

/// The grade: the source’s letter and the citation’s digit, right edge and middle at `at`; gives its left.
fn paint_grade(ui: &Ui, at: egui::Pos2, source: &Source, citation: &Citation) -> f32 {
    let colours = palette(ui);
    let chip = Rect::from_min_size(pos2(at.x - 28.0, at.y - 9.0), vec2(28.0, 18.0));
    ui.painter().rect_stroke(chip, 4, colours.control(), egui::StrokeKind::Inside);
    let words = grade(source, citation);
    let words = widgets::line(ui, &words, theme::semibold(size::SMALL), colours.ink2);
    widgets::paint_line(ui.painter(), chip.center().x - words.size().x / 2.0, at.y, words);
    chip.left()
}

/// “B2”.
fn grade(source: &Source, citation: &Citation) -> String {
    format!("{}{}", source.reliability.letter(), citation.credibility.digit())
}

/// “B2, usually reliable, probably true”.
fn grade_in_words(source: &Source, citation: &Citation) -> String {
    let (letter, digit) = (source.reliability.label(), citation.credibility.label());
    format!("{}, {}, {}", grade(source, citation), letter.to_lowercase(), digit.to_lowercase())
}

/// One citation in one line; whether it was clicked, and where it is.
fn row(
    ui: &mut Ui,
    review: &Review,
    hung: &Hung<'_>,
    citation: &Citation,
    source: &Source,
    unfolded: bool,
) -> (bool, Rect) {
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let rect = whole.with_min_x(whole.left() + STEP * hung.depth.min(MOST_STEPS) as f32);
    let stance = citation.stance.label().to_lowercase();
    let name = format!("Citation {}: {}, {stance}", hung.at + 1, source.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(unfolded));
    if ui.is_rect_visible(rect) {
        if response.hovered() {
            ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4, palette(ui).bg_hover);
        }
        paint_row(ui, rect, citation, source, &details(review, hung, citation, source), unfolded);
        widgets::focus_ring(ui, &response, rect, 4);
    }
    (response.on_hover_text(grade_in_words(source, citation)).clicked(), rect)
}

fn paint_row(ui: &Ui, rect: Rect, citation: &Citation, source: &Source, details: &str, unfolded: bool) {
    let colours = palette(ui);
    let (sign, ink) = stance_sign(citation.stance, colours);
    let middle = rect.center().y;
    widgets::paint_icon(ui, pos2(rect.left() + 7.0, middle), sign, theme::icon(14.0), ink);
    let fold = if unfolded { icons::CARET_UP } else { icons::CARET_DOWN };
    widgets::paint_icon(ui, pos2(rect.right() - 6.0, middle), fold, theme::icon(12.0), colours.ink3);
    let mut right = rect.right() - 20.0;
    right = paint_grade(ui, pos2(right, middle), source, citation) - 8.0;
    if let Some(day) = citation.accessed.filter(|_| rect.width() >= NARROW) {
        let day =
            widgets::line(ui, &super::edits::day_in_words(day), theme::regular(size::META), colours.ink3);
        right -= day.size().x;
        widgets::paint_line(ui.painter(), right, middle, day);
        right -= 8.0;
    }
    let words = rect.with_min_x(rect.left() + 26.0).with_max_x(right);
    let end = fields::paint_words(ui, words, &source.name, Family::SansSemiBold, size::UI, colours.ink) + 5.0;
    if end + 20.0 < right {
        let rest = words.with_min_x(end).translate(vec2(0.0, 0.5));
        fields::paint_words(ui, rest, details, Family::Sans, size::META, colours.ink3);
    }
}
