//! Errors of questions.

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
    /// The engine reports an error.
    #[error("the index cannot be read: {}", one_line(.0))]
    Engine(#[from] TantivyError),
}

impl QueryError {
    pub(crate) fn syntax(span: Span, problem: impl Into<String>, hint: impl Into<String>) -> Self {
        QueryError::Syntax { problem: problem.into(), hint: hint.into(), span }
    }

    /// What to do about it, in one line.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            QueryError::Syntax { hint, .. } => hint.clone(),
            QueryError::ShortId { .. } => "give at least four characters of the id".to_owned(),
            QueryError::AmbiguousId { ids, .. } => format!("give more of it: {}", ids.join(", ")),
            QueryError::Index(error) => return error.hint(),
            QueryError::Record { .. } | QueryError::Engine(_) => {
                "run `quotedex check`; `quotedex rebuild PATH...` makes the index anew".to_owned()
            }
        })
    }

    /// The bytes of the query that are wrong, for a syntax error.
    pub fn span(&self) -> Option<Span> {
        match self {
            QueryError::Syntax { span, .. } => Some(*span),
            _ => None,
        }
    }
}

impl From<std::io::Error> for QueryError {
    fn from(error: std::io::Error) -> Self {
        QueryError::Engine(error.into())
    }
}
