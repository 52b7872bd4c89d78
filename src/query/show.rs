//! One quote by its id, with its article.

use std::ops::Bound;

use tantivy::query::RangeQuery;
use tantivy::{Term, collector::TopDocs};

use super::answer::{Hit, SearchAnswer, ShownQuote};
use super::collector::collect_docs;
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::hit_builder::{HitBuilder, QuotationMatch};
use super::merged_speakers::merged_speakers;
use super::request::{Filters, Search};
use crate::article::Article;
use crate::index::{Index, RecordReader, id_number};
use crate::quote::Quote;

/// The fewest characters of an id prefix.
const MIN_PREFIX: usize = 4;
/// The characters of a whole id.
const ID_LENGTH: usize = 16;
/// The most quotes that are read to report an ambiguous prefix.
const MAX_AMBIGUOUS: usize = 5;

impl Index {
    /// The quote with that id or unique id prefix, with its article; `None` when there is none.
    ///
    /// # Errors
    /// When the prefix is too short or ambiguous, or the index cannot be read.
    pub fn show(&self, id: &str) -> Result<Option<ShownQuote>, QueryError> {
        self.verified(|| self.show_unverified(id))
    }

    fn show_unverified(&self, id: &str) -> Result<Option<ShownQuote>, QueryError> {
        let id = id.trim();
        let number = id_number(id);
        let mut found = self.in_id_range(number, number)?;
        found.retain(|(quote, _)| quote.id == id);
        if found.is_empty() {
            found = self.with_prefix(id)?;
        }
        found.sort_by(|one, other| one.0.id.cmp(&other.0.id));
        found.dedup_by(|one, other| one.0.id == other.0.id);
        if found.len() > 1 {
            let ids = found.into_iter().map(|(quote, _)| quote.id).collect();
            return Err(QueryError::AmbiguousId { id: id.to_owned(), ids });
        }
        let Some((mut quote, article)) = found.pop() else { return Ok(None) };
        // The name that the person has by the user's decisions.
        if let Some(given) = quote.speaker.id.as_ref().and_then(|id| self.decided_name(id).transpose()).transpose()? {
            quote.speaker.name = Some(given);
        }
        Ok(Some(ShownQuote { quote, article }))
    }

    /// The name of the speaker with this id, if the user decided on it.
    fn decided_name(&self, id: &str) -> Result<Option<String>, QueryError> {
        if !self.corrections().on_people().any(|_| true) {
            return Ok(None);
        }
        let several = merged_speakers(self)?.of(id);
        Ok(several.map(|several| several.name.clone()))
    }

    /// The hits of a search, and each with its article.
    ///
    /// # Errors
    /// As for [`search`](Self::search).
    pub(crate) fn search_with_articles(&self, search: &Search) -> Result<(SearchAnswer, Vec<ShownQuote>), QueryError> {
        let answer = self.search(search)?;
        let shown = answer.hits.iter().filter_map(|hit| self.show(&hit.quote.id).transpose());
        let shown = shown.collect::<Result<_, _>>()?;
        Ok((answer, shown))
    }

    /// The quotation with that id as a hit: where else it stands, in which other words, and who else is credited with it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn hit(&self, id: &str) -> Result<Option<Hit>, QueryError> {
        self.verified(|| self.hit_unverified(id))
    }

    fn hit_unverified(&self, id: &str) -> Result<Option<Hit>, QueryError> {
        let bound = || Bound::Included(Term::from_field_u64(self.fields().id, id_number(id)));
        let order = DocOrder::new(self)?;
        let clauses = FilterClauses::new(self, &Filters { attitudes: true, ..Filters::default() })?;
        let mut builder = HitBuilder::new(self, &clauses, &order, Some(merged_speakers(self)?))?;
        for doc in collect_docs(self, &RangeQuery::new(bound(), bound()))? {
            let quote = builder.records.quote(doc.address)?;
            if quote.id == id {
                let found = QuotationMatch { quote, doc, matched: vec![], shorter: vec![], variants: vec![] };
                return builder.build(found).map(Some);
            }
        }
        Ok(None)
    }

    /// Quotes whose ids have that prefix.
    fn with_prefix(&self, id: &str) -> Result<Vec<(Quote, Article)>, QueryError> {
        if id.chars().count() < MIN_PREFIX {
            return Err(QueryError::ShortId { id: id.to_owned() });
        }
        if id.len() > ID_LENGTH || !id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Ok(Vec::new());
        }
        let mut found =
            self.in_id_range(id_number(&format!("{id:0<ID_LENGTH$}")), id_number(&format!("{id:f<ID_LENGTH$}")))?;
        found.retain(|(quote, _)| quote.id.starts_with(id));
        Ok(found)
    }

    fn in_id_range(&self, first: u64, last: u64) -> Result<Vec<(Quote, Article)>, QueryError> {
        let bound = |id| Bound::Included(Term::from_field_u64(self.fields().id, id));
        let range = RangeQuery::new(bound(first), bound(last));
        let found = self.searcher().search(&range, &TopDocs::with_limit(MAX_AMBIGUOUS).order_by_score())?;
        let mut records = RecordReader::new(self)?;
        let both = |(_, address)| Ok((records.quote(address)?, (*records.article_of(address)?).clone()));
        found.into_iter().map(both).collect()
    }
}
