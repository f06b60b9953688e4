//! The peer of the article view: egui's own label, with the same words and the same marks.

use egui::text::{LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontFamily, FontId, Label, ScrollArea, Stroke, Ui};
use redpencil::app::index::PlacedMark;
use redpencil::app::open::OpenReview;
use redpencil::ui::theme::Palette;
use redpencil::ui::typeset;
use std::sync::Arc;

/// The article's measures: column, type and line in points.
const COLUMN: f32 = 606.0;
const SIZE: f32 = 17.0;
const LINE: f32 = 31.0;

/// A label that shows a review's article.
pub struct LabelView {
    job: Arc<LayoutJob>,
}

impl LabelView {
    /// The article's words in one label, each mark a section with ground and underline.
    ///
    /// Where marks overlap the earlier one is shown: a label cannot show both.
    pub fn of(open: &OpenReview, palette: &Palette) -> Self {
        let text = open.draft().text().as_str();
        let mut job = LayoutJob { text: text.to_owned(), ..LayoutJob::default() };
        let mut done = 0;
        for mark in open.index().marks() {
            let (from, to) = (mark.bytes.start.0.max(done), mark.bytes.end.0.max(done));
            push(&mut job, done..from, format(palette.ink));
            push(&mut job, from..to, marked(open, mark, palette));
            done = to;
        }
        push(&mut job, done..text.len(), format(palette.ink));
        Self { job: Arc::new(job) }
    }

    /// Draws it in a scroll area.
    pub fn show(&self, ui: &mut Ui) {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(COLUMN);
            ui.add(Label::new(Arc::clone(&self.job)));
        });
    }
}

fn push(job: &mut LayoutJob, range: std::ops::Range<usize>, format: TextFormat) {
    if !range.is_empty() {
        let byte_range = range.start.into()..range.end.into();
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
    }
}

fn format(ink: Color32) -> TextFormat {
    let font = FontId::new(SIZE, FontFamily::Name(typeset::SERIF_REGULAR.into()));
    TextFormat { font_id: font, color: ink, line_height: Some(LINE), ..TextFormat::default() }
}

fn marked(open: &OpenReview, mark: &PlacedMark, palette: &Palette) -> TextFormat {
    let tones = palette.claim(&open.review().claims[mark.claim]);
    TextFormat { background: tones.tint, underline: Stroke::new(2.0, tones.mark), ..format(palette.ink) }
}
