//! The desk: the paper on the left, and the panel that was chosen beside it.

use super::article::{ArticleView, Bracket, COMPACT_BELOW};
use super::cards::CardsView;
use super::problems::ProblemsView;
use super::reading::{AttributionsView, SuggestionsView, TimelineView};
use super::revisions::{ChangesView, RevisionsView};
use super::sources::SourcesView;
use super::{Scene, motion, pencil, shell, theme};
use crate::app::Action;
use crate::app::open::{Panel as Shown, Paper};
use egui::{Frame, Id, Panel, Pos2, Rect, Ui, pos2};

/// Widths of the panel beside the article, in points (tokens.md, Layout).
const PANEL: f32 = 452.0;
const PANEL_COMPACT: f32 = 344.0;
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 320.0..=640.0;

/// What the parts of the desk keep from frame to frame.
#[derive(Default)]
pub struct Desk {
    article: ArticleView,
    changes: ChangesView,
    cards: CardsView,
    sources: SourcesView,
    revisions: RevisionsView,
    problems: ProblemsView,
    timeline: TimelineView,
    attributions: AttributionsView,
    suggestions: SuggestionsView,
}

impl Desk {
    /// Draws panel and paper of the open review.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        shell::rail(ui, scene);
        let panel = self.panel(ui, scene);
        let paper = scene.app.page().map(|open| open.paper).unwrap_or_default();
        let fill = Frame::new().fill(theme::palette(ui).bg_paper);
        egui::CentralPanel::default().frame(fill).show(ui, |ui| {
            shell::strip(ui, scene);
            if let Paper::Changes { side_by_side } = paper {
                return self.changes.show(ui, scene, side_by_side);
            }
            shell::find_bar(ui, scene);
            self.article.show(ui, scene);
        });
        if paper == Paper::Article {
            let shown = scene.app.page().map(|open| open.place.panel).unwrap_or_default();
            let card = match shown {
                Shown::Claims if self.article.bracket().is_some_and(|bracket| bracket.is_selection) => {
                    self.cards.hint_rect()
                }
                Shown::Claims => self.cards.open_card_rect(),
                Shown::Revisions => self.revisions.chosen_rect(),
                Shown::Problems => self.problems.chosen_rect(),
                Shown::Timeline => self.timeline.chosen_rect(),
                Shown::Suggestions => self.suggestions.chosen_rect(),
                Shown::Sources | Shown::Attributions => None,
            };
            tie(ui, self.article.bracket(), self.article.view(), card, panel);
        }
    }

    /// The panel beside the paper; gives its rectangle.
    fn panel(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Rect {
        let compact = ui.ctx().content_rect().width() < COMPACT_BELOW;
        let own = if compact { PANEL_COMPACT } else { PANEL };
        let chosen = scene.app.settings.panel_width;
        let width = if chosen > 0.0 && !compact { chosen } else { own };
        let shown = scene.app.page().map(|open| open.place.panel).unwrap_or_default();
        let panel = Panel::right(if compact { "panel, compact" } else { "panel" })
            .default_size(width)
            .size_range(*PANEL_WIDTHS.start()..=*PANEL_WIDTHS.end())
            .resizable(true)
            .frame(Frame::new().fill(theme::palette(ui).bg_panel))
            .show(ui, |ui| {
                // Each keeps the place that it was scrolled to, and not another's.
                ui.push_id(shown as u8, |ui| match shown {
                    Shown::Claims => self.cards.show(ui, scene),
                    Shown::Sources => self.sources.show(ui, scene),
                    Shown::Problems => self.problems.show(ui, scene),
                    Shown::Revisions => self.revisions.show(ui, scene),
                    Shown::Timeline => self.timeline.show(ui, scene),
                    Shown::Attributions => self.attributions.show(ui, scene),
                    Shown::Suggestions => self.suggestions.show(ui, scene),
                });
            });
        let rect = panel.response.rect;
        if !compact && (rect.width() - width).abs() > 0.5 {
            scene.act(Action::PanelWidth(rect.width()));
        }
        rect
    }
}

/// The red pencil: from the chosen words to their card. It draws itself once when other words are chosen.
fn tie(ui: &Ui, bracket: Option<Bracket>, view: Rect, card: Option<Rect>, panel: Rect) {
    let id = Id::unique("red pencil");
    // What is under the pointer's hand has its bracket at once.
    let held = ui.input(|input| input.pointer.any_down());
    let seed = bracket.map_or(0, |bracket| bracket.seed);
    let drawn = motion::since_change(ui.ctx(), id, seed, motion::PENCIL);
    let Some(bracket) = bracket else { return };
    let ink = theme::palette(ui).pencil;
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Middle, id));
    let painter = painter.with_clip_rect(Rect::from_min_max(view.min, pos2(panel.right(), view.bottom())));
    let strokes = strokes(bracket, card, panel);
    let mut left = pencil::length_of(strokes.iter().map(|stroke| stroke.path.as_slice()))
        * if held { 1.0 } else { drawn };
    for stroke in strokes {
        let whole = pencil::length_of([stroke.path.as_slice()]);
        let path = if left >= whole { stroke.path } else { pencil::begun(&stroke.path, left / whole) };
        pencil::draw(&painter, ink, stroke.id, &path, stroke.width, stroke.tip);
        left = (left - whole).max(0.0);
    }
}

/// One stroke of the tie.
struct Stroke {
    id: Id,
    path: Vec<Pos2>,
    width: f32,
    tip: (f32, f32),
}

/// The bracket beside the words, and where their card is in view the line to it and the stroke on its edge.
fn strokes(bracket: Bracket, card: Option<Rect>, panel: Rect) -> Vec<Stroke> {
    let id = Id::unique(("bracket", bracket.seed));
    let path = pencil::bracket(bracket.x, bracket.top, bracket.bottom);
    let mut strokes = vec![Stroke { id, path, width: 2.3, tip: (8.0, 10.0) }];
    let in_view = |card: &Rect| card.top() + 24.0 > panel.top() + 80.0 && card.top() < panel.bottom() - 40.0;
    let Some(card) = card.filter(in_view) else { return strokes };
    let from = Pos2::new(bracket.x, (bracket.top + bracket.bottom) / 2.0);
    let to = pos2(card.left() - 1.0, card.top() + 24.0);
    if let Some(path) = pencil::leader(from, to) {
        strokes.push(Stroke { id: id.with("leader"), path, width: 1.45, tip: (10.0, 2.0) });
    }
    let x = card.left();
    let path = vec![pos2(x - 0.5, to.y - 17.0), pos2(x - 0.9, to.y), pos2(x - 0.3, to.y + 23.0)];
    strokes.push(Stroke { id: id.with("edge"), path, width: 2.6, tip: (8.0, 10.0) });
    strokes
}
