//! What goes wrong with a request: a page for people, `problem+json` for programs.

use std::io;

use axum::http::StatusCode;

use crate::cli::error::{CliError, FailureCause};
use crate::index::IndexError;
use crate::query::QueryError;

/// Why a request is not answered.
#[derive(Debug)]
pub(super) enum PageError {
    /// There is no such page, quotation or speaker.
    NotFound(String),
    /// The request is wrong, and what to do about it.
    Wrong { what: String, hint: Option<String> },
    /// The request may not do this.
    Forbidden(String),
    /// Too much at once, or another process is writing.
    Busy,
    /// The request, or what came of it, took too long.
    TooSlow,
    /// The index or the disk fails.
    Broken { what: String, hint: Option<String> },
    /// The program itself failed.
    Failed,
}

impl PageError {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound(_) => StatusCode::NOT_FOUND,
            PageError::Wrong { .. } => StatusCode::BAD_REQUEST,
            PageError::Forbidden(_) => StatusCode::FORBIDDEN,
            PageError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            PageError::TooSlow => StatusCode::REQUEST_TIMEOUT,
            PageError::Broken { .. } | PageError::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened, and what to do about it.
    pub(super) fn told(&self) -> (String, Option<String>) {
        match self {
            PageError::NotFound(what) | PageError::Forbidden(what) => (what.clone(), None),
            PageError::Wrong { what, hint } | PageError::Broken { what, hint } => (what.clone(), hint.clone()),
            PageError::Busy => ("quotedex is busy".to_owned(), Some("try again in a few seconds".to_owned())),
            PageError::TooSlow => ("the request did not arrive in time".to_owned(), Some("send it again".to_owned())),
            PageError::Failed => ("the request failed".to_owned(), None),
        }
    }

    pub(super) fn wrong(what: impl Into<String>, hint: impl Into<String>) -> Self {
        PageError::Wrong { what: what.into(), hint: Some(hint.into()) }
    }
}

impl From<CliError> for PageError {
    fn from(error: CliError) -> Self {
        match error {
            CliError::Failure { cause: FailureCause::Busy, .. } => PageError::Busy,
            CliError::Failure { what, hint, cause: FailureCause::Request } => PageError::Wrong { what, hint },
            CliError::Failure { what, hint, cause: FailureCause::Storage } => PageError::Broken { what, hint },
            CliError::PipeClosed => PageError::Failed,
        }
    }
}

/// An answer that cannot be written into memory.
impl From<io::Error> for PageError {
    fn from(_: io::Error) -> Self {
        PageError::Failed
    }
}

impl From<IndexError> for PageError {
    fn from(error: IndexError) -> Self {
        CliError::from(error).into()
    }
}

impl From<QueryError> for PageError {
    fn from(error: QueryError) -> Self {
        CliError::from(error).into()
    }
}
