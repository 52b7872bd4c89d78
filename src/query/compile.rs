//! From the tree of a query, and from filters, to what the engine understands.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    RangeQuery, RegexQuery,
};
use tantivy::schema::Field as Column;

use super::by_article::ByArticle;
use super::dates::Days;
use super::error::QueryError;
use super::grammar::{Ask, Field};
use super::line::is_function_word;
use super::meaning::Meaning;
use super::request::Filters;
use super::terms::every;
pub(crate) use super::terms::{Clause, Compiled, scored, term};
use super::whom::whom;
use crate::article::publisher_key;
use crate::index::{Fields, Index, QUOTE, day, fold, stems, thousandths};
use crate::quote::{Kind, Polarity, Report};

/// How much more a word counts that stands as it was asked, beside one of the same stem.
const EXACT_BOOST: f32 = 1.5;
/// How much a word counts that stands in the speaker's name and not in the quote.
const NAME_BOOST: f32 = 0.5;

/// Quotes for which `ask` holds.
pub(crate) fn quotes(index: &Index, ask: &Ask) -> Result<Compiled, QueryError> {
    let fields = index.fields();
    Ok(match ask {
        Ask::All(parts) => all(index, parts)?,
        Ask::Any(parts) => {
            let parts = parts.iter().map(|part| quotes(index, part));
            Box::new(BooleanQuery::union(parts.collect::<Result<_, _>>()?))
        }
        Ask::Not(_) => all(index, std::slice::from_ref(ask))?,
        Ask::Word(text) => word(index, text)?,
        Ask::Prefix(begin) => Box::new(RegexQuery::from_pattern(&format!("{begin}.*"), fields.text)?),
        Ask::Phrase(words, slop) => phrase(fields.text, words, *slop),
        Ask::Field(field) => silent(condition(index, field)?),
    })
}

fn all(index: &Index, parts: &[Ask]) -> Result<Compiled, QueryError> {
    let mut clauses = Vec::with_capacity(parts.len() + 1);
    for part in parts {
        clauses.push(match part {
            Ask::Not(inner) => (Occur::MustNot, asked_backwards(quotes(index, inner)?)),
            part => (Occur::Must, quotes(index, part)?),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push(is_quote(index.fields()));
    }
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// The same documents, for an exclusion. The engine asks what is excluded for documents that it may have passed already,
/// which its scorers of phrases and conjunctions assert not to happen; a union of several looks first.
fn asked_backwards(query: Compiled) -> Compiled {
    Box::new(BooleanQuery::union(vec![query.box_clone(), query]))
}

/// A word in any of its forms, in the quote or in the name of who said it.
///
/// Each way that adds nothing is left out: it would cost as much as the others, and frequent words cost most.
fn word(index: &Index, text: &str) -> Result<Compiled, QueryError> {
    let fields = index.fields();
    let folded = fold(text);
    let stem = stems(text).into_iter().next().unwrap_or_else(|| folded.clone());
    let with = |column, word: &str| index.searcher().doc_freq(&Term::from_field_text(column, word));
    let mut ways: Vec<Compiled> = vec![scored(fields.stem, &stem)];
    let exact = with(fields.text, &folded)?;
    if exact > 0 && exact < with(fields.stem, &stem)? {
        ways.push(Box::new(BoostQuery::new(scored(fields.text, &folded), EXACT_BOOST)));
    }
    if !is_function_word(&folded) && with(fields.speaker, &folded)? > 0 {
        ways.push(Box::new(BoostQuery::new(scored(fields.speaker, &folded), NAME_BOOST)));
    }
    Ok(match ways.len() {
        1 => ways.remove(0),
        _ => Box::new(DisjunctionMaxQuery::new(ways)),
    })
}

/// Folded words in this order in one field.
pub(crate) fn phrase(column: Column, words: &[String], slop: u32) -> Compiled {
    match words {
        [] => Box::new(EmptyQuery),
        [word] => scored(column, word),
        _ => {
            let terms = words.iter().map(|word| Term::from_field_text(column, word)).collect();
            let mut query = PhraseQuery::new(terms);
            query.set_slop(slop);
            Box::new(query)
        }
    }
}

fn condition(index: &Index, field: &Field) -> Result<Compiled, QueryError> {
    let fields = index.fields();
    Ok(match field {
        Field::Speaker(text) => whom(index, text)?,
        Field::Topic(text) => topic(fields, &Meaning::of(text)),
        Field::Publisher(text) => publisher(fields, text),
        Field::Title(text) => title(fields, text),
        Field::Kinds(kinds) => one_of(fields, kinds),
        Field::Polarities(polarities) => any_of(fields, polarities),
        Field::Days(days) => within(fields, *days),
    })
}

/// The well-known topic that is meant, or its words in a topic.
pub(crate) fn topic(fields: &Fields, meaning: &Meaning) -> Compiled {
    let words = meaning.spellings.iter().map(|words| phrase(fields.topic, words, 0));
    let articles = Box::new(BooleanQuery::union(words.collect()));
    let words: Compiled = Box::new(ByArticle::about(articles, fields.topic_name, meaning.clone()));
    let known = meaning.concept.map(|name| term(fields.topic_name, name));
    Box::new(BooleanQuery::union(known.into_iter().chain([words]).collect()))
}

/// All words in the name of the publisher, or the publisher who is meant, by another spelling or an address.
fn publisher(fields: &Fields, text: &str) -> Compiled {
    let key = term(fields.publisher, &fold(&publisher_key(text)));
    Box::new(BooleanQuery::union(vec![every(fields.publisher, text), key]))
}

/// All words in the headline.
fn title(fields: &Fields, text: &str) -> Compiled {
    Box::new(ByArticle::all(every(fields.title, text), fields.article_key))
}

fn one_of(fields: &Fields, kinds: &[Kind]) -> Compiled {
    Box::new(BooleanQuery::union(kinds.iter().map(|kind| term(fields.kind, kind.name())).collect()))
}

fn any_of(fields: &Fields, polarities: &[Polarity]) -> Compiled {
    Box::new(BooleanQuery::union(polarities.iter().map(|one| term(fields.polarity, one.name())).collect()))
}

fn within(fields: &Fields, days: Days) -> Compiled {
    let bound = |date: Option<_>| match date {
        Some(date) => Bound::Included(Term::from_field_i64(fields.day, day(date))),
        None => Bound::Unbounded,
    };
    if days == Days::default() {
        return Box::new(AllQuery);
    }
    Box::new(RangeQuery::new(bound(days.since), bound(days.until)))
}

/// What a filter is about: one at a time can be left out, to say which of them emptied the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
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

/// The filters that are set, as one would type them.
pub(crate) fn parts(filters: &Filters) -> Vec<(Part, String)> {
    let text = |part, flag: &str, value: &Option<String>| value.as_ref().map(|value| (part, format!("{flag} {value}")));
    let kinds = filters.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(",");
    let polarities = filters.polarities.iter().map(|one| one.name()).collect::<Vec<_>>().join(",");
    [
        text(Part::Speaker, "--speaker", &filters.speaker),
        text(Part::Topic, "--topic", &filters.topic),
        text(Part::Publisher, "--publisher", &filters.publisher),
        text(Part::Title, "--title", &filters.title),
        (!kinds.is_empty()).then(|| (Part::Kinds, format!("--kind {kinds}"))),
        (!polarities.is_empty()).then(|| (Part::Polarities, format!("--polarity {polarities}"))),
        filters.since.map(|day| (Part::Since, format!("--since {day}"))),
        filters.until.map(|day| (Part::Until, format!("--until {day}"))),
        (filters.min_confidence > 0.0)
            .then(|| (Part::Confidence, format!("--min-confidence {}", filters.min_confidence))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The filters without the part `left_out`.
pub(crate) fn without(filters: &Filters, left_out: Part) -> Filters {
    let mut rest = filters.clone();
    match left_out {
        Part::Speaker => rest.speaker = None,
        Part::Topic => rest.topic = None,
        Part::Publisher => rest.publisher = None,
        Part::Title => rest.title = None,
        Part::Kinds => rest.kinds.clear(),
        Part::Polarities => rest.polarities.clear(),
        Part::Since => rest.since = None,
        Part::Until => rest.until = None,
        Part::Confidence => rest.min_confidence = 0.0,
    }
    rest
}

/// The clauses that `filters` add to a query about quotes, besides those about their articles.
pub(crate) fn quote_filters(index: &Index, filters: &Filters) -> Result<Vec<Clause>, QueryError> {
    let fields = index.fields();
    let mut clauses = Vec::new();
    let mut must = |query: Compiled| clauses.push((Occur::Must, silent(query)));
    if let Some(text) = &filters.speaker {
        must(whom(index, text)?);
    }
    if let Some(text) = &filters.topic {
        must(topic(fields, &Meaning::of(text)));
    }
    if !filters.kinds.is_empty() {
        must(one_of(fields, &filters.kinds));
    }
    if !filters.polarities.is_empty() {
        must(any_of(fields, &filters.polarities));
    }
    if filters.min_confidence > 0.0 {
        let least = Term::from_field_u64(fields.confidence, thousandths(filters.min_confidence));
        must(Box::new(RangeQuery::new(Bound::Included(least), Bound::Unbounded)));
    }
    Ok(clauses)
}

/// The clause that leaves out attitudes.
pub(crate) fn without_attitudes(fields: &Fields) -> Clause {
    (Occur::MustNot, term(fields.report, Report::Attitude.name()))
}

/// The clauses that `filters` add to a query about articles.
pub(crate) fn article_filters(fields: &Fields, filters: &Filters) -> Vec<Clause> {
    let days = Days { since: filters.since, until: filters.until };
    let publisher = filters.publisher.as_deref().map(|text| publisher(fields, text));
    let title = filters.title.as_deref().map(|text| title(fields, text));
    let days = (days != Days::default()).then(|| within(fields, days));
    publisher.into_iter().chain(title).chain(days).map(|query| (Occur::Must, silent(query))).collect()
}

/// The clause that leaves out articles.
pub(crate) fn is_quote(fields: &Fields) -> Clause {
    (Occur::Must, silent(term(fields.doc, QUOTE)))
}

/// `query` where all of `clauses` hold.
pub(crate) fn narrowed(query: Compiled, clauses: Vec<Clause>) -> Compiled {
    if clauses.is_empty() {
        return query;
    }
    Box::new(BooleanQuery::new([(Occur::Must, query)].into_iter().chain(clauses).collect()))
}

/// The query without a say in the score.
fn silent(query: Compiled) -> Compiled {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
