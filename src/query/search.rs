//! Search: quotes by words, phrases and what is known of them.

use tantivy::query::Query;

use super::answer::{Hit, SearchAnswer, Suggestion};
use super::compile::{self, narrowed};
use super::error::QueryError;
use super::gather::{Groups, Order, distinct, entries, joined_entries};
use super::grammar::{Ask, Field, parse};
use super::highlight::matched;
use super::narrowing::Narrowing;
use super::occurrences::{Found, Hits};
use super::persons::persons;
use super::request::{Filters, Search, Sort};
use super::results::{RELATED, Results, Single};
use super::suggest::nearest;
use crate::index::Index;

impl Index {
    /// The quotes that answer `search`.
    ///
    /// A quotation that stands in several articles is one hit, its earliest occurrence; shorter and changed ones of the
    /// same speaker belong to it, as far as they are among the first. Whole and sure statements come before fragments
    /// and unsure ones; hits that match equally well come latest first, those of one article in its order. When there
    /// are none, the answer says what is near.
    ///
    /// # Errors
    /// When the query cannot be read, with the place; or the index cannot.
    pub fn search(&self, search: &Search) -> Result<SearchAnswer, QueryError> {
        self.answered(|| self.search_unverified(search))
    }

    fn search_unverified(&self, search: &Search) -> Result<SearchAnswer, QueryError> {
        let ask = parse(&search.query)?;
        let order = Order::new(self)?;
        let Some(results) = self.results(&ask, search, &order)? else { return self.nothing(&ask, &search.filters) };
        let total = results.total();
        let narrowing = Narrowing::new(self, &search.filters)?;
        let mut hits = Hits::new(self, &narrowing, &order, Some(persons(self)?))?;
        let shown = results.ranked.into_iter().skip(search.offset).take(search.limit);
        let hits = shown.map(|single| hit(&mut hits, single, &ask)).collect::<Result<_, _>>()?;
        Ok(SearchAnswer { hits, total, ..SearchAnswer::default() })
    }

    /// Everything that answers; `None` when that is nothing.
    pub(crate) fn results(&self, ask: &Ask, search: &Search, order: &Order<'_>) -> Result<Option<Results>, QueryError> {
        let query = compiled(self, ask, &search.filters)?;
        let groups = Groups::new(joined_entries(self, &*query, search.sort == Sort::Relevance)?, order);
        if groups.all.is_empty() {
            return Ok(None);
        }
        // As many may belong to others as are looked through.
        let most = search.offset.saturating_add(search.limit).saturating_add(RELATED);
        let ranked = groups.ranked(order, search.sort, most);
        Results::new(self, groups, &ranked).map(Some)
    }

    /// Why nothing was found.
    pub(crate) fn nothing(&self, ask: &Ask, filters: &Filters) -> Result<SearchAnswer, QueryError> {
        let count = |ask: &Ask, filters: &Filters| -> Result<usize, QueryError> {
            let found = joined_entries(self, &*compiled(self, ask, filters)?, false)?;
            Ok(distinct(found))
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
            match &field {
                Field::Speaker(name) => found.extend(self.called_like(name)?),
                Field::Topic(name) => {
                    let any = Filters { attitudes: true, ..Filters::default() };
                    if entries(self, &*compiled(self, &Ask::Field(field.clone()), &any)?, false)?.is_empty() {
                        found.extend(nearest(self, self.fields().topic_name, name)?);
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn hit(hits: &mut Hits<'_>, single: Single, ask: &Ask) -> Result<Hit, QueryError> {
    let quote = hits.records.quote(single.main.address)?;
    let (mut shorter, mut variants) = (Vec::new(), Vec::new());
    for part in &single.shorter {
        shorter.push(hits.records.quote(part.address)?);
    }
    for (entry, changes) in single.variants {
        variants.push((hits.records.quote(entry.address)?, changes));
    }
    let matched = matched(ask, &quote.text);
    hits.hit(Found { quote, entry: single.main, matched, shorter, variants })
}

fn compiled(index: &Index, ask: &Ask, filters: &Filters) -> Result<Box<dyn Query>, QueryError> {
    let fields = index.fields();
    let mut clauses = Narrowing::new(index, filters)?.of_quotes();
    // Articles have a headline, a publisher and a day as well.
    clauses.push(compile::is_quote(fields));
    Ok(narrowed(compile::quotes(index, ask)?, clauses))
}
