//! The head of the claims panel: how many claims there are, their order, and which of them are shown.

use super::fields::{option_row, scrolled};
use crate::app::Action;
use crate::app::command::Command;
use crate::app::filter::{By, Filter, Sort};
use crate::app::open::OpenReview;
use crate::review::{Progress, Review, Status};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextStyle};
use crate::ui::{Scene, icons, widgets};
use egui::{
    Align, Color32, Id, Layout, Popup, Rect, Response, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use std::collections::BTreeSet;

/// How many names the filter by attribution offers.
const MOST_NAMES: usize = 200;

/// Height of the head and of the bar under it (tokens.md, Layout).
pub const HEAD: f32 = 40.0;

/// Draws a row of the panel as wide as it is: `left` and `right` are its padding.
pub fn bar<R>(
    ui: &mut Ui,
    height: f32,
    (left, right): (f32, f32),
    line: Color32,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, line));
    let inner = Rect::from_min_max(rect.min + vec2(left, 0.0), rect.max - vec2(right, 1.0));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, add).inner
}

/// A panel's title and how many there are of what it lists.
pub fn title(ui: &mut Ui, word: &str, count: usize) {
    ui.heading(word);
    ui.label(RichText::new(count.to_string()).color(palette(ui).ink3));
}

/// Title, order, search, new claim.
pub fn head(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, search: &mut Search) {
    bar(ui, HEAD, (20.0, 8.0), palette(ui).line_soft, |ui| {
        title(ui, "Claims", open.review().claims.len());
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space((ui.available_width() - 3.0 * 26.0 - 2.0 * 2.0).max(0.0));
        let has_claims = !open.review().claims.is_empty();
        ui.add_enabled_ui(has_claims, |ui| {
            if widgets::icon_button(ui, icons::MAGNIFYING_GLASS, "Filter claims by text", 16.0).clicked() {
                if search.shown(open) {
                    *search = Search::Hidden;
                    set(scene, open, |filter| filter.text.clear());
                } else {
                    *search = Search::Entered;
                }
            }
            let sort = widgets::icon_button(ui, icons::SORT_ASCENDING, "Sort claims", 16.0);
            sort_menu(&sort, scene, open);
        });
        let can = scene.app.can(Command::NewClaim);
        let response = ui
            .add_enabled_ui(can.is_ok(), |ui| {
                widgets::icon_button(ui, icons::PLUS, Command::NewClaim.spec().label, 16.0)
            })
            .inner;
        if response.clicked() {
            scene.run(Command::NewClaim);
        }
        if let Err(why) = can {
            response.on_disabled_hover_text(why);
        }
    });
}

/// The field that filters by text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// It is not there, unless words are looked for.
    #[default]
    Hidden,
    /// It was asked for and is to have the keyboard.
    Entered,
    /// It is there.
    Shown,
}

impl Search {
    fn shown(self, open: &OpenReview) -> bool {
        self != Self::Hidden || !open.place.filter.text.is_empty()
    }
}

fn sort_menu(response: &Response, scene: &mut Scene<'_>, open: &OpenReview) {
    let sorts = [
        (Sort::Place, "By place", Command::SortByPlace),
        (Sort::Number, "By number", Command::SortByNumber),
        (Sort::Status, "By status", Command::SortByStatus),
    ];
    Popup::menu(response).width(160.0).show(|ui| {
        for (sort, label, command) in sorts {
            if option_row(ui, label, open.place.sort == sort).clicked() {
                scene.run(command);
            }
        }
    });
}

/// Changes the filter.
fn set(scene: &mut Scene<'_>, open: &OpenReview, change: impl FnOnce(&mut Filter)) {
    let mut filter = open.place.filter.clone();
    change(&mut filter);
    if filter != open.place.filter {
        scene.act(Action::SetFilter(filter));
    }
}

/// One chip of the bar.
struct Chip {
    by: By,
    icon: Option<(char, Color32)>,
    label: &'static str,
    count: usize,
    name: String,
}

fn chips(ui: &Ui, progress: &Progress) -> Vec<Chip> {
    let colours = palette(ui);
    let plain = |by, label, count, name: &str| Chip {
        by,
        icon: None,
        label,
        count,
        name: format!("{name}, {count}"),
    };
    let mut chips = vec![
        plain(By::All, "All", progress.total(), "All claims"),
        plain(By::Open, "Open", progress.open, "Open claims"),
    ];
    let counts = Status::ALL.map(|status| (status, progress.count(status)));
    let statuses = counts.into_iter().filter(|(_, count)| *count > 0).map(|(status, count)| Chip {
        by: By::Status(status),
        icon: Some((theme::status_icon(status), colours.status(status).text)),
        label: "",
        count,
        name: format!("{}, {count}", status.label()),
    });
    chips.extend(statuses);
    chips.extend((progress.needs_recheck > 0).then(|| Chip {
        by: By::Recheck,
        icon: Some((icons::ARROW_CLOCKWISE, colours.recheck.text)),
        label: "",
        count: progress.needs_recheck,
        name: format!("Needs recheck, {}", progress.needs_recheck),
    }));
    chips
}

/// The width a chip takes.
fn width_of(ui: &Ui, chip: &Chip) -> f32 {
    let wide = |text: &str| widgets::line(ui, text, theme::medium(size::META), Color32::PLACEHOLDER).size().x;
    let count = wide(&chip.count.to_string());
    if chip.icon.is_some() { 12.0 + 13.0 + 3.0 + count } else { 16.0 + wide(chip.label) + 5.0 + count }
}

/// The chips, and behind three dots what has no room.
pub fn filter_bar(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    const MORE: f32 = 26.0;
    bar(ui, HEAD, (12.0, 8.0), palette(ui).line, |ui| {
        let gap = if ui.available_width() < 360.0 { 2.0 } else { 4.0 };
        ui.spacing_mut().item_spacing.x = gap;
        let chips = chips(ui, &open.index().progress);
        let mut hidden = Vec::new();
        for chip in chips {
            let room = ui.available_width() - MORE - gap;
            if !hidden.is_empty() || width_of(ui, &chip) > room {
                hidden.push(chip);
                continue;
            }
            let selected = open.place.filter.by == chip.by;
            if widgets::chip(ui, selected, chip.icon, chip.label, Some(chip.count), &chip.name).clicked() {
                choose(scene, open, chip.by);
            }
        }
        ui.add_space((ui.available_width() - MORE).max(0.0));
        let dots = widgets::icon_button(ui, icons::DOTS_THREE, "More filters", 16.0);
        more(&dots, scene, open, &hidden);
    });
}

/// Shows the claims of a chip, or all again where they were shown already.
fn choose(scene: &mut Scene<'_>, open: &OpenReview, by: By) {
    let again = open.place.filter.by == by;
    set(scene, open, |filter| filter.by = if again { By::All } else { by });
}

fn more(dots: &Response, scene: &mut Scene<'_>, open: &OpenReview, hidden: &[Chip]) {
    let review = open.review();
    Popup::menu(dots).width(240.0).show(|ui| {
        let names = names(review);
        scrolled(ui, |ui| {
            for chip in hidden {
                if option_row(ui, &chip.name, open.place.filter.by == chip.by).clicked() {
                    choose(scene, open, chip.by);
                }
            }
            section(ui, "Said by", !names.is_empty());
            for &name in &names {
                let chosen = open.place.filter.attribution == name;
                if option_row(ui, name, chosen).clicked() {
                    let to = if chosen { String::new() } else { name.to_owned() };
                    set(scene, open, |filter| filter.attribution = to);
                }
            }
            section(ui, "Citing", !review.sources.is_empty());
            for source in &review.sources {
                let chosen = open.place.filter.source == Some(source.id);
                if option_row(ui, &source.name, chosen).clicked() {
                    set(scene, open, |filter| filter.source = (!chosen).then_some(source.id));
                }
            }
            section(
                ui,
                "No more filters",
                hidden.is_empty() && names.is_empty() && review.sources.is_empty(),
            );
        });
    });
}

/// Speakers and outlets of a review's claims, by name.
fn names(review: &Review) -> Vec<&str> {
    let said = review.claims.iter().filter_map(|claim| claim.attribution.as_ref());
    let names = said.flat_map(|said| [said.speaker.as_str(), said.outlet.as_str()]);
    let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
    names.into_iter().take(MOST_NAMES).collect()
}

fn section(ui: &mut Ui, words: &str, shown: bool) {
    if shown {
        ui.add_space(6.0);
        ui.label(RichText::new(words).font(theme::medium(size::SMALL)).color(palette(ui).ink3));
    }
}

/// The filters that the chips do not show: the words looked for, who it is said by, the source.
pub fn active_filters(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, search: &mut Search) {
    let filter = &open.place.filter;
    if search.shown(open) {
        search_field(ui, scene, open, search);
    }
    let source = filter.source.and_then(|id| open.review().source(id));
    if filter.attribution.is_empty() && source.is_none() {
        return;
    }
    bar(ui, 36.0, (12.0, 8.0), palette(ui).line, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let half = ui.available_width() / 2.0 - 4.0;
        if !filter.attribution.is_empty() && removable(ui, "Said by", &filter.attribution, half) {
            set(scene, open, |filter| filter.attribution.clear());
        }
        if let Some(source) = source
            && removable(ui, "Citing", &source.name, half)
        {
            set(scene, open, |filter| filter.source = None);
        }
    });
}

fn search_field(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview, search: &mut Search) {
    bar(ui, HEAD, (12.0, 8.0), palette(ui).line, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let colours = palette(ui);
        let mut text = open.place.filter.text.clone();
        let frame = egui::Frame::new()
            .fill(colours.bg_card)
            .stroke(colours.control())
            .corner_radius(6)
            .inner_margin(vec2(7.0, 4.0));
        let id = Id::unique("filter claims by text");
        if *search == Search::Entered {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let field = egui::TextEdit::singleline(&mut text)
            .id(id)
            .frame(frame)
            .hint_text(RichText::new("Words in the claim, its note, sources, tags").color(colours.ink3))
            .desired_width(ui.available_width() - 30.0);
        let response = ui.add(field).accessible_name("Filter claims");
        if response.changed() {
            set(scene, open, |filter| filter.text = text);
        }
        if *search == Search::Entered {
            // Asked for until it comes: the click that began this takes the keyboard away from every field.
            if response.has_focus() {
                *search = Search::Shown;
            }
            ui.ctx().request_repaint();
        }
        if widgets::icon_button(ui, icons::X, "Stop filtering by text", 14.0).clicked() {
            *search = Search::Hidden;
            set(scene, open, |filter| filter.text.clear());
        }
    });
}

/// A filter that is on; whether it is to go.
fn removable(ui: &mut Ui, what: &str, name: &str, room: f32) -> bool {
    let colours = palette(ui);
    let style = TextStyle::new(Family::Sans, size::META, 18.0).max_rows(1);
    let what = widgets::line(ui, what, theme::regular(size::META), colours.ink2);
    let before = what.size().x + 12.0;
    let words = typeset::layout(ui.ctx(), name, &style, f32::INFINITY);
    let width = words.used_width().min((room - before - 28.0).max(20.0));
    let words =
        if words.used_width() > width { typeset::layout(ui.ctx(), name, &style, width) } else { words };
    let (rect, response) = ui.allocate_exact_size(vec2(before + width + 28.0, widgets::HIT), Sense::click());
    let spoken = format!("Remove filter: {} {name}", what.text());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_active);
    widgets::paint_line(ui.painter(), rect.left() + 8.0, rect.center().y, what);
    typeset::paint(ui.painter(), &words, pos2(rect.left() + before, rect.top() + 4.0), colours.ink);
    let cross = pos2(rect.right() - 12.0, rect.center().y);
    widgets::paint_icon(ui, cross, icons::X, theme::icon(12.0), colours.ink2);
    widgets::focus_ring(ui, &response, rect, widgets::RADIUS);
    response.clicked()
}

/// What a filter that lets nothing through is told as: "No disputed claims".
pub fn nothing_in_words(filter: &Filter, review: &Review) -> String {
    let kind = match filter.by {
        By::All => "claims".to_owned(),
        By::Open => "open claims".to_owned(),
        By::Recheck => "claims to recheck".to_owned(),
        By::Status(Status::Query) => "queries".to_owned(),
        By::Status(Status::OnAuthor) => "claims on the author".to_owned(),
        By::Status(Status::NotCheckable) => "claims that are not checkable".to_owned(),
        By::Status(status) => format!("{} claims", status.label().to_lowercase()),
    };
    let mut words = format!("No {kind}");
    if !filter.attribution.is_empty() {
        words += &format!(" said by {}", filter.attribution);
    }
    if let Some(source) = filter.source.and_then(|id| review.source(id)) {
        words += &format!(" citing {}", source.name);
    }
    if !filter.text.trim().is_empty() {
        words += &format!(" with “{}”", filter.text.trim());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, Attribution, Claim, ClaimId, Draft, ReviewId};
    use std::sync::Arc;

    #[test]
    fn nothing_is_said_in_words() {
        let draft = Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", Vec::new());
        let review = Review::new(ReviewId::new(1), Article::default(), draft);
        let by = |by| nothing_in_words(&Filter { by, ..Filter::default() }, &review);
        assert_eq!(by(By::Status(Status::Disputed)), "No disputed claims");
        assert_eq!(by(By::Status(Status::Query)), "No queries");
        assert_eq!(by(By::Open), "No open claims");
        let filter = Filter { attribution: "Ada".into(), text: " coup ".into(), ..Filter::default() };
        assert_eq!(nothing_in_words(&filter, &review), "No claims said by Ada with “coup”");
    }

    #[test]
    fn speakers_and_outlets_are_offered_once_and_by_name() {
        let draft = Draft::new(1, chrono::DateTime::UNIX_EPOCH, "", Vec::new());
        let mut review = Review::new(ReviewId::new(1), Article::default(), draft);
        let said = [("The Wire", "The Wire"), ("Ada", "The Wire"), ("", "")];
        let claim = |(number, (speaker, outlet)): (u32, (&str, &str))| {
            let said =
                Attribution { speaker: speaker.into(), outlet: outlet.into(), ..Attribution::default() };
            let claim = Claim::new(ClaimId::new(number.into()), number, Vec::new());
            Arc::new(Claim { attribution: Some(said), ..claim })
        };
        review.claims = (1..).zip(said).map(claim).collect();
        assert_eq!(names(&review), ["Ada", "The Wire"]);
    }
}
