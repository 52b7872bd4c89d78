//! Facet counts: the number of quotations of each speaker, topic, publisher, kind or month, exact over all results.
//!
//! A quotation counts once per value, however many articles have it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, SegmentReader};

use super::answer::{FacetAnswer, FacetCount, SearchAnswer};
use super::collector::MatchedDoc;
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::grammar::parse;
use super::merged_speakers::merged_speakers;
use super::quotation_groups::Kept;
use super::record::{self, text};
use super::request::{Facet, Search};
use crate::article::publisher_key;
use crate::index::{Index, MergedSpeakers, date, name};

impl Index {
    /// The facet counts of `search`: `limit` values after the first `offset`, most frequent first.
    ///
    /// # Errors
    /// When the query cannot be parsed (the error says where), or the index cannot be read.
    pub fn count_by(&self, search: &Search, facet: Facet) -> Result<FacetAnswer, QueryError> {
        self.verified(|| self.count_by_unverified(search, facet))
    }

    fn count_by_unverified(&self, search: &Search, facet: Facet) -> Result<FacetAnswer, QueryError> {
        let (expr, order) = (parse(&search.query)?, DocOrder::new(self)?);
        let Some(found) = self.search_results(&expr, search, &order, |_| Kept::All)? else {
            let SearchAnswer { suggestions, without, .. } = self.explain_no_results(&expr, &search.filters)?;
            return Ok(FacetAnswer { suggestions, without, ..FacetAnswer::default() });
        };
        let mut columns = FacetColumns::new(self, facet)?;
        let persons = merged_speakers(self)?;
        let mut counts: FxHashMap<u32, (usize, DocAddress)> = FxHashMap::default();
        let mut of_quotation = FxHashSet::default();
        for (first, occurrences) in found.quotations() {
            of_quotation.clear();
            for doc in occurrences.into_iter().flatten() {
                columns.for_each_value(doc, persons, &mut |value| {
                    of_quotation.insert(value);
                })?;
            }
            for value in &of_quotation {
                counts.entry(*value).or_insert((0, first.address)).0 += 1;
            }
        }
        let mut ranked: Vec<(String, usize, DocAddress)> =
            counts.into_iter().map(|(value, (count, at))| (columns.names[value as usize].clone(), count, at)).collect();
        ranked.sort_unstable_by(|one, other| facet.compare(one.1, &one.0, other.1, &other.0));
        let values = ranked.len();
        let shown = ranked.into_iter().skip(search.offset).take(search.limit);
        let counts =
            shown.map(|(value, quotes, at)| self.facet_count(facet, value, quotes, at)).collect::<Result<_, _>>()?;
        Ok(FacetAnswer { counts, values, total: found.total(), ..FacetAnswer::default() })
    }

    /// The count of one value, with the name to show.
    pub(super) fn facet_count(
        &self,
        facet: Facet,
        value: String,
        quotes: usize,
        at: DocAddress,
    ) -> Result<FacetCount, QueryError> {
        if value.is_empty() {
            return Ok(FacetCount { value: None, id: None, quotes });
        }
        if facet != Facet::Speaker {
            return Ok(FacetCount { value: Some(value), id: None, quotes });
        }
        if let Some(several) = merged_speakers(self)?.of(&value) {
            return Ok(FacetCount { value: Some(several.name.clone()), id: Some(value), quotes });
        }
        let speaker = record::read_quote(self, at)?.speaker;
        Ok(FacetCount { value: speaker.name.or(Some(value)), id: speaker.id, quotes })
    }
}

impl Facet {
    /// Most frequent first; months in calendar order.
    fn compare(self, one: usize, name: &str, other: usize, other_name: &str) -> std::cmp::Ordering {
        match self {
            Facet::Month => name.is_empty().cmp(&other_name.is_empty()).then(name.cmp(other_name)),
            _ => other.cmp(&one).then_with(|| name.cmp(other_name)),
        }
    }
}

/// The columns of a facet. Each value is a number that is the same in all segments.
pub(super) struct FacetColumns {
    facet: Facet,
    segments: Vec<SegmentColumn>,
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

/// Which spelling of a publisher is shown: the smallest rank. Names come before addresses, "Reuters" before "REUTERS".
fn spelling_rank(name: &str) -> (bool, bool, &str) {
    (name.contains('.'), !name.chars().any(char::is_lowercase), name)
}

/// The column of one segment.
enum SegmentColumn {
    Names { column: Option<StrColumn>, numbers: FxHashMap<u64, u32> },
    Months { column: Column<i64>, numbers: FxHashMap<i64, u32> },
}

impl FacetColumns {
    pub(super) fn new(index: &Index, facet: Facet) -> Result<Self, QueryError> {
        let segments = index.searcher().segment_readers().iter().map(|segment| SegmentColumn::new(segment, facet));
        Ok(Self { facet, segments: segments.collect::<Result<_, _>>()?, names: Vec::new(), numbers: BTreeMap::new() })
    }

    /// The value with this number.
    pub(super) fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    /// Calls `take` with each value of the document; with the empty value where there is none.
    pub(super) fn for_each_value(
        &mut self,
        doc: &MatchedDoc,
        persons: &MergedSpeakers,
        take: &mut impl FnMut(u32),
    ) -> Result<(), QueryError> {
        let FacetColumns { facet, segments, names, numbers: known } = self;
        let mut number = |key: String, name: String| {
            let number = *known.entry(key).or_insert_with_key(|key| {
                names.push(if *facet == Facet::Publisher { name.clone() } else { key.clone() });
                names.len() as u32 - 1
            });
            if *facet == Facet::Publisher && spelling_rank(&name) < spelling_rank(&names[number as usize]) {
                names[number as usize] = name;
            }
            number
        };
        match &mut segments[doc.address.segment_ord as usize] {
            SegmentColumn::Names { column, numbers } => {
                let mut any = false;
                for ord in column.iter().flat_map(|column| column.term_ords(doc.address.doc_id)) {
                    any = true;
                    take(match numbers.get(&ord) {
                        Some(number) => *number,
                        None => {
                            let name = column.as_ref().map(|column| text(column, ord)).transpose()?.unwrap_or_default();
                            // A speaker counts once, whatever the keys, and a publisher whatever the spelling.
                            let number = match facet {
                                Facet::Speaker => number(persons.canonical_key(&name).to_owned(), name),
                                Facet::Publisher => number(publisher_key(&name), name),
                                _ => number(name.clone(), name),
                            };
                            *numbers.entry(ord).or_insert(number)
                        }
                    });
                }
                if !any {
                    take(number(String::new(), String::new()));
                }
            }
            SegmentColumn::Months { column, numbers } => {
                let day = column.first(doc.address.doc_id).unwrap_or(i64::MAX);
                let month = || date(day).map(|date| date.strftime("%Y-%m").to_string()).unwrap_or_default();
                take(*numbers.entry(day).or_insert_with(|| number(month(), String::new())));
            }
        }
        Ok(())
    }
}

impl SegmentColumn {
    fn new(segment: &SegmentReader, facet: Facet) -> Result<Self, QueryError> {
        let columns = segment.fast_fields();
        let names = |column| Ok(SegmentColumn::Names { column: columns.str(column)?, numbers: FxHashMap::default() });
        match facet {
            Facet::Speaker => names(name::speaker_key),
            Facet::Topic => names(name::topic_name),
            Facet::Publisher => names(name::publisher_name),
            Facet::Kind => names(name::kind),
            Facet::Polarity => names(name::polarity),
            Facet::Month => {
                Ok(SegmentColumn::Months { column: columns.i64(name::day)?, numbers: FxHashMap::default() })
            }
        }
    }
}
