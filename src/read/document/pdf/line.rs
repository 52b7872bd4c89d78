//! Signs become stretches of a line: words side by side, with no gap between them as wide as one between columns.

/// One sign and its place on the page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    letters: String,
    /// Where it stands, and where the next would.
    from: [f32; 2],
    to: [f32; 2],
    size: f32,
}

impl Glyph {
    /// The sign that a matrix takes to its place.
    pub(super) fn new(letters: String, [a, b, c, d, x, y]: [f32; 6], width: f32) -> Self {
        let size = c.hypot(d);
        Self { letters, from: [x, y], to: [x + a * width, y + b * width], size }
    }

    /// Which way it is read: 0 for upright, then by quarters of a turn.
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

    /// The same as seen by who turns the page, so that it is upright.
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

/// A stretch of a line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The height at which its letters stand; it grows upwards.
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

/// How far the next sign may be, in parts of the size, before a blank, and before another stretch.
const BLANK: f32 = 0.16;
const APART: f32 = 1.1;

/// The same behind a sign that is a blank itself: lines are stretched to the width of their column.
const APART_BY_BLANK: f32 = 3.0;

/// The lines of a page, in the order in which they are shown. What is turned otherwise than most of the page (a note in
/// the margin, a name beside a picture) is left out.
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

/// Writes the line at hand.
#[derive(Default)]
struct Scribe {
    line: Option<Line>,
    /// Where its last letter begins.
    last: f32,
    /// Whether a blank came behind that letter.
    blank: bool,
}

impl Scribe {
    /// Adds a sign; gives the line before it when it begins another.
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

/// A large first letter that reaches down along the lines beside it belongs to the first of them.
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
