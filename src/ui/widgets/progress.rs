//! How far a review is: the bar, its counts, and the same in words.

use super::caps::CAP_RADIUS;
use super::{focus_ring, line, named_tip, paint_line};
use crate::app::filter::By;
use crate::review::{Progress, Status};
use crate::ui::motion;
use crate::ui::theme::{self, Palette, palette, size};
use egui::{
    CornerRadius, Galley, Id, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// The order of the statuses in a progress bar (tokens.md, Progress bar).
pub const PROGRESS_ORDER: [Status; 7] = [
    Status::Verified,
    Status::Disputed,
    Status::Query,
    Status::Unverifiable,
    Status::OnAuthor,
    Status::NotCheckable,
    Status::Unchecked,
];

/// The statuses that the line under the bar sums up as "other".
const OTHER: [Status; 3] = [Status::Unverifiable, Status::OnAuthor, Status::NotCheckable];

/// The space between two segments, and the least width of one, in points.
const SEGMENT_GAP: f32 = 2.0;
const LEAST_SEGMENT: f32 = 4.0;

/// Height of a progress bar.
pub const BAR_HEIGHT: f32 = 6.0;

/// The segments of a bar `width` points wide: each status that has claims, where its segment begins, and
/// how wide it is. Widths go by count, but none is narrower than 4 points.
pub fn segments(width: f32, progress: &Progress) -> Vec<(Status, f32, f32)> {
    let counts: Vec<_> = PROGRESS_ORDER
        .into_iter()
        .map(|status| (status, progress.count(status)))
        .filter(|&(_, count)| count > 0)
        .collect();
    let total = progress.total() as f32;
    let gaps = SEGMENT_GAP * counts.len().saturating_sub(1) as f32;
    let spare = (width - gaps - LEAST_SEGMENT * counts.len() as f32).max(0.0);
    let mut x = 0.0;
    let place = |(status, count): (Status, usize)| {
        let segment = (status, x, LEAST_SEGMENT + spare * count as f32 / total);
        x += segment.2 + SEGMENT_GAP;
        segment
    };
    counts.into_iter().map(place).collect()
}

/// Paints a progress bar in a rectangle.
pub fn paint_segments(painter: &Painter, rect: Rect, progress: &Progress, colours: &Palette) {
    paint_bar(painter, rect, &segments(rect.width(), progress), colours);
}

/// The segments on their way to where they belong, since the progress became another.
fn moving_segments(ctx: &egui::Context, id: Id, width: f32, progress: &Progress) -> Vec<(Status, f32, f32)> {
    let there = segments(width, progress);
    let width_of = |status| there.iter().find(|segment| segment.0 == status).map_or(0.0, |segment| segment.2);
    let mut x = 0.0;
    let on_the_way = PROGRESS_ORDER.into_iter().filter_map(|status| {
        let time = if motion::is_reduced(ctx) { 0.0 } else { motion::PROGRESS };
        let width = ctx.animate_value_with_time(id.with(status), width_of(status), time);
        let segment = (status, x, width);
        (width > 0.5).then(|| {
            x += width + SEGMENT_GAP;
            segment
        })
    });
    on_the_way.collect()
}

fn paint_bar(painter: &Painter, rect: Rect, all: &[(Status, f32, f32)], colours: &Palette) {
    let last = all.len().saturating_sub(1);
    if all.is_empty() {
        let edge = Stroke::new(1.5, colours.status(Status::Unchecked).mark);
        painter.rect_stroke(rect, 3, edge, StrokeKind::Inside);
    }
    for (at, &(status, x, width)) in all.iter().enumerate() {
        let segment = Rect::from_min_size(rect.min + vec2(x, 0.0), vec2(width, rect.height()));
        let (left, right) = (if at == 0 { 3 } else { 1 }, if at == last { 3 } else { 1 });
        let corners = CornerRadius { nw: left, sw: left, ne: right, se: right };
        let mark = colours.status(status).mark;
        if status == Status::Unchecked {
            painter.rect_stroke(segment, corners, Stroke::new(1.5, mark), StrokeKind::Inside);
        } else {
            painter.rect_filled(segment, corners, mark);
        }
    }
}

/// How far a review is, in words: "10 verified, 2 disputed, 4 unchecked".
pub fn progress_words(progress: &Progress) -> String {
    let counted = PROGRESS_ORDER.into_iter().filter_map(|status| {
        let count = progress.count(status);
        (count > 0).then(|| format!("{count} {}", status.label().to_lowercase()))
    });
    let recheck = (progress.needs_recheck > 0).then(|| format!("{} to recheck", progress.needs_recheck));
    let words: Vec<_> = counted.chain(recheck).collect();
    if words.is_empty() { "no claims yet".to_owned() } else { words.join(", ") }
}

/// The progress bar. Gives the filter that a click on a segment asks for.
pub fn progress_bar(ui: &mut Ui, width: f32, progress: &Progress) -> Option<By> {
    // Not focusable: with the keyboard the counts under the bar do the same.
    let (rect, response) = ui.allocate_exact_size(vec2(width, BAR_HEIGHT), Sense::CLICK);
    let name = format!("Progress: {}", progress_words(progress));
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, ui.is_enabled(), &name));
    if ui.is_rect_visible(rect) {
        let all = moving_segments(ui.ctx(), response.id, width, progress);
        paint_bar(ui.painter(), rect, &all, palette(ui));
    }
    let status_at = |at: Pos2| {
        let x = at.x - rect.left();
        let found =
            segments(width, progress).into_iter().find(|&(_, start, wide)| x < start + wide + SEGMENT_GAP);
        found.map(|(status, ..)| status)
    };
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked()).and_then(status_at);
    named_tip(response, &name);
    clicked.map(By::Status)
}

/// The line under the progress bar: counts by status, with words unless it is `compact` or they do not
/// fit. Gives the filter that a click on a count asks for.
pub fn counts_line(ui: &mut Ui, width: f32, progress: &Progress, compact: bool) -> Option<By> {
    // The gap between two counts, the least one, and how far the line may run past its bar.
    const GAP: f32 = 10.0;
    const LEAST_GAP: f32 = 5.0;
    const OVERHANG: f32 = 12.0;
    let groups: [&[Status]; 5] =
        [&[Status::Verified], &[Status::Disputed], &[Status::Query], &OTHER, &[Status::Unchecked]];
    let counts: Vec<_> = groups.into_iter().filter_map(|group| Count::of(progress, group)).collect();
    let gaps = counts.len().saturating_sub(1) as f32;
    let wide = |with_words| counts.iter().map(|count| count.width(ui, with_words)).sum::<f32>();
    let spread = |room: f32, with_words| (room - wide(with_words)) / gaps.max(1.0);
    let gap = spread(width + OVERHANG, true).min(GAP);
    let with_words = !compact && gap >= LEAST_GAP;
    // Without words the counts are spread over the width of the bar.
    let gap = if with_words { gap } else { spread(width, false).max(LEAST_GAP) };
    let row = egui::Layout::left_to_right(egui::Align::Center);
    let shown = ui.allocate_ui_with_layout(vec2(width, 14.0), row, |ui| {
        if counts.is_empty() {
            let words = egui::RichText::new("No claims marked yet").font(theme::regular(size::SMALL));
            ui.label(words.color(palette(ui).ink2));
        }
        ui.spacing_mut().item_spacing.x = gap;
        counts.iter().fold(None, |asked, count| count.show(ui, with_words).or(asked))
    });
    shown.inner
}

/// One count under the progress bar: of one status, or of several summed up.
struct Count {
    statuses: Vec<(Status, usize)>,
}

impl Count {
    /// The claims of some statuses; none where there are none.
    fn of(progress: &Progress, statuses: &[Status]) -> Option<Self> {
        let counted = statuses.iter().map(|&status| (status, progress.count(status)));
        let statuses: Vec<_> = counted.filter(|&(_, count)| count > 0).collect();
        (!statuses.is_empty()).then_some(Self { statuses })
    }

    /// The one status that is counted. Several cannot be one filter: then the count only tells.
    fn only(&self) -> Option<Status> {
        if let [(only, _)] = self.statuses.as_slice() { Some(*only) } else { None }
    }

    fn total(&self) -> usize {
        self.statuses.iter().map(|(_, count)| count).sum()
    }

    /// "10 verified".
    fn name(&self) -> String {
        let word = self.only().map_or_else(|| "other".to_owned(), |only| only.label().to_lowercase());
        format!("{} {word}", self.total())
    }

    fn parts(&self, ui: &Ui, with_words: bool) -> (Arc<Galley>, Arc<Galley>) {
        let colours = palette(ui);
        let shown = self.only().unwrap_or(Status::NotCheckable);
        let icon = theme::status_icon(shown);
        let ink = colours.status(shown).text;
        let icon = line(ui, icon.encode_utf8(&mut [0; 4]), theme::icon_bold(size::SMALL), ink);
        let text = if with_words { self.name() } else { self.total().to_string() };
        (icon, line(ui, &text, theme::regular(size::SMALL), colours.ink2))
    }

    fn width(&self, ui: &Ui, with_words: bool) -> f32 {
        let (icon, text) = self.parts(ui, with_words);
        icon.size().x + 3.0 + text.size().x
    }

    /// Draws it; gives the filter that a click asks for.
    fn show(&self, ui: &mut Ui, with_words: bool) -> Option<By> {
        let (icon, text) = self.parts(ui, with_words);
        let (sense, role) = match self.only() {
            Some(_) => (Sense::click(), Role::Button),
            None => (Sense::hover(), Role::Label),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(self.width(ui, with_words), 14.0), sense);
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), self.name()));
        let x = paint_line(ui.painter(), rect.left(), rect.center().y, icon);
        paint_line(ui.painter(), x + 3.0, rect.center().y, text);
        focus_ring(ui, &response, rect.expand(2.0), CAP_RADIUS);
        let asked = self.only().filter(|_| response.clicked()).map(By::Status);
        let each =
            self.statuses.iter().map(|(status, count)| format!("{count} {}", status.label().to_lowercase()));
        named_tip(response, &each.collect::<Vec<_>>().join(", "));
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn progress(counts: [usize; 7]) -> Progress {
        // The counts are private to the model, and a review with claims is long to build: read them.
        let text =
            format!("(counts: ({}), needs_recheck: 0)", counts.map(|count| count.to_string()).join(","));
        ron::from_str(&text).expect("progress as it is stored")
    }

    #[test]
    fn progress_is_said_in_words_and_leaves_out_what_is_not_there() {
        assert_eq!(progress_words(&progress([4, 10, 2, 0, 0, 0, 0])), "10 verified, 2 disputed, 4 unchecked");
        assert_eq!(progress_words(&Progress::default()), "no claims yet");
    }

    proptest! {
        #[test]
        fn segments_fill_the_bar_and_none_is_too_narrow(counts in prop::array::uniform7(0usize..5000)) {
            let progress = progress(counts);
            let all = segments(348.0, &progress);
            prop_assert_eq!(all.len(), counts.iter().filter(|&&count| count > 0).count());
            prop_assert!(all.iter().all(|&(.., width)| width >= LEAST_SEGMENT));
            if let Some(&(_, x, width)) = all.last() {
                prop_assert!((x + width - 348.0).abs() < 0.1, "{}", x + width);
            }
            for pair in all.windows(2) {
                prop_assert!((pair[0].1 + pair[0].2 + SEGMENT_GAP - pair[1].1).abs() < 0.01);
            }
        }
    }
}
