//! Interprets the content stream of a page: which glyphs are shown, and where.

use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use super::font::{Font, number};
use super::line::Glyph;
use super::tokens::{Token, Tokens};

/// Limit for the content of one page and of all forms that it uses, in bytes.
const MAX_CONTENT: usize = 24 << 20;

/// How deep forms may be nested.
const MAX_DEPTH: usize = 12;

/// Most glyphs on one page.
const MAX_GLYPHS: usize = 400_000;

/// Most operands of an operator, and most elements of an array.
const MAX_OPERANDS: usize = 4096;

/// Most saved graphics states.
const MAX_STATES: usize = 256;

/// The fonts of a document, by object id.
pub(super) type Fonts<'d> = FxHashMap<ObjectId, Rc<Font<'d>>>;

/// A transformation from text space or form space to page space: `[a b c d e f]`.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Applies the first transformation, then the second.
fn concat([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix) -> Matrix {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// The glyphs on a page, in drawing order.
pub(super) fn glyphs<'d>(document: &'d Document, page: ObjectId, fonts: &mut Fonts<'d>) -> Vec<Glyph> {
    let content = document.get_page_content_with_limit(page, MAX_CONTENT).unwrap_or_default();
    let mut interpreter = ContentInterpreter {
        document,
        fonts,
        glyphs: Vec::new(),
        remaining: MAX_CONTENT.saturating_sub(content.len()),
    };
    let resources = document.get_page_resources(page).map(|(own, referred)| {
        let referred = referred.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        own.into_iter().chain(referred).collect::<Vec<_>>()
    });
    interpreter.interpret(&content, &resources.unwrap_or_default(), IDENTITY, 0);
    interpreter.glyphs
}

struct ContentInterpreter<'p, 'd> {
    document: &'d Document,
    fonts: &'p mut Fonts<'d>,
    glyphs: Vec<Glyph>,
    /// Bytes of forms that may still be interpreted.
    remaining: usize,
}

/// The graphics state, which `q` saves and `Q` restores.
#[derive(Clone)]
struct GraphicsState<'d> {
    matrix: Matrix,
    font: Option<Rc<Font<'d>>>,
    size: f32,
    char_spacing: f32,
    word_spacing: f32,
    /// A factor, not a percentage.
    horizontal_scaling: f32,
    leading: f32,
    rise: f32,
}

/// An operand.
enum Operand<'b> {
    Number(f32),
    Text(Vec<u8>),
    Name(&'b [u8]),
    List(Vec<Operand<'b>>),
}

impl<'d> ContentInterpreter<'_, 'd> {
    fn interpret(&mut self, content: &[u8], resources: &[&'d Dictionary], matrix: Matrix, depth: usize) {
        let start = GraphicsState {
            matrix,
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            horizontal_scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let (mut state, mut saved) = (start, Vec::new());
        let (mut line, mut text) = (IDENTITY, IDENTITY);
        let (mut values, mut list): (Vec<Operand<'_>>, Option<Vec<Operand<'_>>>) = (Vec::new(), None);
        let mut tokens = Tokens::new(content);
        while let Some(token) = tokens.next() {
            let value = match token {
                Token::ArrayStart => {
                    list = Some(Vec::new());
                    continue;
                }
                Token::ArrayEnd => Operand::List(list.take().unwrap_or_default()),
                Token::Number(number) => Operand::Number(number),
                Token::Text(text) => Operand::Text(text),
                Token::Name(name) => Operand::Name(name),
                Token::Operator(operator) => {
                    let numbers: Vec<f32> = values
                        .iter()
                        .filter_map(|value| if let Operand::Number(it) = value { Some(*it) } else { None })
                        .collect();
                    let n = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
                    let new_line = |x: f32, y: f32, line: &mut Matrix, text: &mut Matrix| {
                        *line = concat([1.0, 0.0, 0.0, 1.0, x, y], *line);
                        *text = *line;
                    };
                    match operator {
                        b"q" if saved.len() < MAX_STATES => saved.push(state.clone()),
                        b"Q" => state = saved.pop().unwrap_or(state),
                        b"cm" if numbers.len() == 6 => {
                            state.matrix = concat([n(0), n(1), n(2), n(3), n(4), n(5)], state.matrix)
                        }
                        b"BT" => (line, text) = (IDENTITY, IDENTITY),
                        b"Tf" => {
                            state.size = n(0);
                            if let Some(Operand::Name(name)) = values.first() {
                                state.font = self.font(name, resources);
                            }
                        }
                        b"Tc" => state.char_spacing = n(0),
                        b"Tw" => state.word_spacing = n(0),
                        b"Tz" => state.horizontal_scaling = n(0) / 100.0,
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
                                (state.word_spacing, state.char_spacing) = (n(0), n(1));
                            }
                            new_line(0.0, -state.leading, &mut line, &mut text);
                            self.show(&state, &mut text, &values);
                        }
                        b"ID" => tokens.skip_inline_image(),
                        b"Do" => {
                            if let Some(Operand::Name(name)) = values.first() {
                                self.show_form(name, resources, &state, depth);
                            }
                        }
                        _ => {}
                    }
                    (values, list) = (Vec::new(), None);
                    if self.glyphs.len() >= MAX_GLYPHS {
                        return;
                    }
                    continue;
                }
            };
            let target = list.as_mut().unwrap_or(&mut values);
            if target.len() < MAX_OPERANDS {
                target.push(value);
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
    fn show_form(&mut self, name: &[u8], resources: &[&'d Dictionary], state: &GraphicsState<'d>, depth: usize) {
        let found = self.resource(b"XObject", name, resources).and_then(|form| self.document.dereference(form).ok());
        let Some(form) = found.and_then(|(_, form)| form.as_stream().ok()).filter(|_| depth < MAX_DEPTH) else {
            return;
        };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        let Ok(content) = form.decompressed_content_with_limit(self.remaining) else { return };
        // Even an empty form costs something.
        self.remaining = self.remaining.saturating_sub(content.len() + 256);
        let list = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let numbers: Vec<f32> = list.into_iter().flatten().filter_map(|object| number(self.document, object)).collect();
        let matrix = Matrix::try_from(numbers).unwrap_or(IDENTITY);
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let within: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).take(MAX_DEPTH).collect();
        self.interpret(&content, &within, concat(matrix, state.matrix), depth + 1);
    }

    fn show(&mut self, state: &GraphicsState<'d>, text: &mut Matrix, values: &[Operand<'_>]) {
        let Some(font) = &state.font else { return };
        for value in values {
            match value {
                Operand::Text(string) => self.show_text(state, font, text, string),
                Operand::List(list) => {
                    for value in list {
                        match value {
                            Operand::Text(string) => self.show_text(state, font, text, string),
                            Operand::Number(adjustment) => {
                                *text = concat(
                                    [
                                        1.0,
                                        0.0,
                                        0.0,
                                        1.0,
                                        -adjustment / 1000.0 * state.size * state.horizontal_scaling,
                                        0.0,
                                    ],
                                    *text,
                                );
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn show_text(&mut self, state: &GraphicsState<'d>, font: &Font<'d>, text: &mut Matrix, string: &[u8]) {
        for character in font.decode(string) {
            let own = [state.size * state.horizontal_scaling, 0.0, 0.0, state.size, 0.0, state.rise];
            let matrix = concat(concat(own, *text), state.matrix);
            let word = if character.is_space { state.word_spacing } else { 0.0 };
            let advance = (character.width * state.size + state.char_spacing + word) * state.horizontal_scaling;
            self.glyphs.push(Glyph::new(character.text, matrix, character.width));
            *text = concat([1.0, 0.0, 0.0, 1.0, advance, 0.0], *text);
            if self.glyphs.len() >= MAX_GLYPHS {
                return;
            }
        }
    }
}
