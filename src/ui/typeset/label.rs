//! A widget that shows a text from an article.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Color32, Response, Sense, Ui, Widget, WidgetInfo, vec2};

use super::access::expose_rows;
use super::style::TextStyle;
use super::text_layout::TextLayout;
use super::{layout, paint_ranges};

/// Shows a text in any script: a claim, a quotation, a title, a name.
///
/// The widget is named by its whole text, however much of it is shown, and screen
/// readers find its rows, words and characters.
#[must_use = "add it with ui.add(…)"]
pub struct ArticleLabel<'a> {
    text: &'a str,
    style: TextStyle,
    colour: Option<Color32>,
    ranges: &'a [(Range<usize>, Color32)],
    sense: Sense,
    role: Role,
    name: Option<&'a str>,
    width: Option<f32>,
    single_line: bool,
}

impl<'a> ArticleLabel<'a> {
    /// A label in the article's type, 17 points on lines of 31.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            style: TextStyle::new(super::Family::Serif, 17.0, 31.0),
            colour: None,
            ranges: &[],
            sense: Sense::hover(),
            role: Role::Label,
            name: None,
            width: None,
            single_line: false,
        }
    }

    /// Sets the type.
    pub fn style(mut self, style: TextStyle) -> Self {
        self.style = style;
        self
    }

    /// Sets the colour; without it the text colour of the theme.
    pub fn color(mut self, colour: Color32) -> Self {
        self.colour = Some(colour);
        self
    }

    /// Draws byte ranges of the text in their own colours.
    pub fn ranges(mut self, ranges: &'a [(Range<usize>, Color32)]) -> Self {
        self.ranges = ranges;
        self
    }

    /// Shows at most so many rows, the last one ending in an ellipsis.
    pub fn max_rows(mut self, rows: usize) -> Self {
        self.style = self.style.max_rows(rows);
        self
    }

    /// Shows one row, as wide as the text, and never wider than there is room. Line
    /// feeds are shown as spaces.
    pub fn single_line(mut self) -> Self {
        self.single_line = true;
        self
    }

    /// Senses clicks or drags; without it only hovering.
    pub fn sense(mut self, sense: Sense) -> Self {
        self.sense = sense;
        self
    }

    /// Says what the text is to a screen reader; without it a label.
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Names the widget otherwise than by its text.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Sets the width in points; without it the width available.
    pub fn width(mut self, points: f32) -> Self {
        self.width = Some(points);
        self
    }

    /// Lays the text out for the room there is.
    fn lay_out(&self, ui: &Ui) -> Arc<TextLayout> {
        let width = self.width.unwrap_or_else(|| ui.available_width()).max(1.0);
        if !self.single_line {
            return layout(ui.ctx(), self.text, &self.style, width);
        }
        let line = self.text.replace('\n', " ");
        let natural = layout(ui.ctx(), &line, &self.style, f32::INFINITY);
        if natural.size().x <= width {
            return natural;
        }
        layout(ui.ctx(), &line, &self.style.max_rows(1), width)
    }

    /// Draws the label and answers its layout too, for hit tests and marks. The
    /// layout's top left is the top left of the response's rectangle.
    pub fn show(self, ui: &mut Ui) -> (Response, Arc<TextLayout>) {
        let layout = self.lay_out(ui);
        let (rect, response) = ui.allocate_exact_size(allocation(&layout), self.sense);
        let enabled = ui.is_enabled();
        let name = self.name.unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::labeled(self.role, enabled, name));
        if ui.is_rect_visible(rect) {
            let colour = self.colour.unwrap_or_else(|| ui.visuals().text_color());
            paint_ranges(ui.painter(), &layout, rect.min, colour, self.ranges);
        }
        expose_rows(ui, response.id, &layout, rect.min);
        (response, layout)
    }
}

impl Widget for ArticleLabel<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        self.show(ui).0
    }
}

/// Shows a name, a title or a quotation on one row, cut with an ellipsis where there is
/// no room for it all.
pub fn text_line(ui: &mut Ui, text: &str, style: TextStyle, colour: Color32) -> Response {
    let label = ArticleLabel::new(text).style(style).color(colour);
    ui.add(label.single_line())
}

/// Shows a quotation or a claim on as many rows as it takes, at most `max_rows`.
pub fn text_block(
    ui: &mut Ui,
    text: &str,
    style: TextStyle,
    colour: Color32,
    max_rows: Option<usize>,
) -> Response {
    let style = TextStyle { max_rows, ..style };
    ui.add(ArticleLabel::new(text).style(style).color(colour))
}

/// The room a layout takes: only as wide as its words, unless they are aligned to the
/// far edge.
fn allocation(layout: &TextLayout) -> egui::Vec2 {
    let full = layout.size();
    if layout.rows().any(|row| row.rtl) {
        return full;
    }
    vec2(layout.used_width(), full.y)
}
