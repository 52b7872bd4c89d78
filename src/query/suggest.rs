//! Names that the index has, near to one that it has not.
//!
//! All names are looked through, so each must be dismissed quickly: two words that have too few letters in common cannot
//! be alike, and no word is compared twice.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use strsim::{jaro_winkler, normalized_damerau_levenshtein};
use tantivy::collector::Count;
use tantivy::schema::Field;

use super::answer::Suggestion;
use super::compile::term;
use super::error::QueryError;
use crate::index::{Index, fold};

/// Likeness from which a name is worth naming.
const NEAR: f64 = 0.84;
/// How much less like than the likest a further name may be.
const MARGIN: f64 = 0.05;
/// How many at most.
const MOST: usize = 3;

/// Names in `field` that somebody who typed `asked` may have meant, best first.
pub(crate) fn nearest(index: &Index, field: Field, asked: &str) -> Result<Vec<Suggestion>, QueryError> {
    let folded = fold(asked);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let mut likenesses = Likenesses::new(&folded);
    let mut near: Vec<(f64, String)> = names(index, field)?
        .into_iter()
        .map(|name| (likenesses.to(&fold(&name)), name))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    let length = |name: &str| name.split(' ').count();
    near.sort_by(|one, other| {
        let by_length = || length(&one.1).cmp(&length(&other.1));
        other.0.total_cmp(&one.0).then_with(by_length).then_with(|| one.1.cmp(&other.1))
    });
    let likest = near.first().map_or(0.0, |(likeness, _)| *likeness);
    let mut found = Vec::new();
    for (_, name) in near.into_iter().take_while(|(likeness, _)| *likeness >= likest - MARGIN) {
        // Names of deleted quotes stay in the dictionary for a while.
        if index.searcher().search(&*term(field, &name), &Count)? > 0 {
            found.push(Suggestion { asked: asked.to_owned(), instead: name });
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// How alike names are to what was asked.
struct Likenesses<'a> {
    whole: Letters<'a>,
    words: Vec<Letters<'a>>,
    /// Of each word of a name to each word asked.
    known: FxHashMap<String, Vec<f64>>,
}

impl<'a> Likenesses<'a> {
    fn new(asked: &'a str) -> Self {
        let words = asked.split(' ').map(Letters::new).collect();
        Self { whole: Letters::new(asked), words, known: FxHashMap::default() }
    }

    /// Whole to whole, or each asked word to the nearest word of the name.
    fn to(&mut self, name: &str) -> f64 {
        let mut best = vec![0.0_f64; self.words.len()];
        for part in name.split(' ') {
            if !self.known.contains_key(part) {
                let to_part = Letters::new(part);
                self.known.insert(part.to_owned(), self.words.iter().map(|word| word.alike(&to_part)).collect());
            }
            for (best, likeness) in best.iter_mut().zip(&self.known[part]) {
                *best = best.max(*likeness);
            }
        }
        let by_words = best.iter().sum::<f64>() / best.len() as f64;
        if self.words.len() > 1 { by_words.max(self.whole.alike(&Letters::new(name))) } else { by_words }
    }
}

/// A word, and how many there are of each of its letters.
struct Letters<'a> {
    text: &'a str,
    length: usize,
    counts: [u8; 32],
}

impl<'a> Letters<'a> {
    fn new(text: &'a str) -> Self {
        let mut letters = Self { text, length: 0, counts: [0; 32] };
        for c in text.chars() {
            letters.length += 1;
            let count = &mut letters.counts[c as usize % 32];
            *count = count.saturating_add(1);
        }
        letters
    }

    /// Jaro-Winkler forgives a wrong ending and swapped letters, but finds "report" in "pertro"; so at least half of the
    /// letters must stay where they are.
    fn alike(&self, other: &Letters<'_>) -> f64 {
        // No alignment has more letters in common than the words have, wherever they stand.
        let common: usize = self.counts.iter().zip(&other.counts).map(|(one, two)| usize::from(*one.min(two))).sum();
        let long_enough = self.length.max(other.length) <= 2 * common;
        if !long_enough || normalized_damerau_levenshtein(self.text, other.text) < 0.5 {
            return 0.0;
        }
        jaro_winkler(self.text, other.text)
    }
}

fn names(index: &Index, field: Field) -> Result<BTreeSet<String>, QueryError> {
    let mut names = BTreeSet::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            names.insert(String::from_utf8_lossy(terms.key()).into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_and_not() {
        let likeness = |asked: &str, name: &str| Likenesses::new(asked).to(name);
        for (asked, name) in [("pertro", "gustavo petro"), ("hilary clintn", "hillary clinton"), ("smiht", "ann smith")]
        {
            assert!(likeness(asked, name) >= NEAR, "{asked} {name}");
        }
        for (asked, name) in [("pertro", "report"), ("petro", "the government"), ("clinton", "clean coal")] {
            assert!(likeness(asked, name) < NEAR, "{asked} {name}");
        }
    }

    #[test]
    fn many_names_are_looked_through_quickly() {
        let letters = |at: usize| (b'a' + (at % 26) as u8) as char;
        let name = |at: usize| -> String { (0..12).map(|place| letters(at / (place + 1) + at * place)).collect() };
        let names: Vec<String> = (0..8000).map(|at| format!("{} {}", name(at), name(at + 7))).collect();
        let begun = std::time::Instant::now();
        let mut likenesses = Likenesses::new("hilary clintn");
        let found = names.iter().filter(|name| likenesses.to(name) >= NEAR).count();
        assert!(found < 80 && begun.elapsed().as_millis() < 100, "{found} in {:?}", begun.elapsed());
    }
}
