//! The status bar: whether the work is saved, how far it is, what is under way, and what happened.

use super::{fixed, is_compact, measure, takes_long, within};
use crate::app::command::Command;
use crate::app::open::{OpenReview, Panel};
use crate::app::{Action, App};
use crate::review::Status;
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, icons, widgets};
use egui::{Align, Color32, Layout, Panel as Side, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The status bar.
pub fn status_bar(ui: &mut Ui, scene: &mut Scene<'_>) {
    fixed(ui, Side::bottom("status bar"), measure::STATUS, |ui, rect| contents(ui, scene, rect));
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let colours = palette(ui);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, colours.hairline());
    let inner = rect.shrink2(vec2(12.0, 0.0));
    let used = within(ui, "state", inner, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        save_state(ui, scene.app);
        if let Some(open) = &scene.app.open {
            figures(ui, open);
            problems(ui, scene, open);
            piece(ui, None, &claim_words(open), colours.ink2, 200.0);
        }
        job(ui, scene);
        notice(ui, scene);
        ui.min_rect().right()
    });
    key_hints(ui, scene.app, used + 16.0, inner);
}

/// One piece of the status bar, at most `width` wide; a hairline stands before all but the first.
fn piece(ui: &mut Ui, icon: Option<char>, text: &str, ink: Color32, width: f32) -> egui::Response {
    let colours = palette(ui);
    if ui.min_rect().width() > 0.0 {
        let (rule, _) = ui.allocate_exact_size(vec2(21.0, 14.0), Sense::hover());
        ui.painter().vline(rule.center().x, rule.y_range(), colours.hairline());
    }
    let icon_width = if icon.is_some() { 18.0 } else { 0.0 };
    let words = widgets::elided(ui, text, theme::regular(size::META), ink, width - icon_width);
    let room = vec2(icon_width + words.size().x, measure::STATUS);
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if let Some(icon) = icon {
        widgets::paint_icon(ui, pos2(rect.left() + 6.5, rect.center().y), icon, theme::icon(13.0), ink);
    }
    let was_cut = words.elided;
    widgets::paint_line(ui.painter(), rect.left() + icon_width, rect.center().y, words);
    if was_cut { response.on_hover_text(text) } else { response }
}

/// Whether what is in the window is in the file.
fn save_state(ui: &mut Ui, app: &App) {
    let colours = palette(ui);
    let wide = ui.available_width() * 0.5;
    let Some(open) = &app.open else {
        piece(ui, Some(icons::CHECK), "Ready", colours.ink2, wide);
        return;
    };
    let alarm = colours.status(Status::Disputed).text;
    if let Some(owner) = &open.held_by {
        let text = format!("Read-only, held by {owner}");
        piece(ui, Some(icons::LOCK), &text, colours.ink2, wide);
    } else if open.saving {
        piece(ui, Some(icons::FLOPPY_DISK), "Saving", colours.ink2, wide);
    } else if let Some(why) = &open.save_failed {
        let text = format!("Not saved: {why}");
        piece(ui, Some(icons::WARNING_OCTAGON), &text, alarm, wide);
    } else if !open.has_work() {
        piece(ui, Some(icons::FLOPPY_DISK), "Not in a file yet", colours.ink2, wide);
    } else if open.is_unsaved() {
        piece(ui, Some(icons::FLOPPY_DISK), "Unsaved changes", colours.ink2, wide);
    } else {
        piece(ui, Some(icons::CHECK), "Saved", colours.ink2, wide);
    }
}

/// Words and coverage.
fn figures(ui: &mut Ui, open: &OpenReview) {
    let ink = palette(ui).ink2;
    let words = open.words();
    piece(ui, None, &format!("{words} {}", if words == 1 { "word" } else { "words" }), ink, 200.0);
    if let Some(share) = coverage_share(open) {
        let tip = "Share of the factual words that stand under a mark";
        piece(ui, None, &format!("Coverage {share}%"), ink, 200.0).on_hover_text(tip);
    }
}

/// How many problems stand; a click lists them.
fn problems(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    let count = open.finding_counts().total();
    if count == 0 {
        return;
    }
    let words = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
    let shown = piece(ui, Some(icons::WARNING), &words, palette(ui).ink2, 200.0);
    let response = ui.interact(shown.rect, shown.id.with("open"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{words}, show")));
    widgets::focus_ring(ui, &response, shown.rect.shrink2(vec2(-3.0, 4.0)), 4);
    if response.on_hover_text("Show what the rules found").clicked() {
        scene.run(Command::ShowProblems);
    }
}

/// Factual words under a mark, in percent; none where the draft has no factual words. Never 100 while
/// one is left.
fn coverage_share(open: &OpenReview) -> Option<usize> {
    let coverage = &open.index().coverage;
    (coverage.factual_words > 0).then(|| coverage.covered * 100 / coverage.factual_words)
}

fn claim_words(open: &OpenReview) -> String {
    let total = open.review().claims.len();
    match open.chosen() {
        // Numbers are never given again, so that the last one may be higher than the count.
        Some(claim) if claim.number as usize <= total => format!("Claim {} of {total}", claim.number),
        Some(claim) => format!("Claim {}, {total} in all", claim.number),
        None if total == 1 => "1 claim".to_owned(),
        None => format!("{total} claims"),
    }
}

/// What is under way, and a way to let it go.
fn job(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(what) = scene.app.under_way().filter(|_| takes_long(ui, scene.app)) else { return };
    let ink = palette(ui).ink;
    piece(ui, None, &what, ink, 280.0);
    ui.add_space(4.0);
    if widgets::quiet_button(ui, "Cancel").clicked() {
        scene.act(Action::CancelJob);
    }
}

/// What happened last, until it is closed.
fn notice(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(notice) = &scene.app.notice else { return };
    let colours = palette(ui);
    let (icon, ink) = if notice.is_error {
        (icons::WARNING_OCTAGON, colours.status(Status::Disputed).text)
    } else {
        (icons::INFO, colours.ink)
    };
    let room = ui.available_width() - 60.0;
    if room < 60.0 {
        return;
    }
    piece(ui, Some(icon), &notice.text, ink, room);
    if widgets::icon_button(ui, icons::X, "Dismiss message", 12.0).clicked() {
        scene.act(Action::CloseNotice);
    }
}

/// Keys that serve now, with what they do: the keys come from the table of commands.
fn hints(app: &App, compact: bool) -> Vec<(Vec<Command>, &'static str)> {
    if app.open.is_none() {
        return vec![
            (vec![Command::OpenArticle], "open article"),
            (vec![Command::Palette], "commands"),
            (vec![Command::Shortcuts], "help"),
        ];
    }
    let moves = (vec![Command::NextClaim, Command::PreviousClaim], "next, previous");
    let to = |command, what| (vec![command], what);
    let (verified, palette) =
        (to(Command::SetStatus(Status::Verified), "verified"), to(Command::Palette, "commands"));
    if compact {
        return vec![(moves.0, "move"), verified, palette];
    }
    let (disputed, query) = (
        to(Command::SetStatus(Status::Disputed), "disputed"),
        to(Command::SetStatus(Status::Query), "query"),
    );
    let page = app.page();
    if page.is_some_and(|page| page.selected_chars().is_some()) {
        return vec![to(Command::NewClaim, "new claim"), verified, disputed, query, palette];
    }
    match page.map(|page| page.place.panel).unwrap_or_default() {
        Panel::Timeline => {
            vec![moves, to(Command::SetDate, "set date"), to(Command::QueryAuthor, "query author"), palette]
        }
        Panel::Suggestions => {
            let (accept, reject) = (Command::AcceptSuggestion, Command::RejectSuggestion);
            vec![moves, to(accept, "accept"), to(reject, "reject"), palette]
        }
        Panel::Revisions => {
            vec![moves, to(Command::KeepStatus, "carry over"), to(Command::Recheck, "recheck"), palette]
        }
        _ => vec![moves, verified, disputed, query, to(Command::AddSource, "add source"), palette],
    }
}

/// Paints key hints at the right, as many as there is room for.
fn key_hints(ui: &mut Ui, app: &App, from: f32, inner: Rect) {
    let colours = palette(ui);
    let mut right = inner.right();
    for (at, (commands, what)) in hints(app, is_compact(ui)).into_iter().rev().enumerate() {
        let caps: Vec<_> = commands
            .iter()
            .filter_map(|command| command.spec().keys.first())
            .map(|keys| {
                widgets::line(ui, &widgets::shortcut_text(keys), theme::medium(size::KEY), colours.ink2)
            })
            .collect();
        let words = widgets::line(ui, what, theme::regular(size::META), colours.ink3);
        let wide: f32 = caps.iter().map(|cap| widgets::cap_width(cap) + 4.0).sum::<f32>() + words.size().x;
        let left = right - wide;
        if left < from {
            return;
        }
        let rect = Rect::from_min_max(pos2(left, inner.top()), pos2(right, inner.bottom()));
        let response = ui.interact(rect, ui.scope_id().with(("hint", at)), Sense::hover());
        let names: Vec<_> = commands.iter().filter_map(|command| command.spec().keys.first()).collect();
        let names: Vec<_> = names.into_iter().map(widgets::shortcut_text).collect();
        response
            .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {what}", names.join(", "))));
        let mut x = left;
        for cap in caps {
            let (edge, fill) = (colours.hairline(), colours.bg_card);
            x = widgets::paint_cap(ui.painter(), x, rect.center().y, cap, colours.ink2, edge, fill) + 4.0;
        }
        widgets::paint_line(ui.painter(), x, rect.center().y, words);
        right = left - 12.0;
    }
}
