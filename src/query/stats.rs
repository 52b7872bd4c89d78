//! What an index holds, counted from its columns.
//!
//! There may be millions of speakers and topics, so their names are not kept in memory: distinct names are counted by a
//! merge of the sorted dictionaries of all segments.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::binary_heap::{BinaryHeap, PeekMut};

use tantivy::columnar::StrColumn;
use tantivy::{SegmentReader, TantivyError};

use super::answer::{ListedPeople, Stats};
use super::error::QueryError;
use super::merged_speakers::merged_speakers;
use super::record::text;
use super::request::Search;
use super::speakers::all_identities;
use crate::index::{Index, PeopleTable, Settings, date, name};

impl Index {
    /// The counts that are quick to compute.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stats(&self) -> Result<Stats, QueryError> {
        self.verified(|| self.stats_unverified())
    }

    fn stats_unverified(&self) -> Result<Stats, QueryError> {
        let mut totals = SegmentTotals::default();
        for segment in self.searcher().segment_readers() {
            totals.add(segment)?;
        }
        let quotes = totals.by_kind.values().sum();
        // Keys with `~` have no id.
        let keys = count_distinct(self, name::speaker_key, |key| !key.starts_with(b"~"))?;
        let speakers = keys.saturating_sub(merged_speakers(self)?.surplus_keys());
        Ok(Stats {
            articles: self.searcher().num_docs() as usize - quotes - totals.files,
            quotes,
            speakers,
            topics: count_distinct(self, name::topic_name, |_| true)?,
            by_kind: totals.by_kind,
            first_date: totals.first.and_then(date),
            last_date: totals.last.and_then(date),
            bytes: self.bytes(),
            statements: None,
            unnamed: None,
            // A damaged table is reported by `check`.
            people: PeopleTable::of(self.dir())
                .ok()
                .flatten()
                .map(|table| ListedPeople { file: table.name, people: table.people }),
            settings: Settings::of(self.dir()).ok().filter(|settings| !settings.are_default()),
            removed: self.removed_count(),
        })
    }
}

impl Index {
    /// Like [`stats`](Self::stats), with counts that take longer: the number of hits of a search without a query, and
    /// the number of rows of `speakers`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stats_in_full(&self) -> Result<Stats, QueryError> {
        self.verified(|| self.stats_in_full_unverified())
    }

    fn stats_in_full_unverified(&self) -> Result<Stats, QueryError> {
        let all = Search { limit: 0, ..Search::default() };
        let statements = if self.searcher().num_docs() == 0 { 0 } else { self.search(&all)?.total };
        let (identities, _) = all_identities(self)?;
        let named = identities.iter().filter(|identity| identity.id.is_some()).count();
        let unnamed = Some(identities.len() - named);
        Ok(Stats { speakers: named, statements: Some(statements), unnamed, ..self.stats()? })
    }
}

#[derive(Default)]
struct SegmentTotals {
    by_kind: BTreeMap<String, usize>,
    /// Documents that stand for files.
    files: usize,
    first: Option<i64>,
    last: Option<i64>,
}

impl SegmentTotals {
    fn add(&mut self, segment: &SegmentReader) -> Result<(), QueryError> {
        let columns = segment.fast_fields();
        if let Some(kinds) = columns.str(name::kind)? {
            for (kind, count) in count_values(segment, &kinds)? {
                *self.by_kind.entry(kind).or_default() += count;
            }
        }
        let files = columns.u64(name::file_key)?;
        self.files += segment.doc_ids_alive().filter(|&doc| files.first(doc).is_some()).count();
        let days = columns.i64(name::day)?;
        for day in segment.doc_ids_alive().filter_map(|doc| days.first(doc)) {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
        }
        Ok(())
    }
}

/// The number of distinct values of a column over all segments, of those for which `counts` holds.
fn count_distinct(index: &Index, column: &str, counts: impl Fn(&[u8]) -> bool) -> Result<usize, TantivyError> {
    let mut columns = Vec::new();
    for segment in index.searcher().segment_readers() {
        if let Some(column) = segment.fast_fields().str(column)? {
            // Without deleted documents every value of the dictionary is in use.
            let used = segment.has_deletes().then(|| used(segment, &column));
            columns.push((column, used));
        }
    }
    let mut streams = Vec::with_capacity(columns.len());
    for (column, used) in &columns {
        streams.push((column.dictionary().stream()?, used));
    }
    // Advances stream `at` to its next value in use.
    let mut next = |at: usize, text: &mut Vec<u8>| {
        let (stream, used) = &mut streams[at];
        let is_used = |ord: u64| used.as_ref().is_none_or(|used| used.get(ord as usize) == Some(&true));
        text.clear();
        while stream.advance() {
            if is_used(stream.term_ord()) {
                text.extend_from_slice(stream.key());
                return true;
            }
        }
        false
    };
    let mut least = BinaryHeap::with_capacity(columns.len());
    for at in 0..columns.len() {
        let mut text = Vec::new();
        if next(at, &mut text) {
            least.push(Reverse((text, at)));
        }
    }
    let (mut count, mut last) = (0, None::<Vec<u8>>);
    while let Some(mut top) = least.peek_mut() {
        let Reverse((text, at)) = &mut *top;
        if last.as_ref() != Some(text) {
            count += usize::from(counts(text));
            last.get_or_insert_default().clone_from(text);
        }
        if !next(*at, text) {
            PeekMut::pop(top);
        }
    }
    Ok(count)
}

/// For each value of the column whether a document that is not deleted has it.
fn used(segment: &SegmentReader, column: &StrColumn) -> Vec<bool> {
    let mut used = vec![false; column.num_terms()];
    for ord in segment.doc_ids_alive().flat_map(|doc| column.term_ords(doc)) {
        // An ordinal beyond the dictionary is damaged.
        if let Some(used) = used.get_mut(ord as usize) {
            *used = true;
        }
    }
    used
}

fn count_values(segment: &SegmentReader, column: &StrColumn) -> Result<Vec<(String, usize)>, QueryError> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for ord in segment.doc_ids_alive().flat_map(|doc| column.term_ords(doc)) {
        *counts.entry(ord).or_default() += 1;
    }
    counts.into_iter().map(|(ord, count)| Ok((text(column, ord)?, count))).collect()
}
