//! Who speaks in the index.
//!
//! Everything is counted over columns first; records are read only for the speakers that are shown.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, SegmentReader};

use super::answer::{SpeakerRow, Suggestion};
use super::compile;
use super::error::QueryError;
use super::gather::entries;
use super::record;
use super::stats::text;
use super::suggest::nearest;
use crate::index::{Index, date, fold, name as column};
use crate::quote::{Quote, Speaker};

/// Records of one speaker that names and roles are taken from.
const MOST_RECORDS: usize = 200;

impl Index {
    /// Those who speak, most quotes first: `limit` of them after the first `offset`, how many there are in all, and when
    /// there are none the names nearest to `name`.
    ///
    /// `name` matches words of a name or alias, or an id. Attitudes count beside statements, as in
    /// [`stats`](Index::stats); nobody in particular is left out.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), QueryError> {
        let asked = name.map(|name| self.bearing(name)).transpose()?;
        let mut tallies = Tallies::default();
        for (segment, reader) in (0..).zip(self.searcher().segment_readers()) {
            tallies.add(segment, reader, asked.as_ref())?;
        }
        let ranked = tallies.ranked();
        let total = ranked.len();
        let shown = ranked.into_iter().skip(offset).take(limit);
        let rows = shown.map(|(_, tally)| self.row(tally)).collect::<Result<Vec<_>, _>>()?;
        let suggestions = match name {
            Some(name) if total == 0 => nearest(self, self.fields().speaker_name, name)?,
            _ => Vec::new(),
        };
        Ok((rows, total, suggestions))
    }

    /// The keys of all who bear `name` in at least one quote.
    fn bearing(&self, name: &str) -> Result<FxHashSet<String>, QueryError> {
        let mut keys = FxHashSet::default();
        for entry in entries(self, &*compile::speaker(self.fields(), name), false)? {
            let segment = self.searcher().segment_reader(entry.address.segment_ord);
            if let Some(names) = segment.fast_fields().str(column::speaker_key)? {
                let ord = names.term_ords(entry.address.doc_id).next();
                keys.extend(ord.map(|ord| text(&names, ord)).transpose()?);
            }
        }
        Ok(keys)
    }

    fn row(&self, tally: Tally) -> Result<SpeakerRow, QueryError> {
        let mut names = Names::default();
        for address in tally.records {
            names.add(record::quote(self, address)?);
        }
        let Names { names, aliases, roles, last } = names;
        let name = fullest(&names);
        let others: BTreeSet<String> = names.into_keys().chain(aliases).filter(|other| *other != name).collect();
        Ok(SpeakerRow {
            name,
            id: last.id,
            kind: last.kind,
            aliases: others.into_iter().collect(),
            roles: most_frequent(roles),
            quotes: tally.quotes,
            articles: tally.articles.len(),
            first_date: tally.first.and_then(date),
            last_date: tally.last.and_then(date),
        })
    }
}

/// What the columns tell of all speakers.
#[derive(Default)]
struct Tallies {
    of: FxHashMap<String, Tally>,
}

#[derive(Default)]
struct Tally {
    quotes: usize,
    articles: FxHashSet<u64>,
    first: Option<i64>,
    last: Option<i64>,
    records: Vec<DocAddress>,
}

impl Tallies {
    fn add(
        &mut self,
        segment: u32,
        reader: &SegmentReader,
        asked: Option<&FxHashSet<String>>,
    ) -> Result<(), QueryError> {
        let columns = reader.fast_fields();
        let Some(names) = columns.str(column::speaker_key)? else { return Ok(()) };
        let (articles, days) = (columns.u64(column::article_key)?, columns.i64(column::day)?);
        let mut of_segment: BTreeMap<u64, Tally> = BTreeMap::new();
        for doc in reader.doc_ids_alive() {
            let Some(ord) = names.term_ords(doc).next() else { continue };
            let tally = of_segment.entry(ord).or_default();
            tally.add(DocAddress::new(segment, doc), articles.first(doc), days.first(doc));
        }
        for (ord, tally) in of_segment {
            let key = text(&names, ord)?;
            if asked.is_none_or(|asked| asked.contains(&key)) {
                self.of.entry(key).or_default().join(tally);
            }
        }
        Ok(())
    }

    fn ranked(self) -> Vec<(String, Tally)> {
        let mut ranked: Vec<_> = self.of.into_iter().collect();
        ranked.sort_unstable_by(|one, other| other.1.quotes.cmp(&one.1.quotes).then_with(|| one.0.cmp(&other.0)));
        ranked
    }
}

impl Tally {
    fn add(&mut self, address: DocAddress, article: Option<u64>, day: Option<i64>) {
        self.quotes += 1;
        self.articles.extend(article);
        self.first = earlier(self.first, day);
        self.last = self.last.max(day);
        if self.records.len() < MOST_RECORDS {
            self.records.push(address);
        }
    }

    fn join(&mut self, other: Tally) {
        self.quotes += other.quotes;
        self.articles.extend(other.articles);
        self.first = earlier(self.first, other.first);
        self.last = self.last.max(other.last);
        let room = MOST_RECORDS - self.records.len();
        self.records.extend(other.records.into_iter().take(room));
    }
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    [one, other].into_iter().flatten().min()
}

/// What records call one speaker.
#[derive(Default)]
struct Names {
    names: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
    roles: BTreeMap<String, usize>,
    last: Speaker,
}

impl Names {
    fn add(&mut self, quote: Quote) {
        let Speaker { name, aliases, role, id, kind, .. } = quote.speaker;
        name.into_iter().for_each(|name| *self.names.entry(name).or_default() += 1);
        self.aliases.extend(aliases);
        role.into_iter().for_each(|role| *self.roles.entry(role).or_default() += 1);
        self.last = Speaker { id, kind, ..Speaker::default() };
    }
}

/// The name with most words; of those the most frequent.
fn fullest(names: &BTreeMap<String, usize>) -> String {
    let words = |name: &str| fold(name).split(' ').count();
    let best = names.iter().max_by(|one, other| (words(one.0), one.1, other.0).cmp(&(words(other.0), other.1, one.0)));
    best.map(|(name, _)| name.clone()).unwrap_or_default()
}

fn most_frequent(counts: BTreeMap<String, usize>) -> Vec<String> {
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked.into_iter().map(|(text, _)| text).collect()
}
