//! The collector: what the engine finds, grouped by quotation, so that one quotation in several articles is one group.
//!
//! Reads fast fields only; no record is loaded for what is not shown. Counts are exact. The order depends on the
//! contents of the index, never on its layout on disk. Fields that only break ties are read only when there is a tie.

use std::cmp::Ordering;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::error::QueryError;
use super::merged_speakers::merged_speakers;
use super::request::Sort;
use crate::index::{Columns, Index, MergedSpeakers};

/// A document that matches a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MatchedDoc {
    /// Equal for the same speaker, polarity, words and kind.
    pub quotation_key: u64,
    pub address: DocAddress,
    pub score: Score,
    /// Days since 1970-01-01; documents without a date come last.
    day: i32,
}

const UNDATED: i32 = i32::MAX;

impl MatchedDoc {
    /// The document with another score.
    pub(crate) fn with_score(self, score: Score) -> Self {
        Self { score, ..self }
    }

    /// The document as if its speaker had a single key.
    pub(crate) fn with_merged_speaker(self, persons: &MergedSpeakers) -> Self {
        Self { quotation_key: persons.canonical_quotation_key(self.quotation_key), ..self }
    }

    fn new(address: DocAddress, score: Score, columns: &Columns) -> Self {
        let day = columns.day.first(address.doc_id).and_then(|day| i32::try_from(day).ok());
        let quotation_key = columns.quotation_key.first(address.doc_id).unwrap_or(0);
        Self { quotation_key, address, score, day: day.unwrap_or(UNDATED) }
    }
}

/// All documents that `query` matches.
pub(crate) fn collect_docs(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<MatchedDoc>, QueryError> {
    Ok(index.collect(query, &DocCollector { columns: index.columns()?, scoring })?)
}

/// All documents that `query` matches, as if every speaker had a single key.
pub(crate) fn collect_merged_docs(
    index: &Index,
    query: &dyn Query,
    scoring: bool,
) -> Result<Vec<MatchedDoc>, QueryError> {
    let persons = merged_speakers(index)?;
    let mut found = collect_docs(index, query, scoring)?;
    if persons.surplus_keys() > 0 {
        found.iter_mut().for_each(|doc| *doc = doc.with_merged_speaker(persons));
    }
    Ok(found)
}

/// The number of distinct quotations among `docs`.
pub(crate) fn count_quotations(docs: Vec<MatchedDoc>) -> usize {
    sorted_by_quotation(docs).chunk_by(|one, other| one.quotation_key == other.quotation_key).count()
}

/// Sorts documents so that those of one quotation are adjacent; the order is otherwise arbitrary.
///
/// Large inputs are distributed into buckets by some bits of the key, and each bucket is sorted by itself: it fits into
/// the cache of the processor.
fn sorted_by_quotation(mut docs: Vec<MatchedDoc>) -> Vec<MatchedDoc> {
    const BUCKETS: usize = 1 << 10;
    let bucket = |doc: &MatchedDoc| doc.quotation_key as usize % BUCKETS;
    let key = |doc: &MatchedDoc| (doc.quotation_key, doc.address);
    if docs.len() < 4 * BUCKETS {
        docs.sort_unstable_by_key(key);
        return docs;
    }
    let mut ends = [0; BUCKETS];
    for doc in &docs {
        ends[bucket(doc)] += 1;
    }
    let mut end = 0;
    for count in &mut ends {
        // From here on: where the next document of the bucket goes; in the end, where the bucket ends.
        end += std::mem::replace(count, end);
    }
    let mut sorted = docs.clone();
    for doc in docs {
        let place = &mut ends[bucket(&doc)];
        sorted[*place] = doc;
        *place += 1;
    }
    let mut start = 0;
    for end in ends {
        sorted[start..end].sort_unstable_by_key(key);
        start = end;
    }
    sorted
}

/// The order of documents, with the columns that break ties.
pub(crate) struct DocOrder<'i> {
    segments: &'i [Columns],
}

impl<'i> DocOrder<'i> {
    pub(crate) fn new(index: &'i Index) -> Result<Self, QueryError> {
        Ok(Self { segments: index.columns()? })
    }

    /// The document at `address`.
    pub(crate) fn doc(&self, address: DocAddress, score: Score) -> MatchedDoc {
        let columns = &self.segments[address.segment_ord as usize];
        MatchedDoc::new(address, score, columns)
    }

    /// The article of a document, as a number.
    pub(crate) fn article(&self, doc: &MatchedDoc) -> u64 {
        self.key(doc)[0]
    }

    /// Earliest first, then by position in the article.
    pub(crate) fn earliest(&self, one: &MatchedDoc, other: &MatchedDoc) -> Ordering {
        one.day.cmp(&other.day).then_with(|| self.key(one).cmp(&self.key(other)))
    }

    /// The order of two quotations, by their earliest occurrences.
    fn compare(&self, one: &MatchedDoc, other: &MatchedDoc, sort: Sort) -> Ordering {
        match sort {
            Sort::Relevance => {
                let by_score = || other.score.total_cmp(&one.score);
                self.static_rank(one)
                    .cmp(&self.static_rank(other))
                    .then_with(by_score)
                    .then_with(|| self.latest(one, other))
            }
            Sort::Newest => self.latest(one, other),
            Sort::Oldest => self.earliest(one, other),
        }
    }

    fn latest(&self, one: &MatchedDoc, other: &MatchedDoc) -> Ordering {
        let undated = |doc: &MatchedDoc| doc.day == UNDATED;
        let by_day = undated(one).cmp(&undated(other)).then_with(|| other.day.cmp(&one.day));
        by_day.then_with(|| self.key(one).cmp(&self.key(other)))
    }

    /// The rank that does not depend on the query: whole and confident statements come first.
    fn static_rank(&self, doc: &MatchedDoc) -> u64 {
        let columns = &self.segments[doc.address.segment_ord as usize];
        columns.display_rank.first(doc.address.doc_id).unwrap_or(u64::MAX)
    }

    fn key(&self, doc: &MatchedDoc) -> [u64; 3] {
        let columns = &self.segments[doc.address.segment_ord as usize];
        [&columns.article, &columns.quote_offset, &columns.id]
            .map(|column| column.first(doc.address.doc_id).unwrap_or(0))
    }
}

/// The occurrences of one quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuotationGroup {
    /// Index of the first one among the documents of [`QuotationGroups`]: the earliest, with the best score of all.
    start: u32,
    count: u32,
}

/// All matching documents, grouped by quotation.
pub(crate) struct QuotationGroups {
    docs: Vec<MatchedDoc>,
    pub all: Vec<QuotationGroup>,
}

impl QuotationGroups {
    /// Groups `docs`; the groups are in arbitrary order.
    pub(crate) fn new(docs: Vec<MatchedDoc>, order: &DocOrder<'_>) -> Self {
        let mut docs = sorted_by_quotation(docs);
        let mut all: Vec<QuotationGroup> = Vec::new();
        let mut start = 0;
        for group in docs.chunk_by_mut(|one, other| one.quotation_key == other.quotation_key) {
            if group.len() > 1 {
                move_earliest_first(group, order);
            }
            // An index never has more documents than 32 bits can count.
            all.push(QuotationGroup { start, count: group.len() as u32 });
            start += group.len() as u32;
        }
        QuotationGroups { docs, all }
    }

    /// The earliest occurrence of a group, with the best score of all.
    pub(crate) fn first(&self, group: &QuotationGroup) -> MatchedDoc {
        self.docs[group.start as usize]
    }

    /// The occurrences of a group: the earliest first, the others in arbitrary order.
    pub(crate) fn of(&self, group: &QuotationGroup) -> &[MatchedDoc] {
        &self.docs[group.start as usize..(group.start + group.count) as usize]
    }

    /// The first `limit` groups in the order of `sort`.
    pub(crate) fn ranked(&self, order: &DocOrder<'_>, sort: Sort, limit: usize) -> Vec<QuotationGroup> {
        let compare =
            |one: &QuotationGroup, other: &QuotationGroup| order.compare(&self.first(one), &self.first(other), sort);
        let mut ranked: Vec<QuotationGroup> = Vec::new();
        // The list is cut whenever it is twice too long; after that only better groups are added.
        let mut last = None;
        for group in &self.all {
            if last.is_some_and(|last| compare(group, &last).is_gt()) {
                continue;
            }
            ranked.push(*group);
            if ranked.len() >= limit.saturating_mul(2).max(1024) {
                let (_, middle, _) = ranked.select_nth_unstable_by(limit, compare);
                last = Some(*middle);
                ranked.truncate(limit);
            }
        }
        ranked.sort_unstable_by(compare);
        ranked.truncate(limit);
        ranked
    }
}

/// Moves the earliest document of a group to the front and gives it the best score of all.
fn move_earliest_first(group: &mut [MatchedDoc], order: &DocOrder<'_>) {
    let earliest = (0..group.len()).min_by(|one, other| order.earliest(&group[*one], &group[*other])).unwrap_or(0);
    group.swap(0, earliest);
    let best = group.iter().map(|doc| doc.score).fold(f32::MIN, f32::max);
    group[0].score = best;
}

struct DocCollector<'i> {
    columns: &'i [Columns],
    scoring: bool,
}

impl Collector for DocCollector<'_> {
    type Fruit = Vec<MatchedDoc>;
    type Child = SegmentDocCollector;

    fn for_segment(&self, segment: SegmentOrdinal, _reader: &SegmentReader) -> tantivy::Result<SegmentDocCollector> {
        Ok(SegmentDocCollector { segment, columns: self.columns[segment as usize].clone(), found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, mut fruits: Vec<Vec<MatchedDoc>>) -> tantivy::Result<Vec<MatchedDoc>> {
        Ok(if fruits.len() == 1 { fruits.remove(0) } else { fruits.concat() })
    }
}

struct SegmentDocCollector {
    segment: SegmentOrdinal,
    columns: Columns,
    found: Vec<MatchedDoc>,
}

impl SegmentCollector for SegmentDocCollector {
    type Fruit = Vec<MatchedDoc>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.found.push(MatchedDoc::new(DocAddress::new(self.segment, doc), score, &self.columns));
    }

    fn harvest(self) -> Vec<MatchedDoc> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_put_together_like_few() {
        let doc = |at: u32| {
            let quotation_key = u64::from(at.wrapping_mul(2_654_435_761) % 3000) * 77;
            MatchedDoc { quotation_key, address: DocAddress::new(at % 3, at), score: 0.0, day: 0 }
        };
        for count in [0, 10, 20_000] {
            let docs: Vec<MatchedDoc> = (0..count).map(doc).collect();
            let expected: std::collections::BTreeSet<u64> = docs.iter().map(|doc| doc.quotation_key).collect();
            let sorted = sorted_by_quotation(docs.clone());
            assert_eq!((sorted.len(), count_quotations(docs)), (count as usize, expected.len()));
            let mut addresses: Vec<DocAddress> = sorted.iter().map(|doc| doc.address).collect();
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(addresses.len(), count as usize);
        }
    }
}
