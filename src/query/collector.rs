//! The collector: all documents that the engine finds.
//!
//! No record is loaded for what is not shown.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::error::QueryError;
use crate::index::{Columns, Index, MergedSpeakers};

/// A document that matches a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MatchedDoc {
    /// Equal for the same speaker, polarity, words and kind.
    pub quotation_key: u64,
    pub address: DocAddress,
    pub score: Score,
}

impl MatchedDoc {
    /// The document at `address`; `columns` are those of its segment.
    pub(super) fn new(address: DocAddress, score: Score, columns: &Columns) -> Self {
        Self { quotation_key: columns.quotation_key.first(address.doc_id).unwrap_or(0), address, score }
    }

    /// The document with another score.
    pub(crate) fn with_score(self, score: Score) -> Self {
        Self { score, ..self }
    }

    /// The document as if its speaker had a single key.
    pub(crate) fn with_merged_speaker(self, persons: &MergedSpeakers) -> Self {
        Self { quotation_key: persons.canonical_quotation_key(self.quotation_key), ..self }
    }
}

/// All documents that `query` matches, without scores.
pub(crate) fn collect_docs(index: &Index, query: &dyn Query) -> Result<Vec<MatchedDoc>, QueryError> {
    let mut docs = Vec::new();
    for (found, (columns, ord)) in collect(index, query, false)?.iter().zip(index.columns()?.iter().zip(0..)) {
        docs.extend(found.iter().map(|found| MatchedDoc::new(found.address(ord), found.score, columns)));
    }
    Ok(docs)
}

/// All documents that `query` matches, segment by segment.
pub(super) fn collect(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<Vec<FoundDoc>>, QueryError> {
    Ok(index.collect(query, &DocCollector { scoring })?)
}

/// A document of a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundDoc {
    doc: DocId,
    pub(super) score: Score,
}

impl FoundDoc {
    /// Its address in the segment `ord`.
    pub(super) fn address(self, ord: SegmentOrdinal) -> DocAddress {
        DocAddress::new(ord, self.doc)
    }
}

/// Collects all documents, segment by segment.
struct DocCollector {
    scoring: bool,
}

impl Collector for DocCollector {
    type Fruit = Vec<Vec<FoundDoc>>;
    type Child = SegmentDocCollector;

    fn for_segment(&self, _segment: SegmentOrdinal, _reader: &SegmentReader) -> tantivy::Result<Self::Child> {
        Ok(SegmentDocCollector(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, fruits: Vec<Vec<FoundDoc>>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

struct SegmentDocCollector(Vec<FoundDoc>);

impl SegmentCollector for SegmentDocCollector {
    type Fruit = Vec<FoundDoc>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.0.push(FoundDoc { doc, score });
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.0.extend(docs.iter().map(|&doc| FoundDoc { doc, score: 0.0 }));
    }

    fn harvest(self) -> Vec<FoundDoc> {
        self.0
    }
}
