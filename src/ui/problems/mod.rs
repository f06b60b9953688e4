//! The problems panel: what the rules found, by how much weighs on it, and what can be done about each.

mod choose_rules;
pub mod row;

use super::cards::empty::{body, fact};
use super::cards::filter_bar::{HEAD, bar, title};
use super::cards::list::{Band, Rows, VirtualList};
use super::theme::{self, palette, size};
use super::{Scene, icons, widgets};
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::app::problems::{Key, Step};
use crate::review::{ReviewId, Status};
use crate::rules::{Finding, Severity};
use egui::{Align, Color32, Id, Layout, Rect, RichText, Role, Ui, UiBuilder, pos2, vec2};
use row::FindingRow;

/// Height of a row that was not seen yet: title, two lines, rule.
const ROW_ESTIMATE: f32 = 76.0;

/// Height of the line over the findings of one weight.
const HEADING: f32 = 36.0;

/// What the panel keeps from frame to frame.
#[derive(Default)]
pub struct ProblemsView {
    list: VirtualList,
    seen: Option<(ReviewId, u64, bool)>,
    listed: Vec<Listed>,
    chosen: Option<Key>,
    chosen_rect: Option<Rect>,
    /// The reason that is being written.
    reason: String,
}

/// A line of the list.
enum Listed {
    /// How much weighs on those below, and how many there are.
    Heading(Severity, usize),
    Finding(Box<Finding>),
}

impl Listed {
    fn key(&self) -> u64 {
        match self {
            Self::Heading(severity, _) => *severity as u64,
            Self::Finding(finding) => Id::unique(Key::of(finding)).value(),
        }
    }
}

impl ProblemsView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        self.chosen_rect = None;
        // The rules look at the newest draft, also while an earlier one lies on the paper.
        let Some(open) = &scene.app.open else { return };
        self.follow(open);
        let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Problems panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            head(ui, scene, open);
            choose_rules::bar_of_rules(ui, scene, open);
            self.rows(ui, scene, open);
        });
    }

    /// Where the chosen finding stands on the screen.
    pub fn chosen_rect(&self) -> Option<Rect> {
        self.chosen_rect
    }

    fn follow(&mut self, open: &OpenReview) {
        let now = (open.review().id, open.generation(), open.problems.waived);
        if self.seen != Some(now) {
            self.listed = listed(open);
            self.list.set_rows(self.listed.iter().map(Listed::key).collect(), ROW_ESTIMATE);
            self.seen = Some(now);
        }
        if self.chosen != open.problems.chosen {
            self.chosen.clone_from(&open.problems.chosen);
            self.reason.clear();
            if let Some(key) = &self.chosen {
                self.list.reveal(Id::unique(key).value(), Band::CLICKED);
            }
        }
    }

    fn rows<'a>(&mut self, ui: &mut Ui, scene: &mut Scene<'a>, open: &'a OpenReview) {
        if self.listed.is_empty() {
            let (what, next) = if open.problems.waived {
                ("Nothing is waived", "A problem that may stand is waived with a reason.")
            } else if open.facts().is_none() {
                ("No problems so far", "The article is still being read.")
            } else {
                ("No problems", "The chosen rules find nothing wrong or missing.")
            };
            return body(ui, |ui| fact(ui, what, next));
        }
        let mut rows = FindingRows { open, scene, view: self };
        let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Problems found");
        ui.scope_builder(builder, |ui| {
            let mut list = std::mem::take(&mut rows.view.list);
            list.show(ui, &mut rows);
            rows.view.list = list;
        });
    }
}

/// The findings in order, with a heading over each weight.
fn listed(open: &OpenReview) -> Vec<Listed> {
    let findings = open.listed_findings();
    let mut listed = Vec::with_capacity(findings.len() + Severity::ALL.len());
    for group in findings.chunk_by(|one, other| one.rule.severity == other.rule.severity) {
        listed.extend(group.first().map(|first| Listed::Heading(first.rule.severity, group.len())));
        listed.extend(group.iter().map(|&finding| Listed::Finding(Box::new(finding.clone()))));
    }
    listed
}

struct FindingRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    view: &'v mut ProblemsView,
}

impl Rows for FindingRows<'_, '_, '_> {
    fn measure(&mut self, _: &Ui, row: usize, _: f32) -> Option<f32> {
        matches!(self.view.listed.get(row), Some(Listed::Heading(..))).then_some(HEADING)
    }

    fn show(&mut self, ui: &mut Ui, row: usize, rect: Rect) -> f32 {
        let finding = match self.view.listed.get(row) {
            Some(Listed::Finding(finding)) => finding,
            Some(Listed::Heading(severity, count)) => {
                return heading(ui, rect, *severity, *count);
            }
            None => return 0.0,
        };
        let key = Key::of(finding);
        let chosen = self.open.problems.chosen.as_ref() == Some(&key);
        let row = FindingRow { open: self.open, finding, key, chosen };
        let shown = row.show(ui, rect, self.scene, &mut self.view.reason);
        if chosen {
            self.view.chosen_rect = Some(shown);
        }
        shown.height() + if chosen { 16.0 } else { 0.0 }
    }
}

/// The icon and the colour of a weight.
pub fn look(ui: &Ui, severity: Severity) -> (char, Color32) {
    let colours = palette(ui);
    match severity {
        Severity::Error => (icons::WARNING_CIRCLE, colours.status(Status::Disputed).text),
        Severity::Warning => (icons::WARNING, colours.status(Status::Query).text),
        Severity::Advice => (icons::INFO, colours.status(Status::OnAuthor).text),
    }
}

fn heading(ui: &mut Ui, rect: Rect, severity: Severity, count: usize) -> f32 {
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), HEADING));
    let (icon, ink) = look(ui, severity);
    let (middle, colours) = (rect.center().y + 3.0, palette(ui));
    widgets::paint_icon(ui, pos2(rect.left() + 27.0, middle), icon, theme::icon(15.0), ink);
    let rest = count.to_string();
    let words = widgets::line(ui, severity.label(), theme::semibold(size::META), colours.ink);
    let end = widgets::paint_line(ui.painter(), rect.left() + 42.0, middle, words);
    let rest_words = widgets::line(ui, &rest, theme::regular(size::META), colours.ink3);
    widgets::paint_line(ui.painter(), end + 7.0, middle, rest_words);
    let response = ui.interact(rect, ui.scope_id().with(severity), egui::Sense::hover());
    let name = format!("{}, {rest}", severity.label());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, &name));
    HEADING
}

/// Title, and which are listed.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    let counts = open.finding_counts();
    bar(ui, HEAD, (20.0, 12.0), palette(ui).line_soft, |ui| {
        title(ui, "Problems", counts.total());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (waived, label, count) in [(true, "Waived", counts.waived), (false, "Open", counts.total())] {
                let name = format!("{label}, {count}");
                let chosen = open.problems.waived == waived;
                if widgets::chip(ui, chosen, None, label, Some(count), &name).clicked() {
                    scene.act(Action::Problem(Step::List { waived }));
                }
            }
        });
    });
}

/// Words in the small type of a label.
pub(super) fn small(ui: &mut Ui, words: &str, ink: Color32) {
    ui.label(RichText::new(words).font(theme::regular(size::SMALL)).color(ink));
}
