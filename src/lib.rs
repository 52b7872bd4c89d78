//! quotedex reads news articles, finds who said what, and answers questions about it from a full-text index.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod article;
mod extract;
mod quote;
mod span;

pub mod cli;
pub mod index;
pub mod output;
pub mod query;
pub mod read;

pub use article::{Article, ArticleRef, DateSource};
pub use extract::{Extractor, ModelError};
pub use quote::{Evidence, Kind, Quote, RECORD_VERSION, Report, Speaker, SpeakerKind, quote_id};
pub use span::{CodePoints, Span};
