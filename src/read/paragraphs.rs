//! Text in the making: words come in pieces, paragraphs and lines end where they are told to.

/// Builds a text whose paragraphs have a blank line between them.
pub(super) struct Paragraphs {
    text: String,
    /// What stands between the text and the next word.
    gap: Gap,
    /// Line ends of the source stay as they are; otherwise they are blanks like any other.
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
    /// Nothing yet.
    pub(super) fn new(keeps_lines: bool) -> Self {
        Self { text: String::new(), gap: Gap::None, keeps_lines }
    }

    /// Adds words; any white space is one blank.
    pub(super) fn push(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\n' if self.keeps_lines => self.line(),
                c if c.is_whitespace() => self.space(),
                c => self.letter(c),
            }
        }
    }

    /// A blank, if nothing wider stands there.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// A line end; two of them are the end of a paragraph.
    pub(super) fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    /// The end of a paragraph.
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

    /// The text, without white space at its ends.
    pub(super) fn finish(self) -> String {
        self.text
    }
}
