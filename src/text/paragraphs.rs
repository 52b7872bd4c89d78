//! Paragraph splitting.
//!
//! In news formats a line is a paragraph. Text hard-wrapped at 72 or 78 columns is the exception: paragraphs are
//! separated by blank or indented lines, and a line ends where the next word would not fit. Such text is recognised by
//! this property: given the width of the longest line, nearly every line that another follows was too full for the
//! first word of the next.
//!
//! Verse, tables and lists have lines with room for the next word, which stay paragraphs.

use crate::span::Span;

/// Wrap widths, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// The minimum number of lines with a successor in hard-wrapped text.
const MIN_LINES: usize = 3;

/// The paragraphs of `text` as spans without line ends, including empty lines.
pub(super) fn split_paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let Some(width) = wrap_width(text, &lines) else { return lines };
    let mut paragraphs: Vec<Span> = Vec::with_capacity(lines.len());
    let mut above: Option<Span> = None;
    for line in lines {
        let continues = above.is_some_and(|above| follows(text, above, line) && is_full(text, above, line, width));
        match paragraphs.last_mut() {
            Some(paragraph) if continues => *paragraph = paragraph.cover(line),
            _ => paragraphs.push(line),
        }
        above = Some(line);
    }
    paragraphs
}

/// The lines of `text` as spans without line ends. A carriage return and a line feed are one line end.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let ends = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}'];
    let lines = text.split(ends).map(|line| {
        let span = Span::new(start, start + line.len());
        start += line.len() + text[start + line.len()..].chars().next().map_or(0, char::len_utf8);
        span
    });
    let within_end =
        |line: &Span| line.is_empty() && text[..line.start()].ends_with('\r') && text[line.end()..].starts_with('\n');
    lines.filter(|line| !within_end(line)).collect()
}

/// The wrap width of `text`, if it was hard-wrapped.
fn wrap_width(text: &str, lines: &[Span]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| follows(text, pair[0], pair[1])).map(|pair| (pair[0], pair[1]));
    let longest = pairs().flat_map(|(above, below)| [above, below]).map(|line| length(text, line)).max()?;
    if !WIDTHS.contains(&longest) {
        return None;
    }
    let all = pairs().count();
    let full = pairs().filter(|&(above, below)| is_full(text, above, below, longest)).count();
    let ended = pairs().filter(|&(above, _)| ends_sentence(above.of(text))).count();
    (all >= MIN_LINES && full * 10 >= all * 9 && ended * 2 <= all).then_some(longest)
}

/// Whether `below` is the next line after `above` and is neither empty nor indented.
fn follows(text: &str, above: Span, below: Span) -> bool {
    let begins = |line: Span| line.of(text).starts_with(|c: char| !c.is_whitespace());
    let words = |line: Span| !line.of(text).trim().is_empty();
    words(above) && begins(below) && below.start() - above.end() <= 2
}

/// Whether the first word of `below` would not have fitted on `above`.
fn is_full(text: &str, above: Span, below: Span, width: usize) -> bool {
    let word = below.of(text).split_whitespace().next().unwrap_or_default();
    let above = length(text, above);
    above <= width && above + 1 + word.chars().count() > width
}

fn length(text: &str, line: Span) -> usize {
    line.of(text).trim_end().chars().count()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| c.is_whitespace() || "”\"’'»)".contains(c)).ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use crate::text::Document;

    fn paragraphs(text: &str) -> Vec<String> {
        let document = Document::new(text);
        document.paragraphs.iter().map(|range| document.normalized_text(range.clone()).into_owned()).collect()
    }

    const WRAPPED: &str = "“The ferry has been late on each of the last nine days, and nobody at\n\
                           the company will say why,” said Oda Lind, who sells bread on the quay\n\
                           and has counted.\n\n\
                           The company said on Monday that it had no boats to spare, and that it\n\
                           would not hire any before the summer timetable begins.\n\
                           \x20  “Nine days is a long time to sell bread to nobody,” Lind said, and no\n\
                           one who heard her disagreed.\n";

    #[test]
    fn a_wrapped_paragraph_is_one() {
        for text in [WRAPPED.to_owned(), WRAPPED.replace('\n', "\r\n")] {
            let found = paragraphs(&text);
            assert_eq!(found.len(), 3, "{found:?}");
            assert!(found[0].ends_with("on the quay and has counted.") && found[2].starts_with("“Nine days"));
        }
    }

    #[test]
    fn lines_with_room_left_are_paragraphs() {
        let list = "One line of a list that is rather long, as lists go in papers\nTwo\nThree\nFour more words here\n";
        assert_eq!(paragraphs(list).len(), 4);
        let turns = "The council met on Monday night to talk of the ferry again.\nThe mayor was there with all her staff.\n\
                     The company sent nobody at all, which many held against it.\nThe ferry was late again that very night.";
        assert_eq!(paragraphs(turns).len(), 4);
    }
}
