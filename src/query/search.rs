//! Search: quotes by words, phrases and what is known of them.

use tantivy::query::Query;

use super::answer::{Hit, SearchAnswer, Suggestion};
use super::compile::{self, narrowed};
use super::error::QueryError;
use super::gather::{Group, entries, groups, page};
use super::grammar::{Ask, Field, parse};
use super::highlight::matched;
use super::record;
use super::request::{Filters, Search, Sort};
use super::suggest::nearest;
use crate::index::Index;

impl Index {
    /// The quotes that answer `search`.
    ///
    /// A quotation that stands in several articles is one hit, its earliest occurrence. Hits that match equally well
    /// come latest first, those of one article in its order. When there are none, the answer says what is near.
    ///
    /// # Errors
    /// When the query cannot be read, with the place; or the index cannot.
    pub fn search(&self, search: &Search) -> Result<SearchAnswer, QueryError> {
        let ask = parse(&search.query)?;
        let query = compiled(self, &ask, &search.filters)?;
        let groups = groups(entries(self, &*query, search.sort == Sort::Relevance)?);
        let total = groups.len();
        if total == 0 {
            return self.nothing(&ask, &search.filters);
        }
        let page = page(groups, search.sort, search.offset, search.limit);
        let hits = page.iter().map(|group| self.hit(group, &ask, &search.filters));
        Ok(SearchAnswer { hits: hits.collect::<Result<_, _>>()?, total, ..SearchAnswer::default() })
    }

    fn hit(&self, group: &Group, ask: &Ask, filters: &Filters) -> Result<Hit, QueryError> {
        let quote = record::quote(self, group.first.address)?;
        let matched = matched(ask, &quote.text);
        let mut also_in = Vec::new();
        if group.count > 1 {
            let occurrences = record::occurrences(self, group.first.same, filters)?;
            also_in = record::other_articles(self, &occurrences, &group.first)?;
        }
        Ok(Hit { quote, score: group.first.score, matched, also_in })
    }

    /// Why nothing was found.
    fn nothing(&self, ask: &Ask, filters: &Filters) -> Result<SearchAnswer, QueryError> {
        let count = |ask: &Ask, filters: &Filters| -> Result<usize, QueryError> {
            Ok(groups(entries(self, &*compiled(self, ask, filters)?, false)?).len())
        };
        let mut without = Vec::new();
        for (part, label) in compile::parts(filters) {
            without.push((label, count(ask, &compile::without(filters, part))?));
        }
        for (field, rest) in ask.without_fields() {
            without.push((field.to_string(), count(&rest, filters)?));
        }
        without.retain(|(_, count)| *count > 0);
        Ok(SearchAnswer { suggestions: self.suggestions(ask, filters)?, without, ..SearchAnswer::default() })
    }

    /// Names near to those asked for that nobody bears.
    fn suggestions(&self, ask: &Ask, filters: &Filters) -> Result<Vec<Suggestion>, QueryError> {
        let of_filters = [filters.speaker.clone().map(Field::Speaker), filters.topic.clone().map(Field::Topic)];
        let of_query = ask.without_fields().into_iter().map(|(field, _)| field.clone());
        let mut found = Vec::new();
        for field in of_filters.into_iter().flatten().chain(of_query) {
            let (column, name) = match &field {
                Field::Speaker(name) => (self.fields().speaker_name, name),
                Field::Topic(name) => (self.fields().topic_name, name),
                _ => continue,
            };
            let known = compiled(self, &Ask::Field(field.clone()), &Filters { attitudes: true, ..Filters::default() })?;
            if entries(self, &*known, false)?.is_empty() {
                found.extend(nearest(self, column, name)?);
            }
        }
        Ok(found)
    }
}

fn compiled(index: &Index, ask: &Ask, filters: &Filters) -> Result<Box<dyn Query>, QueryError> {
    let fields = index.fields();
    let mut clauses = compile::filters(fields, filters);
    // Articles have a headline, a publisher and a day as well.
    clauses.push(compile::is_quote(fields));
    Ok(narrowed(compile::quotes(fields, ask)?, clauses))
}
