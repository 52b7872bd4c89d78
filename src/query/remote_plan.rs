//! What a question needs of an index that another engine holds.
//!
//! The same code that asks a local index tells here which words it will ask about, and which documents can be part of
//! the answer. `remote` fetches them, and asks the local code again over what it got.

use std::collections::BTreeSet;

use serde_json::Value;

use super::candidates::{normalized_idf, shared_bigrams, shared_stems, stems_beside_number};
use super::engine_json::{any, passages, phrase, quote_filters, term, topic, verbatim};
use super::error::QueryError;
use super::grammar::{Field, QueryExpr};
use super::phrase_match::PhraseQuery;
use super::request::Filters;
use crate::index::{Index, field, fold, name, stems};

/// A word in a field of the local index.
pub(crate) type RankedWord = (&'static str, String);

/// The field of a ranked word in the documents of other engines.
pub(crate) fn engine_field(local: &str) -> &'static str {
    match local {
        name::text => field::quote,
        name::stem => field::quote_stem,
        _ => field::speaker,
    }
}

/// The words whose frequencies rank the hits of a search.
pub(crate) fn ranked_words(expr: &QueryExpr) -> BTreeSet<RankedWord> {
    match expr {
        QueryExpr::All(parts) | QueryExpr::Any(parts) => parts.iter().flat_map(ranked_words).collect(),
        QueryExpr::Not(inner) => ranked_words(inner),
        QueryExpr::Word(text) => {
            let word = fold(text);
            let stem = stems(text).into_iter().next().unwrap_or_else(|| word.clone());
            BTreeSet::from([(name::text, word.clone()), (name::speaker, word), (name::stem, stem)])
        }
        QueryExpr::Phrase(words, _) => words.iter().map(|word| (name::text, word.clone())).collect(),
        QueryExpr::Prefix(_) | QueryExpr::Field(_) => BTreeSet::new(),
    }
}

/// The names of speakers in a query.
pub(crate) fn asked_speakers(expr: &QueryExpr) -> BTreeSet<&str> {
    match expr {
        QueryExpr::All(parts) | QueryExpr::Any(parts) => parts.iter().flat_map(asked_speakers).collect(),
        QueryExpr::Not(inner) => asked_speakers(inner),
        QueryExpr::Field(Field::Speaker(name)) => BTreeSet::from([name.as_str()]),
        _ => BTreeSet::new(),
    }
}

/// Quotes about the topics that a search names: whether there are any decides which topics are suggested.
pub(crate) fn asked_topics(expr: &QueryExpr, filters: &Filters) -> Vec<Value> {
    let of_query = expr.without_fields().into_iter().filter_map(|(field, _)| match field {
        Field::Topic(asked) => Some(topic(asked)),
        _ => None,
    });
    filters.topic.as_deref().map(topic).into_iter().chain(of_query).collect()
}

/// The words of a phrase whose frequencies tell how much a match is worth.
pub(crate) fn phrase_words(phrase: &str) -> BTreeSet<RankedWord> {
    let query = PhraseQuery::new(phrase, |_| 0.0);
    let text = &query.text;
    let words = text.words.iter().map(|word| (name::text, word.folded.clone()));
    let stems = (0..text.words.len()).map(|at| (name::stem, text.stem(at).to_owned()));
    words.chain(stems).collect()
}

/// What is looked for to tell who said a phrase.
pub(crate) struct WhoPlan {
    /// What every quote must satisfy. The speaker is not among it: that somebody else said it is an answer.
    pub demands: Vec<Value>,
    /// Quotes with all words.
    pub verbatim: Value,
    /// Quotes with some of them, each query by itself ranked.
    pub ranked: Vec<Value>,
    /// Articles with all words.
    pub passages: Value,
}

/// The plan for a phrase; `None` for one without words. `index` has the frequencies of its words.
pub(crate) fn who_plan(index: &Index, asked: &str, filters: &Filters) -> Result<Option<WhoPlan>, QueryError> {
    let query = PhraseQuery::new(asked, |word| normalized_idf(index, word));
    if query.readings.is_empty() {
        return Ok(None);
    }
    let everybody = Filters { speaker: None, ..filters.clone() };
    let stems = shared_stems(&query, index)?;
    let bigrams = shared_bigrams(&query, index)?;
    let beside = stems_beside_number(&query, index)?;
    let with_stem = |stem: &&str| term(field::quote_stem, stem);
    let mut ranked = vec![any(stems.iter().map(with_stem).collect())];
    ranked.push(any(bigrams.iter().map(|words| phrase(field::quote, words, 0)).collect()));
    if !beside.is_empty() {
        // Any number will do, so none is asked for.
        ranked.push(serde_json::json!({ "bool": { "must": beside.iter().map(with_stem).collect::<Vec<_>>() } }));
    }
    Ok(Some(WhoPlan {
        demands: quote_filters(index, &everybody)?,
        verbatim: verbatim(&query),
        ranked,
        passages: passages(&query, filters),
    }))
}
