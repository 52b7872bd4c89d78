//! Builds a text from words, line ends and paragraph ends.

/// Builds a text with blank lines between paragraphs.
pub(super) struct Paragraphs {
    text: String,
    /// The separator before the next word.
    gap: Gap,
    /// Whether line ends of the source are kept; otherwise they count as spaces.
    keeps_lines: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

impl Paragraphs {
    /// An empty text.
    pub(super) fn new(keeps_lines: bool) -> Self {
        Self { text: String::new(), gap: Gap::None, keeps_lines }
    }

    /// Appends words; white space is collapsed.
    pub(super) fn push(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\n' if self.keeps_lines => self.line(),
                c if c.is_whitespace() => self.space(),
                c => self.letter(c),
            }
        }
    }

    /// Inserts a space, unless a wider separator is pending.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// Ends a line; two line ends in a row end the paragraph.
    pub(super) fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    /// Ends a paragraph.
    pub(super) fn paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    fn letter(&mut self, c: char) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.text.push(c);
    }

    /// The last paragraph so far.
    pub(super) fn last(&self) -> &str {
        self.text.rsplit("\n\n").next().unwrap_or_default()
    }

    /// The text, without leading and trailing white space.
    pub(super) fn finish(self) -> String {
        self.text
    }
}
