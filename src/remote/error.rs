//! Why a question to another engine has no answer.

use crate::query::QueryError;

/// Why a question to another engine has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RemoteError {
    /// The address is none.
    #[error("`{0}` is no address of a server")]
    Address(String),
    /// The name of the index has characters that no index has.
    #[error("`{0}` is no name of an index")]
    Name(String),
    /// The key has characters that no header has.
    #[error("the key for the server has characters that cannot be sent")]
    Key,
    /// The key would go over the network as it is.
    #[error("the key would go to {0} unencrypted")]
    Unencrypted(String),
    /// No connection, or no answer in time.
    #[error("{host} does not answer: {reason}")]
    Away {
        /// The server.
        host: String,
        /// Why, as far as is known.
        reason: String,
    },
    /// The server wants a key, or another one.
    #[error("{0} does not let us in (status {1})")]
    Forbidden(String, u16),
    /// There is no such index, or no engine at that address.
    #[error("there is no index {index} at {host}")]
    NoIndex {
        /// The server.
        host: String,
        /// The index asked for.
        index: String,
    },
    /// The server has too much to do, or failed, at every try.
    #[error("{host} failed {tries} times: status {status}{reason}")]
    Failed {
        /// The server.
        host: String,
        /// How often it was asked.
        tries: u32,
        /// The last status.
        status: u16,
        /// What the server says, with a colon before it.
        reason: String,
    },
    /// The server refuses the question.
    #[error("{host} refuses the question: status {status}{reason}")]
    Refused {
        /// The server.
        host: String,
        /// The status.
        status: u16,
        /// What the server says, with a colon before it.
        reason: String,
    },
    /// The answer is not what such engines answer.
    #[error("{host} answers something else than a search engine does: {detail}")]
    NoAnswer {
        /// The server.
        host: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A part of the engine did not answer.
    #[error("{0} answers only in part: some of its machines failed or took too long")]
    InPart(String),
    /// The answer is too long.
    #[error("the answer of {host} is longer than {most} MB")]
    TooLong {
        /// The server.
        host: String,
        /// The most that is read.
        most: u64,
    },
    /// The index is another's.
    #[error("the index {0} was not exported by quotedex")]
    Foreign(String),
    /// The index was exported by another version.
    #[error("the index {0} was exported by another version of quotedex")]
    Version(String),
    /// Not all documents are there, or those of two exports.
    #[error("the index {index} has {found} documents, but {exported} were exported")]
    Incomplete {
        /// The index asked.
        index: String,
        /// The documents that it holds.
        found: u64,
        /// The documents that it should hold.
        exported: u64,
    },
    /// The export broke off, or is still under way.
    #[error("the export to the index {0} has not come to its end")]
    Unfinished(String),
    /// Too much matches.
    #[error("{found} {what} match, more than the {most} that are fetched")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many match.
        found: u64,
        /// How many are fetched at most.
        most: u64,
    },
    /// A document is none of ours, though the index is.
    #[error("a document of the index {0} cannot be read")]
    Damaged(String),
    /// The question itself.
    #[error(transparent)]
    Query(#[from] QueryError),
}
