//! A claim that is not open: its sentence in two lines at most, its correction in one, and what is known.

use super::diff::{self, Changed};
use crate::review::{Claim, Review, roots};
use crate::ui::theme::{self, Palette, palette, size};
use crate::ui::typeset::{self, Family, TextLanguage, TextLayout, TextStyle};
use crate::ui::widgets;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Galley, Painter, Pos2, Rect, Ui, Vec2, pos2, vec2};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Chars of a statement that a row lays out: more never fit into two lines.
const LONGEST: usize = 400;

/// Passages that a correction is compared with.
pub const MOST_PASSAGES: usize = 8;

/// What stands around and between the parts of a row (tokens.md, Claim row).
const PADDING: f32 = 9.0;
const LEFT: f32 = 20.0;
const RIGHT: f32 = 14.0;
const GLYPHS: f32 = 46.0;
const LINE: f32 = 18.0;
const META_LINE: f32 = 16.0;
const META_GAP: f32 = 5.0;

/// The beginning of a text, with an ellipsis where more follows.
pub fn cut(text: &str, chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()).into(),
        None => text.into(),
    }
}

/// What a screen reader calls a claim.
pub fn accessible_name(claim: &Claim) -> String {
    format!("Claim {}: {}", claim.number, cut(&claim.statement(), LONGEST))
}

/// How many sources, in words.
pub fn sources_in_words(count: usize) -> String {
    match count {
        0 => "No sources".to_owned(),
        1 => "1 source".to_owned(),
        _ => format!("{count} sources"),
    }
}

/// The words of a row, made once a change.
pub struct RowText {
    /// What a screen reader calls it.
    pub name: String,
    statement: String,
    change: Option<Changed>,
    meta: Vec<Piece>,
    language: Option<TextLanguage>,
}

/// A part of the line under the sentence.
enum Piece {
    Status(&'static str),
    Word(String),
    /// Words from the article.
    Said(String),
    Recheck,
}

impl RowText {
    /// The words of a claim's row.
    pub fn of(claim: &Claim, review: &Review) -> Self {
        let correction = claim.correction.as_ref().filter(|correction| !correction.text.trim().is_empty());
        let change = correction.map(|correction| {
            let new = cut(&correction.text, LONGEST);
            let passages: Vec<_> =
                claim.marks.iter().take(MOST_PASSAGES).map(|mark| cut(&mark.quote, LONGEST)).collect();
            let old = diff::meant_for(passages.iter().map(AsRef::as_ref), &new);
            Changed::near_first_change(old, &new)
        });
        Self {
            name: accessible_name(claim),
            statement: cut(&claim.statement(), LONGEST).into_owned(),
            change,
            meta: meta(claim, review),
            language: TextLanguage::parse(&review.article.language),
        }
    }

    fn style(&self, family: Family, size: f32, line: f32, rows: usize) -> TextStyle {
        TextStyle { language: self.language, ..TextStyle::new(family, size, line).max_rows(rows) }
    }
}

fn meta(claim: &Claim, review: &Review) -> Vec<Piece> {
    let mut pieces = vec![Piece::Status(claim.status.label())];
    if claim.kind != crate::review::ClaimKind::Unsorted {
        pieces.push(Piece::Word(claim.kind.label().to_owned()));
    }
    if let Some(said) = &claim.attribution {
        let by = if said.speaker.is_empty() { &said.outlet } else { &said.speaker };
        pieces.extend((!by.is_empty()).then(|| Piece::Said(cut(by, 60).into_owned())));
    }
    if !claim.citations.is_empty() {
        pieces.push(Piece::Word(roots::of_claim(review, claim).words()));
    }
    if claim.needs_recheck {
        pieces.push(Piece::Recheck);
    }
    pieces
}

/// A part of a row that is laid out, and where it stands in the row.
enum Drawn {
    Chrome(Arc<Galley>),
    Article(Arc<TextLayout>),
}

impl Drawn {
    fn width(&self) -> f32 {
        match self {
            Self::Chrome(galley) => galley.size().x,
            Self::Article(layout) => layout.used_width(),
        }
    }
}

/// A row laid out for a width.
pub struct RowLayout {
    statement: Arc<TextLayout>,
    change: Option<(f32, Arc<TextLayout>)>,
    meta: Vec<(Vec2, Drawn)>,
    /// Its height with the hairline under it, in points.
    pub height: f32,
}

impl RowLayout {
    /// Lays a row out.
    pub fn new(ui: &Ui, text: &RowText, claim: &Claim, width: f32) -> Self {
        let inner = (width - LEFT - GLYPHS - RIGHT).max(60.0);
        let style = text.style(Family::Sans, size::UI, LINE, 2);
        let statement = typeset::layout(ui.ctx(), &text.statement, &style, inner);
        let mut y = PADDING + statement.height();
        let change = text.change.as_ref().map(|change| {
            let style = text.style(Family::Sans, size::META, LINE, 1);
            let layout = typeset::layout(ui.ctx(), &change.text, &style, inner);
            let top = y + META_GAP;
            y = top + layout.height();
            (top, layout)
        });
        let (meta, lines) = place_meta(ui, text, claim, inner, y + 3.0);
        let height = y + 3.0 + META_LINE * lines as f32 + PADDING + 1.0;
        Self { statement, change, meta, height }
    }

    /// Draws the row with its top left at `at`.
    pub fn paint(&self, ui: &Ui, at: Pos2, text: &RowText, claim: &Claim) {
        let colours = palette(ui);
        paint_number(ui, pos2(at.x + LEFT, at.y + PADDING + LINE / 2.0), claim);
        let left = at.x + LEFT + GLYPHS;
        typeset::paint(ui.painter(), &self.statement, pos2(left, at.y + PADDING), colours.ink);
        if let (Some((top, layout)), Some(change)) = (&self.change, &text.change) {
            paint_changed(ui.painter(), layout, pos2(left, at.y + top), change, colours, colours.ink2);
        }
        for (offset, drawn) in &self.meta {
            let at = pos2(left + offset.x, at.y + offset.y);
            match drawn {
                Drawn::Chrome(galley) => {
                    let middle = at.y + META_LINE / 2.0;
                    widgets::paint_line(ui.painter(), at.x, middle, Arc::clone(galley));
                }
                // The engine centres a line a little higher than egui does.
                Drawn::Article(layout) => {
                    typeset::paint(ui.painter(), layout, at + vec2(0.0, 1.0), colours.ink3);
                }
            }
        }
    }
}

/// Draws a status icon and the claim's number; gives the right edge.
pub fn paint_number(ui: &Ui, at: Pos2, claim: &Claim) -> f32 {
    let ink = palette(ui).claim(claim).text;
    widgets::paint_icon(ui, pos2(at.x + 7.0, at.y), theme::claim_icon(claim), theme::icon_bold(14.0), ink);
    let number = widgets::line(ui, &claim.number.to_string(), theme::medium(size::META), ink);
    widgets::paint_line(ui.painter(), at.x + 18.0, at.y, number)
}

/// Draws a line that shows what a correction changes: words taken out struck, words put in underlined.
pub fn paint_changed(
    painter: &Painter,
    layout: &TextLayout,
    at: Pos2,
    change: &Changed,
    colours: &Palette,
    ink: Color32,
) {
    let place = |rect: Rect| rect.translate(at.to_vec2());
    let rects = |ranges: &[Range<usize>]| -> Vec<Rect> {
        ranges.iter().flat_map(|range| layout.range_rects(range.clone())).map(place).collect()
    };
    let (taken, put) = (rects(&change.taken), rects(&change.put));
    for (rects, fill) in [(&taken, colours.del_bg), (&put, colours.ins_bg)] {
        for rect in rects {
            painter.rect_filled(rect.expand2(vec2(2.0, -1.0)), 2, fill);
        }
    }
    let coloured =
        |ranges: &[Range<usize>], ink| ranges.iter().map(|range| (range.clone(), ink)).collect::<Vec<_>>();
    let inks = [coloured(&change.taken, colours.del_ink), coloured(&change.put, colours.ins_ink)].concat();
    typeset::paint_ranges(painter, layout, at, ink, &inks);
    for rect in &taken {
        painter.hline(rect.x_range(), rect.center().y, (1.0, colours.del_ink));
    }
    for rect in &put {
        painter.hline(rect.x_range(), rect.bottom() - 2.5, (1.0, colours.ins_ink));
    }
}

fn draw_piece(ui: &Ui, text: &RowText, piece: &Piece, claim: &Claim, width: f32) -> Drawn {
    let colours = palette(ui);
    match piece {
        Piece::Status(word) => {
            let ink = colours.status(claim.status).text;
            let mut format = TextFormat::simple(theme::medium(size::META), ink);
            if claim.needs_recheck {
                format.strikethrough = egui::Stroke::new(1.0, ink);
            }
            Drawn::Chrome(ui.painter().layout_job(LayoutJob::single_section((*word).to_owned(), format)))
        }
        Piece::Word(word) => Drawn::Chrome(widgets::line(ui, word, theme::regular(size::META), colours.ink3)),
        Piece::Said(words) => {
            let style = text.style(Family::Sans, size::META, META_LINE, 1);
            let natural = typeset::layout(ui.ctx(), words, &style, f32::INFINITY);
            let fits = natural.used_width() <= width;
            Drawn::Article(if fits { natural } else { typeset::layout(ui.ctx(), words, &style, width) })
        }
        Piece::Recheck => Drawn::Chrome(recheck_flag(ui)),
    }
}

/// The flag "needs recheck": icon and words.
pub fn recheck_flag(ui: &Ui) -> Arc<Galley> {
    let ink = palette(ui).recheck.text;
    let format = |font| TextFormat { valign: Align::Center, ..TextFormat::simple(font, ink) };
    let mut job = LayoutJob::default();
    let icon = crate::ui::icons::ARROW_CLOCKWISE;
    job.append(icon.encode_utf8(&mut [0; 4]), 0.0, format(theme::icon_bold(size::UI)));
    job.append("Needs recheck", 3.0, format(theme::medium(size::META)));
    ui.painter().layout_job(job)
}

/// Places the parts of the meta line one after another with dots between, over as many lines as it takes;
/// gives how many.
fn place_meta(ui: &Ui, text: &RowText, claim: &Claim, width: f32, top: f32) -> (Vec<(Vec2, Drawn)>, usize) {
    let mut placed = Vec::with_capacity(text.meta.len() * 2);
    let (mut x, mut lines) = (0.0, 1);
    for (at, piece) in text.meta.iter().enumerate() {
        let drawn = draw_piece(ui, text, piece, claim, width);
        let dot = (at + 1 < text.meta.len())
            .then(|| widgets::line(ui, "·", theme::regular(size::META), palette(ui).ink3));
        let wanted = drawn.width() + dot.as_ref().map_or(0.0, |dot| META_GAP + dot.size().x);
        if x > 0.0 && x + wanted > width {
            (x, lines) = (0.0, lines + 1);
        }
        let y = top + META_LINE * (lines - 1) as f32;
        let right = x + drawn.width();
        placed.push((vec2(x, y), drawn));
        x = right + META_GAP;
        if let Some(dot) = dot {
            let dot_width = dot.size().x;
            placed.push((vec2(x, y), Drawn::Chrome(dot)));
            x += dot_width + META_GAP;
        }
    }
    (placed, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_char() {
        assert_eq!(cut("niñas", 3), "niñ…");
        assert_eq!(cut("niñas", 5), "niñas");
        assert_eq!(cut("one two", 4), "one…");
    }

    #[test]
    fn sources_are_counted_in_words() {
        assert_eq!([0, 1, 4].map(sources_in_words), ["No sources", "1 source", "4 sources"]);
    }
}
