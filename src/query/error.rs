//! Errors of questions.

use std::error::Error;

use tantivy::TantivyError;

use crate::index::{IndexError, one_line};
use crate::span::Span;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The query cannot be parsed.
    #[error("{problem}")]
    Syntax {
        /// What is wrong, in a few words.
        problem: String,
        /// What to type instead.
        hint: String,
        /// The bytes of the query that are wrong.
        span: Span,
    },
    /// The id prefix is too short.
    #[error("`{id}` is too short for an id")]
    ShortId {
        /// What was asked for.
        id: String,
    },
    /// Several quotes have ids with that prefix.
    #[error("more than one quote has an id that begins with `{id}`")]
    AmbiguousId {
        /// What was asked for.
        id: String,
        /// Some of the ids.
        ids: Vec<String>,
    },
    /// A stored record cannot be read.
    #[error("a record of the index cannot be read: {detail}")]
    Record {
        /// What is wrong with it.
        detail: String,
    },
    /// The files of the index are damaged.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The search engine failed.
    #[error("the index cannot be read: {}", one_line(source.as_ref()))]
    Engine {
        /// The error of the engine.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl QueryError {
    pub(crate) fn syntax(span: Span, problem: impl Into<String>, hint: impl Into<String>) -> Self {
        QueryError::Syntax { problem: problem.into(), hint: hint.into(), span }
    }

    /// What to do about it, in one line, where that needs no other command or option.
    pub fn hint(&self) -> Option<String> {
        match self {
            QueryError::Syntax { hint, .. } => Some(hint.clone()),
            QueryError::ShortId { .. } => Some("give at least four characters of the id".to_owned()),
            QueryError::AmbiguousId { ids, .. } => Some(format!("give more of it: {}", ids.join(", "))),
            QueryError::Index(error) => error.hint(),
            QueryError::Record { .. } | QueryError::Engine { .. } => None,
        }
    }

    /// The bytes of the query that are wrong, for a syntax error.
    pub fn span(&self) -> Option<Span> {
        match self {
            QueryError::Syntax { span, .. } => Some(*span),
            _ => None,
        }
    }
}

#[doc(hidden)]
impl From<TantivyError> for QueryError {
    fn from(error: TantivyError) -> Self {
        QueryError::Engine { source: Box::new(error) }
    }
}

#[doc(hidden)]
impl From<std::io::Error> for QueryError {
    fn from(error: std::io::Error) -> Self {
        TantivyError::from(error).into()
    }
}
