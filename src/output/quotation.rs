//! The words of a quotation as they are shown: split where the article splits it, and shortened when it is long.

use super::style::{Detail, TextStyle};
use super::styled_text::StyledText;
use crate::quote::{Kind, Quote};
use crate::span::Span;

/// The longest quotation that is shown whole, in bytes; and the approximate length of a shortened one.
const LONG: usize = 600;
const CUT: usize = 440;
/// The most bytes between two pieces that can be quotation marks and the end of a paragraph alone.
const NEXT_PARAGRAPH: usize = 12;

/// All words of a quotation, in quotation marks when all of it is quoted.
pub(super) fn whole(quote: &Quote, matched: &[Span]) -> StyledText {
    MarkedText::of(quote, matched).rich(quote.kind)
}

/// The part of a quotation around the match that `style` has room for.
pub(super) fn excerpt(quote: &Quote, matched: &[Span], style: TextStyle) -> StyledText {
    let words = MarkedText::of(quote, matched);
    let words = match style.detail {
        Detail::Full => words,
        Detail::Excerpt if words.text.len() <= LONG => words,
        Detail::Excerpt => words.cut(CUT),
        Detail::Compact => words.on_one_line(style.width.saturating_sub(4)),
    };
    words.rich(quote.kind)
}

/// The words of a quotation as they are shown, in pieces, each with whether it is marked; in quotation marks when all of
/// it is quoted.
pub fn marked_words(quote: &Quote, matched: &[Span], may_cut: bool) -> Vec<(bool, String)> {
    let words = MarkedText::of(quote, matched);
    let MarkedText { text, marks } = if may_cut && words.text.len() > LONG { words.cut(CUT) } else { words };
    let (open, close) = if quote.kind == Kind::Direct { ("“", "”") } else { ("", "") };
    let mut pieces = vec![(false, open.to_owned())];
    let mut at = 0;
    for mark in marks {
        let (before, marked) = (text.get(at..mark.start()), text.get(mark.start()..mark.end()));
        if let (Some(before), Some(marked)) = (before, marked) {
            pieces.extend([(false, before.to_owned()), (true, marked.to_owned())]);
            at = mark.end();
        }
    }
    pieces.extend([(false, text[at..].to_owned()), (false, close.to_owned())]);
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// Text, with the bytes of it that are marked, in order.
#[derive(Debug, PartialEq)]
struct MarkedText {
    text: String,
    marks: Vec<Span>,
}

impl MarkedText {
    fn of(quote: &Quote, matched: &[Span]) -> Self {
        let sign = if quote.kind == Kind::Direct { "” … “" } else { " … " };
        let mut words = MarkedText { text: quote.text.clone(), marks: matched.to_vec() };
        for at in splits(quote).into_iter().rev() {
            words.split(at, sign);
        }
        words
    }

    fn rich(&self, kind: Kind) -> StyledText {
        let words = StyledText::new(&self.text, &self.marks);
        if kind == Kind::Direct { words.between("“", "”") } else { words }
    }

    /// Replaces the blank at byte `at` by `sign`.
    fn split(&mut self, at: usize, sign: &str) {
        self.text.replace_range(at..at + 1, sign);
        let later = |position: usize| position + sign.len() - 1;
        let pieces = |mark: &Span| {
            let before = Span::new(mark.start().min(at), mark.end().min(at));
            let behind = Span::new(later(mark.start().max(at + 1)), later(mark.end().max(at + 1)));
            [before, behind].into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>()
        };
        self.marks = self.marks.iter().flat_map(pieces).collect();
    }

    /// Cuts the text to about `most` bytes around the first mark, between words.
    fn cut(self, most: usize) -> Self {
        let first = self.marks.first().copied().unwrap_or_else(|| Span::new(0, 0));
        if self.text.len() <= most {
            return self;
        }
        let lead = most / 3;
        let start = if first.end() <= most { 0 } else { self.after_blank(first.start().saturating_sub(lead)) };
        let end = self.before_blank((start + most).max(first.end().min(start + 2 * most))).max(start);
        let (open, close) = (if start > 0 { "… " } else { "" }, if end < self.text.len() { " …" } else { "" });
        let within = |mark: &Span| {
            let (from, to) = (mark.start().max(start), mark.end().min(end));
            (from < to).then(|| Span::new(from - start + open.len(), to - start + open.len()))
        };
        let marks = self.marks.iter().filter_map(within).collect();
        MarkedText { text: format!("{open}{}{close}", &self.text[start..end]), marks }
    }

    fn on_one_line(mut self, most: usize) -> Self {
        // A line end is one byte, like a blank, so the marks stay in place.
        self.text = self.text.replace(['\n', '\r', '\t'], " ");
        let signs = "… ".len() + " …".len();
        self.cut(most.saturating_sub(signs).max(20))
    }

    /// The beginning of a word at or after byte `at`, if one is near.
    fn after_blank(&self, at: usize) -> usize {
        let at = char_boundary_before(&self.text, at);
        self.text[at..].find(' ').filter(|&blank| blank < 40).map_or(at, |blank| at + blank + 1)
    }

    /// The end of a word at or before byte `at`, if one is near.
    fn before_blank(&self, at: usize) -> usize {
        let at = char_boundary_before(&self.text, at);
        if at >= self.text.len() {
            return self.text.len();
        }
        self.text[..at].rfind(' ').filter(|&blank| at - blank < 40).unwrap_or(at)
    }
}

/// The last character boundary at or before byte `at`.
fn char_boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The blanks of `quote.text` at which a clause like "he said" splits two pieces, as bytes.
fn splits(quote: &Quote) -> Vec<usize> {
    let Some(joints) = joints(&quote.text, &quote.content) else { return Vec::new() };
    let clauses = quote.content.windows(2).map(|pair| {
        let between = pair[0].end()..pair[1].start().max(pair[0].end());
        let mut said = [&quote.cue, &quote.source].into_iter().flatten();
        let clause = said.any(|span| between.start <= span.start() && span.end() <= between.end);
        clause || between.len() > NEXT_PARAGRAPH
    });
    joints.into_iter().zip(clauses).filter(|(_, clause)| *clause).map(|(at, _)| at).collect()
}

/// Where in `text` the pieces of its content are joined. The text leaves out the marks around pieces, and the record
/// does not say which: so the joints are searched for, each at a blank, until all lengths fit.
fn joints(text: &str, content: &[Span]) -> Option<Vec<usize>> {
    let (last, pieces) = content.split_last().filter(|(_, pieces)| !pieces.is_empty())?;
    // Marks on one side (a paragraph that stays open), on both sides, or none.
    const MARKS: [usize; 6] = [6, 3, 2, 1, 0, 4];
    let fits = |rest: usize, piece: &Span| MARKS.iter().any(|marks| rest + marks == piece.len());
    let mut partial: Vec<Vec<usize>> = vec![Vec::new()];
    for piece in pieces {
        let mut longer = Vec::new();
        for joints in &partial {
            let start = joints.last().map_or(0, |at| at + 1);
            for end in MARKS.iter().filter_map(|marks| (start + piece.len()).checked_sub(*marks)) {
                if end > start && text.is_char_boundary(end) && text[end..].starts_with(' ') {
                    longer.push(joints.iter().copied().chain([end]).collect());
                }
            }
        }
        longer.truncate(MAX_PARTIAL);
        partial = longer;
    }
    partial
        .into_iter()
        .find(|joints| joints.last().is_some_and(|at| at < &text.len() && fits(text.len() - at - 1, last)))
}

/// The most partial solutions that are followed.
const MAX_PARTIAL: usize = 16;

#[cfg(test)]
mod tests {
    use super::super::sample::PLAIN;
    use super::*;
    use crate::output::style::Emphasis;

    /// A quote of the pieces in square brackets.
    fn quote(kind: Kind, article: &str) -> Quote {
        let mut content = Vec::new();
        let text = article.replace(['[', ']'], "");
        for (number, part) in article.match_indices('[').enumerate() {
            let start = part.0 - 2 * number;
            let length = article[part.0..].find(']').unwrap() - 1;
            content.push(Span::new(start, start + length));
        }
        let pieces: Vec<&str> = content.iter().map(|span| span.of(&text)).collect();
        Quote { kind, text: pieces.join(" "), content, cue: vec![], source: vec![], ..super::super::sample::quote() }
    }

    fn shown(quote: &Quote, matched: &str) -> (String, Vec<String>) {
        let marks: Vec<Span> =
            quote.text.match_indices(matched).map(|(at, _)| Span::new(at, at + matched.len())).collect();
        let words = MarkedText::of(quote, &marks);
        let marked = words.marks.iter().map(|mark| mark.of(&words.text).to_owned()).collect();
        (whole(quote, &marks).lines(PLAIN, 200, Emphasis::Plain).join("|"), marked)
    }

    #[test]
    fn what_he_said_splits_shows_the_split() {
        let split = quote(Kind::Direct, "“[The earth is flat,]” he told them. “[They are wrong.]”");
        let (text, marked) = shown(&split, "flat, They");
        assert_eq!(text, "“The earth is flat,” … “They are wrong.”");
        assert_eq!(marked, ["flat,", "They"]);
        let marked = quote(Kind::Direct, "[“The earth is flat,”] he told them. [“They are wrong.”]");
        let text = marked.text.replace(['”', '“'], "");
        assert_eq!(shown(&Quote { text, ..marked }, "flat").0, "“The earth is flat,” … “They are wrong.”");
        let short = Quote {
            cue: vec![Span::new(27, 28)],
            ..quote(Kind::Direct, "“[The earth is flat,]” I say “[and]”")
        };
        assert_eq!(shown(&short, "and").0, "“The earth is flat,” … “and”");
        let mixed = quote(Kind::Mixed, "[the earth is flat], he told them there, [and “round”]");
        assert_eq!(shown(&mixed, "flat").0, "the earth is flat … and “round”");
        // A quotation that continues in the next paragraph is not split by a clause.
        let paragraphs = quote(Kind::Direct, "“[The earth is flat.]\n\n“[They are wrong.]”");
        assert_eq!(shown(&paragraphs, "flat").0, "“The earth is flat. They are wrong.”");
    }

    #[test]
    fn a_long_quotation_is_cut_around_the_match() {
        let text = "word ".repeat(300) + "needle " + &"word ".repeat(300);
        let at = text.find("needle").unwrap();
        let long = Quote { text, content: vec![], ..quote(Kind::Direct, "") };
        let marks = [Span::new(at, at + 6)];
        let lines = |detail| {
            excerpt(&long, &marks, TextStyle { detail, ..PLAIN }).lines(PLAIN, 5000, Emphasis::Plain).join("|")
        };
        let cut = lines(Detail::Excerpt);
        assert!(cut.starts_with("“… word") && cut.ends_with("word …”") && cut.contains("needle"), "{cut}");
        assert!(cut.len() < LONG, "{}", cut.len());
        let line = lines(Detail::Compact);
        assert!(line.contains("needle") && line.chars().count() <= PLAIN.width, "{line}");
        assert_eq!(lines(Detail::Full).len(), long.text.len() + 6);
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_marks_make_it_panic(text: String, marks: Vec<(u8, u8)>, most in 0usize..80) {
            let boundary = |at: u8| char_boundary_before(&text, usize::from(at));
            let mut marks: Vec<Span> = marks.iter().map(|&(from, to)| Span::new(boundary(from.min(to)), boundary(from.max(to)))).collect();
            marks.sort_unstable();
            marks.dedup_by(|one, before| one.start() < before.end());
            let words = MarkedText { text: text.clone(), marks }.cut(most);
            proptest::prop_assert!(words.marks.iter().all(|mark| words.text.get(mark.range()).is_some()));
            let _ = words.on_one_line(most);
        }
    }
}
