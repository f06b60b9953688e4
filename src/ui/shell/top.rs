//! The top bar: name, menus, document, progress, search, theme.

use super::{fixed, is_compact, line_below, measure, menus, takes_long, within};
use crate::app::command::Command;
use crate::app::filter::{By, Filter};
use crate::app::open::OpenReview;
use crate::app::{Action, Focus};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{ArticleLabel, Family, TextStyle};
use crate::ui::{Scene, icons, pencil, widgets};
use egui::{
    Align, Context, Id, Key, Layout, Modifiers, Panel, Popup, PopupCloseBehavior, Rect, Ui, pos2, vec2,
};

/// Where the document block begins (tokens.md, Layout), with menus and with one menu button.
const DOCUMENT: f32 = 376.0;
const DOCUMENT_COMPACT: f32 = 92.0;

/// Width of the progress bar and its distance from the right edge.
const PROGRESS: (f32, f32) = (348.0, 332.0);
const PROGRESS_COMPACT: (f32, f32) = (236.0, 92.0);

/// Width of the search field.
const SEARCH: f32 = 264.0;

/// The top bar.
pub fn top_bar(ui: &mut Ui, scene: &mut Scene<'_>) {
    fixed(ui, Panel::top("top bar"), measure::TOP, |ui, rect| contents(ui, scene, rect));
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    line_below(ui, rect, palette(ui).hairline());
    if takes_long(ui, scene.app) {
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
        ui.painter().rect_filled(line, 0, palette(ui).ink);
    }
    logo(ui, Rect::from_min_size(rect.min, vec2(48.0, measure::TOP)));
    let compact = is_compact(ui);
    let document = rect.left() + if compact { DOCUMENT_COMPACT } else { DOCUMENT };
    let menus = Rect::from_min_max(pos2(rect.left() + 48.0, rect.top()), pos2(document - 4.0, rect.bottom()));
    within(ui, "menus", menus, Layout::left_to_right(Align::Center), |ui| {
        menus::menu_bar(ui, scene, compact);
    });
    if let Some(open) = &scene.app.open {
        let (width, from_right) = if compact { PROGRESS_COMPACT } else { PROGRESS };
        let bar = Rect::from_min_size(
            pos2(rect.right() - from_right - width, rect.top() + 12.0),
            vec2(width, measure::TOP - 12.0),
        );
        let block =
            Rect::from_min_max(pos2(document, rect.top() + 7.0), pos2(bar.left() - 16.0, rect.bottom()));
        within(ui, "document", block, Layout::top_down(Align::Min), |ui| document_block(ui, open));
        within(ui, "progress", bar, Layout::top_down(Align::Min), |ui| progress(ui, scene, compact));
    }
    let right = Rect::from_min_max(rect.min, pos2(rect.right() - 12.0, rect.bottom()));
    within(ui, "right", right, Layout::right_to_left(Align::Center), |ui| {
        theme_button(ui, scene);
        search(ui, scene, compact);
    });
}

/// The letter of the program with its red underline.
fn logo(ui: &Ui, cell: Rect) {
    let colours = palette(ui);
    let letter = widgets::line(ui, "R", theme::serif_bold(21.0), colours.ink);
    let at = cell.center() - vec2(letter.size().x / 2.0, letter.size().y / 2.0 + 2.0);
    ui.painter().galley(at, letter, colours.ink);
    let left = pos2(cell.center().x - 13.0, cell.center().y + 13.0);
    pencil::underline(ui.painter(), colours.pencil, Id::unique("logo pencil"), left, 29.0);
}

/// Title and file of the open review.
fn document_block(ui: &mut Ui, open: &OpenReview) {
    let colours = palette(ui);
    ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
    ui.spacing_mut().interact_size.y = 18.0;
    let width = ui.available_width();
    let title = open.title();
    ui.horizontal(|ui| {
        let style = TextStyle::new(Family::SansSemiBold, size::UI, 18.0)
            .language(Some(&open.review().article.language));
        let label =
            ArticleLabel::new(&title).style(style).color(colours.ink).width(width - 14.0).single_line();
        let response = ui.add(label);
        if open.has_work() && open.is_unsaved() {
            let at = pos2(response.rect.right() + 10.5, response.rect.center().y);
            ui.painter().circle_filled(at, 3.5, colours.ink);
        }
        response.on_hover_ui(|ui| {
            ui.label(&title);
            ui.label(widgets::progress_words(&open.index().progress));
        });
    });
    let file = open.file_name().unwrap_or_else(|| "not in a file yet".to_owned());
    let line = format!("{file} · draft {}", open.draft().number);
    let style = TextStyle::new(Family::Sans, size::SMALL, 14.0);
    ui.add(ArticleLabel::new(&line).style(style).color(colours.ink3).width(width).single_line());
}

fn progress(ui: &mut Ui, scene: &mut Scene<'_>, compact: bool) {
    let Some(open) = &scene.app.open else { return };
    let progress = &open.index().progress;
    ui.spacing_mut().item_spacing.y = 5.0;
    let width = ui.available_width();
    let on_bar = widgets::progress_bar(ui, width, progress);
    let on_count = widgets::counts_line(ui, width, progress, compact);
    if let Some(By::Status(status)) = on_bar.or(on_count) {
        scene.run(Command::FilterStatus(status));
    }
}

fn theme_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (icon, name, command) = if ui.visuals().dark_mode {
        (icons::SUN, "Switch to light theme", Command::ThemeLight)
    } else {
        (icons::MOON, "Switch to dark theme", Command::ThemeDark)
    };
    if widgets::icon_button(ui, icon, name, 18.0).clicked() {
        scene.run(command);
    }
}

fn search(ui: &mut Ui, scene: &mut Scene<'_>, compact: bool) {
    if !compact {
        return search_field(ui, scene);
    }
    let button = widgets::icon_button(ui, icons::MAGNIFYING_GLASS, "Search", 18.0);
    if wants_focus(ui, scene) {
        focus_search(ui.ctx());
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    Popup::from_toggle_button_response(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(
        |ui| {
            search_field(ui, scene);
        },
    );
}

fn search_field(ui: &mut Ui, scene: &mut Scene<'_>) {
    let focus = wants_focus(ui, scene);
    let Some(open) = &scene.app.open else {
        let mut sought = reviews_sought(ui.ctx());
        let (response, cleared) =
            widgets::search_field(ui, &mut sought, "Search reviews", Some("Ctrl F"), SEARCH);
        if focus {
            response.request_focus();
        }
        if response.changed() || cleared {
            ui.data_mut(|data| data.insert_temp(sought_id(), sought));
        }
        return;
    };
    let mut text = open.place.filter.text.clone();
    let name = Command::FindClaims.spec().label;
    let key = Command::FindClaims.spec().keys.first().map(widgets::shortcut_text);
    let (response, cleared) = widgets::search_field(ui, &mut text, name, key.as_deref(), SEARCH);
    if focus {
        response.request_focus();
    }
    let left_empty = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if left_empty {
        text.clear();
    }
    if response.changed() || cleared || (left_empty && !open.place.filter.text.is_empty()) {
        scene.act(Action::SetFilter(Filter { text, ..open.place.filter.clone() }));
    } else if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        let first = open.shown().first().and_then(|&at| open.review().claims.get(at));
        if let Some(claim) = first {
            scene.act(Action::Choose(Some(claim.id)));
        }
    }
}

fn sought_id() -> Id {
    Id::unique("reviews sought")
}

fn focus_id() -> Id {
    Id::unique("focus search")
}

/// What is looked for among the recent reviews, on the welcome screen.
pub fn reviews_sought(ctx: &Context) -> String {
    ctx.data(|data| data.get_temp(sought_id())).unwrap_or_default()
}

/// Puts the keyboard into the search field in the next frame.
pub fn focus_search(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(focus_id(), true));
    ctx.request_repaint();
}

/// Whether the search field is to take the keyboard. Without a review, Ctrl+F asks for it too: there is
/// no article to find words in.
fn wants_focus(ui: &Ui, scene: &mut Scene<'_>) -> bool {
    let asked = ui.data_mut(|data| data.remove_temp::<bool>(focus_id())).unwrap_or(false);
    let key = || ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F));
    scene.takes_focus(Focus::Search) || asked || (scene.app.open.is_none() && key())
}
