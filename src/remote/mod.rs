//! Asks an index that Quickwit, Elasticsearch or OpenSearch holds.
//!
//! An answer is the one that a local index over the same articles gives, and it is given by the same code: the
//! documents that can be part of it are fetched ([`engine`]), an index in memory is made of them, with the statistics
//! of the whole, and that is asked ([`RemoteIndex`]). So there is one opinion on what matches, what is one statement
//! and how sure it is.
//!
//! That has a price: what matches is fetched, at most [`RemoteSettings::most`] quotes for a question. A search that
//! finds more is refused with its number, and `who` judges the best of them by the rank that the engine gives, and says
//! so. Lists of all speakers and topics are fetched as they were exported.
//!
//! A server is not trusted: answers are bounded, whatever is no document of ours is an error, and nothing panics.

mod client;
mod engine;
mod error;
mod gathering;
mod lists;
mod remote_index;
mod searches;
mod who;

pub(crate) use client::RemoteSettings;
pub(crate) use error::RemoteError;
pub(crate) use remote_index::RemoteIndex;
