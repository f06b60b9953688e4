//! The drafts there are: each with when it came, its file, and what became of the claims with it.

use super::look;
use crate::app::Action;
use crate::app::open::OpenReview;
use crate::review::{Draft, Fate};
use crate::text::one_line;
use crate::ui::cards::fields::inner_ring;
use crate::ui::theme::{self, palette, size};
use crate::ui::{Scene, widgets};
use chrono::Local;
use egui::{Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Height of a draft's row, and how many are seen at once.
const ROW: f32 = 44.0;
const SEEN: f32 = 3.5;

/// The list, newest first; nothing where there is one draft only.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenReview) {
    let drafts = &open.review().drafts;
    if drafts.len() < 2 {
        return;
    }
    let looked_at = open.earlier.as_ref().map_or(open.draft().number, |earlier| earlier.draft().number);
    let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label("Drafts");
    ui.scope_builder(builder, |ui| {
        ScrollArea::vertical().id_salt("drafts").max_height(ROW * SEEN).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for draft in drafts.iter().rev() {
                if row(ui, open, draft, draft.number == looked_at) {
                    scene.act(Action::ShowDraft(Some(draft.number)));
                }
            }
        });
    });
    widgets::hairline(ui);
}

/// When it came in, and from where: "27 Jul 2023, 13:05 · niger-2.docx".
fn came(draft: &Draft) -> String {
    let when = draft.imported.with_timezone(&Local).format("%-d %b %Y, %H:%M");
    let file = if draft.file.is_empty() { "pasted".into() } else { one_line(&draft.file) };
    format!("{when} · {file}")
}

/// What became of the claims with it, in words.
fn fates(open: &OpenReview, draft: &Draft) -> String {
    let Some(revision) = open.review().revision(draft.number) else { return "the first draft".to_owned() };
    let counted = Fate::ALL.iter().map(|&fate| (revision.count(fate), fate.label().to_lowercase()));
    let words: Vec<_> =
        counted.filter(|(count, _)| *count > 0).map(|(count, fate)| format!("{count} {fate}")).collect();
    if words.is_empty() { "no claims carried over".to_owned() } else { words.join(", ") }
}

/// One draft; whether it was clicked.
fn row(ui: &mut Ui, open: &OpenReview, draft: &Arc<Draft>, looked_at: bool) -> bool {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = format!("Draft {}, {}, {}", draft.number, came(draft), fates(open, draft));
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, looked_at, &name));
    if looked_at {
        ui.painter().rect_filled(rect, 0, colours.bg_active);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, colours.bg_hover);
    }
    let (left, right) = (rect.left() + 20.0, rect.right() - 14.0);
    let first = rect.top() + 14.0;
    let number =
        widgets::line(ui, &format!("Draft {}", draft.number), theme::semibold(size::META), colours.ink);
    let x = widgets::paint_line(ui.painter(), left, first, number) + 8.0;
    let when = widgets::elided(ui, &came(draft), theme::regular(size::META), colours.ink2, right - x);
    widgets::paint_line(ui.painter(), x, first, when);
    counts(ui, open, draft, Rect::from_min_max(pos2(left, first + 8.0), pos2(right, rect.bottom())));
    inner_ring(ui, &response, rect);
    let tip =
        if draft.number == open.draft().number { "The newest draft" } else { "See what was ticked then" };
    let clicked = response.clicked();
    response.on_hover_text(tip);
    clicked
}

/// The counts by fate, each with its icon.
fn counts(ui: &Ui, open: &OpenReview, draft: &Draft, rect: Rect) {
    let colours = palette(ui);
    let middle = rect.top() + 8.0;
    let Some(revision) = open.review().revision(draft.number) else {
        let words = widgets::line(ui, "The first draft", theme::regular(size::META), colours.ink3);
        widgets::paint_line(ui.painter(), rect.left(), middle, words);
        return;
    };
    let mut x = rect.left();
    for &fate in Fate::ALL {
        let count = revision.count(fate);
        if count == 0 {
            continue;
        }
        let (icon, word, ink) = look(ui, fate);
        widgets::paint_icon(ui, pos2(x + 6.0, middle), icon, theme::icon_bold(12.0), ink);
        let words = format!("{count} {}", word.to_lowercase());
        let words = widgets::line(ui, &words, theme::regular(size::META), colours.ink2);
        if x + 16.0 + words.size().x > rect.right() {
            return;
        }
        x = widgets::paint_line(ui.painter(), x + 16.0, middle, words) + 12.0;
    }
}
