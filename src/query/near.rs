//! Quotes that share words with a phrase: where to look when nobody is quoted with the very words.
//!
//! Two ways lead to a quote, each by the engine's ranking, in which a rare word counts for more than a frequent one. It
//! shares single words in any form; or it shares two words that stand side by side, which finds what is made of frequent
//! words alone: however one word in five is dropped or replaced, some two neighbours are left. Rare words go first, and
//! frequent ones are left out when there are enough without them. What is found so is sorted
//! out by where the words stand in it (see `places`), so that hardly a record is read in vain.

use std::collections::BTreeSet;
use std::ops::Bound;

use rustc_hash::FxHashSet;
use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, EmptyQuery, RangeQuery};

use super::compile::{self, Compiled, narrowed, scored};
use super::error::QueryError;
use super::judge::Asked;
use super::line::is_function_word;
use super::narrowing::Narrowing;
use super::places::{self, Likely};
use crate::index::Index;

/// Quotes that are looked at of each way.
const MOST: usize = 120;
/// Quotes that have some of the words.
const ENOUGH_WITH_WORDS: u64 = 40_000;
/// Quotes with the rarer of two words, to be looked through for both side by side.
const ENOUGH_WITH_PAIRS: u64 = 10_000;
/// Words of a phrase that quotes are looked for with.
const MOST_TERMS: usize = 64;

/// How rare a word is, between 0 (every quote has it) and about 1 (one has it), by the quotes of `index`.
pub(crate) fn rarity(index: &Index, folded: &str) -> f32 {
    let all = index.searcher().num_docs() as f32;
    let with = index.searcher().doc_freq(&Term::from_field_text(index.fields().text, folded)).unwrap_or(0) as f32;
    // The weight of a word in BM25, by that of a word that stands in one document alone.
    let weight = (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln();
    weight / (all + 2.0).ln()
}

/// How quotes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ways {
    /// Both ways.
    All,
    /// Both ways; and when the phrase has a number, whatever has the other words and some number.
    Loosely,
    /// By neighbours alone: enough for what has nearly all words.
    Neighbours,
}

/// Quotes that may come as near to the phrase as `bar`, likeliest first.
pub(crate) fn candidates(
    index: &Index,
    asked: &Asked<'_>,
    narrowing: &Narrowing,
    bar: f32,
    ways: Ways,
) -> Result<Vec<Likely>, QueryError> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    let words = (ways != Ways::Neighbours).then(|| sharing_words(asked, index)).transpose()?;
    let numbered = if ways == Ways::Loosely { with_another_number(asked, index)? } else { None };
    for query in words.into_iter().chain([sharing_neighbours(asked, index)?]).chain(numbered) {
        let query = narrowed(query, narrowing.of_quotes_and_attitudes());
        let ranked = index.searcher().search(&*query, &TopDocs::with_limit(MOST).order_by_score())?;
        found.extend(ranked.into_iter().filter(|(_, address)| seen.insert(*address)));
    }
    places::likely(index, asked, found, bar)
}

/// Quotes that share words with the phrase, in any form; those that only hold others together count when there is little
/// else.
fn sharing_words(asked: &Asked<'_>, index: &Index) -> Result<Compiled, QueryError> {
    let (line, field) = (&asked.line, index.fields().stem);
    let stems = |wanted: fn(&str) -> bool| -> BTreeSet<&str> {
        (0..line.words.len()).filter(|&at| wanted(&line.words[at].folded)).map(|at| line.stem(at)).collect()
    };
    let meaning = stems(|word| !is_function_word(word));
    let stems = if meaning.len() < 2 { stems(|_| true) } else { meaning };
    let with = |stem: &str| index.searcher().doc_freq(&Term::from_field_text(field, stem));
    let stems = stems.into_iter().map(|stem| Ok((with(stem)?, stem))).collect::<tantivy::Result<Vec<_>>>()?;
    let stems = rarest(stems, ENOUGH_WITH_WORDS);
    Ok(Box::new(BooleanQuery::union(stems.into_iter().map(|stem| scored(field, stem)).collect())))
}

/// Those that are there at all, rarest first, until so many quotes have them together; at least two.
fn rarest<T: Ord>(mut of: Vec<(u64, T)>, enough: u64) -> Vec<T> {
    of.sort_unstable();
    of.dedup();
    let mut so_far: u64 = 0;
    let there = of.into_iter().filter(|(with, _)| *with > 0).enumerate();
    let few = there.take_while(|(at, (with, _))| {
        so_far = so_far.saturating_add(*with);
        *at < 2 || so_far <= enough
    });
    few.take(MOST_TERMS).map(|(_, (_, one))| one).collect()
}

/// Quotes with the words of a phrase, but for its numbers, and with some number in figures: "30,000 emails" for "33000
/// emails". There may be a thousand quotes about emails, and no other way leads to these few.
fn with_another_number(asked: &Asked<'_>, index: &Index) -> Result<Option<Compiled>, QueryError> {
    let (line, fields) = (&asked.line, index.fields());
    let is_number = |at: usize| line.words[at].folded.starts_with(|c: char| c.is_ascii_digit());
    if !(0..line.words.len()).any(is_number) {
        return Ok(None);
    }
    let meaning = (0..line.words.len()).filter(|&at| !is_number(at) && !is_function_word(&line.words[at].folded));
    let with = |stem: &str| index.searcher().doc_freq(&Term::from_field_text(fields.stem, stem));
    let stems: BTreeSet<&str> = meaning.map(|at| line.stem(at)).collect();
    let stems = stems.into_iter().map(|stem| Ok((with(stem)?, stem))).collect::<tantivy::Result<Vec<_>>>()?;
    let mut stems = rarest(stems, ENOUGH_WITH_WORDS);
    stems.truncate(MOST_BESIDE_NUMBER);
    if stems.is_empty() {
        return Ok(None);
    }
    let bound = |text| Bound::Included(Term::from_field_text(fields.text, text));
    let figures: Compiled = Box::new(RangeQuery::new(bound("0"), bound("9~")));
    let words = stems.into_iter().map(|stem| scored(fields.stem, stem));
    Ok(Some(Box::new(BooleanQuery::intersection(words.chain([figures]).collect()))))
}

/// Words that must stand beside another number: the rarest say enough.
const MOST_BESIDE_NUMBER: usize = 3;

/// Quotes in which two words stand side by side that do so in the phrase.
fn sharing_neighbours(asked: &Asked<'_>, index: &Index) -> Result<Compiled, QueryError> {
    let field = index.fields().text;
    let words: Vec<String> = asked.line.words.iter().take(MOST_TERMS).map(|word| word.folded.clone()).collect();
    let with = words.iter().map(|word| index.searcher().doc_freq(&Term::from_field_text(field, word)));
    let with = with.collect::<tantivy::Result<Vec<u64>>>()?;
    let pairs: Vec<(u64, &[String])> =
        words.windows(2).zip(with.windows(2)).map(|(pair, with)| (with[0].min(with[1]), pair)).collect();
    let found: Vec<Compiled> =
        rarest(pairs, ENOUGH_WITH_PAIRS).into_iter().map(|pair| compile::phrase(field, pair, 0)).collect();
    Ok(if found.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(found)) })
}
