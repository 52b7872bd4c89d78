//! Which words of a quote match a query.
//!
//! Compares the same folded words and stems as the index. Of a phrase only whole occurrences are marked.

use super::grammar::QueryExpr;
use crate::index::{Word, fold, stems, words};
use crate::span::Span;

/// The bytes of `text` that match `expr`, in order, without overlap.
pub(crate) fn highlight(expr: &QueryExpr, text: &str) -> Vec<Span> {
    let highlighter = Highlighter { words: words(text).collect(), stems: stems(text) };
    let mut found = Vec::new();
    highlighter.add_matches(expr, &mut found);
    found.sort_unstable();
    merged(found)
}

struct Highlighter {
    words: Vec<Word>,
    stems: Vec<String>,
}

impl Highlighter {
    fn add_matches(&self, expr: &QueryExpr, found: &mut Vec<Span>) {
        match expr {
            QueryExpr::All(parts) | QueryExpr::Any(parts) => {
                parts.iter().for_each(|part| self.add_matches(part, found))
            }
            QueryExpr::Not(_) | QueryExpr::Field(_) => {}
            QueryExpr::Word(text) => self.add_word(text, found),
            QueryExpr::Prefix(begin) => self.add_where(|at| self.words[at].folded.starts_with(begin), found),
            QueryExpr::Phrase(asked, 0) => self.add_phrase(asked, found),
            QueryExpr::Phrase(asked, slop) => self.add_sloppy_phrase(asked, *slop as usize, found),
        }
    }

    fn add_word(&self, text: &str, found: &mut Vec<Span>) {
        let (folded, stem) = (fold(text), stems(text));
        self.add_where(|at| self.words[at].folded == folded || self.stems.get(at) == stem.first(), found);
    }

    fn add_where(&self, holds: impl Fn(usize) -> bool, found: &mut Vec<Span>) {
        found.extend((0..self.words.len()).filter(|&at| holds(at)).map(|at| self.span(at, at)));
    }

    fn add_phrase(&self, asked: &[String], found: &mut Vec<Span>) {
        for (at, window) in self.words.windows(asked.len().max(1)).enumerate() {
            if window.iter().zip(asked).all(|(word, asked)| word.folded == *asked) {
                found.push(self.span(at, at + asked.len() - 1));
            }
        }
    }

    /// Marks the words wherever all of them stand within the slop, in any order, as the engine matches them.
    fn add_sloppy_phrase(&self, asked: &[String], slop: usize, found: &mut Vec<Span>) {
        let width = asked.len().saturating_add(slop).min(self.words.len());
        for (at, window) in self.words.windows(width.max(1)).enumerate() {
            if asked.iter().all(|asked| window.iter().any(|word| word.folded == *asked)) {
                let within = at..at + window.len();
                found.extend(within.filter(|&at| asked.contains(&self.words[at].folded)).map(|at| self.span(at, at)));
            }
        }
    }

    fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.words[first].range.start, self.words[last].range.end)
    }
}

/// Sorted spans, with overlapping ones merged.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::grammar::parse;

    #[test]
    fn words_phrases_and_prefixes() {
        let text = "A bad idea: the Weapon’s big, bad wolf and weapons.";
        for (query, expected) in [
            ("weapons", vec!["Weapon’s", "weapons"]),
            ("\"big bad wolf\"", vec!["big, bad wolf"]),
            ("\"bad wolf\" bad", vec!["bad", "bad wolf"]),
            ("\"big wolf\"~1", vec!["big", "wolf"]),
            ("-wolf ide*", vec!["idea"]),
            ("purple", vec![]),
        ] {
            let spans = highlight(&parse(query).unwrap(), text);
            assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), expected, "{query}");
        }
    }
}
