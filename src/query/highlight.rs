//! Which words of a quote answer a query.
//!
//! Works on the same folded words and stems as the index; of a phrase only whole occurrences count.

use super::grammar::Ask;
use crate::index::{Word, fold, stems, words};
use crate::span::Span;

/// The bytes of `text` that `ask` is about, in order, without overlap.
pub(crate) fn matched(ask: &Ask, text: &str) -> Vec<Span> {
    let said = Said { words: words(text).collect(), stems: stems(text) };
    let mut found = Vec::new();
    said.mark(ask, &mut found);
    found.sort_unstable();
    merged(found)
}

struct Said {
    words: Vec<Word>,
    stems: Vec<String>,
}

impl Said {
    fn mark(&self, ask: &Ask, found: &mut Vec<Span>) {
        match ask {
            Ask::All(parts) | Ask::Any(parts) => parts.iter().for_each(|part| self.mark(part, found)),
            Ask::Not(_) | Ask::Field(_) => {}
            Ask::Word(text) => self.mark_word(text, found),
            Ask::Prefix(begin) => self.mark_where(|at| self.words[at].folded.starts_with(begin), found),
            Ask::Phrase(asked, 0) => self.mark_phrase(asked, found),
            Ask::Phrase(asked, slop) => self.mark_near(asked, *slop as usize, found),
        }
    }

    fn mark_word(&self, text: &str, found: &mut Vec<Span>) {
        let (folded, stem) = (fold(text), stems(text));
        self.mark_where(|at| self.words[at].folded == folded || self.stems.get(at) == stem.first(), found);
    }

    fn mark_where(&self, holds: impl Fn(usize) -> bool, found: &mut Vec<Span>) {
        found.extend((0..self.words.len()).filter(|&at| holds(at)).map(|at| self.span(at, at)));
    }

    fn mark_phrase(&self, asked: &[String], found: &mut Vec<Span>) {
        for (at, window) in self.words.windows(asked.len().max(1)).enumerate() {
            if window.iter().zip(asked).all(|(word, asked)| word.folded == *asked) {
                found.push(self.span(at, at + asked.len() - 1));
            }
        }
    }

    /// The asked words wherever all of them stand close together, in whatever order: as the engine counts it.
    fn mark_near(&self, asked: &[String], slop: usize, found: &mut Vec<Span>) {
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

/// Sorted spans with those that overlap made one.
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
            let spans = matched(&parse(query).unwrap(), text);
            assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), expected, "{query}");
        }
    }
}
