//! The speakers of each article, from fast fields; no record is read.
//!
//! There is one [`SpeakerOccurrence`] per speaker and article. So memory grows with those (some 50 bytes each) and not
//! with quotes, and nothing is left out: names, aliases and roles come from all articles. Strings are interned.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::error::QueryError;
use super::record::text;
use crate::index::{Index, name as column};

/// A speaker in an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SpeakerOccurrence {
    /// The article, as a number.
    pub article: u64,
    /// Day of the article.
    pub day: Option<i64>,
    /// The name that the article gives: a string number.
    pub name: u32,
    /// Person, organisation, group or document: a string number.
    pub kind: u32,
    /// The role that the article gives: a string number.
    pub role: Option<u32>,
    /// Other names that the article uses: the number of a list of strings.
    pub aliases: u32,
    /// Number of quotes in the article.
    pub quotes: usize,
    /// Whether the user's table of people decided who it is.
    pub listed: bool,
}

/// All occurrences under one key of the index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct IndexedSpeaker {
    /// The key: an id; for speakers without one, `~` with kind and name.
    pub key: String,
    /// In arbitrary order.
    pub occurrences: Vec<SpeakerOccurrence>,
}

/// All speakers of an index, by key.
#[derive(Debug, Default)]
pub(super) struct IndexedSpeakers {
    /// In the order of their keys.
    pub all: Vec<IndexedSpeaker>,
    /// The strings that the numbers in occurrences stand for.
    pub texts: StringTable,
}

/// Interned strings and lists of strings.
#[derive(Debug, Default)]
pub(super) struct StringTable {
    all: Vec<String>,
    number: FxHashMap<String, u32>,
    lists: Vec<Vec<u32>>,
    list_number: FxHashMap<Vec<u32>, u32>,
}

impl StringTable {
    /// Interns `text` and returns its number.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.number.get(text) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(text.to_owned());
        self.number.insert(text.to_owned(), number);
        number
    }

    /// Interns a list of strings and returns its number.
    pub(super) fn add_list(&mut self, list: Vec<u32>) -> u32 {
        if let Some(&number) = self.list_number.get(&list) {
            return number;
        }
        let number = self.lists.len() as u32;
        self.lists.push(list.clone());
        self.list_number.insert(list, number);
        number
    }

    /// The string with that number.
    pub(super) fn text(&self, number: u32) -> &str {
        &self.all[number as usize]
    }

    /// The strings of the list with that number.
    pub(super) fn list(&self, number: u32) -> impl Iterator<Item = &str> {
        self.lists[number as usize].iter().map(|&text| self.text(text))
    }
}

impl IndexedSpeakers {
    /// All speakers of `index`.
    pub(super) fn of(index: &Index) -> Result<Self, QueryError> {
        let mut speakers = Self::default();
        let mut positions = FxHashMap::default();
        for segment in index.searcher().segment_readers() {
            speakers.add(segment, &mut positions)?;
        }
        // Keys of deleted quotes stay in the columns for a while.
        speakers.all.retain(|speaker| !speaker.occurrences.is_empty());
        speakers.all.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        Ok(speakers)
    }

    /// The speakers with `keys`; only their quotes are read.
    pub(super) fn of_keys(index: &Index, keys: &BTreeSet<String>) -> Result<Self, QueryError> {
        let mut speakers = Self::default();
        let field = index.fields().speaker_key;
        for segment in index.searcher().segment_readers() {
            let Some(mut columns) = OccurrenceColumns::of(segment)? else { continue };
            let inverted = segment.inverted_index(field)?;
            for (number, key) in keys.iter().enumerate() {
                if speakers.all.len() == number {
                    speakers.all.push(IndexedSpeaker { key: key.clone(), occurrences: Vec::new() });
                }
                let term = Term::from_field_text(field, key);
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                while postings.doc() != TERMINATED {
                    let doc = postings.doc();
                    if !segment.is_deleted(doc)
                        && let Some(occurrence) = columns.occurrence(doc, &mut speakers.texts)?
                    {
                        speakers.all[number].add(occurrence);
                    }
                    postings.advance();
                }
            }
        }
        speakers.all.retain(|speaker| !speaker.occurrences.is_empty());
        Ok(speakers)
    }

    /// Adds a segment. `positions` maps each key to its index in `all`.
    fn add(&mut self, segment: &SegmentReader, positions: &mut FxHashMap<String, usize>) -> Result<(), QueryError> {
        let Some(keys) = segment.fast_fields().str(column::speaker_key)? else { return Ok(()) };
        let mut speakers = Vec::new();
        for_each_text(&keys, |key| {
            speakers.push(*positions.entry(key.to_owned()).or_insert_with(|| {
                self.all.push(IndexedSpeaker { key: key.to_owned(), occurrences: Vec::new() });
                self.all.len() - 1
            }));
        })?;
        let Some(mut columns) = OccurrenceColumns::of(segment)? else { return Ok(()) };
        for doc in segment.doc_ids_alive() {
            let Some(key) = keys.term_ords(doc).next() else { continue };
            if let Some(occurrence) = columns.occurrence(doc, &mut self.texts)? {
                self.all[speakers[key as usize]].add(occurrence);
            }
        }
        Ok(())
    }
}

/// The columns of a segment that an occurrence is read from.
struct OccurrenceColumns {
    names: TextColumn,
    kinds: TextColumn,
    roles: TextColumn,
    aliases: TextColumn,
    articles: Column<u64>,
    days: Column<i64>,
    listed: Column<u64>,
}

impl OccurrenceColumns {
    fn of(segment: &SegmentReader) -> Result<Option<Self>, QueryError> {
        let columns = segment.fast_fields();
        if columns.str(column::speaker_key)?.is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            names: TextColumn::new(columns.str(column::speaker_name)?),
            kinds: TextColumn::new(columns.str(column::speaker_kind)?),
            roles: TextColumn::new(columns.str(column::role_name)?),
            aliases: TextColumn::new(columns.str(column::speaker_alias)?),
            articles: columns.u64(column::article_key)?,
            days: columns.i64(column::day)?,
            listed: columns.u64(column::listed)?,
        }))
    }

    fn occurrence(&mut self, doc: u32, texts: &mut StringTable) -> Result<Option<SpeakerOccurrence>, QueryError> {
        let Some(name) = self.names.first(doc, texts)? else { return Ok(None) };
        let aliases = self.aliases.all(doc, texts)?;
        Ok(Some(SpeakerOccurrence {
            article: self.articles.first(doc).unwrap_or_default(),
            day: self.days.first(doc),
            name,
            kind: self.kinds.first(doc, texts)?.unwrap_or(name),
            role: self.roles.first(doc, texts)?,
            aliases: texts.add_list(aliases),
            quotes: 1,
            listed: self.listed.first(doc).is_some(),
        }))
    }
}

impl IndexedSpeaker {
    /// Quotes of one article are adjacent.
    fn add(&mut self, occurrence: SpeakerOccurrence) {
        let of_article = self.occurrences.iter_mut().rev().take_while(|known| known.article == occurrence.article);
        let same = |known: &&mut SpeakerOccurrence| SpeakerOccurrence { quotes: 1, ..(**known).clone() } == occurrence;
        match { of_article }.find(same) {
            Some(known) => known.quotes += 1,
            None => self.occurrences.push(occurrence),
        }
    }
}

/// A column of strings; each string is read when it is first met.
struct TextColumn {
    column: Option<StrColumn>,
    numbers: FxHashMap<u64, u32>,
}

impl TextColumn {
    fn new(column: Option<StrColumn>) -> Self {
        Self { column, numbers: FxHashMap::default() }
    }

    fn first(&mut self, doc: u32, texts: &mut StringTable) -> Result<Option<u32>, QueryError> {
        let Some(column) = &self.column else { return Ok(None) };
        let ord = column.term_ords(doc).next();
        ord.map(|ord| number(column, &mut self.numbers, ord, texts)).transpose()
    }

    fn all(&mut self, doc: u32, texts: &mut StringTable) -> Result<Vec<u32>, QueryError> {
        let Some(column) = &self.column else { return Ok(Vec::new()) };
        column.term_ords(doc).map(|ord| number(column, &mut self.numbers, ord, texts)).collect()
    }
}

/// The number in `texts` of a string of the column.
fn number(
    column: &StrColumn,
    numbers: &mut FxHashMap<u64, u32>,
    ord: u64,
    texts: &mut StringTable,
) -> Result<u32, QueryError> {
    if let Some(&known) = numbers.get(&ord) {
        return Ok(known);
    }
    let number = texts.add(&text(column, ord)?);
    numbers.insert(ord, number);
    Ok(number)
}

/// Calls `each` with all strings of a column, in the order of their ordinals.
fn for_each_text(column: &StrColumn, mut each: impl FnMut(&str)) -> Result<(), QueryError> {
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        each(&String::from_utf8_lossy(stream.key()));
    }
    Ok(())
}
