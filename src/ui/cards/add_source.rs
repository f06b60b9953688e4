//! The field that names a source to cite: completes names, recognises addresses.

use super::fields;
use crate::analysis::outlets::{self, Known};
use crate::app::Cite;
use crate::review::{Review, Source, compose};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::Family;
use crate::ui::widgets;
use egui::{Id, Key, Modifiers, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

/// How many offers are shown.
const MOST: usize = 6;

/// What was typed so far, and what it may mean.
pub struct Adding {
    text: String,
    offers: Vec<Offer>,
    /// The offer that Enter takes.
    picked: usize,
    /// The field had the keyboard, so that leaving it means something.
    entered: bool,
}

/// One thing that what was typed may mean.
pub struct Offer {
    /// The source's name.
    pub name: String,
    /// Where it is known from.
    pub detail: String,
    /// What is cited.
    pub cite: Cite,
}

impl Adding {
    /// Begins to add: before anything is typed, the library is offered.
    pub fn begin(review: &Review) -> Self {
        Self { text: String::new(), offers: offers("", &review.sources, review), picked: 0, entered: false }
    }

    /// Draws the field, under an id of the caller’s, and what it offers. Gives something once it is done: the source, or none where
    /// adding was given up.
    pub fn show(&mut self, ui: &mut Ui, id: Id, review: &Review) -> Option<Option<Cite>> {
        // Asked for until it comes: the click that began this takes the keyboard away from every field.
        if !self.entered {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if self.field(ui, id, review) {
            return Some(self.take(self.picked));
        }
        if let Some(clicked) = self.list(ui) {
            return Some(self.take(clicked));
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !self.entered {
            self.entered = focused;
            ui.ctx().request_repaint();
            return None;
        }
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        let left =
            !focused && (escaped || (self.text.is_empty() && !ui.rect_contains_pointer(ui.min_rect())));
        left.then_some(None)
    }

    fn take(&mut self, at: usize) -> Option<Cite> {
        (at < self.offers.len()).then(|| self.offers.swap_remove(at).cite)
    }

    /// The field itself; whether Enter was pressed in it.
    fn field(&mut self, ui: &mut Ui, id: Id, review: &Review) -> bool {
        if ui.memory(|memory| memory.has_focus(id)) {
            self.step(ui);
        }
        let colours = palette(ui);
        let frame = egui::Frame::new()
            .fill(colours.bg_card)
            .stroke(colours.focus_ring())
            .corner_radius(6)
            .inner_margin(vec2(7.0, 4.0));
        let field = TextEdit::singleline(&mut self.text)
            .id(id)
            .frame(frame)
            .hint_text(RichText::new("Name or address").color(colours.ink3))
            .desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name("Source to add");
        if response.changed() {
            self.offers = offers(&self.text, &review.sources, review);
            self.picked = 0;
        }
        let typed = !self.text.trim().is_empty() || self.picked > 0;
        response.lost_focus() && typed && ui.input(|input| input.key_pressed(Key::Enter))
    }

    /// Up and down go through the offers.
    fn step(&mut self, ui: &Ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = self.offers.len().saturating_sub(1);
        if pressed(Key::ArrowDown) {
            self.picked = (self.picked + 1).min(last);
        }
        if pressed(Key::ArrowUp) {
            self.picked = self.picked.saturating_sub(1);
        }
    }

    /// The offers; the one that was clicked.
    fn list(&self, ui: &mut Ui) -> Option<usize> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        for (at, offer) in self.offers.iter().enumerate() {
            if row(ui, offer, at == self.picked) {
                clicked = Some(at);
            }
        }
        ui.add_space(4.0);
        clicked
    }
}

/// What was typed may mean: the known sources first, in the end the words themselves.
pub fn offers(typed: &str, library: &[Source], review: &Review) -> Vec<Offer> {
    let typed = typed.trim();
    if typed.contains("://") {
        return vec![of_address(typed, review)];
    }
    let found = outlets::complete(typed, library);
    let whole = found.iter().any(|found| found.name.eq_ignore_ascii_case(typed));
    let mut offers: Vec<Offer> = found.into_iter().take(MOST).map(of_completion).collect();
    if !typed.is_empty() && !whole {
        let cite = Cite::Typed(typed.to_owned());
        offers.push(Offer { name: typed.to_owned(), detail: "new source".to_owned(), cite });
    }
    offers
}

fn of_completion(found: outlets::Completion) -> Offer {
    let kind = found.kind.label().to_lowercase();
    match found.known {
        Known::FromLibrary(id) => {
            Offer { name: found.name, detail: format!("{kind}, in the library"), cite: Cite::Source(id) }
        }
        Known::FromList(_) => {
            let cite = Cite::Typed(found.name.clone());
            Offer { name: found.name, detail: kind, cite }
        }
    }
}

/// Who publishes at an address: of the library, of the list, or else the host itself.
fn of_address(typed: &str, review: &Review) -> Offer {
    let cite = Cite::Typed(typed.to_owned());
    let Some(host) = outlets::host_of(typed) else {
        return Offer { name: typed.to_owned(), detail: "not a web address".to_owned(), cite };
    };
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let own = compose::source_on(review, bare).map(|source| source.name.clone());
    let name = own.or_else(|| outlets::recognise(typed).map(|outlet| outlet.name.clone()));
    let detail = if name.is_some() { format!("at {bare}") } else { "new source".to_owned() };
    Offer { name: name.unwrap_or_else(|| bare.to_owned()), detail, cite }
}

/// One offer; whether it was clicked.
pub fn row(ui: &mut Ui, offer: &Offer, picked: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), widgets::HIT), Sense::click());
    let name = format!("{}, {}", offer.name, offer.detail);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, picked, &name));
    let colours = palette(ui);
    if picked || response.hovered() {
        let fill = if picked { colours.bg_active } else { colours.bg_hover };
        ui.painter().rect_filled(rect, 4, fill);
    }
    let detail = widgets::line(ui, &offer.detail, theme::regular(size::META), colours.ink3);
    let right = rect.right() - 8.0 - detail.size().x;
    widgets::paint_line(ui.painter(), right, rect.center().y, detail);
    let room =
        egui::Rect::from_min_max(pos2(rect.left() + 8.0, rect.top()), pos2(right - 8.0, rect.bottom()));
    fields::paint_words(ui, room, &offer.name, Family::Sans, size::UI, colours.ink);
    widgets::focus_ring(ui, &response, rect, 4);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, ReviewId, SourceId};

    fn review(sources: Vec<Source>) -> Review {
        let draft = crate::review::Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", Vec::new());
        let mut review = Review::new(ReviewId::new(1), Article::default(), draft);
        review.sources = sources;
        review
    }

    fn names(typed: &str, review: &Review) -> Vec<String> {
        let offers = offers(typed, &review.sources, review);
        offers.into_iter().map(|offer| format!("{} ({})", offer.name, offer.detail)).collect()
    }

    #[test]
    fn the_beginning_of_a_name_completes_it() {
        let review = review(Vec::new());
        assert_eq!(names("reu", &review).first().map(String::as_str), Some("Reuters (agency)"));
        assert_eq!(names("reu", &review).last().map(String::as_str), Some("reu (new source)"));
        let whole = offers("Reuters", &[], &review);
        assert!(whole.iter().all(|offer| offer.detail != "new source"), "a whole name is no new source");
    }

    #[test]
    fn an_address_names_who_publishes_there() {
        let empty = review(Vec::new());
        let found = names("https://www.france24.com/en/africa/20230727-x", &empty);
        assert_eq!(found, ["France 24 (at france24.com)"]);
        assert_eq!(names("https://evil-france24.com/", &empty), ["evil-france24.com (new source)"]);
        let mut own = Source::named(SourceId::new(1), "Our Paper");
        own.domains.push("france24.com".into());
        let found = names("https://www.france24.com/x", &review(vec![own]));
        assert_eq!(found, ["Our Paper (at france24.com)"]);
        assert_eq!(names("ftp://x", &empty), ["ftp://x (not a web address)"]);
    }
}
