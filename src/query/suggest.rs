//! Suggestions: names of the index that are near to one that it does not have.
//!
//! All words of names are compared, so most must be rejected quickly: two words with few letters in common cannot be
//! similar.

use rustc_hash::FxHashMap;
use strsim::{jaro_winkler, normalized_damerau_levenshtein};

use super::answer::Suggestion;
use crate::index::{NameTable, fold};

/// The least similarity of a suggested name.
const MIN_SIMILARITY: f64 = 0.84;
/// How much less similar than the best a further suggestion may be.
const MARGIN: f64 = 0.05;
/// The most suggestions.
const MAX_SUGGESTIONS: usize = 3;
/// How many more words than asked for a name may have: longer names are descriptions.
const MAX_EXTRA_WORDS: usize = 3;

/// Those of the `names` that somebody who typed `asked` may have meant, best first.
///
/// Words are compared first, since there are fewer words than names. Only names with a similar word are compared.
pub(crate) fn nearest_names(names: &NameTable, asked: &str) -> Vec<Suggestion> {
    let folded = fold(asked);
    if folded.is_empty() {
        return Vec::new();
    }
    let mut similarities = NameSimilarity::new(&folded);
    let known: Vec<&str> = names.with_word(|word| similarities.is_near(word)).collect();
    let longest = folded.split(' ').count() + MAX_EXTRA_WORDS;
    let short = known.into_iter().filter(|name| name.split(' ').count() <= longest);
    let similarities = short.map(|name| (similarities.to(&fold(name)), name));
    let mut near: Vec<(f64, &str)> = similarities.filter(|(similarity, _)| *similarity >= MIN_SIMILARITY).collect();
    let length = |name: &str| name.split(' ').count();
    near.sort_by(|one, other| {
        let by_length = || length(one.1).cmp(&length(other.1));
        other.0.total_cmp(&one.0).then_with(by_length).then_with(|| one.1.cmp(other.1))
    });
    let best = near.first().map_or(0.0, |(similarity, _)| *similarity);
    let near = near.into_iter().take_while(|(similarity, _)| *similarity >= best - MARGIN).take(MAX_SUGGESTIONS);
    near.map(|(_, instead)| Suggestion { asked: asked.to_owned(), instead: instead.to_owned() }).collect()
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

    /// Whether `word` is similar to one of the typed words.
    fn is_near(&self, word: &str) -> bool {
        let letters = LetterCounts::new(word);
        let is_near_to = |asked: &LetterCounts<'_>| {
            // Most words fail by the bound alone.
            asked.greatest_similarity(&letters) >= MIN_SIMILARITY && asked.similarity(&letters) >= MIN_SIMILARITY
        };
        self.asked.iter().any(is_near_to)
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
        if longest > 2 * self.common(other) || normalized_damerau_levenshtein(self.text, other.text) < 0.5 {
            return 0.0;
        }
        jaro_winkler(self.text, other.text)
    }

    /// The number of letters that both have: no alignment has more in common.
    fn common(&self, other: &LetterCounts<'_>) -> usize {
        self.counts.iter().zip(&other.counts).map(|(one, two)| usize::from(*one.min(two))).sum()
    }

    /// The similarity is never above this, whatever the order of the letters. Jaro: the mean of both words' shares of
    /// common letters, and of 1 if none is moved; Winkler: a tenth of what is missing for each of up to four equal
    /// first letters.
    fn greatest_similarity(&self, other: &LetterCounts<'_>) -> f64 {
        let common = self.common(other) as f64;
        let share = |length: usize| common / length.max(1) as f64;
        let jaro = (share(self.length) + share(other.length) + 1.0) / 3.0;
        let first = self.text.chars().zip(other.text.chars()).take(4).take_while(|(one, two)| one == two).count();
        let rounding = 1e-9;
        jaro + 0.1 * first as f64 * (1.0 - jaro) + rounding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_similarity_is_above_its_bound() {
        let words = [
            "pertro", "petro", "gustavo", "gus", "clinton", "clintno", "intoncl", "report", "zoë", "zoe", "smith", "a",
        ];
        for (one, other) in words.iter().flat_map(|one| words.map(|other| (*one, other))) {
            let (letters, others) = (LetterCounts::new(one), LetterCounts::new(other));
            assert!(letters.similarity(&others) <= letters.greatest_similarity(&others), "{one} {other}");
        }
        assert!(LetterCounts::new("clinton").greatest_similarity(&LetterCounts::new("report")) < MIN_SIMILARITY);
    }

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
