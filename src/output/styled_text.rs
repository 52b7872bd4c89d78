//! Text with marked spans: sanitized, wrapped and coloured.

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::break_words;
use textwrap::wrap_algorithms::wrap_first_fit;

use super::sanitize::sanitized_char;
use super::style::{Emphasis, TextStyle};
use crate::span::Span;

/// Sanitized text, and the bytes of it that are marked.
pub(super) struct StyledText {
    text: String,
    marks: Vec<Range<usize>>,
}

impl StyledText {
    /// Sanitizes `text`; `marks` are spans of it, in order and without overlap.
    pub(super) fn new(text: &str, marks: &[Span]) -> Self {
        Self::build(text, marks, ("", ""))
    }

    /// The same, with brackets around marks when there is no colour to show them.
    pub(super) fn bracketed(text: &str, marks: &[Span], style: TextStyle) -> Self {
        Self::build(text, marks, if style.colour { ("", "") } else { ("[[", "]]") })
    }

    fn build(text: &str, marks: &[Span], (open, close): (&str, &str)) -> Self {
        let mut rich = Self { text: String::with_capacity(text.len()), marks: Vec::new() };
        let mut done = 0;
        for mark in marks.iter().filter(|mark| !mark.of(text).is_empty()) {
            let (start, end) = (mark.start().max(done), mark.end().max(done));
            rich.text.extend(text[done..start].chars().filter_map(sanitized_char));
            let from = rich.text.len();
            rich.text.push_str(open);
            rich.text.extend(text[start..end].chars().filter_map(sanitized_char));
            rich.text.push_str(close);
            rich.marks.push(from..rich.text.len());
            done = end;
        }
        rich.text.extend(text[done..].chars().filter_map(sanitized_char));
        rich
    }

    /// Puts `before` and `after` around it.
    pub(super) fn between(mut self, before: &str, after: &str) -> Self {
        self.text.insert_str(0, before);
        self.text.push_str(after);
        for mark in &mut self.marks {
            *mark = mark.start + before.len()..mark.end + before.len();
        }
        self
    }

    /// The text in lines of at most `width` columns; `plain` is the emphasis of what is not marked.
    pub(super) fn lines(&self, style: TextStyle, width: usize, plain: Emphasis) -> Vec<String> {
        let lines = self.wrapped(width.max(10));
        lines.into_iter().map(|line| self.painted(line, style, plain)).collect()
    }

    fn wrapped(&self, width: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for part in self.text.split('\n') {
            let words = break_words(WordSeparator::UnicodeBreakProperties.find_words(part), width);
            let mut at = start;
            for line in wrap_first_fit(&words, &[width as f64]) {
                let full: usize = line.iter().map(|word| word.word.len() + word.whitespace.len()).sum();
                let blank = line.last().map_or(0, |word| word.whitespace.len());
                lines.push(at..at + full - blank);
                at += full;
            }
            start += part.len() + 1;
        }
        lines
    }

    fn painted(&self, line: Range<usize>, style: TextStyle, plain: Emphasis) -> String {
        let mut painted = String::new();
        let mut at = line.start;
        for mark in self.marks.iter().filter(|mark| mark.start < line.end && mark.end > line.start) {
            let (start, end) = (mark.start.max(at), mark.end.min(line.end));
            painted += &plain.paint(style, &self.text[at..start]);
            painted += &Emphasis::Mark.paint(style, &self.text[start..end]);
            at = end;
        }
        painted + &plain.paint(style, &self.text[at..line.end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::style::Detail;

    const PLAIN: TextStyle = TextStyle { colour: false, width: 80, links: None, detail: Detail::Excerpt };
    const COLOUR: TextStyle = TextStyle { colour: true, width: 80, links: None, detail: Detail::Excerpt };

    #[test]
    fn marks_survive_cleaning_and_wrapping() {
        let text = "one\u{7} two three\u{85} four";
        let mark = Span::new(text.find("two").unwrap(), text.find(" four").unwrap());
        let lines = StyledText::bracketed(text, &[mark], PLAIN).lines(PLAIN, 14, Emphasis::Plain);
        assert_eq!(lines, ["one\u{fffd} [[two", "three\u{fffd}]] four"]);
        let lines = StyledText::new("a b c", &[Span::new(2, 3)]).between("“", "”").lines(COLOUR, 80, Emphasis::Plain);
        assert_eq!(lines, ["“a \u{1b}[1m\u{1b}[33mb\u{1b}[0m c”"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_marks_make_it_panic(text: String, marks: Vec<(u32, u32)>, width in 0usize..50) {
            let marks: Vec<Span> = marks.into_iter().map(Span::from).collect();
            StyledText::bracketed(&text, &marks, PLAIN).lines(COLOUR, width, Emphasis::Dim);
            StyledText::new(&text, &[Span::new(0, text.len())]).lines(PLAIN, width, Emphasis::Dim);
        }
    }
}
