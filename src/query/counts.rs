//! How many quotations there are of each speaker, topic, publisher, kind or month: exact, over everything that is found.
//!
//! A quotation counts once for each value, in however many articles it stands.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, SegmentReader};

use super::answer::{Count, CountAnswer, SearchAnswer};
use super::error::QueryError;
use super::gather::{Entry, Order};
use super::grammar::parse;
use super::persons::persons;
use super::record::{self, text};
use super::request::{By, Search};
use crate::article::publisher_key;
use crate::index::{Index, Persons, date, name};

impl Index {
    /// What `search` finds, counted by `by`: `limit` values after the first `offset`, most frequent first.
    ///
    /// # Errors
    /// When the query cannot be read, with the place; or the index cannot.
    pub fn count_by(&self, search: &Search, by: By) -> Result<CountAnswer, QueryError> {
        self.answered(|| self.count_by_unverified(search, by))
    }

    fn count_by_unverified(&self, search: &Search, by: By) -> Result<CountAnswer, QueryError> {
        let (ask, order) = (parse(&search.query)?, Order::new(self)?);
        let Some(found) = self.results(&ask, search, &order)? else {
            let SearchAnswer { suggestions, without, .. } = self.nothing(&ask, &search.filters)?;
            return Ok(CountAnswer { suggestions, without, ..CountAnswer::default() });
        };
        let mut columns = Columns::new(self, by)?;
        let persons = persons(self)?;
        let mut counts: FxHashMap<u32, (usize, DocAddress)> = FxHashMap::default();
        let mut of_quotation = FxHashSet::default();
        for (first, occurrences) in found.quotations() {
            of_quotation.clear();
            for entry in occurrences.into_iter().flatten() {
                columns.values(entry, persons, &mut |value| {
                    of_quotation.insert(value);
                })?;
            }
            for value in &of_quotation {
                counts.entry(*value).or_insert((0, first.address)).0 += 1;
            }
        }
        let mut ranked: Vec<(String, usize, DocAddress)> =
            counts.into_iter().map(|(value, (count, at))| (columns.names[value as usize].clone(), count, at)).collect();
        ranked.sort_unstable_by(|one, other| by.compare(one.1, &one.0, other.1, &other.0));
        let values = ranked.len();
        let shown = ranked.into_iter().skip(search.offset).take(search.limit);
        let counts = shown.map(|(value, quotes, at)| self.count(by, value, quotes, at)).collect::<Result<_, _>>()?;
        Ok(CountAnswer { counts, values, total: found.total(), ..CountAnswer::default() })
    }

    /// The value as it is shown.
    fn count(&self, by: By, value: String, quotes: usize, at: DocAddress) -> Result<Count, QueryError> {
        if value.is_empty() {
            return Ok(Count { value: None, id: None, quotes });
        }
        if by != By::Speaker {
            return Ok(Count { value: Some(value), id: None, quotes });
        }
        if let Some(several) = persons(self)?.of(&value) {
            return Ok(Count { value: Some(several.name.clone()), id: Some(value), quotes });
        }
        let speaker = record::quote(self, at)?.speaker;
        Ok(Count { value: speaker.name.or(Some(value)), id: speaker.id, quotes })
    }
}

impl By {
    /// Most frequent first; months in their order.
    fn compare(self, one: usize, name: &str, other: usize, other_name: &str) -> std::cmp::Ordering {
        match self {
            By::Month => name.is_empty().cmp(&other_name.is_empty()).then(name.cmp(other_name)),
            _ => other.cmp(&one).then_with(|| name.cmp(other_name)),
        }
    }
}

/// The values of documents, each as a number that is the same in all segments.
struct Columns {
    by: By,
    segments: Vec<Values>,
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

/// Which spelling of a publisher is shown: rather a name than an address, rather "Reuters" than "REUTERS".
fn plainness(name: &str) -> (bool, bool, &str) {
    (name.contains('.'), !name.chars().any(char::is_lowercase), name)
}

/// The values of one segment.
enum Values {
    Names { column: Option<StrColumn>, numbers: FxHashMap<u64, u32> },
    Months { column: Column<i64>, numbers: FxHashMap<i64, u32> },
}

impl Columns {
    fn new(index: &Index, by: By) -> Result<Self, QueryError> {
        let segments = index.searcher().segment_readers().iter().map(|segment| Values::new(segment, by));
        Ok(Self { by, segments: segments.collect::<Result<_, _>>()?, names: Vec::new(), numbers: BTreeMap::new() })
    }

    /// Tells `take` the values of the document, the empty one where there is none.
    fn values(&mut self, entry: &Entry, persons: &Persons, take: &mut impl FnMut(u32)) -> Result<(), QueryError> {
        let Columns { by, segments, names, numbers: known } = self;
        let mut number = |key: String, name: String| {
            let number = *known.entry(key).or_insert_with_key(|key| {
                names.push(if *by == By::Publisher { name.clone() } else { key.clone() });
                names.len() as u32 - 1
            });
            if *by == By::Publisher && plainness(&name) < plainness(&names[number as usize]) {
                names[number as usize] = name;
            }
            number
        };
        match &mut segments[entry.address.segment_ord as usize] {
            Values::Names { column, numbers } => {
                let mut any = false;
                for ord in column.iter().flat_map(|column| column.term_ords(entry.address.doc_id)) {
                    any = true;
                    take(match numbers.get(&ord) {
                        Some(number) => *number,
                        None => {
                            let name = column.as_ref().map(|column| text(column, ord)).transpose()?.unwrap_or_default();
                            // A person counts once, under however many keys, and a publisher however it is spelled.
                            let number = match by {
                                By::Speaker => number(persons.main(&name).to_owned(), name),
                                By::Publisher => number(publisher_key(&name), name),
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
            Values::Months { column, numbers } => {
                let day = column.first(entry.address.doc_id).unwrap_or(i64::MAX);
                let month = || date(day).map(|date| date.strftime("%Y-%m").to_string()).unwrap_or_default();
                take(*numbers.entry(day).or_insert_with(|| number(month(), String::new())));
            }
        }
        Ok(())
    }
}

impl Values {
    fn new(segment: &SegmentReader, by: By) -> Result<Self, QueryError> {
        let columns = segment.fast_fields();
        let names = |column| Ok(Values::Names { column: columns.str(column)?, numbers: FxHashMap::default() });
        match by {
            By::Speaker => names(name::speaker_key),
            By::Topic => names(name::topic_name),
            By::Publisher => names(name::publisher_name),
            By::Kind => names(name::kind),
            By::Month => Ok(Values::Months { column: columns.i64(name::day)?, numbers: FxHashMap::default() }),
        }
    }
}
