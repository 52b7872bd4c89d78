//! Candidates for an approximate match: quotes that share words with a phrase.
//!
//! Two retrieval queries find them, each ranked by BM25:
//! - by single words in any form;
//! - by bigrams, which finds phrases of frequent words alone: when one word in five is dropped or replaced, some
//!   bigrams are left.
//!
//! Rare words go first. Frequent words are left out once the rare ones have enough postings. What is found is then
//! ranked by its upper bound (see `upper_bound`), so that few records are read in vain.

use std::collections::BTreeSet;
use std::ops::Bound;

use rustc_hash::FxHashSet;
use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, EmptyQuery, RangeQuery};

use super::compile::{self, EngineQuery, filtered, scored_term};
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::phrase_match::PhraseQuery;
use super::tokenized_text::is_function_word;
use super::upper_bound::{self, BoundedCandidate};
use crate::index::Index;

/// The most quotes that each retrieval query gives.
const MAX_PER_QUERY: usize = 120;
/// The most postings of the words that a query looks for.
const MAX_WORD_POSTINGS: u64 = 40_000;
/// The most postings of the rarer words of the bigrams that a query looks for.
const MAX_BIGRAM_POSTINGS: u64 = 10_000;
/// The most words of a phrase that a query looks for.
const MAX_TERMS: usize = 64;

/// The inverse document frequency of a word, scaled: 0 when every quote has it, about 1 when a single quote has it.
pub(crate) fn normalized_idf(index: &Index, folded: &str) -> f32 {
    let all = index.document_count() as f32;
    let with = index.doc_freq(index.fields().text, folded).unwrap_or(0) as f32;
    // The IDF of BM25, divided by that of a word in a single document.
    let weight = (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln();
    weight / (all + 2.0).ln()
}

/// Which retrieval queries are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retrieval {
    /// Single words and bigrams.
    WordsAndBigrams,
    /// Single words and bigrams. When the phrase has a number, also its other words together with any number.
    WithOtherNumbers,
    /// Bigrams only: enough for quotes that have nearly all words.
    BigramsOnly,
}

/// Quotes whose similarity to the phrase may reach `min_similarity`, the most likely first.
pub(crate) fn candidates(
    index: &Index,
    phrase: &PhraseQuery<'_>,
    clauses: &FilterClauses,
    min_similarity: f32,
    retrieval: Retrieval,
) -> Result<Vec<BoundedCandidate>, QueryError> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    let words = (retrieval != Retrieval::BigramsOnly).then(|| with_shared_words(phrase, index)).transpose()?;
    let numbered = if retrieval == Retrieval::WithOtherNumbers { with_another_number(phrase, index)? } else { None };
    for query in words.into_iter().chain([with_shared_bigrams(phrase, index)?]).chain(numbered) {
        let query = filtered(query, clauses.for_quotes_and_attitudes());
        let ranked = index.collect(&*query, &TopDocs::with_limit(MAX_PER_QUERY).order_by_score())?;
        found.extend(ranked.into_iter().filter(|(_, address)| seen.insert(*address)));
    }
    upper_bound::rank(index, phrase, found, min_similarity)
}

/// Quotes that share words with the phrase, in any form.
fn with_shared_words(phrase: &PhraseQuery<'_>, index: &Index) -> Result<EngineQuery, QueryError> {
    let (stems, field) = (shared_stems(phrase, index)?, index.fields().stem);
    Ok(Box::new(BooleanQuery::union(stems.into_iter().map(|stem| scored_term(field, stem)).collect())))
}

/// The stems of which a quote must have one. Function words count only when there are no two content words.
pub(super) fn shared_stems<'p>(phrase: &'p PhraseQuery<'_>, index: &Index) -> Result<Vec<&'p str>, QueryError> {
    let text = &phrase.text;
    let stems = |wanted: fn(&str) -> bool| -> BTreeSet<&str> {
        (0..text.words.len()).filter(|&at| wanted(&text.words[at].folded)).map(|at| text.stem(at)).collect()
    };
    let content_words = stems(|word| !is_function_word(word));
    let stems = if content_words.len() < 2 { stems(|_| true) } else { content_words };
    Ok(rarest_within(with_frequency(stems, index)?, MAX_WORD_POSTINGS))
}

fn with_frequency<'p>(stems: BTreeSet<&'p str>, index: &Index) -> Result<Vec<(u64, &'p str)>, QueryError> {
    let with = |stem: &'p str| Ok((index.doc_freq(index.fields().stem, stem)?, stem));
    stems.into_iter().map(with).collect()
}

/// The terms that occur at all, the rarest first, up to `max_postings` postings together; at least two terms.
fn rarest_within<T: Ord>(mut of: Vec<(u64, T)>, max_postings: u64) -> Vec<T> {
    of.sort_unstable();
    of.dedup();
    let mut so_far: u64 = 0;
    let there = of.into_iter().filter(|(with, _)| *with > 0).enumerate();
    let few = there.take_while(|(at, (with, _))| {
        so_far = so_far.saturating_add(*with);
        *at < 2 || so_far <= max_postings
    });
    few.take(MAX_TERMS).map(|(_, (_, one))| one).collect()
}

/// Quotes with the words of the phrase except its numbers, and with some number in digits: "30,000 emails" for "33000
/// emails". Of a thousand quotes about emails, the other queries would rank these few too low.
fn with_another_number(phrase: &PhraseQuery<'_>, index: &Index) -> Result<Option<EngineQuery>, QueryError> {
    let (stems, fields) = (stems_beside_number(phrase, index)?, index.fields());
    if stems.is_empty() {
        return Ok(None);
    }
    let bound = |text| Bound::Included(Term::from_field_text(fields.text, text));
    let figures: EngineQuery = Box::new(RangeQuery::new(bound("0"), bound("9~")));
    let words = stems.into_iter().map(|stem| scored_term(fields.stem, stem));
    Ok(Some(Box::new(BooleanQuery::intersection(words.chain([figures]).collect()))))
}

/// The stems that must stand beside another number; none when the phrase has no number.
pub(super) fn stems_beside_number<'p>(phrase: &'p PhraseQuery<'_>, index: &Index) -> Result<Vec<&'p str>, QueryError> {
    let text = &phrase.text;
    let is_number = |at: usize| text.words[at].folded.starts_with(|c: char| c.is_ascii_digit());
    if !(0..text.words.len()).any(is_number) {
        return Ok(Vec::new());
    }
    let content_words = (0..text.words.len()).filter(|&at| !is_number(at) && !is_function_word(&text.words[at].folded));
    let stems: BTreeSet<&str> = content_words.map(|at| text.stem(at)).collect();
    let mut stems = rarest_within(with_frequency(stems, index)?, MAX_WORD_POSTINGS);
    stems.truncate(MAX_WORDS_BESIDE_NUMBER);
    Ok(stems)
}

/// The most words that must stand beside another number: the rarest are enough.
const MAX_WORDS_BESIDE_NUMBER: usize = 3;

/// Quotes with two adjacent words that are also adjacent in the phrase.
fn with_shared_bigrams(phrase: &PhraseQuery<'_>, index: &Index) -> Result<EngineQuery, QueryError> {
    let field = index.fields().text;
    let found: Vec<EngineQuery> =
        shared_bigrams(phrase, index)?.iter().map(|bigram| compile::phrase(field, bigram, 0)).collect();
    Ok(if found.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(found)) })
}

/// The pairs of adjacent words of which a quote must have one.
pub(super) fn shared_bigrams(phrase: &PhraseQuery<'_>, index: &Index) -> Result<Vec<Vec<String>>, QueryError> {
    let words: Vec<String> = phrase.text.words.iter().take(MAX_TERMS).map(|word| word.folded.clone()).collect();
    let with = words.iter().map(|word| index.doc_freq(index.fields().text, word));
    let with = with.collect::<tantivy::Result<Vec<u64>>>()?;
    let bigrams: Vec<(u64, &[String])> =
        words.windows(2).zip(with.windows(2)).map(|(bigram, with)| (with[0].min(with[1]), bigram)).collect();
    Ok(rarest_within(bigrams, MAX_BIGRAM_POSTINGS).into_iter().map(<[String]>::to_vec).collect())
}
