//! Suggestions: names of the index that are near to one that it does not have.
//!
//! All words of names are compared, so most must be rejected quickly: two words with few letters in common cannot be
//! similar.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use strsim::{jaro_winkler, normalized_damerau_levenshtein};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED, Term};

use super::answer::Suggestion;
use super::error::QueryError;
use crate::index::{Index, fold};

/// The least similarity of a suggested name.
const MIN_SIMILARITY: f64 = 0.84;
/// How much less similar than the best a further suggestion may be.
const MARGIN: f64 = 0.05;
/// The most suggestions.
const MAX_SUGGESTIONS: usize = 3;
/// How many more words than asked for a name may have: longer names are descriptions.
const MAX_EXTRA_WORDS: usize = 3;

/// Names in the field `names` that somebody who typed `asked` may have meant, best first.
///
/// Words are compared first, since there are fewer words than names. Only names with a similar word are compared.
pub(crate) fn nearest_names(index: &Index, names: Field, asked: &str) -> Result<Vec<Suggestion>, QueryError> {
    let folded = fold(asked);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let fields = index.fields();
    // The words of a topic and the topics with them are fields of the article's document.
    let (words, names) =
        if names == fields.topic_name { (fields.topic, fields.about) } else { (fields.speaker, names) };
    let near_words = near_words(index, words, &folded)?;
    let known = names_containing(index, words, names, &near_words)?;
    let mut similarities = NameSimilarity::new(&folded);
    let longest = folded.split(' ').count() + MAX_EXTRA_WORDS;
    let short = known.into_iter().filter(|name| name.split(' ').count() <= longest);
    let similarities = short.map(|name| (similarities.to(&fold(&name)), name));
    let mut near: Vec<(f64, String)> = similarities.filter(|(similarity, _)| *similarity >= MIN_SIMILARITY).collect();
    let length = |name: &str| name.split(' ').count();
    near.sort_by(|one, other| {
        let by_length = || length(&one.1).cmp(&length(&other.1));
        other.0.total_cmp(&one.0).then_with(by_length).then_with(|| one.1.cmp(&other.1))
    });
    let best = near.first().map_or(0.0, |(similarity, _)| *similarity);
    let near = near.into_iter().take_while(|(similarity, _)| *similarity >= best - MARGIN).take(MAX_SUGGESTIONS);
    Ok(near.map(|(_, instead)| Suggestion { asked: asked.to_owned(), instead }).collect())
}

/// Words of names that are similar to one of the typed words.
fn near_words(index: &Index, words: Field, folded: &str) -> Result<BTreeSet<String>, QueryError> {
    let asked: Vec<LetterCounts<'_>> = folded.split(' ').map(LetterCounts::new).collect();
    let mut near = BTreeSet::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(words)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let Ok(word) = str::from_utf8(terms.key()) else { continue };
            let letters = LetterCounts::new(word);
            if asked.iter().any(|asked| asked.similarity(&letters) >= MIN_SIMILARITY) {
                near.insert(word.to_owned());
            }
        }
    }
    Ok(near)
}

/// The names in documents whose field `words` has one of the similar words.
fn names_containing(
    index: &Index,
    words: Field,
    names: Field,
    near: &BTreeSet<String>,
) -> Result<BTreeSet<String>, QueryError> {
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

/// The similarity of names to what was typed; no word is compared twice.
struct NameSimilarity<'a> {
    asked: Vec<LetterCounts<'a>>,
    /// For each word of a name its similarity to each typed word.
    known: FxHashMap<String, Vec<f64>>,
}

impl<'a> NameSimilarity<'a> {
    fn new(asked: &'a str) -> Self {
        Self { asked: asked.split(' ').map(LetterCounts::new).collect(), known: FxHashMap::default() }
    }

    /// The mean similarity of the typed words, each to the most similar word of the name.
    fn to(&mut self, name: &str) -> f64 {
        let mut best = vec![0.0_f64; self.asked.len()];
        for part in name.split(' ') {
            if !self.known.contains_key(part) {
                let letters = LetterCounts::new(part);
                self.known.insert(part.to_owned(), self.asked.iter().map(|asked| asked.similarity(&letters)).collect());
            }
            best.iter_mut().zip(&self.known[part]).for_each(|(best, similarity)| *best = best.max(*similarity));
        }
        best.iter().sum::<f64>() / best.len() as f64
    }
}

/// A word, with the counts of its letters.
struct LetterCounts<'a> {
    text: &'a str,
    length: usize,
    counts: [u8; 32],
}

impl<'a> LetterCounts<'a> {
    fn new(text: &'a str) -> Self {
        let mut letters = Self { text, length: 0, counts: [0; 32] };
        for c in text.chars() {
            letters.length += 1;
            let count = &mut letters.counts[c as usize % 32];
            *count = count.saturating_add(1);
        }
        letters
    }

    /// Jaro-Winkler tolerates a wrong ending and swapped letters, but would find "report" for "pertro". So at least
    /// half of the letters must stay in place.
    fn similarity(&self, other: &LetterCounts<'_>) -> f64 {
        let longest = self.length.max(other.length);
        if longest > 2 * self.length.min(other.length) {
            return 0.0;
        }
        // No alignment has more letters in common than the words have anywhere.
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
        let similarity = |asked: &str, name: &str| NameSimilarity::new(asked).to(name);
        for (asked, name) in [("pertro", "gustavo petro"), ("hilary clintn", "hillary clinton"), ("smiht", "ann smith")]
        {
            assert!(similarity(asked, name) >= MIN_SIMILARITY, "{asked} {name}");
        }
        for (asked, name) in [("pertro", "report"), ("petro", "the government"), ("clinton", "clean coal")] {
            assert!(similarity(asked, name) < MIN_SIMILARITY, "{asked} {name}");
        }
    }
}
