//! Joins glyphs to text lines: words side by side without a gap as wide as one between columns.

/// A glyph and its position on the page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    letters: String,
    /// The origin of the glyph, and that of the next one.
    from: [f32; 2],
    to: [f32; 2],
    size: f32,
}

impl Glyph {
    /// A glyph placed by a transformation matrix.
    pub(super) fn new(letters: String, [a, b, c, d, x, y]: [f32; 6], width: f32) -> Self {
        let size = c.hypot(d);
        Self { letters, from: [x, y], to: [x + a * width, y + b * width], size }
    }

    /// The writing direction: 0 for upright, then in quarter turns.
    fn turn(&self) -> usize {
        let [x, y] = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        if x.abs() >= y.abs() {
            if x >= 0.0 { 0 } else { 2 }
        } else if y > 0.0 {
            1
        } else {
            3
        }
    }

    /// The glyph on the page rotated so that it is upright.
    fn turned(self, turn: usize) -> Self {
        let turned = |[x, y]: [f32; 2]| match turn {
            1 => [y, -x],
            2 => [-x, -y],
            3 => [-y, x],
            _ => [x, y],
        };
        Self { from: turned(self.from), to: turned(self.to), ..self }
    }

    fn is_blank(&self) -> bool {
        self.letters.trim().is_empty()
    }
}

/// A line of text, or the part of it in one column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The height of the baseline; y grows upwards.
    pub(super) base: f32,
    pub(super) size: f32,
}

impl Line {
    pub(super) fn top(&self) -> f32 {
        self.base + 0.72 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.base - 0.2 * self.size
    }
}

/// The widest gap within a word, as a fraction of the font size, and the widest gap within a line.
const BLANK: f32 = 0.16;
const APART: f32 = 1.1;

/// The widest gap within a line after a space: justified text stretches spaces.
const APART_BY_BLANK: f32 = 3.0;

/// The lines of a page, in drawing order. Text with another direction than most of the page (a note in the margin, a
/// photo credit) is left out.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let mut turns = [0_usize; 4];
    glyphs.iter().for_each(|glyph| turns[glyph.turn()] += 1);
    let most = (0..4).max_by_key(|turn| turns[*turn]).unwrap_or(0);
    let mut lines: Vec<Line> = Vec::new();
    let mut scribe = Scribe::default();
    for glyph in glyphs.into_iter().filter(|glyph| glyph.turn() == most).map(|glyph| glyph.turned(most)) {
        let finite = glyph.from.iter().chain(&glyph.to).all(|number| number.is_finite() && number.abs() < 1e6);
        if finite && glyph.size > 0.5 && glyph.size < 2000.0 {
            lines.extend(scribe.take(glyph));
        }
    }
    lines.extend(scribe.finish());
    with_initials(lines)
}

/// Builds one line at a time.
#[derive(Default)]
struct Scribe {
    line: Option<Line>,
    /// Where the last glyph of the line starts.
    last: f32,
    /// Whether a space followed that glyph.
    blank: bool,
}

impl Scribe {
    /// Adds a glyph; returns the finished line when the glyph starts a new one.
    fn take(&mut self, glyph: Glyph) -> Option<Line> {
        let [x, y] = glyph.from;
        if let Some(line) = self.line.as_mut() {
            let size = line.size.max(glyph.size);
            let gap = x - line.right;
            let most = if self.blank { APART_BY_BLANK } else { APART };
            let beside = (y - line.base).abs() < 0.35 * size && gap < most * size && x > self.last - 0.3 * size;
            // Some programs print a letter twice to make it bold.
            let again = (y - line.base).abs() < 0.1 * size
                && (x - self.last).abs() < 0.12 * size
                && line.text.ends_with(&glyph.letters);
            if again && !glyph.is_blank() {
                return None;
            }
            if beside {
                self.blank = glyph.is_blank();
                if glyph.is_blank() || gap > BLANK * size {
                    push_blank(&mut line.text);
                }
                line.text.push_str(glyph.letters.trim());
                if !glyph.is_blank() {
                    (line.right, self.last) = (glyph.to[0].max(line.right), x);
                    line.size = line.size.max(glyph.size);
                }
                return None;
            }
        }
        if glyph.is_blank() {
            return None;
        }
        (self.last, self.blank) = (x, false);
        let text = glyph.letters.trim().to_owned();
        self.line.replace(Line { text, left: x, right: glyph.to[0].max(x), base: y, size: glyph.size })
    }

    fn finish(self) -> Option<Line> {
        self.line
    }
}

fn push_blank(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Prepends drop caps to the first of the lines beside them.
fn with_initials(lines: Vec<Line>) -> Vec<Line> {
    let mut done: Vec<Line> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let is_initial = line.text.chars().count() <= 2 && line.text.chars().any(char::is_alphabetic);
        match lines.peek_mut().filter(|next| is_initial && stands_beside(&line, next)) {
            Some(next) => {
                next.text.insert_str(0, &line.text);
                next.left = line.left;
            }
            None => done.push(line),
        }
    }
    done
}

fn stands_beside(initial: &Line, next: &Line) -> bool {
    let tall = initial.size > 1.7 * next.size;
    let near = next.left >= initial.right - 0.2 * next.size && next.left < initial.right + 1.2 * next.size;
    tall && near && next.base < initial.top() && next.base > initial.bottom()
}
