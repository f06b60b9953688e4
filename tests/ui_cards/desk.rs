//! The panels under test beside nothing, over an app of their own.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, Node};
use redpencil::app::open::{OpenReview, Panel, TextSelection};
use redpencil::app::{Action, App};
use redpencil::review::{Claim, History, Numbers, compose};
use redpencil::text::{ByteOffset, char_range};
use redpencil::ui::cards::CardsView;
use redpencil::ui::sources::SourcesView;
use redpencil::ui::{Scene, theme, typeset};

/// A panel and the app it shows.
pub struct Desk {
    pub app: App,
    pub cards: CardsView,
    pub sources: SourcesView,
}

impl Desk {
    fn show(&mut self, ui: &mut egui::Ui) {
        let mut scene = Scene { focus: self.app.focus.take(), app: &self.app, actions: Vec::new() };
        match scene.app.open.as_ref().map(|open| open.place.panel) {
            Some(Panel::Sources) => self.sources.show(ui, &mut scene),
            _ => self.cards.show(ui, &mut scene),
        }
        let Scene { actions, focus, .. } = scene;
        self.app.focus = focus;
        if let Some(open) = &mut self.app.open {
            open.reveal = None;
        }
        for action in actions {
            self.app.act(action);
            ui.ctx().request_repaint();
        }
    }

    /// The open review.
    pub fn open(&self) -> &OpenReview {
        self.app.open.as_ref().unwrap()
    }

    /// The claim with a number.
    pub fn claim(&self, number: u32) -> &Claim {
        self.open().review().claims.iter().find(|claim| claim.number == number).unwrap()
    }

    /// The numbers of the claims shown, in order.
    pub fn shown(&self) -> Vec<u32> {
        let open = self.open();
        open.shown().iter().map(|&at| open.review().claims[at].number).collect()
    }
}

#[path = "../common/window.rs"]
mod window;
pub use window::{app, noon};

/// Selects words of the draft.
pub fn select(app: &mut App, words: &str) {
    let text = app.open.as_ref().unwrap().draft().text().as_str().to_owned();
    let start = text.find(words).unwrap_or_else(|| panic!("the draft does not say {words}"));
    let selection = TextSelection { anchor: ByteOffset(start), head: ByteOffset(start + words.len()) };
    app.act(Action::Select(Some(selection)));
}

/// A panel of the design's own size over an app.
pub fn desk(app: App) -> Harness<'static, Desk> {
    sized(app, vec2(468.0, 780.0))
}

/// A panel of any size over an app.
pub fn sized(app: App, size: egui::Vec2) -> Harness<'static, Desk> {
    let desk = Desk { app, cards: CardsView::default(), sources: SourcesView::default() };
    Harness::builder()
        .with_size(size)
        .with_max_steps(40)
        .with_context_setup(|ctx| {
            typeset::install(ctx, &typeset::Fonts::bundled_only());
            theme::install(ctx);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.show(ui), desk)
}

/// A draft of many sentences with a claim on each.
pub fn with_many_claims(count: usize) -> App {
    let sentences: Vec<String> = (1..=count)
        .map(|number| format!("Sentence {number} says that {} men crossed.", number * 7))
        .collect();
    let texts: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let mut app = app(&texts);
    let open = app.open.take().unwrap();
    let mut review = open.review().clone();
    let mut ids = Numbers::from_seed(5);
    let mut start = 0;
    for sentence in &sentences {
        let end = start + sentence.chars().count();
        let (claim, _) = compose::new_claim(&review, &mut ids, &[char_range(start..end)]).unwrap();
        review.last_number = claim.number;
        review.claims.push(claim.into());
        start = end + 1;
    }
    app.open = Some(OpenReview::new(review, History::default(), None));
    app
}

/// What a person does to a panel.
pub trait Hands {
    /// Clicks what goes by a name, and lets the window come to rest.
    fn click(&mut self, label: &str);
    /// Enters a field by a click and types in it.
    fn type_in(&mut self, label: &str, text: &str);
    /// Presses a key.
    fn press(&mut self, key: Key);
    /// Whether something goes by a name.
    fn has(&self, label: &str) -> bool;
    /// The value of a field.
    fn value(&self, label: &str) -> String;
}

impl Hands for Harness<'_, Desk> {
    fn click(&mut self, label: &str) {
        self.get_by_label(label).click();
        self.run();
    }

    fn type_in(&mut self, label: &str, text: &str) {
        self.click(label);
        for letter in text.chars() {
            self.event(egui::Event::Text(letter.to_string()));
            self.run();
        }
    }

    fn press(&mut self, key: Key) {
        self.key_press_modifiers(Modifiers::NONE, key);
        self.run();
    }

    fn has(&self, label: &str) -> bool {
        self.query_all_by_label(label).next().is_some()
    }

    fn value(&self, label: &str) -> String {
        let node: Node<'_> = self.get_by_label(label);
        node.value().unwrap_or_default()
    }
}
