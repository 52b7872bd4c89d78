//! What can be wrong with an input: named, with its place and its cure.

use std::io;

use thiserror::Error;

/// An input, or one line of it, that gave no article.
#[derive(Debug, Error)]
#[error("{}{}: {problem}", .name, .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct ReadError {
    /// The file or stream, as the user named it.
    pub name: String,
    /// Line of the file, counted from 1, where the trouble has one.
    pub line: Option<u64>,
    /// What is wrong.
    #[source]
    pub problem: Problem,
}

/// What is wrong with an input.
#[derive(Debug, Error)]
pub enum Problem {
    /// There is no such file or folder.
    #[error("no such file or folder")]
    NotFound,
    /// The system does not let us read it.
    #[error("no permission to read it")]
    Denied,
    /// Reading failed in another way.
    #[error("cannot be read ({0})")]
    Io(io::Error),
    /// The bytes are no text.
    #[error("is no text but {0}")]
    Binary(&'static str),
    /// More bytes than an article may have.
    #[error("longer than {} MiB, too long for one article", .limit >> 20)]
    TooLong {
        /// The most that is read.
        limit: u64,
    },
    /// No JSON.
    #[error("no valid JSON ({0})")]
    Json(String),
    /// A web page without any.
    #[error("no article: the page has no text")]
    NoText,
    /// JSON, but no article.
    #[error("no article: {0}")]
    NoArticle(String),
}

impl ReadError {
    pub(super) fn new(name: &str, problem: Problem) -> Self {
        Self { name: name.to_owned(), line: None, problem }
    }

    pub(super) fn at(name: &str, line: u64, problem: Problem) -> Self {
        Self { name: name.to_owned(), line: Some(line), problem }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match &self.problem {
            Problem::NotFound => "check the spelling; a name is read from the folder you are in",
            Problem::Denied => "change the permissions of the file, or leave it out",
            Problem::Io(_) => return None,
            Problem::Binary(_) => "convert it to plain text or JSON Lines first",
            Problem::TooLong { .. } => "split it: one article a file, or JSON Lines with one article a line",
            Problem::Json(_) if self.line.is_some() => "each line must hold one whole JSON object",
            Problem::Json(_) => "give one object, an array of objects, or JSON Lines",
            Problem::NoText => "some pages hold their text only after their scripts ran: save it anew from a browser",
            Problem::NoArticle(_) => {
                r#"an article looks like {"id": "a1", "text": "...", "title": "...", "date": "2024-05-12"}"#
            }
        };
        Some(hint.to_owned())
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Problem::NotFound,
            io::ErrorKind::PermissionDenied => Problem::Denied,
            _ => Problem::Io(error),
        }
    }
}
