//! Search: quotes by words, phrases and fields.

use tantivy::query::Query;

use super::answer::{Hit, SearchAnswer, Suggestion};
use super::collector::collect_docs;
use super::compile::{self, filtered};
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::grammar::{Field, QueryExpr, parse};
use super::highlight::highlight;
use super::hit_builder::{HitBuilder, QuotationMatch};
use super::merged_speakers::merged_speakers;
use super::quotation_groups::{Kept, collect_quotations, count_quotations};
use super::request::{Filters, Search};
use super::results::{MAX_CLUSTERED, RankedQuotation, SearchResults};
use super::suggest::nearest_names;
use crate::index::Index;

impl Index {
    /// The quotes that match `search`.
    ///
    /// A quotation in several articles is one hit: its earliest occurrence. Shorter forms and variants of the same
    /// speaker are part of it, among the first hits. Whole and confident statements come before fragments and unsure
    /// ones. Hits of equal score come latest first, those of one article in its order. When nothing matches, the answer
    /// suggests what would.
    ///
    /// # Errors
    /// When the query cannot be parsed (the error says where), or the index cannot be read.
    pub fn search(&self, search: &Search) -> Result<SearchAnswer, QueryError> {
        self.verified(|| self.search_unverified(search))
    }

    fn search_unverified(&self, search: &Search) -> Result<SearchAnswer, QueryError> {
        let expr = parse(&search.query)?;
        let order = DocOrder::new(self)?;
        let Some(results) = self.search_results(&expr, search, &order, Kept::First)? else {
            return self.explain_no_results(&expr, &search.filters);
        };
        let total = results.total();
        let clauses = FilterClauses::new(self, &search.filters)?;
        let mut hits = HitBuilder::new(self, &clauses, &order, Some(merged_speakers(self)?))?;
        let shown = results.ranked.into_iter().skip(search.offset).take(search.limit);
        let hits = shown.map(|quotation| hit(&mut hits, quotation, &expr)).collect::<Result<_, _>>()?;
        Ok(SearchAnswer { hits, total, ..SearchAnswer::default() })
    }

    /// The results; `None` when nothing matches. `kept` is given how many quotations are ranked.
    pub(crate) fn search_results(
        &self,
        expr: &QueryExpr,
        search: &Search,
        order: &DocOrder<'_>,
        kept: fn(usize) -> Kept,
    ) -> Result<Option<SearchResults>, QueryError> {
        let query = compiled_query(self, expr, &search.filters)?;
        // As many quotations as are compared may turn out to be parts of others.
        let most = search.offset.saturating_add(search.limit).saturating_add(MAX_CLUSTERED);
        let groups = collect_quotations(self, &*query, order, search.sort, kept(most))?;
        if groups.total() == 0 {
            return Ok(None);
        }
        let ranked = groups.ranked(order, search.sort, most);
        SearchResults::new(self, groups, &ranked).map(Some)
    }

    /// Why nothing was found: suggestions, and filters without which there would be results.
    pub(crate) fn explain_no_results(&self, expr: &QueryExpr, filters: &Filters) -> Result<SearchAnswer, QueryError> {
        let count = |expr: &QueryExpr, filters: &Filters| -> Result<usize, QueryError> {
            count_quotations(self, &*compiled_query(self, expr, filters)?)
        };
        let mut without = Vec::new();
        for (part, label) in compile::active_filters(filters) {
            without.push((label, count(expr, &compile::without_filter(filters, part))?));
        }
        for (field, rest) in expr.without_fields() {
            without.push((field.to_string(), count(&rest, filters)?));
        }
        without.retain(|(_, count)| *count > 0);
        Ok(SearchAnswer { suggestions: self.suggestions(expr, filters)?, without, ..SearchAnswer::default() })
    }

    /// Names in the index that are near to those asked for and not found.
    fn suggestions(&self, expr: &QueryExpr, filters: &Filters) -> Result<Vec<Suggestion>, QueryError> {
        let of_filters = [filters.speaker.clone().map(Field::Speaker), filters.topic.clone().map(Field::Topic)];
        let of_query = expr.without_fields().into_iter().map(|(field, _)| field.clone());
        let mut found = Vec::new();
        for field in of_filters.into_iter().flatten().chain(of_query) {
            match &field {
                Field::Speaker(name) => found.extend(self.suggest_speakers(name)?),
                Field::Topic(name) => {
                    let any = Filters { attitudes: true, ..Filters::default() };
                    if collect_docs(self, &*compiled_query(self, &QueryExpr::Field(field.clone()), &any)?)?.is_empty() {
                        found.extend(nearest_names(self.topic_names()?, name));
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// The hit for a quotation of the results.
pub(super) fn hit(hits: &mut HitBuilder<'_>, quotation: RankedQuotation, expr: &QueryExpr) -> Result<Hit, QueryError> {
    let quote = hits.records.quote(quotation.main.address)?;
    let (mut shorter, mut variants) = (Vec::new(), Vec::new());
    for part in &quotation.shorter {
        shorter.push(hits.records.quote(part.address)?);
    }
    for (doc, changes) in quotation.variants {
        variants.push((hits.records.quote(doc.address)?, changes));
    }
    let matched = highlight(expr, &quote.text);
    hits.build(QuotationMatch { quote, doc: quotation.main, matched, shorter, variants })
}

/// The query for the quotes that match `expr` and pass the filters.
pub(super) fn compiled_query(index: &Index, expr: &QueryExpr, filters: &Filters) -> Result<Box<dyn Query>, QueryError> {
    let fields = index.fields();
    let mut clauses = FilterClauses::new(index, filters)?.for_quotes();
    // Articles have a headline, a publisher and a date as well, but no words of a quote.
    if !expr.demands_words() {
        clauses.push(compile::is_quote(fields));
    }
    Ok(filtered(compile::compile_query(index, expr)?, clauses))
}
