//! Replaces words of a labelled article and moves its spans along.

use std::ops::Range;

use super::gold::GoldArticle;
use crate::span::Span;

/// Replacements in one text, in any order. Of two that overlap, the later one is ignored.
#[derive(Clone, Debug, Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces the bytes `range` by `words`.
    pub fn replace(&mut self, range: Range<usize>, words: impl Into<String>) {
        self.0.push((range, words.into()));
    }

    /// `article` with all replacements.
    pub fn apply(mut self, article: &GoldArticle) -> GoldArticle {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut last = 0;
        self.0.retain(|(range, _)| {
            let is_free = range.start >= last;
            last = last.max(range.end);
            is_free
        });
        let moved = |span: Span| Span::new(self.start_of(span.start()), self.end_of(span.end()));
        let spans = article.spans.iter().map(|&(role, span)| (role, moved(span))).collect();
        GoldArticle { text: self.text(&article.text), spans, scheme: article.scheme }
    }

    fn text(&self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        let mut copied = 0;
        for (range, words) in &self.0 {
            new.push_str(&text[copied..range.start]);
            new.push_str(words);
            copied = range.end;
        }
        new + &text[copied..]
    }

    /// The new start of a span at `position`: before the replacement of its first word.
    fn start_of(&self, position: usize) -> usize {
        let inside = |range: &Range<usize>| range.start < position && position < range.end;
        self.moved(position, self.0.iter().find(|(range, _)| inside(range)).map(|(range, _)| range.start))
    }

    /// The new end of a span at `position`: after the replacement of its last word.
    fn end_of(&self, position: usize) -> usize {
        let inside = |range: &Range<usize>| range.start < position && position < range.end;
        self.moved(position, self.0.iter().find(|(range, _)| inside(range)).map(|(range, _)| range.end))
    }

    /// The new position of `position`, or of `instead`, after all replacements that end before it.
    fn moved(&self, position: usize, instead: Option<usize>) -> usize {
        let position = instead.unwrap_or(position);
        let before = self.0.iter().take_while(|(range, _)| range.end <= position);
        let (cut, put) = before.fold((0, 0), |(cut, put), (range, words)| (cut + range.len(), put + words.len()));
        position + put - cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::Role;
    use crate::train::Scheme;

    #[test]
    fn spans_stay_on_their_words() {
        let text = "“Rain,” said Ann Lee.".to_owned();
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let spans = vec![(Role::Content, span("Rain,")), (Role::Cue, span("said")), (Role::Source, span("Ann Lee"))];
        let mut edits = Edits::default();
        for (words, new) in [("Lee", "Hohepa"), ("“", "'"), ("”", "'"), ("said", "explained"), ("Lee.", "never")] {
            edits.replace(span(words).range(), new);
        }
        let new = edits.apply(&GoldArticle { text: text.clone(), spans, scheme: Scheme::News });
        assert_eq!(new.text, "'Rain,' explained Ann Hohepa.");
        let words: Vec<_> = new.spans.iter().map(|(_, span)| span.of(&new.text)).collect();
        assert_eq!(words, ["Rain,", "explained", "Ann Hohepa"]);
    }
}
