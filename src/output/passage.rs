//! The lines of an article around a quote.

use crate::span::Span;

/// The most bytes of a line that are shown on each side of the quote.
const REACH: usize = 600;

/// One line of the passage (in most articles a paragraph).
#[derive(Debug, PartialEq)]
pub struct Piece {
    /// The part of the line that is shown.
    pub shown: Span,
    /// Whether the line is cut before it.
    pub cut_before: bool,
    /// Whether the line is cut after it.
    pub cut_behind: bool,
}

/// The lines that contain `spans`, with one line before and one after.
pub fn pieces_around(text: &str, spans: &[Span]) -> Vec<Piece> {
    let fitting = spans.iter().copied().filter(|span| !span.of(text).is_empty());
    let Some(core) = fitting.reduce(Span::cover) else { return Vec::new() };
    let mut lines = lines_of(text, core);
    let (first, last) = (lines[0].start(), lines[lines.len() - 1].end());
    if let Some(before) = last_line(&text[..first]) {
        lines.insert(0, before);
    }
    lines.extend(next_line(text, last));
    lines.into_iter().map(|line| truncated(text, line, core)).collect()
}

/// All lines that overlap `core`, without blank ones.
fn lines_of(text: &str, core: Span) -> Vec<Span> {
    let from = text[..core.start()].rfind('\n').map_or(0, |at| at + 1);
    let to = text[core.end()..].find('\n').map_or(text.len(), |at| core.end() + at);
    let mut lines = Vec::new();
    let mut start = from;
    for line in text[from..to].split('\n') {
        if !line.trim().is_empty() {
            lines.push(Span::new(start, start + line.len()).trim(text));
        }
        start += line.len() + 1;
    }
    if lines.is_empty() { vec![core] } else { lines }
}

fn last_line(before: &str) -> Option<Span> {
    let end = before.trim_end().len();
    let start = before[..end].rfind('\n').map_or(0, |at| at + 1);
    (start < end).then(|| Span::new(start, end).trim(before))
}

fn next_line(text: &str, from: usize) -> Option<Span> {
    let start = text.len() - text[from..].trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    (start < end).then(|| Span::new(start, end).trim(text))
}

/// The part of `line` near `core`, cut between words.
fn truncated(text: &str, line: Span, core: Span) -> Piece {
    let low = core.start().clamp(line.start(), line.end());
    let high = core.end().clamp(line.start(), line.end());
    let mut start = char_boundary_before(text, low.saturating_sub(REACH)).max(line.start());
    let mut end = char_boundary_before(text, high + REACH).clamp(high, line.end());
    let (cut_before, cut_behind) = (start > line.start(), end < line.end());
    if cut_before {
        start += text[start..low].find(' ').map_or(0, |at| at + 1);
    }
    if cut_behind {
        end = text[high..end].rfind(' ').map_or(end, |at| high + at);
    }
    Piece { shown: Span::new(start, end), cut_before, cut_behind }
}

/// The last character boundary at or before byte `at`.
fn char_boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
        let start = text.find(words).unwrap();
        pieces_around(text, &[Span::new(start, start + words.len())]).iter().map(|piece| piece.shown.of(text)).collect()
    }

    #[test]
    fn one_line_before_and_one_behind() {
        let text = "Title\r\n\r\nOne.\r\n\r\n“Two,” he said.\n\nThree.\nFour.";
        assert_eq!(shown(text, "Two"), ["One.", "“Two,” he said.", "Three."]);
        assert_eq!(shown(text, "Title"), ["Title", "One."]);
        assert_eq!(shown(text, "Four"), ["Three.", "Four."]);
    }

    #[test]
    fn a_line_without_end_is_cut_between_words() {
        let text = format!("{}here{}", "word ".repeat(1000), " word".repeat(1000));
        let pieces = pieces_around(&text, &[Span::new(5000, 5004)]);
        assert_eq!(pieces.len(), 1);
        assert!(pieces[0].cut_before && pieces[0].cut_behind);
        let shown = pieces[0].shown.of(&text);
        assert!(shown.starts_with("word ") && shown.ends_with(" word") && shown.len() < 1300);
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_spans_make_it_panic(text: String, spans: Vec<(u32, u32)>) {
            let spans: Vec<Span> = spans.into_iter().map(Span::from).collect();
            pieces_around(&text, &spans);
            pieces_around(&text, &[Span::new(0, text.len())]);
        }
    }
}
