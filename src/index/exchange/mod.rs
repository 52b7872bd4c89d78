//! The exchange form of an index: the documents in which it goes to another engine, and comes back.
//!
//! An index is exported once and whole, as flat documents ([`document`]) that Quickwit, Elasticsearch and OpenSearch
//! take as they are. Their words are folded and stemmed here, so that an engine needs no analyzer but one that splits
//! at white space, and finds what the index finds. The record itself ([`record`]) travels along as JSON text.
//!
//! What is asked for comes back as a [`Sample`]: an index in memory over the documents that a question needs, with the
//! statistics of the whole ([`Facts`]). Queries cannot tell it from an index on disk.

mod config;
mod description;
mod document;
mod record;
mod sample;
mod walk;

pub(crate) use config::{EngineKind, index_config};
pub(crate) use description::{Description, Facts, SeqRange};
pub(crate) use document::{DocumentKind, EXCHANGE_VERSION, ExchangeDocument, article_key_text, field};
pub(crate) use sample::{Sample, SampledQuote};
