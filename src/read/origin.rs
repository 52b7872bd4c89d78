//! Where articles are from.

use super::fields::FieldMap;
use super::note::Notes;

/// Where articles are from, and what they are called when they do not say so themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// What errors call it.
    pub(super) name: String,
    /// The file, as the user named it.
    pub(super) path: Option<String>,
    /// The id of the article, or the beginning of the ids of several; empty for a stream.
    pub(super) id: String,
    /// What the user says the fields of its records are called.
    pub(super) fields: FieldMap,
    /// Where to leave word of what is no error.
    pub(super) notes: Notes,
}
