//! What a failure says and which exit code it gives: all of it, here.

use std::io;

use crate::index::IndexError;
use crate::model::ModelError;
use crate::query::QueryError;
use crate::read::{FieldMapError, PeopleError, ReadError};

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Something was found or done.
    Found,
    /// Nothing was found.
    Nothing,
    /// Done, but for something that was reported on the way, such as a file that could not be read.
    Partly,
    /// Stopped by Ctrl-C, with everything left in order.
    Interrupted,
}

impl Outcome {
    /// Found if there is any.
    pub(super) fn found(any: bool) -> Self {
        if any { Outcome::Found } else { Outcome::Nothing }
    }

    /// The exit code.
    pub(super) fn code(self) -> u8 {
        match self {
            Outcome::Found => 0,
            Outcome::Nothing => 1,
            Outcome::Partly => 2,
            Outcome::Interrupted => 130,
        }
    }
}

/// Why a command failed.
#[derive(Debug)]
pub(super) enum CliError {
    /// Nobody reads the results any more: no failure of ours.
    PipeClosed,
    /// Something to tell.
    Failure {
        /// One line that names the thing.
        what: String,
        /// One line that says the cure.
        hint: Option<String>,
    },
}

impl CliError {
    /// A failure with its cure.
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        CliError::Failure { what: what.into(), hint: Some(hint.into()) }
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            CliError::PipeClosed => 0,
            CliError::Failure { .. } => 2,
        }
    }

    /// A failure to understand `query`, with a caret under the place when it is known.
    pub(super) fn in_query(query: &str, error: &QueryError) -> Self {
        let place = error.span().filter(|_| !query.contains(char::is_control));
        let caret = place.map_or(String::new(), |span| {
            let before = query.get(..span.start()).map_or(0, |before| before.chars().count());
            let length = span.of(query).chars().count().max(1);
            format!("\n  {query}\n  {}{}", " ".repeat(before), "^".repeat(length))
        });
        CliError::Failure { what: format!("{error}{caret}"), hint: error.hint() }
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::PipeClosed,
            _ => CliError::new(
                format!("the results could not be written ({error})"),
                "check the disk or pipe they go to",
            ),
        }
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        CliError::Failure { what: error.to_string(), hint: error.hint() }
    }
}

impl From<FieldMapError> for CliError {
    fn from(error: FieldMapError) -> Self {
        CliError::new(error.to_string(), error.hint())
    }
}

impl From<PeopleError> for CliError {
    fn from(error: PeopleError) -> Self {
        CliError::Failure { what: error.to_string(), hint: error.hint() }
    }
}

impl From<IndexError> for CliError {
    fn from(error: IndexError) -> Self {
        CliError::Failure { what: error.to_string(), hint: error.hint() }
    }
}

impl From<QueryError> for CliError {
    fn from(error: QueryError) -> Self {
        CliError::Failure { what: error.to_string(), hint: error.hint() }
    }
}

impl From<ModelError> for CliError {
    fn from(error: ModelError) -> Self {
        CliError::Failure { what: error.to_string(), hint: error.hint() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let closed = CliError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(closed.code(), 0);
        assert_eq!(CliError::from(io::Error::from(io::ErrorKind::StorageFull)).code(), 2);
    }
}
