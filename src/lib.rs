//! quotedex reads news articles, finds who said what, and answers questions about it from a full-text index.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod article;
mod quote;
mod span;

pub mod index;
pub mod query;
pub mod tag;
pub mod text;
#[cfg(feature = "train")]
pub mod train;

pub use article::{Article, ArticleRef, DateSource};
pub use quote::{Evidence, Kind, Quote, RECORD_VERSION, Report, Speaker, SpeakerKind, quote_id};
pub use span::{CodePoints, Span};
