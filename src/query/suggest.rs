//! Names that the index has, near to one that it has not.
//!
//! All words of names are looked through, so each must be dismissed quickly: two that have too few letters in common
//! cannot be alike.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use strsim::{jaro_winkler, normalized_damerau_levenshtein};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED, Term};

use super::answer::Suggestion;
use super::error::QueryError;
use crate::index::{Index, fold};

/// Likeness from which a name is worth naming.
const NEAR: f64 = 0.84;
/// How much less like than the likest a further name may be.
const MARGIN: f64 = 0.05;
/// How many at most.
const MOST: usize = 3;
/// How many words more than asked for a name may have: whoever asks for a name does not mean a description.
const MORE_WORDS: usize = 3;

/// Names in the field `names` that somebody who typed `asked` may have meant, best first.
///
/// The words are compared first, of which there are fewer than names; only names with a word that is near are looked at.
pub(crate) fn nearest(index: &Index, names: Field, asked: &str) -> Result<Vec<Suggestion>, QueryError> {
    let folded = fold(asked);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let fields = index.fields();
    // A topic's words stand in documents of articles, and so do the names that they are words of.
    let (words, names) =
        if names == fields.topic_name { (fields.topic, fields.about) } else { (fields.speaker, names) };
    let near_words = near_words(index, words, &folded)?;
    let known = bearers(index, words, names, &near_words)?;
    let mut likenesses = Likenesses::new(&folded);
    let longest = folded.split(' ').count() + MORE_WORDS;
    let short = known.into_iter().filter(|name| name.split(' ').count() <= longest);
    let likenesses = short.map(|name| (likenesses.to(&fold(&name)), name));
    let mut near: Vec<(f64, String)> = likenesses.filter(|(likeness, _)| *likeness >= NEAR).collect();
    let length = |name: &str| name.split(' ').count();
    near.sort_by(|one, other| {
        let by_length = || length(&one.1).cmp(&length(&other.1));
        other.0.total_cmp(&one.0).then_with(by_length).then_with(|| one.1.cmp(&other.1))
    });
    let likest = near.first().map_or(0.0, |(likeness, _)| *likeness);
    let near = near.into_iter().take_while(|(likeness, _)| *likeness >= likest - MARGIN).take(MOST);
    Ok(near.map(|(_, instead)| Suggestion { asked: asked.to_owned(), instead }).collect())
}

/// Words of names that are near to one of the asked words.
fn near_words(index: &Index, words: Field, folded: &str) -> Result<BTreeSet<String>, QueryError> {
    let asked: Vec<Letters<'_>> = folded.split(' ').map(Letters::new).collect();
    let mut near = BTreeSet::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(words)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let Ok(word) = str::from_utf8(terms.key()) else { continue };
            let letters = Letters::new(word);
            if asked.iter().any(|asked| asked.alike(&letters) >= NEAR) {
                near.insert(word.to_owned());
            }
        }
    }
    Ok(near)
}

/// The names in those documents whose field `words` has one of the near words.
fn bearers(index: &Index, words: Field, names: Field, near: &BTreeSet<String>) -> Result<BTreeSet<String>, QueryError> {
    let name = index.engine().schema().get_field_name(names).to_owned();
    let mut found = BTreeSet::new();
    for segment in index.searcher().segment_readers() {
        let (inverted, Some(column)) = (segment.inverted_index(words)?, segment.fast_fields().str(&name)?) else {
            continue;
        };
        let mut ords = FxHashSet::default();
        for word in near {
            let term = Term::from_field_text(words, word);
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    ords.extend(column.term_ords(postings.doc()));
                }
                postings.advance();
            }
        }
        let mut ords: Vec<u64> = ords.into_iter().collect();
        ords.sort_unstable();
        column.dictionary().sorted_ords_to_term_cb(&ords, |name| {
            found.extend(str::from_utf8(name).map(str::to_owned));
        })?;
    }
    Ok(found)
}

/// How alike names are to what was asked; no word is compared twice.
struct Likenesses<'a> {
    asked: Vec<Letters<'a>>,
    /// Of each word of a name to each word asked.
    known: FxHashMap<String, Vec<f64>>,
}

impl<'a> Likenesses<'a> {
    fn new(asked: &'a str) -> Self {
        Self { asked: asked.split(' ').map(Letters::new).collect(), known: FxHashMap::default() }
    }

    /// Each asked word to the nearest word of the name.
    fn to(&mut self, name: &str) -> f64 {
        let mut best = vec![0.0_f64; self.asked.len()];
        for part in name.split(' ') {
            if !self.known.contains_key(part) {
                let letters = Letters::new(part);
                self.known.insert(part.to_owned(), self.asked.iter().map(|asked| asked.alike(&letters)).collect());
            }
            best.iter_mut().zip(&self.known[part]).for_each(|(best, likeness)| *best = best.max(*likeness));
        }
        best.iter().sum::<f64>() / best.len() as f64
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
        let longest = self.length.max(other.length);
        if longest > 2 * self.length.min(other.length) {
            return 0.0;
        }
        // No alignment has more letters in common than the words have, wherever they stand.
        let common: usize = self.counts.iter().zip(&other.counts).map(|(one, two)| usize::from(*one.min(two))).sum();
        if longest > 2 * common || normalized_damerau_levenshtein(self.text, other.text) < 0.5 {
            return 0.0;
        }
        jaro_winkler(self.text, other.text)
    }
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
}
