//! Compiles query expressions and filters to queries of the engine.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    RangeQuery, RegexQuery,
};
use tantivy::schema::Field as Column;

use super::article_join::ArticleJoin;
use super::dates::DateRange;
use super::error::QueryError;
use super::grammar::{Field, QueryExpr};
use super::request::Filters;
use super::speaker_lookup::speaker_query;
use super::terms::all_words;
pub(crate) use super::terms::{Clause, EngineQuery, scored_term, term};
use super::tokenized_text::is_function_word;
use super::topic_expansion::TopicExpansion;
use crate::article::publisher_key;
use crate::index::{Fields, Index, QUOTE, day, fold, stems, thousandths};
use crate::quote::{AttributionType, Kind, Polarity};

/// The weight of the word as typed, relative to another form of it.
const EXACT_BOOST: f32 = 1.5;
/// The weight of a word in the speaker's name, relative to one in the quote.
const NAME_BOOST: f32 = 0.5;

/// The query for the quotes that match `expr`.
pub(crate) fn compile_query(index: &Index, expr: &QueryExpr) -> Result<EngineQuery, QueryError> {
    let fields = index.fields();
    Ok(match expr {
        QueryExpr::All(parts) => all_of(index, parts)?,
        QueryExpr::Any(parts) => {
            let parts = parts.iter().map(|part| compile_query(index, part));
            Box::new(BooleanQuery::union(parts.collect::<Result<_, _>>()?))
        }
        QueryExpr::Not(_) => all_of(index, std::slice::from_ref(expr))?,
        QueryExpr::Word(text) => word(index, text)?,
        QueryExpr::Prefix(begin) => Box::new(RegexQuery::from_pattern(&format!("{begin}.*"), fields.text)?),
        QueryExpr::Phrase(words, slop) => phrase(fields.text, words, *slop),
        QueryExpr::Field(field) => unscored(field_query(index, field)?),
    })
}

fn all_of(index: &Index, parts: &[QueryExpr]) -> Result<EngineQuery, QueryError> {
    let mut clauses = Vec::with_capacity(parts.len() + 1);
    for part in parts {
        clauses.push(match part {
            QueryExpr::Not(inner) => (Occur::MustNot, for_exclusion(compile_query(index, inner)?)),
            part => (Occur::Must, compile_query(index, part)?),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push(is_quote(index.fields()));
    }
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// The same documents, for use in an exclusion. The engine seeks excluded documents backwards, which the scorers of
/// phrases and conjunctions assert not to happen; a union of two checks first.
fn for_exclusion(query: EngineQuery) -> EngineQuery {
    Box::new(BooleanQuery::union(vec![query.box_clone(), query]))
}

/// A word in any of its forms, in the quote or in the name of its speaker.
///
/// Alternatives that add no documents are left out: each would cost as much as the others, most for frequent words.
fn word(index: &Index, text: &str) -> Result<EngineQuery, QueryError> {
    let fields = index.fields();
    let folded = fold(text);
    let stem = stems(text).into_iter().next().unwrap_or_else(|| folded.clone());
    let with = |column, word: &str| index.doc_freq(column, word);
    let mut alternatives: Vec<EngineQuery> = vec![scored_term(fields.stem, &stem)];
    let exact = with(fields.text, &folded)?;
    if exact > 0 && exact < with(fields.stem, &stem)? {
        alternatives.push(Box::new(BoostQuery::new(scored_term(fields.text, &folded), EXACT_BOOST)));
    }
    if !is_function_word(&folded) && with(fields.speaker, &folded)? > 0 {
        alternatives.push(Box::new(BoostQuery::new(scored_term(fields.speaker, &folded), NAME_BOOST)));
    }
    Ok(match alternatives.len() {
        1 => alternatives.remove(0),
        _ => Box::new(DisjunctionMaxQuery::new(alternatives)),
    })
}

/// Folded words in this order in one field.
pub(crate) fn phrase(column: Column, words: &[String], slop: u32) -> EngineQuery {
    match words {
        [] => Box::new(EmptyQuery),
        [word] => scored_term(column, word),
        _ => {
            let terms = words.iter().map(|word| Term::from_field_text(column, word)).collect();
            let mut query = PhraseQuery::new(terms);
            query.set_slop(slop);
            Box::new(query)
        }
    }
}

fn field_query(index: &Index, field: &Field) -> Result<EngineQuery, QueryError> {
    let fields = index.fields();
    Ok(match field {
        Field::Speaker(text) => speaker_query(index, text)?,
        Field::Topic(text) => topic_query(fields, &TopicExpansion::of(text)),
        Field::Publisher(text) => publisher_query(fields, text),
        Field::Title(text) => title_query(fields, text),
        Field::Kinds(kinds) => any_kind(fields, kinds),
        Field::Polarities(polarities) => any_polarity(fields, polarities),
        Field::Days(days) => in_date_range(fields, *days),
    })
}

/// The topic with this name, or topics with these words.
pub(crate) fn topic_query(fields: &Fields, expansion: &TopicExpansion) -> EngineQuery {
    let words = expansion.spellings.iter().map(|words| phrase(fields.topic, words, 0));
    let articles = Box::new(BooleanQuery::union(words.collect()));
    let words: EngineQuery = Box::new(ArticleJoin::by_topic(articles, fields.topic_name, expansion.clone()));
    let known = expansion.concept.map(|name| term(fields.topic_name, name));
    Box::new(BooleanQuery::union(known.into_iter().chain([words]).collect()))
}

/// All words in the name of the publisher, or the same publisher under another spelling or an address.
fn publisher_query(fields: &Fields, text: &str) -> EngineQuery {
    let key = term(fields.publisher, &fold(&publisher_key(text)));
    Box::new(BooleanQuery::union(vec![all_words(fields.publisher, text), key]))
}

/// All words in the headline.
fn title_query(fields: &Fields, text: &str) -> EngineQuery {
    Box::new(ArticleJoin::whole_articles(all_words(fields.title, text), fields.article_key))
}

fn any_kind(fields: &Fields, kinds: &[Kind]) -> EngineQuery {
    Box::new(BooleanQuery::union(kinds.iter().map(|kind| term(fields.kind, kind.name())).collect()))
}

fn any_polarity(fields: &Fields, polarities: &[Polarity]) -> EngineQuery {
    Box::new(BooleanQuery::union(polarities.iter().map(|one| term(fields.polarity, one.name())).collect()))
}

fn in_date_range(fields: &Fields, days: DateRange) -> EngineQuery {
    let bound = |date: Option<_>| match date {
        Some(date) => Bound::Included(Term::from_field_i64(fields.day, day(date))),
        None => Bound::Unbounded,
    };
    if days == DateRange::default() {
        return Box::new(AllQuery);
    }
    Box::new(RangeQuery::new(bound(days.since), bound(days.until)))
}

/// One of the filters: each can be left out by itself, to find out which of them excludes all results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    Speaker,
    Topic,
    Publisher,
    Title,
    Kinds,
    Polarities,
    Since,
    Until,
    Confidence,
}

/// The filters that are set, as they are typed.
pub(crate) fn active_filters(filters: &Filters) -> Vec<(Filter, String)> {
    let text = |part, flag: &str, value: &Option<String>| value.as_ref().map(|value| (part, format!("{flag} {value}")));
    let kinds = filters.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(",");
    let polarities = filters.polarities.iter().map(|one| one.name()).collect::<Vec<_>>().join(",");
    [
        text(Filter::Speaker, "--speaker", &filters.speaker),
        text(Filter::Topic, "--topic", &filters.topic),
        text(Filter::Publisher, "--publisher", &filters.publisher),
        text(Filter::Title, "--title", &filters.title),
        (!kinds.is_empty()).then(|| (Filter::Kinds, format!("--kind {kinds}"))),
        (!polarities.is_empty()).then(|| (Filter::Polarities, format!("--polarity {polarities}"))),
        filters.since.map(|day| (Filter::Since, format!("--since {day}"))),
        filters.until.map(|day| (Filter::Until, format!("--until {day}"))),
        (filters.min_confidence > 0.0)
            .then(|| (Filter::Confidence, format!("--min-confidence {}", filters.min_confidence))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The filters without `left_out`.
pub(crate) fn without_filter(filters: &Filters, left_out: Filter) -> Filters {
    let mut rest = filters.clone();
    match left_out {
        Filter::Speaker => rest.speaker = None,
        Filter::Topic => rest.topic = None,
        Filter::Publisher => rest.publisher = None,
        Filter::Title => rest.title = None,
        Filter::Kinds => rest.kinds.clear(),
        Filter::Polarities => rest.polarities.clear(),
        Filter::Since => rest.since = None,
        Filter::Until => rest.until = None,
        Filter::Confidence => rest.min_confidence = 0.0,
    }
    rest
}

/// The clauses that `filters` add to a query for quotes, except those on their articles.
pub(crate) fn quote_filters(index: &Index, filters: &Filters) -> Result<Vec<Clause>, QueryError> {
    let fields = index.fields();
    let mut clauses = Vec::new();
    let mut must = |query: EngineQuery| clauses.push((Occur::Must, unscored(query)));
    if let Some(text) = &filters.speaker {
        must(speaker_query(index, text)?);
    }
    if let Some(text) = &filters.topic {
        must(topic_query(fields, &TopicExpansion::of(text)));
    }
    if !filters.kinds.is_empty() {
        must(any_kind(fields, &filters.kinds));
    }
    if !filters.polarities.is_empty() {
        must(any_polarity(fields, &filters.polarities));
    }
    if filters.min_confidence > 0.0 {
        let least = Term::from_field_u64(fields.confidence, thousandths(filters.min_confidence));
        must(Box::new(RangeQuery::new(Bound::Included(least), Bound::Unbounded)));
    }
    Ok(clauses)
}

/// The clause that excludes attitudes.
pub(crate) fn without_attitudes(fields: &Fields) -> Clause {
    (Occur::MustNot, term(fields.report, AttributionType::Attitude.name()))
}

/// The clauses that `filters` add to a query for articles.
pub(crate) fn article_filters(fields: &Fields, filters: &Filters) -> Vec<Clause> {
    let days = DateRange { since: filters.since, until: filters.until };
    let publisher = filters.publisher.as_deref().map(|text| publisher_query(fields, text));
    let title = filters.title.as_deref().map(|text| title_query(fields, text));
    let days = (days != DateRange::default()).then(|| in_date_range(fields, days));
    publisher.into_iter().chain(title).chain(days).map(|query| (Occur::Must, unscored(query))).collect()
}

/// The clause that excludes articles.
pub(crate) fn is_quote(fields: &Fields) -> Clause {
    (Occur::Must, unscored(term(fields.doc, QUOTE)))
}

/// `query` restricted to documents that satisfy all of `clauses`.
pub(crate) fn filtered(query: EngineQuery, clauses: Vec<Clause>) -> EngineQuery {
    if clauses.is_empty() {
        return query;
    }
    Box::new(BooleanQuery::new([(Occur::Must, query)].into_iter().chain(clauses).collect()))
}

/// The query without effect on the score.
fn unscored(query: EngineQuery) -> EngineQuery {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
