//! What the engine finds, gathered: the same quotation in several articles becomes one group.
//!
//! Reads columns only; no record is loaded for what is not shown. Counts are exact, and the order depends on what is
//! in the index, never on how it lies on disk.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::error::QueryError;
use super::request::Sort;
use crate::index::{Index, name};

/// One document that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub score: Score,
    /// Same speaker, same words, same kind.
    pub same: u64,
    /// Days since 1970-01-01; those without a date are last.
    day: i64,
    pub article: u64,
    place: u64,
    order: u64,
    pub address: DocAddress,
}

impl Entry {
    /// Earliest first, then as they stand in their articles.
    pub(crate) fn earliest(&self, other: &Entry) -> Ordering {
        self.day.cmp(&other.day).then_with(|| self.in_article(other))
    }

    fn latest(&self, other: &Entry) -> Ordering {
        let undated = |entry: &Entry| entry.day == UNDATED;
        undated(self).cmp(&undated(other)).then_with(|| other.day.cmp(&self.day)).then_with(|| self.in_article(other))
    }

    fn in_article(&self, other: &Entry) -> Ordering {
        let key = |entry: &Entry| (entry.article, entry.place, entry.order);
        key(self).cmp(&key(other))
    }
}

const UNDATED: i64 = i64::MAX;

/// Occurrences of one quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// The earliest; with the best score of all.
    pub first: Entry,
    /// How many.
    pub count: usize,
}

/// Everything that `query` finds.
pub(crate) fn entries(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<Entry>, QueryError> {
    Ok(index.searcher().search(query, &Gather { scoring })?)
}

/// The document at `address`.
pub(crate) fn entry(index: &Index, address: DocAddress, score: Score) -> Result<Entry, QueryError> {
    let segment = index.searcher().segment_reader(address.segment_ord);
    let mut gather = Gather { scoring: true }.for_segment(address.segment_ord, segment)?;
    gather.collect(address.doc_id, score);
    Ok(gather.found[0])
}

/// `entries` in groups, in no particular order.
pub(crate) fn groups(entries: Vec<Entry>) -> Vec<Group> {
    let mut at: FxHashMap<u64, usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match at.get(&entry.same) {
            Some(&at) => groups[at].add(entry),
            None => {
                at.insert(entry.same, groups.len());
                groups.push(Group { first: entry, count: 1 });
            }
        }
    }
    groups
}

impl Group {
    fn add(&mut self, entry: Entry) {
        let score = self.first.score.max(entry.score);
        if entry.earliest(&self.first).is_lt() {
            self.first = entry;
        }
        self.first.score = score;
        self.count += 1;
    }

    fn compare(&self, other: &Group, sort: Sort) -> Ordering {
        let (one, other) = (&self.first, &other.first);
        match sort {
            Sort::Relevance => other.score.total_cmp(&one.score).then_with(|| one.latest(other)),
            Sort::Newest => one.latest(other),
            Sort::Oldest => one.earliest(other),
        }
    }
}

/// `limit` groups in the order of `sort`, after the first `offset`.
pub(crate) fn page(mut groups: Vec<Group>, sort: Sort, offset: usize, limit: usize) -> Vec<Group> {
    let end = offset.saturating_add(limit).min(groups.len());
    if offset >= end {
        return Vec::new();
    }
    if end < groups.len() {
        groups.select_nth_unstable_by(end, |one, other| one.compare(other, sort));
        groups.truncate(end);
    }
    groups.sort_unstable_by(|one, other| one.compare(other, sort));
    groups.split_off(offset)
}

struct Gather {
    scoring: bool,
}

impl Collector for Gather {
    type Fruit = Vec<Entry>;
    type Child = SegmentGather;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentGather> {
        let columns = reader.fast_fields();
        Ok(SegmentGather {
            segment,
            same: columns.u64(name::same)?,
            day: columns.i64(name::day)?,
            article: columns.u64(name::article_key)?,
            place: columns.u64(name::place)?,
            order: columns.u64(name::order)?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Entry>>) -> tantivy::Result<Vec<Entry>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

struct SegmentGather {
    segment: SegmentOrdinal,
    same: Column<u64>,
    day: Column<i64>,
    article: Column<u64>,
    place: Column<u64>,
    order: Column<u64>,
    found: Vec<Entry>,
}

impl SegmentCollector for SegmentGather {
    type Fruit = Vec<Entry>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.found.push(Entry {
            score,
            same: self.same.first(doc).unwrap_or(0),
            day: self.day.first(doc).unwrap_or(UNDATED),
            article: self.article.first(doc).unwrap_or(0),
            place: self.place.first(doc).unwrap_or(0),
            order: self.order.first(doc).unwrap_or(0),
            address: DocAddress::new(self.segment, doc),
        });
    }

    fn harvest(self) -> Vec<Entry> {
        self.found
    }
}
