//! What the engine finds, grouped by quotation, so that one quotation in several articles is one group.
//!
//! Counts are exact. Most quotations stand in one article; once it is known which do not, all others are counted without
//! a look at their columns, and only those that may come first are kept.

use tantivy::query::Query;
use tantivy::{DocAddress, Score};

use super::collector::{FoundDoc, MatchedDoc, collect};
use super::doc_order::{DocOrder, DocRank};
use super::error::QueryError;
use super::leading::Leading;
use super::merged_speakers::merged_speakers;
use super::request::Sort;
use crate::index::{DocSummaries, Index, MergedSpeakers};

/// The occurrences of one quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuotationGroup {
    /// Index of the first one among the documents of [`QuotationGroups`]: the earliest, with the best score of all.
    start: u32,
    count: u32,
}

/// Which quotations of a result are kept; the others are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kept {
    All,
    /// At least so many of the first ones.
    First(usize),
}

/// Matching documents, grouped by quotation.
pub(crate) struct QuotationGroups {
    docs: Vec<MatchedDoc>,
    /// What is kept, in arbitrary order.
    pub all: Vec<QuotationGroup>,
    /// The number of quotations that are not kept.
    others: usize,
}

/// The quotations that `query` matches, as if every speaker had a single key, for the order of `sort`.
pub(crate) fn collect_quotations(
    index: &Index,
    query: &dyn Query,
    order: &DocOrder<'_>,
    sort: Sort,
    kept: Kept,
) -> Result<QuotationGroups, QueryError> {
    let persons = merged_speakers(index)?;
    let found = collect(index, query, sort == Sort::Relevance)?;
    let doc = |address, score| order.doc(address, score).with_merged_speaker(persons);
    let Some(summaries) = summaries_for(index, persons, &found)? else {
        let docs = addresses(&found).map(|(address, score)| doc(address, score)).collect();
        return Ok(QuotationGroups::new(docs, order));
    };
    let (mut alone, mut repeated) = (Vec::new(), Vec::new());
    let others = match kept {
        Kept::All => {
            for (address, score) in addresses(&found) {
                let docs = if summaries.is_repeated(address) { &mut repeated } else { &mut alone };
                docs.push(doc(address, score));
            }
            0
        }
        Kept::First(limit) => {
            let mut first = Leading::new(limit, |one: &DocRank, other: &DocRank| order.compare(one, other, sort));
            let mut count = 0;
            for (address, score) in addresses(&found) {
                if summaries.is_repeated(address) {
                    repeated.push(doc(address, score));
                } else {
                    count += 1;
                    first.add(order.rank(address, score, sort));
                }
            }
            alone = first.sorted().into_iter().map(|one| doc(one.address, one.score)).collect();
            count - alone.len()
        }
    };
    Ok(QuotationGroups::of(alone, repeated, others, order))
}

/// The number of distinct quotations that `query` matches, as if every speaker had a single key.
pub(crate) fn count_quotations(index: &Index, query: &dyn Query) -> Result<usize, QueryError> {
    let (persons, order) = (merged_speakers(index)?, DocOrder::new(index)?);
    let found = collect(index, query, false)?;
    let summaries = summaries_for(index, persons, &found)?;
    let is_repeated = |address: DocAddress| summaries.is_none_or(|summaries| summaries.is_repeated(address));
    let key = |address| order.doc(address, 0.0).with_merged_speaker(persons).quotation_key;
    let repeated: Vec<u64> =
        addresses(&found).filter(|(address, _)| is_repeated(*address)).map(|(address, _)| key(address)).collect();
    let alone = found.iter().map(Vec::len).sum::<usize>() - repeated.len();
    Ok(alone + sorted_by_key(repeated, |key| *key, |key| *key).chunk_by(|one, other| one == other).count())
}

fn addresses(found: &[Vec<FoundDoc>]) -> impl Iterator<Item = (DocAddress, Score)> {
    found.iter().zip(0..).flat_map(|(docs, ord)| docs.iter().map(move |doc| (doc.address(ord), doc.score)))
}

/// From this share of all documents on (one in so many), it pays to have summaries of them.
const LARGE_SHARE: usize = 16;

/// The summaries of all documents, if they are there or so much was found that it pays to have them.
fn summaries_for<'i>(
    index: &'i Index,
    persons: &MergedSpeakers,
    found: &[Vec<FoundDoc>],
) -> Result<Option<&'i DocSummaries>, QueryError> {
    if let Some(known) = index.known_doc_summaries() {
        return Ok(Some(known));
    }
    let is_large = found.iter().map(Vec::len).sum::<usize>() >= index.searcher().num_docs() as usize / LARGE_SHARE;
    if is_large { index.doc_summaries(|| doc_summaries(index, persons)) } else { Ok(None) }
}

/// The summaries of all documents of `index`.
fn doc_summaries(index: &Index, persons: &MergedSpeakers) -> Result<DocSummaries, QueryError> {
    let (columns, order) = (index.columns()?, DocOrder::new(index)?);
    let segments = index.searcher().segment_readers();
    let mut docs: Vec<(u64, DocAddress)> = Vec::with_capacity(index.searcher().num_docs() as usize);
    for (segment, ord) in segments.iter().zip(0..) {
        let addresses = segment.doc_ids_alive().map(|doc| DocAddress::new(ord, doc));
        let key = |address| order.doc(address, 0.0).with_merged_speaker(persons).quotation_key;
        docs.extend(addresses.map(|address| (key(address), address)));
    }
    let docs = sorted_by_key(docs, |(key, _)| *key, |doc| *doc);
    let rank_of = |address: DocAddress| columns[address.segment_ord as usize].display_rank_of(address.doc_id);
    let mut summaries = DocSummaries::new(segments.iter().map(|segment| segment.max_doc()), rank_of);
    let groups = docs.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
    groups.flatten().for_each(|(_, address)| summaries.set_repeated(*address));
    Ok(summaries)
}

impl QuotationGroups {
    /// Groups `docs` and keeps all of them.
    pub(crate) fn new(docs: Vec<MatchedDoc>, order: &DocOrder<'_>) -> Self {
        Self::of(Vec::new(), docs, 0, order)
    }

    /// Groups what may be `repeated`; those `alone` are groups of their own, and so are the others, which are counted.
    fn of(mut alone: Vec<MatchedDoc>, repeated: Vec<MatchedDoc>, others: usize, order: &DocOrder<'_>) -> Self {
        // An index never has more documents than 32 bits can count.
        let mut start = alone.len() as u32;
        let mut all: Vec<QuotationGroup> = (0..start).map(|start| QuotationGroup { start, count: 1 }).collect();
        let mut docs = sorted_by_key(repeated, |doc| doc.quotation_key, |doc| (doc.quotation_key, doc.address));
        for group in docs.chunk_by_mut(|one, other| one.quotation_key == other.quotation_key) {
            if group.len() > 1 {
                move_earliest_first(group, order);
            }
            all.push(QuotationGroup { start, count: group.len() as u32 });
            start += group.len() as u32;
        }
        alone.append(&mut docs);
        QuotationGroups { docs: alone, all, others }
    }

    /// The number of quotations, kept or not.
    pub(crate) fn total(&self) -> usize {
        self.all.len() + self.others
    }

    /// The earliest occurrence of a group, with the best score of all.
    pub(crate) fn first(&self, group: &QuotationGroup) -> MatchedDoc {
        self.docs[group.start as usize]
    }

    /// The occurrences of a group: the earliest first, the others in arbitrary order.
    pub(crate) fn occurrences(&self, group: &QuotationGroup) -> &[MatchedDoc] {
        &self.docs[group.start as usize..(group.start + group.count) as usize]
    }

    /// The first `limit` groups in the order of `sort`, which must be among those kept.
    pub(crate) fn ranked(&self, order: &DocOrder<'_>, sort: Sort, limit: usize) -> Vec<QuotationGroup> {
        type Ranked = (DocRank, QuotationGroup);
        let compare = |(one, _): &Ranked, (other, _): &Ranked| order.compare(one, other, sort);
        let mut ranked = Leading::new(limit, compare);
        for group in &self.all {
            let MatchedDoc { address, score, .. } = self.first(group);
            ranked.add((order.rank(address, score, sort), *group));
        }
        ranked.sorted().into_iter().map(|(_, group)| group).collect()
    }
}

/// Moves the earliest document of a group to the front and gives it the best score of all.
fn move_earliest_first(group: &mut [MatchedDoc], order: &DocOrder<'_>) {
    let earliest = (0..group.len()).min_by(|one, other| order.earliest(&group[*one], &group[*other])).unwrap_or(0);
    group.swap(0, earliest);
    let best = group.iter().map(|doc| doc.score).fold(f32::MIN, f32::max);
    group[0].score = best;
}

/// Sorts what was found so that what has one `key` is adjacent, in the order of `rank`; the order of keys is arbitrary.
///
/// Large inputs are distributed into buckets by some bits of the key, and each bucket is sorted by itself: it fits into
/// the cache of the processor.
fn sorted_by_key<T: Copy, R: Ord>(mut all: Vec<T>, key: fn(&T) -> u64, rank: impl Fn(&T) -> R) -> Vec<T> {
    const BUCKETS: usize = 1 << 10;
    let bucket = |found: &T| key(found) as usize % BUCKETS;
    if all.len() < 4 * BUCKETS {
        all.sort_unstable_by_key(rank);
        return all;
    }
    let mut ends = [0; BUCKETS];
    for found in &all {
        ends[bucket(found)] += 1;
    }
    let mut end = 0;
    for count in &mut ends {
        // From here on: where the next one of the bucket goes; in the end, where the bucket ends.
        end += std::mem::replace(count, end);
    }
    let mut sorted = all.clone();
    for found in all {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_put_together_like_few() {
        let doc = |at: u32| {
            let quotation_key = u64::from(at.wrapping_mul(2_654_435_761) % 3000) * 77;
            MatchedDoc { quotation_key, address: DocAddress::new(at % 3, at), score: 0.0 }
        };
        for count in [0, 10, 20_000] {
            let docs: Vec<MatchedDoc> = (0..count).map(doc).collect();
            let expected: std::collections::BTreeSet<u64> = docs.iter().map(|doc| doc.quotation_key).collect();
            let sorted = sorted_by_key(docs, |doc| doc.quotation_key, |doc| (doc.quotation_key, doc.address));
            let groups = sorted.chunk_by(|one, other| one.quotation_key == other.quotation_key).count();
            assert_eq!((sorted.len(), groups), (count as usize, expected.len()));
            let mut addresses: Vec<DocAddress> = sorted.iter().map(|doc| doc.address).collect();
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(addresses.len(), count as usize);
        }
    }
}
