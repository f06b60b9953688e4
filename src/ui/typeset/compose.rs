//! From text to layout: one parley layout a paragraph, read out into rows and cells.

use std::ops::Range;
use std::sync::Arc;

use fontique::FontWeight;
use parley::{
    Alignment, AlignmentOptions, BaseDirection, Cluster, FontContext, FontFamily, FontFamilyName, Layout,
    LayoutContext, Line, LineHeight, OverflowWrap, Run, StyleProperty,
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::display::{Display, sanitize_for_display};
use super::face::Face;
use super::fallback;
use super::fonts::SANS;
use super::style::{Direction, TextLanguage, TextStyle};
use super::text_layout::{Cell, CellKind, PlacedGlyph, RowCells, TextLayout};

/// A sign for an invisible character, as a part of the text's size.
const SIGN_SIZE: f32 = 0.62;
/// The baseline lies this part of the size below the middle of a row; the drawing of
/// marks relies on the same number.
const BASELINE_BELOW_MIDDLE: f32 = 0.36;
/// A face whose ascent and descent make more than this many ems is set on rows of its
/// own height: its words slope (Nastaliq) and would run into the rows around.
const TALL_FACE: f32 = 2.0;
/// The part of its own ascent and descent that such a face really needs.
const TALL_NEED: f32 = 0.94;

/// A row without a width of its own is looked at up to here, in points: wider than any screen, and still
/// quickly laid out where it holds megabytes.
const WIDEST_ROW: f32 = 8_192.0;

/// What parley needs to lay out, kept between layouts.
pub(super) struct Shaper {
    fonts: FontContext,
    layouts: LayoutContext<()>,
}

impl Shaper {
    pub(super) fn new(fonts: FontContext) -> Self {
        Self { fonts, layouts: LayoutContext::new() }
    }
}

/// What to lay out.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub text: &'a str,
    pub style: &'a TextStyle,
    /// Width in points; not finite for one row a paragraph.
    pub width: f32,
    pub pixels_per_point: f32,
    /// Where the text gives way to an ellipsis.
    pub cut: Option<usize>,
}

/// Lays out a text and shortens it to the style's rows.
pub(super) fn compose(shaper: &mut Shaper, request: Request<'_>, id: u64) -> TextLayout {
    let Some(rows) = request.style.max_rows else {
        return Composer::new(request).run(shaper, id);
    };
    let window = visible_window(&request, rows);
    let cut = (window < request.text.len()).then_some(window);
    let full = Composer::new(Request { cut, ..request }).run(shaper, id);
    if full.rows.len() <= rows {
        return full;
    }
    shorten(shaper, request, id, &full, rows)
}

/// The byte up to which a text is looked at when only `rows` rows will be seen. No
/// script known sets more than eight graphemes on the width of one em.
fn visible_window(request: &Request<'_>, rows: usize) -> usize {
    let width = if request.width.is_finite() { request.width } else { WIDEST_ROW };
    let per_row = 8.0 * width / request.style.size + 16.0;
    let graphemes = (per_row as usize).saturating_mul(rows.saturating_add(1));
    request.text.grapheme_indices(true).nth(graphemes).map_or(request.text.len(), |(at, _)| at)
}

/// Takes graphemes off the last row until an ellipsis fits on it.
fn shorten(shaper: &mut Shaper, request: Request<'_>, id: u64, full: &TextLayout, rows: usize) -> TextLayout {
    let last = &full.rows[rows - 1];
    let room = full.width - (last.right - last.left);
    let ellipsis = request.style.size * request.pixels_per_point;
    let mut missing = ellipsis - room;
    let mut shown = last.cells.end;
    while shown > last.cells.start {
        let cell = full.cells[shown - 1];
        if missing <= 0.0 && cell.kind == CellKind::Ink {
            break;
        }
        if cell.kind == CellKind::Ink {
            missing -= cell.right - cell.left;
        }
        shown -= 1;
    }
    loop {
        let cut = full.cells.get(shown).map_or(0, |cell| cell.start as usize);
        let cut = Some(cut);
        let layout = Composer::new(Request { cut, ..request }).run(shaper, id);
        if layout.rows.len() <= rows || shown == 0 {
            return layout;
        }
        shown -= 1;
    }
}

/// A layout as it grows, paragraph by paragraph.
struct Composer<'a> {
    request: Request<'a>,
    scale: f32,
    rows: Vec<RowCells>,
    cells: Vec<Cell>,
    glyphs: Vec<PlacedGlyph>,
    faces: Vec<Face>,
    bottom: f32,
}

impl<'a> Composer<'a> {
    fn new(request: Request<'a>) -> Self {
        Self {
            request,
            scale: request.pixels_per_point,
            rows: Vec::new(),
            cells: Vec::new(),
            glyphs: Vec::new(),
            faces: Vec::new(),
            bottom: 0.0,
        }
    }

    fn run(mut self, shaper: &mut Shaper, id: u64) -> TextLayout {
        let shown = self.request.cut.unwrap_or(self.request.text.len());
        let mut paragraphs: Vec<_> =
            paragraphs(&self.request.text[..shown]).map(|range| self.shape(shaper, range, shown)).collect();
        let width = self.break_rows(&mut paragraphs);
        let last = paragraphs.len().saturating_sub(1);
        for (index, paragraph) in paragraphs.iter().enumerate() {
            self.read_out(paragraph, width);
            if index < last {
                self.push_break(paragraph.bytes.end);
            }
        }
        TextLayout {
            id,
            text: Arc::from(self.request.text),
            pixels_per_point: self.scale,
            width,
            rows: self.rows,
            cells: self.cells,
            glyphs: self.glyphs,
            faces: self.faces,
            elided_at: self.request.cut,
        }
    }

    /// Makes the text visible and shapes it.
    fn shape(&self, shaper: &mut Shaper, bytes: Range<usize>, shown: usize) -> Paragraph<'a> {
        let mut display = sanitize_for_display(&self.request.text[bytes.clone()]);
        if self.request.cut.is_some() && bytes.end == shown {
            display.push_ellipsis(self.request.text.len() - bytes.start);
        }
        let layout = shape_display(shaper, &display, self.request.style, self.scale);
        Paragraph { bytes, display, layout }
    }

    /// Breaks every paragraph into rows and answers the width they are aligned in,
    /// in physical pixels.
    fn break_rows(&self, paragraphs: &mut [Paragraph<'_>]) -> f32 {
        let width = if self.request.width.is_finite() {
            (self.request.width * self.scale).max(1.0)
        } else {
            let natural = paragraphs.iter_mut().map(|paragraph| {
                paragraph.layout.break_all_lines(None);
                paragraph.layout.full_width()
            });
            natural.fold(0.0, f32::max).ceil()
        };
        for paragraph in paragraphs {
            paragraph.layout.break_all_lines(Some(width));
            let options = AlignmentOptions::default();
            paragraph.layout.align(Alignment::Start, options);
        }
        width
    }

    /// Reads the rows of a paragraph out of parley's layout.
    fn read_out(&mut self, paragraph: &Paragraph<'_>, width: f32) {
        let pitch = self.row_pitch(&paragraph.layout);
        let rtl = paragraph.layout.is_rtl();
        let mut boundaries = Boundaries::new(self.request.text, paragraph.bytes.clone());
        let start_rows = self.rows.len();
        for line in paragraph.layout.lines() {
            let first_cell = self.cells.len();
            let first_glyph = self.glyphs.len();
            let (top, baseline) = (self.bottom, self.bottom + pitch.baseline);
            if !paragraph.display.text.is_empty() {
                self.read_line(&line, paragraph, baseline);
            }
            settle_end_spaces(&mut self.cells[first_cell..], &mut self.glyphs[first_glyph..], rtl);
            merge_graphemes(&mut self.cells, first_cell, &mut boundaries);
            self.push_row(first_cell, paragraph.bytes.start, top, baseline, pitch.height, width, rtl);
        }
        if self.rows.len() == start_rows {
            let first_cell = self.cells.len();
            let (top, baseline) = (self.bottom, self.bottom + pitch.baseline);
            self.push_row(first_cell, paragraph.bytes.start, top, baseline, pitch.height, width, rtl);
        }
    }

    /// Appends the cells and glyphs of one line, left to right.
    fn read_line(&mut self, line: &Line<'_, ()>, paragraph: &Paragraph<'_>, baseline: f32) {
        let mut x = line.metrics().offset + line.metrics().inline_min_coord;
        for run in line.runs() {
            let face = self.intern(&run);
            // Glyphs of a ligature all come with its first grapheme, so that their
            // pen runs apart from the one that measures graphemes.
            let mut pen = x;
            for cluster in run.visual_clusters() {
                let start = paragraph.original(cluster.text_range().start);
                let right = x + cluster.advance();
                self.cells.push(cell_of(&cluster, start, x, right));
                x = right;
                for glyph in cluster.glyphs() {
                    if !cluster.is_space_or_nbsp() {
                        self.glyphs.push(PlacedGlyph {
                            id: glyph.id,
                            face,
                            x: pen + glyph.x,
                            y: baseline + glyph.y,
                            byte: start,
                        });
                    }
                    pen += glyph.advance;
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a row is that many numbers")]
    fn push_row(
        &mut self,
        first_cell: usize,
        paragraph_start: usize,
        top: f32,
        baseline: f32,
        height: f32,
        width: f32,
        rtl: bool,
    ) {
        let cells = &mut self.cells[first_cell..];
        // Spaces at the end of a row hang over its edge.
        for cell in cells.iter_mut().filter(|cell| cell.kind == CellKind::Space) {
            cell.left = cell.left.clamp(0.0, width);
            cell.right = cell.right.clamp(0.0, width);
        }
        let ink = cells.len() - trailing_spaces(cells);
        let edge = if rtl { width } else { 0.0 };
        let inked = &cells[..ink];
        let left = inked.iter().map(|cell| cell.left).reduce(f32::min);
        let right = inked.iter().map(|cell| cell.right).reduce(f32::max);
        let start = cells.first().map_or(paragraph_start, |cell| cell.start as usize);
        self.bottom = top + height;
        self.rows.push(RowCells {
            cells: first_cell..self.cells.len(),
            start,
            top,
            baseline,
            bottom: self.bottom,
            left: left.unwrap_or(edge),
            right: right.unwrap_or(edge),
            rtl,
        });
    }

    /// Gives the last row the line feed that ends it.
    fn push_break(&mut self, start: usize) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let x = if row.rtl { row.left } else { row.right };
        self.cells.push(Cell { start: start as u32, left: x, right: x, rtl: row.rtl, kind: CellKind::Break });
        row.cells.end = self.cells.len();
    }

    /// The number of the face a run is set in.
    fn intern(&mut self, run: &Run<'_, ()>) -> u16 {
        let synthesis = run.synthesis();
        let face = Face {
            font: run.font().clone(),
            size: run.font_size(),
            coords: run.normalized_coords().iter().map(|c| c.to_bits()).collect(),
            skew: synthesis.skew(),
            embolden: synthesis.embolden(),
        };
        let known = self.faces.iter().position(|other| *other == face);
        let index = known.unwrap_or_else(|| {
            self.faces.push(face);
            self.faces.len() - 1
        });
        // A text would need 65,536 different fonts to saturate.
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    /// Height of the paragraph's rows and where in them the baseline lies, in whole
    /// physical pixels. The same for all rows, so that reading stays even.
    fn row_pitch(&self, layout: &Layout<()>) -> Pitch {
        let style = self.request.style;
        let height = (style.line_height * self.scale).round().max(1.0);
        let baseline = 0.5 * height + BASELINE_BELOW_MIDDLE * style.size * self.scale;
        let mut pitch = Pitch { height, baseline: baseline.round() };
        for run in layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>()) {
            let metrics = run.font_metrics();
            let own = metrics.ascent + metrics.descent;
            if own > TALL_FACE * run.font_size() && own * TALL_NEED > pitch.height {
                pitch.height = (own * TALL_NEED).ceil();
                pitch.baseline = (0.5 * (pitch.height - own) + metrics.ascent).round();
            }
        }
        pitch
    }
}

struct Pitch {
    height: f32,
    baseline: f32,
}

/// A paragraph between making visible and reading out.
struct Paragraph<'a> {
    /// Its bytes in the text, without the line feed.
    bytes: Range<usize>,
    display: Display<'a>,
    layout: Layout<()>,
}

impl Paragraph<'_> {
    /// The original byte for a drawn one.
    fn original(&self, drawn: usize) -> u32 {
        (self.bytes.start + self.display.to_original(drawn)) as u32
    }
}

/// The paragraphs of a text, without their line feeds; at least one.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split('\n').map(move |paragraph| {
        let range = start..start + paragraph.len();
        start = range.end + 1;
        range
    })
}

/// Shapes a paragraph; rows are not broken yet.
fn shape_display(shaper: &mut Shaper, display: &Display<'_>, style: &TextStyle, scale: f32) -> Layout<()> {
    let text: &str = &display.text;
    let language = language_of(text, style.language).map(|language| language.0);
    let native = fallback::main_script(text)
        .and_then(|script| fallback::first_family(&mut shaper.fonts.collection, script, language.as_ref()));
    let mut builder = shaper.layouts.ranged_builder(&mut shaper.fonts, text, scale, true);
    let latin = FontFamilyName::named(style.family.collection_name());
    let families: Vec<FontFamilyName<'_>> =
        native.as_deref().map(FontFamilyName::named).into_iter().chain([latin]).collect();
    builder.push_default(FontFamily::from(families.as_slice()));
    builder.push_default(StyleProperty::FontWeight(style.family.weight()));
    builder.push_default(StyleProperty::FontSize(style.size));
    builder.push_default(LineHeight::Absolute(style.line_height));
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
    builder.push_default(StyleProperty::LetterSpacing(style.letter_spacing));
    builder.set_base_direction(match style.direction {
        Direction::Auto => BaseDirection::Auto,
        Direction::LeftToRight => BaseDirection::Ltr,
        Direction::RightToLeft => BaseDirection::Rtl,
    });
    builder.push_default(StyleProperty::Locale(language));
    for sign in display.signs() {
        builder.push(FontFamily::named(SANS), sign.clone());
        builder.push(StyleProperty::FontWeight(FontWeight::MEDIUM), sign.clone());
        builder.push(StyleProperty::FontSize(style.size * SIGN_SIZE), sign);
    }
    builder.build(text)
}

/// The language to choose fonts by. Urdu is recognised by letters that Arabic and
/// Persian lack, because a quotation in it may stand in any article.
fn language_of(text: &str, given: Option<TextLanguage>) -> Option<TextLanguage> {
    let urdu = |c| matches!(c, '\u{0679}' | '\u{0688}' | '\u{0691}' | '\u{06BA}' | '\u{06D2}');
    let settled = given.is_some_and(|language| writes_arabic(&language));
    if !settled && text.contains(urdu) {
        return TextLanguage::parse("ur");
    }
    given
}

/// Whether a language is written in Arabic letters, so that its tag already decides.
fn writes_arabic(language: &TextLanguage) -> bool {
    let tag = language.0.as_str();
    let primary = tag.split('-').next().unwrap_or(tag);
    matches!(primary, "ar" | "fa" | "ur" | "ps" | "ku" | "ckb" | "sd" | "ug" | "ks" | "pa")
}

fn cell_of(cluster: &Cluster<'_, ()>, start: u32, left: f32, right: f32) -> Cell {
    let kind = if cluster.is_space_or_nbsp() { CellKind::Space } else { CellKind::Ink };
    Cell { start, left, right, rtl: cluster.is_rtl(), kind }
}

/// How many spaces end these cells, which are in the order of the text.
fn trailing_spaces(cells: &[Cell]) -> usize {
    let spaces = cells.iter().rev();
    spaces.take_while(|cell| cell.kind != CellKind::Ink).count()
}

/// Moves the spaces that end a row to its end as the paragraph runs. Shaping leaves
/// them on the far side of a last word of the other direction, where they open a
/// double gap (rule L1 of the bidirectional algorithm).
fn settle_end_spaces(cells: &mut [Cell], glyphs: &mut [PlacedGlyph], rtl: bool) {
    cells.sort_by_key(|cell| cell.start);
    let ink = cells.len() - trailing_spaces(cells);
    for index in ink..cells.len() {
        let space = cells[index];
        if space.rtl == rtl {
            continue;
        }
        let width = space.right - space.left;
        let beyond = |x: f32| if rtl { x < space.left } else { x >= space.right };
        let shift = if rtl { width } else { -width };
        let mut edge = if rtl { space.right } else { space.left };
        for cell in cells.iter_mut().filter(|cell| beyond(cell.left)) {
            cell.left += shift;
            cell.right += shift;
            edge = if rtl { edge.min(cell.left) } else { edge.max(cell.right) };
        }
        for glyph in glyphs.iter_mut().filter(|glyph| beyond(glyph.x)) {
            glyph.x += shift;
        }
        let moved = &mut cells[index];
        moved.left = if rtl { edge - width } else { edge };
        moved.right = moved.left + width;
        moved.rtl = rtl;
    }
}

/// Joins the cells from `first` on, which are in the order of the text, so that each
/// is a whole grapheme of the original text.
fn merge_graphemes(cells: &mut Vec<Cell>, first: usize, boundaries: &mut Boundaries<'_>) {
    let mut kept = first;
    for index in first..cells.len() {
        let cell = cells[index];
        let same = kept.checked_sub(1).is_some_and(|i| cells[i].start == cell.start);
        if boundaries.contains(cell.start as usize) && !same {
            cells[kept] = cell;
            kept += 1;
        } else if kept > first {
            cells[kept - 1].join(&cell);
        }
    }
    cells.truncate(kept);
}

/// The grapheme boundaries of a paragraph, asked for in order.
struct Boundaries<'a> {
    text: &'a str,
    start: usize,
    /// `None` where every byte is one.
    graphemes: Option<unicode_segmentation::GraphemeIndices<'a>>,
    next: usize,
}

impl<'a> Boundaries<'a> {
    fn new(text: &'a str, paragraph: Range<usize>) -> Self {
        let start = paragraph.start;
        let text = &text[paragraph];
        let plain = text.is_ascii() && !text.contains('\r');
        Self { text, start, graphemes: (!plain).then(|| text.grapheme_indices(true)), next: start }
    }

    /// Whether `byte` is a boundary. Never asked about less than the last time.
    fn contains(&mut self, byte: usize) -> bool {
        let Some(graphemes) = &mut self.graphemes else {
            return true;
        };
        while self.next < byte {
            self.next =
                graphemes.next().map_or(usize::MAX, |(at, grapheme)| self.start + at + grapheme.len());
        }
        self.next == byte || byte >= self.start + self.text.len()
    }
}
