//! What is asked of an engine: documents in pages, and how many match.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Client, RemoteSettings};
use super::error::RemoteError;
use crate::index::field;

/// Documents on a page.
const PAGE: usize = 1000;
/// Documents on a page of articles, which are long.
const PAGE_OF_ARTICLES: usize = 50;
/// The most bytes of records that are fetched for one condition.
const MOST_BYTES: usize = 1 << 30;
/// Questions that are asked together.
const TOGETHER: usize = 64;
/// The fields that are fetched.
const SOURCE: &str = "_source_includes=seq,record,copies,words_key,quotedex_schema";

/// A document that was fetched; one of another's index has other fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fetched {
    pub seq: u64,
    pub record: String,
    pub copies: u64,
    pub words_key: String,
    pub quotedex_schema: u32,
}

/// The order in which documents are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// That of the export.
    Export,
    /// Best first, by the engine's own rank.
    Rank,
    /// Earliest first.
    Day,
}

/// Which documents are fetched, and how many.
pub(super) struct Wanted {
    pub query: Value,
    pub order: Order,
    pub most: usize,
    page: usize,
}

impl Wanted {
    /// Documents in the order of the export.
    pub(super) fn all(query: Value, most: usize) -> Self {
        Self { query, order: Order::Export, most, page: PAGE }
    }

    /// The first of them in another order.
    pub(super) fn first(query: Value, order: Order, most: usize) -> Self {
        Self { query, order, most, page: PAGE }
    }

    /// The same for articles.
    pub(super) fn of_articles(self) -> Self {
        Self { page: PAGE_OF_ARTICLES, ..self }
    }
}

/// An engine with an index of ours.
pub(super) struct Engine {
    client: Client,
}

impl Engine {
    pub(super) fn new(settings: &RemoteSettings) -> Result<Self, RemoteError> {
        Ok(Self { client: Client::new(settings)? })
    }

    pub(super) fn index(&self) -> &str {
        &self.client.index
    }

    /// A document of ours that is none.
    pub(super) fn damaged(&self) -> RemoteError {
        RemoteError::Damaged(self.client.index.clone())
    }

    /// The first documents, and how many match. In the order of the export all are fetched page by page up to `most`,
    /// of other orders the first page.
    pub(super) fn fetch(&self, wanted: &Wanted) -> Result<(Vec<Fetched>, u64), RemoteError> {
        let (mut found, mut total, mut page) = (Vec::new(), 0, wanted.page.min(wanted.most.max(1)));
        let mut bytes = 0;
        let mut after: Option<u64> = None;
        loop {
            let size = if wanted.order == Order::Export { page } else { wanted.most };
            let hits = match self.page(wanted, size, after) {
                // Long documents: fewer at a time.
                Err(RemoteError::TooLong { .. }) if page > 1 && wanted.order == Order::Export => {
                    page /= 2;
                    continue;
                }
                hits => hits?,
            };
            if after.is_none() {
                total = hits.total.value;
            }
            let count = hits.hits.len();
            bytes += hits.hits.iter().map(|hit| hit.source.record.len()).sum::<usize>();
            if bytes > MOST_BYTES {
                return Err(self.client.too_long(MOST_BYTES as u64));
            }
            found.extend(hits.hits.into_iter().map(|hit| hit.source));
            let last = found.last().map(|last: &Fetched| last.seq);
            if count < size || found.len() >= wanted.most || wanted.order != Order::Export {
                break;
            }
            // Numbers grow, or a server would be asked for ever.
            if last <= after {
                return Err(self.damaged());
            }
            after = last;
        }
        found.truncate(wanted.most);
        Ok((found, total))
    }

    fn page(&self, wanted: &Wanted, size: usize, after: Option<u64>) -> Result<Hits, RemoteError> {
        let sort = match wanted.order {
            Order::Export => json!([{ field::seq: { "order": "asc" } }]),
            Order::Rank => json!([{ "_score": { "order": "desc" } }]),
            Order::Day => json!([{ field::day: { "order": "asc" } }, { field::seq: { "order": "asc" } }]),
        };
        let mut body = json!({ "query": wanted.query, "size": size, "sort": sort, "track_total_hits": true });
        if let Some(after) = after {
            body["search_after"] = json!([after]);
        }
        let path = format!("{}/_search?{SOURCE}", self.client.index);
        let answer = self.client.ask(&path, "application/json", body.to_string().as_bytes())?;
        self.hits(answer)
    }

    /// How many documents match each of the queries.
    pub(super) fn counts(&self, queries: &[Value]) -> Result<Vec<u64>, RemoteError> {
        let mut counts = Vec::with_capacity(queries.len());
        for together in queries.chunks(TOGETHER) {
            let mut body = String::new();
            for query in together {
                let asked = json!({ "query": query, "size": 0, "track_total_hits": true });
                body.push_str(&format!("{}\n{asked}\n", json!({ "index": self.client.index })));
            }
            let answer = self.client.ask("_msearch", "application/x-ndjson", body.as_bytes())?;
            let Ok(Responses { responses }) = serde_json::from_value(answer) else { return Err(self.no_answer()) };
            if responses.len() != together.len() {
                return Err(self.no_answer());
            }
            for response in responses {
                counts.push(self.hits(response)?.total.value);
            }
        }
        Ok(counts)
    }

    fn hits(&self, answer: Value) -> Result<Hits, RemoteError> {
        let answer: SearchResponse = serde_json::from_value(answer).map_err(|error| self.client.no_answer(&error))?;
        if answer.timed_out || answer.shards.failed > 0 {
            return Err(RemoteError::InPart(self.client.host().to_owned()));
        }
        Ok(answer.hits)
    }

    fn no_answer(&self) -> RemoteError {
        let detail = "as many answers as questions were expected".to_owned();
        RemoteError::NoAnswer { host: self.client.host().to_owned(), detail }
    }
}

#[derive(Deserialize)]
struct Responses {
    responses: Vec<Value>,
}

#[derive(Deserialize)]
struct SearchResponse {
    #[serde(default)]
    timed_out: bool,
    #[serde(default, rename = "_shards")]
    shards: Shards,
    hits: Hits,
}

#[derive(Default, Deserialize)]
struct Shards {
    #[serde(default)]
    failed: u64,
}

#[derive(Deserialize)]
struct Hits {
    total: Total,
    hits: Vec<HitOfEngine>,
}

#[derive(Deserialize)]
struct Total {
    value: u64,
}

#[derive(Deserialize)]
struct HitOfEngine {
    #[serde(rename = "_source")]
    source: Fetched,
}
