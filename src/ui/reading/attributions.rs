//! The attributions panel: whom the article rests on, and which stretches rest on one source alone.

use super::{Seen, act, claim_link, link, meta, nothing, padded, quoted, row, words};
use crate::app::open::OpenReview;
use crate::app::reading::{ReadingAct, Voice, VoiceKind, Voices};
use crate::text::ByteRange;
use crate::ui::Scene;
use crate::ui::cards::fields::paint_words;
use crate::ui::cards::filter_bar::{HEAD, bar, title};
use crate::ui::cards::list::{Rows, VirtualList};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{ArticleLabel, Family};
use crate::ui::{icons, widgets};
use egui::{Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Height of a row that was not seen yet.
const ROW_ESTIMATE: f32 = 52.0;
/// Height of the bar with one cell a paragraph, and how many paragraphs it has room for.
const BAR: f32 = 14.0;
const MOST_CELLS: usize = 120;

/// What the panel keeps from frame to frame.
#[derive(Default)]
pub struct AttributionsView {
    list: VirtualList,
    seen: Seen<Option<usize>>,
    lines: Vec<Line>,
    /// The source whose passages are listed, by its place in the list.
    unfolded: Option<usize>,
}

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    Voice(usize),
    Passage(usize, usize),
    StretchesHead,
    Stretch(usize),
}

impl AttributionsView {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let Some(open) = scene.app.page() else { return };
        let voices = open.article_reading().map(|read| &read.voices);
        self.follow(open, voices.unwrap_or(&Voices::default()));
        let builder =
            UiBuilder::new().accessibility_role(Role::Group).accessibility_label("Attributions panel");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            bar(ui, HEAD, (20.0, 12.0), palette(ui).line_soft, |ui| {
                title(ui, "Attributions", voices.map_or(0, |voices| voices.all.len()));
            });
            let Some(voices) = voices.filter(|voices| !voices.all.is_empty()) else {
                let next = "Nobody is quoted, or said to have told something.";
                return nothing(ui, open, "The article names no source", next);
            };
            cells(ui, voices);
            let builder =
                UiBuilder::new().accessibility_role(Role::List).accessibility_label("Sources named");
            ui.scope_builder(builder, |ui| {
                let mut list = std::mem::take(&mut self.list);
                list.show(ui, &mut VoiceRows { open, scene, voices, view: self });
                self.list = list;
            });
        });
    }

    fn follow(&mut self, open: &OpenReview, voices: &Voices) {
        if self.seen.is_none_or(|(review, ..)| review != open.review().id) {
            self.unfolded = None;
        }
        let now = (open.review().id, open.generation(), self.unfolded);
        if self.seen == Some(now) {
            return;
        }
        self.lines.clear();
        for (at, voice) in voices.all.iter().enumerate() {
            self.lines.push(Line::Voice(at));
            if self.unfolded == Some(at) {
                self.lines.extend((0..voice.passages.len()).map(|passage| Line::Passage(at, passage)));
            }
        }
        if !voices.stretches.is_empty() {
            self.lines.push(Line::StretchesHead);
            self.lines.extend((0..voices.stretches.len()).map(Line::Stretch));
        }
        let key = |line: &Line| match *line {
            Line::Voice(at) => at as u64,
            Line::Passage(at, passage) => (1 << 40) + ((at as u64) << 20) + passage as u64,
            Line::StretchesHead => u64::MAX,
            Line::Stretch(at) => (1 << 50) + at as u64,
        };
        self.list.set_rows(self.lines.iter().map(key).collect(), ROW_ESTIMATE);
        self.seen = Some(now);
    }
}

/// One cell a paragraph: hollow where nobody is named, full where one source alone is, half where there are
/// several.
fn cells(ui: &mut Ui, voices: &Voices) {
    let count = voices.counts.len();
    let alone = voices.counts.iter().filter(|sources| **sources == 1).count();
    let none = voices.counts.iter().filter(|sources| **sources == 0).count();
    let name = format!(
        "Paragraphs by source: {alone} on one source alone, {} on several, {none} on nobody named",
        count - alone - none
    );
    let drawn = count > 0 && count <= MOST_CELLS;
    let height = if drawn { HEAD + 18.0 } else { HEAD };
    bar(ui, height, (20.0, 14.0), palette(ui).line, |ui| {
        let room = vec2(ui.available_width(), if drawn { BAR + 20.0 } else { BAR });
        let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        if drawn {
            paint_cells(ui, rect.with_max_y(rect.top() + BAR), &voices.counts);
        }
        let of = if count == 1 { "paragraph" } else { "paragraphs" };
        let words = format!("On one source alone: {alone} of {count} {of}");
        let line = rect.with_min_y(rect.bottom() - BAR);
        paint_words(ui, line, &words, Family::Sans, size::META, palette(ui).ink2);
        response.on_hover_text(&name);
    });
}

fn paint_cells(ui: &Ui, rect: Rect, counts: &[u32]) {
    let colours = palette(ui);
    let pitch = rect.width() / counts.len() as f32;
    for (at, sources) in counts.iter().enumerate() {
        let left = rect.left() + pitch * at as f32;
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2((pitch - 2.0).max(1.0), rect.height()));
        match sources {
            0 => {
                ui.painter().rect_stroke(cell, 2, (1.0, colours.line_control), egui::StrokeKind::Inside);
            }
            1 => {
                ui.painter().rect_filled(cell, 2, colours.ink2);
            }
            _ => {
                let half = cell.with_min_y(cell.center().y);
                ui.painter().rect_filled(half, 2, colours.ink2);
                ui.painter().rect_stroke(cell, 2, (1.0, colours.line_control), egui::StrokeKind::Inside);
            }
        }
    }
}

struct VoiceRows<'v, 's, 'a> {
    open: &'a OpenReview,
    scene: &'s mut Scene<'a>,
    voices: &'a Voices,
    view: &'v mut AttributionsView,
}

impl Rows for VoiceRows<'_, '_, '_> {
    fn measure(&mut self, _: &Ui, _: usize, _: f32) -> Option<f32> {
        None
    }

    fn show(&mut self, ui: &mut Ui, at: usize, rect: Rect) -> f32 {
        match self.view.lines.get(at).copied() {
            Some(Line::Voice(voice)) => self.voice(ui, rect, voice),
            Some(Line::Passage(voice, passage)) => self.passage(ui, rect, voice, passage),
            Some(Line::StretchesHead) => stretches_head(ui, rect),
            Some(Line::Stretch(stretch)) => self.stretch(ui, rect, stretch),
            None => 0.0,
        }
    }
}

impl VoiceRows<'_, '_, '_> {
    fn voice(&mut self, ui: &mut Ui, rect: Rect, at: usize) -> f32 {
        let Some(voice) = self.voices.all.get(at) else { return 0.0 };
        let unfolded = self.view.unfolded == Some(at);
        let under = counts_in_words(self.open, voice);
        let name = format!("{}, {}, {under}", voice.name, kind_in_words(voice.kind));
        let (height, _, clicked) = row(ui, rect, at as u64, (&name, false), |ui, _| {
            padded(ui, 44.0, 14.0, |ui| {
                let style = crate::ui::typeset::TextStyle::new(Family::SansSemiBold, size::UI, 18.0);
                ui.add(ArticleLabel::new(&voice.name).style(style).color(palette(ui).ink).single_line());
                meta(ui, &format!("{} · {under}", kind_in_words(voice.kind)));
            });
        });
        let icon = if voice.kind == VoiceKind::Outlet { icons::NEWSPAPER } else { icons::USER };
        let colours = palette(ui);
        widgets::paint_icon(ui, rect.min + vec2(28.0, 17.0), icon, theme::icon(16.0), colours.ink2);
        ui.painter().hline(rect.x_range(), rect.top() + height - 0.5, (1.0, colours.line_soft));
        if clicked {
            self.view.unfolded = (!unfolded).then_some(at);
            ui.ctx().request_repaint();
        }
        height
    }

    fn passage(&mut self, ui: &mut Ui, rect: Rect, voice: usize, passage: usize) -> f32 {
        let range = self.voices.all.get(voice).and_then(|voice| voice.passages.get(passage));
        let Some(range) = range else { return 0.0 };
        let open = self.open;
        let chosen = open.looked_at.as_ref() == Some(range);
        let said = words(open, range);
        let key = (1 << 40) + ((voice as u64) << 20) + passage as u64;
        let claim = open.claim_over(range).and_then(|id| open.review().claim(id));
        let scene = &mut *self.scene;
        let (height, _, clicked) = row(ui, rect, key, (said, chosen), |ui, margin| {
            padded(ui, 44.0 - margin, 14.0 - margin, |ui| {
                ui.add(ArticleLabel::new(said).style(quoted(open, 2)).color(palette(ui).ink));
                match claim {
                    Some(claim) => claim_link(ui, scene, claim),
                    None if link(ui, "New claim", &format!("New claim on {said}")) => {
                        act(scene, ReadingAct::ClaimOn(range.clone()));
                    }
                    None => {}
                }
            });
        });
        if clicked {
            act(self.scene, ReadingAct::LookAt(Some(range.clone())));
        }
        height
    }

    fn stretch(&mut self, ui: &mut Ui, rect: Rect, at: usize) -> f32 {
        let Some(stretch) = self.voices.stretches.get(at) else { return 0.0 };
        let who = self.voices.all.get(stretch.voice).map_or("", |voice| voice.name.as_str());
        let (first, last) = stretch.numbers;
        let where_ = if first == last { format!("¶{first}") } else { format!("¶{first} to ¶{last}") };
        let name = format!("{where_} on {who} alone");
        let (height, _, clicked) = row(ui, rect, (1 << 50) + at as u64, (&name, false), |ui, _| {
            padded(ui, 20.0, 14.0, |ui| {
                let style = crate::ui::typeset::TextStyle::new(Family::Sans, size::UI, 18.0).max_rows(2);
                ui.add(ArticleLabel::new(&name).style(style).color(palette(ui).ink));
            });
        });
        if clicked {
            let text = self.open.draft().text();
            let start = text.paragraph_bytes(stretch.paragraphs.start).start;
            let end = text.paragraph_bytes(stretch.paragraphs.end.saturating_sub(1)).end;
            let range: ByteRange = start..end;
            act(self.scene, ReadingAct::LookAt(Some(range)));
        }
        height
    }
}

fn stretches_head(ui: &Ui, rect: Rect) -> f32 {
    const HEIGHT: f32 = 34.0;
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), HEIGHT));
    let response = ui.interact(rect, ui.scope_id().with("stretches"), Sense::hover());
    let words = "Rest on one source alone";
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let galley = widgets::line(ui, words, theme::semibold(size::META), palette(ui).ink);
    widgets::paint_line(ui.painter(), rect.left() + 20.0, rect.bottom() - 11.0, galley);
    HEIGHT
}

fn kind_in_words(kind: VoiceKind) -> &'static str {
    match kind {
        VoiceKind::Named => "named",
        VoiceKind::Outlet => "outlet",
        VoiceKind::Described => "not named",
    }
}

/// “4 passages, 2 claims”.
fn counts_in_words(open: &OpenReview, voice: &Voice) -> String {
    let mut claims: Vec<_> = voice.passages.iter().filter_map(|range| open.claim_over(range)).collect();
    claims.sort_unstable();
    claims.dedup();
    let counted = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    format!("{}, {}", counted(voice.passages.len(), "passage"), counted(claims.len(), "claim"))
}
