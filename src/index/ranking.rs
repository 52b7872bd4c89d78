//! What ranks hits: every query asks here how many documents there are, and how many of them have a word.
//!
//! An index on disk has statistics of its own. A part of an index in memory ranks by those of the whole, so that its
//! hits have the order that they have there.

use rustc_hash::FxHashMap;
use tantivy::collector::Collector;
use tantivy::query::{Bm25StatisticsProvider, Query};
use tantivy::schema::Field;
use tantivy::{TantivyError, Term};

use super::open::Index;
use super::statistics::Statistics;

impl Index {
    /// How many documents have the word in that field.
    pub(crate) fn doc_freq(&self, field: Field, word: &str) -> Result<u64, TantivyError> {
        let term = Term::from_field_text(field, word);
        Bm25StatisticsProvider::doc_freq(&WholeIndex(self), &term)
    }

    /// How many documents there are.
    pub(crate) fn document_count(&self) -> u64 {
        self.whole().map_or_else(|| self.searcher().num_docs(), |whole| whole.alive)
    }

    /// What `collector` collects of the documents that match, ranked by the statistics of the whole index.
    pub(crate) fn collect<C: Collector>(&self, query: &dyn Query, collector: &C) -> Result<C::Fruit, TantivyError> {
        match self.whole() {
            None => self.searcher().search(query, collector),
            Some(_) => self.searcher().search_with_statistics_provider(query, collector, &WholeIndex(self)),
        }
    }

    /// The statistics of this index, without frequencies.
    pub(super) fn statistics(&self) -> Result<Statistics, TantivyError> {
        let all = WholeIndex(self);
        let schema = self.engine().schema();
        let tokens = Statistics::RANKING
            .into_iter()
            .map(|name| Ok((name.to_owned(), all.total_num_tokens(schema.get_field(name)?)?)));
        Ok(Statistics {
            documents: all.total_num_docs()?,
            alive: self.document_count(),
            tokens: tokens.collect::<Result<_, TantivyError>>()?,
            frequencies: FxHashMap::default(),
        })
    }

    fn field_name(&self, field: Field) -> String {
        self.engine().schema().get_field_name(field).to_owned()
    }
}

/// The index as BM25 sees it. No document frequency is greater than the number of documents, which BM25 demands.
struct WholeIndex<'i>(&'i Index);

impl Bm25StatisticsProvider for WholeIndex<'_> {
    fn total_num_tokens(&self, field: Field) -> Result<u64, TantivyError> {
        let stated = self.0.whole().and_then(|whole| whole.tokens.get(&self.0.field_name(field)));
        stated.map_or_else(|| self.0.searcher().total_num_tokens(field), |&tokens| Ok(tokens))
    }

    fn total_num_docs(&self) -> Result<u64, TantivyError> {
        self.0.whole().map_or_else(|| self.0.searcher().total_num_docs(), |whole| Ok(whole.documents))
    }

    fn doc_freq(&self, term: &Term) -> Result<u64, TantivyError> {
        let Some(whole) = self.0.whole() else { return self.0.searcher().doc_freq(term) };
        let field = self.0.field_name(term.field());
        let field = Statistics::RANKING.into_iter().find(|name| **name == *field);
        let stated =
            field.zip(term.value().as_str()).and_then(|(field, word)| whole.frequencies.get(&(field, word.to_owned())));
        let found = stated.map_or_else(|| self.0.searcher().doc_freq(term), |&with| Ok(with))?;
        Ok(found.min(whole.documents))
    }
}
