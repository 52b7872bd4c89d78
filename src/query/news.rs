//! What is new: the statements of a search that were not told before.

use rustc_hash::FxHashMap;
use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

use super::answer::Hit;
use super::collector::{MatchedDoc, collect_docs};
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::grammar::parse;
use super::highlight::highlight;
use super::hit_builder::{HitBuilder, QuotationMatch};
use super::merged_speakers::merged_speakers;
use super::quotation_groups::QuotationGroups;
use super::record::text;
use super::request::{Search, Sort};
use super::search::compiled_query;
use crate::index::{Index, digest64, fold, name};

/// The statements that were not told before.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct News {
    /// The statements, earliest first.
    pub hits: Vec<Hit>,
    /// The keys of all quotations that match: whoever has told of `hits` remembers them.
    pub keys: Vec<u64>,
}

impl Index {
    /// The statements that match `search` and of which no occurrence `was_told`, by its quotation key; order, limit and
    /// offset of the search do not matter.
    ///
    /// A further article with words that were told is nothing new; the same words by somebody else are.
    ///
    /// # Errors
    /// When the query cannot be parsed (the error says where), or the index cannot be read.
    pub fn news(&self, search: &Search, was_told: impl Fn(u64) -> bool) -> Result<News, QueryError> {
        self.verified(|| self.news_unverified(search, &was_told))
    }

    fn news_unverified(&self, search: &Search, was_told: &dyn Fn(u64) -> bool) -> Result<News, QueryError> {
        let (expr, order) = (parse(&search.query)?, DocOrder::new(self)?);
        let query = compiled_query(self, &expr, &search.filters)?;
        let persons = merged_speakers(self)?;
        let found = collect_docs(self, &*query)?;
        let names = SpokenNames::new(self)?;
        let mut keys: Vec<u64> = Vec::with_capacity(2 * found.len());
        for doc in &found {
            // The same words by the same name are told, whatever id the speaker has by now.
            keys.extend([doc.quotation_key, names.key(doc)?]);
        }
        let merged: Vec<MatchedDoc> = found.iter().map(|doc| doc.with_merged_speaker(persons)).collect();
        let mut is_told: FxHashMap<u64, bool> = FxHashMap::default();
        for (doc, keys) in merged.iter().zip(keys.chunks(2)) {
            *is_told.entry(doc.quotation_key).or_default() |= keys.iter().any(|&key| was_told(key));
        }
        let new = merged.into_iter().filter(|doc| !is_told[&doc.quotation_key]).collect();
        let groups = QuotationGroups::new(new, &order);
        let clauses = FilterClauses::new(self, &search.filters)?;
        let mut builder = HitBuilder::new(self, &clauses, &order, Some(persons))?;
        let mut hits = Vec::new();
        for group in groups.ranked(&order, Sort::Oldest, usize::MAX) {
            let doc = groups.first(&group);
            let quote = builder.records.quote(doc.address)?;
            let matched = highlight(&expr, &quote.text);
            hits.push(builder.build(QuotationMatch { quote, doc, matched, shorter: vec![], variants: vec![] })?);
        }
        Ok(News { hits, keys })
    }
}

/// The columns that tell who said which words, by name.
struct SpokenNames {
    /// Of each segment: the words, the name of the speaker, the polarity.
    segments: Vec<(Column<u64>, Option<StrColumn>, Option<StrColumn>)>,
}

impl SpokenNames {
    fn new(index: &Index) -> Result<Self, QueryError> {
        let of = |segment: &SegmentReader| {
            let columns = segment.fast_fields();
            Ok((columns.u64(name::words_key)?, columns.str(name::speaker_name)?, columns.str(name::polarity)?))
        };
        let segments = index.searcher().segment_readers().iter().map(of);
        Ok(Self { segments: segments.collect::<tantivy::Result<_>>()? })
    }

    /// A number for the words, the name and the polarity.
    fn key(&self, doc: &MatchedDoc) -> Result<u64, QueryError> {
        let (words, names, polarities) = &self.segments[doc.address.segment_ord as usize];
        let text_of = |column: &Option<StrColumn>| -> Result<String, QueryError> {
            let Some(column) = column else { return Ok(String::new()) };
            let ord = column.term_ords(doc.address.doc_id).next();
            Ok(ord.map(|ord| text(column, ord)).transpose()?.unwrap_or_default())
        };
        let words = words.first(doc.address.doc_id).unwrap_or_default();
        let name = fold(&text_of(names)?);
        // Nobody's words are told one by one.
        let name = if name.is_empty() { doc.quotation_key.to_string() } else { name };
        Ok(digest64(&[&words.to_string(), &name, &text_of(polarities)?]))
    }
}
