//! What an index holds, counted over its columns.
//!
//! Speakers and topics are told apart by numbers of 64 bits that stand for their names, for there may be millions: of ten
//! million, two have the same number with a chance of three in a million.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::answer::Stats;
use super::error::QueryError;
use crate::index::{Index, date, name, number};

impl Index {
    /// How much of everything there is.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stats(&self) -> Result<Stats, QueryError> {
        let mut tally = Tally::default();
        for segment in self.searcher().segment_readers() {
            tally.add(segment)?;
        }
        let quotes = tally.by_kind.values().sum();
        Ok(Stats {
            articles: self.searcher().num_docs() as usize - quotes - tally.files,
            quotes,
            speakers: tally.speakers.len(),
            topics: tally.topics.len(),
            by_kind: tally.by_kind,
            first_date: tally.first.and_then(date),
            last_date: tally.last.and_then(date),
            bytes: self.bytes(),
        })
    }
}

#[derive(Default)]
struct Tally {
    by_kind: BTreeMap<String, usize>,
    speakers: FxHashSet<u64>,
    topics: FxHashSet<u64>,
    /// Documents of files that were read.
    files: usize,
    first: Option<i64>,
    last: Option<i64>,
}

impl Tally {
    fn add(&mut self, segment: &SegmentReader) -> Result<(), QueryError> {
        let columns = segment.fast_fields();
        // Those behind a `~` have no id.
        let named = |key: &str| !key.starts_with('~');
        distinct(segment, columns.str(name::speaker_key)?, named, &mut self.speakers)?;
        distinct(segment, columns.str(name::topic_name)?, |_| true, &mut self.topics)?;
        if let Some(kinds) = columns.str(name::kind)? {
            for (kind, count) in counted(segment, &kinds)? {
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

/// Adds to `found` the numbers of the texts of `column` that count.
fn distinct(
    segment: &SegmentReader,
    column: Option<StrColumn>,
    counts: impl Fn(&str) -> bool,
    found: &mut FxHashSet<u64>,
) -> Result<(), QueryError> {
    let Some(column) = column else { return Ok(()) };
    let mut seen = vec![false; column.num_terms()];
    for ord in segment.doc_ids_alive().flat_map(|doc| column.term_ords(doc)) {
        // A number beyond the texts is a damaged one.
        if let Some(seen) = seen.get_mut(ord as usize) {
            *seen = true;
        }
    }
    // In their order one after the other: each by itself would be looked for from the beginning of its block.
    let ords: Vec<u64> = (0..).zip(seen).filter_map(|(ord, seen)| seen.then_some(ord)).collect();
    column.dictionary().sorted_ords_to_term_cb(&ords, |text| {
        if let Some(text) = str::from_utf8(text).ok().filter(|text| counts(text)) {
            found.insert(number(&[text]));
        }
    })?;
    Ok(())
}

fn counted(segment: &SegmentReader, column: &StrColumn) -> Result<Vec<(String, usize)>, QueryError> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for ord in segment.doc_ids_alive().flat_map(|doc| column.term_ords(doc)) {
        *counts.entry(ord).or_default() += 1;
    }
    counts.into_iter().map(|(ord, count)| Ok((text(column, ord)?, count))).collect()
}

/// The text behind the number `ord` of a column.
pub(crate) fn text(column: &StrColumn, ord: u64) -> Result<String, QueryError> {
    let mut text = String::new();
    column.ord_to_str(ord, &mut text)?;
    Ok(text)
}
