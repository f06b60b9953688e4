//! The newest draft with what changed since the one before it: in one column, or both side by side.

use crate::app::Action;
use crate::app::command::Command;
use crate::app::open::{OpenReview, Reveal};
use crate::review::{ClaimId, ParagraphKind, ReviewId};
use crate::text::compare::{Comparison, Piece, Row};
use crate::text::{ByteOffset, ByteRange, Text};
use crate::ui::article::blocks::{self, Setting};
use crate::ui::cards::diff::Changed;
use crate::ui::cards::list::{Band, Rows, VirtualList};
use crate::ui::cards::row::{paint_changed, paint_number};
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset;
use crate::ui::{Scene, icons, widgets};
use egui::{Color32, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Bytes of one side of a paragraph that are shown; a longer one is cut, and said to be.
const LONGEST: usize = 12 << 10;
/// Room at the left for paragraph numbers and claims, at the right, and between two columns.
const LEFT: f32 = 128.0;
const LEFT_NARROW: f32 = 76.0;
const RIGHT: f32 = 32.0;
const BETWEEN: f32 = 28.0;
/// Room above the first paragraph.
const ABOVE: f32 = 28.0;
/// The widest a column may be (tokens.md, Measure).
const WIDEST: f32 = 640.0;
/// Height of a row that was not seen yet.
const ROW_ESTIMATE: f32 = 110.0;
/// A claim's number in the margin.
const GLYPH: f32 = 40.0;

/// What the view keeps from frame to frame.
#[derive(Default)]
pub struct ChangesView {
    list: VirtualList,
    seen: Option<(ReviewId, u32, usize)>,
    chosen: Option<ClaimId>,
    /// The number beside each paragraph of the newest draft, as the article shows it.
    numbers: Vec<u32>,
}

impl ChangesView {
    /// Draws the changes in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, side_by_side: bool) {
        let Some(open) = &scene.app.open else { return };
        let Some((comparison, (before, after))) = open.comparison().zip(open.last_two_drafts()) else {
            let words = widgets::line(ui, "Comparing the drafts", theme::regular(size::UI), palette(ui).ink3);
            let at = ui.available_rect_before_wrap().center_top() + vec2(-60.0, 48.0);
            widgets::paint_line(ui.painter(), at.x, at.y, words);
            return;
        };
        let sheet = Sheet {
            open,
            comparison,
            before: before.text(),
            after: after.text(),
            language: &open.review().article.language,
            body: f32::from(scene.app.settings.text_size),
            side_by_side,
        };
        self.follow(&sheet, after.number);
        let label = if side_by_side { "Drafts side by side" } else { "Changes since the last draft" };
        let builder = UiBuilder::new().accessibility_role(Role::Document).accessibility_label(label);
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let mut rows = ChangeRows { sheet: &sheet, numbers: &self.numbers, scene };
            self.list.show(ui, &mut rows);
        });
    }

    fn follow(&mut self, sheet: &Sheet<'_>, draft: u32) {
        let rows = sheet.comparison.paragraphs();
        let now = (sheet.open.review().id, draft, rows.len() * 2 + usize::from(sheet.side_by_side));
        if self.seen != Some(now) {
            let numbers = sheet.open.draft().paragraph_numbers();
            *self = Self { seen: Some(now), numbers, ..Self::default() };
            self.list.set_rows((0..rows.len() as u64).collect(), ROW_ESTIMATE);
        }
        let chosen = sheet.open.place.claim;
        let wanted = matches!(sheet.open.reveal, Some(Reveal::Claim(_)));
        if (self.chosen != chosen || wanted)
            && let Some(row) = chosen.and_then(|id| sheet.row_of(id))
        {
            self.list.reveal(row as u64, Band::BESIDE);
        }
        self.chosen = chosen;
    }
}

/// What a row is drawn from.
struct Sheet<'a> {
    open: &'a OpenReview,
    comparison: &'a Comparison,
    before: &'a Text,
    after: &'a Text,
    language: &'a str,
    body: f32,
    side_by_side: bool,
}

impl Sheet<'_> {
    /// The row in which a claim's first mark begins; for a claim that is gone, the row it went from.
    fn row_of(&self, id: ClaimId) -> Option<usize> {
        let claim = self.open.review().claim(id)?;
        let mark = claim.marks.first()?;
        let newest = mark.draft == self.open.draft().number;
        let text = if newest { self.after } else { self.before };
        let paragraph = text.paragraph_at(text.byte_of(mark.start)?);
        let of = |row: &Row| if newest { row.after } else { row.before };
        self.comparison.paragraphs().iter().position(|row| of(row) == Some(paragraph))
    }

    fn kind(&self, row: &Row) -> ParagraphKind {
        let Some((before, after)) = self.open.last_two_drafts() else { return ParagraphKind::Body };
        match (row.after, row.before) {
            (Some(paragraph), _) => after.kind(paragraph),
            (None, Some(paragraph)) => before.kind(paragraph),
            (None, None) => ParagraphKind::Body,
        }
    }

    /// The words of a row in one column.
    fn inline(&self, row: &Row) -> Changed {
        let mut changed = Changed::default();
        for piece in self.pieces(row) {
            let start = changed.text.len();
            changed.text.push_str(self.words(&piece));
            let range = without_blanks(&changed.text, start);
            match piece {
                Piece::Removed(_) if !is_moved_away(row) => changed.taken.push(range),
                Piece::Added(_) => changed.put.push(range),
                _ => {}
            }
        }
        changed
    }

    /// The words of one side of a row, with what only stands there.
    fn side(&self, row: &Row, new: bool) -> Changed {
        let mut changed = Changed::default();
        for piece in self.pieces(row) {
            let start = changed.text.len();
            match &piece {
                Piece::Equal(before, after) => {
                    let (text, range) = if new { (self.after, after) } else { (self.before, before) };
                    changed.text.push_str(text.slice_bytes(range).unwrap_or_default());
                }
                Piece::Removed(_) if !new => {
                    changed.text.push_str(self.words(&piece));
                    changed.taken.push(without_blanks(&changed.text, start));
                }
                Piece::Added(_) if new => {
                    changed.text.push_str(self.words(&piece));
                    changed.put.push(without_blanks(&changed.text, start));
                }
                _ => {}
            }
        }
        changed
    }

    /// The pieces of a row, as many as are shown.
    fn pieces(&self, row: &Row) -> Vec<Piece> {
        let mut pieces = self.comparison.pieces(row, self.before, self.after);
        let (mut left, mut shown) = (LONGEST, 0);
        while let Some(piece) = pieces.get(shown) {
            let bytes = self.words(piece).len();
            if bytes > left {
                pieces[shown] = self.beginning(piece, left);
                pieces.truncate(shown + 1);
                break;
            }
            (left, shown) = (left - bytes, shown + 1);
        }
        pieces
    }

    /// The beginning of a piece that is too long to be shown.
    fn beginning(&self, piece: &Piece, bytes: usize) -> Piece {
        let cut = |range: &ByteRange, text: &Text| {
            let end = ByteOffset((range.start.0 + bytes).min(range.end.0));
            range.start..text.snap_to_graphemes(&(range.start..end)).end
        };
        match piece {
            Piece::Equal(before, after) => Piece::Equal(cut(before, self.before), cut(after, self.after)),
            Piece::Removed(range) => Piece::Removed(cut(range, self.before)),
            Piece::Added(range) => Piece::Added(cut(range, self.after)),
        }
    }

    fn words(&self, piece: &Piece) -> &str {
        match piece {
            Piece::Removed(range) => self.before.slice_bytes(range),
            Piece::Equal(_, range) | Piece::Added(range) => self.after.slice_bytes(range),
        }
        .unwrap_or_default()
    }
}

/// Whether a row only tells that its paragraph went elsewhere.
fn is_moved_away(row: &Row) -> bool {
    row.moved && row.after.is_none()
}

/// From a byte to the end of a text, without blanks at either side: they are not worth a stroke.
fn without_blanks(text: &str, start: usize) -> std::ops::Range<usize> {
    let words = text[start..].trim();
    let lead = text[start..].len() - text[start..].trim_start().len();
    start + lead..start + lead + words.len()
}

/// Rows of the comparison.
struct ChangeRows<'s, 'c, 'a> {
    sheet: &'s Sheet<'s>,
    numbers: &'s [u32],
    scene: &'c mut Scene<'a>,
}

impl Rows for ChangeRows<'_, '_, '_> {
    fn measure(&mut self, _: &Ui, _: usize, _: f32) -> Option<f32> {
        None
    }

    fn show(&mut self, ui: &mut Ui, row: usize, rect: Rect) -> f32 {
        let above = if row == 0 { ABOVE } else { 0.0 };
        let Some(row) = self.sheet.comparison.paragraphs().get(row).copied() else { return 0.0 };
        let kind = self.sheet.kind(&row);
        let setting = blocks::setting(kind, self.sheet.body, self.sheet.language);
        let ink = if is_moved_away(&row) { palette(ui).ink3 } else { blocks::ink(kind, palette(ui)) };
        let left = if rect.width() < 620.0 { LEFT_NARROW } else { LEFT };
        let room = rect.width() - left - RIGHT;
        let top = rect.top() + setting.before + 2.0 + above;
        let bottom = if self.sheet.side_by_side {
            let width = ((room - BETWEEN) / 2.0).max(80.0);
            let old = row.before.map_or(top, |_| {
                self.column(
                    ui,
                    &setting,
                    ink,
                    &self.sheet.side(&row, false),
                    pos2(rect.left() + left, top),
                    width,
                )
            });
            let x = rect.left() + left + width + BETWEEN;
            let new = row.after.map_or(top, |_| {
                self.column(ui, &setting, ink, &self.sheet.side(&row, true), pos2(x, top), width)
            });
            old.max(new)
        } else {
            let width = room.clamp(80.0, WIDEST);
            let at = pos2(rect.left() + left + ((room - width) / 2.0).max(0.0), top);
            self.column(ui, &setting, ink, &self.sheet.inline(&row), at, width)
        };
        self.margin(ui, &row, pos2(rect.left(), top), left);
        bottom + setting.after - rect.top()
    }
}

impl ChangeRows<'_, '_, '_> {
    /// Draws words in a column; gives where they end.
    fn column(
        &self,
        ui: &mut Ui,
        setting: &Setting,
        ink: Color32,
        words: &Changed,
        at: egui::Pos2,
        width: f32,
    ) -> f32 {
        let layout =
            typeset::layout(ui.ctx(), &words.text, &setting.style, (width - setting.indent).max(60.0));
        let at = at + vec2(setting.indent, 0.0);
        let rect = Rect::from_min_size(at, vec2(width, layout.height()));
        let id = ui.scope_id().with((at.x.to_bits(), at.y.to_bits()));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words.text));
        paint_changed(ui.painter(), &layout, at, words, palette(ui), ink);
        rect.bottom()
    }

    /// Paragraph number, what became of the paragraph, and the claims that stand in it.
    fn margin(&mut self, ui: &mut Ui, row: &Row, at: egui::Pos2, left: f32) {
        let colours = palette(ui);
        let number = match (row.after, row.moved) {
            // The head of the article has no numbers.
            (Some(_), _) if !self.sheet.kind(row).is_numbered() => String::new(),
            (Some(paragraph), _) => format!("¶{}", self.numbers.get(paragraph).copied().unwrap_or_default()),
            (None, true) => "moved".to_owned(),
            (None, false) => "cut".to_owned(),
        };
        let words = widgets::line(ui, &number, theme::regular(size::META), colours.ink3);
        let right = widgets::paint_line(ui.painter(), at.x + 20.0, at.y + 12.0, words);
        if row.moved && row.after.is_some() {
            let centre = pos2(right + 11.0, at.y + 12.0);
            widgets::paint_icon(ui, centre, icons::ARROWS_LEFT_RIGHT, theme::icon_bold(12.0), colours.ink3);
        }
        let claims = self.claims(row);
        let across = (((left - 20.0) / GLYPH) as usize).max(1);
        for (place, claim) in claims.into_iter().take(across * 4).enumerate() {
            let corner =
                at + vec2(18.0 + (place % across) as f32 * GLYPH, 24.0 + (place / across) as f32 * 20.0);
            self.glyph(ui, claim, Rect::from_min_size(corner, vec2(GLYPH - 2.0, 19.0)));
        }
    }

    /// The claims whose first mark begins in a row's new paragraph, as indices.
    fn claims(&self, row: &Row) -> Vec<usize> {
        let Some(paragraph) = row.after else { return Vec::new() };
        let range = self.sheet.after.paragraph_bytes(paragraph);
        let bytes = range.start.0..range.end.0;
        let marks = self.sheet.open.index().marks_in(bytes.clone());
        marks.filter(|mark| bytes.contains(&mark.bytes.start.0)).map(|mark| mark.claim).collect()
    }

    fn glyph(&mut self, ui: &mut Ui, claim: usize, rect: Rect) {
        let Some(claim) = self.sheet.open.review().claims.get(claim) else { return };
        let response = ui.interact(rect, ui.scope_id().with(("claim", claim.id.number())), Sense::click());
        let name = format!("Go to claim {}", claim.number);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if self.sheet.open.place.claim == Some(claim.id) {
            ui.painter().rect_filled(rect, 4, palette(ui).bg_active);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 4, palette(ui).bg_hover);
        }
        paint_number(ui, pos2(rect.left() + 2.0, rect.center().y), claim);
        widgets::focus_ring(ui, &response, rect, 4);
        if response.clicked() {
            self.scene.act(Action::Choose(Some(claim.id)));
        }
        if response.double_clicked() {
            self.scene.run(Command::ShowChanges);
        }
    }
}
