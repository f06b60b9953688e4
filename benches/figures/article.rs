//! The article view while it scrolls, beside a label.

use crate::label::LabelView;
use crate::material::{self, HUGE, LARGE, MIDDLE, SMALL, Size};
use crate::measure::{Outcome, Report, Times, ratio};
use crate::stage::{self, Stage, pointer, wheel};
use egui::{Event, Ui, vec2};
use redpencil::app::App;
use redpencil::app::open::OpenReview;
use redpencil::review::History;
use redpencil::ui::article::ArticleView;
use redpencil::ui::{Scene, theme};
use std::time::Duration;

pub const FIGURES: &[&str] = &[
    "article_50kb_of_label",
    "article_300kb_of_label",
    "article_1mb_of_label",
    "article_10mb_of_label",
    "article_10mb_of_50kb",
];

/// The sizes with the most that ours may cost of the label's.
const SIZES: [(Size, &str, f64); 4] =
    [(SMALL, FIGURES[0], 1.0), (MIDDLE, FIGURES[1], 0.5), (LARGE, FIGURES[2], 0.5), (HUGE, FIGURES[3], 0.1)];

/// Frames in which the text scrolls one way, by so many points each, and then back.
const ONE_WAY: usize = 150;
const STEP: f32 = 40.0;

/// How often the way is gone, ours and the peer's in turns.
const ROUNDS: usize = 5;

pub fn run(report: &mut Report) -> Outcome<()> {
    let mut own = Vec::new();
    for (size, name, bound) in SIZES {
        let needed = report.wants(name)
            || (report.wants(FIGURES[4])
                && matches!(name, "article_50kb_of_label" | "article_10mb_of_label"));
        if !needed {
            continue;
        }
        println!("Article view, {}, scrolling {STEP} points a frame", size.name);
        let (ours, peer) = scrolled(size, report);
        report.figure(name, ratio(ours, peer), "times", bound);
        own.push((name, ours));
    }
    let of = |name| own.iter().find(|(own, _)| *own == name).map(|own| own.1);
    if let (Some(small), Some(huge)) = (of(FIGURES[0]), of(FIGURES[3])) {
        report.figure(FIGURES[4], ratio(huge, small), "times", 1.2);
    }
    Ok(())
}

/// What a frame costs on average in the round in the middle: ours and the label's.
fn scrolled(size: Size, report: &Report) -> (Duration, Duration) {
    let mut article = Article::new(size);
    let mut label = Stage::new(article.size());
    let open = article.app.open.as_ref();
    let view = open.map(|open| LabelView::of(open, theme::of_context(&label.ctx)));
    let mut show_label = |events| {
        let drawn = label.frame(events, |ui| {
            if let Some(view) = &view {
                view.show(ui);
            }
        });
        drawn.cpu
    };
    let first = [there_and_back(|events| article.frame(events)), there_and_back(&mut show_label)];
    report.note(&format!("ours, first time:  {}", first[0].words()));
    report.note(&format!("label, first time: {}", first[1].words()));
    let (mut ours, mut peer) = ((Times::default(), Times::default()), (Times::default(), Times::default()));
    for _ in 0..ROUNDS {
        take(&mut ours, there_and_back(|events| article.frame(events)));
        take(&mut peer, there_and_back(&mut show_label));
    }
    report.note(&format!("ours:  {}", ours.1.words()));
    report.note(&format!("label: {}", peer.1.words()));
    (ours.0.median(), peer.0.median())
}

fn take((means, all): &mut (Times, Times), round: Times) {
    means.push(round.mean());
    all.append(round);
}

fn there_and_back(mut frame: impl FnMut(Vec<Event>) -> Duration) -> Times {
    let mut times = Times::default();
    for at in 0..2 * ONE_WAY {
        let turn = if at < ONE_WAY { -STEP } else { STEP };
        times.push(frame(vec![pointer(500.0, 400.0), wheel(turn)]));
    }
    times
}

/// The article view alone.
struct Article {
    stage: Stage,
    app: App,
    view: ArticleView,
}

impl Article {
    /// It begins in the middle of the text.
    fn new(size: Size) -> Self {
        let mut app = stage::app();
        let mut open = OpenReview::new(material::review(size), History::default(), None);
        open.place.scroll = (open.draft().text().paragraph_count() / 2, 0.0);
        app.open = Some(open);
        Self { stage: Stage::new(vec2(940.0, 800.0)), app, view: ArticleView::default() }
    }

    fn size(&self) -> egui::Vec2 {
        vec2(940.0, 800.0)
    }

    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let Self { stage, app, view } = self;
        stage.frame(events, |ui| draw(ui, app, view)).cpu
    }
}

fn draw(ui: &mut Ui, app: &mut App, view: &mut ArticleView) {
    let mut scene = Scene { app, actions: Vec::new(), focus: None };
    view.show(ui, &mut scene);
    let actions = scene.actions;
    for action in actions {
        app.act(action);
    }
}
