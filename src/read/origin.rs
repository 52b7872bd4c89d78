//! Where articles are from.

use jiff::civil::Date;

use super::extension::extension;
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
    /// The day its file was last changed, if that is to be the date of articles without one.
    pub(super) changed: Option<Date>,
    /// What the user says the fields of its records are called.
    pub(super) fields: FieldMap,
    /// Where to leave word of what is no error.
    pub(super) notes: Notes,
}

impl Origin {
    /// The extension of the file or stream in small letters, that of a compression left aside: `json` for `A.JSON.gz`.
    pub(super) fn extension(&self) -> Option<String> {
        extension(self.name.as_ref())
    }

    /// The id of the record `number`, when it has none of its own.
    pub(super) fn id_of(&self, number: u64) -> String {
        if self.id.is_empty() { format!("line-{number}") } else { format!("{}:{number}", self.id) }
    }
}
