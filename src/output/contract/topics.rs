//! The answers of `topics` and `topics TOPIC`.

use jiff::civil::Date;
use serde::Serialize;

use crate::output::csv_table::cell;
use crate::query::{TopicRow, TopicSpeaker, TopicSpeakers};

/// Some of the topics.
#[derive(Serialize)]
pub(in crate::output) struct TopicsRecord<'a> {
    total: usize,
    topics: Vec<TopicRecord<'a>>,
}

impl<'a> TopicsRecord<'a> {
    pub(in crate::output) fn new(rows: &'a [TopicRow], total: usize) -> Self {
        Self { total, topics: rows.iter().map(TopicRecord::from).collect() }
    }
}

/// One topic.
#[derive(Serialize)]
pub(in crate::output) struct TopicRecord<'a> {
    topic: &'a str,
    quotes: usize,
    speakers: usize,
    articles: usize,
    first_date: Option<Date>,
    last_date: Option<Date>,
}

impl<'a> From<&'a TopicRow> for TopicRecord<'a> {
    fn from(row: &'a TopicRow) -> Self {
        let TopicRow { topic, quotes, speakers, articles, first_date, last_date } = row;
        Self {
            topic,
            quotes: *quotes,
            speakers: *speakers,
            articles: *articles,
            first_date: *first_date,
            last_date: *last_date,
        }
    }
}

/// Some of the speakers on a topic.
#[derive(Serialize)]
pub(in crate::output) struct TopicSpeakersRecord<'a> {
    topics: &'a [String],
    quotes: usize,
    total: usize,
    speakers: Vec<TopicSpeakerRecord<'a>>,
}

impl<'a> From<&'a TopicSpeakers> for TopicSpeakersRecord<'a> {
    fn from(answer: &'a TopicSpeakers) -> Self {
        Self {
            topics: &answer.topics,
            quotes: answer.quotes,
            total: answer.total,
            speakers: answer.speakers.iter().map(TopicSpeakerRecord::from).collect(),
        }
    }
}

/// One speaker on a topic.
#[derive(Serialize)]
pub(in crate::output) struct TopicSpeakerRecord<'a> {
    name: &'a str,
    id: Option<&'a str>,
    quotes: usize,
    first_date: Option<Date>,
    last_date: Option<Date>,
}

impl<'a> From<&'a TopicSpeaker> for TopicSpeakerRecord<'a> {
    fn from(row: &'a TopicSpeaker) -> Self {
        Self {
            name: &row.name,
            id: row.id.as_deref(),
            quotes: row.quotes,
            first_date: row.first_date,
            last_date: row.last_date,
        }
    }
}

/// The CSV columns of `topics`.
pub(in crate::output) const TOPIC_COLUMNS: [&str; 6] =
    ["topic", "quotes", "speakers", "articles", "first_date", "last_date"];

/// A CSV row of `topics`.
pub(in crate::output) fn topic_row(row: &TopicRow) -> [String; 6] {
    let [quotes, speakers, articles] = [row.quotes, row.speakers, row.articles].map(|count| count.to_string());
    [row.topic.clone(), quotes, speakers, articles, cell(&row.first_date), cell(&row.last_date)]
}

/// The CSV columns of `topics TOPIC`.
pub(in crate::output) const TOPIC_SPEAKER_COLUMNS: [&str; 5] = ["name", "id", "quotes", "first_date", "last_date"];

/// A CSV row of `topics TOPIC`.
pub(in crate::output) fn topic_speaker_row(row: &TopicSpeaker) -> [String; 5] {
    [row.name.clone(), cell(&row.id), row.quotes.to_string(), cell(&row.first_date), cell(&row.last_date)]
}
