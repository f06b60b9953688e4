//! The library grouped by root: who feeds whom, and which roots are probably one.

use super::row::{self, claims_in_words, kind_icon};
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::roots::{self, Fed, FedBy, Likely, RootGroup};
use crate::review::{Review, ReviewId, Source, SourceId, compose};
use crate::ui::cards::fields::paint_words;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::Family;
use crate::ui::{Scene, widgets};
use egui::{
    Frame, Margin, Rect, Response, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use std::collections::HashMap;

/// Height of a line, indent of a step, and where names begin.
const LINE: f32 = 24.0;
const STEP: f32 = 20.0;
const LEFT: f32 = 20.0;

/// Height of the line under a root.
const SECOND_LINE: f32 = 16.0;

/// Offers shown at once.
const MOST_OFFERS: usize = 8;

/// The picture, made once a change.
#[derive(Default)]
pub struct ByRoot {
    seen: Option<(ReviewId, u64)>,
    groups: Vec<RootGroup>,
    likely: Vec<Likely>,
    /// Where each claim stands among the review's, by its number.
    claims: HashMap<u32, usize>,
}

impl ByRoot {
    /// Draws it; gives the source that was clicked.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) -> Option<SourceId> {
        self.follow(open);
        let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Sources by root");
        let mut clicked = None;
        ui.scope_builder(builder, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for likely in self.likely.iter().take(MOST_OFFERS) {
                    offer(ui, scene, open, likely);
                }
                for group in &self.groups {
                    clicked = self.show_group(ui, scene, open, group).or(clicked);
                }
            });
        });
        clicked
    }

    fn follow(&mut self, open: &OpenReview) {
        let now = (open.review().id, open.generation());
        if self.seen != Some(now) {
            self.groups = roots::library_by_root(open.review());
            self.likely = likely(open.review());
            let numbers = open.review().claims.iter().map(|claim| claim.number);
            self.claims = numbers.zip(0..).collect();
            self.seen = Some(now);
        }
    }
}

/// “6 independent roots from 11 sources”.
pub fn in_words(review: &Review, groups: usize) -> String {
    let roots = if groups == 1 { "1 independent root" } else { &format!("{groups} independent roots") };
    let count = review.sources.len();
    format!("{roots} from {count} {}", if count == 1 { "source" } else { "sources" })
}

impl ByRoot {
    /// What the picture shows, in words.
    pub fn summary(&mut self, open: &OpenReview) -> String {
        self.follow(open);
        in_words(open.review(), self.groups.len())
    }

    /// A root with what it feeds; the source that was clicked.
    fn show_group(
        &self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        open: &OpenReview,
        group: &RootGroup,
    ) -> Option<SourceId> {
        let review = open.review();
        let source = review.source(group.root)?;
        let mut clicked = None;
        ui.add_space(6.0);
        let rank = source.rank.label().to_lowercase();
        let feeds = feeds_in_words(group.fed.len());
        let as_one = if group.fed.len() > 1 { ", counted as one source" } else { "" };
        let name = format!("{}, {rank}{feeds}{as_one}{}", source.name, claims(&group.claims));
        if line(ui, source, 0, &rank, &name).clicked() {
            clicked = Some(source.id);
        }
        self.second_line(ui, scene, open, group);
        // Where the line down to the next one on each step begins.
        let mut from = vec![ui.cursor().top() - 4.0];
        for fed in &group.fed {
            let Some(source) = review.source(fed.source) else { continue };
            let origin = review.source(fed.from).map_or("", |from| from.name.as_str());
            let rest = format!("{}{}", by_words(fed, origin), claims(&fed.claims));
            let response = line(ui, source, fed.depth, &rest, &format!("{}, {rest}", source.name));
            let rect = response.rect;
            from.truncate(fed.depth);
            from.resize(fed.depth, rect.top());
            if let Some(above) = from.last_mut() {
                let at = pos2(rect.left() + LEFT + indent(fed.depth) - 12.0, rect.center().y);
                elbow(ui, at, *above);
                *above = at.y;
            }
            from.push(rect.center().y + 8.0);
            if response.clicked() {
                clicked = Some(source.id);
            }
        }
        ui.add_space(6.0);
        widgets::hairline(ui);
        clicked
    }

    /// What a root feeds, and the claims that rest on it, as many as there is room for.
    fn second_line(&self, ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, group: &RootGroup) {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), SECOND_LINE));
        if !ui.is_rect_visible(rect) {
            return;
        }
        let words = match group.fed.len() {
            0 => claims_in_words(group.claims.len()),
            count => feeds_in_words(count).trim_start_matches(", ").to_owned(),
        };
        let room = rect.with_min_x(rect.left() + LEFT + 24.0).with_max_x(rect.right() - 14.0);
        let room = room.translate(vec2(0.0, -3.0));
        let mut x = paint_words(ui, room, &words, Family::Sans, size::META, palette(ui).ink3) + 8.0;
        let known = group.claims.iter().filter_map(|number| self.claims.get(number));
        let all: Vec<_> = known.filter_map(|&at| open.review().claims.get(at)).collect();
        for (shown, claim) in all.iter().enumerate() {
            let wide = row::claim_width(ui, claim);
            let more = if shown + 1 < all.len() { 40.0 } else { 0.0 };
            if x + wide + more > room.right() {
                let rest = format!("+{}", all.len() - shown);
                paint_words(ui, room.with_min_x(x), &rest, Family::Sans, size::META, palette(ui).ink3);
                return;
            }
            let mark = Rect::from_min_size(pos2(x, room.top()), vec2(wide, SECOND_LINE));
            if row::claim(ui, mark, claim) {
                scene.act(Action::Choose(Some(claim.id)));
            }
            x += wide + 6.0;
        }
    }
}

/// “, 2 outlets trace here”.
fn feeds_in_words(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => ", 1 outlet traces here".to_owned(),
        count => format!(", {count} outlets trace here"),
    }
}

/// The pairs that are probably one in any claim, each once.
fn likely(review: &Review) -> Vec<Likely> {
    let library = roots::Library::of(review);
    let mut all: Vec<Likely> = Vec::new();
    for claim in review.claims.iter().filter(|claim| claim.citations.len() > 1) {
        for pair in roots::likely_in(&library, claim) {
            if !all.contains(&pair) {
                all.push(pair);
            }
        }
    }
    all
}

/// Two roots that are probably one: the checker decides.
fn offer(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, likely: &Likely) {
    let review = open.review();
    let name = |id| review.source(id).map_or("", |source| source.name.as_str());
    let (one, other) = (name(likely.one), name(likely.other));
    let claim = likely.claim.and_then(|id| review.claim(id));
    let of = claim.map(|claim| format!(" for claim {}", claim.number)).unwrap_or_default();
    let words = format!("{one} and {other} probably have one root{of}: {}.", likely.why.words());
    let margin = Margin { left: 12, right: 12, top: 8, bottom: 0 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let fill = palette(ui).bg_hover;
        Frame::new().fill(fill).corner_radius(6).inner_margin(10).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            ui.label(RichText::new(words).font(theme::regular(size::META)));
            if open.is_writable() {
                ui.horizontal(|ui| {
                    for (label, same) in [("Yes, one root", true), ("No, independent", false)] {
                        if widgets::button(ui, label, None).clicked() {
                            decide(scene, open, likely, same);
                        }
                    }
                });
            }
        });
    });
}

fn decide(scene: &mut Scene<'_>, open: &OpenReview, likely: &Likely, same: bool) {
    let (by, now, pair) = (scene.app.checker(), scene.app.now(), (likely.one, likely.other));
    if let Some(edit) = compose::decide_root(open.review(), pair, likely.claim, Some(same), &by, now) {
        scene.act(Action::Edit { label: "Decide on one root", edit, field: None });
    }
}

fn by_words(fed: &Fed, from: &str) -> String {
    match fed.by {
        FedBy::Library => format!("takes its facts from {from}"),
        FedBy::Citation => format!("credits {from}"),
        FedBy::Decision => format!("one root with {from}, as decided"),
    }
}

fn claims(numbers: &[u32]) -> String {
    let list: Vec<String> = numbers.iter().take(8).map(u32::to_string).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!(" · claim {}", list.join(", ")),
        2..=8 => format!(" · claims {}", list.join(", ")),
        _ => format!(" · claims {} …", list.join(", ")),
    }
}

/// How far a step into the picture stands to the right.
fn indent(depth: usize) -> f32 {
    STEP * depth.min(8) as f32
}

/// One source; a child's elbow is drawn by whoever knows what stands above it.
fn line(ui: &mut Ui, source: &Source, depth: usize, rest: &str, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let colours = palette(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0, colours.bg_hover);
    }
    let middle = rect.center().y;
    if depth == 0 {
        let at = pos2(rect.left() + LEFT + 8.0, middle);
        widgets::paint_icon(ui, at, kind_icon(source.kind), theme::icon(16.0), colours.ink2);
    }
    let letter = source.reliability.letter().to_string();
    let letter = widgets::line(ui, &letter, theme::semibold(size::SMALL), colours.ink2);
    let chip = Rect::from_center_size(pos2(rect.right() - 28.0, middle), vec2(22.0, 18.0));
    ui.painter().rect_stroke(chip, 4, colours.control(), egui::StrokeKind::Inside);
    widgets::paint_line(ui.painter(), chip.center().x - letter.size().x / 2.0, middle, letter);
    let words = rect.with_min_x(rect.left() + LEFT + indent(depth) + 24.0).with_max_x(chip.left() - 8.0);
    let end = paint_words(ui, words, &source.name, Family::SansSemiBold, size::UI, colours.ink) + 6.0;
    if end + 30.0 < words.right() {
        paint_words(ui, words.with_min_x(end), rest, Family::Sans, size::META, colours.ink3);
    }
    widgets::focus_ring(ui, &response, rect.shrink(2.0), 4);
    response.on_hover_text(name)
}

/// The line from what feeds, or from the one that it fed before, to what is fed.
fn elbow(ui: &Ui, at: egui::Pos2, above: f32) {
    let stroke = (1.0, palette(ui).line_control);
    ui.painter().vline(at.x, above..=at.y, stroke);
    ui.painter().hline(at.x..=at.x + 28.0, at.y, stroke);
}
