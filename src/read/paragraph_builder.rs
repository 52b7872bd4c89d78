//! Builds a text from words, line ends and paragraph ends.

/// Builds a text with blank lines between paragraphs.
pub(super) struct ParagraphBuilder {
    text: String,
    /// The separator before the next word.
    gap: Gap,
    /// Whether line ends of the source are kept; otherwise they count as spaces.
    keep_line_ends: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

impl ParagraphBuilder {
    /// An empty text.
    pub(super) fn new(keep_line_ends: bool) -> Self {
        Self { text: String::new(), gap: Gap::None, keep_line_ends }
    }

    /// Appends words; white space is collapsed.
    pub(super) fn push(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\n' if self.keep_line_ends => self.end_line(),
                c if c.is_whitespace() => self.push_space(),
                c => self.push_char(c),
            }
        }
    }

    /// Inserts a space, unless a wider separator is pending.
    pub(super) fn push_space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// Ends a line; two line ends in a row end the paragraph.
    pub(super) fn end_line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    /// Ends a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    fn push_char(&mut self, c: char) {
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
    pub(super) fn last_paragraph(&self) -> &str {
        self.text.rsplit("\n\n").next().unwrap_or_default()
    }

    /// The text, without leading and trailing white space.
    pub(super) fn finish(self) -> String {
        self.text
    }
}
