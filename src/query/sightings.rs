//! Who speaks in which article, as the columns of the index tell it; no record is read.
//!
//! One [`Sighting`] for each speaker of each article, so memory grows with those and not with quotes (some 50 bytes each),
//! and nothing is left out: names, aliases and roles come from all articles. Texts are kept once, as numbers.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::error::QueryError;
use super::record::text;
use crate::index::{Index, name as column};

/// A speaker of an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sighting {
    /// The article, as one number.
    pub article: u64,
    /// Its day.
    pub day: Option<i64>,
    /// The name the article gives.
    pub name: u32,
    /// person, organisation, group, document.
    pub kind: u32,
    /// What it says the speaker is.
    pub role: Option<u32>,
    /// Other names it uses: the number of a list.
    pub aliases: u32,
    /// Quotes there.
    pub quotes: usize,
    /// The user's own list of people decided who it is.
    pub listed: bool,
}

/// All sightings of what the index keeps apart as one speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Voice {
    /// What the index keeps it apart by: an id, or kind and name behind a `~` for those without.
    pub key: String,
    /// In no particular order.
    pub sightings: Vec<Sighting>,
}

/// Everybody who speaks in an index.
#[derive(Debug, Default)]
pub(super) struct Voices {
    /// In order of their keys.
    pub all: Vec<Voice>,
    /// What the numbers in sightings stand for.
    pub texts: Texts,
}

/// Texts and lists of texts, each kept once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: Vec<String>,
    number: FxHashMap<String, u32>,
    lists: Vec<Vec<u32>>,
    list_number: FxHashMap<Vec<u32>, u32>,
}

impl Texts {
    /// The number of `text`.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.number.get(text) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(text.to_owned());
        self.number.insert(text.to_owned(), number);
        number
    }

    /// The number of a list of texts.
    pub(super) fn add_list(&mut self, list: Vec<u32>) -> u32 {
        if let Some(&number) = self.list_number.get(&list) {
            return number;
        }
        let number = self.lists.len() as u32;
        self.lists.push(list.clone());
        self.list_number.insert(list, number);
        number
    }

    /// The text of that number.
    pub(super) fn text(&self, number: u32) -> &str {
        &self.all[number as usize]
    }

    /// The texts of the list of that number.
    pub(super) fn list(&self, number: u32) -> impl Iterator<Item = &str> {
        self.lists[number as usize].iter().map(|&text| self.text(text))
    }
}

impl Voices {
    /// All of `index`.
    pub(super) fn of(index: &Index) -> Result<Self, QueryError> {
        let mut voices = Self::default();
        let mut at = FxHashMap::default();
        for segment in index.searcher().segment_readers() {
            voices.add(segment, &mut at)?;
        }
        // Texts of deleted quotes stay in the columns for a while.
        voices.all.retain(|voice| !voice.sightings.is_empty());
        voices.all.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        Ok(voices)
    }

    /// Those with `keys`, by their quotes alone.
    pub(super) fn of_keys(index: &Index, keys: &BTreeSet<String>) -> Result<Self, QueryError> {
        let mut voices = Self::default();
        let field = index.fields().speaker_key;
        for segment in index.searcher().segment_readers() {
            let Some(mut columns) = Sighted::of(segment)? else { continue };
            let inverted = segment.inverted_index(field)?;
            for (number, key) in keys.iter().enumerate() {
                if voices.all.len() == number {
                    voices.all.push(Voice { key: key.clone(), sightings: Vec::new() });
                }
                let term = Term::from_field_text(field, key);
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                while postings.doc() != TERMINATED {
                    let doc = postings.doc();
                    if !segment.is_deleted(doc)
                        && let Some(sighting) = columns.sighting(doc, &mut voices.texts)?
                    {
                        voices.all[number].add(sighting);
                    }
                    postings.advance();
                }
            }
        }
        voices.all.retain(|voice| !voice.sightings.is_empty());
        Ok(voices)
    }

    /// `at` tells where in `all` each key stands.
    fn add(&mut self, segment: &SegmentReader, at: &mut FxHashMap<String, usize>) -> Result<(), QueryError> {
        let Some(keys) = segment.fast_fields().str(column::speaker_key)? else { return Ok(()) };
        let mut voices = Vec::new();
        each_text(&keys, |key| {
            voices.push(*at.entry(key.to_owned()).or_insert_with(|| {
                self.all.push(Voice { key: key.to_owned(), sightings: Vec::new() });
                self.all.len() - 1
            }));
        })?;
        let Some(mut columns) = Sighted::of(segment)? else { return Ok(()) };
        for doc in segment.doc_ids_alive() {
            let Some(key) = keys.term_ords(doc).next() else { continue };
            if let Some(sighting) = columns.sighting(doc, &mut self.texts)? {
                self.all[voices[key as usize]].add(sighting);
            }
        }
        Ok(())
    }
}

/// The columns of a segment that make a sighting.
struct Sighted {
    names: Texted,
    kinds: Texted,
    roles: Texted,
    aliases: Texted,
    articles: Column<u64>,
    days: Column<i64>,
    listed: Column<u64>,
}

impl Sighted {
    fn of(segment: &SegmentReader) -> Result<Option<Self>, QueryError> {
        let columns = segment.fast_fields();
        if columns.str(column::speaker_key)?.is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            names: Texted::new(columns.str(column::speaker_name)?),
            kinds: Texted::new(columns.str(column::speaker_kind)?),
            roles: Texted::new(columns.str(column::role_name)?),
            aliases: Texted::new(columns.str(column::speaker_alias)?),
            articles: columns.u64(column::article_key)?,
            days: columns.i64(column::day)?,
            listed: columns.u64(column::listed)?,
        }))
    }

    fn sighting(&mut self, doc: u32, texts: &mut Texts) -> Result<Option<Sighting>, QueryError> {
        let Some(name) = self.names.first(doc, texts)? else { return Ok(None) };
        let aliases = self.aliases.all(doc, texts)?;
        Ok(Some(Sighting {
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

impl Voice {
    /// Quotes of one article stand behind one another.
    fn add(&mut self, sighting: Sighting) {
        let of_article = self.sightings.iter_mut().rev().take_while(|known| known.article == sighting.article);
        let same = |known: &&mut Sighting| Sighting { quotes: 1, ..(**known).clone() } == sighting;
        match { of_article }.find(same) {
            Some(known) => known.quotes += 1,
            None => self.sightings.push(sighting),
        }
    }
}

/// A column of texts, each read when it is first met.
struct Texted {
    column: Option<StrColumn>,
    numbers: FxHashMap<u64, u32>,
}

impl Texted {
    fn new(column: Option<StrColumn>) -> Self {
        Self { column, numbers: FxHashMap::default() }
    }

    fn first(&mut self, doc: u32, texts: &mut Texts) -> Result<Option<u32>, QueryError> {
        let Some(column) = &self.column else { return Ok(None) };
        let ord = column.term_ords(doc).next();
        ord.map(|ord| number(column, &mut self.numbers, ord, texts)).transpose()
    }

    fn all(&mut self, doc: u32, texts: &mut Texts) -> Result<Vec<u32>, QueryError> {
        let Some(column) = &self.column else { return Ok(Vec::new()) };
        column.term_ords(doc).map(|ord| number(column, &mut self.numbers, ord, texts)).collect()
    }
}

/// The number that `texts` has for the text of a column.
fn number(
    column: &StrColumn,
    numbers: &mut FxHashMap<u64, u32>,
    ord: u64,
    texts: &mut Texts,
) -> Result<u32, QueryError> {
    if let Some(&known) = numbers.get(&ord) {
        return Ok(known);
    }
    let number = texts.add(&text(column, ord)?);
    numbers.insert(ord, number);
    Ok(number)
}

/// All texts of a column in order of their numbers.
fn each_text(column: &StrColumn, mut each: impl FnMut(&str)) -> Result<(), QueryError> {
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        each(&String::from_utf8_lossy(stream.key()));
    }
    Ok(())
}
