//! The topics of the index, and who speaks about them.
//!
//! Which topics a typed topic matches is decided in `topic_expansion`.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, DocId, SegmentReader};

use super::answer::{TopicRow, TopicSpeaker, TopicSpeakers};
use super::collector::collect_docs;
use super::compile;
use super::error::QueryError;
use super::merged_speakers::merged_speakers;
use super::record::{self, text};
use super::suggest::nearest_names;
use super::topic_expansion::TopicExpansion;
use crate::index::{Index, MergedSpeakers, date, fold, name as column};

impl Index {
    /// The topics, most quotes first: `limit` of them after the first `offset`, and the number of all.
    ///
    /// Attitudes count beside statements, as in [`stats`](Index::stats).
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn topics(&self, limit: usize, offset: usize) -> Result<(Vec<TopicRow>, usize), QueryError> {
        self.verified(|| self.topics_unverified(limit, offset))
    }

    fn topics_unverified(&self, limit: usize, offset: usize) -> Result<(Vec<TopicRow>, usize), QueryError> {
        let (persons, mut tallies) = (merged_speakers(self)?, BTreeMap::<String, TopicTally>::new());
        for segment in self.searcher().segment_readers() {
            for (name, tally) in topics_of_segment(segment, persons)? {
                tallies.entry(name).or_default().join(tally);
            }
        }
        let mut rows: Vec<TopicRow> = tallies.into_iter().map(|(name, tally)| tally.row(name)).collect();
        rows.sort_by(|one, other| other.quotes.cmp(&one.quotes).then_with(|| one.topic.cmp(&other.topic)));
        let total = rows.len();
        Ok((rows.into_iter().skip(offset).take(limit).collect(), total))
    }

    /// Who speaks about `asked`, most quotes first: `limit` speakers after the first `offset`. When there is nothing
    /// about it, the nearest topics.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers_on(&self, asked: &str, limit: usize, offset: usize) -> Result<TopicSpeakers, QueryError> {
        self.verified(|| self.speakers_on_unverified(asked, limit, offset))
    }

    fn speakers_on_unverified(&self, asked: &str, limit: usize, offset: usize) -> Result<TopicSpeakers, QueryError> {
        let expansion = TopicExpansion::of(asked);
        let found = collect_docs(self, &*compile::topic_query(self.fields(), &expansion))?;
        if found.is_empty() {
            let suggestions = nearest_names(self.topic_names()?, asked);
            return Ok(TopicSpeakers { suggestions, ..TopicSpeakers::default() });
        }
        let (mut topics, mut speakers) = (BTreeSet::new(), FxHashMap::<String, SpeakerTally>::default());
        let persons = merged_speakers(self)?;
        for entry in &found {
            let segment = self.searcher().segment_reader(entry.address.segment_ord);
            let about = values(segment, column::topic_name, entry.address.doc_id)?;
            topics.extend(about.into_iter().filter(|name| expansion.matches(name)));
            if let Some(key) = values(segment, column::speaker_key, entry.address.doc_id)?.pop() {
                let day = segment.fast_fields().i64(column::day)?.first(entry.address.doc_id);
                speakers.entry(persons.canonical_key(&key).to_owned()).or_default().add(entry.address, day);
            }
        }
        let mut ranked: Vec<(String, SpeakerTally)> = speakers.into_iter().collect();
        ranked.sort_unstable_by(|one, other| other.1.quotes.cmp(&one.1.quotes).then_with(|| one.0.cmp(&other.0)));
        let total = ranked.len();
        let shown = ranked.into_iter().skip(offset).take(limit).map(|(_, tally)| self.topic_speaker(tally));
        let speakers = shown.collect::<Result<_, _>>()?;
        Ok(TopicSpeakers {
            topics: topics.into_iter().collect(),
            quotes: found.len(),
            speakers,
            total,
            ..Default::default()
        })
    }

    fn topic_speaker(&self, tally: SpeakerTally) -> Result<TopicSpeaker, QueryError> {
        let mut fullest = (0, String::new(), None);
        for address in tally.records {
            let speaker = record::read_quote(self, address)?.speaker;
            let name = speaker.name.unwrap_or_default();
            let words = fold(&name).split(' ').count();
            if words > fullest.0 || words == fullest.0 && name < fullest.1 {
                fullest = (words, name, speaker.id);
            }
        }
        let key = fullest.2.clone().unwrap_or_default();
        if let Some(several) = merged_speakers(self)?.of(&key) {
            fullest = (0, several.name.clone(), several.keys.first().cloned());
        }
        let (first_date, last_date) = (tally.first.and_then(date), tally.last.and_then(date));
        Ok(TopicSpeaker { name: fullest.1, id: fullest.2, quotes: tally.quotes, first_date, last_date })
    }
}

/// The most records of one speaker from which the name is chosen.
const MAX_RECORDS: usize = 50;

/// The quotes of one speaker on a topic.
#[derive(Default)]
struct SpeakerTally {
    quotes: usize,
    first: Option<i64>,
    last: Option<i64>,
    records: Vec<DocAddress>,
}

impl SpeakerTally {
    fn add(&mut self, address: DocAddress, day: Option<i64>) {
        self.quotes += 1;
        self.first = earlier(self.first, day);
        self.last = self.last.max(day);
        if self.records.len() < MAX_RECORDS {
            self.records.push(address);
        }
    }
}

/// The counts of one topic.
#[derive(Default)]
struct TopicTally {
    quotes: usize,
    speakers: FxHashSet<String>,
    articles: FxHashSet<u64>,
    first: Option<i64>,
    last: Option<i64>,
}

impl TopicTally {
    fn join(&mut self, other: TopicTally) {
        self.quotes += other.quotes;
        self.speakers.extend(other.speakers);
        self.articles.extend(other.articles);
        self.first = earlier(self.first, other.first);
        self.last = self.last.max(other.last);
    }

    fn row(self, topic: String) -> TopicRow {
        TopicRow {
            topic,
            quotes: self.quotes,
            speakers: self.speakers.len(),
            articles: self.articles.len(),
            first_date: self.first.and_then(date),
            last_date: self.last.and_then(date),
        }
    }
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    [one, other].into_iter().flatten().min()
}

/// The topics of a segment, with their counts.
fn topics_of_segment(
    segment: &SegmentReader,
    persons: &MergedSpeakers,
) -> Result<Vec<(String, TopicTally)>, QueryError> {
    let columns = segment.fast_fields();
    let Some(topics) = columns.str(column::topic_name)? else { return Ok(Vec::new()) };
    let speakers = columns.str(column::speaker_key)?;
    let (articles, days) = (columns.u64(column::article_key)?, columns.i64(column::day)?);
    let mut counted: BTreeMap<u64, (TopicTally, FxHashSet<u64>)> = BTreeMap::new();
    for doc in segment.doc_ids_alive() {
        for ord in topics.term_ords(doc) {
            let (tally, who) = counted.entry(ord).or_default();
            tally.quotes += 1;
            tally.articles.extend(articles.first(doc));
            tally.first = earlier(tally.first, days.first(doc));
            tally.last = tally.last.max(days.first(doc));
            who.extend(speakers.iter().filter_map(|speakers| speakers.term_ords(doc).next()));
        }
    }
    let mut found = Vec::with_capacity(counted.len());
    for (ord, (mut tally, who)) in counted {
        if let Some(speakers) = &speakers {
            let mains = who.into_iter().map(|ord| Ok(persons.canonical_key(&text(speakers, ord)?).to_owned()));
            tally.speakers = mains.collect::<Result<_, QueryError>>()?;
        }
        found.push((text(&topics, ord)?, tally));
    }
    Ok(found)
}

/// The values of a text column for a document.
fn values(segment: &SegmentReader, name: &str, doc: DocId) -> Result<Vec<String>, QueryError> {
    let Some(column) = segment.fast_fields().str(name)? else { return Ok(Vec::new()) };
    column.term_ords(doc).map(|ord| text(&column, ord)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::small;

    #[test]
    fn topics_are_counted_with_speakers_and_days() {
        let (_dir, index) = small();
        let (rows, total) = index.topics(10, 0).unwrap();
        assert_eq!(total, 1);
        let row = &rows[0];
        assert_eq!((row.topic.as_str(), row.quotes, row.speakers, row.articles), ("drug trade", 7, 2, 4));
        assert_eq!(row.first_date.map(|day| day.to_string()).as_deref(), Some("2025-01-01"));
        assert_eq!(index.topics(10, 1).unwrap(), (vec![], 1));
    }

    #[test]
    fn a_topic_tells_who_speaks_about_it() {
        let (_dir, index) = small();
        let answer = index.speakers_on("Drug Trades", 1, 0).unwrap();
        assert_eq!((answer.topics, answer.quotes, answer.total), (vec!["drug trade".to_owned()], 7, 2));
        assert_eq!((answer.speakers[0].name.as_str(), answer.speakers[0].quotes), ("Gustavo Petro", 5));
        let nothing = index.speakers_on("drugs trad", 10, 0).unwrap();
        assert_eq!((nothing.total, nothing.suggestions[0].instead.as_str()), (0, "drug trade"));
    }
}
