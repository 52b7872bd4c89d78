//! Compiles queries to the JSON that Elasticsearch, OpenSearch and Quickwit understand.
//!
//! What comes back is judged again, by the same code as on a local index. So a compiled query need not be exact, but it
//! must find at least what the local one finds: where an engine means something else than Tantivy, the query says less.
//! Words are folded and stemmed here, and every field holds words that were.

use serde_json::{Value, json};

use super::compile::{self, Filter};
use super::dates::DateRange;
use super::error::QueryError;
use super::grammar::{Field, QueryExpr};
use super::phrase_match::PhraseQuery;
use super::request::Filters;
use super::speaker_lookup::MeantSpeakers;
use super::terms::folded;
use super::tokenized_text::is_function_word;
use super::topic_expansion::TopicExpansion;
use crate::article::publisher_key;
use crate::index::{DocumentKind, Index, day, field, fold, stems, thousandths};
use crate::quote::AttributionType;

/// A phrase with more words between is looked for by its words alone.
const MAX_SLOP: u32 = 100;

/// A compiled query.
pub(crate) struct EngineJson {
    /// `None` finds everything.
    pub query: Option<Value>,
    /// Whether it finds nothing but what the local query finds. Only such a query may exclude.
    exact: bool,
}

impl EngineJson {
    fn exact(query: Value) -> Self {
        Self { query: Some(query), exact: true }
    }

    fn wider(query: Value) -> Self {
        Self { query: Some(query), exact: false }
    }
}

/// Quotes that match `expr`. `names` decides which speakers are meant.
pub(crate) fn expression(names: &Index, expr: &QueryExpr) -> Result<EngineJson, QueryError> {
    Ok(match expr {
        QueryExpr::All(parts) => all_parts(names, parts)?,
        QueryExpr::Not(_) => all_parts(names, std::slice::from_ref(expr))?,
        QueryExpr::Any(parts) => {
            let parts = parts.iter().map(|part| expression(names, part)).collect::<Result<Vec<_>, _>>()?;
            let exact = parts.iter().all(|part| part.exact);
            let queries: Option<Vec<Value>> = parts.into_iter().map(|part| part.query).collect();
            EngineJson { query: queries.map(any), exact }
        }
        QueryExpr::Word(text) => EngineJson::exact(word(text)),
        QueryExpr::Prefix(begin) => EngineJson::exact(json!({ "prefix": { field::quote: { "value": begin } } })),
        QueryExpr::Phrase(words, slop) => loose_phrase(words, *slop),
        QueryExpr::Field(asked) => condition(names, asked)?,
    })
}

fn all_parts(names: &Index, parts: &[QueryExpr]) -> Result<EngineJson, QueryError> {
    let (mut must, mut must_not, mut exact) = (Vec::new(), Vec::new(), true);
    for part in parts {
        match part {
            QueryExpr::Not(inner) => match expression(names, inner)? {
                EngineJson { query: Some(query), exact: true } => must_not.push(query),
                _ => exact = false,
            },
            part => {
                let part = expression(names, part)?;
                exact &= part.exact;
                must.extend(part.query);
            }
        }
    }
    let query = match (must.is_empty(), must_not.is_empty()) {
        (true, true) => None,
        (false, true) => Some(all(must)),
        (true, false) => Some(json!({ "bool": { "must": [{ "match_all": {} }], "must_not": must_not } })),
        (false, false) => Some(json!({ "bool": { "must": must, "must_not": must_not } })),
    };
    Ok(EngineJson { query, exact })
}

/// The word in any of its forms, in the quote or in the name of its speaker.
fn word(text: &str) -> Value {
    let word = fold(text);
    let stem = stems(text).into_iter().next().unwrap_or_else(|| word.clone());
    let quote = term(field::quote_stem, &stem);
    if is_function_word(&word) { quote } else { any(vec![quote, term(field::speaker, &word)]) }
}

/// A phrase with other words between. Lucene counts how far words are moved, and gives a word that comes twice two
/// places; the last word of Tantivy may be as far away again as all others together.
fn loose_phrase(words: &[String], slop: u32) -> EngineJson {
    let mut different = words.to_vec();
    different.sort_unstable();
    different.dedup();
    if slop == 0 || words.len() < 2 {
        return EngineJson::exact(phrase(field::quote, words, 0));
    }
    if slop > MAX_SLOP || different.len() < words.len() {
        return EngineJson::wider(all(different.iter().map(|word| term(field::quote, word)).collect()));
    }
    EngineJson::wider(phrase(field::quote, words, if words.len() > 2 { 2 * slop } else { slop }))
}

fn condition(names: &Index, asked: &Field) -> Result<EngineJson, QueryError> {
    Ok(match asked {
        Field::Speaker(text) => EngineJson::wider(speaker(names, text)?),
        Field::Topic(text) => EngineJson::wider(topic(text)),
        Field::Publisher(text) => EngineJson::exact(publisher(text)),
        Field::Title(text) => EngineJson::exact(all_words(field::title, text)),
        Field::Kinds(kinds) => EngineJson::exact(terms(field::kind, kinds.iter().map(|kind| kind.name()))),
        Field::Polarities(all) => EngineJson::exact(terms(field::polarity, all.iter().map(|one| one.name()))),
        Field::Days(days) => EngineJson { query: in_days(*days), exact: true },
    })
}

/// Quotes of the speakers that a typed name means, as far as `names` holds the names that decide it.
pub(crate) fn speaker(names: &Index, asked: &str) -> Result<Value, QueryError> {
    let MeantSpeakers { words, in_field, untitled, keys } = MeantSpeakers::of(names, asked)?;
    let mut alternatives = vec![with_words(field::speaker, &words), terms(field::speaker_key, &keys)];
    alternatives.extend(in_field.map(|(key, _)| term(field::speaker_key, &key)));
    alternatives.extend(untitled.map(|(words, _)| with_words(field::speaker, &words)));
    Ok(any(alternatives))
}

/// Quotes about a topic.
pub(crate) fn topic(asked: &str) -> Value {
    let TopicExpansion { concept, spellings } = TopicExpansion::of(asked);
    let words = spellings.iter().filter(|words| !words.is_empty()).map(|words| phrase(field::topic_words, words, 0));
    any(concept.map(|name| term(field::topic, name)).into_iter().chain(words).collect())
}

fn publisher(asked: &str) -> Value {
    any(vec![all_words(field::publisher, asked), term(field::publisher, &fold(&publisher_key(asked)))])
}

fn in_days(days: DateRange) -> Option<Value> {
    let mut bounds = serde_json::Map::new();
    bounds.extend(days.since.map(|date| ("gte".to_owned(), day(date).into())));
    bounds.extend(days.until.map(|date| ("lte".to_owned(), day(date).into())));
    (!bounds.is_empty()).then(|| json!({ "range": { field::day: bounds } }))
}

/// What the filters demand of a quote.
pub(crate) fn quote_filters(names: &Index, filters: &Filters) -> Result<Vec<Value>, QueryError> {
    let mut demands = article_filters(filters);
    if let Some(asked) = &filters.speaker {
        demands.push(speaker(names, asked)?);
    }
    demands.extend(filters.topic.as_deref().map(topic));
    if !filters.kinds.is_empty() {
        demands.push(terms(field::kind, filters.kinds.iter().map(|kind| kind.name())));
    }
    if !filters.polarities.is_empty() {
        demands.push(terms(field::polarity, filters.polarities.iter().map(|one| one.name())));
    }
    if filters.min_confidence > 0.0 {
        // Both are rounded to thousandths, and a little less does no harm.
        let least = thousandths(filters.min_confidence) as f64 / 1000.0 - 0.0005;
        demands.push(json!({ "range": { field::confidence: { "gte": least } } }));
    }
    Ok(demands)
}

/// What the filters demand of an article.
fn article_filters(filters: &Filters) -> Vec<Value> {
    let days = DateRange { since: filters.since, until: filters.until };
    let publisher = filters.publisher.as_deref().map(publisher);
    let title = filters.title.as_deref().map(|text| all_words(field::title, text));
    publisher.into_iter().chain(title).chain(in_days(days)).collect()
}

/// Quotes that match `expr` and pass the filters.
pub(crate) fn search(names: &Index, expr: &QueryExpr, filters: &Filters) -> Result<Value, QueryError> {
    let mut demands = quote_filters(names, filters)?;
    demands.extend(expression(names, expr)?.query);
    if !filters.attitudes {
        demands.push(without(term(field::report, AttributionType::Attitude.name())));
    }
    Ok(of_kind(DocumentKind::Quote, demands))
}

/// The same for every question that is asked when nothing was found: without each of the filters and conditions.
pub(crate) fn relaxed_searches(names: &Index, expr: &QueryExpr, filters: &Filters) -> Result<Vec<Value>, QueryError> {
    let parts = compile::active_filters(filters).into_iter().map(|(part, _): (Filter, String)| part);
    let fewer = parts.map(|part| search(names, expr, &compile::without_filter(filters, part)));
    let shorter = expr.without_fields();
    let shorter = shorter.iter().map(|(_, rest)| search(names, rest, filters));
    fewer.chain(shorter).collect()
}

/// Quotes that contain a reading of the phrase.
pub(crate) fn verbatim(phrase: &PhraseQuery<'_>) -> Value {
    containing(phrase, field::quote)
}

/// Articles that contain a reading of the phrase and pass the filters.
pub(crate) fn passages(phrase: &PhraseQuery<'_>, filters: &Filters) -> Value {
    let mut demands = article_filters(filters);
    demands.push(containing(phrase, field::body));
    of_kind(DocumentKind::Article, demands)
}

fn containing(phrase: &PhraseQuery<'_>, column: &str) -> Value {
    let reading = |pieces: &Vec<Vec<usize>>| {
        let pieces = phrase.folded(pieces);
        all(pieces.iter().map(|words| self::phrase(column, words, 0)).collect())
    };
    any(phrase.readings.iter().map(reading).collect())
}

/// Documents of a kind that satisfy all demands.
pub(crate) fn of_kind(kind: DocumentKind, demands: Vec<Value>) -> Value {
    let mut filter = vec![term(field::doc, kind.name())];
    filter.extend(demands);
    json!({ "bool": { "filter": filter } })
}

/// Documents of a kind that satisfy all demands, ranked by how they match `query`.
pub(crate) fn ranked(kind: DocumentKind, query: Value, demands: Vec<Value>) -> Value {
    let mut filter = vec![term(field::doc, kind.name())];
    filter.extend(demands);
    json!({ "bool": { "must": [query], "filter": filter } })
}

pub(crate) fn term(column: &str, value: &str) -> Value {
    json!({ "term": { column: { "value": value } } })
}

pub(crate) fn terms<T: AsRef<str>>(column: &str, values: impl IntoIterator<Item = T>) -> Value {
    let values: Vec<Value> = values.into_iter().map(|value| value.as_ref().into()).collect();
    json!({ "terms": { column: values } })
}

/// Folded words in this order.
pub(crate) fn phrase(column: &str, words: &[String], slop: u32) -> Value {
    match words {
        [] => nothing(),
        [word] => term(column, word),
        _ => json!({ "match_phrase": { column: { "query": words.join(" "), "slop": slop } } }),
    }
}

fn all_words(column: &str, text: &str) -> Value {
    with_words(column, &folded(text))
}

/// All these folded words.
pub(crate) fn with_words(column: &str, words: &[String]) -> Value {
    if words.is_empty() { nothing() } else { all(words.iter().map(|word| term(column, word)).collect()) }
}

fn all(mut parts: Vec<Value>) -> Value {
    if parts.len() == 1 { parts.remove(0) } else { json!({ "bool": { "must": parts } }) }
}

/// At least one of the parts.
pub(crate) fn any(mut parts: Vec<Value>) -> Value {
    match parts.len() {
        0 => nothing(),
        1 => parts.remove(0),
        _ => json!({ "bool": { "should": parts, "minimum_should_match": 1 } }),
    }
}

fn without(part: Value) -> Value {
    json!({ "bool": { "must": [{ "match_all": {} }], "must_not": [part] } })
}

fn nothing() -> Value {
    term(field::doc, "nothing")
}
