//! Interprets the content stream of a page: which glyphs are shown, and where.

use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use super::font::{Font, number};
use super::line::Glyph;
use super::tokens::{Token, Tokens};

/// Limit for the content of one page and of all forms that it uses, in bytes.
const LONGEST: usize = 24 << 20;

/// How deep forms may be nested.
const DEEPEST: usize = 12;

/// Most glyphs on one page.
const MOST_GLYPHS: usize = 400_000;

/// Most operands of an operator, and most elements of an array.
const MOST_VALUES: usize = 4096;

/// Most saved graphics states.
const MOST_STATES: usize = 256;

/// The fonts of a document, by object id.
pub(super) type Fonts<'d> = FxHashMap<ObjectId, Rc<Font<'d>>>;

/// A transformation from text space or form space to page space: `[a b c d e f]`.
type Matrix = [f32; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Applies the first transformation, then the second.
fn then([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix) -> Matrix {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// The glyphs on a page, in drawing order.
pub(super) fn glyphs<'d>(document: &'d Document, page: ObjectId, fonts: &mut Fonts<'d>) -> Vec<Glyph> {
    let content = document.get_page_content_with_limit(page, LONGEST).unwrap_or_default();
    let mut painter = Painter { document, fonts, glyphs: Vec::new(), left: LONGEST.saturating_sub(content.len()) };
    let resources = document.get_page_resources(page).map(|(own, referred)| {
        let referred = referred.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        own.into_iter().chain(referred).collect::<Vec<_>>()
    });
    painter.paint(&content, &resources.unwrap_or_default(), SAME, 0);
    painter.glyphs
}

struct Painter<'p, 'd> {
    document: &'d Document,
    fonts: &'p mut Fonts<'d>,
    glyphs: Vec<Glyph>,
    /// Bytes of forms that may still be interpreted.
    left: usize,
}

/// The graphics state, which `q` saves and `Q` restores.
#[derive(Clone)]
struct State<'d> {
    matrix: Matrix,
    font: Option<Rc<Font<'d>>>,
    size: f32,
    between_signs: f32,
    between_words: f32,
    /// A factor, not a percentage.
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// An operand.
enum Value<'b> {
    Number(f32),
    Text(Vec<u8>),
    Name(&'b [u8]),
    List(Vec<Value<'b>>),
}

impl<'d> Painter<'_, 'd> {
    fn paint(&mut self, content: &[u8], resources: &[&'d Dictionary], matrix: Matrix, depth: usize) {
        let start = State {
            matrix,
            font: None,
            size: 0.0,
            between_signs: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let (mut state, mut saved) = (start, Vec::new());
        let (mut line, mut text) = (SAME, SAME);
        let (mut values, mut list): (Vec<Value<'_>>, Option<Vec<Value<'_>>>) = (Vec::new(), None);
        let mut tokens = Tokens::new(content);
        while let Some(token) = tokens.next() {
            let value = match token {
                Token::Open => {
                    list = Some(Vec::new());
                    continue;
                }
                Token::Close => Value::List(list.take().unwrap_or_default()),
                Token::Number(number) => Value::Number(number),
                Token::Text(text) => Value::Text(text),
                Token::Name(name) => Value::Name(name),
                Token::Word(operator) => {
                    let numbers: Vec<f32> = values
                        .iter()
                        .filter_map(|value| if let Value::Number(it) = value { Some(*it) } else { None })
                        .collect();
                    let n = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
                    let new_line = |x: f32, y: f32, line: &mut Matrix, text: &mut Matrix| {
                        *line = then([1.0, 0.0, 0.0, 1.0, x, y], *line);
                        *text = *line;
                    };
                    match operator {
                        b"q" if saved.len() < MOST_STATES => saved.push(state.clone()),
                        b"Q" => state = saved.pop().unwrap_or(state),
                        b"cm" if numbers.len() == 6 => {
                            state.matrix = then([n(0), n(1), n(2), n(3), n(4), n(5)], state.matrix)
                        }
                        b"BT" => (line, text) = (SAME, SAME),
                        b"Tf" => {
                            state.size = n(0);
                            if let Some(Value::Name(name)) = values.first() {
                                state.font = self.font(name, resources);
                            }
                        }
                        b"Tc" => state.between_signs = n(0),
                        b"Tw" => state.between_words = n(0),
                        b"Tz" => state.stretch = n(0) / 100.0,
                        b"TL" => state.leading = n(0),
                        b"Ts" => state.rise = n(0),
                        b"Td" => new_line(n(0), n(1), &mut line, &mut text),
                        b"TD" => {
                            state.leading = -n(1);
                            new_line(n(0), n(1), &mut line, &mut text);
                        }
                        b"Tm" if numbers.len() == 6 => {
                            line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                            text = line;
                        }
                        b"T*" => new_line(0.0, -state.leading, &mut line, &mut text),
                        b"Tj" | b"TJ" => self.show(&state, &mut text, &values),
                        b"'" | b"\"" => {
                            if operator == b"\"" {
                                (state.between_words, state.between_signs) = (n(0), n(1));
                            }
                            new_line(0.0, -state.leading, &mut line, &mut text);
                            self.show(&state, &mut text, &values);
                        }
                        b"ID" => tokens.skip_picture(),
                        b"Do" => {
                            if let Some(Value::Name(name)) = values.first() {
                                self.form(name, resources, &state, depth);
                            }
                        }
                        _ => {}
                    }
                    (values, list) = (Vec::new(), None);
                    if self.glyphs.len() >= MOST_GLYPHS {
                        return;
                    }
                    continue;
                }
            };
            let to = list.as_mut().unwrap_or(&mut values);
            if to.len() < MOST_VALUES {
                to.push(value);
            }
        }
    }

    /// The resource of this kind and name.
    fn resource(&self, kind: &[u8], name: &[u8], resources: &[&'d Dictionary]) -> Option<&'d Object> {
        let document = self.document;
        resources.iter().find_map(|resources| resources.get_deref(kind, document).ok()?.as_dict().ok()?.get(name).ok())
    }

    fn font(&mut self, name: &[u8], resources: &[&'d Dictionary]) -> Option<Rc<Font<'d>>> {
        let font = self.resource(b"Font", name, resources)?;
        let (id, font) = self.document.dereference(font).ok()?;
        let font = font.as_dict().ok()?;
        let Some(id) = id else { return Some(Rc::new(Font::new(self.document, font))) };
        let document = self.document;
        Some(Rc::clone(self.fonts.entry(id).or_insert_with(|| Rc::new(Font::new(document, font)))))
    }

    /// A form XObject: content that several places share.
    fn form(&mut self, name: &[u8], resources: &[&'d Dictionary], state: &State<'d>, depth: usize) {
        let found = self.resource(b"XObject", name, resources).and_then(|form| self.document.dereference(form).ok());
        let Some(form) = found.and_then(|(_, form)| form.as_stream().ok()).filter(|_| depth < DEEPEST) else { return };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        let Ok(content) = form.decompressed_content_with_limit(self.left) else { return };
        // Even an empty form costs something.
        self.left = self.left.saturating_sub(content.len() + 256);
        let list = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let numbers: Vec<f32> = list.into_iter().flatten().filter_map(|object| number(self.document, object)).collect();
        let matrix = Matrix::try_from(numbers).unwrap_or(SAME);
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let within: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).take(DEEPEST).collect();
        self.paint(&content, &within, then(matrix, state.matrix), depth + 1);
    }

    fn show(&mut self, state: &State<'d>, text: &mut Matrix, values: &[Value<'_>]) {
        let Some(font) = &state.font else { return };
        for value in values {
            match value {
                Value::Text(shown) => self.show_text(state, font, text, shown),
                Value::List(list) => {
                    for value in list {
                        match value {
                            Value::Text(shown) => self.show_text(state, font, text, shown),
                            Value::Number(back) => {
                                *text =
                                    then([1.0, 0.0, 0.0, 1.0, -back / 1000.0 * state.size * state.stretch, 0.0], *text);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn show_text(&mut self, state: &State<'d>, font: &Font<'d>, text: &mut Matrix, shown: &[u8]) {
        for sign in font.signs(shown) {
            let own = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
            let place = then(then(own, *text), state.matrix);
            let word = if sign.is_blank { state.between_words } else { 0.0 };
            let advance = (sign.width * state.size + state.between_signs + word) * state.stretch;
            self.glyphs.push(Glyph::new(sign.letters, place, sign.width));
            *text = then([1.0, 0.0, 0.0, 1.0, advance, 0.0], *text);
            if self.glyphs.len() >= MOST_GLYPHS {
                return;
            }
        }
    }
}
