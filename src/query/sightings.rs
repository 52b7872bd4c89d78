//! Who speaks in which article, as the columns of the index tell it; no record is read.
//!
//! One [`Sighting`] for each speaker of each article, so memory grows with those and not with quotes (some 50 bytes each),
//! and nothing is left out: names, aliases and roles come from all articles. Texts are kept once, as numbers.

use rustc_hash::FxHashMap;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::error::QueryError;
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

    /// `at` tells where in `all` each key stands.
    fn add(&mut self, segment: &SegmentReader, at: &mut FxHashMap<String, usize>) -> Result<(), QueryError> {
        let columns = segment.fast_fields();
        let Some(keys) = columns.str(column::speaker_key)? else { return Ok(()) };
        let mut voices = Vec::new();
        each_text(&keys, |key| {
            voices.push(*at.entry(key.to_owned()).or_insert_with(|| {
                self.all.push(Voice { key: key.to_owned(), sightings: Vec::new() });
                self.all.len() - 1
            }));
        })?;
        let names = Texted::new(columns.str(column::speaker_name)?, &mut self.texts)?;
        let kinds = Texted::new(columns.str(column::speaker_kind)?, &mut self.texts)?;
        let roles = Texted::new(columns.str(column::role_name)?, &mut self.texts)?;
        let aliases = Texted::new(columns.str(column::speaker_alias)?, &mut self.texts)?;
        let (articles, days) = (columns.u64(column::article_key)?, columns.i64(column::day)?);
        let listed = columns.u64(column::listed)?;
        for doc in segment.doc_ids_alive() {
            let (Some(key), Some(name)) = (keys.term_ords(doc).next(), names.of(doc).next()) else { continue };
            let sighting = Sighting {
                article: articles.first(doc).unwrap_or_default(),
                day: days.first(doc),
                name,
                kind: kinds.of(doc).next().unwrap_or(name),
                role: roles.of(doc).next(),
                aliases: self.texts.add_list(aliases.of(doc).collect()),
                quotes: 1,
                listed: listed.first(doc).is_some(),
            };
            self.all[voices[key as usize]].add(sighting);
        }
        Ok(())
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

/// A column of texts, with the number of each.
struct Texted {
    column: Option<StrColumn>,
    numbers: Vec<u32>,
}

impl Texted {
    fn new(column: Option<StrColumn>, texts: &mut Texts) -> Result<Self, QueryError> {
        let mut numbers = Vec::new();
        if let Some(column) = &column {
            each_text(column, |text| numbers.push(texts.add(text)))?;
        }
        Ok(Self { column, numbers })
    }

    fn of(&self, doc: u32) -> impl Iterator<Item = u32> {
        let ords = self.column.as_ref().map(|column| column.term_ords(doc));
        ords.into_iter().flatten().map(|ord| self.numbers[ord as usize])
    }
}

/// All texts of a column in order of their numbers.
fn each_text(column: &StrColumn, mut each: impl FnMut(&str)) -> Result<(), QueryError> {
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        each(&String::from_utf8_lossy(stream.key()));
    }
    Ok(())
}
