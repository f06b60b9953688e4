//! The reviews that were open before.

use crate::app::settings::Recent;
use crate::app::{Action, App};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextStyle};
use crate::ui::{Scene, icons, widgets};
use chrono::{DateTime, Local, NaiveDate, Utc};
use egui::{Align, Id, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::collections::HashMap;
use std::path::PathBuf;

/// Height of a row, and width of its bar.
const ROW: f32 = 62.0;
const BAR: f32 = 168.0;

/// Reviews that could not be opened from here, and why: drawing never looks at files, so that a file that
/// is gone is known only once somebody tried.
#[derive(Clone, Default)]
struct Tried {
    now: Option<PathBuf>,
    failed: HashMap<PathBuf, String>,
}

impl Tried {
    fn load(ui: &Ui) -> Self {
        ui.data(|data| data.get_temp(Self::id())).unwrap_or_default()
    }

    fn store(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    fn id() -> Id {
        Id::unique("recent reviews tried")
    }

    /// Notes what became of the review that was tried last, once nothing is under way any more.
    fn follow(&mut self, app: &App) {
        if !app.is_idle() {
            return;
        }
        if let Some(path) = self.now.take()
            && let Some(notice) = app.notice.as_ref().filter(|notice| notice.is_error)
        {
            self.failed.insert(path, notice.text.clone());
        }
    }
}

/// The list, of those only whose title or file holds what is sought.
pub(super) fn recent(ui: &mut Ui, scene: &mut Scene<'_>, sought: &str) {
    let all = &scene.app.settings.recent;
    let mut tried = Tried::load(ui);
    tried.follow(scene.app);
    ui.add_space(18.0);
    head(ui, scene, !all.is_empty());
    ui.add_space(8.0);
    let sought = sought.trim().to_lowercase();
    let shown: Vec<_> = all.iter().filter(|recent| sought.is_empty() || holds(recent, &sought)).collect();
    if all.is_empty() {
        say(ui, "No reviews yet", "Open an article to begin one, or try the sample.");
    } else if shown.is_empty() {
        say(ui, "No review is called that", "Clear the search to see all of them.");
    }
    let now = scene.app.now();
    for (at, recent) in shown.into_iter().enumerate() {
        row(ui, scene, recent, &mut tried, now, at > 0);
    }
    tried.store(ui);
}

fn holds(recent: &Recent, sought: &str) -> bool {
    recent.title.to_lowercase().contains(sought) || file_name(recent).to_lowercase().contains(sought)
}

fn file_name(recent: &Recent) -> String {
    recent.path.file_name().unwrap_or(recent.path.as_os_str()).to_string_lossy().into_owned()
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, can_clear: bool) {
    let colours = palette(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), widgets::HIT),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.heading(
                egui::RichText::new("Recent reviews").font(theme::semibold(size::UI)).color(colours.ink),
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if can_clear && widgets::quiet_button(ui, "Clear list").clicked() {
                    scene.act(Action::Forget(None));
                }
            });
        },
    );
}

fn say(ui: &mut Ui, fact: &str, next: &str) {
    let colours = palette(ui);
    ui.label(egui::RichText::new(fact).font(theme::semibold(size::UI)).color(colours.ink));
    ui.add_space(3.0);
    ui.label(egui::RichText::new(next).color(colours.ink2));
}

fn row(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    recent: &Recent,
    tried: &mut Tried,
    now: DateTime<Utc>,
    rule: bool,
) {
    let colours = palette(ui);
    let (inner, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &recent.title));
    let failed = tried.failed.get(&recent.path).cloned();
    let rect = inner.expand2(vec2(10.0, 0.0));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, widgets::RADIUS, colours.bg_chrome);
    } else if rule {
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, egui::Stroke::new(1.0, colours.line_soft));
    }
    let ink = if failed.is_some() { colours.ink3 } else { colours.ink };
    words(ui, recent, inner, now, ink);
    let bar =
        Rect::from_min_size(pos2(inner.right() - BAR, inner.top() + 18.0), vec2(BAR, widgets::BAR_HEIGHT));
    let forget = pos2(bar.left() - 20.0, inner.center().y);
    progress(ui, recent, bar);
    if (response.contains_pointer() || response.has_focus() || failed.is_some())
        && forget_button(ui, recent, forget)
    {
        scene.act(Action::Forget(Some(recent.path.clone())));
    } else if response.clicked() {
        tried.failed.remove(&recent.path);
        tried.now = Some(recent.path.clone());
        scene.act(Action::Open(recent.path.clone()));
    }
    widgets::focus_ring(ui, &response, rect, widgets::RADIUS);
    let tip = failed.unwrap_or_else(|| {
        format!("{}: {}", recent.path.display(), widgets::progress_words(&recent.progress))
    });
    response.on_hover_text(tip);
}

fn forget_button(ui: &mut Ui, recent: &Recent, at: egui::Pos2) -> bool {
    let rect = Rect::from_center_size(at, vec2(widgets::HIT, widgets::HIT));
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(&recent.path).max_rect(rect));
    let name = format!("Take “{}” off the list", recent.title);
    widgets::icon_button(&mut child, icons::X, &name, 12.0).clicked()
}

/// Title, file and date of a review.
fn words(ui: &Ui, recent: &Recent, rect: Rect, now: DateTime<Utc>, ink: egui::Color32) {
    let colours = palette(ui);
    let width = rect.width() - BAR - 44.0;
    let title = TextStyle::new(Family::SansMedium, size::CLAIM, 20.0).max_rows(1);
    let layout = typeset::layout(ui.ctx(), &recent.title, &title, width);
    typeset::paint(ui.painter(), &layout, rect.min + vec2(0.0, 12.0), ink);
    let line = format!("{} · {}", file_name(recent), when(recent.at, now));
    let style = TextStyle::new(Family::Sans, size::META, 16.0).max_rows(1);
    let layout = typeset::layout(ui.ctx(), &line, &style, width);
    typeset::paint(ui.painter(), &layout, rect.min + vec2(0.0, 33.0), colours.ink3);
    if recent.progress.needs_recheck > 0 {
        let x = rect.left() + layout.used_width() + 10.0;
        recheck(ui, recent.progress.needs_recheck, x, rect.top() + 41.0, rect.left() + width);
    }
}

fn recheck(ui: &Ui, count: usize, x: f32, y: f32, until: f32) {
    let ink = palette(ui).recheck.text;
    let text = if count == 1 { "1 needs recheck".to_owned() } else { format!("{count} need recheck") };
    let words = widgets::line(ui, &text, theme::medium(size::META), ink);
    if x + 16.0 + words.size().x <= until {
        widgets::paint_icon(ui, pos2(x + 6.0, y), icons::ARROW_CLOCKWISE, theme::icon_bold(size::META), ink);
        widgets::paint_line(ui.painter(), x + 16.0, y, words);
    }
}

fn progress(ui: &Ui, recent: &Recent, bar: Rect) {
    let colours = palette(ui);
    widgets::paint_segments(ui.painter(), bar, &recent.progress, colours);
    let (checked, total) = (recent.progress.checked(), recent.progress.total());
    let y = bar.bottom() + 13.0;
    let font = || theme::regular(size::META);
    if total == 0 {
        let words = widgets::line(ui, "No claims yet", font(), colours.ink3);
        widgets::paint_line(ui.painter(), bar.left(), y, words);
        return;
    }
    let words = widgets::line(ui, &format!("{checked} of {total}"), font(), colours.ink2);
    widgets::paint_line(ui.painter(), bar.left(), y, words);
    let share = widgets::line(ui, &format!("{}%", checked * 100 / total), font(), colours.ink2);
    widgets::paint_line(ui.painter(), bar.right() - share.size().x, y, share);
}

/// When it was, as one says it: "today, 14:32", "yesterday", "24 Jul", "24 Jul 2022".
fn when(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (at, now) = (at.with_timezone(&Local), now.with_timezone(&Local));
    let day: NaiveDate = at.date_naive();
    let year = |date: NaiveDate| date.format("%Y").to_string();
    match (now.date_naive() - day).num_days() {
        0 => format!("today, {}", at.format("%H:%M")),
        1 => "yesterday".to_owned(),
        _ if year(day) == year(now.date_naive()) => day.format("%-d %b").to_string(),
        _ => day.format("%-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone};

    #[test]
    fn days_are_named_as_one_says_them() {
        let noon = Local.with_ymd_and_hms(2023, 7, 27, 12, 0, 0).earliest();
        let now = noon.expect("noon is a time").with_timezone(&Utc);
        assert_eq!(when(now, now), "today, 12:00");
        assert_eq!(when(now - TimeDelta::days(1), now), "yesterday");
        let long_ago = when(now - TimeDelta::days(800), now);
        assert!(long_ago.split(' ').count() == 3, "{long_ago}");
    }
}
