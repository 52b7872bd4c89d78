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
use crate::index::{Columns, Index, MergedSpeakers, RepeatedDocs};

/// A document that matches a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MatchedDoc {
    /// Equal for the same speaker, polarity, words and kind.
    pub quotation_key: u64,
    pub address: DocAddress,
    pub score: Score,
    /// The rank that does not depend on the query: whole and confident statements come first. Only read with a score.
    display_rank: u8,
}

/// The day of documents without a date: they come last.
const UNDATED: i64 = i64::MAX;

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
        Self { quotation_key: key_of(address, score, columns), address, score, display_rank: 0 }
    }

    fn ranked(address: DocAddress, score: Score, columns: &Columns) -> Self {
        let rank = columns.display_rank.first(address.doc_id);
        let display_rank = rank.and_then(|rank| u8::try_from(rank).ok()).unwrap_or(u8::MAX);
        Self { display_rank, ..Self::new(address, score, columns) }
    }
}

/// All documents that `query` matches.
pub(crate) fn collect_docs(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<MatchedDoc>, QueryError> {
    Ok(segments_of_docs(index, query, scoring)?.concat())
}

/// The quotations that `query` matches, as if every speaker had a single key.
pub(crate) fn collect_quotations(
    index: &Index,
    query: &dyn Query,
    scoring: bool,
    order: &DocOrder<'_>,
) -> Result<QuotationGroups, QueryError> {
    let persons = merged_speakers(index)?;
    let mut segments = segments_of_docs(index, query, scoring)?;
    if persons.surplus_keys() > 0 {
        segments.iter_mut().flatten().for_each(|doc| *doc = doc.with_merged_speaker(persons));
    }
    let repeated = known_repeated(index, persons, &segments)?;
    Ok(QuotationGroups::of_segments(segments, order, repeated))
}

/// The number of distinct quotations that `query` matches, as if every speaker had a single key.
pub(crate) fn count_quotations(index: &Index, query: &dyn Query) -> Result<usize, QueryError> {
    let persons = merged_speakers(index)?;
    let columns = index.columns()?;
    let address: Item<DocAddress> = |address, _score, _columns| address;
    let segments = index.collect(query, &DocCollector { columns, scoring: false, item: address })?;
    let repeated = known_repeated(index, persons, &segments)?;
    let is_repeated = |address: &DocAddress| repeated.is_none_or(|repeated| repeated.has(*address));
    let key = |address: DocAddress| key_of(address, 0.0, &columns[address.segment_ord as usize]);
    let keys_of = |segment: &Vec<DocAddress>| -> Vec<u64> {
        let addresses = segment.iter().copied().filter(is_repeated);
        addresses.map(|address| persons.canonical_quotation_key(key(address))).collect()
    };
    let keys: Vec<Vec<u64>> = segments.iter().map(keys_of).collect();
    let alone = segments.iter().map(Vec::len).sum::<usize>() - keys.iter().map(Vec::len).sum::<usize>();
    Ok(alone + sorted_by_key(keys, |key| *key, |key| *key).chunk_by(|one, other| one == other).count())
}

/// The documents that `query` matches, segment by segment.
fn segments_of_docs(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<Vec<MatchedDoc>>, QueryError> {
    let item = if scoring { MatchedDoc::ranked } else { MatchedDoc::new };
    Ok(index.collect(query, &DocCollector { columns: index.columns()?, scoring, item })?)
}

/// From this share of all documents on (one in so many), it pays to know which share their quotation with others.
const LARGE_SHARE: usize = 16;

/// The documents that share their quotation with another, if so much was found that it pays to know them.
fn known_repeated<'i, T>(
    index: &'i Index,
    persons: &MergedSpeakers,
    found: &[Vec<T>],
) -> Result<Option<&'i RepeatedDocs>, QueryError> {
    let all_docs = index.searcher().num_docs() as usize;
    let is_large = found.iter().map(Vec::len).sum::<usize>() >= all_docs / LARGE_SHARE;
    if is_large { index.repeated_docs(|| repeated_docs(index, persons)) } else { Ok(None) }
}

/// The documents of `index` that share their quotation with another.
fn repeated_docs(index: &Index, persons: &MergedSpeakers) -> Result<RepeatedDocs, QueryError> {
    let columns = index.columns()?;
    let segments = index.searcher().segment_readers().iter().zip(0..);
    let docs = segments.clone().map(|(segment, ord)| {
        let of_segment = segment.doc_ids_alive().map(|doc| DocAddress::new(ord, doc));
        let key = |address: DocAddress| key_of(address, 0.0, &columns[ord as usize]);
        of_segment.map(|address| (persons.canonical_quotation_key(key(address)), address)).collect()
    });
    let docs = sorted_by_key(docs.collect(), |(key, _)| *key, |doc| *doc);
    let mut repeated = RepeatedDocs::none(segments.map(|(segment, _)| segment.max_doc()));
    let groups = docs.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
    groups.flatten().for_each(|(_, address)| repeated.add(*address));
    Ok(repeated)
}

/// Sorts what was found so that what has one `key` is adjacent, in the order of `rank`; the order of keys is arbitrary.
///
/// Large inputs are distributed into buckets by some bits of the key, and each bucket is sorted by itself: it fits into
/// the cache of the processor.
fn sorted_by_key<T: Copy, R: Ord>(segments: Vec<Vec<T>>, key: fn(&T) -> u64, rank: impl Fn(&T) -> R) -> Vec<T> {
    const BUCKETS: usize = 1 << 10;
    let bucket = |found: &T| key(found) as usize % BUCKETS;
    let count = segments.iter().map(Vec::len).sum();
    let Some(any) = segments.iter().flatten().next().copied().filter(|_| count >= 4 * BUCKETS) else {
        let mut all = segments.concat();
        all.sort_unstable_by_key(rank);
        return all;
    };
    let mut ends = [0; BUCKETS];
    for found in segments.iter().flatten() {
        ends[bucket(found)] += 1;
    }
    let mut end = 0;
    for count in &mut ends {
        // From here on: where the next one of the bucket goes; in the end, where the bucket ends.
        end += std::mem::replace(count, end);
    }
    let mut sorted = vec![any; count];
    for found in segments.into_iter().flatten() {
        let place = &mut ends[bucket(&found)];
        sorted[*place] = found;
        *place += 1;
    }
    let mut start = 0;
    for end in ends {
        sorted[start..end].sort_unstable_by_key(&rank);
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
        self.day(one).cmp(&self.day(other)).then_with(|| self.key(one).cmp(&self.key(other)))
    }

    /// What decides the order of quotations first: the lowest comes first.
    fn first_rank(&self, doc: &MatchedDoc, sort: Sort) -> i64 {
        match sort {
            Sort::Relevance => i64::from(doc.display_rank),
            Sort::Newest => self.days_back(doc),
            Sort::Oldest => self.day(doc),
        }
    }

    /// The order of quotations with the same first rank, by their earliest occurrences.
    fn compare(&self, one: &MatchedDoc, other: &MatchedDoc, sort: Sort) -> Ordering {
        let by_place = || self.key(one).cmp(&self.key(other));
        match sort {
            Sort::Relevance => {
                let by_score = other.score.total_cmp(&one.score);
                by_score.then_with(|| self.days_back(one).cmp(&self.days_back(other))).then_with(by_place)
            }
            Sort::Newest | Sort::Oldest => by_place(),
        }
    }

    /// Days since 1970-01-01.
    fn day(&self, doc: &MatchedDoc) -> i64 {
        self.columns(doc).day.first(doc.address.doc_id).unwrap_or(UNDATED)
    }

    /// The later, the lower; without a date last.
    fn days_back(&self, doc: &MatchedDoc) -> i64 {
        self.columns(doc).day.first(doc.address.doc_id).map_or(UNDATED, |day| -day)
    }

    fn key(&self, doc: &MatchedDoc) -> [u64; 3] {
        let columns = self.columns(doc);
        [&columns.article, &columns.quote_offset, &columns.id]
            .map(|column| column.first(doc.address.doc_id).unwrap_or(0))
    }

    fn columns(&self, doc: &MatchedDoc) -> &Columns {
        &self.segments[doc.address.segment_ord as usize]
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
        Self::of_segments(vec![docs], order, None)
    }

    /// Groups what was found. Documents of which it is known that none is `repeated` are groups of their own at once.
    fn of_segments(mut segments: Vec<Vec<MatchedDoc>>, order: &DocOrder<'_>, repeated: Option<&RepeatedDocs>) -> Self {
        let mut alone: Vec<MatchedDoc> = Vec::new();
        if let Some(repeated) = repeated {
            for segment in &mut segments {
                segment.retain(|doc| {
                    let is_repeated = repeated.has(doc.address);
                    if !is_repeated {
                        alone.push(*doc);
                    }
                    is_repeated
                });
            }
        }
        // An index never has more documents than 32 bits can count.
        let mut start = alone.len() as u32;
        let mut all: Vec<QuotationGroup> = (0..start).map(|start| QuotationGroup { start, count: 1 }).collect();
        let mut docs = sorted_by_key(segments, |doc| doc.quotation_key, |doc| (doc.quotation_key, doc.address));
        for group in docs.chunk_by_mut(|one, other| one.quotation_key == other.quotation_key) {
            if group.len() > 1 {
                move_earliest_first(group, order);
            }
            all.push(QuotationGroup { start, count: group.len() as u32 });
            start += group.len() as u32;
        }
        alone.append(&mut docs);
        QuotationGroups { docs: alone, all }
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
        type Ranked = (i64, QuotationGroup);
        let compare = |(rank, one): &Ranked, (other_rank, other): &Ranked| {
            rank.cmp(other_rank).then_with(|| order.compare(&self.first(one), &self.first(other), sort))
        };
        let mut ranked: Vec<Ranked> = Vec::new();
        // The list is cut whenever it is twice too long; after that only better groups are added.
        let mut last = None;
        for group in &self.all {
            let group = (order.first_rank(&self.first(group), sort), *group);
            if last.is_some_and(|last| compare(&group, &last).is_gt()) {
                continue;
            }
            ranked.push(group);
            if ranked.len() >= limit.saturating_mul(2).max(1024) {
                let (_, middle, _) = ranked.select_nth_unstable_by(limit, compare);
                last = Some(*middle);
                ranked.truncate(limit);
            }
        }
        ranked.sort_unstable_by(compare);
        ranked.truncate(limit);
        ranked.into_iter().map(|(_, group)| group).collect()
    }
}

/// Moves the earliest document of a group to the front and gives it the best score of all.
fn move_earliest_first(group: &mut [MatchedDoc], order: &DocOrder<'_>) {
    let earliest = (0..group.len()).min_by(|one, other| order.earliest(&group[*one], &group[*other])).unwrap_or(0);
    group.swap(0, earliest);
    let best = group.iter().map(|doc| doc.score).fold(f32::MIN, f32::max);
    group[0].score = best;
}

/// The key of a document's quotation.
fn key_of(address: DocAddress, _score: Score, columns: &Columns) -> u64 {
    columns.quotation_key.first(address.doc_id).unwrap_or(0)
}

/// What is kept of each document.
type Item<T> = fn(DocAddress, Score, &Columns) -> T;

/// Collects an item of each document, segment by segment.
struct DocCollector<'i, T> {
    columns: &'i [Columns],
    scoring: bool,
    item: Item<T>,
}

impl<T: Send + 'static> Collector for DocCollector<'_, T> {
    type Fruit = Vec<Vec<T>>;
    type Child = SegmentDocCollector<T>;

    fn for_segment(&self, segment: SegmentOrdinal, _reader: &SegmentReader) -> tantivy::Result<Self::Child> {
        let columns = self.columns[segment as usize].clone();
        Ok(SegmentDocCollector { segment, columns, item: self.item, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, fruits: Vec<Vec<T>>) -> tantivy::Result<Vec<Vec<T>>> {
        Ok(fruits)
    }
}

struct SegmentDocCollector<T> {
    segment: SegmentOrdinal,
    columns: Columns,
    item: Item<T>,
    found: Vec<T>,
}

impl<T: Send + 'static> SegmentCollector for SegmentDocCollector<T> {
    type Fruit = Vec<T>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.found.push((self.item)(DocAddress::new(self.segment, doc), score, &self.columns));
    }

    fn harvest(self) -> Vec<T> {
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
            MatchedDoc { quotation_key, address: DocAddress::new(at % 3, at), score: 0.0, display_rank: 0 }
        };
        for count in [0, 10, 20_000] {
            let docs: Vec<MatchedDoc> = (0..count).map(doc).collect();
            let expected: std::collections::BTreeSet<u64> = docs.iter().map(|doc| doc.quotation_key).collect();
            let (first, second) = docs.split_at(docs.len() / 3);
            let segments = vec![first.to_vec(), second.to_vec()];
            let sorted = sorted_by_key(segments, |doc| doc.quotation_key, |doc| (doc.quotation_key, doc.address));
            let groups = sorted.chunk_by(|one, other| one.quotation_key == other.quotation_key).count();
            assert_eq!((sorted.len(), groups), (count as usize, expected.len()));
            let mut addresses: Vec<DocAddress> = sorted.iter().map(|doc| doc.address).collect();
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(addresses.len(), count as usize);
        }
    }
}
