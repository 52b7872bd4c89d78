//! quotedex reads news articles, finds who said what, and answers questions about it from a full-text index.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod article;
mod quote;
pub mod span;

pub mod attribution;
pub mod evaluate;
pub mod index;
pub mod lexicon;
pub mod model;
pub mod query;
pub mod speakers;
pub mod tag;
#[cfg(feature = "train")]
pub mod train;
pub mod text;

pub use article::{Article, ArticleRef, DateSource};
pub use index::{Index, IndexError, Put, Update};
pub use quote::{Evidence, Kind, Quote, RECORD_VERSION, Report, Speaker, SpeakerKind, quote_id};
pub use span::{CodePoints, Span};
