//! Where the words of a PDF's page stand: its content, carried out as far as text needs it.
//!
//! ISO 32000-2, 8.4 and 9.3. Drawings, colours and pictures are passed over; pictures are counted.

use super::font::Font;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};
use std::collections::HashMap;
use std::rc::Rc;

/// How deep forms may stand in forms: they can name themselves.
const MAX_FORMS: usize = 12;

/// How many instructions are carried out for one page: a thousand times as many as a full one has.
const MAX_STEPS: usize = 3_000_000;

/// How many signs a page may have. A page of a broadsheet has some 30,000.
const MAX_GLYPHS: usize = 400_000;

/// The deepest stack of saved states.
const MAX_SAVED: usize = 512;

/// A sign on a page; lengths are points, from the upper left as the page is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// What it reads.
    pub text: String,
    /// Where it begins.
    pub x: f64,
    /// The line it stands on, counted downwards.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// The size of its font.
    pub size: f64,
    /// How many quarter turns its line is turned.
    pub turn: u8,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub struct Found {
    /// Its signs, in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// How many pictures it shows.
    pub images: usize,
}

/// Fonts by the number of their object: each is read once.
#[derive(Default)]
pub struct Fonts(HashMap<ObjectIdentifier, Rc<Font>>);

/// A transformation as PDF writes it: a b c d e f.
#[derive(Clone, Copy, Debug)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then the other.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn from_numbers(numbers: &[f64]) -> Option<Self> {
        numbers.try_into().ok().map(Self)
    }
}

#[derive(Clone)]
struct State {
    page: Matrix,
    font: Rc<Font>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Reads what stands on a page.
pub fn read(page: &Page, fonts: &mut Fonts) -> Found {
    let state = State {
        page: upright(page),
        font: Rc::default(),
        size: 0.0,
        letter_space: 0.0,
        word_space: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut reader = Reader {
        fonts,
        found: Found::default(),
        state,
        saved: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        steps: 0,
        depth: 0,
    };
    if let Some(stream) = page.page_stream() {
        reader.run(stream, page.resources());
    }
    reader.found
}

/// From the page's own units, which count upwards, to points from the upper left as it is turned.
fn upright(page: &Page) -> Matrix {
    let area = page.intersected_crop_box();
    let (x0, y0, x1, y1) = (area.x0, area.y0, area.x1, area.y1);
    match page.rotation() {
        Rotation::None => Matrix([1.0, 0.0, 0.0, -1.0, -x0, y1]),
        Rotation::Horizontal => Matrix([0.0, 1.0, 1.0, 0.0, -y0, -x0]),
        Rotation::Flipped => Matrix([-1.0, 0.0, 0.0, 1.0, x1, -y0]),
        Rotation::FlippedHorizontal => Matrix([0.0, -1.0, -1.0, 0.0, y1, x1]),
    }
}

struct Reader<'f> {
    fonts: &'f mut Fonts,
    found: Found,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    steps: usize,
    depth: usize,
}

impl Reader<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources) {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.steps += 1;
            if self.steps > MAX_STEPS || self.found.glyphs.len() > MAX_GLYPHS {
                return;
            }
            let operands: Vec<&Object> = instruction.operands().collect();
            self.step(instruction.operator, &operands, resources);
        }
    }

    fn step(&mut self, operator: &[u8], operands: &[&Object], resources: &Resources) {
        let numbers: Vec<f64> =
            operands.iter().filter_map(|&object| object.clone().into_number()).map(|n| n.as_f64()).collect();
        let first = numbers.first().copied().unwrap_or(0.0);
        match operator {
            b"q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.transform(&numbers),
            b"BT" => self.set_line(Matrix::IDENTITY),
            b"Tm" => self.set_line(Matrix::from_numbers(&numbers).unwrap_or(Matrix::IDENTITY)),
            b"Td" | b"TD" => self.next_line(operator, &numbers),
            b"T*" => self.new_line(),
            b"TL" => self.state.leading = first,
            b"Tc" => self.state.letter_space = first,
            b"Tw" => self.state.word_space = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"Ts" => self.state.rise = first,
            b"Tf" => self.set_font(operands, first, resources),
            b"Tj" => self.show_last(operands),
            b"'" | b"\"" => {
                if let [word, letter] = numbers[..] {
                    (self.state.word_space, self.state.letter_space) = (word, letter);
                }
                self.new_line();
                self.show_last(operands);
            }
            b"TJ" => self.show_adjusted(operands),
            b"BI" => self.found.images += 1,
            b"Do" => self.draw(operands, resources),
            _ => {}
        }
    }

    fn transform(&mut self, numbers: &[f64]) {
        if let Some(matrix) = Matrix::from_numbers(numbers) {
            self.state.page = matrix.then(self.state.page);
        }
    }

    fn set_line(&mut self, matrix: Matrix) {
        (self.text, self.line) = (matrix, matrix);
    }

    fn next_line(&mut self, operator: &[u8], numbers: &[f64]) {
        let [x, y] = numbers[..] else { return };
        if operator == b"TD" {
            self.state.leading = -y;
        }
        self.set_line(Matrix::moved(x, y).then(self.line));
    }

    fn new_line(&mut self) {
        self.set_line(Matrix::moved(0.0, -self.state.leading).then(self.line));
    }

    fn set_font(&mut self, operands: &[&Object], size: f64, resources: &Resources) {
        let Some(Object::Name(name)) = operands.first() else { return };
        self.state.size = size;
        let dict = resources.get_font(name).unwrap_or_default();
        let font = match dict.obj_id() {
            Some(id) => self.fonts.0.entry(id).or_insert_with(|| Rc::new(Font::read(&dict))).clone(),
            None => Rc::new(Font::read(&dict)),
        };
        self.state.font = font;
    }

    fn show_last(&mut self, operands: &[&Object]) {
        if let Some(Object::String(text)) = operands.last() {
            self.show(text.as_bytes());
        }
    }

    fn show_adjusted(&mut self, operands: &[&Object]) {
        let Some(Object::Array(parts)) = operands.first() else { return };
        self.show_parts(parts);
    }

    fn show_parts(&mut self, parts: &Array) {
        for part in parts.iter::<Object>() {
            match part {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(number) => {
                    let by = -number.as_f64() / 1000.0 * self.state.size * self.state.stretch;
                    self.text = Matrix::moved(by, 0.0).then(self.text);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let font = Rc::clone(&self.state.font);
        for sign in font.signs(bytes) {
            let State { size, letter_space, word_space, stretch, rise, page, .. } = self.state;
            let place = Matrix::moved(0.0, rise).then(self.text).then(page);
            let width = sign.width / 1000.0 * size * stretch;
            self.found.glyphs.extend(glyph(sign.text, place, width, size));
            let space = letter_space + if sign.is_blank { word_space } else { 0.0 };
            self.text = Matrix::moved(width + space * stretch, 0.0).then(self.text);
        }
    }

    /// A form is carried out as if its content stood here; a picture is counted.
    fn draw(&mut self, operands: &[&Object], resources: &Resources) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict = stream.dict();
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") => self.found.images += 1,
            Some(b"Form") if self.depth < MAX_FORMS => self.form(&stream, dict, resources),
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream, dict: &Dict, resources: &Resources) {
        let Ok(content) = stream.decoded_data() else { return };
        let own = dict.get::<Dict>("Resources").map(Resources::new);
        let matrix: Vec<f64> = dict
            .get::<Array>("Matrix")
            .map(|matrix| matrix.iter::<f32>().map(f64::from).collect())
            .unwrap_or_default();
        let before = (self.state.clone(), std::mem::take(&mut self.saved), self.text, self.line);
        self.transform(&matrix);
        self.depth += 1;
        self.run(&content, own.as_ref().unwrap_or(resources));
        self.depth -= 1;
        (self.state, self.saved, self.text, self.line) = before;
    }
}

/// A sign at its place; none where it reads nothing or stands nowhere.
fn glyph(text: String, place: Matrix, width: f64, size: f64) -> Option<Glyph> {
    let [a, b, c, d, x, y] = place.0;
    // Along the line the page's y runs downwards, so that a quarter turn to the left is upwards.
    let turn = if a.abs() >= b.abs() {
        if a >= 0.0 { 0 } else { 2 }
    } else if b < 0.0 {
        1
    } else {
        3
    };
    let size = size.abs() * c.hypot(d);
    let width = width * a.hypot(b);
    let (x, y) = match turn {
        0 => (x, y),
        1 => (-y, x),
        2 => (-x, -y),
        _ => (y, -x),
    };
    let fits =
        [x, y, width, size].iter().all(|length| length.is_finite() && length.abs() < 1e6) && size > 0.0;
    (fits && !text.is_empty()).then_some(Glyph { text, x, y, width, size, turn })
}
