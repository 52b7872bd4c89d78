//! An index as documents for another engine: quotes and articles as they are stored, and the lists that only all of
//! them together give.

use serde::{Deserialize, Serialize};

use super::answer::{SpeakerRow, TopicRow};
use super::error::QueryError;
use super::merged_speakers::merged_speakers;
use super::speakers::ListedSpeaker;
use crate::index::{DocumentKind, ExchangeDocument, Facts, Index, SeqRange, fold};
use crate::lexicon::ROLE_FIELDS;
use crate::quote::SpeakerKind;

impl Index {
    /// Gives all documents to `each`, numbered in their order. The description of the whole comes last.
    ///
    /// Memory grows with speakers and topics, as it does when these are listed, not with quotes.
    ///
    /// # Errors
    /// When the index cannot be read, or `each` fails.
    pub(crate) fn export_documents<E: From<QueryError>>(
        &self,
        each: &mut dyn FnMut(&ExchangeDocument) -> Result<(), E>,
    ) -> Result<u64, E> {
        let persons = self.verified(|| merged_speakers(self))?;
        let mut numbered = Numbered { next: 0, each };
        let failed = |error| QueryError::from(error).into();
        let quotes = self.for_each_exchanged(persons, &mut |document| numbered.give(document), failed)?;
        let speakers = numbered.next;
        for listed in self.verified(|| self.listed_speakers())? {
            numbered.give(speaker_document(&listed)?)?;
        }
        let topics = numbered.next;
        for row in self.topics(usize::MAX, 0)?.0 {
            numbered.give(topic_document(&row)?)?;
        }
        let facts = Facts {
            quotes,
            speakers: SeqRange { first: speakers, count: topics - speakers },
            topics: SeqRange { first: topics, count: numbered.next - topics },
            ..Facts::default()
        };
        for document in self.descriptions(persons, facts).map_err(QueryError::from)? {
            numbered.give(document)?;
        }
        Ok(quotes)
    }

    /// Identifies the state of the index: another one after every change of what it holds.
    pub(crate) fn state_digest(&self) -> String {
        blake3::hash(self.segment_state().as_bytes()).to_hex()[..12].to_owned()
    }
}

/// Numbers the documents that it passes on.
struct Numbered<'e, E> {
    next: u64,
    each: &'e mut dyn FnMut(&ExchangeDocument) -> Result<(), E>,
}

impl<E> Numbered<'_, E> {
    fn give(&mut self, mut document: ExchangeDocument) -> Result<(), E> {
        document.seq = self.next;
        self.next += 1;
        (self.each)(&document)
    }
}

fn speaker_document(listed: &ListedSpeaker) -> Result<ExchangeDocument, QueryError> {
    let record = serde_json::to_string(&SpeakerRecord::of(&listed.row)).map_err(unwritable)?;
    let mut document = ExchangeDocument::new(DocumentKind::Speaker, record);
    document.speaker_key.clone_from(&listed.keys);
    document.speaker_field.clone_from(&listed.id_in_field);
    document.speaker_name = Some(listed.row.name.clone());
    document.speaker_id.clone_from(&listed.row.id);
    document.speaker_kind = Some(listed.row.kind.name());
    Ok(document)
}

fn topic_document(row: &TopicRow) -> Result<ExchangeDocument, QueryError> {
    let record = serde_json::to_string(&TopicRecord::of(row)).map_err(unwritable)?;
    let mut document = ExchangeDocument::new(DocumentKind::Topic, record);
    document.topic = vec![row.topic.clone()];
    document.topic_words = vec![fold(&row.topic)];
    Ok(document)
}

fn unwritable(error: serde_json::Error) -> QueryError {
    QueryError::Record { detail: error.to_string() }
}

/// A row of the list of speakers.
#[derive(Serialize, Deserialize)]
struct SpeakerRecord {
    name: String,
    id: Option<String>,
    field: Option<String>,
    kind: String,
    aliases: Vec<String>,
    roles: Vec<String>,
    quotes: usize,
    articles: usize,
    first_date: Option<jiff::civil::Date>,
    last_date: Option<jiff::civil::Date>,
}

impl SpeakerRecord {
    fn of(row: &SpeakerRow) -> Self {
        Self {
            name: row.name.clone(),
            id: row.id.clone(),
            field: row.field.map(str::to_owned),
            kind: row.kind.name().to_owned(),
            aliases: row.aliases.clone(),
            roles: row.roles.clone(),
            quotes: row.quotes,
            articles: row.articles,
            first_date: row.first_date,
            last_date: row.last_date,
        }
    }
}

/// The row in a record; `None` when there is none.
#[cfg_attr(not(feature = "remote"), allow(dead_code, reason = "read by those who ask another engine"))]
pub(crate) fn speaker_row(record: &str) -> Option<SpeakerRow> {
    let record: SpeakerRecord = serde_json::from_str(record).ok()?;
    // The field by its own name in the table.
    let field = record.field.as_deref().and_then(|field| ROLE_FIELDS.field(ROLE_FIELDS.words(field).first()?));
    Some(SpeakerRow {
        name: record.name,
        id: record.id,
        field,
        kind: SpeakerKind::ALL.into_iter().find(|kind| kind.name() == record.kind)?,
        aliases: record.aliases,
        roles: record.roles,
        quotes: record.quotes,
        articles: record.articles,
        first_date: record.first_date,
        last_date: record.last_date,
    })
}

/// A row of the list of topics.
#[derive(Serialize, Deserialize)]
struct TopicRecord {
    topic: String,
    quotes: usize,
    speakers: usize,
    articles: usize,
    first_date: Option<jiff::civil::Date>,
    last_date: Option<jiff::civil::Date>,
}

impl TopicRecord {
    fn of(row: &TopicRow) -> Self {
        let &TopicRow { quotes, speakers, articles, first_date, last_date, .. } = row;
        Self { topic: row.topic.clone(), quotes, speakers, articles, first_date, last_date }
    }
}

/// The row in a record; `None` when there is none.
#[cfg_attr(not(feature = "remote"), allow(dead_code, reason = "read by those who ask another engine"))]
pub(crate) fn topic_row(record: &str) -> Option<TopicRow> {
    let TopicRecord { topic, quotes, speakers, articles, first_date, last_date } = serde_json::from_str(record).ok()?;
    Some(TopicRow { topic, quotes, speakers, articles, first_date, last_date })
}
