//! What the engine finds, gathered: the same quotation in several articles becomes one group.
//!
//! Reads columns only; no record is loaded for what is not shown. Counts are exact, and the order depends on what is
//! in the index, never on how it lies on disk. What only breaks ties is read when there is one.

use std::cmp::Ordering;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::error::QueryError;
use super::persons::persons;
use super::request::Sort;
use crate::index::{Columns, Index, Persons};

/// One document that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Same speaker, same words, same kind.
    pub same: u64,
    pub address: DocAddress,
    pub score: Score,
    /// Days since 1970-01-01; those without a date are last.
    day: i32,
}

const UNDATED: i32 = i32::MAX;

impl Entry {
    /// The entry with another score.
    pub(crate) fn scored(self, score: Score) -> Self {
        Self { score, ..self }
    }

    /// The entry as if every speaker had one key alone.
    pub(crate) fn joined(self, persons: &Persons) -> Self {
        Self { same: persons.same(self.same), ..self }
    }

    fn new(address: DocAddress, score: Score, columns: &Columns) -> Self {
        let day = columns.day.first(address.doc_id).and_then(|day| i32::try_from(day).ok());
        let same = columns.same.first(address.doc_id).unwrap_or(0);
        Self { same, address, score, day: day.unwrap_or(UNDATED) }
    }
}

/// Everything that `query` finds.
pub(crate) fn entries(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<Entry>, QueryError> {
    Ok(index.searcher().search(query, &Gather { columns: index.columns()?, scoring })?)
}

/// Everything that `query` finds, as if every speaker had one key alone.
pub(crate) fn joined_entries(index: &Index, query: &dyn Query, scoring: bool) -> Result<Vec<Entry>, QueryError> {
    let persons = persons(index)?;
    let mut found = entries(index, query, scoring)?;
    if persons.spare() > 0 {
        found.iter_mut().for_each(|entry| *entry = entry.joined(persons));
    }
    Ok(found)
}

/// How many quotations there are among `entries`.
pub(crate) fn distinct(entries: Vec<Entry>) -> usize {
    by_quotation(entries).chunk_by(|one, other| one.same == other.same).count()
}

/// Entries that are the same beside one another, else in no order that means anything.
///
/// Of many, handfuls by some bits of their number are sorted one by one: each fits the processor's memory.
fn by_quotation(mut entries: Vec<Entry>) -> Vec<Entry> {
    const HANDFULS: usize = 1 << 10;
    let handful = |entry: &Entry| entry.same as usize % HANDFULS;
    let key = |entry: &Entry| (entry.same, entry.address);
    if entries.len() < 4 * HANDFULS {
        entries.sort_unstable_by_key(key);
        return entries;
    }
    let mut ends = [0; HANDFULS];
    for entry in &entries {
        ends[handful(entry)] += 1;
    }
    let mut end = 0;
    for count in &mut ends {
        // From here on: where the next of the handful goes; in the end, where the handful ends.
        end += std::mem::replace(count, end);
    }
    let mut sorted = entries.clone();
    for entry in entries {
        let place = &mut ends[handful(&entry)];
        sorted[*place] = entry;
        *place += 1;
    }
    let mut start = 0;
    for end in ends {
        sorted[start..end].sort_unstable_by_key(key);
        start = end;
    }
    sorted
}

/// Which of two entries comes first, where it needs more than they hold.
pub(crate) struct Order<'i> {
    segments: &'i [Columns],
}

impl<'i> Order<'i> {
    pub(crate) fn new(index: &'i Index) -> Result<Self, QueryError> {
        Ok(Self { segments: index.columns()? })
    }

    /// The document at `address`.
    pub(crate) fn entry(&self, address: DocAddress, score: Score) -> Entry {
        let columns = &self.segments[address.segment_ord as usize];
        Entry::new(address, score, columns)
    }

    /// The article of an entry, as a number.
    pub(crate) fn article(&self, entry: &Entry) -> u64 {
        self.key(entry)[0]
    }

    /// Earliest first, then as they stand in their articles.
    pub(crate) fn earliest(&self, one: &Entry, other: &Entry) -> Ordering {
        one.day.cmp(&other.day).then_with(|| self.key(one).cmp(&self.key(other)))
    }

    /// Which of two quotations comes first, by their earliest occurrences.
    fn compare(&self, one: &Entry, other: &Entry, sort: Sort) -> Ordering {
        match sort {
            Sort::Relevance => {
                let by_score = || other.score.total_cmp(&one.score);
                self.standing(one).cmp(&self.standing(other)).then_with(by_score).then_with(|| self.latest(one, other))
            }
            Sort::Newest => self.latest(one, other),
            Sort::Oldest => self.earliest(one, other),
        }
    }

    fn latest(&self, one: &Entry, other: &Entry) -> Ordering {
        let undated = |entry: &Entry| entry.day == UNDATED;
        let by_day = undated(one).cmp(&undated(other)).then_with(|| other.day.cmp(&one.day));
        by_day.then_with(|| self.key(one).cmp(&self.key(other)))
    }

    /// How well it stands for itself, best first.
    fn standing(&self, entry: &Entry) -> u64 {
        let columns = &self.segments[entry.address.segment_ord as usize];
        columns.standing.first(entry.address.doc_id).unwrap_or(u64::MAX)
    }

    fn key(&self, entry: &Entry) -> [u64; 3] {
        let columns = &self.segments[entry.address.segment_ord as usize];
        [&columns.article, &columns.place, &columns.id].map(|column| column.first(entry.address.doc_id).unwrap_or(0))
    }
}

/// Occurrences of one quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// Where they begin among the entries of [`Groups`]: with the earliest, which has the best score of all.
    start: u32,
    count: u32,
}

/// All that was found, by quotation.
pub(crate) struct Groups {
    entries: Vec<Entry>,
    pub all: Vec<Group>,
}

impl Groups {
    /// `entries` in groups, in no order that means anything.
    pub(crate) fn new(entries: Vec<Entry>, order: &Order<'_>) -> Self {
        let mut entries = by_quotation(entries);
        let mut all: Vec<Group> = Vec::new();
        let mut start = 0;
        for group in entries.chunk_by_mut(|one, other| one.same == other.same) {
            if group.len() > 1 {
                earliest_first(group, order);
            }
            // An index never holds more documents than a number of 32 bits counts.
            all.push(Group { start, count: group.len() as u32 });
            start += group.len() as u32;
        }
        Groups { entries, all }
    }

    /// The earliest occurrence of a group, with the best score of all.
    pub(crate) fn first(&self, group: &Group) -> Entry {
        self.entries[group.start as usize]
    }

    /// The occurrences of a group, the earliest first, the others in no order that means anything.
    pub(crate) fn of(&self, group: &Group) -> &[Entry] {
        &self.entries[group.start as usize..(group.start + group.count) as usize]
    }

    /// The first `most` groups in the order of `sort`.
    pub(crate) fn ranked(&self, order: &Order<'_>, sort: Sort, most: usize) -> Vec<Group> {
        let compare = |one: &Group, other: &Group| order.compare(&self.first(one), &self.first(other), sort);
        let mut ranked: Vec<Group> = Vec::new();
        // Those seen so far are cut down whenever they are twice too many; after that only better ones come in.
        let mut last = None;
        for group in &self.all {
            if last.is_some_and(|last| compare(group, &last).is_gt()) {
                continue;
            }
            ranked.push(*group);
            if ranked.len() >= most.saturating_mul(2).max(1024) {
                let (_, middle, _) = ranked.select_nth_unstable_by(most, compare);
                last = Some(*middle);
                ranked.truncate(most);
            }
        }
        ranked.sort_unstable_by(compare);
        ranked.truncate(most);
        ranked
    }
}

/// Puts the earliest of several entries first, with the best score of all.
fn earliest_first(group: &mut [Entry], order: &Order<'_>) {
    let earliest = (0..group.len()).min_by(|one, other| order.earliest(&group[*one], &group[*other])).unwrap_or(0);
    group.swap(0, earliest);
    let best = group.iter().map(|entry| entry.score).fold(f32::MIN, f32::max);
    group[0].score = best;
}

struct Gather<'i> {
    columns: &'i [Columns],
    scoring: bool,
}

impl Collector for Gather<'_> {
    type Fruit = Vec<Entry>;
    type Child = SegmentGather;

    fn for_segment(&self, segment: SegmentOrdinal, _reader: &SegmentReader) -> tantivy::Result<SegmentGather> {
        Ok(SegmentGather { segment, columns: self.columns[segment as usize].clone(), found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, mut fruits: Vec<Vec<Entry>>) -> tantivy::Result<Vec<Entry>> {
        Ok(if fruits.len() == 1 { fruits.remove(0) } else { fruits.concat() })
    }
}

struct SegmentGather {
    segment: SegmentOrdinal,
    columns: Columns,
    found: Vec<Entry>,
}

impl SegmentCollector for SegmentGather {
    type Fruit = Vec<Entry>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.found.push(Entry::new(DocAddress::new(self.segment, doc), score, &self.columns));
    }

    fn harvest(self) -> Vec<Entry> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_put_together_like_few() {
        let entry = |at: u32| {
            let same = u64::from(at.wrapping_mul(2_654_435_761) % 3000) * 77;
            Entry { same, address: DocAddress::new(at % 3, at), score: 0.0, day: 0 }
        };
        for count in [0, 10, 20_000] {
            let entries: Vec<Entry> = (0..count).map(entry).collect();
            let expected: std::collections::BTreeSet<u64> = entries.iter().map(|entry| entry.same).collect();
            let sorted = by_quotation(entries.clone());
            assert_eq!((sorted.len(), distinct(entries)), (count as usize, expected.len()));
            let mut addresses: Vec<DocAddress> = sorted.iter().map(|entry| entry.address).collect();
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(addresses.len(), count as usize);
        }
    }
}
