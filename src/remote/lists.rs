//! Lists of speakers and topics. Those of all come as they were exported; who speaks about one topic is counted here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::engine::{Fetched, Wanted};
use super::error::RemoteError;
use super::gathering::{Frequencies, Gathered};
use super::remote_index::RemoteIndex;
use crate::index::{DocumentKind, SeqRange, field};
use crate::query::{
    SpeakerRow, Suggestion, TopicRow, TopicSpeakers, of_kind, speaker_row, term, terms, topic, topic_row,
};

/// Keys in one condition.
const TOGETHER: usize = 1000;
/// The most rows that one condition may find.
const MOST_ROWS: usize = 100_000;

impl RemoteIndex {
    /// As [`Index::speakers`](crate::Index::speakers).
    pub(crate) fn speakers(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), RemoteError> {
        let Some(name) = name else {
            let rows = self.part(DocumentKind::Speaker, self.facts.speakers, limit, offset)?;
            let rows = rows.iter().map(|row| speaker_row(row).ok_or_else(|| self.engine.damaged()));
            return Ok((rows.collect::<Result<_, _>>()?, count(self.facts.speakers), Vec::new()));
        };
        let found = self.speakers_named(name.trim())?;
        if found.is_empty() {
            let mut gathered = Gathered::default();
            self.add_names(&mut gathered, [name])?;
            self.add_all_names(&mut gathered)?;
            let suggestions = self.index(&gathered, &Frequencies::default())?.suggest_speakers(name)?;
            return Ok((Vec::new(), 0, suggestions));
        }
        let total = found.len();
        let rows = found.values().skip(offset).take(limit);
        let rows = rows.map(|record| speaker_row(record).ok_or_else(|| self.engine.damaged()));
        Ok((rows.collect::<Result<_, _>>()?, total, Vec::new()))
    }

    /// The rows of the speakers with that name, by their place in the list.
    fn speakers_named(&self, name: &str) -> Result<BTreeMap<u64, String>, RemoteError> {
        let mut found = self.rows(term(field::speaker_field, name))?;
        if !found.is_empty() {
            return Ok(found);
        }
        let mut gathered = Gathered::default();
        self.add_names(&mut gathered, [name])?;
        let keys = self.index(&gathered, &Frequencies::default())?.keys_named(name)?;
        let mut keys: Vec<String> = keys.into_iter().collect();
        keys.sort_unstable();
        for keys in keys.chunks(TOGETHER) {
            found.extend(self.rows(terms(field::speaker_key, keys))?);
        }
        Ok(found)
    }

    fn rows(&self, condition: Value) -> Result<BTreeMap<u64, String>, RemoteError> {
        let query = of_kind(DocumentKind::Speaker, vec![condition]);
        let (found, total) = self.engine.fetch(&Wanted::all(query, MOST_ROWS))?;
        if total > MOST_ROWS as u64 {
            return Err(RemoteError::TooMany { what: "speakers", found: total, most: MOST_ROWS as u64 });
        }
        Ok(found.into_iter().map(|Fetched { seq, record, .. }| (seq, record)).collect())
    }

    /// As [`Index::topics`](crate::Index::topics).
    pub(crate) fn topics(&self, limit: usize, offset: usize) -> Result<(Vec<TopicRow>, usize), RemoteError> {
        let rows = self.part(DocumentKind::Topic, self.facts.topics, limit, offset)?;
        let rows = rows.iter().map(|row| topic_row(row).ok_or_else(|| self.engine.damaged()));
        Ok((rows.collect::<Result<_, _>>()?, count(self.facts.topics)))
    }

    /// As [`Index::speakers_on`](crate::Index::speakers_on).
    pub(crate) fn speakers_on(&self, asked: &str, limit: usize, offset: usize) -> Result<TopicSpeakers, RemoteError> {
        let mut gathered = Gathered::default();
        self.add_quotes(&mut gathered, of_kind(DocumentKind::Quote, vec![topic(asked)]))?;
        if gathered.sample.quotes.is_empty() {
            self.add_all_topics(&mut gathered)?;
        }
        Ok(self.index(&gathered, &Frequencies::default())?.speakers_on(asked, limit, offset)?)
    }

    /// The records of a part of a list.
    fn part(&self, kind: DocumentKind, all: SeqRange, limit: usize, offset: usize) -> Result<Vec<String>, RemoteError> {
        let offset = u64::try_from(offset).unwrap_or(u64::MAX).min(all.count);
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).min(all.count - offset);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let first = all.first.saturating_add(offset);
        let range = json!({ "range": { field::seq: { "gte": first, "lt": first.saturating_add(limit) } } });
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let (found, _) = self.engine.fetch(&Wanted::all(of_kind(kind, vec![range]), most))?;
        if found.len() as u64 != limit {
            return Err(self.engine.damaged());
        }
        Ok(found.into_iter().map(|row| row.record).collect())
    }
}

fn count(range: SeqRange) -> usize {
    usize::try_from(range.count).unwrap_or(usize::MAX)
}
