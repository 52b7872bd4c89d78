//! Joins glyphs to text lines: words side by side without a gap as wide as one between columns.

/// A glyph and its position on the page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    text: String,
    /// The origin of the glyph, and that of the next one.
    from: [f32; 2],
    to: [f32; 2],
    size: f32,
}

impl Glyph {
    /// A glyph placed by a transformation matrix.
    pub(super) fn new(text: String, [a, b, c, d, x, y]: [f32; 6], width: f32) -> Self {
        let size = c.hypot(d);
        Self { text, from: [x, y], to: [x + a * width, y + b * width], size }
    }

    /// The writing direction: 0 for upright, then in quarter turns.
    fn quarter_turns(&self) -> usize {
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
    fn rotated(self, quarter_turns: usize) -> Self {
        let turned = |[x, y]: [f32; 2]| match quarter_turns {
            1 => [y, -x],
            2 => [-x, -y],
            3 => [-y, x],
            _ => [x, y],
        };
        Self { from: turned(self.from), to: turned(self.to), ..self }
    }

    fn is_space(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A line of text, or the part of it in one column.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The height of the baseline; y grows upwards.
    pub(super) baseline: f32,
    pub(super) size: f32,
}

impl TextLine {
    pub(super) fn top(&self) -> f32 {
        self.baseline + 0.72 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.baseline - 0.2 * self.size
    }
}

/// The widest gap within a word, as a fraction of the font size, and the widest gap within a line.
const MIN_SPACE: f32 = 0.16;
const MAX_GAP: f32 = 1.1;

/// The widest gap within a line after a space: justified text stretches spaces.
const MAX_GAP_AFTER_SPACE: f32 = 3.0;

/// The lines of a page, in drawing order. Text with another direction than most of the page (a note in the margin, a
/// photo credit) is left out.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<TextLine> {
    let mut turns = [0_usize; 4];
    glyphs.iter().for_each(|glyph| turns[glyph.quarter_turns()] += 1);
    let most = (0..4).max_by_key(|quarter_turns| turns[*quarter_turns]).unwrap_or(0);
    let mut lines: Vec<TextLine> = Vec::new();
    let mut builder = LineBuilder::default();
    for glyph in glyphs.into_iter().filter(|glyph| glyph.quarter_turns() == most).map(|glyph| glyph.rotated(most)) {
        let finite = glyph.from.iter().chain(&glyph.to).all(|number| number.is_finite() && number.abs() < 1e6);
        if finite && glyph.size > 0.5 && glyph.size < 2000.0 {
            lines.extend(builder.add(glyph));
        }
    }
    lines.extend(builder.finish());
    merge_drop_caps(lines)
}

/// Builds one line at a time.
#[derive(Default)]
struct LineBuilder {
    line: Option<TextLine>,
    /// Where the last glyph of the line starts.
    last: f32,
    /// Whether a space followed that glyph.
    after_space: bool,
}

impl LineBuilder {
    /// Adds a glyph; returns the finished line when the glyph starts a new one.
    fn add(&mut self, glyph: Glyph) -> Option<TextLine> {
        let [x, y] = glyph.from;
        if let Some(line) = self.line.as_mut() {
            let size = line.size.max(glyph.size);
            let gap = x - line.right;
            let most = if self.after_space { MAX_GAP_AFTER_SPACE } else { MAX_GAP };
            let beside = (y - line.baseline).abs() < 0.35 * size && gap < most * size && x > self.last - 0.3 * size;
            // Some programs print a letter twice to make it bold.
            let is_repeat = (y - line.baseline).abs() < 0.1 * size
                && (x - self.last).abs() < 0.12 * size
                && line.text.ends_with(&glyph.text);
            if is_repeat && !glyph.is_space() {
                return None;
            }
            if beside {
                self.after_space = glyph.is_space();
                if glyph.is_space() || gap > MIN_SPACE * size {
                    push_space(&mut line.text);
                }
                line.text.push_str(glyph.text.trim());
                if !glyph.is_space() {
                    (line.right, self.last) = (glyph.to[0].max(line.right), x);
                    line.size = line.size.max(glyph.size);
                }
                return None;
            }
        }
        if glyph.is_space() {
            return None;
        }
        (self.last, self.after_space) = (x, false);
        let text = glyph.text.trim().to_owned();
        self.line.replace(TextLine { text, left: x, right: glyph.to[0].max(x), baseline: y, size: glyph.size })
    }

    fn finish(self) -> Option<TextLine> {
        self.line
    }
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Prepends drop caps to the first of the lines beside them.
fn merge_drop_caps(lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut done: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let is_drop_cap = line.text.chars().count() <= 2 && line.text.chars().any(char::is_alphabetic);
        match lines.peek_mut().filter(|next| is_drop_cap && is_beside(&line, next)) {
            Some(next) => {
                next.text.insert_str(0, &line.text);
                next.left = line.left;
            }
            None => done.push(line),
        }
    }
    done
}

fn is_beside(drop_cap: &TextLine, next: &TextLine) -> bool {
    let tall = drop_cap.size > 1.7 * next.size;
    let near = next.left >= drop_cap.right - 0.2 * next.size && next.left < drop_cap.right + 1.2 * next.size;
    tall && near && next.baseline < drop_cap.top() && next.baseline > drop_cap.bottom()
}
